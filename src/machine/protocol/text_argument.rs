//! Arguments of the methods of text and bytes: bytes-like objects, bounds, sizes, single bytes.
//!
//! In: any value. Out: plain Rust data, or CPython's TypeError, ValueError or OverflowError. Ints are taken through `__index__`.

use crate::machine::Machine;
use crate::machine::protocol::operators::byte_string;
use crate::native::convert::type_name;
use crate::object::bytes::{ByteArray, Bytes, MemoryView};
use crate::object::class::class_of;
use crate::object::heap::Kind;
use crate::object::int::{as_i64, as_int};
use crate::object::special::Special;
use crate::object::{Exc, Outcome, Value, type_error, value_error};

impl Machine {
    /// The bytes of a bytes-like object, copied; None for other values and released views.
    pub fn buffer(&self, value: &Value) -> Option<Vec<u8>> {
        byte_string(value)
    }

    /// The bytes of a bytes-like argument, copied.
    pub fn bytes_like(&self, value: &Value) -> Outcome<Vec<u8>> {
        if let Some(view) = value.get::<MemoryView>() {
            alive(view)?;
        }
        match byte_string(value) {
            Some(bytes) => Ok(bytes),
            None => type_error(format!("a bytes-like object is required, not '{}'", type_name(value))),
        }
    }

    /// Whether a value is an int or has `__index__`.
    pub fn has_index(&self, value: &Value) -> bool {
        as_int(value).is_some() || class_of(value).has_special(Special::Index)
    }

    /// A bound as slices and `find` take it: an int of any size, cut to 64 bits, or None.
    pub fn bound(&mut self, value: &Value) -> Outcome<Option<i64>> {
        match value {
            Value::None | Value::Unset => return Ok(None),
            Value::Int(i) => return Ok(Some(*i)),
            _ => {}
        }
        if !self.has_index(value) {
            return type_error("slice indices must be integers or None or have an __index__ method");
        }
        let index = self.index(value)?;
        Ok(as_int(&index).map(|i| i.saturating_i64()))
    }

    /// A size, width or count: an int that fits a machine word, or OverflowError.
    pub fn size(&mut self, value: &Value) -> Outcome<i64> {
        if let Value::Int(i) = value {
            return Ok(*i);
        }
        let index = self.index(value)?;
        match as_i64(&index) {
            Some(i) => Ok(i),
            None => Err(Exc::OverflowError.raise("Python int too large to convert to C ssize_t")),
        }
    }
}

/// A byte given as an int; `what` begins the ValueError of one out of range.
pub fn byte_of(m: &mut Machine, value: &Value, what: &str) -> Outcome<u8> {
    let index = m.index(value)?;
    match as_i64(&index).map(u8::try_from) {
        Some(Ok(byte)) => Ok(byte),
        _ => value_error(format!("{what} must be in range(0, 256)")),
    }
}

/// Whether `iter(value)` has something to go on.
pub fn can_iterate(value: &Value) -> bool {
    let class = class_of(value);
    class.has_special(Special::Iter) || class.has_special(Special::GetItem)
}

/// New bytes of the same built-in type as a value.
pub fn like(value: &Value, bytes: Vec<u8>) -> Value {
    match value.kind() {
        Some(Kind::ByteArray) => ByteArray::create(bytes).into_value(),
        _ => Bytes::create(bytes).into_value(),
    }
}

/// BufferError when a view keeps a `bytearray` from changing its size.
pub fn resizable(array: &ByteArray) -> Outcome<()> {
    if array.exports.get() > 0 {
        return Err(Exc::BufferError.raise("Existing exports of data: object cannot be re-sized"));
    }
    Ok(())
}

/// ValueError when a view has been released.
pub fn alive(view: &MemoryView) -> Outcome<()> {
    if view.owner.with(|o| o.is_none() || !o.is_set()) {
        return value_error("operation forbidden on released memoryview object");
    }
    Ok(())
}
