//! Locks: plain ones and those that their owner may take again.
//!
//! In: threads that want them. Out: one at a time. A released lock is free for whoever asks next, also before the one
//! that was woken for it gets its turn: that is CPython's order.

use super::seconds;
use crate::machine::Machine;
use crate::machine::fiber::Id;
use crate::machine::fiber::wait::{Ended, Wait};
use crate::native;
use crate::native::convert::{FromValue, this};
use crate::native::{NativeType, class_for};
use crate::object::class::class_flag;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::{Outcome, Value, runtime_error, value_error};
use crate::payload;
use std::cell::Cell;
use std::collections::VecDeque;

/// The longest wait that can be asked for, in seconds.
pub const TIMEOUT_MAX: f64 = 9_223_372_036.0;

/// The payload of both kinds of lock.
pub struct Lock {
    /// The number of the thread that holds it; 0 when free. A plain lock only counts that it is held.
    owner: Cell<i64>,
    /// How often its owner holds it.
    count: Cell<u64>,
    /// Who waits, in turn.
    waiters: Own<VecDeque<Id>>,
}

payload!(Lock, Kind::Extension);

/// `_thread.lock`
pub static LOCK: NativeType = NativeType {
    name: "lock",
    module: "_thread",
    layout: <Lock>::layout,
    flags: class_flag::WEAK | class_flag::FINAL,
    help: "A lock object is a synchronization primitive.  To create a lock,\ncall threading.Lock().",
    new: Some(native!("__new__(cls, /)", new, "")),
    methods: &[
        native!("acquire(self, /, blocking=True, timeout=-1)", acquire, "Lock the lock."),
        native!("acquire_lock(self, /, blocking=True, timeout=-1)", acquire, "An obsolete synonym of acquire()."),
        native!(
            "release(self, /)",
            release,
            "Release the lock, allowing another thread that is blocked waiting for\nthe lock to acquire the lock."
        ),
        native!("release_lock(self, /)", release, "An obsolete synonym of release()."),
        native!("locked(self, /)", locked, "Return whether the lock is in the locked state."),
        native!("locked_lock(self, /)", locked, "An obsolete synonym of locked()."),
        native!("__enter__(self, /)", acquire, "Lock the lock."),
        native!("__exit__(self, /, *exc_info)", release, "Release the lock."),
        native!("_at_fork_reinit(self, /)", reset, ""),
        native!("__repr__(self, /)", repr, "Return repr(self)."),
    ],
    ..NativeType::BASE
};

/// `_thread.RLock`
pub static RLOCK: NativeType = NativeType {
    name: "RLock",
    module: "_thread",
    layout: <Lock>::layout,
    flags: class_flag::WEAK,
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        native!("acquire(self, /, blocking=True, timeout=-1)", acquire_again, "Lock the lock."),
        native!("release(self, /)", release_again, "Release the lock."),
        native!("__enter__(self, /)", acquire_again, "Lock the lock."),
        native!("__exit__(self, /, *exc_info)", release_again, "Release the lock."),
        native!("_is_owned(self, /)", is_owned, "For internal use by `threading.Condition`."),
        native!("_acquire_restore(self, state, /)", restore, "For internal use by `threading.Condition`."),
        native!("_release_save(self, /)", save, "For internal use by `threading.Condition`."),
        native!("_recursion_count(self, /)", recursion_count, "For internal use by reentrancy checks."),
        native!("_at_fork_reinit(self, /)", reset, ""),
        native!("__repr__(self, /)", repr, "Return repr(self)."),
    ],
    ..NativeType::BASE
};

fn make() -> Lock {
    Lock { owner: Cell::new(0), count: Cell::new(0), waiters: Own::new(VecDeque::new()) }
}

pub(super) fn allocate(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Gc::new(make(), &class_for(&LOCK)).into_value())
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    match a[0].typed::<crate::object::class::Class>() {
        Some(class) => Ok(Gc::new(make(), class).into_value()),
        None => Ok(Value::None),
    }
}

/// The time so many seconds from now, on the host's clock.
pub fn deadline(m: &Machine, seconds: f64) -> i64 {
    m.host.clock.monotonic().saturating_add((seconds.clamp(0.0, TIMEOUT_MAX) * 1e9).round() as i64)
}

/// Whether to wait, and until when, by the arguments of `acquire`.
fn patience(m: &mut Machine, a: &[Value]) -> Outcome<(bool, Option<i64>)> {
    let blocking = m.truth(&a[1])?;
    let timeout = seconds(m, &a[2])?;
    if !blocking && timeout != -1.0 {
        return value_error("can't specify a timeout for a non-blocking call");
    }
    if timeout < 0.0 && timeout != -1.0 {
        return value_error("timeout value must be a non-negative number");
    }
    let deadline = (timeout >= 0.0).then(|| deadline(m, timeout));
    Ok((blocking, deadline))
}

