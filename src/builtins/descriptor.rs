//! Descriptors: `property`, `staticmethod`, `classmethod`, `super`, native attributes, slots.

use crate::machine::Machine;
use crate::machine::protocol::attribute::{attribute_error, lookup_after, no_attribute};
use crate::machine::protocol::class::DICT_ATTRIBUTE;
use crate::machine::protocol::descriptor::{Sort, read_only, sort};
use crate::native::convert::this;
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::{ClassMethod, Getset, Member, Property, StaticMethod, Super};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, intern, interned};
use crate::object::{Outcome, Value, runtime_error, type_error};
use crate::{getset, native};

const DATA_METHODS: &[Native] = &[
    native!("__get__(self, instance, owner=None, /)", get, "Return an attribute of instance, which is of type owner."),
    native!("__set__(self, instance, value, /)", set, "Set an attribute of instance to value."),
    native!("__delete__(self, instance, /)", delete, "Delete an attribute of instance."),
];

/// `getset_descriptor`
pub static GETSET: NativeType = NativeType {
    name: "getset_descriptor",
    layout: <Getset>::layout,
    flags: class_flag::FINAL,
    methods: DATA_METHODS,
    getsets: DATA_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// `member_descriptor`
pub static MEMBER: NativeType = NativeType {
    name: "member_descriptor",
    layout: <Member>::layout,
    flags: class_flag::FINAL,
    methods: DATA_METHODS,
    getsets: DATA_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

const DATA_ATTRIBUTES: &[NativeGetset] = &[
    getset!("__objclass__", |_, v| Ok(place(v).0), read_only, "The class it belongs to."),
    getset!("__name__", |_, v| Ok(place(v).1.into_value()), read_only, "The name."),
    getset!("__qualname__", data_qualname, "The qualified name."),
    getset!("__doc__", data_doc, "The documentation."),
];

/// `property`
pub static PROPERTY: NativeType = NativeType {
    name: "property",
    layout: <Property>::layout,
    help: "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring\n\nTypical use is to define a managed attribute x:\n\nclass C(object):\n    def getx(self): return self._x\n    def setx(self, value): self._x = value\n    def delx(self): del self._x\n    x = property(getx, setx, delx, \"I'm the 'x' property.\")\n\nDecorators make defining new properties or modifying existing ones easy:\n\nclass C(object):\n    @property\n    def x(self):\n        \"I am the 'x' property.\"\n        return self._x\n    @x.setter\n    def x(self, value):\n        self._x = value\n    @x.deleter\n    def x(self):\n        del self._x",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new_property, "Create and return a new object.")),
    methods: &[
        native!(
            "__init__(self, /, fget=None, fset=None, fdel=None, doc=None)",
            init_property,
            "Initialize self.  See help(type(self)) for accurate signature."
        ),
        native!(
            "__get__(self, instance, owner=None, /)",
            get,
            "Return an attribute of instance, which is of type owner."
        ),
        native!("__set__(self, instance, value, /)", set, "Set an attribute of instance to value."),
        native!("__delete__(self, instance, /)", delete, "Delete an attribute of instance."),
        native!(
            "getter(self, object, /)",
            |m: &mut Machine, a: &[Value]| with_accessor(m, a, 0),
            "Descriptor to obtain a copy of the property with a different getter."
        ),
        native!(
            "setter(self, object, /)",
            |m: &mut Machine, a: &[Value]| with_accessor(m, a, 1),
            "Descriptor to obtain a copy of the property with a different setter."
        ),
        native!(
            "deleter(self, object, /)",
            |m: &mut Machine, a: &[Value]| with_accessor(m, a, 2),
            "Descriptor to obtain a copy of the property with a different deleter."
        ),
        native!("__set_name__(self, owner, name, /)", set_property_name, "Method to set name of a property."),
    ],
    getsets: &[
        getset!("fget", |_, v| Ok(property(v)?.getter.get()), read_only, "The getter."),
        getset!("fset", |_, v| Ok(property(v)?.setter.get()), read_only, "The setter."),
        getset!("fdel", |_, v| Ok(property(v)?.deleter.get()), read_only, "The deleter."),
        getset!("__doc__", |_, v| Ok(property(v)?.doc.get()), set_property_doc, "The docstring."),
        getset!("__name__", property_name, assign_property_name, "The name."),
        getset!("__isabstractmethod__", property_abstract, "Whether an accessor is abstract."),
    ],
    ..NativeType::BASE
};

