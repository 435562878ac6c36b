//! Commands of the shell itself: `:tasks`, `:states f`, and the habits of IPython (`?x`, `%time`, `!ls`).
//!
//! In: a line that is not a program. Out: what it shows. A command never changes the program's state but where it says
//! so (`:run`, `:load`, `:reset`, `:clock`, `:time`).

use super::complete::{about, resolve};
use super::look;
use super::session::{Ended, Session};
use crate::asyncio::task::Task;
use crate::bytecode::Code;
use crate::bytecode::disassemble;
use crate::cli::explain::explained;
use crate::compile::{Options, compile};
use crate::diagnostic::Severity;
use crate::diagnostic::catalogue::{Language, choose, said};
use crate::diagnostic::window::wrapped;
use crate::host::clock::Clock;
use crate::host::terminal::columns;
use crate::object::Value;
use crate::object::function::{BoundMethod, Function};
use crate::object::generator::{Generator, Status};
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
    Command { name: "clock", takes: "virtual|real|Nx", help: "which time the program sees from now on", run: clock },
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
    Command { name: "lang", takes: "en|zh", help: "the language of what the shell says", run: lang },
    Command { name: "keys", takes: "emacs|vi", help: "the keys of the editor", run: keys },
    Command { name: "cd", takes: "FOLDER", help: "go to another folder", run: cd },
    Command { name: "reset", takes: "", help: "forget all names and cancel all tasks", run: reset },
    Command { name: "help", takes: "", help: "this list", run: help },
    Command { name: "quit", takes: "", help: "leave", run: |_, _| Ended::Leaving(0) },
];

/// Runs a line that `input::is_command` holds for one.
pub fn run(session: &mut Session, line: &str) -> Ended {
    let ended = match line.chars().next() {
        Some('!') => shell(session, line[1..].trim()),
        Some('?') if line.starts_with("??") => src(session, line[2..].trim()),
        Some('?') => doc(session, line[1..].trim()),
        Some(_) if line.ends_with("??") => src(session, line.trim_end_matches('?').trim()),
        Some(':' | '%') => named(session, line[1..].trim_start_matches('%')),
        _ => doc(session, line.trim_end_matches('?').trim()),
    };
    session.flush();
    ended
}

fn named(session: &mut Session, line: &str) -> Ended {
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let name = match name {
        "q" | "exit" => "quit",
        "h" | "?" => "help",
        "timeit" => "time",
        "whos" => "who",
        "pwd" | "ls" => return shell(session, line),
        "pdoc" | "pinfo" => "doc",
        "psource" => "src",
        name => name,
    };
    let fits: Vec<&Command> = COMMANDS.iter().filter(|c| !name.is_empty() && c.name.starts_with(name)).collect();
    let exact = COMMANDS.iter().find(|c| c.name == name);
    match (exact, &fits[..]) {
        (Some(command), _) => (command.run)(session, rest.trim()),
        (None, [command]) => (command.run)(session, rest.trim()),
        (None, []) => {
            let all: Vec<String> = COMMANDS.iter().map(|c| format!(":{}", c.name)).collect();
            let near = crate::diagnostic::near::nearest(&format!(":{name}"), all.iter().map(String::as_str))
                .map_or(String::new(), |n| format!("did you mean '{n}'? "));
            complain(session, &format!("there is no command ':{name}'; {near}:help lists them"))
        }
        (None, several) => {
            let names: Vec<String> = several.iter().map(|c| format!(":{}", c.name)).collect();
            complain(session, &format!("':{name}' could be {}", names.join(" or ")))
        }
    }
}

fn complain(session: &mut Session, text: &str) -> Ended {
    session.machine.write_error(&format!("co: {}\n", said(text)));
    Ended::Badly
}

fn show(session: &mut Session, text: &str) -> Ended {
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
        Err(fault) => complain(session, &format!("cannot go to {folder}: {fault}")),
    }
}

/// The value that an argument of a command stands for: dotted names only, so that nothing is run.
fn value(session: &mut Session, name: &str) -> Option<Value> {
    let chain: Vec<String> = name.split('.').map(|part| part.trim().to_string()).collect();
    let found = resolve(&session.machine, &session.main.dict.clone(), &chain);
    if found.is_none() {
        let text = if name.is_empty() { "which name?".to_string() } else { format!("nothing is called '{name}' here") };
        complain(session, &text);
    }
    found
}

