//! Futures: a place for a result that is not there yet, and who is told when it is.

use super::context;
use super::seen;
use super::show;
use super::state::{cancelled_error, invalid_state, or_none, state};
use super::task::Task;
use super::turn::{self, Ready};
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::native::{NativeType, class_for};
use crate::object::class::{Class, class_flag};
use crate::object::exception::Exception;
use crate::object::heap::{Gc, Kind, Own, Payload, flag};
use crate::object::list::Tuple;
use crate::object::str::intern;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error, type_error};
use crate::{getset, native, payload};
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

/// Who is told.
#[derive(Clone)]
pub enum Callback {
    /// A callable, in a context.
    Call(Value, Value),
    /// A task that awaits the future.
    Wake(Gc<Task>),
}

/// What futures and tasks have in common.
pub struct Core {
    /// Where it stands.
    pub stage: Cell<Stage>,
    /// `_asyncio_future_blocking`: it was just given to the task that awaits it.
    pub blocking: Cell<bool>,
    /// Whether its exception must be reported if nobody asks for it.
    pub unheard: Cell<bool>,
    /// Its number in events; 0 until somebody listens.
    pub serial: Cell<u32>,
    /// The loop.
    pub event_loop: Own<Value>,
    /// Result or exception.
    pub outcome: Own<Value>,
    /// The first to be told.
    pub first: Own<Option<Callback>>,
    /// The others to be told.
    pub others: Own<Vec<Callback>>,
    /// The message of `cancel()`, or Unset.
    pub message: Own<Value>,
}

impl Core {
    /// A pending one.
    pub fn new(event_loop: Value) -> Core {
        Core {
            stage: Cell::new(Stage::Pending),
            blocking: Cell::new(false),
            unheard: Cell::new(false),
            serial: Cell::new(0),
            event_loop: Own::new(event_loop),
            outcome: Own::new(Value::Unset),
            first: Own::new(None),
            others: Own::new(Vec::new()),
            message: Own::new(Value::Unset),
        }
    }

    /// Whether it is over.
    #[inline]
    pub fn done(&self) -> bool {
        self.stage.get() != Stage::Pending
    }

    /// Shows what it holds.
    pub fn trace_into(&self, visit: &mut dyn FnMut(&Value)) {
        self.outcome.with(|v| visit(v));
        self.event_loop.with(|v| visit(v));
        let mut show = |c: &Callback| match c {
            Callback::Call(f, c) => {
                visit(f);
                visit(c);
            }
            Callback::Wake(t) => visit(&t.value()),
        };
        self.first.with(|f| f.iter().for_each(&mut show));
        self.others.with(|o| o.iter().for_each(&mut show));
    }

    /// All who are to be told.
    pub fn callbacks(&self) -> Vec<Callback> {
        let mut all: Vec<Callback> = self.first.get().into_iter().collect();
        all.extend(self.others.get());
        all
    }

    /// Whether nobody is to be told.
    pub fn callbacks_none(&self) -> bool {
        self.first.with(|f| f.is_none())
    }

    /// Somebody hears of its exception.
    #[inline]
    pub fn hear(&self) {
        if self.unheard.replace(false) && self.serial.get() != 0 {
            state(|s| s.heard.with(|h| h.push(self.serial.get())));
        }
    }

    /// One more to be told.
    pub fn add(&self, callback: Callback) {
        if self.first.with(|f| f.is_none()) && self.others.with(|o| o.is_empty()) {
            self.first.set(Some(callback));
        } else {
            self.others.with(|o| o.push(callback));
        }
    }

    /// Tells all: they are scheduled.
    pub fn finish(&self, m: &mut Machine, me: &Value, stage: Stage, outcome: Value) -> Outcome<()> {
        self.stage.set(stage);
        self.outcome.set(outcome);
        if m.observation.heard {
            seen::done(m, me);
        }
        let Some(first) = self.first.take() else { return Ok(()) };
        let others = self.others.take();
        let event_loop = self.event_loop.get();
        tell(m, &event_loop, me, first)?;
        for callback in others {
            tell(m, &event_loop, me, callback)?;
        }
        Ok(())
    }

    /// The exception of a failed or cancelled one, as `await` raises it.
    pub fn raise(&self) -> Option<Raise> {
        match self.stage.get() {
            Stage::Cancelled => Some(Raise(cancelled_error(self.message.get()))),
            Stage::Failed => {
                self.hear();
                self.outcome.get().typed::<Exception>().map(|e| Raise(e.clone()))
            }
            _ => None,
        }
    }
}

