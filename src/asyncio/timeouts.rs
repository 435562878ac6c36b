//! `timeout` and `timeout_at`: a task that is cancelled when time is up, and the TimeoutError made of it.
//!
//! In: a time. Out: a timer of the loop while the block runs; one that is left in time costs nothing more.

use super::future::{to_ref, to_value};
use super::handle::Handle;
use super::state::{cancelled_class, state};
use super::task::{self, Task};
use super::turn::{self, Loop};
use crate::machine::Machine;
use crate::native::convert::{FromValue, this};
use crate::native::{Native, NativeType};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::NativeFunction;
use crate::object::exception::Exception;
use crate::object::function::BoundMethod;
use crate::object::generator::{Generator, NativeBody, Resume, Step};
use crate::object::heap::{Gc, Kind, Own, Payload, Ref};
use crate::object::list::Tuple;
use crate::object::{Exc, Outcome, Value, runtime_error, type_error};
use crate::{native, payload, python};
use std::cell::Cell;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Created,
    Active,
    Expiring,
    Expired,
    Exited,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            State::Created => "created",
            State::Active => "active",
            State::Expiring => "expiring",
            State::Expired => "expired",
            State::Exited => "finished",
        }
    }
}

/// A timeout.
pub struct Timeout {
    state: Cell<State>,
    /// When time is up, in the loop's seconds, or None.
    when: Own<Value>,
    task: Own<Value>,
    /// The timer, or Unset.
    timer: Own<Value>,
    /// How many cancellations were asked for before it was entered.
    cancelling: Cell<i64>,
    /// The number under which it stands among the timers of the loop itself, without a handle; 0 when it does not.
    set_as: Cell<u64>,
    /// The context in which a timer without a handle was set.
    context: Own<Option<Ref>>,
}

impl Timeout {
    /// Whether this is the number of its timer.
    #[inline]
    pub fn is_set_as(&self, key: u64) -> bool {
        self.set_as.get() == key
    }
}

/// The timer of a timeout gets its handle.
pub(super) fn make_handle(timeout: &Gc<Timeout>, event_loop: &Value, when: f64) -> Gc<Handle> {
    let callback = BoundMethod::create(super::state::classes().time_is_up.clone(), timeout.value());
    let handle = super::loop_type::plain_handle(event_loop, &callback, when);
    handle.context.set(timeout.context.take());
    timeout.set_as.set(0);
    timeout.timer.set(handle.value());
    handle
}

/// Somebody looks at the timers: those of timeouts get their handles.
pub(super) fn show_all(own: &Loop, event_loop: &Value) {
    for (when, timeout, key) in own.timers.with(|t| t.timeouts()) {
        let handle = make_handle(&timeout, event_loop, when);
        own.timers.with(|t| t.exchange(key, handle.into_ref()));
    }
}

payload!(
    Timeout,
    Kind::Extension,
    trace | this,
    visit | {
        for v in [&this.when, &this.task, &this.timer] {
            v.with(|v| visit(v));
        }
        visit(&to_value(this.context.get()));
    }
);

/// `asyncio.Timeout`
pub static TIMEOUT: NativeType = NativeType {
    name: "Timeout",
    module: "asyncio.timeouts",
    layout: <Timeout>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Asynchronous context manager for cancelling overdue coroutines.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        python!("__init__(self, when)", init, "Schedule a timeout that will trigger at a given loop time."),
        python!("when(self)", when, "Return the current deadline."),
        python!("reschedule(self, when)", reschedule_method, "Reschedule the timeout."),
        python!("expired(self)", expired, "Is timeout expired during execution?"),
        python!("__aenter__(self)", aenter, "", aenter_at_once),
        python!("__aexit__(self, exc_type, exc_val, exc_tb)", aexit, "", aexit_at_once),
        native!("__repr__(self, /)", repr, ""),
    ],
    ..NativeType::BASE
};

static AENTER: NativeBody = NativeBody { name: "__aenter__", qualname: "Timeout.__aenter__", step: enter_step };
static AEXIT: NativeBody = NativeBody { name: "__aexit__", qualname: "Timeout.__aexit__", step: exit_step };
static ON_TIMEOUT: Native = native!("_on_timeout(self, /)", on_timeout, "");

fn make(class: &Gc<Class>, when: Value) -> Value {
    let timeout = Timeout {
        state: Cell::new(State::Created),
        when: Own::new(when),
        task: Own::new(Value::Unset),
        timer: Own::new(Value::Unset),
        cancelling: Cell::new(0),
        set_as: Cell::new(0),
        context: Own::new(None),
    };
    Gc::new(timeout, class).into_value()
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("not a class") };
    Ok(make(class, Value::None))
}

fn init(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Timeout>(a)?.when.set(a[1].clone());
    Ok(Value::None)
}

