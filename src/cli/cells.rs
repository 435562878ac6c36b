//! Notebooks in `co check`: the cells of code as one program, since a cell may use what those before it define, and what is
//! said of it as said of each cell.
//!
//! In: the JSON of an .ipynb file. Out: one source; diagnostics with places in the cells; the file with its repairs. What
//! else stands in the file stays as it is.

use super::check::{repaired, shown};
use crate::diagnostic::{Diagnostic, Repair};
use crate::source::{Source, Span};
use serde_json::Value;
use std::path::Path;
use std::rc::Rc;

/// The cells of a notebook.
pub(super) struct Cells {
    /// The code of all, one cell behind the other.
    pub whole: Rc<Source>,
    parts: Vec<Part>,
}

/// The code of one cell.
struct Part {
    /// Where it lies in the whole.
    span: Span,
    /// The code, under the name of the cell.
    source: Rc<Source>,
    /// Which cell of code it is, from 0.
    cell: usize,
}

/// The cells of a notebook that are run; None when it is none.
pub(super) fn of(file: &str, text: &str) -> Option<Cells> {
    if !file.to_ascii_lowercase().ends_with(".ipynb") {
        return None;
    }
    let note = crate::notes::read(file, text).ok()?;
    let mut whole = String::new();
    let mut parts = Vec::new();
    for cell in note.cells.iter().filter(|cell| cell.skipped.is_none()) {
        for input in &cell.inputs {
            let start = whole.len() as u32;
            whole.push_str(&input.text);
            if !whole.ends_with('\n') {
                whole.push('\n');
            }
            let span = Span::new(start, whole.len() as u32);
            parts.push(Part { span, source: input.clone(), cell: cell.number - 1 });
        }
    }
    Some(Cells { whole: Source::new(file, whole), parts })
}

impl Part {
    /// A place in the whole as one in this cell.
    fn place(&self, span: Span) -> Option<Span> {
        let from = self.span.start;
        (from <= span.start && span.end <= self.span.end).then(|| Span::new(span.start - from, span.end - from))
    }

    /// A repair of the whole as one of this cell.
    fn repair(&self, repair: &Repair) -> Option<Repair> {
        self.place(repair.span).map(|span| Repair { span, text: repair.text.clone() })
    }
}

impl Cells {
    /// A diagnostic as one of the cell where it happened; what it points at in other cells it says in notes.
    pub fn placed(&self, said: &Diagnostic) -> (Diagnostic, Rc<Source>) {
        let at = self.parts.partition_point(|part| part.span.start <= said.span().start);
        let Some(part) = self.parts.get(at.saturating_sub(1)) else { return (said.clone(), self.whole.clone()) };
        let mut own = said.clone();
        own.labels.clear();
        for label in &said.labels {
            if let Some(span) = part.place(label.span) {
                own.labels.push(crate::diagnostic::Label { span, message: label.message.clone() });
            } else if let Some(other) = self.parts.iter().find(|other| other.place(label.span).is_some()) {
                let line = other.source.line(label.span.start - other.span.start);
                own.notes.push(format!("{}:{line}: {}", other.source.name, label.message));
            }
        }
        own.repair = said.repair.as_ref().and_then(|repair| part.repair(repair));
        own.further = said.further.iter().filter_map(|repair| part.repair(repair)).collect();
        (own, part.source.clone())
    }

    /// Repairs the notebook; its text as it is then. None when nothing was changed.
    pub fn fix(&self, file: &str, text: &str, found: &[Diagnostic], status: &mut i32) -> Option<String> {
        let mut book: Value = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).ok()?;
        let mut changed = false;
        for part in &self.parts {
            let all = found.iter().flat_map(|d| d.repair.iter().chain(&d.further));
            let repairs: Vec<Repair> = all.filter_map(|repair| part.repair(repair)).collect();
            let (mended, hunks) = repaired(&part.source, &repairs.iter().collect::<Vec<_>>());
            let code = book["cells"].as_array_mut()?.iter_mut().filter(|cell| cell["cell_type"] == "code");
            let Some(source) = code.into_iter().nth(part.cell).map(|cell| &mut cell["source"]) else { continue };
            // A cell with lines for the notebook itself is not read as it stands there.
            let written = match &*source {
                Value::String(text) => text.clone(),
                lines => lines.as_array()?.iter().filter_map(Value::as_str).collect(),
            };
            if hunks.is_empty() || written.trim_end_matches('\n') != part.source.text.trim_end_matches('\n') {
                continue;
            }
            let mended = &mended[..mended.len() - usize::from(!written.ends_with('\n') && mended.ends_with('\n'))];
            *source = match source {
                Value::String(_) => Value::from(mended),
                _ => Value::Array(mended.split_inclusive('\n').map(Value::from).collect()),
            };
            print!("{}", shown(&part.source.name, &hunks));
            changed = true;
        }
        if !changed {
            return None;
        }
        // Notebooks are indented by one blank, not by two.
        let pretty = serde_json::to_string_pretty(&book).ok()?;
        let narrow = |line: &str| {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line[blanks / 2..].to_string()
        };
        let mut out = pretty.lines().map(narrow).collect::<Vec<_>>().join("\n");
        if text.ends_with('\n') {
            out.push('\n');
        }
        if let Err(fault) = std::fs::write(Path::new(file), &out) {
            eprintln!("co: can't write {file}: {fault}");
            *status = 2;
            return None;
        }
        Some(out)
    }
}