/// The code of a function, method, coroutine, generator or task; and the state in which one of the last three stands.
fn code_of(value: &Value) -> Option<(Rc<Code>, Option<Stands>)> {
    if let Some(method) = value.get::<BoundMethod>() {
        return code_of(&method.function);
    }
    if let Some(task) = value.get::<Task>() {
        return code_of(&Value::Object(task.coroutine.get()?));
    }
    if let Some(function) = value.get::<Function>() {
        return Some((function.code.get().code.clone(), None));
    }
    let generator = value.get::<Generator>()?;
    let code = generator.function.as_ref()?.code.get().code.clone();
    let stands = match generator.status.get() {
        Status::Created => Stands::At(0),
        Status::Running => Stands::Running,
        Status::Finished => Stands::Over,
        _ => {
            let pc = generator.pc.get();
            let at = code.states.iter().position(|s| s.pc == pc || s.pc + 1 == pc);
            at.map_or(Stands::Running, |at| Stands::At(at + 1))
        }
    };
    Some((code, Some(stands)))
}

/// Where a coroutine stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// In a state.
    At(usize),
    /// It runs.
    Running,
    /// It has ended.
    Over,
}

fn code(session: &mut Session, name: &str) -> Option<(Rc<Code>, Option<Stands>)> {
    let value = value(session, name)?;
    let code = code_of(&value);
    if code.is_none() {
        complain(session, &format!("'{name}' is {}: it has no code to show", about(&value)));
    }
    code
}

fn states(session: &mut Session, name: &str) -> Ended {
    let Some((code, stands)) = code(session, name) else { return Ended::Badly };
    if code.states.is_empty() {
        return complain(session, &format!("'{name}' has no states: it never suspends"));
    }
    let tree = crate::syntax::parse(&code.source, &mut Vec::new());
    let machine = crate::teach::states::machine(&code, &tree);
    let now = stands.and_then(|stands| if let Stands::At(state) = stands { Some(state) } else { None });
    let mut text = crate::teach::states_text::text_at(&machine, None, now);
    match stands {
        Some(Stands::Running) => text.push_str(&format!("{}\n", said("it runs now"))),
        Some(Stands::Over) => text.push_str(&format!("{}\n", said("it is over"))),
        _ => {}
    }
    show(session, &text)
}

fn dis(session: &mut Session, name: &str) -> Ended {
    match code(session, name) {
        Some((code, _)) => show(session, &disassemble::disassemble(&code)),
        None => Ended::Badly,
    }
}

fn src(session: &mut Session, name: &str) -> Ended {
    match code(session, name) {
        Some((code, _)) => {
            let first = code.source.line(code.span.start);
            let last = code.source.line(code.span.end.saturating_sub(1));
            let lines = (first..=last).filter_map(|line| code.source.line_text(line));
            let text: String = lines.map(|line| format!("{line}\n")).collect();
            show(session, &text)
        }
        None => Ended::Badly,
    }
}

fn ast(session: &mut Session, text: &str) -> Ended {
    let source = Source::new("<input>", format!("{text}\n"));
    let mut diagnostics = Vec::new();
    let tree = crate::syntax::parse(&source, &mut diagnostics);
    session.tell(&diagnostics, &source);
    show(session, &crate::syntax::dump::module(&tree, &source, false))
}

fn tokens(session: &mut Session, text: &str) -> Ended {
    let source = Source::new("<input>", format!("{text}\n"));
    let mut diagnostics = Vec::new();
    let tokens = crate::syntax::lexer::tokenize(&source, &mut diagnostics);
    session.tell(&diagnostics, &source);
    show(session, &crate::syntax::dump::tokens(&tokens, &source))
}

fn trace(session: &mut Session, text: &str) -> Ended {
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

fn time(session: &mut Session, text: &str) -> Ended {
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

fn run_file(session: &mut Session, words: &str) -> Ended {
    let Some(file) = words.split_whitespace().next() else { return complain(session, "which file?") };
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
    if file.is_empty() {
        return complain(session, "which file?");
    }
    let text: String = session.kept.concat();
    match std::fs::write(file, text) {
        Ok(()) => {
            let count = session.kept.len();
            let plural = if count == 1 { "input" } else { "inputs" };
            show(session, &format!("{count} {plural} written to {file}"))
        }
        Err(fault) => complain(session, &format!("cannot write {file}: {fault}")),
    }
}

fn doc(session: &mut Session, name: &str) -> Ended {
    let Some(value) = value(session, name) else { return Ended::Badly };
    let found = session.machine.find_attr(&value, &crate::object::str::intern("__doc__")).ok().flatten();
    let text = found.filter(|text| !text.is_none()).and_then(|text| session.machine.str(&text).ok());
    let about = about(&value);
    let head =
        if about.contains('(') { format!("{name}{}", about.trim_start_matches("async ")) } else { about.clone() };
    let head = if about.starts_with("async ") { format!("async {head}") } else { head };
    match text {
        Some(text) => show(session, &format!("{head}\n\n{}", text.as_str())),
        None => show(session, &head),
    }
}

fn type_of(session: &mut Session, name: &str) -> Ended {
    match value(session, name) {
        Some(value) => {
            let class = crate::object::class::class_of(&value).full_name_of_type();
            show(session, &class)
        }
        None => Ended::Badly,
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
