//! UTF-8, UTF-16 and UTF-32.
//!
//! In: text or bytes. Out: bytes or text. Lone surrogates are refused unless the handler is `surrogatepass`.

use super::errors::{Encoder, Errors, Undecodable};
use crate::object::fault::Fallible;
use crate::object::number::int::ByteOrder;
use crate::syntax::surrogate::{carrier, code_point, is_carrier};
use std::borrow::Cow;

const NO_SURROGATES: &str = "surrogates not allowed";

/// The bytes as text, if they are UTF-8 without a fault.
pub fn utf8_text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

pub(super) fn encode_utf8(text: &str, errors: &Errors) -> Fallible<Vec<u8>> {
    // A carrier begins with the byte F4, which few other characters do.
    if memchr::memchr(0xf4, text.as_bytes()).is_none() || !text.chars().any(is_carrier) {
        return Ok(text.as_bytes().to_vec());
    }
    let pass = *errors == Errors::SurrogatePass;
    let put = |c: char, out: &mut Vec<u8>| {
        if is_carrier(c) {
            if pass {
                let point = code_point(c);
                out.extend([0xe0 | (point >> 12) as u8, 0x80 | (point >> 6 & 63) as u8, 0x80 | (point & 63) as u8]);
            }
            return pass;
        }
        out.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
        true
    };
    let encoder = Encoder { encoding: "utf-8", reason: NO_SURROGATES, runs: true, put };
    encoder.encode(text, Vec::with_capacity(text.len()), errors)
}

pub(super) fn decode_utf8(bytes: &[u8], errors: &Errors) -> Fallible<String> {
    let (mut out, mut at) = (String::new(), 0);
    while at < bytes.len() {
        let fault = match std::str::from_utf8(&bytes[at..]) {
            Ok(rest) => {
                out.push_str(rest);
                break;
            }
            Err(fault) => fault,
        };
        let start = at + fault.valid_up_to();
        out.push_str(&String::from_utf8_lossy(&bytes[at..start]));
        if *errors == Errors::SurrogatePass
            && let [0xed, middle @ 0xa0..=0xbf, last @ 0x80..=0xbf, ..] = bytes[start..]
        {
            out.extend(carrier(0xd000 | u32::from(middle & 63) << 6 | u32::from(last & 63)));
            at = start + 3;
            continue;
        }
        let (end, reason) = match fault.error_len() {
            None => (bytes.len(), "unexpected end of data"),
            Some(_) if !(0xc2..=0xf4).contains(&bytes[start]) => (start + 1, "invalid start byte"),
            Some(length) => (start + length, "invalid continuation byte"),
        };
        at = errors.mend_decoding(&Undecodable { encoding: "utf-8", bytes, start, end, reason }, &mut out)?;
    }
    Ok(out)
}

fn unit16(unit: u16, order: ByteOrder) -> [u8; 2] {
    match order {
        ByteOrder::Little => unit.to_le_bytes(),
        ByteOrder::Big => unit.to_be_bytes(),
    }
}

fn unit32(unit: u32, order: ByteOrder) -> [u8; 4] {
    match order {
        ByteOrder::Little => unit.to_le_bytes(),
        ByteOrder::Big => unit.to_be_bytes(),
    }
}

fn name16(order: Option<ByteOrder>) -> &'static str {
    match order {
        None => "utf-16",
        Some(ByteOrder::Little) => "utf-16-le",
        Some(ByteOrder::Big) => "utf-16-be",
    }
}

fn name32(order: Option<ByteOrder>) -> &'static str {
    match order {
        None => "utf-32",
        Some(ByteOrder::Little) => "utf-32-le",
        Some(ByteOrder::Big) => "utf-32-be",
    }
}

pub(super) fn encode_utf16(text: &str, order: Option<ByteOrder>, errors: &Errors) -> Fallible<Vec<u8>> {
    let pass = *errors == Errors::SurrogatePass;
    let units = order.unwrap_or(ByteOrder::Little);
    let mark = if order.is_none() { unit16(0xfeff, units).to_vec() } else { Vec::new() };
    let put = |c: char, out: &mut Vec<u8>| {
        if is_carrier(c) {
            if pass {
                out.extend(unit16(code_point(c) as u16, units));
            }
            return pass;
        }
        c.encode_utf16(&mut [0; 2]).iter().for_each(|&unit| out.extend(unit16(unit, units)));
        true
    };
    Encoder { encoding: name16(order), reason: NO_SURROGATES, runs: false, put }.encode(text, mark, errors)
}

