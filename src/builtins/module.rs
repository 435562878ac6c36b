//! Modules as values.

use crate::machine::Machine;
use crate::machine::protocol::class::DICT_ATTRIBUTE;
use crate::native::convert::this;
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Payload};
use crate::object::str::{Str, intern};
use crate::object::{Exc, Outcome, Value, type_error};
use crate::{getset, native};

/// `module`
pub static MODULE: NativeType = NativeType {
    name: "module",
    layout: <Module>::layout,
    flags: class_flag::WEAK,
    help: "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "Create and return a new object.")),
    methods: METHODS,
    getsets: GETSETS,
    ..NativeType::BASE
};

const METHODS: &[Native] = &[
    native!(
        "__init__(self, /, name, doc=None)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature."
    ),
    native!("__repr__(self, /)", repr, "Return repr(self)."),
    native!("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
    native!("__dir__(self, /)", dir, "__dir__() -> list\nspecialized dir() implementation"),
];

const GETSETS: &[NativeGetset] =
    &[DICT_ATTRIBUTE, getset!("__annotations__", get_annotations, set_annotations, "Annotations of globals.")];

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    match a[0].typed::<Class>() {
        Some(class) => Ok(Gc::new(Module { dict: Dict::create() }, class).into_value()),
        None => type_error("module.__new__(X): X is not a type object"),
    }
}

fn init(_: &mut Machine, a: &[Value]) -> Outcome {
    let module = this::<Module>(a)?;
    if a[1].get::<Str>().is_none() {
        return type_error(format!("module() argument 'name' must be str, not {}", class_of(&a[1]).name.get()));
    }
    module.dict.set_name("__name__", a[1].clone());
    module.dict.set_name("__doc__", a[2].clone());
    for name in ["__package__", "__loader__", "__spec__"] {
        module.dict.set_name(name, Value::None);
    }
    Ok(Value::None)
}

/// The module's repr: where it comes from, as far as it says.
pub fn module_repr(m: &mut Machine, value: &Value) -> Outcome<String> {
    let Some(module) = value.get::<Module>() else { return Ok(String::new()) };
    let name = match module.dict.get_name("__name__") {
        Some(name) => m.repr(&name)?.as_str().to_string(),
        None => "'?'".to_string(),
    };
    if let Some(spec) = module.dict.get_name("__spec__").filter(|s| !s.is_none()) {
        let origin = m.find_attr(&spec, &intern("origin"))?.unwrap_or(Value::None);
        let loader = m.find_attr(&spec, &intern("loader"))?.unwrap_or(Value::None);
        if !origin.is_none() {
            let located = match m.find_attr(&spec, &intern("has_location"))? {
                Some(located) => m.truth(&located)?,
                None => false,
            };
            if located {
                let origin = m.repr(&origin)?;
                return Ok(format!("<module {name} from {}>", origin.as_str()));
            }
            let origin = m.str(&origin)?;
            return Ok(format!("<module {name} ({})>", origin.as_str()));
        }
        if !loader.is_none() {
            let loader = m.repr(&loader)?;
            return Ok(format!("<module {name} ({})>", loader.as_str()));
        }
    }
    match module.dict.get_name("__file__") {
        Some(file) => {
            let file = m.repr(&file)?;
            Ok(format!("<module {name} from {}>", file.as_str()))
        }
        None if name == "'builtins'" => Ok(format!("<module {name} (built-in)>")),
        None => Ok(format!("<module {name}>")),
    }
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    module_repr(m, &a[0]).map(Value::from)
}

fn getattribute(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = crate::object::str::interned(super::object::attribute_name(&a[1])?);
    match m.plain_attribute(&a[0], &name)? {
        Some(value) => Ok(value),
        None => Err(crate::machine::protocol::attribute::no_attribute(&a[0], &name)),
    }
}

fn dir(m: &mut Machine, a: &[Value]) -> Outcome {
    let module = this::<Module>(a)?;
    if let Some(own) = module.dict.get_name("__dir__") {
        return m.call(&own, &[]);
    }
    Ok(Value::from(module.dict.keys()))
}

fn get_annotations(_: &mut Machine, v: &Value) -> Outcome {
    let Some(module) = v.get::<Module>() else { return Ok(Value::None) };
    if let Some(found) = module.dict.get_name("__annotations__") {
        return Ok(found);
    }
    let new = Dict::create().into_value();
    module.dict.set_name("__annotations__", new.clone());
    Ok(new)
}

fn set_annotations(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let Some(module) = v.get::<Module>() else { return Ok(()) };
    let name = intern("__annotations__");
    if new.is_set() {
        drop(module.dict.set_str(&name, new));
        return Ok(());
    }
    match module.dict.remove_str(&name) {
        Some(_) => Ok(()),
        None => Err(Exc::AttributeError.raise("__annotations__")),
    }
}
