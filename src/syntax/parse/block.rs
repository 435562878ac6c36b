//! Blocks and files: rows of statements, and how the parser goes on after a broken one.
//!
//! In: the rules for simple and compound statements. Out: `block`, `file`, `eval`. A broken line is said and skipped;
//! what is indented below it is still read, so that its faults are found in the same go.

use super::compound;
use super::expression::Expressions;
use super::primitive::{by_hand, next, position, token};
use super::simple::{self, Line};
use super::state::{Here, State};
use super::{Parse, Reader, Rule};
use crate::diagnostic::{Diagnostic, Fault, codes};
use crate::syntax::ast::{Expr, Stmt, StmtKind, Suite};
use crate::syntax::token::TokenKind as K;
use chumsky::error::EmptyErr;
use chumsky::prelude::*;

/// What follows a colon.
pub(super) enum Block {
    Suite(Suite),
    /// A line end without an indented block; the index of the token that stands there instead.
    Missing(usize),
}

/// file: statements END
pub(super) fn file<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Suite> {
    let statements = statements(rules);
    let stray = by_hand(|reader| {
        // A dedent without its indent cannot come from the lexer; skip it all the same.
        if next(reader) == K::Dedent {
            reader.skip();
            return Ok(());
        }
        Err(EmptyErr::default())
    });
    statements.then_ignore(stray.repeated()).then_ignore(token(K::End))
}

/// eval: expression (',' expression)* [','] NEWLINE* END
pub(super) fn eval<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Expr> {
    super::expression::tuple(rules.expression.clone())
        .then_ignore(token(K::Newline).repeated())
        .then_ignore(token(K::End))
}

/// statements: (compound_statement | simple_line)*
pub(super) fn statements<'t>(rules: &Expressions<'t>) -> impl Parse<'t, Suite> {
    recursive(|statements| {
        let statements: Rule<'t, Suite> = statements.boxed();
        let line = simple::simple_line(rules).boxed();
        let block = block(line.clone(), statements.clone()).boxed();
        let compound = compound::Compound::new(rules, block);
        let statement = by_hand(move |reader| {
            reader.state().begin();
            match compound.choose(reader) {
                Some(rule) => Ok((reader.parse(rule)?, Vec::new())),
                None if matches!(next(reader), K::End | K::Dedent) => Err(EmptyErr::default()),
                None => reader.parse(&line),
            }
        });
        statement.recover_with(via_parser(broken(statements))).repeated().fold(
            Suite::new(),
            |mut all, (first, rest)| {
                all.push(first);
                all.extend(rest);
                all
            },
        )
    })
}

/// block: NEWLINE INDENT statements DEDENT | simple_line
fn block<'t>(line: Rule<'t, Line>, statements: Rule<'t, Suite>) -> impl Parse<'t, Block> {
    let line = line.recover_with(via_parser(broken_line()));
    let indented = token(K::Indent).ignore_then(statements).then_ignore(token(K::Dedent).or_not()).boxed();
    by_hand(move |reader| {
        reader.state().begin();
        if next(reader) != K::Newline {
            let (first, mut rest) = reader.parse(&line)?;
            rest.insert(0, first);
            return Ok(Block::Suite(rest));
        }
        reader.skip();
        if next(reader) != K::Indent {
            return Ok(Block::Missing(position(reader)));
        }
        Ok(Block::Suite(reader.parse(&indented)?))
    })
}

/// Says that a block is missing after a header, and makes it an empty one.
///
/// A broken header that ends without a colon stands for itself.
pub(super) fn suite(block: Block, what: &str, broken: bool, header: usize, state: &mut State<'_>) -> Suite {
    match block {
        Block::Suite(suite) => suite,
        Block::Missing(at) if broken && state.kind(at.saturating_sub(2)) != K::Colon => Suite::new(),
        Block::Missing(at) => {
            let line = state.source.line(state.place(header).start);
            let text = format!("expected an indented block after {what} on line {line}");
            let mut diagnostic =
                Diagnostic::error(codes::BLOCK, text, state.place_of_fault(at)).fault(Fault::Indentation);
            diagnostic.incomplete = state.at_end(at);
            let header = state.place(header);
            state.diagnostics.push(diagnostic.label(header, "this needs a block"));
            state.block_missing = true;
            Suite::new()
        }
    }
}

