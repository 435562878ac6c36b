//! The scene of an exception: where it happened, in which expression, and what the names there stand for.
//!
//! In: the exception that nobody caught. Out: answers about its place. Names are looked up where the frame left them; no
//! code of the program runs for it, save `repr` when values are shown.

use crate::machine::Machine;
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::exception::{Exception, Traceback};
use crate::object::function::Function;
use crate::object::generator::Frame;
use crate::object::heap::Gc;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Exc, Raise, Value};
use crate::source::{Source, Span};
use crate::syntax::ast::{Expr, ExprKind, FunctionDef, Module, Stmt, StmtKind};
use crate::syntax::visit;
use std::rc::Rc;

/// Where it happened: found before the tree is read.
pub struct Spot {
    /// The source of the innermost frame that is not the library's.
    pub source: Rc<Source>,
    /// The operation.
    pub span: Span,
    /// Whether it was raised further in, by the library.
    pub in_library: bool,
    locals: Option<Gc<Dict>>,
    globals: Gc<Dict>,
    builtins: Gc<Dict>,
}

impl Spot {
    /// The spot of an exception; None when it left no traceback in the program's own text.
    pub fn of(m: &mut Machine, exception: &Gc<Exception>) -> Option<Spot> {
        let mut at = exception.traceback.get();
        // StopIteration that left a generator happened where that was raised.
        let cause = exception.cause.get();
        if let Some(stop) = cause.get::<Exception>().filter(|_| exception.context.get().is(&cause)) {
            let raised = class_of(&cause);
            let stops = [Exc::StopIteration, Exc::StopAsyncIteration];
            let own = stop.traceback.get();
            if own.is_set() && !own.is_none() && stops.iter().any(|s| raised.is_subclass_of(types().exception(*s))) {
                at = own;
            }
        }
        let mut last: Option<Gc<Traceback>> = None;
        let mut in_library = false;
        while let Some(entry) = at.typed::<Traceback>().cloned() {
            at = entry.next.get();
            in_library = entry.code.code.source.name.starts_with("<frozen ");
            if !in_library {
                last = Some(entry);
            }
        }
        let entry = last?;
        let code = entry.code.code.clone();
        let span = code.spans.get(entry.pc as usize).copied().filter(|s| s.end > s.start)?;
        let frame = m.traceback_frame(&entry);
        let locals = frame.typed::<Frame>().map(|frame| m.frame_object_locals(frame));
        let locals = locals.and_then(|l| l.typed::<Dict>().cloned());
        let builtins = m.builtins_of(&entry.globals);
        Some(Spot { source: code.source.clone(), span, in_library, locals, globals: entry.globals.clone(), builtins })
    }
}

/// The scene, with the tree read.
pub struct Scene<'a> {
    /// The machine.
    pub m: &'a mut Machine,
    /// The exception.
    pub exception: Gc<Exception>,
    /// Its class's name.
    pub class: String,
    /// Its text.
    pub message: String,
    /// The text around it.
    pub source: &'a Rc<Source>,
    /// The tree of that text.
    pub tree: &'a Module,
    /// The operation.
    pub span: Span,
    spot: &'a Spot,
}

impl<'a> Scene<'a> {
    /// The scene of an exception.
    pub fn new(m: &'a mut Machine, raise: &Raise, spot: &'a Spot, tree: &'a Module) -> Scene<'a> {
        let class = raise.0.as_ref().class().name.get().to_string();
        let message = m.str(&raise.value()).map_or(String::new(), |t| t.as_str().to_string());
        Scene { m, exception: raise.0.clone(), class, message, source: &spot.source, tree, span: spot.span, spot }
    }

    /// Whether it was raised further in, by the library.
    pub fn in_library(&self) -> bool {
        self.spot.in_library
    }

    /// The text of a place.
    pub fn text(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// The text of an expression on one line, if it is short.
    pub fn short(&self, e: &Expr) -> Option<&'a str> {
        let text = self.text(e.span);
        (!text.contains('\n') && text.len() <= 60).then_some(text)
    }

    /// The expressions inside the operation, outer before inner.
    pub fn expressions(&self) -> Vec<&'a Expr> {
        let mut found = Vec::new();
        let span = self.span;
        visit::walk(
            &self.tree.body,
            &mut |e| {
                if span.start <= e.span.start && e.span.end <= span.end {
                    found.push(e);
                }
            },
            &mut |_| {},
        );
        found
    }

