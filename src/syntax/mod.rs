//! From text to tree: tokens, layout, literals, the tree and its parser.

pub mod ast;
pub mod lexer;
pub mod literal;
pub mod parse;
pub mod token;

use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::rc::Rc;

/// Reads a source into its tree: lexer, then parser. What is wrong goes to the diagnostics; a tree always comes back.
pub fn parse(source: &Rc<Source>, diagnostics: &mut Vec<Diagnostic>) -> ast::Module {
    let tokens = lexer::tokenize(source, diagnostics);
    parse::module(source, &tokens, diagnostics)
}
