//! Diagnostics drawn with ariadne: the one file that knows it.
//!
//! In: a diagnostic and its source. Out: text for people, with colours or without. The other forms are in `plain`
//! (CPython's) and `json` (for tools).

use super::catalogue::{self, Language, said};
use super::{Diagnostic, Label, Severity, repair_help, window};
use crate::source::{Source, Span};
use ariadne::{CharSet, Color, Config, IndexType, LabelAttach, Report, ReportKind};
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

pub use super::json::json;
pub use super::plain::plain;

/// Draws one diagnostic as text, with a newline at the end; as JSON where that was chosen.
pub fn render(diagnostic: &Diagnostic, source: &Source, color: bool) -> String {
    if super::json::is_chosen() {
        return format!("{}\n", json(diagnostic, source));
    }
    let name: &str = &source.name;
    let chinese = catalogue::language() == Language::Chinese;
    // A kind of ariadne's own, since those of its users are drawn in colour whatever is asked for.
    let (kind, tint, english, word) = match diagnostic.severity {
        Severity::Error => (ReportKind::Error, Color::Red, "Error", "错误"),
        Severity::Warning => (ReportKind::Warning, Color::Yellow, "Warning", "警告"),
        Severity::Note => (ReportKind::Advice, Color::Cyan, "Advice", "提示"),
    };
    let config = Config::new()
        .with_color(color)
        .with_index_type(IndexType::Byte)
        .with_label_attach(LabelAttach::Start)
        .with_char_set(CharSet::Unicode);
    // Where lines are too long to be drawn, what is marked lies at other bytes of another text.
    let labels = in_order(source, diagnostic);
    let primary = fit(source, diagnostic.span());
    let mut ranges: Vec<Range<usize>> = vec![primary.clone()];
    ranges.extend(labels.iter().map(|(label, _)| fit(source, label.span)));
    let last = ranges.iter().map(|r| source.line(r.end as u32)).max().unwrap_or(1);
    let margin = last.to_string().len() + 5;
    let window = window::cut(&source.text, &ranges, window::room(margin));
    let (cut, ranges) = match window {
        Some((text, ranges)) => (Some(text), ranges),
        None => (None, ranges),
    };
    let begin = ranges[0].clone();
    let mut report = Report::build(kind, (name, begin)).with_config(config).with_code(diagnostic.code.0);
    // CPython's own words stay as they are: they are what people search for.
    let message = match diagnostic.severity {
        Severity::Error => Cow::Borrowed(&*diagnostic.message),
        _ => said(&diagnostic.message),
    };
    report = report.with_message(sentence(&message));
    for ((label, first), range) in labels.into_iter().zip(&ranges[1..]) {
        let short = if first { "here" } else { "and here" };
        let mut message = said(if label.message.is_empty() { short } else { &label.message });
        let drawn_from = cut.as_deref().unwrap_or(&source.text);
        if message.chars().count() > 12 && !window::has_room(drawn_from, range, &message, margin) {
            // Too long for the place: it is said below, where it can be folded.
            let line = said(&format!("line {}", source.line(label.span.start))).into_owned();
            report.add_note(sentence(&window::folded(&format!("{line}: {message}"), margin + 6)));
            message = said(short);
        }
        let drawn = ariadne::Label::new((name, range.clone()))
            .with_message(sentence(&message))
            .with_color(if first { tint } else { Color::Blue })
            .with_priority(first as i32);
        report = report.with_label(drawn);
    }
    for note in &diagnostic.notes {
        let lines: Vec<Cow<'_, str>> = note.lines().map(said).collect();
        report.add_note(sentence(&window::folded(&lines.join("\n"), margin + 6)));
    }
    for help in diagnostic.help.iter().chain(&repair_help(diagnostic, source)) {
        report.add_help(sentence(&window::folded(&said(help), margin + 6)));
    }
    let mut out = Vec::new();
    let drawn = match &cut {
        Some(text) => report.finish().write((name, ariadne::Source::from(displayable(text).into_owned())), &mut out),
        None => drawable(&source.text, |text| report.finish().write((name, text), &mut out)),
    };
    match (drawn, String::from_utf8(out)) {
        (Ok(()), Ok(text)) => {
            let text = match (chinese, diagnostic.severity) {
                // In colour, the word stands behind the sign that begins its colour.
                (true, _) => text
                    .replacen(english, word, 1)
                    .replace("│ Help", "│ 帮助")
                    .replace("│ Note", "│ 说明")
                    .replace("mHelp\u{1b}", "m帮助\u{1b}")
                    .replace("mHelp 1\u{1b}", "m帮助 1\u{1b}")
                    .replace("mHelp 2\u{1b}", "m帮助 2\u{1b}")
                    .replace("mNote\u{1b}", "m说明\u{1b}")
                    .replace("mNote 1\u{1b}", "m说明 1\u{1b}")
                    .replace("mNote 2\u{1b}", "m说明 2\u{1b}")
                    .replace("mNote 3\u{1b}", "m说明 3\u{1b}"),
                (false, Severity::Note) => text.replacen(english, "Note", 1),
                (false, _) => text,
            };
            // The place in the head is that of the text itself.
            let place = source.place(primary.start as u32);
            let text = match cut.is_some().then(|| text.split_once(&format!("[ {name}:{}:", place.line))).flatten() {
                Some((head, rest)) => {
                    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
                    format!("{head}[ {name}:{}:{}{rest}", place.line, place.column)
                }
                None => text,
            };
            trimmed(&text)
        }
        // Writing to memory does not fail; if it ever did, the bare facts remain.
        _ => {
            let place = source.place(primary_start(diagnostic, source));
            format!("{}:{}:{}: {}\n", source.name, place.line, place.column, diagnostic.message)
        }
    }
}

