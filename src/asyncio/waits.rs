//! Who waits for what, read from the tasks as they stand: for events, deadlock reports and graphs.
//!
//! In: tasks that are not done. Out: [`WaitReason`]s and [`Waiting`]s. Nothing here runs the program's code; the library's
//! own objects are recognised by their classes and by the frames of their methods.

use super::callback::{Callback, Told};
use super::future::{Purpose, find_core, to_value};
use super::nap;
use super::seen::{name, serial};
use super::task::Task;
use crate::machine::Machine;
use crate::machine::observe::{Event, Level, Place, Serial, Thing, WaitReason, Waiting, code_of};
use crate::machine::resume::awaited_by;
use crate::object::class::class_of;
use crate::object::exception::Traceback;
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::{Exc, Outcome, Raise, Value};
use std::rc::Rc;

/// What a task waits for, given what it suspended with.
pub fn reason(m: &mut Machine, task: &Gc<Task>, waiter: &Value) -> WaitReason {
    let coroutine = to_value(task.coroutine.get());
    if let Some(found) = of_purpose(m, &coroutine, waiter) {
        return found;
    }
    if let Some(found) = of_chain(m, &coroutine, waiter) {
        return found;
    }
    of_future(m, &coroutine, waiter)
}

/// A future that says itself what it is for.
fn of_purpose(m: &mut Machine, coroutine: &Value, waiter: &Value) -> Option<WaitReason> {
    let core = find_core(waiter)?;
    let owner = to_value(core.owner.get());
    Some(match core.purpose.get() {
        Purpose::Sleep => match core.outcome.get() {
            Value::Float(when) if !core.done() => WaitReason::SleepUntil(when.get()),
            _ => return None,
        },
        Purpose::Lock => {
            let holder = super::locks::holder(&owner);
            let holder = holder.get::<Task>().map(|t| serial(m, &t.future));
            WaitReason::Lock(thing(m, coroutine, &owner), holder)
        }
        Purpose::Semaphore => WaitReason::Semaphore(thing(m, coroutine, &owner)),
        Purpose::Event => WaitReason::Event(thing(m, coroutine, &owner)),
        Purpose::Condition => WaitReason::Condition(thing(m, coroutine, &owner)),
        Purpose::Barrier => {
            let own = owner.get::<super::barrier::Barrier>();
            let (count, parties) = own.map_or((0, 0), |b| (b.count.get(), b.parties.get()));
            WaitReason::Barrier(thing(m, coroutine, &owner), count.max(0) as u32, parties.max(0) as u32)
        }
        Purpose::Group => {
            let all = owner.get::<super::group::Group>().map(super::group::in_order).unwrap_or_default();
            WaitReason::Group("TaskGroup", unfinished_of(m, &all))
        }
        Purpose::Get => WaitReason::QueueGet(thing(m, coroutine, &owner)),
        Purpose::Put => WaitReason::QueuePut(thing(m, coroutine, &owner)),
        Purpose::Join => {
            let count = owner.get::<super::queue::Queue>().map_or(0, |q| q.unfinished.get() as u32);
            WaitReason::QueueJoin(thing(m, coroutine, &owner), count)
        }
        Purpose::Gather => WaitReason::Group("gather", unfinished_of(m, &super::gather::children(core))),
        Purpose::Wait => {
            let all = owner.get::<super::wait::Waiting>().map(|w| w.futures.get()).unwrap_or_default();
            WaitReason::Group("wait", unfinished_of(m, &all))
        }
        _ => return None,
    })
}

/// A future alone.
fn of_future(m: &Machine, coroutine: &Value, waiter: &Value) -> WaitReason {
    let Some(core) = find_core(waiter) else {
        return WaitReason::Other(class_of(waiter).name.get());
    };
    let number = serial(m, core);
    if waiter.get::<Task>().is_some() {
        return WaitReason::Task(number);
    }
    if let Some(inner) = shielded(core) {
        return WaitReason::Group("shield", unfinished_of(m, &[inner]));
    }
    match m.observation.deadlines.borrow().get(&number).copied() {
        Some(when) => WaitReason::SleepUntil(when),
        None => {
            let name = m.name_in(coroutine, waiter).unwrap_or_else(|| Rc::from(""));
            WaitReason::Future(Thing { serial: number, name })
        }
    }
}

/// What a future of `shield` stands before.
fn shielded(core: &super::future::Core) -> Option<Value> {
    core.callbacks.get().to_vec().into_iter().find_map(|callback| match callback {
        Callback::Told(Told::ShieldOuter, inner) => Some(Value::Object(inner)),
        _ => None,
    })
}

