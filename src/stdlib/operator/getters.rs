//! `operator.itemgetter`, `attrgetter` and `methodcaller`: functions that fetch something from their argument.
//!
//! In: keys, dotted names, or the name of a method and its arguments. Out: an object that is called with one value and
//! gives what that has there.

use crate::builtins::iterator::class_argument;
use crate::machine::Machine;
use crate::native;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::{class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Payload};
use crate::object::list::Tuple;
use crate::object::str::{Str, intern};
use crate::object::{Outcome, Value, type_error};

/// `operator.itemgetter`
pub static ITEM: NativeType = NativeType {
    name: "itemgetter",
    module: "operator",
    layout: <Items>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    help: "Return a callable object that fetches the given item(s) from its operand.",
    new: Some(native!("__new__(cls, item, /, *items)", new_items, "Create and return a new object.")),
    methods: &[
        native!("__call__(self, obj, /)", items, "Call self as a function."),
        native!("__repr__(self, /)", |m: &mut Machine, a: &[Value]| repr(m, &a[0], "itemgetter"), "Return repr(self)."),
        native!(
            "__reduce__(self, /)",
            |_: &mut Machine, a: &[Value]| Ok(reduce(&a[0])),
            "Return state information for pickling"
        ),
    ],
    ..NativeType::BASE
};

/// `operator.attrgetter`
pub static ATTRIBUTE: NativeType = NativeType {
    name: "attrgetter",
    module: "operator",
    layout: <Attributes>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    help: "Return a callable object that fetches the given attribute(s) from its operand.",
    new: Some(native!("__new__(cls, attr, /, *attrs)", new_attributes, "Create and return a new object.")),
    methods: &[
        native!("__call__(self, obj, /)", attributes, "Call self as a function."),
        native!("__repr__(self, /)", |m: &mut Machine, a: &[Value]| repr(m, &a[0], "attrgetter"), "Return repr(self)."),
        native!(
            "__reduce__(self, /)",
            |_: &mut Machine, a: &[Value]| Ok(reduce(&a[0])),
            "Return state information for pickling"
        ),
    ],
    ..NativeType::BASE
};

/// `operator.methodcaller`
pub static METHOD: NativeType = NativeType {
    name: "methodcaller",
    module: "operator",
    layout: <Method>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    help: "Return a callable object that calls the given method on its operand.",
    new: Some(native!("__new__(cls, name, /, *args, **kwargs)", new_method, "Create and return a new object.")),
    methods: &[
        native!("__call__(self, obj, /)", method, "Call self as a function."),
        native!(
            "__repr__(self, /)",
            |m: &mut Machine, a: &[Value]| repr(m, &a[0], "methodcaller"),
            "Return repr(self)."
        ),
        native!("__reduce__(self, /)", reduce_method, "Return state information for pickling"),
    ],
    ..NativeType::BASE
};

/// The payload of an `itemgetter`: its keys.
struct Items(Gc<Tuple>);

crate::payload!(Items, Kind::Extension, trace | this, visit | { visit(&this.0.value()) });

/// The payload of an `attrgetter`: its names, and each as the names between the dots.
struct Attributes(Gc<Tuple>, Vec<Vec<Gc<Str>>>);

crate::payload!(Attributes, Kind::Extension, trace | this, visit | { visit(&this.0.value()) });

/// The payload of a `methodcaller`.
struct Method {
    name: Gc<Str>,
    arguments: Gc<Tuple>,
    keywords: Gc<Dict>,
}

crate::payload!(
    Method,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.arguments.value());
        visit(&this.keywords.value());
    }
);

/// The first argument and the rest of them as one row.
fn row(a: &[Value]) -> Gc<Tuple> {
    let rest = a[2].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    Tuple::of_values(a[1..2].iter().chain(rest).cloned(), rest.len() + 1)
}

fn new_items(_: &mut Machine, a: &[Value]) -> Outcome {
    let payload = Items(row(a));
    Ok(Gc::new(payload, &class_argument(a)?).into_value())
}

fn new_attributes(_: &mut Machine, a: &[Value]) -> Outcome {
    let given = row(a);
    let mut paths = Vec::new();
    for name in given.as_slice() {
        let Some(text) = name.get::<Str>() else { return type_error("attribute name must be a string") };
        paths.push(text.as_str().split('.').map(intern).collect());
    }
    Ok(Gc::new(Attributes(given, paths), &class_argument(a)?).into_value())
}

