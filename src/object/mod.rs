//! Built-in data: what a value is made of, and what can be done with it without running user code.

// Pure operations on plain Rust data, which know nothing of values.
pub mod fault;
pub mod format;
pub mod number;
pub mod text;

// The heap, and values.
pub mod attributes;
pub mod class;
pub mod exc;
pub mod heap;
pub mod special;
pub mod types;
pub mod value;

// Payloads, one family a file.
pub mod bytes;
pub mod descriptor;
pub mod dict;
pub mod exception;
pub mod function;
pub mod generator;
pub mod hash;
pub mod int;
pub mod list;
pub mod set;
pub mod sort;
pub mod str;
pub mod weak;

// Finding and freeing cycles of them.
pub mod collect;

pub use exc::{Exc, Outcome, Raise, index_error, key_error, overflow_error, runtime_error, type_error, value_error};
pub use heap::{Gc, Kind, Own, Payload, Ref};
pub use types::types;
pub use value::{Truth, Value};