/// Recovery in a block on the header's line.
fn broken_line<'t>() -> impl Parse<'t, Line> {
    by_hand(|reader| {
        let from = position(reader);
        reader.state().explain();
        skip_line(reader);
        Ok((error(reader, from), Vec::new()))
    })
}

/// Recovery: says the fault, skips the line, and reads what is indented below it for its faults alone.
fn broken<'t>(statements: Rule<'t, Suite>) -> impl Parse<'t, Line> {
    by_hand(move |reader| {
        let from = position(reader);
        match next(reader) {
            K::End | K::Dedent => return Err(EmptyErr::default()),
            K::Indent => {
                if !std::mem::take(&mut reader.state().block_missing) {
                    reader.state().look(from);
                    let place = reader.state().indent(from);
                    let said = Diagnostic::error(codes::INDENT, "unexpected indent", place).fault(Fault::Indentation);
                    reader.state().say(said);
                }
            }
            _ => {
                reader.state().explain();
                skip_line(reader);
            }
        }
        let mut rest = Vec::new();
        while next(reader) == K::Indent {
            // The cases of a broken `match` are no statements.
            if super::primitive::ahead(reader, 1) == K::Name && super::primitive::is_soft(reader, 1, "case") {
                skip_block(reader);
                continue;
            }
            reader.skip();
            rest.append(&mut reader.parse(&statements)?);
            if next(reader) == K::Dedent {
                reader.skip();
            }
            // The other clauses of a statement whose first line was broken.
            if matches!(next(reader), K::Elif | K::Else | K::Except | K::Finally) {
                skip_line(reader);
            }
        }
        Ok((error(reader, from), rest))
    })
}

/// Skips an indented block.
pub(super) fn skip_block(reader: &mut Reader<'_, '_>) {
    let mut depth = 0;
    loop {
        match next(reader) {
            K::Indent => depth += 1,
            K::Dedent => depth -= 1,
            K::End => return,
            _ => {}
        }
        if depth < 0 {
            return;
        }
        reader.skip();
        if depth == 0 {
            return;
        }
    }
}

/// Skips to the end of the logical line, and past it.
pub(super) fn skip_line(reader: &mut Reader<'_, '_>) {
    while !matches!(next(reader), K::Newline | K::Dedent | K::End) {
        reader.skip();
    }
    if next(reader) == K::Newline {
        reader.skip();
    }
}

fn error(reader: &mut Reader<'_, '_>, from: usize) -> Stmt {
    let to = position(reader);
    Stmt { span: reader.state().span(from, to), kind: StmtKind::Error }
}

/// A clause: a header that ends with its colon, and the block below it.
pub(super) fn clause<'t, T: 't>(
    keyword: K,
    what: &'static str,
    header: impl Parse<'t, T>,
    block: Rule<'t, Block>,
) -> impl Parse<'t, (Option<T>, Suite)> {
    token(keyword)
        .map_with(|_, e| e.state().begin())
        .ignore_then(header.map(Some).recover_with(via_parser(broken_header())))
        .then(block)
        .map_with(move |(header, block), e| {
            let at = e.first();
            let broken = header.is_none();
            (header, suite(block, what, broken, at, e.state()))
        })
}

/// Recovery in a header: says the fault and goes on where its block would begin.
pub(super) fn broken_header<'t, T: 't>() -> impl Parse<'t, Option<T>> {
    by_hand(|reader| {
        reader.state().explain();
        let mut end = position(reader);
        while !matches!(reader.state().kind(end), K::Newline | K::Dedent | K::End | K::Indent) {
            end += 1;
        }
        let last = reader.state().kind(end.saturating_sub(1));
        let mut depth = 0i32;
        while position(reader) < end {
            let kind = next(reader);
            reader.skip();
            match kind {
                // A colon outside brackets ends the header when a block follows on the same line.
                K::Colon if depth <= 0 && last != K::Colon => return Ok(None),
                kind if super::primitive::opens(kind) => depth += 1,
                kind if super::primitive::closes(kind) => depth -= 1,
                _ => {}
            }
        }
        Ok(None)
    })
}
