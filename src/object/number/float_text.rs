//! Floats from text and to text: the shortest digits that read back, digits to a precision, hexadecimal.
//!
//! In: a float or a text. Out: digits or the number, or the ValueError with CPython's words. Reading follows the grammar
//! of `float()`: white space around, underscores between digits, any Unicode decimals.

use super::int::scale_to_float;
use crate::object::fault::{Fallible, Fault};
use crate::object::text::{class, escape};
use std::sync::atomic::{AtomicU64, Ordering};

/// Decimal digits of a finite number's size: the value is `0.DIGITS * 10 ** point`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Digits {
    /// The digits, the first not `0` unless the number is zero.
    pub text: String,
    /// How many digits stand before the decimal point.
    pub point: i32,
}

/// No float has more digits than this after its point, nor more significant ones; the rest are zeros. Rust's formatter
/// is not asked for more, since it takes no precision beyond 16 bits.
const MOST_DIGITS: usize = 1100;

fn from_scientific(text: &str) -> Digits {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.replace('.', "");
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    Digits { text: digits, point }
}

/// The fewest digits that read back as the same float, and of those the nearest; halfway, the even one.
pub fn shortest(x: f64) -> Digits {
    let digits = from_scientific(&format!("{:e}", x.abs()));
    // Rust rounds up halfway. A float that lies halfway between two texts of fewer than 15 digits is neither of them.
    if digits.text.len() >= 15 {
        let even = format!("{:.*e}", digits.text.len() - 1, x.abs());
        if even.parse() == Ok(x.abs()) {
            return from_scientific(&even);
        }
    }
    digits
}

/// The number rounded to `count` significant digits, at least 1.
pub fn significant(x: f64, count: usize) -> Digits {
    let count = count.max(1);
    let asked = count.min(MOST_DIGITS);
    let mut digits = from_scientific(&format!("{:.*e}", asked - 1, x.abs()));
    digits.text.extend(std::iter::repeat_n('0', count - asked));
    digits
}

/// Room for what [`fixed_digits`] writes.
pub const FIXED: usize = 24;

/// A number of ordinary size, not negative, with up to nine digits after the point, rounded as [`fixed`] does: exactly,
/// halfway to the even digit. All in integers; None when they would not suffice.
pub fn fixed_digits(room: &mut [u8; FIXED], x: f64, count: usize, minus: bool) -> Option<&str> {
    let (bits, scale) = (x.to_bits(), 10u64.checked_pow(count as u32).filter(|_| count <= 9)?);
    let exponent = (bits >> 52) as i32 - 1075;
    // From 2 ** -68 up to what has no fraction; zero is its own case.
    if x != 0.0 && !(-120..0).contains(&exponent) {
        return None;
    }
    let (mantissa, shift) = if x == 0.0 { (0, 1) } else { ((bits & ((1 << 52) - 1)) | (1 << 52), -exponent) };
    let product = u128::from(mantissa) * u128::from(scale);
    let (whole, rest, half) = (product >> shift, product & ((1 << shift) - 1), 1u128 << (shift - 1));
    let up = rest > half || (rest == half && whole & 1 == 1);
    let mut left = u64::try_from(whole).ok()? + u64::from(up);
    let (mut at, mut written) = (room.len(), 0);
    while left != 0 || written <= count {
        if written == count && count != 0 {
            at -= 1;
            room[at] = b'.';
        }
        at = at.checked_sub(1)?;
        room[at] = b'0' + (left % 10) as u8;
        left /= 10;
        written += 1;
    }
    if minus {
        at = at.checked_sub(1)?;
        room[at] = b'-';
    }
    std::str::from_utf8(&room[at..]).ok()
}

/// The size of the number with `count` digits after the point.
pub fn fixed(x: f64, count: usize) -> String {
    if let Some(text) = fixed_digits(&mut [0; FIXED], x.abs(), count, false) {
        return text.to_string();
    }
    let asked = count.min(MOST_DIGITS);
    let mut text = format!("{:.*}", asked, x.abs());
    text.extend(std::iter::repeat_n('0', count - asked));
    text
}

