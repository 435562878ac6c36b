//! Comparison, truth and hashing.

use crate::machine::Machine;
use crate::object::{Outcome, Value};
use crate::syntax::ast::CompareOperator;

impl Machine {
    /// `left op right` for `< <= == != > >=`; the result may be any value. (`is`, `in` are elsewhere.)
    pub fn compare(&mut self, operator: CompareOperator, left: &Value, right: &Value) -> Outcome {
        Ok(self.builtin_compare(operator, left, right)?.unwrap_or(Value::Bool(false)))
    }

    /// Identity or `==`, as containers compare.
    pub fn equal(&mut self, left: &Value, right: &Value) -> Outcome<bool> {
        if left.is(right) {
            return Ok(true);
        }
        let result = self.compare(CompareOperator::Eq, left, right)?;
        self.truth(&result)
    }

    /// `left < right` as a truth, as sorting compares.
    pub fn less(&mut self, left: &Value, right: &Value) -> Outcome<bool> {
        let result = self.compare(CompareOperator::Lt, left, right)?;
        self.truth(&result)
    }

    /// The built-in half of [`Machine::compare`], by payload; None for NotImplemented.
    pub fn builtin_compare(
        &mut self,
        operator: CompareOperator,
        left: &Value,
        right: &Value,
    ) -> Outcome<Option<Value>> {
        let _ = (operator, left, right);
        Ok(None)
    }

    /// `bool(x)`
    pub fn truth(&mut self, value: &Value) -> Outcome<bool> {
        Ok(self.builtin_truth(value))
    }

    /// The built-in half of [`Machine::truth`].
    pub fn builtin_truth(&mut self, value: &Value) -> bool {
        !matches!(value, Value::None | Value::Bool(false) | Value::Int(0))
    }

    /// `hash(x)`; TypeError "unhashable type: 'list'".
    pub fn hash(&mut self, value: &Value) -> Outcome<i64> {
        self.builtin_hash(value)
    }

    /// The built-in half of [`Machine::hash`].
    pub fn builtin_hash(&mut self, value: &Value) -> Outcome<i64> {
        match crate::object::hash::plain_hash(value) {
            Some(hash) => Ok(hash),
            None => crate::object::type_error("unhashable type"),
        }
    }
}
