# Queues between threads: order, limits, timeouts, joins, shutting down.
import queue
import threading
import time
from queue import Queue, LifoQueue, PriorityQueue, SimpleQueue, Empty, Full, ShutDown


def attempt(function):
    try:
        print("->", function())
    except BaseException as fault:
        print(type(fault).__name__, fault)


q = Queue(2)
print(q.empty(), q.full(), q.qsize(), q.maxsize, q.unfinished_tasks)
q.put(1)
q.put(2)
print(q.empty(), q.full(), q.qsize(), list(q.queue))
attempt(lambda: q.put(3, block=False))
attempt(lambda: q.put_nowait(3))
attempt(lambda: q.put(3, timeout=0.01))
attempt(lambda: q.put(3, timeout=-1))
print(q.get(), q.get())
attempt(q.get_nowait)
attempt(lambda: q.get(False))
attempt(lambda: q.get(timeout=0.01))
attempt(lambda: q.get(True, -1))
q.task_done()
q.task_done()
attempt(q.task_done)

for kind in (Queue, LifoQueue, SimpleQueue):
    q = kind()
    for item in (3, 1, 2):
        q.put(item)
    print(kind.__name__, [q.get() for _ in range(3)], q.empty(), q.qsize())
q = SimpleQueue()
attempt(q.get_nowait)
attempt(lambda: q.get(timeout=0.01))
attempt(lambda: q.get(timeout=-1))
print(Queue[int], Empty.__module__, Full.__module__, ShutDown.__module__, SimpleQueue)

# One producer, several consumers, each stopped by a None.
work, results = Queue(maxsize=3), []


def consumer():
    while True:
        item = work.get()
        if item is None:
            work.task_done()
            break
        time.sleep(0.001)
        results.append(item * item)
        work.task_done()


threads = [threading.Thread(target=consumer) for _ in range(3)]
for t in threads:
    t.start()
for n in range(20):
    work.put(n)
work.join()
print(sorted(results), work.unfinished_tasks)
for _ in threads:
    work.put(None)
for t in threads:
    t.join()
print(work.empty(), any(t.is_alive() for t in threads))


# Waiting for an item that comes later.
def later(q, item):
    time.sleep(0.02)
    q.put(item)


for q in (Queue(), SimpleQueue()):
    t = threading.Thread(target=later, args=(q, "late"))
    t.start()
    print(q.get(timeout=5))
    t.join()

# Shutting down wakes who waits.
q = Queue(1)


def waits(f, *args):
    try:
        f(*args)
    except BaseException as fault:
        ended.append(type(fault).__name__)


ended = []
threads = [threading.Thread(target=waits, args=(q.get,)) for _ in range(2)]
for t in threads:
    t.start()
q.shutdown()
for t in threads:
    t.join()
print(ended, q.is_shutdown)
attempt(lambda: q.put(1))
attempt(q.get)
q = Queue()
q.put("left")
q.shutdown()
print(q.get())
attempt(q.get)
q = Queue()
q.put("thrown away")
q.shutdown(immediate=True)
attempt(q.get)
q.join()


class Unique(Queue):
    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        if item not in self.queue:
            self.queue.append(item)

    def _get(self):
        return self.queue.pop(0)


u = Unique()
for n in (1, 2, 1, 3, 2):
    u.put(n)
print(u.qsize(), [u.get() for _ in range(3)])