fn tell(m: &mut Machine, event_loop: &Value, me: &Value, callback: Callback) -> Outcome<()> {
    if m.observation.heard {
        match &callback {
            Callback::Wake(task) => seen::woken(m, task, me),
            Callback::Call(callback, _) => seen::callback_scheduled(m, callback, me),
        }
    }
    match callback {
        Callback::Wake(task) => turn::schedule(m, event_loop, Ready::Wake(task, me.clone())),
        Callback::Call(callback, context) => turn::schedule(m, event_loop, Ready::Call(callback, me.clone(), context)),
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
    clear | this | {
        drop(this.core.outcome.replace(Value::None));
        drop(this.core.first.take());
        drop(this.core.others.take());
    }
);

/// The iterator of `await future`.
struct FutureIterator {
    future: Own<Value>,
}

payload!(FutureIterator, Kind::Extension, trace | this, visit | { this.future.with(|v| visit(v)) });

/// `asyncio.Future`
pub static FUTURE: NativeType = NativeType {
    name: "Future",
    module: "_asyncio",
    layout: <Future>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "This class is *almost* compatible with concurrent.futures.Future.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        native!("__init__(self, *, loop=None)", init, ""),
        native!("result(self, /)", result, "Return the result this future represents."),
        native!("exception(self, /)", exception, "Return the exception that was set on this future."),
        native!("set_result(self, result, /)", set_result, "Mark the future done and set its result."),
        native!("set_exception(self, exception, /)", set_exception, "Mark the future done and set an exception."),
        native!(
            "add_done_callback(self, fn, /, *, context=None)",
            add_done_callback,
            "Add a callback to be run when the future becomes done."
        ),
        native!(
            "remove_done_callback(self, fn, /)",
            remove_done_callback,
            "Remove all instances of a callback from the \"call when done\" list."
        ),
        native!("cancel(self, /, msg=None)", cancel, "Cancel the future and schedule callbacks."),
        native!("cancelled(self, /)", cancelled, "Return True if the future was cancelled."),
        native!("done(self, /)", done, "Return True if the future is done."),
        native!("get_loop(self, /)", get_loop, "Return the event loop the Future is bound to."),
        native!("__await__(self, /)", iterator, "Return an iterator to be used in await expression."),
        native!("__iter__(self, /)", iterator, "Implement iter(self)."),
        native!("__repr__(self, /)", show::repr_future, "Return repr(self)."),
        native!("__del__(self, /)", del, "Called when the instance is about to be destroyed."),
    ],
    class_methods: &[native!("__class_getitem__(cls, item, /)", subscript, "See PEP 585")],
    getsets: &[
        getset!("_state", state_name, ""),
        getset!("_asyncio_future_blocking", blocking, set_blocking, ""),
        getset!("_loop", |_, v| Ok(core(v)?.event_loop.get()), ""),
        getset!("_result", |_, v| Ok(or_none(core(v)?.outcome.get())), ""),
        getset!(
            "_exception",
            |_, v| Ok(if core(v)?.stage.get() == Stage::Failed { core(v)?.outcome.get() } else { Value::None }),
            ""
        ),
        getset!("_log_traceback", |_, v| Ok(Value::Bool(core(v)?.unheard.get())), set_log, ""),
        getset!("_cancel_message", |_, v| Ok(or_none(core(v)?.message.get())), set_message, ""),
        getset!("_callbacks", callbacks, ""),
        getset!("_source_traceback", |_, _| Ok(Value::None), ""),
    ],
    ..NativeType::BASE
};

static ITERATOR: NativeType = NativeType {
    name: "FutureIter",
    module: "_asyncio",
    layout: <FutureIterator>::layout,
    flags: class_flag::FINAL,
    methods: &[
        native!("__iter__(self, /)", |_: &mut Machine, a: &[Value]| -> Outcome { Ok(a[0].clone()) }, ""),
        native!("__next__(self, /)", next, ""),
        native!("send(self, value, /)", next, ""),
        native!("throw(self, typ, val=<unset>, tb=<unset>, /)", throw, ""),
        native!("close(self, /)", close, ""),
    ],
    ..NativeType::BASE
};

/// The common part of a future or task.
#[inline]
pub fn find_core(value: &Value) -> Option<&Core> {
    match value.get::<Task>() {
        Some(task) => Some(&task.future),
        None => value.get::<Future>().map(|f| &f.core),
    }
}

