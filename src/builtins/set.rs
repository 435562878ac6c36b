//! `set`, `frozenset` and their iterator.

use super::iterator::{class_argument, positional};
use super::iterator_state::PLACELESS;
use crate::machine::Machine;
use crate::native;
use crate::native::convert::this;
use crate::native::{Native, NativeType};
use crate::object::class::{class_flag, class_of};
use crate::object::heap::{Gc, Payload};
use crate::object::list::Tuple;
use crate::object::set::{Set, SetIterator};
use crate::object::special::Special;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, key_error, type_error};

const REDUCE: Native = native!("__reduce__(self, /)", reduce, "Return state information for pickling.");
const COPY: Native = native!("copy(self, /)", copy, "Return a shallow copy of a set.");
const DIFFERENCE: Native = native!(
    "difference(self, *others)",
    difference,
    "Return a new set with elements in the set that are not in the others."
);
const INTERSECTION: Native = native!(
    "intersection(self, *others)",
    intersection,
    "Return a new set with elements common to the set and all others."
);
const ISDISJOINT: Native =
    native!("isdisjoint(self, other, /)", isdisjoint, "Return True if two sets have a null intersection.");
const ISSUBSET: Native = native!("issubset(self, other, /)", issubset, "Report whether another set contains this set.");
const ISSUPERSET: Native =
    native!("issuperset(self, other, /)", issuperset, "Report whether this set contains another set.");
const SYMMETRIC_DIFFERENCE: Native = native!(
    "symmetric_difference(self, other, /)",
    symmetric_difference,
    "Return a new set with elements in either the set or other but not both."
);
const UNION: Native =
    native!("union(self, *others)", union, "Return a new set with elements from the set and all others.");
const SIZEOF: Native = native!("__sizeof__(self, /)", sizeof, "S.__sizeof__() -> size of S in memory, in bytes.");

/// `set`
pub static SET: NativeType = NativeType {
    name: "set",
    layout: <Set>::layout,
    flags: class_flag::WEAK,
    help: "Build an unordered collection of unique elements.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new, "Create and return a new object.")),
    methods: &[
        native!("__init__(self, *args, **kwargs)", init, "Initialize self."),
        native!("add(self, object, /)", add, "Add an element to a set."),
        native!("clear(self, /)", clear, "Remove all elements from this set."),
        native!("discard(self, object, /)", discard, "Remove an element from a set if it is a member."),
        native!(
            "difference_update(self, *others)",
            difference_update,
            "Update the set, removing elements found in others."
        ),
        native!(
            "intersection_update(self, *others)",
            intersection_update,
            "Update the set, keeping only elements found in it and all others."
        ),
        native!("pop(self, /)", pop, "Remove and return an arbitrary set element."),
        native!("remove(self, object, /)", remove, "Remove an element from a set; it must be a member."),
        native!(
            "symmetric_difference_update(self, other, /)",
            symmetric_difference_update,
            "Update the set, keeping only elements found in either set, but not in both."
        ),
        native!("update(self, *others)", update, "Update the set, adding elements from all others."),
        COPY,
        REDUCE,
        DIFFERENCE,
        INTERSECTION,
        ISDISJOINT,
        ISSUBSET,
        ISSUPERSET,
        SYMMETRIC_DIFFERENCE,
        UNION,
        SIZEOF,
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
        Special::Contains,
        Special::Iter,
        Special::Sub,
        Special::RSub,
        Special::And,
        Special::RAnd,
        Special::Or,
        Special::ROr,
        Special::Xor,
        Special::RXor,
        Special::ISub,
        Special::IAnd,
        Special::IOr,
        Special::IXor,
    ],
    ..NativeType::BASE
};

/// `frozenset`
pub static FROZENSET: NativeType = NativeType {
    name: "frozenset",
    layout: <Set>::layout,
    flags: class_flag::WEAK,
    help: "Build an immutable unordered collection of unique elements.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new_frozen, "Create and return a new object.")),
    methods: &[
        COPY,
        REDUCE,
        DIFFERENCE,
        INTERSECTION,
        ISDISJOINT,
        ISSUBSET,
        ISSUPERSET,
        SYMMETRIC_DIFFERENCE,
        UNION,
        SIZEOF,
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
        Special::Contains,
        Special::Iter,
        Special::Sub,
        Special::RSub,
        Special::And,
        Special::RAnd,
        Special::Or,
        Special::ROr,
        Special::Xor,
        Special::RXor,
    ],
    ..NativeType::BASE
};

/// `set_iterator`
pub static SET_ITERATOR: NativeType = NativeType {
    name: "set_iterator",
    layout: <SetIterator>::layout,
    flags: class_flag::FINAL,
    methods: PLACELESS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

fn set(a: &[Value]) -> Outcome<&Gc<Set>> {
    match a.first().and_then(Value::typed::<Set>) {
        Some(set) => Ok(set),
        None => type_error("descriptor requires a 'set' object"),
    }
}

/// The values of `*others`.
fn others(a: &[Value]) -> &[Value] {
    a.get(1).and_then(Value::get::<Tuple>).map_or(&[], Tuple::as_slice)
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Set::of_class(&class_argument(a)?).into_value())
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let given = positional("set", a, 0, 1)?;
    let set = set(a)?;
    set.clear();
    if let Some(iterable) = given.first() {
        m.update_set(set, iterable)?;
    }
    Ok(Value::None)
}

