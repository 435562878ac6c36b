//! The part of the library that reaches outside or leans on a crate: which of its modules are written in Rust, which in Co.

use super::{os, re};
use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] = &[&os::MODULE, &os::codecs::MODULE, &re::MODULE];

/// The modules written in Co: name and text.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_io_base", include_str!("io/base.co")),
    ("_io_buffered", include_str!("io/buffered.co")),
    ("_io_text", include_str!("io/text.co")),
    ("codecs", include_str!("os/codecs.co")),
    ("errno", include_str!("os/errno.co")),
    ("io", include_str!("io/io.co")),
    ("os", include_str!("os/os.co")),
    ("posixpath", include_str!("os/posixpath.co")),
    ("re", include_str!("re/re.co")),
    ("stat", include_str!("os/stat.co")),
];
