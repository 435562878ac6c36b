//! Memory in huge pages, for heaps that are large already: a fault for each four kilobytes costs more than what is done
//! with them.
//!
//! In: nothing. Out: zeroed memory, which is never given back, as no page of a heap is. Only where the system has it.
//!
//! # Safety
//! The memory is fresh from the system and nobody else knows of it; only parts that are not handed out are given back.
//! Safe code could not do it: the allocator asks for no huge pages, which would cost small heaps and fibers memory that
//! they never touch. Tested by every program with a large heap.

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod system {
    use std::ffi::{c_int, c_void};

    unsafe extern "C" {
        fn mmap(at: *mut c_void, size: usize, access: c_int, flags: c_int, file: c_int, offset: i64) -> *mut c_void;
        fn munmap(at: *mut c_void, size: usize) -> c_int;
        fn madvise(at: *mut c_void, size: usize, advice: c_int) -> c_int;
    }

    /// What is reserved at a time.
    pub const SIZE: usize = 4 << 20;
    const ALIGN: usize = 2 << 20;
    const READ_WRITE: c_int = 3;
    const PRIVATE_ANONYMOUS: c_int = 0x22;
    const HUGE_PAGES: c_int = 14;

    /// Memory of [`SIZE`] bytes, in huge pages where the system has them; None when there is no memory.
    pub fn reserve() -> Option<*mut u8> {
        // SAFETY: see the file's head.
        unsafe {
            let all = mmap(std::ptr::null_mut(), SIZE + ALIGN, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0);
            if all as isize == -1 {
                return None;
            }
            let front = (all as usize).next_multiple_of(ALIGN) - all as usize;
            let start = all.add(front);
            if front > 0 {
                munmap(all, front);
            }
            if front < ALIGN {
                munmap(start.add(SIZE), ALIGN - front);
            }
            // Only advice: without huge pages it is memory all the same.
            madvise(start, SIZE, HUGE_PAGES);
            Some(start.cast())
        }
    }
}

#[cfg(not(all(target_os = "linux", target_pointer_width = "64")))]
mod system {
    /// What would be reserved at a time.
    pub const SIZE: usize = super::super::slab::PAGE;

    /// There is no such memory here.
    pub fn reserve() -> Option<*mut u8> {
        None
    }
}

pub(super) use system::{SIZE, reserve};
