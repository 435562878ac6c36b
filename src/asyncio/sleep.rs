//! `sleep`: a native coroutine. With no delay it gives way once and makes nothing; with one it passes on a future that
//! the loop's timers complete.

use super::future::{self, Purpose};
use super::nap;
use super::state::{or_none, state};
use super::turn;
use crate::machine::Machine;
use crate::native::convert::FromValue;
use crate::object::generator::{Generator, NativeBody, Resume, Status, Step, mark};
use crate::object::heap::{Gc, flag};
use crate::object::{Outcome, Value, runtime_error, value_error};
use crate::syntax::ast::CompareOperator;

static SLEEP: NativeBody = NativeBody { name: "sleep", qualname: "sleep", step };

/// `asyncio.sleep(delay, result=None)`
pub(super) fn sleep(m: &mut Machine, a: &[Value]) -> Outcome {
    if !or_none(a[2].clone()).is_none() {
        super::dialect::loop_argument(m, "asyncio.sleep")?;
    }
    let coroutine = Generator::native(&SLEEP, [a[0].clone(), a[1].clone()]);
    m.note_origin(&coroutine);
    Ok(coroutine.into_value())
}

/// `await asyncio.sleep(0)`: one bare suspension; with a delay, a nap.
pub(super) fn at_once(m: &mut Machine, a: &[Value]) -> Outcome<Option<Step>> {
    let seconds = match a {
        [Value::Int(delay)] if *delay <= 0 => return Ok(Some(Step::Yield(Value::None))),
        [Value::Int(delay)] => *delay as f64,
        [Value::Float(delay)] if delay.get() > 0.0 => delay.get(),
        _ => return Ok(None),
    };
    Ok(nap::begin(m, seconds).then_some(Step::Yield(Value::Unset)))
}

/// The coroutine of a `sleep(0)` that has given way, when [`at_once`] made none and somebody asks for it.
pub fn giving_way() -> Value {
    let coroutine = Generator::native(&SLEEP, [Value::Int(0), Value::None]);
    coroutine.pc.set(1);
    coroutine.status.set(Status::Suspended);
    coroutine.set_mark(mark::AWAITED, true);
    coroutine.as_ref().set_flag(flag::FINALISER, false);
    coroutine.into_value()
}

fn step(m: &mut Machine, me: &Gc<Generator>, with: Resume) -> Outcome<Step> {
    let value = match with {
        Resume::Send(value) => value,
        Resume::Throw(exception) => {
            over(m, me)?;
            return Err(m.raise_value(exception));
        }
    };
    match me.pc.get() {
        0 => begin(m, me),
        3 => {
            over(m, me)?;
            Ok(Step::Return(value))
        }
        1 => Ok(Step::Return(me.take_slot(2))),
        _ => Ok(Step::Return(value)),
    }
}

fn begin(m: &mut Machine, me: &Gc<Generator>) -> Outcome<Step> {
    let delay = me.take_slot(1);
    let none = match &delay {
        Value::Int(delay) => *delay <= 0,
        Value::Float(delay) => delay.get() <= 0.0,
        other => {
            let none = m.compare(CompareOperator::Le, other, &Value::Int(0))?;
            m.truth(&none)?
        }
    };
    if none {
        me.pc.set(1);
        return Ok(Step::Yield(Value::None));
    }
    let seconds = f64::from_value(&delay, m)?;
    if seconds.is_nan() {
        return value_error("Invalid delay: NaN (not a number)");
    }
    let Some(running) = state(|s| s.running.get()).some() else { return runtime_error("no running event loop") };
    let Some(own) = running.get::<turn::Loop>().filter(|l| l.plain.get() && !l.debug.get()) else {
        return begin_foreign(m, me, &running, delay);
    };
    let result = me.take_slot(2);
    let when = turn::now(m) + seconds;
    if result.is_none() {
        let future = future::create_for(&running, Purpose::Sleep, &Value::None);
        future.core.outcome.set(Value::float(when));
        turn::add_timer(m, own, when, turn::Due::Sleep(future.clone()));
        me.set_mark(mark::PASSES_ON, true);
        me.pc.set(2);
        return Ok(Step::Await(future.into_value()));
    }
    let future = future::create_for(&running, Purpose::Sleep, &Value::None);
    future.core.outcome.set(Value::float(when));
    turn::add_timer(m, own, when, turn::Due::Sleep(future.clone()));
    me.set_slot(2, result);
    me.pc.set(1);
    Ok(Step::Await(future.into_value()))
}

/// On a loop of another make, or in debug mode, by the loop's methods.
#[cold]
fn begin_foreign(m: &mut Machine, me: &Gc<Generator>, running: &Value, delay: Value) -> Outcome<Step> {
    let future = m.call_method(running, "create_future", &[])?;
    let set = super::wait::set_unless_done();
    let handle = m.call_method(running, "call_later", &[delay, set, future.clone(), me.take_slot(2)])?;
    me.set_slot(1, handle);
    if let Some(core) = future::find_core(&future) {
        core.purpose.set(Purpose::Plain);
    }
    me.pc.set(3);
    Ok(Step::Await(future))
}

/// The timer of a loop of another make is cancelled when the sleep is over.
fn over(m: &mut Machine, me: &Gc<Generator>) -> Outcome<()> {
    if me.pc.get() == 3 {
        let handle = me.take_slot(1);
        m.call_method(&handle, "cancel", &[])?;
    }
    Ok(())
}
