//! Types of types: generic aliases (`list[int]`), unions (`int | str`), type parameters and aliases (PEP 695).

use super::type_parameter::{TYPE_PARAMETER_METHODS, TypeAlias, TypeParameter, is_parameter};
use crate::machine::Machine;
use crate::native::convert::this;
use crate::native::{Native, NativeType};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::list::{List, Tuple};
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};
use crate::syntax::ast::CompareOperator;
use crate::{getset, native};

/// The payload of a generic alias.
pub struct GenericAlias {
    /// `__origin__`
    pub origin: Value,
    /// `__args__`
    pub args: Gc<Tuple>,
    /// Whether it stands for its items: `*tuple[int, str]`.
    pub starred: bool,
    /// `__parameters__`; Unset until asked for.
    pub parameters: Own<Value>,
}

crate::payload!(
    GenericAlias,
    Kind::Extension,
    trace | this,
    visit | {
        visit(&this.origin);
        visit(&this.args.value());
        this.parameters.with(|v| visit(v));
    }
);

impl GenericAlias {
    /// `origin[args]`
    pub fn create(origin: Value, args: Gc<Tuple>, starred: bool) -> Value {
        let payload = GenericAlias { origin, args, starred, parameters: Own::new(Value::Unset) };
        Gc::new(payload, &types().generic_alias).into_value()
    }
}

/// The payload of a union.
pub struct Union {
    /// `__args__`
    pub args: Gc<Tuple>,
}

crate::payload!(Union, Kind::Extension, trace | this, visit | { visit(&this.args.value()) });

/// Built-in types that can be subscripted.
pub const GENERIC: &[&str] = &[
    "list",
    "dict",
    "tuple",
    "set",
    "frozenset",
    "enumerate",
    "mappingproxy",
    "generator",
    "coroutine",
    "async_generator",
    "ReferenceType",
    "BaseExceptionGroup",
    "Pattern",
    "Match",
];

/// `__class_getitem__` of those.
pub const CLASS_GETITEM: Native = native!(
    "__class_getitem__(cls, object, /)",
    |_: &mut Machine, a: &[Value]| Ok(alias_of(&a[0], &a[1])),
    "See PEP 585"
);

/// `origin[item]`
pub fn alias_of(origin: &Value, item: &Value) -> Value {
    let args = match item.typed::<Tuple>() {
        Some(tuple) => tuple.clone(),
        None => Tuple::create(vec![item.clone()]),
    };
    GenericAlias::create(origin.clone(), args, false)
}

const OR: Native = native!("__or__(self, value, /)", or, "Return self|value.");
const ROR: Native = native!("__ror__(self, value, /)", ror, "Return value|self.");

/// `GenericAlias`
pub static GENERIC_ALIAS: NativeType = NativeType {
    name: "GenericAlias",
    module: "types",
    layout: <GenericAlias>::layout,
    help: "Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    new: Some(native!(
        "__new__(cls, origin, args, /)",
        |_: &mut Machine, a: &[Value]| Ok(alias_of(&a[1], &a[2])),
        "Create and return a new object."
    )),
    methods: &[
        native!(
            "__repr__(self, /)",
            |m: &mut Machine, a: &[Value]| alias_repr(m, &a[0]).map(Value::from),
            "Return repr(self)."
        ),
        native!("__hash__(self, /)", alias_hash, "Return hash(self)."),
        native!("__call__(self, /, *args, **kwargs)", alias_call, "Call self as a function."),
        native!("__getattribute__(self, name, /)", alias_getattribute, "Return getattr(self, name)."),
        native!("__eq__(self, value, /)", alias_eq, "Return self==value."),
        native!("__iter__(self, /)", alias_iter, "Implement iter(self)."),
        OR,
        ROR,
        native!("__getitem__(self, key, /)", alias_getitem, "Return self[key]."),
        native!(
            "__mro_entries__(self, bases, /)",
            |m: &mut Machine, a: &[Value]| mro_entries(m, a),
            "The bases it stands for."
        ),
        native!(
            "__instancecheck__(self, instance, /)",
            |_: &mut Machine, _: &[Value]| type_error("isinstance() argument 2 cannot be a parameterized generic"),
            "Refuses."
        ),
        native!(
            "__subclasscheck__(self, subclass, /)",
            |_: &mut Machine, _: &[Value]| type_error("issubclass() argument 2 cannot be a parameterized generic"),
            "Refuses."
        ),
        native!("__reduce__(self, /)", alias_reduce, "Helper for pickle."),
    ],
    getsets: &[
        getset!("__origin__", |_, v| Ok(alias(v)?.origin.clone()), "The class."),
        getset!("__args__", |_, v| Ok(alias(v)?.args.value()), "What it is subscripted with."),
        getset!("__parameters__", |m, v| alias_parameters(m, v).map(Gc::into_value), "Type parameters inside."),
        getset!(
            "__typing_unpacked_tuple_args__",
            |_, v| {
                let alias = alias(v)?;
                let tuple = alias.starred && alias.origin.is(&types().tuple.value());
                Ok(if tuple { alias.args.value() } else { Value::None })
            },
            "What an unpacked tuple holds."
        ),
        getset!("__unpacked__", |_, v| Ok(Value::bool(alias(v)?.starred)), "Whether it stands for its items."),
    ],
    ..NativeType::BASE
};

