//! `_thread`: threads as fibers, and the locks they wait at.
//!
//! In: functions to run. Out: numbers and handles of threads. A new thread runs at once until it first waits; who made it
//! goes on after that. What `threading` adds is written in Co (`threading.co`).

pub mod local;
pub mod lock;

use crate::machine::Machine;
use crate::machine::fiber::wait::{Ended, Wait};
use crate::machine::fiber::{Id, Size};
use crate::native::convert::{FromValue, this, type_name};
use crate::native::{NativeModule, NativeType, class_for};
use crate::object::dict::Dict;
use crate::object::function::BoundMethod;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, overflow_error, runtime_error, type_error, value_error};
use crate::{getset, native, payload};
use std::cell::Cell;

/// `_thread`
pub static MODULE: NativeModule = NativeModule {
    name: "_thread",
    help: "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
    functions: &[
        native!(
            "start_new_thread(function, args, kwargs=None, /)",
            start_new,
            "Start a new thread and return its identifier."
        ),
        native!("start_new(function, args, kwargs=None, /)", start_new, "An obsolete synonym of start_new_thread()."),
        native!(
            "start_joinable_thread(function, handle=None, daemon=True)",
            start_joinable,
            "Start a new thread that can be waited for; gives its handle."
        ),
        native!("allocate_lock()", lock::allocate, "allocate_lock() is a function that creates a new lock object."),
        native!("allocate()", lock::allocate, "An obsolete synonym of allocate_lock()."),
        native!(
            "get_ident()",
            |m: &mut Machine, _: &[Value]| Ok(Value::Int(m.fibers.ident())),
            "Return a non-zero integer that uniquely identifies the current thread."
        ),
        native!(
            "get_native_id()",
            native_id,
            "Return a non-negative integer identifying the thread as reported by the OS."
        ),
        native!("_make_thread_handle(ident, /)", make_running_handle, "A handle of a thread that runs already."),
        native!("_get_main_thread_ident()", main_ident, "The number of the thread that the program began with."),
        native!("_count()", count, "Return the number of currently running Python threads, excluding the main thread."),
        native!("stack_size(size=0, /)", stack_size, "Return the thread stack size used when creating new threads."),
        native!("exit()", exit, "This is synonymous to ``raise SystemExit''."),
        native!("exit_thread()", exit, "An obsolete synonym of exit()."),
        native!("interrupt_main(signum=2, /)", interrupt_main, "Simulate the arrival of a signal in the main thread."),
        native!("_set_object(thread, /)", set_object, "What `threading` has for the running thread."),
        native!("_current_object()", current_object, "What `threading` has for the running thread, or None."),
        native!("_give_way()", give_way, "Let everybody else who can run go first."),
        native!(
            "_cpu_count()",
            |_: &mut Machine, _: &[Value]| Ok(Value::from(std::thread::available_parallelism().map_or(1, |n| n.get()))),
            "How many processors this process may use."
        ),
        native!("_is_deadlocked()", |m: &mut Machine, _: &[Value]| Ok(Value::bool(m.fibers.deadlocked)), ""),
    ],
    types: &[&HANDLE, &local::LOCAL, &lock::LOCK, &lock::RLOCK],
    fill: Some(|_, dict| {
        dict.set_name("error", types().exception(Exc::RuntimeError).clone());
        dict.set_name("LockType", class_for(&lock::LOCK));
        dict.set_name("TIMEOUT_MAX", lock::TIMEOUT_MAX);
        Ok(())
    }),
};

/// `threading`
pub static THREADING: NativeModule = NativeModule {
    name: "threading",
    help: "Thread module emulating a subset of Java's threading model.",
    fill: Some(|m, dict| super::embedded::run(m, dict, "threading", "")),
    ..NativeModule::BASE
};

/// A thread that can be waited for.
struct Handle {
    ident: Cell<i64>,
    /// 0 before the start, 1 while it runs, 2 when it is over.
    stage: Cell<u8>,
    waiters: Own<Vec<Id>>,
}

payload!(Handle, Kind::Extension);

