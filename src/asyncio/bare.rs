//! Waits in a line with nobody looking: `await event.wait()`, `await lock.acquire()`, `async with lock` and `await queue.get()`
//! in a task's own chain make neither a coroutine nor a future. The task itself stands in the waiting line, and the register
//! that would delegate to the coroutine holds what the task waits for.
//!
//! In: a task whose step runs. Out: the same order of events as with a future. As soon as somebody looks (at what the task waits
//! for, at the line, at what its coroutine awaits), or drives the coroutine by hand, there are a coroutine and a future, in the
//! state in which they would be. The marks of a nap say how the wait ended; they stay until the task has gone on.

use super::callback::Callback;
use super::future::{self, Purpose, Stage};
use super::line::Line;
use super::locks::{self, Lock};
use super::nap::{self, Sleeps};
use super::queue::{self, Queue};
use super::state::all_tasks;
use super::task::Task;
use super::turn::{self, Ready};
use crate::machine::Machine;
use crate::machine::resume::{delegated, exchange_delegated};
use crate::object::generator::{Generator, Resume, Status, Step, mark};
use crate::object::heap::{Gc, Own, Ref, flag};
use crate::object::{Outcome, Value};

/// How a wait in a line ended.
#[derive(Clone, Copy)]
pub struct Left {
    /// Whether it was woken.
    pub woken: bool,
    /// What the wait gives.
    pub value: bool,
}

/// The task whose step runs begins to wait for `what` in its line; True or None comes of it. Gives nothing, and has done nothing,
/// when that needs a future.
pub fn begin(m: &Machine, line: &Line, bound: &Own<Value>, what: &Value, value: bool) -> Option<Step> {
    if line.is_seen() {
        return None;
    }
    let (own, task) = nap::who_may(m)?;
    let here = bound.with(|l| match l {
        Value::Object(l) => Some(l == own.as_ref()),
        _ => None,
    });
    match here {
        Some(false) => return None,
        Some(true) => {}
        None => bound.set(own.value()),
    }
    task.nap.set(if value { nap::IN_LINE } else { nap::IN_LINE_FOR_NOTHING });
    line.push(task.into_value());
    Some(Step::Await(what.clone()))
}

/// The task that stands in a line itself.
#[inline]
fn standing(waiter: &Value) -> Option<&Gc<Task>> {
    waiter.typed::<Task>().filter(|task| task.stands())
}

/// Ends the wait of one in a line. Whether it still waited.
pub fn wake(m: &mut Machine, waiter: &Value, result: Value) -> Outcome<bool> {
    let Some(task) = standing(waiter) else { return future::wake_with(m, waiter, result) };
    if m.observation.heard {
        return match nap::waiter(task) {
            Value::Unset => Ok(false),
            future => future::wake_with(m, &future, result),
        };
    }
    if task.future.done() || task.sleeps() != Sleeps::Soundly {
        return Ok(false);
    }
    task.slept_enough().set(true);
    task.future.event_loop.with_loop(|l| turn::schedule(m, l, Ready::Wake(task.clone())))?;
    Ok(true)
}

/// Whether the wait of one in a line is over.
pub fn is_over(m: &mut Machine, waiter: &Value) -> Outcome<bool> {
    match standing(waiter) {
        Some(task) => Ok(task.future.done() || task.sleeps() != Sleeps::Soundly),
        None => future::is_done(m, waiter),
    }
}

/// Whether the wait of one in a line was cancelled.
pub fn is_cancelled(m: &mut Machine, waiter: &Value) -> Outcome<bool> {
    match standing(waiter) {
        Some(task) => Ok(task.future.done() || task.sleeps() == Sleeps::Cancelled),
        None => future::is_cancelled(m, waiter),
    }
}

/// Whether an object is one that a task waits for like this when it stands in the register of a delegation.
#[inline]
pub fn is_waited_for(object: &Ref) -> bool {
    object.get::<Lock>().is_some() || object.get::<Queue>().is_some()
}

