//! What can be said of a program without running it, beyond its faults: coroutines made and dropped, calls that stop the
//! loop, tasks that nobody keeps, code that is never reached, names that nobody uses, habits that bite.
//!
//! In: a tree without errors, and its source. Out: warnings. It must stay silent where it is not sure. `era` knows the
//! spellings of other years, `unused` the names that nobody reads, `slip` what only looks right, `default`
//! which default values the calls share.

mod default;
mod era;
mod slip;
mod unused;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};
use crate::syntax::ast::*;
use crate::syntax::visit;
use std::collections::HashSet;

/// All warnings on a program, in the order of the text.
pub fn warnings(tree: &Module, source: &Source) -> Vec<Diagnostic> {
    let mut check = Check { source, coroutines: HashSet::new(), methods: HashSet::new(), found: Vec::new() };
    let mut plain: HashSet<&str> = HashSet::new();
    // A name that means something else as well, a plain function, a parameter, a variable, is not certain.
    visit::walk(&tree.body, &mut |_| {}, &mut |s| match &s.kind {
        StmtKind::FunctionDef(def) => {
            if !def.is_async {
                plain.insert(&def.name.id);
            }
            let all = def.parameters.posonly.iter().chain(&def.parameters.args).chain(&def.parameters.kwonly);
            plain.extend(all.map(|p| &*p.name.id));
        }
        StmtKind::Assign { targets, .. } => plain.extend(targets.iter().filter_map(|t| match &t.kind {
            ExprKind::Name(name) => Some(&**name),
            _ => None,
        })),
        _ => {}
    });
    check.learn(&tree.body, false, &plain);
    check.suite(&tree.body, None);
    check.found.extend(era::find(tree, source));
    check.found.extend(unused::imports(tree, source));
    check.found.extend(unused::variables(tree));
    check.found.extend(slip::signs(tree, source));
    check.found.sort_by_key(|d| d.span().start);
    check.found
}

struct Check<'a> {
    source: &'a Source,
    /// Functions that make coroutines, where no plain function has the same name.
    coroutines: HashSet<&'a str>,
    /// The same for methods.
    methods: HashSet<&'a str>,
    found: Vec<Diagnostic>,
}

/// Calls that wait without giving the loop back, and what to write instead.
const BLOCKING: &[(&str, &str)] = &[
    ("time.sleep", "write `await asyncio.sleep(...)`"),
    ("requests.get", "write `await asyncio.to_thread(requests.get, ...)`, or use aiohttp"),
    ("requests.post", "write `await asyncio.to_thread(requests.post, ...)`, or use aiohttp"),
    ("requests.request", "write `await asyncio.to_thread(requests.request, ...)`, or use aiohttp"),
    ("urllib.request.urlopen", "write `await asyncio.to_thread(urllib.request.urlopen, ...)`"),
    ("subprocess.run", "write `await asyncio.create_subprocess_exec(...)`"),
    ("subprocess.call", "write `await asyncio.create_subprocess_exec(...)`"),
    ("subprocess.check_output", "write `await asyncio.create_subprocess_exec(...)`"),
    ("os.system", "write `await asyncio.create_subprocess_shell(...)`"),
    ("input", "write `await asyncio.to_thread(input, ...)`"),
];

/// Coroutine functions of asyncio.
const ASYNCIO: &[&str] =
    &["asyncio.sleep", "asyncio.wait", "asyncio.wait_for", "asyncio.to_thread", "asyncio.open_connection"];

impl<'a> Check<'a> {
    fn learn(&mut self, suite: &'a [Stmt], in_class: bool, plain: &HashSet<&str>) {
        for statement in suite {
            match &statement.kind {
                StmtKind::FunctionDef(def) => {
                    let mut yields = false;
                    visit::walk(&def.body, &mut |e| yields |= matches!(e.kind, ExprKind::Yield(_)), &mut |_| {});
                    let certain =
                        def.is_async && !yields && def.decorators.is_empty() && !plain.contains(&*def.name.id);
                    if certain {
                        let names = if in_class { &mut self.methods } else { &mut self.coroutines };
                        names.insert(&def.name.id);
                    }
                    self.learn(&def.body, false, plain);
                }
                StmtKind::ClassDef(class) => self.learn(&class.body, true, plain),
                _ => {}
            }
        }
    }

