//! `gc`: the cycle collector seen from programs.

use crate::machine::Machine;
use crate::native;
use crate::native::convert::this;
use crate::native::{Native, NativeModule};
use crate::object::collect::{self, is_container, referents};
use crate::object::dict::Dict;
use crate::object::heap::{Ref, each_object, flag};
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::{Outcome, Value, value_error};
use std::cell::Cell;

/// `gc`
pub static MODULE: NativeModule = NativeModule {
    name: "gc",
    help: "This module provides access to the garbage collector for reference cycles.\n",
    functions: FUNCTIONS,
    fill: Some(|_, dict| {
        dict.set_name("garbage", List::create(Vec::new()));
        dict.set_name("callbacks", List::create(Vec::new()));
        let constants = [("STATS", 1), ("COLLECTABLE", 2), ("UNCOLLECTABLE", 4), ("SAVEALL", 32), ("LEAK", 38)];
        for (name, bits) in constants {
            dict.set_name(&format!("DEBUG_{name}"), Value::Int(bits));
        }
        Ok(())
    }),
    ..NativeModule::BASE
};

const FUNCTIONS: &[Native] = &[
    native!(
        "collect(generation=2)",
        run,
        "Run the garbage collector.\n\nWith no arguments, run a full collection.  The optional argument\nmay be an integer specifying which generation to collect.  A ValueError\nis raised if the generation number is invalid.\n\nThe number of unreachable objects is returned."
    ),
    native!(
        "enable()",
        |_: &mut Machine, _: &[Value]| {
            collect::set_enabled(true);
            Ok(Value::None)
        },
        "Enable automatic garbage collection."
    ),
    native!(
        "disable()",
        |_: &mut Machine, _: &[Value]| {
            collect::set_enabled(false);
            Ok(Value::None)
        },
        "Disable automatic garbage collection."
    ),
    native!(
        "isenabled()",
        |_: &mut Machine, _: &[Value]| Ok(Value::bool(collect::is_enabled())),
        "Returns true if automatic garbage collection is enabled."
    ),
    native!(
        "get_objects(generation=None)",
        objects,
        "Return a list of objects tracked by the collector (excluding the list returned)."
    ),
    native!(
        "get_referents(*objs)",
        get_referents,
        "Return the list of objects that are directly referred to by 'objs'."
    ),
    native!("get_referrers(*objs)", get_referrers, "Return the list of objects that directly refer to any of 'objs'."),
    native!("is_tracked(obj, /)", is_tracked, "Returns true if the object is tracked by the garbage collector."),
    native!("is_finalized(obj, /)", is_finalized, "Returns true if the object has been already finalized by the GC."),
    native!(
        "get_count()",
        |_: &mut Machine, _: &[Value]| Ok(ints(&[0, 0, 0])),
        "Return a three-tuple of the current collection counts."
    ),
    native!(
        "get_threshold()",
        |_: &mut Machine, _: &[Value]| Ok(THRESHOLD.with(|t| ints(&t.get()))),
        "Return the current collection thresholds."
    ),
    native!(
        "set_threshold(threshold0, threshold1=<unset>, threshold2=<unset>, /)",
        set_threshold,
        "Set the collection thresholds (the collection frequency)."
    ),
    native!(
        "get_debug()",
        |_: &mut Machine, _: &[Value]| Ok(Value::Int(DEBUG.with(Cell::get))),
        "Get the garbage collection debugging flags."
    ),
    native!("set_debug(flags, /)", set_debug, "Set the garbage collection debugging flags."),
    native!("get_stats()", stats, "Return a list of dictionaries containing per-generation statistics."),
    native!(
        "freeze()",
        |_: &mut Machine, _: &[Value]| Ok(Value::None),
        "Freeze all current tracked objects and ignore them for future collections."
    ),
    native!(
        "unfreeze()",
        |_: &mut Machine, _: &[Value]| Ok(Value::None),
        "Unfreeze all objects in the permanent generation."
    ),
    native!(
        "get_freeze_count()",
        |_: &mut Machine, _: &[Value]| Ok(Value::Int(0)),
        "Return the number of objects in the permanent generation."
    ),
];