/// The exponent of a number in scientific notation, with a sign and at least two digits.
pub fn exponent_text(exponent: i32, letter: char) -> String {
    format!("{letter}{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs())
}

/// `repr(x)`, without the `.0` of whole numbers when `dot` is false (inside complex numbers).
pub fn repr_with(x: f64, dot: bool) -> String {
    if x.is_nan() {
        return "nan".to_string();
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x.is_infinite() {
        return format!("{sign}inf");
    }
    let Digits { text, point } = shortest(x);
    let count = text.len() as i32;
    if point <= -4 || point > 16 {
        let (first, rest) = text.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        return format!("{sign}{first}{dot}{rest}{}", exponent_text(point - 1, 'e'));
    }
    if point <= 0 {
        return format!("{sign}0.{}{text}", "0".repeat((-point) as usize));
    }
    if count <= point {
        let zeros = "0".repeat((point - count) as usize);
        return format!("{sign}{text}{zeros}{}", if dot { ".0" } else { "" });
    }
    let (whole, fraction) = text.split_at(point as usize);
    format!("{sign}{whole}.{fraction}")
}

/// `repr(x)`
pub fn repr(x: f64) -> String {
    repr_with(x, true)
}

/// The text with every decimal digit and white space of Unicode turned into ASCII, and `?` for what has no such form.
pub fn ascii_form(text: &str) -> Vec<u8> {
    if text.is_ascii() {
        return text.as_bytes().to_vec();
    }
    text.chars()
        .map(|c| match c {
            c if c.is_ascii() => c as u8,
            c if class::is_space(c) => b' ',
            c => class::decimal(c).map_or(b'?', |digit| b'0' + digit),
        })
        .collect()
}

/// The bytes without the white space of ASCII around them.
pub fn trim(mut bytes: &[u8]) -> &[u8] {
    let space = |b: u8| matches!(b, b' ' | b'\t'..=b'\r');
    while let [first, rest @ ..] = bytes
        && space(*first)
    {
        bytes = rest;
    }
    while let [rest @ .., last] = bytes
        && space(*last)
    {
        bytes = rest;
    }
    bytes
}

/// The text without the underscores between digits; none when one stands elsewhere.
pub(super) fn without_underscores(text: &[u8]) -> Option<Vec<u8>> {
    let mut clean = Vec::with_capacity(text.len());
    let mut before = 0u8;
    for &byte in text {
        if byte == b'_' {
            if !before.is_ascii_digit() {
                return None;
            }
        } else {
            if before == b'_' && !byte.is_ascii_digit() {
                return None;
            }
            clean.push(byte);
        }
        before = byte;
    }
    (before != b'_').then_some(clean)
}

/// Reads a float from text in ASCII form; none when it is malformed.
fn read(text: &[u8]) -> Option<f64> {
    let clean = without_underscores(trim(text))?;
    let number: f64 = std::str::from_utf8(&clean).ok()?.parse().ok()?;
    Some(if number.is_nan() { another_nan().copysign(number) } else { number })
}

/// `float(text)`
pub fn parse(text: &str) -> Fallible<f64> {
    read(&ascii_form(text))
        .ok_or_else(|| Fault::value(format!("could not convert string to float: {}", escape::repr(text))))
}

/// `float(bytes)`
pub fn parse_bytes(bytes: &[u8]) -> Fallible<f64> {
    read(bytes).ok_or_else(|| Fault::value(format!("could not convert string to float: {}", escape::bytes_repr(bytes))))
}

/// `x.hex()`
pub fn hex(x: f64) -> String {
    if !x.is_finite() {
        return repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let (exponent, fraction) = ((bits >> 52 & 0x7ff) as i32, bits & ((1 << 52) - 1));
    let (lead, exponent) = if exponent == 0 { (0, -1022) } else { (1, exponent - 1023) };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

/// `float.fromhex(text)`
pub fn from_hex(text: &str) -> Fallible<f64> {
    let invalid = || Fault::value("invalid hexadecimal floating-point string");
    if !text.is_ascii() {
        return Err(invalid());
    }
    let mut rest = trim(text.as_bytes());
    let negative = rest.first() == Some(&b'-');
    if let Some(b'+' | b'-') = rest.first() {
        rest = &rest[1..];
    }
    let signed = |size: f64| if negative { -size } else { size };
    match rest.to_ascii_lowercase().as_slice() {
        b"inf" | b"infinity" => return Ok(signed(f64::INFINITY)),
        b"nan" => return Ok(signed(another_nan())),
        _ => {}
    }
    if let [b'0', b'x' | b'X', tail @ ..] = rest {
        rest = tail;
    }
    let (mut mantissa, mut exponent, mut any, mut after_point) = (0u128, 0i64, false, false);
    while let [byte, tail @ ..] = rest {
        if *byte == b'.' && !after_point {
            after_point = true;
        } else if let Some(digit) = (*byte as char).to_digit(16) {
            any = true;
            if mantissa >> 120 == 0 {
                mantissa = mantissa << 4 | u128::from(digit);
            } else {
                // Past 31 digits only whether anything follows matters for rounding.
                mantissa |= u128::from(digit != 0);
                exponent += 4;
            }
            if after_point {
                exponent -= 4;
            }
        } else {
            break;
        }
        rest = tail;
    }
    if !any {
        return Err(invalid());
    }
    if let [b'p' | b'P', tail @ ..] = rest {
        let digits = tail.strip_prefix(b"+").or(tail.strip_prefix(b"-")).unwrap_or(tail);
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return Err(invalid());
        }
        let size = digits.iter().fold(0i64, |sum, d| (sum * 10 + i64::from(d - b'0')).min(1 << 40));
        exponent += if tail[0] == b'-' { -size } else { size };
        rest = &[];
    }
    if !rest.is_empty() {
        return Err(invalid());
    }
    let size = scale_to_float(mantissa, exponent);
    if size.is_infinite() {
        return Err(Fault::overflow("hexadecimal value too large to represent as a float"));
    }
    Ok(signed(size))
}

/// A nan unlike the others made here: floats are no objects, so the bits that mean nothing tell apart what CPython tells
/// apart by identity (`nan in [nan]`, but not `float("nan") in [nan]`).
fn another_nan() -> f64 {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let number = COUNT.fetch_add(1, Ordering::Relaxed) & 0x7_ffff_ffff_ffff;
    f64::from_bits(f64::NAN.to_bits() | number)
}
