//! What the loop, its tasks and futures report to those who listen ([`crate::machine::observe`]).
//!
//! In: tasks, futures, handles as they change. Out: events. Each function is called only where somebody listens, and is
//! cold; nothing here changes what a program does.

use super::callback::{Callback, Told};
use super::future::{Core, Stage, find_core, to_value};
use super::handle::Handle;
use super::nap;
use super::state::state;
use super::task::{self, Task};
use super::turn;
use crate::builtins::generator::generator_qualname;
use crate::machine::Machine;
use crate::machine::brief::brief;
use crate::machine::observe::{Ended, Event, MOST_TIMERS, Place, Ready, Serial, WaitReason, With, code_of};
use crate::object::class::{Class, class_of};
use crate::object::descriptor::NativeFunction;
use crate::object::function::{BoundMethod, Function};
use crate::object::generator::{Generator, Status};
use crate::object::heap::{Gc, Ref};
use crate::object::str::Str;
use crate::object::{Raise, Value};
use std::rc::Rc;

/// The number of a future or task.
pub fn serial(m: &Machine, core: &Core) -> Serial {
    if core.serial.get() == 0 {
        core.serial.set(m.observation.new_serial());
    }
    core.serial.get()
}

/// The number of a handle.
fn handle_serial(m: &Machine, handle: &Gc<Handle>) -> Serial {
    if handle.serial.get() == 0 {
        handle.serial.set(m.observation.new_serial());
    }
    handle.serial.get()
}

/// The number of the running task.
pub fn current(m: &Machine) -> Option<Serial> {
    let current = state(|s| s.current.get());
    current.get::<Task>().map(|t| serial(m, &t.future))
}

/// A task's name.
pub fn name(task: &Task) -> Rc<str> {
    task::name_of(task).get::<Str>().map_or_else(|| Rc::from("?"), |n| Rc::from(n.as_str()))
}

/// What a callable is called.
pub fn callable(value: &Value) -> Rc<str> {
    if let Some(function) = value.get::<Function>() {
        return Rc::from(function.qualname().as_str());
    }
    if let Some(method) = value.get::<BoundMethod>() {
        return callable(&method.function);
    }
    if let Some(native) = value.get::<NativeFunction>() {
        let name = native.native.name();
        return match native.owner.get::<Class>() {
            Some(class) => Rc::from(format!("{}.{name}", class.name.get())),
            None => Rc::from(name),
        };
    }
    Rc::from(brief(value))
}

/// The qualified name of what a task runs, and where that is defined.
fn coroutine(m: &Machine, value: &Value) -> (Rc<str>, Place) {
    let Some(generator) = value.get::<Generator>() else { return (class_of(value).name.get(), Place::default()) };
    let Some(code) = code_of(generator) else {
        return (Rc::from(generator_qualname(generator).as_str()), Place::default());
    };
    let mut defined = m.observation.place(&code.code, 0);
    // A program or a cell begins with its first statement, wherever that stands.
    let first = || code.code.spans.iter().filter(|span| span.end > span.start).min_by_key(|span| span.start);
    defined.span = if &*code.code.name == "<module>" { first().copied() } else { None }.unwrap_or(code.code.span);
    let known = generator.rare.with(|r| r.as_ref().and_then(|r| r.qualname.clone()));
    let name = known.map_or_else(|| code.code.qualname.clone(), |n| Rc::from(n.as_str()));
    (name, defined)
}

#[cold]
pub(super) fn created(m: &mut Machine, task: &Gc<Task>) {
    let (coroutine, defined) = coroutine(m, &to_value(task.coroutine.get()));
    let event = Event::TaskCreated {
        task: serial(m, &task.future),
        name: name(task),
        coroutine,
        place: m.place_here(),
        defined,
        by: current(m),
    };
    m.tell(&event, None);
}

/// What the future that a task awaited gives it.
fn gift(waiter: &Value) -> With {
    match find_core(waiter) {
        Some(core) if core.stage.get() == Stage::Result => With::Result(Rc::from(brief(&core.outcome.get()))),
        _ => With::Nothing,
    }
}

