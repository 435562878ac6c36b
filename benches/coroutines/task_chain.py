# A chain of tasks, each of which awaits the next.
import asyncio
import time


async def link(n):
    if n == 0:
        return 0
    return await asyncio.create_task(link(n - 1)) + 1


async def main():
    total = 0
    for _ in range(200):
        total += await link(300)
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
