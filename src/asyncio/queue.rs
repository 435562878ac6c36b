//! `Queue`, `PriorityQueue`, `LifoQueue`.
//!
//! In: put and get. Out: items, and futures completed in CPython's order. A queue of the built-in class lives here; one
//! of a subclass, which may override `_put`, `_get` and all else, runs the same methods written in Co (`queues.co`).

use super::bare::{self, Left};
use super::bound::bound_loop;
use super::future::{self, Purpose};
use super::line::Line;
use super::state::or_none;
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::{FromValue, short_name, this};
use crate::object::class::{Class, class_flag};
use crate::object::dict::Dict;
use crate::object::generator::{Generator, NativeBody, Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::str::intern;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::{getset, native, payload, python};
use std::cell::Cell;
use std::collections::VecDeque;

/// In which order items come out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    First,
    Last,
    Least,
}

/// A queue.
pub struct Queue {
    sort: Sort,
    maxsize: Cell<i64>,
    items: Own<VecDeque<Value>>,
    getters: Line,
    putters: Line,
    /// Who waits in `join`.
    joiners: Line,
    /// Items put and not reported done.
    pub unfinished: Cell<usize>,
    shut: Cell<bool>,
    event_loop: Own<Value>,
    /// Of a subclass: its attributes, as the methods in Co use them.
    attributes: Own<Option<Gc<Dict>>>,
}

payload!(
    Queue,
    Kind::Extension,
    trace | this,
    visit | {
        this.items.with(|items| items.iter().for_each(&mut *visit));
        for line in [&this.getters, &this.putters, &this.joiners] {
            line.trace(visit);
        }
        this.event_loop.with(|l| visit(l));
        this.attributes.with(|d| {
            if let Some(d) = d {
                visit(&d.value())
            }
        });
    },
    clear | this | {
        drop(this.items.take());
        this.getters.clear();
        this.putters.clear();
        this.joiners.clear();
        drop(this.attributes.take());
    }
);

macro_rules! attribute {
    ($name:literal, $get:expr) => {
        getset!(
            $name,
            |_, v| {
                let me = of(v)?;
                match me.attributes.get() {
                    Some(dict) => match dict.get_name($name) {
                        Some(value) => Ok(value),
                        None => Err(crate::machine::protocol::attribute::no_attribute(v, &intern($name))),
                    },
                    None => {
                        let get: fn(&Queue) -> Value = $get;
                        Ok(get(me))
                    }
                }
            },
            |_, v, new| {
                if let Some(dict) = of(v)?.attributes.get() {
                    dict.set_name($name, new);
                }
                Ok(())
            },
            ""
        )
    };
}

fn listed(all: &Own<VecDeque<Value>>) -> Value {
    all.get().into_iter().collect::<Vec<_>>().into()
}

/// `asyncio.Queue`
pub static QUEUE: NativeType = NativeType {
    name: "Queue",
    module: "asyncio.queues",
    base: Some(&super::bound::LOOP_BOUND),
    layout: <Queue>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "A queue, useful for coordinating producer and consumer coroutines.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new_first, "")),
    methods: &[
        python!("__init__(self, maxsize=0, *, loop=<unset>)", init, ""),
        python!("qsize(self)", qsize, "Number of items in the queue."),
        python!("empty(self)", empty, "Return True if the queue is empty, False otherwise."),
        python!("full(self)", full, "Return True if there are maxsize items in the queue."),
        python!("put(self, item)", put, "Put an item into the queue.", put_at_once),
        python!("put_nowait(self, item)", put_nowait, "Put an item into the queue without blocking."),
        python!("get(self)", get, "Remove and return an item from the queue.", get_at_once),
        python!("get_nowait(self)", get_nowait, "Remove and return an item from the queue."),
        python!("task_done(self)", task_done, "Indicate that a formerly enqueued task is complete."),
        python!("join(self)", join, "Block until all items in the queue have been gotten and processed.", join_at_once),
        python!("shutdown(self, immediate=False)", shutdown, "Shut-down the queue, making queue gets and puts raise."),
        native!("_init(self, maxsize)", generic_init, ""),
        native!("_put(self, item)", generic_put, ""),
        native!("_get(self)", generic_get, ""),
        native!("_wakeup_next(self, waiters)", |m: &mut Machine, a: &[Value]| generic(m, a, "_wakeup_next"), ""),
        native!("_format(self)", |m: &mut Machine, a: &[Value]| format_queue(m, a).map(Value::from), ""),
        native!("__repr__(self, /)", repr, ""),
        native!("__str__(self, /)", str, ""),
    ],
    class_methods: &[python!(
        "__class_getitem__(cls, item, /)",
        |m: &mut Machine, a: &[Value]| m.generic_alias(&a[0], &a[1]),
        "See PEP 585"
    )],
    getsets: &[
        getset!("maxsize", maxsize, "Number of items allowed in the queue."),
        attribute!("_maxsize", |q| Value::Int(q.maxsize.get())),
        attribute!("_queue", |q| listed(&q.items)),
        attribute!("_getters", |q| q.getters.value()),
        attribute!("_putters", |q| q.putters.value()),
        getset!(
            "_unfinished_tasks",
            |_, v| Ok(of(v)?.unfinished.get().into()),
            |m, v, new| {
                let count = i64::from_value(&new, m)?;
                of(v)?.unfinished.set(count.max(0) as usize);
                Ok(())
            },
            ""
        ),
        attribute!("_finished", |_| Value::None),
        attribute!("_is_shutdown", |q| Value::bool(q.shut.get())),
        attribute!("_loop", |q| or_none(q.event_loop.get())),
    ],
    ..NativeType::BASE
};

