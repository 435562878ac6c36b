//! Attributes: lookup along instance, class and metaclass, with descriptors.

use crate::machine::Machine;
use crate::object::heap::Gc;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Value};

impl Machine {
    /// `object.name`
    pub fn get_attr(&mut self, object: &Value, name: &Gc<Str>) -> Outcome {
        match self.find_attr(object, name)? {
            Some(value) => Ok(value),
            None => Err(Exc::AttributeError.raise(name.as_str())),
        }
    }

    /// `object.name`; None instead of AttributeError (`hasattr`, `getattr` with a default).
    pub fn find_attr(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
        let _ = (object, name);
        Ok(None)
    }

    /// `object.name = value`; deletes it when the value is Unset.
    pub fn set_attr(&mut self, object: &Value, name: &Gc<Str>, value: Value) -> Outcome<()> {
        let _ = (object, name, value);
        Ok(())
    }

    /// For `object.name(...)`: the function and true when it is to be called with `object` as first argument, or the
    /// attribute's value and false. Avoids making a bound method.
    pub fn get_method(&mut self, object: &Value, name: &Gc<Str>) -> Outcome<(Value, bool)> {
        Ok((self.get_attr(object, name)?, false))
    }

    /// A special method of the value's class, bound to the value; None when there is none.
    pub fn special(&mut self, value: &Value, which: Special) -> Outcome<Option<Value>> {
        let _ = (value, which);
        Ok(None)
    }

    /// Calls a special method of the value's class; None when there is none.
    pub fn call_special(&mut self, value: &Value, which: Special, arguments: &[Value]) -> Outcome<Option<Value>> {
        let _ = (value, which, arguments);
        Ok(None)
    }

    /// `object.name(arguments)`
    pub fn call_method(&mut self, object: &Value, name: &str, arguments: &[Value]) -> Outcome {
        let method = self.get_attr(object, &crate::object::str::intern(name))?;
        self.call(&method, arguments)
    }
}
