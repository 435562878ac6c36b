//! Slips of the typing hand: habits of other languages and of Python 2, words run together or apart.
//!
//! In: a fault of the grammar that nobody has explained, and the text around it. Out: the same fault with a help. It looks at
//! the text alone, and never changes the message, which is CPython's.

use crate::diagnostic::{Diagnostic, Severity, codes, near};
use crate::source::{Source, Span};

/// Adds a help to a fault whose text shows what was meant.
pub(super) fn explained(diagnostic: Diagnostic, source: &Source) -> Diagnostic {
    if diagnostic.severity != Severity::Error || diagnostic.help.is_some() || diagnostic.repair.is_some() {
        return diagnostic;
    }
    match diagnostic.code.0 {
        codes::SYNTAX | codes::EXPECTED | codes::COMMA | codes::TRY | codes::CHARACTER => {}
        codes::TARGET if diagnostic.message.contains("'=='") => {
            return diagnostic.help("`=` assigns; to compare, write `==`");
        }
        codes::UNMATCHED => {
            return diagnostic.help("there is one closing bracket too many, or its opening one is missing");
        }
        codes::MISMATCH => {
            return diagnostic.help("what was opened last is closed first: `(` with `)`, `[` with `]`, `{` with `}`");
        }
        codes::NEVER_CLOSED => return diagnostic.help("close it: each `(`, `[` and `{` needs its partner"),
        codes::STRING | codes::F_STRING => {
            return diagnostic.help("end the text with the quotation mark it began with");
        }
        codes::TRIPLE_STRING => return diagnostic.help("end the text with the three quotation marks it began with"),
        codes::BLOCK => {
            return diagnostic.help("indent the lines that belong to it, by four spaces; `pass` stands for nothing");
        }
        codes::ARGUMENTS => return diagnostic.help("values without a name come first, then `name=value`"),
        codes::UNINDENT | codes::INDENT => return aligned(diagnostic, source),
        codes::DUPLICATE_PARAMETER => return diagnostic.help("give the parameters different names"),
        codes::KEYWORD_REPEATED => return diagnostic.help("give each argument once"),
        codes::PAIR => return diagnostic.help("each key of a dict has a value: `key: value`"),
        _ => return diagnostic,
    }
    match slip(&diagnostic, source) {
        Some((help, None)) => diagnostic.help(help),
        Some((help, Some((span, text)))) => diagnostic.help(help).repair(span, text),
        None => diagnostic,
    }
}

/// Shows the line above with which a line should align: for one that is too deep, the line before it; for one that comes
/// back to no block, the nearest of those that stand less deep than the line before.
fn aligned(diagnostic: Diagnostic, source: &Source) -> Diagnostic {
    let line = source.line(diagnostic.span().end.max(diagnostic.span().start));
    let indent = |text: &str| text.chars().take_while(|c| matches!(c, ' ' | '\t')).count();
    let own = indent(source.line_text(line).unwrap_or(""));
    let is_code = |text: &str| !text.trim().is_empty() && !text.trim_start().starts_with('#');
    let before = (1..line).rev().take(200).filter(|l| source.line_text(*l).is_some_and(is_code));
    let mut found: Option<(usize, u32)> = None;
    let mut least = usize::MAX;
    for above in before {
        let depth = indent(source.line_text(above).unwrap_or(""));
        if depth < least {
            // Each line that stands less deep than all below it belongs to a block that is open.
            least = depth;
            let distance = depth.abs_diff(own);
            if found.is_none_or(|f| distance < f.0) {
                found = Some((distance, above));
            }
        }
        if diagnostic.code.0 == codes::INDENT || depth == 0 {
            break;
        }
    }
    let help = match diagnostic.code.0 {
        codes::INDENT => "align the line with the one before it",
        _ => "align the line with the block it belongs to",
    };
    let Some((_, above)) = found else { return diagnostic.help(help) };
    let (Some(start), Some(text)) = (source.line_start(above), source.line_text(above)) else {
        return diagnostic.help(help);
    };
    let span = Span::new(start + indent(text) as u32, start + text.trim_end().len() as u32);
    diagnostic.label(span, "align it with this line").help(help)
}

