//! Debug mode: where futures, tasks and handles were made.
//!
//! In: the running frames. Out: `_source_traceback`, a list of frame summaries. Costs nothing while the mode is off.

use super::future::{Core, to_ref};
use super::handle::Handle;
use super::turn::Loop;
use crate::machine::Machine;
use crate::object::heap::Gc;
use crate::object::{Outcome, Value};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

thread_local! {
    /// Where futures were made, by the address of their core; an entry goes with its future.
    static SOURCES: RefCell<FxHashMap<usize, Value>> = RefCell::new(FxHashMap::default());
}

/// Whether a loop is in debug mode.
fn is_on(m: &mut Machine, event_loop: &Value) -> Outcome<bool> {
    match event_loop.get::<Loop>() {
        Some(own) => Ok(own.debug.get()),
        None => {
            let on = m.call_method(event_loop, "get_debug", &[])?;
            m.truth(&on)
        }
    }
}

/// The stack as `traceback.extract_stack` gives it, or None when there is no module `traceback`.
fn stack(m: &mut Machine) -> Outcome {
    let module = m.import_module("asyncio")?;
    m.call_method(&module, "_extract_stack", &[])
}

/// Notes where a future is made, when its loop is in debug mode.
#[inline]
pub fn note_source(m: &mut Machine, core: &Core, event_loop: &Value) -> Outcome<()> {
    match event_loop.get::<Loop>() {
        Some(own) if !own.debug.get() => Ok(()),
        _ => note(m, core, event_loop),
    }
}

#[cold]
fn note(m: &mut Machine, core: &Core, event_loop: &Value) -> Outcome<()> {
    if !is_on(m, event_loop)? {
        return Ok(());
    }
    let stack = stack(m)?;
    if !stack.is_none() {
        core.has_source().set(true);
        drop(SOURCES.with(|s| s.borrow_mut().insert(std::ptr::from_ref(core) as usize, stack)));
    }
    Ok(())
}

/// Notes where a handle is made, when its loop is in debug mode.
#[inline]
pub fn note_handle(m: &mut Machine, own: &Loop, handle: &Gc<Handle>) -> Outcome<()> {
    if own.debug.get() {
        let stack = stack(m)?;
        handle.source.set(to_ref(stack));
    }
    Ok(())
}

/// Where a future was made, or None.
pub fn source(core: &Core) -> Value {
    if !core.has_source().get() {
        return Value::None;
    }
    SOURCES.with(|s| s.borrow().get(&(std::ptr::from_ref(core) as usize)).cloned()).unwrap_or(Value::None)
}

/// A future is gone.
pub fn forget_source(core: *const Core) {
    // At the end of the thread the table may be gone.
    let gone = SOURCES.try_with(|s| s.borrow_mut().remove(&(core as usize)));
    drop(gone);
}

/// Whether the command line (`-X dev`) or the environment asks for debug mode.
pub(super) fn is_wanted(m: &mut Machine, _: &[Value]) -> Outcome {
    let options = &m.host.options;
    let set = |name| options.ignore_environment == 0 && std::env::var_os(name).is_some_and(|v| !v.is_empty());
    Ok(Value::bool(options.asks("dev") || set("PYTHONASYNCIODEBUG")))
}
