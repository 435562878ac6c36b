//! JSON text to values.

use crate::machine::Machine;
use crate::native::convert::type_name;
use crate::object::dict::Dict;
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::str::{Str, intern};
use crate::object::{Exc, Outcome, Raise, Value, type_error, types};
use crate::syntax::surrogate::carrier;

/// A reader of one text.
struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The text as a value, for errors.
    document: &'a Value,
    strict: bool,
    object_hook: Option<&'a Value>,
    pairs_hook: Option<&'a Value>,
    parse_float: Option<&'a Value>,
    parse_int: Option<&'a Value>,
    parse_constant: Option<&'a Value>,
    depth: usize,
}

/// How deep values may be nested.
const DEEPEST: usize = 990;

/// The byte that a character's number stands at.
fn byte_of(text: &Str, index: i64) -> Option<usize> {
    let index = usize::try_from(index).ok().filter(|index| *index <= text.len())?;
    Some(if text.is_ascii() { index } else { text.byte_offset(index) })
}

/// The number of the character at a byte.
fn char_of(text: &str, at: usize) -> usize {
    if text.is_ascii() { at } else { text[..at].chars().count() }
}

pub fn scan(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(text) = a[0].get::<Str>() else {
        return type_error(format!("first argument must be a string, not {}", type_name(&a[0])));
    };
    let start = as_i64(&a[1]).unwrap_or(0);
    if start < 0 {
        return crate::object::value_error("idx cannot be negative");
    }
    let Some(at) = byte_of(text, start) else { return Err(Exc::StopIteration.with(vec![a[1].clone()])) };
    let given = |value: &'_ Value| !value.is_none();
    let reader = Reader {
        text: text.as_str(),
        bytes: text.as_str().as_bytes(),
        document: &a[0],
        strict: m.truth(&a[2])?,
        object_hook: Some(&a[3]).filter(|v| given(v)),
        pairs_hook: Some(&a[4]).filter(|v| given(v)),
        parse_float: Some(&a[5]).filter(|v| given(v)),
        parse_int: Some(&a[6]).filter(|v| given(v)),
        parse_constant: Some(&a[7]).filter(|v| given(v)),
        depth: 0,
    };
    let mut reader = reader;
    let (value, end) = reader.value(m, at)?;
    Ok(Tuple::create(vec![value, Value::from(char_of(reader.text, end))]).into_value())
}

pub fn scanstring(m: &mut Machine, a: &[Value]) -> Outcome {
    let Some(index) = as_i64(&m.index(&a[1])?) else {
        return crate::object::overflow_error("Python int too large to convert to C ssize_t");
    };
    let Some(text) = a[0].get::<Str>() else {
        return type_error(format!("first argument must be a string, not {}", type_name(&a[0])));
    };
    let Some(at) = byte_of(text, index) else {
        return crate::object::value_error("end is out of bounds");
    };
    let strict = m.truth(&a[2])?;
    let reader = Reader {
        text: text.as_str(),
        bytes: text.as_str().as_bytes(),
        document: &a[0],
        strict,
        object_hook: None,
        pairs_hook: None,
        parse_float: None,
        parse_int: None,
        parse_constant: None,
        depth: 0,
    };
    let (value, end) = reader.string(m, at)?;
    Ok(Tuple::create(vec![value, Value::from(char_of(reader.text, end))]).into_value())
}

impl<'a> Reader<'a> {
    #[cold]
    fn wrong(&self, m: &mut Machine, message: &str, at: usize) -> Raise {
        let place = Value::from(char_of(self.text, at));
        let made = m.import_module("_json_fault").and_then(|json| {
            let class = m.get_attr(&json, &intern("JSONDecodeError"))?;
            let fault = m.call(&class, &[message.into(), self.document.clone(), place])?;
            m.make_exception(fault)
        });
        made.unwrap_or_else(|raise| raise)
    }

    #[cold]
    fn nothing(&self, at: usize) -> Raise {
        Exc::StopIteration.with(vec![Value::from(char_of(self.text, at))])
    }

    fn blanks(&self, mut at: usize) -> usize {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(at) {
            at += 1;
        }
        at
    }

