//! Annotations: of parameters and results, of names, as values or (PEP 563) as text.
//!
//! In: annotated things. Out: the annotations' dict of a function; entries of `__annotations__`.

use super::Compiler;
use super::constant::Constant;
use super::function::ANNOTATIONS;
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Parameter, Parameters};
use crate::syntax::unparse;
use std::rc::Rc;

impl<'a> Compiler<'a> {
    /// Computes the annotations' dict of a function into the next temporary. Gives the flag, or 0 without any.
    pub(super) fn annotations(&mut self, params: &'a Parameters, returns: Option<&'a Expr>, span: Span) -> u8 {
        let annotated = |p: &'a Parameter| Some((self.mangled(&p.name.id), p.annotation.as_deref()?));
        // CPython's order: ordinary parameters before positional-only ones.
        let in_order = (params.args.iter().chain(&params.posonly))
            .chain(params.vararg.as_deref())
            .chain(&params.kwonly)
            .chain(params.kwarg.as_deref());
        let mut all: Vec<(Rc<str>, &'a Expr)> = in_order.filter_map(annotated).collect();
        all.extend(returns.map(|r| (Rc::from("return"), r)));
        if all.is_empty() {
            return 0;
        }
        let base = self.unit.top;
        for (name, annotation) in &all {
            let key = self.unit.temp();
            self.unit.load_constant(key, Constant::Str(name.clone()), span);
            self.annotation_value(annotation);
        }
        self.unit.emit(Op::BuildDict(base, base, all.len() as u16), span);
        self.unit.top = base + 1;
        ANNOTATIONS
    }

    /// The annotation's value, or its text, in the next temporary.
    fn annotation_value(&mut self, annotation: &'a Expr) -> Reg {
        match &annotation.kind {
            _ if self.future => {
                let reg = self.unit.temp();
                let text = unparse::annotation(annotation);
                self.unit.load_constant(reg, Constant::Str(text.into()), annotation.span);
                reg
            }
            ExprKind::Starred(value) => self.single_item(value),
            _ => self.temporary(annotation),
        }
    }

    /// `target: annotation = value`
    pub(super) fn annotated(
        &mut self,
        target: &'a Expr,
        annotation: &'a Expr,
        value: Option<&'a Expr>,
        simple: bool,
        span: Span,
    ) {
        if let Some(value) = value {
            let src = match &target.kind {
                ExprKind::Name(name) => self.plain_local(name),
                _ => None,
            };
            match src {
                Some(reg) => {
                    self.expr(value, reg);
                    self.unit.bind(reg);
                }
                None => {
                    let src = self.operand(value);
                    self.assign(target, src);
                }
            }
        }
        let kept = !self.is_function_unit();
        let mark = self.unit.top;
        match &target.kind {
            ExprKind::Name(name) => {
                if value.is_none() {
                    self.check_debug_target(name, target.span);
                }
                if simple && kept {
                    let value = self.annotation_value(annotation);
                    let dict = self.unit.temp();
                    self.load_name(&Rc::from("__annotations__"), dict, span);
                    let key = self.unit.temp();
                    let name = self.mangled(name);
                    self.unit.load_constant(key, Constant::Str(name), span);
                    self.unit.emit(Op::StoreItem(7, dict, key, value), span);
                }
            }
            ExprKind::Attribute { value: object, attr } if value.is_none() => {
                self.check_debug_target(&attr.id, span);
                self.expression_statement(object);
            }
            ExprKind::Subscript { value: object, index } if value.is_none() => {
                self.expression_statement(object);
                self.expression_statement(index);
            }
            _ => {}
        }
        if !simple && kept && !self.future {
            self.expression_statement(annotation);
        }
        self.unit.top = mark;
    }
}
