//! Iteration: `iter`, `next`, and gathering what an iterable gives.
//!
//! In: any values. Out: iterators and their values. The built-in iterators are stepped without looking anything up.
//!
//! # Safety
//! A dict or set is looked at through its iterator in place, for as long as nothing else runs.

use super::item::is_exact_container;
use crate::builtins::iterator;
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::class_of;
use crate::object::descriptor::{
    DictIterator, DictPart, DictView, Range, RangeIterator, SequenceIterator, StrIterator,
};
use crate::object::dict::Dict;
use crate::object::generator::{Generator, Resume, Step};
use crate::object::heap::{Gc, Kind, Own};
use crate::object::int::{AnyInt, as_int};
use crate::object::list::{List, Tuple};
use crate::object::set::{Set, SetIterator};
use crate::object::special::Special;
use crate::object::str::{Str, from_char};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, runtime_error, type_error, value_error};
use std::cell::Cell;

/// A new iterator over something with indices.
pub fn sequence_iterator(sequence: &Value, class: &Gc<crate::object::class::Class>) -> Value {
    let payload = SequenceIterator { sequence: Own::new(sequence.clone()), index: Cell::new(0), reverse: false };
    Gc::new(payload, class).into_value()
}

/// A new iterator over a dict, forwards or backwards.
pub fn dict_iterator(dict: &Value, part: DictPart, reverse: bool) -> Value {
    let types = types();
    let class = match (part, reverse) {
        (DictPart::Keys, false) => &types.dict_key_iterator,
        (DictPart::Values, false) => &types.dict_value_iterator,
        (DictPart::Items, false) => &types.dict_item_iterator,
        (DictPart::Keys, true) => &types.dict_reverse_key_iterator,
        (DictPart::Values, true) => &types.dict_reverse_value_iterator,
        (DictPart::Items, true) => &types.dict_reverse_item_iterator,
    };
    let len = dict.get::<Dict>().map_or(0, Dict::len);
    let payload = DictIterator {
        dict: Own::new(dict.clone()),
        part,
        position: Cell::new(if reverse { usize::MAX } else { 0 }),
        len: Cell::new(len),
        left: Cell::new(len),
        reverse,
    };
    Gc::new(payload, class).into_value()
}

impl Machine {
    /// `iter(x)`
    #[inline]
    pub fn iter(&mut self, value: &Value) -> Outcome {
        if is_exact_container(value) || value.kind() == Some(Kind::Generator) {
            return self.builtin_iter(value);
        }
        self.iter_slow(value)
    }

    #[cold]
    fn iter_slow(&mut self, value: &Value) -> Outcome {
        let class = class_of(value);
        match class.special(Special::Iter) {
            Some(Value::None) => not_iterable(value),
            Some(_) => match self.call_special(value, Special::Iter, &[])? {
                Some(iterator) if class_of(&iterator).has_special(Special::Next) => Ok(iterator),
                Some(other) => type_error(format!("iter() returned non-iterator of type '{}'", type_name(&other))),
                None => not_iterable(value),
            },
            None if class.has_special(Special::GetItem) && value.kind() != Some(Kind::Dict) => {
                Ok(sequence_iterator(value, &types().iterator))
            }
            None => not_iterable(value),
        }
    }

    /// Whether `iter(x)` has something to begin with.
    pub fn is_iterable(&self, value: &Value) -> bool {
        let class = class_of(value);
        match class.special(Special::Iter) {
            Some(special) => !special.is_none(),
            None => is_exact_container(value) || class.has_special(Special::GetItem),
        }
    }

