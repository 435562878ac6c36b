//! Async generators and the awaitables of their steps (PEP 525).

use super::generator::{self, stop_iteration, thrown, thrown_quietly};
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::class_flag;
use crate::object::generator::{Generator, Resume, Status, Step, mark};
use crate::object::heap::{Gc, Kind, Own, Payload, flag};
use crate::object::special::Special;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, runtime_error};
use crate::{getset, native, payload};
use std::cell::Cell;

/// `async_generator`
pub static ASYNC_GENERATOR: NativeType = NativeType {
    name: "async_generator",
    layout: <Generator>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    methods: &[
        native!("__aiter__(self, /)", itself, "Return an awaitable, that resolves in asynchronous iterator."),
        native!("__anext__(self, /)", anext, "Return a value or raise StopAsyncIteration."),
        native!("asend(self, object, /)", asend, "An awaitable that sends a value into the generator."),
        native!(
            "athrow(self, typ, val=<unset>, tb=<unset>, /)",
            athrow,
            "An awaitable that raises an exception inside the generator."
        ),
        native!("aclose(self, /)", aclose, "An awaitable that raises GeneratorExit inside the generator."),
        native!("__del__(self, /)", super::generator::finalise, ""),
    ],
    class_methods: &[native!("__class_getitem__(cls, item, /)", class_getitem, "See PEP 585")],
    getsets: &[
        getset!("__name__", generator::name, generator::set_name, "name of the async generator"),
        getset!("__qualname__", generator::qualname, generator::set_qualname, "qualified name of the async generator"),
        getset!("ag_await", generator::awaited, "object being awaited on, or None"),
        getset!("ag_running", busy, ""),
        getset!("ag_suspended", generator::suspended, ""),
        getset!("ag_frame", generator::frame, ""),
        getset!("ag_code", generator::code, ""),
    ],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// Where an awaitable step stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Fresh,
    Running,
    Closed,
}

/// What a step does.
enum Action {
    /// `__anext__()` and `asend(value)`
    Send(Value),
    /// `athrow(exception)`: the arguments as given.
    Throw(Vec<Value>),
    /// `aclose()`
    Close,
}

/// The awaitable of one step.
pub struct AsyncStep {
    generator: Gc<Generator>,
    action: Own<Action>,
    stage: Cell<Stage>,
}

payload!(
    AsyncStep,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.generator.value());
        this.action.with(|a| match a {
            Action::Send(v) => visit(v),
            Action::Throw(all) => all.iter().for_each(visit),
            Action::Close => {}
        });
    }
);

macro_rules! step_type {
    ($const:ident, $name:literal) => {
        #[doc = concat!("`", $name, "`")]
        pub static $const: NativeType = NativeType {
            name: $name,
            layout: <AsyncStep>::layout,
            flags: class_flag::FINAL,
            methods: &[
                native!("__await__(self, /)", itself, "Return an iterator to be used in await expression."),
                native!("__iter__(self, /)", itself, "Implement iter(self)."),
                native!("__next__(self, /)", step_next, "Implement next(self)."),
                native!("__del__(self, /)", |_: Value| Ok(Value::None), ""),
                native!("send(self, value, /)", step_send, "Send a value into the generator."),
                native!(
                    "throw(self, typ, val=<unset>, tb=<unset>, /)",
                    step_throw,
                    "Raise an exception inside the generator."
                ),
                native!("close(self, /)", step_close, "Give the step up."),
            ],
            ..NativeType::BASE
        };
    };
}

step_type!(ASYNC_GENERATOR_ASEND, "async_generator_asend");
step_type!(ASYNC_GENERATOR_ATHROW, "async_generator_athrow");

fn itself(_: &mut Machine, arguments: &[Value]) -> Outcome {
    Ok(arguments[0].clone())
}

fn class_getitem(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    machine.generic_alias(&arguments[0], &arguments[1])
}

fn busy(_: &mut Machine, value: &Value) -> Outcome {
    Ok(Value::bool(value.get::<Generator>().is_some_and(|g| g.is(mark::BUSY))))
}

fn step(machine: &mut Machine, arguments: &[Value], action: Action) -> Outcome {
    let Some(generator) = arguments[0].typed::<Generator>().cloned() else {
        return this::<Generator>(arguments).map(|_| Value::None);
    };
    machine.first_iteration(&generator)?;
    let class = match action {
        Action::Send(_) => &types().async_generator_asend,
        _ => &types().async_generator_athrow,
    };
    let step = Gc::new(AsyncStep { generator, action: Own::new(action), stage: Cell::new(Stage::Fresh) }, class);
    step.as_ref().set_flag(flag::FINALISER, true);
    Ok(step.into_value())
}