/// `asyncio.PriorityQueue`
pub static PRIORITY_QUEUE: NativeType = NativeType {
    name: "PriorityQueue",
    module: "asyncio.queues",
    base: Some(&QUEUE),
    layout: <Queue>::layout,
    help: "A subclass of Queue; retrieves entries in priority order (lowest first).",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new_least, "")),
    ..NativeType::BASE
};

/// `asyncio.LifoQueue`
pub static LIFO_QUEUE: NativeType = NativeType {
    name: "LifoQueue",
    module: "asyncio.queues",
    base: Some(&QUEUE),
    layout: <Queue>::layout,
    help: "A subclass of Queue that retrieves most recently added entries first.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new_last, "")),
    ..NativeType::BASE
};

fn of(value: &Value) -> Outcome<&Queue> {
    this::<Queue>(std::slice::from_ref(value))
}

fn make(a: &[Value], sort: Sort) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let queue = Queue {
        sort,
        maxsize: Cell::new(0),
        items: Own::new(VecDeque::new()),
        getters: Line::default(),
        putters: Line::default(),
        joiners: Line::default(),
        unfinished: Cell::new(0),
        shut: Cell::new(false),
        event_loop: Own::new(Value::Unset),
        attributes: Own::new(if class.is_as_built() { None } else { Some(Dict::create()) }),
    };
    Ok(Gc::new(queue, class).into_value())
}

fn new_first(_: &mut Machine, a: &[Value]) -> Outcome {
    make(a, Sort::First)
}

fn new_least(_: &mut Machine, a: &[Value]) -> Outcome {
    make(a, Sort::Least)
}

fn new_last(_: &mut Machine, a: &[Value]) -> Outcome {
    make(a, Sort::Last)
}

fn is_plain(me: &Queue) -> bool {
    me.attributes.with(|a| a.is_none())
}

/// Runs the method written in Co.
fn generic(m: &mut Machine, a: &[Value], name: &str) -> Outcome {
    let module = m.import_module("asyncio")?;
    let class = match of(&a[0])?.sort {
        Sort::First => "_SubclassedQueue",
        Sort::Last => "_SubclassedLifoQueue",
        Sort::Least => "_SubclassedPriorityQueue",
    };
    let class = m.get_attr(&module, &intern(class))?;
    let method = m.get_attr(&class, &intern(name))?;
    m.call(&method, a)
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if a[2].is_set() {
        let name = format!("asyncio.{}", short_name(&a[0]));
        super::dialect::loop_argument(m, &name)?;
    }
    if !is_plain(me) {
        return generic(m, &a[..2], "__init__");
    }
    let maxsize = match &a[1] {
        Value::Int(size) => *size,
        Value::Float(size) => size.get().ceil() as i64,
        other => i64::from_value(other, m)?,
    };
    me.maxsize.set(maxsize);
    Ok(Value::None)
}

fn maxsize(m: &mut Machine, v: &Value) -> Outcome {
    if is_plain(of(v)?) { Ok(Value::Int(of(v)?.maxsize.get())) } else { m.get_attr(v, &intern("_maxsize")) }
}

fn qsize(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "qsize");
    }
    Ok(me.items.with(|i| i.len()).into())
}

