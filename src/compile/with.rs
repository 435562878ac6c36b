//! `with` and `async with`.
//!
//! In: context managers and the body. Out: enter, the body under a region, exit on every way out.

use super::Compiler;
use super::builder::BlockKind;
use crate::bytecode::code::StateKind;
use crate::bytecode::op::Op;
use crate::source::Span;
use crate::syntax::ast::{Suite, WithItem};

impl<'a> Compiler<'a> {
    /// `with a as b, c as d: body`
    pub(super) fn with(&mut self, items: &'a [WithItem], body: &'a Suite, is_async: bool, span: Span) {
        if is_async {
            self.check_async("async with", span);
        }
        self.with_item(items, body, is_async, span);
    }

    fn with_item(&mut self, items: &'a [WithItem], body: &'a Suite, is_async: bool, whole: Span) {
        let Some((item, rest)) = items.split_first() else { return self.suite(body) };
        if self.too_deep(whole) {
            return;
        }
        let span = item.context.span;
        let exit = self.unit.temps(2);
        let enter = exit + 1;
        let manager = self.temporary(&item.context);
        self.unit.emit(Op::LoadWith(u8::from(is_async), exit, enter, manager), span);
        self.unit.top = enter + 1;
        self.unit.emit(Op::Call(0, enter, enter), span);
        if is_async {
            self.await_register(enter, 1, StateKind::AsyncWithEnter, span);
        }
        let raised = self.unit.label();
        let end = self.unit.label();
        self.unit.push_region(BlockKind::With { exit, is_async, span }, raised, enter, enter);
        match &item.target {
            Some(target) => self.assign(target, enter),
            None => self.unit.emit(Op::Clear(enter), span),
        }
        self.unit.top = enter;
        self.with_item(rest, body, is_async, whole);
        self.unit.pop_block();
        // The ordinary way out.
        self.unit.top = exit;
        let base = self.unit.temps(4);
        (1..4).for_each(|i| self.unit.emit(Op::LoadNone(base + i), span));
        self.unit.emit(Op::Call(3, base, base), span);
        if is_async {
            self.await_register(base, 2, StateKind::AsyncWithExit, span);
        }
        self.unit.emit(Op::Clear(base), span);
        self.unit.jump(end, span);
        // The exceptional one: the exit function may swallow the exception.
        self.unit.place(raised);
        self.unit.top = enter;
        let exc = self.unit.temps(2);
        let save = exc + 1;
        self.unit.emit(Op::PushHandled(save, exc), span);
        let again = self.unit.label();
        let swallowed = self.unit.label();
        self.unit.push_region(BlockKind::Handler { save, exc, name: None }, again, exc, save + 1);
        let base = self.unit.temps(4);
        self.unit.emit(Op::Take(base, exit), span);
        self.unit.emit(Op::ExitArguments(base, exc), span);
        self.unit.emit(Op::Call(3, base, base), span);
        if is_async {
            self.await_register(base, 2, StateKind::AsyncWithExit, span);
        }
        self.unit.jump_if(true, base, swallowed, span);
        self.unit.pop_block();
        self.unit.place(again);
        self.raise_on(save, exc, span);
        self.unit.place(swallowed);
        self.unit.emit(Op::PopHandled(save), span);
        self.unit.emit(Op::Clear(exc), span);
        self.unit.place(end);
        self.unit.top = exit;
    }
}
