//! Names: where a name lives, and reading, binding and deleting it there.
//!
//! In: a name in the current scope. Out: the operations of its place.

use super::Compiler;
use super::scopes::{Binding, ScopeId, ScopeKind, flag, hidden_cell, mangle};
use crate::bytecode::op::{Op, Reg};
use crate::diagnostic::codes;
use crate::source::Span;
use std::rc::Rc;

/// Where a name lives, in terms of operations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// A register; whether `:=` may change it in the middle of an expression.
    Local(Reg, bool),
    /// A cell in a register.
    Cell(Reg),
    /// A free variable.
    Free(u16),
    /// The globals.
    Global,
    /// The namespace of a class body or exec.
    Name,
    /// The class body's namespace, else a free variable.
    NameOrFree(u16),
    /// The `__classdict__` in this free variable, then the globals.
    DictOrGlobal(u16),
    /// The `__classdict__` in the first free variable, else the second.
    DictOrFree(u16, u16),
}

impl<'a> Compiler<'a> {
    /// A name as it is kept: mangled when it is private to a class.
    pub(super) fn mangled(&self, name: &Rc<str>) -> Rc<str> {
        mangle(self.unit.private.as_ref(), name)
    }

    /// Where a mangled name of the current scope lives.
    pub(super) fn place(&mut self, name: &Rc<str>) -> Place {
        let id = self.unit.scope;
        let scope = self.scopes.get(id);
        let Some(index) = scope.find(name) else {
            return match scope.kind {
                ScopeKind::Class => Place::Name,
                ScopeKind::Module if self.options.namespace => Place::Name,
                _ => Place::Global,
            };
        };
        let kind = scope.kind;
        let sees_class = scope.sees_class;
        let symbol = &scope.symbols[index];
        match symbol.binding {
            Binding::Local => match kind {
                ScopeKind::Module if self.options.namespace => Place::Name,
                ScopeKind::Module => Place::Global,
                ScopeKind::Class => Place::Name,
                _ => self.local(id, index),
            },
            Binding::Outer(owner) => {
                let scope = self.scopes.get(owner);
                if scope.kind == ScopeKind::Class {
                    let cell = scope.get(&hidden_cell(name)).and_then(|s| s.register);
                    return Place::Cell(cell.unwrap_or(0));
                }
                match scope.find(name) {
                    Some(index) => self.local(owner, index),
                    None => Place::Global,
                }
            }
            Binding::Free => {
                let nonlocal = symbol.flags & flag::NONLOCAL != 0;
                let free = self.free_index(name);
                match kind {
                    ScopeKind::Class if !nonlocal => Place::NameOrFree(free),
                    _ if sees_class && !nonlocal && self.class_may_bind(id, name) => {
                        Place::DictOrFree(self.free_index("__classdict__"), free)
                    }
                    _ => Place::Free(free),
                }
            }
            Binding::GlobalExplicit => Place::Global,
            Binding::GlobalImplicit | Binding::Open => match kind {
                ScopeKind::Class => Place::Name,
                ScopeKind::Module if self.options.namespace => Place::Name,
                _ if sees_class => Place::DictOrGlobal(self.free_index("__classdict__")),
                _ if kind.is_inlined() && self.options.namespace && self.unit.home == ScopeId(0) => Place::Name,
                _ => Place::Global,
            },
        }
    }

    /// A type parameter is never looked up in the class; other free variables are, first.
    fn class_may_bind(&self, from: ScopeId, name: &str) -> bool {
        let mut at = self.scopes.get(from).parent;
        while self.scopes.get(at).kind != ScopeKind::Class && at != ScopeId(0) {
            if self.scopes.get(at).get(name).is_some_and(|s| s.flags & flag::BOUND != 0) {
                return false;
            }
            at = self.scopes.get(at).parent;
        }
        name != "__classdict__" && !name.starts_with('.')
    }

    fn free_index(&self, name: &str) -> u16 {
        let free = &self.scopes.get(self.unit.home).free;
        free.binary_search_by(|f| (**f).cmp(name)).unwrap_or(0) as u16
    }

    fn local(&mut self, scope: ScopeId, index: usize) -> Place {
        let symbol = &self.scopes.get(scope).symbols[index];
        let (cell, walrus) = (symbol.cell, symbol.flags & flag::WALRUS != 0);
        let reg = match symbol.register {
            Some(reg) => reg,
            None => self.new_local(scope, index),
        };
        if cell { Place::Cell(reg) } else { Place::Local(reg, walrus) }
    }

    fn new_local(&mut self, scope: ScopeId, index: usize) -> Reg {
        let reg = self.unit.next_local;
        self.unit.next_local += 1;
        let symbol = &mut self.scopes.get_mut(scope).symbols[index];
        symbol.register = Some(reg);
        if let Some(local) = self.unit.locals.get_mut(reg as usize) {
            *local = symbol.name.clone();
        }
        if reg < 128 && symbol.flags & flag::DELETED != 0 {
            self.unit.deleted |= 1 << reg;
        }
        reg
    }

