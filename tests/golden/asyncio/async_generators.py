# Asynchronous generators, comprehensions and iterators on the loop.
import asyncio
async def ticker(n, d=0.0):
    try:
        for i in range(n): await asyncio.sleep(d); yield i
    finally: print("ticker closed")
async def main():
    async for i in ticker(3): print(i)
    print([i async for i in ticker(3) if i != 1], {i: i * i async for i in ticker(2)}, sum([i async for i in ticker(4)]))
    async for i in ticker(5):
        if i == 1: break
    print("after break"); await asyncio.sleep(0)
    g = ticker(5); print(await anext(g), await g.__anext__()); await g.aclose(); print(await anext(g, "exhausted"))
    async def double(src):
        async for x in src: yield x * 2
    async def take(n, src):
        if n:
            async for x in src:
                yield x; n -= 1
                if not n: break
    print([x async for x in take(2, double(ticker(10)))])
    async def chat():
        got = yield "ready"
        while got != "bye": await asyncio.sleep(0); got = yield f"you said {got}"
    c = chat(); print(await c.asend(None), await c.asend("hi"))
    try: await c.asend("bye")
    except StopAsyncIteration: print("chat over")
    async def merge(*gens):
        q = asyncio.Queue()
        async def pump(g, n):
            async for x in g: await q.put((n, x))
            await q.put((n, None))
        ts = [asyncio.create_task(pump(g, n)) for n, g in enumerate(gens)]; left = len(ts)
        while left:
            n, x = await q.get()
            if x is None: left -= 1
            else: yield n, x
    async def values(*v):
        for x in v: await asyncio.sleep(0.012); yield x
    async def values2(*v):
        await asyncio.sleep(0.006)
        for x in v: yield x; await asyncio.sleep(0.012)
    print([x async for x in merge(values("a", "b"), values2(1, 2))])
    class Countdown:
        def __init__(self, n): self.n = n
        def __aiter__(self): return self
        async def __anext__(self):
            if self.n == 0: raise StopAsyncIteration
            await asyncio.sleep(0); self.n -= 1; return self.n
    print([i async for i in Countdown(3)], [await asyncio.sleep(0, i) for i in range(3)], [x async for x in (i + 1 async for i in Countdown(2))])
    async def cancelled():
        async for i in ticker(10, 0.5): pass
    t = asyncio.create_task(cancelled()); await asyncio.sleep(0.02); t.cancel(); r = await asyncio.gather(t, return_exceptions=True); print(type(r[0]).__name__)
    class Res:
        async def __aenter__(self): await asyncio.sleep(0); print("open"); return self
        async def __aexit__(self, *a): await asyncio.sleep(0); print("close", a[0] and a[0].__name__)
    async def uses():
        async with Res(): yield 1; yield 2
    async for x in uses(): print("use", x)
    g = uses(); await anext(g)
    try: await g.athrow(ValueError("thrown"))
    except ValueError as e: print(e)
    g = uses(); await anext(g); del g; await asyncio.sleep(0.02); print("dropped one was closed by the loop")
asyncio.run(main())
