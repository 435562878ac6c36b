//! Calls: of functions (a new frame), natives (at once), classes, bound methods, and anything with `__call__`.
//!
//! # Safety
//! Arguments are moved out of registers exactly once: a register whose value was moved holds Unset (or is rewritten
//! without being dropped, when it belongs to the window of the frame that begins there).

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::frame::{After, Frame, Held, Simple};
use crate::bytecode::Reg;
use crate::bytecode::code::CodeKind;
use crate::native::{Native, bind};
use crate::object::class::{Class, class_of};
use crate::object::descriptor::NativeFunction;
use crate::object::dict::Dict;
use crate::object::function::{BoundMethod, Cell_, Code, Function};
use crate::object::generator::{Generator, Step, mark};
use crate::object::heap::{Gc, Kind, flag};
use crate::object::list::Tuple;
use crate::object::special::Special;
use crate::object::str::{Str, intern};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Value, type_error};

/// What became of a call.
pub enum Called {
    /// A frame was pushed; the dispatch loop goes on there.
    Pushed,
    /// It is done.
    Done(Value),
}

impl Machine {
    /// Calls any callable with positional arguments.
    pub fn call(&mut self, callable: &Value, arguments: &[Value]) -> Outcome {
        self.call_with(callable, arguments, None)
    }

    /// Calls any callable with positional and keyword arguments.
    pub fn call_keywords(&mut self, callable: &Value, arguments: &[Value], keywords: &[(&str, Value)]) -> Outcome {
        if keywords.is_empty() {
            return self.call_with(callable, arguments, None);
        }
        let names = Tuple::create(keywords.iter().map(|(n, _)| intern(n).into_value()).collect());
        let mut all = arguments.to_vec();
        all.extend(keywords.iter().map(|(_, v)| v.clone()));
        self.call_with(callable, &all, Some(&names))
    }

    /// Calls any callable with positional arguments and a dict of keyword arguments.
    pub fn call_dict(&mut self, callable: &Value, arguments: &[Value], keywords: &Dict) -> Outcome {
        if keywords.is_empty() {
            return self.call_with(callable, arguments, None);
        }
        let items = keywords.items();
        let names = Tuple::create(items.iter().map(|(k, _)| k.clone()).collect());
        let mut all = arguments.to_vec();
        all.extend(items.into_iter().map(|(_, v)| v));
        self.call_with(callable, &all, Some(&names))
    }

    /// Calls any callable; the last arguments are the values of the keywords in `names`.
    pub fn call_with(&mut self, callable: &Value, arguments: &[Value], names: Option<&Gc<Tuple>>) -> Outcome {
        if let Some(native) = callable.get::<NativeFunction>() {
            return self.call_native(native, arguments, names);
        }
        if names.is_none()
            && let Some(function) = callable.typed::<Function>()
            && self.push_plain(function, arguments)
        {
            return self.run_native_level();
        }
        if names.is_none()
            && let Some(result) = self.call_getter(callable, arguments)
        {
            return result;
        }
        let argv = self.top();
        if self.no_room(argv, arguments.len() + 1) {
            return Err(self.recursion_error());
        }
        for (i, argument) in arguments.iter().enumerate() {
            // SAFETY: there is room, and nothing lives above the top.
            unsafe { argv.add(i).write(argument.clone()) };
        }
        match self.begin_call(callable.clone(), argv, arguments.len(), names, 0, After::Exit)? {
            Called::Done(value) => Ok(value),
            Called::Pushed => self.run_native_level(),
        }
    }

    /// Calls a built-in object whose `__call__` takes one argument, such as an `itemgetter`, with one; None where it is not
    /// that simple.
    #[inline]
    fn call_getter(&mut self, callable: &Value, arguments: &[Value]) -> Option<Outcome> {
        let ([argument], Some(Kind::Extension)) = (arguments, callable.kind()) else { return None };
        let call = class_of(callable).special(Special::Call)?;
        let native = call.get::<NativeFunction>()?.native;
        if !native.arity.is_plain() || native.arity.positional != 2 {
            return None;
        }
        Some((native.call)(self, &[callable.clone(), argument.clone()]))
    }

