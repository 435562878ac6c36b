//! The loop: what is ready, what is due when, and one turn after the other, in CPython's order.

use super::callback::{self, Told};
use super::future::{Future, find_core, to_ref, to_value};
use super::handle::{self, Handle};
use super::hop;
use super::loop_type::{open, soon};
use super::nap;
use super::seen;
use super::state::{or_none, state};
use super::task::{self, Task};
use super::timeouts;
pub use super::timers::Due;
use super::timers::Timers;
use crate::machine::Machine;
use crate::machine::fiber::wait::{Ended, Wait};
use crate::native::class_for;
use crate::native::convert::{FromValue, short_name, this};
use crate::object::descriptor::NativeFunction;
use crate::object::dict::Dict;
use crate::object::function::BoundMethod;
use crate::object::heap::{self, Gc, Kind, Own, Ref};
use crate::object::str::intern;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error};
use crate::{native, payload};
use std::cell::Cell;
use std::collections::VecDeque;

/// What runs in a turn.
pub enum Ready {
    /// A handle.
    Handle(Gc<Handle>),
    /// The next step of a task.
    Step(Gc<Task>),
    /// The next step of a task, with an exception to throw.
    Throw(Gc<Task>, Ref),
    /// A task whose future is done: what it waits for.
    Wake(Gc<Task>),
    /// A callback of a future: callable, future, context.
    Call(Ref, Ref, Option<Ref>),
    /// A callback of `call_soon` whose handle nobody has: callable, its argument or Unset, context.
    Soon(Ref, Value, Option<Ref>),
    /// A callback written in Rust: its target and the future.
    Told(Told, Ref, Ref),
    /// The end of a nap, by its place among the timers.
    NapOver(u32),
}

const _: () = assert!(std::mem::size_of::<Ready>() <= 32);

/// The payload of a loop.
pub struct Loop {
    /// What runs in the next turn.
    pub(super) ready: Own<VecDeque<Ready>>,
    /// What is due when; those that are over stay until they come up or are too many.
    pub(super) timers: Own<Timers>,
    /// How many of those that are ready have yet to run in this turn.
    pub(super) left: Cell<usize>,
    /// Whether `stop` was called.
    pub(super) stopping: Cell<bool>,
    /// Whether it runs.
    pub(super) running: Cell<bool>,
    /// Whether a turn may begin where the last one ends, within the dispatch loop: nobody looks between the two.
    pub(super) carries_on: Cell<bool>,
    /// Whether it is closed.
    pub(super) closed: Cell<bool>,
    /// Debug mode.
    pub debug: Cell<bool>,
    /// Whether its class is the usual one, so that nobody can have changed what its methods do.
    pub plain: Cell<bool>,
    /// `set_task_factory`
    pub task_factory: Own<Value>,
    /// Debug mode: what takes longer than so many seconds is reported.
    pub(super) slow: Own<Value>,
    /// The fiber that waits in this loop.
    pub(super) waits: Cell<Option<crate::machine::fiber::Id>>,
}

payload!(
    Loop,
    Kind::Extension,
    trace | this,
    visit | {
        this.task_factory.with(|v| visit(v));
        this.ready.with(|ready| ready.iter().for_each(|r| trace_ready(r, visit)));
        this.timers.with(|timers| timers.trace(visit));
    },
    clear | this | {
        drop(this.ready.take());
        drop(this.timers.take());
        drop(this.task_factory.replace(Value::None));
    }
);

fn trace_ready(ready: &Ready, visit: &mut dyn FnMut(&Value)) {
    let mut all = |objects: &[&Ref]| objects.iter().for_each(|o| visit(&Value::Object((*o).clone())));
    match ready {
        Ready::Handle(handle) => all(&[handle.as_ref()]),
        Ready::Step(task) | Ready::Wake(task) => all(&[task.as_ref()]),
        Ready::Throw(task, exception) => all(&[task.as_ref(), exception]),
        Ready::Call(callback, future, context) => {
            all(&[callback, future]);
            if let Some(context) = context {
                all(&[context]);
            }
        }
        Ready::Soon(callback, argument, context) => {
            all(&[callback]);
            visit(argument);
            if let Some(context) = context {
                visit(&Value::Object(context.clone()));
            }
        }
        Ready::Told(_, target, future) => all(&[target, future]),
        Ready::NapOver(_) => {}
    }
}

