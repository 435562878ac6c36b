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
    #[cfg(target_os = "linux")]
    fn mi_option_set_default(option: std::ffi::c_int, value: std::ffi::c_long);
}

/// Called before anything asks for memory, as what stands in this section is: mimalloc would reserve a gigabyte, and write forty
/// pages of tables about it, for a program that needs two megabytes. It reserves more as more is asked for.
#[cfg(target_os = "linux")]
#[used]
#[unsafe(link_section = ".init_array")]
static RESERVE_LITTLE: extern "C" fn() = {
    extern "C" fn reserve_little() {
        /// `mi_option_arena_reserve`, in KiB.
        const ARENA_RESERVE: std::ffi::c_int = 23;
        // SAFETY: it sets a number, before there is another thread.
        unsafe { mi_option_set_default(ARENA_RESERVE, 64 << 10) }
    }
    reserve_little
};

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
