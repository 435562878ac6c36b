//! The built-in types and functions: one type a file, a table in each.
//!
//! In: the tables. Out: the classes of a thread ([`bootstrap`]) and the module `builtins`.

pub mod async_generator;
pub mod bool;
pub mod byte_methods;
pub mod bytearray;
pub mod bytes;
pub mod code;
pub mod coding;
pub mod complex;
pub mod construct;
pub mod descriptor;
pub mod dict;
pub mod dict_view;
pub mod exception;
pub mod exception_group;
pub mod float;
pub mod frame;
pub mod frame_locals;
pub mod function;
pub mod functions;
pub mod generator;
pub mod int;
pub mod iterator;
pub mod iterator_state;
pub mod list;
pub mod memoryview;
pub mod module;
pub mod namespace;
pub mod object;
pub mod range;
pub mod set;
pub mod signatures;
pub mod singleton;
pub mod site;
pub mod slice;
pub mod str;
pub mod tuple;
pub mod type_;
pub mod type_parameter;
pub mod typing;
pub mod weakref;

use crate::machine::Machine;
use crate::native::{NativeType, register, registered};
use crate::object::class::{Class, ClassParts, class_flag};
use crate::object::exc::EXCEPTIONS;
use crate::object::heap::Gc;
use crate::object::types::{self, Types, types};

/// Every core type, by its field in [`Types`].
pub static TABLES: &[(&str, &NativeType)] = &[
    ("object", &object::OBJECT),
    ("type_", &type_::TYPE),
    ("int", &int::INT),
    ("bool", &bool::BOOL),
    ("float", &float::FLOAT),
    ("complex", &complex::COMPLEX),
    ("str", &str::STR),
    ("str_iterator", &str::STR_ITERATOR),
    ("str_ascii_iterator", &str::STR_ASCII_ITERATOR),
    ("bytes", &bytes::BYTES),
    ("bytes_iterator", &bytes::BYTES_ITERATOR),
    ("bytearray", &bytearray::BYTEARRAY),
    ("bytearray_iterator", &bytearray::BYTEARRAY_ITERATOR),
    ("memoryview", &memoryview::MEMORYVIEW),
    ("list", &list::LIST),
    ("list_iterator", &list::LIST_ITERATOR),
    ("list_reverse_iterator", &list::LIST_REVERSE_ITERATOR),
    ("tuple", &tuple::TUPLE),
    ("tuple_iterator", &tuple::TUPLE_ITERATOR),
    ("dict", &dict::DICT),
    ("dict_keys", &dict_view::DICT_KEYS),
    ("dict_values", &dict_view::DICT_VALUES),
    ("dict_items", &dict_view::DICT_ITEMS),
    ("dict_key_iterator", &dict_view::DICT_KEY_ITERATOR),
    ("dict_value_iterator", &dict_view::DICT_VALUE_ITERATOR),
    ("dict_item_iterator", &dict_view::DICT_ITEM_ITERATOR),
    ("dict_reverse_key_iterator", &dict_view::DICT_REVERSE_KEY_ITERATOR),
    ("dict_reverse_value_iterator", &dict_view::DICT_REVERSE_VALUE_ITERATOR),
    ("dict_reverse_item_iterator", &dict_view::DICT_REVERSE_ITEM_ITERATOR),
    ("set", &set::SET),
    ("frozenset", &set::FROZENSET),
    ("set_iterator", &set::SET_ITERATOR),
    ("range", &range::RANGE),
    ("range_iterator", &range::RANGE_ITERATOR),
    ("long_range_iterator", &range::LONG_RANGE_ITERATOR),
    ("slice", &slice::SLICE),
    ("iterator", &iterator::ITERATOR),
    ("callable_iterator", &iterator::CALLABLE_ITERATOR),
    ("enumerate", &iterator::ENUMERATE),
    ("zip", &iterator::ZIP),
    ("map", &iterator::MAP),
    ("filter", &iterator::FILTER),
    ("reversed", &iterator::REVERSED),
    ("none_type", &singleton::NONE_TYPE),
    ("ellipsis", &singleton::ELLIPSIS),
    ("not_implemented", &singleton::NOT_IMPLEMENTED),
    ("function", &function::FUNCTION),
    ("builtin_function", &function::BUILTIN_FUNCTION),
    ("method", &function::METHOD),
    ("method_wrapper", &function::METHOD_WRAPPER),
    ("method_descriptor", &function::METHOD_DESCRIPTOR),
    ("classmethod_descriptor", &function::CLASSMETHOD_DESCRIPTOR),
    ("wrapper_descriptor", &function::WRAPPER_DESCRIPTOR),
    ("cell", &function::CELL),
    ("code", &code::CODE),
    ("getset", &descriptor::GETSET),
    ("member", &descriptor::MEMBER),
    ("property", &descriptor::PROPERTY),
    ("staticmethod", &descriptor::STATICMETHOD),
    ("classmethod", &descriptor::CLASSMETHOD),
    ("super_", &descriptor::SUPER),
    ("frame", &frame::FRAME),
    ("traceback", &frame::TRACEBACK),
    ("module", &module::MODULE),
    ("generator", &generator::GENERATOR),
    ("coroutine", &generator::COROUTINE),
    ("async_generator", &async_generator::ASYNC_GENERATOR),
    ("coroutine_wrapper", &generator::COROUTINE_WRAPPER),
    ("async_generator_asend", &async_generator::ASYNC_GENERATOR_ASEND),
    ("async_generator_athrow", &async_generator::ASYNC_GENERATOR_ATHROW),
    ("anext_awaitable", &async_generator::ANEXT_AWAITABLE),
    ("generic_alias", &typing::GENERIC_ALIAS),
    ("union_type", &typing::UNION_TYPE),
    ("type_var", &typing::TYPE_VAR),
    ("type_var_tuple", &typing::TYPE_VAR_TUPLE),
    ("param_spec", &typing::PARAM_SPEC),
    ("type_alias", &typing::TYPE_ALIAS),
    ("weakref", &weakref::WEAKREF),
    ("weak_proxy", &weakref::WEAK_PROXY),
    ("mapping_proxy", &namespace::MAPPING_PROXY),
    ("frame_locals_proxy", &frame_locals::FRAME_LOCALS_PROXY),
    ("simple_namespace", &namespace::SIMPLE_NAMESPACE),
];

