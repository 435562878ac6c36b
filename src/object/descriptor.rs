//! Descriptors and other small objects: property, staticmethod, classmethod, native attributes, slots, modules, ranges, slices.

use super::class::Class;
use super::dict::Dict;
use super::heap::{Gc, Kind, Own};
use super::str::Str;
use super::types::types;
use super::value::Value;
use crate::native::{Native, NativeGetset};
use std::cell::Cell;

/// The payload of a native function, or of a native method before it is bound.
pub struct NativeFunction {
    /// The table's line.
    pub native: &'static Native,
    /// The class it belongs to, for methods; None for functions.
    pub owner: Value,
    /// The module's name, for functions.
    pub module: Value,
}

crate::payload!(NativeFunction, Kind::NativeFunction, trace | this, visit | { visit(&this.owner) });

/// Special methods that CPython's types have as plain methods, not as wrappers of slots.
const PLAIN_METHODS: &[&str] = &[
    "__reduce__",
    "__reduce_ex__",
    "__getstate__",
    "__setstate__",
    "__getnewargs__",
    "__getnewargs_ex__",
    "__format__",
    "__sizeof__",
    "__dir__",
    "__init_subclass__",
    "__subclasshook__",
    "__class_getitem__",
    "__reversed__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
    "__complex__",
    "__bytes__",
    "__instancecheck__",
    "__subclasscheck__",
    "__subclasses__",
    "__prepare__",
    "__length_hint__",
    "__enter__",
    "__exit__",
    "__aenter__",
    "__aexit__",
    "__copy__",
    "__deepcopy__",
    "__set_name__",
    "__mro_entries__",
    "__typing_subst__",
    "__replace__",
];

impl NativeFunction {
    /// A function of a module.
    pub fn create(native: &'static Native, module: Value) -> Value {
        Gc::new(NativeFunction { native, owner: Value::None, module }, &types().builtin_function).into_value()
    }

    /// A method of a class for the class itself: a `classmethod_descriptor`.
    pub fn class_method(native: &'static Native, owner: Value) -> Value {
        let payload = NativeFunction { native, owner: Value::None, module: owner };
        Gc::new(payload, &types().classmethod_descriptor).into_value()
    }

    /// A method of a class, unbound.
    pub fn method(native: &'static Native, owner: Value) -> Value {
        let name = native.name();
        let is_slot = name.starts_with("__") && !PLAIN_METHODS.contains(&name);
        let class = if is_slot { &types().wrapper_descriptor } else { &types().method_descriptor };
        Gc::new(NativeFunction { native, owner, module: Value::None }, class).into_value()
    }
}

/// The payload of a `property`.
pub struct Property {
    /// `fget`
    pub getter: Own<Value>,
    /// `fset`
    pub setter: Own<Value>,
    /// `fdel`
    pub deleter: Own<Value>,
    /// `__doc__`
    pub doc: Own<Value>,
    /// `__name__`, or Unset.
    pub name: Own<Value>,
}

crate::payload!(
    Property,
    Kind::Property,
    trace | this,
    visit | {
        for v in [&this.getter, &this.setter, &this.deleter, &this.doc] {
            v.with(|v| visit(v))
        }
    }
);

/// The payload of a `staticmethod`.
pub struct StaticMethod {
    /// What is wrapped.
    pub callable: Own<Value>,
}

crate::payload!(StaticMethod, Kind::StaticMethod, trace | this, visit | { this.callable.with(|v| visit(v)) });

/// The payload of a `classmethod`.
pub struct ClassMethod {
    /// What is wrapped.
    pub callable: Own<Value>,
}

crate::payload!(ClassMethod, Kind::ClassMethod, trace | this, visit | { this.callable.with(|v| visit(v)) });

/// The payload of a native attribute of a built-in type.
pub struct Getset {
    /// The table's line.
    pub native: &'static NativeGetset,
    /// The class it belongs to.
    pub owner: Gc<Class>,
}

crate::payload!(Getset, Kind::Getset, trace | this, visit | { visit(&this.owner.value()) });

/// The payload of a slot made by `__slots__`.
pub struct Member {
    /// The slot's name.
    pub name: Gc<Str>,
    /// The class that declares it.
    pub owner: Value,
    /// Where its value is among the attribute slots.
    pub index: usize,
}

crate::payload!(Member, Kind::Member, trace | this, visit | { visit(&this.owner) });

/// The payload of a `super` object.
pub struct Super {
    /// `__thisclass__`, or Unset before `__init__`.
    pub start: Own<Value>,
    /// `__self__`, or None.
    pub receiver: Own<Value>,
    /// `__self_class__`, or None.
    pub class: Own<Value>,
}

crate::payload!(
    Super,
    Kind::Extension,
    trace | this,
    visit | {
        for v in [&this.start, &this.receiver, &this.class] {
            v.with(|v| visit(v))
        }
    }
);

/// The payload of a `mappingproxy`.
pub struct MappingProxy {
    /// What it shows.
    pub mapping: Value,
}

