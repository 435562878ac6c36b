//! The narration: a run told turn by turn, in words that a beginner can read.
//!
//! In: records. Out: text, in English or Chinese, line by line as the run goes on.

use super::reader::{At, Record};
use super::story::{Story, waits_for};
use super::words::{called, listed, seconds};
use crate::diagnostic::catalogue::said;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// What is told.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Only these tasks; empty for all.
    pub only: Vec<String>,
    /// Only what happens on these lines.
    pub lines: Option<(u32, u32)>,
    /// Without the heads of turns.
    pub quiet_turns: bool,
    /// In colours.
    pub color: bool,
}

/// Colours of tasks, by their order.
const COLORS: [u8; 8] = [36, 33, 32, 35, 34, 96, 93, 95];

/// The narrator.
pub struct Narration {
    choice: Choice,
    story: Story,
    /// What was told and not yet taken.
    out: String,
    /// The head of the turn, told before its first event.
    head: Option<String>,
    /// That nothing was ready before that, told with the first event that is.
    waited: Option<String>,
    /// Text printed by the task that runs, up to the end of its line.
    printed: String,
    /// What tasks wait for.
    waits: HashMap<u32, Value>,
    /// Futures that were cancelled.
    cancelled: HashSet<u32>,
    /// The callback that runs, and the number of the future or task it hears of.
    within: Option<(String, u32)>,
    /// Callbacks that are ready or set, by their numbers.
    callbacks: HashMap<u32, String>,
    /// The thread or greenlet that runs, if it is not the main one.
    aside: Option<String>,
    /// The thread that was told of last, and the one that runs: a switch is told with what happens after it.
    thread: (String, String),
}

impl Narration {
    /// A narrator.
    pub fn new(choice: Choice) -> Narration {
        Narration {
            choice,
            story: Story::passing(),
            out: String::new(),
            head: None,
            waited: None,
            printed: String::new(),
            waits: HashMap::new(),
            cancelled: HashSet::new(),
            within: None,
            callbacks: HashMap::new(),
            aside: None,
            thread: ("MainThread".to_string(), "MainThread".to_string()),
        }
    }

    /// For a while nothing happens: a line that was printed in part is told as far as it goes.
    pub fn pause(&mut self) {
        if !self.printed.is_empty() {
            self.end_print(self.story.running);
        }
    }

    /// What was told since the last call.
    pub fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    /// What is to be said at the end of those names for which there was no task.
    pub fn missed(&self) -> Option<String> {
        let names: Vec<&str> = self.story.lives.iter().map(|life| &*life.name).collect();
        let wrong = self.choice.only.iter().find(|wanted| !names.contains(&wanted.as_str()))?;
        let known: Vec<String> = names.iter().map(|name| name.to_string()).collect();
        Some(format!("no task was called '{wrong}': there were {}", listed_all(&known)))
    }

    fn paint(&self, code: &str, text: &str) -> String {
        match self.choice.color {
            true => format!("\x1b[{code}m{text}\x1b[0m"),
            false => text.to_string(),
        }
    }

    /// A task's name in its colour.
    fn task(&self, task: u32) -> String {
        let place = self.story.place_of(task);
        self.paint(&COLORS[place % COLORS.len()].to_string(), &self.story.called(task))
    }

    fn is_told(&self, task: Option<u32>, line: u32) -> bool {
        let by_name =
            self.choice.only.is_empty() || task.is_some_and(|t| self.choice.only.contains(&self.story.called(t)));
        let by_line = self.choice.lines.is_none_or(|(from, to)| line == 0 || (from..=to).contains(&line));
        by_name && by_line
    }