/// `timeout(delay)`
pub(super) fn timeout(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(timeout_from_now(m, &a[0])?.0)
}

/// A timeout by its delay, and what time it is now, if that was asked.
fn timeout_from_now(m: &mut Machine, delay: &Value) -> Outcome<(Value, Option<f64>)> {
    let Some(running) = state(|s| s.running.get()).some() else { return runtime_error("no running event loop") };
    let class = &super::state::classes().timeout;
    if delay.is_none() {
        return Ok((make(class, Value::None), None));
    }
    let now = loop_time(m, &running)?;
    let when = super::loop_type::later(m, now, delay)?;
    Ok((make(class, Value::float(when)), Some(now)))
}

/// What a timeout's timer calls; for [`super::state::Classes`].
pub(super) fn called_in_time() -> Value {
    NativeFunction::method(&ON_TIMEOUT, crate::native::class_for(&TIMEOUT).value())
}

/// `timeout_at(when)`
pub(super) fn timeout_at(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(make(&super::state::classes().timeout, a[0].clone()))
}

fn loop_time(m: &mut Machine, event_loop: &Value) -> Outcome<f64> {
    if event_loop.get::<Loop>().is_some_and(|l| l.plain.get()) {
        return Ok(turn::now(m));
    }
    let time = m.call_method(event_loop, "time", &[])?;
    f64::from_value(&time, m)
}

fn when(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(this::<Timeout>(a)?.when.get())
}

fn expired(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(matches!(this::<Timeout>(a)?.state.get(), State::Expiring | State::Expired)))
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Timeout>(a)?;
    let mut out = format!("<Timeout [{}]", me.state.get().name());
    if me.state.get() == State::Active {
        let when = me.when.get();
        let when = if when.is_none() { when } else { m.call_builtin("round", &[when, Value::Int(3)])? };
        out.push_str(&format!(" when={}", m.repr(&when)?.as_str()));
    }
    out.push('>');
    Ok(out.into())
}

fn stop_timer(m: &mut Machine, me: &Timeout) -> Outcome<()> {
    if me.set_as.replace(0) != 0 {
        drop(me.context.take());
        state(|s| s.running.with(|l| turn::timer_over(l)));
        return Ok(());
    }
    let timer = me.timer.take();
    match timer.get::<Handle>() {
        Some(handle) => super::handle::cancel_handle(handle),
        None if timer.is_set() => drop(m.call_method(&timer, "cancel", &[])?),
        None => {}
    }
    Ok(())
}

fn reschedule_method(m: &mut Machine, a: &[Value]) -> Outcome {
    reschedule(m, &a[0], a[1].clone(), None)?;
    Ok(Value::None)
}

/// Sets the timer anew; `now` is given where the time was asked just before.
fn reschedule(m: &mut Machine, timeout: &Value, when: Value, now: Option<f64>) -> Outcome<()> {
    let me = this::<Timeout>(std::slice::from_ref(timeout))?;
    match me.state.get() {
        State::Active => {}
        State::Created => return runtime_error("Timeout has not been entered"),
        other => return runtime_error(format!("Cannot change state of {} Timeout", other.name())),
    }
    me.when.set(when.clone());
    stop_timer(m, me)?;
    if when.is_none() {
        return Ok(());
    }
    let Some(running) = state(|s| s.running.get()).some() else { return runtime_error("no running event loop") };
    let at = f64::from_value(&when, m)?;
    let now = match now {
        Some(now) => now,
        None => loop_time(m, &running)?,
    };
    if at > now
        && !m.observation.heard
        && let Some(own) = running.get::<Loop>().filter(|l| l.is_usual())
        && let Value::Object(object) = timeout
    {
        me.context.set(to_ref(super::context::copied()));
        me.set_as.set(own.timers.with(|t| t.set(at, object.clone())));
        return Ok(());
    }
    let callback = BoundMethod::create(super::state::classes().time_is_up.clone(), timeout.clone());
    let timer = if at <= now {
        m.call_method(&running, "call_soon", &[callback])?
    } else if running.get::<Loop>().is_some_and(|l| l.plain.get() && !l.debug.get()) {
        super::loop_type::call_at_with(m, &running, at, &callback)
    } else {
        m.call_method(&running, "call_at", &[when, callback])?
    };
    me.timer.set(timer);
    Ok(())
}

fn on_timeout(m: &mut Machine, a: &[Value]) -> Outcome {
    let me = this::<Timeout>(a)?;
    let task = me.task.get();
    super::future::cancel_any(m, &task, &Value::None)?;
    me.state.set(State::Expiring);
    // Break the cycle of timeout and timer.
    drop(me.timer.take());
    Ok(Value::None)
}

fn aenter(m: &mut Machine, a: &[Value]) -> Outcome {
    let new = Generator::native(&AENTER, [a[0].clone()]);
    m.note_origin(&new);
    Ok(new.into_value())
}

