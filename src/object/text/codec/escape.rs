//! The codecs `unicode_escape` and `raw_unicode_escape`: Python's own escapes as an encoding.
//!
//! In: text or bytes. Out: bytes or text; a broken escape goes to the error handler.

use super::errors::{Errors, Undecodable};
use crate::object::fault::Fallible;
use crate::object::text::escape::add_escape;
use crate::syntax::surrogate::{carrier, code_point};

pub(super) fn encode(text: &str) -> Vec<u8> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            ' '..='~' => out.push(c),
            c => add_escape(&mut out, code_point(c)),
        }
    }
    out.into_bytes()
}

pub(super) fn encode_raw(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        let point = code_point(c);
        if point < 256 {
            out.push(point as u8);
        } else {
            let mut escape = String::new();
            add_escape(&mut escape, point);
            out.extend(escape.into_bytes());
        }
    }
    out
}

pub(super) fn decode(bytes: &[u8], errors: &Errors) -> Fallible<String> {
    walk(bytes, errors, "unicodeescape", |rest| match rest {
        [b'\\', rest @ ..] => Escape::of(rest),
        _ => Escape::None,
    })
}

pub(super) fn decode_raw(bytes: &[u8], errors: &Errors) -> Fallible<String> {
    walk(bytes, errors, "rawunicodeescape", |rest| match rest {
        [b'\\', b'u' | b'U', ..] => match Escape::of(&rest[1..]) {
            Escape::Bad(_, 10) => Escape::Bad("\\Uxxxxxxxx out of range".to_string(), 10),
            other => other,
        },
        [b'\\', next, ..] => Escape::Text(format!("\\{}", *next as char), 2),
        _ => Escape::None,
    })
}

/// What begins at a backslash.
enum Escape {
    /// Not an escape: a byte for itself.
    None,
    /// A text, and how many bytes with the backslash.
    Text(String, usize),
    /// A fault, and how many bytes with the backslash.
    Bad(String, usize),
}

impl Escape {
    /// Reads what follows the backslash.
    fn of(rest: &[u8]) -> Escape {
        let one = |c: char| Escape::Text(c.to_string(), 2);
        match rest {
            [] => Escape::Bad("\\ at end of string".to_string(), 1),
            [b'\n', ..] => Escape::Text(String::new(), 2),
            [b'\\', ..] => one('\\'),
            [b'\'', ..] => one('\''),
            [b'"', ..] => one('"'),
            [b'a', ..] => one('\x07'),
            [b'b', ..] => one('\x08'),
            [b'f', ..] => one('\x0c'),
            [b'n', ..] => one('\n'),
            [b'r', ..] => one('\r'),
            [b't', ..] => one('\t'),
            [b'v', ..] => one('\x0b'),
            [b'x', digits @ ..] => Escape::hex('x', digits, 2),
            [b'u', digits @ ..] => Escape::hex('u', digits, 4),
            [b'U', digits @ ..] => Escape::hex('U', digits, 8),
            [b'N', name @ ..] => Escape::name(name),
            [b'0'..=b'7', ..] => {
                let count = rest.iter().take(3).take_while(|b| (b'0'..=b'7').contains(*b)).count();
                let point = rest[..count].iter().fold(0, |sum, b| sum * 8 + u32::from(b - b'0'));
                Escape::Text(carrier(point).map(String::from).unwrap_or_default(), 1 + count)
            }
            [other, ..] => Escape::Text(format!("\\{}", *other as char), 2),
        }
    }

    fn hex(letter: char, digits: &[u8], count: usize) -> Escape {
        let good = digits.iter().take(count).take_while(|b| b.is_ascii_hexdigit()).count();
        if good < count {
            let form = "X".repeat(count);
            return Escape::Bad(format!("truncated \\{letter}{form} escape"), 2 + good);
        }
        let point = digits[..count].iter().fold(0, |sum: u32, &b| sum << 4 | (b as char).to_digit(16).unwrap_or(0));
        match carrier(point) {
            Some(c) => Escape::Text(c.to_string(), 2 + count),
            None => Escape::Bad("illegal Unicode character".to_string(), 2 + count),
        }
    }

    fn name(rest: &[u8]) -> Escape {
        let end = rest.iter().position(|&b| b == b'}');
        match (rest.first(), end) {
            (Some(b'{'), Some(end)) if end > 1 => {
                let name = String::from_utf8_lossy(&rest[1..end]);
                match unicode_names2::character(&name) {
                    Some(c) => Escape::Text(c.to_string(), end + 3),
                    None => Escape::Bad("unknown Unicode character name".to_string(), end + 3),
                }
            }
            _ => Escape::Bad("malformed \\N character escape".to_string(), 2),
        }
    }
}

fn walk(bytes: &[u8], errors: &Errors, encoding: &str, escape: impl Fn(&[u8]) -> Escape) -> Fallible<String> {
    let (mut out, mut at) = (String::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        at = match escape(&bytes[at..]) {
            Escape::None => {
                out.push(bytes[at] as char);
                at + 1
            }
            Escape::Text(text, length) => {
                out.push_str(&text);
                at + length
            }
            Escape::Bad(reason, length) => {
                let place = Undecodable { encoding, bytes, start: at, end: at + length, reason: &reason };
                errors.mend_decoding(&place, &mut out)?
            }
        };
    }
    Ok(out)
}
