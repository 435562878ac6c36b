# What a chain of delegation shows while it runs, and what is thrown into it.
import sys
def names():
    frame, out = sys._getframe(1), []
    while frame is not None and frame.f_code.co_name != "<module>":
        out.append(frame.f_code.co_name); frame = frame.f_back
    return out
def inner(): seen.append((names(), outer_one.gi_yieldfrom, outer_one.gi_running)); yield 1
def middle(): yield from inner()
def outer(): yield from middle()
seen = []
outer_one = outer(); print(next(outer_one), seen, outer_one.gi_yieldfrom.__name__)
def keeps():
    try: yield
    except Exception as e:
        print(repr(sys.exception()), e.__context__); yield
        print(repr(sys.exception())); yield
        raise
g = keeps(); next(g)
try: raise ValueError("thrown")
except ValueError as e: g.throw(e)
next(g)
try: next(g)
except ValueError as e: print("back", e)
class Odd(Exception):
    def __new__(cls, *args): return cls
def plain(): yield
g = plain(); next(g)
try: g.throw(Odd)
except TypeError as e: print(str(e).split(",")[0])
try: raise IndexError from Odd
except TypeError as e: print(str(e).split(",")[0])
async def done(): pass
c = done()
try: c.send(None)
except StopIteration: pass
for again in (lambda: c.send(None), lambda: c.throw(ValueError("late"))):
    try: again()
    except RuntimeError as e: print(e)
class F:
    def __aiter__(self): return self
    def __anext__(self): return self
    def __await__(self): 1 / 0
async def loops():
    async for _ in F(): pass
try: loops().send(None)
except TypeError as e: print(e, repr(e.__cause__))
