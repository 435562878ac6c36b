//! `time.struct_time`: a calendar time as a tuple of nine named numbers, with a zone and an offset behind them.
//!
//! In: nine to eleven values. Out: tuples; the zone and the offset are no elements. Nothing here looks at a clock.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::native::{NativeGetset, NativeType, class_for};
use crate::object::attributes::instance_dict;
use crate::object::class::{Class, class_flag};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Payload};
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Value, type_error};
use crate::{getset, native};
use std::fmt::Write;

/// `time.struct_time`
pub static STRUCT_TIME: NativeType = NativeType {
    name: "struct_time",
    module: "time",
    base: Some(&crate::builtins::tuple::TUPLE),
    layout: <Tuple>::layout,
    flags: class_flag::SEQUENCE | class_flag::DICT,
    help: "The time value as returned by gmtime(), localtime(), and strptime(), and accepted by others.",
    new: Some(native!("__new__(cls, sequence, dict=None)", new_struct, "")),
    methods: &[
        native!("__repr__(self, /)", repr_struct, "Return repr(self)."),
        native!("__reduce__(self, /)", reduce_struct, "Helper for pickle."),
        native!(
            "__replace__(self, /, **changes)",
            replace_struct,
            "Return a copy of the structure with new values for the specified fields."
        ),
        native!("__setattr__(self, name, value, /)", set_field, "Implement setattr(self, name, value)."),
        native!("__delattr__(self, name, /)", set_field, "Implement delattr(self, name)."),
    ],
    getsets: &FIELDS,
    ..NativeType::BASE
};

const NAMES: [&str; 9] =
    ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"];

macro_rules! field {
    ($index:expr, $name:expr) => {
        getset!(
            $name,
            |_, v| Ok(v.get::<Tuple>().and_then(|t| t.as_slice().get($index).cloned()).unwrap_or(Value::None)),
            ""
        )
    };
}

static FIELDS: [NativeGetset; 11] = [
    field!(0, "tm_year"),
    field!(1, "tm_mon"),
    field!(2, "tm_mday"),
    field!(3, "tm_hour"),
    field!(4, "tm_min"),
    field!(5, "tm_sec"),
    field!(6, "tm_wday"),
    field!(7, "tm_yday"),
    field!(8, "tm_isdst"),
    getset!("tm_zone", |_, v| Ok(hidden(v, "tm_zone")), "abbreviation of timezone name"),
    getset!("tm_gmtoff", |_, v| Ok(hidden(v, "tm_gmtoff")), "offset from UTC in seconds"),
];

/// Keeps a time's zone and offset, which are no elements of the tuple: in the dict that the instance has for them alone.
pub(super) fn hide(made: &Value, zone: Value, offset: Value) {
    if let Some(dict) = made.object().and_then(instance_dict) {
        dict.set_name("tm_zone", zone);
        dict.set_name("tm_gmtoff", offset);
    }
}

/// A field behind the nine numbers: None where it is not known.
pub(super) fn hidden(value: &Value, name: &str) -> Value {
    value.object().and_then(instance_dict).and_then(|dict| dict.get_name(name)).unwrap_or(Value::None)
}

/// What a structure of named numbers says of itself.
pub(super) fn fill() {
    let own = class_for(&STRUCT_TIME).dict();
    own.set_name("n_fields", 11i64);
    own.set_name("n_sequence_fields", 9i64);
    own.set_name("n_unnamed_fields", 0i64);
    own.set_name("__match_args__", Tuple::create(NAMES.iter().map(|name| Value::from(*name)).collect()).into_value());
}

fn new_struct(m: &mut Machine, a: &[Value]) -> Outcome {
    let Ok(items) = m.collect(&a[1]) else { return type_error("constructor requires a sequence") };
    let wrong =
        |how: &str| type_error(format!("time.struct_time() takes an {how}-sequence ({}-sequence given)", items.len()));
    if items.len() < 9 {
        return wrong("at least 9");
    }
    if items.len() > 11 {
        return wrong("at most 11");
    }
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let named = |name| a[2].get::<Dict>().and_then(|dict| dict.get_name(name)).unwrap_or(Value::None);
    let zone = items.get(9).cloned().unwrap_or_else(|| named("tm_zone"));
    let offset = items.get(10).cloned().unwrap_or_else(|| named("tm_gmtoff"));
    let made = Tuple::of_class(items.into_iter().take(9).collect(), class).into_value();
    hide(&made, zone, offset);
    Ok(made)
}

/// The fields behind the nine numbers, as a dict.
fn hidden_fields(value: &Value) -> Gc<Dict> {
    let fields = Dict::create();
    for name in ["tm_zone", "tm_gmtoff"] {
        fields.set_name(name, hidden(value, name));
    }
    fields
}

fn reduce_struct(_: &mut Machine, a: &[Value]) -> Outcome {
    let items = a[0].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let given = Tuple::of([Tuple::create(items).into_value(), hidden_fields(&a[0]).into_value()]);
    Ok(Tuple::of([class_for(&STRUCT_TIME).value(), given.into_value()]).into_value())
}

fn replace_struct(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut items = a[0].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let fields = hidden_fields(&a[0]);
    let mut unknown = Vec::new();
    for (key, value) in a[1].get::<Dict>().map(Dict::items).into_iter().flatten() {
        let name = key.get::<Str>().map_or("", Str::as_str);
        match NAMES.iter().position(|known| *known == name) {
            Some(place) => items[place] = value,
            None if matches!(name, "tm_zone" | "tm_gmtoff") => fields.set_name(name, value),
            None => unknown.push(key),
        }
    }
    if !unknown.is_empty() {
        let shown = m.repr(&unknown.into())?;
        return type_error(format!("Got unexpected field name(s): {}", shown.as_str()));
    }
    let made = Tuple::of_class(items, &class_for(&STRUCT_TIME)).into_value();
    hide(&made, fields.get_name("tm_zone").unwrap_or(Value::None), fields.get_name("tm_gmtoff").unwrap_or(Value::None));
    Ok(made)
}

/// The dict of an instance is for the two fields behind the numbers: nothing is set.
fn set_field(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(name) = a[1].typed::<Str>().cloned() else {
        return type_error(format!("attribute name must be string, not '{}'", type_name(&a[1])));
    };
    if FIELDS.iter().any(|field| field.name == name.as_str()) {
        return Err(Exc::AttributeError.raise("readonly attribute"));
    }
    m.get_attr(&a[0], &name)?;
    Err(Exc::AttributeError.raise(format!("'time.struct_time' object attribute '{}' is read-only", name.as_str())))
}

fn repr_struct(m: &mut Machine, a: &[Value]) -> Outcome {
    let items = a[0].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let mut out = String::from("time.struct_time(");
    for (i, (name, item)) in NAMES.iter().zip(&items).enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        let _ = write!(out, "{name}=");
        m.repr_into(item, &mut out)?;
    }
    out.push(')');
    Ok(out.into())
}
