//! Tokens: the words of the language, as the lexer hands them to layout and parser.

use crate::source::Span;

/// A word of the source with its place. The text is sliced from the source when needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Which.
    pub kind: TokenKind,
    /// Where.
    pub span: Span,
}

/// Every kind of token. Soft keywords (`match`, `case`, `type`, `_`) are names.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[rustfmt::skip]
pub enum TokenKind {
    // Made by layout.
    Newline, Indent, Dedent, End,
    // Literals and names.
    Name, Int, Float, Imaginary,
    /// A whole string literal with prefix and quotes.
    Str,
    /// A whole bytes literal with prefix and quotes.
    Bytes,
    /// `f"`, with prefix and opening quote (PEP 701).
    FStringStart,
    /// Text inside an f-string or its format spec, escapes and doubled braces as written.
    FStringMiddle,
    /// The closing quote of an f-string.
    FStringEnd,
    // Keywords.
    False, None, True, And, As, Assert, Async, Await, Break, Class, Continue, Def, Del, Elif, Else, Except, Finally,
    For, From, Global, If, Import, In, Is, Lambda, Nonlocal, Not, Or, Pass, Raise, Return, Try, While, With, Yield,
    // Brackets and punctuation. Inside an f-string field `!` and `:` are Exclamation and Colon.
    LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace,
    Comma, Colon, Semicolon, Dot, Ellipsis, Arrow, At, Equal, ColonEqual, Exclamation,
    // Operators.
    Plus, Minus, Star, Slash, DoubleSlash, Percent, DoubleStar, LeftShift, RightShift, Ampersand, Bar, Caret, Tilde,
    Less, LessEqual, EqualEqual, NotEqual, Greater, GreaterEqual,
    // Augmented assignment.
    PlusEqual, MinusEqual, StarEqual, AtEqual, SlashEqual, DoubleSlashEqual, PercentEqual, DoubleStarEqual,
    LeftShiftEqual, RightShiftEqual, AmpersandEqual, BarEqual, CaretEqual,
    /// Bytes that belong to no token; a diagnostic has been reported.
    Error,
}
