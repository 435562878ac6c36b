//! The heap: counted objects with a 16-byte header, small ones in slabs of equal slots, and typed references to them.
//!
//! In: payloads (plain Rust structs). Out: [`Ref`] and [`Gc`], which count. An object dies when its count reaches zero;
//! payloads are dropped at once, deep structures iteratively, and nothing here ever runs user code: objects that have a
//! finaliser are handed to a queue that the machine empties at its next safe point.
//!
//! # Safety
//! - A heap belongs to one OS thread (thread-local), and references are not `Send`; so counts are plain cells.
//! - A [`Ref`] always points to a live slot: the count is raised by `clone` and lowered by `drop`, nothing else frees.
//! - The payload's type is fixed by `kind` (or by the class's layout for extensions) when the slot is filled and never changes.
//! - Payloads are changed through [`Own`], whose closures must not reach the same cell again; with the feature
//!   `checked` (and in debug builds) that is verified.
//!
//! Safe code could not do it: `Rc` has no header for class and kind, no prompt hand-over to a finaliser queue, no
//! walk over all objects for the cycle collector. Tested below and, as far as Miri goes, under Miri.

use super::class::Class;
use super::value::Value;
use std::alloc::Layout as Memory;
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

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
    count: Cell<u32>,
    /// The payload.
    kind: Kind,
    /// See [`flag`].
    flags: Cell<u8>,
    /// The slot's size in 16-byte steps; 0 for an object with memory of its own.
    steps: u8,
    /// How many attribute values fit behind the payload.
    capacity: u8,
    /// The class; owned (counted) by the object.
    class: Cell<*mut Header>,
}

/// An object with its payload.
#[repr(C)]
pub struct Boxed<T> {
    /// The head.
    pub header: Header,
    /// The payload.
    pub payload: T,
}

const STEP: usize = 16;
const LARGEST: usize = 64 * STEP;
const PAGE: usize = 64 * 1024;

/// A slab of equal slots.
struct Page {
    start: *mut u8,
    steps: u8,
}

struct Heap {
    free: [Cell<*mut Header>; 65],
    bump: [Cell<*mut u8>; 65],
    limit: [Cell<*mut u8>; 65],
    pages: UnsafeCell<Vec<Page>>,
    large: UnsafeCell<Vec<*mut Header>>,
    /// Objects whose count reached zero while many drops were already nested.
    later: UnsafeCell<Vec<*mut Header>>,
    depth: Cell<u32>,
    /// Objects waiting for their finaliser.
    finalise: UnsafeCell<Vec<Ref>>,
    /// What to do when weakly referenced objects die.
    weak_hook: Cell<Option<fn(*mut Header)>>,
    pending: Cell<bool>,
    live: Cell<usize>,
}

thread_local! {
    // Never dropped: what is never dropped is reached without a look at whether it still is there.
    static HEAP: ManuallyDrop<Heap> = const { ManuallyDrop::new(Heap {
        free: [const { Cell::new(std::ptr::null_mut()) }; 65],
        bump: [const { Cell::new(std::ptr::null_mut()) }; 65],
        limit: [const { Cell::new(std::ptr::null_mut()) }; 65],
        pages: UnsafeCell::new(Vec::new()),
        large: UnsafeCell::new(Vec::new()),
        later: UnsafeCell::new(Vec::new()),
        depth: Cell::new(0),
        finalise: UnsafeCell::new(Vec::new()),
        weak_hook: Cell::new(None),
        pending: Cell::new(false),
        live: Cell::new(0),
    }) };
}

#[inline(always)]
fn heap<R>(f: impl FnOnce(&Heap) -> R) -> R {
    HEAP.with(|heap| f(heap))
}

/// Whether finalisers or weak-reference callbacks wait for the machine.
#[inline]
pub fn pending() -> bool {
    heap(|h| h.pending.get())
}

