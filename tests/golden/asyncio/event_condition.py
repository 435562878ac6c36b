# Event and Condition.
import asyncio
async def main():
    e = asyncio.Event(); log = []; print(e.is_set(), repr(e).split(" ")[-1])
    async def waits(n): log.append(f"{n} waits"); r = await e.wait(); log.append(f"{n} {r}")
    ts = [asyncio.create_task(waits(i)) for i in range(3)]; await asyncio.sleep(0); print(log, repr(e).split("[")[-1]); e.set(); log.append("set"); await asyncio.gather(*ts); print(log, e.is_set(), await e.wait()); e.clear(); print(e.is_set())
    log.clear(); t = asyncio.create_task(waits("x")); await asyncio.sleep(0); e.set(); e.clear(); await t; print(log)
    t = asyncio.create_task(waits("cancelled")); await asyncio.sleep(0); t.cancel(); await asyncio.gather(t, return_exceptions=True); e.set(); print(log, e.is_set())
    c = asyncio.Condition(); items = []; log = []
    async def consumer(n):
        async with c:
            while not items: log.append(f"{n} waits"); await c.wait()
            log.append(f"{n} takes {items.pop(0)}")
    cs = [asyncio.create_task(consumer(i)) for i in range(3)]; await asyncio.sleep(0)
    async with c: items.append("a"); c.notify(); log.append("notified one")
    await asyncio.sleep(0.02)
    async with c: items.extend("bc"); c.notify_all(); log.append("notified all")
    await asyncio.gather(*cs); print(log, c.locked())
    for f in (c.notify, c.notify_all):
        try: f()
        except RuntimeError as err: print(err)
    try: await c.wait()
    except RuntimeError as err: print(err)
    state = 0
    async def until(n):
        async with c: r = await c.wait_for(lambda: state >= n and f"reached {n}"); log.append((n, r))
    log.clear(); ts = [asyncio.create_task(until(n)) for n in (2, 1, 3)]; await asyncio.sleep(0)
    for state in (1, 2, 3):
        async with c: c.notify_all()
        await asyncio.sleep(0.008)
    await asyncio.gather(*ts); print(log)
    t = asyncio.create_task(until(99)); await asyncio.sleep(0); t.cancel(); await asyncio.gather(t, return_exceptions=True); print(c.locked(), t.cancelled())
    log.clear()
    async def plain(n):
        async with c: await c.wait(); log.append(n)
    ts = [asyncio.create_task(plain(i)) for i in range(5)]; await asyncio.sleep(0)
    async with c: c.notify(2)
    await asyncio.sleep(0.02); print(log)
    async with c: c.notify(10)
    await asyncio.gather(*ts); print(log)
    lock = asyncio.Lock(); c2 = asyncio.Condition(lock); await c2.acquire(); print(lock.locked(), c2.locked()); c2.release(); print(lock.locked(), repr(c2).split(" ")[-1])
    try: asyncio.Condition(lock="x").locked
    except (TypeError, AttributeError) as err: print(type(err).__name__, err)
asyncio.run(main())
