//! Literals: what the text of a literal means.
//!
//! In: the span of a token. Out: its value; faults go to the diagnostics and a stand-in value comes back, so that
//! nobody has to stop for a bad literal. Nothing here looks beyond the span.

use super::escape::{Escapes, Unescape};
pub use super::number::number;
use super::typography;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};
use std::borrow::Cow;
use std::rc::Rc;
use unicode_normalization::{UnicodeNormalization, is_nfkc_quick};

/// The text of a `Str` token (prefix and quotes included in the span).
pub fn string(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Rc<str> {
    let (body, raw) = body(source, span);
    let text = source.slice(body);
    if raw || !text.contains('\\') {
        return newlines(text).into();
    }
    let mut out = String::with_capacity(text.len());
    Unescape { text, at: body.start, token: span, escapes: Escapes::Text, braces: false }.run(&mut out, diagnostics);
    out.into()
}

/// The bytes of a `Bytes` token (prefix and quotes included in the span).
pub fn bytes(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Rc<[u8]> {
    let (body, raw) = body(source, span);
    let text = source.slice(body);
    if let Some((i, c)) = text.char_indices().find(|(_, c)| !c.is_ascii()) {
        let place = Span::new(body.start + i as u32, body.start + (i + c.len_utf8()) as u32);
        diagnostics.push(
            Diagnostic::error(codes::BYTES, "bytes can only contain ASCII literal characters", span)
                .label(place, format!("'{c}' is not ASCII")),
        );
        return text.as_bytes().into();
    }
    if raw || !text.contains('\\') {
        return newlines(text).as_bytes().into();
    }
    let mut out = String::with_capacity(text.len());
    Unescape { text, at: body.start, token: span, escapes: Escapes::Bytes, braces: false }.run(&mut out, diagnostics);
    out.chars().map(|c| c as u8).collect()
}

/// The text of an `FStringMiddle` token; `raw` as [`is_raw`] says of the `FStringStart`, `spec` when it stands in a
/// format spec (where braces are not doubled).
pub fn middle(source: &Source, span: Span, raw: bool, spec: bool, diagnostics: &mut Vec<Diagnostic>) -> Rc<str> {
    let text = source.slice(span);
    if !text.contains(['\\', '{', '}']) {
        return newlines(text).into();
    }
    let escapes = if raw { Escapes::None } else { Escapes::Text };
    let mut out = String::with_capacity(text.len());
    Unescape { text, at: span.start, token: span, escapes, braces: !spec }.run(&mut out, diagnostics);
    out.into()
}

/// Whether a prefix such as `rb"` or `fR'''` says that backslashes stand for themselves.
pub fn is_raw(prefix: &str) -> bool {
    prefix.bytes().any(|b| matches!(b, b'r' | b'R'))
}

/// An identifier in normal form (NFKC).
pub fn name(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfkc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// Text with every line end as `\n`.
fn newlines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

/// What stands between the quotes of a string token, and whether its prefix makes it raw. A missing end is no matter.
fn body(source: &Source, span: Span) -> (Span, bool) {
    let text = source.slice(span);
    let prefix = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let raw = is_raw(&text[..prefix]);
    let text = &text[prefix..];
    let start = span.start + prefix as u32;
    let plain = |c: char| typography::quote(c).unwrap_or(c);
    let Some(first) = text.chars().next() else { return (Span::new(start, span.end), raw) };
    let ascii = plain(first);
    let run = text.chars().take_while(|&c| plain(c) == ascii && (c.is_ascii() == first.is_ascii())).take(3).count();
    let quotes = if run == 3 { 3 } else { 1 };
    let opening: usize = text.chars().take(quotes).map(char::len_utf8).sum();
    let rest = &text[opening..];
    let ends = rest.chars().rev().take(quotes).filter(|&c| plain(c) == ascii).count() == quotes;
    let closing: usize = if ends { rest.chars().rev().take(quotes).map(char::len_utf8).sum() } else { 0 };
    (Span::new(start + opening as u32, span.end - closing as u32), raw)
}
