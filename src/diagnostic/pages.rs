//! The pages that explain codes: what happened, why, a wrong program and the right one, in English and Chinese.
//!
//! In: a code or a word. Out: pages. A page speaks of one code or of several with one idea; the first is the one that its
//! wrong program brings about. The text lies in `pages/*.md`; its programs are run by the tests.

use super::catalogue::{Language, said_in};
use super::codes;
use std::borrow::Cow;

/// The text, by what it is about.
const TEXTS: &[&str] = &[
    include_str!("pages/text.md"),
    include_str!("pages/grammar.md"),
    include_str!("pages/names.md"),
    include_str!("pages/coroutines.md"),
    include_str!("pages/data.md"),
    include_str!("pages/habits.md"),
];

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The codes it explains.
    pub codes: Vec<&'static str>,
    texts: [&'static str; 2],
    /// A program that brings the first code about.
    pub wrong: &'static str,
    /// The program as it should be.
    pub right: &'static str,
}

/// The title of a code in a language.
pub fn title(code: &str, language: Language) -> Cow<'static, str> {
    let english = codes::TABLE.iter().find(|row| row.0 == code).map_or("", |row| row.1);
    said_in(english, language)
}

impl Page {
    /// The text in a language.
    pub fn text(&self, language: Language) -> &'static str {
        self.texts[usize::from(language == Language::Chinese)]
    }

    /// The whole page in a language, for one of its codes.
    pub fn rendered(&self, code: &str, language: Language) -> String {
        let (wrong, right, also) = match language {
            Language::English => ("Wrong:", "Right:", "This page is also about"),
            Language::Chinese => ("错误的写法：", "正确的写法：", "同一页还说明"),
        };
        let program = |text: &str| -> String {
            text.lines().map(|line| if line.is_empty() { "\n".to_string() } else { format!("    {line}\n") }).collect()
        };
        let mut out = format!(
            "{code}  {}\n\n{}\n\n{wrong}\n\n{}\n{right}\n\n{}",
            title(code, language),
            self.text(language).trim().replace('\n', "\n\n"),
            program(self.wrong),
            program(self.right)
        );
        let others: Vec<String> =
            self.codes.iter().filter(|c| **c != code).map(|c| format!("    {c}  {}\n", title(c, language))).collect();
        if !others.is_empty() {
            out.push_str(&format!("\n{also}:\n\n{}", others.concat()));
        }
        out
    }

    /// Whether a word stands in its text or programs, in either language.
    pub fn mentions(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let mut all = self.texts.iter().chain([&self.wrong, &self.right]);
        all.any(|text| text.to_lowercase().contains(&word))
    }
}

/// All pages, in the order of the files.
pub fn all() -> Vec<Page> {
    let mut pages = Vec::new();
    for text in TEXTS {
        let mut heads: Vec<usize> = text.match_indices("\n# ").map(|(at, _)| at + 1).collect();
        // A comment in a program may look like a head: a code must follow.
        heads.retain(|at| is_head(&text[*at..]));
        heads.insert(0, 0);
        heads.push(text.len());
        pages.extend(heads.windows(2).filter_map(|w| page(&text[w[0]..w[1]])));
    }
    pages
}

/// Whether a line begins with `# ` and a code.
fn is_head(text: &str) -> bool {
    let word = text.strip_prefix("# ").and_then(|t| t.split_whitespace().next()).unwrap_or("");
    word.len() == 5 && word.starts_with(['E', 'W', 'N']) && word[1..].bytes().all(|b| b.is_ascii_digit())
}

fn page(part: &'static str) -> Option<Page> {
    let (head, rest) = part.strip_prefix("# ")?.split_once('\n')?;
    let section = |name: &str| -> Option<&'static str> {
        let start = rest.find(&format!("## {name}\n"))? + name.len() + 4;
        let body = &rest[start..];
        Some(body.find("\n## ").map_or(body, |end| &body[..end]).trim_end())
    };
    Some(Page {
        codes: head.split_whitespace().collect(),
        texts: [section("en")?, section("zh")?],
        wrong: section("wrong")?,
        right: section("right")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_one_page_and_a_title_in_both_languages() {
        let pages = all();
        for (i, (code, english)) in codes::TABLE.iter().enumerate() {
            assert_eq!(pages.iter().filter(|p| p.codes.contains(code)).count(), 1, "{code}");
            assert!(!title(code, Language::Chinese).is_ascii(), "{code} {english}");
            assert!(codes::TABLE[..i].iter().all(|row| row.0 != *code), "{code} stands twice");
        }
        for code in pages.iter().flat_map(|p| &p.codes) {
            assert!(codes::TABLE.iter().any(|row| row.0 == *code), "{code} is no code");
        }
    }

    #[test]
    fn every_page_is_whole() {
        let pages = all();
        let heads = TEXTS.iter().flat_map(|t| t.lines()).filter(|l| is_head(l)).count();
        assert_eq!(pages.len(), heads);
        for page in &pages {
            assert!(!page.text(Language::Chinese).is_ascii());
            assert!(page.text(Language::Chinese).contains("\n记住："), "{:?}", page.codes);
            assert!(page.text(Language::English).contains("\nRemember: "), "{:?}", page.codes);
            assert!(page.rendered(page.codes[0], Language::English).contains("Wrong:"));
        }
    }
}
