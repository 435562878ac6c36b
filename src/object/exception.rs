//! Exceptions and traceback entries.

use super::class::Class;
use super::function::Code;
use super::heap::{Gc, Kind, Own};
use super::list::Tuple;
use super::types::types;
use super::value::Value;
use std::cell::Cell;

/// The payload of an exception.
pub struct Exception {
    /// `args`, a tuple.
    pub args: Own<Value>,
    /// `__cause__`, or None.
    pub cause: Own<Value>,
    /// `__context__`, or None.
    pub context: Own<Value>,
    /// `__suppress_context__`
    pub suppress_context: Cell<bool>,
    /// The number of the way it took through tasks, where somebody notes that; else 0.
    pub trail: Cell<u32>,
    /// `__traceback__`, or None.
    pub traceback: Own<Value>,
    /// Fields of particular classes, by position: StopIteration value; SystemExit code; KeyError none; ImportError msg,
    /// name, path, name_from; NameError name; AttributeError name, obj; OSError errno, strerror, filename, filename2;
    /// SyntaxError msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line; UnicodeError encoding, object, start, end,
    /// reason; groups message, exceptions.
    pub fields: Own<Vec<Value>>,
}

crate::payload!(
    Exception,
    Kind::Exception,
    trace | this,
    visit | {
        for v in [&this.args, &this.cause, &this.context, &this.traceback] {
            v.with(|v| visit(v));
        }
        this.fields.with(|f| f.iter().for_each(visit));
    },
    clear | this | {
        for v in [&this.cause, &this.context, &this.traceback] {
            drop(v.replace(Value::None));
        }
        drop(this.fields.take());
    }
);

impl Exception {
    /// A new exception of a class with these arguments; fields are the caller's to fill.
    pub fn create(class: &Gc<Class>, args: Vec<Value>) -> Gc<Exception> {
        Gc::new(
            Exception {
                args: Own::new(if args.is_empty() {
                    types().empty_tuple.value()
                } else {
                    Tuple::create(args).into_value()
                }),
                cause: Own::new(Value::None),
                context: Own::new(Value::None),
                suppress_context: Cell::new(false),
                trail: Cell::new(0),
                traceback: Own::new(Value::None),
                fields: Own::new(Vec::new()),
            },
            class,
        )
    }

    /// A field by position; None when it was never set.
    pub fn field(&self, index: usize) -> Value {
        self.fields.with(|f| f.get(index).cloned().unwrap_or(Value::None))
    }

    /// Sets a field.
    pub fn set_field(&self, index: usize, value: Value) {
        let old = self.fields.with(|f| {
            if f.len() <= index {
                f.resize(index + 1, Value::None);
            }
            std::mem::replace(&mut f[index], value)
        });
        drop(old);
    }
}

/// The payload of a traceback entry: one frame the exception passed through.
pub struct Traceback {
    /// The entry nearer to where it was raised, or None.
    pub next: Own<Value>,
    /// The code.
    pub code: Gc<Code>,
    /// The globals of the frame.
    pub globals: Gc<super::dict::Dict>,
    /// The operation.
    pub pc: u32,
    /// The frame object; the machine fills it in when the frame ends, or when it is asked for.
    pub frame: Own<Value>,
    /// Set by `types.TracebackType(...)`; otherwise the line is found from `pc`.
    pub line: Cell<u32>,
}

crate::payload!(
    Traceback,
    Kind::Traceback,
    trace | this,
    visit | {
        this.next.with(|v| visit(v));
        this.frame.with(|v| visit(v))
    },
    clear | this | {
        drop(this.next.replace(Value::None));
        drop(this.frame.replace(Value::None))
    }
);
