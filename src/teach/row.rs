//! Events as lines of JSON, written by hand into one buffer: the recording of a busy loop is millions of lines, and no
//! event may cost more than writing it down.
//!
//! In: an event and the [`View`] it came with. Out: its line, below the line of each source that it names first.

use super::buffer::Buffer;
use crate::machine::observe::{Brief, Ended, Event, Level, Place, Ready, Serial, Thing, View, WaitReason, With};
use crate::source::Source;
use rustc_hash::FxHashMap;

/// What writes lines.
#[derive(Default)]
pub struct Writer {
    /// What was written and not yet taken, each line with its end.
    pub lines: Buffer,
    /// Where the line that is being written begins.
    begin: usize,
    /// The loop's clock at the start of the recording, in nanoseconds.
    start: i64,
    /// Places as they are written: a run comes by the same few again and again. Empty is what is left out.
    places: FxHashMap<Place, Box<[u8]>>,
    /// States of functions as they are written, with their places.
    sites: Vec<Site>,
    site_numbers: FxHashMap<(Place, u16), usize>,
    /// Sites that were asked for lately.
    recent: [Option<((Place, u16), usize)>; RECENT],
    /// Sources named already, by number, and the lines of those that go before the line that is being written.
    named: Vec<bool>,
    heads: Buffer,
    /// Room for the frames of a coroutine and for a value, kept from event to event.
    levels: Vec<Level>,
    value: String,
}

/// Sites that are found without a search.
const RECENT: usize = 16;

/// A state of a function, as it is written of the task that stands there and in a stack.
#[derive(Default)]
struct Site {
    /// `,"state":1,"place":[...]`
    task: Box<[u8]>,
    /// `["function",1,[...]]`
    level: Option<Box<[u8]>>,
    /// All from `task` to the first variable, for a task that gives way there and is alone in its chain.
    turn: Option<Box<[u8]>>,
    /// `,"name":` by the registers of the variables; empty where there is none yet.
    names: Vec<Box<[u8]>>,
}

/// A field's name as it stands in a line, behind a comma.
macro_rules! key {
    ($name:literal) => {{
        const TEXT: &str = concat!(",\"", $name, "\":");
        const BYTES: [u8; TEXT.len()] = array_of(TEXT);
        &BYTES
    }};
}

const fn array_of<const N: usize>(text: &str) -> [u8; N] {
    let (mut bytes, mut i) = ([0; N], 0);
    while i < N {
        bytes[i] = text.as_bytes()[i];
        i += 1;
    }
    bytes
}

/// Adds items between brackets.
fn list<T>(out: &mut Buffer, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Buffer, T)) {
    out.put_short(b"[");
    let begin = out.len();
    for item in items {
        if out.len() > begin {
            out.put_short(b",");
        }
        each(out, item);
    }
    out.put_short(b"]");
}

impl Writer {
    /// A writer with room for so many bytes.
    pub fn with_room(room: usize) -> Writer {
        Writer { lines: Buffer::with_room(room), ..Writer::default() }
    }

    /// The first line: what is recorded. Times count from here.
    pub fn head(&mut self, version: u32, file: &str, arguments: &[String], start: i64) {
        self.start = start;
        self.lines.put_short(b"{\"co-trace\":");
        self.lines.number(i64::from(version));
        self.text(key!("file"), file);
        self.lines.put_short(key!("arguments"));
        list(&mut self.lines, arguments, |out, argument| out.text(argument));
        self.lines.put_short(b"}\n");
    }

    /// The last line: of a run that went on to its end, or of a recording that was cut short.
    pub fn last(&mut self, event: &str, now: i64) {
        self.open(event, now);
        self.close();
    }

