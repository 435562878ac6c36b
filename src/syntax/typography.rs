//! Typography: what word processors, input methods and web pages put in the place of ASCII.
//!
//! In: single characters. Out: the ASCII twin of each, and one report per file, however many there are. In the dialect
//! that is a warning; otherwise it is CPython's error with the twin as the repair.
//! Nothing here knows tokens; strings and comments never come here.

use crate::diagnostic::{Diagnostic, Repair, codes};
use crate::source::Span;
use std::borrow::Cow;
use unicode_general_category::{GeneralCategory, get_general_category};

/// How many places are shown in one diagnostic; the rest are counted.
const SHOWN: usize = 6;
/// How many characters are named in one message.
const NAMED: usize = 4;

/// The ASCII text that a typographic operator, bracket or digit stands for. Letters are not here: NFKC sees to them.
pub fn twin(c: char) -> Option<&'static str> {
    Some(match c {
        '（' | '﹙' | '⦅' | '｟' => "(",
        '）' | '﹚' | '⦆' | '｠' => ")",
        '［' | '【' | '〔' | '〖' | '〚' => "[",
        '］' | '】' | '〕' | '〗' | '〛' => "]",
        '｛' | '﹛' => "{",
        '｝' | '﹜' => "}",
        '，' | '、' | '﹐' | '﹑' | '､' => ",",
        '：' | '﹕' | '︰' | '∶' => ":",
        '；' | '﹔' => ";",
        '．' | '。' | '｡' | '﹒' => ".",
        '＝' | '﹦' => "=",
        '＋' | '﹢' => "+",
        '－' | '﹣' | '−' | '–' | '—' | '‐' | '‑' => "-",
        '＊' | '﹡' | '∗' => "*",
        '／' | '∕' | '⁄' => "/",
        '％' | '﹪' => "%",
        '＜' | '﹤' => "<",
        '＞' | '﹥' => ">",
        '＆' | '﹠' => "&",
        '｜' | '∣' => "|",
        '＾' => "^",
        '～' | '∼' => "~",
        '＠' | '﹫' => "@",
        '！' | '﹗' => "!",
        '＃' | '﹟' => "#",
        '＼' | '﹨' => "\\",
        '＿' => "_",
        '…' => "...",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '→' => "->",
        '０'..='９' => DIGITS[c as usize - '０' as usize],
        _ => return None,
    })
}

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// How many columns a typographic space takes as indentation; None for anything else. Characters without width count
/// as nothing.
pub fn space(c: char) -> Option<u32> {
    match c {
        '\u{3000}' => Some(2),
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => Some(1),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => Some(0),
        _ => None,
    }
}

/// For a typographic quotation mark, the ASCII one it stands for.
pub fn quote(c: char) -> Option<char> {
    match c {
        '“' | '”' | '„' | '‟' | '＂' | '〝' | '〞' => Some('"'),
        '‘' | '’' | '‚' | '‛' | '＇' => Some('\''),
        _ => None,
    }
}

/// How `count` quotation marks of a kind are written in ASCII.
pub fn straight(ascii: u8, count: usize) -> &'static str {
    match (ascii, count) {
        (b'"', 3) => "\"\"\"",
        (b'"', _) => "\"",
        (_, 3) => "'''",
        _ => "'",
    }
}

/// Whether CPython prints the character in an error message, or only its number.
pub fn is_printable(c: char) -> bool {
    use GeneralCategory::*;
    !matches!(
        get_general_category(c),
        Control | Format | Surrogate | PrivateUse | Unassigned | LineSeparator | ParagraphSeparator | SpaceSeparator
    ) || c == ' '
}

/// What the lexer has met so far.
#[derive(Default)]
pub struct Typography {
    met: Vec<Met>,
}

/// One character, or a run of the same, and how it was read; an empty twin is a space.
struct Met {
    char: char,
    twin: Cow<'static, str>,
    span: Span,
}

/// What is reported together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Twin,
    Quote,
    Space,
}

impl Met {
    fn class(&self) -> Class {
        if quote(self.char).is_some() {
            Class::Quote
        } else if self.twin.is_empty() {
            Class::Space
        } else {
            Class::Twin
        }
    }

    /// `'（' (U+FF08)`, `no-break space U+00A0`
    fn name(&self) -> String {
        let (c, number) = (self.char, self.char as u32);
        match self.class() {
            Class::Space => format!("{} U+{number:04X}", space_name(c)),
            _ => format!("'{c}' (U+{number:04X})"),
        }
    }

    /// How it was read.
    fn reading(&self) -> String {
        match self.class() {
            Class::Space if space(self.char) == Some(0) => "ignored".into(),
            Class::Space => "read as a space".into(),
            _ => format!("read as `{}`", self.twin),
        }
    }

    /// The repair for a character.
    fn repair(&self) -> Repair {
        let text = match (self.class(), space(self.char)) {
            (Class::Space, Some(0)) => "",
            (Class::Space, _) => " ",
            _ => &self.twin,
        };
        Repair { span: self.span, text: text.to_string() }
    }

