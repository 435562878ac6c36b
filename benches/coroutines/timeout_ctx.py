# The timeout context around short work.
import asyncio
import time

N = 60_000


async def main():
    total = 0
    for k in range(N):
        async with asyncio.timeout(10):
            await asyncio.sleep(0)
            total += k
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
