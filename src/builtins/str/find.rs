//! Finding in text: `find`, `index`, `count`, `startswith` and their siblings.
//!
//! In: a text, what is looked for, bounds. Out: positions in characters, or truth.

use super::{own, text};
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::text::search;
use crate::object::{Outcome, Value, type_error, value_error};

fn searched(
    m: &mut Machine,
    a: &[Value],
    name: &str,
    search: fn(&str, &str, Option<i64>, Option<i64>) -> Option<usize>,
) -> Outcome<Option<usize>> {
    let needle = text(a, 1, name)?;
    let (start, end) = (m.bound(&a[2])?, m.bound(&a[3])?);
    Ok(search(own(a)?, needle, start, end))
}

fn must_find(at: Option<usize>) -> Outcome<Value> {
    match at {
        Some(at) => Ok(at.into()),
        None => value_error("substring not found"),
    }
}

fn found(at: Option<usize>) -> Value {
    at.map_or(Value::Int(-1), Value::from)
}

/// `s.find(sub, start, end)`
pub fn find(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, "find", search::find).map(found)
}

/// `s.rfind(sub, start, end)`
pub fn rfind(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, "rfind", search::rfind).map(found)
}

/// `s.index(sub, start, end)`
pub fn index(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, "index", search::find).and_then(must_find)
}

/// `s.rindex(sub, start, end)`
pub fn rindex(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, "rindex", search::rfind).and_then(must_find)
}

/// `s.count(sub, start, end)`
pub fn count(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, "count", |text, needle, start, end| Some(search::count(text, needle, start, end))).map(found)
}

fn affix(
    m: &mut Machine,
    a: &[Value],
    name: &str,
    test: fn(&str, &str, Option<i64>, Option<i64>) -> bool,
) -> Outcome<Value> {
    let whole = own(a)?;
    let (start, end) = (m.bound(&a[2])?, m.bound(&a[3])?);
    if let Some(part) = a[1].get::<Str>() {
        return Ok(Value::bool(test(whole, part.as_str(), start, end)));
    }
    let Some(parts) = a[1].get::<Tuple>() else {
        let given = type_name(&a[1]);
        return type_error(format!("{name} first arg must be str or a tuple of str, not {given}"));
    };
    for part in parts.as_slice() {
        match part.get::<Str>() {
            Some(part) if test(whole, part.as_str(), start, end) => return Ok(Value::bool(true)),
            Some(_) => {}
            None => {
                return type_error(format!("tuple for {name} must only contain str, not {}", type_name(part)));
            }
        }
    }
    Ok(Value::bool(false))
}

/// `s.startswith(prefix, start, end)`
pub fn starts_with(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    affix(m, a, "startswith", search::starts_with)
}

/// `s.endswith(suffix, start, end)`
pub fn ends_with(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    affix(m, a, "endswith", search::ends_with)
}
