//! Raising and unwinding: from the operation that raised to the handler, or out of the loop.
//!
//! # Safety
//! Frames that are left give their registers up exactly once.

// Frames and code are reached through raw pointers that are good by the rules above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::ending::clear_window;
use super::frame::{After, Frame};
use crate::bytecode::Op;
use crate::bytecode::code::{Code, CodeKind};
use crate::object::class::{Class, class_of};
use crate::object::exception::{Exception, Traceback};
use crate::object::generator::{Frame as FrameObject, Generator, mark};
use crate::object::heap::{self, Gc, Own};
use crate::object::list::Tuple;
use crate::object::types::types;
use crate::object::{Exc, Outcome, Raise, Value, type_error};
use std::cell::Cell;

impl Machine {
    /// Finds the handler of what was raised in the frame on top: Ok when the loop goes on there, Err when it leaves the loop.
    pub(super) fn unwind(&mut self, raise: Raise) -> Result<(), Raise> {
        let mut raise = raise;
        let mut again = std::mem::take(&mut self.again);
        if !std::mem::take(&mut self.settled) && !again {
            self.note_context(&raise);
        }
        loop {
            // SAFETY: inside the loop there is at least one frame.
            let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
            let at = frame.at();
            if !again {
                self.add_traceback(&raise, frame, at);
            }
            again = false;
            if let Some(handler) = frame.code().code.handler_at(at).copied() {
                let registers = frame.code().code.registers;
                // From the top down, as CPython's stack goes.
                for i in (handler.clear_from..registers).rev() {
                    // SAFETY: a register of the window.
                    drop(unsafe { (*frame.registers.add(i as usize)).take() });
                }
                self.finalise_fallen();
                // SAFETY: inside the loop there is at least one frame; finalisers may have moved the stack of frames.
                let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
                // SAFETY: a register of the window; the handler's target is a position in the code.
                unsafe {
                    *frame.registers.add(handler.exc as usize) = raise.0.into_value();
                    frame.pc = frame.code().start().add(handler.target as usize);
                }
                return Ok(());
            }
            self.drop_operands();
            match self.leave(raise) {
                Ok(next) => raise = next,
                Err(raise) => {
                    self.observation.falling |= heap::pending();
                    return Err(raise);
                }
            }
        }
    }

    /// What the frame on top has not yet used up is dropped while it still stands at its place, as in CPython: what is said
    /// of it then, a coroutine that nobody awaited say, names the line that raised.
    fn drop_operands(&mut self) {
        // SAFETY: there is a frame on top.
        let frame = unsafe { &*self.frames.start().add(self.depth - 1) };
        let code = &frame.code().code;
        for i in (code.locals.len() as u16..code.registers).rev() {
            // SAFETY: a register of the window.
            drop(unsafe { (*frame.registers.add(usize::from(i))).take() });
        }
        self.finalise_fallen();
    }

    /// Runs the finalisers of what an exception has made fall.
    #[inline]
    fn finalise_fallen(&mut self) {
        if heap::pending() {
            self.observation.falling = true;
            // Finalisers say themselves what they raise.
            let _ = self.run_pending();
        }
    }

    /// Leaves the frame on top: Ok with what is raised in the frame now on top, Err when the loop ends.
    fn leave(&mut self, raise: Raise) -> Result<Raise, Raise> {
        // SAFETY: there is a frame on top.
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        if frame.generator.is_some() {
            return self.leave_generator(raise);
        }
        let raise = match frame.code().code.kind {
            // One that ran as a plain call.
            CodeKind::Coroutine => self.leaked_stop(raise, frame),
            _ => raise,
        };
        self.depth -= 1;
        // SAFETY: read once; it is off the stack.
        let gone = unsafe { self.frames.start().add(self.depth).read() };
        self.keep_frame(&raise, &gone, self.depth);
        clear_window(gone.registers, gone.code().code.registers);
        let after = gone.after;
        let front = after.in_front();
        super::call::drop_range(gone.registers.wrapping_sub(front), front);
        drop(gone);
        if matches!(after, After::Exit | After::Step | After::Last) { Err(raise) } else { Ok(raise) }
    }

