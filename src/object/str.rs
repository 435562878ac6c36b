//! `str`: immutable UTF-8 text with its hash, its length in characters and, for ASCII, constant-time indexing.
//!
//! Lone surrogates are carried as private-use characters (see `syntax::surrogate`). Nothing here runs user code.
//!
//! # Safety
//! `at` points to `bytes` bytes of valid UTF-8: behind the payload for short texts, in an allocation of its own (with
//! capacity `room`) for long ones. Only [`Str::append_unique`] changes a text, and only when nobody else refers to it.
//! What [`from_char`] shares is never freed.

use super::heap::{Gc, Kind};
use super::number::hash::Key;
use super::types::types;
use super::value::Value;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};

/// The payload of a `str`.
pub struct Str {
    hash: Cell<i64>,
    bytes: Cell<u32>,
    chars: Cell<u32>,
    at: Cell<*mut u8>,
    /// Capacity of the allocation at `at`; 0 when the text is behind the payload.
    room: Cell<u32>,
}

crate::payload!(Str, Kind::Str);

const INLINE: usize = 512;

/// The longest text there can be, in bytes: half of what its lengths could count, since an allocation may have room to spare.
pub const LONGEST: usize = 1 << 31;

/// A text beyond the limit is as if memory were exhausted. What may make one checks first, and raises MemoryError.
#[inline]
fn check_size(bytes: usize) {
    if bytes > LONGEST {
        std::alloc::handle_alloc_error(std::alloc::Layout::new::<[u8; LONGEST]>());
    }
}

impl Drop for Str {
    fn drop(&mut self) {
        let room = self.room.get() as usize;
        if room != 0 {
            // SAFETY: allocated with this capacity by `allocate`.
            drop(unsafe { Vec::from_raw_parts(self.at.get(), 0, room) });
        }
    }
}

impl Str {
    /// A new `str`.
    pub fn new(text: &str) -> Gc<Str> {
        let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
        Str::with_chars(text, chars)
    }

    fn with_chars(text: &str, chars: usize) -> Gc<Str> {
        Str::of_class(text, chars, &types().str)
    }

    /// A new instance of `str` or of a subclass.
    pub fn of_class(text: &str, chars: usize, class: &Gc<super::class::Class>) -> Gc<Str> {
        check_size(text.len());
        let inline = text.len() <= INLINE;
        let payload = Str {
            hash: Cell::new(-1),
            bytes: Cell::new(text.len() as u32),
            chars: Cell::new(chars as u32),
            at: Cell::new(std::ptr::null_mut()),
            room: Cell::new(0),
        };
        let new = Gc::with_tail(payload, class, if inline { text.len() } else { 0 });
        if inline {
            // SAFETY: the tail has room for the text.
            unsafe { std::ptr::copy_nonoverlapping(text.as_ptr(), new.tail(), text.len()) };
            new.at.set(new.tail());
        } else {
            let mut buffer = std::mem::ManuallyDrop::new(text.as_bytes().to_vec());
            new.at.set(buffer.as_mut_ptr());
            new.room.set(buffer.capacity() as u32);
        }
        new
    }

    /// The decimal digits of an int.
    pub fn of_int(int: i64) -> Gc<Str> {
        let mut digits = [0; INT_DIGITS];
        let text = std::str::from_utf8(int_digits(&mut digits, int)).unwrap_or_default();
        Str::with_chars(text, text.len())
    }

    /// A new `str` from an owned text.
    pub fn from_string(text: String) -> Gc<Str> {
        let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
        Str::joined(text, chars)
    }

    /// A new `str` from an owned text whose number of characters is known.
    pub fn joined(text: String, chars: usize) -> Gc<Str> {
        if text.len() <= INLINE {
            return Str::with_chars(&text, chars);
        }
        check_size(text.len());
        let new = Gc::new(
            Str {
                hash: Cell::new(-1),
                bytes: Cell::new(text.len() as u32),
                chars: Cell::new(chars as u32),
                at: Cell::new(std::ptr::null_mut()),
                room: Cell::new(0),
            },
            &types().str,
        );
        let mut buffer = std::mem::ManuallyDrop::new(text.into_bytes());
        new.at.set(buffer.as_mut_ptr());
        new.room.set(buffer.capacity() as u32);
        new
    }

