//! Files and folders: whole files to be read, numbered open files, and what can be asked and changed of paths.
//!
//! In: paths and numbers. Out: bytes and facts, or the system's error. Nothing here knows what the bytes mean. Open files are kept by
//! their descriptor's number, so that a program can only reach those it opened and the three standard streams.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The bytes of a file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    fs::read(path)
}

/// Whether there is a plain file.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether there is a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The error of a number that is no open file.
pub fn bad_number() -> io::Error {
    io::Error::from_raw_os_error(9)
}

/// What an entry of a folder is, as far as the folder itself tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A device, a pipe, a socket.
    Other,
}

/// Facts of a file, as `stat` tells them; times in nanoseconds since 1970.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Facts {
    pub mode: u32,
    pub inode: u64,
    pub device: u64,
    pub links: u64,
    pub user: u32,
    pub group: u32,
    pub size: u64,
    pub accessed: i128,
    pub modified: i128,
    pub changed: i128,
    pub block_size: u64,
    pub blocks: u64,
    pub special: u64,
}

impl From<fs::Metadata> for Facts {
    #[cfg(unix)]
    fn from(m: fs::Metadata) -> Facts {
        use std::os::unix::fs::MetadataExt;
        let time = |seconds: i64, part: i64| i128::from(seconds) * 1_000_000_000 + i128::from(part);
        Facts {
            mode: m.mode(),
            inode: m.ino(),
            device: m.dev(),
            links: m.nlink(),
            user: m.uid(),
            group: m.gid(),
            size: m.size(),
            accessed: time(m.atime(), m.atime_nsec()),
            modified: time(m.mtime(), m.mtime_nsec()),
            changed: time(m.ctime(), m.ctime_nsec()),
            block_size: m.blksize(),
            blocks: m.blocks(),
            special: m.rdev(),
        }
    }

    #[cfg(not(unix))]
    fn from(m: fs::Metadata) -> Facts {
        Facts { mode: if m.is_dir() { 0o040_755 } else { 0o100_644 }, size: m.len(), ..Facts::default() }
    }
}

/// The open files, by number.
#[derive(Default)]
pub struct Files {
    open: BTreeMap<i32, File>,
    /// Of the three standard streams, those that the program closed.
    shut: [bool; 3],
}

/// Where a program's position in a file is counted from.
#[derive(Clone, Copy)]
pub enum Whence {
    /// The file's beginning.
    Start,
    /// The present position.
    Current,
    /// The file's end.
    End,
}

/// Reads at most so many bytes from an open file, and at least one but at its end.
pub fn read_some(mut file: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; most.min(1 << 26)];
    loop {
        match file.read(&mut bytes) {
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
            result => {
                bytes.truncate(result?);
                return Ok(bytes);
            }
        }
    }
}

impl Files {
    /// The open file with a number.
    pub fn get(&mut self, number: i32) -> io::Result<&mut File> {
        if let 0..=2 = number
            && !self.open.contains_key(&number)
            && !self.shut[number as usize]
        {
            let file = standard(number)?;
            self.open.insert(number, file);
        }
        self.open.get_mut(&number).ok_or_else(bad_number)
    }

    /// Keeps a file; its number.
    #[cfg(unix)]
    pub fn keep(&mut self, file: File) -> i32 {
        use std::os::fd::AsRawFd;
        let number = file.as_raw_fd();
        self.open.insert(number, file);
        number
    }

    /// Keeps a file; its number.
    #[cfg(not(unix))]
    pub fn keep(&mut self, file: File) -> i32 {
        let number = self.open.keys().last().map_or(3, |n| (n + 1).max(3));
        self.open.insert(number, file);
        number
    }

    /// Opens a file with the system's flags and permission bits.
    #[cfg(unix)]
    pub fn open(&mut self, path: &Path, flags: i32, mode: u32) -> io::Result<i32> {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::from_bits_retain(flags as u32) | OFlags::CLOEXEC;
        let file = rustix::fs::open(path, flags, Mode::from_raw_mode(mode as rustix::fs::RawMode))?;
        Ok(self.keep(File::from(file)))
    }

