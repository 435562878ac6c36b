import asyncio, sys
async def agen(n):
    try:
        for i in range(n):
            if i % 3 == 1:
                await asyncio.sleep(0)
            try:
                raise ValueError(i)
            except ValueError as e:
                x = yield i, repr(sys.exception())
                print("back", repr(sys.exception()), x)
    finally:
        print("fin", n)
async def boom():
    yield 1
    await asyncio.sleep(0.001)
    raise KeyError("boom")
async def stopper():
    yield 1
    raise StopAsyncIteration
async def nested(n):
    async for v in agen(n):
        yield v, sys.exception()
async def main():
    async for v in agen(4):
        print(v, sys.exception())
    try:
        async for v in boom():
            print(v)
    except KeyError as e:
        print("caught", e)
    try:
        async for v in stopper(): print(v)
    except RuntimeError as e:
        print(repr(e), repr(e.__cause__))
    async for v in nested(3):
        print(v)
        if v[0][0] == 1: break
    print([v async for v in agen(3) if v[0]])
    g = agen(5)
    async def reader(name):
        try:
            async for v in g:
                print(name, v)
                await asyncio.sleep(0)
        except RuntimeError as e:
            print(name, e)
    await asyncio.gather(reader("a"), reader("b"))
    g = agen(7)
    async def slow():
        async for v in g:
            print("slow", v)
    t = asyncio.create_task(slow())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("cancelled", g.ag_running, g.ag_frame)
    try:
        raise OSError("outer")
    except OSError:
        async for v in agen(2):
            print(v, repr(sys.exception()))
    g = agen(3)
    async for v in g:
        try:
            await g.__anext__()
        except Exception as e: print(e)
        break
    await g.aclose()
    async def inner_co():
        async for v in agen(3):
            await asyncio.sleep(0)
    c = inner_co(); c.send(None); print(c.cr_await is not None); c.close()
    c = inner_co(); c.send(None)
    try: c.throw(ValueError("x"))
    except ValueError as e: print("thrown", e)
asyncio.run(main())


async def kept():
    nap = asyncio.sleep(0)
    await nap
    print(type(nap).__name__)
    lock = asyncio.Lock()
    taken = lock.acquire()
    print(await taken, lock.locked(), type(taken).__name__)
    one = nested(1).__anext__()
    print(await one, type(one).__name__)


asyncio.run(kept())


class Nap:
    def __await__(self):
        yield "nap"


async def naps():
    for i in range(3):
        await Nap()
        yield i


async def reads():
    return [i async for i in naps()]


def inner():
    total = 0
    while total < 30:
        total += yield total
    return total


def outer():
    return "outer", (yield from inner())


def driven(steps, send):
    seen = []
    try:
        while True:
            seen.append(send(steps))
            steps = 10
    except StopIteration as stop:
        print(seen, stop.value)


driven(None, reads().send)
driven(None, outer().send)
c = reads()
print(c.send(None), c.send(None), c.cr_await is not None)
c.close()
for pair in zip(outer.__class__ and (x for x in "ab"), iter(lambda: 1, 2)):
    print(pair)
