//! Built-in functions of text: `print`, `input`, `repr`, `ascii`, `format`, `chr`, `ord`.

use crate::host::input::Input;
use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::native;
use crate::native::Native;
use crate::native::convert::type_name;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::heap::Gc;
use crate::object::int::as_i64;
use crate::object::list::Tuple;
use crate::object::str::{Str, from_char};
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::syntax::surrogate::{carrier, code_point};

/// The table.
pub static TABLE: &[Native] = &[
    native!(
        "print(*args, sep=' ', end='\\n', file=None, flush=False)",
        print,
        "Prints the values to a stream, or to sys.stdout by default."
    ),
    native!("input(prompt='', /)", input, "Read a string from standard input.  The trailing newline is stripped."),
    native!(
        "open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
        open,
        "Open file and return a stream.  Raise OSError upon failure."
    ),
    native!("repr(obj, /)", repr, "Return the canonical string representation of the object."),
    native!("ascii(obj, /)", ascii, "Return an ASCII-only representation of an object."),
    native!("format(value, format_spec='', /)", format, "Return type(value).__format__(value, format_spec)"),
    native!("chr(i, /)", chr, "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."),
    native!("ord(c, /)", ord, "Return the Unicode code point for a one-character string."),
];

/// The text of `sep` or `end`.
fn part(value: &Value, name: &str, default: &'static str) -> Outcome<Gc<Str>> {
    match value {
        Value::None => Ok(Str::new(default)),
        _ => match value.typed::<Str>() {
            Some(text) => Ok(text.clone()),
            None => type_error(format!("{name} must be None or a string, not {}", type_name(value))),
        },
    }
}

fn print(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let [sep, end, file, flush, values] = a else { return Ok(Value::None) };
    let replaced = match file {
        Value::None => m.replaced_stdout()?,
        file if m.is_own_stdout(file) => None,
        file => Some(file.clone()),
    };
    let (sep, end) = (part(sep, "sep", " ")?, part(end, "end", "\n")?);
    let values = values.get::<Tuple>().map_or(&[][..], Tuple::as_slice);
    match replaced {
        None => {
            // One text is made of all, so that another thread's line does not come between.
            let mut text = String::new();
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    text.push_str(sep.as_str());
                }
                if let Err(raise) = m.str_into(value, &mut text) {
                    m.write_out(&text)?;
                    return Err(raise);
                }
            }
            text.push_str(end.as_str());
            m.write_out(&text)?;
            if m.truth(flush)? {
                m.host.stdout.flush().map_err(|fault| os_error(&fault))?;
            }
        }
        Some(Value::None) => {}
        Some(file) => {
            for (i, value) in values.iter().enumerate() {
                if i > 0 {
                    m.call_method(&file, "write", &[sep.value()])?;
                }
                let text = m.str(value)?;
                m.call_method(&file, "write", &[text.into_value()])?;
            }
            m.call_method(&file, "write", &[end.into_value()])?;
            if m.truth(flush)? {
                m.call_method(&file, "flush", &[])?;
            }
        }
    }
    Ok(Value::None)
}

fn input(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let prompt = m.str(&a[0])?;
    match m.replaced_stdout()? {
        None => {
            m.write_out(prompt.as_str())?;
            m.host.stdout.flush().map_err(|fault| os_error(&fault))?;
        }
        Some(Value::None) => return Err(Exc::RuntimeError.raise("input(): lost sys.stdout")),
        Some(file) => {
            m.call_method(&file, "write", &[prompt.into_value()])?;
            m.call_method(&file, "flush", &[])?;
        }
    }
    if m.observation.heard {
        m.tell_pause();
    }
    let line = match m.replaced_stream("stdin", "__stdin__")? {
        None => m.with_stdin(Input::text_line)?,
        Some(Value::None) => return Err(Exc::RuntimeError.raise("input(): lost sys.stdin")),
        Some(file) => {
            let line = m.call_method(&file, "readline", &[])?;
            match line.get::<Str>() {
                Some(line) => line.as_str().to_string(),
                None => return type_error("object.readline() returned non-string"),
            }
        }
    };
    if line.is_empty() {
        return Err(Exc::EOFError.raise("EOF when reading a line"));
    }
    Ok(Value::from(line.strip_suffix('\n').unwrap_or(&line)))
}

/// What does it is written in Co, and loaded when first asked for.
fn open(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let io = m.import_module("io")?;
    m.call_method(&io, "_open", a)
}

fn repr(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    m.repr(&a[0]).map(Gc::into_value)
}

fn ascii(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    m.ascii(&a[0]).map(Gc::into_value)
}

fn format(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    m.format(&a[0], &a[1]).map(Gc::into_value)
}

fn chr(m: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let point = m.index(&a[0])?;
    match as_i64(&point).and_then(|p| u32::try_from(p).ok()).filter(|&p| p <= 0x10_ffff).and_then(carrier) {
        Some(c) => Ok(from_char(c).into_value()),
        None => value_error("chr() arg not in range(0x110000)"),
    }
}

fn ord(_: &mut Machine, a: &[Value]) -> Outcome<Value> {
    let c = &a[0];
    let length = if let Some(text) = c.get::<Str>() {
        if text.len() == 1 {
            return Ok(Value::Int(i64::from(text.as_str().chars().next().map_or(0, code_point))));
        }
        text.len()
    } else {
        let data = match (c.get::<Bytes>(), c.get::<ByteArray>()) {
            (Some(bytes), _) => bytes.data.to_vec(),
            (_, Some(bytes)) => bytes.data.get(),
            _ => {
                let name = type_name(c);
                return type_error(format!("ord() expected string of length 1, but {name} found"));
            }
        };
        if let [byte] = data[..] {
            return Ok(Value::Int(i64::from(byte)));
        }
        data.len()
    };
    type_error(format!("ord() expected a character, but string of length {length} found"))
}
