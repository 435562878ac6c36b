//! From one task's step to the next: frames of tasks that the event loop runs, entered where the last one suspends, so
//! that a turn of the loop need not leave the dispatch loop between two steps.
//!
//! In: the coroutine of a task that is ready. Out: its innermost frame on the stack, having taken what was sent. Who is
//! next, and whether anybody must be told of it, is [`asyncio::hop`](crate::asyncio::hop)'s to say.
//!
//! # Safety
//! As for [`resume`](super::resume): a suspended generator's function keeps its code alive, and its `pc` is within it.

// Frames and code are reached through raw pointers that are good by the rule above.
#![allow(dangerous_implicit_autorefs)]

use super::Machine;
use super::ending::Ended;
use super::frame::{After, Frame, Held, Simple};
use super::resume::note_started;
use crate::asyncio;
use crate::asyncio::task::Task;
use crate::object::Outcome;
use crate::object::Value;
use crate::object::function::Code;
use crate::object::generator::{Generator, Resume, Status, Step, mark};
use crate::object::heap::Gc;
use crate::object::types::types;

impl Machine {
    /// Resumes the coroutine of a task with nothing to send, to its next suspension or its end. With `hops`, the dispatch
    /// loop may go on with other tasks' steps: what it ends with is then of the last of them.
    pub fn go_on(&mut self, coroutine: &Gc<Generator>, hops: bool) -> Outcome<Step> {
        if !self.push_step(coroutine, if hops { After::Step } else { After::Last }) {
            return self.resume(coroutine, Resume::Send(Value::None));
        }
        self.arriving = true;
        self.run_step()
    }

    /// Goes on with the coroutine of another task in the dispatch loop that runs. Whether it was possible.
    pub fn hop_to(&mut self, coroutine: &Gc<Generator>) -> bool {
        if !self.push_step(coroutine, After::Step) {
            return false;
        }
        // Nothing is thrown, so that nothing is raised.
        self.arrive().is_ok()
    }

    /// Puts the innermost frame of a coroutine, which begins or is suspended, on the stack. Gives false, and has done
    /// nothing, when that takes more than usual.
    #[inline]
    fn push_step(&mut self, coroutine: &Gc<Generator>, after: After) -> bool {
        // SAFETY: read only, and nothing else runs; see the dispatch loop's short way for the same conditions.
        let innermost = unsafe { (*coroutine.leaf.as_ptr()).as_ref() };
        let leaf = innermost.unwrap_or(coroutine);
        let top = self.top();
        let fresh = match coroutine.status.get() {
            Status::Created => true,
            Status::Suspended => {
                if leaf.root.get() != coroutine.as_ref().as_ptr()
                    || leaf.status.get() != Status::Suspended
                    || leaf.is(mark::HANDLING)
                {
                    return false;
                }
                false
            }
            _ => return false,
        };
        let Some(function) = leaf.function.as_ref().filter(|_| {
            self.handled.is_none() && self.depth < self.recursion_limit && top.wrapping_add(16) <= self.bounds.ready
        }) else {
            return false;
        };
        let code = function.code.with(|c| &**c as *const crate::object::function::Code);
        self.fresh = fresh;
        if fresh {
            note_started(leaf, code);
        }
        leaf.set_running();
        let frame = Frame {
            // SAFETY: the function keeps its code alive; `pc` is in range.
            pc: unsafe { (*code).start().add(leaf.pc.get() as usize) },
            registers: leaf.window(),
            top,
            code,
            // SAFETY: the frame holds the generator.
            function: unsafe { Held::borrowed(function) },
            root: innermost.map(|_| coroutine.clone()),
            generator: Some(leaf.clone()),
            rare: None,
            dst: 0,
            jump: 0,
            after,
            below: false,
            plain: false,
            suspends: true,
            simple: Simple::No,
        };
        // SAFETY: room was checked by depth against the region's size.
        unsafe { self.frames.start().add(self.depth).write(frame) };
        self.depth += 1;
        self.sent = Value::None;
        true
    }

