//! Strings in the lexer: where one ends.
//!
//! In: an opening quotation mark, ASCII or typographic. Out: the whole literal as one token (or, for an f-string, what
//! `fstring` goes on with). What the text between the marks means is for `literal` to say.

use super::lexer::{Lexer, span};
use super::token::TokenKind;
use super::typography;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

/// How often a source is read twice to find out what a quotation mark was meant to be.
pub(super) const ATTEMPTS: u32 = 200;

/// The kind of quotation mark that opened a string.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Quote {
    /// `"` or `'`.
    pub ascii: u8,
    /// Whether it takes three to close it.
    pub triple: bool,
    /// Whether it was typed as a typographic mark, and may be closed by one.
    pub curly: bool,
}

/// How the end of a string was found.
struct Found {
    /// One past the closing quote, or where the search ended.
    end: usize,
    /// Whether there was a closing quote.
    closed: bool,
    /// Whether a quote was escaped on the way.
    escaped: bool,
}

impl<'s> Lexer<'s> {
    /// A string whose opening, from `start` to `body`, has been recognised.
    pub fn string(&mut self, kind: TokenKind, start: usize, body: usize, quote: Quote) {
        if body > self.at() {
            self.go_on(body);
        }
        if kind == TokenKind::FStringStart {
            self.push(kind, start, body);
            return self.open_fstring(start, body, quote);
        }
        let found = self.find_end(body, quote);
        if found.closed {
            if !quote.curly && self.modes.is_empty() && self.quote_missing(kind, start, body, quote, found.end) {
                return;
            }
            self.push(kind, start, found.end);
            return self.go_on(found.end);
        }
        if !self.modes.is_empty() && self.broken_by_quote(start, body, quote) {
            return;
        }
        // Inside a field even a triple quote takes no more than its line.
        let end = if self.modes.is_empty() { found.end } else { found.end.min(self.line_end(body)) };
        self.go_on(end);
        self.push(kind, start, end);
        let line = self.last_line(found.end);
        let opening = span(start, start + self.char_at(start).map_or(1, char::len_utf8));
        let diagnostic = if quote.triple {
            let message = format!("unterminated triple-quoted string literal (detected at line {line})");
            let said = Diagnostic::error(codes::TRIPLE_STRING, message, opening).here("opened here, never closed");
            match self.string_over_code(quote, start) {
                Some((begin, line)) => said
                    .label(begin, format!("or this string, which goes on to line {line}, lacks its end"))
                    .incomplete(),
                None => said.incomplete(),
            }
        } else {
            let hint = if found.escaped { "; perhaps you escaped the end quote?" } else { "" };
            let message = format!("unterminated string literal (detected at line {line}){hint}");
            let diagnostic = Diagnostic::error(codes::STRING, message, opening);
            let diagnostic = diagnostic.here("opened here, not closed on this line");
            // After a backslash the string goes on in the next line.
            let goes_on = found.end == self.text.len() && self.text.ends_with("\\\n");
            if goes_on { diagnostic.incomplete() } else { diagnostic }
        };
        if self.modes.is_empty() {
            self.diagnostics.push(diagnostic);
            self.push(TokenKind::Error, found.end, found.end);
        } else {
            self.give_up(diagnostic);
        }
    }

