//! Functions, bound methods, cells, and code objects as values.
//!
//! # Safety
//! [`Code::running`] looks past a check that the dispatch loop would make for each constant: code of which there is a frame or
//! a generator is ready, since the short ways to a call are closed until it is, and the long one makes it so
//! (`push_function`; `set_code` for generators there are). Code never ceases to be ready.

use super::dict::Dict;
use super::heap::{Gc, Kind, Own};
use super::list::Tuple;
use super::str::{Str, intern};
use super::types::types;
use super::value::Value;
use crate::bytecode::code::CodeKind;
use crate::bytecode::{self, Constant};
use num_bigint::BigInt;
use std::cell::{Cell, OnceCell};
use std::rc::Rc;

/// The payload of a code object: compiled code, and what it takes to run it once it is ready.
pub struct Code {
    /// What the compiler made.
    pub code: Rc<bytecode::Code>,
    /// What it takes to run it; made when it is first called or looked at.
    ready: OnceCell<Ready>,
    /// The number of arguments with which a call needs no binding; `NOT_PLAIN` when it always does, or makes a generator. It and
    /// the next two are `NOT_PLAIN` until the code is ready, so that the first call of a function takes the long way.
    plain_args: Cell<u16>,
    /// The same of a function whose call makes a generator or coroutine.
    made_args: Cell<u16>,
    /// The same of a coroutine function that neither waits nor calls: awaited where it is called, it is a plain call.
    still_args: Cell<u16>,
    /// Number of registers.
    pub registers: u16,
    /// How many of them may hold something where it returns.
    pub returning: u16,
    /// How many of them are parameters and locals, which hold nothing until they are bound.
    locals: Cell<u16>,
    /// The first operation.
    start: Cell<*const bytecode::Op>,
    /// Names of parameters and locals, as `str`.
    pub names: OnceCell<Box<[Gc<Str>]>>,
}

/// The values that code works with.
pub struct Ready {
    /// The constants as values; nested code objects among them.
    pub constants: Box<[Value]>,
    /// The inline caches, one per site.
    pub caches: Box<[Own<CacheEntry>]>,
}

/// See [`Code::plain_args`].
pub const NOT_PLAIN: u16 = u16::MAX;

/// What a site remembers of its last lookup.
pub struct CacheEntry {
    /// The name looked up.
    pub name: Gc<Str>,
    /// Version of the shape or class (attributes); of a global the stamp of the globals, whose place is then in `value` as an int.
    pub version: u32,
    /// See [`CacheState`].
    pub state: CacheState,
    /// Slot or entry position.
    pub index: u32,
    /// How often the site was looked up the long way; sites that meet many shapes are remembered less and less often.
    pub misses: u16,
    /// The value found on the class.
    pub value: Value,
}

/// What a cache entry says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CacheState {
    /// Nothing yet.
    Empty,
    /// The attribute is in the instance slot `index`.
    Slot,
    /// The attribute is in a fixed slot of `__slots__`, `index`.
    Member,
    /// `value` was found on the class and is not a descriptor (or the receiver is a class): it is the result.
    Value,
    /// `value` is a function on the class: to be bound.
    Method,
    /// `value` is a property on the class: its getter is to be called.
    Property,
    /// Setting adds a new name in slot `index`: the instance goes over to the shape whose address is in `value` as an int.
    Transition,
    /// The global is entry `index` of the globals; or the attribute of a module is entry `index` of its namespace. Valid
    /// while the key there is the name (of a global, `version` may say so at once).
    Global,
    /// The global is a builtin, at the place in `value`, as long as the builtins have the stamp in `version` and the globals the
    /// one in `index`.
    Builtin,
}

crate::payload!(
    Code,
    Kind::Code,
    trace | this,
    visit | {
        if let Some(ready) = this.ready.get() {
            ready.constants.iter().for_each(&mut *visit);
            ready.caches.iter().for_each(|c| c.with(|c| visit(&c.value)));
        }
    },
    clear | this | {
        this.known_caches().iter().for_each(|c| {
            let old = c.with(|c| {
                c.state = CacheState::Empty;
                c.version = 0;
                c.value.take()
            });
            drop(old)
        })
    }
);

impl Code {
    /// A code object for compiled code; those of the code nested in it come with its constants.
    pub fn create(code: &Rc<bytecode::Code>) -> Gc<Code> {
        let payload = Code {
            ready: OnceCell::new(),
            plain_args: Cell::new(NOT_PLAIN),
            made_args: Cell::new(NOT_PLAIN),
            still_args: Cell::new(NOT_PLAIN),
            registers: code.registers,
            locals: Cell::new(0),
            returning: code.returning,
            start: Cell::new(std::ptr::null()),
            code: code.clone(),
            names: OnceCell::new(),
        };
        Gc::new(payload, &types().code)
    }

