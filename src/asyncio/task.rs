//! Tasks: coroutines driven by the loop, one suspension to the next.

use super::context;
use super::future::{self, Callback, Core, FUTURE, Stage, find_core};
use super::seen;
use super::show;
use super::state::{cancelled_class, cancelled_error, invalid_state, is_cancelled, or_none, state};
use super::turn::{self, Ready};
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::{Class, class_flag, class_of};
use crate::object::generator::{Generator, Resume, Step, mark};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, type_error};
use crate::{getset, native, payload};
use std::cell::Cell;

/// A task.
pub struct Task {
    /// What it has as a future.
    pub future: Core,
    /// What it runs.
    pub coroutine: Own<Value>,
    /// What it waits for, or Unset.
    pub waiter: Own<Value>,
    /// Its context; Unset is an empty one that nobody has asked for.
    pub context: Own<Value>,
    /// Its name, or its number.
    pub name: Own<Value>,
    /// Whether CancelledError is thrown at its next step.
    pub must_cancel: Cell<bool>,
    /// Cancellations asked for and not taken back.
    pub requests: Cell<i32>,
    /// Its place among the tasks that are not done.
    pub place: Cell<usize>,
}

payload!(
    Task,
    Kind::Extension,
    trace | this,
    visit | {
        this.future.trace_into(visit);
        for v in [&this.coroutine, &this.waiter, &this.context] {
            v.with(|v| visit(v));
        }
    }
);

/// `asyncio.Task`
pub static TASK: NativeType = NativeType {
    name: "Task",
    module: "_asyncio",
    base: Some(&FUTURE),
    layout: <Task>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "A coroutine wrapped in a Future.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        native!("__init__(self, coro, *, loop=None, name=None, context=None, eager_start=False)", init, ""),
        native!("cancel(self, /, msg=None)", cancel, "Request that this task cancel itself."),
        native!("uncancel(self, /)", uncancel, "Decrement the task's count of cancellation requests."),
        native!("cancelling(self, /)", cancelling, "Return the count of the task's cancellation requests."),
        native!("get_name(self, /)", get_name, ""),
        native!("set_name(self, value, /)", set_name, ""),
        native!("get_coro(self, /)", get_coro, ""),
        native!("get_context(self, /)", get_context, ""),
        native!("__repr__(self, /)", show::repr_task, "Return repr(self)."),
    ],
    getsets: &[
        getset!("_coro", |_, v| Ok(v.get::<Task>().map_or(Value::None, |t| t.coroutine.get())), ""),
        getset!("_fut_waiter", |_, v| Ok(v.get::<Task>().map_or(Value::None, |t| or_none(t.waiter.get()))), ""),
        getset!("_must_cancel", |_, v| Ok(Value::Bool(v.get::<Task>().is_some_and(|t| t.must_cancel.get()))), ""),
        getset!(
            "_num_cancels_requested",
            |_, v| Ok(Value::Int(v.get::<Task>().map_or(0, |t| i64::from(t.requests.get())))),
            ""
        ),
    ],
    ..NativeType::BASE
};

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let task = Task {
        future: Core::new(Value::Unset),
        coroutine: Own::new(Value::None),
        waiter: Own::new(Value::Unset),
        context: Own::new(Value::Unset),
        name: Own::new(Value::None),
        must_cancel: Cell::new(false),
        requests: Cell::new(0),
        place: Cell::new(usize::MAX),
    };
    Ok(Gc::new(task, class).into_value())
}

