//! `set` and `frozenset`: values by hash, in the order CPython shows them.
//!
//! The table is probed and resized as CPython's is, so that sets of numbers print alike.

use super::class::Class;
use super::heap::{Gc, Kind, Own};
use super::types::types;
use super::value::Value;
use std::cell::Cell;

/// The payload of a `set` or `frozenset`.
pub struct Set {
    /// The table.
    pub table: Own<SetTable>,
    /// Changes whenever a value is added or removed.
    pub version: Cell<u32>,
    /// The hash of a frozenset; -1 until asked for.
    pub hash: Cell<i64>,
}

crate::payload!(
    Set,
    Kind::Set,
    trace | this,
    visit | { this.table.with(|t| t.slots.iter().for_each(|s| visit(&s.1))) },
    clear | this | { drop(this.table.take()) }
);

/// Slots of (hash, value). A free slot holds Unset with hash 0, a removed one Unset with hash -1.
#[derive(Default)]
pub struct SetTable {
    /// The slots; a power of two, or none at all while empty.
    pub slots: Vec<(i64, Value)>,
    /// Slots that hold or held a value.
    pub fill: usize,
    /// Slots that hold a value.
    pub used: usize,
}

impl Set {
    /// A new, empty set of a class (`set`, `frozenset` or a subclass).
    pub fn of_class(class: &Gc<Class>) -> Gc<Set> {
        Gc::new(Set { table: Own::new(SetTable::default()), version: Cell::new(0), hash: Cell::new(-1) }, class)
    }

    /// A new, empty `set`.
    pub fn create() -> Gc<Set> {
        Set::of_class(&types().set)
    }

    /// A frozenset of constants, which compare without user code.
    pub fn frozen_constant(items: Vec<Value>) -> Value {
        let set = Set::of_class(&types().frozenset);
        for item in items {
            if let Some(hash) = super::hash::plain_hash(&item) {
                set.add_plain(hash, item);
            }
        }
        set.into_value()
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.table.with(|t| t.used)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds a value that compares without user code.
    pub fn add_plain(&self, hash: i64, value: Value) {
        let mut probe = Probe::default();
        while let Some((_, found)) = self.candidate(&mut probe, hash) {
            if super::dict::same_key(&found, &value) == Some(true) {
                return;
            }
        }
        self.insert(hash, value);
    }

    /// The next value with this hash: its slot and itself. The caller compares and asks again.
    pub fn candidate(&self, probe: &mut Probe, hash: i64) -> Option<(usize, Value)> {
        self.table.with(|t| {
            if t.slots.is_empty() {
                return None;
            }
            let mask = t.slots.len() - 1;
            while let Some(slot) = probe.next(hash, mask) {
                let (h, v) = &t.slots[slot];
                if !v.is_set() {
                    if *h == 0 {
                        probe.done = true;
                        return None;
                    }
                } else if *h == hash {
                    return Some((slot, v.clone()));
                }
            }
            None
        })
    }

    /// Adds a value that is not there.
    pub fn insert(&self, hash: i64, value: Value) {
        self.version.set(self.version.get().wrapping_add(1));
        self.table.with(|t| t.insert(hash, value));
    }

    /// Removes the value in a slot.
    pub fn remove_slot(&self, slot: usize) -> Value {
        self.version.set(self.version.get().wrapping_add(1));
        self.table.with(|t| {
            t.used -= 1;
            match t.slots.get_mut(slot) {
                Some(place) => {
                    place.0 = -1;
                    place.1.take()
                }
                None => Value::Unset,
            }
        })
    }

    /// The first value in or after a slot. For iteration.
    #[inline]
    pub fn value_from(&self, slot: usize) -> Option<(usize, i64, Value)> {
        self.table.with(|t| {
            let offset = t.slots.get(slot..)?.iter().position(|s| s.1.is_set())?;
            let (hash, value) = &t.slots[slot + offset];
            Some((slot + offset, *hash, value.clone()))
        })
    }

    /// All values, in order.
    pub fn to_vec(&self) -> Vec<Value> {
        self.table.with(|t| t.slots.iter().filter(|s| s.1.is_set()).map(|s| s.1.clone()).collect())
    }

    /// All values with their hashes, in order.
    pub fn entries(&self) -> Vec<(i64, Value)> {
        self.table.with(|t| t.slots.iter().filter(|s| s.1.is_set()).cloned().collect())
    }

    /// Removes all.
    pub fn clear(&self) {
        self.version.set(self.version.get().wrapping_add(1));
        drop(self.table.take());
    }
}

/// Where a search stands: linear runs of ten slots, then a jump.
#[derive(Default)]
pub struct Probe {
    started: bool,
    done: bool,
    base: usize,
    run: usize,
    perturb: u64,
}

const RUN: usize = 9;

impl Probe {
    fn next(&mut self, hash: i64, mask: usize) -> Option<usize> {
        if self.done {
            return None;
        }
        if !self.started {
            self.started = true;
            self.perturb = hash as u64;
            self.base = hash as usize & mask;
            self.run = 0;
            return Some(self.base);
        }
        if self.base + RUN <= mask && self.run < RUN {
            self.run += 1;
            return Some(self.base + self.run);
        }
        self.perturb >>= 5;
        self.base = (self.base.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize)) & mask;
        self.run = 0;
        Some(self.base)
    }
}

impl SetTable {
    fn insert(&mut self, hash: i64, value: Value) {
        if self.slots.is_empty() {
            self.slots.resize(8, (0, Value::Unset));
        }
        let mask = self.slots.len() - 1;
        let mut probe = Probe::default();
        while let Some(slot) = probe.next(hash, mask) {
            let place = &mut self.slots[slot];
            if !place.1.is_set() && place.0 == 0 {
                *place = (hash, value);
                self.fill += 1;
                self.used += 1;
                break;
            }
        }
        if self.fill * 5 >= mask * 3 {
            self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
        }
    }

    /// Makes room for at least this many values.
    pub fn resize(&mut self, wanted: usize) {
        let mut size = 8;
        while size <= wanted {
            size <<= 1;
        }
        let old = std::mem::replace(&mut self.slots, vec![(0, Value::Unset); size]);
        self.fill = self.used;
        let mask = size - 1;
        for (hash, value) in old.into_iter().filter(|s| s.1.is_set()) {
            let mut probe = Probe::default();
            while let Some(slot) = probe.next(hash, mask) {
                if !self.slots[slot].1.is_set() {
                    self.slots[slot] = (hash, value);
                    break;
                }
            }
        }
    }
}

/// The payload of a set's iterator.
pub struct SetIterator {
    /// The set; Unset when used up.
    pub set: Own<Value>,
    /// The next slot.
    pub slot: Cell<usize>,
    /// The set's length when the iteration began.
    pub len: usize,
}

crate::payload!(
    SetIterator,
    Kind::SetIterator,
    trace | this,
    visit | { this.set.with(|v| visit(v)) },
    clear | this | { drop(this.set.take()) }
);
