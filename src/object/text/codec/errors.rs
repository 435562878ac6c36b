//! Error handlers: what takes the place of what cannot be coded.
//!
//! In: the handler's name and the offending place. Out: a replacement and where to go on, or the UnicodeError.

use crate::object::fault::{Fallible, Fault, Kind, UnicodePlace};
use crate::object::text::escape::add_escape;
use crate::syntax::surrogate::{carrier, code_point};
use std::fmt::Write;

/// An error handler.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Errors {
    /// Raise.
    Strict,
    /// Leave it out.
    Ignore,
    /// `?` or U+FFFD.
    Replace,
    /// `\xNN` and its longer forms.
    BackslashReplace,
    /// `&#NNN;`, when encoding.
    XmlCharRefReplace,
    /// `\N{NAME}`, when encoding.
    NameReplace,
    /// A byte is carried by a lone surrogate, and back.
    SurrogateEscape,
    /// Surrogates are coded as if they were characters.
    SurrogatePass,
    /// A name nobody registered; LookupError when it is needed.
    Unknown(String),
}

/// What stands for characters that cannot be encoded.
pub(super) enum Stand {
    /// Text that is encoded in their place.
    Text(String),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

impl Errors {
    /// The handler of a name.
    pub fn named(name: &str) -> Errors {
        match name {
            "strict" => Errors::Strict,
            "ignore" => Errors::Ignore,
            "replace" => Errors::Replace,
            "backslashreplace" => Errors::BackslashReplace,
            "xmlcharrefreplace" => Errors::XmlCharRefReplace,
            "namereplace" => Errors::NameReplace,
            "surrogateescape" => Errors::SurrogateEscape,
            "surrogatepass" => Errors::SurrogatePass,
            _ => Errors::Unknown(name.to_string()),
        }
    }

    fn unknown(name: &str) -> Fault {
        Fault::new(Kind::LookupError, format!("unknown error handler name '{name}'"))
    }

    /// Handles bytes that cannot be decoded: adds what stands for them and says where to go on.
    pub(super) fn mend_decoding(&self, place: &Undecodable<'_>, out: &mut String) -> Fallible<usize> {
        let bad = &place.bytes[place.start..place.end];
        match self {
            Errors::Strict | Errors::SurrogatePass => return Err(place.fault()),
            Errors::Ignore => {}
            Errors::Replace => out.push('\u{fffd}'),
            Errors::BackslashReplace => bad.iter().for_each(|&byte| add_escape(out, u32::from(byte))),
            Errors::SurrogateEscape => {
                let high: Vec<char> = bad
                    .iter()
                    .take_while(|byte| !byte.is_ascii())
                    .filter_map(|&byte| carrier(0xdc00 + u32::from(byte)))
                    .collect();
                if high.is_empty() {
                    return Err(place.fault());
                }
                out.extend(&high);
                return Ok(place.start + high.len());
            }
            Errors::XmlCharRefReplace | Errors::NameReplace => {
                return Err(Fault::type_error("don't know how to handle UnicodeDecodeError in error callback"));
            }
            Errors::Unknown(name) => return Err(Errors::unknown(name)),
        }
        Ok(place.end)
    }

    /// Handles characters that cannot be encoded: says what stands for them, and where to go on.
    pub(super) fn mend_encoding(&self, place: &Unencodable<'_>) -> Fallible<(Stand, usize)> {
        let bad = &place.chars[place.start..place.end];
        let mut text = String::new();
        match self {
            Errors::Strict | Errors::SurrogatePass => return Err(place.fault()),
            Errors::Ignore => {}
            Errors::Replace => text.extend(bad.iter().map(|_| '?')),
            Errors::BackslashReplace => bad.iter().for_each(|&c| add_escape(&mut text, code_point(c))),
            Errors::XmlCharRefReplace => {
                for &c in bad {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "&#{};", code_point(c));
                }
            }
            Errors::NameReplace => {
                for &c in bad {
                    match unicode_names2::name(c) {
                        Some(name) => {
                            let _ = write!(text, "\\N{{{name}}}");
                        }
                        None => add_escape(&mut text, code_point(c)),
                    }
                }
            }
            Errors::SurrogateEscape => {
                let bytes: Vec<u8> = bad
                    .iter()
                    .map(|&c| code_point(c))
                    .take_while(|point| (0xdc80..=0xdcff).contains(point))
                    .map(|point| (point - 0xdc00) as u8)
                    .collect();
                if bytes.is_empty() {
                    return Err(place.fault());
                }
                let end = place.start + bytes.len();
                return Ok((Stand::Bytes(bytes), end));
            }
            Errors::Unknown(name) => return Err(Errors::unknown(name)),
        }
        Ok((Stand::Text(text), place.end))
    }
}

