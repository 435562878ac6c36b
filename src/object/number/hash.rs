//! Hashes with CPython's values, so that the order of sets is CPython's too.
//!
//! In: numbers, texts, the hashes of items. Out: 64-bit hashes, never -1 (which stands for an error in Python's C API and is
//! replaced by -2). Numbers that compare equal hash equal: every number is reduced modulo the Mersenne prime `2**61 - 1`.

use super::{Complex, Int, IntRef};
use num_bigint::{BigInt, Sign};
use siphasher::sip::SipHasher13;
use std::hash::Hasher;

const BITS: u32 = 61;
const MODULUS: u64 = (1 << BITS) - 1;
const INFINITY: i64 = 314159;

/// The hash of what never may be -1.
#[inline]
pub fn proper(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// The hash of a 64-bit integer.
#[inline]
pub fn of_i64(n: i64) -> i64 {
    let size = (n.unsigned_abs() % MODULUS) as i64;
    proper(if n < 0 { -size } else { size })
}

/// The hash of a big integer.
pub fn of_big(n: &BigInt) -> i64 {
    let rest = n
        .magnitude()
        .iter_u64_digits()
        .rev()
        .fold(0u64, |rest, digit| ((u128::from(rest) << 64 | u128::from(digit)) % u128::from(MODULUS)) as u64);
    proper(if n.sign() == Sign::Minus { -(rest as i64) } else { rest as i64 })
}

/// The hash of an integer.
pub fn of_int(n: IntRef<'_>) -> i64 {
    match n {
        IntRef::Small(n) => of_i64(n),
        IntRef::Big(n) => of_big(n),
    }
}

/// The hash of an owned integer.
pub fn of_owned(n: &Int) -> i64 {
    of_int(n.as_ref())
}

/// The hash of a float; none for nan, whose hash comes from the object's identity.
pub fn of_f64(x: f64) -> Option<i64> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { INFINITY } else { -INFINITY });
    }
    let (mantissa, exponent) = super::int::split(x);
    // Multiplying by a power of two rotates within the modulus' bits.
    let turn = exponent.rem_euclid(BITS as i32) as u32;
    let rest = mantissa % MODULUS;
    let turned = (rest << turn & MODULUS) | (rest >> (BITS - turn));
    let size = (turned % MODULUS) as i64;
    Some(proper(if x < 0.0 { -size } else { size }))
}

/// The hash of a complex number; `nan` gives the hash of a part that is nan.
pub fn of_complex(z: Complex, nan: impl Fn() -> i64) -> i64 {
    const IMAGINARY: i64 = 1000003;
    let real = of_f64(z.real).unwrap_or_else(&nan);
    let imag = of_f64(z.imag).unwrap_or_else(&nan);
    proper(real.wrapping_add(imag.wrapping_mul(IMAGINARY)))
}

/// The hash of an object by its address.
pub fn of_address(address: usize) -> i64 {
    // The lowest bits of an address are always zero; they go to the top.
    proper((address as u64).rotate_right(4) as i64)
}

/// Combines the hashes of a tuple's items (xxHash's rounds, without its parallel lanes).
pub fn of_tuple(items: impl IntoIterator<Item = i64>) -> i64 {
    const PRIME_1: u64 = 0x9E37_79B1_85EB_CA87;
    const PRIME_2: u64 = 0xC2B2_AE3D_27D4_EB4F;
    const PRIME_5: u64 = 0x27D4_EB2F_1656_67C5;
    let (mut sum, mut count) = (PRIME_5, 0u64);
    for item in items {
        sum = sum.wrapping_add((item as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
        count += 1;
    }
    sum = sum.wrapping_add(count ^ PRIME_5 ^ 3527539);
    if sum == u64::MAX { 1546275796 } else { sum as i64 }
}

/// Combines the hashes of a frozenset's items, whatever their order.
pub fn of_frozenset(items: impl IntoIterator<Item = i64>) -> i64 {
    let (mut mixed, mut count) = (0u64, 0u64);
    for item in items {
        let item = item as u64;
        mixed ^= ((item ^ 89869747) ^ (item << 16)).wrapping_mul(3644798167);
        count += 1;
    }
    mixed ^= (count + 1).wrapping_mul(1927868237);
    mixed ^= (mixed >> 11) ^ (mixed >> 25);
    mixed = mixed.wrapping_mul(69069).wrapping_add(907133923);
    if mixed == u64::MAX { 590923713 } else { mixed as i64 }
}

/// The key of the hashes of texts, made from `PYTHONHASHSEED`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Key {
    low: u64,
    high: u64,
}

impl Key {
    /// The key of a seed: zero for 0, otherwise 16 bytes of a linear congruential generator.
    pub fn from_seed(seed: u32) -> Key {
        if seed == 0 {
            return Key::default();
        }
        let mut state = seed;
        let mut word = || {
            u64::from_le_bytes(std::array::from_fn(|_| {
                state = state.wrapping_mul(214013).wrapping_add(2531011);
                (state >> 16) as u8
            }))
        };
        Key { low: word(), high: word() }
    }

    /// A key of random bits, for runs without a seed.
    pub fn from_random(low: u64, high: u64) -> Key {
        Key { low, high }
    }

    /// The hash of a byte string.
    pub fn bytes(self, bytes: &[u8]) -> i64 {
        if bytes.is_empty() {
            return 0;
        }
        let mut hasher = SipHasher13::new_with_keys(self.low, self.high);
        hasher.write(bytes);
        proper(hasher.finish() as i64)
    }

    /// The hash of a text: of its characters in 1, 2 or 4 bytes each, as the widest of them needs.
    pub fn text(self, text: &str) -> i64 {
        if text.is_ascii() {
            return self.bytes(text.as_bytes());
        }
        let points = || text.chars().map(crate::syntax::surrogate::code_point);
        let widest = points().max().unwrap_or(0);
        let bytes: Vec<u8> = match widest {
            0..=0xff => points().map(|p| p as u8).collect(),
            0x100..=0xffff => points().flat_map(|p| (p as u16).to_le_bytes()).collect(),
            _ => points().flat_map(u32::to_le_bytes).collect(),
        };
        self.bytes(&bytes)
    }
}
