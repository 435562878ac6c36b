//! `tuple` and its iterator.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `tuple`
pub static TUPLE: NativeType = NativeType {
    name: "tuple",
    layout: <crate::object::list::Tuple>::layout,
    flags: class_flag::SEQUENCE,
    ..NativeType::BASE
};

/// `tuple_iterator`
pub static TUPLE_ITERATOR: NativeType = NativeType {
    name: "tuple_iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
