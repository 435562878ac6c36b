//! `assert`.
//!
//! In: the condition and the message. Out: a jump around raising AssertionError; nothing when asserts are left out.

use super::Compiler;
use crate::bytecode::op::Op;
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

impl<'a> Compiler<'a> {
    /// `assert test, message`
    pub(super) fn assert(&mut self, test: &'a Expr, message: Option<&'a Expr>, span: Span) {
        if matches!(&test.kind, ExprKind::Tuple(items) if !items.is_empty()) {
            self.warning(codes::ASSERT_TUPLE, "assertion is always true, perhaps remove parentheses?", span);
        }
        if self.options.optimize {
            return;
        }
        let end = self.unit.label();
        self.jump_if(test, true, end);
        let base = self.unit.temp();
        self.unit.emit(Op::LoadAssertionError(base), span);
        if let Some(message) = message {
            self.temporary(message);
            self.unit.emit(Op::Call(1, base, base), span);
        }
        self.unit.emit_last(Op::Raise(base), test.span);
        self.unit.place(end);
    }
}
