# An async generator left by `break` is finalised at that place, in the context of who left it, however often it waited.
import asyncio
import contextvars
import sys

var = contextvars.ContextVar("var", default=0)


async def numbers(waits):
    try:
        for i in range(3):
            for _ in range(waits):
                await asyncio.sleep(0)
            yield i
    finally:
        print("closing", waits, var.get(), asyncio.current_task().get_name())
        await asyncio.sleep(0)
        print("closed", waits)


async def leave(waits, at):
    loop = asyncio.get_running_loop()
    var.set(waits * 10 + at)
    async for x in numbers(waits):
        loop.call_soon(print, "before", x)
        if x == at:
            break
    loop.call_soon(print, "after")
    for i in range(4):
        await asyncio.sleep(0)
        print("turn", i)


async def hooks():
    for at in range(3):
        async for x in numbers(2):
            if x == at:
                break
        print("left at", at)


async def nested():
    async def outer():
        async for x in numbers(1):
            yield x * 2

    async for x in outer():
        print(x)
        if x == 2:
            break
    print("left")
    for _ in range(6):
        await asyncio.sleep(0)


for waits in 0, 1, 2:
    for at in 0, 1, 2:
        asyncio.run(leave(waits, at))


async def watched():
    first, last = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(first, lambda generator: (print("hook", generator.__name__), last(generator)))
    await hooks()
    await asyncio.sleep(0)


asyncio.run(watched())
asyncio.run(nested())
