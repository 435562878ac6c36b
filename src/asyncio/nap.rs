//! A task that sleeps with nobody looking: `await asyncio.sleep(1)` in its own coroutine makes neither a coroutine nor a
//! future; the loop's timers know the task, and the task its place among them.
//!
//! In: a delay. Out: the same order of events as with a future: the timer is over, then the task is woken, then it goes on.
//! As soon as somebody looks at what the task waits for, there is a future, in the state in which it would be.

use super::bare;
use super::callback::Callback;
use super::future::{self, Mark, Purpose, Stage};
use super::state::{cancelled_error, state};
use super::task::Task;
use super::turn::{self, Loop, Ready};
use crate::machine::Machine;
use crate::object::heap::Gc;
use crate::object::{Outcome, Value};

/// The place of a task that does not sleep, or whose sleep is over.
pub const AWAKE: u32 = u32::MAX;
/// In place of one among the timers: the task stands in a line, and its wait gives True; see [`bare`].
pub const IN_LINE: u32 = u32::MAX - 1;
/// The same; its wait gives None.
pub const IN_LINE_FOR_NOTHING: u32 = u32::MAX - 2;

/// The task whose step runs, and which awaits in its own coroutine, begins to sleep for so many seconds. Gives false, and
/// has done nothing, when that needs a future.
pub fn begin(m: &mut Machine, seconds: f64) -> bool {
    if seconds.is_nan() {
        return false;
    }
    let Some((own, task)) = who_may(m) else { return false };
    let when = turn::now(m) + seconds;
    match own.timers.with(|t| t.set_nap(when, task.clone())) {
        Some(place) => {
            task.nap.set(place);
            true
        }
        None => false,
    }
}

/// The task whose step runs and its loop, if it may wait without a future: nobody listens, and nothing is unusual.
pub fn who_may(m: &Machine) -> Option<(Gc<Loop>, Gc<Task>)> {
    if m.observation.heard {
        return None;
    }
    let (task, own) = (m.own_step()?, m.step.turn.clone()?);
    let running = state(|s| s.running.with(|r| matches!(r, Value::Object(r) if r == own.as_ref())));
    let may = running && own.is_usual() && !task.future.must_cancel().get() && task.sleeps().is_none();
    may.then_some((own, task))
}

/// How a task without a future sleeps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sleeps {
    /// It does not, or with a future.
    No,
    /// Its timer is set.
    Soundly,
    /// Its time has come, and it is in line.
    Enough,
    /// It was cancelled, and is in line.
    Cancelled,
}

impl Sleeps {
    /// Whether it does not.
    #[inline]
    pub fn is_none(self) -> bool {
        self == Sleeps::No
    }
}

impl Task {
    /// Whether it sleeps or slept without a future, and has not gone on since.
    #[inline]
    pub fn has_napped(&self) -> bool {
        self.nap.get() != AWAKE || self.future.has_napped()
    }

    /// Whether it waits in the line of a lock or its like, or did so and has not gone on since.
    #[inline]
    pub fn stands(&self) -> bool {
        matches!(self.nap.get(), IN_LINE | IN_LINE_FOR_NOTHING)
    }

    /// Whether the time of a nap is over, and it is in line.
    #[inline]
    pub fn slept_enough(&self) -> Mark<'_> {
        self.future.slept_enough()
    }

    /// Whether it was cancelled in a nap, and is in line.
    #[inline]
    pub fn sleep_cancelled(&self) -> Mark<'_> {
        self.future.sleep_cancelled()
    }

    /// How it sleeps without a future.
    #[inline]
    pub fn sleeps(&self) -> Sleeps {
        if self.slept_enough().get() {
            Sleeps::Enough
        } else if self.sleep_cancelled().get() {
            Sleeps::Cancelled
        } else if self.nap.get() != AWAKE && self.waiter().with(|w| w.is_none()) {
            Sleeps::Soundly
        } else {
            Sleeps::No
        }
    }
}

