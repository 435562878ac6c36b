//! The built-in library: modules, one a file, in Rust or in Co.

/// The parts of one module written in Co, which share its namespace, behind one another.
macro_rules! parts {
    ($($path:literal),* $(,)?) => { concat!($(include_str!($path)),*) };
}

pub mod abc;
pub mod alias;
pub mod bisect;
pub mod bytes;
pub mod collections;
pub mod copyreg;
pub mod dis;
pub mod documents;
pub mod embedded;
pub mod functools;
pub mod gc;
pub mod greenlet;
pub mod heapq;
pub mod io;
pub mod itertools;
pub mod json;
pub mod language;
pub mod math;
pub mod multiprocessing;
pub mod operator;
pub mod os;
pub mod outside;
pub mod random;
pub mod re;
pub mod source;
pub mod syntax_tree;
pub mod sys;
pub mod thread;
pub mod time;
pub mod types;
pub mod unicodedata;
pub mod weakref;
pub mod web;

use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] = &[
    &crate::asyncio::MODULE,
    &crate::asyncio::NATIVE,
    &crate::asyncio::context::MODULE,
    &abc::MODULE,
    &bisect::MODULE,
    &collections::MODULE,
    &copyreg::MODULE,
    &dis::MODULE,
    &functools::MODULE,
    &gc::MODULE,
    &greenlet::MODULE,
    &heapq::MODULE,
    &io::MODULE,
    &itertools::MODULE,
    &math::MODULE,
    &multiprocessing::MODULE,
    &operator::MODULE,
    &os::signals::MODULE,
    &random::MODULE,
    &source::MODULE,
    &syntax_tree::MODULE,
    &sys::MODULE,
    &thread::MODULE,
    &thread::THREADING,
    &time::MODULE,
    &types::MODULE,
    &unicodedata::MODULE,
    &weakref::MODULE,
    &web::MODULE,
];

/// A module written in Rust, by name.
pub fn native_module(name: &str) -> Option<&'static NativeModule> {
    MODULES.iter().chain(outside::MODULES).chain(crate::asyncio::PARTS).copied().find(|m| m.name == name)
}

