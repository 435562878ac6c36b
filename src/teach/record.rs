//! Recording: every event as one line of JSON, the form in which runs are saved and from which every view is made.
//!
//! In: events. Out: lines for a [`Sink`]. The form, version 1, is what other tools may build on:
//! - the first line is the header: `{"co-trace":1,"file":NAME,"arguments":[...]}`;
//! - every other line has `"event"` (its name as in [`Event`], with underscores) and `"at"` (nanoseconds since the start);
//! - tasks, futures, handles, locks and queues are numbers, given once: a task's name stands in its `task_created`;
//! - a `place` is `[file, line, column, end line, end column]`, all from 1; a `source` line names a file before its
//!   first use, with its text; places in the library that is part of Co are left out;
//! - `when` is in nanoseconds since the start, too; `on` is what a task waits for, `{"kind":...}`;
//! - `stack` in `suspended` holds `[function, state, place]`, outermost first; `variables` those of the innermost frame
//!   of the program, values shortened.
//!
//! New fields and events may come with the same version; a reader skips what it does not know.

use crate::diagnostic::json::string;
use crate::machine::observe::{Ended, Event, Level, Observer, Place, Ready, Thing, View, WaitReason, With};
use rustc_hash::FxHashMap;
use std::fmt::Write;

/// The version of the form.
pub const VERSION: u32 = 1;

/// Where lines go.
pub trait Sink {
    /// One line, without its end.
    fn line(&mut self, line: &str);
    /// The run is over.
    fn end(&mut self);
}

/// The observer that writes lines.
pub struct Recorder {
    sink: Box<dyn Sink>,
    start: Option<i64>,
    /// Sources named already, by number.
    named: Vec<bool>,
    line: String,
    header: String,
    variables: bool,
    /// Places as they are written: a run comes by the same few again and again.
    places: FxHashMap<Place, Box<str>>,
}

impl Recorder {
    /// A recorder for a run of a file with arguments. Without `variables`, their values are left out.
    pub fn new(file: &str, arguments: &[String], variables: bool, sink: Box<dyn Sink>) -> Recorder {
        let mut header = format!("{{\"co-trace\":{VERSION},\"file\":");
        string(&mut header, file);
        header.push_str(",\"arguments\":[");
        for (i, argument) in arguments.iter().enumerate() {
            header.push_str(if i == 0 { "" } else { "," });
            string(&mut header, argument);
        }
        header.push_str("]}");
        Recorder {
            sink,
            start: None,
            named: Vec::new(),
            line: String::new(),
            header,
            variables,
            places: FxHashMap::default(),
        }
    }

    /// Writes a place down if it is new, and names its source if that is. The library's own lines are nobody's business.
    fn know(&mut self, view: &View<'_>, place: Place) {
        if place.file == 0 || self.places.contains_key(&place) {
            return;
        }
        let Some(source) = view.source(place).filter(|source| !source.name.starts_with("<frozen ")) else { return };
        let (from, to) = (source.place(place.span.start), source.place(place.span.end));
        let text = format!("[{},{},{},{},{}]", place.file, from.line, from.column, to.line, to.column);
        self.places.insert(place, text.into());
        let file = place.file as usize;
        if self.named.get(file).copied().unwrap_or(false) {
            return;
        }
        if self.named.len() <= file {
            self.named.resize(file + 1, false);
        }
        self.named[file] = true;
        let mut line = format!("{{\"event\":\"source\",\"at\":0,\"file\":{file},\"name\":");
        string(&mut line, &source.name);
        line.push_str(",\"text\":");
        string(&mut line, &source.text);
        line.push('}');
        self.sink.line(&line);
    }
}

/// The line of an event while it is made.
struct Row<'a, 'v> {
    out: &'a mut String,
    view: &'a View<'v>,
    start: i64,
    places: &'a FxHashMap<Place, Box<str>>,
}

/// A whole number, as the fields of events have them.
trait Number {
    fn get(self) -> i64;
}

macro_rules! number {
    ($($kind:ty)*) => {
        $(
            impl Number for $kind {
                fn get(self) -> i64 {
                    i64::try_from(self).unwrap_or(i64::MAX)
                }
            }
            impl Number for &$kind {
                fn get(self) -> i64 {
                    (*self).get()
                }
            }
        )*
    };
}

number!(u16 u32 u64 usize i64);

