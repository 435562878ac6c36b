//! Notes from outside: Markdown, notebooks, transcripts and plain prose as `co run` runs them, and what it says of them.
//!
//! In: notes written here, in scratch files beside the built command. Out: what is printed, saved and said.

use crate::process::{End, LIMIT, Ran, co, run};

fn ran(arguments: &[&str], language: &str) -> Ran {
    let mut command = co(&[&["run", "--clock", "virtual"], arguments].concat());
    command.env("CO_LANG", language);
    run(command, b"", LIMIT)
}

/// A scratch file; it is written over in every run.
fn scratch(name: &str, content: &str) -> String {
    let folder = std::path::Path::new(crate::process::CO).parent().expect("the command lies in a folder").join("notes");
    std::fs::create_dir_all(&folder).expect("a scratch folder can be made");
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a scratch file can be written");
    path.to_string_lossy().into_owned()
}

/// What is said of a note, without its folder.
fn said(ran: &Ran, file: &str) -> String {
    let folder = &file[..file.rfind('/').map_or(0, |at| at + 1)];
    ran.stderr.replace(folder, "")
}

const NOTE: &str = "# A note\n\nwords\n\n```python\nasync def f():\n    return 20\n```\n\n- in a list\n\n  ```py\n  x = await f() + 1\n  x\n  ```\n\n\
```python\nx.missing\n```\n\n```\nhttps://example.org/\n```\n\n```python\nprint('still here', x)\n\nres:\nstill here 22\n```\n";

#[test]
fn notes_run_cell_by_cell() {
    let file = scratch("note.md", NOTE);
    let got = ran(&[&file], "en");
    assert_eq!(got.stdout, "21\nstill here 21\n", "{}", got.stderr);
    assert_eq!(got.end, End::Status(1));
    for wanted in [
        "line 18, in <module>",
        "cell 3 (line 18) failed",
        "3 cells ran, 1 failed, 1 skipped",
        "cell 4 (line 22) skipped: it is an address",
        "W0307",
    ] {
        assert!(got.stderr.contains(wanted), "{wanted}\n{}", got.stderr);
    }
    assert_eq!(ran(&["--stop", &file], "en").stdout, "21\n");
    assert_eq!(ran(&["--cells", "1-2", &file], "en").end, End::Status(0));
    let compared = ran(&["--compare", &file], "en");
    assert!(
        compared.stderr.contains("the note shows `still here 22`, printed was `still here 21`"),
        "{}",
        compared.stderr
    );
    let saved = scratch("saved.ipynb", "");
    ran(&["--save", &saved, &file], "en");
    let book = std::fs::read_to_string(&saved).unwrap_or_default();
    assert!(book.contains("\"still here 21\\n\"") && book.contains("AttributeError"), "{book}");
}

#[test]
fn prose_without_fences_is_read() {
    let text = "# 协程\n\n先定义:\n\nimport asyncio\n\nasync def f():\n    await asyncio.sleep(1)\n    return 'done'\n\nprint(await f())\ndone\n\nTask\n\n没有定义的:\n\nrun(f())\n";
    let file = scratch("prose.md", text);
    let got = ran(&["--compare", &file], "en");
    assert_eq!((got.stdout.as_str(), got.end), ("done\n", End::Status(0)), "{}", got.stderr);
    assert_eq!(
        said(&got, &file),
        "co: prose.md: 1 cell ran\n    nothing marks the code of this note: what reads as code was run; lines of ``` around it make sure\n"
    );
}

#[test]
fn tasks_go_on_between_cells_and_behind_the_last() {
    let text = "```py\nimport asyncio\nasync def tick(n):\n    for i in range(n):\n        print('tick', i)\n        await asyncio.sleep(1)\n\
t = asyncio.create_task(tick(3))\n```\n\n```py\nprint('cell 2')\n```\n\n```py\nawait asyncio.sleep(1.5)\nt.done()\n```\n";
    let got = ran(&[&scratch("tasks.md", text)], "en");
    assert_eq!(got.stdout, "tick 0\ncell 2\ntick 1\nFalse\ntick 2\n", "{}", got.stderr);
}

#[test]
fn tasks_without_end_are_ended() {
    let text = "```py\nimport asyncio\nasync def server():\n    try:\n        while True:\n            await asyncio.sleep(4)\n            print('beat')\n    finally:\n        print('bye')\n\
t = asyncio.create_task(server())\n```\n";
    let file = scratch("endless.md", text);
    let got = ran(&[&file], "en");
    assert_eq!((got.stdout.as_str(), got.end), ("beat\nbeat\nbye\n", End::Status(0)), "{}", got.stderr);
    assert!(got.stderr.starts_with("co: still waiting behind the last cell, cancelled now: Task-1 (server)\n"));
}