/// Whether a task can run it.
pub fn is_coroutine(m: &mut Machine, value: &Value) -> Outcome<bool> {
    if let Some(generator) = value.typed::<Generator>() {
        let class = generator.as_ref().class();
        return Ok(class == &types().coroutine || class == &types().generator && generator.is(mark::ITERABLE_COROUTINE));
    }
    let class = class_of(value).value();
    for name in ["send", "throw", "close", "__await__"] {
        if m.find_attr(&class, &intern(name))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let [_, coroutine, event_loop, name, context, eager] = a else { return type_error("Task: wrong arguments") };
    let Some(task) = a[0].typed::<Task>().cloned() else { return type_error("not a task") };
    if !is_coroutine(m, coroutine)? {
        let shown = m.repr(coroutine)?;
        return type_error(format!("a coroutine was expected, got {}", shown.as_str()));
    }
    let event_loop = future::loop_or_default(m, event_loop)?;
    task.future.event_loop.set(event_loop.clone());
    task.coroutine.set(coroutine.clone());
    task.context.set(if context.is_none() { context::copied() } else { context.clone() });
    task.name.set(match name {
        Value::None => {
            let number = state(|s| {
                s.counter.set(s.counter.get() + 1);
                s.counter.get()
            });
            Value::Int(number)
        }
        name => m.str(name)?.into_value(),
    });
    register(&task);
    if m.observation.heard {
        seen::created(m, &task);
    }
    if m.truth(eager)? {
        let running = m.call_method(&event_loop, "is_running", &[])?;
        if m.truth(&running)? {
            step(m, &task, None)?;
            return Ok(Value::None);
        }
    }
    turn::schedule(m, &event_loop, Ready::Step(task, Value::Unset))?;
    Ok(Value::None)
}

fn register(task: &Gc<Task>) {
    state(|s| {
        task.place.set(s.tasks.with(|t| {
            t.push(task.clone());
            t.len() - 1
        }));
    });
}

fn unregister(task: &Gc<Task>) {
    let place = task.place.replace(usize::MAX);
    let gone = state(|s| {
        s.tasks.with(|t| {
            if place >= t.len() {
                return None;
            }
            let gone = t.swap_remove(place);
            if let Some(moved) = t.get(place) {
                moved.place.set(place);
            }
            Some(gone)
        })
    });
    drop(gone);
}

fn cancel(m: &mut Machine, a: &[Value]) -> Outcome {
    // Tasks that await each other in a ring would cancel each other without an end.
    if m.native_depth >= m.native_limit || m.stack_is_low() {
        return Err(m.recursion_error());
    }
    m.native_depth += 1;
    let result = cancel_chain(m, a);
    m.native_depth -= 1;
    result
}

fn cancel_chain(m: &mut Machine, a: &[Value]) -> Outcome {
    let task = this::<Task>(a)?;
    task.future.hear();
    if task.future.done() {
        return Ok(Value::Bool(false));
    }
    task.requests.set(task.requests.get() + 1);
    if let (true, Some(task)) = (m.observation.heard, a[0].typed::<Task>()) {
        seen::cancelled(m, task);
    }
    let waiter = task.waiter.get();
    if waiter.is_set() {
        let cancelled = match waiter.get::<future::Future>() {
            Some(_) if class_of(&waiter) == &crate::native::class_for(&FUTURE) => {
                Value::Bool(future::cancel_core(m, &waiter, a[1].clone())?)
            }
            _ => {
                let cancel = m.get_attr(&waiter, &intern("cancel"))?;
                m.call_keywords(&cancel, &[], &[("msg", a[1].clone())])?
            }
        };
        if m.truth(&cancelled)? {
            return Ok(Value::Bool(true));
        }
    }
    task.must_cancel.set(true);
    task.future.message.set(a[1].clone());
    Ok(Value::Bool(true))
}

fn uncancel(_: &mut Machine, a: &[Value]) -> Outcome {
    let task = this::<Task>(a)?;
    if task.requests.get() > 0 {
        task.requests.set(task.requests.get() - 1);
        if task.requests.get() == 0 {
            task.must_cancel.set(false);
        }
    }
    Ok(Value::Int(i64::from(task.requests.get())))
}

fn cancelling(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(i64::from(this::<Task>(a)?.requests.get())))
}

/// Its name as text.
pub fn name_of(task: &Task) -> Value {
    match task.name.get() {
        Value::Int(number) => format!("Task-{number}").into(),
        name => name,
    }
}

fn get_name(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(name_of(this::<Task>(a)?))
}

fn set_name(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = m.str(&a[1])?.into_value();
    this::<Task>(a)?.name.set(name);
    Ok(Value::None)
}

fn get_coro(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(this::<Task>(a)?.coroutine.get())
}

