//! Waiting in words: what a task waits for, as a part of an English sentence.
//!
//! In: a [`WaitReason`] and the names of tasks. Out: words, which the catalogue may turn into another language.

use crate::diagnostic::catalogue::{Language, language};
use crate::machine::observe::{Serial, WaitReason};

/// Names of tasks by their numbers.
pub trait Names {
    /// The name of a task; None for a future that is no task.
    fn name(&self, serial: Serial) -> Option<String>;
}

/// "a, b and c"; with more than a few, how many.
pub fn listed(all: &[String]) -> String {
    if language() == Language::Chinese {
        return match all {
            [a, b, _, _, _, ..] => format!("{a}、{b} 等 {} 个", all.len()),
            [] => "无".to_string(),
            few => few.join("、"),
        };
    }
    match all {
        [] => "nothing".to_string(),
        [one] => one.clone(),
        [most @ .., last] if all.len() <= 4 => format!("{} and {last}", most.join(", ")),
        [a, b, ..] => format!("{a}, {b} and {} more", all.len() - 2),
    }
}

/// "lock a", "the lock" where it is called that, "a lock" where it has no name.
pub fn called(kind: &str, name: &str) -> String {
    match name {
        "" => format!("a {kind}"),
        name if name.eq_ignore_ascii_case(kind) => format!("the {kind}"),
        name => format!("{kind} {name}"),
    }
}

/// Seconds, as people say them: `2 s`, `0.25 s`, `3 ms`.
pub fn seconds(nanoseconds: i64) -> String {
    let seconds = nanoseconds as f64 / 1e9;
    let text = match seconds {
        0.0 => return "0 s".to_string(),
        s if s.abs() < 0.001 => return format!("{} µs", trim(format!("{:.0}", s * 1e6))),
        s if s.abs() < 0.1 => return format!("{} ms", trim(format!("{:.1}", s * 1e3))),
        s if s.abs() < 10.0 => format!("{s:.2}"),
        s => format!("{s:.1}"),
    };
    format!("{} s", trim(text))
}

fn trim(text: String) -> String {
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_string(),
        false => text,
    }
}

/// What is waited for: `for Task-2`, `for lock a, held by Task-3`, `for an item of q`.
pub fn waits_for(reason: &WaitReason, names: &dyn Names) -> String {
    let name = |serial: &Serial| names.name(*serial).unwrap_or_else(|| format!("future #{serial}"));
    match reason {
        WaitReason::Turn => "for its next turn".to_string(),
        WaitReason::SleepUntil(_) => "for the end of its sleep".to_string(),
        WaitReason::Future(future) => format!("for {}, which nobody has finished", called("future", &future.name)),
        WaitReason::Task(task) => format!("for {}", name(task)),
        WaitReason::Lock(lock, Some(holder)) => {
            format!("for {}, held by {}", called("lock", &lock.name), name(holder))
        }
        WaitReason::Lock(lock, None) => format!("for {}, which is held", called("lock", &lock.name)),
        WaitReason::Event(event) => format!("for {} to be set", called("event", &event.name)),
        WaitReason::Condition(condition) => format!("for {} to be notified", called("condition", &condition.name)),
        WaitReason::Semaphore(semaphore) => format!("for {} to be released", called("semaphore", &semaphore.name)),
        WaitReason::Barrier(barrier, count, parties) => {
            format!("at {}, where {count} of {parties} have come", called("barrier", &barrier.name))
        }
        WaitReason::QueueGet(queue) => format!("for an item of {}, which is empty", called("queue", &queue.name)),
        WaitReason::QueuePut(queue) => format!("for room in {}, which is full", called("queue", &queue.name)),
        WaitReason::QueueJoin(queue, count) => format!("for {count} task_done() of {}", called("queue", &queue.name)),
        WaitReason::Group(what, of) => {
            let all: Vec<String> = of.iter().map(name).collect();
            format!("for {} ({what})", listed(&all))
        }
        WaitReason::Io(what) => format!("for {what}"),
        WaitReason::Thread => "for a thread".to_string(),
        WaitReason::Other(what) => format!("for {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, seconds};

    #[test]
    fn times_as_people_say_them() {
        let said: Vec<String> = [0, 1_500, 3_000_000, 250_000_000, 2_000_000_000, 12_340_000_000].map(seconds).into();
        assert_eq!(said, ["0 s", "2 µs", "3 ms", "0.25 s", "2 s", "12.3 s"]);
    }

    #[test]
    fn rows() {
        let names: Vec<String> = ["a", "b", "c", "d", "e"].map(String::from).into();
        assert_eq!(listed(&names[..3]), "a, b and c");
        assert_eq!(listed(&names), "a, b and 3 more");
    }
}
