//! `_posix_system`: what `os` has on a system of the Unix kind and programs seldom ask for.
//!
//! In: numbers and paths. Out: what the host says, or OSError. The faces that programs know are in `more.co`.

use super::number;
use super::path_argument::{os_string, path_error, path_of};
use crate::host::modes::Modes;
use crate::host::system;
use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::native;
use crate::native::NativeModule;
use crate::object::bytes::Bytes;
use crate::object::int::as_i64;
use crate::object::list::{List, Tuple};
use crate::object::str::Str;
use crate::object::{Outcome, Value};
use std::ffi::OsString;
use std::io;

/// `_posix_system`
pub static MODULE: NativeModule = NativeModule {
    name: "_posix_system",
    help: "",
    functions: &[
        native!("chown(path, uid, gid, follow, /)", chown, ""),
        native!("chroot(path, /)", |m: &mut Machine, a: &[Value]| at_path(m, a, "chroot", system::set_root), ""),
        native!("copy(out, source, offset, count, /)", copy, ""),
        native!("dup2(fd, fd2, /)", dup2, ""),
        native!("execute(program, words, variables, /)", execute, ""),
        native!(
            "fchmod(fd, mode, /)",
            |m: &mut Machine, a: &[Value]| {
                let (fd, mode) = (number(m, &a[0])?, number(m, &a[1])?);
                done(m.host.files.set_mode(fd, mode as u32))
            },
            ""
        ),
        native!(
            "fchown(fd, uid, gid, /)",
            |m: &mut Machine, a: &[Value]| {
                let (fd, user, group) = (number(m, &a[0])?, owner(m, &a[1])?, owner(m, &a[2])?);
                done(m.host.files.set_owner(fd, user, group))
            },
            ""
        ),
        native!(
            "fdatasync(fd, /)",
            |m: &mut Machine, a: &[Value]| {
                let fd = number(m, &a[0])?;
                done(m.host.files.sync_data(fd))
            },
            ""
        ),
        native!(
            "get_blocking(fd, /)",
            |m: &mut Machine, a: &[Value]| {
                let fd = number(m, &a[0])?;
                m.host.files.is_waiting(fd).map(Value::bool).map_err(|fault| os_error(&fault))
            },
            ""
        ),
        native!(
            "getgroups()",
            |_: &mut Machine, _: &[Value]| {
                let groups = system::groups().map_err(|fault| os_error(&fault))?;
                Ok(List::create(groups.into_iter().map(|g| Value::Int(i64::from(g))).collect()).into_value())
            },
            ""
        ),
        native!(
            "flock(fd, operation, /)",
            |m: &mut Machine, a: &[Value]| {
                let fd = number(m, &a[0])?;
                let operation = i64::from(number(m, &a[1])?);
                m.host.files.lock(fd, operation).map(Value::from).map_err(|fault| os_error(&fault))
            },
            ""
        ),
        native!("getpgid(pid, /)", |m: &mut Machine, a: &[Value]| ask(m, a, system::group), ""),
        native!("getpriority(pid, /)", |m: &mut Machine, a: &[Value]| ask(m, a, system::niceness), ""),
        native!("getsid(pid, /)", |m: &mut Machine, a: &[Value]| ask(m, a, system::session), ""),
        native!("killpg(pgid, signal, /)", |m: &mut Machine, a: &[Value]| tell(m, a, system::signal_group), ""),
        native!(
            "memfd_create(name, /)",
            |m: &mut Machine, a: &[Value]| {
                let name = m.str(&a[0])?;
                counted(m.host.files.in_memory(name.as_str()))
            },
            ""
        ),
        native!(
            "mkfifo(path, mode, /)",
            |m: &mut Machine, a: &[Value]| {
                let mode = number(m, &a[1])? as u32;
                at_path(m, a, "mkfifo", |path| system::make_pipe(path, mode))
            },
            ""
        ),
        native!("nice(increment, /)", |m: &mut Machine, a: &[Value]| ask(m, a, system::be_nice), ""),
        native!("pread(fd, length, offset, /)", pread, ""),
        native!("pwrite(fd, data, offset, /)", pwrite, ""),
        native!(
            "set_blocking(fd, blocking, /)",
            |m: &mut Machine, a: &[Value]| {
                let (fd, blocking) = (number(m, &a[0])?, m.truth(&a[1])?);
                done(m.host.files.set_waiting(fd, blocking))
            },
            ""
        ),
        native!("setpgid(pid, pgrp, /)", |m: &mut Machine, a: &[Value]| tell(m, a, system::set_group), ""),
        native!("setpriority(pid, priority, /)", |m: &mut Machine, a: &[Value]| tell(m, a, system::set_niceness), ""),
        native!("setsid()", |_: &mut Machine, _: &[Value]| counted(system::begin_session()), ""),
        native!("statvfs(path, /)", statvfs, ""),
        native!(
            "sync()",
            |_: &mut Machine, _: &[Value]| {
                system::sync_all();
                Ok(Value::None)
            },
            ""
        ),
        native!("tcgetattr(fd, /)", tcgetattr, ""),
        native!(
            "tcgetpgrp(fd, /)",
            |m: &mut Machine, a: &[Value]| {
                let fd = number(m, &a[0])?;
                counted(m.host.files.front_group(fd))
            },
            ""
        ),
        native!("tcsetattr(fd, when, flags, characters, /)", tcsetattr, ""),
        native!(
            "ttyname(fd, /)",
            |m: &mut Machine, a: &[Value]| {
                let fd = number(m, &a[0])?;
                m.host.files.terminal_name(fd).map(Value::from).map_err(|fault| os_error(&fault))
            },
            ""
        ),
    ],
    ..NativeModule::BASE
};

