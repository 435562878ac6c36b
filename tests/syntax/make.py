#!/usr/bin/env python3.13
"""Writes what CPython 3.13 makes of the sources here: trees/NAME.dump, and the lines `-->` in faults.txt and messages.txt.

trees/NAME.co      a source; NAME.dump is ast.dump(ast.parse(source), indent=2), for positions.co with attributes
faults.txt         sources, each followed by a line `--> Exception: message @ line:column` (columns from 1)
messages.txt       sources, each followed by a line `--> Exception: message`, of the whole compiler
"""
import ast
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
MARK = "--> "
warnings.simplefilter("ignore")


def dump(path):
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.kind = None  # the u of u"..." is not kept
    return ast.dump(tree, indent=2, include_attributes=path.stem == "positions") + "\n"


def fault(source):
    try:
        ast.parse(source)
    except SyntaxError as error:
        return f"{MARK}{type(error).__name__}: {error.msg} @ {error.lineno}:{error.offset}\n"
    return f"{MARK}no fault\n"


def message(source):
    try:
        compile(source, "<string>", "exec", dont_inherit=True)
    except SyntaxError as error:
        return f"{MARK}{type(error).__name__}: {error.msg}\n"
    return f"{MARK}no fault\n"


def faults(text, fault):
    out, source = [], []
    for line in text.splitlines(keepends=True):
        if line.startswith(MARK):
            out += [*source, fault("".join(source))]
            source = []
        else:
            source.append(line)
    return "".join(out)


assert sys.version_info[:2] == (3, 13), "this needs CPython 3.13"
for path in sorted((HERE / "trees").glob("*.co")):
    path.with_suffix(".dump").write_text(dump(path), "utf-8")
path = HERE / "faults.txt"
path.write_text(faults(path.read_text("utf-8"), fault), "utf-8")
path = HERE / "messages.txt"
path.write_text(faults(path.read_text("utf-8"), message), "utf-8")