    /// The line of an event. Without `variables`, their values are left out.
    pub fn event(&mut self, view: &View<'_>, event: &Event, now: i64, variables: bool) {
        match event {
            Event::Resumed { task, state, place, with } => {
                self.step(b"{\"event\":\"resumed\",\"at\":", now, *task);
                let site = self.find(view, *place, *state);
                self.lines.put(&self.sites[site].task);
                self.with(with);
            }
            Event::Suspended { task, state, place, on } => {
                self.step(b"{\"event\":\"suspended\",\"at\":", now, *task);
                let site = self.find(view, *place, *state);
                self.waits(view, site, on);
                if variables {
                    self.variables(view, site);
                }
            }
            _ => {
                self.open(name_of(event), now);
                self.fields(view, event);
            }
        }
        self.close();
    }

    #[inline]
    fn open(&mut self, event: &str, now: i64) {
        self.begin = self.lines.len();
        self.lines.put_short(b"{\"event\":\"");
        self.lines.put(event.as_bytes());
        self.lines.put_short(b"\",\"at\":");
        self.lines.number(now - self.start);
    }

    /// The two that a busy loop writes most, in few pieces.
    #[inline]
    fn step<const N: usize>(&mut self, opening: &[u8; N], now: i64, task: Serial) {
        self.begin = self.lines.len();
        self.lines.put_short(opening);
        self.lines.number(now - self.start);
        self.number(key!("task"), task);
    }

    #[inline]
    fn close(&mut self) {
        self.lines.put_short(b"}\n");
        if !self.heads.is_empty() {
            let line = self.lines.since(self.begin).to_vec();
            self.lines.truncate(self.begin);
            self.lines.put(self.heads.since(0));
            self.heads.truncate(0);
            self.lines.put(&line);
        }
    }

    #[inline]
    fn number<const N: usize>(&mut self, key: &[u8; N], number: impl TryInto<i64>) {
        self.lines.put_short(key);
        self.lines.number(number.try_into().unwrap_or(i64::MAX));
    }

    #[inline]
    fn optional<const N: usize>(&mut self, key: &[u8; N], number: Option<Serial>) {
        if let Some(number) = number {
            self.number(key, number);
        }
    }

    #[inline]
    fn text<const N: usize>(&mut self, key: &[u8; N], value: &str) {
        self.lines.put_short(key);
        self.lines.text(value);
    }

    #[inline]
    fn when<const N: usize>(&mut self, key: &[u8; N], seconds: f64) {
        self.number(key, (seconds * 1e9) as i64 - self.start);
    }

    #[inline]
    fn place<const N: usize>(&mut self, key: &[u8; N], view: &View<'_>, place: Place) {
        if let Some(written) = self.places.get(&place) {
            if !written.is_empty() {
                self.lines.put(key);
                self.lines.put(written);
            }
        } else if place.file > 0 {
            self.learn(view, place);
            self.place(key, view, place);
        }
    }

    /// Writes down a new place, and names its source if that is new. The library's own lines are nobody's business.
    #[cold]
    fn learn(&mut self, view: &View<'_>, place: Place) {
        let mut written = Buffer::default();
        if let Some(source) = view.source(place).filter(|source| !source.name.starts_with("<frozen ")) {
            let (from, to) = (source.place(place.span.start), source.place(place.span.end));
            let parts =
                [place.file as usize, from.line as usize, from.column as usize, to.line as usize, to.column as usize];
            list(&mut written, parts, |out, part| out.number(part as i64));
            self.introduce(place.file as usize, &source);
        }
        self.places.insert(place, written.since(0).into());
    }

    /// The line of a source.
    fn introduce(&mut self, file: usize, source: &Source) {
        if self.named.len() <= file {
            self.named.resize(file + 1, false);
        }
        if std::mem::replace(&mut self.named[file], true) {
            return;
        }
        let head = &mut self.heads;
        head.put_short(b"{\"event\":\"source\",\"at\":0,\"file\":");
        head.number(file as i64);
        head.put_short(key!("name"));
        head.text(&source.name);
        head.put_short(key!("text"));
        head.text(&source.text);
        head.put_short(b"}\n");
    }

    /// The number of the site of a state and place.
    #[inline]
    fn find(&mut self, view: &View<'_>, place: Place, state: u16) -> usize {
        let key = (place, state);
        let slot = (place.span.start as usize ^ usize::from(state)) % RECENT;
        match self.recent[slot] {
            Some((known, number)) if known == key => number,
            _ => self.find_site(view, key, slot),
        }
    }

