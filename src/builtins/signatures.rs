//! The signatures of built-in functions and types as `__text_signature__` and `inspect.signature` show them.
//!
//! In: natives and their signature texts. Out: CPython's texts, which differ where a default has no text of its own, and
//! where CPython's own functions take their arguments apart themselves.

use crate::native::Native;
use crate::native::signature::{ParameterKind, Signature};

/// Name, what its signature text would say (nothing where a default has no text), what is shown.
const METHODS: &[(&str, &str, &str)] = &[
    ("__init_subclass__", "($type, /, *args, **kwargs)", "($type, /)"),
    ("__round__", "($self, ndigits=None, /)", "($self, ndigits=<unrepresentable>, /)"),
    ("center", "", "($self, width, fillchar=b' ', /)"),
    ("ljust", "", "($self, width, fillchar=b' ', /)"),
    ("rjust", "", "($self, width, fillchar=b' ', /)"),
    ("count", "($self, sub, start=None, end=None, /)", "($self, sub[, start[, end]], /)"),
    ("find", "($self, sub, start=None, end=None, /)", "($self, sub[, start[, end]], /)"),
    ("index", "($self, sub, start=None, end=None, /)", "($self, sub[, start[, end]], /)"),
    ("rfind", "($self, sub, start=None, end=None, /)", "($self, sub[, start[, end]], /)"),
    ("rindex", "($self, sub, start=None, end=None, /)", "($self, sub[, start[, end]], /)"),
    ("endswith", "($self, suffix, start=None, end=None, /)", "($self, suffix[, start[, end]], /)"),
    ("startswith", "($self, prefix, start=None, end=None, /)", "($self, prefix[, start[, end]], /)"),
    ("decode", "", "($self, /, encoding='utf-8', errors='strict')"),
    ("encode", "", "($self, /, encoding='utf-8', errors='strict')"),
    ("hex", "", "($self, /, sep=<unrepresentable>, bytes_per_sep=1)"),
    ("translate", "", "($self, table, /, delete=b'')"),
    ("pop", "", "($self, key, default=<unrepresentable>, /)"),
    ("index", "", "($self, value, start=0, stop=sys.maxsize, /)"),
    ("sort", "($self, /, *args, key=None, reverse=False)", "($self, /, *, key=None, reverse=False)"),
    ("cast", "", "($self, /, format, shape=<unrepresentable>)"),
    ("maketrans", "", "(x, y=<unrepresentable>, z=<unrepresentable>, /)"),
    ("__prepare__", "($type, name=None, bases=None, /, **kwds)", "($cls, name, bases, /, **kwds)"),
    ("__exit__", "($self, /, *args)", "($self, /, *exc_info)"),
];

/// Functions of modules: name and what is shown.
const FUNCTIONS: &[(&str, &str)] = &[
    ("anext", "($module, aiterator, default=<unrepresentable>, /)"),
    (
        "compile",
        "($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)",
    ),
    (
        "open",
        "($module, /, file, mode='r', buffering=-1, encoding=None,\n     errors=None, newline=None, closefd=True, opener=None)",
    ),
    ("__import__", "($module, /, name, globals=None, locals=None, fromlist=(),\n           level=0)"),
    ("issubclass", "($module, cls, class_or_tuple, /)"),
    ("sorted", "($module, iterable, /, *, key=None, reverse=False)"),
];

/// Functions without a signature.
const SILENT: &[&str] = &["max", "min"];

/// Types whose constructors take any arguments and sort them out themselves.
const TYPES: &[(&str, &str)] = &[
    ("SimpleNamespace", "(mapping_or_iterable=(), /, **kwargs)"),
    ("NoneType", "()"),
    ("NotImplementedType", "()"),
    ("cell", "([contents])"),
    (
        "code",
        "(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize, flags, codestring, constants, names, varnames, \
         filename, name, qualname, firstlineno, linetable, exceptiontable, freevars=(), cellvars=(), /)",
    ),
    ("complex", "(real=0, imag=0)"),
    ("ellipsis", "()"),
    ("enumerate", "(iterable, start=0)"),
    ("filter", "(function, iterable, /)"),
    ("frozenset", "(iterable=(), /)"),
    ("list", "(iterable=(), /)"),
    ("map", "(function, iterable, /, *iterables)"),
    ("mappingproxy", "(mapping)"),
    ("module", "(name, doc=None)"),
    ("object", "()"),
    ("property", "(fget=None, fset=None, fdel=None, doc=None)"),
    ("reversed", "(sequence, /)"),
    ("set", "(iterable=(), /)"),
    ("tuple", "(iterable=(), /)"),
    ("zip", "(*iterables, strict=False)"),
];

