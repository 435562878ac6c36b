//! Code objects as the compiler makes them: operations, constants, handlers, states and lines of one function.
//!
//! The same state table drives resumption and every picture of a coroutine.

use super::op::{Op, Reg};
use super::packed::{Packed, Unpack};
use crate::source::{Source, Span};
use num_bigint::BigInt;
use std::cell::OnceCell;
use std::rc::Rc;

/// A constant of the code. Equal constants of one code are stored once.
#[derive(Clone, Debug)]
pub enum Constant {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// `...`
    Ellipsis,
    /// An int of 64 bits.
    Int(i64),
    /// A larger int.
    BigInt(Rc<BigInt>),
    /// A float.
    Float(f64),
    /// A complex number.
    Complex(f64, f64),
    /// Text.
    Str(Rc<str>),
    /// Bytes.
    Bytes(Rc<[u8]>),
    /// A tuple of constants.
    Tuple(Rc<[Constant]>),
    /// A frozenset of constants (`x in {1, 2}`).
    FrozenSet(Rc<[Constant]>),
    /// The code of a nested function or class.
    Code(Rc<Code>),
}

/// What kind of body a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeKind {
    /// A file, an `exec` text, a notebook cell: names are globals.
    Module,
    /// A class body: names live in a namespace mapping.
    Class,
    /// A plain function or lambda.
    Function,
    /// A generator function.
    Generator,
    /// A coroutine function.
    Coroutine,
    /// An async generator function.
    AsyncGenerator,
}

impl CodeKind {
    /// Whether calling it makes an object to be resumed.
    pub const fn suspends(self) -> bool {
        matches!(self, CodeKind::Generator | CodeKind::Coroutine | CodeKind::AsyncGenerator)
    }
}

/// From where a new function takes one of its free variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capture {
    /// The cell in this register of the enclosing frame.
    Cell(Reg),
    /// The enclosing function's own free variable.
    Free(u16),
}

/// A region of operations and where control goes when one of them raises. Inner regions come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First operation covered.
    pub start: u32,
    /// One past the last operation covered.
    pub end: u32,
    /// Where control goes.
    pub target: u32,
    /// The register that receives the exception.
    pub exc: Reg,
    /// Registers from here on are cleared, save `exc`: the temporaries that die with the region.
    pub clear_from: Reg,
}

/// How a suspension came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateKind {
    /// `yield`
    Yield,
    /// `yield from`
    YieldFrom,
    /// `await`
    Await,
    /// the step of an `async for`
    AsyncFor,
    /// entering an `async with`
    AsyncWithEnter,
    /// leaving an `async with`
    AsyncWithExit,
}

/// One suspension point. State 0 is "created, not yet started" and has no entry; entry i is state i + 1.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Which kind.
    pub kind: StateKind,
    /// The expression or statement that suspends.
    pub span: Span,
    /// The operation that suspends (`Yield` or `Delegate`); resumption goes on after a Yield, and at a Delegate.
    pub pc: u32,
    /// The local variables that are read again after it, by register.
    pub live: Vec<Reg>,
    /// Inside an `except` or exceptional `finally`: where the outermost open handler saved the exception handled before
    /// (`PushHandled`'s save), and the register with the innermost exception being handled. The machine swaps them on
    /// suspension and resumption, so that `sys.exc_info()` is right in the resumer and in the frame.
    pub handled: Option<(Reg, Reg)>,
}