/// The flag behind [`pending`], for the machine's dispatch loop. Good as long as the thread lives.
pub fn pending_flag() -> *const Cell<bool> {
    heap(|h| &raw const h.pending)
}

/// Asks the machine to look at its queues at the next safe point.
pub fn set_pending() {
    heap(|h| h.pending.set(true));
}

/// Takes the objects that wait for their finaliser.
pub fn take_finalisable() -> Vec<Ref> {
    heap(|h| {
        h.pending.set(false);
        // SAFETY: the vector is never borrowed across a call out of this module.
        unsafe { std::mem::take(&mut *h.finalise.get()) }
    })
}

/// Sets what is told when an object with weak references dies.
pub fn set_weak_hook(hook: fn(*mut Header)) {
    heap(|h| h.weak_hook.set(Some(hook)));
}

/// How many objects are alive.
pub fn live_objects() -> usize {
    heap(|h| h.live.get())
}

fn steps_for(bytes: usize) -> usize {
    bytes.div_ceil(STEP)
}

#[cold]
#[inline(never)]
fn refill(h: &Heap, steps: usize) -> *mut u8 {
    let memory = Memory::from_size_align(PAGE, PAGE).unwrap_or(Memory::new::<u64>());
    // SAFETY: the layout has a size above zero.
    let start = unsafe { std::alloc::alloc_zeroed(memory) };
    if start.is_null() {
        std::alloc::handle_alloc_error(memory);
    }
    // SAFETY: never borrowed across calls.
    unsafe { (*h.pages.get()).push(Page { start, steps: steps as u8 }) };
    let slots = PAGE / (steps * STEP);
    h.bump[steps].set(start);
    // SAFETY: within the page.
    h.limit[steps].set(unsafe { start.add(slots * steps * STEP) });
    start
}

/// Memory for an object of `bytes` bytes, uninitialised.
#[inline]
fn allocate(bytes: usize) -> (*mut u8, u8) {
    let steps = steps_for(bytes);
    heap(|h| {
        h.live.set(h.live.get() + 1);
        if steps * STEP > LARGEST {
            return (allocate_large(h, bytes), 0);
        }
        let head = h.free[steps].get();
        if !head.is_null() {
            // SAFETY: a free slot's class field links to the next free slot.
            h.free[steps].set(unsafe { (*head).class.get() });
            return (head.cast(), steps as u8);
        }
        let mut at = h.bump[steps].get();
        if at == h.limit[steps].get() {
            at = refill(h, steps);
        }
        // SAFETY: `limit` is a whole number of slots away.
        h.bump[steps].set(unsafe { at.add(steps * STEP) });
        (at, steps as u8)
    })
}

#[cold]
fn allocate_large(h: &Heap, bytes: usize) -> *mut u8 {
    // The size stands in front of the object, so that it can be given back.
    let bytes = bytes.next_multiple_of(STEP);
    let memory = Memory::from_size_align(bytes + STEP, STEP).unwrap_or(Memory::new::<u64>());
    // SAFETY: the size is above zero; the object starts one step later.
    unsafe {
        let start = std::alloc::alloc(memory);
        if start.is_null() {
            std::alloc::handle_alloc_error(memory);
        }
        start.cast::<usize>().write(bytes + STEP);
        let list = &mut *h.large.get();
        start.cast::<usize>().add(1).write(list.len());
        let object = start.add(STEP);
        list.push(object.cast());
        object
    }
}

/// Gives a slot back.
///
/// # Safety
/// The object's payload has been dropped and nothing refers to it.
unsafe fn free(at: *mut Header) {
    heap(|h| {
        h.live.set(h.live.get() - 1);
        // SAFETY: by the caller.
        unsafe {
            let steps = (*at).steps as usize;
            if steps == 0 {
                let start = at.cast::<u8>().sub(STEP);
                let bytes = start.cast::<usize>().read();
                let index = start.cast::<usize>().add(1).read();
                let list = &mut *h.large.get();
                list.swap_remove(index);
                if let Some(moved) = list.get(index) {
                    moved.cast::<u8>().sub(STEP).cast::<usize>().add(1).write(index);
                }
                std::alloc::dealloc(start, Memory::from_size_align_unchecked(bytes, STEP));
            } else {
                (*at).count.set(0);
                (*at).class.set(h.free[steps].get());
                h.free[steps].set(at);
            }
        }
    });
}

