# staggered_race, eager tasks, loops one after another, and wait with each return_when.
import asyncio
from asyncio.staggered import staggered_race


async def racer(name, delay, fail=False):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    print(name, "fails" if fail else "wins")
    if fail:
        raise OSError(name)
    return name


async def races():
    one = [lambda: racer("a", 60), lambda: racer("b", 50), lambda: racer("c", 0.01)]
    result, index, exceptions = await staggered_race(one, 0.02)
    print(result, index, [type(e).__name__ for e in exceptions])
    two = [lambda: racer("a", 0.01, True), lambda: racer("b", 0.01)]
    result, index, exceptions = await staggered_race(two, 5)
    print(result, index, exceptions)
    result, index, exceptions = await staggered_race([lambda: racer("x", 0, True), lambda: racer("y", 0, True)], None)
    print(result, index, exceptions)


async def eager():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)

    async def quick():
        print("quick runs at once, in", asyncio.current_task().get_name())
        return 1

    async def slow():
        print("slow begins")
        await asyncio.sleep(0)
        print("slow ends")
        return 2

    task = asyncio.create_task(quick(), name="Q")
    print(task.done(), task.result())
    other = asyncio.create_task(slow(), name="S")
    print(other.done(), asyncio.current_task() is not other)
    order = []
    other.add_done_callback(lambda t: order.append("callback"))
    loop.call_soon(order.append, "soon")
    print(await other, order)
    print(await asyncio.gather(quick(), slow()))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(quick(), name=f"G{i}") for i in range(2)]
    print([t.result() for t in tasks])


async def cancelled_twice():
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as exc:
            print("first", exc.args, asyncio.current_task().cancelling())
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError as exc:
                print("second", exc.args, asyncio.current_task().cancelling())
                asyncio.current_task().uncancel()
                return "done"

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    print(task.cancel("one"), task.cancel("two"))
    await asyncio.sleep(0)
    print(task.cancel("three"))
    print(await task, task.cancelling(), task.cancelled())
    inner = asyncio.create_task(asyncio.sleep(0.01, "inner"))
    outer = asyncio.ensure_future(asyncio.shield(inner))
    await asyncio.sleep(0)
    outer.cancel()
    results = await asyncio.gather(outer, inner, return_exceptions=True)
    print([repr(r) for r in results])


for program in (races, eager, cancelled_twice):
    asyncio.run(program())
for n in range(2):
    loop = asyncio.new_event_loop()
    print(loop.run_until_complete(asyncio.sleep(0, n)), loop.is_closed())
    loop.close()
    print(loop.is_closed())
