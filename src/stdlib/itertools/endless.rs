//! Iterators that need not end: `count`, `repeat`, `cycle`; and `accumulate`, which carries a total along.

use super::{REDUCE, STATEFUL, STEPS, Stage, Step, Steps, advance, chained, held, make_new, show};
use crate::machine::Machine;
use crate::native;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::class_of;
use crate::object::heap::{Own, Payload};
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::special::Special;
use crate::object::{Outcome, Value, type_error};
use crate::syntax::ast::BinaryOperator;
use std::cell::Cell;

/// `itertools.count`
pub static COUNT: NativeType = NativeType {
    name: "count",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return a count object whose .__next__() method returns consecutive values.",
    new: Some(native!("__new__(cls, start=0, step=1)", new_count, "")),
    methods: &[REDUCE, native!("__repr__(self, /)", count_repr, "Return repr(self).")],
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.repeat`
pub static REPEAT: NativeType = NativeType {
    name: "repeat",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Create an iterator which returns the object for the specified number of times.",
    new: Some(native!("__new__(cls, object, times=<unset>)", new_repeat, "")),
    methods: &[
        REDUCE,
        native!("__repr__(self, /)", repeat_repr, "Return repr(self)."),
        native!("__length_hint__(self, /)", left, "Private method returning an estimate of len(list(it))."),
    ],
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.cycle`
pub static CYCLE: NativeType = NativeType {
    name: "cycle",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
    new: Some(native!("__new__(cls, iterable, /)", new_cycle, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.accumulate`
pub static ACCUMULATE: NativeType = NativeType {
    name: "accumulate",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return series of accumulated sums (or other binary function results).",
    new: Some(native!("__new__(cls, iterable, func=None, *, initial=None)", new_accumulate, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// The numbers from one on.
pub struct Count {
    next: Own<Value>,
    step: Value,
}

impl Step for Count {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let value = self.next.get();
        let following = match (&value, &self.step) {
            (Value::Int(a), Value::Int(b)) if a.checked_add(*b).is_some() => Value::Int(a + b),
            _ => m.binary(BinaryOperator::Add, &value, &self.step)?,
        };
        self.next.set(following);
        Ok(Some(value))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.next, visit);
        visit(&self.step);
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let next = self.next.get();
        Ok((if self.by_one() { vec![next] } else { vec![next, self.step.clone()] }, None))
    }
}

impl Count {
    fn by_one(&self) -> bool {
        matches!(self.step, Value::Int(1))
    }
}

fn new_count(_: &mut Machine, a: &[Value]) -> Outcome {
    for number in &a[1..3] {
        let class = class_of(number);
        let fits = [Special::Index, Special::Int, Special::Float].iter().any(|s| class.has_special(*s));
        if !fits && !class.is_subclass_of(&crate::object::types::types().complex) {
            return type_error("a number is required");
        }
    }
    make_new(a, Count { next: Own::new(a[1].clone()), step: a[2].clone() })
}

fn count_repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let Stage::Count(count) = &this::<Steps>(a)?.stage else { return Ok(Value::None) };
    let name = class_of(&a[0]).name.get();
    let next = m.repr(&count.next.get())?;
    if count.by_one() {
        return Ok(format!("{name}({})", next.as_str()).into());
    }
    let step = m.repr(&count.step)?;
    Ok(format!("{name}({}, {})", next.as_str(), step.as_str()).into())
}

/// One value, so many times or for ever.
pub struct Repeat {
    value: Value,
    /// How many are left; None for no end.
    left: Cell<Option<i64>>,
}

impl Step for Repeat {
    fn next(&self, _: &mut Machine) -> Outcome<Option<Value>> {
        match self.left.get() {
            Some(0) => return Ok(None),
            Some(n) => self.left.set(Some(n - 1)),
            None => {}
        }
        Ok(Some(self.value.clone()))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.value);
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let mut arguments = vec![self.value.clone()];
        arguments.extend(self.left.get().map(Value::Int));
        Ok((arguments, None))
    }
}

fn new_repeat(m: &mut Machine, a: &[Value]) -> Outcome {
    let left = if a[2].is_set() { Some(m.size(&a[2])?.max(0)) } else { None };
    make_new(a, Repeat { value: a[1].clone(), left: Cell::new(left) })
}

fn repeat_repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let Stage::Repeat(repeat) = &this::<Steps>(a)?.stage else { return Ok(Value::None) };
    let name = class_of(&a[0]).name.get();
    let value = m.repr(&repeat.value)?;
    Ok(match repeat.left.get() {
        Some(left) => format!("{name}({}, {left})", value.as_str()),
        None => format!("{name}({})", value.as_str()),
    }
    .into())
}

fn left(_: &mut Machine, a: &[Value]) -> Outcome {
    match &this::<Steps>(a)?.stage {
        Stage::Repeat(Repeat { left, .. }) if left.get().is_some() => Ok(Value::Int(left.get().unwrap_or(0))),
        _ => type_error("len() of unsized object"),
    }
}

/// An iterator's values over and over.
pub struct Cycle {
    /// Unset once it is used up.
    iterator: Own<Value>,
    saved: Own<Vec<Value>>,
    index: Cell<usize>,
    /// Whether what still comes from the iterator is saved already.
    known: Cell<bool>,
}

impl Step for Cycle {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        if let Some(value) = advance(m, &self.iterator)? {
            if !self.known.get() {
                self.saved.with(|s| s.push(value.clone()));
            }
            return Ok(Some(value));
        }
        let at = self.index.get();
        let (value, len) = self.saved.with(|s| (s.get(at).cloned(), s.len()));
        self.index.set(if at + 1 >= len { 0 } else { at + 1 });
        Ok(value)
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.iterator, visit);
        self.saved.with(|s| s.iter().for_each(visit));
    }

    fn clear(&self) {
        drop(self.iterator.take());
        drop(self.saved.take());
    }

    fn parts(&self, m: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let saved = List::create(self.saved.get()).into_value();
        let mut iterator = self.iterator.get();
        let ended = !iterator.is_set();
        if ended {
            iterator = m.iter(&saved)?;
            for _ in 0..self.index.get() {
                m.next(&iterator)?;
            }
        }
        let state = Tuple::of([saved, Value::bool(ended || self.known.get())]).into_value();
        Ok((vec![iterator], Some(state)))
    }

    fn restore(&self, m: &mut Machine, state: &Value) -> Outcome<()> {
        let Some([saved, known]) = state.get::<Tuple>().map(Tuple::as_slice) else {
            return type_error("state is not a tuple");
        };
        let Some(saved) = saved.get::<List>() else { return type_error("Argument 1 must be list") };
        self.known.set(m.truth(known)?);
        self.saved.set(saved.to_vec());
        self.index.set(0);
        Ok(())
    }
}

fn new_cycle(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = Own::new(m.iter(&a[1])?);
    make_new(a, Cycle { iterator, saved: Own::new(Vec::new()), index: Cell::new(0), known: Cell::new(false) })
}

/// Running totals.
pub struct Accumulate {
    iterator: Own<Value>,
    /// None for addition.
    function: Value,
    /// Unset before the first step.
    total: Own<Value>,
    /// What comes before the iterator's values; Unset when there is nothing.
    initial: Own<Value>,
}

impl Step for Accumulate {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let initial = self.initial.take();
        if initial.is_set() {
            self.total.set(initial.clone());
            return Ok(Some(initial));
        }
        let iterator = self.iterator.get();
        let Some(value) = m.next(&iterator)? else { return Ok(None) };
        let total = self.total.get();
        let total = if !total.is_set() {
            value
        } else if self.function.is_none() {
            m.binary(BinaryOperator::Add, &total, &value)?
        } else {
            m.call(&self.function, &[total, value])?
        };
        self.total.set(total.clone());
        Ok(Some(total))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.iterator, visit);
        visit(&self.function);
        show(&self.total, visit);
        show(&self.initial, visit);
    }

    fn clear(&self) {
        drop(self.iterator.take());
    }

    fn parts(&self, m: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let (total, iterator) = (self.total.get(), held(&self.iterator));
        let ahead = self.initial.get();
        let iterator = if ahead.is_set() {
            chained(m, vec![Tuple::of([ahead]).into_value(), iterator])?
        } else if total.is_none() {
            // A state of None says that there is none, so a total of None goes in front.
            chained(m, vec![Tuple::of([Value::None]).into_value(), iterator])?
        } else {
            iterator
        };
        let state = total.some().unwrap_or(Value::None);
        Ok((vec![iterator, self.function.clone()], Some(state)))
    }

    fn restore(&self, _: &mut Machine, state: &Value) -> Outcome<()> {
        self.total.set(if state.is_none() { Value::Unset } else { state.clone() });
        Ok(())
    }
}

fn new_accumulate(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = Own::new(m.iter(&a[1])?);
    let initial = Own::new(if a[3].is_none() { Value::Unset } else { a[3].clone() });
    make_new(a, Accumulate { iterator, function: a[2].clone(), total: Own::new(Value::Unset), initial })
}

/// What is asked of an index in a state.
pub(super) fn number(value: &Value) -> usize {
    as_i64(value).and_then(|i| usize::try_from(i).ok()).unwrap_or(0)
}
