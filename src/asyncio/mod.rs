//! asyncio: the loop, its tasks and futures in Rust; what is rarer in Co, compiled when first asked for.
//!
//! In: coroutines and callbacks. Out: their effects in CPython's order. Files: `state` (what is current), `future`, `task`,
//! `turn` (the loop), `handle`, `context` (context variables), `show` (reprs), `seen` (events), `waits` (who waits for what),
//! `*.co` (the rest of the names).

pub mod context;
pub mod future;
pub mod handle;
pub mod seen;
pub mod show;
pub mod state;
pub mod task;
pub mod turn;
pub mod waits;

use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::heap::Gc;
use crate::object::{Outcome, Value};

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
        native!("_pending_tasks(loop)", state::pending_tasks, "The tasks of a loop that are not done, as a list."),
        native!("isfuture(obj, /)", future::isfuture, "Return True if obj is a Future."),
        native!("_timer(delay, result)", turn::timer, "A future that gets its result after some seconds."),
        native!(
            "_iterable_coroutine(function, /)",
            iterable_coroutine,
            "What the generator function makes can be awaited."
        ),
        native!(
            "_interrupt_handler(handler, /)",
            |m: &mut Machine, a: &[Value]| -> Outcome { Ok(std::mem::replace(&mut m.interrupt_handler, a[0].clone())) },
            "Set what is called on Ctrl-C (None: KeyboardInterrupt is raised); what it was before."
        ),
        native!("_show_callback(function, args, /)", show::show_callback, "A callback as reprs show it."),
        native!("_print_exception(exception, /)", show::print_exception, "An exception with its traceback, as text."),
        native!("_write_error(text, /)", show::write_error, "Text for standard error."),
    ],
    types: &[&future::FUTURE, &task::TASK, &handle::HANDLE, &handle::TIMER_HANDLE, &turn::LOOP],
    fill: Some(|m, dict| {
        m.fibers.exchange = state::exchange;
        dict.set_name("CancelledError", state::cancelled_class());
        dict.set_name("InvalidStateError", state::invalid_state_class());
        Ok(())
    }),
};

/// `asyncio`
pub static MODULE: NativeModule = NativeModule {
    name: "asyncio",
    help: "The asyncio package, tracking PEP 3156.",
    functions: &[],
    types: &[],
    fill: Some(fill),
};

const CORE: &str = include_str!("core.co");
const REST: &str = include_str!("rest.co");

fn fill(m: &mut Machine, dict: &Gc<Dict>) -> Outcome<()> {
    dict.set_name("__path__", Vec::<Value>::new());
    dict.set_name("_names", dict.clone());
    dict.set_name("_load_rest", crate::object::descriptor::NativeFunction::create(&LOAD_REST, "asyncio".into()));
    crate::stdlib::embedded::run(m, dict, "asyncio", CORE)
}

static LOAD_REST: crate::native::Native =
    native!("_load_rest(names, /)", load_rest, "Define the names that are rarely used.");

fn load_rest(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(dict) = a[0].typed::<Dict>().cloned() {
        crate::stdlib::embedded::run(m, &dict, "asyncio", REST)?;
    }
    Ok(Value::None)
}

fn iterable_coroutine(_: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(function) = a[0].get::<Function>() {
        function.iterable_coroutine.set(true);
    }
    Ok(a[0].clone())
}

impl Machine {
    /// Runs the coroutine of a file with `await` outside of any function; inside of it `asyncio.run` runs nested.
    pub fn run_async_main(&mut self, coroutine: &Value) -> Outcome {
        let module = self.import_module("asyncio")?;
        self.call_method(&module, "_run_main", std::slice::from_ref(coroutine))
    }
}
