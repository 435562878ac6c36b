//! Golden programs: what CPython 3.13 printed is what `co` prints.
//!
//! In: `tests/golden/**/*.py|*.co` and `examples/**`, each with NAME.out (standard output), NAME.status (exit status
//! where it is not 0) and NAME.err (standard error, where it is part of the promise).

use crate::process::{End, LIMIT, beside, co, difference, on_all_cores, programs, report, run, steady, text};

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
    let faults = on_all_cores(&programs, |path| fault(path));
    report("golden programs", programs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}
