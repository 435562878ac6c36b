# Lock: order of waiters, cancelling a waiter, misuse.
import asyncio
async def main():
    lock = asyncio.Lock(); print(lock.locked(), await lock.acquire(), lock.locked(), repr(lock).split(" ")[-1]); lock.release(); print(lock.locked())
    try: lock.release()
    except RuntimeError as e: print(e)
    log = []
    async def user(n, hold=0):
        log.append(f"{n} wants")
        async with lock:
            log.append(f"{n} has"); await asyncio.sleep(hold); log.append(f"{n} frees")
    await asyncio.gather(*(user(i) for i in range(3))); print(log)
    log.clear(); await lock.acquire(); ts = [asyncio.create_task(user(n)) for n in "abc"]; await asyncio.sleep(0); print(repr(lock).split("[")[-1]); ts[0].cancel(); await asyncio.sleep(0); lock.release(); await asyncio.gather(*ts, return_exceptions=True); print(log)
    log.clear(); await lock.acquire(); t = asyncio.create_task(user("next")); await asyncio.sleep(0); lock.release(); print(lock.locked(), "freed but promised"); got = asyncio.create_task(user("barger")); await asyncio.gather(t, got); print(log)
    log.clear(); await lock.acquire(); t = asyncio.create_task(user("woken then cancelled")); t2 = asyncio.create_task(user("after it")); await asyncio.sleep(0); lock.release(); t.cancel(); await asyncio.gather(t, t2, return_exceptions=True); print(log, lock.locked())
    try:
        async with lock: raise ValueError("inside")
    except ValueError: print(lock.locked())
    try:
        with lock: pass
    except TypeError as e: print(e)
    log.clear(); a, b = asyncio.Lock(), asyncio.Lock()
    async def both(x, y, n):
        async with x:
            async with y: log.append(n); await asyncio.sleep(0)
    await asyncio.gather(both(a, b, 1), both(a, b, 2), both(a, b, 3)); print(log)
    counter = 0
    async def unsafe():
        nonlocal counter; v = counter; await asyncio.sleep(0); counter = v + 1
    async def safe():
        nonlocal counter
        async with lock: v = counter; await asyncio.sleep(0); counter = v + 1
    await asyncio.gather(*(unsafe() for _ in range(10))); print(counter); counter = 0; await asyncio.gather(*(safe() for _ in range(10))); print(counter)
    async with lock as x: print(x)
    try: await asyncio.wait_for(asyncio.gather(lock.acquire(), lock.acquire()), 0.04)
    except TimeoutError: print("a lock is not reentrant", lock.locked())
asyncio.run(main())
