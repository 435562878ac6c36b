//! F-strings in the lexer (PEP 701): the modes between an opening quote and its closing one.
//!
//! In: the text after `f"`. Out: FStringMiddle and FStringEnd, with ordinary tokens in the fields between. However
//! broken it is, what comes out is balanced: every FStringStart has its FStringEnd and every field its closing brace,
//! empty where they are missing. A broken f-string never takes more than its line with it.

use super::lexer::{Lexer, span};
use super::quote::{ATTEMPTS, Quote};
use super::token::TokenKind;
use super::typography;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// How deep fields nest in format specs.
const FIELDS: usize = 3;
/// How deep they may nest in a broken source before the f-string is given up.
const HOPELESS: usize = 50;
/// How deep f-strings nest.
const F_STRINGS: usize = 149;

/// Where in an f-string the lexer is. Fields and specs stack up above the text they stand in.
#[derive(Clone)]
pub(super) enum Mode {
    /// In the text.
    Text(Text),
    /// In a field, among ordinary tokens.
    Field {
        /// Its opening brace.
        open: Span,
        /// How many brackets were open before it.
        base: usize,
        /// How many tokens there were before its brace.
        tokens: usize,
    },
    /// In the format spec of the field below.
    Spec,
}

/// An open f-string.
#[derive(Clone, Copy)]
pub(super) struct Text {
    start: usize,
    quote: Quote,
    raw: bool,
}

/// The state at the first line end inside a field of a single-quoted f-string.
pub(super) struct Rescue {
    at: usize,
    tokens: usize,
    diagnostics: usize,
    modes: Vec<Mode>,
    brackets: Vec<TokenKind>,
}

/// What stopped the reading of text.
enum Stop {
    Quote(usize),
    Open,
    Close,
    Line,
    End,
}

