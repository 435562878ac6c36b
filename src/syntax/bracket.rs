//! Brackets: which closes which, and what to do when they do not match.
//!
//! In: token by token, from layout. Out: the tokens in balance, and the faults. It knows which brackets turned out not
//! to match in a first reading (the suspects), and in the second ends only those by force.

use super::layout::begins_statement;
use super::token::{Token, TokenKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::{Source, Span};

/// The deepest nesting CPython takes.
const DEPTH: usize = 200;
/// How far down the open brackets are searched, so that a hostile source costs no more than its length.
const REACH: usize = 256;
/// How many open brackets one diagnostic points at.
const SHOWN: usize = 4;

/// Whether a line inside brackets goes on with the line before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joined {
    /// It does.
    Yes,
    /// It begins a statement: the brackets have been ended.
    No,
}

/// Something open.
struct Open {
    what: What,
    span: Span,
    suspect: bool,
    /// A string without an end has been seen since: no wonder that the bracket is not closed.
    excused: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Bracket(TokenKind),
    /// The brace of an f-string field.
    Field,
    /// The text of an f-string or of a format spec; not a bracket.
    Text,
}

pub(super) struct Brackets<'s> {
    source: &'s Source,
    open: Vec<Open>,
    /// None in the first reading; then the openings, by offset, that did not match.
    suspects: Option<Vec<u32>>,
    found: Vec<u32>,
    /// Of those found, the ones behind which a statement certainly begins, and the ones of these that something closed later
    /// all the same: that was meant for nothing, or for another bracket.
    certain: Vec<u32>,
    closed_late: Vec<u32>,
    pub diagnostics: Vec<Diagnostic>,
    /// The place in the output, and the column, of the statement in hand.
    statement: usize,
    column: u32,
    too_deep: bool,
    /// How many of the open ones are among those found already.
    noted: usize,
    /// Whether a closing token that is written nowhere closes nothing, as for CPython.
    pub plain: bool,
}

impl<'s> Brackets<'s> {
    pub fn new(source: &'s Source, suspects: Option<Vec<u32>>) -> Brackets<'s> {
        Brackets {
            source,
            open: Vec::new(),
            suspects,
            found: Vec::new(),
            certain: Vec::new(),
            closed_late: Vec::new(),
            diagnostics: Vec::new(),
            statement: 0,
            column: 0,
            too_deep: false,
            noted: 0,
            plain: false,
        }
    }

    /// Whether nothing is open.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// The openings that did not match in this first reading; empty after a second.
    pub fn take_suspects(&mut self) -> Vec<u32> {
        if self.suspects.is_some() {
            return Vec::new();
        }
        self.found.sort_unstable();
        std::mem::take(&mut self.found)
    }

    /// Those that were closed behind a statement that certainly began inside of them.
    pub fn take_closed_late(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.closed_late)
    }

