//! The short ways of operations: what the dispatch loop tries before it calls anything.
//!
//! In: values and a site's cache. Out: the result, or nothing when only the long way knows. Nothing here runs user code,
//! and nothing here raises.
//!
//! # Safety
//! Payloads are reached after their kind was looked at, and are only read while no other code runs.

use super::protocol::cache::receiver_version;
use crate::object::Value;
use crate::object::attributes::{Attributes, attributes};
use crate::object::bytes::ByteArray;
use crate::object::class::{Class, class_of};
use crate::object::descriptor::{Module, NativeFunction, Range, SequenceIterator};
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, CacheEntry, CacheState, Function};
use crate::object::generator::{Generator, Status};
use crate::object::heap::{Gc, Kind, Ref};
use crate::object::list::{List, Tuple};
use crate::object::number::float_text::{FIXED, fixed_digits};
use crate::object::str::Str;
use crate::object::types::types;

/// Says of the way it stands on that it is seldom taken: the compiler then keeps what is in the processor's registers for the
/// others, and puts this one out of their way.
#[cold]
#[inline(always)]
pub(super) fn rarely() {}

/// Says that the way it stands on is to be a branch of the program. The compiler would rather compute a place in the code from a
/// comparison's outcome, and all that follows would wait for that, where a branch is foreseen.
#[inline(always)]
pub(super) fn branch() {
    // SAFETY: it does nothing.
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    unsafe {
        std::arch::asm!("/* a branch */", options(nomem, nostack, preserves_flags));
    }
}

/// Says of the end of an operation's short way that it is to be a place of its own, which goes on to the next operation by a jump of
/// its own: one that many share is foreseen less well.
#[inline(always)]
pub(super) fn done() {
    // SAFETY: it does nothing.
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    unsafe {
        std::arch::asm!("/* done */", options(nomem, nostack, preserves_flags));
    }
}

/// Whether an int around zero is in a set of such, which can be told at once.
#[inline(always)]
pub(super) fn quick_member(container: &Value, key: &Value) -> Option<bool> {
    match (container, key) {
        (Value::Object(object), Value::Int(int)) if object.kind() == Kind::Set && object.class().is_builtin() => {
            // SAFETY: the kind says so.
            unsafe { object.get_unchecked::<crate::object::set::Set>() }.has_small(*int)
        }
        _ => None,
    }
}

#[inline]
pub(super) fn int_power(a: i64, b: i64) -> Option<i64> {
    u32::try_from(b).ok().and_then(|b| a.checked_pow(b))
}

/// The text to which another may be appended in place: nobody else refers to it, save `others` that are about to let go.
#[inline]
pub(super) fn appendable<'a>(a: &'a Ref, b: &'a Ref, others: u32) -> Option<(&'a Gc<Str>, &'a Str)> {
    let str = &types().str;
    let fits = a.count() == 1 + others
        && a.class() == str
        && b.class() == str
        && !a.has(crate::object::heap::flag::INTERNED)
        && a != b;
    if fits { a.typed::<Str>().zip(b.get::<Str>()) } else { None }
}

/// Where the value of a global is that the site knows, while the names of the globals are what they were then.
#[inline(always)]
pub(super) fn quick_global(globals: &Dict, entry: &CacheEntry) -> Option<*mut Value> {
    if entry.version != globals.stamp.get() {
        return None;
    }
    match entry.value {
        Value::Int(place) => Some(place as usize as *mut Value),
        // SAFETY: only `remember_global` gives an entry the stamp of a dict, and this with it.
        _ => unsafe { std::hint::unreachable_unchecked() },
    }
}

/// Where the value of a builtin is that the site knows, while neither namespace has other names than then.
#[inline(always)]
pub(super) fn quick_builtin(function: &Function, entry: &CacheEntry) -> Option<*mut Value> {
    let same = entry.state == CacheState::Builtin
        && entry.index == function.globals.stamp.get()
        && entry.version == function.builtins.stamp.get();
    match entry.value {
        Value::Int(place) if same => Some(place as usize as *mut Value),
        _ => None,
    }
}

