//! How the built-in iterators are copied and pickled: `__reduce__`, `__setstate__`.
//!
//! In: an iterator. Out: what makes another one that stands at the same place: `iter` or a class, its arguments, and the
//! place. Dicts and sets, which have no places, give the list of what is left.

use super::iterator::{CallableIterator, Enumerate, Filter, LENGTH_HINT, Map, Zip};
use crate::machine::Machine;
use crate::machine::protocol::range;
use crate::native;
use crate::native::Native;
use crate::native::convert::this;
use crate::object::class::class_of;
use crate::object::descriptor::{DictIterator, RangeIterator, SequenceIterator, StrIterator};
use crate::object::heap::{Kind, Own};
use crate::object::list::{List, Tuple};
use crate::object::set::SetIterator;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value};

/// `__reduce__` of an iterator.
pub const REDUCE: Native = native!("__reduce__(self, /)", reduce, "Return state information for pickling.");

/// `__setstate__` of an iterator that has a place.
pub const SETSTATE: Native =
    native!("__setstate__(self, object, /)", set_state, "Set state information for unpickling.");

/// The methods of iterators over rows and ranges.
pub const METHODS: &[Native] = &[LENGTH_HINT, REDUCE, SETSTATE];

/// The methods of iterators over dicts and sets.
pub const PLACELESS: &[Native] = &[LENGTH_HINT, REDUCE];

fn tuple<const N: usize>(values: [Value; N]) -> Value {
    Tuple::of(values).into_value()
}

fn builtin(m: &Machine, name: &str) -> Value {
    m.builtins.get_name(name).unwrap_or(Value::None)
}

fn reduce(m: &mut Machine, a: &[Value]) -> Outcome {
    let iter = builtin(m, "iter");
    let class = class_of(&a[0]).value();
    Ok(match a[0].kind() {
        Some(Kind::SequenceIterator) => {
            let it = this::<SequenceIterator>(a)?;
            let sequence = it.sequence.get();
            let place = it.index.get() as i64;
            if it.reverse {
                let reversed = builtin(m, "reversed");
                let by_class = class_of(&a[0]).is_subclass_of(&types().reversed);
                match sequence.some() {
                    Some(sequence) => {
                        tuple([if by_class { class } else { reversed }, tuple([sequence]), Value::Int(place - 1)])
                    }
                    None if by_class => tuple([class, tuple([tuple([])])]),
                    None => tuple([iter, tuple([List::create(Vec::new()).into_value()])]),
                }
            } else {
                match sequence.some() {
                    Some(sequence) => tuple([iter, tuple([sequence]), Value::Int(place)]),
                    None if class.is(&types().list_iterator.value()) => {
                        tuple([iter, tuple([List::create(Vec::new()).into_value()])])
                    }
                    None => tuple([iter, tuple([tuple([])])]),
                }
            }
        }
        Some(Kind::StrIterator) => {
            let it = this::<StrIterator>(a)?;
            let text = it.text.get();
            match text.get::<Str>() {
                Some(s) => {
                    let place = s.as_str().get(..it.offset.get()).map_or(0, |before| before.chars().count());
                    tuple([iter, tuple([text.clone()]), Value::from(place)])
                }
                None => tuple([iter, tuple([Value::from("")])]),
            }
        }
        Some(Kind::RangeIterator) => {
            let it = this::<RangeIterator>(a)?;
            let (next, left) = (it.next.get(), it.left.get());
            let stop = i128::from(next) + i128::from(left) * i128::from(it.step);
            let stop = i64::try_from(stop).map_or_else(|_| Value::from(num_bigint::BigInt::from(stop)), Value::Int);
            tuple([iter, tuple([range::make(Value::Int(next), stop, Value::Int(it.step))]), Value::None])
        }
        Some(Kind::DictIterator) => {
            let it = this::<DictIterator>(a)?;
            // Another iterator of the same place is used up for it.
            let twin = DictIterator {
                dict: Own::new(it.dict.get()),
                part: it.part,
                position: it.position.clone(),
                len: it.len.clone(),
                left: it.left.clone(),
                reverse: it.reverse,
            };
            let twin = crate::object::heap::Gc::new(twin, class_of(&a[0])).into_value();
            tuple([iter, tuple([List::create(m.collect(&twin)?).into_value()])])
        }
        Some(Kind::SetIterator) => {
            let it = this::<SetIterator>(a)?;
            let twin = SetIterator { set: Own::new(it.set.get()), slot: it.slot.clone(), len: it.len.clone() };
            let twin = crate::object::heap::Gc::new(twin, class_of(&a[0])).into_value();
            tuple([iter, tuple([List::create(m.collect(&twin)?).into_value()])])
        }
        _ => {
            if let Some(it) = a[0].get::<Enumerate>() {
                let (iterator, number) = it.parts();
                tuple([class, tuple([iterator, number])])
            } else if let Some(it) = a[0].get::<Zip>() {
                let (iterators, strict) = it.parts();
                let iterators = Tuple::create(iterators).into_value();
                if strict { tuple([class, iterators, Value::bool(true)]) } else { tuple([class, iterators]) }
            } else if let Some(it) = a[0].get::<Map>() {
                tuple([class, Tuple::create(it.parts()).into_value()])
            } else if let Some(it) = a[0].get::<Filter>() {
                let (function, iterator) = it.parts();
                tuple([class, tuple([function, iterator])])
            } else if let Some(it) = a[0].get::<CallableIterator>() {
                match it.parts() {
                    Some((callable, sentinel)) => tuple([iter, tuple([callable, sentinel])]),
                    None => tuple([iter, tuple([tuple([])])]),
                }
            } else {
                Value::None
            }
        }
    })
}

fn set_state(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(zip) = a[0].get::<Zip>() {
        zip.set_strict(m.truth(&a[1])?);
        return Ok(Value::None);
    }
    let place = m.size(&a[1])?;
    match a[0].kind() {
        Some(Kind::SequenceIterator) => {
            let it = this::<SequenceIterator>(a)?;
            let sequence = it.sequence.get();
            if !sequence.is_set() {
                return Ok(Value::None);
            }
            if place < 0 && class_of(&a[0]) == &types().list_iterator {
                drop(it.sequence.take());
                return Ok(Value::None);
            }
            let plain = !class_of(&a[0]).is_subclass_of(&types().iterator);
            let len = if plain { m.len(&sequence)? as i64 } else { i64::MAX };
            let place = if it.reverse { (place.max(-1).min(len - 1)) + 1 } else { place.clamp(0, len) };
            it.index.set(place as usize);
        }
        Some(Kind::StrIterator) => {
            let it = this::<StrIterator>(a)?;
            let offset = it.text.with(|text| {
                let text = text.get::<Str>()?.as_str();
                let before = text.char_indices().nth(place.max(0) as usize).map_or(text.len(), |(at, _)| at);
                Some(before)
            });
            if let Some(offset) = offset {
                it.offset.set(offset);
            }
        }
        Some(Kind::RangeIterator) => {
            let it = this::<RangeIterator>(a)?;
            let skip = (place.max(0) as u64).min(it.left.get());
            it.next.set(it.next.get().wrapping_add(it.step.wrapping_mul(skip as i64)));
            it.left.set(it.left.get() - skip);
        }
        _ => {}
    }
    Ok(Value::None)
}
