//! The part of the library that reaches outside or leans on a crate: which of its modules are written in Rust, which in Co.

use super::{bytes, json, os, re};
use crate::native::NativeModule;

/// The modules written in Rust.
pub static MODULES: &[&NativeModule] = &[&bytes::MODULE, &json::MODULE, &os::MODULE, &os::codecs::MODULE, &re::MODULE];

/// The modules written in Co: name and text.
pub static EMBEDDED: &[(&str, &str)] = &[
    ("_argparse_help", include_str!("small/_argparse_help.co")),
    ("_datetime_clock", include_str!("datetime/clock.co")),
    ("_datetime_date", include_str!("datetime/date.co")),
    ("_datetime_span", include_str!("datetime/span.co")),
    ("_io_base", include_str!("io/base.co")),
    ("_io_buffered", include_str!("io/buffered.co")),
    ("_io_text", include_str!("io/text.co")),
    ("_strptime", include_str!("datetime/strptime.co")),
    ("aiofiles", include_str!("small/aiofiles.co")),
    ("argparse", include_str!("small/argparse.co")),
    ("base64", include_str!("bytes/base64.co")),
    ("binascii", include_str!("bytes/binascii.co")),
    ("calendar", include_str!("datetime/calendar.co")),
    ("codecs", include_str!("os/codecs.co")),
    ("colorama", include_str!("small/colorama.co")),
    ("csv", include_str!("small/csv.co")),
    ("datetime", include_str!("datetime/datetime.co")),
    ("errno", include_str!("os/errno.co")),
    ("fnmatch", include_str!("path/fnmatch.co")),
    ("getpass", include_str!("small/getpass.co")),
    ("glob", include_str!("path/glob.co")),
    ("hashlib", include_str!("bytes/hashlib.co")),
    ("hmac", include_str!("bytes/hmac.co")),
    ("io", include_str!("io/io.co")),
    ("json", include_str!("json/json.co")),
    ("locale", include_str!("small/locale.co")),
    ("os", include_str!("os/os.co")),
    ("pathlib", include_str!("path/pathlib.co")),
    ("platform", include_str!("small/platform.co")),
    ("posixpath", include_str!("os/posixpath.co")),
    ("re", include_str!("re/re.co")),
    ("secrets", include_str!("bytes/secrets.co")),
    ("shlex", include_str!("small/shlex.co")),
    ("shutil", include_str!("path/shutil.co")),
    ("signal", include_str!("os/signal.co")),
    ("stat", include_str!("os/stat.co")),
    ("struct", include_str!("bytes/struct.co")),
    ("subprocess", include_str!("os/subprocess.co")),
    ("tempfile", include_str!("path/tempfile.co")),
    ("tqdm", include_str!("small/tqdm.co")),
    ("urllib", include_str!("small/urllib.co")),
    ("urllib.parse", include_str!("small/urllib_parse.co")),
    ("uuid", include_str!("bytes/uuid.co")),
];
