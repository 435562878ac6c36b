//! Templates of `str.format`: literal text and replacement fields, and the names in the fields.
//!
//! In: a template's text. Out: pieces in order; a field's name as a first part and accessors. Faults come in the order in
//! which CPython finds them, so parsing is lazy. Looking names up is the machine's part.

use super::spec::digits;
use crate::object::fault::{Fallible, Fault, Kind};

/// A piece of a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Text as it is, doubled braces resolved.
    Text(String),
    /// A replacement field.
    Field(Field),
}

/// A replacement field: `{name!conversion:spec}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// The name with its accessors, unparsed.
    pub name: String,
    /// `r`, `s` or `a`, unchecked.
    pub conversion: Option<char>,
    /// The specification, which may be a template itself.
    pub spec: String,
    /// Whether the specification has braces.
    pub nested: bool,
}

/// The pieces of a template, one at a time.
pub struct Pieces {
    chars: Vec<char>,
    at: usize,
}

/// Begins to read a template.
pub fn pieces(template: &str) -> Pieces {
    Pieces { chars: template.chars().collect(), at: 0 }
}

/// How deep specifications may be nested in one another.
pub const DEPTH: usize = 2;

/// The fault of specifications nested too deep.
#[cold]
pub fn too_deep() -> Fault {
    Fault::value("Max string recursion exceeded")
}

impl Iterator for Pieces {
    type Item = Fallible<Piece>;

    fn next(&mut self) -> Option<Fallible<Piece>> {
        let mut text = String::new();
        while let Some(&c) = self.chars.get(self.at) {
            let next = self.chars.get(self.at + 1);
            match c {
                '{' | '}' if next == Some(&c) => {
                    text.push(c);
                    self.at += 2;
                }
                '}' => return Some(Err(Fault::value("Single '}' encountered in format string"))),
                '{' if next.is_none() => {
                    return Some(Err(Fault::value("Single '{' encountered in format string")));
                }
                '{' if text.is_empty() => {
                    self.at += 1;
                    return Some(self.field().map(Piece::Field));
                }
                '{' => break,
                c => {
                    text.push(c);
                    self.at += 1;
                }
            }
        }
        (!text.is_empty()).then_some(Ok(Piece::Text(text)))
    }
}

impl Pieces {
    fn take(&mut self) -> Option<char> {
        let c = self.chars.get(self.at).copied();
        self.at += usize::from(c.is_some());
        c
    }

    fn field(&mut self) -> Fallible<Field> {
        let (start, mut bracket) = (self.at, false);
        let end = loop {
            match self.take() {
                Some('{') => return Err(Fault::value("unexpected '{' in field name")),
                Some('[') => bracket = true,
                Some(']') => bracket = false,
                Some(c @ ('}' | ':' | '!')) if !bracket => break c,
                Some(_) => {}
                None => return Err(Fault::value("expected '}' before end of string")),
            }
        };
        let name = self.chars[start..self.at - 1].iter().collect();
        let mut field = Field { name, conversion: None, spec: String::new(), nested: false };
        if end == '}' {
            return Ok(field);
        }
        if end == '!' {
            let missing = || Fault::value("end of string while looking for conversion specifier");
            field.conversion = Some(self.take().ok_or_else(missing)?);
            match self.take() {
                Some('}') => return Ok(field),
                Some(':') | None => {}
                Some(_) => return Err(Fault::value("expected ':' after conversion specifier")),
            }
        }
        let (start, mut depth) = (self.at, 1);
        while let Some(c) = self.take() {
            match c {
                '{' => {
                    field.nested = true;
                    depth += 1;
                }
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                field.spec = self.chars[start..self.at - 1].iter().collect();
                return Ok(field);
            }
        }
        Err(Fault::value("unmatched '{' in format spec"))
    }
}

/// The first part of a field's name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum First {
    /// A positional argument.
    Index(usize),
    /// A keyword argument.
    Key(String),
}

/// What follows in a field's name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Accessor {
    /// `.name`
    Attribute(String),
    /// `[3]`
    Index(i64),
    /// `[key]`
    Key(String),
}

/// Whether fields are numbered by hand or automatically; one template does not mix both.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Numbering {
    /// Not known yet.
    #[default]
    Open,
    /// `{0}`
    Manual,
    /// `{}`, and the number of the next one.
    Automatic(usize),
}

/// A field's name in parts: the accessors are read one at a time, since each is applied before the next is parsed.
pub struct Name {
    /// The first part.
    pub first: First,
    chars: Vec<char>,
    at: usize,
}

/// Splits a field's name.
pub fn name(text: &str, numbering: &mut Numbering) -> Fallible<Name> {
    let chars: Vec<char> = text.chars().collect();
    let end = chars.iter().position(|c| matches!(c, '.' | '[')).unwrap_or(chars.len());
    let head = &chars[..end];
    let switch = |from: &str, to: &str| Err(Fault::value(format!("cannot switch from {from} to {to}")));
    let (by_hand, automatic) = ("manual field specification", "automatic field numbering");
    let first = match (whole(head)?, *numbering) {
        (None, Numbering::Manual) if head.is_empty() => return switch(by_hand, automatic),
        (Some(_), Numbering::Automatic(_)) => return switch(automatic, by_hand),
        (Some(index), _) => {
            *numbering = Numbering::Manual;
            First::Index(index)
        }
        (None, before) if head.is_empty() => {
            let index = if let Numbering::Automatic(next) = before { next } else { 0 };
            *numbering = Numbering::Automatic(index + 1);
            First::Index(index)
        }
        _ => First::Key(head.iter().collect()),
    };
    Ok(Name { first, chars, at: end })
}

/// The number that all of the characters make, if they are digits.
fn whole(chars: &[char]) -> Fallible<Option<usize>> {
    let mut rest = chars;
    let number = digits(&mut rest)?;
    Ok(if rest.is_empty() { number } else { None })
}

impl Iterator for Name {
    type Item = Fallible<Accessor>;

    fn next(&mut self) -> Option<Fallible<Accessor>> {
        let mark = *self.chars.get(self.at)?;
        self.at += 1;
        let rest = &self.chars[self.at..];
        let (end, index) = match mark {
            '.' => (rest.iter().position(|c| matches!(c, '.' | '[')).unwrap_or(rest.len()), false),
            '[' => match rest.iter().position(|&c| c == ']') {
                Some(end) => (end, true),
                None => return Some(Err(Fault::value("Missing ']' in format string"))),
            },
            _ => {
                return Some(Err(Fault::value("Only '.' or '[' may follow ']' in format field specifier")));
            }
        };
        self.at += end + usize::from(index);
        let part = &rest[..end];
        if part.is_empty() {
            return Some(Err(Fault::value("Empty attribute in format string")));
        }
        let text = || part.iter().collect::<String>();
        if !index {
            return Some(Ok(Accessor::Attribute(text())));
        }
        Some(whole(part).map(|number| match number {
            Some(number) => Accessor::Index(number as i64),
            None => Accessor::Key(text()),
        }))
    }
}

/// The fault of a positional field beyond the arguments.
#[cold]
pub fn out_of_range(index: usize) -> Fault {
    let message = format!("Replacement index {index} out of range for positional args tuple");
    Fault::new(Kind::IndexError, message)
}

/// The fault of a conversion that is not `r`, `s` or `a`.
#[cold]
pub fn unknown_conversion(c: char) -> Fault {
    Fault::value(match c {
        '!'..='~' => format!("Unknown conversion specifier {c}"),
        _ => format!("Unknown conversion specifier \\x{:x}", c as u32),
    })
}
