//! Numbers: what is wrong with one, and what one is worth.
//!
//! In: text that begins with a digit or a point. Out: CPython's verdict on it, or its value.

use super::ast::Constant;
use super::token::{Token, TokenKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::rc::Rc;
use unicode_normalization::UnicodeNormalization;

/// The most decimal digits CPython converts (`sys.int_info.default_max_str_digits`).
const MAX_DIGITS: usize = 4300;

/// What was found.
pub(super) enum Checked {
    /// A number.
    Good,
    /// A number with a keyword right behind it: CPython's warning, and the offset of the number's last character.
    BeforeKeyword(String, usize),
    /// Not a number: the fault, and one past the word that it is in.
    Fault(Box<Diagnostic>, usize),
}

/// One number being gone over. Offsets are into the whole text.
struct Check<'t> {
    bytes: &'t [u8],
    start: usize,
    at: usize,
}

/// Goes over the number at `start`, which the automaton found doubtful.
pub(super) fn check(text: &str, start: usize) -> Checked {
    let mut check = Check { bytes: text.as_bytes(), start, at: start };
    check.number().unwrap_or_else(|checked| checked)
}

/// Ok for a number, Err for the first thing that is wrong: so `?` ends the check there.
type Step<T> = Result<T, Checked>;

impl Check<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// The fault `message` at the character before the one in hand, or at this one when it is itself to blame.
    fn fault<T>(&self, code: &'static str, message: String, place: std::ops::Range<usize>) -> Step<T> {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        let word = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        let span = Span::new(place.start as u32, place.end as u32);
        Err(Checked::Fault(Box::new(Diagnostic::error(code, message, span)), self.at + word))
    }

    fn invalid<T>(&self, kind: &str) -> Step<T> {
        self.fault(codes::NUMBER, format!("invalid {kind} literal"), self.at - 1..self.at)
    }

    fn number(&mut self) -> Step<Checked> {
        if self.peek() == b'0' {
            let (kind, radix) = match self.bytes.get(self.at + 1) {
                Some(b'x' | b'X') => ("hexadecimal", 16),
                Some(b'o' | b'O') => ("octal", 8),
                Some(b'b' | b'B') => ("binary", 2),
                _ => return self.zeros(),
            };
            self.at += 2;
            return self.radix(kind, radix);
        }
        if self.peek() != b'.' {
            self.digits()?;
        }
        self.fraction()
    }

    fn radix(&mut self, kind: &str, radix: u32) -> Step<Checked> {
        loop {
            if self.peek() == b'_' {
                self.at += 1;
            }
            if !(self.peek() as char).is_digit(radix) {
                self.bad_digit(kind)?;
                return self.invalid(kind);
            }
            while (self.peek() as char).is_digit(radix) {
                self.at += 1;
            }
            if self.peek() != b'_' {
                break;
            }
        }
        self.bad_digit(kind)?;
        self.end(kind)
    }

    fn bad_digit(&self, kind: &str) -> Step<()> {
        let digit = self.peek() as char;
        if !digit.is_ascii_digit() {
            return Ok(());
        }
        self.fault(codes::NUMBER, format!("invalid digit '{digit}' in {kind} literal"), self.at..self.at + 1)
    }

    /// Digits with single underscores between.
    fn digits(&mut self) -> Step<()> {
        loop {
            while self.peek().is_ascii_digit() {
                self.at += 1;
            }
            if self.peek() != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.peek().is_ascii_digit() {
                return self.invalid("decimal");
            }
        }
    }

    /// A decimal number that begins with zeros: only zero itself, or a float.
    fn zeros(&mut self) -> Step<Checked> {
        loop {
            if self.peek() == b'_' {
                self.at += 1;
                if !self.peek().is_ascii_digit() {
                    return self.invalid("decimal");
                }
            }
            if self.peek() != b'0' {
                break;
            }
            self.at += 1;
        }
        let zeros = self.at;
        if self.peek().is_ascii_digit() {
            self.digits()?;
            if !matches!(self.peek(), b'.' | b'e' | b'E' | b'j' | b'J') {
                let message = "leading zeros in decimal integer literals are not permitted; \
                               use an 0o prefix for octal integers";
                return self.fault(codes::LEADING_ZERO, message.into(), self.start..zeros);
            }
        }
        self.fraction()
    }

    fn fraction(&mut self) -> Step<Checked> {
        if self.peek() == b'.' {
            self.at += 1;
            if self.peek().is_ascii_digit() {
                self.digits()?;
            }
        }
        if matches!(self.peek(), b'e' | b'E') {
            let sign = matches!(self.bytes.get(self.at + 1), Some(b'+' | b'-'));
            let first = self.at + 1 + usize::from(sign);
            if self.bytes.get(first).is_some_and(u8::is_ascii_digit) {
                self.at = first;
                self.digits()?;
            } else if sign {
                self.at = first;
                return self.invalid("decimal");
            } else {
                return self.end("decimal");
            }
        }
        if matches!(self.peek(), b'j' | b'J') {
            self.at += 1;
            return self.end("imaginary");
        }
        self.end("decimal")
    }

    /// What may stand right behind a number: nothing of a name, save a keyword.
    fn end(&self, kind: &str) -> Step<Checked> {
        let rest = &self.bytes[self.at..];
        let word = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        match &rest[..word] {
            b"" => Ok(Checked::Good),
            b"and" | b"else" | b"for" | b"if" | b"in" | b"is" | b"not" | b"or" => {
                Ok(Checked::BeforeKeyword(format!("invalid {kind} literal"), self.at - 1))
            }
            _ => self.invalid(kind),
        }
    }
}

/// The value of an `Int`, `Float` or `Imaginary` token.
pub fn number(source: &Source, token: Token, diagnostics: &mut Vec<Diagnostic>) -> Constant {
    let written = source.slice(token.span);
    let mut text = String::new();
    if !written.is_ascii() {
        text.extend(written.nfkc().filter(|&c| c != '_'));
    } else if written.contains('_') {
        text.extend(written.chars().filter(|&c| c != '_'));
    }
    let text = if text.is_empty() { written } else { &text };
    match token.kind {
        TokenKind::Int => match int(text) {
            Ok(constant) => constant,
            Err(message) => {
                diagnostics.push(Diagnostic::error(codes::DIGITS, message, token.span));
                Constant::Int(0)
            }
        },
        TokenKind::Float => Constant::Float(text.parse().unwrap_or(0.0)),
        _ => Constant::Imaginary(text.trim_end_matches(['j', 'J']).parse().unwrap_or(0.0)),
    }
}

/// The value of an int without underscores, or CPython's words about its length. A malformed one is 0.
fn int(text: &str) -> Result<Constant, String> {
    let (digits, radix) = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (&text[2..], 16),
        [b'0', b'o' | b'O', ..] => (&text[2..], 8),
        [b'0', b'b' | b'B', ..] => (&text[2..], 2),
        _ => (text, 10),
    };
    if let Ok(value) = i64::from_str_radix(digits, radix) {
        return Ok(Constant::Int(value));
    }
    if radix == 10 && digits.len() > MAX_DIGITS {
        return Err(format!(
            "Exceeds the limit ({MAX_DIGITS} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit \
             - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
            digits.len()
        ));
    }
    let value = BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default();
    Ok(match value.to_i64() {
        Some(value) => Constant::Int(value),
        None => Constant::BigInt(Rc::new(value)),
    })
}
