//! Functions of integers: divisors, factorials, ways to choose.
//!
//! In: ints, or what has `__index__`. Out: ints.

use crate::machine::Machine;
use crate::object::int::{AnyInt, as_int};
use crate::object::list::Tuple;
use crate::object::number::int::{self, Int, IntRef};
use crate::object::{Outcome, Value, overflow_error, value_error};
use num_bigint::BigUint;

/// The int of an argument.
fn whole(m: &mut Machine, value: &Value) -> Outcome<Int> {
    let index = m.index(value)?;
    Ok(as_int(&index).map_or(Int::Small(0), AnyInt::to_int))
}

fn fold(m: &mut Machine, a: &[Value], start: Int, step: fn(IntRef<'_>, IntRef<'_>) -> Int) -> Outcome {
    let mut total = start;
    for value in a[0].get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
        let next = whole(m, value)?;
        total = step(total.as_ref(), next.as_ref());
    }
    Ok(total.into())
}

pub(super) fn gcd(m: &mut Machine, a: &[Value]) -> Outcome {
    fold(m, a, Int::Small(0), int::gcd)
}

pub(super) fn lcm(m: &mut Machine, a: &[Value]) -> Outcome {
    fold(m, a, Int::Small(1), int::lcm)
}

pub(super) fn isqrt(m: &mut Machine, a: &[Value]) -> Outcome {
    let n = whole(m, &a[0])?;
    Ok(int::isqrt(n.as_ref())?.into())
}

/// The product of the whole numbers from one to another, halves first so that the factors are of like size.
fn product(from: u64, to: u64) -> BigUint {
    if from > to {
        return BigUint::from(1u32);
    }
    if to - from < 16 {
        return (from..=to).fold(BigUint::from(1u32), |total, n| total * n);
    }
    let middle = from + (to - from) / 2;
    product(from, middle) * product(middle + 1, to)
}

fn value(n: BigUint) -> Value {
    Int::from(num_bigint::BigInt::from(n)).into()
}

pub(super) fn factorial(m: &mut Machine, a: &[Value]) -> Outcome {
    let n = whole(m, &a[0])?;
    match n.as_ref() {
        n if n.is_negative() => value_error("factorial() not defined for negative values"),
        AnyInt::Small(n) => Ok(value(product(2, n as u64))),
        AnyInt::Big(_) => overflow_error(format!("factorial() argument should not exceed {}", i64::MAX)),
    }
}

/// Both arguments of `comb` and `perm`, the second at most the first; None when there is no way to choose.
fn choice(n: &Int, k: &Int) -> Outcome<Option<(u64, u64)>> {
    if n.as_ref().is_negative() {
        return value_error("n must be a non-negative integer");
    }
    if k.as_ref().is_negative() {
        return value_error("k must be a non-negative integer");
    }
    match (n.as_ref(), k.as_ref()) {
        (AnyInt::Small(n), AnyInt::Small(k)) => Ok((k <= n).then_some((n as u64, k as u64))),
        (AnyInt::Big(_), AnyInt::Small(_)) => overflow_error("n is too large"),
        _ => overflow_error(format!("k must not exceed {}", i64::MAX)),
    }
}

pub(super) fn perm(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() {
        return factorial(m, a);
    }
    let (n, k) = (whole(m, &a[0])?, whole(m, &a[1])?);
    Ok(match choice(&n, &k)? {
        Some((n, k)) => value(product(n - k + 1, n)),
        None => Value::Int(0),
    })
}

pub(super) fn comb(m: &mut Machine, a: &[Value]) -> Outcome {
    let (n, k) = (whole(m, &a[0])?, whole(m, &a[1])?);
    Ok(match choice(&n, &k)? {
        Some((n, k)) => {
            let k = k.min(n - k);
            value(product(n - k + 1, n) / product(2, k))
        }
        None => Value::Int(0),
    })
}
