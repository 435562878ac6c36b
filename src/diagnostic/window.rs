//! Long lines: only the part around what is marked is drawn, and long sentences are broken.
//!
//! In: a text, the marked ranges, the columns there are. Out: a text in which the marked lines are cut to a window, at the same
//! line numbers, and the ranges in it; sentences in several lines. It knows nothing of ariadne.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide a line of a source may be drawn where nobody knows how wide the reader's page is.
const WIDE: usize = 120;
/// The least that is shown of a line.
const NARROW: usize = 16;
/// What stands for a part that is left out; one column wide.
const CUT: &str = "…";

/// Columns of the terminal that is written to; 0 where it is none.
static COLUMNS: AtomicUsize = AtomicUsize::new(0);

/// Says how wide the terminal is from now on.
pub fn choose(columns: Option<usize>) {
    COLUMNS.store(columns.unwrap_or(0), Ordering::Relaxed);
}

/// Columns for a line of a source, behind a margin.
pub(super) fn room(margin: usize) -> usize {
    match COLUMNS.load(Ordering::Relaxed) {
        0 => WIDE,
        columns => columns.saturating_sub(margin).max(NARROW),
    }
}

/// A sentence in lines that fit behind a margin; as it is where nobody knows how wide the page is.
pub(super) fn folded(text: &str, margin: usize) -> String {
    match COLUMNS.load(Ordering::Relaxed) {
        0 => text.to_string(),
        _ => wrapped(text, room(margin) + 1).trim_end_matches('\n').to_string(),
    }
}

/// Whether a sentence has room on a terminal when it is written at a mark; where nobody knows how wide the page is, it has.
pub(super) fn has_room(text: &str, mark: &Range<usize>, message: &str, margin: usize) -> bool {
    let wide = COLUMNS.load(Ordering::Relaxed);
    if wide == 0 {
        return true;
    }
    let start = text[..mark.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[mark.start..].find('\n').map_or(text.len(), |at| mark.start + at).min(mark.end.max(mark.start));
    let before: usize = text[start..end].chars().map(columns).sum();
    margin + before + 3 + message.width() <= wide
}

/// The columns that a character takes, a tab as four.
fn columns(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(0) }
}

/// A text in which the marked lines are no wider than `room`, and the ranges in it; None when they fit as they are. What
/// is not marked is left out, save for its line ends.
pub(super) fn cut(text: &str, ranges: &[Range<usize>], room: usize) -> Option<(String, Vec<Range<usize>>)> {
    let line_of = |byte: usize| -> Range<usize> {
        let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
        start..text[byte..].find('\n').map_or(text.len(), |at| byte + at)
    };
    let mut lines: Vec<Range<usize>> = ranges.iter().flat_map(|r| [line_of(r.start), line_of(r.end)]).collect();
    lines.sort_by_key(|line| line.start);
    lines.dedup();
    let is_long = |line: &Range<usize>| text[line.clone()].chars().map(columns).sum::<usize>() > room;
    if !lines.iter().any(is_long) {
        return None;
    }
    let mut out = String::new();
    let mut places: Vec<(usize, Shown)> = Vec::new();
    let mut at = 0;
    for line in lines {
        out.extend(text[at..line.start].matches('\n'));
        let shown = match is_long(&line) {
            true => window(text, &line, ranges, room),
            false => line.clone(),
        };
        let begin = out.len();
        if shown.start > line.start {
            out.push_str(CUT);
        }
        out.push_str(&text[shown.clone()]);
        if shown.end < line.end {
            out.push_str(CUT);
        }
        at = line.end;
        places.push((begin, Shown { line, shown }));
    }
    let moved = |byte: usize, is_end: bool| -> usize {
        let place = places.iter().rev().find(|(_, s)| s.line.start <= byte);
        place.map_or(0, |(begin, place)| begin + place.moved(byte, is_end))
    };
    let ranges = ranges
        .iter()
        .map(|r| {
            let start = moved(r.start, false);
            start..moved(r.end, r.end > r.start).max(start)
        })
        .collect();
    Some((out, ranges))
}

/// A line, and the part of it that is shown.
struct Shown {
    line: Range<usize>,
    shown: Range<usize>,
}

impl Shown {
    /// A byte of the text as one of the line as it is shown; what is left out is at the sign for it.
    fn moved(&self, byte: usize, is_end: bool) -> usize {
        let head = if self.shown.start > self.line.start { CUT.len() } else { 0 };
        let length = self.shown.len();
        let byte = byte.min(self.line.end);
        if byte < self.shown.start {
            if is_end { head } else { 0 }
        } else if byte > self.shown.end || (byte == self.shown.end && !is_end) {
            head + length + if is_end && self.shown.end < self.line.end { CUT.len() } else { 0 }
        } else {
            head + byte - self.shown.start
        }
    }
}

