//! `bool`.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `bool`
pub static BOOL: NativeType = NativeType {
    name: "bool",
    base: Some(&super::int::INT),
    layout: <crate::object::int::Int>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