    /// Pushes the frame of a function that is called by native code with exactly its positional parameters; false when
    /// it is not that simple.
    fn push_plain(&mut self, function: &Gc<Function>, arguments: &[Value]) -> bool {
        let code: *const Code = function.code.with(|code| &**code as *const Code);
        // SAFETY: the function keeps it alive.
        let (plain, locals, count) = unsafe { ((*code).plain_args(), (*code).locals(), (*code).registers as usize) };
        let window = self.top();
        if plain as usize != arguments.len() || self.depth >= self.deepest_allowed() || self.no_room(window, count) {
            return false;
        }
        // SAFETY: there is room above the top, where nothing lives and no register holds an object.
        unsafe {
            for (i, argument) in arguments.iter().enumerate() {
                window.add(i).write(argument.clone());
            }
            for i in arguments.len()..locals as usize {
                window.add(i).write(Value::Unset);
            }
            self.frames.start().add(self.depth).write(Frame {
                pc: (*code).start(),
                registers: window,
                top: window.add(count),
                code,
                function: Held::owned(function.clone()),
                generator: None,
                root: None,
                rare: None,
                dst: 0,
                jump: 0,
                after: After::Exit,
                below: false,
                plain: false,
                suspends: false,
                simple: Simple::No,
            });
        }
        self.depth += 1;
        true
    }

    /// Runs the frame just pushed (its `after` is Exit) to its end.
    pub(super) fn run_native_level(&mut self) -> Outcome {
        match self.run_step()? {
            Step::Return(value) | Step::Yield(value) | Step::Await(value) => Ok(value),
        }
    }

    /// Runs the frame just pushed (its `after` is Exit) until it returns or suspends.
    pub(super) fn run_step(&mut self) -> Outcome<Step> {
        if self.native_depth >= self.native_limit || self.stack_is_low() {
            let raise = self.recursion_error();
            let Err(raise) = self.unwind_to_exit(raise) else { return Ok(Step::Return(Value::None)) };
            return Err(raise);
        }
        self.native_depth += 1;
        let result = self.run();
        self.native_depth -= 1;
        result
    }

    #[inline]
    pub(super) fn no_room(&mut self, at: *mut Value, count: usize) -> bool {
        let end = at.wrapping_add(count);
        end > self.bounds.ready && !self.bounds.extend(end)
    }

    #[cold]
    pub fn recursion_error(&mut self) -> crate::object::Raise {
        Exc::RecursionError.raise("maximum recursion depth exceeded")
    }

    /// Calls a native function with arguments that somebody else owns.
    #[inline]
    pub(super) fn call_native(
        &mut self,
        native: &NativeFunction,
        arguments: &[Value],
        names: Option<&Gc<Tuple>>,
    ) -> Outcome {
        let method = !native.owner.is_none();
        if method && !super::quick::receiver_fits(native, arguments) {
            self.check_receiver(native, arguments)?;
        }
        bind::call(self, native.native, arguments, names.map(|n| &**n), method)
    }

    /// An unbound method of a built-in type wants an instance of that type.
    fn check_receiver(&mut self, native: &NativeFunction, arguments: &[Value]) -> Outcome<()> {
        let Some(owner) = native.owner.typed::<Class>() else { return Ok(()) };
        let name = native.native.name();
        if name == "__new__" {
            return self.check_new(owner, arguments);
        }
        match arguments.first() {
            Some(receiver) => {
                let class = class_of(receiver);
                if class == owner || class.is_subclass_of(owner) {
                    return Ok(());
                }
                // A class method is handed the class itself, or a subclass.
                if receiver.typed::<Class>().is_some_and(|class| class.is_subclass_of(owner))
                    && is_class_method(owner, native.native)
                {
                    return Ok(());
                }
                let (owner, class) = (owner.name.get(), class.name.get());
                if name.starts_with("__") {
                    type_error(format!("descriptor '{name}' requires a '{owner}' object but received a '{class}'"))
                } else {
                    type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{class}' object"))
                }
            }
            None if native.native.python => crate::native::bind::refuse_without_self(native.native, &owner.name.get()),
            None if name.starts_with("__") => {
                type_error(format!("descriptor '{name}' of '{}' object needs an argument", owner.name.get()))
            }
            None => type_error(format!("unbound method {}.{name}() needs an argument", owner.name.get())),
        }
    }

