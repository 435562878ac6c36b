//! The pages that explain codes: what happened, why, a wrong program and the right one, in English and Chinese.
//!
//! In: a code or a word. Out: pages. The text lies in `pages.md`; its programs are run by the tests.

use super::catalogue::Language;

/// A page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The code.
    pub code: &'static str,
    /// The title in English and in Chinese.
    pub titles: [&'static str; 2],
    texts: [&'static str; 2],
    /// A program that brings the code about.
    pub wrong: &'static str,
    /// The program as it should be.
    pub right: &'static str,
}

impl Page {
    /// The title in a language.
    pub fn title(&self, language: Language) -> &'static str {
        self.titles[usize::from(language == Language::Chinese)]
    }

    /// The text in a language.
    pub fn text(&self, language: Language) -> &'static str {
        self.texts[usize::from(language == Language::Chinese)]
    }

    /// The whole page in a language.
    pub fn rendered(&self, language: Language) -> String {
        let (wrong, right) = match language {
            Language::English => ("Wrong:", "Right:"),
            Language::Chinese => ("错误的写法：", "正确的写法："),
        };
        let program = |text: &str| -> String {
            text.lines().map(|line| if line.is_empty() { "\n".to_string() } else { format!("    {line}\n") }).collect()
        };
        let head = format!("{}  {}", self.code, self.title(language));
        format!(
            "{head}\n\n{}\n\n{wrong}\n\n{}\n{right}\n\n{}",
            self.text(language).trim().replace('\n', "\n\n"),
            program(self.wrong),
            program(self.right)
        )
    }

    /// Whether a word stands in it, in either language.
    pub fn mentions(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        let all = self.titles.iter().chain(&self.texts).chain([&self.wrong, &self.right]);
        all.into_iter().any(|text| text.to_lowercase().contains(&word))
    }
}

/// All pages, in the order of their codes in the file.
pub fn all() -> Vec<Page> {
    let text: &'static str = include_str!("pages.md");
    text.split("\n# ").filter_map(|part| page(part.strip_prefix("# ").unwrap_or(part))).collect()
}

fn page(part: &'static str) -> Option<Page> {
    let (head, rest) = part.split_once('\n')?;
    let mut titles = head.split(" | ");
    let (code, english, chinese) = (titles.next()?, titles.next()?, titles.next()?);
    let section = |name: &str| -> Option<&'static str> {
        let start = rest.find(&format!("## {name}\n"))? + name.len() + 4;
        let body = &rest[start..];
        Some(body.find("\n## ").map_or(body, |end| &body[..end]).trim_end())
    };
    Some(Page {
        code,
        titles: [english, chinese],
        texts: [section("en")?, section("zh")?],
        wrong: section("wrong")?,
        right: section("right")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_whole() {
        let pages = all();
        assert_eq!(pages.len(), include_str!("pages.md").lines().filter(|l| l.starts_with("# ")).count());
        for page in &pages {
            assert!(crate::diagnostic::codes::TABLE.iter().any(|c| c.0 == page.code), "{}", page.code);
            assert!(!page.text(Language::Chinese).is_ascii());
            assert!(page.rendered(Language::English).contains("Wrong:"));
        }
    }
}
