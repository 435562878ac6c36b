//! asyncio: the loop, its tasks and futures in Rust; what is rarer in Co, compiled when first asked for.
//!
//! In: coroutines and callbacks. Out: their effects in CPython's order. Files: `state` (what is current), `future`, `task`,
//! `turn` (the loop), `handle`, `context` (context variables), `show` (reprs), `seen` (events), `waits` (who waits for what),
//! `*.co` (the rest of the names).

pub mod bare;
pub mod barrier;
pub mod bound;
pub mod callback;
pub mod condition;
pub mod context;
pub mod debug;
pub mod dialect;
pub mod future;
pub mod future_type;
pub mod gather;
pub mod group;
pub mod handle;
pub mod hop;
pub mod line;
pub mod locks;
pub mod loop_type;
pub mod nap;
pub mod queue;
pub mod seen;
pub mod show;
pub mod sleep;
pub mod state;
pub mod task;
pub mod timeouts;
pub mod timers;
pub mod trail;
pub mod turn;
pub mod wait;
pub mod waits;

use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::object::descriptor::NativeFunction;
use crate::object::dict::Dict;
use crate::object::function::BoundMethod;
use crate::object::heap::Gc;
use crate::object::list::Tuple;
use crate::object::{Outcome, Value};
use crate::python;

/// `_asyncio`: what `asyncio` is built on.
pub static NATIVE: NativeModule = NativeModule {
    name: "_asyncio",
    help: "Accelerator module for asyncio.",
    functions: &[
        native!("_get_running_loop()", state::running_or_none, "Return the running event loop or None."),
        native!(
            "get_running_loop()",
            state::running_loop,
            "Return the running event loop.  Raise a RuntimeError if there is none."
        ),
        native!("_set_running_loop(loop, /)", state::set_running, "Set the running event loop."),
        native!("current_task(loop=None)", state::current_task, "Return a currently executed task."),
        native!("_swap_current_task(loop, task)", state::swap_current, "Make another task the current one."),
        native!("_cut_off(tasks, /)", trail::cut_off, "Tell of tasks that are cancelled because the loop is closed."),
        native!("_pending_tasks(loop)", state::pending_tasks, "The tasks of a loop that are not done, as a list."),
        python!("isfuture(obj)", future_type::isfuture, "Return True if obj is a Future."),
        python!(
            "sleep(delay, result=None, *, loop=<unset>)",
            sleep::sleep,
            "Coroutine that completes after a given time (in seconds).",
            sleep::at_once
        ),
        python!(
            "gather(*coros_or_futures, return_exceptions=False, loop=<unset>)",
            gather::gather,
            "Return a future aggregating results from the given coroutines/futures."
        ),
        python!("shield(arg, *, loop=<unset>)", gather::shield, "Wait for a future, shielding it from cancellation."),
        python!(
            "ensure_future(coro_or_future, *, loop=None)",
            gather::ensure_future,
            "Wrap a coroutine or an awaitable in a future."
        ),
        python!(
            "wait(fs, *, timeout=None, return_when='ALL_COMPLETED', loop=<unset>)",
            wait::wait,
            "Wait for the Futures or Tasks given by fs to complete."
        ),
        python!(
            "as_completed(fs, *, timeout=None, loop=<unset>)",
            wait::as_completed,
            "Create an iterator of awaitables or their results in completion order."
        ),
        native!("_enter_timeout(delay, /)", timeouts::enter_new, "A timeout that is entered."),
        native!("_leave_timeout(timeout, exception, /)", timeouts::leave_method, "Leave a timeout."),
        python!("timeout(delay)", timeouts::timeout, "Timeout async context manager."),
        python!("timeout_at(when)", timeouts::timeout_at, "Schedule the timeout at absolute time."),
        python!(
            "create_task(coro, *, name=None, context=None, eager_start=<unset>)",
            task::create_task,
            "Schedule the execution of a coroutine object in a spawn task."
        ),
        python!("iscoroutine(obj)", task::iscoroutine, "Return True if obj is a coroutine object."),
        native!("_plain_loop(class, /)", state::set_plain_loop, "Say which class of loops nobody has changed."),
        native!("get_event_loop()", state::get_event_loop, "Return an asyncio event loop."),
        native!("_debug_wanted()", debug::is_wanted, "Whether PYTHONASYNCIODEBUG asks for debug mode."),
        native!("_copy_context()", context::copy_current, "A copy of the current context."),
        native!(
            "_release_when_done(fut, waiter, /)",
            future_type::release_when_done,
            "Complete one future when another is."
        ),
        native!(
            "_forget_release(fut, waiter, /)",
            future_type::forget_release,
            "Take back what _release_when_done did."
        ),
        native!("_awaited_by(future, /)", future_type::awaited_by, "The tasks that wait for a future."),
        native!(
            "_register_task(task)",
            state::register_method,
            "Register an asyncio Task scheduled to run on an event loop."
        ),
        native!("_unregister_task(task)", state::unregister_method, "Unregister a task."),
        native!("_enter_task(loop, task)", state::enter_task, "Enter into task execution or resume suspended task."),
        native!("_leave_task(loop, task)", state::leave_task, "Leave task execution or suspend a task."),
        native!(
            "_loop_argument(name, /)",
            |m: &mut Machine, a: &[Value]| -> Outcome {
                let name = m.str(&a[0])?;
                dialect::loop_argument(m, name.as_str()).map(|()| Value::None)
            },
            "Report a loop= argument."
        ),
        native!("_traceback_text(exception, /)", show::traceback_text, "An exception with its traceback, as text."),
        native!(
            "_note_dialect(code, message, help, /)",
            dialect::note,
            "Report a use of another year's asyncio, once."
        ),
        native!("_makes_coroutine(function, /)", makes_coroutine, "Whether a native function makes coroutines."),
        native!("_signature_text(function, /)", signature_text, "The signature of a function that is written in Rust."),
        native!("_modules()", |m: &mut Machine, _: &[Value]| -> Outcome { Ok(m.modules.value()) }, "sys.modules"),
        native!(
            "_swap_hooks(firstiter, finalizer, depth, /)",
            swap_hooks,
            "Set the hooks of async generators, and how deep origins of coroutines are kept unless None; what they were."
        ),
        native!("_is_strict()", dialect::is_strict_native, "Whether the running program is read to the letter."),
        native!(
            "_thread_id()",
            |m: &mut Machine, _: &[Value]| -> Outcome { Ok(Value::Int(m.fibers.ident())) },
            "The number of the running thread, as `threading.get_ident()` gives it."
        ),
        native!(
            "_interrupt_handler(handler, /)",
            |m: &mut Machine, a: &[Value]| -> Outcome {
                // What came before counts no more: two in a row are two within one run.
                m.observation.interruptions = 0;
                Ok(std::mem::replace(&mut m.interrupt_handler, a[0].clone()))
            },
            "Set what is called on Ctrl-C (None: KeyboardInterrupt is raised); what it was before."
        ),
        native!("_show_callback(function, args, /)", show::show_callback, "A callback as reprs show it."),
        native!("_write_error(text, /)", show::write_error, "Text for standard error."),
    ],
    types: &[
        &future_type::FUTURE,
        &task::TASK,
        &handle::HANDLE,
        &handle::TIMER_HANDLE,
        &loop_type::LOOP,
        &gather::GATHERING_FUTURE,
        &group::GROUP,
        &bound::LOOP_BOUND,
        &locks::CONTEXT_MANAGER,
        &locks::LOCK,
        &locks::EVENT,
        &locks::SEMAPHORE,
        &locks::BOUNDED_SEMAPHORE,
        &condition::CONDITION,
        &barrier::BARRIER,
        &queue::QUEUE,
        &queue::PRIORITY_QUEUE,
        &queue::LIFO_QUEUE,
        &timeouts::TIMEOUT,
        &wait::COMPLETED,
    ],
    fill: Some(|m, dict| {
        m.fibers.exchange = state::exchange;
        for native in NATIVE.functions.iter().filter(|n| PLAIN.contains(&n.name())) {
            dict.set_name(native.name(), as_function(native));
        }
        dict.set_name("CancelledError", state::cancelled_class());
        dict.set_name("InvalidStateError", state::invalid_state_class());
        dict.set_name("BrokenBarrierError", state::broken_barrier_class());
        Ok(())
    }),
};

