//! What kind of character: the `is...` predicates, for one character and for a text.
//!
//! In: characters. Out: truth values and digit values, by Unicode 15.1 as CPython 3.13 has it.

use super::table::{DIGITS, LATER, NUMERIC_LETTERS, ZEROS};
use crate::syntax::surrogate::is_carrier;
use std::cmp::Ordering;
use unicode_general_category::{GeneralCategory as Category, get_general_category};

fn in_ranges(table: &[(u32, u32)], c: char) -> bool {
    let point = c as u32;
    table
        .binary_search_by(|&(first, last)| {
            if last < point {
                Ordering::Less
            } else if first > point {
                Ordering::Greater
            } else {
                Ordering::Equal
            }
        })
        .is_ok()
}

/// The general category.
pub fn category(c: char) -> Category {
    if c.is_ascii() {
        return get_general_category(c);
    }
    if is_carrier(c) {
        Category::Surrogate
    } else if in_ranges(LATER, c) {
        Category::Unassigned
    } else {
        get_general_category(c)
    }
}

/// Whether Unicode 15.1 knows the character: case mappings to or from others do not exist yet.
pub fn is_known(c: char) -> bool {
    c.is_ascii() || category(c) != Category::Unassigned
}

/// `c.isalpha()`
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        category(c),
        Category::UppercaseLetter
            | Category::LowercaseLetter
            | Category::TitlecaseLetter
            | Category::ModifierLetter
            | Category::OtherLetter
    )
}

/// The value of a decimal digit.
pub fn decimal(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).map(|d| d as u8);
    }
    let point = c as u32;
    let row = ZEROS.partition_point(|&zero| zero <= point).checked_sub(1)?;
    let digit = point - ZEROS[row];
    (digit < 10).then_some(digit as u8)
}

/// The value of a digit, decimal or not (superscripts, circled digits).
pub fn digit(c: char) -> Option<u8> {
    if c.is_ascii() {
        return decimal(c);
    }
    decimal(c).or_else(|| {
        let point = c as u32;
        DIGITS
            .iter()
            .find(|(first, last, _)| (*first..=*last).contains(&point))
            .map(|(first, _, value)| value + (point - first) as u8)
    })
}

/// `c.isnumeric()`
pub fn is_numeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    matches!(category(c), Category::DecimalNumber | Category::LetterNumber | Category::OtherNumber)
        || NUMERIC_LETTERS.binary_search(&(c as u32)).is_ok()
}

/// `c.isalnum()`
pub fn is_alnum(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    is_alpha(c) || is_numeric(c) || digit(c).is_some()
}

/// `c.isspace()`
pub fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r'
            | '\u{1c}'..='\u{1f}'
            | ' '
            | '\u{85}'
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
    )
}

/// Whether the character ends a line for `splitlines`.
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `c.isprintable()`
pub fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return (' '..='~').contains(&c);
    }
    !matches!(
        category(c),
        Category::Control
            | Category::Format
            | Category::Surrogate
            | Category::PrivateUse
            | Category::Unassigned
            | Category::LineSeparator
            | Category::ParagraphSeparator
            | Category::SpaceSeparator
    )
}

/// `c.islower()`
pub fn is_lower(c: char) -> bool {
    // U+0295 became a caseless letter in a later Unicode.
    c == '\u{295}' || (c.is_lowercase() && is_known(c))
}

/// `c.isupper()`
pub fn is_upper(c: char) -> bool {
    c.is_uppercase() && is_known(c)
}

/// Whether the character is in title case, as the digraph U+01C5 is.
pub fn is_title(c: char) -> bool {
    !c.is_ascii() && category(c) == Category::TitlecaseLetter
}

/// Whether the character has case.
pub fn is_cased(c: char) -> bool {
    is_lower(c) || is_upper(c) || is_title(c)
}

/// Whether an identifier may begin with the character.
pub fn starts_identifier(c: char) -> bool {
    c == '_' || (unicode_ident::is_xid_start(c) && is_known(c))
}

/// Whether an identifier may go on with the character.
pub fn continues_identifier(c: char) -> bool {
    unicode_ident::is_xid_continue(c) && is_known(c)
}

/// Whether there are characters and all are of the kind.
pub fn all(text: &str, kind: impl Fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(kind)
}

/// `s.isprintable()`
pub fn printable(text: &str) -> bool {
    text.chars().all(is_printable)
}

/// `s.isidentifier()`
pub fn identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(starts_identifier) && chars.all(continues_identifier)
}

/// `s.islower()`
pub fn lower(text: &str) -> bool {
    text.chars().any(is_lower) && !text.chars().any(|c| is_upper(c) || is_title(c))
}

/// `s.isupper()`
pub fn upper(text: &str) -> bool {
    text.chars().any(is_upper) && !text.chars().any(|c| is_lower(c) || is_title(c))
}

/// `s.istitle()`
pub fn title(text: &str) -> bool {
    let (mut any, mut inside) = (false, false);
    for c in text.chars() {
        if is_upper(c) || is_title(c) {
            if inside {
                return false;
            }
            (any, inside) = (true, true);
        } else if is_lower(c) {
            if !inside {
                return false;
            }
            any = true;
        } else {
            inside = false;
        }
    }
    any
}
