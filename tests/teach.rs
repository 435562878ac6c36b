//! What a person sees of a running program: notes, narrations, pictures, each as it was reviewed.
//!
//! In: `tests/teach/**/*.co`, whose first line is the command (`# $ co run --clock virtual FILE`), each with NAME.said:
//! standard output, standard error, status. `CO_BLESS=1` rewrites the .said files, to be reviewed as a diff.

use crate::process::{End, LIMIT, Ran, beside, co, difference, files, in_root, on_all_cores, programs, report, run};
use crate::process::{steady, text};

fn said(path: &str) -> Result<Ran, String> {
    let source = text(path).unwrap_or_default();
    let Some(command) = source.lines().next().and_then(|l| l.strip_prefix("# $ co ")) else {
        return Err(format!("{path}\n  its first line is not '# $ co ... FILE'\n"));
    };
    let words: Vec<&str> = command.split_whitespace().map(|w| if w == "FILE" { path } else { w }).collect();
    Ok(run(co(&words), b"", LIMIT))
}

#[test]
fn it_is_said_as_reviewed() {
    let programs = programs("tests/teach");
    let bless = std::env::var("CO_BLESS").is_ok_and(|value| value == "1");
    let faults = on_all_cores(&programs, |path| {
        let ran = match said(path) {
            Ok(ran) => ran,
            Err(fault) => return Some(fault),
        };
        let status = match ran.end {
            End::Status(status) => status.to_string(),
            other => format!("{other:?}"),
        };
        let got = steady(&format!("{}--- standard error\n{}--- status {status}\n", ran.stdout, ran.stderr));
        if bless {
            std::fs::write(in_root(&beside(path, "said")), &got).expect("what was said can be written");
        }
        let fault = match text(&beside(path, "said")) {
            Some(wanted) => difference("what is said", &wanted, &got),
            None => Some("  it has no .said beside it: CO_BLESS=1 writes it\n".to_string()),
        };
        fault.map(|fault| format!("{path}\n{fault}"))
    });
    report("programs", programs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}

/// Programs in which a note is right.
const NOTED: &[&str] = &["tests/golden/asyncio/exception_handler.py", "tests/golden/asyncio/run_and_runner.py"];

#[test]
fn programs_that_are_right_are_given_no_notes() {
    let mut programs = programs("tests/golden");
    programs.extend(crate::process::programs("examples"));
    programs.retain(|path| text(path).is_some_and(|t| t.contains("asyncio")) && !NOTED.contains(&&**path));
    let faults = on_all_cores(&programs, |path| {
        let ran = run(co(&["run", "--notes", "--held", "3600", path]), b"", LIMIT);
        let noted =
            ran.stderr.lines().find(|l| l.starts_with("[N05") || l.starts_with("[E05") || l.starts_with("co: "));
        noted.map(|line| format!("{path}\n  {line}\n"))
    });
    report("right programs", programs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}

#[test]
fn every_reviewed_text_has_its_program() {
    let lost: Vec<String> = files("tests/teach", &["said"])
        .into_iter()
        .filter(|path| text(&beside(path, "co")).is_none())
        .map(|path| format!("{path}: its program is gone\n"))
        .collect();
    report("texts", lost.len(), &lost);
}
