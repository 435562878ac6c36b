//! Taking text apart and joining it: `split`, `partition`, `strip`, `join` and their siblings.
//!
//! In: a text and separators. Out: lists and tuples of parts, or one text.

use super::{own, same_or_new};
use crate::machine::Machine;
use crate::machine::protocol::text_argument::can_iterate;
use crate::native::convert::type_name;
use crate::object::list::{List, Tuple};
use crate::object::str::{Str, from_char};
use crate::object::text::split as pure;
use crate::object::text::split::Side;
use crate::object::{Exc, Outcome, Value, type_error};

/// A part as a value; single characters are shared.
fn value_of(part: &str) -> Value {
    let mut chars = part.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => from_char(c).into_value(),
        _ => part.into(),
    }
}

fn list_of(parts: Vec<&str>) -> Value {
    List::create(parts.into_iter().map(value_of).collect()).into_value()
}

/// The separator of `split`; None splits at white space.
fn separator(value: &Value) -> Outcome<Option<&str>> {
    match value {
        Value::None => Ok(None),
        value => match value.get::<Str>() {
            Some(by) => Ok(Some(by.as_str())),
            None => type_error(format!("must be str or None, not {}", type_name(value))),
        },
    }
}

/// `s.split(sep, maxsplit)`
pub fn split(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let most = m.size(&a[2])?;
    Ok(list_of(match separator(&a[1])? {
        None => pure::split_space(own(a)?, most),
        Some(by) => pure::split(own(a)?, by, most)?,
    }))
}

/// `s.rsplit(sep, maxsplit)`
pub fn rsplit(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let most = m.size(&a[2])?;
    Ok(list_of(match separator(&a[1])? {
        None => pure::rsplit_space(own(a)?, most),
        Some(by) => pure::rsplit(own(a)?, by, most)?,
    }))
}

/// `s.splitlines(keepends)`
pub fn split_lines(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let keep = m.truth(&a[1])?;
    Ok(list_of(pure::lines(own(a)?, keep)))
}

fn must_be_str(value: &Value) -> Outcome<&str> {
    match value.get::<Str>() {
        Some(text) => Ok(text.as_str()),
        None => type_error(format!("must be str, not {}", type_name(value))),
    }
}

/// `s.partition(sep)`
pub fn partition(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (whole, by) = (own(a)?, must_be_str(&a[1])?);
    let parts = match pure::partition(whole, by)? {
        Some((before, after)) => vec![value_of(before), a[1].clone(), value_of(after)],
        None => vec![same_or_new(a, whole), "".into(), "".into()],
    };
    Ok(Tuple::create(parts).into_value())
}

/// `s.rpartition(sep)`
pub fn rpartition(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (whole, by) = (own(a)?, must_be_str(&a[1])?);
    let parts = match pure::rpartition(whole, by)? {
        Some((before, after)) => vec![value_of(before), a[1].clone(), value_of(after)],
        None => vec!["".into(), "".into(), same_or_new(a, whole)],
    };
    Ok(Tuple::create(parts).into_value())
}

fn stripped(a: &[Value], name: &str, side: Side) -> Outcome<Value> {
    let set = match &a[1] {
        Value::None => None,
        set => match set.get::<Str>() {
            Some(set) => Some(set.as_str()),
            None => return type_error(format!("{name} arg must be None or str")),
        },
    };
    Ok(same_or_new(a, pure::strip(own(a)?, set, side)))
}

/// `s.strip(chars)`
pub fn strip(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    stripped(a, "strip", Side::Both)
}

/// `s.lstrip(chars)`
pub fn lstrip(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    stripped(a, "lstrip", Side::Left)
}

/// `s.rstrip(chars)`
pub fn rstrip(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    stripped(a, "rstrip", Side::Right)
}

fn affix<'a>(a: &'a [Value], name: &str) -> Outcome<&'a str> {
    match a[1].get::<Str>() {
        Some(text) => Ok(text.as_str()),
        None => type_error(format!("{name}() argument must be str, not {}", type_name(&a[1]))),
    }
}

/// `s.removeprefix(prefix)`
pub fn remove_prefix(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (whole, prefix) = (own(a)?, affix(a, "removeprefix")?);
    Ok(same_or_new(a, whole.strip_prefix(prefix).unwrap_or(whole)))
}

/// `s.removesuffix(suffix)`
pub fn remove_suffix(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (whole, suffix) = (own(a)?, affix(a, "removesuffix")?);
    Ok(same_or_new(a, whole.strip_suffix(suffix).unwrap_or(whole)))
}

/// `s.join(iterable)`
pub fn join(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let by = own(a)?;
    let parts = match m.collect(&a[1]) {
        Ok(parts) => parts,
        Err(raise) if raise.is(Exc::TypeError) && !can_iterate(&a[1]) => {
            return type_error("can only join an iterable");
        }
        Err(raise) => return Err(raise),
    };
    if let [only] = &parts[..]
        && only.get::<Str>().is_some()
        && crate::object::class::class_of(only) == &crate::object::types::types().str
    {
        return Ok(only.clone());
    }
    let mut size = by.len() * parts.len().saturating_sub(1);
    for (i, part) in parts.iter().enumerate() {
        match part.get::<Str>() {
            Some(part) => size += part.as_str().len(),
            None => {
                let given = type_name(part);
                return type_error(format!("sequence item {i}: expected str instance, {given} found"));
            }
        }
    }
    let mut out = String::with_capacity(size);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push_str(by);
        }
        out.push_str(part.get::<Str>().map_or("", Str::as_str));
    }
    Ok(out.into())
}
