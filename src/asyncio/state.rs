//! What is current: the running loop, the running task, the context; and the tasks that are not done.
//!
//! In: what the loop and its tasks note here. Out: the same, to whoever asks. It keeps no task alive.
//!
//! # Safety
//! The list of tasks holds addresses without a count. A task is on it from its start until it is done or dies: its `Drop`
//! strikes it off, before its slot is given back. So an address on the list is that of a live task.

use super::task::{self, Task};
use crate::builtins::exception_class;
use crate::machine::Machine;
use crate::native::{NativeType, class_for};
use crate::object::class::Class;
use crate::object::exception::Exception;
use crate::object::heap::{Gc, Header, Own, Payload, Ref};
use crate::object::{Exc, Outcome, Raise, Value, runtime_error};
use std::cell::Cell;
use std::mem::ManuallyDrop;

/// What is current on this thread.
pub struct State {
    /// The running loop, or Unset.
    pub running: Own<Value>,
    /// The running task, or Unset.
    pub current: Own<Value>,
    /// The tasks of loops that do not run here, as `_enter_task` noted them: loop and task.
    pub elsewhere: Own<Vec<(Value, Value)>>,
    /// The context; Unset is one without variables that nobody has asked for.
    pub context: Own<Value>,
    /// The class of loops that nobody has changed, or Unset.
    pub plain_loop: Own<Value>,
    /// The number of the last task without a name of its own.
    pub counter: Cell<u32>,
    /// How many tasks were made.
    pub made: Cell<u32>,
    /// Numbers of failed tasks and futures whose exceptions were heard of since the last look.
    pub heard: Own<Vec<u32>>,
    /// Tasks that are not done, without a count of their own; each knows its place and leaves it when it dies.
    tasks: Own<Vec<*mut Header>>,
}

thread_local! {
    static STATE: ManuallyDrop<State> = const { ManuallyDrop::new(State {
        running: Own::new(Value::Unset),
        current: Own::new(Value::Unset),
        elsewhere: Own::new(Vec::new()),
        context: Own::new(Value::Unset),
        plain_loop: Own::new(Value::Unset),
        counter: Cell::new(0),
        made: Cell::new(0),
        heard: Own::new(Vec::new()),
        tasks: Own::new(Vec::new()),
    }) };
}

/// Reads or changes what is current.
#[inline(always)]
pub fn state<R>(f: impl FnOnce(&State) -> R) -> R {
    // `try_with` and not `with`, which is not inlined.
    match STATE.try_with(|s| f(s)) {
        Ok(result) => result,
        Err(_) => gone(),
    }
}

/// A thread's state is never dropped, so that it is always there.
#[cold]
fn gone() -> ! {
    std::process::abort()
}

/// Exchanges what is current with what another fiber left: its context, and loop and task where the thread changes too.
pub fn exchange(with: &mut [Value; 3], thread: bool) {
    state(|s| {
        if thread {
            with[0] = s.running.replace(with[0].take());
            with[1] = s.current.replace(with[1].take());
        }
        with[2] = s.context.replace(with[2].take());
    });
}

/// A value, or None in place of nothing.
pub fn or_none(value: Value) -> Value {
    if value.is_set() { value } else { Value::None }
}

pub(super) fn running_or_none(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(or_none(state(|s| s.running.get())))
}

pub(super) fn running_loop(_: &mut Machine, _: &[Value]) -> Outcome {
    match state(|s| s.running.get()).some() {
        Some(running) => Ok(running),
        None => runtime_error("no running event loop"),
    }
}

pub(super) fn set_running(_: &mut Machine, a: &[Value]) -> Outcome {
    let new = if a[0].is_none() { Value::Unset } else { a[0].clone() };
    state(|s| s.running.set(new));
    Ok(Value::None)
}

pub(super) fn set_plain_loop(_: &mut Machine, a: &[Value]) -> Outcome {
    state(|s| s.plain_loop.set(a[0].clone()));
    Ok(a[0].clone())
}

pub(super) fn current_task(_: &mut Machine, a: &[Value]) -> Outcome {
    let running = state(|s| s.running.get());
    if a[0].is_none() && !running.is_set() {
        return runtime_error("no running event loop");
    }
    Ok(or_none(task_of(if a[0].is_none() { &running } else { &a[0] })))
}

