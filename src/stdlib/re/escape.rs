//! Escapes and flag letters of regular expressions.
//!
//! In: the parser, behind a backslash or `(?`. Out: what it stands for.

use super::node::{Category, Item, Node, Place, flag};
use super::parse::{Parsed, Parser, Wrong};
use crate::object::text::escape::repr;
use crate::syntax::surrogate::carrier;

/// A name as messages show it.
pub fn shown(name: &str, is_text: bool) -> String {
    if is_text {
        return repr(name);
    }
    let escaped: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() || c == ' ' { c.to_string() } else { format!("\\x{:02x}", c as u32) })
        .collect();
    format!("'{escaped}'")
}

fn simple(c: char) -> Option<u32> {
    Some(match c {
        'a' => 7,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => 92,
        _ => return None,
    })
}

fn category(c: char) -> Option<(Category, bool)> {
    Some(match c {
        'd' => (Category::Digit, false),
        'D' => (Category::Digit, true),
        's' => (Category::Space, false),
        'S' => (Category::Space, true),
        'w' => (Category::Word, false),
        'W' => (Category::Word, true),
        _ => return None,
    })
}

impl Parser<'_> {
    fn shown_from(&self, start: usize) -> String {
        self.text[start..self.at].iter().filter_map(|c| char::from_u32(*c)).collect()
    }

    /// So many digits of a base at most.
    fn number(&mut self, most: usize, base: u32) -> (u32, usize) {
        let (mut number, mut count) = (0u32, 0);
        while count < most
            && let Some(digit) = self.peek().and_then(|c| c.to_digit(base))
        {
            number = number.wrapping_mul(base) + digit;
            count += 1;
            self.at += 1;
        }
        (number, count)
    }

    /// `\x41`, `\u0041`, `\U00000041`, `\N{...}`; None for anything else.
    fn coded(&mut self, c: char, start: usize) -> Parsed<Option<u32>> {
        let count = match c {
            'x' => 2,
            'u' if self.is_text => 4,
            'U' if self.is_text => 8,
            'N' if self.is_text => {
                if !self.accept('{') {
                    return Err(self.wrong("missing {", 0));
                }
                let name = self.until('}', "character name")?;
                return match unicode_names2::character(&name) {
                    Some(c) => Ok(Some(c as u32)),
                    None => {
                        let message = format!("undefined character name {}", shown(&name, true));
                        Err(self.wrong(message, name.chars().count() + 4))
                    }
                };
            }
            _ => return Ok(None),
        };
        let (number, found) = self.number(count, 16);
        if found != count {
            let shown = self.shown_from(start);
            let length = self.at - start;
            return Err(self.wrong(format!("incomplete escape {shown}"), length));
        }
        match carrier(number) {
            Some(c) => Ok(Some(c as u32)),
            None => Err(self.bad(start)),
        }
    }

    fn bad(&self, start: usize) -> Wrong {
        let shown = self.shown_from(start);
        self.wrong(format!("bad escape {shown}"), self.at - start)
    }

    fn octal_too_large(&self, start: usize) -> Wrong {
        let shown = self.shown_from(start);
        self.wrong(format!("octal escape value {shown} outside of range 0-0o377"), self.at - start)
    }

    /// What stands behind a backslash outside sets.
    pub(super) fn escaped(&mut self, flags: u32) -> Parsed<Node> {
        let start = self.at - 1;
        let Some(c) = self.next() else { return Err(self.wrong("bad escape (end of pattern)", 1)) };
        let unicode = self.is_unicode(flags);
        let place = match c {
            'A' => Some(Place::Start),
            'Z' => Some(Place::VeryEnd),
            'b' => Some(Place::Boundary(unicode)),
            'B' => Some(Place::NoBoundary(unicode)),
            _ => None,
        };
        if let Some(place) = place {
            return Ok(Node::At(place));
        }
        if let Some((kind, negate)) = category(c) {
            return Ok(self.kind(kind, negate, flags));
        }
        let case = self.case(flags);
        if let Some(code) = simple(c) {
            return Ok(Node::Char(code, case));
        }
        if let Some(code) = self.coded(c, start)? {
            return Ok(Node::Char(code, case));
        }
        if c == '0' {
            let (code, _) = self.number(2, 8);
            return Ok(Node::Char(code, case));
        }
        if c.is_ascii_digit() {
            let octal = |c: Option<char>| c.filter(|c| ('0'..='7').contains(c));
            if self.peek().is_some_and(|c| c.is_ascii_digit()) {
                let second = self.next();
                if octal(Some(c)).is_some() && octal(second).is_some() && octal(self.peek()).is_some() {
                    self.at += 1;
                    let code = self.shown_from(start + 1).chars().fold(0, |n, c| n * 8 + c.to_digit(8).unwrap_or(0));
                    return if code > 0o377 { Err(self.octal_too_large(start)) } else { Ok(Node::Char(code, case)) };
                }
            }
            let group: u32 = self.shown_from(start + 1).parse().unwrap_or(u32::MAX);
            return match self.widths.get(group as usize) {
                Some(Some(width)) => {
                    let width = *width;
                    self.check_behind(group)?;
                    Ok(Node::Back(group, case, width))
                }
                Some(None) => Err(self.wrong("cannot refer to an open group", self.at - start)),
                None => Err(self.wrong(format!("invalid group reference {group}"), self.at - start - 1)),
            };
        }
        if c.is_ascii_alphabetic() { Err(self.bad(start)) } else { Ok(Node::Char(c as u32, case)) }
    }

    /// What stands behind a backslash in a set.
    pub(super) fn set_escape(&mut self, _flags: u32) -> Parsed<Item> {
        let start = self.at - 1;
        let Some(c) = self.next() else { return Err(self.wrong("bad escape (end of pattern)", 1)) };
        let one = |code: u32| Ok(Item::Range(code, code));
        if c == 'b' {
            return one(8);
        }
        if let Some((kind, negate)) = category(c) {
            return Ok(Item::Kind(kind, negate));
        }
        if let Some(code) = simple(c) {
            return one(code);
        }
        if let Some(code) = self.coded(c, start)? {
            return one(code);
        }
        if ('0'..='7').contains(&c) {
            self.at -= 1;
            let (code, _) = self.number(3, 8);
            return if code > 0o377 { Err(self.octal_too_large(start)) } else { one(code) };
        }
        if c.is_ascii_alphanumeric() { Err(self.bad(start)) } else { one(c as u32) }
    }

    /// The letters of `(?im)` (None: they hold for the whole pattern) or `(?i-m:` (what is turned on and off).
    pub(super) fn flag_letters(&mut self, first: char) -> Parsed<Option<(u32, u32)>> {
        const KINDS: u32 = flag::ASCII | flag::UNICODE | flag::LOCALE;
        let bit = |c: char| match c {
            'i' => Some(flag::IGNORECASE),
            'L' => Some(flag::LOCALE),
            'm' => Some(flag::MULTILINE),
            's' => Some(flag::DOTALL),
            'x' => Some(flag::VERBOSE),
            'a' => Some(flag::ASCII),
            'u' => Some(flag::UNICODE),
            _ => None,
        };
        let (mut add, mut remove) = (0, 0);
        let mut c = first;
        if c != '-' {
            loop {
                let Some(flag) = bit(c) else {
                    let message = if c.is_alphabetic() { "unknown flag" } else { "missing -, : or )" };
                    return Err(self.wrong(message, 1));
                };
                if self.is_text && c == 'L' {
                    return Err(self.wrong("bad inline flags: cannot use 'L' flag with a str pattern", 0));
                }
                if !self.is_text && c == 'u' {
                    return Err(self.wrong("bad inline flags: cannot use 'u' flag with a bytes pattern", 0));
                }
                add |= flag;
                if flag & KINDS != 0 && add & KINDS != flag {
                    return Err(self.wrong("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0));
                }
                match self.next() {
                    None => return Err(self.wrong("missing -, : or )", 0)),
                    Some(next) => c = next,
                }
                if matches!(c, ')' | '-' | ':') {
                    break;
                }
            }
        }
        if c == ')' {
            self.flags |= add;
            return Ok(None);
        }
        if c == '-' {
            match self.next() {
                None => return Err(self.wrong("missing flag", 0)),
                Some(next) if bit(next).is_none() => {
                    let message = if next.is_alphabetic() { "unknown flag" } else { "missing flag" };
                    return Err(self.wrong(message, 1));
                }
                Some(next) => c = next,
            }
            while let Some(flag) = bit(c) {
                if flag & KINDS != 0 {
                    return Err(self.wrong("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0));
                }
                remove |= flag;
                match self.next() {
                    None => return Err(self.wrong("missing :", 0)),
                    Some(next) => c = next,
                }
                if c != ':' && bit(c).is_none() {
                    let message = if c.is_alphabetic() { "unknown flag" } else { "missing :" };
                    return Err(self.wrong(message, 1));
                }
            }
        }
        if add & remove != 0 {
            return Err(self.wrong("bad inline flags: flag turned on and off", 1));
        }
        Ok(Some((add, remove)))
    }
}