fn empty(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "empty");
    }
    Ok(Value::bool(me.items.with(|i| i.is_empty())))
}

fn is_full(me: &Queue) -> bool {
    let most = me.maxsize.get();
    most > 0 && me.items.with(|i| i.len()) >= most as usize
}

fn full(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "full");
    }
    Ok(Value::bool(is_full(me)))
}

fn generic_init(m: &mut Machine, a: &[Value]) -> Outcome {
    if is_plain(this::<Queue>(a)?) { Ok(Value::None) } else { generic(m, a, "_init") }
}

fn generic_put(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "_put");
    }
    add(m, me, a[1].clone())?;
    Ok(Value::None)
}

fn generic_get(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "_get");
    }
    match take(m, me)? {
        Some(item) => Ok(item),
        None => crate::object::index_error("pop from an empty deque"),
    }
}

// ---- items

fn add(m: &mut Machine, me: &Queue, item: Value) -> Outcome<()> {
    me.items.with(|i| i.push_back(item.clone()));
    if me.sort == Sort::Least {
        let last = me.items.with(|i| i.len()) - 1;
        sift_down(m, me, 0, last, item)?;
    }
    Ok(())
}

fn at(me: &Queue, index: usize) -> Value {
    me.items.with(|i| i.get(index).cloned()).unwrap_or(Value::None)
}

fn place(me: &Queue, index: usize, item: Value) {
    let old = me.items.with(|i| i.get_mut(index).map(|slot| std::mem::replace(slot, item)));
    drop(old);
}

/// The heap of `heapq`: moves an item from a leaf towards the root.
fn sift_down(m: &mut Machine, me: &Queue, start: usize, from: usize, item: Value) -> Outcome<()> {
    let mut index = from;
    while index > start {
        let parent = (index - 1) / 2;
        let above = at(me, parent);
        if !m.less(&item, &above)? {
            break;
        }
        place(me, index, above);
        index = parent;
    }
    place(me, index, item);
    Ok(())
}

/// The heap of `heapq`: moves smaller children up from the root until a leaf is hit, then the item to its place.
fn sift_up(m: &mut Machine, me: &Queue, item: Value) -> Outcome<()> {
    let end = me.items.with(|i| i.len());
    let mut index = 0;
    let mut child = 1;
    while child < end {
        if child + 1 < end && !m.less(&at(me, child), &at(me, child + 1))? {
            child += 1;
        }
        place(me, index, at(me, child));
        index = child;
        child = 2 * index + 1;
    }
    place(me, index, item.clone());
    sift_down(m, me, 0, index, item)
}

fn take(m: &mut Machine, me: &Queue) -> Outcome<Option<Value>> {
    match me.sort {
        Sort::First => Ok(me.items.with(VecDeque::pop_front)),
        Sort::Last => Ok(me.items.with(VecDeque::pop_back)),
        Sort::Least => {
            let Some(last) = me.items.with(VecDeque::pop_back) else { return Ok(None) };
            if me.items.with(|i| i.is_empty()) {
                return Ok(Some(last));
            }
            let first = at(me, 0);
            sift_up(m, me, last)?;
            Ok(Some(first))
        }
    }
}

fn wake_next(m: &mut Machine, waiters: &Line) -> Outcome<()> {
    while let Some(waiter) = waiters.pop() {
        if bare::wake(m, &waiter, Value::None)? {
            break;
        }
    }
    Ok(())
}

fn raise_named<T>(m: &mut Machine, name: &str) -> Outcome<T> {
    let module = m.import_module("asyncio")?;
    let class = m.get_attr(&module, &intern(name))?;
    let exception = m.call(&class, &[])?;
    Err(m.raise_value(exception))
}

fn put_now(m: &mut Machine, me: &Queue, item: Value) -> Outcome<()> {
    if me.shut.get() {
        return raise_named(m, "QueueShutDown");
    }
    if is_full(me) {
        return raise_named(m, "QueueFull");
    }
    add(m, me, item)?;
    me.unfinished.set(me.unfinished.get() + 1);
    wake_next(m, &me.getters)
}

fn get_now(m: &mut Machine, me: &Queue) -> Outcome {
    if me.items.with(|i| i.is_empty()) {
        return raise_named(m, if me.shut.get() { "QueueShutDown" } else { "QueueEmpty" });
    }
    let item = take(m, me)?.unwrap_or(Value::None);
    wake_next(m, &me.putters)?;
    Ok(item)
}

