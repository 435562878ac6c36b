//! Futures: a place for a result that is not there yet, and who is told when it is.

use super::callback::{self, Callback, Callbacks};
use super::state::{cancelled_error, classes, or_none, state};
use super::task::Task;
use super::turn;
use super::{debug, seen};
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::class::{Class, class_of};
use crate::object::exception::Exception;
use crate::object::generator::{Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Ref, flag};
use crate::object::str::intern;
use crate::object::{Outcome, Raise, Value, runtime_error, type_error};
use crate::payload;
use std::cell::Cell;

/// Where a future stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// No result yet.
    Pending,
    /// Cancelled.
    Cancelled,
    /// It has a result.
    Result,
    /// It has an exception.
    Failed,
}

/// What a pending future is, for those who look at the loop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// Made by the program, or of a kind nobody knows.
    Plain,
    /// `sleep`: while it is pending its outcome is the time when it ends.
    Sleep,
    /// A wait for the lock that owns it.
    Lock,
    /// A wait for the semaphore that owns it.
    Semaphore,
    /// A wait for the event that owns it.
    Event,
    /// A wait for the condition that owns it.
    Condition,
    /// A wait for the barrier that owns it.
    Barrier,
    /// A `get` of the queue that owns it.
    Get,
    /// A `put` of the queue that owns it.
    Put,
    /// A `join` of the queue that owns it.
    Join,
    /// The result of `gather`; the gathering owns it.
    Gather,
    /// What `wait` waits with; the waiting owns it.
    Wait,
    /// The outer future of `shield`.
    Shield,
    /// What the end of a task group waits with; the group owns it.
    Group,
    /// What a thread or process outside will complete.
    Outside,
}

/// The loop of a future: one word.
pub struct LoopCell(Own<Option<Ref>>);

impl LoopCell {
    /// One for a loop; Unset is none.
    pub fn new(event_loop: Value) -> LoopCell {
        LoopCell(Own::new(to_ref(event_loop)))
    }

    /// The loop, or Unset.
    #[inline]
    pub fn get(&self) -> Value {
        to_value(self.0.get())
    }

    /// Whether there is one.
    #[inline]
    pub fn is_set(&self) -> bool {
        self.0.with(|l| l.is_some())
    }

    /// Sets it.
    pub fn set(&self, event_loop: Value) {
        self.0.set(to_ref(event_loop));
    }

    /// Whether it is this very loop.
    #[inline]
    pub fn is(&self, event_loop: &Value) -> bool {
        self.0.with(|l| match (l, event_loop) {
            (Some(a), Value::Object(b)) => a == b,
            _ => false,
        })
    }

    /// Whether it is the loop with this payload.
    #[inline]
    pub fn is_this(&self, own: &turn::Loop) -> bool {
        self.0.with(|l| l.as_ref().and_then(|l| l.get::<turn::Loop>()).is_some_and(|l| std::ptr::eq(l, own)))
    }

    /// Uses it.
    #[inline]
    pub fn with_loop<R>(&self, f: impl FnOnce(&Value) -> R) -> R {
        f(&self.get())
    }
}

/// An object, or nothing, as a value or Unset.
#[inline(always)]
pub fn to_value(object: Option<Ref>) -> Value {
    object.map_or(Value::Unset, Value::Object)
}

/// A value that is an object, or Unset, in one word.
#[inline(always)]
pub fn to_ref(value: Value) -> Option<Ref> {
    match value {
        Value::Object(object) => Some(object),
        _ => None,
    }
}

const LOG_DESTROYED: u8 = 8;

/// One of the properties of a future: a bit.
pub struct Mark<'a>(&'a Cell<u8>, u8);

impl Mark<'_> {
    /// Whether it is set.
    #[inline]
    pub fn get(&self) -> bool {
        self.0.get() & self.1 != 0
    }

    /// Sets or clears it.
    #[inline]
    pub fn set(&self, on: bool) {
        let marks = self.0.get();
        self.0.set(if on { marks | self.1 } else { marks & !self.1 });
    }

    /// Sets or clears it; what it was before.
    #[inline]
    pub fn replace(&self, on: bool) -> bool {
        let old = self.get();
        self.set(on);
        old
    }
}

/// What futures and tasks have in common.
pub struct Core {
    /// Where it stands.
    pub stage: Cell<Stage>,
    /// Properties; see the methods.
    marks: Cell<u8>,
    /// What it is for.
    pub purpose: Cell<Purpose>,
    /// Its number in events; 0 until somebody listens.
    pub serial: Cell<u32>,
    /// The loop.
    pub event_loop: LoopCell,
    /// Result or exception; the message of `cancel()` in one that is pending or cancelled.
    pub outcome: Own<Value>,
    /// Who is to be told.
    pub callbacks: Own<Callbacks>,
    /// What it belongs to; see [`Purpose`].
    pub owner: Own<Option<Ref>>,
}