    fn leave_generator(&mut self, raise: Raise) -> Result<Raise, Raise> {
        // SAFETY: there is a frame on top, and it is a generator's.
        let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
        let raise = self.leaked_stop(raise, frame);
        let below = if frame.root.is_none() || frame.generator == frame.root { self.depth - 1 } else { 0 };
        self.keep_frame(&raise, frame, below);
        let ended = frame.generator.clone();
        if let Some(ended) = &ended {
            ended.clear_window();
            if self.observation.counted {
                self.tell_left(ended, Some(&raise));
            }
        }
        if self.return_to_awaiter() {
            if let Some(ended) = ended.filter(|g| g.as_ref().class() == &types().async_generator) {
                ended.set_mark(mark::BUSY, false);
                ended.set_mark(mark::CLOSED, raise.is(Exc::GeneratorExit));
            }
            // SAFETY: as above.
            let frame = unsafe { &mut *self.frames.start().add(self.depth - 1) };
            // SAFETY: the awaiter stands at its Delegate.
            if let Op::Delegate(_, iter, _) = unsafe { *frame.pc } {
                // SAFETY: a register of the window; the next operation is within the code.
                unsafe {
                    drop((*frame.registers.add(iter as usize)).take());
                    frame.pc = frame.pc.add(1);
                }
            }
            return Ok(raise);
        }
        self.depth -= 1;
        // SAFETY: read once; it is off the stack.
        let mut gone = unsafe { self.frames.start().add(self.depth).read() };
        self.leave_handled(&mut gone);
        let after = gone.after;
        drop(gone);
        if matches!(after, After::Exit | After::Step | After::Last) { Err(raise) } else { Ok(raise) }
    }

    /// StopIteration that leaves a generator becomes RuntimeError (PEP 479).
    fn leaked_stop(&mut self, raise: Raise, frame: &Frame) -> Raise {
        let is_async = frame.generator.as_ref().is_some_and(|g| g.as_ref().class() == &types().async_generator);
        let stop = raise.is(Exc::StopIteration);
        let async_stop = is_async && raise.is(Exc::StopAsyncIteration);
        if !(stop || async_stop) {
            return raise;
        }
        let kind = frame.generator.as_ref().map_or("coroutine", |g| super::resume::kind_name(g));
        let name = if stop { "StopIteration" } else { "StopAsyncIteration" };
        let error = Exc::RuntimeError.raise(format!("{kind} raised {name}"));
        error.0.cause.set(raise.value());
        error.0.context.set(raise.value());
        error.0.suppress_context.set(true);
        error
    }

    /// Leaves frames until one whose `after` is Exit is left; for errors before its loop could start.
    pub(super) fn unwind_to_exit(&mut self, raise: Raise) -> Outcome {
        let mut raise = raise;
        loop {
            match self.leave(raise) {
                Ok(next) => raise = next,
                Err(raise) => return Err(raise),
            }
        }
    }

    fn add_traceback(&mut self, raise: &Raise, frame: &Frame, at: u32) {
        // SAFETY: the function keeps its code alive, and holds it as a Gc whose payload this is.
        let code = frame.function.code.with(|c| if std::ptr::eq(&**c, frame.code) { Some(c.clone()) } else { None });
        let Some(code) = code.or_else(|| self.retired.iter().find(|c| std::ptr::eq(&***c, frame.code)).cloned()) else {
            return;
        };
        let object = match &frame.rare {
            Some(rare) => rare.object.as_ref().map_or(Value::None, |o| o.value()),
            None => Value::None,
        };
        let entry = Traceback {
            next: Own::new(raise.0.traceback.get()),
            code,
            globals: frame.function.globals.clone(),
            pc: at,
            frame: Own::new(object),
            line: Cell::new(0),
        };
        raise.0.traceback.set(Gc::new(entry, &types().traceback).into_value());
    }

    /// An exception is thrown into a generator that has not begun: it comes from the line of the definition.
    pub(super) fn add_first_entry(&mut self, raise: &Raise, generator: &Gc<Generator>) {
        let Some(function) = &generator.function else { return };
        let code = function.code.get();
        let object = self.generator_frame(generator);
        if let Some(object) = object.get::<FrameObject>() {
            let count = code.code.locals.len().min(generator.registers as usize);
            // SAFETY: the registers of a generator are always initialised, and begin with its locals.
            let values: Vec<Value> = (0..count).map(|i| unsafe { (*generator.window().add(i)).clone() }).collect();
            object.values.set(values);
        }
        let entry = Traceback {
            next: Own::new(raise.0.traceback.get()),
            globals: function.globals.clone(),
            // No operation of it: the line is all there is to show.
            pc: code.code.spans.len() as u32,
            frame: Own::new(object),
            line: Cell::new(code.code.first_line),
            code,
        };
        raise.0.traceback.set(Gc::new(entry, &types().traceback).into_value());
    }

