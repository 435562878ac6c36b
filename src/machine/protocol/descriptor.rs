//! Descriptors: what happens with a value found on a class when it is read, set or deleted through an instance.
//!
//! In: the value found, sorted by [`sort`]. Out: the attribute. The built-in descriptors are done here without a lookup;
//! everything else through its class's `__get__`, `__set__` and `__delete__`.

use super::attribute::{attribute_error, no_attribute};
use crate::machine::Machine;
use crate::object::attributes::attributes;
use crate::object::class::{Class, class_of};
use crate::object::descriptor::{ClassMethod, Getset, Member, Property, StaticMethod};
use crate::object::function::BoundMethod;
use crate::object::heap::{Gc, Kind};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};

/// What a value found on a class is.
pub enum Sort {
    /// No descriptor: it is the attribute itself.
    Plain,
    /// A function: binds.
    Function,
    /// A method of a built-in type: binds.
    Native,
    /// `property`
    Property,
    /// A slot of `__slots__`.
    Member,
    /// An attribute of a built-in type.
    Getset,
    /// `staticmethod`, with what it wraps.
    Static(Value),
    /// `classmethod`, with what it wraps.
    ClassMethod(Value),
    /// An object whose class has `__get__` alone.
    NonData(Value),
    /// An object whose class has `__get__` (unless Unset) and `__set__` or `__delete__`.
    Data(Value),
}

impl Sort {
    /// Whether it goes before the instance's own attributes when reading.
    #[inline(always)]
    pub fn is_data(&self) -> bool {
        match self {
            Sort::Property | Sort::Member | Sort::Getset => true,
            Sort::Data(get) => get.is_set(),
            _ => false,
        }
    }

    /// Whether it takes part when setting and deleting.
    #[inline(always)]
    pub fn is_settable(&self) -> bool {
        matches!(self, Sort::Property | Sort::Member | Sort::Getset | Sort::Data(_))
    }
}

/// Sorts a value found on a class.
#[inline]
pub fn sort(found: &Value) -> Sort {
    let Value::Object(r) = found else { return Sort::Plain };
    match r.kind() {
        Kind::Function => Sort::Function,
        Kind::NativeFunction => {
            if r.class() == &types().builtin_function {
                Sort::Plain
            } else if r.class() == &types().classmethod_descriptor {
                Sort::ClassMethod(found.clone())
            } else {
                Sort::Native
            }
        }
        Kind::Member => Sort::Member,
        Kind::Getset => Sort::Getset,
        Kind::Property if r.class() == &types().property => Sort::Property,
        Kind::StaticMethod if r.class() == &types().staticmethod => match found.get::<StaticMethod>() {
            Some(s) => Sort::Static(s.callable.get()),
            None => Sort::Plain,
        },
        Kind::ClassMethod if r.class() == &types().classmethod => match found.get::<ClassMethod>() {
            Some(s) => Sort::ClassMethod(s.callable.get()),
            None => Sort::Plain,
        },
        Kind::Str | Kind::Tuple | Kind::BoundMethod | Kind::BigInt | Kind::Code if r.class().is_builtin() => {
            Sort::Plain
        }
        _ => sort_other(r.class()),
    }
}

#[inline(never)]
fn sort_other(class: &Gc<Class>) -> Sort {
    let get = class.special(Special::Get);
    if class.has_special(Special::Set) || class.has_special(Special::Delete) {
        return Sort::Data(get.unwrap_or_default());
    }
    get.map_or(Sort::Plain, Sort::NonData)
}

impl Machine {
    /// What an attribute found on the class is for an instance.
    #[inline]
    pub fn bind(&mut self, found: Value, object: &Value) -> Outcome {
        let sort = sort(&found);
        self.bind_sorted(sort, found, object)
    }

    /// As [`Machine::bind`], when the value has been sorted.
    pub fn bind_sorted(&mut self, sort: Sort, found: Value, object: &Value) -> Outcome {
        match sort {
            Sort::Plain => Ok(found),
            Sort::Function | Sort::Native => Ok(BoundMethod::create(found, object.clone())),
            Sort::Static(callable) => Ok(callable),
            Sort::ClassMethod(callable) => Ok(BoundMethod::create(callable, class_of(object).value())),
            Sort::Property => self.get_property(&found, object),
            Sort::Member => self.get_member(&found, object),
            Sort::Getset => self.get_getset(&found, object),
            Sort::NonData(get) | Sort::Data(get) => {
                if !get.is_set() {
                    return Ok(found);
                }
                let class = class_of(object).value();
                self.call_get(get, found, object.clone(), class)
            }
        }
    }

    /// What an attribute found on a class is for the class itself.
    pub fn bind_to_class(&mut self, found: Value, class: &Gc<Class>) -> Outcome {
        match sort(&found) {
            Sort::Static(callable) => Ok(callable),
            Sort::ClassMethod(callable) => Ok(BoundMethod::create(callable, class.value())),
            Sort::NonData(get) | Sort::Data(get) if get.is_set() => {
                self.call_get(get, found, Value::None, class.value())
            }
            _ => Ok(found),
        }
    }

