//! Arguments to parameters: what happens between a call of a native and its function, with CPython's TypeErrors.

use super::arity::{Fallback, SHORT};
use super::signature::{Parameter, ParameterKind, Signature, default_value};
use super::{Arity, Native, NativeType};
use crate::machine::Machine;
use crate::object::class::{Class, class_of};
use crate::object::dict::Dict;
use crate::object::heap::Gc;
use crate::object::list::Tuple;
use crate::object::special::SPECIALS;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// The parameters that take one value each, in slot order, with their defaults as values.
struct Slots {
    parameters: Vec<(Parameter, Value)>,
    /// Whether none can be given by name, `self` apart.
    only_positional: bool,
    /// Whether the first is `self` or `cls`, which messages do not count.
    bound: bool,
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
                let bound = parameters.first().is_some_and(|(p, _)| matches!(p.name, "self" | "cls"));
                let only_positional =
                    parameters.iter().skip(usize::from(bound)).all(|(p, _)| p.kind == ParameterKind::PositionalOnly);
                Rc::new(Slots { parameters, only_positional, bound })
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
    if keywords.is_none() && native.arity.is_short(arguments.len()) {
        return call_short(machine, native, arguments, true);
    }
    let slots = bind(native, arguments, keywords, method)?;
    (native.call)(machine, &slots)
}

/// Calls a native with the defaults of those of its parameters that were not given. `wanted` is whether anybody takes
/// what it gives.
#[inline(never)]
pub(crate) fn call_short(machine: &mut Machine, native: &'static Native, arguments: &[Value], wanted: bool) -> Outcome {
    if let Some(quick) = native.quick
        && let Some(value) = quick(machine, arguments, wanted)
    {
        return Ok(value);
    }
    call_with_defaults(machine, native, arguments)
}

#[inline]
fn call_with_defaults(machine: &mut Machine, native: &'static Native, arguments: &[Value]) -> Outcome {
    let mut slots = [const { Value::Unset }; SHORT];
    let Arity { positional, vararg, .. } = native.arity;
    let all = native.arity.slots();
    let (named, rest) = arguments.split_at(arguments.len().min(positional as usize));
    for (slot, argument) in slots.iter_mut().zip(named) {
        *slot = argument.clone();
    }
    if vararg {
        let rest = match rest {
            [] => types().empty_tuple.clone(),
            rest => Tuple::of_values(rest.iter().cloned(), rest.len()),
        };
        slots[all - 1] = rest.into_value();
    }
    for (i, slot) in slots.iter_mut().enumerate().take(all - usize::from(vararg)).skip(named.len()) {
        *slot = match native.arity.defaults[i] {
            Fallback::Unset => Value::Unset,
            Fallback::None => Value::None,
            Fallback::Bool(b) => Value::bool(b),
            Fallback::Int(i) => Value::Int(i.into()),
            Fallback::Other => slots_of(native).parameters[i].1.clone(),
        };
    }
    (native.call)(machine, &slots[..all])
}

#[inline(never)]
fn bind(native: &'static Native, arguments: &[Value], keywords: Option<&Tuple>, method: bool) -> Outcome<Vec<Value>> {
    let bound = bind_slots(native, arguments, keywords, method);
    if bound.is_err() && native.python {
        let names = keywords.map_or(&[][..], Tuple::as_slice);
        return refuse_as_python(native, &slots_of(native), arguments, names);
    }
    bound
}

