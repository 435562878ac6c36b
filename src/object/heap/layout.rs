//! What the heap knows of an object: its kind, the layout of its payload, the header in front of it.
//!
//! In: payload types, through [`payload!`](crate::payload). Out: their layouts, as tables of functions. Nothing here
//! allocates or counts.
//!
//! # Safety
//! The functions of a [`Layout`] take an object's address and believe that it is alive and of that layout: whoever calls
//! them found the layout by the object's own class and kind. Safe code could not do it: the payload's type is known only
//! at run time. Tested with the heap.

use super::super::class::Class;
use super::super::value::Value;
use std::cell::Cell;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $name:ident,)*) => {
        /// Which payload an object carries. Extensions (payloads of later stages) are told apart by their class's layout.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum Kind { $($(#[doc = $doc])+ $name,)* }
    };
}

kinds! {
    /// An object with attributes alone.
    Instance,
    /// `str`
    Str,
    /// `bytes`
    Bytes,
    /// `bytearray`
    ByteArray,
    /// `memoryview`
    MemoryView,
    /// An `int` beyond 64 bits, or an instance of a subclass of `int`.
    BigInt,
    /// An instance of a subclass of `int` whose value fits 64 bits.
    BoxedInt,
    /// An instance of a subclass of `float`.
    BoxedFloat,
    /// `complex`
    Complex,
    /// `list`
    List,
    /// `tuple`
    Tuple,
    /// `dict`
    Dict,
    /// `set` and `frozenset`
    Set,
    /// `range`
    Range,
    /// `slice`
    Slice,
    /// A class.
    Class,
    /// A function.
    Function,
    /// A native function or method.
    NativeFunction,
    /// A bound method: a callable with its `self`.
    BoundMethod,
    /// `property`
    Property,
    /// `staticmethod`
    StaticMethod,
    /// `classmethod`
    ClassMethod,
    /// A native attribute of a built-in type.
    Getset,
    /// A slot of a class with `__slots__`.
    Member,
    /// A code object.
    Code,
    /// A cell of a closure.
    Cell,
    /// A generator, coroutine or async generator.
    Generator,
    /// An exception.
    Exception,
    /// A traceback entry.
    Traceback,
    /// A frame object.
    Frame,
    /// A module.
    Module,
    /// The iterator of a range.
    RangeIterator,
    /// The iterator of a list, tuple or anything with `__getitem__`.
    SequenceIterator,
    /// The iterator of a dict or of one of its views.
    DictIterator,
    /// The iterator of a set.
    SetIterator,
    /// The iterator of a str.
    StrIterator,
    /// A view of a dict.
    DictView,
    /// A payload of a later stage; its class's layout says which.
    Extension,
}

/// What the heap must know of a payload type.
pub struct Layout {
    /// The kind of its objects.
    pub kind: Kind,
    /// Bytes from the object's start to the end of the payload: where attributes begin.
    pub size: usize,
    /// Drops the payload in place.
    pub drop: unsafe fn(*mut Header),
    /// Shows every value the payload holds.
    pub trace: unsafe fn(*mut Header, &mut dyn FnMut(&Value)),
    /// Lets go of what the payload holds, to break a cycle.
    pub clear: unsafe fn(*mut Header),
}

/// A Rust struct that can live in the heap. Implement with [`payload!`](crate::payload).
pub trait Payload: Sized + 'static {
    /// The kind of objects that carry it.
    const KIND: Kind;
    /// Its one layout.
    fn layout() -> &'static Layout;
    /// Shows every value it holds, for the cycle collector.
    fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let _ = visit;
    }
    /// Lets go of what it holds, to break a cycle.
    fn clear(&self) {}
}

