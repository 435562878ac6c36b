//! Worker processes: this very program, started once more; and the named pipes through which processes talk.
//!
//! In: arguments, paths, bytes. Out: numbers of processes and of open pipes, bytes. What waits here is called on helper
//! threads, so it knows no values. Standard output and error are shared with the worker.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The pipes that are open, by number.
static OPEN: Mutex<(i64, BTreeMap<i64, Arc<File>>)> = Mutex::new((0, BTreeMap::new()));
/// The longest pause between two looks at a child.
const PAUSE: Duration = Duration::from_millis(20);

fn table() -> MutexGuard<'static, (i64, BTreeMap<i64, Arc<File>>)> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn file(number: i64) -> io::Result<Arc<File>> {
    table().1.get(&number).cloned().ok_or_else(|| io::Error::from_raw_os_error(9))
}

/// What a pipe is opened for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Reading: it ends when all writers have closed.
    Read,
    /// Writing.
    Write,
    /// Both, so that it never ends.
    Both,
    /// Both, for bytes of which several would like to take one.
    Tokens,
}

/// Starts a worker with these arguments; its number. It has no standard input.
pub fn start(arguments: &[String]) -> io::Result<i32> {
    let mut command = Command::new(std::env::current_exe()?);
    let child = command.args(arguments).stdin(Stdio::null()).spawn()?;
    Ok(child.id() as i32)
}

fn deadline(seconds: Option<f64>) -> Option<Instant> {
    let seconds = seconds?.max(0.0);
    Instant::now().checked_add(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::from_secs(1 << 31)))
}

#[cfg(unix)]
mod system {
    use super::*;
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::{Mode, OFlags};
    use rustix::process::{Pid, WaitOptions, waitpid};

    /// Makes a named pipe.
    pub fn make(path: &Path) -> io::Result<()> {
        let mode = Mode::RUSR | Mode::WUSR;
        rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).map_err(io::Error::from)
    }

    /// Opens a named pipe; its number.
    pub fn open(path: &Path, side: Side) -> io::Result<i64> {
        // Nobody waits for the other side to come.
        let how = match side {
            Side::Read => OFlags::RDONLY | OFlags::NONBLOCK,
            Side::Write => OFlags::WRONLY | OFlags::NONBLOCK,
            Side::Both => OFlags::RDWR,
            Side::Tokens => OFlags::RDWR | OFlags::NONBLOCK,
        };
        let handle = rustix::fs::open(path, how | OFlags::CLOEXEC, Mode::empty())?;
        if side != Side::Tokens {
            let flags = rustix::fs::fcntl_getfl(&handle)?;
            rustix::fs::fcntl_setfl(&handle, flags - OFlags::NONBLOCK)?;
        }
        let mut table = table();
        table.0 += 1;
        let number = table.0;
        table.1.insert(number, Arc::new(File::from(handle)));
        Ok(number)
    }

    /// Waits until there is something to read (or to write to); false when the time is over first.
    pub fn ready(number: i64, to_write: bool, seconds: Option<f64>) -> io::Result<bool> {
        let file = file(number)?;
        let end = deadline(seconds);
        loop {
            let mut handles = [PollFd::new(&*file, if to_write { PollFlags::OUT } else { PollFlags::IN })];
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            let left = left.map(|left| Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos() as _ });
            match poll(&mut handles, left.as_ref()) {
                Ok(found) => return Ok(found > 0),
                Err(rustix::io::Errno::INTR) => continue,
                Err(fault) => return Err(fault.into()),
            }
        }
    }

    /// Which of some pipes have something to read, once one has, or the time is over.
    pub fn ready_ones(numbers: &[i64], seconds: Option<f64>) -> io::Result<Vec<i64>> {
        let files = numbers.iter().map(|n| file(*n)).collect::<io::Result<Vec<_>>>()?;
        let end = deadline(seconds);
        let mut handles: Vec<PollFd<'_>> = files.iter().map(|f| PollFd::new(&**f, PollFlags::IN)).collect();
        loop {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            let left = left.map(|left| Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos() as _ });
            match poll(&mut handles, left.as_ref()) {
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => continue,
                Err(fault) => return Err(fault.into()),
            }
        }
        let found = handles.iter().zip(numbers).filter(|(h, _)| !h.revents().is_empty());
        Ok(found.map(|(_, number)| *number).collect())
    }

    /// How many bytes wait in a pipe.
    pub fn waiting(number: i64) -> io::Result<i64> {
        Ok(rustix::io::ioctl_fionread(&*file(number)?)? as i64)
    }

    /// Waits for a worker's end; its status, or minus the signal that ended it; None when the time is over first.
    pub fn wait(number: i32, seconds: Option<f64>) -> io::Result<Option<i32>> {
        let Some(pid) = (number > 0).then(|| Pid::from_raw(number)).flatten() else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let end = deadline(seconds);
        let mut pause = Duration::from_micros(500);
        loop {
            let options = if end.is_some() { WaitOptions::NOHANG } else { WaitOptions::empty() };
            match waitpid(Some(pid), options) {
                Ok(Some((_, status))) => {
                    let signal = status.terminating_signal().map(|signal| -signal);
                    return Ok(Some(signal.or(status.exit_status()).unwrap_or(-1)));
                }
                Ok(None) | Err(rustix::io::Errno::INTR) => {}
                Err(fault) => return Err(fault.into()),
            }
            let left = end.map_or(pause, |end| end.saturating_duration_since(Instant::now()));
            if left.is_zero() {
                return Ok(None);
            }
            std::thread::sleep(pause.min(left));
            pause = (pause * 2).min(PAUSE);
        }
    }
}

