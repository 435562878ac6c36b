//! Iterators over a deque, forwards and backwards. They notice when it changes under them.

use super::deque::Deque;
use crate::machine::Machine;
use crate::native;
use crate::native::convert::this;
use crate::native::{Native, NativeType, class_for};
use crate::object::class::{Class, class_of};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::{Outcome, Value, runtime_error, type_error};
use std::cell::Cell;

/// `collections._deque_iterator`
pub static FORWARDS: NativeType = table("_deque_iterator");

/// `collections._deque_reverse_iterator`
pub static BACKWARDS: NativeType = table("_deque_reverse_iterator");

const METHODS: &[Native] = &[
    native!("__length_hint__(self, /)", left, "Private method returning an estimate of len(list(it))."),
    native!("__reduce__(self, /)", reduce, "Return state information for pickling."),
];

const fn table(name: &'static str) -> NativeType {
    NativeType {
        name,
        module: "collections",
        layout: <DequeIterator>::layout,
        new: Some(native!("__new__(cls, deque, index=0, /)", new, "")),
        methods: METHODS,
        specials: &[Special::Iter, Special::Next],
        ..NativeType::BASE
    }
}

/// The payload of both.
pub struct DequeIterator {
    /// Unset when used up.
    deque: Own<Value>,
    /// How many values have been given.
    place: Cell<usize>,
    /// How many changes the deque had seen.
    changes: u64,
    backwards: bool,
}

crate::payload!(
    DequeIterator,
    Kind::Extension,
    trace | this,
    visit | { this.deque.with(|v| visit(v)) },
    clear | this | { drop(this.deque.take()) }
);

/// A new iterator.
pub fn over(deque: &Value, backwards: bool) -> Value {
    let changes = deque.get::<Deque>().map_or(0, |d| d.changes.get());
    let payload = DequeIterator { deque: Own::new(deque.clone()), place: Cell::new(0), changes, backwards };
    Gc::new(payload, &class_for(if backwards { &BACKWARDS } else { &FORWARDS })).into_value()
}

/// The next value of such an iterator; the outer None when the value is none.
#[inline]
pub fn next(iterator: &Value) -> Option<Outcome<Option<Value>>> {
    let it = iterator.get::<DequeIterator>()?;
    let value = it.deque.get();
    let Some(deque) = value.get::<Deque>() else { return Some(Ok(None)) };
    if deque.changes.get() != it.changes {
        drop(it.deque.take());
        return Some(runtime_error("deque mutated during iteration"));
    }
    let place = it.place.get();
    let found = deque.items.with(|items| {
        let at = if it.backwards { items.len().checked_sub(place + 1)? } else { place };
        items.get(at).cloned()
    });
    match found {
        Some(_) => it.place.set(place + 1),
        None => drop(it.deque.take()),
    }
    Some(Ok(found))
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(deque) = a[1].get::<Deque>() else { return type_error("argument 1 must be collections.deque") };
    let place = m.size(&a[2])?.max(0) as usize;
    let Some(class) = a[0].typed::<Class>() else { return Ok(Value::None) };
    let payload = DequeIterator {
        deque: Own::new(a[1].clone()),
        place: Cell::new(place.min(deque.len())),
        changes: deque.changes.get(),
        backwards: class.is_subclass_of(&class_for(&BACKWARDS)),
    };
    Ok(Gc::new(payload, class).into_value())
}

fn left(_: &mut Machine, a: &[Value]) -> Outcome {
    let it = this::<DequeIterator>(a)?;
    let len = it.deque.with(|d| d.get::<Deque>().map_or(0, Deque::len));
    Ok(Value::from(len.saturating_sub(it.place.get())))
}

fn reduce(_: &mut Machine, a: &[Value]) -> Outcome {
    let it = this::<DequeIterator>(a)?;
    let deque = match it.deque.get().some() {
        Some(deque) => deque,
        None => super::deque::make(Vec::new()),
    };
    let arguments = Tuple::of([deque, Value::from(it.place.get())]).into_value();
    Ok(Tuple::of([class_of(&a[0]).value(), arguments]).into_value())
}
