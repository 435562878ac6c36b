//! Arithmetic: binary, in-place and unary operators on any values, and conversions to numbers.
//!
//! In: two values and an operator. Out: the result, or TypeError with CPython's words. The order of attempts is the data
//! model's: the reflected method of a subclass first, then the left operand's method, then the right one's reflected method.
//! Built-in types are tried before anything is looked up. What operators mean for texts, rows and sets is in
//! [`operators`](super::operators).

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::int::{AnyInt, Number, as_float, as_int, as_number};
use crate::object::number::{Complex, complex, float, int};
use crate::object::special::Special;
use crate::object::{Outcome, Value, type_error};
use crate::syntax::ast::{BinaryOperator, CompareOperator, UnaryOperator};
use std::cmp::Ordering;

/// The methods of an operator: forward, reflected, in-place.
const fn specials(operator: BinaryOperator) -> (Special, Special, Special) {
    match operator {
        BinaryOperator::Add => (Special::Add, Special::RAdd, Special::IAdd),
        BinaryOperator::Sub => (Special::Sub, Special::RSub, Special::ISub),
        BinaryOperator::Mul => (Special::Mul, Special::RMul, Special::IMul),
        BinaryOperator::MatMul => (Special::MatMul, Special::RMatMul, Special::IMatMul),
        BinaryOperator::TrueDiv => (Special::TrueDiv, Special::RTrueDiv, Special::ITrueDiv),
        BinaryOperator::FloorDiv => (Special::FloorDiv, Special::RFloorDiv, Special::IFloorDiv),
        BinaryOperator::Mod => (Special::Mod, Special::RMod, Special::IMod),
        BinaryOperator::Pow => (Special::Pow, Special::RPow, Special::IPow),
        BinaryOperator::LShift => (Special::LShift, Special::RLShift, Special::ILShift),
        BinaryOperator::RShift => (Special::RShift, Special::RRShift, Special::IRShift),
        BinaryOperator::And => (Special::And, Special::RAnd, Special::IAnd),
        BinaryOperator::Or => (Special::Or, Special::ROr, Special::IOr),
        BinaryOperator::Xor => (Special::Xor, Special::RXor, Special::IXor),
    }
}

/// The commonest cases, without any further look: ints that stay small, and floats.
#[inline(always)]
fn quick(operator: BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => match operator {
            BinaryOperator::Add => a.checked_add(*b).map(Value::Int),
            BinaryOperator::Sub => a.checked_sub(*b).map(Value::Int),
            BinaryOperator::Mul => a.checked_mul(*b).map(Value::Int),
            BinaryOperator::And => Some(Value::Int(a & b)),
            BinaryOperator::Or => Some(Value::Int(a | b)),
            BinaryOperator::Xor => Some(Value::Int(a ^ b)),
            _ => None,
        },
        (Value::Float(a), Value::Float(b)) => match operator {
            BinaryOperator::Add => Some(Value::float(a.get() + b.get())),
            BinaryOperator::Sub => Some(Value::float(a.get() - b.get())),
            BinaryOperator::Mul => Some(Value::float(a.get() * b.get())),
            BinaryOperator::TrueDiv if b.get() != 0.0 => Some(Value::float(a.get() / b.get())),
            _ => None,
        },
        // The int becomes a float, rounded to the nearest.
        (Value::Int(a), Value::Float(_)) => quick(operator, &Value::float(*a as f64), right),
        (Value::Float(_), Value::Int(b)) => quick(operator, left, &Value::float(*b as f64)),
        _ => None,
    }
}

/// The number as a float; OverflowError for an int that is too large.
fn float_of(number: Number<'_>) -> Outcome<f64> {
    match number {
        Number::Int(n) => Ok(int::to_float(n)?),
        Number::Float(x) => Ok(x),
        Number::Complex(z) => Ok(z.real),
    }
}

fn complex_of(number: Number<'_>) -> Outcome<Complex> {
    match number {
        Number::Complex(z) => Ok(z),
        real => Ok(Complex::new(float_of(real)?, 0.0)),
    }
}

/// How far up a number's type is: int, float, complex. A lower one leaves mixed arithmetic to a higher one.
fn rank(value: &Value) -> Option<u8> {
    as_number(value).map(|number| match number {
        Number::Int(_) => 0,
        Number::Float(_) => 1,
        Number::Complex(_) => 2,
    })
}

