//! `format % values`, for `str`, `bytes` and `bytearray`.
//!
//! In: a format and a tuple, a mapping or a single value. Out: the text, or TypeError, ValueError or OverflowError with
//! CPython's words. The format is read piece by piece, so that faults come in the order of the text.

use super::operators::byte_string;
use crate::builtins::int::int_answer;
use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::bytes::ByteArray;
use crate::object::class::class_of;
use crate::object::format::percent::{self, Directive, Piece, Size, Wants};
use crate::object::heap::Kind;
use crate::object::int::{AnyInt, as_int};
use crate::object::list::Tuple;
use crate::object::number::int::digit_limit;
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Value, overflow_error, type_error};

/// The values that directives take, one after the other.
struct Values {
    /// A tuple of values, or the only value; after a key, what stood there.
    given: Value,
    next: usize,
    /// What keys are looked up in, if it is a mapping.
    mapping: Option<Value>,
}

impl Values {
    fn next(&mut self) -> Outcome<Value> {
        let value = match self.given.get::<Tuple>() {
            Some(tuple) => tuple.as_slice().get(self.next).cloned(),
            None => (self.next == 0).then(|| self.given.clone()),
        };
        self.next += 1;
        Ok(value.ok_or_else(percent::too_few)?)
    }

    fn finished(&self) -> bool {
        self.mapping.is_some() || self.next >= self.given.get::<Tuple>().map_or(1, Tuple::len)
    }
}

impl Machine {
    /// `format % values` of a `str`.
    pub fn percent(&mut self, format: &Value, values: &Value) -> Outcome {
        let Some(text) = format.typed::<Str>().cloned() else { return Ok(Value::NotImplemented) };
        self.percent_text(text.as_str(), values, false).map(Value::from)
    }

    /// `format % values` of `bytes` or `bytearray`.
    pub fn percent_bytes(&mut self, format: &Value, values: &Value) -> Outcome {
        let Some(bytes) = byte_string(format) else { return Ok(Value::NotImplemented) };
        let text: String = bytes.iter().map(|&byte| byte as char).collect();
        let data: Vec<u8> = self.percent_text(&text, values, true)?.chars().map(|c| c as u8).collect();
        Ok(match format.kind() {
            Some(Kind::ByteArray) => ByteArray::create(data).into_value(),
            _ => data.into(),
        })
    }

    fn percent_text(&mut self, format: &str, given: &Value, bytes: bool) -> Outcome<String> {
        let plain = match given.kind() {
            Some(Kind::Tuple | Kind::Str) => true,
            Some(Kind::Bytes | Kind::ByteArray) => bytes,
            _ => false,
        };
        let mapping = (!plain && class_of(given).has_special(Special::GetItem)).then(|| given.clone());
        let mut values = Values { given: given.clone(), next: 0, mapping };
        let mut out = String::new();
        for piece in percent::pieces(format) {
            match piece? {
                Piece::Text(text) => out.push_str(&text),
                Piece::Directive(directive) => out.push_str(&self.directive(directive, &mut values, bytes)?),
            }
        }
        if !values.finished() {
            return Err(percent::too_many(bytes).into());
        }
        Ok(out)
    }

    fn directive(&mut self, mut directive: Directive, values: &mut Values, bytes: bool) -> Outcome<String> {
        if let Some(key) = &directive.key {
            let Some(mapping) = values.mapping.clone() else { return type_error("format requires a mapping") };
            let key = if bytes {
                Value::from(key.chars().map(|c| c as u8).collect::<Vec<u8>>())
            } else {
                Value::from(key.as_str())
            };
            let given = self.get_item(&mapping, &key)?;
            // The value counts as one, even when it is a tuple.
            values.given = Tuple::create(vec![given]).into_value();
            values.next = 0;
        }
        if directive.width == Size::Star {
            let width = self.star(values, "ssize_t")?;
            directive.set_width(width);
        }
        if directive.precision == Size::Star {
            let precision = self.star(values, "int")?;
            directive.set_precision(precision);
        }
        let value = values.next()?;
        match directive.wants(bytes)? {
            Wants::Str if bytes => {
                let data = self.percent_data(&value)?;
                let text: String = data.iter().map(|&byte| byte as char).collect();
                Ok(directive.text(&text)?)
            }
            Wants::Str => Ok(directive.text(self.str(&value)?.as_str())?),
            Wants::Repr => Ok(directive.text(self.repr(&value)?.as_str())?),
            Wants::Ascii => Ok(directive.text(self.ascii(&value)?.as_str())?),
            Wants::Char => self.percent_char(&directive, &value, bytes),
            Wants::Float => {
                let x = match self.to_float(&value) {
                    Err(raise) if bytes && raise.is(Exc::TypeError) => {
                        return type_error(format!("float argument required, not {}", type_name(&value)));
                    }
                    x => x?,
                };
                Ok(directive.float(x)?)
            }
            Wants::Index | Wants::Decimal => {
                if let Some(n) = as_int(&value) {
                    return Ok(directive.int(n, digit_limit())?);
                }
                let number = if directive.wants(bytes)? == Wants::Decimal {
                    int_answer(self, &value)?
                } else if class_of(&value).has_special(Special::Index) {
                    Some(self.index(&value)?)
                } else {
                    None
                };
                match number.as_ref().and_then(as_int) {
                    Some(n) => Ok(directive.int(n, digit_limit())?),
                    None => Err(directive.wrong_type(type_name(&value)).into()),
                }
            }
        }
    }

    /// The value of a `*`.
    fn star(&mut self, values: &mut Values, size: &str) -> Outcome<i64> {
        let value = values.next()?;
        match as_int(&value) {
            Some(AnyInt::Small(n)) if size != "int" || i32::try_from(n).is_ok() => Ok(n),
            Some(_) => overflow_error(format!("Python int too large to convert to C {size}")),
            None => type_error("* wants int"),
        }
    }

    /// What `%s` of a byte string takes: bytes, or what `__bytes__` gives.
    fn percent_data(&mut self, value: &Value) -> Outcome<Vec<u8>> {
        if let Some(data) = byte_string(value) {
            return Ok(data);
        }
        let answer = self.call_special(value, Special::Bytes, &[])?;
        match answer.as_ref().map(|answer| (byte_string(answer), type_name(answer))) {
            Some((Some(data), _)) => Ok(data),
            Some((None, got)) => type_error(format!("__bytes__ returned non-bytes (type {got})")),
            None => type_error(format!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                type_name(value)
            )),
        }
    }

    fn percent_char(&mut self, directive: &Directive, value: &Value, bytes: bool) -> Outcome<String> {
        if !bytes && let Some(text) = value.get::<Str>() {
            let mut chars = text.as_str().chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                return Ok(directive.char(c)?);
            }
        } else if bytes && let Some([byte]) = byte_string(value).as_deref() {
            return Ok(directive.char(*byte as char)?);
        } else if as_int(value).is_some() || class_of(value).has_special(Special::Index) {
            let number = self.index(value)?;
            if let Some(n) = as_int(&number) {
                return Ok(directive.char(directive.char_of(n, bytes)?)?);
            }
        }
        Err(Exc::TypeError.raise(if bytes {
            "%c requires an integer in range(256) or a single byte"
        } else {
            "%c requires int or char"
        }))
    }
}