/// The modes of a terminal: four numbers, two speeds, and the special characters as bytes.
fn tcgetattr(m: &mut Machine, a: &[Value]) -> Outcome {
    let fd = number(m, &a[0])?;
    let modes = m.host.files.modes(fd).map_err(|fault| os_error(&fault))?;
    let numbers = modes.flags.iter().chain(&modes.speeds).map(|n| Value::Int(i64::from(*n)));
    Ok(Tuple::create(numbers.chain([Bytes::create(modes.characters).into_value()]).collect()).into_value())
}

/// Takes four numbers as a tuple, and the special characters as bytes.
fn tcsetattr(m: &mut Machine, a: &[Value]) -> Outcome {
    let (fd, when) = (number(m, &a[0])?, i64::from(number(m, &a[1])?));
    let mut flags = [0; 4];
    for (flag, value) in flags.iter_mut().zip(m.collect(&a[2])?) {
        *flag = as_i64(&value).unwrap_or(0) as u32;
    }
    let characters = a[3].get::<Bytes>().map_or(Vec::new(), |b| b.data.to_vec());
    done(m.host.files.set_modes(fd, when, &Modes { flags, speeds: [0, 0], characters }))
}

fn done(result: io::Result<()>) -> Outcome {
    result.map(|()| Value::None).map_err(|fault| os_error(&fault))
}

fn counted(result: io::Result<i32>) -> Outcome {
    result.map(|n| Value::Int(i64::from(n))).map_err(|fault| os_error(&fault))
}

/// A question about one number.
fn ask(m: &mut Machine, a: &[Value], question: fn(i32) -> io::Result<i32>) -> Outcome {
    let n = number(m, &a[0])?;
    counted(question(n))
}

/// An order about two numbers.
fn tell(m: &mut Machine, a: &[Value], order: fn(i32, i32) -> io::Result<()>) -> Outcome {
    let (x, y) = (number(m, &a[0])?, number(m, &a[1])?);
    done(order(x, y))
}

