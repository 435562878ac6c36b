//! Comparisons as values, single and chained.
//!
//! In: operands and operators. Out: a truth value (or what a rich comparison returns) in a register. As conditions they
//! are in `jump`.

use super::Compiler;
use super::constant::Constant;
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::{CompareOperator, Expr, ExprKind};

/// The operator with the opposite truth, where the language promises one.
pub(super) fn inverse(op: CompareOperator) -> Option<CompareOperator> {
    match op {
        CompareOperator::Is => Some(CompareOperator::IsNot),
        CompareOperator::IsNot => Some(CompareOperator::Is),
        CompareOperator::In => Some(CompareOperator::NotIn),
        CompareOperator::NotIn => Some(CompareOperator::In),
        _ => None,
    }
}

impl<'a> Compiler<'a> {
    /// dst = first op second op ...
    pub(super) fn compare(&mut self, first: &'a Expr, rest: &'a [(CompareOperator, Expr)], dst: Reg, span: Span) {
        self.check_is(first, rest, span);
        if let [(op, second)] = rest {
            return self.compare_one(first, *op, second, dst, span);
        }
        let mark = self.unit.top;
        let result = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
        let mut left = self.operand(first);
        let fail = self.unit.label();
        let end = self.unit.label();
        let kept = self.unit.top;
        let mut most = kept;
        for (i, (op, second)) in rest.iter().enumerate() {
            let right = self.right_operand(*op, second);
            let last = i + 1 == rest.len();
            most = most.max(self.unit.top);
            let dies = self.unit.dies2(Some(result), left, right) & if last { 3 } else { 1 };
            self.unit.emit(comparison(*op, dies, result, left, right), span);
            if !last {
                self.unit.emit_jump(Op::JumpIfFalse(0, result, 0), fail, span);
            }
            left = right;
        }
        if most > kept {
            // The operand in the middle outlives a comparison that fails.
            self.unit.jump(end, span);
            self.unit.place(fail);
            self.unit.emit(Op::ClearRange(kept, most - kept), span);
            self.unit.place(end);
        } else {
            self.unit.place(fail);
            self.unit.place(end);
        }
        self.unit.copy(dst, result, span);
        self.unit.top = mark;
    }

    /// dst = left op right
    pub(super) fn compare_one(&mut self, left: &'a Expr, op: CompareOperator, right: &'a Expr, dst: Reg, span: Span) {
        let mark = self.unit.top;
        let l = self.operand_in(left, dst);
        let r = self.right_operand(op, right);
        let dies = self.unit.dies2(Some(dst), l, r);
        self.unit.emit(comparison(op, dies, dst, l, r), span);
        self.unit.top = mark;
    }

    /// The right side; after `in`, a display of constants is a constant.
    pub(super) fn right_operand(&mut self, op: CompareOperator, e: &'a Expr) -> Reg {
        if matches!(op, CompareOperator::In | CompareOperator::NotIn)
            && let Some(constant) = self.fold_iterable(e)
        {
            let reg = self.unit.temp();
            self.unit.load_constant(reg, constant, e.span);
            return reg;
        }
        self.operand(e)
    }

    /// A list or set display of constants that is only looked into: a tuple or a frozenset.
    pub(super) fn fold_iterable(&self, e: &Expr) -> Option<Constant> {
        match &e.kind {
            ExprKind::List(items) => self.fold_all(items).map(|c| Constant::Tuple(c.into())),
            ExprKind::Set(items) => self.fold_all(items).map(|c| Constant::FrozenSet(c.into())),
            _ => None,
        }
    }
}

fn comparison(op: CompareOperator, dies: u8, dst: Reg, l: Reg, r: Reg) -> Op {
    match op {
        CompareOperator::Lt => Op::Lt(dies, dst, l, r),
        CompareOperator::Le => Op::Le(dies, dst, l, r),
        CompareOperator::Eq => Op::Eq(dies, dst, l, r),
        CompareOperator::Ne => Op::Ne(dies, dst, l, r),
        CompareOperator::Gt => Op::Gt(dies, dst, l, r),
        CompareOperator::Ge => Op::Ge(dies, dst, l, r),
        CompareOperator::Is => Op::Is(dies, dst, l, r),
        CompareOperator::IsNot => Op::IsNot(dies, dst, l, r),
        CompareOperator::In => Op::In(dies, dst, l, r),
        CompareOperator::NotIn => Op::NotIn(dies, dst, l, r),
    }
}
