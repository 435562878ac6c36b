//! Reading a recording: lines to a model of the run that every view shares.
//!
//! In: records. Out: sources, tasks with their lives in pieces (running, waiting for what), wakes,
//! prints, turns. A line that cannot be read is skipped, as is what a newer version adds.

use super::reader::{At, Reader, Record};
use super::words::Names;
use serde_json::Value;
use std::collections::HashMap;

/// What a task does for a while.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doing {
    /// It is ready and waits for its turn.
    Ready,
    /// It runs.
    Running,
    /// It waits for something.
    Waiting,
}

/// A piece of a task's life.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it does.
    pub doing: Doing,
    /// From when, in nanoseconds.
    pub from: i64,
    /// To when.
    pub to: i64,
    /// The line at which it stands.
    pub line: u32,
    /// What it waits for, in words.
    pub what: String,
}

/// The life of a task.
#[derive(Clone, Debug, Default)]
pub struct Life {
    /// Its number.
    pub task: u32,
    /// Its name.
    pub name: String,
    /// What it runs.
    pub coroutine: String,
    /// When it was made.
    pub made: i64,
    /// When it was over, if it was.
    pub over: Option<i64>,
    /// How it ended: `result`, `exception`, `cancelled`, or empty.
    pub end: String,
    /// With what.
    pub outcome: String,
    /// What it did, in order; in a story that passes by, what it does now and what it waited for last.
    pub pieces: Vec<Piece>,
    /// Nanoseconds that it was ready, ran and waited, up to its last piece.
    pub spent: [i64; 3],
}

impl Life {
    /// What it does now is over.
    fn close(&mut self, at: i64) {
        if let Some(last) = self.pieces.last_mut() {
            self.spent[last.doing as usize] += at - last.to;
            last.to = at;
        }
    }
}

/// One task made another ready.
#[derive(Clone, Copy, Debug)]
pub struct Wake {
    /// When.
    pub at: i64,
    /// The task that ran, if one did.
    pub from: Option<u32>,
    /// The task that is ready.
    pub to: u32,
}

/// A run.
#[derive(Default)]
pub struct Story {
    /// Whether times are the numbers of events.
    pub by_events: bool,
    events: i64,
    /// Whether what is over is forgotten, since the recording may be as long as it likes.
    passing: bool,
    /// The file.
    pub file: String,
    /// Names and texts of the sources, by number.
    pub sources: HashMap<u32, (String, Option<String>)>,
    /// The tasks, in the order in which they were made.
    pub lives: Vec<Life>,
    index: HashMap<u32, usize>,
    /// Who woke whom.
    pub wakes: Vec<Wake>,
    /// What was printed: when, by which task, what.
    pub prints: Vec<(i64, Option<u32>, String)>,
    /// Turns.
    pub turns: u64,
    /// Nanoseconds for which nothing was ready.
    pub idle: i64,
    /// The end, in nanoseconds.
    pub end: i64,
    /// The task that runs.
    pub running: Option<u32>,
    /// The thread that runs, once there was a switch.
    thread: Option<u32>,
    /// Held: how long, line, by whom.
    pub held: Vec<(i64, u32, String)>,
    /// Coroutines never awaited: name and line.
    pub never_awaited: Vec<(String, u32)>,
    /// Failed tasks nobody heard of: number, name, exception, line.
    pub unheard: Vec<(u32, String, String, u32)>,
    /// Whether it ended in a deadlock.
    pub deadlock: bool,
}

/// A run of less, in nanoseconds, is no matter of time.
const INSTANT: i64 = 1_000_000;

impl Names for Story {
    fn name(&self, serial: u32) -> Option<String> {
        self.index.get(&serial).map(|&i| self.lives[i].name.clone())
    }
}

impl Story {
    /// Reads the lines of a recording. A run that took next to no time is told by its events, one after the other.
    pub fn read(lines: &[u8]) -> Story {
        let told = |by_events: bool| {
            let mut story = Story { by_events, ..Story::default() };
            Reader::default().each(lines, |record| story.add(&record));
            story
        };
        let story = told(false);
        if story.end < INSTANT { told(true) } else { story }
    }

