//! `%` formatting, for text and byte strings: the directives of a format, and how each is rendered.
//!
//! In: a format, then the value of each directive as plain data. Out: pieces in order, then their text. A byte string's format
//! is read and rendered as Latin-1 text. Faults come in the order in which CPython finds them, so parsing is lazy.

use super::number::{Form, Notation, character, check_precision, size_text};
use super::spec::MOST;
use crate::object::fault::{Fallible, Fault, Kind};
use crate::object::number::int::{self, IntRef};
use crate::object::text::search::{byte_of, length};

/// A width or precision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// None given.
    Absent,
    /// Given as digits.
    Given(usize),
    /// `*`: the next value.
    Star,
}

/// One directive: `%[(key)][flags][width][.precision][length]letter`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Directive {
    /// The mapping key.
    pub key: Option<String>,
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// A space.
    pub space: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// The least width.
    pub width: Size,
    /// The precision.
    pub precision: Size,
    /// The conversion's letter.
    pub letter: char,
    /// Where the letter stands, in characters.
    pub index: usize,
}

/// A piece of a format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Text as it is, `%%` resolved.
    Text(String),
    /// A directive.
    Directive(Directive),
}

/// The pieces of a format, one at a time.
pub struct Pieces {
    chars: Vec<char>,
    at: usize,
}

/// Begins to read a format.
pub fn pieces(format: &str) -> Pieces {
    Pieces { chars: format.chars().collect(), at: 0 }
}

impl Iterator for Pieces {
    type Item = Fallible<Piece>;

    fn next(&mut self) -> Option<Fallible<Piece>> {
        let mut text = String::new();
        while let Some(&c) = self.chars.get(self.at) {
            if c != '%' {
                text.push(c);
                self.at += 1;
            } else if self.chars.get(self.at + 1) == Some(&'%') {
                text.push('%');
                self.at += 2;
            } else if text.is_empty() {
                self.at += 1;
                return Some(self.directive().map(Piece::Directive));
            } else {
                break;
            }
        }
        (!text.is_empty()).then_some(Ok(Piece::Text(text)))
    }
}

impl Pieces {
    fn peek(&self) -> Fallible<char> {
        self.chars.get(self.at).copied().ok_or_else(|| Fault::value("incomplete format"))
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.chars.get(self.at) == Some(&wanted);
        self.at += usize::from(found);
        found
    }

    fn key(&mut self) -> Fallible<String> {
        let (start, mut depth) = (self.at, 1);
        while let Some(&c) = self.chars.get(self.at) {
            self.at += 1;
            match c {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(self.chars[start..self.at - 1].iter().collect());
            }
        }
        Err(Fault::value("incomplete format key"))
    }

    fn size(&mut self, what: &str, most: usize) -> Fallible<Size> {
        if self.take('*') {
            return Ok(Size::Star);
        }
        let mut size = None;
        while let Some(digit) = self.chars.get(self.at).and_then(|c| c.to_digit(10)) {
            let next = size.unwrap_or(0usize).saturating_mul(10).saturating_add(digit as usize);
            if next > most {
                return Err(Fault::value(format!("{what} too big")));
            }
            size = Some(next);
            self.at += 1;
        }
        Ok(size.map_or(Size::Absent, Size::Given))
    }

    fn directive(&mut self) -> Fallible<Directive> {
        let mut directive = Directive {
            key: None,
            left: false,
            plus: false,
            space: false,
            alternate: false,
            zero: false,
            width: Size::Absent,
            precision: Size::Absent,
            letter: '\0',
            index: 0,
        };
        if self.take('(') {
            directive.key = Some(self.key()?);
        }
        loop {
            match self.peek()? {
                '-' => directive.left = true,
                '+' => directive.plus = true,
                ' ' => directive.space = true,
                '#' => directive.alternate = true,
                '0' => directive.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        directive.width = self.size("width", isize::MAX as usize)?;
        self.peek()?;
        if self.take('.') {
            directive.precision = match self.size("precision", i32::MAX as usize)? {
                Size::Absent => Size::Given(0),
                size => size,
            };
        }
        if matches!(self.peek()?, 'h' | 'l' | 'L') {
            self.at += 1;
        }
        directive.letter = self.peek()?;
        directive.index = self.at;
        self.at += 1;
        Ok(directive)
    }
}

/// What a directive wants of its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wants {
    /// `str(value)`; in a byte string's format, bytes.
    Str,
    /// `repr(value)`; in a byte string's format, `ascii(value)`.
    Repr,
    /// `ascii(value)`
    Ascii,
    /// A character: one of text or bytes, or an integer.
    Char,
    /// `d`, `i`, `u`: an integer, or a number that is cut to one.
    Decimal,
    /// `o`, `x`, `X`: an integer.
    Index,
    /// A float.
    Float,
}

impl Directive {
    /// What the letter wants; for text, `b` is unknown.
    pub fn wants(&self, bytes: bool) -> Fallible<Wants> {
        Ok(match self.letter {
            's' => Wants::Str,
            'b' if bytes => Wants::Str,
            'r' if bytes => Wants::Ascii,
            'r' => Wants::Repr,
            'a' => Wants::Ascii,
            'c' => Wants::Char,
            'd' | 'i' | 'u' => Wants::Decimal,
            'o' | 'x' | 'X' => Wants::Index,
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => Wants::Float,
            letter => {
                let shown = if (' '..'\x7f').contains(&letter) { letter } else { '?' };
                return Err(Fault::value(format!(
                    "unsupported format character '{shown}' (0x{:x}) at index {}",
                    letter as u32, self.index
                )));
            }
        })
    }

