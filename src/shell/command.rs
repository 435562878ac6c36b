//! Commands of the shell itself: `:tasks`, `:states f`, and the habits of IPython (`?x`, `%time`, `!ls`).
//!
//! In: a line that is not a program. Out: what it shows. A command never changes the program's state but where it says
//! so (`:run`, `:load`, `:reset`, `:clock`, `:time`).

use super::complete::about;
use super::look;
use super::session::{Ended, Session};
use super::subject::{ast, dis, doc, src, states, tokens, type_of};
use crate::cli::explain::explained;
use crate::compile::{Options, compile};
use crate::diagnostic::Severity;
use crate::diagnostic::catalogue::{Language, choose, said};
use crate::diagnostic::window::wrapped;
use crate::host::clock::Clock;
use crate::host::terminal::columns;
use crate::object::Value;
use crate::source::Source;
use crate::teach::record::Recorder;
use std::rc::Rc;

/// A command.
pub struct Command {
    /// What is typed after the colon.
    pub name: &'static str,
    /// What goes behind it, for the help.
    pub takes: &'static str,
    /// One line of help.
    pub help: &'static str,
    run: fn(&mut Session, &str) -> Ended,
}

/// All commands, in the order of the help.
pub const COMMANDS: &[Command] = &[
    Command { name: "tasks", takes: "", help: "tasks alive: where each stands and what it waits for", run: tasks },
    Command { name: "loop", takes: "", help: "the ready queue, the timers, what the next turn does", run: event_loop },
    Command { name: "trace", takes: "CODE", help: "run a text and tell what its tasks do, turn by turn", run: trace },
    Command { name: "states", takes: "F", help: "the states of a function or coroutine that suspends", run: states },
    Command { name: "dis", takes: "F", help: "the operations of a function", run: dis },
    Command { name: "ast", takes: "CODE", help: "the tree of a text", run: ast },
    Command { name: "tokens", takes: "CODE", help: "the words of a text", run: tokens },
    Command { name: "time", takes: "CODE", help: "run a text and say how long it took", run: time },
    Command {
        name: "timeit",
        takes: "CODE",
        help: "run a text again and again and say how long once takes",
        run: timeit,
    },
    Command { name: "clock", takes: "[virtual|real|Nx]", help: "which time the program sees from now on", run: clock },
    Command {
        name: "run",
        takes: "FILE [ARGS]",
        help: "run a file, with arguments, in a namespace of its own",
        run: run_file,
    },
    Command { name: "load", takes: "FILE", help: "run a file as if it were typed here", run: |s, file| load(s, file) },
    Command { name: "save", takes: "FILE", help: "write the inputs that ran well to a file", run: save },
    Command { name: "doc", takes: "NAME", help: "signature and documentation", run: doc },
    Command { name: "src", takes: "NAME", help: "the source of a function", run: src },
    Command { name: "type", takes: "NAME", help: "what a name stands for", run: type_of },
    Command { name: "who", takes: "", help: "the names that you have bound", run: who },
    Command { name: "explain", takes: "[CODE]", help: "what the last fault means, or a code or word", run: explain },
    Command { name: "lang", takes: "[en|zh]", help: "the language of what the shell says", run: lang },
    Command { name: "keys", takes: "[emacs|vi]", help: "the keys of the editor", run: keys },
    Command { name: "cd", takes: "[FOLDER]", help: "go to another folder", run: cd },
    Command { name: "reset", takes: "", help: "forget all names and cancel all tasks", run: reset },
    Command { name: "help", takes: "", help: "this list", run: help },
    Command { name: "quit", takes: "", help: "leave", run: |_, _| Ended::Leaving(0) },
];

