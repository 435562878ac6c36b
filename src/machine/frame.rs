//! Frames: what runs, where it is, and what happens when it ends.
//!
//! # Safety
//! Frames and registers live in two regions that are reserved once and never move, so that pointers into them stay good.
//! A register above the windows in use never holds an object: windows are emptied when they are given up, and registers
//! never used are made `Unset` some at a time (see [`Bounds`]). So a new window's temporaries are taken as they are.
//! `code` is kept alive by the frame's function; a function's replaced code goes to the machine's `retired` list first.

use crate::bytecode::{Op, Reg};
use crate::object::Value;
use crate::object::function::{Code, Function};
use crate::object::generator::{Frame as FrameObject, Generator};
use crate::object::heap::Gc;
use std::mem::ManuallyDrop;

/// What happens with the value a frame returns (or, for a generator's frame, yields).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum After {
    /// It goes to the caller's register `dst`.
    Store,
    /// It must be None; the instance in front of the window goes to `dst` (`__init__`).
    Init,
    /// It goes to `dst`, and to the cache in front of the window, behind which its key and the key's hash stand.
    Keep,
    /// The dispatch loop ends with it: native code called.
    Exit,
    /// As `Exit`, of a task's step that the event loop runs: the dispatch loop may go on with the next task's instead.
    Step,
    /// As `Step`, of the last in line or of one that is not the loop's: nobody to go on with.
    Last,
    /// A generator's frame resumed by `for`: a yielded value goes to `dst`, a return jumps by `jump`.
    ForIter,
    /// As `ForIter`, over `enumerate` of the generator, by a loop that unpacks the pair: number and value go where the
    /// `UnpackSequence` behind the loop's head puts them, which is passed over.
    ForPair,
    /// A generator's frame whose values go to the feed in its rare parts, whose result goes to `dst`.
    Feed,
    /// A generator's frame resumed by `next()` or `send()`: a yielded value goes to `dst`, a return raises StopIteration.
    Send,
}

impl After {
    /// How many values stand in front of the frame's window, which go with it.
    pub fn in_front(self) -> usize {
        match self {
            After::Init => 1,
            After::Keep => 3,
            _ => 0,
        }
    }
}

/// One activation on the machine's stack.
pub struct Frame {
    /// The next operation; kept up to date only around calls and whatever may look at frames.
    pub pc: *const Op,
    /// The registers.
    pub registers: *mut Value,
    /// The first free place of the register stack above this frame.
    pub top: *mut Value,
    /// The code.
    pub code: *const Code,
    /// The function: closure, globals, builtins. The frame owns it, save a generator's frame: that borrows it from the
    /// generator, which it holds.
    pub function: Held,
    /// The generator whose frame it is: the innermost of a chain of delegation.
    pub generator: Option<Gc<Generator>>,
    /// The outermost generator of the chain: the one that was resumed; None when that is `generator` itself.
    pub root: Option<Gc<Generator>>,
    /// What few frames have.
    pub rare: Option<Box<Rare>>,
    /// The caller's register for the result.
    pub dst: Reg,
    /// The jump of a `ForIter` when the generator is used up.
    pub jump: i16,
    /// What happens at the end.
    pub after: After,
    /// Whether the exception handled by the resumer waits on the machine's `handled_below`.
    pub below: bool,
    /// Whether it is a function's frame called by the language, with nothing in `rare`: its return is the short way.
    pub plain: bool,
    /// Whether it is a generator's frame, whose registers are in the heap.
    pub suspends: bool,
    /// Whether the loop resumed it the short way, so that it may leave it that way.
    pub simple: Simple,
}

/// Which short way the frame of a generator that was resumed may be left by, when it yields and nothing is handled: its
/// place in its chain is what it was.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
#[repr(u8)]
pub enum Simple {
    /// None that can be told at once.
    No,
    /// It is an async generator's, whose value goes to the `async for` that entered it.
    Async,
    /// It may have a root, rare parts, a feed, and give pairs.
    Some,
    /// It is alone in its chain, has nothing in `rare`, and gives what it yields to the register `dst` of the frame below.
    /// Its place on the stack is left as it is, and stays good until another frame stands there: see [`Generator::warm`].
    Alone,
    /// The same of the innermost of a chain, of which `root` is the outermost.
    Chain,
}

/// Rare parts of a frame.
#[derive(Default)]
pub struct Rare {
    /// The namespace of a class body or of `exec` with a mapping of its own.
    pub namespace: Value,
    /// The frame object, once somebody asked for it.
    pub object: Option<Gc<FrameObject>>,
    /// What takes the values of a generator's frame.
    pub feed: Option<super::feed::Feed>,
}

impl Drop for Frame {
    #[inline]
    fn drop(&mut self) {
        if !self.suspends {
            // SAFETY: the frame owns its function, and nobody looks at it again.
            unsafe { self.function.let_go() }
        }
    }
}

/// The function of a frame; see [`Frame::function`].
#[repr(transparent)]
pub struct Held(ManuallyDrop<Gc<Function>>);

impl std::ops::Deref for Held {
    type Target = Gc<Function>;

    #[inline(always)]
    fn deref(&self) -> &Gc<Function> {
        &self.0
    }
}

impl Held {
    /// A function that the frame owns.
    #[inline(always)]
    pub(super) const fn owned(function: Gc<Function>) -> Held {
        Held(ManuallyDrop::new(function))
    }

