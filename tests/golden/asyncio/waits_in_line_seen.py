# Waits in line that somebody looks at, or drives by hand: nothing tells that none had a future before.
import asyncio
import re


def shown(thing):
    text = re.sub(r"0x[0-9a-f]+", "0x...", repr(thing))
    return re.sub(r" at \S+:\d+", "", re.sub(r"(coro=<)[^>]*>", r"\1...>", text))


async def take(name, lock, log):
    try:
        async with lock:
            log.append(name + " in")
            await asyncio.sleep(0)
        log.append(name + " out")
    except asyncio.CancelledError as error:
        log.append(f"{name} cancelled {error.args}")
        raise


async def until(name, event, log):
    try:
        log.append((name, await event.wait()))
    except BaseException as error:
        log.append((name, type(error).__name__, error.args))
        raise


async def fetch(name, queue, log):
    try:
        log.append((name, await queue.get()))
    finally:
        log.append(name + " over")


async def ended(*tasks):
    for task in tasks:
        try:
            await task
        except BaseException as error:
            print("  ended by", type(error).__name__, error.args)


async def look_at_waiters():
    for lock in asyncio.Lock(), asyncio.Semaphore(1), asyncio.BoundedSemaphore(1):
        log = []
        await lock.acquire()
        tasks = [asyncio.create_task(take(f"t{i}", lock, log)) for i in range(3)]
        await asyncio.sleep(0)
        print(shown(lock), lock.locked(), len(lock._waiters))
        print([w is t._fut_waiter for w, t in zip(lock._waiters, tasks)], shown(lock._waiters[0]))
        tasks[1].cancel("away")
        print(shown(lock._waiters[1]), shown(lock))
        lock.release()
        print(shown(lock), [w.done() for w in lock._waiters])
        await ended(*tasks)
        print(log, shown(lock))


async def look_at_one_by_the_task():
    event, log = asyncio.Event(), []
    tasks = [asyncio.create_task(until(f"t{i}", event, log)) for i in range(4)]
    await asyncio.sleep(0)
    waiter = tasks[1]._fut_waiter
    print(shown(waiter), waiter is tasks[1]._fut_waiter, shown(event))
    tasks[2].cancel("early")
    print(shown(tasks[2]._fut_waiter), shown(tasks[2]))
    event.set()
    print(shown(tasks[0]._fut_waiter), shown(tasks[0]._fut_waiter.result()), waiter.result())
    tasks[3].cancel("late")
    print(tasks[3].cancelling(), shown(event))
    await ended(*tasks)
    print(log, shown(event))


async def look_at_the_coroutine():
    event, queue, lock, log = asyncio.Event(), asyncio.Queue(), asyncio.Lock(), []
    await lock.acquire()
    coroutines = [until("e", event, log), fetch("q", queue, log), take("l", lock, log)]
    tasks = [asyncio.create_task(c) for c in coroutines]
    await asyncio.sleep(0)
    for c, t in zip(coroutines, tasks):
        inner = c.cr_await
        print(inner.__qualname__, inner is c.cr_await, type(inner).__name__, t._fut_waiter is t._fut_waiter)
    queue.put_nowait(7)
    event.set()
    lock.release()
    await ended(*tasks)
    print(log)


async def by_hand():
    event, log = asyncio.Event(), []
    coroutine = until("t", event, log)
    task = asyncio.create_task(coroutine)
    await asyncio.sleep(0)
    try:
        coroutine.send(None)
    except RuntimeError as error:
        print(error)
    print(shown(event), log)
    task.cancel()
    await ended(task)

    coroutine = until("u", event, log)
    task = asyncio.create_task(coroutine)
    await asyncio.sleep(0)
    try:
        coroutine.throw(ValueError("by hand"))
    except ValueError as error:
        print(error, shown(event), task.done(), shown(task._fut_waiter))
    event.set()
    task.cancel()
    await ended(task)
    print(log, shown(event))

    queue, log = asyncio.Queue(), []
    coroutines = [fetch(f"t{i}", queue, log) for i in range(2)]
    tasks = [asyncio.create_task(c) for c in coroutines]
    await asyncio.sleep(0)
    coroutines[0].close()
    print(len(queue._getters), log)
    queue.put_nowait(1)
    await tasks[1]
    tasks[0].cancel()
    await ended(tasks[0])
    print(log)


async def woken_and_cancelled():
    for make in asyncio.Lock, asyncio.Semaphore:
        lock, log = make(), []
        await lock.acquire()
        tasks = [asyncio.create_task(take(f"t{i}", lock, log)) for i in range(3)]
        await asyncio.sleep(0)
        lock.release()
        tasks[0].cancel("woken")
        print(shown(lock))
        await ended(*tasks)
        print(log, shown(lock))
    queue, log = asyncio.Queue(), []
    tasks = [asyncio.create_task(fetch(f"t{i}", queue, log)) for i in range(3)]
    await asyncio.sleep(0)
    queue.put_nowait("x")
    tasks[0].cancel("woken")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print(log, re.sub("0x[0-9a-f]+", "0x...", repr(queue)))
    queue.put_nowait("y")
    # Taken away before who was woken comes.
    print(queue.get_nowait())
    await asyncio.sleep(0)
    print(log, re.sub("0x[0-9a-f]+", "0x...", repr(queue)))
    tasks[2].cancel()
    await ended(*tasks)
    print(log)


async def inside():
    # Deeper in a chain of awaits, and under a timeout.
    event, lock, queue = asyncio.Event(), asyncio.Lock(), asyncio.Queue()

    async def outer(f):
        return await inner(f)

    async def inner(f):
        return await f()

    waits = [asyncio.create_task(outer(f)) for f in (event.wait, lock.acquire, queue.get)]
    second = asyncio.create_task(outer(lock.acquire))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    event.set()
    queue.put_nowait(None)
    lock.release()
    print(await asyncio.gather(*waits, second))
    for wait in lock.acquire, queue.get, asyncio.Event().wait:
        try:
            async with asyncio.timeout(0.01):
                await wait()
        except TimeoutError:
            print("timeout", lock.locked(), shown(lock), queue.qsize())
    try:
        await asyncio.wait_for(lock.acquire(), 0.01)
    except TimeoutError:
        print("timeout again", shown(lock))


async def other_deque():
    lock, log = asyncio.Lock(), []
    await lock.acquire()
    tasks = [asyncio.create_task(take(f"t{i}", lock, log)) for i in range(2)]
    await asyncio.sleep(0)
    lock._waiters.rotate(1)
    lock.release()
    await ended(*tasks)
    print(log, shown(lock))


async def main():
    await look_at_waiters()
    await look_at_one_by_the_task()
    await look_at_the_coroutine()
    await by_hand()
    await woken_and_cancelled()
    await inside()
    await other_deque()


asyncio.run(main())
