//! Displays: groups, tuples, lists, sets, dicts and their comprehensions.
//!
//! In: the rules for expressions. Out: `group`, `list`, `braces`, `comprehension`.

use super::expression::Expressions;
use super::primitive::{bracketed, by_hand, is_named, listed, next, position, token};
use super::state::Here;
use super::{Parse, Rule};
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
    let more = listed(rules.element.clone()).boxed();
    by_hand(move |reader| {
        if matches!(next(reader), K::RightParen | K::RightBracket) {
            return Ok(Contents::Nothing);
        }
        let first = reader.parse(&first)?;
        match next(reader) {
            K::For | K::Async => Ok(Contents::Comprehension(first, reader.parse(&comprehension)?)),
            K::Comma => {
                reader.skip();
                let (mut all, _) = reader.parse(&more)?;
                all.insert(0, first);
                Ok(Contents::Many(all))
            }
            _ => Ok(Contents::One(first)),
        }
    })
}

/// group: '(' ')' | '(' (yield_expression | element) ')' | '(' element ',' [elements] ')' | '(' element comprehension ')'
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
                    e.state().fault("E0210", "cannot use starred expression here", value.span);
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

/// list: '[' [elements] ']' | '[' element comprehension ']'
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

/// braces: '{' '}' | '{' items '}' | '{' elements '}' | '{' (pair | element) comprehension '}'
pub(super) fn braces<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    let unpacked = token(K::DoubleStar).ignore_then(rules.operation.clone()).map(|value| (None, value));
    let pair = rules.expression.clone().then_ignore(token(K::Colon)).then(rules.expression.clone());
    let item = unpacked.clone().or(pair.map(|(key, value)| (Some(key), value)));
    let items = listed(item).boxed();
    let unpacked = unpacked.boxed();
    let elements = listed(rules.element.clone()).boxed();
    let rules = rules.clone();
    let inner = by_hand(move |reader| {
        if next(reader) == K::RightBrace {
            return Ok(ExprKind::Dict { keys: Vec::new(), values: Vec::new() });
        }
        let (key, value) = if next(reader) == K::DoubleStar {
            reader.parse(&unpacked)?
        } else {
            let from = position(reader);
            let first = reader.parse(&rules.element)?;
            if next(reader) != K::Colon || matches!(first.kind, ExprKind::Starred(_)) || is_named(reader, from) {
                if matches!(next(reader), K::For | K::Async) {
                    let generators = reader.parse(&rules.comprehension)?;
                    return Ok(ExprKind::SetComp { element: Box::new(first), generators });
                }
                let mut all = vec![first];
                if next(reader) == K::Comma {
                    reader.skip();
                    all.append(&mut reader.parse(&elements)?.0);
                }
                return Ok(ExprKind::Set(all));
            }
            reader.skip();
            (Some(first), reader.parse(&rules.expression)?)
        };
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
        .then_ignore(token(K::In))
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
