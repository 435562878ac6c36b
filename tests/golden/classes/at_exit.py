# What is alive at exit: names in the order of their making, then what containers hold, all with the globals still there.
import atexit


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name, "zz" in globals(), tool())


def tool():
    return "tool works"


def generator(n):
    held = D("held by generator %d" % n)
    try:
        yield 1
    finally:
        print("generator", n, "closed", tool())


class Wait:
    def __await__(self):
        yield


async def coroutine():
    try:
        await Wait()
    finally:
        print("coroutine closed")


zz = None
first = None
b = D("created first")
a = D("created second")
first = D("created third, named first")
_private = D("private")
row = [D("row 1"), D("row 2")]
pair = (D("pair 1"), D("pair 2"))


class Plain:
    pass


o = Plain()
o.x = D("o.x")
o.y = D("o.y")
d = {1: D("d[1]"), 2: D("d[2]")}
g = generator(1)
next(g)
c = coroutine()
c.send(None)
last = D("last")
g2 = generator(2)
next(g2)
atexit.register(lambda: print("atexit"))
cycle = Plain()
cycle.self = cycle
cycle.d = D("in a cycle")
print("over")
