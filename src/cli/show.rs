//! `co show`: what the stages make of a file.
//!
//! In: files. Out: text on standard output, faults on standard error. Nothing is run.

use super::arguments::{Shape, Stage};
use super::run::{Settings, is_error, read};
use crate::bytecode::Code;
use crate::compile::{Options, compile};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::catalogue::said;
use crate::diagnostic::near::nearest;
use crate::notes::recorded;
use crate::source::Source;
use crate::syntax::token::Token;
use crate::teach::states_run::Counts;
use crate::teach::{scopes, states, states_picture, states_svg, states_text};
use serde_json::json;
use std::rc::Rc;

fn compiled(source: &Rc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Option<Rc<Code>> {
    let tree = crate::syntax::parse(source, diagnostics);
    if diagnostics.iter().any(is_error) {
        return None;
    }
    let options = Options {
        top_level_await: source.dialect,
        forgotten: Some(Rc::new(crate::stdlib::is_shipped)),
        ..Options::default()
    };
    compile(&tree, source, &options, diagnostics)
}

/// What is to be shown of a file.
#[derive(Clone, Debug)]
pub struct View {
    /// Which stage.
    pub what: Stage,
    /// In which form.
    pub form: Shape,
    /// Only the function of this name.
    pub name: Option<String>,
}

/// Shows what a stage makes of a file.
pub fn show(view: &View, file: &str, color: bool) -> i32 {
    let pieces = match read(file, false) {
        Ok(source) => pieces(&source),
        Err((status, reason)) => {
            eprint!("{reason}");
            return status;
        }
    };
    let pieces = match pieces.and_then(|pieces| check(view, &pieces, file).map(|()| pieces)) {
        Ok(pieces) => pieces,
        Err(reason) => {
            eprintln!("co: {}", said(&reason));
            return 2;
        }
    };
    let (out, faults) = shown(view, &pieces, None);
    print!("{out}");
    if out.is_empty() && view.what == Stage::States && !faults.iter().flatten().any(is_error) {
        eprintln!("co: {}", said(&format!("nothing in {file} can be suspended: it has no coroutine and no generator")));
    }
    // A cell may use what another one imports.
    let settings = Settings { color, quiet: pieces.len() > 1, ..Settings::default() };
    for (source, faults) in pieces.iter().zip(&faults) {
        super::run::tell(faults, source, &settings);
    }
    i32::from(faults.iter().flatten().any(is_error))
}

/// What is compiled of a file: its text without recorded output, or each cell of a note. The reason, for people, when a
/// note cannot be read.
pub fn pieces(source: &Rc<Source>) -> Result<Vec<Rc<Source>>, String> {
    let cleaned = |source: &Rc<Source>| {
        let mut faults = Vec::new();
        crate::syntax::parse(source, &mut faults);
        let found = if faults.iter().any(is_error) { recorded::find(source) } else { None };
        found.map_or_else(|| source.clone(), |found| found.source)
    };
    if !crate::notes::is_note(&source.name, || source.text.to_string()) {
        return Ok(vec![cleaned(source)]);
    }
    let note = crate::notes::read(&source.name, &source.text)?;
    let cells = note.cells.iter().filter(|cell| cell.skipped.is_none());
    let pieces: Vec<Rc<Source>> = cells.flat_map(|cell| &cell.inputs).map(cleaned).collect();
    match pieces.is_empty() {
        true => Err(crate::notes::without_cells(&source.name, &source.text)),
        false => Ok(pieces),
    }
}

/// Names that are listed where none was meant.
const MOST_NAMES: usize = 12;

/// Whether a function is meant by a name: its own, or with those around it, as `A.f` and `f.g`.
fn is_called(code: &Code, name: &str) -> bool {
    *code.name == *name || *code.qualname == *name || code.qualname.replace(".<locals>", "") == name
}

/// Whether what is asked for can be shown with the counts of a run; the reason when it cannot.
pub fn may_run(view: &View, file: &str) -> Result<(), String> {
    if view.what != Stage::States {
        return Err("--run counts how often each transition of a state was taken: it is for states".to_string());
    }
    // A file that cannot be read is told of by the run.
    read(file, false).map_or(Ok(()), |source| check(view, &pieces(&source)?, file))
}

/// Whether what is asked for can be shown; the reason when it cannot.
fn check(view: &View, pieces: &[Rc<Source>], file: &str) -> Result<(), String> {
    if !matches!((view.what, view.form), (Stage::States, _) | (_, Shape::Text | Shape::Json)) {
        return Err("only states can be shown as mermaid, dot and svg".to_string());
    }
    let Some(wanted) = &view.name else { return Ok(()) };
    // A file with faults is told of where it is shown.
    let mut faults = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for source in pieces {
        match view.what {
            Stage::Tokens | Stage::Ast => {
                let why = "a NAME chooses among scopes, bytecode and states; tokens and ast are of the whole file";
                return Err(why.to_string());
            }
            Stage::Scopes => {
                let tree = crate::syntax::parse(source, &mut faults);
                if !scopes::text(&tree, Some(wanted), &mut Vec::new()).is_empty() {
                    return Ok(());
                }
                names.extend(scopes::names(&tree));
            }
            Stage::Bytecode | Stage::States => {
                let Some(code) = compiled(source, &mut faults) else { continue };
                let all = states::codes(&code);
                if all.iter().any(|code| is_called(code, wanted)) {
                    return Ok(());
                }
                names.extend(all.iter().skip(1).map(|code| code.qualname.replace(".<locals>", "")));
            }
        }
    }
    if faults.iter().any(is_error) {
        return Ok(());
    }
    let of = |name: &str| name.rsplit('.').next().unwrap_or(name).to_string();
    let short: Vec<(String, &String)> = names.iter().map(|name| (of(name), name)).collect();
    let near = nearest(wanted, names.iter().map(String::as_str)).map(String::from).or_else(|| {
        let found = nearest(wanted, short.iter().map(|(last, _)| last.as_str()))?;
        short.iter().find(|(last, _)| last == found).map(|(_, name)| name.to_string())
    });
    Err(match near {
        Some(near) => format!("no function '{wanted}' in {file}; did you mean '{near}'?"),
        None if names.is_empty() => format!("no function '{wanted}' in {file}: it defines none"),
        None => {
            let more = if names.len() > MOST_NAMES { ", ..." } else { "" };
            let some: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
            format!("no function '{wanted}' in {file}; it has {}{more}", some.join(", "))
        }
    })
}

/// What a stage makes of the pieces of a file, with the counts of a run for states; and what is wrong with each piece.
pub fn shown(view: &View, pieces: &[Rc<Source>], counts: Option<&Counts>) -> (String, Vec<Vec<Diagnostic>>) {
    let mut faults: Vec<Vec<Diagnostic>> = Vec::new();
    if view.what == Stage::States {
        let mut machines = Vec::new();
        for source in pieces {
            let mut found = Vec::new();
            machines.extend(machines_of(source, view.name.as_deref(), &mut found));
            faults.push(found);
        }
        let nothing = machines.is_empty() && view.form != Shape::Json;
        return (if nothing { String::new() } else { pictures(&machines, view.form, counts) }, faults);
    }
    let (mut text, mut all) = (String::new(), Vec::new());
    for source in pieces {
        let mut found = Vec::new();
        match view.form {
            Shape::Json => all.extend(data(view, source, &mut found)),
            _ => text.push_str(&words(view, source, &mut found)),
        }
        faults.push(found);
    }
    if view.form == Shape::Json {
        // Each cell of a note has a tree and scopes of its own; all else are lists anyway.
        let one = pieces.len() == 1 && matches!(view.what, Stage::Ast | Stage::Scopes);
        let whole = if one { all.into_iter().next() } else { Some(serde_json::Value::Array(all)) };
        text = whole.map_or(String::new(), |whole| format!("{whole}\n"));
    }
    (text, faults)
}

/// The functions that are chosen, as state machines.
fn machines_of(source: &Rc<Source>, name: Option<&str>, faults: &mut Vec<Diagnostic>) -> Vec<states::StateMachine> {
    let Some(code) = compiled(source, faults) else { return Vec::new() };
    let tree = crate::syntax::parse(source, &mut Vec::new());
    let all = states::codes(&code);
    let chosen = all.iter().filter(|c| match name {
        None => !c.states.is_empty(),
        Some(name) => is_called(c, name),
    });
    chosen.map(|c| states::machine(c, &tree)).collect()
}

/// The codes that are chosen: that of the whole, or all of that name.
fn chosen(source: &Rc<Source>, view: &View, faults: &mut Vec<Diagnostic>) -> Vec<Rc<Code>> {
    let Some(code) = compiled(source, faults) else { return Vec::new() };
    let mut all = states::codes(&code);
    match view.name.as_deref() {
        None if view.form == Shape::Json => {}
        None => all.truncate(1),
        Some(name) => all.retain(|c| is_called(c, name)),
    }
    all
}

/// A stage as text.
fn words(view: &View, source: &Rc<Source>, faults: &mut Vec<Diagnostic>) -> String {
    match view.what {
        Stage::Tokens => crate::syntax::dump::tokens(&crate::syntax::lexer::tokenize(source, faults), source),
        Stage::Ast => {
            let tree = crate::syntax::parse(source, faults);
            format!("{}\n", crate::syntax::dump::module(&tree, source, false))
        }
        Stage::Scopes => {
            let tree = crate::syntax::parse(source, faults);
            match faults.iter().any(is_error) {
                true => String::new(),
                false => scopes::text(&tree, view.name.as_deref(), faults),
            }
        }
        Stage::Bytecode => {
            let all = chosen(source, view, faults);
            all.iter().map(|code| crate::bytecode::disassemble::disassemble(code)).collect()
        }
        Stage::States => String::new(),
    }
}

/// A stage as data: the things of which its list is made.
fn data(view: &View, source: &Rc<Source>, faults: &mut Vec<Diagnostic>) -> Vec<serde_json::Value> {
    match view.what {
        Stage::Tokens => {
            let tokens = crate::syntax::lexer::tokenize(source, faults);
            tokens.iter().map(|token| token_json(source, token)).collect()
        }
        Stage::Ast => vec![crate::syntax::dump::json(&crate::syntax::parse(source, faults))],
        Stage::Scopes => {
            let tree = crate::syntax::parse(source, faults);
            match faults.iter().any(is_error) {
                true => Vec::new(),
                false => vec![scopes::json(&tree, view.name.as_deref(), faults)],
            }
        }
        Stage::Bytecode => chosen(source, view, faults).iter().map(|code| bytecode_json(code)).collect(),
        Stage::States => Vec::new(),
    }
}

fn pictures(machines: &[states::StateMachine], form: Shape, counts: Option<&Counts>) -> String {
    let drawn = |draw: &dyn Fn(&states::StateMachine) -> String| machines.iter().map(draw).collect::<Vec<_>>();
    match form {
        Shape::Text => drawn(&|m| states_text::text(m, counts)).join("\n"),
        Shape::Json => {
            let all: Vec<serde_json::Value> = machines.iter().map(|m| states_text::json(m, counts)).collect();
            format!("{}\n", json!(all))
        }
        Shape::Mermaid => drawn(&|m| states_picture::mermaid(m, counts)).join("\n"),
        Shape::Dot => drawn(&|m| states_picture::dot(m, counts)).join("\n"),
        Shape::Svg => states_svg::svg(machines, counts),
    }
}

fn token_json(source: &Source, token: &Token) -> serde_json::Value {
    let place = source.place(token.span.start);
    json!({"kind": format!("{:?}", token.kind), "text": source.slice(token.span), "line": place.line,
           "column": place.column, "span": [token.span.start, token.span.end]})
}

fn bytecode_json(code: &Code) -> serde_json::Value {
    let ops: Vec<serde_json::Value> = code
        .ops
        .iter()
        .enumerate()
        .map(|(pc, op)| json!({"pc": pc, "op": op.name(), "operands": op.operands(), "line": code.source.line(code.spans[pc].start)}))
        .collect();
    json!({
        "name": &*code.qualname, "registers": code.registers, "first_line": code.first_line,
        "locals": code.locals.iter().map(|n| n.to_string()).collect::<Vec<_>>(), "operations": ops,
        "handlers": code.handlers.iter().map(|h| json!([h.start, h.end, h.target])).collect::<Vec<_>>(),
    })
}
