//! Byte strings: the twins of the text operations, which know ASCII alone, and hexadecimal.
//!
//! In: bytes. Out: slices, new bytes, positions, or CPython's faults.

use super::pad::Justify;
use super::search::bounds;
use super::split::Side;
use crate::object::fault::{Fallible, Fault};
use memchr::memmem;

/// White space of ASCII.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// The part between two bounds, and its first index; none when they cross.
pub fn window(bytes: &[u8], start: Option<i64>, end: Option<i64>) -> Option<(&[u8], usize)> {
    let (start, end) = bounds(start, end, bytes.len())?;
    Some((&bytes[start..end], start))
}

/// `b.find(needle, start, end)`
pub fn find(bytes: &[u8], needle: &[u8], start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (part, first) = window(bytes, start, end)?;
    memmem::find(part, needle).map(|at| first + at)
}

/// `b.rfind(needle, start, end)`
pub fn rfind(bytes: &[u8], needle: &[u8], start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (part, first) = window(bytes, start, end)?;
    memmem::rfind(part, needle).map(|at| first + at)
}

/// `b.count(needle, start, end)`
pub fn count(bytes: &[u8], needle: &[u8], start: Option<i64>, end: Option<i64>) -> usize {
    window(bytes, start, end).map_or(0, |(part, _)| match needle {
        [] => part.len() + 1,
        _ => memmem::find_iter(part, needle).count(),
    })
}

/// `b.startswith(prefix, start, end)`
pub fn starts_with(bytes: &[u8], prefix: &[u8], start: Option<i64>, end: Option<i64>) -> bool {
    window(bytes, start, end).is_some_and(|(part, _)| part.starts_with(prefix))
}

/// `b.endswith(suffix, start, end)`
pub fn ends_with(bytes: &[u8], suffix: &[u8], start: Option<i64>, end: Option<i64>) -> bool {
    window(bytes, start, end).is_some_and(|(part, _)| part.ends_with(suffix))
}

/// `b.replace(old, new, limit)`; a negative limit is none.
pub fn replace(bytes: &[u8], old: &[u8], new: &[u8], limit: i64) -> Vec<u8> {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut out = Vec::with_capacity(bytes.len());
    if old.is_empty() {
        for at in 0..=bytes.len() {
            if at < most {
                out.extend_from_slice(new);
            }
            out.extend(bytes.get(at));
        }
        return out;
    }
    let mut last = 0;
    for at in memmem::find_iter(bytes, old).take(most) {
        out.extend_from_slice(&bytes[last..at]);
        out.extend_from_slice(new);
        last = at + old.len();
    }
    out.extend_from_slice(&bytes[last..]);
    out
}

fn separator(separator: &[u8]) -> Fallible<()> {
    if separator.is_empty() { Err(Fault::value("empty separator")) } else { Ok(()) }
}

fn most(limit: i64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

/// `b.split(by, limit)`
pub fn split<'a>(bytes: &'a [u8], by: &[u8], limit: i64) -> Fallible<Vec<&'a [u8]>> {
    separator(by)?;
    let (mut parts, mut last) = (Vec::new(), 0);
    for at in memmem::find_iter(bytes, by).take(most(limit)) {
        parts.push(&bytes[last..at]);
        last = at + by.len();
    }
    parts.push(&bytes[last..]);
    Ok(parts)
}

/// `b.rsplit(by, limit)`
pub fn rsplit<'a>(bytes: &'a [u8], by: &[u8], limit: i64) -> Fallible<Vec<&'a [u8]>> {
    separator(by)?;
    let (mut parts, mut rest) = (Vec::new(), bytes);
    while parts.len() < most(limit)
        && let Some(at) = memmem::rfind(rest, by)
    {
        parts.push(&rest[at + by.len()..]);
        rest = &rest[..at];
    }
    parts.push(rest);
    parts.reverse();
    Ok(parts)
}

fn trim_start(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> &[u8] {
    let first = bytes.iter().position(|&b| !belongs(b)).unwrap_or(bytes.len());
    &bytes[first..]
}

fn trim_end(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> &[u8] {
    let last = bytes.iter().rposition(|&b| !belongs(b)).map_or(0, |at| at + 1);
    &bytes[..last]
}

/// `b.split(None, limit)`
pub fn split_space(bytes: &[u8], limit: i64) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = trim_start(bytes, is_space);
    while !rest.is_empty() {
        let end = if parts.len() == most(limit) { None } else { rest.iter().position(|&b| is_space(b)) };
        let (part, tail) = rest.split_at(end.unwrap_or(rest.len()));
        parts.push(part);
        rest = trim_start(tail, is_space);
    }
    parts
}

/// `b.rsplit(None, limit)`
pub fn rsplit_space(bytes: &[u8], limit: i64) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = trim_end(bytes, is_space);
    while !rest.is_empty() {
        let space = if parts.len() == most(limit) { None } else { rest.iter().rposition(|&b| is_space(b)) };
        let (head, part) = rest.split_at(space.map_or(0, |at| at + 1));
        parts.push(part);
        rest = trim_end(head, is_space);
    }
    parts.reverse();
    parts
}

/// `b.splitlines(keep)`
pub fn lines(bytes: &[u8], keep: bool) -> Vec<&[u8]> {
    let (mut lines, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let Some(at) = memchr::memchr2(b'\n', b'\r', rest) else {
            lines.push(rest);
            break;
        };
        let width = if rest[at..].starts_with(b"\r\n") { 2 } else { 1 };
        lines.push(&rest[..if keep { at + width } else { at }]);
        rest = &rest[at + width..];
    }
    lines
}

