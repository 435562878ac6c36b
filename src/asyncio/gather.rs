//! `gather` and `shield`: futures that stand for others.
//!
//! In: awaitables. Out: an outer future, completed by callbacks on the inner ones, in CPython's order.

use super::callback::{self, Told};
use super::future::{self, Core, Future, Purpose, Stage, find_core};
use super::state::{cancelled_error, classes};
use super::task;
use crate::machine::Machine;
use crate::native::{NativeType, class_for};
use crate::object::class::class_flag;
use crate::object::generator::{Generator, NativeBody, Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Payload, Ref};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::payload;
use rustc_hash::FxHashMap;
use std::cell::Cell;

/// The class of what `gather` gives: a future whose `cancel` cancels the children.
pub static GATHERING_FUTURE: NativeType = NativeType {
    name: "_GatheringFuture",
    module: "asyncio.tasks",
    base: Some(&super::future_type::FUTURE),
    layout: <Future>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Helper for gather().",
    ..NativeType::BASE
};

/// What a `gather` knows: it owns the children, and the outer future owns it until it is done.
pub struct Gathering {
    outer: Own<Value>,
    /// One per argument; the same future may stand more than once.
    pub children: Own<Vec<Value>>,
    /// How many different children there are.
    count: Cell<usize>,
    finished: Cell<usize>,
    return_exceptions: bool,
    cancel_requested: Cell<bool>,
}

payload!(
    Gathering,
    Kind::Extension,
    trace | this,
    visit | {
        this.outer.with(|o| visit(o));
        this.children.with(|c| c.iter().for_each(&mut *visit));
    },
    clear | this | {
        drop(this.outer.take());
        drop(this.children.take());
    }
);

static GATHERING: NativeType =
    NativeType { name: "_Gathering", module: "_asyncio", layout: <Gathering>::layout, ..NativeType::BASE };

static WRAP: NativeBody = NativeBody { name: "_wrap_awaitable", qualname: "_wrap_awaitable", step: wrap_step };

fn wrap_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    match with {
        Resume::Throw(exception) => Err(m.raise_value(exception)),
        Resume::Send(_) if me.pc.replace(1) == 0 => Ok(Step::Await(me.take_slot(1))),
        Resume::Send(value) => Ok(Step::Return(value)),
    }
}

/// The loop that futures without one of their own get: the running one, or the one of `get_event_loop`.
pub fn some_loop(m: &mut Machine) -> Outcome {
    future::loop_or_default(m, &Value::None)
}

/// `ensure_future(value, loop=event_loop)`
pub fn ensure(m: &mut Machine, value: &Value, event_loop: &Value) -> Outcome {
    let given = event_loop.is_set() && !event_loop.is_none();
    if let Some(generator) = value.typed::<Generator>() {
        if task::is_coroutine(m, &generator.value())? {
            let event_loop = if given { event_loop.clone() } else { some_loop(m)? };
            return super::loop_type::make_task(m, &event_loop, value);
        }
    }
    if super::future_type::is_future(m, value)? {
        if given {
            let own = match find_core(value) {
                Some(core) => core.event_loop.get(),
                None => m.call_method(value, "get_loop", &[])?,
            };
            if !own.is(event_loop) {
                return value_error(
                    "The future belongs to a different loop than the one specified as the loop argument",
                );
            }
        }
        return Ok(value.clone());
    }
    let coroutine = if task::is_coroutine(m, value)? {
        value.clone()
    } else if crate::object::class::class_of(value).has_special(Special::Await)
        || value.get::<Generator>().is_some_and(|g| g.is(crate::object::generator::mark::ITERABLE_COROUTINE))
    {
        Generator::native(&WRAP, [value.clone()]).into_value()
    } else {
        return type_error("An asyncio.Future, a coroutine or an awaitable is required");
    };
    let event_loop = if given { event_loop.clone() } else { some_loop(m)? };
    super::loop_type::make_task(m, &event_loop, &coroutine)
}

/// `ensure_future(coro_or_future, *, loop=None)`
pub(super) fn ensure_future(m: &mut Machine, a: &[Value]) -> Outcome {
    ensure(m, &a[0], &a[1])
}

/// Whether any of these is given twice. Mostly they were made one after the other, and stand in order already.
fn any_twice(arguments: &[Value]) -> bool {
    let mut all: Vec<i64> = arguments.iter().map(Value::id).collect();
    all.sort_unstable();
    all.windows(2).any(|pair| pair[0] == pair[1])
}

