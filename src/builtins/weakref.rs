//! Weak references: `weakref.ref` and `weakref.proxy`, the table of who refers weakly to what, and their callbacks.
//!
//! The heap tells [`died`] when an object with weak references is freed: they are emptied at once, their callbacks wait
//! for the machine's next safe point ([`Machine::run_weak_callbacks`]).

use crate::machine::Machine;
use crate::machine::protocol::descriptor::read_only;
use crate::native::convert::this;
use crate::native::{Native, NativeType};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::heap::{Gc, Payload};
use crate::object::types::types;
use crate::object::weak::{self, WeakRef};
use crate::object::{Exc, Outcome, Value, type_error};
use crate::syntax::ast::{BinaryOperator, CompareOperator, UnaryOperator};
use crate::{getset, native};

/// `ReferenceType`
pub static WEAKREF: NativeType = NativeType {
    name: "ReferenceType",
    module: "weakref",
    layout: <WeakRef>::layout,
    new: Some(native!("__new__(cls, object, callback=None, /)", new, "Create and return a new object.")),
    methods: &[
        native!(
            "__init__(self, object, callback=None, /)",
            |_: &mut Machine, _: &[Value]| Ok(Value::None),
            "Initialize self.  See help(type(self)) for accurate signature."
        ),
        native!("__call__(self, /)", call, "Call self as a function."),
        native!("__repr__(self, /)", repr, "Return repr(self)."),
        native!("__hash__(self, /)", hash, "Return hash(self)."),
        native!("__eq__(self, value, /)", eq, "Return self==value."),
        native!("__ne__(self, value, /)", ne, "Return self!=value."),
    ],
    getsets: &[getset!("__callback__", |_, v| Ok(callback(v)), read_only, "What is called when the object dies.")],
    ..NativeType::BASE
};

/// `weakproxy`
pub static WEAK_PROXY: NativeType = NativeType {
    name: "ProxyType",
    module: "weakref",
    layout: <WeakRef>::layout,
    flags: class_flag::FINAL,
    methods: PROXY_METHODS,
    ..NativeType::BASE
};

/// `weakcallableproxy`
pub static WEAK_CALLABLE_PROXY: NativeType = NativeType {
    name: "CallableProxyType",
    module: "weakref",
    base: Some(&WEAK_PROXY),
    layout: <WeakRef>::layout,
    flags: class_flag::FINAL,
    methods: &[native!("__call__(self, /, *args, **kwargs)", proxy_call, "Call self as a function.")],
    ..NativeType::BASE
};

