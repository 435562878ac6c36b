//! The allocator of the command: mimalloc, asked in its shortest way.
//!
//! In: Rust's layouts. Out: memory. The short way is worth a file: for most layouts `mi_malloc` is aligned enough by
//! itself, and it is several times shorter than `mi_malloc_aligned`, which looks for a place that fits.
//!
//! # Safety
//! mimalloc aligns every block to 8 bytes, and to 16 those of 16 bytes or more; [`natural`] lets nothing else through.
//! `mi_free` and `mi_realloc` take blocks of either way. Every program and test that allocates tests it.

use libmimalloc_sys as mi;
use std::alloc::{GlobalAlloc, Layout};

unsafe extern "C" {
    fn mi_collect(force: bool);
}

/// Gives memory that was freed back to the system now, which otherwise happens in a while: for whoever freed a lot.
pub fn give_back() {
    // SAFETY: it touches only what nobody uses.
    unsafe { mi_collect(true) }
}

/// mimalloc for Rust.
pub struct Allocator;

/// Whether a block of this size is aligned enough without being asked.
#[inline(always)]
fn natural(size: usize, align: usize) -> bool {
    align <= 8 || align == 16 && size >= 16
}

// SAFETY: mimalloc is an allocator; alignments are as the file's head says.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: any size and any power of two will do.
        unsafe {
            match natural(layout.size(), layout.align()) {
                true => mi::mi_malloc(layout.size()).cast(),
                false => mi::mi_malloc_aligned(layout.size(), layout.align()).cast(),
            }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe {
            match natural(layout.size(), layout.align()) {
                true => mi::mi_zalloc(layout.size()).cast(),
                false => mi::mi_zalloc_aligned(layout.size(), layout.align()).cast(),
            }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, at: *mut u8, _: Layout) {
        // SAFETY: by the caller a block of this allocator.
        unsafe { mi::mi_free(at.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        unsafe {
            match natural(size, layout.align()) {
                true => mi::mi_realloc(at.cast(), size).cast(),
                false => mi::mi_realloc_aligned(at.cast(), size, layout.align()).cast(),
            }
        }
    }
}
