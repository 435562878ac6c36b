//! Conditions: going to a label when an expression is true, or when it is false, without making the truth a value.
//!
//! In: an expression, the wanted truth, a label. Out: compare-and-branch operations and jumps.

use super::Compiler;
use super::builder::Label;
use super::constant;
use crate::bytecode::op::{Near, Op, Reg, SENSE};
use crate::source::Span;
use crate::syntax::ast::{BoolOperator, CompareOperator, Constant, Expr, ExprKind, UnaryOperator};

impl<'a> Compiler<'a> {
    /// Goes to the label when the truth of the expression is `sense`, and on otherwise.
    pub(super) fn jump_if(&mut self, e: &'a Expr, sense: bool, label: Label) {
        match &e.kind {
            ExprKind::UnaryOp { op: UnaryOperator::Not, operand } => return self.jump_if(operand, !sense, label),
            ExprKind::BoolOp { op, values } => {
                let Some((last, before)) = values.split_last() else { return };
                // What decides the whole: one true operand of `or`, one false operand of `and`.
                let decisive = *op == BoolOperator::Or;
                if decisive == sense {
                    values.iter().for_each(|v| self.jump_if(v, sense, label));
                } else {
                    let end = self.unit.label();
                    before.iter().for_each(|v| self.jump_if(v, !sense, end));
                    self.jump_if(last, sense, label);
                    self.unit.place(end);
                }
                return;
            }
            ExprKind::IfExp { test, body, orelse } => {
                let other = self.unit.label();
                let end = self.unit.label();
                self.jump_if(test, false, other);
                self.jump_if(body, sense, label);
                self.unit.jump(end, e.span);
                self.unit.place(other);
                self.jump_if(orelse, sense, label);
                self.unit.place(end);
                return;
            }
            ExprKind::Compare { first, rest } => return self.jump_if_compare(first, rest, sense, label, e.span),
            _ => {}
        }
        if let Some(value) = self.fold(e) {
            if constant::truth(&value) == sense {
                self.unit.jump(label, e.span);
            }
            return;
        }
        let mark = self.unit.top;
        let value = self.operand(e);
        self.unit.jump_if(sense, value, label, e.span);
        self.unit.top = mark;
    }

    fn jump_if_compare(
        &mut self,
        first: &'a Expr,
        rest: &'a [(CompareOperator, Expr)],
        sense: bool,
        label: Label,
        span: Span,
    ) {
        self.check_is(first, rest, span);
        let mark = self.unit.top;
        let mut left = self.operand(first);
        let Some(((last, end), before)) = rest.split_last() else { return };
        if before.is_empty() {
            self.jump_if_one(left, *last, end, sense, label, span);
            self.unit.top = mark;
            return;
        }
        let fail = self.unit.label();
        let done = self.unit.label();
        let kept = self.unit.top;
        for (op, second) in before {
            let right = self.right_operand(*op, second);
            let dies = self.unit.dies2(None, left, right) & 1;
            self.branch_on(*op, dies, left, right, false, fail, span);
            left = right;
        }
        let most = self.unit.top;
        self.jump_if_one(left, *last, end, sense, label, span);
        if most > kept {
            self.unit.jump(done, span);
            self.unit.place(fail);
            // The operand in the middle outlives a comparison that fails.
            self.unit.emit(Op::ClearRange(kept, most - kept), span);
            if !sense {
                self.unit.jump(label, span);
            }
        } else {
            if !sense {
                self.unit.jump(done, span);
                self.unit.place(fail);
                self.unit.jump(label, span);
            } else {
                self.unit.place(fail);
            }
        }
        self.unit.place(done);
        self.unit.top = mark;
    }

    /// The last comparison of a chain, or the only one.
    fn jump_if_one(&mut self, left: Reg, op: CompareOperator, right: &'a Expr, sense: bool, label: Label, span: Span) {
        let identity = matches!(op, CompareOperator::Is | CompareOperator::IsNot);
        if identity && matches!(right.kind, ExprKind::Constant(Constant::None)) {
            return self.unit.jump_if_none((op == CompareOperator::Is) == sense, left, label, span);
        }
        if let Some(small) = self.small_int(right)
            && let Some(op) = with_int(op, (u8::from(sense) * SENSE) | self.unit.dies1(left), left, small)
        {
            return self.unit.emit_jump(op, label, span);
        }
        let right = self.right_operand(op, right);
        let dies = self.unit.dies2(None, left, right);
        self.branch_on(op, dies, left, right, sense, label, span);
    }

    #[allow(clippy::too_many_arguments)]
    fn branch_on(&mut self, op: CompareOperator, dies: u8, l: Reg, r: Reg, sense: bool, label: Label, span: Span) {
        const NOWHERE: Near = 0;
        let inverted = matches!(op, CompareOperator::IsNot | CompareOperator::NotIn);
        let s = (u8::from(sense != inverted) * SENSE) | dies;
        let op = match op {
            CompareOperator::Lt => Op::JumpLt(s, l, r, NOWHERE),
            CompareOperator::Le => Op::JumpLe(s, l, r, NOWHERE),
            CompareOperator::Eq => Op::JumpEq(s, l, r, NOWHERE),
            CompareOperator::Ne => Op::JumpNe(s, l, r, NOWHERE),
            CompareOperator::Gt => Op::JumpGt(s, l, r, NOWHERE),
            CompareOperator::Ge => Op::JumpGe(s, l, r, NOWHERE),
            CompareOperator::Is | CompareOperator::IsNot => Op::JumpIs(s, l, r, NOWHERE),
            CompareOperator::In | CompareOperator::NotIn => Op::JumpIn(s, l, r, NOWHERE),
        };
        self.unit.emit_jump(op, label, span);
    }
}

fn with_int(op: CompareOperator, sense: u8, left: Reg, right: i16) -> Option<Op> {
    Some(match op {
        CompareOperator::Lt => Op::JumpLtInt(sense, left, right, 0),
        CompareOperator::Le => Op::JumpLeInt(sense, left, right, 0),
        CompareOperator::Eq => Op::JumpEqInt(sense, left, right, 0),
        CompareOperator::Ne => Op::JumpNeInt(sense, left, right, 0),
        CompareOperator::Gt => Op::JumpGtInt(sense, left, right, 0),
        CompareOperator::Ge => Op::JumpGeInt(sense, left, right, 0),
        _ => return None,
    })
}