    fn value(&mut self, m: &mut Machine, at: usize) -> Outcome<(Value, usize)> {
        let rest = &self.bytes[at..];
        match rest.first() {
            Some(b'"') => self.string(m, at + 1),
            Some(b'{') => self.nested(m, at, Reader::object),
            Some(b'[') => self.nested(m, at, Reader::array),
            Some(b'n') if rest.starts_with(b"null") => Ok((Value::None, at + 4)),
            Some(b't') if rest.starts_with(b"true") => Ok((Value::bool(true), at + 4)),
            Some(b'f') if rest.starts_with(b"false") => Ok((Value::bool(false), at + 5)),
            Some(b'N') if rest.starts_with(b"NaN") => self.constant(m, "NaN", f64::NAN, at),
            Some(b'I') if rest.starts_with(b"Infinity") => self.constant(m, "Infinity", f64::INFINITY, at),
            Some(b'-') if rest.starts_with(b"-Infinity") => self.constant(m, "-Infinity", f64::NEG_INFINITY, at),
            Some(b'-' | b'0'..=b'9') => self.number(m, at),
            _ => Err(self.nothing(at)),
        }
    }

    fn nested(
        &mut self,
        m: &mut Machine,
        at: usize,
        read: fn(&mut Reader<'a>, &mut Machine, usize) -> Outcome<(Value, usize)>,
    ) -> Outcome<(Value, usize)> {
        if self.depth >= DEEPEST {
            let what = if self.bytes[at] == b'{' { "object" } else { "array" };
            let text = format!("maximum recursion depth exceeded while decoding a JSON {what} from a unicode string");
            return Err(Exc::RecursionError.raise(text));
        }
        self.depth += 1;
        let result = read(self, m, at);
        self.depth -= 1;
        result
    }

    fn constant(&self, m: &mut Machine, name: &str, value: f64, at: usize) -> Outcome<(Value, usize)> {
        let value = match self.parse_constant {
            Some(parse) => m.call(parse, &[name.into()])?,
            None => Value::float(value),
        };
        Ok((value, at + name.len()))
    }

    fn number(&self, m: &mut Machine, start: usize) -> Outcome<(Value, usize)> {
        let digits = |mut at: usize| {
            while self.bytes.get(at).is_some_and(u8::is_ascii_digit) {
                at += 1;
            }
            at
        };
        let mut at = start + usize::from(self.bytes[start] == b'-');
        match self.bytes.get(at) {
            Some(b'0') => at += 1,
            Some(b'1'..=b'9') => at = digits(at),
            _ => return Err(self.nothing(start)),
        }
        let mut is_float = false;
        if self.bytes.get(at) == Some(&b'.') && self.bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            is_float = true;
            at = digits(at + 1);
        }
        if let Some(b'e' | b'E') = self.bytes.get(at) {
            let sign = usize::from(matches!(self.bytes.get(at + 1), Some(b'-' | b'+')));
            if self.bytes.get(at + 1 + sign).is_some_and(u8::is_ascii_digit) {
                is_float = true;
                at = digits(at + 1 + sign);
            }
        }
        let text = &self.text[start..at];
        let value = match (is_float, self.parse_float, self.parse_int) {
            (true, Some(parse), _) | (false, _, Some(parse)) => m.call(parse, &[text.into()])?,
            (true, None, _) => Value::float(text.parse().unwrap_or(f64::NAN)),
            (false, _, None) => match text.parse::<i64>() {
                Ok(number) => Value::Int(number),
                Err(_) => m.call(&types().int.value(), &[text.into()])?,
            },
        };
        Ok((value, at))
    }

    /// A string whose opening quote is behind us.
    fn string(&self, m: &mut Machine, start: usize) -> Outcome<(Value, usize)> {
        let mut out = String::new();
        let mut at = start;
        loop {
            let from = at;
            while let Some(byte) = self.bytes.get(at)
                && *byte != b'"'
                && *byte != b'\\'
                && (*byte > 0x1f || !self.strict)
            {
                at += 1;
            }
            out.push_str(&self.text[from..at]);
            match self.bytes.get(at) {
                None => return Err(self.wrong(m, "Unterminated string starting at", start - 1)),
                Some(b'"') => return Ok((out.into(), at + 1)),
                Some(b'\\') => {}
                Some(_) => return Err(self.wrong(m, "Invalid control character at", at)),
            }
            let plain = match self.bytes.get(at + 1) {
                None => return Err(self.wrong(m, "Unterminated string starting at", start - 1)),
                Some(c @ (b'"' | b'\\' | b'/')) => *c as char,
                Some(b'b') => '\x08',
                Some(b'f') => '\x0c',
                Some(b'n') => '\n',
                Some(b'r') => '\r',
                Some(b't') => '\t',
                Some(b'u') => {
                    let high = self.code(m, at)?;
                    at += 6;
                    let mut point = high;
                    if (0xd800..0xdc00).contains(&high) && self.bytes[at..].starts_with(b"\\u") {
                        // The second half may turn out to be none: then both stand for themselves.
                        if let Some(low @ 0xdc00..=0xdfff) = self.hex(at + 2) {
                            point = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                            at += 6;
                        }
                    }
                    out.extend(carrier(point));
                    continue;
                }
                Some(_) => return Err(self.wrong(m, "Invalid \\escape", at)),
            };
            out.push(plain);
            at += 2;
        }
    }

