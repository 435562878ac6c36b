//! The cycle collector's pure half: finding objects that only refer to each other, and taking them apart.
//!
//! In: the heap. Out: the garbage, held alive until the caller has called its finalisers; then cleared. Found by trial
//! deletion: an object whose count is more than the references that other objects hold to it is in use, and so is all that
//! it reaches. A payload that shows too little in its `trace` keeps things alive, never the other way round: one that shows
//! too much is noticed and counts as in use.

use super::function::{CacheState, Code};
use super::heap::{Kind, Numbers, Ref, each_settled, flag, live_objects};
use super::value::Value;
use super::weak;
use rustc_hash::FxHashSet;
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

/// Objects made after a collection that found nothing, before the next one, however many are alive.
const MOST: usize = 3_000_000;

/// Plans the next collection: when half as many objects again are alive as now; when five times as many are, after one
/// that found nothing.
pub fn plan_next(found: usize) {
    let live = live_objects();
    let more = if found == 0 { (live * 4).min(MOST).max(live / 2) } else { live / 2 };
    NEXT.with(|n| n.set(FLOOR.max(live + more)));
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

/// What is known of an object while cycles are looked for: 0 when it is none of those in question; else one more than the
/// references to it of which no holder has been found; or one of these.
const ALONE: u32 = 1;
/// More holders were found than it counts, which would be a fault in a `trace`: it is in use.
const IN_USE: u32 = u32::MAX - 1;
/// Something in use leads to it.
const REACHED: u32 = u32::MAX;

/// The objects among `all` that nothing outside of `all` refers to, directly or not. `held` of each count is the caller's.
/// `all` shows the same objects each time.
fn unreachable(all: impl Fn(&mut dyn FnMut(&Ref)), held: u32) -> Vec<Ref> {
    let numbers = Numbers::of_heap();
    let mut counts = vec![0; numbers.len()];
    let mut left = 0;
    all(&mut |object| {
        if let Some(i) = numbers.get(object) {
            counts[i] = object.count() - held + 1;
            left += 1;
        }
    });
    all(&mut |object| {
        referents(object, &mut |r| {
            if let Some(count) = numbers.get(r).and_then(|i| counts.get_mut(i)) {
                *count = match *count {
                    0 => 0,
                    ALONE | IN_USE => IN_USE,
                    n => n - 1,
                };
            }
        });
    });
    let mut next: Vec<Ref> = Vec::new();
    let mut garbage = Vec::new();
    all(&mut |object| {
        let Some(i) = numbers.get(object) else { return };
        if matches!(counts[i], ALONE | REACHED) {
            return;
        }
        counts[i] = REACHED;
        left -= 1;
        next.push(object.clone());
        while let Some(object) = next.pop() {
            referents(&object, &mut |r| {
                if let Some(count) = numbers.get(r).and_then(|i| counts.get_mut(i)) {
                    if !matches!(*count, 0 | REACHED) {
                        *count = REACHED;
                        left -= 1;
                        next.push(r.clone());
                    }
                }
            });
        }
    });
    if left > 0 {
        all(&mut |object| {
            if numbers.get(object).is_some_and(|i| counts[i] == ALONE) {
                garbage.push(object.clone());
            }
        });
    }
    garbage
}

/// Empties the inline caches of all code: a class or a value of one that only such a cache holds is garbage to a program.
pub fn forget_caches() {
    let mut held = Vec::new();
    each_settled(|object| {
        if let Some(code) = object.get::<Code>() {
            for cache in code.known_caches() {
                cache.with(|entry| {
                    if matches!(entry.value, Value::Object(_)) {
                        entry.state = CacheState::Empty;
                        held.push(entry.value.take());
                    }
                });
            }
        }
    });
    drop(held);
}

/// The garbage: objects in cycles that nothing else refers to.
pub fn find() -> Vec<Ref> {
    let containers = |visit: &mut dyn FnMut(&Ref)| {
        each_settled(|object| {
            if is_container(object) {
                visit(object);
            }
        });
    };
    unreachable(containers, 0)
}

/// Whether any object has a finaliser that has not run, or a weak reference whose callback does something: nobody else
/// notices its end.
pub fn noticed() -> bool {
    let mut any = weak::are_awaited();
    each_settled(|object| any |= object.has(flag::FINALISER) && !object.has(flag::FINALISED));
    any
}

/// What of the garbage is still garbage after its finalisers ran; the rest came back to life.
pub fn still(garbage: Vec<Ref>) -> Vec<Ref> {
    unreachable(|visit| garbage.iter().for_each(visit), 1)
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
