//! Waiting: a fiber gives way until it is woken, its time is over, or a signal comes; jobs on helper threads.
//!
//! In: reasons and deadlines. Out: what ended the wait. Nothing here decides who runs next: see `schedule`.

use super::{Id, ROOT};
use crate::host::input::Input;
use crate::machine::Machine;
use crate::machine::observe::Event;
use crate::machine::protocol::text::os_error;
use crate::object::{Exc, Outcome, Value};
use std::cell::RefCell;
use std::io;
use std::rc::Rc;

/// Why a fiber waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    /// For a time: `time.sleep`.
    Sleep,
    /// For a lock that somebody holds.
    Lock,
    /// For an event loop's next callback.
    Loop,
    /// For a job on a helper thread: a request, a line of input, a child.
    Outside,
}

/// What ended a wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Somebody woke the fiber.
    Woken,
    /// Its deadline came.
    Due,
    /// Nothing can ever wake anybody: only told to an event loop, which knows better what to say.
    Stuck,
}

impl Machine {
    /// The running fiber gives way until it is woken or, at the latest, until `deadline` on the host's clock. An error is
    /// a signal's exception, or the end of a program in which nobody can go on.
    pub fn block(&mut self, reason: Wait, deadline: Option<i64>) -> Outcome<Ended> {
        let me = self.fibers.current;
        self.fibers.order += 1;
        let order = self.fibers.order;
        if let Some(deadline) = deadline {
            self.fibers.timers.insert((deadline, order, me));
        }
        if let Some(fiber) = self.fibers.all.get_mut(&me) {
            fiber.waiting = Some(reason);
            fiber.ended = None;
            fiber.timer = deadline.map(|deadline| (deadline, order));
        }
        if self.observation.heard && self.fibers.runnable.is_empty() && !self.host.clock.is_simulated() {
            self.tell_pause();
        }
        let began = self.all_stand(reason).then(|| self.host.clock.monotonic());
        let next = self.next_fiber();
        if let Some(nanoseconds) = began.map(|began| self.host.clock.monotonic() - began).filter(|n| *n > 0) {
            self.tell(&Event::ThreadsWaited { nanoseconds }, None);
        }
        self.switch(next);
        let ended = self.fibers.all.get_mut(&me).and_then(|fiber| {
            fiber.waiting = None;
            fiber.ended.take()
        });
        match ended {
            Some(Ok(Ended::Stuck)) if reason != Wait::Loop => self.report_deadlock(),
            Some(ended) => ended,
            None => Ok(Ended::Woken),
        }
    }

    /// Whether somebody listens and no thread of several can run; what a loop waits it tells of itself.
    fn all_stand(&self, reason: Wait) -> bool {
        self.observation.heard
            && reason != Wait::Loop
            && self.fibers.threads.len() > 1
            && self.fibers.runnable.is_empty()
            && !self.fibers.all.values().any(|fiber| fiber.waiting == Some(Wait::Loop))
    }

    /// Lets everybody else who can run go first.
    pub fn give_way(&mut self) -> Outcome<()> {
        self.look_outside()?;
        if !self.fibers.runnable.is_empty() {
            self.fibers.runnable.push_back(self.fibers.current);
            let next = self.next_fiber();
            self.switch(next);
        }
        Ok(())
    }

    /// A fiber that waits can go on. False when it did not wait.
    pub fn wake(&mut self, id: Id) -> bool {
        self.end_wait(id, Ok(Ended::Woken))
    }

    pub(super) fn end_wait(&mut self, id: Id, ended: Outcome<Ended>) -> bool {
        let Some(fiber) = self.fibers.all.get_mut(&id) else { return false };
        if fiber.waiting.is_none() || fiber.ended.is_some() {
            return false;
        }
        fiber.ended = Some(ended);
        if let Some((deadline, order)) = fiber.timer.take() {
            self.fibers.timers.remove(&(deadline, order, id));
        }
        self.fibers.runnable.push_back(id);
        true
    }

    /// Fibers that wait for this reason can go on.
    pub(super) fn wake_all(&mut self, reason: Wait) {
        let mut ids: Vec<Id> =
            self.fibers.all.iter().filter(|(_, f)| f.waiting == Some(reason)).map(|(id, _)| *id).collect();
        ids.sort_unstable();
        for id in ids {
            self.wake(id);
        }
    }

    /// `time.sleep`: the running fiber sleeps, the others go on.
    pub fn sleep(&mut self, nanoseconds: i64) -> Outcome<()> {
        if nanoseconds <= 0 {
            return self.give_way();
        }
        let deadline = self.host.clock.monotonic().saturating_add(nanoseconds);
        while self.block(Wait::Sleep, Some(deadline))? != Ended::Due {}
        Ok(())
    }

