//! The cycle collector's pure half: finding objects that only refer to each other, and taking them apart.
//!
//! In: the heap. Out: the garbage, held alive until the caller has called its finalisers; then cleared. Found by trial
//! deletion: an object whose count is more than the references that other objects hold to it is in use, and so is all that
//! it reaches. A payload that shows too little in its `trace` keeps things alive, never the other way round: one that shows
//! too much is noticed and counts as in use.

use super::heap::{Kind, Ref, each_object, flag, live_objects};
use super::value::Value;
use super::weak;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell;

thread_local! {
    static NEXT: Cell<usize> = const { Cell::new(FLOOR) };
    static ENABLED: Cell<bool> = const { Cell::new(true) };
}

/// With fewer live objects nobody looks for cycles unasked.
const FLOOR: usize = 100_000;

/// Whether so many objects are alive that a collection is worth its time.
#[inline]
pub fn due() -> bool {
    live_objects() > NEXT.with(Cell::get) && ENABLED.with(Cell::get)
}

/// Plans the next collection: when half as many objects again are alive as now.
pub fn plan_next() {
    let live = live_objects();
    NEXT.with(|n| n.set(FLOOR.max(live + live / 2)));
}

/// Switches automatic collection on or off (`gc.enable`, `gc.disable`).
pub fn set_enabled(on: bool) {
    ENABLED.with(|e| e.set(on));
}

/// Whether automatic collection is on.
pub fn is_enabled() -> bool {
    ENABLED.with(Cell::get)
}

/// Whether an object can be part of a cycle: what CPython calls tracked.
pub fn is_container(object: &Ref) -> bool {
    if object.has(flag::ATTRS) {
        return true;
    }
    !matches!(
        object.kind(),
        Kind::Str
            | Kind::Bytes
            | Kind::ByteArray
            | Kind::BigInt
            | Kind::BoxedInt
            | Kind::BoxedFloat
            | Kind::Complex
            | Kind::Range
            | Kind::RangeIterator
            | Kind::StrIterator
    )
}

/// Shows every object that an object refers to, once for each reference; its class too.
pub fn referents(object: &Ref, visit: &mut dyn FnMut(&Ref)) {
    visit(object.class().as_ref());
    object.trace(&mut |value: &Value| {
        if let Value::Object(r) = value {
            visit(r);
        }
    });
}

/// A reference that another object holds more often than it counts would be a fault in a `trace`.
const IN_USE: u32 = u32::MAX;

/// The objects among `all` that nothing outside of `all` refers to, directly or not. `held` of each count is the caller's.
fn unreachable(all: &[Ref], held: u32) -> Vec<usize> {
    let mut index: FxHashMap<usize, u32> = FxHashMap::default();
    index.reserve(all.len());
    let mut counts: Vec<u32> = Vec::with_capacity(all.len());
    for (i, object) in all.iter().enumerate() {
        index.insert(object.address(), i as u32);
        counts.push(object.count() - held);
    }
    for object in all {
        referents(object, &mut |r| {
            if let Some(&i) = index.get(&r.address()) {
                let count = &mut counts[i as usize];
                *count = match *count {
                    0 | IN_USE => IN_USE,
                    n => n - 1,
                };
            }
        });
    }
    let mut reached: Vec<bool> = counts.iter().map(|&c| c != 0).collect();
    let mut stack: Vec<usize> = (0..all.len()).filter(|&i| reached[i]).collect();
    while let Some(i) = stack.pop() {
        let next = &mut stack;
        referents(&all[i], &mut |r| {
            if let Some(&i) = index.get(&r.address()) {
                if !std::mem::replace(&mut reached[i as usize], true) {
                    next.push(i as usize);
                }
            }
        });
    }
    (0..all.len()).filter(|&i| !reached[i]).collect()
}

/// The garbage: objects in cycles that nothing else refers to.
pub fn find() -> Vec<Ref> {
    let mut all: Vec<Ref> = Vec::new();
    each_object(|object| {
        if is_container(object) {
            all.push(object.clone());
        }
    });
    let garbage = unreachable(&all, 1);
    garbage.into_iter().map(|i| all[i].clone()).collect()
}

/// Whether any object has a finaliser that has not run, or weak references to it: nobody else notices its end.
pub fn noticed() -> bool {
    let mut any = false;
    each_object(|object| {
        any |= object.has(flag::WEAK) || object.has(flag::FINALISER) && !object.has(flag::FINALISED);
    });
    any
}

/// What of the garbage is still garbage after its finalisers ran; the rest came back to life.
pub fn still(garbage: Vec<Ref>) -> Vec<Ref> {
    let dead = unreachable(&garbage, 1);
    dead.into_iter().map(|i| garbage[i].clone()).collect()
}

/// Empties weak references to the garbage; callbacks of those that are no garbage themselves then wait.
pub fn clear_weak(garbage: &[Ref]) {
    let addresses: FxHashSet<usize> = garbage.iter().map(Ref::address).collect();
    for object in garbage {
        weak::clear_references(object, &|at| addresses.contains(&at));
    }
}

/// Takes the garbage apart, so that counting frees it.
pub fn clear(garbage: Vec<Ref>) {
    for object in &garbage {
        object.clear();
    }
    drop(garbage);
}
