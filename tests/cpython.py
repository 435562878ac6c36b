#!/usr/bin/env python3
"""CPython's own tests, run by Co: how many of those that CPython 3.13 itself passes, Co passes too.

    tests/cpython.py [--co PATH] [--save] [--keep FOLDER] [NAME...]

    NAME            a test module or package: test_enum, test_asyncio.test_tasks (all of tests/cpython.txt without names)
    --co PATH       the co to be measured (without: the newest below target/)
    --save          write the counts into tests/cpython.txt (only the named lines are replaced)
    --keep FOLDER   write what failed, with tracebacks, into FOLDER/NAME.co.log and FOLDER/NAME.cpython.log; what CPython
                    answers is kept there too, and taken from there when it is there

The files are run unchanged, from the folder of the installed CPython 3.13 (found as tests/oracle.py finds it), by each
interpreter's own unittest. Co gets to see that Python's package `test` and nothing else of its library. A test that
hangs or kills the interpreter counts as not passed, and the run goes on after it. The columns:

    cpython   tests that CPython runs and passes there, those of its own workings (`cpython_only`) among them; what it
              skips or fails, and doctests in its own library's docstrings, count nowhere
    co        those of them that Co passes; then its failures, errors, skips, and tests never reached
    share     the first by the second

With --inside this file is the part that runs within either interpreter.
"""
import os
import sys

QUIET = 90       # seconds without a finished test before a run is given up
RESTARTS = 25    # deaths after which the rest of a file counts as not reached


def inside(name, report, done):
    """Run one test file, writing what becomes of each test into a report as it happens."""
    import json
    import platform
    import traceback
    import unittest
    # What `test.support` skips for other interpreters is tried too.
    platform.python_implementation = lambda: "CPython"
    sys.implementation.name = "cpython"
    out = open(report, "a", encoding="utf-8")

    def say(*fields):
        out.write(json.dumps(fields) + "\n")
        out.flush()

    class Recorder(unittest.TestResult):
        state = None

        def startTest(self, test):
            super().startTest(test)
            self.state, self.told = "pass", []
            say("start", test.id())

        def note(self, state, test, error):
            text = error if isinstance(error, str) else "".join(traceback.format_exception(*error))[-6000:]
            if self.state is None:
                say("outside", test.id(), state, text)
            else:
                self.told.append(text)
                if self.state in ("pass", "skip"):
                    self.state = state

        def addError(self, test, error):
            self.note("error", test, error)

        def addFailure(self, test, error):
            self.note("fail", test, error)

        def addSubTest(self, test, subtest, error):
            if error is not None:
                kind = "fail" if issubclass(error[0], test.failureException) else "error"
                self.note(kind, test, [error[0], error[1], error[2]])
                self.told[-1] = f"{subtest}\n{self.told[-1]}"

        def addSkip(self, test, reason):
            self.note("skip", test, reason)

        def addUnexpectedSuccess(self, test):
            self.note("fail", test, "unexpected success")

        def stopTest(self, test):
            say("end", test.id(), self.state, "\n".join(self.told))
            self.state = None
            super().stopTest(test)

    finished = {}
    with open(done, encoding="utf-8") as lines:
        for line in lines:
            finished[line[:-1]] = finished.get(line[:-1], 0) + 1

    def without_finished(suite):
        left = []
        for test in suite:
            if isinstance(test, unittest.TestSuite):
                test = without_finished(test)
            elif finished.get(test.id()):
                finished[test.id()] -= 1
                continue
            left.append(test)
        return type(suite)(left)

    sys.argv = [sys.argv[0]]
    suite = unittest.TestLoader().loadTestsFromName("test." + name)
    if finished:
        suite = without_finished(suite)
    say("ready")
    suite.run(Recorder())
    say("over")


if len(sys.argv) == 5 and sys.argv[1] == "--inside":
    sys.path[0] = os.environ["CPYTHON_TESTS"]
    inside(*sys.argv[2:])
    sys.stdout.flush()
    os._exit(0)

import argparse
import json
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "tests" / "cpython.txt"
HEAD = f"{'file':34} {'cpython':>7} {'co':>7} {'fail':>6} {'error':>6} {'skip':>6} {'lost':>6}  share"


class Run:
    """What became of each test of a file: lists of states by test name (a name may stand for several tests)."""

    def __init__(self):
        self.states, self.log, self.outside = {}, [], Counter()

    def add(self, name, state, text):
        self.states.setdefault(name, []).append(state)
        if state not in ("pass", "skip"):
            self.log.append(f"==== {state} {name}\n{text}\n")
        elif state == "skip":
            self.log.append(f"==== skip {name}: {text}\n")


