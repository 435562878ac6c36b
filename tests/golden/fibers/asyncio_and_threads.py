# Loops and threads: executors, to_thread, coroutines handed to a loop of another thread, loops in several threads.
import asyncio
import concurrent.futures
import contextvars
import threading
import time


def blocking(n):
    time.sleep(n / 50)
    return n * 10


async def main():
    loop = asyncio.get_running_loop()
    print(await loop.run_in_executor(None, blocking, 1))
    print(await asyncio.gather(*[asyncio.to_thread(blocking, n) for n in (3, 1, 2)]))

    async def tick():
        for n in range(3):
            await asyncio.sleep(0.01)
            seen.append(n)

    seen = []
    task = asyncio.create_task(tick())
    print(await asyncio.to_thread(blocking, 25), seen)
    await task
    try:
        await asyncio.to_thread(lambda: 1 / 0)
    except ZeroDivisionError as fault:
        print(fault)
    variable.set("of the task")
    print(await asyncio.to_thread(variable.get), await loop.run_in_executor(None, lambda: variable.get("none")))
    with concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="own") as pool:
        names = await asyncio.gather(*[loop.run_in_executor(pool, name_of_thread) for _ in range(4)])
        print(sorted(set(names)))
        future = asyncio.wrap_future(pool.submit(blocking, 1))
        print(type(future).__name__, await future)
        try:
            await asyncio.wait_for(loop.run_in_executor(pool, blocking, 50), 0.01)
        except TimeoutError:
            print("too long")
    event = asyncio.Event()
    threading.Timer(0.02, loop.call_soon_threadsafe, args=[event.set]).start()
    await event.wait()
    print("told by a timer's thread")
    try:
        asyncio.run_coroutine_threadsafe(3, loop)
    except TypeError as fault:
        print(fault)
    print(asyncio.get_running_loop() is loop, await asyncio.to_thread(no_loop))


def name_of_thread():
    time.sleep(0.01)
    return threading.current_thread().name


def no_loop():
    try:
        asyncio.get_running_loop()
    except RuntimeError as fault:
        return str(fault)


variable = contextvars.ContextVar("variable", default="default")
asyncio.run(main())

# A loop in a thread of its own.
loop = asyncio.new_event_loop()


def run_loop():
    asyncio.set_event_loop(loop)
    loop.run_forever()
    loop.close()


thread = threading.Thread(target=run_loop)
thread.start()


async def work(n):
    await asyncio.sleep(n)
    return n, threading.current_thread() is thread


async def fails():
    raise KeyError("in the loop")


future = asyncio.run_coroutine_threadsafe(work(0.01), loop)
print(type(future).__module__, future.result())
try:
    asyncio.run_coroutine_threadsafe(fails(), loop).result()
except KeyError as fault:
    print(repr(fault))
future = asyncio.run_coroutine_threadsafe(work(100), loop)
try:
    future.result(timeout=0.02)
except TimeoutError:
    print("timeout", future.cancel(), future.cancelled())
loop.call_soon_threadsafe(print, "in the loop")
loop.call_soon_threadsafe(loop.stop)
thread.join()
print(thread.is_alive(), loop.is_closed())


# Each thread runs its own loop.
def own_loop(n):
    async def inner():
        await asyncio.sleep(n / 10)
        order.append(n)
        return asyncio.current_task().get_name() != "", n

    results[n] = asyncio.run(inner())


order, results = [], {}
threads = [threading.Thread(target=own_loop, args=(n,)) for n in (3, 1, 2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(order, sorted(results.items()))


# A thread and a loop that hand things over.
async def collect(queue, count):
    return [await queue.get() for _ in range(count)]


def produce(loop, queue):
    for n in range(5):
        time.sleep(0.001)
        loop.call_soon_threadsafe(queue.put_nowait, n)


async def bridge():
    queue = asyncio.Queue()
    threading.Thread(target=produce, args=(asyncio.get_running_loop(), queue)).start()
    print(await collect(queue, 5))


asyncio.run(bridge())