/// Adds a number: `write!` takes several times as long, and recordings are made of numbers.
fn push(out: &mut String, number: i64) {
    let mut digits = [b'0'; 20];
    let mut at = digits.len();
    let mut rest = number.unsigned_abs();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        out.push('-');
    }
    out.push_str(std::str::from_utf8(&digits[at..]).unwrap_or("0"));
}

impl Row<'_, '_> {
    fn name(&mut self, name: &str) {
        self.out.push_str(",\"");
        self.out.push_str(name);
        self.out.push_str("\":");
    }

    fn number(&mut self, name: &str, number: impl Number) {
        self.name(name);
        push(self.out, number.get());
    }

    fn optional(&mut self, name: &str, number: Option<u32>) {
        if let Some(number) = number {
            self.number(name, number);
        }
    }

    fn text(&mut self, name: &str, text: &str) {
        self.name(name);
        string(self.out, text);
    }

    fn bare_place(&mut self, place: Place) {
        self.out.push_str(self.places.get(&place).map_or("null", |text| text));
    }

    fn place(&mut self, name: &str, place: Place) {
        if let Some(text) = self.places.get(&place) {
            self.name(name);
            self.out.push_str(text);
        }
    }

    fn when(&mut self, name: &str, seconds: f64) {
        let nanoseconds = (seconds * 1e9) as i64 - self.start;
        self.number(name, nanoseconds);
    }

    fn stack(&mut self, levels: &[Level]) {
        self.out.push_str(",\"stack\":[");
        for (i, level) in levels.iter().filter(|l| !l.inside).enumerate() {
            self.out.push_str(if i == 0 { "[" } else { ",[" });
            string(self.out, &level.function);
            self.out.push(',');
            push(self.out, i64::from(level.state));
            self.out.push(',');
            self.bare_place(level.place);
            self.out.push(']');
        }
        self.out.push(']');
    }

    fn variables(&mut self) {
        self.out.push_str(",\"variables\":{");
        for (i, (name, value)) in self.view.variables().iter().enumerate() {
            self.out.push_str(if i == 0 { "" } else { "," });
            string(self.out, name);
            self.out.push(':');
            string(self.out, value);
        }
        self.out.push('}');
    }

    fn ended(&mut self, outcome: &Ended) {
        match outcome {
            Ended::Result(text) => self.text("result", text),
            Ended::Exception(text) => self.text("exception", text),
            Ended::Cancelled => self.out.push_str(",\"cancelled\":true"),
        }
    }

    fn thing(&mut self, kind: &str, thing: &Thing) {
        let _ = write!(self.out, "{{\"kind\":\"{kind}\",\"of\":{},\"name\":", thing.serial);
        string(self.out, &thing.name);
    }

    fn reason(&mut self, on: &WaitReason) {
        self.out.push_str(",\"on\":");
        match on {
            WaitReason::Turn => self.out.push_str("{\"kind\":\"turn\"}"),
            WaitReason::SleepUntil(when) => {
                self.out.push_str("{\"kind\":\"sleep\"");
                self.when("until", *when);
                self.out.push('}');
            }
            WaitReason::Future(thing) => self.closed("future", thing),
            WaitReason::Task(task) => {
                let _ = write!(self.out, "{{\"kind\":\"task\",\"of\":{task}}}");
            }
            WaitReason::Lock(thing, holder) => {
                self.thing("lock", thing);
                self.optional("holder", *holder);
                self.out.push('}');
            }
            WaitReason::Event(thing) => self.closed("event", thing),
            WaitReason::Condition(thing) => self.closed("condition", thing),
            WaitReason::Semaphore(thing) => self.closed("semaphore", thing),
            WaitReason::Barrier(thing, count, parties) => {
                self.thing("barrier", thing);
                let _ = write!(self.out, ",\"count\":{count},\"parties\":{parties}}}");
            }
            WaitReason::QueueGet(thing) => self.closed("queue_get", thing),
            WaitReason::QueuePut(thing) => self.closed("queue_put", thing),
            WaitReason::QueueJoin(thing, count) => {
                self.thing("queue_join", thing);
                let _ = write!(self.out, ",\"count\":{count}}}");
            }
            WaitReason::Group(what, of) => {
                let all: Vec<String> = of.iter().map(u32::to_string).collect();
                let _ = write!(self.out, "{{\"kind\":\"group\",\"name\":\"{what}\",\"of\":[{}]}}", all.join(","));
            }
            WaitReason::Io(what) => {
                self.out.push_str("{\"kind\":\"io\",\"name\":");
                string(self.out, what);
                self.out.push('}');
            }
            WaitReason::Thread => self.out.push_str("{\"kind\":\"thread\"}"),
            WaitReason::Other(what) => {
                self.out.push_str("{\"kind\":\"other\",\"name\":");
                string(self.out, what);
                self.out.push('}');
            }
        }
    }

