//! `co check`: what it says, its exit statuses, what it repairs and what it leaves alone; files, folders and notes.
//!
//! In: faulty files in a scratch folder. Out: every difference from what is promised.

use crate::pages::{ran, scratch};
use crate::process::End;
use std::path::Path;

const FAULTY: &str = "import os\nimport asyncio, time\n\nasync def work(n, seen=[]):\n    time.sleep(1); seen.append(n)\n    return n\n    other = 1\n\n\
async def main():\n    work(1)\n    asyncio.create_task(work(2))\n    for i in range(3):\n        await work(i)\n    try:\n        \
await work(3)\n    except BaseException:\n        pass\n    @asyncio.coroutine\n    def old():\n        x = 1\n\nasyncio.run(main())\n";

#[test]
fn check_says_what_can_be_known_without_running() {
    let file = scratch("check.co", FAULTY);
    let got = ran(&["check", "--diagnostics", "json", &file], "en");
    for code in 401..=410 {
        assert!(got.stdout.contains(&format!("W0{code}")), "W0{code}\n{}", got.stdout);
    }
    assert_eq!(got.end, End::Status(0));
    assert_eq!(ran(&["check", "--deny", "warnings", &file], "en").end, End::Status(1));
    let unbound = scratch("unbound.co", "def f():\n    if f:\n        return nothing_here\n");
    assert!(ran(&["check", &unbound], "en").stderr.contains("E0401"));
}

#[test]
fn certain_repairs_are_written_and_shown() {
    let file = scratch("fix.co", "async def main（):\n    await asyncio.sleep(0)\n\nasyncio.run(main())\n");
    let got = ran(&["check", "--fix", &file], "en");
    assert!(got.stdout.contains("-async def main（):") && got.stdout.contains("+import asyncio"), "{}", got.stdout);
    let mended = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(mended.starts_with("import asyncio\nasync def main():"), "{mended}");
    assert_eq!(ran(&["check", "--deny", "warnings", &file], "en").end, End::Status(0));
}

const ERAS: &str = "import asyncio, collections, time\n\n@asyncio.coroutine\ndef work(n):\n    r = yield from asyncio.sleep(0.01, n, loop=loop)\n    \
return r\n\n@asyncio.coroutine\ndef odd(n):\n    yield\n\nt = time.clock()\nprint(isinstance([], collections.Iterable))\n\
print(asyncio.Task.all_tasks(loop))\nloop = None\n";

const TODAY: &str = "import asyncio, collections, time\n\nasync def work(n):\n    r = await asyncio.sleep(0.01, n)\n    \
return r\n\n@asyncio.coroutine\ndef odd(n):\n    yield\n\nt = time.perf_counter()\nprint(isinstance([], collections.abc.Iterable))\n\
print(asyncio.all_tasks(loop))\nloop = None\n";

#[test]
fn spellings_of_other_years_are_repaired_where_that_is_safe() {
    let file = scratch("eras.co", ERAS);
    let got = ran(&["check", "--fix", &file], "en");
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), TODAY, "{}", got.stdout);
    assert!(got.stdout.contains("-@asyncio.coroutine\n-def work(n):\n+async def work(n):\n"), "{}", got.stdout);
    assert!(got.stdout.contains("@@ line 12 @@\n-t = time.clock()\n+t = time.perf_counter()\n"), "{}", got.stdout);
    // What is left needs its author.
    assert!(got.stderr.contains("`@asyncio.coroutine` was removed"), "{}", got.stderr);
}