    /// The built-in half of [`Machine::iter`].
    pub fn builtin_iter(&mut self, value: &Value) -> Outcome {
        let Value::Object(r) = value else { return not_iterable(value) };
        let types = types();
        Ok(match r.kind() {
            Kind::List => sequence_iterator(value, &types.list_iterator),
            Kind::Tuple => sequence_iterator(value, &types.tuple_iterator),
            Kind::Bytes => sequence_iterator(value, &types.bytes_iterator),
            Kind::ByteArray => sequence_iterator(value, &types.bytearray_iterator),
            Kind::Dict => dict_iterator(value, DictPart::Keys, false),
            Kind::DictView => match r.get::<DictView>() {
                Some(view) => dict_iterator(&view.dict.value(), view.part, false),
                None => return not_iterable(value),
            },
            Kind::Set => {
                let len = r.get::<Set>().map_or(0, Set::len);
                let payload = SetIterator { set: Own::new(value.clone()), slot: Cell::new(0), len: Cell::new(len) };
                Gc::new(payload, &types.set_iterator).into_value()
            }
            Kind::Str => {
                let ascii = r.get::<Str>().is_some_and(Str::is_ascii);
                let class = if ascii { &types.str_ascii_iterator } else { &types.str_iterator };
                Gc::new(StrIterator { text: Own::new(value.clone()), offset: Cell::new(0) }, class).into_value()
            }
            Kind::Range => match r.typed::<Range>() {
                Some(range) => super::range::iterator(range),
                None => return not_iterable(value),
            },
            Kind::RangeIterator
            | Kind::SequenceIterator
            | Kind::DictIterator
            | Kind::SetIterator
            | Kind::StrIterator => value.clone(),
            Kind::Generator if r.class() == &types.generator => value.clone(),
            Kind::Extension if iterator::is_iterator(value) => value.clone(),
            _ => return not_iterable(value),
        })
    }

    /// `next(x)`; None when the iterator is used up (StopIteration is caught here).
    #[inline]
    pub fn next(&mut self, iterator: &Value) -> Outcome<Option<Value>> {
        self.look_while_drawing()?;
        if let Value::Object(r) = iterator {
            match r.kind() {
                Kind::RangeIterator => {
                    if let Some(range) = r.get::<RangeIterator>() {
                        return Ok(next_of_range(range));
                    }
                }
                Kind::SequenceIterator => {
                    if let Some(sequence) = r.get::<SequenceIterator>() {
                        if let Some(value) = next_of_list(sequence) {
                            return Ok(Some(value));
                        }
                    }
                }
                Kind::DictIterator if r.class().is_builtin() => {
                    if let Some(dict) = r.get::<DictIterator>() {
                        return next_of_dict(dict);
                    }
                }
                Kind::SetIterator if r.class().is_builtin() => {
                    if let Some(set) = r.get::<SetIterator>() {
                        return next_of_set(set);
                    }
                }
                _ => {}
            }
        }
        self.next_slow(iterator)
    }

    /// The next two values of an iterator that gives pairs, for a loop that unpacks them at once: of `enumerate`, of `zip` of
    /// two, of a dict's items. The outer None when it is no such iterator.
    pub fn next_pair(&mut self, iterator: &Value) -> Option<Outcome<Option<(Value, Value)>>> {
        let Value::Object(r) = iterator else { return None };
        match r.kind() {
            Kind::DictIterator => {
                let entries = r.get::<DictIterator>().filter(|it| it.part == DictPart::Items)?;
                Some(next_entry(entries))
            }
            Kind::Extension if r.class().is_builtin() => match iterator::next_pair(self, iterator)? {
                // What a function called on the way raises ends the iteration, too.
                Err(raise) if raise.is(Exc::StopIteration) => Some(Ok(None)),
                next => Some(next),
            },
            _ => None,
        }
    }

