# Executors: futures, their callbacks, map, waiting for several, shutting down.
import threading
import time
from concurrent import futures
from concurrent.futures import (
    ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, CancelledError, Future, InvalidStateError, ThreadPoolExecutor,
    as_completed, wait,
)
from concurrent.futures.thread import BrokenThreadPool


def attempt(function):
    try:
        print("->", function())
    except BaseException as fault:
        print(type(fault).__name__, fault)


def plain(future):
    words = repr(future).split(" ")
    return " ".join("0x" if word.startswith("0x") else word for word in words)


# Futures by themselves.
f = Future()
print(plain(f), f.done(), f.running(), f.cancelled())
attempt(lambda: f.result(timeout=0.01))
attempt(lambda: f.exception(0))
print(f.set_running_or_notify_cancel(), plain(f), f.cancel())
f.add_done_callback(lambda future: print("callback", future.result()))
f.set_result("done")
print(plain(f), f.result(), f.exception(), f.done())
f.add_done_callback(lambda future: print("at once", future is f))
attempt(lambda: f.set_result(1).__class__ and None)
f = Future()
f.set_exception(ValueError("bad"))
print(plain(f), repr(f.exception()))
attempt(f.result)
f = Future()
print(f.cancel(), f.cancelled(), f.done(), plain(f), f.cancel())
attempt(f.result)
attempt(f.exception)
print(f.set_running_or_notify_cancel())
attempt(lambda: f.set_result(1))

# An executor.
def square(x):
    time.sleep(0.002 * x)
    return x * x


def fails(x):
    raise KeyError(x)


with ThreadPoolExecutor(max_workers=3) as pool:
    f = pool.submit(square, 3)
    print(f.result(), plain(f))
    print(list(pool.map(square, [5, 1, 3])))
    print(list(pool.map(pow, [2, 3], [5, 2])))
    f = pool.submit(fails, "k")
    attempt(f.result)
    print(repr(f.exception()))
    fs = [pool.submit(square, n) for n in (150, 1, 60)]
    print([f.result() for f in as_completed(fs)])
    done, not_done = wait([pool.submit(square, n) for n in (1, 2)])
    print(len(done), len(not_done), sorted(f.result() for f in done))
    slow, fast = pool.submit(square, 300), pool.submit(square, 1)
    result = wait([slow, fast], return_when=FIRST_COMPLETED)
    print(result.done == {fast}, result.not_done == {slow})
    result = wait([slow, pool.submit(fails, 1)], return_when=FIRST_EXCEPTION)
    print(len(result.done), result.not_done == {slow})
    print(wait([slow], timeout=0.001).not_done == {slow})
    attempt(lambda: list(as_completed([slow], timeout=0.001)))
    attempt(lambda: wait([slow], return_when="NEVER"))
    print(slow.result())
    attempt(lambda: list(pool.map(square, [300], timeout=0.01)))
attempt(lambda: pool.submit(square, 1))

# Names, initializers, reuse of threads, cancelling what has not begun.
names = []


def name():
    names.append(threading.current_thread().name)
    time.sleep(0.01)


with ThreadPoolExecutor(2, thread_name_prefix="mine", initializer=lambda *a: names.append(a), initargs=(1, 2)) as pool:
    for _ in range(4):
        pool.submit(name)
print(sorted(map(str, names)))

pool = ThreadPoolExecutor(1)
begun = threading.Event()
end = threading.Event()
first = pool.submit(lambda: (begun.set(), end.wait(), "first")[2])
begun.wait()
second = pool.submit(lambda: "second")
third = pool.submit(lambda: "third")
print(first.running(), second.running(), first.cancel(), second.cancel(), second.cancelled())
end.set()
print(first.result(), third.result())
attempt(second.result)
end.clear()
begun.clear()
first = pool.submit(lambda: (begun.set(), end.wait()))
begun.wait()
rest = [pool.submit(print, n) for n in range(3)]
pool.shutdown(wait=False, cancel_futures=True)
print([f.cancelled() for f in rest])
end.set()
pool.shutdown()
attempt(lambda: pool.submit(print))

attempt(lambda: ThreadPoolExecutor(0))
attempt(lambda: ThreadPoolExecutor(initializer=3))


def broken():
    raise OSError("no")


# Callbacks run in the thread that finishes the future, in the order they were added.
with ThreadPoolExecutor(1, "cb") as pool:
    f = pool.submit(time.sleep, 0.01)
    for n in range(3):
        f.add_done_callback(lambda _, n=n: print("callback", n, threading.current_thread().name))

# A job may submit others.
with ThreadPoolExecutor(4) as pool:
    def tree(n):
        return 1 if n == 0 else sum(f.result() for f in [pool.submit(tree, n - 1)]) + 1

    print(pool.submit(tree, 3).result())

print(futures.FIRST_COMPLETED, CancelledError.__mro__[1].__name__, futures.TimeoutError is TimeoutError, CancelledError.__module__)
print([threading.active_count()])