    /// A code object for compiled code with its constants as values.
    pub fn with_constants(code: &Rc<bytecode::Code>, constants: Box<[Value]>) -> Gc<Code> {
        let made = Code::create(code);
        made.ready.get_or_init(|| made.make_ready(constants));
        made
    }

    /// What it takes to run it. Whoever makes a frame of it, or a generator, has asked for this.
    #[inline]
    pub fn ready(&self) -> &Ready {
        match self.ready.get() {
            Some(ready) => ready,
            None => self.first_ready(),
        }
    }

    #[cold]
    #[inline(never)]
    fn first_ready(&self) -> &Ready {
        self.ready.get_or_init(|| self.make_ready(self.code.constants.iter().map(constant_value).collect()))
    }

    fn make_ready(&self, constants: Box<[Value]>) -> Ready {
        let code = &self.code;
        let plain = code.kwonly == 0 && !code.vararg && !code.kwarg;
        let only = |when: bool| if plain && when { code.args } else { NOT_PLAIN };
        self.plain_args.set(only(code.kind == CodeKind::Function));
        self.made_args.set(only(code.kind.suspends()));
        self.still_args.set(only(is_still(code)));
        self.locals.set(code.locals.len() as u16);
        self.start.set(code.ops.as_ptr());
        Ready { constants, caches: empty_caches(code) }
    }

    /// As [`Code::ready`], of code that runs.
    ///
    /// # Safety
    /// It is ready: there is a frame of it.
    #[inline(always)]
    pub unsafe fn running(&self) -> &Ready {
        // SAFETY: by the caller.
        unsafe { self.ready.get().unwrap_unchecked() }
    }

    /// The inline caches, as far as there are any yet.
    pub fn known_caches(&self) -> &[Own<CacheEntry>] {
        self.ready.get().map_or(&[], |ready| &ready.caches)
    }

    /// With how many arguments a call needs no binding; see the field.
    #[inline(always)]
    pub fn plain_args(&self) -> u16 {
        self.plain_args.get()
    }

    /// With how many arguments a call that makes a generator needs no binding; see the field.
    #[inline(always)]
    pub fn made_args(&self) -> u16 {
        self.made_args.get()
    }

    /// With how many arguments an await of a call is a plain call; see the field.
    #[inline(always)]
    pub fn still_args(&self) -> u16 {
        self.still_args.get()
    }

    /// How many registers are parameters and locals, once it is ready.
    #[inline(always)]
    pub fn locals(&self) -> u16 {
        self.locals.get()
    }

    /// The first operation, once it is ready.
    #[inline(always)]
    pub fn start(&self) -> *const bytecode::Op {
        self.start.get()
    }

    /// Names of parameters and locals.
    pub fn names(&self) -> &[Gc<Str>] {
        self.names.get_or_init(|| self.code.locals.iter().map(|n| intern(n)).collect())
    }
}

/// Fresh inline caches for compiled code.
fn empty_caches(code: &bytecode::Code) -> Box<[Own<CacheEntry>]> {
    code.cache_names
        .iter()
        .map(|name| {
            Own::new(CacheEntry {
                name: intern(name),
                version: 0,
                state: CacheState::Empty,
                index: 0,
                misses: 0,
                value: Value::Unset,
            })
        })
        .collect()
}

/// Whether it is the code of a coroutine that never suspends, and calls nothing that could look at it while it runs.
fn is_still(code: &bytecode::Code) -> bool {
    use bytecode::Op;
    code.kind == CodeKind::Coroutine
        && !code.iterable_coroutine
        && code.states.is_empty()
        && !code.ops.iter().any(|op| {
            matches!(
                op,
                Op::Call(..)
                    | Op::CallMethod(..)
                    | Op::CallKw(..)
                    | Op::CallMethodKw(..)
                    | Op::CallSpread(..)
                    | Op::GetIter(..)
                    | Op::GetAwaitable(..)
                    | Op::LoadWith(..)
                    | Op::ImportName(..)
                    | Op::ImportForgotten(..)
                    | Op::LoadBuildClass(..)
                    | Op::Intrinsic(..)
                    | Op::IntrinsicMany(..)
            )
        })
}

/// A constant of the compiler as a value.
pub fn constant_value(constant: &Constant) -> Value {
    match constant {
        Constant::None => Value::None,
        Constant::Bool(b) => Value::bool(*b),
        Constant::Ellipsis => Value::Ellipsis,
        Constant::Int(i) => Value::Int(*i),
        Constant::BigInt(i) => super::int::Int::create((**i).clone()),
        Constant::Float(f) => Value::float(*f),
        Constant::Complex(re, im) => super::int::Complex::create(*re, *im),
        Constant::Str(s) => if looks_like_name(s) { intern(s) } else { Str::new(s) }.into_value(),
        Constant::Bytes(b) => super::bytes::Bytes::create(b.to_vec()).into_value(),
        Constant::Tuple(items) => Tuple::create(items.iter().map(constant_value).collect()).into_value(),
        Constant::FrozenSet(items) => super::set::Set::frozen_constant(items.iter().map(constant_value).collect()),
        Constant::Code(code) => Code::create(code).into_value(),
    }
}

