//! Integers without a bound: 64 bits in place, more as a [`BigInt`].
//!
//! In: [`IntRef`]s. Out: [`Int`]s in normal form: `Big` only when 64 bits do not hold the number, so that equality and
//! hashing can look at the form first.

mod arithmetic;
mod bits;
mod convert;
mod power;
mod text;

pub use arithmetic::{add, divmod, floordiv, modulo, mul, neg, sub, true_divide};
pub use bits::{
    ByteOrder, absolute, and, bit_count, bit_length, from_bytes, invert, or, parse_byte_order, shift_left, shift_right,
    to_bytes, to_i128, trailing_zeros, xor,
};
pub(crate) use convert::split;
pub use convert::{compare_float, from_float, ratio_of_float, round_digits, scale_to_float, to_float};
pub use power::{gcd, is_odd, isqrt, lcm, pow, pow_mod};
pub use text::{DIGIT_LIMIT, digit_limit, parse, parse_bytes, set_digit_limit, to_radix, to_text};

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use std::borrow::Cow;
use std::cmp::Ordering;

/// An owned integer; `Big` only when it does not fit 64 bits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Int {
    /// Fits 64 bits.
    Small(i64),
    /// Does not fit 64 bits.
    Big(BigInt),
}

/// A borrowed integer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntRef<'a> {
    /// A number of 64 bits.
    Small(i64),
    /// A number of any size; normally more than 64 bits.
    Big(&'a BigInt),
}

impl Int {
    /// Borrows the number.
    pub fn as_ref(&self) -> IntRef<'_> {
        match self {
            Int::Small(n) => IntRef::Small(*n),
            Int::Big(n) => IntRef::Big(n),
        }
    }

    /// The number as a big integer.
    pub fn into_big(self) -> BigInt {
        match self {
            Int::Small(n) => BigInt::from(n),
            Int::Big(n) => n,
        }
    }
}

impl From<BigInt> for Int {
    fn from(n: BigInt) -> Int {
        match n.to_i64() {
            Some(small) => Int::Small(small),
            None => Int::Big(n),
        }
    }
}

impl From<i64> for Int {
    fn from(n: i64) -> Int {
        Int::Small(n)
    }
}

impl From<u64> for Int {
    fn from(n: u64) -> Int {
        i64::try_from(n).map_or_else(|_| Int::Big(BigInt::from(n)), Int::Small)
    }
}

impl From<usize> for Int {
    fn from(n: usize) -> Int {
        Int::from(n as u64)
    }
}

impl From<i128> for Int {
    fn from(n: i128) -> Int {
        i64::try_from(n).map_or_else(|_| Int::Big(BigInt::from(n)), Int::Small)
    }
}

impl From<i64> for IntRef<'_> {
    fn from(n: i64) -> Self {
        IntRef::Small(n)
    }
}

impl<'a> From<&'a BigInt> for IntRef<'a> {
    fn from(n: &'a BigInt) -> Self {
        IntRef::Big(n)
    }
}

impl<'a> IntRef<'a> {
    /// The number as a big integer, borrowed where it is one.
    pub fn to_big(self) -> Cow<'a, BigInt> {
        match self {
            IntRef::Small(n) => Cow::Owned(BigInt::from(n)),
            IntRef::Big(n) => Cow::Borrowed(n),
        }
    }

    /// An owned copy.
    pub fn to_int(self) -> Int {
        match self {
            IntRef::Small(n) => Int::Small(n),
            IntRef::Big(n) => Int::from(n.clone()),
        }
    }

    /// The number, if it fits 64 bits.
    pub fn to_i64(self) -> Option<i64> {
        match self {
            IntRef::Small(n) => Some(n),
            IntRef::Big(n) => n.to_i64(),
        }
    }

    /// The number, or the nearest end of the range of 64 bits: how slices read their bounds.
    pub fn saturating_i64(self) -> i64 {
        self.to_i64().unwrap_or(if self.is_negative() { i64::MIN } else { i64::MAX })
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        match self {
            IntRef::Small(n) => n == 0,
            IntRef::Big(n) => n.is_zero(),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        match self {
            IntRef::Small(n) => n < 0,
            IntRef::Big(n) => n.is_negative(),
        }
    }

    /// Less, equal or greater.
    pub fn compare(self, other: IntRef<'_>) -> Ordering {
        match (self, other) {
            (IntRef::Small(a), IntRef::Small(b)) => a.cmp(&b),
            _ => self.to_big().as_ref().cmp(other.to_big().as_ref()),
        }
    }
}
