//! The three standard streams as objects: `sys.stdin`, `sys.stdout`, `sys.stderr`, and the byte streams below them.
//!
//! In: text or bytes. Out: whatever the host does with it. Output goes the same way as that of `print`.

use crate::builtins::coding;
use crate::host::input::Input;
use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::native::convert::{this, type_name};
use crate::native::{Native, NativeGetset, NativeType, class_for};
use crate::object::class::class_flag;
use crate::object::heap::{Gc, Kind, Own, Payload};
use crate::object::int::as_i64;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Raise, Value, type_error, value_error};
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

/// The payload of a standard stream, or of the byte stream below it.
pub struct Stream {
    /// Which of the three.
    pub which: Which,
    /// Whether it takes bytes.
    binary: bool,
    closed: Cell<bool>,
    encoding: Own<String>,
    errors: Own<String>,
    /// The byte stream below, once asked for.
    buffer: Own<Value>,
}

crate::payload!(Stream, Kind::Extension, trace | this, visit | { this.buffer.with(|v| visit(v)) });

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

/// What `sys.stdin.buffer` is.
pub static READER: NativeType = NativeType { name: "BufferedReader", help: "Bytes of standard input.", ..BINARY };

/// What `sys.stdout.buffer` and `sys.stderr.buffer` are.
pub static WRITER: NativeType = NativeType { name: "BufferedWriter", help: "Bytes of standard output.", ..BINARY };

const BINARY: NativeType = NativeType {
    module: "_io",
    layout: <Stream>::layout,
    flags: class_flag::DICT | class_flag::WEAK,
    methods: METHODS,
    getsets: BINARY_GETSETS,
    ..NativeType::BASE
};

const METHODS: &[Native] = &[
    native!("write(self, s, /)", write, "Write string s to stream."),
    native!("writelines(self, lines, /)", writelines, "Write a list of lines to stream."),
    native!("flush(self, /)", flush, "Flush write buffers, if applicable."),
    native!("isatty(self, /)", isatty, "Return whether this is an 'interactive' stream."),
    native!("fileno(self, /)", fileno, "Return underlying file descriptor."),
    native!("readable(self, /)", readable, "Whether it can be read from."),
    native!("writable(self, /)", writable, "Whether it can be written to."),
    native!("seekable(self, /)", |_: &mut Machine, _: &[Value]| Ok(Value::bool(false)), ""),
    native!("seek(self, offset, whence=0, /)", no_seek, "Not for streams."),
    native!("tell(self, /)", no_seek, "Not for streams."),
    native!("truncate(self, size=None, /)", no_seek, "Not for streams."),
    native!("read(self, size=-1, /)", read, "Read at most size characters from stream."),
    native!("read1(self, size=-1, /)", read1, "Read what there is, at most size."),
    native!("readline(self, size=-1, /)", readline, "Read until newline or EOF."),
    native!("readlines(self, hint=-1, /)", readlines, "Return a list of lines from the stream."),
    native!(
        "reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)",
        reconfigure,
        "Reconfigure the text stream with new parameters."
    ),
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
    getset!("encoding", |_, v| Ok(Value::from(stream(v)?.encoding.get())), "The encoding."),
    getset!("errors", |_, v| Ok(Value::from(stream(v)?.errors.get())), "How faults of the encoding are dealt with."),
    getset!("newlines", |_, _| Ok(Value::None), "Line ends met so far."),
    getset!("closed", |_, v| Ok(Value::bool(stream(v)?.closed.get())), "Whether it is closed."),
    getset!("line_buffering", line_buffering, "Whether each line is sent at once."),
    getset!("write_through", |_, _| Ok(Value::bool(false)), "Whether nothing is held back."),
    getset!("buffer", buffer, "The byte stream below."),
];

