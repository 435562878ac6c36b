//! Operators: from `or` down to `**`.
//!
//! In: the primaries. Out: `operation` (the grammar's bitwise_or), `comparison`, `inversion`, `disjunction`. Runs of
//! operators are read flat and put together by precedence, so that a long run costs no stack.

use super::primitive::{by_hand, next, token};
use super::state::{HIGHEST, Here, State};
use super::{Parse, Reader, Rule};
use crate::diagnostic::codes;
use crate::source::Span;
use crate::syntax::ast::{BinaryOperator, BoolOperator, CompareOperator, Expr, ExprKind, UnaryOperator};
use crate::syntax::token::TokenKind as K;
use chumsky::error::EmptyErr;
use chumsky::prelude::*;

/// An operand with the operators before it; its span is that of the tokens, brackets included.
struct Operand {
    prefixes: Vec<(UnaryOperator, usize)>,
    value: Expr,
    span: Span,
}

/// operation: operand (binary_operator operand)*
pub(super) fn operation<'t>(primary: Rule<'t, Expr>, not_operand: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    // operand: ('-' | '+' | '~')* primary
    let prefix = select! {
        K::Minus => UnaryOperator::Negative,
        K::Plus => UnaryOperator::Positive,
        K::Tilde => UnaryOperator::Invert,
    }
    .map_with(|op, e| (op, e.first()));
    let value = primary.map_with(|value, e| (value, e.here()));
    let operand = prefix
        .repeated()
        .collect::<Vec<_>>()
        .then(value)
        .map(|(prefixes, (value, span))| Operand { prefixes, value, span })
        .boxed();
    let operand = after_operator(operand, not_operand);
    let chain = operand.clone().then(binary_operator().then(operand).repeated().collect::<Vec<_>>()).map_with(
        |(first, rest), e| {
            if rest.is_empty() && first.prefixes.is_empty() { first.value } else { fold(first, rest, e.state()) }
        },
    );
    by_hand(move |reader| {
        let before = std::mem::take(&mut reader.state().height);
        let out = reader.parse(&chain);
        let state = reader.state();
        state.height = state.height.max(before);
        if state.height > HIGHEST { too_high(reader) } else { out }
    })
}

/// An operand; where `not` stands instead, after an operator that binds tighter, it says so.
fn after_operator<'t>(operand: Rule<'t, Operand>, not_operand: Rule<'t, Expr>) -> impl Parse<'t, Operand> {
    by_hand(move |reader| {
        let from = super::primitive::position(reader);
        let before = reader.save();
        let out = reader.parse(&operand);
        if out.is_err() {
            reader.rewind(before);
            let mut at = from;
            while matches!(reader.state().kind(at), K::Plus | K::Minus | K::Tilde) {
                at += 1;
            }
            let state = reader.state();
            let tight = at > 0
                && matches!(
                    state.kind(at - 1),
                    K::Plus | K::Minus | K::Star | K::Slash | K::Percent | K::DoubleSlash | K::At | K::Tilde
                );
            if tight && state.kind(at) == K::Not && state.may_speak() {
                super::fault::not_after_operator(reader, at, &not_operand);
            }
        }
        out
    })
}

/// Refuses a tree that is too high to be walked.
#[cold]
pub(super) fn too_high<T>(reader: &mut Reader<'_, '_>) -> Result<T, EmptyErr> {
    let at = super::primitive::position(reader).saturating_sub(1);
    reader.state().fault_at(codes::TOO_HIGH, "too many nested expressions", at);
    Err(EmptyErr::default())
}

/// binary_operator: '|' | '^' | '&' | '<<' | '>>' | '+' | '-' | '*' | '/' | '//' | '%' | '@' | '**'
fn binary_operator<'t>() -> impl Parse<'t, BinaryOperator> {
    by_hand(|reader| {
        let op = match next(reader) {
            K::Plus => BinaryOperator::Add,
            K::Minus => BinaryOperator::Sub,
            K::Star => BinaryOperator::Mul,
            K::At => BinaryOperator::MatMul,
            K::Slash => BinaryOperator::TrueDiv,
            K::DoubleSlash => BinaryOperator::FloorDiv,
            K::Percent => BinaryOperator::Mod,
            K::DoubleStar => BinaryOperator::Pow,
            K::LeftShift => BinaryOperator::LShift,
            K::RightShift => BinaryOperator::RShift,
            K::Ampersand => BinaryOperator::And,
            K::Bar => BinaryOperator::Or,
            K::Caret => BinaryOperator::Xor,
            _ => return super::primitive::fail(reader),
        };
        reader.skip();
        Ok(op)
    })
}

/// How tightly an operator binds; `**` binds tighter than a unary operator to its left.
fn precedence(op: BinaryOperator) -> u8 {
    match op {
        BinaryOperator::Or => 1,
        BinaryOperator::Xor => 2,
        BinaryOperator::And => 3,
        BinaryOperator::LShift | BinaryOperator::RShift => 4,
        BinaryOperator::Add | BinaryOperator::Sub => 5,
        BinaryOperator::Mul
        | BinaryOperator::MatMul
        | BinaryOperator::TrueDiv
        | BinaryOperator::FloorDiv
        | BinaryOperator::Mod => 6,
        BinaryOperator::Pow => POWER,
    }
}
const UNARY: u8 = 7;
const POWER: u8 = 8;

