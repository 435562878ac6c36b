//! Resuming generators and coroutines: from a loop, from `send`, from an `await`, from Rust.
//!
//! A chain of delegation (`await`, `yield from`) is one activation on the machine's stack: its outermost object is the
//! `root`, its innermost the frame that runs. Resuming the root goes straight to the innermost frame, remembered in
//! [`Generator::leaf`]; returning goes to the awaiter; so the cost does not depend on the depth (PEP 380, 492).
//!
//! # Safety
//! `awaiter` pointers are followed only inside a chain that starts at a root held by the activation: every member holds
//! the next one in the register of its `Delegate`.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::frame::{After, Frame, Held, Simple};
use super::unwind::set_context;
use crate::bytecode::{Op, Reg};
use crate::object::generator::{Generator, Resume, Status, Step, mark};
use crate::object::heap::{Gc, Ref, flag};
use crate::object::str::intern;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, type_error, value_error};

/// The result of preparing a resumption.
pub(super) enum Prepared {
    /// The innermost frame was pushed.
    Pushed,
    /// The generator is finished already.
    Finished,
}

impl Machine {
    /// Resumes a generator or coroutine from Rust to its next suspension or its end. An exception that leaves it is the
    /// error; StopIteration is never raised here.
    pub fn resume(&mut self, generator: &Gc<Generator>, with: Resume) -> Outcome<Step> {
        if !generator.has_frame() {
            return self.resume_native(generator, with);
        }
        match with {
            // The usual case: a task goes on.
            Resume::Send(value) if generator.status.get() == Status::Suspended => {
                let leaf = match self.quick_leaf(generator) {
                    Some(leaf) => leaf,
                    None => self.find_leaf(generator)?,
                };
                self.push_leaf(generator.clone(), leaf, 0, After::Exit)?;
                self.sent = value;
                self.arriving = true;
                self.run_step()
            }
            with => self.resume_otherwise(generator, with),
        }
    }

    #[inline(never)]
    fn resume_otherwise(&mut self, generator: &Gc<Generator>, with: Resume) -> Outcome<Step> {
        if let Resume::Throw(exception) = &with {
            if let Some(exit) = self.throw_exit(generator, exception)? {
                return Ok(exit);
            }
        }
        self.check_start(generator, &with)?;
        if let (Status::Created, Resume::Throw(exception)) = (generator.status.get(), &with) {
            // Nothing has run, so nothing can catch it: the generator is over.
            let raise = self.raise_value(exception.clone());
            self.add_first_entry(&raise, generator);
            self.close_generator(generator)?;
            generator.set_mark(mark::AWAITED, true);
            return Err(raise);
        }
        let handled = self.handled.clone();
        match self.prepare(generator, 0, After::Exit)? {
            Prepared::Finished => match with {
                _ if generator.as_ref().class() == &types().coroutine => {
                    crate::object::runtime_error("cannot reuse already awaited coroutine")
                }
                Resume::Throw(exception) => Err(self.raise_value(exception)),
                Resume::Send(_) => Ok(Step::Return(Value::None)),
            },
            Prepared::Pushed => {
                match with {
                    Resume::Send(value) => self.sent = value,
                    Resume::Throw(exception) => {
                        let raise = self.raise_value(exception);
                        if !self.handled.is_none() && !self.handled.is(&handled) {
                            // Where it arrives an exception is being handled: that is its context, whatever it had.
                            set_context(&raise.0, self.handled.clone());
                        }
                        self.thrown = Some(raise);
                    }
                }
                self.arriving = true;
                self.run_step()
            }
        }
    }

    /// Resumes for `send()` or `next()` called by the language: what is sent stands in `self.sent`, the loop goes on there.
    pub(super) fn begin_send(&mut self, generator: &Gc<Generator>, value: Value, dst: Reg) -> Outcome<Prepared> {
        let with = Resume::Send(value);
        self.check_start(generator, &with)?;
        let prepared = self.prepare(generator, dst, After::Send)?;
        match (&prepared, with) {
            (Prepared::Pushed, Resume::Send(value)) => self.sent = value,
            _ if generator.as_ref().class() == &types().coroutine => {
                return crate::object::runtime_error("cannot reuse already awaited coroutine");
            }
            _ => {}
        }
        Ok(prepared)
    }

