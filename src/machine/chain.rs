//! The short ways inside a chain of delegation: `await f(...)` and `yield from f(...)` of a function of the language, the
//! return of such a call to its awaiter, and a yield through a chain that changed since it was resumed.
//!
//! In: the running frame, a generator's. Out: the same activation with another member of its chain as the innermost, or
//! none. What is unusual goes the long way ([`resume`](super::resume), [`ending`](super::ending)): frames that somebody
//! looked at, exceptions being handled, threads, listeners. Nothing here raises or runs user code.
//!
//! # Safety
//! As for [`resume`](super::resume): `awaiter` pointers are followed only inside a chain whose members hold one another.
//! Callers pass the frame on top, and registers of its window.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::frame::{After, Frame, Held, Simple};
use crate::bytecode::code::CodeKind;
use crate::bytecode::{Op, Reg};
use crate::object::Value;
use crate::object::descriptor::NativeFunction;
use crate::object::function::{BoundMethod, Code, Function};
use crate::object::generator::{Generator, Status, mark};
use crate::object::heap::{Gc, Header, Kind, Ref, flag};
use crate::object::types::types;

impl Machine {
    /// A call that makes a generator or coroutine, with exactly its parameters given, which the running frame delegates
    /// to at once: it becomes the innermost of the chain, having begun. Callee and arguments stand at `base`, the arguments
    /// `skip` places behind it; `next` is the operation behind the call, `made` the register for what it gives. Whether it
    /// was possible.
    ///
    /// # Safety
    /// As the file's head says; the callee is a function with that many parameters, which suspends.
    #[inline(never)]
    pub(super) unsafe fn enter_call(
        &mut self,
        frame: *mut Frame,
        base: *mut Value,
        skip: usize,
        next: *const Op,
        made: u16,
    ) -> bool {
        // SAFETY: see the file's head.
        unsafe {
            let frame = &mut *frame;
            let Value::Object(callee) = &*base else { return false };
            let function = &*(callee as *const Ref).cast::<Gc<Function>>();
            let code: *const Code = &**function.code.as_ptr();
            let compiled = &*(*code).code;
            // No code ends with a call, nor with what gets an awaitable.
            let class = match (*next, compiled.kind) {
                (Op::GetAwaitable(_, dst, src), CodeKind::Coroutine) if src == made && dst == made => {
                    &types().coroutine
                }
                (Op::GetYieldFrom(dst, src), CodeKind::Generator) if src == made && dst == made => &types().generator,
                _ => return false,
            };
            let place = next.add(1);
            let Op::Delegate(_, iter, _) = *place else { return false };
            let Some(outer) = &frame.generator else { return false };
            let depth = outer.depth.get() + 1;
            if depth as usize > self.recursion_limit
                || self.origin_depth != 0
                || self.observation.heard
                || frame.rare.is_some()
                || compiled.iterable_coroutine
            {
                return false;
            }
            let called = match self.observation.noted && compiled.kind == CodeKind::Coroutine {
                true => self.call_site(compiled),
                false => 0,
            };
            let Value::Object(callee) = (*base).take() else { return false };
            let function = callee.cast_unchecked::<Function>();
            let held = Held::borrowed(&function);
            let (registers, parameters) = ((*code).registers, (*code).made_args() as usize);
            let new = Generator::of_call(function, registers, class, base.add(skip), parameters);
            new.called.set(called);
            new.depth.set(depth);
            new.set_running();
            new.marks.set(mark::AWAITED);
            if !compiled.handlers.is_empty() {
                new.as_ref().set_flag(flag::FINALISER, true);
            }
            let outer_code = frame.code;
            if let Some(outer) = frame.generator.replace(new.clone()) {
                outer.pc.set(place.offset_from((*outer_code).start()) as u32);
                outer.status.set(Status::Suspended);
                // It is not the innermost one any more.
                outer.root.set(std::ptr::null_mut());
                new.awaiter.set(outer.as_ref().as_ptr());
                if frame.root.is_none() {
                    frame.root = Some(outer);
                }
            }
            let window = new.window();
            *frame.registers.add(iter as usize) = new.into_value();
            frame.code = code;
            frame.pc = (*code).start();
            frame.registers = window;
            frame.function = held;
            frame.simple = Simple::No;
            true
        }
    }

