//! Writing beside the program: blocks go to a thread of the system, which writes them while the program runs on.
//!
//! In: blocks of bytes. Out: the same bytes, in order. Little is written at once, without a thread. A few blocks wait at
//! the most: then whoever writes waits. Nothing here knows values.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::{Builder, JoinHandle};

/// Blocks that wait to be written.
const WAITING: usize = 8;
/// What is shorter is written at once, as long as there is no thread.
const WORTH: usize = 1 << 15;

/// Something to write to.
pub struct Background {
    /// Where the bytes go, until there is a thread.
    out: Option<Box<dyn Write + Send>>,
    thread: Option<Thread>,
    fault: Option<io::Error>,
}

struct Thread {
    full: SyncSender<Vec<u8>>,
    /// Blocks that were written, to be filled again.
    empty: Receiver<Vec<u8>>,
    handle: JoinHandle<io::Result<()>>,
}

impl Background {
    /// Writes to `out`.
    pub fn new(out: Box<dyn Write + Send>) -> Background {
        Background { out: Some(out), thread: None, fault: None }
    }

    /// Takes the bytes of a block; an old one may be left in its place.
    pub fn write(&mut self, block: &mut Vec<u8>) {
        if block.len() >= WORTH {
            self.start();
        }
        match (&self.thread, &mut self.out) {
            (Some(thread), _) => {
                let next = thread.empty.try_recv().unwrap_or_default();
                // When the thread has ended, its fault is told by `finish`.
                let _ = thread.full.send(std::mem::replace(block, next));
            }
            (None, Some(out)) if self.fault.is_none() => self.fault = out.write_all(block).err(),
            _ => {}
        }
    }

    /// Hands what is written to over to a thread, if there is none yet.
    fn start(&mut self) {
        let Some(mut out) = self.out.take_if(|_| self.thread.is_none()) else { return };
        let (full, blocks) = sync_channel::<Vec<u8>>(WAITING);
        let (back, empty) = channel();
        let writing = move || {
            for block in blocks {
                out.write_all(&block)?;
                // Nobody fills it when the program is over.
                let _ = back.send(block);
            }
            out.flush()
        };
        match Builder::new().name("trace".into()).spawn(writing) {
            Ok(handle) => self.thread = Some(Thread { full, empty, handle }),
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// Waits until everything is written.
    pub fn finish(&mut self) -> io::Result<()> {
        if let Some(thread) = self.thread.take() {
            drop(thread.full);
            return thread.handle.join().unwrap_or_else(|_| Err(io::Error::other("the writing thread failed")));
        }
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => self.out.as_mut().map_or(Ok(()), |out| out.flush()),
        }
    }
}
