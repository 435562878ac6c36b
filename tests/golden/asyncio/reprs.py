# How tasks, futures, handles and locks show themselves.
import asyncio
import re
def clean(x): return re.sub(r"0x[0-9a-f]+", "0x..", re.sub(r" running at \S*tasks.py:\d+|[\w./]*/(?=reprs.py)", "", repr(x)))
async def work(v): await asyncio.sleep(0); return v
async def bad(): raise ValueError("bad")
def named(t): pass
async def main():
    loop = asyncio.get_running_loop(); t = asyncio.create_task(work(1), name="T"); print(clean(t)); t.add_done_callback(named); print(clean(t)); await asyncio.sleep(0); print(clean(t)); t.cancel(); print(clean(t)); await asyncio.wait([t]); print(clean(t))
    t = asyncio.create_task(work("x" * 5), name="named task"); await t; print(clean(t)); t = asyncio.create_task(bad(), name="B"); await asyncio.wait([t]); print(clean(t)); t.exception()
    async def waiter(f): await f
    f = loop.create_future(); t = asyncio.create_task(waiter(f), name="W"); await asyncio.sleep(0); print(clean(t)); print(clean(f)); f.add_done_callback(named); print(clean(f)); f.add_done_callback(named); print(clean(f)); f.set_result([1]); print(clean(f)); await t; print(clean(t))
    print(clean(asyncio.Lock()), clean(asyncio.Event()), clean(asyncio.Semaphore(3)), clean(asyncio.BoundedSemaphore()), clean(asyncio.Condition()), clean(asyncio.Queue(2)), clean(asyncio.Barrier(2)), clean(asyncio.timeout(None)), clean(asyncio.TaskGroup()), sep="\n")
    h = loop.call_soon(named, 5); print(clean(h)); h.cancel(); print(clean(h)); h = loop.call_soon(print, "a", 1); print(clean(h)); h.cancel(); h = loop.call_later(5, named, 1); print(clean(h).split("when")[0]); h.cancel(); print(clean(loop)); print(clean(asyncio.create_task(asyncio.sleep(0), name="S")))
    g = asyncio.gather(work(1)); print(clean(g)[:24]); await g; print(clean(g)); q = asyncio.Queue(); q.put_nowait(1); print(clean(q)); l = asyncio.Lock(); await l.acquire(); print(clean(l)); print(clean(asyncio.current_task()).split(" coro")[0])
asyncio.run(main())