    #[inline(never)]
    fn next_slow(&mut self, iterator: &Value) -> Outcome<Option<Value>> {
        if let Value::Object(r) = iterator {
            let builtin = r.class().is_builtin();
            match r.kind() {
                Kind::Extension if builtin => {
                    match iterator::next(self, iterator) {
                        // What a function called on the way raises ends the iteration, too.
                        Some(Err(raise)) if raise.is(Exc::StopIteration) => return Ok(None),
                        Some(next) => return next,
                        None => {}
                    }
                }
                Kind::Generator if r.class() == &types().generator => {
                    if let Some(generator) = iterator.typed::<Generator>() {
                        return match self.resume(generator, Resume::Send(Value::None))? {
                            Step::Yield(value) | Step::Await(value) => Ok(Some(value)),
                            Step::Return(_) => Ok(None),
                        };
                    }
                }
                Kind::SequenceIterator
                | Kind::DictIterator
                | Kind::SetIterator
                | Kind::StrIterator
                | Kind::RangeIterator
                    if builtin =>
                {
                    return self.builtin_next(iterator);
                }
                _ => {}
            }
        }
        match self.call_special(iterator, Special::Next, &[]) {
            Ok(Some(value)) => Ok(Some(value)),
            Ok(None) => type_error(format!("'{}' object is not an iterator", type_name(iterator))),
            Err(raise) if raise.is(Exc::StopIteration) => Ok(None),
            Err(raise) => Err(raise),
        }
    }

    /// The built-in half of [`Machine::next`], by the iterator's payload.
    pub fn builtin_next(&mut self, iterator: &Value) -> Outcome<Option<Value>> {
        let Value::Object(r) = iterator else { return not_iterator(iterator) };
        match r.kind() {
            Kind::RangeIterator => Ok(r.get::<RangeIterator>().and_then(next_of_range)),
            Kind::SequenceIterator => match r.get::<SequenceIterator>() {
                Some(sequence) => {
                    // Only the iterators that go by `__getitem__` look at what a subclass makes of it.
                    let types = types();
                    let by_method = r.class() == &types.iterator || r.class().is_subclass_of(&types.reversed);
                    self.next_of_sequence(sequence, !by_method)
                }
                None => Ok(None),
            },
            Kind::DictIterator => match r.get::<DictIterator>() {
                Some(dict) => next_of_dict(dict),
                None => Ok(None),
            },
            Kind::SetIterator => match r.get::<SetIterator>() {
                Some(set) => next_of_set(set),
                None => Ok(None),
            },
            Kind::StrIterator => Ok(r.get::<StrIterator>().and_then(next_of_text)),
            _ => iterator::next(self, iterator).unwrap_or_else(|| not_iterator(iterator)),
        }
    }

    fn next_of_sequence(&mut self, it: &SequenceIterator, by_payload: bool) -> Outcome<Option<Value>> {
        let sequence = it.sequence.get();
        if !sequence.is_set() {
            return Ok(None);
        }
        let index = it.index.get();
        if it.reverse && index == 0 {
            drop(it.sequence.take());
            return Ok(None);
        }
        let at = if it.reverse { index - 1 } else { index };
        let found = match sequence.kind() {
            Some(Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray)
                if by_payload || is_exact_container(&sequence) =>
            {
                plain_item(&sequence, at)
            }
            Some(Kind::Range) => match (sequence.get::<Range>(), i64::try_from(at)) {
                (Some(range), Ok(at)) if longer_than(&super::range::len(range), at) => {
                    Some(super::range::at(range, at))
                }
                _ => None,
            },
            _ => match self.get_item(&sequence, &Value::from(at)) {
                Ok(value) => Some(value),
                Err(raise) if raise.is(Exc::IndexError) || raise.is(Exc::StopIteration) => None,
                Err(raise) => {
                    if it.reverse {
                        drop(it.sequence.take());
                    }
                    return Err(raise);
                }
            },
        };
        match found {
            Some(_) => it.index.set(if it.reverse { at } else { at + 1 }),
            None => drop(it.sequence.take()),
        }
        Ok(found)
    }