/// The modules written in Co: name and text. A name that contains others (`collections.abc`) is a package.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("__future__", include_str!("__future__.co")),
    ("_help", include_str!("_help.co")),
    ("_collections_user", include_str!("collections/user.co")),
    ("_imp", include_str!("_imp.co")),
    ("_opcode", include_str!("_opcode.co")),
    ("_string", include_str!("_string.co")),
    ("_warnings", include_str!("_warnings.co")),
    ("abc", include_str!("abc.co")),
    ("aiohttp", include_str!("web/aiohttp.co")),
    ("atexit", include_str!("atexit.co")),
    ("collections", include_str!("collections/collections.co")),
    ("collections.abc", include_str!("collections/abc.co")),
    ("concurrent", include_str!("concurrent/concurrent.co")),
    ("concurrent.futures", include_str!("concurrent/futures.co")),
    ("concurrent.futures._base", include_str!("concurrent/base.co")),
    ("concurrent.futures.process", include_str!("concurrent/process.co")),
    ("concurrent.futures.thread", include_str!("concurrent/thread.co")),
    ("contextlib", include_str!("contextlib.co")),
    ("copy", include_str!("copy.co")),
    ("dataclasses", include_str!("dataclasses.co")),
    ("difflib", include_str!("difflib.co")),
    (
        "enum",
        parts![
            "enum/body.co",
            "enum/building.co",
            "enum/classes.co",
            "enum/members.co",
            "enum/flags.co",
            "enum/checks.co"
        ],
    ),
    ("_functools_plain", include_str!("functools/plain.co")),
    ("functools", include_str!("functools/functools.co")),
    ("gevent", include_str!("gevent/__init__.co")),
    ("gevent.event", include_str!("gevent/event.co")),
    ("gevent.lock", include_str!("gevent/lock.co")),
    ("gevent.monkey", include_str!("gevent/monkey.co")),
    ("gevent.pool", include_str!("gevent/pool.co")),
    ("gevent.queue", include_str!("gevent/queue.co")),
    ("_heapq_plain", include_str!("heapq_plain.co")),
    ("heapq", include_str!("heapq.co")),
    ("importlib", include_str!("importlib/__init__.co")),
    ("importlib.abc", include_str!("importlib/abc.co")),
    ("importlib.machinery", include_str!("importlib/machinery.co")),
    ("importlib.resources", include_str!("importlib/resources.co")),
    ("importlib.resources.abc", include_str!("importlib/resources_abc.co")),
    ("importlib.resources.readers", include_str!("importlib/resources_readers.co")),
    ("importlib.metadata", include_str!("importlib/metadata.co")),
    ("importlib.util", include_str!("importlib/util.co")),
    (
        "inspect",
        concat!(
            include_str!("inspect/kinds.co"),
            include_str!("inspect/members.co"),
            include_str!("inspect/source.co"),
            include_str!("inspect/parameters.co"),
            include_str!("inspect/frames.co"),
            include_str!("inspect/signature.co"),
            include_str!("inspect/calls.co"),
        ),
    ),
    ("keyword", include_str!("keyword.co")),
    ("linecache", include_str!("linecache.co")),
    ("multiprocessing", include_str!("multiprocessing/multiprocessing.co")),
    ("multiprocessing._child", include_str!("multiprocessing/child.co")),
    ("multiprocessing.context", include_str!("multiprocessing/context.co")),
    ("multiprocessing.connection", include_str!("multiprocessing/connection.co")),
    ("multiprocessing.dummy", include_str!("multiprocessing/dummy.co")),
    ("multiprocessing.managers", include_str!("multiprocessing/managers.co")),
    ("multiprocessing.pool", include_str!("multiprocessing/pool.co")),
    ("multiprocessing.process", include_str!("multiprocessing/process.co")),
    ("multiprocessing.queues", include_str!("multiprocessing/queues.co")),
    ("multiprocessing.sharedctypes", include_str!("multiprocessing/sharedctypes.co")),
    ("multiprocessing.util", include_str!("multiprocessing/util.co")),
    ("_threading_local", include_str!("thread/threading_local.co")),
    ("multiprocessing.synchronize", include_str!("multiprocessing/synchronize.co")),
    ("numbers", include_str!("numbers.co")),
    ("_operator_plain", include_str!("operator/plain.co")),
    ("operator", include_str!("operator/operator.co")),
    ("pprint", include_str!("pprint.co")),
    ("queue", include_str!("queue.co")),
    ("reprlib", include_str!("reprlib.co")),
    ("requests", concat!(include_str!("web/requests.co"), include_str!("web/requests_parts.co"))),
    ("string", include_str!("string.co")),
    ("sysconfig", include_str!("sysconfig.co")),
    ("textwrap", include_str!("textwrap.co")),
    (
        "traceback",
        concat!(
            include_str!("traceback/stack.co"),
            include_str!("traceback/exception.co"),
            include_str!("traceback/printing.co"),
        ),
    ),
    ("typing", include_str!("typing.co")),
    ("uvloop", include_str!("../asyncio/uvloop.co")),
    ("unittest", include_str!("unittest/__init__.co")),
    ("unittest.__main__", include_str!("unittest/__main__.co")),
    ("unittest._log", include_str!("unittest/_log.co")),
    ("unittest.async_case", include_str!("unittest/async_case.co")),
    (
        "unittest.case",
        concat!(
            include_str!("unittest/case/running.co"),
            include_str!("unittest/case/raising.co"),
            include_str!("unittest/case/comparing.co"),
            include_str!("unittest/case/testcase.co"),
        ),
    ),
    ("unittest.loader", include_str!("unittest/loader.co")),
    ("unittest.main", include_str!("unittest/main.co")),
    ("unittest.result", include_str!("unittest/result.co")),
    ("unittest.runner", include_str!("unittest/runner.co")),
    ("unittest.signals", include_str!("unittest/signals.co")),
    ("unittest.suite", include_str!("unittest/suite.co")),
    ("unittest.util", include_str!("unittest/util.co")),
    ("warnings", concat!(include_str!("warnings/filters.co"), include_str!("warnings/warning.co"))),
];

