//! Handles: what `call_soon` and `call_later` give, to cancel with.

use super::future::{to_ref, to_value};
use super::show;
use super::state::{classes, or_none};
use super::turn::{Loop, Ready};
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::{FromValue, this};
use crate::object::class::{Class, class_flag};
use crate::object::heap::{Gc, Kind, Own, Payload, Ref};
use crate::object::list::Tuple;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};
use crate::{getset, native, payload, python};
use std::cell::Cell;

/// A callback with its arguments, scheduled.
pub struct Handle {
    /// What is called; None when cancelled.
    pub callback: Own<Value>,
    /// Its arguments, a tuple; None when cancelled.
    pub arguments: Own<Value>,
    /// In which context; None is an empty one.
    pub context: Own<Option<Ref>>,
    /// The loop.
    pub event_loop: Value,
    /// Whether it was cancelled.
    pub cancelled: Cell<bool>,
    /// Its number in events; 0 until somebody listens.
    pub serial: Cell<u32>,
    /// When it is due, in the loop's seconds; NaN for a plain handle.
    pub when: Cell<f64>,
    /// Debug mode: where it was made.
    pub source: Own<Option<Ref>>,
    /// Debug mode: what it looked like before it was cancelled.
    pub shown: Own<Option<Ref>>,
}

payload!(
    Handle,
    Kind::Extension,
    trace | this,
    visit | {
        for v in [&this.callback, &this.arguments] {
            v.with(|v| visit(v));
        }
        visit(&to_value(this.context.get()));
        visit(&to_value(this.source.get()));
        visit(&this.event_loop);
    }
);

/// `asyncio.Handle`
pub static HANDLE: NativeType = NativeType {
    name: "Handle",
    module: "asyncio.events",
    layout: <Handle>::layout,
    flags: class_flag::WEAK,
    help: "Object returned by callback registration methods.",
    new: Some(python!("__new__(cls, callback, args, loop, context=None)", new, "")),
    methods: &[
        python!("cancel(self)", cancel, ""),
        python!("cancelled(self)", cancelled, ""),
        python!("get_context(self)", get_context, ""),
        python!("_run(self)", run_method, ""),
        native!("__repr__(self, /)", repr, ""),
    ],
    getsets: &[
        getset!("_callback", |_, v| Ok(v.get::<Handle>().map_or(Value::None, |h| h.callback.get())), ""),
        getset!("_args", |_, v| Ok(v.get::<Handle>().map_or(Value::None, |h| h.arguments.get())), ""),
        getset!("_loop", |_, v| Ok(v.get::<Handle>().map_or(Value::None, |h| h.event_loop.clone())), ""),
        getset!("_source_traceback", |_, v| Ok(or_none(to_value(v.get::<Handle>().and_then(|h| h.source.get())))), ""),
        getset!("_cancelled", |_, v| Ok(Value::bool(v.get::<Handle>().is_some_and(|h| h.cancelled.get()))), ""),
    ],
    ..NativeType::BASE
};

/// `asyncio.TimerHandle`
pub static TIMER_HANDLE: NativeType = NativeType {
    name: "TimerHandle",
    module: "asyncio.events",
    base: Some(&HANDLE),
    layout: <Handle>::layout,
    flags: class_flag::WEAK,
    help: "Object returned by timed callback registration methods.",
    new: Some(python!("__new__(cls, when, callback, args, loop, context=None)", new_timer, "")),
    methods: &[
        python!("when(self)", when, "Return a scheduled callback time."),
        native!("__hash__(self, /)", hash, ""),
        native!("__eq__(self, other, /)", equal, ""),
        native!("__lt__(self, other, /)", less, ""),
        native!("__le__(self, other, /)", less_or_equal, ""),
        native!("__gt__(self, other, /)", greater, ""),
        native!("__ge__(self, other, /)", greater_or_equal, ""),
    ],
    getsets: &[getset!("_when", |_, v| Ok(Value::float(v.get::<Handle>().map_or(f64::NAN, |h| h.when.get()))), "")],
    ..NativeType::BASE
};

/// A handle made by hand; the loop's own come of `call_soon` and its like.
fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    make(m, a, f64::NAN)
}

fn new_timer(m: &mut Machine, a: &[Value]) -> Outcome {
    let when = f64::from_value(&a[1], m)?;
    make(m, &[&a[..1], &a[2..]].concat(), when)
}

fn make(m: &mut Machine, a: &[Value], when: f64) -> Outcome {
    let [class, callback, arguments, event_loop, context] = a else { return type_error("Handle: wrong arguments") };
    let Some(class) = class.typed::<Class>() else { return type_error("not a class") };
    let context = if context.is_none() { super::context::copied() } else { context.clone() };
    let handle = Handle {
        callback: Own::new(callback.clone()),
        arguments: Own::new(Tuple::create(m.collect(arguments)?).into_value()),
        context: Own::new(to_ref(context)),
        event_loop: event_loop.clone(),
        cancelled: Cell::new(false),
        serial: Cell::new(0),
        when: Cell::new(when),
        source: Own::new(None),
        shown: Own::new(None),
    };
    let handle = Gc::new(handle, class);
    if let Some(own) = event_loop.get::<super::turn::Loop>() {
        super::debug::note_handle(m, own, &handle)?;
    }
    Ok(handle.into_value())
}

