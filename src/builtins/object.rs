//! `object`: what every value has.

use crate::machine::Machine;
use crate::machine::protocol::attribute::no_attribute;
use crate::machine::protocol::class::{is_objects_own, tp_name};
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::attributes::{attributes, change_class};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::hash::identity_hash;
use crate::object::heap::{Gc, Kind};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};
use crate::{getset, native};

/// `object`
pub static OBJECT: NativeType = NativeType {
    name: "object",
    module: "builtins",
    base: None,
    layout: crate::object::class::instance_layout,
    flags: 0,
    help: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    new: Some(native!("__new__(type, /, *args, **kwargs)", new, "Create and return a new object.")),
    methods: METHODS,
    class_methods: CLASS_METHODS,
    static_methods: &[],
    getsets: GETSETS,
    specials: &[],
};

const METHODS: &[Native] = &[
    native!(
        "__init__(self, /, *args, **kwargs)",
        init,
        "Initialize self.  See help(type(self)) for accurate signature."
    ),
    native!("__repr__(self, /)", repr, "Return repr(self)."),
    native!("__str__(self, /)", str, "Return str(self)."),
    native!("__hash__(self, /)", hash, "Return hash(self)."),
    native!("__getattribute__(self, name, /)", getattribute, "Return getattr(self, name)."),
    native!("__setattr__(self, name, value, /)", setattr, "Implement setattr(self, name, value)."),
    native!("__delattr__(self, name, /)", delattr, "Implement delattr(self, name)."),
    native!("__lt__(self, value, /)", unordered, "Return self<value."),
    native!("__le__(self, value, /)", unordered, "Return self<=value."),
    native!("__eq__(self, value, /)", eq, "Return self==value."),
    native!("__ne__(self, value, /)", ne, "Return self!=value."),
    native!("__gt__(self, value, /)", unordered, "Return self>value."),
    native!("__ge__(self, value, /)", unordered, "Return self>=value."),
    native!("__reduce_ex__(self, protocol, /)", reduce_ex, "Helper for pickle."),
    native!("__reduce__(self, /)", reduce, "Helper for pickle."),
    native!("__getstate__(self, /)", getstate, "Helper for pickle."),
    native!(
        "__format__(self, format_spec, /)",
        format,
        "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise."
    ),
    native!("__sizeof__(self, /)", sizeof, "Size of object in memory, in bytes."),
    native!("__dir__(self, /)", dir, "Default dir() implementation."),
];

const CLASS_METHODS: &[Native] = &[
    native!(
        "__init_subclass__(cls, /, *args, **kwargs)",
        init_subclass,
        "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\noverridden to extend subclasses.\n"
    ),
    native!(
        "__subclasshook__(cls, object, /)",
        |_: Value, _: Value| Ok(Value::NotImplemented),
        "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is cached).\n"
    ),
];

const GETSETS: &[NativeGetset] = &[getset!("__class__", get_class, set_class, "the object's class")];

/// The name argument of `__getattribute__` and its kin.
pub fn attribute_name(name: &Value) -> Outcome<&Gc<Str>> {
    match name.typed::<Str>() {
        Some(name) => Ok(name),
        None => type_error(format!("attribute name must be string, not '{}'", class_of(name).name.get())),
    }
}

fn has_more(a: &[Value]) -> bool {
    a[1].get::<Tuple>().is_some_and(|t| !t.is_empty()) || a[2].get::<Dict>().is_some_and(|d| !d.is_empty())
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome {
    match a[0].typed::<Class>() {
        Some(class) => m.plain_new(class, has_more(a)),
        None => type_error(format!("object.__new__(X): X is not a type object ({})", class_of(&a[0]).name.get())),
    }
}

fn init(_: &mut Machine, a: &[Value]) -> Outcome {
    if has_more(a) {
        let class = class_of(&a[0]);
        if !class.special(Special::Init).is_some_and(|init| is_objects_own(&init)) {
            return type_error("object.__init__() takes exactly one argument (the instance to initialize)");
        }
        if class.special(Special::New).is_some_and(|new| is_objects_own(&new)) {
            return type_error(format!(
                "{}.__init__() takes exactly one argument (the instance to initialize)",
                class.name.get()
            ));
        }
    }
    Ok(Value::None)
}

/// `<C object at 0x...>` with the module, unless it is builtins.
pub fn plain_repr(value: &Value) -> String {
    format!("<{} object at {:#x}>", class_of(value).full_name(), value.id())
}

fn repr(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(plain_repr(&a[0]).into())
}

fn str(m: &mut Machine, a: &[Value]) -> Outcome {
    m.repr(&a[0]).map(Gc::into_value)
}

fn hash(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(identity_hash(a[0].id() as usize)))
}

fn getattribute(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = crate::object::str::interned(attribute_name(&a[1])?);
    let found = match a[0].kind() {
        // `object.__getattribute__` of a class or module looks at it as at any instance.
        Some(Kind::Module) => m.plain_attribute(&a[0], &name)?,
        _ => m.instance_attribute(&a[0], &name)?,
    };
    match found {
        Some(value) => Ok(value),
        None => Err(no_attribute(&a[0], &name)),
    }
}

