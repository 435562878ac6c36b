//! The built-in library: modules, one a file, in Rust or in Co.

pub mod copyreg;
pub mod embedded;
pub mod gc;
pub mod math;
pub mod random;
pub mod time;
pub mod types;
pub mod weakref;

use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] = &[
    &crate::asyncio::MODULE,
    &crate::asyncio::NATIVE,
    &crate::asyncio::context::MODULE,
    &copyreg::MODULE,
    &gc::MODULE,
    &math::MODULE,
    &random::MODULE,
    &time::MODULE,
    &weakref::MODULE,
];

/// A module written in Rust, by name.
pub fn native_module(name: &str) -> Option<&'static NativeModule> {
    MODULES.iter().copied().find(|m| m.name == name)
}

/// The modules written in Co: name and text. A name that contains others (`collections.abc`) is a package.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("__future__", include_str!("__future__.co")),
    ("abc", include_str!("abc.co")),
    ("_collections_user", include_str!("_collections_user.co")),
    ("bisect", include_str!("bisect.co")),
    ("collections", include_str!("collections.co")),
    ("collections.abc", include_str!("collections_abc.co")),
    ("contextlib", include_str!("contextlib.co")),
    ("dataclasses", include_str!("dataclasses.co")),
    ("functools", include_str!("functools.co")),
    ("itertools", include_str!("itertools.co")),
    ("operator", include_str!("operator.co")),
    ("typing", include_str!("typing.co")),
];

/// The text of a module written in Co, by name.
pub fn embedded_module(name: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|(n, _)| *n == name).map(|(_, text)| *text)
}