/// The count reached zero. It does not unwind (`extern "C"`), so that no place where a value is dropped, which is nearly
/// every place, needs a way out for that; a panic in here would be a bug in Co, and would leave the heap torn.
#[cold]
#[inline(never)]
extern "C" fn release(at: *mut Header) {
    // SAFETY: the object is live, its count just reached zero, nobody else refers to it.
    unsafe {
        let header = &*at;
        let flags = header.flags.get();
        if flags & (flag::FINALISER | flag::FINALISED) == flag::FINALISER {
            header.count.set(1);
            header.flags.set(flags | flag::FINALISED);
            heap(|h| {
                (*h.finalise.get()).push(Ref(NonNull::new_unchecked(at)));
                h.pending.set(true);
            });
            return;
        }
        if flags & flag::WEAK != 0 {
            header.flags.set(flags & !flag::WEAK);
            if let Some(hook) = heap(|h| h.weak_hook.get()) {
                header.count.set(1);
                hook(at);
                let left = header.count.get() - 1;
                header.count.set(left);
                if left != 0 {
                    return;
                }
            }
        }
        heap(|h| {
            if h.depth.get() > 200 {
                (*h.later.get()).push(at);
                return;
            }
            h.depth.set(h.depth.get() + 1);
            destroy(at);
            if h.depth.get() == 1 {
                while let Some(next) = (*h.later.get()).pop() {
                    destroy(next);
                }
            }
            h.depth.set(h.depth.get() - 1);
        });
    }
}

/// Drops payload, attributes and class, and frees the slot.
///
/// # Safety
/// The object's count is zero.
unsafe fn destroy(at: *mut Header) {
    // SAFETY: by the caller; the class is alive as long as its object.
    unsafe {
        let class = (*at).class.get();
        (layout_at(at).drop)(at);
        if (*at).flags.get() & flag::ATTRS != 0 {
            super::attributes::drop_attributes(at);
        }
        drop(Ref(NonNull::new_unchecked(class)));
        free(at);
    }
}

/// The layout of the object at an address. Mostly the one its class says; some classes have instances with either of
/// two payloads, told apart by kind: native functions and those bound to an object.
///
/// # Safety
/// The object and its class are alive.
#[inline]
unsafe fn layout_at(at: *mut Header) -> &'static Layout {
    // SAFETY: by the caller.
    let layout = unsafe { (*(*at).class.get().cast::<Boxed<Class>>()).payload.instance_layout() };
    // SAFETY: by the caller.
    match unsafe { (*at).kind } {
        kind if kind as u8 == layout.kind as u8 => layout,
        Kind::BoundMethod => super::function::BoundMethod::layout(),
        Kind::NativeFunction => super::descriptor::NativeFunction::layout(),
        _ => layout,
    }
}

/// A counted reference to any object.
#[repr(transparent)]
pub struct Ref(NonNull<Header>);

impl Clone for Ref {
    #[inline(always)]
    fn clone(&self) -> Ref {
        let header = self.header();
        header.count.set(header.count.get() + 1);
        Ref(self.0)
    }
}

impl Drop for Ref {
    #[inline(always)]
    fn drop(&mut self) {
        let header = self.header();
        let left = header.count.get() - 1;
        header.count.set(left);
        if left == 0 {
            release(self.0.as_ptr());
        }
    }
}

impl PartialEq for Ref {
    #[inline]
    fn eq(&self, other: &Ref) -> bool {
        self.0 == other.0
    }
}

impl Eq for Ref {}