    fn check_new(&mut self, owner: &Gc<Class>, arguments: &[Value]) -> Outcome<()> {
        let name = owner.name.get();
        let Some(first) = arguments.first() else {
            return type_error(format!("{name}.__new__(): not enough arguments"));
        };
        let Some(class) = first.typed::<Class>() else {
            let kind = class_of(first).name.get();
            return type_error(format!("{name}.__new__(X): X is not a type object ({kind})"));
        };
        if !class.is_subclass_of(owner) {
            let sub = class.name.get();
            return type_error(format!("{name}.__new__({sub}): {sub} is not a subtype of {name}"));
        }
        if !std::ptr::eq(class.instance_layout(), owner.instance_layout())
            && !owner.has_flag(crate::object::class::class_flag::METACLASS)
        {
            let sub = class.name.get();
            let base = self.layout_owner(class);
            return type_error(format!("{name}.__new__({sub}) is not safe, use {base}.__new__()"));
        }
        Ok(())
    }

    fn layout_owner(&self, class: &Gc<Class>) -> String {
        let layout = class.instance_layout();
        let mro = class.mro.get();
        let owner = mro.iter().rev().find(|c| std::ptr::eq(c.instance_layout(), layout));
        owner.map_or_else(|| "object".to_string(), |c| c.name.get().to_string())
    }

    /// Starts a call whose arguments were moved to the top of the register stack, at `argv`. On an error they are dropped.
    pub(super) fn begin_call(
        &mut self,
        callee: Value,
        argv: *mut Value,
        argc: usize,
        names: Option<&Gc<Tuple>>,
        dst: Reg,
        after: After,
    ) -> Outcome<Called> {
        let mut callee = callee;
        let mut argc = argc;
        loop {
            let Value::Object(object) = &callee else { return self.not_callable(&callee, argv, argc) };
            match object.kind() {
                Kind::Function => {
                    // SAFETY: the kind says so.
                    let function = unsafe { object.clone().cast_unchecked::<Function>() };
                    return self.push_function(function, argv, argc, names, dst, after);
                }
                Kind::NativeFunction => {
                    // SAFETY: the arguments are initialised.
                    let arguments = unsafe { std::slice::from_raw_parts(argv, argc) };
                    let result = match object.get::<NativeFunction>() {
                        Some(native) => self.call_native_above(native, arguments, names, argv, argc),
                        None => Ok(Value::None),
                    };
                    drop_range(argv, argc);
                    return result.map(Called::Done);
                }
                Kind::BoundMethod => {
                    if let Some(method) = object.get::<BoundMethod>() {
                        insert_first(argv, argc, method.receiver.clone());
                        argc += 1;
                        let function = method.function.clone();
                        callee = function;
                    }
                }
                Kind::Class => {
                    // SAFETY: the kind says so.
                    let class = unsafe { object.clone().cast_unchecked::<Class>() };
                    return self.begin_instance(&class, argv, argc, names, dst, after);
                }
                kind => {
                    if kind == Kind::Extension
                        && let Some(begun) = self.begin_wrapped(&callee, argv, argc, names, dst, after)
                    {
                        return begun;
                    }
                    let class = class_of(&callee).clone();
                    match class.special(Special::Call) {
                        Some(call) if matches!(call.kind(), Some(Kind::Function | Kind::NativeFunction)) => {
                            insert_first(argv, argc, callee.clone());
                            argc += 1;
                            callee = call;
                        }
                        Some(_) => match self.special(&callee, Special::Call) {
                            Ok(Some(bound)) => callee = bound,
                            Ok(None) => return self.not_callable(&callee, argv, argc),
                            Err(e) => {
                                drop_range(argv, argc);
                                return Err(e);
                            }
                        },
                        None => return self.not_callable(&callee, argv, argc),
                    }
                }
            }
        }
    }