/// The task that a loop runs, or Unset.
pub(super) fn task_of(event_loop: &Value) -> Value {
    state(|s| {
        if s.running.with(|r| r.is(event_loop)) {
            return s.current.get();
        }
        let found = s.elsewhere.with(|e| e.iter().find(|(l, _)| l.is(event_loop)).map(|(_, t)| t.clone()));
        found.unwrap_or(Value::Unset)
    })
}

/// Notes which task a loop runs (Unset: none); which it was before.
fn replace_task_of(event_loop: &Value, task: Value) -> Value {
    let old = task_of(event_loop);
    state(|s| {
        if s.running.with(|r| r.is(event_loop)) {
            s.current.set(task);
            return;
        }
        let gone = s.elsewhere.with(|e| {
            let at = e.iter().position(|(l, _)| l.is(event_loop));
            let gone = at.map(|at| e.swap_remove(at));
            if task.is_set() {
                e.push((event_loop.clone(), task));
            }
            gone
        });
        drop(gone);
    });
    old
}

pub(super) fn swap_current(_: &mut Machine, a: &[Value]) -> Outcome {
    let new = if a[1].is_none() { Value::Unset } else { a[1].clone() };
    Ok(or_none(replace_task_of(&a[0], new)))
}

/// Notes a task that is not done. Gives its place.
pub fn enlist(task: &Gc<Task>) -> u32 {
    state(|s| {
        s.tasks.with(|t| {
            t.push(task.as_ref().as_ptr());
            t.len() as u32 - 1
        })
    })
}

/// Strikes the task at a place off the list.
pub fn strike(place: u32) {
    // At the end of the thread the list may be gone.
    let _ = STATE.try_with(|s| {
        s.tasks.with(|t| {
            if (place as usize) < t.len() {
                t.swap_remove(place as usize);
                if let Some(&moved) = t.get(place as usize) {
                    // SAFETY: see the file's head.
                    let moved = unsafe { Ref::from_ptr(moved) };
                    if let Some(task) = moved.get::<Task>() {
                        task.place.set(place);
                    }
                }
            }
        })
    });
}

/// All tasks that are not done.
pub fn all_tasks() -> Vec<Gc<Task>> {
    let all: Vec<*mut Header> = state(|s| s.tasks.get());
    // SAFETY: see the file's head; nothing dies between the two lines.
    let all = all.into_iter().map(|at| unsafe { Ref::from_ptr(at) });
    all.filter_map(|object| Value::Object(object).typed::<Task>().cloned()).collect()
}

pub(super) fn pending_tasks(_: &mut Machine, a: &[Value]) -> Outcome {
    let mut all = all_tasks();
    all.retain(|t| t.future.event_loop.is(&a[0]));
    all.sort_by_key(|t| t.order.get());
    let all: Vec<Value> = all.into_iter().map(Gc::into_value).collect();
    Ok(all.into())
}

/// The classes that the loop makes objects of all the time.
pub struct Classes {
    /// `Future`
    pub future: Gc<Class>,
    /// `Task`
    pub task: Gc<Class>,
    /// `_GatheringFuture`
    pub gathering: Gc<Class>,
    /// `Timeout`
    pub timeout: Gc<Class>,
    /// `Handle`
    pub handle: Gc<Class>,
    /// `TimerHandle`
    pub timer_handle: Gc<Class>,
    /// What the timer of a `Timeout` calls.
    pub time_is_up: Value,
}

thread_local! {
    static CLASSES: Cell<Option<&'static Classes>> = const { Cell::new(None) };
}

/// The classes that the loop makes objects of; made when first asked for, and never freed.
#[inline]
pub fn classes() -> &'static Classes {
    match CLASSES.try_with(Cell::get).unwrap_or(None) {
        Some(classes) => classes,
        None => make_classes(),
    }
}

