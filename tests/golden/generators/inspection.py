# gi_* attributes and the repr.
def g(a):
    b = a + 1
    yield b
    c = yield from sub()
    yield c


def sub():
    yield "sub"
    return "c"


it = g(1)
print(it.gi_frame is not None, it.gi_running, it.gi_suspended, it.gi_yieldfrom, it.gi_code is g.__code__, it.gi_frame.f_lineno, it.gi_frame.f_locals)
next(it); print(it.gi_suspended, it.gi_frame.f_lineno, it.gi_frame.f_locals, it.gi_running)
next(it); print(it.gi_yieldfrom.__name__, type(it.gi_yieldfrom).__name__, it.gi_frame.f_lineno, it.gi_yieldfrom.gi_frame.f_lineno)
next(it); print(it.gi_frame.f_locals, it.gi_yieldfrom)
print(next(it, "end"), it.gi_frame, it.gi_running, it.gi_suspended, it.gi_code.co_name)
def running():
    print(me.gi_running, me.gi_suspended, me.gi_frame.f_code.co_name)
    yield
me = running(); next(me); print(me.gi_running, me.gi_suspended)
print(repr(it).split(" at ")[0], it.__name__, it.__qualname__)
it.__name__ = "renamed"; it.__qualname__ = "Q.renamed"; print(it.__name__, repr(it).split(" at ")[0])
for text in ("it.__name__ = 5", "it.gi_frame = 1", "it.gi_running = 1", "it.nope", "it.x = 1", "del it.__name__"):
    try: exec(text)
    except Exception as e: print(text, "->", type(e).__name__, e)
print(sorted(n for n in dir(it) if not n.startswith("__")))
e = (i for i in ()); print(e.__name__, repr(e).split(" at ")[0])
class C:
    def m(self): yield
print(C().m().__qualname__)
def outer():
    def inner(): yield
    return inner()
print(outer().__qualname__, hash(it) == hash(it), it == it, it == g(1), bool(it))
T = type(it)
try: T()
except TypeError as err: print(err)
try: len(it)
except TypeError as err: print(err)
def frames():
    x = 1
    yield
    x = 2
    yield
f = frames(); fr = f.gi_frame; next(f); print(fr.f_locals, fr is f.gi_frame); next(f); print(fr.f_locals); f.close(); print(f.gi_frame)
import sys
def back(): yield sys._getframe().f_back.f_code.co_name
def caller(): return next(back())
print(caller(), [*back()])