    /// A function that somebody else holds.
    ///
    /// # Safety
    /// Who holds it lives as long as the frame has it.
    #[inline(always)]
    pub(super) unsafe fn borrowed(function: &Gc<Function>) -> Held {
        // SAFETY: by the caller; it is not dropped.
        Held(ManuallyDrop::new(unsafe { std::ptr::read(function) }))
    }

    /// Lets go of a function that is owned.
    ///
    /// # Safety
    /// It is owned, and nobody looks at it again.
    #[inline(always)]
    pub(super) unsafe fn let_go(&mut self) {
        // SAFETY: by the caller. As a value, whose end is the short way.
        drop(unsafe { ManuallyDrop::take(&mut self.0) }.into_value());
    }
}

impl Frame {
    /// The code.
    #[inline(always)]
    pub fn code(&self) -> &Code {
        // SAFETY: kept alive, see above.
        unsafe { &*self.code }
    }

    /// What it delegated to gave it a value and is done with: it stands behind the delegation.
    pub(super) fn delegation_gave(&mut self, value: Value) {
        // SAFETY: a frame that is gone back to stands at its Delegate, whose operands are registers of its window.
        unsafe {
            if let Op::Delegate(dst, iter, _) = *self.pc {
                drop((*self.registers.add(iter as usize)).take());
                *self.registers.add(dst as usize) = value;
                self.pc = self.pc.add(1);
            }
        }
    }

    /// The index of the operation that is being executed.
    pub fn at(&self) -> u32 {
        // SAFETY: `pc` points into the code's operations, past the first once anything has run.
        let offset = unsafe { self.pc.offset_from(self.code().start()) };
        (offset - 1).max(0) as u32
    }

    /// The first parameter's value, also when a closure shares it; None when it has been deleted.
    pub fn first_argument(&self) -> Option<Value> {
        // SAFETY: a frame's registers are initialised.
        let value = unsafe { (*self.registers).clone() };
        match value.get::<crate::object::function::Cell_>() {
            Some(cell) if self.code().code.cells.contains(&0) => cell.value.get().some(),
            _ => value.some(),
        }
    }

    /// The value of a local variable, also when a closure shares it; Unset when it has none.
    pub fn local(&self, register: usize) -> Value {
        if register >= self.code().code.locals.len() {
            return Value::Unset;
        }
        // SAFETY: a frame's registers are initialised, and begin with its locals.
        let value = unsafe { (*self.registers.add(register)).clone() };
        match value.get::<crate::object::function::Cell_>() {
            Some(cell) if self.code().code.cells.contains(&(register as u16)) => cell.value.get(),
            _ => value,
        }
    }

    /// The namespace of a class body or `exec`; Unset for other frames.
    pub fn namespace(&self) -> Value {
        self.rare.as_ref().map(|r| r.namespace.clone()).unwrap_or_default()
    }
}

/// How far the registers of plain calls may be used.
pub struct Bounds {
    /// Windows may reach up to here: what lies before it has been written once.
    pub ready: *mut Value,
    /// Where the register stack is full, with room for one more window.
    limit: *mut Value,
}

/// How many registers are made ready at a time.
const SOME: usize = 1000;
/// A few arguments may stand above a window.
const ABOVE: usize = 16;

impl Bounds {
    /// Those of a fresh region, of which `spare` registers are left for one more window.
    pub fn of(region: &Region<Value>, spare: usize) -> Bounds {
        let mut bounds = Bounds { ready: region.start(), limit: region.end().wrapping_sub(spare) };
        bounds.make_ready(region.start(), region.start().wrapping_add(ABOVE));
        bounds
    }

    fn make_ready(&mut self, from: *mut Value, to: *mut Value) {
        let mut at = from;
        while at < to {
            // SAFETY: inside the region, above all windows and arguments.
            unsafe { at.write(Value::Unset) };
            at = at.wrapping_add(1);
        }
    }

    /// Moves the bound so that windows may reach up to `end`; false when that is too far.
    #[cold]
    #[inline(never)]
    pub fn extend(&mut self, end: *mut Value) -> bool {
        if end > self.limit {
            return false;
        }
        let ready = end.wrapping_add(SOME).min(self.limit);
        self.make_ready(self.ready.wrapping_add(ABOVE), ready.wrapping_add(ABOVE));
        self.ready = ready;
        true
    }
}

/// A region of memory for `T`s that never moves: reserved whole, touched as it is used.
pub struct Region<T> {
    start: *mut T,
    capacity: usize,
}

impl<T> Region<T> {
    /// Reserves room for `capacity` values.
    pub fn reserve(capacity: usize) -> Region<T> {
        let mut memory = std::mem::ManuallyDrop::new(Vec::<T>::with_capacity(capacity));
        Region { start: memory.as_mut_ptr(), capacity: memory.capacity() }
    }

    /// The first place.
    #[inline(always)]
    pub fn start(&self) -> *mut T {
        self.start
    }

    /// How many values it has room for.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// One past the last place.
    #[inline(always)]
    pub fn end(&self) -> *mut T {
        // SAFETY: one past the allocation.
        unsafe { self.start.add(self.capacity) }
    }
}

impl<T> Drop for Region<T> {
    fn drop(&mut self) {
        // SAFETY: made by `reserve`; its contents have been dropped by their owner.
        drop(unsafe { Vec::from_raw_parts(self.start, 0, self.capacity) });
    }
}
