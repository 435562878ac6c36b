//! Generators, coroutines and async generators: one heap object each, holding its registers and its place.
//!
//! # Safety
//! The registers stand behind the payload, `registers` of them, initialised to Unset before anyone sees the object.
//! While the machine runs the frame it owns the registers through the pointer from [`Generator::window`].
//! The address of a generator's frame object is forgotten when that object dies, which holds the generator alive till then.

use super::function::Function;
use super::heap::{Gc, Header, Kind, Own, Ref};
use super::str::Str;
use super::value::Value;
use crate::machine::Machine;
use crate::object::exc::Outcome;
use std::cell::Cell;

/// Where a generator stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Status {
    /// Created, nothing ran yet: state 0.
    Created,
    /// At a suspension point; `pc` says which.
    Suspended,
    /// The machine runs its frame.
    Running,
    /// Returned, raised or closed; its registers are empty.
    Finished,
}

/// What is being resumed with.
pub enum Resume {
    /// `send(value)`; None for `next()`.
    Send(Value),
    /// `throw(exception)`
    Throw(Value),
}

/// What a step of a generator gave.
pub enum Step {
    /// It suspended with this value.
    Yield(Value),
    /// It returned this value and is finished.
    Return(Value),
    /// A native coroutine goes on by awaiting this iterator or coroutine; it is resumed with its result.
    Await(Value),
}

/// What the native coroutines of one sort have in common: a small state machine written in Rust. One object of the heap
/// holds the rest: its registers (the first is what it awaits at present) and, in `pc`, the number of its state.
pub struct NativeBody {
    /// `__name__`
    pub name: &'static str,
    /// `__qualname__`
    pub qualname: &'static str,
    /// Runs to the next suspension: called first in state 0 with `Send(None)`, then with what came of the await that it
    /// asked for by `Step::Await`. A return or an exception ends it.
    pub step: fn(&mut Machine, &Gc<Generator>, Resume) -> Outcome<Step>,
}

/// The payload of a generator, coroutine or async generator.
pub struct Generator {
    /// Its function; None for a native coroutine.
    pub function: Option<Gc<Function>>,
    /// What a native coroutine does; None for one with a frame.
    pub native: Option<&'static NativeBody>,
    /// Who awaits it: valid only while the machine runs a chain it is part of.
    pub awaiter: Cell<*mut Header>,
    /// The innermost frame of its chain of delegation, when it was last suspended as the outermost; None when that is itself.
    pub leaf: Own<Option<Gc<Generator>>>,
    /// The outermost object of the chain in which this one was last suspended; only compared, never followed.
    pub root: Cell<*mut Header>,
    /// The operation at which it is suspended.
    pub pc: Cell<u32>,
    /// How deep it stands in the chain of delegation in which it was started.
    pub depth: Cell<u32>,
    /// Where it was called: a byte of its own source, plus one; 0 when that is not known.
    pub called: Cell<u32>,
    /// How many registers stand behind the payload.
    pub registers: u16,
    /// Where it stands.
    pub status: Cell<Status>,
    /// Properties; see [`mark`].
    pub marks: Cell<u8>,
    /// What few of them have.
    pub rare: Own<Option<Box<Rare>>>,
    /// The place on the machine's stack where its frame stood when a `yield` suspended it the short way, and nothing has
    /// entered it since; null otherwise. If that place still says so, its frame is there as it was.
    pub warm: Cell<*mut crate::machine::frame::Frame>,
}

/// Properties of a generator.
pub mod mark {
    /// A coroutine that has been awaited or sent to: no "was never awaited".
    pub const AWAITED: u8 = 1;
    /// An async generator whose first-iteration hook has been called.
    pub const HOOKED: u8 = 2;
    /// An async generator that runs an `asend`, `athrow` or `aclose`.
    pub const BUSY: u8 = 4;
    /// An async generator that has been closed.
    pub const CLOSED: u8 = 8;
    /// A generator that can be awaited (`types.coroutine`).
    pub const ITERABLE_COROUTINE: u8 = 16;
    /// It is suspended inside an `except`: the exception handled is in its rare parts.
    pub const HANDLING: u8 = 64;
    /// The value just given by an async generator's frame comes from its own `yield`, not from an await.
    pub const OWN_YIELD: u8 = 32;
    /// A native coroutine that only passes on what it awaits: who awaits it may await that instead.
    pub const PASSES_ON: u8 = 128;
}