/// The site of a global finds it at this position of the globals.
pub(super) fn remember_global(globals: &Dict, entry: &mut CacheEntry, position: usize) {
    let Some(place) = globals.place(position) else { return };
    entry.state = CacheState::Global;
    entry.index = position as u32;
    entry.version = 0;
    if let Some(stamp) = globals.stamp() {
        entry.version = stamp;
        entry.value = Value::Int(place as usize as i64);
    }
}

/// The same of a builtin.
pub(super) fn remember_builtin(function: &Function, entry: &mut CacheEntry, position: usize) {
    let stamps = (function.globals.stamp(), function.builtins.stamp());
    if let ((Some(globals), Some(builtins)), Some(place)) = (stamps, function.builtins.place(position)) {
        entry.state = CacheState::Builtin;
        entry.index = globals;
        entry.version = builtins;
        entry.value = Value::Int(place as usize as i64);
    }
}

/// Where the value of a global is that the site knows, also when other names have come or gone since.
pub(super) fn global_place(globals: &Dict, entry: &CacheEntry) -> Option<*mut Value> {
    if entry.state != CacheState::Global {
        return None;
    }
    // SAFETY: no user code while the reference lives.
    let found = unsafe { &mut *globals.table.as_ptr() }.entries.get_mut(entry.index as usize)?;
    match &found.key {
        Value::Object(key) if key == entry.name.as_ref() => Some(&raw mut found.value),
        _ => None,
    }
}

/// Stores a global when the site does not know where.
#[inline(never)]
pub(super) fn store_global(globals: &Gc<Dict>, entry: &mut CacheEntry, value: Value) {
    if let Some(place) = global_place(globals, entry) {
        remember_global(globals, entry, entry.index as usize);
        // SAFETY: a live entry's value; the old one is dropped after.
        drop(unsafe { std::mem::replace(&mut *place, value) });
        return;
    }
    drop(globals.set_str(&entry.name, value));
    if let Some(index) = globals.find_str(&entry.name) {
        remember_global(globals, entry, index);
    }
}

#[inline(always)]
pub(super) fn quick_attribute(value: &Value, entry: &CacheEntry) -> Option<Value> {
    let Value::Object(object) = value else { return None };
    match object.kind() {
        Kind::Instance => {
            let attributes = attributes(object)?;
            if attributes.version() == entry.version && entry.version != 0 {
                quick_instance(value, object, attributes, entry)
            } else {
                None
            }
        }
        _ => quick_other(value, object, entry),
    }
}

#[inline(always)]
pub(super) fn quick_instance(
    value: &Value,
    object: &Ref,
    attributes: &Attributes,
    entry: &CacheEntry,
) -> Option<Value> {
    match entry.state {
        CacheState::Slot | CacheState::Member => {
            if (entry.index as usize) < object.capacity() {
                // SAFETY: within the capacity.
                unsafe { (*attributes.values().add(entry.index as usize)).clone().some() }
            } else {
                attributes.get_slot(object, entry.index as usize).some()
            }
        }
        CacheState::Value => Some(entry.value.clone()),
        CacheState::Method => Some(BoundMethod::create(entry.value.clone(), value.clone())),
        _ => None,
    }
}

#[inline(never)]
pub(super) fn quick_other(value: &Value, object: &Ref, entry: &CacheEntry) -> Option<Value> {
    if object.kind() == Kind::Module {
        return quick_module(value, entry).cloned();
    }
    if entry.version == 0 || receiver_version(value) != entry.version {
        return None;
    }
    match (object.kind(), attributes(object)) {
        (Kind::Class, _) => (entry.state == CacheState::Value).then(|| entry.value.clone()),
        (_, Some(attributes)) => quick_instance(value, object, attributes, entry),
        _ => match entry.state {
            CacheState::Value => Some(entry.value.clone()),
            CacheState::Method => Some(BoundMethod::create(entry.value.clone(), value.clone())),
            _ => None,
        },
    }
}

