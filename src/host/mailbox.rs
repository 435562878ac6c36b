//! The mailbox: how helper threads of the operating system, which never touch values, tell the machine's own thread
//! that something is done, and the one place where that thread waits.
//!
//! In: letters from any thread ([`Slot::send`]). Out: the letters in the order of their arrival, and waits that end with
//! the first letter, at a deadline, or when a signal asks for a look ([`Mailbox::waker`]). Nothing here knows values.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::OwnedFd;
use rustix::pipe::{PipeFlags, pipe_with};
use std::any::Any;
use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What a helper thread sends.
pub type Letter = Box<dyn Any + Send>;

/// Who a letter is for.
pub type Address = u64;

/// What ended a wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Woken {
    /// A letter has come.
    Mail,
    /// The time is over.
    Due,
    /// Something else asked for a look: a signal.
    Signal,
}

#[derive(Default)]
struct Shared {
    letters: Mutex<VecDeque<(Address, Letter)>>,
    /// How many letters there are: looked at in every turn of the loop.
    count: AtomicUsize,
}

impl Shared {
    fn letters(&self) -> MutexGuard<'_, VecDeque<(Address, Letter)>> {
        // A queue is whole whatever a thread that held it did.
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where letters come in. One a machine.
#[derive(Default)]
pub struct Mailbox {
    shared: Arc<Shared>,
    /// A pipe that is written to when there is something to look at; made when first needed.
    bell: Option<(OwnedFd, Arc<OwnedFd>)>,
    next: Address,
}

/// The way into a mailbox for one correspondence; goes to any thread.
#[derive(Clone)]
pub struct Slot {
    shared: Arc<Shared>,
    bell: Arc<OwnedFd>,
    address: Address,
}

impl Slot {
    /// Sends a letter, and wakes the machine if it waits.
    pub fn send(&self, letter: Letter) {
        self.shared.letters().push_back((self.address, letter));
        self.shared.count.fetch_add(1, Ordering::Release);
        // A full pipe rings already.
        let _ = rustix::io::write(&*self.bell, &[0]);
    }

    /// Who its letters are for.
    pub fn address(&self) -> Address {
        self.address
    }
}

impl Mailbox {
    /// A way in that no other correspondence uses.
    pub fn slot(&mut self) -> io::Result<Slot> {
        let bell = self.waker()?;
        self.next += 1;
        Ok(Slot { shared: self.shared.clone(), bell, address: self.next })
    }

    /// What a signal handler writes a byte to, so that a wait ends.
    pub fn waker(&mut self) -> io::Result<Arc<OwnedFd>> {
        if let Some((_, bell)) = &self.bell {
            return Ok(bell.clone());
        }
        let (read, write) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
        let bell = Arc::new(write);
        self.bell = Some((read, bell.clone()));
        Ok(bell)
    }

    /// The next letter.
    pub fn take(&mut self) -> Option<(Address, Letter)> {
        let letter = self.shared.letters().pop_front()?;
        self.shared.count.fetch_sub(1, Ordering::Relaxed);
        Some(letter)
    }

    /// Whether there is a letter.
    #[inline]
    pub fn has_mail(&self) -> bool {
        self.shared.count.load(Ordering::Acquire) > 0
    }

    /// Waits for a letter, a signal, or so long (without an end if None).
    pub fn wait(&mut self, longest: Option<Duration>) -> Woken {
        let end = longest.and_then(|longest| Instant::now().checked_add(longest));
        loop {
            if self.has_mail() {
                self.hush();
                return Woken::Mail;
            }
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Woken::Due;
            }
            let timeout = left.map(|left| Timespec {
                tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: left.subsec_nanos().into(),
            });
            let rung = match &self.bell {
                Some((read, _)) => poll(&mut [PollFd::new(read, PollFlags::IN)], timeout.as_ref()),
                None => poll(&mut [], timeout.as_ref()),
            };
            match rung {
                Ok(0) => {}
                Ok(_) if self.has_mail() => {}
                Ok(_) | Err(_) => {
                    self.hush();
                    return if self.has_mail() { Woken::Mail } else { Woken::Signal };
                }
            }
        }
    }

    /// Empties the pipe.
    fn hush(&self) {
        let mut bytes = [0; 64];
        if let Some((read, _)) = &self.bell {
            while matches!(rustix::io::read(read, &mut bytes), Ok(n) if n == bytes.len()) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mailbox, Woken};
    use std::time::Duration;

    #[test]
    fn letters_come_in_order_and_end_a_wait() {
        let mut mailbox = Mailbox::default();
        let Ok(slot) = mailbox.slot() else { panic!("no pipe") };
        let sender = slot.clone();
        let thread = std::thread::spawn(move || (0..3).for_each(|n| sender.send(Box::new(n))));
        let mut got = Vec::new();
        while got.len() < 3 {
            assert_eq!(mailbox.wait(None), Woken::Mail);
            while let Some((address, letter)) = mailbox.take() {
                assert_eq!(address, slot.address());
                got.extend(letter.downcast::<i32>().map(|n| *n));
            }
        }
        assert_eq!(got, [0, 1, 2]);
        assert!(thread.join().is_ok());
    }

    #[test]
    fn a_wait_ends_at_its_deadline() {
        assert_eq!(Mailbox::default().wait(Some(Duration::from_millis(1))), Woken::Due);
    }

    #[test]
    fn a_signal_ends_a_wait() {
        let mut mailbox = Mailbox::default();
        let Ok(bell) = mailbox.waker() else { panic!("no pipe") };
        assert!(rustix::io::write(&*bell, &[1]).is_ok());
        assert_eq!(mailbox.wait(None), Woken::Signal);
    }
}
