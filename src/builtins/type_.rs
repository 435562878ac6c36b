//! `type`.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `type`
pub static TYPE: NativeType = NativeType {
    name: "type",
    layout: <crate::object::class::Class>::layout,
    flags: class_flag::METACLASS | class_flag::DICT,
    ..NativeType::BASE
};
