# Delegation to the letter of PEP 380.
def inner():
    try:
        while True:
            got = yield "inner"
            print("inner got", got)
            if got == "end": return "inner result"
    except ValueError as e: print("inner caught", e); yield "after catch"; return "caught result"
    finally: print("inner finally")


def outer():
    result = yield from inner()
    print("outer has", result)
    yield "outer"
    return "done"


it = outer(); print(next(it), it.send(1), it.send("end"))
try: next(it)
except StopIteration as e: print(e.value)
it = outer(); next(it); print(it.throw(ValueError("v"))); print(next(it))
it = outer(); next(it)
try: it.throw(KeyError("not handled"))
except KeyError as e: print("through both", e)
it = outer(); next(it); it.close()
def over(x):
    r = yield from x
    print("result", r)
for x in ([1, 2], "ab", range(2), {1: 2}, iter((3,)), (i for i in (4,)), map(str, [5])): print(list(over(x)))
class NoSend:
    def __iter__(self): return self
    def __next__(self): return "n"
it = over(NoSend()); print(next(it), next(it), it.send(None))
try: it.send(5)
except AttributeError as e: print(e)
it = over(NoSend()); next(it)
try: it.throw(ValueError("no throw method"))
except ValueError as e: print(e)
it = over(NoSend()); next(it); print(it.close())
class Full:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self): print("next"); return 1
    def send(self, v): print("send", v); return v * 2
    def throw(self, *a): print("throw", a); return "thrown"
    def close(self): print("close")
it = over(Full()); print(next(it), it.send(None), it.send(4), it.throw(ValueError("x"))); it.close()
class StopWith:
    def __iter__(self): return self
    def __next__(self): raise StopIteration("stopped value")
    def throw(self, *a): raise StopIteration("from throw")
print(list(over(StopWith())))
class BadClose(Full):
    def close(self): raise OSError("close failed")
it = over(BadClose()); next(it)
try: it.close()
except OSError as e: print(repr(e), repr(e.__context__))
it = over(BadClose()); next(it)
try: it.throw(GeneratorExit)
except OSError as e: print(e)
class ThrowStops(Full):
    def throw(self, *a): raise StopIteration("value of throw")
it = over(ThrowStops()); next(it)
try: it.throw(KeyError)
except StopIteration: print("ended")
for bad in (5, None, object()):
    try: list(over(bad))
    except TypeError as e: print(e)
def deep(n):
    if n == 0:
        got = yield "bottom"
        return got
    return (yield from deep(n - 1)) + 1
it = deep(100); print(next(it))
try: it.send(0)
except StopIteration as e: print(e.value)
it = deep(3); next(it)
try: it.throw(ValueError("at the bottom"))
except ValueError as e: print(e)
def two():
    a = yield from iter([1])
    b = yield from (yield "which?")
    return a, b
it = two(); print(next(it), next(it), it.send("xy"), next(it))
try: next(it)
except StopIteration as e: print(e.value)
def conditional(flag):
    x = (yield from "ab") if flag else (yield "no")
    return x
print(list(conditional(True)), list(conditional(False)))
def self_ref():
    try: yield from me
    except ValueError as e: yield str(e)
me = self_ref(); print(next(me))
def shared():
    g = (i for i in range(6))
    yield from zip(g, g)
    yield from g
print(list(shared()))
g = (i for i in range(5))
def first_two():
    yield next(g); yield next(g)
def all_():
    yield from first_two(); yield "rest"; yield from g
print(list(all_()))
def flatten(x):
    for e in x:
        if isinstance(e, (list, tuple)): yield from flatten(e)
        else: yield e
print(list(flatten([1, [2, (3, [4]), []], 5])))
def ignoring():
    try: yield 1
    except GeneratorExit: yield 2
def d(): yield from ignoring()
it = d(); next(it)
try: it.close()
except RuntimeError as e: print(e)
def runtime():
    def stop(): raise StopIteration("s"); yield
    try: yield from stop()
    except RuntimeError as e: yield repr(e), repr(e.__cause__)
print(list(runtime()))
