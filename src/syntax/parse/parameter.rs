//! Parameters of functions and lambdas, and type parameters (PEP 695, 696).
//!
//! In: the rule for expressions. Out: [`Parameters`], sorted by kind, with CPython's words for those out of order.

use super::expression::{Expressions, starred};
use super::primitive::{bracketed, name, token};
use super::state::{Here, State};
use super::{Parse, Rule};
use crate::source::Span;
use crate::syntax::ast::{Expr, Name, Parameter, Parameters, TypeParam, TypeParamKind};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// One entry of a parameter list, as written.
enum Entry {
    Plain(Parameter),
    Slash(Span),
    /// `*`, with a name or bare.
    Star(Span, Option<Parameter>),
    DoubleStar(Span, Parameter),
}

/// parameters: '(' [entry (',' entry)* [',']] ')'
pub(super) fn parameters<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Option<Parameters>> {
    let annotation = token(K::Colon).ignore_then(rules.expression.clone()).or_not().boxed();
    let star =
        token(K::Colon).ignore_then(starred(rules.operation.clone()).or(rules.expression.clone())).or_not().boxed();
    bracketed(K::LeftParen, list(annotation, star, rules.expression.clone()), K::RightParen)
}

/// lambda_parameters: [entry (',' entry)* [',']], without annotations
pub(super) fn lambda_parameters<'t>(expression: Rule<'t, Expr>) -> impl Parse<'t, Parameters> {
    let nothing = empty().to(()).map(|()| None).boxed();
    list(nothing.clone(), nothing, expression).boxed()
}

/// entry: '/' | '*' [name [annotation]] | '**' name [annotation] | name [annotation] ['=' expression]
fn list<'t>(
    annotation: Rule<'t, Option<Expr>>,
    star_annotation: Rule<'t, Option<Expr>>,
    expression: Rule<'t, Expr>,
) -> impl Parse<'t, Parameters> {
    let parameter = |annotation: Rule<'t, Option<Expr>>| {
        name().then(annotation).map_with(|(name, annotation), e| Parameter {
            span: e.here(),
            name,
            annotation: annotation.map(Box::new),
            default: None,
        })
    };
    let default = token(K::Equal).ignore_then(expression).or_not();
    let plain = parameter(annotation.clone())
        .then(default)
        .map(|(parameter, default)| Entry::Plain(Parameter { default: default.map(Box::new), ..parameter }));
    let slash = token(K::Slash).map_with(|_, e| Entry::Slash(e.here()));
    let star = token(K::Star)
        .ignore_then(parameter(star_annotation).or_not())
        .map_with(|parameter, e| Entry::Star(e.here(), parameter));
    let double = token(K::DoubleStar)
        .ignore_then(parameter(annotation))
        .map_with(|parameter, e| Entry::DoubleStar(e.here(), parameter));
    choice((plain, star, double, slash))
        .separated_by(token(K::Comma))
        .collect::<Vec<_>>()
        .then_ignore(token(K::Comma).or_not())
        .map_with(|entries, e| sort(entries, e.state()))
}

/// Sorts entries by kind and says which stand where they may not.
fn sort(entries: Vec<Entry>, state: &mut State<'_>) -> Parameters {
    let mut all = Parameters::default();
    let mut starred: Option<Span> = None;
    let mut slashed = false;
    let mut defaults = false;
    for entry in entries {
        let span = match &entry {
            Entry::Plain(p) => p.name.span,
            Entry::Slash(span) | Entry::Star(span, _) | Entry::DoubleStar(span, _) => *span,
        };
        if all.kwarg.is_some() {
            state.fault("E0214", "parameters cannot follow var-keyword parameter", span);
        }
        match entry {
            Entry::Plain(parameter) if starred.is_some() => all.kwonly.push(parameter),
            Entry::Plain(parameter) => {
                if parameter.default.is_none() && defaults {
                    let text = "parameter without a default follows parameter with a default";
                    state.fault("E0214", text, span);
                }
                defaults |= parameter.default.is_some();
                all.args.push(parameter);
            }
            Entry::Slash(_) => {
                if slashed {
                    state.fault("E0214", "/ may appear only once", span);
                } else if starred.is_some() {
                    state.fault("E0214", "/ must be ahead of *", span);
                } else if all.args.is_empty() {
                    state.fault("E0214", "at least one argument must precede /", span);
                }
                slashed = true;
                all.posonly.append(&mut all.args);
            }
            Entry::Star(_, vararg) => {
                if starred.is_some() {
                    state.fault("E0214", "* argument may appear only once", span);
                }
                starred = Some(span);
                all.vararg = vararg.map(Box::new);
            }
            Entry::DoubleStar(_, parameter) => all.kwarg = Some(Box::new(parameter)),
        }
    }
    if let (Some(span), None, true) = (starred, &all.vararg, all.kwonly.is_empty()) {
        state.fault("E0214", "named arguments must follow bare *", span);
    }
    all
}

/// type_parameters: '[' type_parameter (',' type_parameter)* [','] ']'
pub(super) fn type_parameters<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Vec<TypeParam>> {
    let bound = token(K::Colon).ignore_then(rules.expression.clone()).or_not();
    let default = token(K::Equal).ignore_then(rules.expression.clone()).or_not().boxed();
    let star_default =
        token(K::Equal).ignore_then(starred(rules.operation.clone()).or(rules.expression.clone())).or_not();
    let variable = name().then(bound).then(default.clone());
    let variable = variable.map(|((name, bound), default)| (TypeParamKind::TypeVar, name, bound, default));
    let tuple = token(K::Star).ignore_then(name()).then(star_default);
    let tuple = tuple.map(|(name, default): (Name, _)| (TypeParamKind::TypeVarTuple, name, None, default));
    let spec = token(K::DoubleStar).ignore_then(name()).then(default);
    let spec = spec.map(|(name, default): (Name, _)| (TypeParamKind::ParamSpec, name, None, default));
    let parameter = choice((variable, tuple, spec)).map_with(|(kind, name, bound, default), e| TypeParam {
        span: e.here(),
        name,
        kind,
        bound,
        default,
    });
    let list = parameter
        .separated_by(token(K::Comma))
        .at_least(1)
        .collect::<Vec<_>>()
        .then_ignore(token(K::Comma).or_not())
        .boxed();
    bracketed(K::LeftBracket, list, K::RightBracket).or_not().map(|list| list.flatten().unwrap_or_default())
}
