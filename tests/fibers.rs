//! Fibers from outside: threads on the simulated clock, deadlocks, exits, greenlets that are left behind.
//!
//! In: programs of `tests/golden/fibers` and short texts. Out: what `co` prints of them and how it ends.

use crate::process::{End, LIMIT, beside, co, programs, run, steady, text};

#[test]
fn threads_obey_the_simulated_clock() {
    let mut faults = Vec::new();
    // A child process is outside, where no clock is simulated: what waits for it at most so long gets what it waits for.
    for path in programs("tests/golden/fibers").into_iter().filter(|path| !path.contains("processes")) {
        let ran = run(co(&["run", "--clock", "virtual", &path]), b"", LIMIT);
        let wanted = text(&beside(&path, "out")).unwrap_or_default();
        if steady(&ran.stdout) != steady(&wanted) || ran.end != End::Status(0) {
            faults.push(format!("{path}: {:?}\n{}\n{}", ran.end, ran.stdout, ran.stderr));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn ends(code: &str) -> (String, String, End) {
    let ran = run(co(&["run", "--clock", "virtual", "-"]), code.as_bytes(), LIMIT);
    (ran.stdout, ran.stderr, ran.end)
}

#[test]
fn a_deadlock_is_reported_thread_by_thread() {
    let code = "
import threading, time
a, b = threading.Lock(), threading.Lock()
def take(first, second):
    with first:
        time.sleep(1)
        with second: pass
one = threading.Thread(target=take, args=(a, b), name='one')
two = threading.Thread(target=take, args=(b, a), name='two')
one.start()
two.start()
print('started')
one.join()
";
    let (out, err, end) = ends(code);
    assert_eq!(out, "started\n");
    assert_eq!(end, End::Status(1), "{err}");
    for line in [
        "co: deadlock: every thread waits, no timer is set, and nothing outside is awaited",
        "  MainThread waits in Thread.join(), at <stdin>:13",
        "  one waits for a lock that two holds, at <stdin>:7",
        "  two waits for a lock that one holds, at <stdin>:7",
    ] {
        assert!(err.lines().any(|l| l == line), "{line:?} is not in\n{err}");
    }
}

#[test]
fn a_deadlock_is_reported_in_the_readers_language() {
    let mut command = co(&["run", "--clock", "virtual", "-"]);
    command.env("CO_LANG", "zh");
    let ran = run(command, b"import threading\nlock = threading.Lock()\nwith lock:\n    lock.acquire()\n", LIMIT);
    let wanted = "co: 死锁：每个线程都在等待，没有定时器，也没有外部事件可等\n  MainThread 在等一把自己持有的锁，位于 <stdin>:4\n";
    assert_eq!((ran.stderr.as_str(), ran.end), (wanted, End::Status(1)));
}

#[test]
fn a_queue_that_nobody_fills_is_a_deadlock() {
    let (_, err, end) = ends("import queue\nqueue.Queue().get()\n");
    assert!(err.contains("MainThread waits in Queue.get(), at <stdin>:2") && end == End::Status(1), "{err}");
}

#[test]
fn an_exception_in_a_thread_is_shown_without_the_library() {
    let code = "
import threading
def fails():
    1 / 0
t = threading.Thread(target=fails, name='T')
t.start()
t.join()
print('on')
";
    let (out, err, end) = ends(code);
    assert_eq!((out.as_str(), end), ("on\n", End::Status(0)));
    assert!(
        err.starts_with("Exception in thread T:\nTraceback (most recent call last):\n  File \"<stdin>\", line 4"),
        "{err}"
    );
    assert!(err.ends_with("ZeroDivisionError: division by zero\n"), "{err}");
}

#[test]
fn main_ends_with_its_own_exception_and_waits_for_threads() {
    let code = "
import threading, time
def late():
    time.sleep(1)
    print('late')
threading.Thread(target=late).start()
raise SystemExit(3)
";
    let (out, _, end) = ends(code);
    assert_eq!((out.as_str(), end), ("late\n", End::Status(3)));
}

#[test]
fn greenlets_left_at_the_end_are_finished() {
    let code = "
from greenlet import greenlet, getcurrent
main = getcurrent()
def left():
    try:
        main.switch()
    finally:
        print('finally')
g = greenlet(left)
g.switch()
print('end')
";
    let (out, err, end) = ends(code);
    assert_eq!((out.as_str(), end), ("end\nfinally\n", End::Status(0)), "{err}");
}

#[test]
fn switches_of_threads_are_reported() {
    let code = "
import threading, time
t = threading.Thread(target=time.sleep, args=(1,), name='sleeper')
t.start()
t.join()
";
    let ran = run(co(&["trace", "--clock", "virtual", "-f", "jsonl", "-"]), code.as_bytes(), LIMIT);
    let switches: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("thread_switch")).collect();
    assert_eq!(
        switches,
        [
            r#"{"event":"thread_switch","at":0,"from":1,"to":2,"name":"sleeper","place":[1,4,1,4,10]}"#,
            r#"{"event":"thread_switch","at":0,"from":2,"to":1,"name":"MainThread"}"#,
            r#"{"event":"thread_switch","at":1000000000,"from":1,"to":2,"name":"sleeper","place":[1,5,1,5,9]}"#,
            r#"{"event":"thread_switch","at":1000000000,"from":2,"to":1,"name":"MainThread"}"#,
        ],
        "{}",
        ran.stderr
    );
    // While the thread sleeps and the main one waits for it, nobody runs.
    let waited = r#"{"event":"threads_waited","at":1000000000,"nanoseconds":1000000000}"#;
    assert_eq!(ran.stdout.lines().filter(|line| line.contains("threads_waited")).collect::<Vec<_>>(), [waited]);
}
