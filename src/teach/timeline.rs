//! Timelines: a lane for every task, to scale, in the terminal or as a picture.
//!
//! In: a story. Out: text, or SVG. Running is drawn full, ready half, waiting thin.

use super::story::{Doing, Life, Story};
use super::words::seconds;
use crate::diagnostic::catalogue::said;
use std::fmt::Write;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Lanes that are drawn; the rest are counted.
const MOST: usize = 200;

/// The time at which the last piece ends, at least 1.
fn end_of(story: &Story) -> i64 {
    story.end.max(1)
}

/// A mark on the axis.
fn mark(story: &Story, at: i64) -> String {
    if story.by_events { format!("#{at}") } else { seconds(at) }
}

/// Lanes for a terminal so many columns wide.
pub fn lanes(story: &Story, width: usize, color: bool) -> String {
    let names = story.lives.iter().map(|l| label(l).width()).max().unwrap_or(4).min(28).min(width * 2 / 5);
    let columns = width.saturating_sub(names + 2).max(20);
    let end = end_of(story);
    let mut out = String::new();
    let column = |at: i64| ((at as f64 / end as f64) * (columns - 1) as f64).round() as usize;
    let mut ruler = vec![' '; columns];
    let mut marks = String::new();
    let parts = if columns >= 48 { 4 } else { 2 };
    for part in 0..=parts {
        let at = end * part / parts;
        let text = mark(story, at);
        let place = column(at).min(columns.saturating_sub(text.width()));
        let gap = place.saturating_sub(marks.width());
        // Labels do not touch.
        if gap > 0 || part == 0 {
            marks.push_str(&" ".repeat(gap));
            marks.push_str(&text);
        }
        ruler[column(at).min(columns - 1)] = '┬';
    }
    let ruler: String = ruler.into_iter().map(|c| if c == ' ' { '─' } else { c }).collect();
    let _ = writeln!(out, "{:names$}  {marks}\n{:names$}  {ruler}", "", "");
    for life in story.lives.iter().take(MOST) {
        let mut cells: Vec<(char, &str)> = vec![(' ', ""); columns];
        for piece in &life.pieces {
            let (from, to) = (column(piece.from), column(piece.to));
            let (mark, code) = match piece.doing {
                Doing::Running => ('█', "32"),
                Doing::Ready => ('▒', "33"),
                Doing::Waiting => ('·', "2"),
            };
            for cell in &mut cells[from..=to.min(columns - 1)] {
                // A run takes precedence in a column that holds several pieces.
                let better = |c: char| matches!((c, mark), ('█', _) | ('▒', '·'));
                if !better(cell.0) || cell.0 == ' ' {
                    *cell = (mark, code);
                }
            }
        }
        if let Some(over) = life.over {
            let at = column(over).min(columns - 1);
            cells[at] = match life.end.as_str() {
                "exception" => ('✗', "31"),
                "cancelled" => ('⊘', "31"),
                _ => ('●', "32"),
            };
        }
        let lane: String = cells
            .iter()
            .map(|(c, code)| if color && !code.is_empty() { format!("\x1b[{code}m{c}\x1b[0m") } else { c.to_string() })
            .collect();
        let name = cut(&label(life), names);
        let gap = " ".repeat(names.saturating_sub(name.width()));
        let _ = writeln!(out, "{name}{gap}  {}", lane.trim_end());
    }
    if story.lives.len() > MOST {
        let _ = writeln!(out, "{}", said(&format!("and {} more", story.lives.len() - MOST)));
    }
    let legend = "█ runs  ▒ is ready  · waits  ● done  ✗ failed  ⊘ cancelled";
    let mut line = String::new();
    for part in said(legend).split("  ") {
        if !line.is_empty() && line.width() + 2 + part.width() > columns {
            let _ = writeln!(out, "{:names$}  {line}", "");
            line.clear();
        }
        line.push_str(if line.is_empty() { "" } else { "  " });
        line.push_str(part);
    }
    let _ = writeln!(out, "{:names$}  {line}", "");
    out
}

/// A text in at most so many columns.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_string();
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + c.width().unwrap_or(0) >= columns {
            break;
        }
        out.push(c);
    }
    out + "…"
}

fn label(life: &Life) -> String {
    format!("{} {}", life.name, runs(life)).trim_end().to_string()
}

/// What a task runs, in a word.
fn runs(life: &Life) -> String {
    match &*life.coroutine {
        "<module>" => said("the program").into_owned(),
        name => name.rsplit('.').next().unwrap_or("").to_string(),
    }
}

