# asyncio's classes written in Python can be changed: what is put there is what the rest then uses. The others refuse.
import asyncio
from unittest import mock

CLASSES = [asyncio.Lock, asyncio.Event, asyncio.Condition, asyncio.Semaphore, asyncio.BoundedSemaphore,
           asyncio.Barrier, asyncio.Queue, asyncio.PriorityQueue, asyncio.LifoQueue, asyncio.TaskGroup,
           asyncio.Timeout, asyncio.Runner, asyncio.Handle, asyncio.TimerHandle, asyncio.Future, asyncio.Task,
           asyncio.BaseEventLoop, asyncio.AbstractEventLoop, asyncio.CancelledError, asyncio.QueueFull]
for cls in CLASSES:
    try:
        cls.x = 1
        print(cls.__qualname__, cls.x, cls.__flags__ >> 8 & 1)
        del cls.x
    except TypeError as e:
        print(cls.__qualname__, e, cls.__flags__ >> 8 & 1)


async def locks():
    calls = []
    acquire, release = asyncio.Lock.acquire, asyncio.Lock.release

    async def watched(self):
        calls.append("acquire")
        return await acquire(self)

    with mock.patch.object(asyncio.Lock, "acquire", watched):
        lock = asyncio.Lock()
        async with lock:
            print(lock.locked(), calls)
        condition = asyncio.Condition(lock)
        async with condition:
            print(calls)
    print(asyncio.Lock.acquire is acquire)
    with mock.patch.object(asyncio.Lock, "release", lambda self: (calls.append("release"), release(self))):
        async with lock:
            pass
    async with asyncio.Lock():
        print(calls)
    with mock.patch.object(asyncio.Semaphore, "release", lambda self: calls.append("kept")):
        semaphore = asyncio.Semaphore(1)
        async with semaphore:
            pass
        print(semaphore.locked(), calls)


async def queues():
    with mock.patch.object(asyncio.Queue, "put", mock.AsyncMock(return_value=3)) as put:
        print(await asyncio.Queue().put(5), put.await_args)
    with mock.patch.object(asyncio.Queue, "_put", lambda self, item: self._queue.append(item * 2)):
        queue = asyncio.Queue()
        queue.put_nowait(4)
        await queue.put(5)
        print(await queue.get(), queue.get_nowait())
    with mock.patch.object(asyncio.Queue, "empty", lambda self: True):
        queue = asyncio.PriorityQueue()
        queue.put_nowait(4)
        try:
            print(queue.get_nowait())
        except asyncio.QueueEmpty as e:
            print(repr(e))
    queue = asyncio.PriorityQueue()
    queue.put_nowait(4)
    print(queue.get_nowait())


async def groups():
    with mock.patch.object(asyncio.TaskGroup, "create_task", lambda self, coro: coro.close()):
        async with asyncio.TaskGroup() as group:
            print(group.create_task(asyncio.sleep(0)))
    with mock.patch("asyncio.sleep", mock.AsyncMock()) as sleep:
        await asyncio.sleep(100)
        print(sleep.await_count)
    leave = asyncio.Timeout.__aexit__

    async def said(self, *exc):
        print("leaving")
        return await leave(self, *exc)

    with mock.patch.object(asyncio.Timeout, "__aexit__", said):
        async with asyncio.timeout(5):
            pass
    async with asyncio.timeout(5):
        pass


asyncio.run(locks())
asyncio.run(queues())
asyncio.run(groups())