/// Whether a coroutine has run already; one written in Rust has no states that would tell.
fn has_begun(coroutine: &mut Option<Ref>) -> bool {
    let generator = coroutine.as_ref().and_then(|coroutine| coroutine.get::<Generator>());
    generator.is_some_and(|generator| generator.status.get() != Status::Created)
}

#[cold]
pub(super) fn resumed(m: &mut Machine, task: &Gc<Task>, exception: Option<&Value>) {
    let waiter = nap::waiter(task);
    let with = match exception {
        Some(exception) => With::Exception(Rc::from(brief(exception))),
        None if waiter.is_set() => gift(&waiter),
        None if !task.coroutine.with(has_begun) => With::Start,
        None => With::Nothing,
    };
    let task = serial(m, &task.future);
    let seen = &m.observation;
    if seen.joins && seen.still.get() && seen.went_on.get().is_none() {
        if let With::Nothing | With::Start = with {
            return seen.went_on.set(Some((task, with == With::Start)));
        }
    }
    m.tell(&Event::Resumed { task, with }, None);
}

#[cold]
pub(super) fn suspended(m: &mut Machine, task: &Gc<Task>, waiter: &Value) {
    let coroutine = to_value(task.coroutine.get());
    let stand = m.look(&coroutine);
    let on = if waiter.is_none() { WaitReason::Turn } else { super::waits::reason(m, task, waiter) };
    let (task, state, place) = (serial(m, &task.future), stand.state, stand.place);
    let event = match m.observation.went_on.get() {
        Some((stepped, starts)) if stepped == task => {
            m.observation.went_on.set(None);
            Event::Stepped { task, starts, state, place, on }
        }
        _ => Event::Suspended { task, state, place, on },
    };
    m.tell(&event, Some(&stand));
}

#[cold]
pub(super) fn woken(m: &mut Machine, task: &Gc<Task>, by: &Value) {
    let by = match find_core(by) {
        Some(core) => serial(m, core),
        None => m.observation.thing(by),
    };
    let event = Event::Woken { task: serial(m, &task.future), by };
    m.tell(&event, None);
}

/// A lock or semaphore was taken or given back, by the task that runs.
#[cold]
pub(super) fn lock_changed(m: &mut Machine, lock: &Value, kind: &'static str, taken: bool) {
    let running = state(|s| s.current.get());
    let coroutine = running.get::<Task>().map_or(Value::Unset, |task| to_value(task.coroutine.get()));
    let known = m.name_here(lock).or_else(|| m.name_in(&coroutine, lock));
    let name = known.unwrap_or_else(|| class_of(lock).name.get());
    // A condition has a lock of its own.
    let name = name.strip_suffix("._lock").map_or(name.clone(), Rc::from);
    let (holder, place, lock) = (current(m), m.place_here(), m.observation.thing(lock));
    let event = match taken {
        true => Event::LockAcquired { lock, kind, name, holder, place },
        false => Event::LockReleased { lock, kind, name, holder, place },
    };
    m.tell(&event, None);
}

/// How a future or task ended.
fn ended(core: &Core) -> Ended {
    let outcome = core.outcome.get();
    match core.stage.get() {
        Stage::Cancelled | Stage::Pending => Ended::Cancelled,
        Stage::Result => Ended::Result(Rc::from(brief(&outcome))),
        Stage::Failed => Ended::Exception(Rc::from(brief(&outcome))),
    }
}

/// A future or task is over; called before anyone is told of it.
#[cold]
pub(super) fn done(m: &mut Machine, me: &Value) {
    let Some(core) = find_core(me) else { return };
    let number = serial(m, core);
    m.observation.deadlines.borrow_mut().remove(&number);
    let outcome = ended(core);
    let event = match me.get::<Task>() {
        Some(_) => Event::Finished { task: number, outcome },
        None => Event::FutureDone { future: number, outcome, by: current(m) },
    };
    m.tell(&event, None);
}

