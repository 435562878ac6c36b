//! Literal values as Python's `repr` writes them.
//!
//! In: a constant of the tree. Out: text that reads back as the same value.

use crate::syntax::ast::Constant;
use crate::syntax::surrogate::code_point;
use std::fmt::Write;
use unicode_general_category::{GeneralCategory, get_general_category};

/// The `repr` of a constant.
pub(in crate::syntax) fn constant(value: &Constant) -> String {
    match value {
        Constant::None => "None".into(),
        Constant::True => "True".into(),
        Constant::False => "False".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(value) => value.to_string(),
        Constant::Float(value) => float(*value, true),
        Constant::Imaginary(value) => float(*value, false) + "j",
        Constant::Str(text) => string(text),
        Constant::Bytes(bytes) => bytes_literal(bytes),
    }
}

/// The shortest text that reads back as the same float; from 1e16 on and below 1e-4 with an exponent.
fn float(value: f64, point: bool) -> String {
    if value.is_infinite() {
        return "inf".into();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if value != 0.0 && !(-4..16).contains(&exponent) {
        return format!("{digits}e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs());
    }
    let plain = format!("{value}");
    if point && !plain.contains('.') { plain + ".0" } else { plain }
}

/// The quote that needs the fewest escapes, Python's way: `'` unless the text has one and no `"`.
fn quote(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

pub(in crate::syntax) fn string(text: &str) -> String {
    let quote = quote(text.contains('\''), text.contains('"'));
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        let code = code_point(c);
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if code == c as u32 && is_printable(c) => out.push(c),
            _ => {
                let _ = match code {
                    0..=0xff => write!(out, "\\x{code:02x}"),
                    0x100..=0xffff => write!(out, "\\u{code:04x}"),
                    _ => write!(out, "\\U{code:08x}"),
                };
            }
        }
    }
    out.push(quote);
    out
}

fn is_printable(c: char) -> bool {
    !matches!(
        get_general_category(c),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::SpaceSeparator
    )
}

fn bytes_literal(bytes: &[u8]) -> String {
    let quote = quote(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            b'\\' => out.push_str("\\\\"),
            b if b as char == quote => out.extend(['\\', quote]),
            b' '..=b'~' => out.push(byte as char),
            _ => {
                let _ = write!(out, "\\x{byte:02x}");
            }
        }
    }
    out.push(quote);
    out
}