macro_rules! binary_forwards {
    ($($name:literal $operator:ident $reflected:literal)*) => {
        &[
            $(native!(concat!($name, "(self, value, /)"), |m: &mut Machine, a: &[Value]| m.binary(BinaryOperator::$operator, &target(&a[0])?, &bare(&a[1])?), "Of the object behind."),
              native!(concat!($reflected, "(self, value, /)"), |m: &mut Machine, a: &[Value]| m.binary(BinaryOperator::$operator, &bare(&a[1])?, &target(&a[0])?), "Of the object behind."),)*
            native!("__getattribute__(self, name, /)", |m: &mut Machine, a: &[Value]| m.get_attr(&target(&a[0])?, super::object::attribute_name(&a[1])?), "Return getattr(self, name)."),
            native!("__setattr__(self, name, value, /)", |m: &mut Machine, a: &[Value]| m.set_attr(&target(&a[0])?, super::object::attribute_name(&a[1])?, a[2].clone()).map(Value::from), "Implement setattr(self, name, value)."),
            native!("__delattr__(self, name, /)", |m: &mut Machine, a: &[Value]| m.set_attr(&target(&a[0])?, super::object::attribute_name(&a[1])?, Value::Unset).map(Value::from), "Implement delattr(self, name)."),
            native!("__repr__(self, /)", proxy_repr, "Return repr(self)."),
            native!("__str__(self, /)", |m: &mut Machine, a: &[Value]| m.str(&target(&a[0])?).map(Gc::into_value), "Return str(self)."),
            native!("__bool__(self, /)", |m: &mut Machine, a: &[Value]| m.truth(&target(&a[0])?).map(Value::bool), "True if self else False"),
            native!("__len__(self, /)", |m: &mut Machine, a: &[Value]| m.len(&target(&a[0])?).map(Value::from), "Return len(self)."),
            native!("__iter__(self, /)", |m: &mut Machine, a: &[Value]| m.iter(&target(&a[0])?), "Implement iter(self)."),
            native!("__next__(self, /)", |m: &mut Machine, a: &[Value]| m.call_method(&target(&a[0])?, "__next__", &[]), "Implement next(self)."),
            native!("__reversed__(self, /)", |m: &mut Machine, a: &[Value]| m.call_method(&target(&a[0])?, "__reversed__", &[]), "Implement reversed(self)."),
            native!("__bytes__(self, /)", |m: &mut Machine, a: &[Value]| m.call_method(&target(&a[0])?, "__bytes__", &[]), "Implement bytes(self)."),
            native!("__getitem__(self, key, /)", |m: &mut Machine, a: &[Value]| m.get_item(&target(&a[0])?, &a[1]), "Return self[key]."),
            native!("__setitem__(self, key, value, /)", |m: &mut Machine, a: &[Value]| m.set_item(&target(&a[0])?, &a[1], a[2].clone()).map(Value::from), "Set self[key] to value."),
            native!("__delitem__(self, key, /)", |m: &mut Machine, a: &[Value]| m.delete_item(&target(&a[0])?, &a[1]).map(Value::from), "Delete self[key]."),
            native!("__contains__(self, key, /)", |m: &mut Machine, a: &[Value]| m.contains(&target(&a[0])?, &a[1]).map(Value::bool), "Return bool(key in self)."),
            native!("__neg__(self, /)", |m: &mut Machine, a: &[Value]| m.unary(UnaryOperator::Negative, &target(&a[0])?), "-self"),
            native!("__pos__(self, /)", |m: &mut Machine, a: &[Value]| m.unary(UnaryOperator::Positive, &target(&a[0])?), "+self"),
            native!("__invert__(self, /)", |m: &mut Machine, a: &[Value]| m.unary(UnaryOperator::Invert, &target(&a[0])?), "~self"),
            native!("__int__(self, /)", |m: &mut Machine, a: &[Value]| m.call_method(&target(&a[0])?, "__int__", &[]), "int(self)"),
            native!("__float__(self, /)", |m: &mut Machine, a: &[Value]| m.call_method(&target(&a[0])?, "__float__", &[]), "float(self)"),
            native!("__index__(self, /)", |m: &mut Machine, a: &[Value]| m.index(&target(&a[0])?), "The index."),
            native!("__lt__(self, value, /)", |m: &mut Machine, a: &[Value]| m.compare(CompareOperator::Lt, &target(&a[0])?, &bare(&a[1])?), "Return self<value."),
            native!("__le__(self, value, /)", |m: &mut Machine, a: &[Value]| m.compare(CompareOperator::Le, &target(&a[0])?, &bare(&a[1])?), "Return self<=value."),
            native!("__eq__(self, value, /)", |m: &mut Machine, a: &[Value]| m.compare(CompareOperator::Eq, &target(&a[0])?, &bare(&a[1])?), "Return self==value."),
            native!("__ne__(self, value, /)", |m: &mut Machine, a: &[Value]| m.compare(CompareOperator::Ne, &target(&a[0])?, &bare(&a[1])?), "Return self!=value."),
            native!("__gt__(self, value, /)", |m: &mut Machine, a: &[Value]| m.compare(CompareOperator::Gt, &target(&a[0])?, &bare(&a[1])?), "Return self>value."),
            native!("__ge__(self, value, /)", |m: &mut Machine, a: &[Value]| m.compare(CompareOperator::Ge, &target(&a[0])?, &bare(&a[1])?), "Return self>=value."),
        ]
    };
}

const PROXY_METHODS: &[Native] = binary_forwards! {
    "__add__" Add "__radd__"
    "__sub__" Sub "__rsub__"
    "__mul__" Mul "__rmul__"
    "__matmul__" MatMul "__rmatmul__"
    "__truediv__" TrueDiv "__rtruediv__"
    "__floordiv__" FloorDiv "__rfloordiv__"
    "__mod__" Mod "__rmod__"
    "__pow__" Pow "__rpow__"
    "__lshift__" LShift "__rlshift__"
    "__rshift__" RShift "__rrshift__"
    "__and__" And "__rand__"
    "__or__" Or "__ror__"
    "__xor__" Xor "__rxor__"
};

/// The object behind a proxy.
fn target(value: &Value) -> Outcome {
    match value.get::<WeakRef>().and_then(WeakRef::target) {
        Some(object) => Ok(object),
        None => Err(Exc::ReferenceError.raise("weakly-referenced object no longer exists")),
    }
}

fn is_proxy(value: &Value) -> bool {
    value.get::<WeakRef>().is_some() && !class_of(value).is_subclass_of(&types().weakref)
}

fn bare(value: &Value) -> Outcome {
    if is_proxy(value) { target(value) } else { Ok(value.clone()) }
}

/// Whether an object can be referred to weakly.
fn referable(object: &Value) -> Outcome<()> {
    let class = class_of(object);
    if object.object().is_some() && class.has_flag(class_flag::WEAK) {
        return Ok(());
    }
    type_error(format!("cannot create weak reference to '{}' object", crate::machine::protocol::class::tp_name(class)))
}

