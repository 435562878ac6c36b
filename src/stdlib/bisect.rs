//! `bisect`: places in sorted rows.
//!
//! In: rows that can be indexed, and items that compare with `<`. Out: places; `insort` also inserts. A comparison or a
//! key may run user code, which may change the row: each item is asked for when it is needed.

use crate::machine::Machine;
use crate::native;
use crate::native::NativeModule;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::list::List;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::syntax::ast::CompareOperator;

/// `bisect`
pub static MODULE: NativeModule = NativeModule {
    name: "bisect",
    help: "Bisection algorithms.",
    functions: &[
        native!(
            "bisect_left(a, x, lo=0, hi=None, *, key=None)",
            |m: &mut Machine, a: &[Value]| place(m, a, &a[1], false).map(Value::Int),
            "The place where x belongs in a sorted row, before what is equal to it."
        ),
        native!(
            "bisect_right(a, x, lo=0, hi=None, *, key=None)",
            |m: &mut Machine, a: &[Value]| place(m, a, &a[1], true).map(Value::Int),
            "The place where x belongs in a sorted row, behind what is equal to it."
        ),
        native!(
            "insort_left(a, x, lo=0, hi=None, *, key=None)",
            |m: &mut Machine, a: &[Value]| insort(m, a, false),
            "Insert x where it belongs in a sorted list, before what is equal to it."
        ),
        native!(
            "insort_right(a, x, lo=0, hi=None, *, key=None)",
            |m: &mut Machine, a: &[Value]| insort(m, a, true),
            "Insert x where it belongs in a sorted list, behind what is equal to it."
        ),
    ],
    fill: Some(|m, dict| super::embedded::run(m, dict, "bisect", "")),
    ..NativeModule::BASE
};

/// The item at a place, or what the key makes of it.
fn item(m: &mut Machine, row: &Value, at: i64, key: &Value) -> Outcome {
    // A class built on list may have its own idea of items.
    let plain = class_of(row) == &types().list;
    let item = match row.typed::<List>().filter(|_| plain).and_then(|list| list.get(usize::try_from(at).ok()?)) {
        Some(item) => item,
        None => m.get_item(row, &Value::Int(at))?,
    };
    if key.is_none() { Ok(item) } else { m.call(key, &[item]) }
}

/// Where `x` belongs: `a` is what the functions get.
fn place(m: &mut Machine, a: &[Value], x: &Value, right: bool) -> Outcome<i64> {
    let (row, key) = (&a[0], &a[4]);
    let mut low = m.size_argument(&a[2])?;
    if low < 0 {
        return value_error("lo must be non-negative");
    }
    let mut high = match &a[3] {
        Value::None => m.len(row)? as i64,
        given if !m.is_index(given) => {
            return type_error(format!("argument should be integer or None, not '{}'", type_name(given)));
        }
        given => m.size_argument(given)?,
    };
    while low < high {
        let middle = low + (high - low) / 2;
        let item = item(m, row, middle, key)?;
        let (one, other) = if right { (x, &item) } else { (&item, x) };
        let answer = m.compare(CompareOperator::Lt, one, other)?;
        if m.truth(&answer)? == right { high = middle } else { low = middle + 1 }
    }
    Ok(low)
}

fn insort(m: &mut Machine, a: &[Value], right: bool) -> Outcome {
    let by = if a[4].is_none() { a[1].clone() } else { m.call(&a[4], &[a[1].clone()])? };
    let at = place(m, a, &by, right)?;
    m.call_method(&a[0], "insert", &[Value::Int(at), a[1].clone()]).map(|_| Value::None)
}
