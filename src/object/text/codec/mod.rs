//! Codecs: text to bytes and back, by the name of an encoding and the name of an error handler.
//!
//! In: text or bytes, two names. Out: bytes or text, or the UnicodeError with its fields, or LookupError for a name nobody
//! knows.

mod errors;
mod escape;
mod legacy;
mod pages;
mod unicode;

pub use errors::Errors;
pub use unicode::{utf8_text, without_surrogates};

use crate::object::fault::{Fallible, Fault, Kind};
use crate::object::number::int::ByteOrder;

/// An encoding that Co knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codec {
    /// UTF-8
    Utf8,
    /// UTF-8 with a byte order mark
    Utf8Sig,
    /// ASCII
    Ascii,
    /// ISO 8859-1
    Latin1,
    /// UTF-16; without an order, with a byte order mark
    Utf16(Option<ByteOrder>),
    /// UTF-32; without an order, with a byte order mark
    Utf32(Option<ByteOrder>),
    /// Python's escapes
    UnicodeEscape,
    /// Python's `\u` escapes in Latin-1
    RawUnicodeEscape,
    /// One of the older character sets: a row of [`legacy`]'s table.
    Legacy(&'static legacy::CharacterSet),
}

impl Codec {
    /// The codec's name as `codecs.lookup(name).name` gives it.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Utf8Sig => "utf-8-sig",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "iso8859-1",
            Codec::Utf16(None) => "utf-16",
            Codec::Utf16(Some(ByteOrder::Little)) => "utf-16-le",
            Codec::Utf16(Some(ByteOrder::Big)) => "utf-16-be",
            Codec::Utf32(None) => "utf-32",
            Codec::Utf32(Some(ByteOrder::Little)) => "utf-32-le",
            Codec::Utf32(Some(ByteOrder::Big)) => "utf-32-be",
            Codec::UnicodeEscape => "unicode-escape",
            Codec::RawUnicodeEscape => "raw-unicode-escape",
            Codec::Legacy(set) => set.name,
        }
    }
}

/// Finds the codec of a name; `verb` is `encode` or `decode`, for the advice about codecs that are not of text.
pub fn lookup(name: &str, verb: &str) -> Fallible<Codec> {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let plain = plain.trim_matches('_');
    Ok(match plain {
        "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8_ucs2" | "utf8_ucs4" => Codec::Utf8,
        "utf_8_sig" => Codec::Utf8Sig,
        "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" | "iso646_us" | "us" => Codec::Ascii,
        "latin_1" | "latin1" | "latin" | "iso_8859_1" | "iso8859_1" | "8859" | "cp819" | "l1" | "iso8859" => {
            Codec::Latin1
        }
        "utf_16" | "utf16" | "u16" => Codec::Utf16(None),
        "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Codec::Utf16(Some(ByteOrder::Little)),
        "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Codec::Utf16(Some(ByteOrder::Big)),
        "utf_32" | "utf32" | "u32" => Codec::Utf32(None),
        "utf_32_le" | "utf_32le" => Codec::Utf32(Some(ByteOrder::Little)),
        "utf_32_be" | "utf_32be" => Codec::Utf32(Some(ByteOrder::Big)),
        "unicode_escape" => Codec::UnicodeEscape,
        "raw_unicode_escape" => Codec::RawUnicodeEscape,
        "rot13" | "rot_13" | "hex" | "hex_codec" | "base64" | "base_64" | "base64_codec" | "zlib" | "zip"
        | "zlib_codec" | "bz2" | "bz2_codec" | "uu" | "uu_codec" | "quopri" | "quopri_codec" => {
            return Err(Fault::new(
                Kind::LookupError,
                format!("'{name}' is not a text encoding; use codecs.{verb}() to handle arbitrary codecs"),
            ));
        }
        _ => match legacy::find(plain) {
            Some(set) => Codec::Legacy(set),
            None => return Err(Fault::new(Kind::LookupError, format!("unknown encoding: {name}"))),
        },
    })
}

/// `text.encode(codec, errors)`
pub fn encode(text: &str, codec: Codec, errors: &Errors) -> Fallible<Vec<u8>> {
    match codec {
        Codec::Utf8 => unicode::encode_utf8(text, errors),
        Codec::Utf8Sig => {
            let mut bytes = "\u{feff}".as_bytes().to_vec();
            bytes.extend(unicode::encode_utf8(text, errors)?);
            Ok(bytes)
        }
        Codec::Ascii if text.is_ascii() => Ok(text.as_bytes().to_vec()),
        Codec::Ascii => legacy::encode_below(text, 128, "ascii", errors),
        Codec::Latin1 => legacy::encode_below(text, 256, "latin-1", errors),
        Codec::Utf16(order) => unicode::encode_utf16(text, order, errors),
        Codec::Utf32(order) => unicode::encode_utf32(text, order, errors),
        Codec::UnicodeEscape => Ok(escape::encode(text)),
        Codec::RawUnicodeEscape => Ok(escape::encode_raw(text)),
        Codec::Legacy(set) => legacy::encode(text, set, errors),
    }
}

/// `bytes.decode(codec, errors)`
pub fn decode(bytes: &[u8], codec: Codec, errors: &Errors) -> Fallible<String> {
    match codec {
        Codec::Utf8 => unicode::decode_utf8(bytes, errors),
        Codec::Utf8Sig => unicode::decode_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes), errors),
        Codec::Ascii => legacy::decode_ascii(bytes, errors),
        Codec::Latin1 => Ok(bytes.iter().map(|&byte| byte as char).collect()),
        Codec::Utf16(order) => unicode::decode_utf16(bytes, order, errors),
        Codec::Utf32(order) => unicode::decode_utf32(bytes, order, errors),
        Codec::UnicodeEscape => escape::decode(bytes, errors),
        Codec::RawUnicodeEscape => escape::decode_raw(bytes, errors),
        Codec::Legacy(set) => legacy::decode(bytes, set, errors),
    }
}

/// How many bytes at the end of the input may be the beginning of a character, for decoders fed piece by piece.
pub fn incomplete_tail(bytes: &[u8], codec: Codec) -> usize {
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => match std::str::from_utf8(bytes) {
            Err(fault) if fault.error_len().is_none() => bytes.len() - fault.valid_up_to(),
            _ => (1..=bytes.len().min(3))
                .rev()
                .find(|&n| {
                    let tail = &bytes[bytes.len() - n..];
                    tail[0] >= 0xc2 && std::str::from_utf8(tail).is_err_and(|fault| fault.error_len().is_none())
                })
                .unwrap_or(0),
        },
        Codec::Utf16(_) => bytes.len() % 2,
        Codec::Utf32(_) => bytes.len() % 4,
        _ => 0,
    }
}