/// The part of a line to show: what is marked first, with something before it, and as much behind as there is room for.
fn window(text: &str, line: &Range<usize>, ranges: &[Range<usize>], room: usize) -> Range<usize> {
    // Two columns go to the signs for what is left out.
    let room = room.saturating_sub(2).max(NARROW - 4);
    let within = |r: &&Range<usize>| line.start <= r.start && r.start <= line.end;
    let width = |part: Range<usize>| text[part].chars().map(columns).sum::<usize>();
    let (mut from, mut to) = match ranges.iter().find(within) {
        Some(first) => (first.start, first.end.min(line.end)),
        None => (line.start, line.start),
    };
    // The other marks as well, where they fit.
    for other in ranges.iter().filter(within) {
        let (start, end) = (from.min(other.start), to.max(other.end.min(line.end)));
        if width(start..end) <= room * 2 / 3 {
            (from, to) = (start, end);
        }
    }
    let marked = width(from..to).min(room);
    let mut before = (room - marked) / 2;
    if width(line.start..from) + marked + before <= room {
        before = room - marked;
    }
    let mut start = from;
    for c in text[line.start..from].chars().rev() {
        let Some(left) = before.checked_sub(columns(c)) else { break };
        before = left;
        start -= c.len_utf8();
    }
    let mut rest = room.saturating_sub(width(start..from));
    let mut end = from;
    for c in text[from..line.end].chars() {
        let Some(left) = rest.checked_sub(columns(c)) else { break };
        rest = left;
        end += c.len_utf8();
    }
    // What is over at the end goes to the beginning.
    for c in text[line.start..start].chars().rev() {
        let Some(left) = rest.checked_sub(columns(c)) else { break };
        rest = left;
        start -= c.len_utf8();
    }
    start..end
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
    let mut last = ' ';
    for (at, c) in line.char_indices() {
        let wide = c.width().unwrap_or(0);
        // What closes stays with what it closes, and what opens with what it opens.
        let together = "，。：；！？、）”’》".contains(c) || "（“‘《".contains(last);
        let may = c == ' ' || (before || wide > 1) && !together;
        if may && at > 0 {
            best = at;
        }
        column += wide;
        if column >= columns {
            return if best > 0 { best } else { at.max(c.len_utf8()) };
        }
        before = wide > 1;
        last = c;
    }
    line.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words_and_wide_characters() {
        assert_eq!(wrapped("one two three\n    a program stays\n", 9), "one two\nthree\n    a program stays\n");
        assert_eq!(wrapped("协程，任务和循环", 7), "协程，\n任务和\n循环\n");
    }

    /// The window of a line, and what is marked in it.
    fn shown(text: &str, marked: Range<usize>, room: usize) -> (String, String) {
        let (out, ranges) = cut(text, &[marked], room).expect("the line is long");
        let marked = out[ranges[0].clone()].to_string();
        (out, marked)
    }

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let text = format!("first\n{}here{}\nlast\n", "ab ".repeat(300), " cd".repeat(300));
        let at = text.find("here").expect("it is there");
        let (out, marked) = shown(&text, at..at + 4, 40);
        assert_eq!(marked, "here");
        let line = out.trim_start_matches('\n');
        assert!(line.starts_with(CUT) && line.ends_with(CUT) && line.width() <= 40, "{line}");
        assert_eq!(out.matches('\n').count(), 1);
        // At the ends of a line only one side is cut.
        let (out, marked) = shown(&text[6..], 0..2, 40);
        assert!(marked == "ab" && out.starts_with("ab ") && out.ends_with(CUT), "{out}");
        assert!(cut("short\n", &[0..2, 3..3], 40).is_none());
    }

    #[test]
    fn wide_characters_and_long_marks_are_cut_between_characters() {
        let text = "协程".repeat(500);
        for start in (0..text.len()).step_by(3) {
            let (out, marked) = shown(&text, start..text.len(), 30);
            assert!(out.width() <= 30 && !marked.is_empty(), "{out}");
        }
        // Two marks too far apart: the second is at the sign for what is left out.
        let line = format!("a{}b", " ".repeat(500));
        let (out, ranges) = cut(&line, &[0..1, 501..502], 30).expect("the line is long");
        assert_eq!((&out[ranges[0].clone()], &out[ranges[1].clone()]), ("a", CUT));
    }
}
