//! The part of the library that reaches outside or leans on a crate: which of its modules are written in Rust, which in Co.

use super::{json, os, re};
use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] = &[&json::MODULE, &os::MODULE, &os::codecs::MODULE, &re::MODULE];

/// The modules written in Co: name and text.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_io_base", include_str!("io/base.co")),
    ("_io_buffered", include_str!("io/buffered.co")),
    ("_io_text", include_str!("io/text.co")),
    ("_datetime_clock", include_str!("datetime/clock.co")),
    ("_datetime_date", include_str!("datetime/date.co")),
    ("_datetime_span", include_str!("datetime/span.co")),
    ("_strptime", include_str!("datetime/strptime.co")),
    ("datetime", include_str!("datetime/datetime.co")),
    ("codecs", include_str!("os/codecs.co")),
    ("errno", include_str!("os/errno.co")),
    ("io", include_str!("io/io.co")),
    ("json", include_str!("json/json.co")),
    ("os", include_str!("os/os.co")),
    ("posixpath", include_str!("os/posixpath.co")),
    ("re", include_str!("re/re.co")),
    ("stat", include_str!("os/stat.co")),
];