thread_local! {
    static THRESHOLD: Cell<[i64; 3]> = const { Cell::new([2000, 10, 0]) };
    static DEBUG: Cell<i64> = const { Cell::new(0) };
    static RUNS: Cell<(i64, i64)> = const { Cell::new((0, 0)) };
}

fn ints(items: &[i64]) -> Value {
    Tuple::create(items.iter().map(|&i| Value::Int(i)).collect()).into_value()
}

fn run(m: &mut Machine, a: &[Value]) -> Outcome {
    match as_i64(&m.index(&a[0])?) {
        Some(0..=2) => {}
        _ => return value_error("invalid generation"),
    }
    collect::forget_caches();
    let found = m.collect_garbage() as i64;
    RUNS.with(|r| r.set((r.get().0 + 1, r.get().1 + found)));
    m.run_pending()?;
    Ok(Value::Int(found))
}

fn objects(_: &mut Machine, _: &[Value]) -> Outcome {
    let mut all = Vec::new();
    each_object(|object| {
        if is_container(object) {
            all.push(Value::Object(object.clone()));
        }
    });
    Ok(all.into())
}

fn get_referents(_: &mut Machine, a: &[Value]) -> Outcome {
    let mut all = Vec::new();
    for object in this::<Tuple>(a)?.as_slice().iter().filter_map(Value::object) {
        object.trace(&mut |value| {
            if value.is_set() {
                all.push(value.clone());
            }
        });
        // Only instances of classes of the language show their class.
        if !object.class().is_builtin() {
            all.push(object.class().value());
        }
    }
    Ok(all.into())
}

fn get_referrers(_: &mut Machine, a: &[Value]) -> Outcome {
    let wanted: Vec<Ref> = this::<Tuple>(a)?.as_slice().iter().filter_map(|v| v.object().cloned()).collect();
    let mut found: Vec<Value> = Vec::new();
    let own = a[0].object().cloned();
    each_object(|object| {
        let mut hit = false;
        referents(object, &mut |r| hit |= wanted.contains(r));
        if hit && Some(object) != own.as_ref() && is_container(object) {
            found.push(Value::Object(object.clone()));
        }
    });
    Ok(found.into())
}

fn is_tracked(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(object) = a[0].object() else { return Ok(Value::bool(false)) };
    // CPython stops tracking tuples and dicts that hold nothing that could be part of a cycle.
    let plain = |value: &Value| value.object().is_none_or(|o| !is_container(o));
    let tracked = match (a[0].get::<Tuple>(), a[0].get::<Dict>()) {
        (Some(tuple), _) => !tuple.is_empty(),
        (_, Some(dict)) => !dict.items().iter().all(|(k, v)| plain(k) && plain(v)),
        _ => is_container(object),
    };
    Ok(Value::bool(tracked))
}

fn is_finalized(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(a[0].object().is_some_and(|o| o.has(flag::FINALISED))))
}

fn set_threshold(_: &mut Machine, a: &[Value]) -> Outcome {
    THRESHOLD.with(|t| {
        let mut new = t.get();
        for (place, value) in new.iter_mut().zip(a) {
            *place = as_i64(value).unwrap_or(*place);
        }
        t.set(new);
    });
    Ok(Value::None)
}

fn set_debug(_: &mut Machine, a: &[Value]) -> Outcome {
    DEBUG.with(|d| d.set(as_i64(&a[0]).unwrap_or(0)));
    Ok(Value::None)
}

fn stats(_: &mut Machine, _: &[Value]) -> Outcome {
    let (runs, found) = RUNS.with(Cell::get);
    let mut rows = Vec::new();
    for (runs, found) in [(0, 0), (0, 0), (runs, found)] {
        let row = Dict::create();
        for (name, number) in [("collections", runs), ("collected", found), ("uncollectable", 0)] {
            row.set_name(name, Value::Int(number));
        }
        rows.push(row.into_value());
    }
    Ok(rows.into())
}
