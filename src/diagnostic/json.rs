//! Diagnostics as JSON, one line each, for editors and other tools.
//!
//! In: a diagnostic and its source. Out: one object; lines and columns count from 1, columns and lengths in
//! characters (a tab is one, a wide character is one), `byte` from 0, in the text as UTF-8 without a byte order mark.
//!
//! The fields: `code`; `severity` (`note`, `warning`, `error`); of errors `exception` (the class); `message`; `file`; `labels`
//! (the first is where it happened), each with `start`, `end` and `message`; `notes`; `help` or null; `repair` or null, with
//! `start`, `end` and the `text` that mends it; `further`, the same repair at other places; `incomplete`; of an exception that nobody caught `traceback`, as CPython has it.

use super::{Diagnostic, Fault, Repair, Severity};
use crate::source::{Source, Span};
use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether everything said in this process is said as JSON.
static CHOSEN: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// Notes whose code is read as sources of their own, at the same lines.
    static NOTES: RefCell<Vec<Rc<Source>>> = const { RefCell::new(Vec::new()) };
}

/// Says that sources of this one's name are code taken out of it: places are then given as they are in it.
pub fn note(whole: &Rc<Source>) {
    NOTES.with_borrow_mut(|notes| {
        notes.retain(|n| n.name != whole.name);
        notes.push(whole.clone());
    });
}

/// Where a byte of a source stands in the file: line, column and byte.
fn in_file(source: &Source, byte: u32) -> (u32, u32, u32) {
    let mut at = source.place(byte);
    let moved = NOTES.with_borrow(|notes| {
        let note = notes.iter().find(|n| n.name == source.name)?;
        let mut byte = byte;
        if byte == 0 {
            // What goes to the top of a file goes to the first line of code.
            byte = source.text.find(|c: char| c != '\n')? as u32;
            at = source.place(byte);
        }
        let (own, whole) = (source.line_text(at.line)?.trim_end(), note.line_text(at.line)?.trim_end());
        let prefix = whole.strip_suffix(own)?;
        let from = note.line_start(at.line)? + prefix.len() as u32;
        let byte = from + byte - source.line_start(at.line)?;
        Some((at.line, at.column + prefix.chars().count() as u32, byte))
    });
    moved.unwrap_or((at.line, at.column, byte))
}

/// Says everything as JSON from now on.
pub fn choose() {
    CHOSEN.store(true, Ordering::Relaxed);
}

/// Whether everything is said as JSON.
pub fn is_chosen() -> bool {
    CHOSEN.load(Ordering::Relaxed)
}

/// An exception that nobody caught, with its traceback.
pub fn uncaught(diagnostic: &Diagnostic, source: &Source, traceback: &str) -> String {
    let mut out = json(diagnostic, source);
    out.pop();
    out.push_str(",\"traceback\":");
    string(&mut out, traceback);
    out.push('}');
    out
}

/// One diagnostic as one line of JSON, without a newline.
pub fn json(diagnostic: &Diagnostic, source: &Source) -> String {
    let mut out = String::from("{");
    let severity = match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    // What is said of a run names its exception first.
    let named = diagnostic.message.split_once(": ").map_or(&*diagnostic.message, |(name, _)| name);
    let is_name = !named.is_empty() && named.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    let of_run = diagnostic.code.0.starts_with("E06") || diagnostic.code.0 == super::codes::UNBOUND;
    let exception = match diagnostic.fault {
        _ if of_run && is_name => named,
        Fault::Syntax => "SyntaxError",
        Fault::Indentation => "IndentationError",
        Fault::Tab => "TabError",
    };
    field(&mut out, "code", diagnostic.code.0);
    field(&mut out, "severity", severity);
    // A deadlock raises nothing, nor does a file that cannot be opened.
    if diagnostic.severity == Severity::Error && !diagnostic.code.0.starts_with("E05") && (!of_run || is_name) {
        field(&mut out, "exception", exception);
    }
    field(&mut out, "message", &diagnostic.message);
    field(&mut out, "file", &source.name);
    out.push_str("\"labels\":[");
    for (i, label) in diagnostic.labels.iter().enumerate() {
        out.push_str(if i == 0 { "{" } else { ",{" });
        place(&mut out, source, label.span);
        out.push_str("\"message\":");
        string(&mut out, &label.message);
        out.push('}');
    }
    out.push_str("],\"notes\":[");
    for (i, note) in diagnostic.notes.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        string(&mut out, note);
    }
    out.push_str("],\"help\":");
    match &diagnostic.help {
        Some(help) => string(&mut out, help),
        None => out.push_str("null"),
    }
    out.push_str(",\"repair\":");
    match &diagnostic.repair {
        Some(repair) => change(&mut out, source, repair),
        None => out.push_str("null"),
    }
    out.push_str(",\"further\":[");
    for (i, repair) in diagnostic.further.iter().enumerate() {
        out.push_str(if i == 0 { "" } else { "," });
        change(&mut out, source, repair);
    }
    out.push(']');
    out.push_str(if diagnostic.incomplete { ",\"incomplete\":true}" } else { ",\"incomplete\":false}" });
    out
}

/// A repair: what goes, and what comes.
fn change(out: &mut String, source: &Source, repair: &Repair) {
    out.push('{');
    place(out, source, repair.span);
    out.push_str("\"text\":");
    string(out, &repair.text);
    out.push('}');
}

fn field(out: &mut String, name: &str, value: &str) {
    string(out, name);
    out.push(':');
    string(out, value);
    out.push(',');
}

/// `"start":{...},"end":{...},`
fn place(out: &mut String, source: &Source, span: Span) {
    for (name, byte) in [("start", span.start), ("end", span.end)] {
        let (line, column, byte) = in_file(source, byte);
        // Writing to a String does not fail.
        let _ = write!(out, "\"{name}\":{{\"line\":{line},\"column\":{column},\"byte\":{byte}}},");
    }
}

/// Adds a text as a JSON string.
pub fn string(out: &mut String, text: &str) {
    out.push('"');
    if text.bytes().all(|b| b >= 0x20 && b != b'"' && b != b'\\') {
        out.push_str(text);
        out.push('"');
        return;
    }
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if (c as u32) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