    /// Does a job that may take long and knows no values: on a helper thread while other fibers run; at once when there
    /// are none.
    pub fn do_aside<T: Send + 'static>(&mut self, job: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
        if self.fibers.any() { self.wait_aside(job) } else { Ok(job()) }
    }

    /// Waits for a job on a helper thread, while other fibers run and Ctrl-C is heard.
    pub fn wait_aside<T: Send + 'static>(&mut self, job: impl FnOnce() -> T + Send + 'static) -> Outcome<T> {
        let me = self.fibers.current;
        let answer: Rc<RefCell<Option<T>>> = Rc::default();
        let place = answer.clone();
        let sent = self.do_outside(job, move |m, got| {
            *place.borrow_mut() = Some(got);
            m.wake(me);
            Ok(())
        });
        if sent.is_err() {
            return Err(Exc::RuntimeError.raise("can't start new thread"));
        }
        loop {
            if let Some(got) = answer.borrow_mut().take() {
                return Ok(got);
            }
            self.block(Wait::Outside, None)?;
        }
    }

    /// Runs a new fiber now; the running one has its turn again when the others had theirs.
    pub fn run_at_once(&mut self, id: Id) -> Outcome<()> {
        self.fibers.runnable.push_back(self.fibers.current);
        self.switch(id);
        if self.is_main_thread() { self.check_signals() } else { Ok(()) }
    }

    /// The running thread is about to end: it lets go of what it has.
    pub fn leave_thread(&mut self) {
        let id = self.fibers.current_thread();
        let held = self.fibers.thread(id).map(|t| {
            let object = std::mem::replace(&mut t.object, Value::None);
            let switching = (std::mem::take(&mut t.greenlet), t.carried.take(), std::mem::take(&mut t.switch_trace));
            (object, switching, std::mem::take(&mut t.dropped), std::mem::take(&mut t.spaces))
        });
        let Some((object, switching, dropped, spaces)) = held else { return };
        for spaces in spaces.iter().filter_map(std::rc::Weak::upgrade) {
            let own = spaces.with(|s| s.iter().position(|(of, _)| *of == id).map(|at| s.swap_remove(at)));
            drop(own);
        }
        drop((object, switching, dropped));
    }

    /// An interruption is pending: the main thread hears of it at once, or, where it waits, its wait ends with it.
    pub fn interrupt_main(&mut self) -> Outcome<()> {
        if self.is_main_thread() {
            return self.check_signals();
        }
        let main = self.fibers.threads.get(&ROOT).map_or(ROOT, |t| t.current);
        if self.fibers.all.get(&main).is_some_and(|f| f.waiting.is_some()) {
            if let Err(raise) = self.check_signals() {
                self.end_wait(main, Err(raise));
            }
        }
        Ok(())
    }

    /// The program is over: threads that are no daemons are waited for. The status of the process, if that changes it.
    pub fn finish_threads(&mut self) -> Option<i32> {
        let status = self.modules.get_name("threading").and_then(|threading| {
            match self.call_method(&threading, "_shutdown", &[]) {
                Ok(_) => None,
                Err(raise) if raise.is(Exc::SystemExit) => Some(self.uncaught(&raise)),
                Err(raise) => {
                    self.unraisable(raise, "Exception ignored on threading shutdown: ", &threading);
                    None
                }
            }
        });
        self.fibers.closed = true;
        status
    }

    /// Reads standard input while other fibers go on; one at a time. Ctrl-C ends the wait.
    pub fn with_stdin<T: Send + 'static>(
        &mut self,
        read: impl Fn(&mut Input) -> io::Result<T> + Send + 'static,
    ) -> Outcome<T> {
        while !self.fibers.any() && self.signals.alarm_at().is_none() {
            self.host.stdin.heeds_interrupts = true;
            let got = read(&mut self.host.stdin);
            self.host.stdin.heeds_interrupts = false;
            match got {
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => self.check_signals()?,
                got => return got.map_err(|fault| os_error(&fault)),
            }
        }
        while self.fibers.reading {
            // Whoever reads does not know who else would like to.
            let soon = self.host.clock.monotonic() + 10_000_000;
            self.block(Wait::Outside, Some(soon))?;
        }
        self.fibers.reading = true;
        let mut stdin = std::mem::take(&mut self.host.stdin);
        let got = self.wait_aside(move || {
            let got = read(&mut stdin);
            (stdin, got)
        });
        self.fibers.reading = false;
        let (stdin, got) = got?;
        self.host.stdin = stdin;
        got.map_err(|fault| os_error(&fault))
    }

    /// Whether the running fiber belongs to the thread that the program began with, where signals are heard.
    pub fn is_main_thread(&self) -> bool {
        self.fibers.current_thread() == ROOT
    }
}
