//! `range` and its iterators.

use super::iterator::{class_argument, positional};
use super::iterator_state::METHODS;
use super::slice::read_only;
use crate::machine::Machine;
use crate::machine::protocol::compare::is_exact_int;
use crate::machine::protocol::range as protocol;
use crate::native::convert::this;
use crate::native::{NativeGetset, NativeType};
use crate::object::class::{Class, class_flag};
use crate::object::descriptor::{Range, RangeIterator, SequenceIterator};
use crate::object::heap::{Gc, Payload};
use crate::object::special::Special;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::{getset, native};

/// `range`
pub static RANGE: NativeType = NativeType {
    name: "range",
    layout: <Range>::layout,
    flags: class_flag::FINAL | class_flag::SEQUENCE,
    help: "range(stop) -> range object\nrange(start, stop[, step]) -> range object",
    new: Some(native!("__new__(cls, *args, **kwargs)", new, "Create and return a new object.")),
    methods: &[
        native!(
            "count(self, object, /)",
            count,
            "rangeobject.count(value) -> integer -- return number of occurrences of value"
        ),
        native!("index(self, object, /)", index, "rangeobject.index(value) -> integer -- return index of value."),
        native!("__reversed__(self, /)", reversed, "Return a reverse iterator."),
    ],
    getsets: GETSETS,
    specials: &[
        Special::Lt,
        Special::Le,
        Special::Eq,
        Special::Ne,
        Special::Gt,
        Special::Ge,
        Special::Hash,
        Special::Bool,
        Special::Repr,
        Special::Len,
        Special::GetItem,
        Special::Contains,
        Special::Iter,
    ],
    ..NativeType::BASE
};

const GETSETS: &[NativeGetset] = &[
    getset!("start", start, read_only, ""),
    getset!("stop", stop, read_only, ""),
    getset!("step", step, read_only, ""),
];

/// `range_iterator`
pub static RANGE_ITERATOR: NativeType = NativeType {
    name: "range_iterator",
    layout: <RangeIterator>::layout,
    flags: class_flag::FINAL,
    methods: METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

/// `longrange_iterator`
pub static LONG_RANGE_ITERATOR: NativeType = NativeType {
    name: "longrange_iterator",
    layout: <SequenceIterator>::layout,
    flags: class_flag::FINAL,
    methods: METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

fn range(a: &[Value]) -> Outcome<&Gc<Range>> {
    match a.first().and_then(Value::typed::<Range>) {
        Some(range) => Ok(range),
        None => type_error("descriptor requires a 'range' object"),
    }
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    make(m, &class, positional("range", a, 1, 3)?)
}

/// `range(...)` with one to three arguments.
pub fn make(m: &mut Machine, class: &Gc<Class>, given: &[Value]) -> Outcome {
    let (start, stop, step) = match given {
        [stop] => (Value::Int(0), plain_index(m, stop)?, Value::Int(1)),
        [start, stop] => (plain_index(m, start)?, plain_index(m, stop)?, Value::Int(1)),
        _ => (plain_index(m, &given[0])?, plain_index(m, &given[1])?, plain_index(m, &given[2])?),
    };
    if matches!(step, Value::Int(0)) {
        return value_error("range() arg 3 must not be zero");
    }
    Ok(Gc::new(Range { start, stop, step }, class).into_value())
}

/// An argument as an int of the exact class.
fn plain_index(m: &mut Machine, value: &Value) -> Outcome {
    let index = m.index(value)?;
    if is_exact_int(&index) {
        return Ok(index);
    }
    Ok(match crate::object::int::as_int(&index) {
        Some(int) => int.to_int().into(),
        None => index,
    })
}

fn field(value: &Value, of: fn(&Range) -> &Value) -> Outcome {
    Ok(value.get::<Range>().map_or(Value::None, |range| of(range).clone()))
}

fn start(_: &mut Machine, value: &Value) -> Outcome {
    field(value, |r| &r.start)
}

fn stop(_: &mut Machine, value: &Value) -> Outcome {
    field(value, |r| &r.stop)
}

fn step(_: &mut Machine, value: &Value) -> Outcome {
    field(value, |r| &r.step)
}

fn is_int(value: &Value) -> bool {
    matches!(value, Value::Bool(_)) || is_exact_int(value)
}

fn count(m: &mut Machine, a: &[Value]) -> Outcome {
    let range = this::<Range>(a)?;
    if is_int(&a[1]) {
        return Ok(Value::Int(i64::from(protocol::has(range, &a[1]))));
    }
    let (mut count, iterator) = (0, m.builtin_iter(&a[0])?);
    while let Some(item) = m.next(&iterator)? {
        count += i64::from(m.equal(&item, &a[1])?);
    }
    Ok(Value::Int(count))
}

fn index(m: &mut Machine, a: &[Value]) -> Outcome {
    let range = this::<Range>(a)?;
    if is_int(&a[1]) {
        if protocol::has(range, &a[1]) {
            return Ok(protocol::position(range, &a[1]));
        }
        let wanted = m.repr(&a[1])?;
        return value_error(format!("{} is not in range", wanted.as_str()));
    }
    let (mut at, iterator) = (0, m.builtin_iter(&a[0])?);
    while let Some(item) = m.next(&iterator)? {
        if m.equal(&item, &a[1])? {
            return Ok(Value::Int(at));
        }
        at += 1;
    }
    value_error("sequence.index(x): x not in sequence")
}

fn reversed(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(protocol::reversed(range(a)?))
}
