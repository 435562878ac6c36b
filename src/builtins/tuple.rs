//! `tuple` and its iterator.

use super::iterator::{class_argument, positional};
use super::iterator_state::METHODS;
use super::list::resolve;
use crate::machine::Machine;
use crate::native;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::SequenceIterator;
use crate::object::heap::{Gc, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::types::types;
use crate::object::{Outcome, Value, value_error};

/// `tuple`
pub static TUPLE: NativeType = NativeType {
    name: "tuple",
    layout: <Tuple>::layout,
    flags: class_flag::SEQUENCE,
    help: "Built-in immutable sequence.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new, "Create and return a new object.")),
    methods: &[
        native!("count(self, value, /)", count, "Return number of occurrences of value."),
        native!("index(self, value, start=<unset>, stop=<unset>, /)", index, "Return first index of value."),
        native!("__getnewargs__(self, /)", getnewargs, ""),
    ],
    specials: &[
        Special::Lt,
        Special::Le,
        Special::Eq,
        Special::Ne,
        Special::Gt,
        Special::Ge,
        Special::Hash,
        Special::Repr,
        Special::Len,
        Special::GetItem,
        Special::Contains,
        Special::Iter,
        Special::Add,
        Special::Mul,
        Special::RMul,
    ],
    ..NativeType::BASE
};

/// `tuple_iterator`
pub static TUPLE_ITERATOR: NativeType = NativeType {
    name: "tuple_iterator",
    layout: <SequenceIterator>::layout,
    flags: class_flag::FINAL,
    methods: METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    make(m, &class, positional("tuple", a, 0, 1)?)
}

/// `tuple(...)` with at most one argument.
pub fn make(m: &mut Machine, class: &Gc<Class>, given: &[Value]) -> Outcome {
    let exact = *class == types().tuple;
    let Some(iterable) = given.first() else {
        let empty = || Tuple::of_class(Vec::new(), class).into_value();
        return Ok(if exact { types().empty_tuple.value() } else { empty() });
    };
    if exact && iterable.get::<Tuple>().is_some() && class_of(iterable) == class {
        return Ok(iterable.clone());
    }
    let items = m.collect(iterable)?;
    if exact && items.is_empty() {
        return Ok(types().empty_tuple.value());
    }
    Ok(Tuple::of_class(items, class).into_value())
}

fn count(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut count = 0;
    for item in this::<Tuple>(a)?.as_slice() {
        count += i64::from(m.equal(item, &a[1])?);
    }
    Ok(Value::Int(count))
}

fn index(m: &mut Machine, a: &[Value]) -> Outcome {
    let items = this::<Tuple>(a)?.as_slice();
    let (start, stop) = (m.bound_argument(&a[2], 0)?, m.bound_argument(&a[3], i64::MAX)?);
    let (start, stop) = (resolve(start, items.len()), resolve(stop, items.len()));
    for (at, item) in items.iter().enumerate().take(stop).skip(start) {
        if m.equal(item, &a[1])? {
            return Ok(Value::from(at));
        }
    }
    value_error("tuple.index(x): x not in tuple")
}

fn getnewargs(_: &mut Machine, a: &[Value]) -> Outcome {
    let items = this::<Tuple>(a)?.as_slice().to_vec();
    Ok(Tuple::create(vec![Tuple::create(items).into_value()]).into_value())
}
