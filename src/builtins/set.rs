//! `set`, `frozenset` and their iterator.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `set`
pub static SET: NativeType =
    NativeType { name: "set", layout: <crate::object::set::Set>::layout, flags: class_flag::WEAK, ..NativeType::BASE };

/// `frozenset`
pub static FROZENSET: NativeType = NativeType {
    name: "frozenset",
    layout: <crate::object::set::Set>::layout,
    flags: class_flag::WEAK,
    ..NativeType::BASE
};

/// `set_iterator`
pub static SET_ITERATOR: NativeType = NativeType {
    name: "set_iterator",
    layout: <crate::object::set::SetIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
