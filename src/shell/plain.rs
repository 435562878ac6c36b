//! Input without a line editor: pipes, dumb terminals, builds without one.
//!
//! In: lines of standard input, read by a thread of their own so that the loop goes on meanwhile. Out: whole inputs.
//! Prompts are written to standard error, as CPython does, and only when a person is there.

use super::input::{Verdict, judge};
use super::session::Session;
use super::{Reader, Typed};
use crate::host::mailbox::Slot;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{BufRead, IsTerminal};
use std::rc::Rc;
use std::sync::mpsc;

/// Lines of standard input.
pub struct Plain {
    lines: Rc<RefCell<Lines>>,
    more: mpsc::Sender<()>,
    slot: Option<Slot>,
    prompts: bool,
}

#[derive(Default)]
struct Lines {
    arrived: VecDeque<Option<String>>,
    /// The future that the loop runs for.
    waiting: Option<crate::object::Value>,
}

impl Plain {
    /// Begins to read.
    pub fn start(session: &mut Session) -> Plain {
        let lines = Rc::new(RefCell::new(Lines::default()));
        let (more, wanted) = mpsc::channel::<()>();
        let handler = lines.clone();
        let slot = session.machine.listen(false, move |m, letter| {
            let line = letter.downcast::<Option<String>>().map_or(None, |line| *line);
            let waiting = {
                let mut lines = handler.borrow_mut();
                lines.arrived.push_back(line);
                lines.waiting.take()
            };
            match waiting {
                Some(future) => m.call_method(&future, "set_result", &[crate::object::Value::None]).map(drop),
                None => Ok(()),
            }
        });
        let slot = slot.ok();
        match slot.clone() {
            Some(slot) => drop(std::thread::spawn(move || read(&wanted, &slot))),
            None => lines.borrow_mut().arrived.push_back(None),
        }
        Plain { lines, more, slot, prompts: std::io::stdin().is_terminal() }
    }

    fn line(&mut self, session: &mut Session, prompt: &str) -> Result<Option<String>, Typed> {
        session.flush();
        if self.prompts {
            session.machine.write_error(prompt);
            session.flush();
        }
        let future = session.future().map_err(|_| Typed::End)?;
        self.lines.borrow_mut().waiting = Some(future.clone());
        if self.more.send(()).is_err() {
            return Ok(None);
        }
        self.slot.iter().for_each(|slot| session.machine.await_letters(slot, true));
        let waited = session.ask("wait", &[future]);
        self.slot.iter().for_each(|slot| session.machine.await_letters(slot, false));
        self.lines.borrow_mut().waiting = None;
        match waited {
            Ok(_) => Ok(self.lines.borrow_mut().arrived.pop_front().unwrap_or(None)),
            Err(_) => Err(Typed::Interrupt),
        }
    }
}

/// Reads a line whenever one is wanted; None at the end.
fn read(wanted: &mpsc::Receiver<()>, slot: &Slot) {
    while wanted.recv().is_ok() {
        let mut bytes = Vec::new();
        // The program's own reads go through the same buffer, so that `input()` gets the next line.
        let read = std::io::stdin().lock().read_until(b'\n', &mut bytes);
        let line = read.is_ok_and(|count| count > 0).then(|| String::from_utf8_lossy(&bytes).into_owned());
        let end = line.is_none();
        slot.send(Box::new(line));
        if end {
            return;
        }
    }
}

impl Reader for Plain {
    fn next(&mut self, session: &mut Session) -> Typed {
        let mut text = String::new();
        loop {
            let prompt = if text.is_empty() { ">>> " } else { "... " };
            match self.line(session, prompt) {
                Err(typed) => return typed,
                Ok(None) if text.is_empty() => return Typed::End,
                Ok(None) => return Typed::Text(text),
                Ok(Some(line)) => text.push_str(&line),
            }
            let typed = text.strip_suffix('\n').unwrap_or(&text);
            if judge(typed) == Verdict::Whole {
                return Typed::Text(typed.to_string());
            }
        }
    }
}
