//! Escape sequences in strings, bytes and the text of f-strings.
//!
//! In: the text between the quotes. Out: what it stands for, and CPython's errors and warnings about it.
//! Reference: section 2.4.1.1 of the language reference.

use super::surrogate::carrier;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// Which escape sequences there are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// None: raw.
    None,
    /// Those of text.
    Text,
    /// Those of bytes: without names and Unicode.
    Bytes,
}

/// One text to go through.
pub(super) struct Unescape<'t> {
    /// The text between the quotes.
    pub text: &'t str,
    /// Where it begins in the source.
    pub at: u32,
    /// The whole token, for errors.
    pub token: Span,
    /// Which escapes it has.
    pub escapes: Escapes,
    /// Whether doubled braces stand for one.
    pub braces: bool,
}

/// An error of an escape: one past its end, and CPython's words.
struct Bad {
    end: usize,
    words: &'static str,
}

impl Unescape<'_> {
    /// Appends what the text stands for. Of warnings, as in CPython, only the first is given.
    pub fn run(&self, out: &mut String, diagnostics: &mut Vec<Diagnostic>) {
        let bytes = self.text.as_bytes();
        let mut warned = false;
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let plain = rest.iter().position(|b| matches!(b, b'\\' | b'{' | b'}' | b'\r')).unwrap_or(rest.len());
            if plain > 0 {
                out.push_str(&self.text[at..at + plain]);
                at += plain;
                continue;
            }
            match rest[0] {
                b'\r' => {
                    out.push('\n');
                    at += if rest.get(1) == Some(&b'\n') { 2 } else { 1 };
                }
                b'\\' if self.escapes != Escapes::None => match self.escape(at, out) {
                    Ok((next, warning)) => {
                        if let Some(message) = warning
                            && !std::mem::replace(&mut warned, true)
                        {
                            let place = self.place(at, next.max(at + 2));
                            let diagnostic = Diagnostic::warning(codes::INVALID_ESCAPE, message, place)
                                .help("double the backslash, or write a raw string: r\"...\"")
                                .repair(self.place(at, at + 1), "\\\\");
                            // CPython speaks of the line on which the literal begins.
                            let start = self.token.start;
                            diagnostics.push(match self.text[..at].contains(['\n', '\r']) {
                                true => diagnostic.label(Span::new(start, start + 1), "in this literal"),
                                false => diagnostic,
                            });
                        }
                        at = next;
                    }
                    Err(bad) => {
                        diagnostics.push(self.error(at, &bad));
                        return;
                    }
                },
                brace @ (b'{' | b'}') => {
                    out.push(brace as char);
                    at += if self.braces && rest.get(1) == Some(&brace) { 2 } else { 1 };
                }
                _ => {
                    out.push('\\');
                    at += 1;
                }
            }
        }
    }

    fn place(&self, start: usize, end: usize) -> Span {
        let end = end.min(self.text.len());
        // Never cut a character in two.
        let end = (end..=self.text.len()).find(|&i| self.text.is_char_boundary(i)).unwrap_or(end);
        Span::new(self.at + start as u32, self.at + end as u32)
    }

    /// Reads the escape at `at`; returns where it ends and what CPython warns of.
    fn escape(&self, at: usize, out: &mut String) -> Result<(usize, Option<String>), Bad> {
        let bytes = self.text.as_bytes();
        let text = self.escapes == Escapes::Text;
        let Some(&kind) = bytes.get(at + 1) else {
            out.push('\\');
            return Ok((at + 1, None));
        };
        let simple = match kind {
            b'\n' => return Ok((at + 2, None)),
            b'\r' => return Ok((at + if bytes.get(at + 2) == Some(&b'\n') { 3 } else { 2 }, None)),
            b'\\' | b'\'' | b'"' => kind as char,
            b'a' => '\x07',
            b'b' => '\x08',
            b'f' => '\x0C',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'v' => '\x0B',
            b'0'..=b'7' => return Ok(self.octal(at, out)),
            b'x' => return self.hex(at, 2, "truncated \\xXX escape", out),
            b'u' if text => return self.hex(at, 4, "truncated \\uXXXX escape", out),
            b'U' if text => return self.hex(at, 8, "truncated \\UXXXXXXXX escape", out),
            b'N' if text => return self.named(at, out),
            _ => {
                out.push('\\');
                let Some(c) = self.text[at + 1..].chars().next().filter(char::is_ascii) else {
                    return Ok((at + 1, None));
                };
                return Ok((at + 1, Some(format!("invalid escape sequence '\\{c}'"))));
            }
        };
        out.push(simple);
        Ok((at + 2, None))
    }

    fn octal(&self, at: usize, out: &mut String) -> (usize, Option<String>) {
        let digits = self.text[at + 1..].bytes().take(3).take_while(|b| matches!(b, b'0'..=b'7')).count();
        let digits = &self.text[at + 1..at + 1 + digits];
        let mut code = u32::from_str_radix(digits, 8).unwrap_or(0);
        let warning = (code > 0o377).then(|| format!("invalid octal escape sequence '\\{digits}'"));
        if self.escapes == Escapes::Bytes {
            code &= 0xFF;
        }
        out.extend(carrier(code));
        (at + 1 + digits.len(), warning)
    }

    fn hex(
        &self,
        at: usize,
        wanted: usize,
        truncated: &'static str,
        out: &mut String,
    ) -> Result<(usize, Option<String>), Bad> {
        let found = self.text[at + 2..].bytes().take(wanted).take_while(u8::is_ascii_hexdigit).count();
        let end = at + 2 + found;
        if found < wanted {
            return Err(Bad { end, words: truncated });
        }
        let code = u32::from_str_radix(&self.text[at + 2..end], 16).unwrap_or(u32::MAX);
        if code > 0x10_FFFF {
            return Err(Bad { end, words: "illegal Unicode character" });
        }
        out.extend(carrier(code));
        Ok((end, None))
    }

    fn named(&self, at: usize, out: &mut String) -> Result<(usize, Option<String>), Bad> {
        let malformed = "malformed \\N character escape";
        let rest = &self.text[at + 2..];
        if !rest.starts_with('{') {
            return Err(Bad { end: at + 2, words: malformed });
        }
        let Some(length) = rest.find('}') else {
            return Err(Bad { end: self.text.len(), words: malformed });
        };
        if length < 2 {
            return Err(Bad { end: at + 2 + length, words: malformed });
        }
        let end = at + 2 + length + 1;
        let name = &rest[1..length];
        // The table also matches loosely, which CPython does not.
        let loose = name.contains(['_', '\t']) || name.contains("  ") || name.starts_with(' ') || name.ends_with(' ');
        match unicode_names2::character(name).filter(|_| !loose) {
            Some(c) => {
                out.push(c);
                Ok((end, None))
            }
            None => Err(Bad { end, words: "unknown Unicode character name" }),
        }
    }

    /// CPython's error. It counts positions in a copy of the text in which every character beyond ASCII takes ten
    /// bytes, and so must we.
    fn error(&self, at: usize, bad: &Bad) -> Diagnostic {
        let position = |end: usize| self.text[..end].chars().map(|c| if c.is_ascii() { 1 } else { 10 }).sum::<usize>();
        let (first, last) = (position(at), position(bad.end) - 1);
        let message = if self.escapes == Escapes::Bytes {
            format!("(value error) invalid \\x escape at position {first}")
        } else {
            let words = bad.words;
            format!("(unicode error) 'unicodeescape' codec can't decode bytes in position {first}-{last}: {words}")
        };
        Diagnostic::error(codes::ESCAPE, message, self.token).label(self.place(at, bad.end), "this escape")
    }
}
