//! The built-in library: modules, one a file, in Rust or in Co.

pub mod math;
pub mod random;

use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] = &[&math::MODULE, &random::MODULE];

/// A module written in Rust, by name.
pub fn native_module(name: &str) -> Option<&'static NativeModule> {
    MODULES.iter().copied().find(|m| m.name == name)
}