/// A name of a module, where the site found it last.
#[inline(always)]
pub(super) fn quick_module<'a>(value: &'a Value, entry: &CacheEntry) -> Option<&'a Value> {
    match value {
        Value::Object(object) if object.kind() == Kind::Module && entry.state == CacheState::Global => {
            // SAFETY: the kind says so; read only.
            let table = unsafe { &*object.get_unchecked::<Module>().dict.table.as_ptr() };
            let found = table.entries.get(entry.index as usize)?;
            match &found.key {
                Value::Object(key) if key == entry.name.as_ref() => Some(&found.value),
                _ => None,
            }
        }
        _ => None,
    }
}

/// An attribute that is no method to be bound, if the site's cache fits.
pub(super) fn quick_attribute_value(value: &Value, entry: &CacheEntry) -> Option<Value> {
    if entry.state == CacheState::Method { None } else { quick_attribute(value, entry) }
}

#[inline(always)]
pub(super) fn quick_method(value: &Value, entry: &CacheEntry) -> bool {
    entry.state == CacheState::Method && entry.version != 0 && receiver_version(value) == entry.version
}

/// The getter of a property that the site found on the class.
#[inline(always)]
pub(super) fn quick_getter(value: &Value, entry: &CacheEntry) -> Option<Value> {
    if entry.state == CacheState::Property && entry.version != 0 && receiver_version(value) == entry.version {
        let property = entry.value.get::<crate::object::descriptor::Property>()?;
        return Some(property.getter.get()).filter(|getter| !getter.is_none());
    }
    None
}

/// Stores into a known slot; gives the value back when the cache does not fit.
#[inline(always)]
pub(super) fn quick_store(value: &Value, entry: &CacheEntry, new: Value) -> Option<Value> {
    if let Value::Object(object) = value {
        if let Some(attributes) = attributes(object) {
            let version = attributes.version();
            if version == entry.version && version != 0 {
                if (entry.index as usize) >= object.capacity() {
                    // The first instances of a class may keep some of their attributes elsewhere.
                    if !matches!(entry.state, CacheState::Slot | CacheState::Member) {
                        return Some(new);
                    }
                    drop(attributes.set_slot(object, entry.index as usize, new));
                    return None;
                }
                match entry.state {
                    CacheState::Slot | CacheState::Member => {}
                    CacheState::Transition => {
                        let Value::Int(shape) = entry.value else { return Some(new) };
                        attributes.shape.set(shape as usize as *const crate::object::attributes::Shape);
                    }
                    _ => return Some(new),
                }
                // SAFETY: within the capacity; the old value is dropped after the slot holds the new one.
                let old = unsafe { std::mem::replace(&mut *attributes.values().add(entry.index as usize), new) };
                drop(old);
                return None;
            }
        }
    }
    Some(new)
}

/// A row's item by a small int.
#[inline(always)]
pub(super) fn quick_row_item(object: &Value, index: i64) -> Option<&Value> {
    let Value::Object(object) = object else { return None };
    let items = match object.kind() {
        // SAFETY: the kind says so; read only.
        Kind::List if object.class() == &types().list => unsafe {
            (&*object.get_unchecked::<List>().items.as_ptr()).as_slice()
        },
        // SAFETY: the kind says so.
        Kind::Tuple if object.class() == &types().tuple => unsafe { object.get_unchecked::<Tuple>() }.as_slice(),
        _ => return None,
    };
    let at = if index < 0 { index + items.len() as i64 } else { index };
    // A negative index that is still negative is past every end.
    items.get(at as usize)
}

