//! The way of a failure through tasks: who awaits the task that failed, directly or through `gather`, `TaskGroup`, `shield`
//! and their like, and where each was made.
//!
//! In: a task at the moment it fails, while those who wait for it still do. Out: steps of a
//! [`Trail`](crate::machine::trail::Trail). Called only where somebody wants to hear of faults.

use super::callback::{Callback, Told};
use super::future::{Core, find_core, to_value};
use super::seen;
use super::state::is_cancelled;
use super::task::Task;
use crate::machine::Machine;
use crate::machine::observe::{Event, Level, Place, code_of};
use crate::machine::trail::{Step, Trail};
use crate::object::exception::Traceback;
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::{Outcome, Raise, Value};
use std::rc::Rc;

/// So many tasks and functions are followed.
const LONGEST: usize = 40;

/// A task fails: notes the way outwards.
#[cold]
#[inline(never)]
pub fn failed(m: &mut Machine, task: &Gc<Task>, raise: &Raise) {
    let entries = own_entries(m, raise);
    let known = m.observation.trails.of(&raise.0).cloned();
    let mut trail = match known {
        // It came on into a task that had not been waiting when it was raised: from there outwards.
        Some(trail) if entries.len() > trail.entries => {
            if trail.tasks.contains(&task.order.get()) || trail.steps.len() >= LONGEST {
                return;
            }
            let new = entries.len() - trail.entries;
            let mut trail = trail;
            let outer = entries[..new].iter().rev();
            trail.steps.extend(outer.map(|(function, place)| Step::Awaited(function.clone(), *place, Vec::new())));
            trail
        }
        _ => Trail::default(),
    };
    trail.entries = entries.len();
    if is_cancelled(raise) && trail.steps.is_empty() {
        trail.steps.extend(m.observation.trails.cancelled(task.order.get()).map(Step::Cancelled));
    }
    follow(m, task, &mut trail);
    let number = m.observation.trails.keep(trail);
    raise.0.trail.set(number);
}

/// `cancel()` was called on a task.
#[cold]
#[inline(never)]
pub fn cancelled(m: &mut Machine, task: &Task) {
    let place = m.place_here();
    if place.file > 0 {
        m.observation.trails.cancel(task.order.get(), place);
    }
}

/// A task into which a cancellation was thrown at a state and place has suspended again: says so when it is the same one,
/// and the cancellation still stands.
#[cold]
#[inline(never)]
pub fn went_on(m: &mut Machine, task: &Gc<Task>, before: &((u16, Place), Value)) {
    let coroutine = to_value(task.coroutine.get());
    let now = m.stand(&coroutine);
    // The library may catch it and wait on, as the end of a TaskGroup does: then the program awaits the very same object.
    if m.own_awaits(&coroutine).is(&before.1) {
        return;
    }
    if now != before.0 || now.1.file == 0 || task.requests.get() == 0 {
        return;
    }
    let by = m.observation.trails.cancelled(task.order.get()).unwrap_or_default();
    let event = Event::WentOn { name: seen::name(task), place: now.1, by };
    m.tell_fault(&event, None);
}

/// Tells of the tasks that are cancelled because the loop is closed, the program having ended well.
pub fn cut_off(m: &mut Machine, tasks: Value) -> Outcome<()> {
    if !m.observation.noted || !m.handled.is_none() {
        return Ok(());
    }
    for value in m.collect(&tasks)? {
        let Some(task) = value.typed::<Task>() else { continue };
        let coroutine = to_value(task.coroutine.get());
        let (state, place) = m.stand(&coroutine);
        let event = Event::CutOff { name: seen::name(task), place, made: made_at(m, task), begun: state > 0 };
        m.tell_fault(&event, None);
    }
    Ok(())
}

/// Where a task's coroutine was called; nowhere when that is not known.
pub fn made_at(m: &Machine, task: &Task) -> Place {
    let coroutine = to_value(task.coroutine.get());
    coroutine.get::<Generator>().map_or(Place::default(), |c| m.called_at(c))
}

/// The entries of a traceback in the program's own text, outermost first.
fn own_entries(m: &Machine, raise: &Raise) -> Vec<(Rc<str>, Place)> {
    let mut all = Vec::new();
    let mut at = raise.0.traceback.get();
    while let Some(entry) = at.typed::<Traceback>().cloned() {
        let code = &entry.code.code;
        if !code.source.name.starts_with("<frozen ") && all.len() < 1000 {
            all.push((code.qualname.clone(), m.observation.place(code, entry.pc)));
        }
        at = entry.next.get();
    }
    all
}

/// A task, then those who wait for it, to the outermost.
fn follow(m: &Machine, task: &Gc<Task>, trail: &mut Trail) {
    let mut at = task.clone();
    while trail.steps.len() < LONGEST && !trail.tasks.contains(&at.order.get()) {
        trail.tasks.push(at.order.get());
        let coroutine = to_value(at.coroutine.get());
        let runs = coroutine.get::<Generator>().and_then(code_of).map(|c| c.code.qualname.clone());
        let place = made_at(m, &at);
        trail.steps.push(Step::Task(seen::name(&at), runs.unwrap_or_else(|| Rc::from("")), place));
        let Some((next, mut through)) = waits_for(&at.future, LONGEST).into_iter().next() else { return };
        let levels = m.levels(&to_value(next.coroutine.get()));
        let last = levels.iter().rposition(|l| !l.inside);
        // `wait_for` and others of the library stand between the program's function and what it awaits.
        if let Some(name) = last.and_then(|i| levels.get(i + 1)).and_then(|l| known(&l.function)) {
            if through.first() != Some(&name) {
                through.insert(0, name);
            }
        }
        for Level { function, place, .. } in levels.iter().rev().filter(|l| !l.inside && l.state > 0) {
            trail.steps.push(Step::Awaited(function.clone(), *place, std::mem::take(&mut through)));
        }
        at = next;
    }
}

/// Functions of asyncio by the names of their frames.
fn known(function: &str) -> Option<&'static str> {
    ["wait_for", "wait", "gather", "shield", "timeout", "as_completed"].into_iter().find(|name| *name == function)
}

/// The tasks that wait for a future, and through what, outer before inner.
pub(super) fn waiting_for(core: &Core) -> Vec<(Gc<Task>, Vec<&'static str>)> {
    waits_for(core, LONGEST)
}

fn waits_for(core: &Core, depth: usize) -> Vec<(Gc<Task>, Vec<&'static str>)> {
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    let mut all = Vec::new();
    for callback in core.callbacks.get().to_vec() {
        let (told, target) = match callback {
            Callback::Wake(task) => {
                all.push((task, Vec::new()));
                continue;
            }
            Callback::Call(..) => continue,
            Callback::Told(told, target) => (told, Value::Object(target)),
        };
        let (outer, name) = match told {
            Told::Gather => (super::gather::outer(&target), "gather"),
            Told::ShieldInner => (target, "shield"),
            Told::Wait => (super::wait::waiter(&target), "wait"),
            Told::Completed => (super::wait::next_getter(&target), "as_completed"),
            Told::Group => {
                let parent = super::group::parent(&target);
                all.extend(parent.typed::<Task>().map(|task| (task.clone(), vec!["TaskGroup"])));
                continue;
            }
            Told::ShieldOuter | Told::Release | Told::Stop => continue,
        };
        let outer = find_core(&outer).map(|core| waits_for(core, depth)).unwrap_or_default();
        all.extend(outer.into_iter().map(|(task, mut through)| {
            through.push(name);
            (task, through)
        }));
    }
    all
}
