//! Golden programs: what CPython 3.13 printed is what `co` prints.
//!
//! In: `tests/golden/**/*.py|*.co` and `examples/**`, each with NAME.out (standard output), NAME.status (exit status
//! where it is not 0) and NAME.err (standard error, where it is part of the promise).
//! `tests/golden/not-yet.txt` names the ones known to fail, one a line; one of them that passes is a failure too.

use std::collections::BTreeSet;

use crate::process::{End, LIMIT, beside, co, difference, on_all_cores, only, programs, report, run, steady, text};

const NOT_YET: &str = "tests/golden/not-yet.txt";

/// What is wrong with one program; None when all is as it should be.
pub fn fault(path: &str) -> Option<String> {
    let ran = run(co(&[path]), b"", LIMIT);
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
    let faults: Vec<(String, Option<String>)> =
        on_all_cores(&programs, |path| fault(path)).into_iter().zip(&programs).map(|(f, p)| (p.clone(), f)).collect();
    if std::env::var("CO_BLESS").is_ok_and(|value| value == "list") && only().is_none() {
        let failing: String = faults.iter().filter(|(_, f)| f.is_some()).map(|(p, _)| format!("{p}\n")).collect();
        std::fs::write(crate::process::in_root(NOT_YET), failing).expect("the list can be written");
        return;
    }
    let listed = text(NOT_YET).unwrap_or_default();
    let listed: BTreeSet<&str> = listed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut failures = Vec::new();
    for (path, fault) in &faults {
        match fault {
            Some(fault) if only().is_some() || !listed.contains(path.as_str()) => failures.push(fault.clone()),
            None if listed.contains(path.as_str()) => {
                failures.push(format!("{path}\n  passes: strike it from {NOT_YET}\n"))
            }
            _ => {}
        }
    }
    if only().is_none() {
        let missing = listed.iter().filter(|name| !programs.iter().any(|path| path == *name));
        failures.extend(missing.map(|name| format!("{name}\n  is listed in {NOT_YET} and is not there\n")));
    }
    report("golden programs", programs.len(), &failures);
}