    /// Where a task stands, what it waits for, and its stack.
    #[inline]
    fn waits(&mut self, view: &View<'_>, site: usize, on: &WaitReason) {
        let is_simple = matches!(on, WaitReason::Turn) && view.depth() == 1;
        if let (true, Some(turn)) = (is_simple, &self.sites[site].turn) {
            return self.lines.put(turn);
        }
        let begin = self.lines.len();
        self.lines.put(&self.sites[site].task);
        self.reason(on);
        self.stack(view, site);
        if is_simple {
            self.sites[site].turn = Some(self.lines.since(begin).into());
        }
    }

    #[inline(never)]
    fn find_site(&mut self, view: &View<'_>, key: (Place, u16), slot: usize) -> usize {
        let number = match self.site_numbers.get(&key) {
            Some(number) => *number,
            None => {
                // It is written where it would stand, and taken away from there.
                let begin = self.lines.len();
                self.number(key!("state"), key.1);
                self.place(key!("place"), view, key.0);
                let task = self.lines.since(begin).into();
                self.lines.truncate(begin);
                self.sites.push(Site { task, ..Site::default() });
                self.site_numbers.insert(key, self.sites.len() - 1);
                self.sites.len() - 1
            }
        };
        self.recent[slot] = Some((key, number));
        number
    }

    /// The frames of the program.
    fn stack(&mut self, view: &View<'_>, site: usize) {
        let mut levels = std::mem::take(&mut self.levels);
        view.stack(&mut levels);
        self.lines.put_short(b",\"stack\":[");
        match (levels.len(), &self.sites[site].level) {
            (1, Some(level)) => self.lines.put(level),
            (count, _) => {
                for (i, level) in levels.iter().enumerate() {
                    self.lines.put(if i == 0 { b"" } else { b"," });
                    let begin = self.lines.len();
                    self.level(view, level);
                    if count == 1 {
                        self.sites[site].level = Some(self.lines.since(begin).into());
                    }
                }
            }
        }
        self.lines.put_short(b"]");
        levels.clear();
        self.levels = levels;
    }

    fn level(&mut self, view: &View<'_>, level: &Level) {
        self.lines.put_short(b"[");
        self.lines.text(&level.function);
        self.number(b",", level.state);
        let before = self.lines.len();
        self.place(b",", view, level.place);
        if self.lines.len() == before {
            self.lines.put_short(b",null");
        }
        self.lines.put_short(b"]");
    }

    fn variables(&mut self, view: &View<'_>, site: usize) {
        self.lines.put_short(b",\"variables\":{");
        let (lines, names) = (&mut self.lines, &mut self.sites[site].names);
        let begin = lines.len();
        view.variables(&mut self.value, &mut |register, name, value| {
            if names.get(register).is_none_or(|name| name.is_empty()) {
                names.resize(names.len().max(register + 1), Box::default());
                // A name needs no escapes.
                names[register] = format!(",\"{name}\":").into_bytes().into();
            }
            let skip = usize::from(lines.len() == begin);
            lines.put(&names[register][skip..]);
            match value {
                Brief::Int(number) => {
                    lines.put_short(b"\"");
                    lines.number(number);
                    lines.put_short(b"\"");
                }
                Brief::Text(value) => lines.text(value),
            }
        });
        lines.put_short(b"}");
    }

    fn ended(&mut self, outcome: &Ended) {
        match outcome {
            Ended::Result(text) => self.text(key!("result"), text),
            Ended::Exception(text) => self.text(key!("exception"), text),
            Ended::Cancelled => self.lines.put_short(b",\"cancelled\":true"),
        }
    }

    fn with(&mut self, with: &With) {
        match with {
            With::Start => self.text(key!("with"), "start"),
            With::Nothing => {}
            With::Result(text) => self.text(key!("result"), text),
            With::Exception(text) => self.text(key!("exception"), text),
        }
    }

