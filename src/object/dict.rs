//! `dict`: values by key in insertion order.
//!
//! Probing is by hash; whether two keys are equal is the caller's to say, since that may run user code: see
//! [`Dict::candidate`]. Keys that need no user code (exact `str`, numbers, `None`, ...) are compared by [`same_key`].

use super::attributes::next_version;
use super::bytes::Bytes;
use super::class::{Class, class_of};
use super::heap::{Gc, Kind, Own};
use super::int::{Number, as_number};
use super::list::Tuple;
use super::number::int::compare_float;
use super::str::{Str, interned};
use super::types::types;
use super::value::Value;
use std::cell::Cell;
use std::cmp::Ordering;

/// One key with its value; a removed entry has an unset key.
#[derive(Clone)]
pub struct Entry {
    /// The key's hash.
    pub hash: i64,
    /// The key.
    pub key: Value,
    /// The value.
    pub value: Value,
}

/// The entries and their index.
#[derive(Clone, Default)]
pub struct Table {
    /// In insertion order, with holes where keys were removed.
    pub entries: Vec<Entry>,
    /// Open addressing over `entries` (index + 1; 0 free, `HOLE` removed); empty while there are few entries.
    index: Vec<u32>,
    /// Entries with a key.
    live: usize,
    /// How many holes are at the front: who takes keys off there does not walk over them each time.
    first: usize,
    /// How many keys can be added before the entries are moved together. As in CPython, removing one gives nothing back: who
    /// iterates and changes keys meanwhile sees the holes, and what moves when.
    room: usize,
}

const FEW: usize = 8;
/// The least places of an index.
const PLACES: usize = 32;
const HOLE: u32 = u32::MAX;
/// No site remembers this one.
pub const NO_STAMP: u32 = u32::MAX;

/// The payload of a `dict`.
pub struct Dict {
    /// The entries.
    pub table: Own<Table>,
    /// Changes whenever a key is added or removed.
    pub version: Cell<u32>,
    /// A number that only this dict has had, only while its entries stand where they stand now; `NO_STAMP` until one is
    /// asked for. See [`Dict::stamp`].
    pub stamp: Cell<u32>,
}

crate::payload!(
    Dict,
    Kind::Dict,
    trace | this,
    visit | {
        this.table.with(|t| {
            t.entries.iter().for_each(|e| {
                visit(&e.key);
                visit(&e.value)
            })
        })
    },
    clear | this | { this.clear() }
);

impl Table {
    #[inline(always)]
    fn mask(&self) -> usize {
        self.index.len() - 1
    }

    #[inline(always)]
    fn spread(hash: i64) -> usize {
        (hash as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26) as usize
    }

    /// Moves the entries together and makes room for more.
    #[cold]
    #[inline(never)]
    fn grow(&mut self) {
        if self.live < self.entries.len() {
            self.entries.retain(|e| e.key.is_set());
        }
        self.first = 0;
        self.live = self.entries.len();
        self.reindex(if self.live == 0 { FEW } else { (self.live * 3).max(FEW + 1) });
    }

    /// Makes the index anew, of at least this many places by CPython's count; the entries stay where they are.
    fn reindex(&mut self, least: usize) {
        self.live = self.entries.len() - self.first;
        let size = least.next_power_of_two().max(FEW);
        self.room = size * 2 / 3 - self.live;
        if self.entries.len() < FEW {
            self.index = Vec::new();
            return;
        }
        self.index.clear();
        self.index.resize(size.max(PLACES), 0);
        let mask = self.mask();
        for (i, e) in self.entries.iter().enumerate().skip(self.first) {
            let mut at = Table::spread(e.hash) & mask;
            while self.index[at] != 0 {
                at = (at + 1) & mask;
            }
            self.index[at] = i as u32 + 1;
        }
    }

    /// The next entry after `cursor` with this hash. Start with `Cursor::default()`.
    #[inline]
    fn next(&self, cursor: &mut Cursor, hash: i64) -> Option<usize> {
        if self.index.is_empty() {
            while cursor.0 < self.entries.len() {
                let i = cursor.0;
                cursor.0 += 1;
                if self.entries[i].hash == hash && self.entries[i].key.is_set() {
                    return Some(i);
                }
            }
            return None;
        }
        let mask = self.mask();
        let start = Table::spread(hash);
        while cursor.0 <= mask {
            let at = (start.wrapping_add(cursor.0)) & mask;
            cursor.0 += 1;
            match self.index[at] {
                0 => {
                    cursor.0 = usize::MAX;
                    return None;
                }
                HOLE => {}
                i => {
                    let entry = &self.entries[i as usize - 1];
                    if entry.hash == hash && entry.key.is_set() {
                        return Some(i as usize - 1);
                    }
                }
            }
        }
        None
    }

