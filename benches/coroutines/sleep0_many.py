# A thousand tasks that give way in turn.
import asyncio
import time

TASKS, HOPS = 1000, 250


async def hop(k):
    n = 0
    for _ in range(HOPS):
        await asyncio.sleep(0)
        n += k
    return n


async def main():
    return sum(await asyncio.gather(*(hop(k) for k in range(TASKS))))


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