    fn line(&mut self, indent: usize, subject: &str, sentence: &str, code: &str) {
        if let (Some(waited), false) = (self.waited.take(), self.choice.quiet_turns) {
            self.out.push_str(&waited);
        }
        if let (Some(head), false) = (self.head.take(), self.choice.quiet_turns) {
            self.out.push_str(&head);
        }
        if self.thread.0 != self.thread.1 {
            self.thread.0 = self.thread.1.clone();
            let _ = writeln!(self.out, "  {}", said(&format!("{} runs now", self.thread.1)));
        }
        let code = match code {
            "" => String::new(),
            code => self.paint("2", &format!("   | {code}")),
        };
        let gap = if subject.is_empty() { "" } else { " " };
        let _ = writeln!(self.out, "{:indent$}{subject}{gap}{}{code}", "", said(sentence));
    }

    fn where_is(&self, at: Option<At>) -> String {
        at.map_or(String::new(), |at| match self.story.sources.get(&at.file) {
            Some((name, _)) if *name != self.story.file && at.file != 1 => format!("{name}:{}", at.line),
            _ => format!("line {}", at.line),
        })
    }

    /// Tells a record.
    pub fn tell(&mut self, record: &Record) {
        let runner = self.story.running;
        if !self.printed.is_empty() && record.event() != "printed" {
            self.end_print(runner);
        }
        let waits = match record.event() {
            "suspended" => waits_for(record.field("on"), &self.story),
            _ => String::new(),
        };
        self.story.add(record);
        let task = record.serial("task");
        let waited = match record.event() {
            "suspended" => self.waits.insert(task, record.field("on").clone()),
            "resumed" => self.waits.remove(&task),
            _ => None,
        };
        let place = record.place("place");
        let line = place.map_or(0, |p| p.line);
        let here = self.where_is(place);
        // What the loop runs for itself is not told.
        let hidden = task > 0 && self.story.life(task).is_none();
        let told = !hidden && self.is_told(if task > 0 { Some(task) } else { runner }, line);
        match record.event() {
            "callback_run" => self.within = Some((record.text("what").to_string(), record.serial("handle"))),
            "turn_begins" | "turn_ends" | "resumed" => self.within = None,
            _ => {}
        }
        match record.event() {
            "turn_begins" => self.turn(record),
            "turn_ends" => self.head = None,
            "waited" | "threads_waited" => self.waited(record),
            "held" | "deadlock" | "never_awaited" | "unheard" => self.fault(record, &here),
            _ if !told => {}
            "task_created" => {
                let coroutine = record.text("coroutine");
                let name = self.task(task);
                let by = match record.number("by") {
                    Some(by) if here.is_empty() => {
                        format!("is made by {}, to run {coroutine}()", self.story.called(by as u32))
                    }
                    Some(by) => format!("is made by {} at {here}, to run {coroutine}()", self.story.called(by as u32)),
                    None if coroutine == "<module>" => "is made, to run the program".to_string(),
                    None if here.is_empty() => format!("is made, to run {coroutine}()"),
                    None => format!("is made at {here}, to run {coroutine}()"),
                };
                self.line(if runner.is_some() { 4 } else { 2 }, &name, &by, "");
            }
            "resumed" => {
                let name = self.task(task);
                // What a lock or event gives is for the library alone.
                let own = waited.is_none_or(|on| is_given(on["kind"].as_str().unwrap_or("")));
                let result = record.has("result").filter(|result| own && *result != "None");
                let sentence = match (record.has("with"), result, record.has("exception")) {
                    // What is written in Rust has no lines.
                    (Some(_), ..) if here.is_empty() => "starts".to_string(),
                    (_, None, None) if here.is_empty() => "goes on".to_string(),
                    (Some(_), ..) => format!("starts at {here}"),
                    (_, Some(result), _) => format!("goes on at {here} with {result}"),
                    (.., Some(exception)) => format!("goes on at {here}, where {exception} is thrown in"),
                    _ => format!("goes on at {here}"),
                };
                self.line(2, &name, &sentence, "");
            }
            "suspended" => {
                let code = place.map_or(String::new(), |p| self.story.line(p).to_string());
                let name = self.task(task);
                let sentence = match record.field("on")["kind"].as_str() {
                    Some("turn") if here.is_empty() => "gives the others a turn".to_string(),
                    Some("turn") => format!("gives the others a turn at {here}"),
                    _ if here.is_empty() => format!("waits {waits}"),
                    _ => format!("waits at {here} {waits}"),
                };
                self.line(4, &name, &sentence, &code);
            }
            "finished" => {
                let name = self.task(task);
                let sentence = match (record.has("result"), record.has("exception")) {
                    (Some("None"), _) => "is done".to_string(),
                    (Some(result), _) => format!("is done and returns {result}"),
                    (_, Some(exception)) => format!("fails with {exception}"),
                    _ => "is cancelled".to_string(),
                };
                self.line(4, &name, &sentence, "");
            }
            "cancelled" => {
                let name = self.task(task);
                let by = match record.number("by") {
                    Some(by) if by as u32 != task && here.is_empty() => {
                        format!("is asked to stop by {}", self.story.called(by as u32))
                    }
                    Some(by) if by as u32 != task => {
                        format!("is asked to stop by {} at {here}", self.story.called(by as u32))
                    }
                    _ if here.is_empty() => self.stopped_by(),
                    _ => format!("is asked to stop at {here}"),
                };
                self.line(4, &name, &by, "");
            }
            "woken" => {
                let sentence = self.why_ready(task, record.serial("by"));
                let name = self.task(task);
                self.line(4, &name, &sentence, "");
            }
            "future_done" if record.field("cancelled").as_bool() == Some(true) => {
                self.cancelled.insert(record.serial("future"));
            }
            "lock_acquired" | "lock_released" => {
                let what = called(record.text("kind"), record.text("name"));
                let at = if here.is_empty() { String::new() } else { format!(" at {here}") };
                let sentence = match (record.event(), record.text("kind")) {
                    ("lock_acquired", "lock") => format!("takes {what}{at}"),
                    ("lock_acquired", _) => format!("takes a place of {what}{at}"),
                    (_, "lock") => format!("gives {what} back"),
                    _ => format!("gives a place of {what} back"),
                };
                let name = runner.map_or(String::new(), |runner| self.task(runner));
                self.line(4, &name, &sentence, "");
            }
            "scheduled" => self.scheduled(record, &here),
            "callback_run" => {
                let what = record.text("what");
                if !is_inner(what) {
                    self.line(2, "", &format!("callback {} runs", as_called(what)), "");
                }
            }
            "handle_cancelled" => {
                if let Some(what) = self.callbacks.remove(&record.serial("handle")) {
                    self.line(4, "", &format!("callback {} is taken back", as_called(&what)), "");
                }
            }
            "timer_set" if record.text("what") != "sleep" => {
                let when = seconds(record.number("when").unwrap_or(0));
                self.callbacks.insert(record.serial("timer"), record.text("what").to_string());
                let what = as_called(record.text("what"));
                let at = if here.is_empty() { String::new() } else { format!(", at {here}") };
                self.line(4, "", &format!("callback {what} is set for {when}{at}"), "");
            }
            "printed" => {
                self.printed.push_str(record.text("text"));
                if self.printed.ends_with('\n') {
                    self.end_print(runner);
                }
            }
            "went_on" => {
                let sentence = format!("task {} was cancelled, caught that, and goes on", record.text("name"));
                self.line(2, "!", &sentence, "");
            }
            "cut_off" => {
                let sentence =
                    format!("task {} was not done when the program ended: it was cancelled", record.text("name"));
                self.line(2, "!", &sentence, "");
            }
            "thread_switch" => {
                let name = record.text("name");
                self.aside = (name != "MainThread").then(|| name.to_string());
                self.thread.1 = name.to_string();
            }
            "greenlet_switch" => {
                let name = record.text("name");
                let before = self.aside.take().unwrap_or_else(|| "main greenlet".to_string());
                self.aside = (name != "main greenlet").then(|| name.to_string());
                // What leaves off nowhere is over, or the program is.
                match (here.is_empty(), &*before) {
                    (false, _) => self.line(2, &before, &format!("switches to {name} at {here}"), ""),
                    (true, "main greenlet") => self.line(2, name, "is closed at the end of the program", ""),
                    (true, _) => self.line(2, &before, &format!("is over: {name} goes on"), ""),
                }
            }
            "end" => {
                let text = format!("the run is over at {}", seconds(record.at()));
                (self.head, self.waited) = (None, None);
                self.line(0, "", &text, "");
            }
            _ => {}
        }
    }