    fn say(&mut self, code: &'static str, message: impl Into<String>, span: Span, here: &str, help: impl Into<String>) {
        let warning = Diagnostic::warning(code, message, span).here(here).help(help);
        if !self.found.iter().any(|d| d.span() == span && d.code == warning.code) {
            self.found.push(warning);
        }
    }

    fn text(&self, e: &Expr) -> &'a str {
        self.source.slice(e.span)
    }

    /// `function`: whether the function around is async; None at the top of the file.
    fn suite(&mut self, suite: &'a [Stmt], function: Option<bool>) {
        for (i, statement) in suite.iter().enumerate() {
            self.statement(statement, function);
            let leaves = match statement.kind {
                StmtKind::Return(_) => "return",
                StmtKind::Raise { .. } => "raise",
                StmtKind::Break => "break",
                StmtKind::Continue => "continue",
                _ => continue,
            };
            if let Some(next) = suite.get(i + 1).filter(|next| !yields(next)) {
                let first = self.source.line(next.span.start);
                let end = self
                    .source
                    .line_text(first)
                    .map_or(next.span.end, |t| self.source.line_start(first).unwrap_or(0) + t.trim_end().len() as u32);
                let span = Span::new(next.span.start, end.min(next.span.end));
                self.say(
                    codes::UNREACHABLE,
                    format!("this is never reached: `{leaves}` comes before it"),
                    span,
                    "never reached",
                    "remove it, or move it up",
                );
                break;
            }
        }
    }

    fn statement(&mut self, statement: &'a Stmt, function: Option<bool>) {
        match &statement.kind {
            StmtKind::FunctionDef(def) => {
                for parameter in def.parameters.posonly.iter().chain(&def.parameters.args).chain(&def.parameters.kwonly)
                {
                    let Some(default) = &parameter.default else { continue };
                    if matches!(default.kind, ExprKind::List(_) | ExprKind::Dict { .. } | ExprKind::Set(_))
                        && default::is_shared(def, &parameter.name.id)
                    {
                        let name = &parameter.name.id;
                        self.say(
                            codes::MUTABLE_DEFAULT,
                            format!("all calls share this default value of '{name}'"),
                            default.span,
                            "made once, when the function is defined",
                            format!("write `{name}=None`, and `if {name} is None:` inside"),
                        );
                    }
                }
                for decorator in &def.decorators {
                    self.expression(decorator, function);
                }
                self.suite(&def.body, Some(def.is_async));
                return;
            }
            StmtKind::Expr(value) => self.dropped(value, function),
            StmtKind::Try { body, handlers, .. } if function == Some(true) && waits(body) => {
                for handler in handlers {
                    self.swallowed(handler);
                    if names_cancellation(handler) {
                        break;
                    }
                }
            }
            StmtKind::For { body, iterable, .. } if self.changed(iterable, body) => {}
            StmtKind::For { body, is_async: false, .. }
                if function == Some(true) || (function.is_none() && self.source.dialect) =>
            {
                self.one_by_one(body);
            }
            _ => {}
        }
        for e in own_expressions(statement) {
            self.expression(e, function);
        }
        for suite in suites(statement) {
            self.suite(suite, function);
        }
    }

    /// An expression that stands alone: a coroutine or a task that nobody keeps.
    fn dropped(&mut self, value: &'a Expr, function: Option<bool>) {
        let ExprKind::Call { func, .. } = &value.kind else { return };
        let name = self.text(func);
        let is_coroutine = match &func.kind {
            ExprKind::Name(name) => self.coroutines.contains(&**name),
            ExprKind::Attribute { value, attr } => {
                ASYNCIO.contains(&name)
                    || (matches!(&value.kind, ExprKind::Name(n) if &**n == "self") && self.methods.contains(&*attr.id))
            }
            _ => false,
        };
        if is_coroutine {
            let text = self.text(value);
            let one_line = if text.contains('\n') { "the call" } else { text };
            let help = match function {
                Some(true) => format!("write `await {one_line}`"),
                None if self.source.dialect => format!("write `await {one_line}`"),
                _ => format!("run it with `asyncio.run({one_line})`, or await it in an `async def`"),
            };
            let message = format!("coroutine '{name}' is never awaited");
            self.say(codes::DROPPED, message, value.span, "this only makes a coroutine: nothing of it will run", help);
        }
        if name == "asyncio.gather" && function == Some(true) {
            let text = self.text(value);
            let help = if text.contains('\n') { "`await` it".to_string() } else { format!("write `await {text}`") };
            self.say(
                codes::TASK_DROPPED,
                "nobody awaits what this gathers",
                value.span,
                "its results and its exceptions are lost",
                help,
            );
        }
        if matches!(name, "asyncio.create_task" | "asyncio.ensure_future") {
            self.say(
                codes::TASK_DROPPED,
                "nobody keeps this task",
                value.span,
                "its result and its exceptions are lost",
                "keep it, `task = ...`, and await it; or make it in an `asyncio.TaskGroup`",
            );
        }
    }

    /// `except BaseException` or a bare `except` that swallows CancelledError.
    fn swallowed(&mut self, handler: &'a ExceptHandler) {
        let wide = match &handler.test {
            None => true,
            Some(test) => matches!(&test.kind, ExprKind::Name(n) if &**n == "BaseException"),
        };
        let mut goes_on = true;
        visit::walk(&handler.body, &mut |_| {}, &mut |s| {
            goes_on &= !matches!(s.kind, StmtKind::Raise { .. } | StmtKind::Return(_))
        });
        if wide && goes_on && !hands_on(handler) {
            let span = handler.test.as_ref().map_or(Span::new(handler.span.start, handler.span.start + 6), |t| t.span);
            self.say(
                codes::SWALLOWED,
                "this catches CancelledError as well, and the task goes on",
                span,
                "nobody can cancel a task here",
                "write `except Exception:`, or end the handler with `raise`",
            );
        }
    }

    /// A loop that changes the very list, dict or set it goes over, and goes on. Whether it was said.
    fn changed(&mut self, iterable: &'a Expr, body: &'a [Stmt]) -> bool {
        let ExprKind::Name(name) = &iterable.kind else { return false };
        // What methods of a class of one's own do, nobody knows.
        if &**name == "self" {
            return false;
        }
        let changes = |s: &Stmt| -> Option<Span> {
            match &s.kind {
                StmtKind::Expr(e) => {
                    let ExprKind::Call { func, args, .. } = &e.kind else { return None };
                    let ExprKind::Attribute { value, attr } = &func.kind else { return None };
                    let is_other = &*attr.id == "clear" && !args.is_empty();
                    let own = matches!(&value.kind, ExprKind::Name(n) if n == name);
                    const CHANGING: &[&str] =
                        &["remove", "append", "insert", "pop", "popitem", "clear", "add", "discard"];
                    (own && !is_other && CHANGING.contains(&&*attr.id)).then_some(e.span)
                }
                StmtKind::Delete(targets) => targets.iter().find_map(|t| match &t.kind {
                    ExprKind::Subscript { value, .. } => {
                        matches!(&value.kind, ExprKind::Name(n) if n == name).then_some(t.span)
                    }
                    _ => None,
                }),
                _ => None,
            }
        };
        // A suite that changes it and leaves the loop does no harm; a name that is bound anew is another list.
        let mut found: Option<Span> = None;
        let mut again = false;
        let mut look = |suite: &[Stmt]| {
            let leaves =
                suite.iter().any(|s| matches!(s.kind, StmtKind::Break | StmtKind::Return(_) | StmtKind::Raise { .. }));
            found = found.or(suite.iter().find_map(changes).filter(|_| !leaves));
        };
        look(body);
        for statement in body {
            suites(statement).into_iter().for_each(&mut look);
        }
        visit::walk(body, &mut |_| {}, &mut |s| {
            if let StmtKind::Assign { targets, .. } = &s.kind {
                again |= targets.iter().any(|t| matches!(&t.kind, ExprKind::Name(n) if n == name));
            }
        });
        let Some(span) = found.filter(|_| !again) else { return false };
        self.say(
            codes::CHANGES_ITSELF,
            format!("`{name}` is changed while the loop goes over it"),
            span,
            "the loop may skip items, or fail",
            format!("loop over a copy: `for ... in list({name}):`"),
        );
        true
    }

    /// A loop whose body is one `await` of an independent call.
    fn one_by_one(&mut self, body: &'a [Stmt]) {
        let [only] = body else { return };
        let value = match &only.kind {
            StmtKind::Expr(value) => value,
            _ => return,
        };
        let ExprKind::Await(inner) = &value.kind else { return };
        let ExprKind::Call { func, .. } = &inner.kind else { return };
        if matches!(&func.kind, ExprKind::Name(name) if self.coroutines.contains(&**name)) {
            let name = self.text(func);
            self.say(
                codes::ONE_BY_ONE,
                "these calls wait one after the other",
                value.span,
                "each waits for the one before",
                format!("to let them run side by side: `await asyncio.gather(*({name}(...) for ... in ...))`"),
            );
        }
    }

    fn expression(&mut self, e: &'a Expr, function: Option<bool>) {
        let mut all: Vec<&Expr> = Vec::new();
        let mut lambdas: Vec<Span> = Vec::new();
        let holder = [Stmt { span: e.span, kind: StmtKind::Expr(Box::new(e.clone())) }];
        visit::walk(
            &holder,
            &mut |e| {
                if let ExprKind::Lambda { .. } = e.kind {
                    lambdas.push(e.span);
                }
                all.push(e);
            },
            &mut |_| {},
        );
        let source = self.source;
        for e in all {
            if let ExprKind::Call { func, .. } = &e.kind
                && function == Some(true)
                && !lambdas.iter().any(|l| l.start <= e.span.start && e.span.end <= l.end)
                && let Some((name, help)) = BLOCKING.iter().find(|b| b.0 == source.slice(func.span))
            {
                self.say(
                    codes::BLOCKS_LOOP,
                    format!("`{name}` stops every task while it waits"),
                    e.span,
                    "the loop stands still here",
                    *help,
                );
            }
        }
    }
}

