//! Frames and tracebacks.
//!
//! In: the machine's frames and the entries that raising leaves. Out: what debuggers and `traceback` ask of them.

use crate::machine::Machine;
use crate::native::{NativeGetset, NativeType};
use crate::object::class::class_flag;
use crate::object::exception::Traceback;
use crate::object::function::Code;
use crate::object::generator::{Frame, Generator, Status};
use crate::object::heap::{Gc, Payload};
use crate::object::int::as_i64;
use crate::object::{Outcome, Value, type_error, value_error};
use crate::source::Span;
use crate::{getset, native};
use std::cell::Cell;

/// `frame`
pub static FRAME: NativeType = NativeType {
    name: "frame",
    layout: <Frame>::layout,
    flags: class_flag::FINAL,
    methods: &[
        native!("clear(self, /)", clear, "Clear all references held by the frame."),
        native!("__repr__(self, /)", frame_repr, "Return repr(self)."),
    ],
    getsets: &[
        getset!("f_back", |m, v| frame(v).map(|f| m.frame_back(f)), "The frame that called this one."),
        getset!("f_code", |_, v| Ok(frame(v)?.code.value()), "The code."),
        getset!("f_globals", |_, v| Ok(frame(v)?.globals.value()), "The globals."),
        getset!("f_builtins", |m, v| frame(v).map(|f| m.builtins_of(&f.globals).into_value()), "The builtins."),
        getset!("f_locals", |m, v| frame(v).map(|f| super::frame_locals::of(m, f)), "The locals."),
        getset!("f_lineno", |m, v| frame(v).map(|f| Value::Int(i64::from(frame_line(m, f)))), "The line it is at."),
        getset!(
            "f_lasti",
            |m, v| frame(v).map(|f| Value::Int(i64::from(m.frame_place(f)) * 2)),
            "The operation it is at."
        ),
        getset!("f_trace", |_, _| Ok(Value::None), |_, _, _| Ok(()), "Nothing traces a frame."),
        getset!("f_trace_lines", |_, _| Ok(Value::bool(true)), |_, _, _| Ok(()), "Nothing traces a frame."),
        getset!("f_trace_opcodes", |_, _| Ok(Value::bool(false)), |_, _, _| Ok(()), "Nothing traces a frame."),
    ],
    ..NativeType::BASE
};

/// `traceback`
pub static TRACEBACK: NativeType = NativeType {
    name: "traceback",
    layout: <Traceback>::layout,
    flags: class_flag::FINAL,
    help: "Create a new traceback object.",
    new: Some(native!(
        "__new__(cls, tb_next, tb_frame, tb_lasti, tb_lineno)",
        new_traceback,
        "Create and return a new object."
    )),
    getsets: GETSETS,
    ..NativeType::BASE
};

const GETSETS: &[NativeGetset] = &[
    getset!("tb_next", |_, v| Ok(entry(v)?.next.get()), set_next, "The entry nearer to where it was raised."),
    getset!("tb_frame", |m, v| entry(v).map(|t| m.traceback_frame(t)), "The frame."),
    getset!("tb_lineno", |_, v| entry(v).map(|t| Value::Int(i64::from(traceback_line(t)))), "The line."),
    getset!("tb_lasti", |_, v| Ok(Value::Int(i64::from(entry(v)?.pc) * 2)), "The operation."),
];

fn frame(value: &Value) -> Outcome<&Gc<Frame>> {
    match value.typed::<Frame>() {
        Some(frame) => Ok(frame),
        None => type_error("descriptor requires a 'frame' object"),
    }
}

fn entry(value: &Value) -> Outcome<&Traceback> {
    match value.get::<Traceback>() {
        Some(entry) => Ok(entry),
        None => type_error("descriptor requires a 'traceback' object"),
    }
}

/// The line of an operation.
pub fn line_of(code: &Code, pc: u32) -> u32 {
    match code.code.spans.get(pc as usize) {
        Some(span) if *span != Span::default() => code.code.source.line(span.start),
        _ => code.code.first_line,
    }
}

/// The line a frame is at: the first of the definition before anything has run.
fn frame_line(m: &Machine, frame: &Frame) -> u32 {
    let created = |g: &Value| g.get::<Generator>().is_some_and(|g| g.status.get() == Status::Created);
    match frame.generator.with(|g| created(g)) {
        true => frame.code.code.first_line,
        false => line_of(&frame.code, m.frame_place(frame)),
    }
}

/// The line of a traceback entry.
pub fn traceback_line(entry: &Traceback) -> u32 {
    match entry.line.get() {
        0 => line_of(&entry.code, entry.pc),
        line => line,
    }
}

fn clear(m: &mut Machine, a: &[Value]) -> Outcome {
    let frame = frame(&a[0])?;
    if m.depth_of(frame).is_some() {
        return Err(crate::object::Exc::RuntimeError.raise("cannot clear an executing frame"));
    }
    if let Some(generator) = frame.generator.get().typed::<Generator>().cloned() {
        match generator.status.get() {
            Status::Suspended => {
                return Err(crate::object::Exc::RuntimeError.raise("cannot clear a suspended frame"));
            }
            Status::Created => m.finalise_generator(&generator),
            _ => {}
        }
    }
    frame.locals.set(Value::Unset);
    let values = frame.values.with(|values| std::mem::replace(values, vec![Value::Unset; values.len()]));
    drop(values);
    Ok(Value::None)
}

fn frame_repr(m: &mut Machine, a: &[Value]) -> Outcome {
    let frame = frame(&a[0])?;
    let file = m.repr(&Value::from(&*frame.code.code.source.name))?;
    let line = frame_line(m, frame);
    let (at, name) = (frame.as_ref().address(), &frame.code.code.name);
    Ok(Value::from(format!("<frame at 0x{at:x}, file {}, line {line}, code {name}>", file.as_str())))
}

fn set_next(_: &mut Machine, v: &Value, next: Value) -> Outcome<()> {
    if !next.is_none() && next.get::<Traceback>().is_none() {
        let name = crate::native::convert::type_name(&next).to_string();
        return type_error(format!("expected traceback object, got '{name}'"));
    }
    let mut at = next.clone();
    while let Some(inner) = at.typed::<Traceback>().cloned() {
        if at.is(v) {
            return value_error("traceback loop detected");
        }
        at = inner.next.get();
    }
    entry(v)?.next.set(next);
    Ok(())
}

fn new_traceback(_: &mut Machine, a: &[Value]) -> Outcome {
    if !a[1].is_none() && a[1].get::<Traceback>().is_none() {
        let name = crate::native::convert::type_name(&a[1]).to_string();
        return type_error(format!("expected traceback object or None, got '{name}'"));
    }
    let Some(frame) = a[2].typed::<Frame>() else {
        let name = crate::native::convert::type_name(&a[2]).to_string();
        return type_error(format!("traceback() argument 'tb_frame' must be frame, not {name}"));
    };
    let made = Traceback {
        next: crate::object::Own::new(a[1].clone()),
        code: frame.code.clone(),
        globals: frame.globals.clone(),
        pc: as_i64(&a[3]).unwrap_or(0).max(0) as u32 / 2,
        frame: crate::object::Own::new(a[2].clone()),
        line: Cell::new(as_i64(&a[4]).unwrap_or(0).max(0) as u32),
    };
    Ok(Gc::new(made, &crate::object::types().traceback).into_value())
}
