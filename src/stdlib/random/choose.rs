//! Whole numbers from ranges, and items from rows.
//!
//! In: bounds or rows. Out: numbers, items, new lists; `shuffle` changes a row in place.

use super::source::Source;
use crate::machine::Machine;
use crate::object::class::class_of;
use crate::object::heap::Kind;
use crate::object::int::{AnyInt, as_i64, as_int};
use crate::object::list::List;
use crate::object::number::int::{self, Int};
use crate::object::special::Special;
use crate::object::{Exc, Outcome, Value, index_error, type_error, value_error};
use crate::syntax::ast::BinaryOperator;

fn whole(m: &mut Machine, value: &Value) -> Outcome<Int> {
    let index = m.index(value)?;
    Ok(as_int(&index).map_or(Int::Small(0), AnyInt::to_int))
}

/// A number from zero up to a width above zero.
fn below(m: &mut Machine, generator: &Source, width: &Int) -> Outcome<Int> {
    match width {
        Int::Small(width) => Ok(Int::Small(generator.below(m, *width as usize)? as i64)),
        Int::Big(width) => generator.below_big(m, width),
    }
}

fn positive(n: &Int) -> bool {
    !n.as_ref().is_negative() && !n.as_ref().is_zero()
}

fn range(m: &mut Machine, generator: &Source, start: &Int, stop: &Int, step: &Int) -> Outcome {
    let width = int::sub(stop.as_ref(), start.as_ref());
    let show = |n: &Int| int::to_text(n.as_ref(), 0).unwrap_or_default();
    if *step == Int::Small(1) {
        if positive(&width) {
            return Ok(int::add(start.as_ref(), below(m, generator, &width)?.as_ref()).into());
        }
        return value_error(format!("empty range in randrange({}, {})", show(start), show(stop)));
    }
    if step.as_ref().is_zero() {
        return value_error("zero step for randrange()");
    }
    let edge = Int::Small(if step.as_ref().is_negative() { 1 } else { -1 });
    let reach = int::add(int::add(width.as_ref(), step.as_ref()).as_ref(), edge.as_ref());
    let count = int::floordiv(reach.as_ref(), step.as_ref())?;
    if !positive(&count) {
        let (start, stop, step) = (show(start), show(stop), show(step));
        return value_error(format!("empty range in randrange({start}, {stop}, {step})"));
    }
    let steps = int::mul(step.as_ref(), below(m, generator, &count)?.as_ref());
    Ok(int::add(start.as_ref(), steps.as_ref()).into())
}

pub(super) fn randrange(m: &mut Machine, a: &[Value]) -> Outcome {
    let generator = Source::of(m, a)?;
    let start = whole(m, &a[1])?;
    if a[2].is_none() {
        if as_i64(&a[3]) != Some(1) {
            return type_error("Missing a non-None stop argument");
        }
        if positive(&start) {
            return Ok(below(m, &generator, &start)?.into());
        }
        return value_error("empty range for randrange()");
    }
    let (stop, step) = (whole(m, &a[2])?, whole(m, &a[3])?);
    range(m, &generator, &start, &stop, &step)
}

pub(super) fn randint(m: &mut Machine, a: &[Value]) -> Outcome {
    let generator = Source::of(m, a)?;
    let (start, last) = (whole(m, &a[1])?, whole(m, &a[2])?);
    let stop = int::add(last.as_ref(), AnyInt::Small(1));
    range(m, &generator, &start, &stop, &Int::Small(1))
}

fn item(m: &mut Machine, row: &Value, index: usize) -> Outcome {
    m.get_item(row, &Value::from(index))
}

pub(super) fn choice(m: &mut Machine, a: &[Value]) -> Outcome {
    let generator = Source::of(m, a)?;
    let count = m.len(&a[1])?;
    if count == 0 {
        return index_error("Cannot choose from an empty sequence");
    }
    let place = generator.below(m, count)?;
    item(m, &a[1], place)
}

pub(super) fn shuffle(m: &mut Machine, a: &[Value]) -> Outcome {
    let generator = Source::of(m, a)?;
    let count = m.len(&a[1])?;
    for i in (1..count).rev() {
        let j = generator.below(m, i + 1)?;
        let (one, other) = (item(m, &a[1], i)?, item(m, &a[1], j)?);
        m.set_item(&a[1], &Value::from(i), other)?;
        m.set_item(&a[1], &Value::from(j), one)?;
    }
    Ok(Value::None)
}

/// Whether the value is a row whose items have places.
fn is_sequence(value: &Value) -> bool {
    !matches!(value.kind(), Some(Kind::Dict | Kind::Set | Kind::DictView | Kind::Generator))
        && class_of(value).has_special(Special::GetItem)
        && class_of(value).has_special(Special::Len)
}

