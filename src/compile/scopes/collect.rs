//! The first pass of the scopes: walks the tree once and notes how each name is used in each scope.
//!
//! In: the tree. Out: scopes with flags per name, in CPython's order of visiting, so that the first fault found is the
//! same. Where a name lives is decided afterwards, in `resolve`.

use super::{Scope, ScopeId, ScopeKind, Scopes, flag, key};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::*;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The walk in progress.
pub(super) struct Collector<'d> {
    pub(super) scopes: Scopes,
    pub(super) current: ScopeId,
    /// The class whose private names are mangled here.
    pub(super) private: Option<Rc<str>>,
    pub(super) diagnostics: &'d mut Vec<Diagnostic>,
    future_annotations: bool,
    /// What the bound or default in hand is called in messages.
    pub(super) parameter_part: &'static str,
}

/// Walks a file.
pub(super) fn collect(module: &Module, future_annotations: bool, diagnostics: &mut Vec<Diagnostic>) -> Scopes {
    let scopes = Scopes { all: Vec::new(), by_node: FxHashMap::default() };
    let mut walk =
        Collector { scopes, current: ScopeId(0), private: None, diagnostics, future_annotations, parameter_part: "" };
    walk.scopes.all.push(new_scope(ScopeKind::Module, Rc::from("<module>"), ScopeId(0), ScopeId(0)));
    walk.suite(&module.body);
    walk.scopes
}

fn new_scope(kind: ScopeKind, name: Rc<str>, parent: ScopeId, id: ScopeId) -> Scope {
    Scope {
        kind,
        name,
        parent,
        unit: id,
        symbols: Vec::new(),
        index: FxHashMap::default(),
        directives: Vec::new(),
        is_async: false,
        is_generator: false,
        sees_class: false,
        needs_class: false,
        needs_classdict: false,
        free: Vec::new(),
        comprehension_locals: 0,
        nested: false,
        in_iterable: 0,
        in_target: false,
    }
}

