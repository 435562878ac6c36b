//! Ints beyond 64 bits, complex numbers, and instances of subclasses of `int` and `float`.

use super::heap::{Gc, Kind};
use super::types::types;
use super::value::Value;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// The payload of an `int` beyond 64 bits, also of instances of subclasses.
pub struct Int {
    /// The number.
    pub number: BigInt,
}

crate::payload!(Int, Kind::BigInt);

/// The payload of an instance of a subclass of `int` whose number fits 64 bits.
pub struct SmallInt {
    /// The number.
    pub number: i64,
}

crate::payload!(SmallInt, Kind::BoxedInt);

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
        match number.to_i64() {
            Some(i) => Value::Int(i),
            None => Gc::new(Int { number }, &types().int).into_value(),
        }
    }
}

impl Complex {
    /// A new `complex`.
    pub fn create(real: f64, imag: f64) -> Value {
        Gc::new(Complex { real, imag }, &types().complex).into_value()
    }
}

impl From<BigInt> for Value {
    fn from(number: BigInt) -> Value {
        Int::create(number)
    }
}

/// An int of any form (bool and subclasses included).
pub enum AnyInt<'a> {
    /// Fits 64 bits.
    Small(i64),
    /// Does not.
    Big(&'a BigInt),
}

/// The int in a value, if it is one (bool and subclasses included).
#[inline]
pub fn as_int(value: &Value) -> Option<AnyInt<'_>> {
    match value {
        Value::Int(i) => Some(AnyInt::Small(*i)),
        Value::Bool(b) => Some(AnyInt::Small(i64::from(*b))),
        Value::Object(r) => match r.kind() {
            Kind::BigInt => r.get::<Int>().map(|i| AnyInt::Big(&i.number)),
            Kind::BoxedInt => r.get::<SmallInt>().map(|i| AnyInt::Small(i.number)),
            _ => None,
        },
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
    as_int(value).map(|i| match i {
        AnyInt::Small(i) => BigInt::from(i),
        AnyInt::Big(b) => b.clone(),
    })
}

/// The float in a value, if it is a float (subclasses included); ints are not converted.
#[inline]
pub fn as_float(value: &Value) -> Option<f64> {
    match value {
        Value::Float(f) => Some(*f),
        Value::Object(r) => r.get::<BoxedFloat>().map(|f| f.number),
        _ => None,
    }
}
