//! Complex numbers: arithmetic, powers, text.
//!
//! In: pairs of floats or text. Out: pairs, floats, text, or CPython's faults.

use super::float_text::{ascii_form, repr_with, trim, without_underscores};
use crate::object::fault::{Fallible, Fault};

/// A complex number.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Complex {
    /// The real part.
    pub real: f64,
    /// The imaginary part.
    pub imag: f64,
}

impl Complex {
    /// From its parts.
    pub const fn new(real: f64, imag: f64) -> Complex {
        Complex { real, imag }
    }

    /// The number with the sign of its imaginary part turned.
    pub fn conjugate(self) -> Complex {
        Complex::new(self.real, -self.imag)
    }

    /// Whether both parts are zero.
    pub fn is_zero(self) -> bool {
        self.real == 0.0 && self.imag == 0.0
    }

    fn is_finite(self) -> bool {
        self.real.is_finite() && self.imag.is_finite()
    }
}

impl std::ops::Add for Complex {
    type Output = Complex;
    fn add(self, other: Complex) -> Complex {
        Complex::new(self.real + other.real, self.imag + other.imag)
    }
}

impl std::ops::Sub for Complex {
    type Output = Complex;
    fn sub(self, other: Complex) -> Complex {
        Complex::new(self.real - other.real, self.imag - other.imag)
    }
}

impl std::ops::Mul for Complex {
    type Output = Complex;
    fn mul(self, other: Complex) -> Complex {
        Complex::new(self.real * other.real - self.imag * other.imag, self.real * other.imag + self.imag * other.real)
    }
}

impl std::ops::Neg for Complex {
    type Output = Complex;
    fn neg(self) -> Complex {
        Complex::new(-self.real, -self.imag)
    }
}

/// `a / b`, scaled by the larger part of the divisor so that nothing overflows on the way (Smith's method).
pub fn divide(a: Complex, b: Complex) -> Fallible<Complex> {
    if b.is_zero() {
        return Err(Fault::zero_division("complex division by zero"));
    }
    Ok(quotient(a, b))
}

fn quotient(a: Complex, b: Complex) -> Complex {
    let (real, imag) = (b.real.abs(), b.imag.abs());
    if real >= imag {
        let ratio = b.imag / b.real;
        let scale = b.real + b.imag * ratio;
        Complex::new((a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale)
    } else if imag >= real {
        let ratio = b.real / b.imag;
        let scale = b.real * ratio + b.imag;
        Complex::new((a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale)
    } else {
        Complex::new(f64::NAN, f64::NAN)
    }
}

/// `base ** exponent`
pub fn pow(base: Complex, exponent: Complex) -> Fallible<Complex> {
    // Small whole exponents by multiplication: faster, and exact where the products are.
    let power = if exponent.imag == 0.0 && exponent.real.fract() == 0.0 && exponent.real.abs() <= 100.0 {
        let count = exponent.real as i32;
        let power = whole_power(base, count.unsigned_abs());
        if count >= 0 {
            power
        } else if power.is_zero() {
            return Err(negative_power_of_zero());
        } else {
            quotient(Complex::new(1.0, 0.0), power)
        }
    } else if exponent.is_zero() {
        Complex::new(1.0, 0.0)
    } else if base.is_zero() {
        if exponent.imag != 0.0 || exponent.real < 0.0 {
            return Err(negative_power_of_zero());
        }
        Complex::default()
    } else {
        let size = base.real.hypot(base.imag);
        let angle = base.imag.atan2(base.real);
        let (mut length, mut phase) = (size.powf(exponent.real), angle * exponent.real);
        if exponent.imag != 0.0 {
            length /= (angle * exponent.imag).exp();
            phase += exponent.imag * size.ln();
        }
        Complex::new(length * phase.cos(), length * phase.sin())
    };
    if (power.real.is_infinite() || power.imag.is_infinite()) && base.is_finite() && exponent.is_finite() {
        return Err(Fault::overflow("complex exponentiation"));
    }
    Ok(power)
}

#[cold]
fn negative_power_of_zero() -> Fault {
    Fault::zero_division("0.0 to a negative or complex power")
}

fn whole_power(base: Complex, exponent: u32) -> Complex {
    let (mut power, mut square, mut left) = (Complex::new(1.0, 0.0), base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            power = power * square;
        }
        square = square * square;
        left >>= 1;
    }
    power
}

/// `abs(z)`
pub fn absolute(z: Complex) -> Fallible<f64> {
    let size = z.real.hypot(z.imag);
    if size.is_infinite() && z.is_finite() {
        return Err(Fault::overflow("absolute value too large"));
    }
    Ok(size)
}

/// `repr(z)`: without the real part when it is positive zero, in parentheses otherwise.
pub fn repr(z: Complex) -> String {
    let imag = repr_with(z.imag, false);
    if z.real == 0.0 && z.real.is_sign_positive() {
        return format!("{imag}j");
    }
    let plus = if imag.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{imag}j)", repr_with(z.real, false))
}

/// `complex(text)`
pub fn parse(text: &str) -> Fallible<Complex> {
    read(&ascii_form(text)).ok_or_else(|| Fault::value("complex() arg is a malformed string"))
}

fn read(text: &[u8]) -> Option<Complex> {
    let clean = without_underscores(trim(text))?;
    let mut rest = clean.as_slice();
    if let [b'(', inner @ .., b')'] = rest {
        rest = trim(inner);
    }
    if let [body @ .., b'j' | b'J'] = rest {
        let split = number_end(body);
        let (first, second) = body.split_at(split);
        if second.is_empty() {
            return Some(Complex::new(0.0, imaginary(first)?));
        }
        if !matches!(second[0], b'+' | b'-') {
            return None;
        }
        if first.is_empty() {
            return Some(Complex::new(0.0, imaginary(second)?));
        }
        return Some(Complex::new(real(first)?, imaginary(second)?));
    }
    Some(Complex::new(real(rest)?, 0.0))
}

/// Where the number that begins the text ends: before the sign of a second one, which an exponent's sign is not.
fn number_end(text: &[u8]) -> usize {
    (1..text.len())
        .find(|&i| matches!(text[i], b'+' | b'-') && !(matches!(text[i - 1], b'e' | b'E') && is_exponent(text, i)))
        .unwrap_or(text.len())
}

/// Whether the sign at `i`, after an `e`, belongs to an exponent: a digit or point stands before the `e`.
fn is_exponent(text: &[u8], i: usize) -> bool {
    i >= 2 && (text[i - 2].is_ascii_digit() || text[i - 2] == b'.')
}

fn real(text: &[u8]) -> Option<f64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// The imaginary part before its `j`: a bare sign stands for 1.
fn imaginary(text: &[u8]) -> Option<f64> {
    match text {
        b"" | b"+" => Some(1.0),
        b"-" => Some(-1.0),
        _ => real(text),
    }
}
