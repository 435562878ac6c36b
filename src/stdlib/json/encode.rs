//! Values to JSON text.

use crate::machine::Machine;
use crate::machine::protocol::repr::int_text;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::int::{as_float, as_i64, as_int};
use crate::object::list::{List, Tuple};
use crate::object::number::float_text;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Truth, Value, type_error, types, value_error};
use crate::syntax::surrogate::{code_point, is_carrier};

/// What the options of a JSONEncoder say.
struct Writer {
    default: Value,
    skip_keys: bool,
    ascii: bool,
    circular: bool,
    allow_nan: bool,
    sort_keys: bool,
    indent: Option<String>,
    item_separator: String,
    key_separator: String,
    out: String,
    /// The containers around the present value, by identity.
    inside: Vec<i64>,
    depth: usize,
}

/// How deep values may be nested.
const DEEPEST: usize = 990;

/// `\u` and four digits.
fn escape(unit: u32, out: &mut String) {
    out.push_str(&format!("\\u{unit:04x}"));
}

/// A string in quotes.
fn quote(text: &str, ascii: bool, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\x0c' => out.push_str("\\f"),
            '\x08' => out.push_str("\\b"),
            ' '..='~' => out.push(c),
            '\0'..='\x1f' => escape(c as u32, out),
            '\x7f' if !ascii => out.push(c),
            _ if !ascii => out.push(c),
            _ if is_carrier(c) => escape(code_point(c), out),
            _ => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escape(u32::from(*unit), out)),
        }
    }
    out.push('"');
}

fn text(a: &[Value], ascii: bool) -> Outcome {
    let Some(text) = a[0].get::<Str>() else {
        return type_error(format!("first argument must be a string, not {}", type_name(&a[0])));
    };
    let mut out = String::new();
    quote(text.as_str(), ascii, &mut out);
    Ok(out.into())
}

pub fn basestring(_: &mut Machine, a: &[Value]) -> Outcome {
    text(a, false)
}

pub fn basestring_ascii(_: &mut Machine, a: &[Value]) -> Outcome {
    text(a, true)
}

fn plain(value: &Value, what: &str) -> Outcome<String> {
    match value.get::<Str>() {
        Some(text) => Ok(text.as_str().to_string()),
        None => type_error(format!("{what} must be str, not {}", type_name(value))),
    }
}

pub fn encode(m: &mut Machine, a: &[Value]) -> Outcome {
    let indent = match &a[7] {
        Value::None => None,
        text if text.get::<Str>().is_some() => Some(plain(text, "indent")?),
        number => Some(" ".repeat(as_i64(number).unwrap_or(0).max(0) as usize)),
    };
    let mut writer = Writer {
        default: a[1].clone(),
        skip_keys: m.truth(&a[2])?,
        ascii: m.truth(&a[3])?,
        circular: m.truth(&a[4])?,
        allow_nan: m.truth(&a[5])?,
        sort_keys: m.truth(&a[6])?,
        indent,
        item_separator: plain(&a[8], "item_separator")?,
        key_separator: plain(&a[9], "key_separator")?,
        out: String::new(),
        inside: Vec::new(),
        depth: as_i64(&a[10]).unwrap_or(0).max(0) as usize,
    };
    writer.value(m, &a[0])?;
    Ok(writer.out.into())
}

impl Writer {
    fn float(&self, number: f64, value: &Value, m: &mut Machine) -> Outcome<String> {
        let text = if number.is_nan() {
            "NaN"
        } else if number == f64::INFINITY {
            "Infinity"
        } else if number == f64::NEG_INFINITY {
            "-Infinity"
        } else {
            return Ok(float_text::repr(number));
        };
        if !self.allow_nan {
            let shown = m.repr(value)?;
            return value_error(format!("Out of range float values are not JSON compliant: {}", shown.as_str()));
        }
        Ok(text.to_string())
    }

    fn value(&mut self, m: &mut Machine, value: &Value) -> Outcome<()> {
        match value {
            Value::None => self.out.push_str("null"),
            Value::Bool(Truth::True) => self.out.push_str("true"),
            Value::Bool(Truth::False) => self.out.push_str("false"),
            Value::Int(number) => self.out.push_str(&number.to_string()),
            _ => {
                if let Some(text) = value.get::<Str>() {
                    quote(text.as_str(), self.ascii, &mut self.out);
                } else if as_int(value).is_some() {
                    let text = int_text(value)?;
                    self.out.push_str(&text);
                } else if let Some(number) = as_float(value) {
                    let text = self.float(number, value, m)?;
                    self.out.push_str(&text);
                } else {
                    return self.nested(m, value);
                }
            }
        }
        Ok(())
    }

