//! Switching between greenlets: who runs next, what the switch brings there, who is told.
//!
//! In: a greenlet and arguments or an exception. Out: what the switch back brings. A dead greenlet hands on to its parent;
//! one that has not begun begins. The thread's trace function is called after each switch, where it led to.

use super::{GREENLET, Greenlet, State, exit_class, is_exit, make};
use crate::builtins::generator::thrown_of_three;
use crate::machine::Machine;
use crate::machine::fiber::{Id, Size};
use crate::native::class_for;
use crate::native::convert::{this, type_name};
use crate::object::class::Class;
use crate::object::dict::Dict;
use crate::object::exception::{Exception, Traceback};
use crate::object::heap::{Gc, flag};
use crate::object::list::Tuple;
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, type_error};

/// What a switch brings.
enum Carried {
    /// Arguments.
    Call(Vec<Value>, Option<Gc<Dict>>),
    /// A result.
    Value(Value),
    /// An exception to be raised there.
    Raise(Raise),
}

impl Carried {
    /// As the result of the `switch()` that it ends.
    fn outcome(self) -> Outcome {
        match self {
            Carried::Value(value) => Ok(value),
            Carried::Raise(raise) => Err(raise),
            Carried::Call(mut arguments, None) if arguments.len() == 1 => Ok(arguments.remove(0)),
            Carried::Call(arguments, None) => Ok(Tuple::create(arguments).into_value()),
            Carried::Call(arguments, Some(keywords)) if arguments.is_empty() => Ok(keywords.into_value()),
            Carried::Call(arguments, Some(keywords)) => {
                Ok(Tuple::of([Tuple::create(arguments).into_value(), keywords.into_value()]).into_value())
            }
        }
    }
}

/// The greenlet that runs; a thread's main greenlet is made when first asked for. Greenlets of this thread that died of
/// neglect in another are ended now.
pub(super) fn current(m: &mut Machine) -> Outcome<Gc<Greenlet>> {
    let own = running(m);
    let id = m.fibers.current_thread();
    while let Some(dropped) = m.fibers.thread(id).and_then(|t| t.dropped.pop()) {
        kill(m, &own, &dropped)?;
    }
    Ok(own)
}

fn running(m: &mut Machine) -> Gc<Greenlet> {
    let id = m.fibers.current_thread();
    let known = m.fibers.thread(id).and_then(|t| t.greenlet.typed::<Greenlet>().cloned());
    known.unwrap_or_else(|| {
        let main = make(&class_for(&GREENLET), id, true);
        set_current(m, &main);
        main
    })
}

fn set_current(m: &mut Machine, greenlet: &Gc<Greenlet>) {
    let id = m.fibers.current_thread();
    if let Some(thread) = m.fibers.thread(id) {
        // The old one may die of it, which may not happen while the thread is looked at.
        let old = std::mem::replace(&mut thread.greenlet, greenlet.value());
        drop(old);
    }
}

pub(super) fn getcurrent(m: &mut Machine, _: &[Value]) -> Outcome {
    current(m).map(Gc::into_value)
}

pub(super) fn switch(m: &mut Machine, a: &[Value]) -> Outcome {
    this::<Greenlet>(a)?;
    let Some(target) = a[0].typed::<Greenlet>().cloned() else { return Ok(Value::None) };
    let arguments = a[1].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let keywords = a[2].typed::<Dict>().filter(|d| !d.is_empty()).cloned();
    go(m, target, Carried::Call(arguments, keywords))
}

pub(super) fn throw(m: &mut Machine, a: &[Value]) -> Outcome {
    this::<Greenlet>(a)?;
    let Some(target) = a[0].typed::<Greenlet>().cloned() else { return Ok(Value::None) };
    let kind = if a[1].is_set() { a[1].clone() } else { exit_class().into_value() };
    let is_class = kind.typed::<Class>().is_some_and(|c| c.is_subclass_of(types().exception(Exc::BaseException)));
    if a[3].is_set() && !a[3].is_none() && a[3].get::<Traceback>().is_none() {
        return type_error("throw() third argument must be a traceback object");
    }
    if !is_class && kind.get::<Exception>().is_none() {
        return type_error(format!("exceptions must be classes, or instances, not {}", type_name(&kind)));
    }
    let exception = thrown_of_three(m, &[Value::None, kind, a[2].clone(), a[3].clone()])?;
    let raise = m.raise_value(exception);
    go(m, target, Carried::Raise(raise))
}

