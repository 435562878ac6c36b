//! The interactive shell: `co` alone, `co -i FILE`, and lines that come through a pipe.
//!
//! In: what a person types. Out: what the inputs do, on a loop that goes on while the prompt waits. Files: `input` (is a
//! text whole?), `highlight`, `session` (runs inputs), `command` (`:tasks` and its like), `look` (tasks and loop), `subject` (what a name or text
//! stands for), `complete`, `editor` (the one
//! file that knows the line editor), `plain` (without a terminal).

pub mod command;
pub mod complete;
pub mod highlight;
pub mod input;
mod look;
pub mod session;
mod subject;

#[cfg(feature = "shell")]
mod editor;
mod plain;

use crate::cli::run::Settings;
use crate::diagnostic::catalogue::{Language, said};
use session::{Ended, Session};
use std::io::IsTerminal;

/// What the command line says of the shell.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// What holds for every run.
    pub settings: Settings,
    /// A file to run first, and its arguments.
    pub file: Option<(String, Vec<String>)>,
    /// Where the history is kept, instead of the state folder.
    pub history: Option<std::path::PathBuf>,
    /// The keys of vi.
    pub vi: bool,
}

/// What is between the person and the session.
trait Reader {
    /// The next input; the loop goes on until it comes.
    fn next(&mut self, session: &mut Session) -> Typed;
}

/// What a person did at the prompt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Typed {
    /// An input.
    Text(String),
    /// Ctrl-C: the line is given up.
    Interrupt,
    /// Ctrl-D, or the end of the input.
    End,
}

/// The page with a session to follow.
pub fn guide(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("guide.en.md"),
        Language::Chinese => include_str!("guide.zh.md"),
    }
}

/// Runs the shell; gives the exit status.
pub fn run(start: Start) -> i32 {
    let arguments = start.file.as_ref().map_or(vec![String::new()], |(_, arguments)| arguments.clone());
    let mut session = match Session::new(start.settings.clone(), arguments) {
        Ok(session) => session,
        Err(_) => {
            eprintln!("co: the shell could not be started");
            return 70;
        }
    };
    session.vi = start.vi;
    match first(&mut session, &start) {
        Ended::Leaving(status) => session.end(status),
        _ => {
            let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            let mut reader = reader(&mut session, &start, terminal && !dumb);
            let status = converse(&mut session, &mut *reader, terminal);
            drop(reader);
            session.end(status)
        }
    }
}

#[cfg(feature = "shell")]
fn reader(session: &mut Session, start: &Start, terminal: bool) -> Box<dyn Reader> {
    if terminal {
        if let Ok(editor) = editor::Editor::start(session, start) {
            return Box::new(editor);
        }
    }
    Box::new(plain::Plain::start(session))
}

#[cfg(not(feature = "shell"))]
fn reader(session: &mut Session, _: &Start, _: bool) -> Box<dyn Reader> {
    Box::new(plain::Plain::start(session))
}

/// Runs the start file and the file of `-i`.
fn first(session: &mut Session, start: &Start) -> Ended {
    let mut ended = Ended::Well;
    if start.file.is_none() {
        if let Some(path) = config("init.co").filter(|path| path.exists()) {
            ended = command::load_with_commands(session, &path.to_string_lossy());
        }
    }
    match &start.file {
        Some((file, _)) if !matches!(ended, Ended::Leaving(_)) => command::load(session, file),
        _ => ended,
    }
}

/// A file in the configuration folder (`$XDG_CONFIG_HOME/co`).
fn config(name: &str) -> Option<std::path::PathBuf> {
    folder("XDG_CONFIG_HOME", ".config").map(|folder| folder.join(name))
}

/// A folder of the XDG base directory specification.
fn folder(variable: &str, default: &str) -> Option<std::path::PathBuf> {
    let named = std::env::var_os(variable).filter(|v| !v.is_empty()).map(std::path::PathBuf::from);
    let base = named.or_else(|| std::env::var_os("HOME").map(|home| std::path::Path::new(&home).join(default)))?;
    Some(base.join("co"))
}

/// Inputs, one after another, until the person leaves.
fn converse(session: &mut Session, reader: &mut dyn Reader, terminal: bool) -> i32 {
    if terminal {
        let version = env!("CARGO_PKG_VERSION");
        let text = format!("Co {version}: `await` works here, `:help` says what else, Ctrl-D leaves");
        let text = format!("{}\n", said(&text));
        let _ = session.machine.host.stdout.write(text.as_bytes());
        session.flush();
    }
    let mut asked = false;
    loop {
        match reader.next(session) {
            Typed::Interrupt => {
                if !terminal {
                    return 130;
                }
                session.machine.write_error("KeyboardInterrupt\n");
            }
            Typed::End => {
                let alive = session.alive();
                if alive.is_empty() || asked || !terminal {
                    return 0;
                }
                asked = true;
                let plural = if alive.len() == 1 { "task is" } else { "tasks are" };
                let names = alive.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
                let dots = if alive.len() > 5 { ", ..." } else { "" };
                let count = alive.len();
                let text =
                    format!("{count} {plural} still running ({names}{dots}); Ctrl-D once more cancels and leaves");
                session.machine.write_error(&format!("co: {}\n", said(&text)));
                continue;
            }
            Typed::Text(text) => {
                let word = text.trim();
                let leaves = matches!(word, "exit" | "quit") && session.main.dict.get_name(word).is_none();
                let ended = match input::is_command(&text) {
                    _ if leaves => Ended::Leaving(0),
                    true => command::run(session, word),
                    false => session.run(&text),
                };
                if let Ended::Leaving(status) = ended {
                    return status;
                }
            }
        }
        asked = false;
    }
}
