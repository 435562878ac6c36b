# Locks, events, conditions, barriers, queues, groups, timeouts of derived classes: what they override is what is used.
import asyncio


class Q(asyncio.Queue):
    pass


class Backwards(asyncio.PriorityQueue):
    def _put(self, item):
        super()._put(-item)

    def _get(self):
        return -super()._get()


class Unique(asyncio.Queue):
    def _init(self, maxsize):
        self._queue = {}

    def _put(self, item):
        self._queue[item] = True

    def _get(self):
        return self._queue.popitem()[0]


class Stack(asyncio.LifoQueue):
    def put_nowait(self, item):
        print("putting", item)
        super().put_nowait(item)


async def queues():
    for cls in Q, Backwards, Unique, Stack:
        queue = cls(2)
        await queue.put(1)
        await queue.put(2)
        late = asyncio.create_task(queue.put(3))
        await asyncio.sleep(0)
        print(late.get_coro().__qualname__, len(queue._putters), queue.full(), repr(queue))
        print(await queue.get(), await queue.get(), await queue.get(), queue.empty(), queue)
        for _ in range(3):
            queue.task_done()
        await queue.join()
        try:
            queue.task_done()
        except ValueError as e:
            print(e)
        waits = [asyncio.create_task(queue.get()) for _ in range(2)]
        await asyncio.sleep(0)
        print(queue)
        waits[0].cancel()
        await asyncio.sleep(0)
        await queue.put(5)
        print(await asyncio.gather(*waits, return_exceptions=True))
        queue.task_done()
        queue.shutdown(immediate=True)
        for call in (lambda: queue.put(1), lambda: queue.get(), queue.join):
            try:
                print(await call())
            except asyncio.QueueShutDown as e:
                print(repr(e), queue)
        try:
            queue.get_nowait()
        except asyncio.QueueShutDown as e:
            print(repr(e))


class CountedLock(asyncio.Lock):
    def __init__(self):
        super().__init__()
        self.times = 0

    async def acquire(self):
        self.times += 1
        return await super().acquire()

    def release(self):
        print("release", self.times)
        super().release()


class Loud(asyncio.Event):
    def set(self):
        print("set")
        super().set()


class Gate(asyncio.Semaphore):
    def locked(self):
        print("asked")
        return super().locked()


class Meeting(asyncio.Barrier):
    async def wait(self):
        place = await super().wait()
        print("met", place)
        return place


class Waits(asyncio.Condition):
    def notify(self, n=1):
        print("notify", n)
        super().notify(n)


async def locks():
    lock = CountedLock()
    async with lock:
        waiter = asyncio.create_task(lock.acquire())
        await asyncio.sleep(0)
        print(lock.locked(), lock.times)
    print(await waiter)
    lock.release()
    condition = Waits(lock)
    async with condition:
        condition.notify_all()
    event = Loud()
    asyncio.get_running_loop().call_soon(event.set)
    print(await event.wait())
    async with Gate(1) as nothing:
        print(nothing)
    barrier = Meeting(2)
    await asyncio.gather(barrier.wait(), barrier.wait())
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(enter(barrier))


async def enter(barrier):
    async with barrier as place:
        print("in", place)


class Nursery(asyncio.TaskGroup):
    async def __aenter__(self):
        print("open")
        return await super().__aenter__()

    async def __aexit__(self, *exc):
        try:
            return await super().__aexit__(*exc)
        finally:
            print("closed")

    def create_task(self, coro, **options):
        print("start", coro.__name__)
        return super().create_task(coro, **options)


async def fails():
    raise ValueError("no")


async def groups():
    try:
        async with Nursery() as nursery:
            nursery.create_task(fails())
            nursery.create_task(asyncio.sleep(5))
    except* ValueError as group:
        print(repr(group))
    print(Nursery()._parent_task, asyncio.Timeout(None).when())
    for make in (CountedLock.acquire, asyncio.Lock.acquire, asyncio.Event.set, asyncio.Queue.get, Nursery.create_task):
        try:
            make()
        except TypeError as e:
            print(e)
    for cls in asyncio.Barrier, asyncio.Timeout, asyncio.Semaphore, asyncio.Queue:
        for arguments in ((), (1, 2, 3)):
            try:
                print(type(cls(*arguments)).__name__)
            except TypeError as e:
                print(e)


asyncio.run(queues())
asyncio.run(locks())
asyncio.run(groups())