/// Runs a line that `input::is_command` holds for one.
pub fn run(session: &mut Session, line: &str) -> Ended {
    let ended = match line.chars().next() {
        Some('!') => shell(session, line[1..].trim()),
        Some('?') if line.trim_matches('?').is_empty() => help(session, ""),
        Some('?') if line.starts_with("??") => src(session, line[2..].trim()),
        Some('?') => doc(session, line[1..].trim()),
        Some(_) if line.ends_with("??") => src(session, line.trim_end_matches('?').trim()),
        Some(':' | '%') => named(session, &line[..1], line[1..].trim_start_matches('%').trim_start()),
        _ => doc(session, line.trim_end_matches('?').trim()),
    };
    session.flush();
    ended
}

/// The command that a line begins with; `sign` is what stood before it.
fn named(session: &mut Session, sign: &str, line: &str) -> Ended {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let name = match name {
        "q" | "exit" => "quit",
        "h" | "?" => "help",
        "whos" => "who",
        "pwd" | "ls" => return shell(session, line),
        "bash" | "sh" => return shell(session, rest),
        "python" | "py" => return session.run(rest),
        "pdoc" | "pinfo" => "doc",
        "psource" => "src",
        name => name,
    };
    let fits: Vec<&Command> = COMMANDS.iter().filter(|c| !name.is_empty() && c.name.starts_with(name)).collect();
    let exact = COMMANDS.iter().find(|c| c.name == name);
    let exact = exact.or(match fits[..] {
        [only] => Some(only),
        _ => None,
    });
    match (exact, &fits[..]) {
        (Some(command), _) => {
            // The lines of a cell keep their indentation.
            let rest = if rest.contains('\n') { rest } else { rest.trim() };
            if rest.trim().is_empty() && !command.takes.is_empty() && !command.takes.starts_with('[') {
                return complain(session, &format!("say what: `:{} {}`", command.name, command.takes));
            }
            (command.run)(session, rest)
        }
        (None, []) if name.is_empty() => complain(session, "which command? :help lists them"),
        (None, []) => {
            let near = crate::diagnostic::near::nearest(name, COMMANDS.iter().map(|c| c.name))
                .map_or(String::new(), |near| format!("did you mean '{sign}{near}'? "));
            complain(session, &format!("there is no command '{sign}{name}'; {near}:help lists them"))
        }
        (None, several) => {
            let names: Vec<String> = several.iter().map(|c| format!(":{}", c.name)).collect();
            complain(session, &format!("':{name}' could be {}", names.join(" or ")))
        }
    }
}

/// Says what is wrong with a command.
pub(super) fn complain(session: &mut Session, text: &str) -> Ended {
    session.machine.write_error(&format!("co: {}\n", said(text)));
    Ended::Badly
}

/// Shows what a command found.
pub(super) fn show(session: &mut Session, text: &str) -> Ended {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    // A reader that has gone away is noticed when the session ends.
    let _ = session.machine.host.stdout.write(format!("{text}{end}").as_bytes());
    Ended::Well
}

/// What the help says before the commands.
const HEAD: &[&str] = &[
    "Type Python; `await` works at the prompt, and tasks go on while it waits.",
    "A block ends with a blank line. `_` is the last value, `_3` that of input 3.",
    "Ctrl-R searches the history, Ctrl-O opens $EDITOR.",
    "`:explain shell` shows a session to follow.",
    "",
];

/// What the help says after them.
const HABITS: &[(&str, &str)] = &[
    ("?NAME or NAME?", "as :doc; with two question marks as :src"),
    ("%time, %run, ...", "as the commands with a colon"),
    ("%%time, %%timeit", "the same for the lines below, up to a blank one"),
    ("!COMMAND", "run a command of the system"),
];

fn help(session: &mut Session, _: &str) -> Ended {
    let mut text = String::new();
    for line in HEAD {
        text.push_str(&format!("{}\n", said(line)));
    }
    let rows = COMMANDS.iter().map(|c| (format!(":{} {}", c.name, c.takes), c.help));
    let habits = HABITS.iter().map(|(left, help)| (left.to_string(), *help));
    for (left, help) in rows.chain(habits) {
        text.push_str(&format!("  {left:<24} {}\n", said(help)));
    }
    show(session, &text)
}

