//! Built-in functions of numbers.

use crate::native::Native;

/// The table.
pub static TABLE: &[Native] = &[];
