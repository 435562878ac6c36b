//! Ranges: their length, items and membership, in 64 bits where that is enough.

use super::index::Span;
use super::item::wrong_index;
use crate::machine::Machine;
use crate::object::descriptor::{Range, RangeIterator, SequenceIterator, Slice, range_len};
use crate::object::heap::{Gc, Own};
use crate::object::int::{as_int, to_big};
use crate::object::types::types;
use crate::object::{Outcome, Value, index_error, value_error};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use std::cell::Cell;

/// A new `range`; the bounds are ints.
pub fn make(start: Value, stop: Value, step: Value) -> Value {
    Gc::new(Range { start, stop, step }, &types().range).into_value()
}

fn big(value: &Value) -> BigInt {
    to_big(value).unwrap_or_default()
}

/// The number of values, as an int of any size.
pub fn len(range: &Range) -> Value {
    if let Some((start, stop, step)) = range.small() {
        if let Ok(len) = i64::try_from(range_len(start, stop, step)) {
            return Value::Int(len);
        }
    }
    let (start, stop, step) = (big(&range.start), big(&range.stop), big(&range.step));
    let (low, high) = if step.is_negative() { (stop, start) } else { (start, stop) };
    if low >= high {
        return Value::Int(0);
    }
    Value::from((high - low - BigInt::one()).div_floor(&step.abs()) + BigInt::one())
}

/// The value at an index that is in the range.
pub fn at(range: &Range, index: i64) -> Value {
    if let Some((start, _, step)) = range.small() {
        if let Some(value) = index.checked_mul(step).and_then(|i| i.checked_add(start)) {
            return Value::Int(value);
        }
    }
    Value::from(big(&range.start) + BigInt::from(index) * big(&range.step))
}

/// Its iterator.
pub fn iterator(range: &Gc<Range>) -> Value {
    if let (Some((start, _, step)), Value::Int(left)) = (range.small(), len(range)) {
        let payload = RangeIterator { next: Cell::new(start), left: Cell::new(left as u64), step };
        return Gc::new(payload, &types().range_iterator).into_value();
    }
    let payload = SequenceIterator { sequence: Own::new(range.value()), index: Cell::new(0), reverse: false };
    Gc::new(payload, &types().long_range_iterator).into_value()
}

/// Its iterator backwards.
pub fn reversed(range: &Gc<Range>) -> Value {
    if let (Some((start, _, step)), Value::Int(left)) = (range.small(), len(range)) {
        if let (Some(back), Value::Int(next)) = (step.checked_neg(), at(range, left - 1)) {
            let next = if left == 0 { start } else { next };
            let payload = RangeIterator { next: Cell::new(next), left: Cell::new(left as u64), step: back };
            return Gc::new(payload, &types().range_iterator).into_value();
        }
    }
    let count = big(&len(range));
    let (start, step) = (big(&range.start), big(&range.step));
    let last = &start + (count - BigInt::one()) * &step;
    let (stop, back) = (start - &step, -step);
    let turned = Range { start: Value::from(last), stop: Value::from(stop), step: Value::from(back) };
    iterator(&Gc::new(turned, &types().range))
}

/// Whether an int is in the range.
pub fn has(range: &Range, item: &Value) -> bool {
    if let (Some((start, stop, step)), Some(crate::object::int::AnyInt::Small(item))) = (range.small(), as_int(item)) {
        let inside = if step > 0 { start <= item && item < stop } else { stop < item && item <= start };
        return inside && (i128::from(item) - i128::from(start)) % i128::from(step) == 0;
    }
    let (start, stop, step, item) = (big(&range.start), big(&range.stop), big(&range.step), big(item));
    let inside = if step.is_positive() { start <= item && item < stop } else { stop < item && item <= start };
    inside && ((item - start) % step).is_zero()
}

/// The position of an int that is in the range.
pub fn position(range: &Range, item: &Value) -> Value {
    Value::from((big(item) - big(&range.start)).div_floor(&big(&range.step)))
}