    /// The register that can be read for a name without copying; None when its value must be fetched or kept apart.
    pub(super) fn readable(&mut self, name: &Rc<str>, span: Span) -> Option<Reg> {
        let name = self.mangled(name);
        match self.place(&name) {
            Place::Local(reg, false) => {
                self.check_bound(reg, span);
                Some(reg)
            }
            _ => None,
        }
    }

    /// The register of a plain local, for values to be computed straight into it.
    pub(super) fn plain_local(&mut self, name: &Rc<str>) -> Option<Reg> {
        let name = self.mangled(name);
        match self.place(&name) {
            Place::Local(reg, _) => Some(reg),
            _ => None,
        }
    }

    pub(super) fn check_bound(&mut self, reg: Reg, span: Span) {
        if !self.unit.is_bound(reg) {
            self.unit.emit(Op::CheckBound(reg), span);
            self.unit.bind(reg);
        }
    }

    /// dst = name
    pub(super) fn load_name(&mut self, name: &Rc<str>, dst: Reg, span: Span) {
        let name = self.mangled(name);
        let place = self.place(&name);
        match place {
            Place::Local(reg, _) => {
                self.check_bound(reg, span);
                if reg != dst {
                    self.unit.emit(Op::Move(dst, reg), span);
                }
            }
            Place::Cell(cell) => self.unit.emit(Op::LoadCell(dst, cell), span),
            Place::Free(free) => self.unit.emit(Op::LoadFree(dst, free), span),
            Place::Global => {
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::LoadGlobal(dst, cache), span);
            }
            Place::Name => {
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::LoadName(dst, cache), span);
            }
            Place::NameOrFree(free) => {
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::LoadNameOrFree(dst, cache, free), span);
            }
            Place::DictOrGlobal(dict) | Place::DictOrFree(dict, _) => {
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::LoadFree(dst, dict), span);
                let op = match place {
                    Place::DictOrFree(_, free) => Op::LoadDictOrFree(dst, cache, free),
                    _ => Op::LoadDictOrGlobal(dst, cache),
                };
                self.unit.emit(op, span);
            }
        }
    }

    /// name = src; a temporary is given up.
    pub(super) fn store_name(&mut self, name: &Rc<str>, src: Reg, span: Span) {
        if &**name == "__debug__" {
            self.error(codes::DEBUG, "cannot assign to __debug__", span);
        }
        let name = self.mangled(name);
        let dies = self.unit.dies1(src);
        match self.place(&name) {
            Place::Local(reg, _) => {
                self.unit.copy(reg, src, span);
                self.unit.bind(reg);
            }
            Place::Cell(cell) => self.unit.emit(Op::StoreCell(dies, src, cell), span),
            Place::Free(free) | Place::DictOrFree(_, free) => self.unit.emit(Op::StoreFree(dies, src, free), span),
            Place::Global | Place::DictOrGlobal(_) => {
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::StoreGlobal(dies, src, cache), span);
            }
            Place::Name | Place::NameOrFree(_) => {
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::StoreName(dies, src, cache), span);
            }
        }
    }

    /// name = src, and src keeps its value.
    pub(super) fn store_copy(&mut self, name: &Rc<str>, src: Reg, span: Span) {
        match self.plain_local(name) {
            Some(reg) if &**name != "__debug__" => {
                self.unit.emit(Op::Move(reg, src), span);
                self.unit.bind(reg);
            }
            _ => {
                let copy = self.unit.temp();
                self.unit.emit(Op::Move(copy, src), span);
                self.store_name(name, copy, span);
                self.unit.top = copy;
            }
        }
    }

    /// `del name`
    pub(super) fn delete_name(&mut self, name: &Rc<str>, span: Span) {
        if &**name == "__debug__" {
            self.error(codes::DEBUG, "cannot delete __debug__", span);
        }
        let name = self.mangled(name);
        match self.place(&name) {
            Place::Local(reg, _) => {
                let op = if self.unit.is_bound(reg) { Op::Clear(reg) } else { Op::DeleteLocal(reg) };
                self.unit.emit(op, span);
                self.unit.unbind(reg);
            }
            Place::Cell(cell) => self.unit.emit(Op::DeleteCell(cell), span),
            Place::Free(free) | Place::DictOrFree(_, free) => self.unit.emit(Op::DeleteFree(free), span),
            Place::Global | Place::DictOrGlobal(_) => {
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::DeleteGlobal(cache), span);
            }
            Place::Name | Place::NameOrFree(_) => {
                let cache = self.unit.cache(&name);
                self.unit.emit(Op::DeleteName(cache), span);
            }
        }
    }

    /// The end of `except ... as name`: the name is unbound, whatever happened to it in between.
    pub(super) fn forget_name(&mut self, name: &Rc<str>, span: Span) {
        let mangled = self.mangled(name);
        if let Place::Local(reg, _) = self.place(&mangled) {
            self.unit.emit(Op::Clear(reg), span);
            self.unit.unbind(reg);
            return;
        }
        let none = self.unit.temp();
        self.unit.emit(Op::LoadNone(none), span);
        self.store_name(name, none, span);
        self.delete_name(name, span);
        self.unit.top = none;
    }
}
