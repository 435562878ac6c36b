//! `functools.cmp_to_key`: keys that compare as a function of two arguments says.
//!
//! In: such a function, and objects. Out: keys for `sorted` and its like. Comparing two keys calls the function.

use crate::machine::Machine;
use crate::native::{NativeType, class_for};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::{Exc, Outcome, Value, type_error};
use crate::syntax::ast::CompareOperator;
use crate::{getset, native};

/// `functools.KeyWrapper`: a key, and before it was given an object what makes keys.
static KEY: NativeType = NativeType {
    name: "KeyWrapper",
    module: "functools",
    layout: <Key>::layout,
    help: "",
    methods: &[
        native!("__call__(self, obj)", make, "Call self as a function."),
        native!("__lt__(self, value, /)", |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Lt), ""),
        native!("__le__(self, value, /)", |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Le), ""),
        native!("__eq__(self, value, /)", |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Eq), ""),
        native!("__ne__(self, value, /)", |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Ne), ""),
        native!("__gt__(self, value, /)", |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Gt), ""),
        native!("__ge__(self, value, /)", |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Ge), ""),
    ],
    getsets: &[getset!("obj", object, set_object, "Value wrapped by a key function.")],
    ..NativeType::BASE
};

/// The payload of a key.
pub struct Key {
    /// Says which of two objects comes first.
    function: Value,
    /// What is compared; Unset in what makes keys.
    object: Own<Value>,
}

crate::payload!(
    Key,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.function);
        this.object.with(|object| visit(object));
    }
);

fn key(function: Value, object: Value) -> Value {
    Gc::new(Key { function, object: Own::new(object) }, &class_for(&KEY)).into_value()
}

/// `cmp_to_key(mycmp)`
pub fn cmp_to_key(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(key(a[0].clone(), Value::Unset))
}

fn make(_: &mut Machine, a: &[Value]) -> Outcome {
    let maker = crate::native::convert::this::<Key>(a)?;
    Ok(key(maker.function.clone(), a[1].clone()))
}

fn compare(m: &mut Machine, a: &[Value], operator: CompareOperator) -> Outcome {
    let one = crate::native::convert::this::<Key>(a)?;
    let Some(other) = a[1].get::<Key>() else { return type_error("other argument must be K instance") };
    let (x, y) = (one.object.get(), other.object.get());
    if !x.is_set() || !y.is_set() {
        return Err(Exc::AttributeError.raise("object"));
    }
    let answer = m.call(&one.function, &[x, y])?;
    m.compare(operator, &answer, &Value::Int(0))
}

fn object(_: &mut Machine, key: &Value) -> Outcome {
    match key.get::<Key>().map(|key| key.object.get()) {
        Some(object) if object.is_set() => Ok(object),
        _ => Err(Exc::AttributeError.raise("obj")),
    }
}

fn set_object(_: &mut Machine, key: &Value, object: Value) -> Outcome<()> {
    if let Some(key) = key.get::<Key>() {
        drop(key.object.replace(object));
    }
    Ok(())
}
