//! `FrameLocalsProxy`: what `f_locals` of a function's frame is (PEP 667).
//!
//! In: a frame object. Out: a mapping that reads the variables as they are now and writes them where they stand; names
//! that are no variables of the code are kept beside, for whoever looks through `f_locals` again.

use crate::machine::Machine;
use crate::native;
use crate::native::convert::{this, type_name};
use crate::native::{Native, NativeType};
use crate::object::class::class_flag;
use crate::object::dict::Dict;
use crate::object::generator::Frame;
use crate::object::heap::{Gc, Kind, Payload};
use crate::object::list::List;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};
use crate::syntax::ast::BinaryOperator;

/// The payload of a `FrameLocalsProxy`.
pub struct FrameLocals {
    frame: Gc<Frame>,
}

crate::payload!(FrameLocals, Kind::Extension, trace | this, visit | { visit(&this.frame.value()) });

/// `FrameLocalsProxy`
pub static FRAME_LOCALS_PROXY: NativeType = NativeType {
    name: "FrameLocalsProxy",
    layout: <FrameLocals>::layout,
    flags: class_flag::FINAL | class_flag::MAPPING,
    new: Some(native!("__new__(cls, *args, **kwargs)", new, "Create and return a new object.")),
    methods: METHODS,
    ..NativeType::BASE
};

const METHODS: &[Native] = &[
    native!("__repr__(self, /)", repr, "Return repr(self)."),
    native!("__eq__(self, value, /)", equal, "Return self==value."),
    native!("__ne__(self, value, /)", unequal, "Return self!=value."),
    native!("__iter__(self, /)", iter, "Implement iter(self)."),
    native!("__or__(self, value, /)", or, "Return self|value."),
    native!("__ror__(self, value, /)", reflected_or, "Return value|self."),
    native!("__ior__(self, value, /)", or_in_place, "Return self|=value."),
    native!("__len__(self, /)", |m: &mut Machine, a: &[Value]| Ok(Value::from(shot(m, a)?.len())), "Return len(self)."),
    native!("__getitem__(self, object, /)", get_item, ""),
    native!("__setitem__(self, key, value, /)", set_item, "Set self[key] to value."),
    native!("__delitem__(self, key, /)", delete_item, "Delete self[key]."),
    native!("__contains__(self, object, /)", contains, ""),
    native!("update(self, object, /)", update, ""),
    native!("__reversed__(self, /)", reversed, ""),
    native!("copy(self, /)", |m: &mut Machine, a: &[Value]| shot(m, a).map(Gc::into_value), ""),
    native!("keys(self, /)", |m: &mut Machine, a: &[Value]| rows(m, a, "keys"), ""),
    native!("values(self, /)", |m: &mut Machine, a: &[Value]| rows(m, a, "values"), ""),
    native!("items(self, /)", |m: &mut Machine, a: &[Value]| rows(m, a, "items"), ""),
    native!("get(self, key, default=None, /)", get, ""),
    native!("setdefault(self, key, default=None, /)", set_default, ""),
];

/// `f_locals` of a frame.
pub fn of(m: &mut Machine, frame: &Gc<Frame>) -> Value {
    match m.has_fast_locals(frame) {
        true => Gc::new(FrameLocals { frame: frame.clone() }, &types().frame_locals_proxy).into_value(),
        false => m.frame_object_locals(frame),
    }
}

/// What the frame's names are bound to now, in a dict of its own.
fn shot(m: &mut Machine, a: &[Value]) -> Outcome<Gc<Dict>> {
    let frame = this::<FrameLocals>(a)?.frame.clone();
    let now = m.frame_object_locals(&frame);
    let dict = Dict::create();
    if let Some(now) = now.typed::<Dict>() {
        now.copy_to(&dict);
    }
    if let Some(extra) = frame.extra.get().typed::<Dict>() {
        for (key, value) in extra.items() {
            m.dict_set(&dict, key, value)?;
        }
    }
    Ok(dict)
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let given = a[1].get::<crate::object::list::Tuple>().map_or(&[][..], |t| t.as_slice());
    if a[2].get::<Dict>().is_some_and(|named| !named.is_empty()) {
        return type_error("FrameLocalsProxy takes no keyword arguments");
    }
    let [frame] = given else {
        return type_error(format!("FrameLocalsProxy expected 1 argument, got {}", given.len()));
    };
    match frame.typed::<Frame>() {
        Some(frame) => Ok(Gc::new(FrameLocals { frame: frame.clone() }, &types().frame_locals_proxy).into_value()),
        None => type_error(format!("expect frame, not {}", type_name(frame))),
    }
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let dict = shot(m, a)?.into_value();
    let mut out = String::new();
    m.guarded(&this::<FrameLocals>(a)?.frame.value(), "{...}", &mut out, |m, out| m.repr_into(&dict, out))?;
    Ok(Value::from(out))
}

