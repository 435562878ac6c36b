//! The parser: tokens to tree, written with chumsky's combinators, one file per area of grammar.md.
//!
//! In: a source and its tokens. Out: a tree, always, and what is wrong as diagnostics. Most productions are decided by
//! their first token, so the parser reads each token about once; a production that fails notes how far it looked, and
//! the furthest token is where CPython points, too. It never panics: nesting and the height of trees are bounded.

mod argument;
mod atom;
mod block;
mod compound;
mod definition;
mod display;
mod expression;
mod fault;
mod import;
mod operator;
mod parameter;
mod pattern;
mod primary;
mod primitive;
mod simple;
mod state;
mod string;
mod target;

use super::ast::{Expr, ExprKind, Module};
use super::token::{Token, TokenKind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Source;
use chumsky::error::EmptyErr;
use chumsky::input::InputRef;
use chumsky::prelude::*;
use expression::Expressions;
use state::State;
use std::rc::Rc;

/// What the combinators read: the kinds alone, one byte a token; places are looked up by index.
type Kinds<'t> = &'t [TokenKind];
/// Errors carry nothing (the state knows the furthest token), so that failing is free.
type Extra<'t> = extra::Full<EmptyErr, State<'t>, ()>;
/// A production, boxed: rustc compiles each once, and a level of nesting costs little stack.
type Rule<'t, T> = Boxed<'t, 't, Kinds<'t>, T, Extra<'t>>;
/// The reading end, for parsers written out by hand.
type Reader<'t, 'p> = InputRef<'t, 'p, Kinds<'t>, Extra<'t>>;

/// Any parser over our tokens.
trait Parse<'t, T>: Parser<'t, Kinds<'t>, T, Extra<'t>> + Clone + 't {}
impl<'t, T, P: Parser<'t, Kinds<'t>, T, Extra<'t>> + Clone + 't> Parse<'t, T> for P {}

/// Parses a file, an `exec` text or one input of the shell.
pub fn module(source: &Rc<Source>, tokens: &[Token], diagnostics: &mut Vec<Diagnostic>) -> Module {
    let body = run(source, tokens, diagnostics, |expressions| block::file(&expressions).boxed());
    Module { body: body.unwrap_or_default() }
}

/// Parses the text of `eval`: one expression.
pub fn expression(source: &Rc<Source>, tokens: &[Token], diagnostics: &mut Vec<Diagnostic>) -> Expr {
    let span = tokens.last().map(|t| t.span).unwrap_or_default();
    run(source, tokens, diagnostics, |expressions| block::eval(&expressions).boxed())
        .unwrap_or(Expr { span, kind: ExprKind::Error })
}

/// Builds the grammar, runs one rule of it over all tokens and hands over what was said, in the order of the text.
fn run<T: 'static>(
    source: &Source,
    tokens: &[Token],
    diagnostics: &mut Vec<Diagnostic>,
    rule: impl for<'t> FnOnce(Expressions<'t>) -> Rule<'t, T>,
) -> Option<T> {
    let kinds: Vec<TokenKind> = tokens.iter().map(|t| t.kind).collect();
    let mut state = State::new(source, tokens);
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    state.lexer = errors.map(|d| (d.span().start, d.code.0)).collect();
    let output = read(&kinds, &mut state, rule);
    state.diagnostics.append(&mut state.aside);
    state.diagnostics.sort_by_key(|d| d.span().start);
    // What was tried first and read again afterwards has said the same of its literals twice.
    state.diagnostics.dedup();
    diagnostics.append(&mut state.diagnostics);
    output
}

/// The first fault that the parser meets in a file, and the byte where the last token begins that it had looked at by then.
pub(super) fn first_fault(source: &Source, tokens: &[Token]) -> Option<(Diagnostic, u32)> {
    let kinds: Vec<TokenKind> = tokens.iter().map(|t| t.kind).collect();
    let mut state = State::new(source, tokens);
    state.plain = true;
    read(&kinds, &mut state, |expressions| block::file(&expressions).boxed());
    let literal = state.aside.iter().filter(|d| d.severity == Severity::Error).min_by_key(|d| d.span().start);
    let Some(fault) = state.diagnostics.first() else {
        return literal.map(|literal| (literal.clone(), literal.span().start));
    };
    // Of an indentation, its last blank was read.
    let last = state.place(state.seen_at_fault);
    let read = last.start.max(last.end.saturating_sub(1)).max(fault.span().start);
    // Literals are looked into as they are read.
    let literal = literal.filter(|literal| literal.span().start < fault.span().start.max(read));
    Some((literal.unwrap_or(fault).clone(), read))
}

/// Runs one rule of the grammar over all tokens.
fn read<'t, T: 't>(
    kinds: Kinds<'t>,
    state: &mut State<'t>,
    rule: impl FnOnce(Expressions<'t>) -> Rule<'t, T>,
) -> Option<T> {
    let output = rule(Expressions::new()).parse_with_state(kinds, state).into_output();
    if output.is_none() {
        state.explain();
    }
    output
}
