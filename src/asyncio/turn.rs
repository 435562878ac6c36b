//! The loop: what is ready, what is due when, and one turn after the other, in CPython's order.

use super::context;
use super::future::{self, Stage, find_core};
use super::handle::{self, HANDLE, Handle, TIMER_HANDLE};
use super::seen;
use super::state::state;
use super::task::{self, Task};
use crate::machine::Machine;
use crate::machine::fiber::wait::{Ended, Wait};
use crate::native::convert::{FromValue, this, type_name};
use crate::native::{NativeType, class_for};
use crate::object::class::{Class, class_flag};
use crate::object::dict::Dict;
use crate::object::heap::{self, Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error, type_error};
use crate::{getset, native, payload};
use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

/// What runs in a turn.
pub enum Ready {
    /// A handle.
    Handle(Gc<Handle>),
    /// The next step of a task, with an exception to throw or Unset.
    Step(Gc<Task>, Value),
    /// A task whose future is done.
    Wake(Gc<Task>, Value),
    /// A callback of a future: callable, future, context.
    Call(Value, Value, Value),
    /// A future that gets its result now.
    Result(Value, Value),
}

/// What becomes ready at a time.
struct Timer {
    when: f64,
    order: u64,
    what: Ready,
}

impl Timer {
    fn over(&self) -> bool {
        match &self.what {
            Ready::Handle(handle) => handle.cancelled.get(),
            Ready::Result(future, _) => find_core(future).is_none_or(|c| c.done()),
            _ => false,
        }
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Timer) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Timer {}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Timer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timer {
    /// The greatest is the one due first.
    fn cmp(&self, other: &Timer) -> Ordering {
        other.when.total_cmp(&self.when).then(other.order.cmp(&self.order))
    }
}

/// The payload of a loop.
pub struct Loop {
    ready: Own<VecDeque<Ready>>,
    timers: Own<BinaryHeap<Timer>>,
    order: Cell<u64>,
    stopping: Cell<bool>,
    running: Cell<bool>,
    closed: Cell<bool>,
    debug: Cell<bool>,
    /// The fiber that waits in this loop.
    waits: Cell<Option<crate::machine::fiber::Id>>,
}

payload!(Loop, Kind::Extension);

/// The base of `asyncio.BaseEventLoop`.
pub static LOOP: NativeType = NativeType {
    name: "_Loop",
    module: "_asyncio",
    layout: <Loop>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        native!(
            "call_soon(self, callback, /, *args, context=None)",
            call_soon,
            "Arrange for a callback to be called as soon as possible."
        ),
        native!(
            "call_soon_threadsafe(self, callback, /, *args, context=None)",
            call_soon_threadsafe,
            "Like call_soon(), but thread-safe."
        ),
        native!(
            "call_later(self, delay, callback, /, *args, context=None)",
            call_later,
            "Arrange for a callback to be called at a given time."
        ),
        native!(
            "call_at(self, when, callback, /, *args, context=None)",
            call_at,
            "Like call_later(), but uses an absolute time."
        ),
        native!("time(self)", time, "Return the time according to the event loop's clock."),
        native!("create_future(self)", create_future, "Create a Future object attached to the loop."),
        native!("stop(self)", stop, "Stop running the event loop."),
        native!(
            "is_running(self)",
            |_: &mut Machine, a: &[Value]| -> Outcome { Ok(Value::Bool(this::<Loop>(a)?.running.get())) },
            ""
        ),
        native!(
            "is_closed(self)",
            |_: &mut Machine, a: &[Value]| -> Outcome { Ok(Value::Bool(this::<Loop>(a)?.closed.get())) },
            ""
        ),
        native!(
            "get_debug(self)",
            |_: &mut Machine, a: &[Value]| -> Outcome { Ok(Value::Bool(this::<Loop>(a)?.debug.get())) },
            ""
        ),
        native!("set_debug(self, enabled)", set_debug, ""),
        native!("_close(self)", close, ""),
        native!("_reopen(self)", reopen, ""),
        native!("_check_closed(self)", check_closed, ""),
        native!("_run(self, until)", run, "Turns until stop() is called, or until a future is done."),
        native!("_run_once(self)", run_once_method, "One turn."),
    ],
    getsets: &[getset!("_stopping", |_, v| Ok(Value::Bool(v.get::<Loop>().is_some_and(|l| l.stopping.get()))), "")],
    ..NativeType::BASE
};

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let payload = Loop {
        ready: Own::new(VecDeque::new()),
        timers: Own::new(BinaryHeap::new()),
        order: Cell::new(0),
        stopping: Cell::new(false),
        running: Cell::new(false),
        closed: Cell::new(false),
        debug: Cell::new(false),
        waits: Cell::new(None),
    };
    Ok(Gc::new(payload, class).into_value())
}

