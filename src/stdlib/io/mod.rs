//! `_io`: the standard streams, which `print` and `input` use without any module being loaded. The rest of `io` is written in Co
//! (`io.co`) on files by number, and is loaded by the first `open` or `import io`.

pub mod stream;

use crate::native::NativeModule;

/// `_io`
pub static MODULE: NativeModule = NativeModule {
    name: "_io",
    help: "The standard streams.",
    types: &[&stream::TEXT, &stream::READER, &stream::WRITER],
    ..NativeModule::BASE
};
