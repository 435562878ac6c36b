//! Tasks: coroutines driven by the loop, one suspension to the next.

use super::callback::Callback;
use super::future::{self, Core, Stage, find_core, to_ref, to_value};
use super::future_type::FUTURE;
use super::nap;
use super::state::{cancelled_class, cancelled_error, classes, invalid_state, is_cancelled, or_none, state};
use super::turn::{self, Ready};
use super::{context, debug, hop, seen, show, trail};
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::NativeFunction;
use crate::object::function::BoundMethod;
use crate::object::generator::{Generator, Resume, Step, mark};
use crate::object::heap::{Gc, Kind, Own, Payload, Ref, flag};
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error, type_error};
use crate::{getset, native, payload};
use std::cell::Cell;

/// A task.
pub struct Task {
    /// What it has as a future.
    pub future: Core,
    /// What it runs; None when it is done and was asked to let go.
    pub coroutine: Own<Option<Ref>>,
    /// Its context; None is an empty one that nobody has asked for.
    pub context: Own<Option<Ref>>,
    /// Its name, if it was given one.
    pub name: Own<Option<Ref>>,
    /// Its number, of which its name is made when it has none.
    pub number: Cell<u32>,
    /// Its place in the order in which tasks were made.
    pub order: Cell<u32>,
    /// Cancellations asked for and not taken back.
    pub requests: Cell<i32>,
    /// Its place among the tasks that are not done.
    pub place: Cell<u32>,
    /// Its place among the timers of the loop while it sleeps without a future, else [`nap::AWAKE`].
    pub nap: Cell<u32>,
}

impl Task {
    /// What it waits for, as long as it is not done: what owns a future that is a task. One that sleeps may have nothing
    /// there; for those who look there is [`nap::waiter`].
    #[inline]
    pub fn waiter(&self) -> &Own<Option<Ref>> {
        &self.future.owner
    }
}

#[cfg(not(any(debug_assertions, feature = "checked")))]
const _: () = assert!(std::mem::size_of::<Task>() <= 112);

payload!(
    Task,
    Kind::Extension,
    trace | this,
    visit | {
        this.future.trace_into(visit);
        for v in [&this.coroutine, &this.context, &this.name] {
            visit(&to_value(v.get()));
        }
    },
    clear | this | {
        this.future.clear();
        drop(this.coroutine.take());
        drop(this.context.take());
    }
);

impl Drop for Task {
    fn drop(&mut self) {
        super::state::strike(self.place.replace(NOWHERE));
        if self.future.has_source().get() {
            debug::forget_source(&raw const self.future);
        }
    }
}

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
        native!(
            "get_stack(self, /, *, limit=None)",
            get_stack,
            "Return the list of stack frames for this task's coroutine."
        ),
        native!(
            "print_stack(self, /, *, limit=None, file=None)",
            print_stack,
            "Print the stack or traceback for this task's coroutine."
        ),
        native!("set_result(self, result, /)", no_result, ""),
        native!("set_exception(self, exception, /)", no_exception, ""),
        native!("__repr__(self, /)", show::repr_task, "Return repr(self)."),
    ],
    getsets: &[
        getset!("_coro", |_, v| Ok(part(v, |t| to_value(t.coroutine.get()))), ""),
        getset!("_fut_waiter", |_, v| Ok(or_none(v.typed::<Task>().map_or(Value::Unset, nap::waiter))), ""),
        getset!("_context", |_, v| Ok(part(v, |t| own_context(t, v).unwrap_or_default())), ""),
        getset!("_must_cancel", |_, v| Ok(part(v, |t| Value::bool(t.future.must_cancel().get()))), ""),
        getset!(
            "_log_destroy_pending",
            |_, v| Ok(part(v, |t| Value::bool(t.future.log_destroyed().get()))),
            set_log,
            ""
        ),
        getset!("_num_cancels_requested", |_, v| Ok(part(v, |t| Value::Int(t.requests.get().into()))), ""),
    ],
    ..NativeType::BASE
};

