//! The command line as a person meets it: exit statuses, where programs come from, signals and pipes.
//!
//! In: the built `co`. What programs print is the golden programs' business; here it is how the process behaves.

use std::process::Stdio;
use std::time::Duration;

use crate::process::{CO, End, LIMIT, Ran, co, finish, run};

fn ran(arguments: &[&str]) -> Ran {
    run(co(arguments), b"", LIMIT)
}

fn fed(arguments: &[&str], input: &str) -> Ran {
    run(co(arguments), input.as_bytes(), LIMIT)
}

#[test]
fn code_on_the_command_line() {
    let ran = ran(&["-c", "import sys\nprint('a', sys.argv)", "x", "-y"]);
    assert_eq!((ran.stdout.as_str(), ran.end), ("a ['-c', 'x', '-y']\n", End::Status(0)), "{}", ran.stderr);
}

#[test]
fn a_bare_program_loads_nothing() {
    let code = "import sys\nprint(sorted(sys.modules))";
    let ran = ran(&["-c", code]);
    assert_eq!(ran.stdout, "['__main__', 'builtins', 'sys']\n", "{}", ran.stderr);
}

#[test]
fn a_program_from_standard_input() {
    for arguments in [&["-"][..], &["run", "-"]] {
        let ran = fed(arguments, "for i in range(3):\n    print(i)\n");
        assert_eq!((ran.stdout.as_str(), ran.end), ("0\n1\n2\n", End::Status(0)), "{arguments:?} {}", ran.stderr);
    }
}

#[test]
fn a_program_from_a_file_with_arguments() {
    let quiet = &["-q", "examples/hello.co"];
    for arguments in [&["examples/hello.co", "one", "--two"][..], &["run", "examples/hello.co", "-3"], quiet] {
        let ran = ran(arguments);
        assert_eq!(ran.end, End::Status(0), "{arguments:?} {}", ran.stderr);
    }
}

#[test]
fn options_of_trace_behind_the_file_are_told_of() {
    let late = ran(&["trace", "--clock", "virtual", "examples/hello.co", "--format", "svg"]);
    assert_eq!(late.end, End::Status(0));
    let told = "co: '--format' comes after the file: it is the program's, not co trace's";
    assert!(late.stderr.contains(told), "{}", late.stderr);
    let first = ran(&["trace", "--clock", "virtual", "--format", "text", "examples/hello.co", "one"]);
    assert!(!first.stderr.contains("comes after"), "{}", first.stderr);
}

#[test]
fn help_and_version() {
    let help = ran(&["--help"]);
    assert_eq!(help.end, End::Status(0));
    assert!(help.stdout.contains("co") && help.stdout.contains("run"), "{}", help.stdout);
    let version = ran(&["--version"]);
    assert_eq!((version.stdout.trim(), version.end), (concat!("co ", env!("CARGO_PKG_VERSION")), End::Status(0)));
}

#[test]
fn exit_statuses_are_cpythons() {
    let cases = [
        ("pass", 0, ""),
        ("1/0", 1, "ZeroDivisionError: division by zero"),
        ("raise SystemExit", 0, ""),
        ("raise SystemExit(None)", 0, ""),
        ("raise SystemExit(0)", 0, ""),
        ("raise SystemExit(7)", 7, ""),
        ("raise SystemExit(256 + 3)", 3, ""),
        ("raise SystemExit(-1)", 255, ""),
        ("raise SystemExit(True)", 1, ""),
        ("raise SystemExit('said aloud')", 1, "said aloud"),
        ("raise SystemExit((1, 2))", 1, "(1, 2)"),
        ("import sys; sys.exit()", 0, ""),
        ("import sys; sys.exit(9)", 9, ""),
        ("try:\n raise SystemExit(4)\nfinally:\n print()", 4, ""),
        ("exit(5)", 5, ""),
        ("x = ", 1, "SyntaxError: invalid syntax"),
        ("raise KeyboardInterrupt", 130, "KeyboardInterrupt"),
    ];
    for (code, status, last) in cases {
        let mut command = co(&["-c", code]);
        command.env("CO_TRACEBACK", "plain");
        let ran = run(command, b"", LIMIT);
        let end = if status == 130 && ran.end == End::Signal(2) { End::Status(130) } else { ran.end };
        assert_eq!(end, End::Status(status), "{code}\n{}", ran.stderr);
        if !code.starts_with("x =") {
            assert_eq!(ran.stderr.lines().next_back().unwrap_or(""), last, "{code}\n{}", ran.stderr);
        } else {
            assert!(!ran.stderr.is_empty(), "{code}");
        }
    }
}

