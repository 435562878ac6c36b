//! Expressions: what may stand where, from `x if y else z` to `yield`.
//!
//! In: nothing. Out: [`Expressions`], the rules that the rest of the grammar uses. The two knots of the recursion,
//! `expression` and `operation`, are tied here.

use super::operator::{self, too_high};
use super::primitive::{by_hand, listed, name, next, position, refuse, token};
use super::state::{DEEPEST, HIGHEST, Here};
use super::{Parse, Rule, argument, atom, display, fault, parameter, primary, target};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{Comprehension, Expr, ExprKind, Parameters};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// The rules for expressions, by their names in grammar.md.
#[derive(Clone)]
pub(super) struct Expressions<'t> {
    /// `disjunction ['if' disjunction 'else' expression] | lambda`
    pub expression: Rule<'t, Expr>,
    /// Operators down from `|`; the grammar's bitwise_or.
    pub operation: Rule<'t, Expr>,
    /// `or`, `and`, `not`, comparisons.
    pub disjunction: Rule<'t, Expr>,
    /// `name ':=' expression | expression`
    pub named_expression: Rule<'t, Expr>,
    /// element: starred | named_expression
    pub element: Rule<'t, Expr>,
    /// `'*' operation | expression`, with commas: a tuple.
    pub star_expressions: Rule<'t, Expr>,
    /// value: yield_expression | star_expressions
    pub value: Rule<'t, Expr>,
    /// The targets of `for`.
    pub targets: Rule<'t, Expr>,
    /// `('for' targets 'in' disjunction ('if' disjunction)*)+`
    pub comprehension: Rule<'t, Vec<Comprehension>>,
}

impl<'t> Expressions<'t> {
    /// Ties the knots.
    pub fn new() -> Expressions<'t> {
        let mut rules = None;
        let expression = recursive(|expression| {
            let expression = expression.boxed();
            let operation = recursive(|operation| {
                let inner = Expressions::over(expression.clone(), operation.boxed());
                let atom = atom::atom(&inner).boxed();
                operator::operation(primary::primary(&inner, atom).boxed(), inner.disjunction.clone())
            });
            let outer = Expressions::over(expression, operation.boxed());
            let whole = whole_expression(&outer).boxed();
            rules = Some(outer);
            whole
        });
        let expression = expression.boxed();
        match rules {
            Some(rules) => Expressions { expression, ..rules },
            None => Expressions::over(expression.clone(), expression),
        }
    }

    fn over(expression: Rule<'t, Expr>, operation: Rule<'t, Expr>) -> Expressions<'t> {
        let disjunction = operator::disjunction(operation.clone()).boxed();
        let named_expression = named_expression(expression.clone(), operation.clone()).boxed();
        let element = starred(operation.clone()).or(named_expression.clone()).boxed();
        let star_expressions = tuple(starred(operation.clone()).or(expression.clone()).boxed()).boxed();
        let value = yield_expression(expression.clone(), star_expressions.clone()).or(star_expressions.clone()).boxed();
        let targets = target::targets(operation.clone()).boxed();
        let unchecked = tuple(starred(operation.clone()).or(operation.clone()).boxed()).boxed();
        let comprehension = display::comprehension(unchecked, disjunction.clone()).boxed();
        Expressions {
            expression,
            operation,
            disjunction,
            named_expression,
            element,
            star_expressions,
            value,
            targets,
            comprehension,
        }
    }

    /// The arguments of a call or of a class, brackets included.
    pub fn arguments(&self) -> impl Parse<'t, Option<argument::Arguments>> {
        argument::arguments(self)
    }
}

/// starred: '*' operation
pub(super) fn starred<'t>(value: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    token(K::Star)
        .ignore_then(value)
        .map_with(|value, e| Expr { span: e.here(), kind: ExprKind::Starred(Box::new(value)) })
}

/// star_expressions: (starred | expression) (',' (starred | expression))* [',']
///
/// One item, or a tuple without brackets.
pub(super) fn tuple<'t>(item: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    let rest = token(K::Comma).ignore_then(listed(item.clone())).or_not();
    item.then(rest).map_with(|(first, rest), e| match rest {
        None => first,
        Some((mut items, _)) => {
            items.insert(0, first);
            Expr { span: e.here(), kind: ExprKind::Tuple(items) }
        }
    })
}