#[test]
fn deadlocks_end_their_cells_alone() {
    let text = "```py\nimport asyncio\nq = asyncio.Queue()\nawait q.get()\n```\n\n```py\nimport threading\nl = threading.Lock()\nl.acquire(); l.acquire()\n```\n\n\
```py\nawait asyncio.Event().wait()\n```\n\n```py\nprint('on')\n```\n";
    let file = scratch("stuck.md", text);
    let got = ran(&[&file], "en");
    assert_eq!((got.stdout.as_str(), got.end), ("on\n", End::Status(1)), "{}", got.stderr);
    assert_eq!(got.stderr.matches("deadlock: ").count(), 3, "{}", got.stderr);
    assert!(
        said(&got, &file).ends_with("co: stuck.md: 1 cell ran, 3 failed\n    cell 1 (line 2) failed: Deadlock\n    cell 2 (line 8) failed: Deadlock\n    cell 3 (line 14) failed: Deadlock\n"),
        "{}",
        got.stderr
    );
}

#[test]
fn notebooks_of_every_make_are_read() {
    let book = r##"{"cells": [{"cell_type": "raw", "source": ["raw"]},
        {"cell_type": "code", "source": ["%matplotlib inline\n", "!ls\n", "import asyncio\n", "print('a')\n", "await asyncio.sleep(1, 42)"]},
        {"cell_type": "code", "source": "%%bash\nls"}, {"cell_type": "code", "source": []},
        {"cell_type": "code", "source": "1 / 0"}]}"##;
    let file = scratch("odd.ipynb", &format!("\u{FEFF}{book}"));
    let out = scratch("saved-odd.ipynb", "");
    let got = ran(&["--save", &out, &file], "en");
    assert_eq!(got.stdout, "a\n42\n");
    let text = said(&got, &file);
    for wanted in [
        "co: cell 1 (line 1) line 2 is for a notebook's own tools and left out: !ls\n",
        "co: odd.ipynb: 1 cell ran, 1 failed, 2 skipped\n    cell 2 (line 1) skipped: it is for `%%bash`\n    cell 3 (line 1) skipped: it is empty\n    cell 4 (line 1) failed: ZeroDivisionError: division by zero\n",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    let saved: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&out).unwrap_or_default()).expect("the notebook is JSON");
    let outputs = &saved["cells"][1]["outputs"];
    assert_eq!((&outputs[0]["text"][0], &outputs[1]["data"]["text/plain"][0]), (&"a\n".into(), &"42".into()));
    assert_eq!(saved["cells"][4]["outputs"][0]["traceback"][0], "Traceback (most recent call last):");
    // Written once more, it is as it was.
    assert_eq!(ran(&["--compare", "--cell", "1", &out], "en").end, End::Status(0));
}

#[test]
fn what_cannot_be_run_is_said() {
    for (name, text, english, chinese) in [
        (
            "broken.ipynb",
            "{\"cells\": [",
            "broken.ipynb is no notebook: EOF while parsing a list at line 1 column 11",
            "broken.ipynb 不是笔记本：EOF while parsing a list at line 1 column 11",
        ),
        ("empty.md", "", "empty.md: the file is empty", "empty.md：文件是空的"),
        (
            "shell.md",
            "```bash\nls\n```\n",
            "shell.md: no cells of code were found: its blocks are `bash`; tag those to run with `python`",
            "shell.md：没有找到代码单元：它的代码块是 `bash`；给要运行的块标上 `python`",
        ),
        (
            "words.md",
            "just\n\nwords\n",
            "words.md: no cells of code were found: put code between lines of ``` or behind `In [1]:` or `>>>`",
            "words.md：没有找到代码单元：请把代码放在两行 ``` 之间，或写在 `In [1]:` 或 `>>>` 之后",
        ),
    ] {
        let file = scratch(name, text);
        for (language, wanted) in [("en", english), ("zh", chinese)] {
            let got = ran(&[&file], language);
            assert_eq!((said(&got, &file), got.end), (format!("co: {wanted}\n"), End::Status(2)));
        }
    }
    let file = scratch("one.md", "```py\n1\n```\n");
    assert_eq!(said(&ran(&["--cell", "3", &file], "en"), &file), "co: one.md: the note has 1 cell only\n");
    assert!(ran(&["--cells", "3-2", &file], "en").stderr.contains("3 comes after 2"));
}

#[test]
fn summaries_are_in_the_readers_language() {
    let file = scratch("zh.md", "```py\nx\n```\n\n```\nhttps://example.org\n```\n");
    let got = ran(&[&file], "zh");
    assert!(
        said(&got, &file).ends_with("co: zh.md: 运行了 0 个单元，1 个失败，1 个跳过\n    单元 1（第 2 行） 失败: NameError: name 'x' is not defined\n    单元 2（第 6 行） 跳过: 它是一个网址\n"),
        "{}",
        got.stderr
    );
}