fn get_context(_: &mut Machine, a: &[Value]) -> Outcome {
    let task = this::<Task>(a)?;
    if let Some(context) = task.context.get().some() {
        return Ok(context);
    }
    let running = state(|s| s.current.with(|c| c.is(&a[0])));
    let old = if running { Value::Unset } else { state(|s| s.context.replace(Value::Unset)) };
    let context = context::current();
    if !running {
        state(|s| s.context.set(old));
    }
    task.context.set(context.clone());
    Ok(context)
}

// ---- steps

/// Goes on after the future it awaited is done.
pub fn wake(m: &mut Machine, task: &Gc<Task>, future: &Value) -> Outcome<()> {
    match find_core(future) {
        Some(core) => {
            let raise = core.raise();
            step(m, task, raise.map(|r| r.value()))
        }
        None => match m.call_method(future, "result", &[]) {
            Ok(_) => step(m, task, None),
            Err(raise) => step(m, task, Some(raise.value())),
        },
    }
}

/// One step: to the next suspension or to the end.
pub fn step(m: &mut Machine, task: &Gc<Task>, exception: Option<Value>) -> Outcome<()> {
    if task.future.done() {
        return invalid_state(&format!("__step(): already done: {}", show::task_text(m, task)?));
    }
    let mut exception = exception;
    if task.must_cancel.get() {
        let is_cancel = exception.as_ref().is_some_and(|e| class_of(e).is_subclass_of(&cancelled_class()));
        if !is_cancel {
            exception = Some(cancelled_error(task.future.message.get()).into_value());
        }
        task.must_cancel.set(false);
    }
    if m.observation.heard {
        seen::resumed(m, task, exception.as_ref());
    }
    drop(task.waiter.take());
    let old_task = state(|s| s.current.replace(task.value()));
    let result = turn::in_context(&task.context, |m| resume(m, task, exception), m);
    drop(state(|s| s.current.replace(old_task)));
    let me = task.value();
    match result {
        Ok(Step::Yield(Value::None)) => {
            if m.observation.heard {
                seen::suspended(m, task, &Value::None);
            }
            let event_loop = task.future.event_loop.get();
            turn::schedule(m, &event_loop, Ready::Step(task.clone(), Value::Unset))
        }
        Ok(Step::Yield(value)) => suspended(m, task, value),
        Ok(Step::Return(value) | Step::Await(value)) => {
            unregister(task);
            if task.must_cancel.replace(false) {
                let message = task.future.message.get();
                task.future.finish(m, &me, Stage::Cancelled, Value::Unset)?;
                task.future.message.set(message);
                return Ok(());
            }
            task.future.finish(m, &me, Stage::Result, value)
        }
        Err(raise) => {
            unregister(task);
            failed(m, task, raise)
        }
    }
}

fn failed(m: &mut Machine, task: &Gc<Task>, raise: Raise) -> Outcome<()> {
    let me = task.value();
    if is_cancelled(&raise) {
        let message = raise.0.args.get();
        let message = message.get::<crate::object::list::Tuple>().and_then(|t| t.as_slice().first().cloned());
        task.future.message.set(message.unwrap_or_default());
        return task.future.finish(m, &me, Stage::Cancelled, Value::Unset);
    }
    let fatal = raise.is(Exc::KeyboardInterrupt) || raise.is(Exc::SystemExit);
    let raise = if raise.is(Exc::StopIteration) {
        let error = Exc::RuntimeError.raise("coroutine raised StopIteration");
        error.0.cause.set(raise.value());
        error
    } else {
        raise
    };
    let alone = task.future.callbacks_none();
    future::fail(m, &me, raise.value())?;
    if alone && m.observation.noted && !fatal {
        seen::failed_unheard(m, task, &raise);
    }
    if fatal { Err(raise) } else { Ok(()) }
}

