//! `wait` and `as_completed`: waiting for some of many.
//!
//! In: futures and tasks. Out: those that are done, in CPython's order.

use super::callback::{self, Told};
use super::future::{self, Purpose, Stage, find_core};
use super::gather::{ensure, some_loop};
use super::state::state;
use super::task;
use crate::machine::Machine;
use crate::native;
use crate::native::convert::{short_name, this};
use crate::native::{Native, NativeType, class_for};
use crate::object::class::class_flag;
use crate::object::descriptor::NativeFunction;
use crate::object::generator::{Generator, NativeBody, Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::set::Set;
use crate::object::str::Str;
use crate::object::str::intern;
use crate::object::{Exc, Outcome, Truth, Value, runtime_error, type_error, value_error};
use crate::payload;
use rustc_hash::FxHashSet;
use std::cell::Cell;
use std::collections::VecDeque;

/// When `wait` is over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    All,
    First,
    Failure,
}

/// What a `wait` knows.
pub struct Waiting {
    waiter: Value,
    /// What is waited for.
    pub futures: Own<Vec<Value>>,
    left: Cell<usize>,
    when: When,
    timer: Own<Value>,
}

payload!(
    Waiting,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.waiter);
        this.futures.with(|f| f.iter().for_each(&mut *visit));
        this.timer.with(|t| visit(t));
    }
);

static WAITING: NativeType =
    NativeType { name: "_Waiting", module: "_asyncio", layout: <Waiting>::layout, ..NativeType::BASE };

static WAIT: NativeBody = NativeBody { name: "wait", qualname: "wait", step: wait_step };

static SET_UNLESS_DONE: Native = native!("_set_result_unless_cancelled(fut, result, /)", set_result_unless_done, "");

static RELEASE: Native = native!("_release_waiter(waiter, *args)", release_waiter, "");

fn set_result_unless_done(m: &mut Machine, a: &[Value]) -> Outcome {
    future::wake_with(m, &a[0], a[1].clone())?;
    Ok(Value::None)
}

fn release_waiter(m: &mut Machine, a: &[Value]) -> Outcome {
    future::wake_with(m, &a[0], Value::None)?;
    Ok(Value::None)
}

/// The callable that gives a future its result unless it is over.
pub fn set_unless_done() -> Value {
    NativeFunction::create(&SET_UNLESS_DONE, Value::None)
}

/// What a `wait` waits with.
pub fn waiter(waiting: &Value) -> Value {
    waiting.get::<Waiting>().map_or(Value::Unset, |w| w.waiter.clone())
}

/// Who asked first for the next of `as_completed`, or Unset.
pub fn next_getter(completed: &Value) -> Value {
    let first = completed.get::<Completed>().and_then(|c| c.getters.with(|g| g.front().cloned()));
    first.unwrap_or(Value::Unset)
}

/// `wait(fs, *, timeout=None, return_when='ALL_COMPLETED', loop=None)`
pub(super) fn wait(m: &mut Machine, a: &[Value]) -> Outcome {
    let given = super::state::or_none(a[3].clone());
    if !given.is_none() {
        super::dialect::loop_argument(m, "asyncio.wait")?;
    }
    let coroutine = Generator::native(&WAIT, [a[0].clone(), a[1].clone(), a[2].clone()]);
    m.note_origin(&coroutine);
    Ok(coroutine.into_value())
}

fn wait_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    if me.pc.get() == 0 {
        if let Resume::Throw(exception) = with {
            return Err(m.raise_value(exception));
        }
        me.pc.set(1);
        return begin(m, me);
    }
    let waiting = me.take_slot(1);
    let Some(own) = waiting.get::<Waiting>() else { return Ok(Step::Return(Value::None)) };
    let timer = own.timer.take();
    if timer.is_set() {
        m.call_method(&timer, "cancel", &[])?;
    }
    let futures = own.futures.get();
    for future in &futures {
        callback::remove(m, future, Told::Wait, &waiting)?;
    }
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    let (done, pending) = (Set::create(), Set::create());
    for future in &futures {
        let which = if future::is_done(m, future)? { &done } else { &pending };
        m.set_add(which, future.clone())?;
    }
    Ok(Step::Return(Tuple::of([done.into_value(), pending.into_value()]).into_value()))
}