    /// Who asked a task to stop, when no task and no line of the program did.
    fn stopped_by(&self) -> String {
        let Some((what, of)) = &self.within else { return "is asked to stop by the loop".to_string() };
        match (what.as_str(), self.story.life(*of)) {
            ("TaskGroup._on_task_done", Some(failed)) => {
                format!("is asked to stop by TaskGroup, because {} failed", failed.name)
            }
            ("TaskGroup._on_task_done", None) => "is asked to stop by TaskGroup".to_string(),
            ("Timeout._on_timeout", _) => "is asked to stop by the timeout".to_string(),
            (what, _) if is_inner(what) => "is asked to stop by the loop".to_string(),
            (what, _) => format!("is asked to stop by callback {}", as_called(what)),
        }
    }

    fn end_print(&mut self, runner: Option<u32>) {
        let text = std::mem::take(&mut self.printed);
        if !self.is_told(runner, 0) {
            return;
        }
        let program = || said("the program").into_owned();
        let name = self.aside.clone().unwrap_or_else(|| runner.map_or_else(program, |t| self.task(t)));
        for line in text.trim_end_matches('\n').split('\n') {
            let line = self.paint("1", line);
            // What a program prints is never translated.
            let word = said("prints:");
            let gap = if word.ends_with(':') { " " } else { "" };
            let sentence = format!("{word}{gap}{line}");
            self.line(4, &name, &sentence, "");
        }
    }

