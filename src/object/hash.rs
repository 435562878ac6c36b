//! Hashes of values that need no user code; equal to CPython's for numbers and tuples of them.

use super::heap::Kind;
use super::int::{Complex, Int};
use super::list::Tuple;
use super::str::Str;
use super::value::Value;

const MODULUS: u64 = (1 << 61) - 1;

/// The hash of an int.
#[inline]
pub fn int_hash(i: i64) -> i64 {
    if i > -(MODULUS as i64) && i < MODULUS as i64 {
        return if i == -1 { -2 } else { i };
    }
    let h = (i.unsigned_abs() % MODULUS) as i64;
    match if i < 0 { -h } else { h } {
        -1 => -2,
        h => h,
    }
}

/// The hash of a float that is not nan (whose hash depends on identity in CPython: here 0).
pub fn float_hash(f: f64) -> i64 {
    if f.is_nan() {
        return 0;
    }
    if f.is_infinite() {
        return if f > 0.0 { 314_159 } else { -314_159 };
    }
    if f == f.trunc() && f.abs() < 9e15 {
        return int_hash(f as i64);
    }
    let bits = f.abs().to_bits();
    let exponent = (bits >> 52) as i32;
    let (mantissa, exponent) = if exponent == 0 {
        (bits & ((1 << 52) - 1), -1074)
    } else {
        ((bits & ((1 << 52) - 1)) | (1 << 52), exponent - 1075)
    };
    let shift = exponent.rem_euclid(61) as u32;
    let mantissa = mantissa % MODULUS;
    let rotated = if shift == 0 { mantissa } else { ((mantissa << shift) & MODULUS) | (mantissa >> (61 - shift)) };
    let h = rotated as i64;
    match if f < 0.0 { -h } else { h } {
        -1 => -2,
        h => h,
    }
}

/// Combines the hashes of a tuple's items.
pub fn tuple_hash(hashes: impl ExactSizeIterator<Item = i64>) -> i64 {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let len = hashes.len() as u64;
    let mut acc = P5;
    for h in hashes {
        acc = acc.wrapping_add((h as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    acc = acc.wrapping_add(len ^ (P5 ^ 3_527_539));
    if acc == u64::MAX { 1_546_275_796 } else { acc as i64 }
}

/// The hash of a pointer: `object.__hash__`.
pub fn identity_hash(address: usize) -> i64 {
    address.rotate_right(4) as i64
}

/// The hash of a value of an exact built-in type; None when it needs user code or there is none.
#[inline]
pub fn plain_hash(value: &Value) -> Option<i64> {
    Some(match value {
        Value::Int(i) => int_hash(*i),
        Value::Bool(b) => i64::from(*b),
        Value::Float(f) => float_hash(*f),
        Value::None => 0xfca86420,
        Value::Ellipsis | Value::NotImplemented => identity_hash(value.id() as usize),
        Value::Unset => return None,
        Value::Object(r) => {
            if !r.class().is_builtin() {
                return None;
            }
            match r.kind() {
                Kind::Str => r.get::<Str>()?.hash(),
                Kind::BigInt => super::number::hash::of_owned(&r.get::<Int>()?.number),
                Kind::Bytes => return None,
                Kind::Complex => {
                    let c = r.get::<Complex>()?;
                    let h = (float_hash(c.real) as u64)
                        .wrapping_add((float_hash(c.imag) as u64).wrapping_mul(1_000_003))
                        as i64;
                    if h == -1 { -2 } else { h }
                }
                Kind::Tuple => {
                    let items = r.get::<Tuple>()?.as_slice();
                    let mut hashes = Vec::with_capacity(items.len());
                    for item in items {
                        hashes.push(plain_hash(item)?);
                    }
                    tuple_hash(hashes.into_iter())
                }
                Kind::Function | Kind::NativeFunction | Kind::Generator | Kind::Module | Kind::Exception => {
                    identity_hash(r.address())
                }
                _ => return None,
            }
        }
    })
}
