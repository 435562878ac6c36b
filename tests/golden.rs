//! Golden programs: what CPython 3.13 printed is what `co` prints.
//!
//! In: `tests/golden/**/*.py|*.co` and `examples/**`, each with NAME.out (standard output), NAME.status (exit status
//! where it is not 0) and NAME.err (standard error, where it is part of the promise).

use crate::process::{End, LIMIT, beside, co, difference, on_all_cores, programs, report, run, steady, text};

/// What is wrong with one program; None when all is as it should be.
pub fn fault(path: &str) -> Option<String> {
    // Examples tell of seconds: on the simulated clock these do not depend on how busy the machine is.
    let simulated: &[&str] = if path.starts_with("examples/") { &["--clock", "virtual"] } else { &[] };
    let ran = run(co(&[&["run"], simulated, &[path]].concat()), b"", LIMIT);
    let status = text(&beside(path, "status")).map_or(0, |status| status.trim().parse().unwrap_or(-1));
    let mut faults = String::new();
    match text(&beside(path, "out")) {
        Some(wanted) => faults.extend(difference("stdout", &steady(&wanted), &steady(&ran.stdout))),
        None => faults.push_str("  it has no .out beside it: run tests/oracle.py\n"),
    }
    if let Some(wanted) = text(&beside(path, "err")) {
        faults.extend(difference("stderr", &steady(&wanted), &steady(&ran.stderr)));
    }
    if ran.end != End::Status(status) {
        faults.push_str(&format!("  it ended with {:?}, not Status({status})\n", ran.end));
        let lines: Vec<_> = ran.stderr.lines().collect();
        for line in &lines[lines.len().saturating_sub(8)..] {
            faults.push_str(&format!("  ! {}\n", line.chars().take(300).collect::<String>()));
        }
    }
    (!faults.is_empty()).then(|| format!("{path}\n{faults}"))
}

#[test]
fn golden_programs_print_what_cpython_prints() {
    let mut programs: Vec<String> = programs("tests/golden");
    programs.extend(crate::process::programs("examples"));
    let faults = on_all_cores(&programs, |path| fault(path));
    report("golden programs", programs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}

/// The table of asyncio's names: each has a golden that uses it, and no public name is without one.
#[test]
fn every_name_of_asyncio_has_a_golden() {
    const FOLDER: &str = "tests/golden/asyncio";
    let table = text(&format!("{FOLDER}/names.txt")).expect("the table of names");
    let rows: Vec<(&str, &str)> = table.lines().filter_map(|line| line.split_once(char::is_whitespace)).collect();
    let mut faults = Vec::new();
    for (name, file) in &rows {
        let last = name.rsplit('.').next().unwrap_or(name);
        let program = text(&format!("{FOLDER}/{}", file.trim())).unwrap_or_default();
        let mut words = program.split(|c: char| !c.is_alphanumeric() && c != '_');
        if !words.any(|word| word == last) {
            faults.push(format!("{name}: not in {}", file.trim()));
        }
    }
    let mut command = crate::process::co(&["-c", "import asyncio; print(*asyncio.__all__)"]);
    command.env("CO_TRACEBACK", "plain");
    let public = crate::process::run(command, b"", crate::process::LIMIT).stdout;
    for name in public.split_whitespace() {
        if !rows.iter().any(|(row, _)| *row == format!("asyncio.{name}")) {
            faults.push(format!("asyncio.{name}: not in the table"));
        }
    }
    report("names of asyncio", rows.len(), &faults);
}