fn core(value: &Value) -> Outcome<&Core> {
    match find_core(value) {
        Some(core) => Ok(core),
        None => type_error(format!("descriptor does not apply to a '{}' object", type_name(value))),
    }
}

/// A pending future of a loop.
pub fn create(event_loop: &Value) -> Value {
    Gc::new(Future { core: Core::new(event_loop.clone()) }, &class_for(&FUTURE)).into_value()
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    Ok(Gc::new(Future { core: Core::new(Value::Unset) }, class).into_value())
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
    m.call_method(&module, "get_event_loop", &[])
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let event_loop = loop_or_default(m, &a[1])?;
    core(&a[0])?.event_loop.set(event_loop);
    if m.observation.heard {
        seen::future_made(m, &a[0]);
    }
    Ok(Value::None)
}

fn result(_: &mut Machine, a: &[Value]) -> Outcome {
    let core = core(&a[0])?;
    match core.raise() {
        Some(raise) => Err(raise),
        None if core.done() => Ok(core.outcome.get()),
        None => invalid_state("Result is not set."),
    }
}

fn exception(_: &mut Machine, a: &[Value]) -> Outcome {
    let core = core(&a[0])?;
    match core.stage.get() {
        Stage::Pending => invalid_state("Exception is not set."),
        Stage::Cancelled => Err(Raise(cancelled_error(core.message.get()))),
        Stage::Result => Ok(Value::None),
        Stage::Failed => {
            core.hear();
            Ok(core.outcome.get())
        }
    }
}

fn still_pending(_: &mut Machine, value: &Value) -> Outcome<()> {
    let core = core(value)?;
    if core.event_loop.with(|l| !l.is_set()) {
        return runtime_error("Future object is not initialized.");
    }
    if core.done() {
        return invalid_state("invalid state");
    }
    Ok(())
}

fn set_result(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[0].get::<Task>().is_some() {
        return runtime_error("Task does not support set_result operation");
    }
    still_pending(m, &a[0])?;
    core(&a[0])?.finish(m, &a[0], Stage::Result, a[1].clone())?;
    Ok(Value::None)
}

fn set_exception(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[0].get::<Task>().is_some() {
        return runtime_error("Task does not support set_exception operation");
    }
    still_pending(m, &a[0])?;
    let given = if a[1].get::<Class>().is_some() { m.call(&a[1], &[])? } else { a[1].clone() };
    if given.get::<Exception>().is_none() {
        return type_error("invalid exception object");
    }
    let given = if m.is_instance(&given, &crate::object::types::types().exception(Exc::StopIteration).value())? {
        let raise =
            Exc::RuntimeError.raise("StopIteration interacts badly with generators and cannot be raised into a Future");
        raise.0.cause.set(given.clone());
        raise.0.context.set(given);
        raise.value()
    } else {
        given
    };
    fail(m, &a[0], given)?;
    Ok(Value::None)
}

/// Ends a future or task with an exception.
pub fn fail(m: &mut Machine, future: &Value, exception: Value) -> Outcome<()> {
    let core = core(future)?;
    core.unheard.set(true);
    if let Some(object) = future.object() {
        object.set_flag(flag::FINALISER, true);
        object.set_flag(flag::FINALISED, false);
    }
    core.finish(m, future, Stage::Failed, exception)
}

fn add_done_callback(m: &mut Machine, a: &[Value]) -> Outcome {
    let core = core(&a[0])?;
    let context = if a[2].is_none() { context::current() } else { a[2].clone() };
    if core.done() {
        let event_loop = core.event_loop.get();
        tell(m, &event_loop, &a[0], Callback::Call(a[1].clone(), context))?;
    } else {
        core.add(Callback::Call(a[1].clone(), context));
    }
    Ok(Value::None)
}

fn remove_done_callback(m: &mut Machine, a: &[Value]) -> Outcome {
    let core = core(&a[0])?;
    let all = core.callbacks();
    let mut kept = Vec::new();
    let mut removed = 0i64;
    for callback in all {
        let same = match &callback {
            Callback::Call(f, _) => m.equal(f, &a[1])?,
            Callback::Wake(_) => false,
        };
        if same {
            removed += 1;
        } else {
            kept.push(callback);
        }
    }
    drop(core.others.take());
    drop(core.first.take());
    for callback in kept {
        core.add(callback);
    }
    Ok(Value::Int(removed))
}

/// `cancel()` of a plain future.
pub fn cancel_core(m: &mut Machine, me: &Value, message: Value) -> Outcome<bool> {
    let core = core(me)?;
    core.hear();
    if core.done() {
        return Ok(false);
    }
    core.message.set(message);
    core.finish(m, me, Stage::Cancelled, Value::Unset)?;
    Ok(true)
}

