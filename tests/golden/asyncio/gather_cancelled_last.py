# A cancelled gather(return_exceptions=True) raises the CancelledError of the last child given, whichever was done last.
import asyncio
import traceback


async def dies(steps):
    try:
        await asyncio.sleep(5)
    finally:
        for _ in range(steps):
            await asyncio.sleep(0)


async def swallows(steps):
    try:
        await dies(steps)
    except asyncio.CancelledError:
        return "swallowed"


async def fails(steps):
    try:
        await dies(steps)
    except asyncio.CancelledError:
        raise ValueError("instead")


async def at_once(steps):
    return "done"


async def case(*children):
    outer = asyncio.gather(*(c(i * 2 % 5) for i, c in enumerate(children)), return_exceptions=True)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(outer.cancel("stop"))
    try:
        await outer
    except asyncio.CancelledError as e:
        names = [f.name for f in traceback.extract_tb(e.__traceback__) if f.filename == __file__]
        print([c.__name__ for c in children], repr(e), names)


async def main():
    for last in dies, swallows, fails, at_once:
        for first in dies, swallows, fails, at_once:
            if not first is last is at_once:
                await case(first, last)
    await case(dies, dies, dies)
    await case(dies, swallows, fails)
    await case(swallows, fails, dies)


asyncio.run(main())
