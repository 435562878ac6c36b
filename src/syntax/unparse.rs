//! Expressions as text again: what `from __future__ import annotations` keeps of an annotation.
//!
//! In: an expression. Out: source text with CPython's spacing and as few brackets as possible. It must never look at the
//! source the expression came from.

use super::ast::*;
use super::dump::repr;

/// How tightly an expression binds; what stands inside a tighter one gets brackets.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arithmetic,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    /// The next tighter one.
    fn next(self) -> Level {
        use Level::*;
        match self {
            Tuple => Test,
            Test => Or,
            Or => And,
            And => Not,
            Not => Compare,
            Compare => BitOr,
            BitOr => BitXor,
            BitXor => BitAnd,
            BitAnd => Shift,
            Shift => Arithmetic,
            Arithmetic => Term,
            Term => Factor,
            Factor => Power,
            Power => Await,
            Await | Atom => Atom,
        }
    }
}

/// The text of an annotation.
pub fn annotation(e: &Expr) -> String {
    let mut out = Text { out: String::new() };
    out.expr(e, Level::Test);
    out.out
}

struct Text {
    out: String,
}

impl Text {
    fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes something, in brackets when it stands inside something tighter.
    fn grouped(&mut self, outside: Level, own: Level, write: impl FnOnce(&mut Text)) {
        let brackets = outside > own;
        if brackets {
            self.push("(");
        }
        write(self);
        if brackets {
            self.push(")");
        }
    }

