//! Indices and slices: from the value between the brackets to positions.
//!
//! In: any value as a key. Out: 64-bit positions, negative ones resolved against a length, or CPython's errors. May call
//! `__index__`.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::descriptor::Slice;
use crate::object::int::{AnyInt, as_int};
use crate::object::special::Special;
use crate::object::{Outcome, Value, index_error, type_error, value_error};
use num_bigint::Sign;

/// The positions a slice selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first position.
    pub start: i64,
    /// Where to stop.
    pub stop: i64,
    /// From one position to the next; never 0.
    pub step: i64,
    /// How many there are.
    pub count: usize,
}

impl Span {
    /// Bounds as they were given, resolved against a length.
    pub fn resolve(start: i64, stop: i64, step: i64, len: usize) -> Span {
        let len = len as i64;
        let clamp = |at: i64| match at {
            a if a < 0 => (a + len).max(if step < 0 { -1 } else { 0 }),
            a if a >= len => {
                if step < 0 {
                    len - 1
                } else {
                    len
                }
            }
            a => a,
        };
        let (start, stop) = (clamp(start), clamp(stop));
        let count = if step < 0 {
            if stop < start { (start - stop - 1) as u64 / step.unsigned_abs() + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) as u64 / step as u64 + 1
        } else {
            0
        };
        Span { start, stop, step, count: count as usize }
    }

    /// The positions, in the slice's order.
    pub fn positions(self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator {
        (0..self.count).map(move |i| (self.start + i as i64 * self.step) as usize)
    }

    /// The selected items of a row.
    pub fn select<T: Clone>(self, items: &[T]) -> Vec<T> {
        if self.step == 1 {
            return items.get(self.start as usize..self.start as usize + self.count).map_or(Vec::new(), <[T]>::to_vec);
        }
        self.positions().filter_map(|i| items.get(i).cloned()).collect()
    }
}

/// A position counted from the end when negative; None when there is nothing there.
#[inline(always)]
pub fn place(index: i64, len: usize) -> Option<usize> {
    let at = if index < 0 { index.wrapping_add(len as i64) } else { index };
    if (at as u64) < len as u64 { Some(at as usize) } else { None }
}

/// An int of any size brought into 64 bits.
fn saturate(value: &Value) -> Option<i64> {
    match as_int(value)? {
        AnyInt::Small(i) => Some(i),
        AnyInt::Big(b) => Some(if b.sign() == Sign::Minus { -i64::MAX } else { i64::MAX }),
    }
}

impl Machine {
    /// Whether a value can be an index: an int, or something with `__index__`.
    pub fn is_index(&mut self, value: &Value) -> bool {
        as_int(value).is_some() || class_of(value).has_special(Special::Index)
    }

    /// A key as an index into a sequence; None when it is no index at all.
    #[inline]
    pub fn index_key(&mut self, key: &Value) -> Outcome<Option<i64>> {
        if let Value::Int(i) = key {
            return Ok(Some(*i));
        }
        self.index_key_slow(key)
    }

    #[cold]
    fn index_key_slow(&mut self, key: &Value) -> Outcome<Option<i64>> {
        if !self.is_index(key) {
            return Ok(None);
        }
        let index = self.index(key)?;
        match as_int(&index) {
            Some(AnyInt::Small(i)) => Ok(Some(i)),
            _ => index_error(format!("cannot fit '{}' into an index-sized integer", type_name(key))),
        }
    }

    /// An argument that counts or numbers something: an int within 64 bits.
    pub fn size_argument(&mut self, value: &Value) -> Outcome<i64> {
        if let Value::Int(i) = value {
            return Ok(*i);
        }
        let index = self.index(value)?;
        match as_int(&index) {
            Some(AnyInt::Small(i)) => Ok(i),
            _ => crate::object::overflow_error("Python int too large to convert to C ssize_t"),
        }
    }

    /// An argument that is a bound, as `list.index` takes it: an int, brought into 64 bits.
    pub fn bound_argument(&mut self, value: &Value, default: i64) -> Outcome<i64> {
        match value {
            Value::Unset => Ok(default),
            Value::Int(i) => Ok(*i),
            _ if self.is_index(value) => {
                let index = self.index(value)?;
                Ok(saturate(&index).unwrap_or(default))
            }
            _ => type_error("slice indices must be integers or have an __index__ method"),
        }
    }

    fn slice_bound(&mut self, value: &Value, default: i64) -> Outcome<i64> {
        match value {
            Value::None => Ok(default),
            Value::Int(i) => Ok(*i),
            _ if self.is_index(value) => {
                let index = self.index(value)?;
                Ok(saturate(&index).unwrap_or(default))
            }
            _ => type_error("slice indices must be integers or None or have an __index__ method"),
        }
    }

    /// Start, stop and step of a slice, with defaults filled in but not resolved against a length.
    pub fn slice_bounds(&mut self, slice: &Slice) -> Outcome<(i64, i64, i64)> {
        let step = self.slice_bound(&slice.step, 1)?.max(-i64::MAX);
        if step == 0 {
            return value_error("slice step cannot be zero");
        }
        let start = self.slice_bound(&slice.start, if step < 0 { i64::MAX } else { 0 })?;
        let stop = self.slice_bound(&slice.stop, if step < 0 { i64::MIN } else { i64::MAX })?;
        Ok((start, stop, step))
    }
}
