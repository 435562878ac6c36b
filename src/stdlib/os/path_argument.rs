//! Paths as arguments and results: `str`, `bytes` or `os.PathLike` in, the kind that was given out; and the OSErrors that name them.
//!
//! In: values. Out: paths of the host. Undecodable bytes are carried as lone surrogates (PEP 383).

use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::native::convert::type_name;
use crate::object::bytes::Bytes;
use crate::object::str::{Str, intern};
use crate::object::text::codec::{self, Codec, Errors};
use crate::object::{Outcome, Raise, Value, type_error, value_error};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// A path as it was given.
pub struct PathArgument {
    /// For the host.
    pub path: PathBuf,
    /// For messages: what `__fspath__` gave.
    pub value: Value,
    /// Whether names should be bytes.
    pub bytes: bool,
}

/// `os.fspath(path)`; `function` and `kinds` word the TypeError.
pub fn fspath(m: &mut Machine, value: &Value, function: &str, kinds: &str) -> Outcome {
    if value.get::<Str>().is_some() || value.get::<Bytes>().is_some() {
        return Ok(value.clone());
    }
    let class = crate::object::class::class_of(value).clone();
    let Some(method) = m.class_attribute(&class, &intern("__fspath__"))? else {
        let start = if function.is_empty() { String::new() } else { format!("{function}: path should be ") };
        let kinds = if function.is_empty() { "expected str, bytes or os.PathLike object" } else { kinds };
        return type_error(format!("{start}{kinds}, not {}", type_name(value)));
    };
    let made = m.call(&method, std::slice::from_ref(value))?;
    if made.get::<Str>().is_some() || made.get::<Bytes>().is_some() {
        return Ok(made);
    }
    let (own, other) = (type_name(value).to_string(), type_name(&made));
    type_error(format!("expected {own}.__fspath__() to return str or bytes, not {other}"))
}

/// A path argument of a function of `os`.
pub fn path_of(m: &mut Machine, value: &Value, function: &str) -> Outcome<PathArgument> {
    let value = fspath(m, value, function, "string, bytes or os.PathLike")?;
    let bytes = value.get::<Str>().is_none();
    let path = os_string(&value)?;
    if path.as_encoded_bytes().contains(&0) {
        return value_error(if bytes { "embedded null byte" } else { "embedded null character" });
    }
    Ok(PathArgument { path: path.into(), value, bytes })
}

/// A `str` or `bytes` as the host takes it.
pub fn os_string(value: &Value) -> Outcome<OsString> {
    let bytes = match value.get::<Str>() {
        Some(text) => {
            codec::encode(text.as_str(), Codec::Utf8, &Errors::SurrogateEscape).map_err(|f| f.raise(value))?
        }
        None => value.get::<Bytes>().map(|bytes| bytes.data.to_vec()).unwrap_or_default(),
    };
    Ok(from_bytes(bytes))
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

/// What the host says, as `bytes` or `str`.
pub fn name_value(name: &OsStr, bytes: bool) -> Value {
    let data = name.as_encoded_bytes();
    if bytes {
        return data.to_vec().into();
    }
    codec::decode(data, Codec::Utf8, &Errors::SurrogateEscape).unwrap_or_default().into()
}

/// The OSError about a path, or about two.
#[cold]
pub fn path_error(fault: &std::io::Error, path: &Value, second: Option<&Value>) -> Raise {
    let raise = os_error(fault);
    raise.0.set_field(2, path.clone());
    if let Some(second) = second {
        raise.0.set_field(3, second.clone());
    }
    raise
}