crate::payload!(MappingProxy, Kind::Extension, trace | this, visit | { visit(&this.mapping) });

impl MappingProxy {
    /// A read-only view of a mapping.
    pub fn create(mapping: Value) -> Value {
        Gc::new(MappingProxy { mapping }, &types().mapping_proxy).into_value()
    }
}

/// The payload of a module.
pub struct Module {
    /// Its namespace.
    pub dict: Gc<Dict>,
}

crate::payload!(Module, Kind::Module, trace | this, visit | { visit(&this.dict.value()) });

impl Module {
    /// A new module with `__name__` set.
    pub fn create(name: &str) -> Gc<Module> {
        let dict = Dict::create();
        dict.set_name("__name__", name);
        dict.set_name("__doc__", Value::None);
        dict.set_name("__package__", Value::None);
        dict.set_name("__loader__", Value::None);
        dict.set_name("__spec__", Value::None);
        Gc::new(Module { dict }, &types().module)
    }
}

/// The payload of a `range`; bounds beyond 64 bits are big ints.
pub struct Range {
    /// `start`
    pub start: Value,
    /// `stop`
    pub stop: Value,
    /// `step`
    pub step: Value,
}

crate::payload!(Range, Kind::Range);

impl Range {
    /// Start, stop and step when all fit 64 bits.
    #[inline]
    pub fn small(&self) -> Option<(i64, i64, i64)> {
        match (&self.start, &self.stop, &self.step) {
            (Value::Int(a), Value::Int(b), Value::Int(c)) => Some((*a, *b, *c)),
            _ => None,
        }
    }
}

/// The number of values in a range of 64-bit bounds.
#[inline]
pub fn range_len(start: i64, stop: i64, step: i64) -> u64 {
    if step > 0 && start < stop {
        (stop.wrapping_sub(start) as u64 - 1) / step as u64 + 1
    } else if step < 0 && start > stop {
        (start.wrapping_sub(stop) as u64 - 1) / step.unsigned_abs() + 1
    } else {
        0
    }
}

/// The payload of a `slice`.
pub struct Slice {
    /// `start`
    pub start: Value,
    /// `stop`
    pub stop: Value,
    /// `step`
    pub step: Value,
}

crate::payload!(
    Slice,
    Kind::Slice,
    trace | this,
    visit | {
        visit(&this.start);
        visit(&this.stop);
        visit(&this.step)
    }
);

impl Slice {
    /// A new `slice`.
    pub fn create(start: Value, stop: Value, step: Value) -> Value {
        Gc::new(Slice { start, stop, step }, &types().slice).into_value()
    }
}

/// The payload of a range's iterator (64 bits).
pub struct RangeIterator {
    /// The next value.
    pub next: Cell<i64>,
    /// How many are left.
    pub left: Cell<u64>,
    /// From one value to the next.
    pub step: i64,
}

crate::payload!(RangeIterator, Kind::RangeIterator);

/// The payload of the iterator over a list, a tuple, a big range, bytes or anything with `__getitem__`.
pub struct SequenceIterator {
    /// What is iterated; Unset when used up.
    pub sequence: Own<Value>,
    /// The next index.
    pub index: Cell<usize>,
    /// Whether it goes backwards (`reversed`), the index being one past the next.
    pub reverse: bool,
}

crate::payload!(
    SequenceIterator,
    Kind::SequenceIterator,
    trace | this,
    visit | { this.sequence.with(|v| visit(v)) },
    clear | this | { drop(this.sequence.take()) }
);

/// The payload of the iterator over the characters of a text.
pub struct StrIterator {
    /// The text; Unset when used up.
    pub text: Own<Value>,
    /// The byte offset of the next character.
    pub offset: Cell<usize>,
}

crate::payload!(StrIterator, Kind::StrIterator);

/// What a dict's view or iterator shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DictPart {
    /// `keys()`
    Keys,
    /// `values()`
    Values,
    /// `items()`
    Items,
}

/// The payload of the iterator over a dict or one of its views.
pub struct DictIterator {
    /// The dict; Unset when used up.
    pub dict: Own<Value>,
    /// What it gives.
    pub part: DictPart,
    /// The next position.
    pub position: Cell<usize>,
    /// The dict's length when the iteration began; `usize::MAX` once it has been found changed.
    pub len: Cell<usize>,
    /// How many are still expected.
    pub left: Cell<usize>,
    /// Whether it goes backwards, position being one past the next.
    pub reverse: bool,
}

crate::payload!(
    DictIterator,
    Kind::DictIterator,
    trace | this,
    visit | { this.dict.with(|v| visit(v)) },
    clear | this | { drop(this.dict.take()) }
);

/// The payload of a view of a dict.
pub struct DictView {
    /// The dict.
    pub dict: Gc<Dict>,
    /// What it shows.
    pub part: DictPart,
}

crate::payload!(DictView, Kind::DictView, trace | this, visit | { visit(&this.dict.value()) });