#[test]
fn nothing_is_repaired_that_would_change_otherwise() {
    // Bytes of another encoding, and ends of lines.
    let file = scratch("gbk.co", "");
    let bytes: Vec<u8> = [&b"# -*- coding: gbk -*-\nx = '\xd0\xad\xb3\xcc'\n"[..], b"t = time.clock()\n"].concat();
    std::fs::write(&file, &bytes).expect("a scratch file can be written");
    let got = ran(&["check", "--fix", &file], "en");
    assert_eq!(std::fs::read(&file).unwrap_or_default(), bytes);
    assert!(got.stderr.contains("is not UTF-8 text: nothing was repaired"), "{}", got.stderr);
    assert_eq!(got.end, End::Status(2));
    let file = scratch("crlf.co", "\u{feff}print（1)\r\nprint(2)\r\n");
    ran(&["check", "--fix", &file], "en");
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), "\u{feff}print(1)\r\nprint(2)\r\n");
}

#[test]
fn folders_notes_and_several_files_are_checked() {
    let clean = scratch("clean.co", "print(1)\n");
    let broken = scratch("broken.co", "print(1\n");
    let got = ran(&["check", &clean, &broken, &clean], "en");
    assert_eq!(got.end, End::Status(1));
    assert_eq!(ran(&["check", &clean], "en").stderr, "");
    assert_eq!(ran(&["check", &clean, "no such file"], "en").end, End::Status(2));
    let folder = Path::new(&clean).parent().expect("it lies in a folder").join("folder");
    std::fs::create_dir_all(folder.join("inner")).expect("a scratch folder can be made");
    for (name, text) in
        [("a.co", "import os\n"), ("inner/b.py", "import sys\n"), ("c.txt", "(((\n"), (".d.co", "(((\n")]
    {
        std::fs::write(folder.join(name), text).expect("a scratch file can be written");
    }
    let got = ran(&["check", &folder.to_string_lossy()], "en");
    assert!(got.stderr.contains("'os' is imported") && got.stderr.contains("'sys' is imported"), "{}", got.stderr);
    assert!(got.stderr.ends_with("co: 2 warnings\n") && got.end == End::Status(0), "{}", got.stderr);
    // Python's files are drawn as well; to the letter of CPython only where that is asked for.
    assert!(got.stderr.contains("b.py:1:8 ]") && got.stderr.contains("remove the import"), "{}", got.stderr);
    let got = ran(&["check", "--strict", &folder.join("inner/b.py").to_string_lossy()], "en");
    assert!(got.stderr.contains("b.py:1: SyntaxWarning: 'sys' is imported"), "{}", got.stderr);
    let note =
        scratch("checked.md", "# Note\n\n```python\nasync def f():\n    pass\n```\n\ntext ((\n\n```python\nf()\n```\n");
    let got = ran(&["check", &note], "en");
    assert!(got.stderr.contains("checked.md:11:1") && got.stderr.contains("W0401"), "{}", got.stderr);
}

#[test]
fn a_long_file_is_drawn_line_by_line_in_no_time() {
    // Each drawing costs the same wherever it stands: thousands of them end within the limit of a test.
    let file = scratch("long.co", &"def f(a=[]): return a\n".repeat(3000));
    let got = ran(&["check", &file], "en");
    assert!(got.stderr.contains("co: 3000 warnings"), "{:?}", got.end);
}

