//! `bytearray` and its iterator.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `bytearray`
pub static BYTEARRAY: NativeType =
    NativeType { name: "bytearray", layout: <crate::object::bytes::ByteArray>::layout, ..NativeType::BASE };

/// `bytearray_iterator`
pub static BYTEARRAY_ITERATOR: NativeType = NativeType {
    name: "bytearray_iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