fn part(value: &Value, f: impl FnOnce(&Task) -> Value) -> Value {
    or_none(value.get::<Task>().map_or(Value::None, f))
}

fn set_log(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    if !new.is_set() {
        return Err(Exc::AttributeError.raise("can't delete attribute"));
    }
    let on = m.truth(&new)?;
    if let Some(task) = v.get::<Task>() {
        task.future.log_destroyed().set(on);
    }
    Ok(())
}

fn no_result(_: &mut Machine, _: &[Value]) -> Outcome {
    runtime_error("Task does not support set_result operation")
}

fn no_exception(_: &mut Machine, _: &[Value]) -> Outcome {
    runtime_error("Task does not support set_exception operation")
}

/// The place of a task that is on no list.
pub(super) const NOWHERE: u32 = u32::MAX;

fn empty(event_loop: Value) -> Task {
    Task {
        future: Core::new(event_loop),
        coroutine: Own::new(None),
        context: Own::new(None),
        name: Own::new(None),
        number: Cell::new(0),
        order: Cell::new(0),
        requests: Cell::new(0),
        place: Cell::new(NOWHERE),
        nap: Cell::new(nap::AWAKE),
    }
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    Ok(Gc::new(empty(Value::Unset), class).into_value())
}

/// Whether a task can run it.
pub fn is_coroutine(m: &mut Machine, value: &Value) -> Outcome<bool> {
    if let Some(generator) = value.typed::<Generator>() {
        let class = generator.as_ref().class();
        // What generators of `types.coroutine` were before 3.12.
        let is_old = || generator.is(mark::ITERABLE_COROUTINE) && !super::dialect::is_strict(m);
        return Ok(class == &types().coroutine || class == &types().generator && is_old());
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
    let event_loop = future::loop_or_default(m, event_loop)?;
    if !is_coroutine(m, coroutine)? {
        let shown = m.repr(coroutine)?;
        return type_error(format!("a coroutine was expected, got {}", shown.as_str()));
    }
    task.future.event_loop.set(event_loop.clone());
    debug::note_source(m, &task.future, &event_loop)?;
    start(m, &task, &event_loop, coroutine, name, context, eager)?;
    Ok(Value::None)
}

/// A task of the plain class, as `create_task` of a loop without a task factory makes it.
pub fn create(
    m: &mut Machine,
    event_loop: &Value,
    coroutine: &Value,
    name: &Value,
    context: &Value,
    eager: &Value,
) -> Outcome {
    if !is_coroutine(m, coroutine)? {
        let shown = m.repr(coroutine)?;
        return type_error(format!("a coroutine was expected, got {}", shown.as_str()));
    }
    let task = Gc::new(empty(event_loop.clone()), &classes().task);
    debug::note_source(m, &task.future, event_loop)?;
    start(m, &task, event_loop, coroutine, name, context, eager)?;
    Ok(task.into_value())
}

fn start(
    m: &mut Machine,
    task: &Gc<Task>,
    event_loop: &Value,
    coroutine: &Value,
    name: &Value,
    context: &Value,
    eager: &Value,
) -> Outcome<()> {
    task.coroutine.set(to_ref(coroutine.clone()));
    task.context.set(match context {
        Value::Object(context) => Some(context.clone()),
        _ => to_ref(context::copied()),
    });
    match name {
        Value::None | Value::Unset => task.number.set(next_number()),
        name => task.name.set(Some(m.str(name)?.into_ref())),
    }
    task.future.started().set(true);
    task.as_ref().set_flag(flag::FINALISER, true);
    if m.observation.heard {
        seen::created(m, task);
    }
    if eager.is_set() && m.truth(eager)? {
        let running = m.call_method(event_loop, "is_running", &[])?;
        if m.truth(&running)? {
            return start_eagerly(m, task);
        }
    }
    register(task);
    turn::schedule(m, event_loop, Ready::Step(task.clone()))
}

fn next_number() -> u32 {
    state(|s| {
        s.counter.set(s.counter.get() + 1);
        s.counter.get()
    })
}

/// The first step at once, inside the step of the running task (`asyncio.eager_task_factory`).
fn start_eagerly(m: &mut Machine, task: &Gc<Task>) -> Outcome<()> {
    register(task);
    let result = step(m, task, None);
    if task.future.done() {
        drop(task.coroutine.take());
    }
    result
}

/// `asyncio.create_task(coro, *, name=None, context=None, eager_start=None)`
pub(super) fn create_task(m: &mut Machine, a: &[Value]) -> Outcome {
    let running = match state(|s| s.running.get()).some() {
        Some(running) => running,
        None => {
            let module = m.import_module("asyncio")?;
            m.call_method(&module, "_loop_for_tasks", &[])?
        }
    };
    match running.get::<turn::Loop>() {
        Some(own) if own.plain.get() && own.task_factory.with(|f| f.is_none()) && !own.closed() => {
            create(m, &running, &a[0], &a[1], &a[2], &a[3])
        }
        _ => {
            let create = m.get_attr(&running, &intern("create_task"))?;
            let mut keywords = vec![("name", a[1].clone())];
            for (name, value) in [("context", &a[2]), ("eager_start", &a[3])] {
                if value.is_set() && !value.is_none() {
                    keywords.push((name, value.clone()));
                }
            }
            m.call_keywords(&create, std::slice::from_ref(&a[0]), &keywords)
        }
    }
}

/// `asyncio.iscoroutine(obj)`
pub(super) fn iscoroutine(m: &mut Machine, a: &[Value]) -> Outcome {
    is_coroutine(m, &a[0]).map(Value::bool)
}

pub(super) fn register(task: &Gc<Task>) {
    task.order.set(state(|s| {
        s.made.set(s.made.get().wrapping_add(1));
        s.made.get()
    }));
    task.place.set(super::state::enlist(task));
}

fn unregister(task: &Gc<Task>) {
    super::state::strike(task.place.replace(NOWHERE));
    task.as_ref().set_flag(flag::FINALISER, false);
}

fn cancel(m: &mut Machine, a: &[Value]) -> Outcome {
    cancel_task(m, &a[0], &a[1]).map(Value::bool)
}

/// `task.cancel(msg)`: follows the chain of tasks that wait for tasks to its end.
pub fn cancel_task(m: &mut Machine, value: &Value, message: &Value) -> Outcome<bool> {
    let mut last: Option<Gc<Task>> = None;
    let mut at = value.clone();
    for _ in 0..MOST_TASKS {
        let Some(task) = at.typed::<Task>().cloned() else { return type_error("not a task") };
        task.future.hear();
        if task.future.done() {
            break;
        }
        task.requests.set(task.requests.get() + 1);
        if m.observation.heard {
            seen::cancelled(m, &task);
        }
        if m.observation.noted {
            trail::cancelled(m, &task);
        }
        if !task.sleeps().is_none() && nap::cancel(m, &task, message)? {
            return Ok(true);
        }
        let waiter = to_value(task.waiter().get());
        if waiter.is_set() {
            // One that sleeps with a future that was asked for.
            nap::wake(&task);
        }
        last = Some(task);
        if !waiter.is_set() {
            break;
        }
        if class_of(&waiter) != &classes().task {
            if future::cancel_any(m, &waiter, message)? {
                return Ok(true);
            }
            break;
        }
        at = waiter;
    }
    let Some(last) = last else { return Ok(false) };
    if last.waiter().with(|w| w.as_ref().is_some_and(|w| !at_end(w))) {
        return Err(Exc::RecursionError.raise("maximum recursion depth exceeded"));
    }
    last.future.must_cancel().set(true);
    last.future.outcome.set(message.clone());
    Ok(true)
}

/// Longer chains of tasks that wait for tasks are rings.
const MOST_TASKS: usize = 20_000;

/// Whether what a task waits for is no pending task.
fn at_end(waiter: &Ref) -> bool {
    waiter.get::<Task>().is_none_or(|t| t.future.done())
}

fn uncancel(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(take_back(this::<Task>(a)?).into()))
}

