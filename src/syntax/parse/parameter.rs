//! Parameters of functions and lambdas, and type parameters (PEP 695, 696).
//!
//! In: the rule for expressions. Out: [`Parameters`], sorted by kind, with CPython's words for those out of order.

use super::expression::{Expressions, starred};
use super::primitive::{
    Outcome, ahead, attempt_after, bracketed, by_hand, fail, listed, name, next, partner, position, refuse, token,
};
use super::state::{Here, State};
use super::{Parse, Reader, Rule};
use crate::diagnostic::codes;
use crate::syntax::ast::{Expr, ExprKind, Name, Parameter, Parameters, TypeParam, TypeParamKind};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// One entry of a parameter list, as written, with the index of its first token.
enum Entry {
    Plain(Parameter),
    Slash(usize),
    /// `*`, with a name or bare.
    Star(usize, Option<Parameter>),
    DoubleStar(Parameter, usize),
}

/// parameters: '(' [entry (',' entry)* [',']] ')'
pub(super) fn parameters<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Option<Parameters>> + use<'t> {
    // annotation: ':' (expression | starred)
    let annotation = token(K::Colon).ignore_then(rules.expression.clone()).or_not().boxed();
    let star =
        token(K::Colon).ignore_then(starred(rules.operation.clone()).or(rules.expression.clone())).or_not().boxed();
    bracketed(K::LeftParen, list(annotation, star, rules.expression.clone(), K::RightParen), K::RightParen)
}

/// lambda_parameters: [entry (',' entry)* [',']]
///
/// Without annotations.
pub(super) fn lambda_parameters<'t>(expression: Rule<'t, Expr>) -> impl Parse<'t, Parameters> {
    let nothing = empty().map(|()| None).boxed();
    list(nothing.clone(), nothing, expression, K::Colon).boxed()
}

/// entry: '/' | '*' [name [annotation]] | '**' name [annotation] | name [annotation] [default]
fn list<'t>(
    annotation: Rule<'t, Option<Expr>>,
    star_annotation: Rule<'t, Option<Expr>>,
    expression: Rule<'t, Expr>,
    end: K,
) -> impl Parse<'t, Parameters> {
    let parameter = |annotation: Rule<'t, Option<Expr>>| {
        name().then(annotation).map_with(|(name, annotation), e| Parameter {
            span: e.here(),
            name,
            annotation: annotation.map(Box::new),
            default: None,
        })
    };
    let plain = parameter(annotation.clone()).boxed();
    let star = parameter(star_annotation).boxed();
    let double = parameter(annotation).boxed();
    let entry = by_hand(move |reader| {
        let at = position(reader);
        match next(reader) {
            K::Name => {
                let parameter = reader.parse(&plain)?;
                let default = default(reader, &expression, end)?;
                Ok(Entry::Plain(Parameter { default: default.map(Box::new), ..parameter }))
            }
            K::Slash => slash(reader),
            K::Star => {
                reader.skip();
                match next(reader) {
                    K::Name => {}
                    K::Comma => return Ok(Entry::Star(at, None)),
                    kind if kind == end => return Ok(Entry::Star(at, None)),
                    _ => return fail(reader),
                }
                let parameter = reader.parse(&star)?;
                // CPython knows this fault of plain annotations only.
                if !parameter.annotation.as_ref().is_some_and(|a| matches!(a.kind, ExprKind::Starred(_))) {
                    no_default(reader, "var-positional argument cannot have default value")?;
                }
                Ok(Entry::Star(at, Some(parameter)))
            }
            K::DoubleStar => {
                reader.skip();
                let parameter = reader.parse(&double)?;
                no_default(reader, "var-keyword argument cannot have default value")?;
                Ok(Entry::DoubleStar(parameter, at))
            }
            K::LeftParen => in_brackets(reader, end),
            _ => fail(reader),
        }
    });
    listed(entry).map_with(move |(entries, _), e| {
        let after = e.last();
        let whole = e.state().kind(after) == end;
        sort(entries, end, whole, e.state())
    })
}

/// default: '=' expression
fn default<'t>(reader: &mut Reader<'t, '_>, expression: &Rule<'t, Expr>, end: K) -> Outcome<Option<Expr>> {
    if next(reader) != K::Equal {
        let at = position(reader);
        reader.state().look(at);
        return Ok(None);
    }
    let at = position(reader);
    reader.skip();
    if matches!(next(reader), K::RightParen | K::Comma) && (end == K::RightParen || next(reader) == K::Comma) {
        let place = reader.state().place(at);
        reader.state().fault(codes::PARAMETERS, "expected default value expression", place);
        return fail(reader);
    }
    reader.parse(expression).map(Some)
}

/// Says that a starred parameter has a default.
fn no_default(reader: &mut Reader<'_, '_>, text: &str) -> Outcome<()> {
    if next(reader) == K::Equal { refuse(reader, codes::PARAMETERS, text) } else { Ok(()) }
}

/// `/`, which must not come first, and needs a comma before `*`.
fn slash(reader: &mut Reader<'_, '_>) -> Outcome<Entry> {
    let at = position(reader);
    if at > 0 && matches!(reader.state().kind(at - 1), K::LeftParen | K::Lambda) {
        if ahead(reader, 1) == K::Comma {
            return refuse(reader, codes::PARAMETERS, "at least one argument must precede /");
        }
        return fail(reader);
    }
    reader.skip();
    if next(reader) == K::Star {
        return refuse(reader, codes::PARAMETERS, "expected comma between / and *");
    }
    Ok(Entry::Slash(at))
}

