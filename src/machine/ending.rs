//! Where frames end or stand still: returns, suspensions, and what arrives in a generator's frame that goes on.
//!
//! In: the frame on top and a value. Out: whether the dispatch loop goes on, in the frame that is then on top.
//!
//! # Safety
//! As for the dispatch loop: there is a frame on top, operands are registers of its window, and a frame that is left
//! gives its registers up exactly once.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::feed::Fed;
use super::frame::After;
use crate::asyncio;
use crate::builtins::iterator::Enumerate;
use crate::bytecode::Op;
use crate::native::AtOnce;
use crate::object::generator::{Generator, Resume, Status, Step, mark};
use crate::object::heap::{Gc, Kind};
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, runtime_error};

/// How a caller's frame goes on after an activation ended.
pub(super) enum Ended {
    /// The dispatch loop goes on in the frame that is now on top.
    Continue,
    /// The loop ends with this.
    Exit(Step),
    /// This is raised in the frame that is now on top.
    Raise(Raise),
}

impl Machine {
    /// What is sent or thrown arrives at the operation where the generator's frame on top stands.
    #[inline]
    pub(super) fn arrive(&mut self) -> Outcome<()> {
        // SAFETY: there is a frame on top.
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        let fresh = std::mem::take(&mut self.fresh);
        // SAFETY: `pc` stands at an operation of the code.
        let op = unsafe { *frame.pc };
        if let Some(raise) = self.thrown.take() {
            if !fresh && matches!(op, Op::Delegate(..)) {
                self.thrown = Some(raise);
                return Ok(());
            }
            frame.pc = frame.pc.wrapping_add(1);
            // What is thrown in has the context of the place where it arrives, which is set already, not the thrower's.
            self.settled = true;
            return Err(raise);
        }
        if fresh {
            self.sent = Value::None;
        } else if let Op::Yield(_, dst, _, _) = op {
            // SAFETY: a register of the window.
            unsafe { *frame.registers.add(dst as usize) = std::mem::replace(&mut self.sent, Value::None) };
            frame.pc = frame.pc.wrapping_add(1);
        } else if let Op::Delegate(dst, iter, _) = op {
            // SAFETY: as above.
            unsafe {
                if (*frame.registers.add(iter as usize)).is_none() {
                    // A bare suspension, which came of `await_at_once`, is over.
                    *frame.registers.add(iter as usize) = Value::Unset;
                    *frame.registers.add(dst as usize) = Value::None;
                    frame.pc = frame.pc.wrapping_add(1);
                }
            }
        }
        Ok(())
    }

    /// `dst = yield from iter`, `dst = await iter`: one step of what is delegated to. `place` is the operation.
    #[inline(never)]
    pub(super) fn long_delegate(&mut self, place: *const Op, registers: *mut Value) -> Outcome<Ended> {
        // SAFETY: see the file's head.
        let (dst, iter, at, next) = unsafe {
            let Op::Delegate(dst, iter, _) = *place else { return Ok(Ended::Continue) };
            let frame = &*self.frames.start().add(self.depth - 1);
            let at = place.offset_from((*frame.code).start()) as u32;
            (&mut *registers.add(dst as usize), registers.add(iter as usize), at, place.add(1))
        };
        // SAFETY: as above.
        let delegated = unsafe { &mut *iter };
        if delegated.is_none() {
            // A bare suspension, which came of `await_at_once`, is over.
            *delegated = Value::Unset;
            if let Some(raise) = self.thrown.take() {
                return Err(raise);
            }
            *dst = Value::None;
            self.go_on_at(next);
            return Ok(Ended::Continue);
        }
        if let Value::Object(object) = delegated
            && object.kind() == Kind::Generator
            && object.class() != &types().async_generator
        {
            // SAFETY: the kind says so.
            let inner = unsafe { object.clone().cast_unchecked::<Generator>() };
            if !inner.has_frame() {
                return self.delegate_native(place, dst, delegated, inner);
            }
            if inner.status.get() != Status::Finished {
                self.delegate(&inner, at)?;
                drop(inner);
                self.arrive()?;
                return Ok(Ended::Continue);
            }
            if let Some(raise) = self.thrown.take() {
                return Err(raise);
            }
            self.sent = Value::None;
            if inner.as_ref().class() == &types().coroutine {
                return runtime_error("cannot reuse already awaited coroutine");
            }
            *delegated = Value::Unset;
            *dst = Value::None;
            self.go_on_at(next);
            return Ok(Ended::Continue);
        }
        let with = match self.thrown.take() {
            Some(raise) => Resume::Throw(raise.value()),
            None => Resume::Send(std::mem::replace(&mut self.sent, Value::None)),
        };
        let step = match delegated {
            Value::Object(object) if asyncio::bare::is_waited_for(object) => {
                asyncio::bare::go_on(self, delegated, with)?
            }
            _ => self.step_iterator(delegated, with)?,
        };
        match step {
            Step::Yield(value) => Ok(self.suspend(value, at, false)),
            Step::Await(value) => {
                // What stood in line without a coroutine has one now.
                *delegated = value;
                self.long_delegate(place, registers)
            }
            Step::Return(value) => {
                *delegated = Value::Unset;
                *dst = value;
                self.go_on_at(next);
                Ok(Ended::Continue)
            }
        }
    }