/// Implements [`Payload`](crate::object::heap::Payload): `payload!(List, Kind::List, trace |self_, visit| {..}, clear |self_| {..})`.
#[macro_export]
macro_rules! payload {
    ($type:ty, $kind:expr $(, trace |$this:ident, $visit:ident| $trace:block)? $(, clear |$that:ident| $clear:block)?) => {
        impl $crate::object::heap::Payload for $type {
            const KIND: $crate::object::heap::Kind = $kind;
            fn layout() -> &'static $crate::object::heap::Layout {
                static LAYOUT: $crate::object::heap::Layout = $crate::object::heap::layout_of::<$type>($kind);
                &LAYOUT
            }
            $(fn trace(&self, $visit: &mut dyn FnMut(&$crate::object::value::Value)) { let $this = self; $trace })?
            $(fn clear(&self) { let $that = self; $clear })?
        }
    };
}

/// The layout of a payload type; used by [`payload!`](crate::payload).
pub const fn layout_of<T: Payload>(kind: Kind) -> Layout {
    unsafe fn drop_payload<T: Payload>(at: *mut Header) {
        // SAFETY: the caller passes an object of this layout whose payload is live and will not be used again.
        unsafe { std::ptr::drop_in_place(&raw mut (*at.cast::<Boxed<T>>()).payload) }
    }
    unsafe fn trace_payload<T: Payload>(at: *mut Header, visit: &mut dyn FnMut(&Value)) {
        // SAFETY: the caller passes a live object of this layout.
        unsafe { (*at.cast::<Boxed<T>>()).payload.trace(visit) }
    }
    unsafe fn clear_payload<T: Payload>(at: *mut Header) {
        // SAFETY: as above.
        unsafe { (*at.cast::<Boxed<T>>()).payload.clear() }
    }
    Layout {
        kind,
        size: std::mem::size_of::<Boxed<T>>(),
        drop: drop_payload::<T>,
        trace: trace_payload::<T>,
        clear: clear_payload::<T>,
    }
}

/// Flags of an object's header.
pub mod flag {
    /// Dropping the last reference hands the object to the finaliser queue.
    pub const FINALISER: u8 = 1;
    /// The finaliser has been called; it is not called twice.
    pub const FINALISED: u8 = 2;
    /// Weak references point here.
    pub const WEAK: u8 = 4;
    /// The string is interned.
    pub const INTERNED: u8 = 8;
    /// The payload has more bytes behind it than its layout says (strings, tuples, generators).
    pub const TAIL: u8 = 16;
    /// Attributes follow the payload.
    pub const ATTRS: u8 = 32;
}

/// The head of every object.
#[repr(C)]
pub struct Header {
    /// How many references there are; 0 marks a free slot.
    pub(super) count: Cell<u32>,
    /// The payload.
    pub(super) kind: Kind,
    /// See [`flag`].
    pub(super) flags: Cell<u8>,
    /// The slot's size in 16-byte steps; 0 for an object with memory of its own.
    pub(super) steps: u8,
    /// How many attribute values fit behind the payload.
    pub(super) capacity: u8,
    /// The class; owned (counted) by the object.
    pub(super) class: Cell<*mut Header>,
}

/// An object with its payload.
#[repr(C)]
pub struct Boxed<T> {
    /// The head.
    pub header: Header,
    /// The payload.
    pub payload: T,
}

/// The layout of the object at an address. Mostly the one its class says; some classes have instances with either of
/// two payloads, told apart by kind: native functions and those bound to an object.
///
/// # Safety
/// The object and its class are alive.
#[inline]
pub(super) unsafe fn layout_at(at: *mut Header) -> &'static Layout {
    // SAFETY: by the caller.
    let layout = unsafe { (*(*at).class.get().cast::<Boxed<Class>>()).payload.instance_layout() };
    // SAFETY: by the caller.
    match unsafe { (*at).kind } {
        kind if kind as u8 == layout.kind as u8 => layout,
        Kind::BoundMethod => super::super::function::BoundMethod::layout(),
        Kind::NativeFunction => super::super::descriptor::NativeFunction::layout(),
        _ => layout,
    }
}
