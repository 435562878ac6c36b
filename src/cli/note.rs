//! `co run NOTE.md`: a note's cells in one session, and what became of them.
//!
//! In: a file of Markdown, a notebook, a transcript; which cells. Out: what the cells print; the faults of those that
//! fail, at the note's own lines; a summary on standard error; 1 when a cell failed.

use super::run::{self, Settings};
use crate::host::output::Output;
use crate::machine::Machine;
use crate::notes::notebook::{self, Left};
use crate::notes::session::{End, Session};
use crate::notes::{Cell, compare};

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
    failed: Vec<(usize, u32)>,
    skipped: Vec<(usize, u32, String)>,
    differ: Vec<usize>,
}

/// Runs a note.
pub fn run(file: &str, arguments: Vec<String>, choice: &Choice, settings: &Settings) -> i32 {
    let source = match run::read(file, false) {
        Ok(source) => source,
        Err((status, reason)) => {
            eprint!("{reason}");
            return status;
        }
    };
    let note = match crate::notes::read(file, &source.text) {
        Ok(note) => note,
        Err(reason) => {
            eprintln!("co: {reason}");
            return 2;
        }
    };
    if note.cells.is_empty() {
        eprintln!(
            "co: {file}: no cells of code were found: put code between lines of ``` or behind `In [1]:` or `>>>`"
        );
        return 2;
    }
    let mut machine = Machine::new(run::host(settings, run::folder_of(file), arguments));
    crate::host::interrupt::install(&mut machine.host.mailbox);
    let keeps = choice.compare || choice.save.is_some();
    let mut session = Session::new(machine);
    session.main.dict.set_name("__file__", file);
    let mut tally = Tally::default();
    let mut left = Vec::new();
    let (first, last) = choice.cells.unwrap_or((1, usize::MAX));
    for cell in note.cells.iter().filter(|c| (first..=last).contains(&c.number)) {
        if let Some(reason) = &cell.skipped {
            tally.skipped.push((cell.number, cell.line, reason.clone()));
            continue;
        }
        if keeps {
            session.machine.host.stdout = Output::memory();
        }
        let (fault, recorded) = run_cell(&mut session, cell, settings);
        let printed = if keeps { printed(&mut session) } else { String::new() };
        if choice.compare && fault.is_none() && !recorded.trim().is_empty() {
            if let Some(difference) = compare::difference(&recorded, &printed) {
                eprintln!("co: cell {} (line {}): {difference}", cell.number, cell.line);
                tally.differ.push(cell.number);
            }
        }
        let failed = fault.is_some();
        left.push(Left { number: cell.number, printed, fault });
        if !failed {
            tally.ran += 1;
            continue;
        }
        tally.failed.push((cell.number, cell.line));
        eprintln!("co: cell {} (line {}) failed", cell.number, cell.line);
        if choice.stop {
            break;
        }
    }
    let mut status = i32::from(!tally.failed.is_empty() || !tally.differ.is_empty());
    if let Some(out) = &choice.save {
        let text = notebook::written(&note, &source.text, &left);
        if let Err(fault) = std::fs::write(out, text) {
            eprintln!("co: can't write {out}: {fault}");
            status = 2;
        }
    }
    let _ = session.machine.host.stdout.flush();
    eprint!("{}", summary(file, &tally));
    run::finish(&mut session.machine, &session.main, status)
}

/// What a cell printed; it goes to standard output as well.
fn printed(session: &mut Session) -> String {
    let bytes = session.machine.host.stdout.take();
    let mut out = Output::stdout();
    // A reader that has gone away is noticed when the session ends.
    let _ = out.write(&bytes);
    let _ = out.flush();
    session.machine.host.stdout = out;
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Runs a cell; the fault it ended with, and the output that the note shows for it.
fn run_cell(session: &mut Session, cell: &Cell, settings: &Settings) -> (Option<(String, String)>, String) {
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
                fault = Some(("SyntaxError".to_string(), first.map_or(String::new(), |d| d.message.clone())));
            }
            End::Raised(raise) if Session::is_exit(&raise) => {}
            End::Raised(raise) => {
                fault = Some(session.fault_of(&raise));
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

/// How many cells ran, failed and were skipped, and why.
fn summary(file: &str, tally: &Tally) -> String {
    let count = |n: usize, word: &str| format!("{n} cell{} {word}", if n == 1 { "" } else { "s" });
    let mut parts = vec![count(tally.ran, "ran")];
    if !tally.failed.is_empty() {
        let which: Vec<String> = tally.failed.iter().map(|(n, line)| format!("{n} at line {line}")).collect();
        parts.push(format!("{} failed ({})", tally.failed.len(), which.join(", ")));
    }
    if !tally.differ.is_empty() {
        let which: Vec<String> = tally.differ.iter().map(usize::to_string).collect();
        parts.push(format!("{} printed something else ({})", tally.differ.len(), which.join(", ")));
    }
    if !tally.skipped.is_empty() {
        let which: Vec<String> =
            tally.skipped.iter().map(|(n, line, why)| format!("{n} at line {line}: {why}")).collect();
        parts.push(format!("{} skipped ({})", tally.skipped.len(), which.join("; ")));
    }
    format!("co: {file}: {}\n", parts.join(", "))
}
