//! `type`: what every class has.

use super::object::{add_class_names, attribute_name, sorted_names};
use crate::machine::Machine;
use crate::machine::protocol::attribute::no_attribute;
use crate::machine::protocol::build::{best_base_of, inconsistent};
use crate::machine::protocol::descriptor::bare_error;
use crate::native::convert::this;
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::class::{Class, class_flag, class_of, linearise};
use crate::object::descriptor::MappingProxy;
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Payload};
use crate::object::list::Tuple;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::{getset, native};

/// `type`
pub static TYPE: NativeType = NativeType {
    name: "type",
    layout: <Class>::layout,
    flags: class_flag::METACLASS | class_flag::WEAK,
    help: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    new: Some(native!("__new__(type, /, *args, **kwargs)", new, "Create and return a new object.")),
    methods: METHODS,
    class_methods: &[native!(
        "__prepare__(cls, name=None, bases=None, /, **kwds)",
        prepare,
        "Create the namespace for the class statement"
    )],
    getsets: GETSETS,
    ..NativeType::BASE
};

const METHODS: &[Native] = &[
    native!("__repr__(self, /)", repr, "Return repr(self)."),
    native!("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
    native!("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
    native!("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
    native!("__delattr__(self, name, /)", delattr, "Implement delattr(self, name)."),
    native!(
        "__init__(self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature."
    ),
    native!("__or__(self, value, /)", super::typing::or, "Return self|value."),
    native!("__ror__(self, value, /)", super::typing::ror, "Return value|self."),
    native!("mro(self, /)", mro, "Return a type's method resolution order."),
    native!("__subclasses__(self, /)", subclasses, "Return a list of immediate subclasses."),
    native!("__instancecheck__(self, instance, /)", instance_check, "Check if an object is an instance."),
    native!("__subclasscheck__(self, subclass, /)", subclass_check, "Check if a class is a subclass."),
    native!("__dir__(self, /)", dir, "Specialized __dir__ implementation for types."),
    native!("__sizeof__(self, /)", |_: Value| Ok(Value::Int(1064)), "Return memory consumption of the type object."),
];

const GETSETS: &[NativeGetset] = &[
    getset!("__name__", get_name, set_name, "The class's name."),
    getset!("__qualname__", get_qualname, set_qualname, "The class's qualified name."),
    getset!("__bases__", get_bases, set_bases, "The direct bases."),
    getset!("__base__", get_base, "The base whose layout the class extends."),
    getset!("__mro__", get_mro, "The method resolution order."),
    getset!("__module__", get_module, set_module, "The name of the module of the definition."),
    getset!("__abstractmethods__", get_abstract, set_abstract, "The names of abstract methods."),
    getset!("__dict__", get_dict, "The namespace, read-only."),
    getset!("__doc__", get_doc, set_doc, "The docstring."),
    getset!("__text_signature__", get_text_signature, "The signature as text."),
    getset!("__annotations__", get_annotations, set_annotations, "Annotations of attributes."),
    getset!("__type_params__", get_type_params, set_type_params, "The type parameters."),
    getset!("__flags__", get_flags, "Flags, as far as anybody looks at them."),
    getset!("__basicsize__", |_, v| Ok(Value::from(class(v)?.instance_layout().size)), "Bytes of an instance."),
    getset!("__itemsize__", |_, _| Ok(Value::Int(0)), "Bytes of an item."),
    getset!("__dictoffset__", |_, v| Ok(Value::Int(if class(v)?.has_dict() { -1 } else { 0 })), "Where the dict is."),
    getset!("__weakrefoffset__", get_weak_offset, "Where weak references are."),
];

fn class(value: &Value) -> Outcome<&Gc<Class>> {
    match value.typed::<Class>() {
        Some(class) => Ok(class),
        None => type_error(format!("expected a type, not '{}'", class_of(value).name.get())),
    }
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    let meta = class(&a[0])?;
    let arguments = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    match (arguments, a[2].typed::<Dict>()) {
        ([name, bases, namespace], Some(keywords)) => m.new_class(meta, name, bases, namespace, keywords),
        _ => type_error(format!("type.__new__() takes exactly 3 arguments ({} given)", arguments.len())),
    }
}

fn init(_: &mut Machine, a: &[Value]) -> Outcome {
    let given = a[1].get::<Tuple>().map_or(0, Tuple::len);
    if given == 1 && a[2].get::<Dict>().is_some_and(|d| !d.is_empty()) {
        return type_error("type.__init__() takes no keyword arguments");
    }
    match given {
        1 | 3 => Ok(Value::None),
        _ => type_error("type.__init__() takes 1 or 3 arguments"),
    }
}

fn prepare(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Dict::create().into_value())
}

/// `<class 'module.Name'>`
pub fn class_repr(class: &Gc<Class>) -> String {
    format!("<class '{}'>", class.full_name())
}

fn repr(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(class_repr(class(&a[0])?).into())
}

fn call(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class(&a[0])?;
    let mut arguments = a[1].get::<Tuple>().map_or(Vec::new(), |t| t.as_slice().to_vec());
    let keywords = a[2].get::<Dict>().filter(|d| !d.is_empty()).map(|dict| {
        let items = dict.items();
        arguments.extend(items.iter().map(|(_, v)| v.clone()));
        Tuple::create(items.into_iter().map(|(k, _)| k).collect())
    });
    m.instantiate(class, &arguments, keywords.as_ref())
}

fn getattribute(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = crate::object::str::interned(attribute_name(&a[1])?);
    match m.class_attribute(class(&a[0])?, &name)? {
        Some(value) => Ok(value),
        None => Err(no_attribute(&a[0], &name)),
    }
}

fn setattr(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = crate::object::str::interned(attribute_name(&a[1])?);
    m.plain_set_attribute(&a[0], &name, a[2].clone()).map(Value::from)
}

fn delattr(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = crate::object::str::interned(attribute_name(&a[1])?);
    m.plain_set_attribute(&a[0], &name, Value::Unset).map(Value::from)
}

fn mro(_: &mut Machine, a: &[Value]) -> Outcome {
    let class = class(&a[0])?;
    match linearise(&class.bases.get()) {
        Some(mut order) => {
            order.insert(0, class.clone());
            Ok(Value::from(order.into_iter().map(Gc::into_value).collect::<Vec<_>>()))
        }
        None => inconsistent(&class.bases.get()),
    }
}

fn subclasses(_: &mut Machine, a: &[Value]) -> Outcome {
    let subclasses = this::<Class>(a)?.direct_subclasses();
    Ok(Value::from(subclasses.into_iter().map(Gc::into_value).collect::<Vec<_>>()))
}

fn instance_check(m: &mut Machine, a: &[Value]) -> Outcome {
    m.default_instance_check(&a[1], &a[0]).map(Value::bool)
}

fn subclass_check(m: &mut Machine, a: &[Value]) -> Outcome {
    m.default_subclass_check(&a[1], &a[0]).map(Value::bool)
}

fn dir(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut names = Vec::new();
    add_class_names(m, &mut names, &a[0])?;
    Ok(sorted_names(names))
}

fn get_name(_: &mut Machine, v: &Value) -> Outcome {
    Ok(intern(&class(v)?.name.get()).into_value())
}

/// Whether an attribute of the class may be set to this; gives the class.
fn settable<'a>(v: &'a Value, name: &str, new: &Value) -> Outcome<&'a Gc<Class>> {
    let class = class(v)?;
    if !class.is_mutable() {
        return type_error(format!("cannot set '{name}' attribute of immutable type '{}'", class.full_name_of_type()));
    }
    if !new.is_set() {
        return type_error(format!("cannot delete '{name}' attribute of immutable type '{}'", class.name.get()));
    }
    Ok(class)
}

