//! Simple statements: those that fit on a line, and the line of them.
//!
//! In: the rules for expressions. Out: `simple_line`, and each simple statement chosen by its first token.

use super::expression::{Expressions, starred};
use super::primitive::{
    ahead, attempt, attempt_after, by_hand, fail, is_soft, listed, name, next, partner, position, token,
};
use super::target::{self, Use};
use super::{Parse, Reader, Rule, fault, import, parameter};
use crate::diagnostic::codes;
use crate::syntax::ast::{BinaryOperator, Expr, ExprKind, Stmt, StmtKind};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// A line of simple statements: the first, and those after `;`.
pub(super) type Line = (Stmt, Vec<Stmt>);

/// simple_line: simple_statement (';' simple_statement)* [';'] NEWLINE
pub(super) fn simple_line<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Line> {
    let statement = simple_statement(rules).boxed();
    let rest = token(K::Semicolon).ignore_then(statement.clone()).repeated().collect::<Vec<_>>();
    statement.then(rest).then_ignore(token(K::Semicolon).or_not()).then_ignore(token(K::Newline))
}

/// simple_statement: 'pass' | 'break' | 'continue' | return | raise | global | nonlocal | assert | delete | import_name
/// | import_from | type_alias | assignment
fn simple_statement<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Stmt> {
    let expression = rules.expression.clone();
    let optional = rules.star_expressions.clone().or_not().map(|value| value.map(Box::new));
    // return: 'return' [star_expressions]
    let returned = token(K::Return).ignore_then(optional).map(StmtKind::Return).boxed();
    let cause = token(K::From).ignore_then(expression.clone()).or_not();
    // raise: 'raise' [expression ['from' expression]]
    let raised = token(K::Raise)
        .ignore_then(expression.clone().then(cause).or_not())
        .map(|raised| {
            let (exception, cause) = raised.map_or((None, None), |(e, c)| (Some(Box::new(e)), c.map(Box::new)));
            StmtKind::Raise { exception, cause }
        })
        .boxed();
    let names = || name().separated_by(token(K::Comma)).at_least(1).collect();
    // global: 'global' name (',' name)*
    let global = token(K::Global).ignore_then(names()).map(StmtKind::Global).boxed();
    // nonlocal: 'nonlocal' name (',' name)*
    let nonlocal = token(K::Nonlocal).ignore_then(names()).map(StmtKind::Nonlocal).boxed();
    let message = token(K::Comma).ignore_then(expression.clone()).or_not();
    // assert: 'assert' expression [',' expression]
    let assert = token(K::Assert)
        .ignore_then(expression)
        .then(message)
        .map(|(test, message)| StmtKind::Assert { test: Box::new(test), message: message.map(Box::new) })
        .boxed();
    let delete = delete(rules).boxed();
    let import_name = import::import_name().boxed();
    let import_from = import::import_from().boxed();
    let type_alias = type_alias(rules).boxed();
    let assignment = assignment(rules).boxed();
    let word = select! { K::Pass => StmtKind::Pass, K::Break => StmtKind::Break, K::Continue => StmtKind::Continue };
    by_hand(move |reader| {
        let from = position(reader);
        let kind = match next(reader) {
            K::Return => reader.parse(&returned),
            K::Raise => reader.parse(&raised),
            K::Global => reader.parse(&global),
            K::Nonlocal => reader.parse(&nonlocal),
            K::Assert => reader.parse(&assert),
            K::Del => reader.parse(&delete),
            K::Import => reader.parse(&import_name),
            K::From => reader.parse(&import_from),
            K::Pass | K::Break | K::Continue => reader.parse(word),
            K::Name if ahead(reader, 1) == K::Name && is_soft(reader, 0, "type") => reader.parse(&type_alias),
            _ => reader.parse(&assignment),
        }?;
        let to = position(reader);
        let span = reader.state().span(from, to);
        Ok(Stmt { span, kind })
    })
}

/// delete: 'del' expression (',' expression)* [',']
fn delete<'t>(rules: &Expressions<'t>) -> impl Parse<'t, StmtKind> {
    let target = starred(rules.operation.clone()).or(rules.expression.clone());
    let first = target.clone().then(token(K::Comma).ignore_then(listed(target)).or_not());
    token(K::Del).ignore_then(first).map_with(|(first, rest), e| {
        let mut targets = vec![first];
        targets.extend(rest.into_iter().flat_map(|(targets, _)| targets));
        for target in &targets {
            target::check(target, Use::Delete, e.state());
        }
        StmtKind::Delete(targets)
    })
}

