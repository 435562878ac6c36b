//! The smallest parsers: one token, one name, one bracket, and what chooses among larger ones by the next token.
//!
//! In: kinds of tokens. Out: parsers that the productions are put together from. They know no production.

use super::state::Here;
use super::{Extra, Kinds, Parse, Reader, Rule};
use crate::diagnostic::codes;
use crate::syntax::ast::Name;
use crate::syntax::token::TokenKind;
use chumsky::error::EmptyErr;
use chumsky::prelude::*;
use chumsky::primitive::Just;

/// The result of a parser written out by hand.
pub(super) type Outcome<T> = Result<T, EmptyErr>;

/// One token.
pub(super) fn token<'t>(kind: TokenKind) -> Just<TokenKind, Kinds<'t>, Extra<'t>> {
    just(kind)
}

/// A parser written out by hand, for what is decided by looking at the next tokens.
pub(super) fn by_hand<'t, T: 't>(f: impl Fn(&mut Reader<'t, '_>) -> Outcome<T> + Clone + 't) -> impl Parse<'t, T> {
    custom(f)
}

/// The index of the next token.
#[inline(always)]
pub(super) fn position(reader: &Reader<'_, '_>) -> usize {
    *reader.cursor().inner()
}

/// The kind of the next token.
#[inline(always)]
pub(super) fn next(reader: &mut Reader<'_, '_>) -> TokenKind {
    reader.peek().unwrap_or(TokenKind::End)
}

/// The kind of the token `distance` after the next.
pub(super) fn ahead(reader: &mut Reader<'_, '_>, distance: usize) -> TokenKind {
    let at = position(reader) + distance;
    reader.state().kind(at)
}

/// Fails at the next token.
pub(super) fn fail<T>(reader: &mut Reader<'_, '_>) -> Outcome<T> {
    let at = position(reader);
    reader.state().look(at);
    Err(EmptyErr::default())
}

/// Says what is wrong at the next token and fails.
#[cold]
pub(super) fn refuse<T>(reader: &mut Reader<'_, '_>, code: &'static str, message: &str) -> Outcome<T> {
    let at = position(reader);
    let state = reader.state();
    state.look(at);
    if let Some(mut said) = state.missing(code, message, at) {
        match message {
            "expected ':'" if state.kind(at) == TokenKind::Newline && at > 0 => {
                said = said.help("end the header with a colon").repair(state.place(at - 1).after(), ":");
            }
            "expected '('" => {
                said = said.help("a function's name is followed by brackets, even without parameters: `def f():`");
            }
            _ => {}
        }
        state.say(said);
    }
    Err(EmptyErr::default())
}

/// One token that must stand here, with CPython's words if it does not.
pub(super) fn expected<'t>(kind: TokenKind, message: &'static str) -> impl Parse<'t, ()> {
    by_hand(move |reader| {
        if next(reader) == kind {
            reader.skip();
            return Ok(());
        }
        if kind == TokenKind::In {
            // CPython points at the last token it has read, which may be a keyword after a dot.
            let at = position(reader).max(reader.state().furthest());
            reader.state().fault_at(codes::EXPECTED, message, at);
            return fail(reader);
        }
        refuse(reader, codes::EXPECTED, message)
    })
}

/// An identifier.
pub(super) fn name<'t>() -> impl Parse<'t, Name> {
    token(TokenKind::Name).map_with(|_, e| {
        let at = e.first();
        e.state().name(at)
    })
}

/// A name that is a keyword only where the grammar asks for it: `match`, `case`, `type`, `_`.
pub(super) fn soft<'t>(word: &'static str) -> impl Parse<'t, ()> {
    by_hand(move |reader| {
        if is_soft(reader, 0, word) {
            reader.skip();
            return Ok(());
        }
        fail(reader)
    })
}

/// Whether the token `distance` after the next is a name with this text.
pub(super) fn is_soft(reader: &mut Reader<'_, '_>, distance: usize, word: &str) -> bool {
    let at = position(reader) + distance;
    let state = reader.state();
    state.kind(at) == TokenKind::Name && state.text(at) == word
}

/// Tries a rule ahead, without saying or consuming anything. Gives what was read and the index after it.
#[cold]
pub(super) fn attempt<'t, T: 't>(reader: &mut Reader<'t, '_>, rule: &Rule<'t, T>) -> Option<(T, usize)> {
    let before = reader.save();
    let furthest = reader.state().furthest();
    reader.state().quiet += 1;
    let out = reader.parse(rule).ok();
    let to = position(reader);
    reader.state().quiet -= 1;
    // What follows was looked at, to know that it ended.
    reader.state().look(to);
    reader.rewind(before);
    reader.state().forget(furthest);
    out.map(|out| (out, to))
}

/// The same, from the token `distance` after the next.
#[cold]
pub(super) fn attempt_after<'t, T: 't>(
    reader: &mut Reader<'t, '_>,
    distance: usize,
    rule: &Rule<'t, T>,
) -> Option<(T, usize)> {
    let before = reader.save();
    let furthest = reader.state().furthest();
    for _ in 0..distance {
        reader.skip();
    }
    let out = attempt(reader, rule);
    reader.rewind(before);
    reader.state().forget(furthest);
    out
}

/// Whether a named expression without brackets starts at a token.
pub(super) fn is_named(reader: &mut Reader<'_, '_>, at: usize) -> bool {
    let state = reader.state();
    state.kind(at) == TokenKind::Name && state.kind(at + 1) == TokenKind::ColonEqual
}

/// Whether a kind of token opens a bracket.
pub(super) fn opens(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::LeftBrace | TokenKind::FStringStart)
}

/// Whether a kind of token closes a bracket.
pub(super) fn closes(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace | TokenKind::FStringEnd)
}

/// The index of the token that closes the bracket which opens at `at`; None when it is never closed.
pub(super) fn partner(reader: &mut Reader<'_, '_>, at: usize) -> Option<usize> {
    let state = reader.state();
    let mut depth = 0;
    let mut i = at;
    loop {
        match state.kind(i) {
            kind if opens(kind) => depth += 1,
            kind if closes(kind) => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent | TokenKind::End => return None,
            _ => {}
        }
        i += 1;
    }
}

/// What stands in a bracket. When it is broken the fault is said, the bracket is skipped, and None comes out: so each
/// bracket of a statement can say its own fault.
pub(super) fn bracketed<'t, T: 't>(
    open: TokenKind,
    inner: impl Parse<'t, T>,
    close: TokenKind,
) -> impl Parse<'t, Option<T>> {
    token(open).ignore_then(inner.then_ignore(token(close)).map(Some).recover_with(via_parser(skip_bracket())))
}

/// Recovery: skips to the end of the bracket that has just been opened.
fn skip_bracket<'t, T: 't>() -> impl Parse<'t, Option<T>> {
    by_hand(|reader| {
        if reader.state().quiet > 0 || reader.state().plain {
            return Err(EmptyErr::default());
        }
        let open = position(reader).saturating_sub(1);
        let Some(close) = partner(reader, open) else { return Err(EmptyErr::default()) };
        reader.state().explain();
        reader.state().resume();
        while position(reader) <= close {
            reader.skip();
        }
        Ok(None)
    })
}

/// Items between commas, and whether a comma follows the last.
pub(super) fn listed<'t, T: 't>(item: impl Parse<'t, T>) -> impl Parse<'t, (Vec<T>, bool)> {
    item.separated_by(token(TokenKind::Comma))
        .at_least(1)
        .collect::<Vec<T>>()
        .then(token(TokenKind::Comma).or_not().map(|comma| comma.is_some()))
        .or_not()
        .map(Option::unwrap_or_default)
}
