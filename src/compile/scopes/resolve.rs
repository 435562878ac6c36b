//! The second pass of the scopes: decides where each name lives.
//!
//! In: scopes with flags. Out: a [`Binding`] per symbol, cells, the free variables of each unit, and how many registers
//! inlined comprehensions need. A scope comes after the one around it, so one pass in order suffices.

use super::{Binding, Scope, ScopeId, ScopeKind, Scopes, Symbol, flag};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What looking a name up in the scopes around finds.
enum Found {
    /// A scope that owns it as a local.
    Owner(ScopeId),
    /// A `global` declaration, or nothing.
    Global,
}

/// Decides everything.
pub(super) fn resolve(scopes: &mut Scopes, diagnostics: &mut Vec<Diagnostic>) {
    declare_at_top(scopes);
    for id in 0..scopes.all.len() as u32 {
        let id = ScopeId(id);
        for i in 0..scopes.get(id).symbols.len() {
            let binding = decide(scopes, id, i, diagnostics);
            scopes.get_mut(id).symbols[i].binding = binding;
        }
        if scopes.get(id).needs_classdict {
            own_cell(scopes.get_mut(id), "__classdict__");
        }
        if scopes.get(id).sees_class && !scopes.get(id).kind.is_inlined() {
            capture_class_cell(scopes, id, "__classdict__");
        }
    }
    for id in 0..scopes.all.len() as u32 {
        let scope = scopes.get_mut(ScopeId(id));
        scope.free.sort();
    }
    count_comprehension_locals(scopes);
}

/// A name declared `global` anywhere is a global of the module's own scope, too, also where that has a namespace besides.
fn declare_at_top(scopes: &mut Scopes) {
    let declared =
        |s: &Scope| s.symbols.iter().filter(|s| s.flags & flag::GLOBAL != 0).map(|s| s.name.clone()).collect();
    let names: Vec<Vec<Rc<str>>> = scopes.all.iter().skip(1).map(declared).collect();
    let Some(top) = scopes.all.first_mut().filter(|s| s.kind == ScopeKind::Module) else { return };
    for symbol in &mut top.symbols {
        if names.iter().flatten().any(|name| *name == symbol.name) {
            symbol.flags |= flag::GLOBAL;
        }
    }
}

fn decide(scopes: &mut Scopes, id: ScopeId, symbol: usize, diagnostics: &mut Vec<Diagnostic>) -> Binding {
    let scope = scopes.get(id);
    let Symbol { flags, ref name, .. } = scope.symbols[symbol];
    if flags & flag::GLOBAL != 0 {
        if flags & flag::NONLOCAL != 0 {
            let span = directive(scope, name);
            diagnostics.push(Diagnostic::error(
                codes::DECLARATION,
                format!("name '{name}' is nonlocal and global"),
                span,
            ));
        }
        return Binding::GlobalExplicit;
    }
    let declared = flags & flag::NONLOCAL != 0;
    if declared && scope.kind == ScopeKind::Module {
        let span = directive(scope, name);
        let message = "nonlocal declaration not allowed at module level";
        diagnostics.push(Diagnostic::error(codes::NONLOCAL_AT_TOP, message, span));
        return Binding::GlobalImplicit;
    }
    if flags & flag::BOUND != 0 && !declared {
        return Binding::Local;
    }
    if scope.kind == ScopeKind::Module {
        return Binding::GlobalImplicit;
    }
    let name = name.clone();
    if !declared && scope.sees_class {
        let class = class_around(scopes, id);
        let there = scopes.get(class).get(&name).map_or(0, |s| s.flags);
        if there & flag::GLOBAL != 0 {
            return Binding::GlobalExplicit;
        }
        // Looked up in the class's namespace first, and never in functions around the class.
        if there & flag::BOUND != 0 && there & flag::NONLOCAL == 0 && !found_before(scopes, id, class, &name) {
            return Binding::GlobalImplicit;
        }
    }
    match look_up(scopes, id, &name) {
        Found::Owner(owner) => {
            let there = &scopes.get(owner);
            let type_param = there.get(&name).is_some_and(|s| s.flags & flag::TYPE_PARAM != 0);
            if declared && type_param && there.kind == ScopeKind::TypeParams {
                let span = directive(scopes.get(id), &name);
                let message = format!("nonlocal binding not allowed for type parameter '{name}'");
                diagnostics.push(Diagnostic::error(codes::NONLOCAL_TYPE_PARAMETER, message, span));
            }
            bind_free(scopes, id, owner, &name)
        }
        Found::Global => {
            if declared {
                let span = directive(scopes.get(id), &name);
                // A walrus target was declared by the collector and always has its owner.
                let message = format!("no binding for nonlocal '{name}' found");
                diagnostics.push(Diagnostic::error(codes::NO_BINDING, message, span));
            }
            Binding::GlobalImplicit
        }
    }
}

