//! `co show`: what the stages make of a file.
//!
//! In: files. Out: text on standard output, faults on standard error. Nothing is run.

use super::arguments::{Shape, Stage};
use super::run::{Settings, read};
use crate::bytecode::Code;
use crate::compile::{Options, compile};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;
use crate::syntax::token::Token;
use crate::teach::states_run::Counts;
use crate::teach::{scopes, states, states_picture, states_text};
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
    if !matches!((view.what, view.form), (Stage::States, _) | (_, Shape::Text | Shape::Json)) {
        eprintln!("co: only states can be shown as mermaid, dot and svg");
        return 2;
    }
    let mut diagnostics = Vec::new();
    let out = shown(view, &source, &mut diagnostics, None);
    print!("{out}");
    super::run::tell(&diagnostics, &source, &Settings { color, ..Settings::default() });
    i32::from(diagnostics.iter().any(|d| d.severity == Severity::Error))
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
                    Some(n) => *c.name == *n || *c.qualname == *n,
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
                    Some(n) => *c.name == *n || *c.qualname == *n,
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
        Shape::Svg => machines.first().map_or(String::new(), |m| states_picture::svg(m, counts)),
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
