# Coroutines wrapped, decorated, timed, retried, memoised, all driven by hand.
class Pause:
    def __await__(self): return (yield "pause")
def run(c):
    n = 0
    try:
        while True: c.send(n or None); n += 1
    except StopIteration as e: return e.value, n
def logged(f):
    async def wrapper(*a, **k):
        print(">", f.__name__, a, k)
        try: r = await f(*a, **k)
        except Exception as e: print("!", repr(e)); raise
        else: print("<", r); return r
        finally: print(".")
    return wrapper
@logged
async def add(a, b=1): await Pause(); return a + b
@logged
async def bad(): await Pause(); raise ValueError("bad")
print(run(add(1, b=2)))
try: run(bad())
except ValueError as e: print("out", e)
def retry(n):
    def deco(f):
        async def w(*a):
            for k in range(n):
                try: return await f(*a, k)
                except OSError as e: last = e; await Pause()
            raise last
        return w
    return deco
@retry(3)
async def flaky(ok_at, k):
    await Pause()
    if k < ok_at: raise OSError(k)
    return f"try {k}"
print(run(flaky(2)))
try: run(flaky(5))
except OSError as e: print("gave up", e)
class Memo:
    def __init__(self, f): self.f, self.c = f, {}
    async def __call__(self, x):
        if x not in self.c: self.c[x] = await self.f(x)
        return self.c[x]
@Memo
async def slow(x): await Pause(); return x * x
async def twice(): return await slow(3), await slow(3)
print(run(twice()))
class Methods:
    @logged
    async def m(self, x): return x
    @classmethod
    async def c(cls): return cls.__name__
    @staticmethod
    async def s(x): await Pause(); return x
    @property
    async def p(self): return "property of " + type(self).__name__
    async def chain(self): return await self.m(1), await self.c(), await self.s(2), await self.p, await Methods.s(3)
print(run(Methods().chain()))
async def compose(x, *fs):
    for f in fs: x = await f(x)
    return x
async def inc(x): await Pause(); return x + 1
print(run(compose(1, inc, slow, inc)))
async def pick(flag): return await (inc(1) if flag else slow(5)) + await inc(await inc(0))
print(run(pick(True)), run(pick(False)))
async def conditional():
    out = []
    for i in range(4):
        if i % 2 and await inc(i) > 2 or i == 0: out.append(await slow(i))
        else: out.append(None)
    while (x := await inc(len(out))) < 7: out.append(x)
    return out
print(run(conditional()))
async def lam(): f = lambda x: inc(x); g = [inc, slow]; return await f(1), [await h(2) for h in g], {await inc(k): await slow(k) for k in range(2)}
print(run(lam()))
async def nested_defs():
    async def a():
        async def b(): await Pause(); return v
        return await b()
    v = "closed over"; return await a()
print(run(nested_defs()))
async def yields_values():
    class Y:
        def __await__(self): x = yield 1; y = yield x; return x, y
    return await Y()
print(run(yields_values()))
