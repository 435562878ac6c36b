//! `slice`.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `slice`
pub static SLICE: NativeType = NativeType {
    name: "slice",
    layout: <crate::object::descriptor::Slice>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
