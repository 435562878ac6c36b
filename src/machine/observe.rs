//! The one stream of events: everything that can happen while a program runs, told to whoever listens.
//!
//! In: what the loop, its tasks and futures, output, threads and greenlets report at their suspension points. Out: an
//! [`Event`] of plain data with small numbers, and a [`View`] to look things up with, handed to each [`Observer`].
//! Nobody listening costs one test of [`Observation::heard`] per event. Observers never change what a program does.

use super::Machine;
use super::frame::Frame;
pub use super::stand::{Stand, Variables, code_of};
use crate::object::class::class_of;
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::{Raise, Value};
use crate::source::{Source, Span};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// The number of a task, future, handle, lock or queue: counted from 1 in the order in which they were first heard of.
pub type Serial = u32;

/// A place in a source: its number among the sources heard of (0 is nowhere) and the span. See [`View::line`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Place {
    /// The source; see [`View::source`].
    pub file: u32,
    /// The expression or statement.
    pub span: Span,
}

/// Everything that can happen.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// A task was made for a coroutine (its qualified name) at `place`, by a task or by none; `defined` is its `async def`.
    TaskCreated { task: Serial, name: Rc<str>, coroutine: Rc<str>, place: Place, defined: Place, by: Option<Serial> },
    /// A task goes on where it was suspended, or starts.
    Resumed { task: Serial, with: With },
    /// A task gave the loop back at a state of its coroutine and waits.
    Suspended { task: Serial, state: u16, place: Place, on: WaitReason },
    /// A task goes on with nothing, or starts, and is suspended, and nothing else happens meanwhile: told instead of both
    /// where everyone who hears everything [joins](Observer::joins) them. It went on when the last event happened.
    Stepped { task: Serial, starts: bool, state: u16, place: Place, on: WaitReason },
    /// A task is ready again, because the future or task `by` is done.
    Woken { task: Serial, by: Serial },
    /// A callback was put into the ready queue (`call_soon`, or as a done callback of `because`).
    Scheduled { handle: Serial, what: Rc<str>, place: Place, by: Option<Serial>, because: Option<Serial> },
    /// A callback runs now.
    CallbackRun { handle: Serial, what: Rc<str> },
    /// A callback of `call_soon` or `call_later` was taken back.
    HandleCancelled { handle: Serial },
    /// Something becomes ready at a time, in seconds of the loop's clock.
    TimerSet { timer: Serial, when: f64, what: Rc<str>, place: Place, by: Option<Serial> },
    /// Its time has come.
    TimerFired { timer: Serial, when: f64 },
    /// `cancel()` was called on a task, by a task or by none.
    Cancelled { task: Serial, by: Option<Serial>, place: Place },
    /// A task is over.
    Finished { task: Serial, outcome: Ended },
    /// The program made a future.
    FutureMade { future: Serial, place: Place, by: Option<Serial> },
    /// A future that is no task is over.
    FutureDone { future: Serial, outcome: Ended, by: Option<Serial> },
    /// A lock (`kind`) or a place of a semaphore was taken, by a task or by none.
    LockAcquired { lock: Serial, kind: &'static str, name: Rc<str>, holder: Option<Serial>, place: Place },
    /// It was given back.
    LockReleased { lock: Serial, kind: &'static str, name: Rc<str>, holder: Option<Serial>, place: Place },
    /// A coroutine or generator comes to the suspension point of a state, whether or not it then waits. Only of code that was
    /// compiled to be counted.
    Reached { coroutine: Serial, function: Rc<str>, state: u16 },
    /// It is over: it returned, or an exception left it.
    Left { coroutine: Serial, function: Rc<str>, exception: Option<Rc<str>> },
    /// Another thread runs; `place` is where the one before it left off.
    ThreadSwitch { from: Serial, to: Serial, name: Rc<str>, place: Place },
    /// Another greenlet runs.
    GreenletSwitch { from: Serial, to: Serial, name: Rc<str>, place: Place },
    /// The program wrote text to standard output. It was the task that runs, if one does.
    Printed { text: Rc<str>, place: Place },
    /// A turn of the loop begins: what is ready, in order, and the timers that are set, the next one first (at most
    /// [`MOST_TIMERS`] of them, `timer_count` in all).
    TurnBegins { number: u64, ready: Vec<Ready>, timers: Vec<(f64, Serial)>, timer_count: usize },
    /// It is over.
    TurnEnds { number: u64 },
    /// Nothing was ready: the loop waited so many nanoseconds, for a timer or for the outside.
    Waited { nanoseconds: i64 },
    /// No thread could run for so many nanoseconds, and no loop waited.
    ThreadsWaited { nanoseconds: i64 },
    /// A coroutine was dropped that nobody awaited; `place` is its call.
    NeverAwaited { coroutine: Rc<str>, place: Place },
    /// A task failed and nobody waits for it; `made` is where its coroutine was called.
    Unheard { task: Serial, name: Rc<str>, exception: Rc<str>, place: Place, made: Place },
    /// Somebody asked after all.
    Heard { task: Serial },
    /// A task was cancelled at `by`, caught that, and waits again at the same `place`.
    WentOn { name: Rc<str>, place: Place, by: Place },
    /// The loop is closed, the program having ended well, while a task waits at `place`; `made` is where its coroutine was called.
    CutOff { name: Rc<str>, place: Place, made: Place, begun: bool },
    /// The loop is about to wait, with failures not yet said; or the program is over.
    Idle,
    /// A step held the loop for so long while others could have run. `place` is what it was doing if `exact`, else where
    /// it ended.
    Held {
        task: Option<Serial>,
        name: Rc<str>,
        nanoseconds: i64,
        doing: Option<Rc<str>>,
        place: Place,
        exact: bool,
        starved: Rc<[Rc<str>]>,
    },
    /// No task is ready, no timer is set, nothing outside is awaited: these wait for ever.
    Deadlock { waits: Rc<[Waiting]> },
    /// Somebody asked who waits for whom: by a signal, by Ctrl-C twice, by `co graph`.
    Graph { waits: Rc<[Waiting]> },
}

/// Timers that [`Event::TurnBegins`] names.
pub const MOST_TIMERS: usize = 16;

/// What is ready.
#[derive(Clone, PartialEq, Debug)]
pub enum Ready {
    /// The next steps of tasks whose numbers follow each other, from the first to the last.
    Tasks(Serial, Serial),
    /// A callback.
    Callback(Serial, Rc<str>),
}

/// With what a task goes on.
#[derive(Clone, PartialEq, Debug)]
pub enum With {
    /// It starts.
    Start,
    /// After a turn that it gave away (`sleep(0)`).
    Nothing,
    /// With the result of what it awaited, shortened.
    Result(Rc<str>),
    /// With an exception, thrown in.
    Exception(Rc<str>),
}

/// How a task or future ended.
#[derive(Clone, PartialEq, Debug)]
pub enum Ended {
    /// With a result, shortened.
    Result(Rc<str>),
    /// With an exception.
    Exception(Rc<str>),
    /// Cancelled.
    Cancelled,
}

/// What a task waits for.
#[derive(Clone, PartialEq, Debug)]
pub enum WaitReason {
    /// Its next turn: it gave the loop away and is ready (`sleep(0)`).
    Turn,
    /// A time, in seconds of the loop's clock.
    SleepUntil(f64),
    /// A future that is no task.
    Future(Thing),
    /// Another task.
    Task(Serial),
    /// A lock, and who holds it.
    Lock(Thing, Option<Serial>),
    /// An event to be set.
    Event(Thing),
    /// A condition to be notified.
    Condition(Thing),
    /// A semaphore to be released.
    Semaphore(Thing),
    /// A barrier that so many have reached of so many.
    Barrier(Thing, u32, u32),
    /// An item of an empty queue.
    QueueGet(Thing),
    /// Room in a full queue.
    QueuePut(Thing),
    /// So many calls of `task_done()`.
    QueueJoin(Thing, u32),
    /// Several at once: the function (`gather`, `wait`, `TaskGroup`, ...) and those that are not done.
    Group(&'static str, Rc<[Serial]>),
    /// Bytes, a connection, a process.
    Io(Rc<str>),
    /// A thread or an executor.
    Thread,
    /// Anything else.
    Other(Rc<str>),
}

impl WaitReason {
    /// The lock, event or queue that it is about.
    pub fn thing_mut(&mut self) -> Option<&mut Thing> {
        match self {
            WaitReason::Lock(thing, _)
            | WaitReason::Event(thing)
            | WaitReason::Condition(thing)
            | WaitReason::Semaphore(thing)
            | WaitReason::Barrier(thing, ..)
            | WaitReason::QueueGet(thing)
            | WaitReason::QueuePut(thing)
            | WaitReason::QueueJoin(thing, _) => Some(thing),
            _ => None,
        }
    }
}

/// A lock, an event, a queue: its number and what the source calls it where it is awaited.
#[derive(Clone, PartialEq, Debug)]
pub struct Thing {
    /// Its number.
    pub serial: Serial,
    /// Its name in the source, or its class.
    pub name: Rc<str>,
}

/// One task that waits, for graphs.
#[derive(Clone, PartialEq, Debug)]
pub struct Waiting {
    /// The task.
    pub task: Serial,
    /// Its name.
    pub name: Rc<str>,
    /// Its coroutine's frames, outermost first.
    pub stack: Vec<Level>,
    /// What it waits for; None when it is ready or running.
    pub on: Option<WaitReason>,
    /// What it holds.
    pub holds: Vec<Thing>,
}

/// One frame of a suspended coroutine.
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// The qualified name of the function.
    pub function: Rc<str>,
    /// Its state; 0 before the start.
    pub state: u16,
    /// Where it is suspended.
    pub place: Place,
    /// Whether it belongs to the library that is part of Co.
    pub inside: bool,
}

/// What an observer hears.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Hears {
    /// The end of a run that can never go on, [`Event::Deadlock`], and graphs that were asked for.
    Deadlock,
    /// What goes wrong: from [`Event::NeverAwaited`] on.
    Faults,
    /// Everything.
    All,
}

