# Processes that talk: queues, pipes, locks, shared numbers, managers, pools, and how each of them ends.
import multiprocessing as mp
import os
import time
from multiprocessing import Array, Event, JoinableQueue, Lock, Manager, Pipe, Pool, Process, Queue, Semaphore, Value

def producer(q, n):
    for i in range(n):
        q.put(i)
    q.put(None)

def talk(conn):
    while True:
        try:
            m = conn.recv()
        except EOFError:
            print("child: eof")
            break
        if m is None: break
        conn.send(m.upper())
    conn.close()

def add(v, lock, n):
    for _ in range(n):
        with lock:
            v.value += 1

def fill(d, l, k):
    d[k] = k * k
    l.append(k)

def waiter(e, q):
    q.put("waiting")
    e.wait()
    q.put("set")

def worker(q, done):
    while True:
        x = q.get()
        done.put(x * 2)
        q.task_done()

def fail():
    raise ValueError("boom")

class P(Process):
    def __init__(self, n):
        super().__init__(name=f"P-{n}")
        self.n = n
    def run(self):
        print("in", self.name, self.n, mp.current_process().name, mp.parent_process() is not None)

def big(q):
    q.put("x" * 300000)

def sq(x): return x * x
def bad(x):
    if x == 2: raise KeyError("two")
    return x
def init(v):
    global G
    G = v
def useg(x): return x + G
def unsend(x): return lambda: x

if __name__ == "__main__":
    q = Queue()
    p = Process(target=producer, args=(q, 5))
    p.start()
    got = []
    while (x := q.get()) is not None: got.append(x)
    p.join()
    print(got, p.exitcode, q.empty())
    a, b = Pipe()
    p = Process(target=talk, args=(b,))
    p.start()
    b.close()
    a.send("hello")
    print(a.recv())
    a.send("again")
    print(a.poll(5), a.recv())
    a.send(None)
    a.close()
    p.join()
    print(p.exitcode)
    v, lock = Value("i", 0), Lock()
    ps = [Process(target=add, args=(v, lock, 50)) for _ in range(2)]
    [p.start() for p in ps]
    [p.join() for p in ps]
    print(v.value)
    arr = Array("d", [1.5, 2.5, 3.5])
    arr[1] = 9
    print(arr[:], len(arr), list(arr))
    with Manager() as m:
        d, l = m.dict(), m.list()
        ps = [Process(target=fill, args=(d, l, k)) for k in range(2)]
        [p.start() for p in ps]
        [p.join() for p in ps]
        print(sorted(d.items()), sorted(l), len(d), 2 in d, d.get(9, "none"), d[1])
        print(str(m.list([1, 2])), m.dict(a=1).copy())
        ns = m.Namespace()
        ns.x = 5
        print(ns.x, ns)
        val = m.Value("i", 3)
        val.value += 1
        print(val.value)
        try: d["nope"]
        except KeyError as e: print("KeyError", e)
        with Pool(2) as pool:
            pool.starmap(fill, [(d, l, 10), (d, l, 11)])
        print(sorted(d.keys()))
    e, q = Event(), Queue()
    p = Process(target=waiter, args=(e, q))
    p.start()
    print(q.get(), e.is_set())
    e.set()
    print(q.get())
    p.join()
    jq, done = JoinableQueue(), Queue()
    w = Process(target=worker, args=(jq, done), daemon=True)
    w.start()
    for i in range(3): jq.put(i)
    jq.join()
    print([done.get() for _ in range(3)], w.is_alive(), w.daemon)
    w.terminate()
    w.join()
    print(w.exitcode)
    P(7).start()
    [c.join() for c in mp.active_children()]
    p = Process(target=fail)
    p.start()
    p.join()
    print(p.exitcode)
    q = Queue()
    p = Process(target=big, args=(q,))
    p.start()
    print(len(q.get()))
    p.join()
    q = Queue(2)
    q.put(1)
    q.put(2)
    print(q.full())
    try: q.put(3, timeout=0.05)
    except Exception as e: print(type(e).__name__)
    print(q.get(), q.get())
    try: q.get_nowait()
    except Exception as e: print(type(e).__name__)
    with Pool(2) as pool:
        print(pool.map(sq, range(6)), pool.apply(sq, (9,)))
        try: pool.map(bad, [1, 2, 3])
        except KeyError as e: print("KeyError", e, type(e.__cause__).__name__)
        try: pool.apply(unsend, (1,))
        except Exception as e: print(type(e).__name__, str(e)[:40])
        r = pool.map_async(sq, [1, 2], callback=lambda v: print("callback", v))
        r.wait()
        print(r.get())
        it = pool.imap(sq, [3, 4])
        print(next(it), it.next())
        r = pool.apply_async(time.sleep, (30,))
        try: r.get(timeout=0.1)
        except mp.TimeoutError: print("TimeoutError")
    with Pool(2, initializer=init, initargs=(100,)) as pool: print(pool.map(useg, [1, 2]))
    pool = Pool(1)
    print(pool)
    pool.close()
    try: pool.apply(sq, (1,))
    except ValueError as e: print(e)
    pool.join()
    try:
        with Pool(1) as pool: pool.apply(print, (Queue(),))
    except RuntimeError as e: print(e)
    print(Lock(), Semaphore(3), mp.current_process(), sep="|")
    p = Process(target=time.sleep, args=(60,), name="sleeper")
    p.start()
    print(p.is_alive())
    p.kill()
    p.join()
    print(p.exitcode, str(p).replace(str(p.pid), "PID").replace(str(os.getpid()), "ME"))
    bs = mp.BoundedSemaphore(1)
    try: bs.release()
    except ValueError as e: print(e)