/// Types whose names are builtins.
const NAMED: &[&str] = &[
    "object",
    "type_",
    "int",
    "float",
    "bool",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "memoryview",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "range",
    "slice",
    "property",
    "staticmethod",
    "classmethod",
    "super_",
    "enumerate",
    "zip",
    "map",
    "filter",
    "reversed",
];

/// Makes the class of a native type. `base` is None for `object` alone.
pub fn make_class(native: &'static NativeType, base: Option<Gc<Class>>) -> Gc<Class> {
    let meta = types::installed().then(|| types().type_.clone());
    make_class_of(native, native.name, native.flags, base, meta.as_ref())
}

/// The class of an exception that a native module has of its own, made when it is first asked for.
pub fn exception_class(table: &'static NativeType, base: crate::object::Exc) -> Gc<Class> {
    if let Some(class) = registered(table) {
        return class;
    }
    let class = make_class(table, Some(types().exception(base).clone()));
    register(table, class.clone());
    class
}

fn make_class_of(
    native: &'static NativeType,
    name: &'static str,
    flags: u16,
    base: Option<Gc<Class>>,
    meta: Option<&Gc<Class>>,
) -> Gc<Class> {
    let inherited = class_flag::DICT
        | class_flag::EXCEPTION
        | class_flag::METACLASS
        | class_flag::SEQUENCE
        | class_flag::MAPPING
        | class_flag::WEAK;
    let flags = flags | class_flag::BUILTIN | base.as_ref().map_or(0, |b| b.flags() & inherited);
    let layout = match &base {
        Some(base) if std::ptr::eq((native.layout)(), crate::object::class::instance_layout()) => {
            base.instance_layout()
        }
        _ => (native.layout)(),
    };
    // With room for the class itself.
    let mut mro = Vec::new();
    if let Some(base) = &base {
        base.mro.with(|m| {
            mro.reserve_exact(m.len() + 1);
            mro.extend_from_slice(m);
        });
    }
    let bases: Vec<_> = base.into_iter().collect();
    let parts = ClassParts { name: name.into(), dict: None, native: Some(native), layout, flags, slots: Vec::new() };
    let class = match meta {
        Some(meta) => Class::create(parts, bases, mro, meta),
        None => {
            let class = Gc::bootstrap(Class::payload(parts));
            class.finish(bases, mro);
            class
        }
    };
    // What CPython has in Python itself goes by its bare name.
    let python = native.module.starts_with("asyncio") || matches!(native.module, "builtins" | "_sitebuiltins");
    if !python && flags & class_flag::EXCEPTION == 0 {
        class.shown.set(format!("{}.{name}", native.module).into());
    }
    class
}

