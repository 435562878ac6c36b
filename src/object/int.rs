//! Ints beyond 64 bits, complex numbers, and instances of subclasses of `int` and `float`.
//!
//! In: numbers of [`number`](super::number). Out: values, and the numbers in values. Ints and floats of the exact types need
//! no heap, as long as an int fits 64 bits.

use super::class::Class;
use super::heap::{Gc, Kind};
use super::number;
use super::types::types;
use super::value::Value;
use num_bigint::BigInt;

/// The payload of an `int` that fits no 64 bits, and of every instance of a subclass.
pub struct Int {
    /// The number.
    pub number: number::Int,
}

crate::payload!(Int, Kind::BigInt);

/// The payload of an instance of a subclass of `float`.
pub struct BoxedFloat {
    /// The number.
    pub number: f64,
}

crate::payload!(BoxedFloat, Kind::BoxedFloat);

/// The payload of a `complex`.
pub struct Complex {
    /// Real part.
    pub real: f64,
    /// Imaginary part.
    pub imag: f64,
}

crate::payload!(Complex, Kind::Complex);

impl Int {
    /// The value of an int, in the heap only when it needs to be.
    pub fn create(number: BigInt) -> Value {
        number::Int::from(number).into()
    }

    /// An instance of `int` or of a subclass.
    pub fn of_class(number: number::Int, class: &Gc<Class>) -> Value {
        if *class == types().int { number.into() } else { Gc::new(Int { number }, class).into_value() }
    }
}

impl BoxedFloat {
    /// An instance of `float` or of a subclass.
    pub fn of_class(number: f64, class: &Gc<Class>) -> Value {
        if *class == types().float { Value::float(number) } else { Gc::new(BoxedFloat { number }, class).into_value() }
    }
}

impl Complex {
    /// A new `complex`.
    pub fn create(real: f64, imag: f64) -> Value {
        Gc::new(Complex { real, imag }, &types().complex).into_value()
    }

    /// The number.
    pub fn number(&self) -> number::Complex {
        number::Complex::new(self.real, self.imag)
    }
}

impl From<BigInt> for Value {
    fn from(number: BigInt) -> Value {
        Int::create(number)
    }
}

impl From<number::Int> for Value {
    fn from(number: number::Int) -> Value {
        match number {
            number::Int::Small(i) => Value::Int(i),
            number => Gc::new(Int { number }, &types().int).into_value(),
        }
    }
}

impl From<number::Complex> for Value {
    fn from(z: number::Complex) -> Value {
        Complex::create(z.real, z.imag)
    }
}

/// An int of any form (bool and subclasses included).
pub use super::number::IntRef as AnyInt;

/// The int in a value, if it is one (bool and subclasses included).
#[inline]
pub fn as_int(value: &Value) -> Option<AnyInt<'_>> {
    match value {
        Value::Int(i) => Some(AnyInt::Small(*i)),
        Value::Bool(b) => Some(AnyInt::Small(*b as i64)),
        Value::Object(r) => r.get::<Int>().map(|i| i.number.as_ref()),
        _ => None,
    }
}

/// The int in a value as 64 bits; None when it is no int or does not fit.
#[inline]
pub fn as_i64(value: &Value) -> Option<i64> {
    match as_int(value) {
        Some(AnyInt::Small(i)) => Some(i),
        _ => None,
    }
}

/// The int in a value as a big int.
pub fn to_big(value: &Value) -> Option<BigInt> {
    as_int(value).map(|i| i.to_big().into_owned())
}

/// The float in a value, if it is a float (subclasses included); ints are not converted.
#[inline]
pub fn as_float(value: &Value) -> Option<f64> {
    match value {
        Value::Float(f) => Some(f.get()),
        Value::Object(r) => r.get::<BoxedFloat>().map(|f| f.number),
        _ => None,
    }
}

/// A number of any built-in type.
#[derive(Clone, Copy)]
pub enum Number<'a> {
    /// An int or bool.
    Int(AnyInt<'a>),
    /// A float.
    Float(f64),
    /// A complex number.
    Complex(number::Complex),
}

/// The number in a value, if it is one (subclasses included).
#[inline]
pub fn as_number(value: &Value) -> Option<Number<'_>> {
    match value {
        Value::Int(i) => Some(Number::Int(AnyInt::Small(*i))),
        Value::Float(f) => Some(Number::Float(f.get())),
        Value::Bool(b) => Some(Number::Int(AnyInt::Small(*b as i64))),
        Value::Object(r) => match r.kind() {
            Kind::BigInt => r.get::<Int>().map(|i| Number::Int(i.number.as_ref())),
            Kind::BoxedFloat => r.get::<BoxedFloat>().map(|f| Number::Float(f.number)),
            Kind::Complex => r.get::<Complex>().map(|z| Number::Complex(z.number())),
            _ => None,
        },
        _ => None,
    }
}
