//! `co check`: everything that can be said of files without running them, and the certain repairs.
//!
//! In: files. Out: diagnostics on standard error, or one JSON object a line on standard output; 1 where errors stand.

use super::arguments::Form;
use super::run::{is_error, read, say};
use crate::compile::scopes::Scopes;
use crate::compile::{Options, compile, unbound};
use crate::diagnostic::{Diagnostic, Repair, Severity, json};
use crate::source::Source;
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
    let tree = crate::syntax::parse(source, &mut found);
    if found.iter().any(is_error) {
        return found;
    }
    let shipped: fn(&str) -> bool = crate::stdlib::is_shipped;
    let options = Options { top_level_await: source.dialect, forgotten: Some(Rc::new(shipped)), ..Options::default() };
    compile(&tree, source, &options, &mut found);
    if found.iter().any(is_error) {
        return found;
    }
    let scopes = Scopes::of(&tree, false, &mut Vec::new());
    let names = unbound::unbound(&tree, &scopes, &crate::builtins::is_builtin);
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
    found.extend(crate::teach::check::warnings(&tree, source));
    found.sort_by_key(|d| d.span().start);
    found
}

/// The text with the repairs, those that overlap others left out; and the lines that change, before and after.
fn repaired(source: &Source, repairs: &[&Repair]) -> String {
    let mut sorted: Vec<&&Repair> = repairs.iter().collect();
    sorted.sort_by_key(|r| (r.span.start, r.span.end));
    let mut out = String::new();
    let mut at = 0;
    for repair in sorted {
        let (start, end) = (repair.span.start as usize, repair.span.end as usize);
        if start < at || end > source.text.len() {
            continue;
        }
        out.push_str(&source.text[at..start]);
        out.push_str(&repair.text);
        at = end;
    }
    out.push_str(&source.text[at..]);
    out
}

/// The lines that differ.
fn shown(old: &str, new: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[same..].iter().rev().zip(new[same..].iter().rev()).take_while(|(a, b)| a == b).count();
    let mut out = format!("@@ line {} @@\n", same + 1);
    out.extend(old[same..old.len() - tail].iter().map(|line| format!("-{line}\n")));
    out.extend(new[same..new.len() - tail].iter().map(|line| format!("+{line}\n")));
    out
}

/// Says what is wrong with files.
pub fn check(files: &[String], request: &Request) -> i32 {
    let mut status = 0;
    for file in files {
        let mut source = match read(file, request.strict) {
            Ok(source) => source,
            Err((fault, reason)) => {
                eprint!("{reason}");
                status = status.max(fault);
                continue;
            }
        };
        let mut found = diagnostics(&source);
        if request.fix && file != "-" {
            let repairs: Vec<&Repair> = found.iter().filter_map(|d| d.repair.as_ref()).collect();
            let text = repaired(&source, &repairs);
            if *text != *source.text {
                print!("--- {file}\n+++ {file}\n{}", shown(&source.text, &text));
                if let Err(fault) = std::fs::write(file, &text) {
                    eprintln!("co: can't write {file}: {fault}");
                    status = status.max(2);
                }
                source = if request.strict { Source::strict(&**file, text) } else { Source::new(&**file, text) };
                found = diagnostics(&source);
            }
        }
        let counts = |d: &Diagnostic| is_error(d) || (request.deny && d.severity == Severity::Warning);
        status = status.max(i32::from(found.iter().any(counts)));
        for diagnostic in &found {
            match request.form {
                Form::Json => println!("{}", json::json(diagnostic, &source)),
                Form::Text => eprint!("{}", say(diagnostic, &source, request.color)),
            }
        }
    }
    status
}