    /// The task whose step runs suspends with `value` at operation `at`, in the frame on top, and the first in line goes
    /// on in its place. Gives false, and has done nothing, when either takes more than usual.
    ///
    /// # Safety
    /// As the file's head says; `frame` is the frame on top, a generator's if it is a step.
    #[inline]
    pub(super) unsafe fn hop(&mut self, frame: *mut Frame, value: &Value, at: u32) -> bool {
        // SAFETY: see the file's head; the loop lives as long as its turn.
        unsafe {
            let frame = &mut *frame;
            if frame.after != After::Step
                // What a task waits for is told by looking at more than stands still here.
                || self.observation.heard && !value.is_none()
                || (*self.pending).get()
                || self.watch.is_due()
                || self.recursion_limit == 0
                || !self.handled.is_none()
                || frame.below
                || frame.rare.is_some()
            {
                return false;
            }
            let (Some(own), Some(task)) = (&self.step.turn, &self.step.task) else { return false };
            let own: *const asyncio::turn::Loop = &raw const **own;
            if !asyncio::hop::is_usual(&*own, task, value) {
                return false;
            }
            if (*own).turn_is_over() {
                if !asyncio::hop::begin_in_place(self, &*own, value.is_none()) {
                    return false;
                }
                if value.is_none() && (*own).is_alone() {
                    // It is the next itself.
                    self.watch.step();
                    asyncio::hop::go_on_alone(self, &*own);
                    let frame = &mut *frame;
                    frame.pc = (*frame.code).start().add(at as usize);
                    frame.simple = Simple::No;
                    self.fresh = false;
                    self.sent = Value::None;
                    return self.arrive().is_ok();
                }
            }
            let coroutine: *const Gc<Generator> = match asyncio::hop::first(&*own) {
                Some(coroutine) => coroutine,
                None => return false,
            };
            // Its task stands in line until it is taken out below, and holds it from then on.
            let coroutine = &*coroutine;
            let innermost = (*coroutine.leaf.as_ptr()).as_ref();
            let leaf = innermost.unwrap_or(coroutine);
            let (Some(function), Some(last)) = (&leaf.function, &frame.generator) else { return false };
            let fresh = coroutine.status.get() == Status::Created;
            if !fresh
                && (coroutine.status.get() != Status::Suspended
                    || leaf.root.get() != coroutine.as_ref().as_ptr()
                    || leaf.status.get() != Status::Suspended
                    || leaf.is(mark::HANDLING))
                || last.as_ref().class() == &types().async_generator
            {
                return false;
            }
            last.pc.set(at);
            last.status.set(Status::Suspended);
            match frame.root.take() {
                Some(root) if root != *last => {
                    last.root.set(root.as_ref().as_ptr());
                    if (*root.leaf.as_ptr()).as_ref() != Some(last) {
                        root.leaf.set(Some(last.clone()));
                    }
                }
                _ => {
                    last.root.set(last.as_ref().as_ptr());
                    if (*last.leaf.as_ptr()).is_some() {
                        last.leaf.set(None);
                    }
                }
            }
            if self.observation.heard {
                asyncio::hop::tell(self, &*own);
            }
            let code: *const Code = &**function.code.as_ptr();
            if fresh {
                note_started(leaf, code);
            }
            leaf.set_running();
            frame.code = code;
            frame.pc = (*code).start().add(leaf.pc.get() as usize);
            frame.registers = leaf.window();
            frame.simple = Simple::No;
            frame.function = Held::borrowed(function);
            if innermost.is_some() {
                frame.root = Some(coroutine.clone());
            }
            // The one that gives way is in line again, or held by what it waits for.
            frame.generator = Some(leaf.clone());
            asyncio::hop::exchange(self, &*own, value);
            self.fresh = fresh;
            self.sent = Value::None;
            self.arrive().is_ok()
        }
    }

    /// A frame that native code resumed suspended or ended with `step`, and is off the stack.
    #[inline]
    pub(super) fn step_over(&mut self, after: After, step: Step) -> Ended {
        if after != After::Step {
            return Ended::Exit(step);
        }
        match asyncio::hop::next(self, step) {
            None => Ended::Continue,
            Some(step) => Ended::Exit(step),
        }
    }

    /// The task of which the frame on top is a step that the event loop runs.
    #[inline]
    pub fn own_step(&self) -> Option<Gc<Task>> {
        // SAFETY: frames below the depth are initialised.
        match self.depth > 0 {
            true => match unsafe { (*self.frames.start().add(self.depth - 1)).after } {
                After::Step => self.step.task.clone(),
                After::Last => self.stepping(),
                _ => None,
            },
            false => None,
        }
    }

    /// The current task, if the frame on top is one of its own chain.
    pub fn stepping(&self) -> Option<Gc<Task>> {
        let current = asyncio::state::state(|s| s.current.with(|c| c.typed::<Task>().cloned()))?;
        let root = self.current_frame().and_then(|f| f.root.as_ref().or(f.generator.as_ref()))?;
        let own = current.coroutine.with(|c| c.as_ref() == Some(root.as_ref()));
        own.then_some(current)
    }
}
