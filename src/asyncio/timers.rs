//! Timers: what is due when, the earliest first, and among equals the one that was set first.
//!
//! In: times with what is due then. Out: what is due by now, in order. One that is over before its time stays until it
//! comes up or such are too many. A task that sleeps with nobody looking stands here itself, without a future.

use super::future::Future;
use super::handle::Handle;
use super::task::Task;
use super::timeouts::Timeout;
use crate::object::Value;
use crate::object::heap::{Gc, Ref};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// What becomes ready at a time.
pub enum Due {
    /// A handle.
    Handle(Gc<Handle>),
    /// The future of a `sleep`.
    Sleep(Gc<Future>),
    /// The place of a task that sleeps without a future.
    Nap(u32),
    /// A timeout that has no handle, and the number under which it was set.
    Timeout(Gc<Timeout>, u64),
}

/// A time and what is due then.
struct Timer {
    when: f64,
    /// How many were set before, above the place of a nap.
    key: u64,
    /// A handle, a future or a timeout; None for a nap.
    what: Option<Ref>,
}

const _: () = assert!(std::mem::size_of::<Timer>() == 24);

/// The bits of a key that are a place.
const PLACE: u32 = 24;
const PLACES: u64 = 1 << PLACE;

impl Timer {
    fn due(&self) -> Due {
        match &self.what {
            None => Due::Nap((self.key % PLACES) as u32),
            Some(object) => match (object.typed::<Handle>(), object.typed::<Future>()) {
                (Some(handle), _) => Due::Handle(handle.clone()),
                (_, Some(future)) => Due::Sleep(future.clone()),
                _ => match object.typed::<Timeout>() {
                    Some(timeout) => Due::Timeout(timeout.clone(), self.key),
                    None => Due::Nap(u32::MAX),
                },
            },
        }
    }
}

impl PartialEq for Timer {
    fn eq(&self, other: &Timer) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Timer {}

impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Timer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Timer {
    /// The greatest is the one due first.
    #[inline]
    fn cmp(&self, other: &Timer) -> Ordering {
        other.when.total_cmp(&self.when).then(other.key.cmp(&self.key))
    }
}

/// The timers of a loop.
#[derive(Default)]
pub struct Timers {
    heap: BinaryHeap<Timer>,
    /// Those that were found due when they were many, the last one first; all are due before the heap's.
    due: Vec<Timer>,
    /// How many came off the heap in this turn.
    popped: usize,
    /// How many were set.
    set: u64,
    /// How many are over before their time.
    over: usize,
    /// Tasks that sleep without a future, by their place; None for one that was woken.
    naps: Vec<Option<Gc<Task>>>,
    /// Places that no timer refers to any more.
    free: Vec<u32>,
}

impl Timers {
    /// Sets one. Gives its number, which is not 0.
    pub fn set(&mut self, when: f64, what: Ref) -> u64 {
        self.set += 1;
        let key = self.set * PLACES;
        self.heap.push(Timer { when, key, what: Some(what) });
        key
    }

    /// Timeouts without handles, with their numbers.
    pub fn timeouts(&self) -> Vec<(f64, Gc<Timeout>, u64)> {
        let of = |timer: &Timer| match timer.what.as_ref()?.typed::<Timeout>() {
            Some(timeout) if timeout.is_set_as(timer.key) => Some((timer.when, timeout.clone(), timer.key)),
            _ => None,
        };
        self.all().filter_map(of).collect()
    }

    /// Another takes the place of what was set under a number.
    pub fn exchange(&mut self, key: u64, what: Ref) {
        let all = std::mem::take(&mut self.heap).into_vec();
        let with = |mut timer: Timer| {
            if timer.key == key {
                timer.what = Some(what.clone());
            }
            timer
        };
        self.heap = all.into_iter().map(with).collect();
    }

    /// Sets one for a task that sleeps without a future. Gives its place; None, and the task back, when there is no more.
    pub fn set_nap(&mut self, when: f64, task: Gc<Task>) -> Option<u32> {
        let place = match self.free.pop() {
            Some(place) => place,
            None if self.naps.len() as u64 + 1 < PLACES => {
                self.naps.push(None);
                self.naps.len() as u32 - 1
            }
            None => return None,
        };
        self.naps[place as usize] = Some(task);
        self.set += 1;
        self.heap.push(Timer { when, key: self.set * PLACES + u64::from(place), what: None });
        Some(place)
    }

    /// The task at a place is woken before its time: given back, to be dropped.
    pub fn wake(&mut self, place: u32) -> Option<Gc<Task>> {
        let task = self.naps.get_mut(place as usize)?.take();
        self.over += usize::from(task.is_some());
        task
    }

    /// The nap at a place is over: its task, unless that was woken before.
    pub fn nap_over(&mut self, place: u32) -> Option<Gc<Task>> {
        let task = self.naps.get_mut(place as usize)?.take();
        self.free.push(place);
        if self.free.len() == self.naps.len() {
            self.naps.clear();
            self.free.clear();
            self.naps.shrink_to(FEW);
            self.free.shrink_to(FEW);
        }
        task
    }