/// `staticmethod`
pub static STATICMETHOD: NativeType = NativeType {
    name: "staticmethod",
    layout: <StaticMethod>::layout,
    flags: class_flag::DICT,
    help: "Convert a function to be a static method.\n\nA static method does not receive an implicit first argument.\nTo declare a static method, use this idiom:\n\n     class C:\n         @staticmethod\n         def f(arg1, arg2, argN):\n             ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()). Both the class and the instance are ignored, and\nneither is passed implicitly as the first argument to the method.\n\nStatic methods in Python are similar to those found in Java or C++.\nFor a more advanced concept, see the classmethod builtin.",
    new: Some(native!("__new__(cls, function, /)", new_static, "Create and return a new object.")),
    methods: &[
        native!("__init__(self, function, /)", |_: Value, _: Value| Ok(Value::None), "Initialize self."),
        native!("__call__(self, /, *args, **kwargs)", call_static, "Call self as a function."),
        native!(
            "__get__(self, instance, owner=None, /)",
            get_static,
            "Return an attribute of instance, which is of type owner."
        ),
    ],
    getsets: WRAPPER_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// `classmethod`
pub static CLASSMETHOD: NativeType = NativeType {
    name: "classmethod",
    layout: <ClassMethod>::layout,
    flags: class_flag::DICT,
    help: "Convert a function to be a class method.\n\nA class method receives the class as implicit first argument,\njust like an instance method receives the instance.\nTo declare a class method, use this idiom:\n\n  class C:\n      @classmethod\n      def f(cls, arg1, arg2, argN):\n          ...\n\nIt can be called either on the class (e.g. C.f()) or on an instance\n(e.g. C().f()).  The instance is ignored except for its class.\nIf a class method is called for a derived class, the derived class\nobject is passed as the implied first argument.\n\nClass methods are different than C++ or Java static methods.\nIf you want those, see the staticmethod builtin.",
    new: Some(native!("__new__(cls, function, /)", new_class_method, "Create and return a new object.")),
    methods: &[
        native!("__init__(self, function, /)", |_: Value, _: Value| Ok(Value::None), "Initialize self."),
        native!(
            "__get__(self, instance, owner=None, /)",
            get_class_method,
            "Return an attribute of instance, which is of type owner."
        ),
    ],
    getsets: WRAPPER_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

const WRAPPER_ATTRIBUTES: &[NativeGetset] = &[
    getset!("__func__", |_, v| Ok(wrapped(v)), read_only, "What is wrapped."),
    getset!("__wrapped__", |_, v| Ok(wrapped(v)), read_only, "What is wrapped."),
    getset!("__isabstractmethod__", |m, v| is_abstract(m, &wrapped(v)).map(Value::bool), "Whether it is abstract."),
    DICT_ATTRIBUTE,
];

/// `super`
pub static SUPER: NativeType = NativeType {
    name: "super",
    layout: <Super>::layout,
    help: "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)\nTypical use to call a cooperative superclass method:\nclass C(B):\n    def meth(self, arg):\n        super().meth(arg)\nThis works for class methods too:\nclass C(B):\n    @classmethod\n    def cmeth(cls, arg):\n        super().cmeth(arg)\n",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new_super, "Create and return a new object.")),
    methods: &[
        native!(
            "__init__(self, /, *args)",
            init_super,
            "Initialize self.  See help(type(self)) for accurate signature."
        ),
        native!("__repr__(self, /)", repr_super, "Return repr(self)."),
        native!("__getattribute__(self, name, /)", getattribute_super, "Return getattr(self, name)."),
        native!(
            "__get__(self, instance, owner=None, /)",
            get_super,
            "Return an attribute of instance, which is of type owner."
        ),
    ],
    getsets: &[
        getset!(
            "__thisclass__",
            |_, v| Ok(none_if_unset(super_of(v)?.start.get())),
            read_only,
            "the class invoking super()"
        ),
        getset!(
            "__self__",
            |_, v| Ok(super_of(v)?.receiver.get()),
            read_only,
            "the instance invoking super(); may be None"
        ),
        getset!(
            "__self_class__",
            |_, v| Ok(super_of(v)?.class.get()),
            read_only,
            "the type of the instance invoking super(); may be None"
        ),
    ],
    ..NativeType::BASE
};

