//! Built-in functions of containers and iterators.

use crate::builtins::async_generator::anext_with_default;
use crate::builtins::iterator::callable_iterator;
use crate::machine::Machine;
use crate::native;
use crate::native::Native;
use crate::native::convert::type_name;
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::heap::Kind;
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::syntax::ast::CompareOperator;

/// The table.
pub static TABLE: &[Native] = &[
    native!("len(obj, /)", len, "Return the number of items in a container."),
    native!("iter(object, sentinel=<unset>, /)", iter, "Get an iterator from an object."),
    native!("next(iterator, default=<unset>, /)", next, "Return the next item from the iterator."),
    native!("aiter(async_iterable, /)", aiter, "Return an AsyncIterator for an AsyncIterable object."),
    native!("anext(aiterator, default=<unset>, /)", anext, "Return the next item from the async iterator."),
    native!(
        "sorted(*args, **kwargs)",
        sorted,
        "Return a new list containing all items from the iterable in ascending order."
    ),
    native!("any(iterable, /)", any, "Return True if bool(x) is True for any x in the iterable."),
    native!("all(iterable, /)", all, "Return True if bool(x) is True for all values x in the iterable."),
    native!("min(*args, **kwargs)", min, "With a single iterable argument, return its smallest item."),
    native!("max(*args, **kwargs)", max, "With a single iterable argument, return its biggest item."),
    native!("hash(obj, /)", hash, "Return the hash value for the given object."),
];

fn len(m: &mut Machine, a: &[Value]) -> Outcome {
    m.len(&a[0]).map(Value::from)
}

fn iter(m: &mut Machine, a: &[Value]) -> Outcome {
    if !a[1].is_set() {
        return m.iter(&a[0]);
    }
    let callable = matches!(a[0].kind(), Some(Kind::Function | Kind::NativeFunction | Kind::BoundMethod | Kind::Class))
        || class_of(&a[0]).has_special(Special::Call);
    if !callable {
        return type_error("iter(v, w): v must be callable");
    }
    Ok(callable_iterator(a[0].clone(), a[1].clone()))
}

fn next(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = &a[0];
    // A StopIteration of the iterator's own goes on as it is, with its value.
    let class = class_of(iterator);
    let plain = match iterator.kind() {
        Some(Kind::Generator) => false,
        Some(Kind::Extension) => crate::builtins::iterator::is_iterator(iterator),
        _ => true,
    };
    if a[1].is_set() || class.is_builtin() && plain {
        return match m.next(iterator)? {
            Some(value) => Ok(value),
            None if a[1].is_set() => Ok(a[1].clone()),
            None => Err(Exc::StopIteration.with(Vec::new())),
        };
    }
    match m.call_special(iterator, Special::Next, &[])? {
        Some(value) => Ok(value),
        None => type_error(format!("'{}' object is not an iterator", type_name(iterator))),
    }
}

fn aiter(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(iterator) = m.call_special(&a[0], Special::AIter, &[])? else {
        return type_error(format!("'{}' object is not an async iterable", type_name(&a[0])));
    };
    if !class_of(&iterator).has_special(Special::ANext) {
        return type_error(format!("aiter() returned not an async iterator of type '{}'", type_name(&iterator)));
    }
    Ok(iterator)
}

fn anext(m: &mut Machine, a: &[Value]) -> Outcome {
    match m.call_special(&a[0], Special::ANext, &[])? {
        Some(awaitable) if a[1].is_set() => Ok(anext_with_default(awaitable, a[1].clone())),
        Some(awaitable) => Ok(awaitable),
        None => type_error(format!("'{}' object is not an async iterator", type_name(&a[0]))),
    }
}

fn sorted(m: &mut Machine, a: &[Value]) -> Outcome {
    let given = a[0].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let [iterable] = given else {
        return type_error(format!("sorted expected 1 argument, got {}", given.len()));
    };
    let (mut key, mut reverse) = (Value::None, false);
    let mut items = m.collect(iterable)?;
    for (name, value) in a[1].get::<Dict>().map_or(Vec::new(), Dict::items) {
        match m.str(&name)?.as_str() {
            "key" => key = value,
            "reverse" => reverse = m.truth(&value)?,
            other => return type_error(format!("sort() got an unexpected keyword argument '{other}'")),
        }
    }
    m.sort_values(&mut items, &key, reverse)?;
    Ok(Value::from(items))
}

fn any(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = m.iter(&a[0])?;
    while let Some(item) = m.next(&iterator)? {
        if m.truth(&item)? {
            return Ok(Value::bool(true));
        }
    }
    Ok(Value::bool(false))
}

fn all(m: &mut Machine, a: &[Value]) -> Outcome {
    let iterator = m.iter(&a[0])?;
    while let Some(item) = m.next(&iterator)? {
        if !m.truth(&item)? {
            return Ok(Value::bool(false));
        }
    }
    Ok(Value::bool(true))
}

fn min(m: &mut Machine, a: &[Value]) -> Outcome {
    extreme(m, a, "min", CompareOperator::Lt)
}

fn max(m: &mut Machine, a: &[Value]) -> Outcome {
    extreme(m, a, "max", CompareOperator::Gt)
}

/// The first value that no other is beyond.
fn extreme(m: &mut Machine, a: &[Value], name: &str, beyond: CompareOperator) -> Outcome {
    let given = a[0].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    if given.is_empty() {
        return type_error(format!("{name} expected at least 1 argument, got 0"));
    }
    let (mut key, mut default) = (Value::None, Value::Unset);
    for (keyword, value) in a[1].get::<Dict>().map_or(Vec::new(), Dict::items) {
        match m.str(&keyword)?.as_str() {
            "key" => key = value,
            "default" => default = value,
            other => return type_error(format!("{name}() got an unexpected keyword argument '{other}'")),
        }
    }
    let [iterable] = given else {
        if default.is_set() {
            return type_error(format!("Cannot specify a default for {name}() with multiple positional arguments"));
        }
        let mut best = Best { key, beyond, item: Value::Unset, rank: Value::Unset };
        for item in given {
            best.offer(m, item.clone())?;
        }
        return Ok(best.item);
    };
    let mut best = Best { key, beyond, item: Value::Unset, rank: Value::Unset };
    let iterator = m.iter(iterable)?;
    while let Some(item) = m.next(&iterator)? {
        best.offer(m, item)?;
    }
    if best.item.is_set() {
        Ok(best.item)
    } else if default.is_set() {
        Ok(default)
    } else {
        value_error(format!("{name}() iterable argument is empty"))
    }
}

struct Best {
    key: Value,
    beyond: CompareOperator,
    item: Value,
    /// What the key function said of the item.
    rank: Value,
}

impl Best {
    fn offer(&mut self, m: &mut Machine, item: Value) -> Outcome<()> {
        let rank = if self.key.is_none() { item.clone() } else { m.call(&self.key, std::slice::from_ref(&item))? };
        if self.item.is_set() {
            let better = match (&rank, &self.rank) {
                (Value::Int(a), Value::Int(b)) => (a < b) == (self.beyond == CompareOperator::Lt) && a != b,
                _ => {
                    let better = m.compare(self.beyond, &rank, &self.rank)?;
                    m.truth(&better)?
                }
            };
            if !better {
                return Ok(());
            }
        }
        self.item = item;
        self.rank = rank;
        Ok(())
    }
}

fn hash(m: &mut Machine, a: &[Value]) -> Outcome {
    m.hash(&a[0]).map(Value::Int)
}
