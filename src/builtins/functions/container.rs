//! Built-in functions of containers and iterators.

use crate::native::Native;

/// The table.
pub static TABLE: &[Native] = &[];