/// `UnionType`
pub static UNION_TYPE: NativeType = NativeType {
    name: "UnionType",
    module: "types",
    layout: <Union>::layout,
    flags: class_flag::FINAL,
    help: "Represent a PEP 604 union type\n\nE.g. for int | str",
    methods: &[
        native!("__repr__(self, /)", union_repr, "Return repr(self)."),
        native!("__hash__(self, /)", union_hash, "Return hash(self)."),
        native!("__eq__(self, value, /)", union_eq, "Return self==value."),
        OR,
        ROR,
        native!("__getitem__(self, key, /)", union_getitem, "Return self[key]."),
    ],
    getsets: &[
        getset!("__args__", |_, v| Ok(union(v)?.args.value()), "The types."),
        getset!(
            "__parameters__",
            |m, v| {
                let args = union(v)?.args.clone();
                parameters_in(m, &args).map(Gc::into_value)
            },
            "Type parameters inside."
        ),
    ],
    ..NativeType::BASE
};

/// `TypeVar`
pub static TYPE_VAR: NativeType = NativeType {
    name: "TypeVar",
    module: "typing",
    layout: <TypeParameter>::layout,
    flags: class_flag::FINAL | class_flag::DICT,
    help: "Type variable.",
    new: Some(native!(
        "__new__(cls, name, /, *constraints, bound=None, default=<unset>, covariant=False, contravariant=False, infer_variance=False)",
        super::type_parameter::new_type_var,
        "Create and return a new object."
    )),
    methods: TYPE_PARAMETER_METHODS,
    getsets: super::type_parameter::TYPE_VAR_ATTRIBUTES,
    ..NativeType::BASE
};

/// `TypeVarTuple`
pub static TYPE_VAR_TUPLE: NativeType = NativeType {
    name: "TypeVarTuple",
    module: "typing",
    layout: <TypeParameter>::layout,
    flags: class_flag::FINAL | class_flag::DICT,
    help: "Type variable tuple.",
    new: Some(native!(
        "__new__(cls, name, *, default=<unset>)",
        super::type_parameter::new_type_var_tuple,
        "Create and return a new object."
    )),
    methods: super::type_parameter::TYPE_VAR_TUPLE_METHODS,
    getsets: super::type_parameter::COMMON_ATTRIBUTES,
    ..NativeType::BASE
};

/// `ParamSpec`
pub static PARAM_SPEC: NativeType = NativeType {
    name: "ParamSpec",
    module: "typing",
    layout: <TypeParameter>::layout,
    flags: class_flag::FINAL | class_flag::DICT,
    help: "Parameter specification.",
    new: Some(native!(
        "__new__(cls, name, *, bound=None, default=<unset>, covariant=False, contravariant=False, infer_variance=False)",
        super::type_parameter::new_param_spec,
        "Create and return a new object."
    )),
    methods: TYPE_PARAMETER_METHODS,
    getsets: super::type_parameter::PARAM_SPEC_ATTRIBUTES,
    ..NativeType::BASE
};

