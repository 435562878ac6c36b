//! `_source`: what `linecache`, `traceback` and `inspect` ask of source files and of the machine's own tracebacks.
//!
//! In: file names, lines, exceptions. Out: texts, extents of definitions, lines with the marks below them. Nothing here
//! runs user code but where CPython does (`dir` for suggestions).

use crate::machine::Machine;
use crate::machine::traceback::lay_out;
use crate::native;
use crate::native::NativeModule;
use crate::object::exception::Exception;
use crate::object::list::{List, Tuple};
use crate::object::str::Str;
use crate::object::{Outcome, Value};
use crate::source::{Source, Span};
use crate::syntax::ast::{Stmt, StmtKind};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// `_source`
pub static MODULE: NativeModule = NativeModule {
    name: "_source",
    help: "What linecache, traceback and inspect ask of source files.",
    functions: &[
        native!("stat(filename, /)", stat, "Size and time of change of a file, or None."),
        native!("read(filename, /)", read, "The decoded text of a file, of a part of the library, or None."),
        native!("marks(lines, start, end, /)", marks, "Lines with marks below the segment, as tracebacks show them."),
        native!("suggestion(exception, /)", suggestion, "What is added to the message of an exception: '' or words."),
        native!("last(exception, /)", last, "The last lines of a traceback: class, message, notes."),
        native!("extent(text, line, /)", extent, "First and last line of the definition at a line, or None."),
    ],
    ..NativeModule::BASE
};

fn stat(name: String) -> Outcome<Value> {
    let Ok(facts) = std::fs::metadata(&name) else { return Ok(Value::None) };
    let changed = facts.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    let changed = changed.map_or(0.0, |d| d.as_secs_f64());
    Ok(Tuple::of([Value::from(facts.len() as usize), Value::float(changed)]).into_value())
}

fn read(m: &mut Machine, name: String) -> Outcome<Value> {
    if let Some(main) = m.kept_sources.iter().rev().find(|kept| *kept.name == *name) {
        return Ok(Value::from(&*main.text));
    }
    if let Some(text) = name.strip_prefix("<frozen ").and_then(|n| n.strip_suffix('>')) {
        return Ok(super::embedded_module(text).map_or(Value::None, Value::from));
    }
    let path = Path::new(&name);
    let Ok(bytes) = crate::host::file::read(path) else { return Ok(Value::None) };
    Ok(match crate::syntax::decode::decode(&bytes, Some(&name)) {
        Ok(text) => Value::from(text),
        Err(_) => Value::None,
    })
}

fn marks(m: &mut Machine, lines: Value, start: i64, end: i64) -> Outcome<Value> {
    let lines = m.collect(&lines)?;
    let lines: Vec<&str> = lines.iter().filter_map(|l| l.get::<Str>().map(Str::as_str)).collect();
    let mut out = String::new();
    if !lines.is_empty() {
        lay_out(&lines, start.max(0) as usize, end.max(0) as usize, &mut out);
    }
    Ok(Value::from(out))
}

fn suggestion(m: &mut Machine, exception: Value) -> Outcome<Value> {
    let words = exception.typed::<Exception>().cloned().and_then(|e| m.suggestion(&e));
    Ok(Value::from(words.unwrap_or_default()))
}

fn last(m: &mut Machine, exception: Value) -> Outcome<Value> {
    let text = m.format_exception_only(&exception);
    Ok(List::create(text.split_inclusive('\n').map(Value::from).collect()).into_value())
}

fn extent(text: String, line: i64) -> Outcome<Value> {
    let source = Source::strict("<source>", text);
    let mut faults = Vec::new();
    let tree = crate::syntax::parse(&source, &mut faults);
    let found = within(&tree.body, &source, line.max(0) as u32);
    Ok(found.map_or(Value::None, |(first, last)| {
        Tuple::of([Value::Int(i64::from(first)), Value::Int(i64::from(last))]).into_value()
    }))
}

fn lines_of(span: Span, source: &Source) -> (u32, u32) {
    (source.line(span.start), source.line(span.end.max(span.start + 1) - 1))
}

/// The outermost definition that starts at a line, else the innermost statement that holds the line.
fn within(body: &[Stmt], source: &Source, line: u32) -> Option<(u32, u32)> {
    let (mut definition, mut statement) = (None, None);
    crate::syntax::visit::walk(body, &mut |_| {}, &mut |s| {
        let (own, last) = lines_of(s.span, source);
        let decorators = match &s.kind {
            StmtKind::FunctionDef(def) => &def.decorators[..],
            StmtKind::ClassDef(def) => &def.decorators[..],
            _ => &[],
        };
        let first = decorators.first().map_or(own, |d| own.min(source.line(d.span.start)));
        if line < first || line > last {
            return;
        }
        let is_definition = matches!(s.kind, StmtKind::FunctionDef(_) | StmtKind::ClassDef(_));
        if is_definition && definition.is_none() && (line == first || line == own) {
            definition = Some((first, last));
        }
        statement = Some((first, last));
    });
    definition.or(statement)
}
