//! Numbers of the usual distributions.
//!
//! In: a generator and the distribution's parameters. Out: floats, drawn in the order in which CPython draws them.

use super::source::Source;
use crate::machine::Machine;
use crate::object::number::float::divide;
use crate::object::{Outcome, Value, value_error};
use crate::syntax::ast::BinaryOperator;
use std::f64::consts::{E, PI, TAU};

/// The parameters behind `self`, as floats.
fn floats<const N: usize>(m: &mut Machine, a: &[Value]) -> Outcome<[f64; N]> {
    let mut numbers = [0.0; N];
    for (number, value) in numbers.iter_mut().zip(&a[1..]) {
        *number = m.to_float(value)?;
    }
    Ok(numbers)
}

fn float(x: f64) -> Outcome {
    Ok(Value::float(x))
}

pub(super) fn uniform(m: &mut Machine, a: &[Value]) -> Outcome {
    // Any numbers will do that can be subtracted, multiplied by a float and added.
    let width = m.binary(BinaryOperator::Sub, &a[2], &a[1])?;
    let part = Value::float(Source::of(m, a)?.float(m)?);
    let part = m.binary(BinaryOperator::Mul, &width, &part)?;
    m.binary(BinaryOperator::Add, &a[1], &part)
}

pub(super) fn triangular(m: &mut Machine, a: &[Value]) -> Outcome {
    let [mut low, mut high] = floats(m, a)?;
    let mode = if a[3].is_none() { None } else { Some(m.to_float(&a[3])?) };
    let mut point = Source::of(m, a)?.float(m)?;
    let mut turn = match mode {
        None => 0.5,
        Some(_) if high == low => return Ok(a[1].clone()),
        Some(mode) => (mode - low) / (high - low),
    };
    if point > turn {
        point = 1.0 - point;
        turn = 1.0 - turn;
        std::mem::swap(&mut low, &mut high);
    }
    float(low + (high - low) * (point * turn).sqrt())
}

/// A standard normal variate, by the ratio of two uniform ones (Kinderman and Monahan).
fn normal(m: &mut Machine, generator: &Source) -> Outcome<f64> {
    let magic = 4.0 * (-0.5f64).exp() / 2f64.sqrt();
    loop {
        let (one, two) = (generator.float(m)?, 1.0 - generator.float(m)?);
        let z = magic * (one - 0.5) / two;
        if z * z / 4.0 <= -two.ln() {
            return Ok(z);
        }
    }
}

pub(super) fn normalvariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let [mu, sigma] = floats(m, a)?;
    let generator = Source::of(m, a)?;
    float(mu + normal(m, &generator)? * sigma)
}

pub(super) fn lognormvariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let [mu, sigma] = floats(m, a)?;
    let generator = Source::of(m, a)?;
    float((mu + normal(m, &generator)? * sigma).exp())
}

pub(super) fn gauss(m: &mut Machine, a: &[Value]) -> Outcome {
    let [mu, sigma] = floats(m, a)?;
    let generator = Source::of(m, a)?;
    let z = match generator.own.gauss.take() {
        Some(z) => z,
        None => {
            let angle = generator.float(m)? * TAU;
            let radius = (-2.0 * (1.0 - generator.float(m)?).ln()).sqrt();
            generator.own.gauss.set(Some(angle.sin() * radius));
            angle.cos() * radius
        }
    };
    float(mu + z * sigma)
}

pub(super) fn expovariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let [lambda] = floats(m, a)?;
    let point = Source::of(m, a)?.float(m)?;
    float(divide(-(1.0 - point).ln(), lambda)?)
}

pub(super) fn vonmisesvariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let [mu, kappa] = floats(m, a)?;
    let generator = Source::of(m, a)?;
    if kappa <= 1e-6 {
        return float(TAU * generator.float(m)?);
    }
    let half = 0.5 / kappa;
    let root = half + (1.0 + half * half).sqrt();
    let z = loop {
        let z = (PI * generator.float(m)?).cos();
        let d = z / (root + z);
        let point = generator.float(m)?;
        if point < 1.0 - d * d || point <= (1.0 - d) * d.exp() {
            break z;
        }
    };
    let q = 1.0 / root;
    let f = (q + z) / (1.0 + q * z);
    let side = if generator.float(m)? > 0.5 { f.acos() } else { -f.acos() };
    float((mu + side).rem_euclid(TAU))
}

