//! Integers as endless rows of bits in two's complement: logic, shifts, and bytes.
//!
//! In: integers. Out: integers in normal form, byte strings, or CPython's faults.

use super::{Int, IntRef};
use crate::object::fault::{Fallible, Fault, Kind};
use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive};

/// The most bits an integer may have: beyond it, a shift or power is refused instead of exhausting memory.
pub(super) const MOST_BITS: u64 = 1 << 33;

/// `a & b`
pub fn and(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Int::Small(a & b),
        _ => Int::from(a.to_big().as_ref() & b.to_big().as_ref()),
    }
}

/// `a | b`
pub fn or(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Int::Small(a | b),
        _ => Int::from(a.to_big().as_ref() | b.to_big().as_ref()),
    }
}

/// `a ^ b`
pub fn xor(a: IntRef<'_>, b: IntRef<'_>) -> Int {
    match (a, b) {
        (IntRef::Small(a), IntRef::Small(b)) => Int::Small(a ^ b),
        _ => Int::from(a.to_big().as_ref() ^ b.to_big().as_ref()),
    }
}

/// `~a`
pub fn invert(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(a) => Int::Small(!a),
        IntRef::Big(a) => Int::from(!a),
    }
}

/// `a << b`
pub fn shift_left(a: IntRef<'_>, b: IntRef<'_>) -> Fallible<Int> {
    if b.is_negative() {
        return Err(Fault::value("negative shift count"));
    }
    if a.is_zero() {
        return Ok(Int::Small(0));
    }
    let Some(count) = b.to_i64() else { return Err(Fault::overflow("too many digits in integer")) };
    if let IntRef::Small(a) = a
        && count < 63
    {
        let shifted = a << count;
        if shifted >> count == a {
            return Ok(Int::Small(shifted));
        }
    }
    if count as u64 > MOST_BITS {
        return Err(Fault::new(Kind::MemoryError, ""));
    }
    Ok(Int::from(a.to_big().as_ref() << count as u64))
}

/// `a >> b`, which rounds down.
pub fn shift_right(a: IntRef<'_>, b: IntRef<'_>) -> Fallible<Int> {
    if b.is_negative() {
        return Err(Fault::value("negative shift count"));
    }
    let count = b.to_i64().unwrap_or(i64::MAX) as u64;
    Ok(match a {
        IntRef::Small(a) => Int::Small(a >> count.min(63)),
        IntRef::Big(big) if count >= big.bits() => Int::Small(if a.is_negative() { -1 } else { 0 }),
        IntRef::Big(a) => Int::from(a >> count),
    })
}

/// `a.bit_length()`
pub fn bit_length(a: IntRef<'_>) -> u64 {
    match a {
        IntRef::Small(a) => u64::from(64 - a.unsigned_abs().leading_zeros()),
        IntRef::Big(a) => a.bits(),
    }
}

/// `a.bit_count()`: the ones of the absolute value.
pub fn bit_count(a: IntRef<'_>) -> u64 {
    match a {
        IntRef::Small(a) => u64::from(a.unsigned_abs().count_ones()),
        IntRef::Big(a) => a.magnitude().count_ones(),
    }
}

/// Which byte of a number comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ByteOrder {
    /// The lowest byte first.
    Little,
    /// The highest byte first.
    Big,
}

/// Reads the `byteorder` argument.
pub fn parse_byte_order(text: &str) -> Fallible<ByteOrder> {
    match text {
        "little" => Ok(ByteOrder::Little),
        "big" => Ok(ByteOrder::Big),
        _ => Err(Fault::value("byteorder must be either 'little' or 'big'")),
    }
}

/// `a.to_bytes(length, order, signed=signed)`
pub fn to_bytes(a: IntRef<'_>, length: i64, order: ByteOrder, signed: bool) -> Fallible<Vec<u8>> {
    let Ok(length) = usize::try_from(length) else {
        return Err(Fault::value("length argument must be non-negative"));
    };
    if a.is_negative() && !signed {
        return Err(Fault::overflow("can't convert negative int to unsigned"));
    }
    let big = a.to_big();
    let filler = if a.is_negative() { 0xff } else { 0 };
    let mut bytes = if a.is_zero() {
        Vec::new()
    } else if signed {
        big.to_signed_bytes_le()
    } else {
        big.magnitude().to_bytes_le()
    };
    // CPython lets -1 pass into no bytes at all.
    if bytes.len() > length && !(length == 0 && a == IntRef::Small(-1)) {
        return Err(Fault::overflow("int too big to convert"));
    }
    bytes.resize(length, filler);
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=signed)`
pub fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> Int {
    let big = match (order, signed) {
        (ByteOrder::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
        (ByteOrder::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
        (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
    };
    Int::from(big)
}

/// How many zero bits the number ends in; none for zero.
pub fn trailing_zeros(a: IntRef<'_>) -> u64 {
    match a {
        IntRef::Small(0) => 0,
        IntRef::Small(a) => u64::from(a.trailing_zeros()),
        IntRef::Big(a) => a.trailing_zeros().unwrap_or(0),
    }
}

/// The absolute value.
pub fn absolute(a: IntRef<'_>) -> Int {
    match a {
        IntRef::Small(a) => a.checked_abs().map_or_else(|| Int::from(i128::from(a).abs()), Int::Small),
        IntRef::Big(a) => Int::from(a.abs()),
    }
}

/// The number as an `i128`, if it fits.
pub fn to_i128(a: IntRef<'_>) -> Option<i128> {
    match a {
        IntRef::Small(a) => Some(i128::from(a)),
        IntRef::Big(a) => a.to_i128(),
    }
}
