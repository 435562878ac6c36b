//! Sums, products and distances over iterables.
//!
//! In: iterables of numbers. Out: numbers; sums of floats are rounded once, at the end.

use crate::machine::Machine;
use crate::object::int::{as_float, as_int};
use crate::object::list::Tuple;
use crate::object::{Outcome, Value, overflow_error, value_error};
use crate::syntax::ast::BinaryOperator;

fn floats(m: &mut Machine, values: &[Value]) -> Outcome<Vec<f64>> {
    values.iter().map(|value| m.to_float(value)).collect()
}

/// The sum and what rounding took from it.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// The length of a vector: squares are summed in twice the precision, after scaling by a power of two.
fn length(coordinates: &[f64]) -> f64 {
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    let largest = coordinates.iter().fold(0f64, |most, x| most.max(x.abs()));
    if coordinates.iter().any(|x| x.is_nan()) || largest == 0.0 {
        return if largest == 0.0 && !coordinates.iter().any(|x| x.is_nan()) { 0.0 } else { f64::NAN };
    }
    let (_, exponent) = libm::frexp(largest);
    let (mut sum, mut lost) = (0f64, 0f64);
    for x in coordinates {
        let x = libm::ldexp(*x, -exponent);
        let square = x * x;
        let (next, rest) = two_sum(sum, square);
        sum = next;
        lost += rest + x.mul_add(x, -square);
    }
    let root = (sum + lost).sqrt();
    // One step of Newton's method, with the error of the square computed exactly.
    let square = root * root;
    let error = (sum - square) + (lost - root.mul_add(root, -square));
    libm::ldexp(root + error / (2.0 * root), exponent)
}

pub(super) fn hypot(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let coordinates = floats(m, a[0].get::<Tuple>().map_or(&[][..], Tuple::as_slice))?;
    Ok(Value::float(length(&coordinates)))
}

pub(super) fn dist(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (p, q) = (m.collect(&a[0])?, m.collect(&a[1])?);
    if p.len() != q.len() {
        return value_error("both points must have the same number of dimensions");
    }
    let (p, q) = (floats(m, &p)?, floats(m, &q)?);
    let differences: Vec<f64> = p.iter().zip(&q).map(|(a, b)| a - b).collect();
    Ok(Value::float(length(&differences)))
}

/// Floats whose sum is exact, without overlap, smallest first (Shewchuk).
#[derive(Default)]
struct Partials {
    parts: Vec<f64>,
    special: f64,
    infinities: f64,
}

impl Partials {
    fn add(&mut self, value: f64) -> Outcome<()> {
        if !value.is_finite() {
            if value.is_infinite() {
                self.infinities += value;
            }
            self.special += value;
            return Ok(());
        }
        let (mut x, mut kept) = (value, 0);
        for i in 0..self.parts.len() {
            let (sum, rest) = two_sum(x, self.parts[i]);
            if rest != 0.0 {
                self.parts[kept] = rest;
                kept += 1;
            }
            x = sum;
        }
        self.parts.truncate(kept);
        if !x.is_finite() {
            return overflow_error("intermediate overflow in fsum");
        }
        if x != 0.0 {
            self.parts.push(x);
        }
        Ok(())
    }

    fn total(mut self) -> Outcome<f64> {
        if self.special != 0.0 {
            return if self.infinities.is_nan() { value_error("-inf + inf in fsum") } else { Ok(self.special) };
        }
        let Some(mut high) = self.parts.pop() else { return Ok(0.0) };
        let mut low = 0.0;
        while low == 0.0
            && let Some(next) = self.parts.pop()
        {
            let (sum, rest) = (high + next, next - ((high + next) - high));
            (high, low) = (sum, rest);
        }
        // Halfway cases are decided by the sign of what is left.
        if let Some(next) = self.parts.last()
            && ((low < 0.0 && *next < 0.0) || (low > 0.0 && *next > 0.0))
        {
            let twice = low * 2.0;
            let sum = high + twice;
            if twice == sum - high {
                high = sum;
            }
        }
        Ok(high)
    }
}

pub(super) fn fsum(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let mut partials = Partials::default();
    let iterator = m.iter(&a[0])?;
    while let Some(item) = m.next(&iterator)? {
        let x = m.to_float(&item)?;
        partials.add(x)?;
    }
    partials.total().map(Value::float)
}

pub(super) fn prod(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let iterator = m.iter(&a[0])?;
    let mut total = a[1].clone();
    while let Some(item) = m.next(&iterator)? {
        total = m.binary(BinaryOperator::Mul, &total, &item)?;
    }
    Ok(total)
}

pub(super) fn sumprod(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (p, q) = (m.collect(&a[0])?, m.collect(&a[1])?);
    if p.len() != q.len() {
        return value_error("Inputs are not the same length");
    }
    let number = |value: &Value| as_float(value).is_some() || as_int(value).is_some();
    let real = p.iter().chain(&q).all(number) && p.iter().chain(&q).any(|value| as_float(value).is_some());
    if real {
        let (p, q) = (floats(m, &p)?, floats(m, &q)?);
        let mut partials = Partials::default();
        for (x, y) in p.iter().zip(&q) {
            let product = x * y;
            partials.add(product)?;
            if product.is_finite() {
                partials.add(x.mul_add(*y, -product))?;
            }
        }
        return partials.total().map(Value::float);
    }
    let mut total = Value::Int(0);
    for (x, y) in p.iter().zip(&q) {
        let product = m.binary(BinaryOperator::Mul, x, y)?;
        total = m.binary(BinaryOperator::Add, &total, &product)?;
    }
    Ok(total)
}