    /// Says where an exception comes from that has no traceback: the place that runs.
    pub(super) fn add_current_entry(&mut self, raise: &Raise) {
        let Some(top) = self.depth.checked_sub(1) else { return };
        // SAFETY: frames below `depth` are initialised and stay in place while one is looked at.
        let frame = unsafe { &*self.frames.start().add(top) };
        self.add_traceback(raise, frame, frame.at());
    }

    /// The exception being handled becomes the context of a new one.
    fn note_context(&mut self, raise: &Raise) {
        if self.handled.is_none() || !raise.0.context.with(|c| c.is_none()) || !raise.0.traceback.with(|t| t.is_none())
        {
            return;
        }
        let handled = self.handled.clone();
        set_context(&raise.0, handled);
    }

    /// An exception value as what travels: the same exception.
    pub fn raise_value(&mut self, exception: Value) -> Raise {
        match exception {
            Value::Object(object) => match object.cast::<Exception>() {
                Ok(exception) => Raise(exception),
                Err(_) => Exc::TypeError.raise("exceptions must derive from BaseException"),
            },
            _ => Exc::TypeError.raise("exceptions must derive from BaseException"),
        }
    }

    /// `raise exc from cause`
    pub(super) fn raise_statement(&mut self, exception: Value, cause: Option<Value>) -> Raise {
        let raise = match self.make_exception(exception) {
            Ok(raise) => raise,
            Err(raise) => return raise,
        };
        if let Some(cause) = cause {
            match self.make_cause(cause) {
                Ok(cause) => {
                    raise.0.cause.set(cause);
                    raise.0.suppress_context.set(true);
                }
                Err(raise) => return raise,
            }
        }
        if !self.handled.is_none() {
            let handled = self.handled.clone();
            set_context(&raise.0, handled);
        }
        raise
    }

    /// The TypeError for an exception class that made something else.
    pub fn not_an_exception(&mut self, class: &Value, made: &Value) -> Outcome<Raise> {
        let (class, kind) = (self.repr(class)?, self.repr(&class_of(made).value())?);
        let (class, kind) = (class.as_str(), kind.as_str());
        let message = format!("calling {class} should have returned an instance of BaseException, not {kind}");
        Ok(Exc::TypeError.raise(message))
    }

    fn make_cause(&mut self, cause: Value) -> Outcome {
        if cause.is_none() {
            return Ok(Value::None);
        }
        if cause.get::<Exception>().is_some() {
            return Ok(cause);
        }
        if let Some(class) = cause.typed::<Class>() {
            if class.is_subclass_of(types().exception(Exc::BaseException)) {
                let made = self.call(&cause, &[])?;
                return match made.get::<Exception>() {
                    Some(_) => Ok(made),
                    None => Err(self.not_an_exception(&cause, &made)?),
                };
            }
        }
        type_error("exception causes must derive from BaseException")
    }

    /// What `raise x` raises: an instance itself, or an instance of a class.
    pub fn make_exception(&mut self, value: Value) -> Outcome<Raise> {
        if let Some(exception) = value.typed::<Exception>() {
            return Ok(Raise(exception.clone()));
        }
        if let Some(class) = value.typed::<Class>() {
            if class.is_subclass_of(types().exception(Exc::BaseException)) {
                let made = self.call(&value, &[])?;
                return match made.typed::<Exception>() {
                    Some(exception) => Ok(Raise(exception.clone())),
                    None => Err(self.not_an_exception(&value, &made)?),
                };
            }
        }
        type_error("exceptions must derive from BaseException")
    }

