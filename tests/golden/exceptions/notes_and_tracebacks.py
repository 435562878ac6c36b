# __traceback__: what it chains, line numbers, frames; notes.
def lines(tb):
    out = []
    while tb is not None:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


def a(): b()
def b(): c()
def c():
    x = 1
    raise ValueError("deep")


try:
    a()
except ValueError as e:
    print(lines(e.__traceback__))
    tb = e.__traceback__
    last = tb.tb_next.tb_next.tb_next
    print(last.tb_frame.f_locals, last.tb_frame.f_back.f_code.co_name, last.tb_next, type(tb).__name__)
    saved = e
print(lines(saved.__traceback__))
try:
    raise saved
except ValueError as e:
    print(lines(e.__traceback__))
try:
    raise saved.with_traceback(None)
except ValueError as e:
    print(lines(e.__traceback__))


def rethrow():
    try:
        a()
    except ValueError:
        raise


try: rethrow()
except ValueError as e: print(lines(e.__traceback__))


def wrap():
    try: a()
    except ValueError as e: raise KeyError("k") from e


try: wrap()
except KeyError as e: print(lines(e.__traceback__), lines(e.__cause__.__traceback__))


def gen():
    yield 1
    c()


g = gen(); next(g)
try: next(g)
except ValueError as e: print(lines(e.__traceback__))


def thrown():
    yield


g = thrown(); next(g)
try: g.throw(KeyError("t"))
except KeyError as e: print(lines(e.__traceback__))
class Obj:
    def __add__(self, o): raise TypeError("add")
    def __eq__(self, o): raise TypeError("eq")
    def __lt__(self, o): return c()
for f in (lambda: Obj() + 1, lambda: Obj() in [Obj()], lambda: sorted([Obj(), Obj()]), lambda: max([1, 2], key=lambda v: c())):
    try: f()
    except Exception as e: print(lines(e.__traceback__))
e = ValueError("made, not raised"); print(e.__traceback__)
try: exec("def q():\n  1/0\nq()")
except ZeroDivisionError as e: print(lines(e.__traceback__))
import sys
def frame(): return sys._getframe()
f = frame(); print(f.f_code.co_name, f.f_lineno == frame.__code__.co_firstlineno, f.f_globals is globals(), f.f_builtins["len"] is len)
def here(): return sys._getframe(1).f_lineno, sys._getframe().f_back.f_code.co_name
print(here())
def multi():
    x = [1,
         2,
         undefined_here]
try: multi()
except NameError as e: print(lines(e.__traceback__))
try: lambda_raises = (lambda: 1 / 0)()
except ZeroDivisionError as e: print(lines(e.__traceback__))
try: [i / 0 for i in range(2)]
except ZeroDivisionError as e: print(lines(e.__traceback__))
try: list(i / 0 for i in range(2))
except ZeroDivisionError as e: print(lines(e.__traceback__))
class Body:
    try: 1 / 0
    except ZeroDivisionError as e: found = lines(e.__traceback__)
print(Body.found)
