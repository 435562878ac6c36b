//! What the parser carries along: tokens, names seen, the furthest token looked at, and what has been said.
//!
//! In: the source and its tokens. Out: spans of nodes, shared names, diagnostics. It decides nothing about the grammar.

use super::{Extra, Kinds};
use crate::diagnostic::{Diagnostic, Fault, codes};
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
    /// What the lexer found wrong, and where.
    pub lexer: Vec<(u32, &'static str)>,
    /// Where the statement at hand begins.
    statement: u32,
    /// What is said apart from the grammar: of the text of literals, and in warning.
    pub aside: Vec<Diagnostic>,
    /// Above nought while something is only tried: nothing is said then, and nothing is mended.
    pub quiet: u32,
    /// Where the last branch of the expression just read begins: what CPython calls its disjunction.
    pub tail: usize,
    /// How deep the expression at hand stands in others.
    pub depth: u32,
    /// How many primaries the one at hand stands in.
    pub primaries: u32,
    /// How high the tree of the expression at hand has grown; see `expression::bounded`.
    pub height: u32,
    /// Nothing is mended: what fails has ended before, as for CPython's parser.
    pub plain: bool,
    /// The source was copied from a page whose blanks are no-break spaces: those in its strings are blanks as well.
    pub copied: bool,
    /// A header was followed by no block: the next stray indent is its consequence.
    pub block_missing: bool,
    names: FxHashMap<&'t str, Rc<str>>,
    position: usize,
    furthest: usize,
    /// The furthest token looked at, also when something was only tried.
    seen: usize,
    /// The same, when the first fault was said.
    pub seen_at_fault: usize,
}

const NO_BREAK: char = '\u{A0}';

/// Whether most blanks between tokens are no-break spaces: no keyboard writes that, a web page does.
fn is_copied(source: &Source, tokens: &[Token]) -> bool {
    let (mut plain, mut copied) = (0, 0);
    for pair in tokens.windows(2) {
        match source.text.get(pair[0].span.end as usize..pair[1].span.start as usize) {
            Some(gap) if gap.contains(NO_BREAK) => copied += 1,
            Some(gap) if gap.starts_with(' ') => plain += 1,
            _ => {}
        }
    }
    copied >= 3 && copied > plain
}

impl<'t> State<'t> {
    /// The text of a literal as its author typed it.
    pub fn typed(&self, text: Rc<str>) -> Rc<str> {
        if self.copied { text.replace(NO_BREAK, " ").into() } else { text }
    }

    /// A fresh memory.
    pub fn new(source: &'t Source, tokens: &'t [Token]) -> State<'t> {
        State {
            source,
            tokens,
            diagnostics: Vec::new(),
            mark: 0,
            lexer: Vec::new(),
            statement: 0,
            aside: Vec::new(),
            quiet: 0,
            tail: 0,
            depth: 0,
            primaries: 0,
            height: 0,
            plain: false,
            copied: source.dialect && source.text.contains(NO_BREAK) && is_copied(source, tokens),
            block_missing: false,
            names: FxHashMap::default(),
            position: 0,
            furthest: 0,
            seen: 0,
            seen_at_fault: 0,
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
        self.seen = self.seen.max(index);
    }

    /// Whether something may be said: one fault for a statement, and none while something is only tried.
    pub fn may_speak(&self) -> bool {
        self.quiet == 0 && self.diagnostics.len() == self.mark
    }

