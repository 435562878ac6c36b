# Which print comes first: callbacks, tasks, gather, shield, wait_for, timeouts and groups in one turn of the loop.
import asyncio

log = []


def say(*words):
    log.append(" ".join(map(str, words)))


def show(title):
    print(title, "|", ", ".join(log))
    log.clear()


async def step(name, times=1):
    for i in range(times):
        say(name, i)
        await asyncio.sleep(0)
    say(name, "ends")
    return name


async def callbacks():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.add_done_callback(lambda f: say("first callback"))
    task = asyncio.create_task(waits(future))
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: say("late callback"))
    loop.call_soon(say, "soon before")
    future.set_result(None)
    loop.call_soon(say, "soon after")
    future.add_done_callback(lambda f: say("after done"))
    say("main goes on")
    await task
    show("callbacks")


async def waits(future):
    try:
        await future
        say("woken")
    except asyncio.CancelledError:
        say("cancelled")
        raise


async def threes():
    loop = asyncio.get_running_loop()
    loop.call_later(0, say, "later 0")
    loop.call_soon(say, "soon")
    loop.call_at(loop.time(), say, "at now")
    asyncio.create_task(step("task", 2))
    say("main")
    await asyncio.sleep(0)
    say("main again")
    await asyncio.sleep(0)
    say("main third")
    await asyncio.sleep(0)
    show("threes")


async def gathers():
    asyncio.create_task(step("before", 3))
    result = asyncio.gather(step("a", 2), step("b"), asyncio.create_task(step("c", 3)))
    say("gathered")
    result.add_done_callback(lambda f: say("gather done"))
    await result
    say("main")
    show("gather")


async def shields():
    inner = asyncio.create_task(step("inner", 4))
    outer = asyncio.shield(inner)
    waiter = asyncio.create_task(waits(outer))
    await asyncio.sleep(0)
    waiter.cancel()
    say("asked")
    try:
        await waiter
    except asyncio.CancelledError:
        say("waiter over", inner.done())
    say(await inner)
    show("shield")


async def nested():
    async def deep():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            say("deep hears")
            await asyncio.sleep(0)
            say("deep cleaned")
            raise

    async def middle():
        try:
            await deep()
        finally:
            say("middle finally")
            await asyncio.sleep(0)
            say("middle done")

    async def outer():
        inner = asyncio.create_task(middle())
        try:
            await inner
        except asyncio.CancelledError:
            say("outer hears", inner.cancelled())
            raise

    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    task.cancel()
    say("cancelled twice", task.cancelling())
    try:
        await task
    except asyncio.CancelledError:
        say("main hears")
    show("nested")


async def groups():
    async def fails(after):
        for _ in range(after):
            await asyncio.sleep(0)
        say("fails")
        raise ValueError(after)

    async def stubborn(name):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            say(name, "hears")
            await asyncio.sleep(0)
            say(name, "leaves")
            raise

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(stubborn("x"))
            group.create_task(fails(1))
            group.create_task(stubborn("y"))
            group.create_task(fails(2))
            say("body")
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError:
                say("body hears")
                raise
    except* ValueError as e:
        say("group", [str(x) for x in e.exceptions])
    say("cancelling", asyncio.current_task().cancelling())
    show("groups")


async def timeouts():
    async def slow(name):
        try:
            await asyncio.sleep(10)
        finally:
            say(name, "finally")

    try:
        async with asyncio.timeout(0.01):
            await slow("timeout")
    except TimeoutError:
        say("TimeoutError")
    try:
        await asyncio.wait_for(slow("wait_for"), 0.01)
    except TimeoutError:
        say("TimeoutError again")
    try:
        await asyncio.wait_for(slow("at once"), 0)
    except TimeoutError:
        say("never began")
    done, pending = await asyncio.wait([asyncio.create_task(slow("wait"))], timeout=0.01)
    say(len(done), len(pending))
    pending.pop().cancel()
    await asyncio.sleep(0)
    try:
        async with asyncio.timeout(0.01) as outer:
            async with asyncio.timeout(0.01) as inner:
                await slow("both")
    except TimeoutError:
        say("both", inner.expired(), outer.expired())
    async with asyncio.timeout(0.01) as limit:
        limit.reschedule(asyncio.get_running_loop().time() + 10)
        await asyncio.sleep(0.02)
    say("rescheduled", limit.expired())
    show("timeouts")


async def locks():
    lock = asyncio.Lock()
    semaphore = asyncio.Semaphore(2)
    condition = asyncio.Condition()

    async def holds(name, what):
        async with what:
            say(name, "in")
            await asyncio.sleep(0)
        say(name, "out")

    await asyncio.gather(*(holds(f"l{i}", lock) for i in range(3)))
    show("lock")
    await asyncio.gather(*(holds(f"s{i}", semaphore) for i in range(4)))
    show("semaphore")
    tasks = [asyncio.create_task(holds(f"f{i}", lock)) for i in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    show("cancelled in line")

    async def waits_for_it(name):
        async with condition:
            await condition.wait()
            say(name, "notified")

    tasks = [asyncio.create_task(waits_for_it(f"c{i}")) for i in range(4)]
    await asyncio.sleep(0)
    async with condition:
        condition.notify(2)
        say("two told")
        tasks[0].cancel()
    await asyncio.gather(*tasks[:2], return_exceptions=True)
    say([t.done() for t in tasks])
    async with condition:
        condition.notify_all()
    await asyncio.gather(*tasks, return_exceptions=True)
    show("condition")
    barrier = asyncio.Barrier(2)

    async def meets(name):
        say(name, "comes")
        place = await barrier.wait()
        say(name, "goes", place)

    await asyncio.gather(*(meets(n) for n in "abcd"))
    show("barrier")


async def queues():
    queue = asyncio.Queue(1)

    async def puts(name, count):
        for i in range(count):
            await queue.put(f"{name}{i}")
            say("put", f"{name}{i}")

    async def gets(name, count):
        for _ in range(count):
            say(name, "got", await queue.get())
            queue.task_done()

    await asyncio.gather(puts("p", 2), puts("q", 2), gets("g", 1), gets("h", 3), queue.join())
    show("queue")
    tasks = [asyncio.create_task(gets(n, 1)) for n in "xyz"]
    await asyncio.sleep(0)
    queue.put_nowait("only")
    tasks[0].cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    queue.shutdown()
    say([type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)])
    show("cancelled getter")
    queue = asyncio.Queue(1)
    queue.put_nowait(1)
    tasks = [asyncio.create_task(queue.put(n)) for n in range(2)] + [asyncio.create_task(queue.join())]
    await asyncio.sleep(0)
    queue.shutdown(immediate=True)
    say([type(r).__name__ for r in await asyncio.gather(*tasks, return_exceptions=True)], queue.qsize())
    show("shutdown")


async def eager():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    say("main")
    first = asyncio.create_task(step("e", 2))
    say("made")
    second = asyncio.gather(step("f"), step("g"))
    say("gathered")
    await first
    await second
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(step("h"))
            say("in group")
    finally:
        loop.set_task_factory(None)
    show("eager")


async def completed():
    async def after(n):
        await asyncio.sleep(n / 50)
        return n

    for item in asyncio.as_completed([after(3), after(1), after(2)]):
        say("got", await item)
    async for task in asyncio.as_completed([asyncio.create_task(after(2)), asyncio.create_task(after(1))]):
        say("task", task.result())
    show("as_completed")


for part in (callbacks, threes, gathers, shields, nested, groups, timeouts, locks, queues, eager, completed):
    asyncio.run(part())
