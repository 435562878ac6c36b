# Results in the order of their completion.
import asyncio
import time


async def work(k):
    for _ in range(k % 3):
        await asyncio.sleep(0)
    return k


async def main():
    total = 0
    for _ in range(100):
        for place, one in enumerate(asyncio.as_completed([work(k) for k in range(500)])):
            total += await one * (place & 1 | 1)
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
