//! From text to tree: tokens, layout, literals, the tree and its parser.

pub mod ast;
pub mod lexer;
pub mod literal;
pub mod token;
