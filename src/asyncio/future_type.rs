//! `asyncio.Future`: its table, its methods, and the iterator of `await`.
//!
//! In: calls of programs. Out: what [`super::future`] does with the future's core.

use super::callback::{self, Callback, Callbacks};
use super::future::{
    Core, Future, Purpose, Stage, cancel_core, core_of, fail, find_core, loop_or_default, step, to_ref, to_value,
};
use super::state::{invalid_state, or_none};
use super::task::Task;
use super::{context, debug, show};
use crate::machine::Machine;
use crate::native::convert::short_name;
use crate::native::{NativeType, class_for};
use crate::object::class::{Class, class_flag};
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::generator::Resume;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::str::intern;
use crate::object::{Exc, Outcome, Value, runtime_error, type_error, value_error};
use crate::{getset, native, payload};
/// The iterator of `future.__await__()` and `iter(future)`.
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
        )
        .quickly(quick_add),
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
        getset!("_loop", |_, v| Ok(or_none(core_of(v)?.event_loop.get())), ""),
        getset!(
            "_result",
            |_, v| Ok(if core_of(v)?.stage.get() == Stage::Result { core_of(v)?.outcome.get() } else { Value::None }),
            ""
        ),
        getset!(
            "_exception",
            |_, v| Ok(if core_of(v)?.stage.get() == Stage::Failed { core_of(v)?.outcome.get() } else { Value::None }),
            ""
        ),
        getset!("_log_traceback", |_, v| Ok(Value::bool(core_of(v)?.unheard().get())), set_log, ""),
        getset!("_cancel_message", |_, v| Ok(or_none(core_of(v)?.message())), set_message, ""),
        getset!("_callbacks", callbacks, ""),
        getset!("_source_traceback", |_, v| Ok(debug::source(core_of(v)?)), ""),
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

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let event_loop = loop_or_default(m, &a[1])?;
    let core = core_of(&a[0])?;
    debug::note_source(m, core, &event_loop)?;
    core.event_loop.set(event_loop);
    if m.observation.heard {
        super::seen::future_made(m, &a[0]);
    }
    Ok(Value::None)
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    Ok(Gc::new(Future { core: Core::new(Value::Unset) }, class).into_value())
}

pub(super) fn result(_: &mut Machine, a: &[Value]) -> Outcome {
    let core = core_of(&a[0])?;
    match core.raise() {
        Some(raise) => Err(raise),
        None if core.done() => Ok(core.outcome.get()),
        None if !core.event_loop.get().is_set() => invalid_state("Future object is not initialized."),
        None => invalid_state("Result is not set."),
    }
}

fn exception(_: &mut Machine, a: &[Value]) -> Outcome {
    let core = core_of(&a[0])?;
    match core.stage.get() {
        Stage::Pending if !core.event_loop.get().is_set() => invalid_state("Future object is not initialized."),
        Stage::Pending => invalid_state("Exception is not set."),
        Stage::Cancelled => Err(core.cancelled()),
        Stage::Result => Ok(Value::None),
        Stage::Failed => {
            core.hear();
            Ok(core.outcome.get())
        }
    }
}

/// The common part of a future whose `__init__` went through.
fn alive(value: &Value) -> Outcome<&Core> {
    let core = core_of(value)?;
    if !core.event_loop.is_set() {
        return runtime_error("Future object is not initialized.");
    }
    Ok(core)
}

fn still_pending(_: &mut Machine, value: &Value) -> Outcome<()> {
    let core = alive(value)?;
    if core.done() {
        return invalid_state("invalid state");
    }
    Ok(())
}

fn set_result(m: &mut Machine, a: &[Value]) -> Outcome {
    still_pending(m, &a[0])?;
    core_of(&a[0])?.finish(m, &a[0], Stage::Result, a[1].clone())?;
    Ok(Value::None)
}

