//! Iterators over anything: `enumerate`, `zip`, `map`, `filter`, `reversed`, `iter(callable, sentinel)`.
//!
//! In: iterables and callables. Out: iterators, which ask their sources for one value at a time. [`next`] is the one way
//! to step them, for the machine and for `__next__` alike.

use super::iterator_state::{REDUCE, SETSTATE};
use crate::machine::Machine;
use crate::native;
use crate::native::convert::{this, type_name};
use crate::native::{Native, NativeType};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::{Range, SequenceIterator};
use crate::object::dict::Dict;
use crate::object::generator::Generator;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::int::to_big;
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::stdlib::collections::{self, DequeIterator};
use crate::stdlib::itertools::{self, Steps};
use num_bigint::BigInt;
use std::cell::Cell;

/// The payload of an `enumerate`.
pub struct Enumerate {
    iterator: Value,
    /// The next number, an int of any size.
    number: Own<Value>,
}

crate::payload!(Enumerate, Kind::Extension, trace | this, visit | { visit(&this.iterator) });

/// The payload of a `zip`.
pub struct Zip {
    iterators: Box<[Value]>,
    strict: Cell<bool>,
}

crate::payload!(Zip, Kind::Extension, trace | this, visit | { this.iterators.iter().for_each(visit) });

/// The payload of a `map`.
pub struct Map {
    function: Value,
    iterators: Box<[Value]>,
}

crate::payload!(
    Map,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.function);
        this.iterators.iter().for_each(visit);
    }
);

/// The payload of a `filter`.
pub struct Filter {
    function: Value,
    iterator: Value,
}

crate::payload!(
    Filter,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.function);
        visit(&this.iterator);
    }
);

/// The payload of `iter(callable, sentinel)`.
pub struct CallableIterator {
    /// Unset when used up.
    callable: Own<Value>,
    sentinel: Value,
}

crate::payload!(
    CallableIterator,
    Kind::Extension,
    trace | this,
    visit | {
        this.callable.with(|v| visit(v));
        visit(&this.sentinel);
    },
    clear | this | { drop(this.callable.take()) }
);

impl Enumerate {
    /// The iterator and the next number.
    pub fn parts(&self) -> (Value, Value) {
        (self.iterator.clone(), self.number.get())
    }
}

impl Zip {
    /// The iterators, and whether they must end together.
    pub fn parts(&self) -> (Vec<Value>, bool) {
        (self.iterators.to_vec(), self.strict.get())
    }

    /// Says whether they must end together.
    pub fn set_strict(&self, strict: bool) {
        self.strict.set(strict);
    }
}

impl Map {
    /// The function and the iterators.
    pub fn parts(&self) -> Vec<Value> {
        std::iter::once(&self.function).chain(&self.iterators).cloned().collect()
    }
}

impl Filter {
    /// The function and the iterator.
    pub fn parts(&self) -> (Value, Value) {
        (self.function.clone(), self.iterator.clone())
    }
}

impl CallableIterator {
    /// The callable and what ends it; None once it has ended.
    pub fn parts(&self) -> Option<(Value, Value)> {
        self.callable.get().some().map(|callable| (callable, self.sentinel.clone()))
    }
}

const STEPS: &[Special] = &[Special::Iter, Special::Next];

/// `__length_hint__` of the iterators that know how much is left.
pub const LENGTH_HINT: Native =
    native!("__length_hint__(self, /)", length_hint, "Private method returning an estimate of len(list(it)).");

/// `iterator`
pub static ITERATOR: NativeType = NativeType {
    name: "iterator",
    layout: <SequenceIterator>::layout,
    flags: class_flag::FINAL,
    methods: super::iterator_state::METHODS,
    specials: STEPS,
    ..NativeType::BASE
};

/// `callable_iterator`
pub static CALLABLE_ITERATOR: NativeType = NativeType {
    name: "callable_iterator",
    layout: <CallableIterator>::layout,
    flags: class_flag::FINAL,
    methods: &[REDUCE],
    specials: STEPS,
    ..NativeType::BASE
};

/// `enumerate`
pub static ENUMERATE: NativeType = NativeType {
    name: "enumerate",
    layout: <Enumerate>::layout,
    help: "Return an enumerate object.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new_enumerate, "")),
    methods: &[REDUCE],
    specials: STEPS,
    ..NativeType::BASE
};

