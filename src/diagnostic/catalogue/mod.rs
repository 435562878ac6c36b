//! The language of what is said: English sentences and their Chinese counterparts, in one catalogue.
//!
//! In: an English sentence, as a stage wrote it. Out: the sentence in the reader's language. The tables `zh.txt` and `titles.txt` pair
//! patterns: `{1}`, `{2}` stand for what differs from case to case (a name, a line). A sentence that no pattern fits stays
//! English, so nothing is ever lost. Exception types and CPython's own messages are never translated.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU8, Ordering};

/// A language to speak to people in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// English
    English,
    /// 中文
    Chinese,
}

impl Language {
    /// A language by its name as `--lang`, `CO_LANG` and locales give it: `zh`, `zh_CN.UTF-8`, `en`.
    pub fn named(name: &str) -> Option<Language> {
        let name = name.to_ascii_lowercase();
        match name.split(['_', '-', '.', '@']).next() {
            Some("zh" | "chinese" | "中文") => Some(Language::Chinese),
            Some("en" | "c" | "posix" | "english") => Some(Language::English),
            _ => None,
        }
    }
}

/// 0: not chosen yet.
static CHOSEN: AtomicU8 = AtomicU8::new(0);

/// Chooses the language for the process.
pub fn choose(language: Language) {
    CHOSEN.store(if language == Language::Chinese { 2 } else { 1 }, Ordering::Relaxed);
}

/// The language chosen; else what `CO_LANG` says, else the locale, else English.
pub fn language() -> Language {
    match CHOSEN.load(Ordering::Relaxed) {
        1 => return Language::English,
        2 => return Language::Chinese,
        _ => {}
    }
    let names = ["CO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
    let set = names.iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    let language = set.as_deref().and_then(Language::named).unwrap_or(Language::English);
    choose(language);
    language
}

/// A sentence in the language chosen.
pub fn said(text: &str) -> Cow<'_, str> {
    said_in(text, language())
}

/// A sentence in a language; the English one where the catalogue has no other.
pub fn said_in(text: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::English => Cow::Borrowed(text),
        Language::Chinese => chinese(text).map_or(Cow::Borrowed(text), Cow::Owned),
    }
}

/// A pair of the table.
struct Pair {
    english: Vec<Piece>,
    chinese: &'static str,
}

/// A part of a pattern.
enum Piece {
    Text(&'static str),
    Hole(usize),
}

fn pieces(pattern: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some((at, number)) = hole(rest) {
        if at > 0 {
            pieces.push(Piece::Text(&rest[..at]));
        }
        pieces.push(Piece::Hole(number));
        rest = &rest[at + 3..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// The place and number of the first hole.
fn hole(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    bytes.windows(3).position(|w| w[0] == b'{' && w[1].is_ascii_digit() && w[2] == b'}').map(|at| {
        let number = bytes[at + 1] - b'0';
        (at, usize::from(number))
    })
}

/// How much of a pattern is the same in every case.
fn fixed(pieces: &[Piece]) -> usize {
    let length = |piece: &Piece| match piece {
        Piece::Text(text) => text.len(),
        Piece::Hole(_) => 0,
    };
    pieces.iter().map(length).sum()
}

fn table() -> &'static [Pair] {
    static TABLE: OnceLock<Vec<Pair>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text: &'static str = concat!(include_str!("titles.txt"), include_str!("zh.txt"));
        let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let mut pairs = Vec::new();
        while let (Some(english), Some(chinese)) = (lines.next(), lines.next()) {
            pairs.push(Pair { english: pieces(english), chinese });
        }
        // "write `{1}`" also fits "write `a`, or `b`": the pattern that says most counts.
        pairs.sort_by_key(|pair| std::cmp::Reverse(fixed(&pair.english)));
        pairs
    })
}

/// What stands in the holes where a sentence fits a pattern.
fn fits<'t>(pieces: &[Piece], text: &'t str) -> Option<[&'t str; 10]> {
    let mut holes = [""; 10];
    let mut rest = text;
    let mut open: Option<usize> = None;
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Hole(number) => open = Some(*number),
            Piece::Text(word) => {
                let is_last = i + 1 == pieces.len();
                let at = match (open, is_last) {
                    (None, _) => rest.starts_with(word).then_some(0)?,
                    (Some(_), true) => rest.ends_with(word).then(|| rest.len() - word.len())?,
                    (Some(_), false) => rest.find(word)?,
                };
                if let Some(number) = open.take() {
                    holes[number] = &rest[..at];
                }
                rest = &rest[at + word.len()..];
            }
        }
    }
    match open {
        Some(number) => holes[number] = rest,
        None if !rest.is_empty() => return None,
        None => {}
    }
    Some(holes)
}

