//! `str` of exceptions: the built-in half of every `__str__` of a built-in exception.
//!
//! In: an exception. Out: its message, by its class: KeyError shows the repr of its key, OSError its number, SyntaxError its place.

use super::text::text_attribute;
use crate::machine::Machine;
use crate::object::exception::Exception;
use crate::object::int::as_i64;
use crate::object::list::Tuple;
use crate::object::str::Str;
use crate::object::text::escape::add_escape;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value};
use crate::syntax::surrogate::code_point;

impl Machine {
    /// `str(exception)` as its built-in class has it.
    pub fn exception_text(&mut self, value: &Value) -> Outcome<String> {
        let Some(exception) = value.get::<Exception>() else { return Ok(String::new()) };
        let class = crate::object::class::class_of(value);
        let is = |which: Exc| class.is_subclass_of(types().exception(which));
        let args = exception.args.get();
        let count = args.get::<Tuple>().map_or(0, Tuple::len);
        if is(Exc::KeyError) && count == 1 {
            if let Some(key) = args.get::<Tuple>().and_then(|t| t.as_slice().first()) {
                return Ok(self.repr(key)?.as_str().to_string());
            }
        }
        if is(Exc::OSError) {
            let [number, words, name, second] = [0, 1, 2, 3].map(|i| exception.field(i));
            if !name.is_none() && name.is_set() {
                let mut text = format!("[Errno {}] {}: ", self.str(&number)?.as_str(), self.str(&words)?.as_str());
                self.repr_into(&name, &mut text)?;
                if !second.is_none() && second.is_set() {
                    text.push_str(" -> ");
                    self.repr_into(&second, &mut text)?;
                }
                return Ok(text);
            }
            if (2..=5).contains(&count) || (!number.is_none() && !words.is_none()) {
                return Ok(format!("[Errno {}] {}", self.str(&number)?.as_str(), self.str(&words)?.as_str()));
            }
        }
        if is(Exc::ImportError) {
            if let Some(message) = exception.field(0).get::<Str>() {
                return Ok(message.as_str().to_string());
            }
        }
        if is(Exc::SyntaxError) {
            return self.syntax_error_text(exception);
        }
        if is(Exc::UnicodeDecodeError) || is(Exc::UnicodeEncodeError) || is(Exc::UnicodeTranslateError) {
            return self.unicode_error_text(exception, is(Exc::UnicodeDecodeError), is(Exc::UnicodeTranslateError));
        }
        if is(Exc::BaseExceptionGroup) && count == 2 {
            let message = args.get::<Tuple>().and_then(|t| t.as_slice().first().cloned()).unwrap_or_default();
            let members = exception.field(1);
            let count = match members.get::<Tuple>() {
                Some(members) => members.len(),
                None => {
                    self.len(&args.get::<Tuple>().and_then(|t| t.as_slice().get(1).cloned()).unwrap_or_default())?
                }
            };
            let plural = if count == 1 { "" } else { "s" };
            return Ok(format!("{} ({count} sub-exception{plural})", self.str(&message)?.as_str()));
        }
        match count {
            0 => Ok(String::new()),
            1 => {
                let only = args.get::<Tuple>().and_then(|t| t.as_slice().first().cloned()).unwrap_or_default();
                Ok(self.str(&only)?.as_str().to_string())
            }
            _ => Ok(self.repr(&args)?.as_str().to_string()),
        }
    }

    fn syntax_error_text(&mut self, exception: &Exception) -> Outcome<String> {
        let [message, file, line] = [0, 1, 2].map(|i| exception.field(i));
        let message = self.str(&message)?;
        let file = file.get::<Str>().map(|f| f.as_str().rsplit('/').next().unwrap_or("").to_string());
        Ok(match (file, as_i64(&line)) {
            (Some(file), Some(line)) => format!("{} ({file}, line {line})", message.as_str()),
            (Some(file), None) => format!("{} ({file})", message.as_str()),
            (None, Some(line)) => format!("{} (line {line})", message.as_str()),
            (None, None) => message.as_str().to_string(),
        })
    }

    fn unicode_error_text(&mut self, exception: &Exception, decode: bool, translate: bool) -> Outcome<String> {
        let [object, start, end, reason] = [1, 2, 3, 4].map(|i| exception.field(i));
        if object.is_none() {
            return Ok(String::new());
        }
        let encoding = exception.field(0);
        let (start, end) = (as_i64(&start).unwrap_or(0), as_i64(&end).unwrap_or(0));
        let reason = self.str(&reason)?;
        let reason = reason.as_str();
        let codec = if translate { String::new() } else { format!("'{}' codec ", self.str(&encoding)?.as_str()) };
        if decode {
            let byte = usize::try_from(start).ok().and_then(|at| match object.get::<crate::object::bytes::Bytes>() {
                Some(bytes) => bytes.data.get(at).copied(),
                None => None,
            });
            return Ok(match byte {
                Some(byte) if end == start + 1 => {
                    format!("{codec}can't decode byte 0x{byte:02x} in position {start}: {reason}")
                }
                _ => format!("{codec}can't decode bytes in position {start}-{}: {reason}", end - 1),
            });
        }
        let verb = if translate { "translate" } else { "encode" };
        let bad = usize::try_from(start).ok().and_then(|at| object.get::<Str>().and_then(|s| s.char_at(at)));
        Ok(match bad {
            Some(bad) if end == start + 1 => {
                let mut shown = String::new();
                add_escape(&mut shown, code_point(bad));
                format!("{codec}can't {verb} character '{shown}' in position {start}: {reason}")
            }
            _ => format!("{codec}can't {verb} characters in position {start}-{}: {reason}", end - 1),
        })
    }
}

/// The qualified name of any callable, as reprs of bound methods show it; `?` when it has none.
pub(super) fn qualified_name(machine: &mut Machine, callable: &Value) -> Outcome<String> {
    for name in ["__qualname__", "__name__"] {
        if let Some(text) = text_attribute(machine, callable, name)? {
            return Ok(text.as_str().to_string());
        }
    }
    Ok("?".to_string())
}
