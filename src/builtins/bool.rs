//! `bool`.

use crate::machine::Machine;
use crate::native;
use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Payload;
use crate::object::special::Special;
use crate::object::{Outcome, Value};

/// `bool`
pub static BOOL: NativeType = NativeType {
    name: "bool",
    base: Some(&super::int::INT),
    layout: <crate::object::int::Int>::layout,
    flags: class_flag::FINAL,
    help: "bool(object=False, /) -> bool\n\nReturns True when the argument is true, False otherwise.",
    new: Some(native!("__new__(cls, object=False, /)", new, "Create and return a new object.")),
    specials: &[
        Special::And,
        Special::RAnd,
        Special::Or,
        Special::ROr,
        Special::Xor,
        Special::RXor,
        Special::Invert,
        Special::Repr,
    ],
    ..NativeType::BASE
};

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    m.truth(&a[1]).map(Value::bool)
}
