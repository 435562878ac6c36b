//! Processes: this one's numbers, and children that are started, fed, waited for.
//!
//! In: words of a command, open files. Out: numbers, bytes, exit statuses (negative: the signal that ended it). Children's pipes are
//! served by helper OS threads, which never touch Co values.

use super::environment::Environment;
use super::file::Files;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// How a child is to be started.
#[derive(Default)]
pub struct Start {
    /// What to run, where it is not the first of the words.
    pub program: Option<OsString>,
    /// The words of the command.
    pub words: Vec<OsString>,
    /// Its folder, where it is not the present one.
    pub folder: Option<PathBuf>,
    /// Its variables, where they are not this process's.
    pub variables: Option<Vec<(OsString, OsString)>>,
    /// The numbers of the open files that are its three streams; None: this process's own; below 0: none at all.
    pub streams: [Option<i32>; 3],
    /// Whether it gets a process group of its own.
    pub own_group: bool,
}

/// The children that were not waited for yet.
#[derive(Default)]
pub struct Processes {
    children: BTreeMap<i32, Known>,
}

/// A child, as far as this process knows it.
enum Known {
    /// Nobody waits for it yet.
    Own(Child),
    /// A thread waits for its end.
    Watched(Arc<Watch>),
}

/// Where the end of a child is told.
#[derive(Default)]
pub struct Watch {
    ended: Mutex<Option<io::Result<ExitStatus>>>,
    bell: Condvar,
}

impl Watch {
    /// Waits for the end of the child, or for so long; whether it has ended.
    pub fn wait(&self, limit: Option<Duration>) -> bool {
        let is_running = |ended: &mut Option<io::Result<ExitStatus>>| ended.is_none();
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = match limit {
            None => self.bell.wait_while(ended, is_running).unwrap_or_else(PoisonError::into_inner),
            Some(limit) => {
                self.bell.wait_timeout_while(ended, limit, is_running).unwrap_or_else(PoisonError::into_inner).0
            }
        };
        ended.is_some()
    }
}

/// The exit status as Python has it: that of a child that a signal ended is the signal's number below zero.
fn number_of(status: ExitStatus) -> i32 {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return -signal;
    }
    status.code().unwrap_or(-1)
}

impl Processes {
    /// Starts a child; its number.
    pub fn start(&mut self, start: Start, files: &mut Files, environment: &mut Environment) -> io::Result<i32> {
        let Some((first, rest)) = start.words.split_first() else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let mut command = Command::new(start.program.as_ref().unwrap_or(first));
        command.args(rest).env_clear();
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            command.arg0(first);
            if start.own_group {
                command.process_group(0);
            }
        }
        match start.variables {
            Some(variables) => command.envs(variables),
            None => command.envs(environment.all().iter()),
        };
        if let Some(folder) = &start.folder {
            command.current_dir(folder);
        }
        for (place, number) in start.streams.into_iter().enumerate() {
            let stream = match number {
                None => continue,
                Some(number) if number < 0 => Stdio::null(),
                Some(number) => Stdio::from(files.get(number)?.try_clone()?),
            };
            match place {
                0 => command.stdin(stream),
                1 => command.stdout(stream),
                _ => command.stderr(stream),
            };
        }
        let child = command.spawn()?;
        let number = child.id() as i32;
        self.children.insert(number, Known::Own(child));
        Ok(number)
    }

    /// The exit status of a child once it has ended; None while it runs.
    pub fn status(&mut self, number: i32) -> io::Result<Option<i32>> {
        let status = match self.children.get_mut(&number).ok_or_else(|| io::Error::from_raw_os_error(10))? {
            Known::Own(child) => child.try_wait()?,
            Known::Watched(watch) => {
                let mut ended = watch.ended.lock().unwrap_or_else(PoisonError::into_inner);
                ended.take().transpose()?
            }
        };
        if status.is_some() {
            self.children.remove(&number);
        }
        Ok(status.map(number_of))
    }

    /// Lets a thread wait for the end of a child, which is told there.
    pub fn watch(&mut self, number: i32) -> io::Result<Arc<Watch>> {
        match self.children.remove(&number).ok_or_else(|| io::Error::from_raw_os_error(10))? {
            Known::Watched(watch) => {
                self.children.insert(number, Known::Watched(watch.clone()));
                Ok(watch)
            }
            Known::Own(mut child) => {
                let watch = Arc::new(Watch::default());
                self.children.insert(number, Known::Watched(watch.clone()));
                let told = watch.clone();
                std::thread::Builder::new().name("child".to_string()).spawn(move || {
                    let ended = child.wait();
                    *told.ended.lock().unwrap_or_else(PoisonError::into_inner) = Some(ended);
                    told.bell.notify_all();
                })?;
                Ok(watch)
            }
        }
    }

    /// Whether a child with this number has not been waited for.
    pub fn has(&self, number: i32) -> bool {
        self.children.contains_key(&number)
    }
}

/// What came out of a child's pipes, and whether both were read to their ends in time.
pub struct Heard {
    /// Standard output and standard error, as far as read.
    pub bytes: [Vec<u8>; 2],
    /// Whether all is read.
    pub done: bool,
}

