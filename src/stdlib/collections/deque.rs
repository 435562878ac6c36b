//! `collections.deque`: a row open at both ends, perhaps with a greatest length.
//!
//! In: values. Out: the row. Comparing values may run user code, and that may change the row: so each comparison looks
//! afterwards whether it did, and no cell is held open meanwhile.

use super::deque_iterator::over;
use crate::builtins::iterator::class_argument;
use crate::machine::Machine;
use crate::machine::protocol::index::place as place_of;
use crate::native;
use crate::native::convert::{this, type_name};
use crate::native::{NativeType, class_for};
use crate::object::class::{class_flag, class_of};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::{Exc, Outcome, Value, index_error, type_error, value_error};
use crate::syntax::ast::CompareOperator;
use std::cell::Cell;
use std::collections::VecDeque;

/// `collections.deque`
pub static DEQUE: NativeType = NativeType {
    name: "deque",
    module: "collections",
    layout: <Deque>::layout,
    flags: class_flag::WEAK | class_flag::SEQUENCE,
    help: "A list-like sequence optimized for data accesses near its endpoints.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new, "Create and return a new object.")),
    methods: &[
        native!("__init__(self, iterable=<unset>, maxlen=None)", init, "Initialize self."),
        native!("append(self, item, /)", append, "Add an element to the right side of the deque."),
        native!("appendleft(self, item, /)", append_left, "Add an element to the left side of the deque."),
        native!("clear(self, /)", clear, "Remove all elements from the deque."),
        native!("copy(self, /)", copy, "Return a shallow copy of a deque."),
        native!("__copy__(self, /)", copy, "Return a shallow copy of a deque."),
        native!("count(self, value, /)", count, "Return number of occurrences of value."),
        native!(
            "extend(self, iterable, /)",
            extend,
            "Extend the right side of the deque with elements from the iterable."
        ),
        native!(
            "extendleft(self, iterable, /)",
            extend_left,
            "Extend the left side of the deque with elements from the iterable."
        ),
        native!("index(self, value, start=0, stop=<unset>, /)", index, "Return first index of value."),
        native!("insert(self, index, value, /)", insert, "Insert value before index."),
        native!("pop(self, /)", pop, "Remove and return the rightmost element."),
        native!("popleft(self, /)", pop_left, "Remove and return the leftmost element."),
        native!("remove(self, value, /)", remove, "Remove first occurrence of value."),
        native!("reverse(self, /)", reverse, "Reverse *IN PLACE*."),
        native!(
            "rotate(self, n=1, /)",
            rotate,
            "Rotate the deque n steps to the right.  If n is negative, rotates left."
        ),
        native!(
            "__reversed__(self, /)",
            |_: &mut Machine, a: &[Value]| Ok(over(&a[0], true)),
            "Return a reverse iterator over the deque."
        ),
        native!("__reduce__(self, /)", reduce, "Return state information for pickling."),
        native!("__sizeof__(self, /)", sizeof, "Return the size of the deque in memory, in bytes."),
        native!("__iter__(self, /)", |_: &mut Machine, a: &[Value]| Ok(over(&a[0], false)), "Implement iter(self)."),
        native!(
            "__len__(self, /)",
            |_: &mut Machine, a: &[Value]| Ok(Value::from(this::<Deque>(a)?.len())),
            "Return len(self)."
        ),
        native!("__getitem__(self, key, /)", get_item, "Return self[key]."),
        native!("__setitem__(self, key, value, /)", set_item, "Set self[key] to value."),
        native!("__delitem__(self, key, /)", delete_item, "Delete self[key]."),
        native!("__contains__(self, key, /)", contains, "Return bool(key in self)."),
        native!("__repr__(self, /)", repr, "Return repr(self)."),
        native!(
            "__eq__(self, value, /)",
            |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Eq),
            "Return self==value."
        ),
        native!(
            "__ne__(self, value, /)",
            |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Ne),
            "Return self!=value."
        ),
        native!(
            "__lt__(self, value, /)",
            |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Lt),
            "Return self<value."
        ),
        native!(
            "__le__(self, value, /)",
            |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Le),
            "Return self<=value."
        ),
        native!(
            "__gt__(self, value, /)",
            |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Gt),
            "Return self>value."
        ),
        native!(
            "__ge__(self, value, /)",
            |m: &mut Machine, a: &[Value]| compare(m, a, CompareOperator::Ge),
            "Return self>=value."
        ),
        native!("__add__(self, value, /)", add, "Return self+value."),
        native!("__iadd__(self, value, /)", add_in_place, "Implement self+=value."),
        native!("__mul__(self, value, /)", multiply, "Return self*value."),
        native!("__rmul__(self, value, /)", multiply, "Return value*self."),
        native!("__imul__(self, value, /)", multiply_in_place, "Implement self*=value."),
    ],
    class_methods: &[crate::builtins::typing::CLASS_GETITEM],
    getsets: &[crate::getset!("maxlen", maxlen, "maximum size of a deque or None if unbounded")],
    ..NativeType::BASE
};

