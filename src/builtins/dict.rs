//! `dict`.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `dict`
pub static DICT: NativeType = NativeType {
    name: "dict",
    layout: <crate::object::dict::Dict>::layout,
    flags: class_flag::MAPPING,
    ..NativeType::BASE
};
