//! Reading recordings: lines to records that say everything themselves.
//!
//! In: lines as `row` writes them, of this version or of the first. Out: [`Record`]s. What a line leaves to an earlier one
//! is put in: where a task stands, what a site is, and a `step` becomes the `resumed` and the `suspended` that it stands
//! for. A line that cannot be read is skipped, and what is missing stays missing.

use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// One record, with access by name.
#[derive(Clone, Debug)]
pub struct Record(Value);

/// A place of a recording.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct At {
    /// The number of the source.
    pub file: u32,
    /// The first line.
    pub line: u32,
    /// The first column.
    pub column: u32,
    /// The last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
}

impl Record {
    /// Reads a line as it stands.
    pub fn read(line: &str) -> Option<Record> {
        serde_json::from_str(line).ok().filter(Value::is_object).map(Record)
    }

    /// The name of the event.
    pub fn event(&self) -> &str {
        self.text("event")
    }

    /// Nanoseconds since the start.
    pub fn at(&self) -> i64 {
        self.0["at"].as_i64().unwrap_or(0)
    }

    /// A text; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or("")
    }

    /// A text, if there is one.
    pub fn has(&self, name: &str) -> Option<&str> {
        self.0[name].as_str()
    }

    /// A number, if there is one.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.0[name].as_i64()
    }

    /// The number of a task, future, handle or queue; 0 when there is none.
    pub fn serial(&self, name: &str) -> u32 {
        self.number(name).and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
    }

    /// Any field.
    pub fn field(&self, name: &str) -> &Value {
        &self.0[name]
    }

    /// A place, if there is one.
    pub fn place(&self, name: &str) -> Option<At> {
        at(&self.0[name])
    }
}

/// A place from its list.
pub fn at(value: &Value) -> Option<At> {
    let list = value.as_array()?;
    let part = |i: usize| list.get(i).and_then(Value::as_u64).unwrap_or(0) as u32;
    Some(At { file: part(0), line: part(1), column: part(2), end_line: part(3), end_column: part(4) })
}

/// Where a task stands.
type Fields = Map<String, Value>;

/// The reader of one recording, from its first line on.
#[derive(Default)]
pub struct Reader {
    /// `state`, `place` and `stack` of each site.
    sites: HashMap<u64, Fields>,
    /// `state` and `place` of each task that is not over: where it was suspended last, or its function.
    stands: HashMap<u64, Fields>,
}

impl Reader {
    /// Reads lines, and hands on the records of those that can be read.
    pub fn each(&mut self, lines: &[u8], mut each: impl FnMut(Record)) {
        let lines = lines.split(|b| *b == b'\n').filter(|line| !line.is_empty());
        for line in lines {
            if let Some(record) = std::str::from_utf8(line).ok().and_then(Record::read) {
                self.add(record, &mut each);
            }
        }
    }

    fn add(&mut self, record: Record, each: &mut impl FnMut(Record)) {
        let task = record.0["task"].as_u64().unwrap_or(0);
        let Value::Object(mut fields) = record.0 else { return };
        match fields.get("event").and_then(Value::as_str).unwrap_or("") {
            "site" => {
                if let Some(number) = fields.get("site").and_then(Value::as_u64) {
                    self.sites.insert(number, picked(&fields, &["state", "place", "stack"]));
                }
                return;
            }
            "task_created" => {
                let mut stand = Fields::new();
                stand.insert("state".to_string(), json!(0));
                stand.extend(fields.get("defined").map(|place| ("place".to_string(), place.clone())));
                self.stands.insert(task, stand);
            }
            "resumed" => self.resume(task, &mut fields),
            "suspended" => self.suspend(task, &mut fields),
            "step" => {
                let from = fields.get("at").and_then(Value::as_i64).unwrap_or(0);
                let mut resumed = picked(&fields, &["at", "task", "with"]);
                resumed.insert("event".to_string(), json!("resumed"));
                self.resume(task, &mut resumed);
                each(Record(Value::Object(resumed)));
                let took = fields.remove("took").and_then(|took| took.as_i64()).unwrap_or(0);
                let mut suspended = picked(&fields, &["task", "site", "on", "variables"]);
                suspended.insert("event".to_string(), json!("suspended"));
                suspended.insert("at".to_string(), json!(from + took));
                self.suspend(task, &mut suspended);
                return each(Record(Value::Object(suspended)));
            }
            "finished" => drop(self.stands.remove(&task)),
            "turn_begins" => {
                if let Some(Value::Array(ready)) = fields.get_mut("ready") {
                    *ready = std::mem::take(ready).into_iter().flat_map(ready_ones).collect();
                }
            }
            _ => {}
        }
        each(Record(Value::Object(fields)));
    }

    /// A task goes on where it was suspended.
    fn resume(&mut self, task: u64, fields: &mut Fields) {
        // A coroutine that somebody else has begun to run goes on at a place of which no line tells.
        let stand = self.stands.get(&task).filter(|stand| stand["state"] != 0 || fields.contains_key("with"));
        if !fields.contains_key("state") {
            fill(fields, stand);
        }
    }

    fn suspend(&mut self, task: u64, fields: &mut Fields) {
        if let Some(site) = fields.remove("site").and_then(|site| site.as_u64()) {
            fill(fields, self.sites.get(&site));
        }
        fields.entry("on").or_insert_with(|| json!({"kind": "turn"}));
        self.stands.insert(task, picked(fields, &["state", "place"]));
    }
}

/// Some fields of a record.
fn picked(fields: &Fields, names: &[&str]) -> Fields {
    names.iter().filter_map(|name| Some((name.to_string(), fields.get(*name)?.clone()))).collect()
}

fn fill(fields: &mut Fields, from: Option<&Fields>) {
    fields.extend(from.into_iter().flatten().map(|(name, value)| (name.clone(), value.clone())));
}

/// `[2, 5]` among what is ready stands for the tasks 2, 3, 4 and 5.
fn ready_ones(item: Value) -> Vec<Value> {
    let ends = item.as_array().and_then(|ends| Some((ends.first()?.as_u64()?, ends.get(1)?.as_u64()?)));
    match ends {
        Some((first, last)) if last.saturating_sub(first) < 1 << 24 => (first..=last).map(Value::from).collect(),
        Some(_) => Vec::new(),
        None => vec![item],
    }
}