static HANDLE: NativeType = NativeType {
    name: "_ThreadHandle",
    module: "_thread",
    layout: <Handle>::layout,
    new: Some(native!("__new__(cls, /)", new_handle, "")),
    methods: &[
        native!(
            "is_done(self, /)",
            |_: &mut Machine, a: &[Value]| -> Outcome { Ok(Value::bool(this::<Handle>(a)?.stage.get() == 2)) },
            ""
        ),
        native!("join(self, timeout=None, /)", join, ""),
        native!("_set_done(self, /)", set_done, ""),
        native!("__repr__(self, /)", handle_repr, "Return repr(self)."),
    ],
    getsets: &[getset!("ident", |_, v| Ok(v.get::<Handle>().map_or(Value::None, |h| Value::Int(h.ident.get()))), "")],
    ..NativeType::BASE
};

fn make_handle() -> Gc<Handle> {
    let handle = Handle { ident: Cell::new(0), stage: Cell::new(0), waiters: Own::new(Vec::new()) };
    Gc::new(handle, &class_for(&HANDLE))
}

fn make_running_handle(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = make_handle();
    handle.ident.set(i64::from_value(&a[0], m)?);
    handle.stage.set(1);
    Ok(handle.into_value())
}

fn handle_repr(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(format!("<_thread._ThreadHandle object: ident={}>", this::<Handle>(a)?.ident.get()).into())
}

fn new_handle(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(make_handle().into_value())
}

fn done(m: &mut Machine, handle: &Handle) {
    handle.stage.set(2);
    for waiter in handle.waiters.take() {
        m.wake(waiter);
    }
}

fn set_done(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = this::<Handle>(a)?;
    if handle.stage.get() == 0 {
        return runtime_error("thread not started");
    }
    done(m, handle);
    Ok(Value::None)
}

/// Waits until the thread is over, or the time is.
fn join(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = this::<Handle>(a)?;
    let deadline = match Option::<f64>::from_value(&a[1], m)? {
        Some(seconds) if seconds >= 0.0 => Some(lock::deadline(m, seconds)),
        _ => None,
    };
    if handle.stage.get() == 0 {
        return runtime_error("thread not started");
    }
    if handle.ident.get() == m.fibers.ident() && handle.stage.get() == 1 {
        return runtime_error("Cannot join current thread");
    }
    let me = m.fibers.current();
    while handle.stage.get() != 2 {
        handle.waiters.with(|w| w.push(me));
        let ended = m.block(Wait::Lock, deadline);
        handle.waiters.with(|w| w.retain(|id| *id != me));
        if ended? == Ended::Due {
            break;
        }
    }
    Ok(Value::None)
}

fn start_new(m: &mut Machine, a: &[Value]) -> Outcome {
    if !m.is_callable(&a[0]) {
        return type_error("first arg must be callable");
    }
    let Some(arguments) = a[1].get::<Tuple>().map(|t| t.as_slice().to_vec()) else {
        return type_error("2nd arg must be a tuple");
    };
    if !a[2].is_none() && a[2].get::<Dict>().is_none() {
        return type_error("optional 3rd arg must be a dictionary");
    }
    let handle = make_handle();
    start(m, &handle, Value::None, a[0].clone(), arguments, a[2].typed::<Dict>().cloned())?;
    Ok(Value::Int(handle.ident.get()))
}

fn start_joinable(m: &mut Machine, a: &[Value]) -> Outcome {
    if !m.is_callable(&a[0]) {
        return type_error("thread function must be callable");
    }
    let handle = match a[1].typed::<Handle>() {
        Some(handle) => handle.clone(),
        None if a[1].is_none() => make_handle(),
        None => return type_error("'handle' must be a _ThreadHandle"),
    };
    if handle.stage.get() != 0 {
        return runtime_error("thread already started");
    }
    let object = a[0].get::<BoundMethod>().map_or(Value::None, |method| method.receiver.clone());
    start(m, &handle, object, a[0].clone(), Vec::new(), None)?;
    Ok(handle.into_value())
}

