//! Attributes: lookup along instance, class and metaclass, with descriptors and the `__getattr__` family.
//!
//! In: a value and a name. Out: what the attribute is, or CPython's AttributeError. Names are interned here, once; shapes
//! and the lookup cache compare them by address.

use super::descriptor::{Sort, sort};
use crate::machine::Machine;
use crate::object::attributes::{delete_attribute, get_attribute, set_attribute};
use crate::object::class::{Class, class_of, hook};
use crate::object::descriptor::Module;
use crate::object::function::BoundMethod;
use crate::object::heap::{Gc, Kind};
use crate::object::special::Special;
use crate::object::str::{Str, intern, interned};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, type_error};

/// The AttributeError with its `name` and `obj`.
#[cold]
pub fn attribute_error(message: impl AsRef<str>, object: &Value, name: &Gc<Str>) -> Raise {
    let raise = Exc::AttributeError.raise(message);
    raise.0.set_field(0, name.value());
    raise.0.set_field(1, object.clone());
    raise
}

/// The AttributeError for an attribute that is not there.
#[cold]
pub fn no_attribute(object: &Value, name: &Gc<Str>) -> Raise {
    let text = name.as_str();
    let message = if let Some(class) = object.get::<Class>() {
        format!("type object '{}' has no attribute '{text}'", class.shown.get())
    } else if let Some(module) = object.get::<Module>() {
        match module.dict.get_name("__name__").as_ref().and_then(|n| n.get::<Str>()) {
            Some(module) => format!("module '{}' has no attribute '{text}'", module.as_str()),
            None => format!("module has no attribute '{text}'"),
        }
    } else {
        format!("'{}' object has no attribute '{text}'", class_of(object).shown.get())
    };
    attribute_error(message, object, name)
}

impl Machine {
    /// As [`no_attribute`]; of a module it is said why, where there is a reason.
    #[cold]
    fn lacks(&mut self, object: &Value, name: &Gc<Str>) -> Raise {
        let raise = no_attribute(object, name);
        let Some(why) = self.why_it_lacks(object) else { return raise };
        let module = self.find_attr(object, &intern("__name__")).ok().flatten().unwrap_or_default();
        let module = module.get::<Str>().map_or("", Str::as_str);
        let partially = if why.contains("circular") { "partially initialized " } else { "" };
        attribute_error(format!("{partially}module '{module}' has no attribute '{}'{why}", name.as_str()), object, name)
    }
}

/// Calls with a receiver in front of the arguments.
#[inline]
fn call_first(m: &mut Machine, function: &Value, first: &Value, arguments: &[Value]) -> Outcome {
    match arguments {
        [] => m.call(function, std::slice::from_ref(first)),
        [a] => m.call(function, &[first.clone(), a.clone()]),
        [a, b] => m.call(function, &[first.clone(), a.clone(), b.clone()]),
        _ => {
            let mut all = Vec::with_capacity(arguments.len() + 1);
            all.push(first.clone());
            all.extend_from_slice(arguments);
            m.call(function, &all)
        }
    }
}

impl Machine {
    /// `object.name`
    pub fn get_attr(&mut self, object: &Value, name: &Gc<Str>) -> Outcome {
        match self.attribute(object, name)? {
            Some(value) => Ok(value),
            None => match crate::asyncio::dialect::of_other_years(self, object, name)? {
                Some(value) => Ok(value),
                None => Err(self.lacks(object, name)),
            },
        }
    }

    /// `object.name`; None instead of AttributeError (`hasattr`, `getattr` with a default).
    pub fn find_attr(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
        match self.attribute(object, name) {
            Err(raise) if raise.is(Exc::AttributeError) => Ok(None),
            found => found,
        }
    }

    /// The whole lookup; None when nothing is found and no user code had a say about it.
    #[inline]
    fn attribute(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
        let interned_name;
        let name = if name.as_ref().has(crate::object::heap::flag::INTERNED) {
            name
        } else {
            interned_name = interned(name);
            &interned_name
        };
        match class_of(object).hooks() & (hook::GET_ATTRIBUTE | hook::GET_ATTR) {
            0 => self.plain_attribute(object, name),
            hooks => self.hooked_attribute(object, name, hooks),
        }
    }

