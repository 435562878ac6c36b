//! `float`.

use crate::native::NativeType;
use crate::object::heap::Payload;

/// `float`
pub static FLOAT: NativeType =
    NativeType { name: "float", layout: <crate::object::int::BoxedFloat>::layout, ..NativeType::BASE };
