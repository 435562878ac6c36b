//! Dicts with any keys: hashing and comparing them may run user code.
//!
//! In: the payload of a dict, keys, values. Out: what was found or replaced. Keys that compare without user code never
//! leave the fast path; otherwise a search starts anew when the dict has changed under it.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::dict::{Cursor, Dict};
use crate::object::hash::plain_hash;
use crate::object::heap::Gc;
use crate::object::list::{List, Tuple};
use crate::object::special::Special;
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, key_error, runtime_error, type_error, value_error};

impl Machine {
    /// The hash of a dict's or set's key.
    #[inline]
    pub fn key_hash(&mut self, key: &Value) -> Outcome<i64> {
        match plain_hash(key) {
            Some(hash) => Ok(hash),
            None => self.hash(key),
        }
    }

    /// The position of a key in a dict; hashes and compares the key.
    #[inline]
    pub fn dict_find(&mut self, dict: &Dict, key: &Value) -> Outcome<Option<usize>> {
        let hash = self.key_hash(key)?;
        self.dict_find_hashed(dict, hash, key)
    }

    /// As [`Machine::dict_find`], with the key's hash.
    #[inline]
    pub fn dict_find_hashed(&mut self, dict: &Dict, hash: i64, key: &Value) -> Outcome<Option<usize>> {
        match dict.find(hash, key) {
            Ok(found) => Ok(found),
            Err(()) => self.dict_find_slow(dict, hash, key),
        }
    }

