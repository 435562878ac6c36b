//! The built-in library: modules, one a file, in Rust or in Co.

/// The text of files in this folder, for the tables in `texts`.
macro_rules! co {
    ($($path:literal),* $(,)?) => { concat!($(include_str!(concat!("../", $path))),*) };
}

pub mod abc;
pub mod bisect;
pub mod bytes;
pub mod collections;
pub mod copyreg;
pub mod dis;
pub mod embedded;
pub mod functools;
pub mod gc;
pub mod greenlet;
pub mod heapq;
pub mod io;
pub mod itertools;
pub mod json;
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
pub mod texts;
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

/// All modules written in Co.
fn texts() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    texts::MODULES.into_iter().flatten()
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