    /// Opens a file with the system's flags and permission bits.
    #[cfg(not(unix))]
    pub fn open(&mut self, path: &Path, flags: i32, _: u32) -> io::Result<i32> {
        let (write, both) = (flags & 3 == 1, flags & 3 == 2);
        let mut options = fs::OpenOptions::new();
        options.read(!write).write(write || both).create(flags & 0o100 != 0).truncate(flags & 0o1000 != 0);
        options.append(flags & 0o2000 != 0).create_new(flags & 0o300 == 0o300);
        options.open(path).map(|file| self.keep(file))
    }

    /// Closes a file.
    pub fn close(&mut self, number: i32) -> io::Result<()> {
        self.get(number)?;
        self.open.remove(&number);
        if let 0..=2 = number {
            self.shut[number as usize] = true;
        }
        Ok(())
    }

    /// Reads at most so many bytes; none at the end.
    pub fn read(&mut self, number: i32, most: usize) -> io::Result<Vec<u8>> {
        read_some(self.get(number)?, most)
    }

    /// Another hold on an open file that may keep a reader waiting: a pipe, a terminal, a socket.
    pub fn slow(&mut self, number: i32) -> Option<File> {
        let file = self.get(number).ok()?;
        let sort = file.metadata().ok()?;
        if sort.is_file() || sort.is_dir() { None } else { file.try_clone().ok() }
    }

    /// Reads to the end.
    pub fn read_all(&mut self, number: i32) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.get(number)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes; how many bytes were taken.
    pub fn write(&mut self, number: i32, bytes: &[u8]) -> io::Result<usize> {
        self.get(number)?.write(bytes)
    }

    /// Moves the position; the new one.
    pub fn seek(&mut self, number: i32, offset: i64, whence: Whence) -> io::Result<u64> {
        let place = match whence {
            Whence::Start => SeekFrom::Start(u64::try_from(offset).map_err(|_| io::Error::from_raw_os_error(22))?),
            Whence::Current => SeekFrom::Current(offset),
            Whence::End => SeekFrom::End(offset),
        };
        self.get(number)?.seek(place)
    }

    /// Cuts a file off or lengthens it.
    pub fn set_len(&mut self, number: i32, len: u64) -> io::Result<()> {
        self.get(number)?.set_len(len)
    }

    /// Has a number stand for a file.
    #[cfg(unix)]
    pub(super) fn put(&mut self, number: i32, file: File) {
        self.open.insert(number, file);
        if let 0..=2 = number {
            self.shut[number as usize] = false;
        }
    }

    /// Another number for the same open file.
    pub fn duplicate(&mut self, number: i32) -> io::Result<i32> {
        let copy = self.get(number)?.try_clone()?;
        Ok(self.keep(copy))
    }

    /// A pipe: the end to read from, the end to write to.
    #[cfg(unix)]
    pub fn pipe(&mut self) -> io::Result<(i32, i32)> {
        let (reader, writer) = io::pipe()?;
        let (reader, writer): (std::os::fd::OwnedFd, std::os::fd::OwnedFd) = (reader.into(), writer.into());
        Ok((self.keep(File::from(reader)), self.keep(File::from(writer))))
    }

    /// A pipe: the end to read from, the end to write to.
    #[cfg(not(unix))]
    pub fn pipe(&mut self) -> io::Result<(i32, i32)> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Whether a file is a terminal.
    pub fn is_terminal(&mut self, number: i32) -> io::Result<bool> {
        self.get(number).map(|file| io::IsTerminal::is_terminal(file))
    }

    /// Facts of an open file.
    pub fn facts(&mut self, number: i32) -> io::Result<Facts> {
        self.get(number)?.metadata().map(Facts::from)
    }

    /// Has everything written down.
    pub fn sync(&mut self, number: i32) -> io::Result<()> {
        self.get(number)?.sync_all()
    }
}

/// One of the three standard streams, as a file of its own.
#[cfg(unix)]
fn standard(number: i32) -> io::Result<File> {
    use std::os::fd::AsFd;
    let copy = match number {
        0 => io::stdin().as_fd().try_clone_to_owned(),
        1 => io::stdout().as_fd().try_clone_to_owned(),
        _ => io::stderr().as_fd().try_clone_to_owned(),
    };
    copy.map(File::from)
}