fn none_if_unset(value: Value) -> Value {
    if value.is_set() { value } else { Value::None }
}

/// Class and name of a native attribute or slot.
fn place(value: &Value) -> (Value, Gc<Str>) {
    if let Some(getset) = value.get::<Getset>() {
        return (getset.owner.value(), intern(getset.native.name));
    }
    match value.get::<Member>() {
        Some(member) => (member.owner.clone(), member.name.clone()),
        None => (Value::None, intern("?")),
    }
}

fn data_qualname(_: &mut Machine, v: &Value) -> Outcome {
    let (owner, name) = place(v);
    let owner = owner.get::<Class>().map_or_else(|| "?".into(), |c| c.qualname.get());
    Ok(format!("{owner}.{}", name.as_str()).into())
}

fn data_doc(_: &mut Machine, v: &Value) -> Outcome {
    Ok(match v.get::<Getset>() {
        Some(getset) if !getset.native.help.is_empty() => getset.native.help.into(),
        _ => Value::None,
    })
}

/// What kind of data descriptor this is, whatever its class overrides.
fn data_sort(value: &Value) -> Sort {
    match value.kind() {
        Some(Kind::Property) => Sort::Property,
        Some(Kind::Member) => Sort::Member,
        _ => Sort::Getset,
    }
}

fn get(m: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() && (a[0].kind() == Some(Kind::Property) || !a[2].is_none()) {
        return Ok(a[0].clone());
    }
    m.bind_sorted(data_sort(&a[0]), a[0].clone(), &a[1])
}

fn set(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_descriptor(data_sort(&a[0]), &a[0], &a[1], a[2].clone()).map(Value::from)
}

fn delete(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_descriptor(data_sort(&a[0]), &a[0], &a[1], Value::Unset).map(Value::from)
}

// ---- property

fn property(value: &Value) -> Outcome<&Property> {
    match value.get::<Property>() {
        Some(property) => Ok(property),
        None => type_error(format!("expected a property, not '{}'", class_of(value).name.get())),
    }
}

fn new_property(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("property.__new__(X): X is not a type object") };
    let none = || Own::new(Value::None);
    let payload =
        Property { getter: none(), setter: none(), deleter: none(), doc: none(), name: Own::new(Value::Unset) };
    Ok(Gc::new(payload, class).into_value())
}

fn init_property(m: &mut Machine, a: &[Value]) -> Outcome {
    let property = this::<Property>(a)?;
    property.getter.set(a[1].clone());
    property.setter.set(a[2].clone());
    property.deleter.set(a[3].clone());
    property.name.set(Value::Unset);
    let mut doc = a[4].clone();
    let from_getter = doc.is_none() && !a[1].is_none();
    if from_getter {
        doc = m.find_attr(&a[1], &intern("__doc__"))?.unwrap_or(Value::None);
    }
    property.doc.set(doc.clone());
    if class_of(&a[0]) != &crate::object::types::types().property {
        // An instance of a subclass shows its own `__doc__` in place of the class's. A docstring of its own is dropped where
        // there is no room for it, one of the getter is not.
        match m.set_attr(&a[0], &intern("__doc__"), doc.clone()) {
            Err(raise) if (doc.is_none() || !from_getter) && raise.is(crate::object::Exc::AttributeError) => {}
            other => other?,
        }
    }
    Ok(Value::None)
}

