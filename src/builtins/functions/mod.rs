//! The built-in functions, by what they are about.

pub mod class;
pub mod container;
pub mod number;
pub mod program;
pub mod text;

use crate::native::Native;

/// All tables.
pub static FUNCTIONS: &[&[Native]] = &[class::TABLE, container::TABLE, number::TABLE, program::TABLE, text::TABLE];
