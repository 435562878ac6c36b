# Many tasks, deep chains, long queues: correct at size.
import asyncio
async def main():
    async def one(i): await asyncio.sleep(0); return i
    print(sum(await asyncio.gather(*(one(i) for i in range(5000)))))
    async def deep(n): return 0 if n == 0 else 1 + await deep(n - 1)
    print(await deep(400))
    async def deep_wait(n):
        if n == 0: await asyncio.sleep(0); return 0
        return 1 + await deep_wait(n - 1)
    print(await deep_wait(400))
    async def chain(n): return 0 if n == 0 else 1 + await asyncio.create_task(chain(n - 1))
    print(await chain(300))
    q = asyncio.Queue(); [q.put_nowait(i) for i in range(10000)]; total = 0
    while not q.empty(): total += await q.get()
    print(total)
    loop = asyncio.get_running_loop(); fired = []
    hs = [loop.call_later(0.0001 * (i % 50), fired.append, i) for i in range(2000)]; [h.cancel() for h in hs[::2]]; await asyncio.sleep(0.05); print(len(fired), sum(fired), len(set(fired)))
    lock = asyncio.Lock(); n = 0
    async def inc():
        nonlocal n
        async with lock: m = n; await asyncio.sleep(0); n = m + 1
    await asyncio.gather(*(inc() for _ in range(1000))); print(n)
    ts = [asyncio.create_task(asyncio.sleep(100)) for _ in range(3000)]; await asyncio.sleep(0); [t.cancel() for t in ts]; r = await asyncio.gather(*ts, return_exceptions=True); print(len(r), {type(x).__name__ for x in r})
    e = asyncio.Event(); ws = [asyncio.create_task(e.wait()) for _ in range(2000)]; await asyncio.sleep(0); e.set(); print(sum(await asyncio.gather(*ws)))
    async def agen(n):
        for i in range(n): await asyncio.sleep(0); yield i
    print(sum([x async for x in agen(3000)]))
    async with asyncio.TaskGroup() as g: ts = [g.create_task(one(i)) for i in range(2000)]
    print(sum(t.result() for t in ts)); done, _ = await asyncio.wait([asyncio.create_task(one(i)) for i in range(1000)]); print(len(done)); print(sum([await c for c in asyncio.as_completed([one(i) for i in range(1000)])]))
asyncio.run(main())