fn with_accessor(m: &mut Machine, a: &[Value], which: usize) -> Outcome {
    let old = this::<Property>(a)?;
    let mut parts = vec![old.getter.get(), old.setter.get(), old.deleter.get()];
    if !a[1].is_none() {
        parts[which] = a[1].clone();
    }
    // A docstring taken from the old getter gives way to the new getter's.
    let own_doc = match m.find_attr(&old.getter.get(), &intern("__doc__")) {
        Ok(Some(doc)) if !old.getter.get().is_none() => !doc.is(&old.doc.get()),
        _ => true,
    };
    parts.push(if own_doc { old.doc.get() } else { Value::None });
    let name = old.name.get();
    let new = m.call(&class_of(&a[0]).value(), &parts)?;
    if let Some(property) = new.get::<Property>() {
        property.name.set(name);
    }
    Ok(new)
}

fn set_property_name(_: &mut Machine, a: &[Value]) -> Outcome {
    this::<Property>(a)?.name.set(a[2].clone());
    Ok(Value::None)
}

fn set_property_doc(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    property(v)?.doc.set(none_if_unset(new));
    Ok(())
}

fn property_name(m: &mut Machine, v: &Value) -> Outcome {
    let property = property(v)?;
    if let Some(name) = property.name.get().some() {
        return Ok(name);
    }
    let name = intern("__name__");
    let getter = property.getter.get();
    match if getter.is_none() { None } else { m.find_attr(&getter, &name)? } {
        Some(found) => Ok(found),
        None => Err(no_attribute(v, &name)),
    }
}

fn assign_property_name(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    property(v)?.name.set(new);
    Ok(())
}

fn is_abstract(m: &mut Machine, value: &Value) -> Outcome<bool> {
    if value.is_none() {
        return Ok(false);
    }
    match m.find_attr(value, &intern("__isabstractmethod__"))? {
        Some(flag) => m.truth(&flag),
        None => Ok(false),
    }
}

fn property_abstract(m: &mut Machine, v: &Value) -> Outcome {
    let property = property(v)?;
    for accessor in [property.getter.get(), property.setter.get(), property.deleter.get()] {
        if is_abstract(m, &accessor)? {
            return Ok(Value::bool(true));
        }
    }
    Ok(Value::bool(false))
}

// ---- staticmethod and classmethod

fn wrapped(value: &Value) -> Value {
    if let Some(method) = value.get::<StaticMethod>() {
        return method.callable.get();
    }
    value.get::<ClassMethod>().map_or(Value::None, |m| m.callable.get())
}

/// Copies the names and the documentation of what is wrapped.
fn adopt(m: &mut Machine, wrapper: &Value, callable: &Value) -> Outcome<()> {
    for name in ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"] {
        let name = intern(name);
        if let Some(found) = m.find_attr(callable, &name)? {
            if let Some(object) = wrapper.object() {
                drop(crate::object::attributes::set_attribute(object, &name, found));
            }
        }
    }
    Ok(())
}

fn new_static(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else {
        return type_error("staticmethod.__new__(X): X is not a type object");
    };
    let new = Gc::new(StaticMethod { callable: Own::new(a[1].clone()) }, class).into_value();
    adopt(m, &new, &a[1])?;
    Ok(new)
}

fn new_class_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else {
        return type_error("classmethod.__new__(X): X is not a type object");
    };
    let new = Gc::new(ClassMethod { callable: Own::new(a[1].clone()) }, class).into_value();
    adopt(m, &new, &a[1])?;
    Ok(new)
}

fn call_static(m: &mut Machine, a: &[Value]) -> Outcome {
    let arguments = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let callable = wrapped(&a[0]);
    match a[2].get::<Dict>() {
        Some(keywords) => m.call_dict(&callable, arguments, keywords),
        None => m.call(&callable, arguments),
    }
}

fn get_static(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(wrapped(&a[0]))
}

fn get_class_method(_: &mut Machine, a: &[Value]) -> Outcome {
    let class = if a[2].is_none() { class_of(&a[1]).value() } else { a[2].clone() };
    Ok(crate::object::function::BoundMethod::create(wrapped(&a[0]), class))
}

// ---- super

