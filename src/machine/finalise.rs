//! Safe points: finalisers, weak-reference callbacks, collection, signals. Nothing of this happens inside a Rust `Drop`.

use super::{Machine, TICKS};
use crate::builtins::async_generator::AsyncStep;
use crate::host::interrupt;
use crate::object::collect;
use crate::object::generator::{Generator, Status, mark};
use crate::object::heap::{self, Gc, Kind, Ref};
use crate::object::special::Special;
use crate::object::str::Str;
use crate::object::types::types;
use crate::object::{Outcome, Value};

impl Machine {
    /// The look at signals, budget and queues that back edges take every so often.
    #[cold]
    #[inline(never)]
    pub(super) fn safe_point(&mut self) -> Outcome<()> {
        if self.ticks < 0 {
            self.ticks = TICKS;
            self.ring_alarm();
            if interrupt::is_pending() || interrupt::is_asked() {
                self.interrupt_main()?;
            }
            self.watch_computation();
            self.collect_if_due();
            self.pre_empt()?;
        }
        self.run_pending()
    }

    /// Runs what waits: finalisers of objects that were dropped, callbacks of weak references.
    #[cold]
    #[inline(never)]
    pub fn run_pending(&mut self) -> Outcome<()> {
        if self.finalising {
            return Ok(());
        }
        self.finalising = true;
        let falling = self.observation.falling;
        let mut rounds = 0;
        while heap::pending() && rounds < 100_000 {
            rounds += 1;
            for object in heap::take_finalisable() {
                self.finalise(object);
            }
            self.run_weak_callbacks();
        }
        self.observation.falling &= !falling;
        self.finalising = false;
        Ok(())
    }

    pub(super) fn finalise(&mut self, object: Ref) {
        if let Some(generator) = object.typed::<Generator>().cloned() {
            self.finalise_generator(&generator);
            return;
        }
        let value = Value::Object(object);
        if let Some(step) = value.typed::<AsyncStep>() {
            self.finalise_step(&step.clone(), &value);
            return;
        }
        let class = crate::object::class::class_of(&value).clone();
        let Some(del) = class.special(Special::Del) else { return };
        // The finaliser runs outside of whatever is being handled.
        let handled = std::mem::replace(&mut self.handled, Value::None);
        if let Err(raise) = self.call(&del, &[value]) {
            self.unraisable(raise, "Exception ignored in: ", &del);
        }
        self.handled = handled;
    }

    /// A generator is over before its time: what is suspended in it is closed, and one never awaited is told of.
    pub(crate) fn finalise_generator(&mut self, generator: &Gc<Generator>) {
        match generator.status.get() {
            Status::Created => {
                if generator.as_ref().class() == &types().coroutine && !generator.is(mark::AWAITED) {
                    self.warn_never_awaited(generator);
                }
                generator.status.set(Status::Finished);
            }
            Status::Suspended => {
                let handled = std::mem::replace(&mut self.handled, Value::None);
                let (sent, thrown) = (std::mem::replace(&mut self.sent, Value::None), self.thrown.take());
                if generator.as_ref().class() == &types().async_generator && self.finalise_async_generator(generator) {
                    self.handled = handled;
                    return;
                }
                if let Err(raise) = self.close_generator(generator) {
                    self.unraisable(raise, "Exception ignored in: ", &generator.value());
                }
                self.handled = handled;
                self.sent = sent;
                self.thrown = thrown;
            }
            _ => {}
        }
    }

    /// Hands an unfinished async generator to its finalizer hook; false when there is none.
    fn finalise_async_generator(&mut self, generator: &Gc<Generator>) -> bool {
        let hook = generator.rare.with(|r| r.as_ref().map(|r| r.finalizer.clone()).unwrap_or_default());
        if !hook.is_set() || hook.is_none() {
            return false;
        }
        if let Err(raise) = self.call(&hook, &[generator.value()]) {
            self.unraisable(raise, "Exception ignored in: ", &generator.value());
        }
        true
    }

    /// The program is over: the names of its module are taken away and what they held is finalised.
    pub fn end(&mut self, main: &Gc<crate::object::descriptor::Module>) {
        self.handled = Value::None;
        if let Some(atexit) = self.modules.get_name("atexit") {
            // What these functions raise they say themselves.
            let _ = self.call_method(&atexit, "_run_exitfuncs", &[]);
        }
        self.collect_noticed();
        self.ending = true;
        // CPython's last collection finds the whole module unreachable. It first calls the finalisers of what has a name of
        // its own, with all names still there; then takes containers apart.
        for (_, value) in main.dict.items() {
            let Value::Object(object) = value else { continue };
            if object.has(heap::flag::FINALISER) && !object.has(heap::flag::FINALISED) {
                object.set_flag(heap::flag::FINALISED, true);
                self.finalise(object);
                let _ = self.run_pending();
            }
        }
        for (_, value) in main.dict.items() {
            let Value::Object(object) = value else { continue };
            let container = matches!(object.kind(), Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::Instance);
            // Held by its name and here: by nothing that goes on living.
            if container && object.count() == 2 && !object.has(heap::flag::FINALISER) {
                object.clear();
                let _ = self.run_pending();
            }
        }
        // What finalisers may still want to use goes last.
        let tool = |value: &Value| {
            let Value::Object(object) = value else { return false };
            matches!(object.kind(), Kind::Function | Kind::NativeFunction | Kind::Class | Kind::Module)
        };
        for last in [false, true] {
            for (key, value) in main.dict.items() {
                let Some(name) = key.typed::<Str>() else { continue };
                if tool(&value) == last && name.as_str() != "__builtins__" {
                    drop(main.dict.set_str(name, Value::None));
                    drop(value);
                    // Finalisers say themselves what goes wrong in them.
                    let _ = self.run_pending();
                }
            }
            self.collect_noticed();
        }
    }

    /// A collection at the end of the program: what goes unnoticed goes with the process.
    fn collect_noticed(&mut self) {
        if collect::noticed() {
            self.collect_garbage();
            // Finalisers say themselves what goes wrong in them.
            let _ = self.run_pending();
        }
    }
}
