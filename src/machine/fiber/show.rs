//! What fibers are doing, for people: where each thread stands, the report of a deadlock, frames of suspended fibers.
//!
//! In: fibers. Out: text and frame objects. It changes nothing but the machine's standing, at the end of a deadlock.

use super::wait::{Ended, Wait};
use super::{Id, ROOT};
use crate::builtins::frame::line_of;
use crate::diagnostic::catalogue::said;
use crate::machine::Machine;
use crate::machine::observe::Event;
use crate::object::heap::Gc;
use crate::object::str::{Str, intern};
use crate::object::{Exc, Outcome, Value};

impl Machine {
    /// Looks at the machine as it is while another fiber runs. `look` must neither switch nor run user code.
    fn within<R>(&mut self, id: Id, look: impl FnOnce(&mut Machine) -> R) -> Option<R> {
        let current = self.fibers.current;
        if id == current {
            return Some(look(self));
        }
        let mut part = self.fibers.all.get_mut(&id)?.part.take()?;
        self.swap_part(&mut part, false);
        self.fibers.current = id;
        let result = look(self);
        self.fibers.current = current;
        self.swap_part(&mut part, false);
        if let Some(fiber) = self.fibers.all.get_mut(&id) {
            fiber.part = Some(part);
        }
        Some(result)
    }

    /// The frame object of the innermost frame of a fiber, or None.
    pub fn fiber_frame(&mut self, id: Id) -> Value {
        let frame = self.within(id, |m| {
            let top = m.depth().checked_sub(1)?;
            let object = m.frame_object(top)?;
            object.pc.set(m.frame_place(&object));
            object.back.set(m.frame_back(&object));
            object.locals.set(m.locals_at(top));
            Some(object)
        });
        frame.flatten().map_or(Value::None, Gc::into_value)
    }

    /// The context of a fiber; Unset where it has none of its own.
    pub fn fiber_context(&mut self, id: Id) -> Value {
        match self.fibers.current == id {
            true => {
                let mut now = [Value::Unset, Value::Unset, Value::Unset];
                (self.fibers.exchange)(&mut now, false);
                let context = now[2].clone();
                (self.fibers.exchange)(&mut now, false);
                context
            }
            false => {
                let part = self.fibers.all.get(&id).and_then(|f| f.part.as_ref());
                part.map_or(Value::Unset, |part| part.current[2].clone())
            }
        }
    }

    /// Gives a fiber a context, or none with Unset.
    pub fn set_fiber_context(&mut self, id: Id, context: Value) {
        if self.fibers.current == id {
            let mut now = [Value::Unset, Value::Unset, Value::Unset];
            (self.fibers.exchange)(&mut now, false);
            let old = std::mem::replace(&mut now[2], context);
            (self.fibers.exchange)(&mut now, false);
            drop(old);
        } else if let Some(part) = self.fibers.all.get_mut(&id).and_then(|f| f.part.as_mut()) {
            part.current[2] = context;
        }
    }

    /// What a fiber is in: the library's function that waits, and where the program called it.
    fn standing(&mut self, id: Id) -> (Option<String>, Option<(String, u32)>) {
        let looked = self.within(id, |m| {
            let mut function = None;
            for depth in (0..m.depth()).rev() {
                let Some(frame) = m.frame(depth) else { break };
                let code = frame.code();
                if !code.code.source.name.starts_with("<frozen ") {
                    return (function, Some((code.code.source.name.to_string(), line_of(code, frame.at()))));
                }
                function = Some(frame.function.qualname().as_str().to_string());
            }
            (function, None)
        });
        looked.unwrap_or((None, None))
    }

    /// The name of a thread, as `threading` has it.
    fn thread_name(&mut self, id: Id) -> String {
        let object = self.fibers.thread(id).map_or(Value::None, |t| t.object.clone());
        let name = match object.is_none() {
            true => None,
            false => self.find_attr(&object, &intern("_name")).ok().flatten(),
        };
        match name.as_ref().and_then(|n| n.get::<Str>()) {
            Some(name) => name.as_str().to_string(),
            None if id == ROOT => "MainThread".to_string(),
            None => format!("Thread-{id}"),
        }
    }

