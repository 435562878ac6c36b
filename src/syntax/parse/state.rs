//! What the parser carries along: tokens, names seen, the furthest token looked at, and what has been said.
//!
//! In: the source and its tokens. Out: spans of nodes, shared names, diagnostics. It decides nothing about the grammar.

use super::{Extra, Kinds};
use crate::diagnostic::{Diagnostic, Fault};
use crate::source::{Source, Span};
use crate::syntax::ast::Name;
use crate::syntax::literal;
use crate::syntax::token::{Token, TokenKind};
use chumsky::input::{Checkpoint, Cursor, MapExtra};
use chumsky::inspector::Inspector;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// How high a tree of operators, attributes and calls may grow, so that whoever walks it needs only so much stack.
pub(super) const HIGHEST: u32 = 6_000;

/// How deep expressions may stand in each other (brackets, lambdas, fields of f-strings).
pub(super) const DEEPEST: u32 = 600;

/// The parser's memory. One per parse.
pub struct State<'t> {
    /// The text.
    pub source: &'t Source,
    /// Its tokens; the last is always the end.
    pub tokens: &'t [Token],
    /// What this parse has said.
    pub diagnostics: Vec<Diagnostic>,
    /// Diagnostics from here on belong to the statement at hand; it says one thing only.
    pub mark: usize,
    /// What is said of literals' text, apart from the grammar.
    pub literals: Vec<Diagnostic>,
    /// How deep the expression at hand stands in others.
    pub depth: u32,
    /// How high the tree of the expression at hand has grown; see `expression::bounded`.
    pub height: u32,
    /// A header was followed by no block: the next stray indent is its consequence.
    pub block_missing: bool,
    names: FxHashMap<&'t str, Rc<str>>,
    position: usize,
    furthest: usize,
}

impl<'t> State<'t> {
    /// A fresh memory.
    pub fn new(source: &'t Source, tokens: &'t [Token]) -> State<'t> {
        State {
            source,
            tokens,
            diagnostics: Vec::new(),
            mark: 0,
            literals: Vec::new(),
            depth: 0,
            height: 0,
            block_missing: false,
            names: FxHashMap::default(),
            position: 0,
            furthest: 0,
        }
    }

    /// The kind of a token; the end for any index past it.
    pub fn kind(&self, index: usize) -> TokenKind {
        self.tokens.get(index).map_or(TokenKind::End, |t| t.kind)
    }

    /// The place of a token; the end's for any index past it.
    pub fn place(&self, index: usize) -> Span {
        self.tokens.get(index).or(self.tokens.last()).map_or(Span::default(), |t| t.span)
    }

    /// The text of a token.
    pub fn text(&self, index: usize) -> &'t str {
        self.source.slice(self.place(index))
    }

    /// The bytes from token `from` up to token `to`, which no longer belongs to them.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let start = self.place(from).start;
        if to > from { Span::new(start, self.place(to - 1).end) } else { Span::new(start, start) }
    }

    /// The identifier at a token, in normal form; equal names share one text.
    pub fn name(&mut self, index: usize) -> Name {
        let text = self.text(index);
        let id = match self.names.get(text) {
            Some(id) => id.clone(),
            None => {
                let normal = literal::name(text);
                let id: Rc<str> = Rc::from(&*normal);
                self.names.insert(text, id.clone());
                id
            }
        };
        Name { id, span: self.place(index) }
    }

    /// Notes that a token was looked at.
    pub fn look(&mut self, index: usize) {
        self.furthest = self.furthest.max(index);
    }

    /// Says something, unless the statement at hand has already been explained.
    pub fn say(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() == self.mark {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Says something at a place; the tree is well formed, so nothing fails.
    pub fn fault(&mut self, code: &'static str, message: impl Into<String>, span: Span) {
        if self.diagnostics.len() == self.mark {
            self.diagnostics.push(Diagnostic::error(code, message, span));
        }
    }

    /// Says that something was expected at a token; marked incomplete when that token is the end of the input.
    pub fn fault_at(&mut self, code: &'static str, message: impl Into<String>, index: usize) {
        if self.diagnostics.len() != self.mark || self.kind(index) == TokenKind::Error {
            return;
        }
        let mut diagnostic = Diagnostic::error(code, message, self.place(index));
        diagnostic.incomplete = self.at_end(index);
        self.diagnostics.push(diagnostic);
    }

    /// Whether only the end of the input follows from a token on.
    pub fn at_end(&self, index: usize) -> bool {
        !matches!(self.kind(index), TokenKind::Newline)
            && (index..self.tokens.len().max(index + 1))
                .all(|i| matches!(self.kind(i), TokenKind::Newline | TokenKind::Dedent | TokenKind::End))
    }

    /// Whether the statement at hand has been explained.
    pub fn explained(&self) -> bool {
        self.diagnostics.len() > self.mark
    }

    /// From here on a new statement, or what follows a mended bracket, may say its own fault.
    pub fn begin(&mut self) {
        self.mark = self.diagnostics.len();
    }

    /// Explains a failure that nobody has explained: CPython's `invalid syntax` at the furthest token.
    pub fn explain(&mut self) {
        if self.explained() {
            return;
        }
        let at = self.furthest;
        match self.kind(at) {
            TokenKind::Error => {}
            TokenKind::Indent => {
                let text = "unexpected indent";
                self.say(Diagnostic::error("E0202", text, self.place(at)).fault(Fault::Indentation));
            }
            TokenKind::Dedent if !self.at_end(at) => {
                let text = "unexpected unindent";
                self.say(Diagnostic::error("E0202", text, self.place(at)).fault(Fault::Indentation));
            }
            _ => self.fault_at("E0201", "invalid syntax", at),
        }
    }
}

impl<'t> Inspector<'t, Kinds<'t>> for State<'t> {
    type Checkpoint = ();

    #[inline(always)]
    fn on_token(&mut self, _: &TokenKind) {
        self.furthest = self.furthest.max(self.position);
        self.position += 1;
    }

    #[inline(always)]
    fn on_save<'p>(&self, _: &Cursor<'t, 'p, Kinds<'t>>) {}

    #[inline(always)]
    fn on_rewind<'p>(&mut self, marker: &Checkpoint<'t, 'p, Kinds<'t>, ()>) {
        self.position = *marker.cursor().inner();
    }
}

/// The bytes that a combinator has just read.
pub(super) trait Here {
    /// From the first token read to the last.
    fn here(&mut self) -> Span;
    /// The index of the first token read.
    fn first(&mut self) -> usize;
    /// The index after the last token read.
    fn last(&mut self) -> usize;
}

impl<'t> Here for MapExtra<'t, '_, Kinds<'t>, Extra<'t>> {
    #[inline]
    fn here(&mut self) -> Span {
        let read = self.span();
        self.state().span(read.start, read.end)
    }

    #[inline]
    fn first(&mut self) -> usize {
        self.span().start
    }

    #[inline]
    fn last(&mut self) -> usize {
        self.span().end
    }
}
