//! Containers: length, items, membership.

use crate::machine::Machine;
use crate::object::dict::Dict;
use crate::object::set::Set;
use crate::object::{Outcome, Value, type_error};

impl Machine {
    /// `len(x)`
    pub fn len(&mut self, value: &Value) -> Outcome<usize> {
        self.builtin_len(value)
    }

    /// The built-in half of [`Machine::len`].
    pub fn builtin_len(&mut self, value: &Value) -> Outcome<usize> {
        let _ = value;
        type_error("object has no len()")
    }

    /// `object[key]`
    pub fn get_item(&mut self, object: &Value, key: &Value) -> Outcome {
        self.builtin_get_item(object, key)
    }

    /// The built-in half of [`Machine::get_item`].
    pub fn builtin_get_item(&mut self, object: &Value, key: &Value) -> Outcome {
        let _ = (object, key);
        type_error("object is not subscriptable")
    }

    /// `object[key] = value`
    pub fn set_item(&mut self, object: &Value, key: &Value, value: Value) -> Outcome<()> {
        self.builtin_set_item(object, key, value)
    }

    /// The built-in half of [`Machine::set_item`].
    pub fn builtin_set_item(&mut self, object: &Value, key: &Value, value: Value) -> Outcome<()> {
        let _ = (object, key, value);
        type_error("object does not support item assignment")
    }

    /// `del object[key]`
    pub fn delete_item(&mut self, object: &Value, key: &Value) -> Outcome<()> {
        self.builtin_delete_item(object, key)
    }

    /// The built-in half of [`Machine::delete_item`].
    pub fn builtin_delete_item(&mut self, object: &Value, key: &Value) -> Outcome<()> {
        let _ = (object, key);
        type_error("object does not support item deletion")
    }

    /// `item in container`
    pub fn contains(&mut self, container: &Value, item: &Value) -> Outcome<bool> {
        self.builtin_contains(container, item)
    }

    /// The built-in half of [`Machine::contains`].
    pub fn builtin_contains(&mut self, container: &Value, item: &Value) -> Outcome<bool> {
        let _ = (container, item);
        type_error("argument is not iterable")
    }

    /// The position of a key in a dict; hashes and compares the key.
    pub fn dict_find(&mut self, dict: &Dict, key: &Value) -> Outcome<Option<usize>> {
        let hash = self.hash(key)?;
        Ok(dict.find(hash, key).unwrap_or(None))
    }

    /// The value of a key in a dict.
    pub fn dict_get(&mut self, dict: &Dict, key: &Value) -> Outcome<Option<Value>> {
        Ok(self.dict_find(dict, key)?.map(|i| dict.value_at(i)))
    }

    /// `dict[key] = value`; gives the old value or Unset.
    pub fn dict_set(&mut self, dict: &Dict, key: Value, value: Value) -> Outcome<Value> {
        let hash = self.hash(&key)?;
        match dict.find(hash, &key).unwrap_or(None) {
            Some(i) => Ok(dict.replace_at(i, value)),
            None => {
                dict.add(hash, key, value);
                Ok(Value::Unset)
            }
        }
    }

    /// Removes a key from a dict; gives its value.
    pub fn dict_remove(&mut self, dict: &Dict, key: &Value) -> Outcome<Option<Value>> {
        Ok(self.dict_find(dict, key)?.map(|i| dict.remove_at(i).value))
    }

    /// Adds a value to a set; says whether it is new.
    pub fn set_add(&mut self, set: &Set, value: Value) -> Outcome<bool> {
        let hash = self.hash(&value)?;
        let before = set.len();
        set.add_plain(hash, value);
        Ok(set.len() != before)
    }

    /// Whether a value is in a set.
    pub fn set_contains(&mut self, set: &Set, value: &Value) -> Outcome<bool> {
        let _ = (set, value);
        Ok(false)
    }

    /// Removes a value from a set; says whether it was there.
    pub fn set_discard(&mut self, set: &Set, value: &Value) -> Outcome<bool> {
        let _ = (set, value);
        Ok(false)
    }
}
