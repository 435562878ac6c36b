//! The machine: frames, the dispatch loop, calls, suspension and unwinding, and the protocols that may run user code.
//!
//! In: code objects. Out: effects, values, exceptions. Natives are handed `&mut Machine` and use the methods defined here
//! and in `protocol/`; those may re-enter the dispatch loop, with a depth limit (RecursionError, never a crash).
//!
//! # Safety
//!
//! Frames are handed out by reference only below the current depth, where they are initialised and stay in place; the
//! regions they lie in are owned by the machine, a fiber's while that runs, and outlive every borrow of it.

pub mod arguments;
mod async_for;
mod awaiting;
pub mod brief;
pub mod call;
mod called;
mod chain;
pub mod collect;
mod display;
mod ending;
pub mod evaluate;
mod feed;
pub mod fiber;
pub mod finalise;
pub mod frame;
pub mod frame_object;
pub mod group;
mod halves;
mod hop;
pub mod import;
pub mod interrupt;
pub mod main_module;
pub mod observe;
pub mod operation;
pub mod outside;
pub mod protocol;
mod quick;
pub mod report;
pub mod resume;
pub mod run;
mod seldom;
mod stand;
pub mod traceback;
pub mod trail;
pub mod unwind;
pub mod watch;
mod wrapped;

use crate::host::Host;
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::function::Code;
use crate::object::heap::Gc;
use crate::object::{Raise, Value};
use frame::{Frame, Region};

/// One interpreter: everything that is not in the heap.
pub struct Machine {
    /// The namespace of `builtins`.
    pub builtins: Gc<Dict>,
    /// `sys.modules`
    pub modules: Gc<Dict>,
    /// The exception being handled, or None: what `sys.exc_info()` and a bare `raise` see.
    pub handled: Value,
    /// Exceptions handled by the resumers of running generators; only those that are not None.
    handled_below: Vec<Value>,
    /// `sys.get_asyncgen_hooks()`: firstiter and finalizer, or None.
    pub asyncgen_hooks: (Value, Value),
    /// What is called on Ctrl-C, with the signal's number and the running frame; None: KeyboardInterrupt is raised.
    pub interrupt_handler: Value,
    /// The other signals, and the alarm.
    pub signals: interrupt::Signals,
    /// The way to the outside.
    pub host: Host,
    /// Who waits for letters from helper threads.
    pub outside: outside::Outside,
    /// Threads and greenlets.
    pub fibers: fiber::Fibers,
    /// How deep calls may nest on the short ways: what is asked for, as far as the running fiber has room; 0 while there
    /// are several threads, so that each call passes where turns are taken.
    pub recursion_limit: usize,
    /// `sys.getrecursionlimit()`
    pub recursion_asked: usize,
    /// How many frames the running fiber has room for.
    deepest: usize,
    /// Where the running fiber's native stack is nearly used up; 0 on the root's.
    stack_limit: usize,
    /// How deep native code may call back into Co.
    pub native_limit: usize,
    /// How deep native code has called back into Co at present.
    pub native_depth: usize,
    /// How deep comparisons and hashes of containers are nested at present.
    pub nesting: usize,
    /// How many frames are noted where a coroutine is made.
    pub origin_depth: usize,
    /// Texts that are in no file (from the command line, cells of notes): tracebacks show their lines all the same.
    pub kept_sources: Vec<std::rc::Rc<crate::source::Source>>,
    /// Modules that Co's own modules have taken from each other, and that no program has asked for.
    unclaimed: rustc_hash::FxHashSet<String>,
    /// Warnings shown already, each once: file, line, message.
    pub warned: Vec<(String, u32, String)>,
    /// The frames, outermost first.
    frames: Region<Frame>,
    /// How many frames there are.
    depth: usize,
    /// The registers of plain calls.
    registers: Region<Value>,
    /// How far they may be used.
    bounds: frame::Bounds,
    /// The heap's flag that finalisers or callbacks wait.
    pending: *const std::cell::Cell<bool>,
    /// What is sent into the generator that is being resumed.
    sent: Value,
    /// What is thrown into the generator that is being resumed.
    thrown: Option<Raise>,
    /// Whether the generator frame just entered starts afresh.
    fresh: bool,
    /// Whether the dispatch loop begins with an arrival in a generator's frame.
    arriving: bool,
    /// Whether what was raised goes on from an earlier raise: no new traceback entry for this operation.
    again: bool,
    /// What is raised next has its context already.
    settled: bool,
    /// Code objects that functions have exchanged while they may be running.
    pub retired: Vec<Gc<Code>>,
    /// Who listens, and what they need.
    pub observation: observe::Observation,
    /// Whether one step holds the loop for too long.
    pub watch: watch::Watch,
    /// The task whose step the event loop runs.
    pub step: crate::asyncio::hop::Stepping,
    /// Whether finalisers are being run.
    finalising: bool,
    /// The program is over and its names are being taken away.
    pub ending: bool,
    /// Counts down at back edges; at 0 the machine looks at signals, budget and threads.
    ticks: i32,
    /// How many values natives have drawn from iterators, as far as it matters for the next look at signals.
    drawn: u32,
}

