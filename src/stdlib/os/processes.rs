//! The functions of `posix` about variables, this process and its children.

use super::path_argument::{name_value, os_string, path_error};
use super::{not_negative, number};
use crate::host::process;
use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::object::int::{as_float, as_i64};
use crate::object::list::{List, Tuple};
use crate::object::{Outcome, Value};
use std::time::Duration;

fn tuple(values: Vec<Value>) -> Value {
    Tuple::create(values).into_value()
}

pub fn environ(m: &mut Machine, _: &[Value]) -> Outcome {
    let pairs = m.host.environment.all().iter();
    let pairs = pairs.map(|(name, value)| tuple(vec![name_value(name, false), name_value(value, false)]));
    Ok(List::create(pairs.collect()).into_value())
}

pub fn putenv(m: &mut Machine, a: &[Value]) -> Outcome {
    let (name, value) = (os_string(&a[0])?, os_string(&a[1])?);
    m.host.environment.all().insert(name, value);
    Ok(Value::None)
}

pub fn unsetenv(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = os_string(&a[0])?;
    m.host.environment.all().remove(&name);
    Ok(Value::None)
}

pub fn identity(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(tuple(process::identity().into_iter().map(|n| Value::Int(i64::from(n))).collect()))
}

pub fn kill(m: &mut Machine, a: &[Value]) -> Outcome {
    let (pid, signal) = (number(m, &a[0])?, number(m, &a[1])?);
    if i64::from(pid) == process::own_number() && m.takes_signal(signal) {
        // What a program sends to itself has come when this returns, as in a process of one thread.
        crate::host::interrupt::simulate_signal(signal);
        m.interrupt_main()?;
        return Ok(Value::None);
    }
    process::send_signal(pid, signal).map_err(|fault| os_error(&fault))?;
    Ok(Value::None)
}

pub fn umask(m: &mut Machine, a: &[Value]) -> Outcome {
    let mask = number(m, &a[0])?;
    Ok(Value::Int(i64::from(process::set_mask(mask as u32))))
}

pub fn uname(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(tuple(process::system_words().into_iter().map(Value::from).collect()))
}

pub fn cpu_count(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::from(process::processors()))
}

pub fn urandom(m: &mut Machine, a: &[Value]) -> Outcome {
    let Ok(count) = usize::try_from(m.size(&a[0])?) else { return not_negative() };
    let bytes = m.host.chance.secret(count).map_err(|fault| os_error(&fault))?;
    Ok(bytes.into())
}

pub fn strerror(m: &mut Machine, a: &[Value]) -> Outcome {
    let text = std::io::Error::from_raw_os_error(number(m, &a[0])?).to_string();
    Ok(text.split(" (os error").next().unwrap_or(&text).into())
}

pub fn times(m: &mut Machine, _: &[Value]) -> Outcome {
    let (used, all) = (m.host.clock.process(), m.host.clock.monotonic());
    Ok(tuple(vec![Value::float(used as f64 / 1e9), Value::float(all as f64 / 1e9)]))
}

pub fn terminal_size(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = number(m, &a[0])?;
    let (columns, lines) = crate::host::terminal::size(&mut m.host.files, number).map_err(|fault| os_error(&fault))?;
    Ok(tuple(vec![Value::Int(i64::from(columns)), Value::Int(i64::from(lines))]))
}

pub fn exit(m: &mut Machine, a: &[Value]) -> Outcome {
    let status = number(m, &a[0])?;
    // The program's own output is lost, as it is in CPython; what somebody records of it is not.
    if m.observation.heard {
        m.tell_end();
    }
    process::end(status)
}

pub fn start(m: &mut Machine, a: &[Value]) -> Outcome {
    let words = m.collect(&a[0])?.iter().map(os_string).collect::<Outcome<Vec<_>>>()?;
    let one = |value: &Value| if value.is_none() { Ok(None) } else { os_string(value).map(Some) };
    let mut variables = None;
    if !a[3].is_none() {
        let mut pairs = Vec::new();
        for pair in m.collect(&a[3])? {
            let pair = m.unpack(&pair, 2)?;
            pairs.push((os_string(&pair[0])?, os_string(&pair[1])?));
        }
        variables = Some(pairs);
    }
    let mut streams = [None; 3];
    for (place, value) in m.unpack(&a[4], 3)?.iter().enumerate() {
        streams[place] = as_i64(value).map(|n| n as i32);
    }
    let start = process::Start {
        program: one(&a[1])?,
        words,
        folder: one(&a[2])?.map(Into::into),
        variables,
        streams,
        own_group: m.truth(&a[5])?,
    };
    // What the child says comes after what was said here before.
    let _ = m.host.stdout.flush();
    let subject = match &start.program {
        Some(program) => name_value(program, false),
        None => start.words.first().map_or(Value::None, |word| name_value(word, false)),
    };
    let folder = start.folder.clone().filter(|folder| !folder.is_dir());
    match m.host.processes.start(start, &mut m.host.files, &mut m.host.environment) {
        Ok(number) => Ok(Value::Int(i64::from(number))),
        Err(fault) => {
            let subject = folder.map_or(subject, |folder| name_value(folder.as_os_str(), false));
            Err(path_error(&fault, &subject, None))
        }
    }
}

/// The status of a child that has ended, or None; with a second argument it is waited for, so many seconds or, with None,
/// for ever. A child lives in real time: on the simulated clock the wait counts as long as it was allowed to be, when
/// that was not enough, and else takes no time.
pub fn wait(m: &mut Machine, a: &[Value]) -> Outcome {
    let pid = number(m, &a[0])?;
    if a[1].is_set() {
        let limit = limit(m, &a[1])?;
        let watch = m.host.processes.watch(pid).map_err(|fault| os_error(&fault))?;
        let ended = m.wait_aside(move || watch.wait(limit))?;
        charge(m, limit.filter(|_| !ended));
    }
    let status = m.host.processes.status(pid).map_err(|fault| os_error(&fault))?;
    Ok(status.map_or(Value::None, |status| Value::Int(i64::from(status))))
}

/// A number of seconds that a wait may take; None without limit.
fn limit(m: &mut Machine, value: &Value) -> Outcome<Option<Duration>> {
    let seconds = match as_float(value) {
        _ if value.is_none() => return Ok(None),
        Some(seconds) => seconds,
        None => m.to_float(value)?,
    };
    Ok(Some(Duration::from_secs_f64(if seconds > 0.0 { seconds.min(1e9) } else { 0.0 })))
}

/// Lets the simulated clock show that a wait has taken all its time.
fn charge(m: &mut Machine, waited: Option<Duration>) {
    if let Some(waited) = waited.filter(|_| m.host.clock.is_simulated()) {
        m.host.clock.jump(waited.as_nanos() as i64);
    }
}

pub fn converse(m: &mut Machine, a: &[Value]) -> Outcome {
    let descriptor = |value: &Value| as_i64(value).map(|n| n as i32);
    let feed = match descriptor(&a[0]) {
        Some(number) => Some((number, m.bytes_like(&a[1])?)),
        None => None,
    };
    let limit = limit(m, &a[4])?;
    let listen = process::converse(&mut m.host.files, feed, [descriptor(&a[2]), descriptor(&a[3])])
        .map_err(|fault| os_error(&fault))?;
    let heard = m.wait_aside(move || listen(limit))?;
    charge(m, limit.filter(|_| !heard.done));
    let [out, err] = heard.bytes;
    Ok(tuple(vec![out.into(), err.into(), Value::bool(heard.done)]))
}
