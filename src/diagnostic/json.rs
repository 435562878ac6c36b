//! Diagnostics as JSON, one line each, for editors and other tools.
//!
//! In: a diagnostic and its source. Out: one object; lines and columns count from 1, columns and lengths in
//! characters, `byte` from 0.
//!
//! The fields: `code`; `severity` (`note`, `warning`, `error`); of errors `exception` (the class); `message`; `file`; `labels`
//! (the first is where it happened), each with `start`, `end` and `message`; `notes`; `help` or null; `repair` or null, with
//! `start`, `end` and the `text` that mends it; `incomplete`; of an exception that nobody caught `traceback`, as CPython has it.

use super::{Diagnostic, Fault, Severity};
use crate::source::{Source, Span};
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether everything said in this process is said as JSON.
static CHOSEN: AtomicBool = AtomicBool::new(false);

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
    // A deadlock raises nothing.
    if diagnostic.severity == Severity::Error && !diagnostic.code.0.starts_with("E05") {
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
        Some(repair) => {
            out.push('{');
            place(&mut out, source, repair.span);
            out.push_str("\"text\":");
            string(&mut out, &repair.text);
            out.push('}');
        }
        None => out.push_str("null"),
    }
    out.push_str(if diagnostic.incomplete { ",\"incomplete\":true}" } else { ",\"incomplete\":false}" });
    out
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
        let at = source.place(byte);
        // Writing to a String does not fail.
        let _ = write!(out, "\"{name}\":{{\"line\":{},\"column\":{},\"byte\":{byte}}},", at.line, at.column);
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
