//! The names under which CPython keeps the fast or the slow half of a module: here each is the module itself once more.
//!
//! In: a name such as `_heapq`. Out: a text that fills a module from the public one. It defines nothing of its own.

/// The text of a module that has all that another has.
macro_rules! same_as {
    ($module:literal) => {
        concat!("import ", $module, " as m\nglobals().update({k: v for k, v in vars(m).items() if k[:2] != '__'})\n")
    };
}

/// The same for a name that CPython warns of.
macro_rules! old_name {
    ($name:literal, $module:literal) => {
        concat!(
            "import warnings\nwarnings.warn(\"module '",
            $name,
            "' is deprecated\", DeprecationWarning, stacklevel=2)\n",
            same_as!($module)
        )
    };
}

/// Name and text of each.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_bisect", same_as!("bisect")),
    ("_collections", same_as!("collections")),
    ("_collections_abc", same_as!("collections.abc")),
    ("_contextvars", same_as!("contextvars")),
    ("_csv", same_as!("csv")),
    ("_datetime", same_as!("datetime")),
    ("_decimal", same_as!("decimal")),
    ("_functools", same_as!("functools")),
    ("_heapq", same_as!("heapq")),
    ("_locale", same_as!("locale")),
    ("_operator", same_as!("operator")),
    ("_pickle", same_as!("pickle")),
    ("_pydatetime", same_as!("datetime")),
    ("_pydecimal", same_as!("decimal")),
    ("_queue", same_as!("queue")),
    ("_random", same_as!("random")),
    ("_signal", same_as!("signal")),
    ("_socket", same_as!("socket")),
    ("_ssl", same_as!("ssl")),
    ("_statistics", same_as!("statistics")),
    ("_struct", same_as!("struct")),
    ("_uuid", same_as!("uuid")),
    ("_weakref", same_as!("weakref")),
    ("_weakrefset", "from weakref import WeakSet\n\n__all__ = [\"WeakSet\"]\n"),
    ("_frozen_importlib", same_as!("importlib.machinery")),
    ("_frozen_importlib_external", same_as!("importlib.machinery")),
    ("genericpath", same_as!("os.path")),
    ("importlib._bootstrap", same_as!("importlib.machinery")),
    ("importlib._bootstrap_external", same_as!("importlib.machinery")),
    ("importlib.readers", same_as!("importlib.resources.readers")),
    ("sre_compile", old_name!("sre_compile", "re._compiler")),
    ("sre_constants", old_name!("sre_constants", "re._constants")),
    ("sre_parse", old_name!("sre_parse", "re._parser")),
];
