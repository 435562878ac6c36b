#!/usr/bin/env python3
"""The library's own words: no module written in Co stands close to a file of CPython's library.

    tests/own.py [-v] [FILE...]     all of src/**/*.co without files; -v shows the rows that are equal

Behaviour is CPython's to the letter, the text is not. Both are read as trees and written out again, without docstrings,
comments and what is interface (`class`, `def`, decorators, imports), one statement a row. Counted are the rows of a file
that stand in a run of at least RUN rows equal to one in CPython's library. More than SHARE of a file in such runs, or a
docstring of several lines that is CPython's, is a fault: exit status 1. Without a CPython 3.13 it says so and passes.
"""
import ast
import sys
import sysconfig
from collections import Counter, defaultdict
from pathlib import Path

RUN = 4          # rows in a row
LETTERS = 60     # that they have at least altogether: shorter ones say the same in every program
SHARE = 0.15     # of a file's rows
FEW = 12         # rows that are no fault in any file
INTERFACE = ("class ", "def ", "async def ", "@", "import ", "from ", "__slots__", "__all__", "pass", "else:", "try:",
             "raise NotImplementedError", "return NotImplemented")
NOT_LIBRARY = {"test", "site-packages", "idlelib", "turtledemo", "ensurepip", "__pycache__"}
DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Module)
ROOT = Path(__file__).resolve().parent.parent


def rows(path):
    """A file's statements, and its docstrings; None where it is not Python to CPython."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8", errors="replace"))
    except (SyntaxError, ValueError):
        return None, []
    texts = []
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and (text := ast.get_docstring(node)):
            texts.append(text)
            node.body = node.body[1:] or [ast.Pass()]
    written = (row.strip() for row in ast.unparse(tree).split("\n"))
    return [row for row in written if row and not row.startswith(INTERFACE)], texts


def runs(found):
    for start in range(len(found) - RUN + 1):
        run = tuple(found[start:start + RUN])
        if sum(map(len, run)) >= LETTERS:
            yield start, run


def library():
    """Where CPython has each run of rows, and its docstrings."""
    folder = Path(sysconfig.get_path("stdlib"))
    known, texts = defaultdict(set), set()
    for path in folder.rglob("*.py"):
        if NOT_LIBRARY.isdisjoint(path.relative_to(folder).parts):
            found, own = rows(path)
            texts.update(" ".join(text.split()) for text in own)
            for _, run in runs(found or []):
                known[run].add(str(path.relative_to(folder)))
    return known, texts


def main():
    if sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 13):
        from oracle import find_python
        python = find_python()
        if python is None:
            print("own: no CPython 3.13 here, nothing compared")
            return 0
        import subprocess
        return subprocess.run([python, *sys.argv]).returncode
    shown = "-v" in sys.argv
    files = [Path(name) for name in sys.argv[1:] if name != "-v"] or sorted((ROOT / "src").rglob("*.co"))
    known, texts = library()
    faults = 0
    for path in files:
        found, own = rows(path)
        if found is None:
            continue
        equal, sources = set(), Counter()
        for start, run in runs(found):
            if run in known:
                equal.update(range(start, start + RUN))
                sources.update(known[run])
        taken = [text for text in own if "\n" in text and " ".join(text.split()) in texts]
        if len(equal) > max(FEW, SHARE * len(found)) or taken:
            faults += 1
            near = sources.most_common(1)[0][0] if sources else "docstrings"
            print(f"{path}: {len(equal)} of {len(found)} rows as in {near}, {len(taken)} docstrings")
        if shown:
            for place in sorted(equal):
                print("" if place - 1 in equal else "  --\n", "   ", found[place], sep="")
            for text in taken:
                print("  --", text.split("\n")[0], sep="\n    ")
    print(f"own: {len(files)} files, {faults} too close to CPython's")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
