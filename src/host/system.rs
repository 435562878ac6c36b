//! What a system of the Unix kind has besides files and children: owners, groups of processes, priorities, terminals by number.
//!
//! In: numbers and paths. Out: what the system says, or its error. Nothing here waits for anything.

use super::file::{Files, bad_number};
use nix::unistd::{self, Pid};
use rustix::fd::{AsRawFd, OwnedFd};
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, PermissionsExt, chown, fchown, lchown};
use std::os::unix::process::CommandExt;
use std::path::Path;

/// Gives a path another owner or group; None leaves it. A link itself when it is not followed.
pub fn set_owner(path: &Path, user: Option<u32>, group: Option<u32>, follow: bool) -> io::Result<()> {
    if follow { chown(path, user, group) } else { lchown(path, user, group) }
}

/// Numbers of blocks and the like of a file system, in the order of `os.statvfs_result`, and the system's number.
pub type FileSystem = [u64; 11];

fn file_system(s: rustix::fs::StatVfs) -> FileSystem {
    let flags = s.f_flag.bits();
    [
        s.f_bsize,
        s.f_frsize,
        s.f_blocks,
        s.f_bfree,
        s.f_bavail,
        s.f_files,
        s.f_ffree,
        s.f_favail,
        flags,
        s.f_namemax,
        s.f_fsid,
    ]
}

/// The file system that a path lies in.
pub fn file_system_of(path: &Path) -> io::Result<FileSystem> {
    Ok(file_system(rustix::fs::statvfs(path)?))
}

/// Makes a pipe with a name.
pub fn make_pipe(path: &Path, mode: u32) -> io::Result<()> {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    Ok(mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(mode as rustix::fs::RawMode), 0)?)
}

/// Makes a folder the root of this process.
pub fn set_root(path: &Path) -> io::Result<()> {
    std::os::unix::fs::chroot(path)
}

impl Files {
    /// Gives an open file an owner and a group.
    pub fn set_owner(&mut self, number: i32, user: Option<u32>, group: Option<u32>) -> io::Result<()> {
        fchown(self.get(number)?, user, group)
    }

    /// Sets the permissions of an open file.
    pub fn set_mode(&mut self, number: i32, mode: u32) -> io::Result<()> {
        self.get(number)?.set_permissions(PermissionsExt::from_mode(mode))
    }

    /// Writes what a file holds to the disk, without its facts.
    pub fn sync_data(&mut self, number: i32) -> io::Result<()> {
        self.get(number)?.sync_data()
    }

    /// The file system that an open file lies in.
    pub fn file_system(&mut self, number: i32) -> io::Result<FileSystem> {
        Ok(file_system(rustix::fs::fstatvfs(self.get(number)?)?))
    }