/// named_expression: name ':=' expression | expression
fn named_expression<'t>(expression: Rule<'t, Expr>, operation: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    let named = name().then_ignore(token(K::ColonEqual)).then(expression.clone()).map_with(|(target, value), e| Expr {
        span: e.here(),
        kind: ExprKind::Named { target, value: Box::new(value) },
    });
    by_hand(move |reader| {
        let start = position(reader);
        if next(reader) == K::Name && super::primitive::ahead(reader, 1) == K::ColonEqual {
            return reader.parse(&named);
        }
        let value = reader.parse(&expression)?;
        if matches!(next(reader), K::Equal | K::ColonEqual) {
            fault::after_named(reader, &expression, &operation, &value, start);
        }
        Ok(value)
    })
}

/// yield_expression: 'yield' ('from' expression | [star_expressions])
fn yield_expression<'t>(expression: Rule<'t, Expr>, star_expressions: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    let from = token(K::From).ignore_then(expression).map(|value| ExprKind::YieldFrom(Box::new(value)));
    let value = star_expressions.or_not().map(|value| ExprKind::Yield(value.map(Box::new)));
    token(K::Yield).ignore_then(from.or(value)).map_with(|kind, e| Expr { span: e.here(), kind })
}

/// expression: disjunction ['if' disjunction 'else' expression] | lambda
///
/// Written flat: `a if b else c if d else e` is a row of branches, put together from the right.
fn whole_expression<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    let lambda = lambda(rules.expression.clone()).boxed();
    let otherwise = lambda.clone().or(rules.disjunction.clone()).map_with(|value, e| (value, e.first())).boxed();
    let branch = token(K::If).ignore_then(rules.disjunction.clone()).then_ignore(token(K::Else)).then(otherwise);
    let conditional = rules
        .disjunction
        .clone()
        .then(branch.repeated().collect::<Vec<_>>())
        .map_with(|(first, branches), e| {
            let start = e.first();
            if branches.is_empty() {
                e.state().tail = start;
                return first;
            }
            let end = e.here().end;
            let state = e.state();
            state.height += branches.len() as u32;
            state.tail = branches.last().map_or(start, |(_, (_, at))| *at);
            let mut bodies = Vec::with_capacity(branches.len());
            let mut body = (first, start);
            for (test, next) in branches {
                bodies.push((std::mem::replace(&mut body, next), test));
            }
            bodies.into_iter().rev().fold(body.0, |orelse, ((body, at), test)| Expr {
                span: Span::new(state.place(at).start, end),
                kind: ExprKind::IfExp { test: Box::new(test), body: Box::new(body), orelse: Box::new(orelse) },
            })
        })
        .boxed();
    bounded(rules.clone(), lambda, conditional)
}

/// Chooses, counts the depth, and looks at what follows: a whole expression that is followed by the start of another
/// is a fault that CPython has words for.
fn bounded<'t>(rules: Expressions<'t>, lambda: Rule<'t, Expr>, conditional: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    by_hand(move |reader| {
        if reader.state().depth >= DEEPEST {
            return refuse(reader, codes::TOO_HIGH, "too many nested expressions");
        }
        let start = position(reader);
        reader.state().depth += 1;
        let before = std::mem::take(&mut reader.state().height);
        let out = match next(reader) {
            K::Lambda => reader.parse(&lambda).inspect_err(|_| fault::after_lambda(reader, start)),
            _ => reader.parse(&conditional),
        };
        let state = reader.state();
        state.depth -= 1;
        state.height = state.height.max(before);
        if state.height > HIGHEST {
            return too_high(reader);
        }
        let kind = next(reader);
        let trailer = matches!(kind, K::LeftParen | K::LeftBracket) && reader.state().plain;
        if (fault::begins(kind) || trailer || kind == K::If) && out.is_ok() {
            fault::after_expression(reader, &rules, start);
        }
        out
    })
}

/// lambda: 'lambda' lambda_parameters ':' expression
fn lambda<'t>(expression: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    let parameters = parameter::lambda_parameters(expression.clone());
    token(K::Lambda).ignore_then(parameters).then_ignore(token(K::Colon)).then(expression).map_with(
        |(parameters, body): (Parameters, Expr), e| {
            e.state().height += 1;
            let kind = ExprKind::Lambda { parameters: Box::new(parameters), body: Box::new(body) };
            Expr { span: e.here(), kind }
        },
    )
}
