# One task that gives way again and again: the cost of a hop.
import asyncio
import time

N = 200_000


async def main():
    n = 0
    for i in range(N):
        await asyncio.sleep(0)
        n += i & 3
    return n


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
