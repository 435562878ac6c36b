//! Literals: what the text of a literal means.
//!
//! In: the span of a token. Out: its value; faults go to the diagnostics and a stand-in value comes back, so that
//! nobody has to stop for a bad literal.

use super::ast::Constant;
use super::token::Token;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use std::borrow::Cow;
use std::rc::Rc;

/// The value of an `Int`, `Float` or `Imaginary` token.
pub fn number(_source: &Source, _token: Token, _diagnostics: &mut Vec<Diagnostic>) -> Constant {
    Constant::Int(0)
}

/// The text of a `Str` token (prefix and quotes included in the span).
pub fn string(_source: &Source, _span: Span, _diagnostics: &mut Vec<Diagnostic>) -> Rc<str> {
    "".into()
}

/// The bytes of a `Bytes` token (prefix and quotes included in the span).
pub fn bytes(_source: &Source, _span: Span, _diagnostics: &mut Vec<Diagnostic>) -> Rc<[u8]> {
    [].into()
}

/// The text of an `FStringMiddle` token; `raw` as [`is_raw`] says of the `FStringStart`, `spec` when it stands in a
/// format spec (where braces are not doubled).
pub fn middle(_source: &Source, _span: Span, _raw: bool, _spec: bool, _diagnostics: &mut Vec<Diagnostic>) -> Rc<str> {
    "".into()
}

/// Whether a prefix such as `rb"` or `fR'''` says that backslashes stand for themselves.
pub fn is_raw(prefix: &str) -> bool {
    prefix.bytes().any(|b| matches!(b, b'r' | b'R'))
}

/// An identifier in normal form (NFKC).
pub fn name(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}