#[test]
fn a_wrong_command_line_or_file_is_2() {
    let missing = ran(&["no/such/file.co"]);
    assert_eq!(missing.end, End::Status(2), "{}", missing.stderr);
    assert!(
        missing.stderr.contains("no/such/file.co") && missing.stderr.contains("No such file"),
        "{}",
        missing.stderr
    );
    let folder = ran(&["src"]);
    assert_eq!(folder.end, End::Status(2), "{}", folder.stderr);
    assert!(folder.stderr.contains("src"), "{}", folder.stderr);
    let option = ran(&["--no-such-option"]);
    assert_eq!(option.end, End::Status(2), "{}", option.stderr);
    assert!(option.stderr.contains("--no-such-option"), "{}", option.stderr);
}

#[test]
fn output_is_flushed_also_when_it_ends_badly() {
    let ran = ran(&["-c", "print('before', end='')\n1/0"]);
    assert_eq!(ran.stdout, "before");
    let ran = self::ran(&["-c", "import sys\nprint('out', end='')\nsys.stderr.write('err')\nsys.exit(3)"]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str(), ran.end), ("out", "err", End::Status(3)));
}

#[test]
fn a_broken_pipe_is_quiet() {
    let mut child = co(&["-c", "for i in range(200000):\n    print('a line of some length', i)"]);
    let child = child.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("the built co can be started");
    drop(child.stdout.take());
    let ran = finish(child, b"", LIMIT);
    assert!(ran.is_sane() || matches!(ran.end, End::Signal(13)), "{:?} {}", ran.end, ran.stderr);
    assert_eq!(ran.stderr, "");
}

/// Starts a program, waits until it has printed a line, interrupts it, and sees how it ends.
#[cfg(unix)]
fn interrupted(code: &str) -> Ran {
    signalled(code, &["-INT"])
}

/// The same with several signals: before each the program prints a line.
#[cfg(unix)]
pub fn signalled(code: &str, signals: &[&str]) -> Ran {
    use std::io::{BufRead, BufReader, Read};
    let mut child = co(&["-c", code]);
    let child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("the built co can be started");
    let stdin = child.stdin.take();
    let mut out = BufReader::new(child.stdout.take().expect("its output is piped"));
    let mut stdout = String::new();
    for signal in signals {
        out.read_line(&mut stdout).expect("it prints a line first");
        std::thread::sleep(Duration::from_millis(50));
        let killed = std::process::Command::new("kill").args([*signal, child.id().to_string().as_str()]).status();
        assert!(killed.is_ok_and(|status| status.success()));
    }
    let rest = std::thread::spawn(move || {
        let mut rest = String::new();
        let _ = out.read_to_string(&mut rest);
        rest
    });
    let mut ran = finish(child, b"", Duration::from_secs(30));
    ran.stdout = stdout + &rest.join().unwrap_or_default();
    drop(stdin);
    ran
}

const WAITS: &str = "import asyncio
async def holder(lock):
    async with lock:
        await asyncio.sleep(60)
async def waiter(lock):
    async with lock:
        pass
async def main():
    lock = asyncio.Lock()
    asyncio.create_task(holder(lock), name='holder')
    asyncio.create_task(waiter(lock), name='waiter')
    print('up', flush=True)
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print('not yet', flush=True)
    for _ in range(2):
        await asyncio.sleep(1)
        print('still up', flush=True)
    await asyncio.sleep(60)
asyncio.run(main())";

