# Patterns of real programs: worker pools, retries, rate limits, pipelines, first wins, periodic jobs.
import asyncio
async def main():
    log = []
    async def fetch(n):
        await asyncio.sleep(0.01 * (n % 3 + 1))
        if n == 4: raise ConnectionError(f"page {n}")
        return f"page {n}"
    async def pool(jobs, size):
        q, out = asyncio.Queue(), {}
        for j in jobs: q.put_nowait(j)
        async def worker():
            while not q.empty():
                j = q.get_nowait()
                try: out[j] = await fetch(j)
                except ConnectionError as e: out[j] = f"failed: {e}"
                finally: q.task_done()
        async with asyncio.TaskGroup() as g:
            for _ in range(size): g.create_task(worker())
        return {k: out[k] for k in sorted(out)}
    print(await pool(range(7), 3))
    tries = 0
    async def flaky():
        nonlocal tries; tries += 1
        if tries < 3: raise OSError(f"try {tries}")
        return f"worked at try {tries}"
    async def retry(f, times, wait=0.001):
        for k in range(times):
            try: return await f()
            except OSError as e:
                log.append(str(e))
                if k == times - 1: raise
                await asyncio.sleep(wait * 2 ** k)
    print(await retry(flaky, 5), log); tries = -10
    try: await retry(flaky, 2)
    except OSError as e: print("gave up:", e)
    async def first(*coros):
        ts = [asyncio.ensure_future(c) for c in coros]; done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
        for p in pending: p.cancel()
        await asyncio.gather(*pending, return_exceptions=True); return done.pop().result()
    print(await first(asyncio.sleep(5, "slow"), asyncio.sleep(0.02, "quick"), asyncio.sleep(9, "slower")))
    async def every(seconds, f):
        while True: f(); await asyncio.sleep(seconds)
    ticks = []; t = asyncio.create_task(every(0.03, lambda: ticks.append(len(ticks)))); await asyncio.sleep(0.1); t.cancel(); await asyncio.gather(t, return_exceptions=True); print(3 <= len(ticks) <= 4, ticks[:3])
    class Limiter:
        def __init__(self, n): self.s = asyncio.Semaphore(n); self.now = self.most = 0
        async def __aenter__(self): await self.s.acquire(); self.now += 1; self.most = max(self.most, self.now)
        async def __aexit__(self, *a): self.now -= 1; self.s.release()
    lim = Limiter(3)
    async def limited(n):
        async with lim: await asyncio.sleep(0.005); return n
    print(sum(await asyncio.gather(*(limited(i) for i in range(10)))), lim.most)
    async def stage(src, dst, f):
        while (x := await src.get()) is not None: await dst.put(f(x))
        await dst.put(None)
    a, b, c = asyncio.Queue(1), asyncio.Queue(1), asyncio.Queue()
    async def feed():
        for i in range(5): await a.put(i)
        await a.put(None)
    await asyncio.gather(feed(), stage(a, b, lambda x: x + 1), stage(b, c, lambda x: x * x)); out = []
    while (x := c.get_nowait()) is not None: out.append(x)
    print(out)
    class Cache:
        def __init__(self): self.tasks = {}; self.loads = 0
        async def load(self, k): self.loads += 1; await asyncio.sleep(0.005); return k.upper()
        async def get(self, k):
            if k not in self.tasks: self.tasks[k] = asyncio.create_task(self.load(k))
            return await self.tasks[k]
    cache = Cache(); print(await asyncio.gather(*(cache.get(k) for k in "abab")), cache.loads)
    class Bus:
        def __init__(self): self.subs = []
        def subscribe(self): q = asyncio.Queue(); self.subs.append(q); return q
        def publish(self, m): [q.put_nowait(m) for q in self.subs]
    bus = Bus()
    async def listener(n, q):
        got = []
        while (m := await q.get()) != "end": got.append(m)
        return n, got
    ls = [asyncio.create_task(listener(n, bus.subscribe())) for n in "xy"]; [bus.publish(m) for m in ("one", "two", "end")]; print(await asyncio.gather(*ls))
    async def dine(n, forks):
        l, r = sorted((n, (n + 1) % 5))
        for _ in range(2):
            async with forks[l]:
                await asyncio.sleep(0)
                async with forks[r]: meals[n] += 1; await asyncio.sleep(0)
    meals = [0] * 5; forks = [asyncio.Lock() for _ in range(5)]; await asyncio.gather(*(dine(n, forks) for n in range(5))); print(meals)
    async def chunks():
        for i in range(3): await asyncio.sleep(0); yield f"chunk {i}"
    async def collect(): return [c async for c in chunks()]
    print(await asyncio.wait_for(collect(), 5)); d = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_soon_threadsafe(d.set_result, "from a callback"); print(await d)
asyncio.run(main())