impl Core {
    /// A pending one.
    pub fn new(event_loop: Value) -> Core {
        Core {
            stage: Cell::new(Stage::Pending),
            marks: Cell::new(LOG_DESTROYED),
            purpose: Cell::new(Purpose::Plain),
            serial: Cell::new(0),
            event_loop: LoopCell::new(event_loop),
            outcome: Own::new(Value::Unset),
            callbacks: Own::new(Callbacks::None),
            owner: Own::new(None),
        }
    }

    /// `_asyncio_future_blocking`: it was just given to the task that awaits it.
    #[inline]
    pub fn blocking(&self) -> Mark<'_> {
        Mark(&self.marks, 1)
    }

    /// Whether its exception must be reported if nobody asks for it.
    #[inline]
    pub fn unheard(&self) -> Mark<'_> {
        Mark(&self.marks, 2)
    }

    /// Whether where it was made is kept (debug mode).
    #[inline]
    pub fn has_source(&self) -> Mark<'_> {
        Mark(&self.marks, 4)
    }

    /// Of a task: whether it is reported when it dies pending.
    #[inline]
    pub fn log_destroyed(&self) -> Mark<'_> {
        Mark(&self.marks, LOG_DESTROYED)
    }

    /// Of a task: whether CancelledError is thrown at its next step.
    #[inline]
    pub fn must_cancel(&self) -> Mark<'_> {
        Mark(&self.marks, 16)
    }

    /// Of a task: whether `__init__` went through.
    #[inline]
    pub fn started(&self) -> Mark<'_> {
        Mark(&self.marks, 32)
    }

    /// Of a task: whether the time of its nap is over.
    #[inline]
    pub fn slept_enough(&self) -> Mark<'_> {
        Mark(&self.marks, 64)
    }

    /// Of a task: whether it was cancelled in a nap; its outcome is the message then.
    #[inline]
    pub fn sleep_cancelled(&self) -> Mark<'_> {
        Mark(&self.marks, 128)
    }

    /// Of a task: whether either of these is so.
    #[inline]
    pub fn has_napped(&self) -> bool {
        self.marks.get() & (64 | 128) != 0
    }

    /// Whether it is over.
    #[inline]
    pub fn done(&self) -> bool {
        self.stage.get() != Stage::Pending
    }

    /// Shows what it holds.
    pub fn trace_into(&self, visit: &mut dyn FnMut(&Value)) {
        self.outcome.with(|v| visit(v));
        visit(&self.event_loop.get());
        visit(&to_value(self.owner.get()));
        self.callbacks.with(|c| c.trace(visit));
    }

    /// Lets go of what it holds.
    pub fn clear(&self) {
        drop(self.outcome.replace(Value::None));
        drop(self.callbacks.take());
        drop(self.owner.take());
    }

    /// Whether nobody is to be told.
    pub fn callbacks_none(&self) -> bool {
        self.callbacks.with(|c| matches!(c, Callbacks::None))
    }

    /// Somebody hears of its exception.
    #[inline]
    pub fn hear(&self) {
        if self.unheard().replace(false) && self.serial.get() != 0 {
            state(|s| s.heard.with(|h| h.push(self.serial.get())));
        }
    }

    /// One more to be told.
    #[inline]
    pub fn add(&self, callback: Callback) {
        self.callbacks.with(|c| c.push(callback));
    }

    /// Tells all: they are scheduled.
    pub fn finish(&self, m: &mut Machine, me: &Value, stage: Stage, outcome: Value) -> Outcome<()> {
        self.stage.set(stage);
        self.outcome.set(outcome);
        if m.observation.heard {
            seen::done(m, me);
        }
        if self.owner.with(|o| o.is_some()) {
            drop(self.owner.take());
        }
        match self.callbacks.take() {
            Callbacks::None => Ok(()),
            Callbacks::One(callback) => callback::tell(m, self, me, callback),
            Callbacks::Many(all) => {
                for callback in *all {
                    callback::tell(m, self, me, callback)?;
                }
                Ok(())
            }
        }
    }

    /// The message of `cancel()`, or Unset.
    pub fn message(&self) -> Value {
        match self.stage.get() {
            Stage::Cancelled => self.outcome.get(),
            Stage::Pending if self.purpose.get() != Purpose::Sleep && !self.sleep_cancelled().get() => {
                self.outcome.get()
            }
            _ => Value::Unset,
        }
    }

    /// The exception of a failed or cancelled one, as `await` raises it.
    pub fn raise(&self) -> Option<Raise> {
        match self.stage.get() {
            Stage::Pending | Stage::Result => None,
            Stage::Cancelled => Some(self.cancelled()),
            Stage::Failed => {
                self.hear();
                let exception = self.outcome.get().typed::<Exception>()?.clone();
                // The first who asks gets the traceback it came with, the next ones a new one.
                exception.traceback.set(self.owner.take().map_or(Value::None, Value::Object));
                Some(Raise(exception))
            }
        }
    }

    /// The CancelledError of a cancelled one: of a task the very one that ended it, once, then new ones with its message.
    #[cold]
    pub fn cancelled(&self) -> Raise {
        let first = self.owner.take().and_then(|o| Value::Object(o).typed::<Exception>().cloned());
        Raise(first.unwrap_or_else(|| cancelled_error(self.outcome.get())))
    }
}

