# close, GeneratorExit, dropping a suspended generator.
def g(name):
    try:
        yield 1; yield 2
    except GeneratorExit: print(name, "GeneratorExit"); raise
    finally: print(name, "finally")


it = g("a"); next(it); print(it.close()); print(it.close(), list(it))
it = g("never started"); print(it.close(), list(it))
it = g("exhausted"); print(list(it), it.close())
it = g("dropped"); next(it); del it; print("after drop")
def swallow():
    try: yield 1
    except GeneratorExit: print("swallowed")
it = swallow(); next(it); print(it.close())
def returns():
    try: yield 1
    except GeneratorExit: return "close's result"
it = returns(); next(it); print(it.close()); print(it.close())
def ignores():
    try: yield 1
    except GeneratorExit: yield "no"
it = ignores(); next(it)
try: it.close()
except RuntimeError as e: print(e)
print(list(it))
def raises():
    try: yield 1
    finally: raise KeyError("in close")
it = raises(); next(it)
try: it.close()
except KeyError as e: print(repr(e), repr(e.__context__))
def stops():
    try: yield 1
    except GeneratorExit: raise StopIteration("x")
it = stops(); next(it)
try: print("closed", it.close())
except RuntimeError as e: print(e)
for x in g("for"):
    break
print("after for")
def f():
    for x in g("returned from"): return x
print(f())
try:
    for x in g("raised in"): raise ValueError("body")
except ValueError as e: print(e)
print(next(g("temporary")))
print(next(iter(g("zip"))), list(zip(g("in zip"), [5])))
def outer():
    try: yield from g("inner")
    finally: print("outer finally")
it = outer(); next(it); it.close()
it = outer(); next(it); del it
it = outer(); next(it)
it = None; print("replaced")
l = [g("in list")]; next(l[0]); l.clear(); print("cleared")
def nest():
    a = g("held"); next(a)
    yield 1
it = nest(); next(it); it.close(); print("nest closed")
def with_():
    class M:
        def __enter__(self): return 5
        def __exit__(self, t, v, tb): print("exit", t.__name__ if t else None)
    with M() as m: yield m
it = with_(); next(it); it.close()
it = g("thrown GeneratorExit"); next(it)
try: it.throw(GeneratorExit)
except GeneratorExit as e: print(repr(e))
any(x for x in g("any")); print("after any")
a, *b = g("unpacked"); print(a, b)
try: a, = g("too many")
except ValueError as e: print(e)
def running():
    try: it2.close()
    except ValueError as e: print(e)
    yield
it2 = running(); next(it2)
