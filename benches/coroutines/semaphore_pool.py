# A semaphore of ten places and many jobs.
import asyncio
import time

JOBS = 20_000


async def main():
    semaphore = asyncio.Semaphore(10)
    total = 0

    async def job(k):
        nonlocal total
        async with semaphore:
            await asyncio.sleep(0)
            total += k

    await asyncio.gather(*(job(k) for k in range(JOBS)))
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
