//! The base of `asyncio.BaseEventLoop`: its table and those of its methods that are hot.
//!
//! In: calls of programs. Out: entries of the loop's queue and timers; [`super::turn`] runs them.

use super::callback::{self, Told};
use super::context;
use super::future::{self, find_core, to_ref};
use super::handle::Handle;
use super::seen;
use super::state::{classes, or_none, state};
use super::task;
use super::timers::Timers;
use super::turn::{Due, Loop, Ready, add_timer, call_soon_threadsafe, now, run, run_once_method};
use crate::bytecode::code::CodeKind;
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::{FromValue, this};
use crate::object::class::{Class, class_flag};
use crate::object::function::Function;
use crate::object::generator::Generator;
use crate::object::heap::{Gc, Own, Payload};
use crate::object::list::Tuple;
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error, type_error};
use crate::syntax::ast::BinaryOperator;
use crate::{getset, native, python};
use std::cell::Cell;
use std::collections::VecDeque;

/// The base of `asyncio.BaseEventLoop`.
pub static LOOP: NativeType = NativeType {
    name: "_Loop",
    module: "_asyncio",
    layout: <Loop>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        python!(
            "call_soon(self, callback, *args, context=None)",
            call_soon,
            "Arrange for a callback to be called as soon as possible."
        )
        .quickly(quick_soon),
        python!(
            "call_soon_threadsafe(self, callback, *args, context=None)",
            call_soon_threadsafe,
            "Like call_soon(), but thread-safe."
        ),
        python!(
            "call_later(self, delay, callback, *args, context=None)",
            call_later,
            "Arrange for a callback to be called at a given time."
        )
        .quickly(quick_later),
        python!(
            "call_at(self, when, callback, *args, context=None)",
            call_at,
            "Like call_later(), but uses an absolute time."
        ),
        python!("time(self)", time, "Return the time according to the event loop's clock."),
        python!("create_future(self)", create_future, "Create a Future object attached to the loop."),
        python!(
            "create_task(self, coro, *, name=None, context=None, eager_start=<unset>)",
            create_task,
            "Schedule a coroutine object."
        ),
        python!("stop(self)", stop, "Stop running the event loop."),
        python!(
            "is_running(self)",
            |_: &mut Machine, a: &[Value]| -> Outcome { Ok(Value::bool(this::<Loop>(a)?.running.get())) },
            ""
        ),
        python!(
            "is_closed(self)",
            |_: &mut Machine, a: &[Value]| -> Outcome { Ok(Value::bool(this::<Loop>(a)?.closed.get())) },
            ""
        ),
        python!(
            "get_debug(self)",
            |_: &mut Machine, a: &[Value]| -> Outcome { Ok(Value::bool(this::<Loop>(a)?.debug.get())) },
            ""
        ),
        python!("set_debug(self, enabled)", set_debug, ""),
        native!("_close(self)", close, ""),
        native!("_reopen(self)", reopen, ""),
        native!("_check_closed(self)", check_closed, ""),
        native!("_check_callback(self, callback, method)", check_callback_method, ""),
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
        getset!("_next_timer", |_, v| Ok(next_timer(v)), ""),
        getset!(
            "_timer_cancelled_count",
            |_, v| Ok(v.get::<Loop>().map_or(0, |l| l.timers.with(|t| t.over())).into()),
            ""
        ),
        getset!("_stopping", |_, v| Ok(Value::bool(v.get::<Loop>().is_some_and(|l| l.stopping.get()))), ""),
    ],
    ..NativeType::BASE
};

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let payload = Loop {
        ready: Own::new(VecDeque::new()),
        timers: Own::new(Timers::default()),
        left: Cell::new(0),
        stopping: Cell::new(false),
        running: Cell::new(false),
        carries_on: Cell::new(false),
        closed: Cell::new(false),
        debug: Cell::new(false),
        plain: Cell::new(state(|s| s.plain_loop.with(|c| c.is(&a[0])))),
        task_factory: Own::new(Value::None),
        slow: Own::new(Value::float(0.1)),
        waits: Cell::new(None),
    };
    Ok(Gc::new(payload, class).into_value())
}

/// What waits in a loop, as handles; for `_ready` and `_scheduled`.
fn waiting(v: &Value, ready: bool) -> Value {
    let Some(own) = v.get::<Loop>() else { return Value::None };
    let all: Vec<Value> = if ready {
        super::handle::show_all(own, v);
        let part = |r: &Ready| match r {
            Ready::Handle(h) => h.value(),
            Ready::Step(t) | Ready::Wake(t) | Ready::Throw(t, _) => t.value(),
            Ready::Call(f, ..) | Ready::Soon(f, ..) => Value::Object(f.clone()),
            Ready::Told(_, target, _) => Value::Object(target.clone()),
            Ready::NapOver(_) => Value::None,
        };
        own.ready.with(|r| r.iter().map(part).collect())
    } else {
        super::nap::show_all(own);
        super::timeouts::show_all(own, v);
        let mut all = Vec::new();
        own.timers.with(|t| {
            t.each(|_, _, due, task| match super::turn::shown(due, task) {
                Due::Handle(h) => all.push(h.into_value()),
                Due::Sleep(f) => all.push(f.into_value()),
                Due::Nap(_) | Due::Timeout(..) => {}
            });
        });
        all
    };
    all.into()
}