    /// Says in a second reading which of the suspects were closed late.
    pub fn with_closed_late(mut self, starts: Vec<u32>) -> Brackets<'s> {
        self.closed_late = starts;
        self
    }

    /// A statement begins at `place` in the output, indented to `column`.
    pub fn statement_begins(&mut self, place: usize, column: u32) {
        (self.statement, self.column) = (place, column);
    }

    /// Takes one token over to the output.
    #[inline]
    pub fn token(&mut self, token: Token, out: &mut Vec<Token>) {
        use TokenKind::*;
        match token.kind {
            LeftParen | LeftBracket | LeftBrace => self.opening(token, out),
            RightParen | RightBracket | RightBrace => self.closing(token, out),
            FStringStart | FStringEnd | Colon | Error if !self.plain(token) => out.push(token),
            _ => out.push(token),
        }
    }

    /// Follows f-strings; returns whether there was nothing to follow.
    fn plain(&mut self, token: Token) -> bool {
        match token.kind {
            TokenKind::FStringStart => self.push(What::Text, token.span),
            TokenKind::FStringEnd => {
                self.open.pop_if(|o| o.what == What::Text);
            }
            TokenKind::Colon if self.open.last().is_some_and(|o| o.what == What::Field) => {
                self.push(What::Text, token.span)
            }
            TokenKind::Error if token.span.start == token.span.end => {
                self.open.iter_mut().rev().take(REACH).for_each(|o| o.excused = true)
            }
            _ => return true,
        }
        false
    }

    fn push(&mut self, what: What, span: Span) {
        let suspect = self.suspects.as_ref().is_some_and(|s| s.binary_search(&span.start).is_ok());
        self.open.push(Open { what, span, suspect, excused: false });
    }

    fn opening(&mut self, token: Token, out: &mut Vec<Token>) {
        let field = token.kind == TokenKind::LeftBrace && self.open.last().is_some_and(|o| o.what == What::Text);
        self.push(if field { What::Field } else { What::Bracket(token.kind) }, token.span);
        out.push(token);
        if self.open.len() > DEPTH
            && !self.too_deep
            && self.open.iter().filter(|o| o.what != What::Text).count() > DEPTH
        {
            self.too_deep = true;
            self.diagnostics.push(Diagnostic::error(codes::TOO_DEEP, "too many nested parentheses", token.span));
        }
    }

    fn closing(&mut self, token: Token, out: &mut Vec<Token>) {
        if self.plain && token.span.start == token.span.end {
            self.open.pop_if(|o| o.what == What::Text);
            if let Some(field) = self.open.iter_mut().rev().find(|o| o.what == What::Field) {
                field.what = What::Bracket(TokenKind::LeftBrace);
            }
            return out.push(token);
        }
        self.close(token, out);
        self.noted = self.noted.min(self.open.len());
    }

    fn close(&mut self, token: Token, out: &mut Vec<Token>) {
        // The brace that ends a field ends its format spec as well.
        if token.kind == TokenKind::RightBrace {
            self.open.pop_if(|o| o.what == What::Text);
        }
        let closes = |what: What| match what {
            What::Bracket(kind) => kind.closer() == Some(token.kind),
            What::Field => token.kind == TokenKind::RightBrace,
            What::Text => false,
        };
        let Some(top) = self.open.last() else { return self.unmatched(token, "") };
        if closes(top.what) {
            // A line inside may begin like a statement and yet lie in brackets that close: that is no open bracket.
            if self.suspects.is_none() && self.certain.contains(&top.span.start) {
                self.closed_late.push(top.span.start);
            } else if let Some(at) = self.found.iter().rev().take(REACH).position(|start| *start == top.span.start) {
                self.found.remove(self.found.len() - 1 - at);
            }
            self.open.pop();
            return out.push(token);
        }
        let what = top.what;
        let floor = self.open.len().saturating_sub(REACH);
        let find = |wanted: &dyn Fn(What) -> bool| {
            self.open[floor..].iter().rposition(|o| wanted(o.what)).map(|place| floor + place)
        };
        let deeper = find(&|what| what != What::Text && closes(what));
        let field = find(&|what| what == What::Field);
        match deeper {
            // Nothing in a field closes what was opened outside of it.
            Some(place) if field.is_none_or(|f| place >= f) => {
                self.mismatch(token);
                self.found.extend(self.open[place + 1..].iter().map(|o| o.span.start));
                while self.open.len() > place + 1 {
                    self.close_last(out);
                }
                self.open.pop();
                out.push(token);
            }
            _ => match what {
                What::Field | What::Text => self.unmatched(token, "f-string: "),
                What::Bracket(kind) => {
                    // Taken for the right one, mistyped.
                    self.mismatch(token);
                    self.found.extend(self.open.pop().map(|o| o.span.start));
                    out.push(Token { kind: kind.closer().unwrap_or(token.kind), span: token.span });
                }
            },
        }
    }

    fn unmatched(&mut self, token: Token, prefix: &str) {
        let text = symbol(token.kind);
        self.diagnostics.push(Diagnostic::error(codes::UNMATCHED, format!("{prefix}unmatched '{text}'"), token.span));
    }

    fn mismatch(&mut self, token: Token) {
        let Some(top) = self.open.last() else { return };
        let opening = match top.what {
            What::Bracket(kind) => symbol(kind),
            _ => "{",
        };
        let (line, here) = (self.source.line(top.span.start), self.source.line(token.span.start));
        let on = if line == here { String::new() } else { format!(" on line {line}") };
        let closing = symbol(token.kind);
        let message = format!("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'{on}");
        let span = top.span;
        let diagnostic = Diagnostic::error(codes::MISMATCH, message, token.span);
        self.diagnostics.push(diagnostic.label(span, format!("'{opening}' is opened here")));
    }

    /// Puts the missing closing token of the innermost bracket.
    fn close_last(&mut self, out: &mut Vec<Token>) {
        let Some(open) = self.open.pop() else { return };
        let kind = match open.what {
            What::Bracket(kind) => kind.closer(),
            What::Field => Some(TokenKind::RightBrace),
            What::Text => None,
        };
        let (Some(kind), Some(last)) = (kind, out.last().copied()) else { return };
        let span = last.span.after();
        let complete = last.kind.ends_operand()
            || last.kind.closer().is_some()
            || matches!(last.kind, TokenKind::Comma | TokenKind::Error);
        if !complete {
            out.push(Token { kind: TokenKind::Error, span });
        }
        out.push(Token { kind, span });
    }

    /// Ends everything that is open, and says so.
    fn close_all(&mut self, out: &mut Vec<Token>, incomplete: bool) {
        let mut said: Option<Diagnostic> = None;
        for open in self.open.iter().rev().filter(|o| o.what != What::Text && !o.excused).take(SHOWN) {
            said = Some(match said {
                None => {
                    let opening = self.source.slice(open.span);
                    let symbol = match open.what {
                        What::Bracket(kind) => symbol(kind),
                        _ => opening,
                    };
                    Diagnostic::error(codes::NEVER_CLOSED, format!("'{symbol}' was never closed"), open.span)
                }
                Some(diagnostic) => diagnostic.label(open.span, "nor was this one"),
            });
        }
        if let Some(diagnostic) = said {
            self.diagnostics.push(if incomplete { diagnostic.incomplete() } else { diagnostic });
        }
        while !self.open.is_empty() {
            self.close_last(out);
        }
    }

    /// The file ends.
    pub fn end_of_file(&mut self, out: &mut Vec<Token>) {
        self.found.extend(self.open.iter().filter(|o| o.what != What::Text).map(|o| o.span.start));
        self.close_all(out, true);
    }

    /// Whether something open may be ended by force.
    fn suspicious(&self) -> bool {
        let mut near = self.open.iter().rev().take(REACH);
        near.clone().any(|o| o.suspect) && near.all(|o| matches!(o.what, What::Bracket(_)))
    }

    /// A line begins at `column` inside brackets, with the first of `tokens`.
    pub fn line_begins(&mut self, out: &mut Vec<Token>, column: u32, tokens: &[Token]) -> Joined {
        let Some(first) = tokens.first() else { return Joined::Yes };
        let certain = begins_statement(first.kind);
        if self.suspects.is_none() {
            if certain {
                let fresh = &self.open[self.noted.min(self.open.len())..];
                let starts = fresh.iter().filter(|o| o.what != What::Text).map(|o| o.span.start);
                if column <= self.column {
                    self.certain.extend(starts.clone());
                }
                self.found.extend(starts);
                self.noted = self.open.len();
            }
            return Joined::Yes;
        }
        if !self.suspicious() {
            return Joined::Yes;
        }
        let last = out.last().map_or(TokenKind::End, |t| t.kind);
        if certain || (column <= self.column && side_by_side(last, first.kind)) {
            let late = self.open.iter().rev().find(|o| o.what != What::Text && !o.excused).map(|o| o.span);
            let before = self.diagnostics.len();
            self.close_all(out, false);
            if let (Some(open), Some(said)) =
                (late.filter(|o| self.closed_late.contains(&o.start)), self.diagnostics.get_mut(before))
            {
                // CPython finds a partner further down, and stumbles over what stands here.
                let opening = self.source.slice(open);
                *said = Diagnostic::error(codes::SYNTAX, "invalid syntax", first.span)
                    .label(open, format!("'{opening}' is never closed"))
                    .help("close the bracket before this line");
            }
            return Joined::No;
        }
        if column <= self.column && looks_like_statement(tokens) {
            self.close_all(out, true);
            return Joined::No;
        }
        Joined::Yes
    }

    /// A line ends inside brackets. When it is the header of a block whose colon has been read, as in `if f(x:`, the
    /// brackets end before the colon. Returns whether it was so.
    pub fn header_ends(&mut self, out: &mut Vec<Token>, next: impl FnOnce() -> Option<u32>) -> bool {
        use TokenKind::*;
        if !self.suspicious() || out.last().is_none_or(|t| t.kind != Colon) {
            return false;
        }
        let header = out.get(self.statement).is_some_and(|t| {
            matches!(t.kind, If | While | For | Def | Class | With | Elif | Else | Try | Except | Async)
                || (t.kind == Name && matches!(self.source.slice(t.span), "match" | "case"))
        });
        if !header || next().is_none_or(|column| column <= self.column) {
            return false;
        }
        let Some(colon) = out.pop() else { return false };
        if self.takes_colon(out) {
            self.close_all(out, false);
        } else {
            // CPython stumbles over the colon before it misses the bracket.
            let mut said = Diagnostic::error(codes::SYNTAX, "invalid syntax", colon.span);
            for open in self.open.iter().rev().take(SHOWN) {
                said = said.label(open.span, format!("'{}' is never closed", self.source.slice(open.span)));
            }
            self.diagnostics.push(said.help("close the bracket before the colon"));
            while !self.open.is_empty() {
                self.close_last(out);
            }
        }
        out.push(colon);
        true
    }

    /// Whether a colon may follow inside the innermost bracket: in a slice, a display, after a parameter.
    fn takes_colon(&self, out: &[Token]) -> bool {
        use TokenKind::*;
        let Some(open) = self.open.last() else { return true };
        let from = out.partition_point(|t| t.span.start <= open.span.start);
        let kinds = |tokens: &[Token]| tokens.iter().map(|t| t.kind).collect::<Vec<_>>();
        let inside = kinds(&out[from.min(out.len())..]);
        let header = kinds(out.get(self.statement..).unwrap_or_default());
        let parameters = matches!(header[..], [Def, _, LeftParen, ..] | [Async, Def, _, LeftParen, ..]);
        let parameter = matches!(inside[..], [Name] | [.., Comma | Star | DoubleStar, Name]);
        open.what != What::Bracket(LeftParen)
            || inside.contains(&Lambda)
            || (parameters && self.open.len() == 1 && parameter)
    }
}

