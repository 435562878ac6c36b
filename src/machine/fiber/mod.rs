//! Fibers: several stacks of calls in one machine, on one thread of the operating system. `greenlet` and `threading` run
//! on them.
//!
//! A fiber owns its frames, its registers, the exception it handles, and a native stack (`corosensei`) for natives that
//! call back; all of it lazily touched, so that ten thousand fit. The machine's own fields are those of the running
//! fiber; a switch exchanges them ([`Part`]). The program itself is the root fiber: it runs on the thread's own stack,
//! and every other fiber is resumed from there, by [`Machine::hub`]. Files: this one (what a fiber is, how one switches),
//! `schedule` (who runs next), `wait` (blocking, waking, sleeping), `show` (what a suspended fiber is doing).
//!
//! A switch happens only in a native that asks for it or at a back edge of the program's own code: never while a cell of
//! the heap is open, since whatever opens one runs no user code.
//!
//! # Safety
//! - A fiber's regions and native stack are in its `Fiber`, boxed, which is dropped only after its body returned; the
//!   `Yielder` lies on that native stack. An unfinished fiber is never unwound from outside: the machine keeps it, or the
//!   process ends.
//! - `&mut Machine` is handed from fiber to fiber through the switch as a pointer; only the running fiber uses it. A
//!   machine that has fibers must not be moved: a switch in another place than the fibers know is refused.
//! - Frames and registers never move, so pointers into them outlive any number of switches.
//!
//! Safe code could not do it: a machine has one call stack. Tested by the golden programs in `tests/golden/fibers`.

pub mod schedule;
pub mod show;
pub mod wait;

use super::Machine;
use super::frame::{Bounds, Frame, Region};
use crate::object::dict::Dict;
use crate::object::heap::{Gc, Own};
use crate::object::{Exc, Outcome, Raise, Value};
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};
use rustc_hash::FxHashMap;
use std::collections::{BTreeSet, VecDeque};
use wait::{Ended, Wait};

/// Which fiber; never used twice.
pub type Id = u64;
/// The program itself.
pub const ROOT: Id = 0;

/// How much room a fiber gets. Room is address space: memory is used as it is touched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// For one among thousands.
    Small,
    /// For a thread, whose recursion may go deep.
    Large,
}

/// The native stack of a small fiber: below two megabytes, so that no system gives it a huge page.
const SMALL_STACK: usize = if cfg!(debug_assertions) { 4 << 20 } else { 1 << 20 };
/// The native stack of a large fiber.
const LARGE_STACK: usize = 64 << 20;
/// So much of a native stack is left for what natives do without looking.
const MARGIN: usize = if cfg!(debug_assertions) { 1 << 20 } else { 256 << 10 };
/// Registers above the mark at which the register stack counts as full.
const SPARE: usize = 1024;

/// The namespaces that one `threading.local` has, by thread.
pub type Spaces = Own<Vec<(Id, Gc<Dict>)>>;

type Body = Box<dyn FnOnce(&mut Machine) -> Id>;
type Native = Coroutine<*mut Machine, Id, Id, DefaultStack>;

/// The part of a machine that each fiber has for itself; see the fields of [`Machine`] with these names.
pub(super) struct Part {
    frames: Region<Frame>,
    depth: usize,
    registers: Region<Value>,
    bounds: Bounds,
    deepest: usize,
    handled: Value,
    handled_below: Vec<Value>,
    native_depth: usize,
    nesting: usize,
    sent: Value,
    thrown: Option<Raise>,
    fresh: bool,
    arriving: bool,
    again: bool,
    finalising: bool,
    step: crate::asyncio::hop::Stepping,
    stack_limit: usize,
    /// Containers whose repr is being made.
    inside: Vec<i64>,
    /// What is current for asyncio: running loop and task, of the thread; context, of the fiber.
    current: [Value; 3],
}