    fn closed(&mut self, kind: &str, thing: &Thing) {
        self.thing(kind, thing);
        self.out.push('}');
    }
}

impl Observer for Recorder {
    fn event(&mut self, view: &View<'_>, event: &Event) {
        let now = view.now();
        let start = match self.start {
            Some(start) => start,
            None => {
                self.start = Some(now);
                let header = std::mem::take(&mut self.header);
                self.sink.line(&header);
                now
            }
        };
        for place in places(event) {
            self.know(view, place);
        }
        let stack = match event {
            Event::Suspended { .. } => view.stack(),
            _ => Vec::new(),
        };
        for level in &stack {
            self.know(view, level.place);
        }
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        line.push_str("{\"event\":\"");
        line.push_str(name_of(event));
        line.push_str("\",\"at\":");
        push(&mut line, now - start);
        let mut row = Row { out: &mut line, view, start, places: &self.places };
        fields(&mut row, event, &stack, self.variables);
        line.push('}');
        self.sink.line(&line);
        self.line = line;
    }

    fn end(&mut self, view: &View<'_>) {
        let at = view.now() - self.start.unwrap_or(view.now());
        if !self.header.is_empty() {
            let header = std::mem::take(&mut self.header);
            self.sink.line(&header);
        }
        self.sink.line(&format!("{{\"event\":\"end\",\"at\":{at}}}"));
        self.sink.end();
    }
}

/// The name of an event in records.
fn name_of(event: &Event) -> &'static str {
    match event {
        Event::TaskCreated { .. } => "task_created",
        Event::Resumed { .. } => "resumed",
        Event::Suspended { .. } => "suspended",
        Event::Woken { .. } => "woken",
        Event::Scheduled { .. } => "scheduled",
        Event::CallbackRun { .. } => "callback_run",
        Event::HandleCancelled { .. } => "handle_cancelled",
        Event::TimerSet { .. } => "timer_set",
        Event::TimerFired { .. } => "timer_fired",
        Event::Cancelled { .. } => "cancelled",
        Event::Finished { .. } => "finished",
        Event::FutureMade { .. } => "future_made",
        Event::FutureDone { .. } => "future_done",
        Event::LockAcquired { .. } => "lock_acquired",
        Event::LockReleased { .. } => "lock_released",
        Event::ThreadSwitch { .. } => "thread_switch",
        Event::GreenletSwitch { .. } => "greenlet_switch",
        Event::Printed { .. } => "printed",
        Event::TurnBegins { .. } => "turn_begins",
        Event::TurnEnds { .. } => "turn_ends",
        Event::Waited { .. } => "waited",
        Event::NeverAwaited { .. } => "never_awaited",
        Event::Unheard { .. } => "unheard",
        Event::WentOn { .. } => "went_on",
        Event::Heard { .. } => "heard",
        Event::Idle => "idle",
        Event::Held { .. } => "held",
        Event::Deadlock { .. } => "deadlock",
        Event::Graph { .. } => "graph",
    }
}

/// The places of an event; nowhere in place of those that it has not.
fn places(event: &Event) -> [Place; 2] {
    match event {
        Event::TaskCreated { place, defined, .. } => [*place, *defined],
        Event::Resumed { place, .. }
        | Event::Suspended { place, .. }
        | Event::Scheduled { place, .. }
        | Event::TimerSet { place, .. }
        | Event::Cancelled { place, .. }
        | Event::FutureMade { place, .. }
        | Event::Printed { place, .. }
        | Event::NeverAwaited { place, .. }
        | Event::Unheard { place, .. }
        | Event::WentOn { place, .. }
        | Event::Held { place, .. } => [*place, Place::default()],
        _ => [Place::default(); 2],
    }
}

