//! `_sre`: regular expressions, compiled and matched natively; `re.co` gives them their face.
//!
//! In: patterns and texts. Out: Pattern and Match objects. No crate's engine is used: those of Rust differ from Python's in what
//! `\w`, `\b` and IGNORECASE mean, in groups inside repetitions and in empty matches, and the words of every error are promised.

mod escape;
mod matched;
mod matcher;
mod node;
mod parse;
mod pattern;
mod program;
mod subject;

use crate::machine::Machine;
use crate::native;
use crate::native::convert::type_name;
use crate::native::{Native, NativeModule};
use crate::object::bytes::Bytes;
use crate::object::heap::{Gc, Own};
use crate::object::int::as_i64;
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use parse::Wrong;
use pattern::Pattern;

/// `_sre`
pub static MODULE: NativeModule = NativeModule {
    name: "_sre",
    help: "",
    functions: FUNCTIONS,
    types: &[&pattern::PATTERN, &matched::MATCH, &pattern::SCANNER],
    ..NativeModule::BASE
};

const FUNCTIONS: &[Native] = &[
    native!("compile(pattern, flags, /)", compile, "A Pattern; or what is wrong with it, and where."),
    native!("lower(c, case, /)", lower, "The lower case of a character's number."),
];

fn lower(_: &mut Machine, a: &[Value]) -> Outcome {
    let case = if as_i64(&a[1]) == Some(2) { node::Case::Unicode } else { node::Case::Ascii };
    Ok(Value::Int(as_i64(&a[0]).map_or(0, |c| i64::from(node::lower(c as u32, case)))))
}

fn compile(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(flags) = as_i64(&a[1]) else { return type_error("an integer is required") };
    let is_text = a[0].get::<Str>().is_some();
    let text: Vec<u32> = match (a[0].get::<Str>(), a[0].get::<Bytes>()) {
        (Some(text), _) => text.as_str().chars().map(u32::from).collect(),
        (_, Some(bytes)) => bytes.data.iter().map(|byte| u32::from(*byte)).collect(),
        _ => match m.buffer(&a[0]) {
            Some(bytes) => bytes.into_iter().map(u32::from).collect(),
            None => {
                return type_error(format!(
                    "first argument must be string or compiled pattern, not {}",
                    type_name(&a[0])
                ));
            }
        },
    };
    let parsed = match parse::parse(&text, is_text, flags as u32) {
        Ok(parsed) => parsed,
        Err(Wrong::Pattern(message, place)) => {
            let place = place.map_or(Value::None, Value::from);
            return Ok(Tuple::create(vec![message.into(), place]).into_value());
        }
        Err(Wrong::Value(message)) => return value_error(message),
        Err(Wrong::Overflow(message)) => return crate::object::overflow_error(message),
        Err(Wrong::Deep) => return Err(Exc::RecursionError.raise("maximum recursion depth exceeded")),
    };
    for warning in &parsed.warnings {
        // The caller of `re.compile` or `re.match`, which called `_compile`, is the one to be told.
        let category = crate::object::types().exception(Exc::FutureWarning).value();
        let warnings = m.import_module("warnings")?;
        m.call_method(&warnings, "warn", &[Value::from(warning.as_str()), category, Value::Int(3)])?;
    }
    let program = program::compile(&parsed.node, parsed.groups);
    let made = Pattern {
        source: a[0].clone(),
        is_text,
        flags: parsed.flags,
        names: parsed.names,
        program,
        index: Own::new(Value::None),
    };
    Ok(Gc::new(made, &crate::native::class_for(&pattern::PATTERN)).into_value())
}