/// CPython interns constants that look like identifiers.
fn looks_like_name(text: &str) -> bool {
    text.len() <= 40 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// The payload of a function.
pub struct Function {
    /// Its code.
    pub code: Own<Gc<Code>>,
    /// The namespace of its module.
    pub globals: Gc<Dict>,
    /// Where names are looked up last.
    pub builtins: Gc<Dict>,
    /// The cells of its free variables.
    pub closure: Box<[Gc<Cell_>]>,
    /// `__defaults__`, a tuple or None.
    pub defaults: Own<Value>,
    /// `__kwdefaults__`, a dict or None.
    pub kwdefaults: Own<Value>,
    /// `__annotations__`; Unset until asked for or given.
    pub annotations: Own<Value>,
    /// `__name__`
    pub name: Own<Gc<Str>>,
    /// `__qualname__`, once it was asked for or given; see [`Function::qualname`].
    qualname: Own<Option<Gc<Str>>>,
    /// `__doc__`; Unset until asked for.
    pub doc: Own<Value>,
    /// `__module__`
    pub module: Own<Value>,
    /// `__type_params__`; Unset for `()`.
    pub type_params: Own<Value>,
}

crate::payload!(
    Function,
    Kind::Function,
    trace | this,
    visit | {
        visit(&this.code.get().value());
        visit(&this.globals.value());
        this.closure.iter().for_each(|c| visit(&c.value()));
        for v in [&this.defaults, &this.kwdefaults, &this.annotations, &this.doc, &this.module, &this.type_params] {
            v.with(|v| visit(v));
        }
    },
    clear | this | {
        for v in [&this.defaults, &this.kwdefaults, &this.annotations, &this.doc, &this.module, &this.type_params] {
            drop(v.replace(Value::None));
        }
        // Cells may belong to functions that are alive; those that do not are garbage themselves, and cleared.
    }
);

impl Function {
    /// A new function without defaults.
    pub fn create(code: Gc<Code>, globals: Gc<Dict>, builtins: Gc<Dict>, closure: Box<[Gc<Cell_>]>) -> Gc<Function> {
        let module = globals.get_name("__name__").unwrap_or(Value::None);
        let name = intern(&code.code.name);
        Gc::new(
            Function {
                code: Own::new(code),
                globals,
                builtins,
                closure,
                defaults: Own::new(Value::None),
                kwdefaults: Own::new(Value::None),
                annotations: Own::new(Value::Unset),
                name: Own::new(name),
                qualname: Own::new(None),
                doc: Own::new(Value::Unset),
                module: Own::new(module),
                type_params: Own::new(Value::Unset),
            },
            &types().function,
        )
    }

    /// `__qualname__`: its code's, unless another was given.
    pub fn qualname(&self) -> Gc<Str> {
        if let Some(known) = self.qualname.get() {
            return known;
        }
        let made = intern(&self.code.get().code.qualname);
        self.qualname.set(Some(made.clone()));
        made
    }

    /// Gives it another `__qualname__`.
    pub fn set_qualname(&self, name: Gc<Str>) {
        self.qualname.set(Some(name));
    }
}

/// The payload of a cell: one variable shared by closures.
pub struct Cell_ {
    /// Its contents; Unset when empty.
    pub value: Own<Value>,
}

crate::payload!(
    Cell_,
    Kind::Cell,
    trace | this,
    visit | { this.value.with(|v| visit(v)) },
    clear | this | { drop(this.value.take()) }
);

impl Cell_ {
    /// A new cell.
    pub fn create(value: Value) -> Gc<Cell_> {
        Gc::new(Cell_ { value: Own::new(value) }, &types().cell)
    }
}

/// The payload of a bound method.
pub struct BoundMethod {
    /// The callable.
    pub function: Value,
    /// Its first argument.
    pub receiver: Value,
}

crate::payload!(
    BoundMethod,
    Kind::BoundMethod,
    trace | this,
    visit | {
        visit(&this.function);
        visit(&this.receiver)
    }
);

impl BoundMethod {
    /// A new bound method. Of a native function it shows as a built-in method, of a special one as a method wrapper.
    pub fn create(function: Value, receiver: Value) -> Value {
        let types = types();
        let class = match &function {
            Value::Object(r) if r.kind() == Kind::NativeFunction => {
                if r.class() == &types.wrapper_descriptor {
                    &types.method_wrapper
                } else {
                    &types.builtin_function
                }
            }
            _ => &types.method,
        };
        Gc::new(BoundMethod { function, receiver }, class).into_value()
    }
}

/// Constants and values that are big ints compare through this.
pub fn big(value: &Value) -> Option<BigInt> {
    super::int::to_big(value)
}