/// Keywords that begin a statement.
const STATEMENTS: &[&str] = &[
    "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for",
    "from", "global", "if", "import", "match", "nonlocal", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The keyword that the first word of a line was meant to be.
fn keyword_meant(line: &str) -> Option<(&str, &'static str)> {
    let word: &str = line.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    if word.len() < 3 || STATEMENTS.contains(&word) {
        return None;
    }
    let long: Vec<&'static str> = STATEMENTS.iter().copied().filter(|k| k.len() > 2).collect();
    let near = near::nearest_all(word, &long);
    let lower = word.to_lowercase();
    let same = long.iter().find(|k| **k == lower).copied();
    same.or(match near[..] {
        [one] => Some(one),
        _ => None,
    })
    .map(|keyword| (word, keyword))
}

type Slip = (String, Option<(Span, String)>);

fn slip(diagnostic: &Diagnostic, source: &Source) -> Option<Slip> {
    let span = diagnostic.span();
    let line = source.line(span.start);
    let text = source.line_text(line)?;
    let start = source.line_start(line)?;
    let at = (span.start - start) as usize;
    let (before, rest) = (text.get(..at)?, text.get(at..)?);
    let trimmed = text.trim_start();
    let said = |text: &str| Some((text.to_string(), None));
    let place = |from: usize, to: usize| Span::new(start + from as u32, start + to as u32);
    if trimmed.starts_with("else if ") {
        let from = text.find("else if")?;
        return Some(("write `elif`".into(), Some((place(from, from + 7), "elif".into()))));
    }
    for (wrong, right) in [("&&", "and"), ("||", "or")] {
        if let Some(from) = text.find(wrong).filter(|from| from.abs_diff(at) <= 2) {
            let spaced = |at: Option<char>| at.is_none_or(char::is_whitespace);
            let left = if spaced(text[..from].chars().next_back()) { "" } else { " " };
            let right_blank = if spaced(text[from + 2..].chars().next()) { "" } else { " " };
            let repair = (place(from, from + 2), format!("{left}{right}{right_blank}"));
            return Some((format!("in Python this is `{right}`"), Some(repair)));
        }
    }
    if rest.starts_with('!') && !rest.starts_with("!=") {
        return Some(("in Python this is `not`".into(), Some((place(at, at + 1), "not ".into()))));
    }
    if before.trim_end().ends_with("++")
        || before.trim_end().ends_with("--")
        || rest.starts_with("++")
        || rest.starts_with("--")
    {
        let sign = if text.contains("++") { "+" } else { "-" };
        return said(&format!("Python has no `{sign}{sign}`: write `{sign}= 1`"));
    }
    if rest.starts_with("=>") || (rest.starts_with('>') && before.ends_with('=')) {
        return said("a function in an expression is written `lambda x: ...`; at least is `>=`");
    }
    if rest.starts_with(":=") || before.trim_end().ends_with(":=") {
        return said("`:=` stands inside expressions only; a statement assigns with `=`");
    }
    let word_before = before.trim_end().rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    if word_before == "new" {
        let from = before.trim_end().len() - 3;
        return Some((
            "an object is made by calling its class: no `new`".into(),
            Some((place(from, at), String::new())),
        ));
    }
    if trimmed.starts_with("raise ") && rest.starts_with(',') {
        return said("this is Python 2: write `raise ValueError(\"...\")`");
    }
    if diagnostic.message.starts_with("multiple exception types") {
        return said(
            "several types stand in brackets, `except (A, B):`; the exception's name comes after `as`, `except A as exc:`",
        );
    }
    if trimmed.starts_with("switch ") || (trimmed.starts_with("case ") && diagnostic.code.0 == codes::SYNTAX) {
        return said("Python's `switch` is `match x:` with `case ...:`");
    }
    if rest.starts_with("return") && before.contains("lambda") {
        return said("a lambda gives the value of its expression: no `return`");
    }
    for (word, help) in [
        ("function ", "a function begins with `def`"),
        ("func ", "a function begins with `def`"),
        ("foreach ", "a loop over items is written `for x in items:`"),
        ("elsif ", "write `elif`"),
        ("elseif ", "write `elif`"),
        ("catch ", "write `except`"),
        ("var ", "variables need no word before them: `x = 1`"),
        ("let ", "variables need no word before them: `x = 1`"),
        ("const ", "variables need no word before them: `x = 1`"),
        ("do:", "Python has no `do`: write `while True:` and `break`"),
        ("async for", "`async for` and its block stand inside an `async def`"),
    ] {
        if trimmed.starts_with(word) {
            return said(help);
        }
    }
    if rest.starts_with(';')
        && ["for ", "if ", "while ", "def ", "class ", "with "].iter().any(|w| trimmed.starts_with(w))
    {
        return Some(("end the header with a colon, not a semicolon".into(), Some((place(at, at + 1), ":".into()))));
    }
    if rest.starts_with("async lambda") || before.trim_end().ends_with("async") && rest.starts_with("lambda") {
        return said("a lambda cannot be async: write an `async def`");
    }
    if matches!(word_before, "ur" | "UR") && rest.starts_with(['"', '\'']) {
        return said("this is Python 2: every text is Unicode now, write `r\"...\"`");
    }
    if diagnostic.code.0 == codes::SYNTAX
        && let Some((word, keyword)) = keyword_meant(trimmed)
        && at > text.len() - trimmed.len()
    {
        let from = text.len() - trimmed.len();
        return Some((format!("did you mean `{keyword}`?"), Some((place(from, from + word.len()), keyword.into()))));
    }
    // `while x print(1)`: a statement begins where the header has not ended.
    let header = ["if ", "elif ", "while ", "for ", "with ", "class "].iter().any(|word| trimmed.starts_with(word));
    let begun =
        |word: &str| rest.strip_prefix(word).is_some_and(|r| !r.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
    if header
        && !before.contains(':')
        && ["print", "return", "break", "continue", "pass", "raise", "yield"].iter().any(|w| begun(w))
    {
        return Some((format!("a colon ends the header: `{}:`", before.trim()), None));
    }
    if trimmed.ends_with(':')
        && rest.trim().is_empty()
        && trimmed[..trimmed.len() - 1].chars().all(|c| c.is_alphanumeric() || c == '_')
    {
        return Some((
            format!(
                "a block's header begins with a keyword: `def {}():` for a function",
                &trimmed[..trimmed.len() - 1]
            ),
            None,
        ));
    }
    if rest.starts_with('?') {
        return said("a choice in an expression is written `a if condition else b`");
    }
    if trimmed.starts_with("import ") && trimmed.contains(" from ") {
        return said("write `from module import name`");
    }
    if diagnostic.message == "expected '('"
        && word_before.ends_with(|c: char| c.is_ascii_digit())
        && word_before.ends_with('0')
    {
        let name = &word_before[..word_before.len() - 1];
        return said(&format!("a function's name is followed by brackets: is it `{name}():`?"));
    }
    if diagnostic.code.0 == codes::COMMA {
        // Two words that are one name, torn apart: `asyncio.ensure future(...)`.
        let second = diagnostic.labels.get(1).map(|l| l.span);
        let joint = second.map_or(span.end, |s| s.start);
        let left = source.text.get(..joint as usize)?.trim_end();
        let first = left.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        let right = source.text.get(joint as usize..)?;
        let next: String = right.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        let is_word = |w: &str| w.chars().next().is_some_and(char::is_alphabetic);
        let dotted = left[..left.len() - first.len()].ends_with('.');
        if dotted && is_word(first) && is_word(&next) {
            let gap = Span::new(left.len() as u32, joint);
            return Some((format!("a name has no blanks: is it `{first}_{next}`?"), Some((gap, "_".into()))));
        }
    }
    None
}
