//! `posix`: what `os` is made of: files by number, paths, folders, variables, processes, all of them the host's.
//!
//! In: paths, numbers. Out: what the host says, or OSError. The part written in Co (`os.co`) gives it the faces that programs know.

pub mod codecs;
pub mod path_argument;
mod paths;
mod processes;
pub mod signals;
#[cfg(unix)]
pub mod system;

use crate::host::file::{Whence, read_some};
use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::native;
use crate::native::{Native, NativeModule};
use crate::object::int::as_i64;
use crate::object::list::Tuple;
use crate::object::{Outcome, Value, overflow_error, type_error, value_error};
use path_argument::{path_error, path_of};

/// `posix`
pub static MODULE: NativeModule = NativeModule {
    name: "posix",
    help: "This module provides access to operating system functionality that is\n\
           standardized by the C Standard and the POSIX standard (a thinly\n\
           disguised Unix interface).  Refer to the library manual and\n\
           corresponding Unix manual entries for more information on calls.",
    functions: FUNCTIONS,
    fill: Some(|_, dict| {
        for (name, value) in CONSTANTS {
            dict.set_name(name, Value::Int(*value));
        }
        Ok(())
    }),
    ..NativeModule::BASE
};

#[cfg(unix)]
const CONSTANTS: &[(&str, i64)] = {
    use rustix::fs::OFlags;
    &[
        ("O_RDONLY", OFlags::RDONLY.bits() as i64),
        ("O_WRONLY", OFlags::WRONLY.bits() as i64),
        ("O_RDWR", OFlags::RDWR.bits() as i64),
        ("O_APPEND", OFlags::APPEND.bits() as i64),
        ("O_CREAT", OFlags::CREATE.bits() as i64),
        ("O_EXCL", OFlags::EXCL.bits() as i64),
        ("O_TRUNC", OFlags::TRUNC.bits() as i64),
        ("O_NONBLOCK", OFlags::NONBLOCK.bits() as i64),
        ("O_NOCTTY", OFlags::NOCTTY.bits() as i64),
        ("O_CLOEXEC", OFlags::CLOEXEC.bits() as i64),
        ("O_NOFOLLOW", OFlags::NOFOLLOW.bits() as i64),
        ("O_DIRECTORY", OFlags::DIRECTORY.bits() as i64),
        ("F_OK", 0),
        ("R_OK", 4),
        ("W_OK", 2),
        ("X_OK", 1),
        ("WNOHANG", 1),
    ]
};

#[cfg(not(unix))]
const CONSTANTS: &[(&str, i64)] = &[
    ("O_RDONLY", 0),
    ("O_WRONLY", 1),
    ("O_RDWR", 2),
    ("O_APPEND", 0o2000),
    ("O_CREAT", 0o100),
    ("O_EXCL", 0o200),
    ("O_TRUNC", 0o1000),
    ("O_CLOEXEC", 0o2_000_000),
    ("F_OK", 0),
    ("R_OK", 4),
    ("W_OK", 2),
    ("X_OK", 1),
    ("WNOHANG", 1),
];

