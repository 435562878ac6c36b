# timeout and timeout_at: nesting, rescheduling, expired, uncancel.
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(1) as cm: await asyncio.sleep(0)
    print(cm.expired())
    try:
        async with asyncio.timeout(0.04) as cm: await asyncio.sleep(5)
    except TimeoutError as e: print("timeout", cm.expired(), repr(e), type(e.__cause__).__name__, asyncio.current_task().cancelling())
    async with asyncio.timeout(None) as cm: print(cm.when(), cm.expired()); cm.reschedule(loop.time() + 10); print(cm.when() > loop.time())
    try:
        async with asyncio.timeout(10) as cm: cm.reschedule(loop.time() + 0.04); await asyncio.sleep(5)
    except TimeoutError: print("rescheduled earlier")
    async with asyncio.timeout(0.04) as cm: cm.reschedule(None); await asyncio.sleep(0.08); print("rescheduled to never")
    try:
        async with asyncio.timeout(0.04) as outer:
            async with asyncio.timeout(5) as inner: await asyncio.sleep(10)
    except TimeoutError: print("outer", outer.expired(), "inner", inner.expired())
    try:
        async with asyncio.timeout(5) as outer:
            try:
                async with asyncio.timeout(0.04) as inner: await asyncio.sleep(10)
            except TimeoutError: print("inner caught", inner.expired(), outer.expired())
            await asyncio.sleep(0); print("outer goes on")
    except TimeoutError: print("never")
    try:
        async with asyncio.timeout(0.04):
            try: await asyncio.sleep(5)
            except asyncio.CancelledError: print("inside it is a cancel"); raise
    except TimeoutError: print("outside a timeout")
    async with asyncio.timeout(0.04) as cm:
        try: await asyncio.sleep(5)
        except asyncio.CancelledError: print("swallowed inside")
    print("no timeout raised?", cm.expired()) if False else None
async def more():
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(0.04): await asyncio.sleep(1)
    except asyncio.CancelledError: print("no")
    except TimeoutError: print("TimeoutError")
    try:
        async with asyncio.timeout(0): print("body runs up to its first await"); await asyncio.sleep(0); print("never")
    except TimeoutError: print("zero")
    try:
        async with asyncio.timeout(-1): await asyncio.sleep(1)
    except TimeoutError: print("negative")
    try:
        async with asyncio.timeout_at(loop.time() + 0.04) as cm: await asyncio.sleep(5)
    except TimeoutError: print("timeout_at")
    try:
        async with asyncio.timeout(0.04): raise ValueError("body")
    except ValueError as e: print(e)
    try:
        async with asyncio.timeout(0.04):
            try: await asyncio.sleep(5)
            finally: raise KeyError("from finally")
    except (KeyError, TimeoutError) as e: print(repr(e), repr(e.__context__))
    async def outer_cancel():
        async with asyncio.timeout(10): await asyncio.sleep(5)
    t = asyncio.create_task(outer_cancel()); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print("an outer cancel stays a cancel")
    cm = asyncio.timeout(1)
    for f in (lambda: cm.reschedule(1),):
        try: f()
        except RuntimeError as e: print(e)
    async with cm: pass
    try:
        async with cm: pass
    except RuntimeError as e: print(e)
    try: cm.reschedule(5)
    except RuntimeError as e: print(e)
    print(repr(asyncio.timeout(5)).split(" ")[0:2], cm)
try: asyncio.run(main())
except TimeoutError: print("swallowing a timeout's cancel raises at the end")
asyncio.run(more())
