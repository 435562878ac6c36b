//! `co explain`: what a code means, in English or Chinese.
//!
//! In: a code, a word, or nothing. Out: a page, the pages that mention the word, or the list of all codes.

use crate::diagnostic::catalogue::{Language, language};
use crate::diagnostic::window::wrapped;
use crate::diagnostic::{codes, near, pages};
use crate::host::terminal::columns;
use std::fmt::Write;

/// Explains; 1 when nothing is known.
pub fn explain(what: Option<&str>) -> i32 {
    match explained(what) {
        Ok(text) => {
            use std::io::Write;
            // A reader that went away, as `head` does, is no fault.
            let _ = std::io::stdout().write_all(wrapped(&text, columns().unwrap_or(usize::MAX)).as_bytes());
            0
        }
        Err(text) => {
            eprintln!("{text}");
            1
        }
    }
}

/// Pages that explain no code.
const GUIDES: &str = "shell  a session of the interactive shell to follow\nrecording  what `--trace jsonl` writes, line by line\n\
     show  what `co show --format json` writes\n";
const GUIDES_IN_CHINESE: &str = "shell  交互式解释器：跟着做一遍\nrecording  `--trace jsonl` 逐行写出什么\n\
     show  `co show --format json` 写出什么\n";

/// What is known of a code or a word; without one, the list of all codes. Else what to say instead.
pub fn explained(what: Option<&str>) -> Result<String, String> {
    let language = language();
    let word = what.map(str::to_lowercase);
    match word.as_deref() {
        Some("shell") => return Ok(crate::shell::guide(language).to_string()),
        Some("show") => return Ok(crate::teach::states::guide(language).to_string()),
        Some("recording") => return Ok(crate::teach::record::guide(language).to_string()),
        _ => {}
    }
    let pages = pages::all();
    if let Some(page) = pages.iter().find(|p| p.codes.iter().any(|c| Some(c.to_lowercase()) == word)) {
        let code = what.unwrap_or("").to_uppercase();
        return Ok(page.rendered(&code, language));
    }
    let mut list = String::new();
    let mut found: Vec<&str> = Vec::new();
    for (code, english) in codes::TABLE {
        let Some(page) = pages.iter().find(|p| p.codes.contains(code)) else { continue };
        let title = pages::title(code, language);
        let named = |word: &str| {
            let begins = word.len() > 1 && code.to_lowercase().starts_with(word);
            begins || english.to_lowercase().contains(word) || title.to_lowercase().contains(word)
        };
        // A page that speaks of several codes is found once, by its text; each of its codes by its own title.
        let speaks = |word: &str| named(word) || (page.codes[0] == *code && page.mentions(word));
        let shown = word.as_deref().is_none_or(|words| words.split_whitespace().all(speaks));
        if shown {
            // Writing to a String does not fail.
            let _ = writeln!(list, "{code}  {title}");
            found.push(code);
        }
    }
    let only = pages.iter().find(|p| found.len() == 1 && p.codes.contains(&found[0]));
    match (found.len(), what, language) {
        (0, Some(what), Language::English) => {
            let near = meant(what, &pages).map(|word| format!("; did you mean '{word}'?")).unwrap_or_default();
            Err(format!("co: nothing is known of '{what}'{near}; 'co explain' lists the codes"))
        }
        (0, Some(what), Language::Chinese) => {
            let near = meant(what, &pages).map(|word| format!("，是不是 '{word}'？")).unwrap_or("；".into());
            Err(format!("co: 没有关于 '{what}' 的说明{near}'co explain' 会列出所有代码"))
        }
        (_, None, Language::English) => Ok(format!("{list}{GUIDES}")),
        (_, None, Language::Chinese) => Ok(format!("{list}{GUIDES_IN_CHINESE}")),
        // One page is shown at once.
        _ => Ok(only.map_or(list, |page| page.rendered(found[0], language))),
    }
}

/// The word of the pages or titles that is spelt nearly like one that nobody knows.
fn meant(what: &str, pages: &[pages::Page]) -> Option<String> {
    let texts =
        pages.iter().map(|page| page.text(Language::English)).chain(codes::TABLE.iter().map(|(_, title)| *title));
    let letters = |c: char| !c.is_ascii_alphabetic();
    let mut words: Vec<String> =
        texts.flat_map(|text| text.split(letters)).filter(|word| word.len() > 3).map(str::to_lowercase).collect();
    words.sort();
    words.dedup();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    near::nearest_all(&what.to_lowercase(), &words).first().map(|word| word.to_string())
}
