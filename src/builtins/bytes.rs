//! `bytes` and its iterator.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `bytes`
pub static BYTES: NativeType =
    NativeType { name: "bytes", layout: <crate::object::bytes::Bytes>::layout, ..NativeType::BASE };

/// `bytes_iterator`
pub static BYTES_ITERATOR: NativeType = NativeType {
    name: "bytes_iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