fn tasks(session: &mut Session, _: &str) -> Ended {
    let text = look::tasks(session);
    show(session, &text)
}

fn event_loop(session: &mut Session, _: &str) -> Ended {
    let text = look::event_loop(session);
    show(session, &text)
}

fn who(session: &mut Session, _: &str) -> Ended {
    let names: Vec<String> =
        session.bound().into_iter().map(|(name, value)| format!("{name}  {}", about(&value))).collect();
    match names.is_empty() {
        true => show(session, &said("no name is bound")),
        false => show(session, &names.join("\n")),
    }
}

fn explain(session: &mut Session, what: &str) -> Ended {
    let what = match (what, session.last_fault.clone()) {
        ("", None) => return complain(session, "nothing has gone wrong yet"),
        ("", Some(code)) => code,
        (what, _) => what.to_string(),
    };
    match explained(Some(&what)) {
        Ok(text) => show(session, &wrapped(&text, columns().unwrap_or(80))),
        Err(text) => {
            session.machine.write_error(&format!("{text}\n"));
            Ended::Badly
        }
    }
}

fn lang(session: &mut Session, name: &str) -> Ended {
    match Language::named(name) {
        Some(language) => {
            choose(language);
            session.speak();
            show(session, &said("from now on in English"))
        }
        None => complain(session, "the language is en or zh"),
    }
}

fn keys(session: &mut Session, name: &str) -> Ended {
    match name {
        "vi" | "vim" => session.vi = true,
        "emacs" => session.vi = false,
        "" => return show(session, &said(if session.vi { "the keys of vi" } else { "the keys of emacs" })),
        _ => return complain(session, "the keys are those of emacs or of vi"),
    }
    Ended::Well
}

fn cd(session: &mut Session, folder: &str) -> Ended {
    let home = std::env::var("HOME").unwrap_or_default();
    let folder = match folder.strip_prefix('~') {
        Some(rest) => format!("{home}{rest}"),
        None if folder.is_empty() => home,
        None => folder.to_string(),
    };
    match std::env::set_current_dir(&folder) {
        Ok(()) => Ended::Well,
        Err(fault) => complain(session, &format!("cannot go to {folder}: {}", words_of(&fault))),
    }
}

/// What the system says of a fault, without its number.
fn words_of(fault: &std::io::Error) -> String {
    let text = fault.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_string()
}

fn trace(session: &mut Session, text: &str) -> Ended {
    if !session.reads(text) {
        return session.run(text);
    }
    use crate::teach::view::{Format, WIDTH, sink};
    let choice = crate::teach::narration::Choice { color: session.settings.color, ..Default::default() };
    let out = Box::new(std::io::stdout());
    let recorder = Recorder::new("<input>", &[], false, sink(Format::Text, choice, WIDTH, out, None));
    session.machine.observation.listen(Box::new(recorder));
    let ended = session.run(text);
    session.machine.tell_end();
    session.listen();
    ended
}

/// Runs a text so often that a short one can be measured. What it shows is not shown.
fn timeit(session: &mut Session, text: &str) -> Ended {
    let namespace = session.main.dict.value();
    match session.ask("timeit", &[Value::from(text), namespace]) {
        Ok(_) => Ended::Well,
        Err(raise) => session.fault(&raise),
    }
}

fn time(session: &mut Session, text: &str) -> Ended {
    if !session.reads(text) {
        return session.run(text);
    }
    let begin = session.machine.host.clock.monotonic();
    let ended = session.run(text);
    let took = session.machine.host.clock.monotonic() - begin;
    let shown = match took {
        0..=999 => format!("{took} ns"),
        1_000..=999_999 => format!("{:.1} µs", took as f64 / 1e3),
        1_000_000..=999_999_999 => format!("{:.1} ms", took as f64 / 1e6),
        _ => format!("{:.3} s", took as f64 / 1e9),
    };
    session.machine.write_error(&format!("{}\n", said(&format!("took {shown}"))));
    ended
}

