//! Layout: lines and indentation as tokens.
//!
//! In: the lexer's tokens, with a Newline for every line end. Out: the tokens the parser reads: a Newline where a
//! statement's line ends, Indent and Dedent, End; brackets join lines and always come in pairs, with empty closing
//! tokens where one is missing. Reference: section 2.1 of the language reference.
//!
//! A bracket that is never closed would join the rest of the file into one line. So when brackets do not match, the
//! tokens are gone through a second time, now ready to end the brackets that did not match where a new statement
//! plainly begins. A source whose brackets match is never touched by this.

use super::bracket::{Brackets, Joined};
use super::token::{Token, TokenKind};
use super::typography;
use crate::diagnostic::{Diagnostic, Fault, codes};
use crate::source::{Source, Span};

/// The deepest indentation CPython takes.
const LEVELS: usize = 100;
/// How many tokens ahead the next line is looked for.
const NEAR: usize = 400;

/// Whether a keyword can only stand at the beginning of a statement, so that inside a bracket it shows a fault.
pub(super) fn begins_statement(kind: TokenKind) -> bool {
    use TokenKind::*;
    matches!(
        kind,
        Def | Class
            | Import
            | Return
            | While
            | With
            | Try
            | Del
            | Assert
            | Raise
            | Pass
            | Break
            | Continue
            | Global
            | Nonlocal
            | Except
            | Finally
            | Elif
    )
}

/// Lays out the tokens of a source.
pub(super) fn layout(source: &Source, tokens: &[Token], diagnostics: &mut Vec<Diagnostic>) -> Vec<Token> {
    let mut first = Layout::new(source, tokens, None);
    first.run();
    let mut done = match first.brackets.take_suspects() {
        suspects if suspects.is_empty() => first,
        suspects => {
            let late = first.brackets.take_closed_late();
            let mut second = Layout::new(source, tokens, Some(suspects));
            second.brackets = second.brackets.with_closed_late(late);
            second.run();
            second
        }
    };
    diagnostics.append(&mut done.diagnostics);
    diagnostics.append(&mut done.brackets.diagnostics);
    done.out
}

/// Lays out the tokens of a source as if all brackets matched.
pub(super) fn layout_plainly(source: &Source, tokens: &[Token], diagnostics: &mut Vec<Diagnostic>) -> Vec<Token> {
    let mut only = Layout::new(source, tokens, None);
    only.brackets.plain = true;
    only.run();
    diagnostics.append(&mut only.diagnostics);
    diagnostics.append(&mut only.brackets.diagnostics);
    only.out
}

/// One level of indentation: its width with tabs to multiples of 8, and with tabs as one column. Only when both
/// orders agree does the indentation mean the same in every editor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Level {
    column: u32,
    narrow: u32,
}

struct Layout<'s> {
    source: &'s Source,
    tokens: &'s [Token],
    out: Vec<Token>,
    diagnostics: Vec<Diagnostic>,
    /// The levels below the current one and itself; the first is column 0.
    levels: Vec<Level>,
    brackets: Brackets<'s>,
    /// The column of the last line that matched no level, so that its followers are not reported again.
    odd: Option<u32>,
    /// Whether too many levels have been reported.
    too_deep: bool,
}

