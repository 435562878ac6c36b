//! Primaries: an atom with its attributes, calls and subscripts, and `await`.
//!
//! In: the atoms. Out: `primary`, and the slices that a subscript holds.

use super::argument::Arguments;
use super::expression::Expressions;
use super::primitive::{bracketed, by_hand, fail, is_named, listed, name, next, refuse, token};
use super::state::{DEEPEST, Here};
use super::{Parse, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::ast::{Expr, ExprKind, Name};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// What may follow a primary.
enum Trailer {
    Attribute(Name),
    Call(Option<Arguments>),
    Subscript(Option<Expr>),
}

/// primary: ['await'] atom ('.' name | arguments | '[' slices ']')*
pub(super) fn primary<'t>(rules: &Expressions<'t>, atom: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    let attribute = token(K::Dot).ignore_then(attribute_name()).map(Trailer::Attribute).boxed();
    let call = rules.arguments().map(Trailer::Call).boxed();
    let subscript = bracketed(K::LeftBracket, slices(rules), K::RightBracket).map(Trailer::Subscript).boxed();
    let trailer = by_hand(move |reader| match next(reader) {
        K::Dot => reader.parse(&attribute),
        K::LeftParen => reader.parse(&call),
        K::LeftBracket => reader.parse(&subscript),
        _ => fail(reader),
    });
    let trailed = atom.foldl_with(trailer.repeated(), |value, trailer, e| {
        e.state().height += 1;
        let value = Box::new(value);
        let kind = match trailer {
            Trailer::Attribute(attr) => ExprKind::Attribute { value, attr },
            Trailer::Call(Some(Arguments { args, keywords, .. })) => ExprKind::Call { func: value, args, keywords },
            Trailer::Subscript(Some(index)) => ExprKind::Subscript { value, index: Box::new(index) },
            Trailer::Call(None) | Trailer::Subscript(None) => ExprKind::Error,
        };
        Expr { span: e.here(), kind }
    });
    let awaited = token(K::Await)
        .ignore_then(trailed.clone())
        .map_with(|value, e| Expr { span: e.here(), kind: ExprKind::Await(Box::new(value)) })
        .boxed();
    by_hand(move |reader| {
        // Not all that stands in brackets is an expression: what is starred, and clauses of comprehensions, are operations.
        if reader.state().primaries >= DEEPEST {
            return refuse(reader, codes::TOO_HIGH, "too many nested expressions");
        }
        reader.state().primaries += 1;
        let before = std::mem::take(&mut reader.state().height);
        let out = if next(reader) == K::Await { reader.parse(&awaited) } else { reader.parse(&trailed) };
        let state = reader.state();
        state.primaries -= 1;
        state.height = state.height.max(before);
        out
    })
}

/// The name after a dot. In the dialect `async` is one too: Python 3.4 had `asyncio.async`.
fn attribute_name<'t>() -> impl Parse<'t, Name> {
    let plain = name();
    by_hand(move |reader| {
        if next(reader) == K::Async && reader.state().source.dialect {
            let at = super::primitive::position(reader);
            reader.skip();
            let state = reader.state();
            let text = "'async' is a keyword since Python 3.7; after a dot it is read as a name";
            let said = Diagnostic::warning(codes::KEYWORD_NAME, text, state.place(at));
            state.aside.push(said.help("`asyncio.async` is called `asyncio.ensure_future` since Python 3.4.4"));
            return Ok(state.name(at));
        }
        reader.parse(&plain)
    })
}

/// slices: slice (',' slice)* [',']
///
/// slice: [expression] ':' [expression] [':' [expression]] | '*' expression | named_expression
fn slices<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    let bound = rules.expression.clone().or_not();
    let slice = bound
        .clone()
        .then_ignore(token(K::Colon))
        .then(bound.clone())
        .then(token(K::Colon).ignore_then(bound).or_not())
        .map_with(|((lower, upper), step), e| Expr {
            span: e.here(),
            kind: ExprKind::Slice {
                lower: lower.map(Box::new),
                upper: upper.map(Box::new),
                step: step.flatten().map(Box::new),
            },
        })
        .boxed();
    let rest = token(K::Colon)
        .ignore_then(rules.expression.clone().or_not())
        .then(token(K::Colon).ignore_then(rules.expression.clone().or_not()).or_not())
        .boxed();
    let named = rules.named_expression.clone();
    let value = rules.expression.clone();
    let index = by_hand(move |reader| {
        if next(reader) == K::Star {
            let from = super::primitive::position(reader);
            reader.skip();
            let value = super::argument::star_value(reader, &value)?;
            let to = super::primitive::position(reader);
            let span = reader.state().span(from, to);
            return Ok(Expr { span, kind: ExprKind::Starred(Box::new(value)) });
        }
        if next(reader) == K::Colon {
            return reader.parse(&slice);
        }
        let from = super::primitive::position(reader);
        let lower = reader.parse(&named)?;
        if next(reader) != K::Colon || is_named(reader, from) {
            let at = super::primitive::position(reader);
            reader.state().look(at);
            return Ok(lower);
        }
        let (upper, step) = reader.parse(&rest)?;
        let to = super::primitive::position(reader);
        let span = reader.state().span(from, to);
        let kind = ExprKind::Slice {
            lower: Some(Box::new(lower)),
            upper: upper.map(Box::new),
            step: step.flatten().map(Box::new),
        };
        Ok(Expr { span, kind })
    });
    let index = index.boxed();
    let more = token(K::Comma).ignore_then(listed(index.clone())).or_not();
    index.then(more).map_with(|(first, more), e| match more {
        None if !matches!(first.kind, ExprKind::Starred(_)) => first,
        more => {
            let mut items = more.map_or_else(Vec::new, |(items, _)| items);
            items.insert(0, first);
            Expr { span: e.here(), kind: ExprKind::Tuple(items) }
        }
    })
}
