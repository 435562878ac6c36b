//! Suspension: `yield`, `yield from`, `await`, and the rules where they may stand.
//!
//! In: the expression. Out: the operation that suspends, and a new entry of the state table.

use super::Compiler;
use super::builder::BlockKind;
use super::scopes::{ScopeId, ScopeKind};
use crate::bytecode::code::{CodeKind, State, StateKind};
use crate::bytecode::op::{Op, Reg};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::Expr;

impl<'a> Compiler<'a> {
    /// A new state whose suspending operation is the next one.
    pub(super) fn state(&mut self, kind: StateKind, span: Span) -> u16 {
        if !self.unit.reachable {
            return 0;
        }
        let mut handled = None;
        for block in &self.unit.blocks {
            if let BlockKind::Handler { save, exc, .. } = block.kind {
                let outermost = handled.map_or(save, |(first, _)| first);
                handled = Some((outermost, exc));
            }
        }
        let pc = self.unit.pc();
        self.unit.states.push(State { kind, span, pc, live: Vec::new(), handled });
        u16::try_from(self.unit.states.len() - 1).unwrap_or_else(|_| {
            self.unit.overflow = true;
            0
        })
    }

    /// Whether the unit may await.
    pub(super) fn is_async_unit(&self) -> bool {
        matches!(self.unit.kind, CodeKind::Coroutine | CodeKind::AsyncGenerator)
    }

    fn home_kind(&self) -> ScopeKind {
        self.scopes.get(self.unit.home).kind
    }

    /// reg = await what is awaitable in reg, a temporary.
    pub(super) fn await_register(&mut self, reg: Reg, get: u8, kind: StateKind, span: Span) {
        self.unit.emit(Op::GetAwaitable(get, reg, reg), span);
        self.delegate(reg, kind, span);
    }

    /// Before the operation that suspends, where that is counted.
    pub(super) fn reached(&mut self, span: Span) {
        if self.options.counted && self.unit.reachable {
            let next = u16::try_from(self.unit.states.len()).unwrap_or(u16::MAX);
            self.unit.emit(Op::Reached(next), span);
        }
    }

    fn delegate(&mut self, reg: Reg, kind: StateKind, span: Span) {
        self.reached(span);
        let state = self.state(kind, span);
        self.unit.emit(Op::Delegate(reg, reg, state), span);
    }

    /// dst = await value
    pub(super) fn await_(&mut self, value: &'a Expr, dst: Reg, span: Span) {
        if !self.is_async_unit() {
            let outside = matches!(self.home_kind(), ScopeKind::Module | ScopeKind::Class);
            let message = if outside { "'await' outside function" } else { "'await' outside async function" };
            self.error(codes::AWAIT, message, span);
        }
        let mark = self.unit.top;
        let reg = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
        let src = self.operand_in(value, reg);
        self.unit.emit(Op::GetAwaitable(0, reg, src), span);
        self.delegate(reg, StateKind::Await, span);
        self.unit.copy(dst, reg, span);
        self.unit.top = mark;
    }

    /// dst = yield value
    pub(super) fn yield_(&mut self, value: Option<&'a Expr>, dst: Reg, span: Span) {
        if matches!(self.home_kind(), ScopeKind::Module | ScopeKind::Class) {
            self.error(codes::YIELD, "'yield' outside function", span);
        }
        let mark = self.unit.top;
        let given = match value {
            Some(value) => self.operand_in(value, dst),
            None => {
                let none = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
                self.unit.emit(Op::LoadNone(none), span);
                none
            }
        };
        // What is yielded is handed over: the suspended frame does not keep it alive.
        let dies = self.unit.dies1(given);
        self.reached(span);
        let state = self.state(StateKind::Yield, span);
        self.unit.emit(Op::Yield(dies, dst, given, state), span);
        self.unit.top = mark;
    }

    /// dst = yield from value
    pub(super) fn yield_from(&mut self, value: &'a Expr, dst: Reg, span: Span) {
        if matches!(self.home_kind(), ScopeKind::Module | ScopeKind::Class) {
            self.error(codes::YIELD, "'yield from' outside function", span);
        } else if self.is_async_unit() {
            self.error(codes::YIELD_FROM, "'yield from' inside async function", span);
        }
        let mark = self.unit.top;
        let reg = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
        let src = self.operand_in(value, reg);
        self.unit.emit(Op::GetYieldFrom(reg, src), span);
        self.delegate(reg, StateKind::YieldFrom, span);
        self.unit.copy(dst, reg, span);
        self.unit.top = mark;
    }

    /// `async for` and `async with` stand only where the unit may await.
    pub(super) fn check_async(&mut self, what: &str, span: Span) {
        let top = self.unit.home == ScopeId(0) && self.options.top_level_await;
        if !self.is_async_unit() && !top {
            self.error(codes::AWAIT, format!("'{what}' outside async function"), span);
        }
    }
}
