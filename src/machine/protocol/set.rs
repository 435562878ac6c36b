//! Sets with any values: membership and algebra, in the order of steps that gives CPython's order of values.
//!
//! In: the payloads of sets, any iterables. Out: new sets of the exact class `set` or `frozenset`, or changes in place.

use crate::machine::Machine;
use crate::object::class::Class;
use crate::object::dict::Dict;
use crate::object::hash::plain_hash;
use crate::object::heap::{Gc, Kind};
use crate::object::set::{Probe, Set};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value};

impl Machine {
    /// The slot of a value in a set.
    #[inline]
    pub fn set_find(&mut self, set: &Set, hash: i64, value: &Value) -> Outcome<Option<usize>> {
        match set.find(hash, value) {
            Ok(found) => Ok(found),
            Err(()) => self.set_find_slow(set, hash, value),
        }
    }

    #[cold]
    fn set_find_slow(&mut self, set: &Set, hash: i64, value: &Value) -> Outcome<Option<usize>> {
        'anew: loop {
            let version = set.version.get();
            let mut probe = Probe::default();
            while let Some((slot, found)) = set.candidate(&mut probe, hash) {
                let same = self.equal(&found, value)?;
                if set.version.get() != version {
                    continue 'anew;
                }
                if same {
                    return Ok(Some(slot));
                }
            }
            return Ok(None);
        }
    }

    /// Adds a value to a set; says whether it is new.
    #[inline]
    pub fn set_add(&mut self, set: &Set, value: Value) -> Outcome<bool> {
        let hash = self.key_hash(&value)?;
        self.set_add_hashed(set, hash, value)
    }

    #[inline]
    fn set_add_hashed(&mut self, set: &Set, hash: i64, value: Value) -> Outcome<bool> {
        match set.add(hash, value) {
            Ok(added) => Ok(added),
            Err(value) => self.set_add_slow(set, hash, value),
        }
    }

    #[cold]
    fn set_add_slow(&mut self, set: &Set, hash: i64, value: Value) -> Outcome<bool> {
        if self.set_find_slow(set, hash, &value)?.is_some() {
            return Ok(false);
        }
        set.insert(hash, value);
        Ok(true)
    }

    /// The hash with which a value is looked for: a set is looked for as the frozenset of its values.
    fn sought_hash(&mut self, value: &Value) -> Outcome<i64> {
        if let Some(hash) = plain_hash(value) {
            return Ok(hash);
        }
        match self.hash(value) {
            Err(raise) if raise.is(Exc::TypeError) => match value.get::<Set>() {
                Some(set) => Ok(crate::object::hash::frozenset_hash(set)),
                None => Err(raise),
            },
            other => other,
        }
    }

    /// Whether a value is in a set.
    #[inline]
    pub fn set_contains(&mut self, set: &Set, value: &Value) -> Outcome<bool> {
        let hash = self.sought_hash(value)?;
        Ok(self.set_find(set, hash, value)?.is_some())
    }

    /// Removes a value from a set; says whether it was there.
    pub fn set_discard(&mut self, set: &Set, value: &Value) -> Outcome<bool> {
        if let Value::Int(int) = value
            && let Some(was_there) = set.discard_int(*int)
        {
            return Ok(was_there);
        }
        let hash = self.sought_hash(value)?;
        self.set_discard_hashed(set, hash, value)
    }

    fn set_discard_hashed(&mut self, set: &Set, hash: i64, value: &Value) -> Outcome<bool> {
        match self.set_find(set, hash, value)? {
            Some(slot) => {
                drop(set.remove_slot(slot));
                Ok(true)
            }
            None => Ok(false),
        }
    }

    fn set_merge(&mut self, set: &Set, other: &Set) -> Outcome<()> {
        if std::ptr::eq(set, other) || other.is_empty() {
            return Ok(());
        }
        set.reserve(other.len());
        if set.copy_into_empty(other) {
            return Ok(());
        }
        let mut at = 0;
        while let Some((slot, hash, value)) = other.value_from(at) {
            at = slot + 1;
            self.set_add_hashed(set, hash, value)?;
        }
        Ok(())
    }

    /// `set.update(iterable)`
    pub fn update_set(&mut self, set: &Set, iterable: &Value) -> Outcome<()> {
        if let Some(other) = iterable.get::<Set>() {
            return self.set_merge(set, other);
        }
        if let Some(dict) = exact_dict(iterable) {
            set.reserve(dict.len());
            let mut at = 0;
            while let Some((position, entry)) = dict.entry_from(at) {
                at = position + 1;
                self.set_add_hashed(set, entry.hash, entry.key)?;
            }
            return Ok(());
        }
        if let Some(items) = self.plain_items(iterable) {
            for item in items {
                self.set_add(set, item)?;
            }
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        while let Some(item) = self.next(&iterator)? {
            self.set_add(set, item)?;
        }
        Ok(())
    }

    /// A new set of a class with an iterable's values.
    pub fn set_of(&mut self, class: &Gc<Class>, iterable: &Value) -> Outcome<Gc<Set>> {
        let new = Set::of_class(class);
        self.update_set(&new, iterable)?;
        Ok(new)
    }

    /// A copy: a frozenset of a frozenset, otherwise a set.
    pub fn set_copy(&mut self, set: &Gc<Set>) -> Outcome<Gc<Set>> {
        let new = Set::of_class(base_class(set));
        self.set_merge(&new, set)?;
        Ok(new)
    }

    /// `set | iterable`
    pub fn set_union(&mut self, set: &Gc<Set>, other: &Value) -> Outcome<Gc<Set>> {
        let new = self.set_copy(set)?;
        if !other.typed::<Set>().is_some_and(|o| o == set) {
            self.update_set(&new, other)?;
        }
        Ok(new)
    }

    /// `set & iterable`
    pub fn set_intersection(&mut self, set: &Gc<Set>, other: &Value) -> Outcome<Gc<Set>> {
        let new = Set::of_class(base_class(set));
        if let Some(theirs) = other.typed::<Set>() {
            if theirs == set {
                return self.set_copy(set);
            }
            let (set, other) = if theirs.len() > set.len() { (theirs, set) } else { (set, theirs) };
            let mut at = 0;
            while let Some((slot, hash, value)) = other.value_from(at) {
                at = slot + 1;
                if self.set_find(set, hash, &value)?.is_some() {
                    self.set_add_hashed(&new, hash, value)?;
                }
            }
            return Ok(new);
        }
        let iterator = self.iter(other)?;
        while let Some(value) = self.next(&iterator)? {
            let hash = self.key_hash(&value)?;
            if self.set_find(set, hash, &value)?.is_some() {
                self.set_add_hashed(&new, hash, value)?;
            }
        }
        Ok(new)
    }

    /// `set - iterable`
    pub fn set_difference(&mut self, set: &Gc<Set>, other: &Value) -> Outcome<Gc<Set>> {
        let theirs = other.typed::<Set>().cloned();
        let dict = exact_dict(other).cloned();
        let size = theirs.as_ref().map(|s| s.len()).or(dict.as_ref().map(|d| d.len()));
        if size.is_none_or(|size| set.len() >> 2 > size) {
            let new = self.set_copy(set)?;
            self.set_difference_update(&new, other)?;
            return Ok(new);
        }
        let new = Set::of_class(base_class(set));
        let mut at = 0;
        while let Some((slot, hash, value)) = set.value_from(at) {
            at = slot + 1;
            let there = match (&theirs, &dict) {
                (Some(theirs), _) => self.set_find(theirs, hash, &value)?.is_some(),
                (_, Some(dict)) => self.dict_find_hashed(dict, hash, &value)?.is_some(),
                _ => false,
            };
            if !there {
                self.set_add_hashed(&new, hash, value)?;
            }
        }
        Ok(new)
    }

    /// `set -= iterable`
    pub fn set_difference_update(&mut self, set: &Gc<Set>, other: &Value) -> Outcome<()> {
        if let Some(theirs) = other.typed::<Set>() {
            if theirs == set {
                set.clear();
                return Ok(());
            }
            // Where the other set is much larger, what both have is found first.
            let common = if theirs.len() >> 3 > set.len() { Some(self.set_intersection(set, other)?) } else { None };
            let theirs = common.as_ref().unwrap_or(theirs);
            let mut at = 0;
            while let Some((slot, hash, value)) = theirs.value_from(at) {
                at = slot + 1;
                self.set_discard_hashed(set, hash, &value)?;
            }
        } else {
            let iterator = self.iter(other)?;
            while let Some(value) = self.next(&iterator)? {
                let hash = self.key_hash(&value)?;
                self.set_discard_hashed(set, hash, &value)?;
            }
        }
        set.sweep();
        Ok(())
    }

    /// `set ^= iterable`
    pub fn set_symmetric_difference_update(&mut self, set: &Gc<Set>, other: &Value) -> Outcome<()> {
        if let Some(dict) = exact_dict(other) {
            let mut at = 0;
            while let Some((position, entry)) = dict.entry_from(at) {
                at = position + 1;
                if !self.set_discard_hashed(set, entry.hash, &entry.key)? {
                    self.set_add_hashed(set, entry.hash, entry.key)?;
                }
            }
            return Ok(());
        }
        let theirs = match other.typed::<Set>() {
            Some(theirs) if theirs == set => {
                set.clear();
                return Ok(());
            }
            Some(theirs) => theirs.clone(),
            None => self.set_of(base_class(set), other)?,
        };
        let mut at = 0;
        while let Some((slot, hash, value)) = theirs.value_from(at) {
            at = slot + 1;
            if !self.set_discard_hashed(set, hash, &value)? {
                self.set_add_hashed(set, hash, value)?;
            }
        }
        Ok(())
    }

    /// `set ^ iterable`
    pub fn set_symmetric_difference(&mut self, set: &Gc<Set>, other: &Value) -> Outcome<Gc<Set>> {
        let new = self.set_of(base_class(set), other)?;
        self.set_symmetric_difference_update(&new, &set.value())?;
        Ok(new)
    }

    /// Whether all values of `set` are in `other`.
    pub fn set_is_subset(&mut self, set: &Gc<Set>, other: &Gc<Set>) -> Outcome<bool> {
        if set.len() > other.len() {
            return Ok(false);
        }
        let mut at = 0;
        while let Some((slot, hash, value)) = set.value_from(at) {
            at = slot + 1;
            if self.set_find(other, hash, &value)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a set and an iterable have no value in common.
    pub fn set_is_disjoint(&mut self, set: &Gc<Set>, other: &Value) -> Outcome<bool> {
        if let Some(theirs) = other.typed::<Set>() {
            if theirs == set {
                return Ok(set.is_empty());
            }
            let (few, many) = if theirs.len() > set.len() { (set, theirs) } else { (theirs, set) };
            let mut at = 0;
            while let Some((slot, hash, value)) = few.value_from(at) {
                at = slot + 1;
                if self.set_find(many, hash, &value)?.is_some() {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let iterator = self.iter(other)?;
        while let Some(value) = self.next(&iterator)? {
            let hash = self.key_hash(&value)?;
            if self.set_find(set, hash, &value)?.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// `set` or `frozenset`: the class of what operations on a set, or on an instance of a subclass, give.
pub fn base_class(set: &Gc<Set>) -> &'static Gc<Class> {
    if is_frozen(set) { &types().frozenset } else { &types().set }
}

/// Whether a set is a frozenset.
pub fn is_frozen(set: &Gc<Set>) -> bool {
    let class = set.as_ref().class();
    class == &types().frozenset || (class != &types().set && class.is_subclass_of(&types().frozenset))
}

fn exact_dict(value: &Value) -> Option<&Gc<Dict>> {
    match value {
        Value::Object(r) if r.kind() == Kind::Dict && r.class() == &types().dict => value.typed::<Dict>(),
        _ => None,
    }
}