    fn check_start(&mut self, generator: &Gc<Generator>, with: &Resume) -> Outcome<()> {
        if let Resume::Send(value) = with {
            if generator.status.get() == Status::Created && !value.is_none() {
                let kind = kind_name(generator);
                return type_error(format!("can't send non-None value to a just-started {kind}"));
            }
        }
        Ok(())
    }

    /// Pushes the innermost frame of the chain that starts at `root`. What is sent stands in `self.sent`.
    #[inline]
    pub(super) fn prepare(&mut self, root: &Gc<Generator>, dst: Reg, after: After) -> Outcome<Prepared> {
        let leaf = match root.status.get() {
            Status::Created => root.clone(),
            Status::Suspended => match self.quick_leaf(root) {
                Some(leaf) => leaf,
                None => self.find_leaf(root)?,
            },
            Status::Running => return already_running(root),
            Status::Finished => return Ok(Prepared::Finished),
        };
        self.push_leaf(root.clone(), leaf, dst, after)?;
        Ok(Prepared::Pushed)
    }

    #[inline]
    fn quick_leaf(&self, root: &Gc<Generator>) -> Option<Gc<Generator>> {
        root.leaf.with(|leaf| match leaf {
            // It was suspended last as the only member of its chain.
            None if root.root.get() == root.as_ref().as_ptr() => Some(root.clone()),
            Some(l) if l.root.get() == root.as_ref().as_ptr() && l.status.get() == Status::Suspended => Some(l.clone()),
            _ => None,
        })
    }

    /// Walks down the chain: the root was never suspended as such, or somebody resumed a member by itself.
    fn find_leaf(&mut self, root: &Gc<Generator>) -> Outcome<Gc<Generator>> {
        let mut at = root.clone();
        loop {
            let Some(next) = delegate_of(&at) else { return Ok(at) };
            match next.status.get() {
                Status::Running => return already_running(root),
                Status::Finished => return Ok(at),
                Status::Created | Status::Suspended => {
                    next.awaiter.set(at.as_ref().as_ptr());
                    at = next;
                }
            }
        }
    }

    fn push_leaf(&mut self, root: Gc<Generator>, leaf: Gc<Generator>, dst: Reg, after: After) -> Outcome<()> {
        let top = self.top();
        if self.depth >= self.deepest_allowed() || self.no_room(top, 16) {
            return Err(self.recursion_error());
        }
        let mut below = false;
        if !self.handled.is_none() {
            let handled = std::mem::replace(&mut self.handled, Value::None);
            self.handled_below.push(handled.clone());
            self.handled = handled;
            below = true;
        }
        let Some(function) = leaf.function.as_ref() else {
            return crate::object::runtime_error("a native coroutine has no frame: this is a bug in Co");
        };
        let code = function.code.with(|c| &**c as *const crate::object::function::Code);
        // SAFETY: the function keeps its code alive; `pc` is in range.
        let pc = unsafe { (*code).start().add(leaf.pc.get() as usize) };
        self.fresh = leaf.status.get() == Status::Created;
        if self.fresh {
            note_started(&leaf, code);
        } else if leaf.is(mark::HANDLING) {
            self.restore_handled(&leaf);
        }
        leaf.set_running();
        let frame = Frame {
            pc,
            registers: leaf.window(),
            top,
            code,
            // SAFETY: the frame holds the generator.
            function: unsafe { Held::borrowed(function) },
            root: if leaf == root { None } else { Some(root) },
            generator: Some(leaf),
            rare: None,
            dst,
            jump: 0,
            after,
            below,
            plain: false,
            suspends: true,
            simple: Simple::No,
        };
        // SAFETY: room was checked by depth against the region's size.
        unsafe { self.frames.start().add(self.depth).write(frame) };
        self.depth += 1;
        Ok(())
    }

