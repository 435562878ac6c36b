# Task groups of fifty.
import asyncio
import time


async def work(k):
    await asyncio.sleep(0)
    return k


async def main():
    total = 0
    for _ in range(1600):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work(k)) for k in range(50)]
        total += sum(task.result() for task in tasks)
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
