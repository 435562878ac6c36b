//! `co check`: everything that can be said of files without running them, and the certain repairs.
//!
//! In: files, notes and folders. Out: diagnostics on standard error, or one JSON object a line on standard output; 1 where
//! errors stand, 2 where something could not be read or written.

use super::arguments::Form;
use super::cells;
use super::run::{is_error, read, say};
use crate::compile::scopes::Scopes;
use crate::compile::{Options, compile, unbound};
use crate::diagnostic::catalogue::said;
use crate::diagnostic::{Diagnostic, Repair, Severity, codes, json, render};
use crate::host::file::{is_folder, list};
use crate::source::{Source, Span};
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

/// What is asked for.
pub struct Request {
    /// The form of what is said.
    pub form: Form,
    /// Read to the letter of Python.
    pub strict: bool,
    /// Warnings count as errors.
    pub deny: bool,
    /// Write the certain repairs into the files.
    pub fix: bool,
    /// Colours.
    pub color: bool,
}

/// Everything there is to say of a source.
fn diagnostics(source: &Rc<Source>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut source = source.clone();
    let mut tree = crate::syntax::parse(&source, &mut found);
    if found.iter().any(is_error) {
        // Output that was pasted below the code is left out, as it is when the file is run.
        let Some(recorded) = crate::notes::recorded::find(&source).filter(|_| source.dialect) else { return found };
        source = recorded.source;
        found = vec![recorded.warning];
        tree = crate::syntax::parse(&source, &mut found);
    }
    let shipped: fn(&str) -> bool = crate::stdlib::is_shipped;
    let options = Options { top_level_await: source.dialect, forgotten: Some(Rc::new(shipped)), ..Options::default() };
    compile(&tree, &source, &options, &mut found);
    if found.iter().any(is_error) {
        return found;
    }
    let scopes = Scopes::of(&tree, false, &mut Vec::new());
    let mut names = unbound::unbound(&tree, &scopes, &crate::builtins::is_builtin);
    names.retain(|name| !source.line_text(source.line(name.span.start)).is_some_and(|t| t.contains("# noqa")));
    let imported: Vec<_> =
        names.iter().filter(|u| u.dotted && source.dialect && shipped(&u.name)).map(|u| u.name.clone()).collect();
    let mut said: Vec<Rc<str>> = Vec::new();
    for name in names.iter().filter(|u| !imported.contains(&u.name)) {
        if !said.contains(&name.name) {
            said.push(name.name.clone());
            let diagnostic = unbound::diagnostic(name, &scopes, shipped(&name.name));
            let severity = if name.certain { Severity::Error } else { Severity::Warning };
            found.push(Diagnostic { severity, ..diagnostic });
        }
    }
    found.extend(crate::teach::check::warnings(&tree, &source));
    found.sort_by_key(|d| d.span().start);
    found
}

/// One change of the lines of a text: the first line (from 1), how many there were, and what is there now.
pub(super) struct Hunk {
    line: u32,
    old: String,
    new: String,
}

/// The text with the repairs, those that overlap others left out; and the lines that change.
pub(super) fn repaired(source: &Source, repairs: &[&Repair]) -> (String, Vec<Hunk>) {
    let mut sorted: Vec<&&Repair> = repairs.iter().collect();
    sorted.sort_by_key(|r| (r.span.start, r.span.end));
    let mut out = String::new();
    let mut hunks: Vec<Hunk> = Vec::new();
    // Where the text has been taken over to, and the line at which the hunk in hand ends.
    let (mut at, mut last) = (0, 0);
    for repair in sorted {
        let (start, end) = (repair.span.start as usize, repair.span.end as usize);
        if start < at || end > source.text.len() {
            continue;
        }
        let line = source.line(repair.span.start);
        if hunks.is_empty() || line > last {
            let begin = source.line_start(line).unwrap_or(0) as usize;
            finish(source, &mut hunks, at, last);
            hunks.push(Hunk { line, old: String::new(), new: String::new() });
            out.push_str(&source.text[at..begin]);
            at = begin;
        }
        let piece = [&source.text[at..start], &repair.text].concat();
        if let Some(hunk) = hunks.last_mut() {
            hunk.new.push_str(&piece);
        }
        out.push_str(&piece);
        at = end;
        last = source.line(repair.span.end);
    }
    finish(source, &mut hunks, at, last);
    out.push_str(&source.text[at..]);
    (out, hunks)
}

/// The last hunk gets the rest of its last line, and its old lines.
fn finish(source: &Source, hunks: &mut [Hunk], at: usize, last: u32) {
    let Some(hunk) = hunks.last_mut() else { return };
    let end = source.line_start(last + 1).map_or(source.text.len(), |start| start as usize);
    hunk.new.push_str(&source.text[at..end]);
    let begin = source.line_start(hunk.line).unwrap_or(0) as usize;
    hunk.old = source.text[begin..end].to_string();
}

