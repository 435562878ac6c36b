//! Who is told when a future is done: callables of the program, tasks that await it, and what the loop itself waits with.
//!
//! In: a future that is done. Out: entries of the loop's ready queue, one per callback, in the order they were added.

use super::future::{Core, find_core, overrides};
use super::task::Task;
use super::turn::{self, Ready};
use super::{gather, group, seen, wait};
use crate::machine::Machine;
use crate::native;
use crate::object::descriptor::NativeFunction;
use crate::object::function::BoundMethod;
use crate::object::heap::{Gc, Ref};
use crate::object::{Outcome, Value};

/// Callbacks written in Rust, by what they are part of. Each is told with an object of its own, its target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    /// A child of `gather` is done; the target is the gathering.
    Gather,
    /// One of those that `wait` waits for is done; the target is the waiting.
    Wait,
    /// What `shield` protects is done; the target is the outer future.
    ShieldInner,
    /// The outer future of `shield` is done; the target is what it protects.
    ShieldOuter,
    /// A task of a group is done; the target is the group.
    Group,
    /// One of `as_completed` is done; the target is the iterator.
    Completed,
    /// Somebody only waits until it is over; the target is the future that says so.
    Release,
    /// `run_until_complete` ends; the target is the future itself.
    Stop,
}

impl Told {
    /// How reprs show it.
    pub fn name(self) -> &'static str {
        match self {
            Told::Gather => "gather.<locals>._done_callback",
            Told::Wait => "_wait.<locals>._on_completion",
            Told::ShieldInner => "shield.<locals>._inner_done_callback",
            Told::ShieldOuter => "shield.<locals>._outer_done_callback",
            Told::Group => "TaskGroup._on_task_done",
            Told::Completed => "_AsCompletedIterator._handle_completion",
            Told::Release => "_release_waiter",
            Told::Stop => "_run_until_complete_cb",
        }
    }

    /// In which module of CPython's it stands.
    pub fn file(self) -> &'static str {
        match self {
            Told::Group => "taskgroups.py",
            Told::Stop => "base_events.py",
            _ => "tasks.py",
        }
    }
}

/// Who is told.
#[derive(Clone)]
pub enum Callback {
    /// A callable, in a context; None is an empty one that nobody has asked for.
    Call(Ref, Option<Ref>),
    /// A task that awaits the future.
    Wake(Gc<Task>),
    /// Something written in Rust, with its target.
    Told(Told, Ref),
}

/// All who are told.
#[derive(Clone, Default)]
pub enum Callbacks {
    /// Nobody.
    #[default]
    None,
    /// One, the usual case.
    One(Callback),
    /// More than one, in order.
    Many(Box<Vec<Callback>>),
}

impl Callbacks {
    /// One more, at the end.
    pub fn push(&mut self, callback: Callback) {
        match std::mem::take(self) {
            Callbacks::None => *self = Callbacks::One(callback),
            Callbacks::One(first) => *self = Callbacks::Many(Box::new(vec![first, callback])),
            Callbacks::Many(mut all) => {
                all.push(callback);
                *self = Callbacks::Many(all);
            }
        }
    }

    /// All of them, in order.
    pub fn to_vec(&self) -> Vec<Callback> {
        match self {
            Callbacks::None => Vec::new(),
            Callbacks::One(callback) => vec![callback.clone()],
            Callbacks::Many(all) => all.to_vec(),
        }
    }

    /// Shows what they hold.
    pub fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        let mut one = |callback: &Callback| match callback {
            Callback::Call(f, context) => {
                visit(&Value::Object(f.clone()));
                if let Some(context) = context {
                    visit(&Value::Object(context.clone()));
                }
            }
            Callback::Wake(task) => visit(&task.value()),
            Callback::Told(_, target) => visit(&Value::Object(target.clone())),
        };
        match self {
            Callbacks::None => {}
            Callbacks::One(callback) => one(callback),
            Callbacks::Many(all) => all.iter().for_each(one),
        }
    }
}

