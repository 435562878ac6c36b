//! Transcripts of shells: `In [1]:` with code on that line or below, and `>>>` sessions.
//!
//! In: the text. Out: cells with the output that stands below their code. Prose before the first prompt is no cell.

use super::{Cell, cell, recorded, source_at};
use std::rc::Rc;

/// The number in `In [3]:` or `Out[3]:`, and what stands behind it.
fn prompt<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let rest = line.trim_start().strip_prefix(word)?.trim_start().strip_prefix('[')?;
    let (number, rest) = rest.split_once(']')?;
    let digits = number.trim().chars().all(|c| c.is_ascii_digit());
    rest.trim_start().strip_prefix(':').filter(|_| digits)
}

/// The rest of a `...` continuation line.
fn continued(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("...")?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    match rest {
        "" => Some(""),
        _ => rest.strip_prefix(' '),
    }
}

/// Whether a text holds prompts.
pub fn is_transcript(text: &str) -> bool {
    text.lines().any(|line| prompt(line, "In").is_some() || line.trim_start().starts_with(">>> "))
}

/// The cells.
pub fn cells(name: &Rc<str>, text: &str) -> Vec<Cell> {
    let lines: Vec<&str> = text.lines().collect();
    if lines.iter().any(|line| prompt(line, "In").is_some()) {
        return prompts(name, &lines, 1);
    }
    sessions(name, &lines)
}

/// The cells of a text with `In [1]:` prompts that begins at a line of the note.
pub fn prompts(name: &Rc<str>, lines: &[&str], first: u32) -> Vec<Cell> {
    let starts: Vec<usize> = (0..lines.len()).filter(|&i| prompt(lines[i], "In").is_some()).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).filter_map(|(&start, end)| notebook_cell(name, lines, start, end, first)).collect()
}

fn notebook_cell(name: &Rc<str>, lines: &[&str], start: usize, end: usize, base: u32) -> Option<Cell> {
    let first = prompt(lines[start], "In")?.strip_prefix(' ').unwrap_or("");
    let mut recorded = String::new();
    let out = (start + 1..end).find(|&i| prompt(lines[i], "Out").is_some());
    let mut rows: Vec<&str> = Vec::new();
    let mut line = start + 1;
    if first.trim().is_empty() {
        line = start + 2;
        rows.extend(&lines[start + 1..out.unwrap_or(end)]);
    } else {
        // The code goes on as long as the prompt does; the rest is output.
        rows.push(first);
        let more = lines[start + 1..out.unwrap_or(end)].iter().map_while(|row| continued(row));
        rows.extend(more);
        for row in &lines[start + rows.len()..out.unwrap_or(end)] {
            recorded.push_str(row);
            recorded.push('\n');
        }
    }
    if let Some(out) = out {
        recorded.push_str(prompt(lines[out], "Out").unwrap_or("").trim_start());
        recorded.push('\n');
        for row in &lines[out + 1..end] {
            recorded.push_str(row);
            recorded.push('\n');
        }
    }
    let blank = |row: &&&str| row.trim().is_empty();
    let trailing = rows.iter().rev().take_while(blank).count();
    rows.truncate(rows.len() - trailing);
    let leading = rows.iter().take_while(blank).count();
    rows.drain(..leading);
    line += leading;
    if rows.is_empty() {
        return None;
    }
    let mut made = cell(name, line as u32 + base - 1, &rows, 0, true);
    if let Some((shorter, shown)) = made.inputs.first().and_then(recorded::in_transcript) {
        made.inputs = vec![shorter];
        recorded.insert_str(0, &shown);
    }
    let text = recorded.trim_matches('\n');
    made.recorded = if text.is_empty() { String::new() } else { format!("{text}\n") };
    Some(made)
}

/// The `>>>` sessions of a text: each run of lines that starts with a prompt is a cell.
fn sessions(name: &Rc<str>, lines: &[&str]) -> Vec<Cell> {
    let is_prompt = |line: &&str| line.trim_start().starts_with(">>>");
    let mut cells = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !is_prompt(&lines[at]) {
            at += 1;
            continue;
        }
        // A session ends at an empty line that no prompt follows.
        let mut end = at;
        while end < lines.len() {
            let next = lines[end..].iter().find(|row| !row.trim().is_empty());
            if lines[end].trim().is_empty() && !next.is_some_and(is_prompt) {
                break;
            }
            end += 1;
        }
        let indent = lines[at].len() - lines[at].trim_start().len();
        cells.push(session(name, at as u32 + 1, &lines[at..end], indent));
        at = end;
    }
    cells
}

/// One `>>>` session: each input by itself, as a shell reads it.
pub fn session(name: &Rc<str>, line: u32, lines: &[&str], indent: usize) -> Cell {
    let mut inputs: Vec<(u32, Vec<&str>)> = Vec::new();
    let mut recorded = String::new();
    let mut open = false;
    for (i, row) in lines.iter().enumerate() {
        let own = row.len() - row.trim_start_matches([' ', '\t']).len();
        let row = &row[indent.min(own)..];
        if let Some(code) = row.strip_prefix(">>>") {
            inputs.push((line + i as u32, vec![code.strip_prefix(' ').unwrap_or(code)]));
            open = true;
            continue;
        }
        match (open, continued(row), inputs.last_mut()) {
            (true, Some(code), Some(input)) => input.1.push(code),
            _ => {
                open = false;
                recorded.push_str(row);
                recorded.push('\n');
            }
        }
    }
    let inputs = inputs.iter().map(|(line, rows)| source_at(name, *line, rows, 0)).collect();
    let text = recorded.trim_matches('\n');
    let recorded = if text.is_empty() { String::new() } else { format!("{text}\n") };
    Cell { number: 0, line, inputs, shows_all: true, recorded, skipped: None, left_out: Vec::new() }
}