fn anext(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    step(machine, arguments, Action::Send(Value::None))
}

fn asend(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    step(machine, arguments, Action::Send(arguments[1].clone()))
}

fn athrow(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    if arguments[2].is_set() {
        generator::warn_of_three(machine, "athrow")?;
    }
    step(machine, arguments, Action::Throw(arguments.to_vec()))
}

fn aclose(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    step(machine, arguments, Action::Close)
}

fn step_next(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    advance(machine, this::<AsyncStep>(arguments)?, Resume::Send(Value::None))
}

fn step_send(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    advance(machine, this::<AsyncStep>(arguments)?, Resume::Send(arguments[1].clone()))
}

fn step_throw(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let step = this::<AsyncStep>(arguments)?;
    let exception = thrown(machine, arguments)?;
    advance(machine, step, Resume::Throw(exception))
}

fn step_close(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let step = this::<AsyncStep>(arguments)?;
    if step.stage.get() == Stage::Closed {
        return Ok(Value::None);
    }
    let exit = Exc::GeneratorExit.with(Vec::new());
    match advance(machine, step, Resume::Throw(exit.value())) {
        Ok(_) => runtime_error("coroutine ignored GeneratorExit"),
        Err(raise)
            if raise.is(Exc::GeneratorExit) || raise.is(Exc::StopIteration) || raise.is(Exc::StopAsyncIteration) =>
        {
            Ok(Value::None)
        }
        Err(raise) => Err(raise),
    }
}

/// One step of the awaitable: what it gives is what the loop sees; its end is StopIteration with the value yielded.
fn advance(machine: &mut Machine, step: &AsyncStep, with: Resume) -> Outcome {
    let generator = step.generator.clone();
    let closing = step.action.with(|a| matches!(a, Action::Close));
    let sending = step.action.with(|a| matches!(a, Action::Send(_)));
    let with = match step.stage.get() {
        Stage::Closed => {
            return runtime_error(if sending {
                "cannot reuse already awaited __anext__()/asend()"
            } else {
                "cannot reuse already awaited aclose()/athrow()"
            });
        }
        _ if !sending && matches!(with, Resume::Send(_)) && generator.status.get() == Status::Finished => {
            step.stage.set(Stage::Closed);
            return Err(stop_iteration(Value::None));
        }
        Stage::Fresh => first_step(machine, step, with)?,
        Stage::Running => with,
    };
    generator.set_mark(mark::BUSY, true);
    let ended = || {
        generator.set_mark(mark::BUSY, false);
        step.stage.set(Stage::Closed);
    };
    let raise = match machine.resume(&generator, with) {
        Ok(Step::Yield(value)) => {
            let own = generator.is(mark::OWN_YIELD) && generator.leaf.with(|l| l.is_none());
            if !own {
                return Ok(value);
            }
            ended();
            if closing {
                return runtime_error("async generator ignored GeneratorExit");
            }
            return Err(stop_iteration_always(value));
        }
        Ok(Step::Return(_) | Step::Await(_)) => Exc::StopAsyncIteration.with(Vec::new()),
        Err(raise) => raise,
    };
    ended();
    let over = raise.is(Exc::StopAsyncIteration) || raise.is(Exc::GeneratorExit);
    if over {
        generator.set_mark(mark::CLOSED, true);
    }
    Err(if closing && over { stop_iteration(Value::None) } else { raise })
}

/// What a step that has not begun begins with: what it was made for, unless something is thrown into it at once.
fn first_step(machine: &mut Machine, step: &AsyncStep, with: Resume) -> Outcome<Resume> {
    let generator = &step.generator;
    let action = step.action.with(|a| match a {
        Action::Send(value) => Action::Send(value.clone()),
        Action::Throw(all) => Action::Throw(all.clone()),
        Action::Close => Action::Close,
    });
    if generator.is(mark::BUSY) {
        step.stage.set(Stage::Closed);
        let what = match action {
            Action::Send(_) => "anext()",
            Action::Throw(_) => "athrow()",
            Action::Close => "aclose()",
        };
        return runtime_error(format!("{what}: asynchronous generator is already running"));
    }
    let sent = match with {
        Resume::Throw(exception) => {
            step.stage.set(Stage::Running);
            return Ok(Resume::Throw(exception));
        }
        Resume::Send(sent) => sent,
    };
    if let Action::Send(value) = action {
        step.stage.set(Stage::Running);
        return Ok(Resume::Send(if sent.is_none() { value } else { sent }));
    }
    if generator.is(mark::CLOSED) {
        step.stage.set(Stage::Closed);
        return Err(Exc::StopAsyncIteration.with(Vec::new()));
    }
    if !sent.is_none() {
        return runtime_error("can't send non-None value to a just-started coroutine");
    }
    step.stage.set(Stage::Running);
    Ok(Resume::Throw(match action {
        Action::Throw(arguments) => thrown_quietly(machine, &arguments)?,
        _ => {
            generator.set_mark(mark::CLOSED, true);
            Exc::GeneratorExit.with(Vec::new()).value()
        }
    }))
}

