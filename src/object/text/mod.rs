//! Texts and byte strings as Python means them, on `&str` and `&[u8]`.
//!
//! In: borrowed text; positions count characters. Out: new text, positions, or a [`Fault`](super::fault::Fault). A lone
//! surrogate, which Rust's text cannot hold, travels as the private character of [`surrogate`](crate::syntax::surrogate). Nothing here knows of values.

pub mod bytes;
pub mod case;
pub mod class;
pub mod codec;
pub mod escape;
pub mod pad;
pub mod search;
pub mod split;
mod table;
