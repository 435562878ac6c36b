//! The part of the library that reaches outside or leans on a crate: which of its modules are written in Rust, which in Co.

use super::{bytes, json, os, re};
use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] = &[
    &bytes::MODULE,
    &json::MODULE,
    &os::MODULE,
    &os::codecs::MODULE,
    #[cfg(unix)]
    &os::system::MODULE,
    &re::MODULE,
];
