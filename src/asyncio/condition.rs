//! `Condition`: a lock, and a line of those who wait until something about what it guards has changed.
//!
//! In: wait, notify. Out: futures completed, first in, first out; whoever is woken takes the lock again before it goes on,
//! however often that wait is cancelled.

use super::bound::bound_loop;
use super::future::{self, Purpose};
use super::line::{Line, shown};
use super::locks::{
    CONTEXT_MANAGER, coroutine, entering, give_back, is_taken, leaving, loop_argument, new_plain, take_now, taking,
};
use super::state::{cancelled_class, or_none};
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::{FromValue, this};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::exception::Exception;
use crate::object::generator::{Generator, NativeBody, Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::str::intern;
use crate::object::{Outcome, Truth, Value, runtime_error, type_error};
use crate::{getset, native, payload, python};

/// A condition.
pub struct Condition {
    /// The lock, a built-in one or any object with its methods.
    lock: Own<Value>,
    /// Who waits to be notified.
    waiters: Line,
    /// The loop it was first waited for in, or Unset.
    event_loop: Own<Value>,
}

payload!(
    Condition,
    Kind::Extension,
    trace | this,
    visit | {
        this.lock.with(|l| visit(l));
        this.event_loop.with(|l| visit(l));
        this.waiters.trace(visit);
    },
    clear | this | {
        drop(this.lock.replace(Value::None));
        this.waiters.clear();
    }
);

/// `asyncio.Condition`
pub static CONDITION: NativeType = NativeType {
    name: "Condition",
    module: "asyncio.locks",
    base: Some(&CONTEXT_MANAGER),
    layout: <Condition>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Asynchronous equivalent to threading.Condition.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        python!("__init__(self, lock=None, *, loop=<unset>)", init, ""),
        python!("wait(self)", wait, "Wait until notified."),
        python!("wait_for(self, predicate)", wait_for, "Wait until a predicate becomes true."),
        python!("notify(self, n=1)", notify_method, "By default, wake up one task waiting on this condition, if any."),
        python!("notify_all(self)", notify_all, "Wake up all tasks waiting on this condition."),
        native!("_notify(self, n)", notify_unasked, ""),
        python!("__aenter__(self)", enter, "", enter_at_once),
        python!("__aexit__(self, exc_type, exc, tb)", leave, "", leave_at_once),
        native!("__repr__(self, /)", repr, ""),
    ],
    getsets: &[
        getset!("_lock", |_, v| Ok(of(v)?.lock.get()), ""),
        getset!("_waiters", |_, v| Ok(of(v)?.waiters.value()), |_, v, new| of(v)?.waiters.replace(new), ""),
        getset!(
            "_loop",
            |_, v| Ok(or_none(of(v)?.event_loop.get())),
            |_, v, new| {
                of(v)?.event_loop.set(if new.is_none() { Value::Unset } else { new });
                Ok(())
            },
            ""
        ),
    ],
    ..NativeType::BASE
};

static WAIT: NativeBody = NativeBody { name: "wait", qualname: "Condition.wait", step: wait_step };
static WAIT_FOR: NativeBody = NativeBody { name: "wait_for", qualname: "Condition.wait_for", step: wait_for_step };

fn of(value: &Value) -> Outcome<&Condition> {
    this::<Condition>(std::slice::from_ref(value))
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let condition =
        Condition { lock: Own::new(Value::None), waiters: Line::default(), event_loop: Own::new(Value::Unset) };
    Ok(Gc::new(condition, class).into_value())
}

/// The lock's methods become the condition's own attributes, as in CPython: a class derived from it cannot change them.
fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    loop_argument(m, a, &a[2])?;
    let lock = if a[1].is_none() { new_plain()? } else { a[1].clone() };
    of(&a[0])?.lock.set(lock.clone());
    for name in ["locked", "acquire", "release"] {
        let method = m.get_attr(&lock, &intern(name))?;
        m.set_attr(&a[0], &intern(name), method)?;
    }
    Ok(Value::None)
}

/// The lock of a condition.
pub(super) fn lock_of(condition: &Value) -> Outcome {
    Ok(of(condition)?.lock.get())
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let own = of(&a[0])?;
    let taken = m.call_method(&a[0], "locked", &[])?;
    let mut extra = if m.truth(&taken)? { "locked" } else { "unlocked" }.to_string();
    own.waiters.told(&mut extra);
    Ok(shown(&a[0], &extra))
}

fn enter(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = of(&a[0])?.lock.get();
    entering(m, &lock)
}

fn leave(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = of(&a[0])?.lock.get();
    leaving(m, &lock)
}

fn enter_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let lock = of(&a[0])?.lock.get();
    Ok((a.len() == 1 && take_now(m, &lock)?).then_some(Step::Return(Value::None)))
}

fn leave_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    if a.len() != 4 {
        return Ok(None);
    }
    let lock = of(&a[0])?.lock.get();
    give_back(m, &lock)?;
    Ok(Some(Step::Return(Value::None)))
}

// ---- waiting

