# async with: order, several items, suppression, errors.
def run(c):
    out = []
    try:
        while True: out.append(c.send(None))
    except StopIteration as e: print("yields", out, "->", e.value)
    except Exception as e: print("yields", out, "raised", type(e).__name__, e, "context", repr(e.__context__))
class Pause:
    def __init__(self, v): self.v = v
    def __await__(self): yield self.v
class M:
    def __init__(self, n, swallow=False, enter=None, exit=None): self.n, self.s, self.e, self.x = n, swallow, enter, exit
    async def __aenter__(self):
        print("enter", self.n); await Pause(self.n + " in")
        if self.e: raise self.e
        return self.n.upper()
    async def __aexit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v); await Pause(self.n + " out")
        if self.x: raise self.x
        return self.s
async def plain():
    async with M("a") as a: print("body", a); await Pause("body")
    return "done"
async def several():
    async with M("a") as a, M("b") as b: return a + b
async def brackets():
    async with (M("a") as a, M("b"),): return a
async def raises():
    async with M("a"): raise ValueError("v")
async def swallows():
    async with M("a", swallow=True): raise ValueError("v")
    return "after"
async def enter_fails():
    async with M("a"), M("b", enter=KeyError("enter")): print("never")
async def exit_fails():
    async with M("a", exit=KeyError("exit")): raise ValueError("body")
async def in_loop():
    for i in range(3):
        async with M(str(i)):
            if i == 0: continue
            if i == 1: break
    return i
async def mixed():
    class S:
        def __enter__(self): print("sync enter"); return 1
        def __exit__(self, *a): print("sync exit")
    with S() as s:
        async with M("a") as a: return s, a
for f in (plain, several, brackets, raises, swallows, enter_fails, exit_fails, in_loop, mixed): print(f.__name__); run(f())
async def bad(x):
    async with x: pass
class NoExit:
    async def __aenter__(self): pass
class NotAwaitable:
    def __aenter__(self): return 5
    def __aexit__(self, *a): return 6
class ExitNot:
    async def __aenter__(self): pass
    def __aexit__(self, *a): return 6
class Sync:
    def __enter__(self): pass
    def __exit__(self, *a): pass
for x in (5, NoExit(), NotAwaitable(), ExitNot(), Sync()): run(bad(x))
async def closed():
    async with M("a"): await Pause("here")
c = closed(); c.send(None); c.send(None)
try: c.close()
except RuntimeError as e: print(e)
c = closed(); c.send(None); c.send(None); print(c.throw(KeyError("thrown")))
try: c.send(None)
except KeyError as e: print("out", e)
async def targets():
    d = {}
    async with M("t") as d["k"], M("u") as (x, *y): return d, x, y
run(targets())
