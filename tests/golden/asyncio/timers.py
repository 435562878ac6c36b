# call_later, call_at, sleep: by deadline, then by insertion.
import asyncio
async def sleeper(name, delay): await asyncio.sleep(delay); print("woke", name)
async def main():
    loop = asyncio.get_running_loop(); t0 = loop.time()
    for name, d in (("c", 0.24), ("a", 0.08), ("b", 0.16)): loop.call_later(d, print, "later", name)
    h = loop.call_later(0.12, print, "never"); h.cancel(); print(h.cancelled(), type(h).__name__)
    at = t0 + 0.32; print(loop.call_at(at, print, "at").when() == at); await asyncio.sleep(0.36)
    await asyncio.gather(sleeper("slow", 0.2), sleeper("quick", 0.04), sleeper("mid", 0.12))
    print(loop.time() - t0 >= 0.32)
    loop.call_later(0, print, "zero"); loop.call_soon(print, "soon"); await asyncio.sleep(0.04)
    for bad in (None, "x"):
        try: await asyncio.sleep(bad)
        except TypeError as e: print(type(e).__name__)
    await asyncio.sleep(-5); print("negative sleep"); print(await asyncio.sleep(0.004, result=[1]))
    try: await asyncio.sleep(float("nan"))
    except ValueError as e: print(e)
    async def nested(n):
        await asyncio.sleep(0.02)
        if n: await nested(n - 1)
        else: print("bottom")
    await nested(3)
    order = []
    async def w(i): await asyncio.sleep(0.04 * (5 - i)); order.append(i)
    await asyncio.gather(*(w(i) for i in range(5))); print(order)
asyncio.run(main())