    /// The same of a native coroutine.
    #[inline]
    fn delegate_native(
        &mut self,
        place: *const Op,
        dst: &mut Value,
        delegated: &mut Value,
        inner: Gc<Generator>,
    ) -> Outcome<Ended> {
        let with = match self.thrown.take() {
            Some(raise) => Resume::Throw(raise.value()),
            None => Resume::Send(std::mem::replace(&mut self.sent, Value::None)),
        };
        match self.resume_native(&inner, with)? {
            Step::Yield(value) => {
                // Here and in the register that delegates.
                if inner.is(mark::PASSES_ON) && inner.as_ref().count() == 2 {
                    *delegated = value.clone();
                }
                // SAFETY: there is a frame on top, and `place` is an operation of its code.
                let at = unsafe { place.offset_from((*(*self.frames.start().add(self.depth - 1)).code).start()) };
                Ok(self.suspend(value, at as u32, false))
            }
            Step::Return(value) | Step::Await(value) => {
                *delegated = Value::Unset;
                *dst = value;
                // SAFETY: no code ends with a delegation.
                self.go_on_at(unsafe { place.add(1) });
                Ok(Ended::Continue)
            }
        }
    }

    /// Whether what a call gives, for register `made`, is awaited next, and nobody else can see it: then the register that
    /// the result of the await goes to. `next` is the operation behind the call. What is awaited where it was made stands
    /// in a temporary; a call kept in a variable is not.
    ///
    /// # Safety
    /// As for the loop.
    #[inline(always)]
    pub(super) unsafe fn awaited_into(&self, next: *const Op, made: u16) -> Option<u16> {
        // SAFETY: no code ends with a call, nor with what gets an awaitable.
        match unsafe { *next } {
            Op::GetAwaitable(_, dst, src) if src == made && dst == made && self.origin_depth == 0 => {
                match unsafe { *next.add(1) } {
                    Op::Delegate(dst, ..) => Some(dst),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `await f(...)` of a native that may know what comes of it at once: then no coroutine is made. The arguments stand
    /// `skip` places behind `base`; `next` is the operation behind the call. Gives nothing, and has done nothing, when
    /// the coroutine must be made.
    ///
    /// # Safety
    /// As for the loop.
    #[inline(never)]
    pub(super) unsafe fn await_at_once(
        &mut self,
        at_once: AtOnce,
        base: *mut Value,
        skip: usize,
        argc: usize,
        next: *const Op,
    ) -> Outcome<Option<Ended>> {
        // SAFETY: behind what gets an awaitable stands its await.
        let Op::Delegate(dst, iter, _) = (unsafe { *next.add(1) }) else { return Ok(None) };
        // SAFETY: by the caller.
        let arguments = unsafe { std::slice::from_raw_parts(base.add(skip), argc) };
        let step = match at_once(self, arguments) {
            Ok(None) => return Ok(None),
            step => step,
        };
        super::call::drop_range(base, skip + argc);
        let Some(step) = step? else { return Ok(None) };
        // SAFETY: there is a frame on top; operands are registers of its window.
        let (registers, code) = unsafe {
            let frame = &*self.frames.start().add(self.depth - 1);
            (frame.registers, frame.code)
        };
        Ok(Some(match step {
            Step::Yield(_) | Step::Await(_) => {
                // A wait in a line leaves what it waits for in the place of its coroutine.
                let (register, value) = match step {
                    Step::Await(what) => (what, Value::Unset),
                    Step::Yield(value) | Step::Return(value) => (Value::None, value),
                };
                // SAFETY: as above.
                let at = unsafe {
                    *registers.add(iter as usize) = register;
                    next.add(1).offset_from((*code).start()) as u32
                };
                // SAFETY: the frame on top.
                if unsafe { self.hop(self.frames.start().add(self.depth - 1), &value, at) } {
                    return Ok(Some(Ended::Continue));
                }
                self.suspend(value, at, false)
            }
            Step::Return(value) => {
                // SAFETY: as above.
                unsafe { *registers.add(dst as usize) = value };
                self.go_on_at(next.wrapping_add(2));
                Ended::Continue
            }
        }))
    }

    fn go_on_at(&mut self, pc: *const Op) {
        // SAFETY: there is a frame on top.
        unsafe { (*self.frames.start().add(self.depth - 1)).pc = pc };
    }

    /// The frame on top returns `value`.
    ///
    /// # Safety
    /// As for the loop.
    #[inline(never)]
    pub(super) unsafe fn end_frame(&mut self, value: Value) -> Ended {
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        if frame.generator.is_some() {
            return unsafe { self.end_generator(value) };
        }
        self.depth -= 1;
        let gone = unsafe { self.frames.start().add(self.depth).read() };
        let (after, dst) = (gone.after, gone.dst);
        self.frame_gone(&gone);
        clear_window(gone.registers, gone.code().code.registers);
        let instance = if after == After::Init { unsafe { (*gone.registers.sub(1)).take() } } else { Value::Unset };
        let window = gone.registers;
        drop(gone);
        match after {
            After::Exit => return Ended::Exit(Step::Return(value)),
            After::Keep => match self.keep_answer(window, &value) {
                Ok(()) => self.set_register(dst, value),
                Err(raise) => return Ended::Raise(raise),
            },
            After::Init => {
                if !value.is_none() {
                    let name = crate::native::convert::type_name(&value).to_string();
                    return Ended::Raise(Exc::TypeError.raise(format!("__init__() should return None, not '{name}'")));
                }
                self.set_register(dst, instance);
            }
            _ => self.set_register(dst, value),
        }
        Ended::Continue
    }

    pub(super) fn set_register(&mut self, dst: u16, value: Value) {
        // SAFETY: the frame on top is initialised, the register is in its window.
        unsafe {
            let caller = self.frames.start().add(self.depth - 1);
            *(*caller).registers.add(dst as usize) = value;
        }
    }

    /// The generator's frame on top returns `value`: to its awaiter, or to who resumed the chain.
    ///
    /// # Safety
    /// As for the loop.
    unsafe fn end_generator(&mut self, value: Value) -> Ended {
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        self.frame_gone(frame);
        let ended = frame.generator.clone();
        if let Some(ended) = &ended {
            ended.clear_window();
            if self.observation.counted {
                self.tell_left(ended, None);
            }
        }
        let is_async = ended.as_ref().is_some_and(|g| g.as_ref().class() == &types().async_generator);
        if self.return_to_awaiter() {
            if let Some(ended) = ended.filter(|_| is_async) {
                ended.set_mark(mark::BUSY, false);
                ended.set_mark(mark::CLOSED, true);
            }
            let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
            frame.delegation_gave(value);
            if is_async {
                return Ended::Raise(Exc::StopAsyncIteration.with(Vec::new()));
            }
            return Ended::Continue;
        }
        self.depth -= 1;
        let mut gone = unsafe { self.frames.start().add(self.depth).read() };
        self.leave_handled(&mut gone);
        let (after, jump, dst) = (gone.after, gone.jump, gone.dst);
        let feed = gone.rare.take().and_then(|rare| rare.feed);
        drop(gone);
        match after {
            After::Exit | After::Step | After::Last => self.step_over(after, Step::Return(value)),
            After::ForIter | After::ForPair => {
                let caller = unsafe { &mut *self.frames.start().add(self.depth - 1) };
                // The iterator's register is cleared by its operation, which stands before `pc`.
                if let Op::ForIter(_, iter, _) = unsafe { *caller.pc.sub(1) } {
                    unsafe { *caller.registers.add(iter as usize) = Value::Unset };
                }
                caller.pc = unsafe { caller.pc.offset(jump as isize) };
                Ended::Continue
            }
            After::Feed => match feed.map(|feed| self.feed_ended(feed)) {
                Some(Ok(value)) => {
                    self.set_register(dst, value);
                    Ended::Continue
                }
                Some(Err(raise)) => Ended::Raise(raise),
                None => Ended::Continue,
            },
            _ if is_async => Ended::Raise(Exc::StopAsyncIteration.with(Vec::new())),
            _ => {
                let arguments = if value.is_none() { Vec::new() } else { vec![value] };
                Ended::Raise(Exc::StopIteration.with(arguments))
            }
        }
    }

    /// The generator's frame on top suspends at operation `at` with a value for who resumed the chain.
    #[inline(never)]
    pub(super) fn suspend(&mut self, value: Value, at: u32, own: bool) -> Ended {
        // SAFETY: there is a frame on top.
        if unsafe { self.hop(self.frames.start().add(self.depth - 1), &value, at) } {
            return Ended::Continue;
        }
        if own && self.inside_async_for() {
            return match self.yield_to_awaiter(value, at) {
                Ok(()) => Ended::Continue,
                Err(raise) => Ended::Raise(raise),
            };
        }
        // SAFETY: there is a frame on top.
        let top = unsafe { self.frames.start().add(self.depth - 1) };
        // SAFETY: as above.
        if unsafe { self.exits_quickly(top) } {
            // SAFETY: as above.
            let after = unsafe { (*top).after };
            // SAFETY: as above.
            unsafe { self.leave_suspended(top, at) };
            return self.step_over(after, Step::Yield(value));
        }
        // SAFETY: as above.
        if unsafe { (*top).after } == After::Feed {
            return match self.leave_feed(Fed::Slow(value), at) {
                Ok(()) => Ended::Continue,
                Err(raise) => Ended::Raise(raise),
            };
        }
        let frame = self.suspend_frame(at);
        if let Some(leaf) = &frame.generator {
            if leaf.as_ref().class() == &types().async_generator {
                leaf.set_mark(mark::OWN_YIELD, own);
            }
        }
        match frame.after {
            After::Exit | After::Step | After::Last => Ended::Exit(Step::Yield(value)),
            after => {
                // SAFETY: a frame of the language resumed it.
                unsafe { self.give(after, frame.dst, value) };
                Ended::Continue
            }
        }
    }

    /// What a generator yields goes to the frame on top, which resumed it.
    ///
    /// # Safety
    /// The frame on top is one of the language that resumed a generator by an operation in front of its `pc`.
    #[inline]
    pub(super) unsafe fn give(&mut self, after: After, dst: u16, value: Value) {
        // SAFETY: by the caller.
        unsafe {
            if after == After::ForPair {
                return self.give_pair(dst, value);
            }
            let frame = &mut *self.frames.start().add(self.depth - 1);
            *frame.registers.add(dst as usize) = value;
        }
    }

    /// The same of a loop over `enumerate`, which gets the number too.
    ///
    /// # Safety
    /// As for [`Machine::give`].
    #[inline(never)]
    pub(super) unsafe fn give_pair(&mut self, dst: u16, value: Value) {
        // SAFETY: by the caller.
        unsafe {
            let frame = &mut *self.frames.start().add(self.depth - 1);
            if let Op::ForIter(_, iter, _) = *frame.pc.sub(1)
                && let Op::UnpackSequence(_, base, ..) = *frame.pc
                && let Some(enumerate) = (*frame.registers.add(iter as usize)).get::<Enumerate>()
            {
                let number = enumerate.count_on();
                *frame.registers.add(base as usize) = number;
                *frame.registers.add(base as usize + 1) = value;
                frame.pc = frame.pc.add(1);
                return;
            }
            *frame.registers.add(dst as usize) = value;
        }
    }
}

/// Empties a window, keeping number registers as they are (they hold nothing).
#[inline]
pub(super) fn clear_window(registers: *mut Value, count: u16) {
    for i in 0..count as usize {
        // SAFETY: the window's registers are initialised; after this nobody reads them.
        unsafe {
            if let Value::Object(_) = &*registers.add(i) {
                drop((*registers.add(i)).take());
            }
        }
    }
}