/// The payload of a `deque`.
pub struct Deque {
    /// The values.
    pub items: Own<VecDeque<Value>>,
    maxlen: Cell<Option<usize>>,
    /// Counts what changes the length or the order, for iterators.
    pub changes: Cell<u64>,
}

crate::payload!(
    Deque,
    Kind::Extension,
    trace | this,
    visit | { this.items.with(|items| items.iter().for_each(visit)) },
    clear | this | { drop(this.items.take()) }
);

impl Deque {
    /// The number of values.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.items.with(|items| items.len())
    }

    fn changed(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    fn push(&self, value: Value, left: bool) {
        self.changed();
        let maxlen = self.maxlen.get().unwrap_or(usize::MAX);
        let dropped = self.items.with(|items| {
            if left {
                items.push_front(value);
            } else {
                items.push_back(value);
            }
            if items.len() <= maxlen {
                return None;
            }
            if left { items.pop_back() } else { items.pop_front() }
        });
        drop(dropped);
    }

    fn values(&self) -> Vec<Value> {
        self.items.with(|items| items.iter().cloned().collect())
    }

    fn get(&self, at: usize) -> Option<Value> {
        self.items.with(|items| items.get(at).cloned())
    }

    fn list(&self) -> Value {
        List::create(self.values()).into_value()
    }
}

fn payload(items: VecDeque<Value>, maxlen: Option<usize>) -> Deque {
    Deque { items: Own::new(items), maxlen: Cell::new(maxlen), changes: Cell::new(0) }
}

/// A new deque without a greatest length.
pub fn make(items: Vec<Value>) -> Value {
    Gc::new(payload(items.into(), None), &class_for(&DEQUE)).into_value()
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Gc::new(payload(VecDeque::new(), None), &class_argument(a)?).into_value())
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let maxlen = if a[2].is_none() {
        None
    } else if class_of(&a[2]).is_subclass_of(&crate::object::types::types().int) {
        match usize::try_from(m.size(&a[2])?) {
            Ok(maxlen) => Some(maxlen),
            Err(_) => return value_error("maxlen must be non-negative"),
        }
    } else {
        return type_error("an integer is required");
    };
    deque.maxlen.set(maxlen);
    if deque.len() > 0 {
        deque.changed();
        drop(deque.items.take());
    }
    if a[1].is_set() {
        fill(m, deque, &a[0], &a[1], false)?;
    }
    Ok(Value::None)
}

fn fill(m: &mut Machine, deque: &Deque, me: &Value, iterable: &Value, left: bool) -> Outcome<()> {
    let iterable = if iterable.is(me) { deque.list() } else { iterable.clone() };
    let iterator = m.iter(&iterable)?;
    while let Some(value) = m.next(&iterator)? {
        deque.push(value, left);
    }
    Ok(())
}

fn maxlen(_: &mut Machine, me: &Value) -> Outcome {
    Ok(me.get::<Deque>().and_then(|d| d.maxlen.get()).map_or(Value::None, Value::from))
}

fn append(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Deque>(a)?.push(a[1].clone(), false);
    Ok(Value::None)
}

fn append_left(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Deque>(a)?.push(a[1].clone(), true);
    Ok(Value::None)
}

fn taken(deque: &Deque, value: Option<Value>) -> Outcome {
    match value {
        Some(value) => {
            deque.changed();
            Ok(value)
        }
        None => index_error("pop from an empty deque"),
    }
}

fn pop(_: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    taken(deque, deque.items.with(VecDeque::pop_back))
}

fn pop_left(_: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    taken(deque, deque.items.with(VecDeque::pop_front))
}

