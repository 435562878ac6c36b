//! From bytes to source text: byte order mark, the declared encoding (PEP 263), CPython's errors.
//!
//! In: the bytes of a file. Out: text without a byte order mark; or, when the bytes are not text, the nearest text with
//! a diagnostic that fits it. Line ends are left as they are.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use encoding_rs::Encoding;

/// Bytes that could not be decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Undecoded {
    /// The text with replacement characters, for showing the place.
    pub text: String,
    /// What is wrong; its spans are into `text`.
    pub diagnostic: Diagnostic,
}

/// Decodes a source. `file` is its name where it is a file: CPython's words for files and for `compile` differ.
pub fn decode(bytes: &[u8], file: Option<&str>) -> Result<String, Box<Undecoded>> {
    let marked = bytes.starts_with(b"\xEF\xBB\xBF");
    let bytes = if marked { &bytes[3..] } else { bytes };
    let declared = declared(bytes).map(|name| normal(&name));
    let text = match declared.as_deref() {
        None | Some("utf-8") => utf8(bytes, declared.is_some(), file)?,
        Some(name) if marked => return Err(problem(bytes, &format!("encoding problem: {name} with BOM"))),
        Some("iso-8859-1") => bytes.iter().map(|&b| b as char).collect(),
        Some(name) => other(bytes, name, file)?,
    };
    match text.find('\0') {
        None => Ok(text),
        Some(at) => {
            let message = match file {
                Some(_) => "source code cannot contain null bytes",
                None => "source code string cannot contain null bytes",
            };
            let span = Span::new(at as u32, at as u32 + 1);
            Err(Box::new(Undecoded { text, diagnostic: Diagnostic::error(codes::NULL, message, span) }))
        }
    }
}

/// The encoding that one of the first two lines declares.
pub fn declared(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split_inclusive(|&b| b == b'\n');
    for line in [lines.next()?, lines.next().unwrap_or_default()] {
        let text = line.trim_ascii_start();
        let Some(comment) = text.strip_prefix(b"#") else {
            // The second line counts only below a blank line or a comment.
            if text.is_empty() {
                continue;
            }
            return None;
        };
        let found = comment
            .windows(7)
            .enumerate()
            .find_map(|(i, w)| (w.starts_with(b"coding") && matches!(w[6], b':' | b'=')).then(|| &comment[i + 7..]));
        let Some(rest) = found else { continue };
        let rest = rest.trim_ascii_start();
        let length = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b)).count();
        if length > 0 {
            return Some(rest[..length].iter().map(|&b| b as char).collect());
        }
    }
    None
}

/// An encoding's name as CPython's tokenizer knows it.
fn normal(name: &str) -> String {
    let lower = name.to_ascii_lowercase().replace('_', "-");
    let is = |known: &str| lower == known || lower.strip_prefix(known).is_some_and(|rest| rest.starts_with('-'));
    if is("utf-8") || lower == "utf8" {
        "utf-8".into()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || matches!(&*lower, "latin1" | "l1" | "latin") {
        "iso-8859-1".into()
    } else {
        name.into()
    }
}

fn utf8(bytes: &[u8], declared: bool, file: Option<&str>) -> Result<String, Box<Undecoded>> {
    let Err(error) = std::str::from_utf8(bytes) else {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    };
    let at = error.valid_up_to();
    let bad = bytes.get(at).copied().unwrap_or(0);
    let text = String::from_utf8_lossy(bytes).into_owned();
    let line = 1 + bytes[..at].iter().filter(|&&b| b == b'\n').count();
    let message = match file {
        Some(name) if !declared => format!(
            "Non-UTF-8 code starting with '\\x{bad:02x}' in file {name} on line {line}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details"
        ),
        _ => unicode_error(bytes, at, error.error_len()),
    };
    // The replacement character takes three bytes.
    let span = Span::new(at as u32, at as u32 + 3);
    Err(Box::new(Undecoded { diagnostic: Diagnostic::error(codes::DECODE, message, span), text }))
}

/// CPython's words for bytes that are not UTF-8. It meets them in the string literal they stand in, so positions count
/// from its opening quote.
fn unicode_error(bytes: &[u8], at: usize, length: Option<usize>) -> String {
    let quote = |b: &u8| matches!(b, b'"' | b'\'' | b'\n');
    let start = bytes[..at].iter().rposition(quote).map_or(0, |i| i + 1);
    let length = length.unwrap_or(bytes.len() - at).max(1);
    let ends = bytes.get(at + length).is_none_or(quote);
    let first = at - start;
    let starts = matches!(bytes[at], 0xC2..=0xF4);
    let reason = match (starts, ends) {
        (false, _) => "invalid start byte",
        (true, true) if bytes[at + 1..at + length].iter().all(|b| matches!(b, 0x80..=0xBF)) => "unexpected end of data",
        _ => "invalid continuation byte",
    };
    let what = match length {
        1 => format!("byte 0x{:02x} in position {first}", bytes[at]),
        _ => format!("bytes in position {first}-{}", first + length - 1),
    };
    format!("(unicode error) 'utf-8' codec can't decode {what}: {reason}")
}

/// Any encoding but UTF-8 and Latin-1.
fn other(bytes: &[u8], name: &str, file: Option<&str>) -> Result<String, Box<Undecoded>> {
    let lower = name.to_ascii_lowercase();
    if matches!(&*lower, "ascii" | "us-ascii" | "646") {
        let Some(at) = bytes.iter().position(|b| !b.is_ascii()) else {
            return Ok(bytes.iter().map(|&b| b as char).collect());
        };
        let words =
            format!("'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)", bytes[at]);
        return Err(problem(bytes, &file.map_or(words, |_| format!("encoding problem: {name}"))));
    }
    let known = match &*lower {
        "cp936" | "ms936" | "euc-cn" | "euccn" => Some(encoding_rs::GBK),
        "cp950" => Some(encoding_rs::BIG5),
        "cp932" => Some(encoding_rs::SHIFT_JIS),
        "cp949" => Some(encoding_rs::EUC_KR),
        _ => [lower.clone(), lower.replace('_', "-"), lower.replace('-', "_")]
            .iter()
            .find_map(|label| Encoding::for_label_no_replacement(label.as_bytes())),
    };
    let known = known.filter(|e| e.is_ascii_compatible());
    let text = known.and_then(|e| e.decode_without_bom_handling_and_without_replacement(bytes));
    match text {
        Some(text) => Ok(text.into_owned()),
        None if known.is_none() && file.is_none() => Err(problem(bytes, &format!("unknown encoding: {name}"))),
        None => Err(problem(bytes, &format!("encoding problem: {name}"))),
    }
}

/// A fault of the whole file, shown at its first line.
fn problem(bytes: &[u8], message: &str) -> Box<Undecoded> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let end = text.find('\n').unwrap_or(text.len());
    Box::new(Undecoded { diagnostic: Diagnostic::error(codes::DECODE, message, Span::new(0, end as u32)), text })
}
