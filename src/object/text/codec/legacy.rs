//! The character sets from before Unicode: ASCII, Latin-1, code pages, East Asian double bytes.
//!
//! In: text or bytes. Out: bytes or text. Most tables are encoding_rs's; where those follow the Web and CPython does not
//! (undefined bytes of the Windows code pages), CPython is followed.

use super::errors::{Encoder, Errors, Undecodable};
use super::pages::{CP437, CP850};
use crate::object::fault::Fallible;
use encoding_rs::{DecoderResult, EncoderResult, Encoding};

/// A character set: its names and its table.
#[derive(PartialEq, Eq, Debug)]
pub struct CharacterSet {
    /// The name that `codecs.lookup` gives.
    pub name: &'static str,
    /// Other names, in lower case with underscores.
    aliases: &'static [&'static str],
    table: Table,
}

#[derive(PartialEq, Eq, Debug)]
enum Table {
    /// One byte a character.
    Single(&'static Encoding),
    /// One byte a character, the upper half given here.
    Page(&'static str),
    /// One byte or more a character.
    Multi(&'static Encoding),
}

macro_rules! sets {
    ($($name:literal $kind:ident($table:expr) [$($alias:literal)*];)*) => {
        &[$(CharacterSet { name: $name, aliases: &[$($alias),*], table: Table::$kind($table) }),*]
    };
}

static SETS: &[CharacterSet] = sets! {
    "cp1250" Single(encoding_rs::WINDOWS_1250) ["cp1250" "1250" "windows_1250"];
    "cp1251" Single(encoding_rs::WINDOWS_1251) ["cp1251" "1251" "windows_1251"];
    "cp1252" Single(encoding_rs::WINDOWS_1252) ["cp1252" "1252" "windows_1252"];
    "cp1253" Single(encoding_rs::WINDOWS_1253) ["cp1253" "1253" "windows_1253"];
    "cp1254" Single(encoding_rs::WINDOWS_1254) ["cp1254" "1254" "windows_1254"];
    "cp1255" Single(encoding_rs::WINDOWS_1255) ["cp1255" "1255" "windows_1255"];
    "cp1256" Single(encoding_rs::WINDOWS_1256) ["cp1256" "1256" "windows_1256"];
    "cp1257" Single(encoding_rs::WINDOWS_1257) ["cp1257" "1257" "windows_1257"];
    "cp1258" Single(encoding_rs::WINDOWS_1258) ["cp1258" "1258" "windows_1258"];
    "cp874" Single(encoding_rs::WINDOWS_874) ["cp874" "874"];
    "cp866" Single(encoding_rs::IBM866) ["cp866" "866" "ibm866"];
    "cp437" Page(CP437) ["cp437" "437" "ibm437"];
    "cp850" Page(CP850) ["cp850" "850" "ibm850"];
    "iso8859-2" Single(encoding_rs::ISO_8859_2) ["iso8859_2" "iso_8859_2" "latin2" "l2"];
    "iso8859-3" Single(encoding_rs::ISO_8859_3) ["iso8859_3" "iso_8859_3" "latin3" "l3"];
    "iso8859-4" Single(encoding_rs::ISO_8859_4) ["iso8859_4" "iso_8859_4" "latin4" "l4"];
    "iso8859-5" Single(encoding_rs::ISO_8859_5) ["iso8859_5" "iso_8859_5" "cyrillic"];
    "iso8859-6" Single(encoding_rs::ISO_8859_6) ["iso8859_6" "iso_8859_6" "arabic"];
    "iso8859-7" Single(encoding_rs::ISO_8859_7) ["iso8859_7" "iso_8859_7" "greek"];
    "iso8859-8" Single(encoding_rs::ISO_8859_8) ["iso8859_8" "iso_8859_8" "hebrew"];
    "iso8859-10" Single(encoding_rs::ISO_8859_10) ["iso8859_10" "iso_8859_10" "latin6" "l6"];
    "iso8859-13" Single(encoding_rs::ISO_8859_13) ["iso8859_13" "iso_8859_13" "latin7" "l7"];
    "iso8859-14" Single(encoding_rs::ISO_8859_14) ["iso8859_14" "iso_8859_14" "latin8" "l8"];
    "iso8859-15" Single(encoding_rs::ISO_8859_15) ["iso8859_15" "iso_8859_15" "latin9" "l9"];
    "iso8859-16" Single(encoding_rs::ISO_8859_16) ["iso8859_16" "iso_8859_16" "latin10" "l10"];
    "koi8-r" Single(encoding_rs::KOI8_R) ["koi8_r"];
    "koi8-u" Single(encoding_rs::KOI8_U) ["koi8_u"];
    "mac-roman" Single(encoding_rs::MACINTOSH) ["mac_roman" "macintosh" "macroman"];
    "mac-cyrillic" Single(encoding_rs::X_MAC_CYRILLIC) ["mac_cyrillic" "maccyrillic"];
    "gbk" Multi(encoding_rs::GBK) ["gbk" "936" "cp936" "ms936"];
    "gb2312" Multi(encoding_rs::GBK) ["gb2312" "chinese" "euc_cn" "euccn" "gb2312_80" "iso_ir_58"];
    "gb18030" Multi(encoding_rs::GB18030) ["gb18030" "gb18030_2000"];
    "big5" Multi(encoding_rs::BIG5) ["big5" "big5_tw" "csbig5" "cp950" "950" "big5hkscs" "hkscs"];
    "shift_jis" Multi(encoding_rs::SHIFT_JIS) ["shift_jis" "sjis" "s_jis" "shiftjis" "csshiftjis"];
    "cp932" Multi(encoding_rs::SHIFT_JIS) ["cp932" "932" "ms932" "mskanji" "ms_kanji" "windows_31j"];
    "euc_jp" Multi(encoding_rs::EUC_JP) ["euc_jp" "eucjp" "ujis" "u_jis"];
    "iso2022_jp" Multi(encoding_rs::ISO_2022_JP) ["iso2022_jp" "iso_2022_jp" "csiso2022jp" "iso2022jp"];
    "euc_kr" Multi(encoding_rs::EUC_KR) ["euc_kr" "euckr" "korean" "ks_c_5601" "ksc5601"];
    "cp949" Multi(encoding_rs::EUC_KR) ["cp949" "949" "ms949" "uhc"];
};

/// Finds a character set by its name in lower case with underscores.
pub(super) fn find(name: &str) -> Option<&'static CharacterSet> {
    SETS.iter().find(|set| set.aliases.contains(&name))
}

/// Encodes in the first `most` characters of Unicode.
pub(super) fn encode_below(text: &str, most: u32, encoding: &str, errors: &Errors) -> Fallible<Vec<u8>> {
    let reason = format!("ordinal not in range({most})");
    let put = |c: char, out: &mut Vec<u8>| {
        let fits = (c as u32) < most;
        if fits {
            out.push(c as u32 as u8);
        }
        fits
    };
    Encoder { encoding, reason: &reason, runs: true, put }.encode(text, Vec::with_capacity(text.len()), errors)
}

pub(super) fn decode_ascii(bytes: &[u8], errors: &Errors) -> Fallible<String> {
    decode_single(bytes, "ascii", "ordinal not in range(128)", errors, |byte| byte.is_ascii().then_some(byte as char))
}

fn decode_single(
    bytes: &[u8],
    encoding: &str,
    reason: &str,
    errors: &Errors,
    character: impl Fn(u8) -> Option<char>,
) -> Fallible<String> {
    let (mut out, mut at) = (String::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        at = match character(bytes[at]) {
            Some(c) => {
                out.push(c);
                at + 1
            }
            None => {
                let place = Undecodable { encoding, bytes, start: at, end: at + 1, reason };
                errors.mend_decoding(&place, &mut out)?
            }
        };
    }
    Ok(out)
}

/// The character of a byte in a set of one byte a character.
fn single(encoding: &'static Encoding, byte: u8) -> Option<char> {
    if byte.is_ascii() {
        return Some(byte as char);
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(std::slice::from_ref(&byte))?;
    let c = text.chars().next()?;
    // The Web fills the holes of Windows' pages with control characters.
    let hole = ('\u{80}'..='\u{9f}').contains(&c) && encoding.name().starts_with("windows");
    (!hole).then_some(c)
}

/// The characters of the upper half of a set of one byte a character.
fn upper_half(table: &Table) -> Vec<Option<char>> {
    match table {
        Table::Single(encoding) => (128..=255).map(|byte| single(encoding, byte)).collect(),
        Table::Page(page) => page.chars().map(Some).collect(),
        Table::Multi(_) => Vec::new(),
    }
}

const UNDEFINED: &str = "character maps to <undefined>";

/// The codec's name in messages: those that read a table call themselves `charmap`.
fn message_name(set: &CharacterSet) -> &str {
    match set.name {
        _ if matches!(set.table, Table::Multi(_)) => set.name,
        _ => "charmap",
    }
}

pub(super) fn encode(text: &str, set: &CharacterSet, errors: &Errors) -> Fallible<Vec<u8>> {
    let encoding = message_name(set);
    if let Table::Multi(table) = set.table {
        return encode_multi(text, set, table, errors);
    }
    let upper = upper_half(&set.table);
    let put = |c: char, out: &mut Vec<u8>| {
        let byte = if c.is_ascii() {
            Some(c as u8)
        } else {
            upper.iter().position(|&other| other == Some(c)).map(|at| 128 + at as u8)
        };
        out.extend(byte);
        byte.is_some()
    };
    Encoder { encoding, reason: UNDEFINED, runs: true, put }.encode(text, Vec::with_capacity(text.len()), errors)
}

fn encode_multi(text: &str, set: &CharacterSet, table: &'static Encoding, errors: &Errors) -> Fallible<Vec<u8>> {
    if table == encoding_rs::ISO_2022_JP {
        let (bytes, _, lossy) = table.encode(text);
        if !lossy {
            return Ok(bytes.into_owned());
        }
    }
    let put = |c: char, out: &mut Vec<u8>| {
        // The euro sign came to the Web's GBK later than to CPython's.
        if c == '€' && table == encoding_rs::GBK {
            return false;
        }
        let (mut bytes, mut coder) = ([0; 16], table.new_encoder());
        let (result, _, written) =
            coder.encode_from_utf8_without_replacement(c.encode_utf8(&mut [0; 4]), &mut bytes, true);
        let known = set.name != "gb2312" || in_gb2312(&bytes[..written]);
        let fits = known && result == EncoderResult::InputEmpty;
        if fits {
            out.extend(&bytes[..written]);
        }
        fits
    };
    let encoder = Encoder { encoding: set.name, reason: "illegal multibyte sequence", runs: false, put };
    encoder.encode(text, Vec::with_capacity(text.len()), errors)
}

/// Whether both bytes are in the rows of GB 2312, which GBK extends.
fn in_gb2312(bytes: &[u8]) -> bool {
    match bytes {
        [_] => true,
        [first, second] => (0xa1..=0xf7).contains(first) && *second >= 0xa1,
        _ => false,
    }
}

pub(super) fn decode(bytes: &[u8], set: &CharacterSet, errors: &Errors) -> Fallible<String> {
    if let Table::Multi(table) = set.table {
        return decode_multi(bytes, set, table, errors);
    }
    let upper = upper_half(&set.table);
    decode_single(bytes, message_name(set), UNDEFINED, errors, |byte| match byte {
        0..=127 => Some(byte as char),
        _ => upper.get(usize::from(byte - 128)).copied().flatten(),
    })
}

fn decode_multi(bytes: &[u8], set: &CharacterSet, table: &'static Encoding, errors: &Errors) -> Fallible<String> {
    let (mut out, mut at) = (String::new(), 0);
    while at < bytes.len() {
        let mut decoder = table.new_decoder_without_bom_handling();
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len() - at).unwrap_or(0);
        let mut text = String::with_capacity(room);
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        out.push_str(&text);
        let DecoderResult::Malformed(length, after) = result else { break };
        let end = at + read - usize::from(after);
        let start = end - usize::from(length);
        // A lead byte at the very end lacks its partner.
        let whole = end == bytes.len() && (0x81..=0xfe).contains(&bytes[start]);
        let reason =
            if whole && end - start == 1 { "incomplete multibyte sequence" } else { "illegal multibyte sequence" };
        let end = if whole { end } else { start + 1 };
        at = errors.mend_decoding(&Undecodable { encoding: set.name, bytes, start, end, reason }, &mut out)?;
    }
    Ok(out)
}