fn super_of(value: &Value) -> Outcome<&Super> {
    match value.get::<Super>() {
        Some(object) => Ok(object),
        None => type_error(format!("expected super, not '{}'", class_of(value).name.get())),
    }
}

fn new_super(_: &mut Machine, a: &[Value]) -> Outcome {
    let Some(class) = a[0].typed::<Class>() else { return type_error("super.__new__(X): X is not a type object") };
    let payload =
        Super { start: Own::new(Value::Unset), receiver: Own::new(Value::None), class: Own::new(Value::None) };
    Ok(Gc::new(payload, class).into_value())
}

fn init_super(m: &mut Machine, a: &[Value]) -> Outcome {
    let object = this::<Super>(a)?;
    let (start, receiver) = match a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
        [] => from_frame(m)?,
        [start] => (start.clone(), Value::None),
        [start, receiver] => (start.clone(), receiver.clone()),
        more => return type_error(format!("super() expected at most 2 arguments, got {}", more.len())),
    };
    let Some(class) = start.typed::<Class>() else {
        return type_error(format!("super() argument 1 must be a type, not {}", class_of(&start).name.get()));
    };
    if !receiver.is_none() {
        let of = m.super_check(class, &receiver)?;
        object.class.set(of.into_value());
    }
    object.start.set(start);
    object.receiver.set(receiver);
    Ok(Value::None)
}

/// `super()`: the `__class__` cell and the first argument of the calling frame.
fn from_frame(m: &mut Machine) -> Outcome<(Value, Value)> {
    let Some(frame) = m.current_frame() else { return runtime_error("super(): no current frame") };
    let code = &frame.code().code;
    if code.args == 0 && !code.vararg {
        return runtime_error("super(): no arguments");
    }
    let Some(receiver) = frame.first_argument() else { return runtime_error("super(): arg[0] deleted") };
    let Some(at) = code.free.iter().position(|name| &**name == "__class__") else {
        return runtime_error("super(): __class__ cell not found");
    };
    match frame.function.closure.get(at).map(|cell| cell.value.get()) {
        Some(class) if class.is_set() => Ok((class, receiver)),
        _ => runtime_error("super(): empty __class__ cell"),
    }
}

fn repr_super(_: &mut Machine, a: &[Value]) -> Outcome {
    let object = this::<Super>(a)?;
    let start = object.start.get();
    let start = start.get::<Class>().map_or_else(|| "NULL".into(), |c| c.name.get());
    let class = object.class.get();
    Ok(match class.get::<Class>() {
        Some(class) => format!("<super: <class '{start}'>, <{} object>>", class.name.get()),
        None => format!("<super: <class '{start}'>, NULL>"),
    }
    .into())
}

fn getattribute_super(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = interned(super::object::attribute_name(&a[1])?);
    let object = this::<Super>(a)?;
    let (start, receiver, class) = (object.start.get(), object.receiver.get(), object.class.get());
    if let (Some(start), Some(class), false) =
        (start.typed::<Class>(), class.typed::<Class>(), name.as_str() == "__class__")
    {
        if let Some(found) = lookup_after(class, start, &name) {
            let itself = receiver.is(&class.value());
            return match sort(&found) {
                _ if itself => m.bind_to_class(found, class),
                Sort::ClassMethod(callable) => {
                    Ok(crate::object::function::BoundMethod::create(callable, class.value()))
                }
                sort => m.bind_sorted(sort, found, &receiver),
            };
        }
    }
    match m.instance_attribute(&a[0], &name)? {
        Some(value) => Ok(value),
        None => {
            let message = format!("'{}' object has no attribute '{}'", class_of(&a[0]).name.get(), name.as_str());
            Err(attribute_error(message, &a[0], &name))
        }
    }
}

fn get_super(m: &mut Machine, a: &[Value]) -> Outcome {
    let object = this::<Super>(a)?;
    if a[1].is_none() || !object.receiver.get().is_none() {
        return Ok(a[0].clone());
    }
    m.call(&class_of(&a[0]).value(), &[object.start.get(), a[1].clone()])
}
