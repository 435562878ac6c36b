//! `co run NOTE.md`: a note's cells in one session, and what became of them.
//!
//! In: a file of Markdown, a notebook, a transcript; which cells. Out: what the cells print; the faults of those that
//! fail, at the note's own lines; a summary on standard error; 1 when a cell failed.

use super::run::{self, Settings};
use crate::diagnostic::catalogue::said;
use crate::host::output::Output;
use crate::machine::Machine;
use crate::notes::notebook::{self, Fault, Left};
use crate::notes::session::{End, Session};
use crate::notes::{Cell, Note, compare};
use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

/// Which cells, and what to do with their output.
#[derive(Default)]
pub struct Choice {
    /// End at the first failing cell.
    pub stop: bool,
    /// From which to which.
    pub cells: Option<(usize, usize)>,
    /// Compare with the recorded output.
    pub compare: bool,
    /// Write a notebook.
    pub save: Option<String>,
}

/// Whether a file is a note rather than a program.
pub fn is_note(file: &str) -> bool {
    let text = || std::fs::read(file).map_or(String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned());
    file != "-" && crate::notes::is_note(file, text)
}

/// What happened to the cells.
#[derive(Default)]
struct Tally {
    ran: usize,
    /// Which, at which line, and why.
    failed: Vec<(usize, u32, String)>,
    /// Whether one of them could not be read.
    broken: bool,
    skipped: Vec<(usize, u32, String)>,
    differ: Vec<(usize, u32, String)>,
    /// Cells that were not reached.
    rest: usize,
}

/// So long, in seconds of the loop's clock, tasks that still run behind the last cell are waited for.
const PATIENCE: f64 = 10.0;

/// Runs a note.
pub fn run(file: &str, arguments: Vec<String>, choice: &Choice, settings: &Settings) -> i32 {
    let source = match run::read(file, false) {
        Ok(source) => source,
        Err((status, reason)) => {
            eprint!("{reason}");
            return status;
        }
    };
    crate::diagnostic::json::note(&source);
    let note = match crate::notes::read(file, &source.text) {
        Ok(note) => note,
        Err(reason) => {
            eprintln!("co: {}", said(&reason));
            return 2;
        }
    };
    let (first, last) = choice.cells.unwrap_or((1, usize::MAX));
    let chosen: Vec<&Cell> = note.cells.iter().filter(|c| (first..=last).contains(&c.number)).collect();
    if chosen.is_empty() {
        let reason = match note.cells.len() {
            0 => crate::notes::without_cells(file, &source.text),
            1 => format!("{file}: the note has 1 cell only"),
            n => format!("{file}: the note has {n} cells only"),
        };
        eprintln!("co: {}", said(&reason));
        return 2;
    }
    let mut machine = Machine::new(run::host(settings, run::folder_of(file), arguments));
    crate::host::interrupt::install(&mut machine.host.mailbox);
    run::listen(&mut machine, &source, settings);
    if let Err(fault) = run::watch(&mut machine, &source, settings) {
        eprintln!("{fault}");
        return 2;
    }
    let mut session = Session::new(machine);
    session.main.dict.set_name("__file__", file);
    let heard = (choice.compare || choice.save.is_some()).then(|| Heard::listen(&mut session));
    let mut tally = Tally::default();
    let mut left = Vec::new();
    let mut interrupted = false;
    for (i, cell) in chosen.iter().enumerate() {
        if let Some(reason) = &cell.skipped {
            tally.skipped.push((cell.number, cell.line, said(reason).into_owned()));
            continue;
        }
        for (line, text) in &cell.left_out {
            let what = format!("line {line} is for a notebook's own tools and left out: {text}");
            eprintln!("{}", of_cell(cell, &said(&what)));
        }
        session.forget_value();
        let (fault, recorded) = run_cell(&mut session, cell, settings);
        interrupted = fault.as_ref().is_some_and(|fault| fault.class == "KeyboardInterrupt");
        if !interrupted {
            if let Err(raise) = session.go_on() {
                run::uncaught(&mut session.machine, &raise, settings);
            }
        }
        let _ = session.machine.host.stdout.flush();
        let printed = heard.as_ref().map_or(String::new(), Heard::take);
        if choice.compare && fault.is_none() && !recorded.trim().is_empty() {
            if let Some(difference) = compare::difference(&recorded, &printed) {
                tally.differ.push((cell.number, cell.line, said(&difference).into_owned()));
            }
        }
        match &fault {
            None => tally.ran += 1,
            Some(Fault { class, text, .. }) => {
                let text = text.lines().next().unwrap_or("");
                let why = if text.is_empty() { class.clone() } else { format!("{class}: {text}") };
                eprintln!("{}", of_cell(cell, &said("failed")));
                tally.broken |= why.starts_with("SyntaxError");
                tally.failed.push((cell.number, cell.line, why));
            }
        }
        let failed = fault.is_some();
        if choice.save.is_some() {
            let value = session.shown_value();
            left.push(Left { number: cell.number, printed, value, fault });
        }
        if interrupted || choice.stop && failed {
            tally.rest = chosen.len() - i - 1;
            break;
        }
    }
    if !interrupted {
        wait_for_tasks(&mut session, settings);
    }
    let mut status = match interrupted {
        true => 130,
        false => i32::from(!tally.failed.is_empty() || !tally.differ.is_empty()),
    };
    if let Some(out) = &choice.save {
        let text = notebook::written(&note, &source.text, &left);
        if let Err(fault) = std::fs::write(out, text) {
            eprintln!("co: {}: {fault}", said(&format!("can't write {out}")));
            status = 2;
        }
    }
    let _ = session.machine.host.stdout.flush();
    eprint!("{}", summary(file, &note, &tally));
    run::finish(&mut session.machine, &session.main, status)
}