/// Python 2 had parameters in brackets.
#[cold]
fn in_brackets(reader: &mut Reader<'_, '_>, end: K) -> Outcome<Entry> {
    let open = position(reader);
    if let Some(close) = partner(reader, open) {
        let state = reader.state();
        let names = (open + 1..close).all(|at| matches!(state.kind(at), K::Name | K::Comma));
        let start = (0..open).rev().find(|at| matches!(state.kind(*at), K::LeftParen | K::Lambda)).unwrap_or(0);
        let plain = !(start..open).any(|at| matches!(state.kind(at), K::Star | K::DoubleStar | K::Slash | K::Equal));
        if names && plain && state.kind(open + 1) == K::Name {
            let what = if end == K::Colon { "Lambda expression" } else { "Function" };
            let span = state.span(open, close + 1);
            state.fault(codes::PARAMETERS, format!("{what} parameters cannot be parenthesized"), span);
        }
    }
    fail(reader)
}

/// Sorts entries by kind and says which stand where they may not.
fn sort(entries: Vec<Entry>, end: K, whole: bool, state: &mut State<'_>) -> Parameters {
    let mut all = Parameters::default();
    let mut starred: Option<usize> = None;
    let mut slashed = false;
    let mut defaults = false;
    for entry in entries {
        if all.kwarg.is_some() {
            let span = match &entry {
                Entry::Plain(parameter) => parameter.span,
                Entry::Slash(at) | Entry::Star(at, _) | Entry::DoubleStar(_, at) => state.place(*at),
            };
            state.fault(codes::PARAMETERS, "arguments cannot follow var-keyword argument", span);
        }
        match entry {
            Entry::Plain(parameter) if starred.is_some() => all.kwonly.push(parameter),
            Entry::Plain(parameter) => {
                if parameter.default.is_none() && defaults {
                    let text = "parameter without a default follows parameter with a default";
                    state.fault(codes::PARAMETERS, text, parameter.span);
                }
                defaults |= parameter.default.is_some();
                all.args.push(parameter);
            }
            Entry::Slash(at) => {
                if slashed {
                    state.fault(codes::PARAMETERS, "/ may appear only once", state.place(at));
                } else if starred.is_some() {
                    state.fault(codes::PARAMETERS, "/ must be ahead of *", state.place(at));
                }
                slashed = true;
                all.posonly.append(&mut all.args);
            }
            Entry::Star(at, vararg) => {
                if starred.is_some() {
                    state.fault(codes::PARAMETERS, "* argument may appear only once", state.place(at));
                }
                starred = Some(at);
                all.vararg = vararg.map(Box::new);
            }
            Entry::DoubleStar(parameter, _) => all.kwarg = Some(Box::new(parameter)),
        }
    }
    if let (Some(at), None, true, true) = (starred, &all.vararg, all.kwonly.is_empty(), whole) {
        // In a lambda CPython points at what follows.
        let comma = usize::from(state.kind(at + 1) == K::Comma);
        let at = if end == K::Colon { at + 1 + comma } else { at };
        state.fault(codes::PARAMETERS, "named arguments must follow bare *", state.place(at));
    }
    all
}

/// type_parameters: '[' type_parameter (',' type_parameter)* [','] ']'
pub(super) fn type_parameters<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Vec<TypeParam>> {
    // type_parameter: name [':' expression] ['=' expression] | '*' name ['=' (starred | expression)]
    // | '**' name ['=' expression]
    let bound = token(K::Colon).ignore_then(rules.expression.clone()).or_not();
    let default = token(K::Equal).ignore_then(rules.expression.clone()).or_not().boxed();
    let star_default =
        token(K::Equal).ignore_then(starred(rules.operation.clone()).or(rules.expression.clone())).or_not();
    let variable = name().then(bound).then(default.clone());
    let variable = variable.map(|((name, bound), default)| (TypeParamKind::TypeVar, name, bound, default));
    let unbound = |what| no_bound(rules.expression.clone(), what);
    let tuple = token(K::Star).ignore_then(name()).then_ignore(unbound("TypeVarTuple")).then(star_default);
    let tuple = tuple.map(|(name, default): (Name, _)| (TypeParamKind::TypeVarTuple, name, None, default));
    let spec = token(K::DoubleStar).ignore_then(name()).then_ignore(unbound("ParamSpec")).then(default);
    let spec = spec.map(|(name, default): (Name, _)| (TypeParamKind::ParamSpec, name, None, default));
    let parameter = choice((variable, tuple, spec)).map_with(|(kind, name, bound, default), e| TypeParam {
        span: e.here(),
        name,
        kind,
        bound,
        default,
    });
    let some = by_hand(|reader| match next(reader) {
        K::RightBracket => refuse(reader, codes::PARAMETERS, "Type parameter list cannot be empty"),
        _ => Ok(()),
    });
    let parameters =
        parameter.separated_by(token(K::Comma)).at_least(1).collect::<Vec<_>>().then_ignore(token(K::Comma).or_not());
    let list = some.ignore_then(parameters).boxed();
    bracketed(K::LeftBracket, list, K::RightBracket).or_not().map(|list| list.flatten().unwrap_or_default())
}

/// Says that `*Ts` and `**P` have no bound.
fn no_bound<'t>(expression: Rule<'t, Expr>, what: &'static str) -> impl Parse<'t, ()> {
    by_hand(move |reader| {
        if next(reader) == K::Colon
            && let Some((bound, to)) = attempt_after(reader, 1, &expression)
        {
            let which = if let ExprKind::Tuple(_) = bound.kind { "constraints" } else { "bound" };
            let at = position(reader);
            let span = reader.state().span(at, to);
            reader.state().fault(codes::PARAMETERS, format!("cannot use {which} with {what}"), span);
            return fail(reader);
        }
        Ok(())
    })
}
