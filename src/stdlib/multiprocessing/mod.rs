//! `_multiprocessing`: worker processes, each another `co`, and named pipes to talk with them.
//!
//! In: paths, bytes, numbers. Out: numbers, bytes. Other threads go on meanwhile. What `multiprocessing` makes of it, and
//! what goes through the pipes, is written in Co.

use crate::host::worker::{self, Side};
use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::native;
use crate::native::NativeModule;
use crate::native::convert::FromValue;
use crate::object::{Outcome, Value};
use std::io;
use std::path::PathBuf;

/// `_multiprocessing`
pub static MODULE: NativeModule = NativeModule {
    name: "_multiprocessing",
    help: "Worker processes and the pipes between them.",
    functions: &[
        native!("start(arguments, /)", start, "Start a worker; its number."),
        native!("wait(pid, timeout, /)", wait, "The exit status of a worker; None when the time is over first."),
        native!("make(path, /)", make, "Make a named pipe."),
        native!(
            "open(path, side, /)",
            open,
            "Open a named pipe to read (r), to write (w), for both (b), for tokens (t)."
        ),
        native!("close(number, /)", close, "Close a pipe."),
        native!("read(number, count, timeout, /)", read, "Bytes from a pipe; None when the time is over first."),
        native!("take(number, timeout, /)", take, "Take one byte; False when the time is over first."),
        native!("write(number, data, /)", write, "Write bytes to a pipe."),
        native!("ready(number, to_write, timeout, /)", ready, "Whether a pipe can be read, or written to, in time."),
        native!("ready_ones(numbers, timeout, /)", ready_ones, "Those pipes that can be read."),
        native!("waiting(number, /)", waiting, "How many bytes wait in a pipe."),
        native!("main_sources()", main_sources, "The texts that ran as the main program, in order, with their names."),
    ],
    ..NativeModule::BASE
};

fn seconds(m: &mut Machine, value: &Value) -> Outcome<Option<f64>> {
    match value.is_none() {
        true => Ok(None),
        false => f64::from_value(value, m).map(Some),
    }
}

/// Does what may wait, while other threads go on.
fn aside<T: Send + 'static>(m: &mut Machine, job: impl FnOnce() -> io::Result<T> + Send + 'static) -> Outcome<T> {
    m.do_aside(job)?.map_err(|fault| os_error(&fault))
}

fn start(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut arguments = Vec::new();
    for argument in m.collect(&a[0])? {
        arguments.push(String::from_value(&argument, m)?);
    }
    // What was printed so far comes before what the worker prints.
    let _ = m.host.stdout.flush();
    let number = worker::start(&arguments).map_err(|fault| os_error(&fault))?;
    Ok(Value::Int(i64::from(number)))
}

fn wait(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = i64::from_value(&a[0], m)? as i32;
    let seconds = seconds(m, &a[1])?;
    let status = aside(m, move || worker::wait(number, seconds))?;
    Ok(status.map_or(Value::None, |status| Value::Int(i64::from(status))))
}

fn make(m: &mut Machine, a: &[Value]) -> Outcome {
    let path = PathBuf::from(String::from_value(&a[0], m)?);
    worker::make(&path).map_err(|fault| os_error(&fault))?;
    Ok(Value::None)
}

fn open(m: &mut Machine, a: &[Value]) -> Outcome {
    let path = PathBuf::from(String::from_value(&a[0], m)?);
    let side = match &*String::from_value(&a[1], m)? {
        "r" => Side::Read,
        "w" => Side::Write,
        "t" => Side::Tokens,
        _ => Side::Both,
    };
    worker::open(&path, side).map(Value::Int).map_err(|fault| os_error(&fault))
}

fn close(m: &mut Machine, a: &[Value]) -> Outcome {
    worker::close(i64::from_value(&a[0], m)?);
    Ok(Value::None)
}

fn read(m: &mut Machine, a: &[Value]) -> Outcome {
    let (number, count) = (i64::from_value(&a[0], m)?, i64::from_value(&a[1], m)?.max(0) as usize);
    let seconds = seconds(m, &a[2])?;
    let bytes = aside(m, move || worker::read(number, count, seconds))?;
    Ok(bytes.map_or(Value::None, Value::from))
}

fn take(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = i64::from_value(&a[0], m)?;
    let seconds = seconds(m, &a[1])?;
    // Most often there is one: no helper thread is needed.
    let taken = worker::take(number, Some(0.0)).map_err(|fault| os_error(&fault))?;
    if taken || seconds == Some(0.0) {
        return Ok(Value::bool(taken));
    }
    aside(m, move || worker::take(number, seconds)).map(Value::bool)
}

fn write(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = i64::from_value(&a[0], m)?;
    let bytes = m.bytes_like(&a[1])?;
    aside(m, move || worker::write(number, &bytes))?;
    Ok(Value::None)
}

fn ready(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = i64::from_value(&a[0], m)?;
    let to_write = m.truth(&a[1])?;
    let seconds = seconds(m, &a[2])?;
    let is_ready = match seconds {
        Some(0.0) => worker::ready(number, to_write, seconds).map_err(|fault| os_error(&fault))?,
        _ => aside(m, move || worker::ready(number, to_write, seconds))?,
    };
    Ok(Value::bool(is_ready))
}

fn ready_ones(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut numbers = Vec::new();
    for number in m.collect(&a[0])? {
        numbers.push(i64::from_value(&number, m)?);
    }
    let seconds = seconds(m, &a[1])?;
    let found = aside(m, move || worker::ready_ones(&numbers, seconds))?;
    Ok(found.into_iter().map(Value::Int).collect::<Vec<_>>().into())
}

fn waiting(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = i64::from_value(&a[0], m)?;
    worker::waiting(number).map(Value::Int).map_err(|fault| os_error(&fault))
}

fn main_sources(m: &mut Machine, _: &[Value]) -> Outcome {
    let texts: Vec<Value> = m.kept_sources.iter().map(|source| Value::from(&*source.text)).collect();
    Ok(texts.into())
}
