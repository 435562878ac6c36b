//! Statements: which construct compiles which.
//!
//! In: suites. Out: what the constructs emit. Temporaries of one statement are free again at its end.

use super::Compiler;
use crate::bytecode::op::Op;
use crate::source::Span;
use crate::syntax::ast::{Expr, Stmt, StmtKind};

impl<'a> Compiler<'a> {
    /// Compiles the statements of a suite.
    pub(super) fn suite(&mut self, suite: &'a [Stmt]) {
        for statement in suite {
            let mark = self.unit.top;
            if self.options.statements && !matches!(statement.kind, StmtKind::Global(_) | StmtKind::Nonlocal(_)) {
                self.unit.emit(Op::Statement, statement.span);
            }
            self.statement(statement);
            self.unit.top = mark;
        }
    }

    fn statement(&mut self, statement: &'a Stmt) {
        let span = statement.span;
        match &statement.kind {
            StmtKind::Expr(value) => self.expression_statement(value),
            StmtKind::Assign { targets, value } => self.assign_statement(targets, value),
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value, span),
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated(target, annotation, value.as_deref(), *simple, span)
            }
            StmtKind::Delete(targets) => targets.iter().for_each(|t| self.delete(t)),
            StmtKind::Pass | StmtKind::Global(_) | StmtKind::Nonlocal(_) | StmtKind::Error => {}
            StmtKind::Break => self.break_(span),
            StmtKind::Continue => self.continue_(span),
            StmtKind::Return(value) => self.return_(value.as_deref(), span),
            StmtKind::Raise { exception, cause } => self.raise(exception.as_deref(), cause.as_deref(), span),
            StmtKind::Assert { test, message } => self.assert(test, message.as_deref(), span),
            StmtKind::Import(names) => self.import(names, span),
            StmtKind::ImportFrom { module, names, level } => self.import_from(module.as_ref(), names, *level, span),
            StmtKind::If { branches, orelse } => self.if_(branches, orelse.as_ref()),
            StmtKind::While { test, body, orelse } => self.while_(test, body, orelse.as_ref(), span),
            StmtKind::For { target, iterable, body, orelse, is_async } => {
                self.for_(target, iterable, body, orelse.as_ref(), *is_async, span)
            }
            StmtKind::Try { body, handlers, orelse, finalbody, star } => {
                self.try_(body, handlers, orelse.as_ref(), finalbody.as_ref(), *star, span)
            }
            StmtKind::With { items, body, is_async } => self.with(items, body, *is_async, span),
            StmtKind::Match { subject, cases } => self.match_(subject, cases),
            StmtKind::FunctionDef(function) => self.function_def(function, span),
            StmtKind::ClassDef(class) => self.class_def(class, span),
            StmtKind::TypeAlias { name, type_params, value } => self.type_alias(name, type_params, value, span),
        }
    }

    fn raise(&mut self, exception: Option<&'a Expr>, cause: Option<&'a Expr>, span: Span) {
        let Some(exception) = exception else { return self.unit.emit_last(Op::RaiseAgain, span) };
        // What is raised is given up, so a local is copied first.
        let exc = self.temporary(exception);
        match cause {
            Some(cause) => {
                let cause = self.temporary(cause);
                self.unit.emit_last(Op::RaiseFrom(exc, cause), span);
            }
            None => self.unit.emit_last(Op::Raise(exc), span),
        }
    }
}
