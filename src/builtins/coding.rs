//! Text to bytes and back: what `str.encode`, `bytes.decode` and the constructors share.
//!
//! In: text or bytes, the names of an encoding and of an error handler. Out: the other form, or LookupError, UnicodeEncodeError,
//! UnicodeDecodeError with the object they are about.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::str::Str;
use crate::object::text::codec::{self, Codec, Errors};
use crate::object::{Outcome, Value, type_error};

/// The text of an argument `encoding` or `errors`; None when it was not given.
pub fn name_of<'a>(value: &'a Value, function: &str, argument: &str) -> Outcome<Option<&'a str>> {
    match value {
        Value::Unset => Ok(None),
        value => match value.get::<Str>() {
            Some(name) => Ok(Some(name.as_str())),
            None => type_error(format!("{function}() argument '{argument}' must be str, not {}", type_name(value))),
        },
    }
}

/// `text.encode(encoding, errors)`
pub fn encode(text: &Value, encoding: Option<&str>, errors: Option<&str>) -> Outcome<Vec<u8>> {
    let content = text.get::<Str>().map_or("", Str::as_str);
    let codec = match encoding {
        None | Some("utf-8") => Codec::Utf8,
        Some(name) => codec::lookup(name, "encode")?,
    };
    codec::encode(content, codec, &Errors::named(errors.unwrap_or("strict"))).map_err(|fault| fault.raise(text))
}

/// `bytes.decode(encoding, errors)`
pub fn decode(bytes: &[u8], encoding: Option<&str>, errors: Option<&str>) -> Outcome<String> {
    let codec = match encoding {
        None | Some("utf-8") => Codec::Utf8,
        Some(name) => codec::lookup(name, "decode")?,
    };
    codec::decode(bytes, codec, &Errors::named(errors.unwrap_or("strict")))
        .map_err(|fault| fault.raise(&Value::from(bytes.to_vec())))
}

/// The name of an encoding that is none of the machine's own: `codecs` may know it, or a program registered it.
pub fn of_a_program<'a>(encoding: Option<&'a str>, verb: &'static str) -> Option<&'a str> {
    encoding.filter(|name| *name != "utf-8" && codec::lookup(name, verb).is_err())
}

/// Encodes or decodes as the codec says that `codecs` finds by a name; LookupError where it finds none.
pub fn by_program(m: &mut Machine, verb: &str, input: &Value, name: &str, errors: Option<&str>) -> Outcome<Value> {
    let module = m.import_module("codecs")?;
    let errors = errors.unwrap_or("strict");
    m.call_method(&module, "_by_name", &[Value::from(verb), input.clone(), Value::from(name), Value::from(errors)])
}
