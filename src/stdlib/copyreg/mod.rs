//! `copyreg`: how instances are taken apart and put together again; written in Co.

use crate::native::NativeModule;

/// `copyreg`
pub static MODULE: NativeModule = NativeModule {
    name: "copyreg",
    help: "Helper to provide extensibility for pickle.\n\nThis is only useful to add pickle support for extension types defined in\nC, not for instances of user-defined classes.\n",
    fill: Some(|m, dict| super::embedded::run(m, dict, "copyreg", "")),
    ..NativeModule::BASE
};