    /// The values of a list, tuple, set, dict or range of the exact built-in type: a copy made without an iterator.
    pub fn plain_items(&self, iterable: &Value) -> Option<Vec<Value>> {
        let Value::Object(r) = iterable else { return None };
        if !is_exact_container(iterable) {
            return None;
        }
        match r.kind() {
            Kind::List => r.get::<List>().map(List::to_vec),
            Kind::Tuple => r.get::<Tuple>().map(|t| t.as_slice().to_vec()),
            Kind::Set => r.get::<Set>().map(Set::to_vec),
            Kind::Dict => r.get::<Dict>().map(Dict::keys),
            Kind::DictView => r.get::<DictView>().map(|view| match view.part {
                DictPart::Keys => view.dict.keys(),
                DictPart::Values => view.dict.items().into_iter().map(|(_, v)| v).collect(),
                DictPart::Items => view.dict.items().into_iter().map(|(k, v)| Machine::item_pair(k, v)).collect(),
            }),
            Kind::Range => {
                let (start, stop, step) = r.get::<Range>()?.small()?;
                let len = crate::object::descriptor::range_len(start, stop, step);
                if len > 1 << 32 {
                    return None;
                }
                Some((0..len as i64).map(|i| Value::Int(start.wrapping_add(i.wrapping_mul(step)))).collect())
            }
            _ => None,
        }
    }

    /// All values of an iterable. Lists and tuples are copied without an iterator.
    pub fn collect(&mut self, iterable: &Value) -> Outcome<Vec<Value>> {
        if let Some(items) = self.plain_items(iterable) {
            return Ok(items);
        }
        let iterator = self.iter(iterable)?;
        let hint = self.length_hint(iterable, 0)?;
        let mut values = Vec::with_capacity(hint.min(1 << 16));
        while let Some(value) = self.next(&iterator)? {
            values.push(value);
        }
        Ok(values)
    }

    /// Appends all values of an iterable to a list, one by one where the iterable may look at the list.
    pub fn extend_list(&mut self, list: &Gc<List>, iterable: &Value) -> Outcome<()> {
        if let Some(items) = self.plain_items(iterable) {
            list.items.with(|v| v.extend(items));
            return Ok(());
        }
        let iterator = self.iter(iterable)?;
        let hint = self.length_hint(iterable, 0)?;
        list.items.with(|v| v.reserve(hint.min(1 << 16)));
        while let Some(value) = self.next(&iterator)? {
            list.push(value);
        }
        Ok(())
    }

    /// `operator.length_hint(x, default)`
    pub fn length_hint(&mut self, value: &Value, default: usize) -> Outcome<usize> {
        let class = class_of(value);
        if class.has_special(Special::Len) || is_exact_container(value) {
            match self.find_len(value) {
                Ok(Some(len)) => return Ok(len),
                Ok(None) => {}
                Err(raise) if raise.is(Exc::TypeError) => {}
                Err(raise) => return Err(raise),
            }
        }
        if value.get::<SequenceIterator>().is_some() {
            // Over a sequence of the language, this asks its `__len__`.
            let hint = iterator::length_hint(self, std::slice::from_ref(value))?;
            return Ok(crate::object::int::as_i64(&hint).map_or(default, |hint| hint.max(0) as usize));
        }
        if class.is_builtin() || !class.has_special(Special::LengthHint) {
            return Ok(default);
        }
        let hint = match self.call_special(value, Special::LengthHint, &[]) {
            Ok(Some(hint)) => hint,
            Ok(None) => return Ok(default),
            Err(raise) if raise.is(Exc::TypeError) => return Ok(default),
            Err(raise) => return Err(raise),
        };
        match as_int(&hint) {
            _ if hint.is_not_implemented() => Ok(default),
            Some(AnyInt::Small(hint)) if hint >= 0 => Ok(hint as usize),
            Some(_) => value_error("__length_hint__() should return >= 0"),
            None => type_error(format!("__length_hint__ must be an integer, not {}", type_name(&hint))),
        }
    }

