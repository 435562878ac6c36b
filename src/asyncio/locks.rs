//! `Lock`, `Event`, `Semaphore` and `BoundedSemaphore`: who waits stands in a queue of futures, first in, first out.
//!
//! In: acquire, release, set. Out: futures completed, in CPython's order. `Condition` and `Barrier` stand on these.

use super::bare::{self, Left};
use super::bound::{LOOP_BOUND, bound_loop};
use super::future::{self, Purpose};
use super::line::{Line, shown};
use super::seen;
use super::state::{cancelled_class, state};
use crate::machine::Machine;
use crate::native::convert::{FromValue, short_name, this};
use crate::native::{NativeType, class_for};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::generator::{Generator, NativeBody, Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::{Outcome, Value, runtime_error, type_error, value_error};
use crate::{getset, native, payload, python};
use std::cell::Cell;

/// Which of them a lock is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Lock,
    Event,
    Semaphore,
}

/// A lock, event or semaphore.
pub struct Lock {
    sort: Sort,
    /// A lock is taken: 1, or free: 0. An event is set: 1, or not. What is left of a semaphore.
    value: Cell<i64>,
    /// What a bounded semaphore started with.
    bound: Cell<i64>,
    /// Who waits.
    waiters: Line,
    /// The loop it was first waited for in, or Unset.
    pub(super) event_loop: Own<Value>,
    /// The task that holds a lock, for those who look: the one that acquired it last.
    pub holder: Own<Value>,
}

payload!(
    Lock,
    Kind::Extension,
    trace | this,
    visit | {
        this.waiters.trace(visit);
        this.event_loop.with(|l| visit(l));
        this.holder.with(|h| visit(h));
    },
    clear | this | {
        this.waiters.clear();
        drop(this.holder.take());
    }
);

/// The base of what is held by `async with`.
pub static CONTEXT_MANAGER: NativeType = NativeType {
    name: "_ContextManagerMixin",
    module: "asyncio.locks",
    base: Some(&LOOP_BOUND),
    flags: class_flag::DICT | class_flag::WEAK,
    methods: &[python!("__aenter__(self)", aenter, ""), python!("__aexit__(self, exc_type, exc, tb)", aexit, "")],
    ..NativeType::BASE
};

macro_rules! lock_type {
    ($static:ident, $name:literal, $base:expr, $new:ident, $init:expr, $help:literal, [$($methods:expr,)*], [$($getsets:expr,)*]) => {
        #[doc = concat!("`asyncio.", $name, "`")]
        pub static $static: NativeType = NativeType {
            name: $name,
            module: "asyncio.locks",
            base: $base,
            layout: <Lock>::layout,
            flags: class_flag::DICT | class_flag::WEAK,
            help: $help,
            new: Some(native!("__new__(cls, /, *args, **kwargs)", $new, "")),
            methods: &[$init, $($methods,)*],
            getsets: &[
                getset!("_waiters", waiters, |_, v, new| of(v)?.waiters.replace(new), ""),
                getset!(
                    "_loop",
                    |_, v| Ok(super::state::or_none(of(v)?.event_loop.get())),
                    |_, v, new| {
                        of(v)?.event_loop.set(if new.is_none() { Value::Unset } else { new });
                        Ok(())
                    },
                    ""
                ),
                $($getsets,)*
            ],
            ..NativeType::BASE
        };
    };
}

lock_type!(
    LOCK,
    "Lock",
    Some(&CONTEXT_MANAGER),
    new_lock,
    python!("__init__(self, *, loop=<unset>)", init, ""),
    "Primitive lock objects.",
    [
        python!("acquire(self)", acquire, "Acquire a lock.", acquire_at_once),
        python!("release(self)", release_lock, "Release a lock."),
        python!("locked(self)", locked, "Return True if lock is acquired."),
        python!("__aenter__(self)", aenter, "", aenter_at_once),
        python!("__aexit__(self, exc_type, exc, tb)", aexit, "", aexit_at_once),
        native!("__repr__(self, /)", repr, ""),
    ],
    [getset!("_locked", |_, v| Ok(Value::bool(of(v)?.value.get() != 0)), ""),]
);

