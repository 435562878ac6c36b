//! Splitting and stripping text.
//!
//! In: text, a separator, a limit (negative is none). Out: slices of the text. White space and line ends are those of
//! [`class`](super::class).

use super::class::{is_line_end, is_space};
use crate::object::fault::{Fallible, Fault};

fn separator(separator: &str) -> Fallible<()> {
    if separator.is_empty() { Err(Fault::value("empty separator")) } else { Ok(()) }
}

fn most(limit: i64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX - 1)
}

/// `s.split(by, limit)`
pub fn split<'a>(text: &'a str, by: &str, limit: i64) -> Fallible<Vec<&'a str>> {
    separator(by)?;
    Ok(text.splitn(most(limit) + 1, by).collect())
}

/// `s.rsplit(by, limit)`
pub fn rsplit<'a>(text: &'a str, by: &str, limit: i64) -> Fallible<Vec<&'a str>> {
    separator(by)?;
    let mut parts: Vec<_> = text.rsplitn(most(limit) + 1, by).collect();
    parts.reverse();
    Ok(parts)
}

/// `s.split(None, limit)`
pub fn split_space(text: &str, limit: i64) -> Vec<&str> {
    let (mut parts, mut left) = (Vec::new(), most(limit));
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() {
        let end = if left == 0 { None } else { rest.find(is_space) };
        let Some(end) = end else {
            parts.push(rest);
            break;
        };
        parts.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(is_space);
        left -= 1;
    }
    parts
}

/// `s.rsplit(None, limit)`
pub fn rsplit_space(text: &str, limit: i64) -> Vec<&str> {
    let (mut parts, mut left) = (Vec::new(), most(limit));
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() {
        let begin = if left == 0 { None } else { rest.char_indices().rev().find(|(_, c)| is_space(*c)) };
        let Some((at, c)) = begin else {
            parts.push(rest);
            break;
        };
        parts.push(&rest[at + c.len_utf8()..]);
        rest = rest[..at].trim_end_matches(is_space);
        left -= 1;
    }
    parts.reverse();
    parts
}

/// `s.splitlines(keep)`
pub fn lines(text: &str, keep: bool) -> Vec<&str> {
    let (mut lines, mut rest) = (Vec::new(), text);
    while !rest.is_empty() {
        let Some((at, c)) = rest.char_indices().find(|(_, c)| is_line_end(*c)) else {
            lines.push(rest);
            break;
        };
        let width = if rest[at..].starts_with("\r\n") { 2 } else { c.len_utf8() };
        lines.push(&rest[..if keep { at + width } else { at }]);
        rest = &rest[at + width..];
    }
    lines
}

/// `s.partition(by)`: what stands before and after the first separator, if there is one.
pub fn partition<'a>(text: &'a str, by: &str) -> Fallible<Option<(&'a str, &'a str)>> {
    separator(by)?;
    Ok(text.split_once(by))
}

/// `s.rpartition(by)`: what stands before and after the last separator, if there is one.
pub fn rpartition<'a>(text: &'a str, by: &str) -> Fallible<Option<(&'a str, &'a str)>> {
    separator(by)?;
    Ok(text.rsplit_once(by))
}

/// Which ends to strip.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// `lstrip`
    Left,
    /// `rstrip`
    Right,
    /// `strip`
    Both,
}

impl Side {
    /// Whether the left end is stripped.
    pub fn left(self) -> bool {
        self != Side::Right
    }

    /// Whether the right end is stripped.
    pub fn right(self) -> bool {
        self != Side::Left
    }
}

/// `s.strip(set)`; without a set, white space.
pub fn strip<'a>(text: &'a str, set: Option<&str>, side: Side) -> &'a str {
    let belongs = |c: char| set.map_or_else(|| is_space(c), |set| set.contains(c));
    let text = if side.left() { text.trim_start_matches(belongs) } else { text };
    if side.right() { text.trim_end_matches(belongs) } else { text }
}