    fn hex(&self, at: usize) -> Option<u32> {
        let digits = self.bytes.get(at..at + 4)?;
        digits.iter().try_fold(0, |sum, digit| Some(sum * 16 + (*digit as char).to_digit(16)?))
    }

    fn code(&self, m: &mut Machine, backslash: usize) -> Outcome<u32> {
        if self.bytes.len() <= backslash + 6 {
            return Err(self.wrong(m, "Invalid \\uXXXX escape", backslash + 1));
        }
        match self.hex(backslash + 2) {
            Some(code) => Ok(code),
            None => Err(self.wrong(m, "Invalid \\uXXXX escape", backslash + 1)),
        }
    }

    fn array(&mut self, m: &mut Machine, at: usize) -> Outcome<(Value, usize)> {
        let mut items = Vec::new();
        let mut at = self.blanks(at + 1);
        if self.bytes.get(at) == Some(&b']') {
            return Ok((List::create(items).into_value(), at + 1));
        }
        loop {
            let (item, end) = self.value(m, at)?;
            items.push(item);
            at = self.blanks(end);
            match self.bytes.get(at) {
                Some(b']') => return Ok((List::create(items).into_value(), at + 1)),
                Some(b',') => {}
                _ => return Err(self.wrong(m, "Expecting ',' delimiter", at)),
            }
            let comma = at;
            at = self.blanks(at + 1);
            if self.bytes.get(at) == Some(&b']') {
                return Err(self.wrong(m, "Illegal trailing comma before end of array", comma));
            }
        }
    }

    fn object(&mut self, m: &mut Machine, at: usize) -> Outcome<(Value, usize)> {
        let dict = Dict::create();
        let mut pairs = Vec::new();
        let mut at = self.blanks(at + 1);
        if self.bytes.get(at) == Some(&b'}') {
            return self.finished(m, dict.into_value(), pairs, at + 1);
        }
        loop {
            if self.bytes.get(at) != Some(&b'"') {
                return Err(self.wrong(m, "Expecting property name enclosed in double quotes", at));
            }
            let (key, end) = self.string(m, at + 1)?;
            at = self.blanks(end);
            if self.bytes.get(at) != Some(&b':') {
                return Err(self.wrong(m, "Expecting ':' delimiter", at));
            }
            at = self.blanks(at + 1);
            let (value, end) = self.value(m, at)?;
            if self.pairs_hook.is_some() {
                pairs.push(Tuple::create(vec![key, value]).into_value());
            } else if let Some(key) = key.typed::<Str>() {
                drop(dict.set_str(key, value));
            }
            at = self.blanks(end);
            match self.bytes.get(at) {
                Some(b'}') => return self.finished(m, dict.into_value(), pairs, at + 1),
                Some(b',') => {}
                _ => return Err(self.wrong(m, "Expecting ',' delimiter", at)),
            }
            let comma = at;
            at = self.blanks(at + 1);
            if self.bytes.get(at) == Some(&b'}') {
                return Err(self.wrong(m, "Illegal trailing comma before end of object", comma));
            }
        }
    }

    fn finished(&self, m: &mut Machine, dict: Value, pairs: Vec<Value>, end: usize) -> Outcome<(Value, usize)> {
        let value = match (self.pairs_hook, self.object_hook) {
            (Some(hook), _) => m.call(hook, &[List::create(pairs).into_value()])?,
            (None, Some(hook)) => m.call(hook, &[dict])?,
            _ => dict,
        };
        Ok((value, end))
    }
}