fn new_frozen(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    let given = positional("frozenset", a, 0, 1)?;
    match given.first() {
        Some(same) if class == types().frozenset && class_of(same) == &class => Ok(same.clone()),
        Some(iterable) => m.set_of(&class, iterable).map(Value::from),
        None => Ok(Set::of_class(&class).into_value()),
    }
}

fn add(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_add(this::<Set>(a)?, a[1].clone())?;
    Ok(Value::None)
}

fn clear(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Set>(a)?.clear();
    Ok(Value::None)
}

fn copy(m: &mut Machine, a: &[Value]) -> Outcome {
    let set = set(a)?;
    if class_of(&a[0]) == &types().frozenset {
        return Ok(a[0].clone());
    }
    m.set_copy(set).map(Value::from)
}

fn pop(_: &mut Machine, a: &[Value]) -> Outcome {
    match this::<Set>(a)?.pop() {
        Some(value) => Ok(value),
        None => Err(Exc::KeyError.raise("pop from an empty set")),
    }
}

fn remove(m: &mut Machine, a: &[Value]) -> Outcome {
    if m.set_discard(this::<Set>(a)?, &a[1])? { Ok(Value::None) } else { key_error(a[1].clone()) }
}

fn discard(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_discard(this::<Set>(a)?, &a[1])?;
    Ok(Value::None)
}

fn update(m: &mut Machine, a: &[Value]) -> Outcome {
    let set = set(a)?;
    for other in others(a) {
        m.update_set(set, other)?;
    }
    Ok(Value::None)
}

fn union(m: &mut Machine, a: &[Value]) -> Outcome {
    let set = set(a)?;
    let result = m.set_copy(set)?;
    for other in others(a) {
        if !other.is(&a[0]) {
            m.update_set(&result, other)?;
        }
    }
    Ok(result.into_value())
}

fn intersect(m: &mut Machine, a: &[Value]) -> Outcome<Gc<Set>> {
    let set = set(a)?;
    let Some((first, rest)) = others(a).split_first() else { return m.set_copy(set) };
    let mut result = m.set_intersection(set, first)?;
    for other in rest {
        result = m.set_intersection(&result, other)?;
    }
    Ok(result)
}

fn intersection(m: &mut Machine, a: &[Value]) -> Outcome {
    intersect(m, a).map(Value::from)
}

fn intersection_update(m: &mut Machine, a: &[Value]) -> Outcome {
    let result = intersect(m, a)?;
    set(a)?.swap(&result);
    Ok(Value::None)
}

fn difference(m: &mut Machine, a: &[Value]) -> Outcome {
    let set = set(a)?;
    let Some((first, rest)) = others(a).split_first() else { return m.set_copy(set).map(Value::from) };
    let result = m.set_difference(set, first)?;
    for other in rest {
        m.set_difference_update(&result, other)?;
    }
    Ok(result.into_value())
}

fn difference_update(m: &mut Machine, a: &[Value]) -> Outcome {
    let set = set(a)?;
    for other in others(a) {
        m.set_difference_update(set, other)?;
    }
    Ok(Value::None)
}

fn symmetric_difference(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_symmetric_difference(set(a)?, &a[1]).map(Value::from)
}

fn symmetric_difference_update(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_symmetric_difference_update(set(a)?, &a[1])?;
    Ok(Value::None)
}

fn isdisjoint(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_is_disjoint(set(a)?, &a[1]).map(Value::bool)
}

fn issubset(m: &mut Machine, a: &[Value]) -> Outcome {
    let set = set(a)?;
    match a[1].typed::<Set>() {
        Some(other) => m.set_is_subset(set, other).map(Value::bool),
        None => Ok(Value::bool(m.set_intersection(set, &a[1])?.len() == set.len())),
    }
}

fn issuperset(m: &mut Machine, a: &[Value]) -> Outcome {
    let set = set(a)?;
    if let Some(other) = a[1].typed::<Set>() {
        return m.set_is_subset(other, set).map(Value::bool);
    }
    let iterator = m.iter(&a[1])?;
    while let Some(item) = m.next(&iterator)? {
        if !m.set_contains(set, &item)? {
            return Ok(Value::bool(false));
        }
    }
    Ok(Value::bool(true))
}

fn sizeof(_: &mut Machine, a: &[Value]) -> Outcome {
    let slots = this::<Set>(a)?.table.with(|t| t.slots.len());
    Ok(Value::from(200 + if slots > 8 { slots * 16 } else { 0 }))
}

fn reduce(m: &mut Machine, a: &[Value]) -> Outcome {
    let items = crate::object::list::List::create(m.collect(&a[0])?).into_value();
    let state = m.call_method(&a[0], "__getstate__", &[])?;
    Ok(Tuple::of([class_of(&a[0]).value(), Tuple::of([items]).into_value(), state]).into_value())
}