/// Runs something in a context; one that was made of it meanwhile is kept.
#[inline]
pub fn in_context<R>(context: &Own<Option<Ref>>, f: impl FnOnce(&mut Machine) -> R, m: &mut Machine) -> R {
    let before = context.get();
    let address = before.as_ref().map_or(0, Ref::address);
    let old = state(|s| s.context.replace(to_value(before)));
    let result = f(m);
    let own = to_ref(state(|s| s.context.replace(old)));
    if own.as_ref().map_or(0, Ref::address) != address {
        keep_context(context, address, own);
    }
    result
}

/// What ran in a context came out of another: one was asked for, or one of its own was made of one that stands for several.
#[cold]
pub fn keep_context(context: &Own<Option<Ref>>, before: usize, after: Option<Ref>) {
    if context.with(|c| c.as_ref().map_or(0, Ref::address) == before) {
        context.set(after);
    }
}

impl Loop {
    /// Whether nothing about it is unusual: nobody watches its callbacks, and its methods are the usual ones.
    #[inline]
    pub fn is_usual(&self) -> bool {
        self.plain.get() && !self.closed.get() && !self.debug.get()
    }

    /// Whether it is closed.
    pub fn closed(&self) -> bool {
        self.closed.get()
    }

    /// Whether all who were in line when the turn began have run.
    #[inline]
    pub fn turn_is_over(&self) -> bool {
        self.left.get() == 0
    }

    /// Whether none is in line.
    #[inline]
    pub fn is_alone(&self) -> bool {
        self.ready.with(|r| r.is_empty())
    }

    /// What is ready, in order.
    pub fn each_ready(&self, each: impl FnMut(&Ready)) {
        self.ready.with(|r| r.iter().for_each(each));
    }

    /// The same, as far as `show` gives something for it.
    pub fn ready_now<R>(&self, show: impl Fn(&Ready) -> Option<R>) -> Vec<R> {
        self.ready.with(|r| r.iter().filter_map(&show).collect())
    }

    /// The first timers that are not over, by time, as times and what `show` gives; and how many there are in all.
    pub fn next_timers<R>(&self, most: usize, show: impl Fn(&Due) -> R) -> (Vec<(f64, R)>, usize) {
        self.show_timers();
        self.timers.with(|t| {
            if t.len() > 1000 {
                // Sorting so many at every turn would cost more than it tells.
                let mut first: Option<(f64, u64, R)> = None;
                t.each(|when, rank, due, task| {
                    if first.as_ref().is_none_or(|f| (when, rank) < (f.0, f.1)) {
                        first = Some((when, rank, show(&shown(due, task))));
                    }
                });
                return (first.into_iter().map(|f| (f.0, f.2)).collect(), t.len());
            }
            let mut all = Vec::new();
            t.each(|when, rank, due, task| all.push((when, rank, show(&shown(due, task)))));
            let count = all.len();
            all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            (all.into_iter().take(most).map(|t| (t.0, t.2)).collect(), count)
        })
    }

    /// Somebody is about to look at the timers: what waits with them without futures and handles gets those.
    fn show_timers(&self) {
        nap::show_all(self);
        let running = state(|s| s.running.get());
        if running.get::<Loop>().is_some_and(|l| std::ptr::eq(l, self)) {
            timeouts::show_all(self, &running);
        }
    }

    /// What is due at a time, by what `show` gives.
    pub fn due<R>(&self, now: f64, show: impl Fn(&Due) -> Option<R>) -> Vec<R> {
        self.show_timers();
        let mut all = Vec::new();
        self.timers.with(|t| {
            t.each(|when, _, due, task| all.extend((when <= now).then(|| show(&shown(due, task))).flatten()));
        });
        all
    }
}

/// What is due, to be seen: a nap as the future that stands for it.
pub(super) fn shown(due: &Due, task: Option<&Gc<Task>>) -> Due {
    match (due, task.and_then(|task| task.waiter().get()).and_then(|w| w.cast::<Future>().ok())) {
        (Due::Nap(_), Some(future)) => Due::Sleep(future),
        (Due::Nap(place), None) => Due::Nap(*place),
        (Due::Handle(handle), _) => Due::Handle(handle.clone()),
        (Due::Sleep(future), _) => Due::Sleep(future.clone()),
        (Due::Timeout(timeout, key), _) => Due::Timeout(timeout.clone(), *key),
    }
}

