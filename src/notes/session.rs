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
use crate::object::generator::Generator;
use crate::object::heap::Gc;
use crate::object::{Exc, Outcome, Raise, Value, function};
use crate::source::Source;
use crate::syntax::ast::{self, StmtKind};
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
}

impl Session {
    /// A session on a machine.
    pub fn new(machine: Machine) -> Session {
        let main = Module::create("__main__");
        main.dict.set_name("__builtins__", machine.modules.get_name("builtins").unwrap_or_default());
        machine.modules.set_name("__main__", main.clone());
        Session { machine, main }
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
        for (body, mode) in [(tree.body, Mode::Exec), (last, Mode::Single)] {
            if body.is_empty() {
                continue;
            }
            let forgotten = Some(forgotten.clone());
            let options = Options { mode, top_level_await: true, forgotten, ..Options::default() };
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

    /// The class and the text of an exception, for a notebook.
    pub fn fault_of(&mut self, raise: &Raise) -> (String, String) {
        let class = raise.0.as_ref().class().name.get().to_string();
        let text = self.machine.str(&raise.value()).map_or(String::new(), |t| t.as_str().to_string());
        (class, text)
    }

    /// Whether an exception only asks for the end of the program: `exit()` in a cell ends the cell.
    pub fn is_exit(raise: &Raise) -> bool {
        let code = raise.0.field(0);
        raise.is(Exc::SystemExit) && (!code.is_set() || code.is_none() || matches!(code, Value::Int(0)))
    }
}