    #[inline(never)]
    fn hooked_attribute(&mut self, object: &Value, name: &Gc<Str>, hooks: u8) -> Outcome<Option<Value>> {
        let found = if hooks & hook::GET_ATTRIBUTE != 0 {
            self.call_special(object, Special::GetAttribute, &[name.value()])
        } else {
            self.plain_attribute(object, name)
        };
        if hooks & hook::GET_ATTR == 0 {
            return found;
        }
        match found {
            Ok(Some(value)) => Ok(Some(value)),
            Err(raise) if !raise.is(Exc::AttributeError) => Err(raise),
            _ => self.call_special(object, Special::GetAttr, &[name.value()]),
        }
    }

    /// The lookup without `__getattribute__` and `__getattr__` of classes: `object.__getattribute__`,
    /// `type.__getattribute__` or a module's, by the kind of object. The name must be interned.
    pub fn plain_attribute(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
        if let Value::Object(r) = object {
            match r.kind() {
                Kind::Class => {
                    if let Some(class) = object.typed::<Class>() {
                        return self.class_attribute(class, name);
                    }
                }
                Kind::Module => return self.module_attribute(object, name),
                Kind::BoundMethod if r.class() == &types().method => return self.method_attribute(object, name),
                _ => {}
            }
        }
        self.instance_attribute(object, name)
    }

    /// `object.__getattribute__`: class for data descriptors, then the instance, then the class.
    pub fn instance_attribute(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
        let class = class_of(object);
        let Some(found) = class.lookup(name) else {
            return Ok(object.object().and_then(|r| get_attribute(r, name)));
        };
        let sort = sort(&found);
        if !sort.is_data() {
            if let Some(value) = object.object().and_then(|r| get_attribute(r, name)) {
                return Ok(Some(value));
            }
            if let Sort::Plain = sort {
                return Ok(Some(found));
            }
        }
        self.bind_sorted(sort, found, object).map(Some)
    }

    /// `type.__getattribute__`: metaclass for data descriptors, then the class and its bases, then the metaclass.
    pub fn class_attribute(&mut self, class: &Gc<Class>, name: &Gc<Str>) -> Outcome<Option<Value>> {
        let on_meta = class.as_ref().class().lookup(name);
        if let Some(found) = &on_meta {
            let sort = sort(found);
            if sort.is_data() {
                return self.bind_sorted(sort, found.clone(), &class.value()).map(Some);
            }
        }
        if let Some(found) = class.lookup(name) {
            return self.bind_to_class(found, class).map(Some);
        }
        match on_meta {
            Some(found) => self.bind(found, &class.value()).map(Some),
            None => Ok(None),
        }
    }

    /// A bound method has its function's attributes.
    fn method_attribute(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
        match (self.instance_attribute(object, name)?, object.get::<BoundMethod>()) {
            (None, Some(method)) => {
                let function = method.function.clone();
                self.get_attr(&function, name).map(Some)
            }
            (found, _) => Ok(found),
        }
    }

    fn module_attribute(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
        let Some(module) = object.get::<Module>() else { return Ok(None) };
        let on_class = class_of(object).lookup(name);
        if let Some(found) = &on_class {
            let sort = sort(found);
            if sort.is_data() {
                return self.bind_sorted(sort, found.clone(), object).map(Some);
            }
        }
        if let Some(value) = module.dict.get_str(name) {
            return Ok(Some(value));
        }
        if let Some(found) = on_class {
            return self.bind(found, object).map(Some);
        }
        match module.dict.get_str(&Special::GetAttr.name()) {
            Some(hook) => self.call(&hook, &[name.value()]).map(Some),
            None => Ok(None),
        }
    }

    /// `object.name = value`; deletes it when the value is Unset.
    pub fn set_attr(&mut self, object: &Value, name: &Gc<Str>, value: Value) -> Outcome<()> {
        let name = &interned(name);
        if class_of(object).hooks() & hook::SET_ATTR != 0 {
            if value.is_set() {
                self.call_special(object, Special::SetAttr, &[name.value(), value])?;
            } else {
                self.call_special(object, Special::DelAttr, &[name.value()])?;
            }
            return Ok(());
        }
        self.plain_set_attribute(object, name, value)
    }

