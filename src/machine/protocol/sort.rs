//! Sorting lists: by any key, stable, safe against comparisons and keys that change the list.

use crate::machine::Machine;
use crate::object::heap::{Gc, Kind};
use crate::object::list::{List, Tuple};
use crate::object::sort;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value, value_error};
use std::cmp::Ordering;

/// What all keys are, when they have one order that needs no user code.
#[derive(Clone, PartialEq, Eq)]
enum Uniform {
    Ints,
    /// None of them nan.
    Floats,
    Texts,
    /// Tuples of one length, whose columns are such.
    Rows(Vec<Uniform>),
    Mixed,
}

/// What a single value is, as far as it alone can tell.
fn sort_of(value: &Value, nested: bool) -> Uniform {
    match value {
        Value::Int(_) => Uniform::Ints,
        Value::Float(x) if !x.get().is_nan() => Uniform::Floats,
        Value::Object(object) if object.kind() == Kind::Str && object.class() == &types().str => Uniform::Texts,
        Value::Object(object) if object.kind() == Kind::Tuple && !nested && object.class() == &types().tuple => {
            let row = object.get::<Tuple>().map_or(&[][..], Tuple::as_slice);
            let columns: Vec<Uniform> = row.iter().map(|value| sort_of(value, true)).collect();
            if columns.is_empty() || columns.contains(&Uniform::Mixed) {
                Uniform::Mixed
            } else {
                Uniform::Rows(columns)
            }
        }
        _ => Uniform::Mixed,
    }
}

impl Uniform {
    fn of(keys: &[Value]) -> Uniform {
        let Some(first) = keys.first() else { return Uniform::Mixed };
        let kind = sort_of(first, false);
        if keys.iter().all(|key| kind.fits(key)) { kind } else { Uniform::Mixed }
    }

    fn fits(&self, value: &Value) -> bool {
        match self {
            Uniform::Rows(columns) => match value {
                Value::Object(object) if object.kind() == Kind::Tuple && object.class() == &types().tuple => {
                    let row = object.get::<Tuple>().map_or(&[][..], Tuple::as_slice);
                    row.len() == columns.len() && columns.iter().zip(row).all(|(kind, value)| kind.fits(value))
                }
                _ => false,
            },
            Uniform::Mixed => false,
            single => sort_of(value, true) == *single,
        }
    }

    /// A number that is smaller for smaller keys. Keys of the same number are to be compared; ints and floats are equal then.
    fn rank(&self, key: &Value) -> u64 {
        match (self, key) {
            (Uniform::Ints, Value::Int(i)) => *i as u64 ^ 1 << 63,
            (Uniform::Floats, Value::Float(x)) => {
                // `-0.0` and `0.0` are equal, as they are for `<`.
                let bits = (x.get() + 0.0).to_bits();
                if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
            }
            (Uniform::Texts, key) => {
                let text = key.get::<Str>().map_or("", Str::as_str).as_bytes();
                let mut first = [0; 8];
                let len = text.len().min(8);
                first[..len].copy_from_slice(&text[..len]);
                u64::from_be_bytes(first)
            }
            (Uniform::Rows(columns), key) => match (columns.first(), key.get::<Tuple>().map(Tuple::as_slice)) {
                (Some(kind), Some([first, ..])) => kind.rank(first),
                _ => 0,
            },
            _ => 0,
        }
    }

    /// The order of two keys of the same rank.
    fn order(&self, a: &Value, b: &Value) -> Ordering {
        match self {
            Uniform::Texts => a.get::<Str>().map(Str::as_str).cmp(&b.get::<Str>().map(Str::as_str)),
            Uniform::Rows(columns) => {
                let (Some(a), Some(b)) = (a.get::<Tuple>(), b.get::<Tuple>()) else { return Ordering::Equal };
                for (kind, (a, b)) in columns.iter().zip(a.as_slice().iter().zip(b.as_slice())) {
                    let order = match (a, b) {
                        (Value::Int(a), Value::Int(b)) => a.cmp(b),
                        (Value::Float(a), Value::Float(b)) => a.get().partial_cmp(&b.get()).unwrap_or(Ordering::Equal),
                        (Value::Object(x), Value::Object(y)) if x == y => Ordering::Equal,
                        _ => kind.order(a, b),
                    };
                    if order != Ordering::Equal {
                        return order;
                    }
                }
                Ordering::Equal
            }
            _ => Ordering::Equal,
        }
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
        let kind = Uniform::of(by);
        let positions: Vec<u32>;
        let mut sorted = Ok(());
        match kind {
            Uniform::Mixed => {
                let mut order: Vec<u32> = (0..items.len() as u32).collect();
                sorted = sort::sort(&mut order, &mut |a, b| self.less(&by[a as usize], &by[b as usize]));
                positions = order;
            }
            Uniform::Ints if keys.is_none() => {
                // Equal ints are one and the same.
                items.sort_unstable_by_key(|item| if let Value::Int(i) = item { *i } else { 0 });
                return Ok(());
            }
            kind => {
                let mut ranked: Vec<(u64, u32)> = by.iter().zip(0..).map(|(key, at)| (kind.rank(key), at)).collect();
                match kind {
                    Uniform::Ints | Uniform::Floats => ranked.sort_by_key(|ranked| ranked.0),
                    kind => ranked
                        .sort_by(|a, b| a.0.cmp(&b.0).then_with(|| kind.order(&by[a.1 as usize], &by[b.1 as usize]))),
                }
                positions = ranked.into_iter().map(|ranked| ranked.1).collect();
            }
        }
        let mut old = std::mem::take(items);
        items.extend(positions.into_iter().map(|i| old[i as usize].take()));
        sorted
    }
}
