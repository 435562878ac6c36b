//! `list` and its iterators.

use super::iterator::{class_argument, list_reversed, positional};
use super::iterator_state::METHODS;
use crate::machine::Machine;
use crate::machine::protocol::index::place;
use crate::native;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::class_flag;
use crate::object::descriptor::SequenceIterator;
use crate::object::heap::{Gc, Own, Payload};
use crate::object::list::List;
use crate::object::special::Special;
use crate::object::{Outcome, Value, index_error, type_error, value_error};

/// `list`
pub static LIST: NativeType = NativeType {
    name: "list",
    layout: <List>::layout,
    flags: class_flag::SEQUENCE,
    help: "Built-in mutable sequence.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new, "Create and return a new object.")),
    methods: &[
        native!("__init__(self, *args, **kwargs)", init, "Initialize self."),
        native!("append(self, object, /)", append, "Append object to the end of the list."),
        native!("clear(self, /)", clear, "Remove all items from list."),
        native!("copy(self, /)", copy, "Return a shallow copy of the list."),
        native!("count(self, value, /)", count, "Return number of occurrences of value."),
        native!("extend(self, iterable, /)", extend, "Extend list by appending elements from the iterable."),
        native!("index(self, value, start=<unset>, stop=<unset>, /)", index, "Return first index of value."),
        native!("insert(self, index, object, /)", insert, "Insert object before index."),
        native!("pop(self, index=-1, /)", pop, "Remove and return item at index (default last)."),
        native!("remove(self, value, /)", remove, "Remove first occurrence of value."),
        native!("reverse(self, /)", reverse, "Reverse *IN PLACE*."),
        native!(
            "sort(self, /, *args, key=None, reverse=False)",
            sort,
            "Sort the list in ascending order and return None."
        ),
        native!("__reversed__(self, /)", reversed, "Return a reverse iterator over the list."),
        native!("__sizeof__(self, /)", sizeof, "Return the size of the list in memory, in bytes."),
    ],
    specials: &[
        Special::Lt,
        Special::Le,
        Special::Eq,
        Special::Ne,
        Special::Gt,
        Special::Ge,
        Special::Repr,
        Special::Len,
        Special::GetItem,
        Special::SetItem,
        Special::DelItem,
        Special::Contains,
        Special::Iter,
        Special::Add,
        Special::Mul,
        Special::RMul,
        Special::IAdd,
        Special::IMul,
    ],
    ..NativeType::BASE
};

/// `list_iterator`
pub static LIST_ITERATOR: NativeType = NativeType {
    name: "list_iterator",
    layout: <SequenceIterator>::layout,
    flags: class_flag::FINAL,
    methods: METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

/// `list_reverseiterator`
pub static LIST_REVERSE_ITERATOR: NativeType = NativeType {
    name: "list_reverseiterator",
    layout: <SequenceIterator>::layout,
    flags: class_flag::FINAL,
    methods: METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

fn list(a: &[Value]) -> Outcome<&Gc<List>> {
    match a.first().and_then(Value::typed::<List>) {
        Some(list) => Ok(list),
        None => type_error("descriptor requires a 'list' object"),
    }
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Gc::new(List { items: Own::new(Vec::new()) }, &class_argument(a)?).into_value())
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let given = positional("list", a, 0, 1)?;
    let list = list(a)?;
    drop(list.items.take());
    if let Some(iterable) = given.first() {
        m.extend_list(list, iterable)?;
    }
    Ok(Value::None)
}

fn append(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<List>(a)?.push(a[1].clone());
    Ok(Value::None)
}

fn clear(_: &mut Machine, a: &[Value]) -> Outcome {
    drop(this::<List>(a)?.items.take());
    Ok(Value::None)
}

fn copy(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::from(this::<List>(a)?.to_vec()))
}

fn count(m: &mut Machine, a: &[Value]) -> Outcome {
    let list = this::<List>(a)?;
    let (mut at, mut count) = (0, 0);
    while let Some(item) = list.get(at) {
        count += i64::from(m.equal(&item, &a[1])?);
        at += 1;
    }
    Ok(Value::Int(count))
}

fn extend(m: &mut Machine, a: &[Value]) -> Outcome {
    m.extend_list(list(a)?, &a[1])?;
    Ok(Value::None)
}

/// A bound of `index`, resolved against a length.
pub fn resolve(bound: i64, len: usize) -> usize {
    if bound < 0 { (bound + len as i64).max(0) as usize } else { bound as usize }
}

fn index(m: &mut Machine, a: &[Value]) -> Outcome {
    let list = this::<List>(a)?;
    let (start, stop) = (m.bound_argument(&a[2], 0)?, m.bound_argument(&a[3], i64::MAX)?);
    let (mut at, stop) = (resolve(start, list.len()), resolve(stop, list.len()));
    while at < stop {
        let Some(item) = list.get(at) else { break };
        if m.equal(&item, &a[1])? {
            return Ok(Value::from(at));
        }
        at += 1;
    }
    let wanted = m.repr(&a[1])?;
    value_error(format!("{} is not in list", wanted.as_str()))
}

fn insert(m: &mut Machine, a: &[Value]) -> Outcome {
    let index = m.size_argument(&a[1])?;
    this::<List>(a)?.items.with(|v| {
        let at = resolve(index, v.len()).min(v.len());
        v.insert(at, a[2].clone());
    });
    Ok(Value::None)
}

fn pop(m: &mut Machine, a: &[Value]) -> Outcome {
    let list = this::<List>(a)?;
    if let Value::Int(-1) = a[1] {
        return match list.items.with(Vec::pop) {
            Some(item) => Ok(item),
            None => index_error("pop from empty list"),
        };
    }
    let index = m.size_argument(&a[1])?;
    if list.is_empty() {
        return index_error("pop from empty list");
    }
    match list.items.with(|v| place(index, v.len()).map(|at| v.remove(at))) {
        Some(item) => Ok(item),
        None => index_error("pop index out of range"),
    }
}

fn remove(m: &mut Machine, a: &[Value]) -> Outcome {
    let list = this::<List>(a)?;
    let mut at = 0;
    while let Some(item) = list.get(at) {
        if m.equal(&item, &a[1])? {
            drop(list.items.with(|v| (at < v.len()).then(|| v.remove(at))));
            return Ok(Value::None);
        }
        at += 1;
    }
    value_error("list.remove(x): x not in list")
}

fn reverse(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<List>(a)?.items.with(|v| v.reverse());
    Ok(Value::None)
}

fn sort(m: &mut Machine, a: &[Value]) -> Outcome {
    // Slots: self, key, reverse, *args.
    if a[3].get::<crate::object::list::Tuple>().is_some_and(|t| !t.is_empty()) {
        return type_error("sort() takes no positional arguments");
    }
    let reverse = m.truth(&a[2])?;
    m.sort_list(list(a)?, &a[1], reverse)?;
    Ok(Value::None)
}

fn reversed(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(list_reversed(&a[0], this::<List>(a)?.len()))
}

fn sizeof(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::from(40 + 8 * this::<List>(a)?.items.with(|v| v.len())))
}