fn new(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("ref.__new__(X): X is not a type object") };
    make(class, &a[1], a[2].clone())
}

/// A weak reference of a class to an object.
pub fn make(class: &Gc<Class>, object: &Value, callback: Value) -> Outcome {
    referable(object)?;
    let Some(object) = object.object() else { return Ok(Value::None) };
    let shared = callback.is_none() && (class == &types().weakref || class.is_builtin());
    if shared {
        if let Some(known) = weak::references(object).into_iter().find(|r| class_of(r) == class && callback_of(r)) {
            return Ok(known);
        }
    }
    Ok(weak::create(object, callback, class))
}

/// Whether a reference has no callback.
fn callback_of(reference: &Value) -> bool {
    reference.get::<WeakRef>().is_some_and(|r| r.callback.with(|c| c.is_none()))
}

/// `weakref.proxy(object, callback)`
pub fn proxy(m: &mut Machine, object: &Value, callback: Value) -> Outcome {
    let class =
        if m.is_callable(object) { crate::native::class_for(&WEAK_CALLABLE_PROXY) } else { types().weak_proxy.clone() };
    make(&class, object, callback)
}

fn callback(value: &Value) -> Value {
    value.get::<WeakRef>().map_or(Value::None, |r| if r.target().is_some() { r.callback.get() } else { Value::None })
}

fn call(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(this::<WeakRef>(a)?.target().unwrap_or(Value::None))
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let address = a[0].id();
    Ok(match this::<WeakRef>(a)?.target() {
        None => format!("<weakref at {address:#x}; dead>"),
        Some(object) => {
            let name = m.find_attr(&object, &crate::object::str::intern("__name__"))?;
            let name = match name.as_ref().and_then(Value::get::<crate::object::str::Str>) {
                Some(name) => format!(" ({})", name.as_str()),
                None => String::new(),
            };
            format!(
                "<weakref at {address:#x}; to '{}' at {:#x}{name}>",
                class_of(&object).full_name_of_type(),
                object.id()
            )
        }
    }
    .into())
}

fn proxy_repr(_: &mut Machine, a: &[Value]) -> Outcome {
    let address = a[0].id();
    Ok(match this::<WeakRef>(a)?.target() {
        None => format!("<weakproxy at {address:#x}; dead>"),
        Some(object) => {
            format!("<weakproxy at {address:#x}; to '{}' at {:#x}>", class_of(&object).full_name_of_type(), object.id())
        }
    }
    .into())
}

fn hash(m: &mut Machine, a: &[Value]) -> Outcome {
    let reference = this::<WeakRef>(a)?;
    if let Some(hash) = reference.hash.get() {
        return Ok(Value::Int(hash));
    }
    match reference.target() {
        Some(object) => {
            let hash = m.hash(&object)?;
            reference.hash.set(Some(hash));
            Ok(Value::Int(hash))
        }
        None => type_error("weak object has gone away"),
    }
}

fn eq(m: &mut Machine, a: &[Value]) -> Outcome {
    let (Some(left), Some(right)) = (a[0].get::<WeakRef>(), a[1].get::<WeakRef>()) else {
        return Ok(Value::NotImplemented);
    };
    match (left.target(), right.target()) {
        (Some(x), Some(y)) => m.equal(&x, &y).map(Value::bool),
        _ => Ok(Value::bool(a[0].is(&a[1]))),
    }
}

fn ne(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(match eq(m, a)? {
        Value::Bool(same) => Value::bool(!same.get()),
        other => other,
    })
}

fn proxy_call(m: &mut Machine, a: &[Value]) -> Outcome {
    let object = target(&a[0])?;
    let arguments = a[1].get::<crate::object::list::Tuple>().map_or(&[][..], |t| t.as_slice());
    match a[2].get::<crate::object::dict::Dict>() {
        Some(keywords) => m.call_dict(&object, arguments, keywords),
        None => m.call(&object, arguments),
    }
}

/// `__weakref__` of an instance: the first reference to it, or None.
pub fn first_of(_: &mut Machine, value: &Value) -> Outcome {
    Ok(value.object().and_then(|o| weak::references(o).into_iter().next()).unwrap_or(Value::None))
}

impl Machine {
    /// Calls the callbacks of weak references whose objects died; for the machine's safe points.
    pub fn run_weak_callbacks(&mut self) {
        for (reference, callback) in weak::take_callbacks() {
            if let Err(raise) = self.call(&callback, &[reference]) {
                self.unraisable(raise, "Exception ignored in: ", &callback);
            }
        }
    }
}