/// `zip`
pub static ZIP: NativeType = NativeType {
    name: "zip",
    layout: <Zip>::layout,
    help: "The zip object yields n-length tuples, where n is the number of iterables passed as positional arguments.",
    new: Some(native!("__new__(cls, *iterables, **kwargs)", new_zip, "")),
    methods: &[REDUCE, SETSTATE],
    specials: STEPS,
    ..NativeType::BASE
};

/// `map`
pub static MAP: NativeType = NativeType {
    name: "map",
    layout: <Map>::layout,
    help: "Make an iterator that computes the function using arguments from each of the iterables.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new_map, "")),
    methods: &[REDUCE],
    specials: STEPS,
    ..NativeType::BASE
};

/// `filter`
pub static FILTER: NativeType = NativeType {
    name: "filter",
    layout: <Filter>::layout,
    help: "Return an iterator yielding those items of iterable for which function(item) is true.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new_filter, "")),
    methods: &[REDUCE],
    specials: STEPS,
    ..NativeType::BASE
};

/// `reversed`
pub static REVERSED: NativeType = NativeType {
    name: "reversed",
    layout: <SequenceIterator>::layout,
    help: "Return a reverse iterator over the values of the given sequence.",
    new: Some(native!("__new__(cls, *args, **kwargs)", new_reversed, "")),
    methods: super::iterator_state::METHODS,
    specials: STEPS,
    ..NativeType::BASE
};

/// The positional arguments of a constructor whose table takes any: checked for number, and for the absence of keywords.
pub fn positional<'a>(name: &str, a: &'a [Value], least: usize, most: usize) -> Outcome<&'a [Value]> {
    let given = a.get(1).and_then(Value::get::<Tuple>).map_or(&[][..], Tuple::as_slice);
    if a.get(2).and_then(Value::get::<Dict>).is_some_and(|k| !k.is_empty()) && !is_for_other(a) {
        return type_error(format!("{name}() takes no keyword arguments"));
    }
    if (least..=most).contains(&given.len()) {
        return Ok(given);
    }
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let count = given.len();
    type_error(if least == most {
        format!("{name} expected {least} argument{}, got {count}", plural(least))
    } else if count < least {
        format!("{name} expected at least {least} argument{}, got {count}", plural(least))
    } else {
        format!("{name} expected at most {most} argument{}, got {count}", plural(most))
    })
}

/// Whether keywords of a constructor are meant for the other one, which a class of the program has overridden: `__init__`
/// where this is `__new__`, and the other way round.
pub fn is_for_other(a: &[Value]) -> bool {
    let Some(first) = a.first() else { return false };
    let (class, other) = match first.typed::<Class>() {
        Some(class) if !class.has_flag(class_flag::METACLASS) => (class.clone(), "__init__"),
        _ => (class_of(first).clone(), "__new__"),
    };
    let other = intern(other);
    let own = |c: &&Gc<Class>| !c.has_flag(class_flag::BUILTIN);
    class.mro.get().iter().take_while(own).any(|c| c.dict().get_str(&other).is_some())
}

/// The class that is instantiated, the first argument of `__new__`.
pub fn class_argument(a: &[Value]) -> Outcome<Gc<Class>> {
    match a.first().and_then(Value::typed::<Class>) {
        Some(class) => Ok(class.clone()),
        None => type_error("__new__() needs a type as its first argument"),
    }
}

fn new_enumerate(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    let given = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let (mut iterable, mut start) = (given.first().cloned(), given.get(1).cloned());
    let named = a[2].get::<Dict>().map_or(Vec::new(), Dict::items);
    if given.len() + named.len() > 2 {
        return type_error(format!("enumerate() takes at most 2 arguments ({} given)", given.len() + named.len()));
    }
    for (name, value) in named {
        let name = m.str(&name)?;
        let place = match name.as_str() {
            "iterable" if iterable.is_none() => &mut iterable,
            "start" if start.is_none() => &mut start,
            other => return type_error(format!("'{other}' is an invalid keyword argument for enumerate()")),
        };
        *place = Some(value);
    }
    let Some(iterable) = iterable else { return type_error("enumerate() missing required argument 'iterable'") };
    let number = match start {
        Some(start) => m.index(&start)?,
        None => Value::Int(0),
    };
    make_enumerate(m, &class, &iterable, number)
}