/// Who listens.
pub trait Observer {
    /// What it hears.
    fn hears(&self) -> Hears {
        Hears::All
    }

    /// Whether it takes [`Event::Stepped`] for a step in which nothing else happens. Then it hears of the task going on
    /// only with the next event.
    fn joins(&self) -> bool {
        false
    }

    /// Something happened.
    fn event(&mut self, view: &View<'_>, event: &Event);

    /// The program is about to wait for the outside: what is kept is better handed on now.
    fn pause(&mut self) {}

    /// The program is over.
    fn end(&mut self, view: &View<'_>) {
        let _ = view;
    }

    /// Text that is to be written to standard error now.
    fn take_note(&mut self) -> Option<String> {
        None
    }
}

/// What the machine keeps for its observers.
#[derive(Default)]
pub struct Observation {
    /// Whether anyone hears everything: the one test where an event could be reported.
    pub heard: bool,
    /// Whether anyone hears what goes wrong.
    pub noted: bool,
    /// Whether somebody counts what coroutines and generators come by.
    pub counted: bool,
    /// Whether somebody explains what goes wrong, so that CPython's own hints need not be given.
    pub speaks: bool,
    /// The program has ended over a coroutine, and that was explained: those that are dropped after it are not spoken of.
    pub told: bool,
    observers: Observers,
    /// Whether everyone who hears everything joins steps.
    pub joins: bool,
    /// Whether nothing ran since the last event: it began a turn, or ended a step.
    pub still: Cell<bool>,
    /// A task that goes on and was not told of yet, and whether it starts.
    pub went_on: Cell<Option<(Serial, bool)>>,
    /// Places in one source where coroutine functions of another are called, each once.
    far: RefCell<(Vec<Place>, FxHashMap<Place, u32>)>,
    files: RefCell<Files>,
    /// The source asked for last, by its address, and its number.
    last_file: Cell<(usize, u32)>,
    next: Cell<Serial>,
    things: RefCell<FxHashMap<i64, Serial>>,
    /// Deadlines of futures that a timer ends, while somebody hears everything.
    pub deadlines: RefCell<FxHashMap<Serial, f64>>,
    /// Reads the graph of the tasks and tells it; the loop's own way to answer a signal.
    pub graph: Option<fn(&mut Machine)>,
    /// When the loop's clock has come so far, in seconds, the graph is told and the run ends.
    pub graph_at: Option<f64>,
    /// How often Ctrl-C was pressed.
    pub interruptions: u32,
    /// Runs that were ended because nothing could ever go on.
    pub deadlocks: u32,
    /// Whether what waits to be finalised was dropped by an exception on its way out.
    pub falling: bool,
    /// Coroutines never awaited that an exception has dropped. If nobody catches it, it may say the same of them.
    pub fallen: Vec<(Rc<str>, Place)>,
    /// Whether a failure was told since the loop last waited.
    pub unsaid: Cell<bool>,
    /// The current turn.
    pub turn: Cell<u64>,
    /// How exceptions came through tasks, while somebody hears what goes wrong.
    pub trails: super::trail::Trails,
}

/// Who listens, and what each hears; those who hear most come first.
type Observers = Vec<(Hears, Box<dyn Observer>)>;

#[derive(Default)]
struct Files {
    all: Vec<Rc<Source>>,
    numbers: FxHashMap<*const Source, u32>,
}

impl Observation {
    /// One more listens.
    pub fn listen(&mut self, observer: Box<dyn Observer>) {
        let hears = observer.hears();
        self.heard |= hears == Hears::All;
        self.noted |= hears >= Hears::Faults;
        let place = self.observers.iter().position(|other| other.0 < hears).unwrap_or(self.observers.len());
        self.observers.insert(place, (hears, observer));
        self.joins = self.observers.iter().filter(|o| o.0 == Hears::All).all(|o| o.1.joins());
    }

