//! The native stack of the thread that runs a program: how far down it may be used.
//!
//! In: its size, told by who made the thread. Out: the lowest address that natives which call back should reach. Where
//! nobody told, there is no such address, and depths are counted instead.

use std::cell::Cell;

/// So much is left for what natives do without looking.
const MARGIN: usize = 2 << 20;

thread_local! {
    static LIMIT: Cell<usize> = const { Cell::new(0) };
}

/// A thread with a native stack of `size` bytes has just begun.
pub fn begin(size: usize) {
    let here = 0u8;
    LIMIT.set((&raw const here).addr().saturating_sub(size.saturating_sub(MARGIN)));
}

/// The lowest address to be used; 0 where it is not known.
pub fn limit() -> usize {
    LIMIT.get()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_stack_that_was_told_of_has_a_limit_below_its_begin() {
        let told = std::thread::spawn(|| {
            super::begin(8 << 20);
            let here = 0u8;
            let here = (&raw const here).addr();
            here - super::limit() < 8 << 20 && super::limit() < here
        });
        assert!(told.join().is_ok_and(|fits| fits));
        assert_eq!(super::limit(), 0);
    }
}
