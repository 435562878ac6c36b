//! `memoryview`.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `memoryview`
pub static MEMORYVIEW: NativeType = NativeType {
    name: "memoryview",
    layout: <crate::object::bytes::MemoryView>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    ..NativeType::BASE
};