/// `object[key]` of lists and tuples by small ints, and of dicts by small ints and texts.
#[inline(always)]
pub(super) fn quick_item<'a>(object: &'a Value, key: &Value) -> Option<&'a Value> {
    if let Value::Int(index) = key {
        if let Some(item) = quick_row_item(object, *index) {
            return Some(item);
        }
    }
    match object {
        Value::Object(dict) if dict.kind() == Kind::Dict => quick_dict_item(dict, key),
        _ => None,
    }
}

#[inline(never)]
fn quick_dict_item<'a>(object: &'a Ref, key: &Value) -> Option<&'a Value> {
    if object.class() != &types().dict {
        return None;
    }
    let hash = quick_hash(key)?;
    // SAFETY: the kind says so.
    let dict = unsafe { object.get_unchecked::<Dict>() };
    let position = dict.find(hash, key).ok()??;
    // SAFETY: read before anything else runs.
    unsafe { &*dict.table.as_ptr() }.entries.get(position).map(|entry| &entry.value)
}

/// Where the item of a list by a small int is.
#[inline(always)]
pub(super) fn quick_item_place(object: &Value, key: &Value) -> Option<*mut Value> {
    let (Value::Object(object), Value::Int(index)) = (object, key) else { return None };
    if object.kind() != Kind::List || object.class() != &types().list {
        return None;
    }
    // SAFETY: the kind says so; the caller writes before anything else runs.
    let items = unsafe { &mut *object.get_unchecked::<List>().items.as_ptr() };
    let at = if *index < 0 { *index + items.len() as i64 } else { *index };
    items.get_mut(at as usize).map(|place| place as *mut Value)
}

#[inline(always)]
pub(super) fn quick_hash(key: &Value) -> Option<i64> {
    match key {
        Value::Int(i) => Some(crate::object::hash::int_hash(*i)),
        Value::Object(o) if o.kind() == Kind::Str && o.class() == &types().str => {
            // SAFETY: the kind says so.
            Some(unsafe { o.get_unchecked::<Str>() }.hash())
        }
        _ => None,
    }
}

#[inline(always)]
pub(super) fn quick_store_item(object: &Value, key: &Value, new: Value) -> Result<Value, Value> {
    let Value::Object(object) = object else { return Err(new) };
    match (object.kind(), key) {
        (Kind::List, Value::Int(i)) if object.class() == &types().list => {
            // SAFETY: the kind says so.
            let list = unsafe { object.get_unchecked::<List>() };
            let at = if *i < 0 { *i + list.len() as i64 } else { *i };
            match usize::try_from(at) {
                Ok(at) => list.set(at, new),
                Err(_) => Err(new),
            }
        }
        (Kind::ByteArray, Value::Int(i)) if object.class() == &types().bytearray => {
            match (&new, object.get::<ByteArray>()) {
                (Value::Int(byte @ 0..=255), Some(array)) => array.data.with(|data| match data.get_mut(*i as usize) {
                    Some(place) => {
                        *place = *byte as u8;
                        Ok(Value::Unset)
                    }
                    None => Err(Value::Int(*byte)),
                }),
                _ => Err(new),
            }
        }
        (Kind::Dict, key) if object.class() == &types().dict => {
            let Some(hash) = quick_hash(key) else { return Err(new) };
            // SAFETY: the kind says so.
            unsafe { object.get_unchecked::<Dict>() }.put(hash, key, new)
        }
        _ => Err(new),
    }
}