fn aexit(m: &mut Machine, a: &[Value]) -> Outcome {
    let new = Generator::native(&AEXIT, [a[0].clone(), a[1].clone(), a[2].clone()]);
    m.note_origin(&new);
    Ok(new.into_value())
}

/// Whether its class is the built-in one, and nobody has changed that.
fn is_plain(timeout: &Value) -> bool {
    class_of(timeout).is_as_built()
}

fn aenter_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    if a.len() != 1 || !is_plain(&a[0]) {
        return Ok(None);
    }
    enter(m, &a[0], None)?;
    Ok(Some(Step::Return(a[0].clone())))
}

fn aexit_at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    if a.len() != 4 || !is_plain(&a[0]) {
        return Ok(None);
    }
    leave(m, &a[0], if a[1].is_none() { Value::None } else { a[2].clone() })?;
    Ok(Some(Step::Return(Value::None)))
}

fn enter_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    let timeout = me.take_slot(1);
    enter(m, &timeout, None)?;
    Ok(Step::Return(timeout))
}

/// `_enter_timeout(delay)`: a timeout that is entered; `async with` without its coroutines, for `wait_for`.
pub(super) fn enter_new(m: &mut Machine, a: &[Value]) -> Outcome {
    let (timeout, now) = timeout_from_now(m, &a[0])?;
    enter(m, &timeout, now)?;
    Ok(timeout)
}

/// `_leave_timeout(timeout, exception)`
pub(super) fn leave_method(m: &mut Machine, a: &[Value]) -> Outcome {
    leave(m, &a[0], a[1].clone())?;
    Ok(Value::None)
}

fn enter(m: &mut Machine, timeout: &Value, now: Option<f64>) -> Outcome<()> {
    let own = this::<Timeout>(std::slice::from_ref(timeout))?;
    if own.state.get() != State::Created {
        return runtime_error("Timeout has already been entered");
    }
    let Some(current) = state(|s| s.current.get()).some() else {
        return runtime_error("Timeout should be used inside a task");
    };
    own.state.set(State::Active);
    own.cancelling.set(match current.get::<Task>() {
        Some(task) => i64::from(task.requests.get()),
        None => {
            let count = m.call_method(&current, "cancelling", &[])?;
            i64::from_value(&count, m)?
        }
    });
    own.task.set(current);
    let when = own.when.get();
    reschedule(m, timeout, when, now)
}

fn exit_step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    if let Resume::Throw(exception) = with {
        return Err(m.raise_value(exception));
    }
    let (timeout, class, exception) = (me.take_slot(1), me.take_slot(2), me.take_slot(3));
    leave(m, &timeout, if class.is_none() { Value::None } else { exception })?;
    Ok(Step::Return(Value::None))
}

/// The block of a timeout is left, with an exception or None.
fn leave(m: &mut Machine, timeout: &Value, exception: Value) -> Outcome<()> {
    let own = this::<Timeout>(std::slice::from_ref(timeout))?;
    stop_timer(m, own)?;
    let current = own.task.take();
    match own.state.get() {
        State::Expiring => {
            own.state.set(State::Expired);
            let left = match current.get::<Task>() {
                Some(task) => i64::from(task::take_back(task)),
                None => {
                    let count = m.call_method(&current, "uncancel", &[])?;
                    i64::from_value(&count, m)?
                }
            };
            own.task.set(current);
            if left <= own.cancelling.get() && !exception.is_none() {
                if class_of(&exception).is_subclass_of(&cancelled_class()) {
                    let raise = Exc::TimeoutError.with(Vec::new());
                    raise.0.cause.set(exception.clone());
                    raise.0.context.set(exception);
                    raise.0.suppress_context.set(true);
                    return Err(raise);
                }
                insert(&exception);
                if m.is_instance(&exception, &crate::object::types::types().exception(Exc::ExceptionGroup).value())? {
                    let all = m.get_attr(&exception, &crate::object::str::intern("exceptions"))?;
                    for one in all.get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
                        insert(one);
                    }
                }
            }
        }
        State::Active => own.state.set(State::Exited),
        _ => {}
    }
    Ok(())
}

/// Puts a TimeoutError between an exception and the CancelledError it came from.
fn insert(exception: &Value) {
    let mut at = exception.typed::<Exception>().cloned();
    while let Some(one) = at {
        let context = one.context.get();
        if !context.is_none() && context.is_set() && class_of(&context).is_subclass_of(&cancelled_class()) {
            let error = Exc::TimeoutError.with(Vec::new());
            error.0.cause.set(context.clone());
            error.0.context.set(context);
            one.context.set(error.value());
            return;
        }
        at = context.typed::<Exception>().cloned();
    }
}
