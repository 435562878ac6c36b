# Fifty tasks and one lock.
import asyncio
import time


async def main():
    lock = asyncio.Lock()
    total = 0

    async def work(k):
        nonlocal total
        for _ in range(1000):
            async with lock:
                total += k
                await asyncio.sleep(0)

    await asyncio.gather(*(work(k) for k in range(50)))
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