fn set_name(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let class = settable(v, "__name__", &new)?;
    let Some(text) = new.get::<Str>() else {
        let (name, kind) = (class.name.get(), class_of(&new).name.get());
        return type_error(format!("can only assign string to {name}.__name__, not '{kind}'"));
    };
    if text.as_str().contains('\0') {
        return value_error("type name must not contain null characters");
    }
    class.name.set(text.as_str().into());
    class.shown.set(text.as_str().into());
    Ok(())
}

fn get_qualname(_: &mut Machine, v: &Value) -> Outcome {
    Ok(intern(&class(v)?.qualname.get()).into_value())
}

fn set_qualname(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let class = settable(v, "__qualname__", &new)?;
    let Some(text) = new.get::<Str>() else {
        let (name, kind) = (class.name.get(), class_of(&new).name.get());
        return type_error(format!("can only assign string to {name}.__qualname__, not '{kind}'"));
    };
    class.qualname.set(text.as_str().into());
    Ok(())
}

fn tuple_of(classes: Vec<Gc<Class>>) -> Value {
    Tuple::create(classes.into_iter().map(Gc::into_value).collect()).into_value()
}

fn get_bases(_: &mut Machine, v: &Value) -> Outcome {
    Ok(tuple_of(class(v)?.bases.get()))
}

