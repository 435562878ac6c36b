# Threads beside the loop: to_thread, executors, run_coroutine_threadsafe, wrap_future, a loop per thread.
import asyncio
import concurrent.futures
import contextvars
import threading
import time

who = contextvars.ContextVar("who", default="nobody")


def blocking(n, *, fail=False):
    time.sleep(0.02 * n)
    if fail:
        raise ValueError(f"from thread {n}")
    return n, who.get(), threading.current_thread() is threading.main_thread()


async def executors():
    who.set("main")
    print(await asyncio.to_thread(blocking, 1))
    try:
        await asyncio.to_thread(blocking, 1, fail=True)
    except ValueError as e:
        print(e)
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, blocking, 2))
    print(await asyncio.gather(*(asyncio.to_thread(blocking, n) for n in (3, 1, 2))))
    with concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="mine") as pool:
        print(await loop.run_in_executor(pool, lambda: threading.current_thread().name))
        future = pool.submit(blocking, 1)
        wrapped = asyncio.wrap_future(future)
        print(asyncio.isfuture(wrapped), wrapped.get_loop() is loop, asyncio.wrap_future(wrapped) is wrapped, await wrapped)
        waiting = asyncio.wrap_future(pool.submit(blocking, 2))
        queued = pool.submit(blocking, 5)
        unwanted = asyncio.wrap_future(queued)
        unwanted.cancel()
        try:
            await unwanted
        except asyncio.CancelledError:
            print("cancelled", queued.cancelled() or queued.cancel())
        print(await waiting)
    try:
        asyncio.wrap_future(5)
    except AssertionError as e:
        print(e)
    for bad in (5, "pool", object):
        try:
            loop.set_default_executor(bad)
        except TypeError as e:
            print(e)
    own = concurrent.futures.ThreadPoolExecutor(1, thread_name_prefix="default")
    loop.set_default_executor(own)
    print(await loop.run_in_executor(None, lambda: threading.current_thread().name))
    await loop.shutdown_default_executor()
    try:
        await loop.run_in_executor(None, blocking, 1)
    except RuntimeError as e:
        print(e)
    try:
        own.submit(blocking, 1)
    except RuntimeError as e:
        print(e)


asyncio.run(executors())


async def waits_for_threads():
    log = []
    loop = asyncio.get_running_loop()
    future = loop.run_in_executor(None, lambda: (time.sleep(0.06), log.append("thread done")))
    ticker = asyncio.create_task(ticks(log))
    await loop.shutdown_default_executor()
    log.append("executor shut")
    ticker.cancel()
    print(log[0], log[-1], "thread done" in log, future.done(), len(log) >= 3)
    await loop.shutdown_default_executor()


async def ticks(log):
    while True:
        log.append("tick")
        await asyncio.sleep(0.01)


asyncio.run(waits_for_threads())


async def from_outside():
    loop = asyncio.get_running_loop()
    log = []

    async def work(n):
        await asyncio.sleep(0.02 * n)
        if n == 3:
            raise KeyError("three")
        return n * n, asyncio.get_running_loop() is loop

    def thread():
        print(asyncio._get_running_loop())
        future = asyncio.run_coroutine_threadsafe(work(2), loop)
        print(type(future).__module__, future.result())
        try:
            asyncio.run_coroutine_threadsafe(work(3), loop).result()
        except KeyError as e:
            print(repr(e))
        slow = asyncio.run_coroutine_threadsafe(work(50), loop)
        try:
            slow.result(0.02)
        except TimeoutError as e:
            print("timeout", repr(e), slow.cancel())
        try:
            asyncio.run_coroutine_threadsafe(work, loop)
        except TypeError as e:
            print(e)
        loop.call_soon_threadsafe(log.append, "called")
        try:
            asyncio.get_running_loop()
        except RuntimeError as e:
            print(e)
        try:
            asyncio.get_event_loop()
        except RuntimeError as e:
            print(e)
        own = asyncio.new_event_loop()
        asyncio.set_event_loop(own)
        print(asyncio.get_event_loop() is own, own.run_until_complete(asyncio.sleep(0, "own")))
        own.close()
        print(asyncio.get_event_loop() is own)
        asyncio.set_event_loop(None)

    worker = threading.Thread(target=thread, name="worker")
    worker.start()
    while worker.is_alive():
        await asyncio.sleep(0.01)
    print(log, asyncio.get_event_loop() is loop)


asyncio.run(from_outside())
results = {}


def runs(n):
    async def main():
        loop = asyncio.get_running_loop()
        await asyncio.sleep(0.02 * n)
        return n, loop is asyncio.get_event_loop(), len(asyncio.all_tasks()), asyncio.current_task().get_coro().__name__

    results[n] = asyncio.run(main())


threads = [threading.Thread(target=runs, args=(n,)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print([results[n] for n in range(4)])


def asks_a_loop(loop, out):
    asyncio.set_event_loop(loop)
    loop.call_soon(lambda: out.append(asyncio.get_running_loop() is loop))
    loop.run_forever()
    out.append("stopped")
    loop.close()


async def talk():
    other, out = asyncio.new_event_loop(), []
    t = threading.Thread(target=asks_a_loop, args=(other, out))
    t.start()

    async def there(x):
        await asyncio.sleep(0.01)
        return x, asyncio.get_running_loop() is other

    print(await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(there("hello"), other)))
    print(await asyncio.gather(*(asyncio.wrap_future(asyncio.run_coroutine_threadsafe(there(n), other)) for n in range(3))))
    other.call_soon_threadsafe(other.stop)
    while t.is_alive():
        await asyncio.sleep(0.01)
    print(out, other.is_closed())
    try:
        other.call_soon_threadsafe(print)
    except RuntimeError as e:
        print(e)


asyncio.run(talk())