    /// Calls a native whose arguments stand on the register stack: calls it makes must not overwrite them.
    pub(super) fn call_native_above(
        &mut self,
        native: &NativeFunction,
        arguments: &[Value],
        names: Option<&Gc<Tuple>>,
        argv: *mut Value,
        argc: usize,
    ) -> Outcome {
        let saved = self.raise_top(argv, argc);
        let result = self.call_native(native, arguments, names);
        self.restore_top(saved);
        result
    }

    /// Moves the top of the register stack past arguments that stand there; gives the old top.
    pub(super) fn raise_top(&mut self, argv: *mut Value, argc: usize) -> *mut Value {
        let end = argv.wrapping_add(argc);
        if self.depth == 0 {
            return std::ptr::null_mut();
        }
        // SAFETY: the frame is initialised.
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        let old = frame.top;
        if end > old && argv >= self.registers.start() && argv < self.registers.end() {
            frame.top = end;
        }
        old
    }

    /// Undoes [`Machine::raise_top`].
    pub(super) fn restore_top(&mut self, old: *mut Value) {
        if self.depth != 0 && !old.is_null() {
            // SAFETY: the frame is initialised.
            unsafe { (*self.frames.start().add(self.depth - 1)).top = old };
        }
    }

    #[cold]
    fn not_callable(&mut self, callee: &Value, argv: *mut Value, argc: usize) -> Outcome<Called> {
        drop_range(argv, argc);
        type_error(format!("'{}' object is not callable", class_of(callee).shown.get()))
    }

    /// Starts the call of a class.
    fn begin_instance(
        &mut self,
        class: &Gc<Class>,
        argv: *mut Value,
        argc: usize,
        names: Option<&Gc<Tuple>>,
        dst: Reg,
        after: After,
    ) -> Outcome<Called> {
        // The short way: a class of the language whose `__new__` is object's and whose `__init__` is a function.
        if after != After::Exit {
            if let Some(init) = self.plain_init(class) {
                let instance = Gc::new(crate::object::class::Instance, class).into_value();
                // The instance in front of the window is what the call gives; `self` is the first argument.
                insert_first(argv, argc, instance.clone());
                insert_first(argv, argc + 1, instance);
                // SAFETY: one argument is in front.
                let window = unsafe { argv.add(1) };
                let result = self.push_function(init, window, argc + 1, names, dst, After::Init);
                if !matches!(result, Ok(Called::Pushed)) {
                    // SAFETY: the instance is still there: binding failed, or `__init__` is no plain function.
                    drop(unsafe { (*argv).take() });
                    if let Ok(Called::Done(_)) = result {
                        return type_error("__init__() should return None, not 'coroutine'");
                    }
                }
                return result;
            }
        }
        // SAFETY: the arguments are initialised.
        let arguments = unsafe { std::slice::from_raw_parts(argv, argc) };
        let saved = self.raise_top(argv, argc);
        let result = self.call_class(class, arguments, names);
        self.restore_top(saved);
        drop_range(argv, argc);
        result.map(Called::Done)
    }

    fn call_class(&mut self, class: &Gc<Class>, arguments: &[Value], names: Option<&Gc<Tuple>>) -> Outcome {
        let meta = class.as_ref().class().clone();
        if meta != types().type_ {
            if let Some(call) = meta.special(Special::Call) {
                let own = types().type_.special(Special::Call);
                if !own.is_some_and(|own| own.is(&call)) {
                    let mut all = vec![class.value()];
                    all.extend_from_slice(arguments);
                    return self.call_with(&call, &all, names);
                }
            }
        }
        self.instantiate(class, arguments, names)
    }

    /// The `__init__` of a class whose instances can be made without calling anything but that.
    fn plain_init(&mut self, class: &Gc<Class>) -> Option<Gc<Function>> {
        let (version, known) = class.constructor.with(|c| (c.0, c.1.clone()));
        if version == class.version() {
            return known.typed::<Function>().cloned();
        }
        let found = self.find_plain_init(class);
        let value = found.as_ref().map_or(Value::None, |f| f.value());
        drop(class.constructor.replace((class.version(), value)));
        found
    }

