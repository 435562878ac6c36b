//! Operators: arithmetic, and augmented assignment's share of it.
//!
//! In: operands. Out: one operation, with a small int inside where it has such a form.

use super::Compiler;
use super::constant;
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, UnaryOperator};

impl<'a> Compiler<'a> {
    /// dst = left op right
    pub(super) fn binary(&mut self, left: &'a Expr, op: BinaryOperator, right: &'a Expr, dst: Reg, span: Span) {
        let mark = self.unit.top;
        let l = self.operand_in(left, dst);
        if let Some(small) = self.small_int(right) {
            let dies = self.unit.dies_into(dst, l);
            let op = match op {
                BinaryOperator::Add => Some(Op::AddInt(dies, dst, l, small)),
                BinaryOperator::Sub => Some(Op::SubInt(dies, dst, l, small)),
                BinaryOperator::Mul => Some(Op::MulInt(dies, dst, l, small)),
                BinaryOperator::FloorDiv => Some(Op::FloorDivInt(dies, dst, l, small)),
                BinaryOperator::Mod => Some(Op::ModInt(dies, dst, l, small)),
                _ => None,
            };
            if let Some(op) = op {
                self.unit.emit(op, span);
                self.unit.top = mark;
                return;
            }
        }
        let r = self.operand(right);
        let dies = self.unit.dies2(Some(dst), l, r);
        self.unit.emit(operation(op, dies, dst, l, r), span);
        self.unit.top = mark;
    }

    /// dst = op operand
    pub(super) fn unary(&mut self, op: UnaryOperator, operand: &'a Expr, dst: Reg, span: Span) {
        // `not (a in b)` is `a not in b`, and the like for `is`.
        if op == UnaryOperator::Not
            && let ExprKind::Compare { first, rest } = &operand.kind
            && let [(compare, second)] = &rest[..]
            && let Some(inverted) = super::comparison::inverse(*compare)
        {
            self.check_is(first, rest, operand.span);
            return self.compare_one(first, inverted, second, dst, operand.span);
        }
        let mark = self.unit.top;
        let src = self.operand_in(operand, dst);
        let dies = self.unit.dies_into(dst, src);
        let op = match op {
            UnaryOperator::Negative => Op::Negative(dies, dst, src),
            UnaryOperator::Positive => Op::Positive(dies, dst, src),
            UnaryOperator::Invert => Op::Invert(dies, dst, src),
            UnaryOperator::Not => Op::Not(dies, dst, src),
        };
        self.unit.emit(op, span);
        self.unit.top = mark;
    }

    /// target op= value, on a register that holds the target's value.
    pub(super) fn in_place(&mut self, op: BinaryOperator, target: Reg, value: &'a Expr, span: Span) {
        let mark = self.unit.top;
        if let Some(small) = self.small_int(value) {
            let op = match op {
                BinaryOperator::Add => Some(Op::InPlaceAddInt(target, small)),
                BinaryOperator::Sub => Some(Op::InPlaceSubInt(target, small)),
                _ => None,
            };
            if let Some(op) = op {
                return self.unit.emit(op, span);
            }
        }
        let right = self.operand(value);
        let dies = u16::from(self.unit.dies1(right));
        self.unit.emit(Op::InPlace(op as u8, target, right, dies), span);
        self.unit.top = mark;
    }

    /// The value of a constant int that fits an operation.
    pub(super) fn small_int(&self, e: &Expr) -> Option<i16> {
        match self.fold(e)? {
            constant::Constant::Int(i) => i16::try_from(i).ok(),
            _ => None,
        }
    }
}

fn operation(op: BinaryOperator, dies: u8, dst: Reg, l: Reg, r: Reg) -> Op {
    match op {
        BinaryOperator::Add => Op::Add(dies, dst, l, r),
        BinaryOperator::Sub => Op::Sub(dies, dst, l, r),
        BinaryOperator::Mul => Op::Mul(dies, dst, l, r),
        BinaryOperator::MatMul => Op::MatMul(dies, dst, l, r),
        BinaryOperator::TrueDiv => Op::TrueDiv(dies, dst, l, r),
        BinaryOperator::FloorDiv => Op::FloorDiv(dies, dst, l, r),
        BinaryOperator::Mod => Op::Mod(dies, dst, l, r),
        BinaryOperator::Pow => Op::Pow(dies, dst, l, r),
        BinaryOperator::LShift => Op::LShift(dies, dst, l, r),
        BinaryOperator::RShift => Op::RShift(dies, dst, l, r),
        BinaryOperator::And => Op::And(dies, dst, l, r),
        BinaryOperator::Or => Op::Or(dies, dst, l, r),
        BinaryOperator::Xor => Op::Xor(dies, dst, l, r),
    }
}
