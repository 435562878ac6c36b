//! Integers from text and to text.
//!
//! In: text in Python's grammar for `int()`, or an integer and a base. Out: the number, its digits, or the ValueError.
//! The number of decimal digits is limited as CPython limits it, against texts made to take quadratic time.

use super::{Int, IntRef, bit_length};
use crate::object::fault::{Fallible, Fault};
use crate::object::number::float_text::{ascii_form, trim};
use crate::object::text::escape;
use num_bigint::{BigInt, BigUint, Sign};
use std::sync::atomic::{AtomicUsize, Ordering};

/// CPython's default for `sys.set_int_max_str_digits()`; 0 is no limit.
pub const DIGIT_LIMIT: usize = 4300;

static LIMIT: AtomicUsize = AtomicUsize::new(DIGIT_LIMIT);

/// The most decimal digits that conversions take at present; 0 is no limit.
pub fn digit_limit() -> usize {
    LIMIT.load(Ordering::Relaxed)
}

/// `sys.set_int_max_str_digits(limit)`
pub fn set_digit_limit(limit: usize) {
    LIMIT.store(limit, Ordering::Relaxed);
}

/// `int(text, base)`; `limit` is the most decimal digits, or 0.
pub fn parse(text: &str, base: i64, limit: usize) -> Fallible<Int> {
    check_base(base)?;
    read(&ascii_form(text), base as u32, limit)?.ok_or_else(|| invalid(base, escape::repr(text)))
}

/// `int(bytes, base)`
pub fn parse_bytes(bytes: &[u8], base: i64, limit: usize) -> Fallible<Int> {
    check_base(base)?;
    let read = if bytes.is_ascii() { read(bytes, base as u32, limit)? } else { None };
    read.ok_or_else(|| invalid(base, escape::bytes_repr(bytes)))
}

fn check_base(base: i64) -> Fallible<()> {
    if base == 0 || (2..=36).contains(&base) {
        return Ok(());
    }
    Err(Fault::value("int() base must be >= 2 and <= 36, or 0"))
}

#[cold]
fn invalid(base: i64, literal: String) -> Fault {
    let shown: String = literal.chars().take(200).collect();
    Fault::value(format!("invalid literal for int() with base {base}: {shown}"))
}

/// Reads the whole text; none when it is malformed.
fn read(text: &[u8], base: u32, limit: usize) -> Fallible<Option<Int>> {
    let mut rest = trim(text);
    let negative = rest.first() == Some(&b'-');
    if let Some(b'+' | b'-') = rest.first() {
        rest = &rest[1..];
    }
    let prefix = match rest {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    let leading_zero = rest.first() == Some(&b'0');
    let radix = match base {
        0 if prefix != 0 => prefix,
        0 => 10,
        given => given,
    };
    if prefix != 0 && radix == prefix {
        rest = &rest[2..];
        // One underscore may stand between the prefix and the digits.
        if rest.first() == Some(&b'_') {
            rest = &rest[1..];
        }
    }
    let mut digits = Vec::with_capacity(rest.len());
    let mut after_digit = false;
    for &byte in rest {
        if byte == b'_' {
            if !after_digit {
                return Ok(None);
            }
            after_digit = false;
            continue;
        }
        match (byte as char).to_digit(radix) {
            Some(digit) => digits.push(digit as u8),
            None => return Ok(None),
        }
        after_digit = true;
    }
    if !after_digit {
        return Ok(None);
    }
    if base == 0 && prefix == 0 && leading_zero && digits.iter().any(|&d| d != 0) {
        return Ok(None);
    }
    if limit > 0 && digits.len() > limit && !radix.is_power_of_two() {
        return Err(Fault::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {} digits; use \
             sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        )));
    }
    // 12 digits of base 36 fit 63 bits.
    if digits.len() <= 12 {
        let size = digits.iter().fold(0i64, |sum, &d| sum * i64::from(radix) + i64::from(d));
        return Ok(Some(Int::Small(if negative { -size } else { size })));
    }
    let size = BigUint::from_radix_be(&digits, radix).unwrap_or_default();
    Ok(Some(Int::from(BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, size))))
}

/// `str(a)`; `limit` is the most decimal digits, or 0.
pub fn to_text(a: IntRef<'_>, limit: usize) -> Fallible<String> {
    let big = match a {
        IntRef::Small(a) => return Ok(a.to_string()),
        IntRef::Big(big) => big,
    };
    let exceeds = || {
        Fault::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to \
             increase the limit"
        ))
    };
    // Surely too long is found before the digits are computed: a digit is less than 3.33 bits.
    if limit > 0 && bit_length(a) > (limit as u64 + 1) * 10 / 3 {
        return Err(exceeds());
    }
    let text = big.to_string();
    if limit > 0 && text.trim_start_matches('-').len() > limit { Err(exceeds()) } else { Ok(text) }
}

/// The digits in base 2, 8, 16 or another up to 36, in lower case, with the sign and without prefix.
pub fn to_radix(a: IntRef<'_>, radix: u32) -> String {
    match (a, radix) {
        (IntRef::Small(n), 10) => n.to_string(),
        (IntRef::Small(n), 2 | 8 | 16) => {
            let sign = if n < 0 { "-" } else { "" };
            let size = n.unsigned_abs();
            match radix {
                2 => format!("{sign}{size:b}"),
                8 => format!("{sign}{size:o}"),
                _ => format!("{sign}{size:x}"),
            }
        }
        _ => a.to_big().to_str_radix(radix),
    }
}
