//! The source lines of one traceback entry, with the marks below them (PEP 657).
//!
//! In: a source, a line and the span of the operation. Out: indented lines; `~~~^^^` where that says more than the line.

use crate::source::{Source, Span};
use crate::syntax::ast::{Expr, ExprKind, StmtKind};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthChar;

/// A place in a segment: line from 0, column in characters.
type Place = (usize, usize);

/// Adds the lines of an entry.
pub fn show(source: &Source, number: u32, span: Option<Span>, out: &mut String) {
    let Some(first) = source.line_text(number) else { return };
    let span = span.filter(|s| s.end <= source.text.len() as u32 && source.line(s.start) == number);
    let Some(span) = span.filter(|s| s.end > s.start) else {
        let text = first.trim();
        if !text.is_empty() {
            out.push_str(&format!("    {text}\n"));
        }
        return;
    };
    let last = source.line(span.end).max(number);
    let original: Vec<&str> = (number..=last).map(|n| source.line_text(n).unwrap_or("").trim_end()).collect();
    let column = |line: u32, byte: u32| {
        let start = source.line_start(line).unwrap_or(0) as usize;
        source.text.get(start..byte as usize).map_or(0, |t| t.chars().count())
    };
    lay_out(&original, column(number, span.start), column(last, span.end), out);
}

/// Adds lines, dedented, with marks below the segment from a column of the first to a column of the last.
pub fn lay_out(original: &[&str], start: usize, end: usize, out: &mut String) {
    if original.iter().all(|l| l.is_empty()) {
        return;
    }
    let all = dedent(original);
    let removed = original[0].chars().count() - all[0].chars().count();
    let (start, end) = (start.saturating_sub(removed), end.saturating_sub(removed));
    let count = all.len();
    let last_line = &all[count - 1];
    let joined: Vec<char> = all.join("\n").chars().collect();
    let stop = joined.len() - last_line.chars().count().saturating_sub(end);
    let segment: String = joined.get(start..stop.max(start)).unwrap_or(&[]).iter().collect();
    let mut anchors = anchors(&segment);
    let marked = shows_marks(&all, start, end, anchors.is_some());
    let mut lines: BTreeSet<usize> = [0, count - 1].into();
    if let Some((left, right)) = &mut anchors {
        for place in [&mut *left, &mut *right] {
            if place.0 == 0 {
                place.1 += start;
            }
            lines.extend((place.0.saturating_sub(1)..=place.0 + 1).filter(|&n| n < count));
            place.1 = all.get(place.0).map_or(place.1, |line| width(line, place.1));
        }
    }
    let (start, end) = (width(&all[0], start), width(last_line, end));
    let mut result: Vec<String> = Vec::new();
    let output = |n: usize, result: &mut Vec<String>| {
        let line = &all[n];
        result.push(line.clone());
        if !marked {
            return;
        }
        let spaces = line.chars().take_while(|c| c.is_whitespace()).count();
        let total = if n + 1 == count { end } else { width(line, usize::MAX) };
        let marks = (0..total).map(|col| {
            if col < spaces || (n == 0 && col < start) {
                return ' ';
            }
            match anchors {
                Some((left, right)) if (n, col) >= left && (n, col) < right => '^',
                Some(_) => '~',
                None => '^',
            }
        });
        result.push(marks.collect());
    };
    let mut before: Option<usize> = None;
    for n in lines {
        match before.map_or(0, |b| n - b) {
            2 => output(n - 1, &mut result),
            gap @ 3.. => result.push(format!("...<{} lines>...", gap - 1)),
            _ => {}
        }
        output(n, &mut result);
        before = Some(n);
    }
    let result: Vec<&str> = result.iter().map(String::as_str).collect();
    for line in dedent(&result) {
        out.push_str(&format!("    {line}"));
        out.push('\n');
    }
}

/// The lines without the blanks that all of them start with.
fn dedent(lines: &[&str]) -> Vec<String> {
    let blank = |line: &str| line.trim().is_empty();
    let mut margin: Option<&str> = None;
    for line in lines.iter().filter(|l| !blank(l)) {
        let own = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => own,
            Some(margin) => {
                let same = margin.bytes().zip(own.bytes()).take_while(|(a, b)| a == b).count();
                &margin[..same]
            }
        });
    }
    let margin = margin.unwrap_or("").len();
    lines.iter().map(|l| if blank(l) { String::new() } else { l[margin..].to_string() }).collect()
}