    fn list<'e>(&mut self, items: impl IntoIterator<Item = &'e Expr>, level: Level) {
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.push(", ");
            }
            self.expr(item, level);
        }
    }

    fn expr(&mut self, e: &Expr, level: Level) {
        match &e.kind {
            ExprKind::Constant(Constant::Ellipsis) => self.push("..."),
            ExprKind::Constant(Constant::Float(f)) if f.is_infinite() => self.push("1e309"),
            ExprKind::Constant(value) => self.push(&repr::constant(value)),
            ExprKind::Name(name) => self.push(name),
            ExprKind::BoolOp { op, values } => {
                let (own, word) = match op {
                    BoolOperator::And => (Level::And, " and "),
                    BoolOperator::Or => (Level::Or, " or "),
                };
                self.grouped(level, own, |t| {
                    for (i, value) in values.iter().enumerate() {
                        if i > 0 {
                            t.push(word);
                        }
                        t.expr(value, own.next());
                    }
                });
            }
            ExprKind::Named { target, value } => self.grouped(level, Level::Tuple, |t| {
                t.push(&target.id);
                t.push(" := ");
                t.expr(value, Level::Atom);
            }),
            ExprKind::BinOp { left, op, right } => {
                let own = binary_level(*op);
                let power = *op == BinaryOperator::Pow;
                self.grouped(level, own, |t| {
                    t.expr(left, if power { own.next() } else { own });
                    t.push(" ");
                    t.push(op.symbol());
                    t.push(" ");
                    t.expr(right, if power { own } else { own.next() });
                });
            }
            ExprKind::UnaryOp { op, operand } => {
                let (own, sign) = match op {
                    UnaryOperator::Not => (Level::Not, "not "),
                    UnaryOperator::Negative => (Level::Factor, "-"),
                    UnaryOperator::Positive => (Level::Factor, "+"),
                    UnaryOperator::Invert => (Level::Factor, "~"),
                };
                self.grouped(level, own, |t| {
                    t.push(sign);
                    t.expr(operand, own);
                });
            }
            ExprKind::Lambda { parameters, body } => self.grouped(level, Level::Test, |t| {
                // CPython writes the space only before ordinary parameters.
                t.push(if parameters.args.is_empty() { "lambda" } else { "lambda " });
                t.parameters(parameters);
                t.push(": ");
                t.expr(body, Level::Test);
            }),
            ExprKind::IfExp { test, body, orelse } => self.grouped(level, Level::Test, |t| {
                t.expr(body, Level::Or);
                t.push(" if ");
                t.expr(test, Level::Or);
                t.push(" else ");
                t.expr(orelse, Level::Test);
            }),
            ExprKind::Dict { keys, values } => {
                self.push("{");
                for (i, (key, value)) in keys.iter().zip(values).enumerate() {
                    if i > 0 {
                        self.push(", ");
                    }
                    match key {
                        Some(key) => {
                            self.expr(key, Level::Test);
                            self.push(": ");
                            self.expr(value, Level::Test);
                        }
                        None => {
                            self.push("**");
                            self.expr(value, Level::BitOr);
                        }
                    }
                }
                self.push("}");
            }
            ExprKind::Set(items) => self.bracketed("{", "}", items),
            ExprKind::List(items) => self.bracketed("[", "]", items),
            ExprKind::Tuple(items) if items.is_empty() => self.push("()"),
            ExprKind::Tuple(items) => self.grouped(level, Level::Tuple, |t| {
                t.list(items, Level::Test);
                if items.len() == 1 {
                    t.push(",");
                }
            }),
            ExprKind::ListComp { element, generators } => self.comprehension("[", "]", element, None, generators),
            ExprKind::SetComp { element, generators } => self.comprehension("{", "}", element, None, generators),
            ExprKind::GeneratorExp { element, generators } => self.comprehension("(", ")", element, None, generators),
            ExprKind::DictComp { key, value, generators } => self.comprehension("{", "}", key, Some(value), generators),
            ExprKind::Await(value) => self.grouped(level, Level::Await, |t| {
                t.push("await ");
                t.expr(value, Level::Atom);
            }),
            ExprKind::Yield(value) => {
                self.push("(yield");
                if let Some(value) = value {
                    self.push(" ");
                    self.expr(value, Level::Test);
                }
                self.push(")");
            }
            ExprKind::YieldFrom(value) => {
                self.push("(yield from ");
                self.expr(value, Level::Test);
                self.push(")");
            }
            ExprKind::Compare { first, rest } => self.grouped(level, Level::Compare, |t| {
                t.expr(first, Level::BitOr);
                for (op, right) in rest {
                    t.push(" ");
                    t.push(op.symbol());
                    t.push(" ");
                    t.expr(right, Level::BitOr);
                }
            }),
            ExprKind::Call { func, args, keywords } => {
                self.expr(func, Level::Atom);
                if let ([only], []) = (&args[..], &keywords[..])
                    && matches!(only.kind, ExprKind::GeneratorExp { .. })
                {
                    return self.expr(only, Level::Test);
                }
                self.push("(");
                self.list(args, Level::Test);
                for (i, keyword) in keywords.iter().enumerate() {
                    if i > 0 || !args.is_empty() {
                        self.push(", ");
                    }
                    match &keyword.name {
                        Some(name) => {
                            self.push(&name.id);
                            self.push("=");
                        }
                        None => self.push("**"),
                    }
                    self.expr(&keyword.value, Level::Test);
                }
                self.push(")");
            }
            ExprKind::FString(parts) => {
                let mut body = Text { out: String::new() };
                body.fstring(parts);
                self.push("f");
                self.push(&repr::string(&body.out));
            }
            ExprKind::Attribute { value, attr } => {
                self.expr(value, Level::Atom);
                let int = matches!(value.kind, ExprKind::Constant(Constant::Int(_) | Constant::BigInt(_)));
                self.push(if int { " ." } else { "." });
                self.push(&attr.id);
            }
            ExprKind::Subscript { value, index } => {
                self.expr(value, Level::Atom);
                self.push("[");
                self.expr(index, Level::Tuple);
                self.push("]");
            }
            ExprKind::Starred(value) => {
                self.push("*");
                self.expr(value, Level::BitOr);
            }
            ExprKind::Slice { lower, upper, step } => {
                if let Some(lower) = lower {
                    self.expr(lower, Level::Test);
                }
                self.push(":");
                if let Some(upper) = upper {
                    self.expr(upper, Level::Test);
                }
                if let Some(step) = step {
                    self.push(":");
                    self.expr(step, Level::Test);
                }
            }
            ExprKind::Error => {}
        }
    }

    fn bracketed(&mut self, open: &str, close: &str, items: &[Expr]) {
        self.push(open);
        self.list(items, Level::Test);
        self.push(close);
    }

    fn comprehension(
        &mut self,
        open: &str,
        close: &str,
        element: &Expr,
        value: Option<&Expr>,
        generators: &[Comprehension],
    ) {
        self.push(open);
        self.expr(element, Level::Test);
        if let Some(value) = value {
            self.push(": ");
            self.expr(value, Level::Test);
        }
        for generator in generators {
            self.push(if generator.is_async { " async for " } else { " for " });
            self.expr(&generator.target, Level::Tuple);
            self.push(" in ");
            self.expr(&generator.iterable, Level::Or);
            for condition in &generator.conditions {
                self.push(" if ");
                self.expr(condition, Level::Or);
            }
        }
        self.push(close);
    }

    fn parameters(&mut self, p: &Parameters) {
        let mut first = true;
        let mut separate = |t: &mut Text| {
            if !std::mem::take(&mut first) {
                t.push(", ");
            }
        };
        for (i, parameter) in p.posonly.iter().chain(&p.args).enumerate() {
            separate(self);
            self.parameter(parameter);
            if i + 1 == p.posonly.len() {
                self.push(", /");
            }
        }
        if p.vararg.is_some() || !p.kwonly.is_empty() {
            separate(self);
            self.push("*");
            if let Some(vararg) = &p.vararg {
                self.parameter(vararg);
            }
        }
        for parameter in &p.kwonly {
            separate(self);
            self.parameter(parameter);
        }
        if let Some(kwarg) = &p.kwarg {
            separate(self);
            self.push("**");
            self.parameter(kwarg);
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        self.push(&parameter.name.id);
        if let Some(default) = &parameter.default {
            self.push("=");
            self.expr(default, Level::Test);
        }
    }

    fn fstring(&mut self, parts: &[FStringPart]) {
        for part in parts {
            match part {
                FStringPart::Literal(text) => self.push(&text.replace('{', "{{").replace('}', "}}")),
                FStringPart::Field { value, conversion, spec, .. } => {
                    let mut inner = Text { out: String::new() };
                    inner.expr(value, Level::Or);
                    self.push(if inner.out.starts_with('{') { "{ " } else { "{" });
                    self.push(&inner.out);
                    self.push(match conversion {
                        Conversion::None => "",
                        Conversion::Str => "!s",
                        Conversion::Repr => "!r",
                        Conversion::Ascii => "!a",
                    });
                    if let Some(spec) = spec {
                        self.push(":");
                        self.fstring(spec);
                    }
                    self.push("}");
                }
            }
        }
    }
}

fn binary_level(op: BinaryOperator) -> Level {
    match op {
        BinaryOperator::Or => Level::BitOr,
        BinaryOperator::Xor => Level::BitXor,
        BinaryOperator::And => Level::BitAnd,
        BinaryOperator::LShift | BinaryOperator::RShift => Level::Shift,
        BinaryOperator::Add | BinaryOperator::Sub => Level::Arithmetic,
        BinaryOperator::Pow => Level::Power,
        _ => Level::Term,
    }
}
