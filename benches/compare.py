#!/usr/bin/env python3
"""Runs the kernels on Co and on CPython 3.13 in turn and prints how many times faster Co is.

    benches/compare.py [--rounds N] [--co PATH] [TEXT...]

Each kernel prints `check ...`, which must be the same on both, and `seconds ...`, its own time without the start of the
process. Rounds interleave the two, so that a busy moment of the machine hits both. A ratio above 1 means that Co is
faster: `best` compares the quickest runs, `median` the middle ones, and the spread is the slowest run over the quickest.
The last rows are whole processes (hello, hello with asyncio), measured from outside.
"""
import argparse
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
sys.dont_write_bytecode = True
from oracle import find_python  # noqa: E402

WHOLE = {"hello": 'print("hello")\n', "hello with asyncio": 'import asyncio\nasync def main(): print("hello")\nasyncio.run(main())\n'}


def run(command, program):
    """(checksum, seconds) of one run; seconds are the kernel's own, or the process's when it does not say."""
    start = time.perf_counter()
    done = subprocess.run([command, str(program)], capture_output=True, text=True, timeout=300)
    outside = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["no message"])[-1][:90])
    lines = done.stdout.splitlines()
    own = [float(line.split()[1]) for line in lines if line.startswith("seconds ")]
    return [line for line in lines if not line.startswith("seconds ")], own[0] if own else outside


def compare(name, program, co, python, rounds):
    """Prints one row; the ratio of the best times, None when the kernel failed."""
    times, checks = {co: [], python: []}, {co: [], python: []}
    try:
        for _ in range(rounds):
            for command in (co, python):
                check, seconds = run(command, program)
                checks[command].append(check)
                times[command].append(seconds)
    except (RuntimeError, subprocess.TimeoutExpired) as problem:
        print(f"{name:<32} failed: {problem}")
        return None
    if any(check != checks[python][0] for kind in checks.values() for check in kind):
        print(f"{name:<32} checksums differ: {checks[co][0]} is not {checks[python][0]}")
        return None
    best = min(times[python]) / min(times[co])
    median = statistics.median(times[python]) / statistics.median(times[co])
    spread = [max(times[c]) / min(times[c]) for c in (co, python)]
    print(f"{name:<32}{min(times[co]) * 1000:>10.1f}{min(times[python]) * 1000:>10.1f}{best:>8.2f}{median:>8.2f}{spread[0]:>8.2f}{spread[1]:>6.2f}", flush=True)
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--co", default=str(ROOT / "target/release/co"))
    parser.add_argument("text", nargs="*")
    options = parser.parse_args()
    python = find_python()
    if python is None or not os.access(options.co, os.X_OK):
        sys.exit("compare.py needs CPython 3.13 and a built co (cargo build --release)")
    version = subprocess.run([python, "-VV"], capture_output=True, text=True).stdout.split("\n")[0]
    print(f"{platform.machine()}, {os.cpu_count()} cores, {version}, {options.rounds} rounds\n")
    print(f"{'kernel':<32}{'co ms':>10}{'cpy ms':>10}{'best':>8}{'median':>8}{'spread co/cpy':>14}")
    failed = 0
    for group in ("coroutines", "plain"):
        ratios = []
        for program in sorted((ROOT / "benches" / group).glob("*.py")):
            name = f"{group}/{program.stem}"
            if not options.text or any(text in name for text in options.text):
                ratio = compare(name, program, options.co, python, options.rounds)
                failed += ratio is None
                ratios += [ratio] if ratio else []
        if ratios:
            mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
            print(f"{group}: geometric mean {mean:.2f}, lowest {min(ratios):.2f}, of {len(ratios)} kernels\n")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in WHOLE.items():
            if not options.text or any(part in name for part in options.text):
                program = Path(folder) / "whole.py"
                program.write_text(text)
                failed += compare("process/" + name, program, options.co, python, 3 * options.rounds) is None
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
