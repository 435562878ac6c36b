//! `memoryview`: a window of one dimension on `bytes` or `bytearray`, with items of a native format.
//!
//! In: the object looked at, indices, slices, formats. Out: items, narrower views, bytes. A released view refuses everything; a
//! `bytearray` with views keeps its size.

use crate::getset;
use crate::machine::Machine;
use crate::machine::protocol::operators::byte_string;
use crate::machine::protocol::text_argument::alive;
use crate::native;
use crate::native::convert::{this, type_name};
use crate::native::{NativeGetset, NativeType};
use crate::object::bytes::{ByteArray, Bytes, MemoryView};
use crate::object::class::class_flag;
use crate::object::class::class_of;
use crate::object::descriptor::{SequenceIterator, Slice, range_len};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::int::{as_i64, as_int};
use crate::object::list::{List, Tuple};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::text::bytes as pure;
use crate::object::{Exc, Outcome, Value, index_error, type_error, value_error};
use std::cell::Cell;

/// `memoryview`
pub static MEMORYVIEW: NativeType = NativeType {
    name: "memoryview",
    layout: <MemoryView>::layout,
    flags: class_flag::FINAL | class_flag::WEAK | class_flag::SEQUENCE,
    help: "Create a new memoryview object which references the given object.",
    new: Some(native!("__new__(cls, object)", new, "")),
    methods: &[
        native!("tobytes(self, order='C')", to_bytes, "Return the data in the buffer as a byte string."),
        native!("tolist(self)", to_list, "Return the data in the buffer as a list of elements."),
        native!(
            "hex(self, sep=<unset>, bytes_per_sep=1)",
            hex,
            "Return the data in the buffer as a str of hexadecimal numbers."
        ),
        native!("release(self)", release, "Release the underlying buffer exposed by the memoryview object."),
        native!("cast(self, format, shape=<unset>)", cast, "Cast a memoryview to a new format or shape."),
        native!("toreadonly(self)", to_read_only, "Return a readonly version of the memoryview."),
        native!("__enter__(self)", enter, ""),
        native!("__exit__(self, *args)", exit, ""),
        native!("__hash__(self, /)", hash, "Return hash(self)."),
        native!("__len__(self, /)", len, "Return len(self)."),
        native!("__iter__(self, /)", iter, "Implement iter(self)."),
        native!("__getitem__(self, key, /)", get_item, "Return self[key]."),
        native!("__setitem__(self, key, value, /)", set_item, "Set self[key] to value."),
        native!("__delitem__(self, key, /)", delete_item, "Delete self[key]."),
        native!(
            "__buffer__(self, flags, /)",
            buffer,
            "Return a buffer object that exposes the underlying memory of the object."
        ),
        native!(
            "__release_buffer__(self, buffer, /)",
            release_buffer,
            "Release the buffer object that exposes the underlying memory of the object."
        ),
        native!("__eq__(self, value, /)", equal, "Return self==value."),
        native!("__ne__(self, value, /)", not_equal, "Return self!=value."),
    ],
    class_methods: &[native!(
        "_from_flags(cls, object, flags)",
        |m: &mut Machine, a: &[Value]| m.call(&a[0], &a[1..2]),
        "Create a new memoryview object which references the given object."
    )],
    getsets: &[
        getset!("obj", |_, v| view(v).map(|v| v.owner.get()), "The underlying object of the memoryview."),
        getset!("nbytes", |_, v| view(v).map(|v| Value::Int(v.len * v.item_size)), "The amount of space in bytes."),
        getset!("readonly", |_, v| view(v).map(|v| Value::bool(is_read_only(v))), "Whether the memory is read only."),
        getset!("itemsize", |_, v| view(v).map(|v| Value::Int(v.item_size)), "The size in bytes of each element."),
        getset!(
            "format",
            |_, v| view(v).map(|v| Value::from(v.format.to_string())),
            "The format (in struct module style) for each element."
        ),
        getset!("ndim", |_, v| view(v).map(|_| Value::Int(1)), "The number of dimensions."),
        getset!("shape", |_, v| view(v).map(|v| single(v.len)), "The shape as a tuple of ndim integers."),
        getset!("strides", |_, v| view(v).map(|v| single(v.stride)), "The strides as a tuple of ndim integers."),
        getset!(
            "suboffsets",
            |_, v| view(v).map(|_| Tuple::create(Vec::new()).into_value()),
            "Used for PIL-style arrays."
        ),
        C_CONTIGUOUS,
        NativeGetset { name: "f_contiguous", ..C_CONTIGUOUS },
        NativeGetset { name: "contiguous", ..C_CONTIGUOUS },
    ],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

const C_CONTIGUOUS: NativeGetset =
    getset!("c_contiguous", |_, v| view(v).map(|v| Value::bool(is_contiguous(v))), "Whether the memory is contiguous.");

/// The iterator of a memoryview.
pub static MEMORY_ITERATOR: NativeType = NativeType {
    name: "memory_iterator",
    layout: <crate::object::descriptor::SequenceIterator>::layout,
    flags: class_flag::FINAL,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

fn view(value: &Value) -> Outcome<&MemoryView> {
    let view = this::<MemoryView>(std::slice::from_ref(value))?;
    alive(view)?;
    Ok(view)
}

fn single(number: i64) -> Value {
    Tuple::create(vec![Value::Int(number)]).into_value()
}

fn is_contiguous(view: &MemoryView) -> bool {
    view.stride == view.item_size || view.len <= 1
}

fn is_read_only(view: &MemoryView) -> bool {
    view.read_only || view.owner.with(|o| o.kind() != Some(Kind::ByteArray))
}

/// A view with other bounds on the same object.
fn part(of: &MemoryView, start: i64, len: i64, stride: i64) -> Value {
    MemoryView::create(MemoryView {
        owner: Own::new(of.owner.get()),
        start,
        len,
        stride,
        format: of.format,
        item_size: of.item_size,
        read_only: of.read_only,
    })
}

/// `__buffer__` of everything that has bytes (PEP 688).
pub fn buffer(m: &mut Machine, a: &[Value]) -> Outcome {
    m.index(&a[1])?;
    plain(&a[0])
}

/// `__release_buffer__`
pub fn release_buffer(m: &mut Machine, a: &[Value]) -> Outcome {
    m.call_method(&a[1], "release", &[])
}

/// The view that an object's `__buffer__` gives (PEP 688); None where it has none.
pub fn exported(m: &mut Machine, value: &Value) -> Outcome<Option<Value>> {
    let found = class_of(value).lookup_in(&crate::object::str::intern("__buffer__"));
    if found.is_none_or(|(_, found_in)| found_in.is_builtin()) {
        return Ok(None);
    }
    const FULL_READ_ONLY: i64 = 284;
    match m.call_special(value, Special::Buffer, &[Value::Int(FULL_READ_ONLY)])? {
        Some(view) if view.get::<MemoryView>().is_some() => Ok(Some(view)),
        Some(other) => type_error(format!("__buffer__ returned non-memoryview object (type {})", type_name(&other))),
        None => Ok(None),
    }
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    match exported(m, &a[1])? {
        Some(view) => Ok(view),
        None => plain(&a[1]),
    }
}

/// A view of the bytes of an object of a built-in type, or of one derived from it.
fn plain(value: &Value) -> Outcome {
    if let Some(of) = value.get::<MemoryView>() {
        alive(of)?;
        return Ok(part(of, of.start, of.len, of.stride));
    }
    let len = match (value.get::<Bytes>(), value.get::<ByteArray>()) {
        (Some(bytes), _) => bytes.data.len(),
        (_, Some(array)) => array.data.with(|d| d.len()),
        _ => return type_error(format!("memoryview: a bytes-like object is required, not '{}'", type_name(value))),
    };
    Ok(MemoryView::create(MemoryView {
        owner: Own::new(value.clone()),
        start: 0,
        len: len as i64,
        stride: 1,
        format: 'B',
        item_size: 1,
        read_only: false,
    }))
}

fn to_bytes(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    view(&a[0])?;
    Ok(shown(&a[0]).into())
}

fn items(value: &Value) -> Outcome<Vec<Value>> {
    let view = view(value)?;
    Ok(shown(value).chunks_exact(view.item_size as usize).map(|item| unpack(view.format, item)).collect())
}

fn to_list(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    Ok(List::create(items(&a[0])?).into_value())
}

fn hex(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    view(&a[0])?;
    let bytes = shown(&a[0]);
    crate::builtins::bytes::hex_text(m, &bytes, &a[1], &a[2])
}

fn release(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    this::<MemoryView>(a)?.release();
    Ok(Value::None)
}

fn enter(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    view(&a[0])?;
    Ok(a[0].clone())
}

fn exit(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    release(m, a)
}

fn hash(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let view = view(&a[0])?;
    if !is_read_only(view) {
        return value_error("cannot hash writable memoryview object");
    }
    if !matches!(view.format, 'B' | 'b' | 'c') {
        return value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
    }
    let bytes = Value::from(shown(&a[0]));
    m.hash(&bytes).map(Value::Int)
}

fn to_read_only(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let of = view(&a[0])?;
    Ok(MemoryView::create(MemoryView {
        owner: Own::new(of.owner.get()),
        start: of.start,
        len: of.len,
        stride: of.stride,
        format: of.format,
        item_size: of.item_size,
        read_only: true,
    }))
}

/// Bytes per item of a native format; None for letters that are none.
fn size_of(format: char) -> Option<i64> {
    Some(match format {
        'b' | 'B' | 'c' | '?' => 1,
        'h' | 'H' | 'e' => 2,
        'i' | 'I' | 'f' => 4,
        'l' | 'L' | 'q' | 'Q' | 'n' | 'N' | 'd' | 'P' => 8,
        _ => return None,
    })
}

fn cast(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let of = view(&a[0])?;
    let Some(format) = a[1].get::<Str>() else {
        return type_error(format!("cast() argument 'format' must be str, not {}", type_name(&a[1])));
    };
    if !is_contiguous(of) {
        return type_error("memoryview: casts are restricted to C-contiguous views");
    }
    let text = format.as_str();
    let mut letters = text.strip_prefix('@').unwrap_or(text).chars();
    let (Some(letter), None) = (letters.next(), letters.next()) else {
        return wrong_format();
    };
    let Some(size) = size_of(letter) else { return wrong_format() };
    let is_byte = |c: char| matches!(c, 'b' | 'B' | 'c');
    if !is_byte(of.format) && !is_byte(letter) {
        return type_error("memoryview: cannot cast between two non-byte formats");
    }
    let bytes = of.len * of.item_size;
    if bytes % size != 0 {
        return type_error("memoryview: length is not a multiple of itemsize");
    }
    if a[2].is_set() {
        let shape = m.collect(&a[2])?;
        if shape.len() != 1 || shape.first().and_then(as_i64) != Some(bytes / size) {
            return type_error("memoryview: product(shape) * itemsize != buffer size");
        }
    }
    Ok(MemoryView::create(MemoryView {
        owner: Own::new(of.owner.get()),
        start: of.start,
        len: bytes / size,
        stride: size,
        format: letter,
        item_size: size,
        read_only: of.read_only,
    }))
}

fn wrong_format() -> Outcome<Value> {
    value_error("memoryview: destination format must be a native single character format prefixed with an optional '@'")
}

/// The value of an item's bytes.
fn unpack(format: char, item: &[u8]) -> Value {
    let word = |width: usize| {
        let mut bytes = [0u8; 8];
        for (to, from) in bytes.iter_mut().zip(item.iter().take(width)) {
            *to = *from;
        }
        u64::from_ne_bytes(bytes)
    };
    match format {
        'b' => Value::Int(i64::from(word(1) as i8)),
        'c' => Value::from(item.to_vec()),
        '?' => Value::bool(word(1) != 0),
        'h' => Value::Int(i64::from(word(2) as i16)),
        'H' => Value::Int(word(2) as i64),
        'i' => Value::Int(i64::from(word(4) as i32)),
        'I' => Value::Int(word(4) as i64),
        'l' | 'q' | 'n' => Value::Int(word(8) as i64),
        'L' | 'Q' | 'N' | 'P' => num_bigint::BigInt::from(word(8)).into(),
        'f' => Value::float(f64::from(f32::from_bits(word(4) as u32))),
        'd' => Value::float(f64::from_bits(word(8))),
        _ => Value::Int(word(1) as i64),
    }
}

/// The bytes of an item.
fn pack(m: &mut Machine, format: char, value: &Value) -> Outcome<Vec<u8>> {
    let wrong_type = || type_error(format!("memoryview: invalid type for format '{format}'"));
    let wrong_value = || value_error(format!("memoryview: invalid value for format '{format}'"));
    match format {
        'c' => match value.get::<Bytes>() {
            Some(bytes) if bytes.data.len() == 1 => Ok(bytes.data.to_vec()),
            Some(_) => wrong_value(),
            None => wrong_type(),
        },
        '?' => Ok(vec![u8::from(m.truth(value)?)]),
        'f' | 'd' => match m.to_float(value) {
            Ok(x) if format == 'd' => Ok(x.to_ne_bytes().to_vec()),
            Ok(x) => Ok((x as f32).to_ne_bytes().to_vec()),
            Err(raise) if raise.is(Exc::TypeError) => wrong_type(),
            Err(raise) => Err(raise),
        },
        _ => {
            let index = match as_int(value) {
                Some(_) => value.clone(),
                None => match m.call_special(value, Special::Index, &[])? {
                    Some(index) => index,
                    None => return wrong_type(),
                },
            };
            let number = as_int(&index).and_then(crate::object::number::int::to_i128);
            let size = size_of(format).unwrap_or(1) as u32;
            let signed = format.is_ascii_lowercase();
            let (low, high) = match signed {
                true => (-(1i128 << (size * 8 - 1)), (1i128 << (size * 8 - 1)) - 1),
                false => (0, (1i128 << (size * 8)) - 1),
            };
            match number {
                Some(n) if (low..=high).contains(&n) => Ok((n as u64).to_ne_bytes()[..size as usize].to_vec()),
                _ => wrong_value(),
            }
        }
    }
}

/// The bytes a view shows, copied.
fn shown(value: &Value) -> Vec<u8> {
    byte_string(value).unwrap_or_default()
}

fn len(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    Ok(Value::Int(view(&a[0])?.len))
}

fn iter(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let items = Tuple::create(items(&a[0])?).into_value();
    let iterator = SequenceIterator { sequence: Own::new(items), index: Cell::new(0), reverse: false };
    Ok(Gc::new(iterator, &crate::native::class_for(&MEMORY_ITERATOR)).into_value())
}

/// The first index, the step and the number of items that a slice takes.
fn window(m: &mut Machine, slice: &Slice, len: i64) -> Outcome<(i64, i64, i64)> {
    let step = match m.bound(&slice.step)? {
        Some(0) => return value_error("slice step cannot be zero"),
        step => step.unwrap_or(1).max(-i64::MAX),
    };
    let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let clamp = |i: i64| if i < 0 { i.saturating_add(len).max(low) } else { i.min(high) };
    let (first, last) = if step < 0 { (high, low) } else { (low, high) };
    let start = m.bound(&slice.start)?.map_or(first, clamp);
    let stop = m.bound(&slice.stop)?.map_or(last, clamp);
    Ok((start, step, range_len(start, stop, step) as i64))
}

fn position(m: &mut Machine, len: i64, key: &Value) -> Outcome<i64> {
    if !m.has_index(key) {
        return type_error("memoryview: invalid slice key");
    }
    let index = m.index(key)?;
    let Some(index) = as_i64(&index) else {
        return index_error(format!("cannot fit '{}' into an index-sized integer", type_name(key)));
    };
    let at = if index < 0 { index + len } else { index };
    if at < 0 || at >= len {
        return index_error("index out of bounds on dimension 1");
    }
    Ok(at)
}

fn get_item(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let of = view(&a[0])?;
    if let Some(slice) = a[1].get::<Slice>() {
        let (start, step, count) = window(m, slice, of.len)?;
        return Ok(part(of, of.start + start * of.stride, count, of.stride.wrapping_mul(step)));
    }
    let at = position(m, of.len, &a[1])?;
    let size = of.item_size as usize;
    let data = shown(&a[0]);
    Ok(unpack(of.format, data.get(at as usize * size..(at as usize + 1) * size).unwrap_or(&[])))
}

fn set_item(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let of = view(&a[0])?;
    if is_read_only(of) {
        return type_error("cannot modify read-only memory");
    }
    let (places, data): (Vec<i64>, Vec<u8>) = match a[1].get::<Slice>() {
        Some(slice) => {
            let (start, step, count) = window(m, slice, of.len)?;
            let data = m.bytes_like(&a[2])?;
            let same = a[2].get::<MemoryView>().map_or('B', |v| v.format) == of.format;
            if !same || data.len() as i64 != count * of.item_size {
                return value_error("memoryview assignment: lvalue and rvalue have different structures");
            }
            ((0..count).map(|i| start + i * step).collect(), data)
        }
        None => (vec![position(m, of.len, &a[1])?], pack(m, of.format, &a[2])?),
    };
    let owner = of.owner.get();
    if let Some(array) = owner.get::<ByteArray>() {
        let size = of.item_size as usize;
        array.data.with(|bytes| {
            for (place, item) in places.iter().zip(data.chunks_exact(size)) {
                let at = (of.start + place * of.stride) as usize;
                if let Some(to) = bytes.get_mut(at..at + size) {
                    to.copy_from_slice(item);
                }
            }
        });
    }
    Ok(Value::None)
}

fn delete_item(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let read_only = is_read_only(view(&a[0])?);
    type_error(if read_only { "cannot modify read-only memory" } else { "cannot delete memory" })
}

/// Whether two bytes-like objects show equal items; None when one is not bytes-like.
fn same(left: &Value, right: &Value) -> Option<bool> {
    if left.is(right) {
        return Some(true);
    }
    let released = |v: &Value| v.get::<MemoryView>().is_some_and(|v| alive(v).is_err());
    if released(left) || released(right) {
        return Some(false);
    }
    let format = |v: &Value| v.get::<MemoryView>().map_or('B', |v| v.format);
    let (a, b) = (byte_string(left)?, byte_string(right)?);
    let (x, y) = (format(left), format(right));
    if x == y && !matches!(x, 'f' | 'd') {
        return Some(a == b);
    }
    let values = |data: &[u8], format: char| -> Vec<Value> {
        data.chunks_exact(size_of(format).unwrap_or(1) as usize).map(|item| unpack(format, item)).collect()
    };
    let (a, b) = (values(&a, x), values(&b, y));
    Some(a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| crate::object::dict::same_key(x, y) == Some(true)))
}

fn equal(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    Ok(same(&a[0], &a[1]).map_or(Value::NotImplemented, Value::bool))
}

fn not_equal(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    Ok(same(&a[0], &a[1]).map_or(Value::NotImplemented, |same| Value::bool(!same)))
}

/// Reads the separator of `hex()`.
pub fn separator(value: &Value) -> Outcome<Option<char>> {
    if !value.is_set() {
        return Ok(None);
    }
    if let Some(text) = value.get::<Str>() {
        return Ok(Some(pure::hex_separator(text.as_str())?));
    }
    match value.get::<Bytes>() {
        Some(bytes) => {
            let text: String = bytes.data.iter().map(|&b| b as char).collect();
            Ok(Some(pure::hex_separator(&text)?))
        }
        None => type_error("sep must be str or bytes."),
    }
}
