//! Numbers as Python means them, on plain Rust types: 64-bit and big integers, floats, complex numbers, hashes.
//!
//! In: `i64`, `&BigInt`, `f64`, text. Out: numbers, text or a [`Fault`](super::fault::Fault) with CPython's words. Nothing
//! here runs user code or knows of values, so each function can be tested by itself against CPython.

pub mod complex;
pub mod float;
pub mod float_text;
pub mod hash;
pub mod int;

pub use complex::Complex;
pub use int::{Int, IntRef};
