# How the last line looks: no message, odd classes, names in modules.
import sys


class Outer:
    class Inner(Exception): pass


class Broken(Exception):
    def __str__(self): raise ValueError("str fails")


class Empty(Exception):
    def __str__(self): return ""


class Lines(Exception):
    def __str__(self): return "a\nb\n"


def local():
    class Local(Exception): pass
    return Local


for e in (ValueError(), ValueError(""), ValueError(None), ValueError("x", 1), KeyError("k"), KeyError(""), Outer.Inner("i"), Broken(1), Empty(1), Lines(), local()("l"), SystemExit(3), KeyboardInterrupt(), StopIteration(5), AssertionError(), OSError(2, "m", "f"), SyntaxError("only words"), SyntaxError("m", ("file.py", 1, 5, "a = = b\n", 1, 6)), SyntaxError("m", ("file.py", 2, 1, None)), IndentationError("bad", ("f", 1, 3, "  x\n", 1, 4)), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "why"), NameError("name 'x' is not defined"), Exception("tail \n")):
    sys.excepthook(type(e), e, None)
