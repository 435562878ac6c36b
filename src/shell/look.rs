//! Looking at the session's tasks and at its loop: `:tasks` and `:loop`.
//!
//! In: the tasks that are alive, the loop as it stands between two turns. Out: text for people. Nothing of the program is
//! run, and nothing changes.

use super::session::Session;
use crate::asyncio::{seen, waits};
use crate::diagnostic::catalogue::said;
use crate::machine::observe::{Event, Observer, View, Waiting};
use crate::teach::graph::{Since, tree};
use crate::teach::words::seconds;
use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

/// The observer that notes since when tasks wait.
pub struct Clockwork(pub Rc<RefCell<Since>>);

impl Observer for Clockwork {
    fn event(&mut self, view: &View<'_>, event: &Event) {
        match event {
            Event::Suspended { task, .. } => drop(self.0.borrow_mut().insert(*task, view.now())),
            Event::Finished { task, .. } => drop(self.0.borrow_mut().remove(task)),
            _ => {}
        }
    }
}

fn waiting(session: &mut Session) -> Vec<Waiting> {
    waits::graph(&mut session.machine)
}

/// Every task alive as a tree: where it stands, what it waits for, since when.
pub fn tasks(session: &mut Session) -> String {
    let all = waiting(session);
    if all.is_empty() {
        return format!("{}\n", said("no task is alive"));
    }
    tree(&session.machine.view(), &all, Some(&session.since.borrow()))
}

/// The loop between two turns, and what the next one will do.
pub fn event_loop(session: &mut Session) -> String {
    let Some(now) = seen::standing(&session.event_loop()) else { return String::new() };
    let alive = waiting(session).len();
    let clock = session.machine.host.clock.monotonic() as f64 / 1e9;
    let left = |when: f64| seconds(((when - clock).max(0.0) * 1e9) as i64);
    let turn = session.machine.observation.turn.get();
    let mut out = String::new();
    let mut line = |indent: usize, text: &str| {
        // Writing to a String does not fail.
        let _ = writeln!(out, "{:indent$}{}", "", said(text));
    };
    let plural = if alive == 1 { "task is" } else { "tasks are" };
    line(0, &format!("turn {turn} of the loop is over; {alive} {plural} alive"));
    line(0, "the ready queue, in the order in which it will run:");
    if now.ready.is_empty() {
        line(4, "nothing");
    }
    now.ready.iter().for_each(|name| line(4, name));
    line(0, "the timers, the next one first:");
    if now.timers.is_empty() {
        line(4, "none");
    }
    for (when, whose, sleep) in &now.timers {
        match sleep {
            true => line(4, &format!("in {}: the sleep of {whose} ends", left(*when))),
            false => line(4, &format!("in {}: {whose} is called", left(*when))),
        }
    }
    if now.timer_count > now.timers.len() {
        line(4, &format!("and {} more", now.timer_count - now.timers.len()));
    }
    line(0, &format!("what turn {} will do:", turn + 1));
    match (&now.ready[..], now.timers.first()) {
        ([], None) => {
            line(4, "1. nothing is ready and no timer is set: the loop waits for you, or for what comes from outside")
        }
        ([], Some((when, ..))) => {
            line(4, &format!("1. nothing is ready: the loop waits {}, for the next timer, or for you", left(*when)))
        }
        _ => line(4, "1. something is ready: the loop does not wait"),
    }
    line(4, "2. timers whose time has come go to the end of the ready queue");
    line(4, "3. what is ready by then runs, in order, each to its next `await` that waits");
    line(4, "4. what is made ready meanwhile waits for the turn after");
    out
}
