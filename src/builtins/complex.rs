//! `complex`.

use crate::native::NativeType;
use crate::object::heap::Payload;

/// `complex`
pub static COMPLEX: NativeType =
    NativeType { name: "complex", layout: <crate::object::int::Complex>::layout, ..NativeType::BASE };
