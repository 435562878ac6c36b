//! `greenlet`: coroutines that switch by hand, each with a call stack of its own.
//!
//! In: functions to run, values to switch with. Out: the values that come back. A greenlet is a fiber of the thread that
//! first switches to it; the first one of a thread, its main greenlet, is the thread itself. What a greenlet returns or
//! raises goes to its parent; one that is dropped unfinished gets GreenletExit. Files: this one (the tables, what can be
//! asked and set), `switching` (who runs next, and what it brings).

mod switching;

use crate::asyncio::context::Context;
use crate::builtins::exception_class;
use crate::machine::Machine;
use crate::machine::fiber::Id;
use crate::machine::protocol::class::{abstract_message, get_dict, set_dict, tp_name};
use crate::native::convert::{this, type_name};
use crate::native::{NativeModule, NativeType, class_for};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::{Exc, Outcome, Raise, Value, type_error, value_error};
use crate::{getset, native, payload};
use std::cell::Cell;
use switching::{current, finalise, getcurrent, gettrace, settrace, switch, throw};

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
            "settrace(*args)",
            settrace,
            "Set a function that this thread calls after every switch; gives the one before."
        ),
        native!("gettrace()", gettrace, "The function that this thread calls after every switch, or None."),
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
            dict.set_name(name, Value::bool(true));
        }
        dict.set_name("__path__", Vec::<Value>::new());
        let public = ["__version__", "GreenletExit", "error", "getcurrent", "greenlet", "gettrace", "settrace"];
        dict.set_name("__all__", public.map(Value::from).to_vec());
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
    /// Its context while no fiber has it: before it begins, and once it is dead. Unset for none.
    context: Own<Value>,
    /// What it will run; Unset when that is the class's `run`, or once it has begun.
    run: Own<Value>,
}

payload!(
    Greenlet,
    Kind::Extension,
    trace | this,
    visit | {
        this.parent.with(|v| visit(v));
        this.context.with(|v| visit(v));
        this.run.with(|v| visit(v));
    },
    clear | this | {
        drop(this.parent.replace(Value::None));
        drop(this.context.take());
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
        native!("__init__(self, /, *args, **kwargs)", init, ""),
        native!("switch(self, /, *args, **kwargs)", switch, "Switch execution to this greenlet."),
        native!(
            "throw(self, typ=<unset>, val=<unset>, tb=<unset>, /)",
            throw,
            "Switches execution to this greenlet, but immediately raises the given exception in this greenlet."
        ),
        native!(
            "__bool__(self, /)",
            |m: &mut Machine, a: &[Value]| -> Outcome {
                Ok(Value::bool(a[0].get::<Greenlet>().is_some_and(|g| g.state(m) == State::Active)))
            },
            "True if self else False"
        ),
        native!("__repr__(self, /)", repr, "Return repr(self)."),
        native!("__getstate__(self, /)", getstate, ""),
        native!("__del__(self, /)", finalise, ""),
    ],
    static_methods: &[
        native!("getcurrent()", getcurrent, ""),
        native!("settrace(*args)", settrace, ""),
        native!("gettrace()", gettrace, ""),
    ],
    getsets: &[
        getset!("dead", |m, v| Ok(Value::bool(v.get::<Greenlet>().is_some_and(|g| g.state(m) == State::Dead))), ""),
        getset!("parent", |_, v| Ok(v.get::<Greenlet>().map_or(Value::None, |g| g.parent.get())), set_parent, ""),
        getset!("run", get_run, set_run, ""),
        getset!("gr_frame", frame, ""),
        getset!("gr_context", context, set_context, ""),
        getset!("__dict__", get_dict, set_namespace, ""),
    ],
    ..NativeType::BASE
};

impl Greenlet {
    /// The main greenlet of a thread is dead once the thread is over.
    fn state(&self, m: &Machine) -> State {
        match self.main && !m.fibers.is_alive(self.thread.get()) {
            true => State::Dead,
            false => self.state.get(),
        }
    }
}

static EXIT: NativeType =
    NativeType { name: "GreenletExit", module: "greenlet", layout: <Exception>::layout, ..NativeType::BASE };

static ERROR: NativeType =
    NativeType { name: "error", module: "greenlet", layout: <Exception>::layout, ..NativeType::BASE };

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
        context: Own::new(Value::Unset),
        run: Own::new(Value::Unset),
    };
    Gc::new(payload, class)
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    if class.has_flag(class_flag::ABSTRACT) {
        return type_error(abstract_message(m, class)?);
    }
    let parent = current(m)?;
    let thread = m.fibers.current_thread();
    let greenlet = make(class, thread, false);
    greenlet.parent.set(parent.into_value());
    Ok(greenlet.into_value())
}

