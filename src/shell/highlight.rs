//! The colours of a text in the editor.
//!
//! In: a text and where the cursor is. Out: spans with what they are. Knows no terminal; the editor turns kinds to styles.

use super::input::faults;
use crate::syntax::lexer;
use crate::syntax::token::TokenKind;

/// What a piece of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece {
    /// `if`, `await`.
    Keyword,
    /// The words that make or drive coroutines: `async`, `await`, `yield`.
    Suspension,
    /// A string.
    Str,
    /// A number.
    Number,
    /// From `#` to the end of the line.
    Comment,
    /// The name after `def` or `class`.
    Definition,
    /// A built-in function.
    Builtin,
    /// A bracket that belongs to the one at the cursor.
    Mate,
    /// Something wrong.
    Fault,
}

/// The coloured pieces of a text: byte ranges, later ones over earlier ones.
pub fn pieces(text: &str, cursor: usize, is_builtin: impl Fn(&str) -> bool) -> Vec<(std::ops::Range<usize>, Piece)> {
    let (source, tokens, wrong) = faults(text);
    let mut found = Vec::new();
    let mut open: Vec<(TokenKind, std::ops::Range<usize>)> = Vec::new();
    let mut after_def = false;
    for token in &tokens {
        let range = token.span.range();
        use TokenKind as K;
        let piece = match token.kind {
            K::Async | K::Await | K::Yield => Some(Piece::Suspension),
            kind if kind.is_keyword() => Some(Piece::Keyword),
            K::Str | K::Bytes | K::FStringStart | K::FStringMiddle | K::FStringEnd => Some(Piece::Str),
            K::Int | K::Float | K::Imaginary => Some(Piece::Number),
            K::Name if after_def => Some(Piece::Definition),
            K::Name if is_builtin(source.slice(token.span)) => Some(Piece::Builtin),
            _ => None,
        };
        after_def = matches!(token.kind, K::Def | K::Class);
        if let Some(piece) = piece {
            found.push((range.clone(), piece));
        }
        if token.kind.closer().is_some() {
            open.push((token.kind, range));
        } else if token.kind.is_closer() {
            if let Some((_, opener)) = open.pop().filter(|(kind, _)| kind.closer() == Some(token.kind)) {
                let at = |r: &std::ops::Range<usize>| r.start == cursor || r.end == cursor;
                if at(&opener) || at(&range) {
                    found.push((opener, Piece::Mate));
                    found.push((range, Piece::Mate));
                }
            }
        }
    }
    found.extend(lexer::comments(&source).into_iter().map(|span| (span.range(), Piece::Comment)));
    found.extend(wrong.iter().map(|d| (d.span().range(), Piece::Fault)));
    found.retain(|(range, _)| range.start < range.end && text.get(range.clone()).is_some());
    found
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn words_have_their_kinds() {
        let text = "async def f(): return len('x')  # why";
        let found = pieces(text, 0, |name| name == "len");
        let of = |part: &str| {
            let at = text.find(part).unwrap_or(0);
            found.iter().find(|(range, _)| range.start == at).map(|(_, piece)| *piece)
        };
        assert_eq!(of("async"), Some(Piece::Suspension));
        assert_eq!(of("def"), Some(Piece::Keyword));
        assert_eq!(of("f()"), Some(Piece::Definition));
        assert_eq!(of("len"), Some(Piece::Builtin));
        assert_eq!(of("'x'"), Some(Piece::Str));
        assert_eq!(of("# why"), Some(Piece::Comment));
    }

    #[test]
    fn brackets_at_the_cursor_show_their_mates() {
        let mates: Vec<_> = pieces("f((1))", 6, |_| false).into_iter().filter(|p| p.1 == Piece::Mate).collect();
        assert_eq!(mates, [(1..2, Piece::Mate), (5..6, Piece::Mate)]);
    }
}
