//! `collections._tuplegetter`: a field of a `namedtuple`, and the views of `OrderedDict`.
//!
//! In: a tuple, a place; an ordered dict. Out: what stands at that place; the dict's keys, values and items under the names
//! that they have there. A field cannot be set, and serves tuples alone.

use crate::machine::Machine;
use crate::native::convert::{this, type_name};
use crate::native::{NativeType, class_for};
use crate::object::class::class_flag;
use crate::object::descriptor::{DictPart, DictView};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::int::as_i64;
use crate::object::list::Tuple;
use crate::object::{Exc, Outcome, Value, type_error};
use crate::{getset, native};

/// The payload of a field.
pub struct Field {
    /// Where the value stands in the tuple.
    place: usize,
    /// `__doc__`, which programs may replace.
    help: Own<Value>,
}

crate::payload!(
    Field,
    Kind::Extension,
    trace | this,
    visit | { this.help.with(|help| visit(help)) },
    clear | this | { drop(this.help.replace(Value::None)) }
);

/// `collections._tuplegetter`
pub static FIELD: NativeType = NativeType {
    name: "_tuplegetter",
    module: "collections",
    layout: <Field>::layout,
    flags: class_flag::FINAL,
    new: Some(native!("__new__(cls, index, doc, /)", new, "Create and return a new object.")),
    methods: &[
        native!(
            "__get__(self, instance, owner=None, /)",
            get,
            "Return an attribute of instance, which is of type owner."
        ),
        native!("__set__(self, instance, value, /)", set, "Set an attribute of instance to value."),
        native!("__delete__(self, instance, /)", delete, "Delete an attribute of instance."),
        native!("__repr__(self, /)", repr, "Return repr(self)."),
        native!("__reduce__(self, /)", reduce, ""),
    ],
    getsets: &[getset!("__doc__", help, set_help, "")],
    ..NativeType::BASE
};

/// `odict_keys`
pub static ODICT_KEYS: NativeType =
    NativeType { name: "odict_keys", base: Some(&crate::builtins::dict_view::DICT_KEYS), ..VIEW };

/// `odict_values`
pub static ODICT_VALUES: NativeType =
    NativeType { name: "odict_values", base: Some(&crate::builtins::dict_view::DICT_VALUES), ..VIEW };

/// `odict_items`
pub static ODICT_ITEMS: NativeType =
    NativeType { name: "odict_items", base: Some(&crate::builtins::dict_view::DICT_ITEMS), ..VIEW };

const VIEW: NativeType = NativeType { layout: <DictView>::layout, flags: class_flag::FINAL, ..NativeType::BASE };

/// A view of an ordered dict: 0 its keys, 1 its values, 2 its items.
pub(super) fn view(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(dict) = a[0].typed::<Dict>() else { return type_error("an OrderedDict is required") };
    let (part, class) = match as_i64(&a[1]) {
        Some(0) => (DictPart::Keys, &ODICT_KEYS),
        Some(1) => (DictPart::Values, &ODICT_VALUES),
        _ => (DictPart::Items, &ODICT_ITEMS),
    };
    Ok(Gc::new(DictView { dict: dict.clone(), part }, &class_for(class)).into_value())
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let place = usize::try_from(m.size_argument(&a[1])?).unwrap_or(usize::MAX);
    Ok(Gc::new(Field { place, help: Own::new(a[2].clone()) }, &class_for(&FIELD)).into_value())
}

fn get(_: &mut Machine, a: &[Value]) -> Outcome {
    let field = this::<Field>(a)?;
    if a[1].is_none() {
        return Ok(a[0].clone());
    }
    let Some(row) = a[1].get::<Tuple>() else {
        return type_error(format!(
            "descriptor for index '{}' for tuple subclasses doesn't apply to '{}' object",
            field.place,
            type_name(&a[1])
        ));
    };
    match row.as_slice().get(field.place) {
        Some(value) => Ok(value.clone()),
        None => Err(Exc::IndexError.raise("tuple index out of range")),
    }
}

fn set(_: &mut Machine, _: &[Value]) -> Outcome {
    Err(Exc::AttributeError.raise("can't set attribute"))
}

fn delete(_: &mut Machine, _: &[Value]) -> Outcome {
    Err(Exc::AttributeError.raise("can't delete attribute"))
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let field = this::<Field>(a)?;
    let help = m.repr(&field.help.get())?;
    Ok(format!("_tuplegetter({}, {})", field.place, help.as_str()).into())
}

fn reduce(_: &mut Machine, a: &[Value]) -> Outcome {
    let field = this::<Field>(a)?;
    let given = Tuple::of([Value::Int(field.place as i64), field.help.get()]);
    Ok(Tuple::of([class_for(&FIELD).value(), given.into_value()]).into_value())
}

fn help(_: &mut Machine, value: &Value) -> Outcome {
    Ok(value.get::<Field>().map_or(Value::None, |field| field.help.get()))
}

fn set_help(_: &mut Machine, value: &Value, help: Value) -> Outcome<()> {
    if let Some(field) = value.get::<Field>() {
        drop(field.help.replace(if help.is_set() { help } else { Value::None }));
    }
    Ok(())
}
