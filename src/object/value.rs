//! Values: 16 bytes, copied by value; numbers and singletons need no heap.
//!
//! In: nothing. Out: [`Value`], which everything else passes around. Nothing here runs user code.
//!
//! # Safety
//! A copy of a value is its bits, with the count of the object it refers to raised first; the derived form would go
//! through a table of all variants.

use super::heap::{Gc, Kind, Payload, Ref};

/// A value of the language: two words, the first of which says what the second is, whatever it is. So the compiler takes a
/// value for a pair of numbers: it is passed and returned in two registers, and is kept in registers where there is room.
/// (A tag of one byte, or a float that is a float to the compiler, would make it a place in memory, copied in pieces; and a
/// processor waits when it reads in other pieces than were written.)
#[derive(Default)]
#[repr(u64)]
pub enum Value {
    /// Nothing: an unbound local, a missing argument. Never seen by programs.
    #[default]
    Unset,
    /// `None`
    None,
    /// `True`, `False`
    Bool(Truth),
    /// An `int` of 64 bits.
    Int(i64),
    /// A `float`.
    Float(Real),
    /// `...`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// Everything else.
    Object(Ref),
}

/// `True` or `False`: a truth that fills a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u64)]
pub enum Truth {
    /// `False`
    False,
    /// `True`
    True,
}

impl Truth {
    /// As a truth of Rust.
    #[inline(always)]
    pub const fn get(self) -> bool {
        self as u64 != 0
    }
}

/// A float by its bits: a word like any other. It is used as the float it is.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Real(u64);

impl Real {
    /// The float.
    #[inline(always)]
    pub const fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

const _: () = assert!(std::mem::size_of::<Value>() == 16);
const _: () = assert!(std::mem::size_of::<Option<Value>>() == 16);

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if let Value::Object(object) = self {
            std::mem::forget(object.clone());
        }
        // SAFETY: the reference that the copy holds was counted just now; all else is plain data.
        unsafe { words(self) }
    }
}

/// The value at a place, read as the two words that it was written as: one read of both together would have to wait
/// until two separate writes have left the processor. What becomes of one word is hidden from the compiler, so that it
/// does not join them again.
///
/// # Safety
/// As for [`std::ptr::read`].
#[inline(always)]
unsafe fn words(place: *const Value) -> Value {
    type Word = std::mem::MaybeUninit<u64>;
    let place = place.cast::<Word>();
    // SAFETY: a value is two words; by the caller, it may be read. The assembly does nothing.
    unsafe {
        #[allow(unused_mut)]
        let mut kind = place.cast::<u64>().read();
        #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
        std::arch::asm!("/* {0} */", inout(reg) kind, options(pure, nomem, nostack, preserves_flags));
        std::mem::transmute::<[Word; 2], Value>([Word::new(kind), place.add(1).read()])
    }
}

impl Value {
    /// `True` or `False`
    #[inline(always)]
    pub const fn bool(truth: bool) -> Value {
        Value::Bool(if truth { Truth::True } else { Truth::False })
    }

    /// A `float`.
    #[inline(always)]
    pub const fn float(number: f64) -> Value {
        Value::Float(Real(number.to_bits()))
    }

    /// Whether there is a value at all.
    #[inline(always)]
    pub const fn is_set(&self) -> bool {
        !matches!(self, Value::Unset)
    }

    /// Whether it is `None`.
    #[inline(always)]
    pub const fn is_none(&self) -> bool {
        matches!(self, Value::None)
    }

    /// Whether it is `NotImplemented`.
    #[inline(always)]
    pub const fn is_not_implemented(&self) -> bool {
        matches!(self, Value::NotImplemented)
    }

    /// Identity: the `is` operator. Ints and floats are the same when they are equal bit by bit.
    #[inline]
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Object(a), Value::Object(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.0 == b.0,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }

    /// The payload, if the value is an object that carries one of this type (subclasses of the type included).
    #[inline(always)]
    pub fn get<T: Payload>(&self) -> Option<&T> {
        match self {
            Value::Object(r) => r.get::<T>(),
            _ => None,
        }
    }

    /// The typed reference, if the value is an object that carries a payload of this type.
    #[inline(always)]
    pub fn typed<T: Payload>(&self) -> Option<&Gc<T>> {
        match self {
            Value::Object(r) => r.typed::<T>(),
            _ => None,
        }
    }

    /// The object, if it is one.
    #[inline(always)]
    pub const fn object(&self) -> Option<&Ref> {
        match self {
            Value::Object(r) => Some(r),
            _ => None,
        }
    }

    /// The kind of an object; None for what needs no heap.
    #[inline(always)]
    pub fn kind(&self) -> Option<Kind> {
        self.object().map(Ref::kind)
    }

    /// Takes the value, leaving nothing.
    #[inline(always)]
    pub fn take(&mut self) -> Value {
        // SAFETY: the place is written anew without being dropped.
        unsafe {
            let value = words(self);
            std::ptr::write(self, Value::Unset);
            value
        }
    }

    /// Replaces a value by True or False, both words written whole: with the second one written in part, the compiler
    /// would hold on to the other part, which is nothing, from one operation of the dispatch loop to the next.
    #[inline(always)]
    pub fn set_bool(place: &mut Value, truth: bool) {
        if let Value::Object(_) = place {
            drop(place.take());
        }
        let words = (place as *mut Value).cast::<u64>();
        // SAFETY: a value is two words; the tag of `Bool` is 2, and its payload is the lowest byte of the second word
        // (tested below, and on big-endian machines written as such).
        unsafe {
            words.write(2);
            words.add(1).write(u64::from(truth).to_le());
        }
    }

    /// The value unless it is unset.
    #[inline]
    pub fn some(self) -> Option<Value> {
        if self.is_set() { Some(self) } else { None }
    }

    /// The number that `id()` gives. Numbers and singletons have made-up addresses that differ from all objects'.
    pub fn id(&self) -> i64 {
        match self {
            Value::Unset => 0,
            Value::None => 0x10,
            Value::Bool(b) => 0x20 + *b as i64 * 0x10,
            Value::Ellipsis => 0x40,
            Value::NotImplemented => 0x50,
            Value::Int(i) => i.wrapping_mul(32).wrapping_add(0x60) & i64::MAX,
            Value::Float(f) => (f.0 as i64).rotate_left(7).wrapping_mul(32).wrapping_add(0x68) & i64::MAX,
            Value::Object(r) => r.address() as i64,
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}

impl From<i64> for Value {
    fn from(i: i64) -> Value {
        Value::Int(i)
    }
}

impl From<usize> for Value {
    fn from(i: usize) -> Value {
        i64::try_from(i).map_or(Value::Int(i64::MAX), Value::Int)
    }
}

impl From<f64> for Value {
    fn from(f: f64) -> Value {
        Value::float(f)
    }
}

impl From<()> for Value {
    fn from((): ()) -> Value {
        Value::None
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Value {
        v.map_or(Value::None, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn truths_are_written_as_they_are_read() {
        for truth in [false, true] {
            let mut value = Value::Int(-1);
            Value::set_bool(&mut value, truth);
            assert!(matches!(value, Value::Bool(b) if b.get() == truth));
        }
    }
}