fn begin(m: &mut Machine, me: &Gc<Generator>) -> Outcome<Step> {
    let (all, timeout, when) = (me.take_slot(1), me.take_slot(2), me.take_slot(3));
    if super::future_type::is_future(m, &all)? || all.get::<Generator>().is_some() && task::is_coroutine(m, &all)? {
        return type_error(format!("expect a list of futures, not {}", short_name(&all)));
    }
    if !m.truth(&all)? {
        return value_error("Set of Tasks/Futures is empty.");
    }
    let when = match when.get::<Str>().map(Str::as_str) {
        Some("ALL_COMPLETED") => When::All,
        Some("FIRST_COMPLETED") => When::First,
        Some("FIRST_EXCEPTION") => When::Failure,
        _ => {
            let shown = m.str(&when)?;
            return value_error(format!("Invalid return_when value: {}", shown.as_str()));
        }
    };
    let mut seen = FxHashSet::default();
    let mut futures = Vec::new();
    let given = m.collect(&all)?;
    for future in &given {
        if find_core(future).is_none() && task::is_coroutine(m, future)? {
            super::dialect::bare_coroutines(m)?;
            break;
        }
    }
    let Some(running) = state(|s| s.running.get()).some() else { return runtime_error("no running event loop") };
    for future in given {
        if seen.insert(future.id()) {
            let known = find_core(&future).is_some() || task::is_coroutine(m, &future)?;
            if !known && m.find_attr(&future, &intern("__await__"))?.is_none() {
                m.get_attr(&future, &intern("add_done_callback"))?;
            }
            futures.push(ensure(m, &future, &running)?);
        }
    }
    let waiter = future::to_wait(m, &running, Purpose::Wait, &Value::None)?;
    let waiting = Waiting {
        waiter: waiter.clone(),
        left: Cell::new(futures.len()),
        futures: Own::new(futures.clone()),
        when,
        timer: Own::new(Value::Unset),
    };
    let waiting = Gc::new(waiting, &class_for(&WAITING));
    if let Some(core) = find_core(&waiter) {
        core.owner.set(Some(waiting.as_ref().clone()));
    }
    if !timeout.is_none() {
        let release = NativeFunction::create(&RELEASE, Value::None);
        let timer = m.call_method(&running, "call_later", &[timeout, release, waiter.clone()])?;
        waiting.timer.set(timer);
    }
    let target = waiting.into_value();
    for future in &futures {
        callback::add(m, future, Told::Wait, &target)?;
    }
    me.set_slot(1, target);
    Ok(Step::Await(waiter))
}

/// One of those that are waited for is done.
pub(super) fn one_done(m: &mut Machine, target: &Value, future: &Value) -> Outcome<()> {
    let Some(me) = target.get::<Waiting>() else { return Ok(()) };
    me.left.set(me.left.get().saturating_sub(1));
    let over = me.left.get() == 0
        || me.when == When::First
        || me.when == When::Failure
            && !future::is_cancelled(m, future)?
            && match find_core(future) {
                Some(core) if core.stage.get() == Stage::Failed => {
                    core.hear();
                    true
                }
                Some(_) => false,
                None => !future::exception_of(m, future)?.is_none(),
            };
    if over {
        let timer = me.timer.get();
        if timer.is_set() {
            m.call_method(&timer, "cancel", &[])?;
        }
        future::wake_with(m, &me.waiter, Value::None)?;
    }
    Ok(())
}

// ---- as_completed

/// The iterator of `as_completed`.
pub struct Completed {
    event_loop: Value,
    todo: Own<FxHashSet<i64>>,
    futures: Own<Vec<Value>>,
    done: Own<VecDeque<Value>>,
    getters: Own<VecDeque<Value>>,
    left: Cell<usize>,
    timer: Own<Value>,
}

payload!(
    Completed,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.event_loop);
        this.futures.with(|f| f.iter().for_each(&mut *visit));
        this.done.with(|f| f.iter().for_each(&mut *visit));
        this.getters.with(|f| f.iter().for_each(&mut *visit));
        this.timer.with(|t| visit(t));
    }
);

/// `_AsCompletedIterator`
pub static COMPLETED: NativeType = NativeType {
    name: "_AsCompletedIterator",
    module: "asyncio.tasks",
    layout: <Completed>::layout,
    flags: class_flag::WEAK,
    help: "Iterator of awaitables representing tasks of asyncio.as_completed.",
    methods: &[
        native!("__iter__(self, /)", itself, ""),
        native!("__aiter__(self, /)", itself, ""),
        native!("__next__(self, /)", next, ""),
        native!("__anext__(self, /)", anext, ""),
        native!("_handle_timeout(self, /)", handle_timeout, ""),
    ],
    ..NativeType::BASE
};

static ONE: NativeBody =
    NativeBody { name: "_wait_for_one", qualname: "_AsCompletedIterator._wait_for_one", step: one_step };
static ANEXT: NativeBody = NativeBody { name: "__anext__", qualname: "_AsCompletedIterator.__anext__", step: one_step };

fn itself(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(a[0].clone())
}

