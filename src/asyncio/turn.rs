//! The loop: what is ready, what is due when, and one turn after the other, in CPython's order.

use super::callback::{self, Told};
use super::context;
use super::future::{self, Future, find_core, to_ref, to_value};
use super::handle::{self, Handle};
use super::seen;
use super::state::{classes, or_none, state};
use super::task::{self, Task};
use crate::bytecode::code::CodeKind;
use crate::machine::Machine;
use crate::machine::fiber::wait::{Ended, Wait};
use crate::native::NativeType;
use crate::native::convert::{FromValue, this, type_name};
use crate::object::class::{Class, class_flag};
use crate::object::descriptor::NativeFunction;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::generator::Generator;
use crate::object::heap::{self, Gc, Kind, Own, Payload, Ref};
use crate::object::list::Tuple;
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error, type_error};
use crate::{getset, native, payload};
use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

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
    /// A callback written in Rust: its target and the future.
    Told(Told, Ref, Ref),
}

const _: () = assert!(std::mem::size_of::<Ready>() <= 32);

/// What becomes ready at a time.
pub enum Due {
    /// A handle.
    Handle(Gc<Handle>),
    /// The future of a `sleep`.
    Sleep(Gc<Future>),
}

/// A time and what is due then.
struct Timer {
    when: f64,
    order: u64,
    what: Due,
}

impl Timer {
    fn over(&self) -> bool {
        match &self.what {
            Due::Handle(handle) => handle.cancelled.get(),
            Due::Sleep(future) => future.core.done(),
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
    /// What runs in the next turn.
    ready: Own<VecDeque<Ready>>,
    /// What is due when; those that are over stay until they come up or are too many.
    timers: Own<BinaryHeap<Timer>>,
    /// How many timers are over before their time.
    over: Cell<usize>,
    /// The number of the next timer.
    order: Cell<u64>,
    /// Whether `stop` was called.
    stopping: Cell<bool>,
    /// Whether it runs.
    running: Cell<bool>,
    /// Whether it is closed.
    closed: Cell<bool>,
    /// Debug mode.
    pub debug: Cell<bool>,
    /// Whether its class is the usual one, so that nobody can have changed what its methods do.
    pub plain: Cell<bool>,
    /// `set_task_factory`
    pub task_factory: Own<Value>,
    /// Debug mode: what takes longer than so many seconds is reported.
    slow: Own<Value>,
    /// The fiber that waits in this loop.
    waits: Cell<Option<crate::machine::fiber::Id>>,
}

payload!(
    Loop,
    Kind::Extension,
    trace | this,
    visit | {
        this.task_factory.with(|v| visit(v));
        this.ready.with(|ready| ready.iter().for_each(|r| trace_ready(r, visit)));
        this.timers.with(|timers| {
            for timer in timers.iter() {
                match &timer.what {
                    Due::Handle(handle) => visit(&handle.value()),
                    Due::Sleep(future) => visit(&future.value()),
                }
            }
        });
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
        Ready::Told(_, target, future) => all(&[target, future]),
    }
}

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
        native!(
            "create_task(self, coro, *, name=None, context=None, eager_start=None)",
            create_task,
            "Schedule a coroutine object."
        ),
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
        native!("_stop_when_done(self, future, /)", stop_with, "End run_until_complete when a future is done."),
        native!("_forget_stop(self, future, /)", forget_stop, "Take back what _stop_when_done did."),
    ],
    getsets: &[
        getset!(
            "_task_factory",
            |_, v| Ok(or_none(v.get::<Loop>().map_or(Value::None, |l| l.task_factory.get()))),
            |_, v, new| {
                if let Some(own) = v.get::<Loop>() {
                    own.task_factory.set(new);
                }
                Ok(())
            },
            ""
        ),
        getset!(
            "slow_callback_duration",
            |_, v| Ok(v.get::<Loop>().map_or(Value::None, |l| l.slow.get())),
            |_, v, new| {
                if let Some(own) = v.get::<Loop>() {
                    own.slow.set(new);
                }
                Ok(())
            },
            ""
        ),
        getset!("_ready", |_, v| Ok(waiting(v, true)), ""),
        getset!("_scheduled", |_, v| Ok(waiting(v, false)), ""),
        getset!("_timer_cancelled_count", |_, v| Ok(v.get::<Loop>().map_or(0, |l| l.over.get()).into()), ""),
        getset!("_stopping", |_, v| Ok(Value::Bool(v.get::<Loop>().is_some_and(|l| l.stopping.get()))), ""),
    ],
    ..NativeType::BASE
};

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let payload = Loop {
        ready: Own::new(VecDeque::new()),
        timers: Own::new(BinaryHeap::new()),
        over: Cell::new(0),
        order: Cell::new(0),
        stopping: Cell::new(false),
        running: Cell::new(false),
        closed: Cell::new(false),
        debug: Cell::new(false),
        plain: Cell::new(state(|s| s.plain_loop.with(|c| c.is(&a[0])))),
        task_factory: Own::new(Value::None),
        slow: Own::new(Value::Float(0.1)),
        waits: Cell::new(None),
    };
    Ok(Gc::new(payload, class).into_value())
}