fn chinese(text: &str) -> Option<String> {
    table().iter().find_map(|pair| {
        let holes = fits(&pair.english, text)?;
        let mut out = String::new();
        let mut rest = pair.chinese;
        while let Some((at, number)) = hole(rest) {
            out.push_str(&rest[..at]);
            // What stands in a hole may be a sentence of the catalogue again.
            let inner = if holes[number].len() < text.len() { chinese(holes[number]) } else { None };
            out.push_str(inner.as_deref().unwrap_or(holes[number]));
            rest = &rest[at + 3..];
        }
        out.push_str(rest);
        Some(out)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_carried_over() {
        let pieces = pieces("write `{1}` instead of `{2}`");
        let holes = fits(&pieces, "write `(` instead of `（`");
        assert_eq!(holes.map(|h| (h[1], h[2])), Some(("(", "（")));
        assert!(fits(&pieces, "write nothing").is_none());
    }

    #[test]
    fn what_has_no_counterpart_stays_english() {
        assert_eq!(said_in("no such sentence", Language::Chinese), "no such sentence");
        assert_eq!(said_in("here", Language::Chinese), "这里");
        assert_eq!(said_in("here", Language::English), "here");
    }

    #[test]
    fn every_sentence_of_the_table_has_its_own_counterpart() {
        let mut faults = Vec::new();
        for pair in table() {
            // With something in the holes that no pattern knows.
            let english: String = pair
                .english
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.to_string(),
                    Piece::Hole(n) => format!("x{n}"),
                })
                .collect();
            let mut chinese = pair.chinese.to_string();
            for n in 0..10 {
                chinese = chinese.replace(&format!("{{{n}}}"), &format!("x{n}"));
            }
            let said = said_in(&english, Language::Chinese);
            if said != chinese {
                faults.push(format!("{english}\n  wanted {chinese}\n  got    {said}"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    /// The texts in quotation marks behind `.help(`, `said(` and the like, their holes filled.
    fn texts(source: &str) -> Vec<String> {
        let mut found = Vec::new();
        for opening in [".help(\"", "said(\"", ".help(format!(\"", "\", \"", ", format!(\""] {
            for part in source.split(opening).skip(1) {
                let mut text = String::new();
                let mut rest = part.chars();
                while let Some(c) = rest.next().filter(|c| *c != '"') {
                    match c {
                        '\\' => text.extend(rest.next()),
                        // A hole of a format, not a bracket that is talked about.
                        '{' if rest.as_str().starts_with(char::is_alphanumeric) => {
                            let hole: String = rest.by_ref().take_while(|c| *c != '}').collect();
                            text.push_str(if hole == "plural" { "s" } else { "x" });
                        }
                        _ => text.push(c),
                    }
                }
                found.push(text);
            }
        }
        found.retain(|text| text.contains(' ') && text.len() > 20 && !text.contains('\n'));
        found
    }

    #[test]
    fn every_advice_on_slips_is_said_in_chinese() {
        let mut missing = Vec::new();
        for source in [
            include_str!("../../syntax/slip.rs"),
            include_str!("../../teach/hint/calls.rs"),
            include_str!("../../teach/hint/coroutines.rs"),
            include_str!("../../teach/hint/data.rs"),
            include_str!("../../teach/hint/iteration.rs"),
            include_str!("../../teach/hint/names.rs"),
        ] {
            missing.extend(texts(source).into_iter().filter(|text| said_in(text, Language::Chinese) == *text));
        }
        assert!(missing.is_empty(), "{}", missing.join("\n"));
    }

    #[test]
    fn every_pair_has_the_same_holes() {
        let text = concat!(include_str!("titles.txt"), include_str!("zh.txt"));
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        assert!(lines.len().is_multiple_of(2), "the lines of zh.txt come in pairs");
        let holes = |text: &str| {
            let mut found: Vec<String> =
                text.split('{').filter_map(|p| p.split_once('}')).map(|p| p.0.into()).collect();
            found.retain(|hole: &String| hole.len() == 1 && hole.as_bytes()[0].is_ascii_digit());
            found.sort();
            found.dedup();
            found
        };
        for pair in lines.chunks(2) {
            assert_eq!(holes(pair[0]), holes(pair[1]), "{pair:?}");
            // What is nothing but holes only puts together what is said in Chinese.
            let words = pair[1].split(['{', '}']).step_by(2).any(|between| !between.trim().is_empty());
            assert!(!words || !pair[1].is_ascii(), "{pair:?}");
        }
    }
}
