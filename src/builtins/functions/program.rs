//! Built-in functions that reach the program itself: compile, eval, exec, globals, ....

use crate::native::Native;

/// The table.
pub static TABLE: &[Native] = &[];
