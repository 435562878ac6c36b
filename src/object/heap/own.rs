//! The cell that holds the changeable part of a payload.
//!
//! In: a value. Out: the same, to read or change inside a closure, which must not reach the cell again.
//!
//! # Safety
//! A heap belongs to one OS thread, so nobody else is there; that the closure does not come back is verified in debug
//! builds and with the feature `checked`. Safe code could not do it for nothing: `RefCell` pays a word and a test.

#[cfg(any(debug_assertions, feature = "checked"))]
use std::cell::Cell;
use std::cell::UnsafeCell;

/// A cell for the changeable part of a payload: like `RefCell`, but free, since nothing inside ever calls out.
pub struct Own<T> {
    value: UnsafeCell<T>,
    #[cfg(any(debug_assertions, feature = "checked"))]
    busy: Cell<bool>,
}

impl<T> Own<T> {
    /// A cell holding the value.
    #[inline(always)]
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