impl Ref {
    #[inline(always)]
    fn header(&self) -> &Header {
        // SAFETY: a Ref points to a live object.
        unsafe { self.0.as_ref() }
    }

    /// Which payload the object carries.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.header().kind
    }

    /// The object's class.
    #[inline(always)]
    pub fn class(&self) -> &Gc<Class> {
        // SAFETY: the field holds a counted reference to a class; Gc has the same representation as the pointer.
        unsafe { &*self.header().class.as_ptr().cast::<Gc<Class>>() }
    }

    /// Makes it an object of another class of the same layout (`__class__` assignment).
    pub fn set_class(&self, class: Gc<Class>) {
        let new = class.any.0.as_ptr();
        std::mem::forget(class);
        let old = self.header().class.replace(new);
        // SAFETY: the old class was owned by this object.
        drop(unsafe { Ref(NonNull::new_unchecked(old)) });
    }

    /// How many references there are.
    #[inline]
    pub fn count(&self) -> u32 {
        self.header().count.get()
    }

    /// The object's address: `id()`.
    #[inline]
    pub fn address(&self) -> usize {
        self.0.as_ptr() as usize
    }

    /// The header's address, for the machine and the weak-reference table.
    #[inline]
    pub fn as_ptr(&self) -> *mut Header {
        self.0.as_ptr()
    }

    /// A new reference to the object at a header's address.
    ///
    /// # Safety
    /// The object is alive.
    #[inline]
    pub unsafe fn from_ptr(at: *mut Header) -> Ref {
        // SAFETY: by the caller.
        let r = Ref(unsafe { NonNull::new_unchecked(at) });
        std::mem::forget(r.clone());
        r
    }

    /// Whether a flag of [`flag`] is set.
    #[inline]
    pub fn has(&self, flag: u8) -> bool {
        self.header().flags.get() & flag != 0
    }

    /// Sets or clears a flag.
    #[inline]
    pub fn set_flag(&self, flag: u8, on: bool) {
        let flags = self.header().flags.get();
        self.header().flags.set(if on { flags | flag } else { flags & !flag });
    }

    /// The layout of its payload.
    #[inline]
    pub fn layout(&self) -> &'static Layout {
        // SAFETY: a Ref points to a live object.
        unsafe { layout_at(self.0.as_ptr()) }
    }

    /// Shows every value that the object holds, in its payload and its attributes.
    pub fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        // SAFETY: a live object of this layout.
        unsafe { (self.layout().trace)(self.0.as_ptr(), visit) };
        super::attributes::trace_attributes(self, visit);
    }

    /// Lets go of what the object holds, to break a cycle.
    pub fn clear(&self) {
        // SAFETY: a live object of this layout.
        unsafe { (self.layout().clear)(self.0.as_ptr()) };
        super::attributes::clear_attributes(self);
    }

    /// How many attribute values fit behind the payload.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.header().capacity as usize
    }

    /// Where the object's memory ends; attributes are its last bytes.
    #[inline]
    pub fn end(&self) -> *mut u8 {
        let at = self.0.as_ptr().cast::<u8>();
        match self.header().steps {
            // SAFETY: a large object has its size, with this prefix, in front.
            0 => unsafe { at.sub(STEP).add(at.sub(STEP).cast::<usize>().read()) },
            // SAFETY: the end of the slot.
            steps => unsafe { at.add(steps as usize * STEP) },
        }
    }

    /// The payload, if it is of this type.
    #[inline(always)]
    pub fn get<T: Payload>(&self) -> Option<&T> {
        let same = self.kind() == T::KIND
            && (T::KIND as u8 != Kind::Extension as u8 || std::ptr::eq(self.class().instance_layout(), T::layout()));
        // SAFETY: kind and layout say that the payload is a T.
        same.then(|| unsafe { self.get_unchecked() })
    }

    /// The payload.
    ///
    /// # Safety
    /// The payload is of this type.
    #[inline(always)]
    pub unsafe fn get_unchecked<T: Payload>(&self) -> &T {
        // SAFETY: by the caller.
        unsafe { &(*self.0.as_ptr().cast::<Boxed<T>>()).payload }
    }

    /// As a typed reference, if the payload is of this type.
    #[inline]
    pub fn cast<T: Payload>(self) -> Result<Gc<T>, Ref> {
        if self.get::<T>().is_some() { Ok(Gc { any: self, of: PhantomData }) } else { Err(self) }
    }

    /// A typed reference to the same object, if the payload is of this type.
    #[inline]
    pub fn typed<T: Payload>(&self) -> Option<&Gc<T>> {
        // SAFETY: Gc<T> is a transparent Ref, and the payload is a T.
        self.get::<T>().map(|_| unsafe { &*(self as *const Ref).cast::<Gc<T>>() })
    }

    /// As a typed reference.
    ///
    /// # Safety
    /// The payload is of this type.
    #[inline]
    pub unsafe fn cast_unchecked<T: Payload>(self) -> Gc<T> {
        Gc { any: self, of: PhantomData }
    }
}