fn clock(session: &mut Session, name: &str) -> Ended {
    match Clock::named(name) {
        Some(clock) => {
            session.machine.host.clock.change(&clock);
            Ended::Well
        }
        None if name.is_empty() => {
            let pace = session.machine.host.clock.pace();
            show(session, &said(&format!("the clock is {pace}")))
        }
        None => complain(session, "the clock is virtual, real, or a multiple such as 10x"),
    }
}

fn read(session: &mut Session, file: &str) -> Option<Rc<Source>> {
    match crate::cli::run::read(file, session.settings.strict) {
        Ok(source) => Some(source),
        Err((_, reason)) => {
            session.machine.write_error(&reason);
            None
        }
    }
}

/// Runs a file in the session's namespace, all its statements at once.
pub fn load(session: &mut Session, file: &str) -> Ended {
    match read(session, file) {
        Some(source) => session.run_source(&source),
        None => Ended::Badly,
    }
}

/// Runs the start file: code, in which lines that begin with a colon are commands.
pub fn load_with_commands(session: &mut Session, file: &str) -> Ended {
    let Some(source) = read(session, file) else { return Ended::Badly };
    if session.reads(&source.text) {
        return session.run_source(&source);
    }
    let (mut code, mut ended) = (String::new(), Ended::Well);
    let lines: Vec<&str> = source.text.lines().collect();
    for (i, line) in lines.iter().map(Some).chain([None]).enumerate() {
        let is_command = line.is_none_or(|line| line.starts_with(':'));
        if !is_command {
            code.push_str(line.map_or("", |line| line));
            code.push('\n');
            continue;
        }
        if !code.trim().is_empty() {
            // Its lines keep their numbers.
            ended = session.run_source(&Source::new(source.name.clone(), std::mem::take(&mut code)));
            code = "\n".repeat(i);
        }
        if let (Some(line), false) = (line, matches!(ended, Ended::Leaving(_))) {
            ended = run(session, line.trim());
        }
        code.push('\n');
        if matches!(ended, Ended::Leaving(_)) {
            return ended;
        }
    }
    ended
}

fn run_file(session: &mut Session, words: &str) -> Ended {
    let Some(file) = words.split_whitespace().next() else { return Ended::Badly };
    let Some(source) = read(session, file) else { return Ended::Badly };
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(&source, &mut diagnostics);
    let options = Options { top_level_await: source.dialect, ..Options::default() };
    let wrong = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let code = if wrong { None } else { compile(&tree, &source, &options, &mut diagnostics) };
    session.tell(&diagnostics, &source);
    let arguments: Vec<String> = words.split_whitespace().map(str::to_string).collect();
    match code {
        Some(code) => session.run_apart(&code, arguments),
        None => Ended::Badly,
    }
}

fn save(session: &mut Session, file: &str) -> Ended {
    let text: String = session.kept.concat();
    match std::fs::write(file, text) {
        Ok(()) => {
            let count = session.kept.len();
            let plural = if count == 1 { "input" } else { "inputs" };
            show(session, &said(&format!("{count} {plural} written to {file}")))
        }
        Err(fault) => complain(session, &format!("cannot write {file}: {}", words_of(&fault))),
    }
}

fn reset(session: &mut Session, _: &str) -> Ended {
    match session.reset() {
        Ok(()) => Ended::Well,
        Err(raise) => session.fault(&raise),
    }
}

fn shell(session: &mut Session, line: &str) -> Ended {
    let status = std::process::Command::new("sh").arg("-c").arg(line).status();
    match status {
        Ok(status) if status.success() => Ended::Well,
        Ok(status) => complain(session, &format!("the command ended with {status}")),
        Err(fault) => complain(session, &format!("cannot run it: {fault}")),
    }
}