fn set_bases(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let class = settable(v, "__bases__", &new)?;
    m.set_bases(class, &new)
}

fn get_base(_: &mut Machine, v: &Value) -> Outcome {
    Ok(best_base_of(class(v)?).map_or(Value::None, Gc::into_value))
}

fn get_mro(_: &mut Machine, v: &Value) -> Outcome {
    Ok(tuple_of(class(v)?.mro.get()))
}

fn get_module(_: &mut Machine, v: &Value) -> Outcome {
    match class(v)?.module() {
        Some(module) => Ok(module),
        None => Err(bare_error(v, "__module__")),
    }
}

fn set_module(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    settable(v, "__module__", &new)?.set(&intern("__module__"), new);
    Ok(())
}

fn get_abstract(_: &mut Machine, v: &Value) -> Outcome {
    let class = class(v)?;
    let found = if class.is_builtin() { None } else { class.dict().get_name("__abstractmethods__") };
    found.ok_or_else(|| bare_error(v, "__abstractmethods__"))
}

fn set_abstract(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let class = class(v)?;
    if class.is_builtin() {
        settable(v, "__abstractmethods__", &new)?;
    }
    let name = intern("__abstractmethods__");
    if !new.is_set() {
        class.set_flag(class_flag::ABSTRACT, false);
        return match class.remove(&name) {
            Some(_) => Ok(()),
            None => Err(bare_error(v, "__abstractmethods__")),
        };
    }
    let some = m.truth(&new)?;
    class.set(&name, new);
    class.set_flag(class_flag::ABSTRACT, some);
    Ok(())
}

fn get_dict(_: &mut Machine, v: &Value) -> Outcome {
    Ok(MappingProxy::create(class(v)?.dict().value()))
}

fn get_doc(m: &mut Machine, v: &Value) -> Outcome {
    let class = class(v)?;
    if let (Some(native), true) = (class.native, class.is_builtin()) {
        if !native.help.is_empty() {
            return Ok(native.help.into());
        }
    }
    match class.dict().get_name("__doc__") {
        Some(doc) if class.is_builtin() && doc.get::<Str>().is_none() => Ok(Value::None),
        Some(doc) => m.bind_to_class(doc, class),
        None => Ok(Value::None),
    }
}

fn set_doc(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    settable(v, "__doc__", &new)?.set(&intern("__doc__"), new);
    Ok(())
}

