//! Trails: through which tasks an exception came, and who cancelled whom, for the text below a traceback.
//!
//! In: what the loop notes when a task fails or is cancelled, while somebody wants to hear of faults. Out: the steps, innermost
//! first, for an exception that nobody caught. An exception carries the number of its trail and nothing else; only the
//! last few trails are kept, so that a program that fails in a loop does not grow.

use super::Machine;
use super::observe::Place;
use crate::object::exception::Exception;
use std::collections::VecDeque;
use std::rc::Rc;

/// Trails and cancellations that are kept.
const MOST: usize = 64;

/// One step of a trail, from where it was raised outwards.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// `cancel()` was called on the task that follows.
    Cancelled(Place),
    /// A task: its name, what it runs, and where that was called.
    Task(Rc<str>, Rc<str>, Place),
    /// A function that awaits what stands before, and through which functions of asyncio, outer before inner.
    Awaited(Rc<str>, Place, Vec<&'static str>),
}

/// The way of one exception.
#[derive(Clone, Default, Debug)]
pub struct Trail {
    /// The steps, innermost first.
    pub steps: Vec<Step>,
    /// The tasks in it, by their place in the order of making.
    pub tasks: Vec<u32>,
    /// How many entries its traceback had when the last step was noted.
    pub entries: usize,
}

/// What is kept.
#[derive(Default)]
pub struct Trails {
    kept: VecDeque<Trail>,
    /// How many were dropped.
    gone: u32,
    /// Tasks by their place in the order of making, and where they were cancelled.
    cancelled: VecDeque<(u32, Place)>,
}

impl Trails {
    /// The trail of an exception.
    pub fn of(&mut self, exception: &Exception) -> Option<&mut Trail> {
        let at = exception.trail.get().checked_sub(self.gone + 1)?;
        self.kept.get_mut(at as usize)
    }

    /// Keeps one more trail; gives its number.
    pub fn keep(&mut self, trail: Trail) -> u32 {
        if self.kept.len() == MOST {
            self.kept.pop_front();
            self.gone += 1;
        }
        self.kept.push_back(trail);
        self.gone + self.kept.len() as u32
    }

    /// Notes where a task was cancelled.
    pub fn cancel(&mut self, task: u32, place: Place) {
        if self.cancelled.len() == MOST {
            self.cancelled.pop_front();
        }
        self.cancelled.push_back((task, place));
    }

    /// Where a task was cancelled last.
    pub fn cancelled(&self, task: u32) -> Option<Place> {
        self.cancelled.iter().rev().find(|c| c.0 == task).map(|c| c.1)
    }
}

impl Machine {
    /// The steps by which an exception came, innermost first; none where it met no task.
    pub fn trail_of(&mut self, exception: &Exception) -> Vec<Step> {
        self.observation.trails.of(exception).map_or_else(Vec::new, |t| t.steps.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_are_kept() {
        let mut trails = Trails::default();
        let numbers: Vec<u32> = (0..100).map(|i| trails.keep(Trail { entries: i, ..Trail::default() })).collect();
        assert_eq!((numbers[0], numbers[99]), (1, 100));
        assert_eq!((trails.gone, trails.kept.len()), (36, 64));
        trails.cancel(7, Place::default());
        assert_eq!((trails.cancelled(7), trails.cancelled(8)), (Some(Place::default()), None));
    }
}