/// A future.
pub struct Future {
    /// All it has.
    pub core: Core,
}

payload!(
    Future,
    Kind::Extension,
    trace | this,
    visit | { this.core.trace_into(visit) },
    clear | this | { this.core.clear() }
);

impl Drop for Future {
    fn drop(&mut self) {
        if self.core.has_source().get() {
            debug::forget_source(&raw const self.core);
        }
    }
}

/// The common part of a future or task.
#[inline]
pub fn find_core(value: &Value) -> Option<&Core> {
    match value.get::<Task>() {
        Some(task) => Some(&task.future),
        None => value.get::<Future>().map(|f| &f.core),
    }
}

/// The same of an object.
#[inline]
pub fn core_at(object: &Ref) -> Option<&Core> {
    match object.get::<Task>() {
        Some(task) => Some(&task.future),
        None => object.get::<Future>().map(|f| &f.core),
    }
}

pub(super) fn core_of(value: &Value) -> Outcome<&Core> {
    match find_core(value) {
        Some(core) => Ok(core),
        None => type_error(format!("descriptor does not apply to a '{}' object", type_name(value))),
    }
}

/// Whether a class is that of futures or tasks itself, whose `await` is known.
#[inline]
pub fn is_plain(class: &Gc<Class>) -> bool {
    let classes = classes();
    class == &classes.future || class == &classes.task || class == &classes.gathering
}

/// Whether the class of a future, derived from `Future` or `Task`, has a method of its own in place of theirs.
#[inline]
pub fn overrides(future: &Value, method: &str) -> bool {
    let class = class_of(future);
    !is_plain(class) && overridden(class, method)
}

#[cold]
fn overridden(class: &Gc<Class>, method: &str) -> bool {
    match (class.lookup_name(method), classes().future.lookup_name(method)) {
        (Some(own), Some(usual)) => !own.is(&usual),
        _ => true,
    }
}

/// A pending future of a loop.
#[inline]
pub fn create(event_loop: &Value) -> Value {
    Gc::new(Future { core: Core::new(event_loop.clone()) }, &classes().future).into_value()
}

/// A pending future of a loop that belongs to something.
#[inline]
pub fn create_for(event_loop: &Value, purpose: Purpose, owner: &Value) -> Gc<Future> {
    let future = Gc::new(Future { core: Core::new(event_loop.clone()) }, &classes().future);
    future.core.purpose.set(purpose);
    future.core.owner.set(to_ref(owner.clone()));
    future
}

/// A future to wait with: of the running loop, whatever its make, that belongs to something.
#[inline]
pub fn to_wait(m: &mut Machine, event_loop: &Value, purpose: Purpose, owner: &Value) -> Outcome {
    match event_loop.get::<turn::Loop>() {
        Some(own) if own.plain.get() && !own.debug.get() => Ok(create_for(event_loop, purpose, owner).into_value()),
        _ => {
            let future = m.call_method(event_loop, "create_future", &[])?;
            if let Some(core) = find_core(&future) {
                core.purpose.set(purpose);
                core.owner.set(to_ref(owner.clone()));
            }
            Ok(future)
        }
    }
}

/// Ends a wait: sets a result unless it is over already. Whether it was still pending.
pub fn wake_with(m: &mut Machine, future: &Value, result: Value) -> Outcome<bool> {
    match find_core(future) {
        Some(core) if core.done() => Ok(false),
        Some(core) => core.finish(m, future, Stage::Result, result).map(|()| true),
        None => {
            let done = m.call_method(future, "done", &[])?;
            if m.truth(&done)? {
                return Ok(false);
            }
            m.call_method(future, "set_result", &[result]).map(|_| true)
        }
    }
}

