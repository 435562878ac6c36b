//! Operations that may run user code: what `a + b`, `len(x)`, `x.y`, `for x in y` mean for any values.
//!
//! Each protocol first tries the exact built-in types, without looking anything up; then the special methods of the
//! class. The `builtin_*` functions work on the payload alone, whatever the class (so `int.__add__` of a subclass of
//! `int` ends there); [`wrapper`] makes special methods of built-in types out of them.

pub mod attribute;
pub mod build;
pub mod byte_item;
pub mod cache;
pub mod class;
pub mod compare;
pub mod descriptor;
pub mod dict;
mod exception_text;
pub mod format;
pub mod index;
pub mod item;
pub mod iterate;
pub mod number;
pub mod operators;
pub mod percent;
pub mod range;
pub mod repr;
pub mod set;
pub mod slice;
pub mod sort;
pub mod text;
pub mod text_argument;
pub mod truth;
mod wrappers;

pub use wrappers::wrapper;