    fn find_plain_init(&mut self, class: &Gc<Class>) -> Option<Gc<Function>> {
        use crate::object::class::class_flag;
        if class.as_ref().class() != &types().type_
            || class.is_builtin()
            || class.has_flag(class_flag::ABSTRACT)
            || !std::ptr::eq(class.instance_layout(), crate::object::class::instance_layout())
        {
            return None;
        }
        let new = class.special(Special::New)?;
        if !types().object.special(Special::New)?.is(&new) {
            return None;
        }
        let init = class.special(Special::Init)?;
        let function = init.typed::<Function>()?;
        (function.code.get().code.kind == CodeKind::Function).then(|| function.clone())
    }

    /// Pushes a frame for a function whose arguments stand at `argv` (the start of its window), or makes its generator.
    pub(super) fn push_function(
        &mut self,
        function: Gc<Function>,
        argv: *mut Value,
        argc: usize,
        names: Option<&Gc<Tuple>>,
        dst: Reg,
        after: After,
    ) -> Outcome<Called> {
        let code: *const Code = function.code.with(|c| &**c as *const Code);
        // SAFETY: the function keeps it alive.
        let compiled = unsafe {
            (*code).ready();
            &*(*code).code
        };
        if self.depth >= self.deepest_allowed() || self.no_room(argv, compiled.registers as usize) {
            drop_range(argv, argc);
            return Err(self.recursion_error());
        }
        let simple = names.is_none()
            && argc == compiled.args as usize
            && compiled.kwonly == 0
            && !compiled.vararg
            && !compiled.kwarg;
        if !simple {
            self.bind_arguments(&function, compiled, argv, argc, names)?;
        }
        let parameters = compiled.parameter_count();
        if compiled.kind.suspends() {
            return Ok(Called::Done(self.make_generator(function, argv)));
        }
        // SAFETY: there is room above the arguments.
        unsafe {
            let count = compiled.registers as usize;
            for i in parameters..count {
                argv.add(i).write(Value::Unset);
            }
            let frame = Frame {
                pc: (*code).start(),
                registers: argv,
                top: argv.add(count),
                code,
                function: Held::owned(function),
                generator: None,
                root: None,
                rare: None,
                dst,
                jump: 0,
                after,
                below: false,
                plain: after == After::Store,
                suspends: false,
                simple: Simple::No,
            };
            self.frames.start().add(self.depth).write(frame);
        }
        self.depth += 1;
        Ok(Called::Pushed)
    }

    /// The generator or coroutine that a call makes; its parameters stand at `argv`.
    pub(super) fn make_generator(&mut self, function: Gc<Function>, argv: *mut Value) -> Value {
        // SAFETY: the function keeps its code alive.
        let compiled = unsafe { &*(*function.code.with(|c| &**c as *const Code)).code };
        let kind = compiled.kind;
        let class = match kind {
            CodeKind::Generator => &types().generator,
            CodeKind::Coroutine => &types().coroutine,
            _ => &types().async_generator,
        };
        let iterable = compiled.iterable_coroutine;
        let parameters = compiled.parameter_count();
        let called = match kind == CodeKind::Coroutine && self.observation.noted {
            true => self.call_site(compiled),
            false => 0,
        };
        // SAFETY: the parameters are initialised; nobody uses them after this.
        let generator = unsafe { Generator::of_call(function, compiled.registers, class, argv, parameters) };
        if kind == CodeKind::Coroutine {
            generator.as_ref().set_flag(flag::FINALISER, true);
            generator.called.set(called);
            self.note_origin(&generator);
        }
        if iterable {
            generator.set_mark(mark::ITERABLE_COROUTINE, true);
        }
        generator.into_value()
    }

    /// Where the running frame calls a function: the byte of its own source, plus one; for a function of another source a number
    /// that [`super::observe::Observation::far_call`] gives; 0 where that is not known.
    #[inline]
    pub(super) fn call_site(&self, callee: &crate::bytecode::Code) -> u32 {
        let Some(frame) = self.current_frame() else { return 0 };
        let code = &frame.code().code;
        match std::rc::Rc::ptr_eq(&code.source, &callee.source) {
            true => code.spans.get(frame.at() as usize).map_or(0, |s| s.start + 1),
            false if super::observe::inside(&code.source) => 0,
            false => self.observation.far_call(self.observation.place(code, frame.at())),
        }
    }

