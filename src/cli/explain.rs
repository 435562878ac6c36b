//! `co explain`: what a code means, in English or Chinese.
//!
//! In: a code, a word, or nothing. Out: a page, the pages that mention the word, or the list of all codes.

use crate::diagnostic::catalogue::{Language, language};
use crate::diagnostic::{codes, pages};
use crate::host::terminal::columns;
use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

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

/// What is known of a code or a word; without one, the list of all codes. Else what to say instead.
pub fn explained(what: Option<&str>) -> Result<String, String> {
    let language = language();
    let word = what.map(str::to_lowercase);
    if word.as_deref() == Some("shell") {
        return Ok(crate::shell::guide(language).to_string());
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
        let named = |word: &str| english.to_lowercase().contains(word) || title.to_lowercase().contains(word);
        // A page that speaks of several codes is found once, by its text; each of its codes by its own title.
        let shown = word.as_deref().is_none_or(|word| named(word) || (page.codes[0] == *code && page.mentions(word)));
        if shown {
            // Writing to a String does not fail.
            let _ = writeln!(list, "{code}  {title}");
            found.push(code);
        }
    }
    let only = pages.iter().find(|p| found.len() == 1 && p.codes.contains(&found[0]));
    match (found.len(), what, language) {
        (0, Some(what), Language::English) => {
            Err(format!("co: nothing is known of '{what}'; 'co explain' lists the codes"))
        }
        (0, Some(what), Language::Chinese) => Err(format!("co: 没有关于 '{what}' 的说明；'co explain' 会列出所有代码")),
        (_, None, Language::English) => Ok(format!("{list}shell  a session of the interactive shell to follow\n")),
        (_, None, Language::Chinese) => Ok(format!("{list}shell  交互式解释器：跟着做一遍\n")),
        // One page is shown at once.
        _ => Ok(only.map_or(list, |page| page.rendered(found[0], language))),
    }
}

/// A text whose lines are broken where words end, or between wide characters, to stand in so many columns. Programs,
/// which are indented, stay as they are.
pub fn wrapped(text: &str, columns: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut rest = line;
        while !rest.starts_with(' ') && rest.width() >= columns {
            let at = break_of(rest, columns);
            out.push_str(rest[..at].trim_end());
            out.push('\n');
            rest = rest[at..].trim_start();
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

/// Where a line that is too wide is broken.
fn break_of(line: &str, columns: usize) -> usize {
    let (mut column, mut best, mut before) = (0, 0, false);
    for (at, c) in line.char_indices() {
        let wide = c.width().unwrap_or(0);
        // What closes stays with what it closes.
        let may = c == ' ' || (before || wide > 1) && !"，。：；！？、）”’》".contains(c);
        if may && at > 0 {
            best = at;
        }
        column += wide;
        if column >= columns {
            return if best > 0 { best } else { at.max(c.len_utf8()) };
        }
        before = wide > 1;
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_end_between_words_and_wide_characters() {
        assert_eq!(wrapped("one two three\n    a program stays\n", 9), "one two\nthree\n    a program stays\n");
        assert_eq!(wrapped("协程，任务和循环", 7), "协程，\n任务和\n循环\n");
    }
}