/// Whether a number's own method has no answer for the other number, whose type is further up.
pub fn leaves_to(own: &Value, other: &Value) -> bool {
    rank(own).zip(rank(other)).is_some_and(|(a, b)| a < b)
}

/// Arithmetic of two ints.
fn int_binary(operator: BinaryOperator, a: AnyInt<'_>, b: AnyInt<'_>) -> Outcome<Option<Value>> {
    Ok(Some(match operator {
        BinaryOperator::Add => int::add(a, b).into(),
        BinaryOperator::Sub => int::sub(a, b).into(),
        BinaryOperator::Mul => int::mul(a, b).into(),
        BinaryOperator::TrueDiv => Value::float(int::true_divide(a, b)?),
        BinaryOperator::FloorDiv => int::floordiv(a, b)?.into(),
        BinaryOperator::Mod => int::modulo(a, b)?.into(),
        BinaryOperator::Pow if b.is_negative() => return float_binary(operator, int::to_float(a)?, int::to_float(b)?),
        BinaryOperator::Pow => int::pow(a, b)?.into(),
        BinaryOperator::LShift => int::shift_left(a, b)?.into(),
        BinaryOperator::RShift => int::shift_right(a, b)?.into(),
        BinaryOperator::And => int::and(a, b).into(),
        BinaryOperator::Or => int::or(a, b).into(),
        BinaryOperator::Xor => int::xor(a, b).into(),
        BinaryOperator::MatMul => return Ok(None),
    }))
}

/// Arithmetic of two floats.
fn float_binary(operator: BinaryOperator, a: f64, b: f64) -> Outcome<Option<Value>> {
    Ok(Some(Value::float(match operator {
        BinaryOperator::Add => a + b,
        BinaryOperator::Sub => a - b,
        BinaryOperator::Mul => a * b,
        BinaryOperator::TrueDiv => float::divide(a, b)?,
        BinaryOperator::FloorDiv => float::floordiv(a, b)?,
        BinaryOperator::Mod => float::modulo(a, b)?,
        BinaryOperator::Pow => match float::pow(a, b)? {
            float::Power::Real(x) => x,
            float::Power::Complex(z) => return Ok(Some(z.into())),
        },
        _ => return Ok(None),
    })))
}

/// Arithmetic of two complex numbers.
fn complex_binary(operator: BinaryOperator, a: Complex, b: Complex) -> Outcome<Option<Value>> {
    Ok(Some(Value::from(match operator {
        BinaryOperator::Add => a + b,
        BinaryOperator::Sub => a - b,
        BinaryOperator::Mul => a * b,
        BinaryOperator::TrueDiv => complex::divide(a, b)?,
        BinaryOperator::Pow => complex::pow(a, b)?,
        _ => return Ok(None),
    })))
}

/// Arithmetic of two numbers of built-in types; None for operators that they have not.
fn number_binary(operator: BinaryOperator, left: Number<'_>, right: Number<'_>) -> Outcome<Option<Value>> {
    match (left, right) {
        (Number::Int(a), Number::Int(b)) => int_binary(operator, a, b),
        (Number::Complex(_), _) | (_, Number::Complex(_)) => match operator {
            BinaryOperator::Add
            | BinaryOperator::Sub
            | BinaryOperator::Mul
            | BinaryOperator::TrueDiv
            | BinaryOperator::Pow => complex_binary(operator, complex_of(left)?, complex_of(right)?),
            _ => Ok(None),
        },
        (a, b) => match operator {
            BinaryOperator::Add
            | BinaryOperator::Sub
            | BinaryOperator::Mul
            | BinaryOperator::TrueDiv
            | BinaryOperator::FloorDiv
            | BinaryOperator::Mod
            | BinaryOperator::Pow => float_binary(operator, float_of(a)?, float_of(b)?),
            _ => Ok(None),
        },
    }
}

