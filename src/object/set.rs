//! `set` and `frozenset`: values by hash, in the order CPython shows them.
//!
//! The table is probed, filled and resized as CPython's is, so that sets of numbers print alike. Whether two values are
//! equal is the caller's to say, since that may run user code: see [`Set::candidate`]. Values that need no user code are
//! compared by [`same_key`].

use super::class::Class;
use super::dict::same_key;
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
#[derive(Default, Clone)]
pub struct SetTable {
    /// The slots; a power of two, or none at all while empty (which counts as the smallest table).
    pub slots: Vec<(i64, Value)>,
    /// Slots that hold or held a value.
    pub fill: usize,
    /// Slots that hold a value.
    pub used: usize,
    /// Where `pop` looks first.
    pub finger: usize,
    /// Which of the ints around zero are there, a bit each, from [`LEAST`] on.
    small: u64,
    /// Whether anything but ints of 64 bits has been put in: another value may equal an int.
    mixed: bool,
}

/// The least int with a bit in [`SetTable::small`].
const LEAST: i64 = -32;

/// The bit of an int in [`SetTable::small`]; 0 when it has none.
#[inline(always)]
fn bit(int: i64) -> u64 {
    let place = int.wrapping_sub(LEAST) as u64;
    if place < 64 { 1 << place } else { 0 }
}

const SMALLEST: usize = 8;