#[cfg(not(unix))]
mod system {
    use super::*;

    fn none<T>() -> io::Result<T> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// There are none here.
    pub fn make(_: &Path) -> io::Result<()> {
        none()
    }

    /// There are none here.
    pub fn open(_: &Path, _: Side) -> io::Result<i64> {
        none()
    }

    /// There are none here.
    pub fn ready(_: i64, _: bool, _: Option<f64>) -> io::Result<bool> {
        none()
    }

    /// There are none here.
    pub fn ready_ones(_: &[i64], _: Option<f64>) -> io::Result<Vec<i64>> {
        none()
    }

    /// There are none here.
    pub fn waiting(_: i64) -> io::Result<i64> {
        none()
    }

    /// There are none here.
    pub fn wait(_: i32, _: Option<f64>) -> io::Result<Option<i32>> {
        none()
    }
}

pub use system::{make, open, ready, ready_ones, wait, waiting};

/// Closes a pipe.
pub fn close(number: i64) {
    table().1.remove(&number);
}

/// Reads so many bytes, fewer where all writers have closed. None when the time is over before the first.
pub fn read(number: i64, count: usize, seconds: Option<f64>) -> io::Result<Option<Vec<u8>>> {
    if !ready(number, false, seconds)? {
        return Ok(None);
    }
    let handle = file(number)?;
    let mut bytes = Vec::with_capacity(count.min(1 << 20));
    (&*handle).take(count as u64).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Takes one of the bytes that several would like to take; false when the time is over first.
pub fn take(number: i64, seconds: Option<f64>) -> io::Result<bool> {
    let end = deadline(seconds);
    let handle = file(number)?;
    loop {
        let left = end.map(|end| end.saturating_duration_since(Instant::now()).as_secs_f64());
        if !ready(number, false, left)? {
            return Ok(false);
        }
        match (&*handle).read(&mut [0]) {
            Ok(count) => return Ok(count > 0),
            // Somebody else was faster.
            Err(fault) if fault.kind() == io::ErrorKind::WouldBlock => continue,
            Err(fault) => return Err(fault),
        }
    }
}

/// Writes bytes, all of them.
pub fn write(number: i64, bytes: &[u8]) -> io::Result<()> {
    (&*file(number)?).write_all(bytes)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn pipes_carry_bytes_between_their_sides() {
        let path = std::env::temp_dir().join(format!("co-worker-test-{}", std::process::id()));
        make(&path).expect("a pipe can be made");
        let reader = open(&path, Side::Read).expect("a pipe can be read");
        let writer = open(&path, Side::Write).expect("a pipe can be written to");
        assert!(!ready(reader, false, Some(0.0)).expect("a pipe can be asked"));
        write(writer, b"abc").expect("a pipe takes bytes");
        assert_eq!(waiting(reader).expect("a pipe can be asked"), 3);
        assert_eq!(read(reader, 2, None).expect("bytes come"), Some(b"ab".to_vec()));
        close(writer);
        assert_eq!(read(reader, 5, None).expect("the end comes"), Some(b"c".to_vec()));
        close(reader);
        std::fs::remove_file(path).expect("the pipe can be removed");
    }
}
