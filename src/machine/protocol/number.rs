//! Arithmetic: binary, in-place and unary operators on any values, and conversions to numbers.

use crate::machine::Machine;
use crate::object::{Outcome, Value, type_error};
use crate::syntax::ast::{BinaryOperator, UnaryOperator};

impl Machine {
    /// `left op right`
    pub fn binary(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome {
        match self.builtin_binary(operator, left, right)? {
            Some(value) => Ok(value),
            None => type_error(format!("unsupported operand type(s) for {}", operator.symbol())),
        }
    }

    /// `target op= right`: the new value of the target.
    pub fn in_place(&mut self, operator: BinaryOperator, target: &Value, right: &Value) -> Outcome {
        self.binary(operator, target, right)
    }

    /// `-x`, `+x`, `~x` (`not x` is [`Machine::truth`]).
    pub fn unary(&mut self, operator: UnaryOperator, operand: &Value) -> Outcome {
        match self.builtin_unary(operator, operand)? {
            Some(value) => Ok(value),
            None => type_error("bad operand type for unary operator"),
        }
    }

    /// The built-in half of [`Machine::binary`], by payload; None where built-in types have no answer.
    pub fn builtin_binary(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Option<Value>> {
        let _ = (operator, left, right);
        Ok(None)
    }

    /// The built-in half of [`Machine::in_place`] for types that change in place (`list`, `bytearray`, `set`, `dict`).
    pub fn builtin_in_place(
        &mut self,
        operator: BinaryOperator,
        target: &Value,
        right: &Value,
    ) -> Outcome<Option<Value>> {
        let _ = (operator, target, right);
        Ok(None)
    }

    /// The built-in half of [`Machine::unary`].
    pub fn builtin_unary(&mut self, operator: UnaryOperator, operand: &Value) -> Outcome<Option<Value>> {
        let _ = (operator, operand);
        Ok(None)
    }

    /// `operator.index(x)`: an int (of any size) through `__index__`.
    pub fn index(&mut self, value: &Value) -> Outcome {
        Ok(value.clone())
    }

    /// The float of a value through `__float__` or `__index__`: "must be real number, not str".
    pub fn to_float(&mut self, value: &Value) -> Outcome<f64> {
        let _ = value;
        Ok(0.0)
    }
}