/// How wide the first characters of a line are on a terminal.
fn width(line: &str, characters: usize) -> usize {
    line.chars().take(characters).map(|c| if c.is_ascii() { 1 } else { c.width().unwrap_or(1) }).sum()
}

/// Whether the marks say more than the lines do.
fn shows_marks(all: &[String], start: usize, end: usize, anchored: bool) -> bool {
    let text = all.join("\n");
    if spans_whole_call(&text, all, start, end) {
        return false;
    }
    if anchored {
        return true;
    }
    let before: String = all[0].chars().take(start).collect();
    let after: String = all[all.len() - 1].chars().skip(end).collect();
    !before.trim_start().is_empty() || !after.trim_end().is_empty()
}

/// `return f(...)` and `x = f(...)` are plain enough without marks.
fn spans_whole_call(text: &str, all: &[String], start: usize, end: usize) -> bool {
    let source = Source::strict("<line>", text);
    let mut faults = Vec::new();
    let tree = crate::syntax::parse(&source, &mut faults);
    let Some(statement) = tree.body.first() else { return false };
    let call = match &statement.kind {
        StmtKind::Return(Some(value)) => match &value.kind {
            ExprKind::Call { func, .. } if matches!(func.kind, ExprKind::Name(_)) => value,
            _ => return false,
        },
        StmtKind::Assign { value, .. } if matches!(value.kind, ExprKind::Call { .. }) => value,
        _ => return false,
    };
    let fault = |d: &crate::diagnostic::Diagnostic| d.severity == crate::diagnostic::Severity::Error;
    if faults.iter().any(|d| fault(d) && d.message != "'return' outside function") {
        return false;
    }
    let (first, last) = (source.place(call.span.start), source.place(call.span.end));
    first.line == 1
        && last.line as usize == all.len()
        && first.column as usize == start + 1
        && last.column as usize == end + 1
}

/// The part of a segment that is to be pointed at: an operator, a subscript's brackets, a call's arguments.
fn anchors(segment: &str) -> Option<(Place, Place)> {
    let source = Source::strict("<segment>", format!("(\n{segment}\n)"));
    let mut faults = Vec::new();
    let tree = crate::syntax::parse(&source, &mut faults);
    if faults.iter().any(|d| d.severity == crate::diagnostic::Severity::Error) {
        return None;
    }
    let [only] = &tree.body[..] else { return None };
    let StmtKind::Expr(expr) = &only.kind else { return None };
    let place = |byte: u32| -> Place {
        let place = source.place(byte);
        (place.line.saturating_sub(2) as usize, place.column as usize - 1)
    };
    match &expr.kind {
        ExprKind::BinOp { left, right, .. } => {
            let at = skip(&source, end_of(left), |c| !c.is_whitespace() && c != ')' && c != '\\')?;
            let rest = source.text.get(at as usize..)?;
            let mut chars = rest.chars();
            let first = chars.next()?;
            let mut length = first.len_utf8() as u32;
            if let Some(second) = chars.next() {
                if at + length < right.span.start && !second.is_whitespace() && !"\\#(".contains(second) {
                    length += second.len_utf8() as u32;
                }
            }
            Some((place(at), place(at + length)))
        }
        ExprKind::Subscript { value, .. } => {
            let at = skip(&source, end_of(value), |c| c == '[')?;
            Some((place(at), place(expr.span.end)))
        }
        ExprKind::Call { func, .. } => {
            let at = skip(&source, end_of(func), |c| c == '(')?;
            Some((place(at), place(expr.span.end)))
        }
        _ => None,
    }
}

fn end_of(expr: &Expr) -> u32 {
    expr.span.end
}

/// The next character that fits, comments skipped.
fn skip(source: &Source, from: u32, fits: impl Fn(char) -> bool) -> Option<u32> {
    let rest = source.text.get(from as usize..)?;
    let mut comment = false;
    for (i, c) in rest.char_indices() {
        comment = (comment || c == '#') && c != '\n';
        if !comment && fits(c) {
            return Some(from + i as u32);
        }
    }
    None
}
