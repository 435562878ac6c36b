# Cancelling: where it lands, messages, swallowing, uncancel, nested tasks.
import asyncio
async def sleeper(name):
    try: print(name, "sleeps"); await asyncio.sleep(10)
    except asyncio.CancelledError as e: print(name, "cancelled", e.args); raise
    finally: print(name, "finally")
async def main():
    t = asyncio.create_task(sleeper("a")); await asyncio.sleep(0); print(t.cancel("reason"), t.cancelling(), t.cancelled())
    try: await t
    except asyncio.CancelledError as e: print("awaited", e.args, t.cancelled(), t.done())
    t = asyncio.create_task(sleeper("never started")); t.cancel()
    try: await t
    except asyncio.CancelledError: print("cancelled before it began")
    async def swallow():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError: print("swallowed", asyncio.current_task().cancelling())
        await asyncio.sleep(0); return "went on"
    t = asyncio.create_task(swallow()); await asyncio.sleep(0); t.cancel(); print(await t, t.cancelled(), t.cancelling())
    async def uncancels():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError: print(asyncio.current_task().cancelling(), asyncio.current_task().uncancel())
        return "uncancelled"
    t = asyncio.create_task(uncancels()); await asyncio.sleep(0); t.cancel(); print(await t, t.cancelling())
    async def twice():
        for i in range(2):
            try: await asyncio.sleep(10)
            except asyncio.CancelledError: print("cancel", i)
        return "twice"
    t = asyncio.create_task(twice()); await asyncio.sleep(0); t.cancel(); await asyncio.sleep(0); t.cancel(); print(await t)
    async def other():
        try: await asyncio.sleep(10)
        except asyncio.CancelledError: raise ValueError("instead")
    t = asyncio.create_task(other()); await asyncio.sleep(0); t.cancel()
    try: await t
    except ValueError as e: print(e, repr(e.__context__), t.cancelled())
    async def parent():
        c = asyncio.create_task(sleeper("child"))
        try: await c
        except asyncio.CancelledError: print("parent too", c.cancelled()); raise
    p = asyncio.create_task(parent()); await asyncio.sleep(0); await asyncio.sleep(0); p.cancel("via parent")
    try: await p
    except asyncio.CancelledError as e: print("parent's", e.args)
    async def deep(n):
        try:
            if n: await deep(n - 1)
            else: await asyncio.sleep(10)
        finally: print("unwind", n)
    d = asyncio.create_task(deep(3)); await asyncio.sleep(0); d.cancel()
    await asyncio.gather(d, return_exceptions=True)
    async def cleans():
        try: await asyncio.sleep(10)
        finally: await asyncio.sleep(0.004); print("awaited in finally")
    t = asyncio.create_task(cleans()); await asyncio.sleep(0); t.cancel(); await asyncio.wait([t]); print(t.cancelled())
    async def raises_itself(): raise asyncio.CancelledError("by hand")
    t = asyncio.create_task(raises_itself()); await asyncio.wait([t]); print(t.cancelled())
    try: await t
    except asyncio.CancelledError as e: print(e.args)
    f = asyncio.get_running_loop().create_future()
    async def waits(): return await f
    t = asyncio.create_task(waits()); await asyncio.sleep(0); t.cancel(); await asyncio.wait([t]); print(f.cancelled(), t.cancelled())
    f = asyncio.get_running_loop().create_future(); t = asyncio.create_task(waits2(f)); await asyncio.sleep(0); f.cancel(); print(await t)
    t = asyncio.create_task(asyncio.sleep(0, "done first")); await asyncio.sleep(0); await asyncio.sleep(0); print(t.cancel(), t.result())
    async def late():
        await asyncio.sleep(0); return "finished"
    t = asyncio.create_task(late()); await asyncio.sleep(0); await asyncio.sleep(0); t.cancel()
    r = await asyncio.gather(t, return_exceptions=True); print(r)
    async def me(): asyncio.current_task().cancel("self"); print("still running"); await asyncio.sleep(0); print("never")
    try: await asyncio.create_task(me())
    except asyncio.CancelledError as e: print("me", e.args)
    print(issubclass(asyncio.CancelledError, Exception), asyncio.CancelledError.__mro__[1].__name__, asyncio.CancelledError.__module__)
async def waits2(f):
    try: await f
    except asyncio.CancelledError: return "the future was cancelled, not the task"
asyncio.run(main())