    /// The position of a key that compares without user code; Err when only user code can tell.
    #[inline(always)]
    fn find(&self, hash: i64, key: &Value) -> Result<Option<usize>, ()> {
        if self.index.is_empty() {
            for (i, entry) in self.entries.iter().enumerate() {
                if entry.hash == hash && entry.key.is_set() {
                    match same_key(&entry.key, key) {
                        Some(true) => return Ok(Some(i)),
                        Some(false) => {}
                        None => return Err(()),
                    }
                }
            }
            return Ok(None);
        }
        let mask = self.mask();
        let mut at = Table::spread(hash) & mask;
        loop {
            match self.index[at] {
                0 => return Ok(None),
                HOLE => {}
                i => {
                    let entry = &self.entries[i as usize - 1];
                    if entry.hash == hash {
                        match same_key(&entry.key, key) {
                            Some(true) => return Ok(Some(i as usize - 1)),
                            Some(false) => {}
                            None => return Err(()),
                        }
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds an entry for a key that is not there.
    pub fn push(&mut self, hash: i64, key: Value, value: Value) {
        if self.room == 0 {
            self.grow();
        }
        self.room -= 1;
        self.entries.push(Entry { hash, key, value });
        self.live += 1;
        if self.index.is_empty() {
            if self.entries.len() >= FEW {
                self.index_first();
            }
            return;
        }
        self.enter(hash, self.entries.len() - 1);
    }

    /// Where a key is that compares without user code, or where in the index it goes; Err when only user code can tell.
    #[inline(always)]
    fn search(&self, hash: i64, key: &Value) -> Result<Found, ()> {
        if self.index.is_empty() {
            return Ok(self.find(hash, key)?.map_or(Found::Not(usize::MAX), Found::At));
        }
        let mask = self.mask();
        let mut at = Table::spread(hash) & mask;
        let mut free = usize::MAX;
        loop {
            match self.index[at] {
                0 => return Ok(Found::Not(if free == usize::MAX { at } else { free })),
                HOLE => {
                    if free == usize::MAX {
                        free = at;
                    }
                }
                i => {
                    let entry = &self.entries[i as usize - 1];
                    if entry.hash == hash {
                        match same_key(&entry.key, key) {
                            Some(true) => return Ok(Found::At(i as usize - 1)),
                            Some(false) => {}
                            None => return Err(()),
                        }
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds an entry for a key that is not there, which [`Table::search`] gave a place in the index.
    #[inline]
    fn push_at(&mut self, place: usize, hash: i64, key: Value, value: Value) {
        if self.room == 0 || place == usize::MAX {
            return self.push(hash, key, value);
        }
        self.room -= 1;
        self.live += 1;
        self.entries.push(Entry { hash, key, value });
        self.index[place] = self.entries.len() as u32;
    }

    /// Makes an index for entries that have none yet and may have holes.
    fn index_first(&mut self) {
        self.index.resize(PLACES, 0);
        for at in self.first..self.entries.len() {
            if self.entries[at].key.is_set() {
                self.enter(self.entries[at].hash, at);
            }
        }
    }

    /// Removes the entry at a position, and leaves a hole there.
    pub fn remove(&mut self, position: usize) -> Entry {
        let hash = self.entries[position].hash;
        if !self.index.is_empty() {
            let mask = self.mask();
            let mut at = Table::spread(hash) & mask;
            while self.index[at] != position as u32 + 1 {
                at = (at + 1) & mask;
            }
            self.index[at] = HOLE;
        }
        self.live -= 1;
        let place = &mut self.entries[position];
        let entry = Entry { hash, key: place.key.take(), value: place.value.take() };
        if position == self.first {
            self.first += self.entries.iter().skip(position).take_while(|e| !e.key.is_set()).count();
        }
        entry
    }

    /// Forgets the holes at the end, after the last entry was removed.
    fn trim(&mut self) {
        while self.entries.last().is_some_and(|e| !e.key.is_set()) {
            self.entries.pop();
        }
        self.first = self.first.min(self.entries.len());
    }

    /// Adds an entry in front of all others, for a key that is not there. Costs as much as at the end, on the whole.
    pub fn push_front(&mut self, hash: i64, key: Value, value: Value) {
        if self.first == 0 || self.room == 0 {
            self.entries.retain(|e| e.key.is_set());
            let room = self.entries.len() / 2 + FEW;
            let hole = || Entry { hash: 0, key: Value::Unset, value: Value::Unset };
            self.entries.splice(0..0, std::iter::repeat_with(hole).take(room));
            self.first = room;
            self.reindex((self.entries.len() - room) * 3);
        }
        self.first -= 1;
        self.room -= 1;
        self.live += 1;
        self.entries[self.first] = Entry { hash, key, value };
        if !self.index.is_empty() {
            self.enter(hash, self.first);
        }
    }

    /// Enters the entry at a position into the index.
    fn enter(&mut self, hash: i64, position: usize) {
        let mask = self.mask();
        let mut at = Table::spread(hash) & mask;
        while self.index[at] != 0 && self.index[at] != HOLE {
            at = (at + 1) & mask;
        }
        self.index[at] = position as u32 + 1;
    }
}

/// What a search for a key comes to.
enum Found {
    /// It is the entry at this position.
    At(usize),
    /// It is not there, and goes to this place of the index; `usize::MAX` where there is no index.
    Not(usize),
}

/// Where a search stands.
#[derive(Default)]
pub struct Cursor(usize);

/// Whether two keys with equal hashes are equal, as far as that needs no user code; None when it does.
#[inline]
pub fn same_key(a: &Value, b: &Value) -> Option<bool> {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) if x == y => Some(true),
        (Value::Int(x), Value::Int(y)) => Some(x == y),
        _ if a.is(b) => Some(true),
        _ => same_value(a, b, 0),
    }
}

#[inline(never)]
fn same_value(a: &Value, b: &Value, depth: u8) -> Option<bool> {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            if x.kind() == Kind::Str && y.kind() == Kind::Str {
                let str = &types().str;
                if x.class() == str && y.class() == str {
                    return Some(x.get::<Str>().map(Str::as_str) == y.get::<Str>().map(Str::as_str));
                }
            }
            if x.kind() != Kind::Tuple {
                return same_constant(a, b);
            }
            let tuple = &types().tuple;
            if x.class() != tuple || y.class() != tuple || depth > 8 {
                return None;
            }
            let (x, y) = (x.get::<Tuple>()?.as_slice(), y.get::<Tuple>()?.as_slice());
            for (a, b) in x.iter().zip(y) {
                if !a.is(b) && !same_value(a, b, depth + 1)? {
                    return Some(false);
                }
            }
            Some(x.len() == y.len())
        }
        (Value::Int(x), Value::Float(y)) | (Value::Float(y), Value::Int(x)) => Some(*x as f64 == y.get()),
        (Value::Int(x), Value::Bool(y)) | (Value::Bool(y), Value::Int(x)) => Some(*x == *y as i64),
        (Value::Float(x), Value::Bool(y)) | (Value::Bool(y), Value::Float(x)) => Some(x.get() == *y as u64 as f64),
        (Value::Float(x), Value::Float(y)) => Some(x.get() == y.get()),
        (Value::Object(_), _) | (_, Value::Object(_)) => same_constant(a, b),
        (Value::Int(x), Value::Int(y)) => Some(x == y),
        (Value::Bool(x), Value::Bool(y)) => Some(x == y),
        _ => Some(a.is(b)),
    }
}

/// Whether two values are equal, when both are numbers or both `bytes` of exact types and at least one is an object.
fn same_constant(a: &Value, b: &Value) -> Option<bool> {
    let exact = |v: &Value| class_of(v).is_builtin();
    if !exact(a) || !exact(b) {
        return None;
    }
    if let (Some(a), Some(b)) = (a.get::<Bytes>(), b.get::<Bytes>()) {
        return Some(a.data == b.data);
    }
    Some(match (as_number(a)?, as_number(b)?) {
        (Number::Int(a), Number::Int(b)) => a.compare(b).is_eq(),
        (Number::Int(a), Number::Float(b)) | (Number::Float(b), Number::Int(a)) => {
            compare_float(a, b).is_some_and(Ordering::is_eq)
        }
        (Number::Float(a), Number::Float(b)) => a == b,
        (Number::Complex(a), Number::Complex(b)) => a == b,
        (Number::Complex(z), Number::Float(x)) | (Number::Float(x), Number::Complex(z)) => z.imag == 0.0 && z.real == x,
        (Number::Complex(z), Number::Int(n)) | (Number::Int(n), Number::Complex(z)) => {
            z.imag == 0.0 && compare_float(n, z.real).is_some_and(Ordering::is_eq)
        }
    })
}

impl Dict {
    /// A new, empty `dict`.
    pub fn create() -> Gc<Dict> {
        Dict::of_class(&types().dict)
    }

    /// A new, empty instance of `dict` or of a subclass.
    pub fn of_class(class: &Gc<Class>) -> Gc<Dict> {
        Gc::new(Dict::empty(), class)
    }

    /// An empty payload.
    pub fn empty() -> Dict {
        Dict { table: Own::new(Table::default()), version: Cell::new(0), stamp: Cell::new(NO_STAMP) }
    }

    #[inline(always)]
    fn changed(&self) {
        self.version.set(self.version.get().wrapping_add(1));
        self.stamp.set(NO_STAMP);
    }

    /// A number for the keys as they are now and the places of their values: who finds it again later finds all where it
    /// was. None when the numbers have run out.
    pub fn stamp(&self) -> Option<u32> {
        if self.stamp.get() == NO_STAMP {
            let new = next_version();
            if new > NO_STAMP / 2 {
                return None;
            }
            self.stamp.set(new);
        }
        Some(self.stamp.get())
    }

    /// Where the value of the entry at a position is, as long as [`Dict::stamp`] stays.
    pub fn place(&self, position: usize) -> Option<*mut Value> {
        self.table.with(|t| t.entries.get_mut(position).map(|entry| &raw mut entry.value))
    }

    /// The number of keys.
    #[inline]
    pub fn len(&self) -> usize {
        self.table.with(|t| t.live)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The next entry whose key has this hash: its position and key. The caller compares and asks again.
    /// If user code ran in between and `version` changed, the search has to start anew.
    pub fn candidate(&self, cursor: &mut Cursor, hash: i64) -> Option<(usize, Value)> {
        self.table.with(|t| t.next(cursor, hash).map(|i| (i, t.entries[i].key.clone())))
    }

    /// The position of a key that compares without user code; Err when only user code can tell.
    #[inline]
    #[allow(clippy::result_unit_err)]
    pub fn find(&self, hash: i64, key: &Value) -> Result<Option<usize>, ()> {
        self.table.with(|t| t.find(hash, key))
    }

    /// The value at a position.
    #[inline]
    pub fn value_at(&self, position: usize) -> Value {
        self.table.with(|t| t.entries.get(position).map(|e| e.value.clone()).unwrap_or_default())
    }

    /// Replaces the value at a position; gives the old one.
    #[inline]
    pub fn replace_at(&self, position: usize, value: Value) -> Value {
        self.table.with(|t| match t.entries.get_mut(position) {
            Some(e) => std::mem::replace(&mut e.value, value),
            None => value,
        })
    }

    /// Adds an entry for a key that is not there.
    #[inline]
    pub fn add(&self, hash: i64, key: Value, value: Value) {
        self.changed();
        self.table.with(|t| t.push(hash, key, value));
    }

    /// Sets the value of a key that compares without user code, in one search; gives the old value, or Unset for a new key.
    /// Err, with the value, when only user code can tell.
    pub fn put(&self, hash: i64, key: &Value, value: Value) -> Result<Value, Value> {
        self.table.with(|t| {
            let known = match t.search(hash, key) {
                Ok(known) => known,
                Err(()) => return Err(value),
            };
            match known {
                Found::At(position) => Ok(std::mem::replace(&mut t.entries[position].value, value)),
                Found::Not(place) => {
                    self.changed();
                    t.push_at(place, hash, key.clone(), value);
                    Ok(Value::Unset)
                }
            }
        })
    }

    /// Adds an entry in front of all others, for a key that is not there.
    pub fn add_front(&self, hash: i64, key: Value, value: Value) {
        self.changed();
        self.table.with(|t| t.push_front(hash, key, value));
    }

    /// Removes the entry at a position.
    pub fn remove_at(&self, position: usize) -> Entry {
        self.changed();
        self.table.with(|t| t.remove(position))
    }

    /// Removes the last entry.
    pub fn remove_last(&self) -> Option<Entry> {
        let (at, _) = self.entry_before(usize::MAX)?;
        let entry = self.remove_at(at);
        self.table.with(|t| t.trim());
        Some(entry)
    }

    /// Makes room for this many more keys.
    pub fn reserve(&self, count: usize) {
        self.changed();
        self.table.with(|t| t.entries.reserve(count));
    }

    /// A copy with the same keys in the same order, without holes.
    pub fn copy_to(&self, other: &Dict) {
        other.changed();
        let mut copy = Table::default();
        self.table.with(|t| {
            if t.live == t.entries.len() {
                copy = t.clone();
            } else {
                copy.entries = t.entries.iter().filter(|e| e.key.is_set()).cloned().collect();
                copy.reindex(t.live * 3 / 2 + 1);
            }
        });
        drop(other.table.with(|t| std::mem::replace(t, copy)));
    }

    /// The first entry at or after a position: its position, key and value. For iteration.
    #[inline]
    pub fn entry_from(&self, position: usize) -> Option<(usize, Entry)> {
        self.table.with(|t| {
            let position = position.max(t.first);
            let offset = t.entries.get(position..)?.iter().position(|e| e.key.is_set())?;
            Some((position + offset, t.entries[position + offset].clone()))
        })
    }

    /// The last entry before a position. For reversed iteration and `popitem`.
    pub fn entry_before(&self, position: usize) -> Option<(usize, Entry)> {
        self.table.with(|t| {
            let end = position.min(t.entries.len());
            let at = t.entries[..end].iter().rposition(|e| e.key.is_set())?;
            Some((at, t.entries[at].clone()))
        })
    }

    /// All keys and values, in order.
    pub fn items(&self) -> Vec<(Value, Value)> {
        self.table
            .with(|t| t.entries.iter().filter(|e| e.key.is_set()).map(|e| (e.key.clone(), e.value.clone())).collect())
    }

    /// All keys, in order.
    pub fn keys(&self) -> Vec<Value> {
        self.table.with(|t| t.entries.iter().filter(|e| e.key.is_set()).map(|e| e.key.clone()).collect())
    }

    /// All entries, in order, with their hashes.
    pub fn entries(&self) -> Vec<Entry> {
        self.table.with(|t| t.entries.iter().filter(|e| e.key.is_set()).cloned().collect())
    }

    /// Removes all.
    pub fn clear(&self) {
        self.changed();
        drop(self.table.take());
    }

    /// The position of a text key.
    #[inline]
    pub fn find_str(&self, key: &Gc<Str>) -> Option<usize> {
        let hash = key.hash();
        self.table.with(|t| {
            let mut cursor = Cursor::default();
            while let Some(i) = t.next(&mut cursor, hash) {
                if let Value::Object(k) = &t.entries[i].key {
                    if k == key.as_ref() || k.get::<Str>().is_some_and(|s| s.as_str() == key.as_str()) {
                        return Some(i);
                    }
                }
            }
            None
        })
    }

    /// The value of a text key. For namespaces, whose keys are names.
    #[inline]
    pub fn get_str(&self, key: &Gc<Str>) -> Option<Value> {
        self.find_str(key).map(|i| self.value_at(i))
    }

    /// The value of a name.
    pub fn get_name(&self, name: &str) -> Option<Value> {
        self.get_str(&super::str::intern(name))
    }

    /// Sets the value of a text key; gives the old one.
    pub fn set_str(&self, key: &Gc<Str>, value: Value) -> Option<Value> {
        match self.find_str(key) {
            Some(i) => Some(self.replace_at(i, value)),
            None => {
                let key = interned(key);
                self.add(key.hash(), key.value(), value);
                None
            }
        }
    }

    /// Sets the value of a name.
    pub fn set_name(&self, name: &str, value: impl Into<Value>) {
        drop(self.set_str(&super::str::intern(name), value.into()));
    }

    /// Removes a text key; gives its value.
    pub fn remove_str(&self, key: &Gc<Str>) -> Option<Value> {
        self.find_str(key).map(|i| self.remove_at(i).value)
    }
}