/// Bytes that cannot be decoded.
pub(super) struct Undecodable<'a> {
    /// The codec's name in the message.
    pub(super) encoding: &'a str,
    /// All the bytes.
    pub(super) bytes: &'a [u8],
    /// The first bad byte.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// What is wrong.
    pub(super) reason: &'a str,
}

impl Undecodable<'_> {
    #[cold]
    pub(super) fn fault(&self) -> Fault {
        let Undecodable { encoding, bytes, start, end, reason } = self;
        let message = if end - start == 1 {
            let byte = bytes[*start];
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        } else {
            format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end - 1)
        };
        let place =
            UnicodePlace { encoding: encoding.to_string(), start: *start, end: *end, reason: reason.to_string() };
        Fault { unicode: Some(Box::new(place)), ..Fault::new(Kind::UnicodeDecodeError, message) }
    }
}

/// Characters that cannot be encoded.
pub(super) struct Unencodable<'a> {
    /// The codec's name in the message.
    pub(super) encoding: &'a str,
    /// All the characters.
    pub(super) chars: &'a [char],
    /// The first bad character.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// What is wrong.
    pub(super) reason: &'a str,
}

impl Unencodable<'_> {
    #[cold]
    pub(super) fn fault(&self) -> Fault {
        let Unencodable { encoding, chars, start, end, reason } = self;
        let message = if end - start == 1 {
            let mut shown = String::new();
            add_escape(&mut shown, code_point(chars[*start]));
            format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
        } else {
            format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end - 1)
        };
        let place =
            UnicodePlace { encoding: encoding.to_string(), start: *start, end: *end, reason: reason.to_string() };
        Fault { unicode: Some(Box::new(place)), ..Fault::new(Kind::UnicodeEncodeError, message) }
    }
}

/// How an encoder puts single characters and what it says of those it has not.
pub(super) struct Encoder<'a, F: FnMut(char, &mut Vec<u8>) -> bool> {
    /// The codec's name in the message.
    pub(super) encoding: &'a str,
    /// Why a character cannot be encoded.
    pub(super) reason: &'a str,
    /// Whether neighbours that cannot be encoded are reported together.
    pub(super) runs: bool,
    /// Adds a character's bytes, or says that there are none.
    pub(super) put: F,
}

impl<F: FnMut(char, &mut Vec<u8>) -> bool> Encoder<'_, F> {
    /// Encodes a whole text behind what `out` holds.
    pub(super) fn encode(mut self, text: &str, mut out: Vec<u8>, errors: &Errors) -> Fallible<Vec<u8>> {
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        let mut scratch = Vec::new();
        while at < chars.len() {
            if (self.put)(chars[at], &mut out) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while self.runs && end < chars.len() && !(self.put)(chars[end], &mut scratch) {
                end += 1;
            }
            let place = Unencodable { encoding: self.encoding, chars: &chars, start: at, end, reason: self.reason };
            let (stand, next) = errors.mend_encoding(&place)?;
            match stand {
                Stand::Bytes(bytes) => out.extend(bytes),
                Stand::Text(text) => {
                    for c in text.chars() {
                        if !(self.put)(c, &mut out) {
                            return Err(place.fault());
                        }
                    }
                }
            }
            at = next;
        }
        Ok(out)
    }
}