/// What a search in a table comes to.
#[derive(Clone, Copy)]
enum Seat {
    /// The value is there.
    Taken(usize),
    /// It is not, and this slot is free.
    Free(usize),
    /// It is not, and the last slot on the way that held a removed value is taken first, as CPython does.
    Removed(usize),
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
        let gather = |items: Vec<Value>| {
            let set = Set::of_class(&types().frozenset);
            for item in items {
                if let Some(hash) = super::hash::plain_hash(&item) {
                    set.add_plain(hash, item);
                }
            }
            set
        };
        // CPython's compiler merges the constants inside a frozenset by making it anew, and the order shows it.
        gather(gather(items).to_vec()).into_value()
    }

    /// The number of values.
    #[inline]
    pub fn len(&self) -> usize {
        self.table.with(|t| t.used)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    fn changed(&self) {
        self.version.set(self.version.get().wrapping_add(1));
    }

    /// Adds a value that compares without user code.
    pub fn add_plain(&self, hash: i64, value: Value) {
        if let Err(value) = self.add(hash, value) {
            self.insert(hash, value);
        }
    }

    /// The slot of a value that compares without user code; Err when only user code can tell.
    #[inline(always)]
    #[allow(clippy::result_unit_err)]
    pub fn find(&self, hash: i64, value: &Value) -> Result<Option<usize>, ()> {
        self.table.with(|t| {
            if t.slots.is_empty() {
                return Ok(None);
            }
            match t.seat::<false>(hash, value)? {
                Seat::Taken(slot) => Ok(Some(slot)),
                Seat::Free(_) | Seat::Removed(_) => Ok(None),
            }
        })
    }

    /// Whether an int around zero is there, when that can be told without a search.
    #[inline(always)]
    pub fn has_small(&self, int: i64) -> Option<bool> {
        self.table.with(|t| {
            let bit = bit(int);
            (bit != 0 && !t.mixed).then_some(t.small & bit != 0)
        })
    }

    /// Adds a value that compares without user code, and says whether it is new; gives it back when only user code can tell.
    #[inline]
    pub fn add(&self, hash: i64, value: Value) -> Result<bool, Value> {
        let added = self.table.with(|t| {
            t.allocate();
            if let Value::Int(int) = value
                && !t.mixed
                && bit(int) != 0
            {
                if t.small & bit(int) != 0 {
                    return Ok(false);
                }
                t.sit(t.seat_of_new(hash), hash, value);
                return Ok(true);
            }
            match t.seat::<true>(hash, &value) {
                Ok(Seat::Taken(_)) => Ok(false),
                Ok(seat) => {
                    t.sit(seat, hash, value);
                    Ok(true)
                }
                Err(()) => Err(value),
            }
        });
        if let Ok(true) = added {
            self.changed();
        }
        added
    }

    /// Removes an int, and says whether it was there; nothing when values that are no ints may equal it.
    #[inline]
    pub fn discard_int(&self, int: i64) -> Option<bool> {
        let slot = self.table.with(|t| {
            if t.mixed {
                return None;
            }
            let bit = bit(int);
            let gone = t.slots.is_empty() || bit != 0 && t.small & bit == 0;
            Some(if gone { None } else { t.seat_of_int(int) })
        })?;
        if let Some(slot) = slot {
            // An int holds nothing.
            drop(self.remove_slot(slot));
        }
        Some(slot.is_some())
    }

    /// The next value with this hash: its slot and itself. The caller compares and asks again. If user code ran in
    /// between and `version` changed, the search has to start anew.
    pub fn candidate(&self, probe: &mut Probe, hash: i64) -> Option<(usize, Value)> {
        self.table.with(|t| t.next(probe, hash).map(|slot| (slot, t.slots[slot].1.clone())))
    }

    /// The value in a slot.
    pub fn value_at(&self, slot: usize) -> Value {
        self.table.with(|t| t.slots.get(slot).map(|s| s.1.clone()).unwrap_or_default())
    }

    /// Adds a value that is not there.
    #[inline]
    pub fn insert(&self, hash: i64, value: Value) {
        self.changed();
        self.table.with(|t| t.insert(hash, value));
    }

    /// Removes the value in a slot.
    pub fn remove_slot(&self, slot: usize) -> Value {
        self.changed();
        self.table.with(|t| match t.slots.get_mut(slot) {
            Some(place) => {
                t.used -= 1;
                place.0 = -1;
                let value = place.1.take();
                if let Value::Int(int) = value {
                    t.small &= !bit(int);
                }
                value
            }
            None => Value::Unset,
        })
    }

    /// Removes and gives the value that `pop` gives, if there is any.
    pub fn pop(&self) -> Option<Value> {
        let slot = self.table.with(|t| {
            if t.used == 0 {
                return None;
            }
            let mask = t.slots.len() - 1;
            let mut slot = t.finger & mask;
            while !t.slots[slot].1.is_set() {
                slot = (slot + 1) & mask;
            }
            t.finger = slot + 1;
            Some(slot)
        })?;
        Some(self.remove_slot(slot))
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
        self.changed();
        let old = self.table.with(|t| {
            let finger = t.finger;
            std::mem::replace(t, SetTable { finger, ..SetTable::default() })
        });
        drop(old);
    }

    /// Exchanges the values of two sets: how operations in place take over a result.
    pub fn swap(&self, other: &Set) {
        self.changed();
        other.changed();
        let mine = self.table.take();
        let theirs = other.table.replace(mine);
        self.table.set(theirs);
    }

    /// Makes room, once, before `count` more values are added.
    pub fn reserve(&self, count: usize) {
        let old = self.table.with(|t| {
            if (t.fill + count) * 5 >= t.mask() * 3 {
                t.resize((t.used + count) * 2);
                true
            } else {
                false
            }
        });
        if old {
            self.changed();
        }
    }

    /// Takes over all values of another set, this one being empty after [`Set::reserve`]; false when it is not empty.
    pub fn copy_into_empty(&self, other: &Set) -> bool {
        if self.table.with(|t| t.fill) != 0 {
            return false;
        }
        self.changed();
        let theirs = other.table.get();
        self.table.with(|t| {
            if t.mask() == theirs.mask() && theirs.fill == theirs.used {
                (t.fill, t.used) = (theirs.fill, theirs.used);
                (t.small, t.mixed) = (theirs.small, theirs.mixed);
                t.slots = theirs.slots;
                return;
            }
            (t.fill, t.used) = (theirs.used, theirs.used);
            t.allocate();
            for (hash, value) in theirs.slots {
                if value.is_set() {
                    t.place(hash, value);
                }
            }
        });
        true
    }

    /// Shrinks the table when more than a quarter of it are removed values; after removing many.
    pub fn sweep(&self) {
        let swept = self.table.with(|t| {
            let stale = t.fill - t.used > t.mask() / 4;
            if stale {
                t.resize(t.roomy());
            }
            stale
        });
        if swept {
            self.changed();
        }
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
    #[inline]
    fn next(&mut self, hash: i64, mask: usize) -> usize {
        if !self.started {
            self.started = true;
            self.perturb = hash as u64;
            self.base = hash as usize & mask;
            return self.base;
        }
        if self.base + RUN <= mask && self.run < RUN {
            self.run += 1;
            return self.base + self.run;
        }
        self.perturb >>= 5;
        self.base = (self.base.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize)) & mask;
        self.run = 0;
        self.base
    }
}