/// Rare parts of a generator.
#[derive(Default)]
pub struct Rare {
    /// `__name__`, if it was set.
    pub name: Option<Gc<Str>>,
    /// `__qualname__`, if it was set.
    pub qualname: Option<Gc<Str>>,
    /// `cr_origin`, a tuple.
    pub origin: Value,
    /// An async generator's finalizer hook.
    pub finalizer: Value,
    /// The frame object, as long as somebody has it; null otherwise. It is not counted: the frame holds the generator.
    pub frame: FrameAddress,
    /// The exception it handles while it is suspended.
    pub handled: Value,
}

crate::payload!(
    Generator,
    Kind::Generator,
    trace | this,
    visit | {
        if let Some(f) = &this.function {
            visit(&f.value());
        }
        this.leaf.with(|l| {
            if let Some(l) = l {
                visit(&l.value())
            }
        });
        for i in 0..this.registers as usize {
            // SAFETY: initialised.
            visit(unsafe { &*this.window().add(i) });
        }
        this.rare.with(|r| {
            if let Some(r) = r {
                for v in [&r.origin, &r.finalizer, &r.handled] {
                    visit(v);
                }
            }
        });
    },
    clear | this | {
        this.clear_window();
        drop(this.leaf.take());
        drop(this.rare.take());
    }
);

impl Drop for Generator {
    fn drop(&mut self) {
        self.clear_window();
    }
}

impl Generator {
    /// The generator that a call of a function makes, not yet started: its first registers are the parameters.
    ///
    /// # Safety
    /// `parameters` values stand at `argv`; they are moved from there, which is left Unset.
    #[inline(always)]
    pub unsafe fn of_call(
        function: Gc<Function>,
        registers: u16,
        class: &Gc<super::class::Class>,
        argv: *mut Value,
        parameters: usize,
    ) -> Gc<Generator> {
        let new = Generator::bare(Some(function), None, registers, class);
        // SAFETY: by the caller; the tail has room.
        unsafe {
            let mut at = new.window();
            let end = at.add(registers as usize);
            for i in 0..parameters {
                at.write((*argv.add(i)).take());
                at = at.add(1);
            }
            while at != end {
                at.write(Value::Unset);
                at = at.add(1);
            }
        }
        new
    }

    /// A native coroutine whose own registers, from the second on, hold `values`; not yet started.
    #[inline]
    pub fn native<const N: usize>(body: &'static NativeBody, values: [Value; N]) -> Gc<Generator> {
        let new = Generator::bare(None, Some(body), N as u16 + 1, &super::types::types().coroutine);
        // SAFETY: the tail has room for one more than the values.
        unsafe {
            new.window().write(Value::Unset);
            new.window().add(1).cast::<[Value; N]>().write(values);
        }
        new.as_ref().set_flag(super::heap::flag::FINALISER, true);
        new
    }

    /// Lets go of one that is finished and whose registers are empty, to which nobody else refers: without the looks that
    /// an object's end takes otherwise. Gives it back when it may not go like that.
    #[inline(always)]
    pub fn let_go(this: Gc<Generator>) -> Option<Gc<Generator>> {
        let plain = this.as_ref().count() == 1
            && !this.as_ref().has(super::heap::flag::WEAK | super::heap::flag::FINALISER)
            && this.leaf.with(|leaf| leaf.is_none())
            && this.rare.with(|rare| rare.is_none());
        if !plain {
            return Some(this);
        }
        debug_assert!(this.status.get() == Status::Finished, "a generator let go before its end: this is a bug in Co");
        // SAFETY: nobody else refers to it; of what its payload may hold only the function is there.
        unsafe {
            debug_assert!(
                (0..this.registers as usize).all(|i| (*this.window().add(i)).object().is_none()),
                "an object in a dead register: this is a bug in Co"
            );
            drop(std::ptr::read(&raw const this.function));
            Gc::give_back(this);
        }
        None
    }

