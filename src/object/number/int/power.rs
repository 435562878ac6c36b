//! Powers, modular powers, square roots and common divisors of integers.
//!
//! In: integers. Out: integers in normal form, or CPython's faults. A negative exponent without a modulus is the
//! caller's affair: the answer is a float then.

use super::bits::MOST_BITS;
use super::{Int, IntRef, bit_length, modulo};
use crate::object::fault::{Fallible, Fault, Kind};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Pow, Signed, Zero};

/// `base ** exponent` for an exponent that is not negative.
pub fn pow(base: IntRef<'_>, exponent: IntRef<'_>) -> Fallible<Int> {
    match base {
        IntRef::Small(0) => return Ok(Int::Small(i64::from(exponent.is_zero()))),
        IntRef::Small(1) => return Ok(Int::Small(1)),
        IntRef::Small(-1) => {
            let odd = !super::and(exponent, IntRef::Small(1)).as_ref().is_zero();
            return Ok(Int::Small(if odd { -1 } else { 1 }));
        }
        _ => {}
    }
    let Some(exponent) = exponent.to_i64().and_then(|e| u32::try_from(e).ok()) else {
        return Err(Fault::new(Kind::MemoryError, ""));
    };
    if let IntRef::Small(base) = base
        && let Some(power) = base.checked_pow(exponent)
    {
        return Ok(Int::Small(power));
    }
    if bit_length(base).saturating_mul(u64::from(exponent)) > MOST_BITS {
        return Err(Fault::new(Kind::MemoryError, ""));
    }
    Ok(Int::from(Pow::pow(base.to_big().as_ref(), exponent)))
}

/// `pow(base, exponent, modulus)`; a negative exponent asks for the inverse of the base.
pub fn pow_mod(base: IntRef<'_>, exponent: IntRef<'_>, modulus: IntRef<'_>) -> Fallible<Int> {
    if modulus.is_zero() {
        return Err(Fault::value("pow() 3rd argument cannot be 0"));
    }
    if let (IntRef::Small(base), IntRef::Small(exponent), IntRef::Small(modulus @ 1..)) = (base, exponent, modulus) {
        let base = i128::from(base).rem_euclid(i128::from(modulus));
        let base = if exponent < 0 { small_inverse(base, modulus.into()) } else { Some(base) };
        let base = base.ok_or_else(|| Fault::value("base is not invertible for the given modulus"))?;
        return Ok(Int::Small(small_power(base, exponent.unsigned_abs(), modulus.into())));
    }
    let modulus = modulus.to_big();
    let size = modulus.abs();
    let (mut base, mut exponent) = (base.to_big().mod_floor(&size), exponent.to_big().into_owned());
    if exponent.is_negative() {
        base = inverse(&base, &size).ok_or_else(|| Fault::value("base is not invertible for the given modulus"))?;
        exponent = -exponent;
    }
    let power = if size.is_one() { BigInt::zero() } else { base.modpow(&exponent, &size) };
    Ok(Int::from(if modulus.is_negative() && !power.is_zero() { power - size } else { power }))
}

/// A power of `base` (reduced) modulo a positive number of 63 bits: products have 126.
fn small_power(mut base: i128, mut exponent: u64, modulus: i128) -> i64 {
    let mut power = 1 % modulus;
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = power * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    power as i64
}

/// The inverse of `base` (reduced) modulo a positive number of 63 bits, if they have no common divisor.
fn small_inverse(base: i128, modulus: i128) -> Option<i128> {
    // Euclid's steps; `next` times the base is `rest`, up to multiples of the modulus.
    let (mut last, mut rest, mut found, mut next) = (modulus, base, 0, 1);
    while rest != 0 {
        let times = last / rest;
        (last, rest) = (rest, last - times * rest);
        (found, next) = (next, found - times * next);
    }
    (last == 1).then(|| found.rem_euclid(modulus))
}

/// The inverse of `base` (reduced) for a positive modulus, if they have no common divisor.
fn inverse(base: &BigInt, modulus: &BigInt) -> Option<BigInt> {
    let common = base.extended_gcd(modulus);
    common.gcd.abs().is_one().then(|| (common.x * common.gcd).mod_floor(modulus))
}

/// `math.gcd(a, b)`
pub fn gcd(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Int::from(a.unsigned_abs().gcd(&b.unsigned_abs())),
        _ => Int::from(a.to_big().gcd(b.to_big().as_ref())),
    }
}

/// `math.lcm(a, b)`
pub fn lcm(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    Int::from(a.to_big().lcm(b.to_big().as_ref()))
}

/// `math.isqrt(a)`
pub fn isqrt(a: IntRef<'_>) -> Fallible<Int> {
    if a.is_negative() {
        return Err(Fault::value("isqrt() argument must be nonnegative"));
    }
    Ok(match a {
        IntRef::Small(a) => Int::Small(a.isqrt()),
        IntRef::Big(a) => Int::from(a.sqrt()),
    })
}

/// `a % 2`, as a truth value.
pub fn is_odd(a: IntRef<'_>) -> bool {
    match a {
        IntRef::Small(a) => a & 1 == 1,
        IntRef::Big(_) => modulo(a, IntRef::Small(2)).is_ok_and(|rest| !rest.as_ref().is_zero()),
    }
}
