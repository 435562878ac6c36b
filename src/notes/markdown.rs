//! Markdown: its fenced blocks of code.
//!
//! In: the text. Out: cells. Blocks tagged with another language are no cells; blocks without a tag are cells when they
//! read as code (or are shown as skipped).

use super::{Cell, cell, transcript};
use std::rc::Rc;

/// Tags of code, in lower case.
const CODE: &[&str] = &["python", "py", "python3", "co", "ipython", "ipython3", "pycon", "python-repl"];

/// The fence that opens a block: its indentation, mark and length, and the tag.
fn fence(line: &str) -> Option<(usize, char, usize, &str)> {
    let text = line.trim_start_matches([' ', '\t', '>']);
    let indent = line.len() - text.len();
    let mark = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == mark).count();
    let tag = text[length..].trim();
    (length >= 3 && !(mark == '`' && tag.contains('`'))).then_some((indent, mark, length, tag))
}

/// Whether there is any fenced block.
pub fn has_fences(text: &str) -> bool {
    text.lines().any(|line| fence(line).is_some())
}

/// The cells.
pub fn cells(name: &Rc<str>, text: &str) -> Vec<Cell> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cells = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some((indent, mark, length, tag)) = fence(lines[at]) else {
            at += 1;
            continue;
        };
        let first = at + 1;
        let closes = |line: &str| fence(line).is_some_and(|(_, m, l, t)| m == mark && l >= length && t.is_empty());
        let end = (first..lines.len()).find(|&i| closes(lines[i])).unwrap_or(lines.len());
        let tag =
            tag.trim_start_matches(['{', '.']).split([' ', ',', '}', '{', ':']).next().unwrap_or("").to_lowercase();
        let code = &lines[first..end];
        let line = first as u32 + 1;
        at = end + 1;
        if code.iter().all(|row| row.trim().is_empty()) || !(tag.is_empty() || CODE.contains(&&*tag)) {
            continue;
        }
        let quote = lines[first - 1].contains('>');
        match code.iter().find(|row| !row.trim().is_empty()) {
            Some(row) if !quote && row.trim_start().starts_with(">>> ") => {
                cells.push(transcript::session(name, line, code, indent));
            }
            _ => cells.push(cell(name, line, code, indent, !tag.is_empty())),
        }
    }
    cells
}
