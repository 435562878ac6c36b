//! A plain walk over the tree.
//!
//! In: statements and what to do with each expression and statement. Out: it is done, outer before inner, in the order
//! of the source. Patterns' and f-strings' expressions are walked as well.

use super::ast::*;

/// Walks statements.
pub fn walk<'a>(suite: &'a [Stmt], expr: &mut dyn FnMut(&'a Expr), stmt: &mut dyn FnMut(&'a Stmt)) {
    let mut walk = Walk { on_expr: expr, on_stmt: stmt };
    walk.suite(suite);
}

struct Walk<'w, 'a> {
    on_expr: &'w mut dyn FnMut(&'a Expr),
    on_stmt: &'w mut dyn FnMut(&'a Stmt),
}

impl<'a> Walk<'_, 'a> {
    fn suite(&mut self, suite: &'a [Stmt]) {
        suite.iter().for_each(|s| self.stmt(s));
    }

    fn exprs(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) {
        exprs.into_iter().for_each(|e| self.expr(e));
    }

    fn stmt(&mut self, statement: &'a Stmt) {
        (self.on_stmt)(statement);
        match &statement.kind {
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Assign { targets, value } => {
                self.exprs(targets);
                self.expr(value);
            }
            StmtKind::AugAssign { target, value, .. } => self.exprs([&**target, value]),
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                self.exprs([&**target, annotation]);
                self.exprs(value.as_deref());
            }
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Return(value) => self.exprs(value.as_deref()),
            StmtKind::Raise { exception, cause } => {
                self.exprs(exception.as_deref());
                self.exprs(cause.as_deref());
            }
            StmtKind::Assert { test, message } => {
                self.expr(test);
                self.exprs(message.as_deref());
            }
            StmtKind::If { branches, orelse } => {
                for branch in branches {
                    self.expr(&branch.test);
                    self.suite(&branch.body);
                }
                self.suite(orelse.as_deref().unwrap_or(&[]));
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.suite(body);
                self.suite(orelse.as_deref().unwrap_or(&[]));
            }
            StmtKind::For { target, iterable, body, orelse, .. } => {
                self.exprs([&**target, iterable]);
                self.suite(body);
                self.suite(orelse.as_deref().unwrap_or(&[]));
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                self.suite(body);
                for handler in handlers {
                    self.exprs(&handler.test);
                    self.suite(&handler.body);
                }
                self.suite(orelse.as_deref().unwrap_or(&[]));
                self.suite(finalbody.as_deref().unwrap_or(&[]));
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(&item.context);
                    self.exprs(&item.target);
                }
                self.suite(body);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                for case in cases {
                    self.pattern(&case.pattern);
                    self.exprs(&case.guard);
                    self.suite(&case.body);
                }
            }
            StmtKind::FunctionDef(function) => {
                self.exprs(&function.decorators);
                self.parameters(&function.parameters);
                self.exprs(&function.returns);
                self.suite(&function.body);
            }
            StmtKind::ClassDef(class) => {
                self.exprs(&class.decorators);
                self.exprs(&class.bases);
                self.exprs(class.keywords.iter().map(|k| &k.value));
                self.suite(&class.body);
            }
            StmtKind::TypeAlias { value, .. } => self.expr(value),
            StmtKind::Pass
            | StmtKind::Break
            | StmtKind::Continue
            | StmtKind::Global(_)
            | StmtKind::Nonlocal(_)
            | StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::Error => {}
        }
    }

    fn parameters(&mut self, p: &'a Parameters) {
        let all = p.posonly.iter().chain(&p.args).chain(p.vararg.as_deref()).chain(&p.kwonly).chain(p.kwarg.as_deref());
        for parameter in all {
            self.exprs(parameter.annotation.as_deref());
            self.exprs(parameter.default.as_deref());
        }
    }

    fn pattern(&mut self, pattern: &'a Pattern) {
        match &pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => {
                patterns.iter().for_each(|p| self.pattern(p))
            }
            PatternKind::Mapping { keys, patterns, .. } => {
                self.exprs(keys);
                patterns.iter().for_each(|p| self.pattern(p));
            }
            PatternKind::Class { cls, patterns, keywords } => {
                self.expr(cls);
                patterns.iter().chain(keywords.iter().map(|k| &k.1)).for_each(|p| self.pattern(p));
            }
            PatternKind::As { pattern, .. } => pattern.iter().for_each(|p| self.pattern(p)),
            PatternKind::Singleton(_) | PatternKind::Star(_) => {}
        }
    }

    fn comprehension(&mut self, generators: &'a [Comprehension]) {
        for generator in generators {
            self.exprs([&generator.target, &generator.iterable]);
            self.exprs(&generator.conditions);
        }
    }

    fn fstring(&mut self, parts: &'a [FStringPart]) {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.expr(value);
                self.fstring(spec.as_deref().unwrap_or(&[]));
            }
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        (self.on_expr)(expr);
        match &expr.kind {
            ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Error => {}
            ExprKind::BoolOp { values: items, .. }
            | ExprKind::Set(items)
            | ExprKind::List(items)
            | ExprKind::Tuple(items) => self.exprs(items),
            ExprKind::Named { value, .. }
            | ExprKind::UnaryOp { operand: value, .. }
            | ExprKind::Await(value)
            | ExprKind::YieldFrom(value)
            | ExprKind::Starred(value)
            | ExprKind::Attribute { value, .. } => self.expr(value),
            ExprKind::BinOp { left, right, .. } => self.exprs([&**left, right]),
            ExprKind::Lambda { parameters, body } => {
                self.parameters(parameters);
                self.expr(body);
            }
            ExprKind::IfExp { test, body, orelse } => self.exprs([&**test, body, orelse]),
            ExprKind::Dict { keys, values } => {
                self.exprs(keys.iter().flatten());
                self.exprs(values);
            }
            ExprKind::ListComp { element, generators }
            | ExprKind::SetComp { element, generators }
            | ExprKind::GeneratorExp { element, generators } => {
                self.expr(element);
                self.comprehension(generators);
            }
            ExprKind::DictComp { key, value, generators } => {
                self.exprs([&**key, value]);
                self.comprehension(generators);
            }
            ExprKind::Yield(value) => self.exprs(value.as_deref()),
            ExprKind::Compare { first, rest } => {
                self.expr(first);
                self.exprs(rest.iter().map(|r| &r.1));
            }
            ExprKind::Call { func, args, keywords } => {
                self.expr(func);
                self.exprs(args);
                self.exprs(keywords.iter().map(|k| &k.value));
            }
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::Subscript { value, index } => self.exprs([&**value, index]),
            ExprKind::Slice { lower, upper, step } => {
                self.exprs([lower, upper, step].into_iter().filter_map(|p| p.as_deref()))
            }
        }
    }
}