/// Whether any future is done.
pub fn is_done(m: &mut Machine, future: &Value) -> Outcome<bool> {
    match find_core(future) {
        Some(core) => Ok(core.done()),
        None => {
            let done = m.call_method(future, "done", &[])?;
            m.truth(&done)
        }
    }
}

/// Whether any future is cancelled.
pub fn is_cancelled(m: &mut Machine, future: &Value) -> Outcome<bool> {
    match find_core(future).filter(|_| !overrides(future, "cancelled")) {
        Some(core) => Ok(core.stage.get() == Stage::Cancelled),
        None => {
            let done = m.call_method(future, "cancelled", &[])?;
            m.truth(&done)
        }
    }
}

/// The exception of any future that is done and not cancelled, or None; it counts as heard.
pub fn exception_of(m: &mut Machine, future: &Value) -> Outcome {
    match find_core(future).filter(|_| !overrides(future, "exception")) {
        Some(core) if core.stage.get() == Stage::Failed => {
            core.hear();
            Ok(core.outcome.get())
        }
        Some(core) if core.stage.get() == Stage::Result => Ok(Value::None),
        _ => m.call_method(future, "exception", &[]),
    }
}

/// The result of any future, or what it raises.
pub fn result_of(m: &mut Machine, future: &Value) -> Outcome {
    match find_core(future).filter(|_| !overrides(future, "result")) {
        Some(_) => super::future_type::result(m, std::slice::from_ref(future)),
        None => m.call_method(future, "result", &[]),
    }
}

/// Cancels any future. Whether it was still possible.
pub fn cancel_any(m: &mut Machine, future: &Value, message: &Value) -> Outcome<bool> {
    let class = crate::object::class::class_of(future);
    if class == &classes().future {
        return cancel_core(m, future, message.clone());
    }
    if class == &classes().task {
        return super::task::cancel_task(m, future, message);
    }
    if class == &classes().gathering {
        return super::gather::cancel(m, future, message);
    }
    let cancel = m.get_attr(future, &intern("cancel"))?;
    let keywords = [("msg", or_none(message.clone()))];
    let done = m.call_keywords(&cancel, &[], if message.is_set() && !message.is_none() { &keywords } else { &[] })?;
    m.truth(&done)
}

/// The future that somebody waits with is over.
pub(super) fn release(m: &mut Machine, waiter: &Value) -> Outcome<()> {
    wake_with(m, waiter, Value::None).map(drop)
}

/// One step of `await future`: the future itself is the iterator.
#[inline]
pub fn step(m: &mut Machine, future: &Value, core: &Core, with: Resume) -> Outcome<Step> {
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    if !core.done() {
        if core.blocking().get() {
            return runtime_error("await wasn't used with future");
        }
        core.blocking().set(true);
        return Ok(Step::Yield(future.clone()));
    }
    match core.raise() {
        Some(raise) => Err(raise),
        None => Ok(Step::Return(core.outcome.get())),
    }
}

/// The loop meant by a `loop` argument.
pub fn loop_or_default(m: &mut Machine, given: &Value) -> Outcome {
    if given.is_set() && !given.is_none() {
        return Ok(given.clone());
    }
    if let Some(running) = state(|s| s.running.get()).some() {
        return Ok(running);
    }
    let module = m.import_module("asyncio")?;
    m.call_method(&module, "_event_loop", &[])
}

/// Ends a future or task with an exception.
pub fn fail(m: &mut Machine, future: &Value, exception: Value) -> Outcome<()> {
    let core = core_of(future)?;
    core.unheard().set(true);
    if let Some(object) = future.object() {
        object.set_flag(flag::FINALISER, true);
        object.set_flag(flag::FINALISED, false);
    }
    let traceback = exception.get::<Exception>().map_or(Value::None, |e| e.traceback.get());
    core.finish(m, future, Stage::Failed, exception)?;
    core.owner.set(to_ref(traceback));
    Ok(())
}

/// `cancel()` of a plain future.
pub fn cancel_core(m: &mut Machine, me: &Value, message: Value) -> Outcome<bool> {
    let core = core_of(me)?;
    core.hear();
    if core.done() {
        return Ok(false);
    }
    if core.purpose.get() == Purpose::Sleep {
        turn::timer_over(&core.event_loop.get());
    }
    core.finish(m, me, Stage::Cancelled, message)?;
    Ok(true)
}
