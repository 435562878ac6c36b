//! Standard output and standard error: text in, bytes out in large pieces.
//!
//! In: encoded text. Out: writes to the descriptor, line by line on a terminal, in blocks otherwise, and whatever is left when the
//! host goes. A reader that has gone away is remembered ([`Output::broken`]) so that the command can end quietly.
//! Nothing here knows values.

use std::io::{self, IsTerminal, Write};

/// Where bytes go.
pub enum Sink {
    /// The process's standard output.
    Stdout,
    /// The process's standard error.
    Stderr,
    /// Memory: tests, notes, pages.
    Memory(Vec<u8>),
    /// Whatever somebody does with them: the shell, above its prompt.
    Through(Box<dyn FnMut(&[u8]) -> io::Result<()>>),
}

/// A buffered way out.
pub struct Output {
    sink: Sink,
    buffer: Vec<u8>,
    /// Whether a line end sends the buffer off.
    by_line: bool,
    broken: bool,
}

const BLOCK: usize = 32 * 1024;

impl Output {
    /// Standard output.
    pub fn stdout() -> Output {
        let by_line = io::stdout().is_terminal();
        Output { sink: Sink::Stdout, buffer: Vec::new(), by_line, broken: false }
    }

    /// Standard error, which always goes out line by line.
    pub fn stderr() -> Output {
        Output { sink: Sink::Stderr, buffer: Vec::new(), by_line: true, broken: false }
    }

    /// An output that is kept in memory, for [`Output::take`].
    pub fn memory() -> Output {
        Output { sink: Sink::Memory(Vec::new()), buffer: Vec::new(), by_line: false, broken: false }
    }

    /// An output that hands on its bytes.
    pub fn through(write: impl FnMut(&[u8]) -> io::Result<()> + 'static) -> Output {
        Output { sink: Sink::Through(Box::new(write)), buffer: Vec::new(), by_line: false, broken: false }
    }

    /// Whether each line is sent off at once.
    pub fn is_by_line(&self) -> bool {
        self.by_line
    }

    /// Sets whether each line is sent off at once (`python -u`, `reconfigure(line_buffering=True)`).
    pub fn set_by_line(&mut self, by_line: bool) {
        self.by_line = by_line;
    }

    /// Whether the reader has gone away.
    pub fn broken(&self) -> bool {
        self.broken
    }

    /// Writes bytes.
    #[inline]
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= BLOCK || (self.by_line && memchr::memrchr(b'\n', bytes).is_some()) {
            return self.flush();
        }
        Ok(())
    }

    /// Sends off what is buffered. What could not be sent is dropped, so that a fault is reported once.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let result = match &mut self.sink {
            Sink::Stdout => {
                let mut out = io::stdout().lock();
                out.write_all(&self.buffer).and_then(|()| out.flush())
            }
            Sink::Stderr => io::stderr().lock().write_all(&self.buffer),
            Sink::Memory(bytes) => {
                bytes.extend_from_slice(&self.buffer);
                Ok(())
            }
            Sink::Through(write) => write(&self.buffer),
        };
        self.buffer.clear();
        if result.as_ref().is_err_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
            self.broken = true;
        }
        result
    }

    /// What was written to a memory output since the last call; empty for others.
    pub fn take(&mut self) -> Vec<u8> {
        // Writing to memory does not fail.
        let _ = self.flush();
        match &mut self.sink {
            Sink::Memory(bytes) => std::mem::take(bytes),
            _ => Vec::new(),
        }
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        // Nobody is left to hear of a fault.
        let _ = self.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::Output;

    #[test]
    fn memory_keeps_what_is_written() {
        let mut out = Output::memory();
        assert!(out.write(b"one\n").is_ok() && out.write(b"two").is_ok());
        assert_eq!(out.take(), b"one\ntwo");
        assert_eq!(out.take(), b"");
    }
}