/// Ctrl-C twice: the first cancels the main task, which goes on; the second ends the run, and shows what was stuck.
#[test]
#[cfg(unix)]
fn ctrl_c_twice_shows_who_waits_for_whom() {
    let ran = signalled(WAITS, &["-INT", "-INT"]);
    assert!(matches!(ran.end, End::Status(130) | End::Signal(2)), "{:?} {}", ran.end, ran.stderr);
    for part in ["waiter  waiter  line 6: waits for the lock, held by holder", "holder  holder  line 4: waits"] {
        assert!(ran.stderr.contains(part), "{part:?} is not in\n{}", ran.stderr);
    }
    assert_eq!(ran.stderr.lines().next_back(), Some("KeyboardInterrupt"), "{}", ran.stderr);
}

/// Ctrl-\ shows the same, and the program goes on.
#[test]
#[cfg(unix)]
fn ctrl_backslash_shows_who_waits_for_whom() {
    let ran = signalled(
        &WAITS.replace("await asyncio.sleep(60)\n    except", "await asyncio.sleep(0)\n    except"),
        &["-QUIT", "-INT"],
    );
    assert!(ran.stderr.contains("waiter  waiter  line 6: waits for the lock, held by holder"), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("up\nstill up\n"), "{}", ran.stdout);
}