fn cancel(m: &mut Machine, a: &[Value]) -> Outcome {
    cancel_core(m, &a[0], a[1].clone()).map(Value::Bool)
}

fn cancelled(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Bool(core(&a[0])?.stage.get() == Stage::Cancelled))
}

fn done(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Bool(core(&a[0])?.done()))
}

fn get_loop(_: &mut Machine, a: &[Value]) -> Outcome {
    match core(&a[0])?.event_loop.get().some() {
        Some(event_loop) => Ok(event_loop),
        None => runtime_error("Future object is not initialized."),
    }
}

fn subscript(m: &mut Machine, a: &[Value]) -> Outcome {
    m.generic_alias(&a[0], &a[1])
}

fn iterator(_: &mut Machine, a: &[Value]) -> Outcome {
    core(&a[0])?;
    Ok(Gc::new(FutureIterator { future: Own::new(a[0].clone()) }, &class_for(&ITERATOR)).into_value())
}

fn next(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(iterator) = a[0].get::<FutureIterator>() else { return Ok(Value::None) };
    let future = iterator.future.get();
    let Some(core) = find_core(&future) else { return Err(Exc::StopIteration.with(Vec::new())) };
    if !core.done() {
        if core.blocking.get() {
            return runtime_error("await wasn't used with future");
        }
        core.blocking.set(true);
        return Ok(future);
    }
    iterator.future.set(Value::None);
    match core.raise() {
        Some(raise) => Err(raise),
        None => Err(crate::builtins::generator::stop_iteration(core.outcome.get())),
    }
}

fn throw(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(iterator) = a[0].get::<FutureIterator>() {
        iterator.future.set(Value::None);
    }
    let exception = crate::builtins::generator::thrown(m, a)?;
    Err(m.raise_value(exception))
}

fn close(_: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(iterator) = a[0].get::<FutureIterator>() {
        iterator.future.set(Value::None);
    }
    Ok(Value::None)
}

fn state_name(_: &mut Machine, v: &Value) -> Outcome {
    Ok(match core(v)?.stage.get() {
        Stage::Pending => "PENDING",
        Stage::Cancelled => "CANCELLED",
        _ => "FINISHED",
    }
    .into())
}

fn blocking(_: &mut Machine, v: &Value) -> Outcome {
    Ok(Value::Bool(core(v)?.blocking.get()))
}

fn set_blocking(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let on = m.truth(&new)?;
    core(v)?.blocking.set(on);
    Ok(())
}

fn set_log(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let on = m.truth(&new)?;
    if !on {
        core(v)?.hear();
    }
    core(v)?.unheard.set(on);
    Ok(())
}

fn set_message(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    core(v)?.message.set(new);
    Ok(())
}

fn callbacks(_: &mut Machine, v: &Value) -> Outcome {
    let all = core(v)?.callbacks();
    let all: Vec<Value> = all
        .into_iter()
        .map(|c| match c {
            Callback::Call(f, c) => Tuple::of([f, or_none(c)]).into_value(),
            Callback::Wake(t) => Tuple::of([t.into_value(), Value::None]).into_value(),
        })
        .collect();
    Ok(if all.is_empty() { Value::None } else { all.into() })
}

pub(super) fn isfuture(m: &mut Machine, a: &[Value]) -> Outcome {
    if find_core(&a[0]).is_some() {
        return Ok(Value::Bool(true));
    }
    let class = crate::object::class::class_of(&a[0]).value();
    let marked = m.find_attr(&class, &intern("_asyncio_future_blocking"))?.is_some();
    if !marked {
        return Ok(Value::Bool(false));
    }
    let blocking = m.find_attr(&a[0], &intern("_asyncio_future_blocking"))?;
    Ok(Value::Bool(blocking.is_some_and(|b| !b.is_none())))
}

fn del(m: &mut Machine, a: &[Value]) -> Outcome {
    let core = core(&a[0])?;
    if !core.unheard.replace(false) {
        return Ok(Value::None);
    }
    let event_loop = core.event_loop.get();
    let name = type_name(&a[0]).to_string();
    let report = crate::object::dict::Dict::create();
    report.set_name("message", format!("{name} exception was never retrieved"));
    report.set_name("exception", core.outcome.get());
    report.set_name("future", a[0].clone());
    m.call_method(&event_loop, "call_exception_handler", &[report.into_value()])
}