fn cancel(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = this::<Handle>(a)?;
    if let (true, false, Some(handle)) = (m.observation.heard, handle.cancelled.get(), a[0].typed::<Handle>()) {
        super::seen::handle_cancelled(m, handle);
    }
    if handle.source.with(|s| s.is_some()) && !handle.cancelled.get() {
        handle.cancelled.set(true);
        let shown = repr(m, a)?;
        handle.shown.set(to_ref(shown));
        handle.cancelled.set(false);
    }
    cancel_handle(handle);
    Ok(Value::None)
}

/// Cancels it.
pub fn cancel_handle(handle: &Handle) {
    if !handle.cancelled.replace(true) {
        if !handle.when.get().is_nan() {
            super::turn::timer_over(&handle.event_loop);
        }
        handle.callback.set(Value::None);
        handle.arguments.set(Value::None);
    }
}

fn cancelled(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(this::<Handle>(a)?.cancelled.get()))
}

fn get_context(_: &mut Machine, a: &[Value]) -> Outcome {
    let handle = this::<Handle>(a)?;
    if handle.context.with(|c| c.is_none()) {
        handle.context.set(to_ref(super::context::fresh()));
    }
    Ok(super::context::shown(&handle.context, false).unwrap_or_default())
}

fn when(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::float(this::<Handle>(a)?.when.get()))
}

fn hash(m: &mut Machine, a: &[Value]) -> Outcome {
    let when = this::<Handle>(a)?.when.get();
    m.hash(&Value::float(when)).map(Value::Int)
}

fn both(a: &[Value]) -> Outcome<Option<(f64, f64)>> {
    let mine = this::<Handle>(a)?.when.get();
    Ok(a[1].get::<Handle>().filter(|h| !h.when.get().is_nan()).map(|h| (mine, h.when.get())))
}

fn equal(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some((mine, other)) = both(a)? else { return Ok(Value::NotImplemented) };
    let (Some(x), Some(y)) = (a[0].get::<Handle>(), a[1].get::<Handle>()) else { return Ok(Value::NotImplemented) };
    Ok(Value::bool(
        mine == other
            && x.cancelled.get() == y.cancelled.get()
            && m.equal(&x.callback.get(), &y.callback.get())?
            && m.equal(&x.arguments.get(), &y.arguments.get())?,
    ))
}

fn less(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(both(a)?.map_or(Value::NotImplemented, |(mine, other)| Value::bool(mine < other)))
}

fn greater(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(both(a)?.map_or(Value::NotImplemented, |(mine, other)| Value::bool(mine > other)))
}

fn less_or_equal(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some((mine, other)) = both(a)? else { return Ok(Value::NotImplemented) };
    if mine < other { Ok(Value::bool(true)) } else { equal(m, a) }
}

fn greater_or_equal(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some((mine, other)) = both(a)? else { return Ok(Value::NotImplemented) };
    if mine > other { Ok(Value::bool(true)) } else { equal(m, a) }
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = this::<Handle>(a)?;
    if let Some(shown) = to_value(handle.shown.get()).some() {
        return Ok(shown);
    }
    let mut out = format!("<{}", crate::native::convert::short_name(&a[0]));
    if handle.cancelled.get() {
        out.push_str(" cancelled");
    }
    if !handle.when.get().is_nan() {
        out.push_str(" when=");
        m.repr_into(&Value::float(handle.when.get()), &mut out)?;
    }
    let callback = handle.callback.get();
    if !callback.is_none() {
        out.push(' ');
        let arguments = handle.arguments.get();
        out.push_str(&show::callback(m, &callback, super::turn::shown_arguments(handle, &arguments))?);
    }
    if let Some(place) = show::created_at(m, &to_value(handle.source.get()))? {
        out.push(' ');
        out.push_str(&place);
    }
    out.push('>');
    Ok(out.into())
}

fn run_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(handle) = a[0].typed::<Handle>().cloned() else { return type_error("not a handle") };
    if let Err(raise) = run(m, &handle) {
        super::turn::failed(m, &handle.event_loop, &a[0], raise)?;
    }
    Ok(Value::None)
}

/// Calls it, in its context.
pub fn run(m: &mut Machine, handle: &Gc<Handle>) -> Outcome<()> {
    let (callback, arguments) = (handle.callback.get(), handle.arguments.get());
    let arguments = arguments.get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    super::turn::in_context(&handle.context, |m| m.call(&callback, arguments).map(drop), m)
}

/// The handle of a callback that went without one.
pub(super) fn of_callback(event_loop: &Value, callback: Ref, argument: Value, context: Option<Ref>) -> Gc<Handle> {
    let arguments = if argument.is_set() { Tuple::of([argument]) } else { types().empty_tuple.clone() };
    let handle = Handle {
        callback: Own::new(Value::Object(callback)),
        arguments: Own::new(arguments.into_value()),
        context: Own::new(context),
        event_loop: event_loop.clone(),
        cancelled: Cell::new(false),
        serial: Cell::new(0),
        when: Cell::new(f64::NAN),
        source: Own::new(None),
        shown: Own::new(None),
    };
    Gc::new(handle, &classes().handle)
}

/// Somebody looks at what is ready: callbacks of `call_soon` get their handles.
pub(super) fn show_all(own: &Loop, event_loop: &Value) {
    let some = own.ready.with(|r| r.iter().any(|r| matches!(r, Ready::Soon(..))));
    if !some {
        return;
    }
    let all = own.ready.take().into_iter().map(|ready| match ready {
        Ready::Soon(callback, argument, context) => Ready::Handle(of_callback(event_loop, callback, argument, context)),
        other => other,
    });
    own.ready.set(all.collect());
}