    /// Reports a switch to observers.
    #[cold]
    pub(super) fn tell_switch(&mut self, from: Id, to: Id) {
        let (before, after) = (self.fibers.thread_of(from).unwrap_or(ROOT), self.fibers.thread_of(to).unwrap_or(ROOT));
        // Serials begin with 1.
        let serial = |id: Id| id as crate::machine::observe::Serial + 1;
        let place = self.place_here();
        let event = if before == after {
            let name = if to == after { "main greenlet".to_string() } else { format!("greenlet {to}") };
            Event::GreenletSwitch { from: serial(from), to: serial(to), name: name.into(), place }
        } else {
            Event::ThreadSwitch { from: serial(before), to: serial(after), name: self.thread_name(after).into(), place }
        };
        self.tell(&event, None);
    }

    /// What a thread waits for, and where, in a sentence.
    fn why_it_waits(&mut self, thread: Id) -> String {
        let Some(fiber) = self.fibers.thread(thread).map(|t| t.current) else { return String::new() };
        let name = self.thread_name(thread);
        let (function, place) = self.standing(fiber);
        if thread == ROOT && function.as_deref() == Some("_shutdown") {
            return "MainThread is over and waits for the other threads to end".to_string();
        }
        let (waiting, holder) = self.fibers.all.get(&fiber).map_or((None, None), |f| (f.waiting, f.holder));
        let holder =
            holder.and_then(|ident| self.fibers.threads.iter().find(|(_, t)| t.ident == ident).map(|(id, _)| *id));
        let what = match (waiting, function, holder) {
            (Some(Wait::Loop), ..) => "in an event loop with nothing to do".to_string(),
            (Some(Wait::Sleep), ..) => "in time.sleep()".to_string(),
            (_, Some(function), _) => format!("in {function}()"),
            (Some(Wait::Outside), None, _) => "for the outside".to_string(),
            (_, None, Some(holder)) if holder == thread => "for a lock that it holds itself".to_string(),
            (_, None, Some(holder)) => format!("for a lock that {} holds", self.thread_name(holder)),
            (_, None, None) => "for a lock".to_string(),
        };
        let place = place.map_or(String::new(), |(file, line)| format!(", at {file}:{line}"));
        format!("{name} waits {what}{place}")
    }

    /// Says where every thread is, when there are several.
    pub fn tell_threads(&mut self) {
        let threads = self.fibers.threads();
        if threads.len() < 2 {
            return;
        }
        let mut text = String::new();
        for thread in threads {
            let Some(fiber) = self.fibers.thread(thread).map(|t| t.current) else { continue };
            let is_waiting = self.fibers.all.get(&fiber).is_some_and(|f| f.waiting.is_some());
            let words = match is_waiting {
                true => self.why_it_waits(thread),
                false => {
                    let word = if self.fibers.current == fiber { "runs" } else { "is ready" };
                    let (_, place) = self.standing(fiber);
                    let place = place.map_or(String::new(), |(file, line)| format!(", at {file}:{line}"));
                    format!("{} {word}{place}", self.thread_name(thread))
                }
            };
            text.push_str(&format!("{}\n", said(&words)));
        }
        // Nobody is left to hear of a fault.
        let _ = self.write_error_stream(&text);
    }

    /// Says why nobody can go on, thread by thread; the program ends with it.
    pub(super) fn report_deadlock(&mut self) -> Outcome<Ended> {
        if !self.fibers.deadlocked {
            self.fibers.deadlocked = true;
            let _ = self.host.stdout.flush();
            let title = "deadlock: every thread waits, no timer is set, and nothing outside is awaited";
            let mut text = format!("co: {}\n", said(title));
            for thread in self.fibers.threads() {
                text.push_str(&format!("  {}\n", said(&self.why_it_waits(thread))));
            }
            // Nobody is left to hear of a fault.
            let _ = self.write_error_stream(&text);
        }
        Err(Exc::SystemExit.with(vec![Value::Int(1)]))
    }
}
