# What can be asked of a greenlet, set and deleted, and what each refusal says.
import copy
import pickle
import re
import threading
from abc import ABCMeta, abstractmethod
from greenlet import GreenletExit, getcurrent, greenlet

main = getcurrent()


def attempt(label, call, *arguments):
    try:
        result = call(*arguments)
        print(label, "gives", re.sub(r"0x[0-9a-f]+", "0x", repr(result)))
    except BaseException as exception:
        print(label, "raises", type(exception).__name__, re.sub(r"0x[0-9a-f]+", "0x", str(exception)))


def run(*arguments):
    main.switch(arguments)
    return "over"


print("--- set and delete, before it begins")
g = greenlet(run)
for name, value in [("gr_context", 5), ("parent", 5), ("parent", None), ("parent", g), ("run", 5), ("__dict__", 3),
                    ("own", 1)]:
    attempt(f"{name} = {type(value).__name__}", setattr, g, name, value)
for name in ["gr_context", "parent", "run", "__dict__"]:
    attempt(f"del {name}", delattr, g, name)
attempt("run", lambda: g.run)
g.__dict__ = {"other": 2}
print(g.other, hasattr(g, "own"))

print("--- while it is suspended")
g = greenlet(run)
attempt("switch", g.switch, 1)
attempt("run =", setattr, g, "run", run)
attempt("del run", delattr, g, "run")
attempt("run", lambda: g.run)
print(bool(g), g.dead, g.gr_context, g.gr_frame.f_code.co_name)
attempt("pickle", pickle.dumps, g)
attempt("copy", copy.copy, g)
attempt("g", lambda: g)
g.switch()
attempt("g", lambda: g)

print("--- the main greenlet")
for name in ["run", "parent"]:
    attempt(f"{name} =", setattr, main, name, g)
    attempt(f"del {name}", delattr, main, name)
attempt("run", lambda: main.run)
attempt("main", lambda: main)

print("--- making one")
attempt("two", greenlet, 5, 6)
attempt("three", greenlet, run, None, 3)
attempt("x", lambda: greenlet(x=1))
attempt("names", lambda: greenlet(run=run, parent=main))
attempt("nothing to run", greenlet().switch)
attempt("nothing to throw at", greenlet().throw, ValueError)
attempt("None", greenlet(None).switch)
attempt("5", greenlet(5).switch)


class Abstract(greenlet, metaclass=ABCMeta):
    @abstractmethod
    def run(self):
        pass


attempt("abstract", Abstract)

print("--- throwing")
for arguments in [(5,), (int,), (ValueError, ValueError("a")), (ValueError("a"), 3), (ValueError, 3, 4), (GreenletExit,)]:
    g = greenlet(run)
    g.switch()
    attempt(f"throw {len(arguments)}", g.throw, *arguments)
    print(g.dead)


class Restless(greenlet):
    """Looking up what to run switches to it."""
    count = 0

    def __getattribute__(self, name):
        if name == "run" and self.count == 0:
            self.count = 1
            self.switch(43)
        return greenlet.__getattribute__(self, name)

    def run(self, value):
        while True:
            self.parent.switch(value)


attempt("begun while its run was looked up", Restless().switch, 42)

print("--- dropped, it comes back to whoever dropped it")
hub = greenlet(lambda: print("never"))
seen = []


def worker():
    try:
        main.switch()
    except GreenletExit as exit:
        print(exit)
        seen.append(getcurrent())
        print(getcurrent().parent is main)


g = greenlet(worker, parent=hub)
g.switch()
del g
print(seen[0].parent is hub, seen[0].dead)

print("--- in another thread")
kept = []


def elsewhere():
    kept.append(getcurrent())
    kept.append(greenlet(run))
    attempt("its own", kept[-1].switch)
    attempt("of the main thread", hub.switch)


def ended():
    """An unfinished greenlet of a thread that is dropped in another is ended when its thread next looks."""
    def wait():
        try:
            getcurrent().parent.switch()
        except GreenletExit:
            print("ended in", threading.current_thread().name)

    g = greenlet(wait)
    g.switch()
    kept.append(g)
    del g
    ready.set()
    dropped.wait()
    greenlet()


main_of_thread = greenlet(run)
thread = threading.Thread(target=elsewhere)
thread.start()
thread.join()
thread = None
while not kept[0].dead:
    pass
attempt("a main greenlet", lambda: kept[0])
for name in ["switch", "throw"]:
    attempt(name, getattr(kept[0], name))

del kept[:]
ready, dropped = threading.Event(), threading.Event()
thread = threading.Thread(target=ended, name="the worker")
thread.start()
ready.wait()
del kept[:]
print("dropped")
dropped.set()
thread.join()
