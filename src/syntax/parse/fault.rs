//! What is said when an expression goes wrong in a way that has a name.
//!
//! In: the reader after an expression that is followed by something it cannot be followed by. Out: CPython's words at
//! CPython's place. Nothing here is reached by a program without faults.

use super::expression::Expressions;
use super::primitive::{attempt, attempt_after, next, position};
use super::state::State;
use super::target::describe;
use super::{Reader, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::Expr;
use crate::syntax::token::TokenKind as K;

/// Whether a kind of token begins an expression, and can never follow one.
pub(super) fn begins(kind: K) -> bool {
    matches!(
        kind,
        K::Name
            | K::Int
            | K::Float
            | K::Imaginary
            | K::Str
            | K::Bytes
            | K::FStringStart
            | K::None
            | K::True
            | K::False
            | K::Ellipsis
            | K::LeftBrace
            | K::Lambda
            | K::Not
            | K::Tilde
            | K::Await
    )
}

/// After a whole expression that began at token `start`: another one follows, or an `if` without its `else`.
#[cold]
pub(super) fn after_expression<'t>(reader: &mut Reader<'t, '_>, rules: &Expressions<'t>, start: usize) {
    if !reader.state().may_speak() {
        return;
    }
    let at = position(reader);
    let tail = reader.state().tail.max(start);
    if next(reader) == K::If {
        let Some((_, to)) = attempt_after(reader, 1, &rules.disjunction) else { return };
        let state = reader.state();
        if !matches!(state.kind(to), K::Else | K::Colon) {
            let span = state.span(tail, to);
            state.fault(codes::ELSE, "expected 'else' after 'if' expression", span);
        }
        return;
    }
    let state = reader.state();
    let first = state.text(tail);
    let prefix = state.kind(tail) == K::Name && matches!(state.kind(tail + 1), K::Str | K::Bytes | K::FStringStart);
    // CPython compares only as many letters as the name has.
    let soft = state.kind(tail) == K::Name && ["match", "case", "type", "_"].iter().any(|word| word.starts_with(first));
    let signed = soft && matches!(state.kind(tail + 1), K::Plus | K::Minus | K::Tilde);
    let legacy = at == start + 1 && state.kind(start) == K::Name && matches!(first, "print" | "exec");
    if legacy {
        if let Some((_, to)) = attempt(reader, &rules.star_expressions) {
            let state = reader.state();
            let span = state.span(start, to);
            let text = format!("Missing parentheses in call to '{first}'. Did you mean {first}(...)?");
            let arguments = state.source.slice(state.span(start + 1, to));
            let repair = format!("{first}({arguments})");
            state.say(Diagnostic::error(codes::PRINT, text, span).repair(span, repair));
        }
        return;
    }
    let tail = if signed { tail + 1 } else { tail };
    if prefix || (soft && !signed) || (tail != start && !signed) {
        return;
    }
    if let Some((_, to)) = attempt(reader, &rules.expression) {
        let state = reader.state();
        if state.level(to - 1) > 0 {
            let span = state.span(tail, to);
            let gap = state.place(at - 1).after();
            let said = Diagnostic::error(codes::COMMA, "invalid syntax. Perhaps you forgot a comma?", span);
            state.say(said.label(gap, "a comma, or an operator, is missing here"));
        }
    }
    let state = reader.state();
    if state.plain && state.may_speak() && state.kind(at - 1) == K::Name && at == tail + 1 {
        // As after `print`, CPython looks at what follows a name, or a row of names: `return x if y`, in other words.
        let first = (at..).find(|i| state.kind(*i) != K::Name || state.kind(i + 1) != K::Name).unwrap_or(at);
        let Some((_, to)) = attempt_after(reader, first - at, &rules.disjunction) else { return };
        if next_is(reader, to, K::If)
            && let Some((_, to)) = attempt_after(reader, to + 1 - at, &rules.disjunction)
            && !next_is(reader, to, K::Else)
            && !next_is(reader, to, K::Colon)
        {
            let span = reader.state().span(first, to);
            reader.state().fault(codes::ELSE, "expected 'else' after 'if' expression", span);
        }
    }
}

fn next_is(reader: &mut Reader<'_, '_>, at: usize, kind: K) -> bool {
    reader.state().kind(at) == kind
}

/// After a named expression that began at token `start`: `=` where `==` or `:=` was meant.
#[cold]
pub(super) fn after_named<'t>(
    reader: &mut Reader<'t, '_>,
    expression: &Rule<'t, Expr>,
    operation: &Rule<'t, Expr>,
    value: &Expr,
    start: usize,
) {
    if !reader.state().may_speak() {
        return;
    }
    if next(reader) == K::ColonEqual {
        if attempt_after(reader, 1, expression).is_some() {
            let text = format!("cannot use assignment expressions with {}", describe(value));
            reader.state().fault(codes::TARGET, text, value.span);
        }
        return;
    }
    let at = position(reader);
    equals(reader, operation, value, start, at);
}

/// An expression from token `start` and an `=` at token `at`, where only a comparison could stand.
#[cold]
pub(super) fn equals<'t>(
    reader: &mut Reader<'t, '_>,
    operation: &Rule<'t, Expr>,
    value: &Expr,
    start: usize,
    at: usize,
) -> bool {
    // The expression must be an operation in whole: `x == y = 1` is not taken for one.
    let whole = from_token(reader, start, operation).is_some_and(|(_, to)| to == at);
    let Some((_, to)) = from_token(reader, at + 1, operation).filter(|_| whole) else { return false };
    let state = reader.state();
    if matches!(state.kind(to), K::Equal | K::ColonEqual) {
        return false;
    }
    if state.kind(start) == K::Name && at == start + 1 {
        let span = state.span(start, to);
        state.fault(codes::TARGET, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span);
        return true;
    }
    if begins_display(state, start) {
        return false;
    }
    let what = describe(value);
    let text = format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?");
    let equal = state.place(at);
    let said = Diagnostic::error(codes::TARGET, text, value.span);
    state.say(said.label(equal, "`=` assigns, `==` compares").help("write `==` to compare"));
    true
}