/// `task.uncancel()`: how many cancellations are left.
pub fn take_back(task: &Task) -> i32 {
    if task.requests.get() > 0 {
        task.requests.set(task.requests.get() - 1);
        if task.requests.get() == 0 {
            task.future.must_cancel().set(false);
        }
    }
    task.requests.get()
}

fn cancelling(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(i64::from(this::<Task>(a)?.requests.get())))
}

/// Its name as text.
pub fn name_of(task: &Task) -> Value {
    match task.name.get() {
        Some(name) => Value::Object(name),
        None => format!("Task-{}", task.number.get()).into(),
    }
}

fn get_name(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(name_of(this::<Task>(a)?))
}

fn set_name(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = m.str(&a[1])?;
    this::<Task>(a)?.name.set(Some(name.into_ref()));
    Ok(Value::None)
}

fn get_coro(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(or_none(to_value(this::<Task>(a)?.coroutine.get())))
}

/// The context of a task, to be seen; none when it is an empty one that nobody has asked for.
fn own_context(task: &Task, me: &Value) -> Option<Value> {
    context::shown(&task.context, state(|s| s.current.with(|c| c.is(me))))
}

fn get_context(_: &mut Machine, a: &[Value]) -> Outcome {
    let task = this::<Task>(a)?;
    if let Some(context) = own_context(task, &a[0]) {
        return Ok(context);
    }
    let running = state(|s| s.current.with(|c| c.is(&a[0])));
    let old = if running { Value::Unset } else { state(|s| s.context.replace(Value::Unset)) };
    let context = context::current();
    if !running {
        state(|s| s.context.set(old));
    }
    task.context.set(to_ref(context.clone()));
    Ok(context)
}

