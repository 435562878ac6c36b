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
    if !page.stdout.contains("<title>co trace</title>") || !page.stdout.contains("\"co-trace\":2") {
        faults.push("the page lacks its recording\n".to_string());
    }
    if page.stdout.contains("http://") || page.stdout.contains("https://") {
        faults.push("the page reaches for the network\n".to_string());
    }
    let _ = std::fs::remove_file(&saved);
    report("forms", 6, &faults);
}

/// A recording of the first version, in which each line says everything, shows what one of today does.
#[test]
fn recordings_of_the_first_version_are_read() {
    let mut faults = Vec::new();
    for format in ["text", "timeline", "svg", "chrome"] {
        let today =
            run(co(&["trace", "--format", format, "--clock", "virtual", "tests/teach/trace/jsonl.co"]), b"", LIMIT);
        let first = run(co(&["trace", "--format", format, "tests/teach/first.cotrace"]), b"", LIMIT);
        faults.extend(difference(format, &today.stdout, &first.stdout));
    }
    report("forms", 4, &faults);
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

/// What `co show --format json` writes has the fields that its guide lists, in both languages, and no other.
#[test]
fn shown_json_is_as_documented() {
    let table = |language: &str| -> BTreeMap<String, BTreeMap<String, bool>> {
        let mut command = co(&["explain", "show"]);
        command.env("CO_LANG", language);
        let guide = run(command, b"", LIMIT).stdout;
        let block = guide.split("\n\n").nth(2).unwrap_or("").to_string();
        let rows = block.lines().filter_map(|line| line.strip_prefix("    "));
        rows.map(|row| {
            let mut words = row.split_whitespace();
            let path = words.next().unwrap_or("").to_string();
            (path, words.map(|word| (word.trim_end_matches('?').to_string(), word.ends_with('?'))).collect())
        })
        .collect()
    };
    let known = table("en");
    let mut faults = Vec::new();
    if table("zh") != known || known.len() != 11 {
        faults.push(format!("the guides differ, or have no table: {known:?}\n"));
    }
    let mut seen = BTreeSet::new();
    for program in ["tests/teach/trace/everything.co", "tests/teach/states/kinds.co", "tests/teach/states/run.co"] {
        for stage in ["tokens", "scopes", "bytecode", "states", "states --run"] {
            let mut words = vec!["show"];
            words.extend(stage.split(' '));
            words.extend(["--format", "json", program]);
            let ran = run(co(&words), b"", LIMIT);
            match serde_json::from_str(&ran.stdout) {
                Ok(shown) => fields(words[1], &shown, &known, &mut seen, &mut faults),
                Err(fault) => faults.push(format!("{words:?}: {fault}\n{}\n", ran.stderr)),
            }
        }
        let tree = run(co(&["show", "ast", "--format", "json", program]), b"", LIMIT).stdout;
        let tree: serde_json::Value = serde_json::from_str(&tree).unwrap_or_default();
        if tree["node"] != "Module" || !tree["body"][0]["span"][1].is_u64() {
            faults.push(format!("{program}: no tree\n"));
        }
    }
    faults.extend(known.keys().filter(|path| !seen.contains(*path)).map(|path| format!("{path}: never seen\n")));
    faults.sort();
    faults.dedup();
    report("stages", 6, &faults);
}

/// Compares the fields of the objects at a path with the guide.
fn fields(
    path: &str,
    value: &serde_json::Value,
    known: &BTreeMap<String, BTreeMap<String, bool>>,
    seen: &mut BTreeSet<String>,
    faults: &mut Vec<String>,
) {
    if let Some(all) = value.as_array() {
        all.iter().for_each(|one| fields(path, one, known, seen, faults));
    }
    let Some(object) = value.as_object() else { return };
    let Some(wanted) = known.get(path) else { return faults.push(format!("{path}: not in the guide\n")) };
    seen.insert(path.to_string());
    faults.extend(object.keys().filter(|key| !wanted.contains_key(*key)).map(|key| format!("{path}: {key} is new\n")));
    let missing = wanted.iter().filter(|(field, optional)| !**optional && !object.contains_key(*field));
    faults.extend(missing.map(|(field, _)| format!("{path}: {field} is missing\n")));
    object.iter().for_each(|(key, value)| fields(&format!("{path}.{key}"), value, known, seen, faults));
}

/// Recordings that cannot be read, or not to their end, are told of; what can be read is shown.
#[test]
fn damaged_recordings_are_told_of() {
    let folder = std::env::temp_dir();
    let own = |name: &str| folder.join(format!("co-{}-{name}.cotrace", std::process::id()));
    let whole =
        run(co(&["trace", "--format", "jsonl", "--clock", "virtual", "tests/teach/trace/cancel.co"]), b"", LIMIT);
    let lines: Vec<&str> = whole.stdout.lines().collect();
    let half = lines[..lines.len() / 2].join("\n");
    let torn = lines[..lines.len() / 2].join("\n") + "\n{\"event\":\"susp";
    let newer = whole.stdout.replacen("\"co-trace\":2", "\"co-trace\":9", 1);
    let cases = [
        ("half", half.as_str(), 0, "the recording breaks off before the end of the run"),
        ("torn", torn.as_str(), 0, "of the recording is damaged; what can be read is shown"),
        ("newer", newer.as_str(), 1, "this recording has version 9, and this co reads version 2"),
        ("other", "{\"a\": 1}\n", 1, "this is no recording of co trace"),
        ("empty", "", 1, "this is no recording of co trace: it is empty"),
        ("bytes", "\u{1}\u{2}\u{3}\n\n", 1, "this is no recording of co trace"),
    ];
    let mut faults = Vec::new();
    for (name, content, status, wanted) in cases {
        let path = own(name);
        std::fs::write(&path, content).expect("a recording can be written");
        for format in ["text", "timeline", "svg", "chrome", "jsonl"] {
            let ran = run(co(&["trace", "--format", format, &path.to_string_lossy()]), b"", LIMIT);
            if ran.end != End::Status(status) || !ran.stderr.contains(wanted) || (status == 0) == ran.stdout.is_empty()
            {
                faults.push(format!("{name} as {format}: {:?}\n{}\n{} bytes\n", ran.end, ran.stderr, ran.stdout.len()));
            }
        }
        let _ = std::fs::remove_file(&path);
    }
    report("recordings", cases.len(), &faults);
}

/// `co show STAGE FILE NAME`: what the name may be, and what is said when it is none.
#[test]
fn functions_are_chosen_by_their_names() {
    let program = crate::pages::scratch(
        "names.co",
        "class A:\n    async def f(self):\n        await self\n\ndef outer():\n    def inner():\n        yield 1\n    return inner\n",
    );
    let mut faults = Vec::new();
    for (words, status, wanted) in [
        (["states", "A.f"], 0, "A.f: a coroutine"),
        (["states", "f"], 0, "A.f: a coroutine"),
        (["states", "outer.inner"], 0, "outer.<locals>.inner: a generator"),
        (["bytecode", "outer.<locals>.inner"], 0, "inner"),
        (["scopes", "outer.inner"], 0, "function inner"),
        (["states", "outer.iner"], 2, "did you mean 'outer.inner'?"),
        (["states", "iner"], 2, "did you mean 'outer.inner'?"),
        (["bytecode", "zzzzzz"], 2, "it has A, A.f, outer, outer.inner"),
        (["scopes", "A.g"], 2, "did you mean 'A.f'?"),
        (["tokens", "f"], 2, "of the whole file"),
    ] {
        let ran = run(co(&["show", words[0], &program, words[1]]), b"", LIMIT);
        let said = if status == 0 { &ran.stdout } else { &ran.stderr };
        if ran.end != End::Status(status) || !said.contains(wanted) {
            faults.push(format!("{words:?}: {:?}\n{}{}\n", ran.end, ran.stdout, ran.stderr));
        }
    }
    let run_of = run(co(&["show", "tokens", &program, "--run"]), b"", LIMIT);
    if run_of.end != End::Status(2) || !run_of.stderr.contains("it is for states") {
        faults.push(format!("--run of tokens: {:?}\n{}\n", run_of.end, run_of.stderr));
    }
    report("names", 11, &faults);
}

/// Ctrl-\ while a program runs: who waits for whom, with lines, locks, queues and threads; the program goes on.
#[cfg(unix)]
#[test]
fn the_graph_is_drawn_at_a_signal() {
    use rustix::process::{Pid, Signal, kill_process};
    use std::io::{BufRead, BufReader, Read};
    let program = crate::pages::scratch(
        "signal.co",
        "import asyncio, threading, time\n\nlock, queue = asyncio.Lock(), asyncio.Queue()\n\nasync def holder():\n    async with lock:\n        \
         await asyncio.sleep(60)\n\nasync def wants():\n    async with lock:\n        pass\n\nasync def getter():\n    await queue.get()\n\n\
         async def shielding():\n    await asyncio.shield(asyncio.create_task(getter(), name='inner'))\n\nasync def main():\n    \
         async with asyncio.TaskGroup() as group:\n        for one in (holder, wants, getter, shielding):\n            \
         group.create_task(one(), name=one.__name__)\n        await asyncio.sleep(0)\n        await asyncio.sleep(0)\n        \
         print('ready', flush=True)\n\nthreading.Thread(target=time.sleep, args=[60], daemon=True).start()\nasyncio.run(main())\n",
    );
    let mut command = co(&["run", &program]);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("co starts");
    let pid = Pid::from_child(&child);
    let mut output = BufReader::new(child.stdout.take().expect("its output is piped"));
    let mut errors = BufReader::new(child.stderr.take().expect("its errors are piped"));
    let mut line = String::new();
    let _ = output.read_line(&mut line);
    let _ = kill_process(pid, Signal::QUIT);
    let mut drawn = String::new();
    // The threads come last: the one that sleeps ends the picture.
    while !drawn.contains("Thread-1") && errors.read_line(&mut drawn).is_ok_and(|count| count > 0) {}
    let still_runs = child.try_wait().is_ok_and(|ended| ended.is_none());
    let _ = kill_process(pid, Signal::INT);
    let _ = errors.read_to_string(&mut String::new());
    let status = child.wait().ok().and_then(|status| status.code());
    let drawn = drawn.split(" (").map(|part| part.split_once(" to go)").map_or(part, |(_, rest)| rest));
    let drawn = drawn.collect::<Vec<_>>().join(" (");
    // The main thread waits, or has just woken to answer.
    let drawn: String =
        drawn.lines().filter(|line| !line.starts_with("MainThread ")).map(|l| format!("{l}\n")).collect();
    let wanted = "Task-1  main  line 20: waits for holder, wants, getter and shielding (TaskGroup)\n\
        ├── holder  holder  line 7: waits for the end of its sleep (, holds lock\n\
        ├── wants  wants  line 10: waits for the lock, held by holder\n\
        │   └── holder  holder  line 7: drawn above\n\
        ├── getter  getter  line 14: waits for an item of the queue, which is empty\n\
        └── shielding  shielding  line 17: waits for inner (shield)\n    \
            └── inner  getter  line 14: waits for an item of the queue, which is empty\n\
        Thread-1 (sleep) waits in time.sleep()";
    let mut faults = Vec::new();
    if line != "ready\n" || !still_runs || status != Some(130) {
        faults.push(format!("it printed {line:?}, ran on: {still_runs}, ended with {status:?}\n"));
    }
    faults.extend(difference("the graph", wanted, drawn.trim_end()));
    report("signals", 1, &faults);
}