fn new_method(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(name) = a[1].get::<Str>() else { return type_error("method name must be a string") };
    let payload = Method {
        name: intern(name.as_str()),
        arguments: a[2].typed::<Tuple>().cloned().unwrap_or_else(|| Tuple::create(Vec::new())),
        keywords: a[3].typed::<Dict>().cloned().unwrap_or_else(Dict::create),
    };
    Ok(Gc::new(payload, &class_argument(a)?).into_value())
}

fn items(m: &mut Machine, a: &[Value]) -> Outcome {
    match this::<Items>(a)?.0.as_slice() {
        [only] => m.get_item(&a[1], only),
        [one, other] => {
            let one = m.get_item(&a[1], one)?;
            Ok(Tuple::of([one, m.get_item(&a[1], other)?]).into_value())
        }
        several => {
            let row = several.iter().map(|key| m.get_item(&a[1], key)).collect::<Outcome<Vec<_>>>()?;
            Ok(Tuple::create(row).into_value())
        }
    }
}

fn attributes(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut walk = |path: &Vec<Gc<Str>>| {
        let mut value = a[1].clone();
        for name in path {
            value = m.get_attr(&value, name)?;
        }
        Ok(value)
    };
    match this::<Attributes>(a)?.1.as_slice() {
        [only] => walk(only),
        several => Ok(Tuple::create(several.iter().map(walk).collect::<Outcome<Vec<_>>>()?).into_value()),
    }
}

fn method(m: &mut Machine, a: &[Value]) -> Outcome {
    let known = this::<Method>(a)?;
    let (method, unbound) = m.get_method(&a[1], &known.name)?;
    let rest = known.arguments.as_slice();
    if known.keywords.is_empty() {
        match (unbound, rest) {
            (false, rest) => return m.call(&method, rest),
            (true, []) => return m.call(&method, &a[1..2]),
            _ => {}
        }
    }
    let mut all = Vec::with_capacity(rest.len() + 1);
    if unbound {
        all.push(a[1].clone());
    }
    all.extend_from_slice(rest);
    m.call_dict(&method, &all, &known.keywords)
}

/// What made it, as far as it is positional, and the keywords.
fn parts(value: &Value) -> (Vec<Value>, Vec<(Value, Value)>) {
    if let Some(Items(keys)) = value.get::<Items>() {
        return (keys.as_slice().to_vec(), Vec::new());
    }
    if let Some(Attributes(names, _)) = value.get::<Attributes>() {
        return (names.as_slice().to_vec(), Vec::new());
    }
    let Some(method) = value.get::<Method>() else { return (Vec::new(), Vec::new()) };
    let mut row = vec![method.name.value()];
    row.extend_from_slice(method.arguments.as_slice());
    (row, method.keywords.items())
}

fn repr(m: &mut Machine, value: &Value, name: &str) -> Outcome {
    let (row, keywords) = parts(value);
    if !m.repr_enter(value) {
        return Ok(Value::from(format!("operator.{name}(...)")));
    }
    let mut text = format!("operator.{name}(");
    let mut write = |m: &mut Machine| -> Outcome<()> {
        for (i, part) in row.iter().enumerate() {
            text.push_str(if i == 0 { "" } else { ", " });
            m.repr_into(part, &mut text)?;
        }
        for (key, part) in &keywords {
            text.push_str(", ");
            text.push_str(m.str(key)?.as_str());
            text.push('=');
            m.repr_into(part, &mut text)?;
        }
        text.push(')');
        Ok(())
    };
    let written = write(m);
    m.repr_leave(value);
    written.map(|()| Value::from(text))
}

fn reduce(value: &Value) -> Value {
    Tuple::of([class_of(value).value(), Tuple::create(parts(value).0).into_value()]).into_value()
}

/// With keywords, a partial of the class holds them.
fn reduce_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let known = this::<Method>(a)?;
    if known.keywords.is_empty() {
        return Ok(reduce(&a[0]));
    }
    let partial = crate::native::class_for(&crate::stdlib::functools::partial::PARTIAL).value();
    let made = m.call_dict(&partial, &[class_of(&a[0]).value(), known.name.value()], &known.keywords)?;
    Ok(Tuple::of([made, known.arguments.value()]).into_value())
}
