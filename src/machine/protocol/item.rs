//! Containers: length, items, membership.
//!
//! In: any values. Out: items, or CPython's errors. The exact built-in types are served without looking anything up.

use super::index::place;
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::bytes::{ByteArray, Bytes, MemoryView};
use crate::object::class::class_of;
use crate::object::descriptor::{DictView, Range, Slice};
use crate::object::dict::Dict;
use crate::object::heap::Kind;
use crate::object::int::{AnyInt, as_int};
use crate::object::list::{List, Tuple};
use crate::object::set::Set;
use crate::object::special::Special;
use crate::object::str::{Str, from_char};
use crate::object::types::types;
use crate::object::{Outcome, Value, index_error, key_error, overflow_error, type_error, value_error};

/// Whether a value is of an exact built-in container type, which the built-in half serves without a lookup.
#[inline]
pub fn is_exact_container(value: &Value) -> bool {
    let Value::Object(r) = value else { return false };
    let types = types();
    let class = r.class();
    match r.kind() {
        Kind::List => class == &types.list,
        Kind::Tuple => class == &types.tuple,
        Kind::Dict => class == &types.dict,
        Kind::Str => class == &types.str,
        Kind::Set => class == &types.set || class == &types.frozenset,
        Kind::Bytes => class == &types.bytes,
        Kind::ByteArray => class == &types.bytearray,
        Kind::Range | Kind::DictView => true,
        _ => false,
    }
}

impl Machine {
    /// `len(x)`
    #[inline]
    pub fn len(&mut self, value: &Value) -> Outcome<usize> {
        if let Value::Object(object) = value
            && object.class().is_builtin()
        {
            let len = match object.kind() {
                Kind::Str => object.get::<Str>().map(Str::len),
                Kind::List => object.get::<List>().map(List::len),
                Kind::Tuple => object.get::<Tuple>().map(|row| row.as_slice().len()),
                Kind::Dict => object.get::<Dict>().map(Dict::len),
                Kind::Set => object.get::<Set>().map(Set::len),
                _ => None,
            };
            if let Some(len) = len {
                return Ok(len);
            }
        }
        if is_exact_container(value) {
            return self.builtin_len(value);
        }
        match self.find_len(value)? {
            Some(len) => Ok(len),
            None => type_error(format!("object of type '{}' has no len()", type_name(value))),
        }
    }

    /// What `__len__` of the value's class says; None when there is no such method.
    #[cold]
    pub fn find_len(&mut self, value: &Value) -> Outcome<Option<usize>> {
        if is_exact_container(value) {
            return self.builtin_len(value).map(Some);
        }
        let Some(result) = self.call_special(value, Special::Len, &[])? else { return Ok(None) };
        if as_int(&result).is_none() && !self.is_index(&result) {
            return type_error(format!("'{}' object cannot be interpreted as an integer", type_name(&result)));
        }
        let index = self.index(&result)?;
        match as_int(&index) {
            Some(AnyInt::Small(len)) if len >= 0 => Ok(Some(len as usize)),
            Some(AnyInt::Big(b)) if b.sign() != num_bigint::Sign::Minus => {
                overflow_error("cannot fit 'int' into an index-sized integer")
            }
            _ => value_error("__len__() should return >= 0"),
        }
    }

    /// The built-in half of [`Machine::len`].
    pub fn builtin_len(&mut self, value: &Value) -> Outcome<usize> {
        let Value::Object(r) = value else { return no_len(value) };
        Ok(match r.kind() {
            Kind::List => r.get::<List>().map_or(0, List::len),
            Kind::Tuple => r.get::<Tuple>().map_or(0, Tuple::len),
            Kind::Dict => r.get::<Dict>().map_or(0, Dict::len),
            Kind::Set => r.get::<Set>().map_or(0, Set::len),
            Kind::Str => r.get::<Str>().map_or(0, Str::len),
            Kind::Bytes => r.get::<Bytes>().map_or(0, |b| b.data.len()),
            Kind::ByteArray => r.get::<ByteArray>().map_or(0, |b| b.data.with(|d| d.len())),
            Kind::MemoryView => r.get::<MemoryView>().map_or(0, |v| v.len as usize),
            Kind::DictView => r.get::<DictView>().map_or(0, |v| v.dict.len()),
            Kind::Range => match r.get::<Range>().map(super::range::len) {
                Some(Value::Int(len)) => len as usize,
                _ => return overflow_error("Python int too large to convert to C ssize_t"),
            },
            _ => return no_len(value),
        })
    }

