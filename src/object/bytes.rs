//! `bytes`, `bytearray` and `memoryview`.

use super::class::Class;
use super::heap::{Gc, Kind, Own};
use super::types::types;
use super::value::Value;
use std::cell::Cell;

/// The payload of `bytes`.
pub struct Bytes {
    /// The bytes.
    pub data: Box<[u8]>,
    /// The hash; -1 until asked for.
    pub hash: Cell<i64>,
}

crate::payload!(Bytes, Kind::Bytes);

impl Bytes {
    /// New `bytes`.
    pub fn create(data: Vec<u8>) -> Gc<Bytes> {
        Bytes::of_class(data, &types().bytes)
    }

    /// A new instance of `bytes` or of a subclass.
    pub fn of_class(data: Vec<u8>, class: &Gc<Class>) -> Gc<Bytes> {
        Gc::new(Bytes { data: data.into(), hash: Cell::new(-1) }, class)
    }
}

/// The payload of a `bytearray`.
pub struct ByteArray {
    /// The bytes.
    pub data: Own<Vec<u8>>,
    /// How many memoryviews look at it; it cannot be resized meanwhile.
    pub exports: Cell<u32>,
}

crate::payload!(ByteArray, Kind::ByteArray);

impl ByteArray {
    /// A new `bytearray`.
    pub fn create(data: Vec<u8>) -> Gc<ByteArray> {
        Gc::new(ByteArray { data: Own::new(data), exports: Cell::new(0) }, &types().bytearray)
    }
}

/// The payload of a `memoryview`: a window on `bytes` or `bytearray`.
pub struct MemoryView {
    /// What is looked at; None after `release()`.
    pub owner: Own<Value>,
    /// First byte.
    pub start: i64,
    /// Number of items.
    pub len: i64,
    /// Bytes from one item to the next; negative for reversed views.
    pub stride: i64,
    /// The format character, `B` unless cast.
    pub format: char,
    /// Bytes per item.
    pub item_size: i64,
    /// Whether writing through it is refused, whatever it looks at.
    pub read_only: bool,
}

crate::payload!(MemoryView, Kind::MemoryView, trace | this, visit | { this.owner.with(|v| visit(v)) });

impl MemoryView {
    /// A new view; a `bytearray` counts it.
    pub fn create(view: MemoryView) -> Value {
        view.owner.with(|v| {
            if let Some(array) = v.get::<ByteArray>() {
                array.exports.set(array.exports.get() + 1);
            }
        });
        Gc::new(view, &types().memoryview).into_value()
    }

    /// Lets go of what is looked at.
    pub fn release(&self) {
        let owner = self.owner.replace(Value::None);
        if let Some(array) = owner.get::<ByteArray>() {
            array.exports.set(array.exports.get().saturating_sub(1));
        }
    }
}

impl Drop for MemoryView {
    fn drop(&mut self) {
        self.release();
    }
}

impl From<Vec<u8>> for Value {
    fn from(data: Vec<u8>) -> Value {
        Bytes::create(data).into_value()
    }
}