/// Whether two tokens cannot follow each other in any expression.
fn side_by_side(last: TokenKind, first: TokenKind) -> bool {
    use TokenKind::*;
    let string = |kind| matches!(kind, Str | Bytes | FStringStart | FStringEnd);
    let begins = matches!(first, Name | Int | Float | Imaginary | Await | Yield | Lambda | True | False | None | From)
        || string(first);
    // An Error is the end of a string that had none.
    (last.ends_operand() || last == Error)
        && begins
        && !(string(last) && string(first))
        && !(last == Yield && first == From)
}

/// Whether a line looks like a new statement, though it could go on with an argument.
fn looks_like_statement(tokens: &[Token]) -> bool {
    use TokenKind::*;
    let line = tokens.iter().position(|t| t.kind == Newline).map_or(tokens, |end| &tokens[..end]);
    let Some(first) = line.first() else { return false };
    let second = line.get(1).map_or(Newline, |t| t.kind);
    // A colon outside brackets and lambdas ends a header, also when the block stands on the same line.
    let mut depth = 0;
    let has_colon = line.iter().any(|t| {
        match t.kind {
            LeftParen | LeftBracket | LeftBrace => depth += 1,
            RightParen | RightBracket | RightBrace => depth -= 1,
            Lambda => depth += 100,
            _ => {}
        }
        t.kind == Colon && depth == 0
    });
    match first.kind {
        Name => matches!(second, Equal | Dot | LeftParen | PlusEqual | MinusEqual),
        For | If | Else | Async => has_colon,
        At => second == Name,
        From => line.iter().any(|t| t.kind == Import),
        _ => false,
    }
}

/// A bracket as it is written in ASCII.
fn symbol(kind: TokenKind) -> &'static str {
    match kind {
        TokenKind::LeftParen => "(",
        TokenKind::RightParen => ")",
        TokenKind::LeftBracket => "[",
        TokenKind::RightBracket => "]",
        TokenKind::LeftBrace => "{",
        _ => "}",
    }
}