fn directive(scope: &Scope, name: &str) -> Span {
    scope.directives.iter().find(|(n, _)| &**n == name).map_or(Span::default(), |d| d.1)
}

fn class_around(scopes: &Scopes, from: ScopeId) -> ScopeId {
    let mut at = scopes.get(from).parent;
    while scopes.get(at).kind != ScopeKind::Class && at != ScopeId(0) {
        at = scopes.get(at).parent;
    }
    at
}

/// Whether a scope between `from` and the class binds the name itself (a type parameter, say).
fn found_before(scopes: &Scopes, from: ScopeId, class: ScopeId, name: &str) -> bool {
    let mut at = scopes.get(from).parent;
    while at != class && at != ScopeId(0) {
        if scopes.get(at).get(name).is_some_and(|s| s.flags & flag::BOUND != 0) {
            return true;
        }
        at = scopes.get(at).parent;
    }
    false
}

/// Looks a name up in the scopes around, passing over class bodies (save for `__class__`).
fn look_up(scopes: &mut Scopes, from: ScopeId, name: &Rc<str>) -> Found {
    let mut at = scopes.get(from).parent;
    loop {
        let scope = scopes.get(at);
        match scope.kind {
            ScopeKind::Module => return Found::Global,
            ScopeKind::Class => {
                if &**name == "__class__" {
                    scopes.get_mut(at).needs_class = true;
                    own_cell(scopes.get_mut(at), "__class__");
                    return Found::Owner(at);
                }
            }
            _ => {
                if let Some(symbol) = scope.get(name) {
                    if symbol.flags & flag::GLOBAL != 0 {
                        return Found::Global;
                    }
                    if symbol.flags & flag::BOUND != 0 && symbol.flags & flag::NONLOCAL == 0 {
                        return Found::Owner(at);
                    }
                }
            }
        }
        at = scopes.get(at).parent;
    }
}

/// A hidden cell of a class body, kept under a name no program can write there.
fn own_cell(class: &mut Scope, name: &str) {
    let hidden: Rc<str> = hidden_cell(name).into();
    if class.index.contains_key(&hidden) {
        return;
    }
    class.index.insert(hidden.clone(), class.symbols.len() as u32);
    class.symbols.push(Symbol {
        name: hidden,
        flags: flag::LOCAL,
        binding: Binding::Local,
        cell: true,
        register: None,
    });
}

/// The name under which a class scope keeps its hidden cell: `__class__` itself may be an ordinary name of the body.
pub(in crate::compile) fn hidden_cell(name: &str) -> String {
    format!(".{name}")
}

fn capture_class_cell(scopes: &mut Scopes, from: ScopeId, name: &str) {
    let class = class_around(scopes, from);
    bind_free(scopes, from, class, &Rc::from(name));
}

/// A name of `from` is owned by another scope: a plain local when both are one unit, a free variable otherwise.
fn bind_free(scopes: &mut Scopes, from: ScopeId, owner: ScopeId, name: &Rc<str>) -> Binding {
    let owner_unit = scopes.get(owner).unit;
    let mut unit = scopes.get(from).unit;
    if unit == owner_unit {
        return Binding::Outer(owner);
    }
    while unit != owner_unit {
        let scope = scopes.get_mut(unit);
        if !scope.free.contains(name) {
            scope.free.push(name.clone());
        }
        if unit == ScopeId(0) {
            break;
        }
        unit = scopes.get(scopes.get(unit).parent).unit;
    }
    let owner = scopes.get_mut(owner);
    if let Some(i) = owner.find(name)
        && owner.kind != ScopeKind::Class
    {
        owner.symbols[i].cell = true;
    }
    Binding::Free
}

/// Variables of inlined comprehensions share a register when they have the same name and neither is inside the other.
fn count_comprehension_locals(scopes: &mut Scopes) {
    let mut needed: FxHashMap<(ScopeId, Rc<str>, bool), u32> = FxHashMap::default();
    for scope in &scopes.all {
        if !scope.kind.is_inlined() {
            continue;
        }
        for symbol in &scope.symbols {
            if symbol.binding != Binding::Local {
                continue;
            }
            let mut depth = 1;
            let mut at = scope.parent;
            while scopes.get(at).kind.is_inlined() {
                let same = scopes.get(at).get(&symbol.name);
                depth += u32::from(same.is_some_and(|s| s.binding == Binding::Local && s.cell == symbol.cell));
                at = scopes.get(at).parent;
            }
            let most = needed.entry((scope.unit, symbol.name.clone(), symbol.cell)).or_default();
            *most = depth.max(*most);
        }
    }
    for ((unit, _, _), count) in needed {
        scopes.get_mut(unit).comprehension_locals += count;
    }
}
