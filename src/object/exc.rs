//! The built-in exceptions: names and bases, and the one word that travels when something is raised.

use super::exception::Exception;
use super::fault::{Fault, Kind};
use super::heap::Gc;
use super::str::Str;
use super::types::types;
use super::value::Value;

macro_rules! exceptions {
    ($($name:ident($base:ident) $help:literal,)*) => {
        /// A built-in exception.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum Exc { $($name,)* }

        /// All, by number.
        const ALL: &[Exc] = &[$(Exc::$name,)*];

        /// Name, base and documentation of each, bases before derived ones. `BaseException` names itself as base.
        pub const EXCEPTIONS: &[(&str, Exc, &str)] = &[$((stringify!($name), Exc::$base, $help),)*];
    };
}

exceptions! {
    BaseException(BaseException) "Common base class for all exceptions",
    Exception(BaseException) "Common base class for all non-exit exceptions.",
    BaseExceptionGroup(BaseException) "A combination of multiple unrelated exceptions.",
    GeneratorExit(BaseException) "Request that a generator exit.",
    KeyboardInterrupt(BaseException) "Program interrupted by user.",
    SystemExit(BaseException) "Request to exit from the interpreter.",
    ArithmeticError(Exception) "Base class for arithmetic errors.",
    FloatingPointError(ArithmeticError) "Floating-point operation failed.",
    OverflowError(ArithmeticError) "Result too large to be represented.",
    ZeroDivisionError(ArithmeticError) "Second argument to a division or modulo operation was zero.",
    AssertionError(Exception) "Assertion failed.",
    AttributeError(Exception) "Attribute not found.",
    BufferError(Exception) "Buffer error.",
    EOFError(Exception) "Read beyond end of file.",
    ImportError(Exception) "Import can't find module, or can't find name in module.",
    ModuleNotFoundError(ImportError) "Module not found.",
    LookupError(Exception) "Base class for lookup errors.",
    IndexError(LookupError) "Sequence index out of range.",
    KeyError(LookupError) "Mapping key not found.",
    MemoryError(Exception) "Out of memory.",
    NameError(Exception) "Name not found globally.",
    UnboundLocalError(NameError) "Local name referenced but not bound to a value.",
    OSError(Exception) "Base class for I/O related errors.",
    BlockingIOError(OSError) "I/O operation would block.",
    ChildProcessError(OSError) "Child process error.",
    ConnectionError(OSError) "Connection error.",
    BrokenPipeError(ConnectionError) "Broken pipe.",
    ConnectionAbortedError(ConnectionError) "Connection aborted.",
    ConnectionRefusedError(ConnectionError) "Connection refused.",
    ConnectionResetError(ConnectionError) "Connection reset.",
    FileExistsError(OSError) "File already exists.",
    FileNotFoundError(OSError) "File not found.",
    InterruptedError(OSError) "Interrupted by signal.",
    IsADirectoryError(OSError) "Operation doesn't work on directories.",
    NotADirectoryError(OSError) "Operation only works on directories.",
    PermissionError(OSError) "Not enough permissions.",
    ProcessLookupError(OSError) "Process not found.",
    TimeoutError(OSError) "Timeout expired.",
    ReferenceError(Exception) "Weak ref proxy used after referent went away.",
    RuntimeError(Exception) "Unspecified run-time error.",
    NotImplementedError(RuntimeError) "Method or function hasn't been implemented yet.",
    PythonFinalizationError(RuntimeError) "Operation blocked during Python finalization.",
    RecursionError(RuntimeError) "Recursion limit exceeded.",
    StopAsyncIteration(Exception) "Signal the end from iterator.__anext__().",
    StopIteration(Exception) "Signal the end from iterator.__next__().",
    SyntaxError(Exception) "Invalid syntax.",
    IndentationError(SyntaxError) "Improper indentation.",
    TabError(IndentationError) "Improper mixture of spaces and tabs.",
    _IncompleteInputError(SyntaxError) "incomplete input.",
    SystemError(Exception) "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version.",
    TypeError(Exception) "Inappropriate argument type.",
    ValueError(Exception) "Inappropriate argument value (of correct type).",
    UnicodeError(ValueError) "Unicode related error.",
    UnicodeDecodeError(UnicodeError) "Unicode decoding error.",
    UnicodeEncodeError(UnicodeError) "Unicode encoding error.",
    UnicodeTranslateError(UnicodeError) "Unicode translation error.",
    ExceptionGroup(BaseExceptionGroup) "A combination of multiple unrelated exceptions.",
    Warning(Exception) "Base class for warning categories.",
    BytesWarning(Warning) "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str.",
    DeprecationWarning(Warning) "Base class for warnings about deprecated features.",
    EncodingWarning(Warning) "Base class for warnings about encodings.",
    FutureWarning(Warning) "Base class for warnings about constructs that will change semantically\nin the future.",
    ImportWarning(Warning) "Base class for warnings about probable mistakes in module imports",
    PendingDeprecationWarning(Warning) "Base class for warnings about features which will be deprecated\nin the future.",
    ResourceWarning(Warning) "Base class for warnings about resource usage.",
    RuntimeWarning(Warning) "Base class for warnings about dubious runtime behavior.",
    SyntaxWarning(Warning) "Base class for warnings about dubious syntax.",
    UnicodeWarning(Warning) "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems.",
    UserWarning(Warning) "Base class for warnings generated by user code.",
}

