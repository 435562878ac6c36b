//! No false alarms: what Co says of programs that are right, against a reviewed list.
//!
//! In: all programs of `tests/golden`, `tests/spec` and `examples`, checked, and those of coroutines and of the dialect run as
//! well, all read in the dialect. Out: codes that `tests/alarms.txt` does not list for a program. `CO_BLESS=1` rewrites the
//! list, to be reviewed: each line must be something that the program does on purpose.
//!
//! Hints on exceptions (E06..) cannot fire where no exception is left over; their own programs are in `tests/diagnostics`,
//! and every code of the catalogue is brought about by one program at least.

use crate::process::{CO, End, LIMIT, co, in_root, on_all_cores, programs, report, run, text};
use std::collections::BTreeSet;

const LIST: &str = "tests/alarms.txt";

/// Folders whose programs are run as well: where notes of coroutines and eras could come in.
const RUN: &[&str] =
    &["tests/golden/asyncio", "tests/golden/coroutines", "tests/golden/generators", "tests/spec", "examples"];

/// The codes in what was said.
fn codes(said: &str) -> BTreeSet<String> {
    let lines = said.lines().filter_map(|line| line.strip_prefix('[')?.split_once(']'));
    lines.map(|(code, _)| code.to_string()).filter(|code| code.len() == 5).collect()
}

fn alarms(path: &str, scratch: &std::path::Path) -> BTreeSet<String> {
    // Under its own name it might be read strictly; a copy is read in the dialect.
    let copy = scratch.join(path.replace('/', "-").replace(".py", ".co"));
    let content = std::fs::read(in_root(path)).expect("a program can be read");
    std::fs::write(&copy, content).expect("a scratch file can be written");
    let copy = copy.to_string_lossy().into_owned();
    let checked = run(co(&["check", &copy]), b"", LIMIT);
    let mut found = codes(&checked.stderr);
    if RUN.iter().any(|folder| path.starts_with(folder)) {
        let mut command = co(&["--clock", "virtual", "run", "--held", "3600", &copy]);
        let folder = in_root(path);
        command.env("COPATH", folder.parent().unwrap_or(&folder));
        let ran = run(command, b"", LIMIT);
        // What a program says of an exception that it leaves over on purpose is no alarm.
        let said = codes(&ran.stderr);
        found.extend(said.into_iter().filter(|code| ran.end == End::Status(0) || !code.starts_with("E06")));
    }
    found
}

#[test]
fn right_programs_raise_no_false_alarm() {
    let all: Vec<String> = ["tests/golden", "tests/spec", "examples"].iter().flat_map(|f| programs(f)).collect();
    let scratch = std::path::Path::new(CO).parent().expect("the command lies in a folder").join("alarms");
    std::fs::create_dir_all(&scratch).expect("a scratch folder can be made");
    let found = on_all_cores(&all, |path| {
        let codes: Vec<String> = alarms(path, &scratch).into_iter().collect();
        (!codes.is_empty()).then(|| format!("{path}: {}", codes.join(" ")))
    });
    let found: Vec<String> = found.into_iter().flatten().collect();
    if std::env::var("CO_BLESS").is_ok_and(|value| value == "1") {
        std::fs::write(in_root(LIST), format!("{}\n", found.join("\n"))).expect("the list can be written");
    }
    let known = text(LIST).unwrap_or_default();
    let known: Vec<(&str, BTreeSet<&str>)> = known
        .lines()
        .filter_map(|l| l.split_once(": "))
        .map(|(path, codes)| (path, codes.split(' ').collect()))
        .collect();
    let new = |line: &&String| {
        let Some((path, codes)) = line.split_once(": ") else { return true };
        let listed = known.iter().find(|k| k.0 == path);
        !codes.split(' ').all(|code| listed.is_some_and(|k| k.1.contains(code)))
    };
    report("programs", all.len(), &found.iter().filter(new).cloned().collect::<Vec<_>>());
}

#[test]
fn every_hint_fires_on_a_program_of_its_own() {
    let mut said = String::new();
    for path in programs("tests/diagnostics").iter().chain(&programs("tests/teach")) {
        for ending in ["err", "said"] {
            let golden = path.rsplit_once('.').map_or(path.clone(), |(stem, _)| format!("{stem}.{ending}"));
            said.push_str(&text(&golden).unwrap_or_default());
        }
    }
    let fired = codes(&said);
    // What only `co check` says is tried in `check`; what needs odd bytes or very long sources, in the lexer's tests.
    let elsewhere = |code: &str| {
        code.starts_with("W04") || ["E0108", "E0119", "E0122", "E0123", "E0204", "E0340", "E0399"].contains(&code)
    };
    let pages = co_lang::diagnostic::pages::all();
    let missing: Vec<String> = pages
        .iter()
        .flat_map(|page| page.codes.iter().skip(1))
        .filter(|code| !fired.contains(**code) && !elsewhere(code))
        .map(|code| code.to_string())
        .collect();
    report("codes", pages.len(), &missing);
}