fn wait(m: &mut Machine, a: &[Value]) -> Outcome {
    of(&a[0])?;
    waiting(m, &a[0], Purpose::Condition, &a[0])
}

/// The coroutine of `wait`; its future is for something, and belongs to it: the condition, or the barrier it is part of.
pub(super) fn waiting(m: &mut Machine, condition: &Value, purpose: Purpose, owner: &Value) -> Outcome {
    let purpose = Value::bool(purpose == Purpose::Barrier);
    coroutine(m, &WAIT, [condition.clone(), Value::Unset, Value::Unset, Value::Unset, owner.clone(), purpose])
}

/// Registers: the condition, the future, what ended its wait, what was raised while the lock was waited for, the owner of
/// the future and whether that is a barrier.
fn wait_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let condition = me.slot(1);
    let own = of(&condition)?;
    let lock = own.lock.get();
    match (me.pc.get(), with) {
        (0, Resume::Throw(exception)) => return Err(m.raise_value(exception)),
        (0, Resume::Send(_)) => {
            if !is_taken(m, &lock)? {
                return runtime_error("cannot wait on un-acquired lock");
            }
            let running = bound_loop(m, &own.event_loop, &condition)?;
            let (owner, barrier) = (me.take_slot(5), me.take_slot(6));
            let purpose =
                if matches!(barrier, Value::Bool(Truth::True)) { Purpose::Barrier } else { Purpose::Condition };
            let waiter = future::to_wait(m, &running, purpose, &owner)?;
            give_back(m, &lock)?;
            own.waiters.push(waiter.clone());
            me.set_slot(2, waiter.clone());
            me.pc.set(1);
            return Ok(Step::Await(waiter));
        }
        (1, with) => {
            own.waiters.remove(&me.take_slot(2));
            if let Resume::Throw(exception) = with {
                me.set_slot(3, exception);
            }
        }
        (_, Resume::Throw(exception)) if class_of(&exception).is_subclass_of(&cancelled_class()) => {
            me.set_slot(4, exception);
        }
        (_, Resume::Throw(exception)) => {
            notify(m, own, 1)?;
            return Err(m.raise_value(exception));
        }
        (_, Resume::Send(_)) => return woken(m, me, own),
    }
    if take_now(m, &lock)? {
        return woken(m, me, own);
    }
    me.pc.set(2);
    Ok(Step::Await(taking(m, &lock)?))
}

/// The lock is taken again: the wait is over. Whoever was cancelled passes the notification on.
fn woken(m: &mut Machine, me: &Gc<Generator>, own: &Condition) -> Outcome<Step> {
    let (first, last) = (me.take_slot(3), me.take_slot(4));
    if !first.is_set() && !last.is_set() {
        return Ok(Step::Return(Value::bool(true)));
    }
    notify(m, own, 1)?;
    if let Some(exception) = last.get::<Exception>().filter(|_| first.is_set() && !first.is(&last)) {
        exception.context.set(first.clone());
    }
    Err(m.raise_value(if last.is_set() { last } else { first }))
}

fn wait_for(m: &mut Machine, a: &[Value]) -> Outcome {
    of(&a[0])?;
    coroutine(m, &WAIT_FOR, [a[0].clone(), a[1].clone()])
}

fn wait_for_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    let result = m.call(&me.slot(2), &[])?;
    if m.truth(&result)? {
        return Ok(Step::Return(result));
    }
    Ok(Step::Await(m.call_method(&me.slot(1), "wait", &[])?))
}

// ---- notifying

/// Wakes so many of those who wait and are not woken yet.
fn notify(m: &mut Machine, own: &Condition, most: i64) -> Outcome<()> {
    let (mut at, mut count) = (0, 0);
    while let Some(waiter) = own.waiters.get(at).filter(|_| count < most) {
        if future::wake_with(m, &waiter, Value::bool(false))? {
            count += 1;
        }
        at += 1;
    }
    Ok(())
}

/// Wakes so many; whoever notifies holds the lock.
pub(super) fn notify_held(m: &mut Machine, condition: &Value, most: i64) -> Outcome<()> {
    let own = of(condition)?;
    let lock = own.lock.get();
    if !is_taken(m, &lock)? {
        return runtime_error("cannot notify on un-acquired lock");
    }
    notify(m, own, most)
}

fn notify_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let most = i64::from_value(&a[1], m)?;
    notify_held(m, &a[0], most)?;
    Ok(Value::None)
}

fn notify_all(m: &mut Machine, a: &[Value]) -> Outcome {
    if !class_of(&a[0]).is_as_built() {
        let all = of(&a[0])?.waiters.count();
        return m.call_method(&a[0], "notify", &[all.into()]);
    }
    notify_held(m, &a[0], i64::MAX)?;
    Ok(Value::None)
}

fn notify_unasked(m: &mut Machine, a: &[Value]) -> Outcome {
    let most = i64::from_value(&a[1], m)?;
    notify(m, of(&a[0])?, most)?;
    Ok(Value::None)
}