/// `b.partition(by)`: what stands before and after the first separator, if there is one.
pub fn partition<'a>(bytes: &'a [u8], by: &[u8]) -> Fallible<Option<(&'a [u8], &'a [u8])>> {
    separator(by)?;
    Ok(memmem::find(bytes, by).map(|at| (&bytes[..at], &bytes[at + by.len()..])))
}

/// `b.rpartition(by)`: what stands before and after the last separator, if there is one.
pub fn rpartition<'a>(bytes: &'a [u8], by: &[u8]) -> Fallible<Option<(&'a [u8], &'a [u8])>> {
    separator(by)?;
    Ok(memmem::rfind(bytes, by).map(|at| (&bytes[..at], &bytes[at + by.len()..])))
}

/// `b.strip(set)`; without a set, white space.
pub fn strip<'a>(bytes: &'a [u8], set: Option<&[u8]>, side: Side) -> &'a [u8] {
    let belongs = |b: u8| set.map_or_else(|| is_space(b), |set| set.contains(&b));
    let bytes = if side.left() { trim_start(bytes, belongs) } else { bytes };
    if side.right() { trim_end(bytes, belongs) } else { bytes }
}

/// `b.ljust(width, fill)` and its siblings.
pub fn justify(bytes: &[u8], width: i64, fill: u8, how: Justify) -> Vec<u8> {
    let (left, right) = how.sides(bytes.len(), usize::try_from(width).unwrap_or(0));
    let mut out = vec![fill; left];
    out.extend_from_slice(bytes);
    out.resize(out.len() + right, fill);
    out
}

/// `b.zfill(width)`: zeros after the sign.
pub fn zfill(bytes: &[u8], width: i64) -> Vec<u8> {
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(bytes.len());
    let (sign, digits) = bytes.split_at(usize::from(matches!(bytes.first(), Some(b'+' | b'-'))));
    [sign, &vec![b'0'; missing], digits].concat()
}

/// `b.expandtabs(size)`
pub fn expand_tabs(bytes: &[u8], size: i64) -> Vec<u8> {
    let size = usize::try_from(size).unwrap_or(0);
    let (mut out, mut column) = (Vec::with_capacity(bytes.len()), 0);
    for &byte in bytes {
        if byte == b'\t' {
            let count = if size == 0 { 0 } else { size - column % size };
            out.resize(out.len() + count, b' ');
            column += count;
        } else {
            column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
            out.push(byte);
        }
    }
    out
}

/// `b.translate(table, delete=delete)`
pub fn translate(bytes: &[u8], table: Option<&[u8]>, delete: &[u8]) -> Fallible<Vec<u8>> {
    if table.is_some_and(|table| table.len() != 256) {
        return Err(Fault::value("translation table must be 256 characters long"));
    }
    let kept = bytes.iter().copied().filter(|byte| !delete.contains(byte));
    Ok(match table {
        Some(table) => kept.map(|byte| table[usize::from(byte)]).collect(),
        None => kept.collect(),
    })
}

/// `b.title()`
pub fn title(bytes: &[u8]) -> Vec<u8> {
    let mut inside = false;
    bytes
        .iter()
        .map(|byte| {
            let letter = if inside { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
            inside = byte.is_ascii_alphabetic();
            letter
        })
        .collect()
}

/// `b.capitalize()`
pub fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `b.swapcase()`
pub fn swap(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|b| if b.is_ascii_lowercase() { b.to_ascii_uppercase() } else { b.to_ascii_lowercase() }).collect()
}

/// Whether there are bytes and all are of the kind.
pub fn all(bytes: &[u8], kind: impl Fn(u8) -> bool) -> bool {
    !bytes.is_empty() && bytes.iter().all(|&b| kind(b))
}

/// `b.islower()`
pub fn is_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

/// `b.isupper()`
pub fn is_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

/// `b.istitle()`
pub fn is_title(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_alphabetic) && title(bytes) == bytes
}

/// `b.hex(separator, group)`; a positive group counts from the right.
pub fn hex(bytes: &[u8], separator: Option<char>, group: i64) -> String {
    let size = usize::try_from(group.unsigned_abs()).unwrap_or(usize::MAX);
    let mut out = String::with_capacity(bytes.len() * 2);
    for (i, byte) in bytes.iter().enumerate() {
        if let Some(separator) = separator
            && size > 0
            && i > 0
            && (if group > 0 { bytes.len() - i } else { i }).is_multiple_of(size)
        {
            out.push(separator);
        }
        for half in [byte >> 4, byte & 15] {
            out.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    out
}

/// Reads the separator of `hex`.
pub fn hex_separator(text: &str) -> Fallible<char> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_ascii() => Ok(c),
        (Some(_), None) => Err(Fault::value("sep must be ASCII.")),
        _ => Err(Fault::value("sep must be length 1.")),
    }
}

/// `bytes.fromhex(text)`
pub fn from_hex(text: &str) -> Fallible<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 2);
    let mut chars = text.chars().enumerate();
    let wrong =
        |at: usize| Err(Fault::value(format!("non-hexadecimal number found in fromhex() arg at position {at}")));
    while let Some((at, c)) = chars.next() {
        if c.is_ascii() && is_space(c as u8) {
            continue;
        }
        let Some(high) = c.to_digit(16) else { return wrong(at) };
        let Some(low) = chars.next().and_then(|(_, c)| c.to_digit(16)) else { return wrong(at + 1) };
        out.push((high << 4 | low) as u8);
    }
    Ok(out)
}