    /// `object[key]`
    #[inline]
    pub fn get_item(&mut self, object: &Value, key: &Value) -> Outcome {
        if let Value::Object(r) = object {
            if r.kind() == Kind::List && r.class() == &types().list {
                if let (Value::Int(index), Some(list)) = (key, r.get::<List>()) {
                    let found = list.items.with(|v| place(*index, v.len()).map(|i| v[i].clone()));
                    if let Some(value) = found {
                        return Ok(value);
                    }
                }
            } else if r.kind() == Kind::Dict && r.class() == &types().dict {
                if let Some(dict) = r.get::<Dict>() {
                    return match self.dict_find(dict, key)? {
                        Some(i) => Ok(dict.value_at(i)),
                        None => key_error(key.clone()),
                    };
                }
            }
        }
        self.get_item_slow(object, key)
    }

    #[inline(never)]
    fn get_item_slow(&mut self, object: &Value, key: &Value) -> Outcome {
        if is_exact_container(object) {
            return self.builtin_get_item(object, key);
        }
        if let Some(value) = self.call_special(object, Special::GetItem, std::slice::from_ref(key))? {
            return Ok(value);
        }
        if object.kind() == Some(Kind::Class) {
            if let Some(item) = crate::builtins::typing::class_item(self, object, key)? {
                return Ok(item);
            }
            if let Some(class) = object.get::<crate::object::class::Class>() {
                return type_error(format!("type '{}' is not subscriptable", class.name.get()));
            }
        }
        no_subscript(object)
    }

    /// The built-in half of [`Machine::get_item`].
    pub fn builtin_get_item(&mut self, object: &Value, key: &Value) -> Outcome {
        let Value::Object(r) = object else { return no_subscript(object) };
        match r.kind() {
            Kind::Dict => match r.get::<Dict>() {
                Some(dict) => self.dict_item(object, dict, key),
                None => no_subscript(object),
            },
            Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray => match key.kind() {
                Some(Kind::Slice) => self.get_slice(object, key),
                _ => match self.index_key(key)? {
                    Some(index) => indexed(object, index),
                    None => wrong_index(object, key),
                },
            },
            Kind::Range => match r.get::<Range>() {
                Some(range) => self.range_item(range, key),
                None => no_subscript(object),
            },
            _ => no_subscript(object),
        }
    }

    fn get_slice(&mut self, object: &Value, key: &Value) -> Outcome {
        let Some(slice) = key.get::<Slice>() else { return wrong_index(object, key) };
        let bounds = self.slice_bounds(slice)?;
        Ok(super::slice::select(object, bounds))
    }

    /// `object[key] = value`
    #[inline]
    pub fn set_item(&mut self, object: &Value, key: &Value, value: Value) -> Outcome<()> {
        if let Value::Object(r) = object {
            if r.kind() == Kind::List && r.class() == &types().list {
                if let (Value::Int(index), Some(list)) = (key, r.get::<List>()) {
                    let len = list.len();
                    if let Some(at) = place(*index, len) {
                        drop(list.set(at, value));
                        return Ok(());
                    }
                }
            } else if r.kind() == Kind::Dict && r.class() == &types().dict {
                if let Some(dict) = r.get::<Dict>() {
                    drop(self.dict_set(dict, key.clone(), value)?);
                    return Ok(());
                }
            }
        }
        self.set_item_slow(object, key, value)
    }

    #[inline(never)]
    fn set_item_slow(&mut self, object: &Value, key: &Value, value: Value) -> Outcome<()> {
        if is_exact_container(object) {
            return self.builtin_set_item(object, key, value);
        }
        match self.call_special(object, Special::SetItem, &[key.clone(), value])? {
            Some(_) => Ok(()),
            None => no_assignment(object),
        }
    }