/// Switches to a greenlet, and gives what the switch back brings.
fn go(m: &mut Machine, target: Gc<Greenlet>, what: Carried) -> Outcome {
    let origin = current(m)?;
    check_allowed(m, &target)?;
    let (target, fiber, what) = resolve(m, target, what)?;
    hand_over(m, &origin, &target, what);
    let stays = target == origin;
    // A suspended greenlet does not keep itself alive.
    drop((origin, target));
    if !stays {
        m.switch_to(fiber);
    }
    arrive(m)
}

/// What the switch that led here brought; the trace function hears of it first.
fn arrive(m: &mut Machine) -> Outcome {
    let id = m.fibers.current_thread();
    let Some(thread) = m.fibers.thread(id) else { return Ok(Value::None) };
    let (carried, origin) = (thread.carried.take(), std::mem::take(&mut thread.switched_from));
    let (trace, target) = (thread.switch_trace.clone(), thread.greenlet.clone());
    let carried = carried.unwrap_or(Ok(Value::None));
    if trace.is_set() && origin.is_set() {
        let event = Value::from(if carried.is_err() { "throw" } else { "switch" });
        let told = m.call(&trace, &[event, Tuple::of([origin, target]).into_value()]);
        if let Err(raise) = told {
            set_trace(m, Value::Unset);
            return Err(raise);
        }
    }
    carried
}

/// The thread a greenlet runs in, or would begin in: its own, or that of the nearest parent that has one.
fn thread_of(greenlet: &Gc<Greenlet>) -> Option<Id> {
    let mut at = greenlet.clone();
    while !at.main && at.state.get() != State::Active {
        let parent = at.parent.get();
        at = parent.typed::<Greenlet>()?.clone();
    }
    Some(at.thread.get())
}

fn check_allowed(m: &mut Machine, target: &Gc<Greenlet>) -> Outcome<()> {
    let text = match thread_of(target) {
        Some(thread) if thread == m.fibers.current_thread() => return Ok(()),
        Some(thread) if m.fibers.is_alive(thread) => {
            let (own, other) = (main_of(&running(m)), main_of(target));
            let (own, other) = (m.repr(&own.value())?, m.repr(&other.value())?);
            let (own, other) = (own.as_str(), other.as_str());
            format!("Cannot switch to a different thread\n\tCurrent:  {own}\n\tExpected: {other}")
        }
        Some(_) => "cannot switch to a different thread (which happens to have exited)".to_string(),
        None => "cannot switch to a garbage collected greenlet".to_string(),
    };
    Err(Raise(Exception::create(&super::error_class(), vec![text.into()])))
}

fn main_of(greenlet: &Gc<Greenlet>) -> Gc<Greenlet> {
    let mut at = greenlet.clone();
    while let Some(parent) = at.parent.get().typed::<Greenlet>().cloned() {
        at = parent;
    }
    at
}

/// What a switch to `target` leads to: dead ones hand on to their parents, pending ones begin.
fn resolve(m: &mut Machine, target: Gc<Greenlet>, what: Carried) -> Outcome<(Gc<Greenlet>, Id, Carried)> {
    let (mut target, mut what) = (target, what);
    loop {
        match target.state(m) {
            State::Active => {
                let fiber = target.fiber.get();
                return Ok((target, fiber, what));
            }
            State::Pending => {
                let run = m.get_attr(&target.value(), &intern("run"))?;
                // Looking it up may have run anything.
                if target.state.get() == State::Pending {
                    check_allowed(m, &target)?;
                    return begin(m, target, run, what);
                }
                continue;
            }
            State::Dead => {
                what = match what {
                    Carried::Raise(raise) if is_exit(&raise) => Carried::Value(raise.value()),
                    other => other,
                };
            }
        }
        let parent = target.parent.get();
        target = match parent.typed::<Greenlet>() {
            Some(parent) => parent.clone(),
            None => running(m),
        };
    }
}

fn begin(m: &mut Machine, target: Gc<Greenlet>, run: Value, what: Carried) -> Outcome<(Gc<Greenlet>, Id, Carried)> {
    let (arguments, keywords, what) = match what {
        Carried::Call(arguments, keywords) => (arguments, keywords, Carried::Value(Value::None)),
        Carried::Value(value) => (vec![value], None, Carried::Value(Value::None)),
        raised => (Vec::new(), None, raised),
    };
    let fiber = m.new_fiber(Size::Small, false, move |m| {
        let result = match (arrive(m), keywords) {
            (Err(raise), _) => Err(raise),
            (Ok(_), Some(keywords)) => m.call_dict(&run, &arguments, &keywords),
            (Ok(_), None) => m.call(&run, &arguments),
        };
        drop((run, arguments));
        finish(m, result)
    })?;
    m.set_fiber_context(fiber, target.context.take());
    target.run.set(Value::Unset);
    target.fiber.set(fiber);
    target.state.set(State::Active);
    target.thread.set(m.fibers.current_thread());
    Ok((target, fiber, what))
}

