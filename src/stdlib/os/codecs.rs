//! `_codecs`: text to bytes and back by the names of an encoding and of an error handler, in one go or piece by piece.
//!
//! In: text or bytes. Out: the other form and how much of the input was used up. The faces programs know are in `codecs.co`.

use crate::builtins::coding;
use crate::machine::Machine;
use crate::native;
use crate::native::convert::type_name;
use crate::native::{Native, NativeModule};
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::text::codec;
use crate::object::{Outcome, Value, type_error};

/// `_codecs`
pub static MODULE: NativeModule =
    NativeModule { name: "_codecs", help: "", functions: FUNCTIONS, ..NativeModule::BASE };

const FUNCTIONS: &[Native] = &[
    native!("name_of(encoding, /)", name_of, "The usual name of an encoding; LookupError when nobody knows it."),
    native!("encode_text(text, encoding, errors, /)", encode_text, "Text as bytes."),
    native!("decode_part(data, encoding, errors, final, /)", decode_part, "Bytes as text, and how many were used."),
];

fn text<'a>(value: &'a Value, what: &str) -> Outcome<&'a str> {
    match value.get::<Str>() {
        Some(text) => Ok(text.as_str()),
        None => type_error(format!("{what} must be str, not {}", type_name(value))),
    }
}

fn name_of(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(codec::lookup(text(&a[0], "lookup() argument")?, "decode")?.name().into())
}

fn encode_text(_: &mut Machine, a: &[Value]) -> Outcome {
    text(&a[0], "encode() argument 1")?;
    coding::encode(&a[0], Some(text(&a[1], "encoding")?), Some(text(&a[2], "errors")?)).map(Value::from)
}

fn decode_part(m: &mut Machine, a: &[Value]) -> Outcome {
    let bytes = m.bytes_like(&a[0])?;
    let (encoding, errors) = (text(&a[1], "encoding")?, text(&a[2], "errors")?);
    let mut used = bytes.len();
    if !m.truth(&a[3])? {
        used -= codec::incomplete_tail(&bytes, codec::lookup(encoding, "decode")?).min(used);
    }
    let decoded = coding::decode(&bytes[..used], Some(encoding), Some(errors))?;
    Ok(Tuple::create(vec![decoded.into(), used.into()]).into_value())
}
