# What nobody hears: the loop's exception handler is told.
import asyncio
import gc
async def main():
    loop = asyncio.get_running_loop(); seen = []
    loop.set_exception_handler(lambda l, c: seen.append((c["message"].split("<")[0].strip()[:40], repr(c.get("exception")), sorted(c))))
    async def bad(): raise ValueError("unheard")
    t = asyncio.create_task(bad()); await asyncio.sleep(0); await asyncio.sleep(0); del t; gc.collect(); print(seen); seen.clear()
    f = loop.create_future(); f.set_exception(KeyError("future unheard")); del f; gc.collect(); print(seen); seen.clear()
    f = loop.create_future(); f.set_exception(KeyError("heard")); f.exception(); del f; gc.collect(); print(seen)
    def cb(): raise ZeroDivisionError("callback")
    loop.call_soon(cb); await asyncio.sleep(0); print(seen); seen.clear()
    loop.call_later(0.001, cb); await asyncio.sleep(0.02); print([s[:2] for s in seen]); seen.clear()
    f = loop.create_future(); f.add_done_callback(lambda f: 1 / 0); f.set_result(1); await asyncio.sleep(0); print([s[:2] for s in seen]); seen.clear()
    t = asyncio.create_task(asyncio.sleep(10)); await asyncio.sleep(0); t.cancel(); await asyncio.sleep(0); await asyncio.sleep(0); del t; gc.collect(); print("cancelled ones are quiet", seen)
    loop.call_exception_handler({"message": "by hand", "extra": 1}); print(seen); seen.clear()
    def broken(l, c): raise RuntimeError("handler fails")
    print(loop.get_exception_handler().__name__)
    for h in (5, "x"):
        try: loop.set_exception_handler(h)
        except TypeError as e: print(e)
    loop.set_exception_handler(None); print(loop.get_exception_handler())
    g = asyncio.gather(bad(), bad(), return_exceptions=True); print([repr(x) for x in await g])
    async def fails_later(): await asyncio.sleep(0); raise OSError("second")
    loop.set_exception_handler(lambda l, c: seen.append(c["message"].split(" ")[0]))
    try: await asyncio.gather(bad(), fails_later())
    except ValueError as e: print("first", e)
    await asyncio.sleep(0.01); gc.collect(); print(seen)
asyncio.run(main())
