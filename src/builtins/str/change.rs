//! Changing text: case, padding, replacing, translation.
//!
//! In: a text and what the method takes. Out: a new text, or `self` where nothing changes.

use super::{own, same_or_new, text};
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::int::{as_i64, as_int};
use crate::object::str::Str;
use crate::object::text::pad::{self, Justify};
use crate::object::text::{case, search};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::syntax::surrogate::{carrier, code_point};

macro_rules! mapped {
    ($($name:ident $help:literal $function:path;)*) => {
        $(#[doc = $help]
        pub fn $name(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
            Ok($function(own(a)?).into())
        })*
    };
}

mapped! {
    capitalize "`s.capitalize()`" case::capitalize;
    fold "`s.casefold()`" case::fold;
    lower "`s.lower()`" case::lower;
    swap "`s.swapcase()`" case::swap;
    title "`s.title()`" case::title;
    upper "`s.upper()`" case::upper;
}

/// Wider texts than this are refused with MemoryError.
const WIDEST: i64 = crate::object::str::LONGEST as i64 / 4;

fn check_width(width: i64) -> Outcome<()> {
    if width > WIDEST { Err(Exc::MemoryError.with(Vec::new())) } else { Ok(()) }
}

fn justified(m: &mut Machine, a: &[Value], how: Justify) -> Outcome<Value> {
    let width = m.size(&a[1])?;
    let Some(fill) = a[2].get::<Str>() else {
        return type_error(format!("The fill character must be a unicode character, not {}", type_name(&a[2])));
    };
    let (1, Some(fill)) = (fill.len(), fill.char_at(0)) else {
        return type_error("The fill character must be exactly one character long");
    };
    check_width(width)?;
    Ok(same_or_new(a, &pad::justify(own(a)?, width, fill, how)))
}

/// `s.center(width, fill)`
pub fn center(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    justified(m, a, Justify::Center)
}

/// `s.ljust(width, fill)`
pub fn ljust(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    justified(m, a, Justify::Left)
}

/// `s.rjust(width, fill)`
pub fn rjust(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    justified(m, a, Justify::Right)
}

/// `s.zfill(width)`
pub fn zfill(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let width = m.size(&a[1])?;
    check_width(width)?;
    Ok(same_or_new(a, &pad::zfill(own(a)?, width)))
}

/// `s.expandtabs(size)`
pub fn expand_tabs(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let size = m.size(&a[1])?;
    check_width(size)?;
    Ok(pad::expand_tabs(own(a)?, size).into())
}

/// `s.replace(old, new, count)`
pub fn replace(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (old, new) = (text(a, 1, "replace")?, text(a, 2, "replace")?);
    let count = m.size(&a[3])?;
    let whole = own(a)?;
    if !whole.contains(old) {
        return Ok(same_or_new(a, whole));
    }
    Ok(search::replace(whole, old, new, count).into())
}

/// `s.translate(table)`
pub fn translate(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let whole = own(a)?;
    let plain = a[1].get::<Dict>().filter(|_| class_of(&a[1]) == &types().dict);
    let mut out = String::with_capacity(whole.len());
    for c in whole.chars() {
        let key = Value::Int(i64::from(code_point(c)));
        let found = match plain {
            Some(dict) => m.dict_get(dict, &key)?,
            None => match m.get_item(&a[1], &key) {
                Ok(found) => Some(found),
                Err(raise) if raise.is(Exc::LookupError) => None,
                Err(raise) => return Err(raise),
            },
        };
        match found {
            None => out.push(c),
            Some(Value::None) => {}
            Some(found) => match (found.get::<Str>(), as_int(&found)) {
                (Some(text), _) => out.push_str(text.as_str()),
                (None, Some(number)) => {
                    let point = number.to_i64().and_then(|n| u32::try_from(n).ok()).filter(|&p| p <= 0x10_ffff);
                    match point.and_then(carrier) {
                        Some(c) => out.push(c),
                        None => return value_error("character mapping must be in range(0x110000)"),
                    }
                }
                (None, None) => return type_error("character mapping must return integer, None or str"),
            },
        }
    }
    Ok(out.into())
}

/// `str.maketrans(x, y, z)`
pub fn make_table(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let table = Dict::create();
    let [from, to, gone] = a else { return Ok(table.into_value()) };
    if !to.is_set() {
        let Some(given) = from.get::<Dict>() else {
            return type_error("if you give only one argument to maketrans it must be a dict");
        };
        for (key, value) in given.items() {
            let key = match key.get::<Str>() {
                Some(text) if text.len() == 1 => point_of(text.char_at(0).unwrap_or('\0')),
                Some(_) => return value_error("string keys in translate table must be of length 1"),
                None if as_i64(&key).is_some() || as_int(&key).is_some() => key,
                None => return type_error("keys in translate table must be strings or integers"),
            };
            drop(m.dict_set(&table, key, value)?);
        }
        return Ok(table.into_value());
    }
    let Some(to_text) = to.get::<Str>() else {
        return type_error(format!("maketrans() argument 2 must be str, not {}", type_name(to)));
    };
    if gone.is_set() && gone.get::<Str>().is_none() {
        return type_error(format!("maketrans() argument 3 must be str, not {}", type_name(gone)));
    }
    let Some(from_text) = from.get::<Str>() else {
        return type_error("first maketrans argument must be a string if there is a second argument");
    };
    if from_text.len() != to_text.len() {
        return value_error("the first two maketrans arguments must have equal length");
    }
    for (from, to) in from_text.as_str().chars().zip(to_text.as_str().chars()) {
        drop(m.dict_set(&table, point_of(from), point_of(to))?);
    }
    for c in gone.get::<Str>().map_or("", Str::as_str).chars() {
        drop(m.dict_set(&table, point_of(c), Value::None)?);
    }
    Ok(table.into_value())
}

fn point_of(c: char) -> Value {
    Value::Int(i64::from(code_point(c)))
}
