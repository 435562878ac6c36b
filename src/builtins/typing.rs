//! Types of types: generic aliases, unions, type parameters.

use crate::native::NativeType;
use crate::object::class::class_flag;

/// `GenericAlias`
pub static GENERIC_ALIAS: NativeType = NativeType { name: "GenericAlias", module: "types", ..NativeType::BASE };

/// `UnionType`
pub static UNION_TYPE: NativeType =
    NativeType { name: "UnionType", module: "types", flags: class_flag::FINAL, ..NativeType::BASE };

/// `TypeVar`
pub static TYPE_VAR: NativeType =
    NativeType { name: "TypeVar", module: "typing", flags: class_flag::FINAL | class_flag::DICT, ..NativeType::BASE };

/// `TypeVarTuple`
pub static TYPE_VAR_TUPLE: NativeType = NativeType {
    name: "TypeVarTuple",
    module: "typing",
    flags: class_flag::FINAL | class_flag::DICT,
    ..NativeType::BASE
};

/// `ParamSpec`
pub static PARAM_SPEC: NativeType =
    NativeType { name: "ParamSpec", module: "typing", flags: class_flag::FINAL | class_flag::DICT, ..NativeType::BASE };

/// `TypeAliasType`
pub static TYPE_ALIAS: NativeType =
    NativeType { name: "TypeAliasType", module: "typing", flags: class_flag::FINAL, ..NativeType::BASE };
