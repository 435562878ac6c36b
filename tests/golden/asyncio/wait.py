# wait: the three return_when, timeouts, sets.
import asyncio
async def w(v, d, e=None):
    await asyncio.sleep(d)
    if e: raise e
    return v
def names(ts): return sorted(t.get_name() for t in ts)
def make(*specs): return [asyncio.create_task(w(n, d, e), name=n) for n, d, e in specs]
async def main():
    ts = make(("a", 0.04, None), ("b", 0.08, None), ("c", 0.12, ValueError("c")))
    done, pending = await asyncio.wait(ts); print(names(done), names(pending), type(done).__name__, [repr(t.exception()) for t in ts])
    ts = make(("a", 0.04, None), ("b", 0.2, None)); done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED); print(names(done), names(pending)); done, pending = await asyncio.wait(pending); print(names(done), pending)
    ts = make(("a", 0.04, None), ("b", 0.08, KeyError("b")), ("c", 0.32, None)); done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_EXCEPTION); print(names(done), names(pending), repr(ts[1].exception())); await asyncio.wait(pending)
    ts = make(("a", 0.04, None), ("b", 5, None)); done, pending = await asyncio.wait(ts, timeout=0.12); print(names(done), names(pending)); ts[1].cancel(); done, pending = await asyncio.wait(ts); print(names(done), [t.cancelled() for t in ts])
    done, pending = await asyncio.wait(ts, timeout=0); print(names(done), names(pending)); ts = make(("z", 0.04, None)); done, pending = await asyncio.wait(ts, timeout=0); print(names(done), names(pending)); await ts[0]
    for bad in (lambda: asyncio.wait([]), lambda: asyncio.wait(ts[0]), lambda: asyncio.wait(ts, return_when="x"), lambda: asyncio.wait(5)):
        try: await bad()
        except (ValueError, TypeError) as e: print(type(e).__name__, str(e).split(" at 0x")[0])
    c = w("bare", 0)
    try: await asyncio.wait([c])
    except TypeError as e: print(e)
    c.close()
    ts = make(("a", 0.04, None)); done, _ = await asyncio.wait(ts * 3); print(len(done)); done, _ = await asyncio.wait(set(ts)); print(len(done)); done, _ = await asyncio.wait(t for t in ts); print(len(done))
    print(asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED)
    async def waits(ts): await asyncio.wait(ts)
    ts = make(("kept", 0.08, None)); o = asyncio.create_task(waits(ts)); await asyncio.sleep(0); o.cancel()
    try: await o
    except asyncio.CancelledError: print("waiter cancelled, task lives", ts[0].cancelled(), await ts[0])
    f = asyncio.get_running_loop().create_future(); asyncio.get_running_loop().call_later(0.02, f.set_result, 5); done, _ = await asyncio.wait([f]); print(done.pop().result())
asyncio.run(main())
