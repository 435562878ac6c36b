//! `types`: names for the built-in types. Those that no program text can reach are filled in here, the rest is Co.

use crate::native::NativeModule;
use crate::object::types::types;

/// `types`
pub static MODULE: NativeModule = NativeModule {
    name: "types",
    help: "Define names for built-in types that aren't directly accessible as a builtin.",
    fill: Some(|m, dict| {
        dict.set_name("ModuleType", types().module.clone());
        dict.set_name("SimpleNamespace", types().simple_namespace.clone());
        dict.set_name("FrameType", types().frame.clone());
        dict.set_name("TracebackType", types().traceback.clone());
        super::embedded::run(m, dict, "types", "")
    }),
    ..NativeModule::BASE
};
