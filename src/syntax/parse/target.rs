//! Targets: what may stand left of `=`, after `for`, `as` and `del`.
//!
//! In: an expression, parsed like any other. Out: the part of it that is no target, if there is one, with CPython's
//! word for it. The tree is not changed: a target is a target by where it stands.

use super::expression::starred;
use super::primitive::{attempt, by_hand, fail, next};
use super::state::State;
use super::{Parse, Rule, expression};
use crate::diagnostic::codes;
use crate::syntax::ast::{Constant, Expr, ExprKind};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// What is done to a target.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    Assign,
    Delete,
}

/// targets: (starred | operation) (',' (starred | operation))* [',']
pub(super) fn targets<'t>(operation: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    let operand = by_hand(move |reader| match next(reader) {
        // No target begins with these: CPython looks no further, unless it finds an expression there.
        K::Minus | K::Plus | K::Tilde if attempt(reader, &operation).is_none() => fail(reader),
        _ => reader.parse(&operation),
    });
    let operand = operand.boxed();
    let item = starred(operand.clone()).or(operand).boxed();
    expression::tuple(item).map_with(|targets, e| {
        check(&targets, Use::Assign, e.state());
        targets
    })
}

/// Says which part of an expression is no target.
pub(super) fn check(target: &Expr, what: Use, state: &mut State<'_>) {
    if let Some(bad) = invalid(target, what) {
        let verb = if what == Use::Assign { "assign to" } else { "delete" };
        state.fault(codes::TARGET, format!("cannot {verb} {}", describe(bad)), bad.span);
    }
}

/// The first part of an expression that is no target.
pub(super) fn invalid(target: &Expr, what: Use) -> Option<&Expr> {
    match &target.kind {
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().find_map(|item| invalid(item, what)),
        ExprKind::Starred(value) if what == Use::Assign => invalid(value, what),
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } | ExprKind::Error => None,
        _ => Some(target),
    }
}

/// CPython's word for a kind of expression.
pub(super) fn describe(value: &Expr) -> &'static str {
    match &value.kind {
        ExprKind::Attribute { .. } => "attribute",
        ExprKind::Subscript { .. } => "subscript",
        ExprKind::Starred(_) => "starred",
        ExprKind::Name(_) => "name",
        ExprKind::List(_) => "list",
        ExprKind::Tuple(_) => "tuple",
        ExprKind::Lambda { .. } => "lambda",
        ExprKind::Call { .. } => "function call",
        ExprKind::BoolOp { .. } | ExprKind::BinOp { .. } | ExprKind::UnaryOp { .. } => "expression",
        ExprKind::GeneratorExp { .. } => "generator expression",
        ExprKind::Yield(_) | ExprKind::YieldFrom(_) => "yield expression",
        ExprKind::Await(_) => "await expression",
        ExprKind::ListComp { .. } => "list comprehension",
        ExprKind::SetComp { .. } => "set comprehension",
        ExprKind::DictComp { .. } => "dict comprehension",
        ExprKind::Dict { .. } => "dict literal",
        ExprKind::Set(_) => "set display",
        ExprKind::FString(_) => "f-string expression",
        ExprKind::Compare { .. } => "comparison",
        ExprKind::IfExp { .. } => "conditional expression",
        ExprKind::Named { .. } => "named expression",
        ExprKind::Slice { .. } => "slice",
        ExprKind::Constant(Constant::None) => "None",
        ExprKind::Constant(Constant::True) => "True",
        ExprKind::Constant(Constant::False) => "False",
        ExprKind::Constant(Constant::Ellipsis) => "ellipsis",
        ExprKind::Constant(_) => "literal",
        ExprKind::Error => "error",
    }
}