    /// A story of which only the present is kept: for those who tell a run while it goes on.
    pub fn passing() -> Story {
        Story { passing: true, ..Story::default() }
    }

    /// The life of a task.
    pub fn life(&self, task: u32) -> Option<&Life> {
        self.index.get(&task).map(|&i| &self.lives[i])
    }

    /// The place of a task among all, in the order in which they were made.
    pub fn place_of(&self, task: u32) -> usize {
        self.index.get(&task).copied().unwrap_or(0)
    }

    /// The name of a task, or its number.
    pub fn called(&self, task: u32) -> String {
        self.name(task).unwrap_or_else(|| format!("#{task}"))
    }

    /// The text of a line of a source.
    pub fn line(&self, at: At) -> &str {
        let text = self.sources.get(&at.file).and_then(|s| s.1.as_deref()).unwrap_or("");
        text.lines().nth((at.line as usize).wrapping_sub(1)).unwrap_or("").trim()
    }

    fn change(&mut self, task: u32, at: i64, doing: Option<Doing>, line: u32, what: String) {
        let Some(&i) = self.index.get(&task) else { return };
        let life = &mut self.lives[i];
        life.close(at);
        if let Some(doing) = doing {
            if self.passing {
                life.pieces.retain(|piece| piece.doing == Doing::Waiting && doing != Doing::Waiting);
            }
            life.pieces.push(Piece { doing, from: at, to: at, line, what });
        }
    }

    /// Another thread or greenlet runs: each has a life of its own, and the first of them had run from the start.
    fn switch(&mut self, record: &Record, at: i64, line: u32) {
        // Their numbers are counted apart from those of tasks.
        let (mark, main) = match record.event() {
            "thread_switch" => (1 << 31, "MainThread"),
            _ => (3 << 30, "main greenlet"),
        };
        let [from, to] = ["from", "to"].map(|name| record.serial(name) | mark);
        for (id, name, since) in [(from, main, 0), (to, record.text("name"), at)] {
            if !self.index.contains_key(&id) {
                self.index.insert(id, self.lives.len());
                self.lives.push(Life { task: id, name: name.to_string(), made: since, ..Life::default() });
                self.change(id, since, Some(Doing::Running), 0, String::new());
            }
        }
        self.change(from, at, Some(Doing::Waiting), line, String::new());
        self.change(to, at, Some(Doing::Running), 0, String::new());
        if mark == 1 << 31 {
            self.thread = Some(to);
        }
    }

    /// No thread could run: the one that ran last waited as well.
    fn stood(&mut self, at: i64, nanoseconds: i64) {
        if let Some(thread) = self.thread.filter(|_| !self.by_events) {
            self.change(thread, at - nanoseconds, Some(Doing::Waiting), 0, String::new());
            self.change(thread, at, Some(Doing::Running), 0, String::new());
        }
    }

