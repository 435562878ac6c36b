# Two tasks that answer each other through two queues.
import asyncio
import time

N = 50_000


async def pong(a, b):
    while True:
        x = await a.get()
        await b.put(x + 1)
        if x >= N:
            return


async def main():
    a, b = asyncio.Queue(), asyncio.Queue()
    task = asyncio.create_task(pong(a, b))
    x = total = 0
    while x <= N:
        await a.put(x)
        x = await b.get()
        total += x
    await task
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
