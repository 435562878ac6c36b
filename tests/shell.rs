//! The interactive shell, driven through a real pseudo-terminal: what a person types and what the screen then shows.
//!
//! In: keys. Out: the screen, kept by a terminal emulator that also answers what the editor asks a terminal. A test waits
//! for what must appear, never for a time.

use crate::process::{End, LIMIT, co, run, variables_of_the_user};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long something may take to appear on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Terminal {
    screen: Arc<Mutex<vt100::Parser>>,
    /// All that was written, without carriage returns.
    raw: Arc<Mutex<String>>,
    keys: Arc<Mutex<Box<dyn Write + Send>>>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    home: std::path::PathBuf,
}

const SIZE: PtySize = PtySize { rows: 40, cols: 80, pixel_width: 0, pixel_height: 0 };

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("a size")
}

impl Terminal {
    /// Opens the shell in a terminal of 40 lines of 80 columns, with a home of its own.
    pub(crate) fn open(name: &str, arguments: &[&str]) -> Terminal {
        let terminal = Terminal::start(name, arguments, &[]);
        terminal.shows(">>> ");
        terminal
    }

    /// The same, with more in its environment, and without waiting for the prompt.
    pub(crate) fn start(name: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Terminal {
        let pair = native_pty_system().openpty(SIZE).expect("a pseudo-terminal");
        let home = std::env::temp_dir().join(format!("co-shell-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&home).expect("a folder for the history");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_co"));
        command.args(arguments);
        for name in variables_of_the_user() {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command.env("NO_COLOR", "1");
        command.env("HOME", &home);
        command.env("XDG_STATE_HOME", home.join("state"));
        command.env("XDG_CONFIG_HOME", home.join("config"));
        for (name, value) in environment {
            command.env(name, value);
        }
        command.cwd(&home);
        let child = pair.slave.spawn_command(command).expect("the shell starts");
        let mut output = pair.master.try_clone_reader().expect("a reader");
        let keys = Arc::new(Mutex::new(pair.master.take_writer().expect("a writer")));
        let screen = Arc::new(Mutex::new(vt100::Parser::new(cells(SIZE.rows), cells(SIZE.cols), 1000)));
        let raw = Arc::new(Mutex::new(String::new()));
        let (emulated, answers, written) = (screen.clone(), keys.clone(), raw.clone());
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            let mut all = Vec::new();
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let text = &bytes[..count];
                all.extend(text.iter().filter(|b| **b != b'\r'));
                *written.lock().expect("the text") = String::from_utf8_lossy(&all).into_owned();
                let mut screen = emulated.lock().expect("the screen");
                let asked = text.windows(4).position(|w| w == b"\x1b[6n");
                let end = asked.map_or(count, |at| at + 4);
                screen.process(&text[..end]);
                if asked.is_some() {
                    let (row, column) = screen.screen().cursor_position();
                    let answer = format!("\x1b[{};{}R", row + 1, column + 1);
                    let _ = answers.lock().expect("the keys").write_all(answer.as_bytes());
                    screen.process(&text[end..]);
                }
            }
        });
        Terminal { screen, raw, keys, child, master: pair.master, home }
    }

    pub(crate) fn type_keys(&self, keys: &str) {
        self.keys.lock().expect("the keys").write_all(keys.as_bytes()).expect("the shell reads");
    }

    /// A line and Enter, typed where one is asked for; waits until the line has been echoed, as a person would.
    pub(crate) fn line(&self, text: &str) {
        self.waits("a place to type", |text| is_prompt(text) || text.trim_end().lines().last() == Some("..."));
        self.type_keys(text);
        if !text.is_empty() {
            self.shows(text);
        }
        self.type_keys("\r");
        if text.is_empty() {
            // What is typed before the shell has taken the block may get lost between its prompts.
            self.waits("the end of the block", |text| text.trim_end().lines().last() != Some("..."));
        }
    }

    pub(crate) fn text(&self) -> String {
        self.screen.lock().expect("the screen").screen().contents()
    }

    pub(crate) fn waits(&self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let text = self.text();
            if holds(&text) {
                return text;
            }
            assert!(Instant::now() < end, "{what} did not come; the screen is\n{text}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub(crate) fn shows(&self, part: &str) -> String {
        self.waits(&format!("{part:?}"), |text| text.contains(part))
    }

    /// Waits for a fresh prompt below everything else.
    pub(crate) fn prompt(&self) -> String {
        self.waits("a prompt", is_prompt)
    }

    /// Waits, at a terminal without cursor, for the prompt after so many lines; gives what was shown since the last.
    pub(crate) fn prompts(&self, count: usize) -> String {
        let is_prompt = |line: &&str| line.starts_with(">>> ") || line.starts_with("... ");
        self.waits("a prompt", |_| {
            let raw = self.raw.lock().expect("the text");
            let open = raw.ends_with(">>> ") || raw.ends_with("... ");
            open && raw.lines().filter(is_prompt).count() == count + 1
        });
        let raw = self.raw.lock().expect("the text");
        let lines: Vec<&str> = raw.lines().collect();
        let last = lines.len() - 1;
        let from = lines[..last].iter().rposition(is_prompt);
        lines[from.map_or(0, |at| at + 1)..last].join("\n")
    }

    pub(crate) fn leaves(mut self) -> u32 {
        self.ends()
    }

    fn ends(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                let _ = std::fs::remove_dir_all(&self.home);
                return status.exit_code();
            }
            assert!(Instant::now() < end, "the shell does not end; the screen is\n{}", self.text());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Whether the last line is a prompt with nothing typed: only the number of the input stands at its end.
fn is_prompt(text: &str) -> bool {
    let last = text.trim_end().lines().last().and_then(|line| line.strip_prefix(">>>"));
    last.is_some_and(|rest| rest.trim().starts_with('['))
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

#[test]
fn blocks_are_indented_and_run_at_a_blank_line() {
    let t = Terminal::open("blocks", &[]);
    t.line("async def f(n):");
    t.shows("...     ");
    t.line("if n:");
    t.shows("...         ");
    t.line("return n * 21");
    t.line("");
    t.line("await f(2)");
    t.shows("\n42\n");
    t.line("_ + 1");
    t.shows("\n43\n");
    t.prompt();
    t.type_keys("\x04");
    assert_eq!(t.leaves(), 0);
}

#[test]
fn tab_completes_names_and_attributes() {
    let t = Terminal::open("complete", &[]);
    t.line("import asyncio");
    t.prompt();
    t.type_keys("asyncio.create_ta\t");
    t.shows(">>> asyncio.create_task");
    t.type_keys("\x03");
    t.prompt();
    t.line("def walk(distance, *, speed): pass");
    t.line("");
    t.prompt();
    t.type_keys("walk(spe\t");
    t.shows(">>> walk(speed=");
    t.type_keys("\x03");
}

#[test]
fn tasks_print_above_the_prompt() {
    let t = Terminal::open("above", &[]);
    t.line("import asyncio");
    t.line("async def later(): await asyncio.sleep(0.2); print('from the task')");
    t.line("");
    t.line("task = asyncio.create_task(later())");
    t.prompt();
    t.type_keys("1 + unfinished");
    let text = t.waits("the task's line above what is typed", |text| {
        let (line, typed) = (text.find("\nfrom the task"), text.rfind(">>> 1 + unfinished"));
        matches!((line, typed), (Some(line), Some(typed)) if line < typed)
    });
    assert_eq!(text.trim_end().lines().last().map(|l| l.starts_with(">>> 1 + unfinished")), Some(true), "{text}");
}

#[test]
fn ctrl_c_ends_what_runs_and_not_the_shell() {
    let t = Terminal::open("interrupt", &[]);
    t.line("import asyncio");
    t.prompt();
    t.line("print('goes'); await asyncio.sleep(1000)");
    t.shows("\ngoes");
    t.type_keys("\x03");
    t.shows("KeyboardInterrupt");
    t.prompt();
    t.line("for i in range(10**12):");
    t.line("if i == 0: print('turns')");
    t.line("");
    t.shows("\nturns");
    t.type_keys("\x03");
    t.waits("a second KeyboardInterrupt", |text| text.matches("KeyboardInterrupt").count() == 2);
    t.line("'still' + ' here'");
    t.shows("\n'still here'");
}

#[test]
fn pasted_transcripts_run() {
    let t = Terminal::open("paste", &[]);
    t.type_keys("\x1b[200~>>> def twice(x):\n...     return x * 2\n...\n>>> twice('ab')\n'abab'\n\x1b[201~");
    t.shows("'abab'");
    t.type_keys("\r");
    t.waits("the result below", |text| text.matches("'abab'").count() == 2);
    t.prompt();
    t.type_keys("\x1b[200~    x = 5\n    y = x + 1\n\x1b[201~");
    t.shows("y = x + 1");
    t.type_keys("\r");
    t.prompt();
    t.line("(x, y)");
    t.shows("(5, 6)");
}

#[test]
fn tasks_and_states_can_be_looked_at() {
    let t = Terminal::open("look", &[]);
    t.line("import asyncio");
    t.line("async def nap(n): await asyncio.sleep(n)");
    t.line("");
    t.line("naps = [asyncio.create_task(nap(1000 + i), name=f'nap-{i}') for i in range(3)]");
    t.prompt();
    t.line(":tasks");
    let text = t.shows("nap-2  nap  line 1 of <input-2>: sleeps (");
    assert!(text.contains("nap-0  nap  line 1 of <input-2>: sleeps (") && text.contains(" s to go)"), "{text}");
    t.prompt();
    t.line(":loop");
    let text = t.shows("waits for the turn after");
    assert!(text.contains(" s: the sleep of nap-2 ends\n") && text.contains("3 tasks are alive"), "{text}");
    t.prompt();
    t.type_keys("\x0c");
    t.line(":states nap");
    t.shows("state 1: line 1, await\n    stands at  await asyncio.sleep(n)");
    t.prompt();
    t.type_keys("\x0c");
    t.line("nap = naps[0]");
    t.prompt();
    t.line(":states nap");
    t.shows("▶ state 1: line 1, await  ◀ it stands here");
    t.prompt();
    t.type_keys("\x04");
    t.shows("3 tasks are still running");
    t.prompt();
    t.type_keys("\x04");
    assert_eq!(t.leaves(), 0);
}

#[test]
fn chinese_is_as_wide_as_it_is() {
    let t = Terminal::open("wide", &[]);
    t.line("问候 = '你好，世界'");
    t.prompt();
    t.line("print（问候）");
    t.shows("\n你好，世界");
    let text = t.shows("W0101");
    assert!(text.contains("read as `(`"), "{text}");
    t.prompt();
    t.type_keys("名 = '夏天'");
    t.shows(">>> 名 = '夏天'");
    let (_, column) = t.screen.lock().expect("the screen").screen().cursor_position();
    assert_eq!(usize::from(column), 4 + 2 + 3 + 6);
    // Backspace takes a character of two columns.
    t.type_keys("\x7f\x7f雨'\r");
    t.prompt();
    t.line("名");
    t.shows("\n'夏雨'\n");
    t.line("'长' * 60");
    t.shows(&format!("\n'{}", "长".repeat(39)));
}

#[test]
fn a_smaller_terminal_is_noticed() {
    let t = Terminal::open("resize", &[]);
    let size = PtySize { cols: 40, ..SIZE };
    t.screen.lock().expect("the screen").screen_mut().set_size(cells(SIZE.rows), cells(40));
    t.master.resize(size).expect("a smaller terminal");
    t.line("x = 6");
    t.prompt();
    t.line("x * 7");
    t.shows("\n42");
}

#[test]
fn a_file_can_be_run_first() {
    let file = std::env::temp_dir().join(format!("co-first-{}.co", std::process::id()));
    std::fs::write(&file, "answer = 42\n").expect("a file");
    let t = Terminal::open("first", &["-i", &file.to_string_lossy()]);
    t.line("answer");
    t.shows("\n42");
    t.line("exit(3)");
    let status = t.leaves();
    let _ = std::fs::remove_file(&file);
    assert_eq!(status, 3);
}

#[test]
fn lines_from_a_pipe_are_a_session() {
    let input = "import asyncio\nlock = asyncio.Lock()\nasync def g():\n    async with lock:\n        await asyncio.Event().wait()\n\n\
                 t = asyncio.create_task(g())\nawait g()\nasyncio.run(asyncio.sleep(0, 'inside'))\n_ * 2\n";
    let ran = run(co::<&str>(&[]), input.as_bytes(), LIMIT);
    assert_eq!(ran.end, End::Status(0), "{}", ran.stderr);
    assert_eq!(ran.stdout, "'inside'\n'insideinside'\n");
    assert!(ran.stderr.contains("held by Task-1"), "{}", ran.stderr);
    assert!(ran.stderr.contains("the shell's loop runs already"), "{}", ran.stderr);
}

#[test]
fn what_a_call_takes_is_shown_while_it_is_typed() {
    let t = Terminal::open("hint", &[]);
    t.line("async def nap(seconds, *, loud=False):");
    t.line("'Sleep a while.'");
    t.line("");
    t.prompt();
    t.type_keys("nap(3, ");
    t.shows(">>> nap(3,    # async nap(seconds, *, loud=False)  Sleep a while.");
    t.type_keys("loud=True).close()\r");
    let text = t.prompt();
    assert!(text.contains(">>> nap(3, loud=True).close()   "), "{text}");
}

#[test]
fn files_modules_and_commands_complete() {
    let t = Terminal::open("complete-more", &[]);
    std::fs::write(t.home.join("notes-of-today.txt"), "").expect("a file");
    t.type_keys("open('notes-\t");
    t.shows(">>> open('notes-of-today.txt");
    t.type_keys("\x03");
    t.prompt();
    t.type_keys("import contextv\t");
    t.shows(">>> import contextvars");
    t.type_keys("\x03");
    t.prompt();
    t.type_keys(":tas\t");
    t.shows(">>> :tasks");
    t.type_keys("\x03");
    t.prompt();
    // Several candidates stand in a menu, with what they are.
    t.type_keys("pr\t");
    let text = t.shows("property");
    // The one chosen is in capitals where there are no colours.
    assert!(text.contains(">PRINT "), "{text}");
}

#[test]
fn the_history_is_searched_across_sessions() {
    let history = std::env::temp_dir().join(format!("co-history-{}", std::process::id()));
    let _ = std::fs::remove_file(&history);
    let name = history.to_string_lossy().into_owned();
    let t = Terminal::open("history", &["--history", &name]);
    t.line("'a needle' + ' in the hay'");
    t.shows("'a needle in the hay'");
    t.prompt();
    t.type_keys("\x04");
    assert_eq!(t.leaves(), 0);
    let t = Terminal::open("history", &["--history", &name]);
    t.type_keys("\x12");
    t.shows("(search)");
    t.type_keys("needle");
    t.shows("'a needle' + ' in the hay'");
    t.type_keys("\r");
    t.waits("the line brought back", |text| text.contains(">>> 'a needle'") && !text.contains("(search)"));
    t.type_keys("\r");
    t.shows("\n'a needle in the hay'");
    let _ = std::fs::remove_file(&history);
}

#[test]
fn the_keys_of_vi_and_another_editor_can_be_had() {
    let t = Terminal::open("vi", &["--vi"]);
    t.type_keys("ello'");
    t.shows(">>> ello'");
    t.type_keys("\x1b");
    t.shows(">>: ello'");
    t.type_keys("0i'h\r");
    t.shows("\n'hello'");
    t.prompt();
    t.line(":keys emacs");
    t.prompt();
    // Ctrl-A is the beginning of the line.
    t.type_keys("orld'\x01'w\r");
    t.shows("\n'world'");
    let editor = t.home.join("editor.sh");
    std::fs::write(&editor, "#!/bin/sh\necho '6 * 7' > \"$1\"\n").expect("an editor");
    let command = format!("sh {}", editor.display());
    let e = Terminal::start("editor", &[], &[("VISUAL", &command)]);
    e.shows(">>> ");
    e.type_keys("\x0f");
    e.shows(">>> 6 * 7");
    e.type_keys("\r");
    e.shows("\n42\n");
}

#[test]
fn faults_are_explained_in_the_language_chosen() {
    let t = Terminal::open("explain", &[]);
    t.line("async def f(): return 1");
    t.line("");
    t.line("f() + 1");
    t.shows("write `await f() + 1`");
    t.prompt();
    t.line(":explain");
    t.shows("E0621  a coroutine used as a value");
    t.prompt();
    t.type_keys("\x0c");
    t.line(":lang zh");
    t.shows("从现在起说中文");
    t.prompt();
    t.line(":explain");
    t.shows("E0621  把协程当成了它的结果");
    t.prompt();
    t.line("f()");
    t.shows("co: 这个协程还没有运行");
    t.prompt();
    t.line(":tsks");
    t.shows("是不是 ':tasks'");
}

#[test]
fn what_tasks_hold_is_given_back_when_the_shell_is_left() {
    let t = Terminal::open("leave", &[]);
    t.line("import asyncio");
    t.line("async def hold():");
    t.line("try: await asyncio.sleep(1000)");
    t.line("finally: print('given back')");
    t.line("");
    t.line("task = asyncio.create_task(hold())");
    t.prompt();
    t.line("exit()");
    t.shows("\ngiven back");
    assert_eq!(t.leaves(), 0);
}

#[test]
fn inputs_share_their_context_and_keep_their_values() {
    let input = "import asyncio, contextvars\nuser = contextvars.ContextVar('user')\n_ = user.set('ann')\nuser.get()\n\
                 async def who(): return user.get()\n\nawait who()\nasyncio.get_event_loop().run_until_complete(who())\n\
                 (_4, _6)\n%time 1\n!echo from the system\n?who\nwho??\n";
    let ran = run(co::<&str>(&[]), input.as_bytes(), LIMIT);
    assert_eq!(ran.end, End::Status(0), "{}", ran.stderr);
    let shown = "'ann'\n'ann'\n'ann'\n('ann', 'ann')\n1\nfrom the system\nasync who()\n\
                 async def who(): return user.get()\n";
    assert_eq!(ran.stdout, shown, "{}", ran.stderr);
    assert!(ran.stderr.contains("this ran inside it, as `await` would"), "{}", ran.stderr);
    assert!(ran.stderr.contains("took "), "{}", ran.stderr);
}

/// A transcript without what differs from run to run: addresses, times, numbers of turns.
fn steady(text: &str) -> String {
    let mut out = String::new();
    for word in text.trim_end().split_inclusive([' ', '(', '\n', '第', '剩', '已', '：']) {
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        let rest = word.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '.');
        out.push_str(if number { "N" } else { word });
        out.push_str(if number { rest } else { "" });
    }
    // Milliseconds on a fast machine, seconds on a slow one.
    out.replace("N ms", "N s").replace("N µs", "N s")
}

/// The sessions of the guide, typed at a terminal that can do nothing: what it shows is what the guide says.
#[test]
fn the_guide_is_what_happens() {
    for language in ["en", "zh"] {
        let guide = run(co(&["--lang", language, "explain", "shell"]), b"", LIMIT).stdout;
        let lines: Vec<&str> = guide.lines().filter_map(|line| line.strip_prefix("    ")).collect();
        assert!(lines.len() > 30, "{guide}");
        let mut t = Terminal::start(&format!("guide-{language}"), &["--lang", language], &[("TERM", "dumb")]);
        t.prompts(0);
        let mut at = 0;
        let mut asked = 0;
        while at < lines.len() {
            let typed = lines[at].get(4..).unwrap_or("");
            let next = lines[at + 1..].iter().position(|line| line.starts_with(">>> ") || line.starts_with("..."));
            let next = next.map_or(lines.len(), |next| at + 1 + next);
            let expected = lines[at + 1..next].join("\n");
            t.type_keys(&format!("{typed}\n"));
            asked += 1;
            let shown = t.prompts(asked);
            if !expected.is_empty() {
                assert_eq!(steady(&shown), steady(&expected), "after {typed}");
            }
            at = next;
        }
        t.type_keys("exit()\n");
        assert_eq!(t.ends(), 0);
    }
}