    /// The frame at the top suspends at operation `pc`; the activation ends and gives `value` to its resumer.
    #[inline]
    pub(super) fn suspend_frame(&mut self, pc: u32) -> Frame {
        self.depth -= 1;
        // SAFETY: the frame is initialised and leaves the stack here.
        let mut frame = unsafe { self.frames.start().add(self.depth).read() };
        if let Some(leaf) = &frame.generator {
            let root = frame.root.as_ref().unwrap_or(leaf);
            leaf.pc.set(pc);
            leaf.status.set(Status::Suspended);
            leaf.root.set(root.as_ref().as_ptr());
            if leaf == root {
                if root.leaf.with(|l| l.is_some()) {
                    root.leaf.set(None);
                }
            } else if !root.leaf.with(|l| l.as_ref() == Some(leaf)) {
                root.leaf.set(Some(leaf.clone()));
            }
            if frame.below || !self.handled.is_none() {
                let leaf = leaf.clone();
                self.save_handled(&leaf, &mut frame);
            }
        }
        frame
    }

    /// What the frame handles stays with it; the resumer gets back what it handled.
    #[cold]
    fn save_handled(&mut self, leaf: &Gc<Generator>, frame: &mut Frame) {
        let below = if frame.below { self.handled_below.pop().unwrap_or(Value::None) } else { Value::None };
        frame.below = false;
        let own = std::mem::replace(&mut self.handled, below);
        let handles = || {
            let code = leaf.function.as_ref().map(|f| f.code.get());
            code.and_then(|c| c.code.state_at(leaf.pc.get()).map(|s| s.handled.is_some())).unwrap_or(false)
        };
        let differs = !own.is(&self.handled) || handles();
        leaf.set_mark(mark::HANDLING, differs && !own.is_none());
        if differs && !own.is_none() {
            leaf.with_rare(|r| r.handled = own);
        }
    }

    #[cold]
    fn restore_handled(&mut self, leaf: &Gc<Generator>) {
        leaf.set_mark(mark::HANDLING, false);
        let own = leaf.with_rare(|r| std::mem::take(&mut r.handled));
        if own.is_set() {
            self.handled = own;
        }
    }

    /// An activation ends for good: the exception handled by the resumer is the one handled again.
    #[inline]
    pub(super) fn leave_handled(&mut self, frame: &mut Frame) {
        if frame.below {
            frame.below = false;
            let below = self.handled_below.pop().unwrap_or(Value::None);
            self.handled = below;
        } else if !self.handled.is_none() {
            self.handled = Value::None;
        }
    }

    /// The running frame begins to delegate to a generator or coroutine that has a frame: its innermost frame takes the
    /// place of the running one in the activation.
    pub(super) fn delegate(&mut self, inner: &Gc<Generator>, pc: u32) -> Outcome<()> {
        let leaf = match inner.status.get() {
            Status::Created => inner.clone(),
            Status::Suspended => match self.quick_leaf(inner) {
                Some(leaf) => leaf,
                None => self.find_leaf(inner)?,
            },
            _ => return already_running(inner),
        };
        // SAFETY: there is a running frame, and it is a generator's.
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        let Some(outer) = frame.generator.take() else {
            return crate::object::runtime_error("delegation outside a generator: this is a bug in Co");
        };
        let depth = outer.depth.get() + 1;
        if inner.status.get() == Status::Created {
            if depth as usize > self.deepest_allowed() {
                frame.generator = Some(outer);
                return Err(self.recursion_error());
            }
            inner.depth.set(depth);
        }
        outer.pc.set(pc);
        outer.status.set(Status::Suspended);
        // It is not the innermost one any more.
        outer.root.set(std::ptr::null_mut());
        inner.awaiter.set(outer.as_ref().as_ptr());
        if frame.root.is_none() {
            frame.root = Some(outer);
        }
        self.enter(frame, leaf)
    }

    pub(super) fn enter(&mut self, frame: &mut Frame, leaf: Gc<Generator>) -> Outcome<()> {
        let Some(function) = leaf.function.as_ref() else {
            return crate::object::runtime_error("a native coroutine has no frame: this is a bug in Co");
        };
        frame.code = function.code.with(|c| &**c as *const crate::object::function::Code);
        // SAFETY: the function keeps its code alive.
        frame.pc = unsafe { (*frame.code).start().add(leaf.pc.get() as usize) };
        self.fresh = leaf.status.get() == Status::Created;
        if self.fresh {
            note_started(&leaf, frame.code);
        } else if leaf.is(mark::HANDLING) {
            self.restore_handled(&leaf);
        }
        leaf.set_running();
        frame.registers = leaf.window();
        // SAFETY: the frame holds the generator.
        frame.function = unsafe { Held::borrowed(function) };
        frame.generator = Some(leaf);
        frame.rare = None;
        frame.simple = Simple::No;
        Ok(())
    }