#[cfg(not(unix))]
fn standard(_: i32) -> io::Result<File> {
    Err(bad_number())
}

/// Facts of a path; of a link itself where it is not to be followed.
pub fn facts(path: &Path, follow: bool) -> io::Result<Facts> {
    if follow { fs::metadata(path) } else { fs::symlink_metadata(path) }.map(Facts::from)
}

/// The names in a folder and what they are, in the system's order.
pub fn list(path: &Path) -> io::Result<Vec<(OsString, Sort)>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let sort = match entry.file_type() {
            Ok(sort) if sort.is_file() => Sort::File,
            Ok(sort) if sort.is_dir() => Sort::Folder,
            Ok(sort) if sort.is_symlink() => Sort::Link,
            _ => Sort::Other,
        };
        names.push((entry.file_name(), sort));
    }
    Ok(names)
}

/// Makes a folder.
pub fn make_folder(path: &Path, mode: u32) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, mode);
    #[cfg(not(unix))]
    let _ = mode;
    builder.create(path)
}

/// Removes an empty folder.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    fs::remove_dir(path)
}

/// Removes a file.
pub fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// Gives another name.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Makes another name for the same file.
pub fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to)
}

/// Makes a symbolic link.
#[cfg(unix)]
pub fn symlink(to: &Path, at: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, at)
}

/// Makes a symbolic link.
#[cfg(not(unix))]
pub fn symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Where a symbolic link points.
pub fn read_link(path: &Path) -> io::Result<PathBuf> {
    fs::read_link(path)
}

/// Sets the permission bits.
#[cfg(unix)]
pub fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Sets the permission bits.
#[cfg(not(unix))]
pub fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Sets the times of last access and change, in nanoseconds since 1970.
#[cfg(unix)]
pub fn set_times(path: &Path, accessed: i128, modified: i128, follow: bool) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, Timespec, Timestamps};
    let time =
        |t: i128| Timespec { tv_sec: t.div_euclid(1_000_000_000) as _, tv_nsec: t.rem_euclid(1_000_000_000) as _ };
    let times = Timestamps { last_access: time(accessed), last_modification: time(modified) };
    let flags = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    Ok(rustix::fs::utimensat(CWD, path, &times, flags)?)
}

/// Sets the times of last access and change, in nanoseconds since 1970.
#[cfg(not(unix))]
pub fn set_times(_: &Path, _: i128, _: i128, _: bool) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether this process may reach a path as the bits say (4 read, 2 write, 1 run, 0 exists).
#[cfg(unix)]
pub fn may(path: &Path, bits: u32) -> bool {
    use rustix::fs::Access;
    let wanted = [(4, Access::READ_OK), (2, Access::WRITE_OK), (1, Access::EXEC_OK)];
    let wanted = wanted.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, access)| access);
    rustix::fs::access(path, wanted.fold(Access::EXISTS, |all, one| all | one)).is_ok()
}

/// Whether this process may reach a path as the bits say (4 read, 2 write, 1 run, 0 exists).
#[cfg(not(unix))]
pub fn may(path: &Path, _: u32) -> bool {
    path.exists()
}

/// Bytes in all, free, and free for this user, of the disk a path lies on.
#[cfg(unix)]
pub fn disk(path: &Path) -> io::Result<(u64, u64, u64)> {
    let facts = rustix::fs::statvfs(path)?;
    Ok((facts.f_blocks * facts.f_frsize, facts.f_bfree * facts.f_frsize, facts.f_bavail * facts.f_frsize))
}

/// Bytes in all, free, and free for this user, of the disk a path lies on.
#[cfg(not(unix))]
pub fn disk(_: &Path) -> io::Result<(u64, u64, u64)> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The present folder.
pub fn current_folder() -> io::Result<PathBuf> {
    std::env::current_dir()
}

/// Makes another folder the present one.
pub fn set_current_folder(path: &Path) -> io::Result<()> {
    std::env::set_current_dir(path)
}