lock_type!(
    EVENT,
    "Event",
    Some(&LOOP_BOUND),
    new_event,
    python!("__init__(self, *, loop=<unset>)", init, ""),
    "Asynchronous equivalent to threading.Event.",
    [
        python!("is_set(self)", locked_flag, "Return True if and only if the internal flag is true."),
        python!("set(self)", set, "Set the internal flag to true."),
        python!("clear(self)", clear, "Reset the internal flag to false."),
        python!("wait(self)", wait, "Block until the internal flag is true.", wait_at_once),
        native!("__repr__(self, /)", repr, ""),
    ],
    [getset!("_value", |_, v| Ok(Value::bool(of(v)?.value.get() != 0)), ""),]
);

lock_type!(
    SEMAPHORE,
    "Semaphore",
    Some(&CONTEXT_MANAGER),
    new_semaphore,
    python!("__init__(self, value=1, *, loop=<unset>)", init_semaphore, ""),
    "A Semaphore implementation.",
    [
        python!("acquire(self)", acquire, "Acquire a semaphore.", acquire_at_once),
        python!("release(self)", release_semaphore, "Release a semaphore, incrementing the internal counter by one."),
        python!("locked(self)", locked, "Returns True if semaphore cannot be acquired immediately."),
        native!("_wake_up_next(self)", wake_up_next, ""),
        python!("__aenter__(self)", aenter, "", aenter_at_once),
        python!("__aexit__(self, exc_type, exc, tb)", aexit, "", aexit_at_once),
        native!("__repr__(self, /)", repr, ""),
    ],
    [getset!("_value", |_, v| Ok(Value::Int(of(v)?.value.get())), set_value, ""),]
);

lock_type!(
    BOUNDED_SEMAPHORE,
    "BoundedSemaphore",
    Some(&SEMAPHORE),
    new_semaphore,
    python!("__init__(self, value=1, *, loop=<unset>)", init_semaphore, ""),
    "A bounded semaphore implementation.",
    [python!("release(self)", release_bounded, ""),],
    [getset!("_bound_value", |_, v| Ok(Value::Int(of(v)?.bound.get())), ""),]
);

fn of(value: &Value) -> Outcome<&Lock> {
    this::<Lock>(std::slice::from_ref(value))
}

fn make(a: &[Value], sort: Sort) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let lock = Lock {
        sort,
        value: Cell::new(0),
        bound: Cell::new(0),
        waiters: Line::default(),
        event_loop: Own::new(Value::Unset),
        holder: Own::new(Value::Unset),
    };
    Ok(Gc::new(lock, class).into_value())
}

fn new_lock(_: &mut Machine, a: &[Value]) -> Outcome {
    make(a, Sort::Lock)
}

fn new_event(_: &mut Machine, a: &[Value]) -> Outcome {
    make(a, Sort::Event)
}

fn new_semaphore(_: &mut Machine, a: &[Value]) -> Outcome {
    let new = make(a, Sort::Semaphore)?;
    of(&new)?.value.set(1);
    Ok(new)
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    loop_argument(m, a, &a[1])?;
    Ok(Value::None)
}

pub(super) fn loop_argument(m: &mut Machine, a: &[Value], given: &Value) -> Outcome<()> {
    if given.is_set() {
        let name = format!("asyncio.{}", short_name(&a[0]));
        super::dialect::loop_argument(m, &name)?;
    }
    Ok(())
}

fn init_semaphore(m: &mut Machine, a: &[Value]) -> Outcome {
    loop_argument(m, a, &a[2])?;
    let value = i64::from_value(&a[1], m)?;
    if value < 0 {
        return value_error("Semaphore initial value must be >= 0");
    }
    let me = this::<Lock>(a)?;
    me.value.set(value);
    me.bound.set(value);
    Ok(Value::None)
}

fn set_value(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let new = i64::from_value(&new, m)?;
    of(v)?.value.set(new);
    Ok(())
}

