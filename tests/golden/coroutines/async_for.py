# async for and asynchronous comprehensions.
def run(c):
    out = []
    try:
        while True: out.append(c.send(None))
    except StopIteration as e: print("yields", out, "->", e.value)
    except Exception as e: print("yields", out, "raised", type(e).__name__, e)
class Pause:
    def __init__(self, v): self.v = v
    def __await__(self): yield self.v; return self.v
class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        if self.i == self.n: raise StopAsyncIteration
        self.i += 1; await Pause("w%d" % self.i); return self.i
async def gen(n):
    for i in range(n): await Pause(f"g{i}"); yield i
async def plain():
    r = []
    async for x in Count(2): r.append(x)
    else: r.append("else")
    return r
async def breaks():
    async for x in Count(5):
        if x == 1: continue
        if x == 3: break
    else: return "never"
    return x
async def nested(): return [(x, y) async for x in Count(2) async for y in gen(x)]
async def mixed(): return [x + y async for x in Count(2) for y in (10, 20) if x + y != 11]
async def sync_outer(): return [y for x in (1, 2) if await Pause(x) async for y in gen(x)]
async def sets(): return {x async for x in gen(3)}, {x: await Pause(x) async for x in gen(2)}
async def conditions(): return [await Pause(x) async for x in Count(4) if await Pause(x) % 2]
async def awaits_only(): return [await Pause(x) for x in "ab"], {await Pause(1)}, [x for x in await Pause([1, 2])]
async def genexp():
    g = (x * 2 async for x in gen(3)); r = []
    async for v in g: r.append(v)
    return r, type(g).__name__
async def genexp_await():
    g = (await Pause(x) for x in "ab"); return [v async for v in g], type(g).__name__
async def inner_list(): return [[y async for y in gen(x)] for x in range(3)]
async def target():
    d = {}
    async for d["k"] in gen(2): pass
    async for a, *b in pairs(): pass
    return d, a, b
async def pairs(): yield 1, 2, 3
async def walrus(): return [last := x async for x in gen(3)], last
for f in (plain, breaks, nested, mixed, sync_outer, sets, conditions, awaits_only, genexp, genexp_await, inner_list, target, walrus): print(f.__name__, end=": "); run(f())
async def over(x):
    async for i in x: pass
class NoNext:
    def __aiter__(self): return self
class NotAwaitable:
    def __aiter__(self): return self
    def __anext__(self): return 5
class AsyncIter:
    async def __aiter__(self): return self
class Raises:
    def __aiter__(self): return self
    async def __anext__(self): raise ValueError("in anext")
class Stops:
    def __aiter__(self): return self
    async def __anext__(self): raise StopIteration

for x in (5, [1], NoNext(), NotAwaitable(), AsyncIter(), Raises(), Stops(), iter([])): run(over(x))
async def sync_over():
    for x in gen(1): pass
run(sync_over())
async def nexts():
    it = aiter(gen(2)); r = [await anext(it), await anext(it), await anext(it, "default")]
    try: await anext(it)
    except StopAsyncIteration as e: r.append(repr(e))
    c = Count(1); r += [await anext(c), await anext(c, None)]
    return r
run(nexts())
for f in (lambda: aiter(5), lambda: anext(5), lambda: aiter(), lambda: anext(), lambda: aiter([])):
    try: f()
    except TypeError as e: print(e)