/// Makes something ready on a loop.
#[inline]
pub fn schedule(m: &mut Machine, event_loop: &Value, what: Ready) -> Outcome<()> {
    match event_loop.get::<Loop>() {
        Some(own) if own.plain.get() || keeps_call_soon(m, event_loop)? => {
            if own.closed.get() || own.debug.get() {
                check_soon(m, event_loop, own)?;
            }
            own.ready.with(|r| r.push_back(what));
            Ok(())
        }
        _ => schedule_foreign(m, event_loop, what),
    }
}

/// What `call_soon` looks at first: whether the loop is closed, in debug mode also whether this is its thread.
#[cold]
fn check_soon(m: &mut Machine, event_loop: &Value, own: &Loop) -> Outcome<()> {
    if own.closed.get() {
        return runtime_error("Event loop is closed");
    }
    m.call_method(event_loop, "_check_thread", &[]).map(drop)
}

/// Whether a loop of a derived class has the usual `call_soon`.
#[cold]
fn keeps_call_soon(m: &mut Machine, event_loop: &Value) -> Outcome<bool> {
    let usual = class_for(&super::loop_type::LOOP).lookup_name("call_soon");
    let found = m.get_attr(event_loop, &intern("call_soon"))?;
    let function = found.get::<BoundMethod>().map(|b| b.function.clone());
    Ok(usual.zip(function).is_some_and(|(usual, function)| usual.is(&function)))
}

static RUN_READY: crate::native::Native = native!("_step(self, argument, exception, /)", run_ready, "");

#[cold]
fn schedule_foreign(m: &mut Machine, event_loop: &Value, what: Ready) -> Outcome<()> {
    let call_soon = m.get_attr(event_loop, &intern("call_soon"))?;
    let step = NativeFunction::create(&RUN_READY, Value::None);
    match what {
        Ready::Call(callback, future, context) => {
            let context = or_none(super::context::own(to_value(context)));
            m.call_keywords(&call_soon, &[Value::Object(callback), Value::Object(future)], &[("context", context)])?;
        }
        Ready::Step(task) => {
            m.call(&call_soon, &[step, task.into_value(), Value::None, Value::None])?;
        }
        Ready::Throw(task, exception) => {
            m.call(&call_soon, &[step, task.into_value(), Value::None, Value::Object(exception)])?;
        }
        Ready::Wake(task) => {
            let future = nap::waiter(&task);
            m.call(&call_soon, &[step, task.into_value(), future, Value::None])?;
        }
        Ready::Told(told, target, future) => {
            let callback = callback::bound(told, &Value::Object(target));
            m.call(&call_soon, &[callback, Value::Object(future)])?;
        }
        Ready::Handle(_) | Ready::Soon(..) | Ready::NapOver(_) => {}
    }
    Ok(())
}

fn run_ready(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(task) = a[0].typed::<Task>().cloned() {
        if a[1].is_none() {
            task::step(m, &task, a[2].clone().some().filter(|e| !e.is_none()))?;
        } else {
            task::wake(m, &task, &a[1])?;
        }
    }
    Ok(Value::None)
}

/// Adds a timer.
pub fn add_timer(m: &mut Machine, own: &Loop, when: f64, what: Due) {
    if m.observation.heard {
        seen::timer_set(m, when, &what);
    }
    let what = match what {
        Due::Handle(handle) => handle.into_ref(),
        Due::Sleep(future) => future.into_ref(),
        Due::Nap(_) | Due::Timeout(..) => return,
    };
    own.timers.with(|t| t.set(when, what));
}

/// A timer of a loop is over before its time.
pub fn timer_over(event_loop: &Value) {
    if let Some(own) = event_loop.get::<Loop>() {
        own.timers.with(|t| t.count_over());
    }
}

/// Seconds on the loop's clock.
pub fn now(m: &Machine) -> f64 {
    m.host.clock.monotonic() as f64 / 1e9
}

// ---- turns

/// Runs until the loop is stopped or `until` (a future, or None) is done.
pub(super) fn run(m: &mut Machine, a: &[Value]) -> Outcome {
    let own = open(a)?;
    let nested = own.running.replace(true);
    let (old_loop, old_task, old_context) =
        state(|s| (s.running.replace(a[0].clone()), s.current.replace(Value::Unset), s.context.get()));
    let stopping = own.stopping.get();
    let carries_on = own.carries_on.replace(!nested && own.plain.get());
    m.watch_from_now(true);
    let result = loop {
        // A derived class may have its own idea of a turn.
        let turn =
            if own.plain.get() { run_once(m, &a[0], own) } else { m.call_method(&a[0], "_run_once", &[]).map(drop) };
        if let Err(raise) = turn {
            break Err(raise);
        }
        if own.stopping.get() || nested && find_core(&a[1]).is_some_and(|f| f.done()) {
            break Ok(Value::None);
        }
    };
    own.stopping.set(nested && stopping);
    own.carries_on.set(carries_on);
    own.running.set(nested);
    m.watch_from_now(nested);
    state(|s| {
        s.running.set(old_loop);
        s.current.set(old_task);
        s.context.set(old_context);
    });
    result
}