fn at_path(m: &mut Machine, a: &[Value], function: &str, act: impl Fn(&std::path::Path) -> io::Result<()>) -> Outcome {
    let path = path_of(m, &a[0], function)?;
    match act(&path.path) {
        Ok(()) => Ok(Value::None),
        Err(fault) => Err(path_error(&fault, &path.value, None)),
    }
}

/// The number of a user or group; None for -1.
fn owner(m: &mut Machine, value: &Value) -> Outcome<Option<u32>> {
    let index = m.index(value)?;
    match as_i64(&index) {
        Some(-1) => Ok(None),
        Some(n) => match u32::try_from(n) {
            Ok(n) => Ok(Some(n)),
            Err(_) => crate::object::overflow_error("uid is out of range"),
        },
        None => crate::object::overflow_error("uid is greater than maximum"),
    }
}

fn chown(m: &mut Machine, a: &[Value]) -> Outcome {
    let (user, group, follow) = (owner(m, &a[1])?, owner(m, &a[2])?, m.truth(&a[3])?);
    at_path(m, a, "chown", |path| system::set_owner(path, user, group, follow))
}

fn dup2(m: &mut Machine, a: &[Value]) -> Outcome {
    let (fd, wanted) = (number(m, &a[0])?, number(m, &a[1])?);
    m.host.files.duplicate_to(fd, wanted).map_err(|fault| os_error(&fault))?;
    Ok(Value::Int(i64::from(wanted)))
}

fn place(m: &mut Machine, value: &Value) -> Outcome<u64> {
    let place = m.size(value)?;
    u64::try_from(place).map_err(|_| os_error(&io::Error::from_raw_os_error(22)))
}

fn pread(m: &mut Machine, a: &[Value]) -> Outcome {
    let (fd, most, place) = (number(m, &a[0])?, place(m, &a[1])?, place(m, &a[2])?);
    m.host.files.read_at(fd, most as usize, place).map(Value::from).map_err(|fault| os_error(&fault))
}

fn pwrite(m: &mut Machine, a: &[Value]) -> Outcome {
    let (fd, place) = (number(m, &a[0])?, place(m, &a[2])?);
    let bytes = m.bytes_like(&a[1])?;
    m.host.files.write_at(fd, &bytes, place).map(Value::from).map_err(|fault| os_error(&fault))
}

fn copy(m: &mut Machine, a: &[Value]) -> Outcome {
    let (out, source, count) = (number(m, &a[0])?, number(m, &a[1])?, place(m, &a[3])?);
    let from = if a[2].is_none() { None } else { Some(place(m, &a[2])?) };
    m.host.files.send(out, source, from, count as usize).map(Value::from).map_err(|fault| os_error(&fault))
}

fn statvfs(m: &mut Machine, a: &[Value]) -> Outcome {
    let numbers = if as_i64(&a[0]).is_some() {
        let fd = number(m, &a[0])?;
        m.host.files.file_system(fd).map_err(|fault| os_error(&fault))?
    } else {
        let path = path_of(m, &a[0], "statvfs")?;
        system::file_system_of(&path.path).map_err(|fault| path_error(&fault, &path.value, None))?
    };
    Ok(Tuple::create(numbers.into_iter().map(|n| Value::Int(n as i64)).collect()).into_value())
}

fn execute(m: &mut Machine, a: &[Value]) -> Outcome {
    let program = path_of(m, &a[0], "execve")?;
    let words = m.collect(&a[1])?.iter().map(os_string).collect::<Outcome<Vec<OsString>>>()?;
    let mut variables = None;
    if !a[2].is_none() {
        let mut row = Vec::new();
        for pair in m.collect(&a[2])? {
            let pair = m.unpack(&pair, 2)?;
            row.push((os_string(&pair[0])?, os_string(&pair[1])?));
        }
        variables = Some(row);
    }
    // What was printed so far belongs to this program.
    let fault = system::become_program(&program.path, &words, variables.as_deref());
    Err(path_error(&fault, &Value::from(program.value.get::<Str>().map_or("", Str::as_str)), None))
}