/// Standard output, which goes on as it comes and is kept as well.
struct Heard(Rc<RefCell<Vec<u8>>>);

impl Heard {
    fn listen(session: &mut Session) -> Heard {
        let kept: Rc<RefCell<Vec<u8>>> = Rc::default();
        let place = kept.clone();
        let mut stdout = Output::through(move |bytes| {
            place.borrow_mut().extend_from_slice(bytes);
            std::io::stdout().write_all(bytes)?;
            std::io::stdout().flush()
        });
        stdout.set_by_line(session.machine.host.stdout.is_by_line());
        session.machine.host.stdout = stdout;
        Heard(kept)
    }

    /// What was printed since the last time.
    fn take(&self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut *self.0.borrow_mut())).into_owned()
    }
}

/// A line about a cell.
fn of_cell(cell: &Cell, what: &str) -> String {
    format!("co: {} {what}", said(&format!("cell {} (line {})", cell.number, cell.line)))
}

/// Tasks that still run behind the last cell go on for a while, as they do in a notebook that stays open.
fn wait_for_tasks(session: &mut Session, settings: &Settings) {
    match session.wait_for_tasks(PATIENCE) {
        Ok(left) if left.is_empty() => {}
        Ok(left) => {
            let _ = session.machine.host.stdout.flush();
            let what = format!("still waiting behind the last cell, cancelled now: {}", left);
            eprintln!("co: {}", said(&what));
        }
        Err(raise) => {
            run::uncaught(&mut session.machine, &raise, settings);
        }
    }
}

/// Runs a cell; the fault it ended with, and the output that the note shows for it.
fn run_cell(session: &mut Session, cell: &Cell, settings: &Settings) -> (Option<Fault>, String) {
    let mut recorded = cell.recorded.clone();
    let mut fault = None;
    for input in &cell.inputs {
        let piece = session.compile(cell, input);
        if !piece.diagnostics.is_empty() {
            let _ = session.machine.host.stdout.flush();
        }
        run::tell(&piece.diagnostics, &piece.source, settings);
        recorded.insert_str(0, &piece.recorded);
        match session.run(&piece) {
            End::Ran => continue,
            End::Broken => {
                let first = piece.diagnostics.iter().find(|d| run::is_error(d));
                let text = first.map_or(String::new(), |d| d.message.clone());
                let line = first.map_or(0, |d| piece.source.line(d.span().start));
                let traceback = format!("  File \"{}\", line {line}\nSyntaxError: {text}", piece.source.name);
                fault = Some(Fault { class: "SyntaxError".to_string(), text, traceback });
            }
            End::Raised(raise) if Session::is_exit(&raise) => {}
            End::Raised(raise) => {
                let (class, text) = session.fault_of(&raise);
                fault = Some(Fault { class, text, traceback: session.traceback_of(&raise) });
                run::uncaught(&mut session.machine, &raise, settings);
            }
        }
        // The inputs of a session go on after one that failed, as a shell does.
        if !cell.shows_all {
            break;
        }
    }
    (fault, recorded)
}

/// How many cells ran, and of each other one what became of it.
fn summary(file: &str, note: &Note, tally: &Tally) -> String {
    let count = |n: usize, word: &str| said(&format!("{n} cell{} {word}", if n == 1 { "" } else { "s" })).into_owned();
    let mut parts = vec![count(tally.ran, "ran")];
    let others = [
        (tally.failed.len(), "failed"),
        (tally.differ.len(), "printed something else"),
        (tally.skipped.len(), "skipped"),
        (tally.rest, "not reached"),
    ];
    parts.extend(others.iter().filter(|(n, _)| *n > 0).map(|(n, word)| said(&format!("{n} {word}")).into_owned()));
    let mut text = format!("co: {file}: {}\n", parts.join(&said(", ")));
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (list, word) in
        [(&tally.failed, "failed"), (&tally.differ, "printed something else"), (&tally.skipped, "skipped")]
    {
        for (number, line, why) in list {
            let which = said(&format!("cell {number} (line {line})")).into_owned();
            lines.push((*number, format!("    {which} {}: {why}\n", said(word))));
        }
    }
    lines.sort_by_key(|(number, _)| *number);
    text.extend(lines.into_iter().map(|(_, line)| line));
    if tally.broken {
        let advice = "a cell that is no program is passed over when its block is tagged `text`";
        text.push_str(&format!("    {}\n", said(advice)));
    }
    if note.guessed {
        let advice =
            "nothing marks the code of this note: what reads as code was run; lines of ``` around it make sure";
        text.push_str(&format!("    {}\n", said(advice)));
    }
    text
}