#[test]
fn everything_said_of_a_run_can_be_said_as_json() {
    const CASES: &[(&str, &str, &[&str])] = &[
        ("broken", "print(1\n", &["E0111 SyntaxError"]),
        ("unbound", "print(nothing_of_the_kind)\n", &["E0401 NameError"]),
        ("twin", "print（1)\n", &["W0101 "]),
        ("forgotten", "async def f():\n    pass\n\nf()\nasyncio.run(f())\n", &["W0306 ", "N0501 "]),
        (
            "lost",
            "import asyncio\nasync def f():\n    raise ValueError(1)\nasync def main():\n    t = asyncio.create_task(f())\n    \
await asyncio.sleep(0)\n    await asyncio.sleep(0)\n    del t\nasyncio.run(main())\n",
            &["N0502 "],
        ),
        ("era", "import asyncio\nasyncio.run(asyncio.sleep(0, loop=None))\nasyncio.get_event_loop()\n", &["W0504 "]),
        ("uncaught", "x = [1]\nprint(x[5])\n", &["E0642 IndexError"]),
        ("group", "raise ExceptionGroup('all', [KeyError('a')])\n", &["E0601 ExceptionGroup"]),
        (
            "deadlock",
            "import asyncio\nasync def main():\n    await asyncio.Queue().get()\nasyncio.run(main())\n",
            &["E0501 "],
        ),
    ];
    let mut faults = Vec::new();
    for (name, code, wanted) in CASES {
        let file = scratch(&format!("json-{name}.co"), code);
        let got = ran(&["run", "--diagnostics", "json", &file], "en");
        let mut said = Vec::new();
        for line in got.stderr.lines().filter(|line| line.starts_with('{')) {
            let value: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
            for field in ["code", "severity", "message", "file", "labels", "notes", "help", "repair"] {
                assert!(value.get(field).is_some(), "{name} has no {field}: {line}");
            }
            if let Some(label) = value["labels"].get(0) {
                assert!(label["start"]["line"].is_u64() && label["end"]["byte"].is_u64(), "{line}");
            }
            let exception = value["exception"].as_str().unwrap_or("");
            assert_eq!(value.get("traceback").is_some(), value["code"].as_str().is_some_and(|c| c.starts_with("E06")));
            said.push(format!("{} {exception}", value["code"].as_str().unwrap_or("")));
        }
        if !wanted.iter().all(|w| said.iter().any(|s| s == w)) {
            faults.push(format!("{name}: wanted {wanted:?}, got {said:?}\n{}", got.stderr));
        }
    }
    crate::process::report("forms", CASES.len(), &faults);
}

/// What looks wrong at first sight, and is right.
const RIGHT: &str = "import asyncio\nimport os.path\nimport json as json\nfrom ._hidden import thing\nimport sys  # noqa: F401\n\n\
async def worker(n):\n    results = []\n    try:\n        await asyncio.sleep(n)\n    except asyncio.CancelledError:\n        raise\n    \
except BaseException:\n        print('x')\n    try:\n        await asyncio.sleep(n)\n    except BaseException as exc:\n        \
results.append(exc)\n    try:\n        print(1)\n    except BaseException:\n        print('nothing is awaited above')\n    return results\n\n\
def decorated(worker):\n    def inner():\n        worker(1)\n    return inner\n\ndef gen():\n    return\n    x = yield 1\n    print(x)\n\n\
class D(dict):\n    def f(self):\n        for k in self:\n            self.clear(k, 1)\n\ntry:\n    get_ipython\nexcept NameError:\n    \
pass\ntry:\n    unicode\nexcept (NameError, TypeError):\n    unicode = str\n";

#[test]
fn what_is_right_is_not_complained_of() {
    let file = scratch("right.co", RIGHT);
    assert_eq!(ran(&["check", &file], "en").stderr, "");
    let file = scratch(
        "month.py",
        "import enum\n\n@enum.global_enum\nclass Month(enum.Enum):\n    MAY = 5\n\ndef f():\n    return MAY\n",
    );
    assert_eq!(ran(&["check", &file], "en").stderr, "");
    // A package's own file, and one that only imports, hand names on.
    let file =
        scratch("gathers.co", "from json import loads\nfrom os import getcwd\nfrom re import sub\n__all__ = []\n");
    assert_eq!(ran(&["check", &file], "en").stderr, "");
}

#[test]
fn files_that_cannot_be_read_are_said_as_json_too() {
    let file = scratch("unread.co", "");
    std::fs::write(&file, b"print('\xff')\n").expect("a scratch file can be written");
    let got = ran(&["check", "--diagnostics", "json", &file, "no such file.co"], "en");
    let codes: Vec<String> = got
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap_or_default()["code"].to_string())
        .collect();
    assert_eq!(codes, ["\"E0122\"", "\"E0655\""], "{}\n{}", got.stdout, got.stderr);
    assert_eq!((got.stderr.as_str(), got.end), ("", End::Status(2)));
}

