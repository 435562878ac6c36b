# wait_for around short work.
import asyncio
import time

N = 60_000


async def work(k):
    await asyncio.sleep(0)
    return k


async def main():
    total = 0
    for k in range(N):
        total += await asyncio.wait_for(work(k), 10)
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
