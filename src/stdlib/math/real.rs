//! Functions of real numbers.
//!
//! In: floats, and ints beyond them for logarithms. Out: floats. Angles are in radians. What the standard library of Rust
//! lacks comes from libm.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::int::{AnyInt, as_float, as_i64, as_int};
use crate::object::list::Tuple;
use crate::object::number::int;
use crate::object::special::Special;
use crate::object::{Outcome, Value, overflow_error, type_error, value_error};

/// Checks an answer as C's functions leave it: no nan from numbers, infinity from finite ones only as the fault says.
fn checked(answer: f64, defined: bool, finite: bool, overflows: bool) -> Outcome<f64> {
    if answer.is_nan() && defined {
        return value_error("math domain error");
    }
    if answer.is_infinite() && finite {
        return if overflows { overflow_error("math range error") } else { value_error("math domain error") };
    }
    Ok(answer)
}

macro_rules! functions {
    ($($name:ident $overflows:literal $function:expr;)*) => {
        $(
            pub(super) fn $name(x: f64) -> Outcome<f64> {
                let function: fn(f64) -> f64 = $function;
                checked(function(x), !x.is_nan(), x.is_finite(), $overflows)
            }
        )*
    };
}

functions! {
    acos false f64::acos;
    acosh false libm::acosh;
    asin false f64::asin;
    asinh false libm::asinh;
    atan false f64::atan;
    atanh false libm::atanh;
    cbrt false f64::cbrt;
    cos false f64::cos;
    cosh true f64::cosh;
    degrees false |x| x * (180.0 / std::f64::consts::PI);
    erf false libm::erf;
    erfc false libm::erfc;
    exp true f64::exp;
    exp2 true f64::exp2;
    expm1 true f64::exp_m1;
    fabs false f64::abs;
    log1p false f64::ln_1p;
    radians false |x| x * (std::f64::consts::PI / 180.0);
    sin false f64::sin;
    sinh true f64::sinh;
    sqrt false f64::sqrt;
    tan false f64::tan;
    tanh false f64::tanh;
}

pub(super) fn gamma(x: f64) -> Outcome<f64> {
    if x == f64::NEG_INFINITY || (x <= 0.0 && x.is_finite() && x.fract() == 0.0) {
        return value_error("math domain error");
    }
    // Whole numbers by multiplication: exact as long as the product is.
    if x.fract() == 0.0 && (1.0..=23.0).contains(&x) {
        return Ok((1..x as u64).map(|n| n as f64).product());
    }
    checked(libm::tgamma(x), !x.is_nan(), x.is_finite(), true)
}

pub(super) fn lgamma(x: f64) -> Outcome<f64> {
    if x.is_infinite() {
        return Ok(f64::INFINITY);
    }
    if x <= 0.0 && x.fract() == 0.0 {
        return value_error("math domain error");
    }
    checked(libm::lgamma(x), !x.is_nan(), x.is_finite(), true)
}

fn two(x: f64, y: f64, answer: f64, overflows: bool) -> Outcome<f64> {
    checked(answer, !x.is_nan() && !y.is_nan(), x.is_finite() && y.is_finite(), overflows)
}

pub(super) fn atan2(y: f64, x: f64) -> Outcome<f64> {
    two(y, x, y.atan2(x), false)
}

pub(super) fn copysign(x: f64, y: f64) -> Outcome<f64> {
    Ok(x.copysign(y))
}

pub(super) fn fmod(x: f64, y: f64) -> Outcome<f64> {
    two(x, y, x % y, false)
}

pub(super) fn remainder(x: f64, y: f64) -> Outcome<f64> {
    two(x, y, libm::remainder(x, y), false)
}

pub(super) fn pow(x: f64, y: f64) -> Outcome<f64> {
    let overflows = x != 0.0;
    two(x, y, x.powf(y), overflows)
}

pub(super) fn fma(x: f64, y: f64, z: f64) -> Outcome<f64> {
    let answer = x.mul_add(y, z);
    if answer.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return value_error("invalid operation in fma");
    }
    if answer.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        return overflow_error("overflow in fma");
    }
    Ok(answer)
}

pub(super) fn isfinite(x: f64) -> Outcome<bool> {
    Ok(x.is_finite())
}

pub(super) fn isinf(x: f64) -> Outcome<bool> {
    Ok(x.is_infinite())
}

pub(super) fn isnan(x: f64) -> Outcome<bool> {
    Ok(x.is_nan())
}

pub(super) fn isclose(a: f64, b: f64, relative: f64, absolute: f64) -> Outcome<bool> {
    if relative < 0.0 || absolute < 0.0 {
        return value_error("tolerances must be non-negative");
    }
    if a == b {
        return Ok(true);
    }
    if a.is_infinite() || b.is_infinite() {
        return Ok(false);
    }
    let difference = (b - a).abs();
    Ok(difference <= (relative * b).abs() || difference <= (relative * a).abs() || difference <= absolute)
}

/// A number split into a size of at least a half and less than 1, and a power of two.
fn split(x: f64) -> (f64, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    libm::frexp(x)
}

pub(super) fn frexp(x: f64) -> Outcome {
    let (size, exponent) = split(x);
    Ok(Tuple::create(vec![Value::float(size), Value::Int(i64::from(exponent))]).into_value())
}