pub(super) fn gamma(m: &mut Machine, generator: &Source, alpha: f64, beta: f64) -> Outcome<f64> {
    if alpha > 1.0 {
        // Cheng 1977.
        let (inverse, plain) = ((2.0 * alpha - 1.0).sqrt(), alpha - 4f64.ln());
        let both = alpha + inverse;
        loop {
            let one = generator.float(m)?;
            if !(1e-7 < one && one < 0.9999999) {
                continue;
            }
            let two = 1.0 - generator.float(m)?;
            let v = (one / (1.0 - one)).ln() / inverse;
            let x = alpha * v.exp();
            let z = one * one * two;
            let r = plain + both * v - x;
            if r + (1.0 + 4.5f64.ln()) - 4.5 * z >= 0.0 || r >= z.ln() {
                return Ok(x * beta);
            }
        }
    }
    if alpha == 1.0 {
        return Ok(-(1.0 - generator.float(m)?).ln() * beta);
    }
    // Algorithm GS of Ahrens and Dieter.
    loop {
        let b = (E + alpha) / E;
        let p = b * generator.float(m)?;
        let x = if p <= 1.0 { p.powf(1.0 / alpha) } else { -((b - p) / alpha).ln() };
        let point = generator.float(m)?;
        let limit = if p > 1.0 { x.powf(alpha - 1.0) } else { (-x).exp() };
        if point <= limit {
            return Ok(x * beta);
        }
    }
}

pub(super) fn gammavariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let [alpha, beta] = floats(m, a)?;
    if alpha <= 0.0 || beta <= 0.0 {
        return value_error("gammavariate: alpha and beta must be > 0.0");
    }
    let generator = Source::of(m, a)?;
    float(gamma(m, &generator, alpha, beta)?)
}

pub(super) fn betavariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let [alpha, beta] = floats(m, a)?;
    if alpha <= 0.0 || beta <= 0.0 {
        return value_error("gammavariate: alpha and beta must be > 0.0");
    }
    let generator = Source::of(m, a)?;
    let y = generator.gamma(m, alpha)?;
    float(if y == 0.0 { 0.0 } else { y / (y + generator.gamma(m, beta)?) })
}

pub(super) fn paretovariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let [alpha] = floats(m, a)?;
    let point = 1.0 - Source::of(m, a)?.float(m)?;
    float(point.powf(divide(-1.0, alpha)?))
}

pub(super) fn weibullvariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let [alpha, beta] = floats(m, a)?;
    let point = 1.0 - Source::of(m, a)?.float(m)?;
    float(alpha * (-point.ln()).powf(divide(1.0, beta)?))
}

pub(super) fn binomialvariate(m: &mut Machine, a: &[Value]) -> Outcome {
    let n = m.index(&a[1])?;
    let n = crate::object::int::as_i64(&n).unwrap_or(i64::MAX);
    let p = m.to_float(&a[2])?;
    if n < 0 {
        return value_error("n must be non-negative");
    }
    if p <= 0.0 || p >= 1.0 {
        return match p {
            0.0 => Ok(Value::Int(0)),
            1.0 => Ok(Value::Int(n)),
            _ => value_error("p must be in the range 0.0 <= p <= 1.0"),
        };
    }
    let generator = Source::of(m, a)?;
    Ok(Value::Int(binomial(m, &generator, n, p)?))
}

fn binomial(m: &mut Machine, generator: &Source, n: i64, p: f64) -> Outcome<i64> {
    if n == 1 {
        return Ok(i64::from(generator.float(m)? < p));
    }
    if p > 0.5 {
        return Ok(n - binomial(m, generator, n, 1.0 - p)?);
    }
    if (n as f64) * p < 10.0 {
        // The gaps between successes are geometric (Devroye).
        let (mut x, mut y, c) = (0, 0i64, (1.0 - p).log2());
        if c == 0.0 {
            return Ok(x);
        }
        loop {
            y = y.saturating_add((generator.float(m)?.log2() / c).floor() as i64 + 1);
            if y > n {
                return Ok(x);
            }
            x += 1;
        }
    }
    // Transformed rejection with squeeze (Hörmann).
    let size = n as f64;
    let spread = (size * p * (1.0 - p)).sqrt();
    let b = 1.15 + 2.53 * spread;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let c = size * p + 0.5;
    let vr = 0.92 - 4.2 / b;
    let mut setup: Option<(f64, f64, f64, f64)> = None;
    loop {
        let u = generator.float(m)? - 0.5;
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + c).floor();
        if k < 0.0 || k > size {
            continue;
        }
        let v = generator.float(m)?;
        if us >= 0.07 && v <= vr {
            return Ok(k as i64);
        }
        let (alpha, lpq, mode, h) = *setup.get_or_insert_with(|| {
            let mode = ((size + 1.0) * p).floor();
            let h = libm::lgamma(mode + 1.0) + libm::lgamma(size - mode + 1.0);
            ((2.83 + 5.1 / b) * spread, (p / (1.0 - p)).ln(), mode, h)
        });
        let v = v * alpha / (a / (us * us) + b);
        if v.ln() <= h - libm::lgamma(k + 1.0) - libm::lgamma(size - k + 1.0) + (k - mode) * lpq {
            return Ok(k as i64);
        }
    }
}
