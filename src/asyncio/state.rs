//! What is current: the running loop, the running task, the context; and the tasks that are not done.

use super::task::Task;
use crate::machine::Machine;
use crate::native::{NativeType, register, registered};
use crate::object::class::Class;
use crate::object::exception::Exception;
use crate::object::heap::{Gc, Own, Payload};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error};
use std::cell::Cell;
use std::mem::ManuallyDrop;

/// What is current on this thread.
pub struct State {
    /// The running loop, or Unset.
    pub running: Own<Value>,
    /// The running task, or Unset.
    pub current: Own<Value>,
    /// The context; Unset is one without variables that nobody has asked for.
    pub context: Own<Value>,
    /// The number of the last task without a name of its own.
    pub counter: Cell<i64>,
    /// Tasks that are not done; each knows its place.
    pub tasks: Own<Vec<Gc<Task>>>,
    /// Numbers of failed tasks and futures whose exceptions were heard of since the last look.
    pub heard: Own<Vec<u32>>,
}

thread_local! {
    static STATE: ManuallyDrop<State> = const { ManuallyDrop::new(State {
        running: Own::new(Value::Unset),
        current: Own::new(Value::Unset),
        context: Own::new(Value::Unset),
        counter: Cell::new(0),
        tasks: Own::new(Vec::new()),
        heard: Own::new(Vec::new()),
    }) };
}

/// Reads or changes what is current.
#[inline(always)]
pub fn state<R>(f: impl FnOnce(&State) -> R) -> R {
    STATE.with(|s| f(s))
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

pub(super) fn current_task(_: &mut Machine, a: &[Value]) -> Outcome {
    let running = state(|s| s.running.get());
    if a[0].is_none() && !running.is_set() {
        return runtime_error("no running event loop");
    }
    if !a[0].is_none() && !a[0].is(&running) {
        return Ok(Value::None);
    }
    Ok(or_none(state(|s| s.current.get())))
}

pub(super) fn swap_current(_: &mut Machine, a: &[Value]) -> Outcome {
    let new = if a[1].is_none() { Value::Unset } else { a[1].clone() };
    Ok(or_none(state(|s| s.current.replace(new))))
}

pub(super) fn pending_tasks(_: &mut Machine, a: &[Value]) -> Outcome {
    let all = state(|s| s.tasks.get());
    let of_loop: Vec<Value> =
        all.into_iter().filter(|t| t.future.event_loop.with(|l| l.is(&a[0]))).map(Gc::into_value).collect();
    Ok(of_loop.into())
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

fn exception_class(table: &'static NativeType, base: Exc) -> Gc<Class> {
    if let Some(class) = registered(table) {
        return class;
    }
    let class = crate::builtins::make_class(table, Some(types().exception(base).clone()));
    register(table, class.clone());
    class
}

/// `asyncio.CancelledError`
pub fn cancelled_class() -> Gc<Class> {
    exception_class(&CANCELLED, Exc::BaseException)
}

/// `asyncio.InvalidStateError`
pub fn invalid_state_class() -> Gc<Class> {
    exception_class(&INVALID_STATE, Exc::Exception)
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
