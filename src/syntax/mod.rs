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
mod raised;
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

pub use raised::raised;

#[cfg(test)]
mod lexer_tests;
