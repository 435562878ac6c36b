//! Arithmetic of floats as Python defines it: division that rounds down, powers, rounding to digits.
//!
//! In: floats. Out: floats, or CPython's faults where IEEE 754 would give an infinity or nan silently.

use super::float_text::fixed;
use super::int::{self, Int};
use super::{Complex, complex};
use crate::object::fault::{Fallible, Fault};

/// `a / b`
pub fn divide(a: f64, b: f64) -> Fallible<f64> {
    if b == 0.0 {
        return Err(Fault::zero_division("float division by zero"));
    }
    Ok(a / b)
}

/// The quotient rounded down and the remainder with the divisor's sign, for a divisor that is not zero.
fn quotient_and_rest(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    // `quotient` is whole but for rounding errors: take the nearest.
    let whole = if quotient == 0.0 {
        0f64.copysign(a / b)
    } else {
        let down = quotient.floor();
        if quotient - down > 0.5 { down + 1.0 } else { down }
    };
    (whole, rest)
}

/// `a // b`
pub fn floordiv(a: f64, b: f64) -> Fallible<f64> {
    if b == 0.0 {
        return Err(Fault::zero_division("float floor division by zero"));
    }
    Ok(quotient_and_rest(a, b).0)
}

/// `a % b`
pub fn modulo(a: f64, b: f64) -> Fallible<f64> {
    if b == 0.0 {
        return Err(Fault::zero_division("float modulo by zero"));
    }
    let rest = a % b;
    Ok(if rest == 0.0 {
        0f64.copysign(b)
    } else if (b < 0.0) != (rest < 0.0) {
        rest + b
    } else {
        rest
    })
}

/// `divmod(a, b)`
pub fn divmod(a: f64, b: f64) -> Fallible<(f64, f64)> {
    if b == 0.0 {
        return Err(Fault::zero_division("float divmod()"));
    }
    Ok(quotient_and_rest(a, b))
}

/// What a power of floats is: a negative base with a fractional exponent leaves the real line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Power {
    /// A float.
    Real(f64),
    /// A complex number.
    Complex(Complex),
}

/// `base ** exponent`
pub fn pow(base: f64, exponent: f64) -> Fallible<Power> {
    if base == 0.0 && exponent < 0.0 && exponent.is_finite() {
        return Err(Fault::zero_division("0.0 cannot be raised to a negative power"));
    }
    if base < 0.0 && base.is_finite() && exponent.is_finite() && exponent.fract() != 0.0 {
        let power = complex::pow(Complex::new(base, 0.0), Complex::new(exponent, 0.0))?;
        return Ok(Power::Complex(power));
    }
    let power = base.powf(exponent);
    if power.is_infinite() && base.is_finite() && exponent.is_finite() {
        return Err(Fault::out_of_range());
    }
    Ok(Power::Real(power))
}

/// `round(x)`: to the nearest integer, ties to even.
pub fn round(x: f64) -> Fallible<Int> {
    int::from_float(x.round_ties_even())
}

/// `round(x, digits)`: rounds the exact decimal value, ties to even.
pub fn round_digits(x: f64, digits: i64) -> Fallible<f64> {
    // No float has a digit beyond the 323rd place, and none reaches half of 1e309.
    if !x.is_finite() || x == 0.0 || digits > 323 {
        return Ok(x);
    }
    if digits < -308 {
        return Ok(0.0 * x);
    }
    let text = if digits >= 0 { fixed(x, digits as usize) } else { drop_digits(x, (-digits) as usize) };
    let size: f64 = text.parse().unwrap_or(f64::INFINITY);
    if size.is_infinite() {
        return Err(Fault::overflow("rounded value too large to represent"));
    }
    Ok(size.copysign(x))
}

/// The size of the number rounded to a multiple of `10 ** places`, in digits.
fn drop_digits(x: f64, places: usize) -> String {
    let whole = fixed(x.trunc(), 0);
    if whole.len() < places {
        return "0".to_string();
    }
    let (kept, dropped) = whole.split_at(whole.len() - places);
    let half = dropped.as_bytes()[0].cmp(&b'5').then_with(|| {
        let more = x.fract() != 0.0 || dropped.bytes().skip(1).any(|d| d != b'0');
        if more { std::cmp::Ordering::Greater } else { std::cmp::Ordering::Equal }
    });
    let odd = kept.bytes().last().is_some_and(|d| d & 1 == 1);
    let up = half.is_gt() || (half.is_eq() && odd);
    let mut kept: Vec<u8> = std::iter::once(b'0').chain(kept.bytes()).collect();
    if up {
        for digit in kept.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                break;
            }
        }
    }
    kept.extend(std::iter::repeat_n(b'0', places));
    String::from_utf8_lossy(&kept).into_owned()
}

/// `x.is_integer()`
pub fn is_integer(x: f64) -> bool {
    x.is_finite() && x.fract() == 0.0
}
