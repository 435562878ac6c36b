//! Typography: what word processors, input methods and web pages put in the place of ASCII.
//!
//! In: single characters. Out: the ASCII twin of each, and one report per character and file, however often it stands
//! there. In the dialect a twin is a warning; otherwise it is CPython's error with the twin as the repair.
//! Nothing here knows tokens; strings and comments never come here.

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use unicode_general_category::{GeneralCategory, get_general_category};

/// How many places of one character are shown; the rest are counted.
const SHOWN: usize = 6;

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

/// One character: where it stands, and how it was read.
struct Met {
    char: char,
    twin: &'static str,
    places: Vec<Span>,
    more: u32,
}

impl Typography {
    /// Notes that `c` at `span` was read as `twin` (empty for a space).
    pub fn note(&mut self, c: char, twin: &'static str, span: Span) {
        let index = self.met.iter().position(|m| m.char == c).unwrap_or_else(|| {
            self.met.push(Met { char: c, twin, places: Vec::new(), more: 0 });
            self.met.len() - 1
        });
        let met = &mut self.met[index];
        if met.places.len() < SHOWN { met.places.push(span) } else { met.more += 1 }
    }

    /// Takes back what was noted from `byte` on, because the text is read again.
    pub fn forget_from(&mut self, byte: u32) {
        for met in &mut self.met {
            met.places.retain(|span| span.start < byte);
        }
        self.met.retain(|met| !met.places.is_empty());
    }

    /// One diagnostic per character: a warning in the dialect, otherwise CPython's error.
    pub fn report(self, dialect: bool, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(self.met.into_iter().map(|met| met.report(dialect)));
    }
}

impl Met {
    fn report(self, dialect: bool) -> Diagnostic {
        let Met { char: c, twin, places, more } = self;
        let first = places.first().copied().unwrap_or_default();
        let number = format!("U+{:04X}", c as u32);
        let blank = twin.is_empty();
        let mut diagnostic = if !dialect {
            invalid(c, first)
        } else if blank {
            Diagnostic::warning(codes::SPACE, format!("{} {number} is read as a space", space_name(c)), first)
        } else if quote(c).is_some() {
            Diagnostic::warning(codes::QUOTE, format!("'{c}' ({number}) is read as a quotation mark {twin}"), first)
        } else {
            Diagnostic::warning(codes::TWIN, format!("'{c}' ({number}) is read as '{twin}'"), first)
        };
        for &place in places.iter().skip(1) {
            diagnostic = diagnostic.label(place, "");
        }
        if more > 0 {
            diagnostic = diagnostic.note(format!("it stands in {more} more place{}", if more == 1 { "" } else { "s" }));
        }
        match (blank, space(c)) {
            (true, Some(0)) => diagnostic.help("remove it").repair(first, ""),
            (true, _) => diagnostic.help("type an ordinary space").repair(first, " "),
            _ => diagnostic.repair(first, twin),
        }
    }
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