impl<'s> Layout<'s> {
    fn new(source: &'s Source, tokens: &'s [Token], suspects: Option<Vec<u32>>) -> Layout<'s> {
        Layout {
            source,
            tokens,
            out: Vec::with_capacity(tokens.len() + 16),
            diagnostics: Vec::new(),
            levels: vec![Level { column: 0, narrow: 0 }],
            brackets: Brackets::new(source, suspects),
            odd: None,
            too_deep: false,
        }
    }

    fn run(&mut self) {
        let tokens = self.tokens;
        let mut line_start = 0;
        // Whether the next token is the first of its line in the file.
        let mut fresh = true;
        for (i, &token) in tokens.iter().enumerate() {
            if token.kind == TokenKind::Newline {
                if self.brackets.is_empty() {
                    if self.in_statement() {
                        self.out.push(token);
                    }
                } else if self.brackets.header_ends(&mut self.out, || indent_after(self.source, &tokens[i..])) {
                    self.out.push(token);
                }
                line_start = token.span.end;
                fresh = true;
                continue;
            }
            if fresh {
                // A stray closing bracket is dropped, so the line begins with what follows it.
                fresh = self.brackets.is_empty() && token.kind.is_closer();
                if fresh {
                    self.brackets.token(token, &mut self.out);
                    continue;
                }
                let joined = !self.brackets.is_empty() && {
                    let column = width(self.source, line_start, token.span.start).column;
                    self.brackets.line_begins(&mut self.out, column, &tokens[i..]) == Joined::Yes
                };
                if !joined {
                    if self.in_statement() {
                        // The brackets were ended by force: so ends the line.
                        let end = self.out.last().map_or(0, |t| t.span.end);
                        self.out.push(Token { kind: TokenKind::Newline, span: Span::new(end, end) });
                    }
                    let level = width(self.source, line_start, token.span.start);
                    self.indentation(level, line_start, i);
                    self.brackets.statement_begins(self.out.len(), level.column);
                }
            }
            self.brackets.token(token, &mut self.out);
        }
        self.finish();
    }

    /// Whether the line in hand has tokens already.
    fn in_statement(&self) -> bool {
        self.out.last().is_some_and(|t| !matches!(t.kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent))
    }

    fn finish(&mut self) {
        self.brackets.end_of_file(&mut self.out);
        let end = self.source.text.len() as u32;
        let in_statement = self.in_statement();
        let mut push = |kind| self.out.push(Token { kind, span: Span::new(end, end) });
        if in_statement {
            push(TokenKind::Newline);
        }
        for _ in 1..self.levels.len() {
            push(TokenKind::Dedent);
        }
        push(TokenKind::End);
    }

    /// Compares a line's indentation with the levels and emits what follows from it.
    fn indentation(&mut self, level: Level, line_start: u32, index: usize) {
        let token_start = self.tokens[index].span.start;
        let top = self.top();
        // After a backslash on an otherwise blank line, the indentation shown is that of the last line.
        let gap = self.source.slice(Span::new(line_start, token_start));
        let skipped = gap.rfind(['\n', '\r']).map_or(0, |i| i as u32 + 1);
        let place = Span::new(line_start + skipped, token_start);
        if level.column == top.column {
            self.odd = None;
            if level.narrow != top.narrow {
                self.inconsistent(place);
            }
        } else if level.column > top.column {
            if self.odd == Some(level.column) {
                return;
            }
            if level.narrow <= top.narrow {
                self.inconsistent(place);
            }
            if self.levels.len() >= LEVELS {
                if !std::mem::replace(&mut self.too_deep, true) {
                    let diagnostic = Diagnostic::error(codes::INDENT_LEVELS, "too many levels of indentation", place);
                    self.diagnostics.push(diagnostic.fault(Fault::Indentation));
                }
                return;
            }
            self.levels.push(level);
            self.out.push(Token { kind: TokenKind::Indent, span: place });
        } else {
            self.dedent(level, place, index);
        }
    }

    /// The column of the line after the one whose first token is at `index`; None when it is far away.
    fn next_column(&self, index: usize) -> Option<u32> {
        let mut depth = 0_u32;
        let line = self.tokens[index..].iter().take(NEAR).position(|token| {
            if token.kind.closer().is_some() {
                depth += 1;
            } else if token.kind.is_closer() {
                depth = depth.saturating_sub(1);
            }
            token.kind == TokenKind::Newline && depth == 0
        })?;
        indent_after(self.source, &self.tokens[index + line..])
    }

    fn dedent(&mut self, level: Level, place: Span, index: usize) {
        if self.odd == Some(level.column) {
            return;
        }
        let known = self.levels.iter().any(|l| l.column == level.column);
        if !known {
            let message = "unindent does not match any outer indentation level";
            let outer: Vec<String> = self.levels.iter().map(|l| l.column.to_string()).collect();
            self.diagnostics.push(
                Diagnostic::error(codes::UNINDENT, message, place)
                    .fault(Fault::Indentation)
                    .here(match level.column {
                        1 => "1 column".to_string(),
                        columns => format!("{columns} columns"),
                    })
                    .note(format!("the open blocks are indented by {} columns", outer.join(", "))),
            );
        }
        // A lone odd line belongs to the block that goes on below it.
        let goes_on = if known { None } else { self.next_column(index) };
        let goes_on = goes_on.filter(|&c| c > level.column && self.levels.iter().any(|l| l.column == c));
        while self.top().column > level.column {
            if goes_on == Some(self.top().column) {
                break;
            }
            // Otherwise to the block it is nearer to.
            let below = self.levels.len().checked_sub(2).map_or(0, |i| self.levels[i].column);
            if !known && below < level.column && self.top().column - level.column <= level.column - below {
                break;
            }
            self.levels.pop();
            self.out.push(Token { kind: TokenKind::Dedent, span: Span::new(place.end, place.end) });
        }
        if !known {
            self.odd = Some(level.column);
        } else {
            self.odd = None;
            if level.narrow != self.top().narrow {
                self.inconsistent(place);
            }
        }
    }

    fn top(&self) -> Level {
        self.levels.last().copied().unwrap_or(Level { column: 0, narrow: 0 })
    }

    fn inconsistent(&mut self, place: Span) {
        let message = "inconsistent use of tabs and spaces in indentation";
        let said = self.diagnostics.iter().any(|d| d.fault == Fault::Tab);
        if !said {
            self.diagnostics.push(
                Diagnostic::error(codes::TABS, message, place)
                    .fault(Fault::Tab)
                    .help("indent the whole file with spaces, or the whole file with tabs"),
            );
        }
    }
}

/// The column at which the line after the one that ends at the first token begins.
fn indent_after(source: &Source, tokens: &[Token]) -> Option<u32> {
    let blank = tokens.iter().take_while(|t| t.kind == TokenKind::Newline).count();
    let line_start = tokens.get(blank.checked_sub(1)?)?.span.end;
    Some(width(source, line_start, tokens.get(blank)?.span.start).column)
}

/// The width of the space between a line's start and its first token.
fn width(source: &Source, line_start: u32, token_start: u32) -> Level {
    let text = source.slice(Span::new(line_start, token_start));
    let (mut column, mut narrow) = (0, 0);
    // Before a backslash, the first indentation found counts for the whole of the joined line.
    let mut joined = 0;
    for c in text.chars() {
        match c {
            ' ' => {
                column += 1;
                narrow += 1;
            }
            '\t' => {
                column = (column / 8 + 1) * 8;
                narrow += 1;
            }
            '\x0C' => (column, narrow) = (0, 0),
            '\\' if joined == 0 => joined = column,
            c => {
                let wide = typography::space(c).unwrap_or(0);
                column += wide;
                narrow += wide;
            }
        }
    }
    if joined > 0 { Level { column: joined, narrow: joined } } else { Level { column, narrow } }
}
