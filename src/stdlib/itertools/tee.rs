//! `tee`: several readers of one iterator. What one has read and another has not is kept between them, and no longer.

use super::{REDUCE, STEPS, Stage, Step, Steps, chained, make, show};
use crate::builtins::iterator::class_argument;
use crate::machine::Machine;
use crate::native;
use crate::native::convert::this;
use crate::native::{NativeType, class_for};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::{List, Tuple};
use crate::object::{Exc, Outcome, Value, runtime_error, value_error};
use std::cell::Cell;
use std::collections::VecDeque;

/// `itertools._tee`
pub static TEE: NativeType = NativeType {
    name: "_tee",
    module: "itertools",
    layout: <Steps>::layout,
    help: "Iterator wrapped to make it copyable.",
    new: Some(native!("__new__(cls, iterable, /)", new, "")),
    methods: &[REDUCE, native!("__copy__(self, /)", copy, "Returns an independent iterator.")],
    specials: STEPS,
    ..NativeType::BASE
};

/// `itertools._tee_dataobject`
pub static TEE_DATA: NativeType = NativeType {
    name: "_tee_dataobject",
    module: "itertools",
    layout: <Shared>::layout,
    help: "Data container common to multiple tee objects.",
    ..NativeType::BASE
};

/// What the readers share.
pub struct Shared {
    iterator: Own<Value>,
    /// The values that some reader has yet to read, with how many readers stand at each.
    kept: Own<VecDeque<(Value, usize)>>,
    /// The place of the first of them.
    first: Cell<usize>,
    /// How many readers stand behind the last of them.
    ahead: Cell<usize>,
    /// Whether the iterator is being stepped.
    busy: Cell<bool>,
}

crate::payload!(
    Shared,
    Kind::Extension,
    trace | this,
    visit | {
        show(&this.iterator, visit);
        this.kept.with(|kept| kept.iter().for_each(|entry| visit(&entry.0)));
    },
    clear | this | {
        drop(this.iterator.take());
        drop(this.kept.take());
    }
);

impl Shared {
    /// Adds a reader at a place, or takes one away.
    fn count(&self, place: usize, change: isize) {
        let gone = self.kept.with(|kept| {
            let at = place.saturating_sub(self.first.get());
            match kept.get_mut(at) {
                Some(entry) => entry.1 = entry.1.wrapping_add_signed(change),
                None => self.ahead.set(self.ahead.get().wrapping_add_signed(change)),
            }
            // Nobody comes back to what all have passed.
            let passed = kept.iter().take_while(|entry| entry.1 == 0).count();
            self.first.set(self.first.get() + passed);
            kept.drain(..passed).collect::<Vec<_>>()
        });
        drop(gone);
    }
}

/// One reader.
pub struct Tee {
    shared: Gc<Shared>,
    place: Cell<usize>,
}

impl Drop for Tee {
    fn drop(&mut self) {
        self.shared.count(self.place.get(), -1);
    }
}

impl Tee {
    fn over(iterator: Value) -> Tee {
        let shared = Shared {
            iterator: Own::new(iterator),
            kept: Own::new(VecDeque::new()),
            first: Cell::new(0),
            ahead: Cell::new(1),
            busy: Cell::new(false),
        };
        Tee { shared: Gc::new(shared, &class_for(&TEE_DATA)), place: Cell::new(0) }
    }

    fn copy(&self) -> Tee {
        self.shared.count(self.place.get(), 1);
        Tee { shared: self.shared.clone(), place: self.place.clone() }
    }
}

impl Step for Tee {
    fn next(&self, m: &mut Machine) -> Outcome<Option<Value>> {
        let (shared, place) = (&self.shared, self.place.get());
        let at = place - shared.first.get();
        let mut found = shared.kept.with(|kept| kept.get(at).map(|entry| entry.0.clone()));
        if found.is_none() {
            let iterator = shared.iterator.get();
            if !iterator.is_set() {
                return Ok(None);
            }
            if shared.busy.replace(true) {
                return runtime_error("cannot re-enter the tee iterator");
            }
            let next = m.next(&iterator);
            shared.busy.set(false);
            let Some(value) = next? else { return Ok(None) };
            let readers = shared.ahead.replace(0);
            shared.kept.with(|kept| kept.push_back((value.clone(), readers)));
            found = Some(value);
        }
        self.place.set(place + 1);
        shared.count(place + 1, 1);
        shared.count(place, -1);
        Ok(found)
    }

    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.shared.value());
    }

    fn parts(&self, m: &mut Machine) -> Outcome<(Vec<Value>, Option<Value>)> {
        let at = self.place.get() - self.shared.first.get();
        let kept = self.shared.kept.with(|kept| kept.iter().skip(at).map(|entry| entry.0.clone()).collect::<Vec<_>>());
        let rest = chained(m, vec![List::create(kept).into_value(), self.shared.iterator.get()])?;
        Ok((vec![rest], None))
    }
}

fn reader(value: &Value) -> Option<&Tee> {
    match value.get::<Steps>().map(|s| &s.stage) {
        Some(Stage::Tee(tee)) => Some(tee),
        _ => None,
    }
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    let iterator = m.iter(&a[1])?;
    let tee = reader(&iterator).map(Tee::copy).unwrap_or_else(|| Tee::over(iterator.clone()));
    Ok(make(&class, tee))
}

fn copy(_: &mut Machine, a: &[Value]) -> Outcome {
    let Stage::Tee(tee) = &this::<Steps>(a)?.stage else { return Ok(Value::None) };
    Ok(make(&class_for(&TEE), tee.copy()))
}

/// `tee(iterable, n)`
pub fn tee(m: &mut Machine, a: &[Value]) -> Outcome {
    let count = m.size(&a[1])?;
    if count < 0 {
        return value_error("n must be >= 0");
    }
    if count > 1 << 32 {
        return Err(Exc::MemoryError.raise(""));
    }
    let mut readers = Vec::with_capacity(count as usize);
    if count > 0 {
        // Something that can be copied is: any kind of reader, then, has copies of its own.
        let iterator = m.iter(&a[0])?;
        let copies = m.find_attr(&iterator, &crate::object::str::intern("__copy__"))?;
        match copies {
            Some(copy) => {
                readers.push(iterator.clone());
                let mut copy = copy;
                while readers.len() < count as usize {
                    let next = m.call(&copy, &[])?;
                    copy = m.find_attr(&next, &crate::object::str::intern("__copy__"))?.unwrap_or(copy);
                    readers.push(next);
                }
            }
            None => {
                let first = Tee::over(iterator);
                let class = class_for(&TEE);
                readers.extend((1..count).map(|_| make(&class, first.copy())));
                readers.insert(0, make(&class, first));
            }
        }
    }
    Ok(Tuple::create(readers).into_value())
}