/// Runs something in a context; an empty one that was asked for meanwhile is kept.
#[inline]
pub fn in_context<R>(context: &Own<Value>, f: impl FnOnce(&mut Machine) -> R, m: &mut Machine) -> R {
    let own = context.get();
    let was_empty = !own.is_set();
    let old = state(|s| s.context.replace(own));
    let result = f(m);
    let own = state(|s| s.context.replace(old));
    if was_empty && own.is_set() {
        context.set(own);
    }
    result
}

impl Loop {
    /// What is ready, in order, as far as `show` gives something for it.
    pub fn ready_now<R>(&self, show: impl Fn(&Ready) -> Option<R>) -> Vec<R> {
        self.ready.with(|r| r.iter().filter_map(&show).collect())
    }

    /// The first timers that are not over, by time, as times and what `show` gives; and how many there are in all.
    pub fn next_timers<R>(&self, most: usize, show: impl Fn(&Ready) -> R) -> (Vec<(f64, R)>, usize) {
        self.timers.with(|t| {
            if t.len() > 1000 {
                // Sorting so many at every turn would cost more than it tells.
                return (t.peek().map(|t| (t.when, show(&t.what))).into_iter().collect(), t.len());
            }
            let mut all: Vec<&Timer> = t.iter().filter(|t| !t.over()).collect();
            let count = all.len();
            all.sort_by(|a, b| b.cmp(a));
            (all.into_iter().take(most).map(|t| (t.when, show(&t.what))).collect(), count)
        })
    }

    /// What is due at a time, by what `show` gives.
    pub fn due<R>(&self, now: f64, show: impl Fn(&Ready) -> Option<R>) -> Vec<R> {
        self.timers.with(|t| t.iter().filter(|t| t.when <= now && !t.over()).filter_map(|t| show(&t.what)).collect())
    }

    /// When a timer ends a future.
    pub fn deadline_of(&self, future: &Value) -> Option<f64> {
        self.timers.with(|t| t.iter().find(|t| matches!(&t.what, Ready::Result(f, _) if f.is(future))).map(|t| t.when))
    }
}

/// Makes something ready on a loop.
#[inline]
pub fn schedule(m: &mut Machine, event_loop: &Value, what: Ready) -> Outcome<()> {
    match event_loop.get::<Loop>() {
        Some(own) => {
            if own.closed.get() {
                return runtime_error("Event loop is closed");
            }
            own.ready.with(|r| r.push_back(what));
            Ok(())
        }
        None => schedule_foreign(m, event_loop, what),
    }
}

static RUN_READY: crate::native::Native = native!("_step(self, argument, exception, /)", run_ready, "");