impl Part {
    fn new(frames: usize, registers: usize) -> Part {
        let frames = Region::reserve(frames);
        let registers: Region<Value> = Region::reserve(registers);
        Part {
            deepest: frames.capacity() - 8,
            bounds: Bounds::of(&registers, SPARE),
            frames,
            depth: 0,
            registers,
            handled: Value::None,
            handled_below: Vec::new(),
            native_depth: 0,
            nesting: 0,
            sent: Value::None,
            thrown: None,
            fresh: false,
            arriving: false,
            again: false,
            finalising: false,
            step: crate::asyncio::hop::Stepping::default(),
            stack_limit: 0,
            inside: Vec::new(),
            current: [Value::Unset, Value::Unset, Value::Unset],
        }
    }
}

/// One fiber.
pub struct Fiber {
    /// Its part of the machine while it does not run.
    part: Option<Part>,
    /// Its native stack and where it stands; None for the root.
    native: Option<Native>,
    /// How it leaves its native stack; null until it has begun.
    yielder: *const Yielder<*mut Machine, Id>,
    /// The thread it belongs to: the fiber that the thread began with.
    pub thread: Id,
    /// What it waits for; None while it can run or is left by a switch.
    waiting: Option<Wait>,
    /// What its last wait ended with.
    ended: Option<Result<Ended, Raise>>,
    /// Its place among the waits with a deadline.
    timer: Option<(i64, u64)>,
    /// The number of the thread that holds the lock it waits for.
    holder: Option<i64>,
}

/// A thread: its fibers, of which one runs when the thread does.
pub struct Thread {
    /// The fiber that runs when the thread does.
    pub current: Id,
    /// Its number: `threading.get_ident()`.
    pub ident: i64,
    /// The object that `threading` has for it, or None.
    pub object: Value,
    /// The greenlet that runs in it, or Unset when nobody asked yet.
    pub greenlet: Value,
    /// What a switch between greenlets carries.
    pub carried: Option<Outcome>,
    /// The greenlet that the switch came from, for the trace function; else Unset.
    pub switched_from: Value,
    /// What is called after each switch between greenlets, or Unset.
    pub switch_trace: Value,
    /// Its unfinished greenlets whose last reference went away in another thread.
    pub dropped: Vec<Value>,
    /// Where it has namespaces of its own.
    pub spaces: Vec<std::rc::Weak<Spaces>>,
}

/// All fibers of a machine.
pub struct Fibers {
    all: FxHashMap<Id, Box<Fiber>>,
    threads: FxHashMap<Id, Thread>,
    current: Id,
    next: Id,
    /// Where the machine lies while it has fibers.
    place: *const Machine,
    /// Who can run, in turn.
    runnable: VecDeque<Id>,
    /// Who waits with a deadline: by time, then by order.
    timers: BTreeSet<(i64, u64, Id)>,
    order: u64,
    /// When the running fiber was switched to, in nanoseconds.
    since: i64,
    /// How often the running fiber looked round since.
    looks: u32,
    /// Whether its switch interval is over, so that it gives way where it next may.
    overdue: bool,
    /// `sys.getswitchinterval()`, in nanoseconds.
    pub switch_interval: i64,
    /// While this is not 0 nobody is pre-empted: a module is being imported.
    pub undisturbed: u32,
    /// Whether somebody reads standard input aside.
    reading: bool,
    /// Whether a deadlock has been reported.
    pub deadlocked: bool,
    /// Whether the program is over, so that no thread can be begun any more.
    pub closed: bool,
    /// Exchanges what is current for asyncio with a fiber's; with `true` the thread changes too.
    pub exchange: fn(&mut [Value; 3], bool),
    /// Parts and stacks of finished small fibers.
    spare: Vec<(Part, DefaultStack)>,
}

/// Thread numbers look like addresses, as CPython's do.
const FIRST_IDENT: i64 = 0x7f00_0000_0000 + 0x1740;
const NEXT_IDENT: i64 = 0x80_1000;