/// Makes a thread and runs it until it first waits.
fn start(
    m: &mut Machine,
    handle: &Gc<Handle>,
    object: Value,
    function: Value,
    arguments: Vec<Value>,
    keywords: Option<Gc<Dict>>,
) -> Outcome<()> {
    if m.fibers.closed {
        return Err(Exc::PythonFinalizationError.raise("can't create new thread at interpreter shutdown"));
    }
    let own = handle.clone();
    let fiber = m.new_fiber(Size::Large, true, move |m| {
        let result = match &keywords {
            Some(keywords) => m.call_dict(&function, &arguments, keywords),
            None => m.call(&function, &arguments),
        };
        if let Err(raise) = result {
            if !raise.is(Exc::SystemExit) {
                let shown = m.repr(&function).map_or(String::new(), |text| text.as_str().to_string());
                m.unraisable(raise, &format!("Exception ignored in thread started by {shown}:"), &Value::None);
            }
        }
        drop((function, arguments, keywords));
        m.leave_thread();
        done(m, &own);
        drop(own);
        m.next_fiber()
    })?;
    handle.stage.set(1);
    if let Some(thread) = m.fibers.thread(fiber) {
        handle.ident.set(thread.ident);
        thread.object = object;
    }
    m.run_at_once(fiber)
}

fn native_id(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::Int(i64::from(std::process::id()) + m.fibers.current_thread() as i64))
}

fn main_ident(m: &mut Machine, _: &[Value]) -> Outcome {
    let main = m.fibers.thread(crate::machine::fiber::ROOT).map_or(0, |t| t.ident);
    Ok(Value::Int(main))
}

fn count(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok((m.fibers.threads().len() - 1).into())
}

fn stack_size(m: &mut Machine, a: &[Value]) -> Outcome {
    thread_local! {
        static SIZE: Cell<i64> = const { Cell::new(0) };
    }
    let size = i64::from_value(&a[0], m)?;
    if size < 0 {
        return value_error("size must be 0 or a positive value");
    }
    if size != 0 && size < 32_768 {
        return value_error(format!("size not valid: {size} bytes"));
    }
    Ok(Value::Int(SIZE.replace(size)))
}

fn exit(_: &mut Machine, _: &[Value]) -> Outcome {
    Err(Exc::SystemExit.with(Vec::new()))
}

fn interrupt_main(m: &mut Machine, a: &[Value]) -> Outcome {
    let signal = i64::from_value(&a[0], m)?;
    if !(1..65).contains(&signal) {
        return value_error("signal number out of range");
    }
    let signals = m.modules.get_name("signal");
    let handler = match &signals {
        Some(module) => m.call_method(module, "getsignal", &[Value::Int(signal)])?,
        None => Value::None,
    };
    // Without the module only Ctrl-C has a handler.
    if m.is_callable(&handler) || (signals.is_none() && signal == 2) {
        if signal != 2 {
            return m.call(&handler, &[Value::Int(signal), Value::None]);
        }
        crate::host::interrupt::simulate();
        // Nobody presses the key again and again.
        m.observation.interruptions = m.observation.interruptions.saturating_sub(1);
        m.interrupt_main()?;
    }
    Ok(Value::None)
}

fn set_object(m: &mut Machine, a: &[Value]) -> Outcome {
    let id = m.fibers.current_thread();
    if let Some(thread) = m.fibers.thread(id) {
        thread.object = a[0].clone();
    }
    Ok(Value::None)
}

fn current_object(m: &mut Machine, _: &[Value]) -> Outcome {
    let id = m.fibers.current_thread();
    Ok(m.fibers.thread(id).map_or(Value::None, |t| t.object.clone()))
}

fn give_way(m: &mut Machine, _: &[Value]) -> Outcome {
    m.give_way()?;
    Ok(Value::None)
}

/// A number of seconds that a wait may take.
fn seconds(m: &mut Machine, value: &Value) -> Outcome<f64> {
    let seconds = match value {
        Value::Int(_) | Value::Float(_) | Value::Bool(_) => f64::from_value(value, m)?,
        _ if crate::object::class::class_of(value).has_special(crate::object::special::Special::Index) => {
            f64::from_value(value, m)?
        }
        _ => return type_error(format!("'{}' object cannot be interpreted as an integer", type_name(value))),
    };
    if seconds.is_nan() {
        return value_error("Invalid value NaN (not a number)");
    }
    if seconds > lock::TIMEOUT_MAX {
        return overflow_error("timestamp out of range for platform time_t");
    }
    Ok(seconds)
}
