//! `co check` and `co show`: faults of files, and what the stages make of one.
//!
//! In: files. Out: text on standard output, faults on standard error. Nothing is run.

use super::arguments::{Form, Stage};
use super::run::{read, say};
use crate::bytecode::Code;
use crate::bytecode::code::Constant;
use crate::compile::{Options, compile};
use crate::diagnostic::{Diagnostic, Severity, json};
use crate::source::Source;
use std::fmt::Write;
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

/// Says what is wrong with files; 1 when something is.
pub fn check(files: &[String], form: Form, strict: bool, color: bool) -> i32 {
    let mut status = 0;
    for file in files {
        let source = match read(file, strict) {
            Ok(source) => source,
            Err((fault, reason)) => {
                eprint!("{reason}");
                status = status.max(fault);
                continue;
            }
        };
        let mut diagnostics = Vec::new();
        if compiled(&source, &mut diagnostics).is_none() {
            status = status.max(1);
        }
        for diagnostic in &diagnostics {
            match form {
                Form::Json => println!("{}", json::json(diagnostic, &source)),
                Form::Text => eprint!("{}", say(diagnostic, &source, color)),
            }
        }
    }
    status
}

/// Shows what a stage makes of a file.
pub fn show(what: Stage, file: &str, name: Option<&str>, color: bool) -> i32 {
    let source = match read(file, false) {
        Ok(source) => source,
        Err((status, reason)) => {
            eprint!("{reason}");
            return status;
        }
    };
    let mut diagnostics = Vec::new();
    let mut out = String::new();
    match what {
        Stage::Tokens => {
            let tokens = crate::syntax::lexer::tokenize(&source, &mut diagnostics);
            for token in tokens.iter() {
                let place = source.place(token.span.start);
                let text = source.slice(token.span);
                let _ = writeln!(out, "{:>4}:{:<3} {:?} {text:?}", place.line, place.column, token.kind);
            }
        }
        Stage::Ast => {
            let tree = crate::syntax::parse(&source, &mut diagnostics);
            out.push_str(&crate::syntax::dump::module(&tree, &source, false));
            out.push('\n');
        }
        Stage::Bytecode | Stage::States => {
            if let Some(code) = compiled(&source, &mut diagnostics) {
                let mut all = Vec::new();
                collect(&code, &mut all);
                for code in all.iter().filter(|c| name.is_none_or(|n| *c.name == *n || *c.qualname == *n)) {
                    match what {
                        Stage::Bytecode => out.push_str(&crate::bytecode::disassemble::disassemble(code)),
                        _ => out.push_str(&crate::bytecode::disassemble::states(code)),
                    }
                }
            }
        }
    }
    print!("{out}");
    for diagnostic in diagnostics.iter().take(super::run::MOST_DRAWN) {
        eprint!("{}", say(diagnostic, &source, color));
    }
    i32::from(diagnostics.iter().any(|d| d.severity == Severity::Error))
}

fn collect(code: &Rc<Code>, all: &mut Vec<Rc<Code>>) {
    all.push(code.clone());
    for constant in &code.constants {
        if let Constant::Code(inner) = constant {
            collect(inner, all);
        }
    }
}
