//! From one task to the next within a turn: when a task's step is over and the next in line is a task too, that one goes
//! on at once, without a way back through the loop.
//!
//! In: how a step ended, inside the dispatch loop. Out: who is next, made current; or the word that the loop must go on by
//! itself. Nothing is done here that the loop would not do in the same order; whenever a finaliser waits, somebody listens to more
//! than a task that gives way, or the next in line is no plain step, the loop does it.

use super::callback::Callback;
use super::future::{Core, Stage, core_at, is_plain, to_ref, to_value};
use super::nap;
use super::seen;
use super::state::state;
use super::task::{self, Task};
use super::turn::{self, Loop, Ready};
use crate::machine::Machine;
use crate::object::generator::{Generator, Step};
use crate::object::heap::{self, Gc, Ref};
use crate::object::{Outcome, Raise, Value};
use std::collections::VecDeque;

/// The task whose step the loop runs, with what goes with it. Each fiber has its own.
#[derive(Default)]
pub struct Stepping {
    /// The loop of which a turn runs.
    pub turn: Option<Gc<Loop>>,
    /// The task; None when its step is over and what comes of it is done. What `current_task()` gives is kept apart,
    /// because the program can change that.
    pub task: Option<Gc<Task>>,
    /// The address of the context it was entered with; 0 is none.
    pub entered: usize,
    /// What it waited for: alive as long as the step.
    pub woken_by: Option<Ref>,
    /// What went wrong behind the last step.
    pub fault: Option<Raise>,
}

/// The address of a context, 0 for none.
#[inline]
fn address(context: &Option<Ref>) -> usize {
    context.as_ref().map_or(0, Ref::address)
}

/// The same of what is current.
#[inline]
fn address_of(context: &Value) -> usize {
    match context {
        Value::Object(context) => context.address(),
        _ => 0,
    }
}

/// What is current around a step: task and context, and the step around it.
pub type Around = (Value, Value, Stepping);

/// A task's step begins: it is the current one, in its context. Gives what was current before.
pub fn begin(m: &mut Machine, task: Gc<Task>) -> Around {
    drop(nap::end(&task));
    let (me, context, woken_by) = (task.value(), task.context.get(), task.waiter().take());
    let turn = m.step.turn.clone();
    let step = Stepping { turn, entered: address(&context), task: Some(task), woken_by, fault: None };
    let step = std::mem::replace(&mut m.step, step);
    state(|s| (s.current.replace(me), s.context.replace(to_value(context)), step))
}

/// A step is over, or several in a row are: what was current before is so again. Gives what went with the last one.
pub fn end(m: &mut Machine, around: Around) -> Stepping {
    let (me, context) = state(|s| (s.current.replace(around.0), s.context.replace(around.1)));
    let step = std::mem::replace(&mut m.step, around.2);
    drop(me);
    if let Some(task) = &step.task {
        keep(task, step.entered, context);
    }
    step
}

/// A step may have come out of another context than it began in.
#[inline]
fn keep(task: &Task, entered: usize, context: Value) {
    let context = to_ref(context);
    if address(&context) != entered {
        turn::keep_context(&task.context, entered, context);
    }
}

/// A step that the loop runs, of a task with a [`coroutine_of`] this kind; and steps of those that are next in line.
pub fn run(m: &mut Machine, event_loop: &Value, task: Gc<Task>, coroutine: &Gc<Generator>) -> Outcome<()> {
    let around = begin(m, task);
    let result = m.go_on(coroutine, true);
    let last = end(m, around);
    match (last.task, last.fault) {
        (_, Some(fault)) => Err(fault),
        (None, None) => Ok(()),
        (Some(task), None) => {
            let result = task::after_step(m, &task, result);
            drop(last.woken_by);
            counted(m, event_loop, &task, result)
        }
    }
}

/// The last step of a turn, with nobody to go on to: the same by a shorter way.
pub fn run_last(m: &mut Machine, event_loop: &Value, task: &Gc<Task>, coroutine: &Gc<Generator>) -> Outcome<()> {
    if task.has_napped() {
        drop(nap::end(task));
    }
    let woken_by = task.waiter().take();
    let context = task.context.get();
    let entered = address(&context);
    let around = state(|s| (s.current.replace(task.value()), s.context.replace(to_value(context))));
    let result = m.go_on(coroutine, false);
    let (me, context) = state(|s| (s.current.replace(around.0), s.context.replace(around.1)));
    keep(task, entered, context);
    drop(me);
    let result = task::after_step(m, task, result);
    drop(woken_by);
    counted(m, event_loop, task, result)
}

