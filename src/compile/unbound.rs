//! Names that nothing binds: which they are, and whether the program is certain to read them.
//!
//! In: the tree, its scopes, and which names are known from outside (builtins). Out: each read of such a name. CPython
//! finds them one at a time and only when it comes by, after the program has done half its work; the dialect says all of them before
//! anything runs, where it is certain that the program comes by: then a NameError is its end in any case. It must stay
//! silent wherever names may appear in another way (`exec`, `globals()`, star imports).

use super::Compiler;
use super::scopes::{Binding, ScopeId, ScopeKind, Scopes, flag};
use crate::diagnostic::{Diagnostic, codes, near};
use crate::source::Span;
use crate::syntax::ast::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// A read of a name that nothing binds.
#[derive(Clone, Debug)]
pub struct Unbound {
    /// The name.
    pub name: Rc<str>,
    /// Where it is read.
    pub span: Span,
    /// Whether the program comes by for certain.
    pub certain: bool,
    /// The names that can be read there, for "did you mean".
    pub scope: ScopeId,
    /// Whether it stands to the left of a dot.
    pub dotted: bool,
}

impl<'a> Compiler<'a> {
    /// Reports names that nothing binds where the program is certain to end at one of them.
    pub(super) fn unbound_names(&mut self, module: &'a Module, known: fn(&str) -> bool) {
        let is_forgotten = |name: &str| self.options.forgotten.as_ref().is_some_and(|f| f(name));
        let mut found = unbound(module, &self.scopes, &known);
        // These are imported: see `import`.
        let imported: Vec<Rc<str>> =
            found.iter().filter(|u| u.dotted && is_forgotten(&u.name)).map(|u| u.name.clone()).collect();
        found.retain(|u| !imported.contains(&u.name));
        if !found.iter().any(|u| u.certain) {
            return;
        }
        let mut said: Vec<Rc<str>> = Vec::new();
        for unbound in found {
            if !said.contains(&unbound.name) {
                said.push(unbound.name.clone());
                let diagnostic = diagnostic(&unbound, &self.scopes, is_forgotten(&unbound.name));
                self.report(diagnostic);
            }
        }
    }
}

/// What is said of a name that nothing binds.
pub fn diagnostic(unbound: &Unbound, scopes: &Scopes, is_module: bool) -> Diagnostic {
    let name = &*unbound.name;
    let mut names: Vec<&str> = Vec::new();
    let mut at = unbound.scope;
    loop {
        let scope = scopes.get(at);
        let bound = scope.symbols.iter().filter(|s| s.flags & flag::BOUND != 0);
        names.extend(bound.map(|s| &*s.name));
        if at == ScopeId(0) {
            break;
        }
        at = scope.parent;
    }
    names.extend(near::COMMON);
    let found = Diagnostic::error(codes::UNBOUND, format!("NameError: name '{name}' is not defined"), unbound.span)
        .here("nothing gives this name a value");
    let near = near::nearest_all(name, &names);
    let elsewhere = scopes
        .all
        .iter()
        .find(|s| s.kind == ScopeKind::Function && s.get(name).is_some_and(|s| s.flags & flag::BOUND != 0));
    if let Some(help) = near::import_help(name) {
        return found.help(help);
    }
    if is_module {
        return found
            .help(format!("add `import {name}` at the top"))
            .repair(Span::new(0, 0), format!("import {name}\n"));
    }
    match (&near[..], elsewhere) {
        ([], Some(function)) => found
            .help(format!("`{name}` is a local variable of `{}`: return it from there, or pass it on", function.name)),
        ([], None) => found.help(format!("give `{name}` a value before this line, or import it")),
        (near, _) => found
            .help(format!("did you mean {}?", near.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" or "))),
    }
}

/// Calls that make names known in ways nobody can see from outside.
const WAYS_AROUND: &[&str] = &["exec", "eval", "globals", "locals", "vars", "setattr", "__import__", "compile"];