fn setattr(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = crate::object::str::interned(attribute_name(&a[1])?);
    refuse_class(&a[0], "__setattr__")?;
    m.plain_set_attribute(&a[0], &name, a[2].clone()).map(Value::from)
}

fn delattr(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = crate::object::str::interned(attribute_name(&a[1])?);
    refuse_class(&a[0], "__delattr__")?;
    m.plain_set_attribute(&a[0], &name, Value::Unset).map(Value::from)
}

/// `object.__setattr__(int, ...)` must not get around the type's own.
fn refuse_class(value: &Value, name: &str) -> Outcome<()> {
    match value.kind() {
        Some(Kind::Class) => type_error(format!("can't apply this {name} to {} object", class_of(value).name.get())),
        _ => Ok(()),
    }
}

fn unordered(_: &mut Machine, _: &[Value]) -> Outcome {
    Ok(Value::NotImplemented)
}

fn eq(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(if a[0].is(&a[1]) { Value::bool(true) } else { Value::NotImplemented })
}

fn ne(m: &mut Machine, a: &[Value]) -> Outcome {
    match m.call_special(&a[0], Special::Eq, &[a[1].clone()])? {
        Some(result) if !result.is_not_implemented() => Ok(Value::bool(!m.truth(&result)?)),
        _ => Ok(Value::NotImplemented),
    }
}

fn format(m: &mut Machine, a: &[Value]) -> Outcome {
    match a[1].get::<Str>() {
        Some(spec) if spec.is_empty() => m.str(&a[0]).map(Gc::into_value),
        Some(_) => type_error(format!("unsupported format string passed to {}.__format__", class_of(&a[0]).name.get())),
        None => type_error(format!("__format__() argument must be str, not {}", class_of(&a[1]).name.get())),
    }
}

fn sizeof(_: &mut Machine, a: &[Value]) -> Outcome {
    let size = match a[0].object() {
        Some(r) => class_of(&a[0]).instance_layout().size + r.capacity() * 16,
        None => 24,
    };
    Ok(Value::from(size))
}

fn init_subclass(_: &mut Machine, a: &[Value]) -> Outcome {
    let name = a[0].get::<Class>().map_or_else(|| "object".into(), |c| c.name.get());
    if a[2].get::<Dict>().is_some_and(|d| !d.is_empty()) {
        return type_error(format!("{name}.__init_subclass__() takes no keyword arguments"));
    }
    match a[1].get::<Tuple>().map_or(0, Tuple::len) {
        0 => Ok(Value::None),
        given => type_error(format!("{name}.__init_subclass__() takes no arguments ({given} given)")),
    }
}

fn get_class(_: &mut Machine, value: &Value) -> Outcome {
    Ok(class_of(value).value())
}

fn set_class(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    if !new.is_set() {
        return type_error("can't delete __class__ attribute");
    }
    let Some(new) = new.typed::<Class>() else {
        return type_error(format!("__class__ must be set to a class, not '{}' object", class_of(&new).name.get()));
    };
    let old = class_of(value).clone();
    let mutable = |c: &Gc<Class>| !c.is_builtin() || c.is_subclass_of(&types().module);
    let (Some(object), true) = (value.object(), mutable(new) && mutable(&old)) else {
        return type_error("__class__ assignment only supported for mutable types or ModuleType subclasses");
    };
    let same = std::ptr::eq(new.instance_layout(), old.instance_layout())
        && new.slot_names() == old.slot_names()
        && new.has_dict() == old.has_dict()
        && (new.has_flag(class_flag::WEAK) == old.has_flag(class_flag::WEAK));
    if !same || (attributes(object).is_none() && new.attribute_bytes() != 0) {
        return type_error(format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            new.name.get(),
            old.name.get()
        ));
    }
    change_class(object, new.clone());
    Ok(())
}

/// Adds the names of a namespace.
fn add_names(m: &mut Machine, names: &mut Vec<Value>, namespace: &Value) -> Outcome<()> {
    let keys = match namespace.get::<Dict>() {
        Some(dict) => dict.keys(),
        None => {
            let keys = m.call_method(namespace, "keys", &[])?;
            m.collect(&keys)?
        }
    };
    names.extend(keys);
    Ok(())
}

/// Adds the names of a class and its bases.
pub fn add_class_names(m: &mut Machine, names: &mut Vec<Value>, class: &Value) -> Outcome<()> {
    if let Some(class) = class.get::<Class>() {
        for class in class.mro.get() {
            names.extend(class.dict().keys());
        }
        return Ok(());
    }
    if let Some(namespace) = m.find_attr(class, &intern("__dict__"))? {
        add_names(m, names, &namespace)?;
    }
    if let Some(bases) = m.find_attr(class, &intern("__bases__"))? {
        for base in m.collect(&bases)? {
            add_class_names(m, names, &base)?;
        }
    }
    Ok(())
}

