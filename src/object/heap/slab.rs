//! Where objects have their memory: slabs of equal slots for small ones, the system's allocator for large ones; and
//! what happens when a count reaches zero.
//!
//! In: sizes. Out: slots; the queue of objects that wait for their finaliser. It runs no user code.
//!
//! # Safety
//! - The heap is thread-local and none of its vectors is borrowed across a call out of this file.
//! - A slot is live as long as its count is above zero; only [`release`] frees, and only at zero.
//!
//! Safe code could not do it: `Rc` has no prompt hand-over to a finaliser queue and no walk over all objects. Tested with
//! the heap.

use super::{Boxed, Header, Kind, Ref, flag, huge, layout_at};
use std::alloc::Layout as Memory;
use std::cell::{Cell, UnsafeCell};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

pub(super) const STEP: usize = 16;
const LARGEST: usize = 64 * STEP;
/// The bytes of a page.
pub(super) const PAGE: usize = 64 * 1024;
/// Pages asked for at a time.
const PAGES: usize = 16;
/// From so many on (64 MB) a heap is large.
const MANY_PAGES: usize = 1024;

/// A slab of equal slots.
struct Page {
    start: *mut u8,
    steps: u8,
}

struct Heap {
    /// By steps, with a place for every byte, so that no bound is looked at.
    free: [Cell<*mut Header>; 256],
    bump: [Cell<*mut u8>; 65],
    limit: [Cell<*mut u8>; 65],
    pages: UnsafeCell<Vec<Page>>,
    /// Memory for further pages, and for how many.
    next: Cell<*mut u8>,
    left: Cell<usize>,
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
        free: [const { Cell::new(std::ptr::null_mut()) }; 256],
        bump: [const { Cell::new(std::ptr::null_mut()) }; 65],
        limit: [const { Cell::new(std::ptr::null_mut()) }; 65],
        pages: UnsafeCell::new(Vec::new()),
        next: Cell::new(std::ptr::null_mut()),
        left: Cell::new(0),
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
    // `try_with` and not `with`, which is not inlined: a call through a pointer for each object made.
    match HEAP.try_with(|heap| f(heap)) {
        Ok(result) => result,
        Err(_) => gone(),
    }
}

/// A thread's heap is never dropped, so that it is always there.
#[cold]
fn gone() -> ! {
    std::process::abort()
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
    if h.left.get() == 0 {
        // SAFETY: never borrowed across calls.
        let many = unsafe { (&*h.pages.get()).len() } >= MANY_PAGES;
        let (start, pages) = match if many { huge::reserve() } else { None } {
            Some(start) => (start, huge::SIZE / PAGE),
            None => (pages_at_once(), PAGES),
        };
        h.next.set(start);
        h.left.set(pages);
    }
    let start = h.next.get();
    h.left.set(h.left.get() - 1);
    // SAFETY: the end of the page, inside the memory or at its end.
    h.next.set(unsafe { start.add(PAGE) });
    // SAFETY: never borrowed across calls.
    unsafe { (*h.pages.get()).push(Page { start, steps: steps as u8 }) };
    let slots = PAGE / (steps * STEP);
    h.bump[steps].set(start);
    // SAFETY: within the page.
    h.limit[steps].set(unsafe { start.add(slots * steps * STEP) });
    start
}

/// One page by itself would cost the allocator as much again.
fn pages_at_once() -> *mut u8 {
    let memory = Memory::from_size_align(PAGE * PAGES, STEP).unwrap_or(Memory::new::<u64>());
    // SAFETY: the layout has a size above zero.
    let start = unsafe { std::alloc::alloc_zeroed(memory) };
    if start.is_null() {
        std::alloc::handle_alloc_error(memory);
    }
    start
}

