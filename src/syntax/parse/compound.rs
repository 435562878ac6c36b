//! Compound statements: those with a colon and a block.
//!
//! In: the rules for expressions and the block. Out: each compound statement, chosen by its first token.

use super::block::{Block, clause};
use super::definition;
use super::expression::Expressions;
use super::pattern;
use super::primitive::{ahead, attempt_after, by_hand, expected, fail, name, next, partner, position, refuse, token};
use super::state::Here;
use super::target::{self, Use};
use super::{Parse, Reader, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::ast::{Branch, ExceptHandler, Expr, Stmt, StmtKind, Suite, WithItem};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// The compound statements.
pub(super) struct Compound<'t> {
    branches: Rule<'t, Stmt>,
    while_: Rule<'t, Stmt>,
    for_: Rule<'t, Stmt>,
    try_: Rule<'t, Stmt>,
    with: Rule<'t, Stmt>,
    definition: Rule<'t, Stmt>,
    match_: Rule<'t, Stmt>,
}

impl<'t> Clone for Compound<'t> {
    fn clone(&self) -> Self {
        Compound {
            branches: self.branches.clone(),
            while_: self.while_.clone(),
            for_: self.for_.clone(),
            try_: self.try_.clone(),
            with: self.with.clone(),
            definition: self.definition.clone(),
            match_: self.match_.clone(),
        }
    }
}

impl<'t> Compound<'t> {
    /// Builds them over a block.
    pub fn new(rules: &Expressions<'t>, block: Rule<'t, Block>) -> Compound<'t> {
        let orelse = else_clause(block.clone()).or_not().boxed();
        Compound {
            branches: statement(if_statement(rules, block.clone(), orelse.clone())).boxed(),
            while_: statement(while_statement(rules, block.clone(), orelse.clone())).boxed(),
            for_: statement(for_statement(rules, block.clone(), orelse.clone())).boxed(),
            try_: statement(try_statement(rules, block.clone(), orelse)).boxed(),
            with: statement(with_statement(rules, block.clone())).boxed(),
            definition: definition::definition(rules, block.clone()).boxed(),
            match_: statement(pattern::match_statement(rules, block)).boxed(),
        }
    }

    /// compound_statement: if_statement | while_statement | for_statement | try_statement | with_statement | definition
    /// | match_statement
    ///
    /// The statement that the next tokens begin, if it is a compound one.
    pub fn choose(&self, reader: &mut Reader<'t, '_>) -> Option<&Rule<'t, Stmt>> {
        Some(match next(reader) {
            K::If => &self.branches,
            K::While => &self.while_,
            K::For => &self.for_,
            K::Try => &self.try_,
            K::With => &self.with,
            K::Def | K::Class | K::At => &self.definition,
            K::Async => match ahead(reader, 1) {
                K::For => &self.for_,
                K::With => &self.with,
                _ => &self.definition,
            },
            K::Name if pattern::starts_match(reader) => &self.match_,
            _ => return None,
        })
    }
}

/// Gives a statement its span: up to the last token that is no line end.
pub(super) fn statement<'t>(kind: impl Parse<'t, StmtKind>) -> impl Parse<'t, Stmt> {
    by_hand(move |reader| {
        let from = position(reader);
        let kind = reader.parse(&kind)?;
        let span = spanned(reader, from);
        Ok(Stmt { span, kind })
    })
}

/// The span from a token to the last one read, leaving out line ends and dedents.
pub(super) fn spanned(reader: &mut Reader<'_, '_>, from: usize) -> crate::source::Span {
    let mut to = position(reader);
    let state = reader.state();
    while to > from + 1 && matches!(state.kind(to - 1), K::Newline | K::Dedent | K::Indent) {
        to -= 1;
    }
    state.span(from, to)
}

/// else_clause: 'else' ':' block
fn else_clause<'t>(block: Rule<'t, Block>) -> impl Parse<'t, Suite> {
    clause(K::Else, "'else' statement", expected(K::Colon, "expected ':'"), block).map(|(_, suite)| suite)
}

/// condition: named_expression ':'
fn condition<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    rules.named_expression.clone().then_ignore(colon())
}

/// The colon of a header; a line that ends before it gets CPython's words.
pub(super) fn colon<'t>() -> impl Parse<'t, ()> {
    by_hand(|reader| match next(reader) {
        K::Colon => {
            reader.skip();
            Ok(())
        }
        K::Newline => super::primitive::refuse(reader, codes::EXPECTED, "expected ':'"),
        _ => fail(reader),
    })
}

