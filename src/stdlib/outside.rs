//! The part of the library that reaches outside or leans on a crate: which of its modules are written in Rust, which in Co.

use super::{json, os, re};
use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] = &[&json::MODULE, &os::MODULE, &os::codecs::MODULE, &re::MODULE];

/// The modules written in Co: name and text.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_datetime_clock", include_str!("datetime/clock.co")),
    ("_datetime_date", include_str!("datetime/date.co")),
    ("_datetime_span", include_str!("datetime/span.co")),
    ("_io_base", include_str!("io/base.co")),
    ("_io_buffered", include_str!("io/buffered.co")),
    ("_io_text", include_str!("io/text.co")),
    ("_strptime", include_str!("datetime/strptime.co")),
    ("codecs", include_str!("os/codecs.co")),
    ("datetime", include_str!("datetime/datetime.co")),
    ("errno", include_str!("os/errno.co")),
    ("fnmatch", include_str!("path/fnmatch.co")),
    ("getpass", include_str!("small/getpass.co")),
    ("glob", include_str!("path/glob.co")),
    ("io", include_str!("io/io.co")),
    ("json", include_str!("json/json.co")),
    ("locale", include_str!("small/locale.co")),
    ("os", include_str!("os/os.co")),
    ("pathlib", include_str!("path/pathlib.co")),
    ("platform", include_str!("small/platform.co")),
    ("posixpath", include_str!("os/posixpath.co")),
    ("re", include_str!("re/re.co")),
    ("shlex", include_str!("small/shlex.co")),
    ("shutil", include_str!("path/shutil.co")),
    ("stat", include_str!("os/stat.co")),
    ("tempfile", include_str!("path/tempfile.co")),
];