/// Natives that are plain functions in CPython, and say so.
const PLAIN: &[&str] = &[
    "sleep",
    "gather",
    "shield",
    "ensure_future",
    "wait",
    "as_completed",
    "timeout",
    "timeout_at",
    "create_task",
    "iscoroutine",
    "isfuture",
];

/// A native whose type is that of functions.
fn as_function(native: &'static crate::native::Native) -> Value {
    let module = match native.name() {
        "timeout" | "timeout_at" => "asyncio.timeouts",
        "iscoroutine" => "asyncio.coroutines",
        "isfuture" => "asyncio.base_futures",
        _ => "asyncio.tasks",
    };
    let payload = NativeFunction { native, owner: Value::None, module: module.into() };
    Gc::new(payload, &crate::object::types::types().function).into_value()
}

/// `asyncio`
pub static MODULE: NativeModule = NativeModule {
    name: "asyncio",
    help: "The asyncio package, tracking PEP 3156.",
    functions: &[],
    types: &[],
    fill: Some(fill),
};

macro_rules! parts {
    ($($static:ident $name:literal,)*) => {
        $(static $static: NativeModule = NativeModule {
            name: concat!("asyncio.", $name),
            help: "",
            functions: &[],
            types: &[],
            fill: Some(|m, dict| fill_part(m, $name, dict)),
        };)*
        /// The submodules: each offers its part of the package's names.
        pub static PARTS: &[&NativeModule] = &[$(&$static,)*];
    };
}

