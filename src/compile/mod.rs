//! The compiler: from the tree to code with states.
//!
//! In: a tree and its source. Out: a [`Code`], and diagnostics for every fault CPython's symbol table and compiler would
//! find. One construct per file; `builder` holds the code in the making and `scopes` says who owns each name. It must
//! never run anything, and knows nothing of the machine beyond the operations.

mod annotation;
mod assert;
mod assignment;
mod branch;
mod builder;
mod call;
mod class;
mod comparison;
mod comprehension;
pub mod constant;
mod display;
mod except_group;
mod expression;
mod finish;
mod fold;
mod fstring;
mod function;
mod future;
mod generic;
mod help;
mod import;
mod jump;
mod loops;
mod names;
mod operator;
mod pattern;
pub mod scopes;
mod slice;
mod statement;
mod states;
mod suspend;
mod try_;
pub mod unbound;
mod unit;
mod warn;
mod way_out;
mod with;

use crate::bytecode::code::{Code, CodeKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};
use crate::syntax::ast::{Module, StmtKind};
use builder::Unit;
use scopes::{ScopeId, Scopes};
use std::rc::Rc;

/// What is made of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// A file or an `exec` text.
    #[default]
    Exec,
    /// One expression, whose value the code returns.
    Eval,
    /// An input of the shell: the values of expression statements are displayed.
    Single,
}

/// How to compile.
#[derive(Clone, Default)]
pub struct Options {
    /// What is made of the text.
    pub mode: Mode,
    /// Whether `await`, `async for` and `async with` are allowed outside functions; code that uses them is a coroutine's.
    pub top_level_await: bool,
    /// `from __future__ import annotations` holds from outside (for `exec` inside such a file).
    pub future_annotations: bool,
    /// Whether names of the top level live in a namespace apart from the globals (`exec` with two mappings).
    pub namespace: bool,
    /// Leave out `assert` and `if __debug__`.
    pub optimize: bool,
    /// Emit `Statement` before each statement, for observers.
    pub statements: bool,
    /// Emit `Reached` before each suspension point, for those who count.
    pub counted: bool,
    /// The dialect's forgotten imports: whether a name that nobody binds is a module to be imported.
    pub forgotten: Option<Forgotten>,
    /// The dialect's early look for names that nothing binds: whether a name is known from outside (a builtin).
    pub known: Option<fn(&str) -> bool>,
}

/// Whether a name is a module that a text may have forgotten to import.
pub type Forgotten = Rc<dyn Fn(&str) -> bool>;

/// Compiles a file; None when there are errors, which have been reported then.
pub fn compile(
    module: &Module,
    source: &Rc<Source>,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Rc<Code>> {
    let mut found = Vec::new();
    let features = future::features(module, &mut found);
    let future = features.annotations || options.future_annotations;
    let scopes = Scopes::of(module, future, &mut found);
    let found = found.into_iter().map(help::with_help).collect();
    let span = Span::new(0, source.text.len() as u32);
    let is_async = scopes.get(ScopeId(0)).is_async && options.top_level_await;
    let kind = if is_async { CodeKind::Coroutine } else { CodeKind::Module };
    let name: Rc<str> = "<module>".into();
    let unit = Unit::new(ScopeId(0), kind, name.clone(), name, span);
    let mut compiler = Compiler {
        source: source.clone(),
        options,
        scopes,
        unit,
        around: Vec::new(),
        diagnostics: found,
        future,
        last_future: features.last,
    };
    compiler.module(module);
    let sound = !compiler.diagnostics.iter().any(|d| d.severity == Severity::Error);
    if let Some(known) = options.known.filter(|_| source.dialect && sound) {
        compiler.unbound_names(module, known);
    }
    let found = compiler.diagnostics.iter().any(|d| d.severity == Severity::Error);
    let mut unit = compiler.take_unit();
    if found {
        help::name_functions(module, source, &mut compiler.diagnostics);
    }
    let code = if found { None } else { compiler.finish_code(&mut unit, 1).map(Rc::new) };
    diagnostics.append(&mut compiler.diagnostics);
    code
}

/// The compiler at work.
pub(crate) struct Compiler<'a> {
    source: Rc<Source>,
    options: &'a Options,
    scopes: Scopes,
    /// The unit being compiled.
    unit: Unit<'a>,
    /// The units around it, outermost first.
    around: Vec<Unit<'a>>,
    diagnostics: Vec<Diagnostic>,
    /// Annotations are kept as text.
    future: bool,
    /// Where the last `from __future__ import` at the beginning starts.
    last_future: u32,
}

impl<'a> Compiler<'a> {
    fn module(&mut self, module: &'a Module) {
        self.begin_home();
        let body = &module.body[..];
        if self.options.mode == Mode::Eval {
            match body.first().map(|s| &s.kind) {
                Some(StmtKind::Expr(value)) => {
                    let reg = self.operand(value);
                    self.unit.emit_last(crate::bytecode::Op::Return(reg), value.span);
                }
                _ => self.unit.emit_last(crate::bytecode::Op::ReturnNone, Span::default()),
            }
            return;
        }
        self.forgotten_imports(module);
        if contains_annotation(body) {
            self.unit.emit(crate::bytecode::Op::SetupAnnotations, Span::default());
        }
        let rest = if self.options.mode == Mode::Exec { self.module_docstring(body) } else { body };
        self.suite(rest);
        let span = body.last().map_or(Span::default(), |s| s.span);
        self.unit.emit_last(crate::bytecode::Op::ReturnNone, span);
    }

    /// Reports an error, once: suites of `finally` are compiled more than once.
    fn error(&mut self, code: &'static str, message: impl Into<String>, span: Span) {
        self.report(Diagnostic::error(code, message, span));
    }

    /// Reports a SyntaxWarning, once.
    fn warning(&mut self, code: &'static str, message: impl Into<String>, span: Span) {
        self.report(Diagnostic::warning(code, message, span));
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        let diagnostic = help::with_help(diagnostic);
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Whether a suite contains an annotated name, so that it needs `__annotations__`; nested suites count, bodies do not.
fn contains_annotation(suite: &[crate::syntax::ast::Stmt]) -> bool {
    let inside = |s: &Option<Vec<_>>| s.as_ref().is_some_and(|s| contains_annotation(s));
    suite.iter().any(|s| match &s.kind {
        StmtKind::AnnAssign { .. } => true,
        StmtKind::If { branches, orelse } => branches.iter().any(|b| contains_annotation(&b.body)) || inside(orelse),
        StmtKind::For { body, orelse, .. } | StmtKind::While { body, orelse, .. } => {
            contains_annotation(body) || inside(orelse)
        }
        StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
            contains_annotation(body)
                || handlers.iter().any(|h| contains_annotation(&h.body))
                || inside(orelse)
                || inside(finalbody)
        }
        StmtKind::With { body, .. } => contains_annotation(body),
        StmtKind::Match { cases, .. } => cases.iter().any(|c| contains_annotation(&c.body)),
        _ => false,
    })
}