/// Tries a rule from a token on, wherever the reader stands; the reader does not move.
fn from_token<'t>(reader: &mut Reader<'t, '_>, at: usize, rule: &Rule<'t, Expr>) -> Option<(Expr, usize)> {
    let here = position(reader);
    if at >= here {
        return attempt_after(reader, at - here, rule);
    }
    // Behind the reader: nothing can be read again, but what was read ended here.
    let span = reader.state().span(at, here);
    operation_shape(reader.state(), at, here)
        .then_some((Expr { span, kind: crate::syntax::ast::ExprKind::Error }, here))
}

/// Whether the tokens from `from` up to `to`, which are an expression, hold no operator looser than `|` outside brackets.
fn operation_shape(state: &State<'_>, from: usize, to: usize) -> bool {
    let mut depth = 0;
    for at in from..to {
        let kind = state.kind(at);
        if super::primitive::opens(kind) {
            depth += 1;
        } else if super::primitive::closes(kind) {
            depth -= 1;
        } else if depth == 0
            && matches!(
                kind,
                K::Less
                    | K::LessEqual
                    | K::EqualEqual
                    | K::NotEqual
                    | K::Greater
                    | K::GreaterEqual
                    | K::In
                    | K::Is
                    | K::Not
                    | K::And
                    | K::Or
                    | K::If
                    | K::Lambda
                    | K::Yield
                    | K::ColonEqual
                    | K::Comma
            )
        {
            return false;
        }
    }
    state.kind(from) != K::Star
}

/// Whether a list, a tuple, a generator expression or a constant keyword begins at a token.
fn begins_display(state: &State<'_>, at: usize) -> bool {
    match state.kind(at) {
        K::LeftBracket => !holds(state, at, &[K::For]),
        K::LeftParen => state.kind(at + 1) == K::RightParen || holds(state, at, &[K::Comma, K::For]),
        K::True | K::False | K::None => true,
        _ => false,
    }
}

/// Whether a token of some kinds stands directly in the bracket that opens at a token.
fn holds(state: &State<'_>, open: usize, kinds: &[K]) -> bool {
    let mut depth = 0;
    for at in open.. {
        let kind = state.kind(at);
        if super::primitive::opens(kind) {
            depth += 1;
        } else if super::primitive::closes(kind) {
            depth -= 1;
        }
        if depth == 0 || matches!(kind, K::Newline | K::End) {
            return false;
        }
        if depth == 1 && kinds.contains(&kind) {
            return true;
        }
    }
    false
}

/// After an argument that began at token `start`: an `=` that assigns to more than a name.
#[cold]
pub(super) fn after_argument(reader: &mut Reader<'_, '_>, start: usize, value: &Expr) {
    let at = position(reader);
    let state = reader.state();
    let span = value.span.to(state.place(at));
    let text = match state.kind(start) {
        kind @ (K::True | K::False | K::None) if at == start + 1 => {
            let word = if kind == K::True {
                "True"
            } else if kind == K::False {
                "False"
            } else {
                "None"
            };
            format!("cannot assign to {word}")
        }
        _ => "expression cannot contain assignment, perhaps you meant \"==\"?".into(),
    };
    state.fault(codes::TARGET, text, span);
}

/// `not` after an operator that binds tighter.
#[cold]
pub(super) fn not_after_operator<'t>(reader: &mut Reader<'t, '_>, from: usize, inversion: &Rule<'t, Expr>) {
    let here = position(reader);
    if from >= here
        && let Some((_, to)) = attempt_after(reader, from - here, inversion)
    {
        let state = reader.state();
        let span: Span = state.span(from, to);
        state.fault(codes::STAR, "'not' after an operator must be parenthesized", span);
    }
}

/// A lambda that failed and began at token `start`: in a field of an f-string its colon begins the format spec.
#[cold]
pub(super) fn after_lambda(reader: &mut Reader<'_, '_>, start: usize) {
    let state = reader.state();
    let mut depth = 0;
    for at in start + 1.. {
        let kind = state.kind(at);
        match kind {
            K::Colon if depth == 0 => {
                let ends = matches!(state.kind(at + 1), K::FStringMiddle | K::RightBrace);
                if ends && in_field(state, start) {
                    let span = state.span(start, at + 1);
                    state.fault(
                        codes::FIELD_VALUE,
                        "f-string: lambda expressions are not allowed without parentheses",
                        span,
                    );
                }
                return;
            }
            K::Newline | K::End => return,
            kind if super::primitive::opens(kind) => depth += 1,
            kind if super::primitive::closes(kind) && depth == 0 => return,
            kind if super::primitive::closes(kind) => depth -= 1,
            _ => {}
        }
    }
}

/// Whether a token stands directly in a field of an f-string.
fn in_field(state: &State<'_>, at: usize) -> bool {
    let mut depth = 0;
    for before in (0..at).rev() {
        let kind = state.kind(before);
        if super::primitive::closes(kind) {
            depth += 1;
        } else if super::primitive::opens(kind) {
            if depth == 0 {
                return kind == K::LeftBrace
                    && before > 0
                    && matches!(state.kind(before - 1), K::FStringStart | K::FStringMiddle | K::RightBrace);
            }
            depth -= 1;
        } else if kind == K::Newline {
            return false;
        }
    }
    false
}
