//! `str` and its iterators.
//!
//! In: any object, or bytes with an encoding. Out: texts. The methods stand by what they do: finding (`find`), taking apart and
//! joining (`part`), changing (`change`), questions (`kind`).

mod change;
mod find;
mod kind;
mod part;

use super::coding;
use crate::machine::Machine;
use crate::machine::protocol::format::Arguments;
use crate::native;
use crate::native::NativeType;
use crate::native::convert::{this, type_name};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Payload};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};

/// `str`
pub static STR: NativeType = NativeType {
    name: "str",
    layout: <Str>::layout,
    help: "Create a new string object from the given object.",
    new: Some(native!("__new__(cls, object=<unset>, encoding=<unset>, errors=<unset>)", new, "")),
    methods: METHODS,
    static_methods: &[native!(
        "maketrans(x, y=<unset>, z=<unset>, /)",
        change::make_table,
        "Return a translation table usable for str.translate()."
    )],
    specials: &[
        Special::Len,
        Special::GetItem,
        Special::Contains,
        Special::Iter,
        Special::Repr,
        Special::Hash,
        Special::Add,
        Special::Mul,
        Special::RMul,
        Special::Mod,
        Special::RMod,
        Special::Eq,
        Special::Ne,
        Special::Lt,
        Special::Le,
        Special::Gt,
        Special::Ge,
    ],
    ..NativeType::BASE
};

