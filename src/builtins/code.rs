//! Code objects as values: the `co_*` attributes, made from what the compiler wrote.
//!
//! Offsets are counted as CPython counts them, two bytes an operation.

use crate::bytecode;
use crate::bytecode::code::CodeKind;
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::this;
use crate::object::bytes::Bytes;
use crate::object::class::{class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::function::Code;
use crate::object::heap::Payload;
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::{Outcome, Value, type_error};
use crate::source::{Source, Span};
use crate::{getset, native};
use std::rc::Rc;

/// `code`
pub static CODE: NativeType = NativeType {
    name: "code",
    layout: <Code>::layout,
    flags: class_flag::FINAL | class_flag::WEAK,
    help: "Create a code object.  Not for mere mortals.",
    methods: &[
        native!("co_lines(self, /)", co_lines, "Lines of operations: (start, end, line) for each run."),
        native!(
            "co_positions(self, /)",
            co_positions,
            "Positions of operations: (line, end line, column, end column)."
        ),
        native!(
            "replace(self, /, **changes)",
            replace,
            "Return a copy of the code object with new values for the specified fields."
        ),
        native!("__eq__(self, value, /)", equal, "Return self==value."),
        native!("__hash__(self, /)", hash, "Return hash(self)."),
        native!(
            "_varname_from_oparg(self, oparg)",
            name_of_local,
            "(internal-only) Return the local variable name for the given oparg."
        ),
        native!("__replace__(self, /, **changes)", replace, "The same as replace()."),
    ],
    getsets: &[
        getset!("co_name", |_, v| Ok(text(&code(v)?.name)), "The name."),
        getset!("co_qualname", |_, v| Ok(text(&code(v)?.qualname)), "The qualified name."),
        getset!("co_filename", |_, v| Ok(text(&code(v)?.source.name)), "The file."),
        getset!("co_firstlineno", |_, v| Ok(Value::Int(i64::from(code(v)?.first_line))), "The first line."),
        getset!("co_argcount", |_, v| Ok(Value::Int(i64::from(code(v)?.args))), "Number of positional parameters."),
        getset!(
            "co_posonlyargcount",
            |_, v| Ok(Value::Int(i64::from(code(v)?.posonly))),
            "Number of positional-only parameters."
        ),
        getset!(
            "co_kwonlyargcount",
            |_, v| Ok(Value::Int(i64::from(code(v)?.kwonly))),
            "Number of keyword-only parameters."
        ),
        getset!("co_nlocals", |_, v| Ok(Value::from(varnames(code(v)?).len())), "Number of locals."),
        getset!("co_stacksize", |_, v| Ok(Value::Int(i64::from(code(v)?.registers))), "Number of registers."),
        getset!("co_flags", |_, v| Ok(Value::Int(flags(code(v)?))), "Flags."),
        getset!("co_varnames", |_, v| Ok(texts(varnames(code(v)?))), "Parameters and locals."),
        getset!("co_cellvars", |_, v| Ok(texts(cellvars(code(v)?))), "Locals that closures share."),
        getset!("co_freevars", |_, v| Ok(texts(code(v)?.free.clone())), "Free variables."),
        getset!("co_names", |_, v| Ok(texts(names(code(v)?))), "Names of globals and attributes."),
        getset!("co_consts", co_consts, "Constants."),
        getset!("co_code", co_code, "The operations, two bytes each."),
        getset!("_co_code_adaptive", co_code, "The operations, two bytes each."),
        getset!("co_linetable", |_, _| Ok(Bytes::create(Vec::new()).into_value()), "Empty: see co_positions."),
        getset!("co_lnotab", |_, _| Ok(Bytes::create(Vec::new()).into_value()), "Empty: see co_lines."),
        getset!("co_exceptiontable", |_, _| Ok(Bytes::create(Vec::new()).into_value()), "Empty."),
    ],
    specials: &[Special::Repr],
    ..NativeType::BASE
};

fn code(value: &Value) -> Outcome<&bytecode::Code> {
    match value.get::<Code>() {
        Some(code) => Ok(&code.code),
        None => type_error(format!("expected code, not '{}'", class_of(value).name.get())),
    }
}

fn name_of_local(m: &mut Machine, a: &[Value]) -> Outcome {
    let index = crate::object::int::as_i64(&m.index(&a[1])?).and_then(|i| usize::try_from(i).ok());
    match index.and_then(|i| code(&a[0]).ok()?.locals.get(i).cloned()) {
        Some(name) => Ok(text(&name)),
        None => Err(crate::object::Exc::IndexError.raise("tuple index out of range")),
    }
}

fn text(name: &str) -> Value {
    intern(name).into_value()
}

fn texts(names: Vec<Rc<str>>) -> Value {
    Tuple::create(names.iter().map(|n| text(n)).collect()).into_value()
}

fn once(names: impl Iterator<Item = Rc<str>>) -> Vec<Rc<str>> {
    let mut seen: Vec<Rc<str>> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

fn is_function(code: &bytecode::Code) -> bool {
    !matches!(code.kind, CodeKind::Module | CodeKind::Class)
}

fn varnames(code: &bytecode::Code) -> Vec<Rc<str>> {
    let parameters = code.parameter_count();
    let plain = |i: usize| i < parameters || !code.cells.iter().any(|&c| c as usize == i);
    if !is_function(code) {
        return Vec::new();
    }
    once(code.locals.iter().enumerate().filter(|(i, _)| plain(*i)).map(|(_, n)| n.clone()))
}

fn cellvars(code: &bytecode::Code) -> Vec<Rc<str>> {
    once(code.cells.iter().filter_map(|&c| code.locals.get(c as usize).cloned()))
}

fn names(code: &bytecode::Code) -> Vec<Rc<str>> {
    once(code.cache_names.iter().cloned())
}

/// `co_flags` as `inspect` knows them.
pub fn flags(code: &bytecode::Code) -> i64 {
    let mut flags = if is_function(code) { 1 | 2 } else { 0 };
    let bits = [
        (code.vararg, 4),
        (code.kwarg, 8),
        (code.nested, 16),
        (code.kind == CodeKind::Generator, 32),
        (code.kind == CodeKind::Coroutine, 128),
        (code.iterable_coroutine, 256),
        (code.kind == CodeKind::AsyncGenerator, 512),
        (code.future_annotations, 0x100_0000),
    ];
    for (set, bit) in bits {
        if set {
            flags |= bit;
        }
    }
    flags
}

/// The constants as CPython lists them: the docstring or None of a function, then each value at its first use.
fn constants(payload: &Code) -> Vec<Value> {
    let code = &payload.code;
    let mut all: Vec<Value> = Vec::new();
    if is_function(code) {
        all.push(code.doc.as_ref().map_or(Value::None, |d| Value::from(&**d)));
    }
    let small = |operand: Option<&i64>| operand.map(|&i| Value::Int(i));
    for op in &code.ops {
        let operands = op.operands();
        let value = match op.name() {
            "LoadConst" | "LoadConstFar" => {
                operands.get(1).and_then(|&i| payload.ready().constants.get(i as usize)).cloned()
            }
            "MakeFunction" => operands.get(2).and_then(|&i| payload.ready().constants.get(i as usize)).cloned(),
            "LoadInt" | "InPlaceAddInt" | "InPlaceSubInt" => small(operands.get(1)),
            "LoadNone" | "ReturnNone" => Some(Value::None),
            "LoadTrue" => Some(Value::bool(true)),
            "LoadFalse" => Some(Value::bool(false)),
            "JumpLtInt" | "JumpLeInt" | "JumpEqInt" | "JumpNeInt" | "JumpGtInt" | "JumpGeInt" => small(operands.get(2)),
            name if name.ends_with("Int") => small(operands.get(3)),
            _ => None,
        };
        all.extend(value);
    }
    all.extend(payload.ready().constants.iter().cloned());
    let mut once: Vec<Value> = Vec::new();
    for value in all {
        if !once.iter().any(|known| known.is(&value)) {
            once.push(value);
        }
    }
    once
}

fn co_consts(_: &mut Machine, v: &Value) -> Outcome {
    Ok(v.get::<Code>().map_or(Value::None, |code| Tuple::create(constants(code)).into_value()))
}

/// Whether two code objects say the same.
fn same(a: &Code, b: &Code) -> bool {
    let (x, y) = (&a.code, &b.code);
    let shape = |c: &bytecode::Code| (c.kind, c.first_line, c.args, c.posonly, c.kwonly, c.vararg, c.kwarg, flags(c));
    std::ptr::eq(a, b)
        || x.name == y.name
            && shape(x) == shape(y)
            && x.ops == y.ops
            && x.locals == y.locals
            && x.free == y.free
            && x.cache_names == y.cache_names
            && x.spans.iter().zip(y.spans.iter()).all(|(p, q)| line_of(x, *p) == line_of(y, *q))
            && a.ready().constants.len() == b.ready().constants.len()
            && a.ready().constants.iter().zip(&b.ready().constants).all(|(p, q)| same_constant(p, q))
}

fn same_constant(a: &Value, b: &Value) -> bool {
    match (a.get::<Code>(), b.get::<Code>()) {
        (Some(a), Some(b)) => same(a, b),
        _ if a.is(b) => true,
        _ => match (a.get::<Str>(), b.get::<Str>(), a.get::<Tuple>(), b.get::<Tuple>()) {
            (Some(a), Some(b), ..) => a.as_str() == b.as_str(),
            (_, _, Some(a), Some(b)) => {
                a.len() == b.len() && a.as_slice().iter().zip(b.as_slice()).all(|(a, b)| same_constant(a, b))
            }
            _ => match (a.get::<Bytes>(), b.get::<Bytes>()) {
                (Some(a), Some(b)) => a.data == b.data,
                _ => false,
            },
        },
    }
}

fn equal(_: &mut Machine, a: &[Value]) -> Outcome {
    Ok(match a[1].get::<Code>() {
        Some(other) => Value::bool(same(this::<Code>(a)?, other)),
        None => Value::NotImplemented,
    })
}

fn hash(m: &mut Machine, a: &[Value]) -> Outcome {
    let code = this::<Code>(a)?.code.clone();
    let parts =
        [text(&code.name), Value::from(code.ops.len()), Value::Int(i64::from(code.first_line)), texts(names(&code))];
    m.hash(&Tuple::of(parts).into_value()).map(Value::Int)
}

fn co_code(_: &mut Machine, v: &Value) -> Outcome {
    let mut bytes = Vec::new();
    for op in &code(v)?.ops {
        let name = op.name();
        let number = bytecode::Op::MEANINGS.iter().position(|(n, ..)| *n == name).unwrap_or(0);
        bytes.push(number as u8);
        bytes.push(op.operands().first().map_or(0, |&o| o as u8));
    }
    Ok(Bytes::create(bytes).into_value())
}

fn line_of(code: &bytecode::Code, span: Span) -> i64 {
    i64::from(if span == Span::default() { code.first_line } else { code.source.line(span.start) })
}

fn co_lines(m: &mut Machine, a: &[Value]) -> Outcome {
    let code = this::<Code>(a)?.code.clone();
    let mut rows: Vec<(usize, usize, i64)> = Vec::new();
    for (i, span) in code.spans.iter().enumerate() {
        let line = line_of(&code, *span);
        match rows.last_mut() {
            Some(last) if last.2 == line => last.1 = (i + 1) * 2,
            _ => rows.push((i * 2, (i + 1) * 2, line)),
        }
    }
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|(start, end, line)| Tuple::create(vec![start.into(), end.into(), Value::Int(line)]).into_value())
        .collect();
    m.iter(&Value::from(rows))
}

fn column(source: &Source, byte: u32) -> i64 {
    let line = source.line(byte);
    i64::from(byte - source.line_start(line).unwrap_or(byte))
}

fn co_positions(m: &mut Machine, a: &[Value]) -> Outcome {
    let code = this::<Code>(a)?.code.clone();
    let source = &code.source;
    let mut rows = Vec::new();
    for span in code.spans.iter() {
        let row = if *span == Span::default() {
            vec![
                Value::Int(i64::from(code.first_line)),
                Value::Int(i64::from(code.first_line)),
                Value::None,
                Value::None,
            ]
        } else {
            let lines = [source.line(span.start), source.line(span.end)];
            let columns = [column(source, span.start), column(source, span.end)];
            lines.iter().map(|&l| Value::Int(i64::from(l))).chain(columns.map(Value::Int)).collect()
        };
        rows.push(Tuple::create(row).into_value());
    }
    m.iter(&Value::from(rows))
}

fn replace(_: &mut Machine, a: &[Value]) -> Outcome {
    let old = this::<Code>(a)?;
    let changes = a[1].typed::<Dict>().map_or(Vec::new(), |d| d.items());
    let mut new = (*old.code).clone();
    let mut constants = None;
    for (key, value) in changes {
        let key = key.get::<Str>().map_or("", Str::as_str).to_string();
        let as_text = value.get::<Str>().map(|s| Rc::<str>::from(s.as_str()));
        let as_int = crate::object::int::as_i64(&value);
        match (key.as_str(), as_text, as_int) {
            ("co_name", Some(name), _) => new.name = name,
            ("co_qualname", Some(name), _) => new.qualname = name,
            ("co_filename", Some(name), _) => {
                new.source = if new.source.dialect {
                    Source::new(name, new.source.text.clone())
                } else {
                    Source::strict(name, new.source.text.clone())
                };
            }
            ("co_firstlineno", _, Some(line)) => new.first_line = line as u32,
            ("co_consts", ..) => {
                if let Some(tuple) = value.get::<Tuple>() {
                    // What stands in the place of a constant takes its place.
                    let before = self::constants(old);
                    let place = |c: &Value| before.iter().position(|b| b.is(c)).and_then(|i| tuple.as_slice().get(i));
                    constants =
                        Some(old.ready().constants.iter().map(|c| place(c).unwrap_or(c).clone()).collect::<Vec<_>>());
                }
            }
            ("co_flags", _, Some(flags)) => {
                new.iterable_coroutine = flags & 256 != 0 && new.kind == CodeKind::Generator;
            }
            (other, ..) if other.starts_with("co_") => {}
            (other, ..) => return type_error(format!("replace() got an unexpected keyword argument '{other}'")),
        }
    }
    let made = Code::create(&Rc::new(new));
    match constants {
        Some(constants) if constants.len() == made.code.constants.len() => {
            Ok(Code::with_constants(&made.code, constants.into()).into_value())
        }
        _ => Ok(made.into_value()),
    }
}
