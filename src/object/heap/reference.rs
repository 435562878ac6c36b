//! Counted references to objects: [`Ref`] to any, [`Gc`] to one whose payload's type is known.
//!
//! In: payloads, and addresses of live objects. Out: references that count as they are cloned and dropped.
//!
//! # Safety
//! A [`Ref`] always points to a live slot; a [`Gc`] of `T` to one whose kind and layout are those of `T`, which is looked at
//! once, when it is made. References are not `Send`. Safe code could not do it: one pointer serves objects of every type,
//! and the header tells which. Tested with the heap.

use super::super::class::Class;
use super::super::value::Value;
use super::slab::{STEP, allocate, free, release};
use super::{Boxed, Header, Kind, Layout, Payload, flag, layout_at};
use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Deref;
use std::ptr::NonNull;

/// A counted reference to any object.
#[repr(transparent)]
pub struct Ref(pub(super) NonNull<Header>);

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

    /// Asks the processor to have the first so many bytes of the object in its cache soon.
    #[inline(always)]
    pub fn fetch<const BYTES: usize>(&self) {
        #[cfg(target_arch = "x86_64")]
        for line in 0..BYTES.div_ceil(64) {
            let at = self.0.as_ptr().cast::<i8>().wrapping_add(line * 64);
            // SAFETY: it reads nothing, whatever the address.
            unsafe { std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(at) };
        }
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
        super::super::attributes::trace_attributes(self, visit);
    }

    /// Lets go of what the object holds, to break a cycle.
    pub fn clear(&self) {
        // SAFETY: a live object of this layout.
        unsafe { (self.layout().clear)(self.0.as_ptr()) };
        super::super::attributes::clear_attributes(self);
    }

    /// How many attribute values fit behind the payload.
    #[inline]
    pub fn capacity(&self) -> usize {
        self.header().capacity as usize
    }

    /// How large its slot is; 0 for an object with memory of its own.
    #[inline]
    pub(super) fn steps(&self) -> u8 {
        self.header().steps
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
        // SAFETY: the memory is fresh and large enough.
        let new = unsafe { Gc::write(at, steps, payload, class, flags, class.attribute_capacity()) };
        if attributes != 0 {
            // SAFETY: there is room for the attributes of its class, and nobody has seen them yet.
            unsafe { super::super::attributes::init_attributes(&new.any, class) };
        }
        new
    }

    /// As [`Gc::with_tail`], of a class whose instances have neither attributes nor, unless the flags say so, a finaliser.
    /// The payload is written where it stays, part by part: one put together elsewhere is copied in larger pieces than it
    /// was written in, for which a processor waits.
    ///
    /// # Safety
    /// `fill` writes all of the payload, and neither allocates nor counts.
    #[inline(always)]
    pub unsafe fn with_bare_tail(class: &Gc<Class>, tail: usize, flags: u8, fill: impl FnOnce(*mut T)) -> Gc<T> {
        debug_assert!(class.attribute_bytes() == 0 && !class.has_finaliser());
        let (at, steps) = allocate(std::mem::size_of::<Boxed<T>>() + tail);
        let at = at.cast::<Boxed<T>>();
        // SAFETY: the memory is fresh and large enough.
        unsafe {
            Gc::<T>::write_header(&raw mut (*at).header, steps, class, flags, 0);
            fill(&raw mut (*at).payload);
            Gc { any: Ref(NonNull::new_unchecked(at.cast())), of: PhantomData }
        }
    }

    /// Writes header and payload of a new object, which then owns its class.
    ///
    /// # Safety
    /// The memory is fresh from [`allocate`], which aligns it to 16 bytes, and large enough.
    #[inline(always)]
    unsafe fn write(at: *mut u8, steps: u8, payload: T, class: &Gc<Class>, flags: u8, capacity: u8) -> Gc<T> {
        let at = at.cast::<Boxed<T>>();
        // SAFETY: by the caller.
        unsafe {
            Gc::<T>::write_header(&raw mut (*at).header, steps, class, flags, capacity);
            (&raw mut (*at).payload).write(payload);
            Gc { any: Ref(NonNull::new_unchecked(at.cast())), of: PhantomData }
        }
    }

    /// Writes the header alone.
    ///
    /// # Safety
    /// As for [`Gc::write`].
    #[inline(always)]
    unsafe fn write_header(at: *mut Header, steps: u8, class: &Gc<Class>, flags: u8, capacity: u8) {
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
        // SAFETY: by the caller.
        unsafe { at.write(header) };
    }

    /// Gives an object's memory back without dropping its payload.
    ///
    /// # Safety
    /// It is the only reference, there are neither attributes nor weak references, and what the payload held has been dropped.
    #[inline(always)]
    pub unsafe fn give_back(object: Gc<T>) {
        let at = object.any.0.as_ptr();
        std::mem::forget(object);
        // SAFETY: by the caller; the class was owned by the object.
        unsafe {
            drop(Ref(NonNull::new_unchecked((*at).class.get())));
            free(at);
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
