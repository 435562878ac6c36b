//! `int`.

use crate::native::NativeType;
use crate::object::heap::Payload;

/// `int`
pub static INT: NativeType = NativeType { name: "int", layout: <crate::object::int::Int>::layout, ..NativeType::BASE };
