//! The fault of a pure operation: which exception, and CPython's words for it.
//!
//! In: what the operations on plain Rust data find wrong. Out: a kind and a message, which the machine turns into an
//! exception object. Nothing here allocates Co objects or knows the machine.

use std::fmt;

/// The class of the exception to raise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Kind {
    /// `ValueError`
    ValueError,
    /// `TypeError`
    TypeError,
    /// `OverflowError`
    OverflowError,
    /// `ZeroDivisionError`
    ZeroDivisionError,
    /// `IndexError`
    IndexError,
    /// `KeyError`; the message is the key, not its repr
    KeyError,
    /// `LookupError`
    LookupError,
    /// `MemoryError`
    MemoryError,
    /// `UnicodeDecodeError`; the fault's `unicode` holds its fields
    UnicodeDecodeError,
    /// `UnicodeEncodeError`; the fault's `unicode` holds its fields
    UnicodeEncodeError,
}

impl Kind {
    /// The name of the exception's class.
    pub fn name(self) -> &'static str {
        match self {
            Kind::ValueError => "ValueError",
            Kind::TypeError => "TypeError",
            Kind::OverflowError => "OverflowError",
            Kind::ZeroDivisionError => "ZeroDivisionError",
            Kind::IndexError => "IndexError",
            Kind::KeyError => "KeyError",
            Kind::LookupError => "LookupError",
            Kind::MemoryError => "MemoryError",
            Kind::UnicodeDecodeError => "UnicodeDecodeError",
            Kind::UnicodeEncodeError => "UnicodeEncodeError",
        }
    }
}

/// The fields of a `UnicodeDecodeError` or `UnicodeEncodeError` besides the object itself.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnicodePlace {
    /// The codec's name as it stands in the message.
    pub encoding: String,
    /// The first offending byte or character.
    pub start: usize,
    /// One past the last offending byte or character.
    pub end: usize,
    /// What is wrong.
    pub reason: String,
}

/// Why an operation could not be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The exception's class.
    pub kind: Kind,
    /// What `str(exception)` shows (for `KeyError`, the key).
    pub message: String,
    /// The C library's error number, which stands as first argument of the exception (`OverflowError: (34, '...')`).
    pub number: Option<i32>,
    /// Where coding failed, for the two Unicode errors.
    pub unicode: Option<Box<UnicodePlace>>,
}

/// The result of an operation that may be impossible.
pub type Fallible<T> = Result<T, Fault>;

impl Fault {
    /// A fault of any kind.
    #[cold]
    pub fn new(kind: Kind, message: impl Into<String>) -> Fault {
        Fault { kind, message: message.into(), number: None, unicode: None }
    }

    /// A `ValueError`.
    #[cold]
    pub fn value(message: impl Into<String>) -> Fault {
        Fault::new(Kind::ValueError, message)
    }

    /// A `TypeError`.
    #[cold]
    pub fn type_error(message: impl Into<String>) -> Fault {
        Fault::new(Kind::TypeError, message)
    }

    /// An `OverflowError`.
    #[cold]
    pub fn overflow(message: impl Into<String>) -> Fault {
        Fault::new(Kind::OverflowError, message)
    }

    /// The `OverflowError` of the C library's functions, which carries its error number.
    #[cold]
    pub fn out_of_range() -> Fault {
        Fault { number: Some(34), ..Fault::overflow("Numerical result out of range") }
    }

    /// A `ZeroDivisionError`.
    #[cold]
    pub fn zero_division(message: impl Into<String>) -> Fault {
        Fault::new(Kind::ZeroDivisionError, message)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

impl std::error::Error for Fault {}
