//! The signature text of a native, taken apart for keyword binding, `inspect.signature` and `help`.

use crate::object::Value;
use crate::object::list::Tuple;

/// How a parameter may be given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParameterKind {
    /// Before `/`.
    PositionalOnly,
    /// By position or name.
    Ordinary,
    /// `*args`
    VarArgs,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`
    VarKeywords,
}

/// A parameter of a native.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// How it may be given.
    pub kind: ParameterKind,
    /// The text of its default.
    pub default: Option<&'static str>,
}

/// Name and parameters.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The function's name.
    pub name: &'static str,
    /// In the order of the text.
    pub parameters: Vec<Parameter>,
}

impl Signature {
    /// Takes a signature text apart.
    pub fn parse(text: &'static str) -> Signature {
        let (name, rest) = text.split_once('(').unwrap_or((text, ")"));
        let rest = rest.strip_suffix(')').unwrap_or(rest);
        let mut parameters: Vec<Parameter> = Vec::new();
        let mut kind = ParameterKind::Ordinary;
        for part in split(rest) {
            let part = part.trim();
            if part == "/" {
                parameters.iter_mut().for_each(|p| p.kind = ParameterKind::PositionalOnly);
            } else if part == "*" {
                kind = ParameterKind::KeywordOnly;
            } else if let Some(name) = part.strip_prefix("**") {
                parameters.push(Parameter { name, kind: ParameterKind::VarKeywords, default: None });
            } else if let Some(name) = part.strip_prefix('*') {
                parameters.push(Parameter { name, kind: ParameterKind::VarArgs, default: None });
                kind = ParameterKind::KeywordOnly;
            } else if !part.is_empty() {
                let (name, default) = match part.split_once('=') {
                    Some((n, d)) => (n.trim(), Some(d.trim())),
                    None => (part, None),
                };
                parameters.push(Parameter { name, kind, default });
            }
        }
        // Nobody gives the receiver of a method by name.
        if let Some(first) = parameters.first_mut().filter(|p| matches!(p.name, "self" | "cls")) {
            if first.kind == ParameterKind::Ordinary {
                first.kind = ParameterKind::PositionalOnly;
            }
        }
        Signature { name, parameters }
    }
}

fn split(text: &'static str) -> Vec<&'static str> {
    let (mut parts, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0, false);
    for (i, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' | '[' | '<' if !quoted => depth += 1,
            ')' | ']' | '>' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(&text[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The value of a default's text; Unset where the text is no literal.
pub fn default_value(text: &str) -> Value {
    match text {
        "None" => Value::None,
        "True" => Value::bool(true),
        "False" => Value::bool(false),
        "()" => Tuple::create(Vec::new()).into_value(),
        _ => {
            if let Some(inner) = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
                return Value::from(inner.replace("\\n", "\n").replace("\\t", "\t").replace("\\\\", "\\"));
            }
            if let Ok(i) = text.parse::<i64>() {
                return Value::Int(i);
            }
            match text.parse::<f64>() {
                Ok(f) if text.bytes().any(|b| b.is_ascii_digit()) => Value::float(f),
                _ => Value::Unset,
            }
        }
    }
}