/// Runs something in a context; an empty one that was asked for meanwhile is kept.
#[inline]
pub fn in_context<R>(context: &Own<Option<Ref>>, f: impl FnOnce(&mut Machine) -> R, m: &mut Machine) -> R {
    let own = to_value(context.get());
    let was_empty = !own.is_set();
    let old = state(|s| s.context.replace(own));
    let result = f(m);
    let own = state(|s| s.context.replace(old));
    if was_empty && own.is_set() {
        context.set(to_ref(own));
    }
    result
}

impl Loop {
    /// Whether it is closed.
    pub fn closed(&self) -> bool {
        self.closed.get()
    }

    /// What is ready, in order, as far as `show` gives something for it.
    pub fn ready_now<R>(&self, show: impl Fn(&Ready) -> Option<R>) -> Vec<R> {
        self.ready.with(|r| r.iter().filter_map(&show).collect())
    }

    /// The first timers that are not over, by time, as times and what `show` gives; and how many there are in all.
    pub fn next_timers<R>(&self, most: usize, show: impl Fn(&Due) -> R) -> (Vec<(f64, R)>, usize) {
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
    pub fn due<R>(&self, now: f64, show: impl Fn(&Due) -> Option<R>) -> Vec<R> {
        self.timers.with(|t| t.iter().filter(|t| t.when <= now && !t.over()).filter_map(|t| show(&t.what)).collect())
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
    let call_soon = m.get_attr(event_loop, &intern("call_soon"))?;
    let step = NativeFunction::create(&RUN_READY, Value::None);
    match what {
        Ready::Call(callback, future, context) => {
            let context = or_none(to_value(context));
            m.call_keywords(&call_soon, &[Value::Object(callback), Value::Object(future)], &[("context", context)])?;
        }
        Ready::Step(task) => {
            m.call(&call_soon, &[step, task.into_value(), Value::None, Value::None])?;
        }
        Ready::Throw(task, exception) => {
            m.call(&call_soon, &[step, task.into_value(), Value::None, Value::Object(exception)])?;
        }
        Ready::Wake(task) => {
            let future = to_value(task.waiter.get());
            m.call(&call_soon, &[step, task.into_value(), future, Value::None])?;
        }
        Ready::Told(told, target, future) => {
            let callback = callback::bound(told, &Value::Object(target));
            m.call(&call_soon, &[callback, Value::Object(future)])?;
        }
        Ready::Handle(_) => {}
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

/// What waits in a loop, as handles; for `_ready` and `_scheduled`.
fn waiting(v: &Value, ready: bool) -> Value {
    let Some(own) = v.get::<Loop>() else { return Value::None };
    let all: Vec<Value> = if ready {
        let part = |r: &Ready| match r {
            Ready::Handle(h) => h.value(),
            Ready::Step(t) | Ready::Wake(t) | Ready::Throw(t, _) => t.value(),
            Ready::Call(f, ..) => Value::Object(f.clone()),
            Ready::Told(_, target, _) => Value::Object(target.clone()),
        };
        own.ready.with(|r| r.iter().map(part).collect())
    } else {
        let part = |t: &Timer| match &t.what {
            Due::Handle(h) => h.value(),
            Due::Sleep(f) => f.value(),
        };
        own.timers.with(|t| t.iter().map(part).collect())
    };
    all.into()
}

fn make_handle(a: &[Value], callback: &Value, arguments: &Value, context: &Value, when: f64) -> Gc<Handle> {
    let class = if when.is_nan() { &classes().handle } else { &classes().timer_handle };
    let handle = Handle {
        callback: Own::new(callback.clone()),
        arguments: Own::new(arguments.clone()),
        context: Own::new(to_ref(if context.is_none() || !context.is_set() {
            context::copied()
        } else {
            context.clone()
        })),
        event_loop: a[0].clone(),
        cancelled: Cell::new(false),
        serial: Cell::new(0),
        when: Cell::new(when),
        source: Own::new(None),
        shown: Own::new(None),
    };
    Gc::new(handle, class)
}

fn check_callback(m: &mut Machine, callback: &Value, method: &str) -> Outcome<()> {
    if let Some(function) = callback.get::<Function>() {
        if function.code.with(|c| c.code.kind != CodeKind::Coroutine) {
            return Ok(());
        }
    }
    let is_coroutine = callback.get::<Generator>().is_some() || {
        let module = m.import_module("asyncio")?;
        let is = m.call_method(&module, "iscoroutinefunction", std::slice::from_ref(callback))?;
        m.truth(&is)?
    };
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

fn soon(m: &mut Machine, a: &[Value], method: &str) -> Outcome {
    // Order of arguments: self, callback, keyword-only context, then the rest.
    let own = open(a)?;
    if own.debug.get() {
        check_callback(m, &a[1], method)?;
    }
    let handle = make_handle(a, &a[1], &a[3], &a[2], f64::NAN);
    super::debug::note_handle(m, own, &handle)?;
    own.ready.with(|r| r.push_back(Ready::Handle(handle.clone())));
    if m.observation.heard {
        seen::scheduled(m, &handle);
    }
    Ok(handle.into_value())
}

fn call_soon(m: &mut Machine, a: &[Value]) -> Outcome {
    if open(a)?.debug.get() {
        m.call_method(&a[0], "_check_thread", &[])?;
    }
    soon(m, a, "call_soon")
}

/// Adds a timer.
pub fn add_timer(m: &mut Machine, own: &Loop, when: f64, what: Due) {
    if m.observation.heard {
        seen::timer_set(m, when, &what);
    }
    let order = own.order.get();
    own.order.set(order + 1);
    own.timers.with(|t| t.push(Timer { when, order, what }));
}

/// `call_at` of a plain loop with a callable that needs no arguments.
pub fn call_at_with(m: &mut Machine, event_loop: &Value, when: f64, callback: &Value) -> Value {
    let handle =
        make_handle(std::slice::from_ref(event_loop), callback, &types().empty_tuple.value(), &Value::None, when);
    if let Some(own) = event_loop.get::<Loop>() {
        add_timer(m, own, when, Due::Handle(handle.clone()));
    }
    handle.into_value()
}

/// A timer of a loop is over before its time.
pub fn timer_over(event_loop: &Value) {
    if let Some(own) = event_loop.get::<Loop>() {
        own.over.set(own.over.get() + 1);
    }
}

/// Seconds on the loop's clock.
pub fn now(m: &Machine) -> f64 {
    m.host.clock.monotonic() as f64 / 1e9
}

fn call_later(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() {
        return type_error("delay must not be None");
    }
    let delay = f64::from_value(&a[1], m)?;
    let when = if this::<Loop>(a)?.plain.get() {
        now(m) + delay
    } else {
        let time = m.call_method(&a[0], "time", &[])?;
        f64::from_value(&time, m)? + delay
    };
    at(m, a, when, "call_later")
}

fn call_at(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() {
        return type_error("when cannot be None");
    }
    let when = f64::from_value(&a[1], m)?;
    at(m, a, when, "call_at")
}

fn at(m: &mut Machine, a: &[Value], when: f64, method: &str) -> Outcome {
    let own = open(a)?;
    if own.debug.get() {
        m.call_method(&a[0], "_check_thread", &[])?;
        check_callback(m, &a[2], method)?;
    }
    let handle = make_handle(a, &a[2], &a[4], &a[3], when);
    super::debug::note_handle(m, own, &handle)?;
    add_timer(m, own, when, Due::Handle(handle.clone()));
    Ok(handle.into_value())
}

fn create_task(m: &mut Machine, a: &[Value]) -> Outcome {
    let own = open(a)?;
    let factory = own.task_factory.get();
    if factory.is_none() || !factory.is_set() {
        return task::create(m, &a[0], &a[1], &a[2], &a[3], &a[4]);
    }
    let mut keywords = Vec::new();
    for (name, value) in [("context", &a[3]), ("eager_start", &a[4])] {
        if !value.is_none() && value.is_set() {
            keywords.push((name, value.clone()));
        }
    }
    let task = m.call_keywords(&factory, &[a[0].clone(), a[1].clone()], &keywords)?;
    if !a[2].is_none() {
        m.call_method(&task, "set_name", std::slice::from_ref(&a[2]))?;
    }
    Ok(task)
}

/// A task on any loop, by its `create_task` unless that is known.
pub fn make_task(m: &mut Machine, event_loop: &Value, coroutine: &Value) -> Outcome {
    match event_loop.get::<Loop>() {
        Some(own) if own.plain.get() && !own.closed() && own.task_factory.with(|f| f.is_none()) => {
            task::create(m, event_loop, coroutine, &Value::None, &Value::None, &Value::None)
        }
        _ => m.call_method(event_loop, "create_task", std::slice::from_ref(coroutine)),
    }
}

fn stop_with(m: &mut Machine, a: &[Value]) -> Outcome {
    callback::add(m, &a[1], Told::Stop, &a[1])?;
    Ok(Value::None)
}

fn forget_stop(m: &mut Machine, a: &[Value]) -> Outcome {
    callback::remove(m, &a[1], Told::Stop, &a[1])?;
    Ok(Value::None)
}

/// What `run_until_complete` waits for is done.
pub(super) fn stop_when_done(m: &mut Machine, future: &Value) -> Outcome<()> {
    if !future::is_cancelled(m, future)? {
        let exception = future::exception_of(m, future)?;
        if let Some(e) = exception.typed::<crate::object::exception::Exception>() {
            let raise = Raise(e.clone());
            if raise.is(Exc::SystemExit) || raise.is(Exc::KeyboardInterrupt) {
                return Ok(());
            }
        }
    }
    let event_loop = m.call_method(future, "get_loop", &[])?;
    m.call_method(&event_loop, "stop", &[]).map(drop)
}

fn time(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::Float(now(m)))
}

fn create_future(m: &mut Machine, a: &[Value]) -> Outcome {
    let future = future::create(&a[0]);
    if let Some(core) = find_core(&future) {
        super::debug::note_source(m, core, &a[0])?;
    }
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
    let handle = soon(m, a, "call_soon_threadsafe")?;
    if let Some(waiting) = this::<Loop>(a)?.waits.get() {
        m.wake(waiting);
    }
    Ok(handle)
}

fn run_once(m: &mut Machine, event_loop: &Value, own: &Loop) -> Outcome<()> {
    m.check_signals()?;
    clean_timers(own);
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
            match due.what {
                Due::Handle(handle) if handle.cancelled.get() => own.over.set(own.over.get().saturating_sub(1)),
                Due::Handle(handle) => own.ready.with(|r| r.push_back(Ready::Handle(handle))),
                Due::Sleep(future) if future.core.done() => own.over.set(own.over.get().saturating_sub(1)),
                Due::Sleep(future) => {
                    let me = future.as_ref().clone();
                    own.ready.with(|r| r.push_back(Ready::Told(Told::Release, me.clone(), me)));
                }
            }
        }
    }
    if m.observation.heard {
        seen::turn_begins(m, own);
    }
    let count = own.ready.with(|r| r.len());
    for _ in 0..count {
        let Some(next) = own.ready.with(VecDeque::pop_front) else { break };
        if own.debug.get() {
            run_watched(m, event_loop, own, next)?;
        } else {
            run_one(m, event_loop, next)?;
        }
        if heap::pending() {
            m.run_pending()?;
        }
    }
    if m.observation.heard {
        seen::turn_ends(m);
    }
    Ok(())
}

/// Timers that are over go when they come up, or all at once when they are many: those of `timeout` cost nothing.
fn clean_timers(own: &Loop) {
    let over = own.over.get();
    if over == 0 {
        return;
    }
    if over > 100 && own.timers.with(|t| over * 2 > t.len()) {
        let gone = own.timers.with(|t| {
            let (over, kept): (Vec<Timer>, Vec<Timer>) = std::mem::take(t).into_iter().partition(Timer::over);
            *t = BinaryHeap::from(kept);
            over
        });
        own.over.set(0);
        drop(gone);
        return;
    }
    loop {
        let over = own.timers.with(|t| if t.peek().is_some_and(Timer::over) { t.pop() } else { None });
        if over.is_none() {
            return;
        }
        own.over.set(own.over.get().saturating_sub(1));
    }
}

#[inline]
fn run_one(m: &mut Machine, event_loop: &Value, next: Ready) -> Outcome<()> {
    if m.observation.heard {
        seen::callback_runs(m, &next);
    }
    match next {
        Ready::Step(task) => report(m, event_loop, &task, |m| task::step(m, &task, None)),
        Ready::Wake(task) => report(m, event_loop, &task, |m| {
            let future = to_value(task.waiter.get());
            task::wake(m, &task, &future)
        }),
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
            let (callback, future, context) = (Value::Object(callback), Value::Object(future), Own::new(context));
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
                        source: Own::new(None),
                        shown: Own::new(None),
                    };
                    let handle = Gc::new(handle, &classes().handle).into_value();
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

/// Debug mode: what takes too long is reported.
#[cold]
fn run_watched(m: &mut Machine, event_loop: &Value, own: &Loop, next: Ready) -> Outcome<()> {
    let what = match &next {
        Ready::Handle(handle) => handle.value(),
        Ready::Step(task) | Ready::Wake(task) | Ready::Throw(task, _) => task.value(),
        Ready::Call(callback, ..) => Value::Object(callback.clone()),
        Ready::Told(_, target, _) => Value::Object(target.clone()),
    };
    let start = now(m);
    run_one(m, event_loop, next)?;
    let took = now(m) - start;
    let slow = own.slow.get();
    if took >= f64::from_value(&slow, m)? {
        m.call_method(event_loop, "_took_long", &[what, Value::Float(took)])?;
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
fn failed(m: &mut Machine, event_loop: &Value, handle: &Value, raise: Raise) -> Outcome<()> {
    if raise.is(Exc::SystemExit) || raise.is(Exc::KeyboardInterrupt) {
        return Err(raise);
    }
    let report = Dict::create();
    let what = match handle.get::<Handle>() {
        Some(h) => {
            let (callback, arguments) = (h.callback.get(), h.arguments.get());
            super::show::callback(m, &callback, shown_arguments(h, &arguments))?
        }
        None => type_name(handle).to_string(),
    };
    report.set_name("message", format!("Exception in callback {what}"));
    report.set_name("exception", raise.value());
    report.set_name("handle", handle.clone());
    m.call_method(event_loop, "call_exception_handler", &[report.into_value()]).map(drop)
}