fn init(m: &mut Machine, a: &[Value]) -> Outcome {
    let greenlet = this::<Greenlet>(a)?;
    let given = a[1].get::<Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    let named = a[2].typed::<Dict>().map(|d| d.items()).unwrap_or_default();
    let (mut run, mut parent) = (given.first().cloned(), given.get(1).cloned());
    let count = given.len() + named.len();
    if count > 2 {
        return type_error(format!("green() takes at most 2 arguments ({count} given)"));
    }
    for (key, value) in named {
        let name = m.str(&key)?;
        let (place, position) = match name.as_str() {
            "run" => (&mut run, 1),
            "parent" => (&mut parent, 2),
            other => return type_error(format!("green() got an unexpected keyword argument '{other}'")),
        };
        if place.replace(value).is_some() {
            let name = name.as_str();
            return type_error(format!("argument for green() given by name ('{name}') and position ({position})"));
        }
    }
    match run {
        Some(run) if run.is_none() => greenlet.run.set(run),
        Some(run) => set_run(m, &a[0], run)?,
        None => {}
    }
    if let Some(parent) = parent.filter(|p| !p.is_none()) {
        set_parent(m, &a[0], parent)?;
    }
    Ok(Value::None)
}

fn getstate(_: &mut Machine, a: &[Value]) -> Outcome {
    type_error(format!("cannot serialize '{}' object", full_name(&a[0])))
}

fn full_name(value: &Value) -> String {
    tp_name(class_of(value))
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let greenlet = this::<Greenlet>(a)?;
    let name = full_name(&a[0]);
    let state = match greenlet.state(m) {
        State::Pending => " pending",
        State::Dead => " dead",
        State::Active if current(m)?.value().is(&a[0]) => " current active started",
        State::Active => " suspended active started",
    };
    let over = greenlet.main && greenlet.state(m) == State::Dead;
    let main = if greenlet.main && !over { " main" } else { "" };
    let exited = if over { " (thread exited)" } else { "" };
    let owner = match greenlet.state(m) {
        State::Pending => "0x(nil)".to_string(),
        State::Dead if over => "0x(nil)".to_string(),
        _ => format!("{:#x}", 0x55c9_3ac5_b6e0_u64 + greenlet.thread.get() * 0x1000),
    };
    Ok(format!("<{name} object at {:#x} (otid={owner}){exited}{state}{main}>", a[0].id()).into())
}

/// Assigns its namespace, which it always has.
fn set_namespace(m: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    match (new.is_set(), new.get::<Dict>()) {
        (false, _) => type_error("__dict__ may not be deleted"),
        (true, None) => type_error("__dict__ must be a dictionary"),
        (true, Some(_)) => set_dict(m, value, new),
    }
}

fn set_parent(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    let Some(greenlet) = value.get::<Greenlet>() else { return Ok(()) };
    if !new.is_set() {
        return Err(Exc::AttributeError.raise("can't delete attribute"));
    }
    if greenlet.main {
        return Err(Exc::AttributeError.raise("cannot set the parent of a main greenlet"));
    }
    if new.get::<Greenlet>().is_none() {
        return type_error(format!("GreenletChecker: Expected any type of greenlet, not {}", type_name(&new)));
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
    greenlet.parent.set(new);
    Ok(())
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
    if greenlet.main {
        return Err(Exc::AttributeError.raise("Main greenlets do not have a run attribute."));
    }
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

/// Whether it is what a thread other than the current one runs at present.
fn runs_elsewhere(m: &mut Machine, greenlet: &Greenlet) -> bool {
    let thread = greenlet.thread.get();
    thread != m.fibers.current_thread() && m.fibers.thread(thread).is_some_and(|t| t.current == greenlet.fiber.get())
}

fn context(m: &mut Machine, value: &Value) -> Outcome {
    let Some(greenlet) = value.get::<Greenlet>() else { return Ok(Value::None) };
    if greenlet.state(m) != State::Active {
        return Ok(greenlet.context.get().some().unwrap_or(Value::None));
    }
    if runs_elsewhere(m, greenlet) {
        return value_error("cannot get context of a greenlet that is running in a different thread");
    }
    Ok(m.fiber_context(greenlet.fiber.get()).some().unwrap_or(Value::None))
}

fn set_context(m: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    let Some(greenlet) = value.get::<Greenlet>() else { return Ok(()) };
    if !new.is_set() {
        return Err(Exc::AttributeError.raise("can't delete context attribute"));
    }
    if !new.is_none() && new.get::<Context>().is_none() {
        return type_error("greenlet context must be a contextvars.Context or None");
    }
    let new = if new.is_none() { Value::Unset } else { new };
    if greenlet.state(m) != State::Active {
        greenlet.context.set(new);
    } else if runs_elsewhere(m, greenlet) {
        return value_error("cannot set context of a greenlet that is running in a different thread");
    } else {
        m.set_fiber_context(greenlet.fiber.get(), new);
    }
    Ok(())
}
