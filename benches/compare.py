#!/usr/bin/env python3
"""Runs the kernels on Co and on CPython 3.13 in turn, and prints how many times faster Co is.

    cargo build --release && python3 benches/compare.py

Needs CPython 3.13 (`python3.13` on the path, or PYTHON=...); nothing else. Where they are installed, others run beside the
two: Node (the kernels that have a NAME.mjs), PyPy (`pypy3`) and, for coroutines, uvloop in that CPython. Their columns say how
many times faster than CPython each was, as `best` says of Co. Sections, all of them without options:

    kernels   benches/coroutines and benches/plain: each prints `check ...`, which must be the same on both sides, and
              `seconds ...`, its own time without the start of the process
    process   whole processes, seen from outside: hello, hello with asyncio, a source of 20,000 lines
    memory    bytes per sleeping task, suspended generator and small object
    growth    processor time per operation at 1,000,000 over that at 1,000, in Co alone

Rounds take turns, so that a busy moment of the machine hits both sides. A ratio above 1 means that Co is faster: `best`
compares the quickest rounds, `median` the middle ones; the spread is the slowest round over the quickest.
"""
import argparse
import math
import os
import platform
import re
import shutil
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

HELLO = 'print("hello")\n'
HELLO_ASYNCIO = 'import asyncio\nasync def main(): print("hello")\nasyncio.run(main())\n'

# One line each: what is made, how many of them, and how it is kept alive. `{n}` is the number.
MEMORY = {
    "sleeping task": (
        100_000,
        "import asyncio\n"
        "async def one(): await asyncio.sleep(1000)\n"
        "async def main():\n"
        "    tasks = [asyncio.create_task(one()) for i in range({n})]\n"
        "    await asyncio.sleep(0); await asyncio.sleep(0)\n"
        "    peak()\n"
        "    for task in tasks: task.cancel()\n"
        "    await asyncio.gather(*tasks, return_exceptions=True)\n"
        "asyncio.run(main())\n",
    ),
    "suspended generator": (
        300_000,
        "def one():\n"
        "    yield 1\n"
        "kept = [one() for i in range({n})]\n"
        "for g in kept: next(g)\n"
        "peak()\n",
    ),
    "small object": (
        1_000_000,
        "class Point:\n"
        "    def __init__(self, x, y): self.x, self.y = x, y\n"
        "kept = [Point(1, 2) for i in range({n})]\n"
        "peak()\n",
    ),
}
PEAK = "def peak():\n    print([line for line in open('/proc/self/status') if line.startswith('VmRSS')][0].split()[1])\n"

# Each prints the seconds that {n} operations took.
GROWTH = {
    "hop (sleep(0) of so many tasks)": "async def one(): await asyncio.sleep(0)\n"
    "async def work(n): await asyncio.gather(*[one() for i in range(n)])\n",
    "timer": "async def one(i): await asyncio.sleep(i % 7 / 1000)\n"
    "async def work(n): await asyncio.gather(*[one(i) for i in range(n)])\n",
    "cancellation": "async def one(): await asyncio.sleep(1000)\n"
    "async def work(n):\n"
    "    tasks = [asyncio.create_task(one()) for i in range(n)]\n"
    "    await asyncio.sleep(0)\n"
    "    for task in tasks: task.cancel()\n"
    "    await asyncio.gather(*tasks, return_exceptions=True)\n",
    "queue operation": "async def work(n):\n"
    "    queue = asyncio.Queue()\n"
    "    for i in range(n): queue.put_nowait(i)\n"
    "    for i in range(n): await queue.get()\n",
}
MEASURE = (
    "import asyncio, time\n{work}"
    "async def main():\n"
    "    best = {{}}\n"
    "    for n, rounds in ((1000, 20), (1000000, 1)):\n"
    "        times = []\n"
    "        for r in range(rounds):\n"
    "            start = time.process_time()\n"
    "            await work(n)\n"
    "            times.append((time.process_time() - start) / n)\n"
    "        best[n] = min(times)\n"
    "    print(best[1000] * 1e9, best[1000000] * 1e9)\n"
    "asyncio.run(main())\n"
)