fn waiters(_: &mut Machine, v: &Value) -> Outcome {
    let me = of(v)?;
    Ok(if me.sort == Sort::Event { me.waiters.value() } else { super::state::or_none(me.waiters.seen()) })
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Lock>(a)?;
    let mut extra = match me.sort {
        Sort::Lock => if me.value.get() != 0 { "locked" } else { "unlocked" }.to_string(),
        Sort::Event => if me.value.get() != 0 { "set" } else { "unset" }.to_string(),
        Sort::Semaphore if asks_locked(m, me, &a[0])? => "locked".to_string(),
        Sort::Semaphore => format!("unlocked, value:{}", me.value.get()),
    };
    me.waiters.told(&mut extra);
    Ok(shown(&a[0], &extra))
}

fn is_locked(m: &mut Machine, me: &Lock) -> Outcome<bool> {
    match me.sort {
        Sort::Lock | Sort::Event => Ok(me.value.get() != 0),
        Sort::Semaphore => Ok(me.value.get() == 0 || !all_cancelled(m, me)?),
    }
}

/// The same of a semaphore, by the method that a derived class may have.
fn asks_locked(m: &mut Machine, me: &Lock, lock: &Value) -> Outcome<bool> {
    if is_plain(lock) {
        return is_locked(m, me);
    }
    let locked = m.call_method(lock, "locked", &[])?;
    m.truth(&locked)
}

/// Whether nobody waits who still wants it.
fn all_cancelled(m: &mut Machine, me: &Lock) -> Outcome<bool> {
    let mut at = 0;
    while let Some(waiter) = me.waiters.get(at) {
        if !bare::is_cancelled(m, &waiter)? {
            return Ok(false);
        }
        at += 1;
    }
    Ok(true)
}

fn locked(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Lock>(a)?;
    is_locked(m, me).map(Value::bool)
}

fn locked_flag(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(this::<Lock>(a)?.value.get() != 0))
}

// ---- acquiring

static ACQUIRE: NativeBody = NativeBody { name: "acquire", qualname: "Lock.acquire", step: acquire_step };
static ACQUIRE_SEMAPHORE: NativeBody =
    NativeBody { name: "acquire", qualname: "Semaphore.acquire", step: acquire_step };
static AENTER: NativeBody =
    NativeBody { name: "__aenter__", qualname: "_ContextManagerMixin.__aenter__", step: acquire_step };
static AENTER_OTHER: NativeBody =
    NativeBody { name: "__aenter__", qualname: "_ContextManagerMixin.__aenter__", step: enter_step };
static AEXIT: NativeBody =
    NativeBody { name: "__aexit__", qualname: "_ContextManagerMixin.__aexit__", step: exit_step };
static WAIT: NativeBody = NativeBody { name: "wait", qualname: "Event.wait", step: wait_step };

/// A coroutine that is not started, noted for debug mode.
pub(super) fn coroutine<const N: usize>(m: &mut Machine, body: &'static NativeBody, values: [Value; N]) -> Outcome {
    let new = Generator::native(body, values);
    m.note_origin(&new);
    Ok(new.into_value())
}

fn acquire(m: &mut Machine, a: &[Value]) -> Outcome {
    let body = if this::<Lock>(a)?.sort == Sort::Lock { &ACQUIRE } else { &ACQUIRE_SEMAPHORE };
    coroutine(m, body, [a[0].clone(), Value::Unset, Value::bool(true)])
}

/// Whether its class is a built-in one that nobody has changed, so that its methods are known.
fn is_plain(lock: &Value) -> bool {
    class_of(lock).is_as_built()
}

fn aenter(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[0].get::<Lock>().is_some() && is_plain(&a[0]) {
        return coroutine(m, &AENTER, [a[0].clone(), Value::Unset, Value::None]);
    }
    coroutine(m, &AENTER_OTHER, [a[0].clone()])
}

fn aexit(m: &mut Machine, a: &[Value]) -> Outcome {
    coroutine(m, &AEXIT, [a[0].clone()])
}