def measure(command, name, folder, environment):
    """Run one file with one interpreter, starting again behind whatever kills it."""
    run = Run()
    report, done = folder / "report", folder / "done"
    finished = []
    for _ in range(RESTARTS):
        report.write_text("")
        done.write_text("".join(f"{each}\n" for each in finished))
        words = command + [str(Path(__file__).resolve()), "--inside", name, str(report), str(done)]
        work = folder / "work"
        work.mkdir(exist_ok=True)
        output = (folder / "output").open("wb")
        child = subprocess.Popen(words, cwd=work, env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                 stderr=subprocess.STDOUT, start_new_session=True)
        size, since, hung = 0, time.monotonic(), False
        while child.poll() is None:
            time.sleep(0.05)
            if report.stat().st_size != size:
                size, since = report.stat().st_size, time.monotonic()
            elif time.monotonic() - since > QUIET:
                hung = True
                break
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        child.wait()
        output.close()
        shutil.rmtree(work, ignore_errors=True)
        running, ready, over = None, False, False
        for line in report.read_text().splitlines(keepends=True):
            if not line.endswith("\n"):
                # It was killed while it wrote this.
                break
            kind, *fields = json.loads(line)
            if kind == "start":
                running = fields[0]
            elif kind == "end":
                run.add(*fields)
                finished.append(fields[0])
                running = None
            elif kind == "outside":
                run.outside[fields[1]] += 1
                run.log.append(f"==== outside {fields[0]} {fields[1]}\n{fields[2]}\n")
            ready = ready or kind == "ready"
            over = over or kind == "over"
        if over:
            break
        last = (folder / "output").read_text(errors="replace")[-3000:]
        why = "hangs" if hung else f"ends the interpreter ({child.returncode})"
        run.log.append(f"==== halt {running} {why}\n{last}\n")
        if running is None:
            break
        run.states.setdefault(running, []).append("error")
        finished.append(running)
    return run


def compare(name, cpython, co):
    """The line of the table."""
    counts = Counter()
    for test, states in cpython.states.items():
        if not test.startswith(("test.", "test_")):
            # A doctest of CPython's own docstrings, which are its texts and not its behaviour.
            continue
        told = sorted(co.states.get(test, []), key=["pass", "skip", "fail", "error"].index)
        for state in states:
            if state == "pass":
                counts["cpython"] += 1
                counts[told.pop(0) if told else "lost"] += 1
    total = counts["cpython"]
    share = f"{100 * counts['pass'] / total:6.1f}" if total else "     -"
    return (f"{name:34} {total:7} {counts['pass']:7} {counts['fail']:6} {counts['error']:6} {counts['skip']:6} "
            f"{counts['lost']:6} {share}")


def find_python():
    sys.path.insert(0, str(ROOT / "tests"))
    import oracle
    return oracle.find_python()


def find_co():
    built = [ROOT / "target" / profile / "co" for profile in ("release", "fast", "debug")]
    built = [each for each in built if each.exists()]
    return max(built, key=lambda each: each.stat().st_mtime, default=None)


def main():
    words = argparse.ArgumentParser(usage="tests/cpython.py [--co PATH] [--save] [--keep FOLDER] [NAME...]")
    words.add_argument("--co", type=Path)
    words.add_argument("--save", action="store_true")
    words.add_argument("--keep", type=Path)
    words.add_argument("names", nargs="*")
    asked = words.parse_args()
    python, co = find_python(), asked.co or find_co()
    if python is None or co is None:
        sys.exit("needs a CPython 3.13 with its tests, and a built co")
    where = subprocess.run([python, "-c", "import test; print(test.__path__[0])"], capture_output=True, text=True)
    if not os.path.isdir(where.stdout.strip()):
        sys.exit(f"{python} comes without the package test")
    known = {}
    if TABLE.exists():
        known = {line.split()[0]: line for line in TABLE.read_text().splitlines() if line.startswith("test_")}
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
    print(HEAD, flush=True)
    for name in asked.names or list(known):
        runs = []
        for label, command in [("cpython", [python]), ("co", [str(co.resolve())])]:
            with tempfile.TemporaryDirectory() as folder:
                folder = Path(folder)
                (folder / "tests").mkdir()
                (folder / "tests" / "test").symlink_to(where.stdout.strip())
                environment = {key: value for key, value in os.environ.items()
                               if key not in ("COPATH", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")}
                environment["CPYTHON_TESTS"] = str(folder / "tests")
                kept = asked.keep and label == "cpython" and asked.keep / f"{name}.json"
                if kept and kept.exists():
                    runs.append(Run())
                    runs[-1].states = json.loads(kept.read_text())
                    continue
                runs.append(measure(command, name, folder, environment))
            if asked.keep:
                (asked.keep / f"{name}.{label}.log").write_text("".join(runs[-1].log))
            if kept:
                kept.write_text(json.dumps(runs[-1].states))
        known[name] = compare(name, *runs)
        print(known[name], flush=True)
        if asked.save:
            TABLE.write_text("".join(f"{line}\n" for line in [HEAD, *known.values()]))


if __name__ == "__main__":
    main()