const BINARY_GETSETS: &[NativeGetset] = &[
    getset!("name", |_, v| Ok(Value::from(name(stream(v)?.which))), "The stream's name."),
    getset!("mode", |_, v| Ok(Value::from(if stream(v)?.which == Which::Stdin { "rb" } else { "wb" })), "The mode."),
    getset!("closed", |_, v| Ok(Value::bool(stream(v)?.closed.get())), "Whether it is closed."),
    getset!("raw", |_, v| Ok(v.clone()), "The stream itself."),
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

fn made(which: Which, binary: bool, class: &'static NativeType) -> Gc<Stream> {
    let errors = if which == Which::Stderr { "backslashreplace" } else { "strict" };
    let stream = Stream {
        which,
        binary,
        closed: Cell::new(false),
        encoding: Own::new("utf-8".to_string()),
        errors: Own::new(errors.to_string()),
        buffer: Own::new(Value::None),
    };
    Gc::new(stream, &class_for(class))
}

/// A standard stream as an object.
pub fn create(which: Which) -> Gc<Stream> {
    made(which, false, &TEXT)
}

fn buffer(_: &mut Machine, v: &Value) -> Outcome {
    let stream = stream(v)?;
    if stream.buffer.with(|b| b.is_none()) {
        let class = if stream.which == Which::Stdin { &READER } else { &WRITER };
        stream.buffer.set(made(stream.which, true, class).into_value());
    }
    Ok(stream.buffer.get())
}

/// `io.UnsupportedOperation`; making it loads `io`.
fn unsupported(m: &mut Machine, what: &str) -> Raise {
    let made = m.import_module("io").and_then(|io| {
        let class = m.get_attr(&io, &crate::object::str::intern("UnsupportedOperation"))?;
        let fault = m.call(&class, &[Value::from(what)])?;
        m.make_exception(fault)
    });
    made.unwrap_or_else(|raise| raise)
}

fn open(stream: &Stream) -> Outcome<()> {
    match stream.closed.get() {
        true => value_error("I/O operation on closed file."),
        false => Ok(()),
    }
}

fn readable(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok((this::<Stream>(a)?.which == Which::Stdin).into())
}

fn writable(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok((this::<Stream>(a)?.which != Which::Stdin).into())
}

fn no_seek(m: &mut Machine, a: &[Value]) -> Outcome {
    open(this::<Stream>(a)?)?;
    Err(unsupported(m, "underlying stream is not seekable"))
}

fn write(m: &mut Machine, a: &[Value]) -> Outcome {
    let stream = this::<Stream>(a)?;
    open(stream)?;
    let (bytes, count) = match a[1].get::<Str>() {
        Some(text) if !stream.binary => {
            let plain = stream.encoding.with(|e| e == "utf-8") && stream.errors.with(|e| e == "strict");
            if stream.which == Which::Stdout && plain {
                m.write_out(text.as_str())?;
                return Ok(Value::from(text.len()));
            }
            let (encoding, errors) = (stream.encoding.get(), stream.errors.get());
            (coding::encode(&a[1], Some(&encoding), Some(&errors))?, text.len())
        }
        Some(_) => return type_error("a bytes-like object is required, not 'str'"),
        None if stream.binary => {
            let bytes = m.bytes_like(&a[1])?;
            let count = bytes.len();
            (bytes, count)
        }
        None => return type_error(format!("write() argument must be str, not {}", type_name(&a[1]))),
    };
    let result = match stream.which {
        Which::Stdin if stream.binary => return Err(unsupported(m, "write")),
        Which::Stdin => return Err(unsupported(m, "not writable")),
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
    Ok(Value::bool(match this::<Stream>(a)?.which {
        Which::Stdin => std::io::stdin().is_terminal(),
        Which::Stdout => std::io::stdout().is_terminal(),
        Which::Stderr => std::io::stderr().is_terminal(),
    }))
}

fn fileno(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::Int(this::<Stream>(a)?.which as i64))
}

/// Says that a stream can be read from: open, and standard input.
fn reading<'a>(m: &mut Machine, a: &'a [Value]) -> Outcome<&'a Stream> {
    let stream = this::<Stream>(a)?;
    open(stream)?;
    match stream.which {
        Which::Stdin => Ok(stream),
        _ if stream.binary => Err(unsupported(m, "read")),
        _ => Err(unsupported(m, "not readable")),
    }
}

/// Bytes of the input in the form that a stream gives out.
fn given(stream: &Stream, bytes: Vec<u8>) -> Outcome {
    if stream.binary {
        return Ok(bytes.into());
    }
    let encoding = stream.encoding.get();
    let text = match encoding.as_str() {
        "utf-8" => crate::host::input::text(bytes),
        other => coding::decode(&bytes, Some(other), Some(&stream.errors.get()))?,
    };
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() })
}

