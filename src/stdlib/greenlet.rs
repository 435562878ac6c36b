//! `greenlet`: coroutines that switch by hand, each with a call stack of its own.
//!
//! In: functions to run, values to switch with. Out: the values that come back. A greenlet is a fiber of the thread that
//! first switches to it; the first one of a thread, its main greenlet, is the thread itself. What a greenlet returns or
//! raises goes to its parent; one that is dropped unfinished gets GreenletExit.

use crate::builtins::generator::thrown_of_three;
use crate::machine::Machine;
use crate::machine::fiber::{Id, Size};
use crate::native::convert::{this, type_name};
use crate::native::{NativeModule, NativeType, class_for, register, registered};
use crate::object::class::{Class, class_flag};
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::heap::{Gc, Kind, Own, Payload, flag};
use crate::object::list::Tuple;
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, type_error, value_error};
use crate::{getset, native, payload};
use std::cell::Cell;

/// `greenlet`
pub static MODULE: NativeModule = NativeModule {
    name: "greenlet",
    help: "The root of the greenlet package.",
    functions: &[
        native!(
            "getcurrent()",
            getcurrent,
            "getcurrent() -> greenlet\n\nReturns the current greenlet (i.e. the one which called this function).\n "
        ),
        native!(
            "settrace(callback, /)",
            settrace,
            "Set a function that is told of every switch; gives the one before."
        ),
        native!("gettrace()", gettrace, "The function that is told of every switch, or None."),
    ],
    types: &[&GREENLET],
    fill: Some(|_, dict| {
        let own = class_for(&GREENLET).dict();
        for dict in [dict, &own] {
            dict.set_name("GreenletExit", exit_class());
            dict.set_name("error", error_class());
        }
        dict.set_name("__version__", "3.2.4");
        for name in ["GREENLET_USE_GC", "GREENLET_USE_TRACING", "GREENLET_USE_CONTEXT_VARS"] {
            dict.set_name(name, Value::Bool(true));
        }
        dict.set_name("__path__", Vec::<Value>::new());
        Ok(())
    }),
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Pending,
    Active,
    Dead,
}

/// The payload of a greenlet.
pub struct Greenlet {
    state: Cell<State>,
    /// Its fiber, once it is active.
    fiber: Cell<Id>,
    /// The thread it belongs to.
    thread: Cell<Id>,
    /// Whether it is the first of its thread.
    main: bool,
    /// Who gets what it returns or raises; None for a main greenlet.
    parent: Own<Value>,
    /// What it will run; Unset when that is the class's `run`, or once it has begun.
    run: Own<Value>,
}

payload!(
    Greenlet,
    Kind::Extension,
    trace | this,
    visit | {
        this.parent.with(|v| visit(v));
        this.run.with(|v| visit(v));
    },
    clear | this | {
        drop(this.parent.replace(Value::None));
        drop(this.run.take());
    }
);

/// `greenlet.greenlet`
pub static GREENLET: NativeType = NativeType {
    name: "greenlet",
    module: "greenlet",
    layout: <Greenlet>::layout,
    flags: class_flag::DICT | class_flag::WEAK | class_flag::FINALISER,
    help: "greenlet(run=None, parent=None) -> greenlet\n\nCreates a new greenlet object (without running it).\n\n - *run* -- The callable to invoke.\n - *parent* -- The parent greenlet. The default is the current greenlet.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        native!("__init__(self, run=<unset>, parent=<unset>)", init, ""),
        native!("switch(self, /, *args, **kwargs)", switch, "Switch execution to this greenlet."),
        native!(
            "throw(self, typ=<unset>, val=<unset>, tb=<unset>, /)",
            throw,
            "Switches execution to this greenlet, but immediately raises the given exception in this greenlet."
        ),
        native!(
            "__bool__(self, /)",
            |_: &mut Machine, a: &[Value]| -> Outcome { is_active(&a[0]) },
            "True if self else False"
        ),
        native!("__repr__(self, /)", repr, "Return repr(self)."),
        native!("__getstate__(self, /)", getstate, ""),
        native!("__del__(self, /)", finalise, ""),
    ],
    static_methods: &[
        native!("getcurrent()", getcurrent, ""),
        native!("settrace(callback, /)", settrace, ""),
        native!("gettrace()", gettrace, ""),
    ],
    getsets: &[
        getset!("dead", |_, v| Ok(Value::Bool(v.get::<Greenlet>().is_some_and(|g| g.state.get() == State::Dead))), ""),
        getset!("parent", |_, v| Ok(v.get::<Greenlet>().map_or(Value::None, |g| g.parent.get())), set_parent, ""),
        getset!("run", get_run, set_run, ""),
        getset!("gr_frame", frame, ""),
        getset!("gr_context", |m, v| context(m, v), set_context, ""),
    ],
    ..NativeType::BASE
};