/// The running greenlet is over: what it gave goes to its parent, whose fiber is next.
fn finish(m: &mut Machine, result: Outcome) -> Id {
    let own = running(m);
    let context = m.fiber_context(own.fiber.get());
    own.context.set(context);
    end(&own);
    let mut what = match result {
        Ok(value) => Carried::Value(value),
        Err(raise) if is_exit(&raise) => Carried::Value(raise.value()),
        Err(raise) => Carried::Raise(raise),
    };
    let mut target = own.clone();
    loop {
        match target.parent.get().typed::<Greenlet>() {
            Some(parent) => target = parent.clone(),
            None => return m.fibers.current_thread(),
        }
        match resolve(m, target.clone(), what) {
            Ok((next, fiber, carried)) => {
                hand_over(m, &own, &next, carried);
                return fiber;
            }
            // The parent cannot begin: its own parent hears of it.
            Err(raise) => what = Carried::Raise(raise),
        }
    }
}

fn end(greenlet: &Gc<Greenlet>) {
    greenlet.state.set(State::Dead);
    greenlet.as_ref().set_flag(flag::FINALISER, false);
    greenlet.run.set(Value::Unset);
}

fn hand_over(m: &mut Machine, origin: &Gc<Greenlet>, target: &Gc<Greenlet>, what: Carried) {
    let outcome = what.outcome();
    let id = m.fibers.current_thread();
    if let Some(thread) = m.fibers.thread(id) {
        thread.carried = Some(outcome);
        if thread.switch_trace.is_set() {
            thread.switched_from = origin.value();
        }
    }
    set_current(m, target);
}

/// The last reference is gone: an unfinished greenlet gets GreenletExit, and comes back here when it is over. One of
/// another thread has to wait until that thread has to do with greenlets again.
pub(super) fn finalise(m: &mut Machine, a: &[Value]) -> Outcome {
    let greenlet = this::<Greenlet>(a)?;
    if greenlet.state.get() != State::Active || greenlet.main {
        return Ok(Value::None);
    }
    let thread = greenlet.thread.get();
    if thread != m.fibers.current_thread() {
        if let Some(thread) = m.fibers.thread(thread) {
            thread.dropped.push(a[0].clone());
        }
        return Ok(Value::None);
    }
    let own = running(m);
    kill(m, &own, &a[0])
}

/// Ends a suspended greenlet, which comes back to `own`.
fn kill(m: &mut Machine, own: &Gc<Greenlet>, dropped: &Value) -> Outcome {
    let Some(target) = dropped.typed::<Greenlet>().filter(|g| *g != own).cloned() else { return Ok(Value::None) };
    let parent = target.parent.replace(own.value());
    let why = "Killing the greenlet because all references have vanished.";
    let exit = Raise(Exception::create(&exit_class(), vec![why.into()]));
    let ended = go(m, target.clone(), Carried::Raise(exit));
    target.parent.set(parent);
    ended.map(|_| Value::None)
}

// ---- tracing

pub(super) fn gettrace(m: &mut Machine, _: &[Value]) -> Outcome {
    let id = m.fibers.current_thread();
    let trace = m.fibers.thread(id).and_then(|t| t.switch_trace.clone().some());
    Ok(trace.unwrap_or(Value::None))
}

pub(super) fn settrace(m: &mut Machine, a: &[Value]) -> Outcome {
    let given = a[0].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let [trace] = &given[..] else {
        return type_error(format!("function takes exactly 1 argument ({} given)", given.len()));
    };
    let old = gettrace(m, &[])?;
    set_trace(m, if trace.is_none() { Value::Unset } else { trace.clone() });
    Ok(old)
}

/// Sets or removes the trace function of the running thread.
fn set_trace(m: &mut Machine, trace: Value) {
    let id = m.fibers.current_thread();
    if let Some(thread) = m.fibers.thread(id) {
        let old = std::mem::replace(&mut thread.switch_trace, trace);
        drop(old);
    }
}