/// A `yield` behind a `return` makes the function a generator: it is there on purpose.
fn yields(statement: &Stmt) -> bool {
    let value = match &statement.kind {
        StmtKind::Expr(value) | StmtKind::Assign { value, .. } => value,
        _ => return false,
    };
    matches!(value.kind, ExprKind::Yield(_) | ExprKind::YieldFrom(_))
}

/// Whether an `await` stands in a suite: only there a cancellation comes in.
fn waits(suite: &[Stmt]) -> bool {
    let (mut waits, mut asynchronous) = (false, false);
    visit::walk(suite, &mut |e| waits |= matches!(e.kind, ExprKind::Await(_)), &mut |s| {
        asynchronous |= matches!(s.kind, StmtKind::For { is_async: true, .. } | StmtKind::With { is_async: true, .. })
    });
    waits || asynchronous
}

/// Whether a handler catches CancelledError by name.
fn names_cancellation(handler: &ExceptHandler) -> bool {
    fn named(test: &Expr) -> bool {
        match &test.kind {
            ExprKind::Name(name) => &**name == "CancelledError",
            ExprKind::Attribute { attr, .. } => &*attr.id == "CancelledError",
            ExprKind::Tuple(items) => items.iter().any(named),
            _ => false,
        }
    }
    handler.test.as_ref().is_some_and(named)
}

