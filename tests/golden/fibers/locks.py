# Locks, conditions, events, semaphores, barriers.
import threading
import time
from _thread import allocate_lock, start_new_thread, LockType


def attempt(function):
    try:
        print("->", function())
    except BaseException as fault:
        print(type(fault).__name__, fault)


def plain(thing):
    """A repr without addresses and numbers of threads."""
    words = []
    for word in repr(thing).split(" "):
        if word.startswith("0x"):
            word = "0x" + word.lstrip("0123456789abcdefx")
        elif word.startswith("owner=") and len(word) > 9:
            word = "owner=N"
        words.append(word)
    return " ".join(words)


lock = threading.Lock()
print(plain(lock), lock.locked(), lock.acquire(), lock.locked(), plain(lock))
print(lock.acquire(False), lock.acquire(blocking=False), lock.acquire(timeout=0.01))
attempt(lambda: lock.acquire(False, 1))
attempt(lambda: lock.acquire(True, -2))
attempt(lambda: lock.acquire(timeout="1"))
attempt(lambda: lock.acquire(timeout=1e100))
lock.release()
attempt(lock.release)
with lock:
    print(lock.locked())
print(lock.locked(), isinstance(lock, LockType), type(lock))

# A lock may be released by another thread.
lock.acquire()
start_new_thread(lock.release, ())
print(lock.acquire(timeout=5))
lock.release()

rlock = threading.RLock()
print(plain(rlock), rlock.acquire(), rlock.acquire(), plain(rlock))
rlock.release()
with rlock:
    print(plain(rlock))
rlock.release()
attempt(rlock.release)

total = 0


def add():
    global total
    for _ in range(100):
        with lock:
            value = total
            if value % 50 == 0:
                time.sleep(0.001)
            total = value + 1


threads = [threading.Thread(target=add) for _ in range(5)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(total)

# Conditions.
condition = threading.Condition()
print(plain(condition))
attempt(condition.wait)
attempt(condition.notify)
items, got = [], []


def consumer(n):
    with condition:
        while not items:
            condition.wait()
        got.append(items.pop(0))


threads = [threading.Thread(target=consumer, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
with condition:
    print(plain(condition))
    items.extend("abc")
    condition.notify(2)
time.sleep(0.02)
with condition:
    print(len(items))
    condition.notify_all()
for t in threads:
    t.join()
print(sorted(got))
with condition:
    print(condition.wait(0.01), condition.wait_for(lambda: False, timeout=0.01), condition.wait_for(lambda: 7))

# Events.
event = threading.Event()
print(plain(event), event.is_set(), event.wait(0.01))


def waiter(n):
    event.wait()
    got.append(n)


threads = [threading.Thread(target=waiter, args=(n,)) for n in range(3)]
for t in threads:
    t.start()
event.set()
for t in threads:
    t.join()
print(plain(event), event.wait(), event.wait(0), len(got))
event.clear()
print(event.is_set())

# Semaphores.
semaphore = threading.Semaphore(2)
print(plain(semaphore))
running = most = 0


def limited():
    global running, most
    with semaphore:
        running += 1
        most = max(most, running)
        time.sleep(0.005)
        running -= 1


threads = [threading.Thread(target=limited) for _ in range(6)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(most, running)
print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(timeout=0.01))
semaphore.release(2)
attempt(lambda: semaphore.release(0))
attempt(lambda: threading.Semaphore(-1))
attempt(lambda: semaphore.acquire(False, timeout=1))
bounded = threading.BoundedSemaphore(1)
print(plain(bounded))
attempt(bounded.release)

# Barriers.
barrier = threading.Barrier(3, action=lambda: print("all here"))
print(plain(barrier), barrier.parties, barrier.n_waiting, barrier.broken)
places = []


def meet():
    places.append(barrier.wait())


for _ in range(2):
    threads = [threading.Thread(target=meet) for _ in range(3)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
print(sorted(places))
attempt(lambda: barrier.wait(0.01))
print(barrier.broken, plain(barrier))
attempt(barrier.wait)
barrier.reset()
print(barrier.broken)
barrier.abort()
attempt(barrier.wait)
attempt(lambda: threading.Barrier(0))

# Two locks in the same order never meet; producers and consumers by hand.
buffer, space, full = [], threading.Semaphore(2), threading.Semaphore(0)
guard = threading.Lock()


def produce():
    for n in range(5):
        space.acquire()
        with guard:
            buffer.append(n)
        full.release()


def consume():
    for _ in range(5):
        full.acquire()
        with guard:
            got.append(buffer.pop(0))
        space.release()


got = []
threads = [threading.Thread(target=f) for f in (produce, consume)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(got)
attempt(lambda: start_new_thread(1, ()))
attempt(lambda: start_new_thread(print, []))
attempt(lambda: start_new_thread(print, (), 3))