parts! {
    BASE_EVENTS "base_events",
    BASE_FUTURES "base_futures",
    BASE_TASKS "base_tasks",
    CONSTANTS "constants",
    COROUTINES "coroutines",
    EVENTS "events",
    EXCEPTIONS "exceptions",
    FORMAT_HELPERS "format_helpers",
    FUTURES "futures",
    GRAPH "graph",
    LOCKS "locks",
    LOG "log",
    MIXINS "mixins",
    PROTOCOLS "protocols",
    STREAMS "streams",
    QUEUES "queues",
    RUNNERS "runners",
    SELECTOR_EVENTS "selector_events",
    STAGGERED "staggered",
    SUBPROCESS "subprocess",
    TASKGROUPS "taskgroups",
    TASKS "tasks",
    THREADS "threads",
    TRANSPORTS "transports",
    TIMEOUTS "timeouts",
    UNIX_EVENTS "unix_events",
}

fn fill_part(m: &mut Machine, part: &str, dict: &Gc<Dict>) -> Outcome<()> {
    let package = m.import_module("asyncio")?;
    let fill = m.get_attr(&package, &crate::object::str::intern("_fill_part"))?;
    m.call(&fill, &[part.into(), dict.value()]).map(drop)
}

fn fill(m: &mut Machine, dict: &Gc<Dict>) -> Outcome<()> {
    dict.set_name("__path__", Vec::<Value>::new());
    dict.set_name("_names", dict.clone());
    dict.set_name("_load_part", NativeFunction::create(&LOAD_PART, "asyncio".into()));
    crate::stdlib::embedded::run(m, dict, "asyncio", "core")
}

static LOAD_PART: crate::native::Native =
    native!("_load_part(names, part, /)", load_part, "Define names that are rarely used, once.");

fn load_part(m: &mut Machine, a: &[Value]) -> Outcome {
    let part = m.str(&a[1])?;
    let Some(dict) = a[0].typed::<Dict>().cloned() else { return Ok(Value::None) };
    let mark = format!("_{}_loaded", part.as_str());
    if dict.get_name(&mark).is_none() {
        dict.set_name(&mark, Value::bool(true));
        crate::stdlib::embedded::run(m, &dict, "asyncio", part.as_str())?;
    }
    Ok(Value::None)
}

/// Whether a native is `async def` in CPython; by the tables they stand in.
fn makes_coroutine(_: &mut Machine, a: &[Value]) -> Outcome {
    let function = match a[0].get::<BoundMethod>() {
        Some(method) => method.function.clone(),
        None => a[0].clone(),
    };
    let Some(function) = function.get::<NativeFunction>() else { return Ok(Value::bool(false)) };
    let context: &[&str] = &["acquire", "__aenter__", "__aexit__"];
    let tables: [(&[crate::native::Native], &[&str]); 10] = [
        (NATIVE.functions, &["sleep", "wait"]),
        (locks::CONTEXT_MANAGER.methods, context),
        (locks::LOCK.methods, context),
        (locks::SEMAPHORE.methods, context),
        (locks::EVENT.methods, &["wait"]),
        (condition::CONDITION.methods, &["wait", "wait_for", "__aenter__", "__aexit__"]),
        (barrier::BARRIER.methods, &["wait", "reset", "abort", "__aenter__", "__aexit__"]),
        (group::GROUP.methods, context),
        (queue::QUEUE.methods, &["put", "get", "join"]),
        (timeouts::TIMEOUT.methods, context),
    ];
    let native = function.native;
    Ok(Value::bool(
        tables
            .iter()
            .any(|(table, names)| names.contains(&native.name()) && table.iter().any(|row| std::ptr::eq(row, native))),
    ))
}

fn swap_hooks(m: &mut Machine, a: &[Value]) -> Outcome {
    let (first, last) = std::mem::replace(&mut m.asyncgen_hooks, (a[0].clone(), a[1].clone()));
    let depth = m.origin_depth;
    if let Value::Int(depth) = a[2] {
        m.origin_depth = depth.max(0) as usize;
    }
    Ok(Tuple::of([first, last, Value::from(depth)]).into_value())
}

fn signature_text(_: &mut Machine, a: &[Value]) -> Outcome {
    let native = a[0].get::<NativeFunction>().map(|function| function.native);
    Ok(native.map_or(Value::None, |native| crate::builtins::signatures::as_written(native, false).into()))
}

impl Machine {
    /// Runs the coroutine of a file with `await` outside of any function; inside of it `asyncio.run` runs nested.
    pub fn run_async_main(&mut self, coroutine: &Value) -> Outcome {
        let module = self.import_module("asyncio")?;
        self.call_method(&module, "_run_main", std::slice::from_ref(coroutine))
    }
}
