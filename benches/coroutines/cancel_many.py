# Tasks that sleep and are cancelled.
import asyncio
import time

N = 25_000


async def sleeper():
    try:
        await asyncio.sleep(1000)
    except asyncio.CancelledError:
        return 1


async def main():
    tasks = [asyncio.create_task(sleeper()) for _ in range(N)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    return sum(await asyncio.gather(*tasks))


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