fn put_nowait(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "put_nowait");
    }
    put_now(m, me, a[1].clone())?;
    Ok(Value::None)
}

fn get_nowait(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "get_nowait");
    }
    get_now(m, me)
}

// ---- waiting

static PUT: NativeBody = NativeBody { name: "put", qualname: "Queue.put", step: put_step };
pub(super) static GET: NativeBody = NativeBody { name: "get", qualname: "Queue.get", step: get_step };
static JOIN: NativeBody = NativeBody { name: "join", qualname: "Queue.join", step: join_step };

fn coroutine<const N: usize>(m: &mut Machine, body: &'static NativeBody, values: [Value; N]) -> Outcome {
    let new = Generator::native(body, values);
    m.note_origin(&new);
    Ok(new.into_value())
}

fn put(m: &mut Machine, a: &[Value]) -> Outcome {
    if !is_plain(this::<Queue>(a)?) {
        return generic(m, a, "put");
    }
    coroutine(m, &PUT, [a[0].clone(), Value::Unset, a[1].clone()])
}

fn get(m: &mut Machine, a: &[Value]) -> Outcome {
    if !is_plain(this::<Queue>(a)?) {
        return generic(m, a, "get");
    }
    coroutine(m, &GET, [a[0].clone(), Value::Unset])
}

fn join(m: &mut Machine, a: &[Value]) -> Outcome {
    if !is_plain(this::<Queue>(a)?) {
        return generic(m, a, "join");
    }
    coroutine(m, &JOIN, [a[0].clone(), Value::Unset])
}

fn put_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let me = this::<Queue>(a)?;
    if a.len() != 2 || !is_plain(me) || me.shut.get() || is_full(me) {
        return Ok(None);
    }
    put_now(m, me, a[1].clone())?;
    Ok(Some(Step::Return(Value::None)))
}

fn get_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let me = this::<Queue>(a)?;
    if a.len() != 1 || !is_plain(me) {
        return Ok(None);
    }
    if me.items.with(|i| i.is_empty()) {
        return Ok(if me.shut.get() { None } else { bare::begin(m, &me.getters, &me.event_loop, &a[0], true) });
    }
    get_now(m, me).map(|item| Some(Step::Return(item)))
}

impl Queue {
    /// Who waits for an item.
    pub(super) fn getters(&self) -> &Line {
        &self.getters
    }
}

/// A task that stood in line itself for an item goes on.
pub(super) fn go_on(m: &mut Machine, queue: &Value, task: &Value, left: Left, with: Resume) -> Outcome<Step> {
    let own = of(queue)?;
    match with {
        Resume::Throw(exception) => {
            let pass_on = left.woken && own.items.with(|i| !i.is_empty());
            own.getters.remove(task);
            if pass_on {
                wake_next(m, &own.getters)?;
            }
            Err(m.raise_value(exception))
        }
        Resume::Send(_) if !own.items.with(|i| i.is_empty()) => get_now(m, own).map(Step::Return),
        Resume::Send(_) if own.shut.get() => raise_named(m, "QueueShutDown"),
        Resume::Send(_) => match bare::begin(m, &own.getters, &own.event_loop, queue, true) {
            Some(_) => Ok(Step::Yield(Value::Unset)),
            None => Ok(Step::Await(coroutine(m, &GET, [queue.clone(), Value::Unset])?)),
        },
    }
}

fn join_at_once(_: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let me = this::<Queue>(a)?;
    let over = a.len() == 1 && is_plain(me) && me.unfinished.get() == 0;
    Ok(over.then_some(Step::Return(Value::None)))
}

/// A future of the running loop, at the end of a queue of them.
fn line_up(m: &mut Machine, me: &Gc<Generator>, queue: &Value, purpose: Purpose) -> Outcome<Step> {
    let own = of(queue)?;
    let running = bound_loop(m, &own.event_loop, queue)?;
    let waiter = future::to_wait(m, &running, purpose, queue)?;
    let waiters = match purpose {
        Purpose::Put => &own.putters,
        Purpose::Get => &own.getters,
        _ => &own.joiners,
    };
    waiters.push(waiter.clone());
    me.set_slot(2, waiter.clone());
    Ok(Step::Await(waiter))
}

