#!/usr/bin/env python3.13
"""Writes expected.txt: what CPython 3.13 says on standard error of each program in cases.txt, with its exit status.

Frames of the library are left out, since its files are others; addresses too.

    tests/tracebacks/make.py            write
    tests/tracebacks/make.py --check    write nothing; exit 1 where something else stands there
"""
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
LIBRARY = re.compile(r'^([ |]*)File "(/[^"]*/lib/python3\.13/|<frozen )')


def cases():
    parts = re.split(r"^=== (\w+)\n", (HERE / "cases.txt").read_text("utf-8"), flags=re.M)
    return list(zip(parts[1::2], parts[2::2]))


def without_library(text):
    out, inside = [], None
    for line in text.split("\n"):
        found = LIBRARY.match(line)
        if found:
            inside = found[1]
        elif inside is not None and line.startswith(inside + "  "):
            continue
        else:
            inside = None
            out.append(line)
    return "\n".join(out)


def said(name, source):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{name}.py").write_text(source, "utf-8")
        env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON") and k != "FORCE_COLOR"}
        env.update(LC_ALL="C.UTF-8", NO_COLOR="1", PYTHONDONTWRITEBYTECODE="1", PYTHONHASHSEED="0")
        run = [sys.executable, f"{name}.py"]
        done = subprocess.run(run, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
    text = re.sub(r"0x[0-9a-f]{8,}", "0x...", done.stderr.decode("utf-8")).replace(f"{folder}/", "")
    return f"=== {name} {done.returncode}\n{without_library(text)}"


def main():
    assert sys.version_info[:2] == (3, 13), "this needs CPython 3.13"
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        text = "".join(pool.map(lambda case: said(*case), cases()))
    path = HERE / "expected.txt"
    if "--check" in sys.argv:
        sys.exit(path.read_text("utf-8") != text)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