impl SetTable {
    fn mask(&self) -> usize {
        self.slots.len().max(SMALLEST) - 1
    }

    fn allocate(&mut self) {
        if self.slots.is_empty() {
            self.slots.resize(SMALLEST, (0, Value::Unset));
        }
    }

    fn roomy(&self) -> usize {
        if self.used > 50_000 { self.used * 2 } else { self.used * 4 }
    }

    /// The next slot with a value of this hash.
    #[inline]
    fn next(&self, probe: &mut Probe, hash: i64) -> Option<usize> {
        if self.slots.is_empty() || probe.done {
            return None;
        }
        let mask = self.slots.len() - 1;
        loop {
            let slot = probe.next(hash, mask);
            let (found, value) = &self.slots[slot];
            if *found == hash && value.is_set() {
                return Some(slot);
            }
            if *found == 0 && !value.is_set() {
                probe.done = true;
                return None;
            }
        }
    }

    /// A value is about to be put in.
    #[inline(always)]
    fn note(&mut self, value: &Value) {
        match value {
            Value::Int(int) => self.small |= bit(*int),
            _ => self.mixed = true,
        }
    }

    /// Puts a value into the first free slot; there always is one, since the table is never full.
    #[inline]
    fn place(&mut self, hash: i64, value: Value) {
        self.note(&value);
        let mask = self.slots.len() - 1;
        let mut probe = Probe::default();
        loop {
            let place = &mut self.slots[probe.next(hash, mask)];
            if place.0 == 0 && !place.1.is_set() {
                *place = (hash, value);
                return;
            }
        }
    }

    /// Adds a value that is not there.
    fn insert(&mut self, hash: i64, value: Value) {
        self.allocate();
        self.sit(self.seat_of_new(hash), hash, value);
    }

