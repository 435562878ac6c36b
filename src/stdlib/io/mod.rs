//! `io`: the objects that programs read from and write to.

pub mod stream;

use crate::native::NativeModule;

/// `io`
pub static MODULE: NativeModule = NativeModule {
    name: "io",
    help: "The io module provides the Python interfaces to stream handling.",
    types: &[&stream::TEXT],
    fill: Some(|_, dict| {
        for (name, number) in [("SEEK_SET", 0), ("SEEK_CUR", 1), ("SEEK_END", 2), ("DEFAULT_BUFFER_SIZE", 8192)] {
            dict.set_name(name, crate::object::Value::Int(number));
        }
        Ok(())
    }),
    ..NativeModule::BASE
};
