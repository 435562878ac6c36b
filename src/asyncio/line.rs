//! A waiting line: the futures of those who wait for a lock, a condition or a place in a queue, first in, first out.
//!
//! In: futures, or tasks that wait without one ([`bare`]). Out: the same, in order. It is a `deque`, made when the first one waits or when a program asks for it.

use super::bare;
use super::task::Task;
use crate::native::convert::type_name;
use crate::object::heap::Own;
use crate::object::{Outcome, Value, type_error};
use crate::stdlib::collections::deque::{self, Deque};
use std::cell::Cell;
use std::collections::VecDeque;

/// A waiting line: a deque, or Unset before anybody waited; and whether a program has seen it. As long as none has, tasks may
/// stand in it themselves.
pub struct Line(Own<Value>, Cell<bool>);

impl Default for Line {
    /// One that nobody has waited in.
    fn default() -> Line {
        Line(Own::new(Value::Unset), Cell::new(false))
    }
}

/// What a lock or its like shows: its address, then its state in brackets.
pub fn shown(value: &Value, state: &str) -> Value {
    let plain = crate::machine::protocol::repr::default_repr(value);
    format!("{} [{state}]>", plain.trim_end_matches('>')).into()
}

impl Line {
    fn with<R>(&self, f: impl FnOnce(&mut VecDeque<Value>) -> R) -> Option<R> {
        self.0.with(|line| line.get::<Deque>().map(|deque| deque.items.with(f)))
    }

    /// How many wait.
    pub fn count(&self) -> usize {
        self.with(|w| w.len()).unwrap_or(0)
    }

    /// Adds how many wait to the state that is shown.
    pub fn told(&self, state: &mut String) {
        let waiting = self.count();
        if waiting > 0 {
            state.push_str(&format!(", waiters:{waiting}"));
        }
    }

    /// The one at a place.
    pub fn get(&self, at: usize) -> Option<Value> {
        self.with(|w| w.get(at).cloned()).flatten()
    }

    /// One more, at the end.
    pub fn push(&self, waiter: Value) {
        if self.0.with(|line| !line.is_set()) {
            self.0.set(deque::make(Vec::new()));
        }
        self.with(|w| w.push_back(waiter));
    }

    /// Takes the first.
    pub fn pop(&self) -> Option<Value> {
        self.with(VecDeque::pop_front).flatten()
    }

    /// Takes one out.
    pub fn remove(&self, waiter: &Value) {
        let gone = self.with(|w| match w.front() {
            Some(first) if first.is(waiter) => w.pop_front(),
            _ => w.iter().position(|x| x.is(waiter)).and_then(|at| w.remove(at)),
        });
        drop(gone);
    }

    /// Whether a program has its deque.
    #[inline]
    pub fn is_seen(&self) -> bool {
        self.1.get()
    }

    /// The first that is this very object, which another takes the place of.
    pub fn exchange(&self, old: &Value, new: Value) {
        let gone = self.with(|w| w.iter_mut().find(|x| x.is(old)).map(|x| std::mem::replace(x, new)));
        drop(gone);
    }

    /// The deque, as programs see it; Unset if nobody waited yet.
    pub fn seen(&self) -> Value {
        self.show_all();
        self.0.get()
    }

    /// All who stand in it themselves wait with futures from now on.
    fn show_all(&self) {
        self.1.set(true);
        let all = self.with(|w| w.iter().filter_map(|x| x.typed::<Task>().cloned()).collect::<Vec<_>>());
        all.iter().flatten().for_each(bare::show);
    }

    /// The deque, made if nobody waited yet.
    pub fn value(&self) -> Value {
        self.show_all();
        if self.0.with(|line| !line.is_set()) {
            self.0.set(deque::make(Vec::new()));
        }
        self.0.get()
    }

    /// A program puts another deque in its place, or None.
    pub fn replace(&self, new: Value) -> Outcome<()> {
        if !new.is_none() && new.get::<Deque>().is_none() {
            return type_error(format!("waiters must be a deque or None, not {}", type_name(&new)));
        }
        self.show_all();
        self.0.set(if new.is_none() { Value::Unset } else { new });
        Ok(())
    }

    /// Shows what it holds.
    pub fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.with(|line| visit(line));
    }

    /// Lets go of all.
    pub fn clear(&self) {
        drop(self.0.take());
    }
}