pub(super) fn run_once_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let own = open(a)?;
    let carries_on = own.carries_on.replace(false);
    let result = run_once(m, &a[0], own);
    own.carries_on.set(carries_on);
    result?;
    Ok(Value::None)
}

/// The loop has nothing to do: its fiber waits so many seconds at the most, for a call from another thread or for mail.
fn wait_for_others(m: &mut Machine, own: &Loop, seconds: Option<f64>) -> Outcome<Ended> {
    let longest = seconds.map(|seconds| (seconds.min(86_400.0 * 366.0 * 100.0) * 1e9).round() as i64);
    let deadline = longest.map(|longest| m.host.clock.monotonic().saturating_add(longest));
    own.waits.set(Some(m.fibers.current()));
    let ended = m.block(Wait::Loop, deadline);
    own.waits.set(None);
    ended
}

/// `call_soon` from another thread: a loop that waits is woken.
pub(super) fn call_soon_threadsafe(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = soon(m, a, "call_soon_threadsafe")?;
    if let Some(waiting) = this::<Loop>(a)?.waits.get() {
        m.wake(waiting);
    }
    Ok(handle)
}

/// What time it is for a loop: a derived class may have a clock of its own.
fn time_of(m: &mut Machine, event_loop: &Value, own: &Loop) -> Outcome<f64> {
    if own.plain.get() {
        return Ok(now(m));
    }
    let time = m.call_method(event_loop, "time", &[])?;
    f64::from_value(&time, m)
}

/// A loop of a derived class that has a selector of its own waits with it. Whether it has one.
#[cold]
fn select(m: &mut Machine, event_loop: &Value, own: &Loop, first: Option<f64>) -> Outcome<bool> {
    let Some(selector) = m.find_attr(event_loop, &intern("_selector"))?.filter(|s| !s.is_none()) else {
        return Ok(false);
    };
    let longest = match first {
        _ if own.ready.with(|r| !r.is_empty()) || own.stopping.get() => Value::Int(0),
        Some(when) => Value::float((when - time_of(m, event_loop, own)?).clamp(0.0, 86_400.0)),
        None => Value::None,
    };
    let events = m.call_method(&selector, "select", &[longest])?;
    m.call_method(event_loop, "_process_events", &[events])?;
    Ok(true)
}

