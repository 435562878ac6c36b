//! `mappingproxy` and `SimpleNamespace`.

use crate::machine::Machine;
use crate::machine::protocol::class::DICT_ATTRIBUTE;
use crate::native;
use crate::native::convert::this;
use crate::native::{Native, NativeType};
use crate::object::attributes::{instance_dict, set_attribute};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::MappingProxy;
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Kind, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, interned};
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};
use crate::syntax::ast::{BinaryOperator, CompareOperator};

/// `mappingproxy`
pub static MAPPING_PROXY: NativeType = NativeType {
    name: "mappingproxy",
    layout: <MappingProxy>::layout,
    flags: class_flag::FINAL | class_flag::MAPPING,
    help: "Read-only proxy of a mapping.",
    new: Some(native!("__new__(cls, mapping, /)", new_proxy, "Create and return a new object.")),
    methods: PROXY_METHODS,
    ..NativeType::BASE
};

const PROXY_METHODS: &[Native] = &[
    native!("__repr__(self, /)", proxy_repr, "Return repr(self)."),
    native!(
        "__str__(self, /)",
        |m: &mut Machine, a: &[Value]| m.str(&inner(a)?).map(Gc::into_value),
        "Return str(self)."
    ),
    native!(
        "__hash__(self, /)",
        |m: &mut Machine, a: &[Value]| m.hash(&inner(a)?).map(Value::Int),
        "Return hash(self)."
    ),
    native!("__len__(self, /)", |m: &mut Machine, a: &[Value]| m.len(&inner(a)?).map(Value::from), "Return len(self)."),
    native!("__iter__(self, /)", |m: &mut Machine, a: &[Value]| m.iter(&inner(a)?), "Implement iter(self)."),
    native!(
        "__getitem__(self, key, /)",
        |m: &mut Machine, a: &[Value]| m.get_item(&inner(a)?, &a[1]),
        "Return self[key]."
    ),
    native!(
        "__contains__(self, key, /)",
        |m: &mut Machine, a: &[Value]| m.contains(&inner(a)?, &a[1]).map(Value::bool),
        "Return bool(key in self)."
    ),
    native!(
        "__eq__(self, value, /)",
        |m: &mut Machine, a: &[Value]| m.compare(CompareOperator::Eq, &inner(a)?, &bare(&a[1])),
        "Return self==value."
    ),
    native!(
        "__ne__(self, value, /)",
        |m: &mut Machine, a: &[Value]| m.compare(CompareOperator::Ne, &inner(a)?, &bare(&a[1])),
        "Return self!=value."
    ),
    native!(
        "__or__(self, value, /)",
        |m: &mut Machine, a: &[Value]| m.binary(BinaryOperator::Or, &inner(a)?, &bare(&a[1])),
        "Return self|value."
    ),
    native!(
        "__ror__(self, value, /)",
        |m: &mut Machine, a: &[Value]| m.binary(BinaryOperator::Or, &bare(&a[1]), &inner(a)?),
        "Return value|self."
    ),
    native!(
        "__ior__(self, value, /)",
        |_: &mut Machine, _: &[Value]| type_error("'|=' is not supported by mappingproxy; use '|' instead"),
        "Return self|=value."
    ),
    native!(
        "__reversed__(self, /)",
        |m: &mut Machine, a: &[Value]| m.call_method(&inner(a)?, "__reversed__", &[]),
        "D.__reversed__() -> reverse iterator"
    ),
    native!(
        "get(self, key, default=None, /)",
        |m: &mut Machine, a: &[Value]| m.call_method(&inner(a)?, "get", &a[1..3]),
        "Return the value for key if key is in the mapping, else default."
    ),
    native!(
        "keys(self, /)",
        |m: &mut Machine, a: &[Value]| m.call_method(&inner(a)?, "keys", &[]),
        "D.keys() -> a set-like object providing a view on D's keys"
    ),
    native!(
        "values(self, /)",
        |m: &mut Machine, a: &[Value]| m.call_method(&inner(a)?, "values", &[]),
        "D.values() -> an object providing a view on D's values"
    ),
    native!(
        "items(self, /)",
        |m: &mut Machine, a: &[Value]| m.call_method(&inner(a)?, "items", &[]),
        "D.items() -> a set-like object providing a view on D's items"
    ),
    native!(
        "copy(self, /)",
        |m: &mut Machine, a: &[Value]| m.call_method(&inner(a)?, "copy", &[]),
        "D.copy() -> a shallow copy of D"
    ),
];

fn inner(a: &[Value]) -> Outcome {
    Ok(this::<MappingProxy>(a)?.mapping.clone())
}

/// The mapping behind a proxy, or the value itself.
fn bare(value: &Value) -> Value {
    value.get::<MappingProxy>().map_or_else(|| value.clone(), |p| p.mapping.clone())
}