/// type_alias: "type" name [type_parameters] '=' expression
fn type_alias<'t>(rules: &Expressions<'t>) -> impl Parse<'t, StmtKind> {
    token(K::Name)
        .ignore_then(name())
        .then(parameter::type_parameters(rules))
        .then_ignore(token(K::Equal))
        .then(rules.expression.clone())
        .map(|((name, type_params), value)| StmtKind::TypeAlias { name, type_params, value: Box::new(value) })
}

/// augmented: '+=' | '-=' | '*=' | '@=' | '/=' | '//=' | '%=' | '**=' | '<<=' | '>>=' | '&=' | '|=' | '^='
fn augmented<'t>() -> impl Parse<'t, BinaryOperator> {
    select! {
        K::PlusEqual => BinaryOperator::Add,
        K::MinusEqual => BinaryOperator::Sub,
        K::StarEqual => BinaryOperator::Mul,
        K::AtEqual => BinaryOperator::MatMul,
        K::SlashEqual => BinaryOperator::TrueDiv,
        K::DoubleSlashEqual => BinaryOperator::FloorDiv,
        K::PercentEqual => BinaryOperator::Mod,
        K::DoubleStarEqual => BinaryOperator::Pow,
        K::LeftShiftEqual => BinaryOperator::LShift,
        K::RightShiftEqual => BinaryOperator::RShift,
        K::AmpersandEqual => BinaryOperator::And,
        K::BarEqual => BinaryOperator::Or,
        K::CaretEqual => BinaryOperator::Xor,
    }
}

/// assignment: value | (value '=')+ value | value augmented value | value ':' expression ['=' value]
///
/// What stands left is read as a value and must then be a target.
fn assignment<'t>(rules: &Expressions<'t>) -> impl Parse<'t, StmtKind> {
    let value = rules.value.clone();
    let more = token(K::Equal).ignore_then(value.clone()).repeated().at_least(1).collect::<Vec<_>>().boxed();
    let augmented = augmented().then(value.clone()).boxed();
    let annotated = token(K::Colon)
        .ignore_then(rules.expression.clone())
        .then(token(K::Equal).ignore_then(value.clone()).or_not())
        .boxed();
    let rules = rules.clone();
    by_hand(move |reader| {
        let from = position(reader);
        let first = reader.parse(&value)?;
        match next(reader) {
            K::Newline => Ok(StmtKind::Expr(Box::new(first))),
            K::Equal => assigned(reader, &rules, first, from, &more),
            K::ColonEqual if reader.state().kind(from) != K::Name || position(reader) > from + 1 => {
                fault::after_named(reader, &rules.expression, &rules.operation, &first, from);
                fail(reader)
            }
            K::Colon => {
                check_annotated(reader, &rules, &first)?;
                let simple = reader.state().kind(from) == K::Name && matches!(first.kind, ExprKind::Name(_));
                let (annotation, value) = reader.parse(&annotated)?;
                Ok(StmtKind::AnnAssign {
                    target: Box::new(first),
                    annotation: Box::new(annotation),
                    value: value.map(Box::new),
                    simple,
                })
            }
            _ if !(K::PlusEqual as u8..=K::CaretEqual as u8).contains(&(next(reader) as u8)) => {
                let at = position(reader);
                reader.state().look(at);
                Ok(StmtKind::Expr(Box::new(first)))
            }
            _ => {
                if !is_single_target(&first) {
                    let yields = reader.state().kind(from) == K::Yield;
                    if !yields && attempt(reader, &augmented).is_some() {
                        let what = target::describe(&first);
                        let text = format!("'{what}' is an illegal expression for augmented assignment");
                        reader.state().fault(codes::TARGET, text, first.span);
                    } else {
                        return fail(reader);
                    }
                }
                let (op, value) = reader.parse(&augmented)?;
                Ok(StmtKind::AugAssign { target: Box::new(first), op, value: Box::new(value) })
            }
        }
    })
}