/// Memory for an object of `bytes` bytes, uninitialised.
#[inline]
pub(super) fn allocate(bytes: usize) -> (*mut u8, u8) {
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
#[inline(always)]
pub(super) unsafe fn free(at: *mut Header) {
    heap(|h| {
        h.live.set(h.live.get() - 1);
        // SAFETY: by the caller.
        unsafe {
            let steps = (*at).steps as usize;
            if steps == 0 {
                free_large(h, at);
            } else {
                (*at).count.set(0);
                (*at).class.set(h.free[steps].get());
                h.free[steps].set(at);
            }
        }
    });
}

/// Gives a large object's memory back.
///
/// # Safety
/// As for [`free`].
#[cold]
#[inline(never)]
unsafe fn free_large(h: &Heap, at: *mut Header) {
    // SAFETY: by the caller; a large object has its size and its place in the list in front.
    unsafe {
        let start = at.cast::<u8>().sub(STEP);
        let bytes = start.cast::<usize>().read();
        let index = start.cast::<usize>().add(1).read();
        let list = &mut *h.large.get();
        list.swap_remove(index);
        if let Some(moved) = list.get(index) {
            moved.cast::<u8>().sub(STEP).cast::<usize>().add(1).write(index);
        }
        std::alloc::dealloc(start, Memory::from_size_align_unchecked(bytes, STEP));
    }
}

/// The count reached zero. It does not unwind (`extern "C"`), so that no place where a value is dropped, which is nearly
/// every place, needs a way out for that; a panic in here would be a bug in Co, and would leave the heap torn.
#[cold]
#[inline(never)]
pub(super) extern "C" fn release(at: *mut Header) {
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
        if header.kind as u8 == Kind::Str as u8 && flags & (flag::WEAK | flag::ATTRS) == 0 {
            // The most common object to die, and it refers to nothing.
            std::ptr::drop_in_place(&raw mut (*at.cast::<Boxed<crate::object::str::Str>>()).payload);
            drop(Ref(NonNull::new_unchecked(header.class.get())));
            free(at);
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
            super::super::attributes::drop_attributes(at);
        }
        drop(Ref(NonNull::new_unchecked(class)));
        free(at);
    }
}

/// How many slots of a page have been written; those behind the place where it is being filled never were, and must not
/// be read.
fn filled(h: &Heap, page: &Page) -> usize {
    let size = page.steps as usize * STEP;
    let filling = h.bump[page.steps as usize].get() as usize;
    match filling.checked_sub(page.start as usize) {
        Some(bytes) if bytes < PAGE => bytes / size,
        _ => PAGE / size,
    }
}

/// Walks over all live objects, for the cycle collector and `gc.get_objects`.
pub fn each_object(mut f: impl FnMut(&Ref)) {
    let mut all: Vec<*mut Header> = Vec::new();
    each_settled(|object| all.push(object.0.as_ptr()));
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

/// Walks over all live objects, for a callback that frees none. What is made meanwhile may be shown or not.
pub fn each_settled(mut f: impl FnMut(&Ref)) {
    heap(|h| {
        let mut i = 0;
        // SAFETY: pages and their slots stay where they are; the vectors are borrowed anew for each page and each large object.
        while let Some((start, size, slots)) =
            unsafe { (&*h.pages.get()).get(i) }.map(|p| (p.start, p.steps as usize * STEP, filled(h, p)))
        {
            i += 1;
            for slot in 0..slots {
                // SAFETY: within the page; a slot with a count is a live object.
                unsafe {
                    let at = start.add(slot * size).cast::<Header>();
                    if (*at).count.get() != 0 {
                        f(&*(&raw const at).cast::<Ref>());
                    }
                }
            }
        }
        let mut i = 0;
        // SAFETY: as above.
        while let Some(at) = unsafe { (&*h.large.get()).get(i).copied() } {
            i += 1;
            // SAFETY: a large object on the list is alive.
            f(unsafe { &*(&raw const at).cast::<Ref>() });
        }
    });
}

/// Shows each page with the steps of its slots, and each large object.
pub(super) fn each_place(mut page: impl FnMut(usize, u8), mut large: impl FnMut(usize)) {
    heap(|h| {
        // SAFETY: never borrowed across calls out of the heap's files, whose callbacks these are.
        let (pages, objects) = unsafe { (&*h.pages.get(), &*h.large.get()) };
        pages.iter().for_each(|p| page(p.start as usize, p.steps));
        objects.iter().for_each(|at| large(*at as usize));
    });
}
