//! What Ctrl-C does to a program: KeyboardInterrupt, or the call of the handler that was set instead.
//!
//! In: the host's flag. Out: what is raised where somebody looks: back edges every so often, turns of the loop, waits.

use super::Machine;
use crate::host::interrupt;
use crate::object::{Exc, Outcome, Value};

/// Values that natives draw between two looks at signals.
const DRAWN: u32 = 1 << 14;

/// The number of SIGINT.
const SIGINT: i64 = 2;

impl Machine {
    /// Looks whether Ctrl-C was pressed.
    #[inline]
    pub fn check_signals(&mut self) -> Outcome<()> {
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
        if !interrupt::take() {
            return Ok(());
        }
        self.observation.interruptions += 1;
        if self.observation.interruptions == 2 && self.modules.get_name("asyncio").is_some() {
            self.tell_graph();
        }
        match self.interrupt_handler.clone() {
            Value::None => Err(Exc::KeyboardInterrupt.with(Vec::new())),
            handler => {
                let frame = self.depth().checked_sub(1).and_then(|top| self.frame_object(top));
                let frame = frame.map_or(Value::None, |f| f.into_value());
                self.call(&handler, &[Value::Int(SIGINT), frame]).map(drop)
            }
        }
    }

    /// Tells who waits for whom, if anyone is there to listen.
    fn tell_graph(&mut self) {
        if let Some(graph) = self.observation.graph {
            graph(self);
        }
    }
}