    /// The setting without `__setattr__` and `__delattr__` of classes. The name must be interned.
    pub fn plain_set_attribute(&mut self, object: &Value, name: &Gc<Str>, value: Value) -> Outcome<()> {
        if let Value::Object(r) = object {
            match r.kind() {
                Kind::Class => {
                    if let Some(class) = object.typed::<Class>() {
                        return self.set_class_attribute(class, name, value);
                    }
                }
                Kind::Module => return self.set_module_attribute(object, name, value),
                _ => {}
            }
        }
        let class = class_of(object);
        let on_class = class.lookup(name);
        if let Some(found) = &on_class {
            let sort = sort(found);
            if sort.is_settable() {
                return self.set_descriptor(sort, found, object, value);
            }
        }
        let (Some(r), true) = (object.object(), class.has_dict()) else {
            let class = class.name.get();
            return Err(match on_class {
                Some(_) => {
                    Exc::AttributeError.raise(format!("'{class}' object attribute '{}' is read-only", name.as_str()))
                }
                None => {
                    let name_text = name.as_str();
                    let message = format!(
                        "'{class}' object has no attribute '{name_text}' and no __dict__ for setting new attributes"
                    );
                    attribute_error(message, object, name)
                }
            });
        };
        if value.is_set() {
            drop(set_attribute(r, name, value));
            return Ok(());
        }
        match delete_attribute(r, name) {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => Err(no_attribute(object, name)),
        }
    }

    fn set_class_attribute(&mut self, class: &Gc<Class>, name: &Gc<Str>, value: Value) -> Outcome<()> {
        if !class.is_mutable() {
            let kind = class.full_name_of_type();
            return type_error(format!("cannot set '{}' attribute of immutable type '{kind}'", name.as_str()));
        }
        class.note_changed();
        if let Some(found) = class.as_ref().class().lookup(name) {
            let sort = sort(&found);
            if sort.is_settable() {
                return self.set_descriptor(sort, &found, &class.value(), value);
            }
        }
        if value.is_set() {
            class.set(name, value);
            return Ok(());
        }
        match class.remove(name) {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => Err(no_attribute(&class.value(), name)),
        }
    }

    fn set_module_attribute(&mut self, object: &Value, name: &Gc<Str>, value: Value) -> Outcome<()> {
        let Some(module) = object.get::<Module>() else { return Ok(()) };
        if let Some(found) = class_of(object).lookup(name) {
            let sort = sort(&found);
            if sort.is_settable() {
                return self.set_descriptor(sort, &found, object, value);
            }
        }
        if value.is_set() {
            drop(module.dict.set_str(name, value));
            return Ok(());
        }
        match module.dict.remove_str(name) {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => {
                let class = class_of(object).shown.get();
                let message = format!("'{class}' object has no attribute '{}'", name.as_str());
                Err(attribute_error(message, object, name))
            }
        }
    }

