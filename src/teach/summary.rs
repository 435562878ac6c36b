//! The summary at the end of a run: tasks, switches, times, the longest hold of the loop, what nobody heard.
//!
//! In: lines of a recording. Out: a short table on standard error.

use super::reader::{Reader, Record};
use super::record::Sink;
use super::story::{Doing, Story};
use super::words::seconds;
use crate::diagnostic::catalogue::said;
use std::fmt::Write;

/// Tasks that are listed.
const MOST: usize = 12;

/// The sink that sums up.
pub struct Summary {
    reader: Reader,
    story: Story,
    switches: u64,
    /// The longest step: nanoseconds, task, the lines from and to.
    longest: (i64, u32, u32, u32),
    /// When the running task was resumed, and where.
    since: (i64, u32),
}

impl Default for Summary {
    fn default() -> Summary {
        let (reader, story) = (Reader::default(), Story::passing());
        Summary { reader, story, switches: 0, longest: (0, 0, 0, 0), since: (0, 0) }
    }
}

impl Sink for Summary {
    fn take(&mut self, lines: &mut Vec<u8>) {
        let mut reader = std::mem::take(&mut self.reader);
        reader.each(lines, |record| self.add(&record));
        self.reader = reader;
    }

    fn end(&mut self) {
        eprint!("{}", self.text());
    }
}

impl Summary {
    fn add(&mut self, record: &Record) {
        let line = record.place("place").map_or(0, |p| p.line);
        match record.event() {
            "resumed" => {
                self.switches += 1;
                self.since = (record.at(), line);
            }
            "suspended" | "finished" if self.story.running == Some(record.serial("task")) => {
                let held = record.at() - self.since.0;
                if held > self.longest.0 {
                    self.longest = (held, record.serial("task"), self.since.1, line);
                }
            }
            _ => {}
        }
        self.story.add(record);
    }

    /// The summary as text.
    pub fn text(&self) -> String {
        let story = &self.story;
        let mut out = String::new();
        // Writing to a String does not fail.
        let mut row = |name: &str, value: String| {
            let _ = writeln!(out, "  {}: {}", said(name), said(&value));
        };
        let ended = |end: &str| story.lives.iter().filter(|l| l.over.is_some() && l.end == end).count();
        let open = story.lives.iter().filter(|l| l.over.is_none()).count();
        let parts = [
            ("done", ended("result")),
            ("failed", ended("exception")),
            ("cancelled", ended("cancelled")),
            ("not done", open),
        ];
        let parts: Vec<String> = parts.iter().filter(|p| p.1 > 0).map(|(n, c)| format!("{c} {}", said(n))).collect();
        row(
            "tasks",
            match parts.is_empty() {
                true => "0".to_string(),
                false => format!("{} ({})", story.lives.len(), parts.join(", ")),
            },
        );
        row("turns of the loop", story.turns.to_string());
        row("steps of tasks", self.switches.to_string());
        let total = |doing: Doing| -> i64 { story.lives.iter().map(|l| l.spent[doing as usize]).sum() };
        row("time in all", seconds(story.end));
        row("time idle", seconds(story.idle));
        row("time running, all tasks", seconds(total(Doing::Running)));
        row("time waiting, all tasks", seconds(total(Doing::Waiting)));
        if self.longest.0 > 0 {
            let (held, task, from, to) = self.longest;
            let lines = match to {
                0 => format!("from line {from}"),
                to => format!("lines {from} to {to}"),
            };
            row("longest step", format!("{}, {}, {lines}", seconds(held), story.called(task)));
        }
        for (nanoseconds, line, name) in story.held.iter().take(MOST) {
            row("held the loop", format!("{name}, {}, line {line}", seconds(*nanoseconds)));
        }
        for (name, line) in story.never_awaited.iter().take(MOST) {
            row("never awaited", format!("{name}(), line {line}"));
        }
        for (_, name, exception, line) in story.unheard.iter().take(MOST) {
            row("failed unheard", format!("{name}: {exception}, line {line}"));
        }
        if story.deadlock {
            for life in story.lives.iter().filter(|l| l.over.is_none() || l.end == "cancelled").take(MOST) {
                if let Some(piece) = life.pieces.iter().rev().find(|p| p.doing == Doing::Waiting) {
                    row("deadlock", format!("{}, line {}: waits {}", life.name, piece.line, piece.what));
                }
            }
        }
        format!("co: {}\n{out}", said("summary"))
    }
}
