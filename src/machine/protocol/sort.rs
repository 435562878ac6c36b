//! Sorting lists: by any key, stable, safe against comparisons and keys that change the list.

use crate::machine::Machine;
use crate::object::class::class_of;
use crate::object::heap::Gc;
use crate::object::list::List;
use crate::object::sort;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value, value_error};

/// What all keys are, when they have one order that needs no user code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Uniform {
    Ints,
    Floats,
    Texts,
    Mixed,
}

fn uniform(keys: &[Value]) -> Uniform {
    let str = &types().str;
    let text = |v: &Value| v.get::<Str>().is_some() && class_of(v) == str;
    match keys.first() {
        Some(Value::Int(_)) if keys.iter().all(|v| matches!(v, Value::Int(_))) => Uniform::Ints,
        Some(Value::Float(_)) if keys.iter().all(|v| matches!(v, Value::Float(f) if !f.is_nan())) => Uniform::Floats,
        Some(first) if text(first) && keys.iter().all(text) => Uniform::Texts,
        _ => Uniform::Mixed,
    }
}

fn order(kind: Uniform, a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        // `-0.0` and `0.0` are equal here, as they are for `<`.
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal),
        _ if kind == Uniform::Texts => a.get::<Str>().map(Str::as_str).cmp(&b.get::<Str>().map(Str::as_str)),
        _ => std::cmp::Ordering::Equal,
    }
}

impl Machine {
    /// `list.sort(key=key, reverse=reverse)`
    pub fn sort_list(&mut self, list: &Gc<List>, key: &Value, reverse: bool) -> Outcome<()> {
        // The list is empty while it is sorted; whatever is put there meanwhile is thrown away.
        let mut items = list.items.take();
        let sorted = self.sort_values(&mut items, key, reverse);
        let intruders = list.items.replace(items);
        let modified = intruders.capacity() > 0;
        drop(intruders);
        sorted?;
        if modified { value_error("list modified during sort") } else { Ok(()) }
    }

    /// Sorts values; when a comparison raises, they stay as far as they were sorted.
    pub fn sort_values(&mut self, items: &mut Vec<Value>, key: &Value, reverse: bool) -> Outcome<()> {
        let mut keys = None;
        if !key.is_none() {
            let mut all = Vec::with_capacity(items.len());
            for item in items.iter() {
                all.push(self.call(key, std::slice::from_ref(item))?);
            }
            keys = Some(all);
        }
        // Turned round before and after, equal items keep their order in a descending row too.
        if reverse {
            items.reverse();
            if let Some(keys) = &mut keys {
                keys.reverse();
            }
        }
        let sorted = self.sort_ascending(items, keys.as_deref());
        if reverse {
            items.reverse();
        }
        sorted
    }

    fn sort_ascending(&mut self, items: &mut Vec<Value>, keys: Option<&[Value]>) -> Outcome<()> {
        let by = keys.unwrap_or(items);
        let kind = uniform(by);
        if kind != Uniform::Mixed && keys.is_none() {
            items.sort_by(|a, b| order(kind, a, b));
            return Ok(());
        }
        let mut positions: Vec<u32> = (0..items.len() as u32).collect();
        let sorted = if kind != Uniform::Mixed {
            positions.sort_by(|&a, &b| order(kind, &by[a as usize], &by[b as usize]));
            Ok(())
        } else {
            sort::sort(&mut positions, &mut |a, b| self.less(&by[a as usize], &by[b as usize]))
        };
        let mut old = std::mem::take(items);
        items.extend(positions.into_iter().map(|i| old[i as usize].take()));
        sorted
    }
}