/// All reads of names that nothing binds, in the order in which the walk meets them, each place once.
pub fn unbound(module: &Module, scopes: &Scopes, known: &dyn Fn(&str) -> bool) -> Vec<Unbound> {
    let mut bound: FxHashSet<&str> = FxHashSet::default();
    let mut wanted: FxHashSet<&str> = FxHashSet::default();
    for (i, scope) in scopes.all.iter().enumerate() {
        for symbol in &scope.symbols {
            let global = symbol.flags & flag::GLOBAL != 0;
            if symbol.flags & (flag::BOUND | flag::ANNOTATED) != 0 && (i == 0 || global) {
                bound.insert(&symbol.name);
            } else if symbol.flags & flag::USE != 0 && symbol.binding == Binding::GlobalImplicit {
                wanted.insert(&symbol.name);
            }
        }
    }
    let is_way_around = |name: &&str| WAYS_AROUND.contains(name) || name.starts_with("__import");
    // Enumerations hand their members on to the module.
    let exports = |s: &Stmt| {
        let StmtKind::ClassDef(class) = &s.kind else { return false };
        let named = |d: &Expr| match &d.kind {
            ExprKind::Name(name) => &**name == "global_enum",
            ExprKind::Attribute { attr, .. } => &*attr.id == "global_enum",
            _ => false,
        };
        class.decorators.iter().any(named)
    };
    let converts = |s: &Stmt| {
        let StmtKind::Expr(e) = &s.kind else { return false };
        let ExprKind::Call { func, .. } = &e.kind else { return false };
        matches!(&func.kind, ExprKind::Attribute { attr, .. } if &*attr.id == "_convert_")
    };
    if module.body.iter().any(|s| exports(s) || converts(s)) {
        return Vec::new();
    }
    if wanted.iter().any(is_way_around) || bound.contains("builtins") {
        return Vec::new();
    }
    let is_special = |name: &str| name.starts_with("__") && name.ends_with("__");
    wanted.retain(|name| !bound.contains(name) && !known(name) && !is_special(name));
    wanted.remove("_");
    // Known in notebooks; programs ask for it to see whether they run in one.
    wanted.remove("get_ipython");
    if wanted.is_empty() || has_star_import(module) {
        return Vec::new();
    }
    let mut functions: FxHashMap<&str, Option<&FunctionDef>> = FxHashMap::default();
    for statement in &module.body {
        if let StmtKind::FunctionDef(def) = &statement.kind {
            let once = if functions.contains_key(&*def.name.id) { None } else { Some(&**def) };
            functions.insert(&def.name.id, once.filter(|d| d.decorators.is_empty()));
        }
    }
    let mut walk = Walk {
        scopes,
        wanted,
        functions,
        entered: FxHashSet::default(),
        found: Vec::new(),
        places: FxHashMap::default(),
        scope: ScopeId(0),
        certain: true,
        expected: false,
    };
    walk.suite(&module.body);
    let mut found = walk.found;
    found.sort_by_key(|u| u.span.start);
    found
}

/// `except NameError`, alone or among others.
fn catches_name_error(test: &Expr) -> bool {
    match &test.kind {
        ExprKind::Name(name) => &**name == "NameError",
        ExprKind::Tuple(items) => items.iter().any(catches_name_error),
        _ => false,
    }
}

fn has_star_import(module: &Module) -> bool {
    let mut star = false;
    crate::syntax::visit::walk(&module.body, &mut |_| {}, &mut |s| {
        if let StmtKind::ImportFrom { names, .. } = &s.kind {
            star |= names.iter().any(|a| &*a.name.id == "*");
        }
    });
    star
}

struct Walk<'a> {
    scopes: &'a Scopes,
    wanted: FxHashSet<&'a str>,
    functions: FxHashMap<&'a str, Option<&'a FunctionDef>>,
    /// Functions whose bodies are known to run.
    entered: FxHashSet<usize>,
    found: Vec<Unbound>,
    places: FxHashMap<Span, usize>,
    scope: ScopeId,
    certain: bool,
    /// Whether a NameError would be caught as such.
    expected: bool,
}

impl<'a> Walk<'a> {
    /// Does something with what may or may not happen.
    fn perhaps(&mut self, f: impl FnOnce(&mut Self)) {
        let certain = std::mem::replace(&mut self.certain, false);
        f(self);
        self.certain = certain;
    }

