//! Who runs next: those who can, in turn; when nobody can, the machine waits for time, mail or a signal.
//!
//! In: who became able to run, deadlines, the tick counter. Out: the fiber to switch to. On the simulated clock all of it
//! is a function of the program alone: time jumps when everybody waits, and a fiber that computes while others wait is
//! charged a switch interval for every so many back edges.

use super::wait::{Ended, Wait};
use super::{Id, ROOT};
use crate::host::mailbox::Woken;
use crate::machine::Machine;
use crate::object::{Outcome, Raise};

/// Looks of the tick counter that make a switch interval of simulated time.
const LOOKS: u32 = 20;

impl Machine {
    /// The fiber that runs next, which may be the running one; waits for one where nobody can run.
    pub(crate) fn next_fiber(&mut self) -> Id {
        loop {
            if let Err(raise) = self.look_outside() {
                self.tell_main(raise);
            }
            while let Some(id) = self.fibers.runnable.pop_front() {
                if self.fibers.is_alive(id) {
                    return id;
                }
            }
            let first = self.fibers.timers.first().map(|timer| timer.0);
            let first = first.into_iter().chain(self.signals.alarm_at()).min();
            let longest = first.map(|at| at.saturating_sub(self.host.clock.monotonic()).max(0));
            if longest.is_none() && !self.outside.is_awaited() && !self.signals.is_awaited() {
                // Nobody can ever go on: the main thread hears of it.
                let main = self.fibers.threads.get(&ROOT).map_or(ROOT, |t| t.current);
                if !self.end_wait(main, Ok(Ended::Stuck)) {
                    return main;
                }
                continue;
            }
            if self.host.stdout.is_by_line() || longest.is_none_or(|l| l > 10_000_000) {
                let _ = self.host.stdout.flush();
            }
            match self.wait_outside(longest) {
                Ok(Woken::Mail | Woken::Signal) => self.wake_all(Wait::Loop),
                Ok(Woken::Due) if self.ring_alarm() => match self.check_signals() {
                    Ok(()) => self.wake_all(Wait::Loop),
                    Err(raise) => self.tell_main(raise),
                },
                Ok(Woken::Due) => {}
                Err(raise) => self.tell_main(raise),
            }
        }
    }

    /// What a signal or a letter raised goes to the main thread.
    fn tell_main(&mut self, raise: Raise) {
        let main = self.fibers.threads.get(&ROOT).map_or(ROOT, |t| t.current);
        self.end_wait(main, Err(raise));
    }

    /// Those whose deadline has come can go on.
    fn ring_timers(&mut self) {
        if self.fibers.timers.is_empty() {
            return;
        }
        let now = self.host.clock.monotonic();
        while let Some(&(deadline, _, id)) = self.fibers.timers.first() {
            if deadline > now {
                break;
            }
            self.fibers.timers.pop_first();
            if let Some(fiber) = self.fibers.all.get_mut(&id) {
                fiber.timer = None;
            }
            self.end_wait(id, Ok(Ended::Due));
        }
    }

    /// Handles mail and deadlines without waiting.
    pub(super) fn look_outside(&mut self) -> Outcome<()> {
        if self.host.mailbox.has_mail() {
            self.read_mail()?;
            self.wake_all(Wait::Loop);
        }
        self.ring_timers();
        Ok(())
    }

    /// The look that the tick counter takes: another fiber's turn, once the switch interval is over.
    #[cold]
    #[inline(never)]
    pub(in crate::machine) fn pre_empt(&mut self) -> Outcome<()> {
        if !self.fibers.any() || self.fibers.undisturbed > 0 || self.finalising {
            return Ok(());
        }
        if !self.fibers.overdue {
            self.fibers.looks += 1;
            let simulated = self.host.clock.is_simulated();
            let ran = || self.host.clock.monotonic() - self.fibers.since;
            self.fibers.overdue =
                if simulated { self.fibers.looks >= LOOKS } else { ran() >= self.fibers.switch_interval };
            if !self.fibers.overdue {
                return Ok(());
            }
        }
        if self.current_frame().is_some_and(|f| f.code().code.source.name.starts_with("<frozen ")) {
            // The library's own functions are not interrupted, as CPython's written in C are not. The next look comes at
            // once, or a loop whose looks all fall into the library would never be interrupted.
            self.ticks = 0;
            return Ok(());
        }
        if self.host.clock.is_simulated() && self.fibers.runnable.is_empty() && !self.fibers.timers.is_empty() {
            let interval = self.fibers.switch_interval.max(1);
            self.host.clock.jump(interval);
        }
        self.fibers.overdue = false;
        self.fibers.looks = 0;
        self.fibers.since = self.host.clock.monotonic();
        self.give_way()
    }
}