/// The changes, as a difference of lines.
pub(super) fn shown(file: &str, hunks: &[Hunk]) -> String {
    let mut out = format!("--- {file}\n+++ {file}\n");
    for hunk in hunks {
        out.push_str(&format!("@@ line {} @@\n", hunk.line));
        out.extend(hunk.old.lines().map(|line| format!("-{line}\n")));
        // Lines that stand there unchanged below an inserted one are not shown twice.
        out.extend(hunk.new.lines().map(|line| format!("+{line}\n")));
    }
    out
}

/// A repair of a note's code as one of the note itself: the same lines, behind what stands before the code in them.
fn in_note(repair: &Repair, code: &Source, note: &Source) -> Option<Repair> {
    let place = |byte: u32| -> Option<u32> {
        let line = code.line(byte);
        let (own, whole) = (code.line_text(line)?.trim_end(), note.line_text(line)?.trim_end());
        let prefix = whole.strip_suffix(own)?.len() as u32;
        Some(note.line_start(line)? + prefix + byte - code.line_start(line)?)
    };
    let (mut start, mut end) = (repair.span.start, repair.span.end);
    if (start, end) == (0, 0) {
        // What goes to the top of a file goes to the first line of code.
        start = code.text.find(|c: char| c != '\n')? as u32;
        end = start;
    }
    let (start, end) = (place(start)?, place(end)?);
    let indented = note.line_text(note.line(start)).is_some_and(|line| line.starts_with([' ', '>', '\t']));
    // More lines would have to be laid out as those of the note.
    (!indented || !repair.text.contains('\n'))
        .then(|| Repair { span: Span::new(start, end), text: repair.text.clone() })
}

/// Repairs a file; the source as it is then. None when nothing was changed.
fn fix(file: &str, source: &Rc<Source>, repairs: &[&Repair], status: &mut i32) -> Option<Rc<Source>> {
    let (text, hunks) = repaired(source, repairs);
    if hunks.is_empty() || *text == *source.text {
        return None;
    }
    // What was decoded from another encoding would come back in a different one.
    let before = crate::host::file::read(Path::new(file)).unwrap_or_default();
    let mark: &[u8] = if before.starts_with(b"\xEF\xBB\xBF") { b"\xEF\xBB\xBF" } else { b"" };
    if before[mark.len()..] != *source.text.as_bytes() {
        eprintln!("co: {file} is not UTF-8 text: nothing was repaired");
        *status = 2;
        return None;
    }
    print!("{}", shown(file, &hunks));
    if let Err(fault) = std::fs::write(file, [mark, text.as_bytes()].concat()) {
        eprintln!("co: can't write {file}: {fault}");
        *status = 2;
        return None;
    }
    Some(if source.dialect { Source::new(&*source.name, text) } else { Source::strict(&*source.name, text) })
}

/// The files that names stand for: a folder stands for the programs in it and in its folders, by name.
fn programs(files: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for file in files {
        match is_folder(Path::new(file)) {
            true => below(Path::new(file), &mut all),
            false => all.push(file.clone()),
        }
    }
    all
}

fn below(folder: &Path, all: &mut Vec<String>) {
    let mut names: Vec<_> = list(folder).unwrap_or_default().into_iter().map(|entry| entry.0).collect();
    names.sort();
    for name in names {
        let (path, text) = (folder.join(&name), name.to_string_lossy().into_owned());
        if text.starts_with('.') || text == "__pycache__" {
            continue;
        }
        if is_folder(&path) {
            below(&path, all);
        } else if text.ends_with(".co") || text.ends_with(".py") {
            all.push(path.to_string_lossy().into_owned());
        }
    }
}

/// The code of a note as one source, each cell at its own lines: a cell may use what those before it define.
fn of_note(file: &str, source: &Rc<Source>) -> Rc<Source> {
    let Ok(note) = crate::notes::read(file, &source.text) else { return source.clone() };
    let mut lines: Vec<String> = Vec::new();
    for input in note.cells.iter().filter(|c| c.skipped.is_none()).flat_map(|c| &c.inputs) {
        for (i, line) in input.text.lines().enumerate() {
            if lines.len() <= i {
                lines.resize(i + 1, String::new());
            }
            if !line.is_empty() {
                lines[i] = line.to_string();
            }
        }
    }
    lines.push(String::new());
    Source::new(&*source.name, lines.join("\n"))
}

