//! A session: cells run one after the other in one namespace, on one loop that lives on between them.
//!
//! In: a machine, cells. Out: their effects, how each ended, and what is to be said of its code. Nothing here prints but
//! what programs print, and their tracebacks.

use super::{Cell, recorded};
use crate::bytecode::Code;
use crate::compile::{Forgotten, Mode, Options, compile};
use crate::diagnostic::{Diagnostic, Severity};
use crate::machine::Machine;
use crate::object::descriptor::Module;
use crate::object::dict::Dict;
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::str::Str;
use crate::object::{Exc, Outcome, Raise, Value, function};
use crate::source::Source;
use crate::syntax::ast::{self, ExprKind, Stmt, StmtKind};
use crate::syntax::visit;
use std::collections::HashSet;
use std::rc::Rc;

/// How a cell ended.
pub enum End {
    /// Well.
    Ran,
    /// Its code is broken: nothing of it ran.
    Broken,
    /// An exception ended it.
    Raised(Raise),
}

/// A piece of a cell, compiled, with what is to be said of its source.
pub struct Piece {
    /// What was compiled, one after the other; None when it is broken.
    pub code: Option<Vec<Rc<Code>>>,
    /// The source as it stands in the note.
    pub source: Rc<Source>,
    /// What is to be said.
    pub diagnostics: Vec<Diagnostic>,
    /// The output found below the code.
    pub recorded: String,
}

/// A running note.
pub struct Session {
    /// The machine.
    pub machine: Machine,
    /// `__main__`
    pub main: Gc<Module>,
    /// Deadlocks that cells ended with.
    deadlocks: u32,
}

impl Session {
    /// A session on a machine.
    pub fn new(mut machine: Machine) -> Session {
        let main = machine.make_main();
        Session { machine, main, deadlocks: 0 }
    }

    /// Compiles an input of a cell.
    pub fn compile(&mut self, cell: &Cell, input: &Rc<Source>) -> Piece {
        // A name that a cell before has bound is not to be imported.
        let bound = self.main.dict.clone();
        let forgotten: Forgotten =
            Rc::new(move |name| bound.get_name(name).is_none() && crate::stdlib::is_shipped(name));
        let mut piece = Piece { code: None, source: input.clone(), diagnostics: Vec::new(), recorded: String::new() };
        let mut source = input.clone();
        let mut tree = crate::syntax::parse(&source, &mut piece.diagnostics);
        let is_broken = |found: &[Diagnostic]| found.iter().any(|d| d.severity == Severity::Error);
        if is_broken(&piece.diagnostics) {
            let Some(found) = recorded::find(input) else { return piece };
            source = found.source;
            piece.recorded = found.recorded;
            piece.diagnostics = vec![found.warning];
            tree = crate::syntax::parse(&source, &mut piece.diagnostics);
        }
        let shown = if cell.shows_all { 0 } else { tree.body.len().saturating_sub(1) };
        let shows = tree.body.last().is_some_and(|s| matches!(s.kind, StmtKind::Expr(_)));
        let last = if shows || cell.shows_all { tree.body.split_off(shown) } else { Vec::new() };
        let mut code = Vec::new();
        // What the first part binds or imports is not to be imported by the second.
        let seen = Rc::new(names_in(&tree.body));
        for (body, mode) in [(tree.body, Mode::Exec), (last, Mode::Single)] {
            if body.is_empty() {
                continue;
            }
            let (before, is_missing, first) = (seen.clone(), forgotten.clone(), mode == Mode::Exec);
            let forgotten: Forgotten = Rc::new(move |name| (first || !before.contains(name)) && is_missing(name));
            let forgotten = Some(forgotten);
            let counted = self.machine.observation.counted;
            let options = Options { mode, top_level_await: true, forgotten, counted, ..Options::default() };
            code.extend(compile(&ast::Module { body }, &source, &options, &mut piece.diagnostics));
        }
        if !is_broken(&piece.diagnostics) {
            piece.code = Some(code);
        }
        if !self.machine.kept_sources.iter().any(|kept| Rc::ptr_eq(kept, &source)) {
            self.machine.kept_sources.push(source);
        }
        piece
    }

    /// Runs what was compiled. Code that awaits runs as a task of the note's loop.
    pub fn run(&mut self, piece: &Piece) -> End {
        let Some(code) = &piece.code else { return End::Broken };
        for code in code {
            if let Err(raise) = self.run_code(code) {
                return End::Raised(raise);
            }
        }
        End::Ran
    }