impl Collector<'_> {
    fn scope(&mut self) -> &mut Scope {
        let current = self.current;
        self.scopes.get_mut(current)
    }

    /// Opens a scope below the current one and goes into it; gives the scope to return to.
    fn enter<T: ?Sized>(&mut self, kind: ScopeKind, name: &Rc<str>, node: &T) -> ScopeId {
        let parent = self.current;
        let id = ScopeId(self.scopes.all.len() as u32);
        let mut scope = new_scope(kind, name.clone(), parent, id);
        let around = self.scopes.get(parent);
        if kind.is_inlined() {
            scope.unit = around.unit;
        }
        scope.in_iterable = around.in_iterable;
        scope.nested = around.nested || around.kind.is_function_like();
        scope.sees_class = (kind.is_annotation_like() && (around.kind == ScopeKind::Class || around.sees_class))
            || (kind.is_comprehension() && around.sees_class);
        if scope.sees_class {
            let class = self.class_around(parent);
            self.scopes.get_mut(class).needs_classdict = true;
        }
        self.scopes.by_node.insert((key(node), kind), id);
        self.scopes.all.push(scope);
        self.current = id;
        parent
    }

    fn class_around(&self, from: ScopeId) -> ScopeId {
        let mut at = from;
        while self.scopes.get(at).kind != ScopeKind::Class && at != ScopeId(0) {
            at = self.scopes.get(at).parent;
        }
        at
    }

    fn suite(&mut self, suite: &[Stmt]) {
        for statement in suite {
            self.statement(statement);
        }
    }

    fn optional(&mut self, suite: &Option<Suite>) {
        if let Some(suite) = suite {
            self.suite(suite);
        }
    }

    fn statement(&mut self, statement: &Stmt) {
        match &statement.kind {
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Assign { targets, value } => {
                self.exprs_bound(targets);
                self.expr(value);
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.target(target, 0);
                self.expr(value);
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(statement.span, target, annotation, value.as_deref(), *simple)
            }
            StmtKind::Delete(targets) => targets.iter().for_each(|t| self.target(t, flag::DELETED)),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue | StmtKind::Error => {}
            StmtKind::Return(value) => self.maybe(value.as_deref()),
            StmtKind::Raise { exception, cause } => {
                self.maybe(exception.as_deref());
                self.maybe(cause.as_deref());
            }
            StmtKind::Global(names) => names.iter().for_each(|n| self.declared(&n.id, flag::GLOBAL, statement.span)),
            StmtKind::Nonlocal(names) => {
                names.iter().for_each(|n| self.declared(&n.id, flag::NONLOCAL, statement.span))
            }
            StmtKind::Assert { test, message } => {
                self.expr(test);
                self.maybe(message.as_deref());
            }
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => names.iter().for_each(|a| self.alias(a)),
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.expr(&branch.test);
                    self.suite(&branch.body);
                }
                self.optional(orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.suite(body);
                self.optional(orelse);
            }
            StmtKind::For { target, iterable, body, orelse, is_async } => {
                self.scope().is_async |= is_async;
                self.target(target, 0);
                self.expr(iterable);
                self.suite(body);
                self.optional(orelse);
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.suite(body);
                for handler in handlers {
                    self.maybe(handler.test.as_ref());
                    if let Some(name) = &handler.name {
                        self.bound(&name.id, flag::LOCAL | flag::DELETED, name.span);
                    }
                    self.suite(&handler.body);
                }
                self.optional(orelse);
                self.optional(finalbody);
            }
            StmtKind::With { items, body, is_async } => {
                self.scope().is_async |= is_async;
                for item in items {
                    self.expr(&item.context);
                    if let Some(target) = &item.target {
                        self.target(target, 0);
                    }
                }
                self.suite(body);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                for case in cases {
                    self.pattern(&case.pattern);
                    self.maybe(case.guard.as_ref());
                    self.suite(&case.body);
                }
            }
            StmtKind::FunctionDef(function) => self.function(function),
            StmtKind::ClassDef(class) => self.class(class),
            StmtKind::TypeAlias { name, type_params, value } => {
                self.bound(&name.id, flag::LOCAL, name.span);
                let outside = self.type_params(type_params, &name.id);
                let around = self.enter(ScopeKind::TypeAlias, &name.id, &**value);
                self.expr(value);
                self.current = around;
                self.current = outside.unwrap_or(self.current);
            }
        }
    }

    fn annotated(&mut self, span: Span, target: &Expr, annotation: &Expr, value: Option<&Expr>, simple: bool) {
        if let ExprKind::Name(name) = &target.kind {
            let mangled = super::mangle(self.private.as_ref(), name);
            let before = self.flags(self.current, &mangled);
            if before & (flag::GLOBAL | flag::NONLOCAL) != 0 && self.current != ScopeId(0) && simple {
                let word = if before & flag::GLOBAL != 0 { "global" } else { "nonlocal" };
                self.fault(codes::DECLARATION, format!("annotated name '{name}' can't be {word}"), span);
                return;
            }
            if simple {
                self.bound(name, flag::ANNOTATED | flag::LOCAL, target.span);
            } else if value.is_some() {
                self.bound(name, flag::LOCAL, target.span);
            }
        } else {
            self.target(target, 0);
        }
        self.annotation(annotation);
        self.maybe(value);
    }

    fn annotation(&mut self, annotation: &Expr) {
        if self.future_annotations {
            let around = self.enter(ScopeKind::Annotation, &Rc::from("_annotation"), annotation);
            self.expr(annotation);
            self.current = around;
        } else {
            self.expr(annotation);
        }
    }

    fn alias(&mut self, alias: &Alias) {
        let name = alias.asname.as_ref().unwrap_or(&alias.name);
        if &*name.id == "*" {
            if self.current != ScopeId(0) {
                let message = "import * only allowed at module level".to_string();
                self.fault(codes::STAR_IMPORT, message, alias.name.span);
            }
            return;
        }
        match name.id.split_once('.') {
            Some((first, _)) => self.bound(&Rc::from(first), flag::IMPORT, name.span),
            None => self.bound(&name.id, flag::IMPORT, name.span),
        }
    }

    fn function(&mut self, function: &FunctionDef) {
        self.bound(&function.name.id, flag::LOCAL, function.name.span);
        self.defaults(&function.parameters);
        self.exprs(&function.decorators);
        let outside = self.type_params(&function.type_params, &function.name.id);
        if outside.is_some() {
            for (name, there) in has_defaults(&function.parameters) {
                if there {
                    self.mark(self.current, &Rc::from(name), flag::PARAM);
                }
            }
        }
        for parameter in parameters(&function.parameters) {
            if let Some(annotation) = &parameter.annotation {
                self.annotation(annotation);
            }
        }
        if let Some(returns) = &function.returns {
            self.annotation(returns);
        }
        let around = self.enter(ScopeKind::Function, &function.name.id, function);
        self.scope().is_async = function.is_async;
        for parameter in parameters(&function.parameters) {
            self.parameter(&parameter.name.id, parameter.name.span);
        }
        self.suite(&function.body);
        self.current = around;
        self.current = outside.unwrap_or(self.current);
    }

    fn class(&mut self, class: &ClassDef) {
        self.bound(&class.name.id, flag::LOCAL, class.name.span);
        self.exprs(&class.decorators);
        let outside = self.type_params(&class.type_params, &class.name.id);
        if outside.is_some() {
            self.mark(self.current, &Rc::from(".type_params"), flag::LOCAL | flag::USE);
            self.mark(self.current, &Rc::from(".generic_base"), flag::LOCAL | flag::USE);
        }
        self.exprs(&class.bases);
        class.keywords.iter().for_each(|k| self.expr(&k.value));
        let around = self.enter(ScopeKind::Class, &class.name.id, class);
        let private = self.private.replace(class.name.id.clone());
        if outside.is_some() {
            self.mark(self.current, &Rc::from(".type_params"), flag::USE);
        }
        self.suite(&class.body);
        self.private = private;
        self.current = around;
        self.current = outside.unwrap_or(self.current);
    }

    /// Opens the scope of type parameters, if there are any; gives the scope to return to.
    fn type_params(&mut self, params: &[TypeParam], name: &Rc<str>) -> Option<ScopeId> {
        if params.is_empty() {
            return None;
        }
        let outside = self.enter(ScopeKind::TypeParams, name, params);
        let mut default_seen = false;
        for param in params {
            if self.flags(self.current, &param.name.id) & flag::TYPE_PARAM != 0 {
                self.fault(codes::TYPE_PARAMETER, format!("duplicate type parameter '{}'", param.name.id), param.span);
            }
            self.bound(&param.name.id, flag::TYPE_PARAM | flag::LOCAL, param.span);
            for (part, kind) in [(&param.bound, ScopeKind::TypeVarBound), (&param.default, ScopeKind::TypeVarDefault)] {
                if let Some(part) = part {
                    self.parameter_part = match (kind, &param.kind, &part.kind) {
                        (ScopeKind::TypeVarBound, _, ExprKind::Tuple(_)) => "a TypeVar constraint",
                        (ScopeKind::TypeVarBound, ..) => "a TypeVar bound",
                        (_, TypeParamKind::TypeVar, _) => "a TypeVar default",
                        (_, TypeParamKind::TypeVarTuple, _) => "a TypeVarTuple default",
                        (_, TypeParamKind::ParamSpec, _) => "a ParamSpec default",
                    };
                    let around = self.enter(kind, &param.name.id, part);
                    self.expr(part);
                    self.current = around;
                }
            }
            if param.default.is_some() {
                default_seen = true;
            } else if default_seen {
                let name = &param.name.id;
                let message = format!("non-default type parameter '{name}' follows default type parameter");
                self.fault(codes::TYPE_PARAMETER_DEFAULT, message, param.span);
            }
        }
        Some(outside)
    }

    fn defaults(&mut self, parameters: &Parameters) {
        for parameter in parameters.posonly.iter().chain(&parameters.args).chain(&parameters.kwonly) {
            self.maybe(parameter.default.as_deref());
        }
    }

    fn exprs(&mut self, exprs: &[Expr]) {
        exprs.iter().for_each(|e| self.expr(e));
    }

    fn exprs_bound(&mut self, exprs: &[Expr]) {
        exprs.iter().for_each(|e| self.target(e, 0));
    }

    fn maybe(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    /// An expression that is assigned to or deleted.
    fn target(&mut self, target: &Expr, extra: u16) {
        match &target.kind {
            ExprKind::Name(name) => self.bound(name, flag::LOCAL | extra, target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => items.iter().for_each(|t| self.target(t, extra)),
            ExprKind::Starred(value) => self.target(value, extra),
            _ => self.expr(target),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Error => {}
            ExprKind::Name(name) => self.used(name, expr.span),
            ExprKind::BoolOp { values: items, .. }
            | ExprKind::Set(items)
            | ExprKind::List(items)
            | ExprKind::Tuple(items) => self.exprs(items),
            ExprKind::Named { target, value } => {
                if self.forbid_in_annotation("named expression", expr.span) {
                    return;
                }
                self.walrus(&target.id, target.span, expr.span);
                self.expr(value);
            }
            ExprKind::BinOp { left, right, .. } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::UnaryOp { operand: value, .. } | ExprKind::Starred(value) | ExprKind::Attribute { value, .. } => {
                self.expr(value)
            }
            ExprKind::Lambda { parameters: params, body } => {
                self.defaults(params);
                let around = self.enter(ScopeKind::Lambda, &Rc::from("lambda"), &**params);
                for parameter in parameters(params) {
                    self.parameter(&parameter.name.id, parameter.name.span);
                }
                self.expr(body);
                self.current = around;
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test);
                self.expr(body);
                self.expr(orelse);
            }
            ExprKind::Dict { keys, values } => {
                keys.iter().for_each(|k| self.maybe(k.as_ref()));
                self.exprs(values);
            }
            ExprKind::ListComp { element, generators } => {
                self.comprehension(ScopeKind::ListComp, "<listcomp>", expr, element, None, generators)
            }
            ExprKind::SetComp { element, generators } => {
                self.comprehension(ScopeKind::SetComp, "<setcomp>", expr, element, None, generators)
            }
            ExprKind::GeneratorExp { element, generators } => {
                self.comprehension(ScopeKind::GeneratorExp, "<genexpr>", expr, element, None, generators)
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(ScopeKind::DictComp, "<dictcomp>", expr, key, Some(value), generators)
            }
            ExprKind::Await(value) => {
                if self.forbid_in_annotation("await expression", expr.span) {
                    return;
                }
                self.expr(value);
                self.scope().is_async = true;
            }
            ExprKind::Yield(value) => {
                if !self.forbid_in_annotation("yield expression", expr.span) {
                    self.maybe(value.as_deref());
                    self.yields(expr.span);
                }
            }
            ExprKind::YieldFrom(value) => {
                if !self.forbid_in_annotation("yield expression", expr.span) {
                    self.expr(value);
                    self.yields(expr.span);
                }
            }
            ExprKind::Compare { first, rest } => {
                self.expr(first);
                rest.iter().for_each(|(_, e)| self.expr(e));
            }
            ExprKind::Call { func, args, keywords } => {
                self.expr(func);
                self.exprs(args);
                keywords.iter().for_each(|k| self.expr(&k.value));
            }
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::Subscript { value, index } => {
                self.expr(value);
                self.expr(index);
            }
            ExprKind::Slice { lower, upper, step } => {
                for part in [lower, upper, step] {
                    self.maybe(part.as_deref());
                }
            }
        }
    }

    fn yields(&mut self, span: Span) {
        let place = match self.scope().kind {
            ScopeKind::ListComp => "list comprehension",
            ScopeKind::SetComp => "set comprehension",
            ScopeKind::DictComp => "dict comprehension",
            ScopeKind::GeneratorExp => "generator expression",
            _ => {
                self.scope().is_generator = true;
                return;
            }
        };
        self.fault(codes::YIELD_IN_COMPREHENSION, format!("'yield' inside {place}"), span);
    }

    fn fstring(&mut self, parts: &[FStringPart]) {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.expr(value);
                self.fstring(spec.as_deref().unwrap_or(&[]));
            }
        }
    }

    fn comprehension(
        &mut self,
        kind: ScopeKind,
        name: &str,
        expr: &Expr,
        element: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
    ) {
        let Some(outermost) = generators.first() else { return };
        self.scope().in_iterable += 1;
        self.expr(&outermost.iterable);
        self.scope().in_iterable -= 1;
        let around = self.enter(kind, &Rc::from(name), expr);
        if kind == ScopeKind::GeneratorExp {
            self.mark(self.current, &Rc::from(".0"), flag::PARAM);
        }
        for (i, generator) in generators.iter().enumerate() {
            self.scope().in_target = true;
            self.target(&generator.target, 0);
            self.scope().in_target = false;
            if i > 0 {
                self.scope().in_iterable += 1;
                self.expr(&generator.iterable);
                self.scope().in_iterable -= 1;
            }
            self.exprs(&generator.conditions);
            if generator.is_async {
                self.scope().is_async = true;
            }
        }
        self.maybe(value);
        self.expr(element);
        let is_async = self.scope().is_async && kind != ScopeKind::GeneratorExp;
        self.current = around;
        if is_async {
            self.scope().is_async = true;
        }
    }

    fn pattern(&mut self, pattern: &Pattern) {
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Singleton(_) => {}
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().for_each(|p| self.pattern(p))
            }
            PatternKind::Mapping { keys, patterns, rest } => {
                self.exprs(keys);
                patterns.iter().for_each(|p| self.pattern(p));
                if let Some(name) = rest {
                    self.bound(&name.id, flag::LOCAL, name.span);
                }
            }
            PatternKind::Class { cls, patterns, keywords } => {
                self.expr(cls);
                patterns.iter().for_each(|p| self.pattern(p));
                keywords.iter().for_each(|(_, p)| self.pattern(p));
            }
            PatternKind::Star(name) => {
                if let Some(name) = name {
                    self.bound(&name.id, flag::LOCAL, name.span);
                }
            }
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern);
                }
                if let Some(name) = name {
                    self.bound(&name.id, flag::LOCAL, name.span);
                }
            }
        }
    }
}

/// All parameters in the order of their registers.
pub(in crate::compile) fn parameters(p: &Parameters) -> impl Iterator<Item = &Parameter> {
    p.posonly.iter().chain(&p.args).chain(&p.kwonly).chain(p.vararg.as_deref()).chain(p.kwarg.as_deref())
}

/// The hidden parameters of the scope of a generic function's type parameters, and whether each is needed.
pub(in crate::compile) fn has_defaults(p: &Parameters) -> [(&'static str, bool); 2] {
    let positional = p.posonly.iter().chain(&p.args).any(|p| p.default.is_some());
    [(".defaults", positional), (".kwdefaults", p.kwonly.iter().any(|p| p.default.is_some()))]
}
