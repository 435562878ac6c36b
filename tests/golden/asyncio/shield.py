# shield: the inner one survives.
import asyncio
async def inner(n, d=0.04):
    try: await asyncio.sleep(d); print("inner", n, "finished"); return n
    except asyncio.CancelledError: print("inner", n, "cancelled"); raise
async def main():
    print(await asyncio.shield(inner(1)))
    async def outer(t): return await asyncio.shield(t)
    t = asyncio.create_task(inner(2)); o = asyncio.create_task(outer(t)); await asyncio.sleep(0); o.cancel()
    try: await o
    except asyncio.CancelledError: print("outer cancelled, inner done:", t.done())
    print(await t)
    t = asyncio.create_task(inner(3)); s = asyncio.shield(t); await asyncio.sleep(0); t.cancel()
    try: await s
    except asyncio.CancelledError: print("cancelling the inner cancels the shield", s.cancelled())
    async def fails(): await asyncio.sleep(0); raise ValueError("f")
    try: await asyncio.shield(fails())
    except ValueError as e: print(e)
    t = asyncio.create_task(inner(4))
    try: await asyncio.wait_for(asyncio.shield(t), 0.004)
    except TimeoutError: print("timeout, inner goes on", t.done())
    print(await t)
    s = asyncio.shield(inner(5)); print(s.cancel(), s.cancelled()); await asyncio.sleep(0.08)
    f = asyncio.get_running_loop().create_future(); f.set_result(1); print(asyncio.shield(f) is f, await asyncio.shield(f))
    async def protect():
        t = asyncio.create_task(inner(6))
        try: return await asyncio.shield(t)
        except asyncio.CancelledError: print("asked to stop, finishing first"); return await t
    p = asyncio.create_task(protect()); await asyncio.sleep(0); await asyncio.sleep(0); p.cancel(); print(await p)
asyncio.run(main())