impl Default for Fibers {
    fn default() -> Fibers {
        let root = Fiber {
            part: None,
            native: None,
            yielder: std::ptr::null(),
            thread: ROOT,
            waiting: None,
            ended: None,
            timer: None,
            holder: None,
        };
        Fibers {
            all: std::iter::once((ROOT, Box::new(root))).collect(),
            threads: std::iter::once((ROOT, Thread::new(ROOT))).collect(),
            current: ROOT,
            next: ROOT,
            place: std::ptr::null(),
            runnable: VecDeque::new(),
            timers: BTreeSet::new(),
            order: 0,
            since: 0,
            looks: 0,
            overdue: false,
            switch_interval: 5_000_000,
            undisturbed: 0,
            reading: false,
            deadlocked: false,
            closed: false,
            exchange: |_, _| {},
            spare: Vec::new(),
        }
    }
}

impl Thread {
    fn new(id: Id) -> Thread {
        Thread {
            current: id,
            ident: FIRST_IDENT + id as i64 * NEXT_IDENT,
            object: Value::None,
            greenlet: Value::Unset,
            carried: None,
            switched_from: Value::Unset,
            switch_trace: Value::Unset,
            dropped: Vec::new(),
            spaces: Vec::new(),
        }
    }
}

impl Fibers {
    /// Whether no other fiber can run, now or at some time.
    #[inline]
    pub(super) fn are_at_rest(&self) -> bool {
        self.runnable.is_empty() && self.timers.is_empty()
    }

    /// The running fiber.
    #[inline]
    pub fn current(&self) -> Id {
        self.current
    }

    /// Whether the running fiber is the one that the machine began with.
    #[inline]
    pub fn at_root(&self) -> bool {
        self.current == ROOT
    }

    /// The thread of the running fiber.
    pub fn current_thread(&self) -> Id {
        self.all.get(&self.current).map_or(ROOT, |f| f.thread)
    }

    /// Whether there is any fiber besides the root.
    #[inline]
    pub fn any(&self) -> bool {
        self.all.len() > 1
    }

    /// Whether a fiber is not finished.
    pub fn is_alive(&self, id: Id) -> bool {
        self.all.contains_key(&id)
    }

    /// The thread a fiber belongs to.
    pub fn thread_of(&self, id: Id) -> Option<Id> {
        self.all.get(&id).map(|f| f.thread)
    }

    /// A thread, by its first fiber.
    pub fn thread(&mut self, id: Id) -> Option<&mut Thread> {
        self.threads.get_mut(&id)
    }

    /// All threads, oldest first.
    pub fn threads(&self) -> Vec<Id> {
        let mut ids: Vec<Id> = self.threads.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// Remembers which thread holds the lock that a fiber waits for.
    pub fn set_holder(&mut self, id: Id, holder: Option<i64>) {
        if let Some(fiber) = self.all.get_mut(&id) {
            fiber.holder = holder;
        }
    }

    /// The number of the running thread.
    pub fn ident(&self) -> i64 {
        self.threads.get(&self.current_thread()).map_or(FIRST_IDENT, |t| t.ident)
    }
}

impl Machine {
    /// Makes a fiber that will run `body` when it is first switched to; the body gives the fiber to go on with, as it has
    /// nobody to return to. It belongs to the running thread, or to a new one.
    pub fn new_fiber(
        &mut self,
        size: Size,
        new_thread: bool,
        body: impl FnOnce(&mut Machine) -> Id + 'static,
    ) -> Outcome<Id> {
        let (part, stack) = self.room_for_fiber(size)?;
        let body: Body = Box::new(body);
        let native = Coroutine::with_stack(stack, move |yielder: &Yielder<*mut Machine, Id>, machine: *mut Machine| {
            // SAFETY: whoever resumes hands its machine over and does not use it meanwhile.
            let machine = unsafe { &mut *machine };
            let me = machine.fibers.current;
            if let Some(fiber) = machine.fibers.all.get_mut(&me) {
                fiber.yielder = yielder;
            }
            let next = body(machine);
            let next = if machine.fibers.is_alive(next) && next != me { next } else { ROOT };
            if machine.observation.heard {
                machine.tell_switch(me, next);
            }
            machine.exchange(next);
            next
        });
        if !self.fibers.any() {
            self.fibers.place = self;
        }
        self.fibers.next += 1;
        let id = self.fibers.next;
        let thread = if new_thread { id } else { self.fibers.current_thread() };
        if new_thread {
            self.fibers.threads.insert(id, Thread::new(id));
            self.settle_recursion_limit();
        }
        let fiber = Fiber {
            part: Some(part),
            native: Some(native),
            yielder: std::ptr::null(),
            thread,
            waiting: None,
            ended: None,
            timer: None,
            holder: None,
        };
        self.fibers.all.insert(id, Box::new(fiber));
        Ok(id)
    }

