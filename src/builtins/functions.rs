//! The built-in functions.

use crate::native::Native;

/// The table.
pub static FUNCTIONS: &[Native] = &[];
