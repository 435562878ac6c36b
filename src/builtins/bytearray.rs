//! `bytearray` and its iterator; the methods that do not change it are those of `byte_methods`.
//!
//! In: ints, bytes-like objects, iterables of ints. Out: changes in place. While views look at it its size cannot change.

use super::byte_methods::byte_methods;
use super::bytes::{content, from_hex, gather, make_table};
use crate::machine::Machine;
use crate::machine::protocol::text_argument::{byte_of, can_iterate, resizable};
use crate::native;
use crate::native::NativeType;
use crate::native::convert::{this, type_name};
use crate::object::bytes::ByteArray;
use crate::object::class::{Class, class_flag};
use crate::object::heap::{Gc, Own, Payload};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::{Outcome, Value, index_error, type_error, value_error};
use std::cell::Cell;

/// `bytearray`
pub static BYTEARRAY: NativeType = NativeType {
    name: "bytearray",
    layout: <ByteArray>::layout,
    help: "Construct a mutable bytearray object.",
    new: Some(native!("__new__(cls, source=<unset>, encoding=<unset>, errors=<unset>)", new, "")),
    methods: byte_methods![
        native!(
            "__init__(self, source=<unset>, encoding=<unset>, errors=<unset>)",
            init,
            "Initialize self.  See help(type(self)) for accurate signature."
        ),
        native!("append(self, item, /)", append, "Append a single item to the end of the bytearray."),
        native!("clear(self)", clear, "Remove all items from the bytearray."),
        native!("copy(self)", copy, "Return a copy of the bytearray."),
        native!("extend(self, iterable_of_ints, /)", extend, "Append all the items from the iterator or sequence."),
        native!(
            "insert(self, index, item, /)",
            insert,
            "Insert a single item into the bytearray before the given index."
        ),
        native!("pop(self, index=-1, /)", pop, "Remove and return a single item from the bytearray."),
        native!("remove(self, value, /)", remove, "Remove the first occurrence of a value in the bytearray."),
        native!("reverse(self)", reverse, "Reverse the order of the values in the bytearray in place."),
        native!(
            "__release_buffer__(self, buffer, /)",
            super::memoryview::release_buffer,
            "Release the buffer object that exposes the underlying memory of the object."
        ),
        native!("__alloc__(self)", alloc, "Return the number of bytes actually allocated."),
    ],
    class_methods: &[native!(
        "fromhex(cls, string, /)",
        from_hex,
        "Create a bytearray object from a string of hexadecimal numbers."
    )],
    static_methods: &[native!(
        "maketrans(frm, to, /)",
        make_table,
        "Return a translation table usable for the bytes or bytearray translate method."
    )],
    specials: &[
        Special::Len,
        Special::GetItem,
        Special::SetItem,
        Special::DelItem,
        Special::Contains,
        Special::Iter,
        Special::Repr,
        Special::Add,
        Special::Mul,
        Special::RMul,
        Special::Mod,
        Special::RMod,
        Special::IAdd,
        Special::IMul,
        Special::Eq,
        Special::Ne,
        Special::Lt,
        Special::Le,
        Special::Gt,
        Special::Ge,
    ],
    ..NativeType::BASE
};

/// `bytearray_iterator`
pub static BYTEARRAY_ITERATOR: NativeType = NativeType {
    name: "bytearray_iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    methods: super::iterator_state::METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

fn new(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    match a[0].typed::<Class>() {
        Some(class) => Ok(Gc::new(ByteArray { data: Own::new(Vec::new()), exports: Cell::new(0) }, class).into_value()),
        None => type_error("bytearray.__new__(X): X is not a type object"),
    }
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let data = content(m, &a[1], &a[2], &a[3], "bytearray")?;
    let array = this::<ByteArray>(a)?;
    resizable(array)?;
    array.data.set(data);
    Ok(Value::None)
}

fn append(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let byte = byte_of(m, &a[1], "byte")?;
    let array = this::<ByteArray>(a)?;
    resizable(array)?;
    array.data.with(|d| d.push(byte));
    Ok(Value::None)
}

fn clear(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let array = this::<ByteArray>(a)?;
    resizable(array)?;
    array.data.set(Vec::new());
    Ok(Value::None)
}

fn copy(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    Ok(ByteArray::create(this::<ByteArray>(a)?.data.get()).into_value())
}

fn extend(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let more = match m.buffer(&a[1]) {
        Some(more) => more,
        None if a[1].get::<Str>().is_some() => return type_error("expected iterable of integers; got: 'str'"),
        None if !can_iterate(&a[1]) => {
            return type_error(format!("can't extend bytearray with {}", type_name(&a[1])));
        }
        None => gather(m, &a[1], "byte")?,
    };
    let array = this::<ByteArray>(a)?;
    if !more.is_empty() {
        resizable(array)?;
    }
    array.data.with(|d| d.extend_from_slice(&more));
    Ok(Value::None)
}

fn insert(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let index = m.size(&a[1])?;
    let byte = byte_of(m, &a[2], "byte")?;
    let array = this::<ByteArray>(a)?;
    resizable(array)?;
    array.data.with(|d| {
        let len = d.len() as i64;
        let at = if index < 0 { (index + len).max(0) } else { index.min(len) };
        d.insert(at as usize, byte);
    });
    Ok(Value::None)
}

fn pop(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let index = m.size(&a[1])?;
    let array = this::<ByteArray>(a)?;
    let len = array.data.with(|d| d.len()) as i64;
    if len == 0 {
        return index_error("pop from empty bytearray");
    }
    let at = if index < 0 { index + len } else { index };
    if at < 0 || at >= len {
        return index_error("pop index out of range");
    }
    resizable(array)?;
    Ok(Value::Int(i64::from(array.data.with(|d| d.remove(at as usize)))))
}

fn remove(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let byte = byte_of(m, &a[1], "byte")?;
    let array = this::<ByteArray>(a)?;
    let Some(at) = array.data.with(|d| memchr::memchr(byte, d)) else {
        return value_error("value not found in bytearray");
    };
    resizable(array)?;
    array.data.with(|d| d.remove(at));
    Ok(Value::None)
}

fn reverse(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    this::<ByteArray>(a)?.data.with(|d| d.reverse());
    Ok(Value::None)
}

fn alloc(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    Ok(this::<ByteArray>(a)?.data.with(|d| d.capacity()).into())
}
