//! Strings: neighbouring literals joined, and the fields of f-strings (PEP 701).
//!
//! In: the tokens of literals and the rule for a field's value. Out: one expression per row of literals.

use super::primitive::{ahead, by_hand, fail, next, position, refuse, token};
use super::state::{Here, State};
use super::{Parse, Reader, Rule};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::ast::{Constant, Conversion, Expr, ExprKind, FStringPart};
use crate::syntax::literal;
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;
use std::rc::Rc;

/// One literal of a row.
enum Piece {
    Text(Rc<str>),
    Bytes(Rc<[u8]>),
    Formatted(Vec<FStringPart>),
}

/// strings: (STRING | BYTES | fstring)+
pub(super) fn strings<'t>(value: Rule<'t, Expr>) -> impl Parse<'t, Expr> {
    let string = token(K::Str).map_with(|_, e| {
        let span = e.here();
        let state = e.state();
        let text = literal::string(state.source, span, &mut state.aside);
        Piece::Text(state.typed(text))
    });
    let bytes = token(K::Bytes).map_with(|_, e| {
        let span = e.here();
        let state = e.state();
        Piece::Bytes(literal::bytes(state.source, span, &mut state.aside))
    });
    let fstring = fstring(value).map(Piece::Formatted).boxed();
    let piece = by_hand(move |reader| match next(reader) {
        K::Str => reader.parse(string),
        K::Bytes => reader.parse(bytes),
        K::FStringStart => reader.parse(&fstring),
        _ => fail(reader),
    });
    piece.clone().then(piece.repeated().collect::<Vec<_>>()).map_with(|(first, rest), e| {
        let span = e.here();
        let kind = match (first, rest.is_empty()) {
            (Piece::Text(text), true) => ExprKind::Constant(Constant::Str(text)),
            (Piece::Bytes(bytes), true) => ExprKind::Constant(Constant::Bytes(bytes)),
            (Piece::Formatted(parts), true) => ExprKind::FString(merged(parts)),
            (first, false) => {
                let after = e.last();
                join(first, rest, after, e.state())
            }
        };
        Expr { span, kind }
    })
}

/// Joins a row of literals: text with text, bytes with bytes; one f-string makes the whole row one.
fn join(first: Piece, rest: Vec<Piece>, after: usize, state: &mut State<'_>) -> ExprKind {
    let pieces = || std::iter::once(&first).chain(&rest);
    let bytes = pieces().filter(|p| matches!(p, Piece::Bytes(_))).count();
    if bytes == rest.len() + 1 {
        let all: Vec<u8> =
            pieces().flat_map(|p| if let Piece::Bytes(b) = p { &b[..] } else { &[] }.iter().copied()).collect();
        return ExprKind::Constant(Constant::Bytes(all.into()));
    }
    if bytes > 0 {
        let place = state.place(after);
        state.fault(codes::MIXED, "cannot mix bytes and nonbytes literals", place);
        return ExprKind::Error;
    }
    if pieces().all(|p| matches!(p, Piece::Text(_))) {
        let all: String = pieces().map(|p| if let Piece::Text(t) = p { &t[..] } else { "" }).collect();
        return ExprKind::Constant(Constant::Str(all.into()));
    }
    let mut parts = Vec::new();
    for piece in std::iter::once(first).chain(rest) {
        match piece {
            Piece::Text(text) => parts.push(FStringPart::Literal(text)),
            Piece::Formatted(more) => parts.extend(more),
            Piece::Bytes(_) => {}
        }
    }
    ExprKind::FString(merged(parts))
}

/// The same parts with neighbouring text joined and empty text left out.
fn merged(parts: Vec<FStringPart>) -> Vec<FStringPart> {
    let mut out: Vec<FStringPart> = Vec::with_capacity(parts.len());
    for part in parts {
        match (out.last_mut(), part) {
            (_, FStringPart::Literal(text)) if text.is_empty() => {}
            (Some(FStringPart::Literal(before)), FStringPart::Literal(text)) => {
                let joined: Rc<str> = format!("{before}{text}").into();
                *before = joined;
            }
            (_, part) => out.push(part),
        }
    }
    out
}