    /// Why a task that waited is ready again: a task or future is over that it waited for.
    fn why_ready(&self, task: u32, by: u32) -> String {
        let on = self.waits.get(&task).unwrap_or(&Value::Null);
        let name = on["name"].as_str().unwrap_or("");
        let why = match (self.story.life(by), on["kind"].as_str().unwrap_or("")) {
            (Some(life), _) => format!("{} is over", life.name),
            _ if self.cancelled.contains(&by) => "what it waited for is cancelled".to_string(),
            (_, "sleep") => "its sleep is over".to_string(),
            (_, "future") => format!("{} is done", called("future", name)),
            (_, "lock") => format!("{} is free", called("lock", name)),
            (_, "event") => format!("{} is set", called("event", name)),
            (_, "condition") => format!("{} is notified", called("condition", name)),
            (_, "semaphore") => format!("{} has a place", called("semaphore", name)),
            (_, "queue_get") => format!("{} has an item", called("queue", name)),
            (_, "queue_put") => format!("{} has room", called("queue", name)),
            (_, "queue_join") => format!("all items of {} are done", called("queue", name)),
            (_, "group") => format!("{name} is done"),
            (_, "thread") => "the thread is done".to_string(),
            _ => return "is ready again".to_string(),
        };
        format!("is ready again: {why}")
    }

    fn scheduled(&mut self, record: &Record, here: &str) {
        let what = record.text("what");
        if is_inner(what) {
            return;
        }
        if record.number("because").is_none() {
            self.callbacks.insert(record.serial("handle"), what.to_string());
        }
        let what = as_called(what);
        let sentence = match (record.number("because"), here) {
            (Some(of), _) => match self.story.life(of as u32) {
                Some(life) => format!("callback {what} is ready: {} is over", life.name),
                None => format!("callback {what} is ready: its future is over"),
            },
            (None, "") => format!("callback {what} is ready"),
            (None, here) => format!("callback {what} is ready, by line {}", here.trim_start_matches("line ")),
        };
        self.line(4, "", &sentence, "");
    }

