# Asynchronous generators: asend, athrow, aclose, finalisation.
class Pause:
    def __init__(self, v="p"): self.v = v
    def __await__(self): yield self.v
def run(c):
    out = []
    try:
        while True: out.append(c.send(None))
    except StopIteration as e: return e.value
    except Exception as e: return f"{type(e).__name__}: {e}"
async def echo():
    try:
        got = None
        while True:
            await Pause()
            got = yield ("echo", got)
            if got == "end": return
    except ValueError as e: print("caught", e); yield "handled"
    finally: print("finally"); await Pause()
async def sends():
    g = echo()
    r = [await g.asend(None), await g.asend(1), await g.__anext__()]
    try: await g.asend("end")
    except StopAsyncIteration as e: r.append(repr(e))
    try: await g.asend("again")
    except StopAsyncIteration: r.append("still ended")
    return r
print(run(sends()))
async def throws():
    g = echo(); await g.asend(None)
    r = [await g.athrow(ValueError("v"))]
    try: await g.__anext__()
    except StopAsyncIteration: r.append("ended")
    g = echo(); await g.asend(None)
    try: await g.athrow(KeyError("k"))
    except KeyError as e: r.append(repr(e))
    return r
print(run(throws()))
async def closes():
    g = echo(); await g.asend(None); r = [await g.aclose(), await g.aclose()]
    g = echo(); r.append(await g.aclose())
    try: await g.asend(None)
    except StopAsyncIteration: r.append("closed")
    return r
print(run(closes()))
async def not_started():
    g = echo()
    try: await g.asend(5)
    except TypeError as e: print(e)
    g = echo()
    try: await g.athrow(ValueError("early"))
    except ValueError as e: print(e)
    return [x async for x in g]
print(run(not_started()))
async def ignores():
    try: yield 1
    except GeneratorExit: yield 2
async def ignoring():
    g = ignores(); await g.asend(None)
    try: await g.aclose()
    except RuntimeError as e: return str(e)
print(run(ignoring()))
async def awaits_in_exit():
    try: yield 1
    finally: await Pause(); print("awaited while closing")
async def closing():
    g = awaits_in_exit(); await g.asend(None); await g.aclose()
    async for x in awaits_in_exit(): break
    return "left the loop"
print(run(closing()))
async def overlapping():
    g = echo(); a = g.asend(None); a.send(None)
    try: g.asend(None).send(None)
    except RuntimeError as e: print(e)
    try: a.send(None)
    except StopIteration as e: print(e.value)
    try: a.send(None)
    except RuntimeError as e: print(e)
    await g.aclose()
print(run(overlapping()))
async def reuse():
    g = echo(); a = g.asend(None); r = await a
    try: await a
    except RuntimeError as e: print(e)
    await g.aclose(); return r
print(run(reuse()))
async def empty():
    return
    yield
async def collects(): return [x async for x in empty()]
print(run(collects()))
async def delegates():
    async for x in squares(3): yield x + 100
async def squares(n):
    for i in range(n): await Pause(i); yield i * i
async def consume(): return [x async for x in delegates()]
print(run(consume()))
async def raises(): yield 1; raise KeyError("in body")
async def consume2():
    r = []
    try:
        async for x in raises(): r.append(x)
    except KeyError as e: r.append(repr(e))
    return r
print(run(consume2()))
async def wrong(): yield 1; raise StopAsyncIteration
async def consume3():
    try: return [x async for x in wrong()]
    except RuntimeError as e: return str(e), repr(e.__cause__)
print(run(consume3()))
async def self_ref():
    try: await g0.asend(None)
    except RuntimeError as e: yield str(e)
g0 = self_ref()
async def first(g): return await anext(g)
print(run(first(g0)))
def sync(g):
    try: list(g)
    except TypeError as e: print(e)
    try: next(g)
    except TypeError as e: print(e)
sync(squares(1))
class M:
    async def __aenter__(self): print("in"); return self
    async def __aexit__(self, *a): print("out", a[0] and a[0].__name__)
async def with_(): 
    async with M(): yield 1; yield 2
async def use_with():
    g = with_(); await anext(g); await g.aclose()
print(run(use_with()))
import sys
old = sys.get_asyncgen_hooks(); print(old)
def firstiter(g): print("firstiter", g.__name__)
def finalizer(g): print("finalizer", g.__name__); run(g.aclose())
sys.set_asyncgen_hooks(firstiter, finalizer)
async def hooked():
    g = squares(2); await anext(g); del g; print("dropped")
    async for x in squares(1): pass
print(run(hooked())); sys.set_asyncgen_hooks(*old)
