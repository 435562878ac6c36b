//! Built-in functions of numbers.

use crate::machine::Machine;
use crate::native;
use crate::native::Native;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::int::{Number, as_int, as_number};
use crate::object::number::int::{self, Int, IntRef};
use crate::object::number::{complex, float};
use crate::object::special::Special;
use crate::object::{Outcome, Value, type_error};
use crate::syntax::ast::BinaryOperator;

/// The table.
pub static TABLE: &[Native] = &[
    native!("abs(x, /)", abs, "Return the absolute value of the argument."),
    native!("bin(number, /)", bin, "Return the binary representation of an integer."),
    native!("divmod(x, y, /)", divmod, "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."),
    native!("hex(number, /)", hex, "Return the hexadecimal representation of an integer."),
    native!("oct(number, /)", oct, "Return the octal representation of an integer."),
    native!("pow(base, exp, mod=None)", pow, "Equivalent to base**exp with 2 arguments or base**exp % mod with 3."),
    native!("round(number, ndigits=None)", round, "Round a number to a given precision in decimal digits."),
    native!(
        "sum(iterable, /, start=0)",
        sum,
        "Return the sum of a 'start' value (default: 0) plus an iterable of numbers."
    ),
];

fn abs(m: &mut Machine, a: &[Value]) -> Outcome {
    if class_of(&a[0]).is_builtin() {
        match as_number(&a[0]) {
            Some(Number::Int(n)) => return Ok(int::absolute(n).into()),
            Some(Number::Float(x)) => return Ok(Value::float(x.abs())),
            Some(Number::Complex(z)) => return Ok(Value::float(complex::absolute(z)?)),
            None => {}
        }
    }
    match m.call_special(&a[0], Special::Abs, &[])? {
        Some(value) => Ok(value),
        None => type_error(format!("bad operand type for abs(): '{}'", type_name(&a[0]))),
    }
}

/// The digits of an int in a base, behind a prefix.
fn prefixed(m: &mut Machine, value: &Value, radix: u32, prefix: &str) -> Outcome {
    let index = m.index(value)?;
    let digits = as_int(&index).map_or(String::new(), |n| int::to_radix(n, radix));
    Ok(match digits.strip_prefix('-') {
        Some(digits) => format!("-{prefix}{digits}"),
        None => format!("{prefix}{digits}"),
    }
    .into())
}

fn bin(m: &mut Machine, a: &[Value]) -> Outcome {
    prefixed(m, &a[0], 2, "0b")
}

fn oct(m: &mut Machine, a: &[Value]) -> Outcome {
    prefixed(m, &a[0], 8, "0o")
}

fn hex(m: &mut Machine, a: &[Value]) -> Outcome {
    prefixed(m, &a[0], 16, "0x")
}

fn divmod(m: &mut Machine, a: &[Value]) -> Outcome {
    m.divmod(&a[0], &a[1])
}

fn pow(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[2].is_none() { m.binary(BinaryOperator::Pow, &a[0], &a[1]) } else { m.power_modulo(&a[0], &a[1], &a[2]) }
}

fn round(m: &mut Machine, a: &[Value]) -> Outcome {
    match (&a[0], &a[1]) {
        (Value::Float(x), Value::None) => return Ok(float::round(x.get())?.into()),
        (Value::Float(x), Value::Int(digits)) => return Ok(Value::float(float::round_digits(x.get(), *digits)?)),
        (Value::Int(_), Value::None) => return Ok(a[0].clone()),
        _ => {}
    }
    let digits = if a[1].is_none() { &[][..] } else { &a[1..2] };
    match m.call_special(&a[0], Special::Round, digits)? {
        Some(value) => Ok(value),
        None => type_error(format!("type {} doesn't define __round__ method", type_name(&a[0]))),
    }
}

/// A sum of floats that keeps what rounding loses (Neumaier's variant of Kahan's method).
struct FloatSum {
    sum: f64,
    lost: f64,
}

impl FloatSum {
    fn add(&mut self, x: f64) {
        let total = self.sum + x;
        if self.sum.abs() >= x.abs() {
            self.lost += (self.sum - total) + x;
        } else {
            self.lost += (x - total) + self.sum;
        }
        self.sum = total;
    }

    fn total(&self) -> f64 {
        if self.lost != 0.0 && self.lost.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

/// What `sum` has so far: numbers of exact types without values, everything else with `+`.
pub struct Sum(Total);

enum Total {
    Int(Int),
    Float(FloatSum),
    Value(Value),
}

impl Default for Sum {
    fn default() -> Sum {
        Sum(Total::Int(Int::Small(0)))
    }
}

impl Sum {
    fn of(value: Value) -> Sum {
        Sum(match &value {
            Value::Int(n) => Total::Int(Int::Small(*n)),
            Value::Float(x) => Total::Float(FloatSum { sum: x.get(), lost: 0.0 }),
            _ => Total::Value(value),
        })
    }

    /// The sum as a value.
    pub fn value(self) -> Value {
        match self.0 {
            Total::Int(n) => n.into(),
            Total::Float(sum) => Value::float(sum.total()),
            Total::Value(value) => value,
        }
    }

    /// Adds a number to numbers, as far as that needs no `+`; false when it does.
    #[inline]
    pub fn add_plain(&mut self, item: &Value) -> bool {
        match (&mut self.0, item) {
            (Total::Int(Int::Small(total)), Value::Int(n)) => match total.checked_add(*n) {
                Some(sum) => *total = sum,
                None => self.0 = Total::Int(int::add(IntRef::Small(*total), IntRef::Small(*n))),
            },
            (Total::Int(total), Value::Int(n)) => *total += *n,
            (Total::Int(total), Value::Bool(b)) => *total += *b as i64,
            (Total::Float(total), Value::Float(x)) => total.add(x.get()),
            (Total::Float(total), Value::Int(n)) => total.sum += *n as f64,
            (Total::Float(total), Value::Bool(b)) => total.sum += *b as u64 as f64,
            // The first float takes over from ints: a `+` that needs nobody.
            (Total::Int(Int::Small(total)), Value::Float(x)) => {
                self.0 = Total::Float(FloatSum { sum: *total as f64 + x.get(), lost: 0.0 });
            }
            _ => return false,
        }
        true
    }

    /// Adds any value.
    pub fn add(mut self, m: &mut Machine, item: &Value) -> Outcome<Sum> {
        if self.add_plain(item) {
            return Ok(self);
        }
        Ok(Sum::of(m.binary(BinaryOperator::Add, &self.value(), item)?))
    }
}

fn sum(m: &mut Machine, a: &[Value]) -> Outcome {
    let refuse =
        |what: &str, quotes: &str| type_error(format!("sum() can't sum {what} [use {quotes}.join(seq) instead]"));
    match type_name(&a[1]) {
        "str" => return refuse("strings", "''"),
        "bytes" => return refuse("bytes", "b''"),
        "bytearray" => return refuse("bytearray", "b''"),
        _ => {}
    }
    let iterator = m.iter(&a[0])?;
    let mut sum = Sum::of(a[1].clone());
    while let Some(item) = m.next(&iterator)? {
        if !sum.add_plain(&item) {
            sum = sum.add(m, &item)?;
        }
    }
    Ok(sum.value())
}
