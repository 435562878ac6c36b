# gather: order of results, exceptions, nesting, cancelling.
import asyncio
async def w(v, d=0.0): await asyncio.sleep(d); return v
async def bad(e, d=0.0): await asyncio.sleep(d); raise e
async def main():
    print(await asyncio.gather(w(1, 0.08), w(2, 0.04), w(3)), await asyncio.gather(), await asyncio.gather(w("one")))
    print(await asyncio.gather(w(1), bad(ValueError("v")), w(3), return_exceptions=True))
    try: await asyncio.gather(w(1), bad(ValueError("first"), 0.04), bad(KeyError("second"), 0.08))
    except ValueError as e: print(repr(e))
    finished = []
    async def slow(): await asyncio.sleep(0.04); finished.append("slow"); return "slow"
    try: await asyncio.gather(slow(), bad(ValueError("quick")))
    except ValueError: print("raised, slow goes on", finished)
    await asyncio.sleep(0.08); print(finished)
    print(await asyncio.gather(asyncio.gather(w(1), w(2)), w(3), asyncio.gather()))
    c = w("same"); print(await asyncio.gather(c, c)); t = asyncio.create_task(w("task")); print(await asyncio.gather(t, t, w(1)))
    async def child(n):
        try: await asyncio.sleep(10)
        except asyncio.CancelledError: print("child", n, "cancelled"); raise
    g = asyncio.gather(child(1), child(2)); await asyncio.sleep(0); print(g.done(), g.cancel(), g.done())
    try: await g
    except asyncio.CancelledError as e: print("gather cancelled", e.args)
    g = asyncio.gather(child(3), w(5), return_exceptions=True); await asyncio.sleep(0); g.cancel()
    try: await g
    except asyncio.CancelledError: print("also with return_exceptions")
    t1, t2 = asyncio.create_task(child(4)), asyncio.create_task(w(6)); g = asyncio.gather(t1, t2, return_exceptions=True); await asyncio.sleep(0); t1.cancel("msg"); r = await g; print(type(r[0]).__name__, r[0].args, r[1])
    t1 = asyncio.create_task(child(5)); g = asyncio.gather(t1, w(7)); await asyncio.sleep(0); t1.cancel()
    try: await g
    except asyncio.CancelledError: print("one child cancelled, gather raises", g.cancelled())
    async def outer(): await asyncio.gather(child(6), child(7))
    o = asyncio.create_task(outer()); await asyncio.sleep(0); await asyncio.sleep(0); o.cancel()
    try: await o
    except asyncio.CancelledError: print("outer cancelled")
    order = []
    async def logs(n): order.append(f"start {n}"); await asyncio.sleep(0); order.append(f"end {n}")
    await asyncio.gather(*(logs(i) for i in range(3))); print(order)
    try: await asyncio.gather(5)
    except TypeError as e: print(e)
    f = asyncio.get_running_loop().create_future(); g = asyncio.gather(f, w(1)); f.set_result("set"); print(await g, type(g).__name__)
    print(await asyncio.gather(*[w(i, 0.004 * (5 - i)) for i in range(5)]))
asyncio.run(main())
