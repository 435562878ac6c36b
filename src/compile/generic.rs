//! Type parameters (PEP 695, 696) and the `type` statement.
//!
//! In: generic functions, classes and aliases. Out: a hidden function that makes the type parameters and then the thing
//! itself, called at once; bounds, defaults and alias values are functions that are called when somebody asks.

use super::Compiler;
use super::constant::Constant;
use super::function::TYPE_PARAMS;
use super::scopes::{ScopeKind, has_defaults};
use crate::bytecode::code::{Code, CodeKind};
use crate::bytecode::op::{Intrinsic, Op, Reg};
use crate::source::Span;
use crate::syntax::ast::{ClassDef, Expr, ExprKind, FunctionDef, Name, TypeParam, TypeParamKind};
use std::rc::Rc;

impl<'a> Compiler<'a> {
    fn begin_type_params(&mut self, params: &'a [TypeParam], name: &str, span: Span, hidden: &[Rc<str>]) {
        let scope = self.scopes.opened_by(ScopeKind::TypeParams, params);
        let name: Rc<str> = format!("<generic parameters of {name}>").into();
        self.begin_unit(scope, CodeKind::Function, &name, span, hidden);
    }

    /// Returns what is in `value` from the hidden function, makes that function in `base`, where its arguments may
    /// follow, and calls it.
    fn end_type_params(&mut self, value: Reg, base: Reg, arguments: u8, dst: Reg, span: Span) {
        self.unit.emit_last(Op::Return(value), span);
        let first_line = self.source.line(span.start);
        let mut unit = self.take_unit();
        if let Some(code) = self.finish_code(&mut unit, first_line) {
            let code = Code { args: u16::from(arguments), ..code };
            let top = self.unit.top;
            self.make_function(code, 0, top, base, span);
            self.unit.emit(Op::Call(arguments, dst, base), span);
        }
    }

    /// `def f[T](...)`
    pub(super) fn generic_function(&mut self, function: &'a FunctionDef, dst: Reg, span: Span, first_line: u32) {
        let mark = self.unit.top;
        let base = self.unit.temp();
        let flags = self.defaults(&function.parameters, span);
        let arguments = (self.unit.top - base - 1) as u8;
        let hidden: Vec<Rc<str>> =
            has_defaults(&function.parameters).iter().filter(|h| h.1).map(|h| Rc::from(h.0)).collect();
        self.begin_type_params(&function.type_params, &function.name.id, span, &hidden);
        // Annotations may use the type parameters, so these are made first; the function wants them last.
        let params = self.unit.temp();
        self.type_params(&function.type_params, params, span);
        let inside = self.unit.top;
        for i in 0..hidden.len() {
            let given = self.unit.temp();
            self.unit.emit(Op::Move(given, i as Reg), span);
        }
        let mut flags = flags | self.annotations(&function.parameters, function.returns.as_ref(), span);
        let last = self.unit.temp();
        self.unit.emit(Op::Take(last, params), span);
        flags |= TYPE_PARAMS;
        let value = self.unit.temp();
        self.function_object(function, flags, inside, value, span, first_line);
        self.end_type_params(value, base, arguments, dst, span);
        self.unit.top = mark;
    }

    /// `class C[T]: ...`
    pub(super) fn generic_class(&mut self, class: &'a ClassDef, dst: Reg, span: Span, first_line: u32) {
        let mark = self.unit.top;
        let base = self.unit.temp();
        self.begin_type_params(&class.type_params, &class.name.id, span, &[]);
        // Names hidden from programs carry the type parameters into the class body.
        let params = self.unit.temp();
        self.type_params(&class.type_params, params, span);
        self.store_copy(&Rc::from(".type_params"), params, span);
        self.unit.emit(Op::Intrinsic(Intrinsic::SubscriptGeneric as u8, params, params), span);
        self.store_name(&Rc::from(".generic_base"), params, span);
        self.unit.top = params;
        let value = self.unit.temp();
        self.build_class(class, value, span, first_line, &[Rc::from(".generic_base")]);
        self.end_type_params(value, base, 0, dst, span);
        self.unit.top = mark;
    }