    fn turn(&mut self, record: &Record) {
        let mut ready = Vec::new();
        for item in record.field("ready").as_array().into_iter().flatten() {
            match item.as_u64() {
                Some(task) if self.story.life(task as u32).is_none() => {}
                Some(task) => ready.push(self.story.called(task as u32)),
                None => ready.extend(item.as_str().map(friendly).filter(|what| !is_inner(what))),
            }
        }
        let number = record.number("number").unwrap_or(0);
        let head = match ready.len() {
            0 => {
                self.head = None;
                return;
            }
            _ => format!("turn {number} at {}: ready: {}", seconds(record.at()), listed_all(&ready)),
        };
        let timers = record.field("timers").as_array().and_then(|t| t.first()).map(|t| t[0].as_i64().unwrap_or(0));
        let head = match timers {
            Some(when) => {
                let next = format!("; next timer at {}", seconds(when));
                format!("{}{}", said(&head), said(&next))
            }
            None => said(&head).into_owned(),
        };
        self.head = Some(format!("{}\n", self.paint("1", &head)));
    }

    fn waited(&mut self, record: &Record) {
        let nanoseconds = record.number("nanoseconds").unwrap_or(0);
        if nanoseconds > 0 {
            let sentence = match record.event() {
                "waited" => format!("nothing is ready: the loop waits {}", seconds(nanoseconds)),
                _ => format!("no thread can run for {}", seconds(nanoseconds)),
            };
            self.head = None;
            self.waited = Some(format!("{}\n", self.paint("2", &said(&sentence))));
        }
    }

    fn fault(&mut self, record: &Record, here: &str) {
        let sentence = match record.event() {
            "held" => {
                let time = seconds(record.number("nanoseconds").unwrap_or(0));
                let at = if here.is_empty() { String::new() } else { format!(" at {here}") };
                format!("{} held the loop for {time}{at}", record.text("name"))
            }
            "deadlock" => {
                let all: Vec<String> = record.field("tasks").as_array().map_or(Vec::new(), |a| {
                    a.iter().filter_map(|t| t.as_u64()).map(|t| self.story.called(t as u32)).collect()
                });
                format!("deadlock: {} wait for ever", listed(&all))
            }
            "never_awaited" if here.is_empty() => format!("coroutine {} was never awaited", record.text("coroutine")),
            "never_awaited" => format!("coroutine {} was never awaited, {here}", record.text("coroutine")),
            _ if here.is_empty() => format!("nobody waits for {}, which failed", record.text("name")),
            _ => format!("nobody waits for {}, which failed at {here}", record.text("name")),
        };
        let sentence = self.paint("31", &said(&sentence));
        self.line(2, "!", &sentence, "");
    }
}

/// Whether what a task waited for gives it a value of the program's.
fn is_given(kind: &str) -> bool {
    !matches!(kind, "lock" | "semaphore" | "event" | "condition" | "queue_get" | "queue_put" | "queue_join" | "barrier")
}

/// All names; many are counted.
fn listed_all(names: &[String]) -> String {
    match names.len() {
        0..=8 => names.join(", "),
        count => format!("{}, ... ({count})", names[..6].join(", ")),
    }
}

/// The name of a callback for people.
fn friendly(what: &str) -> String {
    match what {
        "_run_until_complete_cb" => said("the end of the run").into_owned(),
        what if what.starts_with("TaskGroup.") => "TaskGroup".to_string(),
        what => match what.split_once(".<locals>._") {
            Some((outer, _)) => outer.trim_start_matches('_').to_string(),
            None => what.to_string(),
        },
    }
}

/// A callback as it is called; what is no name stands for itself.
fn as_called(what: &str) -> String {
    let is_name = what.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '<' | '>'));
    if is_name && !what.starts_with('<') { format!("{what}()") } else { what.to_string() }
}

/// Whether a callback belongs to the loop itself.
fn is_inner(what: &str) -> bool {
    what == "_run_until_complete_cb"
        || what.contains(".<locals>._")
        || what.starts_with("TaskGroup.")
        || what.starts_with('_')
        || what == "chain_future"
}
