# Awaiting coroutines that never wait.
import asyncio
import time

N = 3_000_000


async def add(a, b):
    return a + b


async def main():
    total = 0
    for i in range(N):
        total = await add(total, i)
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