fn clear(_: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    deque.changed();
    drop(deque.items.take());
    Ok(Value::None)
}

fn extend(m: &mut Machine, a: &[Value]) -> Outcome {
    fill(m, this::<Deque>(a)?, &a[0], &a[1], false)?;
    Ok(Value::None)
}

fn extend_left(m: &mut Machine, a: &[Value]) -> Outcome {
    fill(m, this::<Deque>(a)?, &a[0], &a[1], true)?;
    Ok(Value::None)
}

/// A copy: of the very type here, of a subclass by calling it.
fn copy(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let class = class_of(&a[0]).clone();
    if class == class_for(&DEQUE) {
        let items = deque.items.with(|items| items.clone());
        return Ok(Gc::new(payload(items, deque.maxlen.get()), &class).into_value());
    }
    let made = match deque.maxlen.get() {
        None => m.call(&class.value(), &a[..1])?,
        Some(maxlen) => m.call(&class.value(), &[a[0].clone(), Value::from(maxlen)])?,
    };
    if made.get::<Deque>().is_none() {
        let (class, made) = (class.name.get(), type_name(&made).to_string());
        return type_error(format!("{class}() must return a deque, not {made}"));
    }
    Ok(made)
}

fn rotate(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let n = m.size(&a[1])?;
    let len = deque.len();
    if len > 1 {
        deque.changed();
        deque.items.with(|items| items.rotate_right(n.rem_euclid(len as i64) as usize));
    }
    Ok(Value::None)
}

fn reverse(_: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    deque.items.with(|items| items.make_contiguous().reverse());
    Ok(Value::None)
}

fn insert(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let at = m.size(&a[1])?;
    let len = deque.len();
    if deque.maxlen.get().is_some_and(|most| len >= most) {
        return index_error("deque already at its maximum size");
    }
    let at = if at < 0 { (at + len as i64).max(0) } else { at.min(len as i64) } as usize;
    deque.changed();
    deque.items.with(|items| items.insert(at, a[2].clone()));
    Ok(Value::None)
}

