//! `except*` (PEP 654).
//!
//! In: handlers for parts of a group. Out: each handler runs with the part that matches it; what the handlers raise and
//! what nobody took is collected and raised as one.

use super::Compiler;
use super::builder::{BlockKind, Label};
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::ExceptHandler;

impl<'a> Compiler<'a> {
    /// The handlers of `try ... except*`; `exc` holds the exception, `save` the one handled before.
    pub(super) fn group_handlers(&mut self, handlers: &'a [ExceptHandler], exc: Reg, save: Reg, end: Label) {
        let again = self.unit.label();
        self.unit.push_region(BlockKind::Handler { save, exc, name: None }, again, exc, save + 1);
        let list = self.unit.temp();
        let rest = self.unit.temps(2);
        let matched = rest + 1;
        let span = handlers.first().map_or(Span::default(), |h| h.span);
        self.unit.emit(Op::BuildList(list, list, 0), span);
        self.unit.emit(Op::Move(rest, exc), span);
        for handler in handlers {
            self.group_handler(handler, list, rest, matched);
        }
        let none = self.unit.label();
        self.unit.emit_jump(Op::JumpIfNone(0, rest, 0), none, span);
        let copy = self.unit.temp();
        self.unit.emit(Op::Move(copy, rest), span);
        self.unit.emit(Op::ListAppend(1, copy, list), span);
        self.unit.place(none);
        let raised = self.unit.temp();
        self.unit.emit(Op::PrepareGroup(raised, exc, list), span);
        self.unit.emit(Op::ClearRange(list, 3), span);
        self.unit.pop_block();
        let nothing = self.unit.label();
        self.unit.emit_jump(Op::JumpIfNone(0, raised, 0), nothing, span);
        self.raise_on(save, raised, span);
        self.unit.place(nothing);
        self.unit.emit(Op::PopHandled(save), span);
        self.unit.emit(Op::Clear(exc), span);
        self.unit.jump(end, span);
        self.unit.place(again);
        self.raise_on(save, exc, span);
    }

    fn group_handler(&mut self, handler: &'a ExceptHandler, list: Reg, rest: Reg, matched: Reg) {
        let next = self.unit.label();
        let mark = self.unit.top;
        let span = handler.span;
        if let Some(test) = &handler.test {
            // When nothing is left, nothing matches.
            self.unit.emit_jump(Op::JumpIfNone(0, rest, 0), next, span);
            let class = self.operand(test);
            let dies = self.unit.dies1(class);
            self.unit.emit(Op::MatchGroup(dies, rest, class), test.span);
            self.unit.emit_jump(Op::JumpIfNone(0, matched, 0), next, test.span);
            self.unit.top = mark;
        }
        let save = self.unit.temp();
        self.unit.emit(Op::PushHandled(save, matched), span);
        if let Some(name) = &handler.name {
            self.store_copy(&name.id, matched, span);
        }
        let raised = self.unit.label();
        self.unit.push_block(BlockKind::Group);
        let kind = BlockKind::Handler { save, exc: matched, name: handler.name.as_ref() };
        self.unit.push_region(kind, raised, save + 1, save + 1);
        self.suite(&handler.body);
        self.unit.pop_block();
        self.unit.blocks.pop();
        self.unit.emit(Op::PopHandled(save), span);
        self.unit.emit(Op::Clear(matched), span);
        if let Some(name) = &handler.name {
            self.forget_name(&name.id, span);
        }
        self.unit.jump(next, span);
        self.unit.place(raised);
        let exc = self.unit.temp();
        self.unit.emit(Op::PopHandled(save), span);
        if let Some(name) = &handler.name {
            self.forget_name(&name.id, span);
        }
        self.unit.emit(Op::ListAppend(1, exc, list), span);
        self.unit.emit(Op::Clear(matched), span);
        self.unit.top = mark;
        self.unit.place(next);
    }
}
