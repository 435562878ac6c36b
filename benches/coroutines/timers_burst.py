# Many timers, most of them cancelled before they fire.
import asyncio
import time

N = 40_000


async def main():
    loop = asyncio.get_running_loop()
    fired = 0

    def fire():
        nonlocal fired
        fired += 1

    for _ in range(3):
        handles = [loop.call_later(0.001 * (k % 10), fire) for k in range(N)]
        for k, handle in enumerate(handles):
            if k % 4:
                handle.cancel()
        await asyncio.sleep(0.02)
        while fired % (N // 4):
            await asyncio.sleep(0.001)
    return fired


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
