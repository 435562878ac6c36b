//! A session: one machine, one namespace, one loop that lives from the first input to the last.
//!
//! In: inputs as text. Out: their effects, and how each ended. Knows no terminal: the interactive shell, piped input and
//! `co -i` all run their inputs here.

use super::input;
use super::look::Clockwork;
use crate::cli::run::{Settings, drawn, host, uncaught};
use crate::compile::{Forgotten, Mode, Options, compile};
use crate::diagnostic::catalogue::{Language, language};
use crate::diagnostic::{Diagnostic, Severity};
use crate::machine::Machine;
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::Code;
use crate::object::heap::Gc;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Raise, Value};
use crate::source::Source;
use crate::teach::graph::Since;
use std::cell::RefCell;
use std::rc::Rc;

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
    /// Since when tasks wait.
    pub since: Rc<RefCell<Since>>,
    /// The code of the last fault that was shown, for `:explain`.
    pub last_fault: Option<String>,
    /// Whether the line editor has the keys of vi.
    pub vi: bool,
}

impl Session {
    /// A session without a past.
    pub fn new(settings: Settings, arguments: Vec<String>) -> Outcome<Session> {
        let mut machine = Machine::new(host(&settings, String::new(), arguments));
        crate::host::interrupt::install(&mut machine.host.mailbox);
        let main = machine.make_main();
        main.dict.set_name("__doc__", Value::None);
        let shell = Module::create("co.shell").dict.clone();
        crate::stdlib::embedded::run(&mut machine, &shell, "shell", "")?;
        let values = shell.get_name("Values").unwrap_or_default();
        let hook = machine.call(&values, &[main.dict.value()])?;
        let sys = machine.import_module("sys")?;
        machine.set_attr(&sys, &crate::object::str::intern("displayhook"), hook.clone())?;
        shell.set_name("values", hook);
        let (since, kept) = (Rc::default(), Vec::new());
        let mut session =
            Session { machine, main, shell, number: 0, settings, kept, since, last_fault: None, vi: false };
        session.speak();
        session.listen();
        Ok(session)
    }

    /// Lets the part that is written in Co speak the language chosen.
    pub fn speak(&mut self) {
        self.shell.set_name("chinese", Value::bool(language() == Language::Chinese));
    }

    /// The loop that lives from the first input to the last.
    pub fn event_loop(&self) -> Value {
        self.shell.get_name("loop").unwrap_or_default()
    }

    /// What goes wrong with coroutines is said at once.
    pub fn listen(&mut self) {
        let place = Source::new("<input>", "");
        crate::cli::run::listen(&mut self.machine, &place, &self.settings);
        self.machine.observation.listen(Box::new(Clockwork(self.since.clone())));
    }

    /// Calls a function of `shell.co`.
    pub fn ask(&mut self, name: &str, arguments: &[Value]) -> Outcome {
        let function = self.shell.get_name(name).unwrap_or_default();
        self.machine.call(&function, arguments)
    }

    /// A new future of the session's loop.
    pub fn future(&mut self) -> Outcome {
        let event_loop = self.event_loop();
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

    /// Whether a text has no fault that a look at it alone can find.
    pub fn reads(&self, text: &str) -> bool {
        let mut diagnostics = Vec::new();
        crate::syntax::parse(&Source::new("<input>", format!("{text}\n")), &mut diagnostics);
        !diagnostics.iter().any(|d| d.severity == Severity::Error)
    }

    /// Runs a source in the session's namespace. Values of expressions are shown where it is an input.
    pub fn run_source(&mut self, source: &Rc<Source>) -> Ended {
        let Some(code) = self.compile(source) else { return Ended::Badly };
        let dict = self.main.dict.clone();
        self.run_in(code, &dict)
    }

    /// Runs a file's code in a namespace of its own, as `__main__`, with arguments of its own.
    pub fn run_apart(&mut self, code: &Rc<crate::bytecode::Code>, arguments: Vec<String>) -> Ended {
        let given: Vec<Value> = arguments.into_iter().map(Value::from).collect();
        let before = self.ask("arguments", &[given.into()]);
        let module = self.machine.make_main();
        module.dict.set_name("__file__", &*code.source.name);
        let ended = self.run_in(Code::create(code), &module.dict);
        self.machine.modules.set_name("__main__", self.main.clone());
        if let Ok(before) = before {
            // A list that was there before.
            let _ = self.ask("arguments", &[before]);
        }
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
            if let Some(name) = key.typed::<Str>().filter(|name| !name.as_str().starts_with("__")) {
                drop(self.main.dict.remove_str(name));
            }
        }
        self.kept.clear();
        self.machine.run_pending()
    }

    /// The names that inputs have bound, with their values.
    pub fn bound(&self) -> Vec<(String, Value)> {
        let items = self.main.dict.items();
        let named =
            items.iter().filter_map(|(key, value)| Some((key.get::<Str>()?.as_str().to_string(), value.clone())));
        named.filter(|(name, _)| !name.starts_with('_')).collect()
    }

    /// Draws what is wrong with a text.
    pub fn tell(&mut self, diagnostics: &[Diagnostic], source: &Source) {
        if let Some(first) = diagnostics.iter().find(|d| d.severity == Severity::Error).or(diagnostics.first()) {
            self.last_fault = Some(first.code.0.to_string());
        }
        let text = drawn(diagnostics, source, &self.settings);
        self.machine.write_error(&text);
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
        let (status, code) = uncaught(&mut self.machine, raise, &self.settings);
        if let Some(code) = code {
            self.last_fault = Some(code.to_string());
        }
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