/// A counted reference to an object whose payload is a `T`.
#[repr(transparent)]
pub struct Gc<T> {
    any: Ref,
    of: PhantomData<T>,
}

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Gc<T> {
        Gc { any: self.any.clone(), of: PhantomData }
    }
}

impl<T: Payload> Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the type says so.
        unsafe { self.any.get_unchecked() }
    }
}

impl<T> PartialEq for Gc<T> {
    #[inline]
    fn eq(&self, other: &Gc<T>) -> bool {
        self.any == other.any
    }
}

impl<T: Payload> Gc<T> {
    /// A new object of `class` with this payload, with room for attributes where the class has them.
    #[inline]
    pub fn new(payload: T, class: &Gc<Class>) -> Gc<T> {
        Gc::with_tail(payload, class, 0)
    }

    /// A new object whose payload is followed by `tail` bytes of its own (uninitialised), as strings, tuples and
    /// generators have; attributes come last.
    #[inline]
    pub fn with_tail(payload: T, class: &Gc<Class>, tail: usize) -> Gc<T> {
        let attributes = class.attribute_bytes();
        let base = std::mem::size_of::<Boxed<T>>();
        let (at, steps) = allocate(base + tail + attributes);
        let mut flags = if class.has_finaliser() { flag::FINALISER } else { 0 };
        if attributes != 0 {
            flags |= flag::ATTRS;
        }
        if tail != 0 {
            flags |= flag::TAIL;
        }
        let capacity = class.attribute_capacity();
        let owner = class.any.clone();
        let header = Header {
            count: Cell::new(1),
            kind: T::KIND,
            flags: Cell::new(flags),
            steps,
            capacity,
            class: Cell::new(owner.0.as_ptr()),
        };
        std::mem::forget(owner);
        // SAFETY: the memory is fresh, large enough and aligned to 16 bytes.
        unsafe {
            at.cast::<Boxed<T>>().write(Boxed { header, payload });
            let any = Ref(NonNull::new_unchecked(at.cast()));
            if attributes != 0 {
                super::attributes::init_attributes(&any, class);
            }
            Gc { any, of: PhantomData }
        }
    }

    /// Makes the first class, `type`, whose class is itself; everything else is made with [`Gc::new`].
    pub fn bootstrap(payload: T) -> Gc<T> {
        let (at, steps) = allocate(std::mem::size_of::<Boxed<T>>());
        let header = Header {
            count: Cell::new(2),
            kind: T::KIND,
            flags: Cell::new(0),
            steps,
            capacity: 0,
            class: Cell::new(at.cast()),
        };
        // SAFETY: as in `with_tail`.
        unsafe {
            at.cast::<Boxed<T>>().write(Boxed { header, payload });
            Gc { any: Ref(NonNull::new_unchecked(at.cast())), of: PhantomData }
        }
    }

