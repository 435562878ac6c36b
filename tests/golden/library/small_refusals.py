# What small modules refuse, in CPython's words; JSON text piece by piece; the white space of regular expressions.
import json
import random
import re


def show(make):
    try:
        print(make())
    except Exception as fault:
        print(type(fault).__name__, fault)


show(lambda: random.shuffle([1], random.random))
show(lambda: random.seed(1, 2, 3))
show(lambda: random.randint(1))
show(lambda: random.lognormvariate())
show(lambda: random.sample([1, 2], k=1, counts=[0, 0]))
show(lambda: random.setstate(3))
print(random.triangular(1, 1, 1))
print(re.findall(r"\s", "a\x1c\x1f b"), re.findall(r"(?a)\s", "a\x1c b"), re.findall(rb"\s", b"a\x1c b"), re.split(r"\s+", "a\x1db"))
print(re.RegexFlag(1024), re.RegexFlag(1026))
show(lambda: eval("1;"))
show(lambda: compile("print(1);", "x", "eval"))
show(lambda: eval("(1)  # ;"))

for value in ([], {}, [1, [2, {"a": None}], "x"], {"a": [], "b": {}, "c": 2.5, None: True}, 5, "x", (1,), [[[]]], {"z": 1, "a": 2}):
    for options in ({}, {"indent": 2}, {"separators": (",", ":")}, {"indent": "\t"}):
        print(list(json.JSONEncoder(**options).iterencode(value)))
for value in ([object], {"a": [1, {"b": {1, 2}}]}, {(1, 2): 3}):
    show(lambda: [print(piece) for piece in json.JSONEncoder().iterencode(value)])
row = []
row.append(row)
show(lambda: list(json.JSONEncoder().iterencode(row)))


class Complex(json.JSONEncoder):
    def default(self, o):
        return [str(o)] if isinstance(o, complex) else super().default(o)


print(list(Complex(sort_keys=True).iterencode({"x": 1j, "a": 1})), list(json.JSONEncoder(skipkeys=True).iterencode({(1,): 2, "b": 1})))


class Upper(json.JSONEncoder):
    def iterencode(self, o, _one_shot=False):
        for piece in super().iterencode(o, _one_shot):
            yield piece.upper()


print(json.dumps({"a": "b"}, cls=Upper))

import csv
import io

for options in (dict(quotechar=3), dict(escapechar="xx"), dict(quotechar=""), dict(delimiter=None), dict(delimiter="ab"),
                dict(lineterminator=3), dict(lineterminator=None), dict(quoting="x"), dict(quotechar=None, quoting=1),
                dict(quotechar=None), dict(delimiter="\n"), dict(delimiter=" ", skipinitialspace=True), dict(colour=1),
                dict(dialect=csv.excel(), quotechar=None)):
    show(lambda: csv.writer(io.StringIO(), **options).dialect.quoting)
show(lambda: csv.reader())
show(lambda: csv.writer([], "excel", 3))
print(sorted(csv.__all__)[:3])
