//! Trace Event JSON, for Perfetto and chrome://tracing.
//!
//! In: records. Out: one JSON object with `traceEvents`: a track per task with its steps (`X`), nestable async events for
//! what it waits for (`b`, `e`), flow arrows from waker to woken (`s`, `f`), instants for prints and faults (`i`), a
//! counter of ready tasks (`C`). Times are in microseconds.

use super::reader::{Reader, Record};
use super::story::Story;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Write;

/// The process and the loop's own track.
const PROCESS: u32 = 1;
const LOOP: u32 = 0;

/// The whole trace.
pub fn chrome(lines: &[u8]) -> String {
    let mut maker = Maker::default();
    let mut story = Story::passing();
    Reader::default().each(lines, |record| {
        maker.add(&record, &story);
        story.add(&record);
    });
    maker.finish(&story);
    let about = json!({"program": story.file, "made by": "co trace"});
    format!("{{\"displayTimeUnit\":\"ms\",\"otherData\":{about},\"traceEvents\":[\n{}\n]}}\n", maker.events)
}

#[derive(Default)]
struct Maker {
    /// The events, one a line.
    events: String,
    /// Since when a task runs, and at which line.
    runs: HashMap<u32, (i64, i64)>,
    /// What a task waits for.
    waits: HashMap<u32, String>,
    /// Arrows on their way, by the woken task.
    flows: HashMap<u32, u64>,
    flow: u64,
    named: bool,
}

fn micros(nanoseconds: i64) -> f64 {
    nanoseconds as f64 / 1000.0
}

impl Maker {
    fn push(&mut self, event: Value) {
        self.events.push_str(if self.events.is_empty() { "" } else { ",\n" });
        // Writing to a String does not fail.
        let _ = write!(self.events, "{event}");
    }

    fn add(&mut self, record: &Record, story: &Story) {
        let at = record.at();
        let ts = micros(at);
        let task = record.serial("task");
        let line = record.place("place").map_or(0, |p| i64::from(p.line));
        if !self.named {
            self.named = true;
            let name = record.text("file");
            self.name("process_name", LOOP, name);
            self.name("thread_name", LOOP, "event loop");
        }
        match record.event() {
            "task_created" => self.name("thread_name", task, record.text("name")),
            "resumed" => {
                self.runs.insert(task, (at, line));
                if let Some(name) = self.waits.remove(&task) {
                    self.push(json!({"ph": "e", "cat": "wait", "id": task, "name": name, "pid": PROCESS, "tid": task, "ts": ts}));
                }
                if let Some(flow) = self.flows.remove(&task) {
                    self.push(json!({"ph": "f", "bp": "e", "cat": "wake", "id": flow, "name": "wakes", "pid": PROCESS, "tid": task, "ts": ts}));
                }
            }
            "suspended" => {
                self.step(task, at, line, story);
                let what = super::story::waits_for(record.field("on"), story);
                self.push(json!({
                    "ph": "b", "cat": "wait", "id": task, "name": what, "pid": PROCESS, "tid": task, "ts": ts,
                    "args": {"line": line},
                }));
                self.waits.insert(task, what);
            }
            "finished" => {
                if self.runs.contains_key(&task) {
                    self.step(task, at, line, story);
                }
                let end = ["result", "exception"].into_iter().find_map(|e| record.has(e).map(|t| format!("{e}: {t}")));
                self.instant(task, ts, &end.unwrap_or_else(|| "cancelled".to_string()));
            }
            "woken" => {
                self.flow += 1;
                let from = story.running.unwrap_or(LOOP);
                self.push(json!({"ph": "s", "cat": "wake", "id": self.flow, "name": "wakes", "pid": PROCESS, "tid": from, "ts": ts}));
                self.flows.insert(task, self.flow);
            }
            "printed" => {
                let text = format!("prints {}", record.text("text").trim_end());
                if text != "prints " {
                    self.instant(story.running.unwrap_or(LOOP), ts, &text);
                }
            }
            "never_awaited" | "unheard" | "held" | "deadlock" => self.instant(LOOP, ts, record.event()),
            "turn_begins" => {
                let ready = record.field("ready").as_array().map_or(0, Vec::len);
                self.push(json!({
                    "ph": "C", "name": "ready", "pid": PROCESS, "tid": LOOP, "ts": ts, "args": {"tasks": ready},
                }));
            }
            "waited" => {
                let duration = record.number("nanoseconds").unwrap_or(0);
                self.push(json!({
                    "ph": "X", "cat": "loop", "name": "idle", "pid": PROCESS, "tid": LOOP,
                    "ts": micros(at - duration), "dur": micros(duration),
                }));
            }
            _ => {}
        }
    }

    fn name(&mut self, what: &str, thread: u32, name: &str) {
        self.push(json!({"ph": "M", "name": what, "pid": PROCESS, "tid": thread, "args": {"name": name}}));
    }

    fn instant(&mut self, thread: u32, ts: f64, name: &str) {
        self.push(json!({"ph": "i", "s": "t", "name": name, "pid": PROCESS, "tid": thread, "ts": ts}));
    }

    fn step(&mut self, task: u32, at: i64, line: i64, story: &Story) {
        let Some((since, from)) = self.runs.remove(&task) else { return };
        let name = story.life(task).map_or("step", |l| &l.coroutine);
        self.push(json!({
            "ph": "X", "cat": "step", "name": name, "pid": PROCESS, "tid": task,
            "ts": micros(since), "dur": micros(at - since), "args": {"from line": from, "to line": line},
        }));
    }

    /// What still waits at the end is closed there.
    fn finish(&mut self, story: &Story) {
        let ts = micros(story.end);
        let mut open: Vec<(u32, String)> = self.waits.drain().collect();
        open.sort_unstable();
        for (task, name) in open {
            self.push(
                json!({"ph": "e", "cat": "wait", "id": task, "name": name, "pid": PROCESS, "tid": task, "ts": ts}),
            );
        }
        let mut lost: Vec<(u32, u64)> = self.flows.drain().collect();
        lost.sort_unstable();
        for (task, flow) in lost {
            self.push(json!({"ph": "f", "bp": "e", "cat": "wake", "id": flow, "name": "wakes", "pid": PROCESS, "tid": task, "ts": ts}));
        }
    }
}
