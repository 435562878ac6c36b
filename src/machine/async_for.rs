//! `async for` over an async generator: the loop's frame delegates to the generator's own (PEP 525, 530).
//!
//! In: the step of an `async for`. Out: the generator's frame as the innermost of the chain, and its next value in the
//! loop's register, with none of the awaitables in between that nobody could see. Where somebody could, or something else
//! runs the generator, the step goes the long way, through `__anext__`.
//!
//! # Safety
//! As for [`resume`](super::resume): `awaiter` pointers are followed only inside a chain whose members hold one another.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::frame::{Frame, Held, Simple};
use crate::bytecode::Op;
use crate::object::function::Code;
use crate::object::generator::{Generator, Status, mark};
use crate::object::heap::{Gc, Ref};
use crate::object::types::types;
use crate::object::{Outcome, Value};

impl Machine {
    /// `async for` over an async generator that nothing else runs: the loop's frame delegates to the generator's own, with
    /// no awaitable in between that nobody could see. `place` is the operation that asks for the next value. Whether it
    /// was possible.
    pub(super) fn enter_async_generator(
        &mut self,
        iterator: &Value,
        place: *const Op,
        registers: *mut Value,
    ) -> Outcome<bool> {
        let Some(generator) = iterator.typed::<Generator>() else { return Ok(false) };
        // SAFETY: no code ends with a step of `async for`.
        let (awaitable, delegate) = unsafe { (*place.add(1), *place.add(2)) };
        let (Op::GetAwaitable(..), Op::Delegate(_, iter, _)) = (awaitable, delegate) else { return Ok(false) };
        let stands = match generator.status.get() {
            Status::Created => true,
            Status::Suspended => generator.leaf.with(|l| l.is_none()),
            _ => false,
        };
        if !stands
            || generator.as_ref().class() != &types().async_generator
            || generator.is(mark::BUSY)
            || !generator.is(mark::HOOKED)
            || self.observation.heard
            || !self.handled.is_none()
        {
            return Ok(false);
        }
        let generator = generator.clone();
        generator.root.set(generator.as_ref().as_ptr());
        // SAFETY: a register of the running window; the code's operations are one array.
        let at = unsafe {
            *registers.add(iter as usize) = generator.value();
            let frame = &*self.frames.start().add(self.depth - 1);
            place.add(2).offset_from((*frame.code).start())
        };
        self.delegate(&generator, at as u32)?;
        generator.set_mark(mark::BUSY, true);
        self.sent = Value::None;
        Ok(true)
    }

    /// The same of one that is suspended at a `yield` of its own, where nothing is unusual: then its frame is entered, and
    /// nothing arrives there. `place` is the operation that asks for the next value, `frame` the one on top.
    ///
    /// # Safety
    /// As the file's head says.
    #[inline(never)]
    pub(super) unsafe fn step_async_for(&mut self, frame: *mut Frame, place: *const Op) -> bool {
        // SAFETY: see the file's head; no code ends with a step of `async for`, nor with a yield.
        unsafe {
            let frame = &mut *frame;
            let (Op::GetAnext(_, from), Op::Delegate(_, iter, _)) = (*place, *place.add(2)) else { return false };
            let registers = frame.registers;
            let Some(generator) = (*registers.add(from as usize)).typed::<Generator>() else { return false };
            let (Some(outer), Some(function)) = (&frame.generator, &generator.function) else { return false };
            if generator.status.get() != Status::Suspended
                || generator.marks.get() & (mark::BUSY | mark::HANDLING | mark::HOOKED) != mark::HOOKED
                || generator.as_ref().class() != &types().async_generator
                || (*generator.leaf.as_ptr()).is_some()
                || frame.rare.is_some()
                || frame.below
                || self.observation.heard
                || !self.handled.is_none()
            {
                return false;
            }
            let code: *const Code = &**function.code.as_ptr();
            let at = (*code).start().add(generator.pc.get() as usize);
            let Op::Yield(_, sent, ..) = *at else { return false };
            outer.pc.set(place.add(2).offset_from((*frame.code).start()) as u32);
            outer.status.set(Status::Suspended);
            outer.root.set(std::ptr::null_mut());
            generator.awaiter.set(outer.as_ref().as_ptr());
            generator.root.set(generator.as_ref().as_ptr());
            generator.set_running();
            generator.set_mark(mark::BUSY, true);
            *registers.add(iter as usize) = generator.value();
            let window = generator.window();
            frame.code = code;
            frame.registers = window;
            frame.function = Held::borrowed(function);
            frame.simple = Simple::Async;
            if let Some(outer) = frame.generator.replace(generator.clone())
                && frame.root.is_none()
            {
                frame.root = Some(outer);
            }
            let unused = matches!(*at.add(1), Op::Clear(unused) if unused == sent);
            frame.pc = at.add(1 + usize::from(unused));
            *window.add(sent as usize) = if unused { Value::Unset } else { Value::None };
            true
        }
    }

