# as_completed, plain and asynchronous.
import asyncio
async def w(v, d, e=None):
    await asyncio.sleep(d)
    if e: raise e
    return v
async def main():
    for c in asyncio.as_completed([w("c", 0.12), w("a", 0.04), w("b", 0.08)]): print(await c)
    tasks = [asyncio.create_task(w(n, d), name=n) for n, d in (("y", 0.08), ("x", 0.04))]
    async for t in asyncio.as_completed(tasks): print(t.get_name(), t in tasks, t.done(), await t)
    for c in asyncio.as_completed([w(1, 0.04), w(2, 0.02, ValueError("second"))]):
        try: print(await c)
        except ValueError as e: print("failed", e)
    try:
        for c in asyncio.as_completed([w("quick", 0.02), w("slow", 5)], timeout=0.12): print(await c)
    except TimeoutError as e: print("timeout", repr(e))
    try:
        async for t in asyncio.as_completed([w("quick", 0.02), w("slow", 5)], timeout=0.12): print(await t)
    except TimeoutError as e: print("timeout", repr(e))
    for c in asyncio.as_completed([]): print("never")
    async for c in asyncio.as_completed([]): print("never")
    c = w("same", 0.004); n = 0
    for x in asyncio.as_completed([c, c]): n += 1; print(await x)
    print(n)
    first = next(iter(asyncio.as_completed([w("f", 0.004), w("g", 0.08)]))); print(await first)
    try: asyncio.as_completed(w("x", 0)) if False else asyncio.as_completed(5)
    except TypeError as e: print(e)
    results = []
    async for t in asyncio.as_completed([w(i, 0.016 * (4 - i)) for i in range(4)]): results.append(t.result())
    print(results)
asyncio.run(main())
