//! Finding, counting and replacing in text, with positions in characters.
//!
//! In: text, a needle, bounds as Python passes them. Out: positions counted in characters, or new text.

/// How many characters the text has: `len(s)`.
#[inline]
pub fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// The byte at which the character of this index begins; the text's end for indices past it.
pub fn byte_of(text: &str, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.len());
    }
    text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)
}

/// The index of the character that begins at this byte.
pub fn index_of(text: &str, byte: usize) -> usize {
    length(&text[..byte])
}

/// Reads `start` and `end` as slices do (negative ones count from the end); none when they cross.
pub fn bounds(start: Option<i64>, end: Option<i64>, length: usize) -> Option<(usize, usize)> {
    let length = length as i64;
    let from_end = |i: i64| if i < 0 { (i + length).max(0) } else { i };
    let start = from_end(start.unwrap_or(0));
    let end = from_end(end.unwrap_or(length)).min(length);
    (start <= end).then_some((start as usize, end as usize))
}

/// The part of the text between two bounds, and the index of its first character.
pub fn window(text: &str, start: Option<i64>, end: Option<i64>) -> Option<(&str, usize)> {
    if start.is_none() && end.is_none() {
        return Some((text, 0));
    }
    let (start, end) = bounds(start, end, length(text))?;
    let first = byte_of(text, start);
    let last = first + byte_of(&text[first..], end - start);
    Some((&text[first..last], start))
}

/// `s.find(needle, start, end)`
pub fn find(text: &str, needle: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (part, first) = window(text, start, end)?;
    part.find(needle).map(|at| first + index_of(part, at))
}

/// `s.rfind(needle, start, end)`
pub fn rfind(text: &str, needle: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (part, first) = window(text, start, end)?;
    part.rfind(needle).map(|at| first + index_of(part, at))
}

/// `s.count(needle, start, end)`: matches that do not overlap.
pub fn count(text: &str, needle: &str, start: Option<i64>, end: Option<i64>) -> usize {
    window(text, start, end).map_or(0, |(part, _)| part.matches(needle).count())
}

/// `s.startswith(prefix, start, end)`
pub fn starts_with(text: &str, prefix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    window(text, start, end).is_some_and(|(part, _)| part.starts_with(prefix))
}

/// `s.endswith(suffix, start, end)`
pub fn ends_with(text: &str, suffix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    window(text, start, end).is_some_and(|(part, _)| part.ends_with(suffix))
}

/// `s.replace(old, new, limit)`; a negative limit is none.
pub fn replace(text: &str, old: &str, new: &str, limit: i64) -> String {
    match usize::try_from(limit) {
        Ok(limit) => text.replacen(old, new, limit),
        Err(_) => text.replace(old, new),
    }
}