/// A step is over, and the watch is told.
#[inline]
fn counted(m: &mut Machine, event_loop: &Value, task: &Gc<Task>, result: Outcome<()>) -> Outcome<()> {
    if m.watch.step() {
        seen::step_over(m, event_loop, Some(task));
    }
    match result {
        Ok(()) => Ok(()),
        Err(raise) => turn::failed(m, event_loop, &task.value(), raise),
    }
}

/// Whether a task that suspends with this value only gives way, sleeps, or waits for a future like any other: one that cancelled
/// itself cancels what it begins to wait for, and none may wait for itself.
#[inline]
pub fn is_usual(own: &Loop, task: &Gc<Task>, value: &Value) -> bool {
    if task.future.must_cancel().get() {
        return false;
    }
    match value {
        Value::None | Value::Unset => true,
        Value::Object(object) => core_at(object).is_some_and(|core| {
            !core.done()
                && core.blocking().get()
                && core.event_loop.is_this(own)
                && is_plain(object.class())
                && object != task.as_ref()
        }),
        _ => false,
    }
}

/// The coroutine of the first in line, if its next step is a plain one: good as long as that stands in line.
#[inline]
pub fn first(own: &Loop) -> Option<*const Gc<Generator>> {
    if own.left.get() == 0 || !own.is_usual() {
        return None;
    }
    own.ready.with(|r| match r.front() {
        Some(Ready::Step(task)) => plain(task),
        Some(Ready::Wake(task)) if woken_plainly(task) => plain(task),
        _ => None,
    })
}

/// The running task gives way and stands still, and the first in line will go on: told to those who listen.
#[cold]
#[inline(never)]
pub fn tell(m: &mut Machine, own: &Loop) {
    let Some(task) = m.step.task.clone() else { return };
    seen::suspended(m, &task, &Value::None);
    let next = own.ready.with(|r| match r.front() {
        Some(Ready::Step(task) | Ready::Wake(task)) => Some(task.clone()),
        _ => None,
    });
    if let Some(next) = next {
        seen::resumed(m, &next, None);
    }
}

/// The running task gives way or waits for a future, as [`is_usual`] says, and the first in line is the running one now.
/// Whoever calls has seen to both coroutines.
#[inline]
pub fn exchange(m: &mut Machine, own: &Loop, value: &Value) {
    let first = own.ready.with(take_first);
    let Some(Ready::Step(task) | Ready::Wake(task)) = first else { return };
    own.left.set(own.left.get() - 1);
    m.watch.step();
    if task.has_napped() {
        drop(nap::end(&task));
    }
    let me = state(|s| s.current.replace(task.value()));
    let entered = m.step.entered;
    // Most tasks share what stands for the copies of one context.
    let same = task.context.with(|c| address(c)) == entered && state(|s| s.context.with(|c| address_of(c))) == entered;
    let context = match same {
        true => Value::Unset,
        false => {
            let context = task.context.get();
            m.step.entered = address(&context);
            state(|s| s.context.replace(to_value(context)))
        }
    };
    let woken_by = std::mem::replace(&mut m.step.woken_by, task.waiter().take());
    if let Some(last) = m.step.task.replace(task) {
        if !same {
            keep(&last, entered, context);
        }
        match value {
            Value::Object(object) => {
                if let Some(core) = core_at(object) {
                    core.blocking().set(false);
                    last.waiter().set(Some(object.clone()));
                    core.add(Callback::Wake(last));
                }
            }
            Value::None => own.ready.with(|r| r.push_back(Ready::Step(last))),
            // It sleeps, and the timers know.
            _ => drop(last),
        }
    }
    drop(me);
    drop(woken_by);
}

/// The step of the last in line is over, and with it the turn: the next turn begins at once, unless it must wait or somebody
/// looks between the two. `again` is whether the task whose step it was goes on in the next turn. Whether it has begun.
#[inline]
pub fn begin_in_place(m: &mut Machine, own: &Loop, again: bool) -> bool {
    if !own.carries_on.get() || own.stopping.get() || !own.is_usual() || m.observation.heard || !m.is_undisturbed() {
        return false;
    }
    let (count, room) = own.ready.with(|r| (r.len() + usize::from(again), r.capacity()));
    if count == 0 || room > turn::FEW || own.timers.with(|t| !t.is_empty()) && timer_is_due(m, own) {
        return false;
    }
    own.left.set(count);
    true
}

