//! Comprehensions and generator expressions.
//!
//! In: the comprehension. Out: list, set and dict comprehensions become loops in the unit around them (PEP 709), their
//! variables being registers of their own; a generator expression becomes a generator's code.

use super::Compiler;
use super::scopes::{Binding, ScopeId, ScopeKind};
use crate::bytecode::code::{CodeKind, StateKind};
use crate::bytecode::op::{Op, Reg};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{Comprehension, Expr, ExprKind};
use std::rc::Rc;

/// What is done with each element.
#[derive(Clone, Copy)]
enum Element<'a> {
    List(&'a Expr, Reg),
    Set(&'a Expr, Reg),
    Dict(&'a Expr, &'a Expr, Reg),
    Yield(&'a Expr),
}

impl<'a> Compiler<'a> {
    /// `[...]`, `{...}`: dst = the filled collection.
    pub(super) fn inlined_comprehension(&mut self, e: &'a Expr, dst: Reg) {
        let kind = match &e.kind {
            ExprKind::SetComp { .. } => ScopeKind::SetComp,
            ExprKind::DictComp { .. } => ScopeKind::DictComp,
            _ => ScopeKind::ListComp,
        };
        let scope = self.scopes.opened_by(kind, e);
        if self.scopes.get(scope).is_async && !self.is_async_unit() {
            let message = "asynchronous comprehension outside of an asynchronous function";
            self.error(codes::ASYNC_COMPREHENSION, message, e.span);
        }
        let mark = self.unit.top;
        let result = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
        let (element, generators, build) = match &e.kind {
            ExprKind::ListComp { element, generators } => {
                (Element::List(element, result), generators, Op::BuildList(result, result, 0))
            }
            ExprKind::SetComp { element, generators } => {
                (Element::Set(element, result), generators, Op::BuildSet(result, result, 0))
            }
            ExprKind::DictComp { key, value, generators } => {
                (Element::Dict(key, value, result), generators, Op::BuildDict(result, result, 0))
            }
            _ => return,
        };
        let Some(outermost) = generators.first() else { return };
        let iter = self.unit.temp();
        self.iterator(&outermost.iterable, iter, outermost.is_async);
        self.unit.emit(build, e.span);
        let outside = std::mem::replace(&mut self.unit.scope, scope);
        let variables = self.open_variables(scope, e.span);
        // Should it raise, and somebody here catches that, the variables are gone as well.
        let protected = self.unit.is_protected() && !variables.is_empty();
        let raised = self.unit.label();
        let top = self.unit.top;
        let region = self.unit.region(raised, top, top);
        self.generators(generators, 0, iter, element, e.span);
        if protected {
            self.unit.close(&region);
        }
        self.close_variables(&variables, e.span);
        if protected {
            let end = self.unit.label();
            self.unit.jump(end, e.span);
            self.unit.place(raised);
            self.unit.most = self.unit.most.max(top + 1);
            variables.iter().for_each(|&v| self.unit.emit(Op::Clear(v), e.span));
            self.unit.emit_last(Op::Reraise(top), e.span);
            self.unit.place(end);
        }
        self.unit.scope = outside;
        self.unit.copy(dst, result, e.span);
        self.unit.top = mark;
    }

    /// Gives the variables of an inlined comprehension their registers.
    fn open_variables(&mut self, scope: ScopeId, span: Span) -> Vec<Reg> {
        let mut variables = Vec::new();
        for i in 0..self.scopes.get(scope).symbols.len() {
            let symbol = &self.scopes.get(scope).symbols[i];
            if symbol.binding != Binding::Local {
                continue;
            }
            let (name, cell): (Rc<str>, bool) = (symbol.name.clone(), symbol.cell);
            let free = self.unit.pool.iter_mut().find(|p| p.0 == name && p.1 == cell && !p.3);
            let reg = match free {
                Some(entry) => {
                    entry.3 = true;
                    entry.2
                }
                None => {
                    let most = self.scopes.get(self.unit.home).comprehension_locals as Reg;
                    let reg = self.unit.first_temp - most + self.unit.pool.len() as Reg;
                    self.unit.pool.push((name.clone(), cell, reg, true));
                    if let Some(local) = self.unit.locals.get_mut(reg as usize) {
                        *local = name;
                    }
                    if cell {
                        self.unit.cells.push(reg);
                    }
                    reg
                }
            };
            self.scopes.get_mut(scope).symbols[i].register = Some(reg);
            if cell {
                self.unit.emit(Op::MakeCell(reg), span);
            }
            variables.push(reg);
        }
        variables
    }

    fn close_variables(&mut self, variables: &[Reg], span: Span) {
        for &reg in variables {
            self.unit.emit(Op::Clear(reg), span);
            self.unit.unbind(reg);
            if let Some(entry) = self.unit.pool.iter_mut().find(|p| p.2 == reg) {
                entry.3 = false;
            }
        }
    }

    /// The loops of `for ... in ... if ...`, from the i-th on; the iterator of that one is in `iter`.
    fn generators(&mut self, generators: &'a [Comprehension], i: usize, iter: Reg, element: Element<'a>, whole: Span) {
        let Some(generator) = generators.get(i) else { return };
        let span = generator.iterable.span;
        let next = self.unit.label();
        let head = self.unit.loop_head();
        let step = self.step(&generator.target, iter, span, generator.is_async, whole);
        for condition in &generator.conditions {
            self.jump_if(condition, false, next);
        }
        match generators.get(i + 1) {
            Some(inner) => {
                let iter = self.unit.temp();
                self.iterator(&inner.iterable, iter, inner.is_async);
                self.generators(generators, i + 1, iter, element, whole);
                self.unit.top = iter;
            }
            None => self.element(element),
        }
        self.unit.place(next);
        self.unit.jump_back(head, span);
        self.step_end(step, iter, span);
    }

    fn element(&mut self, element: Element<'a>) {
        let mark = self.unit.top;
        match element {
            Element::List(value, list) => {
                let reg = self.operand(value);
                let dies = self.unit.dies1(reg);
                self.unit.emit(Op::ListAppend(dies, reg, list), value.span);
            }
            Element::Set(value, set) => {
                let reg = self.operand(value);
                let dies = self.unit.dies1(reg);
                self.unit.emit(Op::SetAdd(dies, reg, set), value.span);
            }
            Element::Dict(key, value, dict) => {
                let k = self.operand(key);
                let v = self.operand(value);
                let dies = self.unit.dies2(None, k, v);
                self.unit.emit(Op::DictAdd(dies, k, v, dict), key.span.to(value.span));
            }
            Element::Yield(value) => {
                let sent = self.unit.temp();
                let reg = self.operand_in(value, sent);
                let dies = self.unit.dies1(reg);
                self.reached(value.span);
                let state = self.state(StateKind::Yield, value.span);
                self.unit.emit(Op::Yield(dies, sent, reg, state), value.span);
            }
        }
        self.unit.top = mark;
    }

    /// `(element for ...)`: dst = a generator that is called with the outermost iterator.
    pub(super) fn generator_expression(
        &mut self,
        e: &'a Expr,
        element: &'a Expr,
        generators: &'a [Comprehension],
        dst: Reg,
    ) {
        let Some(outermost) = generators.first() else { return };
        let mark = self.unit.top;
        let base = self.unit.temp();
        let scope = self.scopes.opened_by(ScopeKind::GeneratorExp, e);
        let is_async = self.scopes.get(scope).is_async;
        let kind = if is_async { CodeKind::AsyncGenerator } else { CodeKind::Generator };
        self.begin_unit(scope, kind, &Rc::from("<genexpr>"), e.span, &[Rc::from(".0")]);
        self.generators(generators, 0, 0, Element::Yield(element), e.span);
        self.unit.emit_last(Op::ReturnNone, e.span);
        let first_line = self.source.line(e.span.start);
        let mut unit = self.take_unit();
        if let Some(code) = self.finish_code(&mut unit, first_line) {
            let top = self.unit.top;
            self.make_function(crate::bytecode::Code { args: 1, ..code }, 0, top, base, e.span);
        }
        let iter = self.unit.temp();
        self.iterator(&outermost.iterable, iter, outermost.is_async);
        self.unit.emit(Op::Call(1, dst, base), e.span);
        self.unit.top = mark;
    }
}
