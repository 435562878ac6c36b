# Semaphore, BoundedSemaphore, Barrier.
import asyncio
async def main():
    s = asyncio.Semaphore(2); log = []; active = most = 0
    async def job(n):
        nonlocal active, most
        async with s: active += 1; most = max(most, active); log.append(n); await asyncio.sleep(0.004); active -= 1
    await asyncio.gather(*(job(i) for i in range(6))); print(log, most, s.locked())
    await s.acquire(); await s.acquire(); print(s.locked(), repr(s).split(" ")[-1]); t = asyncio.create_task(job("waits")); await asyncio.sleep(0); print(repr(s).split(" ", 3)[-1]); s.release(); s.release(); await t; s.release(); print(s.locked())
    try: asyncio.Semaphore(-1)
    except ValueError as e: print(e)
    b = asyncio.BoundedSemaphore(1); await b.acquire(); b.release()
    try: b.release()
    except ValueError as e: print(e)
    z = asyncio.Semaphore(0); t = asyncio.create_task(z.acquire()); await asyncio.sleep(0); print(t.done()); z.release(); print(await t)
    z = asyncio.Semaphore(1); await z.acquire(); log.clear()
    async def w(n): await z.acquire(); log.append(n)
    ts = [asyncio.create_task(w(i)) for i in range(3)]; await asyncio.sleep(0); ts[0].cancel(); z.release(); await asyncio.sleep(0); await asyncio.sleep(0); z.release(); await asyncio.gather(*ts, return_exceptions=True); print(log)
    z = asyncio.Semaphore(1); await z.acquire(); log.clear(); t = asyncio.create_task(w("first in line")); await asyncio.sleep(0); z.release(); await w("barger") if not z.locked() else log.append("promised"); await t; print(log)
    bar = asyncio.Barrier(3); log = []; print(bar.parties, bar.n_waiting, bar.broken, repr(bar).split(" ", 3)[-1])
    async def party(n): await asyncio.sleep(0.004 * n); log.append(f"{n} arrives"); i = await bar.wait(); log.append(f"{n} leaves"); return i
    print(sorted(await asyncio.gather(*(party(i) for i in range(3))))); print(log[:3], sorted(log[3:]))
    print(sorted(await asyncio.gather(*(party(i) for i in range(3)))), bar.n_waiting)
    async def once():
        async with bar as pos: return pos in (0, 1, 2)
    print(await asyncio.gather(once(), once(), once()))
    t = asyncio.create_task(bar.wait()); await asyncio.sleep(0); print(bar.n_waiting); await bar.reset()
    try: await t
    except asyncio.BrokenBarrierError as e: print("reset", repr(e))
    t = asyncio.create_task(bar.wait()); await asyncio.sleep(0); await bar.abort(); print(bar.broken)
    for x in (t, bar.wait()):
        try: await x
        except asyncio.BrokenBarrierError as e: print(e)
    await bar.reset(); print(bar.broken)
    try: asyncio.Barrier(0)
    except ValueError as e: print(e)
    b1 = asyncio.Barrier(1); print(await b1.wait(), await b1.wait())
asyncio.run(main())
