//! The methods that `bytes` and `bytearray` share.
//!
//! In: a bytes-like object as `self`, bytes-like or int arguments. Out: results of the type of `self`. Each copies the bytes of
//! its arguments first, since converting the next argument may run user code.

use super::bytes::hex_text;
use super::coding;
use crate::machine::Machine;
use crate::machine::protocol::text_argument::{byte_of, can_iterate, like};
use crate::native::convert::type_name;
use crate::object::heap::Kind;
use crate::object::list::{List, Tuple};
use crate::object::text::bytes as pure;
use crate::object::text::pad::Justify;
use crate::object::text::split::Side;
use crate::object::{Exc, Outcome, Value, type_error, value_error};

/// The table of the shared methods, with more rows behind it.
macro_rules! byte_methods {
    ($($extra:expr),* $(,)?) => {
        &[
            native!("capitalize(self)", $crate::builtins::byte_methods::capitalize, "Return a copy with only its first byte capitalized and the rest lower-cased."),
            native!("center(self, width, fillchar=<unset>, /)", $crate::builtins::byte_methods::center, "Return a centered string of length width."),
            native!("count(self, sub, start=None, end=None, /)", $crate::builtins::byte_methods::count, "Return the number of non-overlapping occurrences of subsection 'sub'."),
            native!("decode(self, encoding=<unset>, errors=<unset>)", $crate::builtins::byte_methods::decode, "Decode the bytes using the codec registered for encoding."),
            native!("endswith(self, suffix, start=None, end=None, /)", $crate::builtins::byte_methods::ends_with, "Return True if the bytes end with the specified suffix, False otherwise."),
            native!("expandtabs(self, tabsize=8)", $crate::builtins::byte_methods::expand_tabs, "Return a copy where all tab characters are expanded using spaces."),
            native!("find(self, sub, start=None, end=None, /)", $crate::builtins::byte_methods::find, "Return the lowest index where subsection 'sub' is found, or -1."),
            native!("hex(self, sep=<unset>, bytes_per_sep=1)", $crate::builtins::byte_methods::hex, "Create a string of hexadecimal numbers from a bytes object."),
            native!("index(self, sub, start=None, end=None, /)", $crate::builtins::byte_methods::index, "Return the lowest index where subsection 'sub' is found; ValueError when it is not."),
            native!("isalnum(self)", $crate::builtins::byte_methods::is_alnum, "Return True if all bytes are alphanumeric and there is at least one."),
            native!("isalpha(self)", $crate::builtins::byte_methods::is_alpha, "Return True if all bytes are alphabetic and there is at least one."),
            native!("isascii(self)", $crate::builtins::byte_methods::is_ascii, "Return True if there are no bytes or all are ASCII."),
            native!("isdigit(self)", $crate::builtins::byte_methods::is_digit, "Return True if all bytes are digits and there is at least one."),
            native!("islower(self)", $crate::builtins::byte_methods::is_lower, "Return True if all cased bytes are lowercase and there is at least one."),
            native!("isspace(self)", $crate::builtins::byte_methods::is_space, "Return True if all bytes are whitespace and there is at least one."),
            native!("istitle(self)", $crate::builtins::byte_methods::is_title, "Return True if the bytes are titlecased and there is at least one cased byte."),
            native!("isupper(self)", $crate::builtins::byte_methods::is_upper, "Return True if all cased bytes are uppercase and there is at least one."),
            native!("join(self, iterable_of_bytes, /)", $crate::builtins::byte_methods::join, "Concatenate any number of bytes objects."),
            native!("ljust(self, width, fillchar=<unset>, /)", $crate::builtins::byte_methods::ljust, "Return a left-justified string of length width."),
            native!("lower(self)", $crate::builtins::byte_methods::lower, "Return a copy with all ASCII letters in lower case."),
            native!("lstrip(self, bytes=None, /)", $crate::builtins::byte_methods::lstrip, "Strip leading bytes contained in the argument."),
            native!("partition(self, sep, /)", $crate::builtins::byte_methods::partition, "Partition the bytes into three parts using the given separator."),
            native!("removeprefix(self, prefix, /)", $crate::builtins::byte_methods::remove_prefix, "Return a copy with the given prefix removed if present."),
            native!("removesuffix(self, suffix, /)", $crate::builtins::byte_methods::remove_suffix, "Return a copy with the given suffix removed if present."),
            native!("replace(self, old, new, count=-1, /)", $crate::builtins::byte_methods::replace, "Return a copy with all occurrences of substring old replaced by new."),
            native!("rfind(self, sub, start=None, end=None, /)", $crate::builtins::byte_methods::rfind, "Return the highest index where subsection 'sub' is found, or -1."),
            native!("rindex(self, sub, start=None, end=None, /)", $crate::builtins::byte_methods::rindex, "Return the highest index where subsection 'sub' is found; ValueError when it is not."),
            native!("rjust(self, width, fillchar=<unset>, /)", $crate::builtins::byte_methods::rjust, "Return a right-justified string of length width."),
            native!("rpartition(self, sep, /)", $crate::builtins::byte_methods::rpartition, "Partition the bytes into three parts using the last occurrence of the separator."),
            native!("rsplit(self, sep=None, maxsplit=-1)", $crate::builtins::byte_methods::rsplit, "Return a list of the sections in the bytes, splitting from the end."),
            native!("rstrip(self, bytes=None, /)", $crate::builtins::byte_methods::rstrip, "Strip trailing bytes contained in the argument."),
            native!("split(self, sep=None, maxsplit=-1)", $crate::builtins::byte_methods::split, "Return a list of the sections in the bytes, using sep as the delimiter."),
            native!("splitlines(self, keepends=False)", $crate::builtins::byte_methods::split_lines, "Return a list of the lines in the bytes, breaking at line boundaries."),
            native!("startswith(self, prefix, start=None, end=None, /)", $crate::builtins::byte_methods::starts_with, "Return True if the bytes start with the specified prefix, False otherwise."),
            native!("strip(self, bytes=None, /)", $crate::builtins::byte_methods::strip, "Strip leading and trailing bytes contained in the argument."),
            native!("swapcase(self)", $crate::builtins::byte_methods::swapcase, "Return a copy with uppercase ASCII letters in lower case and the reverse."),
            native!("title(self)", $crate::builtins::byte_methods::title, "Return a titlecased version of the bytes."),
            native!("translate(self, table, /, delete=<unset>)", $crate::builtins::byte_methods::translate, "Return a copy with each byte mapped by the given translation table."),
            native!("upper(self)", $crate::builtins::byte_methods::upper, "Return a copy with all ASCII letters in upper case."),
            native!("zfill(self, width, /)", $crate::builtins::byte_methods::zfill, "Pad a numeric string with zeros on the left, to fill a field of the given width."),
            native!(
                "__buffer__(self, flags, /)",
                $crate::builtins::memoryview::buffer,
                "Return a buffer object that exposes the underlying memory of the object."
            ),
            $($extra),*
        ]
    };
}
pub(crate) use byte_methods;