    /// Starts the call of a property's getter, whose result goes to `dst`.
    pub(super) fn begin_getter(&mut self, getter: Value, receiver: Value, dst: Reg) -> Outcome<Called> {
        let argv = self.top();
        if self.no_room(argv, 2) {
            return Err(self.recursion_error());
        }
        // SAFETY: there is room, and nothing lives above the top.
        unsafe { argv.write(receiver) };
        self.begin_call(getter, argv, 1, None, dst, After::Store)
    }

    /// Runs code as a module or `exec` text: names are globals, or live in `namespace` when it is given.
    pub fn run_code(&mut self, code: &Gc<Code>, globals: &Gc<Dict>, namespace: Option<Value>) -> Outcome {
        self.run_code_with(code, globals, namespace, Box::new([]))
    }

    /// As [`Machine::run_code`], of code with free variables: their cells are given.
    pub fn run_code_with(
        &mut self,
        code: &Gc<Code>,
        globals: &Gc<Dict>,
        namespace: Option<Value>,
        closure: Box<[Gc<Cell_>]>,
    ) -> Outcome {
        let builtins = self.builtins_of(globals);
        let function = Function::create(code.clone(), globals.clone(), builtins, closure);
        self.run_function_in(function, namespace)
    }

    /// Runs a class body: names live in the namespace; gives what the body returns (its `__class__` cell or None).
    pub fn run_class_body(&mut self, function: &Gc<Function>, namespace: Value) -> Outcome {
        self.run_function_in(function.clone(), Some(namespace))
    }

    fn run_function_in(&mut self, function: Gc<Function>, namespace: Option<Value>) -> Outcome {
        let argv = self.top();
        match self.push_function(function, argv, 0, None, 0, After::Exit)? {
            Called::Done(value) => Ok(value),
            Called::Pushed => {
                if let Some(namespace) = namespace {
                    // SAFETY: just pushed.
                    let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
                    frame.rare.get_or_insert_with(Box::default).namespace = namespace;
                }
                self.run_native_level()
            }
        }
    }

    /// The builtins that code with these globals sees.
    pub fn builtins_of(&self, globals: &Gc<Dict>) -> Gc<Dict> {
        match globals.get_str(&intern("__builtins__")) {
            Some(v) => match v.typed::<Dict>() {
                Some(d) => d.clone(),
                None => match v.get::<crate::object::descriptor::Module>() {
                    Some(m) => m.dict.clone(),
                    None => self.builtins.clone(),
                },
            },
            None => self.builtins.clone(),
        }
    }

    /// The name of a callable as messages show it: `print()`, `__main__.C.m()`.
    pub fn callable_name(&mut self, callable: &Value) -> String {
        let text = |value: Outcome<Option<Value>>| {
            value.ok().flatten().and_then(|v| v.get::<Str>().map(|s| s.as_str().to_string()))
        };
        let Some(name) = text(self.find_attr(callable, &intern("__qualname__"))) else {
            return self.str(callable).map_or_else(|_| "object".to_string(), |s| s.as_str().to_string());
        };
        match text(self.find_attr(callable, &intern("__module__"))) {
            Some(module) if module != "builtins" => format!("{module}.{name}()"),
            _ => format!("{name}()"),
        }
    }
}

/// Drops `count` values that stand at `at`, leaving Unset.
#[inline]
pub(super) fn drop_range(at: *mut Value, count: usize) {
    for i in 0..count {
        // SAFETY: by the callers, the values are initialised.
        drop(unsafe { (*at.add(i)).take() });
    }
}

/// Moves `count` values up by one place and puts `value` in front of them.
pub(super) fn insert_first(at: *mut Value, count: usize, value: Value) {
    // SAFETY: the place behind the values is free stack (callers checked the room).
    unsafe {
        std::ptr::copy(at, at.add(1), count);
        at.write(value);
    }
}

/// Whether a native is among its class's class methods; every class has `__class_getitem__` alike.
fn is_class_method(owner: &Class, native: &'static Native) -> bool {
    native.name() == "__class_getitem__"
        || owner.native.is_some_and(|table| table.class_methods.iter().any(|m| std::ptr::eq(m, native)))
}