// ---- a lock as conditions use it: one of the built-in classes, or any object with the same methods

/// A new plain lock.
pub(super) fn new_plain() -> Outcome {
    make(&[class_for(&LOCK).value()], Sort::Lock)
}

fn built_in(lock: &Value) -> Option<&Lock> {
    lock.get::<Lock>().filter(|l| l.sort != Sort::Event && is_plain(lock))
}

/// Whether a lock is taken.
pub(super) fn is_taken(m: &mut Machine, lock: &Value) -> Outcome<bool> {
    if let Some(own) = built_in(lock) {
        return is_locked(m, own);
    }
    let taken = m.call_method(lock, "locked", &[])?;
    m.truth(&taken)
}

/// Takes a lock if that needs no waiting.
pub(super) fn take_now(m: &mut Machine, lock: &Value) -> Outcome<bool> {
    match built_in(lock) {
        Some(own) => acquire_now(m, own, lock),
        None => Ok(false),
    }
}

/// The coroutine that takes a lock.
pub(super) fn taking(m: &mut Machine, lock: &Value) -> Outcome {
    match built_in(lock) {
        Some(_) => acquire(m, std::slice::from_ref(lock)),
        None => m.call_method(lock, "acquire", &[]),
    }
}

/// Gives a lock back.
pub(super) fn give_back(m: &mut Machine, lock: &Value) -> Outcome<()> {
    match built_in(lock) {
        Some(_) => leave(m, lock).map(drop),
        None => m.call_method(lock, "release", &[]).map(drop),
    }
}

/// The coroutine of `__aenter__` of what is held by a lock.
pub(super) fn entering(m: &mut Machine, lock: &Value) -> Outcome {
    aenter(m, std::slice::from_ref(lock))
}

/// The coroutine of `__aexit__` of what is held by a lock.
pub(super) fn leaving(m: &mut Machine, lock: &Value) -> Outcome {
    aexit(m, std::slice::from_ref(lock))
}

fn enter_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    match with {
        Resume::Throw(exception) => Err(m.raise_value(exception)),
        Resume::Send(_) if me.pc.replace(1) == 0 => {
            let lock = me.slot(1);
            Ok(Step::Await(m.call_method(&lock, "acquire", &[])?))
        }
        Resume::Send(_) => Ok(Step::Return(Value::None)),
    }
}

fn exit_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    let lock = me.take_slot(1);
    if lock.get::<Lock>().is_some() && is_plain(&lock) {
        leave(m, &lock)?;
    } else {
        m.call_method(&lock, "release", &[])?;
    }
    Ok(Step::Return(Value::None))
}

/// Releases one of a built-in class.
fn leave(m: &mut Machine, lock: &Value) -> Outcome {
    let a = std::slice::from_ref(lock);
    match of(lock)?.sort {
        Sort::Lock => release_lock(m, a),
        _ if class_of(lock).native.is_some_and(|n| std::ptr::eq(n, &BOUNDED_SEMAPHORE)) => release_bounded(m, a),
        _ => release_semaphore(m, a),
    }
}

fn hold(me: &Lock) {
    if me.sort == Sort::Lock {
        me.holder.set(state(|s| s.current.get()));
    }
}

/// Tells those who listen that a lock or semaphore was taken or given back.
#[inline]
fn tell(m: &mut Machine, lock: &Value, taken: bool) {
    if m.observation.heard {
        let is_lock = lock.get::<Lock>().is_some_and(|l| l.sort == Sort::Lock);
        seen::lock_changed(m, lock, if is_lock { "lock" } else { "semaphore" }, taken);
    }
}

/// Takes it if it is free.
fn acquire_now(m: &mut Machine, me: &Lock, lock: &Value) -> Outcome<bool> {
    let free = match me.sort {
        Sort::Lock => me.value.get() == 0 && all_cancelled(m, me)?,
        _ => !asks_locked(m, me, lock)?,
    };
    if free {
        me.value.set(if me.sort == Sort::Lock { 1 } else { me.value.get() - 1 });
        hold(me);
        tell(m, lock, true);
    }
    Ok(free)
}