const METHODS: &[crate::native::Native] = &[
    native!("capitalize(self)", change::capitalize, "Return a capitalized version of the string."),
    native!("casefold(self)", change::fold, "Return a version of the string suitable for caseless comparisons."),
    native!("center(self, width, fillchar=' ', /)", change::center, "Return a centered string of length width."),
    native!(
        "count(self, sub, start=None, end=None, /)",
        find::count,
        "Return the number of non-overlapping occurrences of substring sub."
    ),
    native!(
        "encode(self, encoding=<unset>, errors=<unset>)",
        encode,
        "Encode the string using the codec registered for encoding."
    ),
    native!(
        "endswith(self, suffix, start=None, end=None, /)",
        find::ends_with,
        "Return True if the string ends with the specified suffix, False otherwise."
    ),
    native!(
        "expandtabs(self, tabsize=8)",
        change::expand_tabs,
        "Return a copy where all tab characters are expanded using spaces."
    ),
    native!(
        "find(self, sub, start=None, end=None, /)",
        find::find,
        "Return the lowest index where substring sub is found, or -1."
    ),
    native!("format(self, /, *args, **kwargs)", format, "Return a formatted version of the string."),
    native!("format_map(self, mapping, /)", format_map, "Return a formatted version of the string, from a mapping."),
    native!(
        "index(self, sub, start=None, end=None, /)",
        find::index,
        "Return the lowest index where substring sub is found; ValueError when it is not."
    ),
    native!("isalnum(self)", kind::is_alnum, "Return True if the string is an alpha-numeric string, False otherwise."),
    native!("isalpha(self)", kind::is_alpha, "Return True if the string is an alphabetic string, False otherwise."),
    native!("isascii(self)", kind::is_ascii, "Return True if all characters in the string are ASCII, False otherwise."),
    native!("isdecimal(self)", kind::is_decimal, "Return True if the string is a decimal string, False otherwise."),
    native!("isdigit(self)", kind::is_digit, "Return True if the string is a digit string, False otherwise."),
    native!("isidentifier(self)", kind::is_identifier, "Return True if the string is a valid Python identifier."),
    native!("islower(self)", kind::is_lower, "Return True if the string is a lowercase string, False otherwise."),
    native!("isnumeric(self)", kind::is_numeric, "Return True if the string is a numeric string, False otherwise."),
    native!("isprintable(self)", kind::is_printable, "Return True if all characters in the string are printable."),
    native!("isspace(self)", kind::is_space, "Return True if the string is a whitespace string, False otherwise."),
    native!("istitle(self)", kind::is_title, "Return True if the string is a title-cased string, False otherwise."),
    native!("isupper(self)", kind::is_upper, "Return True if the string is an uppercase string, False otherwise."),
    native!("join(self, iterable, /)", part::join, "Concatenate any number of strings."),
    native!("ljust(self, width, fillchar=' ', /)", change::ljust, "Return a left-justified string of length width."),
    native!("lower(self)", change::lower, "Return a copy of the string converted to lowercase."),
    native!(
        "lstrip(self, chars=None, /)",
        part::lstrip,
        "Return a copy of the string with leading whitespace removed."
    ),
    native!(
        "partition(self, sep, /)",
        part::partition,
        "Partition the string into three parts using the given separator."
    ),
    native!(
        "removeprefix(self, prefix, /)",
        part::remove_prefix,
        "Return a str with the given prefix removed if present."
    ),
    native!(
        "removesuffix(self, suffix, /)",
        part::remove_suffix,
        "Return a str with the given suffix removed if present."
    ),
    native!(
        "replace(self, old, new, /, count=-1)",
        change::replace,
        "Return a copy with all occurrences of substring old replaced by new."
    ),
    native!(
        "rfind(self, sub, start=None, end=None, /)",
        find::rfind,
        "Return the highest index where substring sub is found, or -1."
    ),
    native!(
        "rindex(self, sub, start=None, end=None, /)",
        find::rindex,
        "Return the highest index where substring sub is found; ValueError when it is not."
    ),
    native!("rjust(self, width, fillchar=' ', /)", change::rjust, "Return a right-justified string of length width."),
    native!(
        "rpartition(self, sep, /)",
        part::rpartition,
        "Partition the string into three parts using the last occurrence of the separator."
    ),
    native!(
        "rsplit(self, sep=None, maxsplit=-1)",
        part::rsplit,
        "Return a list of the substrings, splitting from the end."
    ),
    native!(
        "rstrip(self, chars=None, /)",
        part::rstrip,
        "Return a copy of the string with trailing whitespace removed."
    ),
    native!(
        "split(self, sep=None, maxsplit=-1)",
        part::split,
        "Return a list of the substrings, using sep as the separator."
    ),
    native!("splitlines(self, keepends=False)", part::split_lines, "Return a list of the lines in the string."),
    native!(
        "startswith(self, prefix, start=None, end=None, /)",
        find::starts_with,
        "Return True if the string starts with the specified prefix, False otherwise."
    ),
    native!(
        "strip(self, chars=None, /)",
        part::strip,
        "Return a copy of the string with leading and trailing whitespace removed."
    ),
    native!(
        "swapcase(self)",
        change::swap,
        "Convert uppercase characters to lowercase and lowercase ones to uppercase."
    ),
    native!("title(self)", change::title, "Return a version of the string where each word is titlecased."),
    native!(
        "translate(self, table, /)",
        change::translate,
        "Replace each character using the given translation table."
    ),
    native!("upper(self)", change::upper, "Return a copy of the string converted to uppercase."),
    native!("zfill(self, width, /)", change::zfill, "Pad a numeric string with zeros on the left."),
    native!("__str__(self, /)", as_str, "Return str(self)."),
    native!("__format__(self, format_spec, /)", format_spec, "Return a formatted version of the string."),
    native!("__getnewargs__(self)", new_arguments, ""),
    native!("__sizeof__(self)", size_of, "Return the size of the string in memory, in bytes."),
];

