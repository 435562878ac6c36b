//! The collector's dealings with single names: uses, bindings, declarations, targets of `:=`, and their faults.
//!
//! In: a name and how it stands there. Out: flags of the symbol. It must never decide where a name lives.

use super::collect::Collector;
use super::{ScopeId, ScopeKind, Symbol, flag, mangle};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use std::rc::Rc;

impl Collector<'_> {
    /// The flags a name has in a scope so far.
    pub(super) fn flags(&self, scope: ScopeId, name: &str) -> u16 {
        self.scopes.get(scope).get(name).map_or(0, |s| s.flags)
    }

    /// Adds flags to a name of a scope.
    pub(super) fn mark(&mut self, scope: ScopeId, name: &Rc<str>, flags: u16) {
        let scope = self.scopes.get_mut(scope);
        if let Some(&i) = scope.index.get(name) {
            scope.symbols[i as usize].flags |= flags;
            return;
        }
        scope.index.insert(name.clone(), scope.symbols.len() as u32);
        scope.symbols.push(Symbol {
            name: name.clone(),
            flags,
            binding: super::Binding::Open,
            cell: false,
            register: None,
        });
    }

    /// A name is read.
    pub(super) fn used(&mut self, name: &Rc<str>, span: Span) {
        let mangled = mangle(self.private.as_ref(), name);
        if self.scopes.get(self.current).in_target && self.rebinds_walrus(name, &mangled, span) {
            return;
        }
        self.mark(self.current, &mangled, flag::USE);
        // PEP 3135: `super` in a function stands for `__class__` as well.
        let kind = self.scopes.get(self.current).kind;
        if &**name == "super" && kind.is_function_like() {
            self.mark(self.current, &Rc::from("__class__"), flag::USE);
        }
    }

    /// A name is bound.
    pub(super) fn bound(&mut self, name: &Rc<str>, flags: u16, span: Span) {
        let mangled = mangle(self.private.as_ref(), name);
        let mut flags = flags;
        if self.scopes.get(self.current).in_target {
            flags |= flag::COMP_ITER;
            if self.rebinds_walrus(name, &mangled, span) {
                return;
            }
        }
        self.mark(self.current, &mangled, flags);
    }

    /// Whether a name in the target of an inner loop was the target of a `:=` before: a fault.
    fn rebinds_walrus(&mut self, name: &str, mangled: &str, span: Span) -> bool {
        let rebinds = self.flags(self.current, mangled) & (flag::GLOBAL | flag::NONLOCAL) != 0;
        if rebinds {
            let message = format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
            self.fault(codes::WALRUS_TARGET, message, span);
        }
        rebinds
    }

    /// A parameter of the current function.
    pub(super) fn parameter(&mut self, name: &Rc<str>, span: Span) {
        let mangled = mangle(self.private.as_ref(), name);
        if self.flags(self.current, &mangled) & flag::PARAM != 0 {
            self.fault(codes::DUPLICATE_PARAMETER, format!("duplicate argument '{name}' in function definition"), span);
        }
        self.mark(self.current, &mangled, flag::PARAM);
    }

    /// `global name` or `nonlocal name`.
    pub(super) fn declared(&mut self, name: &Rc<str>, declaration: u16, span: Span) {
        let word = if declaration == flag::GLOBAL { "global" } else { "nonlocal" };
        let mangled = mangle(self.private.as_ref(), name);
        let before = self.flags(self.current, &mangled);
        let message = if before & flag::PARAM != 0 {
            Some(format!("name '{name}' is parameter and {word}"))
        } else if before & flag::USE != 0 {
            Some(format!("name '{name}' is used prior to {word} declaration"))
        } else if before & flag::ANNOTATED != 0 {
            Some(format!("annotated name '{name}' can't be {word}"))
        } else if before & flag::LOCAL != 0 {
            Some(format!("name '{name}' is assigned to before {word} declaration"))
        } else {
            None
        };
        if let Some(message) = message {
            self.fault(codes::DECLARATION, message, span);
            return;
        }
        self.mark(self.current, &mangled, declaration);
        let current = self.current;
        self.scopes.get_mut(current).directives.push((mangled, span));
    }

    /// The target of `:=`: inside comprehensions it is bound in the scope around them (PEP 572).
    pub(super) fn walrus(&mut self, name: &Rc<str>, target: Span, whole: Span) {
        if self.scopes.get(self.current).in_iterable > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            self.fault(codes::WALRUS_ITERABLE, message.to_string(), whole);
            return;
        }
        if !self.scopes.get(self.current).kind.is_comprehension() {
            self.bound(name, flag::LOCAL | flag::WALRUS, target);
            return;
        }
        let mangled = mangle(self.private.as_ref(), name);
        let mut at = self.current;
        loop {
            let kind = self.scopes.get(at).kind;
            let flags = self.flags(at, &mangled);
            match kind {
                _ if kind.is_comprehension() => {
                    if flags & flag::COMP_ITER != 0 {
                        let message =
                            format!("assignment expression cannot rebind comprehension iteration variable '{name}'");
                        self.fault(codes::WALRUS_VARIABLE, message, target);
                        return;
                    }
                    at = self.scopes.get(at).parent;
                    continue;
                }
                ScopeKind::Function | ScopeKind::Lambda => {
                    let declaration = if flags & flag::GLOBAL != 0 { flag::GLOBAL } else { flag::NONLOCAL };
                    self.mark_between(at, &mangled, declaration);
                    self.mark(at, &mangled, flag::LOCAL | flag::WALRUS);
                }
                ScopeKind::Module => {
                    self.mark_between(at, &mangled, flag::GLOBAL);
                    self.mark(at, &mangled, flag::GLOBAL);
                }
                _ => {
                    let place = match kind {
                        ScopeKind::Class => "in a class body",
                        ScopeKind::TypeVarBound | ScopeKind::TypeVarDefault => "in a TypeVar bound",
                        ScopeKind::TypeAlias => "in a type alias",
                        _ => "within the definition of a generic",
                    };
                    let message = format!("assignment expression within a comprehension cannot be used {place}");
                    self.fault(codes::WALRUS_IN_CLASS, message, target);
                }
            }
            return;
        }
    }

    /// Declares a walrus target in the comprehension it stands in and in those between it and its owner.
    fn mark_between(&mut self, owner: ScopeId, name: &Rc<str>, declaration: u16) {
        let mut at = self.current;
        while at != owner {
            self.mark(at, name, declaration);
            at = self.scopes.get(at).parent;
        }
    }

    /// Faults what annotation scopes forbid: yield, await and named expressions.
    pub(super) fn forbid_in_annotation(&mut self, what: &str, span: Span) -> bool {
        let place = match self.scopes.get(self.current).kind {
            ScopeKind::Annotation => "an annotation",
            ScopeKind::TypeVarBound | ScopeKind::TypeVarDefault => self.parameter_part,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParams => "the definition of a generic",
            _ => return false,
        };
        self.fault(codes::IN_ANNOTATION, format!("{what} cannot be used within {place}"), span);
        true
    }

    /// Reports a fault of the names.
    pub(super) fn fault(&mut self, code: &'static str, message: String, span: Span) {
        self.diagnostics.push(Diagnostic::error(code, message, span));
    }
}