/// The bytes of `self`.
fn own(m: &Machine, a: &[Value]) -> Outcome<Vec<u8>> {
    match a.first().map(|v| (v, v.kind())) {
        Some((v, Some(Kind::Bytes | Kind::ByteArray))) => Ok(m.buffer(v).unwrap_or_default()),
        _ => type_error("descriptor does not apply to this object"),
    }
}

macro_rules! mapped {
    ($($name:ident $help:literal $function:expr;)*) => {
        $(#[doc = $help]
        pub fn $name(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
            let data = own(m, a)?;
            let change: fn(&[u8]) -> Vec<u8> = $function;
            Ok(like(&a[0], change(&data)))
        })*
    };
}

mapped! {
    capitalize "`b.capitalize()`" pure::capitalize;
    lower "`b.lower()`" |b| b.to_ascii_lowercase();
    upper "`b.upper()`" |b| b.to_ascii_uppercase();
    swapcase "`b.swapcase()`" pure::swap;
    title "`b.title()`" pure::title;
}

macro_rules! tested {
    ($($name:ident $help:literal $function:expr;)*) => {
        $(#[doc = $help]
        pub fn $name(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
            let test: fn(&[u8]) -> bool = $function;
            Ok(Value::bool(test(&own(m, a)?)))
        })*
    };
}

tested! {
    is_alnum "`b.isalnum()`" |b| pure::all(b, |c| c.is_ascii_alphanumeric());
    is_alpha "`b.isalpha()`" |b| pure::all(b, |c| c.is_ascii_alphabetic());
    is_ascii "`b.isascii()`" |b| b.is_ascii();
    is_digit "`b.isdigit()`" |b| pure::all(b, |c| c.is_ascii_digit());
    is_lower "`b.islower()`" pure::is_lower;
    is_space "`b.isspace()`" |b| pure::all(b, pure::is_space);
    is_title "`b.istitle()`" pure::is_title;
    is_upper "`b.isupper()`" pure::is_upper;
}