#[cold]
fn make_classes() -> &'static Classes {
    let classes: &'static Classes = Box::leak(Box::new(Classes {
        future: class_for(&super::future_type::FUTURE),
        task: class_for(&super::task::TASK),
        gathering: class_for(&super::gather::GATHERING_FUTURE),
        timeout: class_for(&super::timeouts::TIMEOUT),
        handle: class_for(&super::handle::HANDLE),
        timer_handle: class_for(&super::handle::TIMER_HANDLE),
        time_is_up: super::timeouts::called_in_time(),
    }));
    CLASSES.set(Some(classes));
    classes
}

static CANCELLED: NativeType = NativeType {
    name: "CancelledError",
    module: "asyncio.exceptions",
    layout: <Exception>::layout,
    help: "The Future or Task was cancelled.",
    ..NativeType::BASE
};

static INVALID_STATE: NativeType = NativeType {
    name: "InvalidStateError",
    module: "asyncio.exceptions",
    layout: <Exception>::layout,
    help: "The operation is not allowed in this state.",
    ..NativeType::BASE
};

static BROKEN_BARRIER: NativeType = NativeType {
    name: "BrokenBarrierError",
    module: "asyncio.exceptions",
    layout: <Exception>::layout,
    help: "Barrier is broken by barrier.abort() call.",
    ..NativeType::BASE
};

/// `asyncio.CancelledError`
pub fn cancelled_class() -> Gc<Class> {
    exception_class(&CANCELLED, Exc::BaseException)
}

/// `asyncio.InvalidStateError`
pub fn invalid_state_class() -> Gc<Class> {
    exception_class(&INVALID_STATE, Exc::Exception)
}

/// `asyncio.BrokenBarrierError`
pub fn broken_barrier_class() -> Gc<Class> {
    exception_class(&BROKEN_BARRIER, Exc::RuntimeError)
}

/// Raises InvalidStateError.
pub fn invalid_state<T>(message: &str) -> Outcome<T> {
    Err(Raise(Exception::create(&invalid_state_class(), vec![message.into()])))
}

/// A CancelledError with the message that was given to `cancel()`, if any.
pub fn cancelled_error(message: Value) -> Gc<Exception> {
    let arguments = if message.is_set() && !message.is_none() { vec![message] } else { Vec::new() };
    Exception::create(&cancelled_class(), arguments)
}

/// Whether an exception is a CancelledError.
pub fn is_cancelled(raise: &Raise) -> bool {
    raise.0.as_ref().class().is_subclass_of(&cancelled_class())
}

/// `asyncio.get_event_loop()`: the running loop, or the one that the policy gives.
pub(super) fn get_event_loop(m: &mut Machine, _: &[Value]) -> Outcome {
    match state(|s| s.running.get()).some() {
        Some(running) => Ok(running),
        None => {
            let module = m.import_module("asyncio")?;
            m.call_method(&module, "_event_loop", &[])
        }
    }
}

/// `_enter_task(loop, task)`
pub(super) fn enter_task(m: &mut Machine, a: &[Value]) -> Outcome {
    let current = task_of(&a[0]);
    if current.is_set() {
        let (new, old) = (m.repr(&a[1])?, m.repr(&current)?);
        let (new, old) = (new.as_str(), old.as_str());
        return runtime_error(format!("Cannot enter into task {new} while another task {old} is being executed."));
    }
    drop(replace_task_of(&a[0], a[1].clone()));
    Ok(Value::None)
}

/// `_leave_task(loop, task)`
pub(super) fn leave_task(m: &mut Machine, a: &[Value]) -> Outcome {
    let current = task_of(&a[0]);
    if !current.is(&a[1]) {
        let current = or_none(current);
        let (new, old) = (m.repr(&a[1])?, m.repr(&current)?);
        let (new, old) = (new.as_str(), old.as_str());
        return runtime_error(format!("Leaving task {new} does not match the current task {old}."));
    }
    drop(replace_task_of(&a[0], Value::Unset));
    Ok(Value::None)
}

/// `_register_task(task)`
pub(super) fn register_method(_: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(task) = a[0].typed::<Task>().filter(|t| t.place.get() == task::NOWHERE) {
        task::register(task);
    }
    Ok(Value::None)
}

/// `_unregister_task(task)`
pub(super) fn unregister_method(_: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(task) = a[0].typed::<Task>() {
        strike(task.place.replace(task::NOWHERE));
    }
    Ok(Value::None)
}
