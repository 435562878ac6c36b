//! Co: a coroutine language with Python's syntax and meaning, and an interpreter that shows how coroutines work.
//!
//! What happens to a program, in order:
//!
//! ```text
//! text ── lexer (logos) ── layout ── parser (chumsky) ── tree ── scopes ── compiler ── code + states ── machine
//!                                                                                          event loop ──┘
//! ```
//!
//! The modules below stand in that order; each uses only those above it.

// The text, and what is said about it.
pub mod diagnostic;
pub mod source;

// Text to tokens to tree.
pub mod syntax;

// What the compiler writes and the machine runs.
pub mod bytecode;

// Tree to code.
pub mod compile;

// What a value is made of; nothing here runs user code.
pub mod native;
pub mod object;

// The outside.
pub mod host;

// The machine, and what it offers programs.
pub mod asyncio;
pub mod builtins;
pub mod machine;
pub mod stdlib;

// What a person sees of a running program.
pub mod teach;

// The command, notes and the shell as it runs them.
pub mod cli;
pub mod notes;
pub mod shell;