/// Text for XML.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A still picture.
pub fn svg(story: &Story) -> String {
    const LEFT: f64 = 190.0;
    const RIGHT: f64 = 20.0;
    const TOP: f64 = 58.0;
    const LANE: f64 = 30.0;
    const WIDE: f64 = 960.0;
    let lives: Vec<&Life> = story.lives.iter().take(MOST).collect();
    let height = TOP + LANE * lives.len() as f64 + 44.0;
    let end = end_of(story);
    let x = |at: i64| LEFT + at as f64 / end as f64 * (WIDE - LEFT - RIGHT);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDE} {height}\" font-family=\"ui-sans-serif, system-ui, \
         sans-serif\" font-size=\"12\" role=\"img\">\n<title>{}</title>\n<style>\n\
         .bg{{fill:#fff}}.t{{fill:#1f2328}}.q{{fill:#59636e}}.g{{stroke:#d0d7de}}.run{{fill:#1a7f37}}.rdy{{fill:#d4a72c}}\
         .wait{{fill:#8693a0}}.bad{{fill:#cf222e}}.wk{{stroke:#8250df;fill:none}}.hd{{fill:#8250df}}\n\
         @media (prefers-color-scheme:dark){{.bg{{fill:#0d1117}}.t{{fill:#e6edf3}}.q{{fill:#9198a1}}.g{{stroke:#30363d}}\
         .run{{fill:#3fb950}}.wait{{fill:#6b7785}}.wk{{stroke:#a371f7}}.hd{{fill:#a371f7}}}}\n</style>\n\
         <rect class=\"bg\" width=\"{WIDE}\" height=\"{height}\"/>\n",
        escaped(&story.file)
    );
    let title = story.file.rsplit('/').next().unwrap_or("");
    let _ = writeln!(
        out,
        "<text class=\"t\" x=\"12\" y=\"22\" font-size=\"14\" font-weight=\"600\">{}</text>",
        escaped(title)
    );
    for part in 0..=4 {
        let at = end * part / 4;
        let place = LEFT + (WIDE - LEFT - RIGHT) * part as f64 / 4.0;
        let _ = write!(
            out,
            "<line class=\"g\" x1=\"{place}\" x2=\"{place}\" y1=\"{}\" y2=\"{}\"/>",
            TOP - 6.0,
            height - 34.0
        );
        let anchor = if part == 4 { "end" } else { "middle" };
        let _ = write!(
            out,
            "<text class=\"q\" x=\"{place}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            TOP - 12.0,
            mark(story, at)
        );
    }
    out.push('\n');
    for (i, life) in lives.iter().enumerate() {
        let y = TOP + LANE * i as f64;
        let middle = y + LANE / 2.0;
        let _ = write!(
            out,
            "<text class=\"t\" x=\"12\" y=\"{}\">{}</text><text class=\"q\" x=\"{}\" y=\"{}\" text-anchor=\"end\" \
             font-size=\"10\">{}</text>",
            middle + 4.0,
            escaped(&life.name),
            LEFT - 10.0,
            middle + 4.0,
            escaped(&runs(life))
        );
        for piece in &life.pieces {
            let (from, to) = (x(piece.from), x(piece.to));
            let (class, tall) = match piece.doing {
                Doing::Running => ("run", 16.0),
                Doing::Ready => ("rdy", 8.0),
                Doing::Waiting => ("wait", 4.0),
            };
            let wide = (to - from).max(if piece.doing == Doing::Running { 2.0 } else { 0.5 });
            let title = match piece.doing {
                Doing::Waiting => format!("{} {}", life.name, piece.what),
                Doing::Running if !story.by_events => format!("{}: {}", life.name, seconds(piece.to - piece.from)),
                Doing::Running | Doing::Ready => life.name.clone(),
            };
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{from:.2}\" y=\"{:.1}\" width=\"{wide:.2}\" height=\"{tall}\" rx=\"1.5\">\
                 <title>{}</title></rect>",
                middle - tall / 2.0,
                escaped(&title)
            );
            if piece.doing == Doing::Waiting && to - from > 5.2 * piece.what.width() as f64 {
                let _ = write!(
                    out,
                    "<text class=\"q\" x=\"{:.1}\" y=\"{:.1}\" font-size=\"9\">{}</text>",
                    from + 4.0,
                    middle - 4.0,
                    escaped(&piece.what)
                );
            }
        }
        if let Some(over) = life.over {
            let class = if life.end == "result" { "run" } else { "bad" };
            let _ = write!(out, "<circle class=\"{class}\" cx=\"{:.2}\" cy=\"{middle}\" r=\"4.5\"/>", x(over));
        }
        out.push('\n');
    }
    let lane_of = |task: u32| lives.iter().position(|l| l.task == task);
    for wake in story.wakes.iter().take(2000) {
        let (Some(from), Some(to)) = (wake.from.and_then(lane_of), lane_of(wake.to)) else { continue };
        let place = x(wake.at);
        let (top, bottom) = (TOP + LANE * (from as f64 + 0.5), TOP + LANE * (to as f64 + 0.5));
        let tip = if bottom > top { bottom - 8.0 } else { bottom + 8.0 };
        let back = if bottom > top { tip - 5.0 } else { tip + 5.0 };
        let _ = writeln!(
            out,
            "<path class=\"wk\" d=\"M{place:.2} {top} V{tip}\"/><path class=\"hd\" d=\"M{:.2} {back} L{:.2} {back} L{place:.2} {tip} Z\"/>",
            place - 3.0,
            place + 3.0
        );
    }
    let foot = height - 12.0;
    let mut left = LEFT;
    for (class, text) in [("run", "runs"), ("rdy", "is ready"), ("wait", "waits"), ("bad", "failed or cancelled")] {
        let text = said(text);
        // The width of a letter, by and large.
        let wide = 44.0 + 6.8 * text.width() as f64;
        let _ = write!(
            out,
            "<rect class=\"{class}\" x=\"{left}\" y=\"{}\" width=\"14\" height=\"8\" rx=\"1.5\"/><text class=\"q\" \
             x=\"{}\" y=\"{foot}\">{text}</text>",
            foot - 8.0,
            left + 20.0
        );
        left += wide;
    }
    out.push_str("\n</svg>\n");
    out
}
