//! Generators and coroutines (reference: "Generator-iterator methods", "Coroutine Objects"; PEP 342, 380, 492).

use crate::machine::Machine;
use crate::machine::resume::awaited_by;
use crate::native::NativeType;
use crate::native::convert::{this, type_name};
use crate::object::class::{Class, class_flag};
use crate::object::exception::{Exception, Traceback};
use crate::object::generator::{Generator, Resume, Status, Step};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, type_error};
use crate::{getset, native, payload};

/// `generator`
pub static GENERATOR: NativeType = NativeType {
    name: "generator",
    layout: <Generator>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    methods: &[
        native!("__next__(self, /)", next, "Implement next(self)."),
        native!("__iter__(self, /)", itself, "Implement iter(self)."),
        native!(
            "send(self, object, /)",
            send,
            "Send a value into the generator; give the next value or raise StopIteration."
        ),
        native!("throw(self, typ, val=<unset>, tb=<unset>, /)", throw, "Raise an exception inside the generator."),
        native!("close(self, /)", close, "Raise GeneratorExit inside the generator."),
        native!("__del__(self, /)", finalise, ""),
    ],
    getsets: &[
        getset!("__name__", name, set_name, "name of the generator"),
        getset!("__qualname__", qualname, set_qualname, "qualified name of the generator"),
        getset!("gi_yieldfrom", awaited, "object being iterated by yield from, or None"),
        getset!("gi_running", running, ""),
        getset!("gi_suspended", suspended, ""),
        getset!("gi_frame", frame, ""),
        getset!("gi_code", code, ""),
    ],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// `coroutine`
pub static COROUTINE: NativeType = NativeType {
    name: "coroutine",
    layout: <Generator>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    methods: &[
        native!("__await__(self, /)", await_, "Return an iterator to be used in await expression."),
        native!(
            "send(self, object, /)",
            send,
            "send(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration."
        ),
        native!(
            "throw(self, typ, val=<unset>, tb=<unset>, /)",
            throw,
            "throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration."
        ),
        native!("close(self, /)", close, "close() -> raise GeneratorExit inside coroutine."),
        native!("__del__(self, /)", finalise, ""),
    ],
    getsets: &[
        getset!("__name__", name, set_name, "name of the coroutine"),
        getset!("__qualname__", qualname, set_qualname, "qualified name of the coroutine"),
        getset!("cr_await", awaited, "object being awaited on, or None"),
        getset!("cr_running", running, ""),
        getset!("cr_suspended", suspended, ""),
        getset!("cr_frame", frame, ""),
        getset!("cr_code", code, ""),
        getset!("cr_origin", origin, ""),
    ],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// What `coroutine.__await__()` gives.
pub struct CoroutineWrapper {
    coroutine: Gc<Generator>,
}

payload!(CoroutineWrapper, Kind::Extension, trace | this, visit | { visit(&this.coroutine.value()) });

/// `coroutine_wrapper`
pub static COROUTINE_WRAPPER: NativeType = NativeType {
    name: "coroutine_wrapper",
    layout: <CoroutineWrapper>::layout,
    flags: class_flag::FINAL,
    methods: &[
        native!("__next__(self, /)", wrapper_next, "Implement next(self)."),
        native!("__iter__(self, /)", itself, "Implement iter(self)."),
        native!("send(self, object, /)", wrapper_send, "Send a value into the coroutine."),
        native!(
            "throw(self, typ, val=<unset>, tb=<unset>, /)",
            wrapper_throw,
            "Raise an exception inside the coroutine."
        ),
        native!("close(self, /)", wrapper_close, "Raise GeneratorExit inside the coroutine."),
    ],
    ..NativeType::BASE
};

fn this_generator(arguments: &[Value]) -> Outcome<Gc<Generator>> {
    match arguments.first().and_then(|v| v.typed::<Generator>()) {
        Some(generator) => Ok(generator.clone()),
        None => this::<Generator>(arguments).map(|_| Err(Exc::TypeError.raise("not a generator")))?,
    }
}

/// What a step of a generator means for `send`, `throw` and `next`: a return is StopIteration.
pub fn step_value(step: Step) -> Outcome {
    match step {
        Step::Yield(value) => Ok(value),
        Step::Return(value) | Step::Await(value) => Err(stop_iteration(value)),
    }
}

/// StopIteration with a value; None is no argument.
#[cold]
pub fn stop_iteration(value: Value) -> Raise {
    Exc::StopIteration.with(if value.is_none() { Vec::new() } else { vec![value] })
}

fn itself(_: &mut Machine, arguments: &[Value]) -> Outcome {
    Ok(arguments[0].clone())
}

fn next(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let generator = this_generator(arguments)?;
    machine.resume(&generator, Resume::Send(Value::None)).and_then(step_value)
}

fn send(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let generator = this_generator(arguments)?;
    machine.resume(&generator, Resume::Send(arguments[1].clone())).and_then(step_value)
}

fn throw(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let generator = this_generator(arguments)?;
    let exception = thrown(machine, arguments)?;
    machine.resume(&generator, Resume::Throw(exception)).and_then(step_value)
}

/// `__del__`
pub fn finalise(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(generator) = a[0].typed::<Generator>() {
        m.finalise_generator(&generator.clone());
    }
    Ok(Value::None)
}

fn close(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let generator = this_generator(arguments)?;
    machine.close_generator(&generator)
}

/// The exception meant by the arguments of `throw(type[, value[, traceback]])`.
pub fn thrown(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    if arguments[2].is_set() {
        warn_of_three(machine, "throw")?;
    }
    thrown_quietly(machine, arguments)
}

/// Says that the three arguments of `throw` are of old.
pub fn warn_of_three(machine: &mut Machine, method: &str) -> Outcome<()> {
    let message =
        format!("the (type, exc, tb) signature of {method}() is deprecated, use the single-arg signature instead.");
    machine.warn(Exc::DeprecationWarning, &message)
}

/// As [`thrown`], for arguments that have been warned of.
pub fn thrown_quietly(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let traceback = &arguments[3];
    if !traceback.is_none() && traceback.is_set() && traceback.get::<Traceback>().is_none() {
        return type_error("throw() third argument must be a traceback object");
    }
    thrown_of_three(machine, arguments)
}

/// As [`thrown`], for those whose three arguments nobody deprecates.
pub fn thrown_of_three(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let (kind, value, traceback) = (&arguments[1], &arguments[2], &arguments[3]);
    let exception = if let Some(class) =
        kind.typed::<Class>().filter(|c| c.is_subclass_of(types().exception(Exc::BaseException)))
    {
        let made = match value {
            Value::Unset | Value::None => machine.call(kind, &[]),
            value if machine.is_instance(value, &class.value())? => Ok(value.clone()),
            value => match value.get::<crate::object::list::Tuple>() {
                Some(all) => machine.call(kind, all.as_slice()),
                None => machine.call(kind, std::slice::from_ref(value)),
            },
        };
        // What goes wrong here is thrown instead.
        match made {
            Ok(made) if made.get::<Exception>().is_some() => made,
            Ok(made) => machine.not_an_exception(kind, &made)?.value(),
            Err(raise) => raise.value(),
        }
    } else if kind.get::<Exception>().is_some() {
        if value.is_set() && !value.is_none() {
            return type_error("instance exception may not have a separate value");
        }
        kind.clone()
    } else {
        let name = type_name(kind);
        return type_error(format!("exceptions must be classes or instances deriving from BaseException, not {name}"));
    };
    if let (Some(exception), Some(_)) = (exception.get::<Exception>(), traceback.get::<Traceback>()) {
        exception.traceback.set(traceback.clone());
    }
    Ok(exception)
}

fn await_(_: &mut Machine, arguments: &[Value]) -> Outcome {
    let coroutine = this_generator(arguments)?;
    Ok(Gc::new(CoroutineWrapper { coroutine }, &types().coroutine_wrapper).into_value())
}

fn wrapped(arguments: &[Value]) -> Outcome<Vec<Value>> {
    let mut arguments = arguments.to_vec();
    let coroutine = this::<CoroutineWrapper>(&arguments)?.coroutine.value();
    arguments[0] = coroutine;
    Ok(arguments)
}

fn wrapper_next(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    next(machine, &wrapped(arguments)?)
}

fn wrapper_send(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    send(machine, &wrapped(arguments)?)
}

fn wrapper_throw(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    throw(machine, &wrapped(arguments)?)
}

fn wrapper_close(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    close(machine, &wrapped(arguments)?)
}

// ---- attributes

fn of(value: &Value) -> Outcome<Gc<Generator>> {
    this_generator(std::slice::from_ref(value))
}

/// `__name__`: its own, or its function's.
pub fn generator_name(generator: &Generator) -> Gc<Str> {
    match generator.rare.with(|r| r.as_ref().and_then(|r| r.name.clone())) {
        Some(name) => name,
        None => match (&generator.function, generator.native) {
            (Some(function), _) => function.name.get(),
            (None, body) => intern(body.map_or("coroutine", |b| b.name)),
        },
    }
}

/// `__qualname__`: its own, or its function's.
pub fn generator_qualname(generator: &Generator) -> Gc<Str> {
    match generator.rare.with(|r| r.as_ref().and_then(|r| r.qualname.clone())) {
        Some(name) => name,
        None => match (&generator.function, generator.native) {
            (Some(function), _) => function.qualname(),
            (None, body) => intern(body.map_or("coroutine", |b| b.qualname)),
        },
    }
}

pub(super) fn name(_: &mut Machine, value: &Value) -> Outcome {
    Ok(generator_name(&*of(value)?).into_value())
}

pub(super) fn qualname(_: &mut Machine, value: &Value) -> Outcome {
    Ok(generator_qualname(&*of(value)?).into_value())
}

pub(super) fn set_name(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    let Some(name) = new.typed::<Str>() else { return type_error("__name__ must be set to a string object") };
    of(value)?.with_rare(|r| r.name = Some(name.clone()));
    Ok(())
}

pub(super) fn set_qualname(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    let Some(name) = new.typed::<Str>() else { return type_error("__qualname__ must be set to a string object") };
    of(value)?.with_rare(|r| r.qualname = Some(name.clone()));
    Ok(())
}

pub(super) fn awaited(machine: &mut Machine, value: &Value) -> Outcome {
    let generator = of(value)?;
    // A part of a running chain counts as running.
    Ok(if machine.is_running(&generator) { Value::None } else { awaited_by(&generator) })
}

pub(super) fn running(machine: &mut Machine, value: &Value) -> Outcome {
    let generator = of(value)?;
    Ok(Value::bool(machine.is_running(&generator)))
}

pub(super) fn suspended(machine: &mut Machine, value: &Value) -> Outcome {
    let generator = of(value)?;
    Ok(Value::bool(generator.status.get() == Status::Suspended && !machine.is_running(&generator)))
}

pub(super) fn code(_: &mut Machine, value: &Value) -> Outcome {
    Ok(of(value)?.function.as_ref().map_or(Value::None, |f| f.code.get().into_value()))
}

pub(super) fn frame(machine: &mut Machine, value: &Value) -> Outcome {
    let generator = of(value)?;
    Ok(machine.generator_frame(&generator))
}

fn origin(_: &mut Machine, value: &Value) -> Outcome {
    let origin = of(value)?.rare.with(|r| r.as_ref().map(|r| r.origin.clone())).unwrap_or_default();
    Ok(origin.some().unwrap_or(Value::None))
}

impl Machine {
    /// Whether a generator's frame runs, or waits inside a running chain of delegation.
    pub fn is_running(&self, generator: &Gc<Generator>) -> bool {
        let mut at = generator.clone();
        loop {
            match at.status.get() {
                Status::Running => return true,
                Status::Suspended => match crate::machine::resume::delegate_of(&at) {
                    Some(next) => at = next,
                    None => return false,
                },
                _ => return false,
            }
        }
    }

    /// The frame object of a generator (`gi_frame`); None when it is finished.
    pub fn generator_frame(&mut self, generator: &Gc<Generator>) -> Value {
        use crate::object::generator::Frame;
        let Some(function) = &generator.function else { return Value::None };
        if generator.status.get() == Status::Finished {
            return Value::None;
        }
        if let Some(known) = generator.rare.with(|r| r.as_ref().and_then(|r| r.frame.get())) {
            return known;
        }
        let frame = Frame {
            code: function.code.get(),
            globals: function.globals.clone(),
            pc: std::cell::Cell::new(generator.pc.get()),
            back: Own::new(Value::None),
            locals: Own::new(Value::Unset),
            values: Own::new(Vec::new()),
            extra: Own::new(Value::Unset),
            depth: std::cell::Cell::new(0),
            generator: Own::new(generator.value()),
            caller: std::cell::Cell::default(),
        };
        let object = Gc::new(frame, &types().frame);
        generator.with_rare(|r| r.frame.set(&object));
        object.into_value()
    }
}