/// When the next timer is due, on the loop's clock, or None.
fn next_timer(v: &Value) -> Value {
    let next = v.get::<Loop>().and_then(|l| l.timers.with(|t| t.first()));
    next.map_or(Value::None, Value::float)
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

fn check_callback_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let method = m.str(&a[2])?;
    check_callback(m, &a[1], method.as_str()).map(|()| Value::None)
}

pub(super) fn open(a: &[Value]) -> Outcome<&Loop> {
    let own = this::<Loop>(a)?;
    if own.closed.get() {
        return runtime_error("Event loop is closed");
    }
    Ok(own)
}

fn check_closed(_: &mut Machine, a: &[Value]) -> Outcome {
    open(a).map(|_| Value::None)
}

pub(super) fn soon(m: &mut Machine, a: &[Value], method: &str) -> Outcome {
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

/// `call_soon(callback, *args)` on a plain loop with nobody who listens; without a handle where nobody takes it.
fn quick_soon(m: &mut Machine, a: &[Value], wanted: bool) -> Option<Value> {
    let own = usual(m, a)?;
    match a {
        [_, Value::Object(callback), rest @ ..] if rest.len() < 2 && !wanted => {
            let argument = rest.first().cloned().unwrap_or_default();
            let ready = Ready::Soon(callback.clone(), argument, to_ref(context::copied()));
            own.ready.with(|r| r.push_back(ready));
            Some(Value::None)
        }
        [_, callback, rest @ ..] => {
            let handle = make_handle(a, callback, &tuple_of(rest), &Value::None, f64::NAN);
            own.ready.with(|r| r.push_back(Ready::Handle(handle.clone())));
            Some(handle.into_value())
        }
        _ => None,
    }
}

/// `call_later(delay, callback, *args)`, in the same way.
fn quick_later(m: &mut Machine, a: &[Value], _: bool) -> Option<Value> {
    let own = usual(m, a)?;
    let [_, delay, callback, rest @ ..] = a else { return None };
    let delay = match delay {
        Value::Float(delay) => delay.get(),
        Value::Int(delay) => *delay as f64,
        _ => return None,
    };
    let when = now(m) + delay;
    let handle = make_handle(a, callback, &tuple_of(rest), &Value::None, when);
    own.timers.with(|t| t.set(when, handle.as_ref().clone()));
    Some(handle.into_value())
}

/// The loop of a call, if nothing about it is unusual and nobody listens.
#[inline]
fn usual<'a>(m: &Machine, a: &'a [Value]) -> Option<&'a Loop> {
    let own = a.first()?.get::<Loop>()?;
    (own.is_usual() && !m.observation.heard).then_some(own)
}

fn tuple_of(arguments: &[Value]) -> Value {
    match arguments {
        [] => types().empty_tuple.value(),
        some => Tuple::of_values(some.iter().cloned(), some.len()).into_value(),
    }
}

/// `call_at` of a plain loop with a callable that needs no arguments.
pub fn call_at_with(m: &mut Machine, event_loop: &Value, when: f64, callback: &Value) -> Value {
    let handle = plain_handle(event_loop, callback, when);
    if let Some(own) = event_loop.get::<Loop>() {
        add_timer(m, own, when, Due::Handle(handle.clone()));
    }
    handle.into_value()
}

/// The handle of a callable that needs no arguments.
pub(super) fn plain_handle(event_loop: &Value, callback: &Value, when: f64) -> Gc<Handle> {
    make_handle(std::slice::from_ref(event_loop), callback, &types().empty_tuple.value(), &Value::None, when)
}

fn call_later(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() {
        return type_error("delay must not be None");
    }
    if this::<Loop>(a)?.plain.get() {
        let now = now(m);
        let when = later(m, now, &a[1])?;
        return at(m, a, when, "call_at");
    }
    let time = m.call_method(&a[0], "time", &[])?;
    let time = f64::from_value(&time, m)?;
    let mut all = vec![Value::float(later(m, time, &a[1])?), a[2].clone()];
    all.extend(a[4].get::<Tuple>().map_or(&[][..], Tuple::as_slice).iter().cloned());
    let call_at = m.get_attr(&a[0], &intern("call_at"))?;
    m.call_keywords(&call_at, &all, &[("context", a[3].clone())])
}

/// The time so long after another.
pub(super) fn later(m: &mut Machine, time: f64, delay: &Value) -> Outcome<f64> {
    match delay {
        Value::Float(delay) => Ok(time + delay.get()),
        Value::Int(delay) => Ok(time + *delay as f64),
        _ => {
            let when = m.binary(BinaryOperator::Add, &Value::float(time), delay)?;
            f64::from_value(&when, m)
        }
    }
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
    Ok(Value::float(now(m)))
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
