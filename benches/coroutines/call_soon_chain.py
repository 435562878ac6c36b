# Callbacks that schedule the next one.
import asyncio
import time

N = 250_000


async def main():
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    total = 0

    def step(k):
        nonlocal total
        total += k
        if k == N:
            done.set_result(total)
        else:
            loop.call_soon(step, k + 1)

    loop.call_soon(step, 0)
    return await done


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