/// `TypeAliasType`
pub static TYPE_ALIAS: NativeType = NativeType {
    name: "TypeAliasType",
    module: "typing",
    layout: <TypeAlias>::layout,
    flags: class_flag::FINAL,
    help: "Type alias.",
    new: Some(native!(
        "__new__(cls, name, value, *, type_params=())",
        super::type_parameter::new_type_alias,
        "Create and return a new object."
    )),
    methods: &[
        native!(
            "__repr__(self, /)",
            |m: &mut Machine, a: &[Value]| m.get_attr(&a[0], &intern("__name__")),
            "Return repr(self)."
        ),
        OR,
        ROR,
        native!(
            "__getitem__(self, key, /)",
            |_: &mut Machine, a: &[Value]| Ok(alias_of(&a[0], &a[1])),
            "Return self[key]."
        ),
        native!(
            "__reduce__(self, /)",
            |m: &mut Machine, a: &[Value]| m.get_attr(&a[0], &intern("__name__")),
            "Helper for pickle."
        ),
    ],
    getsets: super::type_parameter::TYPE_ALIAS_ATTRIBUTES,
    ..NativeType::BASE
};

fn alias(value: &Value) -> Outcome<&GenericAlias> {
    match value.get::<GenericAlias>() {
        Some(alias) => Ok(alias),
        None => type_error(format!("expected a generic alias, not '{}'", class_of(value).name.get())),
    }
}

fn union(value: &Value) -> Outcome<&Union> {
    match value.get::<Union>() {
        Some(union) => Ok(union),
        None => type_error(format!("expected a union, not '{}'", class_of(value).name.get())),
    }
}

/// A type as the reprs of aliases and unions show it: `int`, `module.Name`, `None`, `...`.
pub fn type_text(m: &mut Machine, item: &Value) -> Outcome<String> {
    match item {
        Value::Ellipsis => return Ok("...".into()),
        Value::None => return Ok("None".into()),
        _ => {}
    }
    if let Some(list) = item.get::<List>() {
        let mut parts = Vec::new();
        for item in list.to_vec() {
            parts.push(type_text(m, &item)?);
        }
        return Ok(format!("[{}]", parts.join(", ")));
    }
    let shown = item.get::<GenericAlias>().is_none()
        && (item.get::<Class>().is_some() || m.find_attr(item, &intern("__origin__"))?.is_none());
    if shown {
        let qualname = m.find_attr(item, &intern("__qualname__"))?;
        let module = m.find_attr(item, &intern("__module__"))?;
        if let (Some(qualname), Some(module)) = (qualname, module) {
            if item.is(&types().none_type.value()) {
                return Ok("None".into());
            }
            if let Some(qualname) = qualname.get::<Str>().filter(|_| !module.is_none()) {
                let module = m.str(&module)?;
                return Ok(match module.as_str() {
                    "builtins" => qualname.as_str().to_string(),
                    module => format!("{module}.{}", qualname.as_str()),
                });
            }
        }
    }
    Ok(m.repr(item)?.as_str().to_string())
}

fn alias_repr(m: &mut Machine, value: &Value) -> Outcome<String> {
    let alias = alias(value)?;
    let origin = type_text(m, &alias.origin)?;
    let mut parts = Vec::new();
    for item in alias.args.as_slice() {
        parts.push(if item.is_none() { "None".to_string() } else { type_text(m, item)? });
    }
    if is_callable(&alias.origin) && !stands_for_many(m, alias.args.as_slice())? {
        let result = parts.pop().unwrap_or_default();
        return Ok(format!("{origin}[[{}], {result}]", parts.join(", ")));
    }
    let inside = if parts.is_empty() { "()".to_string() } else { parts.join(", ") };
    Ok(format!("{}{origin}[{inside}]", if alias.starred { "*" } else { "" }))
}

/// Whether an alias is one of `collections.abc.Callable`, whose arguments are what it takes and what it returns.
fn is_callable(origin: &Value) -> bool {
    origin.get::<Class>().is_some_and(|class| {
        &*class.name.get() == "Callable"
            && class.module().is_some_and(|m| m.get::<Str>().is_some_and(|m| m.as_str() == "collections.abc"))
    })
}