    /// The iterator of what is unpacked.
    fn iter_to_unpack(&mut self, iterable: &Value) -> Outcome {
        if !self.is_iterable(iterable) {
            return type_error(format!("cannot unpack non-iterable {} object", type_name(iterable)));
        }
        self.iter(iterable)
    }

    /// Exactly `count` values of an iterable, for unpacking: CPython's ValueErrors otherwise.
    #[inline]
    pub fn unpack(&mut self, iterable: &Value, count: usize) -> Outcome<Vec<Value>> {
        if let Some(items) = list_or_tuple(iterable) {
            return match items.len() {
                len if len == count => Ok(items),
                len if len < count => too_few(count, len),
                _ => too_many(count),
            };
        }
        self.unpack_slow(iterable, count)
    }

    #[cold]
    fn unpack_slow(&mut self, iterable: &Value, count: usize) -> Outcome<Vec<Value>> {
        let iterator = self.iter_to_unpack(iterable)?;
        let mut values = Vec::with_capacity(count);
        while values.len() < count {
            match self.next(&iterator)? {
                Some(value) => values.push(value),
                None => return too_few(count, values.len()),
            }
        }
        match self.next(&iterator)? {
            Some(_) => too_many(count),
            None => Ok(values),
        }
    }

    /// At least `before + after` values: the first ones, a list of those between, the last ones.
    pub fn unpack_star(&mut self, iterable: &Value, before: usize, after: usize) -> Outcome<Vec<Value>> {
        let mut values = match list_or_tuple(iterable) {
            Some(items) => items,
            None => {
                let iterator = self.iter_to_unpack(iterable)?;
                let mut values = Vec::new();
                while let Some(value) = self.next(&iterator)? {
                    values.push(value);
                }
                values
            }
        };
        if values.len() < before + after {
            let (least, given) = (before + after, values.len());
            return value_error(format!("not enough values to unpack (expected at least {least}, got {given})"));
        }
        let last = values.split_off(values.len() - after);
        let between = values.split_off(before);
        values.push(Value::from(between));
        values.extend(last);
        Ok(values)
    }
}

fn list_or_tuple(value: &Value) -> Option<Vec<Value>> {
    let Value::Object(r) = value else { return None };
    match r.kind() {
        Kind::Tuple if r.class() == &types().tuple => r.get::<Tuple>().map(|t| t.as_slice().to_vec()),
        Kind::List if r.class() == &types().list => r.get::<List>().map(List::to_vec),
        _ => None,
    }
}

fn plain_item(sequence: &Value, at: usize) -> Option<Value> {
    let Value::Object(r) = sequence else { return None };
    match r.kind() {
        Kind::List => r.get::<List>()?.get(at),
        Kind::Tuple => r.get::<Tuple>()?.as_slice().get(at).cloned(),
        Kind::Bytes => r.get::<Bytes>()?.data.get(at).map(|&b| Value::Int(b.into())),
        Kind::ByteArray => r.get::<ByteArray>()?.data.with(|d| d.get(at).map(|&b| Value::Int(b.into()))),
        _ => None,
    }
}

fn longer_than(len: &Value, at: i64) -> bool {
    match len {
        Value::Int(len) => at < *len,
        _ => true,
    }
}

#[inline(always)]
fn next_of_range(range: &RangeIterator) -> Option<Value> {
    let left = range.left.get();
    if left == 0 {
        return None;
    }
    let value = range.next.get();
    range.left.set(left - 1);
    range.next.set(value.wrapping_add(range.step));
    Some(Value::Int(value))
}

/// The next item of an exact list or tuple; None for everything else, the end included.
#[inline(always)]
fn next_of_list(it: &SequenceIterator) -> Option<Value> {
    if it.reverse {
        return None;
    }
    let at = it.index.get();
    let types = types();
    let found = it.sequence.with(|sequence| match sequence {
        Value::Object(r) if r.class() == &types.list => r.get::<List>()?.get(at),
        Value::Object(r) if r.class() == &types.tuple => r.get::<Tuple>()?.as_slice().get(at).cloned(),
        _ => None,
    })?;
    it.index.set(at + 1);
    Some(found)
}

