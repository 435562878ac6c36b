//! The lexer: text to tokens.
//!
//! In: a source. Out: its tokens with layout done (NEWLINE, INDENT, DEDENT, END), and what is wrong with it as
//! diagnostics, in the order of the text. It never fails: every byte belongs to a token, to space or a comment, or to
//! a diagnostic. logos finds the words; here stands what its automaton does not do: names beyond ASCII, numbers that run
//! on, typographic characters; in `quote` the ends of strings, in `fstring` the modes of f-strings.

use super::fstring::{Mode, Rescue};
use super::quote::Quote;
use super::token::{Token, TokenKind};
use super::typography::{self, Typography};
use super::{layout, number};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};
use logos::Logos;
use unicode_ident::{is_xid_continue, is_xid_start};

/// What the automaton keeps between tokens.
#[derive(Default)]
pub struct State {
    /// One past the last backslash continuation.
    continued: usize,
}

/// Called by the automaton for a backslash at a line's end.
pub(super) fn continuation(lexer: &mut logos::Lexer<'_, TokenKind>) {
    lexer.extras.continued = lexer.span().end;
}

/// Reads a whole source into tokens. The last token is always [`TokenKind::End`].
pub fn tokenize(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Token> {
    let mut lexer = Lexer::new(source);
    lexer.run();
    let Lexer { tokens, diagnostics: mut found, typography, .. } = lexer;
    typography.report(source.dialect, &mut found);
    let tokens = layout::layout(source, &tokens, &mut found);
    found.sort_by_key(|d| d.span().start);
    diagnostics.append(&mut found);
    tokens
}

/// The same, mending nothing: brackets are taken as they stand, as CPython takes them.
pub(super) fn read_plainly(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Vec<Token> {
    let mut lexer = Lexer { plain: true, ..Lexer::new(source) };
    lexer.run();
    diagnostics.append(&mut lexer.diagnostics);
    std::mem::take(&mut lexer.typography).report(source.dialect, diagnostics);
    layout::layout_plainly(source, &lexer.tokens, diagnostics)
}

/// The comments of a source, from `#` to the end of the line. For tools; the parser never sees them.
pub fn comments(source: &Source) -> Vec<Span> {
    let mut lexer = Lexer::new(source);
    lexer.run();
    let mut found = Vec::new();
    let mut at = 0;
    let end = source.text.len() as u32;
    let last = Token { kind: TokenKind::End, span: Span::new(end, end) };
    for token in lexer.tokens.iter().chain([&last]) {
        let gap = source.slice(Span::new(at, token.span.start.max(at)));
        let start = at + gap.find(['#', '＃']).unwrap_or(gap.len()) as u32;
        if start < token.span.start {
            found.push(Span::new(start, token.span.start));
        }
        at = token.span.end;
    }
    found
}

pub(super) struct Lexer<'s> {
    pub source: &'s Source,
    pub text: &'s str,
    pub bytes: &'s [u8],
    pub inner: logos::Lexer<'s, TokenKind>,
    pub tokens: Vec<Token>,
    pub diagnostics: Vec<Diagnostic>,
    pub typography: Typography,
    /// Open f-strings with their open fields, outermost first. Empty outside f-strings.
    pub modes: Vec<Mode>,
    /// Open brackets inside the open fields.
    pub brackets: Vec<TokenKind>,
    /// Where to go back to when an f-string that ran over a line's end turns out to be broken.
    pub rescue: Option<Rescue>,
    /// Set once a field has run to the end of the file: from then on no field runs over a line's end.
    pub one_line: bool,
    /// How often the text has been read again from a quote.
    pub attempts: u32,
    /// Whether nothing is mended: a field of an f-string goes on until something ends it.
    pub plain: bool,
}

impl<'s> Lexer<'s> {
    fn new(source: &'s Source) -> Lexer<'s> {
        Lexer {
            source,
            text: &source.text,
            bytes: source.text.as_bytes(),
            inner: TokenKind::lexer(&source.text),
            tokens: Vec::with_capacity(source.text.len() / 3),
            diagnostics: Vec::new(),
            typography: Typography::default(),
            modes: Vec::new(),
            brackets: Vec::new(),
            rescue: None,
            one_line: false,
            attempts: 0,
            plain: false,
        }
    }

    /// The next byte to be read.
    pub fn at(&self) -> usize {
        self.inner.span().end
    }

    /// Goes on to `byte`, which must be a boundary of characters.
    pub fn go_on(&mut self, byte: usize) {
        let at = self.at();
        self.inner.bump(byte - at);
    }

    /// Goes to `byte`, also backwards.
    pub fn seek(&mut self, byte: usize) {
        let extras = std::mem::take(&mut self.inner.extras);
        self.inner = TokenKind::lexer_with_extras(self.text, extras);
        self.inner.bump(byte);
    }

    pub fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.tokens.push(Token { kind, span: span(start, end) });
    }

    /// The character at `byte`.
    pub fn char_at(&self, byte: usize) -> Option<char> {
        match self.bytes.get(byte) {
            Some(&b) if b < 0x80 => Some(b as char),
            Some(_) => self.text.get(byte..)?.chars().next(),
            None => None,
        }
    }

    /// The line's end at or after `byte`.
    pub fn line_end(&self, byte: usize) -> usize {
        let rest = &self.bytes[byte..];
        byte + rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len())
    }

    fn run(&mut self) {
        loop {
            if let Some(Mode::Text(_) | Mode::Spec) = self.modes.last() {
                self.middle();
                continue;
            }
            match self.inner.next() {
                Some(Ok(kind)) => self.token(kind),
                Some(Err(())) => self.strange(),
                None if self.modes.is_empty() => break,
                None => self.end_in_field(),
            }
        }
        if self.inner.extras.continued == self.text.len() && !self.text.is_empty() {
            let backslash = self.text.trim_end_matches(['\n', '\r']).len();
            self.diagnostics.push(end_of_file(backslash.saturating_sub(1)));
        }
    }

    #[inline]
    fn token(&mut self, kind: TokenKind) {
        let range = self.inner.span();
        match kind {
            TokenKind::Str | TokenKind::Bytes | TokenKind::FStringStart => {
                let quote = self.bytes[range.end - 1];
                let triple = self.bytes[range.end..].starts_with(&[quote, quote]);
                let body = if triple { range.end + 2 } else { range.end };
                self.string(kind, range.start, body, Quote { ascii: quote, triple, curly: false });
            }
            TokenKind::Int | TokenKind::Float | TokenKind::Imaginary => self.number(kind, range.start, range.end),
            TokenKind::Error => self.strange(),
            TokenKind::NotEqual if self.bytes[range.start] == b'<' => {
                let place = span(range.start, range.end);
                let diagnostic = Diagnostic::error(codes::CHARACTER, "invalid syntax", place);
                self.diagnostics.push(diagnostic.here("Python 2's sign for \"not equal\"").repair(place, "!="));
                self.push(kind, range.start, range.end);
            }
            _ if self.bytes.get(range.end).is_some_and(|&b| b >= 0x80)
                && (kind == TokenKind::Name || kind.is_keyword()) =>
            {
                self.word(kind, range.start)
            }
            _ => {
                self.push(kind, range.start, range.end);
                if !self.modes.is_empty() {
                    self.in_field(kind);
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ names

    /// A name that begins at `start` and, after what has been read, goes on beyond ASCII.
    fn word(&mut self, kind: TokenKind, start: usize) {
        let read = self.at();
        let mut end = read;
        let mut bad = false;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            if c == '＿' && self.source.dialect {
                self.typography.note(c, "_", span(end, next));
            } else if c.is_ascii() {
                if !(c.is_ascii_alphanumeric() || c == '_') {
                    break;
                }
            } else if !is_xid_continue(c) || (c == '＿' && end == start) {
                if typography::quote(c).is_some() || typography::twin(c).is_some() || typography::space(c).is_some() {
                    break;
                }
                // A character that belongs nowhere: one report, and the name goes on as if it belonged.
                if !bad {
                    self.diagnostics.push(typography::invalid(c, span(end, next)));
                }
                bad = true;
            }
            end = next;
        }
        self.go_on(end);
        let text = &self.text[start..end];
        if text.is_ascii() {
            if let Some(quote) = self.char_at(end).and_then(typography::quote) {
                let kind = TokenKind::of(&format!("{text}{quote}"));
                if matches!(kind, TokenKind::Str | TokenKind::Bytes | TokenKind::FStringStart) {
                    return self.curly_string(kind, start, end);
                }
            }
            return self.push(kind, start, end);
        }
        // Full-width letters are letters (NFKC); a keyword typed in them is a name to CPython.
        let mut kind = TokenKind::Name;
        if self.source.dialect && text.chars().all(|c| matches!(c, 'ａ'..='ｚ' | 'Ａ'..='Ｚ') || c.is_ascii()) {
            let meant = TokenKind::of(&super::literal::name(text));
            if meant.is_keyword() {
                kind = meant;
                if let Some(first) = text.chars().find(|c| !c.is_ascii()) {
                    let keyword = super::literal::name(text).into_owned();
                    self.typography.note(first, keyword, span(start, end));
                }
            }
        }
        self.push(kind, start, end);
    }

    // ---------------------------------------------------------------------------------------------- numbers

    /// A number as far as the automaton took it: does it end there, and is it one?
    fn number(&mut self, kind: TokenKind, start: usize, end: usize) {
        let next = self.char_at(end);
        if next.is_some_and(|c| !c.is_ascii()) && self.wide_digit(end) {
            return self.wide_number(start);
        }
        let runs_on = next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let zero = self.bytes[start] == b'0' && end - start > 1 && kind == TokenKind::Int;
        if !runs_on && !zero {
            return self.push(kind, start, end);
        }
        match number::check(self.text, start) {
            number::Checked::Good => self.push(kind, start, end),
            number::Checked::BeforeKeyword(message, at) => {
                self.diagnostics.push(Diagnostic::warning(codes::NUMBER_KEYWORD, message, span(at, at + 1)));
                self.push(kind, start, end);
            }
            number::Checked::Fault(diagnostic, fault_end) => {
                // What reads on as a name was one, mistyped: `1oop`. As a name it breaks nothing further.
                let text = &self.text[start..fault_end];
                let letters = text.trim_start_matches(|c: char| c.is_ascii_digit());
                let radix = text.starts_with('0') && letters.len() + 1 == text.len();
                if matches!(letters, "l" | "L") {
                    self.diagnostics.push(diagnostic.help("Python 3 has no suffix for long ints: leave it out"));
                    self.push(kind, start, fault_end);
                } else if kind == TokenKind::Int && letters.starts_with(|c: char| c.is_ascii_alphabetic()) && !radix {
                    let help = match text.strip_prefix('1') {
                        _ if letters.chars().all(|c| matches!(c, 'O' | 'o' | 'l' | 'I')) => {
                            let number = text.replace(['O', 'o'], "0").replace(['l', 'I'], "1");
                            format!("a number has digits only; is it `{number}`?")
                        }
                        Some(rest) if rest == letters => {
                            format!("a name cannot begin with a digit; is it `l{rest}`, with the letter l?")
                        }
                        _ => "a name cannot begin with a digit".into(),
                    };
                    self.diagnostics.push(diagnostic.help(help));
                    self.push(TokenKind::Name, start, fault_end);
                } else {
                    let zeros = diagnostic.code.0 == codes::LEADING_ZERO;
                    let digits = text.trim_start_matches(['0', '_']);
                    let octal = zeros && digits.bytes().all(|b| matches!(b, b'0'..=b'7' | b'_'));
                    self.diagnostics.push(match (zeros, octal) {
                        (true, true) => diagnostic.help(format!("write `{digits}`, or `0o{digits}` for an octal int")),
                        (true, false) => diagnostic.help(format!("write `{digits}`")),
                        _ => *diagnostic,
                    });
                    self.push(kind, start, fault_end);
                }
                self.go_on(fault_end);
            }
        }
    }

    /// Whether a full-width digit, or a full-width point before a digit, stands at `byte`.
    fn wide_digit(&self, byte: usize) -> bool {
        let digit = |c: char| matches!(c, '０'..='９') || c.is_ascii_digit();
        match self.char_at(byte) {
            Some('０'..='９') => true,
            Some(c @ '．') => self.char_at(byte + c.len_utf8()).is_some_and(digit),
            _ => false,
        }
    }

    /// A number with full-width digits from `start` on.
    fn wide_number(&mut self, start: usize) {
        let mut end = start;
        let mut ascii = String::new();
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            match c {
                '0'..='9' | 'A'..='Z' | 'a'..='z' | '_' | '.' => ascii.push(c),
                '０'..='９' | '．' => {
                    let twin = typography::twin(c).unwrap_or("0");
                    self.typography.note(c, twin, span(end, next));
                    ascii.push_str(twin);
                }
                _ => break,
            }
            end = next;
        }
        let at = self.at();
        if end > at {
            self.go_on(end);
        }
        let mut kind = TokenKind::of(&ascii);
        if !matches!(kind, TokenKind::Int | TokenKind::Float | TokenKind::Imaginary) {
            self.diagnostics.push(Diagnostic::error(codes::NUMBER, "invalid decimal literal", span(start, end)));
            kind = TokenKind::Int;
        }
        self.push(kind, start, end);
    }

    // ------------------------------------------------------------------------------------ everything strange

    /// A character that begins no ASCII token, just read by the automaton.
    fn strange(&mut self) {
        let range = self.inner.span();
        let start = range.start;
        let Some(c) = self.char_at(start) else { return };
        match c {
            '\\' => self.backslash(start, range.end),
            '$' | '?' | '`' => {
                let field = matches!(self.modes.last(), Some(Mode::Field { base, .. }) if *base == self.brackets.len());
                let operand = self.tokens.last().is_some_and(|t| t.kind.ends_operand());
                let message = match field && operand {
                    true => "f-string: expecting '=', or '!', or ':', or '}'",
                    false => "invalid syntax",
                };
                let diagnostic = Diagnostic::error(codes::CHARACTER, message, span(start, range.end));
                let meaning = if c == '`' { "is repr(...) in Python 3" } else { "has no meaning in Python" };
                self.diagnostics.push(diagnostic.here(format!("{c} {meaning}")));
                self.push(TokenKind::Error, start, range.end);
            }
            _ if c.is_ascii() => self.stray(c, start, range.end),
            _ if is_xid_start(c) => self.word(TokenKind::Name, start),
            '＿' if self.source.dialect => {
                self.typography.note(c, "_", span(start, range.end));
                self.word(TokenKind::Name, start)
            }
            '０'..='９' => self.wide_number(start),
            '．' if self.wide_digit(start) => self.wide_number(start),
            '＃' => {
                self.typography.note(c, "#", span(start, range.end));
                self.go_on(self.line_end(start));
            }
            '＼' | '﹨' => {
                self.typography.note(c, "\\", span(start, range.end));
                self.backslash(start, range.end)
            }
            _ if typography::quote(c).is_some() => self.curly_string(TokenKind::Str, start, start),
            _ if typography::space(c).is_some() => {
                let rest = &self.text[start..];
                let end = start + rest.find(|other| other != c).unwrap_or(rest.len());
                self.typography.note(c, "", span(start, end));
                self.go_on(end);
            }
            _ => match typography::twin(c) {
                Some(twin) => self.operator(c, twin, start, range.end),
                None => self.stray(c, start, range.end),
            },
        }
    }

    /// A character that belongs to no token.
    fn stray(&mut self, c: char, start: usize, end: usize) {
        let help = match c {
            '×' | '✕' | '✖' => Some("`*` multiplies"),
            '÷' => Some("`/` divides"),
            '¬' => Some("`not` negates"),
            _ => None,
        };
        let again = self.tokens.last().is_some_and(|t| t.kind == TokenKind::Error && t.span.end as usize == start);
        if !again {
            let diagnostic = typography::invalid(c, span(start, end));
            self.diagnostics.push(match help {
                Some(help) => diagnostic.help(help),
                None => diagnostic,
            });
        }
        self.push(TokenKind::Error, start, end);
    }

    /// An operator or bracket typed in typographic characters, `c` being its first.
    fn operator(&mut self, c: char, twin: &'static str, start: usize, end: usize) {
        self.typography.note(c, twin, span(start, end));
        // `=＝`: the first half has been read already.
        if let Some(last) = self.tokens.last().copied()
            && last.span.end as usize == start
            && self.modes.is_empty()
            && !last.kind.ends_operand()
            && !last.kind.is_keyword()
        {
            let both = TokenKind::of(&format!("{}{twin}", self.source.slice(last.span)));
            if both != TokenKind::Error && twin != "(" {
                self.tokens.pop();
                return self.push(both, last.span.start as usize, end);
            }
        }
        let mut kind = TokenKind::of(twin);
        let mut spelt = twin.to_owned();
        let (mut at, mut stop) = (end, end);
        while spelt.len() < 3
            && let Some(next) = self.char_at(at)
        {
            let part = if next.is_ascii() { String::from(next) } else { typography::twin(next).unwrap_or("").into() };
            spelt.push_str(&part);
            let longer = TokenKind::of(&spelt);
            let operator = !matches!(longer, TokenKind::Int | TokenKind::Float | TokenKind::Name);
            if part.is_empty() || !operator || longer == TokenKind::Error {
                break;
            }
            at += next.len_utf8();
            (kind, stop) = (longer, at);
        }
        for (i, other) in self.text[end..stop].char_indices().filter(|(_, other)| !other.is_ascii()) {
            if let Some(twin) = typography::twin(other) {
                self.typography.note(other, twin, span(end + i, end + i + other.len_utf8()));
            }
        }
        self.go_on(stop);
        self.push(kind, start, stop);
        if !self.modes.is_empty() {
            self.in_field(kind);
        }
    }

    /// A backslash, from `start` to `end`, that does not end its line.
    fn backslash(&mut self, start: usize, end: usize) {
        if end == self.text.len() {
            self.diagnostics.push(end_of_file(end - 1));
            return self.push(TokenKind::Error, start, end);
        }
        let after = &self.text[end..];
        if after.starts_with(['\n', '\r']) {
            return self.go_on(end + if after.starts_with("\r\n") { 2 } else { 1 });
        }
        let next = end + after.chars().next().map_or(1, char::len_utf8);
        let after = after.trim_start_matches([' ', '\t', '\x0C']);
        let message = "unexpected character after line continuation character";
        let diagnostic = Diagnostic::error(codes::CONTINUATION, message, span(end, next));
        let comment = after.starts_with('#');
        if after.is_empty() || after.starts_with(['\n', '\r']) || comment {
            let line_end = self.line_end(end);
            // Meant as a continuation, and read as one.
            let repair = if comment { None } else { Some(span(end, line_end)) };
            let diagnostic = diagnostic.help("nothing may stand between the backslash and the end of the line");
            self.diagnostics.push(match repair {
                Some(place) => diagnostic.repair(place, ""),
                None => diagnostic,
            });
            let line_break = if self.text[line_end..].starts_with("\r\n") { 2 } else { 1 };
            return self.go_on((line_end + line_break).min(self.text.len()));
        }
        self.diagnostics.push(diagnostic);
        self.push(TokenKind::Error, start, end);
    }
}

/// A span from offsets that are known to fit.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

/// The error of a file that ends in a backslash, which stands at `backslash`.
fn end_of_file(backslash: usize) -> Diagnostic {
    Diagnostic::error(codes::END_OF_FILE, "unexpected EOF while parsing", span(backslash + 1, backslash + 1))
        .incomplete()
}
