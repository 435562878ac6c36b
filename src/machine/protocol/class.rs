//! Classes: making instances, `isinstance` and `issubclass`, and what every instance of a class of the language has.
//!
//! In: a class and arguments. Out: instances, or CPython's TypeErrors. Making classes themselves is in `build`.

use super::attribute::no_attribute;
use super::descriptor::{Sort, sort};
use crate::builtins::typing::{GenericAlias, Union};
use crate::machine::Machine;
use crate::native::NativeGetset;
use crate::object::attributes::{instance_dict, set_instance_dict};
use crate::object::class::{Class, Instance, class_flag, class_of, instance_layout};
use crate::object::descriptor::{Module, NativeFunction};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};

/// The `__dict__` attribute of instances.
pub const DICT_ATTRIBUTE: NativeGetset =
    crate::getset!("__dict__", get_dict, set_dict, "dictionary for instance variables");

/// The `__weakref__` attribute of instances.
pub const WEAKREF_ATTRIBUTE: NativeGetset =
    crate::getset!("__weakref__", crate::builtins::weakref::first_of, "list of weak references to the object");

/// `__dict__` of an instance.
pub fn get_dict(_: &mut Machine, object: &Value) -> Outcome {
    if let Some(module) = object.get::<Module>() {
        return Ok(module.dict.value());
    }
    match object.object().and_then(instance_dict) {
        Some(dict) => Ok(dict.into_value()),
        None => Err(no_attribute(object, &intern("__dict__"))),
    }
}

/// Assigns or deletes `__dict__` of an instance.
pub fn set_dict(_: &mut Machine, object: &Value, value: Value) -> Outcome<()> {
    let Some(r) = object.object() else { return Ok(()) };
    if !value.is_set() {
        if class_of(object).mro.get().iter().any(|c| c.is_builtin() && c.has_flag(class_flag::DICT)) {
            return type_error("cannot delete __dict__");
        }
        set_instance_dict(r, Dict::create());
        return Ok(());
    }
    match value.typed::<Dict>() {
        Some(dict) => {
            set_instance_dict(r, dict.clone());
            Ok(())
        }
        None => type_error(format!("__dict__ must be set to a dictionary, not a '{}'", class_of(&value).name.get())),
    }
}

/// Whether a special method found on a class is the one of `object`.
#[inline]
pub fn is_objects_own(found: &Value) -> bool {
    found.get::<NativeFunction>().is_some_and(|n| n.owner.object() == Some(types().object.as_ref()))
}

/// The names of abstract methods, sorted and in quotes.
pub fn abstract_message(m: &mut Machine, class: &Gc<Class>) -> Outcome<String> {
    let names = class.dict().get_name("__abstractmethods__").unwrap_or_default();
    let mut names: Vec<String> =
        m.collect(&names)?.iter().map(|n| format!("'{}'", n.get::<Str>().map_or("", Str::as_str))).collect();
    names.sort();
    Ok(format!(
        "Can't instantiate abstract class {} without an implementation for abstract method{} {}",
        class.name.get(),
        if names.len() == 1 { "" } else { "s" },
        names.join(", ")
    ))
}

impl Machine {
    /// Calls a class: `__new__`, then `__init__` (the general way; the dispatch loop has a shorter one). This is
    /// `type.__call__`: a `__call__` of the metaclass has had its turn before. The last arguments are the values of `keywords`.
    pub fn instantiate(&mut self, class: &Gc<Class>, arguments: &[Value], keywords: Option<&Gc<Tuple>>) -> Outcome {
        if class == &types().type_ {
            match (arguments.len(), keywords) {
                (1, None) => return Ok(class_of(&arguments[0]).value()),
                (given, names) if given - names.map_or(0, |n| n.len()) != 3 => {
                    return type_error("type() takes 1 or 3 arguments");
                }
                _ => {}
            }
        }
        if keywords.is_none() {
            if class.is_builtin() {
                if let Some(object) = crate::builtins::construct::construct(self, class, arguments)? {
                    return Ok(object);
                }
            }
            if let Some(exception) = self.plain_exception(class, arguments) {
                return Ok(exception);
            }
        }
        let Some(new) = class.special(Special::New) else {
            return type_error(format!("cannot create '{}' instances", tp_name(class)));
        };
        let plain = is_objects_own(&new);
        let object = if plain {
            self.plain_new(class, !arguments.is_empty())?
        } else {
            let new = match sort(&new) {
                Sort::Static(callable) => callable,
                Sort::Native | Sort::Plain => new,
                _ => self.bind_to_class(new, class)?,
            };
            let mut all = Vec::with_capacity(arguments.len() + 1);
            all.push(class.value());
            all.extend_from_slice(arguments);
            self.call_with(&new, &all, keywords)?
        };
        let made = class_of(&object);
        if made != class && !made.is_subclass_of(class) {
            return Ok(object);
        }
        let Some(init) = made.special(Special::Init) else { return Ok(object) };
        if is_objects_own(&init) {
            return Ok(object);
        }
        self.init(&object, init, arguments, keywords)?;
        Ok(object)
    }