#[test]
fn slips_that_are_no_faults_are_said() {
    let text = "import asyncio\n\nasync def work():\n    total = 0\n    total =+ 1\n    level =-1\n    return total, level\n\n\
async def main():\n    asyncio.gather(work(), work())\n\nasyncio.run(main())\n";
    let file = scratch("slips.co", text);
    let got = ran(&["check", &file], "en");
    assert!(got.stderr.contains("W0412") && got.stderr.contains("write `total += 1`"), "{}", got.stderr);
    assert!(got.stderr.contains("nobody awaits what this gathers"), "{}", got.stderr);
    assert!(got.stderr.ends_with("co: 2 warnings\n"), "{}", got.stderr);
}

#[test]
fn tasks_that_are_kept_but_never_awaited_are_said() {
    let text = "import asyncio\n\nasync def work():\n    pass\n\nasync def main():\n    task = asyncio.create_task(work())\n    \
await asyncio.sleep(0)\n\nasyncio.run(main())\n";
    let file = scratch("kept.co", text);
    let got = ran(&["check", &file], "en");
    assert!(got.stderr.contains("nobody awaits the task 'task'") && got.stderr.contains("W0403"), "{}", got.stderr);
}

/// What is marked, as the bytes of a file give it, and as its lines and columns do.
fn marked(text: &str, label: &serde_json::Value) -> (String, String) {
    let at = |end: &str, field: &str| label[end][field].as_u64().unwrap_or(0) as usize;
    let by_bytes = text.get(at("start", "byte")..at("end", "byte")).unwrap_or("?").to_string();
    let byte = |end: &str| {
        let lines = text.split_inclusive('\n');
        let before: usize = lines.clone().take(at(end, "line") - 1).map(str::len).sum();
        let line = lines.clone().nth(at(end, "line") - 1).unwrap_or("");
        before + line.chars().take(at(end, "column") - 1).map(char::len_utf8).sum::<usize>()
    };
    (by_bytes, text.get(byte("start")..byte("end")).unwrap_or("?").to_string())
}

#[test]
fn places_in_json_are_those_of_the_file() {
    // Name, text, and what the first label marks.
    let cases = [
        ("tab", "if 1:\n\tx =\tnowhere\n", "nowhere"),
        ("crlf", "x = 1\r\ny = 2\r\nprint(x, nowhere)\r\n", "nowhere"),
        ("wide", "名字 = '协程👍'; print(名字, 不在)\n", "不在"),
        ("feed", "x = 1\n\x0c\nprint(nowhere)\n", "nowhere"),
        ("feed2", "x = 1\n\x0cprint(nowhere)\n", "nowhere"),
        ("full", "x = 1\nprint（x)\n", "（"),
        ("end", "print(1, nowhere)", "nowhere"),
        ("note.md", "# 笔记\n\n- 项目\n\n  ```python\n  名 = 1\n  print（名)\n  ```\n", "（"),
        ("later.md", "# 笔记 时间\n\n```python\nprint(1)\nt = time.time()\n```\n", "time"),
    ];
    let mut faults = Vec::new();
    for (name, text, wanted) in cases {
        let name = if name.ends_with(".md") { name.to_string() } else { format!("places-{name}.co") };
        for mark in ["", "\u{feff}"] {
            let file = scratch(&name, &format!("{mark}{text}"));
            let got = ran(&["check", "--diagnostics", "json", &file], "en");
            let line = got.stdout.lines().next().unwrap_or("");
            let value: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
            let found = marked(text, &value["labels"][0]);
            if found != (wanted.to_string(), wanted.to_string()) {
                faults.push(format!("{name}: {found:?}\n{line}\n{}", got.stderr));
            }
        }
    }
    crate::process::report("places", cases.len(), &faults);
}

