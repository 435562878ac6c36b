//! Rendered diagnostics: faulty programs under `tests/diagnostics/`, each with the standard error it should give.
//!
//! In: `tests/diagnostics/**/*.co` and NAME.err; NAME.zh.err where it is shown in Chinese as well. `CO_BLESS=1` rewrites the
//! .err files (and those .zh.err that are there), to be reviewed as a diff.
//! A faulty program prints nothing on standard output and ends with 1.

use crate::process::{End, LIMIT, beside, co, difference, in_root, on_all_cores, programs, report, run, steady, text};

#[test]
fn diagnostics_are_rendered_as_reviewed() {
    let programs = programs("tests/diagnostics");
    let bless = std::env::var("CO_BLESS").is_ok_and(|value| value == "1");
    let faults = on_all_cores(&programs, |path| {
        let mut fault = String::new();
        for (language, ending) in [("en", "err"), ("zh", "zh.err")] {
            let golden = beside(path, ending);
            if language == "zh" && text(&golden).is_none() {
                continue;
            }
            // How fast the machine is must not show.
            let mut command = co(&["run", "--held", "3600", path]);
            command.env("CO_LANG", language);
            let ran = run(command, b"", LIMIT);
            let got = placeless(&steady(&ran.stderr));
            if bless {
                std::fs::write(in_root(&golden), &got).expect("the rendered diagnostic can be written");
            }
            match text(&golden) {
                Some(wanted) => fault.extend(difference("stderr", &placeless(&steady(&wanted)), &got)),
                None => fault.push_str("  it has no .err beside it: CO_BLESS=1 writes it\n"),
            }
            fault.extend(difference("stdout", "", &ran.stdout));
            if ran.end != End::Status(1) {
                fault.push_str(&format!("  it ended with {:?}, not Status(1)\n", ran.end));
            }
        }
        (!fault.is_empty()).then(|| format!("{path}\n{fault}"))
    });
    report("diagnostics", programs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}

/// Without the library's own frames, which change as it grows.
fn placeless(text: &str) -> String {
    text.lines().filter(|line| !line.contains("<frozen ")).map(|line| format!("{line}\n")).collect()
}

/// What is drawn beside the source: labels, helps and notes, one a line.
fn drawn(said: &str) -> impl Iterator<Item = &str> {
    said.lines().filter_map(|line| match line.split_once("╰─") {
        Some((_, label)) => Some(label.trim_start_matches('─').trim()),
        None => {
            line.split_once("│ 帮助").or(line.split_once("│ 说明")).and_then(|(_, rest)| Some(rest.split_once(": ")?.1))
        }
    })
}

/// Whether a sentence is English, in whole or in part: three words in a row that are no code and no value.
fn is_english(text: &str) -> bool {
    if !text.chars().any(|c| ('\u{4E00}'..'\u{9FFF}').contains(&c)) {
        return true;
    }
    // Behind a name and its sign stands a value.
    let said = text.split(" = ").next().unwrap_or(text);
    let outside: String = said.split('`').step_by(2).flat_map(|part| part.split('\'').step_by(2)).collect();
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    outside.split(' ').collect::<Vec<_>>().windows(3).any(|three| three.iter().all(|word| is_word(word)))
}

#[test]
fn everything_drawn_is_said_in_chinese() {
    let programs = programs("tests/diagnostics");
    let faults = on_all_cores(&programs, |path| {
        let mut command = co(&["run", "--held", "3600", path]);
        command.env("CO_LANG", "zh");
        let said = run(command, b"", LIMIT).stderr;
        let english: Vec<&str> = drawn(&said).filter(|text| is_english(text)).collect();
        (!english.is_empty()).then(|| format!("{path}: {}", english.join(" | ")))
    });
    report("programs in Chinese", programs.len(), &faults.into_iter().flatten().collect::<Vec<_>>());
}
