//! The functions of `posix` that take paths.

use super::number;
use super::path_argument::{name_value, path_error, path_of};
use crate::host::file::{self, Facts, Sort};
use crate::machine::Machine;
use crate::machine::protocol::text::os_error;
use crate::object::int::{Int, as_i64, to_big};
use crate::object::list::{List, Tuple};
use crate::object::{Outcome, Value, type_error};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::io;
use std::path::Path;

/// A fact-finding tuple: mode, inode, device, links, user, group, size, three times in nanoseconds, block size, blocks, special.
fn tuple_of(facts: Facts) -> Value {
    let small = |n: u64| Int::create(BigInt::from(n));
    let time = |n: i128| Int::create(BigInt::from(n));
    Tuple::create(vec![
        small(facts.mode.into()),
        small(facts.inode),
        small(facts.device),
        small(facts.links),
        small(facts.user.into()),
        small(facts.group.into()),
        small(facts.size),
        time(facts.accessed),
        time(facts.modified),
        time(facts.changed),
        small(facts.block_size),
        small(facts.blocks),
        small(facts.special),
    ])
    .into_value()
}

pub fn fstat(m: &mut Machine, a: &[Value]) -> Outcome {
    let number = number(m, &a[0])?;
    m.host.files.facts(number).map(tuple_of).map_err(|fault| os_error(&fault))
}

pub fn stat(m: &mut Machine, a: &[Value]) -> Outcome {
    if as_i64(&a[0]).is_some() {
        return fstat(m, a);
    }
    let value = super::path_argument::fspath(m, &a[0], "stat", "string, bytes, os.PathLike or integer")?;
    let path = path_of(m, &value, "stat")?;
    let follow = m.truth(&a[1])?;
    file::facts(&path.path, follow).map(tuple_of).map_err(|fault| path_error(&fault, &path.value, None))
}

pub fn fspath(m: &mut Machine, a: &[Value]) -> Outcome {
    super::path_argument::fspath(m, &a[0], "", "")
}

fn entries(m: &mut Machine, value: &Value, function: &str) -> Outcome<Vec<(Value, Sort)>> {
    let dot = Value::from(".");
    let value = if value.is_none() { &dot } else { value };
    if as_i64(value).is_some() {
        return type_error(format!("{function}: path should be string, bytes, os.PathLike or None, not int"));
    }
    let value = super::path_argument::fspath(m, value, function, "string, bytes, os.PathLike or None")?;
    let path = path_of(m, &value, function)?;
    let list = file::list(&path.path).map_err(|fault| path_error(&fault, &path.value, None))?;
    Ok(list.into_iter().map(|(name, sort)| (name_value(&name, path.bytes), sort)).collect())
}

pub fn listdir(m: &mut Machine, a: &[Value]) -> Outcome {
    Ok(Value::from(entries(m, &a[0], "listdir")?.into_iter().map(|(name, _)| name).collect::<Vec<_>>()))
}

pub fn scan(m: &mut Machine, a: &[Value]) -> Outcome {
    let pairs = entries(m, &a[0], "scandir")?.into_iter().map(|(name, sort)| {
        let sort = match sort {
            Sort::File => "file",
            Sort::Folder => "dir",
            Sort::Link => "link",
            Sort::Other => "other",
        };
        Tuple::create(vec![name, Value::from(sort)]).into_value()
    });
    Ok(List::create(pairs.collect()).into_value())
}

/// A function of one path and no answer.
fn alone(m: &mut Machine, a: &[Value], function: &str, act: impl Fn(&Path) -> io::Result<()>) -> Outcome {
    let path = path_of(m, &a[0], function)?;
    match act(&path.path) {
        Ok(()) => Ok(Value::None),
        Err(fault) => Err(path_error(&fault, &path.value, None)),
    }
}