    fn ready(&mut self, ready: &[Ready]) {
        self.lines.put_short(key!("ready"));
        list(&mut self.lines, ready, |out, ready| match ready {
            Ready::Task(task) => out.number(i64::from(*task)),
            Ready::Callback(_, what) => out.text(what),
        });
    }

    fn timers(&mut self, timers: &[(f64, Serial)]) {
        let start = self.start;
        self.lines.put_short(key!("timers"));
        list(&mut self.lines, timers, |out, (when, timer)| {
            list(out, [(when * 1e9) as i64 - start, i64::from(*timer)], |out, number| out.number(number));
        });
    }

    fn kind(&mut self, kind: &str) {
        self.lines.put_short(b"{\"kind\":\"");
        self.lines.put(kind.as_bytes());
        self.lines.put_short(b"\"");
    }

    fn thing(&mut self, kind: &str, thing: &Thing) {
        self.kind(kind);
        self.number(key!("of"), thing.serial);
        self.text(key!("name"), &thing.name);
    }

    fn kind_named(&mut self, kind: &str, name: &str) {
        self.kind(kind);
        self.text(key!("name"), name);
    }

    fn reason(&mut self, on: &WaitReason) {
        self.lines.put_short(key!("on"));
        match on {
            WaitReason::Turn => self.lines.put_short(b"{\"kind\":\"turn\""),
            WaitReason::SleepUntil(when) => {
                self.kind("sleep");
                self.when(key!("until"), *when);
            }
            WaitReason::Future(thing) => self.thing("future", thing),
            WaitReason::Task(task) => {
                self.kind("task");
                self.number(key!("of"), *task);
            }
            WaitReason::Lock(thing, holder) => {
                self.thing("lock", thing);
                self.optional(key!("holder"), *holder);
            }
            WaitReason::Event(thing) => self.thing("event", thing),
            WaitReason::Condition(thing) => self.thing("condition", thing),
            WaitReason::Semaphore(thing) => self.thing("semaphore", thing),
            WaitReason::Barrier(thing, count, parties) => {
                self.thing("barrier", thing);
                self.number(key!("count"), *count);
                self.number(key!("parties"), *parties);
            }
            WaitReason::QueueGet(thing) => self.thing("queue_get", thing),
            WaitReason::QueuePut(thing) => self.thing("queue_put", thing),
            WaitReason::QueueJoin(thing, count) => {
                self.thing("queue_join", thing);
                self.number(key!("count"), *count);
            }
            WaitReason::Group(what, of) => {
                self.kind_named("group", what);
                self.lines.put_short(key!("of"));
                list(&mut self.lines, of.iter(), |out, task| out.number(i64::from(*task)));
            }
            WaitReason::Io(what) => self.kind_named("io", what),
            WaitReason::Thread => self.kind("thread"),
            WaitReason::Other(what) => self.kind_named("other", what),
        }
        self.lines.put_short(b"}");
    }