/// The compiled form of one function, class body or file: what making and calling a function takes stands here, the rest
/// in its [`Body`].
#[derive(Clone, Debug)]
pub struct Code {
    /// `__name__`
    pub name: Rc<str>,
    /// `__qualname__`
    pub qualname: Rc<str>,
    /// Which kind.
    pub kind: CodeKind,
    /// The text it was compiled from.
    pub source: Rc<Source>,
    /// The whole definition, for `inspect.getsource` and the state view.
    pub span: Span,
    /// The line of `def` or of the first decorator (`co_firstlineno`).
    pub first_line: u32,
    /// Number of positional-only parameters.
    pub posonly: u16,
    /// Number of positional parameters, positional-only ones included.
    pub args: u16,
    /// Number of keyword-only parameters.
    pub kwonly: u16,
    /// Whether there is `*args`; its register follows the keyword-only ones.
    pub vararg: bool,
    /// Whether there is `**kwargs`; its register comes last.
    pub kwarg: bool,
    /// For each free variable, where MakeFunction finds it in the enclosing frame.
    pub captures: Vec<Capture>,
    /// Number of registers: parameters, locals and temporaries.
    pub registers: u16,
    /// How many of them may still hold something where it returns: locals, iterators and the like, not what has died.
    pub returning: u16,
    /// `from __future__ import annotations` holds.
    pub future_annotations: bool,
    /// Defined directly inside another function (CO_NESTED).
    pub nested: bool,
    /// A generator function whose generators can be awaited (CO_ITERABLE_COROUTINE: `types.coroutine`).
    pub iterable_coroutine: bool,
    /// The rest.
    pub body: Rest<Body>,
}

/// What of a code is needed once it runs or is looked at. A code reads as if it had these fields itself.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Names of the registers that are parameters and locals, in order; synthetic ones are like `.0`.
    pub locals: Vec<Rc<str>>,
    /// Locals that live in cells (the prologue makes them with MakeCell), by register.
    pub cells: Vec<Reg>,
    /// Names of the free variables, in order.
    pub free: Vec<Rc<str>>,
    /// The operations.
    pub ops: Vec<Op>,
    /// For each operation, the expression or statement it belongs to.
    pub spans: Rest<Vec<Span>>,
    /// The constants.
    pub constants: Vec<Constant>,
    /// The names of the inline caches of global, attribute and method operations; every site has its own entry.
    pub cache_names: Vec<Rc<str>>,
    /// Exception handlers, inner before outer.
    pub handlers: Vec<Handler>,
    /// Suspension points.
    pub states: Vec<State>,
    /// The docstring.
    pub doc: Option<Rc<str>>,
}

/// The body of a code, or the spans of one: as the compiler made it, or packed until it is first asked for.
#[derive(Clone, Debug)]
pub struct Rest<T> {
    known: OnceCell<T>,
    packed: Option<Packed>,
}

impl<T: Unpack> Rest<T> {
    /// What is packed.
    pub fn packed(packed: Packed) -> Rest<T> {
        Rest { known: OnceCell::new(), packed: Some(packed) }
    }

    #[cold]
    #[inline(never)]
    fn first(&self) -> &T {
        self.known.get_or_init(|| self.packed.as_ref().map_or_else(T::default, T::unpack))
    }
}

impl<T: Unpack> std::ops::Deref for Rest<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match self.known.get() {
            Some(known) => known,
            None => self.first(),
        }
    }
}

impl<T> Default for Rest<T> {
    fn default() -> Rest<T> {
        Rest { known: OnceCell::new(), packed: None }
    }
}

impl<T> From<T> for Rest<T> {
    fn from(known: T) -> Rest<T> {
        Rest { known: OnceCell::from(known), packed: None }
    }
}

impl std::ops::Deref for Code {
    type Target = Body;

    #[inline]
    fn deref(&self) -> &Body {
        &self.body
    }
}

impl Code {
    /// The number of parameters in all, `*args` and `**kwargs` included: the first registers.
    pub fn parameter_count(&self) -> usize {
        self.args as usize + self.kwonly as usize + usize::from(self.vararg) + usize::from(self.kwarg)
    }
}

impl Body {
    /// The state whose suspending operation is at `pc`.
    pub fn state_at(&self, pc: u32) -> Option<&State> {
        self.states.iter().find(|s| s.pc == pc)
    }

    /// The handler that covers an operation.
    pub fn handler_at(&self, pc: u32) -> Option<&Handler> {
        self.handlers.iter().find(|h| h.start <= pc && pc < h.end)
    }
}
