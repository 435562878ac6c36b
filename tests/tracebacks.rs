//! `--traceback plain`: what is said of programs that fail, to the letter of CPython.
//!
//! In: the programs in `tests/tracebacks/cases.txt`, and what CPython 3.13 said of them in `expected.txt`, written by `make.py`
//! there. Out: every difference in standard error or exit status. Frames of the library are left out on both sides.

use crate::process::{CO, End, LIMIT, co, difference, on_all_cores, report, run, steady, text};
use std::path::Path;

/// Names and what follows them, up to the next one.
fn sections(text: &str) -> Vec<(&str, &str)> {
    let parts = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let heads: Vec<(usize, &str)> = parts.filter(|(_, line)| line.starts_with("=== ")).collect();
    let ends = heads.iter().skip(1).map(|head| head.0).chain([text.len()]);
    heads.iter().zip(ends).map(|((at, line), end)| (line[4..].trim_end(), &text[at + line.len()..end])).collect()
}

/// Without the frames of the library: each with the lines that stand deeper below it.
fn without_library(text: &str) -> String {
    let mut inside: Option<String> = None;
    let mut out = Vec::new();
    for line in text.split('\n') {
        let margin = line.len() - line.trim_start_matches([' ', '|']).len();
        if line[margin..].starts_with("File \"<frozen ") {
            inside = Some(format!("{}  ", &line[..margin]));
        } else if !inside.as_ref().is_some_and(|deeper| line.starts_with(deeper.as_str())) {
            inside = None;
            out.push(line);
        }
    }
    out.join("\n")
}

#[test]
fn plain_tracebacks_are_those_of_cpython() {
    let programs = text("tests/tracebacks/cases.txt").unwrap_or_default();
    let expected = text("tests/tracebacks/expected.txt").unwrap_or_default();
    let expected = sections(&expected);
    let cases = sections(&programs);
    assert_eq!(cases.len(), expected.len(), "make.py writes expected.txt");
    let folder = Path::new(CO).parent().expect("the command lies in a folder").join("tracebacks");
    std::fs::create_dir_all(&folder).expect("a scratch folder can be made");
    let wanted: Vec<_> = cases.iter().zip(&expected).collect();
    let faults = on_all_cores(&wanted, |((name, source), (head, said))| {
        std::fs::write(folder.join(format!("{name}.py")), source).expect("a scratch file can be written");
        let mut command = co(&["run", "--traceback", "plain", &format!("{name}.py")]);
        command.current_dir(&folder);
        let ran = run(command, b"", LIMIT);
        let got = without_library(&steady(&ran.stderr.replace(&format!("{}/", folder.display()), "")));
        let mut fault: String = difference("stderr", said, &got).into_iter().collect();
        let status = head.rsplit_once(' ').and_then(|(_, status)| status.parse().ok()).unwrap_or(-1);
        if ran.end != End::Status(status) {
            fault.push_str(&format!("  it ended with {:?}, not Status({status})\n", ran.end));
        }
        (!fault.is_empty()).then(|| format!("{name}\n{fault}"))
    });
    report("tracebacks", cases.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}
