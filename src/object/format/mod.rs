//! The three ways to put values into text: format specifications, `%`, and templates with braces.
//!
//! In: the text of a specification or template, and plain numbers and texts. Out: the parsed pieces, or rendered text, or a
//! [`Fault`](super::fault::Fault). Asking values for their text is the machine's part.

pub mod number;
pub mod percent;
pub mod spec;
pub mod template;

pub use number::{format_complex, format_float, format_int};
pub use spec::{Align, Spec, format_text};