fn fields(row: &mut Row<'_, '_>, event: &Event, stack: &[Level], variables: bool) {
    match event {
        Event::TaskCreated { task, name, coroutine, place, defined, by } => {
            row.number("task", task);
            row.text("name", name);
            row.text("coroutine", coroutine);
            row.place("place", *place);
            row.place("defined", *defined);
            row.optional("by", *by);
        }
        Event::Resumed { task, state, place, with } => {
            row.number("task", task);
            row.number("state", state);
            row.place("place", *place);
            match with {
                With::Start => row.text("with", "start"),
                With::Nothing => {}
                With::Result(text) => row.text("result", text),
                With::Exception(text) => row.text("exception", text),
            }
        }
        Event::Suspended { task, state, place, on } => {
            row.number("task", task);
            row.number("state", state);
            row.place("place", *place);
            row.reason(on);
            row.stack(stack);
            if variables {
                row.variables();
            }
        }
        Event::Woken { task, by } => {
            row.number("task", task);
            row.number("by", by);
        }
        Event::Scheduled { handle, what, place, by, because } => {
            row.number("handle", handle);
            row.text("what", what);
            row.place("place", *place);
            row.optional("by", *by);
            row.optional("because", *because);
        }
        Event::CallbackRun { handle, what } => {
            row.number("handle", handle);
            row.text("what", what);
        }
        Event::HandleCancelled { handle } => row.number("handle", handle),
        Event::TimerSet { timer, when, what, place, by } => {
            row.number("timer", timer);
            row.when("when", *when);
            row.text("what", what);
            row.place("place", *place);
            row.optional("by", *by);
        }
        Event::TimerFired { timer, when } => {
            row.number("timer", timer);
            row.when("when", *when);
        }
        Event::Cancelled { task, by, place } => {
            row.number("task", task);
            row.optional("by", *by);
            row.place("place", *place);
        }
        Event::Finished { task, outcome } => {
            row.number("task", task);
            row.ended(outcome);
        }
        Event::FutureMade { future, place, by } => {
            row.number("future", future);
            row.place("place", *place);
            row.optional("by", *by);
        }
        Event::FutureDone { future, outcome, by } => {
            row.number("future", future);
            row.ended(outcome);
            row.optional("by", *by);
        }
        Event::LockAcquired { lock, name, holder } | Event::LockReleased { lock, name, holder } => {
            row.number("lock", lock);
            row.text("name", name);
            row.optional("holder", *holder);
        }
        Event::ThreadSwitch { from, to, name } | Event::GreenletSwitch { from, to, name } => {
            row.number("from", from);
            row.number("to", to);
            row.text("name", name);
        }
        Event::Printed { text, place } => {
            row.text("text", text);
            row.place("place", *place);
        }
        Event::TurnBegins { number, ready, timers, timer_count } => {
            row.number("number", number);
            row.out.push_str(",\"ready\":[");
            for (i, ready) in ready.iter().enumerate() {
                row.out.push_str(if i == 0 { "" } else { "," });
                match ready {
                    Ready::Task(task) => push(row.out, i64::from(*task)),
                    Ready::Callback(_, what) => string(row.out, what),
                }
            }
            row.out.push_str("],\"timers\":[");
            for (i, (when, timer)) in timers.iter().enumerate() {
                let when = (when * 1e9) as i64 - row.start;
                let _ = write!(row.out, "{}[{when},{timer}]", if i == 0 { "" } else { "," });
            }
            row.out.push(']');
            row.number("timer_count", timer_count);
        }
        Event::TurnEnds { number } => row.number("number", number),
        Event::Waited { nanoseconds } => row.number("nanoseconds", nanoseconds),
        Event::NeverAwaited { coroutine, place } => {
            row.text("coroutine", coroutine);
            row.place("place", *place);
        }
        Event::Unheard { task, name, exception, place, .. } => {
            row.number("task", task);
            row.text("name", name);
            row.text("exception", exception);
            row.place("place", *place);
        }
        Event::WentOn { name, place, by } => {
            row.text("name", name);
            row.place("place", *place);
            row.place("by", *by);
        }
        Event::Heard { task } => row.number("task", task),
        Event::Idle => {}
        Event::Held { task, name, nanoseconds, doing, place, starved, .. } => {
            row.optional("task", *task);
            row.text("name", name);
            row.number("nanoseconds", nanoseconds);
            if let Some(doing) = doing {
                row.text("doing", doing);
            }
            row.place("place", *place);
            row.out.push_str(",\"starved\":[");
            for (i, name) in starved.iter().enumerate() {
                row.out.push_str(if i == 0 { "" } else { "," });
                string(row.out, name);
            }
            row.out.push(']');
        }
        Event::Deadlock { waits } | Event::Graph { waits } => {
            let all: Vec<String> = waits.iter().map(|w| w.task.to_string()).collect();
            let _ = write!(row.out, ",\"tasks\":[{}]", all.join(","));
        }
    }
}
