//! `range` and its iterators.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `range`
pub static RANGE: NativeType = NativeType {
    name: "range",
    layout: <crate::object::descriptor::Range>::layout,
    flags: class_flag::FINAL | class_flag::SEQUENCE,
    ..NativeType::BASE
};

/// `range_iterator`
pub static RANGE_ITERATOR: NativeType = NativeType {
    name: "range_iterator",
    layout: <crate::object::descriptor::RangeIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `longrange_iterator`
pub static LONG_RANGE_ITERATOR: NativeType = NativeType {
    name: "longrange_iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};
