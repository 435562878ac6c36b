//! The built-in exceptions: construction, attributes and methods (reference: "Built-in Exceptions").

use super::exception_group::BASE_EXCEPTION_GROUP;
use crate::machine::Machine;
use crate::native::NativeType;
use crate::native::convert::{this, type_name};
use crate::object::attributes::{get_attribute, set_attribute};
use crate::object::class::{Class, class_flag, class_of};
use crate::object::dict::Dict;
use crate::object::exc::Exc;
use crate::object::exception::{Exception, Traceback};
use crate::object::heap::{Gc, Payload};
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Outcome, Value, type_error};
use crate::{getset, native};

/// What all tables of exceptions start from.
pub(super) const EXCEPTION: NativeType = NativeType { layout: <Exception>::layout, ..NativeType::BASE };

/// `BaseException`
pub static BASE_EXCEPTION: NativeType = NativeType {
    name: "BaseException",
    flags: class_flag::DICT | class_flag::EXCEPTION,
    help: "Common base class for all exceptions.",
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new, "")),
    methods: &[
        native!("__init__(self, /, *args, **kwargs)", init, "Initialize self."),
        native!("__str__(self, /)", str, "Return str(self)."),
        native!("with_traceback(self, object, /)", with_traceback, "Set self.__traceback__ to tb and return self."),
        native!("add_note(self, object, /)", add_note, "Add a note to the exception."),
        native!("__reduce__(self, /)", reduce, ""),
        native!("__setstate__(self, object, /)", set_state, ""),
    ],
    getsets: &[
        getset!("args", get_args, set_args, ""),
        getset!("__traceback__", get_traceback, set_traceback, ""),
        getset!("__context__", get_context, set_context, "exception context"),
        getset!("__cause__", get_cause, set_cause, "exception cause"),
        getset!("__suppress_context__", get_suppress, set_suppress, ""),
    ],
    specials: &[Special::Repr],
    ..EXCEPTION
};

/// An exception that adds nothing to its base.
pub static PLAIN: NativeType = EXCEPTION;

fn read_field<const INDEX: usize>(_: &mut Machine, value: &Value) -> Outcome {
    Ok(of(value)?.field(INDEX))
}

fn write_field<const INDEX: usize>(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    of(value)?.set_field(INDEX, new.some().unwrap_or(Value::None));
    Ok(())
}

macro_rules! fields {
    ($($name:literal $index:literal $help:literal),* $(,)?) => {
        &[$(getset!($name, read_field::<$index>, write_field::<$index>, $help)),*]
    };
}

