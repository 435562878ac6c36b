# Cancelling in awkward moments.
import asyncio
async def main():
    log = []
    async def work(n, hold=10):
        try: log.append(f"{n} in"); await asyncio.sleep(hold); log.append(f"{n} out")
        except asyncio.CancelledError: log.append(f"{n} cancelled"); raise
        finally: log.append(f"{n} finally")
    async def settle(*ts): r = await asyncio.gather(*ts, return_exceptions=True); out = [type(x).__name__ if isinstance(x, BaseException) else x for x in r]; print(out, *log, sep=" | "); log.clear()
    a = asyncio.create_task(work("a")); b = asyncio.create_task(work("b")); await asyncio.sleep(0); a.cancel(); b.cancel(); a.cancel(); await settle(a, b)
    async def canceller(t): log.append("canceller"); t.cancel()
    a = asyncio.create_task(work("a")); c = asyncio.create_task(canceller(a)); await settle(a, c)
    c = asyncio.create_task(canceller(asyncio.current_task()))
    try: await asyncio.sleep(0)
    except asyncio.CancelledError: log.append("main was cancelled"); asyncio.current_task().uncancel()
    await settle(c)
    async def group():
        try: await asyncio.gather(work("x"), work("y"))
        except asyncio.CancelledError: log.append("group"); raise
    g = asyncio.create_task(group()); await asyncio.sleep(0); await asyncio.sleep(0); g.cancel(); await settle(g)
    async def shielded():
        inner = asyncio.create_task(work("inner", 0.02))
        try: await asyncio.shield(inner)
        except asyncio.CancelledError: log.append("shield left"); await inner; return "kept"
    s = asyncio.create_task(shielded()); await asyncio.sleep(0); await asyncio.sleep(0); s.cancel(); await settle(s)
    async def nested():
        try:
            try: await work("deep")
            except asyncio.CancelledError: log.append("first"); await asyncio.sleep(0); log.append("after a wait"); raise
        finally: log.append("last")
    n = asyncio.create_task(nested()); await asyncio.sleep(0); n.cancel(); await settle(n)
    n = asyncio.create_task(nested()); await asyncio.sleep(0); n.cancel(); await asyncio.sleep(0); n.cancel(); await settle(n)
    async def ignore():
        while True:
            try: await asyncio.sleep(10)
            except asyncio.CancelledError:
                log.append(f"ignored {asyncio.current_task().cancelling()}")
                if asyncio.current_task().cancelling() == 3: return "enough"
    i = asyncio.create_task(ignore()); await asyncio.sleep(0)
    for _ in range(3): i.cancel(); await asyncio.sleep(0)
    await settle(i)
    q = asyncio.Queue(); getter = asyncio.create_task(q.get()); await asyncio.sleep(0); q.put_nowait("item"); getter.cancel(); await settle(getter); print(q.qsize())
    lock = asyncio.Lock(); await lock.acquire(); t = asyncio.create_task(lock.acquire()); await asyncio.sleep(0); lock.release(); t.cancel(); await settle(t); print(lock.locked())
    e = asyncio.Event(); t = asyncio.create_task(e.wait()); await asyncio.sleep(0); e.set(); t.cancel(); await settle(t)
    async def wf(): return await asyncio.wait_for(work("w", 0), 5)
    t = asyncio.create_task(wf()); await asyncio.sleep(0); await asyncio.sleep(0); print(t.cancel()); await settle(t)
    async def child_first():
        c = asyncio.create_task(work("child")); await asyncio.sleep(0); c.cancel()
        try: await c
        except asyncio.CancelledError: log.append(f"child's, mine {asyncio.current_task().cancelling()}"); return "fine"
    t = asyncio.create_task(child_first()); await settle(t)
    async def agen():
        try: yield 1; await asyncio.sleep(10)
        except asyncio.CancelledError: log.append("generator cancelled"); raise
        finally: log.append("generator finally")
    async def uses():
        async for x in agen(): log.append(x) if False else log.append(str(x))
    t = asyncio.create_task(uses()); await asyncio.sleep(0); t.cancel(); await settle(t)
    t = asyncio.create_task(work("never begun")); t.cancel(); await settle(t)
    f = asyncio.get_running_loop().create_future(); t = asyncio.create_task(asyncio.wait_for(f, 10)); await asyncio.sleep(0); f.set_result("both at once"); t.cancel(); await settle(t)
asyncio.run(main())