/// Schedules one callback of a future that is done.
#[inline]
pub fn tell(m: &mut Machine, core: &Core, me: &Value, callback: Callback) -> Outcome<()> {
    let Value::Object(object) = me else { return Ok(()) };
    if m.observation.heard {
        match &callback {
            Callback::Wake(task) => seen::woken(m, task, me),
            Callback::Call(callback, _) => {
                seen::callback_scheduled(m, seen::callable(&Value::Object(callback.clone())), me);
            }
            Callback::Told(told, _) => seen::callback_scheduled(m, told.name().into(), me),
        }
    }
    let what = match callback {
        Callback::Wake(task) => Ready::Wake(task),
        Callback::Call(f, context) => Ready::Call(f, object.clone(), context),
        Callback::Told(told, target) => Ready::Told(told, target, object.clone()),
    };
    core.event_loop.with_loop(|event_loop| turn::schedule(m, event_loop, what))
}

/// Does what a callback written in Rust does.
pub fn run(m: &mut Machine, told: Told, target: &Ref, future: &Value) -> Outcome<()> {
    let target = Value::Object(target.clone());
    match told {
        Told::Gather => gather::child_done(m, &target, future),
        Told::Wait => wait::one_done(m, &target, future),
        Told::ShieldInner => gather::inner_done(m, &target, future),
        Told::ShieldOuter => gather::outer_done(m, &target, future),
        Told::Group => group::task_done(m, &target, future),
        Told::Completed => wait::completed(m, &target, future),
        Told::Release => super::future::release(m, &target),
        Told::Stop => super::loop_type::stop_when_done(m, future),
    }
}

macro_rules! foreign {
    ($($told:ident $name:ident $text:literal,)*) => {
        $(static $name: native::Native = native!($text, |m: &mut Machine, a: &[Value]| -> Outcome {
            if let Value::Object(target) = &a[0] {
                run(m, Told::$told, target, &a[1])?;
            }
            Ok(Value::None)
        }, "");)*
        fn native_of(told: Told) -> &'static native::Native {
            match told { $(Told::$told => &$name,)* }
        }
    };
}

foreign! {
    Gather GATHER "_done_callback(self, future, /)",
    Wait WAIT "_on_completion(self, future, /)",
    ShieldInner INNER "_inner_done_callback(self, future, /)",
    ShieldOuter OUTER "_outer_done_callback(self, future, /)",
    Group GROUP "_on_task_done(self, future, /)",
    Completed COMPLETED "_handle_completion(self, future, /)",
    Release RELEASE "_release_waiter(self, future, /)",
    Stop STOP "_run_until_complete_cb(self, future, /)",
}

/// A callback written in Rust as a callable of the language.
pub fn bound(told: Told, target: &Value) -> Value {
    BoundMethod::create(NativeFunction::create(native_of(told), Value::None), target.clone())
}

/// Adds a callback written in Rust to any future; to one of another make by its own method.
pub fn add(m: &mut Machine, future: &Value, told: Told, target: &Value) -> Outcome<()> {
    let Value::Object(object) = target else { return Ok(()) };
    match find_core(future) {
        Some(_) if overrides(future, "add_done_callback") => {
            m.call_method(future, "add_done_callback", &[bound(told, target)]).map(drop)
        }
        Some(core) if core.done() => tell(m, core, future, Callback::Told(told, object.clone())),
        Some(core) => {
            core.callbacks.with(|c| c.push(Callback::Told(told, object.clone())));
            Ok(())
        }
        None => m.call_method(future, "add_done_callback", &[bound(told, target)]).map(drop),
    }
}

/// Takes a callback written in Rust away again.
pub fn remove(m: &mut Machine, future: &Value, told: Told, target: &Value) -> Outcome<()> {
    let Value::Object(object) = target else { return Ok(()) };
    let Some(core) = find_core(future).filter(|_| !overrides(future, "add_done_callback")) else {
        return m.call_method(future, "remove_done_callback", &[bound(told, target)]).map(drop);
    };
    let is_it = |c: &Callback| matches!(c, Callback::Told(t, o) if *t == told && o == object);
    let gone = core.callbacks.with(|c| match std::mem::take(c) {
        Callbacks::One(one) if is_it(&one) => Some(vec![one]),
        Callbacks::Many(all) => {
            let (gone, kept): (Vec<_>, Vec<_>) = all.into_iter().partition(is_it);
            *c = if kept.is_empty() { Callbacks::None } else { Callbacks::Many(Box::new(kept)) };
            Some(gone)
        }
        other => {
            *c = other;
            None
        }
    });
    drop(gone);
    Ok(())
}