    /// Says something, unless the statement at hand has already been explained, or its line is broken for the lexer.
    pub fn say(&mut self, diagnostic: Diagnostic) {
        if self.may_speak() && !self.is_shadowed(&diagnostic) {
            if self.diagnostics.is_empty() {
                self.seen_at_fault = self.seen.max(self.furthest);
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// Says something at a place.
    pub fn fault(&mut self, code: &'static str, message: impl Into<String>, span: Span) {
        if self.may_speak() {
            self.say(Diagnostic::error(code, message, span));
        }
    }

    /// Says that something was expected at a token; marked incomplete when that token is the end of the input.
    pub fn fault_at(&mut self, code: &'static str, message: impl Into<String>, index: usize) {
        if self.may_speak()
            && let Some(diagnostic) = self.missing(code, message, index)
        {
            self.say(diagnostic);
        }
    }

    /// The fault that something was expected at a token; None when that fault has a cause of its own.
    pub fn missing(&self, code: &'static str, message: impl Into<String>, index: usize) -> Option<Diagnostic> {
        let error = self.kind(index) == TokenKind::Error && !(self.plain && matches!(self.text(index), "$" | "?"));
        if error || self.is_consequence(index) {
            return None;
        }
        let mut diagnostic = Diagnostic::error(code, message, self.place_of_fault(index));
        diagnostic.incomplete = self.at_end(index);
        Some(diagnostic)
    }

    /// Whether the lexer has said something earlier in the same statement: what follows is most likely its consequence.
    fn is_shadowed(&self, diagnostic: &Diagnostic) -> bool {
        let span = diagnostic.span();
        self.lexer.iter().any(|(at, code)| {
            // A bracket that is never closed leaves the rest of its line as it is.
            (self.statement..span.start).contains(at)
                && (*code != codes::NEVER_CLOSED
                    || span.start == span.end
                    || self.source.line(*at) != self.source.line(span.start))
        })
    }

    /// Whether a fault at a token only follows from a bracket that is never closed: there, nothing is left to read.
    fn is_consequence(&self, index: usize) -> bool {
        self.lexer.iter().any(|(_, code)| *code == codes::NEVER_CLOSED)
            && self.place(index).start as usize >= self.source.text.trim_end().len()
    }

    /// Whether only the end of the input follows from a token on.
    pub fn at_end(&self, index: usize) -> bool {
        !matches!(self.kind(index), TokenKind::Newline)
            && (index..self.tokens.len().max(index + 1))
                .all(|i| matches!(self.kind(i), TokenKind::Newline | TokenKind::Dedent | TokenKind::End))
    }

    /// A statement begins, and may say its own fault.
    pub fn begin(&mut self) {
        self.mark = self.diagnostics.len();
        self.statement = self.place(self.position).start;
    }

    /// A bracket has been mended: what follows may say its own fault.
    pub fn resume(&mut self) {
        self.mark = self.diagnostics.len();
        self.height = 0;
    }

    /// A place to point at: where nothing follows, the end of the last line that holds something.
    pub fn place_of_fault(&self, index: usize) -> Span {
        if self.kind(index) == TokenKind::Newline && index > 0 {
            // A comment belongs to the line end: point before it.
            let from = self.place(index - 1).end;
            let blanks = self.source.slice(Span::new(from, self.place(index).start));
            let start = from + blanks.len() as u32 - blanks.trim_start_matches([' ', '\t']).len() as u32;
            return Span::new(start, start);
        }
        if !self.at_end(index) {
            return self.place(index);
        }
        let newline = (0..index).rev().find(|at| self.kind(*at) == TokenKind::Newline);
        newline.map_or(self.place(index), |at| Span::new(self.place(at).start, self.place(at).start))
    }

    /// From the opening bracket at a token to the end of the closing one.
    pub fn inside(&self, open: usize) -> Span {
        let mut depth = 0;
        for at in open..self.tokens.len() {
            match self.kind(at) {
                TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::LeftBrace => depth += 1,
                TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Span::new(self.place(open).start, self.place(at).end);
            }
        }
        Span::new(self.place(open).start, u32::MAX)
    }

    /// The index of the token that starts at a byte.
    pub fn token_at(&self, byte: u32) -> usize {
        self.tokens.partition_point(|token| token.span.start < byte)
    }

    /// How many brackets are open after a token, counted from the start of its line.
    pub fn level(&self, index: usize) -> i32 {
        let mut level = 0;
        for at in (0..=index).rev() {
            match self.kind(at) {
                TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::LeftBrace => level += 1,
                TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace => level -= 1,
                TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent => break,
                _ => {}
            }
        }
        level
    }

    /// Where an indent is said to be: at its last blank, as CPython counts.
    pub fn indent(&self, index: usize) -> Span {
        let place = self.place(index);
        Span::new(place.end.saturating_sub(1).max(place.start), place.end)
    }

    /// The furthest token looked at.
    pub fn furthest(&self) -> usize {
        self.furthest
    }

    /// Forgets what was looked at since, after something was only tried.
    pub fn forget(&mut self, furthest: usize) {
        self.seen = self.seen.max(self.furthest);
        self.furthest = furthest;
    }

    /// Explains a failure that nobody has explained: CPython's `invalid syntax` at the furthest token.
    pub fn explain(&mut self) {
        if !self.may_speak() {
            return;
        }
        let at = self.furthest;
        match self.kind(at) {
            TokenKind::Error if !self.plain => {}
            TokenKind::Indent => {
                let text = "unexpected indent";
                self.say(Diagnostic::error(codes::INDENT, text, self.indent(at)).fault(Fault::Indentation));
            }
            TokenKind::Dedent if !self.at_end(at) => {
                let text = "unexpected unindent";
                self.say(Diagnostic::error(codes::INDENT, text, self.place(at)).fault(Fault::Indentation));
            }
            _ => self.fault_at(codes::SYNTAX, "invalid syntax", at),
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