/// The wait was broken off: who is next gets the chance.
fn break_off(m: &mut Machine, waiters: &Line, waiter: &Value, pass_on: bool) -> Outcome<()> {
    future::cancel_any(m, waiter, &Value::None)?;
    waiters.remove(waiter);
    if pass_on && !future::is_cancelled(m, waiter)? {
        wake_next(m, waiters)?;
    }
    Ok(())
}

fn put_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let queue = me.slot(1);
    let own = of(&queue)?;
    let waiter = me.take_slot(2);
    if let Resume::Throw(exception) = with {
        if waiter.is_set() {
            break_off(m, &own.putters, &waiter, !is_full(own))?;
        }
        return Err(m.raise_value(exception));
    }
    if is_full(own) {
        if own.shut.get() {
            return raise_named(m, "QueueShutDown");
        }
        return line_up(m, me, &queue, Purpose::Put);
    }
    put_now(m, own, me.take_slot(3))?;
    Ok(Step::Return(Value::None))
}

fn get_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let queue = me.slot(1);
    let own = of(&queue)?;
    let waiter = me.take_slot(2);
    if let Resume::Throw(exception) = with {
        if waiter.is_set() {
            let pass_on = own.items.with(|i| !i.is_empty());
            break_off(m, &own.getters, &waiter, pass_on)?;
        }
        return Err(m.raise_value(exception));
    }
    if own.items.with(|i| i.is_empty()) {
        if own.shut.get() {
            return raise_named(m, "QueueShutDown");
        }
        return line_up(m, me, &queue, Purpose::Get);
    }
    get_now(m, own).map(Step::Return)
}

fn join_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let queue = me.slot(1);
    let own = of(&queue)?;
    let waiter = me.take_slot(2);
    if waiter.is_set() {
        own.joiners.remove(&waiter);
    }
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    if me.pc.replace(1) == 1 || own.unfinished.get() == 0 {
        return Ok(Step::Return(Value::None));
    }
    line_up(m, me, &queue, Purpose::Join)
}

fn finish(m: &mut Machine, me: &Queue) -> Outcome<()> {
    let mut at = 0;
    while let Some(joiner) = me.joiners.get(at) {
        future::wake_with(m, &joiner, Value::bool(true))?;
        at += 1;
    }
    Ok(())
}

fn task_done(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "task_done");
    }
    if me.unfinished.get() == 0 {
        return value_error("task_done() called too many times");
    }
    me.unfinished.set(me.unfinished.get() - 1);
    if me.unfinished.get() == 0 {
        finish(m, me)?;
    }
    Ok(Value::None)
}

fn shutdown(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        return generic(m, a, "shutdown");
    }
    me.shut.set(true);
    if m.truth(&a[1])? {
        let gone = me.items.take();
        me.unfinished.set(me.unfinished.get().saturating_sub(gone.len()));
        if me.unfinished.get() == 0 {
            finish(m, me)?;
        }
    }
    for waiters in [&me.getters, &me.putters] {
        while let Some(waiter) = waiters.pop() {
            bare::wake(m, &waiter, Value::None)?;
        }
    }
    Ok(Value::None)
}

// ---- reprs

fn format_queue(m: &mut Machine, a: &[Value]) -> Outcome<String> {
    let me = this::<Queue>(a)?;
    if !is_plain(me) {
        let text = generic(m, a, "_format")?;
        return Ok(m.str(&text)?.as_str().to_string());
    }
    let mut out = format!("maxsize={}", me.maxsize.get());
    let items = listed(&me.items);
    if m.truth(&items)? {
        out.push_str(&format!(" _queue={}", m.repr(&items)?.as_str()));
    }
    for (name, waiters) in [("_getters", &me.getters), ("_putters", &me.putters)] {
        let count = waiters.count();
        if count > 0 {
            out.push_str(&format!(" {name}[{count}]"));
        }
    }
    if me.unfinished.get() > 0 {
        out.push_str(&format!(" tasks={}", me.unfinished.get()));
    }
    if me.shut.get() {
        out.push_str(" shutdown");
    }
    Ok(out)
}

fn own_format(m: &mut Machine, a: &[Value]) -> Outcome<String> {
    let text = m.call_method(&a[0], "_format", &[])?;
    Ok(m.str(&text)?.as_str().to_string())
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let text = own_format(m, a)?;
    Ok(format!("<{} at {:#x} {text}>", short_name(&a[0]), a[0].id()).into())
}

fn str(m: &mut Machine, a: &[Value]) -> Outcome {
    let text = own_format(m, a)?;
    Ok(format!("<{} {text}>", short_name(&a[0])).into())
}