fn set_exception(m: &mut Machine, a: &[Value]) -> Outcome {
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

fn add_done_callback(m: &mut Machine, a: &[Value]) -> Outcome {
    let core = core_of(&a[0])?;
    if !core.event_loop.get().is_set() {
        return runtime_error("uninitialized Future object");
    }
    let Value::Object(callable) = &a[1] else {
        return type_error(format!("'{}' object is not callable", short_name(&a[1])));
    };
    let context = if a[2].is_none() || !a[2].is_set() { context::copied() } else { a[2].clone() };
    let callback = Callback::Call(callable.clone(), to_ref(context));
    if core.done() {
        callback::tell(m, core, &a[0], callback)?;
    } else {
        core.add(callback);
    }
    Ok(Value::None)
}

/// `add_done_callback(fn)` of one that is pending.
fn quick_add(_: &mut Machine, a: &[Value], _: bool) -> Option<Value> {
    let [future, Value::Object(callable)] = a else { return None };
    let core = find_core(future).filter(|core| !core.done() && core.event_loop.is_set())?;
    core.add(Callback::Call(callable.clone(), to_ref(context::copied())));
    Some(Value::None)
}

fn remove_done_callback(m: &mut Machine, a: &[Value]) -> Outcome {
    let core = alive(&a[0])?;
    let mut kept = Callbacks::None;
    let mut removed = 0i64;
    for callback in core.callbacks.get().to_vec() {
        let same = match &callback {
            Callback::Call(f, _) => m.equal(&Value::Object(f.clone()), &a[1])?,
            _ => false,
        };
        if same {
            removed += 1;
        } else {
            kept.push(callback);
        }
    }
    if !core.done() {
        drop(core.callbacks.replace(kept));
    }
    Ok(Value::Int(removed))
}

fn cancel(m: &mut Machine, a: &[Value]) -> Outcome {
    if alive(&a[0])?.purpose.get() == Purpose::Gather {
        return super::gather::cancel(m, &a[0], &a[1]).map(Value::bool);
    }
    cancel_core(m, &a[0], a[1].clone()).map(Value::bool)
}

fn cancelled(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(core_of(&a[0])?.stage.get() == Stage::Cancelled))
}

fn done(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(core_of(&a[0])?.done()))
}

fn get_loop(_: &mut Machine, a: &[Value]) -> Outcome {
    match core_of(&a[0])?.event_loop.get().some() {
        Some(event_loop) => Ok(event_loop),
        None => runtime_error("Future object is not initialized."),
    }
}

fn subscript(m: &mut Machine, a: &[Value]) -> Outcome {
    m.generic_alias(&a[0], &a[1])
}

fn iterator(_: &mut Machine, a: &[Value]) -> Outcome {
    alive(&a[0])?;
    Ok(Gc::new(FutureIterator { future: Own::new(a[0].clone()) }, &class_for(&ITERATOR)).into_value())
}

fn next(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(iterator) = a[0].get::<FutureIterator>() else { return Ok(Value::None) };
    let future = iterator.future.get();
    let Some(core) = find_core(&future) else { return Err(Exc::StopIteration.with(Vec::new())) };
    if core.done() {
        iterator.future.set(Value::None);
    }
    step(m, &future, core, Resume::Send(Value::None)).and_then(crate::builtins::generator::step_value)
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
    Ok(match core_of(v)?.stage.get() {
        Stage::Pending => "PENDING",
        Stage::Cancelled => "CANCELLED",
        _ => "FINISHED",
    }
    .into())
}

fn blocking(_: &mut Machine, v: &Value) -> Outcome {
    Ok(Value::bool(core_of(v)?.blocking().get()))
}

fn set_blocking(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    if !new.is_set() {
        return Err(Exc::AttributeError.raise("cannot delete attribute"));
    }
    let on = m.truth(&new)?;
    core_of(v)?.blocking().set(on);
    Ok(())
}

fn set_log(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    if !new.is_set() {
        return Err(Exc::AttributeError.raise("cannot delete attribute"));
    }
    if m.truth(&new)? {
        return value_error("_log_traceback can only be set to False");
    }
    core_of(v)?.hear();
    core_of(v)?.unheard().set(false);
    Ok(())
}