fn justified(m: &mut Machine, a: &[Value], name: &str, how: Justify) -> Outcome<Value> {
    let width = m.size(&a[1])?;
    let fill = match a.get(2) {
        Some(Value::Unset) | None => b' ',
        Some(fill) => match (fill.kind(), m.buffer(fill).as_deref()) {
            (Some(Kind::Bytes | Kind::ByteArray), Some([byte])) => *byte,
            _ => {
                return type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {}",
                    type_name(fill)
                ));
            }
        },
    };
    let data = own(m, a)?;
    if width > (1 << 38) {
        return Err(Exc::MemoryError.with(Vec::new()));
    }
    Ok(like(&a[0], pure::justify(&data, width, fill, how)))
}

/// `b.center(width, fill)`
pub fn center(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    justified(m, a, "center", Justify::Center)
}

/// `b.ljust(width, fill)`
pub fn ljust(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    justified(m, a, "ljust", Justify::Left)
}

/// `b.rjust(width, fill)`
pub fn rjust(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    justified(m, a, "rjust", Justify::Right)
}

/// `b.zfill(width)`
pub fn zfill(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let width = m.size(&a[1])?;
    Ok(like(&a[0], pure::zfill(&own(m, a)?, width)))
}

/// `b.expandtabs(size)`
pub fn expand_tabs(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let size = m.size(&a[1])?;
    Ok(like(&a[0], pure::expand_tabs(&own(m, a)?, size)))
}

/// What `find` and its siblings look for: bytes, or one byte as an int.
fn needle(m: &mut Machine, value: &Value) -> Outcome<Vec<u8>> {
    if let Some(bytes) = m.buffer(value) {
        return Ok(bytes);
    }
    if m.has_index(value) {
        return byte_of(m, value, "byte").map(|b| vec![b]);
    }
    type_error(format!("argument should be integer or bytes-like object, not '{}'", type_name(value)))
}

fn searched(
    m: &mut Machine,
    a: &[Value],
    search: fn(&[u8], &[u8], Option<i64>, Option<i64>) -> Option<usize>,
) -> Outcome<Option<usize>> {
    let needle = needle(m, &a[1])?;
    let (start, end) = (m.bound(&a[2])?, m.bound(&a[3])?);
    Ok(search(&own(m, a)?, &needle, start, end))
}

fn found(at: Option<usize>) -> Value {
    at.map_or(Value::Int(-1), Value::from)
}

fn must_find(at: Option<usize>) -> Outcome<Value> {
    match at {
        Some(at) => Ok(at.into()),
        None => value_error("subsection not found"),
    }
}

/// `b.find(sub, start, end)`
pub fn find(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, pure::find).map(found)
}

/// `b.rfind(sub, start, end)`
pub fn rfind(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, pure::rfind).map(found)
}

/// `b.index(sub, start, end)`
pub fn index(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, pure::find).and_then(must_find)
}

/// `b.rindex(sub, start, end)`
pub fn rindex(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, pure::rfind).and_then(must_find)
}

/// `b.count(sub, start, end)`
pub fn count(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    searched(m, a, |data, needle, start, end| Some(pure::count(data, needle, start, end))).map(found)
}

fn affix(
    m: &mut Machine,
    a: &[Value],
    name: &str,
    test: fn(&[u8], &[u8], Option<i64>, Option<i64>) -> bool,
) -> Outcome<Value> {
    let (start, end) = (m.bound(&a[2])?, m.bound(&a[3])?);
    let data = own(m, a)?;
    if let Some(tuple) = a[1].get::<Tuple>() {
        for part in tuple.as_slice() {
            if test(&data, &m.bytes_like(part)?, start, end) {
                return Ok(Value::bool(true));
            }
        }
        return Ok(Value::bool(false));
    }
    match m.buffer(&a[1]) {
        Some(part) => Ok(Value::bool(test(&data, &part, start, end))),
        None => type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {}", type_name(&a[1]))),
    }
}

/// `b.startswith(prefix, start, end)`
pub fn starts_with(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    affix(m, a, "startswith", pure::starts_with)
}

/// `b.endswith(suffix, start, end)`
pub fn ends_with(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    affix(m, a, "endswith", pure::ends_with)
}

/// `b.removeprefix(prefix)`
pub fn remove_prefix(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (data, part) = (own(m, a)?, m.bytes_like(&a[1])?);
    Ok(like(&a[0], data.strip_prefix(part.as_slice()).unwrap_or(&data).to_vec()))
}

/// `b.removesuffix(suffix)`
pub fn remove_suffix(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (data, part) = (own(m, a)?, m.bytes_like(&a[1])?);
    Ok(like(&a[0], data.strip_suffix(part.as_slice()).unwrap_or(&data).to_vec()))
}

