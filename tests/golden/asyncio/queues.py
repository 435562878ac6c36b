# Queue, LifoQueue, PriorityQueue: full, empty, join, shutdown, order of waiters.
import asyncio
async def main():
    q = asyncio.Queue(maxsize=2); print(q.empty(), q.full(), q.qsize(), q.maxsize)
    await q.put(1); q.put_nowait(2); print(q.full(), q.qsize(), await q.get(), q.get_nowait(), q.empty())
    for f in (q.get_nowait, ):
        try: f()
        except asyncio.QueueEmpty as e: print("QueueEmpty", repr(e))
    q.put_nowait(1); q.put_nowait(2)
    try: q.put_nowait(3)
    except asyncio.QueueFull as e: print("QueueFull", repr(e))
    for c, items in ((asyncio.LifoQueue, [1, 2, 3]), (asyncio.PriorityQueue, [(2, "b"), (1, "z"), (1, "a"), (3, "c")])):
        p = c()
        for i in items: p.put_nowait(i)
        print(c.__name__, [p.get_nowait() for _ in items])
    log = []
    async def getter(n, q): log.append(f"{n} waits"); log.append((n, await q.get()))
    q = asyncio.Queue(); gs = [asyncio.create_task(getter(i, q)) for i in range(3)]; await asyncio.sleep(0)
    for x in "abc": q.put_nowait(x)
    await asyncio.gather(*gs); print(log)
    async def putter(n, q): await q.put(n); log.append(f"put {n}")
    log.clear(); q = asyncio.Queue(1); ps = [asyncio.create_task(putter(i, q)) for i in range(3)]; await asyncio.sleep(0); print(log, q.qsize())
    for _ in range(3): log.append(("got", await q.get())); await asyncio.sleep(0)
    print(log)
    q = asyncio.Queue(); g = asyncio.create_task(getter("cancelled", q)); g2 = asyncio.create_task(getter("second", q)); log.clear(); await asyncio.sleep(0); g.cancel(); await asyncio.sleep(0); q.put_nowait("item"); await g2; print(log)
    q = asyncio.Queue()
    async def worker(q):
        while True:
            x = await q.get(); await asyncio.sleep(0); log.append(x * 10); q.task_done()
    log.clear()
    for i in range(5): q.put_nowait(i)
    ws = [asyncio.create_task(worker(q)) for _ in range(2)]; await q.join(); print("joined", log); [w.cancel() for w in ws]; await asyncio.gather(*ws, return_exceptions=True)
    await asyncio.Queue().join(); print("join of nothing")
    try: asyncio.Queue().task_done()
    except ValueError as e: print(e)
    async def producer(q, n):
        for i in range(n): await q.put(i); log.append(f"p{i}")
        await q.put(None)
    async def consumer(q):
        while (x := await q.get()) is not None: log.append(f"c{x}")
    log.clear(); q = asyncio.Queue(2); await asyncio.gather(producer(q, 5), consumer(q)); print(log)
    q = asyncio.Queue(); q.put_nowait(1); q.shutdown(); print(await q.get())
    for f in (q.get, lambda: q.put(1)):
        try: await f()
        except asyncio.QueueShutDown as e: print("shut down", repr(e))
    for f in (q.get_nowait, lambda: q.put_nowait(1)):
        try: f()
        except asyncio.QueueShutDown as e: print("shut down", repr(e))
    q = asyncio.Queue(); g = asyncio.create_task(q.get()); await asyncio.sleep(0); q.shutdown()
    try: await g
    except asyncio.QueueShutDown: print("waiting getter told")
    q = asyncio.Queue(); q.put_nowait(1); q.put_nowait(2); q.shutdown(immediate=True); print(q.qsize(), q.empty())
    q = asyncio.Queue(1); q.put_nowait(1); p = asyncio.create_task(q.put(2)); await asyncio.sleep(0); q.shutdown()
    try: await p
    except asyncio.QueueShutDown: print("waiting putter told")
    print(repr(asyncio.Queue(3)).split(" at ")[0], "maxsize=3" in repr(asyncio.Queue(3)), str(q).split(" ")[-1], asyncio.Queue(-1).full(), asyncio.Queue(0).full())
    pq = asyncio.PriorityQueue()
    for i in [5, 3, 9, 1, 7]: await pq.put(i)
    print([await pq.get() for _ in range(5)])
asyncio.run(main())