    /// Whether a triple quote at either end of a string has only two of its marks. Otherwise code and text would
    /// change places down to the end of the file. Reports it and reads the string as it was meant.
    fn quote_missing(&mut self, kind: TokenKind, start: usize, body: usize, quote: Quote, end: usize) -> bool {
        let marks = typography::straight(quote.ascii, 3);
        if !quote.triple {
            // `""Text"""`: a word right behind an empty string, or the empty string alone on its line, and a triple
            // quote too many below.
            if end != body + 1 {
                return false;
            }
            let word = self.word_at(end);
            let begins = self.tokens.last().is_none_or(|t| t.kind == TokenKind::Newline);
            let alone = begins && self.line_end(end) == end && self.source.dialect;
            let text = !word.is_empty() && !TokenKind::of(word).is_keyword();
            if !(alone || text) || !self.odd_below(end, marks) {
                return false;
            }
            let place = if alone { span(start, end) } else { span(end, end + word.len()) };
            self.diagnostics.push(
                Diagnostic::error(codes::TRIPLE_STRING, "invalid syntax", place)
                    .here(if alone {
                        "a quotation mark is missing here"
                    } else {
                        "a quotation mark is missing before this"
                    })
                    .repair(span(end, end), &marks[..1]),
            );
            self.go_on(end);
            self.string(kind, start, end, Quote { triple: true, ..quote });
            return true;
        }
        // `"""Text""` and, further down, the opening of another text: two marks at a line's end, and one triple quote
        // too many below.
        if !self.source.dialect || !self.text[body..end - 3].contains('\n') {
            return false;
        }
        let text = &self.text[body..end - 3];
        let mut at = body;
        let short = text.split_inclusive('\n').find_map(|line| {
            let ends = at + line.trim_end().len();
            at += line.len();
            // `x = ""` is an empty string that the text speaks of.
            let text = line.trim_end().strip_suffix(&marks[..2])?;
            (text.trim().is_empty() || !text.ends_with(['=', ' ', '(', ','])).then_some(ends)
        });
        let Some(short) = short.filter(|_| self.odd_below(end, marks)) else { return false };
        let line = self.source.line(end as u32);
        let message = format!("unterminated triple-quoted string literal (detected at line {line})");
        self.diagnostics.push(
            Diagnostic::error(codes::TRIPLE_STRING, message, span(start, start + 1))
                .here("opened here")
                .label(span(short - 2, short), "of three quotation marks here are two")
                .repair(span(short, short), &marks[..1]),
        );
        self.push(kind, start, short);
        self.go_on(short);
        true
    }

    /// The last string before with the same triple quotes, if code stands in it: then the end that it found may have been
    /// meant as the beginning of another. Its opening quote, and the line where it ends.
    fn string_over_code(&self, quote: Quote, before: usize) -> Option<(Span, u32)> {
        let marks = typography::straight(quote.ascii, 3);
        let code = |line: &str| {
            let words =
                ["def ", "async def ", "class ", "return", "import ", "from ", "for ", "while ", "if ", "print("];
            words.iter().any(|word| line.starts_with(word)) && (line.ends_with([':', ')']) || !line.ends_with('.'))
        };
        let token = self.tokens.iter().rev().find(|t| {
            t.kind == TokenKind::Str
                && t.span.end as usize <= before
                && self.source.slice(t.span).trim_start_matches(char::is_alphabetic).starts_with(marks)
        })?;
        let text = self.source.slice(token.span);
        let holds_code = text.lines().skip(1).any(|line| code(line.trim()));
        let open = text.find(marks).unwrap_or(0) as u32 + token.span.start;
        holds_code.then(|| (Span::new(open, open + 3), self.source.line(token.span.end)))
    }

    /// The name or keyword at `byte`, as far as it is ASCII; the whole run of letters beyond it.
    fn word_at(&self, byte: usize) -> &'s str {
        let text: &'s str = self.text;
        let rest = &text[byte..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if rest.starts_with(|c: char| c.is_ascii_digit()) { "" } else { &rest[..length] }
    }

    /// Whether a triple quote stands an odd number of times from `byte` on. Asked only so often, because it reads the
    /// whole of the rest.
    fn odd_below(&mut self, byte: usize, marks: &str) -> bool {
        if self.attempts >= ATTEMPTS {
            return false;
        }
        self.attempts += 1;
        self.text[byte..].matches(marks).count() % 2 == 1
    }