#[cold]
pub(super) fn future_made(m: &mut Machine, future: &Value) {
    let Some(core) = find_core(future) else { return };
    let event = Event::FutureMade { future: serial(m, core), place: m.place_here(), by: current(m) };
    m.tell(&event, None);
}

#[cold]
pub(super) fn cancelled(m: &mut Machine, task: &Gc<Task>) {
    let event = Event::Cancelled { task: serial(m, &task.future), by: current(m), place: m.place_here() };
    m.tell(&event, None);
}

#[cold]
pub(super) fn scheduled(m: &mut Machine, handle: &Gc<Handle>) {
    let event = Event::Scheduled {
        handle: handle_serial(m, handle),
        what: callable(&handle.callback.get()),
        place: m.place_here(),
        by: current(m),
        because: None,
    };
    m.tell(&event, None);
}

/// A done callback becomes ready. It has no number of its own: that of the future stands for it.
#[cold]
pub(super) fn callback_scheduled(m: &mut Machine, what: Rc<str>, future: &Value) {
    let number = find_core(future).map_or(0, |c| serial(m, c));
    let event =
        Event::Scheduled { handle: number, what, place: Place::default(), by: current(m), because: Some(number) };
    m.tell(&event, None);
}

#[cold]
pub(super) fn handle_cancelled(m: &mut Machine, handle: &Gc<Handle>) {
    let event = Event::HandleCancelled { handle: handle_serial(m, handle) };
    m.tell(&event, None);
}

#[cold]
pub(super) fn callback_runs(m: &mut Machine, what: &turn::Ready) {
    let event = match what {
        turn::Ready::Handle(handle) if !handle.cancelled.get() => {
            Event::CallbackRun { handle: handle_serial(m, handle), what: callable(&handle.callback.get()) }
        }
        turn::Ready::Call(callback, future, _) => {
            Event::CallbackRun { handle: of_object(m, future), what: callable(&Value::Object(callback.clone())) }
        }
        turn::Ready::Told(told, _, future) if *told != Told::Release => {
            Event::CallbackRun { handle: of_object(m, future), what: Rc::from(told.name()) }
        }
        _ => return,
    };
    m.tell(&event, None);
}

/// The number of a future, or 0.
fn of_object(m: &Machine, future: &Ref) -> Serial {
    find_core(&Value::Object(future.clone())).map_or(0, |c| serial(m, c))
}

/// The number by which a timer is known: that of its handle, or of the future it ends.
fn timer_serial(m: &Machine, what: &turn::Due) -> (Serial, Rc<str>) {
    match what {
        turn::Due::Handle(handle) => (handle_serial(m, handle), callable(&handle.callback.get())),
        turn::Due::Sleep(future) => (serial(m, &future.core), Rc::from("sleep")),
        turn::Due::Nap(_) => (0, Rc::from("sleep")),
        turn::Due::Timeout(..) => (0, Rc::from("Timeout._on_timeout")),
    }
}

#[cold]
pub(super) fn timer_set(m: &mut Machine, when: f64, what: &turn::Due) {
    let (timer, text) = timer_serial(m, what);
    if matches!(what, turn::Due::Sleep(_)) {
        m.observation.deadlines.borrow_mut().insert(timer, when);
    }
    let event = Event::TimerSet { timer, when, what: text, place: m.place_here(), by: current(m) };
    m.tell(&event, None);
}

#[cold]
pub(super) fn timer_fired(m: &mut Machine, when: f64, what: &turn::Due) {
    let event = Event::TimerFired { timer: timer_serial(m, what).0, when };
    m.tell(&event, None);
}

#[cold]
pub(super) fn waited(m: &mut Machine, since: i64) {
    let event = Event::Waited { nanoseconds: m.host.clock.monotonic() - since };
    m.tell(&event, None);
}