    /// A number that was not given yet.
    pub fn new_serial(&self) -> Serial {
        self.next.set(self.next.get() + 1);
        self.next.get()
    }

    /// The number of an object, by its address.
    pub fn thing(&self, object: &Value) -> Serial {
        if let Some(serial) = self.things.borrow().get(&object.id()) {
            return *serial;
        }
        let serial = self.new_serial();
        self.things.borrow_mut().insert(object.id(), serial);
        serial
    }

    /// An object is gone: another one at its address has another number.
    pub(super) fn forget(&self, object: &Value) {
        self.things.borrow_mut().remove(&object.id());
    }

    /// The source of a place; None for nowhere.
    pub fn source(&self, place: Place) -> Option<Rc<Source>> {
        self.files.borrow().all.get((place.file as usize).checked_sub(1)?).cloned()
    }

    /// The number of a source.
    #[inline]
    pub(super) fn file(&self, source: &Rc<Source>) -> u32 {
        let (address, number) = self.last_file.get();
        if address == Rc::as_ptr(source) as usize { number } else { self.find_file(source) }
    }

    fn find_file(&self, source: &Rc<Source>) -> u32 {
        let mut files = self.files.borrow_mut();
        let address = Rc::as_ptr(source);
        let number = match files.numbers.get(&address) {
            Some(number) => *number,
            None => {
                files.all.push(source.clone());
                let number = files.all.len() as u32;
                files.numbers.insert(address, number);
                number
            }
        };
        self.last_file.set((address as usize, number));
        number
    }

