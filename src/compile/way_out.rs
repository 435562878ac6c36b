//! Ways out: `return`, `break` and `continue`, and what they pass on their way.
//!
//! In: the statement. Out: the suites of `finally`, the exits of `with` and the ends of handlers that lie on the way,
//! then the jump. While they run, the regions of what has been left do not cover them.

use super::Compiler;
use super::builder::{Block, BlockKind};
use super::scopes::ScopeKind;
use crate::bytecode::code::{CodeKind, StateKind};
use crate::bytecode::op::Op;
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::Expr;

const IN_GROUP: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

impl<'a> Compiler<'a> {
    /// `return value`
    pub(super) fn return_(&mut self, value: Option<&'a Expr>, span: Span) {
        if matches!(self.scopes.get(self.unit.home).kind, ScopeKind::Module | ScopeKind::Class) {
            self.error(codes::RETURN, "'return' outside function", span);
        }
        if value.is_some() && self.unit.kind == CodeKind::AsyncGenerator {
            self.error(codes::RETURN_VALUE, "'return' with value in async generator", span);
        }
        if self.unit.blocks.iter().any(|b| matches!(b.kind, BlockKind::Group)) {
            self.error(codes::GROUP_EXIT, IN_GROUP, value.map_or(span, |v| v.span));
        }
        // Suites that run on the way could change a local.
        let kept = self.unit.blocks.iter().any(|b| {
            matches!(
                b.kind,
                BlockKind::Finally { .. } | BlockKind::With { .. } | BlockKind::Handler { name: Some(_), .. }
            )
        });
        let value = value.map(|v| if kept { self.temporary(v) } else { self.operand(v) });
        if !self.unit.reachable {
            return;
        }
        let left = self.leave(0, kept);
        match value {
            Some(reg) => self.unit.emit_last(Op::Return(reg), span),
            None => self.unit.emit_last(Op::ReturnNone, span),
        }
        self.reenter(left);
    }

    /// `break`
    pub(super) fn break_(&mut self, span: Span) {
        self.leave_loop(span, true, "'break' outside loop");
    }

    /// `continue`
    pub(super) fn continue_(&mut self, span: Span) {
        self.leave_loop(span, false, "'continue' not properly in loop");
    }

    fn leave_loop(&mut self, span: Span, out: bool, outside: &str) {
        for i in (0..self.unit.blocks.len()).rev() {
            match self.unit.blocks[i].kind {
                BlockKind::Group => return self.error(codes::GROUP_EXIT, IN_GROUP, span),
                BlockKind::Loop { exit, next, iter } => {
                    if !self.unit.reachable {
                        return;
                    }
                    let left = self.leave(i + 1, true);
                    if out && let Some(iter) = iter {
                        self.unit.emit(Op::Clear(iter), span);
                    }
                    if out {
                        self.unit.jump(exit, span);
                    } else {
                        self.unit.jump_back(next, span);
                    }
                    return self.reenter(left);
                }
                _ => {}
            }
        }
        self.error(codes::LOOP, outside, span);
    }

    /// Leaves the blocks from `keep` on, innermost first; gives them for [`Self::reenter`].
    fn leave(&mut self, keep: usize, tidy: bool) -> Vec<Block<'a>> {
        let mut left = Vec::new();
        while self.unit.blocks.len() > keep {
            let Some(block) = self.unit.blocks.pop() else { break };
            if let Some(region) = &block.region {
                self.unit.close(region);
            }
            let mark = self.unit.top;
            match block.kind {
                // Also before a return: an iterator ends before the locals do, the innermost first.
                BlockKind::Loop { iter: Some(iter), .. } => self.unit.emit(Op::Clear(iter), Span::default()),
                BlockKind::Loop { .. } | BlockKind::Try | BlockKind::Group => {}
                BlockKind::Finally { body } => self.suite(body),
                BlockKind::With { exit, is_async, span } => {
                    let base = self.unit.temps(4);
                    self.unit.emit(Op::Take(base, exit), span);
                    (1..4).for_each(|i| self.unit.emit(Op::LoadNone(base + i), span));
                    self.unit.emit(Op::Call(3, base, base), span);
                    if is_async {
                        self.await_register(base, 2, StateKind::AsyncWithExit, span);
                    }
                    self.unit.emit(Op::Clear(base), span);
                }
                BlockKind::Handler { save, exc, name } => {
                    let span = name.map_or(Span::default(), |n| n.span);
                    self.unit.emit(Op::PopHandled(save), span);
                    if tidy {
                        self.unit.emit(Op::Clear(exc), span);
                    }
                    if let Some(name) = name {
                        self.forget_name(&name.id, span);
                    }
                }
            }
            self.unit.top = mark;
            left.push(block);
        }
        left
    }

    /// Goes back into blocks after code that left them.
    fn reenter(&mut self, mut left: Vec<Block<'a>>) {
        while let Some(mut block) = left.pop() {
            if let Some(region) = &mut block.region {
                self.unit.reopen(region);
            }
            self.unit.blocks.push(block);
        }
    }
}