/// if_statement: 'if' condition block ('elif' condition block)* [else_clause]
fn if_statement<'t>(
    rules: &Expressions<'t>,
    block: Rule<'t, Block>,
    orelse: Rule<'t, Option<Suite>>,
) -> impl Parse<'t, StmtKind> {
    let branch = |keyword, what| {
        let clause = clause(keyword, what, condition(rules), block.clone()).boxed();
        by_hand(move |reader| {
            let from = position(reader);
            let (test, body) = reader.parse(&clause)?;
            let span = spanned(reader, from);
            Ok(test.map(|test| Branch { span, test, body }))
        })
    };
    let first = branch(K::If, "'if' statement");
    let elif = branch(K::Elif, "'elif' statement");
    first.then(elif.repeated().collect::<Vec<_>>()).then(orelse).map(|((first, rest), orelse)| {
        let branches = std::iter::once(first).chain(rest).collect::<Option<Vec<_>>>();
        branches.map_or(StmtKind::Error, |branches| StmtKind::If { branches, orelse })
    })
}

/// while_statement: 'while' condition block [else_clause]
fn while_statement<'t>(
    rules: &Expressions<'t>,
    block: Rule<'t, Block>,
    orelse: Rule<'t, Option<Suite>>,
) -> impl Parse<'t, StmtKind> {
    clause(K::While, "'while' statement", condition(rules), block).then(orelse).map(|((test, body), orelse)| {
        test.map_or(StmtKind::Error, |test| StmtKind::While { test: Box::new(test), body, orelse })
    })
}

/// for_statement: ['async'] 'for' targets 'in' star_expressions ':' block [else_clause]
fn for_statement<'t>(
    rules: &Expressions<'t>,
    block: Rule<'t, Block>,
    orelse: Rule<'t, Option<Suite>>,
) -> impl Parse<'t, StmtKind> {
    let header =
        rules.targets.clone().then_ignore(token(K::In)).then(rules.star_expressions.clone()).then_ignore(colon());
    let clause = clause(K::For, "'for' statement", header, block);
    token(K::Async).or_not().then(clause).then(orelse).map(|((is_async, (header, body)), orelse)| match header {
        None => StmtKind::Error,
        Some((target, iterable)) => StmtKind::For {
            target: Box::new(target),
            iterable: Box::new(iterable),
            body,
            orelse,
            is_async: is_async.is_some(),
        },
    })
}

/// with_statement: ['async'] 'with' ('(' with_item (',' with_item)* [','] ')' | with_item (',' with_item)*) ':' block
fn with_statement<'t>(rules: &Expressions<'t>, block: Rule<'t, Block>) -> impl Parse<'t, StmtKind> {
    // with_item: expression ['as' target]
    let target = super::expression::starred(rules.operation.clone()).or(rules.operation.clone());
    let target = token(K::As).ignore_then(target).map_with(|target, e| {
        target::check(&target, Use::Assign, e.state());
        target
    });
    let item = rules.expression.clone().then(target.or_not()).map(|(context, target)| WithItem { context, target });
    let item = item.boxed();
    let items = item.clone().separated_by(token(K::Comma)).at_least(1).collect::<Vec<_>>();
    let inner = items.clone().then_ignore(token(K::Comma).or_not()).boxed();
    let in_brackets =
        super::primitive::bracketed(K::LeftParen, inner, K::RightParen).map(Option::unwrap_or_default).boxed();
    let items = items.boxed();
    let header = by_hand(
        move |reader| {
            if brackets_hold_items(reader) { reader.parse(&in_brackets) } else { reader.parse(&items) }
        },
    );
    let clause = clause(K::With, "'with' statement", header.then_ignore(colon()), block);
    token(K::Async).or_not().then(clause).map(|(is_async, (items, body))| match items {
        None => StmtKind::Error,
        Some(items) => StmtKind::With { items, body, is_async: is_async.is_some() },
    })
}