/// Every name once, in the order of the texts; what is no text goes last.
pub fn sorted_names(names: Vec<Value>) -> Value {
    let mut texts: Vec<Gc<Str>> = Vec::new();
    let mut rest: Vec<Value> = Vec::new();
    for name in names {
        match name.typed::<Str>() {
            Some(text) => texts.push(text.clone()),
            None => rest.push(name),
        }
    }
    texts.sort_by(|a, b| a.as_str().cmp(b.as_str()));
    texts.dedup_by(|a, b| a.as_str() == b.as_str());
    let mut all: Vec<Value> = texts.into_iter().map(Gc::into_value).collect();
    all.append(&mut rest);
    Value::from(all)
}

fn dir(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut names = Vec::new();
    if let Some(namespace) = m.find_attr(&a[0], &intern("__dict__"))? {
        if namespace.get::<Dict>().is_some() {
            add_names(m, &mut names, &namespace)?;
        }
    }
    if let Some(class) = m.find_attr(&a[0], &intern("__class__"))? {
        add_class_names(m, &mut names, &class)?;
    }
    Ok(sorted_names(names))
}

/// The state of an instance for copying: its `__dict__`, or a pair of it and its slots, or None.
fn default_state(m: &mut Machine, object: &Value, required: bool) -> Outcome {
    let class = class_of(object).clone();
    let base_kind = class.instance_layout().kind;
    if required && !matches!(base_kind, Kind::Instance) && !class.has_dict() && !is_container(base_kind) {
        return type_error(format!("cannot pickle '{}' object", tp_name(&class)));
    }
    let mut state = Value::None;
    if object.get::<Module>().is_none() && class.has_dict() {
        let dict = m.find_attr(object, &intern("__dict__"))?;
        if let Some(dict) = dict.as_ref().and_then(Value::typed::<Dict>) {
            if !dict.is_empty() {
                state = dict.value();
            }
        }
    }
    if class.slot_count() > 0 {
        let slots = Dict::create();
        for name in class.slot_names() {
            if let Some(value) = m.find_attr(object, &name)? {
                drop(slots.set_str(&name, value));
            }
        }
        if !slots.is_empty() {
            return Ok(Tuple::create(vec![state, slots.into_value()]).into_value());
        }
    }
    Ok(state)
}

fn is_container(kind: Kind) -> bool {
    matches!(kind, Kind::List | Kind::Dict | Kind::Set | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray)
        || matches!(kind, Kind::BigInt | Kind::BoxedInt | Kind::BoxedFloat | Kind::Complex | Kind::Exception)
}

fn getstate(m: &mut Machine, a: &[Value]) -> Outcome {
    default_state(m, &a[0], false)
}

fn reduce(m: &mut Machine, a: &[Value]) -> Outcome {
    reduce_with(m, &a[0], 0)
}

fn reduce_ex(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = intern("__reduce__");
    if let Some((found, found_in)) = class_of(&a[0]).lookup_in(&name) {
        if found_in != types().object {
            let method = m.bind(found, &a[0])?;
            return m.call(&method, &[]);
        }
    }
    let protocol = crate::object::int::as_i64(&m.index(&a[1])?).unwrap_or(0);
    reduce_with(m, &a[0], protocol)
}

fn reduce_with(m: &mut Machine, object: &Value, protocol: i64) -> Outcome {
    let copyreg = m.import_plain("copyreg")?;
    if protocol < 2 {
        return m.call_method(&copyreg, "_reduce_ex", &[object.clone(), Value::Int(protocol)]);
    }
    let class = class_of(object).clone();
    let (mut arguments, mut keywords) = (Vec::new(), None);
    if let Some(get) = m.find_attr(object, &intern("__getnewargs_ex__"))? {
        let pair = m.call(&get, &[])?;
        let pair = m.collect(&pair)?;
        if let [positional, named] = pair.as_slice() {
            arguments = m.collect(positional)?;
            keywords = named.typed::<Dict>().filter(|d| !d.is_empty()).cloned();
        }
    } else if let Some(get) = m.find_attr(object, &intern("__getnewargs__"))? {
        let given = m.call(&get, &[])?;
        arguments = m.collect(&given)?;
    }
    let state = match class.lookup_in(&intern("__getstate__")) {
        Some((_, found_in)) if found_in == types().object => default_state(m, object, true)?,
        _ => m.call_method(object, "__getstate__", &[])?,
    };
    let items = if object.kind() == Some(Kind::List) { m.iter(object)? } else { Value::None };
    let pairs = if object.kind() == Some(Kind::Dict) {
        let pairs = m.call_method(object, "items", &[])?;
        m.iter(&pairs)?
    } else {
        Value::None
    };
    let (maker, made_of) = match keywords {
        Some(keywords) => {
            ("__newobj_ex__", vec![class.into_value(), Tuple::create(arguments).into_value(), keywords.into_value()])
        }
        None => {
            arguments.insert(0, class.into_value());
            ("__newobj__", arguments)
        }
    };
    let maker = m.get_attr(&copyreg, &intern(maker))?;
    Ok(Tuple::create(vec![maker, Tuple::create(made_of).into_value(), state, items, pairs]).into_value())
}