    /// Adds what a record says.
    pub fn add(&mut self, record: &Record) {
        self.events += i64::from(!matches!(record.event(), "" | "source" | "idle"));
        let at = if self.by_events { self.events } else { record.at() };
        self.end = self.end.max(at);
        let task = record.serial("task");
        let line = record.place("place").map_or(0, |p| p.line);
        match record.event() {
            "" => self.file = record.text("file").to_string(),
            "source" => {
                let source = (record.text("name").to_string(), record.has("text").map(String::from));
                self.sources.insert(record.serial("file"), source);
            }
            // The loop's own: what asyncio.run() does at its end.
            "task_created" if record.text("coroutine").starts_with("BaseEventLoop.") => {}
            "task_created" => {
                self.index.insert(task, self.lives.len());
                let (name, coroutine) = (record.text("name").to_string(), record.text("coroutine").to_string());
                self.lives.push(Life { task, name, coroutine, made: at, ..Life::default() });
                self.change(task, at, Some(Doing::Ready), line, String::new());
            }
            "resumed" => {
                self.running = Some(task);
                self.change(task, at, Some(Doing::Running), line, String::new());
            }
            "suspended" => {
                self.running = None;
                let on = record.field("on");
                let doing = if on["kind"] == "turn" { Doing::Ready } else { Doing::Waiting };
                let what = waits_for(on, self);
                self.change(task, at, Some(doing), line, what);
            }
            "woken" => {
                if !self.passing {
                    self.wakes.push(Wake { at, from: self.running, to: task });
                }
                self.change(task, at, Some(Doing::Ready), 0, String::new());
            }
            "finished" => {
                if self.running == Some(task) {
                    self.running = None;
                }
                self.change(task, at, None, 0, String::new());
                if let Some(&i) = self.index.get(&task) {
                    let life = &mut self.lives[i];
                    life.over = Some(at);
                    let end = ["result", "exception"].into_iter().find(|e| record.has(e).is_some());
                    life.end = end.unwrap_or("cancelled").to_string();
                    life.outcome = end.map_or(String::new(), |e| record.text(e).to_string());
                }
            }
            "printed" if self.passing => {}
            "printed" => self.prints.push((at, self.running, record.text("text").to_string())),
            "turn_begins" => self.turns += 1,
            "waited" => self.idle += record.number("nanoseconds").unwrap_or(0),
            "threads_waited" if !self.passing => self.stood(at, record.number("nanoseconds").unwrap_or(0)),
            "thread_switch" | "greenlet_switch" if !self.passing => self.switch(record, at, line),
            "held" => self.held.push((record.number("nanoseconds").unwrap_or(0), line, record.text("name").into())),
            "never_awaited" => self.never_awaited.push((record.text("coroutine").to_string(), line)),
            "unheard" => {
                let (name, exception) = (record.text("name").to_string(), record.text("exception").to_string());
                self.unheard.push((task, name, exception, line));
            }
            "heard" => self.unheard.retain(|u| u.0 != task),
            "deadlock" => self.deadlock = true,
            "end" | "cut" => {
                for life in &mut self.lives {
                    if life.over.is_none() {
                        life.close(at);
                    }
                }
            }
            _ => {}
        }
    }
}

/// What a record waits for, in words.
pub fn waits_for(on: &Value, names: &dyn Names) -> String {
    use super::words::{called, listed, seconds};
    let serial = |v: &Value| v.as_u64().map_or(0, |n| n as u32);
    let task = |v: &Value| names.name(serial(v)).unwrap_or_else(|| "a future".to_string());
    let name = on["name"].as_str().unwrap_or("");
    let say = |text: String| crate::diagnostic::catalogue::said(&text).into_owned();
    match on["kind"].as_str().unwrap_or("") {
        "turn" => say("for its next turn".to_string()),
        "sleep" => say(format!("until {}", seconds(on["until"].as_i64().unwrap_or(0)))),
        "future" => say(format!("for {}", called("future", name))),
        "task" => say(format!("for {}", task(&on["of"]))),
        "lock" if on["holder"].is_u64() => {
            say(format!("for {}, held by {}", called("lock", name), task(&on["holder"])))
        }
        "lock" => say(format!("for {}", called("lock", name))),
        "event" => say(format!("for {} to be set", called("event", name))),
        "condition" => say(format!("for {} to be notified", called("condition", name))),
        "semaphore" => say(format!("for {} to be released", called("semaphore", name))),
        "barrier" => say(format!("at {}", called("barrier", name))),
        "queue_get" => say(format!("for an item of {}", called("queue", name))),
        "queue_put" => say(format!("for room in {}", called("queue", name))),
        "queue_join" => say(format!("for {} task_done() of {}", on["count"], called("queue", name))),
        "group" => {
            let all: Vec<String> = on["of"].as_array().map_or(Vec::new(), |a| a.iter().map(task).collect());
            if all.is_empty() {
                return say(format!("for the news that all are done ({name})"));
            }
            say(format!("for {} ({name})", listed(&all)))
        }
        "thread" => say("for a thread".to_string()),
        _ => say(format!("for {name}")),
    }
}
