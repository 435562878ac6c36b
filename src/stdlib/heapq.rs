//! `_heapq`: heaps in lists; what `heapq` takes from Rust.
//!
//! In: lists and items that compare with `<`. Out: the lists rearranged. A comparison may run user code, and that may
//! change the list: every step looks whether the list still has its length, as CPython does.

use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::native::convert::type_name;
use crate::object::heap::Gc;
use crate::object::list::List;
use crate::object::{Outcome, Value, index_error, runtime_error, type_error};
use crate::syntax::ast::CompareOperator;

/// `_heapq`
pub static MODULE: NativeModule = NativeModule {
    name: "_heapq",
    help: "Heap queue algorithm (a.k.a. priority queue).",
    functions: &[
        native!("heappush(heap, item, /)", heappush, "Push item onto heap, maintaining the heap invariant."),
        native!("heappushpop(heap, item, /)", heappushpop, "Push item on the heap, then pop and return the smallest."),
        native!("heappop(heap, /)", |m: &mut Machine, a: &[Value]| pop(m, a, false), "Pop the smallest item."),
        native!(
            "heapreplace(heap, item, /)",
            |m: &mut Machine, a: &[Value]| replace(m, a, false),
            "Pop and return the current smallest value, and add the new item."
        ),
        native!(
            "heapify(heap, /)",
            |m: &mut Machine, a: &[Value]| heapify(m, a, false),
            "Transform list into a heap, in-place, in O(len(heap)) time."
        ),
        native!("_heappop_max(heap, /)", |m: &mut Machine, a: &[Value]| pop(m, a, true), "Maxheap variant of heappop."),
        native!(
            "_heapreplace_max(heap, item, /)",
            |m: &mut Machine, a: &[Value]| replace(m, a, true),
            "Maxheap variant of heapreplace."
        ),
        native!(
            "_heapify_max(heap, /)",
            |m: &mut Machine, a: &[Value]| heapify(m, a, true),
            "Maxheap variant of heapify."
        ),
    ],
    ..NativeModule::BASE
};

fn list(value: &Value, name: &str) -> Outcome<Gc<List>> {
    match value.typed::<List>() {
        Some(list) => Ok(list.clone()),
        None => type_error(format!("{name}() argument 1 must be list, not {}", type_name(value))),
    }
}

fn at(heap: &List, index: usize) -> Outcome {
    match heap.get(index) {
        Some(item) => Ok(item),
        None => index_error("list index out of range"),
    }
}

/// Whether `a` stands before `b`.
fn before(m: &mut Machine, heap: &List, a: &Value, b: &Value, max: bool) -> Outcome<bool> {
    let size = heap.len();
    let (a, b) = if max { (b, a) } else { (a, b) };
    let answer = m.compare(CompareOperator::Lt, a, b)?;
    let answer = m.truth(&answer)?;
    match heap.len() == size {
        true => Ok(answer),
        false => runtime_error("list changed size during iteration"),
    }
}

fn swap(heap: &List, i: usize, j: usize) -> Outcome<()> {
    let (a, b) = (at(heap, i)?, at(heap, j)?);
    let _ = heap.set(i, b);
    let _ = heap.set(j, a);
    Ok(())
}

/// Moves an item up to its place.
fn rise(m: &mut Machine, heap: &List, start: usize, mut place: usize, max: bool) -> Outcome<()> {
    while place > start {
        let parent = (place - 1) / 2;
        let (item, above) = (at(heap, place)?, at(heap, parent)?);
        if !before(m, heap, &item, &above, max)? {
            break;
        }
        swap(heap, place, parent)?;
        place = parent;
    }
    Ok(())
}

/// Moves an item down to a leaf, then up to its place: fewer comparisons than looking at it on the way down.
fn sink(m: &mut Machine, heap: &List, start: usize, max: bool) -> Outcome<()> {
    let end = heap.len();
    let mut place = start;
    while place < end / 2 {
        let mut child = 2 * place + 1;
        if child + 1 < end {
            let (left, right) = (at(heap, child)?, at(heap, child + 1)?);
            if !before(m, heap, &left, &right, max)? {
                child += 1;
            }
        }
        swap(heap, place, child)?;
        place = child;
    }
    rise(m, heap, start, place, max)
}

fn heappush(m: &mut Machine, a: &[Value]) -> Outcome {
    let heap = list(&a[0], "heappush")?;
    heap.push(a[1].clone());
    let last = heap.len() - 1;
    rise(m, &heap, 0, last, false)?;
    Ok(Value::None)
}

fn heappushpop(m: &mut Machine, a: &[Value]) -> Outcome {
    let heap = list(&a[0], "heappushpop")?;
    if heap.is_empty() {
        return Ok(a[1].clone());
    }
    let top = at(&heap, 0)?;
    let answer = m.compare(CompareOperator::Lt, &top, &a[1])?;
    if !m.truth(&answer)? {
        return Ok(a[1].clone());
    }
    let Some(top) = heap.get(0) else { return index_error("index out of range") };
    let _ = heap.set(0, a[1].clone());
    sink(m, &heap, 0, false)?;
    Ok(top)
}

fn pop(m: &mut Machine, a: &[Value], max: bool) -> Outcome {
    let heap = list(&a[0], if max { "_heappop_max" } else { "heappop" })?;
    let Some(last) = heap.items.with(|v| v.pop()) else { return index_error("index out of range") };
    if heap.is_empty() {
        return Ok(last);
    }
    let top = at(&heap, 0)?;
    let _ = heap.set(0, last);
    sink(m, &heap, 0, max)?;
    Ok(top)
}

fn replace(m: &mut Machine, a: &[Value], max: bool) -> Outcome {
    let heap = list(&a[0], if max { "_heapreplace_max" } else { "heapreplace" })?;
    let Some(top) = heap.get(0) else { return index_error("index out of range") };
    let _ = heap.set(0, a[1].clone());
    sink(m, &heap, 0, max)?;
    Ok(top)
}

fn heapify(m: &mut Machine, a: &[Value], max: bool) -> Outcome {
    let heap = list(&a[0], if max { "_heapify_max" } else { "heapify" })?;
    for place in (0..heap.len() / 2).rev() {
        sink(m, &heap, place, max)?;
    }
    Ok(Value::None)
}
