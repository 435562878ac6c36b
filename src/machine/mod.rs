//! The machine: frames, the dispatch loop, calls, suspension and unwinding, and the protocols that may run user code.
//!
//! In: code objects. Out: effects, values, exceptions. Natives are handed `&mut Machine` and use the methods defined here
//! and in `protocol/`; those may re-enter the dispatch loop, with a depth limit (RecursionError, never a crash).

pub mod protocol;

use crate::host::Host;
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::heap::Gc;
use crate::object::{Outcome, Value};

/// One interpreter: everything that is not in the heap.
pub struct Machine {
    /// The namespace of `builtins`.
    pub builtins: Gc<Dict>,
    /// `sys.modules`
    pub modules: Gc<Dict>,
    /// The exception being handled, or None: what `sys.exc_info()` and a bare `raise` see.
    pub handled: Value,
    /// The way to the outside.
    pub host: Host,
    /// How deep native code may call back into Co, and Co into Co: `sys.getrecursionlimit()`.
    pub recursion_limit: usize,
    /// How deep native code has called back into Co at present.
    pub native_depth: usize,
}

impl Machine {
    /// A new machine for this thread, with the built-in types and the `builtins` module.
    pub fn new(host: Host) -> Machine {
        crate::builtins::bootstrap();
        let mut machine = Machine {
            builtins: Dict::create(),
            modules: Dict::create(),
            handled: Value::None,
            host,
            recursion_limit: 1000,
            native_depth: 0,
        };
        let module = Module::create("builtins");
        machine.builtins = module.dict.clone();
        machine.modules.set_name("builtins", module);
        crate::builtins::fill_module(&mut machine);
        machine
    }

    /// Calls any callable with positional arguments.
    pub fn call(&mut self, callable: &Value, arguments: &[Value]) -> Outcome {
        let _ = (callable, arguments);
        crate::object::runtime_error("the machine cannot call yet")
    }

    /// Calls any callable with positional and keyword arguments.
    pub fn call_keywords(&mut self, callable: &Value, arguments: &[Value], keywords: &[(&str, Value)]) -> Outcome {
        let _ = keywords;
        self.call(callable, arguments)
    }
}