/// fstring: FSTRING_START (FSTRING_MIDDLE | field)* FSTRING_END
fn fstring<'t>(value: Rule<'t, Expr>) -> impl Parse<'t, Vec<FStringPart>> {
    by_hand(move |reader| {
        let start = position(reader);
        let raw = literal::is_raw(reader.state().text(start).trim_end_matches(['"', '\'']));
        reader.skip();
        let mut parts = Vec::new();
        row(reader, &value, raw, false, &mut parts)?;
        if next(reader) != K::FStringEnd {
            return fail(reader);
        }
        reader.skip();
        Ok(parts)
    })
}

/// A row of text and fields, in a string or in a format spec, up to what ends it.
fn row<'t>(
    reader: &mut Reader<'t, '_>,
    value: &Rule<'t, Expr>,
    raw: bool,
    spec: bool,
    parts: &mut Vec<FStringPart>,
) -> super::primitive::Outcome<()> {
    loop {
        match next(reader) {
            K::FStringMiddle => {
                let at = position(reader);
                reader.skip();
                let state = reader.state();
                let span = state.place(at);
                let before = state.aside.len();
                let text = literal::middle(state.source, span, raw, spec, &mut state.aside);
                if state.plain {
                    // CPython looks into the text when it has read what follows it.
                    let next = state.place(at + 1);
                    state.aside[before..]
                        .iter_mut()
                        .flat_map(|said| said.labels.first_mut())
                        .for_each(|l| l.span = next);
                }
                let text = state.typed(text);
                parts.push(FStringPart::Literal(text));
            }
            K::LeftBrace => field(reader, value, raw, parts)?,
            _ => return Ok(()),
        }
    }
}

/// field: '{' value ['='] ['!' conversion] [':' (FSTRING_MIDDLE | field)*] '}'
fn field<'t>(
    reader: &mut Reader<'t, '_>,
    value: &Rule<'t, Expr>,
    raw: bool,
    parts: &mut Vec<FStringPart>,
) -> super::primitive::Outcome<()> {
    let open = position(reader);
    reader.skip();
    let symbol = match next(reader) {
        K::RightBrace => "}",
        K::Colon => ":",
        K::Exclamation => "!",
        K::Equal => "=",
        _ => "",
    };
    if !symbol.is_empty() {
        return refuse(reader, codes::FIELD_VALUE, &format!("f-string: valid expression required before '{symbol}'"));
    }
    let before = reader.state().diagnostics.len();
    let parsed = reader.parse(value);
    of_the_field(reader.state(), before, open);
    let Ok(inner) = parsed else {
        return no_expression(reader, open);
    };
    let mut debug = None;
    if next(reader) == K::Equal {
        reader.skip();
        let to = position(reader);
        debug = Some(Rc::<str>::from(as_written(reader.state(), open, to)));
    }
    let mut conversion = Conversion::None;
    if next(reader) == K::Exclamation {
        let sign = position(reader);
        reader.skip();
        if reader.state().place(sign).end != reader.state().place(sign + 1).start && next(reader) == K::Name {
            let message = "f-string: conversion type must come right after the exclamanation mark";
            let both = reader.state().span(sign, sign + 2);
            reader.state().fault(codes::FIELD_VALUE, message, both);
            return fail(reader);
        }
        conversion = conversion_of(reader)?;
    }
    let mut spec = None;
    if next(reader) == K::Colon {
        reader.skip();
        let mut inner = Vec::new();
        row(reader, value, raw, true, &mut inner)?;
        spec = Some(merged(inner));
    }
    if next(reader) != K::RightBrace {
        let message = match (spec.is_some(), conversion, &debug) {
            (true, ..) => "f-string: expecting '}', or format specs",
            (_, Conversion::None, None) => "f-string: expecting '=', or '!', or ':', or '}'",
            (_, Conversion::None, Some(_)) => "f-string: expecting '!', or ':', or '}'",
            _ => "f-string: expecting ':' or '}'",
        };
        return refuse(reader, codes::FIELD_VALUE, message);
    }
    reader.skip();
    if let Some(text) = debug {
        parts.push(FStringPart::Literal(text));
        if spec.is_none() && conversion == Conversion::None {
            conversion = Conversion::Repr;
        }
    }
    let end = position(reader);
    let span = reader.state().span(open, end);
    parts.push(FStringPart::Field { span, value: Box::new(inner), conversion, spec });
    Ok(())
}

