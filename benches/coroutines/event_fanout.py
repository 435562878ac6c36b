# One event that wakes a hundred tasks, again and again.
import asyncio
import time

TASKS, ROUNDS = 100, 1500


async def main():
    events = [asyncio.Event() for _ in range(ROUNDS)]
    woken = 0

    async def wait():
        nonlocal woken
        for event in events:
            await event.wait()
            woken += 1

    tasks = [asyncio.create_task(wait()) for _ in range(TASKS)]
    for event in events:
        await asyncio.sleep(0)
        event.set()
    await asyncio.gather(*tasks)
    return woken


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