/// The dict behind a dict or a proxy.
fn mapping(m: &mut Machine, value: &Value) -> Outcome<Option<Value>> {
    if value.get::<FrameLocals>().is_some() {
        return shot(m, std::slice::from_ref(value)).map(|d| Some(d.into_value()));
    }
    Ok(value.get::<Dict>().map(|_| value.clone()))
}

fn equal(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(other) = a[1].get::<FrameLocals>() {
        return Ok(Value::bool(this::<FrameLocals>(a)?.frame == other.frame));
    }
    let Some(other) = mapping(m, &a[1])? else { return Ok(Value::NotImplemented) };
    let own = shot(m, a)?.into_value();
    m.equal(&own, &other).map(Value::bool)
}

fn unequal(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(match equal(m, a)? {
        Value::Bool(same) => Value::bool(!same.get()),
        other => other,
    })
}

fn or(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(other) = mapping(m, &a[1])? else { return Ok(Value::NotImplemented) };
    let own = shot(m, a)?.into_value();
    m.binary(BinaryOperator::Or, &own, &other)
}

fn reflected_or(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(other) = mapping(m, &a[1])? else { return Ok(Value::NotImplemented) };
    let own = shot(m, a)?.into_value();
    m.binary(BinaryOperator::Or, &other, &own)
}

fn or_in_place(m: &mut Machine, a: &[Value]) -> Outcome {
    if mapping(m, &a[1])?.is_none() {
        return Ok(Value::NotImplemented);
    }
    update(m, a)?;
    Ok(a[0].clone())
}

fn rows(m: &mut Machine, a: &[Value], name: &str) -> Outcome {
    let dict = shot(m, a)?.into_value();
    let view = m.call_method(&dict, name, &[])?;
    Ok(List::create(m.collect(&view)?).into_value())
}

fn iter(m: &mut Machine, a: &[Value]) -> Outcome {
    let keys = rows(m, a, "keys")?;
    m.iter(&keys)
}

fn reversed(m: &mut Machine, a: &[Value]) -> Outcome {
    let keys = rows(m, a, "keys")?;
    if let Some(list) = keys.get::<List>() {
        list.items.with(|items| items.reverse());
    }
    m.iter(&keys)
}

fn find(m: &mut Machine, a: &[Value]) -> Outcome<Option<Value>> {
    let dict = shot(m, a)?;
    m.dict_get(&dict, &a[1])
}

fn get_item(m: &mut Machine, a: &[Value]) -> Outcome {
    match find(m, a)? {
        Some(value) => Ok(value),
        None => {
            let key = m.repr(&a[1])?;
            Err(Exc::KeyError.raise(format!("local variable '{}' is not defined", key.as_str())))
        }
    }
}

fn get(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(find(m, a)?.unwrap_or_else(|| a[2].clone()))
}

fn contains(m: &mut Machine, a: &[Value]) -> Outcome {
    find(m, a).map(|found| Value::bool(found.is_some()))
}

fn set(m: &mut Machine, proxy: &Value, key: &Value, value: &Value) -> Outcome<()> {
    let frame = this::<FrameLocals>(std::slice::from_ref(proxy))?.frame.clone();
    if let Some(name) = key.get::<Str>() {
        if m.set_frame_local(&frame, name.as_str(), value) {
            return Ok(());
        }
    }
    if !frame.extra.with(|extra| extra.is_set()) {
        frame.extra.set(Dict::create().into_value());
    }
    match frame.extra.get().typed::<Dict>() {
        Some(extra) => m.dict_set(extra, key.clone(), value.clone()).map(drop),
        None => Ok(()),
    }
}

fn set_item(m: &mut Machine, a: &[Value]) -> Outcome {
    set(m, &a[0], &a[1], &a[2]).map(|()| Value::None)
}

fn delete_item(m: &mut Machine, a: &[Value]) -> Outcome {
    m.hash(&a[1])?;
    type_error("cannot remove variables from FrameLocalsProxy")
}

fn update(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(other) = mapping(m, &a[1])? else {
        return type_error("update() argument must be dict or another FrameLocalsProxy");
    };
    for (key, value) in other.get::<Dict>().map_or(Vec::new(), Dict::items) {
        set(m, &a[0], &key, &value)?;
    }
    Ok(Value::None)
}

fn set_default(m: &mut Machine, a: &[Value]) -> Outcome {
    if let Some(value) = find(m, a)? {
        return Ok(value);
    }
    set(m, &a[0], &a[1], &a[2])?;
    Ok(a[2].clone())
}
