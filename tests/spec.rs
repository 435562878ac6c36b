//! Small programs that state their own output: `tests/spec/FEATURE/*.co`.
//!
//! In: a line that prints ends with `# expect: text`; the expectations, from top to bottom, are the lines printed.
//! `# raises: text` says what the last line of standard error is; the program then ends with 1.

use crate::process::{End, LIMIT, co, difference, on_all_cores, programs, report, run, text};

fn fault(path: &str) -> Option<String> {
    let source = text(path).unwrap_or_default();
    let after = |mark: &str| {
        let lines = source.lines().filter_map(|line| line.split_once(mark));
        lines.map(|(_, wanted)| format!("{}\n", wanted.strip_prefix(' ').unwrap_or(wanted))).collect::<String>()
    };
    let (wanted, raises) = (after("# expect:"), after("# raises:"));
    let mut command = co(&[path]);
    command.env("CO_TRACEBACK", "plain");
    let ran = run(command, b"", LIMIT);
    let mut fault = String::new();
    fault.extend(difference("stdout", &wanted, &ran.stdout));
    if !raises.is_empty() {
        let last = ran.stderr.lines().next_back().map(|line| format!("{line}\n")).unwrap_or_default();
        fault.extend(difference("the last line of stderr", &raises, &last));
    }
    let status = i32::from(!raises.is_empty());
    if ran.end != End::Status(status) {
        fault.push_str(&format!("  it ended with {:?}, not Status({status})\n{}", ran.end, ran.stderr));
    }
    (!fault.is_empty()).then(|| format!("{path}\n{fault}"))
}

#[test]
fn programs_print_what_they_say() {
    let programs = programs("tests/spec");
    let faults = on_all_cores(&programs, |path| fault(path));
    report("spec programs", programs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}
