//! `import` and `from ... import`.
//!
//! In: nothing but names. Out: the two statements.

use super::Parse;
use super::primitive::{attempt, bracketed, by_hand, fail, name, next, position, refuse, token};
use super::state::Here;
use crate::diagnostic::codes;
use crate::syntax::ast::{Alias, Name, StmtKind};
use crate::syntax::token::TokenKind as K;
use chumsky::prelude::*;

/// import_name: 'import' dotted_name ['as' name] (',' dotted_name ['as' name])*
pub(super) fn import_name<'t>() -> impl Parse<'t, StmtKind> {
    let alias = alias(dotted_name().boxed());
    let from = token(K::From).ignore_then(dotted_name()).boxed();
    let swapped = by_hand(move |reader| {
        let start = position(reader);
        if next(reader) == K::From
            && let Some((_, to)) = attempt(reader, &from)
        {
            let import = (0..start).rev().find(|at| reader.state().kind(*at) == K::Import).unwrap_or(start);
            let span = reader.state().span(import, to);
            reader.state().fault(codes::IMPORT, "Did you mean to use 'from ... import ...' instead?", span);
            return fail(reader);
        }
        Ok(())
    });
    token(K::Import)
        .ignore_then(some_name())
        .ignore_then(alias.separated_by(token(K::Comma)).at_least(1).collect())
        .then_ignore(swapped)
        .map(StmtKind::Import)
}

/// import_from: 'from' ('.' | '...')* [dotted_name] 'import' ('*' | '(' alias (',' alias)* [','] ')' | alias (',' alias)*)
pub(super) fn import_from<'t>() -> impl Parse<'t, StmtKind> {
    let dots =
        choice((token(K::Dot).to(1u32), token(K::Ellipsis).to(3))).repeated().fold(0, |level, dots| level + dots);
    let aliases = alias(name().boxed()).separated_by(token(K::Comma)).at_least(1).collect::<Vec<_>>();
    let star = token(K::Star).map_with(|_, e| {
        let span = e.here();
        vec![Alias { name: Name { id: "*".into(), span }, asname: None }]
    });
    let inner = aliases.clone().then_ignore(token(K::Comma).or_not()).boxed();
    let in_brackets = bracketed(K::LeftParen, inner, K::RightParen).map(Option::unwrap_or_default);
    let names = choice((star, in_brackets, aliases.then_ignore(no_comma())));
    let head = token(K::From).ignore_then(dots.then(dotted_name().or_not()));
    by_hand(move |reader| {
        let (level, module) = reader.parse(&head)?;
        if next(reader) != K::Import || level == 0 && module.is_none() {
            return fail(reader);
        }
        reader.skip();
        reader.parse(some_name())?;
        let names = reader.parse(&names)?;
        Ok(StmtKind::ImportFrom { module, names, level })
    })
}

/// Says that names are missing.
fn some_name<'t>() -> impl Parse<'t, ()> {
    by_hand(|reader| match next(reader) {
        K::Newline => refuse(reader, codes::IMPORT, "Expected one or more names after 'import'"),
        _ => Ok(()),
    })
}

/// Says that a trailing comma needs brackets.
fn no_comma<'t>() -> impl Parse<'t, ()> {
    by_hand(|reader| {
        if next(reader) == K::Comma && super::primitive::ahead(reader, 1) == K::Newline {
            reader.skip();
            return refuse(reader, codes::IMPORT, "trailing comma not allowed without surrounding parentheses");
        }
        Ok(())
    })
}

/// alias: name ['as' name]
fn alias<'t>(imported: super::Rule<'t, Name>) -> impl Parse<'t, Alias> {
    imported.then(token(K::As).ignore_then(name()).or_not()).map(|(name, asname)| Alias { name, asname })
}

/// dotted_name: name ('.' name)*
fn dotted_name<'t>() -> impl Parse<'t, Name> {
    let rest = token(K::Dot).ignore_then(name()).repeated().collect::<Vec<_>>();
    name().then(rest).map_with(|(first, rest), e| {
        if rest.is_empty() {
            return first;
        }
        let mut id = String::from(&*first.id);
        for part in rest {
            id.push('.');
            id.push_str(&part.id);
        }
        Name { id: id.into(), span: e.here() }
    })
}
