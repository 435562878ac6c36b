//! Slices of lists, tuples, texts and bytes: taking, replacing and removing them.

use super::index::Span;
use crate::machine::Machine;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::descriptor::Slice;
use crate::object::heap::Gc;
use crate::object::list::{List, Tuple};
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error, value_error};

/// `object[start:stop:step]` of a list, tuple, text or bytes, by payload.
pub fn select(object: &Value, (start, stop, step): (i64, i64, i64)) -> Value {
    if let Some(list) = object.get::<List>() {
        return Value::from(list.items.with(|v| Span::resolve(start, stop, step, v.len()).select(v)));
    }
    if let Some(tuple) = object.typed::<Tuple>() {
        let span = Span::resolve(start, stop, step, tuple.len());
        if span.count == tuple.len() && step == 1 && tuple.as_ref().class() == &types().tuple {
            return tuple.value();
        }
        return Tuple::create(span.select(tuple.as_slice())).into_value();
    }
    if let Some(text) = object.typed::<Str>() {
        let span = Span::resolve(start, stop, step, text.len());
        if span.count == text.len() && step == 1 && text.as_ref().class() == &types().str {
            return text.value();
        }
        return select_text(text, span);
    }
    if let Some(bytes) = object.typed::<Bytes>() {
        let span = Span::resolve(start, stop, step, bytes.data.len());
        if span.count == bytes.data.len() && step == 1 && bytes.as_ref().class() == &types().bytes {
            return bytes.value();
        }
        return Bytes::create(span.select(&bytes.data)).into_value();
    }
    match object.get::<ByteArray>() {
        Some(array) => {
            let data = array.data.with(|d| Span::resolve(start, stop, step, d.len()).select(d));
            ByteArray::create(data).into_value()
        }
        None => Value::None,
    }
}

fn select_text(text: &Str, span: Span) -> Value {
    if span.count == 1 {
        return text
            .char_at(span.start as usize)
            .map_or_else(|| Value::from(""), |c| crate::object::str::from_char(c).into_value());
    }
    if span.step == 1 {
        let start = span.start as usize;
        return Value::from(text.slice(start, start + span.count));
    }
    if text.is_ascii() {
        let bytes = text.as_str().as_bytes();
        return Value::from(span.positions().map(|i| bytes[i] as char).collect::<String>());
    }
    let chars: Vec<char> = text.as_str().chars().collect();
    Value::from(span.positions().filter_map(|i| chars.get(i)).collect::<String>())
}

/// ValueError for a row of the wrong length.
#[cold]
pub fn wrong_size<T>(what: &str, given: usize, wanted: usize) -> Outcome<T> {
    value_error(format!("attempt to assign {what} of size {given} to extended slice of size {wanted}"))
}

impl Machine {
    /// `list[slice] = value`
    pub fn list_set_slice(&mut self, list: &Gc<List>, slice: &Slice, value: &Value) -> Outcome<()> {
        let (start, stop, step) = self.slice_bounds(slice)?;
        let items = match self.collect(value) {
            Ok(items) => items,
            Err(raise) if raise.is(Exc::TypeError) && !self.is_iterable(value) => {
                return type_error("must assign iterable to extended slice");
            }
            Err(raise) => return Err(raise),
        };
        let span = Span::resolve(start, stop, step, list.len());
        if step == 1 {
            let from = span.start as usize;
            let old: Vec<Value> = list.items.with(|v| v.splice(from..from + span.count, items).collect());
            drop(old);
            return Ok(());
        }
        if items.len() != span.count {
            return wrong_size("sequence", items.len(), span.count);
        }
        let mut items = items;
        list.items.with(|v| {
            for (at, item) in span.positions().zip(&mut items) {
                std::mem::swap(&mut v[at], item);
            }
        });
        Ok(())
    }

    /// `del list[slice]`
    pub fn list_delete_slice(&mut self, list: &List, slice: &Slice) -> Outcome<()> {
        let (start, stop, step) = self.slice_bounds(slice)?;
        let span = Span::resolve(start, stop, step, list.len());
        let old = list.items.with(|v| remove(v, span));
        drop(old);
        Ok(())
    }
}

/// Removes the selected items and gives them back.
pub fn remove<T>(items: &mut Vec<T>, span: Span) -> Vec<T> {
    if span.step == 1 {
        let from = span.start as usize;
        return items.drain(from..from + span.count).collect();
    }
    let mut gone = Vec::with_capacity(span.count);
    let mut kept = Vec::with_capacity(items.len() - span.count);
    let mut positions: Vec<usize> = span.positions().collect();
    if span.step < 0 {
        positions.reverse();
    }
    let mut next = positions.into_iter().peekable();
    for (i, item) in std::mem::take(items).into_iter().enumerate() {
        if next.peek() == Some(&i) {
            next.next();
            gone.push(item);
        } else {
            kept.push(item);
        }
    }
    *items = kept;
    gone
}
