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

/// The place of a fault as CPython tells it: the attributes of its SyntaxError.
pub struct Told<'s> {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1; 0 is before the line.
    pub offset: i64,
    /// The line where it ends.
    pub end_line: u32,
    /// The column after its last character; 0 and below when nobody knows.
    pub end_offset: i64,
    /// The text of the line, without its end.
    pub text: &'s str,
}

/// The place of a fault as CPython tells it.
pub fn told<'s>(diagnostic: &Diagnostic, source: &'s Source) -> Told<'s> {
    let span = told_at(diagnostic);
    let last = source.text.len() as u32;
    let place = source.place(span.start.min(last));
    let length = |line| source.line_text(line).map_or(0, |text| text.chars().count()) as i64;
    // CPython stands at the end of the file in the last line that has something in it.
    let (line, mut offset) = match source.line_text(place.line) {
        Some("") if span.start == last && place.line > 1 => (place.line - 1, length(place.line - 1) + 1),
        _ => (place.line, i64::from(place.column)),
    };
    let end = source.place(span.end.min(last));
    let (mut end_line, mut end_offset) = (line, offset + 1);
    if end.line > line && span.end > span.start {
        (end_line, end_offset) = (end.line, i64::from(end.column));
    } else if end.line == line && i64::from(end.column) > offset {
        end_offset = i64::from(end.column);
    }
    let mut line = line;
    match diagnostic.code.0 {
        codes::UNINDENT => (offset, end_offset) = (length(line) + 1, -1),
        codes::NEVER_CLOSED | codes::CONTINUATION => end_offset = 0,
        codes::END_OF_FILE => end_offset = -1,
        codes::TABS => end_offset = offset + 1,
        _ if diagnostic.message == "unexpected indent" => end_offset = -1,
        _ if lacks_block(diagnostic) => {
            if nothing_follows(source, span.start) {
                line = source.line(last.saturating_sub(u32::from(source.text.ends_with('\n'))));
                (offset, end_line, end_offset) = (length(line) + 1, line, -1);
            } else if source.slice(span).trim().is_empty() {
                // A change of the indentation has no place of its own: CPython tells how wide it is.
                (offset, end_offset) = (i64::from(end.column) - 1, -1);
            }
        }
        // The lexer knows where it is, and not how far what is wrong goes.
        _ if of_lexer(diagnostic) && diagnostic.code.0 != codes::LEADING_ZERO => {
            (end_line, end_offset) = (line, offset);
        }
        _ => {}
    }
    Told { line, offset, end_line, end_offset, text: source.line_text(line).unwrap_or("") }
}

/// Whether a block is missing, or what must follow one.
fn lacks_block(diagnostic: &Diagnostic) -> bool {
    let block = ["expected an indented block", "expected 'except' or 'finally' block"];
    block.iter().any(|words| diagnostic.message.starts_with(words))
}

/// Whether there are only blanks and comments behind a place.
fn nothing_follows(source: &Source, from: u32) -> bool {
    let rest = source.text.get(from as usize..).unwrap_or("");
    rest.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'))
}

/// Whether CPython has read the file to its end when it finds a fault: then it no longer knows where in the line it stands.
fn is_past_file(diagnostic: &Diagnostic, source: &Source) -> bool {
    if source.name.starts_with('<') {
        return false;
    }
    let from = told_at(diagnostic).start;
    let line = source.line_text(source.place(from.min(source.text.len() as u32)).line).unwrap_or("").trim();
    // A decorator with nothing to decorate is found to be wrong behind the line's end.
    let bare = diagnostic.message == "invalid syntax" && (line.is_empty() || line.starts_with('@'));
    let joined = diagnostic.code.0 == codes::END_OF_FILE && line == "\\";
    joined || (bare || lacks_block(diagnostic)) && nothing_follows(source, from)
}

/// Whether CPython's lexer raises a fault itself, where it stands.
pub fn of_lexer(diagnostic: &Diagnostic) -> bool {
    match diagnostic.code.0 {
        codes::CHARACTER => diagnostic.message.starts_with("invalid character"),
        codes::STRING
        | codes::TRIPLE_STRING
        | codes::F_STRING
        | codes::NUMBER
        | codes::LEADING_ZERO
        | codes::DIGITS
        | codes::NON_PRINTABLE
        | codes::UNMATCHED
        | codes::MISMATCH
        | codes::TOO_DEEP
        | codes::SINGLE_BRACE => true,
        _ => false,
    }
}

/// A line with its carets, indented, as `traceback` draws it.
pub fn excerpt(told: &Told<'_>) -> String {
    let length = |text: &str| text.chars().count() as i64;
    let right = told.text.trim_end_matches('\n');
    let left = right.trim_start_matches([' ', '\n', '\x0c']);
    let skipped = length(right) - length(left);
    let mut offset = told.offset;
    // A fault that ends on another line, or nobody knows where, goes to the end of this one.
    let mut end = match told.end_line == told.line {
        true if told.end_offset != 0 => told.end_offset,
        true => offset,
        false => length(right) + 1,
    };
    if !told.text.is_empty() && offset > length(told.text) {
        offset = length(told.text) + 1;
        end = end.max(offset);
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let column = offset - 1 - skipped;
    let mut out = format!("    {left}\n");
    if column >= 0 {
        out.push_str("    ");
        out.extend(left.chars().take(column as usize).map(|c| if c.is_whitespace() { c } else { ' ' }));
        out.push_str(&"^".repeat((end - offset) as usize));
        out.push('\n');
    }
    out
}

/// CPython's text for one diagnostic, with a newline at the end.
pub fn plain(diagnostic: &Diagnostic, source: &Source) -> String {
    let mut told = told(diagnostic, source);
    if diagnostic.severity == Severity::Error && is_past_file(diagnostic, source) {
        (told.offset, told.end_offset) = (0, 0);
    }
    if diagnostic.severity != Severity::Error {
        let shown = told.text.trim();
        let warning = format!("{}:{}: SyntaxWarning: {}\n", source.name, told.line, diagnostic.message);
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
    let head = format!("  File \"{}\", line {}\n", source.name, told.line);
    format!("{head}{}{name}: {}\n", excerpt(&told), diagnostic.message)
}
