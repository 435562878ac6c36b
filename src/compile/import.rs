//! Imports, and the dialect's forgotten ones.
//!
//! In: the statement. Out: import operations and stores.

use super::Compiler;
use super::constant::Constant;
use super::scopes::{Binding, ScopeId, flag};
use crate::bytecode::op::Op;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{Alias, Expr, ExprKind, Module, Name};
use crate::syntax::visit;
use std::rc::Rc;

impl<'a> Compiler<'a> {
    /// `import a.b, c as d`
    pub(super) fn import(&mut self, names: &'a [Alias], span: Span) {
        for alias in names {
            let mark = self.unit.top;
            let base = self.unit.temps(2);
            self.unit.emit(Op::LoadInt(base, 0), span);
            self.unit.emit(Op::LoadNone(base + 1), span);
            let name = self.mangled(&alias.name.id);
            let text = self.unit.text(&name);
            self.unit.emit(Op::ImportName(base, base, text), span);
            let mut parts = name.split('.');
            let first: Rc<str> = parts.next().unwrap_or("").into();
            let mut module = base;
            match &alias.asname {
                None => self.store_name(&first, module, span),
                Some(asname) => {
                    // `import a.b.c as d` binds the innermost module.
                    for part in parts {
                        let text = self.unit.text(&Rc::from(part));
                        let inner = self.unit.temp();
                        self.unit.emit(Op::ImportFrom(inner, module, text), span);
                        self.unit.emit(Op::Clear(module), span);
                        module = inner;
                    }
                    self.store_name(&asname.id, module, span);
                }
            }
            self.unit.top = mark;
        }
    }

    /// `from .module import a, b as c`
    pub(super) fn import_from(&mut self, module: Option<&'a Name>, names: &'a [Alias], level: u32, span: Span) {
        if level == 0 && module.is_some_and(|m| &*m.id == "__future__") && span.start > self.last_future {
            let message = "from __future__ imports must occur at the beginning of the file";
            self.error(codes::FUTURE_PLACE, message, span);
            return;
        }
        let mark = self.unit.top;
        let base = self.unit.temps(2);
        self.unit.load_constant(base, Constant::Int(i64::from(level)), span);
        let list = names.iter().map(|a| Constant::Str(a.name.id.clone())).collect();
        self.unit.load_constant(base + 1, Constant::Tuple(list), span);
        let name = module.map_or_else(|| Rc::from(""), |m| self.mangled(&m.id));
        let text = self.unit.text(&name);
        self.unit.emit(Op::ImportName(base, base, text), span);
        self.unit.top = base + 1;
        for alias in names {
            if &*alias.name.id == "*" {
                self.unit.emit(Op::ImportStar(base), span);
                self.unit.top = mark;
                return;
            }
            let value = self.unit.temp();
            let name = self.mangled(&alias.name.id);
            let text = self.unit.text(&name);
            self.unit.emit(Op::ImportFrom(value, base, text), span);
            self.store_name(&alias.asname.as_ref().unwrap_or(&alias.name).id, value, span);
            self.unit.top = value;
        }
        self.unit.emit(Op::Clear(base), span);
        self.unit.top = mark;
    }

    /// The dialect: modules that are used as `module.name` but bound nowhere are imported at the start, with a warning.
    pub(super) fn forgotten_imports(&mut self, module: &'a Module) {
        let Some(is_module) = self.options.forgotten.clone().filter(|_| self.source.dialect) else { return };
        let mut wanted: Vec<(Rc<str>, Span)> = Vec::new();
        let mut star = false;
        visit::walk(
            &module.body,
            &mut |e: &Expr| {
                if let ExprKind::Attribute { value, .. } = &e.kind
                    && let ExprKind::Name(name) = &value.kind
                    && !wanted.iter().any(|w| w.0 == *name)
                    && is_module(name)
                {
                    wanted.push((name.clone(), value.span));
                }
            },
            &mut |s| {
                if let crate::syntax::ast::StmtKind::ImportFrom { names, .. } = &s.kind {
                    star |= names.iter().any(|a| &*a.name.id == "*");
                }
            },
        );
        if star {
            return;
        }
        for (name, span) in wanted {
            if !self.is_forgotten(&name) {
                continue;
            }
            let message = format!("'{name}' is used but never imported; it is imported here");
            self.report(
                Diagnostic::warning(codes::FORGOTTEN, message, span)
                    .help(format!("add `import {name}` at the top"))
                    .repair(Span::new(0, 0), format!("import {name}\n")),
            );
            let value = self.unit.temp();
            let text = self.unit.text(&name);
            self.unit.emit(Op::ImportForgotten(value, text), span);
            let cache = self.unit.cache(&name);
            self.unit.emit(Op::StoreGlobal(1, value, cache), span);
            self.unit.top = value;
        }
    }

    /// Whether no scope binds the name globally, and some scope reads it as a global.
    fn is_forgotten(&self, name: &str) -> bool {
        let bound = |s: &super::scopes::Symbol, top: bool| {
            let global = s.flags & flag::GLOBAL != 0;
            if s.flags & flag::BOUND != 0 { top || global } else { top && global }
        };
        let mut read = false;
        for (i, scope) in self.scopes.all.iter().enumerate() {
            if let Some(symbol) = scope.get(name) {
                if bound(symbol, ScopeId(i as u32) == ScopeId(0)) {
                    return false;
                }
                read |= symbol.binding == Binding::GlobalImplicit;
            }
        }
        read
    }
}
