//! `_abc`: the part of abstract base classes that reaches into classes: what `match` takes a registered class for.

use crate::machine::Machine;
use crate::machine::protocol::build::inherit_collection;
use crate::native;
use crate::native::NativeModule;
use crate::object::class::Class;
use crate::object::list::{List, Tuple};
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Outcome, Value};

/// `_abc`
pub static MODULE: NativeModule = NativeModule {
    name: "_abc",
    help: "Module contains faster C implementation of abc.ABCMeta",
    functions: &[
        native!(
            "_shown_as(name, /, *classes)",
            shown_as,
            "Has messages name classes with this module before them, as those that CPython has in C."
        ),
        native!(
            "_collect_abstract(cls, bases, namespace, /)",
            collect_abstract,
            "The names of the methods that are abstract in a class."
        ),
        native!(
            "_inherit_collection(subclass, cls, /)",
            inherit,
            "Make a registered class a sequence or mapping of patterns, as the class it is registered with."
        ),
    ],
    ..NativeModule::BASE
};

fn collect_abstract(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut names = Vec::new();
    let items = m.call_method(&a[2], "items", &[])?;
    for item in m.collect(&items)? {
        if let Some([name, value]) = item.get::<Tuple>().map(Tuple::as_slice)
            && is_abstract(m, value)?
        {
            names.push(name.clone());
        }
    }
    for base in m.collect(&a[1])? {
        let Some(abstracts) = m.find_attr(&base, &intern("__abstractmethods__"))? else { continue };
        for name in m.collect(&abstracts)? {
            let text = m.str(&name)?;
            if let Some(value) = m.find_attr(&a[0], &text)?
                && is_abstract(m, &value)?
            {
                names.push(name);
            }
        }
    }
    m.call(&types().frozenset.value(), &[List::create(names).into_value()])
}

fn is_abstract(m: &mut Machine, value: &Value) -> Outcome<bool> {
    match m.find_attr(value, &intern("__isabstractmethod__"))? {
        Some(mark) => m.truth(&mark),
        None => Ok(false),
    }
}

fn inherit(_: &mut Machine, a: &[Value]) -> Outcome {
    if let (Some(class), Some(abc)) = (a[0].typed::<Class>(), a[1].typed::<Class>()) {
        inherit_collection(class, abc);
    }
    Ok(Value::None)
}

fn shown_as(m: &mut Machine, a: &[Value]) -> Outcome {
    let module = m.str(&a[0])?;
    for class in m.collect(&a[1])? {
        if let Some(class) = class.typed::<Class>() {
            class.shown.set(format!("{}.{}", module.as_str(), class.name.get()).into());
        }
    }
    Ok(Value::None)
}
