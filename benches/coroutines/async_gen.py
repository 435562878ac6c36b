# An asynchronous generator, consumed by async for and by a comprehension.
import asyncio
import time

N = 600_000


async def count(n):
    for i in range(n):
        yield i


async def main():
    total = 0
    async for x in count(N):
        total += x
    return total + sum([x async for x in count(N) if x & 1])


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