    /// The frame is being left by an exception: its locals live as long as the traceback, as in CPython. Its caller is the
    /// last of the `below` frames, if any.
    fn keep_frame(&mut self, raise: &Raise, frame: &Frame, below: usize) {
        let shown = frame.generator.as_ref().and_then(|g| g.rare.with(|r| r.as_ref().and_then(|r| r.frame.get())));
        self.frame_gone(frame);
        let head = raise.0.traceback.get();
        let Some(entry) = head.get::<Traceback>() else { return };
        if !std::ptr::eq(&*entry.code, frame.code) {
            return;
        }
        let compiled = &frame.code().code;
        let last = ended_at(compiled, frame.at(), entry.pc);
        let count = compiled.locals.len().min(compiled.registers as usize);
        // SAFETY: the locals are the first registers of the window, which is given up here.
        let values: Vec<Value> = (0..count).map(|i| unsafe { (*frame.registers.add(i)).take() }).collect();
        let shown = shown.and_then(|o| o.typed::<FrameObject>().cloned());
        let known = shown.or_else(|| frame.rare.as_ref().and_then(|r| r.object.clone()));
        let object = known.unwrap_or_else(|| {
            let object = FrameObject {
                code: entry.code.clone(),
                globals: frame.function.globals.clone(),
                pc: Cell::new(last),
                back: Own::new(Value::None),
                locals: Own::new(Value::Unset),
                values: Own::new(Vec::new()),
                extra: Own::new(Value::Unset),
                depth: Cell::new(0),
                generator: Own::new(Value::None),
                caller: Cell::default(),
            };
            Gc::new(object, &types().frame)
        });
        object.values.set(values);
        object.pc.set(last);
        // The frame it had called is told who that was; who called it itself is found while that still runs.
        let inner = entry.next.get().get::<Traceback>().map(|inner| inner.frame.get()).unwrap_or_default();
        if let Some(inner) = inner.get::<FrameObject>().filter(|f| f.back.with(|b| !b.is_set() || b.is_none())) {
            inner.back.set(object.value());
        }
        if let Some(caller) = below.checked_sub(1).and_then(|caller| self.frame(caller)) {
            object.caller.set((below, caller.code.addr()));
        }
        entry.frame.set(object.into_value());
    }

    /// The generator of the running frame, if it is one's.
    pub fn running_generator(&self) -> Option<Gc<Generator>> {
        self.current_frame().and_then(|f| f.generator.clone())
    }
}

/// Sets `__context__`, taking the new exception out of the chain it would close to a circle.
pub(super) fn set_context(exception: &Gc<Exception>, handled: Value) {
    if handled.object() == Some(exception.as_ref()) {
        return;
    }
    let mut at = handled.clone();
    let mut steps = 0;
    while let Some(e) = at.typed::<Exception>().cloned() {
        let next = e.context.get();
        if next.object() == Some(exception.as_ref()) {
            e.context.set(Value::None);
            break;
        }
        steps += 1;
        if steps > 10_000 {
            break;
        }
        at = next;
    }
    exception.context.set(handled);
}

impl Machine {
    /// `except class:` — whether the exception matches a class or a tuple of classes.
    pub(super) fn match_exception(&mut self, exception: &Value, class: &Value) -> Outcome<bool> {
        const WRONG: &str = "catching classes that do not inherit from BaseException is not allowed";
        let base = types().exception(Exc::BaseException);
        if let Some(class) = class.typed::<Class>() {
            if !class.is_subclass_of(base) {
                return type_error(WRONG);
            }
            return Ok(class_of(exception).is_subclass_of(class));
        }
        if let Some(classes) = class.get::<Tuple>() {
            for class in classes.as_slice() {
                match class.typed::<Class>() {
                    Some(class) if class.is_subclass_of(base) => {}
                    _ => return type_error(WRONG),
                }
            }
            return Ok(classes
                .as_slice()
                .iter()
                .any(|c| c.typed::<Class>().is_some_and(|c| class_of(exception).is_subclass_of(c))));
        }
        type_error(WRONG)
    }
}

/// The operation whose line a frame shows that an exception has left at `at`, having been raised first at `raised`. What
/// raises again at the end of a `finally` or a handler has no line of its own: the last line that ran is shown.
fn ended_at(code: &Code, at: u32, raised: u32) -> u32 {
    let end = at as usize;
    if !matches!(code.ops.get(end), Some(Op::Reraise(_))) {
        return at;
    }
    let begin = code.ops[..end].iter().rposition(|op| matches!(op, Op::PushHandled(..))).unwrap_or(0);
    let handles = code.ops[begin..end].iter().any(|op| matches!(op, Op::MatchException(..)));
    let before = code.spans[..end].iter().rposition(|span| *span != code.spans[end]).unwrap_or(end);
    let again = code.ops[begin..end].iter().rposition(|op| matches!(op, Op::RaiseAgain)).map(|from| begin + from);
    match (handles, again) {
        (true, _) if (begin..end).contains(&(raised as usize)) => raised,
        (true, Some(again)) => again as u32,
        (true, None) => at.saturating_sub(1),
        (false, _) => before as u32,
    }
}