fn new_proxy(_: &mut Machine, a: &[Value]) -> Outcome {
    let sequence = matches!(a[1].kind(), Some(Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes) | None);
    if sequence || !class_of(&a[1]).has_special(Special::GetItem) {
        return type_error(format!("mappingproxy() argument must be a mapping, not {}", class_of(&a[1]).name.get()));
    }
    Ok(MappingProxy::create(a[1].clone()))
}

fn proxy_repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let text = m.repr(&inner(a)?)?;
    Ok(format!("mappingproxy({})", text.as_str()).into())
}

/// `SimpleNamespace`
pub static SIMPLE_NAMESPACE: NativeType = NativeType {
    name: "SimpleNamespace",
    module: "types",
    flags: class_flag::DICT,
    help: "A simple attribute-based namespace.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new_namespace, "Create and return a new object.")),
    methods: &[
        native!(
            "__init__(self, /, *args, **kwargs)",
            init_namespace,
            "Initialize self.  See help(type(self)) for accurate signature."
        ),
        native!("__repr__(self, /)", namespace_repr, "Return repr(self)."),
        native!("__eq__(self, value, /)", namespace_eq, "Return self==value."),
        native!("__ne__(self, value, /)", namespace_ne, "Return self!=value."),
        native!("__reduce__(self, /)", namespace_reduce, "Return state information for pickling"),
        native!(
            "__replace__(self, /, **changes)",
            namespace_replace,
            "Return a copy of the namespace object with new values for the specified attributes."
        ),
    ],
    getsets: &[DICT_ATTRIBUTE],
    ..NativeType::BASE
};

fn new_namespace(_: &mut Machine, a: &[Value]) -> Outcome {
    match a[0].typed::<Class>() {
        Some(class) => Ok(Gc::new(crate::object::class::Instance, class).into_value()),
        None => type_error("SimpleNamespace.__new__(X): X is not a type object"),
    }
}

fn fill(object: &Value, dict: &Dict) -> Outcome<()> {
    let Some(object) = object.object() else { return Ok(()) };
    for (key, value) in dict.items() {
        match key.typed::<Str>() {
            Some(key) => drop(set_attribute(object, &interned(key), value)),
            None => return type_error("keywords must be strings"),
        }
    }
    Ok(())
}

fn init_namespace(m: &mut Machine, a: &[Value]) -> Outcome {
    match a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice) {
        [] => {}
        [given] => {
            let dict = m.call(&types().dict.value(), std::slice::from_ref(given))?;
            if let Some(dict) = dict.get::<Dict>() {
                fill(&a[0], dict)?;
            }
        }
        more => {
            return type_error(format!(
                "{} expected at most 1 argument, got {}",
                class_of(&a[0]).name.get(),
                more.len()
            ));
        }
    }
    if let Some(keywords) = a[2].get::<Dict>() {
        fill(&a[0], keywords)?;
    }
    Ok(Value::None)
}

fn dict_of(value: &Value) -> Gc<Dict> {
    value.object().and_then(instance_dict).unwrap_or_else(Dict::create)
}

fn namespace_repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let class = class_of(&a[0]).clone();
    let name = if class == types().simple_namespace { "namespace".into() } else { class.name.get() };
    if !m.repr_enter(&a[0]) {
        return Ok(format!("{name}(...)").into());
    }
    let mut parts = Vec::new();
    let mut failed = None;
    for (key, value) in dict_of(&a[0]).items() {
        let Some(key) = key.get::<Str>().map(|s| s.as_str().to_string()).filter(|k| !k.is_empty()) else { continue };
        match m.repr(&value) {
            Ok(text) => parts.push(format!("{key}={}", text.as_str())),
            Err(raise) => {
                failed = Some(raise);
                break;
            }
        }
    }
    m.repr_leave(&a[0]);
    match failed {
        Some(raise) => Err(raise),
        None => Ok(format!("{name}({})", parts.join(", ")).into()),
    }
}

fn namespace_eq(m: &mut Machine, a: &[Value]) -> Outcome {
    let is_one = |v: &Value| class_of(v).is_subclass_of(&types().simple_namespace);
    if !is_one(&a[0]) || !is_one(&a[1]) {
        return Ok(Value::NotImplemented);
    }
    m.compare(CompareOperator::Eq, &dict_of(&a[0]).value(), &dict_of(&a[1]).value())
}

fn namespace_ne(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(match namespace_eq(m, a)? {
        Value::NotImplemented => Value::NotImplemented,
        same => Value::bool(!m.truth(&same)?),
    })
}

fn namespace_reduce(_: &mut Machine, a: &[Value]) -> Outcome {
    let parts = vec![class_of(&a[0]).value(), types().empty_tuple.value(), dict_of(&a[0]).into_value()];
    Ok(Tuple::create(parts).into_value())
}

fn namespace_replace(m: &mut Machine, a: &[Value]) -> Outcome {
    let new = m.call(&class_of(&a[0]).value(), &[])?;
    fill(&new, &dict_of(&a[0]))?;
    if let Some(changes) = a[1].get::<Dict>() {
        fill(&new, changes)?;
    }
    Ok(new)
}
