//! Branches: `if`, conditional expressions, `and` and `or` as values.
//!
//! In: conditions and what depends on them. Out: jumps around code.

use super::Compiler;
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::{BoolOperator, Branch, Expr, Suite};

impl<'a> Compiler<'a> {
    /// `if`, `elif`, `else`
    pub(super) fn if_(&mut self, branches: &'a [Branch], orelse: Option<&'a Suite>) {
        let end = self.unit.label();
        for (i, branch) in branches.iter().enumerate() {
            let next = self.unit.label();
            if i > 0 && self.options.statements {
                self.unit.emit(Op::Statement, branch.test.span);
            }
            self.jump_if(&branch.test, false, next);
            self.suite(&branch.body);
            if i + 1 < branches.len() || orelse.is_some() {
                self.unit.jump(end, branch.test.span);
            }
            self.unit.place(next);
        }
        if let Some(orelse) = orelse {
            self.suite(orelse);
        }
        self.unit.place(end);
    }

    /// `body if test else orelse`
    pub(super) fn if_expression(&mut self, test: &'a Expr, body: &'a Expr, orelse: &'a Expr, dst: Reg, span: Span) {
        let other = self.unit.label();
        let end = self.unit.label();
        self.jump_if(test, false, other);
        self.expr(body, dst);
        self.unit.jump(end, span);
        self.unit.place(other);
        self.expr(orelse, dst);
        self.unit.place(end);
    }

    /// `a and b`, `a or b`: the value that decides.
    pub(super) fn bool_op(&mut self, op: BoolOperator, values: &'a [Expr], dst: Reg, span: Span) {
        let mark = self.unit.top;
        // A local must not be seen with a value that is only tried.
        let result = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
        let end = self.unit.label();
        for (i, value) in values.iter().enumerate() {
            self.expr(value, result);
            if i + 1 < values.len() {
                let jump = match op {
                    BoolOperator::And => Op::JumpIfFalse(0, result, 0),
                    BoolOperator::Or => Op::JumpIfTrue(0, result, 0),
                };
                self.unit.emit_jump(jump, end, span);
            }
        }
        self.unit.place(end);
        self.unit.copy(dst, result, span);
        self.unit.top = mark;
    }
}