    /// A string opened by a typographic quote at `open`, with a prefix from `start`.
    pub fn curly_string(&mut self, kind: TokenKind, start: usize, open: usize) {
        let marks = self.curly_run(open);
        let Some(&(first, ascii, first_end)) = marks.first() else { return };
        let triple = marks.len() >= 3;
        let body = if triple { marks[2].2 } else { first_end };
        let twin = typography::straight(ascii as u8, if triple { 3 } else { 1 });
        self.typography.note(first, twin, span(open, body));
        self.string(kind, start, body, Quote { ascii: ascii as u8, triple, curly: true });
    }

    /// Up to three typographic quotes of one kind in a row: the mark, its twin, one past it.
    pub fn curly_run(&self, mut at: usize) -> Vec<(char, char, usize)> {
        let mut marks: Vec<(char, char, usize)> = Vec::new();
        while let Some(c) = self.char_at(at) {
            let Some(ascii) = typography::quote(c) else { break };
            if marks.first().is_some_and(|m| m.1 != ascii) || marks.len() == 3 {
                break;
            }
            at += c.len_utf8();
            marks.push((c, ascii, at));
        }
        marks
    }

    /// Looks for the end of a string from `body` on.
    fn find_end(&mut self, body: usize, quote: Quote) -> Found {
        let mut at = body;
        let mut escaped = false;
        let mut ascii_end = None;
        while let Some(&b) = self.bytes.get(at) {
            match b {
                b'\\' => {
                    escaped |= self.bytes.get(at + 1) == Some(&quote.ascii);
                    let line_end = self.bytes.get(at + 1..at + 3) == Some(b"\r\n");
                    at += if line_end { 3 } else { 2 };
                }
                b'\n' | b'\r' if !quote.triple => break,
                _ if b == quote.ascii && !quote.curly => {
                    if !quote.triple {
                        return Found { end: at + 1, closed: true, escaped };
                    }
                    if self.bytes[at + 1..].starts_with(&[b, b]) {
                        return Found { end: at + 3, closed: true, escaped };
                    }
                    at += 1;
                }
                _ if b == quote.ascii => {
                    // An ASCII quote closes a typographic one only when no typographic one does.
                    let run = if quote.triple { 3 } else { 1 };
                    if ascii_end.is_none() && self.bytes[at..].iter().take(run).filter(|&&c| c == b).count() == run {
                        ascii_end = Some(at + run);
                    }
                    at += 1;
                }
                _ if b < 0x80 || !quote.curly => at += 1,
                _ => {
                    let Some(c) = self.char_at(at) else {
                        at += 1;
                        continue;
                    };
                    let marks = self.curly_run(at);
                    let wanted = if quote.triple { 3 } else { 1 };
                    if marks.first().is_some_and(|m| m.1 == quote.ascii as char) && marks.len() >= wanted {
                        let end = marks[wanted - 1].2;
                        self.typography.note(c, typography::straight(quote.ascii, wanted), span(at, end));
                        return Found { end, closed: true, escaped };
                    }
                    at += c.len_utf8();
                }
            }
        }
        let at = at.min(self.bytes.len());
        if let Some(end) = ascii_end {
            return Found { end, closed: true, escaped };
        }
        if self.source.dialect && !quote.triple && !quote.curly {
            // `"text”`: the typographic mark was meant as the end, or there would be none.
            let line = &self.text[body.min(at)..at];
            if let Some((i, c)) = line.char_indices().find(|&(_, c)| typography::quote(c) == Some(quote.ascii as char))
            {
                let end = body + i + c.len_utf8();
                self.typography.note(c, typography::straight(quote.ascii, 1), span(body + i, end));
                return Found { end, closed: true, escaped };
            }
        }
        Found { end: at, closed: false, escaped }
    }

    /// The line in which the search for a closing quote ended at `byte`.
    pub fn last_line(&self, byte: usize) -> u32 {
        let trimmed = match self.bytes.get(byte) {
            None => self.text.strip_suffix("\r\n").or(self.text.strip_suffix(['\n', '\r'])).unwrap_or(self.text).len(),
            Some(_) => byte,
        };
        self.source.line(trimmed as u32)
    }
}
