//! Tokens: the words of the language, and how each is spelt.
//!
//! In: nothing. Out: [`Token`] and [`TokenKind`], whose patterns logos compiles into one automaton. Literals are
//! recognised here by their openings alone; the lexer finds their ends. Nothing here looks at more than one token.

use super::lexer::State;
use crate::source::Span;
use logos::Logos;

/// A word of the source with its place. The text is sliced from the source when needed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Which.
    pub kind: TokenKind,
    /// Where.
    pub span: Span,
}

/// Every kind of token. Soft keywords (`match`, `case`, `type`, `_`) are names.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[logos(extras = State)]
#[logos(subpattern digits = "[0-9](?:_?[0-9])*")]
#[logos(subpattern exponent = "[eE][+-]?(?&digits)")]
#[logos(subpattern float = r"(?:(?&digits)\.(?:(?&digits))?|\.(?&digits))(?:(?&exponent))?|(?&digits)(?&exponent)")]
#[logos(skip r"[ \t\x0C]+")]
#[logos(skip(r"#[^\r\n]*", allow_greedy = true))]
#[logos(skip(r"\\(?:\r\n|\r|\n)", super::lexer::continuation))]
#[rustfmt::skip]
pub enum TokenKind {
    // Made by layout. The lexer gives a Newline for every line end outside strings; layout keeps those that count.
    #[regex(r"\r\n|\r|\n")] Newline,
    Indent, Dedent, End,
    // Literals and names.
    #[regex("[A-Za-z_][A-Za-z0-9_]*")] Name,
    #[regex("(?&digits)|0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+")] Int,
    #[regex("(?&float)")] Float,
    #[regex("(?:(?&float)|(?&digits))[jJ]")] Imaginary,
    /// A whole string literal with prefix and quotes.
    #[regex(r#"[rRuU]?["']"#)] Str,
    /// A whole bytes literal with prefix and quotes.
    #[regex(r#"(?:[bB][rR]?|[rR][bB])["']"#)] Bytes,
    /// `f"`, with prefix and opening quote (PEP 701).
    #[regex(r#"(?:[fF][rR]?|[rR][fF])["']"#)] FStringStart,
    /// Text inside an f-string or its format spec, escapes and doubled braces as written.
    FStringMiddle,
    /// The closing quote of an f-string; empty where it is missing.
    FStringEnd,
    // Keywords.
    #[token("False")] False, #[token("None")] None, #[token("True")] True, #[token("and")] And, #[token("as")] As,
    #[token("assert")] Assert, #[token("async")] Async, #[token("await")] Await, #[token("break")] Break,
    #[token("class")] Class, #[token("continue")] Continue, #[token("def")] Def, #[token("del")] Del,
    #[token("elif")] Elif, #[token("else")] Else, #[token("except")] Except, #[token("finally")] Finally,
    #[token("for")] For, #[token("from")] From, #[token("global")] Global, #[token("if")] If, #[token("import")] Import,
    #[token("in")] In, #[token("is")] Is, #[token("lambda")] Lambda, #[token("nonlocal")] Nonlocal, #[token("not")] Not,
    #[token("or")] Or, #[token("pass")] Pass, #[token("raise")] Raise, #[token("return")] Return, #[token("try")] Try,
    #[token("while")] While, #[token("with")] With, #[token("yield")] Yield,
    // Brackets and punctuation. Inside an f-string field `!` and `:` are Exclamation and Colon.
    #[token("(")] LeftParen, #[token(")")] RightParen, #[token("[")] LeftBracket, #[token("]")] RightBracket,
    #[token("{")] LeftBrace, #[token("}")] RightBrace, #[token(",")] Comma, #[token(":")] Colon,
    #[token(";")] Semicolon, #[token(".")] Dot, #[token("...")] Ellipsis, #[token("->")] Arrow, #[token("@")] At,
    #[token("=")] Equal, #[token(":=")] ColonEqual, #[token("!")] Exclamation,
    // Operators.
    #[token("+")] Plus, #[token("-")] Minus, #[token("*")] Star, #[token("/")] Slash, #[token("//")] DoubleSlash,
    #[token("%")] Percent, #[token("**")] DoubleStar, #[token("<<")] LeftShift, #[token(">>")] RightShift,
    #[token("&")] Ampersand, #[token("|")] Bar, #[token("^")] Caret, #[token("~")] Tilde,
    #[token("<")] Less, #[token("<=")] LessEqual, #[token("==")] EqualEqual, #[token("!=")] #[token("<>")] NotEqual,
    #[token(">")] Greater, #[token(">=")] GreaterEqual,
    // Augmented assignment.
    #[token("+=")] PlusEqual, #[token("-=")] MinusEqual, #[token("*=")] StarEqual, #[token("@=")] AtEqual,
    #[token("/=")] SlashEqual, #[token("//=")] DoubleSlashEqual, #[token("%=")] PercentEqual,
    #[token("**=")] DoubleStarEqual, #[token("<<=")] LeftShiftEqual, #[token(">>=")] RightShiftEqual,
    #[token("&=")] AmpersandEqual, #[token("|=")] BarEqual, #[token("^=")] CaretEqual,
    /// Bytes that belong to no token; a diagnostic has been reported, so the parser says nothing more about them.
    /// Also stands, empty, where something is missing that has been reported: after a string without an end, and
    /// after an expression that broke off.
    #[regex(r"[^\x00-\x7F]")]
    #[regex(r"[\x00-\x08\x0B\x0E-\x1F\x7F$?`\\]")]
    Error,
}

impl TokenKind {
    /// Whether it is one of the 35 reserved words.
    pub const fn is_keyword(self) -> bool {
        self as u8 >= TokenKind::False as u8 && self as u8 <= TokenKind::Yield as u8
    }

    /// The closing bracket for an opening one.
    pub const fn closer(self) -> Option<TokenKind> {
        match self {
            TokenKind::LeftParen => Some(TokenKind::RightParen),
            TokenKind::LeftBracket => Some(TokenKind::RightBracket),
            TokenKind::LeftBrace => Some(TokenKind::RightBrace),
            _ => None,
        }
    }

    /// Whether it closes a bracket.
    pub const fn is_closer(self) -> bool {
        matches!(self, TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace)
    }

    /// Whether an operand can end with it.
    pub const fn ends_operand(self) -> bool {
        use TokenKind::*;
        matches!(self, Name | Int | Float | Imaginary | Str | Bytes | FStringEnd | False | None | True | Ellipsis)
            || self.is_closer()
    }

    /// The kind that a text is in its whole, read by the same automaton; `Error` when it is not one token.
    pub fn of(text: &str) -> TokenKind {
        let mut lexer = TokenKind::lexer(text);
        match lexer.next() {
            Some(Ok(kind)) if lexer.span() == (0..text.len()) => kind,
            _ => TokenKind::Error,
        }
    }
}