static EXIT: NativeType =
    NativeType { name: "GreenletExit", module: "greenlet", layout: <Exception>::layout, ..NativeType::BASE };

static ERROR: NativeType =
    NativeType { name: "error", module: "greenlet", layout: <Exception>::layout, ..NativeType::BASE };

fn exception_class(table: &'static NativeType, base: Exc) -> Gc<Class> {
    if let Some(class) = registered(table) {
        return class;
    }
    let class = crate::builtins::make_class(table, Some(types().exception(base).clone()));
    register(table, class.clone());
    class
}

fn exit_class() -> Gc<Class> {
    exception_class(&EXIT, Exc::BaseException)
}

fn error_class() -> Gc<Class> {
    exception_class(&ERROR, Exc::Exception)
}

fn is_exit(raise: &Raise) -> bool {
    raise.0.as_ref().class().is_subclass_of(&exit_class())
}

fn make(class: &Gc<Class>, thread: Id, main: bool) -> Gc<Greenlet> {
    let payload = Greenlet {
        state: Cell::new(if main { State::Active } else { State::Pending }),
        fiber: Cell::new(thread),
        thread: Cell::new(thread),
        main,
        parent: Own::new(Value::None),
        run: Own::new(Value::Unset),
    };
    Gc::new(payload, class)
}