#[cold]
fn schedule_foreign(m: &mut Machine, event_loop: &Value, what: Ready) -> Outcome<()> {
    let call_soon = m.get_attr(event_loop, &crate::object::str::intern("call_soon"))?;
    let step = crate::object::descriptor::NativeFunction::create(&RUN_READY, Value::None);
    match what {
        Ready::Call(callback, future, context) => {
            m.call_keywords(&call_soon, &[callback, future], &[("context", super::state::or_none(context))])?;
        }
        Ready::Step(task, exception) => {
            m.call(&call_soon, &[step, task.into_value(), Value::None, super::state::or_none(exception)])?;
        }
        Ready::Wake(task, future) => {
            m.call(&call_soon, &[step, task.into_value(), future, Value::None])?;
        }
        Ready::Handle(_) | Ready::Result(..) => {}
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

fn make_handle(a: &[Value], callback: &Value, arguments: &Value, context: &Value, when: f64) -> Gc<Handle> {
    let class = class_for(if when.is_nan() { &HANDLE } else { &TIMER_HANDLE });
    let handle = Handle {
        callback: Own::new(callback.clone()),
        arguments: Own::new(arguments.clone()),
        context: Own::new(if context.is_none() { context::copied() } else { context.clone() }),
        event_loop: a[0].clone(),
        cancelled: Cell::new(false),
        serial: Cell::new(0),
        when: Cell::new(when),
    };
    Gc::new(handle, &class)
}

fn check_callback(m: &mut Machine, callback: &Value, method: &str) -> Outcome<()> {
    let is_coroutine = callback.get::<crate::object::generator::Generator>().is_some();
    if is_coroutine {
        return type_error(format!("coroutines cannot be used with {method}()"));
    }
    if !m.is_callable(callback) {
        let shown = m.repr(callback)?;
        return type_error(format!("a callable object was expected by {method}(), got {}", shown.as_str()));
    }
    Ok(())
}

fn open(a: &[Value]) -> Outcome<&Loop> {
    let own = this::<Loop>(a)?;
    if own.closed.get() {
        return runtime_error("Event loop is closed");
    }
    Ok(own)
}

fn check_closed(_: &mut Machine, a: &[Value]) -> Outcome {
    open(a).map(|_| Value::None)
}

fn call_soon(m: &mut Machine, a: &[Value]) -> Outcome {
    // Order of arguments: self, callback, keyword-only context, then the rest.
    let own = open(a)?;
    check_callback(m, &a[1], "call_soon")?;
    let handle = make_handle(a, &a[1], &a[3], &a[2], f64::NAN);
    own.ready.with(|r| r.push_back(Ready::Handle(handle.clone())));
    if m.observation.heard {
        seen::scheduled(m, &handle);
    }
    Ok(handle.into_value())
}

fn add_timer(m: &mut Machine, own: &Loop, when: f64, what: Ready) {
    if m.observation.heard {
        seen::timer_set(m, when, &what);
    }
    let order = own.order.get();
    own.order.set(order + 1);
    own.timers.with(|t| t.push(Timer { when, order, what }));
}

fn now(m: &Machine) -> f64 {
    m.host.clock.monotonic() as f64 / 1e9
}

fn call_later(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() {
        return type_error("delay must not be None");
    }
    let delay = f64::from_value(&a[1], m)?;
    let own = open(a)?;
    check_callback(m, &a[2], "call_later")?;
    let handle = make_handle(a, &a[2], &a[4], &a[3], now(m) + delay);
    add_timer(m, own, handle.when.get(), Ready::Handle(handle.clone()));
    Ok(handle.into_value())
}

fn call_at(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() {
        return type_error("when cannot be None");
    }
    let when = f64::from_value(&a[1], m)?;
    let own = open(a)?;
    check_callback(m, &a[2], "call_at")?;
    let handle = make_handle(a, &a[2], &a[4], &a[3], when);
    add_timer(m, own, when, Ready::Handle(handle.clone()));
    Ok(handle.into_value())
}

/// A future of the running loop that gets its result after some seconds.
pub(super) fn timer(m: &mut Machine, a: &[Value]) -> Outcome {
    let delay = f64::from_value(&a[0], m)?;
    let Some(running) = state(|s| s.running.get()).some() else { return runtime_error("no running event loop") };
    match running.get::<Loop>() {
        Some(own) => {
            let future = future::create(&running);
            let when = now(m) + delay;
            add_timer(m, own, when, Ready::Result(future.clone(), a[1].clone()));
            Ok(future)
        }
        None => {
            let future = m.call_method(&running, "create_future", &[])?;
            let set = m.get_attr(&future, &crate::object::str::intern("set_result"))?;
            m.call_method(&running, "call_later", &[a[0].clone(), set, a[1].clone()])?;
            Ok(future)
        }
    }
}

fn time(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::Float(now(m)))
}

fn create_future(m: &mut Machine, a: &[Value]) -> Outcome {
    let future = future::create(&a[0]);
    if m.observation.heard {
        seen::future_made(m, &future);
    }
    Ok(future)
}

fn stop(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Loop>(a)?.stopping.set(true);
    Ok(Value::None)
}

fn set_debug(m: &mut Machine, a: &[Value]) -> Outcome {
    let on = m.truth(&a[1])?;
    this::<Loop>(a)?.debug.set(on);
    Ok(Value::None)
}

fn close(_: &mut Machine, a: &[Value]) -> Outcome {
    let own = this::<Loop>(a)?;
    if own.running.get() {
        return runtime_error("Cannot close a running event loop");
    }
    own.closed.set(true);
    drop(own.ready.take());
    drop(own.timers.take());
    Ok(Value::None)
}

fn reopen(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Loop>(a)?.closed.set(false);
    Ok(Value::None)
}

// ---- turns

/// Runs until the loop is stopped or `until` (a future, or None) is done.
fn run(m: &mut Machine, a: &[Value]) -> Outcome {
    let own = open(a)?;
    let nested = own.running.replace(true);
    let (old_loop, old_task, old_context) =
        state(|s| (s.running.replace(a[0].clone()), s.current.replace(Value::Unset), s.context.get()));
    let stopping = own.stopping.get();
    m.watch_from_now(true);
    let result = loop {
        match run_once(m, &a[0], own) {
            Ok(()) => {}
            Err(raise) => break Err(raise),
        }
        if own.stopping.get() || nested && find_core(&a[1]).is_some_and(|f| f.done()) {
            break Ok(Value::None);
        }
    };
    own.stopping.set(nested && stopping);
    own.running.set(nested);
    m.watch_from_now(nested);
    state(|s| {
        s.running.set(old_loop);
        s.current.set(old_task);
        s.context.set(old_context);
    });
    result
}

fn run_once_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let own = open(a)?;
    run_once(m, &a[0], own)?;
    Ok(Value::None)
}

