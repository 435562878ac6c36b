//! `None`, `...` and `NotImplemented`.

use crate::native::NativeType;
use crate::object::class::class_flag;

/// `NoneType`
pub static NONE_TYPE: NativeType = NativeType { name: "NoneType", flags: class_flag::FINAL, ..NativeType::BASE };

/// `ellipsis`
pub static ELLIPSIS: NativeType = NativeType { name: "ellipsis", flags: class_flag::FINAL, ..NativeType::BASE };

/// `NotImplementedType`
pub static NOT_IMPLEMENTED: NativeType =
    NativeType { name: "NotImplementedType", flags: class_flag::FINAL, ..NativeType::BASE };
