//! What grows with a program and what may not: memory of suspended generators, depth of recursion.
//!
//! In: programs that make very many of something. Out: whether they end, and how much memory they took. Nothing here
//! looks at a clock. That a chain of `yield from` is resumed in place stands in `tests/spec/generators/deep_chain.co`.

use std::time::Duration;

use crate::process::{End, co, run};

const LIMIT: Duration = Duration::from_secs(600);

/// What a program printed; it has to end well.
fn printed(source: &str) -> String {
    let ran = run(co(&["-"]), source.as_bytes(), LIMIT);
    assert_eq!(ran.end, End::Status(0), "{}", ran.stderr);
    ran.stdout
}

/// The most memory a program held, in kilobytes, where the system tells.
const PEAK: &str = r#"
def peak():
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM"):
                return int(line.split()[1])
"#;

#[test]
fn a_million_suspended_generators_fit_in_400_megabytes() {
    if !cfg!(target_os = "linux") {
        return;
    }
    let program = format!(
        "{PEAK}
import os

def counter(n):
    while True:
        n += yield n

kept = [counter(i) for i in range(1_000_000)]
total = sum(next(each) for each in kept)
print(total, peak(), flush=True)
os._exit(0)
"
    );
    let printed = printed(&program);
    let mut words = printed.split_whitespace();
    assert_eq!(words.next(), Some("499999500000"));
    let peak: u64 = words.next().and_then(|word| word.parse().ok()).expect("a size in kilobytes");
    assert!(peak < 400 * 1024, "{} MB", peak / 1024);
}

#[test]
fn a_recursion_is_as_deep_as_its_limit() {
    let program = "
import sys

def down(n):
    return 0 if n == 0 else 1 + down(n - 1)

def up(n):
    if n:
        yield from up(n - 1)
    yield n

async def wait(n):
    return 0 if n == 0 else 1 + await wait(n - 1)

sys.setrecursionlimit(200_000)
print(down(100_000), sum(up(20_000)))
coroutine = wait(100_000)
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)
try:
    down(300_000)
except RecursionError as error:
    print(error)
";
    assert_eq!(printed(program), "100000 200010000\n100000\nmaximum recursion depth exceeded\n");
}
