//! Making containers, iterators and the like without binding arguments: `list(x)`, `range(n)`, `str(x)`, ... in loops.
//!
//! In: an exact built-in class and positional arguments. Out: the new object, or None where the general way, through
//! `__new__` and `__init__`, has to decide (and to complain).

use super::{iterator, range, tuple};
use crate::machine::Machine;
use crate::object::class::Class;
use crate::object::dict::Dict;
use crate::object::heap::Gc;
use crate::object::list::List;
use crate::object::set::Set;
use crate::object::types::types;
use crate::object::{Outcome, Value};

/// Makes an object of an exact built-in class.
pub fn construct(m: &mut Machine, class: &Gc<Class>, a: &[Value]) -> Outcome<Option<Value>> {
    let types = types();
    let made = match a {
        [_] | [_, _] | [_, _, _] if class == &types.range => range::make(m, class, a)?,
        [value] if class == &types.str => m.str(value)?.into_value(),
        [value] if class == &types.bool => Value::bool(m.truth(value)?),
        [Value::Int(i)] if class == &types.int => Value::Int(*i),
        [] if class == &types.list => List::create(Vec::new()).into_value(),
        [iterable] if class == &types.list => {
            let list = List::create(Vec::new());
            m.extend_list(&list, iterable)?;
            list.into_value()
        }
        [] if class == &types.dict => Dict::create().into_value(),
        [other] if class == &types.dict => {
            let dict = Dict::create();
            m.update_dict(&dict, other)?;
            dict.into_value()
        }
        [] if class == &types.set => Set::create().into_value(),
        [iterable] if class == &types.set => m.set_of(class, iterable)?.into_value(),
        [] | [_] if class == &types.tuple => tuple::make(m, class, a)?,
        [iterable] if class == &types.enumerate => iterator::make_enumerate(m, class, iterable, Value::Int(0))?,
        _ if class == &types.zip => iterator::make_zip(m, class, a, false)?,
        [_, _, ..] if class == &types.map => iterator::make_map(m, class, a)?,
        [function, iterable] if class == &types.filter => iterator::make_filter(m, class, function, iterable)?,
        [sequence] if class == &types.reversed => iterator::make_reversed(m, class, sequence)?,
        _ => return Ok(None),
    };
    Ok(Some(made))
}