/// `as_completed(fs, *, timeout=None, loop=None)`
pub(super) fn as_completed(m: &mut Machine, a: &[Value]) -> Outcome {
    if super::future_type::is_future(m, &a[0])? || a[0].get::<Generator>().is_some() && task::is_coroutine(m, &a[0])? {
        return type_error(format!("expects an iterable of awaitables, not {}", short_name(&a[0])));
    }
    let given = super::state::or_none(a[2].clone());
    if !given.is_none() {
        super::dialect::loop_argument(m, "asyncio.as_completed")?;
    }
    let event_loop = if given.is_none() { some_loop(m)? } else { given };
    let mut seen = FxHashSet::default();
    let mut futures = Vec::new();
    for awaitable in m.collect(&a[0])? {
        if seen.insert(awaitable.id()) {
            futures.push(ensure(m, &awaitable, &event_loop)?);
        }
    }
    let me = Completed {
        event_loop: event_loop.clone(),
        todo: Own::new(futures.iter().map(Value::id).collect()),
        futures: Own::new(futures.clone()),
        done: Own::new(VecDeque::new()),
        getters: Own::new(VecDeque::new()),
        left: Cell::new(futures.len()),
        timer: Own::new(Value::Unset),
    };
    let me = Gc::new(me, &class_for(&COMPLETED));
    let target = me.value();
    for future in &futures {
        callback::add(m, future, Told::Completed, &target)?;
    }
    if !futures.is_empty() && !a[1].is_none() {
        let timeout = m.get_attr(&target, &crate::object::str::intern("_handle_timeout"))?;
        let timer = m.call_method(&event_loop, "call_later", &[a[1].clone(), timeout])?;
        me.timer.set(timer);
    }
    Ok(target)
}

fn put(m: &mut Machine, me: &Completed, what: Value) -> Outcome<()> {
    me.done.with(|d| d.push_back(what));
    while let Some(getter) = me.getters.with(VecDeque::pop_front) {
        if future::wake_with(m, &getter, Value::None)? {
            break;
        }
    }
    Ok(())
}

/// One is done.
pub(super) fn completed(m: &mut Machine, target: &Value, future: &Value) -> Outcome<()> {
    let Some(me) = target.get::<Completed>() else { return Ok(()) };
    if !me.todo.with(|t| t.remove(&future.id())) {
        return Ok(());
    }
    put(m, me, future.clone())?;
    if me.todo.with(|t| t.is_empty()) {
        drop(me.futures.take());
        let timer = me.timer.take();
        if timer.is_set() {
            m.call_method(&timer, "cancel", &[])?;
        }
    }
    Ok(())
}

fn handle_timeout(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Completed>(a)?;
    for future in me.futures.take() {
        if me.todo.with(|t| t.remove(&future.id())) {
            callback::remove(m, &future, Told::Completed, &a[0])?;
            put(m, me, Value::None)?;
        }
    }
    Ok(Value::None)
}

fn next(_: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Completed>(a)?;
    if me.left.get() == 0 {
        return Err(Exc::StopIteration.with(Vec::new()));
    }
    me.left.set(me.left.get() - 1);
    Ok(Generator::native(&ONE, [a[0].clone(), Value::Unset, Value::bool(true)]).into_value())
}

fn anext(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Generator::native(&ANEXT, [a[0].clone(), Value::Unset, Value::bool(false)]).into_value())
}

fn one_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let iterator = me.slot(1);
    let own = this::<Completed>(std::slice::from_ref(&iterator))?;
    let resolve = matches!(me.slot(3), Value::Bool(Truth::True));
    if me.pc.replace(1) == 0 && !resolve {
        if own.left.get() == 0 {
            return Err(Exc::StopAsyncIteration.with(Vec::new()));
        }
        own.left.set(own.left.get() - 1);
    }
    let getter = me.take_slot(2);
    if let Resume::Throw(exception) = with {
        if getter.is_set() {
            future::cancel_any(m, &getter, &Value::None)?;
            own.getters.with(|g| g.retain(|x| !x.is(&getter)));
            if own.done.with(|d| !d.is_empty()) && !future::is_cancelled(m, &getter)? {
                while let Some(other) = own.getters.with(VecDeque::pop_front) {
                    if future::wake_with(m, &other, Value::None)? {
                        break;
                    }
                }
            }
        }
        return Err(m.raise_value(exception));
    }
    let Some(future) = own.done.with(VecDeque::pop_front) else {
        let Some(running) = state(|s| s.running.get()).some() else { return runtime_error("no running event loop") };
        let getter = future::to_wait(m, &running, Purpose::Get, &iterator)?;
        own.getters.with(|g| g.push_back(getter.clone()));
        me.set_slot(2, getter.clone());
        return Ok(Step::Await(getter));
    };
    if future.is_none() {
        return Err(Exc::TimeoutError.with(Vec::new()));
    }
    if resolve {
        return future::result_of(m, &future).map(Step::Return);
    }
    Ok(Step::Return(future))
}
