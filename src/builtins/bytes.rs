//! `bytes` and its iterator; the methods are those of `byte_methods`.
//!
//! In: ints, iterables of ints, bytes-like objects, text with an encoding. Out: new `bytes`.

use super::byte_methods::byte_methods;
use super::coding;
use crate::machine::Machine;
use crate::machine::protocol::text_argument::{byte_of, can_iterate};
use crate::native;
use crate::native::NativeType;
use crate::native::convert::type_name;
use crate::object::bytes::Bytes;
use crate::object::class::{Class, class_flag, class_of};
use crate::object::heap::{Kind, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::text::bytes as pure;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error, value_error};

/// `bytes`
pub static BYTES: NativeType = NativeType {
    name: "bytes",
    layout: <Bytes>::layout,
    help: "Construct an immutable array of bytes.",
    new: Some(native!("__new__(cls, source=<unset>, encoding=<unset>, errors=<unset>)", new, "")),
    methods: byte_methods![
        native!("__bytes__(self, /)", as_bytes, "Convert this value to exact type bytes."),
        native!("__getnewargs__(self)", new_arguments, "")
    ],
    class_methods: &[native!(
        "fromhex(cls, string, /)",
        from_hex,
        "Create a bytes object from a string of hexadecimal numbers."
    )],
    static_methods: &[native!(
        "maketrans(frm, to, /)",
        make_table,
        "Return a translation table for the bytes translate method."
    )],
    specials: BYTES_SPECIALS,
    ..NativeType::BASE
};

const BYTES_SPECIALS: &[Special] = &[
    Special::Len,
    Special::GetItem,
    Special::Contains,
    Special::Iter,
    Special::Repr,
    Special::Hash,
    Special::Add,
    Special::Mul,
    Special::RMul,
    Special::Mod,
    Special::RMod,
    Special::Eq,
    Special::Ne,
    Special::Lt,
    Special::Le,
    Special::Gt,
    Special::Ge,
];

/// `bytes_iterator`
pub static BYTES_ITERATOR: NativeType = NativeType {
    name: "bytes_iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    methods: super::iterator_state::METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

fn new(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let Some(class) = a[0].typed::<Class>() else { return type_error("bytes.__new__(X): X is not a type object") };
    if class == &types().bytes && class_of(&a[1]) == &types().bytes && !a[2].is_set() && !a[3].is_set() {
        return Ok(a[1].clone());
    }
    let data = content(m, &a[1], &a[2], &a[3], "bytes")?;
    Ok(Bytes::of_class(data, class).into_value())
}

/// The bytes that a constructor's arguments describe.
pub fn content(m: &mut Machine, source: &Value, encoding: &Value, errors: &Value, what: &str) -> Outcome<Vec<u8>> {
    let encoding = coding::name_of(encoding, what, "encoding")?;
    let error_names = coding::name_of(errors, what, "errors")?;
    if source.get::<Str>().is_some() {
        if encoding.is_none() {
            return type_error("string argument without an encoding");
        }
        return coding::encode(source, encoding, error_names);
    }
    if encoding.is_some() {
        return type_error("encoding without a string argument");
    }
    if error_names.is_some() {
        return type_error("errors without a string argument");
    }
    if !source.is_set() {
        return Ok(Vec::new());
    }
    if let Some(data) = m.buffer(source)
        && class_of(source).is_builtin()
    {
        return Ok(data);
    }
    if let Some(view) = super::memoryview::exported(m, source)? {
        return m.bytes_like(&view);
    }
    if what == "bytes"
        && let Some(data) = m.call_special(source, Special::Bytes, &[])?
    {
        return match m.buffer(&data) {
            Some(data_bytes) if data.kind() == Some(Kind::Bytes) => Ok(data_bytes),
            _ => type_error(format!("__bytes__ returned non-bytes (type {})", type_name(&data))),
        };
    }
    if let Some(data) = m.buffer(source) {
        return Ok(data);
    }
    if m.has_index(source) {
        let count = match m.index(source) {
            Err(raise) if raise.is(Exc::TypeError) => Value::Unset,
            other => other?,
        };
        let fits = crate::object::int::as_i64(&count);
        if count.is_set() {
            return match fits {
                Some(count) if count < 0 => value_error("negative count"),
                Some(count) if count < (1 << 38) => Ok(vec![0; count as usize]),
                Some(_) => Err(Exc::MemoryError.with(Vec::new())),
                None => {
                    Err(Exc::OverflowError
                        .raise(format!("cannot fit '{}' into an index-sized integer", type_name(source))))
                }
            };
        }
    }
    if !can_iterate(source) {
        return type_error(format!("cannot convert '{}' object to {what}", type_name(source)));
    }
    gather(m, source, if what == "bytes" { "bytes" } else { "byte" })
}

/// The bytes of an iterable of ints; `what` begins the ValueError of one out of range.
pub fn gather(m: &mut Machine, iterable: &Value, what: &str) -> Outcome<Vec<u8>> {
    let iterator = m.iter(iterable)?;
    let mut data = Vec::new();
    while let Some(item) = m.next(&iterator)? {
        data.push(byte_of(m, &item, what)?);
    }
    Ok(data)
}

fn as_bytes(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    match class_of(&a[0]) == &types().bytes {
        true => Ok(a[0].clone()),
        false => Ok(m.bytes_like(&a[0])?.into()),
    }
}

/// `cls.fromhex(text)`, for `bytes` and `bytearray`.
pub fn from_hex(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let Some(text) = a[1].get::<Str>() else {
        return type_error(format!("fromhex() argument must be str, not {}", type_name(&a[1])));
    };
    let data: Value = pure::from_hex(text.as_str())?.into();
    match a[0].typed::<Class>() {
        Some(class) if class == &types().bytes => Ok(data),
        _ => m.call(&a[0], &[data]),
    }
}

/// `maketrans(frm, to)`, for `bytes` and `bytearray`.
pub fn make_table(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (from, to) = (m.bytes_like(&a[0])?, m.bytes_like(&a[1])?);
    if from.len() != to.len() {
        return value_error("maketrans arguments must have same length");
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.iter().zip(to) {
        table[usize::from(*from)] = to;
    }
    Ok(table.into())
}

/// `hex(sep, bytes_per_sep)`, for all bytes-like types.
pub fn hex_text(m: &mut Machine, bytes: &[u8], separator: &Value, group: &Value) -> Outcome<Value> {
    if separator.is_set() && separator.get::<Str>().is_none() && m.buffer(separator).is_none() {
        m.len(separator)?;
    }
    let separator = super::memoryview::separator(separator)?;
    let group = m.size(group)?;
    Ok(pure::hex(bytes, separator, group).into())
}

/// The argument tuple of `__getnewargs__`.
pub fn new_arguments(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let data: Value = m.bytes_like(&a[0])?.into();
    Ok(Tuple::create(vec![data]).into_value())
}
