//! `slice`.

use super::iterator::{class_argument, positional};
use crate::machine::Machine;
use crate::native::convert::this;
use crate::native::{NativeGetset, NativeType};
use crate::object::class::class_flag;
use crate::object::descriptor::Slice;
use crate::object::heap::{Gc, Payload};
use crate::object::int::to_big;
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::{Exc, Outcome, Value, value_error};
use crate::{getset, native};
use num_traits::Signed;

/// `slice`
pub static SLICE: NativeType = NativeType {
    name: "slice",
    layout: <Slice>::layout,
    flags: class_flag::FINAL,
    help: "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new, "Create and return a new object.")),
    methods: &[native!("indices(self, object, /)", indices, "S.indices(len) -> (start, stop, stride)")],
    getsets: GETSETS,
    specials: &[
        Special::Lt,
        Special::Le,
        Special::Eq,
        Special::Ne,
        Special::Gt,
        Special::Ge,
        Special::Hash,
        Special::Repr,
    ],
    ..NativeType::BASE
};

const GETSETS: &[NativeGetset] = &[
    getset!("start", start, read_only, ""),
    getset!("stop", stop, read_only, ""),
    getset!("step", step, read_only, ""),
];

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    let given = positional("slice", a, 1, 3)?;
    let at = |i: usize| given.get(i).cloned().unwrap_or(Value::None);
    let slice = match given {
        [stop] => Slice { start: Value::None, stop: stop.clone(), step: Value::None },
        _ => Slice { start: at(0), stop: at(1), step: at(2) },
    };
    Ok(Gc::new(slice, &class).into_value())
}

fn field(value: &Value, of: fn(&Slice) -> &Value) -> Outcome {
    Ok(value.get::<Slice>().map_or(Value::None, |slice| of(slice).clone()))
}

fn start(_: &mut Machine, value: &Value) -> Outcome {
    field(value, |s| &s.start)
}

fn stop(_: &mut Machine, value: &Value) -> Outcome {
    field(value, |s| &s.stop)
}

fn step(_: &mut Machine, value: &Value) -> Outcome {
    field(value, |s| &s.step)
}

/// Refuses to set what a structure's member shows.
pub fn read_only(_: &mut Machine, _: &Value, _: Value) -> Outcome<()> {
    Err(Exc::AttributeError.raise("readonly attribute"))
}

fn indices(m: &mut Machine, a: &[Value]) -> Outcome {
    let slice = this::<Slice>(a)?;
    let len = to_big(&m.index(&a[1])?).unwrap_or_default();
    if len.is_negative() {
        return value_error("length should not be negative");
    }
    let bounds = m.big_slice_bounds(slice, &len)?;
    Ok(Tuple::create(bounds.map(Value::from).to_vec()).into_value())
}
