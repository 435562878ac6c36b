//! How futures, tasks and callbacks look.

use super::callback::Callback;
use super::future::{Core, Stage, find_core, to_value};
use super::task::{self, Task};
use crate::machine::Machine;
use crate::native::convert::short_name;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::generator::{Generator, Status};
use crate::object::heap::Gc;
use crate::object::list::{List, Tuple};
use crate::object::str::{Str, intern};
use crate::object::{Outcome, Value};
use crate::stdlib::functools::partial::Partial;

/// A value's repr, shortened as `reprlib` does.
fn short(m: &mut Machine, value: &Value) -> Outcome<String> {
    if matches!(value, Value::None | Value::Int(_) | Value::Bool(_)) {
        return Ok(m.repr(value)?.as_str().to_string());
    }
    let module = m.import_module("reprlib")?;
    let text = m.call_method(&module, "repr", std::slice::from_ref(value))?;
    Ok(m.str(&text)?.as_str().to_string())
}

/// Where a callable was written: what decorators wrapped is what counts, and a method has no place of its own.
fn function_of(m: &mut Machine, value: &Value) -> Outcome<Option<Gc<Function>>> {
    let mut value = value.clone();
    for _ in 0..MOST_WRAPPED {
        let inner = match (m.find_attr(&value, &intern("__wrapped__"))?, value.get::<Partial>()) {
            (Some(wrapped), _) => wrapped,
            (None, Some(partial)) => partial.function.get(),
            (None, None) => break,
        };
        value = inner;
    }
    Ok(value.typed::<Function>().cloned())
}

/// Decorators around decorators are followed so far.
const MOST_WRAPPED: usize = 1_000;

/// A callback with its arguments and its place.
pub fn callback(m: &mut Machine, callback: &Value, arguments: Option<&Value>) -> Outcome<String> {
    let mut out = call(m, callback, arguments, None, arguments.is_some())?;
    if let Some(function) = function_of(m, callback)? {
        let code = function.code.get();
        out.push_str(&format!(" at {}:{}", code.code.source.name, code.code.first_line));
    }
    Ok(out)
}

/// A callable and what it is called with; of a partial what it calls, with the arguments it has and then these.
fn call(
    m: &mut Machine,
    callable: &Value,
    arguments: Option<&Value>,
    named: Option<&Gc<Dict>>,
    shows: bool,
) -> Outcome<String> {
    let mut given = Vec::new();
    if shows {
        for argument in arguments.and_then(|a| a.get::<Tuple>()).map_or(&[][..], Tuple::as_slice).to_vec() {
            given.push(short(m, &argument)?);
        }
        for (name, value) in named.map_or_else(Vec::new, |n| n.items()) {
            given.push(format!("{}={}", m.str(&name)?.as_str(), short(m, &value)?));
        }
    }
    let given = format!("({})", given.join(", "));
    if let Some(partial) = callable.get::<Partial>() {
        let (function, own, named) =
            (partial.function.get(), partial.arguments.get().into_value(), partial.keywords.get());
        return Ok(call(m, &function, Some(&own), Some(&named), shows)? + &given);
    }
    let name = match m.find_attr(callable, &intern("__qualname__"))? {
        Some(name) if name.get::<Str>().is_some() => m.str(&name)?.as_str().to_string(),
        _ => m.repr(callable)?.as_str().to_string(),
    };
    Ok(name + &given)
}

pub(super) fn show_callback(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(callback(m, &a[0], Some(&a[1]))?.into())
}

fn callbacks(m: &mut Machine, core: &Core) -> Outcome<Option<String>> {
    let all = core.callbacks.get().to_vec();
    let mut shown = Vec::new();
    for (i, one) in all.iter().enumerate() {
        if all.len() > 2 && i > 0 && i < all.len() - 1 {
            if i == 1 {
                shown.push(format!("<{} more>", all.len() - 2));
            }
            continue;
        }
        shown.push(match one {
            Callback::Wake(_) => "Task.task_wakeup()".to_string(),
            Callback::Call(f, _) => callback(m, &Value::Object(f.clone()), None)?,
            Callback::Told(told, _) => format!("{}() at asyncio/{}", told.name(), told.file()),
        });
    }
    Ok(if shown.is_empty() { None } else { Some(format!("cb=[{}]", shown.join(", "))) })
}

fn parts(m: &mut Machine, core: &Core) -> Outcome<Vec<String>> {
    let mut all = Vec::new();
    all.push(
        match core.stage.get() {
            Stage::Pending => "pending",
            Stage::Cancelled => "cancelled",
            _ => "finished",
        }
        .to_string(),
    );
    let outcome = core.outcome.get();
    match core.stage.get() {
        Stage::Failed => all.push(format!("exception={}", m.repr(&outcome)?.as_str())),
        Stage::Result => all.push(format!("result={}", short(m, &outcome)?)),
        _ => {}
    }
    all.extend(callbacks(m, core)?);
    all.extend(created_at(m, &super::debug::source(core))?);
    Ok(all)
}

