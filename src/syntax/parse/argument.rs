//! The arguments of a call or of a class.
//!
//! In: the rules for expressions. Out: positional and keyword arguments, with CPython's words for those out of order.

use super::expression::Expressions;
use super::primitive::{
    Outcome, ahead, attempt, attempt_after, bracketed, by_hand, fail, is_named, next, position, refuse, token,
};
use super::state::{Here, State};
use super::{Parse, Reader, Rule, fault};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Keyword};
use crate::syntax::token::TokenKind as K;
use chumsky::error::EmptyErr;
use chumsky::prelude::*;

/// Arguments in order; a starred one may stand among the keywords.
#[derive(Clone, Default)]
pub(super) struct Arguments {
    /// Positional, possibly starred.
    pub args: Vec<Expr>,
    /// `name=value` and `**value`.
    pub keywords: Vec<Keyword>,
    /// The first generator expression without brackets of its own, and the index of its `for`.
    pub generator: Option<(Span, usize)>,
    /// What stands out of order.
    late: Option<Late>,
}

/// What stands out of order among arguments.
#[derive(Clone, Copy)]
enum Late {
    /// A positional argument after a keyword.
    Positional,
    /// An iterable unpacked after a mapping unpacked.
    Starred(Span),
}

enum Argument {
    Positional(Expr),
    /// A generator expression without brackets, and the index of its `for`.
    Generator(Expr, usize),
    Keyword(Keyword),
}

impl Arguments {
    fn with(mut self, argument: Argument) -> Arguments {
        match argument {
            Argument::Positional(value) => {
                if !self.keywords.is_empty() && self.late.is_none() {
                    let unpacked = self.keywords.iter().any(|keyword| keyword.name.is_none());
                    match value.kind {
                        ExprKind::Starred(_) if unpacked => self.late = Some(Late::Starred(value.span)),
                        ExprKind::Starred(_) => {}
                        _ => self.late = Some(Late::Positional),
                    }
                }
                self.args.push(value);
            }
            Argument::Generator(value, at) => {
                self.generator.get_or_insert((value.span, at));
                self.args.push(value);
            }
            Argument::Keyword(keyword) => self.keywords.push(keyword),
        }
        self
    }
}

/// arguments: '(' [argument (',' argument)* [',']] ')'
pub(super) fn arguments<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Option<Arguments>> + use<'t> {
    let list = argument(rules)
        .separated_by(token(K::Comma))
        .at_least(1)
        .fold(Arguments::default(), Arguments::with)
        .then(token(K::Comma).or_not())
        .or_not()
        .map(Option::unwrap_or_default);
    bracketed(K::LeftParen, list, K::RightParen).map_with(|arguments, e| {
        let (mut arguments, comma) = arguments?;
        if arguments.generator.is_none() && arguments.late.is_none() {
            return Some(arguments);
        }
        let all = e.here();
        if let Some((span, _)) = arguments.generator {
            match &mut arguments.args[..] {
                // A sole generator expression owns the brackets of the call.
                [only] if arguments.keywords.is_empty() && comma.is_none() => only.span = all,
                _ => e.state().fault(codes::ARGUMENTS, "Generator expression must be parenthesized", span),
            }
        }
        let close = e.last() - 1;
        let unpacked = arguments.keywords.iter().any(|keyword| keyword.name.is_none());
        match arguments.late {
            None => {}
            Some(Late::Positional) => {
                let what = if unpacked { "keyword argument unpacking" } else { "keyword argument" };
                let place = e.state().place(close);
                e.state().fault(codes::ARGUMENTS, format!("positional argument follows {what}"), place);
            }
            Some(Late::Starred(span)) => {
                let text = "iterable argument unpacking follows keyword argument unpacking";
                let state = e.state();
                let comma = state.place(state.token_at(span.start).saturating_sub(1));
                state.fault(codes::ARGUMENTS, text, comma.to(span));
            }
        }
        Some(arguments)
    })
}

/// argument: '*' expression | '**' expression | name '=' expression | named_expression [comprehension]
fn argument<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Argument> + use<'t> {
    let unpacked = token(K::DoubleStar)
        .ignore_then(rules.expression.clone())
        .map_with(|value, e| Argument::Keyword(Keyword { span: e.here(), name: None, value }))
        .boxed();
    let rules = rules.clone();
    by_hand(move |reader: &mut Reader<'t, '_>| match next(reader) {
        K::Star => starred_argument(reader, &rules),
        K::DoubleStar => {
            let from = position(reader);
            let out = reader.parse(&unpacked);
            assigned(reader, &rules, from, "cannot assign to keyword argument unpacking");
            out
        }
        K::Name if ahead(reader, 1) == K::Equal => keyword(reader, &rules),
        _ => {
            let from = position(reader);
            let value = if is_named(reader, from) {
                reader.parse(&rules.named_expression)?
            } else {
                reader.parse(&rules.expression)?
            };
            match next(reader) {
                // CPython looks for a comprehension behind the first argument alone.
                K::Async if reader.state().plain && reader.state().kind(from.max(1) - 1) != K::LeftParen => {
                    let at = position(reader);
                    reader.state().look(at);
                }
                K::For | K::Async => {
                    let at = position(reader);
                    let generators = reader.parse(&rules.comprehension)?;
                    let to = position(reader);
                    let span = reader.state().span(from, to);
                    let kind = ExprKind::GeneratorExp { element: Box::new(value), generators };
                    return Ok(Argument::Generator(Expr { span, kind }, at));
                }
                K::Equal if !is_named(reader, from) => fault::after_argument(reader, from, &value),
                K::ColonEqual if reader.state().may_speak() => {
                    let at = position(reader);
                    let state = reader.state();
                    state.look(at);
                    let said = Diagnostic::error(codes::SYNTAX, "invalid syntax", state.place(at));
                    state.say(said.help("`:=` gives a value to a name, and only to a name: `f(n := 1)`"));
                }
                _ => {}
            }
            Ok(Argument::Positional(value))
        }
    })
}

