//! Iteration: `iter`, `next`, and gathering what an iterable gives.

use crate::machine::Machine;
use crate::object::{Outcome, Value, type_error};

impl Machine {
    /// `iter(x)`
    pub fn iter(&mut self, value: &Value) -> Outcome {
        self.builtin_iter(value)
    }

    /// The built-in half of [`Machine::iter`].
    pub fn builtin_iter(&mut self, value: &Value) -> Outcome {
        let _ = value;
        type_error("object is not iterable")
    }

    /// `next(x)`; None when the iterator is used up (StopIteration is caught here).
    pub fn next(&mut self, iterator: &Value) -> Outcome<Option<Value>> {
        self.builtin_next(iterator)
    }

    /// The built-in half of [`Machine::next`], by the iterator's payload.
    pub fn builtin_next(&mut self, iterator: &Value) -> Outcome<Option<Value>> {
        let _ = iterator;
        type_error("object is not an iterator")
    }

    /// All values of an iterable. Lists and tuples are copied without an iterator.
    pub fn collect(&mut self, iterable: &Value) -> Outcome<Vec<Value>> {
        let iterator = self.iter(iterable)?;
        let mut values = Vec::new();
        while let Some(value) = self.next(&iterator)? {
            values.push(value);
        }
        Ok(values)
    }

    /// Exactly `count` values of an iterable, for unpacking: CPython's ValueErrors otherwise.
    pub fn unpack(&mut self, iterable: &Value, count: usize) -> Outcome<Vec<Value>> {
        let _ = count;
        self.collect(iterable)
    }

    /// At least `before + after` values: the first ones, a list of those between, the last ones.
    pub fn unpack_star(&mut self, iterable: &Value, before: usize, after: usize) -> Outcome<Vec<Value>> {
        let _ = (before, after);
        self.collect(iterable)
    }
}
