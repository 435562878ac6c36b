//! The watch over the loop: whether one step holds it for long while others could run.
//!
//! In: the clock, read after every step of a short program and after every few of a long one; what blocking functions and
//! long computations say of themselves. Out: the length of a step that was too long, and the line it spent that in.
//! It must cost a count down per step and no more.

use super::Machine;
use super::observe::Place;
use std::rc::Rc;

/// Steps after which only some are looked at; so many again after one that was too long.
const EXACT: u32 = 20_000;
/// How many steps are then taken together.
const TOGETHER: u32 = 64;

/// The watch.
pub struct Watch {
    /// Steps to the next look at the clock.
    countdown: u32,
    /// Steps that are still looked at one by one.
    exact: u32,
    /// The clock at the last look, in nanoseconds.
    last: i64,
    /// How long is too long, in nanoseconds; 0 while nobody wants to know.
    limit: i64,
    /// What the step was doing for the longest time that is known of: how long, where, in which function.
    doing: Option<(i64, Place, Option<Rc<str>>)>,
    /// Whether a loop runs.
    running: bool,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch { countdown: u32::MAX, exact: EXACT, last: 0, limit: 0, doing: None, running: false }
    }
}

/// A step that was too long.
pub struct Hold {
    /// For how long.
    pub nanoseconds: i64,
    /// Where it spent the time, as far as that is known.
    pub place: Place,
    /// The function that blocked.
    pub function: Option<Rc<str>>,
    /// Whether it was this very step; else it was one of the last few.
    pub exact: bool,
}

impl Watch {
    /// Looks for steps longer than so many nanoseconds.
    pub fn set_limit(&mut self, nanoseconds: i64) {
        self.limit = nanoseconds;
        self.countdown = 1;
    }

    /// Whether the clock is to be read after the step that runs.
    #[inline(always)]
    pub fn is_due(&self) -> bool {
        self.countdown == 1
    }

    /// A step is over. Whether the clock is to be read: [`Machine::look_at_clock`].
    #[inline(always)]
    pub fn step(&mut self) -> bool {
        self.countdown -= 1;
        self.countdown == 0
    }
}

impl Machine {
    /// The loop begins to run steps, after it was idle or for the first time; or it stops.
    #[inline]
    pub fn watch_from_now(&mut self, running: bool) {
        if self.watch.limit > 0 {
            self.watch.last = self.host.clock.monotonic();
            self.watch.running = running;
            self.watch.doing = None;
        }
    }

    /// Reads the clock after a step; gives what was too long.
    #[cold]
    #[inline(never)]
    pub fn look_at_clock(&mut self) -> Option<Hold> {
        let watch = &mut self.watch;
        if watch.limit == 0 {
            watch.countdown = u32::MAX;
            return None;
        }
        let was_exact = watch.exact > 0;
        watch.exact = watch.exact.saturating_sub(1);
        watch.countdown = if watch.exact > 0 { 1 } else { TOGETHER };
        let now = self.host.clock.monotonic();
        let watch = &mut self.watch;
        let nanoseconds = now - std::mem::replace(&mut watch.last, now);
        let doing = watch.doing.take();
        if nanoseconds < watch.limit {
            return None;
        }
        (watch.exact, watch.countdown) = (EXACT, 1);
        let (place, function) = doing.map_or((Place::default(), None), |(_, place, function)| (place, function));
        Some(Hold { nanoseconds, place, function, exact: was_exact })
    }

    /// A function that stops everything says so, with how long it took.
    #[inline]
    pub fn blocked_for(&mut self, function: &str, nanoseconds: i64) {
        if self.watch.running && self.watch.limit > 0 && self.is_main_thread() {
            self.note_blocking(function, nanoseconds);
        }
    }

    #[cold]
    fn note_blocking(&mut self, function: &str, nanoseconds: i64) {
        if self.watch.doing.as_ref().is_none_or(|d| d.0 < nanoseconds) {
            self.watch.doing = Some((nanoseconds, self.place_here(), Some(Rc::from(function))));
        }
    }

    /// The look that long computations take every so often: remembers the line of one that is too long.
    #[cold]
    pub(super) fn watch_computation(&mut self) {
        if !self.watch.running || self.watch.limit == 0 || self.watch.doing.is_some() {
            return;
        }
        let held = self.host.clock.monotonic() - self.watch.last;
        if held > self.watch.limit / 2 {
            self.watch.doing = Some((held, self.place_here(), None));
        }
    }
}
