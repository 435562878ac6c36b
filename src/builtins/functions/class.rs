//! Built-in functions of classes and attributes.

use crate::native::Native;

/// The table.
pub static TABLE: &[Native] = &[];