    /// The built-in half of [`Machine::set_item`].
    pub fn builtin_set_item(&mut self, object: &Value, key: &Value, value: Value) -> Outcome<()> {
        let Value::Object(r) = object else { return no_assignment(object) };
        match r.kind() {
            Kind::Dict => {
                if let Some(dict) = r.get::<Dict>() {
                    drop(self.dict_set(dict, key.clone(), value)?);
                }
                Ok(())
            }
            Kind::List => {
                let Some(list) = r.typed::<List>() else { return no_assignment(object) };
                match self.index_key(key)? {
                    Some(index) => {
                        let old = place(index, list.len()).map(|at| list.set(at, value));
                        if old.is_none() { index_error("list assignment index out of range") } else { Ok(()) }
                    }
                    None => match key.get::<Slice>() {
                        Some(slice) => self.list_set_slice(list, slice, &value),
                        None => wrong_index(object, key),
                    },
                }
            }
            Kind::ByteArray => match r.typed::<ByteArray>() {
                Some(array) => self.bytearray_set_item(array, key, &value),
                None => no_assignment(object),
            },
            _ => no_assignment(object),
        }
    }

    /// `del object[key]`
    pub fn delete_item(&mut self, object: &Value, key: &Value) -> Outcome<()> {
        if is_exact_container(object) {
            return self.builtin_delete_item(object, key);
        }
        match self.call_special(object, Special::DelItem, std::slice::from_ref(key))? {
            Some(_) => Ok(()),
            None => no_deletion(object, key),
        }
    }

    /// The built-in half of [`Machine::delete_item`].
    pub fn builtin_delete_item(&mut self, object: &Value, key: &Value) -> Outcome<()> {
        let Value::Object(r) = object else { return no_deletion(object, key) };
        match r.kind() {
            Kind::Dict => match r.get::<Dict>() {
                Some(dict) => match self.dict_remove(dict, key)? {
                    Some(_) => Ok(()),
                    None => key_error(key.clone()),
                },
                None => no_deletion(object, key),
            },
            Kind::List => {
                let Some(list) = r.typed::<List>() else { return no_deletion(object, key) };
                match self.index_key(key)? {
                    Some(index) => {
                        let old = list.items.with(|v| place(index, v.len()).map(|at| v.remove(at)));
                        if old.is_none() { index_error("list assignment index out of range") } else { Ok(()) }
                    }
                    None => match key.get::<Slice>() {
                        Some(slice) => self.list_delete_slice(list, slice),
                        None => wrong_index(object, key),
                    },
                }
            }
            Kind::ByteArray => match r.typed::<ByteArray>() {
                Some(array) => self.bytearray_delete_item(array, key),
                None => no_deletion(object, key),
            },
            _ => no_deletion(object, key),
        }
    }

    /// `item in container`
    #[inline]
    pub fn contains(&mut self, container: &Value, item: &Value) -> Outcome<bool> {
        if is_exact_container(container) {
            return self.builtin_contains(container, item);
        }
        self.contains_slow(container, item)
    }

    #[cold]
    fn contains_slow(&mut self, container: &Value, item: &Value) -> Outcome<bool> {
        match class_of(container).special(Special::Contains) {
            Some(Value::None) => type_error(format!("'{}' object is not a container", type_name(container))),
            Some(_) => match self.call_special(container, Special::Contains, std::slice::from_ref(item))? {
                Some(result) => self.truth(&result),
                None => Ok(false),
            },
            None => self.contains_by_iteration(container, item),
        }
    }

