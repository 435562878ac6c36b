//! Events as lines of JSON, written by hand into one buffer: the recording of a busy loop is millions of lines, and no
//! event may cost more than writing it down.
//!
//! In: an event and the [`View`] it came with. Out: its line, below the line of each source that it names first.

use super::buffer::Buffer;
use super::step::Sites;
use crate::machine::observe::{Ended, Event, Level, Place, Ready, Serial, Thing, View, WaitReason, With};
use crate::source::Source;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// What writes lines.
#[derive(Default)]
pub struct Writer {
    /// What was written and not yet taken, each line with its end.
    pub lines: Buffer,
    /// Where the line that is being written begins.
    pub(super) begin: usize,
    /// The loop's clock at the start of the recording, in nanoseconds.
    pub(super) start: i64,
    /// Places as they are written: a run comes by the same few again and again. Empty is what is left out.
    places: FxHashMap<Place, Box<[u8]>>,
    /// Where tasks were suspended.
    pub(super) sites: Sites,
    /// The name and the text of a note: its cells are parts of it.
    pub note: Option<(Rc<str>, Rc<str>)>,
    /// The number under which it is written, once it was.
    note_file: Option<u32>,
    /// Sources named already, by number, and the lines of those that go before the line that is being written.
    named: Vec<bool>,
    pub(super) heads: Buffer,
    /// Room for the frames of a coroutine and for a value, kept from event to event.
    pub(super) levels: Vec<Level>,
    pub(super) value: String,
}

/// A field's name as it stands in a line, behind a comma.
macro_rules! key {
    ($name:literal) => {{
        const TEXT: &str = concat!(",\"", $name, "\":");
        const BYTES: [u8; TEXT.len()] = $crate::teach::row::array_of(TEXT);
        &BYTES
    }};
}

pub(super) use key;

pub(super) const fn array_of<const N: usize>(text: &str) -> [u8; N] {
    let (mut bytes, mut i) = ([0; N], 0);
    while i < N {
        bytes[i] = text.as_bytes()[i];
        i += 1;
    }
    bytes
}

/// Adds items between brackets.
pub(super) fn list<T>(out: &mut Buffer, items: impl IntoIterator<Item = T>, mut each: impl FnMut(&mut Buffer, T)) {
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

    /// The line of an event. Without `variables`, their values are left out. A step began at `since`.
    pub fn event(&mut self, view: &View<'_>, event: &Event, (since, now): (i64, i64), variables: bool) {
        match event {
            Event::Stepped { task, starts, state, place, on } => {
                self.step(since - self.start, now - since, *task);
                if *starts {
                    self.with(&With::Start);
                }
                self.stands(view, (*place, *state), on, variables);
            }
            Event::Suspended { task, state, place, on } => {
                self.open("suspended", now);
                self.number(key!("task"), *task);
                self.stands(view, (*place, *state), on, variables);
            }
            _ => {
                self.open(name_of(event), now);
                self.fields(view, event);
            }
        }
        self.close();
    }

    #[inline]
    pub(super) fn open(&mut self, event: &str, now: i64) {
        self.begin = self.lines.len();
        self.lines.put_short(b"{\"event\":\"");
        self.lines.put(event.as_bytes());
        self.lines.put_short(b"\",\"at\":");
        self.lines.number(now - self.start);
    }

    #[inline]
    pub(super) fn close(&mut self) {
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
    pub(super) fn number<const N: usize>(&mut self, key: &[u8; N], number: impl TryInto<i64>) {
        self.lines.put_short(key);
        self.lines.number(number.try_into().unwrap_or(i64::MAX));
    }

    #[inline]
    pub(super) fn optional<const N: usize>(&mut self, key: &[u8; N], number: Option<Serial>) {
        if let Some(number) = number {
            self.number(key, number);
        }
    }

    #[inline]
    pub(super) fn text<const N: usize>(&mut self, key: &[u8; N], value: &str) {
        self.lines.put_short(key);
        self.lines.text(value);
    }

    #[inline]
    fn when<const N: usize>(&mut self, key: &[u8; N], seconds: f64) {
        self.number(key, (seconds * 1e9) as i64 - self.start);
    }

    #[inline]
    pub(super) fn place<const N: usize>(&mut self, key: &[u8; N], view: &View<'_>, place: Place) {
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
            let file = self.file_of(place, &source);
            let parts = [file as usize, from.line as usize, from.column as usize, to.line as usize, to.column as usize];
            list(&mut written, parts, |out, part| out.number(part as i64));
            self.introduce(file as usize, &source);
        }
        self.places.insert(place, written.since(0).into());
    }

    /// The number of the source of a place; all cells of a note have one.
    fn file_of(&mut self, place: Place, source: &Source) -> u32 {
        match &self.note {
            Some((name, _)) if *name == source.name => *self.note_file.get_or_insert(place.file),
            _ => place.file,
        }
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
        head.text(self.note.as_ref().filter(|note| note.0 == source.name).map_or(&*source.text, |note| &*note.1));
        head.put_short(b"}\n");
    }

    fn ended(&mut self, outcome: &Ended) {
        match outcome {
            Ended::Result(text) => self.text(key!("result"), text),
            Ended::Exception(text) => self.text(key!("exception"), text),
            Ended::Cancelled => self.lines.put_short(b",\"cancelled\":true"),
        }
    }

    pub(super) fn with(&mut self, with: &With) {
        match with {
            With::Start => self.text(key!("with"), "start"),
            With::Nothing => {}
            With::Result(text) => self.text(key!("result"), text),
            With::Exception(text) => self.text(key!("exception"), text),
        }
    }

    /// What is ready. Of tasks whose numbers follow each other, as those of `gather` do, the first and the last stand in a
    /// list of their own.
    fn ready(&mut self, ready: &[Ready]) {
        self.lines.put_short(key!("ready"));
        list(&mut self.lines, ready, |out, ready| match ready {
            Ready::Tasks(first, last) if last - first < 2 => {
                out.number(i64::from(*first));
                if first < last {
                    out.put_short(b",");
                    out.number(i64::from(*last));
                }
            }
            Ready::Tasks(first, last) => list(out, [*first, *last], |out, number| out.number(i64::from(number))),
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

    pub(super) fn reason(&mut self, on: &WaitReason) {
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
            Event::Resumed { task, with } => {
                self.number(key!("task"), *task);
                self.with(with);
            }
            Event::Suspended { .. } | Event::Stepped { .. } => {}
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
            Event::ThreadSwitch { from, to, name, place } | Event::GreenletSwitch { from, to, name, place } => {
                self.number(key!("from"), *from);
                self.number(key!("to"), *to);
                self.text(key!("name"), name);
                self.place(key!("place"), view, *place);
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
            Event::Waited { nanoseconds } | Event::ThreadsWaited { nanoseconds } => {
                self.number(key!("nanoseconds"), *nanoseconds)
            }
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
            Event::CutOff { name, place, made, .. } => {
                self.text(key!("name"), name);
                self.place(key!("place"), view, *place);
                self.place(key!("made"), view, *made);
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
        Event::Stepped { .. } => "step",
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
        Event::ThreadsWaited { .. } => "threads_waited",
        Event::NeverAwaited { .. } => "never_awaited",
        Event::Unheard { .. } => "unheard",
        Event::WentOn { .. } => "went_on",
        Event::CutOff { .. } => "cut_off",
        Event::Heard { .. } => "heard",
        Event::Idle => "idle",
        Event::Held { .. } => "held",
        Event::Deadlock { .. } => "deadlock",
        Event::Graph { .. } => "graph",
    }
}
