//! Recordings of more than a plain run: of notes, of programs that end abruptly, of programs that wait for input.
//!
//! In: programs and notes written here, in scratch files beside the built command. Out: what `co trace`, `co run --trace`
//! and `co show` make of them.

use crate::pages::scratch;
use crate::process::{End, LIMIT, co, run, text};

const NOTE: &str = "# A note\n\n```python\nimport asyncio\n\nasync def f(n):\n    await asyncio.sleep(n)\n    return n\n```\n\n\
Then:\n\n```python\nprint(await asyncio.gather(f(1), f(2)))\n```\n\n```python\nthis is no program\n```\n";

/// The cells of a note are told of at the note's own lines, as one text.
#[test]
fn notes_are_recorded() {
    let note = scratch("note.md", NOTE);
    let told = run(co(&["trace", "--clock", "virtual", &note]), b"", LIMIT);
    let mut faults = Vec::new();
    for wanted in [
        "Task-1 starts at line 14\n",
        "Task-2 starts at line 6\n",
        "Task-3 waits at line 7 until 2 s   | await asyncio.sleep(n)\n",
        "Task-1 goes on at line 14 with [1, 2]\n",
        "Task-1 prints: [1, 2]\n",
    ] {
        if !told.stdout.contains(wanted) {
            faults.push(format!("not told: {wanted}{}\n", told.stdout));
        }
    }
    let lines = run(co(&["trace", "--format", "jsonl", "--clock", "virtual", &note]), b"", LIMIT).stdout;
    let sources: Vec<&str> = lines.lines().filter(|line| line.starts_with("{\"event\":\"source\"")).collect();
    if sources.len() != 1 || !sources[0].contains("# A note\\n") {
        faults.push(format!("the note is not one source:\n{}\n", sources.join("\n")));
    }
    crate::process::report("notes", 1, &faults);
}

/// `co show` shows the cells that are programs, and says what is wrong with the others.
#[test]
fn notes_are_shown() {
    let note = scratch("shown.md", NOTE);
    let book = scratch(
        "shown.ipynb",
        "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"async def f():\\n\", \"    await g()\\n\"]},\
         {\"cell_type\": \"code\", \"source\": \"def h():\\n    yield 1\\n\"}]}",
    );
    let plain = scratch("plain.co", "print(1)\n");
    let recorded = scratch("recorded.co", "async def f():\n    await g()\n\nres:\n<coroutine object f at 0x7f>\n");
    let mut faults = Vec::new();
    for (words, status, out, err) in [
        (vec!["states", &note], 1, "f: a coroutine, lines 6 to 8", "invalid syntax"),
        (vec!["states", &note, "f"], 1, "state 1: line 7, await", "invalid syntax"),
        (vec!["states", "--run", "--clock", "virtual", &note], 1, "goes to  the end: it returns  ×2", "cells ran"),
        (vec!["states", &book], 0, "h: a generator", ""),
        (vec!["scopes", &book], 0, "function f (suspends: async)", ""),
        (vec!["bytecode", &book, "h"], 0, "h", ""),
        (vec!["states", &recorded], 0, "f: a coroutine", ""),
        (vec!["states", &plain], 0, "", "can be suspended: it has no coroutine and no generator"),
        (vec!["states", &note, "fff"], 1, "", "invalid syntax"),
        (vec!["states", &book, "hh"], 2, "", "did you mean 'h'?"),
    ] {
        let ran = run(co(&[vec!["show"], words.clone()].concat()), b"", LIMIT);
        if ran.end != End::Status(status) || !ran.stdout.contains(out) || !ran.stderr.contains(err) {
            faults.push(format!("{words:?}: {:?}\n{}{}\n", ran.end, ran.stdout, ran.stderr));
        }
    }
    crate::process::report("notes", 10, &faults);
}

/// What was recorded is there however the program ends, and before it waits for a line of input.
#[test]
fn what_is_recorded_is_not_lost() {
    let mut faults = Vec::new();
    for (name, code, status, last) in [
        ("exits.co", "import os\nprint('here', flush=True)\nos._exit(3)\n", 3, "\"event\":\"end\""),
        ("fails.co", "print('here')\n1 / 0\n", 1, "\"event\":\"end\""),
        (
            "killed.co",
            "import asyncio, os, threading\n\nasync def main():\n    print('here')\n    await asyncio.sleep(60)\n\n\
             threading.Timer(0.2, os.kill, [os.getpid(), 9]).start()\nasyncio.run(main())\n",
            137,
            "\"text\":\"here\\n\"",
        ),
    ] {
        let program = scratch(name, code);
        let path = format!("{program}.jsonl");
        let ran = run(co(&["run", "--quiet", "--trace", &path, &program]), b"", LIMIT);
        let lines = text(&path).unwrap_or_default();
        let ended = ran.end == End::Status(status) || status == 137 && !matches!(ran.end, End::Status(_));
        if !ended || !lines.contains(last) || !lines.contains("here") {
            faults.push(format!("{name}: {:?}\n{lines}\n", ran.end));
        }
    }
    let asks = scratch("asks.co", "name = input('who? ')\nprint('hello', name)\n");
    let ran = run(co(&["trace", &asks]), b"you\n", LIMIT);
    if !ran.stdout.starts_with("    the program prints: who? \n    the program prints: hello you\n") {
        faults.push(format!("asks: {}\n", ran.stdout));
    }
    crate::process::report("programs", 4, &faults);
}