fn acquire_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let me = this::<Lock>(a)?;
    if a.len() != 1 {
        return Ok(None);
    }
    if acquire_now(m, me, &a[0])? {
        return Ok(Some(Step::Return(Value::bool(true))));
    }
    Ok(if is_plain(&a[0]) { bare::begin(m, &me.waiters, &me.event_loop, &a[0], true) } else { None })
}

fn aenter_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let me = this::<Lock>(a)?;
    if a.len() != 1 || !is_plain(&a[0]) {
        return Ok(None);
    }
    if acquire_now(m, me, &a[0])? {
        return Ok(Some(Step::Return(Value::None)));
    }
    Ok(bare::begin(m, &me.waiters, &me.event_loop, &a[0], false))
}

fn aexit_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    if a.len() != 4 || this::<Lock>(a).is_err() || !is_plain(&a[0]) {
        return Ok(None);
    }
    leave(m, &a[0])?;
    Ok(Some(Step::Return(Value::None)))
}

fn wait_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let me = this::<Lock>(a)?;
    if a.len() != 1 {
        return Ok(None);
    }
    if me.value.get() != 0 {
        return Ok(Some(Step::Return(Value::bool(true))));
    }
    Ok(if is_plain(&a[0]) { bare::begin(m, &me.waiters, &me.event_loop, &a[0], true) } else { None })
}

impl Lock {
    /// What a future that waits for it is for.
    pub(super) fn purpose(&self) -> Purpose {
        match self.sort {
            Sort::Lock => Purpose::Lock,
            Sort::Event => Purpose::Event,
            Sort::Semaphore => Purpose::Semaphore,
        }
    }

    /// Who waits for it.
    pub(super) fn line(&self) -> &Line {
        &self.waiters
    }

    /// What the coroutine of a wait does that gives True, or that of `async with`.
    pub(super) fn waiting(&self, value: bool) -> &'static NativeBody {
        match self.sort {
            Sort::Event => &WAIT,
            _ if !value => &AENTER,
            Sort::Lock => &ACQUIRE,
            Sort::Semaphore => &ACQUIRE_SEMAPHORE,
        }
    }
}

/// A task that stood in line itself goes on.
pub(super) fn go_on(m: &mut Machine, lock: &Value, task: &Value, left: Left, with: Resume) -> Outcome<Step> {
    let own = of(lock)?;
    own.waiters.remove(task);
    match (own.sort, with) {
        (Sort::Event, Resume::Throw(exception)) => Err(m.raise_value(exception)),
        (Sort::Event, Resume::Send(_)) => Ok(Step::Return(Value::bool(true))),
        (_, with) => {
            waited(m, lock, own, with, |_| Ok(left.woken))?;
            Ok(Step::Return(if left.value { Value::bool(true) } else { Value::None }))
        }
    }
}

fn acquire_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let lock = me.slot(1);
    let own = of(&lock)?;
    if me.pc.get() == 0 {
        if let Resume::Throw(exception) = with {
            return Err(m.raise_value(exception));
        }
        if acquire_now(m, own, &lock)? {
            return Ok(Step::Return(me.take_slot(3)));
        }
        let running = bound_loop(m, &own.event_loop, &lock)?;
        let purpose = if own.sort == Sort::Lock { Purpose::Lock } else { Purpose::Semaphore };
        let waiter = future::to_wait(m, &running, purpose, &lock)?;
        own.waiters.push(waiter.clone());
        me.set_slot(2, waiter.clone());
        me.pc.set(1);
        return Ok(Step::Await(waiter));
    }
    let waiter = me.take_slot(2);
    own.waiters.remove(&waiter);
    waited(m, &lock, own, with, |m| Ok(future::is_done(m, &waiter)? && !future::is_cancelled(m, &waiter)?))?;
    Ok(Step::Return(me.take_slot(3)))
}