/// The places of `k` different items out of `n`.
fn places(m: &mut Machine, generator: &Source, n: usize, k: usize) -> Outcome<Vec<usize>> {
    // A set of the taken places is smaller than a list of all for few items out of many.
    let mut set_size = 21usize;
    if k > 5 {
        let power = (k as f64 * 3.0).ln() / 4f64.ln();
        set_size = set_size.saturating_add(4usize.saturating_pow(power.ceil() as u32));
    }
    let mut chosen = Vec::with_capacity(k);
    if n <= set_size {
        let mut pool: Vec<usize> = (0..n).collect();
        for i in 0..k {
            let j = generator.below(m, n - i)?;
            chosen.push(pool[j]);
            pool[j] = pool[n - i - 1];
        }
    } else {
        let mut taken = rustc_hash::FxHashSet::default();
        while chosen.len() < k {
            let j = generator.below(m, n)?;
            if taken.insert(j) {
                chosen.push(j);
            }
        }
    }
    Ok(chosen)
}

pub(super) fn sample(m: &mut Machine, a: &[Value]) -> Outcome {
    let generator = Source::of(m, a)?;
    if !is_sequence(&a[1]) {
        return type_error("Population must be a sequence.  For dicts or sets, use sorted(d).");
    }
    let mut n = m.len(&a[1])?;
    let mut ends: Option<Vec<usize>> = None;
    if !a[3].is_none() {
        let counts = m.collect(&a[3])?;
        if counts.len() != n {
            return value_error("The number of counts does not match the population");
        }
        let (mut total, mut sums) = (0i64, Vec::new());
        for count in &counts {
            let Some(count) = as_i64(count) else { return type_error("Counts must be integers") };
            total = total.saturating_add(count);
            sums.push(usize::try_from(total).unwrap_or(0));
        }
        if total == 0 {
            return value_error("Total of counts must be greater than zero");
        }
        if total < 0 {
            return value_error("Counts must be non-negative");
        }
        n = total as usize;
        ends = Some(sums);
    }
    let k = m.index(&a[2])?;
    let k = as_int(&k).map_or(0, AnyInt::saturating_i64);
    let Some(k) = usize::try_from(k).ok().filter(|k| *k <= n) else {
        return value_error("Sample larger than population or is negative");
    };
    let mut items = Vec::with_capacity(k);
    for place in places(m, &generator, n, k)? {
        let place = ends.as_ref().map_or(place, |ends| ends.partition_point(|end| *end <= place));
        items.push(item(m, &a[1], place)?);
    }
    Ok(items.into())
}

pub(super) fn choices(m: &mut Machine, a: &[Value]) -> Outcome {
    let generator = Source::of(m, a)?;
    let (population, weights, k, sums) = (&a[1], &a[2], &a[4], &a[3]);
    let n = m.len(population)?;
    let count = m.index(k)?;
    let count = usize::try_from(as_i64(&count).unwrap_or(0)).unwrap_or(0);
    let mut items = Vec::with_capacity(count.min(1 << 20));
    let sums: Vec<Value> = match (weights.is_none(), sums.is_none()) {
        (true, true) => {
            for _ in 0..count {
                let place = (generator.float(m)? * n as f64).floor();
                items.push(item(m, population, place as usize)?);
            }
            return Ok(items.into());
        }
        (false, false) => return type_error("Cannot specify both weights and cumulative weights"),
        (true, false) => m.collect(sums)?,
        (false, true) => {
            if as_int(weights).is_some() {
                let shown = m.repr(weights)?;
                return type_error(format!("The number of choices must be a keyword argument: k={}", shown.as_str()));
            }
            let mut sums: Vec<Value> = Vec::new();
            for weight in m.collect(weights)? {
                let sum = match sums.last() {
                    Some(before) => m.binary(BinaryOperator::Add, &before.clone(), &weight)?,
                    None => weight,
                };
                sums.push(sum);
            }
            sums
        }
    };
    if sums.len() != n {
        return value_error("The number of weights does not match the population");
    }
    let Some(last) = sums.last() else { return Err(Exc::IndexError.raise("list index out of range")) };
    let total = m.to_float(last)?;
    if total <= 0.0 {
        return value_error("Total of weights must be greater than zero");
    }
    if !total.is_finite() {
        return value_error("Total of weights must be finite");
    }
    let mut ends = Vec::with_capacity(n);
    for sum in &sums {
        ends.push(m.to_float(sum)?);
    }
    for _ in 0..count {
        let point = generator.float(m)? * total;
        let place = ends[..n - 1].partition_point(|end| *end <= point);
        items.push(item(m, population, place)?);
    }
    Ok(List::create(items).into_value())
}