/// The next value of an iterator over an exact list or tuple; None at the end, and for other kinds of sequences.
#[inline(always)]
pub(super) fn quick_sequence(object: &Ref) -> Option<&Value> {
    // SAFETY: the kind says so; read only.
    let iterator = unsafe { object.get_unchecked::<SequenceIterator>() };
    // SAFETY: as above.
    let Value::Object(sequence) = (unsafe { &*iterator.sequence.as_ptr() }) else { return None };
    if iterator.reverse {
        return None;
    }
    let index = iterator.index.get();
    let items = match sequence.kind() {
        Kind::List if object.class() == &types().list_iterator => {
            // SAFETY: the kind says so.
            unsafe { &*sequence.get_unchecked::<List>().items.as_ptr() }.as_slice()
        }
        Kind::Tuple if object.class() == &types().tuple_iterator => {
            // SAFETY: the kind says so.
            unsafe { sequence.get_unchecked::<Tuple>() }.as_slice()
        }
        _ => return None,
    };
    let item = items.get(index)?;
    iterator.index.set(index + 1);
    Some(item)
}

#[inline(always)]
pub(super) fn quick_unpack(value: &Value, registers: *mut Value, base: u16, count: u16) -> bool {
    let Value::Object(object) = value else { return false };
    let items: &[Value] = match object.kind() {
        // SAFETY: the kinds say so; read only, and dropping old registers runs no user code.
        Kind::Tuple if object.class() == &types().tuple => unsafe { object.get_unchecked::<Tuple>() }.as_slice(),
        Kind::List if object.class() == &types().list => unsafe { &*object.get_unchecked::<List>().items.as_ptr() },
        _ => return false,
    };
    if items.len() != count as usize {
        return false;
    }
    for (i, item) in items.iter().enumerate() {
        // SAFETY: registers of the window.
        unsafe { *registers.add(base as usize + i) = item.clone() };
    }
    true
}

#[inline(always)]
pub(super) fn receiver_fits(native: &NativeFunction, arguments: &[Value]) -> bool {
    match (&native.owner, arguments.first()) {
        (Value::Object(owner), Some(receiver)) => {
            let class = class_of(receiver);
            let fits = class.as_ref() == owner
                || native.owner.typed::<Class>().is_some_and(|owner| class.is_subclass_of(owner));
            fits && !native.native.arity.makes
        }
        _ => false,
    }
}

/// Whether an int is a float without rounding.
#[inline(always)]
pub(super) fn fits_float(i: i64) -> bool {
    i.unsigned_abs() <= 1 << 53
}

/// `a op= b` by the operator's number, and whether it is more than that.
#[inline(always)]
pub(super) fn quick_in_place(operator: u8, a: i64, b: i64) -> (i64, bool) {
    match operator {
        0 => a.overflowing_add(b),
        1 => a.overflowing_sub(b),
        2 => a.overflowing_mul(b),
        10 => (a & b, false),
        11 => (a | b, false),
        12 => (a ^ b, false),
        _ => (0, true),
    }
}

/// An attribute in a slot that the site knows.
#[inline(always)]
pub(super) fn quick_slot<'a>(value: &'a Value, entry: &CacheEntry) -> Option<&'a Value> {
    let Value::Object(object) = value else { return None };
    let attributes = attributes(object)?;
    if attributes.version() != entry.version
        || entry.version == 0
        || !matches!(entry.state, CacheState::Slot | CacheState::Member)
        || entry.index as usize >= object.capacity()
    {
        return None;
    }
    // SAFETY: within the capacity.
    let value = unsafe { &*attributes.values().add(entry.index as usize) };
    value.is_set().then_some(value)
}

/// Where an attribute is that the site knows; a new one's name is added.
#[inline(always)]
pub(super) fn quick_place(value: &Value, entry: &CacheEntry) -> Option<*mut Value> {
    let Value::Object(object) = value else { return None };
    let attributes = attributes(object)?;
    if attributes.version() != entry.version || entry.version == 0 || entry.index as usize >= object.capacity() {
        return None;
    }
    match (entry.state, &entry.value) {
        (CacheState::Slot | CacheState::Member, _) => {}
        (CacheState::Transition, Value::Int(shape)) => {
            attributes.shape.set(*shape as usize as *const crate::object::attributes::Shape);
        }
        _ => return None,
    }
    Some(attributes.values().wrapping_add(entry.index as usize))
}