/// "3 errors and 1 warning"
fn counted(errors: usize, warnings: usize) -> String {
    let some = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match (errors, warnings) {
        (_, 0) => some(errors, "error"),
        (0, _) => some(warnings, "warning"),
        _ => format!("{} and {}", some(errors, "error"), some(warnings, "warning")),
    }
}

/// A file that cannot be read, as JSON: its only place is the file.
fn unread(file: &str, reason: &str) -> String {
    let first = reason.lines().next().unwrap_or("");
    let (code, message) = match first.strip_prefix("co: ") {
        Some(message) => (codes::FILE, message),
        None => (codes::DECODE, first.split_once("Error: ").map_or(first, |(_, message)| message)),
    };
    let mut diagnostic = Diagnostic::error(code, message, Span::default());
    diagnostic.labels.clear();
    json::json(&diagnostic, &Source::new(file, ""))
}

/// Says what is wrong with a notebook, cell by cell; how many errors and warnings there are.
fn notebook(
    file: &str,
    source: &Source,
    mut cells: cells::Cells,
    request: &Request,
    status: &mut i32,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> (usize, usize) {
    let mut found = diagnostics(&cells.whole);
    if request.fix
        && let Some(text) = cells.fix(file, &source.text, &found, status)
        && let Some(mended) = cells::of(file, &text)
    {
        cells = mended;
        found = diagnostics(&cells.whole);
    }
    for diagnostic in &found {
        let (diagnostic, cell) = cells.placed(diagnostic);
        tell(&diagnostic, &cell, request, out, err);
    }
    count(&found, request, status)
}

/// Says one diagnostic in the form that is asked for. Nobody is left to hear of a fault.
fn tell(diagnostic: &Diagnostic, source: &Source, request: &Request, out: &mut dyn Write, err: &mut dyn Write) {
    let _ = match request.form {
        Form::Json => writeln!(out, "{}", json::json(diagnostic, source)),
        Form::Text if request.strict => err.write_all(say(diagnostic, source, request.color).as_bytes()),
        Form::Text => err.write_all(render::render(diagnostic, source, request.color).as_bytes()),
    };
}

/// How many errors and warnings were found, and what that means for the exit status.
fn count(found: &[Diagnostic], request: &Request, status: &mut i32) -> (usize, usize) {
    let errors = found.iter().filter(|d| is_error(d)).count();
    let warnings = found.iter().filter(|d| d.severity == Severity::Warning).count();
    if errors > 0 || request.deny && warnings > 0 {
        *status = (*status).max(1);
    }
    (errors, warnings)
}

/// Says what is wrong with files.
pub fn check(files: &[String], request: &Request) -> i32 {
    let mut status = 0;
    let (mut errors, mut warnings) = (0, 0);
    let mut out = std::io::BufWriter::new(std::io::stdout());
    let mut err = std::io::BufWriter::new(std::io::stderr());
    for file in &programs(files) {
        let mut source = match read(file, request.strict) {
            Ok(source) => source,
            Err((fault, reason)) => {
                // Nobody is left to hear of a fault, here and below.
                let _ = match request.form {
                    Form::Json => writeln!(out, "{}", unread(file, &reason)),
                    Form::Text => err.write_all(reason.as_bytes()),
                };
                status = status.max(fault);
                continue;
            }
        };
        if let Some(cells) = cells::of(file, &source.text) {
            let (here, warned) = notebook(file, &source, cells, request, &mut status, &mut out, &mut err);
            (errors, warnings) = (errors + here, warnings + warned);
            continue;
        }
        let note = super::note::is_note(file).then(|| source.clone());
        if let Some(note) = &note {
            json::note(note);
            source = of_note(file, note);
        }
        let mut found = diagnostics(&source);
        if request.fix && file != "-" {
            let repairs = found.iter().flat_map(|d| d.repair.iter().chain(&d.further));
            let mended = match &note {
                Some(note) => {
                    let repairs: Vec<Repair> = repairs.filter_map(|repair| in_note(repair, &source, note)).collect();
                    fix(file, note, &repairs.iter().collect::<Vec<_>>(), &mut status)
                        .inspect(json::note)
                        .map(|mended| of_note(file, &mended))
                }
                None => fix(file, &source, &repairs.collect::<Vec<_>>(), &mut status),
            };
            if let Some(mended) = mended {
                source = mended;
                found = diagnostics(&source);
            }
        }
        let (here, warned) = count(&found, request, &mut status);
        (errors, warnings) = (errors + here, warnings + warned);
        for diagnostic in &found {
            tell(diagnostic, &source, request, &mut out, &mut err);
        }
    }
    if request.form == Form::Text && errors + warnings > 1 {
        let _ = writeln!(err, "co: {}", said(&counted(errors, warnings)));
    }
    status
}
