//! Values as text: `repr`, `str`, `format`.

use crate::machine::Machine;
use crate::object::heap::Gc;
use crate::object::str::Str;
use crate::object::{Outcome, Value};

impl Machine {
    /// `repr(x)`
    pub fn repr(&mut self, value: &Value) -> Outcome<Gc<Str>> {
        self.builtin_repr(value).map(Str::from_string)
    }

    /// The built-in half of [`Machine::repr`].
    pub fn builtin_repr(&mut self, value: &Value) -> Outcome<String> {
        let _ = value;
        Ok(String::new())
    }

    /// `str(x)`
    pub fn str(&mut self, value: &Value) -> Outcome<Gc<Str>> {
        match value.typed::<Str>() {
            Some(s) => Ok(s.clone()),
            None => self.repr(value),
        }
    }

    /// `ascii(x)`
    pub fn ascii(&mut self, value: &Value) -> Outcome<Gc<Str>> {
        self.repr(value)
    }

    /// `format(x, spec)`
    pub fn format(&mut self, value: &Value, spec: &Value) -> Outcome<Gc<Str>> {
        let _ = spec;
        self.str(value)
    }

    /// Says that a container's repr begins; false when it is inside itself already. Ended by [`Machine::repr_leave`].
    pub fn repr_enter(&mut self, value: &Value) -> bool {
        let _ = value;
        true
    }

    /// Says that a container's repr ended.
    pub fn repr_leave(&mut self, value: &Value) {
        let _ = value;
    }
}
