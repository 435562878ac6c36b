//! Standard input: bytes in pieces or by line, from the process's own input or from memory.
//!
//! In: nothing. Out: bytes, none at the end of the input; and lines as text, where undecodable bytes are carried as lone surrogates.

use super::interrupt;
use crate::object::text::codec::{self, Codec, Errors};
use std::io::{self, Read};

/// Where bytes come from.
pub enum Origin {
    /// The process's standard input.
    Stdin,
    /// Memory: tests, notes, pages. Nothing more than what is buffered.
    Memory,
}

/// A buffered way in.
pub struct Input {
    origin: Origin,
    buffer: Vec<u8>,
    /// How much of the buffer has been given out.
    used: usize,
    /// Whether Ctrl-C ends a wait, with the fault `Interrupted`; then nothing read so far is lost.
    pub heeds_interrupts: bool,
}

impl Default for Input {
    fn default() -> Input {
        Input { origin: Origin::Stdin, buffer: Vec::new(), used: 0, heeds_interrupts: false }
    }
}

impl Input {
    /// An input that is these bytes.
    pub fn memory(bytes: Vec<u8>) -> Input {
        Input { origin: Origin::Memory, buffer: bytes, used: 0, heeds_interrupts: false }
    }

    /// Gets more bytes; false at the end.
    fn fill(&mut self) -> io::Result<bool> {
        let Origin::Stdin = self.origin else { return Ok(false) };
        self.buffer.drain(..self.used);
        self.used = 0;
        let before = self.buffer.len();
        self.buffer.resize(before + 8192, 0);
        loop {
            if self.heeds_interrupts && !is_ready() {
                if interrupt::is_pending() {
                    self.buffer.truncate(before);
                    return Err(io::ErrorKind::Interrupted.into());
                }
                continue;
            }
            match io::stdin().lock().read(&mut self.buffer[before..]) {
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                result => {
                    self.buffer.truncate(before + result.as_ref().map_or(0, |count| *count));
                    return result.map(|count| count > 0);
                }
            }
        }
    }

    fn give(&mut self, count: usize) -> Vec<u8> {
        let bytes = self.buffer[self.used..self.used + count].to_vec();
        self.used += count;
        bytes
    }

    /// Bytes up to and with the next line end, or up to the end.
    pub fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut looked = 0;
        loop {
            let rest = &self.buffer[self.used..];
            if let Some(at) = memchr::memchr(b'\n', &rest[looked..]) {
                return Ok(self.give(looked + at + 1));
            }
            looked = rest.len();
            if !self.fill()? {
                return Ok(self.give(looked));
            }
        }
    }

    /// So many bytes, or fewer where the input ends before.
    pub fn read(&mut self, count: usize) -> io::Result<Vec<u8>> {
        while self.buffer.len() - self.used < count && self.fill()? {}
        let count = count.min(self.buffer.len() - self.used);
        Ok(self.give(count))
    }

    /// What there is without waiting twice: at most so many bytes.
    pub fn some(&mut self, most: usize) -> io::Result<Vec<u8>> {
        if self.buffer.len() == self.used {
            self.fill()?;
        }
        let count = most.min(self.buffer.len() - self.used);
        Ok(self.give(count))
    }

    /// Everything up to the end.
    pub fn all(&mut self) -> io::Result<Vec<u8>> {
        while self.fill()? {}
        Ok(self.give(self.buffer.len() - self.used))
    }

    /// A line as text, with its end unless the input ends without one.
    pub fn text_line(&mut self) -> io::Result<String> {
        let mut bytes = self.line()?;
        if bytes.ends_with(b"\r\n") {
            bytes.truncate(bytes.len() - 2);
            bytes.push(b'\n');
        }
        Ok(text(bytes))
    }
}

/// Waits until there is something to read, a signal comes, or a moment has passed (for a signal that another thread of
/// the system got).
#[cfg(unix)]
fn is_ready() -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let moment = Timespec { tv_sec: 0, tv_nsec: 200_000_000 };
    let stdin = io::stdin();
    let asked = || matches!(poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&moment)), Ok(1..));
    // Both may have come at once: then the signal counts.
    !interrupt::is_pending() && asked() && !interrupt::is_pending()
}

/// Where there is no way to ask, reading waits.
#[cfg(not(unix))]
fn is_ready() -> bool {
    true
}

/// Bytes of the input as text.
pub fn text(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(line) => line,
        Err(fault) => codec::decode(fault.as_bytes(), Codec::Utf8, &Errors::SurrogateEscape).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn lines_and_pieces() {
        let mut input = Input::memory(b"one\ntwo\r\nthree".to_vec());
        assert_eq!(input.line().ok().as_deref(), Some(&b"one\n"[..]));
        assert_eq!(input.text_line().ok().as_deref(), Some("two\n"));
        assert_eq!(input.read(2).ok().as_deref(), Some(&b"th"[..]));
        assert_eq!(input.all().ok().as_deref(), Some(&b"ree"[..]));
        assert_eq!(input.line().ok().as_deref(), Some(&b""[..]));
    }
}