/// StopIteration whose value may be None, a tuple or an exception: it is the value, not arguments.
fn stop_iteration_always(value: Value) -> crate::object::Raise {
    Exc::StopIteration.with(vec![value])
}

impl Machine {
    /// The awaitable of a step was dropped: a warning, unless it has been awaited to its end.
    pub fn finalise_step(&mut self, step: &AsyncStep, object: &Value) {
        if step.stage.get() == Stage::Closed {
            return;
        }
        step.stage.set(Stage::Closed);
        let name = generator::generator_qualname(&step.generator);
        let method = step.action.with(|a| match a {
            Action::Send(_) => "asend",
            Action::Throw(_) => "athrow",
            Action::Close => "aclose",
        });
        let message = format!("coroutine method '{method}' of '{}' was never awaited", name.as_str());
        if let Err(raise) = self.warn(Exc::RuntimeWarning, &message) {
            self.unraisable(raise, "Exception ignored in: ", object);
        }
    }

    /// The first step of an async generator: the hooks of `sys.set_asyncgen_hooks` hear of it.
    fn first_iteration(&mut self, generator: &Gc<Generator>) -> Outcome<()> {
        if generator.is(mark::HOOKED) {
            return Ok(());
        }
        generator.set_mark(mark::HOOKED, true);
        let (first, finalizer) = self.asyncgen_hooks.clone();
        if !finalizer.is_none() {
            generator.with_rare(|r| r.finalizer = finalizer);
        }
        if !first.is_none() {
            self.call(&first, &[generator.value()])?;
        }
        Ok(())
    }
}

/// The payload of what `anext(iterator, default)` gives.
pub struct AnextAwaitable {
    awaitable: Value,
    default: Value,
    iterator: Own<Value>,
}

payload!(
    AnextAwaitable,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.awaitable);
        visit(&this.default);
        this.iterator.with(|v| visit(v));
    }
);

/// `anext_awaitable`
pub static ANEXT_AWAITABLE: NativeType = NativeType {
    name: "anext_awaitable",
    layout: <AnextAwaitable>::layout,
    flags: class_flag::FINAL,
    methods: &[
        native!("__await__(self, /)", itself, "Return an iterator to be used in await expression."),
        native!("__iter__(self, /)", itself, "Implement iter(self)."),
        native!("__next__(self, /)", anext_next, "Implement next(self)."),
        native!("send(self, value, /)", anext_send, ""),
        native!("throw(self, typ, val=<unset>, tb=<unset>, /)", anext_throw, ""),
        native!("close(self, /)", anext_close, ""),
    ],
    ..NativeType::BASE
};

/// `anext(iterator, default)`
pub fn anext_with_default(awaitable: Value, default: Value) -> Value {
    let payload = AnextAwaitable { awaitable, default, iterator: Own::new(Value::Unset) };
    Gc::new(payload, &types().anext_awaitable).into_value()
}

fn anext_step(machine: &mut Machine, arguments: &[Value], with: Resume) -> Outcome {
    let this = this::<AnextAwaitable>(arguments)?;
    let mut iterator = this.iterator.get();
    if !iterator.is_set() {
        iterator = machine.awaitable_iterator(&this.awaitable, 0)?;
        this.iterator.set(iterator.clone());
    }
    match machine.step_iterator(&iterator, with) {
        Ok(step) => generator::step_value(step),
        Err(raise) if raise.is(Exc::StopAsyncIteration) => Err(stop_iteration(this.default.clone())),
        Err(raise) => Err(raise),
    }
}

fn anext_next(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    anext_step(machine, arguments, Resume::Send(Value::None))
}

fn anext_send(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    anext_step(machine, arguments, Resume::Send(arguments[1].clone()))
}

fn anext_throw(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let exception = thrown(machine, arguments)?;
    anext_step(machine, arguments, Resume::Throw(exception))
}

fn anext_close(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let this = this::<AnextAwaitable>(arguments)?;
    let iterator = match this.iterator.get() {
        Value::Unset => machine.awaitable_iterator(&this.awaitable, 0)?,
        iterator => iterator,
    };
    machine.call_method(&iterator, "close", &[])
}
