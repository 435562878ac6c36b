//! Filling text up to a width: justification, zeros, tabs.
//!
//! In: text, a width in characters. Out: new text.

use super::search::length;

/// How many fillers stand left and right of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Justify {
    /// `ljust`: all to the right.
    Left,
    /// `rjust`: all to the left.
    Right,
    /// `center`
    Center,
}

impl Justify {
    /// The number of fillers on both sides, for a text of `length` in a field of `width`.
    pub fn sides(self, length: usize, width: usize) -> (usize, usize) {
        let missing = width.saturating_sub(length);
        let left = match self {
            Justify::Left => 0,
            Justify::Right => missing,
            // The odd filler goes left when the width is odd too.
            Justify::Center => missing / 2 + (missing & width & 1),
        };
        (left, missing - left)
    }
}

/// `s.ljust(width, fill)` and its siblings.
pub fn justify(text: &str, width: i64, fill: char, how: Justify) -> String {
    let (left, right) = how.sides(length(text), usize::try_from(width).unwrap_or(0));
    let mut out = String::with_capacity(text.len() + (left + right) * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(text);
    out.extend(std::iter::repeat_n(fill, right));
    out
}

/// `s.zfill(width)`: zeros after the sign.
pub fn zfill(text: &str, width: i64) -> String {
    let missing = usize::try_from(width).unwrap_or(0).saturating_sub(length(text));
    let (sign, digits) = if text.starts_with(['+', '-']) { text.split_at(1) } else { ("", text) };
    format!("{sign}{}{digits}", "0".repeat(missing))
}

/// `s.expandtabs(size)`
pub fn expand_tabs(text: &str, size: i64) -> String {
    let size = usize::try_from(size).unwrap_or(0);
    let (mut out, mut column) = (String::with_capacity(text.len()), 0);
    for c in text.chars() {
        match c {
            '\t' => {
                let count = if size == 0 { 0 } else { size - column % size };
                out.extend(std::iter::repeat_n(' ', count));
                column += count;
            }
            _ => {
                column = if matches!(c, '\n' | '\r') { 0 } else { column + 1 };
                out.push(c);
            }
        }
    }
    out
}