#[cold]
pub(super) fn turn_begins(m: &mut Machine, own: &turn::Loop) {
    m.observation.turn.set(m.observation.turn.get() + 1);
    let number = m.observation.turn.get();
    let mut ready = Vec::new();
    own.each_ready(|what| match what {
        turn::Ready::Step(task) | turn::Ready::Wake(task) | turn::Ready::Throw(task, _) => {
            let serial = serial(m, &task.future);
            match ready.last_mut() {
                Some(Ready::Tasks(_, last)) if serial == *last + 1 => *last = serial,
                _ => ready.push(Ready::Tasks(serial, serial)),
            }
        }
        other => ready.extend(callback_ready(m, other)),
    });
    let (timers, timer_count) = own.next_timers(MOST_TIMERS, |what| timer_serial(m, what).0);
    let event = Event::TurnBegins { number, ready, timers, timer_count };
    m.tell(&event, None);
}

/// A callback that is ready; None when it was taken back.
fn callback_ready(m: &Machine, what: &turn::Ready) -> Option<Ready> {
    match what {
        turn::Ready::Step(_) | turn::Ready::Wake(_) | turn::Ready::Throw(..) => None,
        turn::Ready::Handle(handle) if handle.cancelled.get() => None,
        turn::Ready::Handle(handle) => {
            Some(Ready::Callback(handle_serial(m, handle), callable(&handle.callback.get())))
        }
        turn::Ready::Call(callback, future, _) => {
            Some(Ready::Callback(of_object(m, future), callable(&Value::Object(callback.clone()))))
        }
        turn::Ready::Told(Told::Release, target, _) => {
            let target = Value::Object(target.clone());
            let core = find_core(&target)?;
            let whose = match core.callbacks.get().to_vec().into_iter().next() {
                Some(Callback::Wake(task)) => format!("timer of {}", name(&task)),
                _ => "timer".to_string(),
            };
            Some(Ready::Callback(serial(m, core), Rc::from(whose)))
        }
        turn::Ready::Told(told, _, future) => Some(Ready::Callback(of_object(m, future), Rc::from(told.name()))),
        turn::Ready::NapOver(_) | turn::Ready::Soon(..) => None,
    }
}

#[cold]
pub(super) fn turn_ends(m: &mut Machine) {
    let event = Event::TurnEnds { number: m.observation.turn.get() };
    m.tell(&event, None);
}

/// A task failed: said at once when nobody waits for it.
#[cold]
pub(super) fn failed_unheard(m: &mut Machine, task: &Gc<Task>, raise: &Raise) {
    let event = Event::Unheard {
        task: serial(m, &task.future),
        name: name(task),
        exception: Rc::from(brief(&raise.value())),
        place: super::waits::raised_at(m, raise),
        made: super::trail::made_at(m, task),
    };
    m.tell_fault(&event, None);
    m.observation.unsaid.set(true);
}

/// The name of a callback of the program: what the loop calls for itself is nobody's business.
fn own_callable(value: &Value) -> Option<Rc<str>> {
    match value.get::<Function>() {
        Some(function) if function.code.get().code.source.name.starts_with("<frozen ") => None,
        _ => Some(callable(value)),
    }
}

/// Who goes on when a future is done: a task, or a callback of the program.
fn woken_by(core: &Core) -> Option<Rc<str>> {
    match core.callbacks.get().to_vec().into_iter().next() {
        Some(Callback::Wake(task)) => Some(name(&task)),
        Some(Callback::Call(callback, _)) => own_callable(&Value::Object(callback)),
        _ => None,
    }
}

/// What is ready, by the name of its task or callback.
fn called_ready(what: &turn::Ready) -> Option<Rc<str>> {
    match what {
        turn::Ready::Step(task) | turn::Ready::Wake(task) | turn::Ready::Throw(task, _) => Some(name(task)),
        turn::Ready::Handle(handle) if handle.cancelled.get() => None,
        turn::Ready::Handle(handle) => own_callable(&handle.callback.get()),
        turn::Ready::Call(callback, ..) | turn::Ready::Soon(callback, ..) => {
            own_callable(&Value::Object(callback.clone()))
        }
        turn::Ready::Told(Told::Release, target, _) => find_core(&Value::Object(target.clone())).and_then(woken_by),
        turn::Ready::Told(..) | turn::Ready::NapOver(_) => None,
    }
}