    #[cold]
    fn dict_find_slow(&mut self, dict: &Dict, hash: i64, key: &Value) -> Outcome<Option<usize>> {
        'anew: loop {
            let version = dict.version.get();
            let mut cursor = Cursor::default();
            while let Some((position, found)) = dict.candidate(&mut cursor, hash) {
                let same = self.equal(&found, key)?;
                if dict.version.get() != version {
                    continue 'anew;
                }
                if same {
                    return Ok(Some(position));
                }
            }
            return Ok(None);
        }
    }

    /// The value of a key in a dict.
    #[inline]
    pub fn dict_get(&mut self, dict: &Dict, key: &Value) -> Outcome<Option<Value>> {
        Ok(self.dict_find(dict, key)?.map(|i| dict.value_at(i)))
    }

    /// `dict[key] = value`; gives the old value or Unset.
    #[inline]
    pub fn dict_set(&mut self, dict: &Dict, key: Value, value: Value) -> Outcome<Value> {
        let hash = self.key_hash(&key)?;
        self.dict_set_hashed(dict, hash, key, value)
    }

    /// As [`Machine::dict_set`], with the key's hash.
    #[inline]
    pub fn dict_set_hashed(&mut self, dict: &Dict, hash: i64, key: Value, value: Value) -> Outcome<Value> {
        match self.dict_find_hashed(dict, hash, &key)? {
            Some(i) => Ok(dict.replace_at(i, value)),
            None => {
                dict.add(hash, key, value);
                Ok(Value::Unset)
            }
        }
    }

    /// Removes a key from a dict; gives its value.
    pub fn dict_remove(&mut self, dict: &Dict, key: &Value) -> Outcome<Option<Value>> {
        match self.dict_find(dict, key)? {
            Some(i) => {
                let entry = dict.remove_at(i);
                drop(entry.key);
                Ok(Some(entry.value))
            }
            None => Ok(None),
        }
    }

    /// `dict[key]` of a dict or an instance of a subclass, which may have `__missing__`.
    pub fn dict_item(&mut self, object: &Value, dict: &Dict, key: &Value) -> Outcome {
        if let Some(value) = self.dict_get(dict, key)? {
            return Ok(value);
        }
        if class_of(object) != &types().dict {
            if let Some(value) = self.call_special(object, Special::Missing, std::slice::from_ref(key))? {
                return Ok(value);
            }
        }
        key_error(key.clone())
    }

    /// Puts all keys and values of one dict into another; values of keys that are there already are replaced.
    pub fn dict_merge(&mut self, dict: &Dict, other: &Dict) -> Outcome<()> {
        if std::ptr::eq(dict, other) {
            return Ok(());
        }
        if dict.is_empty() {
            other.copy_to(dict);
            return Ok(());
        }
        let count = other.len();
        for entry in other.entries() {
            drop(self.dict_set_hashed(dict, entry.hash, entry.key, entry.value)?);
            if other.len() != count {
                return runtime_error("dict mutated during update");
            }
        }
        Ok(())
    }

    /// `dict.update(other)`: a mapping, or pairs.
    pub fn update_dict(&mut self, dict: &Gc<Dict>, other: &Value) -> Outcome<()> {
        if let Some(theirs) = self.plain_dict(other) {
            return self.dict_merge(dict, &theirs);
        }
        match self.find_attr(other, &intern("keys"))? {
            Some(keys) => self.dict_update_mapping(dict, other, &keys),
            None => self.dict_update_pairs(dict, other),
        }
    }

    /// The payload of a dict whose iteration is the built-in one.
    pub fn plain_dict(&mut self, value: &Value) -> Option<Gc<Dict>> {
        let dict = value.typed::<Dict>()?;
        let class = class_of(value);
        if class == &types().dict || is_same(class.special(Special::Iter), types().dict.special(Special::Iter)) {
            return Some(dict.clone());
        }
        None
    }

    fn dict_update_mapping(&mut self, dict: &Gc<Dict>, other: &Value, keys: &Value) -> Outcome<()> {
        let keys = self.call(keys, &[])?;
        let iterator = match self.iter(&keys) {
            Ok(iterator) => iterator,
            Err(raise) if raise.is(Exc::TypeError) => {
                return type_error(format!(
                    "{}.keys() returned a non-iterable (type {})",
                    type_name(other),
                    type_name(&keys)
                ));
            }
            Err(raise) => return Err(raise),
        };
        while let Some(key) = self.next(&iterator)? {
            let value = self.get_item(other, &key)?;
            drop(self.dict_set(dict, key, value)?);
        }
        Ok(())
    }

    /// Sets the keys of an iterable of pairs.
    pub fn dict_update_pairs(&mut self, dict: &Gc<Dict>, pairs: &Value) -> Outcome<()> {
        let iterator = self.iter(pairs)?;
        let mut number = 0;
        while let Some(pair) = self.next(&iterator)? {
            let (key, value) = match pair.get::<Tuple>().map(Tuple::as_slice) {
                Some([key, value]) => (key.clone(), value.clone()),
                _ => self.pair(&pair, number)?,
            };
            drop(self.dict_set(dict, key, value)?);
            number += 1;
        }
        Ok(())
    }

    #[cold]
    fn pair(&mut self, pair: &Value, number: usize) -> Outcome<(Value, Value)> {
        let items = match self.collect(pair) {
            Ok(items) => items,
            Err(raise) if raise.is(Exc::TypeError) => {
                return type_error(format!(
                    "cannot convert dictionary update sequence element #{number} to a sequence"
                ));
            }
            Err(raise) => return Err(raise),
        };
        let len = items.len();
        match <[Value; 2]>::try_from(items) {
            Ok([key, value]) => Ok((key, value)),
            Err(_) => {
                value_error(format!("dictionary update sequence element #{number} has length {len}; 2 is required"))
            }
        }
    }

    /// `==` of two dicts: the same keys with equal values.
    pub fn dict_equal(&mut self, left: &Dict, right: &Dict) -> Outcome<bool> {
        if left.len() != right.len() {
            return Ok(false);
        }
        let mut at = 0;
        while let Some((position, entry)) = left.entry_from(at) {
            at = position + 1;
            let Some(i) = self.dict_find_hashed(right, entry.hash, &entry.key)? else { return Ok(false) };
            let theirs = right.value_at(i);
            if !self.equal(&entry.value, &theirs)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `dict | other` as a new dict.
    pub fn dict_union(&mut self, left: &Dict, right: &Dict) -> Outcome {
        let new = Dict::create();
        left.copy_to(&new);
        self.dict_merge(&new, right)?;
        Ok(new.into_value())
    }

    /// The pair that an item view shows.
    #[inline]
    pub fn item_pair(key: Value, value: Value) -> Value {
        Tuple::of([key, value]).into_value()
    }

    /// A list as a value.
    pub fn list_value(items: Vec<Value>) -> Value {
        List::create(items).into_value()
    }
}

/// Whether two lookups found the same thing.
pub fn is_same(a: Option<Value>, b: Option<Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.is(&b),
        (None, None) => true,
        _ => false,
    }
}