    /// For `object.name(...)`: the function and true when it is to be called with `object` as first argument, or the
    /// attribute's value and false. Avoids making a bound method.
    pub fn get_method(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<(Value, bool)> {
        let name = &interned(name);
        let class = class_of(object);
        if class.hooks() & hook::GET_ATTRIBUTE != 0 {
            return Ok((self.get_attr(object, name)?, false));
        }
        match object.kind() {
            Some(Kind::Module) => return Ok((self.get_attr(object, name)?, false)),
            Some(Kind::Class) => {
                if let Some(receiver) = object.typed::<Class>() {
                    if class.lookup(name).is_none() {
                        if let Some(found) = receiver.lookup(name) {
                            if let Sort::ClassMethod(callable) = sort(&found) {
                                return Ok((callable, true));
                            }
                        }
                    }
                }
                return Ok((self.get_attr(object, name)?, false));
            }
            _ => {}
        }
        let Some(found) = class.lookup(name) else {
            return match object.object().and_then(|r| get_attribute(r, name)) {
                Some(value) => Ok((value, false)),
                None => Ok((self.get_attr(object, name)?, false)),
            };
        };
        if let Sort::Function | Sort::Native = sort(&found) {
            return match object.object().and_then(|r| get_attribute(r, name)) {
                Some(value) => Ok((value, false)),
                None => Ok((found, true)),
            };
        }
        Ok((self.get_attr(object, name)?, false))
    }

    /// A special method of the value's class, bound to the value; None when there is none.
    pub fn special(&mut self, value: &Value, which: Special) -> Outcome<Option<Value>> {
        match class_of(value).special(which) {
            Some(found) => self.bind(found, value).map(Some),
            None => Ok(None),
        }
    }

    /// Calls a special method of the value's class; None when there is none.
    #[inline]
    pub fn call_special(&mut self, value: &Value, which: Special, arguments: &[Value]) -> Outcome<Option<Value>> {
        let Some(found) = class_of(value).special(which) else { return Ok(None) };
        if let Sort::Function | Sort::Native = sort(&found) {
            return call_first(self, &found, value, arguments).map(Some);
        }
        let bound = self.bind(found, value)?;
        self.call(&bound, arguments).map(Some)
    }

    /// `object.name(arguments)`
    pub fn call_method(&mut self, object: &Value, name: &str, arguments: &[Value]) -> Outcome {
        let (method, bind) = self.get_method(object, &intern(name))?;
        if bind { call_first(self, &method, object, arguments) } else { self.call(&method, arguments) }
    }

    /// Calls a function of the module `builtins` by name.
    pub fn call_builtin(&mut self, name: &str, arguments: &[Value]) -> Outcome {
        match self.builtins.get_name(name) {
            Some(function) => self.call(&function, arguments),
            None => Err(Exc::NameError.raise(format!("name '{name}' is not defined"))),
        }
    }

    /// `super(class, receiver).name`: `class` is the contents of the `__class__` cell.
    pub fn super_attr(&mut self, class: &Value, receiver: &Value, name: &Gc<Str>) -> Outcome {
        let (found, of_class) = match self.super_lookup(class, receiver, name)? {
            Some(found) => found,
            None => {
                let object = self.make_super(class, receiver)?;
                return self.get_attr(&object, name);
            }
        };
        match of_class {
            Some(class) => self.bind_to_class_from(found, receiver, &class),
            None => self.bind(found, receiver),
        }
    }

    /// As [`Machine::super_attr`], for a call: the function and true when it is to be called with `receiver` first.
    pub fn super_method(&mut self, class: &Value, receiver: &Value, name: &Gc<Str>) -> Outcome<(Value, bool)> {
        if let Some((found, None)) = self.super_lookup(class, receiver, name)? {
            if let Sort::Function | Sort::Native = sort(&found) {
                return Ok((found, true));
            }
        }
        Ok((self.super_attr(class, receiver, name)?, false))
    }

    /// What the classes after `class` in the receiver's resolution order say; with the receiver's class when the
    /// receiver is itself the class.
    #[allow(clippy::type_complexity)]
    pub fn super_lookup(
        &mut self,
        class: &Value,
        receiver: &Value,
        name: &Gc<Str>,
    ) -> Outcome<Option<(Value, Option<Gc<Class>>)>> {
        let name = &interned(name);
        if name.as_str() == "__class__" {
            return Ok(None);
        }
        let Some(start) = class.typed::<Class>() else {
            return type_error(format!("super() argument 1 must be a type, not {}", class_of(class).name.get()));
        };
        let object_class = self.super_check(start, receiver)?;
        let Some(found) = lookup_after(&object_class, start, name) else { return Ok(None) };
        let itself = receiver.typed::<Class>().is_some_and(|c| c == &object_class);
        Ok(Some((found, itself.then_some(object_class))))
    }

    /// The class whose resolution order a `super` object walks; TypeError when the receiver does not fit.
    pub fn super_check(&mut self, start: &Gc<Class>, receiver: &Value) -> Outcome<Gc<Class>> {
        if let Some(class) = receiver.typed::<Class>() {
            if class.is_subclass_of(start) {
                return Ok(class.clone());
            }
        }
        let class = class_of(receiver);
        if class.is_subclass_of(start) {
            return Ok(class.clone());
        }
        if let Ok(Some(claimed)) = self.find_attr(receiver, &intern("__class__")) {
            if let Some(claimed) = claimed.typed::<Class>() {
                if claimed.is_subclass_of(start) {
                    return Ok(claimed.clone());
                }
            }
        }
        let (sort, name) = match receiver.get::<Class>() {
            Some(class) => ("type", class.name.get()),
            None => ("instance of", class_of(receiver).shown.get()),
        };
        type_error(format!(
            "super(type, obj): obj ({sort} {name}) is not an instance or subtype of type ({}).",
            start.name.get()
        ))
    }

    fn make_super(&mut self, class: &Value, receiver: &Value) -> Outcome {
        self.call(&types().super_.value(), &[class.clone(), receiver.clone()])
    }

    /// Binds what was found for `super(C, cls)`: as a class attribute, save that class methods see `receiver`.
    pub fn bind_to_class_from(&mut self, found: Value, receiver: &Value, class: &Gc<Class>) -> Outcome {
        match sort(&found) {
            Sort::ClassMethod(callable) => Ok(BoundMethod::create(callable, receiver.clone())),
            _ => self.bind_to_class(found, class),
        }
    }
}

/// Looks a name up in the resolution order of `class` after `start`.
pub fn lookup_after(class: &Gc<Class>, start: &Gc<Class>, name: &Gc<Str>) -> Option<Value> {
    let mro = class.mro.get();
    let at = mro.iter().position(|c| c == start)?;
    mro[at + 1..].iter().find_map(|c| c.dict().get_str(name))
}