def generated(lines=20_000):
    """A source of so many lines: functions and classes as people write them."""
    text, count = ["import math", ""], 0
    while len(text) < lines - 3:
        text += [
            f"class Shape{count}:",
            f'    """Shape number {count}."""',
            "",
            "    def __init__(self, width, height=2.5):",
            "        self.width = width",
            "        self.height = height",
            "",
            "    def area(self, scale=1):",
            "        if scale <= 0:",
            f'            raise ValueError(f"bad scale {{scale}} of {count}")',
            "        return self.width * self.height * scale ** 2",
            "",
            "",
            f"def total{count}(shapes):",
            "    result = 0",
            "    for index, shape in enumerate(shapes):",
            "        result += shape.area(index + 1) if index % 2 else -math.sqrt(shape.area())",
            f"    return {{'count': len(shapes), 'total': result, 'name': 'group{count}'}}",
            "",
            "",
        ]
        count += 1
    return "\n".join(text + [f"print(total{count - 1}([Shape{count - 1}(3), Shape0(4)])['count'])", ""])


UVLOOP = "import runpy, sys, uvloop; uvloop.install(); runpy.run_path(sys.argv[1], run_name='__main__')"


def rivals(python):
    """Who else is installed: the words before a program's path, by name, and how its programs end."""
    found = {}
    if node := shutil.which("node"):
        found["node"] = ([node], ".mjs")
    if pypy := shutil.which("pypy3"):
        found["pypy"] = ([pypy], ".py")
    if subprocess.run([python, "-c", "import uvloop"], capture_output=True).returncode == 0:
        found["uvloop"] = ([python, "-W", "ignore", "-c", UVLOOP], ".py")
    return found


def run(command, program, limit=300):
    """(output, seconds) of one run; seconds are the kernel's own, or the process's when it does not say."""
    start = time.perf_counter()
    words = command if isinstance(command, list) else [command]
    done = subprocess.run([*words, str(program)], capture_output=True, text=True, timeout=limit)
    outside = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["no message"])[-1][:90])
    lines = done.stdout.splitlines()
    own = [float(line.split()[1]) for line in lines if line.startswith("seconds ")]
    return [line for line in lines if not line.startswith("seconds ")], own[0] if own else outside


def beside(program, found, rounds, wanted):
    """The quickest time of each of the others, None of one without this kernel, or that failed or takes for ever."""
    quickest = {}
    for name, (words, end) in found.items():
        own, times = program.with_suffix(end), []
        try:
            for _ in range(rounds if own.exists() else 0):
                check, seconds = run(words, own, limit=20)
                times += [seconds] if check == wanted else []
        except (RuntimeError, subprocess.TimeoutExpired):
            times = []
        quickest[name] = min(times, default=None)
    return quickest


def compare(name, program, co, python, rounds, found=None):
    """Prints one row; the ratios of the best times by name, None when the kernel failed."""
    times, checks = {co: [], python: []}, {co: [], python: []}
    try:
        for _ in range(rounds):
            for command in (co, python):
                check, seconds = run(command, program)
                checks[command].append(check)
                times[command].append(seconds)
    except (RuntimeError, subprocess.TimeoutExpired) as problem:
        print(f"{name:<28} failed: {problem}")
        return None
    if any(check != checks[python][0] for kind in checks.values() for check in kind):
        print(f"{name:<28} checksums differ: {checks[co][0]} is not {checks[python][0]}")
        return None
    best = min(times[python]) / min(times[co])
    quickest = beside(program, found or {}, rounds, checks[python][0])
    others = {name: time and min(times[python]) / time for name, time in quickest.items()}
    median = statistics.median(times[python]) / statistics.median(times[co])
    spread = [max(times[c]) / min(times[c]) for c in (co, python)]
    print(
        f"{name:<28}{min(times[co]) * 1000:>10.1f}{min(times[python]) * 1000:>10.1f}{best:>8.2f}{median:>8.2f}"
        f"{spread[0]:>8.2f}{spread[1]:>6.2f}" + "".join(f"{ratio:>8.2f}" if ratio else f"{'-':>8}" for ratio in others.values()),
        flush=True,
    )
    return {"co": best, **others}


def mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def instructions(name, program, co):
    """Prints how many instructions a kernel takes, as callgrind counts them: the same on a busy machine."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", co, str(program)]
        done = subprocess.run(command, capture_output=True, text=True)
        found = re.search(r"Collected : (\d+)", done.stderr)
        print(f"{name:<28}" + (f"{int(found[1]) / 1e6:>14.1f} million" if found else " failed"), flush=True)
        return done.returncode == 0


def written(folder, name, text):
    path = Path(folder) / f"{name}.py"
    path.write_text(text)
    return path


def bytes_each(command, folder, text, number):
    """Bytes per object: what the process has with so many, less what it has with ten."""
    sizes = []
    for n in (10, number):
        output, _ = run(command, written(folder, "memory", PEAK + text.replace("{n}", str(n))))
        sizes.append(int(output[0]) * 1024)
    return (sizes[1] - sizes[0]) / number


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="rounds per kernel (whole processes: three times as many)")
    parser.add_argument("--co", default=str(ROOT / "target/release/co"), help="the co to measure")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="only rows whose name has this in it")
    parser.add_argument("--instructions", action="store_true", help="count Co's instructions with callgrind instead")
    options = parser.parse_args()
    python, co = find_python(), options.co
    if python is None or not os.access(co, os.X_OK):
        sys.exit("compare.py needs CPython 3.13 and a built co (cargo build --release)")
    if options.instructions and not shutil.which("valgrind"):
        sys.exit("compare.py --instructions needs valgrind")

    def wanted(name):
        return not options.only or any(text in name for text in options.only)

    found = {} if options.instructions else rivals(python)
    version = subprocess.run([python, "-VV"], capture_output=True, text=True).stdout.split("\n")[0]
    own = subprocess.run([co, "--version"], capture_output=True, text=True).stdout.strip()
    processor = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "")
    print(f"{processor or platform.machine()}, {os.cpu_count()} cores; {version}; {own}; {options.rounds} rounds\n")
    header = f"{'':<28}{'co ms':>10}{'cpy ms':>10}{'best':>8}{'median':>8}{'spread co/cpy':>14}"
    failed = 0
    for group in ("coroutines", "plain"):
        programs = [p for p in sorted((ROOT / "benches" / group).glob("*.py")) if wanted(f"{group}/{p.stem}")]
        if not programs:
            continue
        rows = []
        others = {name: rival for name, rival in found.items() if name != "uvloop" or group == "coroutines"}
        if group == "plain":
            others.pop("node", None)
        print(group if options.instructions else group + header[len(group) :] + "".join(f"{name:>8}" for name in others))
        for program in programs:
            if options.instructions:
                failed += not instructions(program.stem, program, co)
                continue
            row = compare(program.stem, program, co, python, options.rounds, others)
            failed += row is None
            rows += [row] if row else []
        if rows:
            ratios = [row["co"] for row in rows]
            print(f"geometric mean {mean(ratios):.2f}, lowest {min(ratios):.2f}, of {len(ratios)} kernels")
        for name in others:
            both = [(row["co"], row[name]) for row in rows if row[name]]
            if both:
                ours, theirs = (mean(ratios) for ratios in zip(*both))
                print(f"{name}: mean {theirs:.2f} of the {len(both)} kernels it runs; Co's of the same {ours:.2f}")
        print()
    if options.instructions:
        sys.exit(1 if failed else 0)
    with tempfile.TemporaryDirectory() as folder:
        whole = {"hello": HELLO, "hello_asyncio": HELLO_ASYNCIO, "source_20000_lines": generated()}
        if any(map(wanted, whole)):
            print("process" + header[7:])
        for name, text in whole.items():
            if wanted(name):
                failed += compare(name, written(folder, name, text), co, python, 3 * options.rounds) is None
        rows = {f"bytes per {name}": row for name, row in MEMORY.items() if wanted(f"memory/{name}")}
        if rows and sys.platform == "linux":
            print(f"\n{'memory':<28}{'co':>10}{'cpy':>10}")
        for name, (number, text) in rows.items() if sys.platform == "linux" else ():
            try:
                print(f"{name:<28}{bytes_each(co, folder, text, number):>10.0f}{bytes_each(python, folder, text, number):>10.0f}")
            except RuntimeError as problem:
                failed += 1
                print(f"{name:<28} failed: {problem}")
        rows = {name: work for name, work in GROWTH.items() if wanted(f"growth/{name}")}
        if rows:
            print(f"\n{'growth, ns each (Co)':<34}{'1,000':>10}{'1,000,000':>12}{'times':>8}")
        for name, work in rows.items():
            try:
                few, many = map(float, run(co, written(folder, "growth", MEASURE.format(work=work)))[0][0].split())
                print(f"{name:<34}{few:>10.0f}{many:>12.0f}{many / few:>8.2f}", flush=True)
            except (RuntimeError, subprocess.TimeoutExpired) as problem:
                failed += 1
                print(f"{name:<34} failed: {problem}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