/// A fault in a bracket of a field that CPython has no words for is one of the field: it does not look into the bracket.
fn of_the_field(state: &mut State<'_>, before: usize, open: usize) {
    let is_bracket = |at| matches!(state.kind(at), K::LeftParen | K::LeftBracket | K::LeftBrace);
    let (at, message) = if is_bracket(open + 1) {
        (open + 1, "f-string: expecting a valid expression after '{'")
    } else if state.kind(open + 1) == K::Name && is_bracket(open + 2) {
        (open + 2, "f-string: expecting '=', or '!', or ':', or '}'")
    } else {
        return;
    };
    let (place, inside) = (state.place(at), state.inside(at));
    if let Some(said) = state.diagnostics.get_mut(before)
        && (said.code.0, &*said.message) == (codes::SYNTAX, "invalid syntax")
        && inside.start <= said.span().start
        && said.span().end <= inside.end
    {
        let further = said.span();
        *said = Diagnostic::error(codes::FIELD_VALUE, message, place).label(further, "this does not fit");
    }
}

/// Says that a field that opens at a token holds no expression.
#[cold]
fn no_expression(reader: &mut Reader<'_, '_>, open: usize) -> super::primitive::Outcome<()> {
    let state = reader.state();
    let furthest = state.furthest();
    if state.kind(furthest) != K::Error {
        state.fault_at(codes::FIELD_VALUE, "f-string: expecting a valid expression after '{'", open + 1);
    }
    fail(reader)
}

/// The text of a field up to what follows its `=`: blanks are kept, comments are not.
fn as_written(state: &State<'_>, open: usize, to: usize) -> String {
    let mut text = String::new();
    for at in open..to {
        if at > open {
            text.push_str(state.text(at));
        }
        let gap = Span::new(state.place(at).end, state.place(at + 1).start);
        let mut comment = false;
        for c in state.source.slice(gap).chars() {
            match c {
                '#' => comment = true,
                '\n' | '\r' => comment = false,
                _ => {}
            }
            if !comment {
                text.push(c);
            }
        }
    }
    text
}

/// conversion: "s" | "r" | "a"
fn conversion_of(reader: &mut Reader<'_, '_>) -> super::primitive::Outcome<Conversion> {
    let at = position(reader);
    match next(reader) {
        K::Name => {}
        K::Colon | K::RightBrace => {
            return refuse(reader, codes::FIELD_VALUE, "f-string: missing conversion character");
        }
        _ => return refuse(reader, codes::FIELD_VALUE, "f-string: invalid conversion character"),
    }
    let text = reader.state().text(at);
    let conversion = match text {
        "s" => Conversion::Str,
        "r" => Conversion::Repr,
        "a" => Conversion::Ascii,
        _ => {
            if !matches!(ahead(reader, 1), K::RightBrace | K::Colon) {
                reader.skip();
                return fail(reader);
            }
            let message = format!("f-string: invalid conversion character '{text}': expected 's', 'r', or 'a'");
            return refuse(reader, codes::FIELD_VALUE, &message);
        }
    };
    reader.skip();
    Ok(conversion)
}