    fn init(&mut self, object: &Value, init: Value, arguments: &[Value], keywords: Option<&Gc<Tuple>>) -> Outcome<()> {
        let result = if let Sort::Function | Sort::Native = sort(&init) {
            let mut all = Vec::with_capacity(arguments.len() + 1);
            all.push(object.clone());
            all.extend_from_slice(arguments);
            self.call_with(&init, &all, keywords)?
        } else {
            let bound = self.bind(init, object)?;
            self.call_with(&bound, arguments, keywords)?
        };
        if !result.is_none() {
            return type_error(format!("__init__() should return None, not '{}'", class_of(&result).name.get()));
        }
        Ok(())
    }

    /// `object.__new__(class)`; `excess` says that there were more arguments.
    pub fn plain_new(&mut self, class: &Gc<Class>, excess: bool) -> Outcome {
        if excess {
            if !class.special(Special::New).is_some_and(|new| is_objects_own(&new)) {
                return type_error("object.__new__() takes exactly one argument (the type to instantiate)");
            }
            if class.special(Special::Init).is_some_and(|init| is_objects_own(&init)) {
                return type_error(format!("{}() takes no arguments", class.name.get()));
            }
        }
        if class.has_flag(class_flag::ABSTRACT) {
            let message = abstract_message(self, class)?;
            return type_error(message);
        }
        if !std::ptr::eq(class.instance_layout(), instance_layout()) || is_closed(class) {
            if class.is_builtin() {
                return type_error(format!("cannot create '{}' instances", tp_name(class)));
            }
            let owner = class.mro.get().into_iter().find(|c| c.is_builtin());
            let owner = owner.map_or_else(String::new, |c| c.name.get().to_string());
            let class = class.name.get();
            return type_error(format!("object.__new__({class}) is not safe, use {owner}.__new__()"));
        }
        Ok(Gc::new(Instance, class).into_value())
    }