const FUNCTIONS: &[Native] = &[
    native!("open(path, flags, mode=511)", open, "Open a file for low level IO.  Returns a file descriptor (integer)."),
    native!("close(fd)", close, "Close a file descriptor."),
    native!("read(fd, length, /)", read, "Read from a file descriptor.  Returns a bytes object."),
    native!("_read_all(fd, /)", read_all, "Read from a file descriptor to its end."),
    native!("write(fd, data, /)", write, "Write a bytes object to a file descriptor."),
    native!(
        "lseek(fd, position, whence, /)",
        lseek,
        "Set the position of a file descriptor.  Return the new position."
    ),
    native!(
        "ftruncate(fd, length, /)",
        ftruncate,
        "Truncate a file, specified by file descriptor, to a specific length."
    ),
    native!("fsync(fd)", fsync, "Force write of fd to disk."),
    native!("isatty(fd, /)", isatty, "Return True if the fd is connected to a terminal."),
    native!("dup(fd, /)", dup, "Return a duplicate of a file descriptor."),
    native!("pipe()", pipe, "Create a pipe.  Returns a tuple of two file descriptors."),
    native!("_fstat(fd, /)", paths::fstat, "Facts of an open file, as a tuple."),
    native!("_stat(path, follow, /)", paths::stat, "Facts of a path, as a tuple."),
    native!("fspath(path)", paths::fspath, "Return the file system path representation of the object."),
    native!("listdir(path=None)", paths::listdir, "Return a list containing the names of the files in the directory."),
    native!("_scan(path, /)", paths::scan, "The names in a folder, each with what it is."),
    native!("mkdir(path, mode=511)", paths::mkdir, "Create a directory."),
    native!("rmdir(path)", paths::rmdir, "Remove a directory."),
    native!("unlink(path)", paths::unlink, "Remove a file (same as remove())."),
    native!("remove(path)", paths::remove, "Remove a file (same as unlink())."),
    native!("rename(src, dst)", paths::rename, "Rename a file or directory."),
    native!("replace(src, dst)", paths::replace, "Rename a file or directory, overwriting the destination."),
    native!("link(src, dst)", paths::link, "Create a hard link to a file."),
    native!(
        "symlink(src, dst, target_is_directory=False)",
        paths::symlink,
        "Create a symbolic link pointing to src named dst."
    ),
    native!(
        "readlink(path)",
        paths::readlink,
        "Return a string representing the path to which the symbolic link points."
    ),
    native!("chmod(path, mode)", paths::chmod, "Change the access permissions of a file."),
    native!("_utime(path, accessed, modified, follow, /)", paths::utime, "Set the access and modified time of path."),
    native!("access(path, mode)", paths::access, "Use the real uid/gid to test for access to a path."),
    native!("_disk(path, /)", paths::disk, "Bytes in all, used and free."),
    native!("chdir(path)", paths::chdir, "Change the current working directory to the specified path."),
    native!("getcwd()", paths::getcwd, "Return a unicode string representing the current working directory."),
    native!("_environ()", processes::environ, "The environment, as a list of pairs."),
    native!("putenv(name, value, /)", processes::putenv, "Change or add an environment variable."),
    native!("unsetenv(name, /)", processes::unsetenv, "Delete an environment variable."),
    native!("getpid()", |_: &mut Machine, _: &[Value]| Ok(Value::Int(crate::host::process::own_number())), ""),
    native!("getppid()", |_: &mut Machine, _: &[Value]| Ok(Value::Int(crate::host::process::parent_number())), ""),
    native!("_identity()", processes::identity, "Real and effective user, real and effective group."),
    native!("kill(pid, signal, /)", processes::kill, "Kill a process with a signal."),
    native!("umask(mask, /)", processes::umask, "Set the current numeric umask and return the previous umask."),
    native!("_uname()", processes::uname, "The system in words."),
    native!("cpu_count()", processes::cpu_count, "Return the number of logical CPUs in the system."),
    native!("urandom(size, /)", processes::urandom, "Return a bytes object containing random bytes."),
    native!("strerror(code, /)", processes::strerror, "Translate an error code to a message string."),
    native!("_times()", processes::times, "Processor seconds and elapsed seconds."),
    native!("_terminal_size(fd, /)", processes::terminal_size, "Columns and lines of a terminal."),
    native!(
        "_exit(status)",
        processes::exit,
        "Exit to the system with specified status, without normal exit processing."
    ),
    native!("_start(words, program, folder, variables, streams, own_group, /)", processes::start, "Starts a child."),
    native!(
        "_wait(pid, seconds=<unset>, /)",
        processes::wait,
        "The exit status of a child, or None; waits for it when told how long."
    ),
    native!("_converse(feed, data, out, err, seconds, /)", processes::converse, "Feeds a child and hears it out."),
];

