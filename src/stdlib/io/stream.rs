//! The three standard streams as objects: `sys.stdin`, `sys.stdout`, `sys.stderr`.
//!
//! In: text. Out: whatever the host does with it. Output goes the same way as that of `print`.

use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::native::convert::{this, type_name};
use crate::native::{Native, NativeGetset, NativeType, class_for};
use crate::object::class::class_flag;
use crate::object::heap::{Gc, Kind, Payload};
use crate::object::int::as_i64;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Value, type_error, value_error};
use crate::{getset, native};
use std::cell::Cell;
use std::io::IsTerminal;

/// Which of the three.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// `sys.stdin`
    Stdin,
    /// `sys.stdout`
    Stdout,
    /// `sys.stderr`
    Stderr,
}

/// The payload of a standard stream.
pub struct Stream {
    /// Which of the three.
    pub which: Which,
    closed: Cell<bool>,
}

crate::payload!(Stream, Kind::Extension);

/// `io.TextIOWrapper`, as far as the standard streams need it.
pub static TEXT: NativeType = NativeType {
    name: "TextIOWrapper",
    module: "_io",
    layout: <Stream>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    help: "Character and line based layer over a buffer.",
    methods: METHODS,
    getsets: GETSETS,
    ..NativeType::BASE
};

const METHODS: &[Native] = &[
    native!("write(self, s, /)", write, "Write string s to stream."),
    native!("writelines(self, lines, /)", writelines, "Write a list of lines to stream."),
    native!("flush(self, /)", flush, "Flush write buffers, if applicable."),
    native!("isatty(self, /)", isatty, "Return whether this is an 'interactive' stream."),
    native!("fileno(self, /)", fileno, "Return underlying file descriptor."),
    native!(
        "readable(self, /)",
        |_: &mut Machine, a: &[Value]| Ok((this::<Stream>(a)?.which == Which::Stdin).into()),
        ""
    ),
    native!(
        "writable(self, /)",
        |_: &mut Machine, a: &[Value]| Ok((this::<Stream>(a)?.which != Which::Stdin).into()),
        ""
    ),
    native!("seekable(self, /)", |_: &mut Machine, _: &[Value]| Ok(Value::Bool(false)), ""),
    native!("read(self, size=-1, /)", read, "Read at most size characters from stream."),
    native!("readline(self, size=-1, /)", readline, "Read until newline or EOF."),
    native!("readlines(self, hint=-1, /)", readlines, "Return a list of lines from the stream."),
    native!("reconfigure(self, **changes)", reconfigure, "Reconfigure the text stream with new parameters."),
    native!("close(self, /)", close, "Flush and close the IO object."),
    native!("__iter__(self, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), "Implement iter(self)."),
    native!("__next__(self, /)", next, "Implement next(self)."),
    native!("__enter__(self, /)", |_: &mut Machine, a: &[Value]| Ok(a[0].clone()), ""),
    native!("__exit__(self, /, *args)", close, ""),
    native!("__repr__(self, /)", repr, "Return repr(self)."),
];

const GETSETS: &[NativeGetset] = &[
    getset!("name", |_, v| Ok(Value::from(name(stream(v)?.which))), "The stream's name."),
    getset!("mode", |_, v| Ok(Value::from(mode(stream(v)?.which))), "The mode."),
    getset!("encoding", |_, _| Ok(Value::from("utf-8")), "The encoding."),
    getset!(
        "errors",
        |_, v| Ok(Value::from(if stream(v)?.which == Which::Stderr { "backslashreplace" } else { "strict" })),
        "How faults of the encoding are dealt with."
    ),
    getset!("newlines", |_, _| Ok(Value::None), "Line ends met so far."),
    getset!("closed", |_, v| Ok(Value::Bool(stream(v)?.closed.get())), "Whether it is closed."),
    getset!("line_buffering", line_buffering, "Whether each line is sent at once."),
    getset!("buffer", |_, v| Ok(v.clone()), "The stream itself, which takes bytes as well."),
];

fn stream(value: &Value) -> Outcome<&Stream> {
    match value.get::<Stream>() {
        Some(stream) => Ok(stream),
        None => type_error("descriptor requires a '_io.TextIOWrapper' object"),
    }
}

fn name(which: Which) -> &'static str {
    match which {
        Which::Stdin => "<stdin>",
        Which::Stdout => "<stdout>",
        Which::Stderr => "<stderr>",
    }
}

fn mode(which: Which) -> &'static str {
    if which == Which::Stdin { "r" } else { "w" }
}

/// A standard stream as an object.
pub fn create(which: Which) -> Gc<Stream> {
    Gc::new(Stream { which, closed: Cell::new(false) }, &class_for(&TEXT))
}

fn unsupported<T>(what: &str) -> Outcome<T> {
    Err(Exc::OSError.raise(format!("not {what}")))
}

