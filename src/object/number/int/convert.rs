//! Between integers and floats: exact comparison, nearest float, integer part, ratio, rounding to digits.
//!
//! In: integers and floats. Out: the exact or correctly rounded answer, or CPython's fault.

use super::{Int, IntRef, absolute, add, divmod, mul, pow, sub};
use crate::object::fault::{Fallible, Fault};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::cmp::Ordering;

/// `mantissa * 2 ** exponent` as the nearest float, ties to even; infinite when it is too large.
pub fn scale_to_float(mantissa: u128, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let bits = 128 - i64::from(mantissa.leading_zeros());
    // The weight of the lowest bit that a float of this size can hold; subnormals stop at -1074.
    let lowest = (exponent + bits - 53).max(-1074);
    let drop = lowest - exponent;
    let kept = if drop <= 0 {
        mantissa << (-drop) as u32
    } else if drop > 128 {
        0
    } else {
        let kept = mantissa.checked_shr(drop as u32).unwrap_or(0);
        let rest = if drop == 128 { mantissa } else { mantissa & ((1 << drop) - 1) };
        let half = 1u128 << (drop - 1);
        kept + u128::from(rest > half || (rest == half && kept & 1 == 1))
    };
    let kept = kept as u64;
    if kept == 0 {
        return 0.0;
    }
    // `kept` has at most 53 bits (or is 2**53 after rounding up), so both products are exact unless they overflow.
    if lowest > 971 {
        return f64::INFINITY;
    }
    if lowest >= -1022 {
        kept as f64 * f64::from_bits(((lowest + 1023) as u64) << 52)
    } else {
        kept as f64 * f64::from_bits(1 << (lowest + 1074))
    }
}

/// The nearest float, ties to even.
pub fn to_float(a: IntRef<'_>) -> Fallible<f64> {
    let big = match a {
        IntRef::Small(a) => return Ok(a as f64),
        IntRef::Big(big) => big,
    };
    let magnitude = big.magnitude();
    let drop = magnitude.bits().saturating_sub(100);
    let mut top = (magnitude >> drop).to_u128().unwrap_or(u128::MAX);
    if magnitude.trailing_zeros().unwrap_or(0) < drop {
        top |= 1;
    }
    let size = scale_to_float(top, drop as i64);
    if size.is_infinite() {
        return Err(Fault::overflow("int too large to convert to float"));
    }
    Ok(if a.is_negative() { -size } else { size })
}

/// `int(x)`: the float without its fraction.
pub fn from_float(x: f64) -> Fallible<Int> {
    if x.is_nan() {
        return Err(Fault::value("cannot convert float NaN to integer"));
    }
    if x.is_infinite() {
        return Err(Fault::overflow("cannot convert float infinity to integer"));
    }
    Ok(whole_part(x))
}

/// The integer part of a finite float.
fn whole_part(x: f64) -> Int {
    if x > -9.2e18 && x < 9.2e18 {
        return Int::Small(x as i64);
    }
    let (mantissa, exponent) = split(x);
    let big = BigInt::from(mantissa) << exponent.max(0) as u64;
    Int::from(if x < 0.0 { -big } else { big })
}

/// The mantissa and the exponent of a finite float's size: `|x| == mantissa * 2 ** exponent`.
pub(crate) fn split(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let (exponent, fraction) = ((bits >> 52 & 0x7ff) as i32, bits & ((1 << 52) - 1));
    if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
}

/// `x.as_integer_ratio()`
pub fn ratio_of_float(x: f64) -> Fallible<(Int, Int)> {
    if x.is_nan() {
        return Err(Fault::value("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(Fault::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mut mantissa, mut exponent) = split(x);
    if mantissa == 0 {
        return Ok((Int::Small(0), Int::Small(1)));
    }
    let even = mantissa.trailing_zeros();
    mantissa >>= even;
    exponent += even as i32;
    let mut over = BigInt::from(mantissa);
    if x < 0.0 {
        over = -over;
    }
    Ok(if exponent >= 0 {
        (Int::from(over << exponent as u64), Int::Small(1))
    } else {
        (Int::from(over), Int::from(BigInt::from(1) << (-exponent) as u64))
    })
}

/// Exact comparison of an integer with a float; none for nan.
pub fn compare_float(a: IntRef<'_>, x: f64) -> Option<Ordering> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    if let IntRef::Small(a) = a
        && a.unsigned_abs() <= 1 << 53
    {
        return (a as f64).partial_cmp(&x);
    }
    let whole = whole_part(x);
    Some(a.compare(whole.as_ref()).then_with(|| {
        let fraction = x - x.trunc();
        0.0.partial_cmp(&fraction).unwrap_or(Ordering::Equal)
    }))
}

/// `round(a, digits)`: to a multiple of `10 ** -digits`, ties to the even multiple.
pub fn round_digits(a: IntRef<'_>, digits: IntRef<'_>) -> Fallible<Int> {
    if !digits.is_negative() {
        return Ok(a.to_int());
    }
    // A unit with more digits than the number has cannot be reached: everything rounds to zero.
    let places = digits.to_i64().unwrap_or(i64::MIN).unsigned_abs();
    let most = super::bit_length(a) * 31 / 100 + 2;
    if places > most {
        return Ok(Int::Small(0));
    }
    let unit = pow(IntRef::Small(10), IntRef::Small(places as i64))?;
    let (quotient, rest) = divmod(a, unit.as_ref())?;
    let twice = mul(rest.as_ref(), IntRef::Small(2));
    let odd = !super::and(quotient.as_ref(), IntRef::Small(1)).as_ref().is_zero();
    let down = sub(a, rest.as_ref());
    Ok(match twice.as_ref().compare(absolute(unit.as_ref()).as_ref()) {
        Ordering::Less => down,
        Ordering::Equal if !odd => down,
        _ => add(down.as_ref(), unit.as_ref()),
    })
}
