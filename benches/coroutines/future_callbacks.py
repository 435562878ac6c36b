# Futures made, awaited by callbacks and resolved.
import asyncio
import time

N = 250_000


async def main():
    loop = asyncio.get_running_loop()
    total = 0

    def add(future):
        nonlocal total
        total += future.result()

    for k in range(N):
        future = loop.create_future()
        future.add_done_callback(add)
        future.set_result(k)
        if k % 100 == 99:
            await asyncio.sleep(0)
    await asyncio.sleep(0)
    return total


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
