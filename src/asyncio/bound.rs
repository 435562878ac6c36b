//! What is bound to the loop it is first waited for in: locks, events, conditions, barriers, queues.
//!
//! In: the object and the running loop. Out: that loop, or RuntimeError where the object knows another one.

use super::locks::Lock;
use super::state::state;
use crate::machine::Machine;
use crate::native;
use crate::native::NativeType;
use crate::object::class::class_flag;
use crate::object::heap::Own;
use crate::object::str::intern;
use crate::object::{Outcome, Value, runtime_error};

/// The base of what is bound to the loop it is first waited for in.
pub static LOOP_BOUND: NativeType = NativeType {
    name: "_LoopBoundMixin",
    module: "asyncio.mixins",
    flags: class_flag::DICT | class_flag::WEAK,
    methods: &[native!("_get_loop(self)", get_loop, "")],
    ..NativeType::BASE
};

/// `_get_loop()`: of any object with an attribute `_loop`.
fn get_loop(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(me) = a[0].get::<Lock>() {
        return bound_loop(m, &me.event_loop, &a[0]);
    }
    let Some(running) = state(|s| s.running.get()).some() else { return runtime_error("no running event loop") };
    let own = m.find_attr(&a[0], &intern("_loop"))?.unwrap_or_default();
    if own.is_none() || !own.is_set() {
        m.set_attr(&a[0], &intern("_loop"), running.clone())?;
    } else if !own.is(&running) {
        let shown = m.repr(&a[0])?;
        return runtime_error(format!("{} is bound to a different event loop", shown.as_str()));
    }
    Ok(running)
}

/// The running loop, for an object bound to the first loop it is waited for in.
pub(super) fn bound_loop(m: &mut Machine, own: &Own<Value>, value: &Value) -> Outcome {
    let Some(running) = state(|s| s.running.get()).some() else { return runtime_error("no running event loop") };
    let bound = own.get();
    if !bound.is_set() {
        own.set(running.clone());
    } else if !bound.is(&running) {
        let shown = m.repr(value)?;
        return runtime_error(format!("{} is bound to a different event loop", shown.as_str()));
    }
    Ok(running)
}
