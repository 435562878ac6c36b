//! Iterators over anything: `enumerate`, `zip`, `map`, `filter`, `reversed`, `iter(callable, sentinel)`.

use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;

/// `iterator`
pub static ITERATOR: NativeType = NativeType {
    name: "iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    ..NativeType::BASE
};

/// `callable_iterator`
pub static CALLABLE_ITERATOR: NativeType =
    NativeType { name: "callable_iterator", flags: class_flag::FINAL, ..NativeType::BASE };

/// `enumerate`
pub static ENUMERATE: NativeType = NativeType { name: "enumerate", ..NativeType::BASE };

/// `zip`
pub static ZIP: NativeType = NativeType { name: "zip", ..NativeType::BASE };

/// `map`
pub static MAP: NativeType = NativeType { name: "map", ..NativeType::BASE };

/// `filter`
pub static FILTER: NativeType = NativeType { name: "filter", ..NativeType::BASE };

/// `reversed`
pub static REVERSED: NativeType =
    NativeType { name: "reversed", layout: <crate::object::descriptor::SequenceIterator>::layout, ..NativeType::BASE };