    /// The innermost generator of the running activation ended; its awaiter takes its place. Gives false when it was the root.
    pub(super) fn return_to_awaiter(&mut self) -> bool {
        // SAFETY: there is a running frame, and it is a generator's.
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        let Some(ended) = &frame.generator else { return false };
        ended.status.set(Status::Finished);
        ended.as_ref().set_flag(flag::FINALISER, false);
        if frame.root.as_ref().is_none_or(|root| root == ended) {
            return false;
        }
        let ended = ended.clone();
        self.enter_awaiter(frame, &ended)
    }

    /// Who awaits a member of the running chain takes its place in the activation. Gives false when nobody does.
    pub(super) fn enter_awaiter(&mut self, frame: &mut Frame, inner: &Generator) -> bool {
        let awaiter = inner.awaiter.replace(std::ptr::null_mut());
        if awaiter.is_null() {
            return false;
        }
        // SAFETY: see the file's head: the awaiter is a live member of the chain.
        let awaiter: Gc<Generator> = unsafe { Ref::from_ptr(awaiter).cast_unchecked() };
        self.enter(frame, awaiter).is_ok()
    }

    /// One step of a native coroutine: drives what it awaits, then itself.
    pub(super) fn resume_native(&mut self, coroutine: &Gc<Generator>, with: Resume) -> Outcome<Step> {
        match coroutine.status.get() {
            Status::Running => return already_running(coroutine),
            Status::Finished => return crate::object::runtime_error("cannot reuse already awaited coroutine"),
            Status::Created => {
                coroutine.set_mark(mark::AWAITED, true);
                coroutine.as_ref().set_flag(flag::FINALISER, false);
            }
            Status::Suspended => {}
        }
        let Some(body) = coroutine.native else {
            return crate::object::runtime_error("a native coroutine without a body: this is a bug in Co");
        };
        coroutine.set_running();
        let mut with = with;
        let result = loop {
            let awaiting = coroutine.take_slot(0);
            if awaiting.is_set() {
                match self.step_iterator(&awaiting, with) {
                    Ok(Step::Yield(value)) => {
                        coroutine.set_slot(0, awaiting);
                        break Ok(Step::Yield(value));
                    }
                    Ok(Step::Return(value) | Step::Await(value)) => with = Resume::Send(value),
                    Err(raise) => with = Resume::Throw(raise.value()),
                }
            }
            match (body.step)(self, coroutine, with) {
                Ok(Step::Await(awaitable)) => match self.awaitable_iterator(&awaitable, 0) {
                    Ok(iterator) => {
                        coroutine.set_slot(0, iterator);
                        with = Resume::Send(Value::None);
                    }
                    Err(raise) => with = Resume::Throw(raise.value()),
                },
                other => break other,
            }
        };
        match &result {
            Ok(Step::Yield(_)) => coroutine.status.set(Status::Suspended),
            _ => {
                coroutine.status.set(Status::Finished);
                coroutine.clear_window();
            }
        }
        result
    }

    /// One step of any iterator that something delegates to: `send` or `throw` where it has them.
    pub fn step_iterator(&mut self, iterator: &Value, with: Resume) -> Outcome<Step> {
        if let Some(generator) = iterator.typed::<Generator>() {
            if generator.as_ref().class() != &types().async_generator {
                let finished = generator.status.get() == Status::Finished;
                if finished && generator.as_ref().class() == &types().generator {
                    if let Resume::Send(_) = with {
                        return Ok(Step::Return(Value::None));
                    }
                }
                return self.resume(&generator.clone(), with);
            }
        }
        if let Some(core) = crate::asyncio::future::find_core(iterator) {
            return crate::asyncio::future::step(self, iterator, core, with);
        }
        let result = match with {
            Resume::Send(value) if value.is_none() => match self.next_or_stop(iterator) {
                Ok(value) => return Ok(Step::Yield(value)),
                Err(raise) => Err(raise),
            },
            Resume::Send(value) => self.call_method(iterator, "send", &[value]),
            Resume::Throw(exception) => {
                let is_exit =
                    crate::object::class::class_of(&exception).is_subclass_of(types().exception(Exc::GeneratorExit));
                let name = if is_exit { "close" } else { "throw" };
                match self.find_attr(iterator, &intern(name))? {
                    None => Err(self.raise_value(exception)),
                    Some(close) if is_exit => {
                        self.call(&close, &[])?;
                        Err(self.raise_value(exception))
                    }
                    Some(throw) => self.call(&throw, &[exception]),
                }
            }
        };
        match result {
            Ok(value) => Ok(Step::Yield(value)),
            Err(raise) if raise.is(Exc::StopIteration) => Ok(Step::Return(raise.0.field(0))),
            Err(raise) => Err(raise),
        }
    }

