//! More of the interactive shell: what single keys do, what Tab finds behind commands, cells, the start file, and what
//! commands say to bad input.
//!
//! In: keys or lines. Out: the screen, or what a session through a pipe printed.

use crate::process::{End, LIMIT, co, run};
use crate::shell::Terminal;

#[test]
fn backspace_takes_a_step_of_indentation() {
    let t = Terminal::open("step", &[]);
    t.line("def f(a,");
    t.shows("\n...\u{20}");
    t.type_keys("b):\r");
    t.shows("b):\n...");
    t.type_keys("if a:\r");
    t.shows("if a:\n...");
    t.type_keys("return [a,\r");
    t.shows("return [a,\n...");
    t.type_keys("b]\r");
    t.shows("b]\n...");
    // One step back from the place of `return`, which is that of `if`; one more is that of `def`.
    t.type_keys("x = 1");
    t.shows("\n...     x = 1");
    t.type_keys("\x7f\x7f\x7f\x7f\x7f");
    t.waits("an empty line", |text| !text.contains("x = 1"));
    t.type_keys("\x7f");
    std::thread::sleep(std::time::Duration::from_millis(100));
    t.type_keys("y = 2");
    t.shows("\n... y = 2");
    t.type_keys("\x03");
    t.prompt();
}

#[test]
fn tab_knows_what_commands_take() {
    let t = Terminal::open("take", &[]);
    t.type_keys(":clock v\t");
    t.shows(">>> :clock virtual");
    t.type_keys("\x03");
    t.prompt();
    t.type_keys("import jso\t");
    t.shows(">>> import json");
    t.type_keys("\x03");
    t.prompt();
    t.type_keys("nothing_is_called_so\t1");
    let text = t.shows(">>> nothing_is_called_so1");
    assert!(!text.contains("NO RECORDS"), "{text}");
    t.type_keys("\x03");
    t.prompt();
    t.type_keys(":explain E06\t");
    t.shows("E0612  ");
    // The menu goes with the line.
    t.type_keys("\x03");
    let text = t.prompt();
    assert!(text.contains("\nKeyboardInterrupt\n") && !text.contains("E0612  "), "{text}");
}

#[test]
fn cells_can_be_measured() {
    let t = Terminal::open("cells", &[]);
    t.line("%%time");
    t.shows("\n...");
    t.type_keys("total = 0\r");
    t.shows("total = 0\n...");
    t.type_keys("for i in range(4):\r");
    t.shows("range(4):\n...     ");
    t.type_keys("total += i\r");
    t.shows("total += i\n...");
    t.type_keys("\r");
    t.shows("\ntook ");
    t.line("total");
    t.shows("\n6\n");
    // `exit` needs no brackets.
    t.line("exit");
    assert_eq!(t.leaves(), 0);
}

#[test]
fn ctrl_c_ends_a_native_that_would_take_for_ever() {
    let t = Terminal::open("native", &[]);
    t.line("print('begins'); sum(range(10 ** 15))");
    t.shows("\nbegins");
    t.type_keys("\x03");
    t.shows("KeyboardInterrupt");
    t.line("'goes' + ' on'");
    t.shows("\n'goes on'");
}

#[test]
fn the_start_file_may_give_commands() {
    let home = std::env::temp_dir().join(format!("co-shell-init-{}", std::process::id()));
    std::fs::create_dir_all(home.join("config/co")).expect("a folder");
    let text = "import asyncio\n:keys vi\nanswer = 41\nif answer:\n    answer += 1\n:clock virtual\n";
    std::fs::write(home.join("config/co/init.co"), text).expect("a file");
    let t = Terminal::open("init", &[]);
    t.line("answer");
    t.shows("\n42");
    t.line(":clock");
    t.shows("the clock is virtual");
    t.prompt();
    // In the keys of vi Escape leads out of typing.
    t.type_keys("ello'");
    t.shows(">>> ello'");
    t.type_keys("\x1b");
    t.shows(">>: ello'");
}

/// Lines through a pipe: what is printed, outputs and complaints in their order.
fn session(lines: &str) -> String {
    let mut command = co::<&str>(&[]);
    command.env("NO_COLOR", "1");
    let ran = run(command, lines.as_bytes(), LIMIT);
    assert_eq!(ran.end, End::Status(0), "{}", ran.stderr);
    format!("{}{}", ran.stdout, ran.stderr)
}

#[test]
fn commands_say_what_is_wrong() {
    for (line, said) in [
        (":states", "co: say what: `:states F`"),
        (":states nope", "co: nothing is called 'nope' here"),
        (":states print", "co: 'print' is built in: it has no code to show"),
        (":states int", "co: 'int' is a class: it has no code to show"),
        (":dis 5 + x", "LoadGlobal"),
        (":trace", "co: say what: `:trace CODE`"),
        (":run", "co: say what: `:run FILE [ARGS]`"),
        (":run nosuch.co", "co: can't open file 'nosuch.co': [Errno 2] No such file or directory"),
        (":load", "co: say what: `:load FILE`"),
        (":save /nosuch/x", "co: cannot write /nosuch/x: No such file or directory\n"),
        (":cd /nosuch", "co: cannot go to /nosuch: No such file or directory\n"),
        (":clock", "the clock is real"),
        (":clock 0x", "co: the clock is virtual, real, or a multiple such as 10x"),
        (":keys", "the keys of emacs"),
        (":lang", "co: the language is en or zh"),
        (":explain", "co: nothing has gone wrong yet"),
        (":type 1 + 1", "int"),
        (":type [].nope", "AttributeError: 'list' object has no attribute 'nope'"),
        (":taks", "co: there is no command ':taks'; did you mean ':tasks'? :help lists them"),
        ("%foo", "co: there is no command '%foo'; :help lists them"),
        (": tasks", "no task is alive"),
        (":", "co: which command? :help lists them"),
        ("?", ":tasks"),
        ("!false", "co: the command ended with exit status: 1"),
    ] {
        let text = session(&format!("{line}\n"));
        assert!(text.contains(said), "{line} says\n{text}");
    }
    // A text that is no program is not traced or measured.
    let text = session(":trace 1 +\n:time 1 +\n");
    assert!(text.contains("E0201") && !text.contains("over at") && !text.contains("took"), "{text}");
    let text = session(":lang zh\n:states\n:states print\n:nope\n:keys\n");
    assert!(text.contains("还缺内容：`:states F`") && text.contains("'print' 是内建的"), "{text}");
    assert!(text.contains("没有命令 ':nope'") && text.contains("emacs 键位"), "{text}");
}

#[test]
fn the_source_of_a_class_can_be_seen() {
    let text = session("class A:\n    def f(self):\n        return 1\n\n:src A\n:src A.f\n:timeit 1 + 1\n");
    assert!(text.starts_with("class A:\n    def f(self):\n        return 1\n"), "{text}");
    assert!(text.contains(" x 5)"), "{text}");
}