/// A function of two paths and no answer.
fn pair(m: &mut Machine, a: &[Value], function: &str, act: fn(&Path, &Path) -> io::Result<()>) -> Outcome {
    let kinds = "string, bytes or os.PathLike";
    let named = |m: &mut Machine, value: &Value, argument: &str| {
        let value = super::path_argument::fspath(m, value, "", "").map_err(|_| {
            let kind = crate::native::convert::type_name(value);
            let text = format!("{function}: {argument} should be {kinds}, not {kind}");
            crate::object::Exc::TypeError.raise(text)
        })?;
        path_of(m, &value, function)
    };
    let (from, to) = (named(m, &a[0], "src")?, named(m, &a[1], "dst")?);
    match act(&from.path, &to.path) {
        Ok(()) => Ok(Value::None),
        Err(fault) => Err(path_error(&fault, &from.value, Some(&to.value))),
    }
}

pub fn mkdir(m: &mut Machine, a: &[Value]) -> Outcome {
    let mode = number(m, &a[1])? as u32;
    alone(m, a, "mkdir", |path| file::make_folder(path, mode))
}

pub fn rmdir(m: &mut Machine, a: &[Value]) -> Outcome {
    alone(m, a, "rmdir", file::remove_folder)
}

pub fn unlink(m: &mut Machine, a: &[Value]) -> Outcome {
    alone(m, a, "unlink", file::remove)
}

pub fn remove(m: &mut Machine, a: &[Value]) -> Outcome {
    alone(m, a, "remove", file::remove)
}

pub fn rename(m: &mut Machine, a: &[Value]) -> Outcome {
    pair(m, a, "rename", file::rename)
}

pub fn replace(m: &mut Machine, a: &[Value]) -> Outcome {
    pair(m, a, "replace", file::rename)
}

pub fn link(m: &mut Machine, a: &[Value]) -> Outcome {
    pair(m, a, "link", file::link)
}

pub fn symlink(m: &mut Machine, a: &[Value]) -> Outcome {
    pair(m, a, "symlink", file::symlink)
}

pub fn readlink(m: &mut Machine, a: &[Value]) -> Outcome {
    let path = path_of(m, &a[0], "readlink")?;
    match file::read_link(&path.path) {
        Ok(target) => Ok(name_value(target.as_os_str(), path.bytes)),
        Err(fault) => Err(path_error(&fault, &path.value, None)),
    }
}

pub fn chmod(m: &mut Machine, a: &[Value]) -> Outcome {
    let mode = number(m, &a[1])? as u32;
    alone(m, a, "chmod", |path| file::set_mode(path, mode))
}

pub fn utime(m: &mut Machine, a: &[Value]) -> Outcome {
    let time = |value: &Value| to_big(value).and_then(|n| n.to_i128()).unwrap_or(0);
    let (accessed, modified) = (time(&a[1]), time(&a[2]));
    let follow = m.truth(&a[3])?;
    alone(m, a, "utime", |path| file::set_times(path, accessed, modified, follow))
}

pub fn access(m: &mut Machine, a: &[Value]) -> Outcome {
    let path = path_of(m, &a[0], "access")?;
    let bits = number(m, &a[1])? as u32;
    Ok(Value::bool(file::may(&path.path, bits)))
}

pub fn disk(m: &mut Machine, a: &[Value]) -> Outcome {
    let path = path_of(m, &a[0], "disk_usage")?;
    let (all, free, mine) = file::disk(&path.path).map_err(|fault| path_error(&fault, &path.value, None))?;
    let part = |n: u64| Int::create(BigInt::from(n));
    Ok(Tuple::create(vec![part(all), part(all - free), part(mine)]).into_value())
}

pub fn chdir(m: &mut Machine, a: &[Value]) -> Outcome {
    alone(m, a, "chdir", file::set_current_folder)
}

pub fn getcwd(_: &mut Machine, _: &[Value]) -> Outcome {
    let folder = file::current_folder().map_err(|fault| os_error(&fault))?;
    Ok(name_value(folder.as_os_str(), false))
}
