# A hop at the bottom of a deep chain of awaits.
import asyncio
import time

DEPTH, HOPS = 200, 60_000


async def deep(n):
    if n:
        return await deep(n - 1)
    total = 0
    for i in range(HOPS):
        await asyncio.sleep(0)
        total += i
    return total


start = time.perf_counter()
check = asyncio.run(deep(DEPTH))
print("check", check)
print("seconds", time.perf_counter() - start)