    fn within(&mut self, scope: ScopeId, f: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.scope, scope);
        f(self);
        self.scope = outer;
    }

    fn suite(&mut self, suite: &'a [Stmt]) {
        let certain = self.certain;
        for statement in suite {
            self.stmt(statement);
            if self.certain && leaves(statement) {
                self.certain = false;
            }
        }
        self.certain = certain;
    }

    fn maybe_suite(&mut self, suite: &'a Option<Suite>) {
        if let Some(suite) = suite {
            self.perhaps(|w| w.suite(suite));
        }
    }

    fn exprs(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) {
        for e in exprs {
            self.expr(e);
        }
    }

    fn stmt(&mut self, statement: &'a Stmt) {
        match &statement.kind {
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Assign { targets, value } => {
                self.expr(value);
                self.exprs(targets);
            }
            StmtKind::AugAssign { target, value, .. } => self.exprs([&**target, value]),
            StmtKind::AnnAssign { target, annotation, value, .. } => {
                self.exprs(value.as_deref());
                self.expr(target);
                // In functions, and with the future import, annotations are never evaluated.
                let function = self.scopes.get(self.scope).kind.is_function_like();
                if !function {
                    self.perhaps(|w| w.expr(annotation));
                }
            }
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Return(value) => self.exprs(value.as_deref()),
            StmtKind::Raise { exception, cause } => {
                self.exprs(exception.as_deref());
                self.exprs(cause.as_deref());
            }
            StmtKind::Assert { test, message } => {
                self.expr(test);
                self.perhaps(|w| w.exprs(message.as_deref()));
            }
            StmtKind::If { branches, orelse } => {
                for (i, branch) in branches.iter().enumerate() {
                    match i {
                        0 => self.expr(&branch.test),
                        _ => self.perhaps(|w| w.expr(&branch.test)),
                    }
                    match is_main_test(&branch.test) && i == 0 {
                        true => self.suite(&branch.body),
                        false => self.perhaps(|w| w.suite(&branch.body)),
                    }
                }
                self.maybe_suite(orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.perhaps(|w| w.suite(body));
                self.maybe_suite(orelse);
            }
            StmtKind::For { target, iterable, body, orelse, .. } => {
                self.expr(iterable);
                self.perhaps(|w| {
                    w.expr(target);
                    w.suite(body);
                });
                self.maybe_suite(orelse);
            }
            StmtKind::Try { body, handlers, orelse, finalbody, .. } => {
                // Who catches NameError expects that the name may be missing.
                let expected = handlers.iter().any(|h| h.test.as_ref().is_some_and(catches_name_error));
                let outer = self.expected;
                self.expected |= expected;
                match handlers.is_empty() {
                    true => self.suite(body),
                    false => self.perhaps(|w| w.suite(body)),
                }
                self.expected = outer;
                self.perhaps(|w| {
                    for handler in handlers {
                        w.exprs(&handler.test);
                        w.suite(&handler.body);
                    }
                });
                self.maybe_suite(orelse);
                self.maybe_suite(finalbody);
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(&item.context);
                    self.exprs(&item.target);
                }
                // Some context managers swallow exceptions.
                self.perhaps(|w| w.suite(body));
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                self.perhaps(|w| {
                    for case in cases {
                        w.exprs(&case.guard);
                        w.suite(&case.body);
                    }
                });
            }
            StmtKind::FunctionDef(def) => {
                self.exprs(&def.decorators);
                self.parameters(&def.parameters);
                if def.type_params.is_empty() {
                    self.perhaps(|w| w.exprs(&def.returns));
                }
                let scope = self.scopes.opened_by(ScopeKind::Function, &**def);
                self.within(scope, |w| w.perhaps(|w| w.suite(&def.body)));
            }
            StmtKind::ClassDef(class) => {
                self.exprs(&class.decorators);
                if class.type_params.is_empty() {
                    self.exprs(&class.bases);
                    self.exprs(class.keywords.iter().map(|k| &k.value));
                }
                let scope = self.scopes.opened_by(ScopeKind::Class, &**class);
                self.within(scope, |w| w.suite(&class.body));
            }
            _ => {}
        }
    }

    fn parameters(&mut self, parameters: &'a Parameters) {
        let all = parameters.posonly.iter().chain(&parameters.args).chain(&parameters.kwonly);
        for parameter in all {
            self.exprs(parameter.default.as_deref());
            self.perhaps(|w| w.exprs(parameter.annotation.as_deref()));
        }
    }

    fn expr(&mut self, e: &'a Expr) {
        match &e.kind {
            ExprKind::Name(name) => self.name(name, e.span, false),
            ExprKind::Attribute { value, .. } => match &value.kind {
                ExprKind::Name(name) => self.name(name, value.span, true),
                _ => self.expr(value),
            },
            ExprKind::BoolOp { values, .. } => {
                self.exprs(values.first());
                self.perhaps(|w| w.exprs(values.iter().skip(1)));
            }
            ExprKind::Named { value, .. } => self.expr(value),
            ExprKind::BinOp { left, right, .. } => self.exprs([&**left, right]),
            ExprKind::UnaryOp { operand, .. } => self.expr(operand),
            ExprKind::Lambda { parameters, body } => {
                self.parameters(parameters);
                let scope = self.scopes.opened_by(ScopeKind::Lambda, &**parameters);
                self.within(scope, |w| w.perhaps(|w| w.expr(body)));
            }
            ExprKind::IfExp { test, body, orelse } => {
                self.expr(test);
                self.perhaps(|w| w.exprs([&**body, orelse]));
            }
            ExprKind::Dict { keys, values } => {
                self.exprs(keys.iter().flatten());
                self.exprs(values);
            }
            ExprKind::Set(items) | ExprKind::List(items) | ExprKind::Tuple(items) => self.exprs(items),
            ExprKind::ListComp { element, generators } => {
                self.comprehension(e, ScopeKind::ListComp, &[element], generators);
            }
            ExprKind::SetComp { element, generators } => {
                self.comprehension(e, ScopeKind::SetComp, &[element], generators);
            }
            ExprKind::GeneratorExp { element, generators } => {
                self.comprehension(e, ScopeKind::GeneratorExp, &[element], generators);
            }
            ExprKind::DictComp { key, value, generators } => {
                self.comprehension(e, ScopeKind::DictComp, &[key, value], generators);
            }
            ExprKind::Await(value) => {
                self.expr(value);
                if let ExprKind::Call { func, .. } = &value.kind {
                    self.enter(func, true);
                }
            }
            ExprKind::Yield(value) => self.exprs(value.as_deref()),
            ExprKind::YieldFrom(value) | ExprKind::Starred(value) => self.expr(value),
            ExprKind::Compare { first, rest } => {
                self.expr(first);
                self.exprs(rest.first().map(|r| &r.1));
                self.perhaps(|w| w.exprs(rest.iter().skip(1).map(|r| &r.1)));
            }
            ExprKind::Call { func, args, keywords } => {
                self.expr(func);
                self.exprs(args);
                self.exprs(keywords.iter().map(|k| &k.value));
                self.enter(func, false);
                let runs = |func: &Expr| matches!(&func.kind, ExprKind::Attribute { attr, .. } if matches!(&*attr.id, "run" | "run_until_complete"));
                if let (true, Some(ExprKind::Call { func, .. })) = (runs(func), args.first().map(|a| &a.kind)) {
                    self.enter(func, true);
                }
            }
            ExprKind::FString(parts) => self.parts(parts),
            ExprKind::Subscript { value, index } => self.exprs([&**value, index]),
            ExprKind::Slice { lower, upper, step } => {
                self.exprs([lower, upper, step].into_iter().filter_map(|e| e.as_deref()));
            }
            ExprKind::Constant(_) | ExprKind::Error => {}
        }
    }

    fn parts(&mut self, parts: &'a [FStringPart]) {
        for part in parts {
            if let FStringPart::Field { value, spec, .. } = part {
                self.expr(value);
                if let Some(spec) = spec {
                    self.parts(spec);
                }
            }
        }
    }

    fn comprehension(&mut self, e: &'a Expr, kind: ScopeKind, elements: &[&'a Expr], generators: &'a [Comprehension]) {
        self.exprs(generators.first().map(|g| &g.iterable));
        let scope = self.scopes.opened_by(kind, e);
        self.within(scope, |w| {
            w.perhaps(|w| {
                for (i, generator) in generators.iter().enumerate() {
                    if i > 0 {
                        w.expr(&generator.iterable);
                    }
                    w.expr(&generator.target);
                    w.exprs(&generator.conditions);
                }
                w.exprs(elements.iter().copied());
            });
        });
    }

    /// The body of a function of this file that is certain to be called is certain to run.
    fn enter(&mut self, func: &'a Expr, driven: bool) {
        let ExprKind::Name(name) = &func.kind else { return };
        let is_global = self.binding(name).is_some_and(|b| matches!(b, Binding::GlobalImplicit | Binding::Local));
        let is_global = is_global && (self.scope == ScopeId(0) || self.binding(name) == Some(Binding::GlobalImplicit));
        let Some(Some(def)) = self.functions.get(&**name).copied().filter(|_| self.certain && is_global) else {
            return;
        };
        let scope = self.scopes.opened_by(ScopeKind::Function, def);
        if def.is_async != driven
            || self.scopes.get(scope).is_generator
            || !self.entered.insert(std::ptr::from_ref(def) as usize)
        {
            return;
        }
        self.within(scope, |w| w.suite(&def.body));
    }

    fn binding(&self, name: &str) -> Option<Binding> {
        self.scopes.get(self.scope).get(name).map(|s| s.binding)
    }

    fn name(&mut self, name: &Rc<str>, span: Span, dotted: bool) {
        if self.expected || !self.wanted.contains(&**name) || self.binding(name) != Some(Binding::GlobalImplicit) {
            return;
        }
        if let Some(&i) = self.places.get(&span) {
            self.found[i].certain |= self.certain;
            return;
        }
        self.places.insert(span, self.found.len());
        self.found.push(Unbound { name: name.clone(), span, certain: self.certain, scope: self.scope, dotted });
    }
}