/// `enumerate(iterable, number)`
pub fn make_enumerate(m: &mut Machine, class: &Gc<Class>, iterable: &Value, number: Value) -> Outcome {
    let iterator = m.iter(iterable)?;
    Ok(Gc::new(Enumerate { iterator, number: Own::new(number) }, class).into_value())
}

fn iterators(m: &mut Machine, iterables: &[Value]) -> Outcome<Box<[Value]>> {
    let mut all = Vec::with_capacity(iterables.len());
    for iterable in iterables {
        all.push(m.iter(iterable)?);
    }
    Ok(all.into())
}

fn new_zip(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    let mut strict = false;
    if let Some(named) = a[2].get::<Dict>() {
        if named.len() > 1 {
            return type_error(format!("zip() takes at most 1 keyword argument ({} given)", named.len()));
        }
        for (name, value) in named.items() {
            let name = m.str(&name)?;
            if name.as_str() != "strict" {
                return type_error(format!("zip() got an unexpected keyword argument '{}'", name.as_str()));
            }
            strict = m.truth(&value)?;
        }
    }
    make_zip(m, &class, a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice), strict)
}

/// `zip(*iterables, strict=strict)`
pub fn make_zip(m: &mut Machine, class: &Gc<Class>, iterables: &[Value], strict: bool) -> Outcome {
    let iterators = iterators(m, iterables)?;
    Ok(Gc::new(Zip { iterators, strict: Cell::new(strict) }, class).into_value())
}

fn new_map(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    make_map(m, &class, positional("map", a, 0, usize::MAX)?)
}

/// `map(function, *iterables)`
pub fn make_map(m: &mut Machine, class: &Gc<Class>, given: &[Value]) -> Outcome {
    let [function, iterables @ ..] = given else { return type_error("map() must have at least two arguments.") };
    if iterables.is_empty() {
        return type_error("map() must have at least two arguments.");
    }
    let iterators = iterators(m, iterables)?;
    Ok(Gc::new(Map { function: function.clone(), iterators }, class).into_value())
}

fn new_filter(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    let given = positional("filter", a, 2, 2)?;
    make_filter(m, &class, &given[0], &given[1])
}

/// `filter(function, iterable)`
pub fn make_filter(m: &mut Machine, class: &Gc<Class>, function: &Value, iterable: &Value) -> Outcome {
    let iterator = m.iter(iterable)?;
    Ok(Gc::new(Filter { function: function.clone(), iterator }, class).into_value())
}

fn new_reversed(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_argument(a)?;
    make_reversed(m, &class, &positional("reversed", a, 1, 1)?[0])
}

/// `reversed(sequence)`
pub fn make_reversed(m: &mut Machine, class: &Gc<Class>, sequence: &Value) -> Outcome {
    let of = class_of(sequence);
    match of.special(Special::Reversed) {
        Some(Value::None) => return not_reversible(sequence),
        Some(_) => {
            let result = m.call_special(sequence, Special::Reversed, &[])?;
            return Ok(result.unwrap_or(Value::None));
        }
        None => {}
    }
    let row =
        !matches!(sequence.kind(), Some(Kind::Dict | Kind::Set | Kind::DictView)) && of.has_special(Special::GetItem);
    if !row {
        return not_reversible(sequence);
    }
    let len = m.len(sequence)?;
    let payload = SequenceIterator { sequence: Own::new(sequence.clone()), index: Cell::new(len), reverse: true };
    Ok(Gc::new(payload, class).into_value())
}

#[cold]
fn not_reversible<T>(value: &Value) -> Outcome<T> {
    type_error(format!("'{}' object is not reversible", type_name(value)))
}

/// `iter(callable, sentinel)`
pub fn callable_iterator(callable: Value, sentinel: Value) -> Value {
    Gc::new(CallableIterator { callable: Own::new(callable), sentinel }, &types().callable_iterator).into_value()
}