/// Whether a Callable's first argument stands for all that it takes: `...`, a ParamSpec, a Concatenate.
fn stands_for_many(m: &mut Machine, args: &[Value]) -> Outcome<bool> {
    let [taken, _] = args else { return Ok(false) };
    if matches!(taken, Value::Ellipsis) || class_of(taken) == &types().param_spec {
        return Ok(true);
    }
    let name = m.find_attr(taken, &intern("_name"))?;
    Ok(name.is_some_and(|n| n.get::<Str>().is_some_and(|n| n.as_str() == "Concatenate")))
}

fn alias_hash(m: &mut Machine, a: &[Value]) -> Outcome {
    let alias = this::<GenericAlias>(a)?;
    let (origin, args) = (m.hash(&alias.origin)?, m.hash(&alias.args.value())?);
    Ok(Value::Int(origin ^ args))
}

fn alias_call(m: &mut Machine, a: &[Value]) -> Outcome {
    let origin = this::<GenericAlias>(a)?.origin.clone();
    let arguments = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let made = match a[2].get::<crate::object::dict::Dict>() {
        Some(keywords) => m.call_dict(&origin, arguments, keywords)?,
        None => m.call(&origin, arguments)?,
    };
    match m.set_attr(&made, &intern("__orig_class__"), a[0].clone()) {
        Err(raise) if !raise.is(Exc::AttributeError) && !raise.is(Exc::TypeError) => Err(raise),
        _ => Ok(made),
    }
}

fn alias_getattribute(m: &mut Machine, a: &[Value]) -> Outcome {
    const OWN: &[&str] = &[
        "__class__",
        "__origin__",
        "__args__",
        "__unpacked__",
        "__parameters__",
        "__typing_unpacked_tuple_args__",
        "__mro_entries__",
        "__reduce_ex__",
        "__reduce__",
        "__copy__",
        "__deepcopy__",
        "__bases__",
    ];
    let name = crate::object::str::interned(super::object::attribute_name(&a[1])?);
    let object = this::<GenericAlias>(a)?;
    if !OWN.contains(&name.as_str()) {
        return m.get_attr(&object.origin, &name);
    }
    match m.instance_attribute(&a[0], &name)? {
        Some(value) => Ok(value),
        None => Err(crate::machine::protocol::attribute::no_attribute(&a[0], &name)),
    }
}

fn alias_eq(m: &mut Machine, a: &[Value]) -> Outcome {
    let (Some(left), Some(right)) = (a[0].get::<GenericAlias>(), a[1].get::<GenericAlias>()) else {
        return Ok(Value::NotImplemented);
    };
    let same = left.starred == right.starred
        && m.equal(&left.origin, &right.origin)?
        && m.equal(&left.args.value(), &right.args.value())?;
    Ok(Value::bool(same))
}

fn alias_iter(m: &mut Machine, a: &[Value]) -> Outcome {
    let alias = this::<GenericAlias>(a)?;
    let starred = GenericAlias::create(alias.origin.clone(), alias.args.clone(), true);
    m.iter(&Value::from(vec![starred]))
}

fn mro_entries(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Tuple::create(vec![this::<GenericAlias>(a)?.origin.clone()]).into_value())
}

fn alias_reduce(_: &mut Machine, a: &[Value]) -> Outcome {
    let alias = this::<GenericAlias>(a)?;
    let arguments = Tuple::create(vec![alias.origin.clone(), alias.args.value()]).into_value();
    Ok(Tuple::create(vec![types().generic_alias.value(), arguments]).into_value())
}

/// The type parameters inside arguments, each once, in order.
pub fn parameters_in(m: &mut Machine, args: &Gc<Tuple>) -> Outcome<Gc<Tuple>> {
    let mut found: Vec<Value> = Vec::new();
    for item in args.as_slice() {
        if item.kind() == Some(Kind::Class) || item.object().is_none() {
            continue;
        }
        let inner = if is_parameter(item) || m.find_attr(item, &intern("__typing_subst__"))?.is_some() {
            vec![item.clone()]
        } else if let Some(inner) = m.find_attr(item, &intern("__parameters__"))? {
            inner.get::<Tuple>().map_or(Vec::new(), |t| t.as_slice().to_vec())
        } else {
            Vec::new()
        };
        for parameter in inner {
            if !found.iter().any(|f| f.is(&parameter)) {
                found.push(parameter);
            }
        }
    }
    Ok(Tuple::create(found))
}