    /// The text.
    #[inline(always)]
    pub fn as_str(&self) -> &str {
        // SAFETY: valid UTF-8, see above.
        unsafe { std::str::from_utf8_unchecked(std::slice::from_raw_parts(self.at.get(), self.bytes.get() as usize)) }
    }

    /// The number of characters: `len()`.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.chars.get() as usize
    }

    /// Whether it is the empty text.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.bytes.get() == 0
    }

    /// Whether all characters are ASCII, so that bytes and characters are the same.
    #[inline(always)]
    pub fn is_ascii(&self) -> bool {
        self.chars.get() == self.bytes.get()
    }

    /// The hash; -1 is never a hash, as in CPython.
    #[inline]
    pub fn hash(&self) -> i64 {
        let known = self.hash.get();
        if known != -1 {
            return known;
        }
        let hash = match self.is_ascii() {
            true => bytes_hash(self.as_str().as_bytes()),
            false => hash_key().text(self.as_str()),
        };
        self.hash.set(hash);
        hash
    }

    /// The character at an index in characters.
    pub fn char_at(&self, index: usize) -> Option<char> {
        if self.is_ascii() {
            return self.as_str().as_bytes().get(index).map(|&b| b as char);
        }
        self.as_str().chars().nth(index)
    }

    /// The byte offset of a character index; the text's length when it is past the end.
    pub fn byte_offset(&self, index: usize) -> usize {
        if self.is_ascii() {
            return index.min(self.bytes.get() as usize);
        }
        self.as_str().char_indices().nth(index).map_or(self.bytes.get() as usize, |(i, _)| i)
    }

    /// The characters from one index up to another.
    pub fn slice(&self, from: usize, to: usize) -> &str {
        let start = self.byte_offset(from);
        let end = if self.is_ascii() {
            to.min(self.bytes.get() as usize)
        } else {
            start + rest_offset(&self.as_str()[start..], to.saturating_sub(from))
        };
        self.as_str().get(start..end.max(start)).unwrap_or("")
    }

    /// The two texts joined.
    pub fn concat(&self, other: &Str) -> Gc<Str> {
        let (a, b) = (self.as_str(), other.as_str());
        Str::of_parts(a.len() + b.len(), self.len() + other.len(), [a, b].into_iter())
    }

    /// A new `str` from parts, whose bytes and characters in all are given.
    pub fn of_parts<'a>(bytes: usize, chars: usize, parts: impl Iterator<Item = &'a str>) -> Gc<Str> {
        if bytes > INLINE {
            let mut text = String::with_capacity(bytes);
            parts.for_each(|part| text.push_str(part));
            return Str::joined(text, chars);
        }
        let payload = Str {
            hash: Cell::new(-1),
            bytes: Cell::new(0),
            chars: Cell::new(chars as u32),
            at: Cell::new(std::ptr::null_mut()),
            room: Cell::new(0),
        };
        let new = Gc::with_tail(payload, &types().str, bytes);
        let mut len = 0;
        for part in parts {
            if len + part.len() > bytes {
                break;
            }
            // SAFETY: the tail has room for `bytes` bytes.
            unsafe { std::ptr::copy_nonoverlapping(part.as_ptr(), new.tail().add(len), part.len()) };
            len += part.len();
        }
        new.bytes.set(len as u32);
        new.at.set(new.tail());
        new
    }

    /// Appends in place to a `str` of the exact class. The caller holds the only reference, and the text is not interned.
    pub fn append_unique(text: &Gc<Str>, other: &str, other_chars: usize) {
        let (len, room) = (text.bytes.get() as usize, text.room.get() as usize);
        let wanted = len + other.len();
        check_size(wanted);
        let fits = match room {
            0 => text.as_ref().end() as usize - text.tail() as usize >= wanted,
            room => room >= wanted,
        };
        if !fits {
            // SAFETY: the buffer is rebuilt from its parts when it is an allocation of its own; otherwise copied out.
            let mut buffer = unsafe {
                if room != 0 {
                    Vec::from_raw_parts(text.at.get(), len, room)
                } else {
                    let mut buffer = Vec::with_capacity(wanted.clamp(32, LONGEST / 2) * 2);
                    buffer.extend_from_slice(text.as_str().as_bytes());
                    buffer
                }
            };
            buffer.reserve(other.len());
            let mut buffer = std::mem::ManuallyDrop::new(buffer);
            text.at.set(buffer.as_mut_ptr());
            text.room.set(buffer.capacity() as u32);
        }
        // SAFETY: there is room behind the text: in its own allocation, or in the slot that it shares with the payload.
        unsafe { std::ptr::copy_nonoverlapping(other.as_ptr(), text.at.get().add(len), other.len()) };
        text.bytes.set(wanted as u32);
        text.chars.set(text.chars.get() + other_chars as u32);
        text.hash.set(-1);
    }
}

