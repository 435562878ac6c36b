//! `dict`.

use super::iterator::class_argument;
use crate::machine::Machine;
use crate::machine::protocol::iterate::dict_iterator;
use crate::native;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::{DictPart, DictView};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, key_error, type_error};

/// `dict`
pub static DICT: NativeType = NativeType {
    name: "dict",
    layout: <Dict>::layout,
    flags: class_flag::MAPPING,
    help: "dict() -> new empty dictionary",
    new: Some(native!("__new__(cls, *args, **kwargs)", new, "Create and return a new object.")),
    methods: &[
        native!("__init__(self, *args, **kwargs)", init, "Initialize self."),
        native!(
            "get(self, key, default=None, /)",
            get,
            "Return the value for key if key is in the dictionary, else default."
        ),
        native!(
            "setdefault(self, key, default=None, /)",
            setdefault,
            "Insert key with a value of default if key is not in the dictionary."
        ),
        native!("pop(self, key, default=<unset>, /)", pop, "Remove specified key and return the corresponding value."),
        native!("popitem(self, /)", popitem, "Remove and return a (key, value) pair as a 2-tuple."),
        native!("keys(self, /)", keys, "Return a set-like object providing a view on the dict's keys."),
        native!("values(self, /)", values, "Return an object providing a view on the dict's values."),
        native!("items(self, /)", items, "Return a set-like object providing a view on the dict's items."),
        native!(
            "update(self, *args, **kwargs)",
            update,
            "Update the dict from a mapping or an iterable of pairs, and from keywords."
        ),
        native!("clear(self, /)", clear, "Remove all items from the dict."),
        native!("copy(self, /)", copy, "Return a shallow copy of the dict."),
        native!("__reversed__(self, /)", reversed, "Return a reverse iterator over the dict keys."),
        native!("__sizeof__(self, /)", sizeof, "Return the size of the dict in memory."),
    ],
    class_methods: &[native!(
        "fromkeys(cls, iterable, value=None, /)",
        fromkeys,
        "Create a new dictionary with keys from iterable and values set to value."
    )],
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
        Special::Or,
        Special::ROr,
        Special::IOr,
    ],
    ..NativeType::BASE
};

fn dict(a: &[Value]) -> Outcome<&Gc<Dict>> {
    match a.first().and_then(Value::typed::<Dict>) {
        Some(dict) => Ok(dict),
        None => type_error("descriptor requires a 'dict' object"),
    }
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Dict::of_class(&class_argument(a)?).into_value())
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    fill(m, a, "dict")
}

fn update(m: &mut Machine, a: &[Value]) -> Outcome {
    fill(m, a, "update")
}

/// What `dict(...)` and `update(...)` do with their arguments.
fn fill(m: &mut Machine, a: &[Value], name: &str) -> Outcome {
    let dict = dict(a)?;
    let given = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    if given.len() > 1 {
        return type_error(format!("{name} expected at most 1 argument, got {}", given.len()));
    }
    if let Some(other) = given.first() {
        m.update_dict(dict, other)?;
    }
    if let Some(named) = a[2].get::<Dict>() {
        if !named.is_empty() {
            m.dict_merge(dict, named)?;
        }
    }
    Ok(Value::None)
}

fn get(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(m.dict_get(this::<Dict>(a)?, &a[1])?.unwrap_or_else(|| a[2].clone()))
}

fn setdefault(m: &mut Machine, a: &[Value]) -> Outcome {
    let dict = this::<Dict>(a)?;
    let hash = m.key_hash(&a[1])?;
    match m.dict_find_hashed(dict, hash, &a[1])? {
        Some(i) => Ok(dict.value_at(i)),
        None => {
            dict.add(hash, a[1].clone(), a[2].clone());
            Ok(a[2].clone())
        }
    }
}

fn pop(m: &mut Machine, a: &[Value]) -> Outcome {
    let dict = this::<Dict>(a)?;
    match m.dict_remove(dict, &a[1])? {
        Some(value) => Ok(value),
        None if a[2].is_set() => Ok(a[2].clone()),
        None => key_error(a[1].clone()),
    }
}

fn popitem(_: &mut Machine, a: &[Value]) -> Outcome {
    let dict = this::<Dict>(a)?;
    match dict.remove_last() {
        Some(entry) => Ok(Machine::item_pair(entry.key, entry.value)),
        None => Err(Exc::KeyError.raise("popitem(): dictionary is empty")),
    }
}

fn view(a: &[Value], part: DictPart) -> Outcome {
    let types = types();
    let class = match part {
        DictPart::Keys => &types.dict_keys,
        DictPart::Values => &types.dict_values,
        DictPart::Items => &types.dict_items,
    };
    Ok(Gc::new(DictView { dict: dict(a)?.clone(), part }, class).into_value())
}

fn keys(_: &mut Machine, a: &[Value]) -> Outcome {
    view(a, DictPart::Keys)
}

fn values(_: &mut Machine, a: &[Value]) -> Outcome {
    view(a, DictPart::Values)
}

fn items(_: &mut Machine, a: &[Value]) -> Outcome {
    view(a, DictPart::Items)
}

fn clear(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Dict>(a)?.clear();
    Ok(Value::None)
}

fn copy(_: &mut Machine, a: &[Value]) -> Outcome {
    let new = Dict::create();
    this::<Dict>(a)?.copy_to(&new);
    Ok(new.into_value())
}

fn reversed(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(dict_iterator(&a[0], DictPart::Keys, true))
}

fn sizeof(_: &mut Machine, a: &[Value]) -> Outcome {
    // As CPython lays dicts out: a header, a table of indices, entries of 24 bytes (16 when all keys are texts).
    let dict = this::<Dict>(a)?;
    if dict.is_empty() {
        return Ok(Value::Int(48));
    }
    let texts = dict.keys().iter().all(|k| class_of(k) == &types().str);
    let size = (dict.len() * 3).div_ceil(2).next_power_of_two().max(8);
    let width = match size {
        0..=128 => 1,
        129..=32768 => 2,
        _ => 4,
    };
    Ok(Value::from(48 + 32 + size * width + (size * 2 / 3) * if texts { 16 } else { 24 }))
}

fn fromkeys(m: &mut Machine, a: &[Value]) -> Outcome {
    let new = m.call(&a[0], &[])?;
    let exact = a[0].typed::<Class>().is_some_and(|class| *class == types().dict);
    let iterator = m.iter(&a[1])?;
    while let Some(key) = m.next(&iterator)? {
        match new.get::<Dict>() {
            Some(dict) if exact => drop(m.dict_set(dict, key, a[2].clone())?),
            _ => m.set_item(&new, &key, a[2].clone())?,
        }
    }
    Ok(new)
}
