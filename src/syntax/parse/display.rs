//! Displays: groups, tuples, lists, sets, dicts and their comprehensions.
//!
//! In: the rules for expressions. Out: `group`, `list`, `braces`, `comprehension`.

use super::argument::invalid_star;
use super::expression::Expressions;
use super::primitive::{
    Outcome, attempt, attempt_after, bracketed, by_hand, expected, fail, is_named, listed, next, position, token,
};
use super::state::Here;
use super::target::{self, Use};
use super::{Parse, Reader, Rule};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{Comprehension, Expr, ExprKind};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// What stands between round or square brackets.
enum Contents {
    Nothing,
    /// One element and no comma.
    One(Expr),
    /// Elements with at least one comma.
    Many(Vec<Expr>),
    Comprehension(Expr, Vec<Comprehension>),
}

fn contents<'t>(rules: &Expressions<'t>, first: Rule<'t, Expr>) -> impl Parse<'t, Contents> {
    let comprehension = rules.comprehension.clone();
    let expression = rules.expression.clone();
    let more = listed(rules.element.clone()).boxed();
    by_hand(move |reader| {
        match next(reader) {
            K::RightParen | K::RightBracket => return Ok(Contents::Nothing),
            K::DoubleStar => double_star(reader, &expression),
            _ => {}
        }
        let yields = next(reader) == K::Yield;
        let starred = next(reader) == K::Star && reader.state().plain;
        let first = reader.parse(&first).or_else(|fault| if starred { invalid_star(reader) } else { Err(fault) })?;
        match next(reader) {
            _ if yields => Ok(Contents::One(first)),
            K::For | K::Async => {
                refuse_unpacking(reader, &first);
                Ok(Contents::Comprehension(first, reader.parse(&comprehension)?))
            }
            K::Comma => {
                let comma = position(reader);
                reader.skip();
                let (mut all, _) = reader.parse(&more)?;
                forgotten_brackets(reader, &comprehension, &first, comma, all.last());
                all.insert(0, first);
                Ok(Contents::Many(all))
            }
            _ => Ok(Contents::One(first)),
        }
    })
}

/// `*a for ...` is no comprehension.
fn refuse_unpacking(reader: &mut Reader<'_, '_>, element: &Expr) {
    if let ExprKind::Starred(_) = element.kind {
        reader.state().fault(codes::STAR, "iterable unpacking cannot be used in comprehension", element.span);
    }
}

/// `[a, b for ...]`: the element needs brackets. In round brackets CPython has no words for it.
fn forgotten_brackets<'t>(
    reader: &mut Reader<'t, '_>,
    comprehension: &Rule<'t, Vec<Comprehension>>,
    first: &Expr,
    comma: usize,
    last: Option<&Expr>,
) {
    if !matches!(next(reader), K::For | K::Async) {
        return;
    }
    let Some((_, to)) = attempt(reader, comprehension) else { return };
    if reader.state().kind(to) != K::RightParen {
        let end = last.map_or(reader.state().place(comma), |last| last.span);
        let text = "did you forget parentheses around the comprehension target?";
        reader.state().fault(codes::COMPREHENSION, text, first.span.to(end));
    }
}

/// `(**a)`
fn double_star<'t>(reader: &mut Reader<'t, '_>, expression: &Rule<'t, Expr>) {
    if let Some((_, to)) = attempt_after(reader, 1, expression)
        && reader.state().kind(to) == K::RightParen
    {
        let at = position(reader);
        let place = reader.state().place(at);
        reader.state().fault(codes::STAR, "cannot use double starred expression here", place);
    }
}

/// group: '(' [yield_expression | element [comprehension | ',' [elements]]] ')'
pub(super) fn group<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    let value = rules.value.clone();
    let element = rules.element.clone();
    let first = by_hand(move |reader| match next(reader) {
        K::Yield => reader.parse(&value),
        _ => reader.parse(&element),
    });
    bracketed(K::LeftParen, contents(rules, first.boxed()), K::RightParen).map_with(|contents, e| {
        let kind = match contents {
            None => ExprKind::Error,
            Some(Contents::Nothing) => ExprKind::Tuple(Vec::new()),
            Some(Contents::One(value)) => {
                if let ExprKind::Starred(_) = value.kind {
                    e.state().fault(codes::STAR, "cannot use starred expression here", value.span);
                }
                return value;
            }
            Some(Contents::Many(all)) => ExprKind::Tuple(all),
            Some(Contents::Comprehension(element, generators)) => {
                ExprKind::GeneratorExp { element: Box::new(element), generators }
            }
        };
        Expr { span: e.here(), kind }
    })
}

/// list: '[' [element comprehension | elements] ']'
pub(super) fn list<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    bracketed(K::LeftBracket, contents(rules, rules.element.clone()), K::RightBracket).map_with(|contents, e| {
        let kind = match contents {
            None => ExprKind::Error,
            Some(Contents::Nothing) => ExprKind::List(Vec::new()),
            Some(Contents::One(value)) => ExprKind::List(vec![value]),
            Some(Contents::Many(all)) => ExprKind::List(all),
            Some(Contents::Comprehension(element, generators)) => {
                ExprKind::ListComp { element: Box::new(element), generators }
            }
        };
        Expr { span: e.here(), kind }
    })
}

