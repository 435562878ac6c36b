//! `list[int]` and the like: subscripting a class that is generic at run time.

use crate::machine::Machine;
use crate::native;
use crate::native::Native;
use crate::object::types::types;
use crate::object::{Outcome, Value};

/// The class methods of generic built-in types.
pub const CLASS_GETITEM: &[Native] = &[native!("__class_getitem__(cls, item, /)", class_getitem, "See PEP 585")];

/// `__class_getitem__`
pub fn class_getitem(m: &mut Machine, a: &[Value]) -> Outcome {
    m.call(&types().generic_alias.value(), a)
}
