# What a task that sleeps shows to those who look, at each point between falling asleep and going on.
import asyncio
import re


def seen(task):
    return re.sub(r"0x[0-9a-f]+| at [^ ]*:\d+", "", repr(task))


async def nap(seconds, caught=None):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError as error:
        if caught is not None:
            caught.append(error.args)
        raise


async def twice():
    for _ in range(2):
        try:
            await asyncio.sleep(1000)
        except asyncio.CancelledError:
            asyncio.current_task().uncancel()
    return "twice"


class Left:
    def __del__(self):
        print("left")


async def fails_late():
    kept = Left()
    try:
        await asyncio.sleep(1000)
    finally:
        del kept


async def main():
    # Asleep, cancelled, over.
    task = asyncio.create_task(nap(1000), name="a")
    await asyncio.sleep(0)
    print(seen(task))
    task.cancel("word")
    print(seen(task), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        print(error.args, seen(task), task._fut_waiter)

    # Cancelled twice before it goes on: the first message arrives.
    caught = []
    task = asyncio.create_task(nap(1000, caught), name="b")
    await asyncio.sleep(0)
    print(task.cancel("one"), task.cancel("two"), seen(task), task.cancelling())
    await asyncio.gather(task, return_exceptions=True)
    print(caught, seen(task))

    # Cancelled unseen, twice in a row, in two sleeps.
    task = asyncio.create_task(twice(), name="c")
    await asyncio.sleep(0)
    for _ in range(2):
        task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    print(await task, task.cancelling())

    # Looked at in its sleep, it wakes in time all the same.
    task = asyncio.create_task(nap(0.01), name="d")
    await asyncio.sleep(0)
    future = task._fut_waiter
    print(type(future).__name__, future.done(), task.get_coro().cr_await is not None)
    print(await task, future.done(), future.result())

    # What it waits for can be ended by others.
    task = asyncio.create_task(nap(1000), name="e")
    await asyncio.sleep(0)
    task._fut_waiter.set_result(None)
    print(await task)
    task = asyncio.create_task(nap(1000), name="f")
    await asyncio.sleep(0)
    task._fut_waiter.cancel()
    print(await asyncio.gather(task, return_exceptions=True), task.cancelled())

    # Cancelled before it falls asleep, and while its time has come.
    task = asyncio.create_task(nap(1000), name="g")
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True))

    async def cancels_itself():
        asyncio.current_task().cancel()
        await asyncio.sleep(1000)

    print(await asyncio.gather(asyncio.create_task(cancels_itself()), return_exceptions=True))

    # A cancelled sleeper lets go of what it holds, though its time has not come.
    task = asyncio.create_task(fails_late())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    # Order: by time, then by who fell asleep first.
    order = []

    async def log(name, seconds):
        await asyncio.sleep(seconds)
        order.append(name)

    await asyncio.gather(*(log(k, 0.02 - 0.004 * (k % 3)) for k in range(9)))
    print(order)

    # In a chain, in an async generator, and with a result.
    async def deep(n):
        return await deep(n - 1) if n else await asyncio.sleep(0.001, "result")

    async def ticks():
        for k in range(3):
            await asyncio.sleep(0.001)
            yield k

    print(await deep(5), [k async for k in ticks()])
    try:
        async with asyncio.timeout(0.005):
            await asyncio.sleep(1000)
    except TimeoutError:
        print("late")
    try:
        await asyncio.wait_for(asyncio.sleep(1000), 0.005)
    except TimeoutError:
        print("late again")
    print(len(asyncio.all_tasks()))


asyncio.run(main())