macro_rules! table {
    ($(#[$doc:meta])* $const:ident, $init:expr, $fields:expr $(, $method:expr)*) => {
        $(#[$doc])*
        static $const: NativeType = NativeType {
            methods: &[native!("__init__(self, /, *args, **kwargs)", $init, "Initialize self.") $(, $method)*],
            getsets: $fields,
            ..EXCEPTION
        };
    };
}

table!(STOP_ITERATION, init_value, fields!["value" 0 "generator return value"]);
table!(SYSTEM_EXIT, init_value, fields!["code" 0 "exception code"]);
table!(
    IMPORT_ERROR,
    init_import,
    fields!["msg" 0 "exception message", "name" 1 "module name", "path" 2 "module path", "name_from" 3 "name imported from module"]
);
table!(NAME_ERROR, init_name, fields!["name" 0 "name"]);
table!(ATTRIBUTE_ERROR, init_attribute, fields!["name" 0 "attribute name", "obj" 1 "object"]);
table!(
    SYNTAX_ERROR,
    init_syntax,
    fields![
        "msg" 0 "exception msg", "filename" 1 "exception filename", "lineno" 2 "exception lineno",
        "offset" 3 "exception offset", "text" 4 "exception text", "end_lineno" 5 "exception end lineno",
        "end_offset" 6 "exception end offset", "print_file_and_line" 7 "exception print_file_and_line",
    ]
);
table!(
    UNICODE_ERROR,
    init_unicode,
    fields!["encoding" 0 "exception encoding", "object" 1 "exception object", "start" 2 "exception start", "end" 3 "exception end", "reason" 4 "exception reason"]
);
table!(
    UNICODE_TRANSLATE_ERROR,
    init_translate,
    fields!["encoding" 0 "exception encoding", "object" 1 "exception object", "start" 2 "exception start", "end" 3 "exception end", "reason" 4 "exception reason"]
);

/// `OSError` picks the subclass for the error number when it is made.
static OS_ERROR: NativeType = NativeType {
    new: Some(native!("__new__(cls, /, *args, **kwargs)", new_os, "")),
    methods: &[native!("__init__(self, /, *args, **kwargs)", init_os, "Initialize self.")],
    getsets: &[
        getset!("errno", read_field::<0>, write_field::<0>, "POSIX exception code"),
        getset!("strerror", read_field::<1>, write_field::<1>, "exception strerror"),
        getset!("filename", read_field::<2>, write_field::<2>, "exception filename"),
        getset!("filename2", read_field::<3>, write_field::<3>, "second exception filename"),
        getset!("characters_written", get_written, set_written, ""),
    ],
    ..EXCEPTION
};

/// The table of an exception that has methods or attributes of its own.
pub fn table(which: Exc) -> Option<&'static NativeType> {
    Some(match which {
        Exc::BaseException => &BASE_EXCEPTION,
        Exc::BaseExceptionGroup => &BASE_EXCEPTION_GROUP,
        Exc::StopIteration => &STOP_ITERATION,
        Exc::SystemExit => &SYSTEM_EXIT,
        Exc::ImportError => &IMPORT_ERROR,
        Exc::NameError => &NAME_ERROR,
        Exc::AttributeError => &ATTRIBUTE_ERROR,
        Exc::OSError => &OS_ERROR,
        Exc::SyntaxError => &SYNTAX_ERROR,
        Exc::UnicodeDecodeError | Exc::UnicodeEncodeError => &UNICODE_ERROR,
        Exc::UnicodeTranslateError => &UNICODE_TRANSLATE_ERROR,
        _ => return None,
    })
}

/// `ExceptionGroup` has two bases.
pub fn second_bases() {
    let group = types().exception(Exc::ExceptionGroup);
    let bases = vec![types().exception(Exc::BaseExceptionGroup).clone(), types().exception(Exc::Exception).clone()];
    if let Some(mro) = crate::object::class::linearise(&bases) {
        group.relink(bases, mro);
    }
}

fn of(value: &Value) -> Outcome<&Exception> {
    this::<Exception>(std::slice::from_ref(value))
}

fn tuple(value: &Value) -> &[Value] {
    value.get::<Tuple>().map_or(&[], Tuple::as_slice)
}

fn class_argument(arguments: &[Value]) -> Outcome<Gc<Class>> {
    match arguments.first().and_then(|v| v.typed::<Class>()) {
        Some(class) => Ok(class.clone()),
        None => type_error("BaseException.__new__(X): X is not a type object"),
    }
}

fn new(_: &mut Machine, arguments: &[Value]) -> Outcome {
    let class = class_argument(arguments)?;
    let exception = Exception::create(&class, Vec::new());
    exception.args.set(arguments[1].clone());
    Ok(exception.into_value())
}

fn new_os(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    let class = class_argument(arguments)?;
    let given = tuple(&arguments[1]);
    let mut chosen = class.clone();
    if &class == types().exception(Exc::OSError) && (2..=5).contains(&given.len()) {
        if let Some(number) = as_i64(&given[0]) {
            chosen = types().exception(for_errno(number)).clone();
        }
    }
    let mut all = arguments.to_vec();
    all[0] = chosen.value();
    new(machine, &all)
}

/// The subclass of OSError for an error number (PEP 3151).
pub fn for_errno(number: i64) -> Exc {
    match number {
        11 | 115 | 114 => Exc::BlockingIOError,
        10 => Exc::ChildProcessError,
        32 | 108 => Exc::BrokenPipeError,
        103 => Exc::ConnectionAbortedError,
        111 => Exc::ConnectionRefusedError,
        104 => Exc::ConnectionResetError,
        17 => Exc::FileExistsError,
        2 => Exc::FileNotFoundError,
        4 => Exc::InterruptedError,
        21 => Exc::IsADirectoryError,
        20 => Exc::NotADirectoryError,
        1 | 13 => Exc::PermissionError,
        3 => Exc::ProcessLookupError,
        110 => Exc::TimeoutError,
        _ => Exc::OSError,
    }
}

fn no_keywords(arguments: &[Value]) -> Outcome<()> {
    match arguments[2].get::<Dict>() {
        Some(rest) if !rest.is_empty() => {
            type_error(format!("{}() takes no keyword arguments", type_name(&arguments[0])))
        }
        _ => Ok(()),
    }
}

fn init(_: &mut Machine, arguments: &[Value]) -> Outcome {
    let exception = this::<Exception>(arguments)?;
    no_keywords(arguments)?;
    exception.args.set(arguments[1].clone());
    Ok(Value::None)
}

/// StopIteration and SystemExit keep their only argument, or the tuple of several (SystemExit).
fn init_value(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    init(machine, arguments)?;
    let given = tuple(&arguments[1]);
    let exit = class_of(&arguments[0]).is_subclass_of(types().exception(Exc::SystemExit));
    let value = match given {
        [] => Value::None,
        [_, _, ..] if exit => arguments[1].clone(),
        [first, ..] => first.clone(),
    };
    of(&arguments[0])?.set_field(0, value);
    Ok(Value::None)
}

/// Takes keyword arguments with these names into fields; others are refused in CPython's words.
fn keyword_fields(arguments: &[Value], function: &str, names: &[(&str, usize)]) -> Outcome<()> {
    let exception = of(&arguments[0])?;
    let Some(rest) = arguments[2].get::<Dict>() else { return Ok(()) };
    for (key, value) in rest.items() {
        let text = key.get::<Str>().map_or("", Str::as_str);
        match names.iter().find(|(n, _)| *n == text) {
            Some((_, index)) => exception.set_field(*index, value),
            None => return type_error(format!("{function}() got an unexpected keyword argument '{text}'")),
        }
    }
    Ok(())
}

fn init_import(_: &mut Machine, arguments: &[Value]) -> Outcome {
    let exception = this::<Exception>(arguments)?;
    exception.args.set(arguments[1].clone());
    (1..=3).for_each(|field| exception.set_field(field, Value::None));
    keyword_fields(arguments, "ImportError", &[("name", 1), ("path", 2), ("name_from", 3)])?;
    let message = match tuple(&arguments[1]) {
        [only] => only.clone(),
        _ => Value::None,
    };
    exception.set_field(0, message);
    Ok(Value::None)
}

fn init_name(_: &mut Machine, arguments: &[Value]) -> Outcome {
    this::<Exception>(arguments)?.args.set(arguments[1].clone());
    keyword_fields(arguments, "NameError", &[("name", 0)])?;
    Ok(Value::None)
}

fn init_attribute(_: &mut Machine, arguments: &[Value]) -> Outcome {
    this::<Exception>(arguments)?.args.set(arguments[1].clone());
    keyword_fields(arguments, "AttributeError", &[("name", 0), ("obj", 1)])?;
    Ok(Value::None)
}

fn get_written(machine: &mut Machine, value: &Value) -> Outcome {
    match read_field::<4>(machine, value)? {
        Value::None => Err(Exc::AttributeError.raise("characters_written")),
        written => Ok(written),
    }
}

fn set_written(machine: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    let written = if new.is_set() { machine.index(&new)? } else { Value::None };
    write_field::<4>(machine, value, written)
}

fn init_os(_: &mut Machine, arguments: &[Value]) -> Outcome {
    let exception = this::<Exception>(arguments)?;
    no_keywords(arguments)?;
    let given = tuple(&arguments[1]);
    exception.args.set(arguments[1].clone());
    if (2..=5).contains(&given.len()) {
        exception.set_field(0, given[0].clone());
        exception.set_field(1, given[1].clone());
        if let Some(name) = given.get(2).filter(|n| !n.is_none()) {
            exception.set_field(2, name.clone());
            if let Some(second) = given.get(4) {
                exception.set_field(3, second.clone());
            }
            exception.args.set(Tuple::create(given[..2].to_vec()).into_value());
        }
    }
    Ok(Value::None)
}

fn init_syntax(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    init(machine, arguments)?;
    let exception = this::<Exception>(arguments)?;
    let given = tuple(&arguments[1]);
    if let Some(message) = given.first() {
        exception.set_field(0, message.clone());
    }
    if let [_, place] = given {
        let place = machine.collect(place)?;
        if !(4..=6).contains(&place.len()) {
            let (bound, count) = if place.len() < 4 { ("least", 4) } else { ("most", 6) };
            return type_error(format!("function takes at {bound} {count} arguments ({} given)", place.len()));
        }
        if place.len() == 5 {
            return type_error("end_offset must be provided when end_lineno is provided");
        }
        for (i, value) in place.into_iter().enumerate() {
            exception.set_field(i + 1, value);
        }
    }
    Ok(Value::None)
}

fn init_unicode(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    init(machine, arguments)?;
    let given = tuple(&arguments[1]);
    if given.len() != 5 {
        return type_error(format!("function takes exactly 5 arguments ({} given)", given.len()));
    }
    let decodes = class_of(&arguments[0]).is_subclass_of(types().exception(Exc::UnicodeDecodeError));
    for (i, value) in given.iter().enumerate() {
        match i {
            1 if decodes => drop(machine.bytes_like(value)?),
            2 | 3 => drop(machine.index(value)?),
            _ if value.get::<Str>().is_none() => {
                let (place, kind) = (i + 1, type_name(value));
                return type_error(format!("argument {place} must be str, not {kind}"));
            }
            _ => {}
        }
        of(&arguments[0])?.set_field(i, value.clone());
    }
    Ok(Value::None)
}

fn init_translate(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    init(machine, arguments)?;
    let given = tuple(&arguments[1]);
    if given.len() != 4 {
        return type_error(format!("function takes exactly 4 arguments ({} given)", given.len()));
    }
    for (i, value) in given.iter().enumerate() {
        of(&arguments[0])?.set_field(i + 1, value.clone());
    }
    Ok(Value::None)
}

fn str(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    this::<Exception>(arguments)?;
    machine.exception_text(&arguments[0]).map(Value::from)
}

fn with_traceback(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    this::<Exception>(arguments)?;
    set_traceback(machine, &arguments[0], arguments[1].clone())?;
    Ok(arguments[0].clone())
}

fn add_note(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    this::<Exception>(arguments)?;
    if arguments[1].get::<Str>().is_none() {
        return type_error(format!("note must be a str, not '{}'", type_name(&arguments[1])));
    }
    let name = intern("__notes__");
    let notes = match machine.find_attr(&arguments[0], &name)? {
        Some(notes) => notes,
        None => {
            let notes = List::create(Vec::new()).into_value();
            machine.set_attr(&arguments[0], &name, notes.clone())?;
            notes
        }
    };
    match notes.get::<List>() {
        Some(list) => list.push(arguments[1].clone()),
        None => return type_error("Cannot add note: __notes__ is not a list"),
    }
    Ok(Value::None)
}

fn reduce(_: &mut Machine, arguments: &[Value]) -> Outcome {
    let exception = this::<Exception>(arguments)?;
    let class = class_of(&arguments[0]);
    let mut given = exception.args.get();
    let mut state = arguments[0].object().and_then(crate::object::attributes::instance_dict).filter(|d| !d.is_empty());
    // Fields that only keywords set are part of the state.
    let kept: &[(&str, usize)] = match class {
        class if class.is_subclass_of(types().exception(Exc::ImportError)) => {
            &[("name", 1), ("path", 2), ("name_from", 3)]
        }
        class if class.is_subclass_of(types().exception(Exc::AttributeError)) => &[("name", 0)],
        _ => &[],
    };
    for (name, field) in kept {
        let value = exception.field(*field);
        if value.is_set() && !value.is_none() {
            let copy = Dict::create();
            if let Some(state) = &state {
                state.copy_to(&copy);
            }
            copy.set_name(name, value);
            state = Some(copy);
        }
    }
    if class.is_subclass_of(types().exception(Exc::OSError)) {
        // A file name is no part of `args`, and the number of an error of Windows stands between it and the second.
        let filename = exception.field(2);
        if let ([number, text], true) = (tuple(&given), filename.is_set() && !filename.is_none()) {
            let second = exception.field(3);
            let mut all = vec![number.clone(), text.clone(), filename];
            if second.is_set() && !second.is_none() {
                all.extend([Value::None, second]);
            }
            given = Tuple::create(all).into_value();
        }
    }
    let mut parts = vec![class.value(), given];
    parts.extend(state.map(Gc::into_value));
    Ok(Tuple::create(parts).into_value())
}

fn set_state(machine: &mut Machine, arguments: &[Value]) -> Outcome {
    this::<Exception>(arguments)?;
    if let Some(state) = arguments[1].get::<Dict>() {
        for (key, value) in state.items() {
            if let Some(name) = key.typed::<Str>() {
                machine.set_attr(&arguments[0], name, value)?;
            }
        }
    } else if !arguments[1].is_none() {
        return type_error("state is not a dictionary");
    }
    Ok(Value::None)
}

// ---- attributes

fn get_args(_: &mut Machine, value: &Value) -> Outcome {
    Ok(of(value)?.args.get())
}

fn set_args(machine: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    if !new.is_set() {
        return type_error("args may not be deleted");
    }
    let items = machine.collect(&new)?;
    of(value)?.args.set(Tuple::create(items).into_value());
    Ok(())
}

fn get_traceback(_: &mut Machine, value: &Value) -> Outcome {
    Ok(of(value)?.traceback.get())
}

fn set_traceback(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    if !new.is_set() {
        return type_error("__traceback__ may not be deleted");
    }
    if !new.is_none() && new.get::<Traceback>().is_none() {
        return type_error("__traceback__ must be a traceback or None");
    }
    of(value)?.traceback.set(new);
    Ok(())
}

fn get_context(_: &mut Machine, value: &Value) -> Outcome {
    Ok(of(value)?.context.get())
}

fn set_context(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    of(value)?.context.set(chained(new, "__context__", "exception context")?);
    Ok(())
}

fn get_cause(_: &mut Machine, value: &Value) -> Outcome {
    Ok(of(value)?.cause.get())
}

fn set_cause(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    let exception = of(value)?;
    exception.cause.set(chained(new, "__cause__", "exception cause")?);
    exception.suppress_context.set(true);
    Ok(())
}

fn chained(new: Value, name: &str, what: &str) -> Outcome {
    if !new.is_set() {
        return type_error(format!("{name} may not be deleted"));
    }
    if !new.is_none() && new.get::<Exception>().is_none() {
        return type_error(format!("{what} must be None or derive from BaseException"));
    }
    Ok(new)
}

fn get_suppress(_: &mut Machine, value: &Value) -> Outcome {
    Ok(Value::bool(of(value)?.suppress_context.get()))
}

fn set_suppress(_: &mut Machine, value: &Value, new: Value) -> Outcome<()> {
    match new {
        Value::Bool(truth) => {
            of(value)?.suppress_context.set(truth.get());
            Ok(())
        }
        Value::Unset => type_error("can't delete numeric/char attribute"),
        _ => type_error("attribute value type must be bool"),
    }
}

/// The notes of an exception (`__notes__`), if it is a list.
pub fn notes(exception: &Gc<Exception>) -> Option<Value> {
    get_attribute(exception.as_ref(), &intern("__notes__"))
}

/// Gives an exception the notes of another.
pub(super) fn copy_notes(from: &Gc<Exception>, to: &Gc<Exception>) {
    if let Some(all) = notes(from) {
        let copy = match all.get::<List>() {
            Some(list) => List::create(list.to_vec()).into_value(),
            None => all,
        };
        drop(set_attribute(to.as_ref(), &intern("__notes__"), copy));
    }
}

impl Machine {
    /// An instance of an exception class whose construction runs no code of the language: quickly made.
    pub fn plain_exception(&mut self, class: &Gc<Class>, arguments: &[Value]) -> Option<Value> {
        if !class.has_flag(class_flag::EXCEPTION) {
            return None;
        }
        let base = types().exception(Exc::BaseException);
        let own = |which: Special| match (class.special(which), base.special(which)) {
            (Some(a), Some(b)) => a.is(&b),
            _ => false,
        };
        if !own(Special::New) || !own(Special::Init) || class.has_flag(class_flag::ABSTRACT) {
            return None;
        }
        Some(Exception::create(class, arguments.to_vec()).into_value())
    }
}