fn open(stream: &Stream) -> Outcome<()> {
    match stream.closed.get() {
        true => value_error("I/O operation on closed file."),
        false => Ok(()),
    }
}

fn write(m: &mut Machine, a: &[Value]) -> Outcome {
    let stream = this::<Stream>(a)?;
    open(stream)?;
    let (bytes, count) = match a[1].get::<Str>() {
        Some(text) => {
            if stream.which == Which::Stdout {
                m.write_out(text.as_str())?;
                return Ok(Value::from(text.len()));
            }
            (text.as_str().as_bytes().to_vec(), text.len())
        }
        None => match crate::machine::protocol::operators::byte_string(&a[1]) {
            Some(bytes) => (bytes.clone(), bytes.len()),
            None => return type_error(format!("write() argument must be str, not {}", type_name(&a[1]))),
        },
    };
    let result = match stream.which {
        Which::Stdin => return unsupported("writable"),
        Which::Stdout => m.host.stdout.write(&bytes),
        Which::Stderr => m.host.stderr.write(&bytes),
    };
    result.map_err(|fault| os_error(&fault))?;
    Ok(Value::from(count))
}

fn writelines(m: &mut Machine, a: &[Value]) -> Outcome {
    for line in m.collect(&a[1])? {
        write(m, &[a[0].clone(), line])?;
    }
    Ok(Value::None)
}

fn flush(m: &mut Machine, a: &[Value]) -> Outcome {
    let stream = this::<Stream>(a)?;
    open(stream)?;
    let result = match stream.which {
        Which::Stdin => Ok(()),
        Which::Stdout => m.host.stdout.flush(),
        Which::Stderr => m.host.stderr.flush(),
    };
    result.map_err(|fault| os_error(&fault))?;
    Ok(Value::None)
}

fn isatty(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Bool(match this::<Stream>(a)?.which {
        Which::Stdin => std::io::stdin().is_terminal(),
        Which::Stdout => std::io::stdout().is_terminal(),
        Which::Stderr => std::io::stderr().is_terminal(),
    }))
}

fn fileno(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(this::<Stream>(a)?.which as i64))
}

fn line(stream: &Stream) -> Outcome<String> {
    open(stream)?;
    if stream.which != Which::Stdin {
        return unsupported("readable");
    }
    crate::host::input::read_line().map_err(|fault| os_error(&fault))
}

fn readline(_: &mut Machine, a: &[Value]) -> Outcome {
    line(this::<Stream>(a)?).map(Value::from)
}

fn lines(stream: &Stream) -> Outcome<Vec<Value>> {
    let mut lines = Vec::new();
    loop {
        let next = line(stream)?;
        if next.is_empty() {
            return Ok(lines);
        }
        lines.push(Value::from(next));
    }
}

fn readlines(_: &mut Machine, a: &[Value]) -> Outcome {
    lines(this::<Stream>(a)?).map(Value::from)
}

fn read(_: &mut Machine, a: &[Value]) -> Outcome {
    let stream = this::<Stream>(a)?;
    if as_i64(&a[1]) == Some(0) {
        return Ok(Value::from(""));
    }
    let all = lines(stream)?;
    Ok(Value::from(all.iter().filter_map(|l| l.get::<Str>()).map(Str::as_str).collect::<String>()))
}

fn next(_: &mut Machine, a: &[Value]) -> Outcome {
    let next = line(this::<Stream>(a)?)?;
    if next.is_empty() { Err(Exc::StopIteration.with(Vec::new())) } else { Ok(Value::from(next)) }
}

fn reconfigure(m: &mut Machine, a: &[Value]) -> Outcome {
    let stream = this::<Stream>(a)?;
    let changes = a[1].typed::<crate::object::dict::Dict>().and_then(|d| d.get_name("line_buffering"));
    if let Some(by_line) = changes.filter(|v| !v.is_none()) {
        let by_line = m.truth(&by_line)?;
        if stream.which == Which::Stdout {
            m.host.stdout.set_by_line(by_line);
        }
    }
    Ok(Value::None)
}

fn line_buffering(m: &mut Machine, v: &Value) -> Outcome {
    Ok(Value::Bool(match stream(v)?.which {
        Which::Stdout => m.host.stdout.is_by_line(),
        Which::Stdin => false,
        Which::Stderr => true,
    }))
}

fn close(m: &mut Machine, a: &[Value]) -> Outcome {
    if !this::<Stream>(a)?.closed.get() {
        flush(m, a)?;
        this::<Stream>(a)?.closed.set(true);
    }
    Ok(Value::None)
}

fn repr(_: &mut Machine, a: &[Value]) -> Outcome {
    let which = this::<Stream>(a)?.which;
    let (name, mode) = (name(which), mode(which));
    Ok(Value::from(format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='utf-8'>")))
}