    fn fields(&mut self, view: &View<'_>, event: &Event) {
        match event {
            Event::TaskCreated { task, name, coroutine, place, defined, by } => {
                self.number(key!("task"), *task);
                self.text(key!("name"), name);
                self.text(key!("coroutine"), coroutine);
                self.place(key!("place"), view, *place);
                self.place(key!("defined"), view, *defined);
                self.optional(key!("by"), *by);
            }
            Event::Resumed { .. } | Event::Suspended { .. } => {}
            Event::Woken { task, by } => {
                self.number(key!("task"), *task);
                self.number(key!("by"), *by);
            }
            Event::Scheduled { handle, what, place, by, because } => {
                self.number(key!("handle"), *handle);
                self.text(key!("what"), what);
                self.place(key!("place"), view, *place);
                self.optional(key!("by"), *by);
                self.optional(key!("because"), *because);
            }
            Event::CallbackRun { handle, what } => {
                self.number(key!("handle"), *handle);
                self.text(key!("what"), what);
            }
            Event::HandleCancelled { handle } => self.number(key!("handle"), *handle),
            Event::TimerSet { timer, when, what, place, by } => {
                self.number(key!("timer"), *timer);
                self.when(key!("when"), *when);
                self.text(key!("what"), what);
                self.place(key!("place"), view, *place);
                self.optional(key!("by"), *by);
            }
            Event::TimerFired { timer, when } => {
                self.number(key!("timer"), *timer);
                self.when(key!("when"), *when);
            }
            Event::Cancelled { task, by, place } => {
                self.number(key!("task"), *task);
                self.optional(key!("by"), *by);
                self.place(key!("place"), view, *place);
            }
            Event::Finished { task, outcome } => {
                self.number(key!("task"), *task);
                self.ended(outcome);
            }
            Event::FutureMade { future, place, by } => {
                self.number(key!("future"), *future);
                self.place(key!("place"), view, *place);
                self.optional(key!("by"), *by);
            }
            Event::FutureDone { future, outcome, by } => {
                self.number(key!("future"), *future);
                self.ended(outcome);
                self.optional(key!("by"), *by);
            }
            Event::LockAcquired { lock, kind, name, holder, place }
            | Event::LockReleased { lock, kind, name, holder, place } => {
                self.number(key!("lock"), *lock);
                self.text(key!("kind"), kind);
                self.text(key!("name"), name);
                self.optional(key!("holder"), *holder);
                self.place(key!("place"), view, *place);
            }
            Event::Reached { coroutine, function, state } => {
                self.number(key!("coroutine"), *coroutine);
                self.text(key!("function"), function);
                self.number(key!("state"), *state);
            }
            Event::Left { coroutine, function, exception } => {
                self.number(key!("coroutine"), *coroutine);
                self.text(key!("function"), function);
                if let Some(exception) = exception {
                    self.text(key!("exception"), exception);
                }
            }
            Event::ThreadSwitch { from, to, name } | Event::GreenletSwitch { from, to, name } => {
                self.number(key!("from"), *from);
                self.number(key!("to"), *to);
                self.text(key!("name"), name);
            }
            Event::Printed { text, place } => {
                self.text(key!("text"), text);
                self.place(key!("place"), view, *place);
            }
            Event::TurnBegins { number, ready, timers, timer_count } => {
                self.number(key!("number"), *number);
                self.ready(ready);
                self.timers(timers);
                self.number(key!("timer_count"), *timer_count);
            }
            Event::TurnEnds { number } => self.number(key!("number"), *number),
            Event::Waited { nanoseconds } => self.number(key!("nanoseconds"), *nanoseconds),
            Event::NeverAwaited { coroutine, place } => {
                self.text(key!("coroutine"), coroutine);
                self.place(key!("place"), view, *place);
            }
            Event::Unheard { task, name, exception, place, .. } => {
                self.number(key!("task"), *task);
                self.text(key!("name"), name);
                self.text(key!("exception"), exception);
                self.place(key!("place"), view, *place);
            }
            Event::WentOn { name, place, by } => {
                self.text(key!("name"), name);
                self.place(key!("place"), view, *place);
                self.place(key!("by"), view, *by);
            }
            Event::Heard { task } => self.number(key!("task"), *task),
            Event::Idle => {}
            Event::Held { task, name, nanoseconds, doing, place, starved, .. } => {
                self.optional(key!("task"), *task);
                self.text(key!("name"), name);
                self.number(key!("nanoseconds"), *nanoseconds);
                if let Some(doing) = doing {
                    self.text(key!("doing"), doing);
                }
                self.place(key!("place"), view, *place);
                self.lines.put_short(key!("starved"));
                list(&mut self.lines, starved.iter(), |out, name| out.text(name));
            }
            Event::Deadlock { waits } | Event::Graph { waits } => {
                self.lines.put_short(key!("tasks"));
                list(&mut self.lines, waits.iter(), |out, waiting| out.number(i64::from(waiting.task)));
            }
        }
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
        Event::Reached { .. } => "reached",
        Event::Left { .. } => "left",
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