/// What equality and hashing look at: length, first value, step; None where they do not matter.
pub fn identity(range: &Range) -> [Value; 3] {
    match len(range) {
        Value::Int(0) => [Value::Int(0), Value::None, Value::None],
        Value::Int(1) => [Value::Int(1), range.start.clone(), Value::None],
        len => [len, range.start.clone(), range.step.clone()],
    }
}

impl Machine {
    /// `range[key]`
    pub fn range_item(&mut self, range: &Range, key: &Value) -> Outcome {
        if let Some(slice) = key.get::<Slice>() {
            return self.range_slice(range, slice);
        }
        if !self.is_index(key) {
            let whole = make(range.start.clone(), range.stop.clone(), range.step.clone());
            return wrong_index(&whole, key);
        }
        let index = self.index(key)?;
        if let (Value::Int(len), Value::Int(index)) = (len(range), &index) {
            return match super::index::place(*index, len as usize) {
                Some(i) => Ok(at(range, i as i64)),
                None => index_error("range object index out of range"),
            };
        }
        let len = big(&len(range));
        let mut index = big(&index);
        if index.is_negative() {
            index += &len;
        }
        if index.is_negative() || index >= len {
            return index_error("range object index out of range");
        }
        Ok(Value::from(big(&range.start) + index * big(&range.step)))
    }

    fn range_slice(&mut self, range: &Range, slice: &Slice) -> Outcome {
        if let Value::Int(len) = len(range) {
            let (start, stop, step) = self.slice_bounds(slice)?;
            let span = Span::resolve(start, stop, step, len as usize);
            let new_step = big(&range.step) * BigInt::from(span.step);
            let new = (at(range, span.start), at(range, span.stop), Value::from(new_step));
            return Ok(make(new.0, new.1, new.2));
        }
        let len = big(&len(range));
        let bounds = self.big_slice_bounds(slice, &len)?;
        let (first, step) = (big(&range.start), big(&range.step));
        let [start, stop, jump] = bounds;
        Ok(make(Value::from(&first + start * &step), Value::from(&first + stop * &step), Value::from(jump * &step)))
    }

    /// Start, stop and step of a slice against a length of any size: `slice.indices`.
    pub fn big_slice_bounds(&mut self, slice: &Slice, len: &BigInt) -> Outcome<[BigInt; 3]> {
        let step = match self.big_bound(&slice.step)? {
            None => BigInt::one(),
            Some(step) if step.is_zero() => return value_error("slice step cannot be zero"),
            Some(step) => step,
        };
        let back = step.is_negative();
        let (low, high) = if back { (-BigInt::one(), len - BigInt::one()) } else { (BigInt::zero(), len.clone()) };
        let mut clamp = |bound: &Value, default: &BigInt| -> Outcome<BigInt> {
            Ok(match self.big_bound(bound)? {
                None => default.clone(),
                Some(at) if at.is_negative() => (at + len).max(low.clone()),
                Some(at) => at.min(high.clone()),
            })
        };
        let (first, last) = if back { (&high, &low) } else { (&low, &high) };
        let start = clamp(&slice.start, first)?;
        let stop = clamp(&slice.stop, last)?;
        Ok([start, stop, step])
    }

    fn big_bound(&mut self, value: &Value) -> Outcome<Option<BigInt>> {
        if value.is_none() {
            return Ok(None);
        }
        if !self.is_index(value) {
            return crate::object::type_error("slice indices must be integers or None or have an __index__ method");
        }
        let index = self.index(value)?;
        Ok(to_big(&index))
    }

    /// `item in range`: by arithmetic for ints, by comparing otherwise.
    pub fn range_contains(&mut self, container: &Value, range: &Range, item: &Value) -> Outcome<bool> {
        if matches!(item, Value::Int(_) | Value::Bool(_)) || super::compare::is_exact_int(item) {
            return Ok(has(range, item));
        }
        let iterator = self.builtin_iter(container)?;
        while let Some(found) = self.next(&iterator)? {
            if self.equal(&found, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
