//! The arguments of a call or of a class.
//!
//! In: the rules for expressions. Out: positional and keyword arguments, with CPython's words for those out of order.

use super::expression::{Expressions, starred};
use super::primitive::{ahead, bracketed, by_hand, name, next, token};
use super::state::Here;
use super::{Parse, Reader};
use crate::syntax::ast::{Expr, ExprKind, Keyword};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// Arguments in order; a starred one may stand among the keywords.
#[derive(Clone, Default)]
pub(super) struct Arguments {
    /// Positional, possibly starred.
    pub args: Vec<Expr>,
    /// `name=value` and `**value`.
    pub keywords: Vec<Keyword>,
    /// How many generator expressions stand there without brackets of their own.
    generators: u32,
}

enum Argument {
    Positional(Expr),
    /// A generator expression without brackets.
    Generator(Expr),
    Keyword(Keyword),
}

/// arguments: '(' [argument (',' argument)* [',']] ')'
pub(super) fn arguments<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Option<Arguments>> {
    let list = argument(rules)
        .separated_by(token(K::Comma))
        .fold(Arguments::default(), |mut all, argument| {
            match argument {
                Argument::Positional(value) => all.args.push(value),
                Argument::Generator(value) => {
                    all.generators += 1;
                    all.args.push(value);
                }
                Argument::Keyword(keyword) => all.keywords.push(keyword),
            }
            all
        })
        .then_ignore(token(K::Comma).or_not());
    bracketed(K::LeftParen, list, K::RightParen).map_with(|arguments: Option<Arguments>, e| {
        let mut arguments = arguments?;
        if arguments.generators > 0 {
            let all = e.here();
            match &mut arguments.args[..] {
                // A sole generator expression owns the brackets of the call.
                [only] if arguments.keywords.is_empty() => only.span = all,
                _ => {}
            }
        }
        Some(arguments)
    })
}

/// argument: '*' expression | '**' expression | name '=' expression | named_expression [comprehension]
fn argument<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Argument> {
    let star = starred(rules.expression.clone()).map(Argument::Positional).boxed();
    let unpacked = token(K::DoubleStar)
        .ignore_then(rules.expression.clone())
        .map_with(|value, e| Argument::Keyword(Keyword { span: e.here(), name: None, value }))
        .boxed();
    let keyword = name()
        .then_ignore(token(K::Equal))
        .then(rules.expression.clone())
        .map_with(|(name, value), e| Argument::Keyword(Keyword { span: e.here(), name: Some(name), value }))
        .boxed();
    let named = rules.named_expression.clone();
    let comprehension = rules.comprehension.clone();
    by_hand(move |reader: &mut Reader<'t, '_>| match next(reader) {
        K::Star => reader.parse(&star),
        K::DoubleStar => reader.parse(&unpacked),
        K::Name if ahead(reader, 1) == K::Equal => reader.parse(&keyword),
        _ => {
            let from = super::primitive::position(reader);
            let value = reader.parse(&named)?;
            if !matches!(next(reader), K::For | K::Async) {
                return Ok(Argument::Positional(value));
            }
            let generators = reader.parse(&comprehension)?;
            let to = super::primitive::position(reader);
            let span = reader.state().span(from, to);
            let kind = ExprKind::GeneratorExp { element: Box::new(value), generators };
            Ok(Argument::Generator(Expr { span, kind }))
        }
    })
}
