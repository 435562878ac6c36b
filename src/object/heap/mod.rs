//! The heap: counted objects with a 16-byte header, small ones in slabs of equal slots, and typed references to them.
//!
//! In: payloads (plain Rust structs). Out: [`Ref`] and [`Gc`], which count. An object dies when its count reaches zero;
//! payloads are dropped at once, deep structures iteratively, and nothing here ever runs user code: objects that have a
//! finaliser are handed to a queue that the machine empties at its next safe point.
//!
//! # Safety
//! - A heap belongs to one OS thread (thread-local), and references are not `Send`; so counts are plain cells.
//! - A [`Ref`] always points to a live slot: the count is raised by `clone` and lowered by `drop`, nothing else frees.
//! - The payload's type is fixed by `kind` (or by the class's layout for extensions) when the slot is filled and never changes.
//! - Payloads are changed through [`Own`], whose closures must not reach the same cell again; with the feature
//!   `checked` (and in debug builds) that is verified.
//!
//! Safe code could not do it: `Rc` has no header for class and kind, no prompt hand-over to a finaliser queue, no
//! walk over all objects for the cycle collector. Tested below and, as far as Miri goes, under Miri.

mod huge;
mod layout;
mod numbers;
mod own;
mod reference;
mod slab;

use layout::layout_at;
pub use layout::{Boxed, Header, Kind, Layout, Payload, flag, layout_of};
pub use numbers::Numbers;
pub use own::Own;
pub use reference::{Gc, Ref};
pub use slab::{
    each_object, each_settled, live_objects, pending, pending_flag, set_pending, set_weak_hook, take_finalisable,
};