    /// The object as an untyped reference.
    #[inline]
    #[allow(clippy::should_implement_trait)]
    pub fn as_ref(&self) -> &Ref {
        &self.any
    }

    /// The object as an untyped reference.
    #[inline]
    pub fn into_ref(self) -> Ref {
        self.any
    }

    /// The object as a value.
    #[inline]
    pub fn value(&self) -> Value {
        Value::Object(self.any.clone())
    }

    /// The object as a value.
    #[inline]
    pub fn into_value(self) -> Value {
        Value::Object(self.any)
    }

    /// Where the payload's own tail begins.
    #[inline]
    pub fn tail(&self) -> *mut u8 {
        // SAFETY: one past the payload, inside or at the end of the allocation.
        unsafe { self.any.0.as_ptr().cast::<u8>().add(std::mem::size_of::<Boxed<T>>()) }
    }
}

impl<T: Payload> From<Gc<T>> for Value {
    #[inline]
    fn from(object: Gc<T>) -> Value {
        object.into_value()
    }
}

/// A cell for the changeable part of a payload: like `RefCell`, but free, since nothing inside ever calls out.
pub struct Own<T> {
    value: UnsafeCell<T>,
    #[cfg(any(debug_assertions, feature = "checked"))]
    busy: Cell<bool>,
}

impl<T> Own<T> {
    /// A cell holding the value.
    pub const fn new(value: T) -> Own<T> {
        Own {
            value: UnsafeCell::new(value),
            #[cfg(any(debug_assertions, feature = "checked"))]
            busy: Cell::new(false),
        }
    }

    /// Reads or changes the value. The closure must not reach this cell again: it runs no user code.
    #[inline(always)]
    pub fn with<R>(&self, f: impl FnOnce(&mut T) -> R) -> R {
        #[cfg(any(debug_assertions, feature = "checked"))]
        assert!(!self.busy.replace(true), "a cell of the heap was entered twice: this is a bug in Co");
        // SAFETY: single-threaded, and the closure does not come back here (checked in debug builds).
        let result = f(unsafe { &mut *self.value.get() });
        #[cfg(any(debug_assertions, feature = "checked"))]
        self.busy.set(false);
        result
    }

    /// Replaces the value and gives the old one, to be dropped by the caller.
    #[inline]
    pub fn replace(&self, value: T) -> T {
        self.with(|v| std::mem::replace(v, value))
    }

    /// A copy of the value.
    #[inline]
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(|v| v.clone())
    }

    /// Sets the value; the old one is dropped after the cell is free again.
    #[inline]
    pub fn set(&self, value: T) {
        drop(self.replace(value));
    }

    /// The value's address, for the machine's fast paths.
    #[inline(always)]
    pub const fn as_ptr(&self) -> *mut T {
        self.value.get()
    }
}

impl<T: Default> Own<T> {
    /// Takes the value, leaving the default.
    pub fn take(&self) -> T {
        self.with(std::mem::take)
    }
}

/// Walks over all live objects, for the cycle collector and `gc.get_objects`.
pub fn each_object(mut f: impl FnMut(&Ref)) {
    let mut all: Vec<*mut Header> = Vec::new();
    heap(|h| {
        // SAFETY: pages and their slots stay where they are; a slot with a count is a live object.
        unsafe {
            for page in &*h.pages.get() {
                let size = page.steps as usize * STEP;
                for i in 0..PAGE / size {
                    let at = page.start.add(i * size).cast::<Header>();
                    if (*at).count.get() != 0 {
                        all.push(at);
                    }
                }
            }
            all.extend_from_slice(&*h.large.get());
        }
    });
    for at in all {
        // SAFETY: collected above; the callback may free others, so the count is looked at again. Slots of small objects
        // stay readable; large ones are only freed by callbacks that drop them, which a collector does afterwards.
        unsafe {
            if (*at).count.get() != 0 {
                f(&*(&raw const at).cast::<Ref>());
            }
        }
    }
}