fn run_once(m: &mut Machine, event_loop: &Value, own: &Loop) -> Outcome<()> {
    m.check_signals()?;
    let first = match own.timers.with(|t| t.is_empty()) {
        true => None,
        false => {
            drop(own.timers.with(|t| t.clean()));
            own.timers.with(|t| t.first())
        }
    };
    if !own.plain.get() && select(m, event_loop, own, first)? {
        // What it has of its own to wait with has waited.
    } else if own.ready.with(|r| r.is_empty()) && !own.stopping.get() {
        let since = m.host.clock.monotonic();
        if m.observation.unsaid.get() {
            seen::idle(m);
        }
        if m.observation.graph_at.is_some() && seen::graph_due(m, first) {
            return Err(Exc::SystemExit.with(vec![Value::Int(0)]));
        }
        match first {
            Some(when) => {
                let wait = when - now(m);
                if wait > 0.0 {
                    wait_for_others(m, own, Some(wait))?;
                }
            }
            None if wait_for_others(m, own, None)? == Ended::Stuck => return super::waits::deadlocked(m),
            None => {}
        }
        m.watch_from_now(true);
        if m.observation.heard {
            seen::waited(m, since);
        }
    } else {
        // Other threads have their turn, as they have while CPython asks for sockets.
        m.give_way()?;
    }
    if first.is_some() {
        let end = time_of(m, event_loop, own)?;
        if m.observation.heard {
            timeouts::show_all(own, event_loop);
        }
        loop {
            let Some((when, due)) = own.timers.with(|t| t.pop_due(end)) else { break };
            if m.observation.heard {
                seen::timer_fired(m, when, &due);
            }
            match due {
                Due::Handle(handle) if handle.cancelled.get() => own.timers.with(|t| t.came_up()),
                Due::Handle(handle) => own.ready.with(|r| r.push_back(Ready::Handle(handle))),
                Due::Sleep(future) if future.core.done() => own.timers.with(|t| t.came_up()),
                Due::Sleep(future) => {
                    let me = future.as_ref().clone();
                    own.ready.with(|r| r.push_back(Ready::Told(Told::Release, me.clone(), me)));
                }
                Due::Timeout(timeout, key) if !timeout.is_set_as(key) => own.timers.with(|t| t.came_up()),
                Due::Timeout(timeout, _) => {
                    let handle = timeouts::make_handle(&timeout, event_loop, when);
                    own.ready.with(|r| r.push_back(Ready::Handle(handle)));
                }
                Due::Nap(place) => own.ready.with(|r| r.push_back(Ready::NapOver(place))),
            }
        }
    }
    if m.observation.heard {
        handle::show_all(own, event_loop);
        seen::turn_begins(m, own);
    }
    // A step may run a turn of its own, of this loop or of another.
    let left = own.left.replace(own.ready.with(|r| r.len()));
    let around = std::mem::replace(&mut m.step.turn, event_loop.typed::<Loop>().cloned());
    let result = run_ready_ones(m, event_loop, own);
    own.left.set(left);
    m.step.turn = around;
    // What room a burst took is given back.
    own.ready.with(|r| {
        let capacity = r.capacity();
        if capacity > FEW && r.len() < capacity / 8 {
            r.shrink_to(FEW.max(r.len() * 2));
            if capacity > MANY {
                crate::host::memory::give_back();
            }
        }
    });
    result?;
    if m.observation.heard {
        seen::turn_ends(m);
    }
    Ok(())
}

/// Room for those in line that is kept.
pub(super) const FEW: usize = 4096;
/// More room than this, one or two megabytes, goes back to the system.
const MANY: usize = 50_000;

/// Runs what was ready when the turn began.
fn run_ready_ones(m: &mut Machine, event_loop: &Value, own: &Loop) -> Outcome<()> {
    while own.left.get() > 0 {
        own.left.set(own.left.get() - 1);
        let Some(next) = own.ready.with(hop::take_first) else { break };
        if own.debug.get() {
            run_watched(m, event_loop, own, next)?;
        } else {
            run_one(m, event_loop, next)?;
        }
        if heap::pending() {
            m.run_pending()?;
        }
    }
    Ok(())
}

#[inline]
fn run_one(m: &mut Machine, event_loop: &Value, next: Ready) -> Outcome<()> {
    if m.observation.heard && !matches!(next, Ready::Step(_)) {
        seen::callback_runs(m, &next);
    }
    match next {
        Ready::Step(task) | Ready::Wake(task)
            if hop::woken_plainly(&task)
                && let Some(coroutine) = hop::coroutine_of(&task) =>
        {
            if m.observation.heard {
                seen::resumed(m, &task, None);
            }
            match m.step.turn.as_ref().is_some_and(|own| own.left.get() > 0 || own.carries_on.get()) {
                true => hop::run(m, event_loop, task, &coroutine),
                false => hop::run_last(m, event_loop, &task, &coroutine),
            }
        }
        Ready::Step(task) => report(m, event_loop, &task, |m| task::step(m, &task, None)),
        Ready::Wake(task) => report(m, event_loop, &task, |m| {
            let future = to_value(task.waiter().get());
            if future.is_set() {
                return task::wake(m, &task, &future);
            }
            let thrown = nap::end(&task);
            task::step(m, &task, thrown)
        }),
        Ready::NapOver(place) => match event_loop.get::<Loop>() {
            Some(own) => nap::over(m, own, place),
            None => Ok(()),
        },
        Ready::Throw(task, exception) => {
            report(m, event_loop, &task, |m| task::step(m, &task, Some(Value::Object(exception))))
        }
        Ready::Told(told, target, future) => {
            let future = Value::Object(future);
            match callback::run(m, told, &target, &future) {
                Ok(()) => Ok(()),
                Err(raise) => {
                    let handle = callback::bound(told, &Value::Object(target));
                    failed(m, event_loop, &handle, raise)
                }
            }
        }
        Ready::Call(callback, future, context) => {
            let (callback, future) = (Value::Object(callback), Value::Object(future));
            let context = Own::new(context);
            let result = in_context(&context, |m| m.call(&callback, std::slice::from_ref(&future)), m);
            called(m, event_loop, result, || (callback, future, context.take()))
        }
        Ready::Soon(callback, argument, context) => {
            let (callback, context) = (Value::Object(callback), Own::new(context));
            let arguments = if argument.is_set() { std::slice::from_ref(&argument) } else { &[] };
            let result = in_context(&context, |m| m.call(&callback, arguments), m);
            called(m, event_loop, result, || (callback, argument, context.take()))
        }
        Ready::Handle(handle) => {
            if handle.cancelled.get() {
                return Ok(());
            }
            let result = handle::run(m, &handle);
            if m.watch.step() {
                seen::step_over(m, event_loop, None);
            }
            match result {
                Ok(()) => Ok(()),
                Err(raise) => failed(m, event_loop, &handle.value(), raise),
            }
        }
    }
}

