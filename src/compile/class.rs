//! Classes.
//!
//! In: the definition. Out: the body as the code of a function, and the call of `__build_class__`.

use super::Compiler;
use super::call::Callee;
use super::constant::Constant;
use super::contains_annotation;
use super::function::{clean, docstring};
use super::scopes::{ScopeKind, hidden_cell};
use crate::bytecode::code::CodeKind;
use crate::bytecode::op::{Op, Reg};
use crate::source::Span;
use crate::syntax::ast::ClassDef;
use std::rc::Rc;

impl<'a> Compiler<'a> {
    /// `class`
    pub(super) fn class_def(&mut self, class: &'a ClassDef, span: Span) {
        let mark = self.unit.top;
        for decorator in &class.decorators {
            self.temporary(decorator);
        }
        let dst = self.unit.temp();
        let first_line = self.first_line(&class.decorators, span);
        if class.type_params.is_empty() {
            self.build_class(class, dst, span, first_line, &[]);
        } else {
            self.generic_class(class, dst, span, first_line);
        }
        self.decorate(&class.decorators, dst);
        self.store_name(&class.name.id, mark, span);
        self.unit.top = mark;
    }

    /// dst = __build_class__(body, name, *bases, **keywords)
    pub(super) fn build_class(
        &mut self,
        class: &'a ClassDef,
        dst: Reg,
        span: Span,
        first_line: u32,
        extra: &[Rc<str>],
    ) {
        let mark = self.unit.top;
        let base = self.unit.temp();
        self.unit.emit(Op::LoadBuildClass(base), span);
        let body = self.unit.temp();
        self.class_body(class, body, span, first_line);
        let name = self.unit.temp();
        self.unit.load_constant(name, Constant::Str(class.name.id.clone()), span);
        self.arguments(Callee::Plain, base, extra, &class.bases, &class.keywords, dst, span);
        self.unit.top = mark;
    }

    fn class_body(&mut self, class: &'a ClassDef, dst: Reg, span: Span, first_line: u32) {
        let scope = self.scopes.opened_by(ScopeKind::Class, class);
        self.begin_unit(scope, CodeKind::Class, &class.name.id, span, &[]);
        self.unit.private = Some(class.name.id.clone());
        let start = Span::new(span.start, span.start);
        let value = self.unit.temp();
        if self.scopes.get(scope).needs_classdict {
            self.unit.emit(Op::LoadLocals(value), start);
            let cell = self.hidden_cell_register("__classdict__");
            self.unit.emit(Op::StoreCell(1, value, cell), start);
        }
        self.load_name(&Rc::from("__name__"), value, start);
        self.store_name(&Rc::from("__module__"), value, start);
        let qualname = Constant::Str(self.unit.qualname.clone());
        self.unit.load_constant(value, qualname, start);
        self.store_name(&Rc::from("__qualname__"), value, start);
        self.unit.load_constant(value, Constant::Int(i64::from(first_line)), start);
        self.store_name(&Rc::from("__firstlineno__"), value, start);
        if !class.type_params.is_empty() {
            self.load_name(&Rc::from(".type_params"), value, start);
            self.store_name(&Rc::from("__type_params__"), value, start);
        }
        if contains_annotation(&class.body) {
            self.unit.emit(Op::SetupAnnotations, start);
        }
        let (doc, body) = docstring(&class.body);
        let doc = doc.map(|(text, span)| (clean(text), span));
        if let Some((text, span)) = &doc {
            self.unit.load_constant(value, Constant::Str(text.clone()), *span);
            self.store_name(&Rc::from("__doc__"), value, *span);
        }
        self.unit.top = value;
        self.suite(body);
        let value = self.unit.temp();
        let names = self.unit.static_attributes.iter().map(|n| Constant::Str(n.clone())).collect();
        self.unit.load_constant(value, Constant::Tuple(names), span);
        self.store_name(&Rc::from("__static_attributes__"), value, span);
        if self.scopes.get(scope).needs_classdict {
            let cell = self.hidden_cell_register("__classdict__");
            self.unit.emit(Op::Move(value, cell), span);
            self.store_name(&Rc::from("__classdictcell__"), value, span);
        }
        if self.scopes.get(scope).needs_class {
            let cell = self.hidden_cell_register("__class__");
            self.unit.emit(Op::Move(value, cell), span);
            self.store_copy(&Rc::from("__classcell__"), value, span);
            self.unit.emit_last(Op::Return(value), span);
        } else {
            self.unit.emit_last(Op::ReturnNone, span);
        }
        let mut unit = self.take_unit();
        unit.doc = doc.map(|d| d.0);
        if let Some(code) = self.finish_code(&mut unit, first_line) {
            let top = self.unit.top;
            self.make_function(code, 0, top, dst, span);
            self.unit.top = top;
        }
    }

    fn hidden_cell_register(&self, name: &str) -> Reg {
        let home = self.scopes.get(self.unit.home);
        home.get(&hidden_cell(name)).and_then(|s| s.register).unwrap_or(0)
    }
}