/// Compares two numbers by value, exactly; None when one is no number or complex numbers are to be ordered.
pub fn compare_numbers(operator: CompareOperator, left: &Value, right: &Value) -> Option<bool> {
    let order = match (as_number(left)?, as_number(right)?) {
        (Number::Int(a), Number::Int(b)) => Some(a.compare(b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Int(a), Number::Float(b)) => int::compare_float(a, b),
        (Number::Float(a), Number::Int(b)) => int::compare_float(b, a).map(Ordering::reverse),
        (Number::Complex(z), other) | (other, Number::Complex(z)) => {
            let equal = match other {
                Number::Complex(w) => z == w,
                Number::Float(x) => z.imag == 0.0 && z.real == x,
                Number::Int(n) => z.imag == 0.0 && int::compare_float(n, z.real) == Some(Ordering::Equal),
            };
            return match operator {
                CompareOperator::Eq => Some(equal),
                CompareOperator::Ne => Some(!equal),
                _ => None,
            };
        }
    };
    Some(match operator {
        CompareOperator::Lt => order == Some(Ordering::Less),
        CompareOperator::Le => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        CompareOperator::Eq => order == Some(Ordering::Equal),
        CompareOperator::Ne => order != Some(Ordering::Equal),
        CompareOperator::Gt => order == Some(Ordering::Greater),
        CompareOperator::Ge => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        _ => return None,
    })
}

impl Machine {
    /// `left op right`
    #[inline]
    pub fn binary(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome {
        if let Some(value) = quick(operator, left, right) {
            return Ok(value);
        }
        match self.binary_answer(operator, left, right)? {
            Some(value) => Ok(value),
            None => unsupported(operator, operator.symbol(), left, right),
        }
    }

    /// `left op right`, or None when neither operand knows what to do.
    fn binary_answer(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Option<Value>> {
        if class_of(left).is_builtin()
            && class_of(right).is_builtin()
            && let Some(value) = self.builtin_binary(operator, left, right)?
        {
            return Ok(Some(value));
        }
        let (forward, reflected, _) = specials(operator);
        self.reflected(forward, reflected, left, right)
    }

    /// Calls the methods of a binary operation in the data model's order; None when all decline.
    pub fn reflected(
        &mut self,
        forward: Special,
        reflected: Special,
        left: &Value,
        right: &Value,
    ) -> Outcome<Option<Value>> {
        let (left_class, right_class) = (class_of(left).clone(), class_of(right).clone());
        let same = left_class == right_class;
        let ahead = left_class.special(forward);
        let back = if same { None } else { right_class.special(reflected) };
        let right_first = back.as_ref().is_some_and(|method| {
            right_class.is_subclass_of(&left_class)
                && !left_class.special(reflected).is_some_and(|inherited| inherited.is(method))
        });
        if right_first && let Some(value) = self.attempt(right, reflected, left)? {
            return Ok(Some(value));
        }
        if ahead.is_some()
            && let Some(value) = self.attempt(left, forward, right)?
        {
            return Ok(Some(value));
        }
        if back.is_some() && !right_first {
            return self.attempt(right, reflected, left);
        }
        Ok(None)
    }

    /// Calls a binary method; None when there is none or it declines.
    fn attempt(&mut self, object: &Value, method: Special, other: &Value) -> Outcome<Option<Value>> {
        let answer = self.call_special(object, method, std::slice::from_ref(other))?;
        Ok(answer.filter(|value| !value.is_not_implemented()))
    }

    /// `target op= right`: the new value of the target.
    pub fn in_place(&mut self, operator: BinaryOperator, target: &Value, right: &Value) -> Outcome {
        if let Some(value) = quick(operator, target, right) {
            return Ok(value);
        }
        if class_of(target).is_builtin()
            && let Some(value) = self.builtin_in_place(operator, target, right)?
        {
            return Ok(value);
        }
        let (_, _, in_place) = specials(operator);
        if class_of(target).has_special(in_place)
            && let Some(value) = self.attempt(target, in_place, right)?
        {
            return Ok(value);
        }
        match self.binary_answer(operator, target, right)? {
            Some(value) => Ok(value),
            None => unsupported(operator, &format!("{}=", operator.symbol()), target, right),
        }
    }

    /// `-x`, `+x`, `~x` (`not x` is [`Machine::truth`]).
    pub fn unary(&mut self, operator: UnaryOperator, operand: &Value) -> Outcome {
        let (special, symbol) = match operator {
            UnaryOperator::Negative => (Special::Neg, '-'),
            UnaryOperator::Positive => (Special::Pos, '+'),
            UnaryOperator::Invert => (Special::Invert, '~'),
            UnaryOperator::Not => return self.truth(operand).map(|truth| Value::bool(!truth)),
        };
        if operator == UnaryOperator::Invert && matches!(operand, Value::Bool(_)) {
            let message = "Bitwise inversion '~' on bool is deprecated. This returns the bitwise inversion of the underlying \
                           int object and is usually not what you expect from the negation of a bool object. Use the \
                           'not' operator for boolean negation or ~int(x) for the bitwise inversion of the underlying int.";
            self.warn(crate::object::Exc::DeprecationWarning, message)?;
        }
        if class_of(operand).is_builtin()
            && let Some(value) = self.builtin_unary(operator, operand)?
        {
            return Ok(value);
        }
        match self.call_special(operand, special, &[])? {
            Some(value) => Ok(value),
            None => type_error(format!("bad operand type for unary {symbol}: '{}'", type_name(operand))),
        }
    }

    /// The built-in half of [`Machine::binary`], by payload; None where built-in types have no answer.
    pub fn builtin_binary(&mut self, operator: BinaryOperator, left: &Value, right: &Value) -> Outcome<Option<Value>> {
        if let (Value::Bool(a), Value::Bool(b)) = (left, right) {
            match operator {
                BinaryOperator::And => return Ok(Some(Value::bool(a.get() & b.get()))),
                BinaryOperator::Or => return Ok(Some(Value::bool(a.get() | b.get()))),
                BinaryOperator::Xor => return Ok(Some(Value::bool(a.get() ^ b.get()))),
                _ => {}
            }
        }
        if let (Some(a), Some(b)) = (as_number(left), as_number(right)) {
            return number_binary(operator, a, b);
        }
        self.builtin_operator(operator, left, right)
    }

    /// The built-in half of [`Machine::unary`].
    pub fn builtin_unary(&mut self, operator: UnaryOperator, operand: &Value) -> Outcome<Option<Value>> {
        Ok(match (operator, as_number(operand)) {
            (UnaryOperator::Negative, Some(Number::Int(n))) => Some(int::neg(n).into()),
            (UnaryOperator::Negative, Some(Number::Float(x))) => Some(Value::float(-x)),
            (UnaryOperator::Negative, Some(Number::Complex(z))) => Some((-z).into()),
            (UnaryOperator::Positive, Some(Number::Int(n))) => Some(n.to_int().into()),
            (UnaryOperator::Positive, Some(Number::Float(x))) => Some(Value::float(x)),
            (UnaryOperator::Positive, Some(Number::Complex(z))) => Some(z.into()),
            (UnaryOperator::Invert, Some(Number::Int(n))) => Some(int::invert(n).into()),
            (UnaryOperator::Not, _) => Some(Value::bool(!self.builtin_truth(operand))),
            _ => None,
        })
    }

    /// `divmod(a, b)`
    pub fn divmod(&mut self, left: &Value, right: &Value) -> Outcome {
        if class_of(left).is_builtin()
            && class_of(right).is_builtin()
            && let Some(pair) = builtin_divmod(left, right)?
        {
            return Ok(pair);
        }
        match self.reflected(Special::DivMod, Special::RDivMod, left, right)? {
            Some(value) => Ok(value),
            None => unsupported_named("divmod()", left, right),
        }
    }

    /// `pow(base, exponent, modulus)` with a modulus.
    pub fn power_modulo(&mut self, base: &Value, exponent: &Value, modulus: &Value) -> Outcome {
        if class_of(base).is_builtin()
            && let Some(value) = builtin_power_modulo(base, exponent, modulus)?
        {
            return Ok(value);
        }
        let answer = self.call_special(base, Special::Pow, &[exponent.clone(), modulus.clone()])?;
        match answer.filter(|value| !value.is_not_implemented()) {
            Some(value) => Ok(value),
            None => type_error(format!(
                "unsupported operand type(s) for ** or pow(): '{}', '{}', '{}'",
                type_name(base),
                type_name(exponent),
                type_name(modulus)
            )),
        }
    }

    /// `operator.index(x)`: an int (of any size) through `__index__`.
    pub fn index(&mut self, value: &Value) -> Outcome {
        if as_int(value).is_some() {
            return Ok(value.clone());
        }
        match self.call_special(value, Special::Index, &[])? {
            Some(index) if as_int(&index).is_some() => {
                if class_of(&index) != &crate::object::types::types().int {
                    let what = format!("__index__ returned non-int (type {})", type_name(&index));
                    self.warn_strict_subclass(&what, "int")?;
                }
                Ok(index)
            }
            Some(other) => type_error(format!("__index__ returned non-int (type {})", type_name(&other))),
            None => type_error(format!("'{}' object cannot be interpreted as an integer", type_name(value))),
        }
    }

    /// The float of a value through `__float__` or `__index__`: "must be real number, not str".
    pub fn to_float(&mut self, value: &Value) -> Outcome<f64> {
        match self.float_answer(value)? {
            Some(x) => Ok(x),
            None => type_error(format!("must be real number, not {}", type_name(value))),
        }
    }

    /// The warning of a conversion whose special method gave an instance of a subclass of what it should give.
    #[cold]
    pub fn warn_strict_subclass(&mut self, what: &str, wanted: &str) -> Outcome<()> {
        self.warn(
            crate::object::Exc::DeprecationWarning,
            &format!(
                "{what}.  The ability to return an instance of a strict subclass of {wanted} is deprecated, and may be \
                 removed in a future version of Python."
            ),
        )
    }

    /// The float of a value through `__float__` or `__index__`; None when it has neither.
    pub fn float_answer(&mut self, value: &Value) -> Outcome<Option<f64>> {
        if let Some(x) = as_float(value).filter(|_| class_of(value).is_builtin()) {
            return Ok(Some(x));
        }
        if class_of(value).is_builtin()
            && let Some(n) = as_int(value)
        {
            return Ok(Some(int::to_float(n)?));
        }
        if let Some(answer) = self.call_special(value, Special::Float, &[])? {
            return match as_float(&answer) {
                Some(x) => {
                    if class_of(&answer) != &crate::object::types::types().float {
                        let (of, got) = (type_name(value).to_string(), type_name(&answer).to_string());
                        self.warn_strict_subclass(&format!("{of}.__float__ returned non-float (type {got})"), "float")?;
                    }
                    Ok(Some(x))
                }
                None => {
                    let (of, got) = (type_name(value), type_name(&answer));
                    type_error(format!("{of}.__float__ returned non-float (type {got})"))
                }
            };
        }
        if !class_of(value).has_special(Special::Index) {
            return Ok(None);
        }
        let index = self.index(value)?;
        Ok(match as_int(&index) {
            Some(n) => Some(int::to_float(n)?),
            None => None,
        })
    }
}

/// `divmod` of two numbers of built-in types; None when they are none, or complex.
pub fn builtin_divmod(left: &Value, right: &Value) -> Outcome<Option<Value>> {
    let pair = match (as_number(left), as_number(right)) {
        (Some(Number::Int(a)), Some(Number::Int(b))) => {
            let (quotient, rest) = int::divmod(a, b)?;
            vec![quotient.into(), rest.into()]
        }
        (Some(Number::Complex(_)), _) | (_, Some(Number::Complex(_))) => return Ok(None),
        (Some(a), Some(b)) => {
            let (quotient, rest) = float::divmod(float_of(a)?, float_of(b)?)?;
            vec![Value::float(quotient), Value::float(rest)]
        }
        _ => return Ok(None),
    };
    Ok(Some(crate::object::list::Tuple::create(pair).into_value()))
}

/// `pow` with a modulus, of numbers of built-in types; None when the base is none.
pub fn builtin_power_modulo(base: &Value, exponent: &Value, modulus: &Value) -> Outcome<Option<Value>> {
    let numbers = (as_number(base), as_number(exponent), as_number(modulus));
    Ok(Some(match numbers {
        (Some(Number::Int(a)), Some(Number::Int(b)), Some(Number::Int(c))) => int::pow_mod(a, b, c)?.into(),
        (Some(Number::Complex(_)), ..) => return crate::object::value_error("complex modulo"),
        (Some(_), Some(_), Some(_)) => {
            return type_error("pow() 3rd argument not allowed unless all arguments are integers");
        }
        _ => return Ok(None),
    }))
}

/// TypeError of operands that do not go together.
#[cold]
fn unsupported<T>(operator: BinaryOperator, symbol: &str, left: &Value, right: &Value) -> Outcome<T> {
    if let Some(message) = super::operators::refusal(operator, left, right) {
        return type_error(message);
    }
    if symbol == "**" {
        return unsupported_named("** or pow()", left, right);
    }
    if symbol == ">>" && type_name(left) == "builtin_function_or_method" && is_print(left) {
        return type_error(format!(
            "unsupported operand type(s) for >>: '{}' and '{}'. Did you mean \"print(<message>, \
             file=<output_stream>)\"?",
            type_name(left),
            type_name(right)
        ));
    }
    unsupported_named(symbol, left, right)
}

#[cold]
fn unsupported_named<T>(what: &str, left: &Value, right: &Value) -> Outcome<T> {
    let (left, right) = (type_name(left), type_name(right));
    type_error(format!("unsupported operand type(s) for {what}: '{left}' and '{right}'"))
}

fn is_print(value: &Value) -> bool {
    value.get::<crate::object::descriptor::NativeFunction>().is_some_and(|f| f.native.name() == "print")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Host;
    use crate::object::number::int::Int;
    use crate::object::{Exc, list::List};

    fn big(text: &str) -> Value {
        int::parse(text, 10, 0).unwrap_or(Int::Small(0)).into()
    }

    #[test]
    fn operators_of_built_in_values() {
        let mut m = Machine::new(Host::default());
        let mut show = |operator, a: Value, b: Value| match m.binary(operator, &a, &b) {
            Ok(value) => match (as_number(&value), value.get::<crate::object::str::Str>()) {
                (Some(Number::Int(n)), _) => int::to_text(n, 0).unwrap_or_default(),
                (Some(Number::Float(x)), _) => crate::object::number::float_text::repr(x),
                (Some(Number::Complex(z)), _) => complex::repr(z),
                (None, Some(text)) => text.as_str().to_string(),
                _ => format!("{}", value.get::<List>().map_or(0, List::len)),
            },
            Err(raise) => raise.0.args.get().get::<crate::object::list::Tuple>().map_or(String::new(), |args| {
                args.as_slice()
                    .first()
                    .and_then(|v| v.get::<crate::object::str::Str>())
                    .map_or("", |s| s.as_str())
                    .into()
            }),
        };
        use BinaryOperator::{Add, FloorDiv, LShift, Mod, Mul, Pow, TrueDiv};
        assert_eq!(show(Add, Value::Int(i64::MAX), Value::Int(1)), "9223372036854775808");
        assert_eq!(show(Add, big("9223372036854775808"), Value::Int(-1)), "9223372036854775807");
        assert_eq!(show(Mul, Value::bool(true), Value::float(2.5)), "2.5");
        assert_eq!(show(Pow, Value::Int(2), Value::Int(-1)), "0.5");
        assert_eq!(show(Pow, Value::Int(-8), Value::float(0.5)), "(1.7319121124709868e-16+2.8284271247461903j)");
        assert_eq!(show(FloorDiv, Value::Int(-7), Value::Int(2)), "-4");
        assert_eq!(show(Mod, Value::float(-7.5), Value::Int(2)), "0.5");
        assert_eq!(show(TrueDiv, Value::Int(1), Value::Int(0)), "division by zero");
        assert_eq!(show(LShift, Value::Int(1), Value::Int(-1)), "negative shift count");
        assert_eq!(show(Mul, "ab".into(), Value::Int(2)), "abab");
        assert_eq!(show(Mul, Value::Int(3), vec![Value::None].into()), "3");
        assert_eq!(
            show(
                Mod,
                "%05.1f|%x".into(),
                crate::object::list::Tuple::create(vec![Value::float(2.25), Value::Int(255)]).into_value()
            ),
            "002.2|ff"
        );
        assert!(m.index(&Value::Int(5)).is_ok_and(|v| v.is(&Value::Int(5))));
        assert!(m.index(&Value::float(5.0)).is_err_and(|raise| raise.is(Exc::TypeError)));
    }
}