/// Whether a value is one of the iterators of this file.
pub fn is_iterator(value: &Value) -> bool {
    let Value::Object(r) = value else { return false };
    let layout = r.class().instance_layout();
    r.kind() == Kind::Extension
        && [
            Enumerate::layout(),
            Zip::layout(),
            Map::layout(),
            Filter::layout(),
            CallableIterator::layout(),
            Steps::layout(),
            DequeIterator::layout(),
        ]
        .iter()
        .any(|l| std::ptr::eq(*l, layout))
}

/// The next value of one of the iterators of this file; the outer None when the value is none of them.
#[inline]
pub fn next(m: &mut Machine, iterator: &Value) -> Option<Outcome<Option<Value>>> {
    if let Some(enumerate) = iterator.get::<Enumerate>() {
        return Some(next_numbered(m, enumerate));
    }
    if let Some(zip) = iterator.get::<Zip>() {
        return Some(next_zipped(m, zip));
    }
    if let Some(map) = iterator.get::<Map>() {
        return Some(next_mapped(m, map));
    }
    if let Some(filter) = iterator.get::<Filter>() {
        return Some(next_filtered(m, filter));
    }
    if let Some(called) = iterator.get::<CallableIterator>() {
        return Some(next_called(m, called));
    }
    if let Some(next) = collections::next(iterator) {
        return Some(next);
    }
    itertools::next(m, iterator)
}

/// As [`next`], of those that give pairs: the pair.
#[inline]
pub fn next_pair(m: &mut Machine, iterator: &Value) -> Option<Outcome<Option<(Value, Value)>>> {
    if let Some(enumerate) = iterator.get::<Enumerate>() {
        return Some(next_number(m, enumerate));
    }
    let zip = iterator.get::<Zip>()?;
    match (&*zip.iterators, zip.strict.get()) {
        ([first, second], false) => Some(next_two(m, first, second)),
        _ => None,
    }
}

fn next_number(m: &mut Machine, it: &Enumerate) -> Outcome<Option<(Value, Value)>> {
    let Some(value) = m.next(&it.iterator)? else { return Ok(None) };
    Ok(Some((it.count_on(), value)))
}

impl Enumerate {
    /// The number of the value that was just given.
    pub fn count_on(&self) -> Value {
        let number = self.number.get();
        let next = match &number {
            Value::Int(i) if *i < i64::MAX => Value::Int(i + 1),
            other => Value::from(to_big(other).unwrap_or_default() + BigInt::from(1)),
        };
        self.number.set(next);
        number
    }

    /// The generator whose values it numbers, if it is a plain one.
    pub fn generator(&self) -> Option<&Gc<Generator>> {
        self.iterator.typed::<Generator>().filter(|g| g.as_ref().class() == &types().generator)
    }
}

fn next_two(m: &mut Machine, first: &Value, second: &Value) -> Outcome<Option<(Value, Value)>> {
    let Some(a) = m.next(first)? else { return Ok(None) };
    let Some(b) = m.next(second)? else { return Ok(None) };
    Ok(Some((a, b)))
}

fn next_numbered(m: &mut Machine, it: &Enumerate) -> Outcome<Option<Value>> {
    Ok(next_number(m, it)?.map(|(number, value)| Tuple::of([number, value]).into_value()))
}

fn next_zipped(m: &mut Machine, it: &Zip) -> Outcome<Option<Value>> {
    if it.iterators.is_empty() {
        return Ok(None);
    }
    if let ([first, second], false) = (&*it.iterators, it.strict.get()) {
        return Ok(next_two(m, first, second)?.map(|(a, b)| Tuple::of([a, b]).into_value()));
    }
    let mut row = Vec::with_capacity(it.iterators.len());
    for (i, iterator) in it.iterators.iter().enumerate() {
        match m.next(iterator)? {
            Some(value) => row.push(value),
            None if it.strict.get() => return uneven(m, it, i),
            None => return Ok(None),
        }
    }
    Ok(Some(Tuple::create(row).into_value()))
}

/// One iterator of a strict `zip` ended: all have to.
#[cold]
fn uneven(m: &mut Machine, it: &Zip, ended: usize) -> Outcome<Option<Value>> {
    let others = |i: usize| if i == 1 { " 1".to_string() } else { format!("s 1-{i}") };
    if ended > 0 {
        return value_error(format!("zip() argument {} is shorter than argument{}", ended + 1, others(ended)));
    }
    for (i, iterator) in it.iterators.iter().enumerate().skip(1) {
        if m.next(iterator)?.is_some() {
            return value_error(format!("zip() argument {} is longer than argument{}", i + 1, others(i)));
        }
    }
    Ok(None)
}