/// `str_iterator`
pub static STR_ITERATOR: NativeType = NativeType {
    name: "str_iterator",
    layout: <crate::object::descriptor::StrIterator>::layout,
    flags: class_flag::FINAL,
    methods: crate::builtins::iterator_state::METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

/// `str_ascii_iterator`
pub static STR_ASCII_ITERATOR: NativeType = NativeType {
    name: "str_ascii_iterator",
    layout: <crate::object::descriptor::StrIterator>::layout,
    flags: class_flag::FINAL,
    methods: crate::builtins::iterator_state::METHODS,
    specials: &[Special::Iter, Special::Next],
    ..NativeType::BASE
};

/// The text of `self`.
fn own(a: &[Value]) -> Outcome<&str> {
    this::<Str>(a).map(Str::as_str)
}

/// The text of an argument; TypeError "find() argument 1 must be str, not int".
fn text<'a>(a: &'a [Value], place: usize, name: &str) -> Outcome<&'a str> {
    match a[place].get::<Str>() {
        Some(text) => Ok(text.as_str()),
        None => type_error(format!("{name}() argument {place} must be str, not {}", type_name(&a[place]))),
    }
}

/// `self` when nothing changed, else a new text: texts are never copied without need.
fn same_or_new(a: &[Value], new: &str) -> Value {
    let same = a[0].get::<Str>().is_some_and(|s| s.as_str().len() == new.len());
    if same && class_of(&a[0]) == &types().str { a[0].clone() } else { new.into() }
}

fn new(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let Some(class) = a[0].typed::<Class>() else { return type_error("str.__new__(X): X is not a type object") };
    let made = construct(m, a)?;
    if class == &types().str {
        return Ok(made.into_value());
    }
    Ok(Str::of_class(made.as_str(), made.len(), class).into_value())
}

fn construct(m: &mut Machine, a: &[Value]) -> Outcome<Gc<Str>> {
    let (object, encoding, errors) = (&a[1], &a[2], &a[3]);
    if !object.is_set() {
        return Ok(Str::new(""));
    }
    if !encoding.is_set() && !errors.is_set() {
        return m.str(object);
    }
    let encoding = coding::name_of(encoding, "str", "encoding")?;
    let errors = coding::name_of(errors, "str", "errors")?;
    if object.get::<Str>().is_some() {
        return type_error("decoding str is not supported");
    }
    match m.buffer(object) {
        Some(bytes) => coding::decode(&bytes, encoding, errors).map(Str::from_string),
        None => type_error(format!("decoding to str: need a bytes-like object, {} found", type_name(object))),
    }
}

fn encode(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    this::<Str>(a)?;
    let encoding = coding::name_of(&a[1], "encode", "encoding")?;
    let errors = coding::name_of(&a[2], "encode", "errors")?;
    if let Some(name) = coding::of_a_program(encoding, "encode") {
        return coding::by_program(m, "encode", &a[0], name, errors);
    }
    coding::encode(&a[0], encoding, errors).map(Value::from)
}

fn format(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let template = own(a)?;
    let empty = Dict::empty();
    let args = a[1].get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    let keywords = a[2].get::<Dict>().unwrap_or(&empty);
    m.format_template(template, &Arguments::Call(args, keywords)).map(Value::from)
}

fn format_map(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    m.format_template(own(a)?, &Arguments::Mapping(&a[1])).map(Value::from)
}

fn as_str(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    this::<Str>(a)?;
    m.builtin_str(&a[0]).map(Gc::into_value)
}

fn format_spec(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    this::<Str>(a)?;
    match a[1].get::<Str>() {
        Some(spec) => m.builtin_format(&a[0], spec.as_str()).map(Value::from),
        None => type_error(format!("__format__() argument must be str, not {}", type_name(&a[1]))),
    }
}

fn new_arguments(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    this::<Str>(a)?;
    let text = m.builtin_str(&a[0])?.into_value();
    Ok(Tuple::create(vec![text]).into_value())
}

/// What CPython's representation of the text takes: one, two or four bytes for every character.
fn size_of(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let text = this::<Str>(a)?;
    let widest = text.as_str().chars().map(u32::from).max().unwrap_or(0);
    let len = text.len() as i64;
    Ok(Value::Int(match widest {
        0..=0x7f => 41 + len,
        0x80..=0xff => 58 + len,
        0x100..=0xffff => 60 + 2 * len,
        _ => 64 + 4 * len,
    }))
}
