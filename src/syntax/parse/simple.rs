//! Simple statements: those that fit on a line, and the line of them.
//!
//! In: the rules for expressions. Out: `simple_line`, and each simple statement chosen by its first token.

use super::expression::{Expressions, starred};
use super::primitive::{ahead, by_hand, fail, is_soft, listed, name, next, position, token};
use super::target::{self, Use};
use super::{Parse, Reader, Rule, import, parameter};
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

fn simple_statement<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Stmt> {
    let expression = rules.expression.clone();
    let optional = rules.star_expressions.clone().or_not().map(|value| value.map(Box::new));
    let returned = token(K::Return).ignore_then(optional).map(StmtKind::Return).boxed();
    let cause = token(K::From).ignore_then(expression.clone()).or_not();
    let raised = token(K::Raise)
        .ignore_then(expression.clone().then(cause).or_not())
        .map(|raised| {
            let (exception, cause) = raised.map_or((None, None), |(e, c)| (Some(Box::new(e)), c.map(Box::new)));
            StmtKind::Raise { exception, cause }
        })
        .boxed();
    let names = || name().separated_by(token(K::Comma)).at_least(1).collect();
    let global = token(K::Global).ignore_then(names()).map(StmtKind::Global).boxed();
    let nonlocal = token(K::Nonlocal).ignore_then(names()).map(StmtKind::Nonlocal).boxed();
    let message = token(K::Comma).ignore_then(expression.clone()).or_not();
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
            K::Pass | K::Break | K::Continue => reader.parse(&word),
            K::Name if ahead(reader, 1) == K::Name && is_soft(reader, 0, "type") => reader.parse(&type_alias),
            _ => reader.parse(&assignment),
        }?;
        let to = position(reader);
        let span = reader.state().span(from, to);
        Ok(Stmt { span, kind })
    })
}

/// delete: 'del' target (',' target)* [',']
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

/// assignment: value | (target '=')+ value | target augmented value | target ':' expression ['=' value]
fn assignment<'t>(rules: &Expressions<'t>) -> impl Parse<'t, StmtKind> {
    let value = rules.value.clone();
    let more = token(K::Equal).ignore_then(value.clone()).repeated().at_least(1).collect::<Vec<_>>().boxed();
    let augmented = augmented().then(value.clone()).boxed();
    let annotated = token(K::Colon)
        .ignore_then(rules.expression.clone())
        .then(token(K::Equal).ignore_then(value.clone()).or_not())
        .boxed();
    by_hand(move |reader| {
        let from = position(reader);
        let first = reader.parse(&value)?;
        match next(reader) {
            K::Newline => Ok(StmtKind::Expr(Box::new(first))),
            K::Equal => assigned(reader, first, &more),
            K::Colon => {
                check_annotated(reader, &first, from);
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
                if !matches!(
                    first.kind,
                    ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } | ExprKind::Error
                ) {
                    let what = target::describe(&first);
                    let text = format!("'{what}' is an illegal expression for augmented assignment");
                    reader.state().fault("E0213", text, first.span);
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
    first: Expr,
    more: &Rule<'t, Vec<Expr>>,
) -> super::primitive::Outcome<StmtKind> {
    let mut targets = vec![first];
    targets.append(&mut reader.parse(more)?);
    let Some(value) = targets.pop() else { return fail(reader) };
    for target in &targets {
        target::check(target, Use::Assign, reader.state());
    }
    Ok(StmtKind::Assign { targets, value: Box::new(value) })
}

/// Says what cannot be annotated.
fn check_annotated(reader: &mut Reader<'_, '_>, target: &Expr, _from: usize) {
    let text = match target.kind {
        ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Subscript { .. } | ExprKind::Error => return,
        ExprKind::List(_) => "only single target (not list) can be annotated",
        ExprKind::Tuple(_) => "only single target (not tuple) can be annotated",
        _ => "illegal target for annotation",
    };
    reader.state().fault("E0213", text, target.span);
}
