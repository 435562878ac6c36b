//! What other years of asyncio allowed, heard and reported once: `loop=` arguments, `asyncio.wait` of bare coroutines.
//!
//! In: the use. Out: a warning with a code in the dialect; CPython's error in `.py` files and with `--strict`.

use super::locks::CONTEXT_MANAGER;
use crate::diagnostic::{Diagnostic, codes, render};
use crate::machine::Machine;
use crate::native::class_for;
use crate::object::class::{Class, class_of};
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::str::{Str, intern};
use crate::object::{Outcome, Value, type_error};
use crate::source::{Source, Span};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

thread_local! {
    /// Whether the program's text last looked at was read to the letter.
    static STRICT: Cell<bool> = const { Cell::new(false) };
    /// What has been reported.
    static SAID: RefCell<Vec<(&'static str, Rc<str>, u32)>> = const { RefCell::new(Vec::new()) };
}

/// The innermost running place in the program's own text.
fn place(m: &Machine) -> Option<(Rc<Source>, Span)> {
    for depth in (0..m.depth()).rev() {
        let frame = m.frame(depth)?;
        let code = &frame.code().code;
        if !code.source.name.starts_with("<frozen ") {
            let span = code.spans.get(frame.at() as usize).copied().unwrap_or(code.span);
            return Some((code.source.clone(), span));
        }
        if let Some(place) = frame.generator.as_ref().and_then(awaiting) {
            return Some(place);
        }
    }
    None
}

/// Where the program awaits a coroutine of the library.
fn awaiting(generator: &Gc<Generator>) -> Option<(Rc<Source>, Span)> {
    let awaiters = std::iter::successors(generator.awaiter(), |awaiter| awaiter.awaiter());
    for awaiter in awaiters {
        let Some(function) = &awaiter.function else { continue };
        let code = function.code.get();
        if !code.code.source.name.starts_with("<frozen ") {
            let span = code.code.spans.get(awaiter.pc.get() as usize).copied().unwrap_or(code.code.span);
            return Some((code.code.source.clone(), span));
        }
    }
    None
}

/// Whether the running program is read to the letter of CPython.
pub fn is_strict(m: &Machine) -> bool {
    match place(m) {
        Some((source, _)) => {
            STRICT.set(!source.dialect);
            !source.dialect
        }
        None => STRICT.get(),
    }
}

/// Reports a use of another year's asyncio at the running place, once per place.
pub fn report(m: &mut Machine, code: &'static str, message: &str, help: &str) {
    let Some((source, span)) = place(m) else { return };
    let new = SAID.with(|said| {
        let mut said = said.borrow_mut();
        let key = (code, source.name.clone(), span.start);
        let new = !said.contains(&key);
        if new {
            said.push(key);
        }
        new
    });
    if new {
        let text = render::render(&Diagnostic::warning(code, message, span).help(help), &source, false);
        m.write_error(&text);
    }
}

/// `_note_dialect(code, message, help)`
pub(super) fn note(m: &mut Machine, a: &[Value]) -> Outcome {
    if let (Some(code), Some(message), Some(help)) = (a[0].get::<Str>(), a[1].get::<Str>(), a[2].get::<Str>()) {
        let known = [codes::LOOP_ARGUMENT, codes::BARE_COROUTINES, codes::REMOVED, codes::NO_CURRENT_LOOP];
        if let Some(code) = known.into_iter().find(|c| *c == code.as_str()) {
            report(m, code, message.as_str(), help.as_str());
        }
    }
    Ok(Value::None)
}

/// `_is_strict()`
pub(super) fn is_strict_native(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::bool(is_strict(m)))
}

/// A `loop=` argument was given to something that has none since 3.10.
#[cold]
pub fn loop_argument(m: &mut Machine, name: &str) -> Outcome<()> {
    let last = name.rsplit('.').next().unwrap_or(name);
    if is_strict(m) {
        let what = if last.starts_with(char::is_uppercase) { format!("{last}.__init__") } else { last.to_string() };
        return type_error(format!("{what}() got an unexpected keyword argument 'loop'"));
    }
    let message = format!("{name}() takes no loop since Python 3.10; the argument does nothing");
    report(m, codes::LOOP_ARGUMENT, &message, "leave `loop=...` out: what runs finds its own loop");
    Ok(())
}

/// An attribute that nothing has: `Task.current_task` and `Task.all_tasks`, up to Python 3.8; `time.clock`, up to 3.7.
#[cold]
pub fn of_other_years(m: &mut Machine, object: &Value, name: &Gc<Str>) -> Outcome<Option<Value>> {
    let text = name.as_str();
    if text == "clock" {
        let time = m.modules.get_name("time").filter(|module| module.is(object));
        let Some(time) = time.filter(|_| !is_strict(m)) else { return Ok(None) };
        report(m, codes::REMOVED, "time.clock was removed in Python 3.8", "write `time.perf_counter()`");
        return m.get_attr(&time, &intern("process_time")).map(Some);
    }
    let Some(class) = object.typed::<Class>().filter(|_| matches!(text, "current_task" | "all_tasks")) else {
        return Ok(None);
    };
    if !class.is_subclass_of(&super::state::classes().task) || is_strict(m) {
        return Ok(None);
    }
    let message = format!("asyncio.Task.{text}() was removed in Python 3.9");
    report(m, codes::REMOVED, &message, &format!("write `asyncio.{text}()`"));
    // They asked for the loop that is current, which need not run.
    let module = m.import_module("asyncio")?;
    m.get_attr(&module, &intern(if text == "all_tasks" { "_all_tasks_of" } else { "_current_task_of" })).map(Some)
}

/// `with (yield from lock):` and `with await lock:`, up to Python 3.8: a coroutine that takes the lock and gives what lets
/// go of it. None of anything else.
#[cold]
pub fn lock_awaited(m: &mut Machine, value: &Value) -> Outcome<Option<Value>> {
    if !class_of(value).is_subclass_of(&class_for(&CONTEXT_MANAGER)) || is_strict(m) {
        return Ok(None);
    }
    let message = "waiting for a lock itself was removed in Python 3.9";
    report(m, codes::REMOVED, message, "write `async with lock:`");
    let module = m.import_module("asyncio")?;
    m.call_method(&module, "_taken", std::slice::from_ref(value)).map(Some)
}

/// `asyncio.wait` was given coroutines.
#[cold]
pub fn bare_coroutines(m: &mut Machine) -> Outcome<()> {
    if is_strict(m) {
        return type_error("Passing coroutines is forbidden, use tasks explicitly.");
    }
    let message = "asyncio.wait() takes tasks since Python 3.11; each coroutine was made a task";
    report(
        m,
        codes::BARE_COROUTINES,
        message,
        "make the tasks: `asyncio.create_task(...)`; or let `asyncio.gather(...)` do it",
    );
    Ok(())
}