/// A file, what is left of it after `--fix`, and whether that is done in one go.
#[test]
fn repairs_are_whole_change_nothing_else_and_leave_nothing_to_repair() {
    let cases = [
        (
            "many.co",
            "def f（a，b）：\n    return a\nprint（f（1，2））\nx　= “a”\n",
            "def f(a,b):\n    return a\nprint(f(1,2))\nx = \"a\"\n",
        ),
        ("many.py", "print（1，2）\r\nprint（'（'）\r\n", "print(1,2)\r\nprint('（')\r\n"),
        ("final.co", "\u{feff}# -*- coding: utf-8 -*-\nprint（1）", "\u{feff}# -*- coding: utf-8 -*-\nprint(1)"),
        ("cr.co", "print（1）\rprint（2）\r", "print(1)\rprint(2)\r"),
        (
            "mend.md",
            "# 笔记\n\ntext （（\n\n```python\nasync def f（）:\n    return time.clock()\n```\n\n- list:\n\n  ```python\n  asyncio.run(f（))\n  ```\n\n>>> print（1）\n1\n",
            "# 笔记\n\ntext （（\n\n```python\nimport time\nimport asyncio\nasync def f():\n    return time.perf_counter()\n```\n\n- list:\n\n  ```python\n  asyncio.run(f())\n  ```\n\n>>> print（1）\n1\n",
        ),
    ];
    for (name, before, after) in cases {
        let file = scratch(name, before);
        let got = ran(&["check", "--fix", &file], "en");
        assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), after, "{name}\n{}", got.stderr);
        assert!(got.stdout.starts_with("--- "), "{name}: {}", got.stdout);
        let again = ran(&["check", "--fix", &file], "en");
        assert_eq!(
            (again.stdout, std::fs::read_to_string(&file).unwrap_or_default()),
            (String::new(), after.to_string())
        );
    }
}

#[test]
fn notebooks_are_checked_and_repaired_cell_by_cell() {
    let cell =
        |lines: &[&str]| serde_json::json!({"cell_type": "code", "metadata": {}, "outputs": [], "source": lines});
    let prose = serde_json::json!({"cell_type": "markdown", "metadata": {}, "source": ["f() is *called* below"]});
    let cells = [
        cell(&["async def f():\n", "    return 1\n", "x = 3"]),
        prose,
        cell(&["f()\n", "await asyncio.sleep(0)"]),
        cell(&["%time x\n", "t = time.clock()"]),
        cell(&["print（x）\n", "await f()"]),
    ];
    let book = serde_json::json!({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells});
    let text = serde_json::to_string_pretty(&book).unwrap_or_default();
    let file = scratch("cells.ipynb", &text);
    let told = ran(&["check", &file], "en").stderr;
    // A name of one cell is known in those behind it, and each cell counts its own lines.
    assert!(!told.contains("E0401"), "{told}");
    assert!(told.contains("cells.ipynb[2]:1:1") && told.contains("cells.ipynb[4]:1:6"), "{told}");
    let shown = ran(&["check", "--fix", &file], "en").stdout;
    assert!(shown.contains("cells.ipynb[4]\n@@ line 1 @@\n-print（x）\n+print(x)\n"), "{shown}");
    let mended = std::fs::read_to_string(&file).unwrap_or_default();
    let now: serde_json::Value = serde_json::from_str(&mended).unwrap_or_default();
    assert_eq!(now["cells"][0]["source"][0], "import asyncio\n", "{mended}");
    assert_eq!(now["cells"][4]["source"], serde_json::json!(["print(x)\n", "await f()"]), "{mended}");
    assert_eq!((&now["cells"][1], &now["cells"][2]), (&book["cells"][1], &book["cells"][2]));
    // Indented as notebooks are, and not changed twice.
    assert!(mended.contains("\n \"cells\": [\n  {\n   \"cell_type\""), "{mended}");
    let again = ran(&["check", "--fix", &file], "en").stdout;
    assert!(!again.contains("@@"), "{again}");
}