    /// Where a value is, or, for a new one, where it goes: the same way as [`Probe`]'s, written out. The table has slots.
    #[inline(always)]
    fn seat<const NEW: bool>(&self, hash: i64, value: &Value) -> Result<Seat, ()> {
        let slots = &self.slots[..];
        let mask = slots.len() - 1;
        let mut perturb = hash as u64;
        let mut base = hash as usize & mask;
        let mut removed = None;
        loop {
            let last = if base + RUN <= mask { base + RUN } else { base };
            for (offset, (found, other)) in slots[base..=last].iter().enumerate() {
                // Most slots hold another hash, and neither nothing nor what was removed: the hash says so alone.
                if *found != hash && *found != 0 && (!NEW || *found != -1) {
                    continue;
                }
                match other {
                    Value::Unset if *found == 0 => {
                        return Ok(removed.map_or(Seat::Free(base + offset), Seat::Removed));
                    }
                    Value::Unset => removed = Some(base + offset),
                    _ if *found != hash => {}
                    Value::Int(other) if let Value::Int(value) = value => {
                        if other == value {
                            return Ok(Seat::Taken(base + offset));
                        }
                    }
                    _ => match same_key(other, value) {
                        Some(true) => return Ok(Seat::Taken(base + offset)),
                        Some(false) => {}
                        None => return Err(()),
                    },
                }
            }
            perturb >>= 5;
            base = (base.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
        }
    }

    /// Where a value goes that is known not to be there. The table has slots.
    #[inline]
    fn seat_of_new(&self, hash: i64) -> Seat {
        let slots = &self.slots[..];
        let mask = slots.len() - 1;
        let mut perturb = hash as u64;
        let mut base = hash as usize & mask;
        let mut removed = None;
        loop {
            let last = if base + RUN <= mask { base + RUN } else { base };
            for (offset, (found, other)) in slots[base..=last].iter().enumerate() {
                if let Value::Unset = other {
                    if *found == 0 {
                        return removed.map_or(Seat::Free(base + offset), Seat::Removed);
                    }
                    removed = Some(base + offset);
                }
            }
            perturb >>= 5;
            base = (base.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
        }
    }

    /// The slot of an int among nothing but ints. The table has slots.
    #[inline]
    fn seat_of_int(&self, int: i64) -> Option<usize> {
        let hash = super::hash::int_hash(int);
        let slots = &self.slots[..];
        let mask = slots.len() - 1;
        let mut perturb = hash as u64;
        let mut base = hash as usize & mask;
        loop {
            let last = if base + RUN <= mask { base + RUN } else { base };
            for (offset, (found, other)) in slots[base..=last].iter().enumerate() {
                match other {
                    Value::Int(other) if *other == int => return Some(base + offset),
                    Value::Unset if *found == 0 => return None,
                    _ => {}
                }
            }
            perturb >>= 5;
            base = (base.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize)) & mask;
        }
    }

    /// Puts a value where it goes.
    #[inline]
    fn sit(&mut self, seat: Seat, hash: i64, value: Value) {
        self.note(&value);
        match seat {
            Seat::Taken(_) => return,
            Seat::Removed(slot) => self.slots[slot] = (hash, value),
            Seat::Free(slot) => {
                self.slots[slot] = (hash, value);
                self.fill += 1;
            }
        }
        self.used += 1;
        if self.fill * 5 >= self.mask() * 3 && matches!(seat, Seat::Free(_)) {
            self.resize(self.roomy());
        }
    }

    /// Makes room for at least this many values and forgets the removed ones.
    pub fn resize(&mut self, wanted: usize) {
        let mut size = SMALLEST;
        while size <= wanted {
            size <<= 1;
        }
        if size == SMALLEST && self.slots.len() <= SMALLEST && self.fill == self.used {
            return;
        }
        let old = std::mem::replace(&mut self.slots, vec![(0, Value::Unset); size]);
        self.fill = self.used;
        for (hash, value) in old {
            if value.is_set() {
                self.place(hash, value);
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
    /// The set's length when the iteration began; `usize::MAX` once it has been found changed.
    pub len: Cell<usize>,
}

crate::payload!(
    SetIterator,
    Kind::SetIterator,
    trace | this,
    visit | { this.set.with(|v| visit(v)) },
    clear | this | { drop(this.set.take()) }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Host;
    use crate::machine::Machine;

    fn ints(set: &Set) -> Vec<i64> {
        set.to_vec().iter().filter_map(crate::object::int::as_i64).collect()
    }

    #[test]
    fn order_is_cpythons() {
        let _machine = Machine::new(Host::default());
        let set = Set::create();
        for i in [40, 1, 8, 16, 24, 33, 7] {
            set.add_plain(i, Value::Int(i));
        }
        assert_eq!(ints(&set), [1, 33, 7, 40, 8, 16, 24]);
        let copy = Set::create();
        copy.reserve(set.len());
        assert!(copy.copy_into_empty(&set));
        assert_eq!(ints(&copy), [16, 1, 33, 7, 40, 8, 24]);
        assert!(matches!(copy.pop(), Some(Value::Int(16))));
    }

    #[test]
    fn small_ints_are_known_without_a_search() {
        let _machine = Machine::new(Host::default());
        let set = Set::create();
        for i in [-33, -32, -1, 0, 31, 32] {
            set.add_plain(i, Value::Int(i));
        }
        let known = |set: &Set| [-33, -32, -2, -1, 0, 30, 31, 32, i64::MIN, i64::MAX].map(|i| set.has_small(i));
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(known(&set), [None, yes, no, yes, yes, no, yes, None, None, None]);
        let copy = Set::create();
        copy.reserve(set.len());
        assert!(copy.copy_into_empty(&set));
        while let Some(value) = set.pop() {
            let Value::Int(int) = value else { unreachable!() };
            assert_ne!(set.has_small(int), yes);
        }
        assert_eq!(known(&copy)[1..8], [yes, no, yes, yes, no, yes, None]);
        // A float or a bool may equal an int.
        copy.add_plain(2, Value::float(2.0));
        assert_eq!(copy.has_small(-1), None);
    }
}