/// `b.replace(old, new, count)`
pub fn replace(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (old, new) = (m.bytes_like(&a[1])?, m.bytes_like(&a[2])?);
    let count = m.size(&a[3])?;
    Ok(like(&a[0], pure::replace(&own(m, a)?, &old, &new, count)))
}

fn list_of(model: &Value, parts: Vec<&[u8]>) -> Value {
    List::create(parts.into_iter().map(|p| like(model, p.to_vec())).collect()).into_value()
}

/// `b.split(sep, maxsplit)`
pub fn split(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let most = m.size(&a[2])?;
    let data = own(m, a)?;
    Ok(match &a[1] {
        Value::None => list_of(&a[0], pure::split_space(&data, most)),
        by => list_of(&a[0], pure::split(&data, &m.bytes_like(by)?, most)?),
    })
}

/// `b.rsplit(sep, maxsplit)`
pub fn rsplit(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let most = m.size(&a[2])?;
    let data = own(m, a)?;
    Ok(match &a[1] {
        Value::None => list_of(&a[0], pure::rsplit_space(&data, most)),
        by => list_of(&a[0], pure::rsplit(&data, &m.bytes_like(by)?, most)?),
    })
}

/// `b.splitlines(keepends)`
pub fn split_lines(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let keep = m.truth(&a[1])?;
    Ok(list_of(&a[0], pure::lines(&own(m, a)?, keep)))
}

fn three(model: &Value, parts: [&[u8]; 3]) -> Value {
    Tuple::create(parts.into_iter().map(|p| like(model, p.to_vec())).collect()).into_value()
}

/// `b.partition(sep)`
pub fn partition(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (data, by) = (own(m, a)?, m.bytes_like(&a[1])?);
    Ok(match pure::partition(&data, &by)? {
        Some((before, after)) => three(&a[0], [before, &by, after]),
        None => three(&a[0], [&data, b"", b""]),
    })
}

/// `b.rpartition(sep)`
pub fn rpartition(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let (data, by) = (own(m, a)?, m.bytes_like(&a[1])?);
    Ok(match pure::rpartition(&data, &by)? {
        Some((before, after)) => three(&a[0], [before, &by, after]),
        None => three(&a[0], [b"", b"", &data]),
    })
}

fn stripped(m: &mut Machine, a: &[Value], side: Side) -> Outcome<Value> {
    let set = match &a[1] {
        Value::None => None,
        set => Some(m.bytes_like(set)?),
    };
    let data = own(m, a)?;
    Ok(like(&a[0], pure::strip(&data, set.as_deref(), side).to_vec()))
}

/// `b.strip(set)`
pub fn strip(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    stripped(m, a, Side::Both)
}

/// `b.lstrip(set)`
pub fn lstrip(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    stripped(m, a, Side::Left)
}

/// `b.rstrip(set)`
pub fn rstrip(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    stripped(m, a, Side::Right)
}

/// `b.translate(table, delete=...)`
pub fn translate(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let table = match &a[1] {
        Value::None => None,
        table => Some(m.bytes_like(table)?),
    };
    let delete = match &a[2] {
        Value::Unset => Vec::new(),
        delete => m.bytes_like(delete)?,
    };
    Ok(like(&a[0], pure::translate(&own(m, a)?, table.as_deref(), &delete)?))
}

/// `b.join(iterable)`
pub fn join(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let data = own(m, a)?;
    let parts = match m.collect(&a[1]) {
        Ok(parts) => parts,
        Err(raise) if raise.is(Exc::TypeError) && !can_iterate(&a[1]) => {
            return type_error("can only join an iterable");
        }
        Err(raise) => return Err(raise),
    };
    let mut out = Vec::new();
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.extend_from_slice(&data);
        }
        match m.buffer(part) {
            Some(part) => out.extend_from_slice(&part),
            None => {
                return type_error(format!(
                    "sequence item {i}: expected a bytes-like object, {} found",
                    type_name(part)
                ));
            }
        }
    }
    Ok(like(&a[0], out))
}

/// `b.decode(encoding, errors)`
pub fn decode(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let encoding = coding::name_of(&a[1], "decode", "encoding")?;
    let errors = coding::name_of(&a[2], "decode", "errors")?;
    if let Some(name) = coding::of_a_program(encoding, "decode") {
        return coding::by_program(m, "decode", &a[0], name, errors);
    }
    coding::decode(&own(m, a)?, encoding, errors).map(Value::from)
}

/// `b.hex(sep, bytes_per_sep)`
pub fn hex(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let data = own(m, a)?;
    hex_text(m, &data, &a[1], &a[2])
}
