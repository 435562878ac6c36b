//! Running `co` as a child, many at once, and saying how two texts differ.
//!
//! In: arguments, standard input, a time limit. Out: what came out and how it ended.
//! It never hangs: a child past its limit is killed and reported as such.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The command under test.
pub const CO: &str = env!("CARGO_BIN_EXE_co");
/// The project's own folder; children run in it, so that programs are named by relative paths.
pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// Far more than any program here needs, also on a busy machine.
pub const LIMIT: Duration = Duration::from_secs(120);

/// How a child ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// With this exit status.
    Status(i32),
    /// Killed by this signal (0 where the system does not say).
    Signal(i32),
    /// Not within its time limit.
    TooLong,
}

/// What a child left.
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub end: End,
}

impl Ran {
    /// Whether it ended by itself and without a panic.
    pub fn is_sane(&self) -> bool {
        matches!(self.end, End::Status(0..=100 | 102..=255)) && !self.stderr.contains("panicked at")
    }
}

/// The variables by which whoever runs the tests may have told Co or Python something.
pub fn variables_of_the_user() -> impl Iterator<Item = std::ffi::OsString> {
    let names = std::env::vars_os().map(|(name, _)| name);
    names.filter(|name| {
        let name = name.to_string_lossy();
        ["CO_", "PYTHON"].iter().any(|start| name.starts_with(start))
            || ["COPATH", "FORCE_COLOR", "LANGUAGE"].contains(&&*name)
    })
}

/// `co` with these arguments in the project's folder, with an environment that says nothing of what its user likes.
pub fn co<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Command {
    let mut command = Command::new(CO);
    command.args(arguments).current_dir(ROOT).env("LC_ALL", "C.UTF-8").env("NO_COLOR", "1").env("COLUMNS", "80");
    for name in variables_of_the_user() {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end.
pub fn run(mut command: Command, input: &[u8], limit: Duration) -> Ran {
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    finish(child.expect("the built co can be started"), input, limit)
}

/// Feeds a started child, reads what it prints, and waits for it.
pub fn finish(mut child: Child, input: &[u8], limit: Duration) -> Ran {
    let (mut to, mut out, mut err) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if let Some(to) = &mut to {
                // A child that does not read its input breaks the pipe; that is its right.
                let _ = to.write_all(input);
            }
        });
        let out = scope.spawn(move || everything(out.as_mut()));
        let err = scope.spawn(move || everything(err.as_mut()));
        let end = wait(&mut child, limit);
        Ran { stdout: out.join().unwrap_or_default(), stderr: err.join().unwrap_or_default(), end }
    })
}

fn everything(pipe: Option<&mut impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn wait(child: &mut Child, limit: Duration) -> End {
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return status.code().map_or_else(|| End::Signal(signal(status)), End::Status);
        }
        if start.elapsed() > limit {
            let _ = child.kill();
            let _ = child.wait();
            return End::TooLong;
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
}

#[cfg(unix)]
fn signal(status: std::process::ExitStatus) -> i32 {
    std::os::unix::process::ExitStatusExt::signal(&status).unwrap_or(0)
}

#[cfg(not(unix))]
fn signal(_: std::process::ExitStatus) -> i32 {
    0
}

/// Applies `work` to every item on all cores; the answers come in the items' order.
pub fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        // Twice the cores: many of the programs sleep.
        for _ in 0..2 * std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((index, item)) = { items.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed)) } {
                    let answer = work(item);
                    done.lock().expect("no worker panics while it holds the list").push((index, answer));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no worker panics while it holds the list");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, answer)| answer).collect()
}

/// Every file below a folder with one of these endings, as paths relative to the project with `/`, sorted.
pub fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    fn walk(folder: &Path, endings: &[&str], found: &mut BTreeSet<String>) {
        let Ok(entries) = std::fs::read_dir(folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                walk(&path, endings, found);
            } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e))
                && let Ok(relative) = path.strip_prefix(ROOT)
            {
                found.insert(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(&in_root(folder), endings, &mut found);
    found.into_iter().collect()
}

/// The programs below a folder that `CO_TEST` lets through. What lies in a folder `_...` is imported by others, not run.
pub fn programs(folder: &str) -> Vec<String> {
    let mut programs = files(folder, &["py", "co"]);
    programs.retain(|path| !path.contains("/_"));
    if let Some(only) = only() {
        programs.retain(|path| path.contains(&only));
    }
    programs
}

/// The text of `CO_TEST`.
pub fn only() -> Option<String> {
    std::env::var("CO_TEST").ok().filter(|text| !text.is_empty())
}

/// A path inside the project.
pub fn in_root(path: &str) -> PathBuf {
    Path::new(ROOT).join(path)
}

/// A file of the project, None when it is not there.
pub fn text(path: &str) -> Option<String> {
    std::fs::read(in_root(path)).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The same path with another ending.
pub fn beside(path: &str, ending: &str) -> String {
    Path::new(path).with_extension(ending).to_string_lossy().into_owned()
}

/// What differs from run to run taken out: addresses, and the folder the project lies in.
pub fn steady(text: &str) -> String {
    let text = text.replace(&format!("{ROOT}/"), "");
    let mut parts = text.split("0x");
    let mut steady = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_hexdigit()).len();
        // Only addresses are that long; a short hexadecimal number is the program's own.
        if digits >= 8 {
            steady.push_str("0x...");
            steady.push_str(&part[digits..]);
        } else {
            steady.push_str("0x");
            steady.push_str(part);
        }
    }
    steady
}

/// None when the texts agree; otherwise where they part, as a diff with a little context.
pub fn difference(what: &str, wanted: &str, got: &str) -> Option<String> {
    if wanted == got {
        return None;
    }
    const SHOWN: usize = 14;
    let (wanted, got): (Vec<_>, Vec<_>) = (wanted.split('\n').collect(), got.split('\n').collect());
    let head = wanted.iter().zip(&got).take_while(|(w, g)| w == g).count();
    let room = wanted.len().min(got.len()) - head;
    let tail = wanted.iter().rev().zip(got.iter().rev()).take(room).take_while(|(w, g)| w == g).count();
    let mut report = format!("  {what} differs at line {} (- wanted, + got)\n", head + 1);
    let mut show = |mark: char, lines: &[&str]| {
        for line in lines.iter().take(SHOWN) {
            report.push_str(&format!("  {mark} {}\n", line.chars().take(300).collect::<String>()));
        }
        if lines.len() > SHOWN {
            report.push_str(&format!("  {mark} ... {} more lines\n", lines.len() - SHOWN));
        }
    };
    show(' ', &wanted[head.saturating_sub(3)..head]);
    show('-', &wanted[head..wanted.len() - tail]);
    show('+', &got[head..got.len() - tail]);
    show(' ', &wanted[wanted.len() - tail..wanted.len() - tail + tail.min(1)]);
    Some(report)
}

/// Panics with every failure of a concern at once.
pub fn report(concern: &str, tried: usize, failures: &[String]) {
    assert!(failures.is_empty(), "{} of {tried} {concern} failed\n\n{}", failures.len(), failures.join("\n"));
}
