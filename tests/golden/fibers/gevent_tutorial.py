# gevent as its tutorials use it: spawning, joining, results, queues, pools, events, timeouts.
import time
import gevent
from gevent import Greenlet, GreenletExit, Timeout
from gevent.event import AsyncResult, Event
from gevent.lock import BoundedSemaphore, Semaphore
from gevent.pool import Group, Pool
from gevent.queue import Empty, Full, Queue


def attempt(function):
    try:
        print("->", function())
    except BaseException as fault:
        print(type(fault).__name__, fault)


def foo():
    print("Running in foo")
    gevent.sleep(0)
    print("Explicit context switch to foo again")


def bar():
    print("Explicit context to bar")
    gevent.sleep(0)
    print("Implicit context switch back to bar")


gevent.joinall([gevent.spawn(foo), gevent.spawn(bar)])


def task(pid):
    gevent.sleep(0.05 * (3 - pid))
    print("Task", pid, "done")
    return pid * pid


jobs = [gevent.spawn(task, n) for n in range(3)]
print([job.value for job in jobs], [job.ready() for job in jobs])
gevent.joinall(jobs)
print([job.value for job in jobs], [job.successful() for job in jobs], jobs[0].get())
jobs = [gevent.spawn(task, n) for n in range(2)]
print(len(gevent.joinall(jobs, timeout=0.001)), [job.ready() for job in jobs])
gevent.joinall(jobs)


def fail():
    raise ValueError("You fail at failing.")


loser = gevent.spawn(fail)
loser.join()
print(loser.value, loser.successful(), repr(loser.exception), loser.ready())
attempt(loser.get)
attempt(lambda: gevent.joinall([gevent.spawn(fail)], raise_error=True))


class MyGreenlet(Greenlet):
    def __init__(self, message, n):
        Greenlet.__init__(self)
        self.message = message
        self.n = n

    def _run(self):
        print(self.message)
        gevent.sleep(self.n)
        return "ran"


g = MyGreenlet("Hi there!", 0.01)
print(g.started, bool(g), g.dead)
g.start()
print(g.started)
g.join()
print(g.value, g.started, g.dead)

k = gevent.spawn(gevent.sleep, 100)
gevent.sleep(0)
k.kill()
print(k.dead, repr(k.value), k.successful())
k = gevent.spawn(print, "never begun")
k.kill()
print(k.dead, repr(k.value))

print(gevent.spawn_later(0.01, lambda: "later").get())
seen = []
g = gevent.spawn(lambda: 5)
g.link(lambda source: seen.append(source.value))
gevent.sleep(0.01)
print(seen)


def wait_long():
    with Timeout(0.01):
        gevent.sleep(10)


attempt(wait_long)


class TooLong(Exception):
    pass


def wait_with():
    with Timeout(0.01, TooLong("too long")):
        gevent.sleep(10)


attempt(wait_with)


def wait_silently():
    with Timeout(0.01, False):
        gevent.sleep(10)
    return "silently"


attempt(wait_silently)
attempt(lambda: gevent.with_timeout(0.01, gevent.sleep, 1, timeout_value="the value"))
timer = Timeout.start_new(10)
timer.cancel()
print(timer.pending, str(Timeout(1)), str(Timeout(2, False)))
attempt(lambda: gevent.spawn(gevent.sleep, 10).get(timeout=0.01))
attempt(lambda: gevent.spawn(print).get(block=False))

tasks = Queue()


def worker(n):
    while not tasks.empty():
        item = tasks.get()
        print(f"Worker {n} got task {item}")
        gevent.sleep(0)
    print("Quitting time!", n)


def boss():
    for item in range(1, 6):
        tasks.put_nowait(item)


gevent.spawn(boss).join()
gevent.joinall([gevent.spawn(worker, name) for name in ("steve", "john", "nancy")])

bounded = Queue(maxsize=2)


def produce():
    for n in range(5):
        bounded.put(n)
        print("put", n)
    bounded.put(StopIteration)


producer = gevent.spawn(produce)
print(list(bounded))
attempt(bounded.get_nowait)
attempt(lambda: bounded.get(timeout=0.01))
bounded.put(1)
bounded.put(2)
attempt(lambda: bounded.put_nowait(3))
print(bounded.qsize(), bounded.full(), bounded.empty())

event = Event()


def setter():
    gevent.sleep(0.01)
    print("setter is done")
    event.set()


def waiter(n):
    event.wait()
    print("waiter", n)


gevent.joinall([gevent.spawn(setter), *[gevent.spawn(waiter, n) for n in range(3)]])
print(event.is_set(), event.wait())
result = AsyncResult()
gevent.spawn(result.set, "Hello!")
print(result.get(), result.ready(), result.successful(), result.value)
result = AsyncResult()
result.set_exception(KeyError("k"))
attempt(result.get)

group = Group()
group.add(gevent.spawn(task, 1))
group.spawn(task, 2)
print(len(group))
group.join()
print(len(group), group.map(lambda n: n + 1, [1, 2, 3]), list(group.imap(lambda n: n * 2, range(3))))
pool = Pool(2)
active = most = 0


def limited(n):
    global active, most
    active += 1
    most = max(most, active)
    gevent.sleep(0.005)
    active -= 1
    return n


print(pool.map(limited, range(6)), most, pool.free_count(), pool.size)
print(sorted(pool.imap_unordered(limited, range(4))))
lock = BoundedSemaphore(2)


def locked(n):
    with lock:
        gevent.sleep(0.002)
        order.append(n)


order = []
gevent.joinall([gevent.spawn(locked, n) for n in range(4)])
print(order)
attempt(lock.release)
print(len(gevent.wait([gevent.spawn(task, 2)])), [g.value for g in gevent.iwait([gevent.spawn(task, 2)])])
gevent.killall([gevent.spawn(gevent.sleep, 10) for _ in range(3)])
print(isinstance(g, gevent.Greenlet), gevent.getcurrent().dead, issubclass(GreenletExit, BaseException))