#[inline]
fn next_of_dict(it: &DictIterator) -> Outcome<Option<Value>> {
    Ok(next_entry(it)?.map(|(first, second)| match it.part {
        DictPart::Items => Machine::item_pair(first, second),
        _ => first,
    }))
}

/// What a dict's iterator gives next: for items key and value, otherwise one of them and nothing.
#[inline]
fn next_entry(it: &DictIterator) -> Outcome<Option<(Value, Value)>> {
    // SAFETY: read only; the iterator keeps the dict alive, and nothing below runs user code.
    let dict = unsafe { &*it.dict.as_ptr() };
    let Some(payload) = dict.get::<Dict>() else { return Ok(None) };
    if payload.len() != it.len.get() {
        it.len.set(usize::MAX);
        return runtime_error("dictionary changed size during iteration");
    }
    let position = it.position.get();
    let found = payload.table.with(|t| {
        let (at, entry) = if it.reverse {
            let end = position.min(t.entries.len());
            t.entries[..end].iter().enumerate().rev().find(|(_, e)| e.key.is_set())?
        } else {
            let mut at = position;
            loop {
                let entry = t.entries.get(at)?;
                if entry.key.is_set() {
                    break (at, entry);
                }
                at += 1;
            }
        };
        Some(match it.part {
            DictPart::Keys => (at, entry.key.clone(), Value::Unset),
            DictPart::Values => (at, entry.value.clone(), Value::Unset),
            DictPart::Items => (at, entry.key.clone(), entry.value.clone()),
        })
    });
    let Some((at, first, second)) = found else {
        drop(it.dict.take());
        return Ok(None);
    };
    if it.left.get() == 0 {
        drop(it.dict.take());
        return runtime_error("dictionary keys changed during iteration");
    }
    it.left.set(it.left.get() - 1);
    it.position.set(if it.reverse { at } else { at + 1 });
    Ok(Some((first, second)))
}

fn next_of_set(it: &SetIterator) -> Outcome<Option<Value>> {
    // SAFETY: read only; the iterator keeps the set alive, and nothing below runs user code.
    let set = unsafe { &*it.set.as_ptr() };
    let Some(payload) = set.get::<Set>() else { return Ok(None) };
    if payload.len() != it.len.get() {
        it.len.set(usize::MAX);
        return runtime_error("Set changed size during iteration");
    }
    match payload.value_from(it.slot.get()) {
        Some((slot, _, value)) => {
            it.slot.set(slot + 1);
            Ok(Some(value))
        }
        None => {
            drop(it.set.take());
            Ok(None)
        }
    }
}

fn next_of_text(it: &StrIterator) -> Option<Value> {
    let offset = it.offset.get();
    let next = it.text.with(|text| text.get::<Str>()?.as_str().get(offset..)?.chars().next());
    match next {
        Some(c) => {
            it.offset.set(offset + c.len_utf8());
            Some(from_char(c).into_value())
        }
        None => {
            drop(it.text.take());
            None
        }
    }
}

#[cold]
fn too_few<T>(wanted: usize, given: usize) -> Outcome<T> {
    value_error(format!("not enough values to unpack (expected {wanted}, got {given})"))
}

#[cold]
fn too_many<T>(wanted: usize) -> Outcome<T> {
    value_error(format!("too many values to unpack (expected {wanted})"))
}

/// TypeError for what cannot be iterated.
#[cold]
pub fn not_iterable<T>(value: &Value) -> Outcome<T> {
    type_error(format!("'{}' object is not iterable", type_name(value)))
}

#[cold]
fn not_iterator<T>(value: &Value) -> Outcome<T> {
    type_error(format!("'{}' object is not an iterator", type_name(value)))
}
