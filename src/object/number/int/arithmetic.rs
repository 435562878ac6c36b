//! Sum, difference, product and the three divisions of integers.
//!
//! In: two integers. Out: an integer in normal form, or CPython's ZeroDivisionError or OverflowError. Quotients round
//! down, and a remainder has the sign of the divisor.

use super::{Int, IntRef, scale_to_float};
use crate::object::fault::{Fallible, Fault};
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{ToPrimitive, Zero};

/// `a + b`
pub fn add(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => {
            a.checked_add(b).map_or_else(|| Int::from(i128::from(a) + i128::from(b)), Int::Small)
        }
        _ => Int::from(a.to_big().as_ref() + b.to_big().as_ref()),
    }
}

/// `a - b`
pub fn sub(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => {
            a.checked_sub(b).map_or_else(|| Int::from(i128::from(a) - i128::from(b)), Int::Small)
        }
        _ => Int::from(a.to_big().as_ref() - b.to_big().as_ref()),
    }
}

/// `a * b`
pub fn mul(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => {
            a.checked_mul(b).map_or_else(|| Int::from(i128::from(a) * i128::from(b)), Int::Small)
        }
        _ => Int::from(a.to_big().as_ref() * b.to_big().as_ref()),
    }
}

/// `-a`
pub fn neg(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(a) => a.checked_neg().map_or_else(|| Int::from(-i128::from(a)), Int::Small),
        IntRef::Big(a) => Int::from(-a),
    }
}

/// The quotient rounded down and the remainder, for a divisor that is not zero.
fn divide(a: IntRef<'_>, b: IntRef<'_>) -> (Int, Int) {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) if !(a == i64::MIN && b == -1) => {
            let (quotient, rest) = (a / b, a % b);
            if rest != 0 && (rest < 0) != (b < 0) {
                (Int::Small(quotient - 1), Int::Small(rest + b))
            } else {
                (Int::Small(quotient), Int::Small(rest))
            }
        }
        _ => {
            let (quotient, rest) = a.to_big().div_mod_floor(b.to_big().as_ref());
            (Int::from(quotient), Int::from(rest))
        }
    }
}

/// `a // b`
pub fn floordiv(a: IntRef<'_>, b: IntRef<'_>) -> Fallible<Int> {
    if b.is_zero() {
        return Err(Fault::zero_division("integer division or modulo by zero"));
    }
    Ok(divide(a, b).0)
}

/// `a % b`
pub fn modulo(a: IntRef<'_>, b: IntRef<'_>) -> Fallible<Int> {
    if b.is_zero() {
        return Err(Fault::zero_division("integer modulo by zero"));
    }
    Ok(divide(a, b).1)
}

/// `divmod(a, b)`
pub fn divmod(a: IntRef<'_>, b: IntRef<'_>) -> Fallible<(Int, Int)> {
    if b.is_zero() {
        return Err(Fault::zero_division("integer division or modulo by zero"));
    }
    Ok(divide(a, b))
}

/// `a / b`: the float nearest to the exact quotient.
pub fn true_divide(a: IntRef<'_>, b: IntRef<'_>) -> Fallible<f64> {
    if b.is_zero() {
        return Err(Fault::zero_division("division by zero"));
    }
    const EXACT: u64 = 1 << 53;
    if let (IntRef::Small(a), IntRef::Small(b)) = (a, b)
        && a.unsigned_abs() <= EXACT
        && b.unsigned_abs() <= EXACT
    {
        return Ok(a as f64 / b as f64);
    }
    let (a, b) = (a.to_big(), b.to_big());
    if a.is_zero() {
        return Ok(if b.sign() == Sign::Minus { -0.0 } else { 0.0 });
    }
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    // A quotient of at least 66 bits, whose lowest says whether anything was cut off, rounds as the exact one does.
    let shift = 66 - (a.bits() as i64 - b.bits() as i64);
    let (over, under) = (a.magnitude(), b.magnitude());
    let (quotient, rest) =
        if shift >= 0 { (over << shift as u64).div_rem(under) } else { over.div_rem(&(under << (-shift) as u64)) };
    let mantissa = quotient.to_u128().unwrap_or(u128::MAX) | u128::from(!rest.is_zero());
    let size = scale_to_float(mantissa, -shift);
    if size.is_infinite() {
        return Err(Fault::overflow("integer division result too large for a float"));
    }
    Ok(if negative { -size } else { size })
}

/// In-place sum, which keeps the storage of a big integer: for `sum` and counters.
impl std::ops::AddAssign<i64> for Int {
    fn add_assign(&mut self, other: i64) {
        *self = match std::mem::replace(self, Int::Small(0)) {
            Int::Small(a) => add(IntRef::Small(a), IntRef::Small(other)),
            Int::Big(a) => Int::from(a + BigInt::from(other)),
        };
    }
}