/// Whether a handler keeps its exception, or hands it to somebody who may raise it: stored, or an argument of what is not just
/// there to show it.
fn hands_on(handler: &ExceptHandler) -> bool {
    const SHOWING: &[&str] = &[
        "print",
        "str",
        "repr",
        "type",
        "isinstance",
        "format",
        "debug",
        "info",
        "warning",
        "warn",
        "error",
        "exception",
        "critical",
        "log",
        "write",
        "print_exception",
        "format_exception",
    ];
    let is_it = |e: &Expr| match &e.kind {
        ExprKind::Name(name) => handler.name.as_ref().is_some_and(|n| n.id == *name),
        _ => false,
    };
    let mut kept = false;
    let mut calls = false;
    visit::walk(
        &handler.body,
        &mut |e| {
            let ExprKind::Call { func, args, keywords } = &e.kind else { return };
            let name = match &func.kind {
                ExprKind::Name(name) => &**name,
                ExprKind::Attribute { attr, .. } => &*attr.id,
                _ => "",
            };
            let given = args.iter().any(is_it) || keywords.iter().any(|k| is_it(&k.value));
            calls |= (given && !SHOWING.contains(&name)) || matches!(name, "exc_info" | "_exit" | "exit");
        },
        &mut |s| {
            if let StmtKind::Assign { value, .. } = &s.kind {
                kept |= is_it(value);
            }
        },
    );
    kept || calls
}