    /// The expression that is the operation.
    pub fn expression(&self) -> Option<&'a Expr> {
        self.expressions().into_iter().find(|e| e.span == self.span)
    }

    /// The innermost generator expression around a place, with its brackets.
    pub fn generator_around(&self, place: Span) -> Option<Span> {
        let mut found: Option<Span> = None;
        visit::walk(
            &self.tree.body,
            &mut |e| {
                let holds = e.span.start <= place.start && place.end <= e.span.end;
                if holds && matches!(e.kind, ExprKind::GeneratorExp { .. }) {
                    found = Some(e.span);
                }
            },
            &mut |_| {},
        );
        found
    }

    /// The innermost statement around the operation.
    pub fn statement(&self) -> Option<&'a Stmt> {
        let mut found: Option<&Stmt> = None;
        let span = self.span;
        visit::walk(&self.tree.body, &mut |_| {}, &mut |s| {
            let holds = s.span.start <= span.start && span.end <= s.span.end;
            if holds && found.is_none_or(|f| s.span.end - s.span.start <= f.span.end - f.span.start) {
                found = Some(s);
            }
        });
        found
    }

    /// The functions around the operation, innermost first.
    pub fn functions_around(&self) -> Vec<&'a FunctionDef> {
        let mut found: Vec<(Span, &FunctionDef)> = Vec::new();
        let span = self.span;
        visit::walk(&self.tree.body, &mut |_| {}, &mut |s| {
            if let StmtKind::FunctionDef(def) = &s.kind
                && s.span.start <= span.start
                && span.end <= s.span.end
                && def.body.first().is_some_and(|first| first.span.start <= span.start)
            {
                found.push((s.span, def));
            }
        });
        found.sort_by_key(|(s, _)| s.end - s.start);
        found.into_iter().map(|f| f.1).collect()
    }

    /// Whether `await` may stand here.
    pub fn may_await(&self) -> bool {
        self.functions_around().first().map_or(self.source.dialect, |f| f.is_async)
    }

    /// The functions of the file by name.
    pub fn function_named(&self, name: &str) -> Option<&'a FunctionDef> {
        let mut found = None;
        visit::walk(&self.tree.body, &mut |_| {}, &mut |s| {
            if let StmtKind::FunctionDef(def) = &s.kind
                && &*def.name.id == name
            {
                found = Some(&**def);
            }
        });
        found
    }

    /// What a name stands for here.
    pub fn named(&self, name: &str) -> Option<Value> {
        let local = self.spot.locals.as_ref().and_then(|l| l.get_name(name));
        local.or_else(|| self.spot.globals.get_name(name)).or_else(|| self.spot.builtins.get_name(name))
    }

    /// The names that can be read here: locals, then globals.
    pub fn names(&self) -> Vec<String> {
        let text = |k: &Value| k.get::<Str>().map(|k| k.as_str().to_string());
        let locals = self.spot.locals.iter().flat_map(|l| l.keys());
        let all = locals.chain(self.spot.globals.keys());
        all.filter_map(|k| text(&k)).filter(|n| !n.starts_with("__")).collect()
    }

    /// What an expression stands for, where that can be told without running anything: names, attributes of modules and
    /// instances, literals.
    pub fn value(&mut self, e: &Expr) -> Option<Value> {
        match &e.kind {
            ExprKind::Name(name) => self.named(name),
            ExprKind::Attribute { value, attr } => {
                let object = self.value(value)?;
                self.attribute(&object, &attr.id)
            }
            ExprKind::Constant(crate::syntax::ast::Constant::Int(n)) => Some(Value::Int(*n)),
            ExprKind::Constant(crate::syntax::ast::Constant::Str(s)) => Some(Value::from(&**s)),
            ExprKind::Constant(crate::syntax::ast::Constant::None) => Some(Value::None),
            ExprKind::UnaryOp { op: crate::syntax::ast::UnaryOperator::Negative, operand } => {
                match self.value(operand)? {
                    Value::Int(n) => n.checked_neg().map(Value::Int),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// An attribute, unless finding it might run the program's code.
    pub fn attribute(&mut self, object: &Value, name: &str) -> Option<Value> {
        let found = self.m.find_attr(object, &intern(name)).ok()??;
        Some(found)
    }

    /// The name of a value's type.
    pub fn type_of(&self, value: &Value) -> String {
        crate::native::convert::short_name(value).to_string()
    }

    /// The function that a call calls, when it is the program's own.
    pub fn called(&mut self, call: &Expr) -> Option<Gc<Function>> {
        let ExprKind::Call { func, .. } = &call.kind else { return None };
        let value = self.value(func)?;
        if let Some(function) = value.typed::<Function>() {
            return Some(function.clone());
        }
        let inner = self.attribute(&value, "__func__")?;
        inner.typed::<Function>().cloned()
    }

    /// Names inside the operation whose values are of a type.
    pub fn names_of_type(&mut self, wanted: &str) -> Vec<&'a Expr> {
        let mut found = Vec::new();
        for e in self.expressions() {
            if let ExprKind::Name(_) | ExprKind::Attribute { .. } = &e.kind
                && self.value(e).is_some_and(|v| self.type_of(&v) == wanted)
            {
                found.push(e);
            }
        }
        found
    }

    /// The last place before the operation, in the same function, that gives a name its value.
    pub fn assigned(&self, name: &str) -> Option<&'a Expr> {
        let around = self.functions_around();
        let within = |span: Span| match around.first() {
            Some(def) => {
                def.body.first().is_some_and(|s| s.span.start <= span.start)
                    && def.body.last().is_some_and(|s| span.end <= s.span.end)
            }
            None => true,
        };
        let mut found: Option<&Expr> = None;
        visit::walk(&self.tree.body, &mut |_| {}, &mut |s| {
            if let StmtKind::Assign { targets, value } = &s.kind
                && targets.iter().any(|t| matches!(&t.kind, ExprKind::Name(n) if &**n == name))
                && s.span.end <= self.span.start
                && within(s.span)
            {
                found = Some(value);
            }
        });
        found
    }

    /// A value as `repr` shows it, cut short.
    pub fn shown(&mut self, value: &Value) -> Option<String> {
        let text = self.m.repr(value).ok()?;
        let text = text.as_str();
        if text.contains('\n') {
            return None;
        }
        Some(match text.char_indices().nth(60) {
            Some((cut, _)) => format!("{}...", &text[..cut]),
            None => text.to_string(),
        })
    }

    /// The names in the statement and their values, for the reader: plain data only.
    pub fn values(&mut self) -> Option<String> {
        const DATA: &[&str] = &[
            "int",
            "float",
            "str",
            "bytes",
            "bool",
            "NoneType",
            "list",
            "tuple",
            "dict",
            "set",
            "complex",
            "deque",
            "defaultdict",
            "Counter",
            "range",
        ];
        let first = self.source.line(self.span.start);
        let last = self.source.line(self.span.end);
        let mut names: Vec<(u32, Rc<str>)> = Vec::new();
        let source = self.source;
        visit::walk(
            &self.tree.body,
            &mut |e| {
                if let ExprKind::Name(name) = &e.kind
                    && (first..=last).contains(&source.line(e.span.start))
                    && !names.iter().any(|n| n.1 == *name)
                {
                    names.push((e.span.start, name.clone()));
                }
            },
            &mut |_| {},
        );
        names.sort();
        let mut parts = Vec::new();
        for (_, name) in names {
            let Some(value) = self.named(&name) else { continue };
            if DATA.contains(&&*self.type_of(&value)) && parts.len() < 6 {
                if let Some(text) = self.shown(&value) {
                    parts.push(format!("{name} = {text}"));
                }
            }
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The line of a place, for people.
    pub fn line(&self, span: Span) -> u32 {
        self.source.line(span.start)
    }
}
