//! Iterators that choose among another's values, or call with them: `compress`, `dropwhile`, `takewhile`, `filterfalse`,
//! `islice`, `starmap`.

use super::{PLAIN, STATEFUL, STEPS, Step, Steps, advance, held, make_new, show};
use crate::builtins::iterator::positional;
use crate::machine::Machine;
use crate::native;
use crate::native::NativeType;
use crate::object::heap::{Own, Payload};
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::types::types;
use crate::object::{Outcome, Value, value_error};
use std::cell::Cell;

/// `itertools.compress`
pub static COMPRESS: NativeType = NativeType {
    name: "compress",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return data elements corresponding to true selector elements.",
    new: Some(native!("__new__(cls, data, selectors)", new_compress, "")),
    methods: PLAIN,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.dropwhile`
pub static DROPWHILE: NativeType = NativeType {
    name: "dropwhile",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Drop items from the iterable while predicate(item) is true.",
    new: Some(native!("__new__(cls, predicate, iterable, /)", new_dropwhile, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.takewhile`
pub static TAKEWHILE: NativeType = NativeType {
    name: "takewhile",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
    new: Some(native!("__new__(cls, predicate, iterable, /)", new_takewhile, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.filterfalse`
pub static FILTERFALSE: NativeType = NativeType {
    name: "filterfalse",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return those items of iterable for which function(item) is false.",
    new: Some(native!("__new__(cls, function, iterable, /)", new_filterfalse, "")),
    methods: PLAIN,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.starmap`
pub static STARMAP: NativeType = NativeType {
    name: "starmap",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return an iterator whose values are returned from the function evaluated with an argument tuple.",
    new: Some(native!("__new__(cls, function, iterable, /)", new_starmap, "")),
    methods: PLAIN,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.islice`
pub static ISLICE: NativeType = NativeType {
    name: "islice",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return an iterator whose next() method returns selected values from an iterable.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new_islice, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// Whether a function, or None for the value itself, says yes to a value.
fn says(m: &mut Machine, function: &Value, value: &Value) -> Outcome<bool> {
    if function.is_none() || function.is(&types().bool.value()) {
        return m.truth(value);
    }
    let answer = m.call(function, std::slice::from_ref(value))?;
    m.truth(&answer)
}

/// A function and the iterator whose values it judges.
pub struct Judged {
    function: Value,
    iterator: Own<Value>,
}

impl Judged {
    fn of(m: &mut Machine, a: &[Value]) -> Outcome<Judged> {
        Ok(Judged { function: a[1].clone(), iterator: Own::new(m.iter(&a[2])?) })
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        show(&self.iterator, visit);
    }

    fn parts(&self) -> Vec<Value> {
        vec![self.function.clone(), held(&self.iterator)]
    }

    /// The next value; an iterator that raised may be asked again.
    #[inline]
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let iterator = self.iterator.get();
        if iterator.is_set() { m.next(&iterator) } else { Ok(None) }
    }
}

/// The values whose selector is true.
pub struct Compress {
    data: Own<Value>,
    selectors: Own<Value>,
}

impl Step for Compress {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let (data, selectors) = (self.data.get(), self.selectors.get());
        if !data.is_set() {
            return Ok(None);
        }
        loop {
            let Some(value) = m.next(&data)? else { return Ok(None) };
            let Some(selector) = m.next(&selectors)? else { return Ok(None) };
            if m.truth(&selector)? {
                return Ok(Some(value));
            }
        }
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.data, visit);
        show(&self.selectors, visit);
    }

    fn clear(&self) {
        drop(self.data.take());
        drop(self.selectors.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        Ok((vec![held(&self.data), held(&self.selectors)], None))
    }
}

fn new_compress(m: &mut Machine, a: &[Value]) -> Outcome {
    let (data, selectors) = (m.iter(&a[1])?, m.iter(&a[2])?);
    make_new(a, Compress { data: Own::new(data), selectors: Own::new(selectors) })
}

/// What comes from the first value on that is refused.
pub struct DropWhile {
    judged: Judged,
    started: Cell<bool>,
}

impl Step for DropWhile {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        while let Some(value) = self.judged.next(m)? {
            if self.started.get() {
                return Ok(Some(value));
            }
            if !called(m, &self.judged.function, &value)? {
                self.started.set(true);
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.judged.visit(visit);
    }

    fn clear(&self) {
        drop(self.judged.iterator.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        Ok((self.judged.parts(), Some(Value::Int(i64::from(self.started.get())))))
    }

    fn restore(&self, m: &mut Machine, state: &Value) -> Outcome<()> {
        self.started.set(m.truth(state)?);
        Ok(())
    }
}

/// What a predicate says, which must be a function.
fn called(m: &mut Machine, function: &Value, value: &Value) -> Outcome<bool> {
    let answer = m.call(function, std::slice::from_ref(value))?;
    m.truth(&answer)
}

fn new_dropwhile(m: &mut Machine, a: &[Value]) -> Outcome {
    let judged = Judged::of(m, a)?;
    make_new(a, DropWhile { judged, started: Cell::new(false) })
}

/// What comes before the first value that is refused.
pub struct TakeWhile {
    judged: Judged,
    stopped: Cell<bool>,
}

impl Step for TakeWhile {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        if self.stopped.get() {
            return Ok(None);
        }
        let Some(value) = self.judged.next(m)? else { return Ok(None) };
        if called(m, &self.judged.function, &value)? {
            return Ok(Some(value));
        }
        self.stopped.set(true);
        Ok(None)
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.judged.visit(visit);
    }

    fn clear(&self) {
        drop(self.judged.iterator.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        Ok((self.judged.parts(), Some(Value::Int(i64::from(self.stopped.get())))))
    }

    fn restore(&self, m: &mut Machine, state: &Value) -> Outcome<()> {
        self.stopped.set(m.truth(state)?);
        Ok(())
    }
}

fn new_takewhile(m: &mut Machine, a: &[Value]) -> Outcome {
    let judged = Judged::of(m, a)?;
    make_new(a, TakeWhile { judged, stopped: Cell::new(false) })
}

/// The values that are refused.
pub struct FilterFalse {
    judged: Judged,
}

impl Step for FilterFalse {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        while let Some(value) = self.judged.next(m)? {
            if !says(m, &self.judged.function, &value)? {
                return Ok(Some(value));
            }
        }
        Ok(None)
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.judged.visit(visit);
    }

    fn clear(&self) {
        drop(self.judged.iterator.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        Ok((self.judged.parts(), None))
    }
}

fn new_filterfalse(m: &mut Machine, a: &[Value]) -> Outcome {
    let judged = Judged::of(m, a)?;
    make_new(a, FilterFalse { judged })
}

/// What a function makes of rows of arguments.
pub struct StarMap {
    judged: Judged,
}

impl Step for StarMap {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let Some(row) = self.judged.next(m)? else { return Ok(None) };
        match row.get::<Tuple>() {
            Some(row) => m.call(&self.judged.function, row.as_slice()),
            None => {
                let row = m.collect(&row)?;
                m.call(&self.judged.function, &row)
            }
        }
        .map(Some)
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.judged.visit(visit);
    }

    fn clear(&self) {
        drop(self.judged.iterator.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        Ok((self.judged.parts(), None))
    }
}

fn new_starmap(m: &mut Machine, a: &[Value]) -> Outcome {
    let judged = Judged::of(m, a)?;
    make_new(a, StarMap { judged })
}

/// The values at some places.
pub struct Islice {
    iterator: Own<Value>,
    /// How many values have been taken from the iterator.
    taken: Cell<i64>,
    /// The place of the next value.
    next: Cell<i64>,
    /// Where to stop; None for no end.
    stop: Option<i64>,
    step: i64,
}

impl Step for Islice {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        while self.taken.get() < self.next.get() {
            if advance(m, &self.iterator)?.is_none() {
                return Ok(None);
            }
            self.taken.set(self.taken.get() + 1);
        }
        let stop = self.stop.unwrap_or(i64::MAX);
        if self.taken.get() >= stop {
            drop(self.iterator.take());
            return Ok(None);
        }
        let Some(value) = advance(m, &self.iterator)? else { return Ok(None) };
        self.taken.set(self.taken.get() + 1);
        self.next.set(self.next.get().saturating_add(self.step).min(stop));
        Ok(Some(value))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.iterator, visit);
    }

    fn clear(&self) {
        drop(self.iterator.take());
    }

    fn parts(&self, m: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let Some(iterator) = self.iterator.get().some() else {
            let nothing = m.iter(&List::create(Vec::new()).into_value())?;
            return Ok((vec![nothing, Value::Int(0)], Some(Value::Int(0))));
        };
        let stop = self.stop.map_or(Value::None, Value::Int);
        let arguments = vec![iterator, Value::Int(self.next.get()), stop, Value::Int(self.step)];
        Ok((arguments, Some(Value::Int(self.taken.get()))))
    }

    fn restore(&self, m: &mut Machine, state: &Value) -> Outcome<()> {
        self.taken.set(m.size(state)?);
        Ok(())
    }
}

/// A bound of `islice`: None when it is left out, -1 when it is no index.
fn bound(m: &mut Machine, value: &Value) -> Option<i64> {
    if value.is_none() {
        return None;
    }
    Some(m.index(value).ok().and_then(|i| as_i64(&i)).unwrap_or(-1))
}

fn new_islice(m: &mut Machine, a: &[Value]) -> Outcome {
    let given = positional("islice", a, 2, 4)?.to_vec();
    let (start, stop, step) = match &given[1..] {
        [stop] => (Value::None, stop.clone(), Value::None),
        [start, stop] => (start.clone(), stop.clone(), Value::None),
        [start, stop, step, ..] => (start.clone(), stop.clone(), step.clone()),
        [] => (Value::None, Value::None, Value::None),
    };
    let stop = bound(m, &stop);
    if stop == Some(-1) {
        return value_error("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    let start = bound(m, &start).unwrap_or(0);
    if start < 0 || stop.is_some_and(|stop| stop < 0) {
        return value_error("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
    }
    let step = bound(m, &step).unwrap_or(1);
    if step < 1 {
        return value_error("Step for islice() must be a positive integer or None.");
    }
    let iterator = Own::new(m.iter(&given[0])?);
    make_new(a, Islice { iterator, taken: Cell::new(0), next: Cell::new(start), stop, step })
}
