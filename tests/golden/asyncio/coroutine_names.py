"""Coroutine objects of asyncio's own functions say their names, as those of a program's functions do."""
import asyncio


async def main():
    queue, lock, event = asyncio.Queue(), asyncio.Lock(), asyncio.Event()
    condition, semaphore, barrier = asyncio.Condition(), asyncio.Semaphore(), asyncio.Barrier(2)
    for made in (asyncio.sleep(0), asyncio.sleep(1), queue.get(), queue.put(1), queue.join(), lock.acquire(), event.wait(),
                 condition.acquire(), condition.wait(), condition.wait_for(bool), semaphore.acquire(), barrier.wait(),
                 asyncio.TaskGroup().__aenter__(), asyncio.timeout(1).__aenter__()):
        print(repr(made).split(" at 0x")[0], made.__qualname__, made.__name__)
        made.close()


asyncio.run(main())