    /// One whose registers are not initialised yet.
    #[inline(always)]
    fn bare(
        function: Option<Gc<Function>>,
        native: Option<&'static NativeBody>,
        registers: u16,
        class: &Gc<super::class::Class>,
    ) -> Gc<Generator> {
        let flags = super::heap::flag::TAIL;
        let tail = registers as usize * std::mem::size_of::<Value>();
        // SAFETY: every part is written, here and nowhere else.
        unsafe {
            Gc::with_bare_tail(class, tail, flags, |new: *mut Generator| {
                (&raw mut (*new).function).write(function);
                (&raw mut (*new).native).write(native);
                (&raw mut (*new).awaiter).write(Cell::new(std::ptr::null_mut()));
                (&raw mut (*new).leaf).write(Own::new(None));
                (&raw mut (*new).root).write(Cell::new(std::ptr::null_mut()));
                (&raw mut (*new).pc).write(Cell::new(0));
                (&raw mut (*new).depth).write(Cell::new(0));
                (&raw mut (*new).called).write(Cell::new(0));
                (&raw mut (*new).registers).write(registers);
                (&raw mut (*new).status).write(Cell::new(Status::Created));
                (&raw mut (*new).marks).write(Cell::new(0));
                (&raw mut (*new).rare).write(Own::new(None));
                (&raw mut (*new).warm).write(Cell::new(std::ptr::null_mut()));
            })
        }
    }

    /// Who awaits it. To be asked only of a part of a running chain.
    pub fn awaiter(&self) -> Option<Gc<Generator>> {
        let awaiter = self.awaiter.get();
        // SAFETY: in a running chain every member is held by the one that awaits it, up to the root, which the
        // activation holds.
        (!awaiter.is_null()).then(|| unsafe { super::heap::Ref::from_ptr(awaiter).cast_unchecked() })
    }

    /// The machine runs its frame from now on.
    #[inline(always)]
    pub fn set_running(&self) {
        self.status.set(Status::Running);
        self.warm.set(std::ptr::null_mut());
    }

    /// Its registers.
    #[inline(always)]
    pub fn window(&self) -> *mut Value {
        // SAFETY: one past the payload.
        unsafe { (self as *const Generator).add(1).cast_mut().cast() }
    }

    /// The value of a register; that of its cell where it has one. Unset when there is none, or while the machine runs it.
    pub fn register(&self, register: usize) -> Value {
        if register >= self.registers as usize || matches!(self.status.get(), Status::Finished | Status::Running) {
            return Value::Unset;
        }
        // SAFETY: initialised, and the machine does not run the frame.
        let value = unsafe { (*self.window().add(register)).clone() };
        match value.get::<super::function::Cell_>() {
            Some(cell) => cell.value.get(),
            None => value,
        }
    }

