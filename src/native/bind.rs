//! Arguments to parameters: what happens between a call of a native and its function, with CPython's TypeErrors.

use super::signature::{Parameter, ParameterKind, Signature, default_value};
use super::{Arity, Native};
use crate::machine::Machine;
use crate::object::dict::Dict;
use crate::object::heap::Gc;
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::{Outcome, Value, type_error};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// The parameters that take one value each, in slot order, with their defaults as values.
struct Slots {
    parameters: Vec<(Parameter, Value)>,
    only_positional: bool,
}

thread_local! {
    static SLOTS: RefCell<FxHashMap<usize, Rc<Slots>>> = RefCell::new(FxHashMap::default());
}

fn slots_of(native: &'static Native) -> Rc<Slots> {
    SLOTS.with(|table| {
        table
            .borrow_mut()
            .entry(native as *const Native as usize)
            .or_insert_with(|| {
                let parameters: Vec<_> = Signature::parse(native.signature)
                    .parameters
                    .into_iter()
                    .filter(|p| !matches!(p.kind, ParameterKind::VarArgs | ParameterKind::VarKeywords))
                    .map(|p| {
                        let default = p.default.map_or(Value::Unset, default_value);
                        (p, default)
                    })
                    .collect();
                let only_positional = parameters.iter().all(|(p, _)| p.kind == ParameterKind::PositionalOnly);
                Rc::new(Slots { parameters, only_positional })
            })
            .clone()
    })
}

/// Calls a native with positional arguments and, if any, keywords (whose values are the last arguments).
/// `method` says that the first argument is `self`, which messages do not count.
#[inline]
pub fn call(
    machine: &mut Machine,
    native: &'static Native,
    arguments: &[Value],
    keywords: Option<&Tuple>,
    method: bool,
) -> Outcome {
    if keywords.is_none() && native.arity.is_plain() && arguments.len() == native.arity.positional as usize {
        return (native.call)(machine, arguments);
    }
    let slots = bind(native, arguments, keywords, method)?;
    (native.call)(machine, &slots)
}

#[inline(never)]
fn bind(native: &'static Native, arguments: &[Value], keywords: Option<&Tuple>, method: bool) -> Outcome<Vec<Value>> {
    let known = slots_of(native);
    let parameters = &known.parameters;
    let Arity { positional, kwonly, vararg, kwarg, .. } = native.arity;
    let (positional, kwonly) = (positional as usize, kwonly as usize);
    let names = keywords.map_or(&[][..], Tuple::as_slice);
    let given = arguments.len() - names.len();
    let skip = usize::from(method);
    if given > positional && !vararg {
        return wrong_count(native, given, method);
    }
    let mut slots = vec![Value::Unset; native.arity.slots()];
    for (slot, argument) in slots.iter_mut().zip(&arguments[..given.min(positional)]) {
        *slot = argument.clone();
    }
    let mut rest: Option<Gc<Dict>> = None;
    for (name, value) in names.iter().zip(&arguments[given..]) {
        let text = name.get::<Str>().map_or("", Str::as_str);
        match parameters.iter().position(|(p, _)| p.name == text && p.kind != ParameterKind::PositionalOnly) {
            Some(i) if slots[i].is_set() => {
                return type_error(format!(
                    "argument for {}() given by name ('{text}') and position ({})",
                    native.name(),
                    i + 1 - skip
                ));
            }
            Some(i) => slots[i] = value.clone(),
            None if kwarg => {
                if let Some(key) = name.typed::<Str>() {
                    rest.get_or_insert_with(Dict::create).set_str(key, value.clone());
                }
            }
            None if known.only_positional => {
                return type_error(format!("{}() takes no keyword arguments", native.name()));
            }
            None => return type_error(format!("{}() got an unexpected keyword argument '{text}'", native.name())),
        }
    }
    for (i, (parameter, default)) in parameters.iter().enumerate() {
        if slots[i].is_set() {
            continue;
        }
        if parameter.default.is_some() {
            slots[i] = default.clone();
        } else if parameter.kind == ParameterKind::PositionalOnly {
            return wrong_count(native, given, method);
        } else if i < positional {
            let (name, place) = (parameter.name, i + 1 - skip);
            return type_error(format!("{}() missing required argument '{name}' (pos {place})", native.name()));
        } else {
            let name = parameter.name;
            return type_error(format!("{}() missing required keyword-only argument: '{name}'", native.name()));
        }
    }
    let mut next = positional + kwonly;
    if vararg {
        slots[next] = Tuple::create(arguments[positional.min(given)..given].to_vec()).into_value();
        next += 1;
    }
    if kwarg {
        slots[next] = rest.unwrap_or_else(Dict::create).into_value();
    }
    Ok(slots)
}

#[cold]
fn wrong_count<T>(native: &'static Native, given: usize, method: bool) -> Outcome<T> {
    let skip = usize::from(method);
    let least = (native.arity.required as usize).saturating_sub(skip);
    let most = (native.arity.positional as usize).saturating_sub(skip);
    let given = given.saturating_sub(skip);
    let name = native.name();
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    type_error(match (least, most) {
        (_, 0) => format!("{name}() takes no arguments ({given} given)"),
        (1, 1) => format!("{name}() takes exactly one argument ({given} given)"),
        (a, b) if a == b => format!("{name} expected {a} argument{}, got {given}", plural(a)),
        (_, b) if given > b => format!("{name} expected at most {b} argument{}, got {given}", plural(b)),
        (a, _) => format!("{name} expected at least {a} argument{}, got {given}", plural(a)),
    })
}
