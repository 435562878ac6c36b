//! Floats as bytes: halves, singles and doubles (IEEE 754), in either order.

use crate::machine::Machine;
use crate::object::int::{as_float, as_i64};
use crate::object::{Outcome, Value, overflow_error, value_error};

/// The 16 bits nearest to a number; None where it is too large.
fn to_half(x: f64) -> Option<u16> {
    let sign = if x.is_sign_negative() { 0x8000 } else { 0 };
    if x.is_nan() {
        return Some(sign | 0x7e00);
    }
    if x.is_infinite() {
        return Some(sign | 0x7c00);
    }
    let size = x.abs();
    if size < 2f64.powi(-14) {
        // Below the smallest normal number: steps of 2**-24.
        return Some(sign | (size * 2f64.powi(24)).round_ties_even() as u16);
    }
    let exponent = ((size.to_bits() >> 52) as i32) - 1023;
    let steps = (size * 2f64.powi(10 - exponent)).round_ties_even() as u32;
    let bits = (((exponent + 15) as u32) << 10) + (steps - 1024);
    if bits >= 0x7c00 { None } else { Some(sign | bits as u16) }
}

/// The number that 16 bits stand for.
fn from_half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, part) = (i32::from(bits >> 10 & 0x1f), f64::from(bits & 0x3ff));
    sign * match exponent {
        0 => part * 2f64.powi(-24),
        31 if part == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + part) * 2f64.powi(exponent - 25),
    }
}

pub fn pack(m: &mut Machine, a: &[Value]) -> Outcome {
    let x = match as_float(&a[0]) {
        Some(x) => x,
        None => m.to_float(&a[0])?,
    };
    let mut bytes = match as_i64(&a[1]) {
        Some(2) => match to_half(x) {
            Some(bits) => bits.to_le_bytes().to_vec(),
            None => return overflow_error("float too large to pack with e format"),
        },
        Some(4) => {
            let single = x as f32;
            if single.is_infinite() && x.is_finite() {
                return overflow_error("float too large to pack with f format");
            }
            single.to_le_bytes().to_vec()
        }
        _ => x.to_le_bytes().to_vec(),
    };
    if !m.truth(&a[2])? {
        bytes.reverse();
    }
    Ok(bytes.into())
}

pub fn unpack(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut bytes = m.bytes_like(&a[0])?;
    if !m.truth(&a[1])? {
        bytes.reverse();
    }
    let number = match bytes[..] {
        [a, b] => from_half(u16::from_le_bytes([a, b])),
        [a, b, c, d] => f64::from(f32::from_le_bytes([a, b, c, d])),
        [a, b, c, d, e, f, g, h] => f64::from_le_bytes([a, b, c, d, e, f, g, h]),
        _ => return value_error("a float has 2, 4 or 8 bytes"),
    };
    Ok(Value::float(number))
}