impl Lexer<'_> {
    /// Begins an f-string whose opening stands from `start` to `body`.
    pub fn open_fstring(&mut self, start: usize, body: usize, quote: Quote) {
        let raw = super::literal::is_raw(&self.text[start..body]);
        if self.modes.iter().filter(|m| matches!(m, Mode::Text(_))).count() == F_STRINGS {
            let message = "too many nested f-strings";
            self.modes.push(Mode::Text(Text { start, quote, raw }));
            return self.give_up(Diagnostic::error(codes::TOO_DEEP, message, span(start, body)));
        }
        self.modes.push(Mode::Text(Text { start, quote, raw }));
    }

    /// The innermost open f-string.
    fn text_mode(&self) -> Option<Text> {
        self.modes.iter().rev().find_map(|m| if let Mode::Text(text) = m { Some(*text) } else { None })
    }

    /// Reads text, or a format spec, up to what ends it.
    pub fn middle(&mut self) {
        let Some(text) = self.text_mode() else { return };
        let in_spec = matches!(self.modes.last(), Some(Mode::Spec));
        let start = self.at();
        let (end, stop) = self.find_stop(start, text, in_spec);
        if end > start {
            self.push(TokenKind::FStringMiddle, start, end);
            self.go_on(end);
        }
        match stop {
            Stop::Quote(after) if !in_spec => {
                self.push(TokenKind::FStringEnd, end, after);
                self.go_on(after);
                self.modes.pop();
                if self.modes.is_empty() {
                    self.rescue = None;
                    self.brackets.clear();
                }
            }
            Stop::Open => {
                let fields = self.modes.iter().rev().take_while(|m| !matches!(m, Mode::Text(_)));
                let depth = fields.take(2 * HOPELESS).count();
                // Field and Spec alternate, so a field inside n specs stands on 2n modes.
                if depth / 2 == FIELDS {
                    let message = "f-string: expressions nested too deeply";
                    self.diagnostics.push(Diagnostic::error(codes::TOO_DEEP, message, span(end - 1, end)));
                }
                let tokens = self.tokens.len();
                self.push(TokenKind::LeftBrace, end, end + 1);
                self.go_on(end + 1);
                if depth / 2 >= HOPELESS {
                    return self.give_up(never_closed(span(end, end + 1)));
                }
                self.modes.push(Mode::Field { open: span(end, end + 1), base: self.brackets.len(), tokens });
            }
            Stop::Close => {
                self.push(TokenKind::RightBrace, end, end + 1);
                self.go_on(end + 1);
                self.modes.truncate(self.modes.len().saturating_sub(2));
            }
            Stop::Quote(_) => {
                let message =
                    if in_spec { "f-string: expecting '}', or format specs" } else { "f-string: expecting '}'" };
                let (open, _) = self.innermost_field();
                let diagnostic = Diagnostic::error(codes::FIELD, message, span(end, end + 1));
                self.diagnostics.push(diagnostic.label(open, "the field begins here"));
                self.leave_field(end);
            }
            Stop::Line if in_spec => self.line_in_spec(end),
            Stop::Line | Stop::End => {
                let line = self.last_line(end);
                let opening = span(text.start, text.start + 1);
                let diagnostic = if text.quote.triple {
                    let message = format!("unterminated triple-quoted f-string literal (detected at line {line})");
                    Diagnostic::error(codes::F_STRING, message, opening).here("opened here, never closed").incomplete()
                } else if in_spec {
                    never_closed(self.innermost_field().0)
                } else {
                    let message = format!("unterminated f-string literal (detected at line {line})");
                    Diagnostic::error(codes::F_STRING, message, opening).here("opened here, not closed on this line")
                };
                self.give_up(diagnostic);
            }
        }
    }

    /// Finds what ends the text from `at` on: the offset, and what stands there.
    fn find_stop(&mut self, mut at: usize, text: Text, in_spec: bool) -> (usize, Stop) {
        let quote = text.quote;
        while let Some(&b) = self.bytes.get(at) {
            let next = self.bytes.get(at + 1).copied();
            match b {
                b'\\' => {
                    at += match next {
                        Some(b'{' | b'}') => 1,
                        Some(b'N') if !text.raw && self.bytes.get(at + 2) == Some(&b'{') => {
                            let name = self.bytes[at + 3..]
                                .iter()
                                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, b' ' | b'-'))
                                .count();
                            // The closing brace belongs to the escape, if it is there.
                            3 + name + usize::from(self.bytes.get(at + 3 + name) == Some(&b'}'))
                        }
                        Some(b'\r') if self.bytes.get(at + 2) == Some(&b'\n') => 3,
                        _ => 2,
                    }
                }
                b'{' if next == Some(b'{') && !in_spec => at += 2,
                b'{' => return (at, Stop::Open),
                b'}' if in_spec => return (at, Stop::Close),
                b'}' if next == Some(b'}') => at += 2,
                b'}' => {
                    let message = "f-string: single '}' is not allowed";
                    let place = span(at, at + 1);
                    let diagnostic = Diagnostic::error(codes::SINGLE_BRACE, message, place);
                    self.diagnostics.push(diagnostic.help("double it to mean the character").repair(place, "}}"));
                    at += 1;
                }
                b'\n' | b'\r' if !quote.triple => return (at, Stop::Line),
                _ if b == quote.ascii => {
                    if !quote.triple {
                        return (at, Stop::Quote(at + 1));
                    }
                    if self.bytes[at + 1..].starts_with(&[b, b]) {
                        return (at, Stop::Quote(at + 3));
                    }
                    at += 1;
                }
                _ if b >= 0x80 && quote.curly => {
                    let Some(c) = self.char_at(at) else {
                        at += 1;
                        continue;
                    };
                    let wanted = if quote.triple { 3 } else { 1 };
                    let marks = self.curly_run(at);
                    if marks.len() >= wanted && typography::quote(c) == Some(quote.ascii as char) {
                        let after = marks[wanted - 1].2;
                        self.typography.note(c, typography::straight(quote.ascii, wanted), span(at, after));
                        return (at, Stop::Quote(after));
                    }
                    at += c.len_utf8();
                }
                _ => at += 1,
            }
        }
        (self.bytes.len(), Stop::End)
    }

    /// A line end in the format spec of a single-quoted f-string: only the closing brace may follow.
    fn line_in_spec(&mut self, end: usize) {
        if self.plain {
            self.modes.pop();
            return;
        }
        let after = &self.bytes[end..];
        let gap = after.iter().take_while(|b| b.is_ascii_whitespace()).count();
        if after.get(gap) == Some(&b'}') && !self.one_line {
            self.push(TokenKind::RightBrace, end + gap, end + gap + 1);
            self.go_on(end + gap + 1);
            self.modes.truncate(self.modes.len().saturating_sub(2));
            return;
        }
        let message = "f-string: expecting '}', or format specs";
        let (open, _) = self.innermost_field();
        if gap == after.len() {
            return self.give_up(never_closed(open));
        }
        self.give_up(Diagnostic::error(codes::FIELD, message, span(end, end)).label(open, "the field begins here"));
    }

    /// A token has just been read inside a field.
    pub fn in_field(&mut self, kind: TokenKind) {
        let Some(&Mode::Field { base, .. }) = self.modes.last() else { return };
        let top = self.brackets.len() == base;
        match kind {
            TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::LeftBrace => self.brackets.push(kind),
            TokenKind::RightParen | TokenKind::RightBracket if !top => {
                self.brackets.pop();
            }
            TokenKind::RightBrace => match self.brackets[base..].iter().rposition(|&b| b == TokenKind::LeftBrace) {
                Some(inner) => self.brackets.truncate(base + inner),
                None => {
                    self.brackets.truncate(base);
                    self.modes.pop();
                }
            },
            TokenKind::Colon if top => self.modes.push(Mode::Spec),
            TokenKind::ColonEqual if top => {
                // `{x:=5}` has no walrus: the spec begins after the colon.
                if let Some(token) = self.tokens.last_mut() {
                    token.kind = TokenKind::Colon;
                    token.span.end = token.span.start + 1;
                    let colon = token.span.end as usize;
                    self.seek(colon);
                    self.modes.push(Mode::Spec);
                }
            }
            TokenKind::Newline => self.line_in_field(),
            _ if super::layout::begins_statement(kind) && !self.plain => {
                let newline = self.tokens.len().checked_sub(2).and_then(|i| self.tokens.get(i));
                if newline.is_some_and(|t| t.kind == TokenKind::Newline) {
                    let (open, _) = self.innermost_field();
                    self.give_up(Diagnostic { incomplete: false, ..never_closed(open) });
                }
            }
            _ => {}
        }
    }

    /// A line end in a field. Single-quoted f-strings may go on (PEP 701), but more often they are broken.
    fn line_in_field(&mut self) {
        let single = self.modes.iter().any(|m| matches!(m, Mode::Text(text) if !text.quote.triple));
        if !single || self.plain || self.rescue.is_some() {
            return;
        }
        let Some(line_end) = self.tokens.last().copied() else { return };
        self.rescue = Some(Rescue {
            at: line_end.span.start as usize,
            tokens: self.tokens.len() - 1,
            diagnostics: self.diagnostics.len(),
            modes: self.modes.clone(),
            brackets: self.brackets.clone(),
        });
        if self.one_line {
            let (open, _) = self.innermost_field();
            self.give_up(never_closed(open));
        }
    }

    /// The text ended inside a field.
    pub fn end_in_field(&mut self) {
        self.one_line = true;
        let (open, _) = self.innermost_field();
        self.give_up(never_closed(open));
    }

    /// The innermost open field: its brace, and how many tokens came before it.
    fn innermost_field(&self) -> (Span, usize) {
        let field = self.modes.iter().rev().find_map(|m| match m {
            Mode::Field { open, tokens, .. } => Some((*open, *tokens)),
            _ => None,
        });
        field.unwrap_or((span(self.at(), self.at()), self.tokens.len()))
    }

    /// A string without an end, inside a field. When its quote is the f-string's own, it was meant to end the
    /// f-string, and a brace is missing: then the field ends before the first such quote. Returns whether it was so.
    pub fn broken_by_quote(&mut self, start: usize, body: usize, quote: Quote) -> bool {
        let Some(text) = self.text_mode() else { return false };
        if text.quote.ascii != quote.ascii || text.quote.triple != quote.triple || self.attempts >= ATTEMPTS {
            return false;
        }
        if self.plain {
            let place = span(start, start + 1);
            self.diagnostics.push(Diagnostic::error(codes::F_STRING, "f-string: expecting '}'", place));
            // There CPython stops reading.
            self.modes.clear();
            self.go_on(self.text.len());
            return true;
        }
        self.attempts += 1;
        let (open, before) = self.innermost_field();
        let marks = if quote.triple { 3 } else { 1 };
        let opening = typography::straight(quote.ascii, marks);
        let first = self.tokens[before..].iter().position(|t| {
            matches!(t.kind, TokenKind::Str | TokenKind::FStringStart) && self.source.slice(t.span).starts_with(opening)
        });
        let at = match first {
            Some(i) => {
                let at = self.tokens[before + i].span.start as usize;
                self.tokens.truncate(before + i);
                at
            }
            None => {
                // What was taken for a prefix is a name at the end of the field.
                let at = self.text[start..body].find(['"', '\'']).map_or(start, |i| start + i);
                if at > start {
                    self.push(TokenKind::of(&self.text[start..at]), start, at);
                }
                at
            }
        };
        // Brackets opened behind that quote have not been opened any more.
        if let Some(&Mode::Field { base, .. }) = self.modes.last() {
            self.brackets.truncate(base);
            for token in &self.tokens[before + 1..] {
                if token.kind.closer().is_some() {
                    self.brackets.push(token.kind);
                } else if token.kind.is_closer() && self.brackets.len() > base {
                    self.brackets.pop();
                }
            }
        }
        self.diagnostics.retain(|d| d.span().start < at as u32);
        self.typography.forget_from(at as u32);
        let diagnostic = Diagnostic::error(codes::FIELD, "f-string: expecting '}'", span(at, at + 1));
        self.diagnostics.push(diagnostic.label(open, "the field begins here"));
        if at < self.at() {
            self.seek(at);
        }
        self.leave_field(at);
        true
    }

    /// Closes the open fields of the innermost f-string with empty tokens at `at`, and goes on in its text.
    fn leave_field(&mut self, at: usize) {
        while let Some(mode) = self.modes.pop_if(|m| !matches!(m, Mode::Text(_))) {
            self.close(mode, at);
        }
    }

    fn close(&mut self, mode: Mode, at: usize) {
        match mode {
            Mode::Field { base, .. } => {
                while self.brackets.len() > base {
                    if let Some(kind) = self.brackets.pop().and_then(TokenKind::closer) {
                        self.push(kind, at, at);
                    }
                }
                if self.tokens.last().is_some_and(|t| !t.kind.ends_operand() && t.kind != TokenKind::Error) {
                    self.push(TokenKind::Error, at, at);
                }
                self.push(TokenKind::RightBrace, at, at);
            }
            Mode::Text(_) => self.push(TokenKind::FStringEnd, at, at),
            Mode::Spec => {}
        }
    }

    /// Ends everything that is open, because the f-string is broken: at the end of its first line, if it ran over it.
    pub fn give_up(&mut self, diagnostic: Diagnostic) {
        if let Some(rescue) = self.rescue.take() {
            self.tokens.truncate(rescue.tokens);
            self.diagnostics.truncate(rescue.diagnostics);
            self.typography.forget_from(rescue.at as u32);
            self.modes = rescue.modes;
            self.brackets = rescue.brackets;
            self.seek(rescue.at);
        }
        self.diagnostics.push(diagnostic);
        let at = self.at();
        while let Some(mode) = self.modes.pop() {
            self.close(mode, at);
        }
        self.brackets.clear();
        self.push(TokenKind::Error, at, at);
    }
}

fn never_closed(open: Span) -> Diagnostic {
    Diagnostic::error(codes::NEVER_CLOSED, "'{' was never closed", open).incomplete()
}
