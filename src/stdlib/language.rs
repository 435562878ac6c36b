//! The parts of the library written in Co that are about programs themselves: their logs, tests, numbers and tools.

/// Name and text of each.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_ast_text", include_str!("_ast_text.co")),
    ("_colorize", include_str!("small/_colorize.co")),
    ("_fraction_text", include_str!("_fraction_text.co")),
    ("ast", concat!(include_str!("ast/nodes.co"), include_str!("ast/trees.co"), include_str!("ast/checked.co"))),
    ("cmath", include_str!("cmath.co")),
    ("code", include_str!("code.co")),
    ("codeop", include_str!("codeop.co")),
    ("colorsys", include_str!("small/colorsys.co")),
    ("dis", include_str!("program/dis.co")),
    (
        "doctest",
        parts![
            "doctest/examples.co",
            "doctest/finder.co",
            "doctest/checker.co",
            "doctest/runner.co",
            "doctest/running.co"
        ],
    ),
    ("fractions", include_str!("fractions.co")),
    ("getopt", include_str!("small/getopt.co")),
    ("gettext", include_str!("gettext.co")),
    ("graphlib", include_str!("graphlib.co")),
    ("logging", LOGGING),
    ("logging.config", LOGGING_CONFIG),
    ("logging.handlers", LOGGING_HANDLERS),
    ("marshal", include_str!("bytes/marshal.co")),
    ("mmap", include_str!("small/mmap.co")),
    ("opcode", include_str!("program/opcode.co")),
    ("pdb", include_str!("program/pdb.co")),
    ("pkgutil", include_str!("pkgutil.co")),
    ("py_compile", include_str!("program/py_compile.co")),
    ("pydoc", include_str!("pydoc.co")),
    ("runpy", include_str!("runpy.co")),
    ("sched", include_str!("sched.co")),
    ("site", include_str!("program/site.co")),
    (
        "statistics",
        parts![
            "statistics/exact.co",
            "statistics/averages.co",
            "statistics/spread.co",
            "statistics/relations.co",
            "statistics/kernels.co",
            "statistics/normal.co"
        ],
    ),
    ("timeit", include_str!("timeit.co")),
    ("token", include_str!("program/token.co")),
    ("tokenize", include_str!("program/tokenize.co")),
    ("bdb", include_str!("program/bdb.co")),
    ("zipimport", include_str!("program/zipimport.co")),
    ("typing_extensions", include_str!("typing_extensions.co")),
    (
        "unittest.mock",
        concat!(
            include_str!("unittest/mock/values.co"),
            include_str!("unittest/mock/likeness.co"),
            include_str!("unittest/mock/asserting.co"),
            include_str!("unittest/mock/plain.co"),
            include_str!("unittest/mock/calling.co"),
            include_str!("unittest/mock/magic.co"),
            include_str!("unittest/mock/awaiting.co"),
            include_str!("unittest/mock/patching.co"),
            include_str!("unittest/mock/autospec.co"),
        ),
    ),
];

const LOGGING: &str = parts![
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
    parts!["logging/config/values.co", "logging/config/tables.co", "logging/config/ini.co", "logging/config/server.co"];

const LOGGING_HANDLERS: &str = parts![
    "logging/handlers/rotating.co",
    "logging/handlers/network.co",
    "logging/handlers/syslog.co",
    "logging/handlers/queues.co",
];