    fn nested(&mut self, m: &mut Machine, value: &Value) -> Outcome<()> {
        let id = value.id();
        if self.circular && self.inside.contains(&id) {
            return value_error("Circular reference detected");
        }
        if self.inside.len() >= DEEPEST {
            return Err(Exc::RecursionError.raise("maximum recursion depth exceeded while encoding a JSON object"));
        }
        self.inside.push(id);
        if value.get::<Dict>().is_some() {
            self.object(m, value)?;
        } else if value.get::<List>().is_some() || value.get::<Tuple>().is_some() {
            self.array(m, value)?;
        } else {
            let made = m.call(&self.default.clone(), std::slice::from_ref(value))?;
            self.value(m, &made)?;
        }
        self.inside.pop();
        Ok(())
    }

    /// A line's end and its indent, where there are lines.
    fn line(&mut self) {
        if let Some(indent) = &self.indent {
            self.out.push('\n');
            for _ in 0..self.depth {
                self.out.push_str(indent);
            }
        }
    }

    fn array(&mut self, m: &mut Machine, value: &Value) -> Outcome<()> {
        // `default` may change a list while it is written: its items are fetched one by one.
        let row = match value.get::<List>() {
            Some(_) => None,
            None => Some(m.collect(value)?),
        };
        let item = |i: usize| match (&row, value.get::<List>()) {
            (None, Some(list)) => list.get(i),
            (row, _) => row.as_ref().and_then(|row| row.get(i).cloned()),
        };
        let Some(mut next) = item(0) else {
            self.out.push_str("[]");
            return Ok(());
        };
        self.out.push('[');
        self.depth += 1;
        for i in 1.. {
            self.line();
            self.value(m, &next)?;
            match item(i) {
                Some(one) => next = one,
                None => break,
            }
            self.out.push_str(&self.item_separator);
        }
        self.depth -= 1;
        self.line();
        self.out.push(']');
        Ok(())
    }

    fn items(&mut self, m: &mut Machine, value: &Value) -> Outcome<Vec<(Value, Value)>> {
        let own = value.get::<Dict>().filter(|_| class_of(value) == &types().dict);
        if let Some(dict) = own.filter(|_| !self.sort_keys) {
            return Ok(dict.items());
        }
        let items = m.call_method(value, "items", &[])?;
        let mut items = m.collect(&items)?;
        if self.sort_keys {
            m.sort_values(&mut items, &Value::None, false)?;
        }
        let mut pairs = Vec::with_capacity(items.len());
        for item in items {
            let Some([key, value]) = item.get::<Tuple>().map(Tuple::as_slice) else {
                return value_error("items must return 2-tuples");
            };
            pairs.push((key.clone(), value.clone()));
        }
        Ok(pairs)
    }

    fn object(&mut self, m: &mut Machine, value: &Value) -> Outcome<()> {
        let items = self.items(m, value)?;
        if items.is_empty() {
            self.out.push_str("{}");
            return Ok(());
        }
        self.out.push('{');
        self.depth += 1;
        let mut first = true;
        for (key, value) in items {
            let Some(key) = self.key(m, &key)? else { continue };
            if !first {
                self.out.push_str(&self.item_separator);
            }
            first = false;
            self.line();
            quote(&key, self.ascii, &mut self.out);
            self.out.push_str(&self.key_separator);
            self.value(m, &value)?;
        }
        self.depth -= 1;
        if !first || self.indent.is_none() {
            self.line();
        }
        self.out.push('}');
        Ok(())
    }

    fn key(&mut self, m: &mut Machine, key: &Value) -> Outcome<Option<String>> {
        Ok(Some(match key {
            Value::None => "null".to_string(),
            Value::Bool(Truth::True) => "true".to_string(),
            Value::Bool(Truth::False) => "false".to_string(),
            key => {
                if let Some(text) = key.get::<Str>() {
                    text.as_str().to_string()
                } else if as_int(key).is_some() {
                    int_text(key)?
                } else if let Some(number) = as_float(key) {
                    self.float(number, key, m)?
                } else if self.skip_keys {
                    return Ok(None);
                } else {
                    let kind = type_name(key);
                    return type_error(format!("keys must be str, int, float, bool or None, not {kind}"));
                }
            }
        }))
    }
}
