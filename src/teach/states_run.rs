//! How often a run took each transition of a state machine, where each coroutine and generator stood at the end, and how
//! the others ended.
//!
//! In: the lines of a recording of code that tells every suspension point it comes to. Out: counts.

use super::reader::{Reader, Record};
use super::record::Sink;
use super::states::Goal;
use std::collections::{BTreeMap, HashMap};

/// Tasks of a function whose ends are listed; the rest are counted.
const MOST: usize = 12;

/// The counts of a run.
#[derive(Default, Clone)]
pub struct Counts {
    taken: HashMap<(String, usize, Goal), u64>,
    tasks: BTreeMap<u32, Track>,
    /// Coroutines and generators that are not over, by number.
    alive: BTreeMap<u32, Alive>,
    /// How those ended that are no task's own, by function: how, and how often.
    ends: HashMap<String, BTreeMap<String, u64>>,
    running: Option<u32>,
}

/// A task.
#[derive(Default, Clone)]
struct Track {
    name: String,
    coroutine: String,
    started: bool,
    /// The number of its own coroutine, once that came to a suspension point.
    own: Option<u32>,
    over: Option<String>,
}

#[derive(Default, Clone)]
struct Alive {
    function: String,
    state: usize,
    /// The task in which it ran last, if one did.
    task: Option<u32>,
}

impl Counts {
    /// How often a state led to a goal.
    pub fn taken(&self, function: &str, state: usize, goal: Goal) -> u64 {
        self.taken.get(&(function.to_string(), state, goal)).copied().unwrap_or(0)
    }

    /// Where a state led besides the goals given: by an exception.
    pub fn others(&self, function: &str, state: usize, known: &[Goal]) -> Vec<(Goal, u64)> {
        let own = self.taken.iter().filter(|((f, s, g), _)| f == function && *s == state && !known.contains(g));
        let mut all: Vec<(Goal, u64)> = own.map(|((_, _, goal), count)| (*goal, *count)).collect();
        all.sort_unstable();
        all
    }

    /// Who stands at a state at the end: tasks by name, others by how many they are, in words.
    pub fn standing(&self, function: &str, state: usize) -> Vec<String> {
        let here = self.alive.values().filter(|a| a.function == function && a.state == state);
        let mut names: Vec<String> = Vec::new();
        let mut others = 0;
        for one in here {
            match one.task.and_then(|task| self.tasks.get(&task)) {
                Some(task) if task.over.is_none() => names.push(task.name.clone()),
                _ => others += 1,
            }
        }
        let unstarted = |t: &&Track| state == 0 && !t.started && t.over.is_none() && t.coroutine == function;
        names.extend(self.tasks.values().filter(unstarted).map(|t| t.name.clone()));
        let mut all: Vec<String> = names.into_iter().map(|name| format!("{name} stands here")).collect();
        match others {
            0 => {}
            1 => all.push("one of them stands here".to_string()),
            count => all.push(format!("{count} of them stand here")),
        }
        all
    }

    /// How those of a function ended, in words.
    pub fn ends(&self, function: &str) -> Vec<String> {
        let own = self.tasks.values().filter(|t| t.coroutine == function);
        let mut all: Vec<String> =
            own.filter_map(|t| t.over.as_ref().map(|over| format!("{}: {over}", t.name))).collect();
        if all.len() > MOST {
            let more = all.split_off(MOST).len();
            all.push(format!("and {more} more"));
        }
        let counted = self.ends.get(function).into_iter().flatten();
        all.extend(counted.map(|(how, count)| format!("{count} {how}")));
        all
    }

    fn step(&mut self, function: &str, from: usize, to: Goal) {
        *self.taken.entry((function.to_string(), from, to)).or_default() += 1;
    }

    fn add(&mut self, record: &Record) {
        let task = record.serial("task");
        match record.event() {
            "task_created" => {
                let (name, coroutine) = (record.text("name").to_string(), record.text("coroutine").to_string());
                self.tasks.insert(task, Track { name, coroutine, ..Track::default() });
            }
            "resumed" => {
                self.running = Some(task);
                if let Some(track) = self.tasks.get_mut(&task) {
                    track.started = true;
                }
            }
            "suspended" => self.running = None,
            "reached" => self.reached(record.serial("coroutine"), record.text("function"), record.serial("state")),
            "left" => self.left(record.serial("coroutine"), record.text("function"), record.has("exception")),
            "finished" => {
                self.running = self.running.filter(|running| *running != task);
                if let Some(track) = self.tasks.get_mut(&task) {
                    track.over = Some(match (record.has("result"), record.has("exception")) {
                        (Some(result), _) => format!("returned {result}"),
                        (_, Some(exception)) => format!("raised {exception}"),
                        _ => "was cancelled".to_string(),
                    });
                }
            }
            _ => {}
        }
    }

    fn reached(&mut self, coroutine: u32, function: &str, state: u32) {
        let one = self.alive.entry(coroutine).or_default();
        let from = std::mem::replace(&mut one.state, state as usize);
        one.task = self.running;
        if one.function.is_empty() {
            one.function = function.to_string();
        }
        if let Some(task) = self.running.and_then(|task| self.tasks.get_mut(&task)) {
            if task.own.is_none() && task.coroutine == function {
                task.own = Some(coroutine);
            }
        }
        self.step(function, from, Goal::State(state as usize));
    }

    fn left(&mut self, coroutine: u32, function: &str, exception: Option<&str>) {
        let from = self.alive.remove(&coroutine).map_or(0, |one| one.state);
        self.step(function, from, if exception.is_some() { Goal::Raise } else { Goal::Return });
        let running = self.running.and_then(|task| self.tasks.get_mut(&task));
        let is_own = running.is_some_and(|task| match task.own {
            Some(own) => own == coroutine,
            None => task.coroutine == function,
        });
        if is_own {
            return;
        }
        let how = match exception {
            None => "returned".to_string(),
            Some("GeneratorExit") => "closed".to_string(),
            Some("CancelledError") => "cancelled".to_string(),
            Some(name) => format!("raised {name}"),
        };
        *self.ends.entry(function.to_string()).or_default().entry(how).or_default() += 1;
    }
}

/// The sink that counts, and shows the counts once the run is over.
pub struct Counting {
    reader: Reader,
    counts: Counts,
    show: Box<dyn Fn(&Counts)>,
}

impl Counting {
    /// A sink with what is done at the end.
    pub fn new(show: impl Fn(&Counts) + 'static) -> Counting {
        Counting { reader: Reader::default(), counts: Counts::default(), show: Box::new(show) }
    }
}

impl Sink for Counting {
    fn take(&mut self, lines: &mut Vec<u8>) {
        self.reader.each(lines, |record| self.counts.add(&record));
    }

    fn end(&mut self) {
        (self.show)(&self.counts);
    }
}
