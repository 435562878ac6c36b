//! Inline caches of attributes: what a lookup would find, described so that the dispatch loop can do it again by itself.
//!
//! In: a receiver and a name. Out: a [`Cached`], good as long as [`receiver_version`] of a receiver is its version (save
//! for modules, see [`CacheState::Global`]). Nothing is called and nothing changed here, so asking is always safe.

use super::descriptor::{Sort, sort};
use crate::machine::Machine;
use crate::object::Value;
use crate::object::attributes::attributes;
use crate::object::class::{Class, class_of, hook};
use crate::object::descriptor::{Member, Module};
use crate::object::function::CacheState;
use crate::object::heap::{Gc, Kind};
use crate::object::str::{Str, interned};
use crate::object::types::types;

/// What a lookup found. With `state` Empty it cannot be remembered.
pub struct Cached {
    /// How to do it again.
    pub state: CacheState,
    /// What [`receiver_version`] must be.
    pub version: u32,
    /// Slot or entry.
    pub index: u32,
    /// The value found on the class, or a new shape's address.
    pub value: Value,
}

impl Cached {
    const NO: Cached = Cached { state: CacheState::Empty, version: 0, index: 0, value: Value::Unset };

    fn slot(state: CacheState, version: u32, index: usize) -> Cached {
        Cached { state, version, index: index as u32, value: Value::Unset }
    }
}

/// The version that guards lookups on a receiver: a class's own, the shape's of an object with attributes (0, which
/// matches nothing, when they live in a dict), otherwise its class's.
#[inline(always)]
pub fn receiver_version(object: &Value) -> u32 {
    if let Value::Object(r) = object {
        if r.kind() == Kind::Class {
            return object.get::<Class>().map_or(0, Class::version);
        }
        if let Some(attributes) = attributes(r) {
            return attributes.version();
        }
    }
    class_of(object).version()
}

impl Machine {
    /// What `object.name` finds, for an inline cache. A cached Slot, Member, Value, Method (a function or native method
    /// to be bound to the receiver) or Property (the property object), or Global for a module.
    pub fn cache_load(&mut self, object: &Value, name: &Gc<Str>) -> Cached {
        let name = &interned(name);
        let class = class_of(object);
        if class.hooks() & hook::GET_ATTRIBUTE != 0 {
            return Cached::NO;
        }
        match object.kind() {
            Some(Kind::Class) => return cache_class_load(object, name),
            Some(Kind::Module) => return cache_module_load(object, name),
            _ => {}
        }
        let on_class = class.lookup(name);
        // Only now, since the first lookup in a built-in type fills it and so changes versions.
        let version = receiver_version(object);
        if version == 0 {
            return Cached::NO;
        }
        let own = object.object().and_then(attributes).and_then(|a| a.shape().slot(name));
        let Some(found) = on_class else {
            return match own {
                Some(slot) => Cached::slot(CacheState::Slot, version, slot),
                None => Cached::NO,
            };
        };
        match sort(&found) {
            // A getter's AttributeError would go to `__getattr__`, which only the long way knows.
            Sort::Property if class.hooks() & hook::GET_ATTR != 0 => Cached::NO,
            Sort::Property => Cached { state: CacheState::Property, version, index: 0, value: found },
            Sort::Member => match member_index(&found, class) {
                Some(index) => Cached::slot(CacheState::Member, version, index),
                None => Cached::NO,
            },
            Sort::Getset | Sort::Data(_) | Sort::NonData(_) | Sort::ClassMethod(_) => Cached::NO,
            _ if own.is_some() => Cached::slot(CacheState::Slot, version, own.unwrap_or(0)),
            Sort::Function | Sort::Native => Cached { state: CacheState::Method, version, index: 0, value: found },
            Sort::Static(value) => Cached { state: CacheState::Value, version, index: 0, value },
            Sort::Plain => Cached { state: CacheState::Value, version, index: 0, value: found },
        }
    }

    /// What `object.name = value` does, for an inline cache: Slot (an existing one), Member or Transition.
    pub fn cache_store(&mut self, object: &Value, name: &Gc<Str>) -> Cached {
        let name = &interned(name);
        let class = class_of(object);
        if class.hooks() & hook::SET_ATTR != 0 || matches!(object.kind(), Some(Kind::Class | Kind::Module) | None) {
            return Cached::NO;
        }
        let on_class = class.lookup(name);
        let version = receiver_version(object);
        if version == 0 {
            return Cached::NO;
        }
        if let Some(found) = &on_class {
            match sort(found) {
                Sort::Member => {
                    return match member_index(found, class) {
                        Some(index) => Cached::slot(CacheState::Member, version, index),
                        None => Cached::NO,
                    };
                }
                sort if sort.is_settable() => return Cached::NO,
                _ => {}
            }
        }
        let Some(attributes) = object.object().and_then(attributes) else { return Cached::NO };
        if !class.has_dict() {
            return Cached::NO;
        }
        let shape = attributes.shape();
        match shape.slot(name) {
            Some(slot) => Cached::slot(CacheState::Slot, version, slot),
            None => {
                let slot = shape.names().len();
                class.want_capacity(slot + 1);
                let next = shape.add(name) as usize as i64;
                Cached { state: CacheState::Transition, version, index: slot as u32, value: Value::Int(next) }
            }
        }
    }
}

fn member_index(found: &Value, class: &Gc<Class>) -> Option<usize> {
    let member = found.get::<Member>()?;
    member.owner.typed::<Class>().filter(|owner| class.is_subclass_of(owner)).map(|_| member.index)
}

fn cache_class_load(object: &Value, name: &Gc<Str>) -> Cached {
    let Some(class) = object.typed::<Class>() else { return Cached::NO };
    let meta = class_of(object);
    if meta.lookup(name).is_some_and(|found| sort(&found).is_data()) {
        return Cached::NO;
    }
    let Some(found) = class.lookup(name) else { return Cached::NO };
    let value = match sort(&found) {
        Sort::Static(value) => value,
        Sort::ClassMethod(_) | Sort::NonData(_) | Sort::Data(_) => return Cached::NO,
        _ => found,
    };
    Cached { state: CacheState::Value, version: class.version(), index: 0, value }
}

fn cache_module_load(object: &Value, name: &Gc<Str>) -> Cached {
    let Some(module) = object.get::<Module>() else { return Cached::NO };
    if class_of(object) != &types().module || types().module.lookup(name).is_some_and(|found| sort(&found).is_data()) {
        return Cached::NO;
    }
    match module.dict.find_str(name) {
        Some(index) => Cached::slot(CacheState::Global, 0, index),
        None => Cached::NO,
    }
}
