//! Tests of the way from text to tokens, and of what literals are worth.
//!
//! In: small sources. Out: their tokens in one line, as [`words`] writes them. Broken and random sources are only asked
//! to keep what every token list promises.

use super::ast::Constant;
use super::decode::decode;
use super::lexer::{comments, tokenize};
use super::literal;
use super::surrogate::code_point;
use super::token::{Token, TokenKind};
use crate::diagnostic::{Diagnostic, Severity, json::json, plain::plain, render::render};
use crate::source::{Source, Span};

fn lex(source: &Source) -> (Vec<Token>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let tokens = tokenize(source, &mut diagnostics);
    promises(source, &tokens, &diagnostics);
    (tokens, diagnostics)
}

/// What holds for the tokens of any text.
fn promises(source: &Source, tokens: &[Token], diagnostics: &[Diagnostic]) {
    let text = &source.text;
    let mut open = Vec::new();
    let (mut depth, mut strings, mut last) = (0, 0, 0);
    for token in tokens {
        let Span { start, end } = token.span;
        assert!(start <= end && end as usize <= text.len(), "{token:?} in {text:?}");
        assert!(text.is_char_boundary(start as usize) && text.is_char_boundary(end as usize), "{token:?} in {text:?}");
        assert!(start >= last, "{token:?} after {last} in {text:?}");
        last = if token.kind == TokenKind::Indent { start } else { end };
        match token.kind {
            TokenKind::Indent => depth += 1,
            TokenKind::Dedent => depth -= 1,
            TokenKind::FStringStart => strings += 1,
            TokenKind::FStringEnd => strings -= 1,
            kind if kind.closer().is_some() => open.push(kind),
            kind if kind.is_closer() => assert_eq!(open.pop().and_then(TokenKind::closer), Some(kind), "in {text:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty() && depth == 0 && strings == 0, "in {text:?}");
    assert_eq!(tokens.last().map(|t| t.kind), Some(TokenKind::End));
    let faulty = tokens.iter().any(|t| t.kind == TokenKind::Error);
    assert!(!faulty || diagnostics.iter().any(|d| d.severity == Severity::Error), "an Error without a word: {text:?}");
}

/// The tokens in one line: what is written, with layout in capitals and what is empty in angle brackets.
fn words(source: &Source) -> String {
    let (tokens, _) = lex(source);
    let word = |t: &Token| match (t.kind, source.slice(t.span)) {
        (TokenKind::Newline, _) => "NEWLINE".into(),
        (TokenKind::Indent, _) => "INDENT".into(),
        (TokenKind::Dedent, _) => "DEDENT".into(),
        (TokenKind::End, _) => "END".into(),
        (kind, "") => format!("<{kind:?}>"),
        (_, text) => text.replace('\n', "\\n"),
    };
    tokens.iter().map(word).collect::<Vec<String>>().join(" ")
}

fn strict(text: &str) -> String {
    words(&Source::strict("t.py", text))
}

fn dialect(text: &str) -> String {
    words(&Source::new("t.co", text))
}

/// The messages of a source, each with its line and column.
fn said(source: &Source) -> Vec<String> {
    let (_, diagnostics) = lex(source);
    let line = |d: &Diagnostic| {
        let place = source.place(d.span().start);
        format!("{}:{} {}", place.line, place.column, d.message)
    };
    diagnostics.iter().map(line).collect()
}

#[test]
fn lines_and_blocks() {
    assert_eq!(
        strict("if a:\n    b\n\n  # c\n    if d:\n\te\nf"),
        "if a : NEWLINE INDENT b NEWLINE if d : NEWLINE INDENT e NEWLINE DEDENT DEDENT f NEWLINE END"
    );
    assert_eq!(strict("x = (1,\n  2)\ny = \\\n  3\r\nz\r"), "x = ( 1 , 2 ) NEWLINE y = 3 NEWLINE z NEWLINE END");
    assert_eq!(strict("if 1:\n  \\\n  x"), "if 1 : NEWLINE INDENT x NEWLINE DEDENT END");
    assert_eq!(strict(""), "END");
    assert_eq!(strict("# only\n\n  \x0C\n"), "END");
}

#[test]
fn words_of_all_kinds() {
    assert_eq!(strict("a**=b//c->d...e:=f!=g"), "a **= b // c -> d ... e := f != g NEWLINE END");
    assert_eq!(strict("1_0 0xFF 1.5e-3 2j .5 1..real"), "1_0 0xFF 1.5e-3 2j .5 1. . real NEWLINE END");
    assert_eq!(strict("Rb'\\'' u\"x\" '''a\n'b'''"), "Rb'\\'' u\"x\" '''a\\n'b''' NEWLINE END");
    assert_eq!(strict("defx = nöt + 变量 if_"), "defx = nöt + 变量 if_ NEWLINE END");
    assert_eq!(strict("1if 2else 3"), "1 if 2 else 3 NEWLINE END");
}

#[test]
fn f_strings() {
    assert_eq!(strict("f'a{b!r:>{w}}{{c}}'"), "f' a { b ! r : > { w } } {{c}} ' NEWLINE END");
    assert_eq!(
        strict("f'{x:=5}{d['k']}{(lambda: 1)}'"),
        "f' { x : =5 } { d [ 'k' ] } { ( lambda : 1 ) } ' NEWLINE END"
    );
    assert_eq!(strict("f\"{f\"{1}\"}\""), "f\" { f\" { 1 } \" } \" NEWLINE END");
    assert_eq!(strict("f'''{\n a # c\n}\n'''"), "f''' { a } \\n ''' NEWLINE END");
    assert_eq!(strict("rf'\\{x}\\N{y}' f'\\N{DIGIT ONE}'"), "rf' \\ { x } \\N { y } ' f' \\N{DIGIT ONE} ' NEWLINE END");
    assert_eq!(strict("f'{a\n}' f'{x:\n}'"), "f' { a } ' f' { x : } ' NEWLINE END");
}

#[test]
fn typography_is_read_and_warned_of() {
    assert_eq!(dialect("print（“你好”，１２）\n"), "print （ “你好” ， １２ ） NEWLINE END");
    assert_eq!(dialect("a＝＝b；c：＝1"), "a ＝＝ b ； c ：＝ 1 NEWLINE END");
    assert_eq!(
        dialect("if a：\n\u{3000}\u{3000}b\n\u{A0}\u{A0}\u{A0}\u{A0}c"),
        "if a ： NEWLINE INDENT b NEWLINE c NEWLINE DEDENT END"
    );
    assert_eq!(dialect("“”“doc\n”“”\nx = “”"), "“”“doc\\n”“” NEWLINE x = “” NEWLINE END");
    assert_eq!(dialect("f“{x}” + \"a”"), "f“ { x } ” + \"a” NEWLINE END");
    let source = Source::new("t.co", "f（1）\ng（2）\n");
    assert_eq!(said(&source), ["1:2 '（' (U+FF08), '）' (U+FF09) are read as their ASCII twins"]);
    let source = Source::strict("t.py", "f（1）\ng（2\u{A0}）\n");
    let words = ["1:2 invalid character '（' (U+FF08)", "1:4 invalid character '）' (U+FF09)"];
    assert_eq!(said(&source)[..2], words);
    assert_eq!(said(&source)[2..], ["2:4 invalid non-printable character U+00A0"]);
    // Strings and comments stay as they are.
    assert!(said(&Source::new("t.co", "x = '（“' # ）\n")).is_empty());
}

#[test]
fn open_brackets_end_where_statements_begin() {
    assert_eq!(strict("p('a'\np('b')\n"), "p ( 'a' <RightParen> NEWLINE p ( 'b' ) NEWLINE END");
    assert_eq!(
        strict("def f(a:\n    return a\n"),
        "def f ( a <RightParen> : NEWLINE INDENT return a NEWLINE DEDENT END"
    );
    assert_eq!(strict("x = [1,\nclass A: pass\n"), "x = [ 1 , <RightBracket> NEWLINE class A : pass NEWLINE END");
    assert_eq!(strict("x = (1 +\nimport y\n"), "x = ( 1 + <Error> <RightParen> NEWLINE import y NEWLINE END");
    assert_eq!(strict("[(1]\n)\n"), "[ ( 1 <RightParen> ] NEWLINE END");
    assert_eq!(strict("p('a)\nq"), "p ( 'a) <Error> <RightParen> NEWLINE q NEWLINE END");
    // What is right is never touched, however odd.
    assert_eq!(strict("x = [a\nfor a in b]\n"), "x = [ a for a in b ] NEWLINE END");
    let source = Source::strict("t.py", "f(1,\n");
    assert!(lex(&source).1[0].incomplete);
}

#[test]
fn broken_f_strings_end_with_their_line() {
    assert_eq!(strict("p(f'{x')\nq"), "p ( f' { x <RightBrace> ' ) NEWLINE q NEWLINE END");
    assert_eq!(strict("p(f'{x', b'y')\nq"), "p ( f' { x <RightBrace> ' , b'y' ) NEWLINE q NEWLINE END");
    assert_eq!(strict("a = f'{b\nc = 1\n"), "a = f' { b <RightBrace> <FStringEnd> <Error> NEWLINE c = 1 NEWLINE END");
    assert_eq!(strict("f'{(}'"), "f' { ( <RightParen> } ' NEWLINE END");
    assert_eq!(strict("f'}'"), "f' } ' NEWLINE END");
}

#[test]
fn faults_in_cpythons_words() {
    let one = |text: &str| said(&Source::strict("t.py", text)).join("; ");
    assert_eq!(
        one("1oop = 0777"),
        "1:1 invalid decimal literal; 1:8 leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers"
    );
    assert_eq!(one("0b12 + 0o"), "1:4 invalid digit '2' in binary literal; 1:9 invalid octal literal");
    assert_eq!(
        one("'a\\'"),
        "1:1 unterminated string literal (detected at line 1); perhaps you escaped the end quote?"
    );
    assert_eq!(one("\n'''a\n\n"), "2:1 unterminated triple-quoted string literal (detected at line 3)");
    assert_eq!(one("(\n]"), "2:1 closing parenthesis ']' does not match opening parenthesis '(' on line 1");
    assert_eq!(one("f'{a)}'"), "1:5 f-string: unmatched ')'");
    assert_eq!(one("x\\ y"), "1:3 unexpected character after line continuation character");
    assert_eq!(one("x = \\\n"), "1:6 unexpected EOF while parsing");
    assert_eq!(one("if a:\n        b\n\tc"), "3:1 inconsistent use of tabs and spaces in indentation");
    assert_eq!(one("if a:\n    b\n  c\n  d"), "3:1 unindent does not match any outer indentation level");
    assert_eq!(one(&"(".repeat(201)).split(';').count(), 2);
}

#[test]
fn a_missing_mark_does_not_turn_text_into_code() {
    let text = "def f():\n    \"\"It's text.\n    \"\"\"\n    return 1\n\"\"\"more\"\"\"\n";
    assert_eq!(said(&Source::strict("t.py", text)), ["2:7 invalid syntax"]);
    let text = "\"\"\"It's text.\n\"\"\nx = 1\n\"\"\"It's more.\n\"\"\"\n";
    let words = ["1:1 unterminated triple-quoted string literal (detected at line 4)"];
    assert_eq!(said(&Source::new("t.co", text)), words);
    assert!(dialect(text).contains(" NEWLINE x = 1 NEWLINE "));
    assert_eq!(strict("x = \"\"if y else ''"), "x = \"\" if y else '' NEWLINE END");
}

#[test]
fn a_lone_odd_line_disturbs_no_block() {
    let text = "if a:\n    if b:\n        c\n      d\n        e\nf\n";
    let words = "if a : NEWLINE INDENT if b : NEWLINE INDENT c NEWLINE d NEWLINE e NEWLINE DEDENT DEDENT f NEWLINE END";
    assert_eq!(strict(text), words);
}

#[test]
fn comments_are_found() {
    let source = Source::strict("t.py", "# a\nx = '#' # b\n(  # c\n)");
    let found: Vec<&str> = comments(&source).into_iter().map(|s| source.slice(s)).collect();
    assert_eq!(found, ["# a", "# b", "# c"]);
}

/// The value of a source that is one literal.
fn value(text: &str) -> (Constant, Vec<String>) {
    let source = Source::strict("t.py", text);
    let (tokens, mut diagnostics) = lex(&source);
    let token = tokens[0];
    let constant = match token.kind {
        TokenKind::Str => Constant::Str(literal::string(&source, token.span, &mut diagnostics)),
        TokenKind::Bytes => Constant::Bytes(literal::bytes(&source, token.span, &mut diagnostics)),
        _ => literal::number(&source, token, &mut diagnostics),
    };
    (constant, diagnostics.into_iter().map(|d| d.message).collect())
}

#[test]
fn numbers_are_worth() {
    for (text, wanted) in [("1_000", 1000), ("0xFf", 255), ("0o17", 15), ("0B1_1", 3), ("00", 0)] {
        assert_eq!(value(text).0, Constant::Int(wanted));
    }
    assert_eq!(value("1_0.5e1").0, Constant::Float(105.0));
    assert_eq!(value("1e3J").0, Constant::Imaginary(1000.0));
    assert!(matches!(value("18446744073709551616").0, Constant::BigInt(big) if big.bits() == 65));
    assert!(value(&"1".repeat(4300)).1.is_empty());
    assert!(value(&"1".repeat(4301)).1[0].starts_with("Exceeds the limit (4300 digits) for integer string conversion"));
}

#[test]
fn strings_are_worth() {
    let text = |t: &str| match value(t) {
        (Constant::Str(s), messages) => (s.to_string(), messages.join("; ")),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        text(
            r"'a\n\x41\u4f60\101\N{BULLET}\'\
b'"
        ),
        ("a\nA你A•'b".into(), String::new())
    );
    assert_eq!(text("r'\\n'"), ("\\n".into(), String::new()));
    assert_eq!(text("'''a\r\nb'''").0, "a\nb");
    assert_eq!(text("'\\d\\q'").1, "invalid escape sequence '\\d'");
    let error = "(unicode error) 'unicodeescape' codec can't decode bytes in position 10-12: truncated \\xXX escape";
    assert_eq!(text("'é\\x1'").1, error);
    let (lone, _) = text("'\\ud800'");
    assert_eq!(lone.chars().next().map(code_point), Some(0xD800));
    assert_eq!(value("b'\\xff\\0a'").0, Constant::Bytes([0xFF, 0, b'a'][..].into()));
    assert_eq!(value("b'é'").1, ["bytes can only contain ASCII literal characters"]);
    assert_eq!(literal::name("ﬁn"), "fin");
}

#[test]
fn files_are_decoded() {
    assert_eq!(decode(b"\xEF\xBB\xBFx", None).as_deref(), Ok("x"));
    assert_eq!(decode(b"# coding: gbk\n'\xC4\xE3'", None).as_deref(), Ok("# coding: gbk\n'你'"));
    assert_eq!(
        decode(b"#!x\n# -*- coding: latin-1 -*-\n\xE9", None).as_deref(),
        Ok("#!x\n# -*- coding: latin-1 -*-\né")
    );
    let words = |bytes: &[u8], file| decode(bytes, file).map_err(|e| e.diagnostic.message).unwrap_err();
    assert_eq!(
        words(b"'\xFF'", None),
        "(unicode error) 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"
    );
    assert!(words(b"\n\xFF", Some("a.py")).starts_with("Non-UTF-8 code starting with '\\xff' in file a.py on line 2,"));
    assert_eq!(words(b"a\0", Some("a.py")), "source code cannot contain null bytes");
    assert_eq!(words(b"# coding: nope", None), "unknown encoding: nope");
}

/// A small generator of numbers, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }
}

const PROGRAM: &str = "async def f(a, *, b=[1, 2]):\n    \"\"\"doc\n    \"\"\"\n    if a:\n\n        return f'{a!r:>{b[0]}} {{x}} {f\"{1}\"}'\n    \
    x = {'k': (1,\n 2)}  # c\ny = \\\n  0x1F + 1_0.5e3j; print（“你好”，‘a’）\n“”“z”“”\n";

const PIECES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "f'",
    "f\"",
    "rf'''",
    "b'",
    "\n",
    "\r\n",
    "\r",
    "\n    ",
    "\n\t",
    "\n  ",
    " ",
    "\\",
    "\\\n",
    "\\N{",
    "#",
    ":",
    ":=",
    "!",
    "=",
    "{{",
    "}}",
    "def ",
    "import ",
    "if ",
    "for ",
    "x",
    "1",
    "0x",
    "1_",
    "e5",
    ".",
    "...",
    ",",
    "（",
    "）",
    "“",
    "”",
    "‘",
    "１",
    "．",
    "＝",
    "：",
    "\u{3000}",
    "\u{A0}",
    "\u{200B}",
    "é",
    "😀",
    "$",
    "\x0C",
    "\x01",
    "＼",
    "＃",
    "ｉｆ",
    "＿",
    "·",
    "\u{10FFFF}",
];

fn survives(text: &str) {
    for source in [Source::new("t.co", text), Source::strict("t.py", text)] {
        let (tokens, mut diagnostics) = lex(&source);
        comments(&source);
        for token in tokens {
            match token.kind {
                TokenKind::Str => drop(literal::string(&source, token.span, &mut diagnostics)),
                TokenKind::Bytes => drop(literal::bytes(&source, token.span, &mut diagnostics)),
                TokenKind::FStringMiddle => drop(literal::middle(&source, token.span, false, false, &mut diagnostics)),
                TokenKind::Int | TokenKind::Float | TokenKind::Imaginary => {
                    drop(literal::number(&source, token, &mut diagnostics))
                }
                _ => {}
            }
        }
        for diagnostic in &diagnostics {
            assert!(render(diagnostic, &source, true).contains(diagnostic.code.0));
            assert!(!plain(diagnostic, &source).is_empty() && !json(diagnostic, &source).contains('\n'));
        }
    }
}

#[test]
fn every_cut_of_a_program_is_read() {
    for (cut, _) in PROGRAM.char_indices() {
        survives(&PROGRAM[..cut]);
        survives(&PROGRAM[cut..]);
    }
}

#[test]
fn anything_is_read() {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    for _ in 0..4000 {
        let length = chance.below(24);
        let text: String = (0..length).map(|_| PIECES[chance.below(PIECES.len())]).collect();
        survives(&text);
        let bytes: Vec<u8> = (0..length).map(|_| chance.below(256) as u8).collect();
        let _ = decode(&bytes, None);
        survives(&String::from_utf8_lossy(&bytes));
    }
}