/// An operator that still waits for its right side.
enum Waiting {
    Unary(UnaryOperator, u32),
    Binary(BinaryOperator),
}

impl Waiting {
    fn precedence(&self) -> u8 {
        match self {
            Waiting::Unary(..) => UNARY,
            Waiting::Binary(op) => precedence(*op),
        }
    }
}

/// Puts a run of operands and operators together: the usual two stacks.
fn fold(first: Operand, rest: Vec<(BinaryOperator, Operand)>, state: &mut State<'_>) -> Expr {
    state.height += (first.prefixes.len() + rest.iter().map(|(_, o)| 1 + o.prefixes.len()).sum::<usize>()) as u32;
    let mut values: Vec<(Expr, Span)> = Vec::with_capacity(4);
    let mut waiting: Vec<Waiting> = Vec::with_capacity(4);
    push(first, &mut values, &mut waiting, state);
    for (op, operand) in rest {
        let level = precedence(op);
        while waiting.last().is_some_and(|w| w.precedence() > level || (w.precedence() == level && level != POWER)) {
            reduce(&mut values, &mut waiting);
        }
        waiting.push(Waiting::Binary(op));
        push(operand, &mut values, &mut waiting, state);
    }
    while !waiting.is_empty() {
        reduce(&mut values, &mut waiting);
    }
    values.pop().map_or(Expr { span: Span::default(), kind: ExprKind::Error }, |(value, _)| value)
}

fn push(operand: Operand, values: &mut Vec<(Expr, Span)>, waiting: &mut Vec<Waiting>, state: &State<'_>) {
    waiting.extend(operand.prefixes.into_iter().map(|(op, at)| Waiting::Unary(op, state.place(at).start)));
    values.push((operand.value, operand.span));
}

fn reduce(values: &mut Vec<(Expr, Span)>, waiting: &mut Vec<Waiting>) {
    let (Some(op), Some((right, end))) = (waiting.pop(), values.pop()) else { return };
    let (kind, span) = match op {
        Waiting::Unary(op, start) => (ExprKind::UnaryOp { op, operand: Box::new(right) }, Span::new(start, end.end)),
        Waiting::Binary(op) => {
            let Some((left, start)) = values.pop() else { return };
            (ExprKind::BinOp { left: Box::new(left), op, right: Box::new(right) }, start.to(end))
        }
    };
    values.push((Expr { span, kind }, span));
}

/// comparison: operation (compare_operator operation)*
fn comparison<'t>(operation: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    operation.clone().then(compare_operator().then(operation).repeated().collect::<Vec<_>>()).map_with(
        |(first, rest), e| {
            if rest.is_empty() {
                return first;
            }
            Expr { span: e.here(), kind: ExprKind::Compare { first: Box::new(first), rest } }
        },
    )
}

/// compare_operator: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not' 'in' | 'is' ['not']
fn compare_operator<'t>() -> impl Parse<'t, CompareOperator> {
    by_hand(|reader| {
        let op = match next(reader) {
            K::Less => CompareOperator::Lt,
            K::LessEqual => CompareOperator::Le,
            K::EqualEqual => CompareOperator::Eq,
            K::NotEqual => CompareOperator::Ne,
            K::Greater => CompareOperator::Gt,
            K::GreaterEqual => CompareOperator::Ge,
            K::In => CompareOperator::In,
            K::Is => {
                reader.skip();
                if next(reader) != K::Not {
                    return Ok(CompareOperator::Is);
                }
                CompareOperator::IsNot
            }
            K::Not => {
                reader.skip();
                if next(reader) != K::In {
                    return super::primitive::fail(reader);
                }
                CompareOperator::NotIn
            }
            _ => return super::primitive::fail(reader),
        };
        reader.skip();
        Ok(op)
    })
}

/// inversion: 'not'* comparison
fn inversion<'t>(operation: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    token(K::Not).map_with(|_, e| e.first()).repeated().collect::<Vec<_>>().then(comparison(operation)).map_with(
        |(nots, value), e| {
            if nots.is_empty() {
                return value;
            }
            let end = e.here().end;
            e.state().height += nots.len() as u32;
            nots.into_iter().rev().fold(value, |operand, at| Expr {
                span: Span::new(e.state().place(at).start, end),
                kind: ExprKind::UnaryOp { op: UnaryOperator::Not, operand: Box::new(operand) },
            })
        },
    )
}

/// disjunction: conjunction ('or' conjunction)*
pub(super) fn disjunction<'t>(operation: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    // conjunction: inversion ('and' inversion)*
    let conjunction = run(inversion(operation).boxed(), K::And, BoolOperator::And);
    run(conjunction.boxed(), K::Or, BoolOperator::Or)
}

fn run<'t>(value: Rule<'t, Expr>, word: K, op: BoolOperator) -> impl Parse<'t, Expr> {
    value.clone().then(token(word).ignore_then(value).repeated().collect::<Vec<_>>()).map_with(
        move |(first, mut values), e| {
            if values.is_empty() {
                return first;
            }
            values.insert(0, first);
            Expr { span: e.here(), kind: ExprKind::BoolOp { op, values } }
        },
    )
}