    /// Pushes the frame of the innermost generator of a suspended chain, or of one alone, for a loop or `send()` in `frame`.
    /// Whether it was possible.
    ///
    /// # Safety
    /// As the file's head says; nothing is handled, and there is room for a frame.
    #[inline(never)]
    pub(super) unsafe fn resume_suspended(
        &mut self,
        frame: *mut Frame,
        generator: &Gc<Generator>,
        dst: Reg,
        jump: i16,
        after: After,
    ) -> bool {
        // SAFETY: see the file's head.
        unsafe {
            let innermost = (*generator.leaf.as_ptr()).as_ref();
            let leaf = innermost.unwrap_or(generator);
            let Some(function) = &leaf.function else { return false };
            if generator.status.get() != Status::Suspended
                || leaf.root.get() != generator.as_ref().as_ptr()
                || leaf.status.get() != Status::Suspended
                || leaf.is(mark::HANDLING)
            {
                return false;
            }
            let code: *const Code = &**function.code.as_ptr();
            leaf.set_running();
            frame.add(1).write(Frame {
                pc: (*code).start().add(leaf.pc.get() as usize),
                registers: leaf.window(),
                top: (*frame).top,
                code,
                function: Held::borrowed(function),
                generator: Some(leaf.clone()),
                root: innermost.map(|_| generator.clone()),
                rare: None,
                dst,
                jump,
                after,
                below: false,
                plain: false,
                suspends: true,
                simple: match innermost {
                    // What an async generator yields goes to the `async for` in its chain.
                    _ if leaf.as_ref().class() == &types().async_generator => Simple::No,
                    // The stacks of fibers come and go.
                    _ if after == After::ForPair || !self.fibers.at_root() => Simple::Some,
                    Some(_) => Simple::Chain,
                    None => Simple::Alone,
                },
            });
            self.depth += 1;
            true
        }
    }

    /// The same when its frame is still where it stood: it stands at a `yield`.
    ///
    /// # Safety
    /// As for [`Machine::resume_suspended`].
    #[inline(always)]
    pub(super) unsafe fn resume_warm(
        &mut self,
        frame: *mut Frame,
        generator: &Gc<Generator>,
        dst: Reg,
        jump: i16,
        after: After,
    ) -> bool {
        // SAFETY: see the file's head. Where a frame may stand is reserved; a generator says that its frame stood in this
        // place only if it did, and was not entered since. Who stood there later left another generator there, or none.
        unsafe {
            let next = frame.add(1);
            let own = generator.as_ref().as_ptr();
            let address = |place: *const Option<Gc<Generator>>| place.cast::<*mut Header>().read();
            if generator.warm.get() == next
                && address(&raw const (*next).generator) == own
                && generator.root.get() == own
            {
                generator.set_running();
            } else {
                let Some(leaf) = (*generator.leaf.as_ptr()).as_ref() else { return false };
                if leaf.warm.get() != next
                    || address(&raw const (*next).generator) != leaf.as_ref().as_ptr()
                    || leaf.root.get() != own
                    || address(&raw const (*next).root) != own
                    || generator.status.get() != Status::Suspended
                {
                    return false;
                }
                leaf.set_running();
                std::mem::forget(leaf.clone());
            }
            // The frame there holds them again.
            std::mem::forget(generator.clone());
            (*next).top = (*frame).top;
            (*next).dst = dst;
            (*next).jump = jump;
            (*next).after = after;
            self.depth += 1;
            true
        }
    }

    /// A generator's frame on top that may be left the short way, [`Simple::Some`], leaves the stack at operation `at`.
    ///
    /// # Safety
    /// As the file's head says.
    #[inline(always)]
    pub(super) unsafe fn leave_chain(&mut self, frame: *mut Frame, at: u32) {
        // SAFETY: see the file's head; each part of the frame leaves the stack once.
        unsafe {
            let generator = std::ptr::read(&raw const (*frame).generator).unwrap_unchecked();
            generator.pc.set(at);
            generator.status.set(Status::Suspended);
            self.depth -= 1;
            if (*frame).root.is_some() {
                std::ptr::drop_in_place(&raw mut (*frame).root);
            }
            if (*frame).rare.is_some() {
                std::ptr::drop_in_place(&raw mut (*frame).rare);
            }
            drop(generator.into_value());
        }
    }