impl Exc {
    /// The exception with this number.
    pub fn by_index(index: usize) -> Option<Exc> {
        ALL.get(index).copied()
    }
}

/// What travels when something is raised: the exception, in one word.
pub struct Raise(pub Gc<Exception>);

/// What an operation that may raise gives.
pub type Outcome<T = Value> = Result<T, Raise>;

impl Exc {
    /// Raises this exception with a message.
    #[cold]
    pub fn raise(self, message: impl AsRef<str>) -> Raise {
        self.with(vec![Str::new(message.as_ref()).into_value()])
    }

    /// Raises this exception with these arguments. Fields (`StopIteration.value`, ...) are filled in.
    #[cold]
    pub fn with(self, args: Vec<Value>) -> Raise {
        let first = args.first().cloned().unwrap_or(Value::None);
        let exception = Exception::create(types().exception(self), args);
        match self {
            Exc::StopIteration | Exc::SystemExit => exception.set_field(0, first),
            Exc::ImportError | Exc::ModuleNotFoundError => exception.set_field(0, first),
            _ => {}
        }
        Raise(exception)
    }
}

impl Raise {
    /// The exception as a value.
    pub fn value(&self) -> Value {
        self.0.value()
    }

    /// Whether it is an instance of a built-in exception or of a subclass.
    pub fn is(&self, which: Exc) -> bool {
        self.0.as_ref().class().is_subclass_of(types().exception(which))
    }
}

impl Fault {
    /// The exception for a fault of a pure operation. `object` is what could not be encoded or decoded, for the two
    /// Unicode errors; other faults do not look at it.
    #[cold]
    pub fn raise(self, object: &Value) -> Raise {
        let which = match self.kind {
            Kind::ValueError => Exc::ValueError,
            Kind::TypeError => Exc::TypeError,
            Kind::OverflowError => Exc::OverflowError,
            Kind::ZeroDivisionError => Exc::ZeroDivisionError,
            Kind::IndexError => Exc::IndexError,
            Kind::KeyError => Exc::KeyError,
            Kind::LookupError => Exc::LookupError,
            Kind::MemoryError => Exc::MemoryError,
            Kind::UnicodeDecodeError => Exc::UnicodeDecodeError,
            Kind::UnicodeEncodeError => Exc::UnicodeEncodeError,
        };
        if let Some(place) = self.unicode {
            let fields = vec![
                place.encoding.as_str().into(),
                object.clone(),
                place.start.into(),
                place.end.into(),
                place.reason.as_str().into(),
            ];
            let raise = which.with(fields.clone());
            for (i, field) in fields.into_iter().enumerate() {
                raise.0.set_field(i, field);
            }
            return raise;
        }
        match self.number {
            Some(number) => which.with(vec![Value::Int(i64::from(number)), self.message.as_str().into()]),
            None if which == Exc::MemoryError && self.message.is_empty() => which.with(Vec::new()),
            None => which.raise(self.message),
        }
    }
}

impl From<Fault> for Raise {
    /// For faults that are not about encoding or decoding an object: `pure_operation(..)?`.
    #[cold]
    fn from(fault: Fault) -> Raise {
        fault.raise(&Value::None)
    }
}

/// Raises TypeError.
#[cold]
pub fn type_error<T>(message: impl AsRef<str>) -> Outcome<T> {
    Err(Exc::TypeError.raise(message))
}

/// Raises ValueError.
#[cold]
pub fn value_error<T>(message: impl AsRef<str>) -> Outcome<T> {
    Err(Exc::ValueError.raise(message))
}

/// Raises IndexError.
#[cold]
pub fn index_error<T>(message: impl AsRef<str>) -> Outcome<T> {
    Err(Exc::IndexError.raise(message))
}

/// Raises KeyError with the key itself.
#[cold]
pub fn key_error<T>(key: Value) -> Outcome<T> {
    Err(Exc::KeyError.with(vec![key]))
}

/// Raises OverflowError.
#[cold]
pub fn overflow_error<T>(message: impl AsRef<str>) -> Outcome<T> {
    Err(Exc::OverflowError.raise(message))
}

/// Raises RuntimeError.
#[cold]
pub fn runtime_error<T>(message: impl AsRef<str>) -> Outcome<T> {
    Err(Exc::RuntimeError.raise(message))
}
