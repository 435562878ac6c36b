#!/usr/bin/env python3
"""Pure-Python packages, installed with pip into a folder and run from COPATH unchanged: Co prints what CPython prints.

    tests/packages.py CO [FOLDER]    run each program below with CO and with CPython 3.13; FOLDER keeps what pip installs

It needs pip and its registry, and CPython 3.13 to compare with: without them it says so and passes.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from oracle import find_python

# These and no others: a release of tomorrow is no fault of today's Co.
PACKAGES = ["attrs==26.1.0", "rich==15.0.0", "click==8.5.1", "more-itertools==11.2.1", "sortedcontainers==2.4.0",
            "tenacity==9.2.1", "anyio==4.16.0", "sniffio==1.3.1", "idna==3.20", "markdown-it-py==4.3.0", "mdurl==0.1.2",
            "pygments==2.21.0", "typing-extensions==4.16.0"]
PROGRAMS = {
    "attrs": """
import attrs
@attrs.define
class P:
    x: int
    y: int = attrs.field(default=3, validator=attrs.validators.instance_of(int))
print(P(1), P(1) == P(1), attrs.asdict(P(1)), attrs.evolve(P(1), x=5))
""",
    "rich": """
import io
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
console = Console(file=io.StringIO(), width=60, force_terminal=True, color_system="truecolor")
table = Table(title="Tasks")
table.add_column("Name", style="cyan")
table.add_column("Count", justify="right")
table.add_row("one", "1")
table.add_row("[bold]two[/]", "22")
console.print(table)
print(repr(console.file.getvalue()))
console = Console(file=io.StringIO(), width=60, force_terminal=True, color_system=None)
with Progress(console=console, auto_refresh=False) as progress:
    task = progress.add_task("Do", total=3)
    progress.advance(task, 3)
print("100%" in console.file.getvalue())
""",
    "click": """
import click
from click.testing import CliRunner
@click.command()
@click.argument("name")
@click.option("--count", default=1, type=click.IntRange(1, 5), help="Times.")
def hello(name, count):
    '''Says hello.'''
    for _ in range(count):
        click.echo(click.style(f"Hello {name}", fg="green"))
for words in (["Bob"], ["--count", "2", "X"], ["--help"], [], ["a", "--count", "9"]):
    result = CliRunner().invoke(hello, words)
    print(words, result.exit_code, repr(result.output))
""",
    "more-itertools": """
import more_itertools as m
print(list(m.chunked(range(7), 3)), list(m.windowed([1, 2, 3], 2)), m.one([1]), list(m.collapse([1, [2, [3]]])))
""",
    "sortedcontainers": """
from sortedcontainers import SortedDict, SortedList, SortedSet
print(SortedList([3, 1, 2]), SortedDict(b=1, a=2), SortedSet([3, 1]) & {1})
""",
    "tenacity": """
from tenacity import retry, stop_after_attempt
tries = []
@retry(stop=stop_after_attempt(3))
def f():
    tries.append(1)
    if len(tries) < 3:
        raise ValueError
    return len(tries)
print(f())
""",
    "anyio": """
import anyio
import sniffio
async def main():
    print(sniffio.current_async_library())
    async def worker(i):
        await anyio.sleep(0.01 * i)
        print("worker", i)
    async with anyio.create_task_group() as group:
        for i in (2, 1):
            group.start_soon(worker, i)
    with anyio.move_on_after(0.01) as scope:
        await anyio.sleep(5)
    print(scope.cancelled_caught, await anyio.to_thread.run_sync(lambda: 42))
anyio.run(main)
""",
}


def main():
    co = os.path.abspath(sys.argv[1])
    python = find_python()
    if python is None:
        print("packages: no CPython 3.13 to compare with: passed over")
        return 0
    kept = len(sys.argv) > 2
    folder = sys.argv[2] if kept else tempfile.mkdtemp()
    try:
        return compare(co, python, folder)
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def compare(co, python, folder):
    """Installs the packages into a folder and runs each program twice; the exit status."""
    install = [python, "-m", "pip", "install", "--quiet", "--no-compile", "--no-deps", "--only-binary=:all:", "--no-input",
               "--disable-pip-version-check", "--root-user-action=ignore", "--retries=1", "--timeout=15", "--target", folder]
    try:
        pip = subprocess.run(install + ["--upgrade", *PACKAGES], capture_output=True, text=True, timeout=300)
        fault = pip.returncode and pip.stderr.strip().splitlines()[-1:]
    except subprocess.TimeoutExpired:
        fault = ["it takes too long"]
    if fault:
        print(f"packages: pip installs nothing here ({' '.join(fault)}): passed over")
        return 0
    failed = 0
    for name, program in PROGRAMS.items():
        outputs = []
        for command, variable in (([python], "PYTHONPATH"), ([co], "COPATH")):
            environment = {**os.environ, variable: folder}
            ran = subprocess.run([*command, "-c", program], env=environment, capture_output=True, text=True, timeout=300)
            outputs.append((ran.returncode, ran.stdout))
            fault = ran.stderr
        same = outputs[0] == outputs[1]
        failed += not same
        print(f"packages: {name}: {'as CPython' if same else 'differs'}")
        if not same:
            print(fault or f"{outputs[0][1]}---\n{outputs[1][1]}")
    print(f"{len(PROGRAMS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