/// Debug mode: the innermost entry of a stack noted when something was made.
pub(super) fn created_at(m: &mut Machine, source: &Value) -> Outcome<Option<String>> {
    let Some(last) = source.get::<List>().and_then(|s| s.to_vec().pop()) else { return Ok(None) };
    let (file, line) = (m.get_attr(&last, &intern("filename"))?, m.get_attr(&last, &intern("lineno"))?);
    Ok(Some(format!("created at {}:{}", m.str(&file)?.as_str(), m.str(&line)?.as_str())))
}

pub(super) fn repr_future(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(core) = find_core(&a[0]) else { return Ok("<Future>".into()) };
    let text = once(&a[0], || {
        let parts = parts(m, core)?;
        Ok(format!("<{} {}>", short_name(&a[0]), parts.join(" ")))
    })?;
    Ok(text.into())
}

/// A coroutine and where it stands.
pub fn coroutine(m: &mut Machine, value: &Value) -> Outcome<String> {
    let Some(generator) = value.typed::<Generator>().cloned() else {
        return Ok(m.repr(value)?.as_str().to_string());
    };
    let name = crate::builtins::generator::generator_qualname(&generator);
    let Some(function) = &generator.function else { return Ok(format!("{}()", name.as_str())) };
    let code = function.code.get();
    let path = &code.code.source.name;
    if generator.status.get() == Status::Finished {
        return Ok(format!("{}() done, defined at {path}:{}", name.as_str(), code.code.first_line));
    }
    Ok(format!("{}() running at {path}:{}", name.as_str(), line(m, value, &generator)))
}

fn line(m: &mut Machine, value: &Value, generator: &Gc<Generator>) -> u32 {
    let code = generator.function.as_ref().map(|f| f.code.get());
    let Some(code) = code else { return 0 };
    match generator.status.get() {
        Status::Suspended => {
            let span = code.code.spans.get(generator.pc.get() as usize).copied();
            span.map_or(code.code.first_line, |s| code.code.source.line(s.start))
        }
        Status::Running => {
            let is_coroutine = generator.as_ref().class() == &crate::object::types::types().coroutine;
            let frame = if is_coroutine { "cr_frame" } else { "gi_frame" };
            let line = m.find_attr(value, &intern(frame)).ok().flatten();
            let line = line.and_then(|f| m.find_attr(&f, &intern("f_lineno")).ok().flatten());
            match line {
                Some(Value::Int(line)) => line as u32,
                _ => code.code.first_line,
            }
        }
        _ => code.code.first_line,
    }
}

thread_local! {
    /// The tasks and futures whose reprs are being made: one inside its own is three dots.
    static SHOWN: std::cell::RefCell<Vec<i64>> = const { std::cell::RefCell::new(Vec::new()) };
}

fn once(value: &Value, show: impl FnOnce() -> Outcome<String>) -> Outcome<String> {
    let id = value.id();
    if SHOWN.with(|s| s.borrow().contains(&id)) {
        return Ok("...".into());
    }
    SHOWN.with(|s| s.borrow_mut().push(id));
    let text = show();
    SHOWN.with(|s| s.borrow_mut().pop());
    text
}

/// A task's repr.
pub fn task_text(m: &mut Machine, task: &Gc<Task>) -> Outcome<String> {
    once(&task.value(), || parts_of_task(m, task))
}

fn parts_of_task(m: &mut Machine, task: &Gc<Task>) -> Outcome<String> {
    let mut all = parts(m, &task.future)?;
    if task.requests.get() > 0 && !task.future.done() {
        all[0] = "cancelling".into();
    }
    let name = m.repr(&task::name_of(task))?;
    all.insert(1, format!("name={}", name.as_str()));
    let waiter = super::nap::waiter(task);
    if waiter.is_set() && !task.future.done() {
        all.insert(2, format!("wait_for={}", m.repr(&waiter)?.as_str()));
    }
    let running = to_value(task.coroutine.get());
    if running.is_set() {
        all.insert(2, format!("coro=<{}>", coroutine(m, &running)?));
    }
    Ok(format!("<{} {}>", short_name(&task.value()), all.join(" ")))
}

pub(super) fn repr_task(m: &mut Machine, a: &[Value]) -> Outcome {
    match a[0].typed::<Task>().cloned() {
        Some(task) => {
            // Tasks that wait for each other in a ring are shown once.
            if !m.repr_enter(&a[0]) {
                return Ok("...".into());
            }
            let text = task_text(m, &task);
            m.repr_leave(&a[0]);
            Ok(text?.into())
        }
        None => repr_future(m, a),
    }
}

pub(super) fn traceback_text(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(m.traceback_text(&a[0])?.into())
}

pub(super) fn write_error(m: &mut Machine, a: &[Value]) -> Outcome {
    let _ = m.host.stdout.flush();
    let text = m.str(&a[0])?;
    // Nobody is left to hear that standard error is gone.
    let _ = m.host.stderr.write(text.as_str().as_bytes());
    let _ = m.host.stderr.flush();
    Ok(Value::None)
}