/// Makes the built-in types of this thread, unless it has them already. Nothing of the heap may be made before.
pub fn bootstrap() {
    if types::installed() {
        return;
    }
    // `type` is its own class; `object`, its base, is linked once it exists.
    let meta = make_class_of(&type_::TYPE, "type", type_::TYPE.flags, None, None);
    let object = make_class_of(&object::OBJECT, "object", 0, None, Some(&meta));
    meta.finish(vec![object.clone()], vec![object.clone()]);
    register(&object::OBJECT, object);
    register(&type_::TYPE, meta.clone());
    let mut made: Vec<(&str, Gc<Class>)> = Vec::new();
    for (field, table) in TABLES {
        made.push((field, core_class(table, &meta)));
    }
    let mut exceptions: Vec<Gc<Class>> = Vec::new();
    for (i, (name, base, _)) in EXCEPTIONS.iter().enumerate() {
        let which = crate::object::Exc::by_index(i);
        let table = which.and_then(exception::table).unwrap_or(&exception::PLAIN);
        let mut base = exceptions.get(*base as usize).cloned();
        if base.is_none() {
            base = Some(core_class(&object::OBJECT, &meta));
        }
        exceptions.push(make_class_of(table, name, exception::BASE_EXCEPTION.flags, base, Some(&meta)));
    }
    let find = |field: &str| made.iter().find(|(f, _)| *f == field).map(|(_, c)| c.clone());
    let empty = crate::object::list::Tuple::of_class(Vec::new(), &find("tuple").unwrap_or_else(|| meta.clone()));
    types::install(Types::gather(|field| find(field).unwrap_or_else(|| meta.clone()), exceptions, empty));
    exception::second_bases();
}

fn core_class(table: &'static NativeType, meta: &Gc<Class>) -> Gc<Class> {
    if let Some(class) = crate::native::registered(table) {
        return class;
    }
    let base = table.base.map(|b| core_class(b, meta));
    let class = make_class_of(table, table.name, table.flags, base, Some(meta));
    register(table, class.clone());
    class
}

/// Puts types, exceptions, functions and constants into the module `builtins`.
pub fn fill_module(machine: &mut Machine) {
    let dict = machine.builtins.clone();
    dict.reserve(180);
    let module = crate::object::Value::from("builtins");
    for native in functions::FUNCTIONS.iter().copied().flatten() {
        dict.set_name(native.name(), crate::object::descriptor::NativeFunction::create(native, module.clone()));
    }
    for (field, class) in types().all() {
        if NAMED.contains(&field) {
            dict.set_name(field.trim_end_matches('_'), class.value());
        }
    }
    for (class, (name, ..)) in types().exceptions.iter().zip(EXCEPTIONS) {
        dict.set_name(name, class.value());
    }
    dict.set_name("EnvironmentError", types().exception(crate::object::Exc::OSError).value());
    dict.set_name("IOError", types().exception(crate::object::Exc::OSError).value());
    dict.set_name("None", crate::object::Value::None);
    dict.set_name("True", crate::object::Value::bool(true));
    dict.set_name("False", crate::object::Value::bool(false));
    dict.set_name("Ellipsis", crate::object::Value::Ellipsis);
    dict.set_name("NotImplemented", crate::object::Value::NotImplemented);
    dict.set_name("__debug__", crate::object::Value::bool(true));
    site::fill(&dict);
}

/// Names that are there without being in the tables: added by `site`, or by modules when they are loaded.
const ADDED: &[&str] = &[
    "EnvironmentError",
    "IOError",
    "None",
    "True",
    "False",
    "Ellipsis",
    "NotImplemented",
    "WindowsError",
    "copyright",
    "credits",
    "exit",
    "help",
    "input",
    "license",
    "open",
    "quit",
    "reveal_type",
];

/// Whether a name is a builtin: told without a machine.
pub fn is_builtin(name: &str) -> bool {
    functions::FUNCTIONS.iter().copied().flatten().any(|n| n.name() == name)
        || NAMED.iter().any(|n| n.trim_end_matches('_') == name)
        || EXCEPTIONS.iter().any(|e| e.0 == name)
        || ADDED.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::Host;
    use crate::object::Value;

    #[test]
    fn the_types_stand() {
        let machine = Machine::new(Host::default());
        assert!(types().bool.is_subclass_of(&types().int));
        assert!(types().type_.is_subclass_of(&types().object));
        assert_eq!(&*types().exception(crate::object::Exc::KeyError).name.get(), "KeyError");
        assert!(machine.builtins.get_name("int").is_some_and(|v| v.is(&types().int.value())));
        assert_eq!(types().exception(crate::object::Exc::ExceptionGroup).mro.get().len(), 5);
        let text = Value::from("some text that is a little longer");
        assert!(crate::object::class::class_of(&text) == &types().str);
    }
}
