//! Who waits for whom, as a tree: a task, where it stands, what it waits for, and below it those it waits for.
//!
//! In: the graph of the tasks. Out: text.

use super::notes::{Named, place_of};
use super::words::waits_for;
use crate::diagnostic::catalogue::said;
use crate::machine::observe::{Event, Hears, Observer, Serial, View, WaitReason, Waiting};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// The observer that draws the graph whenever somebody asks for it.
#[derive(Default)]
pub struct Graph {
    said: String,
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

/// The tree as text; `line` finds the line of a place.
pub fn tree(view: &View<'_>, waits: &[Waiting]) -> String {
    let by: HashMap<Serial, &Waiting> = waits.iter().map(|w| (w.task, w)).collect();
    let inner: HashSet<Serial> = waits.iter().filter_map(|w| w.on.as_ref()).flat_map(awaited).collect();
    let mut drawing = Drawing { view, by, names: Named::of(waits), seen: HashSet::new(), out: String::new() };
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
    seen: HashSet<Serial>,
    out: String,
}

impl Drawing<'_, '_> {
    fn task(&mut self, waiting: &Waiting, head: &str, indent: &str) {
        let again = !self.seen.insert(waiting.task);
        let own: Vec<&str> = waiting.stack.iter().filter(|l| !l.inside).map(|l| &*l.function).collect();
        let line = self.view.line(place_of(waiting));
        let holds: Vec<&str> = waiting.holds.iter().map(|t| &*t.name).collect();
        let holds = if holds.is_empty() { String::new() } else { format!(", holds {}", holds.join(", ")) };
        let holds = if again { String::new() } else { holds };
        let what = match (&waiting.on, again) {
            (_, true) => "drawn above".to_string(),
            (None, _) => "is ready".to_string(),
            (Some(reason), _) => format!("waits {}", waits_for(reason, &self.names)),
        };
        // Writing to a String does not fail.
        let _ = writeln!(self.out, "{head}{}  {}  line {line}: {}{holds}", waiting.name, own.join(" > "), said(&what));
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
            Event::Graph { waits } => self.said = tree(view, waits),
            Event::Deadlock { waits } if self.at_deadlock => self.said = tree(view, waits),
            _ => {}
        }
    }

    fn take_note(&mut self) -> Option<String> {
        (!self.said.is_empty()).then(|| std::mem::take(&mut self.said))
    }
}