    /// `next(x)` with StopIteration left as it is, for its value.
    fn next_or_stop(&mut self, iterator: &Value) -> Outcome {
        use crate::object::special::Special;
        match self.call_special(iterator, Special::Next, &[])? {
            Some(value) => Ok(value),
            None => type_error(format!("'{}' object is not an iterator", crate::native::convert::type_name(iterator))),
        }
    }

    /// GeneratorExit thrown into a chain: every inner generator is closed first, then the outermost gets it (PEP 380).
    fn throw_exit(&mut self, generator: &Gc<Generator>, exception: &Value) -> Outcome<Option<Step>> {
        let class = crate::object::class::class_of(exception);
        if generator.as_ref().class() == &types().async_generator {
            return Ok(None);
        }
        if generator.status.get() != Status::Suspended || !class.is_subclass_of(types().exception(Exc::GeneratorExit)) {
            return Ok(None);
        }
        let mut chain = Vec::new();
        let mut at = generator.clone();
        while let Some(next) = delegate_of(&at) {
            if next.status.get() == Status::Running {
                return already_running(generator);
            }
            next.set_mark(mark::BUSY, false);
            chain.push(at);
            at = next;
        }
        if chain.is_empty() {
            return Ok(None);
        }
        // From the innermost outwards: close it; an error of that is raised in the one that delegates to it.
        let mut inner = at;
        while let Some(outer) = chain.pop() {
            let error = self.close_generator(&inner).err();
            let raise = match error {
                Some(raise) => raise,
                None => self.raise_value(exception.clone()),
            };
            let is_last = chain.is_empty();
            let step = self.throw_at(&outer, raise);
            if is_last {
                return step.map(Some);
            }
            // `close()` of `outer` as seen by the next one outwards.
            match step {
                Ok(Step::Yield(_)) => {
                    return crate::object::runtime_error("generator ignored GeneratorExit");
                }
                Ok(_) => {}
                Err(raise) if raise.is(Exc::GeneratorExit) || raise.is(Exc::StopIteration) => {}
                Err(raise) => return self.throw_at(&chain[chain.len() - 1].clone(), raise).map(Some),
            }
            inner = outer;
        }
        Ok(None)
    }

    /// Raises at the place where this very generator is suspended, whatever it delegates to.
    fn throw_at(&mut self, generator: &Gc<Generator>, raise: Raise) -> Outcome<Step> {
        generator.leaf.set(None);
        self.push_leaf(generator.clone(), generator.clone(), 0, After::Exit)?;
        if let Some(Op::Delegate(_, iter, _)) = op_at(generator) {
            // SAFETY: a register of the window.
            drop(unsafe { (*generator.window().add(iter as usize)).take() });
        }
        self.thrown = Some(raise);
        self.arriving = true;
        self.run_step()
    }

    /// `close()`: GeneratorExit at the suspension point; RuntimeError when it yields all the same. Gives the value returned.
    pub fn close_generator(&mut self, generator: &Gc<Generator>) -> Outcome {
        match generator.status.get() {
            Status::Finished => return Ok(Value::None),
            Status::Running => return already_running(generator),
            Status::Created => {
                generator.status.set(Status::Finished);
                generator.as_ref().set_flag(flag::FINALISER, false);
                generator.clear_window();
                return Ok(Value::None);
            }
            Status::Suspended => {}
        }
        let exit = Exc::GeneratorExit.with(Vec::new());
        match self.resume(generator, Resume::Throw(exit.value())) {
            Ok(Step::Yield(_)) => {
                let kind = kind_name(generator);
                crate::object::runtime_error(format!("{kind} ignored GeneratorExit"))
            }
            Ok(Step::Return(value) | Step::Await(value)) => Ok(value),
            Err(raise) if raise.is(Exc::GeneratorExit) => Ok(Value::None),
            Err(raise) if raise.is(Exc::StopIteration) => Ok(raise.0.field(0)),
            Err(raise) => Err(raise),
        }
    }
}

