//! Expressions: computing a value into a register, or finding it in one.
//!
//! In: an expression and a destination. Out: operations that leave the value there. A local given as destination is
//! written only by the last operation, so that nothing half done is seen when something raises.

use super::Compiler;
use super::constant;
use crate::bytecode::op::{Op, Reg};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind};

impl<'a> Compiler<'a> {
    /// Computes the value into `dst`.
    pub(super) fn expr(&mut self, e: &'a Expr, dst: Reg) {
        if matches!(
            e.kind,
            ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } | ExprKind::Tuple(_) | ExprKind::Subscript { .. }
        ) && let Some(value) = self.fold(e)
        {
            if let ExprKind::Subscript { value, index } = &e.kind {
                self.check_subscript(value, index);
            }
            return self.unit.load_constant(dst, value, e.span);
        }
        match &e.kind {
            ExprKind::Constant(value) => {
                let value = constant::of(value);
                self.unit.load_constant(dst, value, e.span);
            }
            ExprKind::Name(name) if &**name == "__debug__" => {
                let op = if self.options.optimize { Op::LoadFalse(dst) } else { Op::LoadTrue(dst) };
                self.unit.emit(op, e.span);
            }
            ExprKind::Name(name) => self.load_name(name, dst, e.span),
            ExprKind::BoolOp { op, values } => self.bool_op(*op, values, dst, e.span),
            ExprKind::Named { target, value } => {
                let mark = self.unit.top;
                let reg = match self.plain_local(&target.id) {
                    Some(reg) => {
                        self.expr(value, reg);
                        self.check_debug_target(&target.id, target.span);
                        self.unit.bind(reg);
                        reg
                    }
                    None => {
                        // The value is both kept and stored.
                        let reg = if self.unit.is_temp(dst) { dst } else { self.unit.temp() };
                        self.expr(value, reg);
                        self.store_copy(&target.id, reg, target.span);
                        reg
                    }
                };
                self.unit.copy(dst, reg, e.span);
                self.unit.top = mark;
            }
            ExprKind::BinOp { left, op, right } => self.binary(left, *op, right, dst, e.span),
            ExprKind::UnaryOp { op, operand } => self.unary(*op, operand, dst, e.span),
            ExprKind::Lambda { parameters, body } => self.lambda(e.span, parameters, body, dst),
            ExprKind::IfExp { test, body, orelse } => self.if_expression(test, body, orelse, dst, e.span),
            ExprKind::Dict { keys, values } => self.dict_display(keys, values, dst, e.span),
            ExprKind::Set(items) => self.set_display(items, dst, e.span),
            ExprKind::List(items) => self.list_display(items, dst, e.span),
            ExprKind::Tuple(items) => self.tuple_display(items, dst, e.span),
            ExprKind::ListComp { .. } | ExprKind::SetComp { .. } | ExprKind::DictComp { .. } => {
                self.inlined_comprehension(e, dst)
            }
            ExprKind::GeneratorExp { element, generators } => self.generator_expression(e, element, generators, dst),
            ExprKind::Await(value) => self.await_(value, dst, e.span),
            ExprKind::Yield(value) => self.yield_(value.as_deref(), dst, e.span),
            ExprKind::YieldFrom(value) => self.yield_from(value, dst, e.span),
            ExprKind::Compare { first, rest } => self.compare(first, rest, dst, e.span),
            ExprKind::Call { func, args, keywords } => self.call(func, args, keywords, dst, e.span),
            ExprKind::FString(parts) => self.fstring(parts, dst, e.span),
            ExprKind::Attribute { value, attr } => {
                let mark = self.unit.top;
                if self.is_plain_super(value) {
                    self.super_attribute(attr, dst, e.span);
                } else {
                    let object = self.operand_in(value, dst);
                    let dies = self.unit.dies_into(dst, object);
                    let name = self.mangled(&attr.id);
                    let cache = self.unit.cache(&name);
                    let span = self.attribute_span(e.span, attr.span);
                    self.unit.emit(Op::LoadAttr(dies, dst, object, cache), span);
                }
                self.unit.top = mark;
            }
            ExprKind::Subscript { value, index } => self.subscript(value, index, dst, e.span),
            ExprKind::Slice { lower, upper, step } => {
                self.slice(lower.as_deref(), upper.as_deref(), step.as_deref(), dst, e.span)
            }
            ExprKind::Starred(_) => self.error(codes::STARRED, "can't use starred expression here", e.span),
            ExprKind::Error => self.unit.emit(Op::LoadNone(dst), e.span),
        }
    }

    /// The value in any register: a local's own, or a new temporary.
    pub(super) fn operand(&mut self, e: &'a Expr) -> Reg {
        if let Some(reg) = self.readable_expr(e) {
            return reg;
        }
        let reg = self.unit.temp();
        self.expr(e, reg);
        reg
    }

    /// The value in any register, preferring `hint` when that is a temporary about to be written anyway.
    pub(super) fn operand_in(&mut self, e: &'a Expr, hint: Reg) -> Reg {
        if let Some(reg) = self.readable_expr(e) {
            return reg;
        }
        let reg = if self.unit.is_temp(hint) { hint } else { self.unit.temp() };
        self.expr(e, reg);
        reg
    }

    /// The value in a new temporary.
    pub(super) fn temporary(&mut self, e: &'a Expr) -> Reg {
        let reg = self.unit.temp();
        self.expr(e, reg);
        reg
    }

    fn readable_expr(&mut self, e: &'a Expr) -> Option<Reg> {
        match &e.kind {
            ExprKind::Name(name) if &**name != "__debug__" => self.readable(name, e.span),
            _ => None,
        }
    }

    /// The span CPython gives an attribute access that is spread over lines: from the attribute's name on.
    pub(super) fn attribute_span(&self, whole: Span, attr: Span) -> Span {
        let spread = self.source.slice(Span::new(whole.start, attr.start)).contains('\n');
        if spread { Span::new(attr.start, whole.end) } else { whole }
    }

    /// An expression statement: the value is computed and dropped, or shown by the shell.
    pub(super) fn expression_statement(&mut self, e: &'a Expr) {
        let mark = self.unit.top;
        let shown = self.options.mode == super::Mode::Single && self.around.is_empty();
        if shown {
            let value = self.temporary(e);
            let which = crate::bytecode::op::Intrinsic::Display as u8;
            self.unit.emit(Op::Intrinsic(which, value, value), e.span);
            self.unit.emit(Op::Clear(value), e.span);
        } else if !matches!(e.kind, ExprKind::Constant(_)) {
            let value = self.operand(e);
            if self.unit.is_temp(value) {
                self.unit.emit(Op::Clear(value), e.span);
            }
        }
        self.unit.top = mark;
    }

    pub(super) fn check_debug_target(&mut self, name: &str, span: Span) {
        if name == "__debug__" {
            self.error(codes::DEBUG, "cannot assign to __debug__", span);
        }
    }
}