    /// Regions and a native stack, of a finished fiber where there is one.
    fn room_for_fiber(&mut self, size: Size) -> Outcome<(Part, DefaultStack)> {
        if size == Size::Small {
            if let Some((part, stack)) = self.fibers.spare.pop() {
                if part.deepest > self.recursion_asked {
                    return Ok((part, stack));
                }
            }
        }
        let (stack_size, frames, registers) = match size {
            Size::Small => {
                let frames = (self.recursion_asked + 64).clamp(2048, 1 << 19);
                (SMALL_STACK, frames, frames * 24)
            }
            Size::Large => (LARGE_STACK, 1 << 19, 4 << 20),
        };
        let Ok(stack) = DefaultStack::new(stack_size) else {
            return Err(Exc::RuntimeError.raise("can't start new thread"));
        };
        let mut part = Part::new(frames, registers);
        part.stack_limit = stack.limit().get() + MARGIN;
        Ok((part, stack))
    }

    /// Leaves the running fiber for another, until somebody switches back to it.
    pub(super) fn switch(&mut self, to: Id) {
        let from = self.fibers.current;
        if to == from || !self.fibers.is_alive(to) {
            return;
        }
        let machine: *mut Machine = self;
        assert!(std::ptr::eq(machine, self.fibers.place), "a machine with fibers was moved: this is a bug in Co");
        if self.observation.heard {
            self.tell_switch(from, to);
        }
        self.exchange(to);
        if from == ROOT {
            // SAFETY: the machine is this one; `self` is not used until the hub is done.
            unsafe { Machine::hub(machine, to) };
            return;
        }
        let Some(yielder) = self.fibers.all.get(&from).map(|f| f.yielder).filter(|y| !y.is_null()) else { return };
        // SAFETY: the yielder lies at the base of the native stack that this code runs on.
        unsafe { (*yielder).suspend(to) };
    }

    /// Switches to another fiber of the running thread; comes back when somebody switches here.
    pub fn switch_to(&mut self, to: Id) {
        self.switch(to);
    }

    /// Runs other fibers, on the root's native stack, until somebody switches to the root.
    ///
    /// # Safety
    /// The machine is the caller's, who does not use it until this returns; the running fiber is the root's, and the
    /// machine's part is already that of `to`.
    unsafe fn hub(machine: *mut Machine, to: Id) {
        let mut to = to;
        while to != ROOT {
            // SAFETY: by the caller; no other reference is used while this one is.
            let fibers = unsafe { &mut (*machine).fibers };
            let Some(native) = fibers.all.get_mut(&to).and_then(|f| f.native.as_mut()) else {
                // SAFETY: as above.
                unsafe { (*machine).exchange(ROOT) };
                return;
            };
            let native: *mut Native = native;
            // SAFETY: the fiber is boxed and stays in the table until its body has returned.
            match unsafe { (*native).resume(machine) } {
                CoroutineResult::Yield(next) => to = next,
                CoroutineResult::Return(next) => {
                    // SAFETY: as above.
                    unsafe { (*machine).recycle(to) };
                    to = next;
                }
            }
        }
    }

    /// A fiber's body has returned: its room may serve another.
    fn recycle(&mut self, id: Id) {
        let Some(fiber) = self.fibers.all.remove(&id) else { return };
        if fiber.thread == id {
            self.fibers.threads.remove(&id);
            self.settle_recursion_limit();
        }
        let Fiber { part: Some(mut part), native: Some(native), .. } = *fiber else { return };
        let is_small = part.deepest < 1 << 18;
        if is_small && self.fibers.spare.len() < 64 && native.done() {
            part.handled = Value::None;
            part.handled_below.clear();
            part.sent = Value::None;
            part.thrown = None;
            part.step = crate::asyncio::hop::Stepping::default();
            part.current = [Value::Unset, Value::Unset, Value::Unset];
            self.fibers.spare.push((part, native.into_stack()));
        }
    }