    /// Puts the value of a `*` width: a negative one means the `-` flag.
    pub fn set_width(&mut self, width: i64) {
        self.left |= width < 0;
        self.width = Size::Given(width.unsigned_abs() as usize);
    }

    /// Puts the value of a `*` precision: a negative one means zero.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Size::Given(usize::try_from(precision).unwrap_or(0));
    }

    /// The fault of a value of the wrong type, for the numeric letters.
    #[cold]
    pub fn wrong_type(&self, type_name: &str) -> Fault {
        Fault::type_error(match self.letter {
            'o' | 'x' | 'X' => format!("%{} format: an integer is required, not {type_name}", self.letter),
            'd' | 'i' | 'u' => format!("%{} format: a real number is required, not {type_name}", self.letter),
            _ => format!("must be real number, not {type_name}"),
        })
    }

    fn given(size: Size) -> Option<usize> {
        match size {
            Size::Given(size) => Some(size),
            _ => None,
        }
    }

    /// Renders text: cut to the precision, filled with spaces.
    pub fn text(&self, text: &str) -> Fallible<String> {
        let text = Directive::given(self.precision).map_or(text, |most| &text[..byte_of(text, most)]);
        self.filled("", "", text, false)
    }

    /// Renders a character, which no precision cuts.
    pub fn char(&self, c: char) -> Fallible<String> {
        self.filled("", "", c.encode_utf8(&mut [0; 4]), false)
    }

    /// The character that an integer stands for.
    pub fn char_of(&self, n: IntRef<'_>, bytes: bool) -> Fallible<char> {
        if bytes {
            let byte = n.to_i64().and_then(|n| u8::try_from(n).ok());
            return byte.map(char::from).ok_or_else(|| Fault::overflow("%c arg not in range(256)"));
        }
        character(n)
    }

    /// Renders an integer; `limit` is the most decimal digits, or 0.
    pub fn int(&self, n: IntRef<'_>, limit: usize) -> Fallible<String> {
        let (text, prefix) = match self.letter {
            'o' => (int::to_radix(n, 8), "0o"),
            'x' => (int::to_radix(n, 16), "0x"),
            'X' => (int::to_radix(n, 16).to_uppercase(), "0X"),
            _ => (int::to_text(n, limit)?, ""),
        };
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let least = Directive::given(self.precision).unwrap_or(0);
        check_precision(least)?;
        let digits = format!("{}{digits}", "0".repeat(least.saturating_sub(digits.len())));
        let prefix = if self.alternate { prefix } else { "" };
        self.filled(self.sign(n.is_negative()), prefix, &digits, self.zero)
    }

    /// Renders a float.
    pub fn float(&self, x: f64) -> Fallible<String> {
        let precision = Directive::given(self.precision).unwrap_or(6);
        check_precision(precision)?;
        let notation = match self.letter {
            'e' | 'E' => Notation::Scientific,
            'f' | 'F' => Notation::Fixed,
            _ => Notation::General,
        };
        let mut text = size_text(x, Form { notation, precision, alternate: self.alternate, dot: false });
        if self.letter.is_ascii_uppercase() {
            text.make_ascii_uppercase();
        }
        self.filled(self.sign(x.is_sign_negative() && !x.is_nan()), "", &text, self.zero)
    }

    fn sign(&self, negative: bool) -> &'static str {
        if negative {
            "-"
        } else if self.plus {
            "+"
        } else if self.space {
            " "
        } else {
            ""
        }
    }

    fn filled(&self, sign: &str, prefix: &str, body: &str, zero: bool) -> Fallible<String> {
        let width = Directive::given(self.width).unwrap_or(0);
        if width > MOST {
            return Err(Fault::new(Kind::MemoryError, ""));
        }
        let missing = width.saturating_sub(sign.len() + prefix.len() + length(body));
        Ok(if self.left {
            format!("{sign}{prefix}{body}{}", " ".repeat(missing))
        } else if zero {
            format!("{sign}{prefix}{}{body}", "0".repeat(missing))
        } else {
            format!("{}{sign}{prefix}{body}", " ".repeat(missing))
        })
    }
}

/// The fault of a format with more directives than values.
#[cold]
pub fn too_few() -> Fault {
    Fault::type_error("not enough arguments for format string")
}

/// The fault of values that no directive took.
#[cold]
pub fn too_many(bytes: bool) -> Fault {
    let what = if bytes { "bytes" } else { "string" };
    Fault::type_error(format!("not all arguments converted during {what} formatting"))
}