    fn run_code(&mut self, code: &Rc<Code>) -> Outcome<()> {
        let machine = &mut self.machine;
        let asyncio = machine.import_module("asyncio")?;
        machine.call_method(&asyncio, "_begin_cell", &[])?;
        let code = function::Code::create(code);
        let result = machine.run_code(&code, &self.main.dict, None)?;
        if result.get::<Generator>().is_some() {
            machine.call_method(&asyncio, "_run_cell", std::slice::from_ref(&result))?;
        }
        Ok(())
    }

    /// What the loop has ready is done, as in a notebook while its reader looks at the output of a cell.
    pub fn go_on(&mut self) -> Outcome<()> {
        let Some(asyncio) = self.machine.modules.get_name("asyncio") else { return Ok(()) };
        self.machine.call_method(&asyncio, "_between_cells", &[]).map(drop)
    }

    /// Behind the last cell the tasks go on until all are done, or for so many seconds of the loop's clock; the others
    /// are cancelled, and named here.
    pub fn wait_for_tasks(&mut self, seconds: f64) -> Outcome<String> {
        let Some(asyncio) = self.machine.modules.get_name("asyncio") else { return Ok(String::new()) };
        let left = self.machine.call_method(&asyncio, "_after_cells", &[Value::float(seconds)])?;
        Ok(left.get::<Str>().map_or(String::new(), |text| text.as_str().to_string()))
    }

    /// No value was shown yet.
    pub fn forget_value(&mut self) {
        self.builtins(|dict| dict.set_name("_", Value::None));
    }

    /// The value that was shown last, as its `repr`.
    pub fn shown_value(&mut self) -> Option<String> {
        let value = self.builtins(|dict| dict.get_name("_")).flatten().filter(|value| !value.is_none())?;
        self.machine.repr(&value).ok().map(|text| text.as_str().to_string())
    }

    fn builtins<R>(&self, use_it: impl FnOnce(&Gc<Dict>) -> R) -> Option<R> {
        let module = self.machine.modules.get_name("builtins")?;
        module.get::<Module>().map(|module| use_it(&module.dict))
    }

    /// The class and the text of an exception, for a notebook. A cell that nothing could end says so, once.
    pub fn fault_of(&mut self, raise: &Raise) -> (String, String) {
        let stuck = self.machine.observation.deadlocks > self.deadlocks;
        if raise.is(Exc::SystemExit) && (stuck || self.machine.fibers.deadlocked) {
            self.deadlocks = self.machine.observation.deadlocks;
            self.machine.fibers.deadlocked = false;
            return ("Deadlock".to_string(), String::new());
        }
        let class = raise.0.as_ref().class().name.get().to_string();
        let text = self.machine.str(&raise.value()).map_or(String::new(), |t| t.as_str().to_string());
        (class, text)
    }

    /// An exception with its traceback, as text.
    pub fn traceback_of(&mut self, raise: &Raise) -> String {
        self.machine.traceback_text(&raise.value()).unwrap_or_default()
    }

    /// Whether an exception only asks for the end of the program: `exit()` in a cell ends the cell.
    pub fn is_exit(raise: &Raise) -> bool {
        let code = raise.0.field(0);
        raise.is(Exc::SystemExit) && (!code.is_set() || code.is_none() || matches!(code, Value::Int(0)))
    }
}

/// The names that statements read, bind or import.
fn names_in(body: &[Stmt]) -> HashSet<Rc<str>> {
    let (mut read, mut bound) = (HashSet::new(), HashSet::new());
    let first = |name: &str| -> Rc<str> { name.split('.').next().unwrap_or(name).into() };
    visit::walk(
        body,
        &mut |e| {
            if let ExprKind::Name(name) = &e.kind {
                read.insert(first(name));
            }
        },
        &mut |s| match &s.kind {
            StmtKind::Import(names) | StmtKind::ImportFrom { names, .. } => {
                bound.extend(names.iter().map(|n| first(&n.asname.as_ref().unwrap_or(&n.name).id)));
            }
            StmtKind::FunctionDef(function) => drop(bound.insert(first(&function.name.id))),
            StmtKind::ClassDef(class) => drop(bound.insert(first(&class.name.id))),
            _ => {}
        },
    );
    read.extend(bound);
    read
}
