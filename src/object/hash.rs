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

const P1: u64 = 11_400_714_785_074_694_791;
const P2: u64 = 14_029_467_366_897_019_727;
const P5: u64 = 2_870_177_450_012_600_261;

/// The hash of a tuple, item by item.
pub struct TupleHash {
    state: u64,
    len: u64,
}

impl Default for TupleHash {
    fn default() -> TupleHash {
        TupleHash { state: P5, len: 0 }
    }
}

impl TupleHash {
    /// Takes the next item's hash in.
    #[inline]
    pub fn add(&mut self, hash: i64) {
        self.state = self.state.wrapping_add((hash as u64).wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
        self.len += 1;
    }

    /// The hash of the whole.
    #[inline]
    pub fn finish(self) -> i64 {
        let hash = self.state.wrapping_add(self.len ^ (P5 ^ 3_527_539));
        if hash == u64::MAX { 1_546_275_796 } else { hash as i64 }
    }

    /// The hash of a slice, which leaves the number of items out.
    pub fn finish_slice(self) -> i64 {
        if self.state == u64::MAX { 1_546_275_796 } else { self.state as i64 }
    }
}

/// Combines the hashes of a tuple's items.
pub fn tuple_hash(hashes: impl ExactSizeIterator<Item = i64>) -> i64 {
    let mut whole = TupleHash::default();
    hashes.for_each(|h| whole.add(h));
    whole.finish()
}

/// The hash of a pointer: `object.__hash__`.
pub fn identity_hash(address: usize) -> i64 {
    address.rotate_right(4) as i64
}

/// The hash of a value of an exact built-in type; None when it needs user code or there is none.
#[inline]
pub fn plain_hash(value: &Value) -> Option<i64> {
    match value {
        Value::Int(i) => Some(int_hash(*i)),
        Value::Object(r) if r.kind() == Kind::Str && r.class().is_builtin() => Some(r.get::<Str>()?.hash()),
        _ => nested_hash(value, 0),
    }
}

fn nested_hash(value: &Value, depth: u8) -> Option<i64> {
    Some(match value {
        Value::Int(i) => int_hash(*i),
        Value::Bool(b) => *b as i64,
        Value::Float(f) => float_hash(f.get()),
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
                Kind::Bytes => {
                    let bytes = r.get::<super::bytes::Bytes>()?;
                    if bytes.hash.get() == -1 {
                        bytes.hash.set(super::str::bytes_hash(&bytes.data));
                    }
                    bytes.hash.get()
                }
                Kind::Complex => {
                    let c = r.get::<Complex>()?;
                    let h = (float_hash(c.real) as u64)
                        .wrapping_add((float_hash(c.imag) as u64).wrapping_mul(1_000_003))
                        as i64;
                    if h == -1 { -2 } else { h }
                }
                Kind::Tuple => {
                    let items = r.get::<Tuple>()?.as_slice();
                    if depth > 8 {
                        return None;
                    }
                    let mut whole = TupleHash::default();
                    for item in items {
                        whole.add(nested_hash(item, depth + 1)?);
                    }
                    whole.finish()
                }
                Kind::Function | Kind::NativeFunction | Kind::Generator | Kind::Module | Kind::Exception => {
                    identity_hash(r.address())
                }
                _ => return None,
            }
        }
    })
}

/// The hash of the frozenset with a set's values.
pub fn frozenset_hash(set: &super::set::Set) -> i64 {
    super::number::hash::of_frozenset(
        set.table.with(|t| t.slots.iter().filter(|s| s.1.is_set()).map(|s| s.0).collect::<Vec<i64>>()),
    )
}
