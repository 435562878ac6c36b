//! `repr` and `ascii` of texts and byte strings.
//!
//! In: text or bytes. Out: the literal that Python shows, in single quotes unless only those occur inside.

use super::class::is_printable;
use crate::syntax::surrogate::code_point;
use std::fmt::Write;

fn quote_for(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

/// Adds `\xNN`, `\uNNNN` or `\UNNNNNNNN`, the shortest that fits.
pub fn add_escape(out: &mut String, point: u32) {
    // Writing to a String cannot fail.
    let _ = match point {
        0..=0xff => write!(out, "\\x{point:02x}"),
        0x100..=0xffff => write!(out, "\\u{point:04x}"),
        _ => write!(out, "\\U{point:08x}"),
    };
}

fn quoted(text: &str, keep: impl Fn(char) -> bool) -> String {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            ' '..='~' => out.push(c),
            c if keep(c) => out.push(c),
            c => add_escape(&mut out, code_point(c)),
        }
    }
    out.push(quote);
    out
}

/// `repr(text)`
pub fn repr(text: &str) -> String {
    quoted(text, is_printable)
}

/// `ascii(text)`
pub fn ascii(text: &str) -> String {
    quoted(text, |_| false)
}

/// A finished repr with everything beyond ASCII escaped: how `ascii` treats the repr of other objects.
pub fn to_ascii(repr: &str) -> String {
    if repr.is_ascii() {
        return repr.to_string();
    }
    let mut out = String::with_capacity(repr.len());
    for c in repr.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            add_escape(&mut out, code_point(c));
        }
    }
    out
}

/// `repr(bytes)`
pub fn bytes_repr(bytes: &[u8]) -> String {
    quoted_bytes(bytes, false)
}

/// What `repr(bytearray)` shows in its brackets: single quotes are escaped even where double ones stand around.
pub fn bytearray_repr(bytes: &[u8]) -> String {
    quoted_bytes(bytes, true)
}

fn quoted_bytes(bytes: &[u8], escape_single: bool) -> String {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    let mut out = String::with_capacity(bytes.len() + 3);
    out.push('b');
    out.push(quote);
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            byte if byte as char == quote && !escape_single || byte == b'\'' && (quote == '\'' || escape_single) => {
                out.push('\\');
                out.push(byte as char);
            }
            b' '..=b'~' => out.push(byte as char),
            byte => add_escape(&mut out, u32::from(byte)),
        }
    }
    out.push(quote);
    out
}