/// braces: '{' [pair comprehension | element comprehension | pairs | elements] '}'
pub(super) fn braces<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    let unpacked = token(K::DoubleStar).ignore_then(rules.operation.clone()).map(|value| (None, value));
    // pair: expression ':' expression | '**' operation
    let pair = by_hand({
        let rules = rules.clone();
        move |reader| {
            if next(reader) == K::RightBrace {
                return fail(reader);
            }
            let said = reader.state().diagnostics.len();
            let key = reader.parse(&rules.expression)?;
            if next(reader) != K::Colon {
                // CPython misses the colon first.
                let state = reader.state();
                if state.diagnostics.len() == said + 1 && state.diagnostics[said].code.0 == codes::COMMA {
                    let at = state.diagnostics[said].span().start;
                    if at >= key.span.start {
                        state.diagnostics.truncate(said);
                    }
                }
                let end = Span::new(key.span.end.saturating_sub(1), key.span.end);
                reader.state().fault(codes::PAIR, "':' expected after dictionary key", end);
                return fail(reader);
            }
            reader.skip();
            Ok((Some(key), dict_value(reader, &rules)?))
        }
    });
    let items = listed(unpacked.clone().or(pair)).boxed();
    let unpacked = unpacked.boxed();
    let elements = listed(rules.element.clone()).boxed();
    let rules = rules.clone();
    let inner = by_hand(move |reader| {
        if next(reader) == K::RightBrace {
            return Ok(ExprKind::Dict { keys: Vec::new(), values: Vec::new() });
        }
        let open = position(reader);
        let (key, value) = if next(reader) == K::DoubleStar {
            reader.parse(&unpacked)?
        } else {
            let from = position(reader);
            let first = reader.parse(&rules.element)?;
            if next(reader) != K::Colon || matches!(first.kind, ExprKind::Starred(_)) || is_named(reader, from) {
                if matches!(next(reader), K::For | K::Async) {
                    refuse_unpacking(reader, &first);
                    let generators = reader.parse(&rules.comprehension)?;
                    return Ok(ExprKind::SetComp { element: Box::new(first), generators });
                }
                let mut all = vec![first];
                if next(reader) == K::Comma {
                    let comma = position(reader);
                    reader.skip();
                    let (more, _) = reader.parse(&elements)?;
                    forgotten_brackets(reader, &rules.comprehension, &all[0], comma, more.last());
                    all.extend(more);
                }
                return Ok(ExprKind::Set(all));
            }
            reader.skip();
            (Some(first), dict_value(reader, &rules)?)
        };
        if key.is_none() && matches!(next(reader), K::For | K::Async) {
            let star = reader.state().place(open);
            reader.state().fault(codes::STAR, "dict unpacking cannot be used in dict comprehension", star);
        }
        if let (Some(_), K::For | K::Async) = (&key, next(reader)) {
            let generators = reader.parse(&rules.comprehension)?;
            let Some(key) = key else { return Ok(ExprKind::Error) };
            return Ok(ExprKind::DictComp { key: Box::new(key), value: Box::new(value), generators });
        }
        let (mut keys, mut values) = (vec![key], vec![value]);
        if next(reader) == K::Comma {
            reader.skip();
            for (key, value) in reader.parse(&items)?.0 {
                keys.push(key);
                values.push(value);
            }
        }
        Ok(ExprKind::Dict { keys, values })
    });
    bracketed(K::LeftBrace, inner, K::RightBrace)
        .map_with(|kind, e| Expr { span: e.here(), kind: kind.unwrap_or(ExprKind::Error) })
}

/// The value after a key and its colon.
fn dict_value<'t>(reader: &mut Reader<'t, '_>, rules: &Expressions<'t>) -> Outcome<Expr> {
    let at = position(reader);
    match next(reader) {
        K::RightBrace | K::Comma => {
            let colon = reader.state().place(at - 1);
            reader.state().fault(codes::PAIR, "expression expected after dictionary key and ':'", colon);
            fail(reader)
        }
        K::Star => {
            if let Some((_, to)) = attempt_after(reader, 1, &rules.operation) {
                let span = reader.state().span(at, to);
                reader.state().fault(codes::PAIR, "cannot use a starred expression in a dictionary value", span);
            }
            fail(reader)
        }
        _ => reader.parse(&rules.expression),
    }
}

/// comprehension: (['async'] 'for' targets 'in' disjunction ('if' disjunction)*)+
pub(super) fn comprehension<'t>(
    targets: Rule<'t, Expr>,
    disjunction: Rule<'t, Expr>,
) -> impl Parse<'t, Vec<Comprehension>> {
    let condition = token(K::If).ignore_then(disjunction.clone());
    token(K::Async)
        .or_not()
        .then_ignore(token(K::For))
        .then(targets)
        .then_ignore(expected(K::In, "'in' expected after for-loop variables"))
        .map_with(|(is_async, target), e| {
            target::check(&target, Use::Assign, e.state());
            (is_async, target)
        })
        .then(disjunction)
        .then(condition.repeated().collect::<Vec<_>>())
        .map(|(((is_async, target), iterable), conditions)| Comprehension {
            target,
            iterable,
            conditions,
            is_async: is_async.is_some(),
        })
        .repeated()
        .at_least(1)
        .collect::<Vec<_>>()
}
