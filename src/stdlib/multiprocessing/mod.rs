//! `_multiprocessing`: work done in worker processes, each another `co` that answers one request.
//!
//! In: requests as text. Out: what the worker printed and answered, as text. Other threads go on meanwhile. What
//! `multiprocessing` makes of it is written in Co, and so is how values become text.

use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::native;
use crate::native::NativeModule;
use crate::native::convert::FromValue;
use crate::object::list::Tuple;
use crate::object::{Outcome, Value};

/// `_multiprocessing`
pub static MODULE: NativeModule = NativeModule {
    name: "_multiprocessing",
    help: "Worker processes.",
    functions: &[native!("answer(arguments, request, /)", answer, "The status and the output of a worker.")],
    ..NativeModule::BASE
};

/// The worker's exit status and its standard output.
fn answer(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut arguments = Vec::new();
    for argument in m.collect(&a[0])? {
        arguments.push(String::from_value(&argument, m)?);
    }
    let request = String::from_value(&a[1], m)?;
    // What was printed so far comes before what the worker prints.
    let _ = m.host.stdout.flush();
    let answered = m.do_aside(move || crate::host::worker::answer(&arguments, request.as_bytes()))?;
    let (status, out) = answered.map_err(|fault| os_error(&fault))?;
    let out = String::from_utf8_lossy(&out).into_owned();
    Ok(Tuple::of([Value::Int(i64::from(status)), Value::from(out)]).into_value())
}