/// Whether it is a coroutine that nobody has awaited yet.
#[inline(always)]
pub(super) fn quick_awaitable(value: &Value) -> bool {
    let Value::Object(object) = value else { return false };
    if object.kind() != Kind::Generator || object.class() != &types().coroutine {
        return false;
    }
    // SAFETY: the kind says so.
    unsafe { object.get_unchecked::<Generator>() }.status.get() == Status::Created
}

/// Whether it is a plain generator, which `yield from` takes as it is.
#[inline(always)]
pub(super) fn quick_generator(value: &Value) -> bool {
    matches!(value, Value::Object(object) if object.kind() == Kind::Generator && object.class() == &types().generator)
}

/// Whether two texts are equal; None when one of them is no exact `str`.
#[inline]
pub(super) fn same_text(left: &Value, right: &Value) -> Option<bool> {
    let (Value::Object(a), Value::Object(b)) = (left, right) else { return None };
    let str = &types().str;
    if a.class() != str || b.class() != str {
        return None;
    }
    Some(a == b || a.get::<Str>()?.as_str() == b.get::<Str>()?.as_str())
}

/// Whether a small int or a text is in an exact set or dict; None when that is not the question, or only user code can tell.
#[inline(always)]
pub(super) fn quick_contains(container: &Value, key: &Value) -> Option<bool> {
    let Value::Object(object) = container else { return None };
    match object.kind() {
        Kind::Set if object.class().is_builtin() => {
            // SAFETY: the kind says so.
            let set = unsafe { object.get_unchecked::<crate::object::set::Set>() };
            if let Value::Int(int) = key
                && let Some(found) = set.has_small(*int)
            {
                return Some(found);
            }
            let hash = quick_hash(key)?;
            set.find(hash, key).ok().map(|found| found.is_some())
        }
        Kind::Dict if object.class() == &types().dict => {
            let hash = quick_hash(key)?;
            // SAFETY: the kind says so.
            unsafe { object.get_unchecked::<Dict>() }.find(hash, key).ok().map(|found| found.is_some())
        }
        _ => None,
    }
}

/// A number by one of the specifications that are written most: a width, with `>` or `0` before and `d` or `x` behind it;
/// `.3f` and its like.
pub(super) fn quick_format(number: &Value, spec: &Value) -> Option<Value> {
    let spec = spec.get::<Str>()?.as_str().as_bytes();
    match (number, spec) {
        (Value::Int(int), spec) => quick_format_int(*int, spec),
        (Value::Float(x), [b'.', digits @ b'0'..=b'9', b'f']) => {
            let mut room = [0; FIXED];
            let text = fixed_digits(&mut room, x.get().abs(), (digits - b'0').into(), x.get().is_sign_negative())?;
            Some(Value::from(text))
        }
        _ => None,
    }
}

fn quick_format_int(int: i64, spec: &[u8]) -> Option<Value> {
    let (fill, spec) = match spec {
        [b'>', rest @ ..] => (b' ', rest),
        [b'0', rest @ ..] if !rest.is_empty() => (b'0', rest),
        rest => (b' ', rest),
    };
    let (hex, width) = match spec {
        [width @ .., b'x'] => (true, width),
        [width @ .., b'd'] => (false, width),
        width => (false, width),
    };
    // Longer ones, and anything else in between, are for the long way; so are signs, which stand before zeros.
    let width = match width {
        [] => 0,
        [a @ b'1'..=b'9'] => a - b'0',
        [a @ b'1'..=b'4', b @ b'0'..=b'9'] => (a - b'0') * 10 + b - b'0',
        _ => return None,
    } as usize;
    if int < 0 {
        return None;
    }
    let mut text = [fill; 64];
    let (mut at, mut left) = (text.len(), int as u64);
    loop {
        at -= 1;
        if hex {
            text[at] = b"0123456789abcdef"[(left & 15) as usize];
            left >>= 4;
        } else {
            text[at] = b'0' + (left % 10) as u8;
            left /= 10;
        }
        if left == 0 {
            break;
        }
    }
    let text = std::str::from_utf8(&text[at.min(text.len() - width)..]).ok()?;
    Some(Value::from(text))
}

