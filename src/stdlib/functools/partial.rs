//! `functools.partial`: a callable with some of its arguments given already.
//!
//! In: a callable and arguments. Out: an object that calls it with these and more. A call by the language does not come
//! here: the machine puts the arguments before those that stand on its stack (`machine::wrapped`), so no host stack is used.

use crate::builtins::iterator::class_argument;
use crate::machine::Machine;
use crate::native::convert::{this, type_name};
use crate::native::{NativeType, class_for};
use crate::object::attributes::{attributes, instance_dict, set_instance_dict};
use crate::object::class::{class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};
use crate::{getset, native};

/// `functools.partial`
pub static PARTIAL: NativeType = NativeType {
    name: "partial",
    module: "functools",
    layout: <Partial>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Create a new function with partial application of the given arguments and keywords.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object.")),
    methods: &[
        native!("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
        native!(
            "__get__(self, instance, owner=None, /)",
            get,
            "Return an attribute of instance, which is of type owner."
        ),
        native!("__repr__(self, /)", repr, "Return repr(self)."),
        native!("__reduce__(self, /)", reduce, ""),
        native!("__setstate__(self, object, /)", set_state, ""),
    ],
    class_methods: &[crate::builtins::typing::CLASS_GETITEM],
    getsets: &[
        getset!(
            "func",
            |_, v| part(v, |p| p.function.get()),
            read_only,
            "function object to use in future partial calls"
        ),
        getset!(
            "args",
            |_, v| part(v, |p| p.arguments.get().into_value()),
            read_only,
            "tuple of arguments to future partial calls"
        ),
        getset!(
            "keywords",
            |_, v| part(v, |p| p.keywords.get().into_value()),
            read_only,
            "dictionary of keyword arguments to future partial calls"
        ),
    ],
    ..NativeType::BASE
};

/// The payload of a `partial`.
pub struct Partial {
    /// What is called.
    pub function: Own<Value>,
    /// Its first arguments.
    pub arguments: Own<Gc<Tuple>>,
    /// Its keywords, unless the call gives them.
    pub keywords: Own<Gc<Dict>>,
}

crate::payload!(
    Partial,
    Kind::Extension,
    trace | this,
    visit | {
        this.function.with(|f| visit(f));
        this.arguments.with(|a| visit(&a.value()));
        this.keywords.with(|k| visit(&k.value()));
    },
    clear | this | { drop((this.function.replace(Value::None), this.keywords.replace(Dict::create()))) }
);

fn part(value: &Value, read: impl Fn(&Partial) -> Value) -> Outcome {
    match value.get::<Partial>() {
        Some(partial) => Ok(read(partial)),
        None => type_error(format!("'{}' object is no partial", type_name(value))),
    }
}

fn read_only(_: &mut Machine, _: &Value, _: Value) -> Outcome<()> {
    Err(Exc::AttributeError.raise("readonly attribute"))
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    let given = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let Some((function, rest)) = given.split_first() else {
        return type_error("type 'partial' takes at least one argument");
    };
    if !m.is_callable(function) {
        return type_error("the first argument must be callable");
    }
    let named = match a[2].typed::<Dict>() {
        Some(named) => named.clone(),
        None => Dict::create(),
    };
    // One of a partial is one of what that calls, unless something else is known of that one.
    if let Some(inner) = function.get::<Partial>().filter(|_| is_plain(function)) {
        let mut arguments = inner.arguments.get().as_slice().to_vec();
        arguments.extend_from_slice(rest);
        let keywords = Dict::create();
        m.dict_merge(&keywords, &inner.keywords.get())?;
        m.dict_merge(&keywords, &named)?;
        return Ok(make(&class, inner.function.get(), arguments, keywords));
    }
    Ok(make(&class, function.clone(), rest.to_vec(), named))
}

fn make(class: &Gc<crate::object::class::Class>, function: Value, arguments: Vec<Value>, keywords: Gc<Dict>) -> Value {
    let payload = Partial {
        function: Own::new(function),
        arguments: Own::new(Tuple::create(arguments)),
        keywords: Own::new(keywords),
    };
    Gc::new(payload, class).into_value()
}

/// Whether it is called as partials are, and has no attributes.
fn is_plain(partial: &Value) -> bool {
    calls_as_built_in(partial)
        && partial.object().and_then(attributes).is_none_or(|known| match known.dict() {
            Some(dict) => dict.is_empty(),
            None => known.shape().names().is_empty(),
        })
}

/// Whether the object's class has the `__call__` of `partial` itself.
pub fn calls_as_built_in(partial: &Value) -> bool {
    use crate::object::special::Special;
    let class = class_of(partial);
    class.is_builtin()
        || class.special(Special::Call).zip(class_for(&PARTIAL).special(Special::Call)).is_some_and(|(a, b)| a.is(&b))
}

fn call(m: &mut Machine, a: &[Value]) -> Outcome {
    let partial = this::<Partial>(a)?;
    let mut arguments = partial.arguments.get().as_slice().to_vec();
    arguments.extend_from_slice(a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice));
    let keywords = Dict::create();
    m.dict_merge(&keywords, &partial.keywords.get())?;
    if let Some(more) = a[2].get::<Dict>() {
        m.dict_merge(&keywords, more)?;
    }
    m.call_dict(&partial.function.get(), &arguments, &keywords)
}