    /// Reads at a place, leaving the file's own.
    pub fn read_at(&mut self, number: i32, most: usize, place: u64) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; most];
        let count = self.get(number)?.read_at(&mut bytes, place)?;
        bytes.truncate(count);
        Ok(bytes)
    }

    /// Writes at a place, leaving the file's own.
    pub fn write_at(&mut self, number: i32, bytes: &[u8], place: u64) -> io::Result<usize> {
        self.get(number)?.write_at(bytes, place)
    }

    /// Makes a number stand for an open file, whatever it stood for before. Of the standard streams it is the system's own.
    pub fn duplicate_to(&mut self, number: i32, wanted: i32) -> io::Result<()> {
        if wanted < 0 {
            return Err(bad_number());
        }
        let file = self.get(number)?.try_clone()?;
        if number == wanted {
            return Ok(());
        }
        match wanted {
            0 => rustix::stdio::dup2_stdin(&file)?,
            1 => rustix::stdio::dup2_stdout(&file)?,
            2 => rustix::stdio::dup2_stderr(&file)?,
            _ => {
                // Its number is the first free one from there on.
                let _ = self.close(wanted);
                let copy: OwnedFd = rustix::io::fcntl_dupfd_cloexec(&file, wanted)?;
                if copy.as_raw_fd() != wanted {
                    return Err(io::Error::from_raw_os_error(16));
                }
                self.keep(File::from(copy));
                return Ok(());
            }
        }
        self.put(wanted, file);
        Ok(())
    }

    /// Whether reading an open file waits.
    pub fn is_waiting(&mut self, number: i32) -> io::Result<bool> {
        let flags = rustix::fs::fcntl_getfl(self.get(number)?)?;
        Ok(!flags.contains(rustix::fs::OFlags::NONBLOCK))
    }

    /// Says whether reading an open file waits.
    pub fn set_waiting(&mut self, number: i32, waits: bool) -> io::Result<()> {
        Ok(rustix::io::ioctl_fionbio(self.get(number)?, !waits)?)
    }

    /// The path of a terminal.
    pub fn terminal_name(&mut self, number: i32) -> io::Result<String> {
        let name = rustix::termios::ttyname(self.get(number)?, Vec::new())?;
        Ok(name.to_string_lossy().into_owned())
    }

    /// The group of processes in front of a terminal.
    pub fn front_group(&mut self, number: i32) -> io::Result<i32> {
        Ok(unistd::tcgetpgrp(self.get(number)?)?.as_raw())
    }

    /// Copies bytes from one open file to another within the system; how many.
    #[cfg(target_os = "linux")]
    pub fn send(&mut self, to: i32, from: i32, place: Option<u64>, count: usize) -> io::Result<usize> {
        let (to, from) = (self.get(to)?.try_clone()?, self.get(from)?.try_clone()?);
        let mut place = place;
        Ok(rustix::fs::sendfile(to, from, place.as_mut(), count)?)
    }

    /// A file in memory; its number.
    #[cfg(target_os = "linux")]
    pub fn in_memory(&mut self, name: &str) -> io::Result<i32> {
        let file = rustix::fs::memfd_create(name, rustix::fs::MemfdFlags::CLOEXEC)?;
        Ok(self.keep(File::from(file)))
    }

    /// Copies bytes from one open file to another.
    #[cfg(not(target_os = "linux"))]
    pub fn send(&mut self, to: i32, from: i32, place: Option<u64>, count: usize) -> io::Result<usize> {
        let bytes = match place {
            Some(place) => self.read_at(from, count, place)?,
            None => self.read(from, count)?,
        };
        self.write(to, &bytes)
    }

    /// A file in memory; its number.
    #[cfg(not(target_os = "linux"))]
    pub fn in_memory(&mut self, _: &str) -> io::Result<i32> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// A process as who asks for its priority names it; 0 is this one. Nobody has a number below.
fn process(number: i32) -> io::Result<Option<rustix::process::Pid>> {
    if number < 0 { Err(io::Error::from_raw_os_error(3)) } else { Ok(rustix::process::Pid::from_raw(number)) }
}

/// Adds to the niceness of this process; what it is then.
pub fn be_nice(by: i32) -> io::Result<i32> {
    Ok(rustix::process::nice(by)?)
}

/// The niceness of a process.
pub fn niceness(number: i32) -> io::Result<i32> {
    Ok(rustix::process::getpriority_process(process(number)?)?)
}

/// Sets the niceness of a process.
pub fn set_niceness(number: i32, niceness: i32) -> io::Result<()> {
    Ok(rustix::process::setpriority_process(process(number)?, niceness)?)
}

/// The group of a process; 0 where its first process is out of sight, as in a container.
pub fn group(number: i32) -> io::Result<i32> {
    Ok(unistd::getpgid(Some(Pid::from_raw(number)))?.as_raw())
}

/// Puts a process into a group.
pub fn set_group(number: i32, group: i32) -> io::Result<()> {
    Ok(unistd::setpgid(Pid::from_raw(number), Pid::from_raw(group))?)
}

/// The session of a process; 0 where its first process is out of sight.
pub fn session(number: i32) -> io::Result<i32> {
    Ok(unistd::getsid(Some(Pid::from_raw(number)))?.as_raw())
}

/// Begins a session, which this process leads; its number.
pub fn begin_session() -> io::Result<i32> {
    Ok(unistd::setsid()?.as_raw())
}

/// The groups of users that this process belongs to.
pub fn groups() -> io::Result<Vec<u32>> {
    Ok(rustix::process::getgroups()?.into_iter().map(|group| group.as_raw()).collect())
}

/// Sends a signal to all processes of a group.
pub fn signal_group(group: i32, signal: i32) -> io::Result<()> {
    Ok(nix::sys::signal::killpg(Pid::from_raw(group), super::process::signal(signal)?)?)
}

/// Writes everything that waits to the disks.
pub fn sync_all() {
    rustix::fs::sync();
}

/// Another program in place of this one; comes back only when that fails.
pub fn become_program(program: &Path, words: &[OsString], variables: Option<&[(OsString, OsString)]>) -> io::Error {
    let mut command = std::process::Command::new(program);
    if let Some((name, rest)) = words.split_first() {
        command.arg0(name).args(rest);
    }
    if let Some(variables) = variables {
        command.env_clear().envs(variables.iter().map(|(name, value)| (name, value)));
    }
    command.exec()
}