/// `range(...)` of small ints, which is not empty of steps.
#[inline]
pub(super) fn quick_range(callee: &Ref, arguments: &[Value]) -> Option<Range> {
    if callee != types().range.as_ref() {
        return None;
    }
    let (start, stop, step) = match arguments {
        [Value::Int(stop)] => (0, *stop, 1),
        [Value::Int(start), Value::Int(stop)] => (*start, *stop, 1),
        [Value::Int(start), Value::Int(stop), Value::Int(step)] if *step != 0 => (*start, *stop, *step),
        _ => return None,
    };
    Some(Range { start: Value::Int(start), stop: Value::Int(stop), step: Value::Int(step) })
}

/// `object[start:stop]` of exact texts in ASCII, lists and tuples, with ints or nothing for the bounds.
pub(super) fn quick_slice(object: &Value, start: &Value, stop: &Value) -> Option<Value> {
    let Value::Object(whole) = object else { return None };
    let types = types();
    let text = whole.get::<Str>().filter(|text| text.is_ascii() && whole.class() == &types.str);
    let list = whole.get::<List>().filter(|_| whole.class() == &types.list);
    let tuple = whole.get::<Tuple>().filter(|_| whole.class() == &types.tuple);
    let len = match (text, list, tuple) {
        (Some(text), ..) => text.len(),
        (_, Some(list), _) => list.len(),
        (.., Some(tuple)) => tuple.as_slice().len(),
        _ => return None,
    };
    let bound = |value: &Value, none: usize| match value {
        Value::None => Some(none),
        Value::Int(i) if *i < 0 => Some((*i).saturating_add(len as i64).max(0) as usize),
        Value::Int(i) => Some((*i as usize).min(len)),
        _ => None,
    };
    let (from, to) = (bound(start, 0)?, bound(stop, len)?);
    let to = to.max(from);
    let is_all = from == 0 && to == len;
    Some(match (text, list, tuple) {
        (Some(_), ..) | (.., Some(_)) if is_all => object.clone(),
        (Some(text), ..) => match text.as_str().as_bytes().get(from..to)? {
            [byte] => crate::object::str::from_char(*byte as char).into_value(),
            part => Value::from(std::str::from_utf8(part).ok()?),
        },
        (_, Some(list), _) => {
            let items = list.items.with(|items| items.get(from..to).map(<[Value]>::to_vec))?;
            List::create(items).into_value()
        }
        (.., Some(_)) if from == to => types.empty_tuple.value(),
        (.., Some(tuple)) => {
            let part = tuple.as_slice().get(from..to)?;
            Tuple::of_values(part.iter().cloned(), part.len()).into_value()
        }
        _ => return None,
    })
}

/// A character of an exact ASCII text, a byte of exact bytes, by a small int that is not negative.
#[inline]
pub(super) fn quick_character(object: &Value, key: &Value) -> Option<Value> {
    let (Value::Object(object), Value::Int(index)) = (object, key) else { return None };
    match object.kind() {
        Kind::Str if object.class() == &types().str => {
            let text = object.get::<Str>().filter(|text| text.is_ascii())?;
            let byte = text.as_str().as_bytes().get(*index as usize)?;
            Some(crate::object::str::from_char(*byte as char).into_value())
        }
        Kind::ByteArray if object.class() == &types().bytearray => {
            let bytes = object.get::<crate::object::bytes::ByteArray>()?;
            bytes.data.with(|data| data.get(*index as usize).map(|byte| Value::Int((*byte).into())))
        }
        _ => None,
    }
}
