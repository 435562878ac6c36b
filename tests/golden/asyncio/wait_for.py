# wait_for: in time, too late, cancelled, zero and negative timeouts.
import asyncio
async def w(v, d):
    try: await asyncio.sleep(d); return v
    except asyncio.CancelledError: print(v, "cancelled"); raise
async def main():
    print(await asyncio.wait_for(w("in time", 0.004), 1), await asyncio.wait_for(w("none", 0), None))
    try: await asyncio.wait_for(w("late", 5), 0.04)
    except TimeoutError as e: print("timeout", repr(e), e is not asyncio.CancelledError, asyncio.TimeoutError is TimeoutError, type(e.__cause__).__name__)
    for t in (0, -1):
        try: await asyncio.wait_for(w("at once", 0), t)
        except TimeoutError: print("timeout", t)
    f = asyncio.get_running_loop().create_future(); f.set_result("done"); print(await asyncio.wait_for(f, 0), await asyncio.wait_for(asyncio.sleep(0, "quick"), 0.5))
    async def swallow():
        try: await asyncio.sleep(5)
        except asyncio.CancelledError: return "swallowed"
    try: print(await asyncio.wait_for(swallow(), 0.04))
    except TimeoutError: print("timeout all the same")
    async def fails(): await asyncio.sleep(0); raise ValueError("v")
    try: await asyncio.wait_for(fails(), 1)
    except ValueError as e: print(e)
    async def raises_late():
        try: await asyncio.sleep(5)
        finally: raise KeyError("in cleanup")
    try: await asyncio.wait_for(raises_late(), 0.04)
    except (KeyError, TimeoutError) as e: print(repr(e))
    o = asyncio.create_task(asyncio.wait_for(w("inner", 5), 5)); await asyncio.sleep(0); await asyncio.sleep(0); o.cancel()
    try: await o
    except asyncio.CancelledError: print("outer cancelled")
    t = asyncio.create_task(w("task", 5))
    try: await asyncio.wait_for(t, 0.04)
    except TimeoutError: print("the task was cancelled:", t.cancelled())
    try: await asyncio.wait_for(asyncio.wait_for(w("nested", 5), 0.04), 1)
    except TimeoutError: print("inner timeout passes out")
    async def slow_cleanup():
        try: await asyncio.sleep(5)
        finally: await asyncio.sleep(0.04); print("cleaned up")
    try: await asyncio.wait_for(slow_cleanup(), 0.04)
    except TimeoutError: print("after the cleanup")
    q = asyncio.Queue()
    try: await asyncio.wait_for(q.get(), 0.04)
    except TimeoutError: q.put_nowait(1); print(q.qsize())
    e = asyncio.Event(); asyncio.get_running_loop().call_later(0.04, e.set); print(await asyncio.wait_for(e.wait(), 1))
    try: await asyncio.wait_for(5, 1)
    except TypeError as e: print(e)
asyncio.run(main())