fn resume(m: &mut Machine, task: &Gc<Task>, exception: Option<Value>) -> Outcome<Step> {
    let coroutine = task.coroutine.get();
    if let Some(generator) = coroutine.typed::<Generator>() {
        let with = match exception {
            None => Resume::Send(Value::None),
            Some(exception) => Resume::Throw(exception),
        };
        return m.resume(generator, with);
    }
    let result = match exception {
        None => m.call_method(&coroutine, "send", &[Value::None]),
        Some(exception) => m.call_method(&coroutine, "throw", &[exception]),
    };
    match result {
        Ok(value) => Ok(Step::Yield(value)),
        Err(raise) if raise.is(Exc::StopIteration) => Ok(Step::Return(raise.0.field(0))),
        Err(raise) => Err(raise),
    }
}

/// It suspended with something other than None.
fn suspended(m: &mut Machine, task: &Gc<Task>, value: Value) -> Outcome<()> {
    let me = task.value();
    let Some(core) = find_core(&value) else { return suspended_foreign(m, task, value) };
    let same_loop = core.event_loop.with(|l| task.future.event_loop.with(|mine| mine.is(l)));
    if !same_loop {
        let text = format!(
            "Task {} got Future {} attached to a different loop",
            show::task_text(m, task)?,
            m.repr(&value)?.as_str()
        );
        return throw_soon(m, task, text);
    }
    if !core.blocking.replace(false) {
        let text = format!(
            "yield was used instead of yield from in task {} with {}",
            show::task_text(m, task)?,
            m.repr(&value)?.as_str()
        );
        return throw_soon(m, task, text);
    }
    if value.is(&me) {
        let text = format!("Task cannot await on itself: {}", show::task_text(m, task)?);
        return throw_soon(m, task, text);
    }
    if m.observation.heard {
        seen::suspended(m, task, &value);
    }
    if core.done() {
        if m.observation.heard {
            seen::woken(m, task, &value);
        }
        let event_loop = task.future.event_loop.get();
        turn::schedule(m, &event_loop, Ready::Wake(task.clone(), value.clone()))?;
    } else {
        core.add(Callback::Wake(task.clone()));
    }
    task.waiter.set(value.clone());
    if task.must_cancel.get() {
        let cancel = m.get_attr(&value, &intern("cancel"))?;
        let done = m.call_keywords(&cancel, &[], &[("msg", or_none(task.future.message.get()))])?;
        if m.truth(&done)? {
            task.must_cancel.set(false);
        }
    }
    Ok(())
}

fn suspended_foreign(m: &mut Machine, task: &Gc<Task>, value: Value) -> Outcome<()> {
    let blocking = m.find_attr(&value, &intern("_asyncio_future_blocking"))?;
    if let Some(blocking) = blocking.filter(|b| !b.is_none()) {
        if !m.truth(&blocking)? {
            let text = format!(
                "yield was used instead of yield from in task {} with {}",
                show::task_text(m, task)?,
                m.repr(&value)?.as_str()
            );
            return throw_soon(m, task, text);
        }
        m.set_attr(&value, &intern("_asyncio_future_blocking"), Value::Bool(false))?;
        let wakeup = crate::object::function::BoundMethod::create(
            crate::object::descriptor::NativeFunction::create(&WAKEUP, Value::None),
            task.value(),
        );
        m.call_method(&value, "add_done_callback", &[wakeup])?;
        task.waiter.set(value.clone());
        if m.observation.heard {
            seen::suspended(m, task, &value);
        }
        return Ok(());
    }
    let is_generator = value.typed::<Generator>().is_some_and(|g| g.as_ref().class() == &types().generator);
    let text = if is_generator {
        format!(
            "yield was used instead of yield from for generator in task {} with {}",
            show::task_text(m, task)?,
            m.repr(&value)?.as_str()
        )
    } else {
        format!("Task got bad yield: {}", m.repr(&value)?.as_str())
    };
    throw_soon(m, task, text)
}

static WAKEUP: crate::native::Native = native!("task_wakeup(self, future, /)", wakeup, "");

fn wakeup(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(task) = a[0].typed::<Task>().cloned() {
        wake(m, &task, &a[1])?;
    }
    Ok(Value::None)
}

fn throw_soon(m: &mut Machine, task: &Gc<Task>, text: String) -> Outcome<()> {
    let event_loop = task.future.event_loop.get();
    let error = Exc::RuntimeError.raise(text).value();
    turn::schedule(m, &event_loop, Ready::Step(task.clone(), error))
}