/// All modules written in Co.
fn texts() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [EMBEDDED, outside::EMBEDDED, language::EMBEDDED, documents::EMBEDDED, alias::EMBEDDED].into_iter().flatten()
}

/// The text of a module written in Co, by name.
pub fn embedded_module(name: &str) -> Option<&'static str> {
    texts().find(|(n, _)| *n == name).map(|(_, text)| *text)
}

/// Small packages that are no part of Python's library: Co ships them for programs that use them where nobody has
/// installed them. One that is installed goes first.
const STAND_INS: &[&str] = &["aiofiles", "colorama", "tqdm"];

/// Whether a module belongs to one of the packages that stand in for others.
pub fn is_stand_in(name: &str) -> bool {
    STAND_INS.contains(&name.split('.').next().unwrap_or(name))
}

/// Whether a module is one of those that come with Co or with Python, whatever else there may be of that name.
pub fn is_known(name: &str) -> bool {
    native_module(name).is_some() || embedded_module(name).is_some() || instead_of(name).is_some()
}

/// What to use in place of a module that Co leaves out on purpose.
pub fn instead_of(name: &str) -> Option<&'static str> {
    Some(match name.split('.').next().unwrap_or(name) {
        "_ctypes" | "cffi" => "Co has no way to native libraries: start another program with `subprocess`",
        "tkinter" | "curses" | "turtle" => {
            "Co draws no windows: print text, with `colorama` for colours and `tqdm` for bars"
        }
        "sqlite3" | "dbm" | "shelve" => "Co has no data bases: keep values with `json` or `pickle` in a file",
        "ftplib" | "smtplib" | "poplib" | "imaplib" | "nntplib" | "telnetlib" | "xmlrpc" => {
            "for HTTP there are `requests` and `aiohttp`"
        }
        "bdb" => "`co trace` shows what a program does, and `breakpoint()` stops it",
        "cProfile" | "profile" | "pstats" | "trace" => {
            "`co trace --summary` shows where the time went; `timeit` measures"
        }
        "numpy" | "pandas" | "scipy" | "matplotlib" => {
            "Co runs pure Python packages: `statistics`, `array` and `math` are here"
        }
        "imp" => "`imp` left Python with 3.12: use `importlib`",
        "distutils" | "lib2to3" | "2to3" => "it left Python with 3.12 or 3.13: `ast` reads programs",
        "asyncore" | "asynchat" | "smtpd" => "it left Python with 3.12: use `asyncio`",
        "PIL" | "cv2" | "pygame" | "PyQt5" | "PyQt6" | "PySide6" | "torch" | "tensorflow" | "sklearn" => {
            "it is made of compiled code, which Co does not load: Co runs pure Python packages"
        }
        "trio" | "curio" => "Co's own loop is `asyncio`; `anyio` runs on it",
        _ => return None,
    })
}

/// The names of all modules of the library.
pub fn names() -> Vec<String> {
    let native = MODULES.iter().map(|m| m.name);
    native.chain(texts().map(|m| m.0)).filter(|name| !name.starts_with('_')).map(str::to_string).collect()
}

/// Whether modules of the library lie below this name.
pub fn has_parts(name: &str) -> bool {
    let below = |other: &str| other.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    texts().any(|m| below(m.0)) || MODULES.iter().any(|m| below(m.name))
}

/// Whether a name is a module of the library: what the dialect imports when a program forgot to.
pub fn is_shipped(name: &str) -> bool {
    !name.starts_with('_') && (native_module(name).is_some() || embedded_module(name).is_some())
}