    /// The place of an operation.
    pub fn place(&self, code: &crate::bytecode::Code, pc: u32) -> Place {
        let span = code.spans.get(pc as usize).copied().unwrap_or(code.span);
        Place { file: self.file(&code.source), span }
    }
}

/// Set in the number of a call whose place is kept apart, since it lies in another source than the function.
const FAR: u32 = 1 << 31;

impl Observation {
    /// Keeps the place of a call of a function of another source; the number by which it is found again.
    #[cold]
    pub(super) fn far_call(&self, place: Place) -> u32 {
        let (places, known) = &mut *self.far.borrow_mut();
        let next = places.len() as u32;
        let number = *known.entry(place).or_insert_with(|| {
            places.push(place);
            next
        });
        FAR | number
    }
}

/// Whether a source is part of Co.
#[inline]
pub(super) fn inside(source: &Source) -> bool {
    source.name.as_bytes().first() == Some(&b'<') && source.name.starts_with("<frozen ")
}

/// What observers may look at: the clock, the sources, and the coroutine that an event is about.
pub struct View<'a> {
    machine: &'a Machine,
    subject: Option<&'a Stand<'a>>,
}

impl View<'_> {
    /// Nanoseconds on the loop's clock.
    pub fn now(&self) -> i64 {
        self.machine.host.clock.monotonic()
    }

    /// The source of a place; None for nowhere.
    pub fn source(&self, place: Place) -> Option<Rc<Source>> {
        self.machine.observation.source(place)
    }

    /// The line of a place; 0 for nowhere.
    pub fn line(&self, place: Place) -> u32 {
        let files = self.machine.observation.files.borrow();
        (place.file as usize).checked_sub(1).and_then(|i| files.all.get(i)).map_or(0, |s| s.line(place.span.start))
    }

    /// Adds the frames of the coroutine that the event is about, those of the program, outermost first.
    pub fn stack(&self, levels: &mut Vec<Level>) {
        if let Some(subject) = self.subject {
            subject.levels(self.machine, levels);
        }
    }

    /// How many frames those are.
    pub fn depth(&self) -> usize {
        self.subject.map_or(0, |subject| subject.depth)
    }

    /// The variables of the coroutine's innermost frame in the program.
    pub fn variables(&self) -> Option<Variables<'_>> {
        self.subject.and_then(Stand::variables)
    }
}