    fn call_get(&mut self, get: Value, found: Value, object: Value, class: Value) -> Outcome {
        if let Sort::Function | Sort::Native = sort(&get) {
            return self.call(&get, &[found, object, class]);
        }
        let get = self.bind(get, &found)?;
        self.call(&get, &[object, class])
    }

    /// Reads a property.
    pub fn get_property(&mut self, property: &Value, object: &Value) -> Outcome {
        let Some(payload) = property.get::<Property>() else { return Ok(Value::None) };
        let getter = payload.getter.get();
        if getter.is_none() {
            return Err(no_accessor(payload, object, "getter"));
        }
        self.call(&getter, std::slice::from_ref(object))
    }

    /// Reads a slot.
    pub fn get_member(&mut self, member: &Value, object: &Value) -> Outcome {
        let Some(payload) = member.get::<Member>() else { return Ok(Value::None) };
        check_owner(payload.name.as_str(), &payload.owner, object)?;
        let value = object.object().and_then(|r| attributes(r).map(|a| a.get_slot(r, payload.index)));
        match value {
            Some(value) if value.is_set() => Ok(value),
            _ => Err(no_attribute(object, &payload.name)),
        }
    }

    /// Reads an attribute of a built-in type.
    pub fn get_getset(&mut self, getset: &Value, object: &Value) -> Outcome {
        let Some(payload) = getset.get::<Getset>() else { return Ok(Value::None) };
        check_owner(payload.native.name, &payload.owner.value(), object)?;
        (payload.native.get)(self, object)
    }

    /// Sets through a descriptor; deletes when the value is Unset.
    pub fn set_descriptor(&mut self, sort: Sort, found: &Value, object: &Value, value: Value) -> Outcome<()> {
        match sort {
            Sort::Property => {
                let Some(payload) = found.get::<Property>() else { return Ok(()) };
                let (function, arguments, missing) = if value.is_set() {
                    (payload.setter.get(), vec![object.clone(), value], "setter")
                } else {
                    (payload.deleter.get(), vec![object.clone()], "deleter")
                };
                if function.is_none() {
                    return Err(no_accessor(payload, object, missing));
                }
                self.call(&function, &arguments).map(drop)
            }
            Sort::Member => {
                let Some(payload) = found.get::<Member>() else { return Ok(()) };
                check_owner(payload.name.as_str(), &payload.owner, object)?;
                let Some((r, slots)) = object.object().and_then(|r| attributes(r).map(|a| (r, a))) else {
                    return Err(no_attribute(object, &payload.name));
                };
                let deletes = !value.is_set();
                let old = slots.set_slot(r, payload.index, value);
                if deletes && !old.is_set() {
                    return Err(Exc::AttributeError.raise(payload.name.as_str()));
                }
                drop(old);
                Ok(())
            }
            Sort::Getset => {
                let Some(payload) = found.get::<Getset>() else { return Ok(()) };
                check_owner(payload.native.name, &payload.owner.value(), object)?;
                match payload.native.set {
                    Some(set) => set(self, object, value),
                    None => Err(Exc::AttributeError.raise(format!(
                        "attribute '{}' of '{}' objects is not writable",
                        payload.native.name,
                        payload.owner.name.get()
                    ))),
                }
            }
            _ => {
                let (which, name) =
                    if value.is_set() { (Special::Set, "__set__") } else { (Special::Delete, "__delete__") };
                let arguments = if value.is_set() { vec![object.clone(), value] } else { vec![object.clone()] };
                match self.call_special(found, which, &arguments)? {
                    Some(_) => Ok(()),
                    None => Err(Exc::AttributeError.raise(name)),
                }
            }
        }
    }
}

#[cold]
fn no_accessor(property: &Property, object: &Value, what: &str) -> crate::object::Raise {
    let class = class_of(object).qualname.get();
    let name = property.name.get();
    let message = match name.get::<Str>() {
        Some(name) => format!("property '{}' of '{class}' object has no {what}", name.as_str()),
        None => format!("property of '{class}' object has no {what}"),
    };
    Exc::AttributeError.raise(message)
}

/// An attribute of a class applies to instances of that class alone.
fn check_owner(name: &str, owner: &Value, object: &Value) -> Outcome<()> {
    let Some(owner) = owner.typed::<Class>() else { return Ok(()) };
    let class = class_of(object);
    if class == owner || class.is_subclass_of(owner) {
        return Ok(());
    }
    type_error(format!(
        "descriptor '{name}' for '{}' objects doesn't apply to a '{}' object",
        owner.name.get(),
        class.name.get()
    ))
}

/// The AttributeError for setting what CPython calls a read-only member.
pub fn read_only(_: &mut Machine, _: &Value, _: Value) -> Outcome<()> {
    Err(Exc::AttributeError.raise("readonly attribute"))
}

/// The AttributeError with the name of what was asked for as its message.
pub fn bare_error(object: &Value, name: &str) -> crate::object::Raise {
    let name = crate::object::str::intern(name);
    attribute_error(name.as_str(), object, &name)
}
