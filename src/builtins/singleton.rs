//! `None`, `...` and `NotImplemented`.

use crate::machine::Machine;
use crate::native;
use crate::native::{Native, NativeType};
use crate::object::class::class_flag;
use crate::object::dict::Dict;
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::{Outcome, Value, type_error};

const NEW: &str = "Create and return a new object.  See help(type) for accurate signature.";

/// `NoneType`
pub static NONE_TYPE: NativeType = NativeType {
    name: "NoneType",
    flags: class_flag::FINAL,
    help: "The type of the None singleton.",
    new: Some(native!(
        "__new__(cls, /, *args, **kwargs)",
        |_: &mut Machine, a: &[Value]| only(a, "NoneType", Value::None),
        NEW
    )),
    methods: &[
        native!("__bool__(self, /)", |_: Value| Ok(false), "True if self else False"),
        native!("__eq__(self, value, /)", eq, "Return self==value."),
        native!("__ne__(self, value, /)", ne, "Return self!=value."),
    ],
    specials: &[Special::Repr, Special::Hash],
    ..NativeType::BASE
};

/// `ellipsis`
pub static ELLIPSIS: NativeType = NativeType {
    name: "ellipsis",
    flags: class_flag::FINAL,
    help: "The type of the Ellipsis singleton.",
    new: Some(native!(
        "__new__(cls, /, *args, **kwargs)",
        |_: &mut Machine, a: &[Value]| only(a, "EllipsisType", Value::Ellipsis),
        NEW
    )),
    methods: &[native!("__reduce__(self, /)", |_: Value| Ok("Ellipsis".to_string()), "Helper for pickle.")],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// `NotImplementedType`
pub static NOT_IMPLEMENTED: NativeType = NativeType {
    name: "NotImplementedType",
    flags: class_flag::FINAL,
    help: "The type of the NotImplemented singleton.",
    new: Some(native!(
        "__new__(cls, /, *args, **kwargs)",
        |_: &mut Machine, a: &[Value]| only(a, "NotImplementedType", Value::NotImplemented),
        NEW
    )),
    methods: NOT_IMPLEMENTED_METHODS,
    specials: &[Special::Repr, Special::Bool],
    ..NativeType::BASE
};

const NOT_IMPLEMENTED_METHODS: &[Native] =
    &[native!("__reduce__(self, /)", |_: Value| Ok("NotImplemented".to_string()), "Helper for pickle.")];

/// The one instance, when there are no arguments.
pub(super) fn only(a: &[Value], name: &str, value: Value) -> Outcome {
    let some = a[1].get::<Tuple>().is_some_and(|t| !t.is_empty()) || a[2].get::<Dict>().is_some_and(|d| !d.is_empty());
    if some { type_error(format!("{name} takes no arguments")) } else { Ok(value) }
}

fn eq(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(if a[1].is_none() { Value::bool(true) } else { Value::NotImplemented })
}

fn ne(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(if a[1].is_none() { Value::bool(false) } else { Value::NotImplemented })
}