/// Whether what follows a statement in its suite may never run.
fn leaves(statement: &Stmt) -> bool {
    let inside = |suite: &[Stmt]| suite.iter().any(leaves);
    let perhaps = |suite: &Option<Suite>| suite.as_ref().is_some_and(|s| inside(s));
    match &statement.kind {
        StmtKind::Return(_) | StmtKind::Raise { .. } | StmtKind::Break | StmtKind::Continue => true,
        StmtKind::Expr(value) => ends_the_program(value),
        StmtKind::If { branches, orelse } => branches.iter().any(|b| inside(&b.body)) || perhaps(orelse),
        StmtKind::While { test, body, orelse } => {
            matches!(test.kind, ExprKind::Constant(_)) || inside(body) || perhaps(orelse)
        }
        StmtKind::For { body, orelse, .. } => inside(body) || perhaps(orelse),
        StmtKind::Try { .. } => true,
        StmtKind::With { body, .. } => inside(body),
        StmtKind::Match { cases, .. } => cases.iter().any(|c| inside(&c.body)),
        _ => false,
    }
}

/// `exit()`, `sys.exit()`, `os._exit()`, `os.abort()`
fn ends_the_program(value: &Expr) -> bool {
    let ExprKind::Call { func, .. } = &value.kind else { return false };
    let name = match &func.kind {
        ExprKind::Name(name) => name,
        ExprKind::Attribute { attr, .. } => &attr.id,
        _ => return false,
    };
    matches!(&**name, "exit" | "quit" | "_exit" | "abort" | "skip" | "run_forever" | "serve_forever")
}

/// `__name__ == "__main__"`
fn is_main_test(test: &Expr) -> bool {
    matches!(&test.kind, ExprKind::Compare { first, .. } if matches!(&first.kind, ExprKind::Name(n) if &**n == "__name__"))
}
