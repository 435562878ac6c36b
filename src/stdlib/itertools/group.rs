//! `groupby`: runs of values with the same key, as iterators that share one source.
//!
//! A group gives values only while it is the youngest of its parent: a step of the parent leaves it behind.

use super::{REDUCE, STATEFUL, STEPS, Stage, Step, Steps, held, make, make_new, show};
use crate::machine::Machine;
use crate::native;
use crate::native::{NativeType, class_for};
use crate::object::heap::{Own, Payload};
use crate::object::list::Tuple;
use crate::object::{Outcome, Value, type_error};
use std::cell::Cell;

/// `itertools.groupby`
pub static GROUPBY: NativeType = NativeType {
    name: "groupby",
    module: "itertools",
    layout: <Steps>::layout,
    help: "make an iterator that returns consecutive keys and groups from the iterable",
    new: Some(native!("__new__(cls, iterable, key=None)", new_groupby, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools._grouper`
pub static GROUPER: NativeType = NativeType {
    name: "_grouper",
    module: "itertools",
    layout: <Steps>::layout,
    new: Some(native!("__new__(cls, parent, tgtkey, /)", new_grouper, "")),
    methods: &[REDUCE],
    specials: STEPS,
    ..NativeType::BASE
};

/// The iterator over keys and groups.
pub struct GroupBy {
    iterator: Own<Value>,
    /// What gives a value's key; None for the value itself.
    function: Value,
    /// The key of the youngest group; Unset before the first.
    target: Own<Value>,
    /// The key of the value read last.
    key: Own<Value>,
    /// That value, until a group has given it.
    value: Own<Value>,
    /// The number of the youngest group.
    youngest: Cell<u64>,
}

impl GroupBy {
    /// Reads one value; false at the end.
    fn read(&self, m: &mut Machine) -> Outcome<bool> {
        let iterator = self.iterator.get();
        if !iterator.is_set() {
            return Ok(false);
        }
        let Some(value) = m.next(&iterator)? else { return Ok(false) };
        let key =
            if self.function.is_none() { value.clone() } else { m.call(&self.function, std::slice::from_ref(&value))? };
        self.value.set(value);
        self.key.set(key);
        Ok(true)
    }

    /// Reads up to the first value of the next group: its key and the group's number.
    fn advance(&self, m: &mut Machine) -> Outcome<Option<(Value, u64)>> {
        self.youngest.set(self.youngest.get() + 1);
        loop {
            let (key, target) = (self.key.get(), self.target.get());
            let found = if !key.is_set() {
                false
            } else if !target.is_set() {
                true
            } else {
                !m.equal(&target, &key)?
            };
            if found {
                self.target.set(key.clone());
                return Ok(Some((key, self.youngest.get())));
            }
            if !self.read(m)? {
                return Ok(None);
            }
        }
    }
}

impl Step for GroupBy {
    fn next(&self, _: &mut Machine) -> Outcome<Option<Value>> {
        // A group knows its parent as an object: see [`step`].
        Ok(None)
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        [&self.iterator, &self.target, &self.key, &self.value].into_iter().for_each(|cell| show(cell, visit));
    }

    fn clear(&self) {
        [&self.iterator, &self.target, &self.key, &self.value].into_iter().for_each(|cell| drop(cell.take()));
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let (value, target, key) = (self.value.get(), self.target.get(), self.key.get());
        let under = [&value, &target, &key].iter().all(|v| v.is_set());
        let state = under.then(|| Tuple::of([value, target, key]).into_value());
        Ok((vec![held(&self.iterator), self.function.clone()], state))
    }

    fn restore(&self, _: &mut Machine, state: &Value) -> Outcome<()> {
        let Some([value, target, key]) = state.get::<Tuple>().map(Tuple::as_slice) else {
            return type_error("state is not a tuple");
        };
        self.value.set(value.clone());
        self.target.set(target.clone());
        self.key.set(key.clone());
        Ok(())
    }
}

/// The next key and group of a `groupby`.
pub fn step(m: &mut Machine, parent: &Value) -> Outcome<Option<Value>> {
    let Some(Stage::GroupBy(group)) = parent.get::<Steps>().map(|s| &s.stage) else { return Ok(None) };
    let Some((key, number)) = group.advance(m)? else { return Ok(None) };
    let grouper = Grouper { parent: Own::new(parent.clone()), target: key.clone(), number };
    Ok(Some(Tuple::of([key, make(&class_for(&GROUPER), grouper)]).into_value()))
}

fn new_groupby(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = Own::new(m.iter(&a[1])?);
    let nothing = || Own::new(Value::Unset);
    let (target, key, value) = (nothing(), nothing(), nothing());
    make_new(a, GroupBy { iterator, function: a[2].clone(), target, key, value, youngest: Cell::new(0) })
}

/// The iterator over one group.
pub struct Grouper {
    parent: Own<Value>,
    target: Value,
    /// Its number among the parent's groups.
    number: u64,
}

impl Grouper {
    /// Whether it is its parent's youngest.
    pub fn is_current(&self) -> bool {
        let parent = self.parent.get();
        match parent.get::<Steps>().map(|s| &s.stage) {
            Some(Stage::GroupBy(parent)) => parent.youngest.get() == self.number,
            _ => false,
        }
    }
}

impl Step for Grouper {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let parent = self.parent.get();
        let Some(Stage::GroupBy(parent)) = parent.get::<Steps>().map(|s| &s.stage) else { return Ok(None) };
        if parent.youngest.get() != self.number {
            return Ok(None);
        }
        if !parent.value.with(|v| v.is_set()) && !parent.read(m)? {
            return Ok(None);
        }
        let key = parent.key.get();
        if !m.equal(&self.target, &key)? {
            return Ok(None);
        }
        Ok(parent.value.take().some())
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.parent, visit);
        visit(&self.target);
    }

    fn clear(&self) {
        drop(self.parent.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        Ok((vec![held(&self.parent), self.target.clone()], None))
    }
}

fn new_grouper(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(Stage::GroupBy(parent)) = a[1].get::<Steps>().map(|s| &s.stage) else {
        return type_error("incorrect usage of internal _grouper");
    };
    let number = parent.youngest.get();
    make_new(a, Grouper { parent: Own::new(a[1].clone()), target: a[2].clone(), number })
}