fn set_message(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let core = core_of(v)?;
    if core.stage.get() != Stage::Result && core.stage.get() != Stage::Failed {
        core.outcome.set(new);
    }
    Ok(())
}

fn callbacks(_: &mut Machine, v: &Value) -> Outcome {
    let all = core_of(v)?.callbacks.get().to_vec();
    let all: Vec<Value> = all
        .into_iter()
        .map(|c| match c {
            Callback::Call(f, c) => {
                Tuple::of([Value::Object(f), or_none(super::context::own(to_value(c)))]).into_value()
            }
            Callback::Wake(t) => Tuple::of([t.into_value(), Value::None]).into_value(),
            Callback::Told(told, _) => Tuple::of([told.name().into(), Value::None]).into_value(),
        })
        .collect();
    Ok(if all.is_empty() { Value::None } else { all.into() })
}

/// `isfuture(obj)`: one of asyncio's, or one that says it is like them.
pub fn is_future(m: &mut Machine, value: &Value) -> Outcome<bool> {
    if find_core(value).is_some() {
        return Ok(true);
    }
    if !value.object().is_some_and(|o| matches!(o.kind(), Kind::Instance | Kind::Extension)) {
        return Ok(false);
    }
    // A stand-in (of `unittest.mock`) says by `__class__` what it stands for.
    let Some(class) = m.find_attr(value, &intern("__class__"))? else { return Ok(false) };
    if m.find_attr(&class, &intern("_asyncio_future_blocking"))?.is_none() {
        return Ok(false);
    }
    let blocking = m.find_attr(value, &intern("_asyncio_future_blocking"))?;
    Ok(blocking.is_some_and(|b| !b.is_none()))
}

pub(super) fn isfuture(m: &mut Machine, a: &[Value]) -> Outcome {
    is_future(m, &a[0]).map(Value::bool)
}

fn del(m: &mut Machine, a: &[Value]) -> Outcome {
    let core = core_of(&a[0])?;
    let report = Dict::create();
    if core.unheard().replace(false) {
        let name = short_name(&a[0]).to_string();
        report.set_name("message", format!("{name} exception was never retrieved"));
        report.set_name("exception", core.outcome.get());
        report.set_name("future", a[0].clone());
    } else if !core.done() && core.log_destroyed().get() && a[0].get::<Task>().is_some_and(|t| t.future.started().get())
    {
        // Whoever keeps it now, it is no task of the loop any more.
        super::state::unregister_method(m, a)?;
        report.set_name("task", a[0].clone());
        report.set_name("message", "Task was destroyed but it is pending!");
    } else {
        return Ok(Value::None);
    }
    let source = debug::source(core);
    if !source.is_none() {
        report.set_name("source_traceback", source);
    }
    let event_loop = core.event_loop.get();
    m.call_method(&event_loop, "call_exception_handler", &[report.into_value()])
}

/// `_release_when_done(fut, waiter)`
pub(super) fn release_when_done(m: &mut Machine, a: &[Value]) -> Outcome {
    callback::add(m, &a[0], callback::Told::Release, &a[1])?;
    Ok(Value::None)
}

/// `_forget_release(fut, waiter)`
pub(super) fn forget_release(m: &mut Machine, a: &[Value]) -> Outcome {
    callback::remove(m, &a[0], callback::Told::Release, &a[1])?;
    Ok(Value::None)
}

/// `_awaited_by(future)`: the tasks that wait for it, directly or through `gather` and the like, each once.
pub(super) fn awaited_by(_: &mut Machine, a: &[Value]) -> Outcome {
    let mut all: Vec<Value> = Vec::new();
    for (task, _) in find_core(&a[0]).map(super::trail::waiting_for).unwrap_or_default() {
        if !all.iter().any(|known| known.is(&task.value())) {
            all.push(task.into_value());
        }
    }
    Ok(all.into())
}
