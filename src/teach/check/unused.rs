//! Names that get a value which nobody reads: imports, and local variables of functions.
//!
//! In: a tree and its source. Out: warnings W0407 and W0410. Where names may be read in another way (`locals()`, `exec`,
//! texts that name them) it is silent.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};
use crate::syntax::ast::*;
use crate::syntax::visit;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Imports at the top of the file that are never used.
pub(super) fn imports(tree: &Module, source: &Source) -> Vec<Diagnostic> {
    let mut used: HashSet<&str> = HashSet::new();
    visit::walk(
        &tree.body,
        &mut |e| {
            if let ExprKind::Name(name) = &e.kind {
                used.insert(name);
            }
        },
        &mut |_| {},
    );
    // Names in texts may be names all the same: annotations, `__all__`.
    let text = &source.text;
    let mut found = Vec::new();
    if gathers(tree, source) {
        return found;
    }
    for statement in &tree.body {
        let (names, future) = match &statement.kind {
            StmtKind::Import(names) => (names, false),
            // From modules of the same package names are often handed on.
            StmtKind::ImportFrom { names, module, level } => {
                let handed_on = *level > 0 || module.as_ref().is_some_and(|m| m.id.starts_with('_'));
                (names, handed_on)
            }
            _ => continue,
        };
        let first = source.line(statement.span.start);
        let last = source.line(statement.span.end);
        if (first..=last).any(|line| source.line_text(line).is_some_and(|t| t.to_lowercase().contains("# noqa"))) {
            continue;
        }
        for alias in names.iter().filter(|a| !future && &*a.name.id != "*") {
            let bound = alias.asname.as_ref().map_or(alias.name.id.split('.').next().unwrap_or(""), |n| &n.id);
            // `import a.b` loads b, which may be all that is wanted; `b as b` hands b on.
            let on_purpose = match &alias.asname {
                None => alias.name.id.contains('.'),
                Some(name) => name.id == alias.name.id,
            };
            let quoted = || text.contains(&format!("'{bound}'")) || text.contains(&format!("\"{bound}\""));
            if !on_purpose && !used.contains(bound) && !bound.starts_with('_') && !quoted() {
                let message = format!("'{bound}' is imported but never used");
                let warning = Diagnostic::warning(codes::UNUSED, message, alias.name.span);
                found.push(warning.here("never used").help("remove the import"));
            }
        }
    }
    found
}

/// Whether a file gathers names for others: a package's own file, or one that does nothing but import.
fn gathers(tree: &Module, source: &Source) -> bool {
    let only_imports = tree.body.iter().all(|s| match &s.kind {
        StmtKind::Import(_) | StmtKind::ImportFrom { .. } => true,
        StmtKind::Expr(e) => matches!(e.kind, ExprKind::Constant(_)),
        StmtKind::Assign { targets, .. } => {
            targets.iter().all(|t| matches!(&t.kind, ExprKind::Name(n) if n.starts_with("__")))
        }
        _ => false,
    });
    let many = |s: &&Stmt| matches!(&s.kind, StmtKind::ImportFrom { .. });
    source.name.ends_with("__init__.py") || (only_imports && tree.body.iter().filter(many).count() > 2)
}

/// Local variables of functions that are given a value by a plain assignment and never read.
pub(super) fn variables(tree: &Module) -> Vec<Diagnostic> {
    let mut functions: Vec<&FunctionDef> = Vec::new();
    let mut dynamic = false;
    visit::walk(
        &tree.body,
        &mut |e| {
            if let ExprKind::Name(name) = &e.kind {
                dynamic |= matches!(&**name, "locals" | "exec" | "eval" | "vars" | "globals");
            }
        },
        &mut |s| {
            if let StmtKind::FunctionDef(def) = &s.kind {
                functions.push(def);
            }
        },
    );
    if dynamic {
        return Vec::new();
    }
    let mut found = Vec::new();
    for def in functions {
        of_function(def, &mut found);
    }
    found
}

fn of_function(def: &FunctionDef, found: &mut Vec<Diagnostic>) {
    // How often each name stands in the body; an assignment's own target is one of them.
    let mut counts: HashMap<Rc<str>, usize> = HashMap::new();
    let mut assigned: Vec<(Rc<str>, Span)> = Vec::new();
    let mut tasks: HashSet<Span> = HashSet::new();
    let mut shared: HashSet<Rc<str>> = HashSet::new();
    let mut inner: Vec<Span> = Vec::new();
    visit::walk(
        &def.body,
        &mut |e| {
            if let ExprKind::Name(name) = &e.kind {
                *counts.entry(name.clone()).or_default() += 1;
            }
        },
        &mut |s| match &s.kind {
            StmtKind::Global(names) | StmtKind::Nonlocal(names) => {
                shared.extend(names.iter().map(|n| n.id.clone()));
            }
            StmtKind::FunctionDef(_) | StmtKind::ClassDef(_) => inner.push(s.span),
            StmtKind::Assign { targets, value } => {
                for target in targets {
                    if let ExprKind::Name(name) = &target.kind {
                        assigned.push((name.clone(), target.span));
                        if makes_task(value) {
                            tasks.insert(target.span);
                        }
                    }
                }
            }
            _ => {}
        },
    );
    // What functions and classes inside assign is theirs.
    assigned.retain(|(_, span)| !inner.iter().any(|i| i.start <= span.start && span.end <= i.end));
    let times = |name: &Rc<str>| assigned.iter().filter(|a| a.0 == *name).count();
    let mut said: HashSet<&str> = HashSet::new();
    for (name, span) in &assigned {
        let read = counts.get(name).copied().unwrap_or(0) > times(name);
        if !read && tasks.contains(span) {
            said.insert(name);
            let warning = Diagnostic::warning(codes::TASK_DROPPED, format!("nobody awaits the task '{name}'"), *span);
            let warning = warning.here("its result and its exceptions are lost");
            found.push(
                warning.help(format!("write `await {name}` where its result is wanted, at the end at the latest")),
            );
        } else if !read && !name.starts_with('_') && !shared.contains(name) && said.insert(name) {
            let message = format!("'{name}' is given a value that nobody reads");
            let warning = Diagnostic::warning(codes::UNUSED_VARIABLE, message, *span).here("never read");
            found.push(warning.help(format!("use it, or leave it out; `_` is for what nobody needs, as in `_{name}`")));
        }
    }
}

/// `asyncio.create_task(...)` and the like.
fn makes_task(value: &Expr) -> bool {
    let ExprKind::Call { func, .. } = &value.kind else { return false };
    let ExprKind::Attribute { value, attr } = &func.kind else { return false };
    matches!(&value.kind, ExprKind::Name(n) if matches!(&**n, "asyncio" | "loop"))
        && matches!(&*attr.id, "create_task" | "ensure_future")
}