/// A callback without a handle was called; if it raised, the exception handler hears of it with a handle that is made now.
#[inline]
fn called(
    m: &mut Machine,
    event_loop: &Value,
    result: Outcome,
    of: impl FnOnce() -> (Value, Value, Option<Ref>),
) -> Outcome<()> {
    if m.watch.step() {
        seen::step_over(m, event_loop, None);
    }
    match result {
        Ok(_) => Ok(()),
        Err(raise) => {
            let (Value::Object(callback), argument, context) = of() else { return Err(raise) };
            let handle = handle::of_callback(event_loop, callback, argument, context);
            failed(m, event_loop, &handle.into_value(), raise)
        }
    }
}

/// Debug mode: what takes too long is reported.
#[cold]
fn run_watched(m: &mut Machine, event_loop: &Value, own: &Loop, next: Ready) -> Outcome<()> {
    let what = match &next {
        Ready::Handle(handle) => handle.value(),
        Ready::Step(task) | Ready::Wake(task) | Ready::Throw(task, _) => task.value(),
        Ready::Call(callback, ..) | Ready::Soon(callback, ..) => Value::Object(callback.clone()),
        Ready::Told(_, target, _) => Value::Object(target.clone()),
        Ready::NapOver(_) => Value::None,
    };
    let start = now(m);
    run_one(m, event_loop, next)?;
    let took = now(m) - start;
    let slow = own.slow.get();
    if took >= f64::from_value(&slow, m)? {
        m.call_method(event_loop, "_took_long", &[what, Value::float(took)])?;
    }
    Ok(())
}

#[inline]
fn report(
    m: &mut Machine,
    event_loop: &Value,
    task: &Gc<Task>,
    f: impl FnOnce(&mut Machine) -> Outcome<()>,
) -> Outcome<()> {
    let result = f(m);
    if m.watch.step() {
        seen::step_over(m, event_loop, Some(task));
    }
    match result {
        Ok(()) => Ok(()),
        Err(raise) => failed(m, event_loop, &task.value(), raise),
    }
}

/// The arguments that reprs of a handle show: none but in debug mode.
pub fn shown_arguments<'a>(handle: &Handle, arguments: &'a Value) -> Option<&'a Value> {
    Some(arguments).filter(|_| handle.event_loop.get::<Loop>().is_some_and(|l| l.debug.get()))
}

/// A callback raised: the exception handler hears of it.
#[cold]
pub(super) fn failed(m: &mut Machine, event_loop: &Value, handle: &Value, raise: Raise) -> Outcome<()> {
    if raise.is(Exc::SystemExit) || raise.is(Exc::KeyboardInterrupt) {
        return Err(raise);
    }
    let report = Dict::create();
    let what = match handle.get::<Handle>() {
        Some(h) => {
            let (callback, arguments) = (h.callback.get(), h.arguments.get());
            super::show::callback(m, &callback, shown_arguments(h, &arguments))?
        }
        None => short_name(handle).to_string(),
    };
    report.set_name("message", format!("Exception in callback {what}"));
    report.set_name("exception", raise.value());
    report.set_name("handle", handle.clone());
    if let Some(source) = handle.get::<Handle>().and_then(|h| to_value(h.source.get()).some()) {
        report.set_name("source_traceback", source);
    }
    // What a handler raises has it as its context.
    let before = std::mem::replace(&mut m.handled, raise.value());
    let told = m.call_method(event_loop, "call_exception_handler", &[report.into_value()]).map(drop);
    m.handled = before;
    told
}