    /// Makes the machine's own fields those of another fiber.
    fn exchange(&mut self, to: Id) {
        let from = self.fibers.current;
        let (before, after) = (self.fibers.thread_of(from), self.fibers.thread_of(to));
        let Some(mut part) = self.fibers.all.get_mut(&to).and_then(|f| f.part.take()) else { return };
        self.swap_part(&mut part, before != after);
        if let Some(fiber) = self.fibers.all.get_mut(&from) {
            fiber.part = Some(part);
        }
        self.fibers.current = to;
        if let Some(thread) = after.and_then(|thread| self.fibers.threads.get_mut(&thread)) {
            thread.current = to;
        }
        self.fibers.since = self.host.clock.monotonic();
        self.fibers.looks = 0;
        self.fibers.overdue = false;
    }

    fn swap_part(&mut self, part: &mut Part, thread_changes: bool) {
        use std::mem::swap;
        swap(&mut self.frames, &mut part.frames);
        swap(&mut self.depth, &mut part.depth);
        swap(&mut self.registers, &mut part.registers);
        swap(&mut self.bounds, &mut part.bounds);
        swap(&mut self.deepest, &mut part.deepest);
        swap(&mut self.handled, &mut part.handled);
        swap(&mut self.handled_below, &mut part.handled_below);
        swap(&mut self.native_depth, &mut part.native_depth);
        swap(&mut self.nesting, &mut part.nesting);
        swap(&mut self.sent, &mut part.sent);
        swap(&mut self.thrown, &mut part.thrown);
        swap(&mut self.fresh, &mut part.fresh);
        swap(&mut self.arriving, &mut part.arriving);
        swap(&mut self.again, &mut part.again);
        swap(&mut self.finalising, &mut part.finalising);
        swap(&mut self.step, &mut part.step);
        swap(&mut self.stack_limit, &mut part.stack_limit);
        super::protocol::text::exchange_inside(&mut part.inside);
        (self.fibers.exchange)(&mut part.current, thread_changes);
        self.settle_recursion_limit();
    }

    /// `sys.setrecursionlimit()`: what is asked for, as far as the running fiber's room goes.
    pub fn set_recursion_limit(&mut self, limit: usize) {
        self.recursion_asked = limit;
        self.settle_recursion_limit();
    }

    /// How deep calls may nest.
    #[inline]
    pub(super) fn deepest_allowed(&self) -> usize {
        self.recursion_asked.min(self.deepest)
    }

    /// Closes the short ways of calls while there are several threads, and opens them again.
    fn settle_recursion_limit(&mut self) {
        self.recursion_limit = if self.fibers.threads.len() > 1 { 0 } else { self.deepest_allowed() };
    }

    /// Whether the native stack is nearly used up. Never on the root's, where depths are counted.
    #[inline]
    pub fn stack_is_low(&self) -> bool {
        let here = 0u8;
        (&raw const here as usize) < self.stack_limit
    }

    /// Runs something that needs much native stack but no values: on the root's.
    pub fn with_deep_stack<R>(&mut self, work: impl FnOnce() -> R) -> R {
        struct Here<F>(F);
        // SAFETY: nothing goes to another thread: the parent's stack belongs to this one. The bound is there to keep the
        // yielder out, and `work` was made without it.
        unsafe impl<F> Send for Here<F> {}
        impl<F: FnOnce() -> R, R> Here<F> {
            fn call(self) -> R {
                (self.0)()
            }
        }
        let yielder = self.fibers.all.get(&self.fibers.current).map(|f| f.yielder).filter(|y| !y.is_null());
        match yielder {
            // SAFETY: the yielder lies at the base of the native stack that this code runs on.
            Some(yielder) => {
                let here = Here(work);
                unsafe { (*yielder).on_parent_stack(move || here.call()) }
            }
            None => work(),
        }
    }
}
