//! Atoms: names, literals, and what stands in brackets.
//!
//! In: the rules for expressions. Out: `atom`, chosen by its first token.

use super::expression::Expressions;
use super::primitive::{by_hand, fail, name, next, token};
use super::state::Here;
use super::{Parse, display, string};
use crate::syntax::ast::{Constant, Expr, ExprKind};
use crate::syntax::literal;
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// atom: name | number | strings | 'None' | 'True' | 'False' | '...' | group | list | braces
pub(super) fn atom<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    let name = name().map(|name| Expr { span: name.span, kind: ExprKind::Name(name.id) });
    let number = number();
    let strings = string::strings(rules.value.clone()).boxed();
    let group = display::group(rules).boxed();
    let list = display::list(rules).boxed();
    let braces = display::braces(rules).boxed();
    let constant = constant();
    by_hand(move |reader| match next(reader) {
        K::Name => reader.parse(&name),
        K::Int | K::Float | K::Imaginary => reader.parse(&number),
        K::Str | K::Bytes | K::FStringStart => reader.parse(&strings),
        K::LeftParen => reader.parse(&group),
        K::LeftBracket => reader.parse(&list),
        K::LeftBrace => reader.parse(&braces),
        K::None | K::True | K::False | K::Ellipsis => reader.parse(&constant),
        _ => fail(reader),
    })
}

/// number: INT | FLOAT | IMAGINARY
pub(super) fn number<'t>() -> impl Parse<'t, Expr> {
    choice((token(K::Int), token(K::Float), token(K::Imaginary))).map_with(|_, e| {
        let span = e.here();
        let at = e.first();
        let state = e.state();
        let Some(&token) = state.tokens.get(at) else { return Expr { span, kind: ExprKind::Error } };
        let value = literal::number(state.source, token, &mut state.aside);
        Expr { span, kind: ExprKind::Constant(value) }
    })
}

/// constant: 'None' | 'True' | 'False' | '...'
pub(super) fn constant<'t>() -> impl Parse<'t, Expr> {
    select! {
        K::None => Constant::None,
        K::True => Constant::True,
        K::False => Constant::False,
        K::Ellipsis => Constant::Ellipsis,
    }
    .map_with(|value, e| Expr { span: e.here(), kind: ExprKind::Constant(value) })
}
