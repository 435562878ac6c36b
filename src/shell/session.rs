//! A session: one machine, one namespace, one loop that lives from the first input to the last.
//!
//! In: inputs as text. Out: their effects, and how each ended. Knows no terminal: the interactive shell, piped input and
//! `co -i` all run their inputs here.

use super::input;
use crate::cli::run::{MOST_DRAWN, Settings, host, say};
use crate::compile::{Forgotten, Mode, Options, compile};
use crate::diagnostic::{Diagnostic, Severity};
use crate::machine::Machine;
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::Code;
use crate::object::heap::Gc;
use crate::object::{Exc, Outcome, Raise, Value};
use crate::source::Source;
use std::rc::Rc;

const SHELL: &str = include_str!("shell.co");

/// How an input ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// As it should.
    Well,
    /// With a fault that has been shown.
    Badly,
    /// It asked to leave, with this status.
    Leaving(i32),
}

/// One machine with the namespace that inputs share.
pub struct Session {
    /// The machine.
    pub machine: Machine,
    /// `__main__`
    pub main: Gc<Module>,
    /// The names of `shell.co`.
    shell: Gc<Dict>,
    /// How many inputs there have been.
    pub number: usize,
    /// What the command line set.
    pub settings: Settings,
    /// The inputs that ran well, for `:save`.
    pub kept: Vec<String>,
}

impl Session {
    /// A session without a past.
    pub fn new(settings: Settings, arguments: Vec<String>) -> Outcome<Session> {
        let mut machine = Machine::new(host(&settings, String::new(), arguments));
        crate::host::interrupt::install(&mut machine.host.mailbox);
        let main = Module::create("__main__");
        main.dict.set_name("__builtins__", machine.modules.get_name("builtins").unwrap_or_default());
        main.dict.set_name("__doc__", Value::None);
        machine.modules.set_name("__main__", main.clone());
        let shell = Module::create("co.shell").dict.clone();
        crate::stdlib::embedded::run(&mut machine, &shell, "shell", SHELL)?;
        let values = shell.get_name("Values").unwrap_or_default();
        let hook = machine.call(&values, &[main.dict.value()])?;
        let sys = machine.import_module("sys")?;
        machine.set_attr(&sys, &crate::object::str::intern("displayhook"), hook.clone())?;
        shell.set_name("values", hook);
        let mut session = Session { machine, main, shell, number: 0, settings, kept: Vec::new() };
        session.listen();
        Ok(session)
    }

    /// What goes wrong with coroutines is said at once.
    pub fn listen(&mut self) {
        let place = Source::new("<input>", "");
        crate::cli::run::listen(&mut self.machine, &place, &self.settings);
    }

    /// Calls a function of `shell.co`.
    pub fn ask(&mut self, name: &str, arguments: &[Value]) -> Outcome {
        let function = self.shell.get_name(name).unwrap_or_default();
        self.machine.call(&function, arguments)
    }

    /// A new future of the session's loop.
    pub fn future(&mut self) -> Outcome {
        let event_loop = self.shell.get_name("loop").unwrap_or_default();
        self.machine.call_method(&event_loop, "create_future", &[])
    }

    /// Runs what was typed or pasted: one input, or those of a transcript, up to the first that fails.
    pub fn run(&mut self, text: &str) -> Ended {
        for one in input::inputs(text) {
            let ended = self.run_one(&one);
            if ended != Ended::Well {
                return ended;
            }
        }
        Ended::Well
    }

    fn run_one(&mut self, text: &str) -> Ended {
        if text.trim().is_empty() {
            return Ended::Well;
        }
        self.number += 1;
        let number = Value::Int(self.number as i64);
        if let Some(values) = self.shell.get_name("values") {
            // A plain attribute of an instance of our own class.
            let _ = self.machine.set_attr(&values, &crate::object::str::intern("number"), number);
        }
        let text = if text.ends_with('\n') { text.to_string() } else { format!("{text}\n") };
        let name = format!("<input-{}>", self.number);
        let source = match self.settings.strict {
            true => Source::strict(name, text.as_str()),
            false => Source::new(name, text.as_str()),
        };
        let ended = self.run_source(&source);
        if ended == Ended::Well {
            self.kept.push(text);
        }
        ended
    }

    /// Runs a source in the session's namespace. Values of expressions are shown where it is an input.
    pub fn run_source(&mut self, source: &Rc<Source>) -> Ended {
        let Some(code) = self.compile(source) else { return Ended::Badly };
        let dict = self.main.dict.clone();
        self.run_in(code, &dict)
    }