impl Machine {
    /// What observers look with, for those who look without an event.
    pub fn view(&self) -> View<'_> {
        View { machine: self, subject: None }
    }

    /// Tells those who hear everything; to be called only where `observation.heard` is set.
    #[cold]
    #[inline(never)]
    pub fn tell(&mut self, event: &Event, subject: Option<&Stand<'_>>) {
        if self.observation.went_on.get().is_some() {
            self.tell_went_on();
        }
        self.observation
            .still
            .set(matches!(event, Event::Suspended { .. } | Event::Stepped { .. } | Event::TurnBegins { .. }));
        let mut observers = std::mem::take(&mut self.observation.observers);
        let view = View { machine: self, subject };
        for (_, observer) in observers.iter_mut().take_while(|o| o.0 == Hears::All) {
            observer.event(&view, event);
        }
        // What stands there meanwhile holds nothing.
        std::mem::forget(std::mem::replace(&mut self.observation.observers, observers));
    }

    /// Tells those who hear everything that the program is about to wait.
    #[cold]
    pub fn tell_pause(&mut self) {
        self.tell_went_on();
        for (_, observer) in self.observation.observers.iter_mut().take_while(|o| o.0 == Hears::All) {
            observer.pause();
        }
    }

    /// Tells that a task goes on, before what happens in its step.
    #[cold]
    fn tell_went_on(&mut self) {
        if let Some((task, starts)) = self.observation.went_on.take() {
            let with = if starts { With::Start } else { With::Nothing };
            self.tell(&Event::Resumed { task, with }, None);
        }
    }

    /// Tells everyone that something went wrong, and writes what they say to standard error.
    #[cold]
    #[inline(never)]
    pub fn tell_fault(&mut self, event: &Event, subject: Option<&Stand<'_>>) {
        let least =
            if matches!(event, Event::Deadlock { .. } | Event::Graph { .. }) { Hears::Deadlock } else { Hears::Faults };
        self.tell_went_on();
        self.observation.still.set(false);
        let mut observers = std::mem::take(&mut self.observation.observers);
        let view = View { machine: self, subject };
        for (_, observer) in observers.iter_mut().filter(|o| o.0 >= least) {
            observer.event(&view, event);
        }
        self.say_notes(observers);
    }

    /// A coroutine was dropped that was never awaited.
    #[cold]
    pub fn tell_never_awaited(&mut self, coroutine: &Gc<Generator>, name: &str) {
        if self.observation.told {
            return;
        }
        let place = match self.called_at(coroutine) {
            Place { file: 0, .. } => self.place_here(),
            place => place,
        };
        // Called by the loop itself: where it is defined.
        let place = match (place.file, code_of(coroutine)) {
            (0, Some(code)) if !code.code.source.name.starts_with('<') => {
                let file = self.observation.file(&code.code.source);
                let line = code.code.first_line;
                let start = code.code.source.line_start(line).unwrap_or(0);
                let text = code.code.source.line_text(line).unwrap_or("");
                let indent = (text.len() - text.trim_start().len()) as u32;
                Place { file, span: Span::new(start + indent, start + text.trim_end().len() as u32) }
            }
            _ => place,
        };
        let place = match code_of(coroutine) {
            Some(_) => place,
            None => self.call_within(place, name),
        };
        if self.observation.falling && self.observation.speaks {
            self.observation.fallen.push((Rc::from(name), place));
            return;
        }
        self.tell_fallen();
        self.tell_fault(&Event::NeverAwaited { coroutine: Rc::from(name), place }, None);
    }

    /// Tells of the coroutines that an exception has dropped.
    pub fn tell_fallen(&mut self) {
        for (coroutine, place) in std::mem::take(&mut self.observation.fallen) {
            self.tell_fault(&Event::NeverAwaited { coroutine, place }, None);
        }
    }

    /// The call of a native coroutine function within what was being run when its coroutine was dropped:
    /// `asyncio.sleep(1)` in `print(asyncio.sleep(1))`. Natives do not keep where they were called.
    fn call_within(&self, place: Place, name: &str) -> Place {
        let called = format!("{}(", name.rsplit('.').next().unwrap_or(name));
        let narrower = self.observation.source(place).and_then(|source| {
            let text = source.text.get(place.span.start as usize..place.span.end as usize)?;
            let at = text.find(&called)?;
            let before = text.get(..at)?.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
            // The byte alone, as in `called_at`: who tells of it finds the whole call.
            let start = place.span.start + before.len() as u32;
            Some(Span::new(start, start))
        });
        narrower.map_or(place, |span| Place { span, ..place })
    }

    /// Where a coroutine was called; nowhere when that is not known.
    pub fn called_at(&self, coroutine: &Generator) -> Place {
        match (code_of(coroutine), coroutine.called.get()) {
            (_, called) if called & FAR != 0 => {
                let place = self.observation.far.borrow().0.get((called & !FAR) as usize).copied();
                // As for calls of its own source, the byte alone.
                place.map_or(Place::default(), |p| Place { span: Span::new(p.span.start, p.span.start), ..p })
            }
            (Some(code), called) if called > 0 => {
                let file = self.observation.file(&code.code.source);
                Place { file, span: Span::new(called - 1, called - 1) }
            }
            _ => Place::default(),
        }
    }

    /// The program writes to standard output.
    #[cold]
    #[inline(never)]
    pub fn tell_printed(&mut self, text: &str) {
        let event = Event::Printed { text: Rc::from(text), place: self.place_here() };
        self.tell(&event, None);
    }

    /// The running coroutine or generator comes to the suspension point of a state.
    #[cold]
    pub(super) fn tell_reached(&mut self, state: u16) {
        let Some(frame) = self.current_frame().filter(|_| self.observation.counted) else { return };
        let Some(generator) = &frame.generator else { return };
        let (coroutine, function) = (self.observation.thing(&generator.value()), frame.code().code.qualname.clone());
        self.tell(&Event::Reached { coroutine, function, state: state + 1 }, None);
    }

    /// A coroutine or generator is over.
    #[cold]
    pub(super) fn tell_left(&mut self, ended: &Gc<Generator>, raise: Option<&Raise>) {
        let Some(code) = code_of(ended).filter(|code| !inside(&code.code.source)) else { return };
        let coroutine = self.observation.thing(&ended.value());
        self.observation.forget(&ended.value());
        let exception = raise.map(|raise| class_of(&raise.value()).name.get());
        self.tell(&Event::Left { coroutine, function: code.code.qualname.clone(), exception }, None);
    }

    /// Tells everyone that the program is over.
    pub fn tell_end(&mut self) {
        self.tell_fallen();
        self.tell_went_on();
        let mut observers = std::mem::take(&mut self.observation.observers);
        let view = View { machine: self, subject: None };
        for (_, observer) in &mut observers {
            observer.end(&view);
        }
        self.say_notes(observers);
        self.observation.observers.clear();
        (self.observation.heard, self.observation.noted) = (false, false);
    }

    fn say_notes(&mut self, mut observers: Observers) {
        let notes: String = observers.iter_mut().filter_map(|o| o.1.take_note()).collect();
        self.observation.observers = observers;
        if !notes.is_empty() {
            let _ = self.host.stdout.flush();
            self.write_error(&notes);
        }
    }

    /// The innermost running frame that is not part of Co's own library.
    pub fn own_frame(&self) -> Option<&Frame> {
        (0..self.depth()).rev().filter_map(|depth| self.frame(depth)).find(|f| !inside(&f.code().code.source))
    }

    /// Where the program is: in the innermost running frame of its own, or in a coroutine that awaits the library.
    pub fn place_here(&self) -> Place {
        for depth in (0..self.depth()).rev() {
            let Some(frame) = self.frame(depth) else { break };
            if !inside(&frame.code().code.source) {
                return self.observation.place(&frame.code().code, frame.at());
            }
            // What the loop itself calls has no place in the program.
            if matches!(&*frame.code().code.name, "run_until_complete" | "run_forever") {
                break;
            }
            let awaiting =
                frame.root.as_ref().or(frame.generator.as_ref()).and_then(|root| self.own_stand(&root.value()));
            if let Some((_, place)) = awaiting {
                return place;
            }
        }
        Place::default()
    }
}