    /// `isinstance(value, class)`, where class may be a tuple or a union.
    pub fn is_instance(&mut self, value: &Value, class: &Value) -> Outcome<bool> {
        if let Value::Object(r) = class {
            if class_of(value).as_ref() == r {
                return Ok(true);
            }
            match r.kind() {
                Kind::Class if r.class() == &types().type_ => {
                    let Some(class) = class.typed::<Class>() else { return Ok(false) };
                    return self.plain_is_instance(value, class);
                }
                Kind::Tuple => {
                    for item in class.get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
                        if self.is_instance(value, item)? {
                            return Ok(true);
                        }
                    }
                    return Ok(false);
                }
                _ => {}
            }
        }
        if let Some(union) = class.get::<Union>() {
            for item in union.args.as_slice() {
                let item = if item.is_none() { types().none_type.value() } else { item.clone() };
                if self.is_instance(value, &item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(result) = self.call_special(class, Special::InstanceCheck, std::slice::from_ref(value))? {
            return self.truth(&result);
        }
        self.default_instance_check(value, class)
    }

    /// `type.__instancecheck__`, and the same for what is not a class but has `__bases__`.
    pub fn default_instance_check(&mut self, value: &Value, class: &Value) -> Outcome<bool> {
        if let Some(class) = class.typed::<Class>() {
            return self.plain_is_instance(value, class);
        }
        if class.get::<GenericAlias>().is_some() {
            return type_error("isinstance() argument 2 cannot be a parameterized generic");
        }
        if self.bases_of(class)?.is_none() {
            return type_error("isinstance() arg 2 must be a type, a tuple of types, or a union");
        }
        let Some(claimed) = self.find_attr(value, &intern("__class__"))? else { return Ok(false) };
        self.derives(&claimed, class)
    }

    fn plain_is_instance(&mut self, value: &Value, class: &Gc<Class>) -> Outcome<bool> {
        let own = class_of(value);
        if own.is_subclass_of(class) {
            return Ok(true);
        }
        if own.is_builtin() && own.hooks() == 0 {
            return Ok(false);
        }
        // An object may claim another class (proxies, mocks).
        let name = intern("__class__");
        let plain = own.hooks() == 0 && own.lookup_in(&name).is_none_or(|(_, found_in)| found_in == types().object);
        if plain {
            return Ok(false);
        }
        let claimed = self.find_attr(value, &name)?;
        Ok(claimed.as_ref().and_then(Value::typed::<Class>).is_some_and(|c| c.is_subclass_of(class)))
    }

    /// `issubclass(value, class)`
    pub fn is_subclass(&mut self, value: &Value, class: &Value) -> Outcome<bool> {
        if class.kind() == Some(Kind::Tuple) {
            for item in class.get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
                if self.is_subclass(value, item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let (Some(value), Some(of)) = (value.typed::<Class>(), class.typed::<Class>()) {
            if value == of {
                return Ok(true);
            }
            if of.as_ref().class() == &types().type_ {
                return Ok(value.is_subclass_of(of));
            }
        }
        if let Some(union) = class.get::<Union>() {
            for item in union.args.as_slice() {
                let item = if item.is_none() { types().none_type.value() } else { item.clone() };
                if self.is_subclass(value, &item)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if let Some(result) = self.call_special(class, Special::SubclassCheck, std::slice::from_ref(value))? {
            return self.truth(&result);
        }
        self.default_subclass_check(value, class)
    }

    /// `type.__subclasscheck__`
    pub fn default_subclass_check(&mut self, value: &Value, class: &Value) -> Outcome<bool> {
        if let (Some(value), Some(class)) = (value.typed::<Class>(), class.typed::<Class>()) {
            return Ok(value.is_subclass_of(class));
        }
        if class.get::<GenericAlias>().is_some() {
            return type_error("issubclass() argument 2 cannot be a parameterized generic");
        }
        if self.bases_of(value)?.is_none() {
            return type_error("issubclass() arg 1 must be a class");
        }
        if self.bases_of(class)?.is_none() {
            return type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union");
        }
        self.derives(value, class)
    }

    /// `__bases__`, if it is a tuple.
    fn bases_of(&mut self, value: &Value) -> Outcome<Option<Gc<Tuple>>> {
        let bases = self.find_attr(value, &intern("__bases__"))?;
        Ok(bases.and_then(|b| b.typed::<Tuple>().cloned()))
    }

    fn derives(&mut self, derived: &Value, class: &Value) -> Outcome<bool> {
        if derived.is(class) {
            return Ok(true);
        }
        let Some(bases) = self.bases_of(derived)? else { return Ok(false) };
        for base in bases.as_slice() {
            if self.derives(base, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a value can be called.
    pub fn is_callable(&self, value: &Value) -> bool {
        match value.kind() {
            Some(Kind::Function | Kind::Class | Kind::NativeFunction | Kind::BoundMethod) => true,
            _ => class_of(value).has_special(Special::Call),
        }
    }
}

/// Built-in types without a payload of their own whose instances come from elsewhere.
fn is_closed(class: &Gc<Class>) -> bool {
    class.native.is_some_and(|n| n.new.is_none() && n.base.is_some() && class.is_builtin() && is_core(class))
}

fn is_core(class: &Gc<Class>) -> bool {
    let types = types();
    [&types.none_type, &types.ellipsis, &types.not_implemented].contains(&class)
}

/// The name of a type as CPython's messages about built-in types show it: with the module, save for builtins.
pub fn tp_name(class: &Gc<Class>) -> String {
    class.shown.get().to_string()
}
