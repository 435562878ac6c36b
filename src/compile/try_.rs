//! `try`: handlers, `else`, `finally`.
//!
//! In: the statement. Out: the body under a region, and what happens when it raises. The suite of `finally` is compiled
//! once for each way out of the body, as in CPython, so that the ordinary way costs nothing.

use super::Compiler;
use super::builder::{Block, BlockKind};
use crate::bytecode::op::{Op, Reg};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{ExceptHandler, Suite};

impl<'a> Compiler<'a> {
    /// `try: body` with handlers, `else`, `finally`
    pub(super) fn try_(
        &mut self,
        body: &'a Suite,
        handlers: &'a [ExceptHandler],
        orelse: Option<&'a Suite>,
        finalbody: Option<&'a Suite>,
        star: bool,
        span: Span,
    ) {
        if self.too_deep(span) {
            return;
        }
        let Some(finalbody) = finalbody else { return self.try_except(body, handlers, orelse, star) };
        let mark = self.unit.top;
        let raised = self.unit.label();
        let end = self.unit.label();
        self.unit.push_region(BlockKind::Finally { body: finalbody }, raised, mark, mark);
        if handlers.is_empty() {
            self.suite(body);
            orelse.into_iter().for_each(|s| self.suite(s));
        } else {
            self.try_except(body, handlers, orelse, star);
        }
        self.unit.pop_block();
        if self.unit.reachable {
            self.suite(finalbody);
            self.unit.jump(end, Span::default());
        }
        // The exceptional way. Compiled even when nothing can raise, for the sake of its faults.
        self.unit.place(raised);
        let exc = self.unit.temps(2);
        let save = exc + 1;
        self.unit.emit(Op::PushHandled(save, exc), span);
        let again = self.unit.label();
        self.unit.push_region(BlockKind::Handler { save, exc, name: None }, again, exc, save + 1);
        self.suite(finalbody);
        self.unit.pop_block();
        self.unit.place(again);
        self.raise_on(save, exc, span);
        self.unit.top = mark;
        self.unit.place(end);
    }

    /// Restores the exception handled before and raises the one in `exc` on.
    pub(super) fn raise_on(&mut self, save: Reg, exc: Reg, span: Span) {
        self.unit.emit(Op::PopHandled(save), span);
        self.unit.emit_last(Op::Reraise(exc), span);
    }

    fn try_except(&mut self, body: &'a Suite, handlers: &'a [ExceptHandler], orelse: Option<&'a Suite>, star: bool) {
        let mark = self.unit.top;
        let raised = self.unit.label();
        let end = self.unit.label();
        self.unit.push_region(BlockKind::Try, raised, mark, mark);
        self.suite(body);
        self.unit.pop_block();
        orelse.into_iter().for_each(|s| self.suite(s));
        self.unit.jump(end, Span::default());
        self.unit.place(raised);
        let exc = self.unit.temps(2);
        let save = exc + 1;
        let at = handlers.first().map_or(Span::default(), |h| h.span);
        self.unit.emit(Op::PushHandled(save, exc), at);
        if star {
            self.group_handlers(handlers, exc, save, end);
        } else {
            self.handlers(handlers, exc, save, end);
        }
        self.unit.top = mark;
        self.unit.place(end);
    }

    fn handlers(&mut self, handlers: &'a [ExceptHandler], exc: Reg, save: Reg, end: super::builder::Label) {
        let again = self.unit.label();
        self.unit.push_region(BlockKind::Handler { save, exc, name: None }, again, exc, save + 1);
        let mut last_span = Span::default();
        for (i, handler) in handlers.iter().enumerate() {
            let next = self.unit.label();
            last_span = handler.span;
            match &handler.test {
                Some(test) => {
                    let mark = self.unit.top;
                    let class = self.operand(test);
                    let matched = self.unit.temp();
                    let dies = self.unit.dies1(class);
                    self.unit.emit(Op::MatchException(dies, matched, exc, class), handler.span);
                    self.unit.jump_if(false, matched, next, test.span);
                    self.unit.top = mark;
                }
                None if i + 1 < handlers.len() => {
                    self.error(codes::BARE_EXCEPT, "default 'except:' must be last", handler.span);
                }
                None => {}
            }
            self.handler(handler, exc, save, again, end);
            self.unit.place(next);
            if handler.test.is_none() {
                // Nothing comes past a bare `except:`.
                self.unit.reachable = false;
            }
        }
        self.unit.pop_block();
        self.unit.place(again);
        self.raise_on(save, exc, last_span);
    }

    fn handler(
        &mut self,
        handler: &'a ExceptHandler,
        exc: Reg,
        save: Reg,
        again: super::builder::Label,
        end: super::builder::Label,
    ) {
        let Some(name) = &handler.name else {
            self.suite(&handler.body);
            let block = self.suspend_block();
            self.unit.emit(Op::PopHandled(save), handler.span);
            self.unit.emit(Op::Clear(exc), handler.span);
            self.unit.jump(end, handler.span);
            return self.resume_block(block);
        };
        self.store_copy(&name.id, exc, handler.span);
        // In the body the name is unbound on every way out.
        let forget = self.unit.label();
        let outer = self.suspend_block();
        let kind = BlockKind::Handler { save, exc, name: Some(name) };
        self.unit.push_region(kind, forget, exc, save + 1);
        self.suite(&handler.body);
        self.unit.pop_block();
        self.unit.emit(Op::PopHandled(save), handler.span);
        self.unit.emit(Op::Clear(exc), handler.span);
        self.forget_name(&name.id, handler.span);
        self.unit.jump(end, handler.span);
        self.unit.place(forget);
        self.forget_name(&name.id, handler.span);
        self.unit.jump(again, handler.span);
        self.resume_block(outer);
    }

    /// Takes the innermost block away for a while; its region does not cover what comes.
    fn suspend_block(&mut self) -> Option<Block<'a>> {
        let block = self.unit.blocks.pop();
        if let Some(region) = block.and_then(|b| b.region) {
            self.unit.close(&region);
        }
        block
    }

    fn resume_block(&mut self, block: Option<Block<'a>>) {
        if let Some(mut block) = block {
            if let Some(region) = &mut block.region {
                self.unit.reopen(region);
            }
            self.unit.blocks.push(block);
        }
    }

    /// CPython's limit of nested blocks.
    pub(super) fn too_deep(&mut self, span: Span) -> bool {
        // What suspends has one more around it, for StopIteration.
        let own = usize::from(self.unit.kind.suspends());
        let count = self.unit.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Group)).count();
        let deep = count + own >= MOST_BLOCKS;
        if deep {
            self.error(codes::BLOCKS, "too many statically nested blocks", span);
        }
        deep
    }
}

/// How many blocks may lie in each other.
const MOST_BLOCKS: usize = 21;