fn readline(m: &mut Machine, a: &[Value]) -> Outcome {
    let stream = reading(m, a)?;
    if let Some(most @ 0..) = as_i64(&a[1]) {
        return limited(m, stream, most as usize, true);
    }
    let line = m.with_stdin(Input::line)?;
    given(stream, line)
}

/// At most so many bytes or characters; up to a line end, where it is a line that is wanted.
fn limited(m: &mut Machine, stream: &Stream, most: usize, line: bool) -> Outcome {
    let mut bytes: Vec<u8> = Vec::new();
    let mut count = 0;
    while count < most && !(line && bytes.ends_with(b"\n")) {
        let wanted = if line { 1 } else { most - count };
        let piece = m.with_stdin(move |stdin| stdin.read(wanted))?;
        if piece.is_empty() {
            break;
        }
        bytes.extend(piece);
        // A character's further bytes do not count.
        count = if stream.binary { bytes.len() } else { bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() };
    }
    while !stream.binary && std::str::from_utf8(&bytes).is_err_and(|fault| fault.error_len().is_none()) {
        let piece = m.with_stdin(|stdin| stdin.read(1))?;
        if piece.is_empty() {
            break;
        }
        bytes.extend(piece);
    }
    given(stream, bytes)
}

fn is_empty(value: &Value) -> bool {
    value.get::<Str>().is_some_and(Str::is_empty)
        || value.get::<crate::object::bytes::Bytes>().is_some_and(|b| b.data.is_empty())
}

fn readlines(m: &mut Machine, a: &[Value]) -> Outcome {
    let mut lines = Vec::new();
    loop {
        let line = readline(m, &[a[0].clone(), Value::Int(-1)])?;
        if is_empty(&line) {
            return Ok(Value::from(lines));
        }
        lines.push(line);
    }
}

fn read(m: &mut Machine, a: &[Value]) -> Outcome {
    let stream = reading(m, a)?;
    if let Some(most @ 0..) = as_i64(&a[1]) {
        return limited(m, stream, most as usize, false);
    }
    let all = m.with_stdin(|stdin| stdin.all())?;
    given(stream, all)
}

fn read1(m: &mut Machine, a: &[Value]) -> Outcome {
    let stream = reading(m, a)?;
    let most = as_i64(&a[1]).filter(|most| *most >= 0).map_or(8192, |most| most as usize);
    let some = m.with_stdin(move |stdin| stdin.some(most))?;
    given(stream, some)
}

fn next(m: &mut Machine, a: &[Value]) -> Outcome {
    let line = readline(m, &[a[0].clone(), Value::Int(-1)])?;
    if is_empty(&line) { Err(Exc::StopIteration.with(Vec::new())) } else { Ok(line) }
}

fn reconfigure(m: &mut Machine, a: &[Value]) -> Outcome {
    let stream = this::<Stream>(a)?;
    if let Some(encoding) = a[1].get::<Str>() {
        crate::object::text::codec::lookup(encoding.as_str(), "decode")?;
        stream.encoding.set(encoding.as_str().to_string());
        if !a[2].is_set() || a[2].is_none() {
            stream.errors.set("strict".to_string());
        }
    }
    if let Some(errors) = a[2].get::<Str>() {
        stream.errors.set(errors.as_str().to_string());
    }
    if a[4].is_set() && !a[4].is_none() {
        let by_line = m.truth(&a[4])?;
        if stream.which == Which::Stdout {
            m.host.stdout.set_by_line(by_line);
        }
    }
    Ok(Value::None)
}

fn line_buffering(m: &mut Machine, v: &Value) -> Outcome {
    Ok(Value::bool(match stream(v)?.which {
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
    let stream = this::<Stream>(a)?;
    let (name, mode) = (name(stream.which), mode(stream.which));
    if stream.binary {
        let class = if stream.which == Which::Stdin { "BufferedReader" } else { "BufferedWriter" };
        return Ok(Value::from(format!("<_io.{class} name='{name}'>")));
    }
    let encoding = stream.encoding.get();
    Ok(Value::from(format!("<_io.TextIOWrapper name='{name}' mode='{mode}' encoding='{encoding}'>")))
}