/// What a timer is for, by the name of its task or callback.
fn called_due(what: &turn::Due) -> Option<Rc<str>> {
    match what {
        turn::Due::Handle(handle) if handle.cancelled.get() => None,
        turn::Due::Handle(handle) => own_callable(&handle.callback.get()),
        turn::Due::Sleep(future) => woken_by(&future.core),
        turn::Due::Nap(_) | turn::Due::Timeout(..) => None,
    }
}

/// A loop as it stands between two turns.
pub struct Standing {
    /// What runs in the next turn, in order: names of tasks and callbacks.
    pub ready: Vec<Rc<str>>,
    /// The next timers: seconds of the loop's clock, for whom, and whether they end a sleep.
    pub timers: Vec<(f64, Rc<str>, bool)>,
    /// How many timers are set.
    pub timer_count: usize,
}

/// How a loop stands; None for what is no loop of this kind.
pub fn standing(event_loop: &Value) -> Option<Standing> {
    let own = event_loop.get::<turn::Loop>()?;
    let (timers, _) = own.next_timers(usize::MAX, |what| (called_due(what), matches!(what, turn::Due::Sleep(_))));
    let mut timers: Vec<_> =
        timers.into_iter().filter_map(|(when, (whose, sleep))| whose.map(|whose| (when, whose, sleep))).collect();
    let timer_count = timers.len();
    timers.truncate(MOST_TIMERS);
    Some(Standing { ready: own.ready_now(called_ready), timers, timer_count })
}

/// The clock is looked at after a step: was it too long, and who could have run meanwhile?
#[cold]
#[inline(never)]
pub(super) fn step_over(m: &mut Machine, event_loop: &Value, task: Option<&Gc<Task>>) {
    let Some(hold) = m.look_at_clock() else { return };
    let Some(own) = event_loop.get::<turn::Loop>() else { return };
    let now = m.host.clock.monotonic() as f64 / 1e9;
    let mut starved = own.ready_now(called_ready);
    starved.extend(own.due(now, called_due));
    let own_name = task.map(|t| name(t));
    starved.retain(|n| Some(n) != own_name.as_ref());
    starved.dedup();
    if starved.is_empty() {
        return;
    }
    let place = match hold.place.file {
        0 => task.map_or(Place::default(), |t| m.stand(&to_value(t.coroutine.get())).1),
        _ => hold.place,
    };
    let event = Event::Held {
        task: task.filter(|_| hold.exact).map(|t| serial(m, &t.future)),
        name: own_name.filter(|_| hold.exact).unwrap_or_else(|| Rc::from("")),
        nanoseconds: hold.nanoseconds,
        doing: hold.function,
        place: if hold.exact { place } else { hold.place },
        exact: hold.place.file != 0,
        starved: starved.into(),
    };
    m.tell_fault(&event, None);
}

/// The loop is about to wait, or the program is over: those whose failure was said and has been heard of meanwhile, then
/// the moment itself.
#[cold]
pub fn idle(m: &mut Machine) {
    for task in state(|s| s.heard.take()) {
        m.tell_fault(&Event::Heard { task }, None);
    }
    m.observation.unsaid.set(false);
    m.tell_fallen();
    m.tell_fault(&Event::Idle, None);
}

/// Tells who waits for whom.
pub fn tell_graph(m: &mut Machine) {
    let waits = super::waits::graph(m);
    m.tell_fault(&Event::Graph { waits: waits.into() }, None);
}

/// The loop is about to wait until a time: whether the graph was asked for a time before that, and is told now.
#[cold]
pub(super) fn graph_due(m: &mut Machine, until: Option<f64>) -> bool {
    let due = m.observation.graph_at.is_some_and(|at| until.is_none_or(|until| until > at));
    if due {
        m.observation.graph_at = None;
        tell_graph(m);
    }
    due
}
