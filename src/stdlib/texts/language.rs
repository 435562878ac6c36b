//! The parts of the library written in Co that are about programs themselves: their logs, tests, numbers and tools.

/// Name and text of each.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_ast_text", co!["_ast_text.co"]),
    ("_colorize", co!["small/_colorize.co"]),
    ("_fraction_text", co!["_fraction_text.co"]),
    ("ast", co!["ast/nodes.co", "ast/trees.co", "ast/checked.co"]),
    ("cmath", co!["cmath.co"]),
    ("code", co!["code.co"]),
    ("codeop", co!["codeop.co"]),
    ("colorsys", co!["small/colorsys.co"]),
    ("dis", co!["program/dis.co"]),
    (
        "doctest",
        co![
            "doctest/examples.co",
            "doctest/finder.co",
            "doctest/checker.co",
            "doctest/runner.co",
            "doctest/running.co"
        ],
    ),
    ("fractions", co!["fractions.co"]),
    ("getopt", co!["small/getopt.co"]),
    ("gettext", co!["gettext.co"]),
    ("graphlib", co!["graphlib.co"]),
    ("logging", LOGGING),
    ("logging.config", LOGGING_CONFIG),
    ("logging.handlers", LOGGING_HANDLERS),
    ("marshal", co!["bytes/marshal.co"]),
    ("mmap", co!["small/mmap.co"]),
    ("opcode", co!["program/opcode.co"]),
    ("pdb", co!["program/pdb.co"]),
    ("pkgutil", co!["pkgutil.co"]),
    ("py_compile", co!["program/py_compile.co"]),
    ("pydoc", co!["pydoc.co"]),
    ("runpy", co!["runpy.co"]),
    ("sched", co!["sched.co"]),
    ("site", co!["program/site.co"]),
    (
        "statistics",
        co![
            "statistics/exact.co",
            "statistics/averages.co",
            "statistics/spread.co",
            "statistics/relations.co",
            "statistics/kernels.co",
            "statistics/normal.co"
        ],
    ),
    ("timeit", co!["timeit.co"]),
    ("token", co!["program/token.co"]),
    ("tokenize", co!["program/tokenize.co"]),
    ("bdb", co!["program/bdb.co"]),
    ("zipimport", co!["program/zipimport.co"]),
    ("typing_extensions", co!["typing_extensions.co"]),
    (
        "unittest.mock",
        co![
            "unittest/mock/values.co",
            "unittest/mock/likeness.co",
            "unittest/mock/asserting.co",
            "unittest/mock/plain.co",
            "unittest/mock/calling.co",
            "unittest/mock/magic.co",
            "unittest/mock/awaiting.co",
            "unittest/mock/patching.co",
            "unittest/mock/autospec.co"
        ],
    ),
];

const LOGGING: &str = co![
    "logging/levels.co",
    "logging/records.co",
    "logging/formatters.co",
    "logging/filters.co",
    "logging/output.co",
    "logging/loggers.co",
    "logging/adapter.co",
    "logging/setup.co",
];

const LOGGING_CONFIG: &str =
    co!["logging/config/values.co", "logging/config/tables.co", "logging/config/ini.co", "logging/config/server.co"];

const LOGGING_HANDLERS: &str = co![
    "logging/handlers/rotating.co",
    "logging/handlers/network.co",
    "logging/handlers/syslog.co",
    "logging/handlers/queues.co",
];
