//! What a person sees of a running program: notes, narrations, pictures, each as it was reviewed.
//!
//! In: `tests/teach/**/*.co`, whose first line is the command (`# $ co run --clock virtual FILE`), each with NAME.said:
//! standard output, standard error, status. `CO_BLESS=1` rewrites the .said files, to be reviewed as a diff.

use crate::process::{End, LIMIT, Ran, beside, co, difference, files, in_root, on_all_cores, programs, report, run};
use crate::process::{steady, text};
use std::collections::{BTreeMap, BTreeSet};

fn said(path: &str) -> Result<Ran, String> {
    let source = text(path).unwrap_or_default();
    let line = source.lines().next().and_then(|l| l.strip_prefix("# $ "));
    let Some((set, command)) = line.and_then(|l| l.split_once("co ")).filter(|(set, _)| set.len() < 40) else {
        return Err(format!("{path}\n  its first line is not '# $ [NAME=VALUE] co ... FILE'\n"));
    };
    let words: Vec<&str> = command.split_whitespace().map(|w| if w == "FILE" { path } else { w }).collect();
    let mut command = co(&words);
    command.envs(set.split_whitespace().filter_map(|pair| pair.split_once('=')));
    Ok(run(command, b"", LIMIT))
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
const NOTED: &[&str] = &[
    "tests/golden/asyncio/cancellation.py",
    "tests/golden/asyncio/debug_mode.py",
    "tests/golden/asyncio/exception_handler.py",
    "tests/golden/asyncio/handlers.py",
    "tests/golden/asyncio/puzzle_cancel.py",
    "tests/golden/asyncio/run_and_runner.py",
];

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

/// The Trace Event format as Perfetto's importer reads it: phases with what each needs, spans that end, arrows in pairs.
#[test]
fn chrome_traces_keep_the_format() {
    let path = "tests/teach/trace/task_group.co";
    let ran = run(co(&["trace", "--format", "chrome", "--clock", "virtual", path]), b"", LIMIT);
    let trace: serde_json::Value = serde_json::from_str(&ran.stdout).expect("the trace is JSON");
    let events = trace["traceEvents"].as_array().expect("it has a list of events");
    let mut faults = Vec::new();
    let mut open: Vec<(String, serde_json::Value)> = Vec::new();
    let (mut starts, mut ends) = (0, 0);
    for event in events {
        let phase = event["ph"].as_str().unwrap_or("");
        let timed = event["ts"].is_number() && event["pid"].is_u64() && event["tid"].is_u64();
        let good = match phase {
            "M" => event["args"]["name"].is_string(),
            "X" => timed && event["dur"].is_number() && event["name"].is_string(),
            "b" => {
                open.push((event["cat"].to_string(), event["id"].clone()));
                timed && event["name"].is_string() && event["id"].is_u64()
            }
            "e" => {
                let key = (event["cat"].to_string(), event["id"].clone());
                let found = open.iter().position(|o| *o == key);
                found.map(|at| open.remove(at)).is_some() && timed
            }
            "s" => {
                starts += 1;
                timed && event["id"].is_u64()
            }
            "f" => {
                ends += 1;
                timed && event["bp"] == "e"
            }
            "i" => timed && event["s"] == "t",
            "C" => timed && event["args"]["tasks"].is_u64(),
            _ => false,
        };
        if !good {
            faults.push(format!("{event}\n"));
        }
    }
    if starts != ends || starts == 0 || !open.is_empty() {
        faults.push(format!("{starts} arrows begin, {ends} end; {} spans stay open\n", open.len()));
    }
    report("events", events.len(), &faults);
}

/// A recording that was saved shows as the run itself did.
#[test]
fn saved_recordings_show_the_same() {
    let program = "tests/teach/trace/cancel.co";
    let saved = std::env::temp_dir().join(format!("co-recording-{}.cotrace", std::process::id()));
    let name = saved.to_string_lossy().into_owned();
    let recorded = run(co(&["run", "--clock", "virtual", "--trace", &name, program]), b"", LIMIT);
    let mut faults = Vec::new();
    if recorded.end != End::Status(0) || !recorded.stdout.contains("cleaning up") {
        faults.push(format!("recording: {:?}\n{}\n", recorded.end, recorded.stderr));
    }
    for format in ["text", "timeline", "svg", "chrome", "jsonl"] {
        let live = run(co(&["trace", "--format", format, "--clock", "virtual", program]), b"", LIMIT);
        let again = run(co(&["trace", "--format", format, &name]), b"", LIMIT);
        faults.extend(difference(format, &live.stdout, &again.stdout));
    }
    let page = run(co(&["trace", "--format", "html", "--output", "-", &name]), b"", LIMIT);
    if !page.stdout.contains("<title>co trace</title>") || !page.stdout.contains("\"co-trace\":1") {
        faults.push("the page lacks its recording\n".to_string());
    }
    if page.stdout.contains("http://") || page.stdout.contains("https://") {
        faults.push("the page reaches for the network\n".to_string());
    }
    let _ = std::fs::remove_file(&saved);
    report("forms", 6, &faults);
}

/// The fields of each event as the guide to recordings lists them, and whether each may be missing.
fn documented(language: &str) -> BTreeMap<String, BTreeMap<String, bool>> {
    let mut command = co(&["explain", "recording"]);
    command.env("CO_LANG", language);
    let guide = run(command, b"", LIMIT).stdout;
    let table = guide.split("\n## ").nth(1).unwrap_or("");
    let rows = table.lines().filter_map(|line| line.strip_prefix("    ").filter(|line| !line.starts_with(' ')));
    rows.map(|row| {
        let mut words = row.split_whitespace();
        let event = words.next().unwrap_or("").to_string();
        (event, words.map(|word| (word.trim_end_matches('?').to_string(), word.ends_with('?'))).collect())
    })
    .collect()
}

/// What other tools build on: the guide names every event and every field, and no other.
#[test]
fn recordings_are_as_documented() {
    let known = documented("en");
    let mut faults = Vec::new();
    if documented("zh") != known || known.len() < 30 {
        faults.push(format!("the guides differ, or have no table: {}\n", known.len()));
    }
    let writer = text("src/teach/row.rs").unwrap_or_default();
    let arms = writer.lines().filter_map(|line| line.trim().strip_prefix("Event::")?.split_once(" => \""));
    let written: Vec<&str> = arms.filter_map(|(_, name)| name.strip_suffix("\",")).collect();
    assert!(written.len() >= 30, "the names of events are not found: {written:?}");
    faults
        .extend(written.iter().filter(|name| !known.contains_key(**name)).map(|n| format!("{n}: not in the guide\n")));
    let programs = programs("tests/teach/trace");
    let mut seen = BTreeSet::new();
    for program in &programs {
        let ran = run(co(&["trace", "--format", "jsonl", "--clock", "virtual", program]), b"", LIMIT);
        for line in ran.stdout.lines().skip(1) {
            let Ok(serde_json::Value::Object(record)) = serde_json::from_str(line) else {
                faults.push(format!("{}: no line of JSON: {line}\n", program));
                continue;
            };
            let event = record["event"].as_str().unwrap_or("").to_string();
            let Some(fields) = known.get(&event) else {
                faults.push(format!("{event}: not in the guide\n"));
                continue;
            };
            let own = record.keys().filter(|key| !matches!(key.as_str(), "event" | "at"));
            faults.extend(own.filter(|key| !fields.contains_key(*key)).map(|key| format!("{event}: {key} is new\n")));
            let missing = fields.iter().filter(|(field, optional)| !**optional && !record.contains_key(*field));
            faults.extend(missing.map(|(field, _)| format!("{event}: {field} is missing\n")));
            seen.insert(event);
        }
    }
    let never = ["graph", "reached", "left", "cut"];
    let unseen = known.keys().filter(|event| !seen.contains(*event) && !never.contains(&event.as_str()));
    faults.extend(unseen.map(|event| format!("{event}: no program of tests/teach/trace brings it about\n")));
    faults.sort();
    faults.dedup();
    report("events", known.len(), &faults);
}
