//! Items of `bytes` and `bytearray`: membership, and changes of a bytearray.

use super::index::{Span, place};
use super::item::wrong_index;
use super::slice::{remove, wrong_size};
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::descriptor::Slice;
use crate::object::heap::Gc;
use crate::object::int::{AnyInt, as_int};
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Value, index_error, type_error, value_error};

/// A copy of the bytes in `bytes` or `bytearray`.
pub fn plain_bytes(value: &Value) -> Option<Vec<u8>> {
    match (value.get::<Bytes>(), value.get::<ByteArray>()) {
        (Some(bytes), _) => Some(bytes.data.to_vec()),
        (_, Some(array)) => Some(array.data.get()),
        _ => None,
    }
}

impl Machine {
    /// A value as a byte: an int from 0 to 255.
    pub fn byte(&mut self, value: &Value) -> Outcome<u8> {
        let index = self.index(value)?;
        match as_int(&index) {
            Some(AnyInt::Small(i @ 0..=255)) => Ok(i as u8),
            _ => value_error("byte must be in range(0, 256)"),
        }
    }

    /// `item in bytes`: a byte, or a part.
    pub fn bytes_contain(&mut self, container: &Value, item: &Value) -> Outcome<bool> {
        if let Some(part) = plain_bytes(item) {
            let data = plain_bytes(container).unwrap_or_default();
            return Ok(memchr::memmem::find(&data, &part).is_some());
        }
        if !self.is_index(item) {
            return type_error(format!("a bytes-like object is required, not '{}'", type_name(item)));
        }
        let byte = self.byte(item)?;
        Ok(match container.get::<ByteArray>() {
            Some(array) => array.data.with(|d| d.contains(&byte)),
            None => container.get::<Bytes>().is_some_and(|b| b.data.contains(&byte)),
        })
    }

    /// `bytearray[key] = value`
    pub fn bytearray_set_item(&mut self, array: &Gc<ByteArray>, key: &Value, value: &Value) -> Outcome<()> {
        if let Some(index) = self.index_key(key)? {
            let Some(at) = place(index, array.data.with(|d| d.len())) else {
                return index_error("bytearray index out of range");
            };
            let byte = self.byte(value)?;
            array.data.with(|d| {
                if let Some(slot) = d.get_mut(at) {
                    *slot = byte;
                }
            });
            return Ok(());
        }
        let Some(slice) = key.get::<Slice>() else { return wrong_index(&array.value(), key) };
        let (start, stop, step) = self.slice_bounds(slice)?;
        let bytes = self.bytes_to_assign(value)?;
        let span = Span::resolve(start, stop, step, array.data.with(|d| d.len()));
        if step == 1 {
            if bytes.len() != span.count {
                resizable(array)?;
            }
            let from = span.start as usize;
            array.data.with(|d| drop(d.splice(from..from + span.count, bytes)));
            return Ok(());
        }
        if bytes.is_empty() {
            resizable(array)?;
            array.data.with(|d| drop(remove(d, span)));
            return Ok(());
        }
        if bytes.len() != span.count {
            return wrong_size("bytes", bytes.len(), span.count);
        }
        array.data.with(|d| span.positions().zip(bytes).for_each(|(at, byte)| d[at] = byte));
        Ok(())
    }

    fn bytes_to_assign(&mut self, value: &Value) -> Outcome<Vec<u8>> {
        if let Some(bytes) = plain_bytes(value) {
            return Ok(bytes);
        }
        if value.get::<Str>().is_some() || self.is_index(value) || !self.is_iterable(value) {
            return type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
        }
        let mut bytes = Vec::new();
        for item in self.collect(value)? {
            bytes.push(self.byte(&item)?);
        }
        Ok(bytes)
    }

    /// `del bytearray[key]`
    pub fn bytearray_delete_item(&mut self, array: &Gc<ByteArray>, key: &Value) -> Outcome<()> {
        let len = array.data.with(|d| d.len());
        if let Some(index) = self.index_key(key)? {
            let Some(at) = place(index, len) else { return index_error("bytearray index out of range") };
            resizable(array)?;
            array.data.with(|d| d.remove(at));
            return Ok(());
        }
        let Some(slice) = key.get::<Slice>() else { return wrong_index(&array.value(), key) };
        let (start, stop, step) = self.slice_bounds(slice)?;
        resizable(array)?;
        array.data.with(|d| {
            let span = Span::resolve(start, stop, step, d.len());
            drop(remove(d, span))
        });
        Ok(())
    }
}

/// BufferError while a memoryview looks at the bytes.
pub fn resizable(array: &ByteArray) -> Outcome<()> {
    if array.exports.get() == 0 {
        return Ok(());
    }
    Err(Exc::BufferError.raise("Existing exports of data: object cannot be re-sized"))
}
