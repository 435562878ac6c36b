//! Iterators that put iterables behind, beside or into each other: `chain`, `zip_longest`, `pairwise`, `batched`.

use super::{STATEFUL, STEPS, Step, Steps, advance, empty, make, make_new, show};
use crate::builtins::iterator::{class_argument, is_for_other, positional};
use crate::machine::Machine;
use crate::native;
use crate::native::NativeType;
use crate::object::dict::Dict;
use crate::object::heap::{Own, Payload};
use crate::object::list::Tuple;
use crate::object::{Outcome, Value, type_error, value_error};
use std::cell::Cell;

/// `itertools.chain`
pub static CHAIN: NativeType = NativeType {
    name: "chain",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return a chain object whose .__next__() method returns elements from the first iterable until it is exhausted.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new_chain, "")),
    methods: STATEFUL,
    class_methods: &[
        native!(
            "from_iterable(cls, iterable, /)",
            from_iterable,
            "Alternative chain() constructor taking a single iterable."
        ),
        crate::builtins::typing::CLASS_GETITEM,
    ],
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.zip_longest`
pub static ZIP_LONGEST: NativeType = NativeType {
    name: "zip_longest",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return a zip_longest object whose .__next__() method returns a tuple, as long as the longest iterable.",
    new: Some(native!("__new__(cls, *iterables, **kwargs)", new_zip_longest, "")),
    methods: STATEFUL,
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.pairwise`
pub static PAIRWISE: NativeType = NativeType {
    name: "pairwise",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Return an iterator of overlapping pairs taken from the input iterator.",
    new: Some(native!("__new__(cls, iterable, /)", new_pairwise, "")),
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools.batched`
pub static BATCHED: NativeType = NativeType {
    name: "batched",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Batch data into tuples of length n. The last batch may be shorter than n.",
    new: Some(native!("__new__(cls, iterable, n, *, strict=False)", new_batched, "")),
    specials: STEPS,
    ..NativeType::BASE
};

/// One iterable after the other.
pub struct Chain {
    /// The iterator over the iterables; Unset at the end.
    source: Own<Value>,
    /// The iterator whose turn it is, or Unset.
    active: Own<Value>,
}

impl Chain {
    /// Over what an iterator gives.
    pub fn over(source: Value) -> Chain {
        Chain { source: Own::new(source), active: Own::new(Value::Unset) }
    }
}

impl Step for Chain {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        loop {
            let active = self.active.get();
            if active.is_set() {
                if let Some(value) = m.next(&active)? {
                    return Ok(Some(value));
                }
                drop(self.active.take());
            }
            let Some(iterable) = advance(m, &self.source)? else { return Ok(None) };
            match m.iter(&iterable) {
                Ok(iterator) => self.active.set(iterator),
                Err(raise) => {
                    drop(self.source.take());
                    return Err(raise);
                }
            }
        }
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.source, visit);
        show(&self.active, visit);
    }

    fn clear(&self) {
        drop(self.source.take());
        drop(self.active.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let Some(source) = self.source.get().some() else { return Ok((Vec::new(), None)) };
        let state = match self.active.get().some() {
            Some(active) => Tuple::of([source, active]),
            None => Tuple::of([source]),
        };
        Ok((Vec::new(), Some(state.into_value())))
    }

    fn restore(&self, _: &mut Machine, state: &Value) -> Outcome<()> {
        let Some(state) = state.get::<Tuple>().map(Tuple::as_slice) else {
            return type_error("state is not a tuple");
        };
        let (source, active) = match state {
            [source] => (source, Value::Unset),
            [source, active] => (source, active.clone()),
            [] => return type_error("function takes at least 1 argument (0 given)"),
            _ => return type_error(format!("function takes at most 2 arguments ({} given)", state.len())),
        };
        for part in [source, &active] {
            let class = crate::object::class::class_of(part);
            if part.is_set() && !class.has_special(crate::object::special::Special::Next) {
                return type_error("Arguments must be iterators.");
            }
        }
        self.source.set(source.clone());
        self.active.set(active);
        Ok(())
    }
}

fn new_chain(m: &mut Machine, a: &[Value]) -> Outcome {
    positional("chain", a, 0, usize::MAX)?;
    let source = m.iter(&a[1])?;
    make_new(a, Chain::over(source))
}

fn from_iterable(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    let source = m.iter(&a[1])?;
    Ok(make(&class, Chain::over(source)))
}

/// Several iterables side by side, the shorter ones filled up.
pub struct ZipLongest {
    /// None where one has ended.
    iterators: Own<Vec<Option<Value>>>,
    fill: Own<Value>,
}

impl Step for ZipLongest {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let iterators = self.iterators.get();
        if iterators.iter().all(Option::is_none) {
            return Ok(None);
        }
        let mut left = iterators.iter().flatten().count();
        let mut row = Vec::with_capacity(iterators.len());
        for (i, iterator) in iterators.iter().enumerate() {
            let next = match iterator {
                Some(iterator) => match m.next(iterator) {
                    Ok(Some(value)) => Some(value),
                    Ok(None) => {
                        self.iterators.with(|all| all[i].take());
                        left -= 1;
                        if left == 0 {
                            return Ok(None);
                        }
                        None
                    }
                    Err(raise) => {
                        self.iterators.with(|all| all.iter_mut().for_each(|it| drop(it.take())));
                        return Err(raise);
                    }
                },
                None => None,
            };
            row.push(next.unwrap_or_else(|| self.fill.get()));
        }
        Ok(Some(Tuple::create(row).into_value()))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.iterators.with(|all| all.iter().flatten().for_each(&mut *visit));
        show(&self.fill, visit);
    }

    fn clear(&self) {
        drop(self.iterators.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let iterators = self.iterators.get().into_iter().map(|it| it.unwrap_or_else(empty)).collect();
        Ok((iterators, Some(self.fill.get())))
    }

    fn restore(&self, _: &mut Machine, state: &Value) -> Outcome<()> {
        self.fill.set(state.clone());
        Ok(())
    }
}

fn new_zip_longest(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut fill = Value::None;
    if let Some(named) = a[2].get::<Dict>() {
        for (name, value) in named.items() {
            if m.str(&name)?.as_str() == "fillvalue" {
                fill = value;
            } else if !is_for_other(a) {
                return type_error("zip_longest() got an unexpected keyword argument");
            }
        }
    }
    let mut iterators = Vec::new();
    for iterable in a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
        iterators.push(Some(m.iter(iterable)?));
    }
    make_new(a, ZipLongest { iterators: Own::new(iterators), fill: Own::new(fill) })
}

/// Each value with the one before it.
pub struct Pairwise {
    iterator: Own<Value>,
    before: Own<Value>,
}

impl Step for Pairwise {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let mut before = self.before.get();
        if !before.is_set() {
            let Some(first) = advance(m, &self.iterator)? else { return Ok(None) };
            // The step may have stepped this iterator, too.
            self.before.set(first.clone());
            before = first;
        }
        match advance(m, &self.iterator) {
            Ok(Some(value)) => {
                self.before.set(value.clone());
                Ok(Some(Tuple::of([before, value]).into_value()))
            }
            other => {
                drop(self.before.take());
                other
            }
        }
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.iterator, visit);
        show(&self.before, visit);
    }

    fn clear(&self) {
        drop(self.iterator.take());
        drop(self.before.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        Ok((vec![super::held(&self.iterator)], None))
    }
}

fn new_pairwise(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = Own::new(m.iter(&a[1])?);
    make_new(a, Pairwise { iterator, before: Own::new(Value::Unset) })
}

/// Rows of so many values.
pub struct Batched {
    iterator: Own<Value>,
    size: usize,
    strict: Cell<bool>,
}

impl Step for Batched {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let iterator = self.iterator.get();
        if !iterator.is_set() {
            return Ok(None);
        }
        let mut row = Vec::new();
        while row.len() < self.size {
            match m.next(&iterator) {
                Ok(Some(value)) => row.push(value),
                Ok(None) => {
                    drop(self.iterator.take());
                    break;
                }
                Err(raise) => {
                    drop(self.iterator.take());
                    return Err(raise);
                }
            }
        }
        if row.is_empty() {
            return Ok(None);
        }
        if self.strict.get() && row.len() < self.size {
            return value_error("batched(): incomplete batch");
        }
        Ok(Some(Tuple::create(row).into_value()))
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        show(&self.iterator, visit);
    }

    fn clear(&self) {
        drop(self.iterator.take());
    }

    fn parts(&self, _: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        Ok((vec![super::held(&self.iterator), Value::from(self.size)], None))
    }
}

fn new_batched(m: &mut Machine, a: &[Value]) -> Outcome {
    let size = m.size(&a[2])?;
    let strict = Cell::new(m.truth(&a[3])?);
    let Some(size) = usize::try_from(size).ok().filter(|n| *n > 0) else {
        return value_error("n must be at least one");
    };
    let iterator = Own::new(m.iter(&a[1])?);
    make_new(a, Batched { iterator, size, strict })
}
