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

// The tree, and what makes it of the tokens.
pub mod ast;
pub mod dump;
pub mod parse;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::rc::Rc;

/// Reads a source into its tree: lexer, then parser. What is wrong goes to the diagnostics; a tree always comes back.
pub fn parse(source: &Rc<Source>, diagnostics: &mut Vec<Diagnostic>) -> ast::Module {
    let mut found = Vec::new();
    let tokens = lexer::tokenize(source, &mut found);
    let module = parse::module(source, &tokens, &mut found);
    found.sort_by_key(|d| d.span().start);
    diagnostics.append(&mut found);
    module
}

#[cfg(test)]
mod lexer_tests;
