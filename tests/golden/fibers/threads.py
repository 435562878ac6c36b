# Threads as objects: names, states, daemons, joins, exceptions.
import threading
import time
import sys


def attempt(function):
    try:
        print("->", function())
    except BaseException as fault:
        print(type(fault).__name__, fault)


def plain(text):
    """The repr of a thread without its number."""
    words = repr(text).split(" ")
    return " ".join("N>" if word[0].isdigit() and len(word) > 6 else word for word in words)


print(plain(threading.current_thread()), plain(threading.main_thread()))
print(threading.current_thread() is threading.main_thread(), threading.active_count())


def work(n, *, word="w"):
    print("begin", n, word, threading.current_thread().name)
    begun.set()
    go.wait()
    print("end", n)


begun, go = threading.Event(), threading.Event()
t = threading.Thread(target=work, args=(1,), kwargs={"word": "v"})
print(plain(t), t.is_alive(), t.ident, t.daemon, t.name)
attempt(t.join)
t.start()
begun.wait()
print("started", plain(t), t.is_alive(), t.ident == t.ident, t in threading.enumerate())
attempt(t.start)
go.set()
t.join()
print(plain(t), t.is_alive(), t.join(), threading.active_count())
attempt(t.start)
attempt(lambda: threading.current_thread().join())
attempt(lambda: threading.Thread(group=1))


class Worker(threading.Thread):
    def __init__(self, n):
        super().__init__(name=f"worker-{n}", daemon=True)
        self.n = n
        self.result = None

    def run(self):
        gate.wait()
        self.result = self.n ** 2
        order.append(self.n)


order, gate = [], threading.Event()
workers = [Worker(n) for n in range(3)]
print(*map(plain, workers))
for w in workers:
    w.start()
print(threading.active_count(), [w.result for w in workers])
gate.set()
for w in workers:
    w.join()
print(sorted(order), [w.result for w in workers], [w.name for w in workers])


class Forgets(threading.Thread):
    def __init__(self):
        pass


attempt(lambda: Forgets().start())


def fails():
    raise ValueError("in a thread")


def hook(args):
    print("hook", args.exc_type.__name__, args.exc_value, args.thread.name, args.exc_traceback is not None, len(args))


threading.excepthook = hook
t = threading.Thread(target=fails, name="failing")
t.start()
t.join()
t = threading.Thread(target=sys.exit, args=(3,))
t.start()
t.join()
threading.excepthook = threading.__excepthook__

# Each thread handles its own exceptions.
def handling():
    try:
        raise KeyError("thread's")
    except KeyError:
        ready.set()
        time.sleep(0.02)
        print(repr(sys.exception()))


ready = threading.Event()
t = threading.Thread(target=handling)
t.start()
ready.wait()
print(sys.exception())
t.join()

patient = threading.Event()
t = threading.Thread(target=patient.wait)
t.start()
begin = time.monotonic()
print(t.join(0.05), t.is_alive())
t.join(-1)
patient.set()
t.join()
print(t.is_alive(), time.monotonic() - begin < 60)

data = threading.local()
data.x = "main"


def own(n):
    had = hasattr(data, "x")
    data.x = n
    time.sleep(0.01)
    found[n] = (had, data.x, data.__dict__)


found = {}
threads = [threading.Thread(target=own, args=(n,)) for n in range(2)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(data.x, sorted(found.items()))
attempt(lambda: data.nothing)


class Counted(threading.local):
    kind = "counted"

    def __init__(self, start):
        print("init", start)
        self.n = start

    def up(self):
        self.n += 1
        return self.n


c = Counted(5)
print(c.up(), c.up(), c.kind)
t = threading.Thread(target=lambda: print(c.up()))
t.start()
t.join()
print(c.n, vars(c))
attempt(lambda: threading.local(1))

timer = threading.Timer(0.01, print, args=["timer", "rings"], kwargs={"sep": "-"})
timer.start()
timer.join()
timer = threading.Timer(10, print, args=["never"])
timer.start()
timer.cancel()
timer.join()
print(plain(timer))

t = threading.Thread(target=print, name="daemonic")
t.daemon = True
print(t.daemon, plain(t))
t.start()
t.join()


def set_daemon():
    t.daemon = False


attempt(set_daemon)
t.name = "renamed"
print(t.name)

seen = []
numbers = {threading.get_ident()}
t = threading.Thread(target=lambda: numbers.add(threading.get_ident()))
t.start()
t.join()
print(len(numbers), isinstance(threading.get_native_id(), int))


def nested():
    inner = threading.Thread(target=lambda: seen.append("inner"))
    inner.start()
    inner.join()
    seen.append("outer")


t = threading.Thread(target=nested)
t.start()
t.join()
print(seen)


def late():
    time.sleep(0.05)
    print("a thread that is no daemon is waited for at the end")


def forever():
    time.sleep(1000)
    print("never said")


threading.Thread(target=late).start()
threading.Thread(target=forever, daemon=True).start()
print("main is over")