/// `gather(*coros_or_futures, return_exceptions=False, loop=None)`; arguments in that order, the tuple last.
pub(super) fn gather(m: &mut Machine, a: &[Value]) -> Outcome {
    let return_exceptions = m.truth(&a[0])?;
    let mut event_loop = super::state::or_none(a[1].clone());
    if !event_loop.is_none() {
        super::dialect::loop_argument(m, "asyncio.gather")?;
    }
    let arguments = a[2].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    if arguments.is_empty() {
        let event_loop = if event_loop.is_none() { some_loop(m)? } else { event_loop };
        let outer = m.call_method(&event_loop, "create_future", &[])?;
        future::wake_with(m, &outer, Vec::<Value>::new().into())?;
        return Ok(outer);
    }
    let gathering = Gathering {
        outer: Own::new(Value::Unset),
        children: Own::new(Vec::with_capacity(arguments.len())),
        count: Cell::new(0),
        finished: Cell::new(0),
        return_exceptions,
        cancel_requested: Cell::new(false),
    };
    let me = Gc::new(gathering, &class_for(&GATHERING));
    let target = me.value();
    let repeats = any_twice(arguments);
    let mut seen: FxHashMap<i64, Value> = FxHashMap::default();
    let mut done = Vec::new();
    for argument in arguments {
        if let Some(known) = seen.get(&argument.id()) {
            let known = known.clone();
            me.children.with(|c| c.push(known));
            continue;
        }
        if find_core(argument).is_none() && argument.get::<Generator>().is_none() {
            m.hash(argument)?;
        }
        let child = ensure(m, argument, &event_loop)?;
        if event_loop.is_none() {
            event_loop = match find_core(&child) {
                Some(core) => core.event_loop.get(),
                None => m.call_method(&child, "get_loop", &[])?,
            };
        }
        if !child.is(argument) {
            if let Some(core) = find_core(&child) {
                core.log_destroyed().set(false);
            }
        }
        if repeats {
            seen.insert(argument.id(), child.clone());
        }
        me.count.set(me.count.get() + 1);
        if future::is_done(m, &child)? {
            done.push(child.clone());
        } else {
            callback::add(m, &child, Told::Gather, &target)?;
        }
        me.children.with(|c| c.push(child));
    }
    let outer = Gc::new(Future { core: Core::new(event_loop.clone()) }, &classes().gathering);
    outer.core.purpose.set(Purpose::Gather);
    outer.core.owner.set(Some(me.as_ref().clone()));
    super::debug::note_source(m, &outer.core, &event_loop)?;
    let outer = outer.into_value();
    me.outer.set(outer.clone());
    for child in done {
        child_done(m, &target, &child)?;
    }
    Ok(outer)
}

/// A child is done.
pub(super) fn child_done(m: &mut Machine, target: &Value, child: &Value) -> Outcome<()> {
    let Some(me) = target.get::<Gathering>() else { return Ok(()) };
    me.finished.set(me.finished.get() + 1);
    let outer = me.outer.get();
    let cancelled = future::is_cancelled(m, child)?;
    let Some(core) = find_core(&outer).filter(|c| !c.done()) else {
        if !cancelled {
            future::exception_of(m, child)?;
        }
        return Ok(());
    };
    if !me.return_exceptions {
        if cancelled {
            let error = cancelled_of(m, child)?;
            return give_up(m, me, &outer, error);
        }
        let exception = future::exception_of(m, child)?;
        if !exception.is_none() {
            return give_up(m, me, &outer, exception);
        }
    }
    if me.finished.get() < me.count.get() {
        return Ok(());
    }
    let children = me.children.take();
    let mut results = Vec::with_capacity(children.len());
    for child in &children {
        results.push(match find_core(child).filter(|_| !future::overrides(child, "result")) {
            Some(core) if core.stage.get() == Stage::Result => core.outcome.get(),
            Some(core) if core.stage.get() == Stage::Cancelled => {
                let message = core.message();
                let message = if message.is_set() && !message.is_none() { message } else { "".into() };
                cancelled_error(message).into_value()
            }
            _ if future::is_cancelled(m, child)? => cancelled_error("".into()).into_value(),
            _ => match future::exception_of(m, child)? {
                Value::None => future::result_of(m, child)?,
                exception => exception,
            },
        });
    }
    drop(me.outer.take());
    if me.cancel_requested.get() {
        // CPython's is that of the last child given, not of the last one done: also when that one was not cancelled.
        let last = children.last().unwrap_or(child);
        let error = cancelled_of(m, last)?;
        return future::fail(m, &outer, error);
    }
    core.finish(m, &outer, Stage::Result, results.into())
}