    /// Its frame, still on top, yields `value` at operation `at`: back to the loop, by the same short way. Whether it was
    /// possible.
    ///
    /// # Safety
    /// As the file's head says; the frame was entered by [`Machine::step_async_for`], and nothing but it ran there since.
    #[inline(never)]
    pub(super) unsafe fn yield_async_for(&mut self, frame: *mut Frame, value: &mut Value, at: u32) -> bool {
        // SAFETY: see the file's head.
        unsafe {
            let frame = &mut *frame;
            let Some(leaf) = &frame.generator else { return false };
            let awaiter = leaf.awaiter.get();
            if awaiter.is_null() || frame.rare.is_some() || frame.below || !self.handled.is_none() {
                return false;
            }
            let awaiter: Gc<Generator> = Ref::from_ptr(awaiter).cast_unchecked();
            let Some(function) = &awaiter.function else { return false };
            let code: *const Code = &**function.code.as_ptr();
            let place = (*code).start().add(awaiter.pc.get() as usize);
            let Op::Delegate(dst, iter, _) = *place else { return false };
            if awaiter.is(mark::HANDLING)
                || frame.root.as_ref().is_some_and(|root| (*root.leaf.as_ptr()).as_ref() == Some(leaf))
            {
                return false;
            }
            leaf.awaiter.set(std::ptr::null_mut());
            leaf.pc.set(at);
            leaf.status.set(Status::Suspended);
            leaf.set_mark(mark::BUSY, false);
            awaiter.set_running();
            let registers = awaiter.window();
            frame.code = code;
            frame.registers = registers;
            frame.function = Held::borrowed(function);
            frame.simple = Simple::No;
            frame.pc = place.add(1);
            // The loop's own register holds the generator still.
            drop(frame.generator.replace(awaiter));
            *registers.add(iter as usize) = Value::Unset;
            *registers.add(dst as usize) = value.take();
            true
        }
    }

    /// An async generator inside a chain, entered as above, suspends at its own `yield`, operation `at`: the value goes to
    /// the `async for`, whose frame goes on.
    #[inline(never)]
    pub(super) fn yield_to_awaiter(&mut self, value: Value, at: u32) -> Outcome<()> {
        // SAFETY: there is a running frame.
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        let Some(leaf) = frame.generator.clone() else { return Ok(()) };
        leaf.pc.set(at);
        leaf.status.set(Status::Suspended);
        leaf.root.set(leaf.as_ref().as_ptr());
        leaf.set_mark(mark::BUSY, false);
        let outside = match frame.below {
            true => self.handled_below.last().cloned().unwrap_or(Value::None),
            false => Value::None,
        };
        if !self.handled.is(&outside) {
            let own = std::mem::replace(&mut self.handled, outside);
            leaf.set_mark(mark::HANDLING, true);
            leaf.with_rare(|r| r.handled = own);
        }
        if let Some(root) = frame.root.as_ref().filter(|root| root.leaf.with(|l| l.as_ref() == Some(&leaf))) {
            // The way to the innermost frame holds nothing that a `break` drops: its finalizer hook is called then.
            drop(root.leaf.take());
        }
        if !self.enter_awaiter(frame, &leaf) {
            return crate::object::runtime_error("an async generator without an awaiter: this is a bug in Co");
        }
        frame.delegation_gave(value);
        Ok(())
    }

    /// Whether the innermost generator is an async generator that is driven by another member of its chain.
    #[inline]
    pub(super) fn inside_async_for(&self) -> bool {
        self.current_frame().is_some_and(|frame| match (&frame.generator, &frame.root) {
            (Some(leaf), Some(root)) => leaf != root && leaf.as_ref().class() == &types().async_generator,
            _ => false,
        })
    }
}