    fn contains_by_iteration(&mut self, container: &Value, item: &Value) -> Outcome<bool> {
        let class = class_of(container);
        if !class.has_special(Special::Iter) && !class.has_special(Special::GetItem) {
            return type_error(format!("argument of type '{}' is not iterable", type_name(container)));
        }
        let iterator = match self.iter(container) {
            Err(raise) if raise.is(crate::object::Exc::TypeError) && !class.has_special(Special::Iter) => {
                return type_error(format!("argument of type '{}' is not iterable", type_name(container)));
            }
            other => other?,
        };
        while let Some(found) = self.next(&iterator)? {
            if self.equal(&found, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The built-in half of [`Machine::contains`].
    pub fn builtin_contains(&mut self, container: &Value, item: &Value) -> Outcome<bool> {
        let Value::Object(r) = container else { return self.contains_by_iteration(container, item) };
        match r.kind() {
            Kind::Dict => match r.get::<Dict>() {
                Some(dict) => Ok(self.dict_find(dict, item)?.is_some()),
                None => Ok(false),
            },
            Kind::Set => match r.get::<Set>() {
                Some(set) => self.set_contains(set, item),
                None => Ok(false),
            },
            Kind::List => {
                let Some(list) = r.get::<List>() else { return Ok(false) };
                let mut at = 0;
                while let Some(found) = list.get(at) {
                    if self.equal(&found, item)? {
                        return Ok(true);
                    }
                    at += 1;
                }
                Ok(false)
            }
            Kind::Tuple => {
                for found in r.get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
                    if self.equal(found, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Kind::Str => match (r.get::<Str>(), item.get::<Str>()) {
                (Some(text), Some(part)) => Ok(text.as_str().contains(part.as_str())),
                _ => type_error(format!("'in <string>' requires string as left operand, not {}", type_name(item))),
            },
            Kind::Bytes | Kind::ByteArray => self.bytes_contain(container, item),
            Kind::Range => match r.get::<Range>() {
                Some(range) => self.range_contains(container, range, item),
                None => Ok(false),
            },
            Kind::DictView => match r.get::<DictView>() {
                Some(view) => self.view_contains(view, item),
                None => Ok(false),
            },
            _ => self.contains_by_iteration(container, item),
        }
    }
}

/// The item at an index of a list, tuple, text or bytes.
fn indexed(object: &Value, index: i64) -> Outcome {
    let Value::Object(r) = object else { return no_subscript(object) };
    let (found, what) = match r.kind() {
        Kind::List => (r.get::<List>().and_then(|l| l.get(place(index, l.len())?)), "list index"),
        Kind::Tuple => {
            let items = r.get::<Tuple>().map_or(&[][..], Tuple::as_slice);
            (place(index, items.len()).map(|i| items[i].clone()), "tuple index")
        }
        Kind::Str => {
            let found = r.get::<Str>().and_then(|s| s.char_at(place(index, s.len())?));
            (found.map(|c| from_char(c).into_value()), "string index")
        }
        Kind::Bytes => {
            let data = r.get::<Bytes>().map_or(&[][..], |b| &b.data);
            (place(index, data.len()).map(|i| Value::Int(data[i].into())), "index")
        }
        _ => {
            let found = r.get::<ByteArray>().and_then(|b| b.data.with(|d| place(index, d.len()).map(|i| d[i])));
            (found.map(|b| Value::Int(b.into())), "bytearray index")
        }
    };
    match found {
        Some(value) => Ok(value),
        None => index_error(format!("{what} out of range")),
    }
}

/// TypeError for a key that is neither an index nor a slice.
#[cold]
pub fn wrong_index<T>(object: &Value, key: &Value) -> Outcome<T> {
    let name = match object.kind() {
        Some(Kind::Str) => {
            return type_error(format!("string indices must be integers, not '{}'", type_name(key)));
        }
        Some(Kind::List) => "list",
        Some(Kind::Tuple) => "tuple",
        Some(Kind::Bytes) => "byte",
        Some(Kind::ByteArray) => "bytearray",
        Some(Kind::Range) => "range",
        _ => type_name(object),
    };
    type_error(format!("{name} indices must be integers or slices, not {}", type_name(key)))
}

#[cold]
fn no_len<T>(value: &Value) -> Outcome<T> {
    type_error(format!("object of type '{}' has no len()", type_name(value)))
}

#[cold]
fn no_subscript<T>(value: &Value) -> Outcome<T> {
    type_error(format!("'{}' object is not subscriptable", type_name(value)))
}

#[cold]
fn no_assignment<T>(value: &Value) -> Outcome<T> {
    type_error(format!("'{}' object does not support item assignment", type_name(value)))
}

#[cold]
fn no_deletion<T>(value: &Value, key: &Value) -> Outcome<T> {
    // Types that know anything of sequences say it in other words when the key is an index.
    let class = class_of(value);
    let sequence = !class.is_builtin()
        || matches!(
            value.kind(),
            Some(Kind::Tuple | Kind::Str | Kind::Bytes | Kind::Set | Kind::Range | Kind::DictView)
        );
    let index = as_int(key).is_some() || class_of(key).has_special(Special::Index);
    let verb = if sequence && index { "doesn't" } else { "does not" };
    type_error(format!("'{}' object {verb} support item deletion", type_name(value)))
}