fn starred_argument<'t>(reader: &mut Reader<'t, '_>, rules: &Expressions<'t>) -> Outcome<Argument> {
    let from = position(reader);
    reader.skip();
    let value = star_value(reader, &rules.expression)?;
    let to = position(reader);
    let span = reader.state().span(from, to);
    assigned(reader, rules, from, "cannot assign to iterable argument unpacking");
    let first = from > 0 && reader.state().kind(from - 1) == K::LeftParen;
    if first && matches!(next(reader), K::For | K::Async) && attempt(reader, &rules.comprehension).is_some() {
        reader.state().fault(codes::STAR, "iterable unpacking cannot be used in comprehension", span);
    }
    Ok(Argument::Positional(Expr { span, kind: ExprKind::Starred(Box::new(value)) }))
}

/// The value after a star.
pub(super) fn star_value<'t>(reader: &mut Reader<'t, '_>, value: &Rule<'t, Expr>) -> Outcome<Expr> {
    if reader.state().plain {
        // CPython's parser raises this one the first time it comes by, with no thought of a better one.
        let before = reader.save();
        reader.state().quiet += 1;
        let tried = reader.parse(value);
        reader.state().quiet -= 1;
        if tried.is_err() {
            return invalid_star(reader);
        }
        reader.rewind(before);
        return reader.parse(value);
    }
    let before = reader.save();
    let (from, said) = (position(reader), reader.state().diagnostics.len());
    if let Ok(value) = reader.parse(value) {
        no_star(reader.state(), from, said);
        return Ok(value);
    }
    reader.rewind(before);
    refuse(reader, codes::STAR, "Invalid star expression")
}

/// Says at the furthest token that what follows a star is no expression, and fails.
pub(super) fn invalid_star<T>(reader: &mut Reader<'_, '_>) -> Outcome<T> {
    let state = reader.state();
    let at = state.furthest();
    state.fault_at(codes::STAR, "Invalid star expression", at);
    Err(EmptyErr::default())
}

/// A fault in a bracket right behind a star is one of the star: CPython does not look into the bracket.
fn no_star(state: &mut State<'_>, from: usize, before: usize) {
    if !matches!(state.kind(from), K::LeftParen | K::LeftBracket | K::LeftBrace) {
        return;
    }
    let inside = state.inside(from);
    if let Some(said) = state.diagnostics.get_mut(before)
        && matches!((said.code.0, &*said.message), (codes::SYNTAX, "invalid syntax") | (codes::COMMA, _))
        && inside.start <= said.span().start
        && said.span().end <= inside.end
    {
        let last = said.labels.last().map_or(said.span(), |label| label.span);
        *said = Diagnostic::error(codes::STAR, "Invalid star expression", last);
    }
}

/// Says that what began at `from` cannot be assigned to, if an `=` and a value follow.
fn assigned<'t>(reader: &mut Reader<'t, '_>, rules: &Expressions<'t>, from: usize, text: &str) {
    if next(reader) == K::Equal
        && let Some((_, to)) = attempt_after(reader, 1, &rules.expression)
    {
        let span = reader.state().span(from, to);
        reader.state().fault(codes::TARGET, text, span);
    }
}

fn keyword<'t>(reader: &mut Reader<'t, '_>, rules: &Expressions<'t>) -> Outcome<Argument> {
    let from = position(reader);
    let name = reader.state().name(from);
    reader.skip();
    reader.skip();
    let head = reader.state().span(from, from + 2);
    if matches!(next(reader), K::Comma | K::RightParen) {
        reader.state().fault(codes::ARGUMENTS, "expected argument value expression", head);
        return fail(reader);
    }
    let value = reader.parse(&rules.expression)?;
    if matches!(next(reader), K::For | K::Async) {
        let text = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
        reader.state().fault(codes::TARGET, text, head);
    }
    let to = position(reader);
    let span = reader.state().span(from, to);
    Ok(Argument::Keyword(Keyword { span, name: Some(name), value }))
}