/// The numbers of those futures that are not done.
fn unfinished_of(m: &Machine, items: &[Value]) -> Rc<[Serial]> {
    let mut numbers: Vec<Serial> =
        items.iter().filter_map(find_core).filter(|c| !c.done()).map(|c| serial(m, c)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into()
}

/// What the library's frames at the inner end of the chain say, the outermost of them that knows: `Queue.join` waits for
/// an event of its own, and that is nobody's business.
fn of_chain(m: &mut Machine, coroutine: &Value, waiter: &Value) -> Option<WaitReason> {
    let mut found = None;
    let mut at = coroutine.clone();
    while let Some(generator) = at.typed::<Generator>().cloned() {
        if let Some(code) = code_of(&generator) {
            if &*code.code.source.name == "<frozen asyncio>" {
                let qualname = code.code.qualname.clone();
                found = found.or_else(|| of_method(m, coroutine, &qualname, &generator, waiter));
            } else {
                found = None;
            }
        }
        at = awaited_by(&generator);
    }
    found
}

fn local(generator: &Generator, register: usize) -> Value {
    generator.register(register)
}

/// The local variable of a name.
fn named_local(generator: &Gc<Generator>, name: &str) -> Option<Value> {
    let code = code_of(generator)?;
    let register = code.code.locals.iter().position(|n| &**n == name)?;
    local(generator, register).some()
}

fn of_method(
    m: &mut Machine,
    coroutine: &Value,
    qualname: &str,
    generator: &Gc<Generator>,
    waiter: &Value,
) -> Option<WaitReason> {
    Some(match qualname {
        "wait_for" | "_cancel_and_wait" => match find_core(waiter) {
            Some(_) if waiter.get::<Task>().is_some() => return None,
            _ => {
                let inner = named_local(generator, "fut")?;
                find_core(&inner)?;
                of_future(m, coroutine, &inner)
            }
        },
        "to_thread" => WaitReason::Thread,
        _ => return None,
    })
}

/// A lock or queue with the name by which a coroutine knows it.
pub fn thing(m: &Machine, coroutine: &Value, object: &Value) -> Thing {
    let name = m.name_in(coroutine, object).unwrap_or_else(|| class_of(object).name.get());
    Thing { serial: m.observation.thing(object), name }
}

/// Where an exception was raised: the innermost entry of its traceback in the program's own text.
pub fn raised_at(m: &Machine, raise: &Raise) -> Place {
    let mut place = Place::default();
    let mut at = raise.0.traceback.get();
    while let Some(entry) = at.typed::<Traceback>().cloned() {
        if !entry.code.code.source.name.starts_with("<frozen ") || place == Place::default() {
            place = m.observation.place(&entry.code.code, entry.pc);
        }
        at = entry.next.get();
    }
    place
}

/// All tasks that are not done, in the order in which they were made, with what they wait for and hold.
pub fn graph(m: &mut Machine) -> Vec<Waiting> {
    let mut tasks = super::state::all_tasks();
    tasks.sort_by_key(|t| t.order.get());
    for task in &tasks {
        if task.sleeps() == nap::Sleeps::Soundly
            && let Some(own) = task.future.event_loop.get().get::<super::turn::Loop>()
        {
            nap::show_all(own);
        }
    }
    let mut all = Vec::new();
    for task in &tasks {
        serial(m, &task.future);
    }
    for task in &tasks {
        let coroutine = to_value(task.coroutine.get());
        let waiter = nap::waiter(task);
        let on = waiter.is_set().then(|| reason(m, task, &waiter));
        let stack: Vec<Level> = m.levels(&coroutine);
        all.push(Waiting { task: serial(m, &task.future), name: name(task), stack, on, holds: Vec::new() });
    }
    name_alike(m, &tasks, &mut all);
    // Who holds a lock that somebody waits for is told by the lock.
    let held: Vec<(Serial, Thing)> = all
        .iter()
        .filter_map(|w| match &w.on {
            Some(WaitReason::Lock(lock, Some(holder))) => Some((*holder, lock.clone())),
            _ => None,
        })
        .collect();
    for (holder, lock) in held {
        if let Some(waiting) = all.iter_mut().find(|w| w.task == holder) {
            if !waiting.holds.iter().any(|t| t.serial == lock.serial) {
                waiting.holds.push(lock);
            }
        }
    }
    all
}

/// A lock has one name in all of a report: that by which the oldest task that knows it calls it. Two of the same name are
/// told apart by another one's name for them, or by a number.
fn name_alike(m: &Machine, tasks: &[Gc<Task>], all: &mut [Waiting]) {
    let mut oldest: Vec<&Gc<Task>> = tasks.iter().collect();
    oldest.sort_by_key(|t| t.order.get());
    let mut names: Vec<(Serial, Rc<str>)> = Vec::new();
    for task in tasks {
        let waiter = nap::waiter(task);
        let Some(owner) = find_core(&waiter)
            .filter(|core| core.purpose.get() != Purpose::Plain)
            .map(|core| to_value(core.owner.get()))
            .filter(Value::is_set)
        else {
            continue;
        };
        let serial = m.observation.thing(&owner);
        if names.iter().any(|(known, _)| *known == serial) {
            continue;
        }
        let mut candidates = oldest.iter().filter_map(|t| m.name_in(&to_value(t.coroutine.get()), &owner)).peekable();
        let Some(first) = candidates.peek().cloned() else { continue };
        let is_new = |name: &Rc<str>| !names.iter().any(|(_, taken)| taken == name);
        let name = candidates.find(is_new).unwrap_or_else(|| {
            let numbered = (2..).map(|n| Rc::from(format!("{first} ({n})")));
            numbered.into_iter().find(is_new).unwrap_or(first)
        });
        names.push((serial, name));
    }
    for thing in all.iter_mut().filter_map(|w| w.on.as_mut()?.thing_mut()) {
        if let Some((_, name)) = names.iter().find(|(serial, _)| *serial == thing.serial) {
            thing.name = name.clone();
        }
    }
}

/// No task is ready, no timer is set, nothing outside is awaited: says who waits for what, and ends the run.
#[cold]
pub(super) fn deadlocked(m: &mut Machine) -> Outcome<()> {
    let waits = graph(m);
    for task in super::state::all_tasks() {
        // It has been said that nothing ends them.
        task.future.log_destroyed().set(false);
    }
    m.tell_fault(&Event::Deadlock { waits: waits.into() }, None);
    m.observation.deadlocks += 1;
    Err(Exc::SystemExit.with(vec![Value::Int(1)]))
}
