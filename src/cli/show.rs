//! `co show`: what the stages make of a file.
//!
//! In: files. Out: text on standard output, faults on standard error. Nothing is run.

use super::arguments::{Shape, Stage};
use super::run::{Settings, read};
use crate::bytecode::Code;
use crate::compile::{Options, compile};
use crate::diagnostic::near::nearest;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;
use crate::syntax::token::Token;
use crate::teach::states_run::Counts;
use crate::teach::{scopes, states, states_picture, states_svg, states_text};
use serde_json::json;
use std::rc::Rc;

fn compiled(source: &Rc<Source>, diagnostics: &mut Vec<Diagnostic>) -> Option<Rc<Code>> {
    let tree = crate::syntax::parse(source, diagnostics);
    if diagnostics.iter().any(|d| d.severity == Severity::Error) {
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
    let source = match read(file, false) {
        Ok(source) => source,
        Err((status, reason)) => {
            eprint!("{reason}");
            return status;
        }
    };
    if let Err(reason) = check(view, &source, file) {
        eprintln!("co: {reason}");
        return 2;
    }
    let mut diagnostics = Vec::new();
    let out = shown(view, &source, &mut diagnostics, None);
    print!("{out}");
    super::run::tell(&diagnostics, &source, &Settings { color, ..Settings::default() });
    i32::from(diagnostics.iter().any(|d| d.severity == Severity::Error))
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
    read(file, false).map_or(Ok(()), |source| check(view, &source, file))
}

/// Whether what is asked for can be shown; the reason when it cannot.
pub fn check(view: &View, source: &Rc<Source>, file: &str) -> Result<(), String> {
    if !matches!((view.what, view.form), (Stage::States, _) | (_, Shape::Text | Shape::Json)) {
        return Err("only states can be shown as mermaid, dot and svg".to_string());
    }
    let Some(wanted) = &view.name else { return Ok(()) };
    // A file with faults is told of where it is shown.
    let mut faults = Vec::new();
    let names: Vec<String> = match view.what {
        Stage::Tokens | Stage::Ast => {
            return Err("a NAME chooses among scopes, bytecode and states; tokens and ast are of the whole file".into());
        }
        Stage::Scopes => {
            let tree = crate::syntax::parse(source, &mut faults);
            let found = !scopes::text(&tree, Some(wanted), &mut Vec::new()).is_empty();
            if found { return Ok(()) } else { scopes::names(&tree) }
        }
        Stage::Bytecode | Stage::States => {
            let Some(code) = compiled(source, &mut faults) else { return Ok(()) };
            let all = states::codes(&code);
            if all.iter().any(|code| is_called(code, wanted)) {
                return Ok(());
            }
            all.iter().skip(1).map(|code| code.qualname.replace(".<locals>", "")).collect()
        }
    };
    if faults.iter().any(|d| d.severity == Severity::Error) {
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

/// What a stage makes of a source, with the counts of a run for states.
pub fn shown(view: &View, source: &Rc<Source>, diagnostics: &mut Vec<Diagnostic>, counts: Option<&Counts>) -> String {
    let name = view.name.as_deref();
    let json_form = view.form == Shape::Json;
    let mut out = String::new();
    match view.what {
        Stage::Tokens => {
            let tokens = crate::syntax::lexer::tokenize(source, diagnostics);
            out = match json_form {
                true => format!("{}\n", json!(tokens.iter().map(|t| token_json(source, t)).collect::<Vec<_>>())),
                false => crate::syntax::dump::tokens(&tokens, source),
            };
        }
        Stage::Ast => {
            let tree = crate::syntax::parse(source, diagnostics);
            out = match json_form {
                true => format!("{}\n", crate::syntax::dump::json(&tree)),
                false => format!("{}\n", crate::syntax::dump::module(&tree, source, false)),
            };
        }
        Stage::Scopes => {
            let tree = crate::syntax::parse(source, diagnostics);
            if diagnostics.iter().all(|d| d.severity != Severity::Error) {
                out = match json_form {
                    true => format!("{}\n", scopes::json(&tree, name, diagnostics)),
                    false => scopes::text(&tree, name, diagnostics),
                };
            }
        }
        Stage::Bytecode => {
            if let Some(code) = compiled(source, diagnostics) {
                let all = states::codes(&code);
                let chosen = all.iter().filter(|c| match name {
                    None if json_form => true,
                    None => Rc::ptr_eq(c, &code),
                    Some(name) => is_called(c, name),
                });
                match json_form {
                    true => {
                        let rows: Vec<serde_json::Value> = chosen.map(|c| bytecode_json(c)).collect();
                        out = format!("{}\n", json!(rows));
                    }
                    false => chosen.for_each(|c| out.push_str(&crate::bytecode::disassemble::disassemble(c))),
                }
            }
        }
        Stage::States => {
            if let Some(code) = compiled(source, diagnostics) {
                let tree = crate::syntax::parse(source, &mut Vec::new());
                let all = states::codes(&code);
                let chosen = all.iter().filter(|c| match name {
                    None => !c.states.is_empty(),
                    Some(name) => is_called(c, name),
                });
                let machines: Vec<states::StateMachine> = chosen.map(|c| states::machine(c, &tree)).collect();
                out = pictures(&machines, view.form, counts);
            }
        }
    }
    out
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
        "name": &*code.qualname, "registers": code.registers, "first line": code.first_line,
        "locals": code.locals.iter().map(|n| n.to_string()).collect::<Vec<_>>(), "operations": ops,
        "handlers": code.handlers.iter().map(|h| json!([h.start, h.end, h.target])).collect::<Vec<_>>(),
    })
}
