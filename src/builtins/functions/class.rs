//! Built-in functions of classes and attributes.

use crate::builtins::object::{add_class_names, attribute_name, sorted_names};
use crate::machine::Machine;
use crate::native;
use crate::native::Native;
use crate::object::class::class_of;
use crate::object::dict::Dict;
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::intern;
use crate::object::{Outcome, Value, type_error};

/// The table.
pub static TABLE: &[Native] = &[
    native!(
        "__build_class__(func, name, /, *bases, metaclass=<unset>, **kwds)",
        build_class,
        "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement."
    ),
    native!(
        "callable(obj, /)",
        callable,
        "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method."
    ),
    native!(
        "delattr(obj, name, /)",
        delattr,
        "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``"
    ),
    native!(
        "dir(object=<unset>, /)",
        dir,
        "dir([object]) -> list of strings\n\nIf called without an argument, return the names in the current scope.\nElse, return an alphabetized list of names comprising (some of) the attributes\nof the given object, and of attributes reachable from it.\nIf the object supplies a method named __dir__, it will be used; otherwise\nthe default dir() logic is used and returns:\n  for a module object: the module's attributes.\n  for a class object:  its attributes, and recursively the attributes\n    of its bases.\n  for any other object: its attributes, its class's attributes, and\n    recursively the attributes of its class's base classes."
    ),
    native!(
        "getattr(object, name, default=<unset>, /)",
        getattr,
        "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case."
    ),
    native!(
        "hasattr(obj, name, /)",
        hasattr,
        "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError."
    ),
    native!(
        "id(obj, /)",
        id,
        "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython uses the object's memory address.)"
    ),
    native!(
        "isinstance(obj, class_or_tuple, /)",
        isinstance,
        "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)\nor ...`` etc."
    ),
    native!(
        "issubclass(cls, class_or_tuple, /)",
        issubclass,
        "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)\nor ...``."
    ),
    native!(
        "setattr(obj, name, value, /)",
        setattr,
        "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``"
    ),
    native!(
        "vars(object=<unset>, /)",
        vars,
        "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__."
    ),
];

fn build_class(m: &mut Machine, a: &[Value]) -> Outcome {
    match (a[3].typed::<Tuple>(), a[4].typed::<Dict>()) {
        (Some(bases), Some(keywords)) => m.build_class(&a[0], &a[1], bases, &a[2], keywords),
        _ => type_error("__build_class__: not enough arguments"),
    }
}

fn callable(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(m.is_callable(&a[0])))
}

fn getattr(m: &mut Machine, a: &[Value]) -> Outcome {
    let name = attribute_name(&a[1])?;
    match a.get(2) {
        Some(default) if default.is_set() => Ok(m.find_attr(&a[0], name)?.unwrap_or_else(|| default.clone())),
        _ => m.get_attr(&a[0], name),
    }
}

fn hasattr(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::bool(m.find_attr(&a[0], attribute_name(&a[1])?)?.is_some()))
}

fn setattr(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_attr(&a[0], attribute_name(&a[1])?, a[2].clone()).map(Value::from)
}

fn delattr(m: &mut Machine, a: &[Value]) -> Outcome {
    m.set_attr(&a[0], attribute_name(&a[1])?, Value::Unset).map(Value::from)
}

fn id(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(a[0].id()))
}

fn isinstance(m: &mut Machine, a: &[Value]) -> Outcome {
    m.is_instance(&a[0], &a[1]).map(Value::bool)
}

fn issubclass(m: &mut Machine, a: &[Value]) -> Outcome {
    m.is_subclass(&a[0], &a[1]).map(Value::bool)
}

fn dir(m: &mut Machine, a: &[Value]) -> Outcome {
    if !a[0].is_set() {
        let locals = m.call_builtin("locals", &[])?;
        let keys = m.collect(&locals)?;
        return Ok(sorted_names(keys));
    }
    let names = match m.call_special(&a[0], Special::Dir, &[])? {
        Some(names) => m.collect(&names)?,
        None => {
            let mut names = Vec::new();
            add_class_names(m, &mut names, &class_of(&a[0]).value())?;
            names
        }
    };
    Ok(sorted_names(names))
}

fn vars(m: &mut Machine, a: &[Value]) -> Outcome {
    if !a[0].is_set() {
        return m.call_builtin("locals", &[]);
    }
    let name = intern("__dict__");
    // A class may have an attribute of that name that is no descriptor: then it is what is shown.
    if let Some(found) = class_of(&a[0]).lookup(&name).filter(|found| !class_of(found).has_special(Special::Get)) {
        return Ok(found);
    }
    match m.find_attr(&a[0], &name)? {
        Some(dict) => Ok(dict),
        None => type_error("vars() argument must have __dict__ attribute"),
    }
}