fn next_mapped(m: &mut Machine, it: &Map) -> Outcome<Option<Value>> {
    if let [only] = &*it.iterators {
        let Some(value) = m.next(only)? else { return Ok(None) };
        return m.call(&it.function, std::slice::from_ref(&value)).map(Some);
    }
    let mut arguments = Vec::with_capacity(it.iterators.len());
    for iterator in &it.iterators {
        match m.next(iterator)? {
            Some(value) => arguments.push(value),
            None => return Ok(None),
        }
    }
    m.call(&it.function, &arguments).map(Some)
}

fn next_filtered(m: &mut Machine, it: &Filter) -> Outcome<Option<Value>> {
    let plain = it.function.is_none() || it.function.is(&types().bool.value());
    while let Some(value) = m.next(&it.iterator)? {
        let keep = if plain {
            m.truth(&value)?
        } else {
            let answer = m.call(&it.function, std::slice::from_ref(&value))?;
            m.truth(&answer)?
        };
        if keep {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

fn next_called(m: &mut Machine, it: &CallableIterator) -> Outcome<Option<Value>> {
    let callable = it.callable.get();
    if !callable.is_set() {
        return Ok(None);
    }
    let value = match m.call(&callable, &[]) {
        Ok(value) => value,
        Err(raise) if raise.is(Exc::StopIteration) => {
            drop(it.callable.take());
            return Ok(None);
        }
        Err(raise) => return Err(raise),
    };
    if m.equal(&it.sentinel, &value)? {
        drop(it.callable.take());
        return Ok(None);
    }
    Ok(Some(value))
}

/// How many values an iterator over something with a length still has.
pub fn length_hint(m: &mut Machine, a: &[Value]) -> Outcome {
    use crate::object::descriptor::{DictIterator, RangeIterator, StrIterator};
    use crate::object::set::{Set, SetIterator};
    use crate::object::str::Str;
    let Some(Value::Object(r)) = a.first() else { return Ok(Value::NotImplemented) };
    Ok(Value::from(match r.kind() {
        Kind::RangeIterator => this::<RangeIterator>(a)?.left.get() as usize,
        Kind::SequenceIterator => {
            let it = this::<SequenceIterator>(a)?;
            let sequence = it.sequence.get();
            if !sequence.is_set() {
                return Ok(Value::Int(0));
            }
            if let Some(range) = sequence.get::<Range>() {
                let len = to_big(&crate::machine::protocol::range::len(range)).unwrap_or_default();
                return Ok(Value::from(len - BigInt::from(it.index.get())));
            }
            let Some(len) = m.find_len(&sequence)? else { return Ok(Value::NotImplemented) };
            if !it.reverse {
                len.saturating_sub(it.index.get())
            } else if it.index.get() > len {
                0
            } else {
                it.index.get()
            }
        }
        Kind::DictIterator => {
            let it = this::<DictIterator>(a)?;
            let same = it.dict.with(|d| d.get::<Dict>().is_some_and(|d| d.len() == it.len.get()));
            if same { it.left.get() } else { 0 }
        }
        Kind::SetIterator => {
            let it = this::<SetIterator>(a)?;
            let set = it.set.get();
            match set.get::<Set>() {
                Some(set) if set.len() == it.len.get() => {
                    set.table.with(|t| t.slots.iter().skip(it.slot.get()).filter(|s| s.1.is_set()).count())
                }
                _ => 0,
            }
        }
        Kind::StrIterator => {
            let it = this::<StrIterator>(a)?;
            let offset = it.offset.get();
            it.text.with(|t| t.get::<Str>().map_or(0, |s| s.as_str().get(offset..).map_or(0, |s| s.chars().count())))
        }
        _ => return Ok(Value::NotImplemented),
    }))
}

/// A backwards iterator over a list.
pub fn list_reversed(list: &Value, len: usize) -> Value {
    let payload = SequenceIterator { sequence: Own::new(list.clone()), index: Cell::new(len), reverse: true };
    Gc::new(payload, &types().list_reverse_iterator).into_value()
}
