//! `weakref`: references that do not keep their object alive. The references are Rust (`builtins::weakref`), the containers
//! above them are Co.

use crate::builtins::weakref::{WEAK_CALLABLE_PROXY, WEAK_PROXY, WEAKREF, proxy};
use crate::machine::Machine;
use crate::native;
use crate::native::{NativeModule, class_for};
use crate::object::weak::references;
use crate::object::{Outcome, Value};

/// `weakref`
pub static MODULE: NativeModule = NativeModule {
    name: "weakref",
    help: "Weak reference support for Python.\n\nThis module is an implementation of PEP 205:\n\nhttps://peps.python.org/pep-0205/\n",
    functions: &[
        native!(
            "proxy(object, callback=None, /)",
            make_proxy,
            "Create a proxy object that weakly references 'object'.\n\n'callback', if given, is called with a reference to the\nproxy when 'object' is about to be finalized."
        ),
        native!("getweakrefcount(object, /)", count, "Return the number of weak references to 'object'."),
        native!("getweakrefs(object, /)", list, "Return a list of all weak reference objects pointing to 'object'."),
    ],
    fill: Some(|m, dict| {
        let class = class_for(&WEAKREF);
        dict.set_name("ref", class.clone());
        dict.set_name("ReferenceType", class);
        dict.set_name("ProxyType", class_for(&WEAK_PROXY));
        dict.set_name("CallableProxyType", class_for(&WEAK_CALLABLE_PROXY));
        super::embedded::run(m, dict, "weakref", "")
    }),
    ..NativeModule::BASE
};

fn make_proxy(m: &mut Machine, a: &[Value]) -> Outcome {
    proxy(m, &a[0], a[1].clone())
}

fn all(value: &Value) -> Vec<Value> {
    value.object().map_or(Vec::new(), references)
}

fn count(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(all(&a[0]).len().into())
}

fn list(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(all(&a[0]).into())
}