/// Begins to write to one pipe and to read two others; what comes waits for these, to their ends or until the time is over.
pub fn converse(
    files: &mut Files,
    feed: Option<(i32, Vec<u8>)>,
    readers: [Option<i32>; 2],
) -> io::Result<impl FnOnce(Option<Duration>) -> Heard + Send + 'static> {
    let (sender, receiver) = mpsc::channel::<(usize, Option<Vec<u8>>)>();
    let mut open = 0;
    for (place, number) in readers.into_iter().enumerate() {
        let Some(number) = number else { continue };
        let mut file = files.get(number)?.try_clone()?;
        let sender = sender.clone();
        open += 1;
        std::thread::spawn(move || {
            let mut block = vec![0; 1 << 16];
            loop {
                match file.read(&mut block) {
                    Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                    // Whoever listened may be gone: then nobody misses the rest.
                    Ok(0) | Err(_) => return drop(sender.send((place, None))),
                    Ok(count) => {
                        if sender.send((place, Some(block[..count].to_vec()))).is_err() {
                            return;
                        }
                    }
                }
            }
        });
    }
    if let Some((number, bytes)) = feed {
        let mut file = files.get(number)?.try_clone()?;
        files.close(number)?;
        // A child that reads no more is no fault of who writes.
        std::thread::spawn(move || drop(file.write_all(&bytes)));
    }
    drop(sender);
    Ok(move |limit: Option<Duration>| hear(&receiver, open, limit))
}

fn hear(receiver: &mpsc::Receiver<(usize, Option<Vec<u8>>)>, mut open: usize, limit: Option<Duration>) -> Heard {
    let end = limit.map(|limit| Instant::now() + limit);
    let mut heard = Heard { bytes: [Vec::new(), Vec::new()], done: false };
    while open > 0 {
        let next = match end {
            None => receiver.recv().map_err(|_| mpsc::RecvTimeoutError::Disconnected),
            Some(end) => receiver.recv_timeout(end.saturating_duration_since(Instant::now())),
        };
        match next {
            Ok((place, Some(bytes))) => heard.bytes[place].extend(bytes),
            Ok((_, None)) => open -= 1,
            Err(mpsc::RecvTimeoutError::Timeout) => return heard,
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    heard.done = true;
    heard
}

/// The number of this process.
pub fn own_number() -> i64 {
    i64::from(std::process::id())
}

/// The number of the process that started this one.
#[cfg(unix)]
pub fn parent_number() -> i64 {
    i64::from(std::os::unix::process::parent_id())
}

/// The number of the process that started this one.
#[cfg(not(unix))]
pub fn parent_number() -> i64 {
    0
}

/// Sends a signal to a process, or, as kill(2) has it, to those that 0 or a number below it stands for; signal 0 only asks whether
/// somebody is there.
#[cfg(unix)]
pub fn send_signal(number: i32, signal: i32) -> io::Result<()> {
    Ok(nix::sys::signal::kill(nix::unistd::Pid::from_raw(number), self::signal(signal)?)?)
}

/// A signal by its number; None is 0, which is not sent.
#[cfg(unix)]
pub fn signal(number: i32) -> io::Result<Option<nix::sys::signal::Signal>> {
    if number == 0 { Ok(None) } else { Ok(Some(number.try_into()?)) }
}

/// Sends a signal to a process; 0 only asks whether it is there.
#[cfg(not(unix))]
pub fn send_signal(_: i32, _: i32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Real and effective user, real and effective group.
#[cfg(unix)]
pub fn identity() -> [u32; 4] {
    use rustix::process::{getegid, geteuid, getgid, getuid};
    [getuid().as_raw(), geteuid().as_raw(), getgid().as_raw(), getegid().as_raw()]
}

/// Real and effective user, real and effective group.
#[cfg(not(unix))]
pub fn identity() -> [u32; 4] {
    [0; 4]
}

/// Sets the permission bits that new files do not get; the old ones.
#[cfg(unix)]
pub fn set_mask(mask: u32) -> u32 {
    use rustix::fs::Mode;
    rustix::process::umask(Mode::from_raw_mode(mask as rustix::fs::RawMode)).bits()
}

/// Sets the permission bits that new files do not get; the old ones.
#[cfg(not(unix))]
pub fn set_mask(_: u32) -> u32 {
    0
}

/// The system in words: its name, this machine's name, release, version, processor.
#[cfg(unix)]
pub fn system_words() -> [String; 5] {
    let words = rustix::system::uname();
    [words.sysname(), words.nodename(), words.release(), words.version(), words.machine()]
        .map(|word| word.to_string_lossy().into_owned())
}

/// The system in words: its name, this machine's name, release, version, processor.
#[cfg(not(unix))]
pub fn system_words() -> [String; 5] {
    [std::env::consts::OS, "", "", "", std::env::consts::ARCH].map(str::to_owned)
}

/// How many processors this process may use.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Ends this process at once.
pub fn end(status: i32) -> ! {
    std::process::exit(status)
}
