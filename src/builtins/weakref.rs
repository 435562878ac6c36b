//! Weak references.

use crate::native::NativeType;
use crate::object::class::class_flag;

/// `ReferenceType`
pub static WEAKREF: NativeType = NativeType { name: "ReferenceType", module: "weakref", ..NativeType::BASE };

/// `weakproxy`
pub static WEAK_PROXY: NativeType =
    NativeType { name: "weakproxy", module: "weakref", flags: class_flag::FINAL, ..NativeType::BASE };
