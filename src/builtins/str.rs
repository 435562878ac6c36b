//! `str` and its iterators.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `str`
pub static STR: NativeType = NativeType { name: "str", layout: <crate::object::str::Str>::layout, ..NativeType::BASE };

/// `str_iterator`
pub static STR_ITERATOR: NativeType = NativeType {
    name: "str_iterator",
    layout: <crate::object::descriptor::StrIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `str_ascii_iterator`
pub static STR_ASCII_ITERATOR: NativeType = NativeType {
    name: "str_ascii_iterator",
    layout: <crate::object::descriptor::StrIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
