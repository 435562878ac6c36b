//! `_signal`: what `signal` is made of: what is set for a signal, signals to oneself, the alarm, waiting for a signal.
//!
//! In: numbers, handlers, seconds. Out: what the machine's signals say, or OSError. The numbers' names and what was set
//! for them stand in the part written in Co (`signal.co`).

use crate::host::process;
use crate::machine::Machine;
use crate::machine::interrupt::Action;
use crate::machine::protocol::text::os_error;
use crate::native;
use crate::native::NativeModule;
use crate::native::convert::FromValue;
use crate::object::list::Tuple;
use crate::object::{Outcome, Value, overflow_error, value_error};

/// `_signal`
pub static MODULE: NativeModule = NativeModule {
    name: "_signal",
    help: "This module provides mechanisms to use signal handlers in Python.",
    functions: &[
        native!("_set(signalnum, handler, /)", set, "Set what a signal does: 0 as usual, 1 nothing, or a call."),
        native!("raise_signal(signalnum, /)", raise_signal, "Send a signal to the executing process."),
        native!("pause()", pause, "Wait until a signal arrives."),
        native!("_set_alarm(seconds, interval, /)", set_alarm, "Set the alarm; what was set."),
        native!("_get_alarm()", get_alarm, "Seconds until the alarm, and between it and the next."),
        native!("_in_main_thread()", |m: &mut Machine, _: &[Value]| -> Outcome { Ok(m.is_main_thread().into()) }, ""),
    ],
    ..NativeModule::BASE
};

/// The number of SIGINT.
const SIGINT: i64 = 2;

fn number(m: &mut Machine, value: &Value) -> Outcome<i64> {
    let number = i64::from_value(value, m)?;
    if (1..65).contains(&number) { Ok(number) } else { value_error("signal number out of range") }
}

fn set(m: &mut Machine, a: &[Value]) -> Outcome {
    let signal = number(m, &a[0])?;
    let handler = a[1].clone();
    if signal == SIGINT {
        // None stands for the handler that raises KeyboardInterrupt.
        m.signals.own_interrupt = m.is_callable(&handler);
        m.interrupt_handler = handler;
        return Ok(Value::None);
    }
    let action = match handler {
        Value::Int(0) => Action::Usual,
        Value::Int(_) => Action::Ignore,
        handler => Action::Call(handler),
    };
    m.set_signal(signal as i32, action).map_err(|fault| os_error(&fault))?;
    Ok(Value::None)
}

fn raise_signal(m: &mut Machine, a: &[Value]) -> Outcome {
    let signal = i64::from_value(&a[0], m)?;
    if !(1..65).contains(&signal) {
        return Err(os_error(&std::io::Error::from_raw_os_error(22)));
    }
    if matches!(signal, 9 | 19) {
        // Nobody is asked about these.
        let own = process::own_number();
        process::send_signal(own as i32, signal as i32).map_err(|fault| os_error(&fault))?;
    }
    m.signal_came(signal as i32)?;
    Ok(Value::None)
}

fn pause(m: &mut Machine, _: &[Value]) -> Outcome {
    m.pause()?;
    Ok(Value::None)
}

fn set_alarm(m: &mut Machine, a: &[Value]) -> Outcome {
    let (seconds, every) = (f64::from_value(&a[0], m)?, f64::from_value(&a[1], m)?);
    if seconds.is_nan() || every.is_nan() || seconds < 0.0 || every < 0.0 {
        return Err(os_error(&std::io::Error::from_raw_os_error(22)));
    }
    if seconds > 9e9 || every > 9e9 {
        return overflow_error("timestamp out of range for platform time_t");
    }
    let old = m.set_alarm((seconds * 1e9).round() as i64, (every * 1e9).round() as i64);
    Ok(pair(old))
}

fn get_alarm(m: &mut Machine, _: &[Value]) -> Outcome {
    Ok(pair(m.alarm()))
}

fn pair((until, every): (i64, i64)) -> Value {
    Tuple::create(vec![Value::from(until as f64 / 1e9), Value::from(every as f64 / 1e9)]).into_value()
}