    /// The whole number that a register holds, if it holds one: for those who look at many.
    #[inline]
    pub fn int_at(&self, register: usize) -> Option<i64> {
        if register >= self.registers as usize || self.status.get() != Status::Suspended {
            return None;
        }
        // SAFETY: initialised, and the machine does not run the frame.
        match unsafe { &*self.window().add(register) } {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// A register of a native coroutine.
    #[inline]
    pub fn slot(&self, index: usize) -> Value {
        assert!(index < self.registers as usize);
        // SAFETY: initialised, and no frame runs on a native coroutine's registers.
        unsafe { (*self.window().add(index)).clone() }
    }

    /// Takes what a register of a native coroutine holds.
    #[inline]
    pub fn take_slot(&self, index: usize) -> Value {
        assert!(index < self.registers as usize);
        // SAFETY: as above.
        unsafe { (*self.window().add(index)).take() }
    }

    /// Fills a register of a native coroutine.
    #[inline]
    pub fn set_slot(&self, index: usize, value: Value) {
        assert!(index < self.registers as usize);
        // SAFETY: as above; what was there is dropped after it has been replaced.
        drop(unsafe { std::mem::replace(&mut *self.window().add(index), value) });
    }

    /// Empties all registers.
    pub fn clear_window(&self) {
        for i in 0..self.registers as usize {
            // SAFETY: initialised; taken before it is dropped.
            drop(unsafe { (*self.window().add(i)).take() });
        }
    }

    /// Whether a property of [`mark`] is set.
    #[inline]
    pub fn is(&self, mark: u8) -> bool {
        self.marks.get() & mark != 0
    }

    /// Sets or clears a property.
    #[inline]
    pub fn set_mark(&self, mark: u8, on: bool) {
        let m = self.marks.get();
        self.marks.set(if on { m | mark } else { m & !mark });
    }

    /// Reads or changes its rare parts.
    pub fn with_rare<R>(&self, f: impl FnOnce(&mut Rare) -> R) -> R {
        self.rare.with(|r| f(r.get_or_insert_with(Box::default)))
    }

    /// Whether a frame of the language stands behind it (not a native coroutine).
    #[inline]
    pub fn has_frame(&self) -> bool {
        self.function.is_some()
    }
}

/// The payload of a frame object: made when somebody asks for a frame.
pub struct Frame {
    /// The code.
    pub code: Gc<super::function::Code>,
    /// The globals.
    pub globals: Gc<super::dict::Dict>,
    /// The operation it is at, or was at last.
    pub pc: Cell<u32>,
    /// `f_back`: the frame object below, or None; filled when the frame ends or is asked.
    pub back: Own<Value>,
    /// Names and values of the locals, filled when the frame ends; a dict. Unset while the frame lives.
    pub locals: Own<Value>,
    /// The registers of a frame that was left by an exception: they live as long as its traceback, as in CPython.
    pub values: Own<Vec<Value>>,
    /// The depth of the live frame on the machine's stack, plus one; 0 when it has ended.
    pub depth: Cell<usize>,
    /// The generator whose frame it is, or None.
    pub generator: Own<Value>,
    /// Names that were set through `f_locals` and are no variables of the code; a dict, once there are any.
    pub extra: Own<Value>,
    /// Who called a frame that an exception left: the depth of that frame plus one, and its code, while it may still run.
    pub caller: Cell<(usize, usize)>,
}

crate::payload!(
    Frame,
    Kind::Frame,
    trace | this,
    visit | {
        visit(&this.globals.value());
        for v in [&this.back, &this.locals, &this.generator, &this.extra] {
            v.with(|v| visit(v));
        }
        this.values.with(|v| v.iter().for_each(visit));
    },
    clear | this | {
        drop(this.values.take());
        drop(this.back.replace(Value::None));
        drop(this.locals.replace(Value::Unset));
        drop(this.extra.replace(Value::Unset));
        this.part();
    }
);

impl Frame {
    /// Lets go of the generator, which forgets the frame.
    pub fn part(&self) {
        let generator = self.generator.replace(Value::None);
        if let Some(generator) = generator.get::<Generator>() {
            generator.rare.with(|r| {
                if let Some(r) = r {
                    r.frame.0.set(std::ptr::null_mut());
                }
            });
        }
    }
}

impl Drop for Frame {
    fn drop(&mut self) {
        self.part();
    }
}

/// Where the frame object of a generator is, if it has one.
pub struct FrameAddress(Cell<*mut Header>);

impl Default for FrameAddress {
    fn default() -> FrameAddress {
        FrameAddress(Cell::new(std::ptr::null_mut()))
    }
}

impl FrameAddress {
    /// The frame object.
    pub fn get(&self) -> Option<Value> {
        let at = self.0.get();
        // SAFETY: the address is forgotten as soon as the frame object dies.
        (!at.is_null()).then(|| Value::Object(unsafe { Ref::from_ptr(at) }))
    }

    /// Remembers a frame object, which holds the generator.
    pub fn set(&self, frame: &Gc<Frame>) {
        self.0.set(frame.as_ref().as_ptr());
    }
}
