//! The parts of the library written in Co that are about programs themselves: their logs, tests, numbers and tools.

/// Name and text of each.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_ast_text", include_str!("_ast_text.co")),
    ("ast", include_str!("ast.co")),
    ("cmath", include_str!("cmath.co")),
    ("code", include_str!("code.co")),
    ("codeop", include_str!("codeop.co")),
    ("doctest", include_str!("doctest.co")),
    ("fractions", include_str!("fractions.co")),
    ("gettext", include_str!("gettext.co")),
    ("graphlib", include_str!("graphlib.co")),
    ("logging", include_str!("logging/__init__.co")),
    ("logging.config", include_str!("logging/config.co")),
    ("logging.handlers", include_str!("logging/handlers.co")),
    ("pkgutil", include_str!("pkgutil.co")),
    ("pydoc", include_str!("pydoc.co")),
    ("runpy", include_str!("runpy.co")),
    ("sched", include_str!("sched.co")),
    ("statistics", include_str!("statistics.co")),
    ("timeit", include_str!("timeit.co")),
    ("typing_extensions", include_str!("typing_extensions.co")),
    ("unittest.mock", include_str!("unittest/mock.co")),
];