    /// `type Name[T] = value`
    pub(super) fn type_alias(&mut self, name: &'a Name, params: &'a [TypeParam], value: &'a Expr, span: Span) {
        let mark = self.unit.top;
        let dst = self.unit.temp();
        if params.is_empty() {
            self.alias_object(name, params, value, dst, span);
        } else {
            let base = self.unit.temp();
            self.begin_type_params(params, &name.id, span, &[]);
            let inner = self.unit.temp();
            self.alias_object(name, params, value, inner, span);
            self.end_type_params(inner, base, 0, dst, span);
        }
        self.store_name(&name.id, dst, name.span);
        self.unit.top = mark;
    }

    fn alias_object(&mut self, name: &'a Name, params: &'a [TypeParam], value: &'a Expr, dst: Reg, span: Span) {
        let base = self.unit.temps(3);
        self.unit.load_constant(base, Constant::Str(name.id.clone()), span);
        if params.is_empty() {
            self.unit.emit(Op::LoadNone(base + 1), span);
        } else {
            self.type_params(params, base + 1, span);
        }
        self.thunk(ScopeKind::TypeAlias, &name.id, value, base + 2, span);
        self.unit.emit(Op::IntrinsicMany(Intrinsic::TypeAlias as u8, dst, base, 3), span);
        self.unit.top = base;
    }

    /// dst = the tuple of the type parameters, each of which is bound to its name.
    fn type_params(&mut self, params: &'a [TypeParam], dst: Reg, span: Span) {
        let mark = self.unit.top;
        let base = self.unit.temps(params.len());
        for (i, param) in params.iter().enumerate() {
            let made = base + i as Reg;
            let name = &param.name.id;
            let given = self.unit.temp();
            self.unit.load_constant(given, Constant::Str(name.clone()), param.span);
            let which = match param.kind {
                TypeParamKind::TypeVar => {
                    let constraints = matches!(&param.bound, Some(Expr { kind: ExprKind::Tuple(_), .. }));
                    self.thunk_or_none(ScopeKind::TypeVarBound, param.bound.as_ref(), name, param.span);
                    if constraints { Intrinsic::TypeVarConstraints } else { Intrinsic::TypeVar }
                }
                TypeParamKind::TypeVarTuple => Intrinsic::TypeVarTuple,
                TypeParamKind::ParamSpec => Intrinsic::ParamSpec,
            };
            self.thunk_or_none(ScopeKind::TypeVarDefault, param.default.as_ref(), name, param.span);
            let count = self.unit.top - given;
            self.unit.emit(Op::IntrinsicMany(which as u8, made, given, count), param.span);
            self.unit.top = given;
            self.store_copy(name, made, param.span);
        }
        self.unit.emit(Op::BuildTuple(dst, base, params.len() as u16), span);
        self.unit.top = mark;
    }

    fn thunk_or_none(&mut self, kind: ScopeKind, value: Option<&'a Expr>, name: &Rc<str>, span: Span) {
        let dst = self.unit.temp();
        match value {
            Some(value) => {
                self.thunk(kind, name, value, dst, value.span);
            }
            None => self.unit.emit(Op::LoadNone(dst), span),
        }
    }

    /// dst = a function without parameters that computes the value when called.
    fn thunk(&mut self, kind: ScopeKind, name: &Rc<str>, value: &'a Expr, dst: Reg, span: Span) {
        let scope = self.scopes.opened_by(kind, value);
        self.begin_unit(scope, CodeKind::Function, name, span, &[]);
        let reg = match &value.kind {
            // `*Ts = *tuple[int]`: the one item of what is unpacked.
            ExprKind::Starred(inner) => self.single_item(inner),
            _ => self.operand(value),
        };
        self.unit.emit_last(Op::Return(reg), value.span);
        let first_line = self.source.line(span.start);
        let mut unit = self.take_unit();
        if let Some(code) = self.finish_code(&mut unit, first_line) {
            let top = self.unit.top;
            self.make_function(code, 0, top, dst, span);
            self.unit.top = top;
        }
    }

    /// `*value` where one value is wanted: the only item of the iterable.
    pub(super) fn single_item(&mut self, value: &'a Expr) -> Reg {
        let reg = self.temporary(value);
        self.unit.emit(Op::UnpackSequence(0, reg, reg, 1), value.span);
        reg
    }
}
