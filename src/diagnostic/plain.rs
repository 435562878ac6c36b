//! Diagnostics as CPython prints them: what `traceback` shows for a SyntaxError, and `warnings` for a SyntaxWarning.
//!
//! In: a diagnostic and its source. Out: the text to the letter, without colours.

use super::{Diagnostic, Fault, Severity, codes};
use crate::source::{Source, Span};

/// Where CPython says a diagnostic to be: at the literal, for an escape inside one.
pub fn told_at(diagnostic: &Diagnostic) -> Span {
    match (diagnostic.code.0, &*diagnostic.labels) {
        (codes::INVALID_ESCAPE, [_, literal]) => literal.span,
        _ => diagnostic.span(),
    }
}

/// CPython's text for one diagnostic, with a newline at the end.
pub fn plain(diagnostic: &Diagnostic, source: &Source) -> String {
    let span = told_at(diagnostic);
    let place = source.place(span.start.min(source.text.len() as u32));
    // CPython stands at the end of the file in the last line that has something in it.
    let (line, mut column) = match source.line_text(place.line) {
        Some("") if span.start as usize == source.text.len() && place.line > 1 => {
            let line = place.line - 1;
            (line, source.line_text(line).map_or(0, |t| t.chars().count()) + 1)
        }
        _ => (place.line, place.column as usize),
    };
    let text = source.line_text(line).unwrap_or("");
    if diagnostic.severity != Severity::Error {
        let shown = text.trim();
        let warning = format!("{}:{line}: SyntaxWarning: {}\n", source.name, diagnostic.message);
        return if shown.is_empty() { warning } else { format!("{warning}  {shown}\n") };
    }
    let name = match diagnostic.fault {
        Fault::Syntax => "SyntaxError",
        Fault::Indentation => "IndentationError",
        Fault::Tab => "TabError",
    };
    if diagnostic.code.0 == codes::DECODE && !diagnostic.message.starts_with('(') {
        return format!("{name}: {}\n", diagnostic.message);
    }
    let mut out = format!("  File \"{}\", line {line}\n", source.name);
    let shown = text.trim_start_matches([' ', '\x0C']);
    let skipped = text.chars().count() - shown.chars().count();
    let length = text.chars().count();
    let end = source.place(span.end.min(source.text.len() as u32));
    let mut end_column = if end.line == line { end.column as usize } else { length + 1 };
    match diagnostic.code.0 {
        codes::UNINDENT => (column, end_column) = (length + 1, length + 2),
        codes::TABS => end_column = column + 1,
        _ => {}
    }
    if column > length {
        column = length + 1;
    }
    if end_column <= column {
        end_column = column + 1;
    }
    out.push_str("    ");
    out.push_str(shown);
    out.push('\n');
    if column > skipped {
        out.push_str("    ");
        out.extend(shown.chars().take(column - 1 - skipped).map(|c| if c.is_whitespace() { c } else { ' ' }));
        let missing = (column - 1 - skipped).saturating_sub(shown.chars().count());
        out.extend(std::iter::repeat_n(' ', missing));
        out.extend(std::iter::repeat_n('^', end_column - column));
        out.push('\n');
    }
    out.push_str(&format!("{name}: {}\n", diagnostic.message));
    out
}