fn get_text_signature(_: &mut Machine, v: &Value) -> Outcome {
    let class = class(v)?;
    if let Some(table) = class.native.filter(|table| class.is_builtin() && table.module.starts_with("asyncio.")) {
        let bases = std::iter::successors(Some(table), |table| table.base);
        let own = bases.take_while(|table| table.module.starts_with("asyncio."));
        let init = own.flat_map(|table| table.methods).find(|method| method.name() == "__init__");
        return Ok(init.or(table.new.as_ref().filter(|new| !new.signature.contains("*args"))).map_or_else(
            || if table.new.is_some() { "()".into() } else { Value::None },
            |native| super::signatures::as_written(native, false).into(),
        ));
    }
    if let Some(table) = class.native.filter(|table| class.is_builtin() && table.module == "_asyncio") {
        if let Some(init) = table.methods.iter().find(|method| method.name() == "__init__") {
            return Ok(super::signatures::as_written(init, false).into());
        }
    }
    let Some(new) = class.native.filter(|_| class.is_builtin()).and_then(|n| n.new.as_ref()) else {
        return Ok(Value::None);
    };
    Ok(super::signatures::of_type(&class.name.get(), new).map_or(Value::None, Value::from))
}

fn get_annotations(_: &mut Machine, v: &Value) -> Outcome {
    let class = class(v)?;
    if class.is_builtin() {
        let name = class.name.get();
        let message = format!("type object '{name}' has no attribute '__annotations__'");
        return Err(crate::machine::protocol::attribute::attribute_error(message, v, &intern("__annotations__")));
    }
    let name = intern("__annotations__");
    if let Some(found) = class.dict().get_str(&name) {
        return Ok(found);
    }
    let new = Dict::create().into_value();
    class.set(&name, new.clone());
    Ok(new)
}

fn set_annotations(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let class = class(v)?;
    let name = intern("__annotations__");
    if class.is_builtin() {
        settable(v, "__annotations__", &new)?;
    }
    if new.is_set() {
        class.set(&name, new);
        return Ok(());
    }
    match class.remove(&name) {
        Some(_) => Ok(()),
        None => Err(bare_error(v, "__annotations__")),
    }
}

fn get_type_params(_: &mut Machine, v: &Value) -> Outcome {
    // The dictionary of `type` has the attribute's own descriptor under this name.
    let own = class(v)?.dict().get_name("__type_params__").filter(|own| own.get::<Tuple>().is_some());
    Ok(own.unwrap_or_else(|| types().empty_tuple.value()))
}

fn set_type_params(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    settable(v, "__type_params__", &new)?.set(&intern("__type_params__"), new);
    Ok(())
}

fn get_flags(_: &mut Machine, v: &Value) -> Outcome {
    let class = class(v)?;
    let types = types();
    let mut flags = 1 << 12 | 1 << 14;
    if class.is_mutable() {
        flags |= 1 << 9;
    } else {
        flags |= 1 << 8;
    }
    if !class.has_flag(class_flag::FINAL) {
        flags |= 1 << 10;
    }
    if class.has_flag(class_flag::ABSTRACT) {
        flags |= 1 << 20;
    }
    if class.has_flag(class_flag::SEQUENCE) {
        flags |= 1 << 5;
    }
    if class.has_flag(class_flag::MAPPING) {
        flags |= 1 << 6;
    }
    let families = [(&types.int, 24), (&types.list, 25), (&types.tuple, 26), (&types.bytes, 27), (&types.str, 28)];
    let more = [(&types.dict, 29), (types.exception(crate::object::Exc::BaseException), 30), (&types.type_, 31)];
    for (family, bit) in families.into_iter().chain(more) {
        if class.is_subclass_of(family) {
            flags |= 1 << bit;
        }
    }
    Ok(Value::Int(flags))
}

fn get_weak_offset(_: &mut Machine, v: &Value) -> Outcome {
    // CPython keeps weak references of the language's instances in front of them, at a negative offset.
    let class = class(v)?;
    Ok(Value::Int(match (class.has_flag(class_flag::WEAK), class.is_builtin()) {
        (false, _) => 0,
        (true, true) => 24,
        (true, false) => -32,
    }))
}
