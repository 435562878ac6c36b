//! `list` and its iterators.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `list`
pub static LIST: NativeType = NativeType {
    name: "list",
    layout: <crate::object::list::List>::layout,
    flags: class_flag::SEQUENCE,
    ..NativeType::BASE
};

/// `list_iterator`
pub static LIST_ITERATOR: NativeType = NativeType {
    name: "list_iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `list_reverseiterator`
pub static LIST_REVERSE_ITERATOR: NativeType = NativeType {
    name: "list_reverseiterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