/// The greenlet that runs; a thread's main greenlet is made when first asked for.
fn current(m: &mut Machine) -> Gc<Greenlet> {
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

fn getcurrent(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(current(m).into_value())
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    let parent = current(m);
    let thread = m.fibers.current_thread();
    let greenlet = make(class, thread, false);
    greenlet.parent.set(parent.into_value());
    Ok(greenlet.into_value())
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let greenlet = this::<Greenlet>(a)?;
    if a[1].is_set() && !a[1].is_none() {
        set_run(m, &a[0], a[1].clone())?;
    } else if a[1].is_none() && a[1].is_set() {
        greenlet.run.set(Value::None);
    }
    if a[2].is_set() && !a[2].is_none() {
        set_parent(m, &a[0], a[2].clone())?;
    }
    Ok(Value::None)
}

fn is_active(value: &Value) -> Outcome {
    Ok(Value::Bool(value.get::<Greenlet>().is_some_and(|g| g.state.get() == State::Active)))
}

fn getstate(_: &mut Machine, a: &[Value]) -> Outcome {
    type_error(format!("cannot serialize '{}' object", full_name(&a[0])))
}

fn full_name(value: &Value) -> String {
    let name = type_name(value).to_string();
    if crate::object::class::class_of(value) == &class_for(&GREENLET) { format!("greenlet.{name}") } else { name }
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let greenlet = this::<Greenlet>(a)?;
    let name = full_name(&a[0]);
    let state = match greenlet.state.get() {
        State::Pending => " pending",
        State::Dead => " dead",
        State::Active if current(m).value().is(&a[0]) => " current active started",
        State::Active => " suspended active started",
    };
    let main = if greenlet.main { " main" } else { "" };
    let owner = match greenlet.state.get() {
        State::Pending => "0x(nil)".to_string(),
        _ => format!("{:#x}", 0x55c9_3ac5_b6e0_u64 + greenlet.thread.get() * 0x1000),
    };
    Ok(format!("<{name} object at {:#x} (otid={owner}){state}{main}>", a[0].id()).into())
}

fn set_parent(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    let Some(greenlet) = value.get::<Greenlet>() else { return Ok(()) };
    if !new.is_set() {
        return Err(Exc::AttributeError.raise("can't delete attribute"));
    }
    if greenlet.main {
        return Err(Exc::AttributeError.raise("cannot set the parent of a main greenlet"));
    }
    let mut at = new.clone();
    while let Some(parent) = at.typed::<Greenlet>().cloned() {
        if at.is(value) {
            return value_error("cyclic parent chain");
        }
        if parent.thread.get() != greenlet.thread.get() && greenlet.state.get() == State::Active {
            return value_error("parent cannot be on a different thread");
        }
        at = parent.parent.get();
    }
    match new.get::<Greenlet>() {
        Some(_) => {
            greenlet.parent.set(new);
            Ok(())
        }
        None => type_error(format!("GreenletChecker: Expected any type of greenlet, not {}", type_name(&new))),
    }
}

fn get_run(_: &mut Machine, value: &Value) -> Outcome {
    let Some(greenlet) = value.get::<Greenlet>() else { return Ok(Value::None) };
    if greenlet.main {
        return Err(Exc::AttributeError.raise("Main greenlets do not have a run attribute."));
    }
    match greenlet.run.get().some() {
        Some(run) if greenlet.state.get() == State::Pending => Ok(run),
        _ => Err(Exc::AttributeError.raise("run")),
    }
}

fn set_run(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    let Some(greenlet) = value.get::<Greenlet>() else { return Ok(()) };
    if greenlet.state.get() != State::Pending {
        return Err(Exc::AttributeError.raise("run cannot be set after the start of the greenlet"));
    }
    greenlet.run.set(new);
    Ok(())
}

fn frame(m: &mut Machine, value: &Value) -> Outcome {
    let Some(greenlet) = value.get::<Greenlet>() else { return Ok(Value::None) };
    if greenlet.state.get() != State::Active || greenlet.fiber.get() == m.fibers.current() {
        return Ok(Value::None);
    }
    Ok(m.fiber_frame(greenlet.fiber.get()))
}

fn context(m: &mut Machine, value: &Value) -> Outcome {
    let Some(greenlet) = value.get::<Greenlet>() else { return Ok(Value::None) };
    if greenlet.state.get() != State::Active {
        return Ok(Value::None);
    }
    Ok(m.fiber_context(greenlet.fiber.get()).some().unwrap_or(Value::None))
}

fn set_context(m: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    if let Some(greenlet) = value.get::<Greenlet>().filter(|g| g.state.get() == State::Active) {
        m.set_fiber_context(greenlet.fiber.get(), if new.is_none() { Value::Unset } else { new });
    }
    Ok(())
}

// ---- switching

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

fn switch(m: &mut Machine, a: &[Value]) -> Outcome {
    this::<Greenlet>(a)?;
    let Some(target) = a[0].typed::<Greenlet>().cloned() else { return Ok(Value::None) };
    let arguments = a[1].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let keywords = a[2].typed::<Dict>().filter(|d| !d.is_empty()).cloned();
    go(m, target, Carried::Call(arguments, keywords))
}

fn throw(m: &mut Machine, a: &[Value]) -> Outcome {
    this::<Greenlet>(a)?;
    let Some(target) = a[0].typed::<Greenlet>().cloned() else { return Ok(Value::None) };
    let kind = if a[1].is_set() { a[1].clone() } else { exit_class().into_value() };
    let is_class = kind.typed::<Class>().is_some_and(|c| c.is_subclass_of(types().exception(Exc::BaseException)));
    if a[3].is_set() && !a[3].is_none() && a[3].get::<crate::object::exception::Traceback>().is_none() {
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
    let origin = current(m);
    let threw = matches!(what, Carried::Raise(_));
    let (target, fiber, what) = resolve(m, target, what)?;
    if target == origin {
        return what.outcome();
    }
    tell(m, &origin, &target, threw)?;
    hand_over(m, &target, what);
    // A suspended greenlet does not keep itself alive.
    drop((origin, target));
    m.switch_to(fiber);
    let thread = m.fibers.current_thread();
    let carried = m.fibers.thread(thread).and_then(|t| t.carried.take());
    carried.unwrap_or(Ok(Value::None))
}

/// What a switch to `target` leads to: dead ones hand on to their parents, pending ones begin.
fn resolve(m: &mut Machine, target: Gc<Greenlet>, what: Carried) -> Outcome<(Gc<Greenlet>, Id, Carried)> {
    let thread = m.fibers.current_thread();
    let (mut target, mut what) = (target, what);
    loop {
        if target.thread.get() != thread && target.state.get() != State::Dead {
            if target.state.get() == State::Pending && !m.fibers.is_alive(target.thread.get()) {
                target.thread.set(thread);
            } else {
                return different_thread(m, &target);
            }
        }
        match (target.state.get(), what) {
            (State::Active, what) => {
                let fiber = target.fiber.get();
                return Ok((target, fiber, what));
            }
            (State::Pending, Carried::Call(arguments, keywords)) => {
                let run = m.get_attr(&target.value(), &intern("run"))?;
                return begin(m, target, run, arguments, keywords);
            }
            (State::Pending, Carried::Value(value)) => {
                let run = m.get_attr(&target.value(), &intern("run"))?;
                return begin(m, target, run, vec![value], None);
            }
            (state, Carried::Raise(raise)) => {
                if state == State::Pending {
                    end(&target);
                }
                what = if is_exit(&raise) { Carried::Value(raise.value()) } else { Carried::Raise(raise) };
            }
            (State::Dead, other) => what = other,
        }
        let parent = target.parent.get();
        target = match parent.typed::<Greenlet>() {
            Some(parent) => parent.clone(),
            None => current(m),
        };
    }
}

fn different_thread<T>(m: &mut Machine, target: &Gc<Greenlet>) -> Outcome<T> {
    let (own, other) = (current(m), main_of(target));
    let (own, other) = (m.repr(&own.value())?, m.repr(&other.value())?);
    let text =
        format!("Cannot switch to a different thread\n\tCurrent:  {}\n\tExpected: {}", own.as_str(), other.as_str());
    Err(Raise(Exception::create(&error_class(), vec![text.into()])))
}

fn main_of(greenlet: &Gc<Greenlet>) -> Gc<Greenlet> {
    let mut at = greenlet.clone();
    while let Some(parent) = at.parent.get().typed::<Greenlet>().cloned() {
        at = parent;
    }
    at
}

fn begin(
    m: &mut Machine,
    target: Gc<Greenlet>,
    run: Value,
    arguments: Vec<Value>,
    keywords: Option<Gc<Dict>>,
) -> Outcome<(Gc<Greenlet>, Id, Carried)> {
    let fiber = m.new_fiber(Size::Small, false, move |m| {
        let result = match keywords {
            Some(keywords) => m.call_dict(&run, &arguments, &keywords),
            None => m.call(&run, &arguments),
        };
        drop((run, arguments));
        finish(m, result)
    })?;
    target.run.set(Value::Unset);
    target.fiber.set(fiber);
    target.state.set(State::Active);
    target.thread.set(m.fibers.current_thread());
    Ok((target, fiber, Carried::Value(Value::None)))
}

/// The running greenlet is over: what it gave goes to its parent, whose fiber is next.
fn finish(m: &mut Machine, result: Outcome) -> Id {
    let own = current(m);
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
        let threw = matches!(what, Carried::Raise(_));
        match resolve(m, target.clone(), what) {
            Ok((next, fiber, carried)) => {
                let told = tell(m, &own, &next, threw);
                let carried = match told {
                    Ok(()) => carried,
                    Err(raise) => Carried::Raise(raise),
                };
                hand_over(m, &next, carried);
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

fn hand_over(m: &mut Machine, target: &Gc<Greenlet>, what: Carried) {
    let outcome = what.outcome();
    let id = m.fibers.current_thread();
    if let Some(thread) = m.fibers.thread(id) {
        thread.carried = Some(outcome);
    }
    set_current(m, target);
}

/// The last reference is gone: an unfinished greenlet gets GreenletExit, and comes back here when it is over.
fn finalise(m: &mut Machine, a: &[Value]) -> Outcome {
    let greenlet = this::<Greenlet>(a)?;
    let thread = m.fibers.current_thread();
    if greenlet.state.get() != State::Active || greenlet.main || greenlet.thread.get() != thread {
        return Ok(Value::None);
    }
    let own = current(m);
    if own.value().is(&a[0]) {
        return Ok(Value::None);
    }
    greenlet.parent.set(own.into_value());
    let why = "Killing the greenlet because all references have vanished.";
    let exit = Raise(Exception::create(&exit_class(), vec![why.into()]));
    match a[0].typed::<Greenlet>().cloned() {
        Some(target) => go(m, target, Carried::Raise(exit)).map(|_| Value::None),
        None => Ok(Value::None),
    }
}

// ---- tracing

const TRACE: &str = "_trace";

fn trace_of(m: &Machine) -> Option<Value> {
    let module = m.modules.get_name("greenlet")?;
    let module = module.get::<crate::object::descriptor::Module>()?;
    module.dict.get_name(TRACE).filter(|f| !f.is_none())
}

fn gettrace(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(trace_of(m).unwrap_or(Value::None))
}

fn settrace(m: &mut Machine, a: &[Value]) -> Outcome {
    let old = trace_of(m).unwrap_or(Value::None);
    if let Some(module) = m.modules.get_name("greenlet") {
        if let Some(module) = module.get::<crate::object::descriptor::Module>() {
            module.dict.set_name(TRACE, a[0].clone());
        }
    }
    Ok(old)
}

/// Tells the trace function of a switch.
fn tell(m: &mut Machine, origin: &Gc<Greenlet>, target: &Gc<Greenlet>, threw: bool) -> Outcome<()> {
    let Some(trace) = trace_of(m) else { return Ok(()) };
    let event = Value::from(if threw { "throw" } else { "switch" });
    let pair = Tuple::of([origin.value(), target.value()]).into_value();
    m.call(&trace, &[event, pair]).map(drop)
}
