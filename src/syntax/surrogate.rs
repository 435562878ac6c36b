//! Lone surrogates inside Rust text: each is carried by one private character.
//!
//! In: code points. Out: the carriers `U+10D800`..`U+10DFFF`, and the way back. Everything that shows, hashes or encodes text
//! asks here first.

const SHIFT: u32 = 0x10_0000;

/// The character that carries a code point: itself, or the carrier of a surrogate; none past U+10FFFF.
#[inline]
pub fn carrier(point: u32) -> Option<char> {
    match point {
        0xD800..=0xDFFF => char::from_u32(point + SHIFT),
        _ => char::from_u32(point),
    }
}

/// Whether the character carries a surrogate.
#[inline]
pub fn is_carrier(c: char) -> bool {
    matches!(c, '\u{10D800}'..='\u{10DFFF}')
}

/// The code point that Python sees: `ord(c)`.
#[inline]
pub fn code_point(c: char) -> u32 {
    if is_carrier(c) { c as u32 - SHIFT } else { c as u32 }
}