/// Whoever waited for a lock or semaphore is out of the line: it is taken, or what was thrown is raised.
#[inline]
fn waited(
    m: &mut Machine,
    lock: &Value,
    own: &Lock,
    with: Resume,
    woken: impl FnOnce(&mut Machine) -> Outcome<bool>,
) -> Outcome<()> {
    if let Resume::Throw(exception) = with {
        let cancelled = class_of(&exception).is_subclass_of(&cancelled_class());
        if own.sort == Sort::Lock {
            if cancelled && own.value.get() == 0 {
                wake_first(m, own)?;
            }
        } else {
            if cancelled && woken(m)? {
                own.value.set(own.value.get() + 1);
            }
            wake_as_many(m, own)?;
        }
        return Err(m.raise_value(exception));
    }
    if own.sort == Sort::Lock {
        own.value.set(1);
        hold(own);
    } else {
        wake_as_many(m, own)?;
    }
    tell(m, lock, true);
    Ok(())
}

fn wake_as_many(m: &mut Machine, me: &Lock) -> Outcome<()> {
    while me.value.get() > 0 {
        if !wake_next(m, me)? {
            break;
        }
    }
    Ok(())
}

fn wake_first(m: &mut Machine, me: &Lock) -> Outcome<()> {
    if let Some(first) = me.waiters.get(0) {
        bare::wake(m, &first, Value::bool(true))?;
    }
    Ok(())
}

fn release_lock(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Lock>(a)?;
    if me.value.get() == 0 {
        return runtime_error("Lock is not acquired.");
    }
    me.value.set(0);
    me.holder.set(Value::Unset);
    tell(m, &a[0], false);
    wake_first(m, me)?;
    Ok(Value::None)
}

/// Wakes the first who waits and is not woken yet. Whether there was one.
fn wake_next(m: &mut Machine, me: &Lock) -> Outcome<bool> {
    let mut at = 0;
    while let Some(waiter) = me.waiters.get(at) {
        if !bare::is_over(m, &waiter)? {
            me.value.set(me.value.get() - 1);
            bare::wake(m, &waiter, Value::bool(true))?;
            return Ok(true);
        }
        at += 1;
    }
    Ok(false)
}

fn wake_up_next(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Lock>(a)?;
    wake_next(m, me).map(Value::bool)
}

fn release_semaphore(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Lock>(a)?;
    me.value.set(me.value.get() + 1);
    tell(m, &a[0], false);
    wake_next(m, me)?;
    Ok(Value::None)
}

fn release_bounded(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Lock>(a)?;
    if me.value.get() >= me.bound.get() {
        return value_error("BoundedSemaphore released too many times");
    }
    release_semaphore(m, a)
}

// ---- events

fn set(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Lock>(a)?;
    if me.value.replace(1) == 0 {
        let mut at = 0;
        while let Some(waiter) = me.waiters.get(at) {
            bare::wake(m, &waiter, Value::bool(true))?;
            at += 1;
        }
    }
    Ok(Value::None)
}

fn clear(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Lock>(a)?.value.set(0);
    Ok(Value::None)
}

fn wait(m: &mut Machine, a: &[Value]) -> Outcome {
    this::<Lock>(a)?;
    coroutine(m, &WAIT, [a[0].clone(), Value::Unset])
}

fn wait_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let event = me.slot(1);
    let own = of(&event)?;
    let waiter = me.take_slot(2);
    if waiter.is_set() {
        own.waiters.remove(&waiter);
    }
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    if me.pc.replace(1) == 1 || own.value.get() != 0 {
        return Ok(Step::Return(Value::bool(true)));
    }
    let running = bound_loop(m, &own.event_loop, &event)?;
    let waiter = future::to_wait(m, &running, Purpose::Event, &event)?;
    own.waiters.push(waiter.clone());
    me.set_slot(2, waiter.clone());
    Ok(Step::Await(waiter))
}

/// Who holds a lock, or Unset.
pub fn holder(lock: &Value) -> Value {
    lock.get::<Lock>().map_or(Value::Unset, |l| l.holder.get())
}