    /// When the next one is due.
    #[inline]
    pub fn first(&self) -> Option<f64> {
        self.due.last().or_else(|| self.heap.peek()).map(|t| t.when)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.heap.len() + self.due.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty() && self.due.is_empty()
    }

    /// Takes the next one that is due, with its time.
    #[inline]
    pub fn pop_due(&mut self, now: f64) -> Option<(f64, Due)> {
        if let Some(timer) = self.due.pop() {
            if self.due.is_empty() {
                self.due = Vec::new();
            }
            return Some((timer.when, timer.due()));
        }
        let is_due = |when: f64| when <= now || when < now + 1e-9;
        if !is_due(self.first()?) {
            self.popped = 0;
            return None;
        }
        self.popped += 1;
        if self.popped > FEW && self.popped > self.heap.len() / 16 {
            // So many at once are sorted: each that is taken off a large heap waits for memory at every level.
            self.popped = 0;
            let all = std::mem::take(&mut self.heap).into_vec();
            let (mut due, kept): (Vec<Timer>, Vec<Timer>) = all.into_iter().partition(|timer| is_due(timer.when));
            due.sort_unstable();
            self.heap = BinaryHeap::from(kept);
            self.due = due;
            return self.pop_due(now);
        }
        let timer = self.heap.pop()?;
        if self.heap.is_empty() {
            self.popped = 0;
            self.heap.shrink_to(FEW);
        }
        Some((timer.when, timer.due()))
    }

    /// One is over before its time.
    pub fn count_over(&mut self) {
        self.over += 1;
    }

    /// How many are known to be over before their time.
    pub fn over(&self) -> usize {
        self.over
    }

    /// Whether any task sleeps without a future.
    pub fn has_naps(&self) -> bool {
        self.naps.len() > self.free.len()
    }

    /// One that was over has come up.
    pub fn came_up(&mut self) {
        self.over = self.over.saturating_sub(1);
    }

    fn all(&self) -> impl Iterator<Item = &Timer> {
        self.heap.iter().chain(&self.due)
    }

    fn is_over(&self, timer: &Timer) -> bool {
        let Some(object) = &timer.what else {
            return self.naps.get((timer.key % PLACES) as usize).is_none_or(|task| task.is_none());
        };
        if let Some(timeout) = object.get::<Timeout>() {
            return !timeout.is_set_as(timer.key);
        }
        match object.get::<Handle>() {
            Some(handle) => handle.cancelled.get(),
            None => object.get::<Future>().is_none_or(|future| future.core.done()),
        }
    }

    /// Timers that are over go when they come up, or all at once when they are many: those of `timeout` cost nothing.
    /// Gives what they held, to be dropped.
    pub fn clean(&mut self) -> Vec<Ref> {
        let mut gone = Vec::new();
        if self.over == 0 {
            return gone;
        }
        if self.over > 100 && self.over * 2 > self.heap.len() {
            let all = std::mem::take(&mut self.heap);
            let (over, kept): (Vec<Timer>, Vec<Timer>) = all.into_iter().partition(|timer| self.is_over(timer));
            self.heap = BinaryHeap::from(kept);
            self.over = 0;
            over.into_iter().for_each(|timer| gone.extend(self.given_up(timer)));
            return gone;
        }
        while self.heap.peek().is_some_and(|timer| self.is_over(timer)) {
            if let Some(timer) = self.heap.pop() {
                gone.extend(self.given_up(timer));
            }
            self.came_up();
        }
        gone
    }

    fn given_up(&mut self, timer: Timer) -> Option<Ref> {
        match timer.what {
            // Woken already, so that it gives nothing.
            None => self.nap_over((timer.key % PLACES) as u32).map(Gc::into_ref),
            what => what,
        }
    }

    /// Shows each that is not over: its time, its rank among those of the same time, what is due, and the task of a nap.
    pub fn each(&self, mut show: impl FnMut(f64, u64, &Due, Option<&Gc<Task>>)) {
        for timer in self.all().filter(|timer| !self.is_over(timer)) {
            let due = timer.due();
            let task = match &due {
                Due::Nap(place) => self.naps.get(*place as usize).and_then(Option::as_ref),
                _ => None,
            };
            show(timer.when, timer.key, &due, task);
        }
    }

    /// When the nap at a place ends.
    pub fn end_of(&self, place: u32) -> Option<f64> {
        self.all().find(|t| t.what.is_none() && t.key % PLACES == u64::from(place)).map(|t| t.when)
    }

    /// Shows what they hold.
    pub fn trace(&self, visit: &mut dyn FnMut(&Value)) {
        self.all().filter_map(|t| t.what.as_ref()).for_each(|what| visit(&Value::Object(what.clone())));
        self.naps.iter().flatten().for_each(|task| visit(&task.value()));
    }
}

/// Room that is kept when nothing is left.
const FEW: usize = 1024;