pub(super) fn encode_utf32(text: &str, order: Option<ByteOrder>, errors: &Errors) -> Fallible<Vec<u8>> {
    let pass = *errors == Errors::SurrogatePass;
    let units = order.unwrap_or(ByteOrder::Little);
    let mark = if order.is_none() { unit32(0xfeff, units).to_vec() } else { Vec::new() };
    let put = |c: char, out: &mut Vec<u8>| {
        if is_carrier(c) && !pass {
            return false;
        }
        out.extend(unit32(code_point(c), units));
        true
    };
    Encoder { encoding: name32(order), reason: NO_SURROGATES, runs: false, put }.encode(text, mark, errors)
}

/// Reads the byte order mark where no order is given: the order, and where the text begins.
fn marked(bytes: &[u8], order: Option<ByteOrder>, width: usize) -> (ByteOrder, usize) {
    let (little, big): (&[u8], &[u8]) =
        if width == 2 { (b"\xff\xfe", b"\xfe\xff") } else { (b"\xff\xfe\0\0", b"\0\0\xfe\xff") };
    match order {
        Some(order) => (order, 0),
        None if bytes.starts_with(big) => (ByteOrder::Big, width),
        None if bytes.starts_with(little) => (ByteOrder::Little, width),
        None => (ByteOrder::Little, 0),
    }
}

pub(super) fn decode_utf16(bytes: &[u8], order: Option<ByteOrder>, errors: &Errors) -> Fallible<String> {
    let (order, mut at) = marked(bytes, order, 2);
    let encoding = name16(Some(order));
    let unit = |at: usize| {
        let pair = [*bytes.get(at)?, *bytes.get(at + 1)?];
        Some(match order {
            ByteOrder::Little => u16::from_le_bytes(pair),
            ByteOrder::Big => u16::from_be_bytes(pair),
        })
    };
    let mut out = String::with_capacity(bytes.len() / 2);
    while at < bytes.len() {
        let Some(first) = unit(at) else {
            let place = Undecodable { encoding, bytes, start: at, end: at + 1, reason: "truncated data" };
            at = errors.mend_decoding(&place, &mut out)?;
            continue;
        };
        let (end, reason) = match (first, unit(at + 2)) {
            (0xd800..=0xdbff, Some(second @ 0xdc00..=0xdfff)) => {
                let point = 0x10000 + (u32::from(first & 0x3ff) << 10 | u32::from(second & 0x3ff));
                out.extend(char::from_u32(point));
                at += 4;
                continue;
            }
            (0xd800..=0xdfff, _) if *errors == Errors::SurrogatePass => {
                out.extend(carrier(u32::from(first)));
                at += 2;
                continue;
            }
            (0xd800..=0xdbff, None) => (bytes.len(), "unexpected end of data"),
            (0xd800..=0xdbff, Some(_)) => (at + 2, "illegal UTF-16 surrogate"),
            (0xdc00..=0xdfff, _) => (at + 2, "illegal encoding"),
            _ => {
                out.extend(char::from_u32(u32::from(first)));
                at += 2;
                continue;
            }
        };
        at = errors.mend_decoding(&Undecodable { encoding, bytes, start: at, end, reason }, &mut out)?;
    }
    Ok(out)
}

pub(super) fn decode_utf32(bytes: &[u8], order: Option<ByteOrder>, errors: &Errors) -> Fallible<String> {
    let (order, mut at) = marked(bytes, order, 4);
    let encoding = name32(Some(order));
    let mut out = String::with_capacity(bytes.len() / 4);
    while at < bytes.len() {
        let (end, reason) = match bytes[at..].first_chunk::<4>() {
            None => (bytes.len(), "truncated data"),
            Some(&unit) => {
                let point = match order {
                    ByteOrder::Little => u32::from_le_bytes(unit),
                    ByteOrder::Big => u32::from_be_bytes(unit),
                };
                let surrogate = (0xd800..=0xdfff).contains(&point);
                if let Some(c) = carrier(point)
                    && (!surrogate || *errors == Errors::SurrogatePass)
                {
                    out.push(c);
                    at += 4;
                    continue;
                }
                let reason = if surrogate {
                    "code point in surrogate code point range(0xd800, 0xe000)"
                } else {
                    "code point not in range(0x110000)"
                };
                (at + 4, reason)
            }
        };
        at = errors.mend_decoding(&Undecodable { encoding, bytes, start: at, end, reason }, &mut out)?;
    }
    Ok(out)
}

/// The text with its lone surrogates replaced by `?`: for what the host must be handed as true UTF-8.
pub fn without_surrogates(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_carrier) {
        Cow::Owned(text.chars().map(|c| if is_carrier(c) { '?' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}
