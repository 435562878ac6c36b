//! `mappingproxy` and `SimpleNamespace`.

use crate::native::NativeType;
use crate::object::class::class_flag;

/// `mappingproxy`
pub static MAPPING_PROXY: NativeType =
    NativeType { name: "mappingproxy", flags: class_flag::FINAL | class_flag::MAPPING, ..NativeType::BASE };

/// `SimpleNamespace`
pub static SIMPLE_NAMESPACE: NativeType =
    NativeType { name: "SimpleNamespace", module: "types", flags: class_flag::DICT, ..NativeType::BASE };