pub(super) fn ldexp(m: &mut Machine, a: &[Value]) -> Outcome {
    let x = m.to_float(&a[0])?;
    let Some(exponent) = as_int(&a[1]) else { return type_error("Expected an int as second argument to ldexp.") };
    let exponent = exponent.saturating_i64().clamp(-100_000, 100_000) as i32;
    let answer = libm::ldexp(x, exponent);
    if answer.is_infinite() && x.is_finite() {
        return overflow_error("math range error");
    }
    Ok(Value::float(answer))
}

pub(super) fn modf(x: f64) -> Outcome {
    let (fraction, whole) = if x.is_infinite() { (0f64.copysign(x), x) } else { (x.fract().copysign(x), x.trunc()) };
    Ok(Tuple::create(vec![Value::float(fraction), Value::float(whole)]).into_value())
}

/// A logarithm of any number; an int beyond floats is halved until it is one.
fn logarithm(m: &mut Machine, value: &Value, function: fn(f64) -> f64) -> Outcome<f64> {
    if let Some(AnyInt::Big(big)) = as_int(value) {
        let big = AnyInt::Big(big);
        if big.is_negative() {
            return value_error("math domain error");
        }
        if let Ok(x) = int::to_float(big) {
            return Ok(function(x));
        }
        let drop = int::bit_length(big) - 64;
        let top = int::shift_right(big, AnyInt::Small(drop as i64))?;
        return Ok(function(int::to_float(top.as_ref())?) + function(2.0) * drop as f64);
    }
    let x = m.to_float(value)?;
    if x <= 0.0 {
        return value_error("math domain error");
    }
    Ok(function(x))
}

pub(super) fn log(m: &mut Machine, a: &[Value]) -> Outcome {
    let over = logarithm(m, &a[0], f64::ln)?;
    if !a[1].is_set() {
        return Ok(Value::float(over));
    }
    let under = logarithm(m, &a[1], f64::ln)?;
    Ok(Value::float(crate::object::number::float::divide(over, under)?))
}

pub(super) fn log2(m: &mut Machine, a: &[Value]) -> Outcome {
    logarithm(m, &a[0], f64::log2).map(Value::float)
}

pub(super) fn log10(m: &mut Machine, a: &[Value]) -> Outcome {
    logarithm(m, &a[0], f64::log10).map(Value::float)
}

/// `math.floor` and `math.ceil`: the special method, or the float rounded.
fn whole(m: &mut Machine, value: &Value, special: Special, rounded: fn(f64) -> f64) -> Outcome {
    if let Value::Float(x) = value {
        return Ok(int::from_float(rounded(x.get()))?.into());
    }
    if let Some(answer) = m.call_special(value, special, &[])? {
        return Ok(answer);
    }
    let x = m.to_float(value)?;
    Ok(int::from_float(rounded(x))?.into())
}

pub(super) fn floor(m: &mut Machine, a: &[Value]) -> Outcome {
    whole(m, &a[0], Special::Floor, f64::floor)
}

pub(super) fn ceil(m: &mut Machine, a: &[Value]) -> Outcome {
    whole(m, &a[0], Special::Ceil, f64::ceil)
}

pub(super) fn trunc(m: &mut Machine, a: &[Value]) -> Outcome {
    match m.call_special(&a[0], Special::Trunc, &[])? {
        Some(answer) => Ok(answer),
        None => type_error(format!("type {} doesn't define __trunc__ method", type_name(&a[0]))),
    }
}

/// A float's place in the order of all floats, so that neighbours differ by one.
fn place(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
}

fn at_place(place: i64) -> f64 {
    f64::from_bits(if place < 0 { i64::MIN.wrapping_sub(place) } else { place } as u64)
}

pub(super) fn nextafter(m: &mut Machine, a: &[Value]) -> Outcome {
    let (x, y) = (m.to_float(&a[0])?, m.to_float(&a[1])?);
    let steps = if a[2].is_none() {
        1
    } else {
        let steps = m.index(&a[2])?;
        if as_int(&steps).is_some_and(AnyInt::is_negative) {
            return value_error("steps must be a non-negative integer");
        }
        as_i64(&steps).unwrap_or(i64::MAX)
    };
    if steps == 0 || x.is_nan() {
        return Ok(Value::float(x));
    }
    if y.is_nan() || x == y {
        return Ok(Value::float(y));
    }
    let (from, to) = (i128::from(place(x)), i128::from(place(y)));
    let steps = i128::from(steps).min((to - from).abs());
    let target = if to > from { from + steps } else { from - steps };
    // Zero keeps the sign of the side it is reached from.
    let answer = if target == 0 { 0f64.copysign(x) } else { at_place(target as i64) };
    Ok(Value::float(answer))
}

pub(super) fn ulp(m: &mut Machine, a: &[Value]) -> Outcome {
    let x = as_float(&a[0]).map_or_else(|| m.to_float(&a[0]), Ok)?.abs();
    Ok(Value::float(if !x.is_finite() {
        x
    } else if x == f64::MAX {
        x - at_place(place(x) - 1)
    } else {
        at_place(place(x) + 1) - x
    }))
}