thread_local! {
    /// The text last drawn from, as it was and as ariadne wants it: finding its lines takes longer than drawing.
    static LAST: RefCell<(Box<str>, ariadne::Source<String>)> = RefCell::new((Box::from(""), String::new().into()));
}

/// Hands on a text as ariadne wants it.
fn drawable<R>(text: &str, f: impl FnOnce(&ariadne::Source<String>) -> R) -> R {
    LAST.with_borrow_mut(|(last, drawn)| {
        if **last != *text {
            (*last, *drawn) = (Box::from(text), displayable(text).into_owned().into());
        }
        f(drawn)
    })
}

fn primary_start(diagnostic: &Diagnostic, source: &Source) -> u32 {
    fit(source, diagnostic.span()).start as u32
}

/// The labels from top to bottom, each with whether it is the primary one.
fn in_order<'d>(source: &Source, diagnostic: &'d Diagnostic) -> Vec<(&'d Label, bool)> {
    let mut labels: Vec<(&Label, bool)> =
        diagnostic.labels.iter().zip(std::iter::once(true).chain(std::iter::repeat(false))).collect();
    labels.sort_by_key(|(label, _)| {
        (source.line(fit(source, label.span).end.saturating_sub(1) as u32), label.span.start)
    });
    labels
}

/// A span as a range that lies in the text, is cut at characters, and does not stand behind the last line.
fn fit(source: &Source, span: Span) -> Range<usize> {
    let text = &source.text;
    let boundary = |mut byte: usize| {
        byte = byte.min(text.len());
        while !text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    };
    let mut start = boundary(span.start as usize);
    let end = boundary(span.end as usize).max(start);
    if start == end && start == text.len() {
        // The end of the file is shown at the end of its last line that has something in it.
        start = text.trim_end().len();
        return start..start;
    }
    start..end
}

/// The text as it can be shown: the same bytes to the count, but without what would steer the terminal or what
/// ariadne takes for line ends and Python does not.
fn displayable(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
            || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
    };
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| match c {
        '\x0B' | '\x0C' => ' ',
        _ if !steers(c) => c,
        _ if c.len_utf8() == 1 => '?',
        _ if c.len_utf8() == 2 => '\u{A0}',
        _ => char::REPLACEMENT_CHARACTER,
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// One line of a message, with nothing in it that would steer the terminal.
fn sentence(text: &str) -> Cow<'_, str> {
    displayable(text)
}

/// Without the blanks at the ends of lines.
fn trimmed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
