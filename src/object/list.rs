//! `list` and `tuple`: rows of values. Nothing here compares values or runs user code.
//!
//! # Safety
//! A tuple's values stand behind its payload, initialised before anyone sees it and dropped with it; they never change
//! after that, save through [`Tuple::clear_for_collector`], which the cycle collector alone calls on garbage.

use super::class::Class;
use super::heap::{Gc, Kind, Own};
use super::types::types;
use super::value::Value;
use std::cell::Cell;

/// The payload of a `list`.
pub struct List {
    /// The values.
    pub items: Own<Vec<Value>>,
}

crate::payload!(
    List,
    Kind::List,
    trace | this,
    visit | { this.items.with(|v| v.iter().for_each(visit)) },
    clear | this | { this.drop_items() }
);

impl Drop for List {
    fn drop(&mut self) {
        self.drop_items();
    }
}

impl List {
    /// From the end, as CPython: that is the order in which finalisers run.
    fn drop_items(&self) {
        let mut items = self.items.take();
        while let Some(item) = items.pop() {
            drop(item);
        }
    }

    /// A new `list`.
    pub fn create(items: Vec<Value>) -> Gc<List> {
        Gc::new(List { items: Own::new(items) }, &types().list)
    }

    /// The number of values.
    #[inline]
    pub fn len(&self) -> usize {
        self.items.with(|v| v.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value at an index.
    #[inline]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.items.with(|v| v.get(index).cloned())
    }

    /// Replaces the value at an index; gives the old one, or the new one back when the index is out of range.
    #[inline]
    pub fn set(&self, index: usize, value: Value) -> Result<Value, Value> {
        self.items.with(|v| match v.get_mut(index) {
            Some(place) => Ok(std::mem::replace(place, value)),
            None => Err(value),
        })
    }

    /// Appends a value.
    #[inline]
    pub fn push(&self, value: Value) {
        self.items.with(|v| v.push(value));
    }

    /// A copy of the values.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.get()
    }
}

/// The payload of a `tuple`; its values follow it.
pub struct Tuple {
    len: Cell<usize>,
}

crate::payload!(
    Tuple,
    Kind::Tuple,
    trace | this,
    visit | { this.as_slice().iter().for_each(visit) },
    clear | this | { this.clear_for_collector() }
);

impl Drop for Tuple {
    fn drop(&mut self) {
        self.clear_for_collector();
    }
}

impl Tuple {
    /// A new `tuple`.
    pub fn create(items: Vec<Value>) -> Gc<Tuple> {
        Tuple::of_class(items, &types().tuple)
    }

    /// A new instance of `tuple` or of a subclass.
    pub fn of_class(items: Vec<Value>, class: &Gc<Class>) -> Gc<Tuple> {
        let len = items.len();
        Tuple::filled(items.into_iter(), len, class)
    }

    /// A new `tuple` of a known number of values.
    #[inline]
    pub fn of<const N: usize>(items: [Value; N]) -> Gc<Tuple> {
        Tuple::filled(items.into_iter(), N, &types().tuple)
    }

    /// A new `tuple` of `len` values.
    #[inline]
    pub fn of_values(items: impl Iterator<Item = Value>, len: usize) -> Gc<Tuple> {
        Tuple::filled(items, len, &types().tuple)
    }

    #[inline]
    fn filled(items: impl Iterator<Item = Value>, len: usize, class: &Gc<Class>) -> Gc<Tuple> {
        let new = Gc::with_tail(Tuple { len: Cell::new(0) }, class, len * std::mem::size_of::<Value>());
        let at = new.tail().cast::<Value>();
        for (i, item) in items.take(len).enumerate() {
            // SAFETY: the tail has room for `len` values.
            unsafe { at.add(i).write(item) };
            new.len.set(i + 1);
        }
        new
    }

    /// The values.
    #[inline(always)]
    pub fn as_slice(&self) -> &[Value] {
        // SAFETY: the values stand behind the payload.
        unsafe { std::slice::from_raw_parts((self as *const Tuple).add(1).cast::<Value>(), self.len.get()) }
    }

    /// The number of values.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn clear_for_collector(&self) {
        let len = self.len.replace(0);
        let at = (self as *const Tuple).cast_mut();
        // From the end, as CPython: that is the order in which finalisers run.
        for i in (0..len).rev() {
            // SAFETY: initialised, and not reachable any more now that the length is 0.
            unsafe { std::ptr::drop_in_place(at.add(1).cast::<Value>().add(i)) };
        }
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Value {
        List::create(items).into_value()
    }
}