/// Waits until the lock is free; false when the time is over first.
fn wait(m: &mut Machine, lock: &Lock, deadline: Option<i64>) -> Outcome<bool> {
    let me = m.fibers.current();
    let mut first = true;
    while lock.owner.get() != 0 {
        // Who was woken in vain keeps its place.
        lock.waiters.with(|w| if first { w.push_back(me) } else { w.push_front(me) });
        first = false;
        m.fibers.set_holder(me, Some(lock.owner.get()));
        let ended = m.block(Wait::Lock, deadline);
        m.fibers.set_holder(me, None);
        lock.waiters.with(|w| w.retain(|id| *id != me));
        match ended {
            Ok(Ended::Due) if lock.owner.get() != 0 => return Ok(false),
            Ok(_) => {}
            Err(raise) => {
                // Woken for the lock and called away: the next one gets the chance.
                if lock.owner.get() == 0 {
                    wake_first(m, lock);
                }
                return Err(raise);
            }
        }
    }
    Ok(true)
}

fn wake_first(m: &mut Machine, lock: &Lock) {
    while let Some(next) = lock.waiters.with(VecDeque::pop_front) {
        if m.wake(next) {
            break;
        }
    }
}

fn acquire(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    let (blocking, deadline) = if a.len() > 2 { patience(m, a)? } else { (true, None) };
    if lock.owner.get() != 0 && (!blocking || !wait(m, lock, deadline)?) {
        return Ok(Value::bool(false));
    }
    lock.owner.set(m.fibers.ident());
    Ok(Value::bool(true))
}

fn release(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    if lock.owner.replace(0) == 0 {
        return runtime_error("release unlocked lock");
    }
    wake_first(m, lock);
    Ok(Value::None)
}

fn locked(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(this::<Lock>(a)?.owner.get() != 0))
}

fn reset(_: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    lock.owner.set(0);
    lock.count.set(0);
    drop(lock.waiters.take());
    Ok(Value::None)
}

fn acquire_again(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    let (blocking, deadline) = if a.len() > 2 { patience(m, a)? } else { (true, None) };
    let me = m.fibers.ident();
    if lock.owner.get() != me {
        if lock.owner.get() != 0 && (!blocking || !wait(m, lock, deadline)?) {
            return Ok(Value::bool(false));
        }
        lock.owner.set(me);
    }
    lock.count.set(lock.count.get() + 1);
    Ok(Value::bool(true))
}

fn release_again(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    if lock.owner.get() != m.fibers.ident() {
        return runtime_error("cannot release un-acquired lock");
    }
    lock.count.set(lock.count.get() - 1);
    if lock.count.get() == 0 {
        lock.owner.set(0);
        wake_first(m, lock);
    }
    Ok(Value::None)
}

fn is_owned(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(this::<Lock>(a)?.owner.get() == m.fibers.ident()))
}

fn recursion_count(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    Ok(Value::Int(if lock.owner.get() == m.fibers.ident() { lock.count.get() as i64 } else { 0 }))
}

fn save(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    if lock.count.get() == 0 {
        return runtime_error("cannot release un-acquired lock");
    }
    let state = [Value::Int(lock.count.replace(0) as i64), Value::Int(lock.owner.replace(0))];
    wake_first(m, lock);
    Ok(Tuple::of(state).into_value())
}

fn restore(m: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    let state = a[1].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let [count, owner] = &state[..] else { return Ok(Value::None) };
    let (count, owner) = (i64::from_value(count, m)?, i64::from_value(owner, m)?);
    wait(m, lock, None)?;
    lock.owner.set(owner);
    lock.count.set(count as u64);
    Ok(Value::None)
}

fn repr(_: &mut Machine, a: &[Value]) -> Outcome {
    let lock = this::<Lock>(a)?;
    let class = crate::object::class::class_of(&a[0]);
    let state = if lock.owner.get() == 0 { "unlocked" } else { "locked" };
    let name = class.name.get();
    let owner = match class.is_subclass_of(&class_for(&RLOCK)) {
        true => format!(" owner={} count={}", lock.owner.get(), lock.count.get()),
        false => String::new(),
    };
    let module = if class.is_builtin() { "_thread." } else { "" };
    Ok(format!("<{state} {module}{name} object{owner} at {:#x}>", a[0].id()).into())
}