    /// Nothing is sent into the generator's frame that was pushed: `next()`.
    ///
    /// # Safety
    /// As the file's head says.
    #[inline(always)]
    pub(super) unsafe fn arrive_with_nothing(&mut self, frame: *mut Frame) {
        // SAFETY: see the file's head; no code ends with a yield.
        unsafe {
            let frame = &mut *frame;
            let Op::Yield(_, dst, _, _) = *frame.pc else {
                self.sent = Value::None;
                return;
            };
            frame.pc = frame.pc.add(1);
            let unused = matches!(*frame.pc, Op::Clear(unused) if unused == dst);
            if unused {
                frame.pc = frame.pc.add(1);
            }
            *frame.registers.add(dst as usize) = if unused { Value::Unset } else { Value::None };
        }
    }

    /// Whether a call of a coroutine function that never suspends may be a plain call: for what it gives, in register `made`,
    /// is awaited by the next operations, and nobody follows what happens. Then the register for the result of the await.
    ///
    /// # Safety
    /// As the file's head says; `next` is the operation behind the call.
    #[inline(always)]
    pub(super) unsafe fn awaits_still(&self, next: *const Op, made: u16) -> Option<u16> {
        match self.observation.heard || self.observation.noted || self.observation.counted {
            true => None,
            // SAFETY: by the caller.
            false => unsafe { self.awaited_into(next, made) },
        }
    }

    /// Whether the generator's frame on top, which returns, may go back to its awaiter by [`Machine::return_to_awaiting`].
    ///
    /// # Safety
    /// As the file's head says.
    #[inline(always)]
    pub(super) unsafe fn returns_quickly(&self, frame: *const Frame) -> bool {
        // SAFETY: see the file's head; a Gc is its pointer.
        unsafe {
            let frame = &*frame;
            let (Some(ended), Some(root)) = (&frame.generator, &frame.root) else { return false };
            let awaiter = ended.awaiter.get();
            if awaiter.is_null()
                || ended == root
                || frame.rare.is_some()
                || ended.as_ref().class() == &types().async_generator
                || self.observation.counted
            {
                return false;
            }
            let awaiter = &*(&raw const awaiter).cast::<Gc<Generator>>();
            !awaiter.is(mark::HANDLING) && awaiter.has_frame()
        }
    }

    /// The innermost generator of the chain returns `value`: its awaiter goes on behind its delegation.
    ///
    /// # Safety
    /// As the file's head says; [`Machine::returns_quickly`] holds.
    #[inline(never)]
    pub(super) unsafe fn return_to_awaiting(&mut self, frame: *mut Frame, value: Value) {
        // SAFETY: see the file's head.
        unsafe {
            let frame = &mut *frame;
            let Some(ended) = &frame.generator else { return };
            let awaiter: Gc<Generator> = Ref::from_ptr(ended.awaiter.replace(std::ptr::null_mut())).cast_unchecked();
            ended.status.set(Status::Finished);
            ended.as_ref().set_flag(flag::FINALISER, false);
            empty(frame.registers, (*frame.code).returning);
            let Some(function) = awaiter.function.as_ref() else { return };
            awaiter.set_running();
            let code: *const Code = &**function.code.as_ptr();
            let (place, registers) = ((*code).start().add(awaiter.pc.get() as usize), awaiter.window());
            frame.code = code;
            frame.registers = registers;
            frame.function = Held::borrowed(function);
            let ended = frame.generator.replace(awaiter);
            drop(ended.map(Gc::into_value));
            frame.simple = Simple::No;
            if let Op::Delegate(dst, iter, _) = *place {
                if let Value::Object(ended) = (*registers.add(iter as usize)).take() {
                    drop(Generator::let_go(ended.cast_unchecked()));
                }
                *registers.add(dst as usize) = value;
                frame.pc = place.add(1);
            }
        }
    }