fn get(m: &mut Machine, a: &[Value]) -> Outcome {
    if !a[1].is_none() {
        m.warn(
            Exc::FutureWarning,
            "functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if \
             you want to preserve the old behavior",
        )?;
    }
    Ok(a[0].clone())
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let partial = this::<Partial>(a)?;
    if !m.repr_enter(&a[0]) {
        return Ok("...".into());
    }
    let text = describe(m, &a[0], partial);
    m.repr_leave(&a[0]);
    Ok(Value::from(text?))
}

fn describe(m: &mut Machine, value: &Value, partial: &Partial) -> Outcome<String> {
    let class = class_of(value).value();
    let module = m.get_attr(&class, &crate::object::str::intern("__module__"))?;
    let name = m.get_attr(&class, &crate::object::str::intern("__qualname__"))?;
    let mut text = match module.get::<Str>().filter(|m| !matches!(m.as_str(), "builtins" | "__main__")) {
        Some(module) => format!("{}.", module.as_str()),
        None if module.get::<Str>().is_some_and(|m| m.as_str() == "__main__") => "__main__.".to_string(),
        None => String::new(),
    };
    text.push_str(name.get::<Str>().map_or("partial", Str::as_str));
    text.push('(');
    m.repr_into(&partial.function.get(), &mut text)?;
    for argument in partial.arguments.get().as_slice() {
        text.push_str(", ");
        m.repr_into(argument, &mut text)?;
    }
    for (key, argument) in partial.keywords.get().items() {
        text.push_str(", ");
        text.push_str(m.str(&key)?.as_str());
        text.push('=');
        m.repr_into(&argument, &mut text)?;
    }
    text.push(')');
    Ok(text)
}

fn reduce(_: &mut Machine, a: &[Value]) -> Outcome {
    let partial = this::<Partial>(a)?;
    let function = partial.function.get();
    let namespace = match a[0].object().and_then(instance_dict) {
        Some(dict) if !dict.is_empty() => dict.into_value(),
        _ => Value::None,
    };
    let state = Tuple::of([
        function.clone(),
        partial.arguments.get().into_value(),
        partial.keywords.get().into_value(),
        namespace,
    ]);
    let class = class_of(&a[0]).value();
    Ok(Tuple::of([class, Tuple::of([function]).into_value(), state.into_value()]).into_value())
}

fn set_state(m: &mut Machine, a: &[Value]) -> Outcome {
    let partial = this::<Partial>(a)?;
    let invalid = || type_error("invalid partial state");
    let Some([function, arguments, keywords, namespace]) = a[1].get::<Tuple>().map(Tuple::as_slice) else {
        return invalid();
    };
    let Some(row) = arguments.typed::<Tuple>() else { return invalid() };
    let fits = |v: &Value| v.is_none() || v.get::<Dict>().is_some();
    if !m.is_callable(function) || !fits(keywords) || !fits(namespace) {
        return invalid();
    }
    let row = match class_of(arguments) == &types().tuple {
        true => row.clone(),
        false => Tuple::create(m.collect(arguments)?),
    };
    let keywords = match keywords.typed::<Dict>() {
        Some(dict) if class_of(keywords) == &types().dict => dict.clone(),
        Some(dict) => {
            let copy = Dict::create();
            m.dict_merge(&copy, dict)?;
            copy
        }
        None => Dict::create(),
    };
    let old = (
        partial.function.replace(function.clone()),
        partial.arguments.replace(row),
        partial.keywords.replace(keywords),
    );
    drop(old);
    if let Some(object) = a[0].object() {
        set_instance_dict(object, namespace.typed::<Dict>().cloned().unwrap_or_else(Dict::create));
    }
    Ok(Value::None)
}