/// Whether a timer is due, after those that are over have gone.
fn timer_is_due(m: &Machine, own: &Loop) -> bool {
    if own.timers.with(|t| t.over()) > 0 {
        drop(own.timers.with(|t| t.clean()));
    }
    own.timers.with(|t| t.first()).is_some_and(|when| when < turn::now(m) + 1e-9)
}

/// The running task gives way with nobody else in line: it goes on, in the next turn.
#[inline]
pub fn go_on_alone(m: &mut Machine, own: &Loop) {
    own.left.set(0);
    drop(m.step.woken_by.take());
}

/// With more than so many in line, their tasks are not in the processor's nearest cache any more.
const MANY: usize = 200;

/// Takes the first in line; where many stand in it, the memory of those who come soon is asked for.
#[inline]
pub fn take_first(ready: &mut VecDeque<Ready>) -> Option<Ready> {
    if ready.len() > MANY {
        fetch_ahead(ready);
    }
    ready.pop_front()
}

/// Asks for the memory of those who come soon: first of the task, two places later of its coroutine; or of what is told.
#[inline]
fn fetch_ahead(ready: &VecDeque<Ready>) {
    match ready.get(5) {
        Some(Ready::Step(task) | Ready::Wake(task)) => task.as_ref().fetch::<160>(),
        Some(Ready::Told(_, _, future)) => future.fetch::<128>(),
        _ => {}
    }
    if let Some(Ready::Step(task) | Ready::Wake(task)) = ready.get(2) {
        task.coroutine.with(|c| c.iter().for_each(|c| c.fetch::<192>()));
    }
}

/// The step of the running task is over, and its frame is off the stack: the next task goes on, on top of the stack. Gives
/// what the dispatch loop ends with when the loop must go on by itself.
pub fn next(m: &mut Machine, step: Step) -> Option<Step> {
    if m.observation.heard || heap::pending() {
        return Some(step);
    }
    let own = m.step.turn.clone().filter(|own| (own.left.get() > 0 || own.carries_on.get()) && own.is_usual());
    let Some(own) = own else { return Some(step) };
    let Some(last) = m.step.task.take() else { return Some(step) };
    let (me, context) = state(|s| (s.current.take(), s.context.take()));
    drop(me);
    keep(&last, m.step.entered, context);
    let result = task::after_step(m, &last, Ok(step));
    drop(m.step.woken_by.take());
    let event_loop = own.value();
    let result = counted(m, &event_loop, &last, result);
    drop(last);
    match result {
        Ok(()) if !heap::pending() && !m.observation.heard && enter_first(m, &own) => None,
        Ok(()) => Some(Step::Yield(Value::Unset)),
        Err(fault) => {
            m.step.fault = Some(fault);
            Some(Step::Yield(Value::Unset))
        }
    }
}

/// Enters the frame of the first in line, if its step is a plain one. Whether it is.
fn enter_first(m: &mut Machine, own: &Loop) -> bool {
    let hopped = own.ready.with(|r| match r.front() {
        Some(Ready::Step(task)) => coroutine_of(task),
        Some(Ready::Wake(task)) if woken_plainly(task) => coroutine_of(task),
        _ => None,
    });
    if own.left.get() == 0 && !begin_in_place(m, own, false)
        || !own.is_usual()
        || !hopped.is_some_and(|coroutine| m.hop_to(&coroutine))
    {
        return false;
    }
    own.left.set(own.left.get() - 1);
    if let Some(Ready::Step(task) | Ready::Wake(task)) = own.ready.with(take_first) {
        drop(begin(m, task));
    }
    true
}

/// The coroutine of a task whose next step is a plain one: of a coroutine of the language, with nothing to throw.
#[inline]
fn plain(task: &Task) -> Option<*const Gc<Generator>> {
    if task.future.done() || task.future.must_cancel().get() {
        return None;
    }
    task.coroutine.with(|c| {
        let coroutine = c.as_ref().and_then(|c| c.typed::<Generator>()).filter(|c| c.has_frame());
        coroutine.map(|c| c as *const Gc<Generator>)
    })
}

/// The same, held.
#[inline]
pub fn coroutine_of(task: &Task) -> Option<Gc<Generator>> {
    plain(task)?;
    task.coroutine.with(|c| c.as_ref().and_then(|c| c.typed::<Generator>()).cloned())
}

/// Whether what a task waited for, if anything, has a result: the await itself fetches that.
#[inline]
pub fn woken_plainly(task: &Task) -> bool {
    task.waiter().with(|w| match w {
        Some(future) => core_at(future).is_some_and(|core: &Core| core.stage.get() == Stage::Result),
        None => !task.sleep_cancelled().get(),
    })
}