/// Looks for a value from a place on; `changed` is what to raise when a comparison changes the deque.
fn find(
    m: &mut Machine,
    deque: &Deque,
    value: &Value,
    from: usize,
    to: usize,
    changed: (Exc, &str),
) -> Outcome<Option<usize>> {
    let changes = deque.changes.get();
    for at in from..to {
        let Some(item) = deque.get(at) else { break };
        let same = item.is(value) || m.equal(&item, value)?;
        if deque.changes.get() != changes {
            return Err(changed.0.raise(changed.1));
        }
        if same {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

const MUTATED: (Exc, &str) = (Exc::RuntimeError, "deque mutated during iteration");

fn remove(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let changed = (Exc::IndexError, MUTATED.1);
    match find(m, deque, &a[1], 0, deque.len(), changed)? {
        Some(at) => {
            deque.changed();
            drop(deque.items.with(|items| items.remove(at)));
            Ok(Value::None)
        }
        None => not_found(m, &a[1]),
    }
}

fn count(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let (mut count, mut from) = (0, 0);
    while let Some(at) = find(m, deque, &a[1], from, deque.len(), MUTATED)? {
        count += 1;
        from = at + 1;
    }
    Ok(Value::Int(count))
}

fn contains(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    Ok(Value::bool(find(m, deque, &a[1], 0, deque.len(), MUTATED)?.is_some()))
}

fn index(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let len = deque.len() as i64;
    let start = m.bound_argument(&a[2], 0)?;
    let stop = if a[3].is_set() { m.bound_argument(&a[3], len)? } else { len };
    let clamp = |i: i64| if i < 0 { (i + len).max(0) } else { i.min(len) } as usize;
    match find(m, deque, &a[1], clamp(start), clamp(stop), MUTATED)? {
        Some(at) => Ok(Value::from(at)),
        None => not_found(m, &a[1]),
    }
}

fn not_found(m: &mut Machine, value: &Value) -> Outcome {
    let value = m.repr(value)?;
    value_error(format!("{} is not in deque", value.as_str()))
}

/// The place that a subscript names.
fn subscript(m: &mut Machine, deque: &Deque, key: &Value) -> Outcome<usize> {
    if !m.has_index(key) {
        return type_error(format!("sequence index must be integer, not '{}'", type_name(key)));
    }
    let key = m.index(key)?;
    let at = match as_i64(&key) {
        Some(at) => place_of(at, deque.len()),
        None => return index_error("cannot fit 'int' into an index-sized integer"),
    };
    match at {
        Some(at) => Ok(at),
        None => index_error("deque index out of range"),
    }
}

fn get_item(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let at = subscript(m, deque, &a[1])?;
    Ok(deque.get(at).unwrap_or(Value::None))
}

fn set_item(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let at = subscript(m, deque, &a[1])?;
    let old = deque.items.with(|items| items.get_mut(at).map(|place| std::mem::replace(place, a[2].clone())));
    drop(old);
    Ok(Value::None)
}

fn delete_item(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let at = subscript(m, deque, &a[1])?;
    deque.changed();
    drop(deque.items.with(|items| items.remove(at)));
    Ok(Value::None)
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    if !m.repr_enter(&a[0]) {
        return Ok("[...]".into());
    }
    let list = deque.list();
    let text = m.repr(&list);
    m.repr_leave(&a[0]);
    let (name, text) = (class_of(&a[0]).name.get(), text?);
    Ok(match deque.maxlen.get() {
        None => format!("{name}({})", text.as_str()),
        Some(maxlen) => format!("{name}({}, maxlen={maxlen})", text.as_str()),
    }
    .into())
}

fn compare(m: &mut Machine, a: &[Value], operator: CompareOperator) -> Outcome {
    let (Some(one), Some(other)) = (a[0].get::<Deque>(), a[1].get::<Deque>()) else { return Ok(Value::NotImplemented) };
    m.compare(operator, &one.list(), &other.list())
}

fn add(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].get::<Deque>().is_none() {
        return type_error(format!("can only concatenate deque (not \"{}\") to deque", type_name(&a[1])));
    }
    let made = copy(m, a)?;
    if let Some(deque) = made.get::<Deque>() {
        fill(m, deque, &made, &a[1], false)?;
    }
    Ok(made)
}

fn add_in_place(m: &mut Machine, a: &[Value]) -> Outcome {
    fill(m, this::<Deque>(a)?, &a[0], &a[1], false)?;
    Ok(a[0].clone())
}

/// The values so many times over, the last `maxlen` of them.
fn repeated(deque: &Deque, times: i64) -> Outcome<VecDeque<Value>> {
    let (values, times) = (deque.values(), times.max(0) as usize);
    let most = deque.maxlen.get().unwrap_or(usize::MAX);
    let Some(len) = values.len().checked_mul(times) else { return Err(Exc::MemoryError.raise("")) };
    let kept = len.min(most);
    if kept > 1 << 40 {
        return Err(Exc::MemoryError.raise(""));
    }
    Ok((len - kept..len).map(|i| values[i % values.len()].clone()).collect())
}

fn times(m: &mut Machine, value: &Value) -> Outcome<i64> {
    if !m.has_index(value) {
        return type_error(format!("can't multiply sequence by non-int of type '{}'", type_name(value)));
    }
    m.size(value)
}

fn multiply(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let items = repeated(deque, times(m, &a[1])?)?;
    let made = copy(m, &a[..1])?;
    if let Some(made) = made.get::<Deque>() {
        made.changed();
        drop(made.items.replace(items));
    }
    Ok(made)
}

fn multiply_in_place(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let items = repeated(deque, times(m, &a[1])?)?;
    deque.changed();
    drop(deque.items.replace(items));
    Ok(a[0].clone())
}

fn reduce(m: &mut Machine, a: &[Value]) -> Outcome {
    let deque = this::<Deque>(a)?;
    let state = m.call_method(&a[0], "__getstate__", &[])?;
    let iterator = m.iter(&a[0])?;
    let arguments = match deque.maxlen.get() {
        None => Tuple::create(Vec::new()),
        Some(maxlen) => Tuple::of([Tuple::create(Vec::new()).into_value(), Value::from(maxlen)]),
    };
    Ok(Tuple::of([class_of(&a[0]).value(), arguments.into_value(), state, iterator]).into_value())
}

fn sizeof(_: &mut Machine, a: &[Value]) -> Outcome {
    let blocks = this::<Deque>(a)?.len() / 64 + 1;
    Ok(Value::from(232 + blocks * 528))
}