/// The rest of `first = second = value`.
fn assigned<'t>(
    reader: &mut Reader<'t, '_>,
    rules: &Expressions<'t>,
    first: Expr,
    from: usize,
    more: &Rule<'t, Vec<Expr>>,
) -> super::primitive::Outcome<StmtKind> {
    let at = position(reader);
    // The usual `name = value` needs no checks.
    if target::invalid(&first, Use::Assign).is_some() || matches!(first.kind, ExprKind::Starred(_)) {
        refuse_first(reader, rules, &first, from, at, &first);
    }
    let before = reader.save();
    let mut targets = vec![first];
    targets.append(&mut reader.parse(more)?);
    let Some(value) = targets.pop() else { return fail(reader) };
    for (i, target) in targets.iter().enumerate().skip(1) {
        if target::invalid(target, Use::Assign).is_some() {
            if i == 1 {
                let after = reader.save();
                reader.rewind(before.clone());
                refuse_first(reader, rules, &targets[0], from, at, target);
                reader.rewind(after);
            } else {
                refuse_target(target, reader);
            }
        }
    }
    Ok(StmtKind::Assign { targets, value: Box::new(value) })
}

/// Says why `bad` is no target. CPython looks at the first target first, from token `from` to the `=` at token `at`:
/// its words depend on what follows that.
#[cold]
fn refuse_first<'t>(
    reader: &mut Reader<'t, '_>,
    rules: &Expressions<'t>,
    first: &Expr,
    from: usize,
    at: usize,
    bad: &Expr,
) {
    let (last, start) = match &first.kind {
        ExprKind::Tuple(items) if !is_bracketed(reader, first, from, at) => match items.last() {
            Some(last) => (last, start_of(reader, last, at)),
            None => (first, from),
        },
        _ => (first, from),
    };
    let whole = last.span.end >= first.span.end;
    if whole && fault::equals(reader, &rules.operation, last, start, at) {
        return;
    }
    refuse_target(bad, reader);
}

/// Whether a tuple owns brackets: the one at its start is closed by the one at its end.
fn is_bracketed(reader: &mut Reader<'_, '_>, tuple: &Expr, from: usize, at: usize) -> bool {
    let _ = tuple;
    reader.state().kind(from) == K::LeftParen && partner(reader, from) == Some(at - 1)
}

/// The token that an expression which ends before token `at` starts with, brackets included.
fn start_of(reader: &mut Reader<'_, '_>, value: &Expr, at: usize) -> usize {
    let state = reader.state();
    let mut start = at;
    while start > 0 && state.place(start - 1).start >= value.span.start {
        start -= 1;
    }
    while start > 0 && state.kind(start - 1) == K::LeftParen {
        start -= 1;
    }
    start
}

#[cold]
fn refuse_target(target: &Expr, reader: &mut Reader<'_, '_>) {
    if let ExprKind::Yield(_) | ExprKind::YieldFrom(_) = target.kind
        && reader.state().source.text.as_bytes().get(target.span.start as usize) == Some(&b'y')
        && !in_brackets(reader, target)
    {
        reader.state().fault(codes::TARGET, "assignment to yield expression not possible", target.span);
        return;
    }
    target::check(target, Use::Assign, reader.state());
}

/// Whether a bracket opens right before an expression.
fn in_brackets(reader: &mut Reader<'_, '_>, value: &Expr) -> bool {
    let start = value.span.start as usize;
    reader.state().source.text.get(..start).is_some_and(|before| before.trim_end().ends_with('('))
}

/// Whether an expression may be annotated or augmented.
fn is_single_target(target: &Expr) -> bool {
    matches!(target.kind, ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } | ExprKind::Error)
}

/// Says what cannot be annotated; without an annotation after the colon it is the colon that is wrong.
fn check_annotated<'t>(
    reader: &mut Reader<'t, '_>,
    rules: &Expressions<'t>,
    target: &Expr,
) -> super::primitive::Outcome<()> {
    if is_single_target(target) {
        return Ok(());
    }
    if matches!(target.kind, ExprKind::Yield(_)) || attempt_after(reader, 1, &rules.expression).is_none() {
        return fail(reader);
    }
    let (text, span) = match &target.kind {
        ExprKind::List(_) => ("only single target (not list) can be annotated", target.span),
        ExprKind::Tuple(items) => {
            let bare = items.first().filter(|first| first.span.start == target.span.start);
            ("only single target (not tuple) can be annotated", bare.map_or(target.span, |first| first.span))
        }
        _ => ("illegal target for annotation", target.span),
    };
    reader.state().fault(codes::TARGET, text, span);
    Ok(())
}
