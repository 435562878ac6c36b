//! Values in a few characters, for those who look at a running program.
//!
//! In: a value. Out: a short text that resembles its repr. Never runs user code: objects of the program's own classes
//! show their class alone.

use crate::object::Value;
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

/// Characters of a text that are shown.
const MOST_CHARACTERS: usize = 40;
/// Items of a container that are shown.
const MOST_ITEMS: usize = 5;

/// A value in a few characters.
pub fn brief(value: &Value) -> String {
    let mut out = String::new();
    add(value, 0, &mut out);
    out
}

fn add(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Unset => return,
        Value::None => return out.push_str("None"),
        Value::Bool(true) => return out.push_str("True"),
        Value::Bool(false) => return out.push_str("False"),
        Value::Ellipsis => return out.push_str("..."),
        Value::NotImplemented => return out.push_str("NotImplemented"),
        Value::Int(i) => return out.push_str(&i.to_string()),
        Value::Float(f) => return out.push_str(&float_text::repr(*f)),
        Value::Object(_) => {}
    }
    if let Some(text) = value.get::<Str>() {
        return out.push_str(&shortened(&escape::repr(text.as_str())));
    }
    if let Some(number) = as_int(value) {
        let _ = number;
        return out.push_str("<a large int>");
    }
    if let Some(list) = value.get::<List>() {
        return row(&list.to_vec(), "[", "]", depth, out);
    }
    if let Some(tuple) = value.get::<Tuple>() {
        let close = if tuple.len() == 1 { ",)" } else { ")" };
        return row(tuple.as_slice(), "(", close, depth, out);
    }
    if let Some(set) = value.get::<Set>() {
        return row(&set.to_vec(), "{", "}", depth, out);
    }
    if let Some(dict) = value.get::<Dict>() {
        return pairs(&dict.items(), depth, out);
    }
    if let Some(function) = value.get::<Function>() {
        return out.push_str(function.qualname.get().as_str());
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
    let class = class_of(value).name.get().to_string();
    if let Some(generator) = value.get::<Generator>() {
        let name = generator.function.as_ref().map(|f| f.qualname.get());
        return out.push_str(&format!("<{class} {}>", name.as_ref().map_or("native", |n| n.as_str())));
    }
    if let Some(exception) = value.get::<Exception>() {
        out.push_str(&class);
        let arguments = exception.args.get();
        let arguments = arguments.get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
        return row(&arguments, "(", ")", depth + 1, out);
    }
    out.push_str(&format!("<{class}>"));
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_string(),
    }
}

fn row(items: &[Value], open: &str, close: &str, depth: usize, out: &mut String) {
    out.push_str(open);
    if depth > 2 && !items.is_empty() {
        out.push('…');
    } else {
        for (i, item) in items.iter().take(MOST_ITEMS).enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            add(item, depth + 1, out);
        }
        if items.len() > MOST_ITEMS {
            out.push_str(", …");
        }
    }
    out.push_str(close);
}

fn pairs(items: &[(Value, Value)], depth: usize, out: &mut String) {
    out.push('{');
    if depth > 2 && !items.is_empty() {
        out.push('…');
    } else {
        for (i, (key, value)) in items.iter().take(MOST_ITEMS).enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            add(key, depth + 1, out);
            out.push_str(": ");
            add(value, depth + 1, out);
        }
        if items.len() > MOST_ITEMS {
            out.push_str(", …");
        }
    }
    out.push('}');
}
