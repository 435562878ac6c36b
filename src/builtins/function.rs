//! Functions, methods, native functions and cells as values: their attributes.

use super::signatures;
use crate::machine::Machine;
use crate::machine::protocol::class::DICT_ATTRIBUTE;
use crate::machine::protocol::descriptor::{bare_error, read_only};
use crate::native::convert::this;
use crate::native::{Native, NativeGetset, NativeType};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::descriptor::NativeFunction;
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, Cell_, Code, Function};
use crate::object::hash::identity_hash;
use crate::object::heap::{Gc, Kind, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, interned};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::{getset, native};

/// `function`
pub static FUNCTION: NativeType = NativeType {
    name: "function",
    layout: <Function>::layout,
    flags: class_flag::FINAL | class_flag::DICT | class_flag::WEAK,
    help: "Create a function object.",
    new: Some(native!(
        "__new__(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
        new_function,
        "Create a function object."
    )),
    methods: &[
        native!("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
        native!(
            "__get__(self, instance, owner=None, /)",
            get,
            "Return an attribute of instance, which is of type owner."
        ),
    ],
    getsets: FUNCTION_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

const FUNCTION_ATTRIBUTES: &[NativeGetset] = &[
    getset!("__closure__", get_closure, read_only, "The cells of the free variables, or None."),
    getset!("__doc__", get_doc, set_doc, "The docstring."),
    getset!("__globals__", |_, v| Ok(function(v)?.globals.value()), read_only, "The namespace of the module."),
    getset!(
        "__module__",
        |m, v| or_native(m, v, |f| f.module.get(), native_module),
        set_module,
        "The name of the module."
    ),
    getset!("__builtins__", |_, v| Ok(function(v)?.builtins.value()), read_only, "The built-in namespace."),
    getset!("__code__", |_, v| Ok(function(v)?.code.get().into_value()), set_code, "The code."),
    getset!("__defaults__", |_, v| Ok(function(v)?.defaults.get()), set_defaults, "Defaults of positional parameters."),
    getset!(
        "__kwdefaults__",
        |_, v| Ok(function(v)?.kwdefaults.get()),
        set_kwdefaults,
        "Defaults of keyword-only parameters."
    ),
    getset!("__annotations__", get_annotations, set_annotations, "Annotations of parameters."),
    DICT_ATTRIBUTE,
    getset!("__name__", |m, v| or_native(m, v, |f| f.name.get().into_value(), native_name), set_name, "The name."),
    getset!(
        "__qualname__",
        |m, v| or_native(m, v, |f| f.qualname().into_value(), native_name),
        set_qualname,
        "The qualified name."
    ),
    getset!("__type_params__", get_type_params, set_type_params, "The type parameters."),
];

/// `builtin_function_or_method`
pub static BUILTIN_FUNCTION: NativeType = NativeType {
    name: "builtin_function_or_method",
    layout: <NativeFunction>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    methods: NATIVE_METHODS,
    getsets: NATIVE_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// `method-wrapper`: a bound special method of a built-in type.
pub static METHOD_WRAPPER: NativeType = NativeType {
    name: "method-wrapper",
    layout: <BoundMethod>::layout,
    flags: class_flag::FINAL,
    methods: NATIVE_METHODS,
    getsets: WRAPPER_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

const NATIVE_METHODS: &[Native] = &[
    native!("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
    native!("__eq__(self, value, /)", eq_bound, "Return self==value."),
    native!("__ne__(self, value, /)", ne_bound, "Return self!=value."),
    native!("__hash__(self, /)", hash_bound, "Return hash(self)."),
    native!("__reduce__(self, /)", reduce_native, "Helper for pickle."),
];

const NATIVE_ATTRIBUTES: &[NativeGetset] = &[
    getset!("__module__", native_module, "The name of the module, or None for methods."),
    getset!("__doc__", native_doc, "The documentation."),
    getset!("__name__", native_name, "The name."),
    getset!("__qualname__", native_qualname, "The qualified name."),
    getset!("__self__", native_self, "What it is bound to; the module for functions."),
    getset!("__text_signature__", native_signature, "The signature as text."),
];

const WRAPPER_ATTRIBUTES: &[NativeGetset] = &[
    getset!("__self__", native_self, read_only, "What it is bound to."),
    getset!("__objclass__", wrapper_class, "The class it belongs to."),
    getset!("__name__", native_name, "The name."),
    getset!("__qualname__", native_qualname, "The qualified name."),
    getset!("__doc__", native_doc, "The documentation."),
    getset!("__text_signature__", native_signature, "The signature as text."),
];

/// `method`
pub static METHOD: NativeType = NativeType {
    name: "method",
    layout: <BoundMethod>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    help: "Create a bound instance method object.",
    new: Some(native!("__new__(cls, function, instance, /)", new_method, "Create a bound instance method object.")),
    methods: &[
        native!("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
        native!(
            "__get__(self, instance, owner=None, /)",
            |f: Value, _: Value, _: Value| Ok(f),
            "Return an attribute of instance, which is of type owner."
        ),
        native!("__eq__(self, value, /)", eq_bound, "Return self==value."),
        native!("__ne__(self, value, /)", ne_bound, "Return self!=value."),
        native!("__hash__(self, /)", hash_bound, "Return hash(self)."),
        native!("__reduce__(self, /)", reduce_method, "Helper for pickle."),
    ],
    getsets: &[
        getset!(
            "__func__",
            |_, v| Ok(bound(v)?.function.clone()),
            read_only,
            "the function (or other callable) implementing a method"
        ),
        getset!(
            "__self__",
            |_, v| Ok(bound(v)?.receiver.clone()),
            read_only,
            "the instance to which a method is bound"
        ),
        getset!("__doc__", method_doc, "The docstring of the function."),
    ],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

const UNBOUND_METHODS: &[Native] = &[
    native!("__call__(self, /, *args, **kwargs)", call, "Call self as a function."),
    native!(
        "__get__(self, instance, owner=None, /)",
        get_native,
        "Return an attribute of instance, which is of type owner."
    ),
    native!("__reduce__(self, /)", reduce_native, "Helper for pickle."),
];

const UNBOUND_ATTRIBUTES: &[NativeGetset] = &[
    getset!("__objclass__", |_, v| Ok(native_of(v)?.owner.clone()), read_only, "The class it belongs to."),
    getset!("__name__", native_name, "The name."),
    getset!("__qualname__", native_qualname, "The qualified name."),
    getset!("__doc__", native_doc, "The documentation."),
    getset!("__text_signature__", native_signature, "The signature as text."),
];

/// `classmethod_descriptor`
pub static CLASSMETHOD_DESCRIPTOR: NativeType = NativeType {
    name: "classmethod_descriptor",
    layout: <NativeFunction>::layout,
    flags: class_flag::FINAL,
    methods: &[
        native!("__call__(self, /, *args, **kwargs)", call_class_method, "Call self as a function."),
        native!(
            "__get__(self, instance, owner=None, /)",
            get_class_method,
            "Return an attribute of instance, which is of type owner."
        ),
    ],
    getsets: &[
        getset!("__objclass__", |_, v| Ok(native_of(v)?.module.clone()), read_only, "The class it belongs to."),
        getset!("__name__", native_name, "The name."),
        getset!("__qualname__", native_qualname, "The qualified name."),
        getset!("__doc__", native_doc, "The documentation."),
        getset!("__text_signature__", native_signature, "The signature as text."),
    ],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

fn call_class_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let given = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let (native, name) = (native_of(&a[0])?, native_of(&a[0])?.native.name());
    let owner = native.module.typed::<Class>().map(|c| c.name.get()).unwrap_or_default();
    let Some((first, rest)) = given.split_first() else {
        return type_error(format!("descriptor '{name}' of '{owner}' object needs an argument"));
    };
    if first.get::<Class>().is_none() {
        let given = class_of(first).name.get();
        return type_error(format!("descriptor '{name}' requires a type but received a '{given}' instance"));
    }
    let bound = BoundMethod::create(a[0].clone(), first.clone());
    match a[2].get::<Dict>() {
        Some(keywords) => m.call_dict(&bound, rest, keywords),
        None => m.call(&bound, rest),
    }
}

fn get_class_method(_: &mut Machine, a: &[Value]) -> Outcome {
    let class = if a[2].is_none() { class_of(&a[1]).value() } else { a[2].clone() };
    Ok(BoundMethod::create(a[0].clone(), class))
}

/// `method_descriptor`
pub static METHOD_DESCRIPTOR: NativeType = NativeType {
    name: "method_descriptor",
    layout: <NativeFunction>::layout,
    flags: class_flag::FINAL,
    methods: UNBOUND_METHODS,
    getsets: UNBOUND_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// `wrapper_descriptor`
pub static WRAPPER_DESCRIPTOR: NativeType = NativeType {
    name: "wrapper_descriptor",
    layout: <NativeFunction>::layout,
    flags: class_flag::FINAL,
    methods: UNBOUND_METHODS,
    getsets: UNBOUND_ATTRIBUTES,
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// `cell`
pub static CELL: NativeType = NativeType {
    name: "cell",
    layout: <Cell_>::layout,
    flags: class_flag::FINAL,
    help: "Create a new cell object.\n\n  contents\n    the contents of the cell. If not specified, the cell will be empty,\n    and \n further attempts to access its cell_contents attribute will\n    raise a ValueError.",
    new: Some(native!(
        "__new__(cls, contents=<unset>, /)",
        |_: &mut Machine, a: &[Value]| Ok(Cell_::create(a[1].clone()).into_value()),
        "Create a new cell object."
    )),
    getsets: &[getset!("cell_contents", get_contents, set_contents, "What the cell holds.")],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

/// What a function has, or the native that passes for one.
fn or_native(
    m: &mut Machine,
    value: &Value,
    own: fn(&Function) -> Value,
    native: fn(&mut Machine, &Value) -> Outcome,
) -> Outcome {
    match value.get::<Function>() {
        Some(function) => Ok(own(function)),
        None => native(m, value),
    }
}

fn function(value: &Value) -> Outcome<&Function> {
    match value.get::<Function>() {
        Some(function) => Ok(function),
        // A native that passes for a function has no code.
        None if value.get::<NativeFunction>().is_some() => {
            Err(Exc::AttributeError.raise("a function written in Rust has no such attribute"))
        }
        None => type_error(format!("expected a function, not '{}'", class_of(value).name.get())),
    }
}

fn bound(value: &Value) -> Outcome<&BoundMethod> {
    match value.get::<BoundMethod>() {
        Some(method) => Ok(method),
        None => type_error(format!("expected a method, not '{}'", class_of(value).name.get())),
    }
}

/// The native behind a built-in function or method, bound or not.
fn native_of(value: &Value) -> Outcome<&NativeFunction> {
    let inner = value.get::<BoundMethod>().map_or(value, |m| &m.function);
    match inner.get::<NativeFunction>() {
        Some(native) => Ok(native),
        None => type_error(format!("expected a built-in function, not '{}'", class_of(value).name.get())),
    }
}

fn call(m: &mut Machine, a: &[Value]) -> Outcome {
    let arguments = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    match a[2].get::<Dict>() {
        Some(keywords) => m.call_dict(&a[0], arguments, keywords),
        None => m.call(&a[0], arguments),
    }
}

fn new_function(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(code) = a[1].typed::<Code>() else {
        return type_error(format!("function() argument 'code' must be code, not {}", class_of(&a[1]).name.get()));
    };
    let Some(globals) = a[2].typed::<Dict>() else {
        return type_error(format!("function() argument 'globals' must be dict, not {}", class_of(&a[2]).name.get()));
    };
    let cells: Vec<Gc<Cell_>> = match &a[5] {
        Value::None => Vec::new(),
        closure => match closure.get::<Tuple>() {
            Some(tuple) => {
                let mut cells = Vec::new();
                for item in tuple.as_slice() {
                    match item.typed::<Cell_>() {
                        Some(cell) => cells.push(cell.clone()),
                        None => {
                            let found = class_of(item).name.get();
                            return type_error(format!("arg 5 (closure) expected cell, found {found}"));
                        }
                    }
                }
                cells
            }
            None => return type_error("arg 5 (closure) must be tuple"),
        },
    };
    let wanted = code.code.free.len();
    if wanted != cells.len() {
        if cells.is_empty() {
            return type_error("arg 5 (closure) must be tuple");
        }
        let (name, given) = (&code.code.name, cells.len());
        return value_error(format!("{name} requires closure of length {wanted}, not {given}"));
    }
    let builtins = m.builtins_of(globals);
    let new = Function::create(code.clone(), globals.clone(), builtins, cells.into());
    if let Some(name) = a[3].typed::<Str>() {
        new.name.set(interned(name));
    } else if !a[3].is_none() {
        return type_error("arg 3 (name) must be None or string");
    }
    if a[4].get::<Tuple>().is_some() {
        new.defaults.set(a[4].clone());
    } else if !a[4].is_none() {
        return type_error("arg 4 (defaults) must be None or tuple");
    }
    if a[6].get::<Dict>().is_some() {
        new.kwdefaults.set(a[6].clone());
    } else if !a[6].is_none() {
        return type_error("arg 6 (kwdefaults) must be None or dict");
    }
    Ok(new.into_value())
}

fn get(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(if a[1].is_none() && !a[2].is_none() { a[0].clone() } else { bind_or_fail(&a[0], &a[1], &a[2])? })
}

fn bind_or_fail(function: &Value, instance: &Value, owner: &Value) -> Outcome {
    if instance.is_none() && owner.is_none() {
        return type_error("__get__(None, None) is invalid");
    }
    Ok(BoundMethod::create(function.clone(), instance.clone()))
}

fn get_native(_: &mut Machine, a: &[Value]) -> Outcome {
    if a[1].is_none() && !a[2].is_none() {
        return Ok(a[0].clone());
    }
    let native = native_of(&a[0])?;
    if let Some(owner) = native.owner.typed::<Class>() {
        if !class_of(&a[1]).is_subclass_of(owner) {
            return type_error(format!(
                "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
                native.native.name(),
                owner.name.get(),
                class_of(&a[1]).name.get()
            ));
        }
    }
    bind_or_fail(&a[0], &a[1], &a[2])
}

fn get_closure(_: &mut Machine, v: &Value) -> Outcome {
    let function = function(v)?;
    if function.closure.is_empty() {
        return Ok(Value::None);
    }
    Ok(Tuple::create(function.closure.iter().map(Gc::value).collect()).into_value())
}

/// The docstring of a function.
pub fn doc_of(function: &Function) -> Value {
    match function.doc.get() {
        Value::Unset => match &function.code.get().code.doc {
            Some(doc) => {
                let doc = Value::from(&**doc);
                function.doc.set(doc.clone());
                doc
            }
            None => Value::None,
        },
        doc => doc,
    }
}

fn get_doc(m: &mut Machine, v: &Value) -> Outcome {
    if v.get::<NativeFunction>().is_some() {
        return native_doc(m, v);
    }
    Ok(doc_of(function(v)?))
}

fn none_if_unset(value: Value) -> Value {
    if value.is_set() { value } else { Value::None }
}

fn set_doc(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    function(v)?.doc.set(none_if_unset(new));
    Ok(())
}

fn set_module(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    function(v)?.module.set(none_if_unset(new));
    Ok(())
}

fn set_code(m: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let function = function(v)?;
    let Some(code) = new.typed::<Code>() else { return type_error("__code__ must be set to a code object") };
    let (has, wants) = (function.closure.len(), code.code.free.len());
    if has != wants {
        let name = function.name.get();
        return value_error(format!("{}() requires a code object with {has} free vars, not {wants}", name.as_str()));
    }
    // It keeps its name.
    function.qualname();
    // A generator of the function may go on with it.
    code.ready();
    // Frames that run the old code do not count a reference to it.
    let old = function.code.replace(code.clone());
    m.retired.push(old);
    Ok(())
}

fn set_defaults(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let new = none_if_unset(new);
    if !new.is_none() && new.get::<Tuple>().is_none() {
        return type_error("__defaults__ must be set to a tuple object");
    }
    function(v)?.defaults.set(new);
    Ok(())
}

fn set_kwdefaults(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let new = none_if_unset(new);
    if !new.is_none() && new.get::<Dict>().is_none() {
        return type_error("__kwdefaults__ must be set to a dict object");
    }
    function(v)?.kwdefaults.set(new);
    Ok(())
}

fn get_annotations(_: &mut Machine, v: &Value) -> Outcome {
    let function = function(v)?;
    match function.annotations.get() {
        Value::Unset => {
            let new = Dict::create().into_value();
            function.annotations.set(new.clone());
            Ok(new)
        }
        found => Ok(found),
    }
}

fn set_annotations(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    let new = if new.is_none() { Value::Unset } else { new };
    if new.is_set() && new.get::<Dict>().is_none() {
        return type_error("__annotations__ must be set to a dict object");
    }
    function(v)?.annotations.set(new);
    Ok(())
}

fn set_name(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    match new.typed::<Str>() {
        Some(name) => {
            function(v)?.name.set(interned(name));
            Ok(())
        }
        None => type_error("__name__ must be set to a string object"),
    }
}

fn set_qualname(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    match new.typed::<Str>() {
        Some(name) => {
            function(v)?.set_qualname(interned(name));
            Ok(())
        }
        None => type_error("__qualname__ must be set to a string object"),
    }
}

fn get_type_params(_: &mut Machine, v: &Value) -> Outcome {
    Ok(function(v)?.type_params.get().some().unwrap_or_else(|| types().empty_tuple.value()))
}

fn set_type_params(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    if new.get::<Tuple>().is_none() {
        return type_error("__type_params__ must be set to a tuple");
    }
    function(v)?.type_params.set(new);
    Ok(())
}

fn new_method(m: &mut Machine, a: &[Value]) -> Outcome {
    if !m.is_callable(&a[1]) {
        return type_error("first argument must be callable");
    }
    if a[2].is_none() {
        return type_error("instance must not be None");
    }
    let method = BoundMethod { function: a[1].clone(), receiver: a[2].clone() };
    Ok(Gc::new(method, &types().method).into_value())
}

fn method_doc(m: &mut Machine, v: &Value) -> Outcome {
    let function = bound(v)?.function.clone();
    m.get_attr(&function, &crate::object::str::intern("__doc__"))
}

/// Whether two bound methods are the same function of the same object.
pub fn same_bound(left: &Value, right: &Value) -> Option<bool> {
    match (left.get::<BoundMethod>(), right.get::<BoundMethod>()) {
        (Some(a), Some(b)) => Some(a.receiver.is(&b.receiver) && same_function(&a.function, &b.function)),
        _ if left.kind() == Some(Kind::NativeFunction) && right.kind() == Some(Kind::NativeFunction) => {
            Some(same_function(left, right))
        }
        _ => None,
    }
}

fn same_function(left: &Value, right: &Value) -> bool {
    match (left.get::<NativeFunction>(), right.get::<NativeFunction>()) {
        (Some(a), Some(b)) => std::ptr::eq(a.native, b.native) && a.owner.is(&b.owner),
        _ => left.is(right),
    }
}

fn eq_bound(m: &mut Machine, a: &[Value]) -> Outcome {
    if let (Some(left), Some(right)) = (a[0].get::<BoundMethod>(), a[1].get::<BoundMethod>()) {
        if left.receiver.is(&right.receiver) && left.function.kind() != Some(Kind::NativeFunction) {
            return m.equal(&left.function, &right.function).map(Value::bool);
        }
    }
    Ok(same_bound(&a[0], &a[1]).map_or(Value::NotImplemented, Value::bool))
}

fn ne_bound(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(match eq_bound(m, a)? {
        Value::Bool(same) => Value::bool(!same.get()),
        other => other,
    })
}

fn hash_bound(m: &mut Machine, a: &[Value]) -> Outcome {
    let (receiver, function) = match a[0].get::<BoundMethod>() {
        Some(method) => (identity_hash(method.receiver.id() as usize), method.function.clone()),
        None => (0, a[0].clone()),
    };
    let function = match function.get::<NativeFunction>() {
        Some(native) => identity_hash(std::ptr::from_ref(native.native) as usize),
        None => m.hash(&function)?,
    };
    Ok(Value::Int(match receiver ^ function {
        -1 => -2,
        hash => hash,
    }))
}

fn reduce_method(m: &mut Machine, a: &[Value]) -> Outcome {
    let method = this::<BoundMethod>(a)?;
    let name = m.get_attr(&method.function, &crate::object::str::intern("__name__"))?;
    getattr_of(m, method.receiver.clone(), name)
}

fn getattr_of(m: &mut Machine, object: Value, name: Value) -> Outcome {
    let getattr = m.builtins.get_name("getattr").unwrap_or_default();
    let arguments = Tuple::create(vec![object, name]).into_value();
    Ok(Tuple::create(vec![getattr, arguments]).into_value())
}

fn reduce_native(m: &mut Machine, a: &[Value]) -> Outcome {
    let native = native_of(&a[0])?;
    let name: Value = native.native.name().into();
    match a[0].get::<BoundMethod>() {
        Some(method) => getattr_of(m, method.receiver.clone(), name),
        None if native.owner.is_none() => Ok(name),
        None => getattr_of(m, native.owner.clone(), name),
    }
}

fn native_module(_: &mut Machine, v: &Value) -> Outcome {
    Ok(if v.get::<BoundMethod>().is_some() { Value::None } else { native_of(v)?.module.clone() })
}

fn native_doc(_: &mut Machine, v: &Value) -> Outcome {
    let native = native_of(v)?.native;
    Ok(match native.help {
        "" | "Create and return a new object." if native.name() == "__new__" => {
            "Create and return a new object.  See help(type) for accurate signature.".into()
        }
        "" => Value::None,
        help => help.into(),
    })
}

fn native_name(_: &mut Machine, v: &Value) -> Outcome {
    Ok(crate::object::str::intern(native_of(v)?.native.name()).into_value())
}

fn native_qualname(_: &mut Machine, v: &Value) -> Outcome {
    let native = native_of(v)?;
    let name = native.native.name();
    // A class method is named after the class it is bound to.
    let bound_class = v.get::<BoundMethod>().and_then(|m| m.receiver.typed::<Class>());
    let owner = match (bound_class, native.owner.typed::<Class>()) {
        (Some(class), Some(owner)) if owner != &types().type_ && owner != &types().object => Some(class),
        (Some(class), None) => Some(class),
        (_, owner) => owner,
    };
    Ok(match owner {
        Some(owner) => format!("{}.{name}", owner.qualname.get()).into(),
        None => name.into(),
    })
}

fn native_self(m: &mut Machine, v: &Value) -> Outcome {
    if let Some(method) = v.get::<BoundMethod>() {
        return Ok(method.receiver.clone());
    }
    let native = native_of(v)?;
    if !native.owner.is_none() {
        return Ok(native.owner.clone());
    }
    match native.module.typed::<Str>() {
        Some(name) => Ok(m.modules.get_str(name).unwrap_or(Value::None)),
        None => Ok(Value::None),
    }
}

fn native_signature(_: &mut Machine, v: &Value) -> Outcome {
    let native = native_of(v)?;
    if native.native.python {
        return Ok(signatures::as_written(native.native, v.get::<BoundMethod>().is_none()).into());
    }
    let function = native.owner.is_none() && native.module.get::<Str>().is_some();
    let text = if function { signatures::of_function(native.native) } else { signatures::of_method(native.native) };
    Ok(text.map_or(Value::None, Value::from))
}

fn wrapper_class(_: &mut Machine, v: &Value) -> Outcome {
    Ok(native_of(v)?.owner.clone())
}

fn get_contents(_: &mut Machine, v: &Value) -> Outcome {
    let Some(cell) = v.get::<Cell_>() else { return Err(bare_error(v, "cell_contents")) };
    match cell.value.get().some() {
        Some(value) => Ok(value),
        None => value_error("Cell is empty"),
    }
}

fn set_contents(_: &mut Machine, v: &Value, new: Value) -> Outcome<()> {
    if let Some(cell) = v.get::<Cell_>() {
        cell.value.set(new);
    }
    Ok(())
}
