//! Handles: what `call_soon` and `call_later` give, to cancel with.

use super::show;
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::class::class_flag;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::{Outcome, Value};
use crate::{getset, native, payload};
use std::cell::Cell;

/// A callback with its arguments, scheduled.
pub struct Handle {
    /// What is called; None when cancelled.
    pub callback: Own<Value>,
    /// Its arguments, a tuple; None when cancelled.
    pub arguments: Own<Value>,
    /// In which context; Unset is an empty one.
    pub context: Own<Value>,
    /// The loop.
    pub event_loop: Value,
    /// Whether it was cancelled.
    pub cancelled: Cell<bool>,
    /// Its number in events; 0 until somebody listens.
    pub serial: Cell<u32>,
    /// When it is due, in the loop's seconds; NaN for a plain handle.
    pub when: Cell<f64>,
}

payload!(
    Handle,
    Kind::Extension,
    trace | this,
    visit | {
        for v in [&this.callback, &this.arguments, &this.context] {
            v.with(|v| visit(v));
        }
    }
);

/// `asyncio.Handle`
pub static HANDLE: NativeType = NativeType {
    name: "Handle",
    module: "asyncio.events",
    layout: <Handle>::layout,
    flags: class_flag::WEAK,
    help: "Object returned by callback registration methods.",
    methods: &[
        native!("cancel(self)", cancel, ""),
        native!("cancelled(self)", cancelled, ""),
        native!("get_context(self)", get_context, ""),
        native!("__repr__(self, /)", repr, ""),
    ],
    getsets: &[
        getset!("_callback", |_, v| Ok(v.get::<Handle>().map_or(Value::None, |h| h.callback.get())), ""),
        getset!("_args", |_, v| Ok(v.get::<Handle>().map_or(Value::None, |h| h.arguments.get())), ""),
        getset!("_cancelled", |_, v| Ok(Value::Bool(v.get::<Handle>().is_some_and(|h| h.cancelled.get()))), ""),
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
    methods: &[native!("when(self)", when, "Return a scheduled callback time.")],
    ..NativeType::BASE
};

fn cancel(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = this::<Handle>(a)?;
    if !handle.cancelled.replace(true) {
        if let (true, Some(handle)) = (m.observation.heard, a[0].typed::<Handle>()) {
            super::seen::handle_cancelled(m, handle);
        }
        handle.callback.set(Value::None);
        handle.arguments.set(Value::None);
    }
    Ok(Value::None)
}

fn cancelled(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Bool(this::<Handle>(a)?.cancelled.get()))
}

fn get_context(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(super::state::or_none(this::<Handle>(a)?.context.get()))
}

fn when(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Float(this::<Handle>(a)?.when.get()))
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let handle = this::<Handle>(a)?;
    let mut out = format!("<{}", crate::native::convert::type_name(&a[0]));
    if handle.cancelled.get() {
        out.push_str(" cancelled");
    }
    if !handle.when.get().is_nan() {
        out.push_str(" when=");
        m.repr_into(&Value::Float(handle.when.get()), &mut out)?;
    }
    let callback = handle.callback.get();
    if !callback.is_none() {
        out.push(' ');
        let arguments = handle.arguments.get();
        out.push_str(&show::callback(m, &callback, Some(&arguments))?);
    }
    out.push('>');
    Ok(out.into())
}

/// Calls it, in its context.
pub fn run(m: &mut Machine, handle: &Gc<Handle>) -> Outcome<()> {
    let (callback, arguments) = (handle.callback.get(), handle.arguments.get());
    let arguments = arguments.get::<crate::object::list::Tuple>().map(|t| t.as_slice().to_vec()).unwrap_or_default();
    super::turn::in_context(&handle.context, |m| m.call(&callback, &arguments).map(drop), m)
}