/// As many as an int of 64 bits has, with its sign.
pub const INT_DIGITS: usize = 20;

/// The decimal digits of an int.
#[inline]
pub fn int_digits(digits: &mut [u8; INT_DIGITS], int: i64) -> &[u8] {
    let mut at = digits.len();
    let mut left = int.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (left % 10) as u8;
        left /= 10;
        if left == 0 {
            break;
        }
    }
    if int < 0 {
        at -= 1;
        digits[at] = b'-';
    }
    &digits[at..]
}

fn rest_offset(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(i, _)| i)
}

/// The hash of bytes: that of the text with these bytes, if they are ASCII.
pub fn bytes_hash(bytes: &[u8]) -> i64 {
    hash_key().bytes(bytes)
}

thread_local! {
    static HASH_KEY: Cell<Option<Key>> = const { Cell::new(None) };
    static INTERNED: RefCell<FxHashSet<Interned>> = RefCell::new(FxHashSet::with_capacity_and_hasher(900, FxBuildHasher));
    /// The texts of one ASCII character each, made once and never freed.
    static ASCII: Cell<*const [Gc<Str>; 128]> = const { Cell::new(std::ptr::null()) };
}

/// Sets the key of text hashing, to be done before any text is hashed. The first that is set stays: texts keep their hash,
/// and a machine made later shares them.
pub fn set_hash_key(key: Key) {
    HASH_KEY.with(|k| k.set(k.get().or(Some(key))));
}

/// The key of text hashing.
#[inline]
pub fn hash_key() -> Key {
    HASH_KEY.try_with(Cell::get).ok().flatten().unwrap_or_default()
}

/// An interned `str`, found by its text.
struct Interned(Gc<Str>);

impl Borrow<str> for Interned {
    fn borrow(&self) -> &str {
        self.0.as_str()
    }
}

impl Hash for Interned {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.as_str().hash(state);
    }
}

impl PartialEq for Interned {
    fn eq(&self, other: &Interned) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

impl Eq for Interned {}

/// The one interned `str` with this text: names are compared by address.
pub fn intern(text: &str) -> Gc<Str> {
    INTERNED.with(|table| {
        let mut table = table.borrow_mut();
        if let Some(s) = table.get(text) {
            return s.0.clone();
        }
        let s = Str::new(text);
        s.as_ref().set_flag(super::heap::flag::INTERNED, true);
        table.insert(Interned(s.clone()));
        s
    })
}

/// The interned twin of a name; itself when it is interned already.
#[inline]
pub fn interned(name: &Gc<Str>) -> Gc<Str> {
    if name.as_ref().has(super::heap::flag::INTERNED) { name.clone() } else { intern(name.as_str()) }
}

/// A `str` of one character; ASCII ones are shared.
#[inline]
pub fn from_char(c: char) -> Gc<Str> {
    if !c.is_ascii() {
        return Str::with_chars(c.encode_utf8(&mut [0; 4]), 1);
    }
    let mut shared = ASCII.try_with(Cell::get).unwrap_or(std::ptr::null());
    if shared.is_null() {
        shared = make_ascii();
    }
    // SAFETY: made by `make_ascii` in this thread, and never freed.
    unsafe { (&*shared)[c as usize & 127].clone() }
}

#[cold]
fn make_ascii() -> *const [Gc<Str>; 128] {
    let made: *const _ =
        Box::leak(Box::new(std::array::from_fn(|code| intern((code as u8 as char).encode_utf8(&mut [0; 4])))));
    ASCII.set(made);
    made
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Str::new(text).into_value()
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Str::from_string(text).into_value()
    }
}