    fn repaired(&self, diagnostic: Diagnostic) -> Diagnostic {
        match (self.class(), space(self.char)) {
            (Class::Space, Some(0)) => diagnostic.help("remove it").repair(self.span, ""),
            (Class::Space, _) => diagnostic.help("type an ordinary space").repair(self.span, " "),
            _ => diagnostic.repair(self.span, self.twin.clone()),
        }
    }
}

impl Typography {
    /// Notes that `c` at `span` was read as `twin` (empty for a space).
    pub fn note(&mut self, c: char, twin: impl Into<Cow<'static, str>>, span: Span) {
        self.met.push(Met { char: c, twin: twin.into(), span });
    }

    /// Takes back what was noted from `byte` on, because the text is read again.
    pub fn forget_from(&mut self, byte: u32) {
        while self.met.pop_if(|met| met.span.start >= byte).is_some() {}
    }

    /// In the dialect one warning for each class of characters; otherwise CPython's error, once for each character.
    pub fn report(self, dialect: bool, diagnostics: &mut Vec<Diagnostic>) {
        if dialect {
            for (class, code) in
                [(Class::Twin, codes::TWIN), (Class::Quote, codes::QUOTE), (Class::Space, codes::SPACE)]
            {
                let met: Vec<&Met> = self.met.iter().filter(|m| m.class() == class).collect();
                diagnostics.extend(warning(class, code, &met));
            }
            return;
        }
        for (met, count) in first_of_each(&self.met) {
            let mut diagnostic = met.repaired(invalid(met.char, met.span));
            let others = self.met.iter().filter(|m| m.char == met.char && m.span != met.span);
            diagnostic.further = others.map(Met::repair).collect();
            diagnostics.push(if count > 1 { diagnostic.note(more(count - 1)) } else { diagnostic });
        }
    }
}

/// One warning for all characters of a class.
fn warning(class: Class, code: &'static str, met: &[&Met]) -> Option<Diagnostic> {
    let first = *met.first()?;
    let each = first_of_each(met.iter().copied());
    let names: Vec<String> = each.iter().take(NAMED).map(|(m, _)| m.name()).collect();
    let names = names.join(", ") + if each.len() > NAMED { " and others" } else { "" };
    let message = match (class, &*each) {
        (Class::Twin, [_]) => format!("{names} is read as '{}'", first.twin),
        (Class::Twin, _) => format!("{names} are read as their ASCII twins"),
        (Class::Quote, [_]) => format!("{names} is read as a quotation mark"),
        (Class::Quote, _) => format!("{names} are read as quotation marks"),
        (Class::Space, [_]) => format!("{names} is {}", first.reading()),
        (Class::Space, _) => format!("{names} are read as spaces"),
    };
    let mut diagnostic = Diagnostic::warning(code, message, first.span).here(first.reading());
    let mut shown = 1;
    for (m, _) in each.iter().skip(1).take(SHOWN - 1) {
        diagnostic = diagnostic.label(m.span, m.reading());
        shown += 1;
    }
    // Of spaces one sees nothing: one place says it all.
    if class != Class::Space {
        let others = met.iter().filter(|m| !each.iter().any(|(e, _)| e.span == m.span));
        for m in others.take(SHOWN.saturating_sub(shown)) {
            diagnostic = diagnostic.label(m.span, m.reading());
            shown += 1;
        }
    }
    if met.len() > shown {
        diagnostic = diagnostic.note(more(met.len() - shown));
    }
    let mut diagnostic = first.repaired(diagnostic);
    diagnostic.further = met.iter().skip(1).map(|m| m.repair()).collect();
    Some(diagnostic)
}

/// The first place of each character, and how often it stands anywhere; in the order of the text.
fn first_of_each<'m>(met: impl IntoIterator<Item = &'m Met>) -> Vec<(&'m Met, usize)> {
    let mut each: Vec<(&Met, usize)> = Vec::new();
    for m in met {
        match each.iter_mut().find(|(e, _)| e.char == m.char) {
            Some((_, count)) => *count += 1,
            None => each.push((m, 1)),
        }
    }
    each
}

fn more(count: usize) -> String {
    format!("so it is in {count} more place{}", if count == 1 { "" } else { "s" })
}

/// CPython's error for a character that belongs to no token.
pub fn invalid(c: char, span: Span) -> Diagnostic {
    if is_printable(c) {
        Diagnostic::error(codes::CHARACTER, format!("invalid character '{c}' (U+{:04X})", c as u32), span)
    } else {
        Diagnostic::error(codes::NON_PRINTABLE, format!("invalid non-printable character U+{:04X}", c as u32), span)
    }
}

fn space_name(c: char) -> &'static str {
    match c {
        '\u{3000}' => "ideographic space",
        '\u{A0}' | '\u{202F}' => "no-break space",
        _ if space(c) == Some(0) => "invisible character",
        _ => "typographic space",
    }
}
