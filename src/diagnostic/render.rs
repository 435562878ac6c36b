//! Diagnostics drawn with ariadne: the one file that knows it.

use super::Diagnostic;
use crate::source::Source;

/// Draws one diagnostic as text, with a newline at the end.
pub fn render(diagnostic: &Diagnostic, source: &Source, _color: bool) -> String {
    let place = source.place(diagnostic.span().start);
    format!("{}:{}:{}: {}\n", source.name, place.line, place.column, diagnostic.message)
}
