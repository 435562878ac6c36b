//! `threading.local`: an object whose attributes each thread has for itself.
//!
//! In: attributes. Out: the running thread's own. The first time a thread touches the object it gets an empty namespace,
//! and `__init__` is called with the arguments that made it.

use crate::machine::Machine;
use crate::machine::fiber::{Id, Spaces};
use crate::machine::protocol::attribute::{attribute_error, no_attribute};
use crate::machine::protocol::descriptor::sort;
use crate::native;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::{Class, class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, type_error};
use crate::payload;
use std::rc::Rc;

/// The payload of a local.
pub struct Local {
    arguments: Value,
    keywords: Value,
    /// By thread; each of these threads knows of it, so that its own goes when it ends.
    spaces: Rc<Spaces>,
}

payload!(
    Local,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.arguments);
        visit(&this.keywords);
        this.spaces.with(|s| s.iter().for_each(|(_, d)| visit(&d.value())));
    },
    clear | this | {
        drop(this.spaces.take());
    }
);

/// `_thread._local`
pub static LOCAL: NativeType = NativeType {
    name: "_local",
    module: "_thread",
    layout: <Local>::layout,
    flags: class_flag::WEAK,
    help: "Thread-local data",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        native!("__getattribute__(self, name, /)", get, "Return getattr(self, name)."),
        native!("__setattr__(self, name, value, /)", set, "Implement setattr(self, name, value)."),
        native!("__delattr__(self, name, /)", delete, "Implement delattr(self, name)."),
    ],
    ..NativeType::BASE
};

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let given = a[1].get::<Tuple>().is_some_and(|t| !t.as_slice().is_empty())
        || a[2].get::<Dict>().is_some_and(|d| !d.is_empty());
    let plain = match (class.special(Special::Init), types().object.special(Special::Init)) {
        (Some(own), Some(base)) => own.is(&base),
        _ => true,
    };
    if given && plain {
        return type_error("Initialization arguments are not supported");
    }
    let payload = Local { arguments: a[1].clone(), keywords: a[2].clone(), spaces: Rc::new(Own::new(Vec::new())) };
    let local = Gc::new(payload, class);
    // The thread that makes it initialises it as every class does.
    let id = m.fibers.current_thread();
    begin(m, &local, id);
    Ok(local.into_value())
}

/// An empty namespace for a thread.
fn begin(m: &mut Machine, local: &Local, id: Id) -> Gc<Dict> {
    let fresh = Dict::create();
    local.spaces.with(|s| s.push((id, fresh.clone())));
    if let Some(thread) = m.fibers.thread(id) {
        thread.spaces.retain(|known| known.strong_count() > 0);
        thread.spaces.push(Rc::downgrade(&local.spaces));
    }
    fresh
}

/// The running thread's namespace.
fn space(m: &mut Machine, a: &[Value]) -> Outcome<Gc<Dict>> {
    let local = this::<Local>(a)?;
    let id = m.fibers.current_thread();
    if let Some(known) = local.spaces.with(|s| s.iter().find(|(of, _)| *of == id).map(|(_, d)| d.clone())) {
        return Ok(known);
    }
    let fresh = begin(m, local, id);
    let class = class_of(&a[0]).clone();
    if let (Some(own), Some(base)) = (class.special(Special::Init), types().object.special(Special::Init)) {
        if !own.is(&base) {
            let mut arguments = vec![a[0].clone()];
            arguments.extend(local.arguments.get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default());
            let made = match local.keywords.typed::<Dict>().cloned() {
                Some(keywords) => m.call_dict(&own, &arguments, &keywords),
                None => m.call(&own, &arguments),
            };
            if let Err(raise) = made {
                local.spaces.with(|s| s.retain(|(of, _)| *of != id));
                return Err(raise);
            }
        }
    }
    Ok(fresh)
}

/// AttributeError, with the module before the name of the type itself.
fn missing(local: &Value, name: &Gc<Str>) -> Raise {
    if !class_of(local).is_builtin() {
        return no_attribute(local, name);
    }
    attribute_error(format!("'_thread._local' object has no attribute '{}'", name.as_str()), local, name)
}

fn name_of(value: &Value) -> Outcome<Gc<Str>> {
    match value.typed::<Str>() {
        Some(name) => Ok(name.clone()),
        None => {
            type_error(format!("attribute name must be string, not '{}'", crate::native::convert::type_name(value)))
        }
    }
}

fn get(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = name_of(&a[1])?;
    let space = space(m, a)?;
    if name.as_str() == "__dict__" {
        return Ok(space.into_value());
    }
    // As for every object: data descriptors of the class, own attributes, what else the class has.
    let found = class_of(&a[0]).lookup(&name);
    let own = match found {
        Some(found) if sort(&found).is_data() => None,
        _ => space.get_str(&name),
    };
    match own {
        Some(own) => Ok(own),
        None => match m.plain_attribute(&a[0], &name)? {
            Some(value) => Ok(value),
            None => Err(missing(&a[0], &name)),
        },
    }
}

fn set(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = name_of(&a[1])?;
    let space = space(m, a)?;
    if name.as_str() == "__dict__" {
        let class = class_of(&a[0]).name.get().to_string();
        return Err(Exc::AttributeError.raise(format!("'{class}' object attribute '__dict__' is read-only")));
    }
    if class_of(&a[0]).lookup(&name).is_some_and(|found| sort(&found).is_data()) {
        m.plain_set_attribute(&a[0], &name, a[2].clone())?;
        return Ok(Value::None);
    }
    drop(space.set_str(&name, a[2].clone()));
    Ok(Value::None)
}

fn delete(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = name_of(&a[1])?;
    let space = space(m, a)?;
    if name.as_str() == "__dict__" {
        let class = class_of(&a[0]).name.get().to_string();
        return Err(Exc::AttributeError.raise(format!("'{class}' object attribute '__dict__' is read-only")));
    }
    match space.remove_str(&name) {
        Some(_) => Ok(Value::None),
        None => Err(missing(&a[0], &name)),
    }
}
