//! Who waits for whom, as a tree: a task, where it stands, what it waits for, and below it those it waits for.
//!
//! In: the graph of the tasks. Out: text.

use super::notes::{Named, place_of};
use super::words::{seconds, waits_for};
use crate::diagnostic::catalogue::said;
use crate::machine::observe::{Event, Hears, Observer, Serial, View, WaitReason, Waiting};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// The observer that draws the graph whenever somebody asks for it.
#[derive(Default)]
pub struct Graph {
    said: String,
    /// Whether anything was drawn.
    drew: bool,
    /// Whether a deadlock is drawn as well; else the notes report it.
    pub at_deadlock: bool,
}

impl Graph {
    /// An observer; with `at_deadlock` it draws a deadlock as well.
    pub fn new(at_deadlock: bool) -> Graph {
        Graph { at_deadlock, ..Graph::default() }
    }
}

/// For whom a task waits.
pub fn awaited(reason: &WaitReason) -> Vec<Serial> {
    match reason {
        WaitReason::Task(task) | WaitReason::Lock(_, Some(task)) => vec![*task],
        WaitReason::Group(_, of) => of.to_vec(),
        _ => Vec::new(),
    }
}

/// Since when tasks wait, in nanoseconds of the loop's clock.
pub type Since = HashMap<Serial, i64>;

/// The tree as text. With `since`, it is said how long each waits.
pub fn tree(view: &View<'_>, waits: &[Waiting], since: Option<&Since>) -> String {
    let by: HashMap<Serial, &Waiting> = waits.iter().map(|w| (w.task, w)).collect();
    let inner: HashSet<Serial> = waits.iter().filter_map(|w| w.on.as_ref()).flat_map(awaited).collect();
    let mut drawing = Drawing { view, by, names: Named::of(waits), since, seen: HashSet::new(), out: String::new() };
    // Roots first; what is left is in circles.
    for root in waits.iter().filter(|w| !inner.contains(&w.task)).chain(waits) {
        if !drawing.seen.contains(&root.task) {
            drawing.task(root, "", "");
        }
    }
    match drawing.out.is_empty() {
        true => format!("{}\n", said("no task is waiting")),
        false => drawing.out,
    }
}

struct Drawing<'a, 'v> {
    view: &'a View<'v>,
    by: HashMap<Serial, &'a Waiting>,
    names: Named,
    since: Option<&'a Since>,
    seen: HashSet<Serial>,
    out: String,
}

impl Drawing<'_, '_> {
    /// The line where a task stands; an input of the shell is named as well.
    fn place(&self, waiting: &Waiting) -> String {
        let place = place_of(waiting);
        let line = self.view.line(place);
        match self.view.source(place).filter(|source| source.name.starts_with("<input-")) {
            Some(source) => said(&format!("line {line} of {}", source.name)).into_owned(),
            None => said(&format!("line {line}")).into_owned(),
        }
    }

    /// How long a task waits, and when its sleep ends.
    fn time(&self, waiting: &Waiting, again: bool) -> String {
        if let (None, false, Some(WaitReason::SleepUntil(when))) = (self.since, again, &waiting.on) {
            let left = seconds(((when * 1e9) as i64 - self.view.now()).max(0));
            return format!(" ({})", said(&format!("{left} to go")));
        }
        let Some(began) = self.since.filter(|_| !again && waiting.on.is_some()).and_then(|s| s.get(&waiting.task))
        else {
            return String::new();
        };
        let now = self.view.now();
        let past = seconds((now - began).max(0));
        let text = match waiting.on {
            Some(WaitReason::SleepUntil(when)) => {
                let left = seconds(((when * 1e9) as i64 - now).max(0));
                format!("{past} so far, {left} to go")
            }
            _ => format!("{past} so far"),
        };
        format!(" ({})", said(&text))
    }

    fn task(&mut self, waiting: &Waiting, head: &str, indent: &str) {
        let again = !self.seen.insert(waiting.task);
        let mut words = vec![waiting.name.to_string()];
        let own: Vec<&str> = waiting.stack.iter().filter(|l| !l.inside).map(|l| &*l.function).collect();
        // What is written in Rust has no frames.
        if !own.is_empty() {
            words.extend([own.join(" > "), self.place(waiting)]);
        }
        let holds: Vec<&str> = waiting.holds.iter().map(|t| &*t.name).collect();
        let holds = if holds.is_empty() {
            String::new()
        } else {
            format!("{}{}", said(", "), said(&format!("holds {}", holds.join(&said(", ")))))
        };
        let holds = if again { String::new() } else { holds };
        let what = match (&waiting.on, again) {
            (_, true) => "drawn above".to_string(),
            (None, _) => "is ready".to_string(),
            (Some(WaitReason::SleepUntil(_)), _) if self.since.is_some() => "sleeps".to_string(),
            (Some(reason), _) => format!("waits {}", waits_for(reason, &self.names)),
        };
        // Writing to a String does not fail.
        let _ = writeln!(self.out, "{head}{}: {}{}{holds}", words.join("  "), said(&what), self.time(waiting, again));
        if again || indent.len() > 400 {
            return;
        }
        let next = waiting.on.as_ref().map(awaited).unwrap_or_default();
        let next: Vec<&Waiting> = next.iter().filter_map(|n| self.by.get(n).copied()).collect();
        for (i, inner) in next.iter().enumerate() {
            let last = i + 1 == next.len();
            let (branch, below) = if last { ("└── ", "    ") } else { ("├── ", "│   ") };
            self.task(inner, &format!("{indent}{branch}"), &format!("{indent}{below}"));
        }
    }
}

impl Observer for Graph {
    fn hears(&self) -> Hears {
        Hears::Deadlock
    }

    fn event(&mut self, view: &View<'_>, event: &Event) {
        match event {
            Event::Graph { waits } => self.said = tree(view, waits, None),
            Event::Deadlock { waits } if self.at_deadlock => self.said = tree(view, waits, None),
            _ => {}
        }
        self.drew |= !self.said.is_empty();
    }

    fn end(&mut self, _: &View<'_>) {
        if self.at_deadlock && !self.drew {
            self.said = format!("co: {}\n", said("the program ended before anybody could be asked: no task waits"));
        }
    }

    fn take_note(&mut self) -> Option<String> {
        (!self.said.is_empty()).then(|| std::mem::take(&mut self.said))
    }
}