fn alias_parameters(m: &mut Machine, value: &Value) -> Outcome<Gc<Tuple>> {
    let alias = alias(value)?;
    if let Some(known) = alias.parameters.get().typed::<Tuple>() {
        return Ok(known.clone());
    }
    let found = parameters_in(m, &alias.args)?;
    alias.parameters.set(found.value());
    Ok(found)
}

/// Replaces the type parameters inside arguments by what is given for them.
fn substitute(
    m: &mut Machine,
    of: &Value,
    args: &Gc<Tuple>,
    parameters: &Gc<Tuple>,
    item: &Value,
) -> Outcome<Vec<Value>> {
    let wanted = parameters.as_slice();
    if wanted.is_empty() {
        let repr = m.repr(of)?;
        return type_error(format!("{} is not a generic class", repr.as_str()));
    }
    let given: Vec<Value> = match item.get::<Tuple>() {
        Some(tuple) => tuple.as_slice().to_vec(),
        None => vec![item.clone()],
    };
    let star = wanted.iter().position(|p| class_of(p) == &types().type_var_tuple);
    let fits = match star {
        Some(_) => given.len() + 1 >= wanted.len(),
        None => given.len() == wanted.len(),
    };
    if !fits {
        let repr = m.repr(of)?;
        let (many, least) = if given.len() > wanted.len() { ("many", "") } else { ("few", "at least ") };
        let (actual, expected) = (given.len(), wanted.len());
        return type_error(format!(
            "Too {many} arguments for {}; actual {actual}, expected {least}{expected}",
            repr.as_str()
        ));
    }
    // What each parameter stands for: one type, or several for the starred one.
    let mut stands: Vec<Vec<Value>> = Vec::new();
    let extra = given.len() + 1 - wanted.len().min(given.len() + 1);
    let mut next = 0;
    for i in 0..wanted.len() {
        let count = if Some(i) == star { extra } else { 1 };
        stands.push(given[next..next + count].to_vec());
        next += count;
    }
    let look = |parameter: &Value| wanted.iter().position(|p| p.is(parameter)).map(|i| stands[i].clone());
    let mut new = Vec::new();
    for arg in args.as_slice() {
        if let Some(mut found) = look(arg) {
            new.append(&mut found);
            continue;
        }
        let inner = match arg.kind() {
            Some(Kind::Class) | None => None,
            _ => m.find_attr(arg, &intern("__parameters__"))?,
        };
        match inner.as_ref().and_then(Value::get::<Tuple>).filter(|t| !t.is_empty()) {
            Some(inner) => {
                let items: Vec<Value> = inner.as_slice().iter().flat_map(|p| look(p).unwrap_or_default()).collect();
                let key = if items.len() == 1 { items[0].clone() } else { Tuple::create(items).into_value() };
                let replaced = m.get_item(arg, &key)?;
                match replaced.get::<GenericAlias>() {
                    Some(alias) if alias.starred => new.extend_from_slice(alias.args.as_slice()),
                    _ => new.push(replaced),
                }
            }
            None => new.push(arg.clone()),
        }
    }
    Ok(new)
}

/// The items of a list or tuple of types that stands for a ParamSpec.
fn items_of(value: &Value) -> Option<Vec<Value>> {
    match value.get::<List>() {
        Some(list) => Some(list.to_vec()),
        None => value.get::<Tuple>().map(|tuple| tuple.as_slice().to_vec()),
    }
}

fn alias_getitem(m: &mut Machine, a: &[Value]) -> Outcome {
    let parameters = alias_parameters(m, &a[0])?;
    let alias = this::<GenericAlias>(a)?;
    let mut args = substitute(m, &a[0], &alias.args, &parameters, &a[1])?;
    if is_callable(&alias.origin) {
        if let Some(taken) = args.first().and_then(items_of) {
            args.splice(0..1, taken);
        }
    }
    Ok(GenericAlias::create(alias.origin.clone(), Tuple::create(args), alias.starred))
}