/// The suites of a statement, without those of functions.
fn suites(statement: &Stmt) -> Vec<&[Stmt]> {
    fn rest(suite: &Option<Suite>) -> Option<&[Stmt]> {
        suite.as_deref()
    }
    match &statement.kind {
        StmtKind::If { branches, orelse } => branches.iter().map(|b| &b.body[..]).chain(rest(orelse)).collect(),
        StmtKind::While { body, orelse, .. } | StmtKind::For { body, orelse, .. } => {
            std::iter::once(&body[..]).chain(rest(orelse)).collect()
        }
        StmtKind::Try { body, handlers, orelse, finalbody, .. } => std::iter::once(&body[..])
            .chain(handlers.iter().map(|h| &h.body[..]))
            .chain(rest(orelse))
            .chain(rest(finalbody))
            .collect(),
        StmtKind::With { body, .. } => vec![&body[..]],
        StmtKind::Match { cases, .. } => cases.iter().map(|c| &c.body[..]).collect(),
        StmtKind::ClassDef(class) => vec![&class.body[..]],
        _ => Vec::new(),
    }
}

/// The expressions of a statement itself, not those of its suites.
fn own_expressions(statement: &Stmt) -> Vec<&Expr> {
    match &statement.kind {
        StmtKind::Expr(value) => vec![value],
        StmtKind::Assign { targets, value } => targets.iter().chain([&**value]).collect(),
        StmtKind::AugAssign { target, value, .. } => vec![target, value],
        StmtKind::AnnAssign { value, .. } => value.as_deref().into_iter().collect(),
        StmtKind::Return(value) => value.as_deref().into_iter().collect(),
        StmtKind::Raise { exception, .. } => exception.as_deref().into_iter().collect(),
        StmtKind::Assert { test, .. } => vec![test],
        StmtKind::If { branches, .. } => branches.iter().map(|b| &b.test).collect(),
        StmtKind::While { test, .. } => vec![test],
        StmtKind::For { iterable, .. } => vec![iterable],
        StmtKind::With { items, .. } => items.iter().map(|i| &i.context).collect(),
        StmtKind::Match { subject, .. } => vec![subject],
        _ => Vec::new(),
    }
}