/// Two tasks that wait for each other: the report of the deadlock says all there is to say.
#[test]
fn a_ring_of_tasks_is_reported_once() {
    let code = "import asyncio
async def a(): await tb
async def b(): await ta
async def main():
    global ta, tb
    ta, tb = asyncio.create_task(a(), name='A'), asyncio.create_task(b(), name='B')
    await ta
asyncio.run(main())";
    let ran = run(co(&["-c", code]), b"", LIMIT);
    assert_eq!(ran.end, End::Status(1));
    assert!(ran.stderr.contains("A waits for B") && ran.stderr.contains("a circle"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("destroyed"), "{}", ran.stderr);
}

/// Who takes and gives back a lock is in the stream of events.
#[test]
fn locks_are_in_the_stream_of_events() {
    let code = b"import asyncio
async def use(lock):
    async with lock:
        await asyncio.sleep(1)
async def main():
    gate = asyncio.Lock()
    await asyncio.gather(use(gate), use(gate))
asyncio.run(main())";
    let ran = run(co(&["trace", "--clock", "virtual", "-f", "jsonl", "-"]), code, LIMIT);
    let of_locks: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("\"lock_")).collect();
    let kinds: Vec<bool> = of_locks.iter().map(|line| line.contains("lock_acquired")).collect();
    assert_eq!(kinds, [true, false, true, false], "{}", ran.stdout);
    let alike = |line: &&str| line.contains("\"name\":\"lock\"") && line.contains("\"holder\"");
    assert!(of_locks.iter().all(alike), "{of_locks:#?}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_with_130() {
    let programs = [
        "print('up', flush=True)\nwhile True:\n    pass",
        "import time\nprint('up', flush=True)\ntime.sleep(60)",
        "print('up', flush=True)\ninput('name? ')",
        "import sys\nprint('up', flush=True)\nfor line in sys.stdin: pass",
        "import threading, time\nprint('up', flush=True)\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\ninput()",
        "import asyncio\nasync def main():\n    print('up', flush=True)\n    await asyncio.sleep(60)\nasyncio.run(main())",
    ];
    for code in programs {
        let ran = interrupted(code);
        assert!(matches!(ran.end, End::Status(130) | End::Signal(2)), "{code}\n{:?} {}", ran.end, ran.stderr);
        assert_eq!(ran.stderr.lines().next_back(), Some("KeyboardInterrupt"), "{code}\n{}", ran.stderr);
    }
    let caught = interrupted(
        "print('up', flush=True)\ntry:\n    while True: pass\nexcept KeyboardInterrupt as e:\n    print('caught', repr(e))",
    );
    assert_eq!((caught.stdout.as_str(), caught.end), ("up\ncaught KeyboardInterrupt()\n", End::Status(0)));
    let handled = interrupted(
        "import signal\ndef heard(*_): raise ValueError('mine')\nsignal.signal(signal.SIGINT, heard)\nprint('up', flush=True)\ntry: input()\nexcept ValueError as e: print(e)",
    );
    assert_eq!((handled.stdout.as_str(), handled.end), ("up\nmine\n", End::Status(0)));
}

#[test]
fn the_command_is_where_cargo_says() {
    assert!(std::path::Path::new(CO).is_file());
}

#[test]
fn debug_mode_of_asyncio_is_asked_for_as_with_python() {
    let show = "import asyncio.coroutines as c\nprint(c._is_debug_mode())";
    for (options, variable, wanted) in [
        (&["-c"][..], "", "False\n"),
        (&["-c"], "1", "True\n"),
        (&["-E", "-c"], "1", "False\n"),
        (&["-X", "dev", "-c"], "", "True\n"),
    ] {
        let mut command = co(&[options, &[show]].concat());
        command.env("PYTHONASYNCIODEBUG", variable);
        let ran = run(command, b"", LIMIT);
        assert_eq!(ran.stdout, wanted, "{options:?} {}", ran.stderr);
    }
}

/// Runs a program twice with a seed and once with another one, on the simulated clock.
fn seeded(code: &str) -> (String, String, String) {
    let with = |seed: &str| {
        let ran = fed(&["run", "--clock", "virtual", "--seed", seed, "-"], code);
        assert_eq!(ran.end, End::Status(0), "{code}\n{}", ran.stderr);
        ran.stdout
    };
    (with("7"), with("7"), with("8"))
}

#[test]
fn a_seed_fixes_every_source_of_chance() {
    for (source, code) in [
        ("random", "import random\nprint(random.random(), random.sample(range(1000), 5))"),
        ("generators of one's own", "import random\nprint(random.Random().random())"),
        ("the system's", "import random\nprint(random.SystemRandom().random())"),
        ("uuid4", "import uuid\nprint(uuid.uuid4())"),
        ("uuid1", "import uuid\nprint(uuid.uuid1())"),
        ("secrets", "import secrets\nprint(secrets.token_hex(8), secrets.randbelow(10**9))"),
        ("urandom", "import os\nprint(os.urandom(8))"),
        ("hashing", "print(hash('text'), hash(b'bytes'))"),
        ("the order of sets", "print({str(n) for n in range(20)})"),
        ("temporary names", "import tempfile\nprint(tempfile.mktemp())"),
        (
            "shuffled work",
            "import asyncio, random\nasync def main():\n    async def one(n):\n        await asyncio.sleep(random.random())\n        print(n)\n    await asyncio.gather(*[one(n) for n in range(9)])\nasyncio.run(main())",
        ),
    ] {
        let (first, second, other) = seeded(code);
        assert_eq!(first, second, "{source}");
        assert_ne!(first, other, "{source}: another seed gives something else");
    }
}

#[test]
fn hashes_of_texts_are_seeded_as_cpythons() {
    let hashes = |arguments: &[&str], seed: Option<&str>| {
        let mut command = co(&[arguments, &["-"]].concat());
        if let Some(seed) = seed {
            command.env("PYTHONHASHSEED", seed);
        }
        let ran = run(command, "print(hash('abc'), hash(b'abc'), hash('中文'), hash('é'))".as_bytes(), LIMIT);
        assert_eq!(ran.end, End::Status(0), "{}", ran.stderr);
        ran.stdout
    };
    for (seed, cpythons) in [
        ("0", "-4594863902769663758 -4594863902769663758 501833946989431548 6047309291227476195\n"),
        ("42", "3869580338025362921 3869580338025362921 4786665480535555245 5653850369683463245\n"),
    ] {
        assert_eq!(hashes(&[], Some(seed)), cpythons, "{seed}");
    }
    assert_ne!(hashes(&[], None), hashes(&[], None), "without a seed every run has its own");
    assert_ne!(hashes(&[], Some("random")), hashes(&[], Some("random")));
    assert_ne!(hashes(&["-E"], Some("0")), hashes(&[], Some("0")));
    let virtual_clock = ["run", "--clock", "virtual"];
    assert_eq!(hashes(&virtual_clock, None), hashes(&virtual_clock, None));
    let mut command = co(&["-c", "1"]);
    let ran = run(
        {
            command.env("PYTHONHASHSEED", "many");
            command
        },
        b"",
        LIMIT,
    );
    assert_eq!(ran.end, End::Status(1));
    assert_eq!(ran.stderr, "co: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\n");
}

#[test]
fn clocks_agree_and_a_simulated_year_takes_no_time() {
    let code = "import asyncio, time, datetime\n\
        def clocks():\n    return time.time(), time.monotonic(), time.perf_counter(), datetime.datetime.now().timestamp()\n\
        async def main():\n    began = asyncio.get_running_loop().time()\n    await asyncio.sleep(365 * 24 * 3600)\n    \
        time.sleep(10)\n    return asyncio.get_running_loop().time() - began\n\
        before = clocks()\n\
        print(time.strftime('%Y-%m-%d %X', time.gmtime()))\n\
        print(asyncio.run(main()), *[b - a for a, b in zip(before, clocks())])\n\
        print(time.strftime('%Y-%m-%d %X', time.gmtime()), datetime.datetime.now(datetime.timezone.utc))";
    let started = std::time::Instant::now();
    let ran = fed(&["run", "--clock", "virtual", "-"], code);
    assert!(started.elapsed() < Duration::from_secs(60), "a year of waiting");
    let year = "31536010.0";
    let wanted =
        format!("2025-01-01 00:00:00\n{}\n2026-01-01 00:00:10 2026-01-01 00:00:10+00:00\n", [year; 5].join(" "));
    assert_eq!((ran.stdout, ran.end), (wanted, End::Status(0)), "{}", ran.stderr);
    // At a multiple of real time what is measured is what was slept, and more, but the world waits less.
    let code =
        "import asyncio, time\nt = time.monotonic()\nasyncio.run(asyncio.sleep(5))\nprint(5 <= time.monotonic() - t)";
    let ran = fed(&["run", "--clock", "1000x", "-"], code);
    assert_eq!((ran.stdout.as_str(), ran.end), ("True\n", End::Status(0)), "{}", ran.stderr);
}

/// Asyncio of other years runs, and each use is told of once, where it stands.
#[test]
fn every_era_of_asyncio_is_warned_of_once_a_use() {
    let code = "import asyncio, collections
async def w(n): return n
@asyncio.coroutine
def old(n):
    yield from asyncio.sleep(0)
    return n
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
lock = asyncio.Lock(loop=loop); queue = asyncio.Queue(loop=loop)
async def main():
    await asyncio.sleep(0, loop=loop)
    print(await asyncio.wait_for(w(3), 1, loop=loop), await asyncio.shield(w(5), loop=loop))
    for _ in range(3):
        assert asyncio.Task.current_task() is asyncio.current_task()
    return len(asyncio.Task.all_tasks())
print(loop.run_until_complete(main()), loop.run_until_complete(old(1)))
done, pending = loop.run_until_complete(asyncio.wait([w(1), w(2)]))
print(len(done), len(pending), loop.run_until_complete(asyncio.async(w(4))))
print(isinstance([], collections.Iterable))
loop.close()
print(asyncio.get_event_loop().run_until_complete(w(6)))
";
    let ran = fed(&["-"], code);
    assert_eq!(ran.stdout, "3 5\n1 1\n2 0 4\nTrue\n6\n", "{}", ran.stderr);
    let said: Vec<&str> = ran.stderr.lines().filter(|line| line.starts_with("[W")).map(|line| &line[1..6]).collect();
    let mut wanted =
        vec!["W0201", "W0503", "W0501", "W0501", "W0501", "W0501", "W0501", "W0503", "W0503", "W0502", "W0503"];
    wanted.push("W0504");
    assert_eq!(said, wanted, "{}", ran.stderr);
    let at = ran.stderr.split("wait_for() takes no loop").nth(1).unwrap_or_default();
    assert!(at.contains(":12:"), "{at}");
}

#[test]
fn a_reader_that_leaves_early_is_no_fault() {
    // More than a pipe holds.
    let mut command = co(&["show", "tokens", "benches/compare.py", "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the built co can be started");
    drop(child.stdout.take());
    let ran = child.wait_with_output().expect("it ends");
    assert_eq!((ran.status.code(), String::from_utf8_lossy(&ran.stderr).as_ref()), (Some(141), ""));
}