    /// Runs a file's code in a namespace of its own, as `__main__`.
    pub fn run_apart(&mut self, code: &Rc<crate::bytecode::Code>) -> Ended {
        let module = Module::create("__main__");
        module.dict.set_name("__builtins__", self.machine.modules.get_name("builtins").unwrap_or_default());
        module.dict.set_name("__file__", &*code.source.name);
        self.machine.modules.set_name("__main__", module.clone());
        let ended = self.run_in(Code::create(code), &module.dict);
        self.machine.modules.set_name("__main__", self.main.clone());
        ended
    }

    fn run_in(&mut self, code: Gc<Code>, dict: &Gc<Dict>) -> Ended {
        let task_name = format!("input-{}", self.number);
        let deadlocks = self.machine.observation.deadlocks;
        let ran = self.ask("run", &[code.into_value(), dict.value(), Value::from(task_name)]);
        let ended = match ran {
            // What could never go on has been cancelled and told; other tasks still can be woken from the prompt.
            _ if self.machine.observation.deadlocks > deadlocks => {
                self.machine.tell_end();
                self.listen();
                Ended::Badly
            }
            Ok(raised) => match raised.typed::<Exception>() {
                Some(exception) => self.fault(&Raise(exception.clone())),
                None => Ended::Well,
            },
            Err(raise) => self.fault(&raise),
        };
        self.flush();
        ended
    }

    /// Forgets all names and cancels all tasks.
    pub fn reset(&mut self) -> Outcome<()> {
        let tasks = self.ask("alive", &[])?;
        self.ask("cancel", &[tasks])?;
        for key in self.main.dict.keys() {
            if let Some(name) = key.typed::<crate::object::str::Str>().filter(|name| !name.as_str().starts_with("__")) {
                drop(self.main.dict.remove_str(name));
            }
        }
        self.kept.clear();
        self.machine.run_pending()
    }

    /// Draws what is wrong with a text.
    pub fn tell(&mut self, diagnostics: &[Diagnostic], source: &Source) {
        let quiet = self.settings.quiet;
        for diagnostic in diagnostics.iter().filter(|d| !quiet || d.severity == Severity::Error).take(MOST_DRAWN) {
            let text = say(diagnostic, source, self.settings.color);
            self.machine.write_error(&text);
        }
    }

    fn compile(&mut self, source: &Rc<Source>) -> Option<Gc<Code>> {
        let mut diagnostics = Vec::new();
        let tree = crate::syntax::parse(source, &mut diagnostics);
        let dict = self.main.dict.clone();
        let forgotten: Forgotten =
            Rc::new(move |name| dict.get_name(name).is_none() && crate::stdlib::is_shipped(name));
        let mode = if source.name.starts_with("<input-") { Mode::Single } else { Mode::Exec };
        let options = Options { mode, top_level_await: true, forgotten: Some(forgotten), ..Options::default() };
        let wrong = diagnostics.iter().any(|d| d.severity == Severity::Error);
        let code = if wrong { None } else { compile(&tree, source, &options, &mut diagnostics) };
        self.tell(&diagnostics, source);
        code.map(|code| Code::create(&code))
    }

    /// Shows what an input raised.
    pub fn fault(&mut self, raise: &Raise) -> Ended {
        if raise.is(Exc::KeyboardInterrupt) {
            self.flush();
            self.machine.write_error("KeyboardInterrupt\n");
            return Ended::Badly;
        }
        let status = self.machine.uncaught(raise);
        self.flush();
        if raise.is(Exc::SystemExit) { Ended::Leaving(status) } else { Ended::Badly }
    }

    /// Sends off what was printed.
    pub fn flush(&mut self) {
        // A reader that has gone away is noticed when the session ends.
        let _ = self.machine.host.stdout.flush();
        let _ = self.machine.host.stderr.flush();
    }

    /// The names of the tasks that are still alive.
    pub fn alive(&mut self) -> Vec<String> {
        let tasks = self.ask("alive", &[]).and_then(|tasks| self.machine.collect(&tasks)).unwrap_or_default();
        let mut names = Vec::new();
        for task in tasks {
            if let Ok(name) = self.machine.call_method(&task, "get_name", &[]).and_then(|n| self.machine.str(&n)) {
                names.push(name.as_str().to_string());
            }
        }
        names
    }

    /// Cancels what is left, runs finalisers, and gives the exit status of the process.
    pub fn end(&mut self, status: i32) -> i32 {
        if let Err(raise) = self.ask("end", &[]) {
            self.fault(&raise);
        }
        self.machine.end(&self.main);
        self.flush();
        status
    }
}
