//! From text to tree: tokens, layout, literals, the tree and its parser.

// Text to tokens.
mod bracket;
pub mod decode;
mod fstring;
mod layout;
pub mod lexer;
mod quote;
pub mod token;
pub mod typography;

// What literals mean.
mod escape;
pub mod literal;
mod number;
pub mod surrogate;

// The tree, and what makes it of the tokens.
pub mod ast;
pub mod dump;
pub mod parse;
mod slip;
pub mod unparse;
pub mod visit;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::rc::Rc;

/// Reads a source into its tree: lexer, then parser. What is wrong goes to the diagnostics, in the order of the text; a
/// tree always comes back. [`raised`] says which fault is the one that CPython stops at.
pub fn parse(source: &Rc<Source>, diagnostics: &mut Vec<Diagnostic>) -> ast::Module {
    let before = diagnostics.len();
    let tokens = lexer::tokenize(source, diagnostics);
    let module = parse::module(source, &tokens, diagnostics);
    diagnostics[before..].sort_by_key(|d| d.span().start);
    for diagnostic in &mut diagnostics[before..] {
        if diagnostic.severity == crate::diagnostic::Severity::Error {
            *diagnostic = slip::explained(diagnostic.clone(), source);
        }
    }
    module
}

/// Of all faults of a source, the one that CPython raises: its parser stops at the first it meets, but then reads on
/// for faults of the lexer, and some of those it holds to be graver.
pub fn raised<'d>(source: &Source, diagnostics: &'d [Diagnostic]) -> Option<&'d Diagnostic> {
    use crate::diagnostic::{Severity, codes};
    let errors = || diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let of_lexer = |d: &&Diagnostic| d.code.0.starts_with("E01");
    // Names are looked up when all of them are known; the compiler comes last.
    let stage = |d: &Diagnostic| match d.code.0 {
        codes::NO_BINDING | codes::NONLOCAL_AT_TOP | codes::NONLOCAL_TYPE_PARAMETER => 1,
        _ => 0,
    };
    let lexer = errors().filter(of_lexer).min_by_key(|d| d.span().start);
    // In a field of an f-string what stands in it is read before its end is missed.
    let inner = |open: &Diagnostic| {
        let line = source.line(open.span().start);
        errors().find(|d| {
            matches!(d.code.0, codes::UNMATCHED | codes::CONTINUATION)
                && d.span().start > open.span().start
                && source.line(d.span().start) == line
        })
    };
    let lexer = match lexer {
        Some(open) if open.code.0 == codes::NEVER_CLOSED => inner(open).or(lexer),
        other => other,
    };
    let parser = errors().filter(|d| !of_lexer(d)).min_by_key(|d| (stage(d), d.span().start));
    let (Some(lexer), Some(parser)) = (lexer, parser) else { return lexer.or(parser) };
    let later = match lexer.code.0 {
        // A bracket that is never closed counts when the fault stands on a later line, or where the text ends.
        codes::NEVER_CLOSED => {
            let end = source.text.trim_end().len() as u32;
            // CPython looks one token past what it has words for: that one may stand on a later line.
            let place = source.place(parser.span().end);
            let line = source.line_text(place.line).unwrap_or("");
            let rest: String = line.chars().skip(place.column as usize - 1).collect();
            let looks_on = !matches!(parser.code.0, codes::SYNTAX | codes::EXPECTED)
                && rest.trim_matches([' ', ',', '\\']).is_empty();
            place.line > source.line(lexer.span().start) || parser.span().start >= end || looks_on
        }
        _ if lexer.span().start <= parser.span().start => true,
        codes::END_OF_FILE => {
            // Where the text breaks off, nothing was wrong before.
            let between = source.slice(crate::source::Span::new(parser.span().start, lexer.span().start));
            between.trim_matches(['\\', ' ', '\n']).is_empty()
        }
        // These are found by the way, and only if nothing was wrong before.
        // Whether a conversion is one is asked when the field has been read.
        codes::FIELD if parser.message.starts_with("f-string: invalid conversion character '") => true,
        codes::UNINDENT | codes::TABS | codes::CONTINUATION | codes::FIELD => false,
        // A character that CPython's lexer hands on, for its parser to stumble over.
        codes::CHARACTER if lexer.message == "invalid syntax" => false,
        _ => parser.code.0 != codes::INDENT,
    };
    Some(if later { lexer } else { parser })
}

#[cfg(test)]
mod lexer_tests;
