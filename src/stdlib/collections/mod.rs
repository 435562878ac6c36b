//! `_containers`: what `collections` takes from Rust: `deque`, and the order of `OrderedDict`.
//!
//! In: values; dicts. Out: rows open at both ends; dicts whose entries are moved to an end or taken from it. The text of
//! `collections` itself is beside this file.

pub mod deque;
mod deque_iterator;
mod field;

pub use deque_iterator::{DequeIterator, next};

use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::object::dict::Dict;
use crate::object::{Exc, Outcome, Value, key_error, type_error};

/// `_containers`
pub static MODULE: NativeModule = NativeModule {
    name: "_containers",
    help: "High performance data structures.",
    functions: &[
        native!(
            "_move_to_end(dict, key, last, /)",
            move_to_end,
            "Move an existing element to the end or to the front."
        ),
        native!("_popitem(dict, last, /)", popitem, "Remove and return the last or the first pair."),
        native!("_view(dict, part, /)", field::view, "The keys (0), values (1) or items (2) of an OrderedDict."),
        native!(
            "_count_elements(mapping, iterable, /)",
            count_elements,
            "Count elements in the iterable, updating the mapping."
        ),
    ],
    types: &[&deque::DEQUE, &deque_iterator::FORWARDS, &deque_iterator::BACKWARDS, &field::FIELD],
    ..NativeModule::BASE
};

fn dict_of(value: &Value) -> Outcome<&Dict> {
    match value.get::<Dict>() {
        Some(dict) => Ok(dict),
        None => type_error("an OrderedDict is required"),
    }
}

fn move_to_end(m: &mut Machine, a: &[Value]) -> Outcome {
    let last = m.truth(&a[2])?;
    let dict = dict_of(&a[0])?;
    let hash = m.hash(&a[1])?;
    let Some(position) = m.dict_find_hashed(dict, hash, &a[1])? else { return key_error(a[1].clone()) };
    let entry = dict.remove_at(position);
    if last {
        dict.add(entry.hash, entry.key, entry.value);
    } else {
        dict.add_front(entry.hash, entry.key, entry.value);
    }
    Ok(Value::None)
}

fn popitem(m: &mut Machine, a: &[Value]) -> Outcome {
    let last = m.truth(&a[1])?;
    let dict = dict_of(&a[0])?;
    let removed = match last {
        true => dict.remove_last(),
        false => dict.entry_from(0).map(|(position, _)| dict.remove_at(position)),
    };
    let Some(entry) = removed else { return Err(Exc::KeyError.raise("dictionary is empty")) };
    Ok(Machine::item_pair(entry.key, entry.value))
}

/// Adds one to the count of each value. Only for mappings that are dicts and look values up as dicts do.
fn count_elements(m: &mut Machine, a: &[Value]) -> Outcome {
    let dict = dict_of(&a[0])?;
    let iterator = m.iter(&a[1])?;
    while let Some(value) = m.next(&iterator)? {
        let hash = m.hash(&value)?;
        match m.dict_find_hashed(dict, hash, &value)? {
            Some(position) => {
                let count = match dict.value_at(position) {
                    Value::Int(count) if count < i64::MAX => Value::Int(count + 1),
                    other => m.binary(crate::syntax::ast::BinaryOperator::Add, &other, &Value::Int(1))?,
                };
                // Adding may have run user code.
                match m.dict_find_hashed(dict, hash, &value)? {
                    Some(position) => drop(dict.replace_at(position, count)),
                    None => dict.add(hash, value, count),
                }
            }
            None => dict.add(hash, value, Value::Int(1)),
        }
    }
    Ok(Value::None)
}
