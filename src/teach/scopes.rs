//! Scopes: who owns each name, for `co show scopes`.
//!
//! In: the tree of a file. Out: text or JSON, a scope after the one around it.

use crate::compile::scopes::{Binding, ScopeId, ScopeKind, Scopes, Symbol, flag};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::Module;
use serde_json::{Value, json};
use std::fmt::Write;

fn kind_word(kind: ScopeKind) -> &'static str {
    match kind {
        ScopeKind::Module => "module",
        ScopeKind::Class => "class",
        ScopeKind::Function => "function",
        ScopeKind::Lambda => "lambda",
        ScopeKind::GeneratorExp => "generator expression",
        ScopeKind::ListComp => "list comprehension",
        ScopeKind::SetComp => "set comprehension",
        ScopeKind::DictComp => "dict comprehension",
        ScopeKind::TypeParams => "type parameters",
        ScopeKind::TypeAlias => "type alias",
        ScopeKind::TypeVarBound => "bound of a type variable",
        ScopeKind::TypeVarDefault => "default of a type parameter",
        ScopeKind::Annotation => "annotation",
    }
}

fn owner(scopes: &Scopes, kind: ScopeKind, symbol: &Symbol) -> String {
    match symbol.binding {
        Binding::Local if kind == ScopeKind::Module => "global".to_string(),
        Binding::Local if symbol.cell => "local, shared with inner functions".to_string(),
        Binding::Local => "local".to_string(),
        Binding::Outer(id) => format!("local of {}", scopes.get(id).name),
        Binding::Free => "of an enclosing function".to_string(),
        Binding::GlobalExplicit => "global, declared".to_string(),
        Binding::GlobalImplicit | Binding::Open => "global or built in".to_string(),
    }
}

fn marks(symbol: &Symbol) -> Vec<&'static str> {
    let all = [
        (flag::PARAM, "parameter"),
        (flag::IMPORT, "imported"),
        (flag::TYPE_PARAM, "type parameter"),
        (flag::COMP_ITER, "loop variable"),
    ];
    all.iter().filter(|(bit, _)| symbol.flags & bit != 0).map(|(_, word)| *word).collect()
}

fn depth(scopes: &Scopes, id: usize) -> usize {
    let (mut at, mut depth) = (id, 0);
    while at != 0 && depth < 200 {
        at = scopes.all[at].parent.0 as usize;
        depth += 1;
    }
    depth
}

/// The name of a scope with those around it, as `A.f`; empty for the module.
fn dotted(scopes: &Scopes, id: usize) -> String {
    let (mut at, mut names) = (id, Vec::new());
    while at != 0 && names.len() < 200 {
        let scope = &scopes.all[at];
        if matches!(scope.kind, ScopeKind::Class | ScopeKind::Function) {
            names.push(&*scope.name);
        }
        at = scope.parent.0 as usize;
    }
    names.reverse();
    names.join(".")
}

/// Whether a scope is meant by a name.
fn is_called(scopes: &Scopes, id: usize, name: &str) -> bool {
    let scope = &scopes.all[id];
    *scope.name == *name || matches!(scope.kind, ScopeKind::Class | ScopeKind::Function) && dotted(scopes, id) == name
}

/// By which names functions and classes can be chosen.
pub fn names(tree: &Module) -> Vec<String> {
    let scopes = Scopes::of(tree, false, &mut Vec::new());
    let named = |id: &usize| matches!(scopes.all[*id].kind, ScopeKind::Class | ScopeKind::Function);
    (0..scopes.all.len()).filter(named).map(|id| dotted(&scopes, id)).collect()
}

/// The scopes of a file as text, only those of a name if one is given.
pub fn text(tree: &Module, name: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> String {
    let scopes = Scopes::of(tree, false, diagnostics);
    let mut out = String::new();
    for (id, scope) in scopes.all.iter().enumerate() {
        if name.is_some_and(|n| !is_called(&scopes, id, n)) {
            continue;
        }
        let indent = "  ".repeat(depth(&scopes, id));
        let mut words = vec![kind_word(scope.kind).to_string()];
        if !scope.name.is_empty() && scope.kind != ScopeKind::Module {
            words.push(scope.name.to_string());
        }
        match (scope.is_async, scope.is_generator) {
            (true, true) => words.push("(suspends: async, yields)".into()),
            (true, false) => words.push("(suspends: async)".into()),
            (false, true) => words.push("(suspends: yields)".into()),
            _ => {}
        }
        // Writing to a String does not fail.
        let _ = writeln!(out, "{indent}{}", words.join(" "));
        for symbol in &scope.symbols {
            let marks = marks(symbol);
            let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
            let _ = writeln!(out, "{indent}  {}: {}{marks}", symbol.name, owner(&scopes, scope.kind, symbol));
        }
    }
    out
}

/// The scopes of a file as JSON.
pub fn json(tree: &Module, name: Option<&str>, diagnostics: &mut Vec<Diagnostic>) -> Value {
    let scopes = Scopes::of(tree, false, diagnostics);
    let chosen = scopes.all.iter().enumerate().filter(|(id, _)| name.is_none_or(|n| is_called(&scopes, *id, n)));
    let all: Vec<Value> = chosen
        .map(|(id, scope)| {
            let ScopeId(parent) = scope.parent;
            let names: Vec<Value> = scope
                .symbols
                .iter()
                .map(|s| json!({"name": &*s.name, "owner": owner(&scopes, scope.kind, s), "marks": marks(s)}))
                .collect();
            json!({"scope": id, "kind": kind_word(scope.kind), "name": &*scope.name, "parent": parent,
                   "async": scope.is_async, "generator": scope.is_generator, "names": names})
        })
        .collect();
    json!(all)
}
