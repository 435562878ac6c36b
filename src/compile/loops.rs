//! Loops: `while`, `for`, `async for`.
//!
//! In: the loop. Out: its code; the variable of a `for` is written straight by `ForIter` where it is a local.

use super::Compiler;
use super::builder::{BlockKind, Label};
use crate::bytecode::code::StateKind;
use crate::bytecode::op::{Near, Op, Reg};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Suite};

/// Where a loop's step leads: the label for the end, and for `async for` the handler of its step with the register of the
/// exception.
pub(super) type Step = (Label, Option<(Label, Reg)>);

impl<'a> Compiler<'a> {
    /// `while test: body` `else: orelse`
    pub(super) fn while_(&mut self, test: &'a Expr, body: &'a Suite, orelse: Option<&'a Suite>, span: Span) {
        if self.too_deep(span) {
            return;
        }
        let done = self.unit.label();
        let end = self.unit.label();
        let head = self.unit.loop_head();
        self.jump_if(test, false, done);
        self.unit.push_block(BlockKind::Loop { exit: end, next: head, iter: None });
        self.suite(body);
        self.unit.jump_back(head, test.span);
        self.unit.pop_block();
        self.unit.place(done);
        if let Some(orelse) = orelse {
            self.suite(orelse);
        }
        self.unit.place(end);
    }

    /// `for target in iterable: body` `else: orelse`
    pub(super) fn for_(
        &mut self,
        target: &'a Expr,
        iterable: &'a Expr,
        body: &'a Suite,
        orelse: Option<&'a Suite>,
        is_async: bool,
        span: Span,
    ) {
        if is_async {
            self.check_async("async for", span);
        }
        if self.too_deep(span) {
            return;
        }
        let iter = self.unit.temp();
        self.iterator(iterable, iter, is_async);
        let end = self.unit.label();
        let head = self.unit.loop_head();
        let step = self.step(target, iter, iterable.span, is_async, span);
        self.unit.push_block(BlockKind::Loop { exit: end, next: head, iter: Some(iter) });
        self.suite(body);
        self.unit.jump_back(head, iterable.span);
        self.unit.pop_block();
        self.step_end(step, iter, iterable.span);
        if let Some(orelse) = orelse {
            self.suite(orelse);
        }
        self.unit.place(end);
    }

    /// iter = the iterator over an iterable.
    pub(super) fn iterator(&mut self, iterable: &'a Expr, iter: Reg, is_async: bool) {
        let mark = self.unit.top;
        // What a message names as "list" must be one: only a plain loop goes over a tuple instead.
        let src = match self.fold_iterable(iterable).filter(|_| !is_async) {
            Some(constant) => {
                self.unit.load_constant(iter, constant, iterable.span);
                iter
            }
            None => self.operand_in(iterable, iter),
        };
        let dies = self.unit.dies_into(iter, src);
        let op = if is_async { Op::GetAiter(dies, iter, src) } else { Op::GetIter(dies, iter, src) };
        self.unit.emit(op, iterable.span);
        self.unit.top = mark;
    }

    /// The next value goes into the target. Gives the label for the end, and the handler of an `async for`.
    pub(super) fn step(&mut self, target: &'a Expr, iter: Reg, span: Span, is_async: bool, whole: Span) -> Step {
        let done = self.unit.label();
        let mark = self.unit.top;
        if is_async {
            let handler = self.unit.label();
            let value = self.unit.temp();
            let region = self.unit.region(handler, value, value);
            // CPython's place is the whole loop; the state shows its head.
            self.unit.emit(Op::GetAnext(value, iter), whole);
            self.await_register(value, 3, StateKind::AsyncFor, whole);
            if let Some(state) = self.unit.states.last_mut().filter(|_| self.unit.reachable) {
                state.span.end = state.span.end.min(span.end);
            }
            self.unit.close(&region);
            self.assign(target, value);
            self.unit.top = mark;
            return (done, Some((handler, value)));
        }
        let local = match &target.kind {
            ExprKind::Name(name) => {
                self.check_debug_target(name, target.span);
                self.plain_local(name)
            }
            _ => None,
        };
        match local {
            Some(reg) => {
                self.unit.for_iter(reg, iter, done, span);
                self.unit.bind(reg);
            }
            None => {
                let value = self.unit.temp();
                self.unit.for_iter(value, iter, done, span);
                self.assign(target, value);
            }
        }
        self.unit.top = mark;
        (done, None)
    }

    /// The end of a loop: where control goes when the iterator is used up.
    pub(super) fn step_end(&mut self, (done, handler): Step, iter: Reg, span: Span) {
        if let Some((handler, exc)) = handler {
            self.unit.place(handler);
            self.unit.emit_jump(Op::EndAsyncFor(exc, iter, 0 as Near), done, span);
            self.unit.reachable = false;
        }
        self.unit.place(done);
    }
}