fn give_up(m: &mut Machine, me: &Gathering, outer: &Value, error: Value) -> Outcome<()> {
    drop(me.outer.take());
    future::fail(m, outer, error)
}

/// The CancelledError that a future would raise.
fn cancelled_of(m: &mut Machine, child: &Value) -> Outcome {
    match find_core(child) {
        Some(core) if core.stage.get() == Stage::Cancelled => {
            Ok(core.raise().map_or_else(|| cancelled_error(Value::Unset).into_value(), |r| r.value()))
        }
        Some(_) => Ok(cancelled_error(Value::Unset).into_value()),
        None => m.call_method(child, "_make_cancelled_error", &[]),
    }
}

/// How deep gatherings of gatherings are cancelled.
const DEEPEST: usize = 150;

/// `cancel()` of what `gather` gave: the children are cancelled.
pub(super) fn cancel(m: &mut Machine, outer: &Value, message: &Value) -> Outcome<bool> {
    let Some(core) = find_core(outer).filter(|c| !c.done()) else { return Ok(false) };
    let Some(owner) = core.owner.get() else { return Ok(false) };
    let Some(me) = owner.get::<Gathering>() else { return Ok(false) };
    if m.native_depth > DEEPEST {
        return Err(Exc::RecursionError.raise("maximum recursion depth exceeded"));
    }
    let mut any = false;
    m.native_depth += 1;
    for child in me.children.get() {
        match future::cancel_any(m, &child, message) {
            Ok(cancelled) => any |= cancelled,
            Err(raise) => {
                m.native_depth -= 1;
                return Err(raise);
            }
        }
    }
    m.native_depth -= 1;
    if any {
        me.cancel_requested.set(true);
    }
    Ok(any)
}

/// The children of what `gather` gave, while it is pending.
pub fn children(core: &Core) -> Vec<Value> {
    let owner: Option<Ref> = core.owner.get();
    owner.and_then(|o| o.get::<Gathering>().map(|g| g.children.get())).unwrap_or_default()
}

// ---- shield

/// `shield(arg, *, loop=None)`
pub(super) fn shield(m: &mut Machine, a: &[Value]) -> Outcome {
    let event_loop = super::state::or_none(a[1].clone());
    if !event_loop.is_none() {
        super::dialect::loop_argument(m, "asyncio.shield")?;
    }
    let inner = ensure(m, &a[0], &event_loop)?;
    if future::is_done(m, &inner)? {
        return Ok(inner);
    }
    let event_loop = match find_core(&inner) {
        Some(core) => core.event_loop.get(),
        None => m.call_method(&inner, "get_loop", &[])?,
    };
    let outer = future::to_wait(m, &event_loop, Purpose::Shield, &inner)?;
    callback::add(m, &inner, Told::ShieldInner, &outer)?;
    callback::add(m, &outer, Told::ShieldOuter, &inner)?;
    Ok(outer)
}

/// What is shielded is done.
pub(super) fn inner_done(m: &mut Machine, outer: &Value, inner: &Value) -> Outcome<()> {
    if future::is_cancelled(m, outer)? {
        if !future::is_cancelled(m, inner)? {
            future::exception_of(m, inner)?;
        }
        return Ok(());
    }
    if future::is_cancelled(m, inner)? {
        return future::cancel_any(m, outer, &Value::None).map(drop);
    }
    match future::exception_of(m, inner)? {
        Value::None => {
            let result = future::result_of(m, inner)?;
            m.call_method(outer, "set_result", &[result]).map(drop)
        }
        exception => m.call_method(outer, "set_exception", &[exception]).map(drop),
    }
}

/// The outer future is done: nobody needs to be told of the inner one.
pub(super) fn outer_done(m: &mut Machine, inner: &Value, outer: &Value) -> Outcome<()> {
    if !future::is_done(m, inner)? {
        callback::remove(m, inner, Told::ShieldInner, outer)?;
    }
    Ok(())
}

/// The outer future of a gathering, or Unset.
pub fn outer(gathering: &Value) -> Value {
    gathering.get::<Gathering>().map_or(Value::Unset, |g| g.outer.get())
}