/// Whether the brackets after `with` hold its items and not one expression: they end the header, and hold an `as`, or
/// nothing that only an expression in brackets may hold.
fn brackets_hold_items(reader: &mut Reader<'_, '_>) -> bool {
    let open = position(reader);
    if next(reader) != K::LeftParen {
        return false;
    }
    let Some(close) = partner(reader, open) else { return false };
    let state = reader.state();
    let mut depth = 0;
    let mut plain = state.kind(close + 1) == K::Colon && close > open + 1;
    for at in open + 1..close {
        let kind = state.kind(at);
        if super::primitive::opens(kind) {
            depth += 1;
        } else if super::primitive::closes(kind) {
            depth -= 1;
        } else if depth == 0 {
            match kind {
                K::As => return true,
                K::ColonEqual | K::For | K::Yield => plain = false,
                K::Star | K::DoubleStar if matches!(state.kind(at - 1), K::LeftParen | K::Comma) => plain = false,
                _ => {}
            }
        }
    }
    plain
}

/// try_statement: 'try' ':' block (except_clause+ [else_clause] [finally_clause] | finally_clause)
fn try_statement<'t>(
    rules: &Expressions<'t>,
    block: Rule<'t, Block>,
    orelse: Rule<'t, Option<Suite>>,
) -> impl Parse<'t, StmtKind> {
    let colon = || expected(K::Colon, "expected ':'");
    let body = clause(K::Try, "'try' statement", colon(), block.clone());
    // finally_clause: 'finally' ':' block
    let finally = clause(K::Finally, "'finally' statement", colon(), block.clone()).map(|(_, suite)| suite);
    let handler = except_clause(rules, block).boxed();
    body.then(handler.repeated().collect::<Vec<_>>()).then(orelse).then(finally.or_not()).map_with(
        |((((_, body), handlers), orelse), finalbody), e| {
            e.state().begin();
            let span = e.first();
            let span = e.state().place(span);
            if handlers.is_empty() && finalbody.is_none() {
                let at = e.last();
                let state = e.state();
                let text = "expected 'except' or 'finally' block";
                let mut said = Diagnostic::error(codes::TRY, text, state.place_of_fault(at));
                said.incomplete = state.at_end(at);
                state.say(said.label(span, "this `try` needs one"));
            }
            let star = handlers.first().is_some_and(|(_, star, _)| *star);
            if let Some((_, other, at)) = handlers.iter().find(|(_, s, at)| *s != star && *at < usize::MAX) {
                let text = "cannot have both 'except' and 'except*' on the same 'try'";
                let span = e.state().span(*at, *at + 1 + usize::from(*other));
                e.state().fault(codes::TRY, text, span);
            }
            let handlers = handlers.into_iter().map(|(handler, ..)| handler).collect();
            StmtKind::Try { body, handlers, orelse, finalbody, star }
        },
    )
}

/// except_clause: 'except' ['*'] [expression ['as' name]] ':' block
fn except_clause<'t>(rules: &Expressions<'t>, block: Rule<'t, Block>) -> impl Parse<'t, (ExceptHandler, bool, usize)> {
    let test = rules.expression.clone().then(token(K::As).ignore_then(name()).or_not()).boxed();
    let several = super::expression::tuple(rules.expression.clone());
    let several = several.then_ignore(token(K::As).then(name()).or_not()).then_ignore(token(K::Colon)).boxed();
    let header = by_hand(move |reader| {
        let star = next(reader) == K::Star;
        if star {
            reader.skip();
            if matches!(next(reader), K::Newline | K::Colon) {
                return refuse(reader, codes::TRY, "expected one or more exception types");
            }
        } else if matches!(next(reader), K::Newline | K::Colon) {
            return Ok((star, None));
        }
        let from = position(reader);
        let (test, name) = reader.parse(&test)?;
        if next(reader) == K::Comma
            && let Some((_, to)) = attempt_after(reader, 1, &several)
        {
            let span = reader.state().span(from, to - 1);
            reader.state().fault(codes::TRY, "multiple exception types must be parenthesized", span);
        }
        Ok((star, Some((test, name))))
    });
    let clauses = ["'except' statement", "'except*' statement"]
        .map(|what| clause(K::Except, what, header.clone().then_ignore(colon()), block.clone()).boxed());
    by_hand(move |reader| {
        let from = position(reader);
        let starred = ahead(reader, 1) == K::Star;
        let (header, body) = reader.parse(&clauses[usize::from(starred)])?;
        let span = spanned(reader, from);
        // A broken header has said its fault.
        let from = if header.is_some() { from } else { usize::MAX };
        let (star, test) = header.unwrap_or((starred, None));
        let (test, name) = test.map_or((None, None), |(test, name)| (Some(test), name));
        Ok((ExceptHandler { span, test, name, body }, star, from))
    })
}
