//! What signals do to a program: Ctrl-C is KeyboardInterrupt, or the call of the handler that was set instead; the others
//! are what the program has set for them. And the alarm, which is a signal of the program's own clock.
//!
//! In: the host's flags, the clock. Out: what is raised where somebody looks: back edges every so often, turns of the loop,
//! waits.

use super::Machine;
use super::fiber::wait::Wait;
use crate::host::interrupt;
use crate::object::{Exc, Outcome, Value};

/// Values that natives draw between two looks at signals.
const DRAWN: u32 = 1 << 14;

/// The number of SIGINT.
const SIGINT: i64 = 2;

/// The number of SIGALRM.
const SIGALRM: i32 = 14;

/// What a program has set for a signal.
pub enum Action {
    /// What the system does.
    Usual,
    /// Nothing.
    Ignore,
    /// A call, with the signal's number and the running frame.
    Call(Value),
}

/// What a program has to do with signals.
#[derive(Default)]
pub struct Signals {
    /// What is set for those that were ever set, but for Ctrl-C.
    actions: Vec<(i32, Action)>,
    /// How many handlers were called.
    heard: u64,
    /// How many wait for a signal to be heard: `signal.pause()`.
    pausing: u32,
    /// Whether the program has a handler of its own for Ctrl-C.
    pub own_interrupt: bool,
    /// When the alarm goes off on the host's clock, and every how many nanoseconds from then on (0: once).
    alarm: Option<(i64, i64)>,
}

impl Signals {
    /// Whether a signal may bring a program to life in which everybody waits.
    pub fn is_awaited(&self) -> bool {
        self.pausing > 0
            || self.own_interrupt
            || self.actions.iter().any(|(_, action)| matches!(action, Action::Call(_)))
    }

    /// When the alarm goes off.
    #[inline]
    pub fn alarm_at(&self) -> Option<i64> {
        self.alarm.map(|(at, _)| at)
    }
}

impl Machine {
    /// Sets what a signal does, but for Ctrl-C.
    pub fn set_signal(&mut self, signal: i32, action: Action) -> std::io::Result<()> {
        let known = self.signals.actions.iter().position(|(n, _)| *n == signal);
        if matches!(action, Action::Usual) && known.is_none() {
            return Ok(());
        }
        interrupt::watch(signal, &mut self.host.mailbox)?;
        let old = known.map(|at| self.signals.actions.swap_remove(at));
        self.signals.actions.push((signal, action));
        drop(old);
        Ok(())
    }

    /// A signal has come: what is set for it is done now.
    pub fn signal_came(&mut self, signal: i32) -> Outcome<()> {
        if i64::from(signal) == SIGINT {
            self.signals.heard += 1;
            return self.call_interrupt_handler();
        }
        let handler = match self.signals.actions.iter().find(|(n, _)| *n == signal) {
            Some((_, Action::Call(handler))) => handler.clone(),
            Some((_, Action::Ignore)) => return Ok(()),
            Some((_, Action::Usual)) | None => {
                interrupt::as_usual(signal);
                return Ok(());
            }
        };
        self.signals.heard += 1;
        self.call_handler(&handler, signal)
    }

    /// Whether a signal that the program sends to itself is its own business, not the system's.
    pub fn takes_signal(&self, signal: i32) -> bool {
        i64::from(signal) == SIGINT || self.signals.actions.iter().any(|(n, _)| *n == signal)
    }

    fn call_handler(&mut self, handler: &Value, signal: i32) -> Outcome<()> {
        let frame = self.depth().checked_sub(1).and_then(|top| self.frame_object(top));
        let frame = frame.map_or(Value::None, |f| f.into_value());
        self.call(handler, &[Value::Int(i64::from(signal)), frame]).map(drop)
    }

    /// Waits until a handler was called: `signal.pause()`.
    pub fn pause(&mut self) -> Outcome<()> {
        let before = self.signals.heard;
        self.signals.pausing += 1;
        let mut ended = self.check_signals();
        while ended.is_ok() && self.signals.heard == before {
            ended = self.block(Wait::Loop, None).map(drop);
        }
        self.signals.pausing -= 1;
        ended
    }

    /// Sets the alarm: so many nanoseconds from now (0: none), and every so many from then on (0: once). What was set.
    pub fn set_alarm(&mut self, nanoseconds: i64, every: i64) -> (i64, i64) {
        let now = self.host.clock.monotonic();
        let old = self.alarm();
        self.signals.alarm = (nanoseconds > 0).then(|| (now.saturating_add(nanoseconds), every));
        old
    }

    /// Nanoseconds until the alarm, and between it and the next; 0 where there is none.
    pub fn alarm(&self) -> (i64, i64) {
        let now = self.host.clock.monotonic();
        self.signals.alarm.map_or((0, 0), |(at, every)| (at.saturating_sub(now).max(1), every))
    }

    /// The alarm goes off if it is time. Whether it did.
    #[inline]
    pub(super) fn ring_alarm(&mut self) -> bool {
        let Some((at, every)) = self.signals.alarm.filter(|(at, _)| self.host.clock.monotonic() >= *at) else {
            return false;
        };
        self.signals.alarm = (every > 0).then(|| (at.saturating_add(every), every));
        interrupt::simulate_signal(SIGALRM);
        true
    }

    /// Whether nothing outside asks for a look: no signal, no alarm that is set, no mail, no other thread that could run.
    #[inline]
    pub fn is_undisturbed(&self) -> bool {
        !interrupt::is_pending()
            && !interrupt::is_asked()
            && self.signals.alarm.is_none()
            && !self.host.mailbox.has_mail()
            && self.fibers.are_at_rest()
    }

    /// Looks whether Ctrl-C was pressed or another signal has come.
    #[inline]
    pub fn check_signals(&mut self) -> Outcome<()> {
        self.ring_alarm();
        if interrupt::is_pending() || interrupt::is_asked() { self.interrupted() } else { Ok(()) }
    }

    /// A native that draws values without end can be interrupted, too: the look comes every so many values.
    #[inline]
    pub(super) fn look_while_drawing(&mut self) -> Outcome<()> {
        self.drawn = self.drawn.wrapping_add(1);
        if self.drawn.is_multiple_of(DRAWN) && self.is_main_thread() { self.check_signals() } else { Ok(()) }
    }

    #[cold]
    fn interrupted(&mut self) -> Outcome<()> {
        if interrupt::take_question() {
            self.tell_graph();
            self.tell_threads();
        }
        for signal in interrupt::take_signals() {
            self.signal_came(signal)?;
        }
        if !interrupt::take() {
            return Ok(());
        }
        if self.signals.own_interrupt {
            // The program says itself what Ctrl-C means to it.
            return self.signal_came(SIGINT as i32);
        }
        self.observation.interruptions += 1;
        if self.observation.interruptions == 2 && self.observation.noted && self.modules.get_name("asyncio").is_some() {
            self.tell_graph();
        }
        self.signals.heard += 1;
        self.call_interrupt_handler()
    }

    fn call_interrupt_handler(&mut self) -> Outcome<()> {
        match self.interrupt_handler.clone() {
            Value::None => Err(Exc::KeyboardInterrupt.with(Vec::new())),
            handler => self.call_handler(&handler, SIGINT as i32),
        }
    }

    /// Tells who waits for whom, if anyone is there to listen.
    fn tell_graph(&mut self) {
        if let Some(graph) = self.observation.graph {
            graph(self);
        }
    }
}