/// A file's number.
pub(super) fn number(m: &mut Machine, value: &Value) -> Outcome<i32> {
    if crate::object::int::as_float(value).is_some() {
        return type_error("'float' object cannot be interpreted as an integer");
    }
    let index = m.index(value)?;
    match as_i64(&index).and_then(|n| i32::try_from(n).ok()) {
        Some(number) => Ok(number),
        None => overflow_error("Python int too large to convert to C int"),
    }
}

fn open(m: &mut Machine, a: &[Value]) -> Outcome {
    let path = path_of(m, &a[0], "open")?;
    let (flags, mode) = (number(m, &a[1])?, number(m, &a[2])?);
    match m.host.files.open(&path.path, flags, mode as u32) {
        Ok(number) => Ok(Value::Int(i64::from(number))),
        Err(fault) => Err(path_error(&fault, &path.value, None)),
    }
}

fn close(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = number(m, &a[0])?;
    m.host.files.close(number).map_err(|fault| os_error(&fault))?;
    Ok(Value::None)
}

fn read(m: &mut Machine, a: &[Value]) -> Outcome {
    let (number, most) = (number(m, &a[0])?, m.size(&a[1])?);
    let Ok(most) = usize::try_from(most) else { return Err(os_error(&std::io::Error::from_raw_os_error(22))) };
    let read = match m.host.files.slow(number).filter(|_| m.fibers.any()) {
        // Whoever is to write may be another thread of this program.
        Some(file) => m.wait_aside(move || read_some(file, most))?,
        None => m.host.files.read(number, most),
    };
    read.map(Value::from).map_err(|fault| os_error(&fault))
}

fn read_all(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = number(m, &a[0])?;
    m.host.files.read_all(number).map(Value::from).map_err(|fault| os_error(&fault))
}

fn write(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = number(m, &a[0])?;
    let bytes = m.bytes_like(&a[1])?;
    m.host.files.write(number, &bytes).map(Value::from).map_err(|fault| os_error(&fault))
}

fn lseek(m: &mut Machine, a: &[Value]) -> Outcome {
    let (number, offset) = (number(m, &a[0])?, m.size(&a[1])?);
    let whence = match as_i64(&a[2]) {
        Some(0) => Whence::Start,
        Some(1) => Whence::Current,
        Some(2) => Whence::End,
        _ => return Err(os_error(&std::io::Error::from_raw_os_error(22))),
    };
    let place = m.host.files.seek(number, offset, whence).map_err(|fault| os_error(&fault))?;
    Ok(Value::Int(place as i64))
}

fn ftruncate(m: &mut Machine, a: &[Value]) -> Outcome {
    let (number, len) = (number(m, &a[0])?, m.size(&a[1])?);
    let Ok(len) = u64::try_from(len) else { return Err(os_error(&std::io::Error::from_raw_os_error(22))) };
    m.host.files.set_len(number, len).map_err(|fault| os_error(&fault))?;
    Ok(Value::None)
}

fn fsync(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = number(m, &a[0])?;
    m.host.files.sync(number).map_err(|fault| os_error(&fault))?;
    Ok(Value::None)
}

fn isatty(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = number(m, &a[0])?;
    Ok(Value::bool(m.host.files.is_terminal(number).unwrap_or(false)))
}

fn dup(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = number(m, &a[0])?;
    let copy = m.host.files.duplicate(number).map_err(|fault| os_error(&fault))?;
    Ok(Value::Int(i64::from(copy)))
}

fn pipe(m: &mut Machine, _: &[Value]) -> Outcome {
    let (reader, writer) = m.host.files.pipe().map_err(|fault| os_error(&fault))?;
    Ok(Tuple::create(vec![Value::Int(i64::from(reader)), Value::Int(i64::from(writer))]).into_value())
}

/// ValueError for a count below zero.
pub(super) fn not_negative<T>() -> Outcome<T> {
    value_error("negative argument not allowed")
}