fn union_getitem(m: &mut Machine, a: &[Value]) -> Outcome {
    let args = this::<Union>(a)?.args.clone();
    let parameters = parameters_in(m, &args)?;
    let mut items = substitute(m, &a[0], &args, &parameters, &a[1])?.into_iter();
    let mut made = items.next().unwrap_or(Value::None);
    for item in items {
        made = join(m, &made, &item)?;
    }
    Ok(made)
}

/// Whether a value may stand in a union.
fn is_type(value: &Value) -> bool {
    value.is_none()
        || value.kind() == Some(Kind::Class)
        || value.get::<GenericAlias>().is_some()
        || value.get::<Union>().is_some()
        || value.get::<TypeAlias>().is_some()
}

/// `left | right` of types.
pub fn or(m: &mut Machine, a: &[Value]) -> Outcome {
    join(m, &a[0], &a[1])
}

/// `right | left` of types, for the reflected operator.
pub fn ror(m: &mut Machine, a: &[Value]) -> Outcome {
    join(m, &a[1], &a[0])
}

fn join(m: &mut Machine, left: &Value, right: &Value) -> Outcome {
    if !is_type(left) || !is_type(right) {
        return Ok(Value::NotImplemented);
    }
    let mut all: Vec<Value> = Vec::new();
    for side in [left, right] {
        let items = match side.get::<Union>() {
            Some(union) => union.args.as_slice().to_vec(),
            None if side.is_none() => vec![types().none_type.value()],
            None => vec![side.clone()],
        };
        for item in items {
            let mut known = false;
            for other in &all {
                // `int` and `list[int]` differ; equal aliases are the same.
                if other.is(&item) || (other.get::<GenericAlias>().is_some() && m.equal(other, &item)?) {
                    known = true;
                    break;
                }
            }
            if !known {
                all.push(item);
            }
        }
    }
    if all.len() == 1 {
        return Ok(all.remove(0));
    }
    Ok(Gc::new(Union { args: Tuple::create(all) }, &types().union_type).into_value())
}

fn union_repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let args = this::<Union>(a)?.args.clone();
    let mut parts = Vec::new();
    for item in args.as_slice() {
        parts.push(type_text(m, item)?);
    }
    Ok(parts.join(" | ").into())
}

fn union_hash(m: &mut Machine, a: &[Value]) -> Outcome {
    let args = this::<Union>(a)?.args.clone();
    let mut hash = 0x5eed;
    for item in args.as_slice() {
        hash ^= m.hash(item)?.wrapping_mul(0x9e37_79b1);
    }
    Ok(Value::Int(if hash == -1 { -2 } else { hash }))
}

fn union_eq(m: &mut Machine, a: &[Value]) -> Outcome {
    let (Some(left), Some(right)) = (a[0].get::<Union>(), a[1].get::<Union>()) else {
        return Ok(Value::NotImplemented);
    };
    let (left, right) = (left.args.clone(), right.args.clone());
    if left.len() != right.len() {
        return Ok(Value::bool(false));
    }
    for item in left.as_slice() {
        let mut found = false;
        for other in right.as_slice() {
            let same = m.compare(CompareOperator::Eq, item, other)?;
            if item.is(other) || m.truth(&same)? {
                found = true;
                break;
            }
        }
        if !found {
            return Ok(Value::bool(false));
        }
    }
    Ok(Value::bool(true))
}

impl Machine {
    /// `origin[item]`, PEP 585.
    pub fn generic_alias(&mut self, origin: &Value, item: &Value) -> Outcome {
        Ok(alias_of(origin, item))
    }
}

/// Whether a class can be subscripted; for `type[...]` and user classes with `__class_getitem__`.
pub fn class_item(m: &mut Machine, class: &Value, item: &Value) -> Outcome<Option<Value>> {
    if class.is(&types().type_.value()) {
        return Ok(Some(alias_of(class, item)));
    }
    match m.find_attr(class, &Special::ClassGetItem.name())? {
        Some(method) => m.call(&method, std::slice::from_ref(item)).map(Some),
        None => Ok(None),
    }
}
