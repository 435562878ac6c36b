# Many short tasks made and gathered.
import asyncio
import time


async def work(k):
    return k * 2


async def main():
    total = 0
    for _ in range(80):
        total += sum(await asyncio.gather(*(work(k) for k in range(1000))))
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
