# Three stages with bounded queues between them.
import asyncio
import time

N = 150_000


async def produce(out):
    for i in range(N):
        await out.put(i)
    await out.put(None)


async def transform(inp, out):
    while (x := await inp.get()) is not None:
        await out.put(x * 2)
    await out.put(None)


async def consume(inp):
    total = 0
    while (x := await inp.get()) is not None:
        total += x
    return total


async def main():
    a, b = asyncio.Queue(16), asyncio.Queue(16)
    return (await asyncio.gather(produce(a), transform(a, b), consume(b)))[2]


start = time.perf_counter()
check = asyncio.run(main())
print("check", check)
print("seconds", time.perf_counter() - start)
