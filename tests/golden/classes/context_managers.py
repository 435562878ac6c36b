# with: order, several items, suppression, what __exit__ is given, lookups on the type.
class C:
    def __init__(self, name, swallow=False, enter=None, exit=None): self.name, self.swallow, self.e, self.x = name, swallow, enter, exit
    def __enter__(self):
        print("enter", self.name)
        if self.e: raise self.e
        return self.name.upper()
    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.x: raise self.x
        return self.swallow
with C("a") as a: print("body", a)
with C("a") as a, C("b") as b: print("body", a, b)
with (C("p") as p, C("q"), C("r") as r,): print("brackets", p, r)
with (C("one")): print("in brackets")
with C("s", swallow=True): raise ValueError("swallowed")
print("went on")
def attempt(f):
    try: print("result", f())
    except Exception as e: print("raised", type(e).__name__, e, "context", repr(e.__context__))
def f1():
    with C("n"): raise ValueError("through")
def f2():
    with C("o", swallow=True), C("i"): raise KeyError("k")
    return "after"
def f3():
    with C("o"), C("i", enter=RuntimeError("enter fails")): print("never")
def f4():
    with C("i", exit=RuntimeError("exit fails")): raise ValueError("first")
def f5():
    with C("i", exit=RuntimeError("exit fails")): pass
def f6():
    with C("r"): return "returned"
def f7():
    for i in range(3):
        with C(i.__str__()):
            if i == 0: continue
            if i == 1: break
    return i
def f8():
    with C("o", swallow=True):
        with C("i"): 1 / 0
    return "swallowed outside"
for f in (f1, f2, f3, f4, f5, f6, f7, f8): attempt(f)
d = {}
with C("t") as d["key"], C("u") as (x, *y): pass
print(d, x, y)
with C("attr") as C.attr: pass
print(C.attr)
class NoEnter:
    def __exit__(self, *a): pass
class NoExit:
    def __enter__(self): pass
class OnInstance:
    def __init__(self): self.__enter__ = lambda: 1; self.__exit__ = lambda *a: None
class Async:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass
def use(x):
    with x: pass
for x in (5, NoEnter(), NoExit(), OnInstance(), None, Async(), open if False else "file"): attempt(lambda: use(x))
class Static:
    __enter__ = staticmethod(lambda: "static enter")
    __exit__ = staticmethod(lambda *a: print("static exit", len(a)))
with Static() as s: print(s)
def gen():
    with C("g"): yield 1; yield 2
g = gen(); print(next(g)); g.close()
for v in gen():
    break
print("loop left")
del v
class Reent:
    depth = 0
    def __enter__(self): self.depth += 1; return self.depth
    def __exit__(self, *a): self.depth -= 1
r = Reent()
with r as a, r as b: print(a, b, r.depth)
print(r.depth)
class Truth:
    def __bool__(self): print("asked"); return True
class T:
    def __enter__(self): pass
    def __exit__(self, *a): return Truth()
with T(): pass
with T(): raise ValueError
