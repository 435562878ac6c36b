//! Built-in data: what a value is made of, and what can be done with it without running user code.

// Pure operations on plain Rust data, which know nothing of values.
pub mod fault;
pub mod number;
pub mod text;