/// The operation at which a suspended generator stands.
pub(super) fn op_at(generator: &Generator) -> Option<Op> {
    let function = generator.function.as_ref()?;
    function.code.with(|c| c.code.ops.get(generator.pc.get() as usize).copied())
}

/// What a suspended generator delegates to, if that has a frame.
pub fn delegate_of(generator: &Gc<Generator>) -> Option<Gc<Generator>> {
    let inner = awaited_by(generator);
    let inner = inner.typed::<Generator>()?;
    inner.has_frame().then(|| inner.clone())
}

/// What a suspended generator or coroutine delegates to (`gi_yieldfrom`, `cr_await`); None when nothing.
pub fn awaited_by(generator: &Generator) -> Value {
    if !generator.has_frame() {
        let awaited = generator.slot(0);
        return if awaited.is_set() { awaited } else { Value::None };
    }
    if generator.status.get() != Status::Suspended {
        return Value::None;
    }
    match op_at(generator) {
        Some(Op::Delegate(_, iter, _)) => {
            // SAFETY: a register of the window, which nothing runs on now.
            let register = unsafe { &mut *generator.window().add(iter as usize) };
            if let Value::Object(object) = register
                && crate::asyncio::bare::is_waited_for(object)
            {
                crate::asyncio::bare::show_awaited(generator);
            }
            if register.is_none() {
                // A bare suspension, for which no coroutine was made: now that somebody looks, it is.
                *register = crate::asyncio::sleep::giving_way();
            }
            register.clone()
        }
        _ => Value::None,
    }
}

/// What a suspended generator or coroutine delegates to, as it stands: None also for a bare suspension, for which no
/// coroutine was made and none is now. For those who look and change nothing.
pub fn delegated(generator: &Generator) -> Option<&Value> {
    // SAFETY: a register of the window, which nothing runs on while somebody looks.
    delegating(generator).map(|register| unsafe { &*generator.window().add(register) })
}

/// The register in which stands what a suspended generator delegates to.
fn delegating(generator: &Generator) -> Option<usize> {
    match generator.has_frame() {
        false => Some(0),
        true if generator.status.get() != Status::Suspended => None,
        true => match op_at(generator) {
            Some(Op::Delegate(_, iter, _)) => Some(iter as usize),
            _ => None,
        },
    }
}

/// A suspended generator delegates to something else from now on.
pub fn exchange_delegated(generator: &Generator, new: Value) {
    if let Some(register) = delegating(generator) {
        // SAFETY: a register of the window, which nothing runs on; what was there is dropped after it has been replaced.
        drop(unsafe { std::mem::replace(&mut *generator.window().add(register), new) });
    }
}

/// The word for a generator in messages.
pub fn kind_name(generator: &Gc<Generator>) -> &'static str {
    let (class, types) = (generator.as_ref().class(), types());
    if class == &types.coroutine {
        "coroutine"
    } else if class == &types.async_generator {
        "async generator"
    } else {
        "generator"
    }
}

pub(super) fn note_started(generator: &Gc<Generator>, code: *const crate::object::function::Code) {
    generator.set_mark(mark::AWAITED, true);
    // SAFETY: kept alive by the generator's function.
    let handlers = unsafe { !(*code).code.handlers.is_empty() };
    // An async generator may have a finalizer hook to be told.
    let is_async = generator.as_ref().class() == &types().async_generator;
    generator.as_ref().set_flag(flag::FINALISER, handlers || is_async);
}

impl Machine {
    /// Whether a suspended coroutine is part of somebody else's chain: it was started by an `await` that is not over.
    pub(super) fn awaited_elsewhere(&self, coroutine: &Gc<Generator>) -> bool {
        coroutine.status.get() == Status::Suspended && !awaited_by(coroutine).is_none() && !self.is_running(coroutine)
    }
}

#[cold]
fn already_running<T>(generator: &Gc<Generator>) -> Outcome<T> {
    match kind_name(generator) {
        "coroutine" => value_error("coroutine already executing"),
        "async generator" => value_error("async generator already executing"),
        _ => value_error("generator already executing"),
    }
}
