//! `co explain`: what a code means, in English or Chinese.
//!
//! In: a code, a word, or nothing. Out: a page, the pages that mention the word, or the list of all codes.

use crate::diagnostic::catalogue::{Language, language};
use crate::diagnostic::{codes, pages};
use std::fmt::Write;

/// Explains; 1 when nothing is known.
pub fn explain(what: Option<&str>) -> i32 {
    let language = language();
    let word = what.map(str::to_lowercase);
    let pages = pages::all();
    if let Some(page) = pages.iter().find(|p| p.codes.iter().any(|c| Some(c.to_lowercase()) == word)) {
        let code = what.unwrap_or("").to_uppercase();
        return print(&page.rendered(&code, language));
    }
    let mut list = String::new();
    let mut found: Vec<&str> = Vec::new();
    for (code, english) in codes::TABLE {
        let Some(page) = pages.iter().find(|p| p.codes.contains(code)) else { continue };
        let title = pages::title(code, language);
        let named = |word: &str| english.to_lowercase().contains(word) || title.to_lowercase().contains(word);
        // A page that speaks of several codes is found once, by its text; each of its codes by its own title.
        let shown = word.as_deref().is_none_or(|word| named(word) || (page.codes[0] == *code && page.mentions(word)));
        if shown {
            // Writing to a String does not fail.
            let _ = writeln!(list, "{code}  {title}");
            found.push(code);
        }
    }
    match (found.len(), what) {
        (0, Some(what)) => {
            match language {
                Language::English => eprintln!("co: nothing is known of '{what}'; 'co explain' lists the codes"),
                Language::Chinese => eprintln!("co: 没有关于 '{what}' 的说明；'co explain' 会列出所有代码"),
            }
            1
        }
        // One page is shown at once.
        (1, Some(_)) => match pages.iter().find(|p| p.codes.contains(&found[0])) {
            Some(page) => print(&page.rendered(found[0], language)),
            None => 1,
        },
        _ => print(&list),
    }
}

/// Prints; a reader that went away, as `head` does, is no fault.
fn print(text: &str) -> i32 {
    use std::io::Write;
    let _ = std::io::stdout().write_all(text.as_bytes());
    0
}