/// Something is sent or thrown to where the frame on top waits for what stands in `register`.
pub fn go_on(m: &mut Machine, register: &mut Value, with: Resume) -> Outcome<Step> {
    let what = register.clone();
    match m.stepping().filter(|task| task.stands()) {
        Some(task) => {
            if let (Sleeps::Soundly, Resume::Send(_)) = (task.sleeps(), &with) {
                // It has only just begun.
                return Ok(Step::Yield(Value::Unset));
            }
            let left = Left { woken: task.slept_enough().get(), value: task.nap.get() == nap::IN_LINE };
            task.nap.set(nap::AWAKE);
            task.slept_enough().set(false);
            task.sleep_cancelled().set(false);
            match what.get::<Lock>() {
                Some(_) => locks::go_on(m, &what, &task.into_value(), left, with),
                None => queue::go_on(m, &what, &task.into_value(), left, with),
            }
        }
        None => go_on_by_hand(m, register, with),
    }
}

/// Not by the step of the task: the wait gets its coroutine, which goes on then.
#[cold]
fn go_on_by_hand(m: &mut Machine, register: &mut Value, with: Resume) -> Outcome<Step> {
    let top = m.current_frame().and_then(|f| f.generator.clone());
    let Some(task) = top.and_then(|top| waiting_at(&top)) else {
        // What it waited for has let go of it.
        return match with {
            Resume::Send(_) => Ok(Step::Return(Value::None)),
            Resume::Throw(exception) => Err(m.raise_value(exception)),
        };
    };
    let coroutine = stand_in(&task, register);
    *register = coroutine.value();
    m.step_iterator(&coroutine.into_value(), with)
}

/// The innermost frame of a task that waits.
fn end_of_chain(task: &Task) -> Option<Gc<Generator>> {
    let mut at = task.coroutine.with(|c| c.as_ref().and_then(|c| c.typed::<Generator>()).cloned())?;
    while let Some(inner) = delegated(&at).and_then(|v| v.typed::<Generator>()).filter(|g| g.has_frame()) {
        let inner = inner.clone();
        at = inner;
    }
    Some(at)
}

/// The task in a line whose innermost frame is this one.
fn waiting_at(innermost: &Generator) -> Option<Gc<Task>> {
    let ends_there = |task: &Task| end_of_chain(task).is_some_and(|at| std::ptr::eq(&raw const *at, innermost));
    all_tasks().into_iter().find(|task| task.stands() && ends_there(task))
}

/// What a coroutine of the program awaits, asked for while what it awaits stands there by itself.
pub fn show_awaited(awaiting: &Generator) {
    if let Some(task) = waiting_at(awaiting) {
        show(&task);
    }
}

/// The coroutine and the future of a task that stands in a line without: it waits with them from now on.
pub fn show(task: &Gc<Task>) {
    if !task.stands() {
        return;
    }
    let Some(at) = end_of_chain(task) else { return };
    let Some(what) = delegated(&at).cloned() else { return };
    let coroutine = stand_in(task, &what);
    exchange_delegated(&at, coroutine.into_value());
}

/// The task waits with a future, in the same place in line. Gives the coroutine that awaits it.
fn stand_in(task: &Gc<Task>, what: &Value) -> Gc<Generator> {
    let value = task.nap.replace(nap::AWAKE) == nap::IN_LINE;
    let (enough, cancelled) = (task.slept_enough().replace(false), task.sleep_cancelled().replace(false));
    let purpose = what.get::<Lock>().map_or(Purpose::Get, Lock::purpose);
    let new = future::create_for(&task.future.event_loop.get(), purpose, what);
    let core = &new.core;
    if cancelled {
        core.stage.set(Stage::Cancelled);
        core.outcome.set(task.future.outcome.take());
    } else if enough {
        core.stage.set(Stage::Result);
        core.outcome.set(if purpose == Purpose::Get { Value::None } else { Value::bool(true) });
    } else {
        core.add(Callback::Wake(task.clone()));
    }
    let waiter = new.value();
    task.waiter().set(Some(new.into_ref()));
    let (body, line, result) = match (what.get::<Lock>(), what.get::<Queue>()) {
        (Some(lock), _) => (lock.waiting(value), Some(lock.line()), Value::bool(true)),
        (_, queue) => (&queue::GET, queue.map(Queue::getters), Value::Unset),
    };
    if let Some(line) = line {
        line.exchange(&task.value(), waiter.clone());
    }
    let coroutine = Generator::native(body, [what.clone(), waiter.clone(), if value { result } else { Value::None }]);
    coroutine.set_slot(0, waiter);
    coroutine.pc.set(1);
    coroutine.status.set(Status::Suspended);
    coroutine.set_mark(mark::AWAITED, true);
    coroutine.as_ref().set_flag(flag::FINALISER, false);
    coroutine
}
