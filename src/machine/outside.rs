//! What is done outside: work given to helper threads, and what happens on the machine's thread when the answer comes.
//!
//! In: a job that knows no values, and what to do with its answer. Out: the answer's effect, at the next look at the mail
//! (a turn of the loop, a fiber's wait). A job must never touch values; an answer is handled where values live.

use super::Machine;
use crate::host::mailbox::{Address, Letter, Slot, Woken};
use crate::object::Outcome;
use std::collections::HashMap;
use std::io;
use std::rc::Rc;

/// What is done with a letter.
type Handler = Rc<dyn Fn(&mut Machine, Letter) -> Outcome<()>>;

struct Correspondence {
    handler: Handler,
    /// Whether the first letter is the last.
    once: bool,
    /// Whether somebody waits for it: a loop with nothing else to do is then not deadlocked.
    awaited: bool,
}

/// Who waits for which letters.
#[derive(Default)]
pub struct Outside {
    open: HashMap<Address, Correspondence>,
}

impl Outside {
    /// Whether an answer is on its way that somebody waits for.
    pub fn is_awaited(&self) -> bool {
        self.open.values().any(|c| c.awaited)
    }
}

impl Machine {
    /// Does a job on a thread of its own, then `then` with its answer on the machine's thread.
    pub fn do_outside<T: Send + 'static>(
        &mut self,
        job: impl FnOnce() -> T + Send + 'static,
        then: impl FnOnce(&mut Machine, T) -> Outcome<()> + 'static,
    ) -> io::Result<()> {
        let then = std::cell::Cell::new(Some(then));
        let handler = move |m: &mut Machine, letter: Letter| match (then.take(), letter.downcast::<T>()) {
            (Some(then), Ok(answer)) => then(m, *answer),
            _ => Ok(()),
        };
        let slot = self.host.mailbox.slot()?;
        let address = slot.address();
        self.outside.open.insert(address, Correspondence { handler: Rc::new(handler), once: true, awaited: true });
        let thread = std::thread::Builder::new().name("outside".to_string());
        match thread.spawn(move || slot.send(Box::new(job()))) {
            Ok(_) => Ok(()),
            Err(fault) => {
                self.outside.open.remove(&address);
                Err(fault)
            }
        }
    }

    /// Opens a correspondence: `handler` gets every letter sent through the slot, until [`Machine::hang_up`]. With
    /// `awaited`, a loop that has nothing else to do waits for them.
    pub fn listen(
        &mut self,
        awaited: bool,
        handler: impl Fn(&mut Machine, Letter) -> Outcome<()> + 'static,
    ) -> io::Result<Slot> {
        let slot = self.host.mailbox.slot()?;
        let correspondence = Correspondence { handler: Rc::new(handler), once: false, awaited };
        self.outside.open.insert(slot.address(), correspondence);
        Ok(slot)
    }

    /// Whether a loop that has nothing else to do waits for letters through the slot, from now on.
    pub fn await_letters(&mut self, slot: &Slot, awaited: bool) {
        if let Some(correspondence) = self.outside.open.get_mut(&slot.address()) {
            correspondence.awaited = awaited;
        }
    }

    /// Ends a correspondence; letters still on their way are thrown away.
    pub fn hang_up(&mut self, slot: &Slot) {
        self.outside.open.remove(&slot.address());
    }

    /// Handles the letters that have come. Whether there were any.
    pub fn read_mail(&mut self) -> Outcome<bool> {
        let mut any = false;
        while let Some((address, letter)) = self.host.mailbox.take() {
            any = true;
            let once = self.outside.open.get(&address).is_some_and(|c| c.once);
            let handler = match once {
                true => self.outside.open.remove(&address).map(|c| c.handler),
                false => self.outside.open.get(&address).map(|c| c.handler.clone()),
            };
            if let Some(handler) = handler {
                handler(self, letter)?;
            }
        }
        Ok(any)
    }

    /// Waits so many nanoseconds of the program's clock (without an end if None), or until a letter comes, which is
    /// handled, or until a signal does. On the simulated clock the time jumps, unless an answer is awaited: then that
    /// comes first.
    pub fn wait_outside(&mut self, nanoseconds: Option<i64>) -> Outcome<Woken> {
        if self.host.mailbox.has_mail() {
            self.read_mail()?;
            return Ok(Woken::Mail);
        }
        let simulated = self.host.clock.is_simulated();
        let longest = match nanoseconds {
            Some(nanoseconds) if simulated && !self.outside.is_awaited() => {
                self.host.clock.jump(nanoseconds);
                return Ok(Woken::Due);
            }
            Some(_) if simulated => None,
            Some(nanoseconds) => Some(self.host.clock.real(nanoseconds)),
            None => None,
        };
        let woken = self.host.mailbox.wait(longest);
        match woken {
            Woken::Mail => self.read_mail().map(|_| woken),
            Woken::Signal => self.check_signals().map(|()| woken),
            Woken::Due => Ok(woken),
        }
    }
}
