//! The built-in library: modules, one a file, in Rust or in Co.

pub mod copyreg;
pub mod embedded;
pub mod gc;
pub mod math;
pub mod random;
pub mod time;
pub mod weakref;

use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] =
    &[&copyreg::MODULE, &gc::MODULE, &math::MODULE, &random::MODULE, &time::MODULE, &weakref::MODULE];

/// A module written in Rust, by name.
pub fn native_module(name: &str) -> Option<&'static NativeModule> {
    MODULES.iter().copied().find(|m| m.name == name)
}
