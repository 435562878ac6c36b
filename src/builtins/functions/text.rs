//! Built-in functions of text.

use crate::native::Native;

/// The table.
pub static TABLE: &[Native] = &[];