/// The time of the nap at a place has come: its task is in line, unless it was woken before.
pub fn over(m: &mut Machine, own: &Loop, place: u32) -> Outcome<()> {
    let Some(task) = own.timers.with(|t| t.nap_over(place)) else {
        own.timers.with(|t| t.came_up());
        return Ok(());
    };
    if task.nap.get() != place {
        return Ok(());
    }
    task.nap.set(AWAKE);
    if let Some(waiter) = task.waiter().get() {
        return future::release(m, &Value::Object(waiter));
    }
    task.slept_enough().set(true);
    own.ready.with(|r| r.push_back(Ready::Wake(task)));
    Ok(())
}

/// A task that sleeps is cancelled. Whether that was still possible.
pub fn cancel(m: &mut Machine, task: &Gc<Task>, message: &Value) -> Outcome<bool> {
    match task.sleeps() {
        Sleeps::Soundly => {
            wake(task);
            task.sleep_cancelled().set(true);
            task.future.outcome.set(message.clone());
            task.future.event_loop.with_loop(|l| turn::schedule(m, l, Ready::Wake(task.clone())))?;
            Ok(true)
        }
        Sleeps::Cancelled => {
            // Its message is kept with a future: the task has one of its own now.
            drop(waiter(task));
            Ok(false)
        }
        _ => Ok(false),
    }
}

/// Its timer no longer holds the task.
pub fn wake(task: &Task) {
    if task.stands() {
        return;
    }
    let place = task.nap.replace(AWAKE);
    if place != AWAKE {
        let event_loop = task.future.event_loop.get();
        let gone = event_loop.get::<Loop>().and_then(|own| own.timers.with(|t| t.wake(place)));
        drop(gone);
    }
}

/// A task that slept goes on: with what is thrown into it, if it was cancelled.
#[inline]
pub fn end(task: &Task) -> Option<Value> {
    if !task.has_napped() {
        return None;
    }
    let sleeps = task.sleeps();
    if !task.stands() {
        wake(task);
        task.slept_enough().set(false);
        task.sleep_cancelled().set(false);
    }
    (sleeps == Sleeps::Cancelled).then(|| cancelled_error(task.future.outcome.take()).into_value())
}

/// What a task waits for, to be seen: Unset when it waits for nothing.
pub fn waiter(task: &Gc<Task>) -> Value {
    if task.future.done() {
        return Value::Unset;
    }
    if task.stands() {
        bare::show(task);
    }
    let sleeps = task.sleeps();
    if !sleeps.is_none() {
        let event_loop = task.future.event_loop.get();
        let own = event_loop.get::<Loop>();
        let when = own.and_then(|own| own.timers.with(|t| t.end_of(task.nap.get())));
        show(task, &event_loop, sleeps, when.unwrap_or(0.0));
    }
    future::to_value(task.waiter().get())
}

/// All tasks of a loop that sleep get their futures: somebody is about to look at all of them.
pub fn show_all(own: &Loop) {
    if !own.timers.with(|t| t.has_naps()) {
        return;
    }
    let mut all = Vec::new();
    own.timers.with(|t| {
        t.each(|when, _, _, task| {
            if let Some(task) = task.filter(|task| task.sleeps() == Sleeps::Soundly) {
                all.push((task.clone(), when));
            }
        });
    });
    for (task, when) in all {
        show(&task, &task.future.event_loop.get(), Sleeps::Soundly, when);
    }
}

fn show(task: &Gc<Task>, event_loop: &Value, sleeps: Sleeps, when: f64) {
    let future = future::create_for(event_loop, Purpose::Sleep, &Value::None);
    let core = &future.core;
    match sleeps {
        Sleeps::No => return,
        Sleeps::Soundly => {
            core.outcome.set(Value::float(when));
            core.add(Callback::Wake(task.clone()));
        }
        Sleeps::Enough => {
            core.stage.set(Stage::Result);
            core.outcome.set(Value::None);
        }
        Sleeps::Cancelled => {
            core.stage.set(Stage::Cancelled);
            core.outcome.set(task.future.outcome.take());
        }
    }
    task.slept_enough().set(false);
    task.sleep_cancelled().set(false);
    task.waiter().set(Some(future.into_ref()));
}