fn bind_slots(
    native: &'static Native,
    arguments: &[Value],
    keywords: Option<&Tuple>,
    method: bool,
) -> Outcome<Vec<Value>> {
    let known = slots_of(native);
    let method = method || known.bound;
    let parameters = &known.parameters;
    let Arity { positional, kwonly, vararg, kwarg, .. } = native.arity;
    let (positional, kwonly) = (positional as usize, kwonly as usize);
    let names = keywords.map_or(&[][..], Tuple::as_slice);
    let given = arguments.len() - names.len();
    let skip = usize::from(method);
    let makes = matches!(native.name(), "__new__" | "__init__");
    if !names.is_empty() && known.only_positional && !kwarg && !makes {
        return type_error(format!("{}() takes no keyword arguments", qualified_name(native, arguments)));
    }
    let too_many = given > positional || !known.only_positional && arguments.len() > positional + kwonly && !kwarg;
    if too_many && !vararg {
        return wrong_count(native, &known, arguments, names.len(), method);
    }
    let mut slots = vec![Value::Unset; native.arity.slots()];
    for (slot, argument) in slots.iter_mut().zip(&arguments[..given.min(positional)]) {
        *slot = argument.clone();
    }
    let mut rest: Option<Gc<Dict>> = None;
    // A parameter that is missing is told of before a keyword that does not fit.
    let mut unfit = None;
    for (name, value) in names.iter().zip(&arguments[given..]) {
        let text = name.get::<Str>().map_or("", Str::as_str);
        match parameters.iter().position(|(p, _)| p.name == text && p.kind != ParameterKind::PositionalOnly) {
            Some(i) if slots[i].is_set() => {
                let (function, place) = (shown_name(native, arguments), i + 1 - skip);
                unfit.get_or_insert_with(|| {
                    format!("argument for {function}() given by name ('{text}') and position ({place})")
                });
            }
            Some(i) => slots[i] = value.clone(),
            None if kwarg => {
                if let Some(key) = name.typed::<Str>() {
                    rest.get_or_insert_with(Dict::create).set_str(key, value.clone());
                }
            }
            None if makes && crate::builtins::iterator::is_for_other(arguments) => {}
            None if known.only_positional => {
                return type_error(format!("{}() takes no keyword arguments", qualified_name(native, arguments)));
            }
            None => {
                let name = shown_name(native, arguments);
                unfit.get_or_insert_with(|| format!("{name}() got an unexpected keyword argument '{text}'"));
            }
        }
    }
    for (i, (parameter, default)) in parameters.iter().enumerate() {
        if slots[i].is_set() {
            continue;
        }
        if parameter.default.is_some() {
            slots[i] = default.clone();
        } else if parameter.kind == ParameterKind::PositionalOnly {
            return wrong_count(native, &known, arguments, names.len(), method);
        } else if i < positional {
            let (name, place) = (parameter.name, i + 1 - skip);
            let function = shown_name(native, arguments);
            return type_error(format!("{function}() missing required argument '{name}' (pos {place})"));
        } else {
            let (name, function) = (parameter.name, shown_name(native, arguments));
            return type_error(format!("{function}() missing required keyword-only argument: '{name}'"));
        }
    }
    if let Some(message) = unfit {
        return type_error(message);
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

/// The TypeError that a function with a `def` raises for the same arguments.
#[cold]
fn refuse_as_python<T>(native: &'static Native, known: &Slots, arguments: &[Value], keywords: &[Value]) -> Outcome<T> {
    let name = match (native.name(), owner_of(native, arguments)) {
        ("__new__", Some(owner)) => format!("{}.__init__()", owner.name),
        (name, Some(owner)) if owner.name == "_Loop" => format!("BaseEventLoop.{name}()"),
        (name, Some(owner)) => format!("{}.{name}()", owner.name),
        (name, None) => format!("{name}()"),
    };
    refuse_named(name, native, known, arguments, keywords)
}

/// What a method of a class raises that is called with nothing to be its `self`, as if it had a `def`.
#[cold]
pub fn refuse_without_self(native: &'static Native, owner: &str) -> Outcome<()> {
    refuse_named(format!("{owner}.{}()", native.name()), native, &slots_of(native), &[], &[])
}

fn refuse_named<T>(
    name: String,
    native: &'static Native,
    known: &Slots,
    arguments: &[Value],
    keywords: &[Value],
) -> Outcome<T> {
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let positional = native.arity.positional as usize;
    let given = arguments.len() - keywords.len();
    let parameters = &known.parameters;
    let mut by_name = Vec::new();
    for keyword in keywords {
        let text = keyword.get::<Str>().map_or("", Str::as_str);
        match parameters.iter().position(|(p, _)| p.name == text && p.kind != ParameterKind::PositionalOnly) {
            Some(i) if i < given.min(positional) || by_name.contains(&i) => {
                return type_error(format!("{name} got multiple values for argument '{text}'"));
            }
            Some(i) => by_name.push(i),
            None => {
                let near = crate::diagnostic::near::nearest(text, parameters.iter().map(|(p, _)| p.name));
                let hint = near.map_or(String::new(), |n| format!(". Did you mean '{n}'?"));
                return type_error(format!("{name} got an unexpected keyword argument '{text}'{hint}"));
            }
        }
    }
    if given > positional {
        let least = native.arity.required as usize;
        let (takes, many) = match least {
            least if least < positional => (format!("from {least} to {positional}"), true),
            _ => (positional.to_string(), positional != 1),
        };
        let kwonly = by_name.iter().filter(|i| **i >= positional).count();
        let given = if kwonly > 0 {
            let (all, only) = (plural(given), plural(kwonly));
            format!("{given} positional argument{all} (and {kwonly} keyword-only argument{only}) were")
        } else {
            format!("{given} {}", if given == 1 { "was" } else { "were" })
        };
        let s = if many { "s" } else { "" };
        return type_error(format!("{name} takes {takes} positional argument{s} but {given} given"));
    }
    let missing: Vec<String> = parameters[given..positional.max(given)]
        .iter()
        .enumerate()
        .filter(|(i, (p, _))| p.default.is_none() && !by_name.contains(&(i + given)))
        .map(|(_, (p, _))| format!("'{}'", p.name))
        .collect();
    let list = match missing.as_slice() {
        [a, b] => format!("{a} and {b}"),
        [rest @ .., last] if !rest.is_empty() => format!("{}, and {last}", rest.join(", ")),
        all => all.concat(),
    };
    let count = missing.len();
    type_error(format!("{name} missing {count} required positional argument{}: {list}", plural(count)))
}

/// Special methods that are plain methods in CPython, whose messages name them.
const PLAIN: &[&str] = &[
    "__bytes__",
    "__ceil__",
    "__complex__",
    "__dir__",
    "__enter__",
    "__exit__",
    "__floor__",
    "__format__",
    "__fspath__",
    "__length_hint__",
    "__reversed__",
    "__round__",
    "__trunc__",
];

#[cold]
fn wrong_count<T>(
    native: &'static Native,
    known: &Slots,
    arguments: &[Value],
    keywords: usize,
    method: bool,
) -> Outcome<T> {
    let skip = usize::from(method);
    let least = (native.arity.required as usize).saturating_sub(skip);
    let most = (native.arity.positional as usize).saturating_sub(skip);
    let given = (arguments.len() - keywords).saturating_sub(skip);
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    let name = shown_name(native, arguments);
    let wrapper = method && SPECIALS.contains(&native.name()) && !PLAIN.contains(&native.name());
    if wrapper && name == native.name() {
        let bound = match (least, most) {
            (a, b) if a == b => "",
            (_, b) if given > b => "at most ",
            _ => "at least ",
        };
        let wanted = if given > most { most } else { least };
        return type_error(format!("expected {bound}{wanted} argument{}, got {given}", plural(wanted)));
    }
    if matches!(name, "int" | "str") && keywords == 0 && given > most {
        return type_error(format!("{name} expected at most {most} arguments, got {given}"));
    }
    if !known.only_positional && given + keywords > most {
        let all = most + native.arity.kwonly as usize;
        return type_error(if given + keywords > all {
            format!("{name}() takes at most {all} argument{} ({} given)", plural(all), given + keywords)
        } else if most == 0 {
            format!("{name}() takes no positional arguments")
        } else {
            let bound = if least < most { "at most" } else { "exactly" };
            format!("{name}() takes {bound} {most} positional argument{} ({given} given)", plural(most))
        });
    }
    if !known.only_positional && given < least && name != "__new__" {
        let bound = if least < most { "at least" } else { "exactly" };
        return type_error(format!(
            "{name}() takes {bound} {least} positional argument{} ({given} given)",
            plural(least)
        ));
    }
    if native.arity.vararg && !SPECIALS.contains(&native.name()) {
        return type_error(format!("{name} expected at least {least} argument{}, got {given}", plural(least)));
    }
    type_error(match (least, most) {
        (_, 0) => format!("{}() takes no arguments ({given} given)", qualified_name(native, arguments)),
        (1, 1) if name == native.name() => {
            format!("{}() takes exactly one argument ({given} given)", qualified_name(native, arguments))
        }
        (a, b) if a == b => format!("{name} expected {a} argument{}, got {given}", plural(a)),
        (_, b) if given > b => format!("{name} expected at most {b} argument{}, got {given}", plural(b)),
        (a, _) => format!("{name} expected at least {a} argument{}, got {given}", plural(a)),
    })
}

/// The built-in type whose table a native stands in, found from its first argument: an instance or the class.
fn owner_of(native: &'static Native, arguments: &[Value]) -> Option<&'static NativeType> {
    let first = arguments.first()?;
    let own = first.typed::<Class>().map(|class| class.mro.get()).unwrap_or_default();
    let classes = own.into_iter().chain(class_of(first).mro.get());
    classes.filter_map(|class| class.native).find(|table| {
        let rows = [table.methods, table.class_methods, table.static_methods];
        rows.into_iter().flatten().chain(&table.new).any(|row| std::ptr::eq(row, native))
    })
}

/// The name that messages show: that of the class for what makes its instances.
fn shown_name(native: &'static Native, arguments: &[Value]) -> &'static str {
    match native.name() {
        name @ ("__new__" | "__init__") => owner_of(native, arguments).map_or(name, |owner| owner.name),
        // The one of `functools.cmp_to_key` goes by the name that its documentation gives it.
        name @ "__call__" => match owner_of(native, arguments).map_or(name, |owner| owner.name) {
            "KeyWrapper" => "K",
            owner => owner,
        },
        name => name,
    }
}

/// As [`shown_name`], but methods stand behind their class and functions behind their module: `list.append`, `time.sleep`.
fn qualified_name(native: &'static Native, arguments: &[Value]) -> String {
    match native.name() {
        "__new__" | "__init__" | "__call__" => shown_name(native, arguments).to_string(),
        name => match owner_of(native, arguments) {
            Some(owner) => format!("{}.{name}", owner.name),
            None => match super::module_of(native) {
                Some(module) => format!("{}.{name}", module.name),
                None => name.to_string(),
            },
        },
    }
}
