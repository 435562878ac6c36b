//! Descriptors: `property`, `staticmethod`, `classmethod`, `super`, native attributes, slots.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `getset_descriptor`
pub static GETSET: NativeType = NativeType {
    name: "getset_descriptor",
    layout: <crate::object::descriptor::Getset>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `member_descriptor`
pub static MEMBER: NativeType = NativeType {
    name: "member_descriptor",
    layout: <crate::object::descriptor::Member>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `property`
pub static PROPERTY: NativeType =
    NativeType { name: "property", layout: <crate::object::descriptor::Property>::layout, ..NativeType::BASE };

/// `staticmethod`
pub static STATICMETHOD: NativeType = NativeType {
    name: "staticmethod",
    layout: <crate::object::descriptor::StaticMethod>::layout,
    flags: class_flag::DICT,
    ..NativeType::BASE
};

/// `classmethod`
pub static CLASSMETHOD: NativeType = NativeType {
    name: "classmethod",
    layout: <crate::object::descriptor::ClassMethod>::layout,
    flags: class_flag::DICT,
    ..NativeType::BASE
};

/// `super`
pub static SUPER: NativeType = NativeType { name: "super", ..NativeType::BASE };