/// Registers of plain calls: 256 MB of address space, touched as they are used.
const REGISTERS: usize = 16 << 20;
/// Frames.
const FRAMES: usize = 2 << 20;
/// Native code calling Co calling native code ...: how deep where the size of the native stack is not known.
const NATIVE_LIMIT: usize = 400;
/// The same where it is known: the recursion limit or the stack itself comes first.
const NATIVE_LIMIT_KNOWN: usize = 100_000;
/// Containers within containers, when they are compared or hashed: a few kilobytes of the host's stack each.
pub const NESTING_LIMIT: usize = 3000;

impl Machine {
    /// A new machine for this thread, with the built-in types and the `builtins` module.
    pub fn new(host: Host) -> Machine {
        crate::object::str::set_hash_key(host.hash_key);
        crate::builtins::bootstrap();
        let registers: Region<Value> = Region::reserve(REGISTERS);
        let mut machine = Machine {
            bounds: frame::Bounds::of(&registers, 70_000),
            pending: crate::object::heap::pending_flag(),
            builtins: Dict::create(),
            modules: Dict::create(),
            handled: Value::None,
            handled_below: Vec::new(),
            asyncgen_hooks: (Value::None, Value::None),
            interrupt_handler: Value::None,
            signals: interrupt::Signals::default(),
            host,
            outside: outside::Outside::default(),
            fibers: fiber::Fibers::default(),
            recursion_limit: 1000,
            recursion_asked: 1000,
            deepest: FRAMES - 8,
            stack_limit: crate::host::stack::limit(),
            native_limit: if crate::host::stack::limit() == 0 { NATIVE_LIMIT } else { NATIVE_LIMIT_KNOWN },
            native_depth: 0,
            nesting: 0,
            origin_depth: 0,
            kept_sources: Vec::new(),
            unclaimed: rustc_hash::FxHashSet::default(),
            warned: Vec::new(),
            frames: Region::reserve(FRAMES),
            depth: 0,
            registers,
            sent: Value::None,
            thrown: None,
            fresh: false,
            arriving: false,
            again: false,
            settled: false,
            retired: Vec::new(),
            observation: observe::Observation::default(),
            watch: watch::Watch::default(),
            step: crate::asyncio::hop::Stepping::default(),
            finalising: false,
            ending: false,
            ticks: TICKS,
            drawn: 0,
        };
        let module = Module::create("builtins");
        machine.builtins = module.dict.clone();
        machine.modules.set_name("builtins", module);
        crate::builtins::fill_module(&mut machine);
        machine
    }

    /// How many frames there are.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The frame at a depth, 0 being the outermost.
    pub fn frame(&self, depth: usize) -> Option<&Frame> {
        // SAFETY: frames below `depth` are initialised.
        (depth < self.depth).then(|| unsafe { &*self.frames.start().add(depth) })
    }

    /// The running frame.
    pub fn current_frame(&self) -> Option<&Frame> {
        self.frame(self.depth.checked_sub(1)?)
    }

    /// The first free place of the register stack.
    #[inline]
    fn top(&self) -> *mut Value {
        self.current_frame().map_or(self.registers.start(), |f| f.top)
    }
}

/// Back edges between two looks at signals.
const TICKS: i32 = 10_000;