/// The signature of calling a built-in type.
pub fn of_type(name: &str, new: &Native) -> Option<String> {
    if let Some((_, shown)) = TYPES.iter().find(|(known, _)| *known == name) {
        return Some((*shown).to_string());
    }
    if new.signature.contains("<unset>") || new.signature.contains("*args, **kwargs") {
        return None;
    }
    let parameters = &new.signature[new.name().len()..];
    let signature = Signature::parse(new.signature);
    let Some(first) = signature.parameters.first() else { return Some(parameters.to_string()) };
    match first.name {
        "cls" | "type" => {
            let rest = parameters[1..].trim_start_matches(first.name).trim_start_matches(',').trim_start();
            Some(format!("({}", rest.trim_start_matches("/, ").trim_start_matches("/)")))
        }
        _ => Some(parameters.to_string()),
    }
}

/// The signature of what CPython's asyncio has in Python: as it is written, without the arguments of other years, which have
/// no default of their own; with its first parameter, the receiver, or without.
pub fn as_written(native: &Native, receiver: bool) -> String {
    let inner = native.signature[native.name().len()..].trim_start_matches('(').trim_end_matches(')');
    let mut parts: Vec<&str> =
        inner.split(", ").filter(|part| !part.ends_with("=<unset>") && !matches!(*part, "" | "/")).collect();
    if parts.last() == Some(&"*") {
        parts.pop();
    }
    let own = parts.first().is_some_and(|first| matches!(*first, "self" | "cls"));
    if own && !receiver {
        parts.remove(0);
    }
    format!("({})", parts.join(", "))
}

/// The signature of a method, with its receiver; None when a default has no text.
pub fn of_method(native: &Native) -> Option<String> {
    match native.name() {
        "__new__" => return Some("($type, *args, **kwargs)".to_string()),
        "__init__" => return Some("($self, /, *args, **kwargs)".to_string()),
        _ => {}
    }
    let plain = plain(native);
    let text = plain.as_deref().unwrap_or("");
    match METHODS.iter().find(|(name, said, _)| *name == native.name() && *said == text) {
        Some((_, _, shown)) => Some((*shown).to_string()),
        None => plain,
    }
}

/// The signature of a function of a module, with the module before its parameters.
pub fn of_function(native: &Native) -> Option<String> {
    if let Some((_, shown)) = FUNCTIONS.iter().find(|(name, _)| *name == native.name()) {
        return Some((*shown).to_string());
    }
    if native.signature.contains("<unset>") || SILENT.contains(&native.name()) {
        return None;
    }
    let rest = &native.signature[native.name().len() + 1..];
    let placed = Signature::parse(native.signature).parameters.iter().any(|p| p.kind == ParameterKind::PositionalOnly);
    Some(match (rest, placed) {
        (")", _) => "($module, /)".to_string(),
        (rest, true) => format!("($module, {rest}"),
        (rest, false) => format!("($module, /, {rest}"),
    })
}

fn plain(native: &Native) -> Option<String> {
    if native.signature.contains("<unset>") {
        return None;
    }
    let parameters = &native.signature[native.name().len()..];
    let signature = Signature::parse(native.signature);
    let Some(first) = signature.parameters.first() else { return Some(parameters.to_string()) };
    if !matches!(first.name, "self" | "cls") {
        return Some(parameters.to_string());
    }
    let rest = &parameters[1 + first.name.len()..];
    let receiver = if first.name == "self" { "$self" } else { "$type" };
    let others = signature.parameters.iter().skip(1).any(|p| p.kind == ParameterKind::PositionalOnly);
    let slash = if others || rest.starts_with(", /") { "" } else { ", /" };
    Some(format!("({receiver}{slash}{rest}"))
}
