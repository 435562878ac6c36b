//! `_abc`: the part of abstract base classes that reaches into classes: what `match` takes a registered class for.

use crate::machine::Machine;
use crate::machine::protocol::build::inherit_collection;
use crate::native;
use crate::native::NativeModule;
use crate::object::class::Class;
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
            "_inherit_collection(subclass, cls, /)",
            inherit,
            "Make a registered class a sequence or mapping of patterns, as the class it is registered with."
        ),
    ],
    ..NativeModule::BASE
};

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
