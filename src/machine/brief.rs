//! Values in a few characters, for those who look at a running program.
//!
//! In: a value. Out: a short text that resembles its repr. Never runs user code: objects of the program's own classes
//! show their class alone.

use crate::asyncio::task::Task;
use crate::object::bytes::Bytes;
use crate::object::class::{Class, class_of};
use crate::object::descriptor::NativeFunction;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{BoundMethod, Function};
use crate::object::generator::Generator;
use crate::object::int::as_int;
use crate::object::list::{List, Tuple};
use crate::object::number::float_text;
use crate::object::set::Set;
use crate::object::str::Str;
use crate::object::text::escape;
use crate::object::{Truth, Value};
use std::fmt::Write;

/// Characters of a text that are shown.
const MOST_CHARACTERS: usize = 40;
/// Items of a container that are shown.
const MOST_ITEMS: usize = 5;

/// A value in a few characters.
pub fn brief(value: &Value) -> String {
    let mut out = String::new();
    brief_into(value, &mut out);
    out
}

/// Adds a value in a few characters.
pub fn brief_into(value: &Value, out: &mut String) {
    add(value, 0, out);
}

fn add(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Unset => return,
        Value::None => return out.push_str("None"),
        Value::Bool(Truth::True) => return out.push_str("True"),
        Value::Bool(Truth::False) => return out.push_str("False"),
        Value::Ellipsis => return out.push_str("..."),
        Value::NotImplemented => return out.push_str("NotImplemented"),
        Value::Int(i) => {
            // Writing to a String does not fail.
            let _ = write!(out, "{i}");
            return;
        }
        Value::Float(f) => return out.push_str(&float_text::repr(f.get())),
        Value::Object(_) => {}
    }
    if let Some(text) = value.get::<Str>() {
        return short_text(text.as_str(), out);
    }
    if let Some(bytes) = value.get::<Bytes>() {
        let (start, rest) = bytes.data.split_at(bytes.data.len().min(MOST_CHARACTERS / 4));
        out.push_str(&escape::bytes_repr(start));
        return out.push_str(if rest.is_empty() { "" } else { "…" });
    }
    if as_int(value).is_some() {
        return out.push_str("<a large int>");
    }
    if let Some(list) = value.get::<List>() {
        return row((0..list.len()).map_while(|i| list.get(i)), ["[", "]"], depth, out);
    }
    if let Some(tuple) = value.get::<Tuple>() {
        let close = if tuple.len() == 1 { ",)" } else { ")" };
        return row(tuple.as_slice().iter().cloned(), ["(", close], depth, out);
    }
    if let Some(set) = value.get::<Set>() {
        return items_of(set, value, depth, out);
    }
    if let Some(dict) = value.get::<Dict>() {
        return pairs(dict, depth, out);
    }
    if let Some(function) = value.get::<Function>() {
        return out.push_str(function.qualname().as_str());
    }
    if let Some(method) = value.get::<BoundMethod>() {
        return add(&method.function, depth, out);
    }
    if let Some(native) = value.get::<NativeFunction>() {
        return out.push_str(native.native.name());
    }
    if let Some(class) = value.get::<Class>() {
        return out.push_str(&class.name.get());
    }
    if let Some(task) = value.get::<Task>() {
        return out.push_str(&format!("<Task {}>", crate::asyncio::seen::name(task)));
    }
    let class = class_of(value).name.get().to_string();
    if let Some(generator) = value.get::<Generator>() {
        let name = generator.function.as_ref().map(|f| f.qualname());
        return out.push_str(&format!("<{class} {}>", name.as_ref().map_or("native", |n| n.as_str())));
    }
    if let Some(exception) = value.get::<Exception>() {
        out.push_str(&class);
        let arguments = exception.args.get();
        let arguments = arguments.get::<Tuple>().map_or(&[][..], |t| t.as_slice());
        return row(arguments.iter().cloned(), ["(", ")"], depth + 1, out);
    }
    out.push_str(&format!("<{class}>"));
}

/// The start of a text as a literal: no more of it is looked at than is shown.
fn short_text(text: &str, out: &mut String) {
    let end = text.char_indices().nth(MOST_CHARACTERS + 1).map_or(text.len(), |(end, _)| end);
    let literal = escape::repr(&text[..end]);
    match literal.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => {
            out.push_str(&literal[..end]);
            out.push('…');
        }
        None => out.push_str(&literal),
    }
}

/// A few items between brackets: no more of them are looked at than are shown, and one.
fn row(items: impl Iterator<Item = Value>, [open, close]: [&str; 2], depth: usize, out: &mut String) {
    out.push_str(open);
    for (i, item) in items.take(MOST_ITEMS + 1).enumerate() {
        if depth > 2 {
            out.push('…');
            break;
        }
        out.push_str(if i == 0 { "" } else { ", " });
        match i {
            MOST_ITEMS => out.push('…'),
            _ => add(&item, depth + 1, out),
        }
    }
    out.push_str(close);
}

fn items_of(set: &Set, value: &Value, depth: usize, out: &mut String) {
    let class = class_of(value).name.get();
    if set.is_empty() {
        return out.push_str(&format!("{class}()"));
    }
    let mut slot = 0;
    let items = std::iter::from_fn(|| {
        let (at, _, item) = set.value_from(slot)?;
        slot = at + 1;
        Some(item)
    });
    row(items, ["{", "}"], depth, out);
}

fn pairs(dict: &Dict, depth: usize, out: &mut String) {
    let mut position = 0;
    out.push('{');
    for i in 0..=MOST_ITEMS {
        let Some((at, entry)) = dict.entry_from(position) else { break };
        position = at + 1;
        if depth > 2 {
            out.push('…');
            break;
        }
        out.push_str(if i == 0 { "" } else { ", " });
        if i == MOST_ITEMS {
            out.push('…');
            break;
        }
        add(&entry.key, depth + 1, out);
        out.push_str(": ");
        add(&entry.value, depth + 1, out);
    }
    out.push('}');
}
