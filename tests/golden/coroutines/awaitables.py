# Custom awaitables: what __await__ may return, delegation to it.
def run(c):
    out = []
    try:
        while True: out.append(c.send(None))
    except StopIteration as e: return out, e.value
class Gen:
    def __await__(self): r = yield "g"; return ("gen", r)
class Iter:
    def __await__(self): return iter([1, 2])
class Direct:
    def __await__(self): return self
    def __iter__(self): return self
    def __next__(self): raise StopIteration("direct")
class Chain:
    def __init__(self, *a): self.a = a
    def __await__(self):
        out = []
        for x in self.a: out.append((yield from x.__await__()))
        return out
class Nested:
    def __await__(self): return Gen().__await__()
class Coro:
    def __await__(self): return work().__await__()
async def work(): return "work " + str(await Gen())
async def use(x): return await x
for x in (Gen(), Iter(), Direct(), Chain(Gen(), Iter()), Nested(), Coro(), work(), Chain()): print(type(x).__name__, run(use(x)))
class Bad:
    def __init__(self, v): self.v = v
    def __await__(self): return self.v
for v in (5, None, [1], "ab", work, (i for i in (1,))):
    try: print(run(use(Bad(v))))
    except TypeError as e: print(e)
class BadCoro:
    def __await__(self): c = work(); self.c = c; return c
b = BadCoro()
try: run(use(b))
except TypeError as e: print(e)
b.c.close()
class OnInstance:
    def __init__(self): self.__await__ = lambda: iter([])
try: run(use(OnInstance()))
except TypeError as e: print(e)
class AsyncAwait:
    async def __await__(self): pass
try: run(use(AsyncAwait()))
except TypeError as e: print(e)
class Raises:
    def __await__(self): raise ValueError("in __await__")
try: run(use(Raises()))
except ValueError as e: print(e)
w = work().__await__(); print(type(w).__name__, iter(w) is w, next(w))
try: w.send(7)
except StopIteration as e: print(e.value)
w = work().__await__(); next(w)
try: w.throw(KeyError("k"))
except KeyError as e: print(e)
w = work().__await__(); next(w); w.close()
class Promise:
    def __init__(self): self.value = None; self.done = False
    def set(self, v): self.value, self.done = v, True
    def __await__(self):
        while not self.done: yield self
        return self.value
async def waits(p, name): v = await p; print(name, v); return v
p = Promise(); cs = [waits(p, n) for n in "ab"]
for c in cs: assert c.send(None) is p
p.set(42)
for c in cs:
    try: c.send(None)
    except StopIteration as e: print(e.value)
print(run(use(p)))
import types
@types.coroutine
def old(x): r = yield x; return ("old", r)
async def uses_old(): return await old(5)
print(run(uses_old()), type(old(1)).__name__)
@types.coroutine
def mixes(): return (yield from work())
print(run(use(mixes())))
def plain_delegate(): yield from work()
try: next(plain_delegate())
except TypeError as e: print(e)
@types.coroutine
def returns_other(): return work()
print(run(use(returns_other())))
class Waits:
    def __await__(self): return (yield from Gen().__await__())
print(run(use(Waits())))
class Timeline:
    log = []
    def __init__(self, n): self.n = n
    def __await__(self): Timeline.log.append(("start", self.n)); yield self.n; Timeline.log.append(("end", self.n))
async def order():
    await Timeline(1); await Timeline(2)
    return Timeline.log
print(run(order()))