fn get_stack(m: &mut Machine, a: &[Value]) -> Outcome {
    let module = m.import_module("asyncio")?;
    m.call_method(&module, "_task_stack", a)
}

fn print_stack(m: &mut Machine, a: &[Value]) -> Outcome {
    let module = m.import_module("asyncio")?;
    m.call_method(&module, "_print_task_stack", a)
}

// ---- steps

/// Goes on after the future it awaited is done.
pub fn wake(m: &mut Machine, task: &Gc<Task>, future: &Value) -> Outcome<()> {
    match find_core(future) {
        // What is awaited is asked by the await itself: it raises what there is to raise.
        Some(core) if core.stage.get() == Stage::Result => step(m, task, None),
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
    if exception.is_none() {
        if let Some(coroutine) = hop::coroutine_of(task) {
            if m.observation.heard {
                seen::resumed(m, task, None);
            }
            let around = hop::begin(m, task.clone());
            let result = m.go_on(&coroutine, false);
            let over = hop::end(m, around);
            let result = after_step(m, task, result);
            drop(over);
            return result;
        }
    }
    step_otherwise(m, task, exception)
}

fn step_otherwise(m: &mut Machine, task: &Gc<Task>, exception: Option<Value>) -> Outcome<()> {
    if task.future.done() {
        return invalid_state(&format!("__step(): already done: {}", show::task_text(m, task)?));
    }
    let mut exception = exception;
    if task.future.must_cancel().get() {
        let is_cancel = exception.as_ref().is_some_and(|e| class_of(e).is_subclass_of(&cancelled_class()));
        if !is_cancel {
            exception = Some(cancelled_error(task.future.outcome.take()).into_value());
        }
        task.future.must_cancel().set(false);
    }
    if m.observation.heard {
        seen::resumed(m, task, exception.as_ref());
    }
    // Where it was cancelled, if that is to be watched.
    let cancelled = match &exception {
        Some(e) if m.observation.noted && class_of(e).is_subclass_of(&cancelled_class()) => {
            let coroutine = to_value(task.coroutine.get());
            super::bare::show(task);
            Some((m.stand(&coroutine), m.own_awaits(&coroutine)))
        }
        _ => None,
    };
    drop(nap::end(task));
    drop(task.waiter().take());
    let old_task = state(|s| s.current.replace(task.value()));
    let result = turn::in_context(&task.context, |m| resume(m, task, exception), m);
    drop(state(|s| s.current.replace(old_task)));
    if let (Some(before), Ok(Step::Yield(_))) = (cancelled, &result) {
        trail::went_on(m, task, &before);
    }
    after_step(m, task, result)
}

/// What comes of a step.
pub(super) fn after_step(m: &mut Machine, task: &Gc<Task>, result: Outcome<Step>) -> Outcome<()> {
    match result {
        Ok(Step::Yield(Value::None)) => {
            if m.observation.heard {
                seen::suspended(m, task, &Value::None);
            }
            task.future.event_loop.with_loop(|own| turn::schedule(m, own, Ready::Step(task.clone())))
        }
        // It sleeps, and the timers know.
        Ok(Step::Yield(Value::Unset)) => Ok(()),
        Ok(Step::Yield(value)) => suspended(m, task, value),
        Ok(Step::Return(value) | Step::Await(value)) => {
            unregister(task);
            let me = task.value();
            if task.future.must_cancel().replace(false) {
                let message = task.future.outcome.get();
                return task.future.finish(m, &me, Stage::Cancelled, message);
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
    if m.observation.noted {
        trail::failed(m, task, &raise);
    }
    if is_cancelled(&raise) {
        task.future.finish(m, &me, Stage::Cancelled, Value::Unset)?;
        // The first who asks gets this very exception, with its traceback.
        task.future.owner.set(to_ref(raise.value()));
        return Ok(());
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
    let coroutine = to_value(task.coroutine.get());
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
    if !task.future.event_loop.with_loop(|mine| core.event_loop.is(mine)) {
        let text = format!(
            "Task {} got Future {} attached to a different loop",
            show::task_text(m, task)?,
            m.repr(&value)?.as_str()
        );
        return throw_soon(m, task, text);
    }
    if !core.blocking().replace(false) {
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
    task.waiter().set(to_ref(value.clone()));
    if future::overrides(&value, "add_done_callback") {
        m.call_method(&value, "add_done_callback", &[wakeup_of(task)])?;
    } else if core.done() {
        if m.observation.heard {
            seen::woken(m, task, &value);
        }
        let event_loop = task.future.event_loop.get();
        turn::schedule(m, &event_loop, Ready::Wake(task.clone()))?;
    } else {
        core.add(Callback::Wake(task.clone()));
    }
    if task.future.must_cancel().get() {
        let message = task.future.outcome.get();
        if future::cancel_any(m, &value, &message)? {
            task.future.must_cancel().set(false);
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
        m.set_attr(&value, &intern("_asyncio_future_blocking"), Value::bool(false))?;
        m.call_method(&value, "add_done_callback", &[wakeup_of(task)])?;
        task.waiter().set(to_ref(value.clone()));
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

/// What a future of another make calls to go on with a task.
#[cold]
fn wakeup_of(task: &Gc<Task>) -> Value {
    BoundMethod::create(NativeFunction::create(&WAKEUP, Value::None), task.value())
}

fn wakeup(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(task) = a[0].typed::<Task>().cloned() {
        wake(m, &task, &a[1])?;
    }
    Ok(Value::None)
}

fn throw_soon(m: &mut Machine, task: &Gc<Task>, text: String) -> Outcome<()> {
    let event_loop = task.future.event_loop.get();
    let error = Exc::RuntimeError.raise(text).0.into_ref();
    turn::schedule(m, &event_loop, Ready::Throw(task.clone(), error))
}
