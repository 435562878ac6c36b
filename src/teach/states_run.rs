//! How often a run took each transition of a state machine, and where each coroutine stood at the end.
//!
//! In: the lines of a recording. Out: counts. What a coroutine does without ever suspending is not seen.

use super::record::Sink;
use super::states::Goal;
use super::story::Record;
use std::collections::{BTreeMap, HashMap};

/// The counts of a run.
#[derive(Default, Clone)]
pub struct Counts {
    taken: HashMap<(String, usize, Goal), u64>,
    /// Where the coroutines of a task stand, outermost first, and with what it ended.
    tasks: BTreeMap<u32, Track>,
}

#[derive(Default, Clone)]
struct Track {
    name: String,
    coroutine: String,
    stack: Vec<(String, usize)>,
    over: Option<String>,
}

impl Counts {
    /// How often a state led to a goal.
    pub fn taken(&self, function: &str, state: usize, goal: Goal) -> u64 {
        self.taken.get(&(function.to_string(), state, goal)).copied().unwrap_or(0)
    }

    /// Where a state led besides the goals given: past states at which nothing had to wait.
    pub fn others(&self, function: &str, state: usize, known: &[Goal]) -> Vec<(Goal, u64)> {
        let own = self.taken.iter().filter(|((f, s, g), _)| f == function && *s == state && !known.contains(g));
        let mut all: Vec<(Goal, u64)> = own.map(|((_, _, goal), count)| (*goal, *count)).collect();
        all.sort_unstable();
        all
    }

    /// Tasks that stand at a state at the end.
    pub fn standing(&self, function: &str, state: usize) -> Vec<String> {
        let here = |t: &&Track| t.over.is_none() && t.stack.iter().any(|(f, s)| f == function && *s == state);
        self.tasks.values().filter(here).map(|t| t.name.clone()).collect()
    }

    /// How the tasks of a function ended.
    pub fn ends(&self, function: &str) -> Vec<String> {
        let own = self.tasks.values().filter(|t| t.coroutine == function);
        own.filter_map(|t| t.over.as_ref().map(|over| format!("{}: {over}", t.name))).collect()
    }

    fn step(&mut self, function: &str, from: usize, to: Goal) {
        *self.taken.entry((function.to_string(), from, to)).or_default() += 1;
    }

    fn add(&mut self, record: &Record) {
        let task = record.serial("task");
        match record.event() {
            "task_created" => {
                let coroutine = record.text("coroutine").to_string();
                let stack = vec![(coroutine.clone(), 0)];
                let track = Track { name: record.text("name").to_string(), coroutine, stack, ..Track::default() };
                self.tasks.insert(task, track);
            }
            "suspended" => {
                let stack: Vec<(String, usize)> = record
                    .field("stack")
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|l| (l[0].as_str().unwrap_or("").to_string(), l[1].as_u64().unwrap_or(0) as usize))
                    .collect();
                let old = self.tasks.get(&task).map(|t| t.stack.clone()).unwrap_or_default();
                self.moved(&old, &stack);
                if let Some(track) = self.tasks.get_mut(&task) {
                    track.stack = stack;
                }
            }
            "finished" => {
                let old = self.tasks.get(&task).map(|t| t.stack.clone()).unwrap_or_default();
                let failed = record.has("result").is_none();
                for (function, state) in &old {
                    self.step(function, *state, if failed { Goal::Raise } else { Goal::Return });
                }
                if let Some(track) = self.tasks.get_mut(&task) {
                    track.over = Some(match (record.has("result"), record.has("exception")) {
                        (Some(result), _) => format!("returned {result}"),
                        (_, Some(exception)) => format!("raised {exception}"),
                        _ => "was cancelled".to_string(),
                    });
                    track.stack.clear();
                }
            }
            _ => {}
        }
    }

    /// A task went from one stack of states to another.
    fn moved(&mut self, old: &[(String, usize)], new: &[(String, usize)]) {
        // Down to here nothing moved: the same functions at the same states, with more below them.
        let mut same = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        if same == old.len() && same == new.len() {
            same = same.saturating_sub(1);
        }
        for (depth, (function, state)) in old.iter().enumerate().skip(same) {
            match new.get(depth) {
                Some((other, to)) if other == function && depth == same => {
                    self.step(function, *state, Goal::State(*to))
                }
                _ => self.step(function, *state, Goal::Return),
            }
        }
        for (depth, (function, state)) in new.iter().enumerate().skip(same) {
            let moved = depth == same && old.get(depth).is_some_and(|(other, _)| other == function);
            if !moved {
                self.step(function, 0, Goal::State(*state));
            }
        }
    }
}

/// The sink that counts, and shows the counts once the run is over.
pub struct Counting {
    counts: Counts,
    show: Box<dyn Fn(&Counts)>,
}

impl Counting {
    /// A sink with what is done at the end.
    pub fn new(show: impl Fn(&Counts) + 'static) -> Counting {
        Counting { counts: Counts::default(), show: Box::new(show) }
    }
}

impl Sink for Counting {
    fn take(&mut self, lines: &mut Vec<u8>) {
        Record::each(lines, |record| self.counts.add(&record));
        lines.clear();
    }

    fn end(&mut self) {
        (self.show)(&self.counts);
    }
}
