//! Units: beginning and ending a code object, its registers, its name, its captures.
//!
//! In: a scope. Out: a unit ready for code, later its `Code`. It must never emit anything but the prologue.

use super::Compiler;
use super::builder::Unit;
use super::scopes::{Binding, ScopeId, ScopeKind, flag, hidden_cell};
use crate::bytecode::code::{Capture, CodeKind};
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use std::rc::Rc;

impl<'a> Compiler<'a> {
    /// Begins a unit for a scope inside the current one. `parameters` are mangled names in the order of registers.
    pub(super) fn begin_unit(
        &mut self,
        scope: ScopeId,
        kind: CodeKind,
        name: &Rc<str>,
        span: Span,
        parameters: &[Rc<str>],
    ) {
        let qualname = self.qualname(scope, name);
        let mut unit = Unit::new(scope, kind, name.clone(), qualname, span);
        unit.private = self.unit.private.clone();
        let outer = std::mem::replace(&mut self.unit, unit);
        self.around.push(outer);
        for symbol in &mut self.scopes.get_mut(scope).symbols {
            symbol.register = None;
        }
        for (i, name) in parameters.iter().enumerate() {
            self.unit.locals.push(name.clone());
            let Some(symbol) = self.scopes.get(scope).find(name) else { continue };
            let symbol = &mut self.scopes.get_mut(scope).symbols[symbol];
            symbol.register = Some(i as Reg);
            if i < 128 {
                self.unit.bound |= 1 << i;
                self.unit.deleted |= u128::from(symbol.flags & flag::DELETED != 0) << i;
            }
        }
        self.begin_home();
    }

    /// Lays out the registers of the current unit's locals and emits the prologue.
    pub(super) fn begin_home(&mut self) {
        let home = self.unit.home;
        let scope = self.scopes.get(home);
        let function_like = scope.kind.is_function_like();
        let own = |s: &&super::scopes::Symbol| s.binding == Binding::Local && s.register.is_none();
        let plain = if function_like { scope.symbols.iter().filter(own).filter(|s| !s.cell).count() } else { 0 };
        let mut cells: Vec<Rc<str>> = match scope.kind {
            ScopeKind::Module => Vec::new(),
            ScopeKind::Class => {
                scope.symbols.iter().filter(own).filter(|s| s.name.starts_with(".__")).map(|s| s.name.clone()).collect()
            }
            _ => scope.symbols.iter().filter(own).filter(|s| s.cell).map(|s| s.name.clone()).collect(),
        };
        cells.sort();
        let pooled = scope.comprehension_locals as usize;
        let parameters = self.unit.locals.len();
        let total = parameters + plain + cells.len() + pooled;
        if total > 60_000 {
            self.unit.overflow = true;
        }
        self.unit.next_local = parameters as Reg;
        self.unit.locals.resize(total, Rc::from(""));
        for i in 0..parameters {
            let name = self.unit.locals[i].clone();
            if self.scopes.get(home).get(&name).is_some_and(|s| s.cell) {
                self.unit.cells.push(i as Reg);
            }
        }
        for (i, name) in cells.iter().enumerate() {
            let reg = (parameters + plain + i) as Reg;
            if let Some(symbol) = self.scopes.get(home).find(name) {
                self.scopes.get_mut(home).symbols[symbol].register = Some(reg);
            }
            self.unit.cells.push(reg);
            let shown = if function_like { name.clone() } else { Rc::from(name.trim_start_matches('.')) };
            self.unit.locals[reg as usize] = shown;
        }
        self.unit.first_temp = total as Reg;
        self.unit.top = total as Reg;
        self.unit.most = total as Reg;
        let span = Span::new(self.unit.span.start, self.unit.span.start);
        for i in 0..self.unit.cells.len() {
            let cell = self.unit.cells[i];
            self.unit.emit(Op::MakeCell(cell), span);
        }
    }

    /// Takes the current unit away; the one around it becomes current.
    pub(super) fn take_unit(&mut self) -> Unit<'a> {
        let nothing = || Unit::new(ScopeId(0), CodeKind::Module, Rc::from(""), Rc::from(""), Span::default());
        let outer = self.around.pop().unwrap_or_else(nothing);
        let mut unit = std::mem::replace(&mut self.unit, outer);
        // Locals that no code refers to have registers as well.
        for symbol in &self.scopes.get(unit.home).symbols {
            let waiting = symbol.register.is_none() && symbol.binding == Binding::Local && !symbol.cell;
            if waiting && self.scopes.get(unit.home).kind.is_function_like() {
                let reg = unit.next_local as usize;
                if reg < unit.locals.len() {
                    unit.locals[reg] = symbol.name.clone();
                    unit.next_local += 1;
                }
            }
        }
        unit
    }

    /// `__qualname__` of something defined in the current unit (PEP 3155).
    fn qualname(&self, scope: ScopeId, name: &Rc<str>) -> Rc<str> {
        let mut parent = &self.unit;
        let kind = self.scopes.get(scope).kind;
        if matches!(kind, ScopeKind::Function | ScopeKind::Class) {
            let around = self.scopes.get(self.scopes.get(scope).parent);
            let mangled = super::scopes::mangle(parent.private.as_ref(), name);
            let mut declared = around.get(&mangled);
            if around.kind == ScopeKind::TypeParams {
                declared = self.scopes.get(around.parent).get(&mangled);
            }
            if declared.is_some_and(|s| s.binding == Binding::GlobalExplicit) {
                return name.clone();
            }
        }
        if self.scopes.get(parent.home).kind == ScopeKind::TypeParams {
            match self.around.last() {
                Some(around) => parent = around,
                None => return name.clone(),
            }
        }
        match self.scopes.get(parent.home).kind {
            ScopeKind::Module => name.clone(),
            ScopeKind::Class => format!("{}.{name}", parent.qualname).into(),
            _ => format!("{}.<locals>.{name}", parent.qualname).into(),
        }
    }

    /// Where the free variables of a unit come from, seen from the current unit: `from` is the scope it is defined in.
    pub(super) fn captures(&mut self, of: ScopeId, unit: &Unit<'a>) -> Vec<Capture> {
        let free = self.scopes.get(of).free.clone();
        let from = self.scopes.get(of).parent;
        free.iter().map(|name| self.capture(from, name, unit)).collect()
    }

    fn capture(&self, from: ScopeId, name: &Rc<str>, unit: &Unit<'a>) -> Capture {
        let mut at = from;
        loop {
            let scope = self.scopes.get(at);
            let symbol = if scope.kind == ScopeKind::Class {
                scope.get(&hidden_cell(name)).filter(|_| at == unit.home)
            } else {
                scope.get(name).filter(|s| s.binding == Binding::Local)
            };
            if let Some(symbol) = symbol {
                return Capture::Cell(symbol.register.unwrap_or(0));
            }
            if at == unit.home {
                let index = scope.free.binary_search(name).unwrap_or(0);
                return Capture::Free(index as u16);
            }
            at = scope.parent;
        }
    }
}
