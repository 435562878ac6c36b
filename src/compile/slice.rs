//! Items and slices: `a[i]`, `a[i:j]`, read, written and deleted.
//!
//! In: the object and the index. Out: item operations.

use super::Compiler;
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::Expr;

impl<'a> Compiler<'a> {
    /// dst = value[index]
    pub(super) fn subscript(&mut self, value: &'a Expr, index: &'a Expr, dst: Reg, span: Span) {
        self.check_subscript(value, index);
        let mark = self.unit.top;
        let object = self.operand_in(value, dst);
        if let Some(small) = self.small_int(index) {
            let dies = self.unit.dies_into(dst, object);
            self.unit.emit(Op::LoadItemInt(dies, dst, object, small), span);
        } else {
            let key = self.operand(index);
            let dies = self.unit.dies2(Some(dst), object, key);
            self.unit.emit(Op::LoadItem(dies, dst, object, key), span);
        }
        self.unit.top = mark;
    }

    /// value[index] = src; a temporary is given up.
    pub(super) fn store_subscript(&mut self, value: &'a Expr, index: &'a Expr, src: Reg, span: Span) {
        self.check_subscript(value, index);
        let mark = self.unit.top;
        let object = self.operand(value);
        let key = self.operand(index);
        let dies = self.unit.dies2(None, object, key) | self.unit.dies1(src) << 2;
        self.unit.emit(Op::StoreItem(dies, object, key, src), span);
        self.unit.top = mark;
    }

    /// del value[index]
    pub(super) fn delete_subscript(&mut self, value: &'a Expr, index: &'a Expr, span: Span) {
        self.check_subscript(value, index);
        let mark = self.unit.top;
        let object = self.operand(value);
        let key = self.operand(index);
        let dies = self.unit.dies2(None, object, key);
        self.unit.emit(Op::DeleteItem(dies, object, key), span);
        self.unit.top = mark;
    }

    /// dst = slice(lower, upper, step)
    pub(super) fn slice(
        &mut self,
        lower: Option<&'a Expr>,
        upper: Option<&'a Expr>,
        step: Option<&'a Expr>,
        dst: Reg,
        span: Span,
    ) {
        let count = if step.is_some() { 3 } else { 2 };
        let base = self.unit.top;
        for part in [lower, upper, step].into_iter().take(count) {
            match part {
                Some(part) => {
                    self.temporary(part);
                }
                None => {
                    let none = self.unit.temp();
                    self.unit.emit(Op::LoadNone(none), span);
                }
            }
        }
        self.unit.emit(Op::BuildSlice(count as u8, dst, base), span);
        self.unit.top = base;
    }
}