/// The loop has nothing to do: its fiber waits so many seconds at the most, for a call from another thread or for mail.
fn wait_for_others(m: &mut Machine, own: &Loop, seconds: Option<f64>) -> Outcome<Ended> {
    let longest = seconds.map(|seconds| (seconds.min(86_400.0 * 366.0 * 100.0) * 1e9).ceil() as i64);
    let deadline = longest.map(|longest| m.host.clock.monotonic().saturating_add(longest));
    own.waits.set(Some(m.fibers.current()));
    let ended = m.block(Wait::Loop, deadline);
    own.waits.set(None);
    ended
}

/// `call_soon` from another thread: a loop that waits is woken.
fn call_soon_threadsafe(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = call_soon(m, a)?;
    if let Some(waiting) = this::<Loop>(a)?.waits.get() {
        m.wake(waiting);
    }
    Ok(handle)
}

fn run_once(m: &mut Machine, event_loop: &Value, own: &Loop) -> Outcome<()> {
    m.check_signals()?;
    loop {
        let over = own.timers.with(|t| if t.peek().is_some_and(Timer::over) { t.pop() } else { None });
        if over.is_none() {
            break;
        }
        drop(over);
    }
    let first = own.timers.with(|t| t.peek().map(|t| t.when));
    if own.ready.with(|r| r.is_empty()) && !own.stopping.get() {
        let since = m.host.clock.monotonic();
        if m.observation.unsaid.get() {
            seen::idle(m);
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
        let end = now(m);
        loop {
            let due = own.timers.with(|t| match t.peek() {
                Some(timer) if timer.when <= end || timer.when < end + 1e-9 => t.pop(),
                _ => None,
            });
            let Some(due) = due else { break };
            if m.observation.heard {
                seen::timer_fired(m, due.when, &due.what);
            }
            own.ready.with(|r| r.push_back(due.what));
        }
    }
    if m.observation.heard {
        seen::turn_begins(m, own);
    }
    let count = own.ready.with(|r| r.len());
    for _ in 0..count {
        let Some(next) = own.ready.with(VecDeque::pop_front) else { break };
        run_one(m, event_loop, next)?;
        if heap::pending() {
            m.run_pending()?;
        }
    }
    if m.observation.heard {
        seen::turn_ends(m);
    }
    Ok(())
}

#[inline]
fn run_one(m: &mut Machine, event_loop: &Value, next: Ready) -> Outcome<()> {
    if m.observation.heard {
        seen::callback_runs(m, &next);
    }
    match next {
        Ready::Step(task, exception) => report(m, event_loop, &task, |m| task::step(m, &task, exception.some())),
        Ready::Wake(task, future) => report(m, event_loop, &task, |m| task::wake(m, &task, &future)),
        Ready::Result(future, result) => match find_core(&future) {
            Some(core) if !core.done() => core.finish(m, &future, Stage::Result, result),
            _ => Ok(()),
        },
        Ready::Call(callback, future, context) => {
            let context = Own::new(context);
            let result = in_context(&context, |m| m.call(&callback, std::slice::from_ref(&future)), m);
            if m.watch.step() {
                seen::step_over(m, event_loop, None);
            }
            match result {
                Ok(_) => Ok(()),
                Err(raise) => {
                    let handle = Handle {
                        callback: Own::new(callback),
                        arguments: Own::new(Tuple::of([future]).into_value()),
                        context,
                        event_loop: event_loop.clone(),
                        cancelled: Cell::new(false),
                        serial: Cell::new(0),
                        when: Cell::new(f64::NAN),
                    };
                    let handle = Gc::new(handle, &class_for(&HANDLE)).into_value();
                    failed(m, event_loop, &handle, raise)
                }
            }
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

/// A callback raised: the exception handler hears of it.
#[cold]
fn failed(m: &mut Machine, event_loop: &Value, handle: &Value, raise: Raise) -> Outcome<()> {
    if raise.is(Exc::SystemExit) || raise.is(Exc::KeyboardInterrupt) {
        return Err(raise);
    }
    let report = Dict::create();
    let what = match handle.get::<Handle>() {
        Some(h) => {
            let (callback, arguments) = (h.callback.get(), h.arguments.get());
            super::show::callback(m, &callback, Some(&arguments))?
        }
        None => type_name(handle).to_string(),
    };
    report.set_name("message", format!("Exception in callback {what}"));
    report.set_name("exception", raise.value());
    report.set_name("handle", handle.clone());
    m.call_method(event_loop, "call_exception_handler", &[report.into_value()]).map(drop)
}