    /// The generator's frame on top leaves the stack: it is suspended at operation `at`, and its chain knows it.
    ///
    /// # Safety
    /// As the file's head says; nothing is handled, and the frame has no rare parts.
    #[inline(always)]
    pub(super) unsafe fn leave_suspended(&mut self, frame: *mut Frame, at: u32) {
        // SAFETY: see the file's head; each part of the frame leaves the stack once.
        unsafe {
            let (generator, root) = ((*frame).generator.take(), (*frame).root.take());
            self.depth -= 1;
            if let Some(leaf) = &generator {
                leaf.pc.set(at);
                leaf.status.set(Status::Suspended);
                match &root {
                    Some(root) if root != leaf => {
                        leaf.root.set(root.as_ref().as_ptr());
                        if (*root.leaf.as_ptr()).as_ref() != Some(leaf) {
                            root.leaf.set(Some(leaf.clone()));
                        }
                    }
                    _ => {
                        leaf.root.set(leaf.as_ref().as_ptr());
                        if (*leaf.leaf.as_ptr()).is_some() {
                            leaf.leaf.set(None);
                        }
                    }
                }
            }
            drop(generator);
            drop(root);
        }
    }

    /// Whether the generator's frame on top, which yields, may go back to a frame of the language by [`Machine::yield_to`].
    ///
    /// # Safety
    /// As the file's head says.
    #[inline(always)]
    pub(super) unsafe fn yields_quickly(&self, frame: *const Frame) -> bool {
        // SAFETY: see the file's head.
        let frame = unsafe { &*frame };
        matches!(frame.after, After::ForIter | After::ForPair | After::Send)
            && !frame.below
            && self.handled.is_none()
            && frame.rare.is_none()
            && frame.generator.as_ref().is_some_and(|leaf| leaf.as_ref().class() != &types().async_generator)
    }

    /// Whether the generator's frame on top, which suspends, may go back to native code by [`Machine::leave_suspended`].
    ///
    /// # Safety
    /// As the file's head says.
    #[inline(always)]
    pub(super) unsafe fn exits_quickly(&self, frame: *const Frame) -> bool {
        // SAFETY: see the file's head.
        let frame = unsafe { &*frame };
        matches!(frame.after, After::Exit | After::Step | After::Last)
            && !frame.below
            && self.handled.is_none()
            && frame.rare.is_none()
            && frame.generator.as_ref().is_some_and(|leaf| leaf.as_ref().class() != &types().async_generator)
    }

    /// The innermost generator of the chain yields a value at operation `at` to the loop or `send()` that resumed it.
    ///
    /// # Safety
    /// As the file's head says; [`Machine::yields_quickly`] holds.
    #[inline(never)]
    pub(super) unsafe fn yield_to(&mut self, frame: *mut Frame, value: Value, at: u32) {
        // SAFETY: see the file's head.
        unsafe {
            let (after, dst) = ((*frame).after, (*frame).dst);
            self.leave_suspended(frame, at);
            self.give(after, dst, value);
        }
    }
}

/// `send = g.send; send(v)`: the generator that a call of a bound method resumes in the dispatch loop.
#[inline(always)]
pub(super) fn sent_by(callee: &Value, argc: usize) -> Option<&Gc<Generator>> {
    let method = callee.get::<BoundMethod>()?;
    if method.receiver.kind() != Some(Kind::Generator) {
        return None;
    }
    sent_into(&method.function, &method.receiver, argc + 1)
}

/// `next(g)`/`g.send(v)` called as a method of a generator: the generator to resume in this loop.
#[inline(always)]
pub(super) fn sent_into<'a>(callee: &Value, receiver: &'a Value, argc: usize) -> Option<&'a Gc<Generator>> {
    let generator = receiver.typed::<Generator>()?;
    let native = callee.get::<NativeFunction>()?;
    let fits = native.native.arity.resumes as usize == argc
        && generator.has_frame()
        && generator.as_ref().class() != &types().async_generator;
    fits.then_some(generator)
}

/// Empties a window; numbers stay, which hold nothing.
///
/// # Safety
/// So many registers are initialised; nobody reads them any more.
#[inline(always)]
unsafe fn empty(registers: *mut Value, count: u16) {
    // SAFETY: by the caller.
    unsafe {
        let (mut at, end) = (registers, registers.add(count as usize));
        while at != end {
            if let Value::Object(_) = &*at {
                drop((*at).take());
            }
            at = at.add(1);
        }
    }
}
