//! What a loop waits for outside: signals, threads, pipes, a clock that goes faster. None of it is a deadlock, and who keeps
//! the loop from its work is named.
//!
//! In: short programs and real signals. Out: how the process behaves. Tests depend on no speed.

#[cfg(unix)]
use crate::command::signalled;
use crate::process::{End, LIMIT, Ran, co, run};

fn fed(arguments: &[&str], code: &str) -> Ran {
    run(co(arguments), code.as_bytes(), LIMIT)
}

/// A loop that waits for a signal goes on with it; and what the signal would have done is done when nobody takes it.
#[test]
#[cfg(unix)]
fn a_signal_wakes_who_waits_for_it() {
    let serves = "import asyncio, signal
async def main():
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    print('up', flush=True)
    await stop.wait()
    print('stopped cleanly')
asyncio.run(main())";
    let ran = signalled(serves, &["-TERM"]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str(), ran.end), ("up\nstopped cleanly\n", "", End::Status(0)));
    let sleeps = "import signal, time
def bye(number, frame):
    print('bye', number, flush=True)
    raise SystemExit(3)
SET
print('up', flush=True)
time.sleep(60)";
    let ran = signalled(&sleeps.replace("SET", "signal.signal(signal.SIGHUP, bye)"), &["-HUP"]);
    assert_eq!((ran.stdout.as_str(), ran.end), ("up\nbye 1\n", End::Status(3)), "{}", ran.stderr);
    let back = "signal.signal(signal.SIGTERM, bye); signal.signal(signal.SIGTERM, signal.SIG_DFL)";
    for set in ["", back] {
        assert_eq!(signalled(&sleeps.replace("SET", set), &["-TERM"]).end, End::Signal(15), "{set:?}");
    }
    let paused = "import signal
signal.signal(signal.SIGUSR1, lambda *a: print('first'))
print('up', flush=True)
signal.pause()
print('over', flush=True)";
    assert_eq!(signalled(paused, &["-USR1"]).stdout, "up\nfirst\nover\n");
}

/// The alarm is a signal of the program's own clock.
#[test]
fn the_alarm_obeys_the_simulated_clock() {
    let code = "import asyncio, signal, time
began = time.monotonic()
signal.signal(signal.SIGALRM, lambda number, frame: print('ring', number, time.monotonic() - began))
print(signal.alarm(3600), signal.alarm(1800))
time.sleep(7200)
signal.setitimer(signal.ITIMER_REAL, 10, 20)
async def main():
    await asyncio.sleep(35)
    return signal.getitimer(signal.ITIMER_REAL)
print(asyncio.run(main()), signal.setitimer(signal.ITIMER_REAL, 0))
class Late(Exception): pass
def late(*a): raise Late
signal.signal(signal.SIGALRM, late)
signal.alarm(5)
try:
    asyncio.run(asyncio.sleep(60))
except Late:
    print('late', time.monotonic() - began)";
    let ran = fed(&["run", "--clock", "virtual", "-"], code);
    let wanted = "0 3600\nring 14 1800.0\nring 14 7210.0\nring 14 7230.0\n(15.0, 20.0) (15.0, 20.0)\nlate 7240.0\n";
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str(), ran.end), (wanted, "", End::Status(0)));
}

#[test]
fn a_loop_that_waits_for_the_outside_is_not_deadlocked() {
    let code = "import asyncio, os, subprocess, sys, threading, time
async def main():
    print(await asyncio.to_thread(time.sleep, 0.05))
    inner, outer = os.pipe()
    reads = asyncio.create_task(asyncio.to_thread(os.read, inner, 5))
    for _ in range(3):
        await asyncio.sleep(0)
    os.write(outer, b'piped')
    print(await reads)
    print(await asyncio.to_thread(subprocess.check_output, ['echo', 'child']))
    future = asyncio.get_running_loop().create_future()
    loop = asyncio.get_running_loop()
    threading.Timer(0.05, lambda: loop.call_soon_threadsafe(future.set_result, 'timer')).start()
    print(await future)
asyncio.run(main())
";
    for clock in ["real", "virtual"] {
        let ran = fed(&["run", "--clock", clock, "-"], code);
        let wanted = "None\nb'piped'\nb'child\\n'\ntimer\n";
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str(), ran.end), (wanted, "", End::Status(0)), "{clock}");
    }
}

/// A step that only computes holds the loop as well as one that sleeps; waiting for a thread does not.
#[test]
fn a_long_computation_is_told_with_its_line() {
    let code = "import asyncio, time
async def ticker():
    for _ in range(3):
        await asyncio.sleep(0)
async def main():
    task = asyncio.create_task(ticker(), name='ticker')
    await asyncio.sleep(0)
    total = 0
    for i in range(300000):
        total += i * i
    await task
asyncio.run(main())
";
    let ran = fed(&["run", "--held", "0.001", "-"], code);
    assert_eq!(ran.end, End::Status(0), "{}", ran.stderr);
    for part in ["[N0503] Note: Task-1 held the loop for ", "for i in range(300000):", "ticker could not run meanwhile"]
    {
        assert!(ran.stderr.contains(part), "{part:?} is not in\n{}", ran.stderr);
    }
    let thread = "import asyncio, time
async def ticker():
    await asyncio.sleep(1)
async def main():
    await asyncio.gather(ticker(), asyncio.to_thread(time.sleep, 2))
asyncio.run(main())
";
    let ran = fed(&["run", "--clock", "virtual", "--held", "0.5", "-"], thread);
    assert_eq!((ran.stderr.as_str(), ran.end), ("", End::Status(0)));
}

/// At a multiple of real time the program's clocks agree with each other, and the world waits less.
#[test]
fn a_faster_clock_is_the_programs_own() {
    let code = "import asyncio, datetime, time
def clocks():
    return time.time(), time.monotonic(), time.perf_counter(), datetime.datetime.now().timestamp()
async def main():
    loop = asyncio.get_running_loop()
    before, began = clocks(), loop.time()
    await asyncio.gather(asyncio.sleep(7200), asyncio.to_thread(time.sleep, 3600))
    passed = loop.time() - began
    return passed >= 7200, all(b - a >= passed for a, b in zip(before, clocks()))
print(asyncio.run(main()))
try:
    async def slow():
        async with asyncio.timeout(1800):
            await asyncio.sleep(7200)
    asyncio.run(slow())
except TimeoutError:
    print('timed out')";
    let started = std::time::Instant::now();
    let ran = fed(&["run", "--clock", "10000x", "-"], code);
    assert_eq!((ran.stdout.as_str(), ran.end), ("(True, True)\ntimed out\n", End::Status(0)), "{}", ran.stderr);
    assert!(started.elapsed() < LIMIT, "two and a half hours of waiting");
}
